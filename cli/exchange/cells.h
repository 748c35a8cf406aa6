/* cells.h - a record as the cells of its row, in the order of its columns: what `list --csv` writes, and what a row
 * that comes back is compared with. */
#ifndef AC_CELLS_H
#define AC_CELLS_H

#include "cli/exchange/columns.h"
#include "cli/look.h"
#include "core/practice/entry.h"

typedef struct {
    const ac_columns *kind;
    ac_buf at[AC_CSV_COLUMNS_MAX];
} ac_cells;

void ac_cells_init(ac_cells *cells, const ac_columns *kind);
void ac_cells_clear(ac_cells *cells);
void ac_cells_free(ac_cells *cells);

/* Each fills cells that were cleared. */
ac_rc ac_cells_commitment(ac_looking *look, const ac_commitment_row *row, const ac_clock *clock, ac_cells *out);
ac_rc ac_cells_note(ac_looking *look, const ac_note_row *row, ac_cells *out);
ac_rc ac_cells_entry(ac_looking *look, const ac_entry *entry, ac_cells *out);
/* The record with this number, which is of the kind. */
ac_rc ac_cells_record(ac_looking *look, ac_n n, ac_cells *out);

/* A value as the text of a cell: codes with a comma and a space between them. */
void ac_cell_of_value(ac_buf *out, const ac_json *value);

/* --- a table on standard output (--csv, --excel): safe on a terminal, true bytes elsewhere --- */
/* The names of the columns. */
void ac_cells_put_header(ac_cli *cli, const ac_columns *kind);
/* Printed, and cleared for the next. AC_ENOMEM. */
ac_rc ac_cells_put_row(ac_cli *cli, ac_cells *cells);

#endif
