/* cmd_verdict.c - accept, dispute, respond: what the other side says of a delivery, and the answer. */
#include "cli/cmds.h"
#include "cli/deed.h"

#define CHOICES 128

/* --- which delivery is meant --- */

static ac_rc which_claim(ac_deed *d, uint16_t kind, int *out)
{
    ac_cli *cli = d->cli;
    int list[CHOICES], hits = 0;
    int64_t slot = 0;
    bool has_slot = false;
    size_t n;
    ac_rc rc = ac_deed_slot(d, &slot, &has_slot);

    *out = -1;
    if (rc == AC_OK && ac_opt(cli, "claim") != NULL)
        return ac_deed_by_id(d, ac_opt(cli, "claim"), out);
    if (rc != AC_OK)
        return rc;
    n = ac_deed_choices(d, kind, list, CHOICES);
    for (size_t i = 0; i < n; i++) {
        const ac_act *act = ac_record_act(d->s.record, list[i]);
        if (act->kind != AC_KIND_DELIVER || (has_slot && act->facts.slot != (int)slot))
            continue;
        *out = list[i];
        hits++;
    }
    if (hits > 1)
        return ac_fail(&cli->err, AC_EUSAGE, "%d deliveries of %s wait: say which, --slot N or --claim FULL-ID (accord show %s --full)", hits,
                       d->ref, d->ref);
    if (hits == 0 && has_slot && kind != AC_KIND_DISPUTE)
        return ac_fail(&cli->err, AC_ESTATE, "no delivery of slot %lld of %s waits for an answer", (long long)slot, d->ref);
    return AC_OK;
}

/* --- accept --- */

static ac_rc print_claim(ac_deed *d, int claim)
{
    const ac_screen *screen = &d->cli->talk;
    const ac_held *held = ac_record_held(d->s.record, claim);
    int slot = ac_record_act(d->s.record, claim)->facts.slot;
    ac_json *words = NULL;
    const ac_json *files;
    const char *text;
    ac_rc rc = ac_deed_say_which(d);

    if (rc == AC_OK)
        rc = ac_query_words(d->cli->nb, held->n, &words, &d->cli->err);
    if (rc != AC_OK)
        return rc;
    ac_print(screen, "%s says it is delivered", ac_show_org(&d->s, held->org));
    if (slot > 0)
        ac_print(screen, ", slot %d", slot);
    ac_print(screen, ":\n");
    text = ac_json_str(words, "narrative");
    ac_print_body(screen, 3, text != NULL ? text : _("(its words are not here)"));
    if ((text = ac_json_str(words, "actual")) != NULL)
        ac_print(screen, "   figure: %s\n", text);
    files = ac_json_get(words, "evidence");
    for (size_t i = 0; i < ac_json_count(files); i++)
        ac_print(screen, "   file: %s\n", ac_json_str(ac_json_at(files, i), "title"));
    if ((text = ac_json_str(words, "no-evidence-because")) != NULL)
        ac_print(screen, "   no file, because: %s\n", text);
    ac_json_free(words);
    return AC_OK;
}

ac_rc ac_cmd_accept(ac_cli *cli)
{
    bool reserved = ac_opt(cli, "reservations") != NULL, yes = true;
    uint16_t kind = reserved ? AC_KIND_ACCEPT_RESERVED : AC_KIND_ACCEPT;
    ac_deed d;
    ac_wish w = { 0 };
    int claim = -1;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = which_claim(&d, kind, &claim);
    if (rc == AC_OK)
        rc = ac_deed_wish(&d, kind, claim, &w);
    if (rc == AC_OK && reserved)
        rc = ac_wish_text(cli, &w, "reservations", "reservations", NULL, true);
    if (rc == AC_OK && reserved)
        rc = ac_wish_code(cli, &w, "reason", AC_V_REASON, false);
    if (rc == AC_OK && !reserved && ac_opt(cli, "reason") != NULL)
        rc = ac_fail(&cli->err, AC_EUSAGE, "--reason goes with --reservations TEXT");
    if (rc == AC_OK && reserved && ac_opt(cli, "message") != NULL)
        rc = ac_fail(&cli->err, AC_EUSAGE, "with --reservations everything is said there: leave -m out");
    if (rc == AC_OK && !reserved)
        rc = ac_wish_text(cli, &w, "message", "message", NULL, false);
    if (rc == AC_OK && w.about >= 0 && ac_can_ask(cli)) {
        rc = print_claim(&d, w.about);
        if (rc == AC_OK)
            rc = ac_ask_yes(cli, "Accept it? What is accepted is not taken back", "--yes", &yes);
    }
    if (rc == AC_OK && yes)
        rc = ac_deed_write(&d, &w, reserved ? _("accepted, with reservations") : _("accepted"));
    else if (rc == AC_OK)
        ac_out(cli, "Not accepted. It waits.\n");
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}

/* --- dispute, respond --- */

ac_rc ac_cmd_dispute(ac_cli *cli)
{
    ac_deed d;
    ac_wish w = { 0 };
    int claim = -1;
    int64_t slot = 0;
    bool has_slot = false;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = which_claim(&d, AC_KIND_DISPUTE, &claim);
    if (rc == AC_OK)
        rc = ac_deed_wish(&d, AC_KIND_DISPUTE, claim, &w);
    if (rc == AC_OK)
        rc = ac_deed_slot(&d, &slot, &has_slot);
    if (rc == AC_OK && has_slot && !ac_json_set_int(w.facts, "slot", slot))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_wish_code(cli, &w, "reason", AC_V_REASON, true);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "grounds", _("On what grounds? What happened, and when?"), true);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "heard", "heard", NULL, false);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "remedy", "remedy", NULL, false);
    if (rc == AC_OK)
        rc = ac_deed_write(&d, &w, claim >= 0 ? _("disputed: that delivery") : _("disputed: not delivered"));
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}

ac_rc ac_cmd_respond(ac_cli *cli)
{
    ac_deed d;
    ac_wish w = { 0 };
    int list[CHOICES], dispute = -1;
    size_t n;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    n = ac_deed_choices(&d, AC_KIND_RESPOND, list, CHOICES);
    if (ac_opt(cli, "dispute") != NULL)
        rc = ac_deed_by_id(&d, ac_opt(cli, "dispute"), &dispute);
    else if (n > 1)
        rc = ac_fail(&cli->err, AC_EUSAGE, ac_plural("%zu dispute of %s stands: say which, --dispute FULL-ID (accord show %s --full)",
                               "%zu disputes of %s stand: say which, --dispute FULL-ID (accord show %s --full)", n),
                     n, d.ref,
                     d.ref);
    if (rc == AC_OK)
        rc = ac_deed_wish(&d, AC_KIND_RESPOND, dispute, &w);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "answer", _("Your answer to the dispute."), true);
    if (rc == AC_OK)
        rc = ac_deed_write(&d, &w, _("answered"));
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}
