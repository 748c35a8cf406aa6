/* receipts.h - when another organisation is first known to have had a change, by what it signed afterwards.
 *
 * Whatever an organisation signs names what it had in hand. So its first change whose past holds another one is
 * a receipt for it: what it received was written no later. Two clocks that both lie are needed to hide a date. */
#ifndef AC_RECEIPTS_H
#define AC_RECEIPTS_H

#include "core/notebook.h"

typedef struct ac_receipts ac_receipts;

/* Reads every change of the space once. */
ac_rc ac_receipts_open(ac_receipts **out, ac_notebook *nb, int space, ac_err *err);
void ac_receipts_close(ac_receipts *receipts); /* NULL is fine */
/* The earliest by the clocks of those who received, which need not agree. False: nobody else has signed anything since. */
bool ac_receipts_first(const ac_receipts *receipts, const ac_held *change, int *out_org, int64_t *out_written_ms);

/* When the last of these organisations (`wanted`, by index in the space's members; its own aside) is first known to
 * have had it. False: one of them has not signed anything since, or nobody is wanted. */
bool ac_receipts_last(const ac_receipts *receipts, const ac_held *change, const bool *wanted, int norgs, int64_t *out_written_ms);

#endif
