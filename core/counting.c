/* counting.c - what counts (DESIGN 6): plain, good, met, contested. */
#include "core/members_in.h"

#include <stdlib.h>
#include <string.h>

/* In the past of every firm leave of its organisation; governing changes: of one, or a leave itself. */
static bool before_leaves(ac_members *m, const ac_state_org *o, const ac_held *c)
{
    bool is_governing = ac_kind_class(c->kind) == AC_CLASS_GOVERNING;

    for (int i = 0; i < o->nleaves; i++) {
        const ac_held *leave = &m->gov[o->leaves[i]].held;
        bool known = ac_history_precedes(m->history, c, leave) || (is_governing && leave->n == c->n);
        if (known == is_governing)
            return known;
    }
    return o->nleaves == 0 || !is_governing;
}

/* "" when plain(c, S), else why not. */
static const char *plain(ac_members *m, const ac_state *s, const ac_held *c, const ac_device *device)
{
    const ac_state_org *o;

    if (c->org < 0 || c->org >= s->norgs || !s->orgs[c->org].is_standing)
        return "fallen";
    o = &s->orgs[c->org];
    if (o->is_simple)
        return "";
    if (!ac_firm(m, o, c, device))
        return "roster";
    if (!before_leaves(m, o, c))
        return "left";
    for (int i = 0; i < o->nstops; i++)
        if (ac_device_eq(m->gov[o->stops[i]].key, *device) &&
            !ac_history_precedes(m->history, c, &m->gov[o->stops[i]].held))
            return "stopped";
    return "";
}

/* "" when good in the state of this set. */
static const char *good(ac_members *m, int set, const ac_held *c, const ac_device *device)
{
    const ac_state *s = ac_members_state(m, set);
    const char *why;

    if (s == NULL)
        return "fallen";
    why = plain(m, s, c, device);
    if (why[0] == '\0' || ac_kind_class(c->kind) == AC_CLASS_GOVERNING)
        return why;
    for (int g = 0; g < m->ngov; g++) {
        const gov *r = &m->gov[g];
        if (r->held.kind != AC_KIND_RATIFY || r->held.org != c->org || !ac_set_has(m, set, g) ||
            plain(m, s, &r->held, &r->author)[0] != '\0')
            continue;
        for (int i = 0; i < r->ncites; i++) {
            ac_held cited;
            if (ac_history_get(m->history, r->cited[i], &cited, NULL) == AC_OK && ac_history_reaches(m->history, c, &cited))
                return "";
        }
    }
    return why;
}

static bool may_witness(const ac_state *all, int org, const ac_held *c, const int *parties, int nparties)
{
    if (org == c->org)
        return false;
    if (nparties < 0)
        return org < all->norgs && all->orgs[org].is_standing;
    for (int i = 0; i < nparties; i++)
        if (parties[i] == org)
            return true;
    return false;
}

/* Walks one branch of another organisation from its first change that has c in its past, up to a seq. Along
 * a branch knowledge only grows, so a stretch that knows the same governing changes is asked once. */
static ac_rc met_on(ac_members *m, const ac_branch *b, uint64_t upto, const ac_held *c, const ac_device *device, bool *out,
                    ac_err *err)
{
    uint64_t lo = b->fork_seq + 1, hi = upto;
    ac_held at, head;
    int asked = -1;
    ac_rc rc = AC_OK;

    if (upto < lo)
        return AC_OK;
    rc = ac_history_on(m->history, b->branch, upto, &head, err);
    if (rc != AC_OK || !ac_history_precedes(m->history, c, &head))
        return rc;
    while (lo < hi) {
        uint64_t mid = lo + (hi - lo) / 2;
        rc = ac_history_on(m->history, b->branch, mid, &at, err);
        if (rc != AC_OK)
            return rc;
        if (ac_history_precedes(m->history, c, &at))
            hi = mid;
        else
            lo = mid + 1;
    }
    while (lo <= upto && !*out) {
        uint64_t last;
        rc = ac_history_on(m->history, b->branch, lo, &at, err);
        if (rc != AC_OK)
            return rc;
        if (at.flags & AC_HELD_UNJUDGED)
            break; /* and all that follows on this branch */
        if (at.set != asked) {
            const ac_state *s = ac_members_state(m, at.set);
            asked = at.set;
            if (s != NULL && at.org >= 0 && at.org < s->norgs && s->orgs[at.org].is_member && m->orgs[at.org].is_partner &&
                good(m, at.set, c, device)[0] == '\0') {
                *out = true;
                break;
            }
        }
        last = upto; /* the end of this stretch */
        hi = lo;
        while (hi < last) {
            uint64_t mid = hi + (last - hi + 1) / 2;
            ac_held probe;
            rc = ac_history_on(m->history, b->branch, mid, &probe, err);
            if (rc != AC_OK)
                return rc;
            if (probe.set == at.set)
                hi = mid;
            else
                last = mid - 1;
        }
        lo = hi + 1;
    }
    return rc;
}

ac_rc ac_members_counted(ac_members *m, const ac_held *c, const ac_device *device, const int *parties, int nparties,
                         ac_counting *out, ac_err *err)
{
    const ac_state *all = ac_members_state(m, m->all);
    ac_branch *list = NULL;
    size_t n = 0;
    ac_rc rc = AC_OK;

    *out = (ac_counting){ .why = "" };
    if (all == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    out->why = good(m, m->all, c, device);
    out->is_good = out->why[0] == '\0';
    if (out->is_good)
        return AC_OK;
    rc = ac_history_branches(m->history, m->space, &list, &n, err);
    for (size_t i = 0; rc == AC_OK && !out->is_met && i < n; i++)
        if (list[i].org >= 0 && may_witness(all, list[i].org, c, parties, nparties))
            rc = met_on(m, &list[i], list[i].head_seq, c, device, &out->is_met, err);
    free(list);
    if (out->is_met && c->org < all->norgs)
        out->is_contested = !ac_firm(m, &all->orgs[c->org], c, device);
    return rc;
}

/* The newest seq of a branch in a past; 0: none. */
static uint64_t newest_in(const ac_members *m, const ac_past *past, int branch)
{
    uint64_t newest = 0;

    if (past->of != NULL)
        return past->of->branch == branch ? past->of->seq - 1 : ac_history_knows(m->history, past->of, branch);
    if (past->prev->n != 0)
        newest = ac_history_knows(m->history, past->prev, branch);
    for (size_t i = 0; i < past->ndeps; i++) {
        uint64_t seq = ac_history_knows(m->history, &past->deps[i], branch);
        newest = seq > newest ? seq : newest;
    }
    return newest;
}

ac_rc ac_members_counted_in(ac_members *m, const ac_held *c, const ac_device *device, const int *parties, int nparties,
                            const ac_past *past, bool *out, ac_err *err)
{
    const ac_state *s = ac_members_state(m, past->set);
    ac_branch *list = NULL;
    size_t n = 0;
    ac_rc rc;

    if (s == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    *out = good(m, past->set, c, device)[0] == '\0';
    if (*out)
        return AC_OK;
    rc = ac_history_branches(m->history, m->space, &list, &n, err);
    for (size_t i = 0; rc == AC_OK && !*out && i < n; i++) {
        uint64_t upto = newest_in(m, past, list[i].branch);
        if (list[i].org >= 0 && may_witness(s, list[i].org, c, parties, nparties))
            rc = met_on(m, &list[i], upto < list[i].head_seq ? upto : list[i].head_seq, c, device, out, err);
    }
    free(list);
    return rc;
}
