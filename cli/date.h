/* date.h - dates as people write them (INTERFACE 2.3), and as they are echoed.
 *
 * A due date is a day, never an instant. Month and day names are understood in English, in
 * the language of the screen and in that of the locale, whole or by their first three letters and more. Accepted:
 *   2026-09-30   30 sep 2026   30 september   sep 30 2026   30.9.2026   30/09/2026
 *   today  tomorrow  yesterday  friday  next friday  last friday
 *   +2w  +10d  +3m  +1y  -5d   in 3 months   in 10 days   2 weeks ago
 *   september   september 2027   2027   q3   q3 2026   2026-q3
 *   end of month|quarter|year|week|september|q3   [this|next|last] likewise
 * Looking forward: a name means the next one, today included for day-and-month, tomorrow on
 * for a week day; a month or quarter alone means its last day. Looking back: the last one; a
 * month or quarter alone means its first day. 03/04/2026 is refused with both readings, 31 Feb
 * with the last day there is. Range 1900-01-01 to 2199-12-31. */
#ifndef AC_DATE_H
#define AC_DATE_H

#include "core/buf.h"
#include "core/err.h"
#include "core/world.h"

typedef struct {
    int year, month, day; /* month 0: no date */
} ac_date;

typedef enum { AC_LOOK_FORWARD, AC_LOOK_BACK } ac_look;

/* AC_EUSAGE with a sentence that says what to write. */
ac_rc ac_date_parse(ac_date *out, const char *text, ac_date today, ac_look look, ac_err *err);

ac_date ac_date_today(ac_world *world); /* the user's day, by the local time zone */
/* The local day of an instant. Partners' clocks may say anything: beyond the range, its first or last day. */
ac_date ac_date_of_ms(int64_t ms);
int64_t ac_date_ms(ac_date date);       /* when it begins, by the local time zone */
int64_t ac_date_days(ac_date date);     /* since 1970-01-01 */
ac_date ac_date_of_days(int64_t days);
bool ac_date_is_valid(ac_date date);    /* a day of the calendar, in range */
int ac_date_weekday(ac_date date);      /* 0 Sunday ... 6 Saturday */

#define AC_DATE_ISO_SIZE 11
#define AC_DATE_SAID_SIZE 192 /* bytes; other scripts take more of them */
bool ac_date_of_iso(ac_date *out, const char *text);           /* exactly YYYY-MM-DD */
void ac_date_iso(char out[AC_DATE_ISO_SIZE], ac_date date);    /* "2026-09-30" */
void ac_date_short(char out[AC_DATE_SAID_SIZE], ac_date date); /* "Wed 30 Sep 2026" */
/* "Wed 30 Sep 2026 (in 92 days)", "(today)", "(tomorrow)", "(3 days ago)" */
void ac_date_echo(char out[AC_DATE_SAID_SIZE], ac_date date, ac_date today);
/* "today", "Sat 27 Jun", "Fri 26 Jun 2025" where the year is another. */
void ac_date_near(char out[AC_DATE_SAID_SIZE], ac_date date, ac_date today);
/* "today 10:31", "Fri 26 Jun 10:31", "Fri 26 Jun 2025 10:31" where the year is another; local time. */
void ac_time_said(char out[AC_DATE_SAID_SIZE], int64_t ms, ac_date today);

/* Slots of a recurring promise: `first`, then every month, quarter or year on the same day (the last
 * of the month where it has no such day), up to and with `until`. At most `max`; AC_EUSAGE: none, or more. */
ac_rc ac_date_slots(ac_date first, const char *every, ac_date until, ac_date *out, size_t max, size_t *out_n,
                    ac_err *err);

#endif
