/* header.h - the first row of a table that comes in: it decides what the rows are. */
#ifndef AC_CSV_HEADER_H
#define AC_CSV_HEADER_H

#include "cli/exchange/columns.h"

#define AC_CSV_NAME_SIZE 64

typedef struct {
    size_t n;
    int column[AC_CSV_COLUMNS_MAX]; /* of the kind; -1: it has no name */
    char name[AC_CSV_COLUMNS_MAX][AC_CSV_NAME_SIZE];
} ac_header_row;

/* Read from the row that `csv` stands at. `as` names the kind (NULL: the one kind that has all of these columns, and
 * whose needed ones are all there; of several the one whose columns are all named, or whose column `kind` takes
 * `code`, the first one below it, NULL where there is none). AC_EUSAGE: no such kind; AC_EREFUSED: columns are unknown,
 * missing, twice, or fit several kinds. */
ac_rc ac_header_take(ac_header_row *out, const ac_csv *csv, const char *as, const char *code, ac_columns *out_kind, ac_err *err);
/* The cell below the column `kind`, of the row that `csv` stands at; NULL: there is no such column. */
const char *ac_header_code(const ac_header_row *header, const ac_csv *csv);
/* The names alone. AC_EREFUSED: one stands twice, or there are none. */
ac_rc ac_header_names(ac_header_row *out, const ac_csv *csv, ac_err *err);

#endif
