/* cmd_promise.c - promise, ask: the first text of a commitment, offered for signature. */
#include <stdio.h>
#include <string.h>

#include "cli/attention.h"
#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/drafting.h"
#include "cli/partners.h"
#include "cli/questions.h"

/* What an offer is made of. */
typedef struct {
    ac_cli *cli;
    bool is_ask, was_bare; /* bare: not even a title was typed, so everything is asked */
    ac_whom w;
    ac_parties_of who;
    ac_terms t;
    ac_id cites[AC_CITES_MAX];
    size_t ncites;
} offer;

/* --- gathering --- */

static ac_rc gather_parties(offer *o)
{
    const char *of = o->is_ask ? ac_opt(o->cli, "of") : NULL, *to = ac_opt(o->cli, "to");
    const ac_draft *draft = o->cli->drafted;
    ac_rc rc = AC_OK;

    o->who = (ac_parties_of){ .promisor = o->w.me };
    if (draft != NULL)
        ac_whom_cited(&o->w, draft->cites, draft->ncites, &o->who);
    if (o->who.promisor < 0)
        o->who.promisor = o->w.me;
    if (o->is_ask && (of != NULL || draft == NULL)) {
        rc = of != NULL ? ac_whom_one(&o->w, of, &o->who.promisor) : ac_ask_promisor(&o->w, &o->who);
        if (rc == AC_OK && o->who.promisor == o->w.me)
            rc = ac_fail(&o->cli->err, AC_EUSAGE, "you ask others; what you do yourself is: accord promise");
    }
    if (rc != AC_OK)
        return rc;
    if (to != NULL)
        return ac_whom_promisees(&o->w, to, &o->who);
    if (draft != NULL || (!o->is_ask && !o->was_bare && ac_draft_wanted(o->cli)))
        return AC_OK; /* said later */
    return o->is_ask ? ac_whom_add(&o->w, &o->who, o->w.me, _("you")) : ac_ask_promisees(&o->w, &o->who);
}

static bool is_among(const offer *o, int org)
{
    for (size_t i = 0; i < o->who.n; i++)
        if (o->who.promisees[i] == org)
            return true;
    return o->who.promisor == org;
}

/* What was typed first, then what is missing, in the order in which people think of it. */
static ac_rc gather(offer *o)
{
    ac_cli *cli = o->cli;
    const char *title = ac_arg(cli, 0);
    const ac_draft *draft = cli->drafted;
    ac_rc rc = ac_terms_begin(&o->t, draft != NULL ? draft->facts : NULL, draft != NULL ? draft->words : NULL, &cli->err);

    if (rc == AC_OK && title != NULL)
        rc = ac_terms_put(cli, &o->t, "title", title[0] != '\0' ? title : " ");
    if (rc == AC_OK)
        rc = ac_terms_options(cli, &o->t, "message");
    if (rc == AC_OK && title == NULL && draft == NULL)
        rc = ac_ask_term(cli, &o->t, o->is_ask ? N_("What is asked for, in one line") : N_("What do you promise, in one line"), "title", "TITLE", true);
    if (rc == AC_OK)
        rc = gather_parties(o);
    if (rc == AC_OK && !is_among(o, o->w.me))
        rc = ac_fail(&cli->err, AC_EUSAGE, "what you ask for is promised to you too: add %s to --to", ac_notebook_me(cli->nb)->code);
    if (rc == AC_OK && ac_json_str(o->t.facts, "due") == NULL && (o->was_bare || !ac_draft_wanted(cli)))
        rc = ac_ask_due(cli, &o->t);
    if (rc == AC_OK && o->was_bare)
        rc = ac_ask_more_terms(cli, &o->t);
    return rc == AC_OK ? ac_terms_check(cli, &o->t, o->who.n) : rc;
}

/* The promise it follows: an ended one of the same partnership. */
static ac_rc gather_cites(offer *o)
{
    const char *ref = ac_opt(o->cli, "follows");
    ac_record_ref found;
    ac_rc rc = AC_OK;

    o->ncites = ac_whom_cites(&o->w, &o->who, o->cites);
    if (ref == NULL) {
        const ac_draft *draft = o->cli->drafted;
        if (draft != NULL && draft->ncites > 0 && ac_members_org_of_join(o->w.members, &draft->cites[draft->ncites - 1]) < 0)
            o->cites[o->ncites++] = draft->cites[draft->ncites - 1]; /* as it said */
        return AC_OK;
    }
    rc = ac_cli_record(o->cli, ref, AC_RECORD_COMMITMENT, &found);
    if (rc == AC_OK && found.space != o->w.p.space)
        rc = ac_fail(&o->cli->err, AC_EUSAGE, "--follows %s: that promise belongs to another partnership", ref);
    if (rc == AC_OK)
        o->cites[o->ncites++] = found.id;
    return rc;
}

/* --- saying --- */

/* The whole text, before it is signed by being written: where it was put together from answers. */
static ac_rc confirm(offer *o, bool *out_yes)
{
    ac_wording text = { .facts = o->t.facts, .words = o->t.words, .kind = AC_KIND_PROPOSE };
    ac_buf to = { 0 };
    ac_rc rc = AC_OK;

    *out_yes = true;
    if (!o->was_bare || ac_draft_wanted(o->cli)) /* a draft is read before it is signed */
        return AC_OK;
    ac_whom_names(&o->w, &o->who, &to);
    snprintf(text.promisor, sizeof text.promisor, "%s", ac_members_org(o->w.members, o->who.promisor)->code);
    snprintf(text.promisees, sizeof text.promisees, "%s", ac_buf_text(&to));
    ac_buf_free(&to);
    ac_print(&o->cli->talk, "\n");
    ac_wording_print(&o->cli->talk, 3, &text);
    rc = ac_ask_yes(o->cli, "Offer it for signature? Writing it signs it for you", "--yes", out_yes);
    if (rc == AC_OK && !*out_yes)
        ac_out(o->cli, "Nothing was saved.\n");
    return rc;
}

static void say_offered(offer *o, const char *ref)
{
    const ac_json *slots = ac_json_get(o->t.facts, "slots");
    const char *due = ac_json_str(o->t.facts, "due"), *target = ac_json_str(o->t.words, "target");
    char echo[AC_DATE_SAID_SIZE];
    ac_date date;
    ac_buf to = { 0 };

    if (o->is_ask)
        ac_buf_str(&to, ac_members_org(o->w.members, o->who.promisor)->code);
    else
        ac_whom_names(&o->w, &o->who, &to);
    ac_out(o->cli, o->is_ask ? AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " asked of %s: %s\n"
                             : AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " proposed to %s: %s\n",
           ref, ac_buf_text(&to), ac_json_str(o->t.words, "title"));
    ac_buf_free(&to);
    if (due == NULL || !ac_date_of_iso(&date, due))
        return;
    ac_date_echo(echo, date, o->cli->today);
    ac_out(o->cli, "  due %s", echo);
    if (ac_json_count(slots) > 0)
        ac_out(o->cli, ac_plural(" · %zu dated slot", " · %zu dated slots", ac_json_count(slots)), ac_json_count(slots));
    if (target != NULL)
        ac_out(o->cli, " · target %s", target);
    ac_out(o->cli, "\n");
}

static void say_hints(offer *o)
{
    ac_buf to = { 0 };

    if (o->is_ask)
        ac_buf_str(&to, _("you"));
    else if (o->who.n == 0)
        ac_buf_str(&to, _("the others"));
    else
        ac_whom_names(&o->w, &o->who, &to);
    ac_terms_hints(o->cli, &o->t, ac_buf_text(&to));
    ac_buf_free(&to);
}

static ac_rc write_offer(ac_cli *cli, bool is_ask)
{
    offer o = { .cli = cli, .is_ask = is_ask, .was_bare = ac_arg(cli, 0) == NULL && cli->drafted == NULL && ac_can_ask(cli) };
    ac_partnership p;
    char ref[AC_REF_SIZE], typed[AC_LOOK_REF_SIZE];
    const ac_term *closed = NULL;
    ac_n record = 0;
    bool yes = true;
    ac_rc rc = cli->drafted == NULL ? ac_cli_partnership(cli, &p) : ac_cli_space(cli, cli->drafted->space, &p);

    if (rc == AC_OK)
        rc = ac_whom_open(&o.w, cli, p.space);
    if (rc == AC_OK)
        rc = ac_notebook_may_write(cli->nb, p.space, &cli->err); /* before anything is asked */
    if (rc == AC_OK)
        rc = ac_attention_closed(cli, p.space, &closed);
    if (closed != NULL)
        ac_talk(cli, "  %s · %s. Is this meant for it?\n", p.code, _(closed->label));
    if (rc == AC_OK)
        rc = gather(&o);
    if (rc == AC_OK)
        rc = gather_cites(&o);
    if (rc == AC_OK && !ac_draft_wanted(cli))
        rc = ac_whom_warn(&o.w, &o.who);
    if (rc == AC_OK) {
        ac_words_warn(cli, o.t.words);
        if (o.was_bare)
            say_hints(&o);
        rc = confirm(&o, &yes);
    }
    if (rc == AC_OK && yes) {
        ac_writing writing = { .kind = AC_KIND_PROPOSE, .cites = o.cites, .ncites = o.ncites, .facts = o.t.facts, .words = o.t.words };
        rc = ac_deed_begin_record(cli, p.space, &writing, "accord.commitment/1", &record, ref);
        if (rc == AC_OK)
            rc = ac_typed_ref(cli, p.space, ref, typed);
        if (rc == AC_OK)
            rc = ac_notebook_members(cli->nb, p.space, &o.w.members, &cli->err);
        if (rc == AC_OK) {
            say_offered(&o, typed);
            rc = ac_deed_now(cli, record, typed);
        }
        if ((rc == AC_OK || rc == AC_EDRAFT) && !o.was_bare)
            say_hints(&o); /* advice, when all is saved */
    }
    ac_terms_free(&o.t);
    ac_whom_close(&o.w);
    return rc;
}

ac_rc ac_cmd_promise(ac_cli *cli)
{
    return write_offer(cli, false);
}

ac_rc ac_cmd_ask(ac_cli *cli)
{
    return write_offer(cli, true);
}
