/* draft.h - what was begun and not signed: one change as it would be written, kept in the notebook.
 *
 * A draft is no part of any history: it has no signature, is sent to nobody, and no answer hangs on it. It can be
 * changed and dropped freely, and is gone from the file then. Numbers are of this notebook and never given twice. */
#ifndef AC_DRAFT_H
#define AC_DRAFT_H

#include "core/notebook.h"

#define AC_DRAFTS_MAX 1000
#define AC_DRAFT_COMMAND_MAX 40

typedef struct {
    int64_t n;             /* 0: not kept yet */
    int space;             /* where it would be written */
    uint16_t kind;
    ac_id record;          /* zero: it would begin one */
    ac_id cites[AC_CITES_MAX];
    size_t ncites;
    ac_json *facts, *words; /* owned; objects, never NULL in what is read */
    char command[AC_DRAFT_COMMAND_MAX + 1]; /* that began it: "promise" */
    int64_t written_ms, changed_ms;         /* our clock */
} ac_draft;
void ac_draft_free(ac_draft *d); /* {0} is fine */

/* A transaction of its own, durable when it returns; needs no key. n 0: a new one, which gets its number and times;
 * else what the draft of that number says from now on. AC_EUSAGE: more than one record can hold. AC_ESTATE: there are
 * AC_DRAFTS_MAX already. AC_EREF: no draft has that number any more. */
ac_rc ac_draft_put(ac_notebook *nb, ac_draft *d, ac_err *err);
/* AC_EREF: there is none. */
ac_rc ac_draft_get(ac_notebook *nb, int64_t n, ac_draft *out, ac_err *err);
/* Every draft, the oldest first; borrowed until `each` returns, and it writes nothing. False stops. */
typedef bool ac_draft_fn(void *ctx, const ac_draft *d);
ac_rc ac_drafts_each(ac_notebook *nb, ac_draft_fn *each, void *ctx, ac_err *err);
ac_rc ac_drafts_count(ac_notebook *nb, int64_t *out, ac_err *err);
/* Gone, its bytes too. AC_EREF: there is none. */
ac_rc ac_draft_drop(ac_notebook *nb, int64_t n, ac_err *err);
/* Written as the change it says, judged again by what is held now; with it, in one transaction, the draft goes. On
 * failure it stays. AC_ESTATE: it would be without effect, or was changed since it was read. */
ac_rc ac_draft_sign(ac_notebook *nb, const ac_draft *d, ac_id *out_id, ac_err *err);

#endif
