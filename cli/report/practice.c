/* practice.c - outcomes, and who brings what. */
#include "cli/report/chart.h"
#include "cli/report/report.h"

#include "core/practice/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- outcomes --- */

typedef struct {
    ac_report *r;
    size_t n;
    int64_t years;       /* of confirmations that it still runs: the newest year */
    int64_t confirmed;
    ac_rc rc;
} telling;

static bool one_confirmation(void *ctx, const ac_entry *e)
{
    telling *t = ctx;
    ac_date day;

    if (strcmp(ac_entry_text(e, "running"), "yes") == 0 && ac_date_of_iso(&day, ac_entry_text(e, "date"))) {
        t->confirmed++;
        t->years = day.year > t->years ? day.year : t->years;
    }
    return true;
}

static void labelled(ac_report *r, const ac_entry *e, const char *field, const char *label)
{
    const char *text = ac_entry_text(e, field);

    if (text[0] == '\0')
        return;
    h_open(r->h, "div", "class", "said", NULL);
    h_element(r->h, "strong", NULL, label);
    h_body(r->h, NULL, ac_entry_text(e, "language"), text);
    h_close(r->h, "div");
}

static bool one_outcome(void *ctx, const ac_entry *e)
{
    telling *t = ctx;
    ac_report *r = t->r;
    ac_entry_filter confirmations = { .space = r->p.space, .type = "confirmation", .belongs = e->n };
    telling runs = { .r = r };
    char hex[AC_HEX_SIZE];
    int64_t level = 0;
    ac_date began;

    t->rc = ac_entries(r->cli->nb, &confirmations, one_confirmation, &runs, &r->cli->err);
    if (t->rc != AC_OK)
        return false;
    t->n++;
    h_open(r->h, "article", NULL);
    h_open(r->h, "h3", NULL);
    h_foreign(r->h, "bdi", "ref", NULL, e->ref);
    h_word(r->h, " ");
    h_foreign(r->h, "span", NULL, ac_entry_text(e, "language"), ac_entry_title(e));
    h_close(r->h, "h3");
    h_open(r->h, "p", NULL);
    h_say(r->h, _("told by %s"), H_TEXT(e->org));
    ac_report_imported(r->h, e->source[0] != '\0');
    if (ac_entry_int(e, "level", &level)) {
        h_word(r->h, " · ");
        h_say(r->h, _("level %s, %s"), H_NUMBER(level), H_WORD(ac_report_level((int)level)));
    }
    if (ac_date_of_iso(&began, ac_entry_text(e, "began")) && runs.years >= began.year) {
        h_word(r->h, " · ");
        h_say(r->h, ac_plural("running since %s, in year %s, confirmed %s time", "running since %s, in year %s, confirmed %s times",
                              (unsigned long)runs.confirmed), H_NUMBER(began.year), H_NUMBER(runs.years - began.year + 1),
              H_NUMBER(runs.confirmed));
    }
    h_close(r->h, "p");
    labelled(r, e, "who", _("Who changed"));
    labelled(r, e, "significance", _("Why it matters"));
    labelled(r, e, "our-part", _("The partnership's part in it"));
    labelled(r, e, "inheritor", _("Who goes on with it"));
    labelled(r, e, "substantiator", _("Independent source"));
    ac_hex(hex, e->id.b, 32);
    h_open(r->h, "p", "class", "quiet", NULL);
    h_say(r->h, _("signed record %s"), H_CODE(hex));
    h_close(r->h, "p");
    h_close(r->h, "article");
    h_line(r->h);
    return true;
}

ac_rc ac_report_outcomes(ac_report *r)
{
    telling t = { .r = r };
    ac_entry_filter filter = { .space = r->p.space, .type = "outcome" };
    ac_rc rc;

    ac_report_begin(r, "outcomes", _("What changed: outcomes"));
    rc = ac_entries(r->cli->nb, &filter, one_outcome, &t, &r->cli->err);
    if (rc == AC_OK)
        rc = t.rc;
    if (rc != AC_OK)
        return rc;
    if (t.n == 0)
        h_element(r->h, "p", "quiet", _("No outcome is written down yet."));
    ac_report_end(r);
    return AC_OK;
}

/* --- contributions --- */

#define SECTORS 6
#define KINDS 16

typedef struct {
    ac_report *r;
    const ac_term *sectors, *kinds;
    size_t nsectors, nkinds;
    int64_t values[KINDS * SECTORS];
} brought;

static const char *sector_of(const ac_report *r, const char *org)
{
    for (size_t i = 0; i < r->norgs; i++)
        if (strcmp(r->orgs[i].code, org) == 0)
            return r->orgs[i].sector;
    return "";
}

static bool one_contribution(void *ctx, const ac_entry *e)
{
    brought *b = ctx;
    const char *kind = ac_entry_text(e, "kind"), *sector = sector_of(b->r, e->org);

    for (size_t k = 0; k < b->nkinds; k++)
        for (size_t s = 0; s < b->nsectors; s++)
            if (strcmp(b->kinds[k].code, kind) == 0 && strcmp(b->sectors[s].code, sector) == 0)
                b->values[k * b->nsectors + s]++;
    return true;
}

ac_rc ac_report_brought(ac_report *r)
{
    brought b = { .r = r };
    ac_entry_filter filter = { .space = r->p.space, .type = "contribution" };
    const char *series[SECTORS], *rows[KINDS];
    ac_chart c = { .id = "chart-brought", .title = _("Who brings what"),
                   .about = _("Contributions written down, by the sector of who brings them and by kind; cash stands beside all that is not cash."),
                   .none = _("No contribution is written down yet."), .row_head = _("kind"), .series = series, .rows = rows, .values = b.values,
                   .has_total = true };
    ac_rc rc;

    b.sectors = ac_vocab_terms(AC_V_SECTOR, &b.nsectors);
    b.kinds = ac_vocab_terms(AC_V_CONTRIBUTION, &b.nkinds);
    b.nsectors = b.nsectors > SECTORS ? SECTORS : b.nsectors;
    b.nkinds = b.nkinds > KINDS ? KINDS : b.nkinds;
    for (size_t s = 0; s < b.nsectors; s++)
        series[s] = _(b.sectors[s].label);
    for (size_t k = 0; k < b.nkinds; k++)
        rows[k] = _(b.kinds[k].label);
    c.nseries = b.nsectors;
    c.nrows = b.nkinds;
    rc = ac_entries(r->cli->nb, &filter, one_contribution, &b, &r->cli->err);
    if (rc == AC_OK)
        ac_chart_grid(r->h, &c);
    return rc;
}
