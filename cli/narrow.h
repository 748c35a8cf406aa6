/* narrow.h - what was written, narrowed: by whom, when, in which kind of record, tagged how. For search and log.
 *
 * Read off the options that both take together (OPT_NARROW of commands.c): --kind, --partner, --level, --principle,
 * --from and --until (the day it was written). Lists are of records, and have cli/filter.h. */
#ifndef AC_NARROW_H
#define AC_NARROW_H

#include "cli/look.h"

typedef struct {
    ac_change_filter by;
    char partner[8];
} ac_narrow;

/* AC_EUSAGE, AC_EREF: something was not understood. `out` is not to be copied. */
ac_rc ac_narrow_read(ac_looking *look, ac_narrow *out);
/* Is anything left out? */
bool ac_narrow_is_set(const ac_narrow *narrow);

#endif
