/* charts.c - the charts of a report: promises over time, made and received, levels, freshness. */
#include "cli/report/chart.h"
#include "cli/report/report.h"

#include <stdio.h>
#include <stdlib.h>

/* --- promises over time --- */

static const ac_counts drawn_counts[] = { AC_COUNTS_KEPT, AC_COUNTS_NOT_KEPT, AC_COUNTS_OPEN, AC_COUNTS_NEITHER };
#define OVER_TIME 5 /* these, open ones in two: in force, and offered */

typedef struct {
    char name[16];
    int32_t end; /* its last day */
} bucket;

/* The index of a month since year 0. */
static int month_of(ac_date d)
{
    return 12 * d.year + d.month - 1;
}

/* Months, quarters or years that cover all of it up to today; at most AC_REPORT_BUCKETS, the last ones. */
static size_t cut_time(const ac_report *r, bucket out[AC_REPORT_BUCKETS])
{
    int32_t first = (int32_t)ac_date_days(r->cli->today);
    int from, until = month_of(r->cli->today), step;
    size_t n = 0;

    for (size_t i = 0; i < r->picked.n; i++)
        first = r->days[i].promised != AC_NO_DAY && r->days[i].promised < first ? r->days[i].promised : first;
    from = month_of(ac_date_of_days(first));
    step = until - from < 24 ? 1 : until - from < 72 ? 3 : 12;
    from -= from % step;
    while ((until - from) / step >= AC_REPORT_BUCKETS)
        from += step;
    for (int m = from; m <= until; m += step, n++) {
        int next = m + step;
        ac_date after = { next / 12, next % 12 + 1, 1 };
        out[n].end = (int32_t)ac_date_days(after) - 1;
        if (step == 1)
            snprintf(out[n].name, sizeof out[n].name, "%d-%02d", m / 12 % 10000, m % 12 + 1);
        else if (step == 3)
            snprintf(out[n].name, sizeof out[n].name, "%d Q%d", m / 12 % 10000, m % 12 / 3 + 1);
        else
            snprintf(out[n].name, sizeof out[n].name, "%d", m / 12 % 10000);
    }
    return n;
}

/* What a promise was at the end of a day: an index of the series; -1: not yet made. */
static int was(const ac_report *r, size_t i, int32_t day)
{
    const ac_report_span *s = &r->days[i];
    int state = ac_report_state_of(&r->picked.rows[i]);
    ac_counts ended = state == AC_REPORT_LAPSED ? AC_COUNTS_NEITHER : ac_counts_of((ac_commitment_state)state, false);

    if (s->promised == AC_NO_DAY || s->promised > day)
        return -1;
    if (s->ended != AC_NO_DAY && s->ended <= day && ended != AC_COUNTS_OPEN)
        return ended == AC_COUNTS_KEPT ? 0 : ended == AC_COUNTS_NOT_KEPT ? 1 : 3;
    return s->agreed != AC_NO_DAY && s->agreed <= day ? 2 : 4;
}

static void over_time(const ac_report *r)
{
    const char *series[OVER_TIME] = { ac_report_counts_word(AC_COUNTS_KEPT), ac_report_counts_word(AC_COUNTS_NOT_KEPT), _("in force"),
                                      ac_report_counts_word(AC_COUNTS_NEITHER), _("offered") };
    const char *names[AC_REPORT_BUCKETS];
    int64_t values[AC_REPORT_BUCKETS * OVER_TIME] = { 0 };
    bucket time[AC_REPORT_BUCKETS];
    ac_chart c = { .id = "chart-time", .title = _("Promises over time"),
                   .about = _("How many promises there were at the end of each month, quarter or year, and how they stood: by the day each was "
                              "offered, came into force and had its last answer."),
                   .none = _("No promise has been made yet."), .row_head = _("at the end of"), .series = series, .nseries = OVER_TIME,
                   .rows = names, .values = values, .has_total = true };

    c.nrows = cut_time(r, time);
    for (size_t b = 0; b < c.nrows; b++) {
        names[b] = time[b].name;
        for (size_t i = 0; i < r->picked.n; i++) {
            int which = was(r, i, time[b].end);
            if (which >= 0)
                values[b * OVER_TIME + (size_t)which]++;
        }
    }
    ac_chart_columns(r->h, &c);
}

/* --- by partner --- */

#define BY_PARTNER 5

static void by_partner(const ac_report *r, bool is_made)
{
    const char *series[BY_PARTNER] = { ac_report_counts_word(AC_COUNTS_KEPT), ac_report_counts_word(AC_COUNTS_NOT_KEPT),
                                       ac_report_counts_word(AC_COUNTS_OPEN), ac_report_counts_word(AC_COUNTS_NEITHER),
                                       ac_report_counts_word(AC_COUNTS_CONTESTED) };
    const char **names = calloc(r->norgs + 1, sizeof *names);
    int64_t *values = calloc((r->norgs + 1) * BY_PARTNER, sizeof *values);
    ac_chart c = { .id = is_made ? "chart-made" : "chart-received", .title = is_made ? _("Promises made, by partner") : _("Promises received, by partner"),
                   .about = is_made ? _("Each promise counts for the partner that made it.")
                                    : _("A promise to several partners counts for each of them."),
                   .none = _("No promise has been made yet."), .row_head = _("partner"), .series = series, .nseries = BY_PARTNER, .rows = names,
                   .rows_foreign = true, .values = values, .has_total = true };

    for (size_t i = 0; names != NULL && values != NULL && i < r->norgs; i++) {
        const ac_report_org *o = &r->orgs[i];
        const int64_t *counts = is_made ? o->made : o->received;
        if (!o->is_partner)
            continue;
        names[c.nrows] = o->code;
        for (size_t s = 0; s < sizeof drawn_counts / sizeof *drawn_counts; s++)
            values[c.nrows * BY_PARTNER + s] = counts[drawn_counts[s]];
        values[c.nrows * BY_PARTNER + 4] = counts[AC_COUNTS_CONTESTED];
        c.nrows++;
    }
    ac_chart_bars(r->h, &c);
    free(names);
    free(values);
}

/* --- levels and freshness --- */

static void pyramid(const ac_report *r)
{
    const char *series[] = { _("promises") }, *rows[3];
    int64_t values[3];
    ac_chart c = { .id = "chart-levels", .title = _("Levels of success"),
                   .about = _("What the promises aim at, by the level that was agreed for each; the third level stands on top."),
                   .none = _("No promise names a level."), .row_head = _("level"), .series = series, .nseries = 1, .rows = rows, .nrows = 3,
                   .values = values };
    ac_buf text[3] = { { 0 }, { 0 }, { 0 } };

    for (int i = 0; i < 3; i++) {
        ac_buf_printf(&text[i], "%d · %s", 3 - i, ac_report_level(3 - i));
        rows[i] = ac_buf_text(&text[i]);
        values[i] = r->by_level[3 - i];
    }
    ac_chart_pyramid(r->h, &c);
    if (r->by_level[0] > 0 && r->by_level[0] < (int64_t)r->picked.n) {
        h_open(r->h, "p", "class", "quiet", NULL);
        h_say(r->h, ac_plural("%s promise names no level.", "%s promises name no level.", (unsigned long)r->by_level[0]), H_NUMBER(r->by_level[0]));
        h_close(r->h, "p");
    }
    for (int i = 0; i < 3; i++)
        ac_buf_free(&text[i]);
}

static void freshness(const ac_report *r)
{
    const char *series[] = { _("promises under way") };
    const char *rows[] = { _("in time"), _("late"), _("very late") };
    const int64_t values[] = { r->by_fresh[AC_FRESH_GREEN], r->by_fresh[AC_FRESH_AMBER], r->by_fresh[AC_FRESH_RED] };
    ac_chart c = { .id = "chart-fresh", .title = _("How fresh the reports are"),
                   .about = _("Promises under way, by the time since the last report: in time is within the agreed rhythm (a quarter of a year where none "
                              "is agreed), very late is more than twice as long."),
                   .none = _("No promise is under way."), .row_head = _("last report"), .series = series, .nseries = 1, .rows = rows, .nrows = 3,
                   .values = values };

    ac_chart_bars(r->h, &c);
}

ac_rc ac_report_charts(ac_report *r)
{
    ac_rc rc;

    ac_report_begin(r, "charts", _("Charts"));
    over_time(r);
    by_partner(r, true);
    by_partner(r, false);
    rc = ac_report_brought(r);
    if (rc != AC_OK)
        return rc;
    pyramid(r);
    freshness(r);
    ac_report_end(r);
    return AC_OK;
}
