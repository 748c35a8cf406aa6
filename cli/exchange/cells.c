/* cells.c - a record as the cells of its row, in the order of its columns. */
#include "cli/exchange/cells.h"

#include <string.h>

#include "cli/exchange/opened.h"

void ac_cells_init(ac_cells *cells, const ac_columns *kind)
{
    *cells = (ac_cells){ .kind = kind };
}

void ac_cells_clear(ac_cells *cells)
{
    for (size_t i = 0; i < cells->kind->n; i++)
        ac_buf_clear(&cells->at[i]);
}

void ac_cells_free(ac_cells *cells)
{
    for (size_t i = 0; i < AC_CSV_COLUMNS_MAX; i++)
        ac_buf_free(&cells->at[i]);
    *cells = (ac_cells){ 0 };
}

/* The cell of a column that the kind has. */
static ac_buf *cell(ac_cells *c, const char *name)
{
    return &c->at[ac_columns_find(c->kind, name)];
}

static void put(ac_cells *c, const char *name, const char *text)
{
    ac_buf_str(cell(c, name), text != NULL ? text : "");
}

static void put_id(ac_cells *c, const char *name, const ac_id *id)
{
    char hex[AC_HEX_SIZE];

    ac_hex(hex, id->b, 32);
    put(c, name, hex);
}

static void put_ref(ac_cells *c, const ac_looking *look, int space, const char *ref)
{
    char typed[AC_LOOK_REF_SIZE];

    put(c, "ref", ac_look_ref(look, space, ref, typed));
}

static void put_partnership(ac_cells *c, const ac_looking *look, int space)
{
    const ac_partnership *p = ac_look_partnership(look, space);

    put(c, "partnership", p != NULL && !p->is_own ? p->code : "");
}

static ac_rc whole(ac_cli *cli, const ac_cells *c)
{
    for (size_t i = 0; i < c->kind->n; i++)
        if (c->at[i].failed)
            return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    return AC_OK;
}

void ac_cell_of_value(ac_buf *out, const ac_json *value)
{
    int64_t number;

    if (ac_json_text(value) != NULL)
        ac_buf_str(out, ac_json_text(value));
    else if (ac_json_number(value, &number))
        ac_buf_printf(out, "%lld", (long long)number);
    else if (ac_json_is_array(value))
        for (size_t i = 0; i < ac_json_count(value); i++)
            if (ac_json_text(ac_json_at(value, i)) != NULL)
                ac_buf_printf(out, "%s%s", i > 0 ? ", " : "", ac_json_text(ac_json_at(value, i)));
}

/* Fields lie in the facts or in the words, under their own names. */
static void put_fields(ac_cells *c, const ac_json *facts, const ac_json *words)
{
    for (size_t i = 0; i < c->kind->n; i++) {
        const ac_csv_column *column = &c->kind->columns[i];
        const ac_json *value;
        if (column->form != AC_COLUMN_FIELD || c->at[i].len > 0)
            continue;
        value = ac_json_get(facts, column->name);
        ac_cell_of_value(&c->at[i], value != NULL ? value : ac_json_get(words, column->name));
    }
}

static void put_slots(ac_buf *out, const ac_json *slots)
{
    for (size_t i = 0; i < ac_json_count(slots); i++) {
        const char *due = ac_json_str(ac_json_at(slots, i), "due");
        ac_buf_printf(out, "%s%s", i > 0 ? " " : "", due != NULL ? due : "");
    }
}

ac_rc ac_cells_commitment(ac_looking *look, const ac_commitment_row *row, const ac_clock *clock, ac_cells *out)
{
    char clock_text[AC_LOOK_CLOCK_SIZE];
    ac_opened o = { 0 };
    ac_rc rc = ac_opened_open(&o, look, row);

    if (rc != AC_OK)
        return rc;
    ac_look_clock_text(clock, clock_text);
    put_ref(out, look, row->space, row->ref);
    put(out, "state", row->state);
    put(out, "promisor", row->promisor);
    ac_look_codes(cell(out, "promisees"), row->promisees);
    put(out, "clock", clock_text);
    put(out, "agreement", row->agreement);
    put(out, "delivery", row->delivery);
    put(out, "verdict", row->verdict);
    put(out, "clash", row->is_clash ? "yes" : "no");
    put(out, "contested", row->is_contested ? "yes" : "no");
    put(out, "flags", row->flags);
    put_id(out, "terms", &row->terms);
    put_partnership(out, look, row->space);
    put_id(out, "id", &row->id);
    put_slots(cell(out, "slots"), ac_json_get(o.w.facts, "slots"));
    put_fields(out, o.w.facts, o.w.words);
    ac_opened_close(&o);
    return whole(look->cli, out);
}

ac_rc ac_cells_note(ac_looking *look, const ac_note_row *row, ac_cells *out)
{
    ac_cli *cli = look->cli;
    char day[AC_DATE_ISO_SIZE];
    ac_json *facts = NULL, *words = NULL;
    ac_rc rc = ac_query_facts(cli->nb, row->n, &facts, &cli->err);

    if (rc == AC_OK)
        rc = ac_query_words(cli->nb, row->n, &words, &cli->err);
    if (rc == AC_OK) {
        ac_date_iso(day, ac_date_of_ms(row->written_ms));
        put_ref(out, look, row->space, row->ref);
        put(out, "kind", row->type);
        put(out, "date", row->event[0] != '\0' ? row->event : day);
        put(out, "visibility", row->is_private ? "own" : "partners");
        put(out, "org", row->org);
        ac_look_codes(cell(out, "about"), row->about);
        ac_buf_printf(cell(out, "addenda"), "%d", row->addenda);
        put_partnership(out, look, row->space);
        put(out, "source", ac_json_str(facts, "source"));
        put_id(out, "id", &row->id);
        put_fields(out, facts, words);
        rc = ac_json_is_object(ac_json_get(words, "prompts")) ? ac_json_encode(cell(out, "prompts"), ac_json_get(words, "prompts"), &cli->err) : AC_OK;
        if (rc == AC_OK)
            rc = whole(cli, out);
    }
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

ac_rc ac_cells_entry(ac_looking *look, const ac_entry *entry, ac_cells *out)
{
    char day[AC_DATE_ISO_SIZE];

    ac_date_iso(day, ac_date_of_ms(entry->written_ms));
    put_ref(out, look, entry->space, entry->ref);
    put(out, "org", entry->org);
    put(out, "visibility", entry->is_private ? "own" : "partners");
    put(out, "written", day);
    put(out, "clash", entry->is_clash ? "yes" : "no");
    ac_look_codes(cell(out, "about"), entry->belongs_refs);
    put_partnership(out, look, entry->space);
    put(out, "source", entry->source);
    put_id(out, "id", &entry->id);
    for (size_t i = 0; i < out->kind->n; i++)
        if (out->kind->columns[i].form == AC_COLUMN_FIELD)
            ac_cell_of_value(&out->at[i], ac_entry_value_of(entry, out->kind->columns[i].name));
    return whole(look->cli, out);
}

/* --- one record by its number --- */

typedef struct {
    ac_looking *look;
    ac_cells *out;
    ac_rc rc;
} wanted;

static bool one_commitment(void *ctx, const ac_commitment_row *row)
{
    wanted *w = ctx;
    ac_clock clock;

    w->rc = ac_look_clock(w->look->cli, row, &clock, &w->look->cli->err);
    if (w->rc == AC_OK)
        w->rc = ac_cells_commitment(w->look, row, &clock, w->out);
    return false;
}

static bool one_note(void *ctx, const ac_note_row *row)
{
    wanted *w = ctx;

    w->rc = ac_cells_note(w->look, row, w->out);
    return false;
}

ac_rc ac_cells_record(ac_looking *look, ac_n n, ac_cells *out)
{
    ac_cli *cli = look->cli;
    wanted w = { look, out, AC_OK };
    ac_entry *entry = NULL;
    ac_rc rc = AC_OK;

    switch (out->kind->of) {
    case AC_TABLE_OF_COMMITMENTS:
        rc = ac_query_commitment(cli->nb, n, one_commitment, &w, &cli->err);
        break;
    case AC_TABLE_OF_NOTES:
        rc = ac_query_note(cli->nb, n, one_note, &w, &cli->err);
        break;
    case AC_TABLE_OF_ENTRIES:
        rc = ac_entry_open(&entry, cli->nb, n, &cli->err);
        if (rc == AC_OK)
            rc = ac_cells_entry(look, entry, out);
        ac_entry_close(entry);
        break;
    }
    return rc == AC_OK ? w.rc : rc;
}

/* --- on standard output --- */

static ac_rc print_row(ac_cli *cli, const char *const *cells, size_t n, bool is_first)
{
    const ac_csv_style style = { .separator = cli->separator, .is_excel = cli->excel };
    const char *shown[AC_CSV_COLUMNS_MAX];
    ac_buf out = { 0 }, safe[AC_CSV_COLUMNS_MAX] = { 0 };
    bool good;

    if (is_first && !cli->out.is_tty)
        ac_csv_put_start(&out, &style);
    for (size_t i = 0; i < n; i++) {
        if (cli->out.is_tty)
            ac_text_safe(&safe[i], cells[i], strlen(cells[i]), ac_screen_how(&cli->out));
        shown[i] = cli->out.is_tty ? ac_buf_text(&safe[i]) : cells[i];
    }
    ac_csv_put_row(&out, &style, shown, n);
    good = !out.failed;
    for (size_t i = 0; i < n; i++) {
        good = good && !safe[i].failed;
        ac_buf_free(&safe[i]);
    }
    if (good)
        fwrite(out.p, 1, out.len, cli->out.file);
    ac_buf_free(&out);
    return good ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

void ac_cells_put_header(ac_cli *cli, const ac_columns *kind)
{
    const char *names[AC_CSV_COLUMNS_MAX];

    for (size_t i = 0; i < kind->n; i++)
        names[i] = kind->columns[i].name;
    print_row(cli, names, kind->n, true);
}

ac_rc ac_cells_put_row(ac_cli *cli, ac_cells *cells)
{
    const char *texts[AC_CSV_COLUMNS_MAX];
    ac_rc rc;

    for (size_t i = 0; i < cells->kind->n; i++)
        texts[i] = ac_buf_text(&cells->at[i]);
    rc = print_row(cli, texts, cells->kind->n, false);
    ac_cells_clear(cells);
    return rc;
}
