/* records.c - every other record that all partners read, with its fields and the signed records behind it.
 *
 * What was withheld once is written for partners who trust each other: it stands with its header alone, revealed or
 * not, so that no answer reaches a page which travels further than they do. */
#include "cli/report/report.h"

#include "cli/practice/said.h"
#include "cli/say.h"
#include "core/kind.h"

#include <string.h>

typedef struct {
    ac_report *r;
    const ac_members *members;
    ac_rc rc;
} telling;

/* --- the signed records --- */

static void receipt(telling *t, const ac_held *held)
{
    ac_html *h = t->r->h;
    int64_t received = 0;
    int by = -1;

    if (ac_receipts_first(t->r->receipts, held, &by, &received))
        h_say(h, _("no later than %s, when %s had it by its own clock"), H_AT(ac_report_at(received)), H_TEXT(ac_members_org(t->members, by)->code));
    else
        h_word(h, _("nobody else has signed for it yet"));
}

static bool one_change(void *ctx, const ac_change_row *row)
{
    telling *t = ctx;
    ac_html *h = t->r->h;
    int kind = row->held.kind;
    char hex[AC_HEX_SIZE];
    ac_buf done = { 0 };

    if (kind != AC_KIND_CREATE && kind != AC_KIND_EDIT && kind != AC_KIND_REVEAL && kind != AC_KIND_REDACT && kind != AC_KIND_FOUND &&
        kind != AC_KIND_JOIN)
        return true;
    t->rc = ac_say_done_of(t->r->cli, &row->held, &done, &t->r->cli->err);
    if (t->rc == AC_OK) {
        h_open(h, "li", NULL);
        h_say(h, _("%s, %s: %s"), H_AT(ac_report_at(row->held.written_ms)), H_TEXT(row->org), H_WORD(ac_buf_text(&done)));
        if (row->why_not[0] != '\0') {
            h_word(h, " · ");
            h_say(h, _("without effect: %s"), H_WORD(ac_say_why(row->why_not)));
        }
        h_void(h, "br", NULL);
        h_open(h, "span", "class", "quiet", NULL);
        receipt(t, &row->held);
        h_word(h, " · ");
        ac_hex(hex, row->held.id.b, 32);
        h_put(h, (h_arg)H_CODE(hex));
        h_close(h, "span");
        h_close(h, "li");
        h_line(h);
    }
    ac_buf_free(&done);
    return t->rc == AC_OK;
}

static ac_rc changes(telling *t, const ac_entry *e)
{
    ac_rc rc;

    h_open(t->r->h, "ol", "class", "events", NULL);
    rc = ac_query_changes(t->r->cli->nb, e->space, e->n, 0, one_change, t, &t->r->cli->err);
    h_close(t->r->h, "ol");
    return rc == AC_OK ? t->rc : rc;
}

/* --- its fields --- */

/* The line that names it, where its type has one; a whole text or the mission of an organisation is no heading. */
static const ac_field *named_by(const ac_entry *e)
{
    const ac_field *f = e->known != NULL && e->known->title != NULL && e->ref[0] != '\0' ? ac_type_field(e->known, e->known->title) : NULL;

    return f != NULL && f->form == AC_FIELD_LINE ? f : NULL;
}

static void value(ac_report *r, const ac_entry *e, const ac_field *field, const ac_entry_value *v, size_t n)
{
    const char *text = n == 1 && v->value != NULL ? ac_json_text(v->value) : NULL;
    ac_buf said = { 0 };

    for (size_t i = 0; i < n; i++)
        if (v[i].value == NULL && !v[i].has_words)
            h_word(r->h, _("(its words are not here)"));
    if (field->form == AC_FIELD_DATE && text != NULL) {
        h_put(r->h, (h_arg)H_AT(ac_report_day(text)));
    } else if (field->form == AC_FIELD_HEX && text != NULL) {
        h_put(r->h, (h_arg)H_CODE(text));
        r->evidence_files++;
    } else {
        ac_entry_say_field(&said, e, field->name, true);
        if (ac_field_is_text(field))
            h_body(r->h, NULL, ac_entry_text(e, "language"), ac_buf_text(&said));
        else
            h_text(r->h, ac_buf_text(&said));
    }
    ac_buf_free(&said);
}

static bool is_said(const ac_entry_value *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].value != NULL || !v[i].has_words)
            return true;
    return false;
}

static void fields(ac_report *r, const ac_entry *e)
{
    const ac_field *const tables[] = { e->known->fields, ac_fields_common };
    bool any = false;

    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const ac_field *f = tables[t]; f->name != NULL; f++) {
            const ac_entry_value *v;
            size_t n = ac_entry_standing(e, f->name, &v);
            if (!is_said(v, n) || (n == 1 && f == named_by(e)) || f->form == AC_FIELD_CURRENCY) /* which stands behind its amount */
                continue;
            if (!any)
                h_open(r->h, "dl", "class", "terms", NULL);
            any = true;
            h_element(r->h, "dt", NULL, _(f->label));
            h_open(r->h, "dd", NULL);
            value(r, e, f, v, n);
            h_close(r->h, "dd");
            h_line(r->h);
        }
    if (any)
        h_close(r->h, "dl");
}

/* --- one --- */

static bool one(void *ctx, const ac_entry *e)
{
    telling *t = ctx;
    ac_report *r = t->r;
    char place[AC_REPORT_ID_SIZE];
    bool is_closed = e->known == NULL || e->is_withheld || e->known->is_withheld;
    const char *title = is_closed || named_by(e) == NULL ? "" : ac_entry_text(e, named_by(e)->name);

    if (e->ref[0] != '\0') {
        h_open(r->h, "article", "id", ac_report_place(e->ref, place), NULL);
        h_open(r->h, "h3", NULL);
        h_foreign(r->h, "bdi", "ref", NULL, e->ref);
        h_word(r->h, " ");
    } else {
        h_open(r->h, "article", NULL);
        h_open(r->h, "h3", NULL);
    }
    if (title[0] != '\0')
        h_foreign(r->h, "span", NULL, ac_entry_text(e, "language"), title);
    else
        h_word(r->h, ac_entry_type_label(e));
    h_close(r->h, "h3");
    h_open(r->h, "p", "class", "quiet", NULL);
    h_say(r->h, _("%s by %s, written %s by its clock"), H_WORD(ac_entry_type_label(e)), H_TEXT(e->org), H_AT(ac_report_at(e->written_ms)));
    if (e->is_clash) {
        h_word(r->h, " ");
        h_element(r->h, "strong", "mark", _("clash"));
    }
    ac_report_imported(r->h, ac_entry_is_imported(e));
    h_close(r->h, "p");
    ac_report_about(r, e->belongs_refs);
    if (!is_closed)
        fields(r, e);
    t->rc = changes(t, e);
    h_close(r->h, "article");
    h_line(r->h);
    return t->rc == AC_OK;
}

static bool one_of_no_known_type(void *ctx, const ac_entry *e)
{
    return e->known != NULL || one(ctx, e);
}

static ac_rc profile(telling *t, const char *org)
{
    ac_entry *e;
    ac_rc rc = ac_profile_open(&e, t->r->cli->nb, t->r->p.space, org, &t->r->cli->err);

    if (rc != AC_OK)
        return rc;
    if (org == NULL || e->nvalues > 0)
        one(t, e);
    ac_entry_close(e);
    return t->rc;
}

ac_rc ac_report_records(ac_report *r)
{
    telling t = { .r = r };
    ac_members *members;
    size_t ntypes;
    const ac_type *const *types = ac_types(&ntypes);
    ac_rc rc = ac_notebook_members(r->cli->nb, r->p.space, &members, &r->cli->err);

    t.members = members;
    ac_report_begin(r, "records", _("Other records of the partnership, with the signed records behind them"));
    if (rc == AC_OK)
        rc = profile(&t, NULL);
    for (size_t i = 0; rc == AC_OK && i < r->norgs; i++)
        rc = profile(&t, r->orgs[i].code);
    for (size_t i = 0; rc == AC_OK && i <= ntypes; i++) {
        ac_entry_filter of_type = { .space = r->p.space, .type = i < ntypes ? types[i]->name : NULL };
        rc = ac_entries(r->cli->nb, &of_type, i < ntypes ? one : one_of_no_known_type, &t, &r->cli->err);
        if (rc == AC_OK)
            rc = t.rc;
    }
    ac_report_end(r);
    return rc;
}
