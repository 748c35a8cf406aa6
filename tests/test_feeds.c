/* test_feeds.c - feeds that misbehave: bad signatures, forks, restored notebooks, copies that write twice. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/mark.h"
#include "core/receipt.h"
#include "tests/support/desks.h"

static int setup(void **state)
{
    (void)state;
    return ac_crypto_init() ? 0 : -1;
}

static const ac_exchange_result *of(const ac_exchange *x)
{
    return ac_exchange_result_of(x);
}

static ac_device device_of(const desk *d)
{
    return ac_notebook_me(d->nb)->device;
}

static void three(desk *a, desk *b, desk *c)
{
    desk *others[] = { b, c };

    desk_new(a, "CITY", 1);
    desk_new(b, "SASI", 2);
    desk_new(c, "RIVR", 3);
    desks_partners(a, others, 2);
    assert_true(desks_sync(b, a) && desks_sync(c, a) && desks_sync(b, a));
}

static void free_three(desk *a, desk *b, desk *c)
{
    desk_free(a);
    desk_free(b);
    desk_free(c);
}

/* Receipts that came at this time by our clock. */
static size_t receipts_at(desk *d, int64_t ms)
{
    ac_receipt *list = NULL;
    size_t n = 0, found = 0;

    assert_int_equal(ac_receipt_all(ac_notebook_store(d->nb), d->space, &list, &n, NULL), AC_OK);
    for (size_t i = 0; i < n; i++)
        found += list[i].received_ms == ms;
    free(list);
    return found;
}

/* --- one bad change --- */

enum { BAD_SIGNATURE, BAD_WORDS, BAD_HEADER, BAD_SPACE, BAD_KINDS };

typedef struct {
    ac_device author;
    int kind;
    size_t spoilt;
    uint64_t seq; /* of the one that is spoilt */
} spoiling;

/* Spoils one change of this author on its way. */
static bool spoil(void *ctx, bool from_client, ac_buf *frame)
{
    spoiling *s = ctx;
    ac_frame f;
    ac_wire_change c;

    (void)from_client;
    if (s->spoilt > 0 || !ac_frame_decode(&f, frame->p, frame->len) || f.type != AC_F_CHANGES)
        return true;
    while (ac_change_next(&f, &c))
        if (memcmp(c.header + 72, s->author.b, 32) == 0) {
            size_t header = (size_t)(c.header - frame->p), signature = (size_t)(c.signature - frame->p);
            s->spoilt++;
            s->seq = ac_be64(c.header + 8);
            if (s->kind == BAD_SIGNATURE)
                frame->p[signature + 3] ^= 4;
            else if (s->kind == BAD_WORDS)
                frame->p[(size_t)(c.words - frame->p) + 40] ^= 1;
            else if (s->kind == BAD_HEADER)
                frame->p[header + 3] = 0, frame->p[header + 34] = 1; /* a zero that is not */
            else
                frame->p[header + 40] ^= 1;
            return true;
        }
    return true;
}

static void a_bad_change_stops_its_feed_alone(void **state)
{
    static const unsigned codes[BAD_KINDS] = { AC_FAULT_SIGNATURE, AC_FAULT_WORDS, AC_FAULT_CHANGE, AC_FAULT_SIGNATURE };

    (void)state;
    for (int kind = 0; kind < BAD_KINDS; kind++)
        for (int way = 0; way < 2; way++) {
            desk a, b, c;
            spoiling s = { .kind = kind };
            wire_line line = { .each = spoil, .ctx = &s };
            const ac_exchange_space *taker, *giver;
            uint64_t c_had;
            three(&a, &b, &c);
            desk_notes(&a, 5); /* a's own do not rest on what c brings next */
            desk_notes(&c, 7);
            assert_true(desks_sync(&c, &a));
            s.author = device_of(&c);
            c_had = desk_newest_seq(&b, &s.author);
            a.world.now_ms += 777;
            b.world.now_ms += 777;
            if (way == 0)
                line_open(&line, &b, &a, NULL);
            else
                line_open(&line, &a, &b, NULL);
            line_run(&line);
            assert_int_equal(s.spoilt, 1);
            assert_int_equal(of(line.client)->end, AC_END_DONE);
            assert_int_equal(of(line.server)->end, AC_END_DONE);
            taker = &of(way == 0 ? line.client : line.server)->spaces[0];
            giver = &of(way == 0 ? line.server : line.client)->spaces[0];
            assert_true(taker->faults == 1 && !taker->fault_is_theirs);
            assert_int_equal(taker->fault.why_code, codes[kind]);
            if (kind == BAD_SIGNATURE || kind == BAD_WORDS) { /* the giver finds it by its id, and leaves the feed out as well */
                assert_true(giver->faults == 1 && giver->fault_is_theirs && giver->fault.why_code == codes[kind]);
                assert_true(taker->is_same && giver->is_same);
            } else {
                assert_true(giver->faults == 0 && !taker->is_same && !giver->is_same);
            }
            assert_true(ac_device_eq(taker->fault.author, s.author));
            line_close(&line);
            ac_device da = device_of(&a);
            assert_true(desk_newest_seq(&b, &da) == desk_newest_seq(&a, &da)); /* the rest came */
            assert_true(desk_newest_seq(&b, &s.author) == s.seq - 1 && s.seq - 1 >= c_had);
            assert_true(receipts_at(&a, a.world.now_ms) == 0 && receipts_at(&b, b.world.now_ms) == 0); /* they have not all */
            assert_true(desks_sync(&b, &a)); /* from an honest hand the feed goes on */
            assert_true(desks_are_same(&a, &b));
            free_three(&a, &b, &c);
        }
}

/* What rests on a refused change is refused too, and the sessions before and after lose nothing. */
static void what_rests_on_it_waits_too(void **state)
{
    desk a, b, c;
    spoiling s = { .kind = BAD_SIGNATURE };
    wire_line line = { .each = spoil, .ctx = &s };
    ac_device da;

    (void)state;
    three(&a, &b, &c);
    desk_notes(&a, 2);
    desk_notes(&c, 3);
    assert_true(desks_sync(&c, &a));
    desk_notes(&a, 4); /* these rest on c's */
    s.author = device_of(&c);
    da = device_of(&a);
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_int_equal(of(line.client)->spaces[0].faults, 2);
    assert_int_equal(of(line.client)->end, AC_END_DONE);
    line_close(&line);
    assert_true(desk_newest_seq(&b, &da) == desk_newest_seq(&a, &da) - 4);
    assert_true(desks_sync(&b, &a) && desks_are_same(&a, &b));
    free_three(&a, &b, &c);
}

/* --- changes that their author signed, and that break a rule --- */

enum { GOOD, DEPTH, DEP, ADMITTED, SPACE, RULES };

typedef struct {
    desk *writer;
    int rule;
    bool done;
    ac_id id;
} crafting;

/* In place of the first frame of changes: the writer's next change, made by hand. */
static bool craft(void *ctx, bool from_client, ac_buf *frame)
{
    crafting *m = ctx;
    ac_header h;
    ac_frame f;
    ac_wire_change c;
    ac_buf header = { 0 };
    uint8_t sig[64], dep[32] = { 9, 9, 9 };

    (void)from_client;
    if (m->done || !ac_frame_decode(&f, frame->p, frame->len) || f.type != AC_F_CHANGES)
        return true;
    assert_true(ac_change_next(&f, &c));
    assert_int_equal(ac_header_peek(&h, c.header, c.header_n, NULL), AC_OK);
    assert_memory_equal(h.author.b, ac_notebook_me(m->writer->nb)->device.b, 32);
    h.words_len = 0;
    h.words_hash = (ac_digest){ { 0 } };
    h.kind = AC_KIND_ACK;
    h.facts = "{}";
    h.facts_len = 2;
    if (m->rule == DEPTH)
        h.depth++;
    if (m->rule == DEP) {
        h.ndeps = 1;
        h.deps = dep;
    }
    if (m->rule == ADMITTED) { /* a stop of a key that its organisation never had */
        h.kind = AC_KIND_REVOKE;
        h.facts = "{\"key\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"reason\":\"lost\"}";
        h.facts_len = (uint16_t)strlen(h.facts);
    }
    if (m->rule == SPACE)
        h.space.b[0] ^= 1;
    ac_header_encode(&header, &h);
    m->id = ac_change_id_of(header.p, header.len);
    ac_notebook_sign(m->writer->nb, AC_TAG_CHANGE_SIG, m->id.b, 32, sig);
    frame->len = AC_FRAME_HEAD + 4; /* type, flags, slot and number stay */
    ac_put_change(frame, header.p, header.len, sig, AC_WORDS_NONE, NULL, 0);
    ac_buf_free(&header);
    m->done = true;
    return true;
}

/* How many of this author's are on d's list of what was refused. */
static int64_t rejected_of(desk *d, const ac_device *author)
{
    ac_row *q = ac_q(ac_notebook_store(d->nb), AC_Q_rejected_count);
    ac_space space = desk_space(d);
    int64_t n;

    ac_bind_blob(q, ":space", space.b, 32);
    ac_bind_blob(q, ":author", author->b, 32);
    assert_true(ac_step(q));
    n = ac_col_int(q, 0);
    assert_int_equal(ac_done(q, NULL), AC_OK);
    return n;
}

static void each_refusal_has_its_code(void **state)
{
    static const unsigned codes[RULES] = { 0, AC_FAULT_CHANGE, AC_FAULT_ANCESTOR, AC_FAULT_ADMITTED, AC_FAULT_SPACE };

    (void)state;
    for (int rule = 0; rule < RULES; rule++) {
        desk a, b, c;
        crafting m = { .writer = &b, .rule = rule };
        wire_line line = { .each = craft, .ctx = &m };
        const ac_exchange_space *taker;
        ac_device db;
        ac_held held;
        three(&a, &b, &c);
        db = device_of(&b);
        desk_notes(&b, 1);
        line_open(&line, &b, &a, NULL);
        line_run(&line);
        assert_true(m.done);
        taker = &of(line.server)->spaces[0];
        if (taker->fault.why_code != codes[rule])
            fail_msg("rule %d: code %u: %s", rule, (unsigned)taker->fault.why_code, taker->fault.why);
        assert_int_equal(ac_history_find(ac_notebook_history(a.nb), a.space, &m.id, &held, NULL), AC_OK);
        assert_int_equal(held.n != 0, rule == GOOD);
        line_close(&line);
        assert_int_equal(rejected_of(&a, &db), rule == DEPTH || rule == ADMITTED || rule == SPACE);
        free_three(&a, &b, &c);
    }
}

/* --- forks --- */

static void a_forked_feed_arrives_whole_on_the_third(void **state)
{
    (void)state;
    for (int order = 0; order < 3; order++) {
        desk a, b, c, twin;
        ac_device db;
        uint64_t fork;
        three(&a, &b, &c);
        desk_copy(&twin, &b);
        db = device_of(&b);
        fork = desk_newest_seq(&b, &db);
        desk_notes(&b, 3);
        desk_note(&twin, twin.space, "written on the other copy");
        desk_notes(&twin, 5);
        assert_true(desks_sync(&b, &a)); /* a meets the one, c the other */
        if (order > 0) {
            wire_line line = { .now_ms = 0 };
            line_open(&line, &twin, &c, NULL);
            line_run(&line);
            line_close(&line);
            assert_true(desk_newest_seq(&c, &db) == fork + 6);
        }
        if (order == 0) { /* the copy meets a itself: it sees that it is not alone */
            wire_line line = { .now_ms = 0 };
            line_open(&line, &twin, &a, NULL);
            line_run(&line);
            line_close(&line);
            assert_false(desk_may_write(&twin));
        } else if (order == 1) {
            assert_true(desks_sync(&c, &a));
        } else {
            assert_true(desks_sync(&a, &c));
        }
        if (order > 0) {
            for (uint64_t seq = fork + 1; seq <= fork + 3; seq++)
                assert_true(desk_at(&a, &db, seq) == 2 && desk_at(&c, &db, seq) == 2);
            for (uint64_t seq = fork + 4; seq <= fork + 6; seq++)
                assert_true(desk_at(&a, &db, seq) == 1 && desk_at(&c, &db, seq) == 1);
            assert_true(desks_are_same(&a, &c));
            assert_true(desks_sync(&a, &c)); /* and is the same from then on */
        } else {
            /* its unsent changes may have a rival: they stay where they are */
            for (uint64_t seq = fork + 1; seq <= fork + 6; seq++)
                assert_true(desk_at(&a, &db, seq) == (seq <= fork + 3));
        }
        free_three(&a, &b, &c);
        desk_free(&twin);
    }
}

/* --- our own feed --- */

static void a_restored_notebook_takes_back_its_marked_change_then_writes_on(void **state)
{
    (void)state;
    for (int way = 0; way < 2; way++) {
        desk a, b, c;
        ac_device da;
        uint64_t before;
        three(&a, &b, &c);
        desk_notes(&a, 2);
        desk_save(&a, "old.db");
        desk_notes(&a, 4);
        desk_note(&a, a.space, "the marked one");
        assert_true(desks_sync(&b, &a)); /* they left */
        da = device_of(&a);
        before = desk_newest_seq(&a, &da);
        desk_restore(&a, "old.db");
        assert_true(desk_newest_seq(&a, &da) == before - 5);
        assert_false(desk_may_write(&a));
        desk_notes(&b, 1);
        assert_true(way == 0 ? desks_sync(&a, &b) : desks_sync(&b, &a));
        assert_true(desk_may_write(&a));
        assert_true(desk_newest_seq(&a, &da) >= before);
        desk_notes(&a, 1);
        assert_true(desks_sync(&a, &b) && desks_sync(&c, &a));
        assert_true(desks_are_same(&a, &b) && desk_has_no_fork(&a) && desk_has_no_fork(&b) && desk_has_no_fork(&c));
        free_three(&a, &b, &c);
    }
}

/* A partner who has not got the marked change gives back what he has; writing still waits. */
static void it_waits_for_exactly_the_marked_change(void **state)
{
    desk a, b, c;
    ac_device da;
    uint64_t before;

    (void)state;
    three(&a, &b, &c);
    desk_save(&a, "old.db");
    desk_notes(&a, 2);
    assert_true(desks_sync(&c, &a)); /* c has two of them */
    desk_notes(&a, 3);
    assert_true(desks_sync(&b, &a)); /* b has all five */
    da = device_of(&a);
    before = desk_newest_seq(&a, &da);
    desk_restore(&a, "old.db");
    assert_true(desks_sync(&a, &c));
    assert_true(desk_newest_seq(&a, &da) < before);
    assert_false(desk_may_write(&a));
    assert_true(desks_sync(&a, &b));
    assert_true(desk_may_write(&a));
    desk_notes(&a, 1);
    assert_true(desks_sync(&a, &b) && desks_sync(&c, &b) && desks_are_same(&a, &c));
    assert_true(desk_has_no_fork(&b));
    free_three(&a, &b, &c);
}

static void a_marked_change_that_nobody_has_stops_writing(void **state)
{
    desk a, b, c;

    (void)state;
    three(&a, &b, &c);
    desk_save(&a, "old.db");
    desk_notes(&a, 1);
    assert_int_equal(ac_notebook_mark(a.nb, a.space, NULL), AC_OK); /* about to leave, and then it did not */
    desk_restore(&a, "old.db");
    desk_notes(&b, 3);
    assert_true(desks_sync(&a, &b));
    assert_false(desk_may_write(&a));
    assert_true(desks_are_same(&a, &b)); /* taking in goes on */
    assert_int_equal(ac_notebook_continue(a.nb, NULL), AC_OK);
    desk_notes(&a, 1);
    assert_true(desks_sync(&a, &b) && desks_are_same(&a, &b) && desk_has_no_fork(&b));
    free_three(&a, &b, &c);
}

/* The original and a copy both write as one laptop; who meets second sees it, and what it wrote stays here. */
static void a_foreign_copy_stops_writing_and_the_rest_goes_on(void **state)
{
    (void)state;
    for (int way = 0; way < 2; way++) {
        desk a, b, c, twin;
        ac_device da;
        uint64_t had;
        line_tap tap = { 0 };
        wire_line line = { .each = tap_each, .ctx = &tap };
        const ac_exchange_space *s;
        three(&a, &b, &c);
        desk_copy(&twin, &a);
        da = device_of(&a);
        had = desk_newest_seq(&a, &da);
        desk_notes(&twin, 4);
        assert_true(desks_sync(&twin, &b));
        desk_note(&a, a.space, "only on the original");
        desk_notes(&b, 2);
        if (way == 0)
            line_open(&line, &a, &b, NULL);
        else
            line_open(&line, &b, &a, NULL);
        line_run(&line);
        s = &of(way == 0 ? line.client : line.server)->spaces[0];
        assert_true(s->own_feed_foreign);
        assert_int_equal(of(line.client)->end, AC_END_DONE);
        line_close(&line);
        assert_false(desk_may_write(&a));
        assert_false(tap_has(&tap, way == 0, "only on the original", 20));
        assert_true(desk_newest_seq(&b, &da) == had + 4 && desk_at(&b, &da, had + 1) == 1);
        ac_device db = device_of(&b);
        assert_true(desk_newest_seq(&a, &db) == desk_newest_seq(&b, &db)); /* b's two came */
        /* the user says that the copy is gone: the same feed goes on, at worst an honest fork */
        assert_int_equal(ac_notebook_continue(a.nb, NULL), AC_OK);
        assert_true(desk_may_write(&a));
        desk_notes(&a, 1);
        assert_true(desks_sync(&a, &b));
        assert_true(desks_are_same(&a, &b));
        tap_free(&tap);
        free_three(&a, &b, &c);
        desk_free(&twin);
    }
}

/* Whoever only says that it holds more of ours than we wrote stops nothing but this session. */
static bool lie(void *ctx, bool from_client, ac_buf *frame)
{
    line_tap *tap = ((void **)ctx)[0];
    const ac_device *whose = ((void **)ctx)[1];

    if (!from_client && frame->p[0] == AC_F_LIST) {
        uint8_t *at = memmem(frame->p, frame->len, whose->b, 32);
        if (at != NULL) {
            at[32 + 1 + 6] += 1; /* 256 further on */
            at[32 + 1 + 8] ^= 1; /* and another one */
        }
    }
    return tap_each(tap, from_client, frame);
}

static void a_false_head_of_ours_stops_nothing_for_good(void **state)
{
    desk a, b, c;
    ac_device da;
    line_tap tap = { 0 };
    void *ctx[2] = { &tap, &da };
    wire_line line = { .each = lie, .ctx = ctx };
    uint64_t had;
    const ac_exchange_space *s;

    (void)state;
    three(&a, &b, &c);
    da = device_of(&a);
    had = desk_newest_seq(&b, &da);
    desk_offer(&b, "CITY"); /* a receipt would be due */
    desk_note(&a, a.space, "not for a liar");
    line_open(&line, &a, &b, NULL);
    line_run(&line);
    s = &of(line.client)->spaces[0];
    assert_true(s->own_feed_claimed && !s->own_feed_foreign);
    assert_int_equal(of(line.client)->end, AC_END_DONE);
    assert_false(tap_has(&tap, true, "not for a liar", 14));
    assert_true(desk_newest_seq(&b, &da) == had); /* nothing was signed in it, nothing new has left */
    assert_true(desk_newest_seq(&a, &da) == had + 1);
    line_close(&line);
    tap_free(&tap);
    assert_true(desk_may_write(&a));
    desk_notes(&a, 1);
    assert_true(desks_sync(&a, &c) && desks_sync(&a, &b) && desks_are_same(&a, &b));
    free_three(&a, &b, &c);
}

static void a_lost_mark_lets_nothing_new_leave(void **state)
{
    desk a, b, c;
    ac_device da;
    uint64_t had;

    (void)state;
    three(&a, &b, &c);
    da = device_of(&a);
    had = desk_newest_seq(&a, &da);
    desk_note(&a, a.space, "not to leave yet");
    desk_lose_mark(&a);
    assert_false(desk_may_write(&a));
    desk_notes(&b, 1);
    line_tap tap = { 0 };
    wire_line l = { .each = tap_each, .ctx = &tap };
    line_open(&l, &a, &b, NULL);
    line_run(&l);
    assert_int_equal(of(l.client)->end, AC_END_DONE);
    line_close(&l);
    assert_false(tap_has(&tap, true, "not to leave yet", 16));
    assert_true(desk_newest_seq(&b, &da) == had);
    ac_device db = device_of(&b);
    assert_true(desk_newest_seq(&a, &db) == desk_newest_seq(&b, &db));
    tap_free(&tap);
    free_three(&a, &b, &c);
}

/* The mark stands at what left, the moment it left: before the first frame with a change of ours. */
typedef struct {
    desk *writer;
    bool is_client;
    bool seen;
} marking;

static bool look_at_mark(void *ctx, bool from_client, ac_buf *frame)
{
    marking *m = ctx;
    ac_frame f;
    ac_wire_change c;
    ac_mark mark;
    ac_space space = desk_space(m->writer);
    ac_device me = device_of(m->writer);

    if (from_client != m->is_client || !ac_frame_decode(&f, frame->p, frame->len) || f.type != AC_F_CHANGES)
        return true;
    assert_int_equal(ac_mark_read(&mark, m->writer->state, &me, NULL), AC_OK);
    while (ac_change_next(&f, &c))
        if (memcmp(c.header + 72, me.b, 32) == 0) {
            const ac_mark_line *line = ac_mark_find(&mark, &space);
            assert_non_null(line);
            assert_true(line->seq >= ac_be64(c.header + 8));
            m->seen = true;
        }
    ac_mark_free(&mark);
    return true;
}

static void the_mark_goes_before_what_leaves(void **state)
{
    desk a, b, c;

    (void)state;
    three(&a, &b, &c);
    for (int k = 0; k < 2; k++) {
        marking m = { &a, k == 0, false };
        wire_line line = { .each = look_at_mark, .ctx = &m };
        desk_notes(&a, 600);
        if (k == 0)
            line_open(&line, &a, &b, NULL);
        else
            line_open(&line, &b, &a, NULL);
        line_run(&line);
        assert_true(line_is_same(&line) && m.seen);
        line_close(&line);
    }
    free_three(&a, &b, &c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_change_stops_its_feed_alone),
        cmocka_unit_test(what_rests_on_it_waits_too),
        cmocka_unit_test(each_refusal_has_its_code),
        cmocka_unit_test(a_forked_feed_arrives_whole_on_the_third),
        cmocka_unit_test(a_restored_notebook_takes_back_its_marked_change_then_writes_on),
        cmocka_unit_test(it_waits_for_exactly_the_marked_change),
        cmocka_unit_test(a_marked_change_that_nobody_has_stops_writing),
        cmocka_unit_test(a_foreign_copy_stops_writing_and_the_rest_goes_on),
        cmocka_unit_test(a_false_head_of_ours_stops_nothing_for_good),
        cmocka_unit_test(a_lost_mark_lets_nothing_new_leave),
        cmocka_unit_test(the_mark_goes_before_what_leaves),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
