/* row.h - one row of a table that comes in: each cell read and checked, known records recognised, new ones made ready.
 *
 * What cannot be taken is told cell by cell (column, sentence); a failure that is returned is none of the row's. */
#ifndef AC_ROW_H
#define AC_ROW_H

#include "cli/exchange/cells.h"
#include "cli/whom.h"

typedef struct {
    ac_cli *cli;
    ac_looking look;
    const ac_columns *kind;
    ac_partnership place, own; /* what is for partners goes into place */
    ac_whom whom;              /* of commitments */
} ac_rows_into;

/* AC_EREF: which partnership is not plain; AC_EROLE: we may not write there. */
ac_rc ac_rows_open(ac_rows_into *into, ac_cli *cli, const ac_columns *kind);
void ac_rows_close(ac_rows_into *into); /* {0} is fine */

typedef struct {
    ac_buf text[AC_CSV_COLUMNS_MAX];    /* each cell as this program would write it */
    ac_json *value[AC_CSV_COLUMNS_MAX]; /* of fields and slots; owned; NULL: empty */
    bool is_given[AC_CSV_COLUMNS_MAX];  /* the table has this column */
    bool is_private;
    /* of a new record, after ac_row_settle */
    ac_parties_of who;
    ac_id cites[AC_CITES_MAX];
    size_t ncites;
    ac_json *about; /* names of what a private reflection is about; owned */
} ac_row_taken;
void ac_row_clear(ac_row_taken *row, const ac_columns *kind);
void ac_row_free(ac_row_taken *row);

typedef void ac_bad_cell_fn(void *ctx, const char *column, const char *why);

/* The cells, one for each column of the kind, NULL where the table has no such column. *out_good: nothing was told. */
ac_rc ac_row_read(ac_rows_into *into, const char *const *cells, ac_row_taken *out, ac_bad_cell_fn *bad, void *ctx, bool *out_good);
/* Is it, letter by letter, the row of a record that is here? Then nothing in it is judged: it may be another's, or older
 * than a rule. *out_n 0: it is not. */
ac_rc ac_row_is_here(ac_rows_into *into, const char *const *cells, ac_n *out_n);
/* Is it a record that is here already, and says the same? *out_n 0: it is none of ours. One that says otherwise is told. */
ac_rc ac_row_recognise(ac_rows_into *into, const ac_row_taken *row, ac_n *out_n, ac_bad_cell_fn *bad, void *ctx, bool *out_good);
/* Of a new one: whom it names, what it belongs to, and whether the whole may be written. */
ac_rc ac_row_settle(ac_rows_into *into, ac_row_taken *row, ac_bad_cell_fn *bad, void *ctx, bool *out_good);
/* What is written for it. The caller frees both. */
ac_rc ac_row_compose(ac_rows_into *into, const ac_row_taken *row, ac_json **facts, ac_json **words);
/* Written, marked as imported; the write is open. */
ac_rc ac_row_write(ac_rows_into *into, ac_row_taken *row, ac_id *out_id, int *out_space);

#endif
