/* evolution.c - what was signed, in its order: the story of the partnership, or that of the period. */
#include "cli/practice/story.h"
#include "cli/report/report.h"

#include <string.h>

#define SHOWN 400 /* the newest; each earlier one stands in its block */

/* The reference without the partnership in front of it. */
static const char *bare(const char *ref)
{
    const char *colon = strchr(ref, ':');

    return colon != NULL ? colon + 1 : ref;
}

/* Is there a block of this record, with its signed records? */
static bool has_block(const ac_report *r, const char *ref)
{
    for (size_t i = 0; i < r->picked.n; i++)
        if (strcmp(r->picked.rows[i].row.ref, ref) == 0)
            return true;
    return false;
}

static void event(ac_report *r, const ac_story_event *e)
{
    ac_date day = ac_date_of_ms(e->ms);
    char iso[AC_DATE_ISO_SIZE], hex[AC_HEX_SIZE], place[AC_REPORT_ID_SIZE];
    const char *ref = bare(e->ref);

    ac_date_iso(iso, day);
    h_open(r->h, "li", NULL);
    if (e->org[0] != '\0')
        h_say(r->h, _("%s, %s: %s"), H_AT(ac_report_day(iso)), H_TEXT(e->org), H_WORD(ac_story_label(e->kind)));
    else
        h_say(r->h, _("%s: %s"), H_AT(ac_report_day(iso)), H_WORD(ac_story_label(e->kind)));
    if (e->title[0] != '\0') {
        h_word(r->h, " · ");
        h_text(r->h, e->title);
    }
    h_word(r->h, " ");
    if (has_block(r, ref)) {
        h_put(r->h, (h_arg)H_LINK(ac_report_place(ref, place), ref));
    } else {
        if (ref[0] != '\0')
            h_text(r->h, ref);
        ac_hex(hex, e->id.b, 32);
        h_void(r->h, "br", NULL);
        h_open(r->h, "span", "class", "quiet", NULL);
        h_say(r->h, _("signed record %s"), H_CODE(hex));
        h_close(r->h, "span");
    }
    h_close(r->h, "li");
    h_line(r->h);
}

ac_rc ac_report_evolution(ac_report *r)
{
    ac_story story = { 0 };
    size_t n = 0, passed_over;
    ac_rc rc = ac_story_read(&r->look, &r->p, 0, 0, &story);

    if (rc != AC_OK)
        return rc;
    for (size_t i = 0; i < story.n; i++)
        n += ac_period_has(&r->period, ac_date_of_ms(story.list[i].ms));
    passed_over = n > SHOWN ? n - SHOWN : 0;
    ac_report_begin(r, "evolution", _("Evolution, as it was signed"));
    if (n == 0)
        h_element(r->h, "p", "quiet", _("Nothing was signed in this time."));
    if (passed_over > 0) {
        h_open(r->h, "p", "class", "quiet", NULL);
        h_say(r->h, ac_plural("%s earlier event stands with its promise below.", "%s earlier events stand with their promises below.",
                              (unsigned long)passed_over), H_NUMBER((int64_t)passed_over));
        h_close(r->h, "p");
    }
    if (n > 0)
        h_open(r->h, "ol", "class", "events", NULL);
    for (size_t i = 0, seen = 0; i < story.n; i++)
        if (ac_period_has(&r->period, ac_date_of_ms(story.list[i].ms)) && seen++ >= passed_over)
            event(r, &story.list[i]);
    if (n > 0)
        h_close(r->h, "ol");
    ac_report_end(r);
    ac_story_free(&story);
    return AC_OK;
}
