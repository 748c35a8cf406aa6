/* test_date.c - dates as people write them, with Tue 30 Jun 2026 as today. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "cli/date.h"

static const ac_date today = { 2026, 6, 30 };

typedef struct {
    const char *text, *forward, *back; /* NULL: refused */
} row;

static void check(const char *text, ac_look look, const char *want)
{
    ac_err err = { 0 };
    ac_date d = { 0 };
    char iso[AC_DATE_ISO_SIZE] = "";
    ac_rc rc = ac_date_parse(&d, text, today, look, &err);

    if (rc == AC_OK)
        ac_date_iso(iso, d);
    if (want == NULL ? rc != AC_EUSAGE || err.text[0] == '\0' : rc != AC_OK || strcmp(iso, want) != 0)
        fail_msg("\"%s\" looking %s: %s %s, wanted %s", text, look == AC_LOOK_FORWARD ? "forward" : "back", iso, err.text,
                 want == NULL ? "a refusal" : want);
}

static void check_all(const row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        check(rows[i].text, AC_LOOK_FORWARD, rows[i].forward);
        check(rows[i].text, AC_LOOK_BACK, rows[i].back);
    }
}

static void full_dates_mean_themselves(void **state)
{
    static const row rows[] = {
        { "2026-09-30", "2026-09-30", "2026-09-30" },
        { "  2026-09-30", "2026-09-30", "2026-09-30" },
        { "2026-9-3", "2026-09-03", "2026-09-03" },
        { "2026/09/30", "2026-09-30", "2026-09-30" },
        { "30 sep 2026", "2026-09-30", "2026-09-30" },
        { "30 Sep. 2026", "2026-09-30", "2026-09-30" },
        { "30-sep-2026", "2026-09-30", "2026-09-30" },
        { "30th SEPTEMBER 2026", "2026-09-30", "2026-09-30" },
        { "September 30, 2026", "2026-09-30", "2026-09-30" },
        { "30.9.2026", "2026-09-30", "2026-09-30" },
        { "30/09/2026", "2026-09-30", "2026-09-30" },
        { "09/30/2026", "2026-09-30", "2026-09-30" },
        { "05/05/2026", "2026-05-05", "2026-05-05" },
        { "29 feb 2028", "2028-02-29", "2028-02-29" },
        { "1900-01-01", "1900-01-01", "1900-01-01" },
        { "2199-12-31", "2199-12-31", "2199-12-31" },
    };

    (void)state;
    check_all(rows, sizeof rows / sizeof *rows);
}

static void names_look_the_way_they_are_meant(void **state)
{
    static const row rows[] = {
        { "today", "2026-06-30", "2026-06-30" },
        { "tomorrow", "2026-07-01", "2026-07-01" },
        { "Yesterday", "2026-06-29", "2026-06-29" },
        { "friday", "2026-07-03", "2026-06-26" },
        { "fri", "2026-07-03", "2026-06-26" },
        { "tuesday", "2026-07-07", "2026-06-23" },
        { "next friday", "2026-07-03", "2026-07-03" },
        { "last friday", "2026-06-26", "2026-06-26" },
        { "30 september", "2026-09-30", "2025-09-30" },
        { "30 june", "2026-06-30", "2026-06-30" },
        { "29 june", "2027-06-29", "2026-06-29" },
        { "1 jul", "2026-07-01", "2025-07-01" },
        { "29 feb", "2028-02-29", "2024-02-29" },
        { "september", "2026-09-30", "2025-09-01" },
        { "june", "2026-06-30", "2026-06-01" },
        { "may", "2027-05-31", "2026-05-01" },
        { "september 2027", "2027-09-30", "2027-09-01" },
        { "q3", "2026-09-30", "2025-07-01" },
        { "Q2", "2026-06-30", "2026-04-01" },
        { "q1", "2027-03-31", "2026-01-01" },
        { "2026-q3", "2026-09-30", "2026-07-01" },
        { "q3 2027", "2027-09-30", "2027-07-01" },
    };

    (void)state;
    check_all(rows, sizeof rows / sizeof *rows);
}

static void distances_are_counted_from_today(void **state)
{
    static const row rows[] = {
        { "+2w", "2026-07-14", "2026-07-14" },
        { "+10d", "2026-07-10", "2026-07-10" },
        { "-5d", "2026-06-25", "2026-06-25" },
        { "+3m", "2026-09-30", "2026-09-30" },
        { "+8m", "2027-02-28", "2027-02-28" },
        { "+1y", "2027-06-30", "2027-06-30" },
        { "in 3 months", "2026-09-30", "2026-09-30" },
        { "in a week", "2026-07-07", "2026-07-07" },
        { "in 10 days", "2026-07-10", "2026-07-10" },
        { "2 weeks ago", "2026-06-16", "2026-06-16" },
    };

    (void)state;
    check_all(rows, sizeof rows / sizeof *rows);
}

static void ends_and_starts_of_periods(void **state)
{
    static const row rows[] = {
        { "end of month", "2026-06-30", "2026-06-30" },
        { "end of the month", "2026-06-30", "2026-06-30" },
        { "end of next month", "2026-07-31", "2026-07-31" },
        { "end of last month", "2026-05-31", "2026-05-31" },
        { "end of quarter", "2026-06-30", "2026-06-30" },
        { "end of next quarter", "2026-09-30", "2026-09-30" },
        { "end of year", "2026-12-31", "2026-12-31" },
        { "end of week", "2026-07-05", "2026-07-05" },
        { "end of september", "2026-09-30", "2025-09-30" },
        { "end of february", "2027-02-28", "2026-02-28" },
        { "end september 2027", "2027-09-30", "2027-09-30" },
        { "end of q3", "2026-09-30", "2025-09-30" },
        { "end of 2027", "2027-12-31", "2027-12-31" },
        { "start of september", "2026-09-01", "2025-09-01" },
        { "next month", "2026-07-31", "2026-07-01" },
        { "last year", "2025-12-31", "2025-01-01" },
    };

    (void)state;
    check_all(rows, sizeof rows / sizeof *rows);
}

static void what_is_no_date_is_refused(void **state)
{
    static const char *const texts[] = { "",           " ",           "soon",       "31 feb",      "31 feb 2026",  "2026-02-29", "2026-13-01",
                                         "2026-00-10", "2026-06-31",  "0 june",     "32 june",     "1899-12-31",   "2200-01-01", "30 sep 26",
                                         "03/04/2026", "3/4/26",      "12.12.26",   "2026-09",     "q5",           "q0",         "+2x",
                                         "+w",         "in weeks",    "in 3",       "end of",      "end of monday", "20260930",  "30 30 2026",
                                         "se",         "2026-09-30x", "+99999y",    "june june",   "\xff\xfe",     "2026--9-30", "30 sep 2026 at noon ok yes no" };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        check(texts[i], AC_LOOK_FORWARD, NULL);
        check(texts[i], AC_LOOK_BACK, NULL);
    }
}

static void two_readings_are_both_named(void **state)
{
    ac_err err = { 0 };
    ac_date d;

    (void)state;
    assert_int_equal(ac_date_parse(&d, "03/04/2026", today, AC_LOOK_FORWARD, &err), AC_EUSAGE);
    assert_string_equal(err.text, "03/04/2026 can be 3 April or 4 March. Write 2026-04-03 or 2026-03-04");
    assert_int_equal(ac_date_parse(&d, "31 feb 2028", today, AC_LOOK_FORWARD, &err), AC_EUSAGE);
    assert_non_null(strstr(err.text, "2028-02-29"));
}

static void dates_are_echoed_with_weekday_and_distance(void **state)
{
    char said[AC_DATE_SAID_SIZE];

    (void)state;
    ac_date_echo(said, (ac_date){ 2026, 9, 30 }, today);
    assert_string_equal(said, "Wed 30 Sep 2026 (in 92 days)");
    ac_date_echo(said, today, today);
    assert_string_equal(said, "Tue 30 Jun 2026 (today)");
    ac_date_echo(said, (ac_date){ 2026, 7, 1 }, today);
    assert_string_equal(said, "Wed 1 Jul 2026 (tomorrow)");
    ac_date_echo(said, (ac_date){ 2026, 6, 26 }, today);
    assert_string_equal(said, "Fri 26 Jun 2026 (4 days ago)");
}

static void every_day_agrees_with_the_library(void **state)
{
    int64_t from = ac_date_days((ac_date){ 1900, 1, 1 }), until = ac_date_days((ac_date){ 2199, 12, 31 });

    (void)state;
    for (int64_t day = from; day <= until; day++) {
        ac_date d = ac_date_of_days(day), back;
        struct tm tm = { .tm_year = d.year - 1900, .tm_mon = d.month - 1, .tm_mday = d.day };
        char iso[AC_DATE_ISO_SIZE];

        assert_true(ac_date_is_valid(d));
        assert_int_equal(timegm(&tm), day * 86400);
        assert_int_equal(tm.tm_mday, d.day);
        assert_int_equal(ac_date_days(d), day);
        assert_int_equal(ac_date_weekday(d), tm.tm_wday);
        ac_date_iso(iso, d);
        assert_true(ac_date_of_iso(&back, iso));
        assert_memory_equal(&back, &d, sizeof d);
    }
}

static void iso_is_exact(void **state)
{
    ac_date d;

    (void)state;
    assert_false(ac_date_of_iso(&d, "2026-9-30"));
    assert_false(ac_date_of_iso(&d, "2026-02-30"));
    assert_false(ac_date_of_iso(&d, "2026-09-30 "));
    assert_false(ac_date_of_iso(&d, "1899-12-31"));
}

/* Instants come from partners' clocks, which may say anything. */
static void any_instant_has_a_day(void **state)
{
    static const struct {
        int64_t ms;
        const char *day;
    } rows[] = {
        { 0, "1970-01-01" },
        { -1, "1969-12-31" },
        { INT64_C(1782820800000), "2026-06-30" },
        { INT64_C(7258118399999), "2199-12-31" },
        { INT64_C(7258118400000), "2199-12-31" },
        { (INT64_C(1) << 48) - 1, "2199-12-31" },
        { INT64_MAX, "2199-12-31" },
        { INT64_MIN, "1900-01-01" },
    };

    (void)state;
    setenv("TZ", "UTC", 1);
    tzset();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char day[AC_DATE_ISO_SIZE], said[AC_DATE_SAID_SIZE];

        ac_date_iso(day, ac_date_of_ms(rows[i].ms));
        assert_string_equal(day, rows[i].day);
        ac_time_said(said, rows[i].ms, today);
    }
}

/* A day begins where it is lived, also where the clocks are changed. */
static void a_day_begins_by_the_local_time_zone(void **state)
{
    static const struct {
        const char *zone;
        ac_date day;
        int64_t ms;
    } rows[] = {
        { "UTC", { 2026, 6, 30 }, INT64_C(1782777600000) },
        { "CET-1CEST,M3.5.0,M10.5.0/3", { 2026, 6, 30 }, INT64_C(1782770400000) },
        { "CET-1CEST,M3.5.0,M10.5.0/3", { 2026, 3, 30 }, INT64_C(1774821600000) },
        { "PET5", { 2026, 6, 30 }, INT64_C(1782795600000) },
        { "UTC", { 1969, 12, 31 }, -86400000 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        setenv("TZ", rows[i].zone, 1);
        tzset();
        assert_int_equal(ac_date_ms(rows[i].day), rows[i].ms);
        assert_int_equal(ac_date_days(ac_date_of_ms(rows[i].ms)), ac_date_days(rows[i].day));
        assert_int_equal(ac_date_days(ac_date_of_ms(rows[i].ms - 1)), ac_date_days(rows[i].day) - 1);
    }
    setenv("TZ", "UTC", 1);
    tzset();
}

static void slots_keep_their_day(void **state)
{
    ac_date slots[120], until = { 2026, 6, 30 };
    char iso[AC_DATE_ISO_SIZE];
    ac_err err = { 0 };
    size_t n;

    (void)state;
    assert_int_equal(ac_date_slots((ac_date){ 2026, 1, 31 }, "month", until, slots, 120, &n, &err), AC_OK);
    assert_int_equal(n, 6);
    ac_date_iso(iso, slots[1]);
    assert_string_equal(iso, "2026-02-28");
    ac_date_iso(iso, slots[2]);
    assert_string_equal(iso, "2026-03-31");
    ac_date_iso(iso, slots[5]);
    assert_string_equal(iso, "2026-06-30");
    assert_int_equal(ac_date_slots((ac_date){ 2026, 3, 31 }, "quarter", (ac_date){ 2027, 3, 31 }, slots, 120, &n, &err), AC_OK);
    assert_int_equal(n, 5);
    assert_int_equal(ac_date_slots((ac_date){ 2024, 2, 29 }, "year", (ac_date){ 2028, 12, 31 }, slots, 120, &n, &err), AC_OK);
    assert_int_equal(n, 5);
    assert_int_equal(slots[1].day, 28);
    assert_int_equal(slots[4].day, 29);
    assert_int_equal(ac_date_slots(until, "month", until, slots, 120, &n, &err), AC_OK);
    assert_int_equal(n, 1);
    assert_int_equal(ac_date_slots((ac_date){ 2026, 7, 1 }, "month", until, slots, 120, &n, &err), AC_EUSAGE);
    assert_int_equal(ac_date_slots((ac_date){ 2026, 1, 1 }, "month", (ac_date){ 2035, 12, 1 }, slots, 120, &n, &err), AC_OK);
    assert_int_equal(n, 120);
    assert_int_equal(ac_date_slots((ac_date){ 2026, 1, 1 }, "month", (ac_date){ 2036, 1, 1 }, slots, 120, &n, &err), AC_EUSAGE);
    assert_int_equal(ac_date_slots(until, "week", until, slots, 120, &n, &err), AC_EUSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_dates_mean_themselves),
        cmocka_unit_test(names_look_the_way_they_are_meant),
        cmocka_unit_test(distances_are_counted_from_today),
        cmocka_unit_test(ends_and_starts_of_periods),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(two_readings_are_both_named),
        cmocka_unit_test(dates_are_echoed_with_weekday_and_distance),
        cmocka_unit_test(every_day_agrees_with_the_library),
        cmocka_unit_test(iso_is_exact),
        cmocka_unit_test(any_instant_has_a_day),
        cmocka_unit_test(a_day_begins_by_the_local_time_zone),
        cmocka_unit_test(slots_keep_their_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
