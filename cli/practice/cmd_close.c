/* cmd_close.c - partnership close: moving on, with a look at what is still open; archive: the history for later. */
#include "cli/cmds.h"
#include "cli/partners.h"
#include "cli/practice/record.h"
#include "cli/ref.h"
#include "cli/report/report.h"
#include "core/audit.h"
#include "core/file.h"
#include "core/lang.h"
#include "sync/bundle.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what is still open --- */

#define NAMED 5

typedef struct {
    ac_cli *cli;
    size_t open, orphans;
    ac_buf named; /* references of the first few */
    bool prints;
} left;

static bool is_open(const ac_commitment_row *row)
{
    int state = ac_state_of_word(row->state);

    return state >= 0 && ((AC_IN(state) & AC_IN_LIVE) != 0 || state == AC_STATE_PROPOSED || state == AC_STATE_CROSSED);
}

static bool one_promise(void *ctx, const ac_commitment_row *row)
{
    left *l = ctx;
    char word[AC_LOOK_WORD_SIZE];

    if (!is_open(row))
        return true;
    if (l->open++ < NAMED)
        ac_buf_printf(&l->named, "%s%s", l->named.len > 0 ? _(", ") : "", row->ref);
    if (l->prints)
        ac_out(l->cli, "  " AC_REF "%s" AC_END "  %s · %s\n", row->ref, ac_look_word(row->state, word), row->title);
    return true;
}

static bool one_outcome(void *ctx, const ac_entry *e)
{
    left *l = ctx;

    if (ac_entry_text(e, "inheritor")[0] != '\0')
        return true;
    l->orphans++;
    if (l->prints)
        ac_out(l->cli, "  " AC_REF "%s" AC_END "  nobody is named who goes on with it · %s\n", e->ref, ac_entry_title(e));
    return true;
}

static ac_rc look_at_rest(left *l, const ac_partnership *p)
{
    ac_commitment_filter promises = { .space = p->space };
    ac_entry_filter outcomes = { .space = p->space, .type = "outcome" };
    ac_rc rc = ac_query_commitments(l->cli->nb, &promises, one_promise, l, &l->cli->err);

    return rc == AC_OK ? ac_entries(l->cli->nb, &outcomes, one_outcome, l, &l->cli->err) : rc;
}

/* What is open is said; then somebody decides. */
static ac_rc may_close(ac_cli *cli, const ac_partnership *p, const char *state, bool *out_go)
{
    left l = { .cli = cli, .prints = !cli->json };
    ac_rc rc;

    *out_go = true;
    if (!ac_state_is_ending(state))
        return AC_OK;
    rc = look_at_rest(&l, p);
    if (rc == AC_OK && l.open > 0 && !cli->yes && !ac_can_ask(cli))
        rc = ac_fail(&cli->err, AC_ESTATE, ac_plural("%zu promise is still open (%s): settle it by accord release, accord withdraw or accord amend, or close all the same with --yes",
                               "%zu promises are still open (%s): settle them by accord release, accord withdraw or accord amend, or close all the same with --yes",
                               (unsigned long)l.open),
                     l.open, ac_buf_text(&l.named));
    else if (rc == AC_OK && (l.open > 0 || l.orphans > 0) && !cli->yes)
        rc = ac_ask_yes(cli, "Close it all the same? What is open stays as it is, and is shown as open", "--yes", out_go);
    ac_buf_free(&l.named);
    return rc;
}

ac_rc ac_cmd_partnership_close(ac_cli *cli)
{
    static const ac_flag_of no_flags[] = { { NULL, NULL } };
    const char *state = ac_opt(cli, "as");
    ac_recording r = { .cli = cli };
    ac_partnership p;
    ac_entry *profile = NULL;
    bool go = true;
    ac_rc rc = ac_query_partnership(cli->nb, ac_arg(cli, 0) != NULL ? ac_arg(cli, 0) : cli->partnership, &p, &cli->err);

    if (rc == AC_OK && state == NULL)
        rc = ac_fail(&cli->err, AC_EUSAGE, "say how it ends: --as closed-achieved, closed-ended or handed-over");
    if (rc == AC_OK && strcmp(state, "handed-over") == 0 && ac_opt(cli, "successor") == NULL)
        rc = ac_fail(&cli->err, AC_EUSAGE, "handed over to whom? --successor TEXT");
    if (rc == AC_OK)
        rc = ac_practice_may_write(cli, &p);
    if (rc == AC_OK)
        rc = may_close(cli, &p, state, &go);
    if (rc != AC_OK || !go) {
        if (rc == AC_OK)
            ac_out(cli, "Nothing was changed.\n");
        return rc;
    }
    rc = ac_profile_open(&profile, cli->nb, p.space, NULL, &cli->err);
    if (rc == AC_OK)
        rc = ac_recording_of(&r, cli, no_flags, profile);
    if (rc == AC_OK)
        rc = ac_recording_put(&r, "state", state);
    if (rc == AC_OK && ac_opt(cli, "successor") != NULL)
        rc = ac_recording_put(&r, "successor", ac_opt(cli, "successor"));
    if (rc == AC_OK && ac_opt(cli, "message") != NULL)
        rc = ac_recording_put(&r, "closing", ac_opt(cli, "message"));
    if (rc == AC_OK)
        rc = ac_recording_keep(&r);
    if (rc == AC_OK && ac_state_is_ending(state))
        ac_out(cli, "  When the others have it, keep the whole for later: " AC_REF "accord archive --to DIR" AC_END "\n");
    ac_recording_free(&r);
    return rc;
}

/* --- the archive --- */

static ac_rc must_be_empty(ac_cli *cli, const char *dir)
{
    DIR *d = opendir(dir);
    bool is_empty = true;

    if (d == NULL)
        return ac_fail(&cli->err, AC_EIO, "%s cannot be looked into: %s. Name another directory: --to DIR", dir, strerror(errno));
    for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d))
        is_empty = is_empty && (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0);
    closedir(d);
    return is_empty ? AC_OK : ac_fail(&cli->err, AC_ESTATE, "%s is not empty; nothing was written. Name a new directory: --to DIR", dir);
}

/* The file is read back and proved by itself before anybody is told that it was kept. */
static ac_rc prove(ac_cli *cli, const char *path, char fingerprint[AC_FINGERPRINT_SIZE], int64_t *out_changes)
{
    ac_notebook *alone = NULL;
    ac_import_report report;
    ac_audit audit = { 0 };
    ac_rc rc = ac_notebook_in_memory(&alone, &cli->world, &cli->err);

    if (rc == AC_OK)
        rc = ac_bundle_read_alone(alone, path, &report, &cli->err);
    if (rc == AC_OK)
        rc = ac_audit_run(alone, NULL, NULL, &audit, &cli->err);
    if (rc == AC_OK && (!audit.is_good || audit.nspaces != 1))
        rc = ac_fail(&cli->err, AC_EPROOF, "what was written to %s does not prove itself. Look at this notebook: accord audit", path);
    if (rc == AC_OK) {
        ac_fingerprint(fingerprint, audit.spaces[0].history.b);
        *out_changes = audit.spaces[0].changes;
    }
    ac_audit_free(&audit);
    ac_notebook_close(alone);
    return rc;
}

static ac_rc write_read_me(ac_cli *cli, const char *dir, const ac_partnership *p, const char *fingerprint, int64_t changes)
{
    ac_buf text = { 0 };
    char path[4300], day[AC_DATE_ISO_SIZE];
    ac_rc rc;

    ac_date_iso(day, cli->today);
    ac_buf_printf(&text, _("%s, kept on %s by %s"), p->title, day, ac_notebook_me(cli->nb)->name);
    ac_buf_printf(&text, "\n\n%s.accord\n  ", p->code);
    ac_buf_printf(&text, ac_plural("the whole history: %lld signed record", "the whole history: %lld signed records", (unsigned long)changes), (long long)changes);
    ac_buf_printf(&text, "\n  %s %s\nreport.html\n  %s\n\n", _("Fingerprint"), fingerprint, _("the same for people: opens in any browser"));
    ac_buf_printf(&text, _("To prove it, on any computer with accord, without a notebook or a network: accord audit %s.accord"), p->code);
    ac_buf_printf(&text, "\n%s\n", _("It prints the fingerprint above, or says what is wrong. What partners kept private was never in it."));
    snprintf(path, sizeof path, "%s/READ-ME.txt", dir);
    rc = text.failed ? ac_fail(&cli->err, AC_ENOMEM, "out of memory") : ac_file_write_new(path, ac_buf_text(&text), text.len, &cli->err);
    ac_buf_free(&text);
    return rc;
}

ac_rc ac_cmd_archive(ac_cli *cli)
{
    const char *dir = ac_opt(cli, "to");
    char path[4300], html[4300], fingerprint[AC_FINGERPRINT_SIZE];
    ac_partnership p;
    ac_export what = { .path = path, .is_open = true };
    ac_export_report report;
    int64_t changes = 0;
    ac_rc rc = ac_cli_partnership(cli, &p);

    if (rc == AC_OK && dir == NULL)
        rc = ac_fail(&cli->err, AC_EUSAGE, "say where: --to DIR");
    if (rc == AC_OK && strlen(dir) > 4096)
        rc = ac_fail(&cli->err, AC_EUSAGE, "the name of the directory is too long");
    if (rc == AC_OK)
        rc = ac_dir_make(dir, &cli->err);
    if (rc == AC_OK)
        rc = must_be_empty(cli, dir);
    if (rc != AC_OK)
        return rc;
    snprintf(path, sizeof path, "%s/%s.accord", dir, p.code);
    snprintf(html, sizeof html, "%s/report.html", dir);
    rc = ac_bundle_write(cli->nb, &p, &what, &report, &cli->err);
    if (rc == AC_OK)
        rc = prove(cli, path, fingerprint, &changes);
    if (rc == AC_OK)
        rc = ac_report_file(cli, &p, html, NULL);
    if (rc == AC_OK)
        rc = write_read_me(cli, dir, &p, fingerprint, changes);
    if (rc == AC_OK)
        ac_out(cli, AC_GOOD "✓" AC_END " The history of %s is kept in %s and was proved there. Anybody who has it can do so: " AC_REF "accord audit %s" AC_END "\n",
               p.code, dir, path);
    return rc;
}
