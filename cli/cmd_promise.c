/* cmd_promise.c - promise, ask, amend: a text of a commitment, offered for signature. */
#include <stdlib.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/partners.h"
#include "cli/terms.h"
#include "cli/typed.h"

/* --- who it is from and to --- */

typedef struct {
    int promisor; /* organisations of the partnership; -1: none said */
    int promisees[AC_PARTIES_MAX];
    size_t n;
} parties;

typedef struct {
    ac_cli *cli;
    ac_partnership p;
    ac_members *members;
    ac_partner_row *rows; /* owned */
    size_t nrows;
    int me;
} whom;

static ac_rc whom_open(ac_cli *cli, const ac_partnership *p, whom *out)
{
    ac_rc rc;

    *out = (whom){ .cli = cli, .p = *p, .me = ac_look_own(cli, p->space) };
    rc = ac_notebook_members(cli->nb, p->space, &out->members, &cli->err);
    if (rc == AC_OK)
        rc = ac_query_partners(cli->nb, p->space, &out->rows, &out->nrows, &cli->err);
    if (rc == AC_OK && out->me < 0)
        rc = ac_fail(&cli->err, AC_EROLE, "your organisation does not belong to %s any more", p->code);
    return rc;
}

static ac_rc one_code(whom *w, const char *code, int *out)
{
    ac_partner_row row;
    ac_rc rc = AC_OK;

    if (ac_cli_is_me(w->cli, code)) {
        *out = w->me;
        return AC_OK;
    }
    rc = ac_cli_partner(w->cli, &w->p, code, &row);
    if (rc == AC_OK && strcmp(row.role, "observer") == 0)
        rc = ac_fail(&w->cli->err, AC_EUSAGE, "%s is an observer: it may read, and is no party of a promise", row.code);
    if (rc == AC_OK && strcmp(row.standing, "member") != 0)
        rc = ac_fail(&w->cli->err, AC_EUSAGE, "%s does not belong to %s any more", row.code, w->p.code);
    if (rc == AC_OK)
        *out = row.org;
    return rc;
}

static ac_rc add(whom *w, parties *out, int org, const char *code)
{
    for (size_t i = 0; i < out->n; i++)
        if (out->promisees[i] == org)
            return ac_fail(&w->cli->err, AC_EUSAGE, "%s is named twice", code);
    if (out->n == AC_PARTIES_MAX - 1)
        return ac_fail(&w->cli->err, AC_EUSAGE, "a promise goes to at most %d partners", AC_PARTIES_MAX - 1);
    out->promisees[out->n++] = org;
    return AC_OK;
}

/* "CITY,SASI" or "all": all partners, observers and the promising one not counted. */
static ac_rc read_promisees(whom *w, const char *codes, parties *out)
{
    ac_rc rc = AC_OK;

    out->n = 0;
    if (strcasecmp(codes, "all") == 0) {
        if (w->me != out->promisor)
            rc = add(w, out, w->me, "");
        for (size_t i = 0; rc == AC_OK && i < w->nrows; i++)
            if (strcmp(w->rows[i].role, "partner") == 0 && strcmp(w->rows[i].standing, "member") == 0 &&
                w->rows[i].org != out->promisor)
                rc = add(w, out, w->rows[i].org, w->rows[i].code);
        if (rc == AC_OK && out->n == 0)
            rc = ac_fail(&w->cli->err, AC_ESTATE, "there is no other partner in %s yet: accord invite --file FILE", w->p.code);
        return rc;
    }
    for (const char *p = codes; rc == AC_OK && *p != '\0';) {
        size_t n = strcspn(p, ",");
        char code[32];
        int org = -1;
        snprintf(code, sizeof code, "%.*s", (int)(n < 31 ? n : 31), p + strspn(p, " "));
        rc = one_code(w, code, &org);
        if (rc == AC_OK && org == out->promisor)
            rc = ac_fail(&w->cli->err, AC_EUSAGE, "nobody promises to himself: leave %s out of --to", code);
        if (rc == AC_OK)
            rc = add(w, out, org, code);
        p += n + (p[n] == ',');
    }
    if (rc == AC_OK && out->n == 0)
        rc = ac_fail(&w->cli->err, AC_EUSAGE, "say to whom: --to CODE");
    return rc;
}

static int by_id(const void *a, const void *b)
{
    return ac_id_cmp(*(const ac_id *)a, *(const ac_id *)b);
}

/* Cites of the parties: the promisor's join, then the promisees' ascending. */
static size_t put_parties(const whom *w, const parties *p, ac_id *out)
{
    out[0] = ac_members_org(w->members, p->promisor)->join;
    for (size_t i = 0; i < p->n; i++)
        out[1 + i] = ac_members_org(w->members, p->promisees[i])->join;
    qsort(out + 1, p->n, sizeof *out, by_id);
    return 1 + p->n;
}

static void names(const whom *w, const parties *p, ac_buf *out)
{
    for (size_t i = 0; i < p->n; i++)
        ac_buf_printf(out, "%s%s", i > 0 ? ", " : "", ac_members_org(w->members, p->promisees[i])->code);
}

/* --- questions, where flags are missing --- */

static ac_rc ask_term(ac_cli *cli, ac_terms *t, const char *question, const char *name, const char *instead, bool is_required)
{
    ac_rc rc;

    do {
        ac_buf line = { 0 };
        rc = ac_ask_line(cli, question, is_required ? NULL : "", instead, &line);
        if (rc == AC_OK && line.len > 0) {
            rc = ac_terms_put(cli, t, name, ac_buf_text(&line));
            if (rc == AC_EUSAGE)
                ac_warn(cli, "%s\n", cli->err.text);
        } else if (rc == AC_EUSAGE) {
            ac_buf_free(&line);
            return rc; /* nobody to ask */
        }
        ac_buf_free(&line);
    } while (rc == AC_EUSAGE);
    return rc;
}

static ac_rc ask_whom(ac_cli *cli, whom *w, const char *question, const char *instead, parties *out, bool is_promisor)
{
    ac_rc rc;

    do {
        ac_buf line = { 0 };
        rc = ac_ask_line(cli, question, NULL, instead, &line);
        if (rc == AC_OK) {
            rc = is_promisor ? one_code(w, ac_buf_text(&line), &out->promisor) : read_promisees(w, ac_buf_text(&line), out);
            if (rc == AC_EUSAGE || rc == AC_EREF) {
                ac_warn(cli, "%s\n", cli->err.text);
                rc = AC_EUSAGE;
            }
        } else if (rc == AC_EUSAGE) {
            ac_buf_free(&line);
            return rc;
        }
        ac_buf_free(&line);
    } while (rc == AC_EUSAGE);
    return rc;
}

/* Eight questions at most; only what was not typed is asked. */
static ac_rc ask_terms(ac_cli *cli, ac_terms *t, bool was_bare)
{
    ac_rc rc = AC_OK;

    if (ac_json_str(t->facts, "due") == NULL)
        rc = ask_term(cli, t, "Until when (30 sep 2026, end of september, +2w)", "due", "--due DATE", true);
    if (rc != AC_OK || !was_bare)
        return rc;
    rc = ask_term(cli, t, "What will be done, in full (Enter: the title says it)", "action", "-m TEXT", false);
    if (rc == AC_OK)
        rc = ask_term(cli, t, "How will they know that it is done (Enter: leave out)", "check", "--check TEXT", false);
    if (rc == AC_OK)
        rc = ask_term(cli, t, "How many of what (\"140 facades\", Enter: leave out)", "target", "--target TEXT", false);
    if (rc == AC_OK)
        rc = ask_term(cli, t, "Level: 1 practical, 2 behaviour and systems, 3 the rules (Enter: leave out)", "level", "--level N", false);
    if (rc == AC_OK)
        rc = ask_term(cli, t, "Principle: equity, transparency, mutual-benefit (Enter: leave out)", "principle", "--principle CODE", false);
    return rc;
}

/* --- promise, ask --- */

static void said_due(ac_cli *cli, const ac_json *facts, const ac_json *words)
{
    const ac_json *slots = ac_json_get(facts, "slots");
    const char *due = ac_json_str(facts, "due"), *target = ac_json_str(words, "target");
    char echo[AC_DATE_SAID_SIZE];
    ac_date date;

    if (due == NULL || !ac_date_of_iso(&date, due))
        return;
    ac_date_echo(echo, date, cli->today);
    ac_out(cli, "  due %s", echo);
    if (ac_json_count(slots) > 0)
        ac_out(cli, " · %zu dated slots", ac_json_count(slots));
    if (target != NULL)
        ac_out(cli, " · target %s", target);
    ac_out(cli, "\n");
}

static ac_rc follow(ac_cli *cli, const char *ref, ac_id *cites, size_t *n)
{
    ac_record_ref found;
    ac_rc rc = ac_cli_record(cli, ref, AC_RECORD_COMMITMENT, &found);

    if (rc == AC_OK)
        cites[(*n)++] = found.id;
    return rc;
}

static ac_rc offer(ac_cli *cli, bool is_ask)
{
    bool was_bare = ac_arg(cli, 0) == NULL && ac_can_ask(cli);
    const char *of = is_ask ? ac_opt(cli, "of") : NULL, *to = ac_opt(cli, "to");
    parties who = { .promisor = -1 };
    ac_terms t = { NULL, NULL };
    ac_writing writing = { .kind = AC_KIND_PROPOSE };
    ac_id cites[AC_CITES_MAX];
    ac_partnership p;
    whom w = { .rows = NULL };
    ac_buf to_names = { 0 };
    char ref[AC_REF_SIZE];
    ac_n record = 0;
    ac_rc rc = ac_cli_partnership(cli, &p);

    if (rc == AC_OK)
        rc = whom_open(cli, &p, &w);
    if (rc == AC_OK)
        rc = ac_terms_begin(&t, NULL, NULL, &cli->err);
    if (rc == AC_OK && ac_arg(cli, 0) != NULL)
        rc = ac_terms_put(cli, &t, "title", ac_arg(cli, 0)[0] != '\0' ? ac_arg(cli, 0) : " ");
    if (rc == AC_OK)
        rc = ac_terms_options(cli, &t, "message");
    who.promisor = w.me;
    if (rc == AC_OK && is_ask)
        rc = of != NULL ? one_code(&w, of, &who.promisor) : ask_whom(cli, &w, "Who is asked (code)", "--of CODE", &who, true);
    if (rc == AC_OK && is_ask && who.promisor == w.me)
        rc = ac_fail(&cli->err, AC_EUSAGE, "you ask others; what you do yourself is: accord promise");
    if (rc == AC_OK && ac_json_str(t.words, "title") == NULL) /* what comes before to whom, as people think of it */
        rc = ask_term(cli, &t, "What, in one line", "title", "TITLE", true);
    if (rc == AC_OK && to != NULL)
        rc = read_promisees(&w, to, &who);
    else if (rc == AC_OK && is_ask)
        rc = add(&w, &who, w.me, "");
    else if (rc == AC_OK)
        rc = ask_whom(cli, &w, "To whom (codes, or all)", "--to CODE", &who, false);
    if (rc == AC_OK)
        rc = ask_terms(cli, &t, was_bare);
    if (rc == AC_OK)
        rc = ac_terms_check(cli, &t, who.n);
    if (rc != AC_OK)
        goto done;
    writing.ncites = put_parties(&w, &who, cites);
    if (ac_opt(cli, "follows") != NULL)
        rc = follow(cli, ac_opt(cli, "follows"), cites, &writing.ncites);
    writing.cites = cites;
    writing.facts = t.facts;
    writing.words = t.words;
    names(&w, &who, &to_names);
    if (rc == AC_OK)
        ac_terms_hints(cli, &t, is_ask ? ac_notebook_me(cli->nb)->code : ac_buf_text(&to_names));
    if (rc == AC_OK)
        rc = ac_deed_begin_record(cli, p.space, &writing, "accord.commitment/1", &record, ref);
    if (rc != AC_OK)
        goto done;
    if (is_ask)
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " asked of %s: %s\n", ref, ac_members_org(w.members, who.promisor)->code,
               ac_json_str(t.words, "title"));
    else
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " proposed to %s: %s\n", ref, ac_buf_text(&to_names),
               ac_json_str(t.words, "title"));
    said_due(cli, t.facts, t.words);
    ac_words_warn(cli, t.words);
    rc = ac_deed_now(cli, record);
done:
    ac_terms_free(&t);
    ac_buf_free(&to_names);
    free(w.rows);
    return rc;
}

ac_rc ac_cmd_promise(ac_cli *cli)
{
    return offer(cli, false);
}

ac_rc ac_cmd_ask(ac_cli *cli)
{
    return offer(cli, true);
}

/* --- amend --- */

/* New parties, where --from or --to says so. */
static ac_rc amend_parties(ac_deed *d, ac_wish *w)
{
    const char *from = ac_opt(d->cli, "from"), *to = ac_opt(d->cli, "to");
    const ac_answers *a = d->s.a;
    const ac_partnership *p = ac_look_partnership(&d->look, d->s.ref.space);
    parties who = { .promisor = a->promisor };
    whom whom_it_concerns = { .rows = NULL };
    ac_rc rc = AC_OK;

    if (from == NULL && to == NULL)
        return AC_OK;
    rc = whom_open(d->cli, p, &whom_it_concerns);
    if (rc == AC_OK && from != NULL)
        rc = one_code(&whom_it_concerns, from, &who.promisor);
    if (rc == AC_OK && to != NULL)
        rc = read_promisees(&whom_it_concerns, to, &who);
    for (int i = 0; rc == AC_OK && to == NULL && i < a->npromisees; i++)
        if (a->promisees[i] != who.promisor)
            rc = add(&whom_it_concerns, &who, a->promisees[i], "");
    if (rc == AC_OK && who.n == 0)
        rc = ac_fail(&d->cli->err, AC_EUSAGE, "with that --from nobody is left to promise to: say --to CODE too");
    if (rc == AC_OK)
        w->ncites += put_parties(&whom_it_concerns, &who, w->cites + w->ncites);
    free(whom_it_concerns.rows);
    return rc;
}

ac_rc ac_cmd_amend(ac_cli *cli)
{
    ac_deed d;
    ac_wish w = { 0 };
    ac_terms t = { NULL, NULL };
    ac_wording base = { 0 }, next = { 0 };
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = ac_deed_wish(&d, AC_KIND_AMEND, -1, &w);
    if (rc == AC_OK)
        rc = ac_show_wording(&d.s, d.s.a->text, &base);
    if (rc == AC_OK && base.words == NULL)
        rc = ac_fail(&cli->err, AC_ESTATE, "the words of the text that you would change are not here: %s", base.missing);
    if (rc == AC_OK && !ac_terms_typed(cli) && ac_opt(cli, "message") == NULL && ac_opt(cli, "to") == NULL && ac_opt(cli, "from") == NULL)
        rc = ac_fail(&cli->err, AC_EUSAGE, "say what changes: --due DATE, --title TEXT, -m TEXT, ... (accord help amend)");
    if (rc == AC_OK)
        rc = ac_terms_begin(&t, base.facts, base.words, &cli->err);
    if (rc == AC_OK && ac_opt(cli, "clear") != NULL)
        rc = ac_terms_clear(cli, &t, ac_opt(cli, "clear"));
    if (rc == AC_OK)
        rc = ac_terms_options(cli, &t, "message");
    if (rc == AC_OK)
        rc = ac_terms_check(cli, &t, (size_t)AC_PARTIES_MAX);
    if (rc == AC_OK)
        rc = amend_parties(&d, &w);
    if (rc != AC_OK)
        goto done;
    ac_json_free(w.facts);
    ac_json_free(w.words);
    w.facts = t.facts;
    w.words = t.words;
    t = (ac_terms){ NULL, NULL };
    rc = ac_wish_code(cli, &w, "reason", AC_V_REASON, false);
    if (rc == AC_OK && ac_opt(cli, "reason") == NULL && !ac_json_set_str(w.facts, "reason", "other"))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "why", "why", NULL, false);
    if (rc == AC_OK)
        ac_terms_hints(cli, &(ac_terms){ w.facts, w.words }, "the others");
    if (rc == AC_OK && !cli->json) {
        next = base; /* parties and all, where they stay */
        next.facts = w.facts;
        next.words = w.words;
        ac_out(cli, "What changes:\n");
        ac_wording_print_differences(cli, 2, &base, &next);
    }
    if (rc == AC_OK)
        rc = ac_deed_write(&d, &w, d.s.a->in_force >= 0 ? "another text was proposed; the one in force stands until all have signed"
                                                        : "another text was proposed in place of the offer");
done:
    ac_terms_free(&t);
    ac_wording_free(&base);
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}
