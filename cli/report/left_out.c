/* left_out.c - what a report does not hold, said with its number wherever there is one. */
#include "cli/report/report.h"

#include "core/practice/entry.h"

#include <stdlib.h>

static bool count_note(void *ctx, const ac_note_row *row)
{
    *(int64_t *)ctx += row->is_private;
    return true;
}

static ac_rc count_private(ac_report *r, int64_t *out)
{
    ac_note_filter notes = { .all = true };
    ac_entry_filter entries = { .all = true };
    ac_space_info own;
    bool is_there;
    int64_t n = 0;
    ac_rc rc = ac_history_space(ac_notebook_history(r->cli->nb), &ac_notebook_me(r->cli->nb)->own, &own, &is_there, &r->cli->err);

    *out = 0;
    if (rc != AC_OK || !is_there) /* a laptop that is not part of its organisation yet keeps nothing private */
        return rc;
    notes.space = entries.space = own.space;
    rc = ac_query_notes(r->cli->nb, &notes, count_note, out, &r->cli->err);
    if (rc == AC_OK)
        rc = ac_entries_count(r->cli->nb, &entries, &n, &r->cli->err);
    *out += n;
    return rc;
}

/* Answers to health checks and the like: revealed or not, their words are for the partners (records.c). */
static bool count_withheld(void *ctx, const ac_entry *e)
{
    *(int64_t *)ctx += e->is_withheld;
    return true;
}

static void number_line(ac_report *r, int64_t n, const char *format)
{
    h_open(r->h, "li", NULL);
    h_say(r->h, format, H_NUMBER(n), H_TEXT(ac_notebook_me(r->cli->nb)->code));
    h_close(r->h, "li");
    h_line(r->h);
}

static void partner(ac_report *r, const ac_partner_row *p)
{
    h_open(r->h, "tr", NULL);
    h_open(r->h, "th", "scope", "row", NULL);
    h_text(r->h, p->code);
    h_close(r->h, "th");
    h_open(r->h, "td", NULL);
    if (p->last_met_ms != 0)
        h_put(r->h, (h_arg)H_AT(ac_report_at(p->last_met_ms)));
    else
        h_word(r->h, _("never directly"));
    h_close(r->h, "td");
    h_open(r->h, "td", NULL);
    if (p->has_all)
        h_word(r->h, _("all of it, by its receipts"));
    else
        h_say(r->h, ac_plural("all but %s record, by its receipts", "all but %s records, by its receipts", (unsigned long)p->waiting),
              H_NUMBER(p->waiting));
    h_close(r->h, "td");
    h_close(r->h, "tr");
    h_line(r->h);
}

static ac_rc partners(ac_report *r)
{
    const char *columns[] = { _("partner"), _("last met by this notebook"), _("has of it"), NULL };
    ac_partner_row *rows = NULL;
    size_t n = 0;
    ac_rc rc = ac_query_partners(r->cli->nb, r->p.space, &rows, &n, &r->cli->err);

    if (rc == AC_OK && n > 0) {
        ac_report_table(r->h, "partners-table", _("What partners wrote since they were last met is not in this report"), columns, 0);
        for (size_t i = 0; i < n; i++)
            partner(r, &rows[i]);
        ac_report_table_end(r->h);
    }
    free(rows);
    return rc;
}

ac_rc ac_report_left_out(ac_report *r)
{
    int64_t private_notes = 0, aside = 0, withheld = 0;
    ac_entry_filter all = { .space = r->p.space, .all = true };
    ac_rc rc = count_private(r, &private_notes);

    if (rc == AC_OK)
        rc = ac_query_aside(r->cli->nb, r->p.space, &aside, &r->cli->err);
    if (rc == AC_OK)
        rc = ac_entries(r->cli->nb, &all, count_withheld, &withheld, &r->cli->err);
    if (rc != AC_OK)
        return rc;
    ac_report_begin(r, "left-out", _("What is not included"));
    h_open(r->h, "ul", "class", "lines", NULL);
    number_line(r, private_notes,
                ac_plural("%s private record of %s. How many other organisations keep is not known to anybody else.",
                          "%s private records of %s. How many other organisations keep is not known to anybody else.", (unsigned long)private_notes));
    number_line(r, withheld,
                ac_plural("%s answer to a health check: its words are for the partners alone, revealed or not.",
                          "%s answers to health checks: their words are for the partners alone, revealed or not.", (unsigned long)withheld));
    number_line(r, aside,
                ac_plural("%s record that is set aside, without effect: accord log --all",
                          "%s records that are set aside, without effect: accord log --all", (unsigned long)aside));
    number_line(r, r->p.missing_words,
                ac_plural("%s record whose words are not here; its signed header proves that it exists.",
                          "%s records whose words are not here; their signed headers prove that they exist.", (unsigned long)r->p.missing_words));
    number_line(r, r->evidence_files,
                ac_plural("%s file of evidence. Its fingerprint stands above; the file stays with who delivered it.",
                          "%s files of evidence. Their fingerprints stand above; the files stay with who delivered them.", (unsigned long)r->evidence_files));
    h_close(r->h, "ul");
    h_line(r->h);
    rc = partners(r);
    if (rc == AC_OK)
        ac_report_end(r);
    return rc;
}
