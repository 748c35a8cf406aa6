/* audit.h - the whole history proved again, and the view computed again beside it (DESIGN 8).
 *
 * Every change is read as it lies on disk, in order of arrival, and goes through the questions of
 * DESIGN 3 into a second notebook in memory: id, signature (both cores), chain, deps, depth, form, facts,
 * words, admission. Then what the two notebooks mean is compared, row by row, and the search index. Nothing
 * is written. Others may write meanwhile: what came since is followed before the comparison. */
#ifndef AC_AUDIT_H
#define AC_AUDIT_H

#include "core/notebook.h"

#define AC_AUDIT_PROBLEMS_MAX 64

typedef struct {
    char what[400];  /* "the signature does not match" */
    char org[8];     /* code, "" when not known */
    char device[33]; /* number, "" when not known */
    uint64_t seq;    /* 0: none of one change */
    ac_id id;        /* as the bytes say; zero when none */
} ac_audit_problem;

typedef struct {
    int space;
    ac_space id;
    bool is_own;
    int64_t changes, forks, aside, missing_words;
    int64_t receipts; /* of partners' laptops, proved: what they signed that they hold */
    int64_t withheld; /* changes whose words are withheld: not missing, wherever they are */
    ac_device *forked; /* owned: devices that wrote a number twice */
    ac_digest history, view; /* view zero: what is broken cannot be read */
    ac_audit_problem problems[AC_AUDIT_PROBLEMS_MAX];
    size_t nproblems;  /* listed */
    int64_t bad;       /* in all */
    int64_t good_before; /* changes of the space that proved before the first bad one */
} ac_audit_space;

typedef struct {
    ac_audit_space *spaces; /* owned */
    size_t nspaces;
    int64_t changes;
    bool is_good;
    char view_problem[400]; /* of the notebook as a whole; "" none */
    bool view_is_old;       /* computed by another version of this program: not compared; the next command that
                             * writes computes it anew */
} ac_audit;

/* progress (may be NULL) is told how many changes were looked at. AC_EPROOF is not returned: look at
 * is_good. Failures to read at all (disk, memory) come back as themselves. */
typedef void ac_audit_progress(void *ctx, int64_t done, int64_t all);
ac_rc ac_audit_run(ac_notebook *nb, ac_audit_progress *progress, void *ctx, ac_audit *out, ac_err *err);
void ac_audit_free(ac_audit *done);
/* Part of it (core/audit_receipts.c): counts what is good; the first that is not goes to `fault`, unless there is one. */
ac_rc ac_audit_receipts(ac_notebook *nb, ac_audit_space *space, char fault[200], ac_err *err);

#endif
