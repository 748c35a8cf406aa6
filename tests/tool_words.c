/* tool_words.c - what people read of the tables: of commands, vocabularies and failures. For `make pot`.
 *
 * Each line: the file the text stands in, TAB, the text with \n and \\ and \" escaped and its roles as bytes. */
#include <stdio.h>

#include "cli/command.h"

static void put(const char *file, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    printf("%s\t", file);
    for (; *text != '\0'; text++)
        if (*text == '\n')
            fputs("\\n", stdout);
        else if (*text == '"' || *text == '\\')
            printf("\\%c", *text);
        else
            putchar(*text);
    putchar('\n');
}

static void put_options(const ac_option *o)
{
    for (; o != NULL && o->name != NULL; o++)
        put("cli/commands.c", o->help);
}

static void put_commands(void)
{
    for (const ac_group *g = ac_groups; g->name != NULL; g++) {
        put("cli/commands.c", g->name);
        put("cli/commands.c", g->what);
    }
    put_options(ac_globals);
    for (const ac_command *c = ac_commands; c->name != NULL; c++) {
        put("cli/commands.c", c->summary);
        for (size_t i = 0; i < sizeof c->examples / sizeof *c->examples; i++)
            put("cli/commands.c", c->examples[i].what);
        put_options(c->options);
        put("cli/commands.c", c->notes);
        put("cli/commands.c", c->exits);
    }
}

int main(void)
{
    put_commands();
    for (int v = 0; v < AC_V_COUNT; v++) {
        size_t n;
        const ac_term *terms = ac_vocab_terms((ac_vocab)v, &n);

        put("core/vocab.c", ac_vocab_name((ac_vocab)v));
        for (size_t i = 0; i < n; i++)
            put("core/vocab.c", terms[i].label);
    }
    for (int rc = 0; rc < AC_RC_COUNT; rc++)
        put("core/err.h", ac_rc_sentence((ac_rc)rc));
    return 0;
}
