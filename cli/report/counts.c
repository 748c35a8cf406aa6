/* counts.c - the promises of a report, gathered and counted: every promise in one row, every row in one sum. */
#include "cli/report/report.h"

#include <stdlib.h>
#include <string.h>

/* --- gathering --- */

static ac_report_org *org_of(ac_report *r, const char *code)
{
    for (size_t i = 0; i < r->norgs; i++)
        if (strcmp(r->orgs[i].code, code) == 0)
            return &r->orgs[i];
    return NULL;
}

static ac_rc read_orgs(ac_report *r)
{
    ac_members *members;
    ac_rc rc = ac_notebook_members(r->cli->nb, r->p.space, &members, &r->cli->err);

    if (rc != AC_OK)
        return rc;
    r->orgs = calloc((size_t)ac_members_orgs(members) + 1, sizeof *r->orgs);
    if (r->orgs == NULL)
        return ac_fail(&r->cli->err, AC_ENOMEM, "out of memory");
    for (int i = 0; i < ac_members_orgs(members); i++) {
        const ac_org *o = ac_members_org(members, i);
        ac_report_org *to = &r->orgs[r->norgs];
        if (org_of(r, o->code) != NULL)
            continue;
        memcpy(to->code, o->code, sizeof to->code);
        to->sector = o->sector;
        to->name = o->name;
        to->is_partner = o->is_partner;
        r->norgs++;
    }
    return AC_OK;
}

static void count_one(ac_report *r, const ac_picked_row *row)
{
    ac_counts counts = ac_report_counts_of(row);
    int state = ac_report_state_of(row), level = row->row.level >= 1 && row->row.level <= 3 ? row->row.level : 0;
    ac_report_org *org = org_of(r, row->row.promisor);

    r->by_state[state][counts]++;
    r->by_counts[counts]++;
    r->by_level[level]++;
    r->by_fresh[row->clock.fresh]++;
    r->clashes += row->row.is_clash;
    r->overdue += row->clock.is_overdue;
    r->stale += row->clock.is_stale;
    r->disputed += state == AC_STATE_DISPUTED;
    r->waiting += state == AC_STATE_DELIVERED;
    if (org != NULL)
        org->made[counts]++;
    for (size_t i = 0; i < r->norgs; i++)
        if (ac_look_names(row->row.promisees, r->orgs[i].code))
            r->orgs[i].received[counts]++;
}

ac_rc ac_report_gather(ac_report *r)
{
    ac_rc rc = read_orgs(r);

    if (rc == AC_OK)
        rc = ac_pick(&r->look, &r->picked);
    for (size_t i = 0; rc == AC_OK && i < r->picked.n; i++)
        count_one(r, &r->picked.rows[i]);
    if (rc == AC_OK) {
        r->days = calloc(r->picked.n + 1, sizeof *r->days);
        if (r->days == NULL)
            rc = ac_fail(&r->cli->err, AC_ENOMEM, "out of memory");
    }
    return rc;
}

/* --- the section --- */

static void big_number(ac_report *r, int64_t n, const char *what)
{
    h_open(r->h, "div", NULL);
    h_open(r->h, "dt", NULL);
    h_word(r->h, what);
    h_close(r->h, "dt");
    h_open(r->h, "dd", NULL);
    h_number(r->h, n);
    h_close(r->h, "dd");
    h_close(r->h, "div");
}

static void row(ac_report *r, const char *class_name, const char *scope, const char *what, int64_t n, const char *means)
{
    h_open(r->h, "tr", "class", class_name, NULL);
    h_open(r->h, "th", "scope", scope, NULL);
    h_word(r->h, what);
    h_close(r->h, "th");
    h_open(r->h, "td", "class", "n", NULL);
    h_number(r->h, n);
    h_close(r->h, "td");
    h_open(r->h, "td", NULL);
    h_word(r->h, means);
    h_close(r->h, "td");
    h_close(r->h, "tr");
    h_line(r->h);
}

static const struct {
    int state;
    const char *means;
} rows[] = {
    { AC_STATE_ACCEPTED, N_("those it was promised to said: this is what we were promised") },
    { AC_STATE_DISPUTED, N_("one of those it was promised to says that it was not kept; no resolution is signed yet") },
    { AC_STATE_WITHDRAWN, N_("who promised it took it back alone, and said so") },
    { AC_STATE_PROPOSED, N_("offered, not yet signed by all") },
    { AC_STATE_AGREED, N_("signed by all, nothing reported yet") },
    { AC_STATE_IN_PROGRESS, N_("signed by all, and reported on") },
    { AC_STATE_SUSPENDED, N_("set to rest for a time by one of the two sides") },
    { AC_STATE_DELIVERED, N_("who promised it says that it is done; the others have not answered yet") },
    { AC_STATE_RELEASED, N_("all it was promised to let it go") },
    { AC_STATE_DECLINED, N_("not signed: refused by one that was to sign") },
    { AC_STATE_RETRACTED, N_("the offer was taken back before all had signed") },
    { AC_REPORT_LAPSED, N_("the offer stood until a date that has passed") },
    { AC_STATE_CROSSED, N_("a yes and a no crossed each other on the way") },
};

static const struct {
    ac_counts counts;
    const char *sum, *means;
} sums[] = {
    { AC_COUNTS_KEPT, N_("Kept"), N_("accepted by those it was promised to") },
    { AC_COUNTS_NOT_KEPT, N_("Not kept"), N_("withdrawn or disputed") },
    { AC_COUNTS_OPEN, N_("Open"), N_("offered or under way") },
    { AC_COUNTS_NEITHER, N_("Neither"), N_("released, or never agreed") },
    { AC_COUNTS_CONTESTED, N_("Disputed history"), N_("an organisation says that an act in it was not its own") },
};
#define NSUMS (sizeof sums / sizeof *sums)

static void table_of_counts(ac_report *r)
{
    const char *columns[] = { _("where it stands"), _("how many"), _("what that means"), NULL };

    ac_report_table(r->h, "counts-table", _("Every promise stands in one row; the rows of a group sum to its line in bold, and these to the last"),
                    columns, 2);
    for (size_t s = 0; s < NSUMS; s++) {
        row(r, "sum", "row", _(sums[s].sum), r->by_counts[sums[s].counts], _(sums[s].means));
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            int64_t n = r->by_state[rows[i].state][sums[s].counts];
            bool belongs = ac_counts_of(rows[i].state == AC_REPORT_LAPSED ? AC_STATE_RETRACTED : (ac_commitment_state)rows[i].state, false) ==
                           sums[s].counts;
            if (belongs || n > 0)
                row(r, "part", "row", ac_report_state((ac_commitment_state)rows[i].state), n, _(rows[i].means));
        }
    }
    row(r, "total", "row", _("All promises"), (int64_t)r->picked.n, "");
    ac_report_table_end(r->h);
}

ac_rc ac_report_counts(ac_report *r)
{
    ac_report_begin(r, "counts", _("The promises in numbers"));
    h_open(r->h, "dl", "class", "big", NULL);
    big_number(r, (int64_t)r->picked.n, _("promises"));
    for (size_t s = 0; s < NSUMS; s++)
        if (sums[s].counts != AC_COUNTS_CONTESTED || r->by_counts[sums[s].counts] > 0)
            big_number(r, r->by_counts[sums[s].counts], ac_report_counts_word(sums[s].counts));
    h_close(r->h, "dl");
    h_line(r->h);
    table_of_counts(r);
    ac_report_end(r);
    return AC_OK;
}
