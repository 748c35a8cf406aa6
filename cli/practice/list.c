/* list.c - the records of one type in a list: columns from its table, whoever wrote them. */
#include "cli/practice/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/exchange/cells.h"
#include "cli/partners.h"
#include "cli/practice/said.h"
#include "core/lang.h"

#define CODES_SHOWN 5
#define COLUMNS_MAX 40

typedef struct {
    ac_looking *look;
    ac_cli *cli;
    const ac_type *type;
    const ac_filter *filter;
    const char *kind;
    ac_table *table;
    ac_column columns[COLUMNS_MAX];
    const ac_field *of[COLUMNS_MAX]; /* the field in each column; NULL: not one */
    size_t n;
    ac_cells *csv; /* with --csv: instead of the table */
    size_t shown;
    ac_rc rc;
} listing;

/* --- columns --- */

/* Titles that fit above a column; others have their label there. */
static const char *short_title(const ac_field *field)
{
    static const struct {
        const char *name, *title;
    } titles[] = {
        { "driver", N_("driver") },       { "gains", N_("gains") },           { "kind", N_("kind") },           { "form", N_("form") },
        { "amount", N_("amount") },       { "state", N_("state") },           { "level", N_("level") },         { "result", N_("result") },
        { "early", N_("early") },         { "key", N_("ingredient") },        { "mark", N_("in place") },       { "principle", N_("principle") },
        { "completion", N_("completion") }, { "sensitivity", N_("who may have it") }, { "running", N_("running") }, { "conclusion", N_("conclusion") },
        { "still-true", N_("still true") }, { "verdict", N_("verdict") },     { "innovative", N_("innovative") }, { "inclusive", N_("inclusive") },
        { "influential", N_("influential") }, { "asked", N_("asked") },       { "owner", N_("owner") },         { "likelihood", N_("likelihood") },
        { "severity", N_("severity") },   { "purpose", N_("purpose") },       { "roles", N_("roles") },         { "decisions", N_("decisions") },
        { "heard", N_("heard") },         { "non-cash", N_("not cash") },
    };

    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i].name, field->name) == 0)
            return _(titles[i].title);
    return _(field->label);
}

static bool is_code(const ac_field *field)
{
    return field->form == AC_FIELD_CODE || field->form == AC_FIELD_CODES || field->form == AC_FIELD_ORG || field->form == AC_FIELD_AMOUNT ||
           strcmp(field->name, "level") == 0;
}

static void column(listing *l, const char *title, const char *role, const ac_field *field)
{
    l->columns[l->n] = (ac_column){ .title = title, .role = role };
    l->of[l->n++] = field;
}

static void screen_columns(listing *l)
{
    size_t codes = 0;

    column(l, "", AC_REF, NULL);
    column(l, _("by"), NULL, NULL);
    for (const ac_field *f = l->type->fields; f->name != NULL && codes < CODES_SHOWN; f++)
        if (is_code(f)) {
            column(l, short_title(f), NULL, f);
            codes++;
        }
    column(l, _("date"), NULL, NULL);
    column(l, _("who sees it"), NULL, NULL);
    column(l, strcmp(l->type->title, "text") == 0 ? _("text") : _("title"), NULL, NULL);
}

/* Names that never change, every field, the one that names the record last. */
static void cell_columns(listing *l)
{
    static const char *const firsts[] = { "ref", "org", "written", "visibility", "about", "source", "clash", "partnership" };
    const ac_field *tables[] = { l->type->fields, ac_fields_common };

    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
        column(l, firsts[i], NULL, NULL);
    for (size_t t = 0; t < 2; t++)
        for (const ac_field *f = tables[t]; f->name != NULL; f++)
            if (strcmp(f->name, l->type->title) != 0)
                column(l, f->name, NULL, f);
    column(l, l->type->title, NULL, ac_type_field(l->type, l->type->title));
}

/* --- rows --- */

static const char *code_of(const listing *l, const ac_entry *e)
{
    const ac_partnership *p = ac_look_partnership(l->look, e->space);

    return p != NULL && !e->is_private ? p->code : "";
}

static void screen_row(listing *l, const ac_entry *e)
{
    char ref[AC_LOOK_REF_SIZE], day[AC_DATE_ISO_SIZE];
    ac_buf cells[COLUMNS_MAX] = { { 0 } };
    const char *text[COLUMNS_MAX];

    ac_entry_day(e, day);
    ac_buf_str(&cells[0], ac_look_ref(l->look, e->space, e->ref, ref));
    ac_buf_str(&cells[1], e->org);
    for (size_t i = 2; i < l->n; i++)
        if (l->of[i] != NULL) {
            ac_entry_say_field(&cells[i], e, l->of[i]->name, true);
            if (cells[i].len == 0 && l->of[i]->otherwise != NULL)
                ac_buf_str(&cells[i], _(ac_vocab_find(l->of[i]->vocab, l->of[i]->otherwise)->label));
        }
    ac_buf_str(&cells[l->n - 3], day);
    ac_buf_str(&cells[l->n - 2], e->is_private ? _("private") : _("partners"));
    ac_entry_say_title(&cells[l->n - 1], e);
    for (size_t i = 0; i < l->n; i++)
        text[i] = ac_buf_text(&cells[i]);
    ac_table_row(l->table, text);
    if (e->is_clash)
        ac_table_mark(l->table, l->n - 1, AC_ATTN);
    for (size_t i = 0; i < l->n; i++)
        ac_buf_free(&cells[i]);
}

static void cell_row(listing *l, const ac_entry *e)
{
    char day[AC_DATE_ISO_SIZE];
    ac_buf cells[COLUMNS_MAX] = { { 0 } };
    const char *text[COLUMNS_MAX];

    ac_date_iso(day, ac_date_of_ms(e->written_ms));
    ac_buf_str(&cells[0], e->ref);
    ac_buf_str(&cells[1], e->org);
    ac_buf_str(&cells[2], day);
    ac_buf_str(&cells[3], e->is_private ? "own" : "partners");
    ac_buf_str(&cells[4], e->belongs_refs);
    ac_buf_str(&cells[5], e->source);
    ac_buf_str(&cells[6], e->is_clash ? "yes" : "no");
    ac_buf_str(&cells[7], code_of(l, e));
    for (size_t i = 8; i < l->n; i++) {
        const ac_entry_value *v;
        size_t n = ac_entry_standing(e, l->of[i]->name, &v);
        if (n > 0)
            ac_entry_say_value(&cells[i], l->of[i], v->value, false);
    }
    for (size_t i = 0; i < l->n; i++)
        text[i] = ac_buf_text(&cells[i]);
    ac_table_row(l->table, text);
    for (size_t i = 0; i < l->n; i++)
        ac_buf_free(&cells[i]);
}

/* --- which --- */

static bool words_fit(const ac_entry *e, const ac_filter *f)
{
    if (f->text == NULL)
        return true;
    for (size_t i = 0; i < e->nvalues; i++)
        if (ac_json_text(e->values[i].value) != NULL && ac_filter_text(f, ac_json_text(e->values[i].value)))
            return true;
    return false;
}

/* The code that says how far it is: `state`, of a milestone `completion`. */
static const ac_field *state_field(const ac_type *type)
{
    const ac_field *field = ac_type_field(type, "state");

    return field != NULL ? field : ac_type_field(type, "completion");
}

static bool is_in_state(const ac_entry *e, const ac_field *state, const char *asked)
{
    if (state == NULL)
        return false;
    if (state->otherwise != NULL && ac_entry_text(e, state->name)[0] == '\0')
        return strcmp(state->otherwise, asked) == 0;
    return ac_entry_has_code(e, state->name, asked);
}

bool ac_entry_fits(const ac_entry *e, const ac_filter *f, const char *kind)
{
    const ac_field *state = e->known != NULL ? state_field(e->known) : NULL;
    char day[AC_DATE_ISO_SIZE];
    int64_t level = 0;

    ac_entry_day(e, day);
    if (f->partner[0] != '\0' && strcmp(e->org, f->partner) != 0 && strcmp(ac_entry_text(e, "asked"), f->partner) != 0 &&
        strcmp(ac_entry_text(e, "owner"), f->partner) != 0)
        return false;
    if (f->state[0] != '\0' && !is_in_state(e, state, f->state))
        return false;
    if (f->level != 0 && (!ac_entry_int(e, "level", &level) || level != f->level))
        return false;
    if (kind != NULL && !ac_entry_has_code(e, "kind", kind))
        return false;
    if (f->principle != NULL && !ac_filter_principle(f, ac_entry_value_of(e, "principles")) && !ac_entry_has_code(e, "principle", f->principle))
        return false;
    return ac_filter_day(f, day) && words_fit(e, f);
}

static bool one(void *ctx, const ac_entry *e)
{
    listing *l = ctx;
    ac_jsonl j;

    if (!ac_entry_fits(e, l->filter, l->kind))
        return true;
    l->shown++;
    if (l->cli->json) {
        ac_entry_json(l->cli, &j, e, code_of(l, e));
        if (!ac_jsonl_end(&j))
            l->rc = ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
    } else if (l->csv != NULL) {
        l->rc = ac_cells_entry(l->look, e, l->csv);
        if (l->rc == AC_OK)
            l->rc = ac_cells_put_row(l->cli, l->csv);
    } else if (ac_cli_form(l->cli) == AC_TABLE_SCREEN) {
        screen_row(l, e);
    } else {
        cell_row(l, e);
    }
    return l->rc == AC_OK;
}

/* A filter that can never fit is refused rather than answered by an empty list. */
static ac_rc check_filter(listing *l)
{
    const ac_field *state = state_field(l->type), *kind = ac_type_field(l->type, "kind");
    char known[1024] = "";

    if (l->filter->level != 0 && ac_type_field(l->type, "level") == NULL)
        return ac_fail(&l->cli->err, AC_EUSAGE, "--level means nothing for %s", l->type->plural);
    if (l->filter->state[0] != '\0' && state == NULL)
        return ac_fail(&l->cli->err, AC_EUSAGE, "--state means nothing for %s", l->type->plural);
    if (l->kind != NULL && (kind == NULL || kind->form != AC_FIELD_CODE))
        return ac_fail(&l->cli->err, AC_EUSAGE, "--kind means nothing for %s", l->type->plural);
    if (l->filter->state[0] != '\0' && !ac_vocab_has(state->vocab, l->filter->state)) {
        ac_vocab_list(state->vocab, known, sizeof known);
        return ac_fail(&l->cli->err, AC_EUSAGE, "unknown state \"%.40s\" for %s. There are: %s", ac_opt(l->cli, "state"), l->type->plural, known);
    }
    if (l->kind != NULL && !ac_vocab_has(kind->vocab, l->kind)) {
        ac_vocab_list(kind->vocab, known, sizeof known);
        return ac_fail(&l->cli->err, AC_EUSAGE, "unknown kind \"%.40s\" for %s. There are: %s", l->kind, l->type->plural, known);
    }
    return AC_OK;
}

/* The partnerships meant, then the own space: what is private is listed with the rest, for its owner alone. */
static ac_rc read_all(listing *l)
{
    ac_entry_filter f = { .type = l->type->name, .all = l->filter->all };
    ac_partnership own;
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && l->rc == AC_OK && i < l->look->n; i++) {
        f.space = l->look->list[i].space;
        rc = ac_entries(l->cli->nb, &f, one, l, &l->cli->err);
    }
    if (rc == AC_OK && l->rc == AC_OK && l->cli->partnership == NULL && ac_cli_own(l->cli, &own) == AC_OK) {
        f.space = own.space;
        rc = ac_entries(l->cli->nb, &f, one, l, &l->cli->err);
    }
    return rc == AC_OK ? l->rc : rc;
}

/* Every column there is, so that the table can come back: cli/exchange/import_csv.h. */
static ac_rc print_csv(listing *l)
{
    ac_columns kind;
    ac_cells cells;
    ac_rc rc;

    ac_columns_of(&kind, l->type->name);
    ac_cells_init(&cells, &kind);
    l->csv = &cells;
    ac_cells_put_header(l->cli, &kind);
    rc = read_all(l);
    ac_cells_free(&cells);
    return rc;
}

static ac_rc print_table(listing *l)
{
    ac_rc rc;

    if (ac_cli_form(l->cli) == AC_TABLE_SCREEN)
        screen_columns(l);
    else
        cell_columns(l);
    if (!l->cli->json && (l->table = ac_table_new(l->columns, l->n)) == NULL)
        return ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
    rc = read_all(l);
    if (rc == AC_OK && l->table != NULL && l->shown > 0 && !ac_table_print(l->table, &l->cli->out, ac_cli_form(l->cli), 0))
        rc = ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
    ac_table_free(l->table);
    return rc;
}

ac_rc ac_list_entries(ac_looking *look, const ac_type *type, const ac_filter *filter, size_t *out_shown)
{
    listing l = { .look = look, .cli = look->cli, .type = type, .filter = filter, .kind = ac_opt(look->cli, "kind") };
    ac_rc rc = check_filter(&l);

    if (rc == AC_OK)
        rc = look->cli->csv ? print_csv(&l) : print_table(&l);
    *out_shown = l.shown;
    return rc;
}
