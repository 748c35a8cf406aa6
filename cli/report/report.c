/* report.c - the page: what stands on it, in the order in which a board reads it. */
#include "cli/report/report.h"

#include "core/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *id, *title;
    ac_rc (*write)(ac_report *r);
} sections[] = {
    { "why", N_("Why this partnership"), ac_report_why },
    { "counts", N_("The promises in numbers"), ac_report_counts },
    { "attention", N_("What needs attention"), ac_report_attention },
    { "period", N_("What happened"), ac_report_period },
    { "evolution", N_("Evolution, as it was signed"), ac_report_evolution },
    { "outcomes", N_("What changed: outcomes"), ac_report_outcomes },
    { "charts", N_("Charts"), ac_report_charts },
    { "list", N_("All promises"), ac_report_list },
    { "reflections", N_("Reflections the partners share"), ac_report_reflections },
    { "each", N_("Each promise, with the signed records behind it"), ac_report_each },
    { "records", N_("Other records of the partnership, with the signed records behind them"), ac_report_records },
    { "left-out", N_("What is not included"), ac_report_left_out },
    { "proof", N_("How to check this report"), ac_report_proof },
};
#define NSECTIONS (sizeof sections / sizeof *sections)

static void contents(ac_report *r)
{
    h_open(r->h, "nav", "aria-labelledby", "contents", NULL);
    h_open(r->h, "h2", "id", "contents", NULL);
    h_word(r->h, _("Contents"));
    h_close(r->h, "h2");
    h_open(r->h, "ol", NULL);
    for (size_t i = 0; i < NSECTIONS; i++) {
        h_open(r->h, "li", NULL);
        h_put(r->h, (h_arg)H_LINK(sections[i].id, _(sections[i].title)));
        h_close(r->h, "li");
    }
    h_close(r->h, "ol");
    h_close(r->h, "nav");
    h_line(r->h);
}

static ac_rc page(ac_report *r)
{
    ac_buf title = { 0 };
    ac_rc rc;

    ac_format(&ac_file_screen, &title, "Partnership report: %s", r->p.title);
    h_page(r->h, ac_lang_code(), ac_buf_text(&title), ac_report_css);
    ac_buf_free(&title);
    h_open(r->h, "p", "class", "skip", NULL);
    h_put(r->h, (h_arg)H_LINK("content", _("Skip to the content")));
    h_close(r->h, "p");
    h_line(r->h);
    rc = ac_report_head(r);
    if (rc == AC_OK) {
        contents(r);
        h_open(r->h, "main", "id", "content", NULL);
        h_line(r->h);
    }
    for (size_t i = 0; rc == AC_OK && i < NSECTIONS; i++)
        rc = sections[i].write(r);
    if (rc != AC_OK)
        return rc;
    h_close(r->h, "main");
    h_line(r->h);
    h_open(r->h, "footer", NULL);
    h_open(r->h, "p", NULL);
    h_say(r->h, _("Made with accord %s. This file is whole in itself: it runs nothing and asks nothing of any network."), H_WORD(AC_VERSION));
    h_close(r->h, "p");
    h_element(r->h, "p", NULL, _("The questions behind it grew out of \"Why Partner?\" by Ros Tennyson, Director of The Partnering Initiative."));
    h_close(r->h, "footer");
    h_close(r->h, "body");
    h_close(r->h, "html");
    h_line(r->h);
    return AC_OK;
}

/* Records that came in while the page was written would stand in some of its sections and not in others. */
static ac_rc is_still(ac_report *r)
{
    ac_digest now;
    ac_rc rc = ac_history_digest(ac_notebook_history(r->cli->nb), r->p.space, NULL, 0, &now, &r->cli->err);

    if (rc == AC_OK && !ac_digest_eq(now, r->history))
        return ac_fail(&r->cli->err, AC_EBUSY, "records came in while the report was written; nothing was kept of it. Type the same once more");
    return rc;
}

ac_rc ac_report_read(ac_report *r)
{
    ac_cli *cli = r->cli;
    ac_rc rc = ac_history_digest(ac_notebook_history(cli->nb), r->p.space, NULL, 0, &r->history, &cli->err);

    r->made_ms = cli->world.wall_ms(&cli->world);
    if (rc == AC_OK)
        rc = ac_report_gather(r);
    if (rc == AC_OK)
        rc = ac_receipts_open(&r->receipts, cli->nb, r->p.space, &cli->err);
    return rc == AC_OK ? ac_report_details(r) : rc;
}

ac_rc ac_report_write(ac_report *r, FILE *file)
{
    ac_cli *cli = r->cli;
    bool changed;
    ac_rc rc;

    r->h = ac_html_new(file);
    rc = r->h != NULL ? page(r) : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (!ac_html_end(r->h) && rc == AC_OK)
        rc = ac_fail_errno(&cli->err, errno, "written", _("the report"));
    r->h = NULL;
    if (rc == AC_OK)
        rc = ac_notebook_refresh(cli->nb, &changed, &cli->err);
    return rc == AC_OK ? is_still(r) : rc;
}
