/* amending.h - another text for a promise: all terms anew, beginning with a copy of those it would replace. */
#ifndef AC_AMENDING_H
#define AC_AMENDING_H

#include "cli/signing.h"
#include "cli/terms.h"

/* Copy the terms that `base` carries. AC_ESTATE: they cannot be read here, or are of a newer version. */
ac_rc ac_amend_begin(ac_deed *d, const ac_wording *base, ac_terms *out);
/* What changes is asked, shown and, after a yes, proposed: a third text where two wait. */
ac_rc ac_amend_asking(ac_deed *d);

#endif
