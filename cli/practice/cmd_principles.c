/* cmd_principles.c - equity, transparency, mutual benefit: what partners mean, what the history says, what they felt.
 *
 * Prompts for a talk. Nothing here is added up into a mark, and partners stand in the order of their codes. */
#include "cli/cmds.h"
#include "cli/practice/mirror.h"
#include "cli/practice/tagged.h"
#include "core/lang.h"
#include "core/practice/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void cell_fn(const ac_mirror_org *org, char *out, size_t size);

typedef struct {
    const char *title; /* of the column */
    cell_fn *cell;
} figure;

static void two(char *out, size_t size, int a, int b)
{
    snprintf(out, size, "%d / %d", a, b);
}

static void count_days(char *out, size_t size, int n, int days)
{
    if (n == 0)
        snprintf(out, size, "-");
    else
        snprintf(out, size, ac_plural("%d day", "%d days", (unsigned long)days), days);
}

static void cell_brings(const ac_mirror_org *o, char *out, size_t size)
{
    two(out, size, o->cash, o->in_kind);
}

static void cell_promises(const ac_mirror_org *o, char *out, size_t size)
{
    two(out, size, o->made, o->received);
}

static void cell_waited(const ac_mirror_org *o, char *out, size_t size)
{
    count_days(out, size, o->waited, o->waited_days);
}

static void cell_signed(const ac_mirror_org *o, char *out, size_t size)
{
    count_days(out, size, o->signed_, o->signed_days);
}

static void cell_changes(const ac_mirror_org *o, char *out, size_t size)
{
    two(out, size, o->changes, o->adopted);
}

static void cell_questions(const ac_mirror_org *o, char *out, size_t size)
{
    snprintf(out, size, "%d / %d / %d", o->asked, o->was_asked, o->replied);
}

static void cell_rhythm(const ac_mirror_org *o, char *out, size_t size)
{
    two(out, size, o->owed, o->in_rhythm);
}

static void cell_evidence(const ac_mirror_org *o, char *out, size_t size)
{
    two(out, size, o->delivered, o->with_evidence);
}

static void cell_receipts(const ac_mirror_org *o, char *out, size_t size)
{
    count_days(out, size, o->receipts, o->receipt_days);
}

static void cell_explained(const ac_mirror_org *o, char *out, size_t size)
{
    two(out, size, o->changes, o->explained);
}

static void cell_benefits(const ac_mirror_org *o, char *out, size_t size)
{
    two(out, size, o->wanted, o->realised);
}

static void cell_outcomes(const ac_mirror_org *o, char *out, size_t size)
{
    two(out, size, o->outcomes, o->inherited);
}

#define FIGURES 6
#define TALKS 3
static const struct {
    const char *code, *head;
    figure figures[FIGURES];
    int felt[2];
    const char *talk[TALKS];
} principles[] = {
    { "equity", N_("EQUITY leads to mutual respect"),
      { { N_("brings: cash / in kind"), cell_brings }, { N_("promised / was promised"), cell_promises },
        { N_("waits for signatures"), cell_waited }, { N_("takes to sign"), cell_signed },
        { N_("changes proposed / adopted"), cell_changes }, { N_("asked / was asked / replied"), cell_questions } },
      { AC_FELT_HEARD, AC_FELT_NON_CASH },
      { N_("Who has not been at the table lately, and what would bring them back?"),
        N_("What is brought that is not money, and where is it counted?"),
        N_("Who waits longest for the others, and what stands behind it?") } },
    { "transparency", N_("TRANSPARENCY leads to trust"),
      { { N_("open promises / in rhythm"), cell_rhythm }, { N_("deliveries / with evidence"), cell_evidence },
        { N_("until all others have it"), cell_receipts }, { N_("changes / explained"), cell_explained }, { NULL, NULL } },
      { AC_FELT_BAD_NEWS, -1 },
      { N_("Which bad news came late, and what made it hard to say?"), N_("What would you like to see that you cannot see today?"),
        N_("Which change was made without a reason that you understood?") } },
    { "mutual-benefit", N_("MUTUAL BENEFIT leads to sustainability"),
      { { N_("benefits wanted / come"), cell_benefits }, { N_("outcomes / with an inheritor"), cell_outcomes }, { NULL, NULL } },
      { AC_FELT_WORTH, -1 },
      { N_("What does each of you get out of it that it could not get alone?"), N_("Whose benefit has not come yet, and what is in the way?"),
        N_("Who keeps it going when the partnership is over?") } },
};
#define PRINCIPLES (sizeof principles / sizeof *principles)

/* --- what partners mean by it --- */

typedef struct {
    ac_cli *cli;
    const char *code;
    size_t shown;
} meanings;

static bool one_meaning(void *ctx, const ac_entry *e)
{
    meanings *m = ctx;

    if (!ac_entry_has_code(e, "principle", m->code))
        return true;
    if (m->shown++ == 0)
        ac_out(m->cli, "  What it means to the partners:\n");
    ac_out(m->cli, "    %s\n", e->org);
    if (!m->cli->json)
        ac_print_body(&m->cli->out, 6, ac_entry_text(e, "text"));
    return true;
}

static ac_rc print_meanings(ac_cli *cli, const ac_partnership *p, const char *code)
{
    ac_entry_filter f = { .space = p->space, .type = "meaning" };
    meanings m = { cli, code, 0 };
    ac_rc rc = ac_entries(cli->nb, &f, one_meaning, &m, &cli->err);

    if (rc == AC_OK && m.shown == 0)
        ac_out(cli, "  Nobody has said yet what it means to them: " AC_REF "accord agree --principle %s -m TEXT" AC_END "\n", code);
    return rc;
}

/* --- what the history says --- */

static ac_rc print_figures(ac_cli *cli, const ac_mirror *m, const figure *figures)
{
    ac_column columns[FIGURES + 1] = { { .role = AC_REF } };
    const char *cells[FIGURES + 1];
    char text[FIGURES][48];
    size_t n = 0;
    ac_table *t;
    bool printed;

    for (; n < FIGURES && figures[n].cell != NULL; n++)
        columns[n + 1] = (ac_column){ .title = figures[n].title };
    t = ac_table_new(columns, n + 1);
    for (size_t i = 0; t != NULL && i < m->n; i++) {
        if (!m->orgs[i].is_partner)
            continue;
        cells[0] = m->orgs[i].code;
        for (size_t f = 0; f < n; f++) {
            figures[f].cell(&m->orgs[i], text[f], sizeof text[f]);
            cells[f + 1] = text[f];
        }
        ac_table_row(t, cells);
    }
    printed = t != NULL && ac_table_print(t, &cli->out, AC_TABLE_SCREEN, 4);
    ac_table_free(t);
    return printed ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

/* --- what they felt --- */

static void print_felt(ac_cli *cli, const ac_mirror *m, int felt)
{
    const ac_field *field = ac_type_field(&ac_type_answer, ac_felt_field(felt));
    size_t said = 0;

    for (size_t i = 0; i < m->n; i++)
        said += m->orgs[i].felt[felt][0] != '\0';
    ac_out(cli, "    \"%s\":", _(field->label));
    for (size_t i = 0; i < m->n; i++)
        if (m->orgs[i].felt[felt][0] != '\0')
            ac_out(cli, "  %s %s", m->orgs[i].code, _(m->orgs[i].felt[felt]));
    ac_out(cli, said > 0 ? "\n" : "  nobody has said\n");
}

static void print_felts(ac_cli *cli, const ac_mirror *m, const int felt[2])
{
    const char *said = NULL;

    if (m->check[0] == '\0') {
        ac_out(cli, "  Nobody was asked how it feels: " AC_REF "accord check \"TITLE\" --due DATE" AC_END "\n");
        return;
    }
    for (int i = 0; i < 2; i++) {
        const char *check = felt[i] >= 0 && m->felt_check[felt[i]][0] != '\0' ? m->felt_check[felt[i]] : m->check;
        if (felt[i] < 0)
            continue;
        if (said == NULL || strcmp(said, check) != 0)
            ac_out(cli, "  What they felt (health check %s):\n", check);
        print_felt(cli, m, felt[i]);
        said = check;
    }
}

/* --- the whole --- */

static bool one_tagged(void *ctx, const ac_tagged *t)
{
    ac_cli *cli = ctx;

    if (t->is_doubt)
        ac_out(cli, "    " AC_REF "%s" AC_END "  %s ?  %s\n", t->ref, t->org, t->title);
    else
        ac_out(cli, "    " AC_REF "%s" AC_END "  %s  %s\n", t->ref, t->org, t->title);
    return true;
}

static ac_rc print_principle(ac_looking *look, const ac_partnership *p, const ac_mirror *m, size_t at)
{
    ac_cli *cli = look->cli;
    size_t tagged = 0;
    ac_rc rc;

    ac_out(cli, "\n%s\n", _(principles[at].head));
    rc = print_meanings(cli, p, principles[at].code);
    if (rc != AC_OK)
        return rc;
    ac_out(cli, "  What the history says:\n");
    rc = print_figures(cli, m, principles[at].figures);
    if (rc == AC_OK && strcmp(principles[at].code, "transparency") == 0 && m->disputes > 0)
        ac_out(cli, ac_plural("    %d open dispute, the oldest of %d days\n", "    %d open disputes, the oldest of %d days\n", (unsigned long)m->disputes),
               m->disputes, m->dispute_days);
    if (rc == AC_OK)
        print_felts(cli, m, principles[at].felt);
    if (rc == AC_OK)
        rc = ac_tagged_count(look, p, principles[at].code, &tagged);
    if (rc == AC_OK && tagged > 0) {
        ac_out(cli, "  Marked with it (? = somebody felt the opposite):\n");
        rc = ac_tagged_each(look, p, principles[at].code, one_tagged, cli);
    }
    if (rc == AC_OK)
        ac_out(cli, "  To talk about:\n");
    for (int i = 0; rc == AC_OK && i < TALKS; i++)
        ac_out(cli, "    - %s\n", _(principles[at].talk[i]));
    return rc;
}

static const char *const felt_keys[AC_FELT_COUNT] = { "heard", "non_cash", "bad_news", "worth" };

static ac_rc print_json(ac_cli *cli, const ac_partnership *p, const ac_mirror *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const ac_mirror_org *o = &m->orgs[i];
        ac_jsonl j;
        if (!o->is_partner)
            continue;
        ac_json_line(cli, &j, "accord.principles/1");
        ac_jsonl_str(&j, "org", o->code);
        ac_jsonl_str(&j, "partnership", p->code);
        ac_jsonl_int(&j, "cash", o->cash);
        ac_jsonl_int(&j, "in_kind", o->in_kind);
        ac_jsonl_int(&j, "made", o->made);
        ac_jsonl_int(&j, "received", o->received);
        ac_jsonl_int(&j, "waited", o->waited);
        ac_jsonl_int(&j, "waited_days", o->waited_days);
        ac_jsonl_int(&j, "signed", o->signed_);
        ac_jsonl_int(&j, "signed_days", o->signed_days);
        ac_jsonl_int(&j, "changes", o->changes);
        ac_jsonl_int(&j, "adopted", o->adopted);
        ac_jsonl_int(&j, "explained", o->explained);
        ac_jsonl_int(&j, "asked", o->asked);
        ac_jsonl_int(&j, "was_asked", o->was_asked);
        ac_jsonl_int(&j, "replied", o->replied);
        ac_jsonl_int(&j, "owed", o->owed);
        ac_jsonl_int(&j, "in_rhythm", o->in_rhythm);
        ac_jsonl_int(&j, "delivered", o->delivered);
        ac_jsonl_int(&j, "with_evidence", o->with_evidence);
        ac_jsonl_int(&j, "receipts", o->receipts);
        ac_jsonl_int(&j, "receipt_days", o->receipt_days);
        ac_jsonl_int(&j, "wanted", o->wanted);
        ac_jsonl_int(&j, "realised", o->realised);
        ac_jsonl_int(&j, "outcomes", o->outcomes);
        ac_jsonl_int(&j, "inherited", o->inherited);
        for (int f = 0; f < AC_FELT_COUNT; f++)
            ac_jsonl_str(&j, felt_keys[f], o->felt[f][0] != '\0' ? o->felt[f] : NULL);
        if (!ac_jsonl_end(&j))
            return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    return AC_OK;
}

ac_rc ac_cmd_principles(ac_cli *cli)
{
    ac_looking look;
    ac_mirror m;
    ac_rc rc = ac_look_open(&look, cli);

    if (rc != AC_OK)
        return rc;
    if (look.n == 0)
        rc = ac_fail(&cli->err, AC_EREF, "this notebook is in no partnership yet");
    for (size_t i = 0; rc == AC_OK && i < look.n; i++) {
        rc = ac_mirror_read(&look, &look.list[i], 0, 0, &m);
        if (rc != AC_OK)
            break;
        if (cli->json) {
            rc = print_json(cli, &look.list[i], &m);
        } else {
            ac_out(cli, "%s · the three principles: prompts for a talk, not a ranking\n", look.list[i].title);
            for (size_t k = 0; rc == AC_OK && k < PRINCIPLES; k++)
                rc = print_principle(&look, &look.list[i], &m, k);
        }
        ac_mirror_free(&m);
    }
    ac_look_close(&look);
    return rc;
}
