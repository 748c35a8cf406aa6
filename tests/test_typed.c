/* test_typed.c - what people type: taken as it is, or refused with a sentence; limits on either side. */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>
#include <inttypes.h>

#include "cli/evidence.h"
#include "cli/lang.h"
#include "cli/text.h"
#include "cli/typed.h"

static ac_err err;

static void title(const char *text, size_t n, const char *said)
{
    ac_rc rc = ac_title_check("the title", text, n, &err);

    if (said == NULL && rc != AC_OK)
        fail_msg("refused: %s", err.text);
    if (said != NULL && (rc != AC_EUSAGE || strstr(err.text, said) == NULL))
        fail_msg("not refused by \"%s\": %s", said, rc == AC_OK ? "taken" : err.text);
}
#define TITLE(text, said) title(text, sizeof text - 1, said)

static void titles_show_what_they_hold(void **state)
{
    (void)state;
    TITLE("Zażółć gęślą jaźń", NULL);
    TITLE("مرحبا بالعالم", NULL);
    TITLE("a - b / c \"d\" 'e' <f> %s", NULL);
    TITLE("", "empty");
    TITLE("   ", "empty");
    TITLE("a\nb", "one line");
    TITLE("a\tb", "cannot be seen");
    TITLE("a\x1b[31mb", "cannot be seen");
    TITLE("a\xc2\x9b" "31m", "cannot be seen");
    TITLE("a\x7f", "cannot be seen");
    TITLE("a\xe2\x80\xae" "b", "cannot be seen"); /* turned */
    TITLE("a\xe2\x81\xa6" "b", "cannot be seen"); /* isolated */
    TITLE("a\xe2\x80\x8b" "b", "cannot be seen"); /* no width */
    TITLE("a\xef\xbb\xbf" "b", "cannot be seen"); /* a byte order mark */
    TITLE("a\0b", "not UTF-8");
    TITLE("a\xff", "not UTF-8");
    TITLE("a\xc0\x80", "not UTF-8");
    TITLE("a\xed\xa0\x80", "not UTF-8"); /* half a surrogate */
}

static void bodies_keep_lines_and_lose_tails(void **state)
{
    ac_buf text = { 0 };

    (void)state;
    ac_buf_str(&text, "One.\r\n\tTwo\xe2\x80\x8d.\n\n  \n");
    assert_int_equal(ac_body_take("the text", &text, &err), AC_OK);
    assert_string_equal(ac_buf_text(&text), "One.\n\tTwo\xe2\x80\x8d.");
    ac_buf_clear(&text);
    ac_buf_str(&text, " \n\r\n");
    assert_int_equal(ac_body_take("the text", &text, &err), AC_EUSAGE);
    ac_buf_clear(&text);
    ac_buf_put(&text, "a\0b", 3);
    assert_int_equal(ac_body_take("the text", &text, &err), AC_EUSAGE);
    ac_buf_clear(&text);
    ac_buf_str(&text, "a\rb");
    assert_int_equal(ac_body_take("the text", &text, &err), AC_EUSAGE);
    ac_buf_free(&text);
}

static void bodies_have_a_limit_on_either_side(void **state)
{
    ac_buf text = { 0 };

    (void)state;
    for (int i = 0; i < AC_BODY_CHARS; i++)
        ac_buf_str(&text, "ą");
    assert_int_equal(ac_body_take("the text", &text, &err), AC_OK);
    ac_buf_str(&text, "ą");
    assert_int_equal(ac_body_take("the text", &text, &err), AC_EUSAGE);
    assert_non_null(strstr(err.text, "16001"));
    ac_buf_free(&text);
}

static void figures(void **state)
{
    static const char *const good[] = { "0", "152", "-3", "3.5", "600000", "0.25" };
    static const char *const bad[] = { "", "3,5", "1 000", "1.", ".5", "5%", "1e9", "--3", "x", "1234567890123456" };
    double v = 0;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(ac_figure_check("--actual", good[i], &err), AC_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (ac_figure_check("--actual", bad[i], &err) != AC_EUSAGE)
            fail_msg("\"%s\" passed for a figure", bad[i]);
    assert_true(ac_figure_of("140 facades", &v) && v > 139.9 && v < 140.1);
    assert_false(ac_figure_of("140th", &v));
    assert_false(ac_figure_of("many", &v));
    assert_false(ac_figure_of(NULL, &v));
}

static void amounts_name_their_currency(void **state)
{
    static const char *const good[] = { "600000 PLN", "PLN 600000", "600 000.50 PLN", "2 x 300000 PLN at once", "123456789012345 USD", "(40000 USD)" };
    static const struct {
        const char *text, *said;
    } bad[] = { { "1200", "no currency" },    { "1200 pln", "no currency" },   { "1200 PLNS", "no currency" },
                { "1200PLN", "no currency" }, { "half of it, PLN", "no figure" }, { "1234567890123456 USD", "15 digits" } };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(ac_amounts_check("amounts", good[i], &err), AC_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(ac_amounts_check("amounts", bad[i].text, &err), AC_EUSAGE);
        assert_non_null(strstr(err.text, bad[i].said));
    }
}

static void languages(void **state)
{
    static const char *const good[] = { "en", "pl", "fil", "pt-BR", "zh-Hans" };
    static const char *const bad[] = { "", "e", "EN", "english", "en_GB", "en-", "en-\n" };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(ac_language_check(good[i], &err), AC_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (ac_language_check(bad[i], &err) != AC_EUSAGE)
            fail_msg("\"%s\" passed for a language", bad[i]);
}

static void what_a_record_should_not_hold(void **state)
{
    static const char *const seen[] = { "write to jan.k@example.org please", "call +48 12 616 15 55", "+48(12)616-15-55" };
    static const char *const not_seen[] = { "600000 PLN until 2026-09-30", "@home", "a @ b.c", "+3 months", "+48 12", "3.5 + 123456789", "" };

    (void)state;
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        if (ac_personal(seen[i]) == NULL)
            fail_msg("not seen: %s", seen[i]);
    for (size_t i = 0; i < sizeof not_seen / sizeof *not_seen; i++)
        if (ac_personal(not_seen[i]) != NULL)
            fail_msg("taken for %s: %s", ac_personal(not_seen[i]), not_seen[i]);
    assert_null(ac_personal(NULL));
}

static void sizes_are_said_as_people_do(void **state)
{
    static const struct {
        int64_t bytes;
        const char *said;
    } rows[] = { { 1, "1 byte" }, { 6, "6 bytes" }, { 1023, "1023 bytes" }, { 1024, "1.0 kB" }, { 14 << 10, "14 kB" },
                 { 2202010, "2.1 MB" }, { INT64_C(64) << 20, "64 MB" } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char said[AC_SIZE_SAID];
        ac_size_said(said, rows[i].bytes);
        assert_string_equal(said, rows[i].said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_show_what_they_hold),
        cmocka_unit_test(bodies_keep_lines_and_lose_tails),
        cmocka_unit_test(bodies_have_a_limit_on_either_side),
        cmocka_unit_test(figures),
        cmocka_unit_test(amounts_name_their_currency),
        cmocka_unit_test(languages),
        cmocka_unit_test(what_a_record_should_not_hold),
        cmocka_unit_test(sizes_are_said_as_people_do),
    };

    setenv("LC_ALL", "C.UTF-8", 1);
    ac_locale_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
