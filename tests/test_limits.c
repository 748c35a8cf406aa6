/* test_limits.c - a session under pressure: deadlines, lists without end, members who are none any more. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

static void pair(desk *a, desk *b)
{
    desk *others[] = { b };

    desk_new(a, "CITY", 1);
    desk_new(b, "SASI", 2);
    desks_partners(a, others, 1);
}

static void free_pair(desk *a, desk *b)
{
    desk_free(a);
    desk_free(b);
}

static bool out_of(ac_exchange *x, ac_buf *frame)
{
    ac_buf_clear(frame);
    return ac_exchange_out(x, frame, 0);
}

/* Frames go over one by one, each side all it has, until one of this type is about to arrive: it is left in
 * `frame`. False: it never came. */
static bool run_until(wire_line *line, bool from_client, unsigned type, ac_buf *frame)
{
    bool moved = true;

    while (moved) {
        moved = false;
        for (int side = 0; side < 2; side++) {
            ac_exchange *from = side == 0 ? line->client : line->server, *to = side == 0 ? line->server : line->client;
            while (out_of(from, frame)) {
                moved = true;
                if (frame->p[0] == type && (side == 0) == from_client)
                    return true;
                ac_exchange_frame(to, frame->p, frame->len, line->now_ms);
            }
        }
    }
    return false;
}

/* --- deadlines, by the time that is handed in --- */

static void who_says_nothing_is_let_go(void **state)
{
    static const struct {
        bool from_client;
        unsigned type;   /* does not arrive */
        int64_t after_ms;
    } steps[] = {
        { true, AC_F_HELLO, AC_GREET_MS },      { false, AC_F_WELCOME, AC_GREET_MS },   { true, AC_F_AUTH, AC_GREET_MS },
        { false, AC_F_SUMMARY, AC_GREET_MS },   { false, AC_F_LIST, AC_PROGRESS_MS },   { true, AC_F_WANT, AC_PROGRESS_MS },
        { false, AC_F_CHANGES, AC_PROGRESS_MS }, { true, AC_F_CREDIT, AC_PROGRESS_MS }, { false, AC_F_END, AC_PROGRESS_MS },
        { true, AC_F_FINAL, AC_PROGRESS_MS },   { false, AC_F_FINAL, AC_PROGRESS_MS },
    };
    desk a, b;
    ac_buf frame = { 0 };

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 800);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        wire_line line = { .now_ms = 7000 };
        ac_exchange *waits;
        line_open(&line, &b, &a, NULL);
        assert_true(run_until(&line, steps[i].from_client, steps[i].type, &frame));
        waits = steps[i].from_client ? line.server : line.client;
        assert_int_equal(of(waits)->end, AC_END_NOT_YET);
        assert_true(ac_exchange_next_ms(waits) <= 7000 + steps[i].after_ms);
        ac_exchange_tick(waits, 7000 + steps[i].after_ms - 1);
        assert_int_equal(of(waits)->end, AC_END_NOT_YET);
        ac_exchange_tick(waits, 7000 + steps[i].after_ms);
        assert_int_equal(of(waits)->end, AC_END_DEADLINE);
        assert_true(ac_exchange_next_ms(waits) == INT64_MAX);
        line_close(&line);
    }
    ac_buf_free(&frame);
    free_pair(&a, &b);
}

/* What came whole is committed by 20 ms of silence, and said. */
static void silence_makes_durable(void **state)
{
    desk a, b;
    ac_buf frame = { 0 };
    wire_line line = { .now_ms = 100 };
    bool said = false;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 10);
    line_open(&line, &b, &a, NULL);
    assert_true(run_until(&line, false, AC_F_CHANGES, &frame));
    ac_exchange_frame(line.client, frame.p, frame.len, 100);
    assert_true(ac_exchange_is_unsettled(line.client));
    assert_true(ac_exchange_next_ms(line.client) == 100 + AC_QUIET_MS);
    ac_exchange_tick(line.client, 100 + AC_QUIET_MS - 1);
    assert_true(ac_exchange_is_unsettled(line.client));
    ac_exchange_tick(line.client, 100 + AC_QUIET_MS);
    assert_false(ac_exchange_is_unsettled(line.client));
    while (out_of(line.client, &frame))
        said = said || frame.p[0] == AC_F_SAVED;
    assert_true(said);
    line_close(&line);
    ac_buf_free(&frame);
    free_pair(&a, &b);
}

/* Frames that bring nothing forward do not keep a session alive. */
static void chatter_prolongs_nothing(void **state)
{
    desk a, b;
    ac_buf frame = { 0 }, chat = { 0 };

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 10);
    for (int k = 0; k < 2; k++) {
        wire_line line = { .now_ms = 0 };
        line_open(&line, &b, &a, NULL);
        assert_true(run_until(&line, true, AC_F_LIST, &frame));
        for (int64_t at = 5000; at < AC_PROGRESS_MS; at += 5000) {
            ac_buf_clear(&chat);
            if (k == 0) {
                ac_put_frame(&chat, AC_F_NOTICE, 0, AC_NO_SLOT);
                ac_buf_u8(&chat, AC_NOTICE_SPACES);
                ac_buf_u8(&chat, 0);
            } else {
                ac_put_fault(&chat, 0, AC_FAULT_CHANGE, 1, 0, NULL);
            }
            ac_exchange_frame(line.server, chat.p, chat.len, at);
            assert_int_equal(of(line.server)->end, AC_END_NOT_YET);
        }
        ac_exchange_tick(line.server, AC_PROGRESS_MS);
        assert_int_equal(of(line.server)->end, AC_END_DEADLINE);
        line_close(&line);
    }
    ac_buf_free(&frame);
    ac_buf_free(&chat);
    free_pair(&a, &b);
}

/* --- lists --- */

/* One LIST of n authors from `first` on. */
static void list_of(ac_buf *out, uint32_t first, uint32_t n, bool more)
{
    ac_buf_clear(out);
    ac_put_frame(out, AC_F_LIST, 0, 0);
    ac_buf_u8(out, more);
    for (uint32_t i = first; i < first + n; i++) {
        uint8_t author[32] = { 0 };
        author[0] = (uint8_t)(i >> 16);
        author[1] = (uint8_t)(i >> 8);
        author[2] = (uint8_t)i;
        ac_buf_put(out, author, 32);
        ac_buf_u8(out, 1);
        ac_put_point(out, 1, &(ac_id){ { 1 } });
    }
}

static void lists_go_on_in_order_and_end(void **state)
{
    desk a, b;
    ac_buf frame = { 0 };

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 1);
    for (int k = 0; k < 4; k++) {
        wire_line line = { .now_ms = 0 };
        ac_end end;
        line_open(&line, &b, &a, NULL);
        assert_true(run_until(&line, true, AC_F_LIST, &frame));
        list_of(&frame, 100, 10, true);
        ac_exchange_frame(line.server, frame.p, frame.len, 0);
        assert_int_equal(of(line.server)->end, AC_END_NOT_YET);
        if (k == 0)
            list_of(&frame, 110, 10, true); /* goes on */
        else if (k == 1)
            list_of(&frame, 109, 10, true); /* the last once more */
        else if (k == 2)
            list_of(&frame, 5, 10, true);
        else
            list_of(&frame, 0, 0, true); /* says nothing, and goes on */
        ac_exchange_frame(line.server, frame.p, frame.len, 0);
        end = of(line.server)->end;
        assert_int_equal(end, k == 0 || k == 3 ? AC_END_NOT_YET : AC_END_PROTOCOL);
        if (k == 3) { /* and after that still in order */
            list_of(&frame, 109, 1, true);
            ac_exchange_frame(line.server, frame.p, frame.len, 0);
            assert_int_equal(of(line.server)->end, AC_END_PROTOCOL);
        }
        line_close(&line);
    }
    ac_buf_free(&frame);
    free_pair(&a, &b);
}

static void lists_without_end_are_cut(void **state)
{
    desk a, b;
    ac_buf frame = { 0 };
    size_t total;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 1);
    for (int k = 0; k < 2; k++) {
        wire_line line = { .now_ms = 0 };
        uint32_t next = 0, each = k == 0 ? 890 : 0; /* large ones, and empty ones */
        total = 0;
        line_open(&line, &b, &a, NULL);
        assert_true(run_until(&line, true, AC_F_LIST, &frame));
        while (of(line.server)->end == AC_END_NOT_YET && total < 2 * AC_GATHER_MAX) {
            list_of(&frame, next, each, true);
            next += each;
            total += frame.len < AC_GATHER_LEAST ? AC_GATHER_LEAST : frame.len;
            assert_true(ac_exchange_held(line.server) <= AC_GATHER_MAX);
            ac_exchange_frame(line.server, frame.p, frame.len, 0);
        }
        assert_int_equal(of(line.server)->end, AC_END_PROTOCOL);
        assert_true(total > AC_GATHER_MAX && total <= AC_GATHER_MAX + AC_FRAME_TARGET);
        while (out_of(line.server, &frame))
            if (frame.p[0] == AC_F_FAULT)
                assert_int_equal(frame.p[4], AC_FAULT_LIMIT);
        line_close(&line);
    }
    ac_buf_free(&frame);
    free_pair(&a, &b);
}

static void what_was_held_is_let_go_when_a_space_is_done(void **state)
{
    desk a, b;
    wire_line line = { .now_ms = 0 };

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 1);
    desk_notes(&b, 1);
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    assert_int_equal(ac_exchange_held(line.client), 0);
    assert_int_equal(ac_exchange_held(line.server), 0);
    line_close(&line);
    free_pair(&a, &b);
}

/* Changes by authors without end, each refused: the session ends, it does not go on listing them. */
static void refused_feeds_without_end_are_cut(void **state)
{
    desk a, b;
    ac_buf frame = { 0 }, more = { 0 }, header = { 0 };
    wire_line line = { .now_ms = 0 };
    uint32_t no, author = 0;
    ac_header h;
    ac_frame f;
    ac_wire_change c;

    (void)state;
    pair(&a, &b);
    desk_notes(&b, 1);
    line_open(&line, &b, &a, NULL);
    assert_true(run_until(&line, true, AC_F_CHANGES, &frame));
    assert_true(ac_frame_decode(&f, frame.p, frame.len) && ac_change_next(&f, &c));
    assert_int_equal(ac_header_peek(&h, c.header, c.header_n, NULL), AC_OK);
    for (no = 1; of(line.server)->end == AC_END_NOT_YET && no < 5000; no++) {
        ac_buf_clear(&more);
        ac_buf_clear(&header);
        ac_put_frame(&more, AC_F_CHANGES, 0, 0);
        ac_buf_u32(&more, no);
        author++;
        h.author.b[0] = (uint8_t)(author >> 8);
        h.author.b[1] = (uint8_t)author;
        ac_header_encode(&header, &h);
        ac_put_change(&more, header.p, header.len, c.signature, c.words_state, c.words, c.words_n);
        ac_exchange_frame(line.server, more.p, more.len, 0);
        while (out_of(line.server, &header)) /* so that it is not the window that ends it */
            ;
    }
    assert_int_equal(of(line.server)->end, AC_END_PROTOCOL);
    assert_int_equal(no - 1, AC_STOPPED_MAX + 1);
    line_close(&line);
    ac_buf_free(&frame);
    ac_buf_free(&more);
    ac_buf_free(&header);
    free_pair(&a, &b);
}

/* --- belonging, looked at again --- */

/* Another program on the same notebook takes the partner's admission back while changes are on their way. */
static void unadmit_the_last(desk *d)
{
    ac_place place = { d->dir, d->state };
    desk other = { .world = d->world, .space = d->space };
    ac_members *m;
    ac_held held[64];
    size_t n;
    ac_id admit = { { 0 } };
    ac_err err = { 0 };
    ac_writing w = { .kind = AC_KIND_UNADMIT, .cites = &admit, .ncites = 1 };

    assert_int_equal(ac_notebook_open(&other.nb, &place, &other.world, AC_STORE_WRITE, NULL), AC_OK);
    assert_int_equal(ac_notebook_unlock(other.nb, NULL, 0, NULL), AC_OK);
    assert_int_equal(ac_notebook_members(other.nb, other.space, &m, NULL), AC_OK);
    assert_int_equal(ac_history_slice(ac_notebook_history(other.nb), other.space, 0, INT64_MAX, held, 64, &n, NULL), AC_OK);
    for (size_t i = 0; i < n; i++)
        if (held[i].kind == AC_KIND_ADMIT)
            admit = held[i].id;
    assert_int_equal(ac_notebook_begin(other.nb, NULL), AC_OK);
    if (ac_notebook_write(other.nb, other.space, &w, NULL, &err) != AC_OK)
        fail_msg("%s", err.text);
    assert_int_equal(ac_notebook_commit(other.nb, NULL), AC_OK);
    ac_notebook_close(other.nb);
}

static void who_belongs_no_more_gets_nothing_more(void **state)
{
    desk a, b;
    ac_buf frame = { 0 };
    wire_line line = { .now_ms = 0 };
    size_t sent = 0;
    bool bye = false;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 2100);
    line_open(&line, &b, &a, NULL);
    assert_true(run_until(&line, false, AC_F_CHANGES, &frame));
    ac_exchange_frame(line.client, frame.p, frame.len, 0);
    unadmit_the_last(&a);
    while (out_of(line.client, &frame)) /* CREDIT: it is looked at before the next frame leaves */
        ac_exchange_frame(line.server, frame.p, frame.len, 0);
    while (out_of(line.server, &frame)) {
        sent += frame.p[0] == AC_F_CHANGES;
        bye = bye || frame.p[0] == AC_F_BYE;
        ac_exchange_frame(line.client, frame.p, frame.len, 0);
    }
    assert_true(bye && sent == 0);
    assert_int_equal(of(line.server)->end, AC_END_STRANGER);
    assert_int_equal(of(line.server)->err.rc, AC_EROLE);
    assert_int_equal(of(line.client)->end, AC_END_CLOSED); /* not "done" */
    line_close(&line);
    /* and the next time it is not answered at all */
    line = (wire_line){ .now_ms = 0 };
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_int_equal(of(line.server)->end, AC_END_STRANGER);
    assert_int_equal(line.frames[1], 0);
    line_close(&line);
    ac_buf_free(&frame);
    free_pair(&a, &b);
}

/* --- goodbyes --- */

static void a_goodbye_says_why(void **state)
{
    static const struct {
        unsigned code;
        ac_end end;
    } byes[] = {
        { AC_BYE_DONE, AC_END_CLOSED },     { AC_BYE_CLOSING, AC_END_CLOSED }, { AC_BYE_NOTHING, AC_END_CLOSED },
        { AC_BYE_PROGRESS, AC_END_CLOSED }, { AC_BYE_FAULT, AC_END_CLOSED },   { AC_BYE_BUSY, AC_END_CLOSED },
        { 77, AC_END_CLOSED },
    };
    desk a, b;
    ac_buf frame = { 0 };

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 3);
    for (size_t i = 0; i < sizeof byes / sizeof byes[0]; i++) {
        wire_line line = { .now_ms = 0 };
        line_open(&line, &b, &a, NULL);
        assert_true(run_until(&line, false, AC_F_CHANGES, &frame));
        ac_buf_clear(&frame);
        ac_put_frame(&frame, AC_F_BYE, 0, AC_NO_SLOT);
        ac_buf_u8(&frame, byes[i].code);
        ac_exchange_frame(line.client, frame.p, frame.len, 0);
        assert_int_equal(of(line.client)->end, byes[i].end);
        line_close(&line);
    }
    for (int busy = 0; busy < 2; busy++) {
        wire_line line = { .now_ms = 0 };
        line_open(&line, &b, &a, NULL);
        assert_true(run_until(&line, false, AC_F_CHANGES, &frame));
        ac_exchange_frame(line.client, frame.p, frame.len, 0);
        if (busy)
            ac_exchange_busy(line.client);
        else
            ac_exchange_stop(line.client);
        assert_int_equal(of(line.client)->end, AC_END_CLOSED);
        assert_true(of(line.client)->got == 3); /* what came whole was kept */
        while (out_of(line.client, &frame))
            if (frame.p[0] == AC_F_BYE)
                assert_int_equal(frame.p[4], busy ? AC_BYE_BUSY : AC_BYE_CLOSING);
        line_close(&line);
        assert_true(desks_sync(&b, &a));
        desk_notes(&a, 3);
    }
    ac_buf_free(&frame);
    free_pair(&a, &b);
}

/* A frame that is not for this moment, at any moment, from either side: FAULT 2 and the cut, never more. */
typedef struct {
    wire_line *line;
    const ac_buf *extra; /* goes in front of frame number `at` */
    size_t at, seen;
    bool to_server;
} adding;

static bool add_frame(void *ctx, bool from_client, ac_buf *frame)
{
    adding *m = ctx;

    (void)from_client;
    (void)frame;
    if (m->seen++ == m->at)
        ac_exchange_frame(m->to_server ? m->line->server : m->line->client, m->extra->p, m->extra->len, 0);
    return true;
}

static void frames_out_of_order_end_the_session_and_nothing_else(void **state)
{
    desk a, b;
    line_tap tap = { 0 };
    size_t n, ended = 0;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 2);
    desk_notes(&b, 2);
    {
        wire_line line = { .each = tap_each, .ctx = &tap };
        desk c, d;
        desk_copy(&c, &a);
        desk_copy(&d, &b);
        line_open(&line, &d, &c, NULL);
        line_run(&line);
        assert_true(line_is_same(&line));
        line_close(&line);
        desk_free(&c);
        desk_free(&d);
    }
    n = tap.n;
    for (size_t which = 0; which < n; which += 2)
        for (size_t at = 0; at < n; at += 5)
            for (int to_server = 0; to_server < 2; to_server++) {
                wire_line line = { .each = add_frame };
                adding m = { &line, &tap.list[which].bytes, at, 0, to_server };
                desk c, d;
                desk_copy(&c, &a);
                desk_copy(&d, &b);
                line.ctx = &m;
                line_open(&line, &d, &c, NULL);
                line_run(&line);
                assert_true(ac_exchange_is_over(line.client) && ac_exchange_is_over(line.server));
                ended += of(to_server ? line.server : line.client)->end != AC_END_DONE;
                line_close(&line);
                if (desk_may_write(&c) && desk_may_write(&d)) /* a LIST of an earlier state may name heads of ours */
                    assert_true(desks_sync(&d, &c) && desks_are_same(&c, &d));
                desk_free(&c);
                desk_free(&d);
            }
    assert_true(ended > n * n / 10);
    tap_free(&tap);
    free_pair(&a, &b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_says_nothing_is_let_go),
        cmocka_unit_test(silence_makes_durable),
        cmocka_unit_test(chatter_prolongs_nothing),
        cmocka_unit_test(lists_go_on_in_order_and_end),
        cmocka_unit_test(lists_without_end_are_cut),
        cmocka_unit_test(what_was_held_is_let_go_when_a_space_is_done),
        cmocka_unit_test(refused_feeds_without_end_are_cut),
        cmocka_unit_test(who_belongs_no_more_gets_nothing_more),
        cmocka_unit_test(a_goodbye_says_why),
        cmocka_unit_test(frames_out_of_order_end_the_session_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
