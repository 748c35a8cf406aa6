/* import_csv.h - accord import FILE.csv: a table from a spreadsheet, checked whole, then written whole or not at all;
 * accord import --template KIND. */
#ifndef AC_IMPORT_CSV_H
#define AC_IMPORT_CSV_H

#include "cli/cli.h"

#define AC_IMPORT_SHARED_MAX 20000u /* records for partners in one go: more than their programs take a day from one laptop */
#define AC_IMPORT_TOLD_MAX 20u      /* cells that are shown; all are counted */

/* Is this file meant as a table? By its name (.csv, .tsv, .txt), else by the columns that its first row names. */
bool ac_import_is_table(const char *path);
/* Opens the notebook as it needs it. AC_EREFUSED: nothing was taken, each cell at fault was said. */
ac_rc ac_import_table(ac_cli *cli, const char *path, bool dry_run);
/* The header of a table of this kind, on standard output or into the file --to; what each column takes beside it. */
ac_rc ac_import_template(ac_cli *cli, const char *kind);

#endif
