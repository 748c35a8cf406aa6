/* cmd_resolve.c - resolve: choose on a clash, or write a way out of a dispute. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/amending.h"
#include "cli/cmds.h"

/* --- a clash --- */

static ac_rc print_side(ac_deed *d, const ac_screen *screen, const char *label, int text, const ac_wording *base)
{
    ac_wording w = { 0 };
    char when[AC_SHOW_WHEN_SIZE];
    int parties[2 * AC_PARTIES_MAX], n = ac_show_parties(&d->s, text, parties);
    const char *names[2 * AC_PARTIES_MAX];
    size_t count = 0;
    ac_buf yes = { 0 };
    ac_rc rc = ac_show_wording(&d->s, text, &w);

    if (rc != AC_OK)
        return rc;
    for (int i = 0; i < n; i++)
        if (ac_show_yes(&d->s, text, parties[i]) >= 0)
            names[count++] = ac_show_who(&d->s, parties[i]);
    ac_say_names(&yes, names, count);
    ac_show_when(&d->s, text, when);
    ac_print(screen, "  " AC_REF "%-9s" AC_END " %s  %s, signed by %s\n", label, w.org, when, count > 0 ? ac_buf_text(&yes) : _("nobody"));
    if (base == NULL)
        ac_wording_print_whole(screen, 12, &w, NULL);
    else
        ac_wording_print_change(screen, 12, base, &w);
    ac_buf_free(&yes);
    ac_wording_free(&w);
    return AC_OK;
}

static ac_rc print_clash(ac_deed *d, const ac_screen *screen)
{
    const ac_answers *a = d->s.a;
    ac_wording base = { 0 };
    ac_rc rc = AC_OK;

    if (screen == NULL)
        return AC_OK;
    ac_print(screen,
             ac_plural("%d change to the same text. None counts until every party signs one. Nothing is lost.\n",
                       "%d changes to the same text. None counts until every party signs one. Nothing is lost.\n", (unsigned)a->nopen),
             a->nopen);
    if (a->in_force >= 0) {
        rc = ac_show_wording(&d->s, a->in_force, &base);
        if (rc == AC_OK)
            rc = print_side(d, screen, _("in force"), a->in_force, NULL);
    }
    for (int i = 0; rc == AC_OK && i < a->nopen; i++) {
        char label[2] = { ac_show_letter(&d->s, a->open[i]), '\0' };
        rc = print_side(d, screen, label, a->open[i], a->in_force >= 0 ? &base : NULL);
    }
    ac_wording_free(&base);
    return rc;
}

static int text_of_letter(const ac_deed *d, char letter)
{
    for (int i = 0; i < d->s.a->nopen; i++)
        if (ac_show_letter(&d->s, d->s.a->open[i]) == toupper((unsigned char)letter))
            return d->s.a->open[i];
    return -1;
}

/* By --take, else by a question: 'e' a third text, 'l' leave it open. */
static ac_rc which(ac_deed *d, char *out_answer, int *out)
{
    const char *take = ac_opt(d->cli, "take");
    char choices[4 * 8 + 64] = "";
    ac_rc rc = AC_OK;

    *out = -1;
    *out_answer = ' ';
    if (take != NULL) {
        *out = strlen(take) == 1 && isalpha((unsigned char)take[0]) ? text_of_letter(d, take[0]) : -1;
        if (*out < 0)
            rc = ac_fail(&d->cli->err, AC_EREF, "no text of %s is called \"%.20s\": those that wait are A to %c", d->ref, take,
                         ac_show_letter(&d->s, d->s.a->open[d->s.a->nopen - 1]));
        return rc;
    }
    for (int i = 0; i < d->s.a->nopen && i < 4; i++) /* e and l have a meaning of their own; more are taken by --take */
        snprintf(choices + strlen(choices), sizeof choices - strlen(choices), "%c|", 'A' + i);
    snprintf(choices + strlen(choices), sizeof choices - strlen(choices), "%s|%s", N_("e write a third text"), N_("l leave open"));
    rc = ac_ask_choice(d->cli, "Choose", choices, "--take LETTER", out_answer);
    if (rc == AC_OK && *out_answer != 'e' && *out_answer != 'l')
        *out = text_of_letter(d, *out_answer);
    return rc;
}

static ac_rc take(ac_deed *d, int text)
{
    char letter = ac_show_letter(&d->s, text);
    ac_wording w = { 0 };
    ac_rc rc = ac_text_to_sign(d, text, &w);

    ac_wording_free(&w);
    if (rc == AC_OK)
        rc = ac_warn_unverified_parties(d, text);
    if (rc == AC_OK)
        rc = ac_sign_text(d, text);
    for (int i = 0; rc == AC_OK && i < d->s.a->nopen; i++)
        if (d->s.a->open[i] != text)
            ac_out(d->cli, "  %c stays in the history as not chosen by %s, who took %c.\n", ac_show_letter(&d->s, d->s.a->open[i]),
                   ac_notebook_me(d->cli->nb)->code, letter);
    return rc;
}

static ac_rc settle_clash(ac_deed *d)
{
    int text = -1;
    char answer;
    ac_rc rc = print_clash(d, ac_shown_screen(d->cli));

    if (rc == AC_OK)
        rc = which(d, &answer, &text);
    if (rc == AC_OK && answer == 'e')
        return ac_amend_asking(d);
    if (rc == AC_OK && answer == 'l')
        ac_out(d->cli, "Left open. Nobody is held up by it.\n");
    else if (rc == AC_OK)
        rc = take(d, text);
    return rc;
}

/* --- a dispute --- */

/* The terms anew, all of them, where any is typed. */
static ac_rc new_terms(ac_deed *d, ac_wish *w)
{
    ac_wording base = { 0 };
    ac_terms t = { NULL, NULL };
    ac_rc rc;

    if (!ac_terms_typed(d->cli))
        return AC_OK;
    rc = ac_show_wording(&d->s, d->s.a->text, &base);
    if (rc == AC_OK)
        rc = ac_amend_begin(d, &base, &t);
    if (rc == AC_OK)
        rc = ac_terms_options(d->cli, &t, "action");
    if (rc == AC_OK)
        rc = ac_terms_check(d->cli, &t, (size_t)d->s.a->npromisees);
    if (rc == AC_OK) {
        ac_json_free(w->facts);
        ac_json_free(w->words);
        w->facts = t.facts;
        w->words = t.words;
        t = (ac_terms){ NULL, NULL };
    }
    ac_terms_free(&t);
    ac_wording_free(&base);
    return rc;
}

static void print_words(const ac_screen *screen, const ac_json *words, const char *key, const char *label)
{
    const char *text = ac_json_str(words, key);

    if (text != NULL) {
        ac_print(screen, "   %s:\n", label);
        ac_print_body(screen, 5, text);
    }
}

/* What is disputed, and what was answered, before anybody writes how it ends. */
static ac_rc print_disputes(ac_deed *d, const ac_wish *w)
{
    const ac_screen *screen = &d->cli->talk;
    ac_rc rc = AC_OK;

    for (size_t i = 1; rc == AC_OK && i < w->ncites; i++) {
        int dispute = ac_record_find(d->s.record, &w->cites[i]);
        for (int a = dispute; rc == AC_OK && a >= 0 && a < ac_record_acts(d->s.record); a++) {
            const ac_act *act = ac_record_act(d->s.record, a);
            ac_json *words = NULL;
            bool is_answer = act->kind == AC_KIND_RESPOND && ac_show_passed(&d->s, a) && act->ncites > 0 && act->cites[0] == dispute;
            if (a != dispute && !is_answer)
                continue;
            rc = ac_query_words(d->cli->nb, ac_record_held(d->s.record, a)->n, &words, &d->cli->err);
            ac_print(screen, is_answer ? "%s answered\n" : "%s disputes\n", ac_show_org(&d->s, act->org));
            print_words(screen, words, "grounds", _("grounds"));
            print_words(screen, words, "heard", _("what it heard"));
            print_words(screen, words, "remedy", _("what would put it right"));
            print_words(screen, words, "answer", _("answer"));
            ac_json_free(words);
        }
    }
    return rc;
}

static ac_rc put_outcome(ac_deed *d, ac_wish *w)
{
    static const char *const codes[] = { "in-progress", "accepted", "released", "withdrawn" };
    ac_cli *cli = d->cli;
    char answer = '1';
    ac_rc rc;

    if (ac_opt(cli, "outcome") != NULL)
        return ac_wish_code(cli, w, "outcome", AC_V_OUTCOME, true);
    if (!ac_can_ask(cli))
        return ac_fail(&cli->err, AC_EUSAGE, "say how it ends: --outcome in-progress, accepted, released or withdrawn");
    rc = print_disputes(d, w);
    if (rc == AC_OK)
        rc = ac_ask_choice(cli, "How does it end?", "1 it goes on|2 accepted|3 released|4 withdrawn", "--outcome CODE", &answer);
    if (rc == AC_OK && !ac_json_set_str(w->facts, "outcome", codes[answer - '1']))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    return rc;
}

/* A way out that somebody wrote already and that we may sign. */
static bool way_out_waits(ac_deed *d)
{
    int waiting[64];
    size_t n = ac_deed_choices(d, AC_KIND_SIGN, waiting, sizeof waiting / sizeof *waiting);

    for (size_t i = 0; i < n; i++)
        if (ac_record_act(d->s.record, waiting[i])->kind == AC_KIND_RESOLVE)
            return true;
    return false;
}

static ac_rc settle_dispute(ac_deed *d)
{
    ac_cli *cli = d->cli;
    ac_wish w = { 0 };
    ac_rc rc = ac_deed_wish(d, AC_KIND_RESOLVE, -1, &w);

    if (rc == AC_OK && ac_opt(cli, "outcome") == NULL && way_out_waits(d)) {
        rc = ac_fail(&cli->err, AC_ESTATE, "%s: a way out waits for your signature. Read it first; to write another one, say --outcome", d->ref);
        ac_hint(&cli->err, rc, "accord sign %s", d->ref);
    }
    if (rc == AC_OK)
        rc = new_terms(d, &w);
    if (rc == AC_OK)
        rc = put_outcome(d, &w);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "text", _("What you agree on, in words that all can sign."), true);
    if (rc == AC_OK)
        rc = ac_warn_unverified_parties(d, d->s.a->text);
    if (rc == AC_OK)
        rc = ac_deed_write(d, &w, _("a way out is proposed; it counts when all have signed it"));
    ac_wish_free(&w);
    return rc;
}

ac_rc ac_cmd_resolve(ac_cli *cli)
{
    ac_deed d;
    ac_record_ref entry;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc == AC_EREF && ac_query_ref(cli->nb, ac_arg(cli, 0), AC_RECORD_ENTRY, &entry, NULL) == AC_OK) {
        ac_fail(&cli->err, rc, "%s is no promise. Where two values of it stand side by side, whoever may change it says the one that counts", entry.ref);
        ac_hint(&cli->err, rc, "accord show %s", entry.ref);
    }
    if (rc != AC_OK)
        return rc;
    if (ac_opt(cli, "take") != NULL && ac_opt(cli, "outcome") != NULL)
        rc = ac_fail(&cli->err, AC_EUSAGE, "--take signs a text that waits, --outcome writes a way out of a dispute: name one of them");
    else if (ac_opt(cli, "take") != NULL && d.s.a->nopen < 2) {
        rc = ac_fail(&cli->err, AC_ESTATE, d.s.a->nopen == 0 ? "there is nothing to choose: no text of %s waits"
                                                             : "there is nothing to choose: one text of %s waits", d.ref);
        ac_hint(&cli->err, rc, "accord %s %s", d.s.a->nopen == 0 ? "show" : "sign", d.ref);
    }
    else if (ac_opt(cli, "take") != NULL || (d.s.a->is_clash && ac_opt(cli, "outcome") == NULL))
        rc = settle_clash(&d);
    else
        rc = settle_dispute(&d);
    ac_deed_close(&d);
    return rc;
}
