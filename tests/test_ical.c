/* test_ical.c - iCalendar lines: folding between characters, escaping, whole days, clocks that say anything. */
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>
#include <inttypes.h>

#include "cli/exchange/ical.h"
#include "core/commitment.h"
#include "core/json.h"

/* Every line ends in CR LF, holds at most 75 octets and whole characters; joined again it is `whole`. */
static void assert_folds_to(const ac_buf *out, const char *whole)
{
    const char *p = ac_buf_text(out);
    ac_buf joined = { 0 };

    while (*p != '\0') {
        const char *end = strstr(p, "\r\n");
        bool is_continued = p != ac_buf_text(out);
        assert_non_null(end);
        assert_true(end - p <= 75);
        assert_true(ac_utf8_valid(p, (size_t)(end - p)));
        assert_true(!is_continued || *p == ' ');
        ac_buf_put(&joined, p + is_continued, (size_t)(end - p) - is_continued);
        p = end + 2;
    }
    assert_string_equal(ac_buf_text(&joined), whole);
    ac_buf_free(&joined);
}

static void a_short_line_is_one_line(void **state)
{
    ac_buf out = { 0 };

    (void)state;
    ac_ical_line(&out, "STATUS", "CONFIRMED");
    assert_string_equal(ac_buf_text(&out), "STATUS:CONFIRMED\r\n");
    ac_buf_free(&out);
}

static void lines_fold_at_75_octets_between_characters(void **state)
{
    static const char *const characters[] = { "x", "ł", "€", "😀", "ع" };

    (void)state;
    for (size_t c = 0; c < sizeof characters / sizeof *characters; c++)
        for (size_t n = 0; n < 200; n++) {
            ac_buf value = { 0 }, whole = { 0 }, out = { 0 };
            for (size_t i = 0; i < n; i++)
                ac_buf_str(&value, characters[c]);
            ac_buf_printf(&whole, "SUMMARY:%s", ac_buf_text(&value));
            ac_ical_text(&out, "SUMMARY", ac_buf_text(&value));
            assert_folds_to(&out, ac_buf_text(&whole));
            if (whole.len <= 75)
                assert_null(strstr(ac_buf_text(&out), "\r\n "));
            if (n > 75 && c == 0) /* full lines: none is folded early */
                assert_int_equal(strcspn(ac_buf_text(&out), "\r"), 75);
            ac_buf_free(&value);
            ac_buf_free(&whole);
            ac_buf_free(&out);
        }
}

static void text_is_escaped(void **state)
{
    ac_buf out = { 0 };

    (void)state;
    ac_ical_text(&out, "X", "a,b;c\\d\"e:f");
    assert_string_equal(ac_buf_text(&out), "X:a\\,b\\;c\\\\d\"e:f\r\n");
    ac_buf_free(&out);
}

static void foreign_text_begins_no_line_of_its_own(void **state)
{
    ac_buf out = { 0 };

    (void)state;
    ac_ical_text(&out, "X", "one\r\nEND:VEVENT\nBEGIN:VALARM\rthree");
    assert_folds_to(&out, "X:one\\nEND:VEVENT\\nBEGIN:VALARM\\\\u{d}three");
    ac_buf_free(&out);
}

static void what_is_not_seen_is_made_visible(void **state)
{
    ac_buf out = { 0 };

    (void)state;
    ac_ical_text(&out, "X", "a\xe2\x80\xae" "b\x1b" "c\xff" "d");
    assert_string_equal(ac_buf_text(&out), "X:a\\\\u{202e}b\\\\u{1b}c\\\\xffd\r\n");
    ac_buf_free(&out);
}

static void a_day_is_a_date_without_a_time(void **state)
{
    ac_buf out = { 0 };

    (void)state;
    ac_ical_day(&out, "DTSTART", ac_day_of("2026-12-31"));
    ac_ical_day(&out, "DTEND", ac_day_of("2026-12-31") + 1);
    ac_ical_day(&out, "DTSTART", ac_day_of("2199-12-31") + 1);
    assert_string_equal(ac_buf_text(&out), "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nDTSTART;VALUE=DATE:22000101\r\n");
    ac_buf_free(&out);
}

static void an_instant_is_in_utc_and_in_range(void **state)
{
    ac_buf out = { 0 };

    (void)state;
    ac_ical_instant(&out, "DTSTAMP", INT64_C(1782734400123));
    ac_ical_instant(&out, "DTSTAMP", -1);
    ac_ical_instant(&out, "DTSTAMP", (INT64_C(1) << 48) * 100);
    assert_string_equal(ac_buf_text(&out), "DTSTAMP:20260629T120000Z\r\nDTSTAMP:19700101T000000Z\r\nDTSTAMP:99991231T235959Z\r\n");
    ac_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_line_is_one_line),
        cmocka_unit_test(lines_fold_at_75_octets_between_characters),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(foreign_text_begins_no_line_of_its_own),
        cmocka_unit_test(what_is_not_seen_is_made_visible),
        cmocka_unit_test(a_day_is_a_date_without_a_time),
        cmocka_unit_test(an_instant_is_in_utc_and_in_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
