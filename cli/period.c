/* period.c - a period, read from what was typed. */
#include "cli/period.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ac_date last_of_month(int year, int month)
{
    ac_date first = { month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1 };

    return ac_date_of_days(ac_date_days(first) - 1);
}

static bool months(ac_period *out, int year, int from, int until)
{
    if (year < 1900 || year > 2199 || from < 1 || until > 12 || from > until)
        return false;
    out->from = (ac_date){ year, from, 1 };
    out->until = last_of_month(year, until);
    return true;
}

static bool are_digits(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isdigit((unsigned char)text[i]))
            return false;
    return strlen(text) >= n;
}

/* A day as people write it; with its year also a month or quarter, from its first day to its last. What means one thing
 * looking back and another looking forward ("friday", "q3") is not guessed at. */
static ac_rc read_date(ac_period *out, const char *text, ac_date today, ac_err *err)
{
    ac_rc rc = ac_date_parse(&out->from, text, today, AC_LOOK_BACK, err);
    bool has_year = false;

    for (const char *p = text; *p != '\0'; p++)
        has_year = has_year || are_digits(p, 4);
    if (rc == AC_OK)
        rc = ac_date_parse(&out->until, text, today, AC_LOOK_FORWARD, err);
    if (rc == AC_OK && !has_year && ac_date_days(out->from) != ac_date_days(out->until))
        rc = ac_fail(err, AC_EUSAGE, "\"%.40s\" may be of any year. Write 2026, 2026-q2, 2026-06, or two dates: 2026-01-01..2026-06-30", text);
    return rc;
}

/* 2026, 2026-q2, 2026-06; else a date as people write it. */
static ac_rc read_one(ac_period *out, const char *text, ac_date today, ac_err *err)
{
    int year = are_digits(text, 4) ? atoi((char[]){ text[0], text[1], text[2], text[3], '\0' }) : 0;
    bool good = false;

    if (year != 0 && text[4] == '\0')
        good = months(out, year, 1, 12);
    else if (year != 0 && text[4] == '-' && tolower((unsigned char)text[5]) == 'q' && text[6] >= '1' && text[6] <= '4' && text[7] == '\0')
        good = months(out, year, 3 * (text[6] - '0') - 2, 3 * (text[6] - '0'));
    else if (year != 0 && text[4] == '-' && are_digits(text + 5, 2) && text[7] == '\0')
        good = months(out, year, 10 * (text[5] - '0') + text[6] - '0', 10 * (text[5] - '0') + text[6] - '0');
    else if (text[0] != '\0' && (year == 0 || text[4] != '-' || tolower((unsigned char)text[5]) != 'q'))
        return read_date(out, text, today, err);
    if (!good)
        return ac_fail(err, AC_EUSAGE, "\"%.40s\" is no period. Write 2026, 2026-q2, 2026-06, or two dates: 2026-01-01..2026-06-30", text);
    return AC_OK;
}

ac_rc ac_period_read(ac_period *out, const char *text, ac_date today, ac_err *err)
{
    const char *dots = strstr(text, "..");
    ac_period first, last;
    char begin[64];
    ac_rc rc;

    if (dots != NULL && (size_t)(dots - text) < sizeof begin) {
        snprintf(begin, sizeof begin, "%.*s", (int)(dots - text), text);
        rc = read_one(&first, begin, today, err);
        if (rc == AC_OK)
            rc = read_one(&last, dots + 2, today, err);
    } else {
        rc = read_one(&first, text, today, err);
        last = first;
    }
    if (rc != AC_OK)
        return rc;
    if (ac_date_days(last.until) < ac_date_days(first.from))
        return ac_fail(err, AC_EUSAGE, "the period \"%.60s\" ends before it begins", text);
    *out = (ac_period){ .is_given = true, .from = first.from, .until = last.until };
    return AC_OK;
}

bool ac_period_has(const ac_period *period, ac_date day)
{
    return !period->is_given || (ac_date_days(day) >= ac_date_days(period->from) && ac_date_days(day) <= ac_date_days(period->until));
}

ac_rc ac_opt_span(ac_cli *cli, ac_date *out_from, ac_date *out_until)
{
    bool takes_period = ac_args_takes(cli->args, "period") && !ac_args_takes(cli->args, "html");
    const char *text = takes_period ? ac_opt(cli, "period") : NULL;
    ac_period period;
    ac_rc rc = ac_opt_date(cli, "from", AC_LOOK_BACK, out_from);

    if (rc == AC_OK)
        rc = ac_opt_date(cli, "until", AC_LOOK_FORWARD, out_until);
    if (rc == AC_OK && text != NULL && (out_from->month != 0 || out_until->month != 0))
        rc = ac_fail(&cli->err, AC_EUSAGE, "say --period, or --from and --until, not both");
    if (rc == AC_OK && text != NULL) {
        rc = ac_period_read(&period, text, cli->today, &cli->err);
        if (rc != AC_OK)
            return ac_wrap(&cli->err, rc, "--period");
        *out_from = period.from;
        *out_until = period.until;
    }
    if (rc == AC_OK && out_from->month != 0 && out_until->month != 0 && ac_date_days(*out_until) < ac_date_days(*out_from))
        rc = ac_fail(&cli->err, AC_EUSAGE, "--until lies before --from: nothing can lie between them");
    return rc;
}
