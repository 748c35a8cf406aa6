/* table.h - rows under titles: for a screen, as TAB-separated text (--plain), or as CSV.
 *
 * The text column stands last, so that long or right-to-left titles push nothing. On a terminal it is
 * cut to what is left of the line; where less than 20 columns are left it takes a line of its own,
 * and what stands before it is broken between columns. Nothing is cut elsewhere. --plain: one
 * line a row, TAB between cells, no titles, no cut; columns are only ever added at the end.
 * --csv: RFC 4180, CRLF, titles first, true bytes in a pipe, safe ones on a terminal; --excel: the same for
 * people with a spreadsheet (cli/exchange/csv.h). */
#ifndef AC_TABLE_H
#define AC_TABLE_H

#include "cli/text.h"

typedef enum { AC_TABLE_SCREEN, AC_TABLE_PLAIN, AC_TABLE_CSV, AC_TABLE_EXCEL } ac_table_form;

typedef struct {
    const char *title; /* ours, N_(...), translated on a screen; NULL: none (a table without any title prints no title line) */
    const char *role;  /* AC_REF ..., or NULL */
    bool is_right;     /* numbers */
    bool is_ours;      /* its cells are words of ours, N_(...): translated on a screen */
} ac_column;

typedef struct ac_table ac_table;

/* `columns` are borrowed for the table's life; at most 40. NULL: no memory. */
ac_table *ac_table_new(const ac_column *columns, size_t n);
void ac_table_free(ac_table *table); /* NULL is fine */
/* n cells, foreign text, copied; NULL: empty. Running out of memory is remembered. */
void ac_table_row(ac_table *table, const char *const *cells);
/* The last row's cell in another role than its column's. */
void ac_table_mark(ac_table *table, size_t column, const char *role);
size_t ac_table_rows(const ac_table *table);
/* `indent` spaces in front of each line of the screen form. False: no memory. */
bool ac_table_print(const ac_table *table, const ac_screen *screen, ac_table_form form, size_t indent);
#endif
