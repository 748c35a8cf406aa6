/* test_record_past.c - a commitment as it stood on a day: closed under what it rests on, judged by what was known then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/entering.h"
#include "core/kind.h"
#include "core/record_past.h"
#include "tests/support/acting.h"

#define DAY INT64_C(86400000)

static int64_t begin_ms;

/* Every clock shows the same day. */
static void set_day(desk *a, desk *b, int64_t day)
{
    a->world.now_ms = b->world.now_ms = begin_ms + day * DAY;
}

static void two(desk *a, desk *b)
{
    desk *others[] = { b };

    desk_new(a, "CITY", 1);
    desk_new(b, "SASI", 2);
    begin_ms = a->world.now_ms;
    desks_partners(a, others, 1);
}

static ac_n number_of(desk *d, ac_id id)
{
    ac_held held;

    assert_int_equal(ac_history_find(ac_notebook_history(d->nb), d->space, &id, &held, NULL), AC_OK);
    assert_int_not_equal(held.n, 0);
    return held.n;
}

static ac_rc at_day(desk *d, ac_id propose, int64_t day, ac_record **out, ac_err *err)
{
    return ac_record_open_at(out, d->nb, number_of(d, propose), begin_ms + day * DAY + DAY / 2, err);
}

static ac_commitment_state state_at(desk *d, ac_id propose, int64_t day)
{
    ac_record *r;
    ac_err err = { 0 };
    ac_commitment_state state;

    if (at_day(d, propose, day, &r, &err) != AC_OK)
        fail_msg("%s", err.text);
    state = ac_record_answers(r)->state;
    ac_record_close(r);
    return state;
}

static void each_day_says_what_was_written_until_then(void **state)
{
    desk a, b;
    ac_id p, claim;
    ac_record *r;
    ac_err err = { 0 };

    (void)state;
    two(&a, &b);
    set_day(&a, &b, 1);
    p = act_propose(&a, "SASI", "{\"due\":\"2026-12-31\"}", "{\"title\":\"plant trees\"}");
    assert_true(desks_sync(&b, &a));
    set_day(&a, &b, 2);
    act_on(&b, AC_KIND_SIGN, p, (ac_id[]){ p }, 1, "{}", NULL);
    assert_true(desks_sync(&b, &a));
    set_day(&a, &b, 3);
    claim = act_on(&a, AC_KIND_DELIVER, p, (ac_id[]){ p }, 1, "{\"files\":0}", "{\"narrative\":\"done\",\"no-evidence-because\":\"seen\"}");
    assert_true(desks_sync(&b, &a));
    set_day(&a, &b, 4);
    act_on(&b, AC_KIND_ACCEPT, p, (ac_id[]){ claim, p }, 2, "{}", NULL);
    assert_true(desks_sync(&b, &a));
    assert_int_equal(at_day(&a, p, 0, &r, &err), AC_EREF);
    assert_int_equal(state_at(&a, p, 1), AC_STATE_PROPOSED);
    assert_int_equal(state_at(&a, p, 2), AC_STATE_AGREED);
    assert_int_equal(state_at(&a, p, 3), AC_STATE_DELIVERED);
    assert_int_equal(state_at(&a, p, 4), AC_STATE_ACCEPTED);
    assert_int_equal(state_at(&b, p, 2), AC_STATE_AGREED); /* the same on the other notebook */
    desk_free(&a);
    desk_free(&b);
}

static void what_rests_on_something_later_is_later(void **state)
{
    desk a, b;
    ac_id p, q;
    ac_record *r;
    ac_err err = { 0 };

    (void)state;
    two(&a, &b);
    set_day(&a, &b, 1);
    q = act_propose(&b, "CITY", "{}", "{\"title\":\"first\"}");
    assert_true(desks_sync(&b, &a));
    a.world.now_ms = begin_ms + 10 * DAY;
    p = act_propose(&a, "SASI", "{}", "{\"title\":\"second\"}");
    assert_true(desks_sync(&b, &a));
    b.world.now_ms = begin_ms + 2 * DAY; /* a clock that is late by a week and more */
    act_on(&b, AC_KIND_SIGN, p, (ac_id[]){ p }, 1, "{}", NULL);
    act_on(&b, AC_KIND_RETRACT, q, (ac_id[]){ q }, 1, "{\"reason\":\"scope\"}", NULL);
    assert_true(desks_sync(&b, &a));
    assert_int_equal(at_day(&a, p, 5, &r, &err), AC_EREF);           /* its own clock says day 10 */
    assert_int_equal(state_at(&a, q, 5), AC_STATE_PROPOSED);         /* the retract rests on the second promise */
    assert_int_equal(state_at(&a, p, 10), AC_STATE_AGREED);
    assert_int_equal(state_at(&a, q, 10), AC_STATE_RETRACTED);
    desk_free(&a);
    desk_free(&b);
}

static void who_left_later_had_not_left(void **state)
{
    desk a, b;
    ac_id p;
    ac_record *r;
    ac_err err = { 0 };

    (void)state;
    two(&a, &b);
    set_day(&a, &b, 1);
    p = act_propose(&a, "SASI", "{}", "{\"title\":\"plant trees\"}");
    assert_true(desks_sync(&b, &a));
    act_on(&b, AC_KIND_SIGN, p, (ac_id[]){ p }, 1, "{}", NULL);
    assert_true(desks_sync(&b, &a));
    set_day(&a, &b, 5);
    assert_int_equal(ac_leave_write(b.nb, b.space, NULL, &err), AC_OK); /* read where it was written */
    assert_int_equal(at_day(&b, p, 3, &r, &err), AC_OK);
    assert_int_equal(ac_record_answers(r)->ended_with, -1);
    ac_record_close(r);
    assert_int_equal(at_day(&b, p, 6, &r, &err), AC_OK);
    assert_int_not_equal(ac_record_answers(r)->ended_with, -1);
    ac_record_close(r);
    desk_free(&a);
    desk_free(&b);
}

static void questions_may_be_asked_of_it_later(void **state)
{
    desk a, b;
    ac_id p;
    ac_record *r;
    ac_err err = { 0 };
    int missing[AC_PARTIES_MAX * 2];

    (void)state;
    two(&a, &b);
    set_day(&a, &b, 1);
    p = act_propose(&a, "SASI", "{}", "{\"title\":\"plant trees\"}");
    assert_true(desks_sync(&b, &a));
    set_day(&a, &b, 2);
    act_on(&b, AC_KIND_SIGN, p, (ac_id[]){ p }, 1, "{}", NULL);
    assert_true(desks_sync(&b, &a));
    assert_int_equal(at_day(&a, p, 1, &r, &err), AC_OK);
    assert_int_equal(ac_record_acts(r), 1);
    assert_int_equal(ac_commitment_unsigned(ac_record_commitment(r), 0, missing, AC_PARTIES_MAX * 2), 1);
    ac_record_close(r);
    desk_free(&a);
    desk_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_day_says_what_was_written_until_then),
        cmocka_unit_test(what_rests_on_something_later_is_later),
        cmocka_unit_test(who_left_later_had_not_left),
        cmocka_unit_test(questions_may_be_asked_of_it_later),
    };

    if (!ac_crypto_init())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
