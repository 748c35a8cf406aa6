/* chart.h - figures drawn: inline SVG with title and description, and the same figures as a table below.
 *
 * Series are told apart by shade and pattern, so that black and white paper shows them too; every number that
 * is drawn stands in the table. A chart whose figures are all zero is not drawn: `none` is said instead. */
#ifndef AC_CHART_H
#define AC_CHART_H

#include "cli/report/html.h"

#define AC_CHART_SERIES 6

typedef struct {
    const char *id;       /* of the page; letters and dashes; parts of the chart get "id-..." */
    const char *title;    /* ours, like all texts here but those of rows_foreign */
    const char *about;    /* a sentence: what is drawn, and how to read it */
    const char *none;     /* instead, where there is nothing to draw */
    const char *row_head; /* title of the table's first column */
    const char *const *series, *const *rows;
    size_t nseries, nrows;
    bool rows_foreign;     /* rows are codes of partners and the like */
    const int64_t *values; /* row by row */
    bool has_total;        /* a last column that sums */
} ac_chart;

/* A bar a row, the series one behind the other. */
void ac_chart_bars(ac_html *h, const ac_chart *c);
/* A column a row, the series one on the other: rows are times. */
void ac_chart_columns(ac_html *h, const ac_chart *c);
/* The first row on top, one series. */
void ac_chart_pyramid(ac_html *h, const ac_chart *c);
/* A circle where a row and a series meet. */
void ac_chart_grid(ac_html *h, const ac_chart *c);

#endif
