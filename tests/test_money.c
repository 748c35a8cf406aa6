/* test_money.c - amounts and figures as people write them: what may mean two things is not read. */
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>
#include <inttypes.h>

#include "cli/exchange/iati.h"

static void assert_money(const char *text, const char *value, const char *currency)
{
    ac_money m;

    assert_true(ac_money_read(&m, text));
    assert_string_equal(m.value, value);
    assert_string_equal(m.currency, currency);
}

static void one_number_and_one_currency_is_money(void **state)
{
    (void)state;
    assert_money("600000 PLN", "600000", "PLN");
    assert_money("600 000 PLN", "600000", "PLN");
    assert_money("600\xc2\xa0" "000,50\xe2\x80\xaf" "PLN", "600000.50", "PLN");
    assert_money("  EUR 12.5 ", "12.5", "EUR");
    assert_money("40000USD", "40000", "USD");
    assert_money("0 PLN", "0", "PLN");
    assert_money("999999999999999 PLN", "999999999999999", "PLN");
}

static void anything_else_is_not(void **state)
{
    static const char *const texts[] = { "",          "PLN",         "600000",         "2 x 300000 PLN", "600000 zl",   "600000 pln",
                                         "1.234 EUR", "1,234 EUR",   "1.234.567 EUR",  "12.5.1 EUR",     "-5 EUR",      "about 5 EUR",
                                         "5 EUROS",   "PLN 5 PLN",   "5 PLN a month",  "12 34 PLN",      "5 000 00 PLN", "1e6 PLN",
                                         "1234 567 PLN", "9999999999999999 PLN", "5.1234567 PLN" };
    ac_money m;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (ac_money_read(&m, texts[i]))
            fail_msg("\"%s\" was read as %s %s", texts[i], m.value, m.currency);
}

static void a_figure_leaves_its_unit(void **state)
{
    char number[32];
    const char *rest;

    (void)state;
    assert_true(ac_number_read(number, &rest, "140 facades"));
    assert_string_equal(number, "140");
    assert_string_equal(rest, " facades");
    assert_true(ac_number_read(number, &rest, "1 200"));
    assert_string_equal(number, "1200");
    assert_string_equal(rest, "");
    assert_false(ac_number_read(number, &rest, "all of them"));
    assert_false(ac_number_read(number, &rest, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_number_and_one_currency_is_money),
        cmocka_unit_test(anything_else_is_not),
        cmocka_unit_test(a_figure_leaves_its_unit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
