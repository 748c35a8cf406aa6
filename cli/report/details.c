/* details.c - one promise in a block of its own: its text, who signed it when, what was reported, delivered and
 * answered, how it was changed, and the signed records behind all of it.
 *
 * The blocks are written before the page, into a file of their own: what charts and the period need is counted on
 * the way. */
#include "cli/report/detail.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ref.h"
#include "cli/say.h"
#include "core/file.h"
#include "core/kind.h"

/* --- small things --- */

/* Words of an act by key; NULL: not there, or empty. */
static const char *word(const ac_json *words, const char *key)
{
    const char *text = ac_json_str(words, key);

    return text != NULL && text[0] != '\0' ? text : NULL;
}

static const char *org(const ac_detail *d, int o)
{
    return ac_show_org(&d->o.s, o);
}

static ac_report_time at(const ac_detail *d, int act)
{
    return ac_report_at(ac_record_held(d->o.s.record, act)->written_ms);
}

static void labelled(const ac_detail *d, const char *label, const ac_json *words, const char *key)
{
    if (word(words, key) == NULL)
        return;
    h_open(d->h, "div", "class", "said", NULL);
    h_element(d->h, "strong", NULL, label);
    h_body(d->h, NULL, d->lang, word(words, key));
    h_close(d->h, "div");
}

static void heading(const ac_detail *d, const char *text)
{
    h_element(d->h, "h4", NULL, text);
    h_line(d->h);
}

static ac_rc words_of(const ac_detail *d, int act, ac_json **out)
{
    return ac_query_words(d->r->cli->nb, ac_record_held(d->o.s.record, act)->n, out, &d->r->cli->err);
}

static void missing_words(const ac_detail *d, int act)
{
    const char *missing = ac_say_words_missing(ac_record_held(d->o.s.record, act));

    if (missing != NULL)
        h_element(d->h, "p", "quiet", _(missing));
}

static bool is_standing(const ac_detail *d, int act)
{
    return d->o.s.a->aside[act] == AC_WHY_OK;
}

/* --- text and signatures --- */

static void one_term(void *ctx, const char *label, const char *value, bool is_foreign)
{
    const ac_detail *d = ctx;

    h_open(d->h, "dt", NULL);
    h_word(d->h, _(label));
    h_close(d->h, "dt");
    h_open(d->h, "dd", NULL);
    if (is_foreign && strchr(value, '\n') != NULL)
        h_body(d->h, NULL, d->lang, value);
    else if (is_foreign)
        h_foreign(d->h, "span", NULL, d->lang, value);
    else
        h_word(d->h, value);
    h_close(d->h, "dd");
    h_line(d->h);
}

static void signatures(const ac_detail *d, int text)
{
    int parties[2 * AC_PARTIES_MAX], n = ac_show_parties(&d->o.s, text, parties), missing[2 * AC_PARTIES_MAX];
    size_t nmissing = ac_commitment_unsigned(ac_record_commitment(d->o.s.record), text, missing, 2 * AC_PARTIES_MAX);

    h_open(d->h, "ul", "class", "lines", NULL);
    for (int i = 0; i < n; i++) {
        int yes = ac_show_yes(&d->o.s, text, parties[i]);
        bool waits = false;
        for (size_t k = 0; k < nmissing; k++)
            waits = waits || missing[k] == parties[i];
        h_open(d->h, "li", NULL);
        if (yes < 0)
            h_say(d->h, _("not signed by %s"), H_TEXT(org(d, parties[i])));
        else if (waits)
            h_say(d->h, _("%s had signed (%s); that yes stands no more"), H_TEXT(org(d, parties[i])), H_AT(at(d, yes)));
        else if (yes == text)
            h_say(d->h, _("written and signed by %s on %s, by its clock"), H_TEXT(org(d, parties[i])), H_AT(at(d, yes)));
        else
            h_say(d->h, _("signed by %s on %s, by its clock"), H_TEXT(org(d, parties[i])), H_AT(at(d, yes)));
        h_close(d->h, "li");
    }
    h_close(d->h, "ul");
    h_line(d->h);
}

static void one_difference(void *ctx, const char *label, const char *was, const char *is)
{
    const ac_detail *d = ctx;
    const char *none = _("(nothing)");

    h_open(d->h, "dt", NULL);
    h_word(d->h, _(label));
    h_close(d->h, "dt");
    h_open(d->h, "dd", NULL);
    h_open(d->h, "ins", "dir", "auto", NULL);
    h_text(d->h, is[0] != '\0' ? is : none);
    h_close(d->h, "ins");
    h_word(d->h, " ");
    h_open(d->h, "span", "class", "quiet", NULL);
    h_say(d->h, _("(was: %s)"), H_TEXT(was[0] != '\0' ? was : none));
    h_close(d->h, "span");
    h_close(d->h, "dd");
}

/* Another text beside the one it was written on: who, why, what differs, who signed. */
static ac_rc other_text(const ac_detail *d, int text, const ac_wording *base)
{
    ac_wording w;
    ac_rc rc = ac_show_wording(&d->o.s, text, &w);

    if (rc != AC_OK)
        return rc;
    h_open(d->h, "li", NULL);
    if (w.reason != NULL)
        h_say(d->h, _("%s, %s: %s"), H_TEXT(w.org), H_AT(at(d, text)), H_WORD(ac_report_label(w.reason, AC_V_REASON)));
    else
        h_say(d->h, _("%s, %s"), H_TEXT(w.org), H_AT(at(d, text)));
    if (w.outcome != NULL) {
        h_word(d->h, " · ");
        h_say(d->h, _("the dispute ends: %s"), H_WORD(ac_report_label(w.outcome, AC_V_OUTCOME)));
    }
    if (w.why != NULL)
        h_body(d->h, "said", d->lang, w.why);
    if (!ac_wording_is_same(base, &w)) {
        h_open(d->h, "dl", "class", "terms", NULL);
        ac_wording_each_difference(base, &w, one_difference, (void *)d);
        h_close(d->h, "dl");
    } else {
        h_element(d->h, "p", "quiet", _("the same terms"));
    }
    signatures(d, text);
    h_close(d->h, "li");
    h_line(d->h);
    ac_wording_free(&w);
    return AC_OK;
}

static ac_rc texts(const ac_detail *d)
{
    const ac_answers *a = d->o.s.a;
    ac_wording base;
    int open = 0;
    ac_rc rc = AC_OK;

    heading(d, a->in_force >= 0 ? _("The text in force") : _("The offer; no text is in force"));
    if (d->o.w.missing != NULL)
        h_element(d->h, "p", "quiet", _(d->o.w.missing));
    h_open(d->h, "dl", "class", "terms", NULL);
    ac_wording_each(&d->o.w, one_term, (void *)d);
    h_close(d->h, "dl");
    h_line(d->h);
    signatures(d, a->text);
    for (int i = 0; i < a->nopen; i++)
        open += a->open[i] != a->text;
    if (open > 0) {
        heading(d, a->is_clash ? _("Texts that wait: neither counts before all have signed one of them") : _("A change that waits for signatures"));
        h_open(d->h, "ul", "class", "lines", NULL);
        for (int i = 0; rc == AC_OK && i < a->nopen; i++)
            if (a->open[i] != a->text)
                rc = other_text(d, a->open[i], &d->o.w);
        h_close(d->h, "ul");
    }
    if (rc != AC_OK || a->nversions < 2)
        return rc;
    heading(d, _("How the agreed text was changed"));
    h_open(d->h, "ol", "class", "lines", NULL);
    for (int i = 1; rc == AC_OK && i < a->nversions; i++) {
        rc = ac_show_wording(&d->o.s, a->versions[i - 1], &base);
        if (rc == AC_OK) {
            rc = other_text(d, a->versions[i], &base);
            ac_wording_free(&base);
        }
    }
    h_close(d->h, "ol");
    return rc;
}

/* --- reports, deliveries, disputes --- */

static ac_rc report(const ac_detail *d, int act)
{
    const ac_act_facts *facts = &ac_record_act(d->o.s.record, act)->facts;
    ac_json *words = NULL;
    ac_rc rc = words_of(d, act, &words);

    if (rc != AC_OK)
        return rc;
    h_open(d->h, "li", NULL);
    h_say(d->h, _("%s, %s"), H_TEXT(org(d, ac_record_act(d->o.s.record, act)->org)), H_AT(at(d, act)));
    if (facts->completion != NULL) {
        h_word(d->h, " · ");
        h_word(d->h, ac_report_label(facts->completion, AC_V_COMPLETION));
    }
    if (word(words, "actual") != NULL) {
        h_word(d->h, " · ");
        h_say(d->h, _("measured: %s"), H_TEXT(word(words, "actual")));
    }
    missing_words(d, act);
    if (word(words, "narrative") != NULL)
        h_body(d->h, "said", d->lang, word(words, "narrative"));
    labelled(d, _("Barriers"), words, "barriers");
    labelled(d, _("Opportunities"), words, "opportunities");
    labelled(d, _("Next"), words, "next");
    labelled(d, _("Not assessed, because"), words, "why-not-assessed");
    h_close(d->h, "li");
    h_line(d->h);
    ac_json_free(words);
    return AC_OK;
}

static void evidence(ac_detail *d, const ac_json *words)
{
    const ac_json *list = ac_json_get(words, "evidence");

    labelled(d, _("No file, because"), words, "no-evidence-because");
    if (ac_json_count(list) == 0)
        return;
    h_open(d->h, "ul", "class", "evidence", NULL);
    for (size_t i = 0; i < ac_json_count(list); i++) {
        const ac_json *file = ac_json_at(list, i);
        const char *title = ac_json_str(file, "title"), *hash = ac_json_str(file, "hash");
        int64_t bytes = 0;
        ac_json_int(file, "bytes", &bytes);
        h_open(d->h, "li", NULL);
        h_say(d->h, _("evidence: %s (%s bytes), fingerprint %s"), H_TEXT(title != NULL ? title : _("a file")), H_NUMBER(bytes),
              H_CODE(hash != NULL ? hash : "?"));
        h_close(d->h, "li");
        d->r->evidence_files++;
    }
    h_close(d->h, "ul");
}

static ac_rc verdict(const ac_detail *d, int act)
{
    ac_json *words = NULL;
    ac_rc rc = words_of(d, act, &words);

    if (rc != AC_OK)
        return rc;
    h_open(d->h, "li", NULL);
    h_say(d->h, _("%s: %s, %s"), H_TEXT(org(d, ac_record_act(d->o.s.record, act)->org)),
          H_WORD(ac_say_done(ac_record_act(d->o.s.record, act)->kind)), H_AT(at(d, act)));
    if (!is_standing(d, act)) {
        h_word(d->h, " ");
        h_element(d->h, "span", "mark", _("no effect now"));
    }
    labelled(d, _("Reservations"), words, "reservations");
    if (word(words, "message") != NULL)
        h_body(d->h, "said", d->lang, word(words, "message"));
    missing_words(d, act);
    h_close(d->h, "li");
    ac_json_free(words);
    return AC_OK;
}

/* What answers an act: those of these kinds that cite it. */
static bool answers(const ac_detail *d, int act, int about)
{
    const ac_act *x = ac_record_act(d->o.s.record, act);
    bool is_kind = x->kind == AC_KIND_ACCEPT || x->kind == AC_KIND_ACCEPT_RESERVED || x->kind == AC_KIND_RETRACT ||
                   x->kind == AC_KIND_RESPOND || x->kind == AC_KIND_RESOLVE;

    for (unsigned i = 0; is_kind && i < x->ncites; i++)
        if (x->cites[i] == about && ac_show_passed(&d->o.s, act))
            return true;
    return false;
}

static ac_rc claim(ac_detail *d, int act)
{
    int slot = ac_record_act(d->o.s.record, act)->facts.slot;
    bool any = false;
    ac_json *words = NULL;
    ac_rc rc = words_of(d, act, &words);

    if (rc != AC_OK)
        return rc;
    h_open(d->h, "li", NULL);
    if (slot > 0)
        h_say(d->h, _("%s delivered part %s, %s"), H_TEXT(org(d, ac_record_act(d->o.s.record, act)->org)), H_NUMBER(slot), H_AT(at(d, act)));
    else
        h_say(d->h, _("%s delivered, %s"), H_TEXT(org(d, ac_record_act(d->o.s.record, act)->org)), H_AT(at(d, act)));
    if (word(words, "actual") != NULL) {
        h_word(d->h, " · ");
        h_say(d->h, _("measured: %s"), H_TEXT(word(words, "actual")));
    }
    if (!is_standing(d, act)) {
        h_word(d->h, " ");
        h_element(d->h, "span", "mark", _("no effect now"));
    }
    missing_words(d, act);
    if (word(words, "narrative") != NULL)
        h_body(d->h, "said", d->lang, word(words, "narrative"));
    evidence(d, words);
    for (int i = 0; rc == AC_OK && i < ac_record_acts(d->o.s.record); i++)
        if (answers(d, i, act)) {
            if (!any)
                h_open(d->h, "ul", "class", "lines", NULL);
            any = true;
            rc = verdict(d, i);
        }
    if (any)
        h_close(d->h, "ul");
    h_close(d->h, "li");
    h_line(d->h);
    ac_json_free(words);
    return rc;
}

static ac_rc answer_to_dispute(const ac_detail *d, int act)
{
    ac_json *words = NULL;
    ac_rc rc = words_of(d, act, &words);
    const char *said = rc == AC_OK && word(words, "answer") != NULL ? word(words, "answer") : word(words, "text");

    if (rc != AC_OK)
        return rc;
    h_open(d->h, "li", NULL);
    h_say(d->h, _("%s: %s, %s"), H_TEXT(org(d, ac_record_act(d->o.s.record, act)->org)),
          H_WORD(ac_say_done(ac_record_act(d->o.s.record, act)->kind)), H_AT(at(d, act)));
    if (said != NULL)
        h_body(d->h, "said", d->lang, said);
    missing_words(d, act);
    h_close(d->h, "li");
    ac_json_free(words);
    return AC_OK;
}

static ac_rc dispute(ac_detail *d, int act)
{
    const ac_act *a = ac_record_act(d->o.s.record, act);
    bool any = false;
    ac_json *words = NULL;
    ac_rc rc = words_of(d, act, &words);

    if (rc != AC_OK)
        return rc;
    h_open(d->h, "li", NULL);
    if (a->facts.reason != NULL)
        h_say(d->h, _("%s disputed, %s: %s"), H_TEXT(org(d, a->org)), H_AT(at(d, act)), H_WORD(ac_report_label(a->facts.reason, AC_V_REASON)));
    else
        h_say(d->h, _("%s disputed, %s"), H_TEXT(org(d, a->org)), H_AT(at(d, act)));
    if (!is_standing(d, act)) {
        h_word(d->h, " ");
        h_element(d->h, "span", "mark", _("no effect now"));
    }
    missing_words(d, act);
    labelled(d, _("What they heard the other side say"), words, "heard");
    labelled(d, _("Grounds"), words, "grounds");
    labelled(d, _("What would put it right"), words, "remedy");
    ac_json_free(words);
    for (int i = 0; rc == AC_OK && i < ac_record_acts(d->o.s.record); i++)
        if (answers(d, i, act)) {
            if (!any)
                h_open(d->h, "ul", "class", "lines", NULL);
            any = true;
            rc = answer_to_dispute(d, i);
        }
    if (any)
        h_close(d->h, "ul");
    h_close(d->h, "li");
    h_line(d->h);
    return rc;
}

/* Acts of a kind under a heading, each by its function. */
static ac_rc all_of(ac_detail *d, uint16_t kind, const char *title)
{
    bool any = false;
    ac_rc rc = AC_OK;

    for (int i = 0; rc == AC_OK && i < ac_record_acts(d->o.s.record); i++) {
        if (ac_record_act(d->o.s.record, i)->kind != kind || !ac_show_passed(&d->o.s, i))
            continue;
        if (!any) {
            heading(d, title);
            h_open(d->h, "ul", "class", "lines", NULL);
        }
        any = true;
        rc = kind == AC_KIND_PROGRESS ? report(d, i) : kind == AC_KIND_DELIVER ? claim(d, i) : dispute(d, i);
    }
    if (any)
        h_close(d->h, "ul");
    return rc;
}

/* --- what crossed --- */

static const char *org_code(void *ctx, int o)
{
    return org(ctx, o);
}

static void crossings(const ac_detail *d)
{
    if (d->o.s.a->nnotes == 0)
        return;
    heading(d, _("What crossed: written by people who did not know of each other's words"));
    h_open(d->h, "ul", "class", "lines", NULL);
    for (int i = 0; i < d->o.s.a->nnotes; i++) {
        ac_buf text = { 0 };
        ac_note_text(&text, &d->o.s.a->notes[i], org_code, (void *)d);
        h_open(d->h, "li", NULL);
        h_text(d->h, ac_buf_text(&text));
        h_close(d->h, "li");
        ac_buf_free(&text);
    }
    h_close(d->h, "ul");
}

/* --- the signed records --- */

static const char *without_effect(const ac_detail *d, int act)
{
    const ac_act *a = ac_record_act(d->o.s.record, act);
    char why[64] = "";

    if (!a->is_counted) {
        if (ac_query_why_not(d->r->cli->nb, ac_record_held(d->o.s.record, act), why, sizeof why, NULL) != AC_OK || why[0] == '\0')
            return _("set aside");
        return _(ac_why_sentence(ac_why_of_code(why) < AC_WHY_COUNT ? ac_why_of_code(why) : AC_WHY_UNJUDGED));
    }
    if (a->judged > AC_WHY_OK)
        return _(ac_why_sentence((ac_why)a->judged));
    return is_standing(d, act) ? NULL : _(ac_why_sentence((ac_why)d->o.s.a->aside[act]));
}

static ac_rc event(ac_detail *d, int act)
{
    const ac_held *held = ac_record_held(d->o.s.record, act);
    const char *why = without_effect(d, act);
    char hex[AC_HEX_SIZE];
    int64_t received = 0;
    int by = -1;
    ac_buf gist = { 0 }, written = { 0 };
    ac_rc rc = ac_say_gist_apart(d->r->cli, held, &gist, &written, &d->r->cli->err);

    if (rc != AC_OK)
        return rc;
    h_open(d->h, "li", NULL);
    h_say(d->h, _("%s, %s: %s"), H_AT(at(d, act)), H_TEXT(org(d, held->org)), H_WORD(ac_say_done(held->kind)));
    if (gist.len > 0) {
        h_word(d->h, " · ");
        h_text(d->h, ac_buf_text(&gist));
    }
    if (written.len > 0) {
        h_word(d->h, gist.len > 0 ? " - " : " · ");
        h_text(d->h, ac_buf_text(&written));
    }
    if (why != NULL) {
        h_word(d->h, " · ");
        h_say(d->h, _("without effect: %s"), H_WORD(why));
    }
    h_void(d->h, "br", NULL);
    h_open(d->h, "span", "class", "quiet", NULL);
    if (ac_receipts_first(d->r->receipts, held, &by, &received))
        h_say(d->h, _("no later than %s, when %s had it by its own clock"), H_AT(ac_report_at(received)), H_TEXT(org(d, by)));
    else
        h_word(d->h, _("nobody else has signed for it yet"));
    h_word(d->h, " · ");
    ac_hex(hex, held->id.b, 32);
    h_put(d->h, (h_arg)H_CODE(hex));
    h_close(d->h, "span");
    h_close(d->h, "li");
    h_line(d->h);
    d->r->acts++;
    ac_buf_free(&gist);
    ac_buf_free(&written);
    return AC_OK;
}

static ac_rc history(ac_detail *d)
{
    ac_rc rc = AC_OK;

    heading(d, _("The signed records"));
    h_open(d->h, "ol", "class", "events", NULL);
    h_line(d->h);
    for (int i = 0; rc == AC_OK && i < ac_record_acts(d->o.s.record); i++)
        rc = event(d, i);
    h_close(d->h, "ol");
    return rc;
}

/* --- the block --- */

static void head(const ac_detail *d)
{
    const ac_picked_row *row = d->row;
    char clock_text[AC_LOOK_CLOCK_SIZE];
    ac_buf to = { 0 };

    ac_look_codes(&to, row->row.promisees);
    ac_look_clock_text(&row->clock, clock_text);
    h_open(d->h, "h3", NULL);
    h_foreign(d->h, "bdi", "ref", NULL, row->row.ref);
    h_word(d->h, " ");
    h_foreign(d->h, "span", NULL, d->lang, ac_report_title(&row->row));
    h_close(d->h, "h3");
    h_open(d->h, "p", "class", "standing", NULL);
    h_element(d->h, "strong", "state", ac_report_state((ac_commitment_state)ac_report_state_of(row)));
    h_word(d->h, " ");
    h_say(d->h, _("%s to %s"), H_TEXT(row->row.promisor), H_TEXT(ac_buf_text(&to)));
    h_word(d->h, " ");
    if (row->row.is_clash)
        h_element(d->h, "strong", "mark", _("clash"));
    if (clock_text[0] != '\0' && !row->clock.is_lapsed)
        h_element(d->h, "span", "mark", clock_text);
    if (row->row.is_contested)
        h_element(d->h, "strong", "mark", _("disputed history"));
    ac_report_imported(d->h, ac_is_imported(&row->row));
    h_close(d->h, "p");
    h_line(d->h);
    ac_buf_free(&to);
}

static ac_rc block(ac_detail *d)
{
    char place[AC_REPORT_ID_SIZE];
    ac_rc rc = AC_OK;

    h_open(d->h, "article", "id", ac_report_place(d->row->row.ref, place), NULL);
    h_line(d->h);
    head(d);
    if (d->o.s.a->text >= 0)
        rc = texts(d);
    if (rc == AC_OK)
        rc = all_of(d, AC_KIND_PROGRESS, _("Reports"));
    if (rc == AC_OK)
        rc = all_of(d, AC_KIND_DELIVER, _("Deliveries and answers"));
    if (rc == AC_OK)
        rc = all_of(d, AC_KIND_DISPUTE, _("Disputes"));
    if (rc == AC_OK) {
        crossings(d);
        rc = history(d);
    }
    if (rc != AC_OK)
        return rc;
    h_close(d->h, "article");
    h_line(d->h);
    return AC_OK;
}

ac_rc ac_report_details(ac_report *r)
{
    ac_detail d = { .r = r, .h = ac_html_new(r->details) };
    ac_rc rc = d.h != NULL ? AC_OK : ac_fail(&r->cli->err, AC_ENOMEM, "out of memory");

    for (size_t i = 0; rc == AC_OK && i < r->picked.n; i++) {
        d.row = &r->picked.rows[i];
        rc = ac_opened_open(&d.o, &r->look, &d.row->row);
        if (rc != AC_OK)
            break;
        d.lang = ac_opened_term(&d.o, "language");
        ac_report_count_acts(r, &d.o, &r->days[i]);
        if (d.row->clock.is_lapsed)
            r->days[i].ended = ac_record_act(d.o.s.record, d.o.s.a->terms_from)->facts.expires;
        rc = block(&d);
        ac_opened_close(&d.o);
    }
    if (!ac_html_end(d.h) && rc == AC_OK)
        rc = ac_fail_errno(&r->cli->err, errno, "written", _("the report"));
    return rc;
}

ac_rc ac_report_each(ac_report *r)
{
    ac_report_begin(r, "each", _("Each promise, with the signed records behind it"));
    h_element(r->h, "p", "quiet", _("Times are said by the clock of who wrote the record. Beside each stands when another organisation "
                                    "had it at the latest, and the name that the record itself has: 64 signs, made from what was signed."));
    if (!ac_html_append(r->h, r->details))
        return ac_fail_errno(&r->cli->err, errno, "read", _("the report"));
    ac_report_end(r);
    return AC_OK;
}
