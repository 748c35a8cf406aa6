/* history.c - the truth: changes, branches, vectors. */
#include "core/history.h"

#include "core/kind.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define CACHE 8192   /* changes looked at lately: direct-mapped, by n and by id */
#define VCACHE 4096  /* vectors looked at lately */
#define STEPS_MAX 12 /* rows that one vector is written over */

typedef struct {
    int branch;
    uint64_t seq;
} knew;

typedef struct {
    int vector; /* 0: empty place */
    int steps;  /* how many rows it is written over: itself, then what it is said against */
    knew *list; /* ascending by branch */
    size_t n;
} vector;

typedef struct {
    ac_branch b;
    int space;
    bool is_dirty;
} branch;

struct ac_history {
    ac_store *store;
    ac_world *world;
    bool is_loaded;
    ac_space_info *spaces;
    bool *space_dirty;
    size_t nspaces;
    branch *branches; /* by number: branch i stands at i - 1 */
    size_t nbranches, branch_cap;
    ac_n newest;
    int newest_vector;
    ac_held *by_n;            /* CACHE */
    struct {
        uint64_t key;
        ac_n n;
    } *by_id;                 /* CACHE */
    vector *vectors;          /* VCACHE */
    ac_id absent;             /* looked for in this transaction and not here: keeping it need not look again */
    int absent_space;         /* 0: none */
};

ac_rc ac_history_open(ac_history **out, ac_store *store, ac_world *world, ac_err *err)
{
    ac_history *h = calloc(1, sizeof *h);

    if (h != NULL) {
        h->by_n = calloc(CACHE, sizeof *h->by_n);
        h->by_id = calloc(CACHE, sizeof *h->by_id);
        h->vectors = calloc(VCACHE, sizeof *h->vectors);
    }
    if (h == NULL || h->by_n == NULL || h->by_id == NULL || h->vectors == NULL) {
        ac_history_close(h);
        return ac_fail(err, AC_ENOMEM, "out of memory");
    }
    h->store = store;
    h->world = world;
    *out = h;
    return AC_OK;
}

void ac_history_refresh(ac_history *h)
{
    h->is_loaded = false;
    h->absent_space = 0;
    free(h->spaces);
    free(h->space_dirty);
    free(h->branches);
    h->spaces = NULL;
    h->space_dirty = NULL;
    h->branches = NULL;
    h->nspaces = h->nbranches = h->branch_cap = 0;
    memset(h->by_n, 0, CACHE * sizeof *h->by_n);
    memset(h->by_id, 0, CACHE * sizeof *h->by_id);
    for (size_t i = 0; i < VCACHE; i++)
        free(h->vectors[i].list);
    memset(h->vectors, 0, VCACHE * sizeof *h->vectors);
}

void ac_history_close(ac_history *h)
{
    if (h == NULL)
        return;
    if (h->by_n != NULL && h->by_id != NULL && h->vectors != NULL)
        ac_history_refresh(h);
    free(h->by_n);
    free(h->by_id);
    free(h->vectors);
    free(h);
}

/* --- loading: spaces and branches are few --- */

static ac_rc load_spaces(ac_history *h, ac_err *err)
{
    ac_row *q = ac_q(h->store, AC_Q_spaces);
    bool memory = true;
    ac_rc rc;

    while (memory && ac_step(q)) {
        ac_space_info *s = realloc(h->spaces, (h->nspaces + 1) * sizeof *s);
        bool *d = s != NULL ? realloc(h->space_dirty, (h->nspaces + 1) * sizeof *d) : NULL;
        const uint8_t *id;
        h->spaces = s != NULL ? s : h->spaces;
        h->space_dirty = d != NULL ? d : h->space_dirty;
        if (!(memory = s != NULL && d != NULL))
            break;
        d[h->nspaces] = false;
        s = &s[h->nspaces++];
        s->space = (int)ac_col_int(q, 0);
        if (ac_col_blob(q, 1, &id) == 32)
            s->id = ac_space_of(id);
        s->is_own = ac_col_int(q, 2) != 0;
        s->changes = ac_col_int(q, 3);
        s->missing_words = ac_col_int(q, 4);
        s->newest = ac_col_int(q, 5);
    }
    rc = ac_done(q, err);
    return rc == AC_OK && !memory ? ac_fail(err, AC_ENOMEM, "out of memory") : rc;
}

static branch *branch_room(ac_history *h)
{
    if (h->nbranches == h->branch_cap) {
        size_t cap = h->branch_cap ? 2 * h->branch_cap : 32;
        branch *b = realloc(h->branches, cap * sizeof *b);
        if (b == NULL)
            return NULL;
        h->branches = b;
        h->branch_cap = cap;
    }
    h->branches[h->nbranches] = (branch){ 0 };
    return &h->branches[h->nbranches++];
}

static ac_rc raw_get(ac_history *h, ac_n n, ac_held *out, ac_err *err);

static bool has_space(const ac_history *h, int space)
{
    size_t i = 0;

    while (i < h->nspaces && h->spaces[i].space != space)
        i++;
    return i < h->nspaces;
}

static bool is_of_a_feed(const ac_history *h, const ac_held *held)
{
    return (size_t)held->branch <= h->nbranches && has_space(h, held->space);
}

static ac_rc fail_feeds(ac_err *err)
{
    return ac_fail(err, AC_ECORRUPT, "the notebook file is damaged: its list of feeds contradicts itself");
}

static ac_rc load_branches(ac_history *h, ac_err *err)
{
    ac_row *q = ac_q(h->store, AC_Q_branches);
    bool memory = true, sane = true;
    ac_rc rc;

    while (memory && ac_step(q)) {
        branch *b = branch_room(h);
        const uint8_t *device;
        if (!(memory = b != NULL))
            break;
        b->b.branch = (int)ac_col_int(q, 0);
        b->space = (int)ac_col_int(q, 1);
        if (ac_col_blob(q, 2, &device) == 32)
            b->b.device = ac_device_of(device);
        b->b.parent = (int)ac_col_int(q, 3);
        b->b.fork_seq = (uint64_t)ac_col_int(q, 4);
        b->b.org = (int)ac_col_int(q, 5);
        b->b.head_seq = (uint64_t)ac_col_int(q, 6);
        b->b.head = ac_col_int(q, 7);
        b->b.solid_seq = (uint64_t)ac_col_int(q, 8);
        b->b.solid = ac_col_int(q, 9);
        /* What is looked up by number below must be there, and parents come first. */
        sane = sane && b->b.branch == (int)h->nbranches && b->b.parent < b->b.branch &&
               (b->b.parent == -1 || b->b.parent > 0) && b->b.solid >= 0 && has_space(h, b->space);
    }
    rc = ac_done(q, err);
    if (rc == AC_OK && !memory)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && !sane)
        rc = fail_feeds(err);
    for (size_t i = 0; rc == AC_OK && i < h->nbranches; i++) {
        ac_held held;
        rc = raw_get(h, h->branches[i].b.head, &held, err);
        h->branches[i].b.head_id = held.id;
        sane = sane && is_of_a_feed(h, &held);
        if (rc == AC_OK && h->branches[i].b.solid != 0) {
            rc = raw_get(h, h->branches[i].b.solid, &held, err);
            h->branches[i].b.solid_id = held.id;
            sane = sane && is_of_a_feed(h, &held);
        }
    }
    if (rc == AC_OK && !sane)
        rc = fail_feeds(err);
    return rc;
}

static ac_rc load(ac_history *h, ac_err *err)
{
    bool in_one = ac_store_in_write(h->store) || ac_store_in_read(h->store);
    ac_row *q;
    ac_rc rc;

    if (h->is_loaded)
        return AC_OK;
    rc = in_one ? AC_OK : ac_store_read_begin(h->store, err); /* what is loaded must be of one moment */
    if (rc == AC_OK)
        rc = load_spaces(h, err);
    if (rc == AC_OK)
        rc = load_branches(h, err);
    if (rc == AC_OK) {
        q = ac_q(h->store, AC_Q_change_newest);
        h->newest = ac_step(q) ? ac_col_int(q, 0) : 0;
        rc = ac_done(q, err);
    }
    if (rc == AC_OK) {
        q = ac_q(h->store, AC_Q_vector_newest);
        h->newest_vector = ac_step(q) ? (int)ac_col_int(q, 0) : 0;
        rc = ac_done(q, err);
    }
    if (!in_one)
        ac_store_read_end(h->store);
    if (rc == AC_OK)
        h->is_loaded = true;
    else
        ac_history_refresh(h);
    return rc;
}

ac_rc ac_history_flush(ac_history *h, ac_err *err)
{
    ac_rc rc = AC_OK;

    h->absent_space = 0;
    for (size_t i = 0; rc == AC_OK && i < h->nbranches; i++) {
        const ac_branch *b = &h->branches[i].b;
        ac_row *q;
        if (!h->branches[i].is_dirty)
            continue;
        q = ac_q(h->store, AC_Q_branch_put);
        ac_bind_int(q, ":branch", b->branch);
        ac_bind_int(q, ":space", h->branches[i].space);
        ac_bind_blob(q, ":device", b->device.b, 32);
        ac_bind_int(q, ":parent", b->parent);
        ac_bind_int(q, ":fork_seq", (int64_t)b->fork_seq);
        ac_bind_int(q, ":org", b->org);
        ac_bind_int(q, ":head_seq", (int64_t)b->head_seq);
        ac_bind_int(q, ":head", b->head);
        ac_bind_int(q, ":solid_seq", (int64_t)b->solid_seq);
        ac_bind_int(q, ":solid", b->solid);
        rc = ac_run(q, err);
        h->branches[i].is_dirty = false;
    }
    for (size_t i = 0; rc == AC_OK && i < h->nspaces; i++) {
        ac_row *q;
        if (!h->space_dirty[i])
            continue;
        q = ac_q(h->store, AC_Q_space_count);
        ac_bind_int(q, ":space", h->spaces[i].space);
        ac_bind_int(q, ":changes", h->spaces[i].changes);
        ac_bind_int(q, ":missing", h->spaces[i].missing_words);
        ac_bind_int(q, ":newest", h->spaces[i].newest);
        rc = ac_run(q, err);
        h->space_dirty[i] = false;
    }
    return rc;
}

/* --- spaces --- */

static size_t space_at(const ac_history *h, int space)
{
    size_t i = 0;

    while (i < h->nspaces && h->spaces[i].space != space)
        i++;
    assert(i < h->nspaces);
    return i;
}

ac_rc ac_history_spaces(ac_history *h, ac_space_info **out, size_t *out_n, ac_err *err)
{
    ac_rc rc = load(h, err);

    *out = NULL;
    *out_n = 0;
    if (rc != AC_OK)
        return rc;
    *out = malloc((h->nspaces + 1) * sizeof **out);
    if (*out == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    if (h->nspaces > 0)
        memcpy(*out, h->spaces, h->nspaces * sizeof **out);
    *out_n = h->nspaces;
    return AC_OK;
}

ac_rc ac_history_space(ac_history *h, const ac_space *id, ac_space_info *out, bool *out_found, ac_err *err)
{
    ac_rc rc = load(h, err);

    *out_found = false;
    for (size_t i = 0; rc == AC_OK && i < h->nspaces; i++)
        if (ac_space_eq(h->spaces[i].id, *id)) {
            *out = h->spaces[i];
            *out_found = true;
        }
    return rc;
}

ac_rc ac_history_space_info(ac_history *h, int space, ac_space_info *out, ac_err *err)
{
    ac_rc rc = load(h, err);

    if (rc == AC_OK)
        *out = h->spaces[space_at(h, space)];
    return rc;
}

ac_rc ac_history_space_make(ac_history *h, const ac_space *id, bool is_own, int *out_space, ac_err *err)
{
    ac_row *q = ac_q(h->store, AC_Q_space_put);
    ac_rc rc;

    ac_bind_blob(q, ":id", id->b, 32);
    ac_bind_int(q, ":own", is_own);
    rc = ac_run(q, err);
    if (rc == AC_OK) {
        *out_space = (int)ac_store_last_n(h->store);
        rc = ac_history_flush(h, err);
        ac_history_refresh(h);
    }
    return rc;
}

/* --- rows --- */

/* False: numbers that no notebook writes. */
static bool read_row(ac_row *q, ac_held *out)
{
    const uint8_t *p;
    size_t n;

    out->n = ac_col_int(q, 0);
    out->space = (int)ac_col_int(q, 1);
    out->branch = (int)ac_col_int(q, 2);
    out->seq = (uint64_t)ac_col_int(q, 3);
    out->kind = (uint16_t)ac_col_int(q, 4);
    out->depth = (uint64_t)ac_col_int(q, 5);
    out->record = ac_col_int(q, 6);
    out->org = (int)ac_col_int(q, 7);
    out->vector = (int)ac_col_int(q, 8);
    out->set = (int)ac_col_int(q, 9);
    out->ref = (int)ac_col_int(q, 10);
    out->flags = (unsigned)ac_col_int(q, 11);
    out->received_ms = ac_col_int(q, 12);
    n = ac_col_blob(q, 13, &p);
    if (n == 32)
        out->id = ac_id_of(p);
    n = ac_col_blob(q, 14, &p);
    out->written_ms = n == 8 ? (int64_t)ac_be64(p) : 0;
    return out->n > 0 && out->branch > 0 && out->vector >= 0 && out->set >= 0 && out->record >= 0 && out->org >= -1;
}

static ac_rc fail_row(ac_n n, ac_err *err)
{
    return ac_fail(err, AC_ECORRUPT, "the notebook file is damaged: change %lld is missing or contradicts itself",
                   (long long)n);
}

/* A row that was just read must be of a space and a feed that are here: another process may have begun them
 * since they were loaded. */
static ac_rc check_row(ac_history *h, const ac_held *held, ac_err *err)
{
    ac_rc rc = AC_OK;

    if (is_of_a_feed(h, held))
        return AC_OK;
    if (!ac_store_in_write(h->store)) {
        ac_history_refresh(h);
        rc = load(h, err);
    }
    return rc != AC_OK || is_of_a_feed(h, held) ? rc : fail_row(held->n, err);
}

static void cache(ac_history *h, const ac_held *held)
{
    uint64_t key = ac_be64(held->id.b);

    h->by_n[held->n % CACHE] = *held;
    h->by_id[key % CACHE].key = key;
    h->by_id[key % CACHE].n = held->n;
}

static ac_rc raw_get(ac_history *h, ac_n n, ac_held *out, ac_err *err)
{
    ac_held *c = &h->by_n[(uint64_t)n % CACHE];
    ac_row *q;
    bool found;
    ac_rc rc;

    if (c->n == n && n != 0) {
        *out = *c;
        return AC_OK;
    }
    q = ac_q(h->store, AC_Q_change_by_n);
    ac_bind_int(q, ":n", n);
    *out = (ac_held){ 0 };
    found = ac_step(q) && read_row(q, out);
    rc = ac_done(q, err);
    if (rc == AC_OK && !found)
        rc = fail_row(n, err);
    if (rc == AC_OK)
        cache(h, out);
    return rc;
}

ac_rc ac_history_get(ac_history *h, ac_n n, ac_held *out, ac_err *err)
{
    ac_rc rc = load(h, err);

    if (rc == AC_OK)
        rc = raw_get(h, n, out, err);
    return rc == AC_OK ? check_row(h, out, err) : rc;
}

ac_rc ac_history_find(ac_history *h, int space, const ac_id *id, ac_held *out, ac_err *err)
{
    uint64_t key = ac_be64(id->b);
    ac_n hint = h->by_id[key % CACHE].key == key ? h->by_id[key % CACHE].n : 0;
    bool sane = true;
    ac_row *q;
    ac_rc rc = load(h, err);

    if (rc != AC_OK)
        return rc;
    if (hint != 0 && h->by_n[hint % CACHE].n == hint) {
        const ac_held *c = &h->by_n[hint % CACHE];
        if (c->space == space && ac_id_eq(c->id, *id)) {
            *out = *c;
            return AC_OK;
        }
    }
    *out = (ac_held){ 0 };
    q = ac_q(h->store, AC_Q_change_by_id);
    ac_bind_int(q, ":idkey", (int64_t)key);
    while (ac_step(q)) {
        ac_held held = { 0 };
        sane = read_row(q, &held) && sane;
        if (ac_id_eq(held.id, *id) && held.space == space) {
            *out = held;
            break;
        }
    }
    rc = ac_done(q, err);
    if (rc == AC_OK && !sane)
        rc = fail_row(out->n, err);
    if (rc == AC_OK && out->n != 0) {
        rc = check_row(h, out, err);
        cache(h, out);
    }
    if (rc == AC_OK && out->n == 0 && ac_store_in_write(h->store)) { /* nobody else can bring it meanwhile */
        h->absent = *id;
        h->absent_space = space;
    }
    return rc;
}

ac_rc ac_history_bytes(ac_history *h, ac_n n, ac_buf *header, uint8_t signature[64], ac_buf *words, bool *out_words,
                       ac_err *err)
{
    ac_row *q = ac_q(h->store, AC_Q_change_bytes);
    const uint8_t *p;
    size_t len;
    bool found, good = true;
    ac_rc rc;

    ac_bind_int(q, ":n", n);
    found = ac_step(q);
    if (found) {
        if (header != NULL) {
            len = ac_col_blob(q, 0, &p);
            ac_buf_put(header, p, len);
        }
        if (signature != NULL) {
            len = ac_col_blob(q, 1, &p);
            good = len == 64;
            if (good)
                memcpy(signature, p, 64);
        }
        if (out_words != NULL)
            *out_words = !ac_col_null(q, 2);
        if (words != NULL && !ac_col_null(q, 2)) {
            len = ac_col_blob(q, 2, &p);
            ac_buf_put(words, p, len);
        }
    }
    rc = ac_done(q, err);
    if (rc == AC_OK && (!found || !good))
        rc = fail_row(n, err);
    if (rc == AC_OK && ((header != NULL && header->failed) || (words != NULL && words->failed)))
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    return rc;
}

#define READ_AT_ONCE 4096 /* rows of one short read, other spaces' counted */

ac_rc ac_history_slice(ac_history *h, int space, ac_n after, ac_n until, ac_held *out, size_t max, size_t *out_n,
                       ac_err *err)
{
    ac_rc rc = load(h, err);
    int rows = READ_AT_ONCE;

    *out_n = 0;
    while (rc == AC_OK && rows == READ_AT_ONCE && *out_n < max) {
        ac_row *q = ac_q(h->store, AC_Q_change_slice);
        bool sane = true;
        ac_bind_int(q, ":after", after);
        ac_bind_int(q, ":until", until);
        ac_bind_int(q, ":max", READ_AT_ONCE);
        for (rows = 0; sane && *out_n < max && ac_step(q); rows++) {
            ac_held held = { 0 };
            sane = read_row(q, &held);
            after = held.n;
            if (space < 0 || held.space == space)
                out[(*out_n)++] = held;
        }
        rc = ac_done(q, err);
        if (rc == AC_OK && !sane)
            rc = fail_row(after, err);
    }
    for (size_t i = 0; rc == AC_OK && i < *out_n; i++)
        rc = check_row(h, &out[i], err);
    return rc;
}

/* --- causality --- */

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
    vector *v = &h->vectors[number % VCACHE];
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
    const vector *v = &h->vectors[number % VCACHE];
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

    if (load(h, NULL) != AC_OK || vector_get(h, b->vector, &v, NULL) != AC_OK)
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
    return load(h, NULL) == AC_OK && a->space == b->space && line_seq(h, b->branch, b->seq, a->branch) >= a->seq;
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

static ac_rc vector_make(ac_history *h, const ac_held *prev, const ac_held *deps, size_t ndeps, int *out, ac_err *err)
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
        place = &h->vectors[*out % VCACHE];
        free(place->list);
        *place = (vector){ *out, steps, g.list, g.n };
        g.list = NULL;
    }
    free(g.list);
    ac_buf_free(&data);
    return rc;
}

/* --- branches --- */

ac_rc ac_history_branch(ac_history *h, int number, ac_branch *out, ac_err *err)
{
    ac_rc rc = load(h, err);

    if (rc == AC_OK && (number < 1 || (size_t)number > h->nbranches))
        rc = ac_fail(err, AC_ECORRUPT, "the notebook file is damaged: a feed is missing");
    if (rc == AC_OK)
        *out = h->branches[number - 1].b;
    return rc;
}

ac_rc ac_history_branch_device(ac_history *h, int number, ac_device *out, ac_err *err)
{
    ac_branch b;
    ac_rc rc = ac_history_branch(h, number, &b, err);

    if (rc == AC_OK)
        *out = b.device;
    return rc;
}

static int by_device(const void *x, const void *y)
{
    const ac_branch *a = x, *b = y;
    int order = ac_device_cmp(a->device, b->device);

    if (order == 0)
        order = (a->head_seq > b->head_seq) - (a->head_seq < b->head_seq);
    return order != 0 ? order : ac_id_cmp(a->head_id, b->head_id);
}

ac_rc ac_history_branches(ac_history *h, int space, ac_branch **out, size_t *out_n, ac_err *err)
{
    ac_rc rc = load(h, err);

    *out = NULL;
    *out_n = 0;
    if (rc != AC_OK)
        return rc;
    *out = malloc((h->nbranches + 1) * sizeof **out);
    if (*out == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    for (size_t i = 0; i < h->nbranches; i++)
        if (h->branches[i].space == space)
            (*out)[(*out_n)++] = h->branches[i].b;
    qsort(*out, *out_n, sizeof **out, by_device);
    return AC_OK;
}

size_t ac_history_branch_count(ac_history *h)
{
    return load(h, NULL) == AC_OK ? h->nbranches : 0;
}

ac_rc ac_history_at(ac_history *h, int space, const ac_device *device, uint64_t seq, ac_held *out, size_t max,
                    size_t *out_n, ac_err *err)
{
    ac_rc rc = load(h, err);

    *out_n = 0;
    for (size_t i = 0; rc == AC_OK && i < h->nbranches && *out_n < max; i++) {
        ac_row *q;
        bool sane = true;
        if (h->branches[i].space != space || !ac_device_eq(h->branches[i].b.device, *device))
            continue;
        q = ac_q(h->store, AC_Q_change_at);
        ac_bind_int(q, ":branch", h->branches[i].b.branch);
        ac_bind_int(q, ":seq", (int64_t)seq);
        while (*out_n < max && ac_step(q)) {
            out[*out_n] = (ac_held){ 0 };
            sane = read_row(q, &out[(*out_n)++]) && sane;
        }
        rc = ac_done(q, err);
        if (rc == AC_OK && !sane)
            rc = fail_row(out[*out_n - 1].n, err);
    }
    for (size_t i = 0; rc == AC_OK && i < *out_n; i++)
        rc = check_row(h, &out[i], err);
    return rc;
}

ac_rc ac_history_on(ac_history *h, int number, uint64_t seq, ac_held *out, ac_err *err)
{
    ac_row *q;
    bool found;
    ac_rc rc = load(h, err);

    *out = (ac_held){ 0 };
    if (rc != AC_OK)
        return rc;
    q = ac_q(h->store, AC_Q_change_at);
    ac_bind_int(q, ":branch", number);
    ac_bind_int(q, ":seq", (int64_t)seq);
    found = ac_step(q) && read_row(q, out);
    rc = ac_done(q, err);
    if (rc == AC_OK && !found)
        rc = ac_fail(err, AC_ECORRUPT, "the notebook file is damaged: a feed has a gap");
    return rc == AC_OK ? check_row(h, out, err) : rc;
}

/* --- keeping --- */

static bool has_reference(const ac_header *header)
{
    return ac_kind_class(header->kind) != AC_CLASS_GOVERNING && header->kind != AC_KIND_ACK &&
           header->kind != AC_KIND_CONTACT && ac_id_is_zero(header->record);
}

static ac_rc branch_of(ac_history *h, const ac_held *held, const ac_device *device, const ac_held *prev, int *out, ac_err *err)
{
    branch *b;

    assert(prev->n == 0 || (prev->branch > 0 && (size_t)prev->branch <= h->nbranches));
    if (prev->n != 0 && h->branches[prev->branch - 1].b.head == prev->n) {
        *out = prev->branch;
        return AC_OK;
    }
    b = branch_room(h);
    if (b == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    b->space = held->space;
    b->b = (ac_branch){ .branch = (int)h->nbranches, .parent = prev->n != 0 ? prev->branch : -1, .device = *device,
                        .org = held->org, .fork_seq = prev->n != 0 ? prev->seq : 0 };
    *out = b->b.branch;
    return AC_OK;
}

ac_rc ac_history_keep(ac_history *h, const ac_arrival *a, ac_held *held, const ac_held *prev, const ac_held *deps,
                      size_t ndeps, bool *out_new, ac_err *err)
{
    ac_held there;
    ac_branch *b;
    ac_space_info *s;
    ac_row *q;
    ac_rc rc = load(h, err);

    *out_new = false;
    if (rc != AC_OK)
        return rc;
    if (h->absent_space != held->space || !ac_id_eq(h->absent, held->id)) {
        rc = ac_history_find(h, held->space, &held->id, &there, err);
        if (rc == AC_OK && there.n != 0) {
            *held = there;
            if ((there.flags & AC_HELD_NO_WORDS) && a->words != NULL && ac_words_match(a->header, a->words, a->words_n))
                rc = ac_history_words_add(h, held, a->words, a->words_n, err);
        }
        if (rc != AC_OK || there.n != 0)
            return rc;
    }
    h->absent_space = 0;
    rc = branch_of(h, held, &a->header->author, prev, &held->branch, err);
    if (rc == AC_OK)
        rc = vector_make(h, prev, deps, ndeps, &held->vector, err);
    if (rc != AC_OK)
        return rc;
    held->n = h->newest + 1;
    held->ref = (prev->n != 0 ? prev->ref : 0) + has_reference(a->header);
    held->received_ms = h->world->wall_ms(h->world);
    if (a->header->words_len > 0 && a->words == NULL)
        held->flags |= AC_HELD_NO_WORDS;
    q = ac_q(h->store, AC_Q_change_put);
    ac_bind_int(q, ":n", held->n);
    ac_bind_int(q, ":idkey", (int64_t)ac_be64(held->id.b));
    ac_bind_int(q, ":space", held->space);
    ac_bind_int(q, ":branch", held->branch);
    ac_bind_int(q, ":seq", (int64_t)held->seq);
    ac_bind_int(q, ":kind", held->kind);
    ac_bind_int(q, ":depth", (int64_t)held->depth);
    ac_bind_int(q, ":record", held->record);
    ac_bind_int(q, ":org", held->org);
    ac_bind_int(q, ":vector", held->vector);
    ac_bind_int(q, ":knows", held->set);
    ac_bind_int(q, ":ref", held->ref);
    ac_bind_int(q, ":flags", (int64_t)held->flags);
    ac_bind_int(q, ":received", held->received_ms);
    ac_bind_blob(q, ":id", held->id.b, 32);
    ac_bind_blob(q, ":header", a->header_bytes, a->header_n);
    ac_bind_blob(q, ":signature", a->signature, 64);
    ac_bind_blob(q, ":words", a->words, a->words_n);
    rc = ac_run(q, err);
    if (rc != AC_OK)
        return rc;
    h->newest = held->n;
    b = &h->branches[held->branch - 1].b;
    b->head = held->n;
    b->head_seq = held->seq;
    b->head_id = held->id;
    if (held->kind != AC_KIND_ACK && !(held->flags & AC_HELD_UNJUDGED)) {
        b->solid = held->n;
        b->solid_seq = held->seq;
        b->solid_id = held->id;
    }
    h->branches[held->branch - 1].is_dirty = true;
    s = &h->spaces[space_at(h, held->space)];
    s->changes++;
    s->missing_words += (held->flags & AC_HELD_NO_WORDS) != 0;
    s->newest = held->n;
    h->space_dirty[s - h->spaces] = true;
    cache(h, held);
    *out_new = true;
    return AC_OK;
}

ac_rc ac_history_set_flags(ac_history *h, ac_held *held, unsigned flags, const char *why, ac_err *err)
{
    ac_row *q;
    ac_rc rc = AC_OK;

    if (why[0] != '\0') {
        q = ac_q(h->store, AC_Q_aside_put);
        ac_bind_text(q, ":why", why);
    } else {
        q = ac_q(h->store, AC_Q_aside_drop);
    }
    ac_bind_int(q, ":space", held->space);
    ac_bind_int(q, ":n", held->n);
    rc = ac_run(q, err);
    if (rc != AC_OK || flags == held->flags)
        return rc;
    q = ac_q(h->store, AC_Q_change_flags);
    ac_bind_int(q, ":n", held->n);
    ac_bind_int(q, ":flags", (int64_t)flags);
    rc = ac_run(q, err);
    if (rc == AC_OK) {
        held->flags = flags;
        cache(h, held);
    }
    return rc;
}

ac_rc ac_history_words_add(ac_history *h, ac_held *held, const uint8_t *words, size_t n_words, ac_err *err)
{
    unsigned flags = held->flags & ~AC_HELD_NO_WORDS;
    ac_row *q;
    size_t at;
    ac_rc rc = load(h, err);

    if (rc != AC_OK || !(held->flags & AC_HELD_NO_WORDS))
        return rc;
    q = ac_q(h->store, AC_Q_change_words);
    ac_bind_int(q, ":n", held->n);
    ac_bind_blob(q, ":words", words, n_words);
    ac_bind_int(q, ":flags", (int64_t)flags);
    rc = ac_run(q, err);
    if (rc != AC_OK)
        return rc;
    held->flags = flags;
    cache(h, held);
    at = space_at(h, held->space);
    h->spaces[at].missing_words--;
    h->space_dirty[at] = true;
    return AC_OK;
}

/* --- the digest of a history (SESSION 3) --- */

ac_rc ac_digest_of_heads(const ac_space *space, const ac_branch *list, size_t n, const ac_device *out_of, size_t n_out_of,
                         ac_digest *out)
{
    ac_hash hash;

    ac_hash_begin(&hash, AC_TAG_SUMMARY);
    ac_hash_add(&hash, space->b, 32);
    for (size_t i = 0; i < n;) {
        size_t j = i;
        bool left_out = false;
        uint8_t count;
        while (j < n && ac_device_eq(list[j].device, list[i].device))
            j++;
        for (size_t k = 0; k < n_out_of; k++)
            left_out = left_out || ac_device_eq(out_of[k], list[i].device);
        if (!left_out) {
            count = (uint8_t)(j - i);
            ac_hash_add(&hash, list[i].device.b, 32);
            ac_hash_add(&hash, &count, 1);
            for (size_t k = i; k < j; k++) {
                uint8_t seq[8];
                for (int b = 0; b < 8; b++)
                    seq[b] = (uint8_t)(list[k].head_seq >> (56 - 8 * b));
                ac_hash_add(&hash, seq, 8);
                ac_hash_add(&hash, list[k].head_id.b, 32);
            }
        }
        i = j;
    }
    ac_hash_end(&hash, out->b);
    return AC_OK;
}

ac_rc ac_history_digest(ac_history *h, int space, const ac_device *out_of, size_t n_out_of, ac_digest *out, ac_err *err)
{
    ac_branch *list = NULL;
    ac_space_info info;
    size_t n = 0;
    ac_rc rc = ac_history_branches(h, space, &list, &n, err);

    if (rc == AC_OK)
        rc = ac_history_space_info(h, space, &info, err);
    if (rc == AC_OK)
        rc = ac_digest_of_heads(&info.id, list, n, out_of, n_out_of, out);
    free(list);
    return rc;
}

/* --- what was refused --- */

#define REJECTED_MAX 1000 /* a feed (DESIGN 11) */

ac_rc ac_history_reject(ac_history *h, const ac_space *space, const ac_arrival *a, const ac_device *sender, const char *why,
                        ac_err *err)
{
    ac_header header;
    ac_id id = ac_change_id_of(a->header_bytes, a->header_n);
    int64_t count = 0;
    ac_row *q;
    ac_rc rc;

    if (ac_header_peek(&header, a->header_bytes, a->header_n, NULL) != AC_OK)
        return AC_OK; /* no change at all: nothing to name it by */
    q = ac_q(h->store, AC_Q_rejected_count);
    ac_bind_blob(q, ":space", space->b, 32);
    ac_bind_blob(q, ":author", header.author.b, 32);
    if (ac_step(q))
        count = ac_col_int(q, 0);
    rc = ac_done(q, err);
    if (rc != AC_OK || count >= REJECTED_MAX)
        return rc;
    q = ac_q(h->store, AC_Q_rejected_put);
    ac_bind_blob(q, ":space", space->b, 32);
    ac_bind_blob(q, ":change_id", id.b, 32);
    ac_bind_blob(q, ":author", header.author.b, 32);
    ac_bind_int(q, ":seq", (int64_t)(header.seq & INT64_MAX));
    ac_bind_blob(q, ":sender", sender->b, 32);
    ac_bind_text(q, ":why", why);
    ac_bind_int(q, ":received", h->world->wall_ms(h->world));
    ac_bind_blob(q, ":header", a->header_bytes, a->header_n);
    ac_bind_blob(q, ":signature", a->signature, 64);
    return ac_run(q, err);
}
