/* history.c - the truth: spaces, feeds and changes, looked up. core/history_past.c has what precedes what,
 * core/history_keep.c what is kept. */
#include "core/history_in.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

ac_rc ac_history_open(ac_history **out, ac_store *store, ac_world *world, ac_err *err)
{
    ac_history *h = calloc(1, sizeof *h);

    if (h != NULL) {
        h->by_n = calloc(AC_CHANGES_KEPT, sizeof *h->by_n);
        h->by_id = calloc(AC_CHANGES_KEPT, sizeof *h->by_id);
        h->vectors = calloc(AC_VECTORS_KEPT, sizeof *h->vectors);
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
    memset(h->by_n, 0, AC_CHANGES_KEPT * sizeof *h->by_n);
    memset(h->by_id, 0, AC_CHANGES_KEPT * sizeof *h->by_id);
    for (size_t i = 0; i < AC_VECTORS_KEPT; i++)
        free(h->vectors[i].list);
    memset(h->vectors, 0, AC_VECTORS_KEPT * sizeof *h->vectors);
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

branch *ac_history_branch_room(ac_history *h)
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
        branch *b = ac_history_branch_room(h);
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

ac_rc ac_history_load(ac_history *h, ac_err *err)
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

size_t ac_history_space_at(const ac_history *h, int space)
{
    size_t i = 0;

    while (i < h->nspaces && h->spaces[i].space != space)
        i++;
    assert(i < h->nspaces);
    return i;
}

ac_rc ac_history_spaces(ac_history *h, ac_space_info **out, size_t *out_n, ac_err *err)
{
    ac_rc rc = ac_history_load(h, err);

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
    ac_rc rc = ac_history_load(h, err);

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
    ac_rc rc = ac_history_load(h, err);

    if (rc == AC_OK)
        *out = h->spaces[ac_history_space_at(h, space)];
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
        rc = ac_history_load(h, err);
    }
    return rc != AC_OK || is_of_a_feed(h, held) ? rc : fail_row(held->n, err);
}

void ac_history_cache(ac_history *h, const ac_held *held)
{
    uint64_t key = ac_be64(held->id.b);

    h->by_n[held->n % AC_CHANGES_KEPT] = *held;
    h->by_id[key % AC_CHANGES_KEPT].key = key;
    h->by_id[key % AC_CHANGES_KEPT].n = held->n;
}

static ac_rc raw_get(ac_history *h, ac_n n, ac_held *out, ac_err *err)
{
    ac_held *c = &h->by_n[(uint64_t)n % AC_CHANGES_KEPT];
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
        ac_history_cache(h, out);
    return rc;
}

ac_rc ac_history_get(ac_history *h, ac_n n, ac_held *out, ac_err *err)
{
    ac_rc rc = ac_history_load(h, err);

    if (rc == AC_OK)
        rc = raw_get(h, n, out, err);
    return rc == AC_OK ? check_row(h, out, err) : rc;
}

ac_rc ac_history_find(ac_history *h, int space, const ac_id *id, ac_held *out, ac_err *err)
{
    uint64_t key = ac_be64(id->b);
    ac_n hint = h->by_id[key % AC_CHANGES_KEPT].key == key ? h->by_id[key % AC_CHANGES_KEPT].n : 0;
    bool sane = true;
    ac_row *q;
    ac_rc rc = ac_history_load(h, err);

    if (rc != AC_OK)
        return rc;
    if (hint != 0 && h->by_n[hint % AC_CHANGES_KEPT].n == hint) {
        const ac_held *c = &h->by_n[hint % AC_CHANGES_KEPT];
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
        ac_history_cache(h, out);
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
    ac_rc rc = ac_history_load(h, err);
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

/* --- branches --- */

ac_rc ac_history_branch(ac_history *h, int number, ac_branch *out, ac_err *err)
{
    ac_rc rc = ac_history_load(h, err);

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
    ac_rc rc = ac_history_load(h, err);

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
    return ac_history_load(h, NULL) == AC_OK ? h->nbranches : 0;
}

ac_rc ac_history_at(ac_history *h, int space, const ac_device *device, uint64_t seq, ac_held *out, size_t max,
                    size_t *out_n, ac_err *err)
{
    ac_rc rc = ac_history_load(h, err);

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
    ac_rc rc = ac_history_load(h, err);

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
