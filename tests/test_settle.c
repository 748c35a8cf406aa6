/* test_settle.c - what the view keeps of a commitment is what a fresh fold says, whatever came last. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/audit.h"
#include "core/entering.h"
#include "core/kind.h"
#include "core/query.h"
#include "core/record.h"
#include "tests/support/acting.h"

static desk city, sasi, rivr;

static void three(void)
{
    desk *others[] = { &sasi, &rivr };

    desk_new(&city, "CITY", 1);
    desk_new(&sasi, "SASI", 2);
    desk_new(&rivr, "RIVR", 3);
    desks_partners(&city, others, 2);
    assert_true(desks_sync(&sasi, &city));
    assert_true(desks_sync(&rivr, &city));
    assert_true(desks_sync(&sasi, &city));
}

static void no_more(void)
{
    desk_free(&city);
    desk_free(&sasi);
    desk_free(&rivr);
}

static ac_id promise(void)
{
    ac_id p = act_propose(&city, "SASI,RIVR", "{}", "{\"title\":\"plant trees\"}");

    assert_true(desks_sync(&sasi, &city));
    assert_true(desks_sync(&rivr, &city));
    act_on(&sasi, AC_KIND_SIGN, p, &p, 1, "{}", NULL);
    act_on(&rivr, AC_KIND_SIGN, p, &p, 1, "{}", NULL);
    assert_true(desks_sync(&sasi, &city));
    assert_true(desks_sync(&rivr, &city));
    assert_true(desks_sync(&sasi, &city));
    return p;
}

static bool take_state(void *ctx, const ac_commitment_row *row)
{
    *(int *)ctx = ac_state_of_word(row->state);
    return true;
}

/* The state that the view keeps, after it was compared with a fresh fold. */
static const char *state_of(desk *d, ac_id propose)
{
    int kept = -1;
    ac_err err = { 0 };
    ac_record *r;
    ac_held held;

    assert_int_equal(ac_history_find(ac_notebook_history(d->nb), d->space, &propose, &held, NULL), AC_OK);
    if (ac_query_commitment(d->nb, held.n, take_state, &kept, &err) != AC_OK)
        fail_msg("%s", err.text);
    assert_int_equal(ac_record_open(&r, d->nb, held.n, &err), AC_OK);
    assert_int_equal(kept, ac_record_answers(r)->state);
    ac_record_close(r);
    return ac_state_word((ac_commitment_state)kept);
}

static void what_waits_for_a_partner_does_not_once_it_left(void **state)
{
    ac_id p, claim;
    ac_err err = { 0 };
    (void)state;

    three();
    p = promise();
    claim = act_on(&city, AC_KIND_DELIVER, p, &p, 1, "{\"files\":0}",
                   "{\"narrative\":\"done\",\"no-evidence-because\":\"seen\"}");
    assert_true(desks_sync(&sasi, &city));
    act_on(&sasi, AC_KIND_ACCEPT, p, (ac_id[]){ claim, p }, 2, "{}", NULL);
    assert_true(desks_sync(&sasi, &city));
    assert_string_equal(state_of(&city, p), "delivered");
    assert_int_equal(ac_leave_write(rivr.nb, rivr.space, NULL, &err), AC_OK);
    desks_sync(&rivr, &city); /* a last time: who left is a guest from here on */
    assert_string_equal(state_of(&city, p), "accepted");
    assert_true(desks_sync(&sasi, &city));
    assert_string_equal(state_of(&sasi, p), "accepted");
    no_more();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_waits_for_a_partner_does_not_once_it_left),
    };
    if (!ac_crypto_init())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
