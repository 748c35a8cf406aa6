/* iati_partnership.c - the partnership as the IATI activity above its promises, with the outcomes that were seen. */
#include "cli/exchange/iati.h"

#include "cli/report/html.h"
#include "core/practice/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    ac_iati *f;
    ac_entry *profile;
    const ac_picked_row *rows;
    size_t nrows;
    int64_t touched_ms;
    int32_t start, end;
    ac_rc rc;
} partnership;

/* ActivityStatus of the profile's state; without one, by whether something was agreed. */
static const char *status_of(const partnership *p)
{
    static const struct {
        const char *state, *status;
    } known[] = { { "forming", "1" },         { "active", "2" },       { "reviewing", "2" },  { "closing", "3" },
                  { "closed-achieved", "4" }, { "closed-ended", "4" }, { "handed-over", "4" } };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ac_entry_has_code(p->profile, "state", known[i].state))
            return known[i].status;
    for (size_t i = 0; i < p->nrows; i++)
        if (strcmp(p->rows[i].row.agreement, "agreed") == 0)
            return "2";
    return "1";
}

/* --- outcomes --- */

static const char *result_type(const ac_entry *e)
{
    return ac_entry_has_code(e, "result", "output") ? "1" : ac_entry_has_code(e, "result", "impact") ? "3" : "2";
}

static void put_body(ac_iati *f, const ac_entry *e, const char *field)
{
    const char *text = ac_entry_text(e, field);

    if (text[0] != '\0')
        ac_iati_narrative(f, "description", NULL, text);
}

/* Told in words: a qualitative indicator. */
static bool one_outcome(void *ctx, const ac_entry *e)
{
    partnership *p = ctx;
    ac_iati *f = p->f;
    const char *title = ac_entry_title(e);

    if (title[0] == '\0')
        return true; /* its words are not here */
    ac_xml_open(&f->xml, "result");
    ac_xml_attr(&f->xml, "type", result_type(e));
    ac_iati_narrative(f, "title", NULL, title);
    put_body(f, e, "significance");
    ac_xml_open(&f->xml, "indicator");
    ac_xml_attr(&f->xml, "measure", "5");
    ac_iati_narrative(f, "title", NULL, ac_entry_text(e, "who")[0] != '\0' ? ac_entry_text(e, "who") : title);
    put_body(f, e, "our-part");
    ac_xml_close(&f->xml, "indicator");
    ac_xml_close(&f->xml, "result");
    f->results++;
    return true;
}

/* --- the activity --- */

static bool found_it(void *ctx, const ac_change_row *row)
{
    partnership *p = ctx;

    p->start = (int32_t)ac_date_days(ac_date_of_ms(row->held.written_ms));
    return false;
}

static ac_rc read_times(partnership *p)
{
    ac_cli *cli = p->f->cli;
    int32_t today = (int32_t)ac_date_days(cli->today);
    ac_rc rc = AC_OK;

    p->start = ac_day_of(ac_entry_text(p->profile, "start"));
    p->end = ac_day_of(ac_entry_text(p->profile, "planned-end"));
    if (p->start == AC_NO_DAY)
        rc = ac_query_changes(cli->nb, p->f->p->space, 0, 0, found_it, p, &cli->err);
    if (p->start > today && p->end != AC_NO_DAY && p->start > p->end)
        p->start = p->end;
    p->touched_ms = p->profile->touched_ms > p->profile->written_ms ? p->profile->touched_ms : p->profile->written_ms;
    for (size_t i = 0; i < p->nrows; i++)
        if (p->rows[i].row.touched_ms > p->touched_ms)
            p->touched_ms = p->rows[i].row.touched_ms;
    return rc;
}

static void put_words(const partnership *p)
{
    static const struct {
        const char *field, *type;
    } texts[] = { { "why", "1" }, { "problem", "4" }, { "vision", "2" }, { "aims", "2" } };
    bool any = false;

    ac_iati_narrative(p->f, "title", NULL, p->f->p->title);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (ac_entry_text(p->profile, texts[i].field)[0] != '\0') {
            ac_iati_description(p->f, texts[i].type, NULL, ac_entry_text(p->profile, texts[i].field));
            any = true;
        }
    if (!any)
        ac_iati_description(p->f, "1", NULL, p->f->p->title);
}

static void put_activity(partnership *p)
{
    ac_iati *f = p->f;
    ac_xml *x = &f->xml;
    char id[2 * AC_IATI_ID_SIZE], updated[32];
    int32_t today = (int32_t)ac_date_days(f->cli->today);

    ac_iati_id(f, "", id);
    ac_iati_instant(p->touched_ms, updated);
    ac_xml_open(x, "iati-activity");
    ac_xml_attr(x, "last-updated-datetime", updated);
    ac_xml_attr(x, "xml:lang", "en");
    ac_xml_attr(x, "hierarchy", "1");
    ac_xml_open(x, "iati-identifier");
    ac_xml_text(x, id);
    ac_xml_close(x, "iati-identifier");
    ac_iati_reporting(f, false);
    put_words(p);
    /* Whoever may only read takes part where its profile says in which role. */
    for (size_t i = 0; i < f->norgs; i++)
        if (f->orgs[i].is_member && (f->orgs[i].role != NULL || f->orgs[i].is_partner))
            ac_iati_participating(f, &f->orgs[i], f->orgs[i].role != NULL ? f->orgs[i].role : "4");
    ac_xml_coded(x, "activity-status", "code", status_of(p));
    ac_iati_date(f, "activity-date", p->start <= today ? "2" : "1", p->start);
    ac_iati_date(f, "activity-date", "3", p->end);
    ac_iati_where(f);
    for (size_t i = 0; i < p->nrows; i++)
        ac_iati_related(f, "2", p->rows[i].row.ref);
}

ac_rc ac_iati_partnership(ac_iati *f, const ac_picked_row *rows, size_t n)
{
    partnership p = { .f = f, .rows = rows, .nrows = n };
    ac_entry_filter outcomes = { .space = f->p->space, .type = ac_type_outcome.name };
    ac_rc rc = ac_profile_open(&p.profile, f->cli->nb, f->p->space, NULL, &f->cli->err);

    if (rc == AC_OK)
        rc = read_times(&p);
    if (rc == AC_OK) {
        put_activity(&p);
        rc = ac_entries(f->cli->nb, &outcomes, one_outcome, &p, &f->cli->err);
        ac_xml_close(&f->xml, "iati-activity");
        f->activities++;
    }
    ac_entry_close(p.profile);
    return rc;
}
