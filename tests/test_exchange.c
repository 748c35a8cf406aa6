/* test_exchange.c - two notebooks agree: the course of a session, its window, what is durable, receipts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/receipt.h"
#include "tests/support/desks.h"

/* What CURVE adds: to each frame, and once (greeting and handshake). */
#define CURVE_FRAME 33
#define CURVE_ONCE 900

static int setup(void **state)
{
    (void)state;
    return ac_crypto_init() ? 0 : -1;
}

/* Two desks in one partnership, in step. */
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

static const ac_exchange_result *of(const ac_exchange *x)
{
    return ac_exchange_result_of(x);
}

static const ac_device *device_of(const desk *d)
{
    return &ac_notebook_me(d->nb)->device;
}

/* --- the course --- */

/* All that one side has to say goes to the other in one go; how often did the client have to wait? */
static unsigned round_trips(wire_line *line)
{
    ac_exchange *ends[2] = { line->client, line->server };
    ac_buf f = { 0 };
    unsigned trips = 0;
    bool moved = true;

    while (moved && !ac_exchange_is_over(line->client)) {
        moved = false;
        for (int side = 0; side < 2; side++)
            for (ac_buf_clear(&f); ac_exchange_out(ends[side], &f, 0); ac_buf_clear(&f)) {
                line->frames[side]++;
                line->bytes[side] += f.len;
                line->each(line->ctx, side == 0, &f);
                ac_exchange_frame(ends[!side], f.p, f.len, 0);
                moved = true;
            }
        trips += moved;
    }
    ac_buf_free(&f);
    return trips;
}

static void nothing_to_exchange_takes_two_round_trips(void **state)
{
    static const unsigned from_client[] = { AC_F_HELLO, AC_F_AUTH, AC_F_FINAL, AC_F_BYE },
                          from_server[] = { AC_F_WELCOME, AC_F_SUMMARY, AC_F_FINAL };
    desk a, b;
    int more[] = { 0, 60, 2500 };

    (void)state;
    pair(&a, &b);
    for (size_t i = 0; i < 3; i++) {
        line_tap tap = { 0 };
        wire_line line = { .each = tap_each, .ctx = &tap };
        if (more[i] > 0) {
            desk_notes(&a, more[i]);
            assert_true(desks_sync(&b, &a));
        }
        line_open(&line, &b, &a, NULL);
        assert_int_equal(round_trips(&line), 2);
        assert_int_equal(of(line.client)->end, AC_END_DONE); /* its last frames leave, nothing is waited for */
        line_run(&line);
        assert_true(line_is_same(&line));
        assert_int_equal(tap.n, 7);
        for (size_t c = 0, s = 0, k = 0; k < tap.n; k++)
            assert_int_equal(tap.list[k].bytes.p[0], tap.list[k].from_client ? from_client[c++] : from_server[s++]);
        assert_true(line.bytes[0] + line.bytes[1] + CURVE_FRAME * tap.n + CURVE_ONCE < 2048);
        assert_true(of(line.client)->spaces[0].count == desk_count(&a));
        line_close(&line);
        tap_free(&tap);
    }
    free_pair(&a, &b);
}

static void a_first_session_brings_everything(void **state)
{
    desk a, b;
    wire_line line = { .now_ms = 0 };
    ac_held held;
    ac_buf words = { 0 }, header = { 0 };
    uint8_t sig[64];
    bool here = false;
    ac_id note;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 700);
    note = desk_note(&a, a.space, "the last of many");
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    assert_true(of(line.client)->got == 701 && of(line.client)->sent == 0);
    assert_true(of(line.server)->sent == 701 && of(line.server)->got == 0);
    assert_true(of(line.client)->spaces[0].got == 701 && of(line.server)->spaces[0].sent == 701);
    assert_true(of(line.client)->spaces[0].missing == 0);
    assert_string_equal(of(line.client)->code, "CITY");
    assert_string_equal(of(line.server)->code, "SASI");
    assert_true(ac_device_eq(of(line.client)->peer, *device_of(&a)));
    line_close(&line);
    assert_true(desks_are_same(&a, &b));
    assert_int_equal(ac_history_find(ac_notebook_history(b.nb), b.space, &note, &held, NULL), AC_OK);
    assert_true(held.n != 0);
    assert_int_equal(ac_history_bytes(ac_notebook_history(b.nb), held.n, &header, sig, &words, &here, NULL), AC_OK);
    assert_true(here && memmem(words.p, words.len, "the last of many", 16) != NULL);
    ac_buf_free(&words);
    ac_buf_free(&header);
    free_pair(&a, &b);
}

static void both_ways_run_at_once(void **state)
{
    desk a, b;
    line_tap tap = { 0 };
    wire_line line = { .each = tap_each, .ctx = &tap, .by_turns = true };
    size_t turns = 0;
    int last = -1;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 1200);
    desk_notes(&b, 1300);
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    for (size_t i = 0; i < tap.n; i++)
        if (tap.list[i].bytes.p[0] == AC_F_CHANGES) {
            turns += last >= 0 && last != tap.list[i].from_client;
            last = tap.list[i].from_client;
        }
    assert_true(turns >= 8); /* of 7 frames one way and 8 the other */
    assert_true(of(line.client)->sent == 1300 && of(line.client)->got == 1200);
    line_close(&line);
    assert_true(desks_are_same(&a, &b));
    assert_true(desks_sync(&a, &b)); /* and dialled the other way round */
    tap_free(&tap);
    free_pair(&a, &b);
}

/* --- the window --- */

static bool next_frame(ac_exchange *x, ac_buf *out)
{
    ac_buf_clear(out);
    return ac_exchange_out(x, out, 0);
}

/* Runs both ends until the server would send CHANGES, and nobody has anything else to say. */
static void run_to_data(ac_exchange *client, ac_exchange *server, ac_buf *first)
{
    ac_buf f = { 0 };
    bool moved = true;

    ac_buf_clear(first);
    while (moved && first->len == 0) {
        moved = false;
        while (next_frame(client, &f)) {
            moved = true;
            ac_exchange_frame(server, f.p, f.len, 0);
        }
        while (first->len == 0 && next_frame(server, &f)) {
            moved = true;
            if (f.p[0] == AC_F_CHANGES)
                ac_buf_put(first, f.p, f.len);
            else
                ac_exchange_frame(client, f.p, f.len, 0);
        }
    }
    ac_buf_free(&f);
    assert_true(first->len > 0);
}

/* Large changes: texts of the most bytes there may be, so that each frame holds one. */
static void large_notes(desk *d, int n)
{
    char *text = malloc(65400);

    assert_non_null(text);
    memset(text, 'x', 65399);
    text[65399] = '\0';
    for (int i = 0; i < n; i++)
        desk_note(d, d->space, text);
    free(text);
}

static void the_window_holds_whatever_the_peer_does(void **state)
{
    desk a, b;
    wire_line line = { .now_ms = 0 };
    ac_buf f = { 0 }, credit = { 0 };
    uint64_t sizes[12] = { 0 }, total = 0;
    size_t sent = 1;

    (void)state;
    pair(&a, &b);
    large_notes(&a, 8);
    line_open(&line, &b, &a, NULL);
    run_to_data(line.client, line.server, &f);
    sizes[0] = f.len;
    while (next_frame(line.server, &f)) { /* no CREDIT comes */
        assert_int_equal(f.p[0], AC_F_CHANGES);
        assert_true(sent < 12);
        sizes[sent++] = f.len;
    }
    assert_int_equal(sent, 4);
    assert_true(ac_exchange_flight(line.server) == sizes[0] + sizes[1] + sizes[2] + sizes[3]);
    assert_true(ac_exchange_flight(line.server) <= AC_WINDOW_BYTES);
    /* each CREDIT lets one more frame out, two frames credited at once two */
    for (size_t k = 0; k < 4; k++) {
        size_t before = sent;
        total += sizes[k];
        if (k == 2)
            total += sizes[++k];
        ac_buf_clear(&credit);
        ac_put_frame(&credit, AC_F_CREDIT, 0, AC_NO_SLOT);
        ac_buf_u64(&credit, total);
        ac_exchange_frame(line.server, credit.p, credit.len, 0);
        while (next_frame(line.server, &f)) {
            if (f.p[0] != AC_F_CHANGES)
                break;
            sizes[sent++] = f.len;
        }
        assert_int_equal(sent - before, k == 3 ? 2 : 1);
        assert_false(ac_exchange_is_over(line.server));
    }
    line_close(&line);
    ac_buf_free(&f);
    ac_buf_free(&credit);
    free_pair(&a, &b);
}

static void credit_that_no_frame_ends_at_is_a_fault(void **state)
{
    desk a, b;
    ac_buf f = { 0 }, credit = { 0 };

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 10);
    for (int k = 0; k < 4; k++) {
        wire_line line = { .now_ms = 0 };
        uint64_t total;
        line_open(&line, &b, &a, NULL);
        run_to_data(line.client, line.server, &f);
        total = k == 0 ? f.len - 1 : k == 1 ? f.len + 1 : k == 2 ? 0 : f.len;
        ac_buf_clear(&credit);
        ac_put_frame(&credit, AC_F_CREDIT, 0, AC_NO_SLOT);
        ac_buf_u64(&credit, total);
        ac_exchange_frame(line.server, credit.p, credit.len, 0);
        assert_int_equal(ac_exchange_is_over(line.server), k < 3);
        assert_int_equal(of(line.server)->end, k < 3 ? AC_END_PROTOCOL : AC_END_NOT_YET);
        if (k == 3) { /* the same once more */
            ac_exchange_frame(line.server, credit.p, credit.len, 0);
            assert_int_equal(of(line.server)->end, AC_END_PROTOCOL);
        }
        line_close(&line);
    }
    ac_buf_free(&f);
    ac_buf_free(&credit);
    free_pair(&a, &b);
}

static void numbers_of_frames_follow_each_other(void **state)
{
    desk a, b;
    ac_buf f = { 0 };

    (void)state;
    pair(&a, &b);
    for (int k = 0; k < 4; k++) {
        wire_line line = { .now_ms = 0 };
        desk_notes(&a, 1);
        line_open(&line, &b, &a, NULL);
        run_to_data(line.client, line.server, &f);
        if (k < 2)
            f.p[7] = k == 0 ? 1 : 2; /* the first number of CHANGES is 1 */
        ac_exchange_frame(line.client, f.p, f.len, 0);
        assert_int_equal(of(line.client)->end, k == 1 ? AC_END_PROTOCOL : AC_END_NOT_YET);
        if (k >= 2) { /* END names the last */
            ac_buf_clear(&f);
            ac_put_frame(&f, AC_F_END, 0, 0);
            ac_buf_u32(&f, k == 2 ? 1 : 2);
            ac_exchange_frame(line.client, f.p, f.len, 0);
            assert_int_equal(of(line.client)->end, k == 3 ? AC_END_PROTOCOL : AC_END_NOT_YET);
        }
        line_close(&line);
    }
    ac_buf_free(&f);
    free_pair(&a, &b);
}

static void saved_of_what_was_not_sent_is_a_fault(void **state)
{
    desk a, b;
    ac_buf f = { 0 }, saved = { 0 };

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 10);
    for (uint32_t no = 1; no <= 2; no++) {
        wire_line line = { .now_ms = 0 };
        line_open(&line, &b, &a, NULL);
        run_to_data(line.client, line.server, &f);
        ac_buf_clear(&saved);
        ac_put_frame(&saved, AC_F_SAVED, 0, AC_NO_SLOT);
        ac_buf_u32(&saved, no);
        ac_exchange_frame(line.server, saved.p, saved.len, 0);
        assert_int_equal(of(line.server)->end, no == 1 ? AC_END_NOT_YET : AC_END_PROTOCOL);
        if (no == 1) { /* and not twice */
            ac_exchange_frame(line.server, saved.p, saved.len, 0);
            assert_int_equal(of(line.server)->end, AC_END_PROTOCOL);
        }
        line_close(&line);
    }
    ac_buf_free(&f);
    ac_buf_free(&saved);
    free_pair(&a, &b);
}

/* A peer that sends on without waiting for CREDIT: the tester credits its frames, the other end never gets to
 * say anything. Its answers do not pile up, and the fifth frame is one too many. */
static void who_sends_beyond_the_window_is_cut(void **state)
{
    desk a, b;
    wire_line line = { .now_ms = 0 };
    ac_buf f = { 0 }, credit = { 0 };
    uint64_t total = 0;

    (void)state;
    pair(&a, &b);
    large_notes(&a, 8);
    line_open(&line, &b, &a, NULL);
    run_to_data(line.client, line.server, &f);
    for (int k = 1; k <= 5; k++) {
        assert_int_equal(of(line.client)->end, AC_END_NOT_YET);
        assert_int_equal(f.p[0], AC_F_CHANGES);
        ac_exchange_frame(line.client, f.p, f.len, 0);
        total += f.len;
        ac_buf_clear(&credit);
        ac_put_frame(&credit, AC_F_CREDIT, 0, AC_NO_SLOT);
        ac_buf_u64(&credit, total);
        ac_exchange_frame(line.server, credit.p, credit.len, 0);
        assert_true(next_frame(line.server, &f));
    }
    assert_int_equal(of(line.client)->end, AC_END_PROTOCOL);
    assert_true(next_frame(line.client, &f)); /* one CREDIT for four frames */
    assert_int_equal(f.p[0], AC_F_CREDIT);
    assert_true(next_frame(line.client, &f));
    assert_int_equal(f.p[0], AC_F_FAULT);
    assert_int_equal(f.p[4], AC_FAULT_LIMIT);
    assert_false(next_frame(line.client, &f));
    line_close(&line);
    ac_buf_free(&f);
    ac_buf_free(&credit);
    free_pair(&a, &b);
}

static void a_shared_budget_holds_changes_back_and_nothing_else(void **state)
{
    desk a, b;
    wire_line line = { .now_ms = 0 };
    ac_buf f = { 0 };
    bool moved = true;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 100);
    desk_notes(&b, 300);
    line_open(&line, &b, &a, NULL);
    ac_exchange_allow(line.server, 0);
    while (moved) {
        moved = false;
        while (next_frame(line.client, &f)) {
            moved = true;
            ac_exchange_frame(line.server, f.p, f.len, 0);
        }
        while (next_frame(line.server, &f)) {
            moved = true;
            assert_int_not_equal(f.p[0], AC_F_CHANGES);
            ac_exchange_frame(line.client, f.p, f.len, 0);
        }
    }
    assert_int_equal(ac_exchange_flight(line.client), 0); /* all it sent was credited */
    ac_exchange_settle(line.server, 0);
    assert_true(of(line.server)->got == 300);
    ac_exchange_allow(line.server, SIZE_MAX);
    line_run(&line);
    assert_true(line_is_same(&line));
    line_close(&line);
    assert_true(desks_are_same(&a, &b));
    ac_buf_free(&f);
    free_pair(&a, &b);
}

static bool note_largest(void *ctx, bool from_client, ac_buf *frame)
{
    size_t *largest = ctx;

    (void)from_client;
    if (frame->len > *largest)
        *largest = frame->len;
    return true;
}

static void no_frame_is_larger_than_the_least_that_all_take(void **state)
{
    desk a, b;
    size_t largest = 0;
    wire_line line = { .each = note_largest, .ctx = &largest };

    (void)state;
    pair(&a, &b);
    large_notes(&a, 2);
    desk_notes(&a, 600);
    large_notes(&a, 2);
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    line_close(&line);
    assert_true(largest > 65399 && largest <= AC_CHANGES_FRAME_MAX && AC_CHANGES_FRAME_MAX <= AC_FRAME_MAX_LEAST);
    free_pair(&a, &b);
}

/* --- durable before said --- */

typedef struct {
    desk *receiver;
    ac_device author;
    uint64_t in_frame[64]; /* the seq of this author that frame no brought */
    size_t said;
    uint64_t before;
} watching;

/* What another program sees in the file now. */
static uint64_t durable(desk *d, const ac_device *author)
{
    ac_place place = { d->dir, d->state };
    desk other = { .world = d->world, .space = d->space };
    uint64_t seq;

    assert_int_equal(ac_notebook_open(&other.nb, &place, &other.world, AC_STORE_READ, NULL), AC_OK);
    seq = desk_newest_seq(&other, author);
    ac_notebook_close(other.nb);
    return seq;
}

static bool watch_saved(void *ctx, bool from_client, ac_buf *frame)
{
    watching *w = ctx;
    ac_frame f;
    ac_wire_change c;

    assert_true(ac_frame_decode(&f, frame->p, frame->len));
    if (!from_client && f.type == AC_F_CHANGES) {
        uint64_t top = w->in_frame[f.no - 1];
        assert_true(f.no < 64);
        while (ac_change_next(&f, &c))
            if (memcmp(c.header + 72, w->author.b, 32) == 0)
                top = ac_be64(c.header + 8);
        w->in_frame[f.no] = top;
        w->receiver->world.now_ms += 100; /* so that it closes its transaction now and then */
    }
    if (from_client && f.type == AC_F_SAVED) {
        uint64_t seq = durable(w->receiver, &w->author);
        assert_true(seq >= w->in_frame[f.no]);
        assert_true(w->in_frame[f.no] > w->before || f.no > 1);
        w->said++;
    }
    if (from_client && f.type == AC_F_FINAL)
        assert_true(durable(w->receiver, &w->author) == desk_newest_seq(w->receiver, &w->author));
    return true;
}

static void saved_is_said_of_what_is_durable_alone(void **state)
{
    desk a, b;
    watching w = { .receiver = &b };
    wire_line line = { .each = watch_saved, .ctx = &w };

    (void)state;
    pair(&a, &b);
    w.author = *device_of(&a);
    w.before = w.in_frame[0] = desk_newest_seq(&b, &w.author);
    desk_notes(&a, 2500);
    desk_offer(&b, "CITY"); /* a's ack comes last: durable before b's FINAL leaves */
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    line_close(&line);
    assert_true(desk_newest_seq(&b, &w.author) == w.before + 2501);
    assert_true(w.said >= 3); /* in the middle too */
    free_pair(&a, &b);
}

/* --- acks and receipts --- */

static int64_t receipts(desk *d, ac_receipt *newest)
{
    ac_receipt *list = NULL;
    size_t n = 0;

    assert_int_equal(ac_receipt_all(ac_notebook_store(d->nb), d->space, &list, &n, NULL), AC_OK);
    if (n > 0 && newest != NULL)
        *newest = list[0];
    free(list);
    return (int64_t)n;
}

static void an_ack_is_written_and_leaves_in_the_same_session(void **state)
{
    desk a, b;
    uint64_t a_seq, b_seq;
    line_tap tap = { 0 };
    wire_line line = { .each = tap_each, .ctx = &tap };

    (void)state;
    pair(&a, &b);
    assert_true(desks_sync(&b, &a));
    desk_offer(&a, "SASI");
    a_seq = desk_newest_seq(&a, device_of(&a));
    b_seq = desk_newest_seq(&b, device_of(&b));
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    line_close(&line);
    assert_true(desk_newest_seq(&b, device_of(&b)) == b_seq + 1);
    assert_true(desk_newest_seq(&a, device_of(&b)) == b_seq + 1);
    assert_true(desk_newest_seq(&a, device_of(&a)) == a_seq); /* acks are not acked */
    assert_int_equal(tap_find(&tap, true, AC_F_CHANGES, 0)->p[1], AC_FLAG_LAST);
    tap_free(&tap);
    line = (wire_line){ .each = tap_each, .ctx = &tap };
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_int_equal(tap.n, 7);
    line_close(&line);
    tap_free(&tap);
    free_pair(&a, &b);
}

/* An ack for what came by another way is due before the session: it leaves though the rest is the same. */
static void an_ack_that_was_due_leaves_though_all_is_the_same(void **state)
{
    desk a, b;

    (void)state;
    for (int way = 0; way < 2; way++) {
        uint64_t seq;
        pair(&a, &b);
        desk_offer(&a, "SASI");
        seq = desk_newest_seq(&b, device_of(&b));
        /* the session is cut before the ack: all changes have come, no ack has been written */
        wire_line line = { .now_ms = 0 };
        line_open(&line, &b, &a, NULL);
        ac_buf f = { 0 };
        run_to_data(line.client, line.server, &f);
        ac_exchange_frame(line.client, f.p, f.len, 0);
        ac_exchange_gone(line.client, NULL);
        ac_exchange_gone(line.server, NULL);
        line_close(&line);
        ac_buf_free(&f);
        assert_true(desks_are_same(&a, &b));
        assert_true(way == 0 ? desks_sync(&b, &a) : desks_sync(&a, &b));
        assert_true(desk_newest_seq(&a, device_of(&b)) == seq + 1);
        free_pair(&a, &b);
    }
}

/* The text of a receipt as it was kept: space, sender, addressee, transcript, body; then the signature. */
static void receipt_bytes(desk *d, ac_buf *out)
{
    ac_err err = { 0 };
    ac_row *q = ac_q(ac_notebook_store(d->nb), AC_Q_receipt_of);
    const uint8_t *p;
    size_t n;

    ac_bind_int(q, ":space", d->space);
    assert_true(ac_step(q));
    n = ac_col_blob(q, 7, &p);
    ac_buf_put(out, p, n);
    assert_int_equal(ac_done(q, &err), AC_OK);
}

static void a_receipt_is_the_signed_final_of_this_transcript(void **state)
{
    desk a, b;
    line_tap tap = { 0 };
    wire_line line = { .each = tap_each, .ctx = &tap };
    ac_receipt r = { .count = -1 };
    ac_digest digest;
    ac_buf kept = { 0 };
    ac_space space;
    const ac_buf *hello, *welcome, *final;
    uint8_t transcript[32];
    ac_hash h;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 5);
    a.world.now_ms += 1234;
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    line_close(&line);
    space = desk_space(&a);
    assert_true(receipts(&a, &r) == 1);
    desk_digest(&a, &digest);
    assert_true(ac_digest_eq(r.digest, digest) && r.count == desk_count(&a) && r.missing == 0);
    assert_true(ac_device_eq(r.device, *device_of(&b)) && r.received_ms == a.world.now_ms);
    assert_string_equal(r.route, "network");
    receipt_bytes(&a, &kept);
    assert_int_equal(kept.len, 32 * 4 + AC_FINAL_BODY);
    hello = tap_find(&tap, true, AC_F_HELLO, 0);
    welcome = tap_find(&tap, false, AC_F_WELCOME, 0);
    final = tap_find(&tap, true, AC_F_FINAL, 0);
    ac_hash_begin(&h, NULL);
    ac_hash_add(&h, hello->p, hello->len);
    ac_hash_add(&h, welcome->p, welcome->len - 64);
    ac_hash_end(&h, transcript);
    /* both proved themselves in this transcript, on this connection (FORMAT 10.2) */
    for (int server = 0; server < 2; server++) {
        const ac_buf *f = server ? welcome : tap_find(&tap, true, AC_F_AUTH, 0);
        uint8_t text[97] = { server ? 'S' : 'C' };
        memcpy(text + 1, transcript, 32);
        memcpy(text + 33, ac_notebook_me(b.nb)->transport.b, 32);
        memcpy(text + 65, ac_notebook_me(a.nb)->transport.b, 32);
        assert_true(ac_verify(server ? f->p + f->len - 64 : f->p + AC_FRAME_HEAD, device_of(server ? &a : &b)->b, AC_TAG_SESSION,
                              text, sizeof text));
    }
    assert_memory_equal(kept.p, space.b, 32);
    assert_memory_equal(kept.p + 32, device_of(&b)->b, 32);
    assert_memory_equal(kept.p + 64, device_of(&a)->b, 32);
    assert_memory_equal(kept.p + 96, transcript, 32);
    assert_memory_equal(kept.p + 128, final->p + AC_FRAME_HEAD, AC_FINAL_BODY);
    assert_true(ac_verify(kept.p + 128 + AC_FINAL_SIGNED, device_of(&b)->b, "accord/final/1", kept.p, 128 + AC_FINAL_SIGNED));
    ac_buf_free(&kept);
    tap_free(&tap);
    free_pair(&a, &b);
}

typedef struct {
    bool from_client;
    size_t byte;          /* of the body, to be flipped; SIZE_MAX: none */
    const ac_buf *other;  /* in its place */
    size_t seen;
} forging;

static bool forge_final(void *ctx, bool from_client, ac_buf *frame)
{
    forging *g = ctx;

    if (from_client != g->from_client || frame->p[0] != AC_F_FINAL)
        return true;
    g->seen++;
    if (g->other != NULL) {
        ac_buf_clear(frame);
        ac_buf_put(frame, g->other->p, g->other->len);
    } else {
        frame->p[AC_FRAME_HEAD + g->byte] ^= 1;
    }
    return true;
}

static void a_forged_final_is_refused_and_no_receipt(void **state)
{
    static const size_t bytes[] = { 0, 31, 32, 39, 40, 43, 44, 76, 107, 108, 171 };
    desk a, b;
    line_tap tap = { 0 };
    wire_line line = { .each = tap_each, .ctx = &tap };
    ac_receipt before = { 0 }, after = { 0 };

    (void)state;
    pair(&a, &b);
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    line_close(&line);
    for (int from_client = 0; from_client < 2; from_client++) {
        desk *victim = from_client ? &a : &b;
        for (size_t i = 0; i <= sizeof bytes / sizeof bytes[0] + 1; i++) {
            size_t n = sizeof bytes / sizeof bytes[0];
            forging g = { .from_client = from_client, .byte = i < n ? bytes[i] : SIZE_MAX };
            if (i >= n) /* a good one of an earlier session; one that the victim signed itself */
                g.other = tap_find(&tap, i == n ? from_client : !from_client, AC_F_FINAL, 0);
            assert_true(receipts(victim, &before) == 1);
            victim->world.now_ms += 1000;
            line = (wire_line){ .each = forge_final, .ctx = &g };
            line_open(&line, &b, &a, NULL);
            line_run(&line);
            assert_int_equal(g.seen, 1);
            assert_int_equal(of(from_client ? line.server : line.client)->end, AC_END_PROTOCOL);
            line_close(&line);
            assert_true(receipts(victim, &after) == 1);
            assert_true(after.received_ms == before.received_ms);
        }
    }
    tap_free(&tap);
    assert_true(desks_sync(&b, &a));
    free_pair(&a, &b);
}

static void who_holds_another_history_gives_no_receipt(void **state)
{
    desk a, b, c, *others[] = { &b, &c };
    ac_receipt r;

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, others, 2);
    assert_true(desks_sync(&b, &a));
    assert_true(receipts(&a, &r) == 2);
    assert_true(receipts(&b, &r) == 1);
    assert_true(receipts(&c, &r) == 1);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_to_exchange_takes_two_round_trips),
        cmocka_unit_test(a_first_session_brings_everything),
        cmocka_unit_test(both_ways_run_at_once),
        cmocka_unit_test(the_window_holds_whatever_the_peer_does),
        cmocka_unit_test(credit_that_no_frame_ends_at_is_a_fault),
        cmocka_unit_test(numbers_of_frames_follow_each_other),
        cmocka_unit_test(saved_of_what_was_not_sent_is_a_fault),
        cmocka_unit_test(who_sends_beyond_the_window_is_cut),
        cmocka_unit_test(a_shared_budget_holds_changes_back_and_nothing_else),
        cmocka_unit_test(no_frame_is_larger_than_the_least_that_all_take),
        cmocka_unit_test(saved_is_said_of_what_is_durable_alone),
        cmocka_unit_test(an_ack_is_written_and_leaves_in_the_same_session),
        cmocka_unit_test(an_ack_that_was_due_leaves_though_all_is_the_same),
        cmocka_unit_test(a_receipt_is_the_signed_final_of_this_transcript),
        cmocka_unit_test(a_forged_final_is_refused_and_no_receipt),
        cmocka_unit_test(who_holds_another_history_gives_no_receipt),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
