/* cmd_delivery.c - progress, deliver, accept, dispute, respond: from the first report to the verdict. */
#include <string.h>

#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/evidence.h"
#include "cli/typed.h"

#define CHOICES 128

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

/* --slot N, within the slots there are. */
static ac_rc slot_option(ac_deed *d, int64_t *out, bool *out_given)
{
    int n = d->s.a->nslots > 0 && d->s.a->slots[0].n > 0 ? d->s.a->nslots : 0;
    ac_rc rc = ac_opt_int(d->cli, "slot", 1, AC_SLOTS_MAX, out, out_given);

    if (rc != AC_OK || !*out_given)
        return rc;
    if (n == 0)
        return ac_fail(&d->cli->err, AC_EUSAGE, "%s has no dated slots: leave --slot out", d->s.ref.ref);
    if (*out > n)
        return ac_fail(&d->cli->err, AC_EUSAGE, "%s has %d slots; there is no slot %lld", d->s.ref.ref, n, (long long)*out);
    return AC_OK;
}

static ac_rc figure(ac_cli *cli, ac_wish *w)
{
    const char *actual = ac_opt(cli, "actual");
    ac_rc rc = AC_OK;

    if (actual == NULL)
        return AC_OK;
    rc = ac_figure_check("--actual", actual, &cli->err);
    if (rc == AC_OK && !ac_json_set_str(w->words, "actual", actual))
        rc = no_memory(cli);
    return rc;
}

/* "128 of 140 facades (91 %), was 95" */
static void said_figure(ac_deed *d, const char *actual, const char *was)
{
    ac_wording w = { 0 };
    const char *target, *unit;
    double reached, wanted;

    if (d->cli->json || actual == NULL || ac_show_wording(&d->s, d->s.a->text, &w) != AC_OK)
        return;
    target = ac_json_str(w.words, "target");
    unit = ac_json_str(w.words, "unit");
    ac_out(d->cli, "  %s", actual);
    if (target != NULL && ac_figure_of(target, &wanted) && ac_figure_of(actual, &reached) && wanted > 0) {
        ac_out(d->cli, " of %s", target);
        if (unit != NULL && strstr(target, unit) == NULL)
            ac_out(d->cli, " %s", unit);
        ac_out(d->cli, " (%d %%)", (int)(100 * reached / wanted + 0.5));
    }
    if (was != NULL)
        ac_out(d->cli, ", was %s", was);
    ac_out(d->cli, "\n");
    ac_wording_free(&w);
}

/* The figure of the last report, to be freed with its words. */
static ac_json *last_words(ac_deed *d)
{
    ac_json *words = NULL;

    if (d->s.a->report >= 0 && ac_query_words(d->cli->nb, ac_record_held(d->s.record, d->s.a->report)->n, &words, NULL) != AC_OK)
        return NULL;
    return words;
}

/* --- progress --- */

ac_rc ac_cmd_progress(ac_cli *cli)
{
    static const char *const more[] = { "barriers", "opportunities", "next", "why-not-assessed" };
    ac_deed d;
    ac_wish w = { 0 };
    ac_json *before = NULL;
    int64_t slot;
    bool has_slot = false;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = ac_deed_wish(&d, AC_KIND_PROGRESS, -1, &w);
    if (rc == AC_OK)
        rc = slot_option(&d, &slot, &has_slot);
    if (rc == AC_OK && has_slot && !ac_json_set_int(w.facts, "slot", slot))
        rc = no_memory(cli);
    if (rc == AC_OK)
        rc = ac_wish_code(cli, &w, "completion", AC_V_COMPLETION, false);
    if (rc == AC_OK)
        rc = figure(cli, &w);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "narrative", "What happened since the last report?", true);
    for (size_t i = 0; rc == AC_OK && i < sizeof more / sizeof *more; i++)
        rc = ac_wish_text(cli, &w, more[i], more[i], NULL, false);
    if (rc == AC_OK) {
        before = last_words(&d);
        rc = ac_deed_write(&d, &w, "progress reported");
    }
    if (rc == AC_OK)
        said_figure(&d, ac_opt(cli, "actual"), ac_json_str(before, "actual"));
    ac_json_free(before);
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}

/* --- deliver --- */

static ac_rc put_evidence(ac_cli *cli, ac_wish *w)
{
    size_t n = ac_opt_count(cli, "evidence");
    ac_json *list = ac_json_array();
    ac_rc rc = list != NULL ? AC_OK : no_memory(cli);

    if (rc == AC_OK && n > AC_EVIDENCE_FILES)
        rc = ac_fail(&cli->err, AC_EUSAGE, "%zu files; %d is the most for one delivery", n, AC_EVIDENCE_FILES);
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        rc = ac_evidence_put(list, ac_opt_at(cli, "evidence", i), &cli->err);
    if (rc == AC_OK && !ac_json_set_int(w->facts, "files", (int64_t)n))
        rc = no_memory(cli);
    if (rc == AC_OK && n > 0) {
        if (!ac_json_set(w->words, "evidence", list))
            rc = no_memory(cli);
        list = NULL;
    }
    ac_json_free(list);
    return rc;
}

/* The reason why there is none is asked for, where files are not named. */
static ac_rc why_no_evidence(ac_cli *cli, ac_wish *w)
{
    const char *why = ac_opt(cli, "no-evidence");
    ac_buf line = { 0 };
    ac_rc rc = AC_OK;

    if (ac_opt_count(cli, "evidence") > 0 && why != NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "--evidence and --no-evidence say opposite things: name one of them");
    if (ac_opt_count(cli, "evidence") > 0)
        return AC_OK;
    if (why == NULL) {
        rc = ac_ask_line(cli, "No file is named: why is there none", NULL, "--evidence FILE or --no-evidence WHY", &line);
        why = ac_buf_text(&line);
    }
    if (rc == AC_OK)
        rc = ac_title_check("--no-evidence", why, strlen(why), &cli->err);
    if (rc == AC_OK && !ac_json_set_str(w->words, "no-evidence-because", why))
        rc = no_memory(cli);
    ac_buf_free(&line);
    return rc;
}

static ac_rc which_slot(ac_deed *d, ac_wish *w)
{
    int64_t slot = 0;
    bool given = false;
    bool has_slots = d->s.a->nslots > 0 && d->s.a->slots[0].n > 0;
    ac_rc rc = slot_option(d, &slot, &given);

    if (rc != AC_OK || !has_slots)
        return rc;
    if (!given)
        return ac_fail(&d->cli->err, AC_EUSAGE, "%s has %d dated slots: say which one was delivered: --slot N", d->s.ref.ref, d->s.a->nslots);
    return ac_json_set_int(w->facts, "slot", slot) ? AC_OK : no_memory(d->cli);
}

ac_rc ac_cmd_deliver(ac_cli *cli)
{
    ac_deed d;
    ac_wish w = { 0 };
    size_t files = ac_opt_count(cli, "evidence");
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = ac_deed_wish(&d, AC_KIND_DELIVER, -1, &w);
    if (rc == AC_OK)
        rc = which_slot(&d, &w);
    if (rc == AC_OK)
        rc = why_no_evidence(cli, &w);
    if (rc == AC_OK)
        rc = put_evidence(cli, &w);
    if (rc == AC_OK)
        rc = figure(cli, &w);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "narrative", "What was delivered?", true);
    if (rc == AC_OK)
        rc = ac_deed_write(&d, &w, "delivery claimed");
    if (rc == AC_OK)
        said_figure(&d, ac_opt(cli, "actual"), NULL);
    if (rc == AC_OK && files > 0)
        ac_out(cli, "  %zu file%s stay%s here; the fingerprint travels.\n", files, files == 1 ? "" : "s", files == 1 ? "s" : "");
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}

/* --- which delivery is meant --- */

static ac_rc which_claim(ac_deed *d, uint16_t kind, int *out)
{
    ac_cli *cli = d->cli;
    int list[CHOICES], hits = 0;
    int64_t slot = 0;
    bool has_slot = false;
    size_t n;
    ac_rc rc = slot_option(d, &slot, &has_slot);

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
                       d->s.ref.ref, d->s.ref.ref);
    if (hits == 0 && has_slot && kind != AC_KIND_DISPUTE)
        return ac_fail(&cli->err, AC_ESTATE, "no delivery of slot %lld of %s waits for an answer", (long long)slot, d->s.ref.ref);
    return AC_OK;
}

/* --- accept --- */

static void print_claim(ac_deed *d, int claim)
{
    ac_json *words = NULL;
    const ac_held *held = ac_record_held(d->s.record, claim);
    const char *text;

    if (d->cli->json || ac_query_words(d->cli->nb, held->n, &words, NULL) != AC_OK)
        return;
    ac_out(d->cli, "%s says delivered: ", ac_show_org(&d->s, held->org));
    text = ac_json_str(words, "narrative");
    ac_out(d->cli, "%s\n", text != NULL ? text : "(its words are not here)");
    if ((text = ac_json_str(words, "actual")) != NULL)
        ac_out(d->cli, "  figure: %s\n", text);
    for (size_t i = 0; i < ac_json_count(ac_json_get(words, "evidence")); i++)
        ac_out(d->cli, "  file: %s\n", ac_json_str(ac_json_at(ac_json_get(words, "evidence"), i), "title"));
    if ((text = ac_json_str(words, "no-evidence-because")) != NULL)
        ac_out(d->cli, "  no file, because: %s\n", text);
    ac_json_free(words);
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
        print_claim(&d, w.about);
        rc = ac_ask_yes(cli, "Accept it? What is accepted is not taken back", "--yes", &yes);
    }
    if (rc == AC_OK && yes)
        rc = ac_deed_write(&d, &w, reserved ? "accepted, with reservations" : "accepted");
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
        rc = slot_option(&d, &slot, &has_slot);
    if (rc == AC_OK && has_slot && !ac_json_set_int(w.facts, "slot", slot))
        rc = no_memory(cli);
    if (rc == AC_OK)
        rc = ac_wish_code(cli, &w, "reason", AC_V_REASON, true);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "grounds", "On what grounds? What happened, and when?", true);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "heard", "heard", NULL, false);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "remedy", "remedy", NULL, false);
    if (rc == AC_OK)
        rc = ac_deed_write(&d, &w, claim >= 0 ? "disputed: that delivery" : "disputed: not delivered");
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
        rc = ac_fail(&cli->err, AC_EUSAGE, "%zu disputes of %s stand: say which, --dispute FULL-ID (accord show %s --full)", n, d.s.ref.ref,
                     d.s.ref.ref);
    if (rc == AC_OK)
        rc = ac_deed_wish(&d, AC_KIND_RESPOND, dispute, &w);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "answer", "Your answer to the dispute.", true);
    if (rc == AC_OK)
        rc = ac_deed_write(&d, &w, "answered");
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}
