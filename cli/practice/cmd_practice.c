/* cmd_practice.c - why, bring, gain, outcome, decide, risk, question, reply, milestone. */
#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/practice/drafted.h"
#include "cli/practice/record.h"
#include "core/lang.h"

#include <stdio.h>
#include <string.h>

static const ac_flag_of message[] = { { "text", "message" }, { NULL, NULL } };
static const ac_flag_of of_why[] = { { "text", "message" }, { "gains", "gain" }, { NULL, NULL } };
static const ac_flag_of of_gain[] = { { "text", "message" }, { "gains", "kind" }, { "realised", "date" }, { NULL, NULL } };
static const ac_flag_of of_decide[] = { { "text", "message" }, { "actions", "action" }, { NULL, NULL } };
static const ac_flag_of of_question[] = { { "text", "message" }, { "asked", "of" }, { NULL, NULL } };
static const ac_flag_of of_outcome[] = { { NULL, NULL } }; /* its texts have options of their own */
static const ac_flag_of of_confirmation[] = { { "text", "message" }, { "running", "still-running" }, { NULL, NULL } };

const ac_flag_of *ac_practice_flags(const char *command, const ac_type *type)
{
    static const struct {
        const char *command;
        const ac_flag_of *flags;
    } rows[] = { { "why", of_why }, { "gain", of_gain }, { "decide", of_decide }, { "question", of_question }, { "outcome", of_outcome } };

    if (type == &ac_type_confirmation)
        return of_confirmation;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].command, command) == 0)
            return rows[i].flags;
    return message;
}

ac_rc ac_cmd_why(ac_cli *cli)
{
    static const ac_recording_how how = { &ac_type_why, "text", of_why, .is_own = true };

    return ac_recording_run(cli, &how);
}

ac_rc ac_cmd_bring(ac_cli *cli)
{
    static const ac_recording_how how = { &ac_type_contribution, "title", message, .is_own = false };

    return ac_recording_run(cli, &how);
}

ac_rc ac_cmd_gain(ac_cli *cli)
{
    static const ac_recording_how how = { &ac_type_benefit, "title", of_gain, .is_own = false };

    return ac_recording_run(cli, &how);
}

ac_rc ac_cmd_decide(ac_cli *cli)
{
    static const ac_recording_how how = { &ac_type_decision, "title", of_decide, .is_own = false };

    return ac_recording_run(cli, &how);
}

ac_rc ac_cmd_risk(ac_cli *cli)
{
    static const ac_recording_how how = { &ac_type_risk, "title", message, .is_own = false };

    return ac_recording_run(cli, &how);
}

ac_rc ac_cmd_question(ac_cli *cli)
{
    static const ac_recording_how how = { &ac_type_question, "text", of_question, .is_own = false };

    return ac_recording_run(cli, &how);
}

/* --- what hangs on a record that is named first --- */

/* `typed` names one of `type`, which is changed; else what a new one belongs to. */
static ac_rc begin_on(ac_recording *r, ac_cli *cli, const ac_type *type, const char *typed, const char *first)
{
    ac_record_ref ref;
    ac_entry *entry = NULL;
    bool is_change = false;
    ac_rc rc = ac_cli_record(cli, typed, AC_RECORD_ANY, &ref);

    *r = (ac_recording){ .cli = cli };
    if (rc == AC_OK && ref.type == AC_RECORD_ENTRY)
        rc = ac_entry_open(&entry, cli->nb, ref.n, &cli->err);
    if (rc != AC_OK)
        return rc;
    is_change = entry != NULL && entry->known == type;
    if (is_change) {
        rc = ac_recording_of(r, cli, message, entry);
        if (rc == AC_OK && first != NULL)
            rc = ac_recording_put(r, type->title, first);
        return rc;
    }
    rc = ac_recording_begin(r, cli, type, message, entry != NULL && entry->is_private);
    ac_entry_close(entry);
    r->first = type->title;
    if (rc == AC_OK)
        rc = ac_recording_about(r, typed);
    if (rc == AC_OK && first != NULL)
        rc = ac_recording_put(r, type->title, first);
    return rc;
}

static ac_rc finish(ac_recording *r, ac_rc rc)
{
    if (rc == AC_OK)
        rc = ac_recording_options(r);
    if (rc == AC_OK)
        rc = ac_recording_ask(r);
    if (rc == AC_OK)
        rc = ac_recording_keep(r);
    ac_recording_free(r);
    return rc;
}

ac_rc ac_cmd_reply(ac_cli *cli)
{
    ac_recording r;
    ac_rc rc = begin_on(&r, cli, &ac_type_reply, ac_arg(cli, 0), ac_arg(cli, 1));

    return finish(&r, rc);
}

ac_rc ac_cmd_milestone(ac_cli *cli)
{
    ac_recording r;
    ac_rc rc = begin_on(&r, cli, &ac_type_milestone, ac_arg(cli, 0), ac_arg(cli, 1));

    return finish(&r, rc);
}

/* --- does it still run? --- */

/* "6th" as people say it; other languages have one form for all. */
static void ordinal(int n, char out[16])
{
    int last = n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10;

    if (last == 1)
        snprintf(out, 16, _("%dst"), n);
    else if (last == 2)
        snprintf(out, 16, _("%dnd"), n);
    else if (last == 3)
        snprintf(out, 16, _("%drd"), n);
    else
        snprintf(out, 16, _("%dth"), n);
}

/* The year of its life on a day: 1 until the first anniversary. 0: it is not known since when it runs. */
static int year_of(const ac_entry *outcome, ac_date on)
{
    const char *text = ac_entry_text(outcome, "began")[0] != '\0' ? ac_entry_text(outcome, "began") : ac_entry_text(outcome, "date");
    ac_date began;
    int years;

    if (!ac_date_of_iso(&began, text))
        return 0;
    years = on.year - began.year + 1;
    if (on.month < began.month || (on.month == began.month && on.day < began.day))
        years--;
    return years;
}

static void say_year(ac_cli *cli, const ac_recording *r, const ac_entry *outcome)
{
    const char *running = ac_json_str(r->values, "running");
    char which[16];
    ac_date on;
    int year = 0;

    if (ac_date_of_iso(&on, ac_json_str(r->values, "date")))
        year = year_of(outcome, on);
    if (year < 1 || running == NULL)
        return;
    ordinal(year, which);
    if (strcmp(running, "yes") == 0)
        ac_out(cli, "  It still runs, in its %s year.\n", which);
    else if (strcmp(running, "partly") == 0)
        ac_out(cli, "  It runs in part, in its %s year.\n", which);
    else
        ac_out(cli, "  It no longer runs; it had come to its %s year.\n", which);
}

/* Options that are about the outcome itself are refused rather than passed over. */
static ac_rc only_confirms(ac_cli *cli)
{
    static const char *const others[] = { "who", "place", "significance", "our-part", "level", "result", "early", "inheritor",
                                          "substantiator", "began", "title", "about", "private", "clear" };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (ac_opt_count(cli, others[i]) > 0)
            return ac_fail(&cli->err, AC_EUSAGE, "--still-running writes a confirmation of its own: say --%s in another command", others[i]);
    return AC_OK;
}

/* It was looked at since it began. */
static ac_rc has_been(ac_cli *cli, const ac_recording *r, const ac_entry *outcome)
{
    char said[AC_DATE_SAID_SIZE];
    ac_date on;

    if (!ac_date_of_iso(&on, ac_json_str(r->values, "date")))
        return AC_OK;
    ac_date_short(said, on);
    if (ac_entry_text(outcome, "began")[0] != '\0' && strcmp(ac_json_str(r->values, "date"), ac_entry_text(outcome, "began")) < 0)
        return ac_fail(&cli->err, AC_EUSAGE, "--date: %s lies before it began (%s)", said, ac_entry_text(outcome, "began"));
    return AC_OK;
}

static ac_rc confirm(ac_cli *cli, const char *typed)
{
    ac_record_ref ref;
    ac_entry *outcome = NULL;
    ac_recording r = { .cli = cli };
    ac_rc rc = only_confirms(cli);

    if (rc == AC_OK && typed == NULL)
        rc = ac_fail(&cli->err, AC_EUSAGE, "--still-running is of an outcome that is there: name it first, as CITY-1-31");
    if (rc == AC_OK)
        rc = ac_cli_record(cli, typed, AC_RECORD_ENTRY, &ref);
    if (rc == AC_OK)
        rc = ac_entry_open(&outcome, cli->nb, ref.n, &cli->err);
    if (rc == AC_OK)
        rc = ac_recording_begin(&r, cli, &ac_type_confirmation, of_confirmation, outcome->is_private);
    if (rc == AC_OK)
        rc = ac_recording_about(&r, typed);
    if (rc == AC_OK)
        rc = ac_recording_options(&r);
    if (rc == AC_OK && ac_json_get(r.values, "date") == NULL)
        rc = ac_recording_put(&r, "date", "today");
    if (rc == AC_OK)
        rc = has_been(cli, &r, outcome);
    if (rc == AC_OK)
        rc = ac_recording_keep(&r);
    if (rc == AC_OK)
        say_year(cli, &r, outcome);
    ac_recording_free(&r);
    ac_entry_close(outcome);
    return rc;
}

ac_rc ac_cmd_outcome(ac_cli *cli)
{
    static const ac_recording_how how = { &ac_type_outcome, "title", of_outcome, .is_own = false };

    if (ac_opt(cli, "still-running") != NULL)
        return confirm(cli, ac_arg(cli, 0));
    if (ac_opt(cli, "message") != NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "-m goes with --still-running. What changed, and why it matters, have options of their own: --significance, --our-part");
    return ac_recording_run(cli, &how);
}
