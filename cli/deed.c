/* deed.c - one act on a commitment: open it, find what it answers, write it, say what it did. */
#include "cli/deed.h"

#include <stdlib.h>
#include <string.h>

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
        rc = ac_record_open(&d->s.record, cli->nb, d->s.ref.n, &cli->err);
    if (rc != AC_OK) {
        ac_look_close(&d->look);
        *d = (ac_deed){ 0 };
        return rc;
    }
    d->s.a = ac_record_answers(d->s.record);
    d->me = ac_look_own(cli, d->s.ref.space);
    return AC_OK;
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

/* Why it would be without effect, in the words of the fold. */
static ac_rc refusal(ac_deed *d, uint16_t kind, int about)
{
    ac_act trial = { .kind = kind, .org = d->me, .judged = AC_NOT_JUDGED, .is_counted = true };
    const ac_act_row *row = ac_act_row_find(kind);
    ac_rc rc;

    ac_act_facts_read(&trial.facts, kind, NULL);
    trial.cites[trial.ncites++] = about >= 0 ? about : d->s.a->in_force >= 0 ? d->s.a->in_force : d->s.a->text;
    if (kind == AC_KIND_ACCEPT || kind == AC_KIND_ACCEPT_RESERVED)
        trial.cites[trial.ncites++] = d->s.a->in_force >= 0 ? d->s.a->in_force : d->s.a->text;
    if (kind == AC_KIND_RESOLVE)
        trial.facts.outcome = AC_OUTCOME_IN_PROGRESS;
    if (ac_commitment_may(ac_record_commitment(d->s.record), &trial) == AC_WHY_CITES && about < 0) /* it names nothing real */
        rc = AC_OK;
    else
        rc = ac_commitment_check(ac_record_commitment(d->s.record), &trial, &d->cli->err);
    if (rc == AC_OK)
        rc = ac_fail(&d->cli->err, AC_ESTATE, "%s is not possible now: nothing of %s waits for it (it is for %s)", row->name,
                     d->s.ref.ref, row->help);
    else
        rc = ac_wrap(&d->cli->err, rc, "%s", d->s.ref.ref);
    return ac_hint(&d->cli->err, rc, "accord show %s", d->s.ref.ref);
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
        return ac_fail(&d->cli->err, AC_EREF, "\"%.80s\" is no full id: 64 hex digits, as accord show %s --full prints them. Nothing was signed",
                       id, d->s.ref.ref);
    *out = ac_record_find(d->s.record, &bytes);
    if (*out < 0)
        return ac_fail(&d->cli->err, AC_EREF, "the text differs: %s has none with that id. Nothing was signed; read it again: accord show %s",
                       d->s.ref.ref, d->s.ref.ref);
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
        char what[40];
        snprintf(what, sizeof what, strcmp(option, "message") == 0 ? "the text" : "--%s", option);
        rc = ac_body_take(what, &text, &cli->err);
    }
    if (rc == AC_OK && text.len > 0 && !ac_json_set_str(w->words, key, ac_buf_text(&text)))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    ac_buf_free(&text);
    return rc;
}

ac_rc ac_wish_code(ac_cli *cli, ac_wish *w, const char *option, ac_vocab vocab, bool is_required)
{
    const char *code = ac_opt(cli, option);
    char list[512];

    if (code == NULL && !is_required)
        return AC_OK;
    ac_vocab_list(vocab, list, sizeof list);
    if (code == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "say why, as a code: --%s CODE, one of: %s", option, list);
    if (!ac_vocab_has(vocab, code) && !(vocab == AC_V_REASON && w->kind == AC_KIND_RETRACT && strcmp(code, "expired") == 0))
        return ac_fail(&cli->err, AC_EUSAGE, "--%s \"%.40s\" is unknown. It is one of: %s", option, code, list);
    return ac_json_set_str(w->facts, option, code) ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

/* --- writing --- */

static ac_rc write_one(ac_cli *cli, int space, const ac_writing *w, ac_id *out_id)
{
    ac_rc rc = ac_notebook_begin(cli->nb, &cli->err);

    if (rc == AC_OK)
        rc = ac_notebook_write(cli->nb, space, w, out_id, &cli->err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(cli->nb, &cli->err);
    if (rc != AC_OK)
        ac_notebook_rollback(cli->nb);
    return rc;
}

static void json_written(ac_cli *cli, const char *schema, const char *ref, const ac_id *id)
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
    ac_rc rc = write_one(cli, space, w, &id);

    if (rc == AC_OK)
        rc = ac_history_find(ac_notebook_history(cli->nb), space, &id, &held, &cli->err);
    if (rc == AC_OK)
        rc = ac_query_ref_of(cli->nb, *out = held.n, ref, &cli->err);
    if (rc == AC_OK)
        json_written(cli, schema, ref, &id);
    return rc;
}

ac_rc ac_deed_write(ac_deed *d, ac_wish *w, const char *done)
{
    ac_writing writing = { .kind = w->kind, .record = d->s.ref.id, .cites = w->cites, .ncites = w->ncites };
    ac_n record = d->s.ref.n;
    ac_id id;
    ac_rc rc;

    writing.facts = ac_json_count(w->facts) > 0 ? w->facts : NULL;
    writing.words = ac_json_count(w->words) > 0 ? w->words : NULL;
    rc = write_one(d->cli, d->s.ref.space, &writing, &id);
    if (rc != AC_OK)
        return rc;
    json_written(d->cli, "accord.change/1", d->s.ref.ref, &id);
    ac_out(d->cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " %s\n", d->s.ref.ref, done);
    ac_words_warn(d->cli, w->words);
    return ac_deed_now(d->cli, record);
}

/* --- how it stands now --- */

typedef struct {
    ac_cli *cli;
    const char *me;
} standing;

static bool say_now(void *ctx, const ac_commitment_row *row)
{
    standing *s = ctx;
    char word[AC_LOOK_WORD_SIZE];
    ac_buf others = { 0 };
    bool mine = false;

    for (const char *p = row->turn; *p != '\0';) {
        size_t n = strcspn(p, ","), code = strcspn(p, ":");
        char one[16];
        snprintf(one, sizeof one, "%.*s", (int)(code < n ? code : n), p);
        if (strcmp(one, s->me) == 0)
            mine = true;
        else if (!ac_look_names(ac_buf_text(&others), one))
            ac_buf_printf(&others, "%s%s", others.len > 0 ? "," : "", one);
        p += n + (p[n] == ',');
    }
    ac_out(s->cli, "  %s", row->is_clash ? "two texts wait" : ac_look_word(row->state, word));
    if (others.len > 0) {
        ac_buf said = { 0 };
        ac_look_codes(&said, ac_buf_text(&others));
        ac_out(s->cli, " · waiting for %s", ac_buf_text(&said));
        ac_buf_free(&said);
    }
    if (mine)
        ac_out(s->cli, " · it is your turn too");
    ac_out(s->cli, " · saved here, not sent yet: " AC_REF "accord sync" AC_END "\n");
    ac_buf_free(&others);
    return true;
}

ac_rc ac_deed_now(ac_cli *cli, ac_n record)
{
    standing s = { cli, ac_notebook_me(cli->nb)->code };

    return cli->json ? AC_OK : ac_query_commitment(cli->nb, record, say_now, &s, &cli->err);
}

/* --- before a signature --- */

ac_rc ac_deed_warn_unverified(ac_deed *d, int text)
{
    ac_partner_row *rows = NULL;
    size_t n = 0;
    int parties[2 * AC_PARTIES_MAX], nparties = ac_show_parties(&d->s, text, parties);
    ac_rc rc = ac_query_partners(d->cli->nb, d->s.ref.space, &rows, &n, &d->cli->err);

    for (size_t i = 0; rc == AC_OK && i < n; i++)
        for (int k = 0; k < nparties; k++)
            if (rows[i].org == parties[k] && !rows[i].is_verified)
                ac_talk(d->cli, "  " AC_ATTN "unverified" AC_END ": you have not compared the number with %s yet: " AC_REF
                                "accord partner verify %s" AC_END "\n", rows[i].code, rows[i].code);
    free(rows);
    return rc;
}
