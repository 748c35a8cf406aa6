/* help.c - help from the command table: examples first, exit codes last (INTERFACE 2.5). */
#include "cli/option.h"

#include <stdint.h>
#include <string.h>

#define NARROW 30 /* a left column takes no more */

static size_t columns(const ac_screen *screen)
{
    return screen->columns == 0 || screen->columns > 100 ? 80 : screen->columns;
}

/* Words of ours, broken between words; the first line begins at column `at`, the others at `indent`. */
static void put_wrapped(const ac_screen *screen, const char *text, size_t at, size_t indent)
{
    size_t room = columns(screen), start = at;
    ac_buf own = { 0 };
    const char *word;

    ac_own(screen, &own, text);
    word = ac_buf_text(&own);
    while (*word != '\0') {
        size_t n = strcspn(word, " \n"), width = ac_text_width(word, n);

        if (at > start && at + 1 + width > room && n > 0) {
            ac_print(screen, "\n%*s", (int)indent, "");
            at = start = indent;
        } else if (at > start) {
            ac_print(screen, " ");
            at++;
        }
        fwrite(word, 1, n, screen->file);
        at += width;
        word += n;
        word += *word != '\0' ? 1 : 0;
    }
    ac_print(screen, "\n");
    ac_buf_free(&own);
}

/* "  left   right", the right side wrapped; where there is no room beside it, below and standing in. The left side is
 * what is typed, the same in every language ("promise" is a word of people too, and has translations). */
static void put_pair(const ac_screen *screen, const char *left, const char *right, size_t width, size_t below,
                     bool is_named)
{
    size_t taken = ac_text_width(left, strlen(left)), at = width + 5;

    ac_print(screen, is_named ? "  " AC_REF "%s" AC_END : "  %s", left);
    if (taken > width || at + 20 > columns(screen)) {
        ac_print(screen, "\n%*s", (int)below, "");
        put_wrapped(screen, right, below, below);
    } else {
        ac_print(screen, "%*s", (int)(at - 2 - taken), "");
        put_wrapped(screen, right, at, at);
    }
}

static size_t wider(size_t most, const char *text, size_t limit)
{
    size_t width = ac_text_width(text, strlen(text));

    return width > limit ? most : width > most ? width : most;
}

static void put_examples(const ac_screen *screen, const ac_command *command)
{
    size_t width = 0, max = sizeof command->examples / sizeof *command->examples, limit = columns(screen) > 60 ? columns(screen) - 35 : 0;

    for (size_t i = 0; i < max && command->examples[i].line != NULL; i++)
        width = wider(width, command->examples[i].line, limit);
    for (size_t i = 0; i < max && command->examples[i].line != NULL; i++)
        put_pair(screen, command->examples[i].line, command->examples[i].what, width, 6, true);
}

/* "-m, --message TEXT", "    --json[=FIELDS]" */
static void option_left(const ac_option *o, char *out, size_t size)
{
    char letter[5] = "    ";

    if (o->letter != 0)
        snprintf(letter, sizeof letter, "-%c, ", o->letter);
    snprintf(out, size, o->arg == NULL ? "%s--%s" : o->is_maybe ? "%s--%s[=%s]" : "%s--%s %s", letter, o->name, o->arg);
}

/* What it is, and which words it takes, unless that was said. */
static void option_right(const ac_option *o, ac_buf *out)
{
    size_t n = 0;

    ac_buf_str(out, _(o->help));
    if (o->vocab != 0) {
        const ac_term *terms = ac_vocab_terms((ac_vocab)(o->vocab - 1), &n);

        for (size_t i = 0; i < n && strstr(o->help, terms[n - 1].code) == NULL; i++)
            ac_buf_printf(out, "%s%s", i == 0 ? _(": ") : _(", "), terms[i].code);
    } else if (o->choices != NULL && strstr(o->help, strrchr(o->choices, '|') + 1) == NULL) {
        ac_buf_str(out, _(": "));
        for (const char *c = o->choices; *c != '\0'; c++)
            ac_buf_str(out, *c == '|' ? ", " : (char[]){ *c, '\0' });
    }
}

static void put_options(const ac_screen *screen, const ac_option *options)
{
    char left[80];
    size_t width = 0;

    for (const ac_option *o = options; o->name != NULL; o++) {
        option_left(o, left, sizeof left);
        if (!o->is_later)
            width = wider(width, left, NARROW);
    }
    for (const ac_option *o = options; o->name != NULL; o++) {
        ac_buf right = { 0 };

        if (o->is_later)
            continue;
        option_left(o, left, sizeof left);
        option_right(o, &right);
        put_pair(screen, left, ac_buf_text(&right), width, 10, false);
        ac_buf_free(&right);
    }
}

void ac_help_command(const ac_screen *screen, const ac_command *command)
{
    ac_buf line = { 0 };

    put_wrapped(screen, command->summary, 0, 0);
    put_examples(screen, command);
    ac_buf_printf(&line, "%s accord %s%s%s", _("Usage:"), command->name, command->synopsis[0] != '\0' ? " " : "",
                  command->synopsis);
    ac_print(screen, "\n");
    put_wrapped(screen, ac_buf_text(&line), 0, ac_text_width(_("Usage:"), strlen(_("Usage:"))) + 1);
    if (command->options != NULL)
        put_options(screen, command->options);
    if (command->notes != NULL) {
        ac_print(screen, "\n");
        put_wrapped(screen, command->notes, 0, 0);
    }
    ac_print(screen, "\nOptions of every command: accord help\n");
    if (command->more != NULL) {
        ac_buf_clear(&line);
        ac_buf_printf(&line, "%s %s", _("More:"), command->more);
        put_wrapped(screen, ac_buf_text(&line), 0, 6);
    }
    if (command->exits != NULL) {
        ac_buf_clear(&line);
        ac_buf_printf(&line, "%s %s", _("Exit:"), _(command->exits));
        put_wrapped(screen, ac_buf_text(&line), 0, 6);
    }
    ac_buf_free(&line);
}

void ac_help_family(const ac_screen *screen, const char *word)
{
    size_t n = strlen(word), width = 0;

    for (int pass = 0; pass < 2; pass++)
        for (const ac_command *c = ac_commands; c->name != NULL; c++) {
            if (strncmp(c->name, word, n) != 0 || c->name[n] != ' ')
                continue;
            if (pass == 0)
                width = wider(width, c->name, NARROW);
            else
                put_pair(screen, c->name, c->summary, width, 6, true);
        }
    ac_print(screen, "\n");
    put_wrapped(screen, _("Each with examples: accord help COMMAND"), 0, 2);
}

/* --- all of them --- */

static bool is_first_of_family(const ac_command *command, size_t n)
{
    for (const ac_command *c = ac_commands; c != command; c++)
        if (strncmp(c->name, command->name, n + 1) == 0)
            return false;
    return true;
}

/* "device" with "list, invite, join" for a family; the summary for a single command; false: a further
 * member of a family. */
static bool row_of(const ac_command *command, char *left, size_t size, ac_buf *right)
{
    const char *space = strchr(command->name, ' ');
    size_t n = space != NULL ? (size_t)(space - command->name) : strlen(command->name);

    if (space != NULL && !is_first_of_family(command, n))
        return false;
    snprintf(left, size, "%.*s", (int)n, command->name);
    ac_buf_clear(right);
    if (space == NULL) {
        ac_buf_str(right, _(command->summary));
        return true;
    }
    for (const ac_command *c = command; c->name != NULL; c++)
        if (strncmp(c->name, command->name, n + 1) == 0)
            ac_buf_printf(right, "%s%s", right->len > 0 ? ", " : "", c->name + n + 1);
    return true;
}

void ac_help_all(const ac_screen *screen)
{
    char left[64];
    ac_buf right = { 0 };
    size_t width = 0;

    put_wrapped(screen, _("accord keeps what organisations promise each other, signed by all, on each one's own laptop."), 0, 0);
    put_pair(screen, "accord", _("the board: what waits for you, for others, and what is late"), 11, 6, true);
    put_pair(screen, "accord demo", _("play first, on six notebooks made up for you"), 11, 6, true);
    for (const ac_command *c = ac_commands; c->name != NULL; c++)
        if (row_of(c, left, sizeof left, &right))
            width = wider(width, left, NARROW);
    for (const ac_group *g = ac_groups; g->name != NULL; g++) {
        ac_print(screen, "\n");
        ac_buf_clear(&right);
        ac_buf_printf(&right, _("%s: %s"), _(g->name), _(g->what));
        put_wrapped(screen, ac_buf_text(&right), 0, 2);
        for (const ac_command *c = ac_commands; c->name != NULL; c++)
            if (strcmp(c->group, g->name) == 0 && row_of(c, left, sizeof left, &right))
                put_pair(screen, left, ac_buf_text(&right), width, 6, true);
    }
    ac_print(screen, "\nOptions of every command:\n");
    put_options(screen, ac_globals);
    ac_print(screen, "\n");
    put_wrapped(screen, _("Each command with examples: accord help COMMAND"), 0, 2);
    ac_buf_clear(&right);
    ac_buf_str(&right, _("Exit: 0 done · 1 failed · 2 not understood · 3 part done · 4 attention (only with --exit-code) · "
                       "5 no such reference · 6 proof failed · 7 key locked, or not your role · 8 notebook busy · "
                       "9 nobody reached · 10 no notebook · 130 stopped by you"));
    put_wrapped(screen, ac_buf_text(&right), 0, 6);
    put_wrapped(screen, _("The questions that accord asks grew out of \"Why Partner?\" by Ros Tennyson, Director of The Partnering Initiative: "
                          "developing the art & science of cross-sector partnership. www.ThePartneringInitiative.org"), 0, 2);
    ac_buf_free(&right);
}
