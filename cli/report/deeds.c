/* deeds.c - what was done in the period, counted from the signed acts, and the section that says it. */
#include "cli/report/detail.h"
#include "core/kind.h"

/* The day a text came into force: that of the last yes among its parties. */
static int32_t day_of_text(const ac_opened *o, int text)
{
    int parties[2 * AC_PARTIES_MAX], n = ac_show_parties(&o->s, text, parties);
    int32_t day = ac_record_act(o->s.record, text)->day;

    for (int i = 0; i < n; i++) {
        int yes = ac_show_yes(&o->s, text, parties[i]);
        if (yes >= 0 && ac_record_act(o->s.record, yes)->day > day)
            day = ac_record_act(o->s.record, yes)->day;
    }
    return day;
}

static bool is_ending(uint16_t kind)
{
    return kind == AC_KIND_ACCEPT || kind == AC_KIND_ACCEPT_RESERVED || kind == AC_KIND_DISPUTE || kind == AC_KIND_WITHDRAW ||
           kind == AC_KIND_RELEASE || kind == AC_KIND_DECLINE || kind == AC_KIND_RETRACT || kind == AC_KIND_RESOLVE;
}

static void read_days(const ac_opened *o, ac_report_span *out)
{
    const ac_answers *a = o->s.a;
    int32_t last = AC_NO_DAY;

    *out = (ac_report_span){ ac_record_act(o->s.record, 0)->day, AC_NO_DAY, AC_NO_DAY };
    if (a->nversions > 0)
        out->agreed = day_of_text(o, a->versions[0]);
    for (int i = 0; i < ac_record_acts(o->s.record); i++)
        if (is_ending(ac_record_act(o->s.record, i)->kind) && ac_show_passed(&o->s, i) && a->aside[i] == AC_WHY_OK)
            last = ac_record_act(o->s.record, i)->day > last ? ac_record_act(o->s.record, i)->day : last;
    if (a->counts == AC_COUNTS_KEPT || a->counts == AC_COUNTS_NOT_KEPT || a->counts == AC_COUNTS_NEITHER)
        out->ended = last != AC_NO_DAY ? last : ac_record_act(o->s.record, ac_record_acts(o->s.record) - 1)->day;
}

static int deed_of(uint16_t kind)
{
    switch (kind) {
    case AC_KIND_PROPOSE:
        return AC_REPORT_PROMISED;
    case AC_KIND_DELIVER:
        return AC_REPORT_DELIVERED;
    case AC_KIND_ACCEPT:
    case AC_KIND_ACCEPT_RESERVED:
        return AC_REPORT_ACCEPTED;
    case AC_KIND_DISPUTE:
        return AC_REPORT_DISPUTED;
    case AC_KIND_WITHDRAW:
        return AC_REPORT_WITHDRAWN;
    case AC_KIND_RELEASE:
        return AC_REPORT_RELEASED;
    case AC_KIND_DECLINE:
    case AC_KIND_RETRACT:
        return AC_REPORT_DECLINED;
    default:
        return -1;
    }
}

static bool is_in(const ac_report *r, int32_t day)
{
    return ac_period_has(&r->period, ac_date_of_days(day));
}

void ac_report_count_acts(ac_report *r, const ac_opened *o, ac_report_span *out)
{
    const ac_answers *a = o->s.a;

    read_days(o, out);
    for (int i = 0; i < ac_record_acts(o->s.record); i++) {
        int deed = deed_of(ac_record_act(o->s.record, i)->kind);
        if (deed >= 0 && ac_show_passed(&o->s, i) && is_in(r, ac_record_act(o->s.record, i)->day))
            r->deeds[deed]++;
    }
    for (int i = 0; i < a->nversions; i++)
        r->deeds[i == 0 ? AC_REPORT_AGREED : AC_REPORT_CHANGED] += is_in(r, day_of_text(o, a->versions[i]));
}

/* --- the section --- */

static const char *const said[AC_REPORT_DEEDS] = {
    [AC_REPORT_PROMISED] = N_("promises offered"),
    [AC_REPORT_AGREED] = N_("promises that came into force"),
    [AC_REPORT_CHANGED] = N_("agreed texts changed, all having signed"),
    [AC_REPORT_DELIVERED] = N_("deliveries"),
    [AC_REPORT_ACCEPTED] = N_("acceptances, one for each organisation that gave one"),
    [AC_REPORT_DISPUTED] = N_("disputes opened"),
    [AC_REPORT_WITHDRAWN] = N_("promises withdrawn"),
    [AC_REPORT_RELEASED] = N_("releases, one for each organisation that gave one"),
    [AC_REPORT_DECLINED] = N_("offers, texts or answers declined or taken back"),
};

ac_rc ac_report_period(ac_report *r)
{
    const char *columns[] = { _("what was done"), _("how often"), NULL };
    char from[AC_DATE_ISO_SIZE], until[AC_DATE_ISO_SIZE];

    ac_report_begin(r, "period", r->period.is_given ? _("What happened in the period") : _("What happened so far"));
    if (r->period.is_given) {
        ac_date_iso(from, r->period.from);
        ac_date_iso(until, r->period.until);
        h_open(r->h, "p", NULL);
        h_say(r->h, _("From %s to %s, by the clocks of those who wrote. All other sections say how things stand when this report was made."),
              H_AT(ac_report_day(from)), H_AT(ac_report_day(until)));
        h_close(r->h, "p");
    }
    ac_report_table(r->h, "period-table", _("Acts that were signed and count"), columns, 2);
    for (int i = 0; i < AC_REPORT_DEEDS; i++) {
        h_open(r->h, "tr", NULL);
        h_open(r->h, "th", "scope", "row", NULL);
        h_word(r->h, _(said[i]));
        h_close(r->h, "th");
        h_open(r->h, "td", "class", "n", NULL);
        h_number(r->h, r->deeds[i]);
        h_close(r->h, "td");
        h_close(r->h, "tr");
        h_line(r->h);
    }
    ac_report_table_end(r->h);
    ac_report_end(r);
    return AC_OK;
}
