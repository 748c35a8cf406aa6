/* ical.h - an iCalendar stream (RFC 5545), written line by line; we never read one.
 *
 * Lines end in CR LF and are folded at 75 octets, between characters. Text is made safe first (cli/text.h: what
 * a calendar could obey or not show stands there as \u{202e}), then escaped; the file is UTF-8 whatever the
 * locale. All dates are whole days: DTEND is the day after. */
#ifndef AC_ICAL_H
#define AC_ICAL_H

#include "core/buf.h"

/* One line as it is: "STATUS", "CONFIRMED". */
void ac_ical_line(ac_buf *out, const char *name, const char *value);
/* One line of text, foreign or ours; its line feeds stay. */
void ac_ical_text(ac_buf *out, const char *name, const char *text);
/* "DTSTART;VALUE=DATE:20260930" from days since 1970-01-01. */
void ac_ical_day(ac_buf *out, const char *name, int32_t day);
/* "DTSTAMP:20260630T120000Z"; clocks beyond 1970..9999 are brought to its end. */
void ac_ical_instant(ac_buf *out, const char *name, int64_t ms);

#endif
