/* option.c - arguments, read over the command table. */
#include "cli/option.h"

#include <assert.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS_MAX 250 /* of one command, with the global ones; of `draft edit`, of all that keep drafts */
#define LONG_BASE 1000 /* what getopt_long calls option i */

/* By name, n bytes of it, or by letter where name is NULL. */
static const ac_option *find_in(const ac_option *options, const char *name, size_t n, char letter)
{
    for (const ac_option *o = options; o != NULL && o->name != NULL; o++)
        if (name != NULL ? strlen(o->name) == n && strncmp(o->name, name, n) == 0 : o->letter == letter)
            return o;
    return NULL;
}

bool ac_command_drafts(const ac_command *command)
{
    return find_in(command->options, "draft", 5, 0) != NULL;
}

/* Of a command whose options are those of all that keep drafts: the first of that name. */
static const ac_option *find_drafting(const char *name, size_t n, char letter)
{
    const ac_option *found = NULL;

    for (const ac_command *c = ac_commands; found == NULL && c->name != NULL; c++)
        if (ac_command_drafts(c))
            found = find_in(c->options, name, n, letter);
    return found;
}

static const ac_option *find_option(const ac_command *command, const char *name, size_t n, char letter)
{
    const ac_option *found = command != NULL ? find_in(command->options, name, n, letter) : NULL;

    if (found == NULL && command != NULL && command->takes_drafted)
        found = find_drafting(name, n, letter);

    return found != NULL ? found : find_in(ac_globals, name, n, letter);
}

/* --- where the words of the command stand ---
 * Options may stand before the command. Whether one of them takes the next word is known when it is a
 * global one, and guessed from the commands that have it otherwise; the second reading is exact. */

static const ac_option *find_anywhere(const char *name, size_t n, char letter)
{
    const ac_option *found = find_option(NULL, name, n, letter);

    for (const ac_command *c = ac_commands; found == NULL && c->name != NULL; c++)
        found = find_in(c->options, name, n, letter);
    return found;
}

static bool takes_next(const ac_option *option)
{
    return option != NULL && option->arg != NULL && !option->is_maybe;
}

/* The first word at or after `at` that is no option nor belongs to one; argc: none. */
static int next_word(int argc, char *const *argv, int at)
{
    for (; at < argc; at++) {
        const char *a = argv[at];

        if (strcmp(a, "--") == 0)
            return argc;
        if (a[0] != '-' || a[1] == '\0')
            return at;
        if (a[1] == '-') {
            if (strchr(a, '=') == NULL && takes_next(find_anywhere(a + 2, strlen(a + 2), 0)))
                at++;
            continue;
        }
        for (const char *letter = a + 1; *letter != '\0'; letter++) {
            const ac_option *option = find_anywhere(NULL, 0, *letter);

            if (option != NULL && option->arg != NULL) {
                at += letter[1] == '\0' && takes_next(option) ? 1 : 0;
                break;
            }
        }
    }
    return argc;
}

/* The row that one or two words name; *out_words: how many of them it took. */
static const ac_command *find_words(const char *first, const char *second, int *out_words)
{
    char both[64];
    const ac_command *found = NULL;

    if (second != NULL && strlen(first) + strlen(second) + 2 <= sizeof both) {
        memcpy(both, first, strlen(first));
        both[strlen(first)] = ' ';
        memcpy(both + strlen(first) + 1, second, strlen(second) + 1);
        found = ac_command_find(both);
    }
    *out_words = found != NULL ? 2 : 1;
    return found != NULL ? found : strchr(first, ' ') == NULL ? ac_command_find(first) : NULL;
}

/* --- what is said of what is not understood --- */

/* The first words of all commands, or the second words of one family. */
static size_t list_words(const char *family, const char **out, size_t max, char *memory, size_t size)
{
    size_t n = 0, used = 0;

    for (const ac_command *c = ac_commands; c->name != NULL && n < max; c++) {
        const char *space = strchr(c->name, ' '), *word = c->name;
        size_t length = space != NULL ? (size_t)(space - c->name) : strlen(c->name);
        bool is_known = false;

        if (family != NULL) {
            if (space == NULL || strlen(family) != length || strncmp(c->name, family, length) != 0)
                continue;
            word = space + 1;
            length = strlen(word);
        }
        for (size_t i = 0; i < n; i++)
            is_known = is_known || (strlen(out[i]) == length && strncmp(out[i], word, length) == 0);
        if (is_known || used + length + 1 > size)
            continue;
        memcpy(memory + used, word, length);
        memory[used + length] = '\0';
        out[n++] = memory + used;
        used += length + 1;
    }
    return n;
}

static ac_rc fail_command(const char *first, const char *second, ac_err *err)
{
    bool is_family = ac_command_is_family(first);
    char memory[1024], all[400] = "";
    const char *words[80], *near;
    size_t n = list_words(is_family ? first : NULL, words, sizeof words / sizeof *words, memory, sizeof memory);

    for (size_t i = 0, at = 0; i < n && at < sizeof all; i++)
        at += (size_t)snprintf(all + at, sizeof all - at, "%s%s", i > 0 ? ", " : "", words[i]);
    if (is_family && second == NULL) {
        ac_fail(err, AC_EUSAGE, "accord %s goes on with one of: %s", first, all);
        return ac_hint(err, AC_EUSAGE, "accord help %s", first);
    }
    if (is_family) {
        near = ac_nearest(second, words, n);
        if (near == NULL) {
            ac_fail(err, AC_EUSAGE, "unknown command \"%s %s\". accord %s goes on with one of: %s", first, second,
                    first, all);
            return ac_hint(err, AC_EUSAGE, "accord help %s", first);
        }
        ac_fail(err, AC_EUSAGE, "unknown command \"%s %s\". Did you mean: %s %s", first, second, first, near);
        return ac_hint(err, AC_EUSAGE, "accord %s %s", first, near);
    }
    near = ac_habit(first);
    if (near == NULL)
        near = ac_nearest(first, words, n);
    if (near == NULL) {
        ac_fail(err, AC_EUSAGE, "unknown command \"%s\". All of them: accord help", first);
        return ac_hint(err, AC_EUSAGE, "accord help");
    }
    ac_fail(err, AC_EUSAGE, "unknown command \"%s\". Did you mean: %s", first, near);
    return ac_hint(err, AC_EUSAGE, "accord %s", near);
}

static ac_rc fail_option(const ac_command *command, const char *typed, ac_err *err)
{
    const char *names[OPTIONS_MAX], *near = NULL;
    size_t n = 0, length = strcspn(typed, "=");
    char name[64];

    for (const ac_option *o = command != NULL ? command->options : NULL; o != NULL && o->name != NULL; o++)
        names[n++] = o->name;
    for (const ac_option *o = ac_globals; o->name != NULL; o++)
        names[n++] = o->name;
    snprintf(name, sizeof name, "%.*s", (int)(length > 60 ? 60 : length), typed);
    if (strncmp(name, "--", 2) == 0)
        near = ac_nearest(name + 2, names, n);
    if (near != NULL)
        ac_fail(err, AC_EUSAGE, "unknown option %s. Did you mean: --%s", name, near);
    else
        ac_fail(err, AC_EUSAGE, "unknown option %s", name);
    return command != NULL ? ac_hint(err, AC_EUSAGE, "accord %s --help", command->name)
                           : ac_hint(err, AC_EUSAGE, "accord help");
}

static const char *option_text(const ac_option *option)
{
    static char text[64];

    snprintf(text, sizeof text, "--%s", option->name);
    return text;
}

static ac_rc fail_choice(const ac_option *option, const char *value, const char *const *choices, size_t n, ac_err *err)
{
    char all[400] = "";
    const char *near = ac_nearest(value, choices, n);

    for (size_t i = 0, at = 0; i < n && at < sizeof all; i++)
        at += (size_t)snprintf(all + at, sizeof all - at, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : _(" or "), choices[i]);
    if (near != NULL)
        return ac_fail(err, AC_EUSAGE, "%s takes %s, not \"%s\". Did you mean: %s", option_text(option), all, value,
                       near);
    return ac_fail(err, AC_EUSAGE, "%s takes %s, not \"%s\"", option_text(option), all, value);
}

static ac_rc check_value(const ac_option *option, const char *value, ac_err *err)
{
    const char *words[64];
    char memory[512];
    size_t n = 0;

    if (value == NULL)
        return AC_OK;
    if (option->is_number) {
        size_t digits = strspn(value, "0123456789");

        if (digits == 0 || value[digits] != '\0' || digits > 15)
            return ac_fail(err, AC_EUSAGE, "%s takes a whole number, not \"%s\"", option_text(option), value);
    }
    if (option->vocab != 0) {
        const ac_term *terms = ac_vocab_terms((ac_vocab)(option->vocab - 1), &n);

        assert(n <= sizeof words / sizeof *words);
        for (size_t i = 0; i < n; i++) {
            words[i] = terms[i].code;
            if (strcmp(words[i], value) == 0)
                return AC_OK;
        }
        return fail_choice(option, value, words, n, err);
    }
    if (option->choices != NULL) {
        char *at = memory;

        assert(strlen(option->choices) < sizeof memory);
        memcpy(memory, option->choices, strlen(option->choices) + 1);
        for (char *word = strsep(&at, "|"); word != NULL; word = strsep(&at, "|")) {
            assert(n < sizeof words / sizeof *words);
            words[n++] = word;
            if (strcmp(word, value) == 0)
                return AC_OK;
        }
        return fail_choice(option, value, words, n, err);
    }
    return AC_OK;
}

/* --- the reading --- */

static bool add_given(ac_args *args, const ac_option *option, const char *value)
{
    ac_given *grown = realloc(args->given, (args->ngiven + 1) * sizeof *grown);

    if (grown == NULL)
        return false;
    grown[args->ngiven++] = (ac_given){ option, value };
    args->given = grown;
    return true;
}

static bool names_file(const ac_option *option)
{
    return option->arg != NULL && (strcmp(option->arg, "FILE") == 0 || strcmp(option->arg, "DIR") == 0);
}

/* "--json" where a file is to be named: the name was forgotten. One that does begin so is written --html=--json. */
static bool is_option(const ac_command *command, const char *word)
{
    return strncmp(word, "--", 2) == 0 && word[2] != '\0' && find_option(command, word + 2, strcspn(word + 2, "="), 0) != NULL;
}

/* One of two words would be dropped without notice. Of a global option the last counts, so that a script's may be
 * overruled; what `draft edit` takes is looked at when it is known whose option it is. */
static bool is_said_twice(const ac_args *args, const ac_command *command, const ac_option *option)
{
    if (option->arg == NULL || option->is_many || command == NULL || find_in(command->options, option->name, strlen(option->name), 0) != option)
        return false;
    for (size_t i = 0; i < args->ngiven; i++)
        if (args->given[i].option == option)
            return true;
    return false;
}

/* Every option the command understands, each name once. */
static size_t gather_options(const ac_command *command, const ac_option **out)
{
    size_t n = 0;

    for (const ac_option *o = command != NULL ? command->options : NULL; o != NULL && o->name != NULL; o++)
        out[n++] = o;
    for (const ac_command *c = command != NULL && command->takes_drafted ? ac_commands : NULL; c != NULL && c->name != NULL; c++)
        for (const ac_option *o = ac_command_drafts(c) ? c->options : NULL; o != NULL && o->name != NULL; o++)
            if (find_drafting(o->name, strlen(o->name), 0) == o) {
                assert(n < OPTIONS_MAX);
                out[n++] = o;
            }
    for (const ac_option *o = ac_globals; o->name != NULL; o++) {
        assert(n < OPTIONS_MAX);
        out[n++] = o;
    }
    return n;
}

/* Only the first fault is told; the rest is read all the same, so that --json is found wherever it stands. */
static ac_rc read_options(ac_args *args, const ac_command *command, int argc, char **argv, ac_err *err)
{
    const ac_option *options[OPTIONS_MAX];
    struct option longs[OPTIONS_MAX + 1];
    char letters[2 * OPTIONS_MAX + 8] = "-:";
    size_t n = gather_options(command, options), at = 2;
    ac_rc rc = AC_OK;

    for (size_t i = 0; i < n; i++) {
        const ac_option *o = options[i];

        longs[i] = (struct option){ o->name, o->arg == NULL ? no_argument : o->is_maybe ? optional_argument : required_argument,
                                    NULL, LONG_BASE + (int)i };
        if (o->letter != 0 && strchr(letters + 2, o->letter) == NULL) {
            letters[at++] = o->letter;
            if (o->arg != NULL)
                letters[at++] = ':';
            letters[at] = '\0';
        }
    }
    longs[n] = (struct option){ 0 };
    optind = 0;
    opterr = 0;
    while (true) {
        int before = optind == 0 ? 1 : optind, index = -1;
        int c = getopt_long(argc, argv, letters, longs, &index);
        const char *typed = before < argc ? argv[before] : "--";
        const ac_option *option = NULL;
        ac_rc now = AC_OK;
        ac_err why = { 0 };

        if (c == -1)
            break;
        if (c == 1) {
            args->args[args->nargs++] = optarg;
            continue;
        }
        if (c == '?' || c == ':') {
            bool is_long = strncmp(typed, "--", 2) == 0;
            char letter[] = { '-', (char)optopt, '\0' };

            option = is_long ? find_option(command, typed + 2, strcspn(typed + 2, "="), 0)
                             : find_option(command, NULL, 0, (char)optopt);
            if (option == NULL)
                now = fail_option(command, is_long ? typed : letter, &why);
            else if (option->arg == NULL)
                now = ac_fail(&why, AC_EUSAGE, "%s stands alone, nothing goes with it", option_text(option));
            else
                now = ac_fail(&why, AC_EUSAGE, "%s needs %s after it", option_text(option), option->arg);
        } else if (c >= LONG_BASE) {
            option = options[c - LONG_BASE];
            if (strlen(option->name) != strcspn(typed + 2, "=") ||
                strncmp(option->name, typed + 2, strlen(option->name)) != 0) {
                now = fail_option(command, typed, &why); /* getopt_long forgives what is not typed in full */
                option = NULL;
            }
        } else {
            option = find_option(command, NULL, 0, (char)c);
            assert(option != NULL);
        }
        if (now == AC_OK && (command == NULL || !command->takes_drafted)) /* else when it is known whose option it is */
            now = check_value(option, optarg, &why);
        if (now == AC_OK && names_file(option) && optarg == argv[optind - 1] && is_option(command, optarg))
            now = ac_fail(&why, AC_EUSAGE, "%s needs %s after it", option_text(option), option->arg);
        if (now == AC_OK && is_said_twice(args, command, option))
            now = ac_fail(&why, AC_EUSAGE, "%s is said twice, and takes one word", option_text(option));
        if (now == AC_OK && !add_given(args, option, optarg))
            now = ac_fail(&why, AC_ENOMEM, "out of memory");
        if (now != AC_OK && rc == AC_OK) {
            rc = now;
            if (err != NULL) {
                *err = why;
                if (why.hint[0] == '\0' && command != NULL)
                    ac_hint(err, rc, "accord %s --help", command->name);
            }
        }
    }
    while (optind < argc) /* behind "--" */
        args->args[args->nargs++] = argv[optind++];
    return rc;
}

static ac_rc check_count(const ac_args *args, ac_err *err)
{
    const ac_command *c = args->command;
    int n = (int)args->nargs;

    if (n < c->args_min)
        ac_fail(err, AC_EUSAGE, "something is missing. Usage: accord %s %s", c->name, c->synopsis);
    else if (c->args_max == 0 && n > 0)
        ac_fail(err, AC_EUSAGE, "accord %s takes no further word, and \"%s\" is one", c->name, args->args[0]);
    else if (c->args_max >= 0 && n > c->args_max)
        ac_fail(err, AC_EUSAGE, "\"%s\" is one word too many. A text of several words stands in quotes: \"...\"",
                args->args[c->args_max]);
    else
        return AC_OK;
    return ac_hint(err, AC_EUSAGE, "accord %s --help", c->name);
}

/* `accord help WORDS` is `accord WORDS --help`. */
static ac_rc turn_to(ac_args *args, ac_err *err)
{
    const char *second = args->nargs > 1 ? args->args[1] : NULL;
    int words;
    const ac_command *command = find_words(args->args[0], second, &words);

    if (command != NULL) {
        args->command = command;
    } else if (second == NULL && ac_command_is_family(args->args[0])) {
        args->family = args->args[0];
        args->command = NULL;
    } else {
        return fail_command(args->args[0], second, err);
    }
    args->wants_help = true;
    return AC_OK;
}

ac_rc ac_args_parse(ac_args *out, int argc, char *const *argv, ac_err *err)
{
    int first = next_word(argc, argv, 1), second = first < argc ? next_word(argc, argv, first + 1) : argc, words = 0;
    char **rest = calloc((size_t)argc + 1, sizeof *rest);
    const ac_command *command = NULL;
    ac_rc rc = AC_OK, also;
    ac_err why = { 0 };
    int n = 0;

    *out = (ac_args){ .was_bare = first == argc };
    out->args = calloc((size_t)argc + 1, sizeof *out->args);
    if (rest == NULL || out->args == NULL) {
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
        goto done;
    }
    if (out->was_bare)
        command = ac_command_find("board");
    else
        command = find_words(argv[first], second < argc ? argv[second] : NULL, &words);
    for (int i = 0; i < argc; i++)
        if (i == 0 || !((words >= 1 && i == first) || (words == 2 && i == second)))
            rest[n++] = argv[i];
    also = read_options(out, command, n, rest, &why);
    out->command = command;
    out->wants_help = ac_args_has(out, "help");
    out->wants_version = ac_args_has(out, "version");
    if (command == NULL && !out->was_bare) {
        if (out->wants_help && second == argc && ac_command_is_family(argv[first]))
            out->family = argv[first];
        else
            rc = fail_command(argv[first], second < argc ? argv[second] : NULL, err);
    }
    if (rc == AC_OK && also != AC_OK) {
        rc = also;
        if (err != NULL)
            *err = why;
    }
    if (rc != AC_OK || out->wants_help || out->wants_version || command == NULL)
        goto done;
    if (strcmp(command->name, "help") == 0 && out->nargs > 0)
        rc = turn_to(out, err);
    else
        rc = check_count(out, err);
done:
    free(rest);
    return rc;
}

ac_rc ac_args_turn(ac_args *args, const ac_command *command, ac_err *err)
{
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && i < args->ngiven; i++) {
        const ac_option *was = args->given[i].option, *is = find_option(command, was->name, strlen(was->name), 0);

        if (is == NULL || (is->arg == NULL) != (was->arg == NULL)) {
            rc = is == NULL && strcmp(was->name, "title") == 0
                     ? ac_fail(err, AC_EUSAGE, "accord %s has no option --title: another title stands behind the number of the draft, without one", command->name)
                     : ac_fail(err, AC_EUSAGE, "accord %s has no option %s", command->name, option_text(was));
            return ac_hint(err, rc, "accord %s --help", command->name);
        }
        rc = check_value(is, args->given[i].value, err);
        args->given[i].option = is;
    }
    args->command = command;
    args->nargs -= args->nargs > 0 ? 1 : 0;
    memmove(args->args, args->args + 1, args->nargs * sizeof *args->args);
    return rc;
}

void ac_args_free(ac_args *args)
{
    free(args->given);
    free(args->args);
    *args = (ac_args){ 0 };
}

/* --- what was given --- */

static const ac_option *known(const ac_args *args, const char *name)
{
    const ac_option *option = find_option(args->command, name, strlen(name), 0);

    assert(option != NULL);
    return option;
}

bool ac_args_takes(const ac_args *args, const char *name)
{
    for (const ac_option *o = args->command != NULL ? args->command->options : NULL; o != NULL && o->name != NULL; o++)
        if (strcmp(o->name, name) == 0)
            return true;
    return false;
}

size_t ac_args_count(const ac_args *args, const char *name)
{
    const ac_option *option = known(args, name);
    size_t n = 0;

    for (size_t i = 0; i < args->ngiven; i++)
        n += args->given[i].option == option ? 1u : 0u;
    return n;
}

bool ac_args_has(const ac_args *args, const char *name)
{
    return ac_args_count(args, name) > 0;
}

const char *ac_args_at(const ac_args *args, const char *name, size_t index)
{
    const ac_option *option = known(args, name);

    for (size_t i = 0; i < args->ngiven; i++)
        if (args->given[i].option == option && index-- == 0)
            return args->given[i].value;
    return NULL;
}

const char *ac_args_str(const ac_args *args, const char *name)
{
    size_t n = ac_args_count(args, name);

    return n > 0 ? ac_args_at(args, name, n - 1) : NULL;
}
