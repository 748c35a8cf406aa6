/* import_csv.c - a table from a spreadsheet: checked whole, then written whole or not at all. */
#include "cli/exchange/import_csv.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/deed.h"
#include "cli/exchange/header.h"
#include "cli/exchange/row.h"
#include "cli/practice/record.h"
#include "cli/practice/said.h"
#include "cli/signing.h"

#define PROGRESS_QUIET_MS 1000
#define PROGRESS_STEP_MS 200
#define SEEN_SIZE 262144u /* places for the ids and references of all rows: a power of two, more than twice their number */

typedef struct {
    ac_cli *cli;
    const char *path;
    bool dry_run;
    ac_columns kind;
    ac_header_row header;
    ac_rows_into into;
    ac_row_taken row;
    size_t at_row; /* of the table, as a spreadsheet counts */
    /* what the first reading found */
    size_t rows, fresh, shared, known, bad_cells, bad_rows;
    bool row_is_bad;
    uint8_t *is_known;  /* by row of data: it is here already */
    ac_hash told;       /* of all rows that are new: the same rows are not taken twice by mistake */
    char key[AC_HEX_SIZE + 8]; /* the setting that remembers them */
    uint64_t *seen;     /* fingerprints of ids and references; 0: free */
    bool guards_seen;
    size_t added_to;    /* new reflections that had additions where they come from */
    int parties[AC_PARTIES_MAX + 1]; /* everybody named, once */
    size_t nparties;
    /* what was written */
    ac_id first, last;
    int first_space, last_space;
    char first_ref[AC_LOOK_REF_SIZE], last_ref[AC_LOOK_REF_SIZE];
    int64_t began_ms, shown_ms;
    bool was_shown;
} import;

/* --- progress: a terminal alone sees it --- */

static void progress(import *m, bool is_writing, size_t all)
{
    int64_t now = m->cli->world.mono_ms(&m->cli->world);

    if (m->began_ms == 0)
        m->began_ms = now;
    if (!m->cli->talk.is_tty || m->cli->quiet || now - m->began_ms < PROGRESS_QUIET_MS || now - m->shown_ms < PROGRESS_STEP_MS)
        return;
    m->shown_ms = now;
    m->was_shown = true;
    ac_print(&m->cli->talk, "\r");
    if (is_writing)
        ac_print(&m->cli->talk, "%zu of %zu rows written", m->rows, all);
    else
        ac_print(&m->cli->talk, "%zu rows checked", m->rows);
    fflush(m->cli->talk.file);
}

static void end_progress(import *m)
{
    if (m->was_shown)
        ac_print(&m->cli->talk, "\r%*s\r", 60, "");
    m->was_shown = false;
}

/* --- cells at fault --- */

static void tell_bad(void *ctx, const char *column, const char *why)
{
    import *m = ctx;
    ac_jsonl j;

    m->bad_rows += !m->row_is_bad;
    m->row_is_bad = true;
    if (++m->bad_cells > AC_IMPORT_TOLD_MAX)
        return;
    if (m->cli->json) {
        ac_json_line(m->cli, &j, "accord.cell/1");
        ac_jsonl_int(&j, "row", (int64_t)m->at_row);
        ac_jsonl_str(&j, "column", column);
        ac_jsonl_str(&j, "why", why);
        ac_jsonl_end(&j);
        return;
    }
    end_progress(m);
    ac_out(m->cli, "row %zu, %s: %s\n", m->at_row, column, why);
}

/* --- rows --- */

/* The cells by the kind's columns. AC_OK and *out_good false: the row has other cells than the header. */
static ac_rc cells_of(import *m, ac_csv *csv, const char *out[AC_CSV_COLUMNS_MAX], bool *out_good)
{
    bool is_excel = ac_opt_flag(m->cli, "excel");

    *out_good = true;
    memset(out, 0, AC_CSV_COLUMNS_MAX * sizeof *out);
    if (ac_csv_cells(csv) < m->header.n) {
        char why[200];
        snprintf(why, sizeof why, _("the row ends here, and the header goes on: it has %zu cells instead of %zu"), ac_csv_cells(csv), m->header.n);
        tell_bad(m, m->header.name[ac_csv_cells(csv)], why);
        *out_good = false;
    }
    for (size_t i = 0; i < ac_csv_cells(csv); i++) {
        const char *cell = ac_csv_at(csv, i);
        m->guards_seen = m->guards_seen || (!is_excel && ac_csv_unguarded(cell) != cell);
        if (is_excel)
            cell = ac_csv_unguarded(cell);
        if (i < m->header.n && m->header.column[i] >= 0) {
            out[m->header.column[i]] = cell;
        } else if (cell[0] != '\0') {
            char where[40];
            snprintf(where, sizeof where, _("column %zu"), i + 1);
            tell_bad(m, where, _("the first row has no name for this column"));
            *out_good = false;
        }
    }
    return AC_OK;
}

static uint64_t fingerprint(const char *text)
{
    uint64_t h = UINT64_C(14695981039346656037);

    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)tolower((unsigned char)*text)) * UINT64_C(1099511628211);
    return h != 0 ? h : 1;
}

/* Was this id, or reference, in a row before? */
static bool is_seen_again(import *m, const char *text)
{
    uint64_t h = fingerprint(text);
    size_t i = h % SEEN_SIZE;

    for (; m->seen[i] != 0; i = (i + 1) % SEEN_SIZE)
        if (m->seen[i] == h)
            return true;
    m->seen[i] = h;
    return false;
}

static void note_parties(import *m)
{
    const ac_parties_of *who = &m->row.who;

    for (size_t i = 0; i < who->n + 1; i++) {
        int org = i < who->n ? who->promisees[i] : who->promisor;
        bool is_there = false;
        for (size_t k = 0; k < m->nparties; k++)
            is_there = is_there || m->parties[k] == org;
        if (!is_there && m->nparties < AC_PARTIES_MAX + 1)
            m->parties[m->nparties++] = org;
    }
}

static void remember(import *m)
{
    for (size_t i = 0; i < m->kind.n; i++)
        if (ac_column_is_taken(&m->kind.columns[i]))
            ac_hash_add(&m->told, ac_buf_text(&m->row.text[i]), m->row.text[i].len + 1);
}

static void pass_over(import *m)
{
    m->is_known[m->rows - 1] = 1;
    m->known++;
}

/* Is it the row of a record that stands in a row above? */
static bool is_twice(import *m, const char *const *cells)
{
    const char *id = cells[ac_columns_find(&m->kind, "id")], *ref = cells[ac_columns_find(&m->kind, "ref")];
    bool has_id = id != NULL && id[0] != '\0';
    const char *name = has_id ? id : ref;

    if (name == NULL || name[0] == '\0' || !is_seen_again(m, name))
        return false;
    tell_bad(m, has_id ? "id" : "ref", _("the same record stands in a row above"));
    return true;
}

static void take_new(import *m, const char *const *cells)
{
    int added = ac_columns_find(&m->kind, "addenda");

    remember(m);
    m->added_to += added >= 0 && cells[added] != NULL && strtol(cells[added], NULL, 10) > 0;
    m->fresh++;
    m->shared += !m->row.is_private;
    if (m->kind.of == AC_TABLE_OF_COMMITMENTS)
        note_parties(m);
}

/* One row of the first reading. */
static ac_rc check_row(import *m, const char *const *cells)
{
    ac_n n = 0;
    bool good = true;
    ac_rc rc = AC_OK;

    if (is_twice(m, cells))
        return AC_OK;
    rc = ac_row_is_here(&m->into, cells, &n);
    if (rc == AC_OK && n == 0)
        rc = ac_row_read(&m->into, cells, &m->row, tell_bad, m, &good);
    if (rc == AC_OK && n == 0 && good)
        rc = ac_row_recognise(&m->into, &m->row, &n, tell_bad, m, &good);
    if (rc != AC_OK || !good)
        return rc;
    if (n != 0) {
        pass_over(m);
        return AC_OK;
    }
    rc = ac_row_settle(&m->into, &m->row, tell_bad, m, &good);
    if (rc == AC_OK && good)
        take_new(m, cells);
    return rc;
}

/* Nothing of another program's changes it between the two readings: it is checked again as it is written. */
static ac_rc write_row(import *m, const char *const *cells)
{
    int space;
    ac_id id;
    bool good;
    ac_rc rc;

    if (m->rows > AC_CSV_ROWS_MAX || m->is_known[m->rows - 1])
        return AC_OK;
    rc = ac_row_read(&m->into, cells, &m->row, tell_bad, m, &good);
    if (rc == AC_OK && good)
        rc = ac_row_settle(&m->into, &m->row, tell_bad, m, &good);
    if (rc == AC_OK && !good)
        rc = ac_fail(&m->cli->err, AC_EREFUSED, "%s changed while it was read: nothing was imported", m->path);
    if (rc == AC_OK)
        rc = ac_row_write(&m->into, &m->row, &id, &space);
    if (rc != AC_OK)
        return ac_wrap(&m->cli->err, rc, "row %zu", m->at_row);
    if (m->fresh++ == 0) {
        m->first = id;
        m->first_space = space;
    }
    m->last = id;
    m->last_space = space;
    return AC_OK;
}

static ac_rc each_row(import *m, ac_csv *csv, bool is_writing, size_t all)
{
    const char *cells[AC_CSV_COLUMNS_MAX];
    bool found = true, good;
    ac_rc rc = AC_OK;

    m->rows = 0;
    while (rc == AC_OK && found) {
        rc = ac_csv_next(csv, &found, &m->cli->err);
        if (rc != AC_OK)
            return ac_wrap(&m->cli->err, rc, "%s", m->path);
        if (!found)
            break;
        m->rows++;
        m->at_row = ac_csv_row(csv);
        m->row_is_bad = false;
        rc = cells_of(m, csv, cells, &good);
        if (rc == AC_OK && good)
            rc = is_writing ? write_row(m, cells) : check_row(m, cells);
        progress(m, is_writing, all);
    }
    end_progress(m);
    return rc;
}

/* --- reading twice --- */

/* The code in the first row below the column `kind`, which may decide what the rows are. */
static ac_rc peek(import *m, ac_buf *out, bool *out_has)
{
    ac_csv *csv = NULL;
    const char *code = NULL;
    bool found = false;
    ac_rc rc = ac_csv_open_file(&csv, m->path, &m->cli->err);

    if (rc == AC_OK && ac_csv_next(csv, &found, NULL) == AC_OK && found && ac_header_names(&m->header, csv, NULL) == AC_OK &&
        ac_csv_next(csv, &found, NULL) == AC_OK && found)
        code = ac_header_code(&m->header, csv);
    ac_buf_str(out, code != NULL ? code : "");
    *out_has = code != NULL;
    ac_csv_close(csv);
    return rc;
}

static ac_rc open_table(import *m, ac_csv **out)
{
    ac_buf code = { 0 };
    bool found, has_code;
    ac_rc rc = peek(m, &code, &has_code);

    if (rc == AC_OK)
        rc = ac_csv_open_file(out, m->path, &m->cli->err);
    if (rc != AC_OK) {
        ac_buf_free(&code);
        return rc;
    }
    rc = ac_csv_next(*out, &found, &m->cli->err);
    if (rc == AC_OK && !found)
        rc = ac_fail(&m->cli->err, AC_EREFUSED, "it is empty: the first row names the columns");
    if (rc == AC_OK)
        rc = ac_header_take(&m->header, *out, ac_opt(m->cli, "as"), has_code ? ac_buf_text(&code) : NULL, &m->kind, &m->cli->err);
    ac_buf_free(&code);
    if (rc != AC_OK) {
        ac_csv_close(*out);
        *out = NULL;
        return ac_wrap(&m->cli->err, rc, "%s", m->path);
    }
    return AC_OK;
}

static ac_rc check(import *m)
{
    ac_csv *csv = NULL;
    ac_rc rc = open_table(m, &csv);

    if (rc == AC_OK)
        rc = ac_rows_open(&m->into, m->cli, &m->kind);
    if (rc == AC_OK) {
        ac_hash_begin(&m->told, m->kind.name);
        rc = each_row(m, csv, false, 0);
    }
    ac_csv_close(csv);
    if (rc != AC_OK)
        return rc;
    if (m->bad_cells > AC_IMPORT_TOLD_MAX)
        ac_out(m->cli, "and %zu more\n", m->bad_cells - AC_IMPORT_TOLD_MAX);
    if (m->guards_seen)
        ac_talk(m->cli, "  Hint: cells begin with an apostrophe before = + - @. Where accord wrote the table with --excel, import it with --excel\n");
    if (m->added_to > 0)
        ac_talk(m->cli, ac_plural("  Hint: %zu reflection had additions where it comes from; a table holds its first text alone\n",
                                  "  Hint: %zu reflections had additions where they come from; a table holds their first texts alone\n", m->added_to), m->added_to);
    if (m->bad_rows == 0 && m->shared > AC_IMPORT_SHARED_MAX)
        return ac_fail(&m->cli->err, AC_EREFUSED, "%s holds %zu records for partners, and their programs take %u a day from one laptop: import it in parts, on several days",
                       m->path, m->shared, AC_IMPORT_SHARED_MAX);
    return AC_OK;
}

/* The very same rows, without references that would tell: were they taken before? */
static ac_rc check_again(import *m)
{
    uint8_t digest[32];
    ac_buf before = { 0 };
    bool found = false;
    ac_rc rc;

    ac_hash_end(&m->told, digest);
    memcpy(m->key, "table:", 6);
    ac_hex(m->key + 6, digest, 32);
    rc = ac_setting_get(ac_notebook_store(m->cli->nb), m->key, &before, &found, &m->cli->err);
    if (rc == AC_OK && found && !ac_opt_flag(m->cli, "again"))
        rc = ac_fail(&m->cli->err, AC_ESTATE, "%s: the same rows were imported before, as %s. To have them twice: --again", m->path, ac_buf_text(&before));
    ac_buf_free(&before);
    return rc;
}

static ac_rc ref_of(import *m, int space, const ac_id *id, char out[AC_LOOK_REF_SIZE])
{
    char ref[AC_REF_SIZE];
    ac_held held;
    ac_rc rc = ac_history_find(ac_notebook_history(m->cli->nb), space, id, &held, &m->cli->err);

    if (rc == AC_OK)
        rc = ac_query_ref_of(m->cli->nb, held.n, ref, &m->cli->err);
    return rc == AC_OK ? ac_typed_ref(m->cli, space, ref, out) : rc;
}

static ac_rc note_taken(import *m)
{
    char refs[2 * AC_LOOK_REF_SIZE + 8];
    ac_rc rc = ref_of(m, m->first_space, &m->first, m->first_ref);

    if (rc == AC_OK)
        rc = ref_of(m, m->last_space, &m->last, m->last_ref);
    snprintf(refs, sizeof refs, "%s - %s", m->first_ref, m->last_ref);
    return rc == AC_OK ? ac_setting_put(ac_notebook_store(m->cli->nb), m->key, m->fresh == 1 ? m->first_ref : refs, &m->cli->err) : rc;
}

static ac_rc write_all(import *m, size_t rows)
{
    ac_csv *csv = NULL;
    ac_columns kind = m->kind;
    ac_rc rc = open_table(m, &csv);

    if (rc == AC_OK && strcmp(kind.name, m->kind.name) != 0)
        rc = ac_fail(&m->cli->err, AC_EREFUSED, "%s changed while it was read: nothing was imported", m->path);
    if (rc == AC_OK)
        rc = ac_notebook_begin(m->cli->nb, &m->cli->err);
    m->fresh = 0;
    if (rc == AC_OK)
        rc = each_row(m, csv, true, rows);
    if (rc == AC_OK && m->rows != rows)
        rc = ac_fail(&m->cli->err, AC_EREFUSED, "%s changed while it was read: nothing was imported", m->path);
    if (rc == AC_OK)
        rc = note_taken(m);
    if (rc == AC_OK)
        rc = ac_notebook_commit(m->cli->nb, &m->cli->err);
    if (rc != AC_OK)
        ac_notebook_rollback(m->cli->nb);
    ac_csv_close(csv);
    return rc;
}

/* --- what is said --- */

static void say_json(import *m, const char *first, const char *last)
{
    ac_jsonl j;

    if (!m->cli->json)
        return;
    ac_json_line(m->cli, &j, "accord.table/1");
    ac_jsonl_str(&j, "file", m->path);
    ac_jsonl_str(&j, "kind", m->kind.name);
    ac_jsonl_int(&j, "rows", (int64_t)m->rows);
    ac_jsonl_int(&j, "new", (int64_t)m->fresh);
    ac_jsonl_int(&j, "known", (int64_t)m->known);
    ac_jsonl_int(&j, "refused", (int64_t)m->bad_rows);
    ac_jsonl_bool(&j, "dry_run", m->dry_run);
    ac_jsonl_str(&j, "first", first);
    ac_jsonl_str(&j, "last", last);
    ac_jsonl_end(&j);
}

static void say_known(import *m)
{
    if (m->known > 0)
        ac_out(m->cli, ac_plural("  %zu row is here already and was passed over.\n", "  %zu rows are here already and were passed over.\n", m->known), m->known);
}

static void say_written(import *m)
{
    say_json(m, m->first_ref, m->last_ref);
    ac_out(m->cli, AC_GOOD "✓" AC_END " ");
    ac_out(m->cli, ac_plural("%zu row imported as %s, marked \"%s\": ", "%zu rows imported as %s, marked \"%s\": ", m->fresh), m->fresh, m->kind.plural, ac_said_imported());
    if (m->fresh == 1)
        ac_out(m->cli, AC_REF "%s" AC_END "\n", m->first_ref);
    else
        ac_out(m->cli, AC_REF "%s" AC_END " … " AC_REF "%s" AC_END "\n", m->first_ref, m->last_ref);
    say_known(m);
    if (m->kind.of == AC_TABLE_OF_COMMITMENTS)
        ac_out(m->cli, "  You have signed them by writing them; they wait for the others to sign.\n");
    if (m->shared > 0)
        ac_out(m->cli, "  Saved here, not sent yet: " AC_REF "accord sync" AC_END "\n");
    else
        ac_out(m->cli, "  Private: they stay with %s.\n", ac_notebook_me(m->cli->nb)->code);
}

static void say_checked(import *m)
{
    say_json(m, NULL, NULL);
    if (m->dry_run && m->fresh > 0)
        ac_out(m->cli, ac_plural("%zu row can be imported as %s. Nothing was written.\n", "%zu rows can be imported as %s. Nothing was written.\n", m->fresh), m->fresh, m->kind.plural);
    else
        ac_out(m->cli, "There is nothing new in %s. Nothing was written.\n", m->path);
    say_known(m);
}

static ac_rc refuse(import *m)
{
    say_json(m, NULL, NULL);
    ac_fail(&m->cli->err, AC_EREFUSED, "%s: %zu of %zu rows cannot be taken. Nothing was imported: put these right and import it again",
            m->path, m->bad_rows, m->rows);
    return ac_hint(&m->cli->err, AC_EREFUSED, "accord import --template %s", m->kind.name);
}

/* --- the whole --- */

/* Texts are signed by being written, and what is shared cannot be taken back. */
static ac_rc may_go_on(import *m, bool *out_yes)
{
    ac_cli *cli = m->cli;
    ac_rc rc = AC_OK;

    *out_yes = true;
    if (m->nparties > 0)
        rc = ac_warn_unverified(cli, m->into.place.space, m->parties, m->nparties);
    if (rc != AC_OK || m->shared == 0 || !ac_can_ask(cli))
        return rc;
    if (m->kind.of == AC_TABLE_OF_COMMITMENTS)
        ac_talk(cli, "%zu promises for %s. Writing them signs them for you, with today's date beside the mark \"%s\".\n", m->fresh, m->into.place.code, ac_said_imported());
    else
        ac_talk(cli, "%zu records for all partners of %s. They cannot be taken back.\n", m->shared, m->into.place.code);
    rc = ac_ask_yes(cli, "Import them?", "--yes", out_yes);
    if (rc == AC_OK && !*out_yes)
        ac_out(cli, "Nothing was imported.\n");
    return rc;
}

static ac_rc may_write(import *m)
{
    ac_rc rc = AC_OK;

    if (m->shared > 0)
        rc = ac_practice_may_write(m->cli, &m->into.place);
    if (rc == AC_OK && m->shared < m->fresh)
        rc = ac_practice_may_write(m->cli, &m->into.own);
    return rc;
}

static ac_rc run(import *m)
{
    bool yes = true;
    ac_rc rc = check(m);
    size_t rows = m->rows;

    if (rc == AC_OK && m->bad_rows > 0)
        rc = refuse(m);
    if (rc == AC_OK && m->fresh > 0)
        rc = may_write(m);
    if (rc == AC_OK && m->fresh > 0)
        rc = check_again(m);
    if (rc != AC_OK)
        return rc;
    if (m->dry_run || m->fresh == 0) {
        say_checked(m);
        return AC_OK;
    }
    rc = may_go_on(m, &yes);
    if (rc == AC_OK && yes)
        rc = ac_cli_unlock(m->cli);
    if (rc == AC_OK && yes)
        rc = write_all(m, rows);
    if (rc == AC_OK && yes)
        say_written(m);
    return rc;
}

ac_rc ac_import_table(ac_cli *cli, const char *path, bool dry_run)
{
    import *m = calloc(1, sizeof *m);
    ac_rc rc = ac_cli_open(cli, dry_run ? AC_NEEDS_READ : AC_NEEDS_KEY);

    if (rc == AC_OK && m == NULL)
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK) {
        *m = (import){ .cli = cli, .path = path, .dry_run = dry_run };
        m->is_known = calloc(AC_CSV_ROWS_MAX, 1);
        m->seen = calloc(SEEN_SIZE, sizeof *m->seen);
        rc = m->is_known != NULL && m->seen != NULL ? run(m) : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    if (m != NULL) {
        end_progress(m);
        ac_rows_close(&m->into);
        ac_row_free(&m->row);
        free(m->is_known);
        free(m->seen);
    }
    free(m);
    return rc;
}

bool ac_import_is_table(const char *path)
{
    static const char *const endings[] = { ".csv", ".tsv", ".txt" };
    size_t n = strlen(path);
    ac_csv *csv = NULL;
    ac_header_row header;
    ac_columns kind;
    bool found = false, is_table = false;

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (n > 4 && strcasecmp(path + n - 4, endings[i]) == 0)
            return true;
    if (ac_csv_open_file(&csv, path, NULL) == AC_OK && ac_csv_next(csv, &found, NULL) == AC_OK && found)
        is_table = ac_header_take(&header, csv, NULL, NULL, &kind, NULL) == AC_OK;
    ac_csv_close(csv);
    return is_table;
}
