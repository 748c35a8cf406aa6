/* dump.h - all that a partnership holds, as JSON Lines: for programs that keep a copy of their own. */
#ifndef AC_DUMP_H
#define AC_DUMP_H

#include "cli/look.h"

/* Of the partnerships meant: commitments with their texts and histories, reflections with what was added, the records
 * of the practice, then every change, in order of arrival. Nothing of the own space: what is private stays out.
 * `all`: what does not count too. */
ac_rc ac_dump(ac_looking *look, bool all);

#endif
