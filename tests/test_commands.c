/* test_commands.c - every row of the command table keeps its word: examples, options, names, help. */
#include <ctype.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>
#include <inttypes.h>

#include "cli/option.h"

#define WORDS_MAX 40

static const ac_option *option_of(const ac_command *c, const char *name, size_t n)
{
    for (int table = 0; table < 2; table++)
        for (const ac_option *o = table == 0 ? c->options : ac_globals; o != NULL && o->name != NULL; o++)
            if (strlen(o->name) == n && strncmp(o->name, name, n) == 0)
                return o;
    return NULL;
}

static bool has_letter(const ac_command *c, char letter)
{
    for (int table = 0; table < 2; table++)
        for (const ac_option *o = table == 0 ? c->options : ac_globals; o != NULL && o->name != NULL; o++)
            if (o->letter == letter)
                return true;
    return false;
}

/* As a shell would: words between blanks, "..." keeps its blanks. */
static int split(char *line, char **argv)
{
    int n = 0;
    char *to = line;

    for (char *at = line; *at != '\0';) {
        bool is_quoted = false;

        while (*at == ' ')
            at++;
        if (*at == '\0')
            break;
        assert_true(n < WORDS_MAX);
        argv[n++] = to;
        for (; *at != '\0' && (is_quoted || *at != ' '); at++) {
            if (*at == '"')
                is_quoted = !is_quoted;
            else
                *to++ = *at;
        }
        assert_false(is_quoted);
        at += *at == ' ' ? 1 : 0;
        *to++ = '\0';
    }
    argv[n] = NULL;
    return n;
}

static void every_command_has_two_examples_that_parse(void **state)
{
    int tried = 0;

    (void)state;
    for (const ac_command *c = ac_commands; c->name != NULL; c++) {
        bool is_own = false;

        assert_non_null(c->examples[1].line);
        for (size_t i = 0; i < 4 && c->examples[i].line != NULL; i++) {
            char line[512], *argv[WORDS_MAX + 1];
            ac_args args;
            ac_err err = { 0 };
            int argc;

            assert_true(strlen(c->examples[i].line) < sizeof line);
            memcpy(line, c->examples[i].line, strlen(c->examples[i].line) + 1);
            argc = split(line, argv);
            assert_string_equal(argv[0], "accord");
            if (ac_args_parse(&args, argc, argv, &err) != AC_OK)
                fail_msg("%s: %s", c->examples[i].line, err.text);
            is_own = is_own || args.command == c || strcmp(c->name, "help") == 0;
            assert_true(c->examples[i].what != NULL && c->examples[i].what[0] != '\0');
            ac_args_free(&args);
            tried++;
        }
        assert_true(is_own);
    }
    assert_true(tried > 100);
}

/* Each --name and -x in a text of the row. */
static void check_options_in(const ac_command *c, const char *text)
{
    for (const char *at = text; at != NULL && (at = strchr(at, '-')) != NULL; at++) {
        bool starts = at == text || strchr(" ([|", at[-1]) != NULL;

        if (starts && at[1] == '-') {
            size_t n = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz-");

            if (option_of(c, at + 2, n) == NULL)
                fail_msg("%s names %.*s in: %s", c->name, (int)n + 2, at, text);
            at += 1 + n;
        } else if (starts && isalpha((unsigned char)at[1]) && !isalnum((unsigned char)at[2])) {
            if (!has_letter(c, at[1]))
                fail_msg("%s names -%c in: %s", c->name, at[1], text);
        }
    }
}

static void every_option_named_exists(void **state)
{
    (void)state;
    for (const ac_command *c = ac_commands; c->name != NULL; c++) {
        check_options_in(c, c->synopsis);
        check_options_in(c, c->notes);
        check_options_in(c, c->exits);
        for (const ac_option *o = c->options; o != NULL && o->name != NULL; o++)
            check_options_in(c, o->help);
    }
}

static void no_two_options_share_a_name_or_a_letter(void **state)
{
    (void)state;
    for (const ac_command *c = ac_commands; c->name != NULL; c++) {
        const ac_option *all[64];
        size_t n = 0;

        for (int table = 0; table < 2; table++)
            for (const ac_option *o = table == 0 ? c->options : ac_globals; o != NULL && o->name != NULL; o++) {
                assert_true(n < sizeof all / sizeof *all);
                for (size_t i = 0; i < n; i++)
                    if (strcmp(o->name, "csv") == 0 && o->arg == NULL && all[i]->arg != NULL)
                        continue; /* a report names a file with it, in place of the flag */
                    else if (strcmp(all[i]->name, o->name) == 0 || (o->letter != 0 && all[i]->letter == o->letter))
                        fail_msg("%s: --%s and --%s", c->name, all[i]->name, o->name);
                all[n++] = o;
            }
    }
}

/* `draft edit` reads the options of all commands that keep drafts before it knows whose they are. */
static void options_of_drafts_take_an_argument_in_all_commands_or_in_none(void **state)
{
    int drafting = 0;

    (void)state;
    for (const ac_command *c = ac_commands; c->name != NULL; c++) {
        drafting += ac_command_drafts(c);
        for (const ac_command *other = ac_command_drafts(c) ? ac_commands : c; other != c; other++)
            for (const ac_option *o = c->options; ac_command_drafts(other) && o->name != NULL; o++)
                for (const ac_option *p = other->options; p->name != NULL; p++)
                    if (strcmp(o->name, p->name) == 0 && ((o->arg == NULL) != (p->arg == NULL) || o->letter != p->letter))
                        fail_msg("--%s of %s and of %s", o->name, c->name, other->name);
    }
    assert_true(drafting >= 13);
}

static bool is_name(const char *text, bool may_have_blank)
{
    int blanks = 0;

    for (const char *at = text; *at != '\0'; at++) {
        bool inner = at != text && at[1] != '\0';

        blanks += *at == ' ' ? 1 : 0;
        if (!(*at >= 'a' && *at <= 'z') && !(inner && (*at == '-' || (*at == ' ' && may_have_blank))))
            return false;
    }
    return text[0] != '\0' && blanks <= 1;
}

static void names_are_words(void **state)
{
    (void)state;
    for (const ac_command *c = ac_commands; c->name != NULL; c++) {
        bool has_group = false;

        assert_true(is_name(c->name, true));
        assert_ptr_equal(ac_command_find(c->name), c); /* and none stands twice */
        for (const ac_group *g = ac_groups; g->name != NULL; g++)
            has_group = has_group || strcmp(g->name, c->group) == 0;
        assert_true(has_group);
        assert_true(isupper((unsigned char)c->summary[0]) && c->summary[strlen(c->summary) - 1] == '.');
        assert_true(strlen(c->summary) <= 90);
        assert_true(c->args_min >= 0 && (c->args_max == -1 || c->args_max >= c->args_min));
        assert_non_null(c->exits);
        assert_non_null(c->run);
        assert_non_null(c->more);
        for (const ac_option *o = c->options; o != NULL && o->name != NULL; o++) {
            assert_true(is_name(o->name, false));
            assert_true(o->help != NULL && o->help[0] != '\0');
            assert_true(o->arg != NULL || (o->vocab == 0 && o->choices == NULL && !o->is_number && !o->is_maybe));
        }
    }
    assert_true(ac_command_is_family("device"));
    assert_false(ac_command_is_family("dev"));
    assert_false(ac_command_is_family("sign"));
    assert_null(ac_command_find("device"));
}

/* "accord decline, accord sync --folder" */
static void what_to_read_next_exists(void **state)
{
    (void)state;
    for (const ac_command *c = ac_commands; c->name != NULL; c++) {
        char text[256], *at = text;

        assert_true(strlen(c->more) < sizeof text);
        memcpy(text, c->more, strlen(c->more) + 1);
        for (char *one = strsep(&at, ","); one != NULL; one = strsep(&at, ",")) {
            char *words[WORDS_MAX + 1], name[80];
            int n = split(one, words);
            const ac_command *named;

            assert_true(n >= 2);
            assert_string_equal(words[0], "accord");
            snprintf(name, sizeof name, "%s %s", words[1], n > 2 ? words[2] : "");
            named = ac_command_find(name) != NULL ? ac_command_find(name) : ac_command_find(words[1]);
            if (named == NULL)
                fail_msg("%s: %s", c->name, c->more);
            for (int i = 2; named != NULL && i < n; i++)
                if (strncmp(words[i], "--", 2) == 0)
                    assert_non_null(option_of(named, words[i] + 2, strlen(words[i] + 2)));
        }
    }
}

static void habits_lead_to_commands(void **state)
{
    static const char *const habits[] = { "edit", "change", "cancel", "delete", "undo", "done", "finish",
                                          "approve", "confirm", "reject", "refuse", "comment", "find", "grep",
                                          "query", "history", "timeline", "contribute", "resource", "offer", "benefit",
                                          "decision", "issue", "answer", "driver", "impact", "agreement", "health" };

    (void)state;
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++) {
        const char *meant = ac_habit(habits[i]);
        char text[64], *at = text;

        assert_non_null(meant);
        assert_null(ac_command_find(habits[i]));
        snprintf(text, sizeof text, "%s", meant);
        for (char *word = strsep(&at, " "); word != NULL; word = strsep(&at, " "))
            if (strcmp(word, "or") != 0)
                assert_non_null(ac_command_find(word));
    }
    assert_null(ac_habit("sign"));
}

/* --- help --- */

static char *printed;

static const char *help(const ac_command *c, const char *family, size_t columns, bool is_utf8)
{
    size_t n = 0;
    ac_screen screen = { .is_utf8 = is_utf8, .columns = columns };

    free(printed);
    printed = NULL;
    screen.file = open_memstream(&printed, &n);
    assert_non_null(screen.file);
    if (c != NULL)
        ac_help_command(&screen, c);
    else if (family != NULL)
        ac_help_family(&screen, family);
    else
        ac_help_all(&screen);
    fclose(screen.file);
    return printed;
}

/* The text with every run of white space as one blank. */
static char *flowing(const char *text)
{
    char *out = malloc(strlen(text) + 1), *to = out;

    assert_non_null(out);
    for (; *text != '\0'; text++)
        if (!isspace((unsigned char)*text))
            *to++ = *text;
        else if (to != out && to[-1] != ' ')
            *to++ = ' ';
    *to = '\0';
    return out;
}

static void check_lines(const char *text, size_t columns)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n"), first = strspn(text, " ");

        assert_true(n == 0 || text[n - 1] != ' ');
        /* an example is never broken, so that it can be copied */
        if (ac_text_width(text, n) > columns && strncmp(text + first, "accord ", 7) != 0 && strncmp(text + first, "-", 1) != 0)
            fail_msg("%zu columns: %.*s", columns, (int)n, text);
        text += n + (text[n] == '\n' ? 1u : 0u);
    }
}

static void contains(const char *text, const char *part)
{
    char *flat = flowing(part);

    if (strstr(text, flat) == NULL)
        fail_msg("\"%s\" is not in: %s", flat, text);
    free(flat);
}

static void help_of_each_command_says_all_of_it(void **state)
{
    static const size_t widths[] = { 40, 60, 80, 0 };

    (void)state;
    for (const ac_command *c = ac_commands; c->name != NULL; c++)
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
            const char *text = help(c, NULL, widths[w], true), *last, *examples;
            char usage[512], *flat = flowing(text);

            check_lines(text, widths[w] == 0 ? 80 : widths[w]);
            assert_int_equal(strncmp(flat, c->summary, strlen(c->summary)), 0);
            examples = strstr(text, "\n  accord");
            assert_true(examples != NULL && examples < strstr(text, "\nUsage: accord ")); /* first */
            for (size_t i = 0; i < 4 && c->examples[i].line != NULL; i++) {
                contains(flat, c->examples[i].line);
                contains(flat, c->examples[i].what);
            }
            snprintf(usage, sizeof usage, "Usage: accord %s %s", c->name, c->synopsis);
            contains(flat, usage);
            for (const ac_option *o = c->options; o != NULL && o->name != NULL; o++) {
                char left[80];

                snprintf(left, sizeof left, "-%c, --%s", o->letter, o->name);
                contains(flat, o->letter != 0 ? left : left + 4);
                contains(flat, o->help);
            }
            if (c->notes != NULL)
                contains(flat, c->notes);
            contains(flat, c->more);
            contains(flat, c->exits);
            last = strstr(text, "\nExit: ");
            assert_non_null(last);
            assert_null(strstr(last + 1, "\n\n")); /* and nothing after them */
            free(flat);
            for (const char *at = help(c, NULL, widths[w], false); *at != '\0'; at++)
                assert_true((unsigned char)*at < 0x80);
        }
}

static void help_of_all_names_all(void **state)
{
    char *flat;

    (void)state;
    check_lines(help(NULL, NULL, 80, true), 80);
    check_lines(help(NULL, NULL, 40, true), 40);
    flat = flowing(help(NULL, NULL, 80, true));
    for (const ac_command *c = ac_commands; c->name != NULL; c++) {
        const char *space = strchr(c->name, ' ');

        contains(flat, space != NULL ? space + 1 : c->name);
        if (space == NULL)
            contains(flat, c->summary);
    }
    for (const ac_option *o = ac_globals; o->name != NULL; o++)
        if (!o->is_later)
            contains(flat, o->help);
    for (const ac_group *g = ac_groups; g->name != NULL; g++)
        contains(flat, g->what);
    free(flat);
    flat = flowing(help(NULL, "device", 80, true));
    contains(flat, "device list The laptops of every organisation.");
    contains(flat, "device continue ");
    assert_null(strstr(flat, "partner list"));
    free(flat);
}

/* Words of the machinery stay out of help (INTERFACE). */
static void help_speaks_plainly(void **state)
{
    static const char *const words[] = { "hash", "peer", "merge", "HEAD", "commit ", "repo ", "repository", "node", "blob" };

    (void)state;
    for (const ac_command *c = ac_commands; c->name != NULL; c++) {
        const char *text = help(c, NULL, 80, true);

        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (strstr(text, words[i]) != NULL)
                fail_msg("%s says \"%s\"", c->name, words[i]);
    }
}

static int forget(void **state)
{
    (void)state;
    free(printed);
    printed = NULL;
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_has_two_examples_that_parse),
        cmocka_unit_test(every_option_named_exists),
        cmocka_unit_test(no_two_options_share_a_name_or_a_letter),
        cmocka_unit_test(options_of_drafts_take_an_argument_in_all_commands_or_in_none),
        cmocka_unit_test(names_are_words),
        cmocka_unit_test(what_to_read_next_exists),
        cmocka_unit_test(habits_lead_to_commands),
        cmocka_unit_test_teardown(help_of_each_command_says_all_of_it, forget),
        cmocka_unit_test_teardown(help_of_all_names_all, forget),
        cmocka_unit_test_teardown(help_speaks_plainly, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
