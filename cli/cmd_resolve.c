/* cmd_resolve.c - resolve: choose on a clash, or write a way out of a dispute. */
#include <ctype.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/terms.h"

/* --- a clash --- */

static void print_side(ac_deed *d, const char *label, int text, const ac_wording *base)
{
    ac_wording w = { 0 };
    char when[AC_SHOW_WHEN_SIZE];
    int parties[2 * AC_PARTIES_MAX], n = ac_show_parties(&d->s, text, parties);
    ac_buf yes = { 0 };

    if (ac_show_wording(&d->s, text, &w) != AC_OK)
        return;
    for (int i = 0; i < n; i++)
        if (ac_show_yes(&d->s, text, parties[i]) >= 0)
            ac_buf_printf(&yes, "%s%s", yes.len > 0 ? ", " : "", ac_show_who(&d->s, parties[i]));
    ac_show_when(&d->s, text, when);
    ac_out(d->cli, "  " AC_REF "%-9s" AC_END " %s  %s\n", label, w.org, when);
    ac_out(d->cli, "            signed by %s\n", yes.len > 0 ? ac_buf_text(&yes) : "nobody");
    if (base == NULL)
        ac_wording_print(d->cli, 12, &w);
    else
        ac_wording_print_differences(d->cli, 12, base, &w);
    if (w.why != NULL)
        ac_out(d->cli, "            \"%s\"\n", w.why);
    ac_buf_free(&yes);
    ac_wording_free(&w);
}

static ac_rc print_clash(ac_deed *d)
{
    const ac_answers *a = d->s.a;
    ac_wording base = { 0 };
    ac_rc rc = a->in_force >= 0 ? ac_show_wording(&d->s, a->in_force, &base) : AC_OK;

    if (rc != AC_OK || d->cli->json)
        return rc;
    ac_out(d->cli, "%d changes to the same text. None counts until every party signs one. Nothing is lost.\n", a->nopen);
    if (a->in_force >= 0)
        print_side(d, "in force", a->in_force, NULL);
    for (int i = 0; i < a->nopen; i++) {
        char label[2] = { ac_show_letter(&d->s, a->open[i]), '\0' };
        print_side(d, label, a->open[i], a->in_force >= 0 ? &base : NULL);
    }
    ac_wording_free(&base);
    return AC_OK;
}

static int text_of_letter(const ac_deed *d, char letter)
{
    for (int i = 0; i < d->s.a->nopen; i++)
        if (ac_show_letter(&d->s, d->s.a->open[i]) == toupper((unsigned char)letter))
            return d->s.a->open[i];
    return -1;
}

static ac_rc which(ac_deed *d, int *out)
{
    const char *take = ac_opt(d->cli, "take");
    char choices[26 * 6 + 32] = "", answer = 'l';
    ac_rc rc = AC_OK;

    *out = -1;
    if (take != NULL) {
        *out = strlen(take) == 1 ? text_of_letter(d, take[0]) : -1;
        if (*out < 0)
            rc = ac_fail(&d->cli->err, AC_EUSAGE, "--take %.20s: the texts that wait are called A to %c", take,
                         (char)('A' + d->s.a->nopen - 1));
        return rc;
    }
    for (int i = 0; i < d->s.a->nopen && i < 24; i++)
        snprintf(choices + strlen(choices), sizeof choices - strlen(choices), "%c %c|", tolower((unsigned char)('A' + i)), 'A' + i);
    snprintf(choices + strlen(choices), sizeof choices - strlen(choices), "l leave open");
    rc = ac_ask_choice(d->cli, "Choose", choices, "--take LETTER", &answer);
    if (rc == AC_OK)
        *out = text_of_letter(d, answer);
    return rc;
}

/* "CITY signed B. RIVR signed it already, so B is in force. A stays in the history." */
static void said_choice(ac_deed *d, int text, const char *me)
{
    ac_record *now = NULL;
    char letter = ac_show_letter(&d->s, text);
    bool in_force = false;

    if (d->cli->json)
        return;
    if (ac_record_open(&now, d->cli->nb, d->s.ref.n, NULL) == AC_OK) {
        const ac_answers *a = ac_record_answers(now);
        ac_id id = ac_record_held(d->s.record, text)->id;
        in_force = a->in_force >= 0 && ac_id_eq(ac_record_held(now, a->in_force)->id, id);
    }
    ac_record_close(now);
    ac_out(d->cli, in_force ? "  %s signed %c, as everybody else did: %c is in force.\n" : "  %s signed %c. It counts when the others have signed %c too.\n",
           me, letter, letter);
    ac_out(d->cli, "  What was not chosen stays in the history.\n");
}

static ac_rc settle_clash(ac_deed *d)
{
    ac_wish w = { 0 };
    int text = -1;
    ac_rc rc = print_clash(d);

    if (rc == AC_OK)
        rc = which(d, &text);
    if (rc == AC_OK && text < 0) {
        ac_out(d->cli, "Left open. A third text: " AC_REF "accord amend %s" AC_END "\n", d->s.ref.ref);
        return AC_OK;
    }
    if (rc == AC_OK)
        rc = ac_deed_warn_unverified(d, text);
    if (rc == AC_OK)
        rc = ac_deed_wish(d, AC_KIND_SIGN, text, &w);
    if (rc == AC_OK)
        rc = ac_deed_write(d, &w, "signed one of the texts");
    if (rc == AC_OK)
        said_choice(d, text, ac_notebook_me(d->cli->nb)->code);
    ac_wish_free(&w);
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
    if (rc == AC_OK && base.words == NULL)
        rc = ac_fail(&d->cli->err, AC_ESTATE, "the words of the text in force are not here: %s", base.missing);
    if (rc == AC_OK)
        rc = ac_terms_begin(&t, base.facts, base.words, &d->cli->err);
    if (rc == AC_OK)
        rc = ac_terms_options(d->cli, &t, "action");
    if (rc == AC_OK)
        rc = ac_terms_check(d->cli, &t, (size_t)AC_PARTIES_MAX);
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

static ac_rc settle_dispute(ac_deed *d)
{
    ac_cli *cli = d->cli;
    ac_wish w = { 0 };
    ac_rc rc = ac_deed_wish(d, AC_KIND_RESOLVE, -1, &w);

    if (rc == AC_OK && ac_opt(cli, "outcome") == NULL && !ac_can_ask(cli))
        rc = ac_fail(&cli->err, AC_EUSAGE, "say how it ends: --outcome in-progress, accepted, released or withdrawn");
    if (rc == AC_OK)
        rc = new_terms(d, &w);
    if (rc == AC_OK && ac_opt(cli, "outcome") != NULL)
        rc = ac_wish_code(cli, &w, "outcome", AC_V_OUTCOME, true);
    else if (rc == AC_OK) {
        static const char *const codes[] = { "in-progress", "accepted", "released", "withdrawn" };
        char answer = '1';
        rc = ac_ask_choice(cli, "How does it end?", "1 it goes on|2 accepted|3 released|4 withdrawn", "--outcome CODE", &answer);
        if (rc == AC_OK && !ac_json_set_str(w.facts, "outcome", codes[answer - '1']))
            rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "text", "What you agree on, in words that all can sign.", true);
    if (rc == AC_OK)
        rc = ac_deed_write(d, &w, "a way out is proposed; it counts when all have signed it");
    ac_wish_free(&w);
    return rc;
}

ac_rc ac_cmd_resolve(ac_cli *cli)
{
    ac_deed d;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    if (ac_opt(cli, "take") != NULL || (d.s.a->is_clash && ac_opt(cli, "outcome") == NULL)) {
        if (d.s.a->nopen == 0)
            rc = ac_fail(&cli->err, AC_ESTATE, "no text of %s waits to be chosen", d.s.ref.ref);
        else
            rc = settle_clash(&d);
    } else {
        rc = settle_dispute(&d);
    }
    ac_deed_close(&d);
    return rc;
}
