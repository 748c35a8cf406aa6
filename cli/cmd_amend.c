/* cmd_amend.c - amend: another text for a promise, from options or from answers. */
#include <stdio.h>
#include <string.h>

#include "cli/amending.h"
#include "cli/cmds.h"
#include "cli/drafting.h"
#include "cli/questions.h"

ac_rc ac_amend_begin(ac_deed *d, const ac_wording *base, ac_terms *out)
{
    if (base->words == NULL)
        return ac_fail(&d->cli->err, AC_ESTATE, "the words of the text that would be replaced cannot be read here (%s), so nothing can be taken over from it",
                       base->missing);
    return ac_terms_begin(out, base->facts, base->words, &d->cli->err);
}

/* --- who it is from and to --- */

/* Those that a draft names, if it names any. */
static ac_rc keep_parties(ac_deed *d, const ac_draft *draft, ac_wish *w, ac_wording *next, size_t *out_n)
{
    ac_whom whom = { .me = -1 };
    ac_parties_of who;
    ac_buf names = { 0 };
    ac_rc rc = ac_whom_open(&whom, d->cli, d->s.ref.space);

    if (rc == AC_OK)
        ac_whom_cited(&whom, draft->cites, draft->ncites, &who);
    if (rc == AC_OK && who.promisor >= 0) {
        w->ncites += ac_whom_cites(&whom, &who, w->cites + w->ncites);
        ac_whom_names(&whom, &who, &names);
        snprintf(next->promisor, sizeof next->promisor, "%s", ac_members_org(whom.members, who.promisor)->code);
        snprintf(next->promisees, sizeof next->promisees, "%s", ac_buf_text(&names));
        *out_n = who.n;
    }
    ac_buf_free(&names);
    ac_whom_close(&whom);
    return rc;
}

/* New parties, where --from or --to says so; *out_n counts the promisees of the new text. */
static ac_rc put_parties(ac_deed *d, ac_wish *w, ac_wording *next, size_t *out_n)
{
    ac_cli *cli = d->cli;
    const char *from = ac_opt(cli, "from"), *to = ac_opt(cli, "to");
    const ac_answers *a = d->s.a;
    ac_parties_of who = { .promisor = a->promisor };
    ac_whom whom = { .me = -1 };
    ac_buf names = { 0 };
    ac_rc rc = AC_OK;

    *out_n = (size_t)a->npromisees;
    if (from == NULL && to == NULL && cli->drafted != NULL)
        return keep_parties(d, cli->drafted, w, next, out_n);
    if (from == NULL && to == NULL)
        return ac_draft_wanted(cli) ? AC_OK : ac_warn_unverified_parties(d, d->s.a->text);
    rc = ac_whom_open(&whom, cli, d->s.ref.space);
    if (rc == AC_OK && from != NULL)
        rc = ac_whom_one(&whom, from, &who.promisor);
    if (rc == AC_OK && to != NULL)
        rc = ac_whom_promisees(&whom, to, &who);
    for (int i = 0; rc == AC_OK && to == NULL && i < a->npromisees; i++)
        if (a->promisees[i] != who.promisor)
            rc = ac_whom_add(&whom, &who, a->promisees[i], _("a partner"));
    if (rc == AC_OK && who.n == 0)
        rc = ac_fail(&cli->err, AC_EUSAGE, "with that --from nobody is left to promise to: say --to CODE too");
    if (rc == AC_OK) {
        w->ncites += ac_whom_cites(&whom, &who, w->cites + w->ncites);
        ac_whom_names(&whom, &who, &names);
        snprintf(next->promisor, sizeof next->promisor, "%s", ac_members_org(whom.members, who.promisor)->code);
        snprintf(next->promisees, sizeof next->promisees, "%s", ac_buf_text(&names));
        *out_n = who.n;
        if (!ac_draft_wanted(cli))
            rc = ac_whom_warn(&whom, &who);
    }
    ac_buf_free(&names);
    ac_whom_close(&whom);
    return rc;
}

/* --- writing --- */

static ac_rc put_reason(ac_cli *cli, ac_wish *w, const char *why)
{
    const char *code = strcmp(cli->args->command->name, "amend") == 0 ? ac_opt(cli, "reason") : NULL;

    if (code == NULL && cli->drafted != NULL)
        code = ac_json_str(cli->drafted->facts, "reason");
    if (!ac_json_set_str(w->facts, "reason", code != NULL ? code : "other") || (why[0] != '\0' && !ac_json_set_str(w->words, "why", why)))
        return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    return AC_OK;
}

/* The terms become the wish's; `base` and `next` say what changes: shown, and where it was put together from answers
 * asked about once more. */
static ac_rc propose(ac_deed *d, ac_wish *w, ac_terms *t, const ac_wording *base, ac_wording *next, const char *why, bool is_asked)
{
    ac_cli *cli = d->cli;
    const ac_screen *screen = ac_shown_screen(cli);
    int others = 0;
    bool yes = true;
    ac_rc rc = AC_OK;

    next->facts = t->facts;
    next->words = t->words;
    next->outcome = next->missing = NULL;
    if (ac_wording_is_same(base, next))
        return ac_fail(&cli->err, AC_EUSAGE, "that is what the text says already: nothing would change");
    for (int i = 0; i < d->s.a->nopen; i++)
        others += d->s.a->open[i] != d->s.a->text && ac_record_act(d->s.record, d->s.a->open[i])->org != d->me;
    if (others > 0 && !ac_draft_wanted(cli)) /* an earlier text of our own gives way to this one */
        ac_talk(cli, "  Another text waits already. With this one all must choose one of them: " AC_REF "accord resolve %s" AC_END "\n", d->ref);
    ac_terms_hints(cli, t, _("the others"));
    if (screen != NULL) {
        ac_print(screen, "What changes:\n");
        ac_wording_print_differences(screen, 2, base, next);
    }
    if (is_asked && !ac_draft_wanted(cli))
        rc = ac_ask_yes(cli, "Propose this text? Writing it signs it for you", "--yes", &yes);
    if (rc != AC_OK || !yes) {
        if (rc == AC_OK)
            ac_out(cli, "Nothing was saved.\n");
        return rc;
    }
    ac_json_free(w->facts);
    ac_json_free(w->words);
    w->facts = t->facts;
    w->words = t->words;
    *t = (ac_terms){ NULL, NULL };
    rc = put_reason(cli, w, why);
    if (rc == AC_OK)
        rc = ac_deed_write(d, w, d->s.a->in_force >= 0 ? _("another text was proposed; the one in force stands until all have signed")
                                                       : _("another text was proposed in place of the offer"));
    return rc;
}

ac_rc ac_amend_asking(ac_deed *d)
{
    ac_cli *cli = d->cli;
    ac_wish w = { 0 };
    ac_terms t = { NULL, NULL };
    ac_wording base = { 0 }, next;
    ac_buf why = { 0 };
    ac_rc rc = ac_deed_wish(d, AC_KIND_AMEND, -1, &w);

    if (rc == AC_OK)
        rc = ac_show_wording(&d->s, d->s.a->text, &base);
    if (rc == AC_OK)
        rc = ac_amend_begin(d, &base, &t);
    if (rc == AC_OK)
        rc = ac_ask_changes(cli, &t);
    if (rc == AC_OK)
        rc = ac_ask_line(cli, "Why should it change (Enter: nothing)", "", "--why TEXT", &why);
    if (rc == AC_OK && !ac_draft_wanted(cli))
        rc = ac_warn_unverified_parties(d, d->s.a->text);
    next = base;
    if (rc == AC_OK)
        rc = propose(d, &w, &t, &base, &next, ac_buf_text(&why), true);
    ac_buf_free(&why);
    ac_terms_free(&t);
    ac_wording_free(&base);
    ac_wish_free(&w);
    return rc;
}

static bool says_something(const ac_cli *cli)
{
    return cli->drafted != NULL || ac_terms_typed(cli) || ac_opt(cli, "message") != NULL || ac_opt(cli, "to") != NULL || ac_opt(cli, "from") != NULL;
}

/* What a draft would replace stays what it was begun on, whatever came since: signing asks about that. */
static ac_rc wish_of_draft(ac_deed *d, const ac_draft *draft, ac_wish *out, int *out_text)
{
    *out = (ac_wish){ .kind = AC_KIND_AMEND, .about = -1, .cites = { draft->cites[0] }, .ncites = 1 };
    *out_text = ac_record_find(d->s.record, &draft->cites[0]);
    if (*out_text < 0)
        return ac_fail(&d->cli->err, AC_ESTATE, "the text that draft %lld would replace is not here any more", (long long)draft->n);
    out->facts = ac_json_object();
    out->words = ac_json_object();
    return out->facts != NULL && out->words != NULL ? AC_OK : ac_fail(&d->cli->err, AC_ENOMEM, "out of memory");
}

static ac_rc amend_by_options(ac_deed *d)
{
    ac_cli *cli = d->cli;
    ac_wish w = { 0 }, words = { 0 };
    ac_terms t = { NULL, NULL };
    ac_wording base = { 0 }, next;
    const ac_draft *draft = cli->drafted;
    const char *why;
    size_t promisees = 0;
    int text = d->s.a->text;
    ac_rc rc = draft != NULL ? wish_of_draft(d, draft, &w, &text) : ac_deed_wish(d, AC_KIND_AMEND, -1, &w);

    if (rc == AC_OK)
        rc = ac_show_wording(&d->s, text, &base);
    next = base;
    if (rc == AC_OK)
        rc = draft != NULL ? ac_terms_begin(&t, draft->facts, draft->words, &cli->err) : ac_amend_begin(d, &base, &t);
    if (rc == AC_OK && ac_opt(cli, "clear") != NULL)
        rc = ac_terms_clear(cli, &t, ac_opt(cli, "clear"));
    if (rc == AC_OK)
        rc = ac_terms_options(cli, &t, "message");
    if (rc == AC_OK && (words.words = ac_json_object()) == NULL)
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &words, "why", "why", NULL, false);
    if (rc == AC_OK)
        rc = put_parties(d, &w, &next, &promisees);
    if (rc == AC_OK)
        rc = ac_terms_check(cli, &t, promisees);
    why = ac_json_str(words.words, "why");
    if (why == NULL && draft != NULL)
        why = ac_json_str(draft->words, "why");
    if (rc == AC_OK)
        rc = propose(d, &w, &t, &base, &next, why != NULL ? why : "", false);
    ac_wish_free(&words);
    ac_terms_free(&t);
    ac_wording_free(&base);
    ac_wish_free(&w);
    return rc;
}

ac_rc ac_cmd_amend(ac_cli *cli)
{
    ac_deed d;
    ac_rc rc = cli->drafted != NULL ? ac_deed_open_draft(&d, cli, cli->drafted) : ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    if (says_something(cli))
        rc = amend_by_options(&d);
    else if (ac_can_ask(cli))
        rc = ac_amend_asking(&d);
    else
        rc = ac_fail(&cli->err, AC_EUSAGE, "say what changes: --due DATE, --title TEXT, -m TEXT, ... (accord help amend)");
    ac_deed_close(&d);
    return rc;
}
