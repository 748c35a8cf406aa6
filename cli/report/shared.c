/* shared.c - what the sections of a report share: times, words, places, tables. */
#include "cli/practice/said.h"
#include "cli/report/report.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* --- times --- */

ac_report_time ac_report_at(int64_t ms)
{
    ac_report_time t = { "", "" };
    time_t at = (time_t)(ms / 1000);
    ac_date day = ac_date_of_ms(ms);
    struct tm local, utc;
    size_t n;

    ac_date_short(t.said, day);
    n = strlen(t.said);
    if (localtime_r(&at, &local) == NULL || gmtime_r(&at, &utc) == NULL || utc.tm_year < 0 || utc.tm_year > 8099)
        return t;
    snprintf(t.said + n, sizeof t.said - n, " %02d:%02d", local.tm_hour % 24, local.tm_min % 60);
    strftime(t.iso, sizeof t.iso, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return t;
}

ac_report_time ac_report_day(const char *iso)
{
    ac_report_time t = { "", "" };
    ac_date day;

    if (ac_date_of_iso(&day, iso)) {
        snprintf(t.iso, sizeof t.iso, "%s", iso);
        ac_date_short(t.said, day);
    }
    return t;
}

ac_report_time ac_report_days(int32_t day)
{
    char iso[11] = "";

    if (day != AC_NO_DAY)
        ac_day_text(day, iso);
    return ac_report_day(iso);
}

/* --- words --- */

const char *ac_report_state(ac_commitment_state state)
{
    switch (state) {
    case AC_STATE_PROPOSED:
        return _("proposed");
    case AC_STATE_CROSSED:
        return _("crossed");
    case AC_STATE_RETRACTED:
        return _("taken back");
    case AC_STATE_DECLINED:
        return _("declined");
    case AC_STATE_ACCEPTED:
        return _("accepted");
    case AC_STATE_RELEASED:
        return _("released");
    case AC_STATE_DISPUTED:
        return _("disputed");
    case AC_STATE_WITHDRAWN:
        return _("withdrawn");
    case AC_STATE_DELIVERED:
        return _("delivered");
    case AC_STATE_SUSPENDED:
        return _("suspended");
    case AC_STATE_IN_PROGRESS:
        return _("in progress");
    case AC_STATE_AGREED:
        return _("agreed");
    case AC_STATE_NONE:
        break;
    }
    return _("lapsed");
}

const char *ac_report_counts_word(ac_counts counts)
{
    switch (counts) {
    case AC_COUNTS_OPEN:
        return _("open");
    case AC_COUNTS_KEPT:
        return _("kept");
    case AC_COUNTS_NOT_KEPT:
        return _("not kept");
    case AC_COUNTS_NEITHER:
        return _("neither");
    case AC_COUNTS_CONTESTED:
        break;
    }
    return _("disputed history");
}

const char *ac_report_label(const char *code, ac_vocab vocab)
{
    const ac_term *t = code != NULL ? ac_vocab_find(vocab, code) : NULL;

    return t != NULL ? _(t->label) : code != NULL ? code : "";
}

const char *ac_report_level(int level)
{
    static const char *const words[] = { N_("no level said"), N_("practical solutions"), N_("influences behaviour and systems"),
                                         N_("changes the rules") };

    return _(words[level >= 1 && level <= 3 ? level : 0]);
}

ac_counts ac_report_counts_of(const ac_picked_row *row)
{
    int state = ac_state_of_word(row->row.state);

    if (row->clock.is_lapsed && !row->row.is_contested)
        return AC_COUNTS_NEITHER;
    return ac_counts_of(state >= 0 ? (ac_commitment_state)state : AC_STATE_NONE, row->row.is_contested);
}

int ac_report_state_of(const ac_picked_row *row)
{
    int state = ac_state_of_word(row->row.state);

    return row->clock.is_lapsed || state < 0 ? AC_REPORT_LAPSED : state;
}

const char *ac_report_title(const ac_commitment_row *row)
{
    return row->title[0] != '\0' ? row->title : _("(its words are not here)");
}

void ac_report_imported(ac_html *h, bool is_imported)
{
    if (!is_imported)
        return;
    h_word(h, " ");
    h_element(h, "span", "mark", ac_said_imported());
}

const char *ac_report_place(const char *ref, char out[AC_REPORT_ID_SIZE])
{
    snprintf(out, AC_REPORT_ID_SIZE, "p-%s", ref);
    return out;
}

/* --- blocks --- */

void ac_report_about(ac_report *r, const char *refs)
{
    bool is_first = true;

    if (refs[0] == '\0')
        return;
    h_open(r->h, "p", "class", "quiet", NULL);
    h_word(r->h, _("about"));
    for (const char *p = refs; *p != '\0';) {
        char ref[AC_REF_SIZE], place[AC_REPORT_ID_SIZE];
        size_t n = strcspn(p, ",");
        bool is_here = false;
        snprintf(ref, sizeof ref, "%.*s", (int)(n < sizeof ref ? n : sizeof ref - 1), p);
        for (size_t i = 0; !is_here && i < r->picked.n; i++)
            is_here = strcmp(r->picked.rows[i].row.ref, ref) == 0;
        h_word(r->h, is_first ? " " : _(", "));
        is_first = false;
        if (is_here)
            h_put(r->h, (h_arg)H_LINK(ac_report_place(ref, place), ref));
        else
            h_text(r->h, ref);
        p += n + (p[n] == ',');
    }
    h_close(r->h, "p");
}

void ac_report_begin(ac_report *r, const char *id, const char *title)
{
    char heading[64];

    snprintf(heading, sizeof heading, "%s-heading", id);
    h_open(r->h, "section", "id", id, "aria-labelledby", heading, NULL);
    h_open(r->h, "h2", "id", heading, NULL);
    h_word(r->h, title);
    h_close(r->h, "h2");
    h_line(r->h);
}

void ac_report_end(ac_report *r)
{
    h_close(r->h, "section");
    h_line(r->h);
}

void ac_report_table(ac_html *h, const char *id, const char *caption, const char *const *columns, unsigned numbers)
{
    h_open(h, "div", "class", "wide", "tabindex", "0", "role", "region", "aria-labelledby", id, NULL);
    h_open(h, "table", NULL);
    h_open(h, "caption", "id", id, NULL);
    h_word(h, caption);
    h_close(h, "caption");
    h_open(h, "thead", NULL);
    h_open(h, "tr", NULL);
    for (; *columns != NULL; columns++, numbers >>= 1) {
        h_open(h, "th", "scope", "col", "class", numbers & 1 ? "n" : NULL, NULL);
        h_word(h, *columns);
        h_close(h, "th");
    }
    h_close(h, "tr");
    h_close(h, "thead");
    h_line(h);
    h_open(h, "tbody", NULL);
}

void ac_report_table_end(ac_html *h)
{
    h_close(h, "tbody");
    h_close(h, "table");
    h_close(h, "div");
    h_line(h);
}
