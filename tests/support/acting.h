/* acting.h - acts of a commitment written on a desk, with facts and words as JSON text. */
#ifndef AC_TEST_ACTING_H
#define AC_TEST_ACTING_H

#include "tests/support/desks.h"

/* Of any record of the desk's partnership; record zero: creates one. `words` NULL: none. */
ac_id act_on(desk *d, uint16_t kind, ac_id record, const ac_id *cites, size_t ncites, const char *facts, const char *words);
/* The desk's own organisation promises these, "SASI" or "SASI,RIVR". */
ac_id act_propose(desk *d, const char *to, const char *facts, const char *words);
/* The join by which an organisation is cited. */
ac_id act_join_of(desk *d, const char *code);

#endif
