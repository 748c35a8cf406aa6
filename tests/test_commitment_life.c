/* test_commitment_life.c - slots, need, who has left, new parties, endings and second lives of a promise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/life.h"

#include <stdlib.h>
#include <string.h>

static life l;
static int text;
static life_fold fold;

static ac_act blank(uint16_t kind)
{
    ac_act a = { .kind = kind, .judged = AC_NOT_JUDGED };

    a.facts.start = a.facts.due = a.facts.expires = a.facts.until = AC_NO_DAY;
    a.facts.has_terms = kind == AC_KIND_PROPOSE || kind == AC_KIND_AMEND;
    return a;
}

static int put(int laptop, const ac_act *a)
{
    int i = life_put(&l, laptop, a);
    life_meet_all(&l);
    return i;
}

static int act(int laptop, uint16_t kind, const int *cites)
{
    int i = life_act(&l, laptop, kind, cites);
    life_meet_all(&l);
    return i;
}
#define DO(laptop, kind, ...) act(laptop, AC_KIND_##kind, (const int[]){ __VA_ARGS__, -1 })

/* Texts with terms: parties ended by -1, slots due day 10, 20, ... */
static int write_text(int laptop, uint16_t kind, int base, int need, int slots, const int *parties)
{
    ac_act a = blank(kind);

    if (base >= 0)
        a.cites[a.ncites++] = base;
    a.facts.need = need;
    a.facts.nslots = slots;
    for (int k = 0; k < slots; k++)
        a.facts.slot_due[k] = 10 * (k + 1);
    while (parties != NULL && parties[a.nparties] >= 0) {
        a.parties[a.nparties] = parties[a.nparties];
        a.nparties++;
    }
    return put(laptop, &a);
}
#define PARTIES(...) ((const int[]){ __VA_ARGS__, -1 })

static void begin(int need, int slots, const int *parties)
{
    life_init(&l);
    text = write_text(CITY_1, AC_KIND_PROPOSE, -1, need, slots, parties);
    for (int k = 1; parties[k] >= 0; k++)
        DO(2 * parties[k] < 6 ? 2 * parties[k] : EURF_1, SIGN, text);
}

static int with_slot(int laptop, uint16_t kind, int slot, const int *cites)
{
    ac_act a = blank(kind);

    a.facts.slot = slot;
    while (cites[a.ncites] >= 0) {
        a.cites[a.ncites] = cites[a.ncites];
        a.ncites++;
    }
    return put(laptop, &a);
}
#define SLOT(laptop, kind, slot, ...) with_slot(laptop, AC_KIND_##kind, slot, (const int[]){ __VA_ARGS__, -1 })

static ac_commitment_state now(void)
{
    return life_state(&l, -1);
}

static const ac_answers *answers(void)
{
    life_close(&fold);
    life_open(&fold, &l, UINT64_MAX >> 1, NULL, NULL, false);
    return ac_commitment_answers(fold.c);
}

static void assert_judged(int i, ac_why why)
{
    assert_string_equal(ac_why_word(life_judged(&l, i)), ac_why_word(why));
}

static int close_fold(void **state)
{
    (void)state;
    life_close(&fold);
    return 0;
}

/* --- recurring: dated slots --- */

static void each_slot_has_its_claim_and_its_verdict(void **state)
{
    int first, second;
    (void)state;

    begin(0, 2, PARTIES(CITY, SASI));
    assert_int_equal(answers()->nslots, 2);
    assert_int_equal(answers()->next_due, 10);
    first = SLOT(CITY_1, DELIVER, 1, text);
    assert_int_equal(now(), AC_STATE_DELIVERED);
    assert_int_equal(answers()->slots[0].claim, first);
    assert_int_equal(answers()->slots[1].claim, -1);
    DO(SASI_1, ACCEPT, first, text);
    assert_int_equal(now(), AC_STATE_IN_PROGRESS);
    assert_int_equal(answers()->slots[0].verdict, AC_VERDICT_ACCEPTED);
    assert_int_equal(answers()->verdict, AC_VERDICT_PARTLY);
    assert_int_equal(answers()->next_due, 20);
    second = SLOT(CITY_1, DELIVER, 2, text);
    DO(SASI_1, ACCEPT, second, text);
    assert_int_equal(now(), AC_STATE_ACCEPTED);
    assert_int_equal(answers()->verdict, AC_VERDICT_ACCEPTED);
}

static void slots_are_named_and_within_the_terms(void **state)
{
    int claim;
    (void)state;

    begin(0, 2, PARTIES(CITY, SASI));
    assert_judged(DO(CITY_1, DELIVER, text), AC_WHY_MALFORMED);
    assert_judged(SLOT(CITY_1, DELIVER, 3, text), AC_WHY_MALFORMED);
    assert_judged(SLOT(CITY_1, PROGRESS, 3, text), AC_WHY_MALFORMED);
    assert_judged(SLOT(SASI_1, DISPUTE, 3, text), AC_WHY_MALFORMED);
    assert_judged(DO(CITY_1, PROGRESS, text), AC_WHY_OK);
    claim = SLOT(CITY_1, DELIVER, 1, text);
    assert_judged(SLOT(SASI_1, DISPUTE, 2, text, claim), AC_WHY_MALFORMED); /* of slot 1 */
    DO(SASI_1, ACCEPT, claim, text);
    assert_judged(SLOT(CITY_1, DELIVER, 1, text), AC_WHY_GIVEN);
    assert_judged(SLOT(SASI_1, DISPUTE, 1, text), AC_WHY_GIVEN);
    assert_judged(SLOT(SASI_1, DISPUTE, 1, text, claim), AC_WHY_GIVEN);
    assert_judged(SLOT(SASI_1, DISPUTE, 2, text), AC_WHY_OK);
    assert_int_equal(answers()->slots[1].verdict, AC_VERDICT_DISPUTED);
    begin(0, 0, PARTIES(CITY, SASI));
    assert_judged(SLOT(CITY_1, DELIVER, 1, text), AC_WHY_MALFORMED);
}

static void a_later_claim_replaces_only_its_own_slot(void **state)
{
    int first, other, again;
    (void)state;

    begin(0, 2, PARTIES(CITY, SASI));
    first = SLOT(CITY_1, DELIVER, 1, text);
    other = SLOT(CITY_1, DELIVER, 2, text);
    again = SLOT(CITY_1, DELIVER, 1, text);
    assert_judged(DO(SASI_1, ACCEPT, first, text), AC_WHY_NO_CLAIM);
    assert_judged(DO(SASI_1, ACCEPT, other, text), AC_WHY_OK);
    assert_judged(DO(SASI_1, ACCEPT, again, text), AC_WHY_OK);
    assert_int_equal(now(), AC_STATE_ACCEPTED);
}

static void with_slots_a_withdrawal_needs_only_that_no_claim_waits(void **state)
{
    int claim;
    (void)state;

    begin(0, 2, PARTIES(CITY, SASI));
    claim = SLOT(CITY_1, DELIVER, 1, text);
    assert_judged(DO(CITY_1, WITHDRAW, text), AC_WHY_STATE);
    DO(SASI_1, ACCEPT, claim, text);
    assert_judged(DO(CITY_1, WITHDRAW, text), AC_WHY_OK);
    assert_int_equal(now(), AC_STATE_WITHDRAWN);
}

static void with_slots_the_rest_may_be_released(void **state)
{
    int claim;
    (void)state;

    begin(0, 2, PARTIES(CITY, SASI));
    claim = SLOT(CITY_1, DELIVER, 1, text);
    DO(SASI_1, ACCEPT, claim, text);
    assert_judged(DO(SASI_1, RELEASE, text), AC_WHY_OK);
    assert_int_equal(now(), AC_STATE_RELEASED);
    assert_int_equal(answers()->slots[0].verdict, AC_VERDICT_ACCEPTED);
    assert_int_equal(answers()->slots[1].verdict, AC_VERDICT_RELEASED);
}

static void an_accepted_slot_lays_down_a_dispute_about_it_alone(void **state)
{
    int claim, dispute;
    (void)state;

    begin(0, 2, PARTIES(CITY, SASI));
    claim = SLOT(CITY_1, DELIVER, 1, text);
    dispute = SLOT(SASI_1, DISPUTE, 2, text);
    DO(SASI_1, ACCEPT, claim, text);
    assert_int_equal(now(), AC_STATE_DISPUTED);
    assert_judged(DO(SASI_1, RETRACT, dispute), AC_WHY_OK);
    assert_int_equal(now(), AC_STATE_IN_PROGRESS);
}

static void accepting_a_slot_chooses_nothing_about_the_text(void **state)
{
    int claim, change;
    (void)state;

    begin(0, 2, PARTIES(CITY, SASI));
    claim = SLOT(CITY_1, DELIVER, 1, text);
    change = write_text(CITY_1, AC_KIND_AMEND, text, 0, 3, NULL);
    ACT(&l, SASI_1, AC_KIND_SIGN, change);
    ACT(&l, SASI_2, AC_KIND_ACCEPT, claim, text);
    life_meet_all(&l);
    assert_int_equal(answers()->in_force, change);
    assert_false(answers()->is_crossed);
    assert_int_equal(answers()->nslots, 3);
    assert_int_equal(answers()->slots[0].verdict, AC_VERDICT_ACCEPTED); /* stays so */
    assert_int_equal(answers()->next_due, 20);
}

static void accepted_slots_outlast_a_resolution_and_no_second_life(void **state)
{
    int first, second, dispute, settled, again;
    (void)state;

    begin(0, 2, PARTIES(CITY, SASI));
    first = SLOT(CITY_1, DELIVER, 1, text);
    DO(SASI_1, ACCEPT, first, text);
    second = SLOT(CITY_1, DELIVER, 2, text);
    dispute = SLOT(SASI_1, DISPUTE, 2, text, second);
    settled = RESOLVE(&l, CITY_1, AC_OUTCOME_IN_PROGRESS, text, dispute);
    life_meet_all(&l);
    DO(SASI_1, SIGN, settled);
    assert_int_equal(now(), AC_STATE_IN_PROGRESS);
    assert_int_equal(answers()->slots[0].verdict, AC_VERDICT_ACCEPTED);
    assert_int_equal(answers()->slots[1].claim, -1); /* a new claim is needed */
    assert_judged(DO(SASI_1, ACCEPT, second, settled), AC_WHY_NO_CLAIM);
    second = SLOT(CITY_1, DELIVER, 2, settled);
    DO(SASI_1, ACCEPT, second, settled);
    assert_int_equal(now(), AC_STATE_ACCEPTED);

    again = DO(CITY_1, REOPEN, settled);
    DO(SASI_1, SIGN, again);
    assert_int_equal(now(), AC_STATE_IN_PROGRESS);
    assert_int_equal(answers()->slots[0].verdict, AC_VERDICT_NONE);
    assert_int_equal(answers()->verdict, AC_VERDICT_NONE);
    assert_judged(SLOT(CITY_1, DELIVER, 1, again), AC_WHY_OK);
}

/* A dispute that names a claim is about the slot of that claim. */
static void a_dispute_of_a_claim_is_about_its_slot(void **state)
{
    int first, second;
    (void)state;

    begin(0, 2, PARTIES(CITY, SASI));
    first = SLOT(CITY_1, DELIVER, 1, text);
    second = SLOT(CITY_1, DELIVER, 2, text);
    DO(SASI_1, DISPUTE, text, second);
    assert_int_equal(answers()->slots[0].verdict, AC_VERDICT_NONE);
    assert_int_equal(answers()->slots[1].verdict, AC_VERDICT_DISPUTED);
    DO(SASI_1, ACCEPT, first, text); /* of another slot: it stays */
    assert_int_equal(now(), AC_STATE_DISPUTED);
    DO(SASI_1, ACCEPT, second, text);
    assert_int_equal(now(), AC_STATE_ACCEPTED);

    /* One about all of it is laid down by any. */
    begin(0, 2, PARTIES(CITY, SASI));
    DO(SASI_1, DISPUTE, text);
    first = SLOT(CITY_1, DELIVER, 1, text);
    DO(SASI_1, ACCEPT, first, text);
    assert_int_equal(now(), AC_STATE_IN_PROGRESS);
}

/* A slot that was given stays so where a later text has fewer of them: a dispute that crossed it is overruled. */
static void what_was_given_is_given_beyond_the_slots_of_a_later_text(void **state)
{
    int claim, change;
    (void)state;

    begin(0, 2, PARTIES(CITY, SASI));
    claim = SLOT(CITY_1, DELIVER, 2, text);
    ACT(&l, SASI_1, AC_KIND_ACCEPT, claim, text);
    ACT(&l, SASI_2, AC_KIND_DISPUTE, text, claim);
    life_meet_all(&l);
    assert_true(answers()->is_contested);
    change = write_text(CITY_1, AC_KIND_AMEND, text, 0, 1, NULL);
    DO(SASI_1, SIGN, change);
    assert_true(answers()->is_contested);
    assert_int_equal(answers()->state, AC_STATE_AGREED);
}

static void fewer_slots_may_be_all_that_was_left(void **state)
{
    int claim, change;
    (void)state;

    begin(0, 3, PARTIES(CITY, SASI));
    claim = SLOT(CITY_1, DELIVER, 1, text);
    DO(SASI_1, ACCEPT, claim, text);
    change = write_text(CITY_1, AC_KIND_AMEND, text, 0, 1, NULL);
    DO(SASI_1, SIGN, change);
    assert_int_equal(now(), AC_STATE_ACCEPTED);
}

/* --- need --- */

static void as_many_as_the_terms_need(void **state)
{
    int claim;
    (void)state;

    begin(1, 0, PARTIES(CITY, SASI, RIVR));
    claim = DO(CITY_1, DELIVER, text);
    DO(RIVR_1, ACCEPT, claim, text);
    assert_int_equal(now(), AC_STATE_ACCEPTED);
    assert_int_equal(answers()->need, 1);

    begin(1, 2, PARTIES(CITY, SASI, RIVR));
    claim = SLOT(CITY_1, DELIVER, 1, text);
    DO(SASI_1, ACCEPT, claim, text);
    assert_judged(DO(RIVR_1, DISPUTE, text, claim), AC_WHY_GIVEN); /* by as many as it needed */
    assert_judged(DO(RIVR_1, ACCEPT, claim, text), AC_WHY_NO_CLAIM);

    begin(2, 0, PARTIES(CITY, SASI, RIVR, EURF));
    claim = DO(CITY_1, DELIVER, text);
    DO(RIVR_1, ACCEPT, claim, text);
    assert_int_equal(now(), AC_STATE_DELIVERED);
    assert_int_equal(answers()->verdict, AC_VERDICT_PARTLY);
    DO(EURF_1, ACCEPT, claim, text);
    assert_int_equal(now(), AC_STATE_ACCEPTED);
}

static void who_released_is_not_waited_for(void **state)
{
    int claim;
    (void)state;

    begin(2, 0, PARTIES(CITY, SASI, RIVR, EURF));
    claim = DO(CITY_1, DELIVER, text);
    DO(RIVR_1, RELEASE, text);
    DO(EURF_1, RELEASE, text);
    assert_int_equal(now(), AC_STATE_DELIVERED);
    assert_judged(DO(RIVR_1, ACCEPT, claim, text), AC_WHY_GIVEN);
    DO(SASI_1, ACCEPT, claim, text); /* two were needed; one is left */
    assert_int_equal(now(), AC_STATE_ACCEPTED);
}

static void all_must_release(void **state)
{
    (void)state;

    begin(1, 0, PARTIES(CITY, SASI, RIVR));
    DO(SASI_1, RELEASE, text);
    assert_int_equal(now(), AC_STATE_AGREED);
    DO(RIVR_1, RELEASE, text);
    assert_int_equal(now(), AC_STATE_RELEASED);
}

static void reservations_of_one_are_reservations(void **state)
{
    int claim;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    claim = DO(CITY_1, DELIVER, text);
    DO(SASI_1, ACCEPT_RESERVED, claim, text);
    DO(RIVR_1, ACCEPT, claim, text);
    assert_int_equal(answers()->verdict, AC_VERDICT_RESERVED);
    assert_int_equal(answers()->state, AC_STATE_ACCEPTED);
    assert_int_equal(answers()->counts, AC_COUNTS_KEPT);
}

/* Two deliveries that all accepted at once: the reservations show, whichever is listed first. */
static void reservations_on_one_of_two_deliveries_show(void **state)
{
    int a, b;
    (void)state;

    for (int which = 0; which < 2; which++) {
        begin(0, 0, PARTIES(CITY, SASI));
        a = ACT(&l, CITY_1, AC_KIND_DELIVER, text);
        b = ACT(&l, CITY_2, AC_KIND_DELIVER, text);
        life_meet_all(&l);
        ACT(&l, SASI_1, which ? AC_KIND_ACCEPT : AC_KIND_ACCEPT_RESERVED, a, text);
        ACT(&l, SASI_2, which ? AC_KIND_ACCEPT_RESERVED : AC_KIND_ACCEPT, b, text);
        assert_int_equal(answers()->verdict, AC_VERDICT_RESERVED);
        assert_int_equal(answers()->aside[a], AC_WHY_OK); /* both are given, none is set aside */
        assert_int_equal(answers()->aside[b], AC_WHY_OK);
    }
}

static void what_was_said_of_a_replaced_delivery_is_no_part_of_the_verdict(void **state)
{
    int claim;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    claim = DO(CITY_1, DELIVER, text);
    DO(SASI_1, ACCEPT, claim, text);
    assert_int_equal(answers()->verdict, AC_VERDICT_PARTLY);
    DO(CITY_1, DELIVER, text);
    assert_int_equal(answers()->verdict, AC_VERDICT_NONE);
}

/* --- left or fallen --- */

static void gone(int org)
{
    l.gone_at[org] = UINT64_MAX << l.n;
}

static void a_first_agreement_waits_for_who_left(void **state)
{
    (void)state;

    life_init(&l);
    text = write_text(CITY_1, AC_KIND_PROPOSE, -1, 0, 0, PARTIES(CITY, SASI, RIVR));
    DO(SASI_1, SIGN, text);
    gone(RIVR);
    assert_int_equal(now(), AC_STATE_PROPOSED);
    /* A counter-offer without RIVR, still the first agreement: its base names RIVR. */
    int counter = write_text(SASI_1, AC_KIND_AMEND, text, 0, 0, PARTIES(CITY, SASI));
    DO(CITY_1, SIGN, counter);
    assert_int_equal(now(), AC_STATE_PROPOSED);
}

static void later_texts_do_not(void **state)
{
    int change;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    gone(RIVR);
    change = write_text(CITY_1, AC_KIND_AMEND, text, 0, 0, NULL);
    assert_int_equal(answers()->in_force, text);
    DO(SASI_1, SIGN, change);
    assert_int_equal(answers()->in_force, change);
    assert_int_equal(answers()->nversions, 2);
}

static void accepting_and_releasing_do_not_wait_for_who_left(void **state)
{
    int claim;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    claim = DO(CITY_1, DELIVER, text);
    DO(SASI_1, ACCEPT, claim, text);
    assert_int_equal(now(), AC_STATE_DELIVERED);
    gone(RIVR);
    assert_int_equal(now(), AC_STATE_ACCEPTED);

    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    DO(SASI_1, RELEASE, text);
    gone(RIVR);
    assert_int_equal(now(), AC_STATE_RELEASED);
}

static void where_nobody_is_left_on_a_side_it_stays_as_it_is(void **state)
{
    int claim, change;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    claim = DO(CITY_1, DELIVER, text);
    change = write_text(CITY_1, AC_KIND_AMEND, text, 0, 0, NULL);
    gone(SASI);
    assert_int_equal(now(), AC_STATE_DELIVERED);
    assert_int_equal(answers()->in_force, text);
    assert_int_equal(answers()->ended_with, SASI);
    assert_true(answers()->flags & AC_FLAG(AC_FLAG_ENDED_WITH));
    assert_int_equal(answers()->nturns, 0);
    (void)change;

    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    claim = DO(CITY_1, DELIVER, text);
    gone(CITY);
    assert_int_equal(answers()->ended_with, CITY);
    assert_judged(DO(SASI_1, ACCEPT, claim, text), AC_WHY_STATE);
    assert_judged(DO(SASI_1, RELEASE, text), AC_WHY_STATE);
    assert_int_equal(now(), AC_STATE_DELIVERED);

    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    gone(RIVR);
    assert_int_equal(answers()->ended_with, -1); /* SASI is left */
}

/* Two on the side of the promisor do not speak for the other side, nor two on that of the promisees. */
static void each_side_has_somebodys_yes(void **state)
{
    int change;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    gone(SASI);
    change = write_text(CITY_1, AC_KIND_AMEND, text, 0, 0, PARTIES(SUCC, SASI));
    DO(SUCC_1, SIGN, change);
    assert_int_equal(answers()->in_force, text);

    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    gone(CITY);
    change = write_text(SASI_1, AC_KIND_AMEND, text, 0, 0, NULL);
    DO(RIVR_1, SIGN, change);
    assert_int_equal(answers()->in_force, text);
    change = write_text(SASI_1, AC_KIND_AMEND, text, 0, 0, PARTIES(SUCC, SASI, RIVR));
    DO(RIVR_1, SIGN, change);
    DO(SUCC_1, SIGN, change);
    assert_int_equal(answers()->in_force, change);
}

/* SUCC, the successor of SASI by everybody's word, takes its place by an amendment. */
static void a_successor_takes_over_by_amendment(void **state)
{
    int change, claim;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    gone(SASI);
    change = write_text(CITY_1, AC_KIND_AMEND, text, 0, 0, PARTIES(CITY, SUCC));
    assert_int_equal(answers()->in_force, text);
    DO(SUCC_1, SIGN, change);
    assert_int_equal(answers()->in_force, change);
    claim = DO(CITY_1, DELIVER, change);
    DO(SUCC_1, ACCEPT, claim, change);
    assert_int_equal(now(), AC_STATE_ACCEPTED);
}

/* --- new parties --- */

static void whom_the_text_or_its_base_names_must_sign(void **state)
{
    int change, want[8];
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    change = write_text(SASI_1, AC_KIND_AMEND, text, 0, 0, PARTIES(RIVR, SASI, EURF));
    answers();
    assert_int_equal(ac_commitment_unsigned(fold.c, change, want, 8), 3);
    assert_int_equal(want[0] + want[1] + want[2], RIVR + EURF + CITY);
    DO(RIVR_1, SIGN, change);
    DO(EURF_1, SIGN, change);
    assert_int_equal(answers()->in_force, text);
    DO(CITY_1, SIGN, change); /* who hands over */
    assert_int_equal(answers()->in_force, change);
    assert_int_equal(answers()->promisor, RIVR);
    assert_int_equal(answers()->npromisees, 2);
    assert_int_equal(ac_commitment_unsigned(fold.c, change, want, 8), 0);
    assert_judged(DO(CITY_1, DELIVER, change), AC_WHY_NOT_PARTY);
    assert_judged(DO(SASI_1, DELIVER, change), AC_WHY_NOT_ROLE);
    assert_judged(DO(RIVR_1, DELIVER, change), AC_WHY_OK);
    assert_judged(DO(CITY_1, AMEND, change), AC_WHY_NOT_PARTY);
}

static void a_newcomer_signs_and_does_nothing_else_before(void **state)
{
    int change;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    change = write_text(CITY_1, AC_KIND_AMEND, text, 0, 0, PARTIES(CITY, SASI, RIVR));
    assert_judged(DO(RIVR_1, DISPUTE, text), AC_WHY_NOT_PARTY);
    assert_judged(DO(RIVR_1, AMEND, text), AC_WHY_NOT_PARTY);
    assert_judged(DO(EURF_1, SIGN, change), AC_WHY_NOT_PARTY);
    assert_judged(DO(RIVR_1, DECLINE, change), AC_WHY_OK);
    assert_judged(DO(SASI_1, SIGN, change), AC_WHY_CLOSED);
    assert_int_equal(answers()->in_force, text);
}

static void parties_are_a_promisor_and_others(void **state)
{
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    assert_judged(write_text(CITY_1, AC_KIND_AMEND, text, 0, 0, PARTIES(CITY)), AC_WHY_MALFORMED);
    assert_judged(write_text(CITY_1, AC_KIND_AMEND, text, 0, 0, PARTIES(CITY, CITY)), AC_WHY_MALFORMED);
    assert_judged(write_text(CITY_1, AC_KIND_AMEND, text, 0, 0, PARTIES(CITY, RIVR, RIVR)), AC_WHY_MALFORMED);
    assert_judged(write_text(CITY_1, AC_KIND_AMEND, text, 2, 0, PARTIES(CITY, RIVR)), AC_WHY_MALFORMED);
    life_init(&l);
    assert_judged(write_text(CITY_1, AC_KIND_PROPOSE, -1, 0, 0, PARTIES(SASI, RIVR)), AC_WHY_NOT_PARTY);
    assert_judged(DO(SASI_1, SIGN, 0), AC_WHY_NO_RECORD);
    assert_int_equal(now(), AC_STATE_NONE);
    assert_false(answers()->exists);
}

/* --- resolutions and second lives --- */

static void a_resolution_ends_as_all_signed(void **state)
{
    static const struct {
        ac_outcome outcome;
        ac_commitment_state state;
        ac_delivery delivery;
        ac_verdict verdict;
        ac_counts counts;
    } ends[] = {
        { AC_OUTCOME_IN_PROGRESS, AC_STATE_IN_PROGRESS, AC_DELIVERY_IN_PROGRESS, AC_VERDICT_NONE, AC_COUNTS_OPEN },
        { AC_OUTCOME_ACCEPTED, AC_STATE_ACCEPTED, AC_DELIVERY_CLAIMED, AC_VERDICT_ACCEPTED, AC_COUNTS_KEPT },
        { AC_OUTCOME_RELEASED, AC_STATE_RELEASED, AC_DELIVERY_CLAIMED, AC_VERDICT_RELEASED, AC_COUNTS_NEITHER },
        { AC_OUTCOME_WITHDRAWN, AC_STATE_WITHDRAWN, AC_DELIVERY_WITHDRAWN, AC_VERDICT_NONE, AC_COUNTS_NOT_KEPT },
    };
    (void)state;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        int claim, dispute, settled;
        const ac_answers *w;
        begin(0, 0, PARTIES(CITY, SASI));
        claim = DO(CITY_1, DELIVER, text);
        dispute = DO(SASI_1, DISPUTE, text, claim);
        settled = RESOLVE(&l, SASI_1, ends[i].outcome, text, dispute);
        life_meet_all(&l);
        assert_int_equal(now(), AC_STATE_DISPUTED);
        DO(CITY_1, SIGN, settled);
        w = answers();
        assert_int_equal(w->state, ends[i].state);
        assert_int_equal(w->delivery, ends[i].delivery);
        assert_int_equal(w->verdict, ends[i].verdict);
        assert_int_equal(w->counts, ends[i].counts);
        assert_int_equal(w->in_force, settled);
        assert_int_equal(w->terms_from, text); /* it carries none of its own */
    }
}

static void a_resolution_names_what_it_settles(void **state)
{
    int dispute, other, settled;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    dispute = DO(SASI_1, DISPUTE, text);
    other = DO(RIVR_1, DISPUTE, text);
    assert_judged(RESOLVE(&l, CITY_1, AC_OUTCOME_NONE, text, dispute), AC_WHY_MALFORMED);
    settled = RESOLVE(&l, CITY_1, AC_OUTCOME_IN_PROGRESS, text, dispute);
    life_meet_all(&l);
    DO(SASI_1, SIGN, settled);
    DO(RIVR_1, SIGN, settled);
    assert_int_equal(now(), AC_STATE_DISPUTED); /* RIVR's stands */
    assert_judged(RESOLVE(&l, CITY_1, AC_OUTCOME_IN_PROGRESS, settled, dispute), AC_WHY_DISPUTE);
    assert_judged(RESOLVE(&l, CITY_1, AC_OUTCOME_IN_PROGRESS, settled, other), AC_WHY_OK);
}

static bool after_the_signature(void *ctx, int a, int b)
{
    (void)ctx;
    return a < b && a < 2;
}

/* More disputes at once than one resolution can cite: it cites as many as it may. */
static void a_resolution_cites_no_more_than_it_may(void **state)
{
    enum { MANY = 90 };
    static ac_act acts[MANY];
    ac_record_port port = { after_the_signature, NULL, NULL, NULL };
    ac_commitment *c = NULL;
    ac_err err = { 0 };
    ac_act wish;
    (void)state;

    for (int i = 0; i < MANY; i++) {
        acts[i] = blank(i == 0 ? AC_KIND_PROPOSE : i == 1 ? AC_KIND_SIGN : AC_KIND_DISPUTE);
        acts[i].rank = (uint32_t)i;
        acts[i].is_counted = true;
        acts[i].org = i > 0 ? SASI : CITY;
        acts[i].ncites = i > 0;
    }
    acts[0].nparties = 2;
    acts[0].parties[1] = SASI;
    assert_int_equal(ac_commitment_open(&c, acts, MANY, 0, &port, &err), AC_OK);
    assert_true(ac_commitment_wish(c, AC_KIND_RESOLVE, CITY, -1, &wish));
    assert_int_equal(wish.ncites, 63);
    ac_commitment_close(c);
}

static void a_second_life_needs_new_claims(void **state)
{
    int claim, again, change;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    claim = DO(CITY_1, DELIVER, text);
    DO(SASI_1, ACCEPT, claim, text);
    again = DO(SASI_1, REOPEN, text);
    assert_int_equal(now(), AC_STATE_ACCEPTED);
    assert_judged(DO(CITY_1, AMEND, text), AC_WHY_STATE);
    DO(CITY_1, SIGN, again);
    assert_int_equal(now(), AC_STATE_IN_PROGRESS);
    assert_int_equal(answers()->nversions, 2);
    assert_int_equal(answers()->terms_from, text);
    assert_judged(DO(SASI_1, ACCEPT, claim, again), AC_WHY_NO_CLAIM);
    change = write_text(CITY_1, AC_KIND_AMEND, again, 0, 0, NULL);
    DO(SASI_1, SIGN, change);
    claim = DO(CITY_1, DELIVER, change);
    DO(SASI_1, ACCEPT, claim, change);
    assert_int_equal(now(), AC_STATE_ACCEPTED);
    assert_int_equal(answers()->nversions, 3);
}

/* Reservations belong to the life in which they were made. */
static void reservations_end_with_their_life(void **state)
{
    int claim, again;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    claim = DO(CITY_1, DELIVER, text);
    DO(SASI_1, ACCEPT_RESERVED, claim, text);
    assert_int_equal(answers()->verdict, AC_VERDICT_RESERVED);
    again = DO(SASI_1, REOPEN, text);
    DO(CITY_1, SIGN, again);
    claim = DO(CITY_1, DELIVER, again);
    DO(SASI_1, ACCEPT, claim, again);
    assert_int_equal(answers()->verdict, AC_VERDICT_ACCEPTED);
}

/* A suspension and a contested dispute of the first life are over in the second. */
static void a_second_life_begins_without_old_quarrels(void **state)
{
    int claim, again;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    claim = ACT(&l, CITY_1, AC_KIND_DELIVER, text);
    ACT(&l, SASI_1, AC_KIND_SUSPEND, text);
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_ACCEPT, claim, text);
    ACT(&l, SASI_2, AC_KIND_DISPUTE, text);
    life_meet_all(&l);
    assert_true(answers()->is_contested);
    again = DO(CITY_1, REOPEN, text);
    DO(SASI_1, SIGN, again);
    assert_int_equal(answers()->state, AC_STATE_IN_PROGRESS);
    assert_false(answers()->is_contested);
    assert_int_equal(answers()->flags & AC_FLAG(AC_FLAG_SUSPENSION), 0);
}

/* --- consents to an erasure --- */

static void an_erasure_asks_who_is_named_and_who_rests_on_it(void **state)
{
    int redact, claim, want[8];
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    redact = DO(CITY_1, REDACT, text);
    answers();
    assert_int_equal(ac_commitment_consents(fold.c, redact, want, 8), 2);
    assert_int_equal(want[0], SASI);
    assert_int_equal(want[1], RIVR);
    assert_int_equal(ac_commitment_consents(fold.c, redact, want, 1), 1);
    assert_judged(DO(CITY_1, SIGN, redact), AC_WHY_IS_AUTHOR);
    assert_judged(DO(SASI_1, SIGN, redact), AC_WHY_OK);
    assert_judged(DO(SASI_1, SIGN, redact), AC_WHY_AGAIN);
    answers();
    assert_int_equal(ac_commitment_consents(fold.c, redact, want, 8), 1);
    assert_int_equal(want[0], RIVR);
    DO(RIVR_1, SIGN, redact);
    answers();
    assert_int_equal(ac_commitment_consents(fold.c, redact, want, 8), 0);

    /* A claim names nobody: only those whose act cites it. */
    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    claim = DO(CITY_1, DELIVER, text);
    DO(SASI_1, ACCEPT, claim, text);
    redact = DO(CITY_1, REDACT, claim);
    DO(RIVR_1, ACCEPT, claim, text); /* it knew that the words go */
    answers();
    assert_int_equal(ac_commitment_consents(fold.c, redact, want, 8), 1);
    assert_int_equal(want[0], SASI);
    assert_int_equal(ac_commitment_consents(fold.c, claim, want, 8), 0); /* no redact */
}

static void who_is_gone_is_not_asked(void **state)
{
    int redact, want[8];
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI, RIVR));
    gone(RIVR);
    redact = DO(CITY_1, REDACT, text);
    answers();
    assert_int_equal(ac_commitment_consents(fold.c, redact, want, 8), 1);
    assert_int_equal(want[0], SASI);
}

static bool by_number(void *ctx, int a, int b)
{
    (void)ctx;
    return a < b;
}

/* However many acts rest on a text, each organisation among them is asked. */
static void many_acts_hide_nobody(void **state)
{
    enum { MANY = 700 };
    static ac_act acts[MANY];
    ac_record_port port = { by_number, NULL, NULL, NULL };
    ac_commitment *c = NULL;
    ac_err err = { 0 };
    int want[8];
    (void)state;

    for (int i = 0; i < MANY; i++) {
        acts[i] = blank(i == 0 ? AC_KIND_PROPOSE : AC_KIND_PROGRESS);
        acts[i].rank = (uint32_t)i;
        acts[i].is_counted = true;
        acts[i].org = i == MANY - 2 ? EURF : CITY;
        acts[i].ncites = i > 0;
        acts[i].judged = i > 0 ? AC_WHY_OK : AC_NOT_JUDGED;
    }
    acts[0].nparties = 2;
    acts[0].parties[0] = CITY;
    acts[0].parties[1] = SASI;
    acts[MANY - 1].kind = AC_KIND_REDACT;
    assert_int_equal(ac_commitment_open(&c, acts, MANY, 0, &port, &err), AC_OK);
    assert_int_equal(ac_commitment_consents(c, MANY - 1, want, 8), 2);
    assert_int_equal(want[0], SASI);
    assert_int_equal(want[1], EURF);
    ac_commitment_close(c);
}

/* --- floods --- */

static uint64_t asked;

static bool counting(void *ctx, int a, int b)
{
    (void)ctx;
    asked++;
    return a < b;
}

/* How often is ancestry asked about to read a promise to which two partners wrote n texts by turns? */
static uint64_t questions(int n)
{
    ac_act *acts = calloc((size_t)n, sizeof *acts);
    ac_record_port port = { counting, NULL, NULL, NULL };
    ac_commitment *c = NULL;
    ac_err err = { 0 };

    assert_non_null(acts);
    for (int i = 0; i < n; i++) {
        acts[i] = blank(i == 0 ? AC_KIND_PROPOSE : i == 1 ? AC_KIND_SIGN : AC_KIND_AMEND);
        acts[i].rank = (uint32_t)i;
        acts[i].is_counted = true;
        acts[i].org = i & 1;
        acts[i].ncites = i > 0;
    }
    acts[0].nparties = 2;
    acts[0].parties[1] = SASI;
    for (int time = 0; time < 2; time++) { /* the second time all is judged */
        asked = 0;
        assert_int_equal(ac_commitment_open(&c, acts, (size_t)n, 0, &port, &err), AC_OK);
        ac_commitment_close(c);
    }
    free(acts);
    return asked;
}

/* A partner who writes a thousand amendments makes nobody's notebook stand still: what is judged stays judged, and
 * reading grows with the square of the acts and no faster. */
static void a_flood_of_texts_is_read_in_bounded_work(void **state)
{
    uint64_t small = questions(200), large = questions(400);
    (void)state;

    assert_true(large < 5 * small);
}

/* --- what came before the fold: acts beyond a stop or a sheet --- */

static void a_contested_act_counts_in_a_column_of_its_own(void **state)
{
    int claim, change;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    claim = DO(CITY_1, DELIVER, text);
    DO(SASI_1, ACCEPT, claim, text);
    assert_int_equal(answers()->counts, AC_COUNTS_KEPT);
    l.acts[claim].is_contested = true;
    assert_true(answers()->is_contested);
    assert_true(answers()->is_disputed_history);
    assert_int_equal(answers()->state, AC_STATE_ACCEPTED);
    assert_int_equal(answers()->counts, AC_COUNTS_CONTESTED);
    change = DO(CITY_1, REOPEN, text); /* until both sign what it shall be */
    assert_int_equal(answers()->counts, AC_COUNTS_CONTESTED);
    DO(SASI_1, SIGN, change);
    assert_false(answers()->is_contested);
    assert_int_equal(answers()->counts, AC_COUNTS_OPEN);
}

static void an_act_beyond_a_stop_is_flagged(void **state)
{
    int claim;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    claim = DO(CITY_1, DELIVER, text);
    assert_int_equal(answers()->flags & AC_FLAG(AC_FLAG_BEYOND_STOP), 0);
    l.acts[claim].is_flagged = true;
    assert_true(answers()->flags & AC_FLAG(AC_FLAG_BEYOND_STOP));
    assert_false(answers()->is_contested);
}

static void what_does_not_count_is_not_there(void **state)
{
    int claim;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    claim = DO(CITY_1, DELIVER, text);
    l.acts[claim].is_counted = false;
    assert_int_equal(now(), AC_STATE_AGREED);
    DO(SASI_1, ACCEPT, claim, text); /* judged when it still counted */
    assert_int_equal(now(), AC_STATE_AGREED);
    assert_int_equal(answers()->verdict, AC_VERDICT_NONE);
    l.acts[text].is_counted = false;
    assert_int_equal(now(), AC_STATE_NONE);
}

/* --- programs of different age --- */

static void an_act_of_a_newer_version_stops_writing(void **state)
{
    ac_act newer = blank(0x4f00), wish = blank(AC_KIND_PROGRESS);
    uint16_t kinds[8];
    int i;
    (void)state;

    begin(0, 0, PARTIES(CITY, SASI));
    i = put(SASI_1, &newer);
    assert_int_equal(answers()->state, AC_STATE_AGREED);
    assert_true(answers()->flags & AC_FLAG(AC_FLAG_NEWER));
    assert_int_equal(fold.acts[i].judged, AC_NOT_JUDGED); /* the newer program will */
    wish.org = CITY;
    wish.ncites = 1;
    wish.cites[0] = text;
    assert_int_equal(ac_commitment_may(fold.c, &wish), AC_WHY_UNJUDGED);
    assert_int_equal(ac_commitment_possible(fold.c, CITY, kinds, 8), 0);
}

static void terms_that_are_not_understood_are_not_signed_or_accepted(void **state)
{
    ac_act wish = blank(AC_KIND_SIGN);
    int claim;
    (void)state;

    life_init(&l);
    text = write_text(CITY_1, AC_KIND_PROPOSE, -1, 0, 0, PARTIES(CITY, SASI));
    l.acts[text].facts.has_unknown = true;
    answers();
    wish.org = SASI;
    wish.ncites = 1;
    wish.cites[0] = text;
    assert_int_equal(ac_commitment_may(fold.c, &wish), AC_WHY_UNJUDGED);
    wish.kind = AC_KIND_DECLINE;
    assert_int_equal(ac_commitment_may(fold.c, &wish), AC_WHY_OK);
    DO(SASI_1, SIGN, text); /* by a newer program */
    claim = DO(CITY_1, DELIVER, text);
    answers();
    wish = blank(AC_KIND_ACCEPT);
    wish.org = SASI;
    wish.ncites = 2;
    wish.cites[0] = claim;
    wish.cites[1] = text;
    assert_int_equal(ac_commitment_may(fold.c, &wish), AC_WHY_UNJUDGED);
}

static void a_late_signature_counts_and_says_so(void **state)
{
    ac_act a = blank(AC_KIND_PROPOSE);
    int yes;
    (void)state;

    life_init(&l);
    a.nparties = 2;
    a.parties[1] = SASI;
    a.facts.expires = 100;
    text = put(CITY_1, &a);
    yes = DO(SASI_1, SIGN, text);
    l.acts[yes].day = 100;
    assert_int_equal(answers()->flags & AC_FLAG(AC_FLAG_LATE_SIGNATURE), 0);
    l.acts[yes].day = 101;
    assert_int_equal(answers()->state, AC_STATE_AGREED);
    assert_true(answers()->flags & AC_FLAG(AC_FLAG_LATE_SIGNATURE));
}

/* --- whose turn --- */

static void turns_are(const char *want)
{
    static const char *const codes[] = { "CITY", "SASI", "RIVR", "EURF", "SUCC" };
    const ac_answers *w = answers();
    ac_buf got = { 0 };

    for (int i = 0; i < w->nturns; i++)
        ac_buf_printf(&got, "%s%s %s", i > 0 ? ", " : "", codes[w->turns[i].org], ac_kind_find(w->turns[i].kind)->name);
    assert_string_equal(ac_buf_text(&got), want);
    ac_buf_free(&got);
}

static void it_is_always_somebodys_turn_until_it_ends(void **state)
{
    int change, claim, dispute, settled, pause;
    (void)state;

    life_init(&l);
    text = write_text(CITY_1, AC_KIND_PROPOSE, -1, 0, 0, PARTIES(CITY, SASI, RIVR));
    turns_are("SASI sign, RIVR sign");
    DO(SASI_1, SIGN, text);
    turns_are("RIVR sign");
    DO(RIVR_1, SIGN, text);
    turns_are("CITY deliver");
    change = write_text(SASI_1, AC_KIND_AMEND, text, 0, 0, NULL);
    turns_are("CITY sign, CITY deliver, RIVR sign");
    DO(CITY_1, DECLINE, change);
    turns_are("CITY deliver");
    pause = DO(RIVR_1, SUSPEND, text);
    turns_are("RIVR resume");
    DO(RIVR_1, RESUME, pause);
    claim = DO(CITY_1, DELIVER, text);
    turns_are("SASI accept, RIVR accept");
    DO(RIVR_1, ACCEPT, claim, text);
    turns_are("SASI accept");
    dispute = DO(SASI_1, DISPUTE, text, claim);
    turns_are("CITY respond");
    DO(CITY_1, RESPOND, dispute);
    turns_are("SASI resolve");
    settled = RESOLVE(&l, SASI_1, AC_OUTCOME_IN_PROGRESS, text, dispute);
    life_meet_all(&l);
    turns_are("CITY sign, RIVR sign");
    DO(CITY_1, SIGN, settled);
    DO(RIVR_1, SIGN, settled);
    turns_are("CITY deliver");
    DO(CITY_1, WITHDRAW, settled);
    turns_are("");
}

/* Who wrote a counter-offer has answered the offer. */
static void a_counter_offer_passes_the_turn(void **state)
{
    (void)state;

    life_init(&l);
    text = write_text(CITY_1, AC_KIND_PROPOSE, -1, 0, 0, PARTIES(CITY, SASI));
    write_text(SASI_1, AC_KIND_AMEND, text, 0, 0, NULL);
    turns_are("CITY sign");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_slot_has_its_claim_and_its_verdict),
        cmocka_unit_test(slots_are_named_and_within_the_terms),
        cmocka_unit_test(a_later_claim_replaces_only_its_own_slot),
        cmocka_unit_test(with_slots_a_withdrawal_needs_only_that_no_claim_waits),
        cmocka_unit_test(with_slots_the_rest_may_be_released),
        cmocka_unit_test(an_accepted_slot_lays_down_a_dispute_about_it_alone),
        cmocka_unit_test(accepting_a_slot_chooses_nothing_about_the_text),
        cmocka_unit_test(accepted_slots_outlast_a_resolution_and_no_second_life),
        cmocka_unit_test(a_dispute_of_a_claim_is_about_its_slot),
        cmocka_unit_test(what_was_given_is_given_beyond_the_slots_of_a_later_text),
        cmocka_unit_test(fewer_slots_may_be_all_that_was_left),
        cmocka_unit_test(as_many_as_the_terms_need),
        cmocka_unit_test(who_released_is_not_waited_for),
        cmocka_unit_test(all_must_release),
        cmocka_unit_test(reservations_of_one_are_reservations),
        cmocka_unit_test(reservations_on_one_of_two_deliveries_show),
        cmocka_unit_test(what_was_said_of_a_replaced_delivery_is_no_part_of_the_verdict),
        cmocka_unit_test(a_first_agreement_waits_for_who_left),
        cmocka_unit_test(later_texts_do_not),
        cmocka_unit_test(accepting_and_releasing_do_not_wait_for_who_left),
        cmocka_unit_test(where_nobody_is_left_on_a_side_it_stays_as_it_is),
        cmocka_unit_test(each_side_has_somebodys_yes),
        cmocka_unit_test(a_successor_takes_over_by_amendment),
        cmocka_unit_test(whom_the_text_or_its_base_names_must_sign),
        cmocka_unit_test(a_newcomer_signs_and_does_nothing_else_before),
        cmocka_unit_test(parties_are_a_promisor_and_others),
        cmocka_unit_test(a_resolution_ends_as_all_signed),
        cmocka_unit_test(a_resolution_names_what_it_settles),
        cmocka_unit_test(a_resolution_cites_no_more_than_it_may),
        cmocka_unit_test(a_second_life_needs_new_claims),
        cmocka_unit_test(reservations_end_with_their_life),
        cmocka_unit_test(a_second_life_begins_without_old_quarrels),
        cmocka_unit_test(an_erasure_asks_who_is_named_and_who_rests_on_it),
        cmocka_unit_test(who_is_gone_is_not_asked),
        cmocka_unit_test(many_acts_hide_nobody),
        cmocka_unit_test(a_flood_of_texts_is_read_in_bounded_work),
        cmocka_unit_test(a_contested_act_counts_in_a_column_of_its_own),
        cmocka_unit_test(an_act_beyond_a_stop_is_flagged),
        cmocka_unit_test(what_does_not_count_is_not_there),
        cmocka_unit_test(an_act_of_a_newer_version_stops_writing),
        cmocka_unit_test(terms_that_are_not_understood_are_not_signed_or_accepted),
        cmocka_unit_test(a_late_signature_counts_and_says_so),
        cmocka_unit_test(it_is_always_somebodys_turn_until_it_ends),
        cmocka_unit_test(a_counter_offer_passes_the_turn),
    };
    return cmocka_run_group_tests(tests, NULL, close_fold);
}
