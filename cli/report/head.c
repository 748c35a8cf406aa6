/* head.c - the top of a report: which partnership, which period, who takes part, and why. */
#include "cli/report/report.h"

#include "core/practice/entry.h"

static void fact_begin(ac_report *r, const char *label)
{
    h_open(r->h, "dt", NULL);
    h_word(r->h, label);
    h_close(r->h, "dt");
    h_open(r->h, "dd", NULL);
}

static void fact_end(ac_report *r)
{
    h_close(r->h, "dd");
    h_line(r->h);
}

static void facts(ac_report *r)
{
    char from[AC_DATE_ISO_SIZE], until[AC_DATE_ISO_SIZE];

    h_open(r->h, "dl", "class", "facts", NULL);
    fact_begin(r, _("Period"));
    if (r->period.is_given) {
        ac_date_iso(from, r->period.from);
        ac_date_iso(until, r->period.until);
        h_say(r->h, _("%s to %s"), H_AT(ac_report_day(from)), H_AT(ac_report_day(until)));
    } else {
        h_word(r->h, _("from the beginning"));
    }
    fact_end(r);
    fact_begin(r, _("Made"));
    h_say(r->h, _("%s, from the notebook of %s, by its clock"), H_AT(ac_report_at(r->made_ms)), H_TEXT(ac_notebook_me(r->cli->nb)->code));
    fact_end(r);
    h_close(r->h, "dl");
    h_line(r->h);
}

static void partners(ac_report *r)
{
    h_element(r->h, "h3", NULL, _("Who takes part"));
    h_open(r->h, "ul", "class", "partners", NULL);
    for (size_t i = 0; i < r->norgs; i++) {
        const ac_report_org *o = &r->orgs[i];
        h_open(r->h, "li", NULL);
        if (o->is_partner)
            h_say(r->h, _("%s %s, %s"), H_CODE(o->code), H_TEXT(o->name), H_WORD(ac_report_label(o->sector, AC_V_SECTOR)));
        else
            h_say(r->h, _("%s %s, may read"), H_CODE(o->code), H_TEXT(o->name));
        h_close(r->h, "li");
    }
    h_close(r->h, "ul");
    h_line(r->h);
}

/* --- why --- */

static bool text_of(ac_report *r, const ac_entry *entry, const char *field, const char *label)
{
    const ac_entry_value *values;
    size_t n = ac_entry_standing(entry, field, &values);

    if (n < 2 && ac_entry_text(entry, field)[0] == '\0')
        return false;
    if (label != NULL)
        h_element(r->h, "h3", NULL, label);
    if (n < 2) {
        h_body(r->h, label == NULL ? "lead" : NULL, ac_entry_text(entry, "language"), ac_entry_text(entry, field));
    } else { /* neither is chosen for the partners */
        h_element(r->h, "p", "mark", _("Two texts stand side by side; the partners have not settled it yet."));
        for (size_t i = 0; i < n; i++) {
            h_element(r->h, "p", NULL, values[i].org);
            h_body(r->h, "said", ac_entry_text(entry, "language"), ac_json_text(values[i].value) != NULL ? ac_json_text(values[i].value) : "");
        }
    }
    h_line(r->h);
    return true;
}

typedef struct {
    ac_report *r;
    bool any;
} telling;

static bool one_why(void *ctx, const ac_entry *e)
{
    telling *t = ctx;
    ac_report *r = t->r;
    char place[AC_REPORT_ID_SIZE];

    if (ac_entry_text(e, "text")[0] == '\0')
        return true;
    if (!t->any) {
        h_element(r->h, "h3", NULL, _("In the words of the partners"));
        h_open(r->h, "ul", "class", "lines", NULL);
    }
    t->any = true;
    h_open(r->h, "li", NULL);
    h_say(r->h, _("%s: %s"), H_TEXT(e->org), H_WORD(ac_report_label(ac_entry_text(e, "driver"), AC_V_DRIVER)));
    h_word(r->h, " ");
    h_put(r->h, (h_arg)H_LINK(ac_report_place(e->ref, place), e->ref));
    h_body(r->h, "said", ac_entry_text(e, "language"), ac_entry_text(e, "text"));
    h_close(r->h, "li");
    return true;
}

ac_rc ac_report_why(ac_report *r)
{
    telling t = { .r = r };
    ac_entry_filter filter = { .space = r->p.space, .type = "why" };
    ac_entry *profile = NULL;
    bool any;
    ac_rc rc = ac_profile_open(&profile, r->cli->nb, r->p.space, NULL, &r->cli->err);

    if (rc != AC_OK)
        return rc;
    ac_report_begin(r, "why", _("Why this partnership"));
    any = text_of(r, profile, "why", NULL);
    any = text_of(r, profile, "problem", _("The problem")) || any;
    any = text_of(r, profile, "vision", _("The vision")) || any;
    any = text_of(r, profile, "aims", _("The aims")) || any;
    rc = ac_entries(r->cli->nb, &filter, one_why, &t, &r->cli->err);
    if (t.any)
        h_close(r->h, "ul");
    if (!any && !t.any)
        h_element(r->h, "p", "quiet", _("The partners have not written this down yet."));
    partners(r);
    ac_report_end(r);
    ac_entry_close(profile);
    return rc;
}

/* What the promises were picked by, as it was typed: a part of them is no picture of the whole. */
static void picked_by(ac_report *r)
{
    static const char *const options[] = { "partner", "state", "level", "principle", "from", "until", "text" };
    ac_buf typed = { 0 };

    if (!ac_args_takes(r->cli->args, options[0])) /* an archive's: of all of them */
        return;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (ac_opt(r->cli, options[i]) != NULL)
            ac_buf_printf(&typed, "%s--%s %s", typed.len > 0 ? " " : "", options[i], ac_opt(r->cli, options[i]));
    if (ac_opt_flag(r->cli, "all"))
        ac_buf_printf(&typed, "%s--all", typed.len > 0 ? " " : "");
    if (typed.len > 0) {
        h_open(r->h, "p", "class", "note", NULL);
        h_say(r->h, _("This report is about some of the promises alone, picked by: %s"), H_CODE(ac_buf_text(&typed)));
        h_close(r->h, "p");
    }
    ac_buf_free(&typed);
}

ac_rc ac_report_head(ac_report *r)
{
    h_open(r->h, "header", NULL);
    h_open(r->h, "p", "class", "kicker", NULL);
    h_say(r->h, _("Partnership report · %s"), H_TEXT(r->p.code));
    h_close(r->h, "p");
    h_open(r->h, "h1", NULL);
    h_text(r->h, r->p.title);
    h_close(r->h, "h1");
    h_line(r->h);
    facts(r);
    picked_by(r);
    h_close(r->h, "header");
    h_line(r->h);
    return AC_OK;
}
