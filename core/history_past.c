/* history_past.c - what precedes what: for each change the newest of every other feed that it knew. */
#include "core/history_in.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define STEPS_MAX 12 /* rows that one vector is written over */

/* A vector is written against that of the change before it in its feed: what differs, in short numbers.
 * base, steps, then branch (less the one before) and seq, each in groups of 7 bits, the lowest first. */
static void put_short(ac_buf *out, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        ac_buf_u8(out, (unsigned)(v & 0x7f) | 0x80);
    ac_buf_u8(out, (unsigned)v);
}

static uint64_t take_short(ac_rd *rd)
{
    uint64_t v = 0;

    for (int shift = 0; shift < 63; shift += 7) {
        unsigned b = ac_rd_u8(rd);
        v |= (uint64_t)(b & 0x7f) << shift;
        if (b < 0x80)
            return v;
    }
    rd->bad = true;
    return 0;
}

typedef struct {
    knew *list; /* ascending by branch */
    size_t n, cap;
    bool failed;
} growing;

static bool room_for(growing *g, size_t n)
{
    knew *list;

    if (g->cap - g->n >= n)
        return true;
    list = realloc(g->list, (g->n + n + 16) * sizeof *list);
    if (list == NULL) {
        g->failed = true;
        return false;
    }
    g->list = list;
    g->cap = g->n + n + 16;
    return true;
}

static size_t place_of(const knew *list, size_t n, int b)
{
    size_t lo = 0, hi = n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (list[mid].branch < b)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Nothing known before is forgotten: the higher seq stays. */
static void know(growing *g, int b, uint64_t seq)
{
    size_t i = place_of(g->list, g->n, b);

    if (i < g->n && g->list[i].branch == b) {
        if (g->list[i].seq < seq)
            g->list[i].seq = seq;
        return;
    }
    if (!room_for(g, 1))
        return;
    memmove(g->list + i + 1, g->list + i, (g->n - i) * sizeof *g->list);
    g->list[i] = (knew){ b, seq };
    g->n++;
}

static void know_list(growing *g, const knew *list, size_t n)
{
    size_t fresh = 0, i = 0, k, at;

    for (k = 0; k < n; k++) { /* how many are new: the rest is raised in place */
        while (i < g->n && g->list[i].branch < list[k].branch)
            i++;
        if (i < g->n && g->list[i].branch == list[k].branch) {
            if (g->list[i].seq < list[k].seq)
                g->list[i].seq = list[k].seq;
        } else {
            fresh++;
        }
    }
    if (fresh == 0 || !room_for(g, fresh))
        return;
    at = g->n + fresh;
    i = g->n;
    g->n = at;
    for (k = n; k > 0 && at > 0;) { /* from the back, so that nothing is overwritten before it has moved */
        if (i > 0 && g->list[i - 1].branch >= list[k - 1].branch) {
            k -= g->list[i - 1].branch == list[k - 1].branch;
            g->list[--at] = g->list[--i];
        } else {
            g->list[--at] = list[--k];
        }
    }
}

static ac_rc vector_get(ac_history *h, int number, const vector **out, ac_err *err);

/* Reads a row whose bytes are in `data`: its base first. */
static ac_rc vector_read(ac_history *h, int number, const ac_buf *data, ac_err *err)
{
    vector *v = &h->vectors[number % AC_VECTORS_KEPT];
    ac_rd rd = { data->p, data->len, false };
    uint64_t base = take_short(&rd), steps = take_short(&rd);
    growing g = { 0 };
    const vector *from;
    int at = 0;
    ac_rc rc = AC_OK;

    if (rd.bad || base >= (uint64_t)number || steps < 1 || steps > STEPS_MAX)
        rc = AC_ECORRUPT;
    if (rc == AC_OK && base != 0) {
        rc = vector_get(h, (int)base, &from, err);
        if (rc != AC_OK)
            return rc;
        know_list(&g, from->list, from->n);
        if ((uint64_t)from->steps + 1 != steps)
            rc = AC_ECORRUPT;
    }
    while (rc == AC_OK && rd.left > 0) {
        uint64_t b = take_short(&rd), seq = take_short(&rd);
        if (rd.bad || b == 0 || b > (uint64_t)(INT_MAX - at))
            rc = AC_ECORRUPT;
        else
            know(&g, at += (int)b, seq);
    }
    if (rc == AC_OK && !g.failed) {
        free(v->list);
        *v = (vector){ number, (int)steps, g.list, g.n };
        return AC_OK;
    }
    free(g.list);
    return rc == AC_OK ? ac_fail(err, AC_ENOMEM, "out of memory")
                       : ac_fail(err, rc, "the notebook file is damaged: what a change knew cannot be read");
}

static ac_rc vector_get(ac_history *h, int number, const vector **out, ac_err *err)
{
    static const vector empty = { 0 };
    const vector *v = &h->vectors[number % AC_VECTORS_KEPT];
    ac_buf data = { 0 };
    ac_row *q;
    const uint8_t *p;
    size_t n;
    ac_rc rc;

    *out = &empty;
    if (number == 0)
        return AC_OK;
    if (v->vector == number) {
        *out = v;
        return AC_OK;
    }
    q = ac_q(h->store, AC_Q_vector_get);
    ac_bind_int(q, ":vector", number);
    if (ac_step(q)) {
        n = ac_col_blob(q, 0, &p);
        ac_buf_put(&data, p, n);
    }
    rc = ac_done(q, err);
    if (rc == AC_OK && data.failed)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = vector_read(h, number, &data, err);
    ac_buf_free(&data);
    if (rc == AC_OK)
        *out = v;
    return rc;
}

static uint64_t vector_seq(const vector *v, int b)
{
    size_t i = place_of(v->list, v->n, b);

    return i < v->n && v->list[i].branch == b ? v->list[i].seq : 0;
}

/* The highest seq of branch `of` that (b, seq) reaches by prev, itself counted; 0: none. */
static uint64_t line_seq(const ac_history *h, int b, uint64_t seq, int of)
{
    while (b != of && b > 0 && (size_t)b <= h->nbranches) {
        const ac_branch *at = &h->branches[b - 1].b;
        if (seq > at->fork_seq)
            seq = at->fork_seq;
        b = at->parent;
    }
    return b == of ? seq : 0;
}

uint64_t ac_history_knows(ac_history *h, const ac_held *b, int of)
{
    const vector *v;
    uint64_t line, other;

    if (ac_history_load(h, NULL) != AC_OK || vector_get(h, b->vector, &v, NULL) != AC_OK)
        return 0;
    line = line_seq(h, b->branch, b->seq, of);
    other = vector_seq(v, of);
    return line > other ? line : other;
}

bool ac_history_precedes(ac_history *h, const ac_held *a, const ac_held *b)
{
    return a->n != b->n && a->space == b->space && ac_history_knows(h, b, a->branch) >= a->seq;
}

bool ac_history_in_past(ac_history *h, const ac_held *a, const ac_held *prev, const ac_held *deps, size_t ndeps)
{
    if (prev->n != 0 && (prev->n == a->n || ac_history_precedes(h, a, prev)))
        return true;
    for (size_t i = 0; i < ndeps; i++)
        if (deps[i].n == a->n || ac_history_precedes(h, a, &deps[i]))
            return true;
    return false;
}

bool ac_history_reaches(ac_history *h, const ac_held *a, const ac_held *b)
{
    if (a->n == b->n)
        return true;
    return ac_history_load(h, NULL) == AC_OK && a->space == b->space && line_seq(h, b->branch, b->seq, a->branch) >= a->seq;
}

static ac_rc know_all(ac_history *h, growing *g, const ac_held *held, bool with_line, ac_err *err)
{
    const vector *v;
    ac_rc rc = vector_get(h, held->vector, &v, err);

    if (rc != AC_OK)
        return rc;
    know_list(g, v->list, v->n);
    if (with_line) {
        uint64_t seq = held->seq;
        for (int b = held->branch; b > 0 && (size_t)b <= h->nbranches; b = h->branches[b - 1].b.parent) {
            know(g, b, seq);
            if (seq > h->branches[b - 1].b.fork_seq)
                seq = h->branches[b - 1].b.fork_seq;
        }
    }
    return AC_OK;
}

/* What changed since `base`, which g holds whole. */
static void write_vector(ac_buf *out, const growing *g, int base, const vector *from)
{
    size_t k = 0;
    int at = 0;

    put_short(out, (uint64_t)base);
    put_short(out, (uint64_t)from->steps + 1);
    for (size_t i = 0; i < g->n; i++) {
        while (k < from->n && from->list[k].branch < g->list[i].branch)
            k++;
        if (k < from->n && from->list[k].branch == g->list[i].branch && from->list[k].seq == g->list[i].seq)
            continue;
        put_short(out, (uint64_t)(g->list[i].branch - at));
        put_short(out, g->list[i].seq);
        at = g->list[i].branch;
    }
}

ac_rc ac_vector_make(ac_history *h, const ac_held *prev, const ac_held *deps, size_t ndeps, int *out, ac_err *err)
{
    static const vector none = { 0 };
    const vector *from = &none;
    int base = prev->n != 0 ? prev->vector : 0;
    growing g = { 0 };
    ac_buf data = { 0 };
    vector *place;
    ac_row *q;
    int steps = 1;
    ac_rc rc = AC_OK;

    *out = base;
    if (ndeps == 0)
        return AC_OK;
    if (prev->n != 0)
        rc = know_all(h, &g, prev, false, err);
    for (size_t i = 0; rc == AC_OK && i < ndeps; i++)
        rc = know_all(h, &g, &deps[i], true, err);
    if (rc == AC_OK)
        rc = vector_get(h, base, &from, err); /* last: what is looked at stays only until the next look */
    if (rc == AC_OK && from->steps == STEPS_MAX) {
        base = 0;
        from = &none;
    }
    if (rc == AC_OK) {
        steps = from->steps + 1;
        write_vector(&data, &g, base, from);
        if (g.failed || data.failed)
            rc = ac_fail(err, AC_ENOMEM, "out of memory");
    }
    if (rc == AC_OK) {
        *out = ++h->newest_vector;
        q = ac_q(h->store, AC_Q_vector_put);
        ac_bind_int(q, ":vector", *out);
        ac_bind_blob(q, ":data", data.p, data.len);
        rc = ac_run(q, err);
    }
    if (rc == AC_OK) {
        place = &h->vectors[*out % AC_VECTORS_KEPT];
        free(place->list);
        *place = (vector){ *out, steps, g.list, g.n };
        g.list = NULL;
    }
    free(g.list);
    ac_buf_free(&data);
    return rc;
}
