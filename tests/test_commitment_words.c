/* test_commitment_words.c - the life cycle in words: states, reasons, counts, days, and what the clock adds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/commitment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- words of the pages --- */

static void the_four_answers_and_the_one_word(void **state)
{
    static const char *const agreements[] = { "proposed", "agreed", "declined", "retracted", "crossed" };
    static const char *const deliveries[] = { "not-started", "in-progress", "suspended", "claimed", "withdrawn" };
    static const char *const verdicts[] = { "none",     "partly-accepted", "accepted", "accepted-with-reservations",
                                            "disputed", "released" };
    static const char *const states[] = { "proposed", "crossed",   "retracted", "declined",  "accepted",    "released",
                                          "disputed", "withdrawn", "delivered", "suspended", "in-progress", "agreed" };
    (void)state;

    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(ac_agreement_word((ac_agreement)i), agreements[i]);
        assert_string_equal(ac_delivery_word((ac_delivery)i), deliveries[i]);
    }
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(ac_verdict_word((ac_verdict)i), verdicts[i]);
    for (int i = 0; i < 12; i++) {
        assert_string_equal(ac_state_word((ac_commitment_state)i), states[i]);
        assert_int_equal(ac_state_of_word(states[i]), i);
    }
    assert_string_equal(ac_state_word(AC_STATE_NONE), "");
    assert_int_equal(ac_state_of_word("Agreed"), -1);
    assert_int_equal(ac_state_of_word(""), -1);
    assert_int_equal(ac_state_of_word(NULL), -1);
    assert_string_equal(ac_state_word((ac_commitment_state)99), "");
    assert_string_equal(ac_verdict_word((ac_verdict)99), "");
}

static void a_report_counts_each_state_once(void **state)
{
    static const struct {
        const char *state;
        ac_counts counts;
    } rows[] = {
        { "accepted", AC_COUNTS_KEPT },       { "withdrawn", AC_COUNTS_NOT_KEPT }, { "disputed", AC_COUNTS_NOT_KEPT },
        { "released", AC_COUNTS_NEITHER },    { "declined", AC_COUNTS_NEITHER },   { "retracted", AC_COUNTS_NEITHER },
        { "crossed", AC_COUNTS_NEITHER },     { "proposed", AC_COUNTS_OPEN },      { "agreed", AC_COUNTS_OPEN },
        { "in-progress", AC_COUNTS_OPEN },    { "suspended", AC_COUNTS_OPEN },     { "delivered", AC_COUNTS_OPEN },
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ac_commitment_state s = (ac_commitment_state)ac_state_of_word(rows[i].state);
        assert_int_equal(ac_counts_of(s, false), rows[i].counts);
        assert_int_equal(ac_counts_of(s, true), AC_COUNTS_CONTESTED); /* a column of its own */
    }
    assert_int_equal(ac_counts_of(AC_STATE_NONE, false), AC_COUNTS_NEITHER);
    assert_string_equal(ac_counts_word(AC_COUNTS_KEPT), "kept");
    assert_string_equal(ac_counts_word(AC_COUNTS_NOT_KEPT), "not kept");
    assert_string_equal(ac_counts_word(AC_COUNTS_NEITHER), "neither");
    assert_string_equal(ac_counts_word(AC_COUNTS_CONTESTED), "contested");
    assert_string_equal(ac_counts_word(AC_COUNTS_OPEN), "open");
}

/* The one list of reasons, in the order in which their numbers are kept. */
static void each_reason_has_its_code_and_a_sentence(void **state)
{
    static const char *const codes[] = {
        "",         "not-admitted", "unjudged",   "stopped",   "left",     "fallen",  "roster",   "second",  "no-record",
        "cites",    "not-party",    "not-role",   "not-author", "is-author", "state",  "old-text", "closed",  "again",
        "no-claim", "given",        "dispute",    "malformed", "consent",  "text",    "choice",   "moved",   "claim",
        "dispute",  "released",     "accepted",   "own",       "old",      "answered", "outcome",
    };
    (void)state;

    assert_int_equal(sizeof codes / sizeof *codes, AC_WHY_COUNT);
    for (int i = 0; i < AC_WHY_COUNT; i++) {
        const char *sentence = ac_why_sentence((ac_why)i);
        assert_string_equal(ac_why_word((ac_why)i), codes[i]);
        assert_true(strlen(sentence) > 8);
        assert_true(sentence[0] >= 'a' && sentence[0] <= 'z' && sentence[strlen(sentence) - 1] != '.');
        assert_string_equal(ac_why_word(ac_why_of_code(codes[i])), codes[i]);
    }
    assert_int_equal(ac_why_of_code("dispute"), AC_WHY_DISPUTE); /* the first */
    assert_int_equal(ac_why_of_code("nonsense"), AC_WHY_COUNT);
    assert_string_equal(ac_why_word(AC_WHY_COUNT), "");
    assert_string_equal(ac_why_sentence(AC_WHY_COUNT), "");
}

/* Help and the judge read the same rows: every act of a promise has one, with who may do it. */
static void every_act_has_a_row(void **state)
{
    size_t n, all;
    const ac_act_row *rows = ac_act_rows(&n);
    const ac_kind *kinds = ac_kind_all(&all);
    size_t acts = 0;
    (void)state;

    for (size_t i = 0; i < all; i++) {
        bool is_act = ac_kind_class(kinds[i].kind) == AC_CLASS_ACT && kinds[i].kind != AC_KIND_RATIFY &&
                      kinds[i].kind != AC_KIND_REVEAL;
        const ac_act_row *row = ac_act_row_find(kinds[i].kind);
        assert_int_equal(row != NULL, is_act);
        acts += is_act;
        if (row != NULL) {
            assert_string_equal(row->name, kinds[i].name);
            assert_true(strlen(row->help) > 8);
            assert_null(strstr(row->help, "promisor")); /* words of the machinery: nobody says them */
            assert_null(strstr(row->help, "promisee"));
            assert_null(strstr(row->help, "claim"));
            assert_true(strlen(ac_by_word(row->by)) > 4);
        }
    }
    assert_int_equal(acts, n);
    assert_int_equal(rows[0].kind, AC_KIND_PROPOSE);
}

/* --- sentences --- */

static const char *code_of(void *ctx, int org)
{
    const char *const *codes = ctx;
    return codes[org];
}

static void a_sentence_names_organisations(void **state)
{
    static const char *codes[] = { "CITY", "SASI" };
    ac_note note = { AC_NOTE_SIGN_EXIT, 1, 2, 1, 0 };
    ac_buf out = { 0 };
    (void)state;

    ac_note_text(&out, &note, code_of, codes);
    assert_string_equal(ac_buf_text(&out), "crossed: SASI signed while CITY said no; propose again, or decline to close");
    ac_buf_clear(&out);
    note = (ac_note){ AC_NOTE_HELD, 1, 2, -1, 0 };
    ac_note_text(&out, &note, code_of, codes);
    assert_string_equal(ac_buf_text(&out),
                        "CITY had confirmed on another laptop before this one said no; the agreement stands");
    ac_buf_clear(&out);
    note = (ac_note){ AC_NOTE_WITHDRAW_CLAIM, 1, 2, 0, -1 };
    ac_note_text(&out, &note, code_of, codes);
    assert_string_equal(ac_buf_text(&out), "CITY delivered and withdrew; the other side, accept or dispute");
    for (int i = 0; i < AC_NOTE_COUNT; i++) { /* no brace is left over, and each word is its own */
        ac_buf_clear(&out);
        note = (ac_note){ (ac_note_code)i, 1, 2, 0, 1 };
        ac_note_text(&out, &note, code_of, codes);
        assert_null(strchr(ac_buf_text(&out), '{'));
        for (int k = 0; k < i; k++)
            assert_string_not_equal(ac_note_word((ac_note_code)k), ac_note_word((ac_note_code)i));
    }
    ac_buf_free(&out);
}

static void flags_are_listed(void **state)
{
    ac_buf out = { 0 };
    (void)state;

    ac_flags_text(&out, 0);
    assert_string_equal(ac_buf_text(&out), "");
    ac_flags_text(&out, AC_FLAG(AC_FLAG_LATE_SIGNATURE) | AC_FLAG(AC_FLAG_NEWER) | AC_FLAG(AC_FLAG_SET_ASIDE));
    assert_string_equal(ac_buf_text(&out), "late-signature,newer,set-aside");
    ac_buf_free(&out);
}

/* --- days --- */

static void days_and_dates(void **state)
{
    static const struct {
        const char *date;
        int32_t day;
    } rows[] = {
        { "1970-01-01", 0 },     { "1969-12-31", -1 },    { "2000-02-29", 11016 }, { "2000-03-01", 11017 },
        { "1900-01-01", -25567 }, { "1900-03-01", -25508 }, { "2026-06-30", 20634 }, { "2199-12-31", 84005 },
    };
    char out[11];
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(ac_day_of(rows[i].date), rows[i].day);
        ac_day_text(rows[i].day, out);
        assert_string_equal(out, rows[i].date);
    }
    for (int32_t day = -25567; day <= 84005; day++) {
        ac_day_text(day, out);
        assert_int_equal(ac_day_of(out), day);
    }
    assert_int_equal(ac_day_of(NULL), AC_NO_DAY);
    assert_int_equal(ac_day_of("2023-02-29"), AC_NO_DAY);
    assert_int_equal(ac_day_of("2023-2-9"), AC_NO_DAY);
    assert_int_equal(ac_day_of("1899-12-31"), AC_NO_DAY);
    ac_day_text(AC_NO_DAY, out);
    assert_string_equal(out, "");
    ac_day_text(INT32_MAX, out);
    assert_string_equal(out, "");
}

/* --- the clock: lapsed, overdue, due soon, stale --- */

static ac_clock read_clock(const char *state, int32_t due, int32_t expires, int32_t reported, int rhythm, int32_t today)
{
    ac_clock_input in = { (ac_commitment_state)ac_state_of_word(state), due, expires, reported, rhythm };
    return ac_clock_read(&in, today);
}

static void an_offer_lapses_after_its_date(void **state)
{
    (void)state;

    assert_false(read_clock("proposed", AC_NO_DAY, 100, AC_NO_DAY, 0, 100).is_lapsed);
    assert_true(read_clock("proposed", AC_NO_DAY, 100, AC_NO_DAY, 0, 101).is_lapsed);
    assert_false(read_clock("agreed", AC_NO_DAY, 100, AC_NO_DAY, 0, 101).is_lapsed);
    assert_false(read_clock("declined", AC_NO_DAY, 100, AC_NO_DAY, 0, 101).is_lapsed);
    assert_false(read_clock("proposed", AC_NO_DAY, AC_NO_DAY, AC_NO_DAY, 0, 101).is_lapsed);
}

static void what_is_owed_is_due_soon_then_overdue(void **state)
{
    static const char *const owed[] = { "agreed", "in-progress", "suspended", "disputed" };
    static const char *const not_owed[] = { "proposed", "delivered", "accepted", "released", "withdrawn", "crossed",
                                            "declined", "retracted" };
    (void)state;

    for (size_t i = 0; i < sizeof owed / sizeof *owed; i++) {
        ac_clock c = read_clock(owed[i], 100, AC_NO_DAY, AC_NO_DAY, 0, 100 - AC_DUE_SOON_DAYS - 1);
        assert_false(c.is_due_soon);
        assert_false(c.is_overdue);
        c = read_clock(owed[i], 100, AC_NO_DAY, AC_NO_DAY, 0, 100 - AC_DUE_SOON_DAYS);
        assert_true(c.is_due_soon);
        assert_int_equal(c.days, AC_DUE_SOON_DAYS);
        c = read_clock(owed[i], 100, AC_NO_DAY, AC_NO_DAY, 0, 100);
        assert_true(c.is_due_soon && !c.is_overdue);
        assert_int_equal(c.days, 0);
        c = read_clock(owed[i], 100, AC_NO_DAY, AC_NO_DAY, 0, 103);
        assert_true(c.is_overdue && !c.is_due_soon);
        assert_int_equal(c.days, 3);
        c = read_clock(owed[i], AC_NO_DAY, AC_NO_DAY, AC_NO_DAY, 0, 103);
        assert_false(c.is_overdue || c.is_due_soon);
    }
    for (size_t i = 0; i < sizeof not_owed / sizeof *not_owed; i++) {
        ac_clock c = read_clock(not_owed[i], 100, AC_NO_DAY, 1, 10, 103);
        assert_false(c.is_overdue || c.is_due_soon || c.is_stale);
        assert_int_equal(c.fresh, AC_FRESH_NONE);
    }
}

/* Green below the rhythm, amber below twice, red beyond. */
static void reports_grow_stale_by_the_rhythm(void **state)
{
    (void)state;

    assert_int_equal(read_clock("agreed", AC_NO_DAY, AC_NO_DAY, 100, 30, 129).fresh, AC_FRESH_GREEN);
    assert_int_equal(read_clock("agreed", AC_NO_DAY, AC_NO_DAY, 100, 30, 130).fresh, AC_FRESH_AMBER);
    assert_false(read_clock("agreed", AC_NO_DAY, AC_NO_DAY, 100, 30, 159).is_stale);
    assert_int_equal(read_clock("agreed", AC_NO_DAY, AC_NO_DAY, 100, 30, 160).fresh, AC_FRESH_RED);
    assert_true(read_clock("in-progress", AC_NO_DAY, AC_NO_DAY, 100, 30, 160).is_stale);
    assert_int_equal(read_clock("agreed", AC_NO_DAY, AC_NO_DAY, 100, 0, 160).fresh, AC_FRESH_NONE);
    assert_int_equal(read_clock("agreed", AC_NO_DAY, AC_NO_DAY, AC_NO_DAY, 30, 160).fresh, AC_FRESH_NONE);
    assert_int_equal(read_clock("agreed", AC_NO_DAY, AC_NO_DAY, 200, 30, 160).fresh, AC_FRESH_GREEN); /* a clock ahead */
}

/* --- facts --- */

static ac_act_facts facts_of(uint16_t kind, const char *json)
{
    ac_act_facts out;
    ac_json *tree = NULL;

    assert_int_equal(ac_json_parse(&tree, json, strlen(json), NULL), AC_OK);
    ac_act_facts_read(&out, kind, tree);
    ac_json_free(tree);
    return out;
}

static void facts_of_terms_are_read(void **state)
{
    ac_act_facts f = facts_of(AC_KIND_PROPOSE,
                              "{\"contribution\":\"cash\",\"driver\":\"innovate\",\"due\":\"2026-12-31\",\"expires\":"
                              "\"2026-07-31\",\"level\":2,\"need\":1,\"origin\":\"review\",\"principles\":[\"equity\"],"
                              "\"slots\":[{\"due\":\"2026-09-30\",\"n\":1},{\"due\":\"2026-12-31\",\"n\":2}],"
                              "\"start\":\"2026-07-01\"}");
    (void)state;

    assert_false(f.is_malformed || f.has_unknown);
    assert_true(f.has_terms);
    assert_int_equal(f.need, 1);
    assert_int_equal(f.level, 2);
    assert_int_equal(f.due, ac_day_of("2026-12-31"));
    assert_int_equal(f.expires, ac_day_of("2026-07-31"));
    assert_int_equal(f.start, ac_day_of("2026-07-01"));
    assert_int_equal(f.nslots, 2);
    assert_int_equal(f.slot_due[1], ac_day_of("2026-12-31"));
    f = facts_of(AC_KIND_PROPOSE, "{}");
    assert_true(f.has_terms && !f.is_malformed);
    assert_int_equal(f.due, AC_NO_DAY);
    assert_int_equal(f.need, 0);
    ac_act_facts_read(&f, AC_KIND_SIGN, NULL);
    assert_false(f.is_malformed || f.has_unknown || f.has_terms);
    assert_int_equal(f.until, AC_NO_DAY);
}

static void facts_of_acts_are_read(void **state)
{
    ac_act_facts f = facts_of(AC_KIND_RESOLVE, "{\"outcome\":\"released\"}");
    (void)state;

    assert_int_equal(f.outcome, AC_OUTCOME_RELEASED);
    assert_false(f.has_terms); /* those of its base */
    f = facts_of(AC_KIND_RESOLVE, "{\"level\":1,\"outcome\":\"in-progress\"}");
    assert_int_equal(f.outcome, AC_OUTCOME_IN_PROGRESS);
    assert_true(f.has_terms);
    assert_int_equal(facts_of(AC_KIND_RESOLVE, "{\"outcome\":\"accepted\"}").outcome, AC_OUTCOME_ACCEPTED);
    assert_int_equal(facts_of(AC_KIND_RESOLVE, "{\"outcome\":\"withdrawn\"}").outcome, AC_OUTCOME_WITHDRAWN);
    assert_true(facts_of(AC_KIND_AMEND, "{\"reason\":\"scope\"}").has_terms);
    f = facts_of(AC_KIND_DELIVER, "{\"files\":3,\"slot\":2}");
    assert_int_equal(f.files, 3);
    assert_int_equal(f.slot, 2);
    f = facts_of(AC_KIND_SUSPEND, "{\"reason\":\"funding\",\"until\":\"2026-08-01\"}");
    assert_string_equal(f.reason, "funding");
    assert_int_equal(f.until, ac_day_of("2026-08-01"));
    assert_string_equal(facts_of(AC_KIND_PROGRESS, "{\"completion\":\"limited\"}").completion, "limited");
    f = facts_of(AC_KIND_REDACT, "{\"reason\":\"personal-data\"}"); /* another vocabulary, and no rule reads it */
    assert_false(f.is_malformed);
    assert_null(f.reason);
}

static void facts_that_do_not_fit_are_malformed(void **state)
{
    static const struct {
        uint16_t kind;
        const char *json;
    } rows[] = {
        { AC_KIND_PROPOSE, "{\"need\":0}" },
        { AC_KIND_PROPOSE, "{\"need\":16}" },
        { AC_KIND_PROPOSE, "{\"need\":\"1\"}" },
        { AC_KIND_PROPOSE, "{\"level\":4}" },
        { AC_KIND_PROPOSE, "{\"due\":\"2026-02-30\"}" },
        { AC_KIND_PROPOSE, "{\"slots\":[]}" },
        { AC_KIND_PROPOSE, "{\"slots\":{}}" },
        { AC_KIND_PROPOSE, "{\"slots\":[{\"due\":\"2026-01-01\",\"n\":2}]}" },
        { AC_KIND_PROPOSE, "{\"slots\":[{\"due\":\"2026-02-01\",\"n\":1},{\"due\":\"2026-01-01\",\"n\":2}]}" },
        { AC_KIND_PROPOSE, "{\"slots\":[{\"due\":\"2026-02-01\",\"n\":1},{\"due\":\"2026-02-01\",\"n\":2}]}" },
        { AC_KIND_DELIVER, "{\"files\":1001}" },
        { AC_KIND_DELIVER, "{\"slot\":121}" },
        { AC_KIND_DELIVER, "{\"slot\":0}" },
        { AC_KIND_RESOLVE, "{\"outcome\":\"won\"}" },
        { AC_KIND_DISPUTE, "{\"reason\":\"because\"}" },
        { AC_KIND_SUSPEND, "{\"until\":\"soon\"}" },
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!facts_of(rows[i].kind, rows[i].json).is_malformed) {
            print_error("%s\n", rows[i].json);
            fail();
        }
    assert_true(facts_of(AC_KIND_PROPOSE, "{\"colour\":\"red\"}").has_unknown);
    assert_false(facts_of(AC_KIND_PROPOSE, "{\"colour\":\"red\"}").is_malformed);
    assert_false(facts_of(AC_KIND_NOTE, "{\"type\":\"journal\"}").is_malformed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_four_answers_and_the_one_word),
        cmocka_unit_test(a_report_counts_each_state_once),
        cmocka_unit_test(each_reason_has_its_code_and_a_sentence),
        cmocka_unit_test(every_act_has_a_row),
        cmocka_unit_test(a_sentence_names_organisations),
        cmocka_unit_test(flags_are_listed),
        cmocka_unit_test(days_and_dates),
        cmocka_unit_test(an_offer_lapses_after_its_date),
        cmocka_unit_test(what_is_owed_is_due_soon_then_overdue),
        cmocka_unit_test(reports_grow_stale_by_the_rhythm),
        cmocka_unit_test(facts_of_terms_are_read),
        cmocka_unit_test(facts_of_acts_are_read),
        cmocka_unit_test(facts_that_do_not_fit_are_malformed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
