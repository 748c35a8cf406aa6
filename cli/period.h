/* period.h - a period: 2026, 2026-q2, 2026-06, a date, or two of these: 2026-01..2026-06. */
#ifndef AC_PERIOD_H
#define AC_PERIOD_H

#include "cli/cli.h"

typedef struct {
    bool is_given;
    ac_date from, until; /* both days belong to it */
} ac_period;

/* AC_EUSAGE: not a period, or it ends before it begins. */
ac_rc ac_period_read(ac_period *out, const char *text, ac_date today, ac_err *err);
bool ac_period_has(const ac_period *period, ac_date day); /* not given: every day is in it */

/* The days that a list is narrowed to: --from and --until, or --period (which in a report says what the page tells of,
 * and narrows nothing). A month of 0: open. AC_EUSAGE: not understood, both ways at once, or the end lies first. */
ac_rc ac_opt_span(ac_cli *cli, ac_date *out_from, ac_date *out_until);

#endif
