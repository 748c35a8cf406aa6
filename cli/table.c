/* table.c - rows under titles, in three forms. */
#include "cli/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cli/exchange/csv.h"

#define COLUMNS_MAX 40
#define GAP 2        /* between columns */
#define TEXT_LEAST 20 /* the text column takes a line of its own where less is left */
#define HANG 4       /* what goes on below its row stands in by so much */

typedef struct {
    char *cells[COLUMNS_MAX];
    const char *roles[COLUMNS_MAX];
} row;

struct ac_table {
    const ac_column *columns;
    size_t n;
    row *rows;
    size_t nrows, cap;
    bool failed;
};

ac_table *ac_table_new(const ac_column *columns, size_t n)
{
    ac_table *t = calloc(1, sizeof *t);

    assert(n >= 1 && n <= COLUMNS_MAX);
    if (t == NULL)
        return NULL;
    t->columns = columns;
    t->n = n;
    return t;
}

void ac_table_free(ac_table *table)
{
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->nrows; i++)
        for (size_t c = 0; c < table->n; c++)
            free(table->rows[i].cells[c]);
    free(table->rows);
    free(table);
}

void ac_table_row(ac_table *table, const char *const *cells)
{
    row *r;

    if (table->nrows == table->cap) {
        size_t cap = table->cap == 0 ? 32 : table->cap * 2;
        row *grown = realloc(table->rows, cap * sizeof *grown);

        if (grown == NULL) {
            table->failed = true;
            return;
        }
        table->rows = grown;
        table->cap = cap;
    }
    r = &table->rows[table->nrows++];
    *r = (row){ { 0 }, { 0 } };
    for (size_t c = 0; c < table->n; c++) {
        r->roles[c] = table->columns[c].role;
        r->cells[c] = strdup(cells[c] != NULL ? cells[c] : "");
        table->failed = table->failed || r->cells[c] == NULL;
    }
}

void ac_table_mark(ac_table *table, size_t column, const char *role)
{
    assert(column < table->n);
    if (table->nrows > 0)
        table->rows[table->nrows - 1].roles[column] = role;
}

size_t ac_table_rows(const ac_table *table)
{
    return table->nrows;
}

static bool has_titles(const ac_table *t)
{
    for (size_t c = 0; c < t->n; c++)
        if (t->columns[c].title != NULL)
            return true;
    return false;
}

static const char *title(const ac_table *t, size_t column)
{
    return t->columns[column].title != NULL ? t->columns[column].title : "";
}

/* --- for eyes --- */

typedef struct {
    const ac_table *table;
    const ac_screen *screen;
    size_t indent, room; /* room: columns of the terminal, 0: no limit */
    size_t widths[COLUMNS_MAX];
    bool is_broken; /* the text column has a line of its own */
    ac_buf *out;
    ac_buf safe;
    size_t at, waiting; /* the column we stand in; blanks to put before the next letter */
} page;

/* Blanks are put when something follows them, so no line ends in one. */
static void put_cell(page *p, const char *text, const char *role, size_t width, bool is_right, size_t cut)
{
    unsigned how = ac_screen_how(p->screen);
    ac_buf fits = { 0 };
    size_t taken, before;

    ac_buf_clear(&p->safe);
    ac_text_safe(&p->safe, text, strlen(text), how);
    if (cut > 0)
        ac_text_cut(&fits, ac_buf_text(&p->safe), p->safe.len, cut, how);
    else
        ac_buf_put(&fits, ac_buf_text(&p->safe), p->safe.len);
    taken = ac_text_width(ac_buf_text(&fits), fits.len);
    before = is_right && taken < width ? width - taken : 0;
    p->waiting += before;
    if (taken > 0) {
        ac_buf_printf(p->out, "%*s", (int)p->waiting, "");
        p->waiting = 0;
        if (role != NULL)
            ac_own(p->screen, p->out, role);
        ac_buf_put(p->out, ac_buf_text(&fits), fits.len);
        if (role != NULL)
            ac_own(p->screen, p->out, AC_END);
    }
    p->waiting += taken + before < width ? width - taken - before : 0;
    p->at += taken > width ? taken : width;
    p->out->failed = p->out->failed || fits.failed;
    ac_buf_free(&fits);
}

static void start_line(page *p, size_t hang)
{
    p->at = p->waiting = p->indent + hang;
}

static void end_line(page *p)
{
    ac_buf_u8(p->out, '\n');
}

static void put_row(page *p, const char *const *cells, const char *const *roles)
{
    const ac_table *t = p->table;
    size_t last = t->n - 1, start = p->indent, room = p->room, left;
    bool is_wide;

    start_line(p, 0);
    for (size_t c = 0; c < last; c++) {
        if (p->at > start) {
            if (p->is_broken && p->at + GAP + p->widths[c] > room) {
                end_line(p);
                start_line(p, HANG);
                start = p->at;
            } else {
                p->waiting += GAP;
                p->at += GAP;
            }
        }
        left = room > p->at ? room - p->at : 1;
        is_wide = p->is_broken && p->widths[c] > left; /* wider than a line of its own */
        put_cell(p, cells[c], roles[c], is_wide ? 0 : p->widths[c], t->columns[c].is_right, is_wide ? left : 0);
    }
    if (p->is_broken && last > 0) {
        if (cells[last][0] == '\0') {
            end_line(p);
            return;
        }
        end_line(p);
        start_line(p, HANG);
    } else if (last > 0) {
        p->waiting += GAP;
        p->at += GAP;
    }
    put_cell(p, cells[last], roles[last], t->columns[last].is_right ? p->widths[last] : 0, t->columns[last].is_right,
             room == 0 ? 0 : room > p->at ? room - p->at : 1);
    end_line(p);
}

static void measure(page *p, const char *const *cells)
{
    for (size_t c = 0; c < p->table->n; c++) {
        size_t width;

        ac_buf_clear(&p->safe);
        ac_text_safe(&p->safe, cells[c], strlen(cells[c]), ac_screen_how(p->screen));
        width = ac_text_width(ac_buf_text(&p->safe), p->safe.len);
        p->widths[c] = width > p->widths[c] ? width : p->widths[c];
    }
}

/* The cells as a screen says them. */
static const char *const *said(const ac_table *t, const row *r, const char *out[COLUMNS_MAX])
{
    for (size_t c = 0; c < t->n; c++)
        out[c] = t->columns[c].is_ours ? _(r->cells[c]) : r->cells[c];
    return out;
}

static bool print_screen(const ac_table *t, const ac_screen *screen, size_t indent)
{
    ac_buf out = { 0 };
    page p = { .table = t, .screen = screen, .indent = indent, .room = screen->is_tty ? screen->columns : 0, .out = &out };
    const char *titles[COLUMNS_MAX], *dim[COLUMNS_MAX], *cells[COLUMNS_MAX];
    size_t before = indent;
    bool is_whole;

    for (size_t c = 0; c < t->n; c++) {
        titles[c] = _(title(t, c));
        dim[c] = AC_DIM;
    }
    measure(&p, titles);
    for (size_t i = 0; i < t->nrows; i++)
        measure(&p, said(t, &t->rows[i], cells));
    for (size_t c = 0; c + 1 < t->n; c++)
        before += p.widths[c] + GAP;
    p.is_broken = p.room > 0 && before + TEXT_LEAST > p.room && before + p.widths[t->n - 1] > p.room;
    if (has_titles(t))
        put_row(&p, titles, dim);
    for (size_t i = 0; i < t->nrows; i++)
        put_row(&p, said(t, &t->rows[i], cells), t->rows[i].roles);
    is_whole = !out.failed && !p.safe.failed;
    if (is_whole)
        fwrite(ac_buf_text(&out), 1, out.len, screen->file);
    ac_buf_free(&out);
    ac_buf_free(&p.safe);
    return is_whole;
}

/* A row is one line: what there is of it, in order. Titles need none. */
static bool print_marked(const ac_table *t, const ac_screen *screen, size_t indent)
{
    ac_buf out = { 0 };
    bool is_whole;

    for (size_t i = 0; i < t->nrows; i++) {
        const char *cells[COLUMNS_MAX];
        bool is_first = true;
        said(t, &t->rows[i], cells);
        for (size_t k = 0; k < indent; k++)
            ac_buf_u8(&out, ' ');
        ac_buf_str(&out, AC_ROW);
        for (size_t c = 0; c < t->n; c++) {
            const char *cell = cells[c], *role = t->rows[i].roles[c];
            if (cell[0] == '\0')
                continue;
            ac_buf_str(&out, is_first ? "" : " · ");
            ac_buf_str(&out, role != NULL ? role : "");
            ac_text_safe(&out, cell, strlen(cell), ac_screen_how(screen));
            ac_buf_str(&out, role != NULL ? AC_END : "");
            is_first = false;
        }
        ac_buf_str(&out, "\n");
    }
    is_whole = !out.failed;
    if (is_whole)
        fwrite(ac_buf_text(&out), 1, out.len, screen->file);
    ac_buf_free(&out);
    return is_whole;
}

/* --- for programs --- */

static bool print_plain(const ac_table *t, const ac_screen *screen)
{
    ac_buf out = { 0 };
    bool is_whole;

    for (size_t i = 0; i < t->nrows; i++)
        for (size_t c = 0; c < t->n; c++) {
            const char *cell = t->rows[i].cells[c];

            ac_text_safe(&out, cell, strlen(cell), ac_screen_how(screen));
            ac_buf_u8(&out, c + 1 < t->n ? '\t' : '\n');
        }
    is_whole = !out.failed;
    if (is_whole)
        fwrite(ac_buf_text(&out), 1, out.len, screen->file);
    ac_buf_free(&out);
    return is_whole;
}

static bool print_csv(const ac_table *t, const ac_screen *screen, bool is_excel)
{
    const ac_csv_style style = { .is_excel = is_excel };
    ac_buf out = { 0 }, safe[COLUMNS_MAX] = { 0 };
    bool is_whole = true;

    ac_csv_put_start(&out, &style);
    for (size_t i = 0; i < t->nrows + 1; i++) {
        const char *cells[COLUMNS_MAX];

        for (size_t c = 0; c < t->n; c++) {
            cells[c] = i == 0 ? title(t, c) : t->rows[i - 1].cells[c];
            if (!screen->is_tty)
                continue;
            ac_buf_clear(&safe[c]);
            ac_text_safe(&safe[c], cells[c], strlen(cells[c]), ac_screen_how(screen));
            cells[c] = ac_buf_text(&safe[c]);
        }
        ac_csv_put_row(&out, &style, cells, t->n);
    }
    for (size_t c = 0; c < t->n; c++) {
        is_whole = is_whole && !safe[c].failed;
        ac_buf_free(&safe[c]);
    }
    is_whole = is_whole && !out.failed;
    if (is_whole)
        fwrite(ac_buf_text(&out), 1, out.len, screen->file);
    ac_buf_free(&out);
    return is_whole;
}

bool ac_table_print(const ac_table *table, const ac_screen *screen, ac_table_form form, size_t indent)
{
    if (table->failed)
        return false;
    switch (form) {
    case AC_TABLE_SCREEN:
        return screen->is_marked ? print_marked(table, screen, indent) : print_screen(table, screen, indent);
    case AC_TABLE_PLAIN:
        return print_plain(table, screen);
    case AC_TABLE_CSV:
    case AC_TABLE_EXCEL:
        return print_csv(table, screen, form == AC_TABLE_EXCEL);
    }
    return false;
}
