/* period.h - the period of a report: 2026, 2026-q2, 2026-06, a date, or two of these: 2026-01..2026-06. */
#ifndef AC_PERIOD_H
#define AC_PERIOD_H

#include "cli/date.h"

typedef struct {
    bool is_given;
    ac_date from, until; /* both days belong to it */
} ac_period;

/* AC_EUSAGE: not a period, or it ends before it begins. */
ac_rc ac_period_read(ac_period *out, const char *text, ac_date today, ac_err *err);
bool ac_period_has(const ac_period *period, ac_date day); /* not given: every day is in it */

#endif
