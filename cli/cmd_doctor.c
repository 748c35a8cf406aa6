/* cmd_doctor.c - look for what is wrong, step by step, up to the first fault and the command that helps. */
#include "cli/cmds.h"
#include "core/file.h"
#include "core/keyfile.h"
#include "core/reach.h"
#include "core/receipt.h"
#include "sync/knock.h"
#include "sync/meet.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MINUTE_MS INT64_C(60000)
#define CLOCK_FITS_MIN 5

/* --- lines: "step: what was found" --- */

typedef enum { FINDING_GOOD, FINDING_NOTE, FINDING_FAULT } finding;

static void put(ac_cli *cli, finding found, const char *text, const char *command)
{
    static const char *const words[] = { "good", "note", "fault" };
    char step[32];
    ac_jsonl j;

    if (cli->json) {
        snprintf(step, sizeof step, "%.*s", (int)strcspn(text, ":"), text);
        ac_json_line(cli, &j, "accord.doctor/1");
        ac_jsonl_str(&j, "step", step);
        ac_jsonl_str(&j, "found", words[found]);
        ac_jsonl_str(&j, "text", text + strcspn(text, ":") + (strchr(text, ':') != NULL ? 2 : 0));
        ac_jsonl_str(&j, "command", command[0] != '\0' ? command : NULL);
        ac_jsonl_end(&j);
        return;
    }
    if (found == FINDING_GOOD)
        ac_out(cli, AC_GOOD "✓" AC_END " %s\n", text);
    else
        ac_out(cli, found == FINDING_NOTE ? "- %s\n" : AC_ATTN "✗" AC_END " %s\n", text);
    if (command[0] != '\0')
        ac_out(cli, "  Next: " AC_REF "%s" AC_END "\n", command);
}

static void good(ac_cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void good(ac_cli *cli, const char *format, ...)
{
    char text[1200];
    va_list ap;

    va_start(ap, format);
    vsnprintf(text, sizeof text, _(format), ap);
    va_end(ap);
    put(cli, FINDING_GOOD, text, "");
}

static void note(ac_cli *cli, const char *command, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void note(ac_cli *cli, const char *command, const char *format, ...)
{
    char text[1200];
    va_list ap;

    va_start(ap, format);
    vsnprintf(text, sizeof text, _(format), ap);
    va_end(ap);
    put(cli, FINDING_NOTE, text, command);
}

/* The first fault: shown with the command that helps, and the answer of the whole. */
static ac_rc fault(ac_cli *cli, ac_rc rc, const char *command, const char *format, ...) __attribute__((format(printf, 4, 5)));
static ac_rc fault(ac_cli *cli, ac_rc rc, const char *command, const char *format, ...)
{
    char text[1200];
    va_list ap;

    va_start(ap, format);
    vsnprintf(text, sizeof text, _(format), ap);
    va_end(ap);
    put(cli, FINDING_FAULT, text, command);
    if (cli->json)
        ac_hint(&cli->err, ac_fail(&cli->err, rc, "%s", text), "%s", command);
    else {
        size_t n = strcspn(text, ":"); /* the name of the step; French has a space before the colon */
        n -= n > 0 && text[n - 1] == ' ';
        ac_fail(&cli->err, rc, "one thing is wrong (%.*s), see above", (int)n, text);
    }
    return rc;
}

/* What core says of itself. */
static ac_rc fault_as_said(ac_cli *cli, ac_rc rc, const char *step, const char *command)
{
    ac_err said = cli->err;

    cli->err = (ac_err){ 0 };
    return fault(cli, rc, said.hint[0] != '\0' ? said.hint : command, "%s: %s", step, said.text);
}

/* --- this notebook --- */

static ac_rc look_at_file(ac_cli *cli)
{
    char *dir = ac_cli_tilde(cli->dir);
    ac_space_info *spaces = NULL;
    size_t n = 0;
    int64_t changes = 0;
    ac_rc rc = ac_store_check(ac_notebook_store(cli->nb), true, &cli->err);

    if (rc == AC_OK)
        rc = ac_history_spaces(ac_notebook_history(cli->nb), &spaces, &n, &cli->err);
    for (size_t i = 0; i < n; i++)
        changes += spaces[i].changes;
    free(spaces);
    if (rc != AC_OK)
        rc = fault_as_said(cli, rc, _("notebook"), "accord audit");
    else /* opening read back and checked the settings of the file */
        good(cli,
             ac_plural("notebook: %s, %lld record; the file is whole and its settings are as they must be",
                       "notebook: %s, %lld records; the file is whole and its settings are as they must be", (unsigned long)changes),
             dir != NULL ? dir : cli->dir, (long long)changes);
    free(dir);
    return rc;
}

static ac_rc look_at_key(ac_cli *cli)
{
    char *path = ac_path(cli->dir, AC_KEYFILE_NAME);
    struct stat st;
    bool is_there = path != NULL && stat(path, &st) == 0, is_wrapped = false;
    char command[320];
    ac_rc rc;

    free(path);
    if (!is_there)
        return fault(cli, AC_EFAIL, "", "key: %s is missing beside the notebook. Put it back from a copy; without it nothing can be signed here",
                     AC_KEYFILE_NAME);
    if ((st.st_mode & 077) != 0) {
        snprintf(command, sizeof command, "chmod 600 %.280s/%s", cli->dir, AC_KEYFILE_NAME);
        return fault(cli, AC_EFAIL, command, "key: others on this computer may read %s (mode %03o)", AC_KEYFILE_NAME,
                     (unsigned)st.st_mode & 0777u);
    }
    rc = ac_keyfile_is_wrapped(cli->dir, &is_wrapped, &cli->err);
    if (rc != AC_OK)
        return fault_as_said(cli, rc, _("key"), "");
    if (!is_wrapped)
        good(cli, "key: for you alone (0600), opens without a passphrase");
    else if (ac_notebook_opens_freely(cli->nb))
        good(cli, "key: for you alone (0600), unlocked for a while; accord key lock closes it");
    else
        good(cli, "key: for you alone (0600), behind its passphrase");
    return AC_OK;
}

/* May this laptop write, in every space? */
static ac_rc look_at_feeds(ac_cli *cli)
{
    ac_space_info *spaces = NULL;
    size_t n = 0;
    ac_rc rc = ac_history_spaces(ac_notebook_history(cli->nb), &spaces, &n, &cli->err);

    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        rc = ac_notebook_may_write(cli->nb, spaces[i].space, &cli->err);
        if (rc == AC_ESTOPPED)
            rc = fault_as_said(cli, rc, _("mark"), "accord device continue");
    }
    free(spaces);
    if (rc == AC_OK)
        good(cli, "mark: nothing of this laptop is missing, no other copy is known to write");
    return rc;
}

static ac_rc look_at_partnerships(ac_cli *cli)
{
    ac_partnership *list = NULL;
    size_t n = 0;
    ac_rc rc = ac_query_partnerships(cli->nb, false, &list, &n, &cli->err);
    ac_buf codes = { 0 };

    for (size_t i = 0; i < n; i++)
        ac_buf_printf(&codes, "%s%s%s%s", i > 0 ? ", " : "", list[i].code, list[i].is_member ? "" : " ",
                      list[i].is_member ? "" : _("(not in it any more)"));
    if (rc != AC_OK)
        rc = fault_as_said(cli, rc, _("partnerships"), "accord audit");
    else if (n > 0)
        good(cli, "partnerships: %.400s", ac_buf_text(&codes));
    else
        good(cli, "partnerships: none yet. Begin: accord partnership start, or accord join FILE");
    ac_buf_free(&codes);
    free(list);
    return rc;
}

/* --- the way to a partner --- */

typedef struct {
    ac_cli *cli;
    ac_meetable *list; /* owned: its laptops, last met first */
    size_t n;
    const char *code;
} partner;

static ac_rc find_partner(ac_cli *cli, const char *typed, partner *out)
{
    char upper[8] = "";
    size_t n = strlen(typed);
    ac_rc rc;

    for (size_t i = 0; n < sizeof upper && i < n; i++)
        upper[i] = (char)toupper((unsigned char)typed[i]);
    *out = (partner){ .cli = cli, .code = typed };
    if (strcmp(upper, ac_notebook_me(cli->nb)->code) == 0)
        out->code = ac_notebook_me(cli->nb)->code; /* our other laptops */
    rc = ac_meet_devices(cli->nb, typed, &out->list, &out->n, &cli->err);
    if (rc == AC_OK && out->n == 0)
        return ac_hint(&cli->err, ac_fail(&cli->err, AC_EREF, "there is no laptop of \"%.40s\" to be met: accord partner list shows who is in", typed),
                       "accord partner list");
    if (rc == AC_OK)
        out->code = out->list[0].code;
    return rc;
}

static ac_rc knock_at(const partner *p, const ac_meetable *m, const char *address, ac_knocked *out)
{
    return ac_knock(address, &m->transport, &p->cli->world, out, &p->cli->err);
}

/* How far an attempt came: a later step is nearer to the goal. */
typedef struct {
    ac_knock_end end;
    char address[AC_ADDRESS_MAX + 1], numeric[64];
    const ac_meetable *at;
} reached;

static ac_rc try_all(partner *p, reached *out, size_t *out_addresses)
{
    ac_rc rc = AC_OK;

    *out = (reached){ .end = AC_KNOCK_NO_NAME };
    *out_addresses = 0;
    for (size_t d = 0; rc == AC_OK && d < p->n && out->end != AC_KNOCK_GOOD; d++) {
        ac_addresses where;
        rc = ac_reach(p->cli->nb, &p->list[d].device, p->list[d].code, &where, &p->cli->err);
        for (size_t i = 0; rc == AC_OK && i < where.n && out->end != AC_KNOCK_GOOD; i++) {
            ac_knocked k;
            rc = knock_at(p, &p->list[d], where.list[i], &k);
            if (rc == AC_OK && ((*out_addresses)++ == 0 || k.end > out->end)) {
                out->end = k.end;
                out->at = &p->list[d];
                snprintf(out->address, sizeof out->address, "%s", where.list[i]);
                snprintf(out->numeric, sizeof out->numeric, "%s", k.numeric);
            }
        }
    }
    return rc;
}

static ac_rc look_at_way(partner *p)
{
    ac_cli *cli = p->cli;
    char command[300];
    reached r;
    size_t addresses;
    ac_rc rc = try_all(p, &r, &addresses);

    if (rc != AC_OK)
        return rc;
    snprintf(cli->missed, sizeof cli->missed, "%s", p->code);
    if (addresses == 0) {
        snprintf(command, sizeof command, _("accord partner address %s tcp://HOST:PORT   or by file: accord export --for %s --to FILE"), p->code,
                 p->code);
        return fault(cli, AC_EREACH, command, "address: none is known of %s", p->code);
    }
    good(cli, addresses > 1 ? "address: %s, and others" : "address: %s", r.address);
    snprintf(command, sizeof command, "accord partner address %s tcp://HOST:PORT", p->code);
    if (r.end == AC_KNOCK_NO_NAME)
        return fault(cli, AC_EREACH, command, "name: %s does not resolve. No network here, or the name is wrong", r.address);
    good(cli, "name: resolves to %s", r.numeric);
    if (r.end == AC_KNOCK_CLOSED)
        return fault(cli, AC_EREACH, command, "port: nobody answers at %s. Ask %s to run accord serve there, or whether a firewall is in between",
                     r.address, p->code);
    good(cli, "port: open");
    if (r.end == AC_KNOCK_OTHER_KEY) {
        snprintf(command, sizeof command, "accord partner verify %s", p->code);
        return fault(cli, AC_EREACH, command, "key: somebody answers at %s with another key than the one you know. Phone %s before anything else",
                     r.address, p->code);
    }
    if (r.end == AC_KNOCK_SILENT)
        return fault(cli, AC_EREACH, command, "key: what answers at %s is not accord, or too slow", r.address);
    good(cli, "key: it is %s laptop %s", p->code, r.at->number);
    return AC_OK;
}

static ac_rc look_at_receipts(partner *p)
{
    ac_cli *cli = p->cli;
    ac_partnership *list = NULL;
    size_t n = 0;
    ac_rc rc = ac_query_partnerships(cli->nb, false, &list, &n, &cli->err);

    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_partner_row *rows = NULL;
        size_t nrows = 0;
        rc = ac_query_partners(cli->nb, list[i].space, &rows, &nrows, &cli->err);
        for (size_t k = 0; rc == AC_OK && k < nrows; k++) {
            char when[AC_DATE_SAID_SIZE];
            int64_t min = (rows[k].drift_ms < 0 ? -rows[k].drift_ms : rows[k].drift_ms) / MINUTE_MS;
            if (strcmp(rows[k].code, p->code) != 0)
                continue;
            if (rows[k].has_drift && min > CLOCK_FITS_MIN)
                note(cli, "",
                     rows[k].drift_ms > 0
                         ? "clock: theirs was %lld min ahead when last met; one of the two should be set. Nothing is decided by it"
                         : "clock: theirs was %lld min behind when last met; one of the two should be set. Nothing is decided by it",
                     (long long)min);
            else if (rows[k].has_drift)
                good(cli, "clock: within %d min of yours when last met", CLOCK_FITS_MIN);
            ac_time_said(when, rows[k].last_met_ms, cli->today);
            if (rows[k].last_met_ms == 0)
                note(cli, "accord sync", "receipt: none yet in %s", list[i].code);
            else if (rows[k].has_all)
                good(cli, "receipt: %s, they have all of %s", when, list[i].code);
            else
                note(cli, "accord sync", "receipt: %s, they have all of %s but %lld", when, list[i].code, (long long)rows[k].waiting);
        }
        free(rows);
    }
    free(list);
    return rc;
}

static ac_rc look_at_partner(ac_cli *cli, const char *typed)
{
    partner p;
    ac_rc rc = find_partner(cli, typed, &p);

    if (rc == AC_OK)
        rc = look_at_way(&p);
    if (rc == AC_OK)
        rc = look_at_receipts(&p);
    free(p.list);
    return rc;
}

ac_rc ac_cmd_doctor(ac_cli *cli)
{
    ac_rc rc = look_at_file(cli);

    if (rc == AC_OK)
        rc = look_at_key(cli);
    if (rc == AC_OK)
        rc = look_at_feeds(cli);
    if (rc == AC_OK)
        rc = look_at_partnerships(cli);
    if (rc == AC_OK && ac_arg(cli, 0) != NULL)
        rc = look_at_partner(cli, ac_arg(cli, 0));
    if (rc == AC_OK)
        ac_out(cli, ac_arg(cli, 0) == NULL ? "Nothing wrong was found. The way to a partner: accord doctor CODE\n"
                                           : "Nothing wrong was found.\n");
    return rc;
}
