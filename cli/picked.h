/* picked.h - commitments picked by the filters that commands share, kept beyond their reading and put in order.
 *
 * Read off the options --partner, --state, --level, --principle, --from, --until, --text and --all, which a command
 * takes together (cli/filter.h): lists, calendars and other files understand the same words. */
#ifndef AC_PICKED_H
#define AC_PICKED_H

#include "cli/look.h"

typedef struct {
    ac_commitment_row row; /* its strings are of `text` */
    ac_clock clock;
    char *text;
} ac_picked_row;

typedef struct {
    ac_picked_row *rows; /* owned */
    size_t n, cap;
} ac_picked;

/* One partnership after the other; within it ancestors first, the same on every notebook. AC_EUSAGE, AC_EREF: a
 * filter was not understood. `out` begins as {0}; ac_picked_free whatever is answered. */
ac_rc ac_pick(ac_looking *look, ac_picked *out);
void ac_picked_free(ac_picked *picked);

#endif
