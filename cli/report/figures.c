/* figures.c - the promises of a report as a table for a spreadsheet: how each counts, and the days behind it. */
#include "cli/exchange/csv.h"
#include "cli/exchange/outfile.h"
#include "cli/report/report.h"

#include <stdio.h>

static const char *const columns[] = { "partnership", "ref", "counts-as", "state", "promisor", "promisees", "due", "level", "clock",
                                       "promised", "agreed", "ended", "reported", "title", "id" };
#define NCOLUMNS (sizeof columns / sizeof *columns)
#define MARK "partnership,ref,counts-as,state"

static void put_day(char out[11], int32_t day)
{
    out[0] = '\0';
    if (day != AC_NO_DAY)
        ac_day_text(day, out);
}

static void put_row(ac_buf *out, const ac_csv_style *style, const ac_report *r, size_t i)
{
    const ac_picked_row *row = &r->picked.rows[i];
    char level[4] = "", clock_text[AC_LOOK_CLOCK_SIZE], promised[11], agreed[11], ended[11], reported[AC_DATE_ISO_SIZE] = "", hex[AC_HEX_SIZE];

    if (row->row.level != 0)
        snprintf(level, sizeof level, "%d", row->row.level % 10);
    ac_look_clock_text(&row->clock, clock_text);
    put_day(promised, r->days[i].promised);
    put_day(agreed, r->days[i].agreed);
    put_day(ended, r->days[i].ended);
    if (row->row.reported_ms != 0)
        ac_date_iso(reported, ac_date_of_ms(row->row.reported_ms));
    ac_hex(hex, row->row.id.b, 32);
    ac_csv_put_row(out, style,
                   (const char *const[]){ r->p.code, row->row.ref, ac_counts_word(ac_report_counts_of(row)), row->row.state, row->row.promisor,
                                          row->row.promisees, row->row.due, level, clock_text, promised, agreed, ended, reported, row->row.title, hex },
                   NCOLUMNS);
}

ac_rc ac_report_figures(const ac_report *r, const char *path)
{
    const ac_csv_style style = { .is_excel = ac_opt_flag(r->cli, "excel") };
    ac_buf out = { 0 };
    ac_rc rc;

    ac_lang_words(false); /* programs read it */
    ac_csv_put_start(&out, &style);
    ac_csv_put_row(&out, &style, columns, NCOLUMNS);
    for (size_t i = 0; i < r->picked.n; i++)
        put_row(&out, &style, r, i);
    ac_lang_words(true);
    rc = ac_outfile_write(r->cli, path, &out, MARK);
    ac_buf_free(&out);
    return rc;
}
