/* receipts.c - when another organisation is first known to have had a change. */
#include "cli/report/receipts.h"

#include <stdlib.h>

#define SLICE 256

typedef struct {
    uint64_t seq; /* known so far from here on */
    int64_t written_ms;
} step;

/* What one branch of another organisation knows of one branch, ascending. */
typedef struct {
    int of, by, org; /* branches; the organisation that knows */
    step *steps;
    size_t n, cap;
} ladder;

struct ac_receipts {
    ac_branch *branches;
    size_t nbranches;
    ladder *ladders;
    size_t n, cap;
};

static ladder *ladder_of(ac_receipts *r, int of, int by, int org)
{
    ladder *more;

    for (size_t i = 0; i < r->n; i++)
        if (r->ladders[i].of == of && r->ladders[i].by == by)
            return &r->ladders[i];
    if (r->n == r->cap) {
        size_t cap = r->cap ? 2 * r->cap : 16;
        more = realloc(r->ladders, cap * sizeof *more);
        if (more == NULL)
            return NULL;
        r->ladders = more;
        r->cap = cap;
    }
    r->ladders[r->n] = (ladder){ .of = of, .by = by, .org = org };
    return &r->ladders[r->n++];
}

static bool climb(ac_receipts *r, int of, const ac_held *by, uint64_t seq)
{
    ladder *l = ladder_of(r, of, by->branch, by->org);
    step *more;

    if (l == NULL)
        return false;
    if (l->n > 0 && l->steps[l->n - 1].seq >= seq)
        return true;
    if (l->n == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 16;
        more = realloc(l->steps, cap * sizeof *more);
        if (more == NULL)
            return false;
        l->steps = more;
        l->cap = cap;
    }
    l->steps[l->n++] = (step){ seq, by->written_ms };
    return true;
}

ac_rc ac_receipts_open(ac_receipts **out, ac_notebook *nb, int space, ac_err *err)
{
    ac_history *h = ac_notebook_history(nb);
    ac_receipts *r = calloc(1, sizeof *r);
    ac_held *held = malloc(SLICE * sizeof *held);
    size_t n = 0;
    ac_n after = 0;
    ac_rc rc = r != NULL && held != NULL ? ac_history_branches(h, space, &r->branches, &r->nbranches, err)
                                         : ac_fail(err, AC_ENOMEM, "out of memory");

    while (rc == AC_OK) {
        rc = ac_history_slice(h, space, after, INT64_MAX, held, SLICE, &n, err);
        if (rc != AC_OK || n == 0)
            break;
        for (size_t i = 0; rc == AC_OK && i < n; i++)
            for (size_t b = 0; rc == AC_OK && held[i].org >= 0 && b < r->nbranches; b++) {
                uint64_t seq = r->branches[b].org != held[i].org ? ac_history_knows(h, &held[i], r->branches[b].branch) : 0;
                if (seq > 0 && !climb(r, r->branches[b].branch, &held[i], seq))
                    rc = ac_fail(err, AC_ENOMEM, "out of memory");
            }
        after = held[n - 1].n;
    }
    free(held);
    if (rc == AC_OK)
        *out = r;
    else
        ac_receipts_close(r);
    return rc;
}

void ac_receipts_close(ac_receipts *r)
{
    if (r == NULL)
        return;
    for (size_t i = 0; i < r->n; i++)
        free(r->ladders[i].steps);
    free(r->ladders);
    free(r->branches);
    free(r);
}

/* The first step that holds the change; l->n: none. */
static size_t first_step(const ladder *l, const ac_held *change)
{
    size_t low = 0, high = l->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (l->steps[mid].seq >= change->seq)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

bool ac_receipts_first(const ac_receipts *r, const ac_held *change, int *out_org, int64_t *out_written_ms)
{
    bool found = false;

    for (size_t i = 0; i < r->n; i++) {
        const ladder *l = &r->ladders[i];
        size_t at;
        if (l->of != change->branch || l->org == change->org)
            continue;
        at = first_step(l, change);
        if (at == l->n || (found && l->steps[at].written_ms >= *out_written_ms))
            continue;
        *out_org = l->org;
        *out_written_ms = l->steps[at].written_ms;
        found = true;
    }
    return found;
}

bool ac_receipts_last(const ac_receipts *r, const ac_held *change, const bool *wanted, int norgs, int64_t *out_written_ms)
{
    bool any = false;

    *out_written_ms = 0;
    for (int org = 0; org < norgs; org++) {
        int64_t first = INT64_MAX;
        if (!wanted[org] || org == change->org)
            continue;
        for (size_t i = 0; i < r->n; i++) {
            const ladder *l = &r->ladders[i];
            size_t at = l->of == change->branch && l->org == org ? first_step(l, change) : l->n;
            if (at < l->n && l->steps[at].written_ms < first)
                first = l->steps[at].written_ms;
        }
        if (first == INT64_MAX)
            return false;
        any = true;
        *out_written_ms = first > *out_written_ms ? first : *out_written_ms;
    }
    return any;
}
