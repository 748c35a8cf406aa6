/* test_view.c - what a notebook says changes with what comes, though no act of the promise itself is new. */
#include "tests/support/acts.h"

#include "core/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* clang-format off: cmocka wants these before it */
#include <cmocka.h>
/* clang-format on */

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        fail_msg("%s: %s", ac_rc_word(rc), err->text);
}

static void says(desk *d, ac_id promise, const char *what)
{
    ac_buf out = { 0 };

    desk_says(d, promise, &out);
    if (strstr(ac_buf_text(&out), what) == NULL)
        fail_msg("wanted %s, it says %s", what, ac_buf_text(&out));
    ac_buf_free(&out);
}

static void hand_over(desk *from, ac_id id, desk *to)
{
    loose l;
    ac_fault fault;

    loose_take(&l, from, desk_held(from, id).n);
    if (desk_take(to, &l, 1, &fault).taken != 1)
        fail_msg("not taken: %s", fault.why);
    loose_free(&l);
}

/* SASI signs while CITY's laptop on the tram takes the offer back, and CITY's office has the signature. It need not
 * have said so by an act: whatever it wrote afterwards shows what it had in hand. */
static void whatever_was_written_shows_what_was_in_hand(void **state)
{
    static const uint16_t kinds[] = { AC_KIND_ACK, AC_KIND_NOTE, AC_KIND_PROPOSE, AC_KIND_INVITE };

    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        desk city, tram, sasi;
        desk *others[] = { &sasi };
        act_text note = { .kind = AC_KIND_NOTE, .facts = "{\"type\":\"journal\"}", .words = "{\"text\":\"good\"}" };
        ac_invitation inv;
        ac_id p, sign, retract, hand = { { 0 } };
        ac_err err = { 0 };
        desk_new(&city, "CITY", 1);
        desk_new(&sasi, "SASI", 2);
        desks_partners(&city, others, 1);
        desks_laptop(&city, &tram, "tram", 3);
        p = act_propose(&city, "SASI", "{}", "{\"title\":\"plant forty trees\"}");
        assert_true(desks_sync(&tram, &city) && desks_sync(&sasi, &city));
        sign = desk_act(&sasi, AC_KIND_SIGN, p, p);
        retract = desk_act(&tram, AC_KIND_RETRACT, p, p);
        hand_over(&sasi, sign, &city);
        says(&city, p, "=agreed");
        switch (kinds[k]) {
        case AC_KIND_ACK:
            good(ac_notebook_ack(city.nb, city.space, &hand, &err), &err);
            break;
        case AC_KIND_NOTE:
            hand = desk_write(&city, &note);
            break;
        case AC_KIND_PROPOSE:
            hand = act_propose(&city, "SASI", "{}", "{\"title\":\"water them\"}");
            break;
        default: {
            ac_held slice[64];
            size_t n;
            good(ac_invite_write(city.nb, city.space, "partner", false, NULL, 0, &inv, &err), &err);
            ac_invitation_free(&inv);
            good(ac_history_slice(ac_notebook_history(city.nb), city.space, 0, INT64_MAX, slice, 64, &n, &err), &err);
            hand = slice[n - 1].id;
            break;
        }
        }
        /* SASI hears of the retraction first: a crossing; then of what the office had */
        hand_over(&tram, retract, &sasi);
        says(&sasi, p, "=crossed");
        hand_over(&city, hand, &sasi);
        says(&sasi, p, "=agreed");
        says(&sasi, p, "contested");
        /* the office itself, in the other order */
        hand_over(&tram, retract, &city);
        says(&city, p, "=agreed");
        says(&city, p, "contested");
        /* and it goes on: what rests on the agreement has effect */
        desk_act(&city, AC_KIND_PROGRESS, p, p);
        ac_id dispute = desk_act(&sasi, AC_KIND_DISPUTE, p, p);
        assert_true(desks_sync(&sasi, &city) && desks_sync(&tram, &city));
        ac_record *r;
        good(ac_record_open(&r, tram.nb, desk_held(&tram, p).n, &err), &err);
        assert_int_equal(ac_record_act(r, ac_record_find(r, &dispute))->judged, AC_WHY_OK);
        ac_record_close(r);
        says(&tram, p, "=disputed");
        desk_audit(&tram);
        desk_audit(&sasi);
        desk_free(&tram);
        desk_free(&city);
        desk_free(&sasi);
    }
}

/* Who did not have it in hand is no witness: the crossing stays. */
static void a_hand_that_knew_both_settles_nothing(void **state)
{
    desk city, tram, sasi;
    desk *others[] = { &sasi };
    ac_id p, sign, retract;

    (void)state;
    desk_new(&city, "CITY", 1);
    desk_new(&sasi, "SASI", 2);
    desks_partners(&city, others, 1);
    desks_laptop(&city, &tram, "tram", 3);
    p = act_propose(&city, "SASI", "{}", "{\"title\":\"plant forty trees\"}");
    assert_true(desks_sync(&tram, &city) && desks_sync(&sasi, &city));
    sign = desk_act(&sasi, AC_KIND_SIGN, p, p);
    retract = desk_act(&tram, AC_KIND_RETRACT, p, p);
    hand_over(&tram, retract, &city);
    hand_over(&sasi, sign, &city);
    desk_notes(&city, 1);
    assert_true(desks_sync(&sasi, &city) && desks_sync(&tram, &city));
    says(&sasi, p, "=crossed");
    says(&tram, p, "=crossed");
    says(&city, p, "=crossed");
    desk_audit(&sasi);
    desk_free(&tram);
    desk_free(&city);
    desk_free(&sasi);
}

static void who_left_is_waited_for_no_more(void **state)
{
    desk a, b, c;
    desk *others[] = { &b, &c };
    ac_id two, three;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, others, 2);
    assert_true(desks_sync(&b, &a));
    two = act_propose(&a, "RIVR", "{}", "{\"title\":\"for one\"}");
    three = act_propose(&a, "RIVR,SASI", "{}", "{\"title\":\"for two\"}");
    assert_true(desks_sync(&c, &a) && desks_sync(&b, &a));
    desk_act(&c, AC_KIND_SIGN, two, two);
    desk_act(&c, AC_KIND_SIGN, three, three);
    desk_act(&b, AC_KIND_SIGN, three, three);
    assert_true(desks_sync(&c, &a) && desks_sync(&b, &a) && desks_sync(&c, &a));
    ac_id claim = desk_act(&a, AC_KIND_DELIVER, three, three);
    assert_true(desks_sync(&c, &a) && desks_sync(&b, &a));
    says(&a, three, "turn=RIVR:accept,SASI:accept");
    good(ac_leave_write(c.nb, c.space, NULL, &err), &err);
    desks_sync(&c, &a);
    says(&a, two, "ended-with");
    says(&a, three, "turn=SASI:accept");
    assert_true(desks_sync(&b, &a));
    desk_act(&b, AC_KIND_ACCEPT, three, claim);
    says(&b, three, "=accepted"); /* one of two who were promised is left, and has given it */
    desk_audit(&a);
    desk_audit(&b);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

static bool count_rows(void *ctx, const ac_commitment_row *row)
{
    (void)row;
    ++*(int *)ctx;
    return true;
}

static int of_partner(desk *d, const char *code)
{
    ac_commitment_filter f = { .space = d->space, .partner = code };
    int n = 0;
    ac_err err = { 0 };

    good(ac_query_commitments(d->nb, &f, count_rows, &n, &err), &err);
    return n;
}

/* An amendment names a third: it is asked, told, and a witness, though the promise is not its own yet. */
static void who_is_named_by_an_open_text_is_asked(void **state)
{
    desk a, b, c;
    desk *others[] = { &b, &c };
    act_text amend = { .kind = AC_KIND_AMEND, .ncites = 4, .facts = "{\"reason\":\"scope\"}", .words = "{\"title\":\"three of us\"}" };
    ac_id p, text;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, others, 2);
    assert_true(desks_sync(&b, &a));
    p = act_propose(&a, "SASI", "{}", "{\"title\":\"two of us\"}");
    assert_true(desks_sync(&b, &a));
    desk_act(&b, AC_KIND_SIGN, p, p);
    assert_true(desks_sync(&b, &a));
    amend.record = amend.cites[0] = p;
    amend.cites[1] = act_join_of(&a, "CITY");
    amend.cites[2] = act_join_of(&a, "RIVR");
    amend.cites[3] = act_join_of(&a, "SASI");
    if (ac_id_cmp(amend.cites[2], amend.cites[3]) > 0) {
        ac_id swap = amend.cites[2];
        amend.cites[2] = amend.cites[3];
        amend.cites[3] = swap;
    }
    text = desk_write(&a, &amend);
    assert_true(desks_sync(&c, &a) && desks_sync(&b, &a));
    says(&c, p, "CITY>SASI 'two of us' agreed");
    says(&c, p, "turn=CITY:deliver,RIVR:sign,SASI:sign");
    assert_int_equal(of_partner(&c, "RIVR"), 0);
    assert_int_equal(desk_act_try(&c, AC_KIND_DELIVER, p, p, &err), AC_EROLE);
    desk_act(&c, AC_KIND_SIGN, p, text);
    assert_true(desks_sync(&c, &a) && desks_sync(&b, &a));
    desk_act(&b, AC_KIND_SIGN, p, text);
    says(&b, p, "CITY>RIVR,SASI 'three of us'");
    assert_int_equal(of_partner(&b, "RIVR"), 1);
    desk_audit(&b);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_was_written_shows_what_was_in_hand),
        cmocka_unit_test(a_hand_that_knew_both_settles_nothing),
        cmocka_unit_test(who_left_is_waited_for_no_more),
        cmocka_unit_test(who_is_named_by_an_open_text_is_asked),
    };

    if (!ac_crypto_init())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
