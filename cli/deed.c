/* deed.c - one act on a commitment: open it, find what it answers, write it, say what it did. */
#include "cli/deed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/drafting.h"
#include "cli/terms.h"
#include "cli/typed.h"

/* --- open --- */

ac_rc ac_deed_open(ac_deed *d, ac_cli *cli, const char *ref)
{
    ac_rc rc;

    *d = (ac_deed){ .cli = cli, .me = -1 };
    rc = ac_look_open(&d->look, cli);
    d->s.look = &d->look;
    d->s.cli = cli;
    if (rc == AC_OK)
        rc = ac_cli_record(cli, ref, AC_RECORD_COMMITMENT, &d->s.ref);
    if (rc == AC_OK)
        rc = ac_notebook_may_write(cli->nb, d->s.ref.space, &cli->err); /* before anything is asked */
    if (rc == AC_OK)
        rc = ac_record_open(&d->s.record, cli->nb, d->s.ref.n, &cli->err);
    if (rc != AC_OK) {
        ac_look_close(&d->look);
        *d = (ac_deed){ 0 };
        return rc;
    }
    ac_look_ref(&d->look, d->s.ref.space, d->s.ref.ref, d->ref);
    d->s.a = ac_record_answers(d->s.record);
    d->me = ac_look_own(cli, d->s.ref.space);
    return AC_OK;
}

ac_rc ac_deed_open_draft(ac_deed *d, ac_cli *cli, const ac_draft *draft)
{
    char ref[AC_LOOK_REF_SIZE] = "";
    ac_looking look;
    ac_rc rc;

    *d = (ac_deed){ .cli = cli, .me = -1 };
    rc = ac_look_open(&look, cli);
    if (rc == AC_OK)
        rc = ac_draft_ref(&look, draft, ref);
    ac_look_close(&look);
    return rc == AC_OK ? ac_deed_open(d, cli, ref) : rc;
}

void ac_deed_close(ac_deed *d)
{
    ac_record_close(d->s.record);
    ac_look_close(&d->look);
    *d = (ac_deed){ 0 };
}

/* --- what it answers --- */

void ac_wish_free(ac_wish *w)
{
    ac_json_free(w->facts);
    ac_json_free(w->words);
    *w = (ac_wish){ 0 };
}

static int by_id(const void *a, const void *b)
{
    return ac_id_cmp(*(const ac_id *)a, *(const ac_id *)b);
}

/* Is it ours to do, whatever the state? */
static bool is_our_part(const ac_deed *d, ac_by by)
{
    bool is_promisor = d->me == d->s.a->promisor, is_promisee = false;

    for (int i = 0; i < d->s.a->npromisees; i++)
        is_promisee = is_promisee || d->s.a->promisees[i] == d->me;
    switch (by) {
    case AC_BY_PROMISOR:
        return is_promisor;
    case AC_BY_PROMISEE:
        return is_promisee;
    case AC_BY_NAMED:
    case AC_BY_SIGNER:
    case AC_BY_OTHER:
    case AC_BY_AUTHOR: /* of what it answers: asked when that is known */
        return true;
    case AC_BY_PARTY:
    case AC_BY_EITHER:
        break;
    }
    return is_promisor || is_promisee;
}

/* Why it would be without effect, in the words of the fold. */
static ac_rc refusal(ac_deed *d, uint16_t kind, int about)
{
    ac_act trial = { .kind = kind, .org = d->me, .judged = AC_NOT_JUDGED, .is_counted = true };
    const ac_act_row *row = ac_act_row_find(kind);
    ac_err *err = &d->cli->err;
    ac_why why;
    ac_rc rc;

    ac_act_facts_read(&trial.facts, kind, NULL);
    trial.cites[trial.ncites++] = about >= 0 ? about : d->s.a->in_force >= 0 ? d->s.a->in_force : d->s.a->text;
    if (kind == AC_KIND_ACCEPT || kind == AC_KIND_ACCEPT_RESERVED)
        trial.cites[trial.ncites++] = d->s.a->in_force >= 0 ? d->s.a->in_force : d->s.a->text;
    if (kind == AC_KIND_RESOLVE)
        trial.facts.outcome = AC_OUTCOME_IN_PROGRESS;
    why = ac_commitment_may(ac_record_commitment(d->s.record), &trial);
    if (why == AC_WHY_AGAIN)
        rc = ac_fail(err, AC_ESTATE, "%s: your organisation has said so already (%s). Nothing more is to be done", d->ref, row->name);
    else if (why == AC_WHY_CITES && about < 0) /* there is nothing to answer */
        rc = is_our_part(d, row->by) ? AC_OK
                                     : ac_fail(err, AC_EROLE, "%s: %s is not for you to do (who may, and when: %s)", d->ref, row->name, _(row->help));
    else
        rc = ac_wrap(err, ac_commitment_check(ac_record_commitment(d->s.record), &trial, err), "%s", d->ref);
    if (rc == AC_OK)
        rc = ac_fail(err, AC_ESTATE, "%s: nothing waits for %s now (who may, and when: %s)", d->ref, row->name, _(row->help));
    return ac_hint(err, rc, "accord show %s", d->ref);
}

ac_rc ac_deed_wish(ac_deed *d, uint16_t kind, int about, ac_wish *out)
{
    ac_act wish;

    *out = (ac_wish){ .kind = kind, .about = -1 };
    if (d->me < 0)
        return ac_fail(&d->cli->err, AC_EROLE, "your organisation does not belong to that partnership any more");
    if (!ac_commitment_wish(ac_record_commitment(d->s.record), kind, d->me, about, &wish))
        return refusal(d, kind, about);
    for (unsigned i = 0; i < wish.ncites; i++)
        out->cites[i] = ac_record_held(d->s.record, wish.cites[i])->id;
    out->ncites = wish.ncites;
    out->about = about >= 0 ? about : wish.ncites > 0 ? wish.cites[0] : -1;
    if (kind == AC_KIND_RESOLVE && wish.ncites > 2)
        qsort(out->cites + 1, out->ncites - 1, sizeof *out->cites, by_id);
    if (kind == AC_KIND_RESUME)
        qsort(out->cites, out->ncites, sizeof *out->cites, by_id);
    out->facts = ac_json_object();
    out->words = ac_json_object();
    if (wish.facts.slot > 0 && kind == AC_KIND_DISPUTE && out->facts != NULL)
        ac_json_set_int(out->facts, "slot", wish.facts.slot);
    return out->facts != NULL && out->words != NULL ? AC_OK : ac_fail(&d->cli->err, AC_ENOMEM, "out of memory");
}

size_t ac_deed_choices(ac_deed *d, uint16_t kind, int *out, size_t max)
{
    size_t n = 0;
    ac_act wish;

    for (int i = 0; i < ac_record_acts(d->s.record) && n < max; i++)
        if (ac_commitment_wish(ac_record_commitment(d->s.record), kind, d->me, i, &wish))
            out[n++] = i;
    return n;
}

ac_rc ac_deed_by_id(ac_deed *d, const char *id, int *out)
{
    ac_id bytes;

    if (!ac_unhex(bytes.b, 32, id, strlen(id)))
        return ac_fail(&d->cli->err, AC_EREF, "\"%.80s\" is no full id: 64 hex digits, as accord show %s --full prints them. Nothing was written",
                       id, d->ref);
    *out = ac_record_find(d->s.record, &bytes);
    if (*out < 0)
        return ac_fail(&d->cli->err, AC_EREF, "%s holds nothing with that id: it differs from what you read. Nothing was written; read it again: accord show %s",
                       d->ref, d->ref);
    return AC_OK;
}

/* --- words and codes --- */

ac_rc ac_wish_text(ac_cli *cli, ac_wish *w, const char *option, const char *key, const char *guide, bool is_required)
{
    ac_buf text = { 0 };
    ac_rc rc = AC_OK;

    if (ac_opt(cli, option) == NULL && !is_required)
        return AC_OK;
    rc = ac_text_from(cli, option, guide, &text);
    if (rc == AC_OK && text.len == 0 && is_required)
        rc = ac_fail(&cli->err, AC_EUSAGE, "the text was empty: nothing was saved");
    if (rc == AC_OK && text.len > 0) {
        char what[120];
        snprintf(what, sizeof what, strcmp(option, "message") == 0 ? _("the text") : "--%s", option);
        rc = ac_body_take(what, &text, &cli->err);
    }
    if (rc == AC_OK && text.len > 0 && !ac_json_set_str(w->words, key, ac_buf_text(&text)))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    ac_buf_free(&text);
    return rc;
}

ac_rc ac_wish_ask_code(ac_cli *cli, ac_wish *w, const char *key, ac_vocab vocab)
{
    char list[512];
    ac_buf code = { 0 };
    ac_rc rc;

    ac_vocab_list(vocab, list, sizeof list);
    ac_print(&cli->talk, "One of: %s\n", list);
    do
        rc = ac_ask_line(cli, "Why, as a code", ac_vocab_has(vocab, "other") ? "other" : NULL, "--reason CODE", &code);
    while (rc == AC_OK && !ac_vocab_has(vocab, ac_buf_text(&code)));
    if (rc == AC_OK && !ac_json_set_str(w->facts, key, ac_buf_text(&code)))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    ac_buf_free(&code);
    return rc;
}

ac_rc ac_wish_code(ac_cli *cli, ac_wish *w, const char *option, ac_vocab vocab, bool is_required)
{
    const char *code = ac_opt(cli, option);
    char list[512];

    if (code == NULL && !is_required)
        return AC_OK;
    if (code == NULL && ac_can_ask(cli))
        return ac_wish_ask_code(cli, w, option, vocab);
    ac_vocab_list(vocab, list, sizeof list);
    if (code == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "say why, as a code: --%s CODE, one of: %s", option, list);
    if (!ac_vocab_has(vocab, code) && !(vocab == AC_V_REASON && w->kind == AC_KIND_RETRACT && strcmp(code, "expired") == 0))
        return ac_fail(&cli->err, AC_EUSAGE, "--%s \"%.40s\" is unknown. It is one of: %s", option, code, list);
    return ac_json_set_str(w->facts, option, code) ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

ac_rc ac_deed_slot(ac_deed *d, int64_t *out, bool *out_given)
{
    int n = d->s.a->nslots > 0 && d->s.a->slots[0].n > 0 ? d->s.a->nslots : 0;
    ac_rc rc = ac_opt_int(d->cli, "slot", 1, AC_SLOTS_MAX, out, out_given);

    if (rc != AC_OK || !*out_given)
        return rc;
    if (n == 0)
        return ac_fail(&d->cli->err, AC_EUSAGE, "%s has no dated slots: leave --slot out", d->ref);
    if (*out > n)
        return ac_fail(&d->cli->err, AC_EUSAGE, "%s has %d slots; there is no slot %lld", d->ref, n, (long long)*out);
    return AC_OK;
}

/* --- writing --- */

ac_rc ac_deed_keep_one(ac_cli *cli, int space, const ac_writing *w, ac_id *out_id)
{
    ac_rc rc;

    if (ac_draft_wanted(cli))
        return ac_draft_keep(cli, space, w);
    rc = ac_cli_unlock(cli); /* commands that also look asked for no key before */
    if (rc == AC_OK)
        rc = ac_notebook_begin(cli->nb, &cli->err);
    if (rc == AC_OK)
        rc = ac_notebook_write(cli->nb, space, w, out_id, &cli->err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(cli->nb, &cli->err);
    if (rc != AC_OK)
        ac_notebook_rollback(cli->nb);
    return rc;
}

/* What kind of an entry it is stands beside it; other records have a schema of their own. */
static void json_begun(ac_cli *cli, const char *schema, const char *ref, const ac_id *id, const ac_writing *w)
{
    ac_jsonl j;

    if (!cli->json)
        return;
    ac_json_line(cli, &j, schema);
    ac_jsonl_str(&j, "ref", ref);
    ac_jsonl_hex(&j, "id", id->b, 32);
    if (w->kind == AC_KIND_CREATE)
        ac_jsonl_str(&j, "type", ac_json_str(w->facts, "type"));
    ac_jsonl_end(&j);
}

void ac_deed_json(ac_cli *cli, const char *schema, const char *ref, const ac_id *id)
{
    ac_jsonl j;

    if (!cli->json)
        return;
    ac_json_line(cli, &j, schema);
    ac_jsonl_str(&j, "ref", ref);
    ac_jsonl_hex(&j, "id", id->b, 32);
    ac_jsonl_end(&j);
}

ac_rc ac_deed_begin_record(ac_cli *cli, int space, const ac_writing *w, const char *schema, ac_n *out, char ref[AC_REF_SIZE])
{
    ac_id id;
    ac_held held;
    ac_rc rc = ac_deed_keep_one(cli, space, w, &id);

    if (rc == AC_OK)
        rc = ac_history_find(ac_notebook_history(cli->nb), space, &id, &held, &cli->err);
    if (rc == AC_OK)
        rc = ac_query_ref_of(cli->nb, *out = held.n, ref, &cli->err);
    if (rc == AC_OK)
        json_begun(cli, schema, ref, &id, w);
    return rc;
}

ac_rc ac_deed_keep(ac_deed *d, ac_wish *w)
{
    ac_writing writing = { .kind = w->kind, .record = d->s.ref.id, .cites = w->cites, .ncites = w->ncites };
    ac_id id;
    ac_rc rc;

    ac_words_warn(d->cli, w->words);
    writing.facts = ac_json_count(w->facts) > 0 ? w->facts : NULL;
    writing.words = ac_json_count(w->words) > 0 ? w->words : NULL;
    rc = ac_deed_keep_one(d->cli, d->s.ref.space, &writing, &id);
    if (rc == AC_OK)
        ac_deed_json(d->cli, "accord.change/1", d->s.ref.ref, &id);
    return rc;
}

ac_rc ac_deed_write(ac_deed *d, ac_wish *w, const char *done)
{
    ac_rc rc = ac_deed_keep(d, w);

    if (rc == AC_OK)
        ac_out(d->cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " %s\n", d->ref, done);
    return rc == AC_OK ? ac_deed_now(d->cli, d->s.ref.n, d->ref) : rc;
}

ac_rc ac_deed_say_which(ac_deed *d)
{
    ac_wording w = { 0 };
    char word[AC_LOOK_WORD_SIZE];
    ac_rc rc = ac_show_wording(&d->s, d->s.a->text, &w);

    if (rc == AC_OK)
        ac_print(&d->cli->talk, AC_REF "%s" AC_END ", %s: %s, from %s to %s\n", d->ref, ac_look_word(ac_state_word(d->s.a->state), word),
                 w.words != NULL ? ac_wording_title(&w) : w.missing, w.promisor, w.promisees);
    ac_wording_free(&w);
    return rc;
}

/* --- how it stands now --- */

/* What is asked of somebody, after "waiting for SASI" and "your turn". */
static const char *verb_of(const char *act)
{
    static const struct {
        const char *act, *verb;
    } verbs[] = {
        { "sign", N_("to sign") },       { "accept", N_("to accept or dispute it") },
        { "respond", N_("to answer") },  { "resolve", N_("to resolve it") },
        { "amend", N_("to amend it") },  { "retract", N_("to take it back or sign again") },
        { "resume", N_("to go on") },    { "decline", N_("to decline or sign again") },
        { "deliver", N_("to deliver") },
    };

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].act, act) == 0)
            return _(verbs[i].verb);
    return "";
}

#define TURNS 64
typedef struct {
    char code[16], act[16];
} turn;

static size_t read_turns(const char *text, turn *out)
{
    size_t n = 0;

    for (const char *p = text; *p != '\0' && n < TURNS;) {
        size_t all = strcspn(p, ","), code = strcspn(p, ":");
        if (code < all) {
            snprintf(out[n].code, sizeof out[n].code, "%.*s", (int)code, p);
            snprintf(out[n].act, sizeof out[n].act, "%.*s", (int)(all - code - 1), p + code + 1);
            n++;
        }
        p += all + (p[all] == ',');
    }
    return n;
}

void ac_say_names(ac_buf *out, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ac_buf_printf(out, "%s%s", i == 0 ? "" : i + 1 == n ? _(" and ") : _(", "), names[i]);
}

/* Everybody of whom the same is asked, in one phrase. */
static void say_turns(ac_cli *cli, const turn *turns, size_t n, const char *me)
{
    bool said[TURNS] = { false };

    for (size_t i = 0; i < n; i++) {
        const char *names[TURNS];
        size_t nnames = 0;
        bool mine = strcmp(turns[i].code, me) == 0;
        ac_buf line = { 0 };
        if (said[i])
            continue;
        for (size_t k = i; k < n; k++)
            if (strcmp(turns[k].act, turns[i].act) == 0 && (strcmp(turns[k].code, me) == 0) == mine) {
                said[k] = true;
                names[nnames++] = turns[k].code;
            }
        ac_say_names(&line, names, nnames);
        if (mine)
            ac_out(cli, " · your turn %s", verb_of(turns[i].act));
        else
            ac_out(cli, " · waiting for %s %s", ac_buf_text(&line), verb_of(turns[i].act));
        ac_buf_free(&line);
    }
}

typedef struct {
    ac_cli *cli;
    const char *ref; /* as it is typed */
} standing;

static bool say_now(void *ctx, const ac_commitment_row *row)
{
    standing *now = ctx;
    ac_cli *cli = now->cli;
    turn turns[TURNS];
    char word[AC_LOOK_WORD_SIZE];

    ac_out(cli, "  %s", ac_look_word(row->state, word));
    if (row->is_clash)
        ac_out(cli, " · " AC_ATTN "clash" AC_END ", several texts wait: " AC_REF "accord resolve %s" AC_END, now->ref);
    else
        say_turns(cli, turns, read_turns(row->turn, turns), ac_notebook_me(cli->nb)->code);
    ac_out(cli, " · saved here, not sent yet: " AC_REF "accord sync" AC_END "\n");
    return true;
}

ac_rc ac_deed_now(ac_cli *cli, ac_n record, const char *ref)
{
    standing now = { cli, ref };

    return cli->json ? AC_OK : ac_query_commitment(cli->nb, record, say_now, &now, &cli->err);
}

ac_rc ac_typed_ref(ac_cli *cli, int space, const char *ref, char out[AC_LOOK_REF_SIZE])
{
    ac_looking look;
    ac_rc rc = ac_look_open(&look, cli);

    if (rc == AC_OK)
        ac_look_ref(&look, space, ref, out);
    ac_look_close(&look);
    return rc;
}
