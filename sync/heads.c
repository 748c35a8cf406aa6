/* heads.c - snapshots of heads, their unions, digests and differences. */
#include "sync/heads.h"

#include "core/mark.h"

#include <stdlib.h>

void ac_heads_free(ac_heads *heads)
{
    free(heads->list);
    *heads = (ac_heads){ 0 };
}

const ac_branch *ac_heads_branch(const ac_heads *heads, int branch)
{
    for (size_t i = 0; i < heads->n; i++)
        if (heads->list[i].branch == branch)
            return &heads->list[i];
    return NULL;
}

/* How far our own branch may be shown: up to the mark, or as far as others rest on it. */
static ac_rc own_limit(ac_notebook *nb, int space, const ac_heads *heads, int branch, uint64_t *out, ac_err *err)
{
    ac_history *h = ac_notebook_history(nb);
    const ac_place *place = ac_notebook_place(nb);
    ac_space_info info;
    ac_mark mark = { 0 };
    const ac_mark_line *line;
    ac_held held;
    ac_rc rc = ac_history_space_info(h, space, &info, err);

    *out = 0;
    if (rc == AC_OK && ac_mark_read(&mark, place->state_dir, &ac_notebook_me(nb)->device, NULL) == AC_OK) {
        line = ac_mark_find(&mark, &info.id);
        *out = line != NULL ? line->seq : 0;
        ac_mark_free(&mark);
    }
    for (size_t i = 0; rc == AC_OK && i < heads->n; i++) {
        uint64_t seq;
        if (ac_device_eq(heads->list[i].device, ac_notebook_me(nb)->device))
            continue;
        rc = ac_history_get(h, heads->list[i].head, &held, err);
        if (rc == AC_OK && (seq = ac_history_knows(h, &held, branch)) > *out)
            *out = seq;
    }
    return rc;
}

static ac_rc hold_back(ac_heads *heads, ac_notebook *nb, int space, bool is_wary, ac_err *err)
{
    ac_feed_health health;
    ac_rc rc = ac_notebook_feed_health(nb, space, &health, err);

    if (rc != AC_OK || (!is_wary && (health == AC_FEED_GOOD || health == AC_FEED_BEHIND)))
        return rc;
    for (size_t i = 0; rc == AC_OK && i < heads->n;) {
        ac_branch *b = &heads->list[i];
        uint64_t limit = b->head_seq;
        ac_held held;
        if (ac_device_eq(b->device, ac_notebook_me(nb)->device))
            rc = own_limit(nb, space, heads, b->branch, &limit, err);
        if (rc == AC_OK && limit < b->head_seq) {
            rc = ac_history_on(ac_notebook_history(nb), b->branch, (limit > b->fork_seq ? limit : b->fork_seq) + 1, &held, err);
            if (rc == AC_OK && held.n <= heads->whole)
                heads->whole = held.n - 1;
        }
        if (rc == AC_OK && limit < b->head_seq && limit > b->fork_seq) {
            rc = ac_history_on(ac_notebook_history(nb), b->branch, limit, &held, err);
            b->head_seq = limit;
            b->head_id = held.id;
            b->head = held.n;
        }
        if (rc == AC_OK && limit <= b->fork_seq)
            *b = heads->list[--heads->n];
        else
            i++;
    }
    return rc;
}

static ac_rc snapshot(ac_heads *out, ac_notebook *nb, int space, bool is_wary, ac_err *err)
{
    ac_space_info info;
    ac_rc rc = AC_OK;

    ac_heads_free(out);
    if (space < 0)
        return AC_OK; /* nothing of it is here */
    rc = ac_history_branches(ac_notebook_history(nb), space, &out->list, &out->n, err);
    out->cap = out->n;
    if (rc == AC_OK)
        rc = ac_history_space_info(ac_notebook_history(nb), space, &info, err);
    if (rc == AC_OK) {
        out->newest = out->whole = info.newest;
        out->missing = info.missing_words;
        rc = hold_back(out, nb, space, is_wary, err);
    }
    return rc;
}

ac_rc ac_heads_snapshot(ac_heads *out, ac_notebook *nb, int space, ac_err *err)
{
    return snapshot(out, nb, space, false, err);
}

ac_rc ac_heads_snapshot_wary(ac_heads *out, ac_notebook *nb, int space, ac_err *err)
{
    return snapshot(out, nb, space, true, err);
}

static ac_rc raise_to(ac_heads *heads, ac_history *h, int branch, uint64_t seq, const ac_id *id, ac_n n, int *out_parent,
                      uint64_t *out_fork_seq, ac_err *err)
{
    ac_branch b = { 0 };
    ac_held held;
    ac_rc rc = AC_OK;
    size_t i = 0;

    while (i < heads->n && heads->list[i].branch != branch)
        i++;
    if (i == heads->n) {
        rc = ac_history_branch(h, branch, &b, err);
        if (rc == AC_OK && heads->n == heads->cap) {
            size_t cap = heads->cap * 2 + 8;
            ac_branch *more = realloc(heads->list, cap * sizeof *more);
            if (more == NULL)
                return ac_fail(err, AC_ENOMEM, "out of memory");
            heads->list = more;
            heads->cap = cap;
        }
        if (rc != AC_OK)
            return rc;
        b.head_seq = 0;
        heads->list[heads->n++] = b;
    }
    *out_parent = heads->list[i].parent;
    *out_fork_seq = heads->list[i].fork_seq;
    if (heads->list[i].head_seq >= seq)
        return AC_OK;
    if (id == NULL) {
        rc = ac_history_on(h, branch, seq, &held, err);
        if (rc != AC_OK)
            return rc;
        id = &held.id;
        n = held.n;
    }
    heads->list[i].head_seq = seq;
    heads->list[i].head_id = *id;
    heads->list[i].head = n;
    return AC_OK;
}

ac_rc ac_heads_add(ac_heads *heads, ac_history *h, const ac_held *held, ac_err *err)
{
    int branch = held->branch, parent;
    uint64_t seq = held->seq, fork_seq;
    const ac_id *id = &held->id;
    ac_n n = held->n;

    while (branch >= 0 && seq > 0) {
        ac_rc rc = raise_to(heads, h, branch, seq, id, n, &parent, &fork_seq, err);
        if (rc != AC_OK)
            return rc;
        branch = parent;
        seq = fork_seq;
        id = NULL;
        n = 0;
    }
    return AC_OK;
}

/* --- devices --- */

bool ac_devices_has(const ac_devices *d, const ac_device *device)
{
    for (size_t i = 0; i < d->n; i++)
        if (ac_device_eq(d->list[i], *device))
            return true;
    return false;
}

bool ac_devices_add(ac_devices *d, const ac_device *device)
{
    ac_device *more;

    if (ac_devices_has(d, device))
        return true;
    more = realloc(d->list, (d->n + 1) * sizeof *more);
    if (more == NULL)
        return false;
    d->list = more;
    more[d->n++] = *device;
    return true;
}

/* --- lists and digests --- */

static int by_device(const void *va, const void *vb)
{
    const ac_branch *a = va, *b = vb;
    int c = ac_device_cmp(a->device, b->device);

    if (c == 0)
        c = a->head_seq < b->head_seq ? -1 : a->head_seq > b->head_seq;
    return c != 0 ? c : ac_id_cmp(a->head_id, b->head_id);
}

static bool is_built_on(const ac_heads *heads, const ac_branch *b)
{
    for (size_t i = 0; i < heads->n; i++)
        if (heads->list[i].parent == b->branch && heads->list[i].fork_seq >= b->head_seq)
            return true;
    return false;
}

ac_rc ac_heads_sorted(const ac_heads *heads, ac_branch **out, size_t *out_n, ac_err *err)
{
    ac_branch *list = malloc((heads->n + 1) * sizeof *list);
    size_t n = 0;

    if (list == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    for (size_t i = 0; i < heads->n; i++)
        if (!is_built_on(heads, &heads->list[i]))
            list[n++] = heads->list[i];
    qsort(list, n, sizeof *list, by_device);
    *out = list;
    *out_n = n;
    return AC_OK;
}

ac_rc ac_heads_digest(const ac_heads *heads, const ac_space *space, const ac_devices *out_of, ac_digest *out,
                      uint64_t *out_count, ac_err *err)
{
    ac_branch *list;
    size_t n;
    ac_rc rc = ac_heads_sorted(heads, &list, &n, err);

    if (rc != AC_OK)
        return rc;
    *out_count = 0;
    for (size_t i = 0; i < heads->n; i++)
        if (!ac_devices_has(out_of, &heads->list[i].device))
            *out_count += heads->list[i].head_seq - heads->list[i].fork_seq;
    rc = ac_digest_of_heads(space, list, n, out_of->list, out_of->n, out);
    free(list);
    return rc;
}

/* --- what a partner lacks --- */

const ac_cover *ac_covers_find(const ac_covers *covers, int branch)
{
    size_t lo = 0, hi = covers->n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (covers->list[mid].branch < branch)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < covers->n && covers->list[lo].branch == branch ? &covers->list[lo] : NULL;
}

static bool cover_raise(ac_covers *covers, int branch, uint64_t upto, uint64_t head)
{
    size_t i = 0;

    while (i < covers->n && covers->list[i].branch < branch)
        i++;
    if (i == covers->n || covers->list[i].branch != branch) {
        if (covers->n == covers->cap) {
            size_t cap = covers->cap * 2 + 8;
            ac_cover *more = realloc(covers->list, cap * sizeof *more);
            if (more == NULL)
                return false;
            covers->list = more;
            covers->cap = cap;
        }
        memmove(covers->list + i + 1, covers->list + i, (covers->n - i) * sizeof *covers->list);
        covers->list[i] = (ac_cover){ branch, 0, 0 };
        covers->n++;
    }
    if (covers->list[i].upto < upto)
        covers->list[i].upto = upto;
    if (covers->list[i].head < head)
        covers->list[i].head = head;
    return true;
}

ac_rc ac_covers_add(ac_covers *covers, ac_history *h, int space, const ac_heads *heads, const ac_feed_points *feed,
                    bool *out_all_known, ac_err *err)
{
    bool memory = true;

    *out_all_known = true;
    for (size_t i = 0; i < heads->n; i++)
        if (ac_device_eq(heads->list[i].device, feed->author))
            memory = cover_raise(covers, heads->list[i].branch, 0, heads->list[i].head_seq) && memory;
    for (unsigned p = 0; memory && p < feed->n; p++) {
        ac_point point = ac_point_at(feed, p);
        ac_held held = { 0 };
        ac_branch b;
        ac_rc rc = space < 0 ? AC_OK : ac_history_find(h, space, &point.id, &held, err);
        if (rc == AC_OK && held.n != 0)
            rc = ac_history_branch(h, held.branch, &b, err);
        if (rc != AC_OK)
            return rc;
        if (held.n == 0 || held.seq != point.seq || !ac_device_eq(b.device, feed->author)) {
            *out_all_known = false;
            continue;
        }
        for (uint64_t seq = held.seq; memory;) {
            memory = cover_raise(covers, b.branch, seq, 0);
            if (b.parent < 0)
                break;
            seq = b.fork_seq;
            rc = ac_history_branch(h, b.parent, &b, err);
            if (rc != AC_OK)
                return rc;
        }
    }
    return memory ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");
}

void ac_covers_free(ac_covers *covers)
{
    free(covers->list);
    *covers = (ac_covers){ 0 };
}

ac_rc ac_covers_between(ac_covers *covers, const ac_heads *had, const ac_heads *now, ac_err *err)
{
    for (size_t i = 0; i < now->n; i++) {
        const ac_branch *b = ac_heads_branch(had, now->list[i].branch);
        if (!cover_raise(covers, now->list[i].branch, b != NULL ? b->head_seq : 0, now->list[i].head_seq))
            return ac_fail(err, AC_ENOMEM, "out of memory");
    }
    return AC_OK;
}

ac_rc ac_covers_begin(const ac_covers *covers, ac_history *h, ac_n until, ac_n *out, ac_err *err)
{
    *out = until;
    for (size_t i = 0; i < covers->n; i++) {
        const ac_cover *c = &covers->list[i];
        ac_branch b;
        ac_held first;
        uint64_t seq;
        ac_rc rc = ac_history_branch(h, c->branch, &b, err);
        if (rc != AC_OK)
            return rc;
        seq = (c->upto > b.fork_seq ? c->upto : b.fork_seq) + 1;
        if (seq > c->head)
            continue;
        rc = ac_history_on(h, c->branch, seq, &first, err);
        if (rc != AC_OK)
            return rc;
        if (first.n - 1 < *out)
            *out = first.n - 1;
    }
    return AC_OK;
}

ac_rc ac_heads_copy(ac_heads *out, const ac_heads *from, ac_err *err)
{
    ac_heads_free(out);
    out->list = malloc((from->n + 1) * sizeof *out->list);
    if (out->list == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    if (from->n > 0)
        memcpy(out->list, from->list, from->n * sizeof *out->list);
    out->n = from->n;
    out->cap = from->n + 1;
    out->newest = from->newest;
    out->whole = from->whole;
    out->missing = from->missing;
    return AC_OK;
}
