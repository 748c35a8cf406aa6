/* drafting.c - drafts: a change kept in the notebook at the point where it would be written, and read again later. */
#include "cli/drafting.h"

#include <stdio.h>
#include <string.h>

#include "cli/practice/drafted.h"
#include "cli/practice/template.h"
#include "cli/show.h"
#include "core/kind.h"

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

bool ac_draft_wanted(const ac_cli *cli)
{
    return cli->drafted != NULL || (ac_command_drafts(cli->args->command) && ac_opt_flag(cli, "draft"));
}

ac_rc ac_draft_keep(ac_cli *cli, int space, const ac_writing *w)
{
    ac_draft d = { .space = space, .kind = w->kind, .record = w->record, .ncites = w->ncites };
    ac_looking look;
    ac_rc rc;

    if (cli->drafted != NULL) {
        d.n = cli->drafted->n;
        d.written_ms = cli->drafted->written_ms;
    }
    for (size_t i = 0; i < w->ncites; i++)
        d.cites[i] = w->cites[i];
    d.facts = w->facts != NULL ? ac_json_copy(w->facts) : ac_json_object();
    d.words = w->words != NULL ? ac_json_copy(w->words) : ac_json_object();
    snprintf(d.command, sizeof d.command, "%s", cli->args->command->name);
    rc = d.facts != NULL && d.words != NULL ? ac_draft_put(cli->nb, &d, &cli->err) : no_memory(cli);
    if (rc == AC_OK && cli->json) {
        rc = ac_look_open(&look, cli);
        if (rc == AC_OK)
            rc = ac_draft_json(&look, &d, false);
        ac_look_close(&look);
    } else if (rc == AC_OK && cli->drafted != NULL) {
        ac_out(cli, AC_GOOD "✓" AC_END " Draft %lld changed. When it is ready: " AC_REF "accord draft sign %lld" AC_END "\n",
               (long long)d.n, (long long)d.n);
    } else if (rc == AC_OK) {
        ac_out(cli, AC_GOOD "✓" AC_END " Draft %lld is kept on this laptop: not signed, not sent.\n", (long long)d.n);
        ac_out(cli, "  Go on: " AC_REF "accord draft edit %lld" AC_END "   When it is ready: " AC_REF "accord draft sign %lld" AC_END "\n",
               (long long)d.n, (long long)d.n);
    }
    ac_draft_free(&d);
    return rc == AC_OK ? AC_EDRAFT : rc;
}

/* --- what it is --- */

ac_rc ac_draft_ref(ac_looking *look, const ac_draft *d, char out[AC_LOOK_REF_SIZE])
{
    ac_cli *cli = look->cli;
    char ref[AC_REF_SIZE];
    ac_held held = { 0 };
    ac_rc rc = AC_OK;

    out[0] = '\0';
    if (ac_id_is_zero(d->record))
        return AC_OK;
    rc = ac_history_find(ac_notebook_history(cli->nb), d->space, &d->record, &held, &cli->err);
    if (rc == AC_OK && held.n != 0)
        rc = ac_query_ref_of(cli->nb, held.n, ref, &cli->err);
    if (rc == AC_OK && held.n != 0)
        ac_look_ref(look, d->space, ref, out);
    return rc;
}

ac_rc ac_draft_what(ac_looking *look, const ac_draft *d, ac_buf *out)
{
    char ref[AC_LOOK_REF_SIZE];
    ac_rc rc = ac_draft_ref(look, d, ref);

    if (rc == AC_OK)
        ac_buf_printf(out, "%s%s%s", d->command, ref[0] != '\0' ? " " : "", ref);
    return rc == AC_OK && out->failed ? no_memory(look->cli) : rc;
}

const char *ac_draft_where(const ac_looking *look, const ac_draft *d)
{
    const ac_partnership *p = ac_look_partnership(look, d->space);

    return p != NULL ? p->code : "";
}

const char *ac_draft_gist(const ac_draft *d)
{
    static const char *const first[] = { "title", "text", "action", "narrative" };

    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (ac_json_str(d->words, first[i]) != NULL)
            return ac_prompt_skip(ac_json_str(d->words, first[i]));
    for (size_t i = 0; i < ac_json_count(d->words); i++)
        if (ac_json_text(ac_json_at(d->words, i)) != NULL)
            return ac_json_text(ac_json_at(d->words, i));
    return "";
}

/* What stands in a reflection, for people. */
typedef struct {
    const char *key, *label;
    int vocab; /* AC_OF(...) of its codes; 0: no codes */
} labelled;
static const labelled labels[] = {
    { "type", N_("kind"), AC_OF(AC_V_REFLECTION) },
    { "event", N_("when it happened"), 0 },
    { "principles", N_("principles"), AC_OF(AC_V_PRINCIPLE) },
    { "level", N_("level"), 0 },
    { "about", N_("about"), 0 },
    { "title", N_("title"), 0 },
    { "text", N_("text"), 0 },
    { "language", N_("language"), 0 },
};

static labelled label_of(const char *key)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i].key, key) == 0)
            return (labelled){ key, _(labels[i].label), labels[i].vocab };
    return (labelled){ key, key, 0 };
}

/* A value of any shape, as it is for people: codes by their labels, apart by commas. */
static void put_value(ac_buf *out, const ac_json *v, int vocab)
{
    const ac_term *term = vocab != 0 && ac_json_text(v) != NULL ? ac_vocab_find((ac_vocab)(vocab - 1), ac_json_text(v)) : NULL;
    int64_t n;

    if (term != NULL) {
        ac_buf_str(out, _(term->label));
    } else if (ac_json_text(v) != NULL) {
        ac_buf_str(out, ac_json_text(v));
    } else if (ac_json_number(v, &n)) {
        ac_buf_printf(out, "%lld", (long long)n);
    } else if (ac_json_is_bool(v)) {
        ac_buf_str(out, ac_json_is_true(v) ? _("yes") : _("no"));
    } else {
        for (size_t i = 0; i < ac_json_count(v); i++) {
            ac_buf_str(out, i > 0 ? ", " : "");
            put_value(out, ac_json_at(v, i), vocab);
        }
    }
}

ac_rc ac_draft_json(ac_looking *look, const ac_draft *d, bool is_whole)
{
    ac_cli *cli = look->cli;
    char ref[AC_LOOK_REF_SIZE];
    const char *where = ac_draft_where(look, d);
    ac_jsonl j;
    ac_rc rc = ac_draft_ref(look, d, ref);

    if (rc != AC_OK)
        return rc;
    ac_json_line(cli, &j, "accord.draft/1");
    ac_jsonl_int(&j, "draft", d->n);
    ac_jsonl_str(&j, "for", d->command);
    ac_jsonl_str(&j, "ref", ref[0] != '\0' ? ref : NULL);
    ac_jsonl_str(&j, "partnership", where[0] != '\0' ? where : NULL);
    ac_jsonl_int(&j, "written_ms", d->written_ms);
    ac_jsonl_int(&j, "changed_ms", d->changed_ms);
    ac_jsonl_str(&j, "text", ac_draft_gist(d));
    if (is_whole) {
        ac_jsonl_json(&j, "facts", d->facts);
        ac_jsonl_json(&j, "words", d->words);
    }
    return ac_jsonl_end(&j) ? AC_OK : no_memory(cli);
}

/* --- the whole of it, to be read before it is signed --- */

ac_rc ac_draft_parties(ac_cli *cli, const ac_draft *d, int out[AC_CITES_MAX], size_t *out_n)
{
    ac_members *members;
    ac_rc rc = ac_notebook_members(cli->nb, d->space, &members, &cli->err);

    *out_n = 0;
    for (size_t i = d->kind == AC_KIND_PROPOSE ? 0 : 1; rc == AC_OK && ac_kind_is_text(d->kind) && i < d->ncites; i++) {
        int org = ac_members_org_of_join(members, &d->cites[i]);
        if (org >= 0)
            out[(*out_n)++] = org;
    }
    return rc;
}

static void put_parties(ac_cli *cli, const ac_draft *d, const int *orgs, size_t n, ac_wording *w)
{
    size_t at = 0;

    snprintf(w->promisor, sizeof w->promisor, "%s", n > 0 ? ac_look_org(cli, d->space, orgs[0]) : "?");
    for (size_t i = 1; i < n && at < sizeof w->promisees; i++)
        at += (size_t)snprintf(w->promisees + at, sizeof w->promisees - at, "%s%s", i > 1 ? ", " : "", ac_look_org(cli, d->space, orgs[i]));
    if (n < 2)
        snprintf(w->promisees, sizeof w->promisees, "?");
}

/* The text it would replace, where that is here; has another one come in its place since? */
static ac_rc read_base(ac_looking *look, const ac_draft *d, ac_wording *base, bool *out_found, bool *out_moved)
{
    ac_cli *cli = look->cli;
    ac_showing s = { .look = look, .cli = cli };
    ac_held held = { 0 };
    int text = -1;
    ac_rc rc = ac_history_find(ac_notebook_history(cli->nb), d->space, &d->record, &held, &cli->err);

    *out_found = *out_moved = false;
    if (rc != AC_OK || held.n == 0 || d->ncites == 0)
        return rc;
    s.ref = (ac_record_ref){ .n = held.n, .space = d->space, .id = d->record, .type = AC_RECORD_COMMITMENT };
    rc = ac_record_open(&s.record, cli->nb, held.n, &cli->err);
    if (rc == AC_OK) {
        s.a = ac_record_answers(s.record);
        text = ac_record_find(s.record, &d->cites[0]);
    }
    if (rc == AC_OK && text >= 0)
        rc = ac_show_wording(&s, text, base);
    *out_found = rc == AC_OK && text >= 0;
    if (*out_found)
        *out_moved = text != (s.a->in_force >= 0 ? s.a->in_force : s.a->text);
    ac_record_close(s.record);
    return rc;
}

ac_rc ac_draft_moved(ac_looking *look, const ac_draft *d, bool *out)
{
    ac_wording base = { 0 };
    bool found;
    ac_rc rc = AC_OK;

    *out = false;
    if (d->kind == AC_KIND_AMEND)
        rc = read_base(look, d, &base, &found, out);
    ac_wording_free(&base);
    return rc;
}

static ac_rc print_terms(ac_looking *look, const ac_screen *screen, const ac_draft *d)
{
    ac_wording w = { .facts = d->facts, .words = d->words, .kind = d->kind, .reason = ac_json_str(d->facts, "reason") }, base = { 0 };
    int orgs[AC_CITES_MAX];
    size_t n;
    bool has_base = false, has_moved = false;
    ac_rc rc = ac_draft_parties(look->cli, d, orgs, &n);

    if (rc == AC_OK && d->kind != AC_KIND_PROPOSE)
        rc = read_base(look, d, &base, &has_base, &has_moved);
    if (rc != AC_OK)
        return rc;
    if (n > 0 || !has_base) {
        put_parties(look->cli, d, orgs, n, &w);
    } else {
        memcpy(w.promisor, base.promisor, sizeof w.promisor);
        memcpy(w.promisees, base.promisees, sizeof w.promisees);
    }
    snprintf(w.org, sizeof w.org, "%s", look->me);
    w.written_ms = d->changed_ms;
    ac_wording_print_whole(screen, 3, &w, has_base && !has_moved ? &base : NULL);
    if (has_moved)
        ac_print(screen, "   " AC_ATTN "moved" AC_END ": the text it would replace is no longer the one in force. What it would have changed:\n");
    if (has_moved)
        ac_wording_print_differences(screen, 5, &base, &w);
    ac_wording_free(&base);
    return AC_OK;
}

/* What it is about, in the words people use for it. */
static ac_rc print_cites(ac_looking *look, const ac_screen *screen, const ac_draft *d)
{
    ac_cli *cli = look->cli;
    ac_buf line = { 0 };
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && i < d->ncites; i++) {
        char ref[AC_REF_SIZE] = "", typed[AC_LOOK_REF_SIZE];
        ac_held held = { 0 };
        rc = ac_history_find(ac_notebook_history(cli->nb), d->space, &d->cites[i], &held, &cli->err);
        if (rc == AC_OK && held.n != 0)
            rc = ac_query_ref_of(cli->nb, held.n, ref, &cli->err);
        if (rc == AC_OK && ref[0] != '\0')
            ac_buf_printf(&line, "%s%s", line.len > 0 ? ", " : "", ac_look_ref(look, d->space, ref, typed));
    }
    if (rc == AC_OK && line.len > 0)
        ac_print(screen, "   about: %s\n", ac_buf_text(&line));
    ac_buf_free(&line);
    return rc;
}

/* Every question is said in the text already. */
static bool is_said(const ac_json *prompts, const ac_json *words)
{
    for (size_t i = 0; i < ac_json_count(prompts); i++) {
        const char *question = ac_json_text(ac_json_at(prompts, i)), *text = ac_json_str(words, "text");
        if (question == NULL || text == NULL || !ac_prompt_is_said(text, question))
            return false;
    }
    return true;
}

static ac_rc print_any(ac_looking *look, const ac_screen *screen, const ac_draft *d)
{
    ac_buf value = { 0 };
    ac_rc rc = print_cites(look, screen, d);

    for (int pass = 0; pass < 2; pass++) {
        const ac_json *of = pass == 0 ? d->facts : d->words;
        for (size_t i = 0; i < ac_json_count(of); i++) {
            const ac_json *v = ac_json_at(of, i);
            labelled l = label_of(ac_json_key(v));
            if (strcmp(l.key, "prompts") == 0 && is_said(v, d->words))
                continue;
            ac_buf_clear(&value);
            put_value(&value, v, l.vocab);
            if (pass == 1 && ac_json_text(v) != NULL && (strchr(ac_json_text(v), '\n') != NULL || strlen(ac_json_text(v)) > 60)) {
                ac_print(screen, "   %s:\n", l.label);
                ac_print_body(screen, 5, ac_buf_text(&value));
            } else {
                ac_print(screen, "   %s: %s\n", l.label, ac_buf_text(&value));
            }
        }
    }
    if (value.failed)
        rc = no_memory(look->cli);
    ac_buf_free(&value);
    return rc;
}

ac_rc ac_draft_print(ac_looking *look, const ac_screen *screen, const ac_draft *d)
{
    ac_rc rc;

    if (!ac_drafted_is_entry(d))
        return ac_kind_is_text(d->kind) ? print_terms(look, screen, d) : print_any(look, screen, d);
    rc = print_cites(look, screen, d);
    return rc == AC_OK ? ac_drafted_print(look->cli, screen, d) : rc;
}
