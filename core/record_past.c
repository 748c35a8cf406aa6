/* record_past.c - a commitment as it stood on a day, by what had been written then. */
#include "core/record_past.h"

#include "core/record_in.h"
#include "core/view.h"

#include <stdlib.h>
#include <string.h>

#define SLICE 256

typedef struct {
    ac_branch *branch; /* owned */
    uint64_t *upto;    /* owned: of each branch the newest seq that is taken; its fork_seq: none of it */
    size_t n;
} cut;

static void cut_free(cut *c)
{
    free(c->branch);
    free(c->upto);
}

/* Each branch up to before its first change that was written later. */
static ac_rc by_clock(ac_history *h, int space, int64_t until_ms, cut *c, ac_err *err)
{
    ac_held *slice = malloc(SLICE * sizeof *slice);
    size_t got = SLICE;
    ac_n after = 0;
    ac_rc rc = slice != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");

    while (rc == AC_OK && got == SLICE) {
        rc = ac_history_slice(h, space, after, INT64_MAX, slice, SLICE, &got, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            after = slice[i].n;
            for (size_t b = 0; slice[i].written_ms > until_ms && b < c->n; b++)
                if (c->branch[b].branch == slice[i].branch && c->upto[b] >= slice[i].seq)
                    c->upto[b] = slice[i].seq - 1;
        }
    }
    free(slice);
    return rc;
}

static ac_rc rests_on_what_is_taken(ac_history *h, const cut *c, size_t b, uint64_t seq, bool *out, ac_err *err)
{
    ac_held at;
    ac_rc rc = ac_history_on(h, c->branch[b].branch, seq, &at, err);

    *out = rc == AC_OK;
    for (size_t o = 0; *out && o < c->n; o++)
        *out = o == b || ac_history_knows(h, &at, c->branch[o].branch) <= c->upto[o];
    return rc;
}

/* Along a branch knowledge only grows, so its last change that rests on nothing later is found by halving. */
static ac_rc shorten(ac_history *h, cut *c, size_t b, bool *out_changed, ac_err *err)
{
    uint64_t lo = c->branch[b].fork_seq, hi = c->upto[b];
    bool good = true;
    ac_rc rc = AC_OK;

    if (hi > lo)
        rc = rests_on_what_is_taken(h, c, b, hi, &good, err);
    if (rc != AC_OK || good)
        return rc;
    while (rc == AC_OK && hi - lo > 1) { /* lo is good, hi is not */
        uint64_t mid = lo + (hi - lo) / 2;
        rc = rests_on_what_is_taken(h, c, b, mid, &good, err);
        if (good)
            lo = mid;
        else
            hi = mid;
    }
    c->upto[b] = lo;
    *out_changed = true;
    return rc;
}

static ac_rc find_cut(ac_history *h, int space, int64_t until_ms, cut *c, ac_err *err)
{
    bool changed = true;
    ac_rc rc = ac_history_branches(h, space, &c->branch, &c->n, err);

    if (rc == AC_OK && (c->upto = calloc(c->n + 1, sizeof *c->upto)) == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    for (size_t b = 0; rc == AC_OK && b < c->n; b++)
        c->upto[b] = c->branch[b].head_seq;
    if (rc == AC_OK)
        rc = by_clock(h, space, until_ms, c, err);
    while (rc == AC_OK && changed) {
        changed = false;
        for (size_t b = 0; rc == AC_OK && b < c->n; b++)
            rc = shorten(h, c, b, &changed, err);
    }
    return rc;
}

/* The newest of each branch, as if one change were written on all of them. */
static ac_rc heads_of(ac_notebook *nb, ac_room *room, const cut *c, ac_held **out, ac_past *past, ac_err *err)
{
    static const ac_held none;
    int *sets = malloc((c->n + 1) * sizeof *sets);
    ac_held *heads = malloc((c->n + 1) * sizeof *heads);
    ac_rc rc = sets != NULL && heads != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");
    size_t n = 0;

    for (size_t b = 0; rc == AC_OK && b < c->n; b++)
        if (c->upto[b] > c->branch[b].fork_seq) {
            rc = ac_history_on(nb->history, c->branch[b].branch, c->upto[b], &heads[n], err);
            sets[n] = rc == AC_OK ? ac_members_after(room->members, heads[n].set, heads[n].n) : 0;
            n++;
        }
    if (rc == AC_OK) {
        *past = (ac_past){ .set = ac_members_union(room->members, sets, n), .prev = &none, .deps = heads, .ndeps = n };
        if (past->set < 0)
            rc = ac_fail(err, AC_ENOMEM, "out of memory");
    }
    free(sets);
    if (rc != AC_OK)
        free(heads);
    *out = rc == AC_OK ? heads : NULL;
    return rc;
}

ac_rc ac_record_open_at(ac_record **out, ac_notebook *nb, ac_n propose, int64_t until_ms, ac_err *err)
{
    ac_held made, *acts = NULL, *heads = NULL;
    cut c = { 0 };
    ac_past past;
    ac_room *room;
    int *judged = NULL;
    size_t n = 0;
    ac_rc rc = ac_history_get(nb->history, propose, &made, err);

    *out = NULL;
    if (rc == AC_OK && made.kind != AC_KIND_PROPOSE)
        rc = ac_fail(err, AC_EREF, "that record is not a commitment");
    if (rc == AC_OK)
        rc = ac_room_get(nb, made.space, &room, err);
    if (rc == AC_OK)
        rc = find_cut(nb->history, made.space, until_ms, &c, err);
    if (rc == AC_OK)
        rc = heads_of(nb, room, &c, &heads, &past, err);
    if (rc == AC_OK && !ac_history_in_past(nb->history, &made, past.prev, past.deps, past.ndeps))
        rc = ac_fail(err, AC_EREF, "it had not been written by then");
    if (rc == AC_OK)
        rc = ac_view_acts(nb, propose, &acts, &judged, &n, err);
    if (rc == AC_OK)
        rc = ac_record_gather(out, nb, room, propose, acts, judged, n, &past, err);
    if (rc == AC_OK) {
        ac_record_keep_past(*out, heads);
        heads = NULL;
    }
    free(acts);
    free(judged);
    free(heads);
    cut_free(&c);
    return rc;
}
