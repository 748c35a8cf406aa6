/* agreed.h - the partnering agreement as a whole: what stands in its clauses, and who has signed exactly that.
 *
 * A signature is an `assent` that cites the changes which stand for key and text of every clause that has a text
 * (FORMAT 4.5). The marks of the scorecard are no part of what is signed. */
#ifndef AC_AGREED_H
#define AC_AGREED_H

#include "core/practice/entry.h"

#define AC_AGREED_CITES_MAX 64

typedef struct {
    size_t clauses;     /* those that have a text */
    ac_id cites[AC_AGREED_CITES_MAX]; /* what an assent written now cites, ascending */
    size_t ncites;
    ac_id terms;        /* names all of it: H("accord/agreement/1", the cites); what `agree --sign --terms` takes */
    bool is_too_long;   /* more than AC_AGREED_CITES_MAX changes stand: it cannot be signed before some are settled */
    bool is_clash;      /* some clause has two texts side by side, in one record or in two */
    bool is_in_force;   /* every partner has signed exactly what stands */
    bool is_ours;       /* we have */
    char missing[2048]; /* codes of the partners who have not, ascending, separated by commas */
    int64_t touched_ms; /* newest change of a clause, by its author's clock; 0: none */
} ac_agreed;

ac_rc ac_agreed_read(ac_notebook *nb, int space, ac_agreed *out, ac_err *err);

/* Each signature, newest of each organisation: does it cover what stands now? */
typedef struct {
    const char *org;
    ac_n n;             /* the assent */
    int64_t written_ms;
    bool is_current;
} ac_assent;
typedef bool ac_assent_fn(void *ctx, const ac_assent *assent);
ac_rc ac_agreed_assents(ac_notebook *nb, int space, const ac_agreed *agreed, ac_assent_fn *each, void *ctx, ac_err *err);

#endif
