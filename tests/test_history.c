/* test_history.c - the truth: what precedes what, against a search through all ancestors; heads, words, rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/history.h"
#include "core/kind.h"

#include <ftw.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* --- chance, from a seed --- */

static uint64_t seed;

static uint64_t next(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static int below(int n)
{
    return (int)(next() % (uint64_t)n);
}

/* --- a history drawn at random: devices that fork, restore, and rest on each other --- */

#define MOST 260
#define DEVICES 7

typedef struct {
    uint64_t w[(MOST + 63) / 64];
} set;

static bool has(const set *s, int i)
{
    return (s->w[i / 64] >> (i % 64) & 1) != 0;
}

static void add(set *s, int i)
{
    s->w[i / 64] |= UINT64_C(1) << (i % 64);
}

static void join(set *s, const set *other)
{
    for (size_t i = 0; i < sizeof s->w / sizeof *s->w; i++)
        s->w[i] |= other->w[i];
}

typedef struct {
    int device, prev, ndeps, deps[16];
    uint64_t seq, depth;
    uint16_t kind;
    set past;
    int ref;
    ac_id id;
    ac_buf header, words;
} drawn;

typedef struct {
    ac_space space;
    drawn c[MOST];
    int n;
} picture;

static ac_device device_of(int i)
{
    ac_device d = { { 0 } };

    memset(d.b, 40 + 13 * (i % 3), 32); /* not in the order of their numbers */
    d.b[31] = (uint8_t)i;
    return d;
}

static void encode(picture *g, drawn *c)
{
    uint8_t deps[16 * 32], salt[32] = { 9 };
    char text[64];
    ac_header h = { .kind = c->kind, .seq = c->seq, .depth = c->depth, .written_ms = 1000 + (uint64_t)g->n,
                    .space = g->space, .author = device_of(c->device), .deps = deps, .ndeps = (uint8_t)c->ndeps,
                    .facts = "{}", .facts_len = 2 };

    if (c->prev >= 0)
        h.prev = g->c[c->prev].id;
    for (int i = 1; i < c->ndeps; i++) /* ascending by id, as a header has them */
        for (int k = i; k > 0 && ac_id_cmp(g->c[c->deps[k - 1]].id, g->c[c->deps[k]].id) > 0; k--) {
            int swap = c->deps[k];
            c->deps[k] = c->deps[k - 1];
            c->deps[k - 1] = swap;
        }
    for (int i = 0; i < c->ndeps; i++)
        memcpy(deps + 32 * i, g->c[c->deps[i]].id.b, 32);
    if (c->kind == AC_KIND_NOTE) {
        snprintf(text, sizeof text, "{\"text\":\"note %d\"}", g->n);
        h.words_len = (uint32_t)strlen(text);
        h.words_hash = ac_words_hash(salt, text, strlen(text));
        ac_buf_put(&c->words, salt, 32);
        ac_buf_str(&c->words, text);
    }
    ac_header_encode(&c->header, &h);
    c->id = ac_change_id_of(c->header.p, c->header.len);
}

/* prev -1: begins. deps: those of other devices, any. */
static int draw(picture *g, int device, int prev, const int *deps, int ndeps, uint16_t kind)
{
    drawn *c = &g->c[g->n];

    *c = (drawn){ .device = device, .prev = prev, .ndeps = ndeps, .kind = kind, .seq = 1 };
    if (prev >= 0) {
        c->seq = g->c[prev].seq + 1;
        c->depth = g->c[prev].depth;
        c->ref = g->c[prev].ref;
        c->past = g->c[prev].past;
        add(&c->past, prev);
    }
    for (int i = 0; i < ndeps; i++) {
        c->deps[i] = deps[i];
        join(&c->past, &g->c[deps[i]].past);
        add(&c->past, deps[i]);
        if (g->c[deps[i]].depth > c->depth)
            c->depth = g->c[deps[i]].depth;
    }
    c->depth++;
    c->ref += kind != AC_KIND_ACK;
    encode(g, c);
    return g->n++;
}

static void draw_all(picture *g, int n, bool forks)
{
    memset(g->space.b, 3, 32);
    while (g->n < n) {
        int device = below(DEVICES), prev = -1, deps[16], ndeps = 0, of = -1;
        for (int i = g->n - 1; i >= 0 && of < 0; i--)
            if (g->c[i].device == device)
                of = i;
        prev = of;
        if (forks && of >= 0 && below(12) == 0) { /* a restored backup: somewhere back on any of its lines */
            for (int back = below(6); back > 0 && prev >= 0; back--)
                prev = g->c[prev].prev;
            if (below(3) == 0)
                for (int i = 0; i < g->n; i++)
                    if (g->c[i].device == device && below(5) == 0)
                        prev = i;
        }
        for (int d = 0; d < DEVICES && ndeps < 15; d++) {
            int pick = -1;
            if (d == device || below(3) != 0)
                continue;
            for (int i = 0; i < g->n; i++)
                if (g->c[i].device == d && (pick < 0 || below(4) != 0))
                    pick = i;
            if (pick >= 0)
                deps[ndeps++] = pick;
        }
        draw(g, device, prev, deps, ndeps, below(3) == 0 ? AC_KIND_ACK : below(3) == 0 ? AC_KIND_ADDENDUM : AC_KIND_NOTE);
    }
}

static void erase(picture *g)
{
    for (int i = 0; i < g->n; i++) {
        ac_buf_free(&g->c[i].header);
        ac_buf_free(&g->c[i].words);
    }
    free(g);
}

/* --- a history that holds it --- */

static ac_world world;

typedef struct {
    picture *g;
    ac_store *store;
    ac_history *h;
    int space;
    char dir[PATH_MAX]; /* "" : in memory */
} holder;

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        fail_msg("%s", err->text);
}

static holder hold(picture *g, bool on_disk)
{
    holder r = { .g = g };
    ac_err err = { 0 };
    const char *tmp = getenv("TMPDIR");

    ac_world_fixed(&world, 1);
    if (on_disk) {
        snprintf(r.dir, sizeof r.dir, "%s/accord-history-XXXXXX", tmp != NULL ? tmp : "/tmp");
        assert_non_null(mkdtemp(r.dir));
        good(ac_store_open(&r.store, r.dir, AC_STORE_CREATE, &err), &err);
    } else {
        good(ac_store_open_memory(&r.store, &err), &err);
    }
    good(ac_history_open(&r.h, r.store, &world, &err), &err);
    good(ac_store_begin(r.store, &err), &err);
    good(ac_history_space_make(r.h, &g->space, false, &r.space, &err), &err);
    return r;
}

static void commit(holder *r)
{
    ac_err err = { 0 };

    good(ac_history_flush(r->h, &err), &err);
    good(ac_store_commit(r->store, &err), &err);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void let_go(holder *r)
{
    ac_history_close(r->h);
    ac_store_close(r->store);
    if (r->dir[0] != '\0')
        nftw(r->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void reopen(holder *r, ac_store_mode mode)
{
    ac_err err = { 0 };

    ac_history_close(r->h);
    ac_store_close(r->store);
    good(ac_store_open(&r->store, r->dir, mode, &err), &err);
    good(ac_history_open(&r->h, r->store, &world, &err), &err);
}

static ac_held of(holder *r, int i)
{
    ac_held held;
    ac_err err = { 0 };

    good(ac_history_find(r->h, r->space, &r->g->c[i].id, &held, &err), &err);
    return held;
}

static ac_rc keep(holder *r, int i, bool with_words, ac_held *out, bool *out_new, ac_err *err)
{
    drawn *c = &r->g->c[i];
    static const uint8_t signature[64] = { 5 };
    ac_header header;
    ac_arrival a = { .header = &header, .header_bytes = c->header.p, .header_n = c->header.len, .signature = signature };
    ac_held prev = { 0 }, deps[16];

    good(ac_header_decode(&header, c->header.p, c->header.len, err), err);
    if (with_words && c->words.len > 0) {
        a.words = c->words.p;
        a.words_n = c->words.len;
    }
    if (c->prev >= 0)
        prev = of(r, c->prev);
    for (int k = 0; k < c->ndeps; k++)
        deps[k] = of(r, c->deps[k]);
    *out = (ac_held){ .id = c->id, .space = r->space, .branch = -1, .kind = c->kind, .seq = c->seq, .depth = c->depth,
                      .written_ms = (int64_t)header.written_ms };
    return ac_history_keep(r->h, &a, out, &prev, deps, (size_t)c->ndeps, out_new, err);
}

static ac_held take(holder *r, int i)
{
    ac_held held;
    bool is_new;
    ac_err err = { 0 };

    good(keep(r, i, true, &held, &is_new, &err), &err);
    assert_true(is_new);
    return held;
}

/* All of it, in some order in which ancestors come first. */
static void take_shuffled(holder *r)
{
    int done = 0;
    bool held[MOST] = { false };

    while (done < r->g->n) {
        int i = below(r->g->n);
        bool ready;
        while (held[i])
            i = (i + 1) % r->g->n;
        ready = r->g->c[i].prev < 0 || held[r->g->c[i].prev];
        for (int k = 0; k < r->g->c[i].ndeps; k++)
            ready = ready && held[r->g->c[i].deps[k]];
        if (!ready)
            continue;
        take(r, i);
        held[i] = true;
        done++;
    }
}

static bool reaches(const picture *g, int a, int b)
{
    while (b >= 0 && b != a)
        b = g->c[b].prev;
    return b == a;
}

static void assert_says_what_the_picture_says(holder *r)
{
    picture *g = r->g;
    ac_held *all = calloc((size_t)g->n, sizeof *all);

    assert_non_null(all);
    for (int i = 0; i < g->n; i++) {
        all[i] = of(r, i);
        assert_true(all[i].n > 0);
        assert_int_equal(all[i].seq, g->c[i].seq);
        assert_int_equal(all[i].depth, g->c[i].depth);
        assert_int_equal(all[i].kind, g->c[i].kind);
        assert_int_equal(all[i].ref, g->c[i].ref);
    }
    for (int b = 0; b < g->n; b++)
        for (int a = 0; a < g->n; a++) {
            if (ac_history_precedes(r->h, &all[a], &all[b]) != has(&g->c[b].past, a))
                fail_msg("SEED: %d %s %d", a, has(&g->c[b].past, a) ? "precedes" : "does not precede", b);
            if (ac_history_reaches(r->h, &all[a], &all[b]) != reaches(g, a, b))
                fail_msg("%d and %d of one line", a, b);
        }
    for (int b = 0; b < g->n; b += 3) { /* as it is asked before a change is kept */
        ac_held prev = { 0 }, deps[16];
        if (g->c[b].prev >= 0)
            prev = all[g->c[b].prev];
        for (int k = 0; k < g->c[b].ndeps; k++)
            deps[k] = all[g->c[b].deps[k]];
        for (int a = 0; a < g->n; a++)
            assert_int_equal(ac_history_in_past(r->h, &all[a], &prev, deps, (size_t)g->c[b].ndeps), has(&g->c[b].past, a));
    }
    free(all);
}

static void read_seed(void)
{
    const char *given = getenv("SEED");

    seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL) * 2654435761u + 1;
    if (seed == 0)
        seed = 1;
    print_message("[  SEED    ] %llu\n", (unsigned long long)seed);
}

/* --- what precedes what --- */

static void what_precedes_is_what_a_search_of_all_ancestors_finds(void **state)
{
    (void)state;
    read_seed();
    for (int round = 0; round < 6; round++) {
        picture *g = calloc(1, sizeof *g);
        holder r;
        draw_all(g, 40 + below(MOST - 40), round > 0);
        r = hold(g, round == 2);
        take_shuffled(&r);
        assert_says_what_the_picture_says(&r);
        ac_history_flush(r.h, NULL);
        ac_history_refresh(r.h); /* and from the rows alone */
        assert_says_what_the_picture_says(&r);
        if (round == 2) {
            commit(&r);
            reopen(&r, AC_STORE_READ);
            assert_says_what_the_picture_says(&r);
        }
        let_go(&r);
        erase(g);
    }
}

static void a_long_feed_with_many_partners_is_read_from_its_rows(void **state)
{
    picture *g = calloc(1, sizeof *g);
    holder r;
    int last[4] = { -1, -1, -1, -1 };

    (void)state;
    memset(g->space.b, 3, 32);
    while (g->n < 240) { /* each rests on the newest of all others: vectors written over many rows */
        int device = g->n % 4, deps[3], ndeps = 0;
        for (int d = 0; d < 4; d++)
            if (d != device && last[d] >= 0)
                deps[ndeps++] = last[d];
        last[device] = draw(g, device, last[device], deps, ndeps, AC_KIND_NOTE);
    }
    r = hold(g, false);
    for (int i = 0; i < g->n; i++)
        take(&r, i);
    ac_history_flush(r.h, NULL);
    ac_history_refresh(r.h);
    for (int i = g->n - 1; i >= 0; i -= 7) { /* newest first, so that each look finds nothing ready */
        ac_held b = of(&r, i), a = of(&r, i / 2);
        ac_history_refresh(r.h);
        assert_int_equal(ac_history_precedes(r.h, &a, &b), i != i / 2);
        assert_false(ac_history_precedes(r.h, &b, &a));
    }
    let_go(&r);
    erase(g);
}

static void knowing_a_branch_means_its_newest_seq_in_the_past(void **state)
{
    picture *g = calloc(1, sizeof *g);
    int a1, a2, b1, b2, a2f, a3f;
    holder r;
    ac_held h;

    (void)state;
    memset(g->space.b, 3, 32);
    a1 = draw(g, 0, -1, NULL, 0, AC_KIND_NOTE);
    a2 = draw(g, 0, a1, NULL, 0, AC_KIND_NOTE);
    b1 = draw(g, 1, -1, &a2, 1, AC_KIND_NOTE);
    a2f = draw(g, 0, a1, NULL, 0, AC_KIND_ACK); /* the same number again: a second branch */
    a3f = draw(g, 0, a2f, NULL, 0, AC_KIND_NOTE);
    b2 = draw(g, 1, b1, &a3f, 1, AC_KIND_NOTE);
    r = hold(g, false);
    for (int i = 0; i < g->n; i++)
        take(&r, i);
    h = of(&r, b1);
    assert_int_equal(ac_history_knows(r.h, &h, of(&r, a1).branch), 2);
    assert_int_equal(ac_history_knows(r.h, &h, of(&r, a3f).branch), 0);
    assert_int_equal(ac_history_knows(r.h, &h, h.branch), 1);
    h = of(&r, b2);
    assert_int_equal(ac_history_knows(r.h, &h, of(&r, a1).branch), 2);
    assert_int_equal(ac_history_knows(r.h, &h, of(&r, a3f).branch), 3);
    h = of(&r, a3f);
    assert_int_equal(ac_history_knows(r.h, &h, of(&r, a1).branch), 1);
    assert_int_not_equal(of(&r, a2).branch, of(&r, a2f).branch);
    let_go(&r);
    erase(g);
}

/* --- heads and the digest over them --- */

static ac_digest digest_of(holder *r, const ac_device *without, size_t n)
{
    ac_digest d;
    ac_err err = { 0 };

    good(ac_history_digest(r->h, r->space, without, n, &d, &err), &err);
    return d;
}

static void the_digest_is_the_same_in_any_order_of_arrival(void **state)
{
    (void)state;
    read_seed();
    for (int round = 0; round < 4; round++) {
        picture *g = calloc(1, sizeof *g);
        ac_digest first = { { 0 } }, d;
        draw_all(g, 150, true);
        for (int order = 0; order < 3; order++) {
            holder r = hold(g, false);
            take_shuffled(&r);
            d = digest_of(&r, NULL, 0);
            ac_history_flush(r.h, NULL);
            ac_history_refresh(r.h);
            assert_true(ac_digest_eq(d, digest_of(&r, NULL, 0)));
            if (order == 0)
                first = d;
            assert_true(ac_digest_eq(d, first));
            let_go(&r);
        }
        erase(g);
    }
}

static void heads_are_what_nothing_of_the_same_device_rests_on(void **state)
{
    picture *g = calloc(1, sizeof *g);
    ac_branch *list;
    size_t n, heads = 0;
    holder r;

    (void)state;
    read_seed();
    draw_all(g, MOST, true);
    r = hold(g, false);
    take_shuffled(&r);
    assert_int_equal(ac_history_branches(r.h, r.space, &list, &n, NULL), AC_OK);
    for (int i = 0; i < g->n; i++) {
        bool is_head = true, listed = false, solid_listed = g->c[i].kind == AC_KIND_ACK;
        for (int k = 0; k < g->n; k++)
            is_head = is_head && g->c[k].prev != i;
        for (size_t k = 0; k < n; k++)
            if (ac_id_eq(list[k].head_id, g->c[i].id)) {
                int solid = i;
                listed = list[k].head_seq == g->c[i].seq && ac_device_eq(list[k].device, device_of(g->c[i].device));
                while (solid >= 0 && g->c[solid].kind == AC_KIND_ACK && g->c[solid].seq > list[k].fork_seq + 1)
                    solid = g->c[solid].prev;
                solid_listed = g->c[solid].kind == AC_KIND_ACK ? list[k].solid == 0
                                                               : ac_id_eq(list[k].solid_id, g->c[solid].id);
            }
        heads += is_head;
        assert_int_equal(listed, is_head);
        assert_true(solid_listed || !is_head);
    }
    assert_int_equal(heads, n);
    for (size_t k = 1; k < n; k++)
        assert_true(ac_device_cmp(list[k - 1].device, list[k].device) < 0 ||
                    (ac_device_eq(list[k - 1].device, list[k].device) &&
                     (list[k - 1].head_seq < list[k].head_seq ||
                      (list[k - 1].head_seq == list[k].head_seq && ac_id_cmp(list[k - 1].head_id, list[k].head_id) < 0))));
    free(list);
    let_go(&r);
    erase(g);
}

static void what_was_written_twice_is_found_at_its_number(void **state)
{
    picture *g = calloc(1, sizeof *g);
    holder r;

    (void)state;
    read_seed();
    draw_all(g, 200, true);
    r = hold(g, false);
    take_shuffled(&r);
    for (int d = 0; d < DEVICES; d++)
        for (uint64_t seq = 1; seq < 40; seq++) {
            ac_device device = device_of(d);
            ac_held found[32];
            size_t n, expected = 0;
            assert_int_equal(ac_history_at(r.h, r.space, &device, seq, found, 32, &n, NULL), AC_OK);
            for (int i = 0; i < g->n; i++) {
                bool listed = false;
                if (g->c[i].device != d || g->c[i].seq != seq)
                    continue;
                expected++;
                for (size_t k = 0; k < n; k++)
                    listed = listed || ac_id_eq(found[k].id, g->c[i].id);
                assert_true(listed);
            }
            assert_int_equal(n, expected);
        }
    let_go(&r);
    erase(g);
}

static void a_digest_can_leave_devices_out(void **state)
{
    picture *g = calloc(1, sizeof *g);
    ac_device out = device_of(2);
    ac_digest all, without;
    holder r, s;
    int a, b;

    (void)state;
    memset(g->space.b, 3, 32);
    a = draw(g, 1, -1, NULL, 0, AC_KIND_NOTE);
    b = draw(g, 2, -1, NULL, 0, AC_KIND_NOTE);
    r = hold(g, false);
    take(&r, a);
    take(&r, b);
    s = hold(g, false);
    take(&s, a);
    all = digest_of(&r, NULL, 0);
    without = digest_of(&r, &out, 1);
    assert_false(ac_digest_eq(all, without));
    assert_true(ac_digest_eq(without, digest_of(&s, NULL, 0)));
    let_go(&r);
    let_go(&s);
    erase(g);
}

/* --- keeping --- */

static void keeping_twice_keeps_one(void **state)
{
    picture *g = calloc(1, sizeof *g);
    ac_held one, again;
    ac_space_info info;
    ac_digest before;
    bool is_new;
    ac_err err = { 0 };
    holder r;

    (void)state;
    memset(g->space.b, 3, 32);
    draw(g, 0, -1, NULL, 0, AC_KIND_NOTE);
    r = hold(g, false);
    one = take(&r, 0);
    assert_int_equal(one.n, 1);
    assert_int_equal(one.received_ms, world.now_ms);
    before = digest_of(&r, NULL, 0);
    good(keep(&r, 0, true, &again, &is_new, &err), &err);
    assert_false(is_new);
    assert_int_equal(again.n, 1);
    assert_true(ac_digest_eq(before, digest_of(&r, NULL, 0)));
    ac_history_flush(r.h, NULL);
    ac_history_refresh(r.h);
    good(keep(&r, 0, true, &again, &is_new, &err), &err);
    assert_false(is_new);
    good(ac_history_space_info(r.h, r.space, &info, &err), &err);
    assert_int_equal(info.changes, 1);
    assert_int_equal(info.newest, 1);
    let_go(&r);
    erase(g);
}

static void bytes_come_back_as_they_came(void **state)
{
    picture *g = calloc(1, sizeof *g);
    ac_buf header = { 0 }, words = { 0 };
    uint8_t signature[64];
    bool has_words;
    ac_err err = { 0 };
    holder r;

    (void)state;
    memset(g->space.b, 3, 32);
    draw(g, 0, -1, NULL, 0, AC_KIND_NOTE);
    draw(g, 0, 0, NULL, 0, AC_KIND_ACK);
    r = hold(g, true);
    take(&r, 0);
    take(&r, 1);
    commit(&r);
    reopen(&r, AC_STORE_READ);
    for (int i = 0; i < 2; i++) {
        ac_buf_clear(&header);
        ac_buf_clear(&words);
        good(ac_history_bytes(r.h, i + 1, &header, signature, &words, &has_words, &err), &err);
        assert_int_equal(header.len, g->c[i].header.len);
        assert_memory_equal(header.p, g->c[i].header.p, header.len);
        assert_int_equal(signature[0], 5);
        assert_int_equal(has_words, i == 0);
        assert_int_equal(words.len, g->c[i].words.len);
    }
    assert_memory_equal(ac_change_id_of(header.p, header.len).b, of(&r, 1).id.b, 32);
    assert_int_equal(of(&r, 0).written_ms, 1000);
    assert_int_equal(ac_history_bytes(r.h, 3, NULL, signature, NULL, NULL, &err), AC_ECORRUPT);
    ac_buf_free(&header);
    ac_buf_free(&words);
    let_go(&r);
    erase(g);
}

static int64_t missing(holder *r)
{
    ac_space_info info;

    assert_int_equal(ac_history_space_info(r->h, r->space, &info, NULL), AC_OK);
    return info.missing_words;
}

static void words_that_come_later_are_added_when_they_match(void **state)
{
    picture *g = calloc(1, sizeof *g);
    ac_held held;
    ac_buf words = { 0 };
    bool is_new, has_words;
    ac_err err = { 0 };
    holder r;

    (void)state;
    memset(g->space.b, 3, 32);
    draw(g, 0, -1, NULL, 0, AC_KIND_NOTE);
    draw(g, 0, 0, NULL, 0, AC_KIND_NOTE);
    r = hold(g, false);
    for (int i = 0; i < 2; i++) {
        good(keep(&r, i, false, &held, &is_new, &err), &err);
        assert_true(is_new && (held.flags & AC_HELD_NO_WORDS));
    }
    assert_int_equal(missing(&r), 2);
    g->c[0].words.p[40] ^= 1;
    good(keep(&r, 0, true, &held, &is_new, &err), &err);
    assert_false(is_new);
    assert_true(held.flags & AC_HELD_NO_WORDS);
    assert_int_equal(missing(&r), 2);
    g->c[0].words.p[40] ^= 1;
    good(keep(&r, 0, true, &held, &is_new, &err), &err);
    assert_false(is_new);
    assert_false(held.flags & AC_HELD_NO_WORDS);
    assert_int_equal(missing(&r), 1);
    held = of(&r, 1);
    good(ac_history_words_add(r.h, &held, g->c[1].words.p, g->c[1].words.len, &err), &err);
    good(ac_history_words_add(r.h, &held, g->c[1].words.p, g->c[1].words.len, &err), &err);
    assert_int_equal(missing(&r), 0);
    ac_history_flush(r.h, NULL);
    ac_history_refresh(r.h);
    assert_int_equal(missing(&r), 0);
    assert_int_equal(of(&r, 0).flags | of(&r, 1).flags, 0);
    good(ac_history_bytes(r.h, 2, NULL, NULL, &words, &has_words, &err), &err);
    assert_true(has_words && words.len == g->c[1].words.len);
    ac_buf_free(&words);
    let_go(&r);
    erase(g);
}

static void what_is_rolled_back_is_forgotten(void **state)
{
    picture *g = calloc(1, sizeof *g);
    ac_held held;
    ac_digest before;
    holder r;

    (void)state;
    memset(g->space.b, 3, 32);
    for (int i = 0; i < 3; i++)
        draw(g, 0, i - 1, NULL, 0, AC_KIND_NOTE);
    draw(g, 1, -1, (int[]){ 2 }, 1, AC_KIND_NOTE);
    r = hold(g, true);
    take(&r, 0);
    commit(&r);
    before = digest_of(&r, NULL, 0);
    for (int round = 0; round < 2; round++) {
        assert_int_equal(ac_store_begin(r.store, NULL), AC_OK);
        for (int i = 1; i < 4; i++) {
            held = take(&r, i);
            assert_int_equal(held.n, i + 1); /* numbers have no gaps */
        }
        if (round == 1)
            break;
        ac_store_rollback(r.store);
        ac_history_refresh(r.h);
        assert_int_equal(of(&r, 1).n, 0);
        assert_true(ac_digest_eq(before, digest_of(&r, NULL, 0)));
    }
    commit(&r);
    reopen(&r, AC_STORE_READ);
    assert_says_what_the_picture_says(&r);
    let_go(&r);
    erase(g);
}

static void another_process_may_begin_a_feed_meanwhile(void **state)
{
    picture *g = calloc(1, sizeof *g);
    ac_held slice[8], a, b;
    size_t n;
    ac_err err = { 0 };
    holder r, other;

    (void)state;
    memset(g->space.b, 3, 32);
    draw(g, 0, -1, NULL, 0, AC_KIND_NOTE);
    draw(g, 1, -1, (int[]){ 0 }, 1, AC_KIND_NOTE);
    draw(g, 0, 0, (int[]){ 1 }, 1, AC_KIND_NOTE);
    r = hold(g, true);
    take(&r, 0);
    commit(&r);
    other = (holder){ .g = g, .space = r.space };
    good(ac_store_open(&other.store, r.dir, AC_STORE_READ, &err), &err);
    good(ac_history_open(&other.h, other.store, &world, &err), &err);
    a = of(&other, 0); /* it has looked */
    assert_int_equal(ac_store_begin(r.store, NULL), AC_OK);
    take(&r, 1);
    take(&r, 2);
    commit(&r);
    good(ac_history_slice(other.h, r.space, 0, INT64_MAX, slice, 8, &n, &err), &err);
    assert_int_equal(n, 3);
    b = of(&other, 2);
    assert_true(ac_history_precedes(other.h, &slice[1], &b));
    assert_true(ac_history_precedes(other.h, &a, &slice[1]));
    ac_history_close(other.h);
    ac_store_close(other.store);
    let_go(&r);
    erase(g);
}

static void spaces_are_apart(void **state)
{
    picture *g = calloc(1, sizeof *g), *k = calloc(1, sizeof *k);
    ac_space_info *list, info;
    ac_held slice[8], a, b;
    size_t n;
    int space;
    bool found;
    ac_err err = { 0 };
    holder r;

    (void)state;
    memset(g->space.b, 3, 32);
    memset(k->space.b, 4, 32);
    draw(g, 0, -1, NULL, 0, AC_KIND_NOTE);
    draw(g, 0, 0, NULL, 0, AC_KIND_NOTE);
    draw(k, 0, -1, NULL, 0, AC_KIND_NOTE);
    r = hold(g, false);
    good(ac_history_space_make(r.h, &k->space, true, &space, &err), &err);
    take(&r, 0);
    {
        holder s = r;
        s.g = k;
        s.space = space;
        take(&s, 0);
        b = of(&s, 0);
    }
    take(&r, 1);
    a = of(&r, 1);
    assert_false(ac_history_precedes(r.h, &b, &a) || ac_history_precedes(r.h, &a, &b));
    good(ac_history_find(r.h, space, &g->c[0].id, &b, &err), &err);
    assert_int_equal(b.n, 0);
    good(ac_history_spaces(r.h, &list, &n, &err), &err);
    assert_int_equal(n, 2);
    assert_true(list[0].changes == 2 && list[1].changes == 1 && !list[0].is_own && list[1].is_own);
    assert_true(list[0].newest == 3 && list[1].newest == 2);
    free(list);
    good(ac_history_space(r.h, &k->space, &info, &found, &err), &err);
    assert_true(found && info.space == space);
    good(ac_history_slice(r.h, r.space, 0, INT64_MAX, slice, 8, &n, &err), &err);
    assert_true(n == 2 && slice[0].n == 1 && slice[1].n == 3);
    good(ac_history_slice(r.h, -1, 1, INT64_MAX, slice, 8, &n, &err), &err);
    assert_true(n == 2 && slice[0].n == 2 && slice[1].n == 3);
    good(ac_history_slice(r.h, -1, 0, 2, slice, 8, &n, &err), &err);
    assert_true(n == 2 && slice[1].n == 2);
    good(ac_history_slice(r.h, -1, 0, INT64_MAX, slice, 1, &n, &err), &err);
    assert_true(n == 1 && slice[0].n == 1);
    let_go(&r);
    erase(g);
    erase(k);
}

static void what_is_set_aside_has_its_reason(void **state)
{
    picture *g = calloc(1, sizeof *g);
    ac_held held;
    ac_row *q;
    ac_err err = { 0 };
    holder r;

    (void)state;
    memset(g->space.b, 3, 32);
    draw(g, 0, -1, NULL, 0, AC_KIND_NOTE);
    r = hold(g, false);
    held = take(&r, 0);
    good(ac_history_set_flags(r.h, &held, AC_HELD_UNCOUNTED, "stopped", &err), &err);
    assert_int_equal(of(&r, 0).flags, AC_HELD_UNCOUNTED);
    q = ac_q(r.store, AC_Q_aside_get);
    ac_bind_int(q, ":space", r.space);
    ac_bind_int(q, ":n", held.n);
    assert_true(ac_step(q));
    assert_string_equal(ac_col_text(q, 0), "stopped");
    ac_done(q, NULL);
    good(ac_history_set_flags(r.h, &held, 0, "", &err), &err);
    ac_history_flush(r.h, NULL);
    ac_history_refresh(r.h);
    assert_int_equal(of(&r, 0).flags, 0);
    q = ac_q(r.store, AC_Q_aside_count);
    ac_bind_int(q, ":space", r.space);
    assert_true(ac_step(q) && ac_col_int(q, 0) == 0);
    ac_done(q, NULL);
    let_go(&r);
    erase(g);
}

static void a_thousand_refused_changes_of_a_feed_are_listed_and_no_more(void **state)
{
    picture *g = calloc(1, sizeof *g);
    ac_device sender = device_of(5);
    ac_row *q;
    holder r;

    (void)state;
    memset(g->space.b, 3, 32);
    r = hold(g, false);
    for (int i = 0; i < 1003; i++) {
        ac_header h = { .kind = AC_KIND_NOTE, .seq = (uint64_t)i + 1, .depth = 1, .space = g->space, .author = device_of(i == 1002),
                        .facts = "{}", .facts_len = 2 };
        ac_buf b = { 0 };
        uint8_t signature[64] = { 0 };
        ac_arrival a = { .signature = signature };
        ac_header_encode(&b, &h);
        a.header_bytes = b.p;
        a.header_n = b.len;
        assert_int_equal(ac_history_reject(r.h, &g->space, &a, &sender, "no", NULL), AC_OK);
        assert_int_equal(ac_history_reject(r.h, &g->space, &a, &sender, "no", NULL), AC_OK);
        ac_buf_free(&b);
    }
    for (int d = 0; d < 2; d++) {
        ac_device device = device_of(d);
        q = ac_q(r.store, AC_Q_rejected_count);
        ac_bind_blob(q, ":space", g->space.b, 32);
        ac_bind_blob(q, ":author", device.b, 32);
        assert_true(ac_step(q));
        assert_int_equal(ac_col_int(q, 0), d == 0 ? 1000 : 1);
        ac_done(q, NULL);
    }
    let_go(&r);
    erase(g);
}

/* Rows that no notebook writes: a sentence each, never a wild look-up. */
static void damaged_rows_are_refused(void **state)
{
    static const char *const damage[] = {
        "UPDATE change SET vector = -5 WHERE n = 3",
        "UPDATE change SET vector = 9999 WHERE n = 3",
        "UPDATE change SET branch = 4000000 WHERE n = 3",
        "UPDATE change SET branch = -1 WHERE n = 3",
        "UPDATE change SET space = 77 WHERE n = 3",
        "UPDATE branch SET parent = branch",
        "UPDATE branch SET parent = 2 WHERE branch = 1",
        "UPDATE branch SET branch = 9 WHERE branch = 1",
        "UPDATE branch SET space = 9",
        "UPDATE branch SET head = -8",
        "UPDATE branch SET head = 800",
        "UPDATE vector SET data = x'ffffffffffffffffffffffff'",
        "UPDATE vector SET data = x''",
        "UPDATE vector SET data = x'0101' WHERE vector = 1",
        "UPDATE vector SET data = x'00010000'",
        "DELETE FROM change WHERE n = 3",
        "DELETE FROM vector",
    };

    (void)state;
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        picture *g = calloc(1, sizeof *g);
        char path[PATH_MAX + 16];
        sqlite3 *db = NULL;
        ac_held a, b = { 0 };
        ac_rc rc;
        holder r;
        ac_branch *list = NULL;
        size_t n;
        memset(g->space.b, 3, 32);
        draw(g, 0, -1, NULL, 0, AC_KIND_NOTE);
        draw(g, 0, 0, NULL, 0, AC_KIND_NOTE);
        draw(g, 1, -1, (int[]){ 0 }, 1, AC_KIND_NOTE);
        draw(g, 1, 2, (int[]){ 1 }, 1, AC_KIND_NOTE);
        r = hold(g, true);
        for (int k = 0; k < g->n; k++)
            take(&r, k);
        commit(&r);
        ac_history_close(r.h);
        ac_store_close(r.store);
        snprintf(path, sizeof path, "%s/notebook.db", r.dir);
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        sqlite3_exec(db, "PRAGMA ignore_check_constraints=ON", NULL, NULL, NULL);
        assert_int_equal(sqlite3_exec(db, damage[i], NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        {
            ac_err err = { 0 };
            good(ac_store_open(&r.store, r.dir, AC_STORE_READ, &err), &err);
            good(ac_history_open(&r.h, r.store, &world, &err), &err);
            rc = ac_history_branches(r.h, 1, &list, &n, &err);
            if (rc == AC_OK)
                rc = ac_history_get(r.h, 3, &b, &err);
            if (rc == AC_OK)
                rc = ac_history_get(r.h, 1, &a, &err);
            if (rc == AC_OK && !ac_history_precedes(r.h, &a, &b))
                rc = AC_ECORRUPT; /* a look-up that fails is a no */
            if (rc != AC_ECORRUPT)
                fail_msg("%s: %s", damage[i], ac_rc_word(rc));
            free(list);
        }
        let_go(&r);
        erase(g);
    }
}

static void a_change_costs_few_bytes_beside_its_own(void **state)
{
    picture *g = calloc(1, sizeof *g);
    holder r;
    char path[PATH_MAX + 16];
    int64_t own = 0, more;
    int last[4] = { -1, -1, -1, -1 }, copies = 20;
    struct stat st;

    (void)state;
    memset(g->space.b, 3, 32);
    r = hold(g, true);
    for (int round = 0; round < copies; round++) { /* 5,000 changes, each resting on one of another device */
        for (int i = 0; i < 250; i++) {
            int device = (i + round) % 4, dep = last[(device + 1) % 4];
            if (g->n == 0 || i == 0)
                memset(last, -1, sizeof last);
            dep = last[(device + 1) % 4];
            last[device] = draw(g, device, last[device], &dep, dep >= 0, AC_KIND_NOTE);
        }
        for (int i = 0; i < g->n; i++) {
            take(&r, i);
            own += (int64_t)(g->c[i].header.len + 64 + g->c[i].words.len);
            ac_buf_free(&g->c[i].header);
            ac_buf_free(&g->c[i].words);
        }
        g->n = 0;
        g->space.b[0]++;
        if (round + 1 < copies)
            assert_int_equal(ac_history_space_make(r.h, &g->space, false, &r.space, NULL), AC_OK);
    }
    commit(&r);
    snprintf(path, sizeof path, "%s/notebook.db", r.dir);
    assert_int_equal(stat(path, &st), 0);
    more = ((int64_t)st.st_size - own) / (250 * copies);
    print_message("[  BYTES   ] %lld of its own, %lld beside\n", (long long)(own / (250 * copies)), (long long)more);
    assert_true(more < 240);
    let_go(&r);
    free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_precedes_is_what_a_search_of_all_ancestors_finds),
        cmocka_unit_test(a_long_feed_with_many_partners_is_read_from_its_rows),
        cmocka_unit_test(knowing_a_branch_means_its_newest_seq_in_the_past),
        cmocka_unit_test(the_digest_is_the_same_in_any_order_of_arrival),
        cmocka_unit_test(heads_are_what_nothing_of_the_same_device_rests_on),
        cmocka_unit_test(what_was_written_twice_is_found_at_its_number),
        cmocka_unit_test(a_digest_can_leave_devices_out),
        cmocka_unit_test(keeping_twice_keeps_one),
        cmocka_unit_test(bytes_come_back_as_they_came),
        cmocka_unit_test(words_that_come_later_are_added_when_they_match),
        cmocka_unit_test(what_is_rolled_back_is_forgotten),
        cmocka_unit_test(another_process_may_begin_a_feed_meanwhile),
        cmocka_unit_test(spaces_are_apart),
        cmocka_unit_test(what_is_set_aside_has_its_reason),
        cmocka_unit_test(a_thousand_refused_changes_of_a_feed_are_listed_and_no_more),
        cmocka_unit_test(damaged_rows_are_refused),
        cmocka_unit_test(a_change_costs_few_bytes_beside_its_own),
    };

    return ac_crypto_init() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
