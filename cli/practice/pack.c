/* pack.c - the review pack: tracking, reflecting, reviewing, impacts, paradigm; value per partner; the pyramid. */
#include "cli/practice/pack.h"

#include "cli/cmds.h"
#include "cli/practice/mirror.h"
#include "cli/practice/show.h"
#include "core/lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- one field, one entry --- */

static void print_value(ac_cli *cli, const ac_entry *e, const ac_field *f)
{
    const ac_json *value = ac_entry_value_of(e, f->name);
    const ac_term *term;
    char command[AC_REF_SIZE + 40];
    int64_t number;

    if (e->known == &ac_type_review && f->form == AC_FIELD_TEXT)
        snprintf(command, sizeof command, "accord review %s --findings TEXT", e->ref);
    else
        snprintf(command, sizeof command, "accord review %s", e->known == &ac_type_review ? e->ref : e->belongs_refs);
    if (ac_show_clash(cli, &cli->out, e, f->name, command) || value == NULL)
        return;
    switch (f->form) {
    case AC_FIELD_CODE:
        term = ac_vocab_find(f->vocab, ac_entry_text(e, f->name));
        ac_out(cli, "    %s: %s\n", _(f->label), term != NULL ? _(term->label) : ac_entry_text(e, f->name));
        return;
    case AC_FIELD_INT:
        if (ac_json_number(value, &number))
            ac_out(cli, "    %s: %lld\n", _(f->label), (long long)number);
        return;
    case AC_FIELD_TEXT:
        ac_out(cli, "    %s:\n", _(f->label));
        ac_print_body(&cli->out, 6, ac_entry_text(e, f->name));
        return;
    case AC_FIELD_AMOUNT:
        ac_out(cli, "    %s: %s %s\n", _(f->label), ac_entry_text(e, f->name), ac_entry_text(e, "currency"));
        return;
    case AC_FIELD_CURRENCY:
        return;
    case AC_FIELD_LINE:
    case AC_FIELD_CODES:
    case AC_FIELD_DATE:
    case AC_FIELD_ORG:
    case AC_FIELD_LANGUAGE:
    case AC_FIELD_HEX:
    case AC_FIELD_MIME:
        ac_out(cli, "    %s: %s\n", _(f->label), ac_entry_text(e, f->name));
        return;
    }
}

static bool one_sheet(void *ctx, const ac_entry *e)
{
    ac_cli *cli = ctx;

    ac_out(cli, "  %s\n", e->org);
    for (const ac_field *f = ac_type_sheet.fields; f->name != NULL; f++)
        print_value(cli, e, f);
    return true;
}

typedef struct {
    ac_cli *cli;
    const ac_entry *review;
    ac_rc rc;
} json_of;

static bool one_sheet_json(void *ctx, const ac_entry *e)
{
    json_of *o = ctx;
    ac_jsonl j;

    ac_json_line(o->cli, &j, "accord.sheet/1");
    ac_jsonl_str(&j, "ref", e->ref);
    ac_jsonl_str(&j, "review", o->review->ref);
    ac_jsonl_str(&j, "org", e->org);
    ac_jsonl_open_object(&j, "fields");
    for (const ac_field *f = ac_type_sheet.fields; f->name != NULL; f++)
        if (ac_entry_value_of(e, f->name) != NULL)
            ac_jsonl_json(&j, f->name, ac_entry_value_of(e, f->name));
    ac_jsonl_close(&j);
    o->rc = ac_jsonl_end(&j) ? AC_OK : ac_fail(&o->cli->err, AC_ENOMEM, "out of memory");
    return o->rc == AC_OK;
}

ac_rc ac_pack_review(ac_cli *cli, const ac_entry *review)
{
    ac_entry_filter f = { .space = review->space, .type = "sheet", .belongs = review->n };
    const ac_term *kind = ac_vocab_find(AC_V_REVIEW, ac_entry_text(review, "kind"));
    json_of o = { cli, review, AC_OK };
    int64_t n = 0;
    ac_rc rc;

    if (cli->json) {
        rc = ac_entries(cli->nb, &f, one_sheet_json, &o, &cli->err);
        return rc == AC_OK ? o.rc : rc;
    }
    ac_out(cli, AC_REF "%s" AC_END "  %s  %s\n", review->ref, kind != NULL ? _(kind->label) : "", ac_entry_text(review, "title"));
    for (const ac_field *field = ac_type_review.fields; field->name != NULL; field++)
        if (strcmp(field->name, "kind") != 0 && strcmp(field->name, "title") != 0)
            print_value(cli, review, field);
    rc = ac_entries_count(cli->nb, &f, &n, &cli->err);
    if (rc == AC_OK && n == 0)
        ac_out(cli, "  No partner has filled in a sheet yet.\n");
    return rc == AC_OK ? ac_entries(cli->nb, &f, one_sheet, cli, &cli->err) : rc;
}

/* --- value per partner --- */

typedef struct {
    ac_cli *cli;
    const char *org;
    size_t shown;
} of_org;

static bool one_benefit(void *ctx, const ac_entry *e)
{
    of_org *o = ctx;
    const ac_term *state = ac_vocab_find(AC_V_BENEFIT, ac_entry_text(e, "state"));

    if (strcmp(e->org, o->org) != 0)
        return true;
    o->shown++;
    ac_out(o->cli, "    " AC_REF "%s" AC_END "  %s · %s\n", e->ref, state != NULL ? _(state->label) : _("wanted"), ac_entry_title(e));
    return true;
}

static bool one_value(void *ctx, const ac_entry *e)
{
    of_org *o = ctx;

    if (strcmp(e->org, o->org) != 0)
        return true;
    print_value(o->cli, e, ac_type_field(&ac_type_sheet, "value"));
    print_value(o->cli, e, ac_type_field(&ac_type_sheet, "potential"));
    print_value(o->cli, e, ac_type_field(&ac_type_sheet, "verdict"));
    return true;
}

static ac_rc value_of(ac_cli *cli, const ac_partnership *p, const ac_mirror_org *org)
{
    ac_entry_filter benefits = { .space = p->space, .type = "benefit" }, sheets = { .space = p->space, .type = "sheet" };
    of_org o = { cli, org->code, 0 };
    ac_rc rc;

    ac_out(cli, "  %s  %s\n", org->code, org->name);
    rc = ac_entries(cli->nb, &benefits, one_benefit, &o, &cli->err);
    if (rc == AC_OK && o.shown == 0)
        ac_out(cli, "    it has not said what it wants for itself\n");
    return rc == AC_OK ? ac_entries(cli->nb, &sheets, one_value, &o, &cli->err) : rc;
}

static ac_rc values_of(ac_cli *cli, const ac_partnership *p, const ac_mirror *m, const char *org)
{
    ac_rc rc = AC_OK;
    bool found = org == NULL;

    for (size_t i = 0; rc == AC_OK && i < m->n; i++) {
        if (!m->orgs[i].is_partner || (org != NULL && strcasecmp(org, m->orgs[i].code) != 0))
            continue;
        found = true;
        rc = value_of(cli, p, &m->orgs[i]);
    }
    return rc == AC_OK && !found ? ac_fail(&cli->err, AC_EREF, "%s is no partner of %s", org, p->code) : rc;
}

static ac_rc value_json(ac_cli *cli, const ac_partnership *p, const ac_mirror *m, const char *org)
{
    for (size_t i = 0; i < m->n; i++) {
        ac_jsonl j;
        if (!m->orgs[i].is_partner || (org != NULL && strcasecmp(org, m->orgs[i].code) != 0))
            continue;
        ac_json_line(cli, &j, "accord.value/1");
        ac_jsonl_str(&j, "org", m->orgs[i].code);
        ac_jsonl_str(&j, "partnership", p->code);
        ac_jsonl_int(&j, "wanted", m->orgs[i].wanted);
        ac_jsonl_int(&j, "realised", m->orgs[i].realised);
        if (!ac_jsonl_end(&j))
            return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    return AC_OK;
}

ac_rc ac_pack_value(ac_cli *cli, const char *org)
{
    ac_looking look;
    ac_mirror m;
    ac_partnership p;
    ac_rc rc = ac_look_open(&look, cli);

    if (rc == AC_OK)
        rc = ac_query_partnership(cli->nb, cli->partnership, &p, &cli->err);
    if (rc == AC_OK)
        rc = ac_mirror_read(&look, &p, 0, 0, &m);
    if (rc == AC_OK) {
        if (cli->json) {
            rc = value_json(cli, &p, &m, org);
        } else {
            ac_out(cli, "%s · what each partner wants for itself, and whether it came\n", p.title);
            rc = values_of(cli, &p, &m, org);
        }
        ac_mirror_free(&m);
    }
    ac_look_close(&look);
    return rc;
}

/* --- the pyramid --- */

typedef struct {
    ac_cli *cli;
    int level;
    size_t promises, kept, outcomes;
    bool prints;
} storey;

static bool one_promise(void *ctx, const ac_commitment_row *row)
{
    storey *s = ctx;
    char word[AC_LOOK_WORD_SIZE];

    s->promises++;
    s->kept += strcmp(row->state, "accepted") == 0;
    if (s->prints)
        ac_out(s->cli, "    " AC_REF "%s" AC_END "  %s · %s\n", row->ref, ac_look_word(row->state, word), row->title);
    return true;
}

static bool one_outcome(void *ctx, const ac_entry *e)
{
    storey *s = ctx;
    int64_t level = 0;

    if (!ac_entry_int(e, "level", &level) || level != s->level)
        return true;
    s->outcomes++;
    if (s->prints)
        ac_out(s->cli, "    " AC_REF "%s" AC_END "  %s · %s\n", e->ref, _("outcome"), ac_entry_title(e));
    return true;
}

static const struct {
    const char *name, *lift;
} levels[] = {
    [1] = { N_("Level 1: projects and programmes that give practical solutions"),
            N_("What would lift one of these: who else would have to do it as a matter of course?") },
    [2] = { N_("Level 2: what changes how people, organisations and systems act"),
            N_("What would lift one of these: which rule stands in the way, and who could change it?") },
    [3] = { N_("Level 3: what changes the rules"), N_("What keeps the new rule alive when the partnership is over?") },
};

static ac_rc read_storey(ac_cli *cli, const ac_partnership *p, int level, bool prints, storey *out)
{
    ac_commitment_filter promises = { .space = p->space, .level = level };
    ac_entry_filter outcomes = { .space = p->space, .type = "outcome" };
    ac_rc rc;

    *out = (storey){ .cli = cli, .level = level, .prints = prints };
    rc = ac_query_commitments(cli->nb, &promises, one_promise, out, &cli->err);
    return rc == AC_OK ? ac_entries(cli->nb, &outcomes, one_outcome, out, &cli->err) : rc;
}

static ac_rc print_storey(ac_cli *cli, const ac_partnership *p, int level)
{
    storey s;
    ac_rc rc = read_storey(cli, p, level, false, &s);

    if (rc != AC_OK)
        return rc;
    if (cli->json) {
        ac_jsonl j;
        ac_json_line(cli, &j, "accord.level/1");
        ac_jsonl_str(&j, "partnership", p->code);
        ac_jsonl_int(&j, "level", level);
        ac_jsonl_int(&j, "promises", (int64_t)s.promises);
        ac_jsonl_int(&j, "kept", (int64_t)s.kept);
        ac_jsonl_int(&j, "outcomes", (int64_t)s.outcomes);
        return ac_jsonl_end(&j) ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    ac_out(cli, "%s\n", _(levels[level].name));
    ac_out(cli, "  promises %zu, of them accepted %zu · outcomes %zu\n", s.promises, s.kept, s.outcomes);
    rc = read_storey(cli, p, level, true, &s);
    if (rc == AC_OK)
        ac_out(cli, AC_DIM "    %s" AC_END "\n", _(levels[level].lift));
    return rc;
}

ac_rc ac_pack_pyramid(ac_cli *cli)
{
    ac_partnership p;
    ac_rc rc = ac_query_partnership(cli->nb, cli->partnership, &p, &cli->err);

    if (rc == AC_OK)
        ac_out(cli, "%s · hierarchy of success, level 3 on top\n", p.title);
    for (int level = 3; rc == AC_OK && level >= 1; level--)
        rc = print_storey(cli, &p, level);
    return rc;
}

/* --- the five ways --- */

typedef struct {
    ac_cli *cli;
    size_t states[AC_STATE_NONE + 1], overdue, stale, clashes, shown;
    const char *kind; /* of reviews whose sheets are wanted */
    ac_rc rc;
} counting;

static bool count_promise(void *ctx, const ac_commitment_row *row)
{
    counting *c = ctx;
    ac_clock clock;
    int state = ac_state_of_word(row->state);

    c->rc = ac_look_clock(c->cli, row, &clock, &c->cli->err);
    if (state >= 0 && state <= AC_STATE_NONE)
        c->states[state]++;
    c->overdue += clock.is_overdue;
    c->stale += clock.is_stale;
    c->clashes += row->is_clash;
    return c->rc == AC_OK;
}

static ac_rc print_tracking(ac_cli *cli, const ac_partnership *p)
{
    ac_commitment_filter all = { .space = p->space };
    counting c = { .cli = cli, .rc = AC_OK };
    char word[AC_LOOK_WORD_SIZE];
    ac_rc rc = ac_query_commitments(cli->nb, &all, count_promise, &c, &cli->err);

    for (int s = 0; rc == AC_OK && s < AC_STATE_NONE; s++)
        if (c.states[s] > 0)
            ac_out(cli, "    %s: %zu\n", ac_look_word(ac_state_word((ac_commitment_state)s), word), c.states[s]);
    if (rc == AC_OK)
        ac_out(cli, "    overdue %zu · stale %zu · clashes %zu\n", c.overdue, c.stale, c.clashes);
    return rc == AC_OK ? c.rc : rc;
}

static bool one_note(void *ctx, const ac_note_row *row)
{
    counting *c = ctx;
    const ac_term *type = ac_vocab_find(AC_V_REFLECTION, row->type);

    if (row->is_private)
        return true;
    c->shown++;
    ac_out(c->cli, "    " AC_REF "%s" AC_END "  %s · %s\n", row->ref, type != NULL ? _(type->label) : row->type, row->title[0] != '\0' ? row->title : row->text);
    return true;
}

static ac_rc print_reflecting(ac_cli *cli, const ac_partnership *p, const ac_mirror *m)
{
    ac_note_filter notes = { .space = p->space };
    counting c = { .cli = cli, .rc = AC_OK };
    ac_rc rc = AC_OK;

    if (m->check[0] != '\0')
        ac_out(cli, "    newest health check: " AC_REF "accord check %s" AC_END "\n", m->check);
    else
        ac_out(cli, "    no health check yet: " AC_REF "accord check \"TITLE\" --due DATE" AC_END "\n");
    rc = ac_query_notes(cli->nb, &notes, one_note, &c, &cli->err);
    if (rc == AC_OK && c.shown == 0)
        ac_out(cli, "    no reflection has been shared yet\n");
    return rc;
}

static bool one_impact(void *ctx, const ac_entry *e)
{
    counting *c = ctx;
    const ac_term *early = ac_vocab_find(AC_V_EARLY, ac_entry_text(e, "early"));

    c->shown++;
    ac_out(c->cli, "    " AC_REF "%s" AC_END "  %s\n", e->ref, ac_entry_title(e));
    if (early != NULL)
        ac_out(c->cli, "      early results: %s\n", _(early->label));
    if (ac_entry_text(e, "inheritor")[0] != '\0')
        ac_out(c->cli, "      who goes on with it: %s\n", ac_entry_text(e, "inheritor"));
    if (ac_entry_text(e, "substantiator")[0] != '\0')
        ac_out(c->cli, "      independent source: %s\n", ac_entry_text(e, "substantiator"));
    return true;
}

static bool one_round(void *ctx, const ac_entry *e)
{
    counting *c = ctx;

    if (!ac_entry_has_code(e, "kind", c->kind))
        return true;
    c->shown++;
    c->rc = ac_pack_review(c->cli, e);
    return c->rc == AC_OK;
}

/* The rounds of one kind, with their sheets. */
static ac_rc print_rounds(ac_cli *cli, const ac_partnership *p, const char *kind)
{
    ac_entry_filter rounds = { .space = p->space, .type = "review" };
    counting c = { .cli = cli, .kind = kind, .rc = AC_OK };
    ac_rc rc = ac_entries(cli->nb, &rounds, one_round, &c, &cli->err);

    if (rc == AC_OK)
        rc = c.rc;
    if (rc == AC_OK && c.shown == 0)
        ac_out(cli, "    not held yet: " AC_REF "accord review %s" AC_END "\n", kind);
    return rc;
}

static ac_rc print_five(ac_cli *cli, const ac_partnership *p, const ac_mirror *m)
{
    ac_entry_filter outcomes = { .space = p->space, .type = "outcome" };
    counting c = { .cli = cli, .rc = AC_OK };
    size_t n;
    const ac_term *kinds = ac_vocab_terms(AC_V_REVIEW, &n);
    ac_rc rc = AC_OK;

    ac_out(cli, "%s · how do we know whether it works? Five ways\n", p->title);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_out(cli, "\n%zu  %s\n", i + 1, _(kinds[i].label));
        if (strcmp(kinds[i].code, "tracking") == 0)
            rc = print_tracking(cli, p);
        else if (strcmp(kinds[i].code, "reflecting") == 0)
            rc = print_reflecting(cli, p, m);
        else if (strcmp(kinds[i].code, "reviewing") == 0)
            rc = values_of(cli, p, m, NULL);
        else if (strcmp(kinds[i].code, "impact") == 0)
            rc = ac_entries(cli->nb, &outcomes, one_impact, &c, &cli->err);
        if (rc == AC_OK)
            rc = print_rounds(cli, p, kinds[i].code);
    }
    return rc;
}

ac_rc ac_pack_all(ac_cli *cli)
{
    ac_looking look;
    ac_mirror m;
    ac_partnership p;
    ac_rc rc = ac_look_open(&look, cli);

    if (rc == AC_OK && cli->json)
        rc = ac_fail(&cli->err, AC_EUSAGE, "--pack is for people. For programs: accord list reviews --json, accord principles --json, accord value --json");
    if (rc == AC_OK)
        rc = ac_query_partnership(cli->nb, cli->partnership, &p, &cli->err);
    if (rc == AC_OK)
        rc = ac_mirror_read(&look, &p, 0, 0, &m);
    if (rc == AC_OK) {
        rc = print_five(cli, &p, &m);
        ac_mirror_free(&m);
    }
    ac_look_close(&look);
    return rc;
}

/* --- the commands --- */

ac_rc ac_cmd_value(ac_cli *cli)
{
    return ac_pack_value(cli, ac_arg(cli, 0));
}

ac_rc ac_cmd_pyramid(ac_cli *cli)
{
    return ac_pack_pyramid(cli);
}
