/* date.c - a small grammar for dates, with today given. */
#include "cli/date.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "cli/datewords.h"
#include "core/lang.h"

#define YEAR_MIN 1900
#define YEAR_MAX 2199
#define WORDS_MAX 6

/* --- the calendar --- */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool ac_date_is_valid(ac_date d)
{
    return d.year >= YEAR_MIN && d.year <= YEAR_MAX && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
           d.day <= month_days(d.year, d.month);
}

/* Days of the proleptic Gregorian calendar, counted in eras of 400 years that begin in March. */
int64_t ac_date_days(ac_date d)
{
    int64_t y = d.month <= 2 ? d.year - 1 : d.year;
    int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

ac_date ac_date_of_days(int64_t days)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
    ac_date d;

    d.day = (int)(of_year - (153 * m + 2) / 5 + 1);
    d.month = (int)(m < 10 ? m + 3 : m - 9);
    d.year = (int)(y + era * 400 + (d.month <= 2 ? 1 : 0));
    return d;
}

int ac_date_weekday(ac_date d)
{
    int64_t of_week = (ac_date_days(d) + 4) % 7;

    return (int)(of_week < 0 ? of_week + 7 : of_week);
}

ac_date ac_date_of_ms(int64_t ms)
{
    time_t t = (time_t)(ms / 1000 - (ms % 1000 < 0));
    struct tm tm;

    if (localtime_r(&t, &tm) == NULL || tm.tm_year + 1900 < YEAR_MIN || tm.tm_year + 1900 > YEAR_MAX)
        return ms < 0 ? (ac_date){ YEAR_MIN, 1, 1 } : (ac_date){ YEAR_MAX, 12, 31 };
    return (ac_date){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday };
}

int64_t ac_date_ms(ac_date date)
{
    struct tm tm = { .tm_year = date.year - 1900, .tm_mon = date.month - 1, .tm_mday = date.day, .tm_isdst = -1 };

    return (int64_t)mktime(&tm) * 1000;
}

ac_date ac_date_today(ac_world *world)
{
    return ac_date_of_ms(world->wall_ms(world));
}

static ac_date end_of_month(int year, int month)
{
    return (ac_date){ year, month, month_days(year, month) };
}

/* `months` later, on the same day or the last of that month. */
static ac_date months_on(ac_date d, int64_t months)
{
    int64_t count = (int64_t)d.year * 12 + (d.month - 1) + months;
    int year = (int)(count / 12), month = (int)(count % 12) + 1;
    int last = month_days(year, month);

    return (ac_date){ year, month, d.day < last ? d.day : last };
}

/* --- words --- */

/* Digits alone; false: anything else, or more than six of them. */
static bool number(const char *word, int *out)
{
    size_t n = strspn(word, "0123456789");

    if (n == 0 || n > 6 || word[n] != '\0')
        return false;
    *out = atoi(word);
    return true;
}

/* "30", "30.", "1st", "22nd", "30th" */
static bool day_number(const char *word, int *out)
{
    static const char *const tails[] = { "", ".", ",", "st", "nd", "rd", "th" };
    size_t n = strspn(word, "0123456789");

    if (n < 1 || n > 2)
        return false;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (strcasecmp(word + n, tails[i]) == 0) {
            *out = atoi(word);
            return true;
        }
    return false;
}

static bool year_number(const char *word, int *out)
{
    return strlen(word) == 4 && number(word, out);
}

static bool quarter_number(const char *word, int *out)
{
    if ((word[0] != 'q' && word[0] != 'Q') || word[1] < '1' || word[1] > '4' || word[2] != '\0')
        return false;
    *out = word[1] - '0';
    return true;
}

static char unit_of(const char *word) /* d w m y, 0: none */
{
    static const char *const units[] = { "d", "day", "days", "w", "week", "weeks", "m", "month", "months", "y", "year", "years" };

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcasecmp(word, units[i]) == 0)
            return units[i][0];
    return 0;
}

static bool is(const char *word, const char *wanted)
{
    return strcasecmp(word, wanted) == 0;
}

/* --- the grammar --- */

typedef struct {
    char text[80];
    char *words[WORDS_MAX];
    size_t n;
    ac_date today;
    ac_look look;
    const char *typed;
    ac_err *err;
} reading;

static ac_rc not_a_date(const reading *r)
{
    return ac_fail(r->err, AC_EUSAGE,
                   "\"%.60s\" is not a date. Write 2026-09-30, 30 sep 2026, tomorrow, friday, +2w or end of september",
                   r->typed);
}

static ac_rc checked(const reading *r, ac_date d, ac_date *out)
{
    if (d.year < YEAR_MIN || d.year > YEAR_MAX)
        return ac_fail(r->err, AC_EUSAGE, "\"%.60s\" lies outside the years %d to %d", r->typed, YEAR_MIN, YEAR_MAX);
    if (d.month < 1 || d.month > 12)
        return ac_fail(r->err, AC_EUSAGE, "\"%.60s\" has no such month: there are 12. Write year-month-day", r->typed);
    if (d.day < 1 || d.day > month_days(d.year, d.month))
        return ac_fail(r->err, AC_EUSAGE, "\"%.60s\" is no day of the calendar: that month ends on %04d-%02d-%02d", r->typed,
                       d.year, d.month, month_days(d.year, d.month));
    *out = d;
    return AC_OK;
}

static ac_rc in_days(const reading *r, int64_t days, ac_date *out)
{
    return checked(r, ac_date_of_days(ac_date_days(r->today) + days), out);
}

static ac_rc later(const reading *r, int64_t count, char unit, ac_date *out)
{
    switch (unit) {
    case 'd':
        return in_days(r, count, out);
    case 'w':
        return in_days(r, count * 7, out);
    case 'm':
        return checked(r, months_on(r->today, count), out);
    default:
        return checked(r, months_on(r->today, count * 12), out);
    }
}

/* A month without a year: the next one that has not ended, or the last one that has begun. */
static int year_of_month(const reading *r, int month)
{
    if (r->look == AC_LOOK_FORWARD)
        return month < r->today.month ? r->today.year + 1 : r->today.year;
    return month > r->today.month ? r->today.year - 1 : r->today.year;
}

static ac_date month_edge(int year, int month, bool is_end)
{
    return is_end ? end_of_month(year, month) : (ac_date){ year, month, 1 };
}

/* 30 september: the next such day, today included, or the last one. 29 february waits for a leap year. */
static ac_rc day_of_month(const reading *r, int day, int month, ac_date *out)
{
    int step = r->look == AC_LOOK_FORWARD ? 1 : -1;
    ac_date d = { r->today.year, month, day };

    for (int i = 0; i < 9; i++, d.year += step) {
        if (day == 29 && month == 2 && !is_leap(d.year))
            continue;
        if (d.day < 1 || d.day > month_days(d.year, month))
            break;
        if (step * (ac_date_days(d) - ac_date_days(r->today)) >= 0)
            return checked(r, d, out);
    }
    return checked(r, d, out);
}

static ac_rc weekday(const reading *r, int wanted, bool is_next, bool is_last, ac_date *out)
{
    int now = ac_date_weekday(r->today), ahead = (wanted - now + 7) % 7;
    bool forward = is_next || (!is_last && r->look == AC_LOOK_FORWARD);

    if (forward)
        return in_days(r, ahead == 0 ? 7 : ahead, out);
    return in_days(r, ahead == 0 ? -7 : ahead - 7, out);
}

/* A period by name: its last day, or its first one. `shift`: 0 this, 1 next, -1 last. */
static ac_rc period(const reading *r, const char *word, int shift, bool is_end, ac_date *out)
{
    ac_date t = r->today;

    if (is(word, "week")) {
        int64_t monday = ac_date_days(t) - (ac_date_weekday(t) + 6) % 7 + 7 * shift;
        return checked(r, ac_date_of_days(is_end ? monday + 6 : monday), out);
    }
    if (is(word, "month")) {
        ac_date d = months_on((ac_date){ t.year, t.month, 1 }, shift);
        return checked(r, month_edge(d.year, d.month, is_end), out);
    }
    if (is(word, "quarter")) {
        ac_date d = months_on((ac_date){ t.year, (t.month - 1) / 3 * 3 + 1, 1 }, 3 * shift);
        return checked(r, month_edge(d.year, is_end ? d.month + 2 : d.month, is_end), out);
    }
    if (is(word, "year"))
        return checked(r, month_edge(t.year + shift, is_end ? 12 : 1, is_end), out);
    return not_a_date(r);
}

static ac_rc quarter(const reading *r, int q, int year, bool is_end, ac_date *out)
{
    if (year == 0) {
        int now = (r->today.month - 1) / 3 + 1;

        year = r->today.year;
        if (r->look == AC_LOOK_FORWARD && q < now)
            year++;
        else if (r->look == AC_LOOK_BACK && q > now)
            year--;
    }
    return checked(r, month_edge(year, is_end ? 3 * q : 3 * q - 2, is_end), out);
}

/* "september", "q3", "month", "next month", "september 2027", "2026-q3"; words from `at` on. */
static ac_rc span(const reading *r, size_t at, bool is_end, ac_date *out)
{
    size_t left = r->n - at;
    int shift = 0, year = 0, m, q;
    const char *word;

    if (left == 2 && (is(r->words[at], "next") || is(r->words[at], "last") || is(r->words[at], "this"))) {
        shift = is(r->words[at], "next") ? 1 : is(r->words[at], "last") ? -1 : 0;
        return period(r, r->words[at + 1], shift, is_end, out);
    }
    if (left < 1 || left > 2)
        return not_a_date(r);
    word = r->words[at];
    if (left == 2 && !year_number(r->words[at + 1], &year)) {
        if (!year_number(r->words[at], &year))
            return not_a_date(r);
        word = r->words[at + 1]; /* 2026 q3, from 2026-q3 */
    }
    m = ac_month_typed(word);
    if (m > 0)
        return checked(r, month_edge(year != 0 ? year : year_of_month(r, m), m, is_end), out);
    if (quarter_number(word, &q))
        return quarter(r, q, year, is_end, out);
    if (left == 1 && year_number(word, &year))
        return checked(r, month_edge(year, is_end ? 12 : 1, is_end), out);
    return left == 1 ? period(r, word, 0, is_end, out) : not_a_date(r);
}

/* 2026-09-30, 30.9.2026, 03/04/2026 (refused), 2026/09/30 */
static ac_rc by_digits(const reading *r, ac_date *out, bool *out_read)
{
    int a, b, c, used = 0, na, nb, nc, nd;
    char sep, again;

    *out_read = true;
    if (sscanf(r->typed, "%n%4d%n%c%2d%n%c%4d%n", &na, &a, &nb, &sep, &b, &nc, &again, &c, &used) == 5 && used > 0 &&
        r->typed[used] == '\0' && sep == again && strchr("-./", sep) != NULL &&
        strspn(r->typed, "0123456789-./") == strlen(r->typed)) {
        nd = nb - na;
        if (nd == 4)
            return checked(r, (ac_date){ a, b, c }, out);
        if (used - nc - 1 != 4)
            return not_a_date(r); /* a year of two digits */
        if (sep == '.' || a == b)
            return checked(r, (ac_date){ c, b, a }, out);
        if (a > 12 && a <= 31 && b <= 12)
            return checked(r, (ac_date){ c, b, a }, out); /* only one reading is a date */
        if (b > 12 && b <= 31 && a <= 12)
            return checked(r, (ac_date){ c, a, b }, out);
        if (a >= 1 && a <= 12 && b >= 1 && b <= 12)
            return ac_fail(r->err, AC_EUSAGE, "%.20s can be %d %s or %d %s. Write %04d-%02d-%02d or %04d-%02d-%02d", r->typed,
                           a, ac_month_whole(b), b, ac_month_whole(a), c, b, a, c, a, b);
        return not_a_date(r);
    }
    *out_read = false;
    return AC_OK;
}

/* "+2w", "-5d" */
static bool by_sign(const char *word, int64_t *out_count, char *out_unit)
{
    size_t n;

    if (word[0] != '+' && word[0] != '-')
        return false;
    n = strspn(word + 1, "0123456789");
    if (n == 0 || n > 5)
        return false;
    *out_unit = unit_of(word + 1 + n);
    *out_count = atoi(word + 1) * (word[0] == '-' ? -1 : 1);
    return *out_unit != 0;
}

static ac_rc by_words(const reading *r, ac_date *out)
{
    char *const *w = r->words;
    int64_t many;
    int count, day, month, year;
    char unit;

    if (r->n == 1) {
        char said = ac_day_typed(w[0]);

        if (said != 0 && said != 's')
            return in_days(r, said == 't' ? 1 : said == 'y' ? -1 : 0, out);
        if (by_sign(w[0], &many, &unit))
            return later(r, many, unit, out);
        if (ac_weekday_typed(w[0]) >= 0)
            return weekday(r, ac_weekday_typed(w[0]), false, false, out);
    }
    if (r->n == 2 && (is(w[0], "next") || is(w[0], "last")) && ac_weekday_typed(w[1]) >= 0)
        return weekday(r, ac_weekday_typed(w[1]), is(w[0], "next"), is(w[0], "last"), out);
    if (r->n == 3 && is(w[0], "in") && (number(w[1], &count) || is(w[1], "a") || is(w[1], "one")) && (unit = unit_of(w[2])) != 0)
        return later(r, number(w[1], &count) ? count : 1, unit, out);
    if (r->n == 3 && is(w[2], "ago") && (number(w[0], &count) || is(w[0], "a") || is(w[0], "one")) && (unit = unit_of(w[1])) != 0)
        return later(r, number(w[0], &count) ? -count : -1, unit, out);
    if (r->n >= 2 && is(w[0], "end"))
        return span(r, is(w[1], "of") ? 2 : 1, true, out);
    if (r->n >= 2 && (is(w[0], "start") || is(w[0], "beginning")))
        return span(r, is(w[1], "of") ? 2 : 1, false, out);
    if (r->n == 2 && day_number(w[0], &day) && (month = ac_month_typed(w[1])) > 0)
        return day_of_month(r, day, month, out);
    if (r->n == 2 && day_number(w[1], &day) && (month = ac_month_typed(w[0])) > 0)
        return day_of_month(r, day, month, out);
    if (r->n == 3 && day_number(w[0], &day) && (month = ac_month_typed(w[1])) > 0 && year_number(w[2], &year))
        return checked(r, (ac_date){ year, month, day }, out);
    if (r->n == 3 && day_number(w[1], &day) && (month = ac_month_typed(w[0])) > 0 && year_number(w[2], &year))
        return checked(r, (ac_date){ year, month, day }, out);
    return span(r, 0, r->look == AC_LOOK_FORWARD, out);
}

ac_rc ac_date_parse(ac_date *out, const char *text, ac_date today, ac_look look, ac_err *err)
{
    reading r = { .today = today, .look = look, .typed = text, .err = err };
    char *save = NULL;
    bool was_read;
    ac_rc rc;

    while (*text == ' ')
        text++;
    r.typed = text;
    if (strlen(text) >= sizeof r.text)
        return not_a_date(&r);
    rc = by_digits(&r, out, &was_read);
    if (was_read)
        return rc;
    snprintf(r.text, sizeof r.text, "%s", text);
    /* 2026-q3 and 30-sep-2026 read as words; a sign in front stays one. */
    for (char *p = r.text; *p != '\0'; p++)
        if (*p == ',' || (*p == '-' && p != r.text))
            *p = ' ';
    for (char *word = strtok_r(r.text, " \t", &save); word != NULL; word = strtok_r(NULL, " \t", &save)) {
        if (ac_day_typed(word) == 's')
            continue;
        if (r.n == WORDS_MAX)
            return not_a_date(&r);
        r.words[r.n++] = word;
    }
    return r.n == 0 ? not_a_date(&r) : by_words(&r, out);
}

/* --- saying dates --- */

bool ac_date_of_iso(ac_date *out, const char *text)
{
    static const char shape[] = "dddd-dd-dd";
    ac_date d;

    if (strlen(text) != sizeof shape - 1)
        return false;
    for (size_t i = 0; shape[i] != '\0'; i++)
        if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i])
            return false;
    d = (ac_date){ atoi(text), atoi(text + 5), atoi(text + 8) };
    if (!ac_date_is_valid(d))
        return false;
    *out = d;
    return true;
}

void ac_date_iso(char out[AC_DATE_ISO_SIZE], ac_date d)
{
    assert(ac_date_is_valid(d));
    snprintf(out, AC_DATE_ISO_SIZE, "%04u-%02u-%02u", (unsigned)d.year % 10000u, (unsigned)d.month % 100u, (unsigned)d.day % 100u);
}

static void say(char *out, size_t size, ac_date d, bool with_year)
{
    const char *day = ac_weekday_short(ac_date_weekday(d)), *month = ac_month_short(d.month);

    if (with_year)
        snprintf(out, size, ac_tr_in("date: week day, day, month, year", "%s %d %s %d"), day, d.day, month, d.year);
    else
        snprintf(out, size, ac_tr_in("date: week day, day, month", "%s %d %s"), day, d.day, month);
}

void ac_date_short(char out[AC_DATE_SAID_SIZE], ac_date d)
{
    say(out, AC_DATE_SAID_SIZE, d, true);
}

void ac_date_echo(char out[AC_DATE_SAID_SIZE], ac_date d, ac_date today)
{
    char day[AC_DATE_SAID_SIZE / 2];
    long days = (long)(ac_date_days(d) - ac_date_days(today));

    say(day, sizeof day, d, true);
    if (days == 0)
        snprintf(out, AC_DATE_SAID_SIZE, _("%s (today)"), day);
    else if (days == 1)
        snprintf(out, AC_DATE_SAID_SIZE, _("%s (tomorrow)"), day);
    else if (days == -1)
        snprintf(out, AC_DATE_SAID_SIZE, _("%s (yesterday)"), day);
    else if (days > 0)
        snprintf(out, AC_DATE_SAID_SIZE, ac_plural("%s (in %ld day)", "%s (in %ld days)", (unsigned long)days), day, days);
    else
        snprintf(out, AC_DATE_SAID_SIZE, ac_plural("%s (%ld day ago)", "%s (%ld days ago)", (unsigned long)-days), day, -days);
}

void ac_date_near(char out[AC_DATE_SAID_SIZE], ac_date d, ac_date today)
{
    if (ac_date_days(d) == ac_date_days(today))
        snprintf(out, AC_DATE_SAID_SIZE, "%s", _("today"));
    else
        say(out, AC_DATE_SAID_SIZE, d, d.year != today.year);
}

void ac_time_said(char out[AC_DATE_SAID_SIZE], int64_t ms, ac_date today)
{
    char day[AC_DATE_SAID_SIZE];
    time_t t = (time_t)(ms / 1000);
    struct tm tm = { 0 };

    localtime_r(&t, &tm);
    ac_date_near(day, ac_date_of_ms(ms), today);
    snprintf(out, AC_DATE_SAID_SIZE, "%.170s %02d:%02d", day, tm.tm_hour % 24, tm.tm_min % 60);
}

/* --- slots --- */

ac_rc ac_date_slots(ac_date first, const char *every, ac_date until, ac_date *out, size_t max, size_t *out_n, ac_err *err)
{
    int months = strcmp(every, "month") == 0 ? 1 : strcmp(every, "quarter") == 0 ? 3 : strcmp(every, "year") == 0 ? 12 : 0;
    size_t n = 0;

    if (months == 0)
        return ac_fail(err, AC_EUSAGE, "\"%.40s\" is no rhythm. Write month, quarter or year", every);
    for (;; n++) {
        ac_date d = months_on(first, (int64_t)n * months);

        if (!ac_date_is_valid(d) || ac_date_days(d) > ac_date_days(until))
            break;
        if (n == max)
            return ac_fail(err, AC_EUSAGE, "that makes more than %zu dates. Choose an earlier end or a slower rhythm", max);
        out[n] = d;
    }
    if (n == 0)
        return ac_fail(err, AC_EUSAGE, "the end (%04d-%02d-%02d) lies before the first date (%04d-%02d-%02d)", until.year,
                       until.month, until.day, first.year, first.month, first.day);
    *out_n = n;
    return AC_OK;
}
