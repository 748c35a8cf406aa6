/* cmd_sign.c - sign, decline, retract: answers to a text, and taking one's own back. */
#include <string.h>

#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/ref.h"

#define CHOICES 64

/* --- which text --- */

/* Several wait: the user must say which. */
static ac_rc several(ac_deed *d, const int *list, size_t n, const char *verb)
{
    ac_rc rc = ac_fail(&d->cli->err, AC_ESTATE, "%zu texts of %s wait: read them and choose one", n, d->s.ref.ref);

    for (size_t i = 0; i < n && !d->cli->json; i++) {
        ac_wording w = { 0 };
        if (ac_show_wording(&d->s, list[i], &w) == AC_OK) {
            char hex[AC_HEX_SIZE];
            ac_hex(hex, w.id.b, 32);
            ac_talk(d->cli, "\n%c  %s\n", ac_show_letter(&d->s, list[i]), hex);
            ac_wording_print(d->cli, 3, &w);
        }
        ac_wording_free(&w);
    }
    return ac_hint(&d->cli->err, rc, "accord %s %s --terms FULL-ID", verb, d->s.ref.ref);
}

static ac_rc choose(ac_deed *d, uint16_t kind, const char *id, const char *verb, int *out)
{
    int list[CHOICES];
    size_t n;

    *out = -1;
    if (id != NULL)
        return ac_deed_by_id(d, id, out);
    n = ac_deed_choices(d, kind, list, CHOICES);
    if (n > 1)
        return several(d, list, n, verb);
    *out = n == 1 ? list[0] : -1;
    return AC_OK;
}

static void print_text(ac_deed *d, const ac_wording *w)
{
    char code[AC_TERMS_CODE_SIZE];

    ac_terms_code(code, w->id);
    ac_out(d->cli, "The exact text, terms %s:\n", code);
    ac_wording_print(d->cli, 3, w);
}

/* --- sign --- */

/* y, n or d. Without a terminal only --terms stands for having read it. */
static ac_rc ask(ac_deed *d, const ac_wording *w, char *out)
{
    char hex[AC_HEX_SIZE], question[64], instead[128];

    ac_hex(hex, w->id.b, 32);
    snprintf(question, sizeof question, "Sign for %s?", ac_notebook_me(d->cli->nb)->code);
    snprintf(instead, sizeof instead, "--terms %s", hex);
    return ac_ask_choice(d->cli, question, "y yes|n not now|d decline with a reason", instead, out);
}

/* Everybody's name whose signature the text in force carries. */
static void said_signed(ac_deed *d, const char *ref)
{
    ac_record *now = NULL;
    const ac_answers *a;
    ac_buf names = { 0 };

    if (d->cli->json || ac_record_open(&now, d->cli->nb, d->s.ref.n, NULL) != AC_OK)
        return;
    a = ac_record_answers(now);
    if (a->in_force >= 0 && a->nopen == 0) {
        ac_buf_printf(&names, "%s", ac_show_org(&d->s, a->promisor));
        for (int i = 0; i < a->npromisees; i++)
            ac_buf_printf(&names, "%s%s", i + 1 == a->npromisees ? " and " : ", ", ac_show_org(&d->s, a->promisees[i]));
        ac_out(d->cli, "  Agreed. %s carries the signatures of %s on the same text. They do not know yet of yours.\n", ref,
               ac_buf_text(&names));
    }
    ac_buf_free(&names);
    ac_record_close(now);
}

static ac_rc write_sign(ac_deed *d, int text)
{
    ac_wish w = { 0 };
    char ref[AC_REF_SIZE];
    ac_rc rc = ac_deed_wish(d, AC_KIND_SIGN, text, &w);

    memcpy(ref, d->s.ref.ref, sizeof ref);
    if (rc == AC_OK)
        rc = ac_wish_text(d->cli, &w, "message", "message", NULL, false);
    if (rc == AC_OK)
        rc = ac_deed_write(d, &w, "signed");
    if (rc == AC_OK)
        said_signed(d, ref);
    ac_wish_free(&w);
    return rc;
}

static ac_rc write_decline(ac_deed *d, int text)
{
    ac_wish w = { 0 };
    ac_rc rc = ac_deed_wish(d, AC_KIND_DECLINE, text, &w);

    if (rc == AC_OK)
        rc = ac_json_set_str(w.facts, "reason", "other") ? AC_OK : ac_fail(&d->cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK) {
        ac_buf why = { 0 };
        rc = ac_ask_line(d->cli, "Reason, in a sentence", NULL, "-m TEXT", &why);
        if (rc == AC_OK && !ac_json_set_str(w.words, "message", ac_buf_text(&why)))
            rc = ac_fail(&d->cli->err, AC_ENOMEM, "out of memory");
        ac_buf_free(&why);
    }
    if (rc == AC_OK)
        rc = ac_deed_write(d, &w, "declined; it is closed for all");
    ac_wish_free(&w);
    return rc;
}

ac_rc ac_cmd_sign(ac_cli *cli)
{
    const char *id = ac_opt(cli, "terms");
    ac_deed d;
    ac_wish trial = { 0 };
    ac_wording w = { 0 };
    int text = -1;
    char answer = 'y';
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = choose(&d, AC_KIND_SIGN, id, "sign", &text);
    if (rc == AC_OK)
        rc = ac_deed_wish(&d, AC_KIND_SIGN, text, &trial); /* refused before anything is shown */
    if (rc == AC_OK && text < 0)
        text = trial.about;
    ac_wish_free(&trial);
    if (rc == AC_OK)
        rc = ac_show_wording(&d.s, text, &w);
    if (rc == AC_OK && w.words == NULL)
        rc = ac_fail(&cli->err, AC_ESTATE, "the words of that text are not here: %s. Nobody signs what he cannot read; sync first", w.missing);
    if (rc == AC_OK)
        rc = ac_deed_warn_unverified(&d, text);
    if (rc == AC_OK)
        print_text(&d, &w);
    if (rc == AC_OK && id == NULL)
        rc = ask(&d, &w, &answer);
    if (rc == AC_OK && answer == 'y')
        rc = write_sign(&d, text);
    else if (rc == AC_OK && answer == 'd')
        rc = write_decline(&d, text);
    else if (rc == AC_OK)
        ac_out(cli, "Not signed. It waits.\n");
    ac_wording_free(&w);
    ac_deed_close(&d);
    return rc;
}

/* --- decline --- */

ac_rc ac_cmd_decline(ac_cli *cli)
{
    ac_deed d;
    ac_wish w = { 0 };
    int text = -1;
    bool yes = true;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = choose(&d, AC_KIND_DECLINE, ac_opt(cli, "terms"), "decline", &text);
    if (rc == AC_OK)
        rc = ac_deed_wish(&d, AC_KIND_DECLINE, text, &w);
    if (rc == AC_OK)
        rc = ac_wish_code(cli, &w, "reason", AC_V_REASON, true);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "message", NULL, false);
    if (rc == AC_OK && ac_can_ask(cli)) {
        ac_wording shown = { 0 };
        if (ac_show_wording(&d.s, text >= 0 ? text : w.about, &shown) == AC_OK)
            print_text(&d, &shown);
        ac_wording_free(&shown);
        rc = ac_ask_yes(cli, "Decline this text, for all", "--yes", &yes);
    }
    if (rc == AC_OK && yes)
        rc = ac_deed_write(&d, &w, "declined; that text is closed for all");
    else if (rc == AC_OK)
        ac_out(cli, "Not declined. It waits.\n");
    ac_wish_free(&w);
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
        if ((!any && !is_of(d, list[i], what)) || (has_slot && ac_record_act(d->s.record, list[i])->facts.slot != (int)slot))
            continue;
        found = list[i];
        hits++;
    }
    *out = found;
    if (hits > 1)
        return ac_fail(&cli->err, AC_EUSAGE, "%d things of yours could be taken back: say --delivery [--slot N], --dispute, or --text FULL-ID", hits);
    if (hits == 0 && n > 0)
        return ac_fail(&cli->err, AC_ESTATE, "%s holds nothing of that kind of yours that could be taken back", d->s.ref.ref);
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
        done = target < 0 || is_of(&d, target, OWN_TEXT) ? "taken back"
               : is_of(&d, target, OWN_CLAIM)            ? "the delivery is taken back"
                                                         : "the dispute is laid down";
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
