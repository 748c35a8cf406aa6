/* row.c - one row of a table that comes in: each cell read and checked. */
#include "cli/exchange/row.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/currency.h"
#include "cli/partners.h"
#include "cli/typed.h"
#include "core/kind.h"
#include "core/lang.h"

#define SLOTS_MAX AC_SLOTS_MAX
#define PARTS_MAX 128 /* of a cell that holds a list */

static ac_rc no_memory(ac_err *err)
{
    return ac_fail(err, AC_ENOMEM, "out of memory");
}

/* --- where they go --- */

ac_rc ac_rows_open(ac_rows_into *into, ac_cli *cli, const ac_columns *kind)
{
    ac_rc rc;

    *into = (ac_rows_into){ .cli = cli, .kind = kind };
    rc = ac_look_open(&into->look, cli);
    if (rc == AC_OK)
        rc = ac_cli_partnership(cli, &into->place);
    if (rc == AC_EREF && kind->of == AC_TABLE_OF_NOTES && cli->partnership == NULL) { /* private ones need none */
        into->place.space = -1;
        rc = AC_OK;
    }
    if (rc == AC_OK)
        rc = ac_cli_own(cli, &into->own);
    if (rc == AC_OK && kind->of == AC_TABLE_OF_COMMITMENTS)
        rc = ac_whom_open(&into->whom, cli, into->place.space);
    if (rc != AC_OK)
        ac_rows_close(into);
    return rc;
}

void ac_rows_close(ac_rows_into *into)
{
    ac_whom_close(&into->whom);
    ac_look_close(&into->look);
    *into = (ac_rows_into){ 0 };
}

void ac_row_clear(ac_row_taken *row, const ac_columns *kind)
{
    for (size_t i = 0; i < kind->n; i++) {
        ac_buf_clear(&row->text[i]);
        ac_json_free(row->value[i]);
        row->value[i] = NULL;
    }
    ac_json_free(row->about);
    row->about = NULL;
    row->ncites = 0;
    row->is_private = false;
}

void ac_row_free(ac_row_taken *row)
{
    for (size_t i = 0; i < AC_CSV_COLUMNS_MAX; i++) {
        ac_buf_free(&row->text[i]);
        ac_json_free(row->value[i]);
    }
    ac_json_free(row->about);
    *row = (ac_row_taken){ 0 };
}

/* --- telling --- */

typedef struct {
    ac_bad_cell_fn *bad;
    void *ctx;
    bool good;
} telling;

/* What is wrong with the cell, without the option or field that the sentence may begin with: the column says it. */
static void tell(telling *t, const char *column, const char *why)
{
    const char *colon = ac_tr_always(": ");
    size_t n = strlen(column);

    why += strncmp(why, "--", 2) == 0 ? 2 : 0;
    if (strncmp(why, column, n) == 0 && strncmp(why + n, colon, strlen(colon)) == 0)
        why += n + strlen(colon);
    else if (strncmp(why, column, n) == 0 && strncmp(why + n, " \"", 2) == 0)
        why += n + 1;
    t->good = false;
    t->bad(t->ctx, column, why);
}

/* A failure that is one of the cell is told, and is none. */
static ac_rc told(telling *t, const char *column, ac_rc rc, ac_err *err)
{
    switch (rc) {
    case AC_EUSAGE:
    case AC_EREF:
    case AC_EROLE:
    case AC_ESTATE:
    case AC_EINVALID:
        tell(t, column, err->text);
        *err = (ac_err){ AC_OK, "", "" };
        return AC_OK;
    default:
        return rc;
    }
}

/* --- cells --- */

/* A day whose reading does not hang on the day of the import: a year is said. */
static ac_rc read_date(const ac_cli *cli, const char *text, char out[AC_DATE_ISO_SIZE], ac_err *err)
{
    ac_date a, b, long_ago = ac_date_of_days(ac_date_days(cli->today) - 400);
    ac_rc rc = ac_date_parse(&a, text, cli->today, AC_LOOK_FORWARD, err);

    if (rc != AC_OK)
        return rc;
    if (ac_date_parse(&b, text, long_ago, AC_LOOK_BACK, NULL) != AC_OK || ac_date_days(a) != ac_date_days(b))
        return ac_fail(err, AC_EUSAGE, "\"%.40s\" is no day that stays the same: write it with its year, as 2026-09-30", text);
    ac_date_iso(out, a);
    return AC_OK;
}

/* Blanks around what is no free text mean nothing. */
static void trim(ac_buf *text)
{
    size_t from = 0;

    while (text->len > 0 && isspace(text->p[text->len - 1]))
        text->len--;
    while (from < text->len && isspace(text->p[from]))
        from++;
    if (from > 0)
        memmove(text->p, text->p + from, text->len - from);
    text->len -= from;
    if (text->p != NULL)
        text->p[text->len] = '\0';
}

static ac_rc check_line(const char *name, const ac_buf *text, ac_err *err)
{
    size_t chars = ac_text_chars(ac_buf_text(text), text->len);

    if (chars > AC_TITLE_CHARS)
        return ac_fail(err, AC_EUSAGE, "it has %zu characters; %d is the most for one line", chars, AC_TITLE_CHARS);
    return ac_title_check(name, ac_buf_text(text), text->len, err);
}

static ac_rc read_field(const ac_cli *cli, const ac_field *f, ac_buf *text, ac_json **out, ac_err *err)
{
    char iso[AC_DATE_ISO_SIZE];
    ac_date day;
    ac_rc rc = AC_OK;

    switch (f->form) {
    case AC_FIELD_LINE:
        rc = check_line(f->name, text, err);
        if (rc == AC_OK && strcmp(f->name, "amounts") == 0)
            rc = ac_amounts_check(f->name, ac_buf_text(text), err);
        break;
    case AC_FIELD_TEXT:
        rc = ac_body_take(f->name, text, err);
        break;
    case AC_FIELD_DATE:
        rc = read_date(cli, ac_buf_text(text), iso, err);
        if (rc == AC_OK) {
            ac_buf_clear(text);
            ac_buf_str(text, iso);
        }
        if (rc == AC_OK && f->is_past && ac_date_of_iso(&day, iso) && ac_date_days(day) > ac_date_days(cli->today))
            rc = ac_fail(err, AC_EUSAGE, "%s lies ahead, and this tells of what has happened. Is the year right?", iso);
        break;
    case AC_FIELD_AMOUNT:
        if (ac_buf_text(text)[0] == '-')
            rc = ac_fail(err, AC_EUSAGE, "\"%.40s\" is below zero: an amount says how much", ac_buf_text(text));
        break;
    case AC_FIELD_CURRENCY:
        if (text->len == 3 && !ac_currency_is_known(ac_buf_text(text)))
            rc = ac_fail(err, AC_EUSAGE, "%s is no currency of ISO 4217. Write its three letters, as PLN, EUR, USD or KES", ac_buf_text(text));
        break;
    default:
        break;
    }
    if (rc == AC_OK)
        rc = ac_field_parse(f, ac_buf_text(text), out, err);
    if (rc == AC_OK) {
        ac_buf_clear(text);
        ac_cell_of_value(text, *out);
    }
    return rc;
}

/* The parts of a list, in the memory of `copy`. Returns how many; more than PARTS_MAX: PARTS_MAX + 1. */
static size_t parts_of(char *copy, const char *between, char *out[PARTS_MAX])
{
    size_t n = 0;
    char *state = NULL;

    for (char *p = strtok_r(copy, between, &state); p != NULL; p = strtok_r(NULL, between, &state)) {
        if (n == PARTS_MAX)
            return PARTS_MAX + 1;
        out[n++] = p;
    }
    return n;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Codes in capitals and in order; references as they stand. */
static ac_rc read_list(ac_buf *text, bool is_codes, ac_err *err)
{
    char *parts[PARTS_MAX], *copy = strdup(ac_buf_text(text));
    size_t n = copy != NULL ? parts_of(copy, ",; \t\r\n", parts) : 0;
    ac_rc rc = copy == NULL ? no_memory(err) : n > PARTS_MAX ? ac_fail(err, AC_EUSAGE, "that is too long for a list") : AC_OK;

    for (size_t i = 0; rc == AC_OK && is_codes && i < n; i++)
        for (char *p = parts[i]; *p != '\0' && strcasecmp(parts[i], "all") != 0; p++)
            *p = (char)toupper((unsigned char)*p);
    if (rc == AC_OK && is_codes)
        qsort(parts, n, sizeof *parts, by_text);
    if (rc == AC_OK)
        ac_buf_clear(text);
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        ac_buf_printf(text, "%s%s", i > 0 ? ", " : "", parts[i]);
    free(copy);
    return rc;
}

static ac_rc put_slots(char *const *dates, size_t n, ac_json **out, ac_err *err)
{
    ac_json *list = ac_json_array();
    bool good = list != NULL;

    for (size_t i = 0; good && i < n; i++) {
        ac_json *slot = ac_json_object();
        good = ac_json_set_str(slot, "due", dates[i]);
        good = ac_json_set_int(slot, "n", (int64_t)i + 1) && good;
        good = ac_json_push(list, slot) && good;
    }
    *out = list;
    return good ? AC_OK : no_memory(err);
}

static ac_rc read_slots(const ac_cli *cli, ac_buf *text, ac_json **out, ac_err *err)
{
    char *parts[PARTS_MAX], *sorted[SLOTS_MAX], isos[SLOTS_MAX][AC_DATE_ISO_SIZE], *copy = strdup(ac_buf_text(text));
    size_t n = copy != NULL ? parts_of(copy, ",; \t\r\n", parts) : 0;
    ac_rc rc = copy == NULL ? no_memory(err) : AC_OK;

    if (rc == AC_OK && n > SLOTS_MAX)
        rc = ac_fail(err, AC_EUSAGE, "there are more than %d slots", SLOTS_MAX);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        rc = read_date(cli, parts[i], isos[i], err);
        sorted[i] = isos[i];
    }
    if (rc == AC_OK)
        qsort(sorted, n, sizeof *sorted, by_text);
    for (size_t i = 1; rc == AC_OK && i < n; i++)
        if (strcmp(sorted[i - 1], sorted[i]) == 0)
            rc = ac_fail(err, AC_EUSAGE, "%s is given twice: each slot has a day of its own", sorted[i]);
    if (rc == AC_OK)
        rc = put_slots(sorted, n, out, err);
    if (rc == AC_OK)
        ac_buf_clear(text);
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        ac_buf_printf(text, "%s%s", i > 0 ? " " : "", sorted[i]);
    free(copy);
    return rc;
}

static ac_rc read_prompts(const ac_buf *text, ac_json **out, ac_err *err)
{
    bool good = ac_json_parse(out, text->p, text->len, NULL) == AC_OK && ac_json_count(*out) > 0;

    for (size_t i = 0; good && i < ac_json_count(*out); i++)
        good = ac_json_text(ac_json_at(*out, i)) != NULL;
    return good ? AC_OK : ac_fail(err, AC_EUSAGE, "it is not as accord writes it: {\"aar-planned\":\"What was planned?\"}. Leave the cell empty");
}

static ac_rc read_id(const ac_buf *text, ac_err *err)
{
    uint8_t id[32];

    return ac_unhex(id, 32, ac_buf_text(text), text->len)
               ? AC_OK
               : ac_fail(err, AC_EUSAGE, "it is no full id: 64 digits of 0-9 and a-f. Leave the column out, or the cell empty");
}

static ac_rc read_partnership(const ac_rows_into *into, const ac_buf *text, ac_err *err)
{
    if (into->place.space < 0 || strcmp(ac_buf_text(text), into->place.code) == 0)
        return AC_OK;
    return ac_fail(err, AC_EUSAGE, "this row is of %.16s, and the table goes into %s: leave the column out, or name the partnership with -P",
                   ac_buf_text(text), into->place.code);
}

static ac_rc read_cell(ac_rows_into *into, const ac_csv_column *column, ac_buf *text, ac_json **value, ac_err *err)
{
    if (column->form != AC_COLUMN_FIELD || !ac_field_is_text(column->field))
        trim(text);
    if (text->len == 0)
        return AC_OK;
    switch (column->form) {
    case AC_COLUMN_FIELD:
        return read_field(into->cli, column->field, text, value, err);
    case AC_COLUMN_SLOTS:
        return read_slots(into->cli, text, value, err);
    case AC_COLUMN_PROMISOR:
    case AC_COLUMN_PROMISEES:
        return read_list(text, true, err);
    case AC_COLUMN_REFS:
        return read_list(text, false, err);
    case AC_COLUMN_VISIBILITY:
        return strcmp(ac_buf_text(text), "own") == 0 || strcmp(ac_buf_text(text), "partners") == 0
                   ? AC_OK
                   : ac_fail(err, AC_EUSAGE, "\"%.40s\" is unknown. It is one of: own, partners", ac_buf_text(text));
    case AC_COLUMN_PROMPTS:
        return read_prompts(text, value, err);
    case AC_COLUMN_ID:
        return read_id(text, err);
    case AC_COLUMN_PARTNERSHIP:
        return read_partnership(into, text, err);
    case AC_COLUMN_REF:
    case AC_COLUMN_SHOWN:
        break;
    }
    return AC_OK;
}

/* --- the row --- */

static ac_buf *text_of(const ac_rows_into *into, ac_row_taken *row, const char *name)
{
    int i = ac_columns_find(into->kind, name);

    return i >= 0 ? &row->text[i] : NULL;
}

static const char *said(const ac_rows_into *into, const ac_row_taken *row, const char *name)
{
    int i = ac_columns_find(into->kind, name);

    return i >= 0 ? ac_buf_text(&row->text[i]) : "";
}

/* What an empty cell means. */
static ac_rc put_defaults(ac_rows_into *into, ac_row_taken *row)
{
    bool is_open = into->kind->of == AC_TABLE_OF_ENTRIES && into->kind->type != &ac_type_why;
    ac_buf *promisor = text_of(into, row, "promisor"), *visibility = text_of(into, row, "visibility");
    int kind = ac_columns_find(into->kind, "kind");

    if (promisor != NULL && promisor->len == 0)
        ac_buf_str(promisor, ac_notebook_me(into->cli->nb)->code);
    if (visibility != NULL && visibility->len == 0)
        ac_buf_str(visibility, is_open ? "partners" : "own");
    row->is_private = visibility != NULL && strcmp(ac_buf_text(visibility), "own") == 0;
    if (into->kind->of == AC_TABLE_OF_NOTES && row->text[kind].len == 0) {
        ac_buf_str(&row->text[kind], "journal");
        row->value[kind] = ac_json_string("journal");
    }
    for (size_t i = 0; i < into->kind->n; i++)
        if (row->text[i].failed)
            return no_memory(&into->cli->err);
    return AC_OK;
}

ac_rc ac_row_read(ac_rows_into *into, const char *const *cells, ac_row_taken *row, ac_bad_cell_fn *bad, void *ctx, bool *out_good)
{
    telling t = { bad, ctx, true };
    ac_err *err = &into->cli->err;
    ac_rc rc = AC_OK;

    ac_row_clear(row, into->kind);
    for (size_t i = 0; rc == AC_OK && i < into->kind->n; i++) {
        const ac_csv_column *column = &into->kind->columns[i];
        row->is_given[i] = cells[i] != NULL;
        if (cells[i] == NULL || column->form == AC_COLUMN_SHOWN)
            continue;
        ac_buf_str(&row->text[i], cells[i]);
        rc = told(&t, column->name, read_cell(into, column, &row->text[i], &row->value[i], err), err);
    }
    if (rc == AC_OK)
        rc = put_defaults(into, row);
    *out_good = t.good;
    return rc;
}

/* --- is it here already? --- */

static bool is_of_kind(const ac_rows_into *into, const ac_held *held)
{
    switch (into->kind->of) {
    case AC_TABLE_OF_COMMITMENTS:
        return held->kind == AC_KIND_PROPOSE;
    case AC_TABLE_OF_NOTES:
        return held->kind == AC_KIND_NOTE;
    case AC_TABLE_OF_ENTRIES:
        return held->kind == AC_KIND_CREATE;
    }
    return false;
}

/* By its id: in each partnership meant, and in the own space. */
static ac_rc find_id(ac_rows_into *into, const char *text, ac_held *out)
{
    ac_id id;
    ac_rc rc = AC_OK;

    out->n = 0;
    if (!ac_unhex(id.b, 32, text, strlen(text)))
        return AC_OK;
    for (size_t i = 0; rc == AC_OK && out->n == 0 && i < into->look.n; i++)
        rc = ac_history_find(ac_notebook_history(into->cli->nb), into->look.list[i].space, &id, out, &into->cli->err);
    if (rc == AC_OK && out->n == 0)
        rc = ac_history_find(ac_notebook_history(into->cli->nb), into->own.space, &id, out, &into->cli->err);
    return rc;
}

static ac_rc find_ref(ac_rows_into *into, const char *text, ac_held *out)
{
    ac_record_ref ref;
    ac_rc rc = ac_query_ref(into->cli->nb, text, AC_RECORD_ANY, &ref, NULL);

    out->n = 0;
    if (rc == AC_EREF)
        return AC_OK; /* of another notebook */
    if (rc != AC_OK)
        return ac_query_ref(into->cli->nb, text, AC_RECORD_ANY, &ref, &into->cli->err);
    return ac_history_get(ac_notebook_history(into->cli->nb), ref.n, out, &into->cli->err);
}

/* The first column that says otherwise; -1: none. */
static int differing(const ac_rows_into *into, const ac_row_taken *row, const ac_cells *here)
{
    for (size_t i = 0; i < into->kind->n; i++)
        if (row->is_given[i] && ac_column_is_taken(&into->kind->columns[i]) &&
            strcmp(ac_buf_text(&row->text[i]), ac_buf_text(&here->at[i])) != 0)
            return (int)i;
    return -1;
}

/* The record that an id, else a reference names; held.n 0: none. */
static ac_rc find(ac_rows_into *into, const char *id, const char *ref, ac_held *out)
{
    out->n = 0;
    return id[0] != '\0' ? find_id(into, id, out) : ref[0] != '\0' ? find_ref(into, ref, out) : AC_OK;
}

ac_rc ac_row_is_here(ac_rows_into *into, const char *const *cells, ac_n *out_n)
{
    const char *id = cells[ac_columns_find(into->kind, "id")], *ref = cells[ac_columns_find(into->kind, "ref")];
    bool is_same = true;
    ac_cells here;
    ac_held held;
    ac_rc rc = find(into, id != NULL ? id : "", ref != NULL ? ref : "", &held);

    *out_n = 0;
    if (rc != AC_OK || held.n == 0 || !is_of_kind(into, &held))
        return rc;
    ac_cells_init(&here, into->kind);
    rc = ac_cells_record(&into->look, held.n, &here);
    for (size_t i = 0; rc == AC_OK && is_same && i < into->kind->n; i++)
        if (cells[i] != NULL && ac_column_is_taken(&into->kind->columns[i]))
            is_same = strcmp(cells[i], ac_buf_text(&here.at[i])) == 0;
    if (rc == AC_OK && is_same)
        *out_n = held.n;
    ac_cells_free(&here);
    return rc;
}

ac_rc ac_row_recognise(ac_rows_into *into, const ac_row_taken *row, ac_n *out_n, ac_bad_cell_fn *bad, void *ctx, bool *out_good)
{
    telling t = { bad, ctx, true };
    const char *id = said(into, row, "id"), *ref = said(into, row, "ref");
    ac_cells here;
    ac_held held;
    ac_rc rc = find(into, id, ref, &held);
    int column = -1;

    *out_n = 0;
    ac_cells_init(&here, into->kind);
    if (rc == AC_OK && held.n != 0 && !is_of_kind(into, &held)) {
        tell(&t, id[0] != '\0' ? "id" : "ref", _("that is another kind of record here: leave the cell empty to import the row as a new record"));
    } else if (rc == AC_OK && held.n != 0) {
        rc = ac_cells_record(&into->look, held.n, &here);
        column = rc == AC_OK ? differing(into, row, &here) : -1;
        if (column >= 0)
            tell(&t, into->kind->columns[column].name,
                 _("the record with this reference is here already and says otherwise. A table does not change records: "
                   "change it by its command, or leave ref and id empty to import the row as a new record"));
        else if (rc == AC_OK)
            *out_n = held.n;
    }
    ac_cells_free(&here);
    *out_good = t.good;
    return rc;
}

/* --- a new one --- */

static bool is_party(const ac_parties_of *who, int org)
{
    for (size_t i = 0; i < who->n; i++)
        if (who->promisees[i] == org)
            return true;
    return who->promisor == org;
}

static ac_rc settle_parties(ac_rows_into *into, ac_row_taken *row, telling *t)
{
    ac_err *err = &into->cli->err;
    int64_t need;
    int column = ac_columns_find(into->kind, "need");
    ac_rc rc;

    row->who = (ac_parties_of){ .promisor = -1 };
    rc = told(t, "promisor", ac_whom_one(&into->whom, said(into, row, "promisor"), &row->who.promisor), err);
    if (rc != AC_OK || row->who.promisor < 0)
        return rc;
    rc = told(t, "promisees", ac_whom_promisees(&into->whom, said(into, row, "promisees"), &row->who), err);
    if (rc != AC_OK || !t->good)
        return rc;
    if (!is_party(&row->who, into->whom.me))
        tell(t, "promisor", _("neither from you nor to you: what others promise each other they write themselves"));
    else if (row->value[column] != NULL && ac_json_number(row->value[column], &need) && need > (int64_t)row->who.n)
        tell(t, "need", _("more partners would have to accept it than it is promised to"));
    row->ncites = ac_whom_cites(&into->whom, &row->who, row->cites);
    return AC_OK;
}

static void settle_slots(ac_rows_into *into, ac_row_taken *row, telling *t)
{
    const char *slots = said(into, row, "slots"), *last = strrchr(slots, ' ');

    last = last != NULL ? last + 1 : slots;
    if (last[0] != '\0' && strcmp(said(into, row, "due"), last) < 0)
        tell(t, "due", _("it lies before the last slot"));
}

/* May a record of this type belong to that one? */
static ac_rc check_belongs(ac_rows_into *into, const ac_record_ref *ref, ac_err *err)
{
    const char *want = into->kind->of == AC_TABLE_OF_ENTRIES ? into->kind->type->belongs : NULL;
    ac_entry *entry = NULL;
    bool fits = want == NULL || strcmp(want, "any") == 0 || (strcmp(want, "commitment") == 0 && ref->type == AC_RECORD_COMMITMENT);
    ac_rc rc = AC_OK;

    if (!fits && ref->type == AC_RECORD_ANY) {
        rc = ac_entry_open(&entry, into->cli->nb, ref->n, err);
        fits = rc == AC_OK && strcmp(entry->type, want) == 0;
        if (rc == AC_OK)
            ac_entry_close(entry);
    }
    if (rc == AC_OK && !fits)
        rc = ac_fail(err, AC_EUSAGE, "%s is no %s, and a %s belongs to one", ref->ref, want, into->kind->name);
    return rc;
}

static ac_rc settle_ref(ac_rows_into *into, ac_row_taken *row, const char *typed, size_t max, ac_err *err)
{
    int space = row->is_private ? into->own.space : into->place.space;
    char name[AC_REF_SIZE + 20];
    const ac_partnership *p;
    ac_record_ref ref;
    ac_rc rc = ac_cli_record(into->cli, typed, AC_RECORD_ANY, &ref);

    if (rc == AC_OK)
        rc = check_belongs(into, &ref, err);
    if (rc != AC_OK)
        return rc;
    if (row->ncites + ac_json_count(row->about) == max)
        return ac_fail(err, AC_EUSAGE, "it names more than %zu records", max);
    if (ref.space == space) {
        row->cites[row->ncites++] = ref.id;
        return AC_OK;
    }
    p = ac_look_partnership(&into->look, ref.space);
    if (!row->is_private || into->kind->of != AC_TABLE_OF_NOTES || p == NULL) /* cites do not leave their space */
        return ac_fail(err, AC_EUSAGE, "%s lies elsewhere: what all partners read cannot be about it, nor what is private be a part of it", ref.ref);
    snprintf(name, sizeof name, "%s:%s", p->code, ref.ref);
    if (row->about == NULL)
        row->about = ac_json_array();
    return ac_json_push(row->about, ac_json_string(name)) ? AC_OK : no_memory(err);
}

static ac_rc settle_refs(ac_rows_into *into, ac_row_taken *row, telling *t)
{
    bool is_note = into->kind->of == AC_TABLE_OF_NOTES;
    const char *name = "about";
    char *parts[PARTS_MAX], *copy = strdup(said(into, row, name));
    size_t n = copy != NULL ? parts_of(copy, ", ", parts) : 0;
    ac_rc rc = copy != NULL ? AC_OK : no_memory(&into->cli->err);

    for (size_t i = 0; rc == AC_OK && i < n && i < PARTS_MAX; i++)
        rc = told(t, name, settle_ref(into, row, parts[i], is_note ? 8 : AC_CITES_MAX, &into->cli->err), &into->cli->err);
    free(copy);
    return rc;
}

/* What one record can hold is less than all of its cells. */
static ac_rc check_size(const ac_json *facts, const ac_json *words, ac_err *err)
{
    ac_buf bytes = { 0 };
    bool fits;
    ac_rc rc = facts != NULL ? ac_json_encode(&bytes, facts, err) : AC_OK;

    fits = bytes.len <= AC_FACTS_MAX;
    ac_buf_clear(&bytes);
    if (rc == AC_OK && words != NULL)
        rc = ac_json_encode(&bytes, words, err);
    fits = fits && bytes.len <= AC_WORDS_MAX;
    ac_buf_free(&bytes);
    return rc != AC_OK || fits ? rc : ac_fail(err, AC_EUSAGE, "its texts together are longer than one record can hold (64 KiB): say less, or put the rest into a reflection about it");
}

/* What the whole record says, where its form has rules of its own. The sentence may begin with its field. */
static ac_rc settle_whole(ac_rows_into *into, ac_row_taken *row, telling *t)
{
    ac_json *facts = NULL, *words = NULL;
    ac_err *err = &into->cli->err;
    ac_rc rc = ac_row_compose(into, row, &facts, &words);

    if (rc == AC_OK)
        rc = check_size(facts, words, err);
    if (rc == AC_EUSAGE) {
        char column[64];
        snprintf(column, sizeof column, "%.*s", (int)strcspn(err->text, ": "), err->text);
        rc = told(t, ac_columns_find(into->kind, column) >= 0 ? column : into->kind->name, rc, err);
    }
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

ac_rc ac_row_settle(ac_rows_into *into, ac_row_taken *row, ac_bad_cell_fn *bad, void *ctx, bool *out_good)
{
    telling t = { bad, ctx, true };
    ac_rc rc = AC_OK;

    row->ncites = 0;
    ac_json_free(row->about);
    row->about = NULL;
    for (size_t i = 0; i < into->kind->n; i++)
        if (into->kind->columns[i].is_required && row->text[i].len == 0)
            tell(&t, into->kind->columns[i].name, _("it is empty, and is needed"));
    if (!t.good) {
        *out_good = false;
        return AC_OK;
    }
    if (into->kind->of == AC_TABLE_OF_COMMITMENTS) {
        rc = settle_parties(into, row, &t);
        settle_slots(into, row, &t);
    } else if (!row->is_private && into->place.space < 0) {
        tell(&t, "visibility", _("say for whom: name the partnership with -P, or write own"));
    } else {
        rc = settle_refs(into, row, &t);
    }
    if (rc == AC_OK && t.good)
        rc = settle_whole(into, row, &t);
    *out_good = t.good;
    return rc;
}

/* --- writing --- */

static bool is_fact(const ac_csv_column *column)
{
    return column->form == AC_COLUMN_SLOTS || (column->field != NULL && !ac_field_is_text(column->field) && column->field->form != AC_FIELD_LANGUAGE);
}

/* The key of a value in the change: reflections say it in other words. */
static const char *key_of(const ac_rows_into *into, const char *name)
{
    if (into->kind->of == AC_TABLE_OF_NOTES && strcmp(name, "kind") == 0)
        return "type";
    if (into->kind->of == AC_TABLE_OF_NOTES && strcmp(name, "date") == 0)
        return "event";
    return name;
}

ac_rc ac_row_compose(ac_rows_into *into, const ac_row_taken *row, ac_json **facts, ac_json **words)
{
    bool is_entry = into->kind->of == AC_TABLE_OF_ENTRIES;
    ac_json *f = ac_json_object(), *w = ac_json_object();
    bool good = f != NULL && w != NULL;
    ac_rc rc = AC_OK;

    *facts = *words = NULL;
    for (size_t i = 0; good && i < into->kind->n; i++)
        if (row->value[i] != NULL) {
            const ac_csv_column *column = &into->kind->columns[i];
            good = ac_json_set(is_entry || is_fact(column) ? f : w, key_of(into, column->name), ac_json_copy(row->value[i]));
        }
    if (good && row->about != NULL)
        good = ac_json_set(w, "about", ac_json_copy(row->about));
    if (good && !is_entry)
        good = ac_json_set_str(into->kind->of == AC_TABLE_OF_NOTES ? f : w, "source", AC_FLAG_IMPORTED);
    if (good && is_entry) {
        const ac_entry_new entry = { .type = into->kind->type, .values = f, .cites = row->cites, .ncites = row->ncites, .source = AC_FLAG_IMPORTED };
        rc = ac_entry_facts(&entry, facts, words, &into->cli->err);
    } else if (good) {
        *facts = f;
        *words = w;
        f = w = NULL;
    }
    ac_json_free(f);
    ac_json_free(w);
    return good ? rc : no_memory(&into->cli->err);
}

ac_rc ac_row_write(ac_rows_into *into, ac_row_taken *row, ac_id *out_id, int *out_space)
{
    static const uint16_t kinds[] = { AC_KIND_PROPOSE, AC_KIND_NOTE, AC_KIND_CREATE };
    ac_writing w = { .kind = kinds[into->kind->of], .cites = row->cites, .ncites = row->ncites };
    ac_json *facts = NULL, *words = NULL;
    ac_rc rc = ac_row_compose(into, row, &facts, &words);

    w.facts = facts;
    w.words = words;
    *out_space = row->is_private ? into->own.space : into->place.space;
    if (rc == AC_OK)
        rc = ac_notebook_write(into->cli->nb, *out_space, &w, out_id, &into->cli->err);
    if (rc == AC_OK && into->kind->of == AC_TABLE_OF_COMMITMENTS)
        rc = ac_notebook_members(into->cli->nb, into->place.space, &into->whom.members, &into->cli->err);
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}
