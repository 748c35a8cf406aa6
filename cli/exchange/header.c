/* header.c - the first row of a table that comes in: it decides what the rows are. */
#include "cli/exchange/header.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* "Depends on " as "depends-on": case, blanks around and the kind of dash are forgiven. */
static void name_of(const char *cell, char out[AC_CSV_NAME_SIZE])
{
    size_t n = strlen(cell), from = 0, to = 0;

    while (n > 0 && isspace((unsigned char)cell[n - 1]))
        n--;
    while (from < n && isspace((unsigned char)cell[from]))
        from++;
    for (; from < n && to + 1 < AC_CSV_NAME_SIZE; from++) {
        char c = (char)tolower((unsigned char)cell[from]);
        out[to++] = c == ' ' || c == '_' ? '-' : c;
    }
    out[to] = '\0';
}

static void listed(ac_buf *out, const char *name)
{
    ac_buf_printf(out, "%s%s", out->len > 0 ? ", " : "", name);
}

/* What speaks against this kind: columns it does not have, and those it needs. */
static size_t complaints(const ac_header_row *h, const ac_columns *kind, ac_buf *unknown, ac_buf *missing)
{
    size_t n = 0;

    for (size_t i = 0; i < h->n; i++)
        if (h->name[i][0] != '\0' && ac_columns_find(kind, h->name[i]) < 0) {
            listed(unknown, h->name[i]);
            n++;
        }
    for (size_t c = 0; c < kind->n; c++) {
        bool is_there = !kind->columns[c].is_required;
        for (size_t i = 0; !is_there && i < h->n; i++)
            is_there = strcmp(h->name[i], kind->columns[c].name) == 0;
        if (!is_there) {
            listed(missing, kind->columns[c].name);
            n++;
        }
    }
    return n;
}

static ac_rc complain(const ac_header_row *h, const ac_columns *kind, ac_err *err)
{
    ac_buf unknown = { 0 }, missing = { 0 }, known = { 0 };
    ac_rc rc;

    complaints(h, kind, &unknown, &missing);
    for (size_t c = 0; c < kind->n; c++)
        if (ac_column_is_taken(&kind->columns[c]))
            listed(&known, kind->columns[c].name);
    if (unknown.len > 0)
        rc = ac_fail(err, AC_EREFUSED, "the first row names columns that a table of %s does not have: %.200s. It has: %s", kind->plural, ac_buf_text(&unknown), ac_buf_text(&known));
    else
        rc = ac_fail(err, AC_EREFUSED, "columns that a table of %s needs are missing: %s", kind->plural, ac_buf_text(&missing));
    ac_buf_free(&unknown);
    ac_buf_free(&missing);
    ac_buf_free(&known);
    return ac_hint(err, rc, "accord import --template %s", kind->name);
}

/* Two columns of one name, or names of which only one is understood. */
static ac_rc check_twice(const ac_header_row *h, ac_err *err)
{
    bool any = false;

    for (size_t i = 0; i < h->n; i++) {
        any = any || h->name[i][0] != '\0';
        for (size_t k = 0; k < i; k++)
            if (h->name[i][0] != '\0' && strcmp(h->name[i], h->name[k]) == 0)
                return ac_fail(err, AC_EREFUSED, "the first row names the column %s twice", h->name[i]);
    }
    return any ? AC_OK : ac_fail(err, AC_EREFUSED, "the first row does not name the columns");
}

/* Does the first row name each of its columns, as a template does? */
static bool is_whole(const ac_header_row *h, const ac_columns *kind)
{
    for (size_t c = 0; c < kind->n; c++) {
        bool is_there = !ac_column_is_taken(&kind->columns[c]);
        for (size_t i = 0; !is_there && i < h->n; i++)
            is_there = strcmp(h->name[i], kind->columns[c].name) == 0;
        if (!is_there)
            return false;
    }
    return true;
}

/* May this code stand in the column `kind`? Only reflections may leave it empty. */
static bool takes_code(const ac_columns *kind, const char *code)
{
    int c = ac_columns_find(kind, "kind");

    if (c < 0 || kind->columns[c].field == NULL)
        return false;
    return code[0] != '\0' ? ac_vocab_has(kind->columns[c].field->vocab, code) : !kind->columns[c].is_required;
}

typedef struct {
    ac_buf names;
    size_t n;
    ac_columns last;
} fitting;

static void fits(fitting *f, const ac_columns *kind)
{
    listed(&f->names, kind->name);
    f->n++;
    f->last = *kind;
}

/* The kind whose columns these are. */
static ac_rc find_kind(const ac_header_row *h, const char *code, ac_columns *out, ac_err *err)
{
    fitting any = { .n = 0 }, whole = { .n = 0 }, coded = { .n = 0 };
    size_t least = SIZE_MAX, best_shared = 0;
    ac_columns kind;
    ac_rc rc = AC_OK;

    for (size_t k = 0; ac_columns_nth(&kind, k); k++) {
        ac_buf unknown = { 0 }, missing = { 0 };
        size_t n = complaints(h, &kind, &unknown, &missing), shared = 0;
        ac_buf_free(&unknown);
        ac_buf_free(&missing);
        for (size_t i = 0; i < h->n; i++) {
            int c = ac_columns_find(&kind, h->name[i]);
            shared += c >= 0 && ac_column_is_taken(&kind.columns[c]);
        }
        if (!kind.is_taken || shared == 0)
            continue;
        if (n == 0)
            fits(&any, &kind);
        if (n == 0 && is_whole(h, &kind))
            fits(&whole, &kind);
        if (n == 0 && code != NULL && takes_code(&kind, code))
            fits(&coded, &kind);
        if (n < least || (n == least && shared > best_shared)) {
            least = n;
            best_shared = shared;
            *out = kind;
        }
    }
    if (any.n == 1 || whole.n == 1 || coded.n == 1)
        *out = any.n == 1 ? any.last : whole.n == 1 ? whole.last : coded.last;
    else if (any.n > 1)
        rc = ac_fail(err, AC_EREFUSED, "these columns fit several kinds of record: %s. Say which with --as KIND", ac_buf_text(&any.names));
    else if (best_shared == 0)
        rc = ac_hint(err, ac_fail(err, AC_EREFUSED, "it names no column that accord knows"), "accord import --template commitment");
    else
        rc = complain(h, out, err);
    ac_buf_free(&any.names);
    ac_buf_free(&whole.names);
    ac_buf_free(&coded.names);
    return rc;
}

static ac_rc named_kind(const ac_header_row *h, const char *as, ac_columns *out, ac_err *err)
{
    ac_buf unknown = { 0 }, missing = { 0 }, kinds = { 0 };
    ac_rc rc = AC_OK;

    if (!ac_columns_of(out, as) || !out->is_taken) {
        ac_columns_kinds(&kinds);
        rc = ac_fail(err, AC_EUSAGE, "\"%.40s\" cannot be imported. These can: %s", as, ac_buf_text(&kinds));
    } else if (complaints(h, out, &unknown, &missing) > 0) {
        rc = complain(h, out, err);
    }
    ac_buf_free(&unknown);
    ac_buf_free(&missing);
    ac_buf_free(&kinds);
    return rc;
}

ac_rc ac_header_names(ac_header_row *out, const ac_csv *csv, ac_err *err)
{
    *out = (ac_header_row){ .n = ac_csv_cells(csv) };
    for (size_t i = 0; i < out->n; i++)
        name_of(ac_csv_at(csv, i), out->name[i]);
    return check_twice(out, err);
}

const char *ac_header_code(const ac_header_row *header, const ac_csv *csv)
{
    for (size_t i = 0; i < header->n; i++)
        if (strcmp(header->name[i], "kind") == 0)
            return ac_csv_at(csv, i);
    return NULL;
}

ac_rc ac_header_take(ac_header_row *out, const ac_csv *csv, const char *as, const char *code, ac_columns *out_kind, ac_err *err)
{
    ac_rc rc = ac_header_names(out, csv, err);

    if (rc == AC_OK)
        rc = as != NULL ? named_kind(out, as, out_kind, err) : find_kind(out, code, out_kind, err);
    for (size_t i = 0; rc == AC_OK && i < out->n; i++)
        out->column[i] = out->name[i][0] != '\0' ? ac_columns_find(out_kind, out->name[i]) : -1;
    return rc;
}
