/* test_crossing.c - acts that crossed: each row of DOMAIN 2.4, with its answer and its sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/life.h"

#include <stdlib.h>
#include <string.h>

static life l;
static int text; /* the promise of CITY */

static const char *org_code(void *ctx, int org)
{
    static const char *const codes[] = { "CITY", "SASI", "RIVR", "EURF", "SUCC" };
    (void)ctx;
    return codes[org];
}

/* CITY promises to SASI; two laptops each. */
static void offer(void)
{
    life_init(&l);
    text = PROPOSE(&l, CITY_1, CITY, SASI);
    life_meet_all(&l);
}

static void agree(void)
{
    offer();
    ACT(&l, SASI_1, AC_KIND_SIGN, text);
    life_meet_all(&l);
}

/* CITY promises to SASI and RIVR. */
static void agree_all(void)
{
    life_init(&l);
    text = PROPOSE(&l, CITY_1, CITY, SASI, RIVR);
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_SIGN, text);
    ACT(&l, RIVR_1, AC_KIND_SIGN, text);
    life_meet_all(&l);
}

static int claim(void)
{
    int c = ACT(&l, CITY_1, AC_KIND_DELIVER, text);
    life_meet_all(&l);
    return c;
}

static int amendment(int laptop)
{
    int a = ACT(&l, laptop, AC_KIND_AMEND, text);
    life_meet_all(&l);
    return a;
}

/* Read by one who holds everything: the one word, the marks, and (where not NULL) a sentence. */
static void reads_(const char *state, const char *marks, const char *sentence, const char *file, int line)
{
    life_fold f;
    const ac_answers *w;
    ac_buf all = { 0 }, got = { 0 };
    bool found = sentence == NULL;

    life_open(&f, &l, UINT64_MAX >> 1, NULL, NULL, false);
    w = ac_commitment_answers(f.c);
    ac_buf_printf(&got, "%s:%s%s%s", ac_state_word(w->state), w->is_clash ? " clash" : "",
                  w->is_contested ? " contested" : "", w->is_crossed ? " crossed" : "");
    for (int i = 0; i < w->nnotes; i++) {
        ac_buf one = { 0 };
        ac_note_text(&one, &w->notes[i], org_code, NULL);
        found = found || strcmp(ac_buf_text(&one), sentence) == 0;
        ac_buf_printf(&all, "\n  %s", ac_buf_text(&one));
        ac_buf_free(&one);
    }
    if (*marks == '\0' && sentence == NULL && w->nnotes > 0)
        found = false; /* nothing crossed, and nothing is said to */
    life_close(&f);
    ac_buf_str(&all, "");
    {
        ac_buf want = { 0 };
        bool good;
        ac_buf_printf(&want, "%s:%s%s", state, *marks != '\0' ? " " : "", marks);
        good = strcmp(ac_buf_text(&want), ac_buf_text(&got)) == 0 && found;
        if (!good)
            print_error("%s:%d: got %s, wanted %s\n  wanted: %s\n  said:%s\n", file, line, ac_buf_text(&got),
                        ac_buf_text(&want), sentence != NULL ? sentence : "-", ac_buf_text(&all));
        ac_buf_free(&want);
        ac_buf_free(&got);
        ac_buf_free(&all);
        assert_true(good);
    }
}
#define reads(state, marks, sentence) reads_(state, marks, sentence, __FILE__, __LINE__)

/* In force, and set aside with this reason? */
static bool is_in_force(int t)
{
    life_fold f;
    bool is;

    life_open(&f, &l, UINT64_MAX >> 1, NULL, NULL, false);
    is = ac_commitment_answers(f.c)->in_force == f.at[t];
    life_close(&f);
    return is;
}

static ac_why aside(int act)
{
    life_fold f;
    ac_why why;

    life_open(&f, &l, UINT64_MAX >> 1, NULL, NULL, false);
    why = (ac_why)ac_commitment_answers(f.c)->aside[f.at[act]];
    life_close(&f);
    return why;
}

static bool has_flag(unsigned flag)
{
    life_fold f;
    bool has;

    life_open(&f, &l, UINT64_MAX >> 1, NULL, NULL, false);
    has = (ac_commitment_answers(f.c)->flags & flag) != 0;
    life_close(&f);
    return has;
}

/* Whose turn, for what ("SASI sign, CITY retract")? */
static void turns_are_(const char *want, const char *file, int line)
{
    life_fold f;
    ac_buf got = { 0 };
    const ac_answers *w;

    life_open(&f, &l, UINT64_MAX >> 1, NULL, NULL, false);
    w = ac_commitment_answers(f.c);
    for (int i = 0; i < w->nturns; i++)
        ac_buf_printf(&got, "%s%s %s", i > 0 ? ", " : "", org_code(NULL, w->turns[i].org),
                      ac_kind_find(w->turns[i].kind)->name);
    life_close(&f);
    if (strcmp(ac_buf_text(&got), want) != 0) {
        print_error("%s:%d: turns: got %s, wanted %s\n", file, line, ac_buf_text(&got), want);
        ac_buf_free(&got);
        fail();
    }
    ac_buf_free(&got);
}
#define turns_are(want) turns_are_(want, __FILE__, __LINE__)

/* --- sign x retract or decline --- */

static void sign_and_retract_cross(void **state)
{
    int yes, no;
    (void)state;

    offer();
    yes = ACT(&l, SASI_1, AC_KIND_SIGN, text);
    no = ACT(&l, CITY_1, AC_KIND_RETRACT, text);
    reads("crossed", "crossed", "crossed: SASI signed while CITY said no; propose again, or decline to close");
    assert_int_equal(aside(yes), AC_WHY_X_TEXT);
    assert_int_equal(aside(no), AC_WHY_OK);
    turns_are("SASI decline");
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_DECLINE, text); /* closes it */
    reads("retracted", "", NULL);
}

static void sign_and_decline_of_another_cross(void **state)
{
    (void)state;

    life_init(&l);
    text = PROPOSE(&l, CITY_1, CITY, SASI, RIVR);
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_SIGN, text);
    ACT(&l, RIVR_1, AC_KIND_DECLINE, text);
    reads("crossed", "crossed", "crossed: SASI signed while RIVR said no; propose again, or decline to close");
}

static void an_exit_from_an_amendment_that_crosses_its_signature_leaves_the_base(void **state)
{
    int change;
    (void)state;

    agree();
    change = amendment(CITY_1);
    ACT(&l, SASI_1, AC_KIND_SIGN, change);
    ACT(&l, CITY_2, AC_KIND_RETRACT, change);
    reads("agreed", "crossed", "crossed: SASI signed while CITY said no; propose again, or decline to close");
    assert_true(is_in_force(text));
}

static void a_retract_is_void_where_its_own_side_already_holds_the_signature(void **state)
{
    int no;
    (void)state;

    for (int by_act = 0; by_act < 2; by_act++) {
        offer();
        ACT(&l, SASI_1, AC_KIND_SIGN, text);
        life_meet(&l, CITY_1, SASI_1);
        if (by_act)
            ACT(&l, CITY_1, AC_KIND_PROGRESS, text);
        else
            life_ack(&l, CITY_1);
        no = ACT(&l, CITY_2, AC_KIND_RETRACT, text);
        reads(by_act ? "in-progress" : "agreed", "contested",
              "CITY had confirmed on another laptop before this one said no; the agreement stands");
        assert_int_equal(aside(no), AC_WHY_X_OWN);
        assert_true(is_in_force(text));
    }
}

/* An ack of CITY that does not hold the signature is no hand past it. */
static void an_ack_without_the_signature_saves_nothing(void **state)
{
    (void)state;

    offer();
    ACT(&l, SASI_1, AC_KIND_SIGN, text);
    life_ack(&l, CITY_2);
    ACT(&l, CITY_1, AC_KIND_RETRACT, text);
    reads("crossed", "crossed", NULL);
}

/* Nor one that knew of the exit. */
static void an_ack_that_knew_the_exit_saves_nothing(void **state)
{
    (void)state;

    offer();
    ACT(&l, SASI_1, AC_KIND_SIGN, text);
    ACT(&l, CITY_1, AC_KIND_RETRACT, text);
    life_meet(&l, CITY_1, CITY_2);
    life_meet(&l, SASI_1, CITY_2);
    life_ack(&l, CITY_2);
    reads("crossed", "crossed", NULL);
}

/* A stranger's receipt is evidence, not a hand. */
static void a_receipt_of_a_stranger_saves_nothing(void **state)
{
    (void)state;

    offer();
    ACT(&l, SASI_1, AC_KIND_SIGN, text);
    life_meet(&l, EURF_1, SASI_1);
    life_ack(&l, EURF_1);
    ACT(&l, CITY_1, AC_KIND_RETRACT, text);
    reads("crossed", "crossed", NULL);
}

static void a_later_text_settles_a_contested_exit(void **state)
{
    int change;
    (void)state;

    offer();
    ACT(&l, SASI_1, AC_KIND_SIGN, text);
    life_meet(&l, CITY_1, SASI_1);
    life_ack(&l, CITY_1);
    ACT(&l, CITY_2, AC_KIND_RETRACT, text);
    life_meet_all(&l);
    change = ACT(&l, SASI_1, AC_KIND_AMEND, text);
    life_meet_all(&l);
    reads("agreed", "contested", NULL);
    ACT(&l, CITY_1, AC_KIND_SIGN, change);
    reads("agreed", "", NULL);
}

static void yes_and_no_of_one_organisation_do_not_bind(void **state)
{
    int yes, no, again;
    (void)state;

    offer();
    yes = ACT(&l, SASI_1, AC_KIND_SIGN, text);
    no = ACT(&l, SASI_2, AC_KIND_DECLINE, text);
    reads("crossed", "crossed", "SASI said yes and no; SASI, say which");
    turns_are("SASI sign");
    assert_int_equal(aside(yes), AC_WHY_X_TEXT);
    assert_int_equal(aside(no), AC_WHY_OK);
    life_meet_all(&l);
    again = ACT(&l, SASI_2, AC_KIND_SIGN, text);
    assert_int_equal(life_judged(&l, again), AC_WHY_OK);
    reads("agreed", "", NULL);
}

static void who_said_both_may_also_say_no(void **state)
{
    (void)state;

    offer();
    ACT(&l, SASI_1, AC_KIND_SIGN, text);
    ACT(&l, SASI_2, AC_KIND_DECLINE, text);
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_DECLINE, text);
    reads("declined", "", NULL);
}

/* Who said yes and then no, in that order, may not come back to it. */
static void a_no_said_after_the_yes_is_final(void **state)
{
    int again;
    (void)state;

    life_init(&l);
    text = PROPOSE(&l, CITY_1, CITY, SASI, RIVR);
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_SIGN, text);
    ACT(&l, SASI_1, AC_KIND_DECLINE, text);
    again = ACT(&l, SASI_1, AC_KIND_SIGN, text);
    assert_int_equal(life_judged(&l, again), AC_WHY_CLOSED);
    reads("declined", "", NULL);
}

/* Somebody else's no is not undone by the one who said both. */
static void who_said_both_does_not_speak_for_another_no(void **state)
{
    int again;
    (void)state;

    life_init(&l);
    text = PROPOSE(&l, CITY_1, CITY, SASI, RIVR);
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_SIGN, text);
    ACT(&l, SASI_2, AC_KIND_DECLINE, text);
    ACT(&l, RIVR_1, AC_KIND_DECLINE, text);
    life_meet_all(&l);
    again = ACT(&l, SASI_1, AC_KIND_SIGN, text);
    assert_int_equal(life_judged(&l, again), AC_WHY_CLOSED);
}

static void yes_and_no_bind_where_the_other_side_holds_the_yes(void **state)
{
    int no;
    (void)state;

    offer();
    ACT(&l, SASI_1, AC_KIND_SIGN, text);
    life_meet(&l, SASI_1, CITY_1);
    life_ack(&l, CITY_1);
    no = ACT(&l, SASI_2, AC_KIND_DECLINE, text);
    reads("agreed", "contested", "SASI said yes and no, and CITY holds the yes; the agreement stands");
    assert_int_equal(aside(no), AC_WHY_X_OWN);
}

/* --- amend x amend --- */

static void two_amendments_clash_and_the_base_holds(void **state)
{
    int ours, theirs;
    (void)state;

    agree();
    ours = ACT(&l, CITY_1, AC_KIND_AMEND, text);
    theirs = ACT(&l, SASI_1, AC_KIND_AMEND, text);
    reads("agreed", "clash", "two texts wait; sign one or write a third");
    assert_true(is_in_force(text));
    turns_are("CITY sign, CITY deliver, SASI sign");
    life_meet_all(&l);
    ACT(&l, CITY_1, AC_KIND_SIGN, theirs);
    assert_true(is_in_force(theirs));
    reads("agreed", "", NULL);
    assert_int_equal(aside(ours), AC_WHY_X_MOVED);
}

static void a_third_text_settles_a_clash(void **state)
{
    int third;
    (void)state;

    agree();
    ACT(&l, CITY_1, AC_KIND_AMEND, text);
    ACT(&l, SASI_1, AC_KIND_AMEND, text);
    life_meet_all(&l);
    third = ACT(&l, CITY_1, AC_KIND_AMEND, text);
    life_meet_all(&l);
    ACT(&l, SASI_2, AC_KIND_SIGN, third);
    assert_true(is_in_force(third));
    reads("agreed", "", NULL);
}

/* A second text that knew the first is a counter-offer and no clash. */
static void a_counter_text_is_no_clash(void **state)
{
    (void)state;

    agree();
    amendment(CITY_1);
    amendment(SASI_1);
    reads("agreed", "", NULL);
}

static void resolutions_clash_like_amendments(void **state)
{
    int dispute, a, b;
    (void)state;

    agree();
    dispute = ACT(&l, SASI_1, AC_KIND_DISPUTE, text);
    life_meet_all(&l);
    a = RESOLVE(&l, CITY_1, AC_OUTCOME_RELEASED, text, dispute);
    b = ACT(&l, SASI_1, AC_KIND_AMEND, text);
    reads("disputed", "clash", "two texts wait; sign one or write a third");
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_SIGN, a);
    reads("released", "", NULL);
    assert_int_equal(aside(b), AC_WHY_X_MOVED);
}

static void each_signs_the_others_text(void **state)
{
    int ours, theirs;
    (void)state;

    agree();
    ours = ACT(&l, CITY_1, AC_KIND_AMEND, text);
    theirs = ACT(&l, SASI_1, AC_KIND_AMEND, text);
    life_meet_all(&l);
    ACT(&l, CITY_1, AC_KIND_SIGN, theirs);
    ACT(&l, SASI_1, AC_KIND_SIGN, ours);
    reads("agreed", "clash", "you each chose the other's text; sign either again");
    assert_true(is_in_force(text));
    life_meet_all(&l);
    ACT(&l, SASI_2, AC_KIND_SIGN, theirs); /* one more settles */
    assert_true(is_in_force(theirs));
    reads("agreed", "", NULL);
}

/* --- the last signature of an amendment x something else --- */

static void a_withdrawal_goes_before_a_signature_it_did_not_know(void **state)
{
    int change, yes, out;
    (void)state;

    agree();
    change = amendment(CITY_1);
    yes = ACT(&l, SASI_1, AC_KIND_SIGN, change);
    out = ACT(&l, CITY_1, AC_KIND_WITHDRAW, text);
    reads("withdrawn", "crossed", "CITY withdrew while SASI signed the change");
    assert_true(is_in_force(text));
    assert_int_equal(aside(yes), AC_WHY_X_CHOICE);
    assert_int_equal(aside(out), AC_WHY_OK);
}

/* Both sides held the changed text: the withdrawal named the text before it. */
static void a_withdrawal_is_void_against_a_change_that_both_hold(void **state)
{
    int change, out;
    (void)state;

    agree();
    change = amendment(CITY_1);
    ACT(&l, SASI_1, AC_KIND_SIGN, change);
    life_meet(&l, CITY_1, SASI_1);
    life_ack(&l, CITY_1);
    out = ACT(&l, CITY_2, AC_KIND_WITHDRAW, text);
    reads("agreed", "contested", "CITY had confirmed on another laptop before this one said no; the agreement stands");
    assert_true(is_in_force(change));
    assert_int_equal(aside(out), AC_WHY_X_OWN);
}

static void accepting_crosses_a_signature_of_ones_own(void **state)
{
    int c, change;
    (void)state;

    agree_all();
    c = claim();
    change = amendment(CITY_1);
    ACT(&l, RIVR_1, AC_KIND_SIGN, change);
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_SIGN, change);
    ACT(&l, SASI_2, AC_KIND_ACCEPT, c, text);
    reads("delivered", "crossed", "SASI accepted and signed a change; SASI, say which");
    assert_true(is_in_force(text));
    turns_are("SASI sign, RIVR accept");
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_SIGN, change);
    assert_true(is_in_force(change));
    reads("delivered", "", NULL);
}

static void accepting_all_of_it_crosses_and_ends_it(void **state)
{
    int c, change;
    (void)state;

    agree();
    c = claim();
    change = amendment(CITY_1);
    ACT(&l, SASI_1, AC_KIND_SIGN, change);
    ACT(&l, SASI_2, AC_KIND_ACCEPT, c, text);
    reads("accepted", "crossed", "SASI accepted and signed a change; SASI, say which");
    assert_true(is_in_force(text));
}

static void releasing_crosses_a_signature_of_ones_own(void **state)
{
    int change;
    (void)state;

    agree_all();
    change = amendment(CITY_1);
    ACT(&l, RIVR_1, AC_KIND_SIGN, change);
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_SIGN, change);
    ACT(&l, SASI_2, AC_KIND_RELEASE, text);
    reads("agreed", "crossed", "SASI released and signed a change; SASI, say which");
    assert_true(is_in_force(text));
}

static void other_work_crosses_the_last_signature_and_both_count(void **state)
{
    static const struct {
        uint16_t kind;
        int laptop;
        const char *reads;
    } work[] = {
        { AC_KIND_PROGRESS, CITY_2, "in-progress" },
        { AC_KIND_DELIVER, CITY_2, "delivered" },
        { AC_KIND_DISPUTE, SASI_2, "disputed" },
        { AC_KIND_SUSPEND, SASI_2, "suspended" },
        { AC_KIND_SUSPEND, CITY_2, "suspended" },
    };
    (void)state;

    for (size_t i = 0; i < sizeof work / sizeof *work; i++) {
        int change;
        agree();
        change = amendment(CITY_1);
        ACT(&l, SASI_1, AC_KIND_SIGN, change);
        ACT(&l, work[i].laptop, work[i].kind, text);
        reads(work[i].reads, "", NULL);
        assert_true(is_in_force(change));
    }
}

/* --- withdraw x --- */

static void a_withdrawal_waits_for_a_dispute_it_did_not_know(void **state)
{
    int out, dispute;
    (void)state;

    agree();
    out = ACT(&l, CITY_1, AC_KIND_WITHDRAW, text);
    dispute = ACT(&l, SASI_1, AC_KIND_DISPUTE, text);
    reads("disputed", "", "CITY withdrew while SASI disputed; resolve");
    assert_int_equal(aside(out), AC_WHY_X_DISPUTE);
    assert_true(has_flag(AC_FLAG(AC_FLAG_WITHDRAWAL)));
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_RETRACT, dispute); /* laid down */
    reads("withdrawn", "", NULL);
    assert_false(has_flag(AC_FLAG(AC_FLAG_WITHDRAWAL)));
}

static void a_withdrawal_that_waited_ends_with_the_resolution(void **state)
{
    int dispute, settled;
    (void)state;

    agree();
    ACT(&l, CITY_1, AC_KIND_WITHDRAW, text);
    dispute = ACT(&l, SASI_1, AC_KIND_DISPUTE, text);
    life_meet_all(&l);
    settled = RESOLVE(&l, CITY_1, AC_OUTCOME_IN_PROGRESS, text, dispute);
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_SIGN, settled);
    reads("in-progress", "", NULL);
}

static void a_withdrawal_waits_for_a_claim_it_did_not_know(void **state)
{
    int out, c;
    (void)state;

    agree();
    out = ACT(&l, CITY_1, AC_KIND_WITHDRAW, text);
    c = ACT(&l, CITY_2, AC_KIND_DELIVER, text);
    reads("delivered", "", "CITY delivered and withdrew; SASI, accept or dispute");
    assert_int_equal(aside(out), AC_WHY_X_CLAIM);
    assert_true(has_flag(AC_FLAG(AC_FLAG_WITHDRAWAL)));
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_ACCEPT, c, text);
    reads("accepted", "", NULL);
}

static void release_by_all_goes_before_a_withdrawal(void **state)
{
    int out;
    (void)state;

    agree();
    out = ACT(&l, CITY_1, AC_KIND_WITHDRAW, text);
    ACT(&l, SASI_1, AC_KIND_RELEASE, text);
    reads("released", "", "released by all; CITY had withdrawn");
    assert_int_equal(aside(out), AC_WHY_X_RELEASED);
}

static void release_by_all_keeps_a_claim_it_did_not_know(void **state)
{
    int c;
    (void)state;

    agree();
    c = ACT(&l, CITY_1, AC_KIND_DELIVER, text);
    ACT(&l, SASI_1, AC_KIND_RELEASE, text);
    reads("released", "", "released by all; what CITY delivered is kept");
    assert_int_equal(aside(c), AC_WHY_X_RELEASED);
}

/* --- verdicts --- */

static void what_is_given_goes_before_ones_own_dispute(void **state)
{
    int c, dispute;
    (void)state;

    agree();
    c = claim();
    ACT(&l, SASI_1, AC_KIND_ACCEPT, c, text);
    dispute = ACT(&l, SASI_2, AC_KIND_DISPUTE, text, c);
    reads("accepted", "contested", "SASI accepted and disputed; given is given");
    assert_int_equal(aside(dispute), AC_WHY_X_OWN);
    life_meet_all(&l);
    ACT(&l, SASI_2, AC_KIND_RETRACT, dispute);
    reads("accepted", "", NULL);
}

static void a_dispute_of_another_holds_up_acceptance(void **state)
{
    int c;
    (void)state;

    agree_all();
    c = claim();
    ACT(&l, SASI_1, AC_KIND_ACCEPT, c, text);
    ACT(&l, RIVR_1, AC_KIND_DISPUTE, text, c);
    reads("disputed", "", "SASI accepted while RIVR disputed");
}

static void a_claim_that_was_answered_is_not_taken_back(void **state)
{
    int c, back;
    (void)state;

    agree();
    c = claim();
    back = ACT(&l, CITY_1, AC_KIND_RETRACT, c);
    ACT(&l, SASI_1, AC_KIND_ACCEPT, c, text);
    reads("accepted", "", "CITY took the delivery back while SASI answered it; the answer counts");
    assert_int_equal(aside(back), AC_WHY_X_ANSWERED);

    agree();
    c = claim();
    ACT(&l, CITY_1, AC_KIND_RETRACT, c);
    ACT(&l, SASI_1, AC_KIND_DISPUTE, text, c);
    reads("disputed", "", "CITY took the delivery back while SASI answered it; the answer counts");
    life_meet_all(&l);
    ACT(&l, SASI_1, AC_KIND_ACCEPT, c, text); /* the claim stays */
    reads("accepted", "", "CITY took the delivery back while SASI answered it; the answer counts");
}

static void a_verdict_counts_for_the_claim_it_names(void **state)
{
    int c;
    (void)state;

    agree();
    c = claim();
    ACT(&l, CITY_1, AC_KIND_DELIVER, text);
    ACT(&l, SASI_1, AC_KIND_ACCEPT, c, text);
    reads("accepted", "", "accepted by all; what CITY wrote meanwhile is kept");

    agree_all();
    c = claim();
    ACT(&l, CITY_1, AC_KIND_DELIVER, text);
    ACT(&l, SASI_1, AC_KIND_ACCEPT, c, text);
    reads("delivered", "", "CITY delivered again while SASI answered the earlier delivery");
    turns_are("SASI accept, RIVR accept");
}

static void a_claim_goes_before_a_suspension_it_did_not_know(void **state)
{
    int c;
    (void)state;

    agree();
    c = ACT(&l, CITY_1, AC_KIND_DELIVER, text);
    ACT(&l, SASI_1, AC_KIND_SUSPEND, text);
    reads("delivered", "", "CITY delivered while SASI suspended; the suspension is kept");
    assert_true(has_flag(AC_FLAG(AC_FLAG_SUSPENSION)));
    life_meet_all(&l);
    ACT(&l, CITY_1, AC_KIND_RETRACT, c);
    reads("suspended", "", NULL);
}

/* --- choices that fell away --- */

static void a_choice_for_a_text_that_fell_away_is_made_again(void **state)
{
    int first, second;
    (void)state;

    agree_all();
    first = ACT(&l, SASI_1, AC_KIND_AMEND, text);
    second = ACT(&l, RIVR_1, AC_KIND_AMEND, text);
    life_meet_all(&l);
    ACT(&l, CITY_1, AC_KIND_SIGN, first);
    ACT(&l, CITY_2, AC_KIND_SIGN, second);
    ACT(&l, SASI_1, AC_KIND_RETRACT, first);
    ACT(&l, SASI_1, AC_KIND_SIGN, second);
    reads("agreed", "crossed", "CITY had chosen a text that fell away; CITY, sign again");
    assert_true(is_in_force(text));
    life_meet_all(&l);
    ACT(&l, CITY_1, AC_KIND_SIGN, second);
    assert_true(is_in_force(second));
    reads("agreed", "", NULL);
}

static void a_dispute_that_a_resolution_does_not_cite_stays(void **state)
{
    static const struct {
        ac_outcome outcome;
        const char *reads, *marks;
    } ends[] = {
        { AC_OUTCOME_IN_PROGRESS, "disputed", "" },
        { AC_OUTCOME_ACCEPTED, "accepted", "contested" },
        { AC_OUTCOME_RELEASED, "released", "contested" },
        { AC_OUTCOME_WITHDRAWN, "withdrawn", "contested" },
    };
    (void)state;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        int dispute, other, settled;
        agree_all();
        dispute = ACT(&l, SASI_1, AC_KIND_DISPUTE, text);
        life_meet_all(&l);
        settled = RESOLVE(&l, CITY_1, ends[i].outcome, text, dispute);
        life_meet_all(&l);
        other = ACT(&l, RIVR_2, AC_KIND_DISPUTE, text);
        ACT(&l, SASI_1, AC_KIND_SIGN, settled);
        ACT(&l, RIVR_1, AC_KIND_SIGN, settled);
        reads(ends[i].reads, ends[i].marks, "all signed a resolution that did not know the dispute of RIVR");
        assert_int_equal(aside(other), i > 0 ? AC_WHY_X_OUTCOME : AC_WHY_OK);
    }
}

static void what_is_written_while_all_accept_is_kept(void **state)
{
    static const uint16_t kinds[] = { AC_KIND_DELIVER, AC_KIND_AMEND, AC_KIND_PROGRESS };
    (void)state;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int c, rest;
        agree();
        c = claim();
        rest = ACT(&l, CITY_1, kinds[i], text);
        ACT(&l, SASI_1, AC_KIND_ACCEPT, c, text);
        reads("accepted", "", "accepted by all; what CITY wrote meanwhile is kept");
        assert_int_equal(aside(rest), kinds[i] == AC_KIND_PROGRESS ? AC_WHY_OK : AC_WHY_X_ACCEPTED);
        life_meet_all(&l);
        ACT(&l, SASI_1, AC_KIND_SIGN, rest); /* without effect, whatever it is */
        assert_int_not_equal(life_judged(&l, l.n - 1), AC_WHY_OK);
        reads("accepted", "", "accepted by all; what CITY wrote meanwhile is kept");
    }
}

/* --- more than two --- */

/* What crossed does not hang on which of two like acts a notebook lists first. */
static void a_release_said_again_knowingly_is_no_crossing(void **state)
{
    (void)state;

    for (int first = 0; first < 2; first++) {
        agree_all();
        l.gone_at[CITY] = UINT64_C(1) << 63;
        if (first)
            ACT(&l, RIVR_2, AC_KIND_RELEASE, text);
        ACT(&l, RIVR_1, AC_KIND_AMEND, text);
        ACT(&l, RIVR_1, AC_KIND_RELEASE, text);
        if (!first)
            ACT(&l, RIVR_2, AC_KIND_RELEASE, text);
        ACT(&l, SASI_1, AC_KIND_RELEASE, text);
        reads("released", "", NULL);
    }
}

/* Who chose another text knowing its yes has said which: nothing crossed, and there is nothing to close. */
static void a_choice_that_knew_its_yes_is_no_crossing(void **state)
{
    int first, no;
    (void)state;

    agree_all();
    first = amendment(CITY_1);
    ACT(&l, SASI_1, AC_KIND_SIGN, first);
    life_meet_all(&l);
    amendment(SASI_1);
    ACT(&l, RIVR_1, AC_KIND_SIGN, first);
    life_meet_all(&l);
    reads("agreed", "", NULL);
    assert_true(is_in_force(text));
    ACT(&l, CITY_1, AC_KIND_WITHDRAW, text);
    life_meet_all(&l);
    reads("withdrawn", "", NULL);
    no = ACT(&l, RIVR_1, AC_KIND_DECLINE, first);
    assert_int_equal(life_judged(&l, no), AC_WHY_STATE);
}

/* CITY is gone. A text that swaps the sides has SASI on both of them: it does not speak for CITY. */
static void one_organisation_alone_binds_nothing(void **state)
{
    ac_act swap = { .kind = AC_KIND_AMEND, .ncites = 1, .nparties = 2, .parties = { SASI, CITY } };
    int change;
    (void)state;

    agree();
    l.gone_at[CITY] = UINT64_MAX << l.n;
    swap.cites[0] = text;
    swap.facts.has_terms = true;
    swap.facts.start = swap.facts.due = swap.facts.expires = swap.facts.until = AC_NO_DAY;
    change = life_put(&l, SASI_1, &swap);
    assert_int_equal(life_judged(&l, change), AC_WHY_OK);
    assert_true(is_in_force(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sign_and_retract_cross),
        cmocka_unit_test(sign_and_decline_of_another_cross),
        cmocka_unit_test(an_exit_from_an_amendment_that_crosses_its_signature_leaves_the_base),
        cmocka_unit_test(a_retract_is_void_where_its_own_side_already_holds_the_signature),
        cmocka_unit_test(an_ack_without_the_signature_saves_nothing),
        cmocka_unit_test(an_ack_that_knew_the_exit_saves_nothing),
        cmocka_unit_test(a_receipt_of_a_stranger_saves_nothing),
        cmocka_unit_test(a_later_text_settles_a_contested_exit),
        cmocka_unit_test(yes_and_no_of_one_organisation_do_not_bind),
        cmocka_unit_test(who_said_both_may_also_say_no),
        cmocka_unit_test(a_no_said_after_the_yes_is_final),
        cmocka_unit_test(who_said_both_does_not_speak_for_another_no),
        cmocka_unit_test(yes_and_no_bind_where_the_other_side_holds_the_yes),
        cmocka_unit_test(two_amendments_clash_and_the_base_holds),
        cmocka_unit_test(a_third_text_settles_a_clash),
        cmocka_unit_test(a_counter_text_is_no_clash),
        cmocka_unit_test(resolutions_clash_like_amendments),
        cmocka_unit_test(each_signs_the_others_text),
        cmocka_unit_test(a_withdrawal_goes_before_a_signature_it_did_not_know),
        cmocka_unit_test(a_withdrawal_is_void_against_a_change_that_both_hold),
        cmocka_unit_test(accepting_crosses_a_signature_of_ones_own),
        cmocka_unit_test(accepting_all_of_it_crosses_and_ends_it),
        cmocka_unit_test(releasing_crosses_a_signature_of_ones_own),
        cmocka_unit_test(other_work_crosses_the_last_signature_and_both_count),
        cmocka_unit_test(a_withdrawal_waits_for_a_dispute_it_did_not_know),
        cmocka_unit_test(a_withdrawal_that_waited_ends_with_the_resolution),
        cmocka_unit_test(a_withdrawal_waits_for_a_claim_it_did_not_know),
        cmocka_unit_test(release_by_all_goes_before_a_withdrawal),
        cmocka_unit_test(release_by_all_keeps_a_claim_it_did_not_know),
        cmocka_unit_test(what_is_given_goes_before_ones_own_dispute),
        cmocka_unit_test(a_dispute_of_another_holds_up_acceptance),
        cmocka_unit_test(a_claim_that_was_answered_is_not_taken_back),
        cmocka_unit_test(a_verdict_counts_for_the_claim_it_names),
        cmocka_unit_test(a_claim_goes_before_a_suspension_it_did_not_know),
        cmocka_unit_test(a_choice_for_a_text_that_fell_away_is_made_again),
        cmocka_unit_test(a_dispute_that_a_resolution_does_not_cite_stays),
        cmocka_unit_test(what_is_written_while_all_accept_is_kept),
        cmocka_unit_test(a_release_said_again_knowingly_is_no_crossing),
        cmocka_unit_test(a_choice_that_knew_its_yes_is_no_crossing),
        cmocka_unit_test(one_organisation_alone_binds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
