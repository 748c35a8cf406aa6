/* questions.c - the terms of a promise, asked one by one where flags are missing. */
#include "cli/questions.h"

#include <string.h>

/* What was not understood is said, and the question comes again; where nobody can be asked it ends. */
static bool is_again(ac_cli *cli, ac_rc rc)
{
    if ((rc != AC_EUSAGE && rc != AC_EREF) || !ac_can_ask(cli))
        return false;
    ac_warn(cli, "%s\n", cli->err.text);
    cli->err = (ac_err){ 0 };
    return true;
}

ac_rc ac_ask_term(ac_cli *cli, ac_terms *t, const char *question, const char *name, const char *instead, bool is_required)
{
    ac_rc rc;

    do {
        ac_buf line = { 0 };
        rc = ac_ask_line(cli, question, is_required ? NULL : "", instead, &line);
        if (rc == AC_OK && line.len > 0)
            rc = ac_terms_put(cli, t, name, ac_buf_text(&line));
        ac_buf_free(&line);
    } while (is_again(cli, rc));
    return rc;
}

ac_rc ac_ask_promisor(ac_whom *w, ac_parties_of *out)
{
    ac_rc rc;

    do {
        ac_buf line = { 0 };
        rc = ac_ask_line(w->cli, "Who is asked (its code)", NULL, "--of CODE", &line);
        if (rc == AC_OK)
            rc = ac_whom_one(w, ac_buf_text(&line), &out->promisor);
        ac_buf_free(&line);
    } while (is_again(w->cli, rc));
    return rc;
}

ac_rc ac_ask_promisees(ac_whom *w, ac_parties_of *out)
{
    ac_buf question = { 0 }, codes = { 0 };
    ac_rc rc;

    for (size_t i = 0; i < w->nrows && i < 12; i++)
        if (strcmp(w->rows[i].role, "partner") == 0 && strcmp(w->rows[i].standing, "member") == 0)
            ac_buf_printf(&codes, "%s, ", w->rows[i].code);
    ac_buf_printf(&question, ac_tr_always("To whom (%sor all)"), ac_buf_text(&codes));
    ac_buf_free(&codes);
    do {
        ac_buf line = { 0 };
        rc = ac_ask_line(w->cli, ac_buf_text(&question), NULL, "--to CODE", &line);
        if (rc == AC_OK)
            rc = ac_whom_promisees(w, ac_buf_text(&line), out);
        ac_buf_free(&line);
    } while (is_again(w->cli, rc));
    ac_buf_free(&question);
    return rc;
}

ac_rc ac_ask_due(ac_cli *cli, ac_terms *t)
{
    ac_rc rc = ac_ask_term(cli, t, N_("Due when (30 sep 2026, end of september, +2w)"), "due", "--due DATE", true);
    char echo[AC_DATE_SAID_SIZE];
    ac_date date;

    if (rc == AC_OK && ac_date_of_iso(&date, ac_json_str(t->facts, "due"))) {
        ac_date_echo(echo, date, cli->today);
        ac_print(&cli->talk, "  %s\n", echo);
    }
    return rc;
}

ac_rc ac_ask_more_terms(ac_cli *cli, ac_terms *t)
{
    static const struct {
        const char *question, *name, *key;
        bool is_fact;
    } more[] = {
        { N_("What will be done, in full (Enter: the title says it)"), "action", "action", false },
        { N_("How will they know that it is done (Enter: leave out)"), "check", "check", false },
        { N_("How many of what (\"140 facades\", Enter: leave out)"), "target", "target", false },
        { N_("Level: 1 practical, 2 behaviour and systems, 3 the rules (Enter: leave out)"), "level", "level", true },
        { N_("Principle: equity, transparency, mutual-benefit (Enter: leave out)"), "principle", "principles", true },
    };
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && i < sizeof more / sizeof *more; i++)
        if (ac_json_get(more[i].is_fact ? t->facts : t->words, more[i].key) == NULL)
            rc = ac_ask_term(cli, t, more[i].question, more[i].name, more[i].name, false);
    return rc;
}

/* --- changes of a text --- */

static ac_rc ask_change(ac_cli *cli, ac_terms *t, const char *question, const char *name, const char *now, bool is_required)
{
    ac_rc rc;

    do {
        ac_buf line = { 0 };
        const char *said;
        rc = ac_ask_line(cli, question, now != NULL ? now : "", name, &line);
        said = ac_buf_text(&line);
        if (rc == AC_OK && !is_required && strcmp(said, "-") == 0)
            rc = ac_terms_put(cli, t, name, "");
        else if (rc == AC_OK && line.len > 0 && (now == NULL || strcmp(said, now) != 0))
            rc = ac_terms_put(cli, t, name, said);
        ac_buf_free(&line);
    } while (is_again(cli, rc));
    return rc;
}

ac_rc ac_ask_changes(ac_cli *cli, ac_terms *t)
{
    static const struct {
        const char *question, *name, *key;
    } lines[] = { { N_("How they will know that it is done"), "check", "check" }, { N_("Target"), "target", "target" }, { N_("Money"), "amounts", "amounts" }, { N_("Conditions"), "conditions", "conditions" } };
    ac_rc rc;

    ac_print(&cli->talk, "Enter leaves a line as it is; - takes it out.\n");
    rc = ask_change(cli, t, N_("What, in one line"), "title", ac_json_str(t->words, "title"), true);
    if (rc == AC_OK && ac_json_get(t->facts, "slots") == NULL)
        rc = ask_change(cli, t, N_("Due"), "due", ac_json_str(t->facts, "due"), true);
    if (rc == AC_OK)
        rc = ask_change(cli, t, N_("What will be done, in full"), "action", ac_json_str(t->words, "action"), false);
    for (size_t i = 0; rc == AC_OK && i < sizeof lines / sizeof *lines; i++)
        rc = ask_change(cli, t, lines[i].question, lines[i].name, ac_json_str(t->words, lines[i].key), false);
    return rc;
}
