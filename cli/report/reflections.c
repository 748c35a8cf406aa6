/* reflections.c - the reflections that are shared; private ones are not even looked at here. */
#include "cli/report/report.h"

#include "cli/say.h"
#include "core/kind.h"

#include <string.h>

typedef struct {
    ac_report *r;
    size_t n;
    ac_rc rc;
} telling;

/* What its organisation added later: the first text stays as it was, and is not read without this. */
static bool an_addition(void *ctx, const ac_change_row *row)
{
    telling *t = ctx;
    ac_report *r = t->r;
    char hex[AC_HEX_SIZE];
    ac_json *words = NULL;

    if (row->held.kind != AC_KIND_ADDENDUM || row->why_not[0] != '\0')
        return true;
    t->rc = ac_query_words(r->cli->nb, row->held.n, &words, &r->cli->err);
    if (t->rc != AC_OK)
        return false;
    h_open(r->h, "p", "class", "quiet", NULL);
    h_say(r->h, _("%s, %s: %s"), H_AT(ac_report_at(row->held.written_ms)), H_TEXT(row->org), H_WORD(ac_say_done(row->held.kind)));
    h_close(r->h, "p");
    if (ac_json_str(words, "text") != NULL)
        h_body(r->h, "said", ac_json_str(words, "language"), ac_json_str(words, "text"));
    else
        h_element(r->h, "p", "quiet", _("(its words are not here)"));
    ac_hex(hex, row->held.id.b, 32);
    h_open(r->h, "p", "class", "quiet", NULL);
    h_say(r->h, _("signed record %s"), H_CODE(hex));
    h_close(r->h, "p");
    ac_json_free(words);
    return true;
}

static bool one(void *ctx, const ac_note_row *row)
{
    telling *t = ctx;
    ac_report *r = t->r;
    char hex[AC_HEX_SIZE];
    const char *lang;
    ac_json *words = NULL, *facts = NULL;

    if (row->is_private)
        return true;
    t->rc = ac_query_words(r->cli->nb, row->n, &words, &r->cli->err);
    if (t->rc == AC_OK)
        t->rc = ac_query_facts(r->cli->nb, row->n, &facts, &r->cli->err);
    if (t->rc != AC_OK) {
        ac_json_free(words);
        return false;
    }
    lang = ac_json_str(words, "language");
    t->n++;
    h_open(r->h, "article", NULL);
    h_open(r->h, "h3", NULL);
    h_foreign(r->h, "bdi", "ref", NULL, row->ref);
    h_word(r->h, " ");
    if (row->title[0] != '\0')
        h_foreign(r->h, "span", NULL, lang, row->title);
    else
        h_word(r->h, ac_report_label(row->type, AC_V_REFLECTION));
    h_close(r->h, "h3");
    h_open(r->h, "p", "class", "quiet", NULL);
    if (row->event[0] != '\0')
        h_say(r->h, _("%s by %s, of %s, written %s by its clock"), H_WORD(ac_report_label(row->type, AC_V_REFLECTION)), H_TEXT(row->org),
              H_AT(ac_report_day(row->event)), H_AT(ac_report_at(row->written_ms)));
    else
        h_say(r->h, _("%s by %s, written %s by its clock"), H_WORD(ac_report_label(row->type, AC_V_REFLECTION)), H_TEXT(row->org),
              H_AT(ac_report_at(row->written_ms)));
    ac_report_imported(r->h, ac_json_str(facts, "source") != NULL);
    h_close(r->h, "p");
    ac_report_about(r, row->about);
    if (row->has_words)
        h_body(r->h, "said", lang, row->text);
    else
        h_element(r->h, "p", "quiet", _("(its words are not here)"));
    ac_hex(hex, row->id.b, 32);
    h_open(r->h, "p", "class", "quiet", NULL);
    h_say(r->h, _("signed record %s"), H_CODE(hex));
    h_close(r->h, "p");
    if (row->addenda > 0) {
        ac_rc rc = ac_query_changes(r->cli->nb, r->p.space, row->n, 0, an_addition, t, &r->cli->err);
        t->rc = t->rc == AC_OK ? rc : t->rc;
    }
    h_close(r->h, "article");
    h_line(r->h);
    ac_json_free(words);
    ac_json_free(facts);
    return t->rc == AC_OK;
}

ac_rc ac_report_reflections(ac_report *r)
{
    telling t = { .r = r };
    ac_note_filter filter = { .space = r->p.space };
    ac_rc rc;

    ac_report_begin(r, "reflections", _("Reflections the partners share"));
    rc = ac_query_notes(r->cli->nb, &filter, one, &t, &r->cli->err);
    if (rc == AC_OK)
        rc = t.rc;
    if (rc != AC_OK)
        return rc;
    if (t.n == 0)
        h_element(r->h, "p", "quiet", _("No reflection is shared yet."));
    ac_report_end(r);
    return AC_OK;
}
