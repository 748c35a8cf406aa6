/* test_period.c - the period of a report, as it is typed. */
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#include "cli/period.h"

static const ac_date today = { 2026, 6, 30 };

static void check(const char *text, const char *from, const char *until)
{
    char a[AC_DATE_ISO_SIZE], b[AC_DATE_ISO_SIZE];
    ac_period p = { .is_given = false };
    ac_err err = { 0 };

    if (ac_period_read(&p, text, today, &err) != AC_OK)
        fail_msg("%s: %s", text, err.text);
    ac_date_iso(a, p.from);
    ac_date_iso(b, p.until);
    assert_true(p.is_given);
    assert_string_equal(a, from);
    assert_string_equal(b, until);
}

static void years_quarters_months_and_days_are_whole(void **state)
{
    (void)state;
    check("2026", "2026-01-01", "2026-12-31");
    check("2026-q2", "2026-04-01", "2026-06-30");
    check("2026-Q1", "2026-01-01", "2026-03-31");
    check("2024-02", "2024-02-01", "2024-02-29");
    check("2025-12", "2025-12-01", "2025-12-31");
    check("2026-03-05", "2026-03-05", "2026-03-05");
    check("march 2025", "2025-03-01", "2025-03-31");
    check("q3 2025", "2025-07-01", "2025-09-30");
    check("5 mar 2026", "2026-03-05", "2026-03-05");
}

static void two_ends_make_one_period(void **state)
{
    (void)state;
    check("2026-01..2026-06", "2026-01-01", "2026-06-30");
    check("2025-q4..2026", "2025-10-01", "2026-12-31");
    check("2026-03-05..2026-03-05", "2026-03-05", "2026-03-05");
    check("2025..march 2026", "2025-01-01", "2026-03-31");
}

static void what_is_no_period_is_refused_with_what_to_write(void **state)
{
    static const char *const bad[] = { "", "..", "2026..", "..2026", "2026-13", "2026-00", "2026-q5", "2026-q0", "1899", "2200", "20266", "friday",
                                       "march", "q3", "2026-06..2026-01", "2026...2027", "yesterweek", "03/04/2026", "2026-02-30", "2026-q22" };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ac_period p = { .is_given = false };
        ac_err err = { 0 };
        if (ac_period_read(&p, bad[i], today, &err) != AC_EUSAGE)
            fail_msg("\"%s\" was taken", bad[i]);
        assert_false(p.is_given);
        assert_true(strlen(err.text) > 10);
    }
}

static void a_day_is_in_it_or_not(void **state)
{
    const ac_period none = { .is_given = false }, q2 = { true, { 2026, 4, 1 }, { 2026, 6, 30 } };

    (void)state;
    assert_true(ac_period_has(&none, (ac_date){ 1900, 1, 1 }));
    assert_true(ac_period_has(&q2, (ac_date){ 2026, 4, 1 }));
    assert_true(ac_period_has(&q2, (ac_date){ 2026, 6, 30 }));
    assert_false(ac_period_has(&q2, (ac_date){ 2026, 3, 31 }));
    assert_false(ac_period_has(&q2, (ac_date){ 2026, 7, 1 }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_quarters_months_and_days_are_whole),
        cmocka_unit_test(two_ends_make_one_period),
        cmocka_unit_test(what_is_no_period_is_refused_with_what_to_write),
        cmocka_unit_test(a_day_is_in_it_or_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
