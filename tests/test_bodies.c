/* test_bodies.c - words that come after their headers: asked for and answered, by those who keep to it and others. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/answers.h"

#define SECRET "we are not heard when it matters"

static const ac_exchange_result *of(const ac_exchange *x)
{
    return ac_exchange_result_of(x);
}

/* More than one frame of each holds. */
static void many_and_long_words_come_in_turns(void **state)
{
    enum { LONG = 9, SHORT = 200 };
    desk a, b, c;
    ac_id question, answers[LONG + SHORT];
    char *text = malloc(60001);
    line_tap tap = { 0 };
    wire_line line = { .each = tap_each, .ctx = &tap };

    (void)state;
    assert_non_null(text);
    memset(text, 'w', 60000);
    text[60000] = '\0';
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    assert_true(desks_sync(&b, &a));
    for (int i = 0; i < LONG + SHORT; i++)
        answers[i] = desk_answer(i % 2 == 0 ? &a : &b, &question, i < LONG ? text : "short");
    assert_true(desks_sync(&b, &a));
    for (int i = 0; i < LONG + SHORT; i++)
        desk_reveal(i % 2 == 0 ? &a : &b, &answers[i], 1);
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    assert_true(missing(&a) == 0 && missing(&b) == 0);
    for (int i = 0; i < LONG + SHORT; i++)
        assert_true(has_words(&a, &answers[i]) && has_words(&b, &answers[i]));
    assert_true(tap_count(&tap, true, AC_F_BODIES) >= 3 && tap_count(&tap, false, AC_F_BODIES) >= 2);
    for (size_t i = 0; i < tap.n; i++)
        assert_true(tap.list[i].bytes.len <= AC_FRAME_MAX_LEAST);
    line_close(&line);
    tap_free(&tap);
    free(text);
    free_three(&a, &b, &c);
}

/* --- who does not keep to it --- */

typedef struct {
    unsigned type, nth;    /* which frame of this type from the server (from the client: asks) is changed */
    bool from_client;
    void (*change)(ac_buf *frame, const ac_id *ids);
    const ac_id *ids;
    line_tap tap;
    bool was_changed;
} meddler;

static bool meddle(void *ctx, bool from_client, ac_buf *frame)
{
    meddler *m = ctx;

    if (from_client == m->from_client && frame->p[0] == m->type && m->nth-- == 0) {
        m->change(frame, m->ids);
        m->was_changed = true;
    }
    return tap_each(&m->tap, from_client, frame);
}

/* b has the headers of three revealed answers of a; what it asks for is meddled with on its way. */
typedef struct {
    desk a, b, c;
    ac_id question, answers[3], withheld;
    meddler m;
    wire_line line;
} meddled;

static int id_order(const void *x, const void *y)
{
    return memcmp(x, y, 32);
}

static void meddled_session(meddled *t, bool from_client, unsigned type, unsigned nth, void (*change)(ac_buf *, const ac_id *))
{
    *t = (meddled){ .m = { .type = type, .nth = nth, .from_client = from_client, .change = change } };
    three_partners(&t->a, &t->b, &t->c);
    t->question = desk_question(&t->a);
    for (int i = 0; i < 3; i++)
        t->answers[i] = desk_answer(&t->a, &t->question, i == 0 ? "first answer" : i == 1 ? "second answer" : "third answer");
    t->withheld = desk_answer(&t->a, &t->question, SECRET);
    qsort(t->answers, 3, sizeof t->answers[0], id_order);
    assert_true(desks_sync(&t->b, &t->a) && desks_sync(&t->c, &t->a));
    desk_reveal(&t->a, t->answers, 3);
    t->m.ids = &t->withheld;
    t->line = (wire_line){ .each = meddle, .ctx = &t->m };
    line_open(&t->line, &t->b, &t->a, NULL);
    line_run(&t->line);
    assert_true(t->m.was_changed);
    assert_true(ac_exchange_is_over(t->line.client) && ac_exchange_is_over(t->line.server));
    assert_false(tap_has(&t->m.tap, false, SECRET, strlen(SECRET)) || desk_file_has(&t->b, SECRET));
}

static int words_of(meddled *t)
{
    int n = 0;

    for (int i = 0; i < 3; i++)
        n += has_words(&t->b, &t->answers[i]);
    assert_true(missing(&t->b) == 3 - n);
    proves_itself(&t->b);
    return n;
}

static void meddled_end(meddled *t)
{
    line_close(&t->line);
    assert_true(desks_sync(&t->b, &t->a)); /* an honest session brings what is still missing */
    assert_int_equal(words_of(t), 3);
    tap_free(&t->m.tap);
    free_three(&t->a, &t->b, &t->c);
}

/* Where the nth body of a BODY frame begins. */
static size_t body_at(const ac_buf *frame, unsigned nth)
{
    size_t at = 4;

    while (nth-- > 0)
        at += frame->p[at + 32] == AC_WORDS_HERE ? 37 + 32 + ac_be32(frame->p + at + 33) : 33;
    return at;
}

static void spoil_the_second(ac_buf *frame, const ac_id *ids)
{
    (void)ids;
    frame->p[body_at(frame, 1) + 37 + 32 + 5] ^= 1;
}

static void wrong_words_are_named_and_the_others_come(void **state)
{
    meddled t;

    (void)state;
    meddled_session(&t, false, AC_F_BODY, 0, spoil_the_second);
    assert_int_equal(of(t.line.client)->end, AC_END_DONE);
    assert_int_equal(of(t.line.server)->end, AC_END_DONE);
    assert_true(line_is_same(&t.line)); /* the feed goes on */
    assert_true(of(t.line.client)->spaces[0].faults == 1 && of(t.line.client)->spaces[0].fault.why_code == AC_REFUSED_WORDS);
    assert_true(ac_id_eq(of(t.line.client)->spaces[0].fault.id, t.answers[1]));
    assert_true(of(t.line.server)->spaces[0].faults == 1 && of(t.line.server)->spaces[0].fault_is_theirs);
    assert_true(of(t.line.client)->spaces[0].words == 2 && of(t.line.client)->spaces[0].missing == 1);
    assert_true(of(t.line.server)->spaces[0].missing == 0);
    assert_int_equal(words_of(&t), 2);
    assert_false(has_words(&t.b, &t.answers[1]));
    meddled_end(&t);
}

static void another_id(ac_buf *frame, const ac_id *ids)
{
    (void)ids;
    frame->p[body_at(frame, 0) + 31] ^= 1;
}

static void one_more(ac_buf *frame, const ac_id *ids)
{
    static const ac_id last = { { 0xff, 0xff } };

    (void)ids;
    ac_buf_put(frame, last.b, 32);
    ac_buf_u8(frame, AC_WORDS_NOT_HELD);
}

static void without_the_first(ac_buf *frame, const ac_id *ids)
{
    size_t at = body_at(frame, 1);

    (void)ids;
    memmove(frame->p + 4, frame->p + at, frame->len - at);
    frame->len -= at - 4;
}

static void one_twice(ac_buf *frame, const ac_id *ids)
{
    ac_buf copy = { 0 };

    (void)ids;
    ac_buf_put(&copy, frame->p + 4, body_at(frame, 1) - 4);
    ac_buf_put(&copy, frame->p + 4, frame->len - 4);
    frame->len = 4;
    ac_buf_put(frame, copy.p, copy.len);
    ac_buf_free(&copy);
}

static ac_buf kept_body;

static void keep_body(ac_buf *frame, const ac_id *ids)
{
    (void)ids;
    ac_buf_clear(&kept_body);
    ac_buf_put(&kept_body, frame->p, frame->len);
}

static void answers_to_other_questions_are_cut(void **state)
{
    static void (*const changes[])(ac_buf *, const ac_id *) = { another_id, one_more, without_the_first, one_twice };

    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        meddled t;
        meddled_session(&t, false, AC_F_BODY, 0, changes[i]);
        assert_int_equal(of(t.line.client)->end, AC_END_PROTOCOL);
        assert_int_equal(words_of(&t), 0); /* nothing of it was kept */
        meddled_end(&t);
    }
}

static void body_again(ac_buf *frame, const ac_id *ids)
{
    (void)ids;
    frame->len = 0;
    ac_buf_put(frame, kept_body.p, kept_body.len);
}

static void an_answer_comes_once(void **state)
{
    meddled t;

    (void)state;
    meddled_session(&t, false, AC_F_BODY, 0, keep_body);
    line_close(&t.line);
    tap_free(&t.m.tap);
    free_three(&t.a, &t.b, &t.c);
    meddled_session(&t, false, AC_F_FINAL, 1, body_again); /* in the place of the second FINAL */
    assert_int_equal(of(t.line.client)->end, AC_END_PROTOCOL);
    assert_int_equal(words_of(&t), 3);
    meddled_end(&t);
    ac_buf_free(&kept_body);
}

static void ask_for_what_is_withheld(ac_buf *frame, const ac_id *ids)
{
    frame->len = 4;
    ac_buf_put(frame, ids->b, 32);
}

static void ask_for_what_is_nowhere(ac_buf *frame, const ac_id *ids)
{
    static const ac_id nowhere = { { 1, 2, 3 } };

    (void)ids;
    frame->len = 4;
    ac_buf_put(frame, nowhere.b, 32);
}

static void what_is_withheld_is_not_given_to_who_asks(void **state)
{
    meddled t;
    const ac_buf *body;

    (void)state;
    meddled_session(&t, true, AC_F_BODIES, 0, ask_for_what_is_withheld);
    body = tap_find(&t.m.tap, false, AC_F_BODY, 0);
    assert_non_null(body);
    assert_true(body->len == 4 + 33 && memcmp(body->p + 4, t.withheld.b, 32) == 0 && body->p[36] == AC_WORDS_WITHHELD);
    assert_int_equal(words_of(&t), 0);
    meddled_end(&t);
    meddled_session(&t, true, AC_F_BODIES, 0, ask_for_what_is_nowhere);
    body = tap_find(&t.m.tap, false, AC_F_BODY, 0);
    assert_true(body != NULL && body->len == 4 + 33 && body->p[36] == AC_WORDS_NOT_HELD);
    meddled_end(&t);
}

static void nothing_is_held(ac_buf *frame, const ac_id *ids)
{
    ac_buf copy = { 0 };

    (void)ids;
    for (unsigned i = 0; i < 3; i++) {
        ac_buf_put(&copy, frame->p + body_at(frame, i), 32);
        ac_buf_u8(&copy, AC_WORDS_REDACTED + i); /* redacted, withheld, not held */
    }
    frame->len = 4;
    ac_buf_put(frame, copy.p, copy.len);
    ac_buf_free(&copy);
}

static void who_has_not_got_them_holds_up_nobody(void **state)
{
    meddled t;

    (void)state;
    meddled_session(&t, false, AC_F_BODY, 0, nothing_is_held);
    assert_true(of(t.line.client)->end == AC_END_DONE && line_is_same(&t.line));
    assert_true(of(t.line.client)->spaces[0].missing == 3 && of(t.line.client)->spaces[0].words == 0);
    assert_int_equal(tap_count(&t.m.tap, true, AC_F_BODIES), 1);
    assert_int_equal(words_of(&t), 0);
    meddled_end(&t);
}

static void too_early(ac_buf *frame, const ac_id *ids)
{
    frame->len = 0;
    ac_put_frame(frame, AC_F_BODIES, 0, 0);
    ac_buf_put(frame, ids->b, 32);
}

/* BODIES before the FINALs, and after the last of them. */
static void questions_have_their_time(void **state)
{
    static const unsigned in_place_of[] = { AC_F_WANT, AC_F_END, AC_F_BYE };

    (void)state;
    for (size_t i = 0; i < sizeof in_place_of / sizeof in_place_of[0]; i++) {
        meddled t;
        meddled_session(&t, true, in_place_of[i], 0, too_early);
        assert_true(of(t.line.server)->end == AC_END_PROTOCOL);
        meddled_end(&t);
    }
}

/* The same question a second time before its answer has left. */
static bool ask_twice(void *ctx, bool from_client, ac_buf *frame)
{
    wire_line *line = ctx;

    if (from_client && frame->p[0] == AC_F_BODIES)
        ac_exchange_frame(line->server, frame->p, frame->len, line->now_ms);
    return true;
}

static void one_question_waits_for_the_answer_to_the_last(void **state)
{
    desk a, b, c;
    ac_id question, answer;
    wire_line line = { .each = ask_twice, .ctx = &line };

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, "green");
    assert_true(desks_sync(&b, &a));
    desk_reveal(&a, &answer, 1);
    line_open(&line, &b, &a, NULL);
    line.each = ask_twice;
    line.ctx = &line;
    line_run(&line);
    assert_int_equal(of(line.server)->end, AC_END_PROTOCOL);
    assert_false(has_words(&b, &answer));
    line_close(&line);
    assert_true(desks_sync(&b, &a) && has_words(&b, &answer));
    free_three(&a, &b, &c);
}

/* One partnership asks for words while changes of another are being taken in: what was revealed is durable long since. */
static void another_partnership_holds_up_no_answer(void **state)
{
    desk a, b, c, *others[] = { &b };
    ac_id question, answer;
    int first[2];
    wire_line line = { .by_turns = true };

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, "green");
    assert_true(desks_sync(&b, &a));
    desk_reveal(&a, &answer, 1);
    first[0] = a.space;
    first[1] = b.space;
    a.space = b.space = -1;
    desks_partners(&a, others, 1);
    desk_notes(&b, 1500);
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    line_close(&line);
    a.space = first[0];
    b.space = first[1];
    assert_true(has_words(&b, &answer) && missing(&b) == 0);
    free_three(&a, &b, &c);
}

/* The same question over and over, each answered. */
typedef struct {
    wire_line *line;
    unsigned answered;
} asker;

static bool ask_for_ever(void *ctx, bool from_client, ac_buf *frame)
{
    asker *a = ctx;
    ac_buf out = { 0 };

    if (!from_client || frame->p[0] != AC_F_BODIES)
        return true;
    while (a->answered < 10000 && !ac_exchange_is_over(a->line->server)) {
        ac_exchange_frame(a->line->server, frame->p, frame->len, a->line->now_ms);
        ac_buf_clear(&out);
        while (ac_exchange_out(a->line->server, &out, a->line->now_ms))
            a->answered += out.p[0] == AC_F_BODY;
    }
    ac_buf_free(&out);
    return true;
}

static void there_is_an_end_to_questions(void **state)
{
    desk a, b, c;
    ac_id question, answer;
    wire_line line = { .now_ms = 0 };
    asker ctx = { &line, 0 };

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, "green");
    assert_true(desks_sync(&b, &a));
    desk_reveal(&a, &answer, 1);
    line.each = ask_for_ever;
    line.ctx = &ctx;
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_int_equal(of(line.server)->end, AC_END_PROTOCOL);
    assert_true(ctx.answered > 1 && ctx.answered <= (unsigned)desk_count(&a) + AC_WRONG_BODIES_MAX + 1);
    line_close(&line);
    assert_true(desks_sync(&b, &a) && has_words(&b, &answer));
    free_three(&a, &b, &c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_and_long_words_come_in_turns),
        cmocka_unit_test(wrong_words_are_named_and_the_others_come),
        cmocka_unit_test(answers_to_other_questions_are_cut),
        cmocka_unit_test(an_answer_comes_once),
        cmocka_unit_test(what_is_withheld_is_not_given_to_who_asks),
        cmocka_unit_test(who_has_not_got_them_holds_up_nobody),
        cmocka_unit_test(questions_have_their_time),
        cmocka_unit_test(another_partnership_holds_up_no_answer),
        cmocka_unit_test(there_is_an_end_to_questions),
        cmocka_unit_test(one_question_waits_for_the_answer_to_the_last),
    };

    return ac_crypto_init() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
