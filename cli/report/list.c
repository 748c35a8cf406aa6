/* list.c - every promise in one row, each leading to its block. */
#include "cli/report/report.h"

#include <stdio.h>

static void cell_foreign(ac_report *r, const char *text)
{
    h_open(r->h, "td", NULL);
    h_text(r->h, text);
    h_close(r->h, "td");
}

static void one(ac_report *r, const ac_picked_row *row)
{
    char place[AC_REPORT_ID_SIZE], clock_text[AC_LOOK_CLOCK_SIZE];
    ac_report_time due = ac_report_day(row->row.due);
    ac_buf to = { 0 };

    ac_look_codes(&to, row->row.promisees);
    ac_look_clock_text(&row->clock, clock_text);
    h_open(r->h, "tr", NULL);
    h_open(r->h, "th", "scope", "row", NULL);
    h_put(r->h, (h_arg)H_LINK(ac_report_place(row->row.ref, place), row->row.ref));
    h_close(r->h, "th");
    h_open(r->h, "td", "class", "title", NULL);
    h_text(r->h, ac_report_title(&row->row));
    ac_report_imported(r->h, ac_is_imported(&row->row));
    h_close(r->h, "td");
    cell_foreign(r, row->row.promisor);
    cell_foreign(r, ac_buf_text(&to));
    h_open(r->h, "td", "class", "date", NULL);
    h_put(r->h, (h_arg)H_AT(due));
    h_close(r->h, "td");
    h_open(r->h, "td", NULL);
    h_word(r->h, ac_report_state((ac_commitment_state)ac_report_state_of(row)));
    if (row->row.is_clash) {
        h_word(r->h, " ");
        h_element(r->h, "strong", "mark", _("clash"));
    }
    h_word(r->h, " ");
    if (row->clock.is_overdue || row->clock.is_stale || row->clock.is_due_soon)
        h_element(r->h, "span", "mark", clock_text);
    h_close(r->h, "td");
    h_open(r->h, "td", NULL);
    h_word(r->h, ac_report_counts_word(ac_report_counts_of(row)));
    h_close(r->h, "td");
    h_close(r->h, "tr");
    h_line(r->h);
    ac_buf_free(&to);
}

ac_rc ac_report_list(ac_report *r)
{
    const char *columns[] = { _("reference"), _("promise"), _("from"), _("to"), _("due"), _("where it stands"), _("counts as"), NULL };

    ac_report_begin(r, "list", _("All promises"));
    ac_report_table(r->h, "list-table", _("Each reference leads to the signed records below"), columns, 0);
    for (size_t i = 0; i < r->picked.n; i++)
        one(r, &r->picked.rows[i]);
    ac_report_table_end(r->h);
    ac_report_end(r);
    return AC_OK;
}
