/* csv.h - tables as spreadsheets save them: read as a stream, written as RFC 4180 says.
 *
 * Reading: UTF-8 with or without its mark, UTF-16 by its mark. The first row says what stands between cells:
 * comma, semicolon or TAB, whichever it has most of outside quotes; a line "sep=;" before it is taken at its
 * word. Rows end with CR LF, LF or CR; the last one may lack it. A cell that begins with a quote goes to the
 * closing one, with separators, line breaks and doubled quotes inside; a quote further in is a letter.
 * Whatever begins with = + - @ is text like any other. Only one row is in memory.
 *
 * Writing: CR LF, a quote around what needs one. For people with a spreadsheet (is_excel) the file begins with
 * the mark of UTF-8, and a cell that the spreadsheet would compute (= + - @ TAB, a line break first), or
 * that begins with an apostrophe, gets an apostrophe in front. */
#ifndef AC_CSV_H
#define AC_CSV_H

#include "core/buf.h"
#include "core/err.h"

#define AC_CSV_FILE_MAX (64u << 20) /* bytes */
#define AC_CSV_ROWS_MAX 100000u     /* below the header */
#define AC_CSV_CELL_MAX 65536u      /* bytes */
#define AC_CSV_COLUMNS_MAX 64u

typedef struct ac_csv ac_csv;

/* Up to n bytes into `to`; *out_n 0: the end. */
typedef ac_rc ac_csv_source(void *ctx, void *to, size_t n, size_t *out_n, ac_err *err);

/* Begins to read. AC_EREFUSED: no text that can be read as a table, with what to do about it. */
ac_rc ac_csv_open(ac_csv **out, ac_csv_source *source, void *ctx, ac_err *err);
/* The same from a file. AC_EIO: not there, or no file. */
ac_rc ac_csv_open_file(ac_csv **out, const char *path, ac_err *err);
void ac_csv_close(ac_csv *csv); /* NULL is fine */

/* The next row that has anything in it. AC_EREFUSED names row and column. */
ac_rc ac_csv_next(ac_csv *csv, bool *out_found, ac_err *err);
size_t ac_csv_row(const ac_csv *csv); /* as a spreadsheet counts: the first is 1, empty ones count */
size_t ac_csv_cells(const ac_csv *csv);
const char *ac_csv_at(const ac_csv *csv, size_t column); /* "" beyond the last; borrowed until the next row */
char ac_csv_separator(const ac_csv *csv);

/* --- writing --- */
#define AC_CSV_MARK "\xef\xbb\xbf"

typedef struct {
    char separator; /* 0: a comma */
    bool is_excel;
} ac_csv_style;

/* What stands before the first row. */
void ac_csv_put_start(ac_buf *out, const ac_csv_style *style);
/* One row with its end. */
void ac_csv_put_row(ac_buf *out, const ac_csv_style *style, const char *const *cells, size_t n);
/* The text of a cell that was written for a spreadsheet, without the apostrophe put there. */
const char *ac_csv_unguarded(const char *cell);

#endif
