/* record_past.h - a commitment as it stood on a day, by what had been written then. */
#ifndef AC_RECORD_PAST_H
#define AC_RECORD_PAST_H

#include "core/record.h"

/* Of each laptop's records those are taken that were written by `until_ms` by its own clock and rest on nothing
 * later by anybody's: a set closed under ancestors, and so a history that was possible. What counts is what
 * counted in that history: what came later (a revoke, a roster) does not reach back into it. AC_EREF: the
 * commitment had not been written by then. */
ac_rc ac_record_open_at(ac_record **out, ac_notebook *nb, ac_n propose, int64_t until_ms, ac_err *err);

#endif
