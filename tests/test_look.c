/* test_look.c - whose turn it is and what presses, the words of the clock, lists alike on every notebook, clocks that are off. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/attention.h"
#include "cli/look.h"
#include "cli/say.h"
#include "core/kind.h"
#include "core/sheet.h"
#include "tests/support/acting.h"

#define DAY INT64_C(86400000)
#define HOUR INT64_C(3600000)

/* Three partners; the fixed world begins on Tue 30 Jun 2026. */
typedef struct {
    desk city, sasi, rivr;
    int64_t begin_ms;
} place;

static void set_day(place *p, int64_t day)
{
    p->city.world.now_ms = p->sasi.world.now_ms = p->rivr.world.now_ms = p->begin_ms + day * DAY;
}

static int make_place(void **state)
{
    place *p = calloc(1, sizeof *p);
    desk *others[] = { &p->sasi, &p->rivr };

    assert_non_null(p);
    desk_new(&p->city, "CITY", 1);
    desk_new(&p->sasi, "SASI", 2);
    desk_new(&p->rivr, "RIVR", 3);
    p->begin_ms = p->city.world.now_ms;
    set_day(p, -30);
    desks_partners(&p->city, others, 2);
    *state = p;
    return 0;
}

static int drop_place(void **state)
{
    place *p = *state;

    desk_free(&p->city);
    desk_free(&p->sasi);
    desk_free(&p->rivr);
    free(p);
    return 0;
}

static void meet(place *p)
{
    for (int i = 0; i < 2; i++) {
        assert_true(desks_sync(&p->sasi, &p->city));
        assert_true(desks_sync(&p->rivr, &p->city));
    }
}

static void cli_of(desk *d, ac_cli *cli)
{
    *cli = (ac_cli){ .nb = d->nb, .world = d->world };
    cli->today = ac_date_today(&cli->world);
}

typedef struct {
    ac_looking look;
    ac_id id;
    ac_next next;
    ac_clock clock;
    char state[32];
    bool found;
} asked;

static bool one_row(void *ctx, const ac_commitment_row *row)
{
    asked *a = ctx;
    ac_err err = { 0 };

    if (!ac_id_eq(row->id, a->id))
        return true;
    a->found = true;
    snprintf(a->state, sizeof a->state, "%s", row->state);
    assert_int_equal(ac_look_clock(a->look.cli, row, &a->clock, &err), AC_OK);
    assert_int_equal(ac_next_of(&a->look, row, &a->clock, &a->next, &err), AC_OK);
    return false;
}

/* What the board of this desk says of a commitment. */
static ac_next board_of(desk *d, ac_id id)
{
    ac_commitment_filter all = { .space = -1 };
    asked a = { .id = id };
    ac_err err = { 0 };
    ac_cli cli;

    cli_of(d, &cli);
    assert_int_equal(ac_look_open(&a.look, &cli), AC_OK);
    assert_int_equal(ac_query_commitments(d->nb, &all, one_row, &a, &err), AC_OK);
    assert_true(a.found);
    ac_look_close(&a.look);
    return a.next;
}

static void expect(desk *d, ac_id id, ac_group_of group, const char *what, const char *verb, const char *detail)
{
    ac_next next = board_of(d, id);

    assert_int_equal(next.group, group);
    assert_string_equal(next.what, what);
    if (verb == NULL)
        assert_null(next.verb);
    else
        assert_string_equal(next.verb, verb);
    assert_string_equal(next.detail, detail);
}

static ac_id sign_by(desk *d, ac_id p)
{
    return act_on(d, AC_KIND_SIGN, p, &p, 1, "{}", NULL);
}

static void an_offer_waits_for_who_has_not_signed(void **state)
{
    place *p = *state;
    ac_id offer;

    set_day(p, -5);
    offer = act_propose(&p->city, "SASI,RIVR", "{\"due\":\"2026-12-31\"}", "{\"title\":\"a map\"}");
    meet(p);
    sign_by(&p->rivr, offer);
    meet(p);
    set_day(p, 0);
    expect(&p->sasi, offer, AC_GROUP_MINE, "sign", "sign", "by CITY since Thu 25 Jun");
    expect(&p->city, offer, AC_GROUP_OTHERS, "sign", NULL, "SASI since Thu 25 Jun");
    expect(&p->rivr, offer, AC_GROUP_OTHERS, "sign", NULL, "SASI since Thu 25 Jun");
    sign_by(&p->sasi, offer);
    expect(&p->sasi, offer, AC_GROUP_NONE, "", NULL, ""); /* agreed and not due: nothing to do */
}

static void what_is_late_stands_with_whom_it_concerns(void **state)
{
    place *p = *state;
    ac_id promise;

    set_day(p, -20);
    promise = act_propose(&p->rivr, "CITY", "{\"due\":\"2026-06-29\"}", "{\"title\":\"a guarantee\"}");
    meet(p);
    sign_by(&p->city, promise);
    meet(p);
    set_day(p, 0);
    expect(&p->rivr, promise, AC_GROUP_MINE, "overdue", "progress", "1 day, promised to CITY");
    expect(&p->city, promise, AC_GROUP_OTHERS, "deliver", NULL, "RIVR, 1 day late");
    expect(&p->sasi, promise, AC_GROUP_OVERDUE, "overdue", NULL, "RIVR, 1 day late"); /* no party, yet a partner */
    set_day(p, -1);
    expect(&p->rivr, promise, AC_GROUP_MINE, "due soon", "deliver", "today, promised to CITY");
    expect(&p->city, promise, AC_GROUP_NONE, "", NULL, "");
    set_day(p, -16);
    expect(&p->rivr, promise, AC_GROUP_NONE, "", NULL, ""); /* 15 days left */
    set_day(p, -15);
    expect(&p->rivr, promise, AC_GROUP_MINE, "due soon", "deliver", "in 14 days, promised to CITY");
}

static void a_delivery_waits_for_its_verdict(void **state)
{
    place *p = *state;
    ac_id promise;

    set_day(p, -20);
    promise = act_propose(&p->rivr, "CITY", "{\"due\":\"2026-06-20\"}", "{\"title\":\"a guarantee\"}");
    meet(p);
    sign_by(&p->city, promise);
    meet(p);
    set_day(p, -1);
    act_on(&p->rivr, AC_KIND_DELIVER, promise, &promise, 1, "{\"files\":0}", "{\"narrative\":\"here\",\"no-evidence-because\":\"seen\"}");
    meet(p);
    set_day(p, 0);
    expect(&p->city, promise, AC_GROUP_MINE, "accept", "accept", "delivered by RIVR Mon 29 Jun");
    expect(&p->rivr, promise, AC_GROUP_OTHERS, "accept", NULL, "CITY since Mon 29 Jun"); /* no longer overdue */
    expect(&p->sasi, promise, AC_GROUP_NONE, "", NULL, "");
}

static void a_clash_comes_first_and_before_all(void **state)
{
    place *p = *state;
    ac_id promise;
    ac_next clash, late;

    set_day(p, -20);
    promise = act_propose(&p->rivr, "CITY", "{\"due\":\"2026-06-20\"}", "{\"title\":\"a guarantee\"}");
    meet(p);
    sign_by(&p->city, promise);
    meet(p);
    set_day(p, 0);
    late = board_of(&p->rivr, promise);
    set_day(p, -3);
    act_on(&p->city, AC_KIND_AMEND, promise, &promise, 1, "{\"due\":\"2026-12-15\",\"reason\":\"timing\"}", "{\"title\":\"a guarantee\"}");
    act_on(&p->rivr, AC_KIND_AMEND, promise, &promise, 1, "{\"due\":\"2027-01-31\",\"reason\":\"funding\"}", "{\"title\":\"a guarantee\"}");
    meet(p);
    set_day(p, 0);
    expect(&p->city, promise, AC_GROUP_MINE, "clash", "resolve", "2 texts since Sat 27 Jun");
    expect(&p->sasi, promise, AC_GROUP_OTHERS, "clash", NULL, "2 texts, CITY, RIVR, since Sat 27 Jun");
    clash = board_of(&p->rivr, promise);
    assert_int_equal(late.group, clash.group);
    assert_true(clash.order < late.order);
}

static void an_offer_past_its_date_is_closed_by_its_author(void **state)
{
    place *p = *state;
    ac_id offer;

    set_day(p, -20);
    offer = act_propose(&p->city, "RIVR", "{\"expires\":\"2026-06-29\"}", "{\"title\":\"an offer\"}");
    meet(p);
    set_day(p, -1);
    expect(&p->city, offer, AC_GROUP_OTHERS, "sign", NULL, "RIVR since Wed 10 Jun"); /* its last day */
    set_day(p, 0);
    expect(&p->city, offer, AC_GROUP_MINE, "lapsed", "retract", "the offer's date is past");
    expect(&p->rivr, offer, AC_GROUP_MINE, "sign", "sign", "by CITY, past its date, since Wed 10 Jun");
}

static void silence_is_stale_after_two_rhythms(void **state)
{
    place *p = *state;
    ac_id promise;

    set_day(p, -180);
    promise = act_propose(&p->rivr, "CITY", "{}", "{\"title\":\"always\"}");
    meet(p);
    sign_by(&p->city, promise);
    meet(p);
    set_day(p, -1);
    expect(&p->rivr, promise, AC_GROUP_NONE, "", NULL, "");
    set_day(p, 0);
    expect(&p->rivr, promise, AC_GROUP_STALE, "stale", "progress", "no report since Thu 1 Jan");
    expect(&p->sasi, promise, AC_GROUP_STALE, "stale", NULL, "no report since Thu 1 Jan");
    act_on(&p->rivr, AC_KIND_PROGRESS, promise, &promise, 1, "{}", "{\"narrative\":\"goes on\"}");
    expect(&p->rivr, promise, AC_GROUP_NONE, "", NULL, "");
}

static void disputes_are_answered_then_resolved(void **state)
{
    place *p = *state;
    ac_id promise, dispute;

    set_day(p, -20);
    promise = act_propose(&p->rivr, "CITY", "{\"due\":\"2026-06-20\"}", "{\"title\":\"a guarantee\"}");
    meet(p);
    sign_by(&p->city, promise);
    meet(p);
    set_day(p, -2);
    dispute = act_on(&p->city, AC_KIND_DISPUTE, promise, &promise, 1, "{\"reason\":\"not-delivered\"}", "{\"grounds\":\"nothing came\"}");
    meet(p);
    set_day(p, 0);
    expect(&p->rivr, promise, AC_GROUP_MINE, "answer", "respond", "since Sun 28 Jun"); /* before that it is late */
    expect(&p->city, promise, AC_GROUP_OTHERS, "answer", NULL, "RIVR since Sun 28 Jun");
    act_on(&p->rivr, AC_KIND_RESPOND, promise, &dispute, 1, "{}", "{\"answer\":\"it will\"}");
    meet(p);
    expect(&p->city, promise, AC_GROUP_MINE, "disputed", "resolve", "since today");
}

/* --- lists --- */

typedef struct {
    ac_buf text;
} listed;

static bool one_line(void *ctx, const ac_commitment_row *row)
{
    listed *l = ctx;

    ac_buf_printf(&l->text, "%s %s %s %s|", row->ref, row->promisees, row->turn, row->state);
    return true;
}

static char *line_of(desk *d, ac_id id)
{
    listed l = { { 0 } };
    ac_held held;
    ac_err err = { 0 };

    assert_int_equal(ac_history_find(ac_notebook_history(d->nb), d->space, &id, &held, NULL), AC_OK);
    assert_int_equal(ac_query_commitment(d->nb, held.n, one_line, &l, &err), AC_OK);
    return (char *)l.text.p;
}

static void rows_are_alike_on_every_notebook(void **state)
{
    place *p = *state;
    ac_id offer = act_propose(&p->city, "SASI,RIVR", "{}", "{\"title\":\"a map\"}");
    char *a, *b;

    meet(p);
    a = line_of(&p->city, offer);
    b = line_of(&p->rivr, offer);
    assert_string_equal(a, "CITY-1-1 RIVR,SASI RIVR:sign,SASI:sign proposed|");
    assert_string_equal(a, b);
    free(a);
    free(b);
}

static bool count_rows(void *ctx, const ac_commitment_row *row)
{
    (void)row;
    ++*(int *)ctx;
    return true;
}

static int rows_that_wait(desk *d)
{
    ac_commitment_filter f = { .space = d->space, .waits = true };
    int n = 0;

    assert_int_equal(ac_query_commitments(d->nb, &f, count_rows, &n, NULL), AC_OK);
    return n;
}

static void what_waits_for_nobody_is_not_on_the_board(void **state)
{
    place *p = *state;
    ac_id offer = act_propose(&p->city, "SASI", "{}", "{\"title\":\"a map\"}");

    assert_int_equal(rows_that_wait(&p->city), 1);
    act_on(&p->city, AC_KIND_RETRACT, offer, &offer, 1, "{\"reason\":\"scope\"}", NULL);
    assert_int_equal(rows_that_wait(&p->city), 0);
}

/* --- clocks of others --- */

static ac_partner_row partner(desk *d, const char *code)
{
    ac_partner_row *rows = NULL, found = { 0 };
    size_t n = 0;

    assert_int_equal(ac_query_partners(d->nb, d->space, &rows, &n, NULL), AC_OK);
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].code, code) == 0)
            found = rows[i];
    free(rows);
    assert_string_equal(found.code, code);
    return found;
}

static void a_clock_that_is_off_is_seen_by_what_it_wrote(void **state)
{
    place *p = *state;
    ac_id offer;
    ac_partner_row row;

    set_day(p, 0);
    offer = act_propose(&p->city, "SASI,RIVR", "{}", "{\"title\":\"a map\"}");
    p->sasi.world.now_ms += 2 * HOUR; /* ahead */
    p->rivr.world.now_ms -= 3 * HOUR; /* behind */
    meet(p);
    sign_by(&p->sasi, offer);
    sign_by(&p->rivr, offer);
    meet(p);
    row = partner(&p->city, "SASI");
    assert_true(row.has_drift);
    assert_int_equal(row.drift_ms, 2 * HOUR);
    row = partner(&p->city, "RIVR");
    assert_true(row.has_drift);
    assert_int_equal(row.drift_ms, -3 * HOUR);
}

static void a_clock_that_nothing_contradicts_fits(void **state)
{
    place *p = *state;
    ac_id offer;

    meet(p);
    set_day(p, -3);
    offer = act_propose(&p->city, "RIVR", "{}", "{\"title\":\"a map\"}");
    assert_true(desks_sync(&p->sasi, &p->city));
    set_day(p, -2); /* by way of SASI: a day to get there, two days back; an hour more or less cannot be seen */
    p->rivr.world.now_ms += HOUR;
    assert_true(desks_sync(&p->rivr, &p->sasi));
    sign_by(&p->rivr, offer);
    desk_notes(&p->rivr, 30); /* so many that no older record speaks for the clock */
    assert_true(desks_sync(&p->rivr, &p->sasi));
    set_day(p, 0);
    assert_true(desks_sync(&p->sasi, &p->city));
    assert_true(partner(&p->city, "RIVR").has_drift);
    assert_int_equal(partner(&p->city, "RIVR").drift_ms, 0);
}

/* --- what should be known first --- */

static bool attention_has(const ac_attention *a, const char *part)
{
    for (size_t i = 0; i < a->n; i++)
        if (strstr(a->line[i].text, part) != NULL || strstr(a->line[i].command, part) != NULL)
            return true;
    return false;
}

static void the_sheet_is_asked_for_until_it_was_printed(void **state)
{
    place *p = *state;
    ac_attention a = { 0 };
    ac_err err = { 0 };
    ac_cli cli;

    cli_of(&p->city, &cli);
    assert_int_equal(ac_attention_whole(&cli, &a), AC_OK);
    assert_true(attention_has(&a, "accord key sheet"));
    ac_attention_free(&a);
    assert_int_equal(ac_sheet_done(p->city.nb, NULL, 0, &err), AC_OK);
    assert_int_equal(ac_attention_whole(&cli, &a), AC_OK);
    assert_false(attention_has(&a, "accord key sheet"));
    ac_attention_free(&a);
}

static void records_that_wait_to_leave_are_counted(void **state)
{
    place *p = *state;
    ac_partnership shared;
    ac_cli cli;
    int64_t n = -1;

    meet(p);
    cli_of(&p->sasi, &cli);
    assert_int_equal(ac_query_partnership(p->sasi.nb, NULL, &shared, NULL), AC_OK);
    assert_int_equal(ac_unsent(&cli, &shared, &n), AC_OK);
    assert_int_equal(n, 0);
    desk_notes(&p->sasi, 3);
    assert_int_equal(ac_unsent(&cli, &shared, &n), AC_OK);
    assert_int_equal(n, 3);
    desk_notes(&p->sasi, 300);
    assert_int_equal(ac_unsent(&cli, &shared, &n), AC_OK);
    assert_int_equal(n, 303);
    meet(p);
    assert_int_equal(ac_unsent(&cli, &shared, &n), AC_OK);
    assert_int_equal(n, 0);
}

static void a_laptop_that_wrote_twice_is_named(void **state)
{
    place *p = *state;
    ac_attention a = { 0 };
    ac_partnership shared;
    ac_err err = { 0 };
    desk copy;
    ac_cli cli;

    meet(p);
    desk_copy(&copy, &p->rivr);
    desk_notes(&copy, 1);
    desk_notes(&p->rivr, 2);
    assert_true(desks_sync(&p->rivr, &p->city));
    desks_sync(&copy, &p->city); /* its writing stops; what it wrote comes along once the user says so */
    assert_int_equal(ac_notebook_continue(copy.nb, &err), AC_OK);
    desks_sync(&copy, &p->city);
    cli_of(&p->city, &cli);
    assert_int_equal(ac_query_partnership(p->city.nb, NULL, &shared, NULL), AC_OK);
    assert_int_equal(ac_attention_of(&cli, &shared, &a), AC_OK);
    assert_true(attention_has(&a, "RIVR laptop 1 wrote record"));
    assert_false(ac_attention_presses(&a)); /* it is for RIVR to do something */
    ac_attention_free(&a);
    desk_free(&copy);
}

/* --- small words --- */

static void the_clock_speaks_in_words(void **state)
{
    ac_clock late = { .is_overdue = true, .days = 1 }, soon = { .is_due_soon = true, .days = 0 }, none = { 0 };
    char text[AC_LOOK_CLOCK_SIZE];

    (void)state;
    ac_look_clock_text(&late, text);
    assert_string_equal(text, "overdue 1 day");
    ac_look_clock_text(&soon, text);
    assert_string_equal(text, "due today");
    ac_look_clock_text(&none, text);
    assert_string_equal(text, "");
    assert_int_equal(ac_clock_word_of("due-soon"), AC_CLOCK_DUE_SOON);
    assert_int_equal(ac_clock_word_of("due"), AC_CLOCK_NONE);
}

static void codes_are_whole_words(void **state)
{
    (void)state;
    assert_true(ac_look_names("CITY,SASI", "SASI"));
    assert_true(ac_look_names("CITY", "CITY"));
    assert_false(ac_look_names("CITYX,SASI", "CITY"));
    assert_false(ac_look_names("", "CITY"));
}

static void every_reason_has_a_sentence_and_an_unknown_one_stands_for_itself(void **state)
{
    (void)state;
    assert_string_equal(ac_say_why("not-role"), "that is for the other side to do");
    assert_string_equal(ac_say_why("something-newer"), "something-newer");
}

static void every_kind_is_said(void **state)
{
    size_t n;
    const ac_kind *kinds = ac_kind_all(&n);

    (void)state;
    for (size_t i = 0; i < n; i++)
        assert_null(strstr(ac_say_done(kinds[i].kind), "newer"));
    assert_non_null(strstr(ac_say_done(0x3fff), "newer"));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)
    const struct CMUnitTest tests[] = {
        T(an_offer_waits_for_who_has_not_signed),
        T(what_is_late_stands_with_whom_it_concerns),
        T(a_delivery_waits_for_its_verdict),
        T(a_clash_comes_first_and_before_all),
        T(an_offer_past_its_date_is_closed_by_its_author),
        T(silence_is_stale_after_two_rhythms),
        T(disputes_are_answered_then_resolved),
        T(rows_are_alike_on_every_notebook),
        T(what_waits_for_nobody_is_not_on_the_board),
        T(a_clock_that_is_off_is_seen_by_what_it_wrote),
        T(a_clock_that_nothing_contradicts_fits),
        T(the_sheet_is_asked_for_until_it_was_printed),
        T(records_that_wait_to_leave_are_counted),
        T(a_laptop_that_wrote_twice_is_named),
        cmocka_unit_test(the_clock_speaks_in_words),
        cmocka_unit_test(codes_are_whole_words),
        cmocka_unit_test(every_reason_has_a_sentence_and_an_unknown_one_stands_for_itself),
        cmocka_unit_test(every_kind_is_said),
    };

    setenv("TZ", "UTC", 1);
    if (!ac_crypto_init())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
