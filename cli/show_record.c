/* show_record.c - the sections of one commitment: text in force, signatures, open texts, progress, claims and
 * verdicts, disputes, whose turn, what crossed, history, who has seen it. */
#include "cli/practice/said.h"
#include "cli/practice/show.h"
#include "cli/ref.h"
#include "cli/say.h"
#include "cli/show.h"
#include "core/kind.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REPORTS_SHOWN 5
#define WHICH_SIZE (AC_TERMS_CODE_SIZE + 64)

/* One line of a section: foreign text, wrapped behind its indent. */
static void line(const ac_showing *s, size_t indent, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void line(const ac_showing *s, size_t indent, const char *format, ...)
{
    ac_buf text = { 0 };
    char *p = NULL;
    va_list ap;

    va_start(ap, format);
    if (vasprintf(&p, _(format), ap) < 0)
        p = NULL;
    va_end(ap);
    ac_buf_str(&text, p != NULL ? p : "");
    ac_print_body(&s->cli->out, indent, ac_buf_text(&text));
    ac_buf_free(&text);
    free(p);
}

static void heading(const ac_showing *s, const char *title)
{
    ac_out(s->cli, "\n%s\n", _(title));
}

static void print_id(const ac_showing *s, const char *what, const ac_id *id)
{
    char hex[AC_HEX_SIZE];

    ac_hex(hex, id->b, 32);
    ac_out(s->cli, "  %s %s\n", what, hex);
}

/* Words of an act by key, empty lines and all; NULL: not there. Borrowed from the tree. */
static const char *word(const ac_json *words, const char *key)
{
    const char *text = ac_json_str(words, key);

    return text != NULL && text[0] != '\0' ? text : NULL;
}

static void labelled(const ac_showing *s, size_t indent, const char *label, const ac_json *words, const char *key)
{
    if (word(words, key) != NULL)
        line(s, indent, "%s: %s", _(label), word(words, key));
}

static const char *code_label(const char *code, ac_vocab vocab)
{
    const ac_term *t = code != NULL ? ac_vocab_find(vocab, code) : NULL;

    return t != NULL ? _(t->label) : code != NULL ? code : "";
}

/* --- head and text --- */

static void print_head(const ac_showing *s, const ac_commitment_row *row)
{
    char agreement[AC_LOOK_WORD_SIZE], delivery[AC_LOOK_WORD_SIZE], verdict[AC_LOOK_WORD_SIZE];
    char ref[AC_LOOK_REF_SIZE], state[AC_LOOK_WORD_SIZE], clock_text[AC_LOOK_CLOCK_SIZE] = "", day[AC_DATE_SAID_SIZE];
    ac_clock_input in = { .state = s->a->state, .due = s->a->next_due, .expires = AC_NO_DAY, .reported = AC_NO_DAY,
                          .rhythm_days = AC_LOOK_RHYTHM_DAYS };
    ac_date at = s->until_ms != 0 ? s->cli->as_of : s->cli->today;
    ac_clock clock;

    (void)ac_look_rhythm(s->cli, s->ref.space, &in.rhythm_days, NULL); /* unread, the usual one stands */
    if (s->a->text >= 0)
        in.expires = ac_record_act(s->record, s->a->terms_from)->facts.expires;
    if (s->a->report >= 0)
        in.reported = ac_record_act(s->record, s->a->report)->day;
    else if (s->a->in_force >= 0)
        in.reported = ac_record_act(s->record, s->a->in_force)->day;
    clock = ac_clock_read(&in, (int32_t)ac_date_days(at));
    ac_look_clock_text(&clock, clock_text);
    ac_look_ref(s->look, s->ref.space, row->ref, ref);
    ac_out(s->cli, AC_REF "%s" AC_END "  %s%s%s%s%s%s\n", ref,
           s->a->state != AC_STATE_NONE ? ac_look_word(ac_state_word(s->a->state), state) : _("without effect"),
           clock_text[0] != '\0' ? _(", ") : "", clock_text, s->a->is_clash ? _(", clash") : "",
           s->a->is_crossed && s->a->state != AC_STATE_CROSSED ? _(", crossed") : "", s->a->is_contested ? _(", contested") : "");
    if (ac_is_imported(row))
        line(s, 0, "%s", ac_said_imported());
    if (s->until_ms != 0) {
        ac_date_short(day, s->cli->as_of);
        line(s, 0, "As it stood at the end of %s: only what had been written by then is looked at, by the clocks of those who wrote.", day);
    }
    if (s->is_full) {
        print_id(s, "id   ", &s->ref.id);
        if (s->a->text >= 0)
            print_id(s, "terms", &ac_record_held(s->record, s->a->text)->id);
        ac_out(s->cli, "  agreement %s, delivery %s, verdict %s\n", ac_look_word(ac_agreement_word(s->a->agreement), agreement),
               ac_look_word(ac_delivery_word(s->a->delivery), delivery), ac_look_word(ac_verdict_word(s->a->verdict), verdict));
    }
}

static ac_rc print_text(const ac_showing *s)
{
    char code[AC_TERMS_CODE_SIZE];
    ac_wording w;
    ac_rc rc;

    if (s->a->text < 0)
        return AC_OK;
    rc = ac_show_wording(s, s->a->text, &w);
    if (rc != AC_OK)
        return rc;
    ac_terms_code(code, w.id);
    ac_out(s->cli, s->a->in_force >= 0 ? "\nIN FORCE, terms %s\n" : "\nTHE OFFER (nothing is in force), terms %s\n", code);
    ac_wording_print(&s->cli->out, 2, &w);
    if (s->a->nversions > 1)
        line(s, 2, "version %d of the agreed text", s->a->nversions);
    ac_wording_free(&w);
    return AC_OK;
}

static bool is_unsigned(const int *list, size_t n, int org)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == org)
            return true;
    return false;
}

/* "signed by CITY on Mon 2 Mar, by its clock"; who has not. */
static void print_signatures(const ac_showing *s, int text, size_t indent)
{
    int parties[2 * AC_PARTIES_MAX], n = ac_show_parties(s, text, parties), missing[2 * AC_PARTIES_MAX];
    size_t nmissing = ac_commitment_unsigned(ac_record_commitment(s->record), text, missing, 2 * AC_PARTIES_MAX);

    for (int i = 0; i < n; i++) {
        char when[AC_SHOW_WHEN_SIZE];
        int yes = ac_show_yes(s, text, parties[i]);
        if (yes >= 0 && !is_unsigned(missing, nmissing, parties[i]))
            line(s, indent, yes == text ? "written and signed by %s, %s" : "signed by %s, %s", ac_show_org(s, parties[i]),
                 ac_show_when(s, yes, when));
        else if (yes >= 0)
            line(s, indent, "%s had signed (%s); that yes stands no more (see what crossed)", ac_show_org(s, parties[i]), ac_show_when(s, yes, when));
        else
            line(s, indent, "not signed by %s", ac_show_org(s, parties[i]));
    }
}

/* --- open texts --- */

static ac_rc print_open_text(const ac_showing *s, int text, const ac_wording *base)
{
    char code[AC_TERMS_CODE_SIZE], when[AC_SHOW_WHEN_SIZE], ref[AC_LOOK_REF_SIZE];
    const ac_held *held = ac_record_held(s->record, text);
    ac_wording w;
    ac_rc rc = ac_show_wording(s, text, &w);

    if (rc != AC_OK)
        return rc;
    ac_terms_code(code, held->id);
    line(s, 2, "%c  terms %s, by %s, %s%s%s", ac_show_letter(s, text), code, ac_show_org(s, held->org), ac_show_when(s, text, when),
         w.reason != NULL ? _(": ") : "", code_label(w.reason, AC_V_REASON));
    if (w.why != NULL)
        line(s, 5, "\"%s\"", w.why);
    ac_wording_print_differences(&s->cli->out, 5, base, &w);
    print_signatures(s, text, 5);
    if (s->is_full) {
        char hex[AC_HEX_SIZE];
        ac_hex(hex, held->id.b, 32);
        ac_out(s->cli, "     " AC_REF "accord sign %s --terms %s" AC_END "\n", ac_look_ref(s->look, s->ref.space, s->ref.ref, ref), hex);
    }
    ac_wording_free(&w);
    return AC_OK;
}

static ac_rc print_open(const ac_showing *s)
{
    char ref[AC_LOOK_REF_SIZE];
    ac_wording base = { 0 };
    int shown = 0;
    ac_rc rc = AC_OK;

    for (int i = 0; i < s->a->nopen; i++)
        shown += s->a->open[i] != s->a->text;
    if (shown == 0)
        return AC_OK;
    rc = ac_show_wording(s, s->a->text, &base);
    if (rc != AC_OK)
        return rc;
    heading(s, s->a->is_clash ? N_("TEXTS THAT CLASH (neither counts until every party signs one)") : N_("A CHANGE WAITS FOR SIGNATURES"));
    for (int i = 0; rc == AC_OK && i < s->a->nopen; i++)
        if (s->a->open[i] != s->a->text)
            rc = print_open_text(s, s->a->open[i], &base);
    if (rc == AC_OK && s->a->is_clash)
        ac_out(s->cli, "  choose: " AC_REF "accord resolve %s" AC_END "\n", ac_look_ref(s->look, s->ref.space, s->ref.ref, ref));
    ac_wording_free(&base);
    return rc;
}

/* --- slots, progress, claims --- */

static void print_slots(const ac_showing *s)
{
    if (s->a->nslots == 0 || s->a->slots[0].n == 0)
        return;
    heading(s, N_("SLOTS"));
    for (int i = 0; i < s->a->nslots; i++) {
        const ac_slot_answer *slot = &s->a->slots[i];
        char iso[11], said[AC_DATE_SAID_SIZE], word_out[AC_LOOK_WORD_SIZE];
        const char *is = slot->verdict != AC_VERDICT_NONE ? ac_verdict_word(slot->verdict) : slot->claim >= 0 ? "delivered" : "open";
        ac_date due;
        ac_day_text(slot->due, iso);
        if (ac_date_of_iso(&due, iso))
            ac_date_echo(said, due, s->cli->today);
        else
            snprintf(said, sizeof said, "%s", _("no date"));
        line(s, 2, "%d  %s  %s", slot->n, said, ac_look_word(is, word_out));
    }
}

static void print_missing_words(const ac_showing *s, size_t indent, const ac_held *held)
{
    if (ac_say_words_missing(held) != NULL)
        line(s, indent, "(%s)", ac_say_words_missing(held));
}

static ac_rc print_report(const ac_showing *s, int act)
{
    const ac_held *held = ac_record_held(s->record, act);
    const ac_act_facts *facts = &ac_record_act(s->record, act)->facts;
    char when[AC_SHOW_WHEN_SIZE];
    ac_json *words = NULL;
    ac_rc rc = ac_query_words(s->cli->nb, held->n, &words, &s->cli->err);

    if (rc != AC_OK)
        return rc;
    line(s, 2, "%s, %s%s%s%s%s", ac_show_org(s, held->org), ac_show_when(s, act, when), facts->completion != NULL ? _(": ") : "",
         code_label(facts->completion, AC_V_COMPLETION), word(words, "actual") != NULL ? _(", actual ") : "",
         word(words, "actual") != NULL ? word(words, "actual") : "");
    if (facts->slot > 0)
        line(s, 5, "for slot %d", facts->slot);
    print_missing_words(s, 5, held);
    if (word(words, "narrative") != NULL)
        line(s, 5, "%s", word(words, "narrative"));
    labelled(s, 5, N_("barriers"), words, "barriers");
    labelled(s, 5, N_("opportunities"), words, "opportunities");
    labelled(s, 5, N_("next"), words, "next");
    labelled(s, 5, N_("not assessed, because"), words, "why-not-assessed");
    ac_json_free(words);
    return AC_OK;
}

static bool is_shown_kind(const ac_showing *s, int act, uint16_t kind)
{
    return ac_record_act(s->record, act)->kind == kind && ac_show_passed(s, act);
}

static ac_rc print_progress(const ac_showing *s)
{
    int n = ac_record_acts(s->record), all = 0, passed_over;
    ac_rc rc = AC_OK;

    for (int i = 0; i < n; i++)
        all += is_shown_kind(s, i, AC_KIND_PROGRESS);
    if (all == 0)
        return AC_OK;
    heading(s, N_("PROGRESS"));
    passed_over = !s->is_full && all > REPORTS_SHOWN ? all - REPORTS_SHOWN : 0;
    if (passed_over > 0)
        line(s, 2, ac_plural("%d earlier report: --full", "%d earlier reports: --full", (unsigned)passed_over), passed_over);
    for (int i = 0; rc == AC_OK && i < n; i++)
        if (is_shown_kind(s, i, AC_KIND_PROGRESS) && passed_over-- <= 0)
            rc = print_report(s, i);
    return rc;
}

static ac_rc print_verdict(const ac_showing *s, int act)
{
    const ac_held *held = ac_record_held(s->record, act);
    char when[AC_SHOW_WHEN_SIZE];
    ac_json *words = NULL;
    ac_rc rc = ac_query_words(s->cli->nb, held->n, &words, &s->cli->err);

    if (rc != AC_OK)
        return rc;
    line(s, 5, held->kind == AC_KIND_RETRACT           ? "taken back by %s, %s%s"
               : held->kind == AC_KIND_ACCEPT_RESERVED ? "accepted with reservations by %s, %s%s"
                                                       : "accepted by %s, %s%s",
         ac_show_org(s, held->org), ac_show_when(s, act, when),
         s->a->aside[act] != AC_WHY_OK ? _(" (no effect now)") : "");
    labelled(s, 8, N_("reservations"), words, "reservations");
    if (word(words, "message") != NULL)
        line(s, 8, "%s", word(words, "message"));
    print_missing_words(s, 8, held);
    ac_json_free(words);
    return AC_OK;
}

static void print_evidence(const ac_showing *s, const ac_json *words)
{
    const ac_json *list = ac_json_get(words, "evidence");

    labelled(s, 5, N_("no file, because"), words, "no-evidence-because");
    for (size_t i = 0; i < ac_json_count(list); i++) {
        const ac_json *file = ac_json_at(list, i);
        const char *title = ac_json_str(file, "title"), *hash = ac_json_str(file, "hash");
        int64_t bytes = 0;
        ac_json_int(file, "bytes", &bytes);
        line(s, 5, ac_plural("evidence: %s (%lld byte)%s%s", "evidence: %s (%lld bytes)%s%s", (unsigned long)bytes),
             title != NULL ? title : _("a file"), (long long)bytes, s->is_full ? _(" fingerprint ") : "",
             s->is_full && hash != NULL ? hash : "");
    }
}

static ac_rc print_claim(const ac_showing *s, int claim)
{
    const ac_held *held = ac_record_held(s->record, claim);
    const ac_act *act = ac_record_act(s->record, claim);
    char when[AC_SHOW_WHEN_SIZE], slot[160] = "";
    ac_json *words = NULL;
    ac_rc rc = ac_query_words(s->cli->nb, held->n, &words, &s->cli->err);

    if (rc != AC_OK)
        return rc;
    if (act->facts.slot > 0)
        snprintf(slot, sizeof slot, _(" slot %d,"), act->facts.slot);
    line(s, 2, "%s delivered,%s %s%s%s%s", ac_show_org(s, held->org), slot, ac_show_when(s, claim, when),
         word(words, "actual") != NULL ? _(": actual ") : "", word(words, "actual") != NULL ? word(words, "actual") : "",
         s->a->aside[claim] != AC_WHY_OK ? _(" (no effect now)") : "");
    print_missing_words(s, 5, held);
    if (word(words, "narrative") != NULL)
        line(s, 5, "%s", word(words, "narrative"));
    print_evidence(s, words);
    if (s->is_full)
        print_id(s, "   id", &held->id);
    for (int i = 0; rc == AC_OK && i < ac_record_acts(s->record); i++) {
        const ac_act *v = ac_record_act(s->record, i);
        bool is_verdict = v->kind == AC_KIND_ACCEPT || v->kind == AC_KIND_ACCEPT_RESERVED || v->kind == AC_KIND_RETRACT;
        if (is_verdict && v->cites[0] == claim && ac_show_passed(s, i))
            rc = print_verdict(s, i);
    }
    ac_json_free(words);
    return rc;
}

static ac_rc print_claims(const ac_showing *s)
{
    bool any = false;
    ac_rc rc = AC_OK;

    for (int i = 0; rc == AC_OK && i < ac_record_acts(s->record); i++) {
        if (!is_shown_kind(s, i, AC_KIND_DELIVER))
            continue;
        if (!any)
            heading(s, N_("DELIVERIES AND VERDICTS"));
        any = true;
        rc = print_claim(s, i);
    }
    return rc;
}

/* --- disputes --- */

static ac_rc print_dispute(const ac_showing *s, int dispute)
{
    const ac_held *held = ac_record_held(s->record, dispute);
    const ac_act *act = ac_record_act(s->record, dispute);
    char when[AC_SHOW_WHEN_SIZE];
    ac_json *words = NULL;
    ac_rc rc = ac_query_words(s->cli->nb, held->n, &words, &s->cli->err);

    if (rc != AC_OK)
        return rc;
    line(s, 2, "%s disputed, %s%s%s%s%s", ac_show_org(s, held->org), ac_show_when(s, dispute, when), act->facts.reason != NULL ? _(": ") : "",
         code_label(act->facts.reason, AC_V_REASON), act->ncites < 2 ? _(" (without a delivery)") : "",
         s->a->aside[dispute] != AC_WHY_OK ? _(" (no effect now)") : "");
    print_missing_words(s, 5, held);
    labelled(s, 5, N_("what they heard you say"), words, "heard");
    labelled(s, 5, N_("grounds"), words, "grounds");
    labelled(s, 5, N_("would put it right"), words, "remedy");
    ac_json_free(words);
    for (int i = 0; rc == AC_OK && i < ac_record_acts(s->record); i++) {
        const ac_act *x = ac_record_act(s->record, i);
        bool cites = false;
        for (unsigned k = 0; k < x->ncites; k++)
            cites = cites || x->cites[k] == dispute;
        if (!cites || !ac_show_passed(s, i) || (x->kind != AC_KIND_RESPOND && x->kind != AC_KIND_RESOLVE && x->kind != AC_KIND_RETRACT))
            continue;
        rc = ac_query_words(s->cli->nb, ac_record_held(s->record, i)->n, &words, &s->cli->err);
        line(s, 5, "%s %s, %s%s%s", ac_show_org(s, x->org), ac_say_done(x->kind), ac_show_when(s, i, when),
             word(words, "answer") != NULL || word(words, "text") != NULL ? _(": ") : "",
             word(words, "answer") != NULL ? word(words, "answer") : word(words, "text") != NULL ? word(words, "text") : "");
        ac_json_free(words);
        words = NULL;
    }
    return rc;
}

static ac_rc print_disputes(const ac_showing *s)
{
    bool any = false;
    ac_rc rc = AC_OK;

    for (int i = 0; rc == AC_OK && i < ac_record_acts(s->record); i++) {
        if (!is_shown_kind(s, i, AC_KIND_DISPUTE))
            continue;
        if (!any)
            heading(s, N_("DISPUTES"));
        any = true;
        rc = print_dispute(s, i);
    }
    return rc;
}

/* --- what waits on whom, what crossed --- */

static const char *turn_said(uint16_t kind)
{
    switch (kind) {
    case AC_KIND_SIGN:
        return _("to sign");
    case AC_KIND_DECLINE:
        return _("to decline, which closes it");
    case AC_KIND_RETRACT:
        return _("to take the text back, which closes it");
    case AC_KIND_RESPOND:
        return _("to answer the dispute");
    case AC_KIND_RESOLVE:
        return _("to propose how the dispute is resolved");
    case AC_KIND_ACCEPT:
        return _("to accept or dispute the delivery");
    case AC_KIND_RESUME:
        return _("to resume what it suspended");
    case AC_KIND_DELIVER:
        return _("to deliver");
    case AC_KIND_AMEND:
        return _("to say, by a new text that both sides sign, what it shall be");
    default:
        return _("to act");
    }
}

static void print_turns(const ac_showing *s)
{
    char ref[AC_LOOK_REF_SIZE];

    if (s->a->nturns == 0)
        return;
    heading(s, N_("WAITS"));
    for (int i = 0; i < s->a->nturns; i++) {
        const ac_turn *t = &s->a->turns[i];
        const ac_kind *kind = ac_kind_find(t->kind);
        bool is_me = ac_show_is_me(s, t->org);
        ac_out(s->cli, "  for %s %s", ac_show_who(s, t->org), turn_said(t->kind));
        if (is_me && s->until_ms == 0 && kind != NULL)
            ac_out(s->cli, "%s" AC_REF "accord %s %s" AC_END, _(": "), s->a->is_clash && t->kind == AC_KIND_SIGN ? "resolve" : kind->name,
                   ac_look_ref(s->look, s->ref.space, s->ref.ref, ref));
        ac_out(s->cli, "\n");
    }
}

static const char *org_code(void *ctx, int org)
{
    return ac_show_org(ctx, org);
}

static const char *flag_sentence(unsigned flag)
{
    static const struct {
        unsigned flag;
        const char *sentence;
    } sentences[] = {
        { AC_FLAG(AC_FLAG_LATE_SIGNATURE), N_("signed after the offer's date") },
        { AC_FLAG(AC_FLAG_WITHDRAWAL), N_("a withdrawal is on record beside this") },
        { AC_FLAG(AC_FLAG_SUSPENSION), N_("a suspension stands beneath this") },
        { AC_FLAG(AC_FLAG_BEYOND_STOP), N_("rests on an act that counts although its laptop was stopped or its organisation has left") },
        { AC_FLAG(AC_FLAG_NEWER), N_("holds something that only a newer version of accord understands: update before you act on it") },
        { AC_FLAG(AC_FLAG_SET_ASIDE), N_("something here is without effect: see the history") },
    };

    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (sentences[i].flag == flag)
            return _(sentences[i].sentence);
    return NULL;
}

static void print_notes(ac_showing *s)
{
    bool any = false;

    for (int i = 0; i < s->a->nnotes; i++) {
        ac_buf text = { 0 };
        if (!any)
            heading(s, N_("WHAT CROSSED (written by people who did not know of each other's words)"));
        any = true;
        ac_note_text(&text, &s->a->notes[i], org_code, s);
        line(s, 2, "%s", ac_buf_text(&text));
        ac_buf_free(&text);
    }
    any = false;
    for (unsigned bit = 0; bit < AC_FLAG_COUNT; bit++) {
        unsigned flag = s->a->flags & (1u << bit);
        const char *sentence = flag != 0 ? flag_sentence(flag) : NULL;
        if (sentence == NULL && !(flag == AC_FLAG(AC_FLAG_ENDED_WITH) && s->a->ended_with >= 0))
            continue;
        if (!any)
            heading(s, N_("TO NOTE"));
        any = true;
        if (sentence != NULL)
            line(s, 2, "%s", sentence);
        else
            line(s, 2, "ended with %s: nobody is left on that side", ac_show_org(s, s->a->ended_with));
    }
}

/* --- history --- */

/* Where a commitment has had several texts: which one an act wrote, signed or refused. "" where that is plain. */
static void which_text(const ac_showing *s, int act, char out[WHICH_SIZE])
{
    const ac_act *a = ac_record_act(s->record, act);
    int texts = 0, text = ac_kind_is_text(a->kind) ? act : -1;
    char code[AC_TERMS_CODE_SIZE];

    out[0] = '\0';
    for (int i = 0; i < ac_record_acts(s->record); i++)
        texts += ac_kind_is_text(ac_record_act(s->record, i)->kind);
    if (a->kind == AC_KIND_SIGN || a->kind == AC_KIND_DECLINE || a->kind == AC_KIND_RETRACT)
        text = a->cites[0];
    if (texts < 2 || text < 0 || !ac_kind_is_text(ac_record_act(s->record, text)->kind))
        return;
    ac_terms_code(code, ac_record_held(s->record, text)->id);
    snprintf(out, WHICH_SIZE, text == act ? _(" (terms %s)") : _(" terms %s"), code);
}

static ac_rc print_history(const ac_showing *s)
{
    ac_rc rc = AC_OK;

    heading(s, N_("HISTORY"));
    for (int i = 0; rc == AC_OK && i < ac_record_acts(s->record); i++) {
        const ac_held *held = ac_record_held(s->record, i);
        const ac_act *act = ac_record_act(s->record, i);
        char when[AC_DATE_SAID_SIZE], why[64] = "", hex[AC_HEX_SIZE], which[WHICH_SIZE];
        const char *sentence = NULL;
        ac_buf gist = { 0 };
        if (!act->is_counted && s->until_ms == 0)
            rc = ac_query_why_not(s->cli->nb, held, why, sizeof why, &s->cli->err);
        if (rc == AC_OK)
            rc = ac_say_gist(s->cli, held, &gist, &s->cli->err);
        if (!act->is_counted)
            sentence = why[0] != '\0' ? ac_say_why(why) : _("set aside");
        else if (act->judged > AC_WHY_OK)
            sentence = ac_why_sentence((ac_why)act->judged);
        else if (s->a->aside[i] != AC_WHY_OK)
            sentence = ac_why_sentence((ac_why)s->a->aside[i]);
        ac_say_when(s->cli, held->written_ms, when);
        which_text(s, i, which);
        if (rc == AC_OK)
            line(s, 2, "%s  %s %s%s%s%s%s", when, ac_show_org(s, held->org), ac_say_done(held->kind), which, gist.len > 0 ? _(": ") : "",
                 ac_buf_text(&gist), act->is_contested ? _(" [contested by its own organisation]") : "");
        if (rc == AC_OK && sentence != NULL)
            line(s, 5, "without effect: %s", sentence);
        if (rc == AC_OK && s->is_full) {
            ac_hex(hex, held->id.b, 32);
            ac_out(s->cli, "     id %s\n", hex);
        }
        ac_buf_free(&gist);
    }
    if (rc == AC_OK)
        ac_out(s->cli, AC_DIM "  times: by the clock of who wrote it" AC_END "\n");
    return rc;
}

/* --- who has seen this --- */

static ac_rc print_seen_by(const ac_showing *s, const ac_partner_row *p)
{
    ac_knowledge *k = NULL;
    ac_partner_row met = { 0 };
    int n = ac_record_acts(s->record), lacks = 0;
    char when[AC_DATE_SAID_SIZE];
    ac_rc rc = ac_knowledge_open(&k, s->cli->nb, s->ref.space, p->org, &met, &s->cli->err);

    if (rc != AC_OK)
        return rc;
    for (int i = 0; i < n; i++)
        lacks += ac_record_held(s->record, i)->org != p->org && !ac_knowledge_has(k, ac_record_held(s->record, i));
    ac_knowledge_close(k);
    ac_time_said(when, met.last_met_ms, s->cli->today);
    if (lacks == 0)
        line(s, 2, "%s has all of it", p->code);
    else if (lacks == n)
        line(s, 2, met.last_met_ms != 0 ? "%s has not confirmed any of it; last met %s" : "%s has not confirmed any of it", p->code, when);
    else
        line(s, 2, met.last_met_ms != 0 ? "%s has not confirmed %d of %d records of it; last met %s"
                                        : "%s has not confirmed %d of %d records of it", p->code, lacks, n, when);
    return AC_OK;
}

static ac_rc print_seen(const ac_showing *s)
{
    ac_partner_row *rows = NULL;
    size_t n = 0;
    ac_rc rc = ac_query_partners(s->cli->nb, s->ref.space, &rows, &n, &s->cli->err);

    if (rc == AC_OK && n > 0)
        heading(s, N_("WHO HAS SEEN THIS (by their signed receipts)"));
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if (strcmp(rows[i].standing, "member") == 0)
            rc = print_seen_by(s, &rows[i]);
    free(rows);
    return rc;
}

ac_rc ac_show_screen(ac_showing *s, const ac_commitment_row *row)
{
    ac_rc rc;

    print_head(s, row);
    rc = print_text(s);
    if (rc == AC_OK && s->a->text >= 0) {
        heading(s, N_("SIGNED"));
        print_signatures(s, s->a->text, 2);
        rc = print_open(s);
    }
    if (rc == AC_OK) {
        print_slots(s);
        rc = print_progress(s);
    }
    if (rc == AC_OK)
        rc = print_claims(s);
    if (rc == AC_OK)
        rc = print_disputes(s);
    if (rc != AC_OK)
        return rc;
    if (s->until_ms == 0)
        rc = ac_show_belonging(s->look, s->ref.n);
    if (rc != AC_OK)
        return rc;
    print_turns(s);
    print_notes(s);
    rc = print_history(s);
    if (rc == AC_OK && s->until_ms == 0)
        rc = print_seen(s);
    if (rc == AC_OK && s->until_ms == 0)
        rc = ac_show_reflections(s->look, s->ref.n);
    return rc;
}
