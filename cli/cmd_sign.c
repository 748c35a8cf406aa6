/* cmd_sign.c - sign, decline, retract: answers to a text, and taking one's own back. */
#include <stdio.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/ref.h"
#include "cli/signing.h"
#include "cli/typed.h"

#define CHOICES 64

/* --- which text --- */

/* Several wait: shown one below the other, each with its letter. */
static ac_rc show_several(ac_deed *d, const int *list, size_t n)
{
    const ac_screen *screen = ac_shown_screen(d->cli);
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && screen != NULL && i < n; i++) {
        ac_wording w = { 0 };
        rc = ac_show_wording(&d->s, list[i], &w);
        if (rc == AC_OK) {
            char hex[AC_HEX_SIZE];
            ac_hex(hex, w.id.b, 32);
            ac_print(screen, AC_REF "%c" AC_END "  %s\n", ac_show_letter(&d->s, list[i]), hex);
            ac_wording_print_whole(screen, 3, &w, NULL);
        }
        ac_wording_free(&w);
    }
    return rc;
}

/* One of several, by the letter that resolve and show give it too. */
static ac_rc choose(ac_deed *d, const int *list, size_t n, const char *question, int *out)
{
    char choices[26 * 8 + 32] = "", answer = 'n';
    ac_rc rc = show_several(d, list, n);

    if (rc == AC_OK && !ac_can_ask(d->cli))
        rc = ac_fail(&d->cli->err, AC_EUSAGE, ac_plural("%zu text of %s waits: read it, and say which: --terms FULL-ID",
                               "%zu texts of %s wait: read them, and say which: --terms FULL-ID", n),
                     n, d->ref);
    for (size_t i = 0; rc == AC_OK && i < n && i < 13; i++) {
        snprintf(choices + strlen(choices), sizeof choices - strlen(choices), "%c|", ac_show_letter(&d->s, list[i]));
    }
    snprintf(choices + strlen(choices), sizeof choices - strlen(choices), "%s", N_("n none of them"));
    if (rc == AC_OK)
        rc = ac_ask_choice(d->cli, question, choices, "--terms FULL-ID", &answer);
    *out = -1;
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if (ac_show_letter(&d->s, list[i]) - 'A' + 'a' == answer)
            *out = list[i];
    return rc;
}

/* A text of this record, but not the one that would be signed today: a script read it too long ago. */
static bool fell_away(ac_deed *d, uint16_t kind, int text)
{
    ac_act wish = { .kind = kind, .org = d->me, .judged = AC_NOT_JUDGED, .is_counted = true, .ncites = 1, .cites = { text } };

    ac_act_facts_read(&wish.facts, kind, NULL);
    return kind == AC_KIND_SIGN && ac_commitment_may(ac_record_commitment(d->s.record), &wish) == AC_WHY_OLD_TEXT;
}

/* The text that --terms names, the only one that waits, or the one chosen. *out -1: none was chosen. What cannot be
 * signed or declined is refused here, before anything is shown. */
static ac_rc which_text(ac_deed *d, uint16_t kind, const char *question, int *out)
{
    const char *id = ac_opt(d->cli, "terms");
    int list[CHOICES];
    size_t n = ac_deed_choices(d, kind, list, CHOICES);
    ac_wish trial = { 0 };
    ac_rc rc = AC_OK;

    *out = n == 1 ? list[0] : -1;
    if (id != NULL)
        rc = ac_deed_by_id(d, id, out);
    else if (n > 1)
        return choose(d, list, n, question, out);
    if (rc == AC_OK && id != NULL && fell_away(d, kind, *out))
        return ac_fail(&d->cli->err, AC_EREF, "the text differs: that one fell away, and another is in force now. Nothing was signed; read it: accord show %s",
                       d->ref);
    if (rc == AC_OK)
        rc = ac_deed_wish(d, kind, *out, &trial);
    if (rc == AC_OK && *out < 0)
        *out = trial.about;
    ac_wish_free(&trial);
    return rc;
}

/* --- decline --- */

static ac_rc ask_message(ac_cli *cli, ac_wish *w)
{
    ac_buf why = { 0 };
    ac_rc rc = ac_ask_line(cli, "In a sentence, for the others (Enter: nothing)", "", "-m TEXT", &why);

    if (rc == AC_OK && why.len > 0)
        rc = ac_body_take(_("the sentence"), &why, &cli->err);
    if (rc == AC_OK && why.len > 0 && !ac_json_set_str(w->words, "message", ac_buf_text(&why)))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    ac_buf_free(&why);
    return rc;
}

/* Reason and words from options; where they are missing and somebody sits there, they are asked for. */
static ac_rc write_decline(ac_deed *d, int text)
{
    ac_cli *cli = d->cli;
    bool is_asked = ac_can_ask(cli);
    ac_wish w = { 0 };
    ac_rc rc = ac_deed_wish(d, AC_KIND_DECLINE, text, &w);

    if (rc == AC_OK)
        rc = strcmp(cli->args->command->name, "decline") == 0 ? ac_wish_code(cli, &w, "reason", AC_V_REASON, true)
                                                              : ac_wish_ask_code(cli, &w, "reason", AC_V_REASON);
    if (rc == AC_OK)
        rc = ac_opt(cli, "message") != NULL || !is_asked ? ac_wish_text(cli, &w, "message", "message", NULL, false) : ask_message(cli, &w);
    if (rc == AC_OK)
        rc = ac_deed_write(d, &w, _("declined: that text is closed for all"));
    ac_wish_free(&w);
    return rc;
}

ac_rc ac_cmd_decline(ac_cli *cli)
{
    ac_deed d;
    ac_wording w = { 0 };
    int text = -1;
    bool yes = true;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = which_text(&d, AC_KIND_DECLINE, N_("Which one do you decline?"), &text);
    if (rc == AC_OK && text < 0)
        yes = false;
    if (rc == AC_OK && yes && ac_can_ask(cli)) {
        rc = ac_show_wording(&d.s, text, &w);
        if (rc == AC_OK)
            ac_print_text(&d, ac_shown_screen(cli), text, &w);
        if (rc == AC_OK)
            rc = ac_ask_yes(cli, "Decline this text, for all", "--yes", &yes);
    }
    if (rc == AC_OK && yes)
        rc = write_decline(&d, text);
    else if (rc == AC_OK)
        ac_out(cli, "Not declined. It waits.\n");
    ac_wording_free(&w);
    ac_deed_close(&d);
    return rc;
}

/* --- sign --- */

/* y, n or d. Where nobody can be asked only --terms stands for having read it; --yes never does. */
static ac_rc ask_to_sign(ac_deed *d, const ac_wording *w, char *out)
{
    char hex[AC_HEX_SIZE], question[200];

    ac_hex(hex, w->id.b, 32);
    if (!ac_can_ask(d->cli))
        return ac_fail(&d->cli->err, AC_EUSAGE, "nobody can be asked here whether to sign. Say that it was read, with its full id: --terms %s", hex);
    snprintf(question, sizeof question, ac_tr_always("Sign for %s?"), ac_notebook_me(d->cli->nb)->code);
    return ac_ask_choice(d->cli, question, "y yes|n not now|d decline with a reason", "--terms FULL-ID", out);
}

ac_rc ac_cmd_sign(ac_cli *cli)
{
    ac_deed d;
    ac_wording w = { 0 };
    int text = -1;
    char answer = 'y';
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = which_text(&d, AC_KIND_SIGN, N_("Which one do you sign?"), &text);
    if (rc == AC_OK && text < 0)
        answer = 'n';
    if (rc == AC_OK && text >= 0)
        rc = ac_text_to_sign(&d, text, &w);
    if (rc == AC_OK && text >= 0)
        rc = ac_warn_unverified_parties(&d, text);
    if (rc == AC_OK && text >= 0)
        ac_print_text(&d, ac_shown_screen(cli), text, &w);
    if (rc == AC_OK && text >= 0 && d.s.a->is_clash)
        ac_print(&cli->talk, "  Another text waits too: a signature chooses this one. Both, side by side: " AC_REF "accord resolve %s" AC_END "\n", d.ref);
    if (rc == AC_OK && text >= 0 && ac_opt(cli, "terms") == NULL)
        rc = ask_to_sign(&d, &w, &answer);
    if (rc == AC_OK && answer == 'y')
        rc = ac_sign_text(&d, text);
    else if (rc == AC_OK && answer == 'd')
        rc = write_decline(&d, text);
    else if (rc == AC_OK)
        ac_out(cli, "Not signed. It waits.\n");
    ac_wording_free(&w);
    ac_deed_close(&d);
    return rc;
}

/* --- retract --- */

typedef enum { OWN_TEXT, OWN_CLAIM, OWN_DISPUTE } own_kind;

static bool is_of(const ac_deed *d, int act, own_kind what)
{
    uint16_t kind = ac_record_act(d->s.record, act)->kind;

    return what == OWN_CLAIM ? kind == AC_KIND_DELIVER : what == OWN_DISPUTE ? kind == AC_KIND_DISPUTE : ac_kind_is_text(kind);
}

/* A delivery that a later one took the place of waits no more: nobody means it. */
static bool waits(const ac_deed *d, int claim)
{
    for (int i = 0; i < d->s.a->nslots; i++)
        if (d->s.a->slots[i].claim == claim)
            return true;
    return false;
}

/* Of everything that can be taken back, what was meant: by --delivery, --dispute, --text, --slot; else the only one. */
static ac_rc what_to_retract(ac_deed *d, int *out)
{
    ac_cli *cli = d->cli;
    bool claim = ac_opt_flag(cli, "delivery"), dispute = ac_opt_flag(cli, "dispute");
    const char *id = ac_opt(cli, "text");
    int list[CHOICES], found = -1, hits = 0;
    int64_t slot = 0;
    bool has_slot;
    size_t n = ac_deed_choices(d, AC_KIND_RETRACT, list, CHOICES);
    ac_rc rc = ac_opt_int(cli, "slot", 1, AC_SLOTS_MAX, &slot, &has_slot);

    if (rc == AC_OK && claim + dispute + (id != NULL) > 1)
        rc = ac_fail(&cli->err, AC_EUSAGE, "--delivery, --dispute and --text are three different things: name one of them");
    if (rc != AC_OK || id != NULL)
        return rc == AC_OK ? ac_deed_by_id(d, id, out) : rc;
    for (size_t i = 0; i < n; i++) {
        own_kind what = claim || has_slot ? OWN_CLAIM : dispute ? OWN_DISPUTE : OWN_TEXT;
        bool any = !claim && !dispute && !has_slot;
        if (is_of(d, list[i], OWN_CLAIM) && !waits(d, list[i]))
            continue;
        if ((!any && !is_of(d, list[i], what)) || (has_slot && ac_record_act(d->s.record, list[i])->facts.slot != (int)slot))
            continue;
        found = list[i];
        hits++;
    }
    *out = found;
    if (hits > 1)
        return ac_fail(&cli->err, AC_EUSAGE, "%d things of yours could be taken back: say --delivery [--slot N], --dispute, or --text FULL-ID (accord show %s --full)", hits,
                       d->ref);
    if (hits == 0 && n > 0)
        return ac_fail(&cli->err, AC_ESTATE, "%s holds nothing of that kind of yours that could be taken back", d->ref);
    return AC_OK;
}

ac_rc ac_cmd_retract(ac_cli *cli)
{
    ac_deed d;
    ac_wish w = { 0 };
    int target = -1;
    bool yes = true;
    const char *done;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = what_to_retract(&d, &target);
    if (rc == AC_OK)
        rc = ac_deed_wish(&d, AC_KIND_RETRACT, target, &w);
    if (rc == AC_OK)
        rc = ac_wish_code(cli, &w, "reason", AC_V_REASON, true);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "message", NULL, false);
    if (rc == AC_OK) {
        done = target < 0 || is_of(&d, target, OWN_TEXT) ? _("taken back")
               : is_of(&d, target, OWN_CLAIM)            ? _("the delivery is taken back")
                                                         : _("the dispute is laid down");
        if (ac_can_ask(cli))
            rc = ac_ask_yes(cli, "Take it back? What was written stays in the history", "--yes", &yes);
        if (rc == AC_OK && yes)
            rc = ac_deed_write(&d, &w, done);
    }
    if (rc == AC_OK && !yes)
        ac_out(cli, "Nothing was taken back.\n");
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}
