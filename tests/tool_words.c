/* tool_words.c - what people read of the tables: of commands, vocabularies and failures. For `make pot`.
 *
 * Each line: the file the text stands in, TAB, the text with \n and \\ and \" escaped and its roles as bytes. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/practice/template.h"
#include "core/commitment.h"

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

/* A code as it is read aloud. */
static void put_code(const char *code)
{
    char plain[96];

    snprintf(plain, sizeof plain, "%s", code);
    for (char *p = plain; *p != '\0'; p++)
        *p = *p == '-' ? ' ' : *p;
    put("core/commitment_words.c", plain);
}

static const char *blank(void *ctx, int org)
{
    (void)ctx;
    return org == 1 ? "{1}" : "{2}";
}

static void put_life_cycle(void)
{
    size_t n;
    const ac_act_row *acts = ac_act_rows(&n);

    for (size_t i = 0; i < n; i++)
        put("core/commitment.c", acts[i].help);
    for (int i = 0; i < AC_STATE_NONE; i++)
        put_code(ac_state_word((ac_commitment_state)i));
    for (int i = 0; ac_agreement_word((ac_agreement)i)[0] != '\0'; i++)
        put_code(ac_agreement_word((ac_agreement)i));
    for (int i = 0; ac_delivery_word((ac_delivery)i)[0] != '\0'; i++)
        put_code(ac_delivery_word((ac_delivery)i));
    for (int i = 0; ac_verdict_word((ac_verdict)i)[0] != '\0'; i++)
        put_code(ac_verdict_word((ac_verdict)i));
    for (int i = 0; ac_counts_word((ac_counts)i)[0] != '\0'; i++)
        put_code(ac_counts_word((ac_counts)i));
    for (int i = 0; i < AC_WHY_COUNT; i++)
        put("core/commitment.h", ac_why_sentence((ac_why)i));
    for (int i = 0; i < AC_NOTE_COUNT; i++) {
        ac_buf text = { 0 };

        ac_note_text(&text, &(ac_note){ .code = (ac_note_code)i, .org1 = 1, .org2 = 2 }, blank, NULL);
        put("core/commitment.h", ac_buf_text(&text));
        ac_buf_free(&text);
    }
}

static void put_templates(void)
{
    for (const ac_template *t = ac_templates; t->name != NULL; t++) {
        char file[96];

        snprintf(file, sizeof file, "cli/practice/templates/%s.txt", t->name);
        put(file, t->title);
        put(file, t->about);
        for (const ac_prompt *p = t->prompts; p->key != NULL; p++) {
            put(file, p->part);
            put(file, p->ask);
            put(file, p->hint);
        }
    }
}

int main(void)
{
    put_commands();
    put_templates();
    put_life_cycle();
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
