/* test_cut.c - sessions that are cut anywhere, and frames that come twice, out of order, short or spoilt. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/desks.h"

/* Two notebooks that both have something for the other, acks too; copied for each try. */
static desk base_a, base_b;

/* Long texts: few changes fill a frame. */
static void long_notes(desk *d, int n)
{
    char text[20001];

    memset(text, 'y', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < n; i++)
        desk_note(d, d->space, text);
}

static int setup(void **state)
{
    desk c, *first[] = { &base_b }, *third[] = { &c };

    (void)state;
    if (!ac_crypto_init())
        return -1;
    desk_new(&base_a, "CITY", 1);
    desk_new(&base_b, "SASI", 2);
    desks_partners(&base_a, first, 1);
    long_notes(&base_a, 9);
    long_notes(&base_b, 6);
    desk_new(&c, "RIVR", 3); /* comes in at a: news that is to be acknowledged */
    desks_partners(&base_a, third, 1);
    desk_offer(&base_a, "SASI");
    desk_free(&c);
    desk_shut(&base_a);
    desk_shut(&base_b);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    desk_free(&base_a);
    desk_free(&base_b);
    return 0;
}

static void copies(desk *a, desk *b)
{
    desk_copy(a, &base_a);
    desk_copy(b, &base_b);
}

/* Everything either held is still there, each feed written once, and the two agree after one more session. */
static void whole_again(desk *a, desk *b, int64_t had_a, int64_t had_b, const char *what, size_t k)
{
    assert_true(desk_count(a) >= had_a && desk_count(b) >= had_b);
    if (!desks_sync(b, a))
        fail_msg("%s %zu: not the same after one more session", what, k);
    if (!desks_are_same(a, b))
        fail_msg("%s %zu: %lld and %lld changes", what, k, (long long)desk_count(a), (long long)desk_count(b));
    assert_true(desk_has_no_fork(a) && desk_has_no_fork(b));
    assert_true(desk_may_write(a) && desk_may_write(b));
}

static size_t frames_of(bool by_turns, size_t lag)
{
    desk a, b;
    wire_line line = { .by_turns = by_turns, .lag = lag };
    size_t n;

    copies(&a, &b);
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    line_close(&line);
    n = line.frames[0] + line.frames[1];
    desk_free(&a);
    desk_free(&b);
    return n;
}

static void cut_at_each(bool by_turns, size_t lag)
{
    size_t n = frames_of(by_turns, lag);

    assert_true(n > 20);
    for (size_t k = 1; k <= n; k++) {
        desk a, b;
        wire_line line = { .by_turns = by_turns, .lag = lag, .cut_after = k };
        int64_t had_a, had_b;
        copies(&a, &b);
        had_a = desk_count(&a);
        had_b = desk_count(&b);
        line_open(&line, &b, &a, NULL);
        line_run(&line);
        assert_true(ac_exchange_is_over(line.client) && ac_exchange_is_over(line.server));
        line_close(&line);
        whole_again(&a, &b, had_a, had_b, "cut after frame", k);
        desk_free(&a);
        desk_free(&b);
    }
}

static void cut_after_any_frame_nothing_is_lost(void **state)
{
    (void)state;
    cut_at_each(false, 0);
}

static void cut_with_frames_under_way_nothing_is_lost(void **state)
{
    (void)state;
    cut_at_each(true, 3);
}

/* Cut three times in a row at different places, then whole. */
static void cut_again_and_again_it_gets_on(void **state)
{
    desk a, b;
    int64_t had, before;

    (void)state;
    copies(&a, &b);
    had = desk_count(&b);
    for (size_t k = 9; k < 30; k += 5) {
        wire_line line = { .by_turns = true, .lag = 2, .cut_after = k };
        before = desk_count(&b);
        line_open(&line, &b, &a, NULL);
        line_run(&line);
        line_close(&line);
        assert_true(desk_count(&b) >= before);
    }
    assert_true(desk_count(&b) > had); /* what had come whole was kept */
    whole_again(&a, &b, 0, 0, "cut often", 0);
    desk_free(&a);
    desk_free(&b);
}

/* --- frames that are not as they were sent --- */

enum { TWICE, LOST, SWAPPED, SHORT, LONG, SPOILT, NOISE, AGAIN, WAYS };
static const char *const way_names[WAYS] = { "twice", "lost", "swapped", "short", "long", "spoilt", "noise", "again" };

typedef struct {
    wire_line *line;
    size_t at, seen;     /* the frame that is not left as it is */
    unsigned type;       /* which it is */
    int way;
    ac_buf kept, first[2]; /* the one before; the first frames of each side */
    uint32_t chance;
} spoiling;

static uint32_t chance(spoiling *s)
{
    s->chance = s->chance * 1664525u + 1013904223u;
    return s->chance >> 8;
}

static bool spoil(void *ctx, bool from_client, ac_buf *frame)
{
    spoiling *s = ctx;
    ac_exchange *to = from_client ? s->line->server : s->line->client;
    size_t k = s->seen++;

    if (s->first[!from_client].len == 0)
        ac_buf_put(&s->first[!from_client], frame->p, frame->len);
    if (s->way == SWAPPED && k > s->at && s->kept.len > 0) {
        /* the one kept back comes after this one */
        ac_exchange_frame(to, frame->p, frame->len, s->line->now_ms);
        ac_buf_clear(frame);
        ac_buf_put(frame, s->kept.p, s->kept.len);
        ac_buf_clear(&s->kept);
        return true;
    }
    if (k != s->at)
        return true;
    s->type = frame->p[0];
    switch (s->way) {
    case TWICE: ac_exchange_frame(to, frame->p, frame->len, s->line->now_ms); break;
    case LOST: ac_buf_clear(frame); break;
    case SWAPPED:
        ac_buf_put(&s->kept, frame->p, frame->len);
        ac_buf_clear(frame);
        break;
    case SHORT: frame->len -= 1 + chance(s) % (frame->len - 1); break;
    case LONG: ac_buf_u8(frame, chance(s)); break;
    case SPOILT:
        for (int i = 0; i < 3; i++) {
            uint32_t bit = chance(s) % (uint32_t)(8 * frame->len);
            frame->p[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
        break;
    case NOISE:
        for (size_t i = 0; i < frame->len; i++)
            frame->p[i] = (uint8_t)chance(s);
        break;
    default: /* AGAIN: the first frame of this side in its place */
        ac_buf_clear(frame);
        ac_buf_put(frame, s->first[!from_client].p, s->first[!from_client].len);
    }
    return true;
}

static void spoilt_frames_end_a_session_or_one_feed(void **state)
{
    size_t n = frames_of(false, 0);

    (void)state;
    for (int way = 0; way < WAYS; way++)
        for (size_t at = 0; at < n; at++) {
            desk a, b;
            wire_line line = { .each = spoil };
            spoiling s = { .line = &line, .at = at, .way = way, .chance = (uint32_t)(way * 1000 + (int)at) };
            int64_t had_a, had_b;
            copies(&a, &b);
            had_a = desk_count(&a);
            had_b = desk_count(&b);
            line.ctx = &s;
            line_open(&line, &b, &a, NULL);
            line_run(&line);
            assert_true(ac_exchange_is_over(line.client) && ac_exchange_is_over(line.server));
            line_close(&line);
            /* whoever lists heads of ours that we never wrote makes us stop until a person says how it is */
            if (way == SPOILT && (s.type == AC_F_LIST || s.type == AC_F_WANT)) {
                if (!desk_may_write(&a))
                    assert_int_equal(ac_notebook_continue(a.nb, NULL), AC_OK);
                if (!desk_may_write(&b))
                    assert_int_equal(ac_notebook_continue(b.nb, NULL), AC_OK);
            }
            whole_again(&a, &b, had_a, had_b, way_names[way], at);
            for (int i = 0; i < 2; i++)
                ac_buf_free(&s.first[i]);
            ac_buf_free(&s.kept);
            desk_free(&a);
            desk_free(&b);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_after_any_frame_nothing_is_lost),
        cmocka_unit_test(cut_with_frames_under_way_nothing_is_lost),
        cmocka_unit_test(cut_again_and_again_it_gets_on),
        cmocka_unit_test(spoilt_frames_end_a_session_or_one_feed),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
