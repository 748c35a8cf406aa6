/* test_draft.c - drafts: kept in the notebook and nowhere else, signed as they are or not at all. */
#include "tests/support/acts.h"

#include "core/draft.h"

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

static ac_draft note_draft(const desk *d, const char *text)
{
    ac_draft out = { .space = d->space, .kind = AC_KIND_NOTE, .facts = ac_json_object(), .words = ac_json_object(), .command = "note" };

    ac_json_set_str(out.facts, "type", "journal");
    ac_json_set_str(out.words, "text", text);
    return out;
}

static int64_t kept(desk *d, const char *text)
{
    ac_draft draft = note_draft(d, text);
    ac_err err = { 0 };
    int64_t n;

    good(ac_draft_put(d->nb, &draft, &err), &err);
    n = draft.n;
    ac_draft_free(&draft);
    return n;
}

static int64_t count(desk *d)
{
    ac_err err = { 0 };
    int64_t n;

    good(ac_drafts_count(d->nb, &n, &err), &err);
    return n;
}

static void a_number_is_never_given_twice(void **state)
{
    desk a;
    ac_err err = { 0 };
    ac_draft none;

    (void)state;
    desk_new(&a, "CITY", 1);
    desks_partners(&a, NULL, 0);
    assert_int_equal(kept(&a, "one"), 1);
    assert_int_equal(kept(&a, "two"), 2);
    good(ac_draft_drop(a.nb, 2, &err), &err);
    assert_int_equal(kept(&a, "three"), 3);
    assert_int_equal(ac_draft_drop(a.nb, 2, &err), AC_EREF);
    assert_int_equal(ac_draft_get(a.nb, 2, &none, &err), AC_EREF);
    assert_int_equal(count(&a), 2);
    desk_free(&a);
}

static void what_is_kept_comes_back_and_counts_for_nothing(void **state)
{
    desk a;
    ac_err err = { 0 };
    ac_draft d, was;
    int64_t before;

    (void)state;
    desk_new(&a, "CITY", 1);
    desks_partners(&a, NULL, 0);
    before = desk_count(&a);
    was = note_draft(&a, "Zażółć \"gęślą\"\njaźń");
    was.ncites = 2;
    memset(was.cites[0].b, 7, 32);
    memset(was.cites[1].b, 9, 32);
    good(ac_draft_put(a.nb, &was, &err), &err);
    good(ac_draft_get(a.nb, was.n, &d, &err), &err);
    assert_string_equal(ac_json_str(d.words, "text"), "Zażółć \"gęślą\"\njaźń");
    assert_string_equal(ac_json_str(d.facts, "type"), "journal");
    assert_string_equal(d.command, "note");
    assert_int_equal(d.ncites, 2);
    assert_memory_equal(d.cites, was.cites, 64);
    assert_true(ac_id_is_zero(d.record));
    assert_int_equal(desk_count(&a), before);
    ac_json_set_str(d.words, "text", "otherwise");
    good(ac_draft_put(a.nb, &d, &err), &err);
    assert_int_equal(d.n, was.n);
    assert_int_equal(count(&a), 1);
    ac_draft_free(&d);
    good(ac_draft_get(a.nb, was.n, &d, &err), &err);
    assert_string_equal(ac_json_str(d.words, "text"), "otherwise");
    ac_draft_free(&d);
    ac_draft_free(&was);
    desk_free(&a);
}

static void signing_writes_it_and_takes_it_away_or_neither(void **state)
{
    desk a;
    ac_err err = { 0 };
    ac_draft d, changed;
    ac_id id;
    int64_t before, n;

    (void)state;
    desk_new(&a, "CITY", 1);
    desks_partners(&a, NULL, 0);
    n = kept(&a, "the air was clear");
    before = desk_count(&a);
    good(ac_draft_get(a.nb, n, &d, &err), &err);
    good(ac_draft_get(a.nb, n, &changed, &err), &err);
    ac_json_set_str(changed.words, "text", "the air was bad");
    good(ac_draft_put(a.nb, &changed, &err), &err);
    assert_int_equal(ac_draft_sign(a.nb, &d, &id, &err), AC_ESTATE); /* that is not what it says any more */
    ac_json_drop(changed.facts, "type");
    good(ac_draft_put(a.nb, &changed, &err), &err);
    assert_int_equal(ac_draft_sign(a.nb, &changed, &id, &err), AC_EINVALID); /* a reflection has a kind */
    assert_int_equal(count(&a), 1);
    assert_int_equal(desk_count(&a), before);
    ac_json_set_str(changed.facts, "type", "vision");
    good(ac_draft_put(a.nb, &changed, &err), &err);
    good(ac_draft_sign(a.nb, &changed, &id, &err), &err);
    assert_int_equal(count(&a), 0);
    assert_int_equal(desk_count(&a), before + 1);
    assert_int_equal(desk_held(&a, id).kind, AC_KIND_NOTE);
    assert_int_equal(ac_draft_sign(a.nb, &changed, &id, &err), AC_EREF); /* once */
    assert_int_equal(desk_count(&a), before + 1);
    ac_draft_free(&d);
    ac_draft_free(&changed);
    desk_free(&a);
}

static void as_much_as_one_record_holds_and_not_a_byte_more(void **state)
{
    desk a;
    ac_err err = { 0 };
    ac_draft d;
    size_t most = AC_WORDS_MAX - strlen("{\"text\":\"\"}");
    char *text = calloc(1, most + 2);

    (void)state;
    assert_non_null(text);
    desk_new(&a, "CITY", 1);
    desks_partners(&a, NULL, 0);
    memset(text, 'x', most + 1);
    d = note_draft(&a, text);
    assert_int_equal(ac_draft_put(a.nb, &d, &err), AC_EUSAGE);
    assert_non_null(strstr(err.text, "65536 is the most"));
    assert_int_equal(d.n, 0);
    assert_int_equal(count(&a), 0);
    text[most] = '\0';
    ac_json_set_str(d.words, "text", text);
    good(ac_draft_put(a.nb, &d, &err), &err);
    assert_int_equal(count(&a), 1);
    ac_draft_free(&d);
    free(text);
    desk_free(&a);
}

static bool count_one(void *ctx, const ac_draft *d)
{
    int64_t *last = ctx;

    assert_true(d->n > *last);
    *last = d->n;
    return true;
}

static void a_thousand_wait_and_no_more(void **state)
{
    desk a;
    ac_err err = { 0 };
    ac_draft more;
    int64_t last = 0;

    (void)state;
    desk_new(&a, "CITY", 1);
    desks_partners(&a, NULL, 0);
    for (int i = 0; i < AC_DRAFTS_MAX; i++)
        kept(&a, "again");
    more = note_draft(&a, "one too many");
    assert_int_equal(ac_draft_put(a.nb, &more, &err), AC_ESTATE);
    assert_int_equal(count(&a), AC_DRAFTS_MAX);
    good(ac_drafts_each(a.nb, count_one, &last, &err), &err);
    assert_int_equal(last, AC_DRAFTS_MAX);
    good(ac_draft_drop(a.nb, 500, &err), &err);
    good(ac_draft_put(a.nb, &more, &err), &err);
    assert_int_equal(more.n, AC_DRAFTS_MAX + 1);
    ac_draft_free(&more);
    desk_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_never_given_twice),
        cmocka_unit_test(what_is_kept_comes_back_and_counts_for_nothing),
        cmocka_unit_test(signing_writes_it_and_takes_it_away_or_neither),
        cmocka_unit_test(as_much_as_one_record_holds_and_not_a_byte_more),
        cmocka_unit_test(a_thousand_wait_and_no_more),
    };

    return ac_crypto_init() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
