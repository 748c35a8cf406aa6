/* attention.c - what needs attention first: clashes, disputes, what is late, what nobody has reported on. */
#include "cli/report/report.h"

#include <stdio.h>
#include <string.h>

typedef enum { IS_CLASH, IS_DISPUTED, IS_OVERDUE, IS_WAITING, IS_STALE, IS_NONE } pressing;

static pressing pressing_of(const ac_picked_row *row)
{
    if (row->row.is_clash)
        return IS_CLASH;
    if (ac_report_state_of(row) == AC_STATE_DISPUTED)
        return IS_DISPUTED;
    if (row->clock.is_overdue)
        return IS_OVERDUE;
    if (ac_report_state_of(row) == AC_STATE_DELIVERED)
        return IS_WAITING;
    return row->clock.is_stale ? IS_STALE : IS_NONE;
}

static const char *heading_of(pressing which)
{
    switch (which) {
    case IS_CLASH:
        return _("Two texts, and neither counts before all have signed one of them");
    case IS_DISPUTED:
        return _("Disputed: a resolution that all sign is missing");
    case IS_OVERDUE:
        return _("Past its date");
    case IS_WAITING:
        return _("Delivered, waits for an answer");
    case IS_STALE:
        return _("No report for long");
    case IS_NONE:
        break;
    }
    return "";
}

static void line(ac_report *r, const ac_picked_row *row, pressing which)
{
    char place[AC_REPORT_ID_SIZE];
    ac_report_time due = ac_report_day(row->row.due), reported = ac_report_at(row->row.reported_ms);
    ac_buf to = { 0 };

    ac_look_codes(&to, row->row.promisees);
    h_open(r->h, "li", NULL);
    h_say(r->h, _("%s: %s (%s to %s)"), H_LINK(ac_report_place(row->row.ref, place), row->row.ref), H_TEXT(ac_report_title(&row->row)),
          H_TEXT(row->row.promisor), H_TEXT(ac_buf_text(&to)));
    if (which == IS_OVERDUE) {
        h_word(r->h, " · ");
        h_say(r->h, ac_plural("due %s, %s day late", "due %s, %s days late", (unsigned long)row->clock.days), H_AT(due),
              H_NUMBER(row->clock.days));
    } else if (which == IS_STALE && row->row.reported_ms != 0) {
        h_word(r->h, " · ");
        h_say(r->h, _("last report %s"), H_AT(reported));
    } else if (which == IS_STALE) {
        h_word(r->h, " · ");
        h_word(r->h, _("never reported on"));
    }
    h_close(r->h, "li");
    h_line(r->h);
    ac_buf_free(&to);
}

ac_rc ac_report_attention(ac_report *r)
{
    bool any = false;

    ac_report_begin(r, "attention", _("What needs attention"));
    for (int which = 0; which < IS_NONE; which++) {
        bool has = false;
        for (size_t i = 0; i < r->picked.n; i++) {
            if (pressing_of(&r->picked.rows[i]) != (pressing)which)
                continue;
            if (!has) {
                h_element(r->h, "h3", NULL, heading_of((pressing)which));
                h_open(r->h, "ul", "class", "lines", NULL);
                h_line(r->h);
            }
            has = any = true;
            line(r, &r->picked.rows[i], (pressing)which);
        }
        if (has)
            h_close(r->h, "ul");
    }
    if (!any)
        h_element(r->h, "p", NULL, _("Nothing: no clash, no dispute, nothing late, nothing without a report for long."));
    ac_report_end(r);
    return AC_OK;
}
