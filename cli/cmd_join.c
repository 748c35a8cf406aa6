/* cmd_join.c - join: enter a partnership with an invitation. */
#include <stdlib.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/entering.h"
#include "cli/partners.h"
#include "core/entering.h"

typedef struct {
    ac_invitation inv;
    ac_buf header;
    uint8_t sig[64];
    ac_id join;
    char compare[AC_COMPARE_SIZE];
} entry;

/* The number is the same on both screens when nobody stands between. The other screen has it once the join
 * has arrived there, so nobody is asked before. */
static ac_rc compare(ac_cli *cli, entry *e, bool has_arrived)
{
    bool yes = false;
    ac_rc rc = AC_OK;

    ac_out(cli, "%sCompare by phone: %s\n", has_arrived ? "  " : "", e->compare);
    if (has_arrived && ac_can_ask(cli) && !cli->yes && !cli->json)
        rc = ac_ask_yes(cli, "  Do they match (n: later)", "--yes", &yes);
    if (rc == AC_EINTR)
        rc = AC_OK; /* later, then: what was asked before is done */
    if (rc == AC_OK && yes)
        return ac_compared_ahead(cli->nb, &e->inv, &cli->err);
    if (rc == AC_OK)
        ac_out(cli, has_arrived ? "  Not compared yet: " AC_REF "accord partner verify %s" AC_END "\n"
                                : "  They see it once they have your reply. Then: " AC_REF "accord partner verify %s" AC_END "\n",
               e->inv.code);
    return rc;
}

static void said(ac_cli *cli, const entry *e, const char *state, const char *reply, int64_t got)
{
    ac_jsonl j;

    if (!cli->json)
        return;
    ac_json_line(cli, &j, "accord.join/1");
    ac_jsonl_str(&j, "org", e->inv.code);
    ac_jsonl_str(&j, "state", state);
    ac_jsonl_hex(&j, "partnership", e->inv.space.b, 32);
    ac_jsonl_str(&j, "compare", e->compare);
    ac_jsonl_str(&j, "reply", reply);
    ac_jsonl_int(&j, "got", got);
    ac_jsonl_end(&j);
}

static ac_rc by_network(ac_cli *cli, entry *e)
{
    ac_met met = { 0 };
    ac_in_use was;
    ac_rc rc = ac_in_use_note(cli, &was);

    if (rc == AC_OK)
        rc = ac_meet_invitation(cli->nb, &e->inv, e->header.p, e->header.len, e->sig, NULL, ac_cli_stop(), &met, &cli->err);
    if (rc == AC_EWAITS) {
        said(cli, e, "waits", NULL, 0);
        rc = compare(cli, e, true);
        if (rc == AC_OK)
            rc = ac_fail(&cli->err, AC_EWAITS, "you are known there now; this waits for %s to admit you. Then: accord sync", e->inv.code);
    }
    if (rc == AC_OK) {
        ac_out(cli, AC_GOOD "✓" AC_END " Connected to %s. %lld records received, every signature good.\n", e->inv.code,
               (long long)met.result.got);
        said(cli, e, "joined", NULL, met.result.got);
        rc = compare(cli, e, true);
        if (rc == AC_OK)
            rc = ac_in_use_keep(cli, &was);
        if (rc == AC_OK)
            ac_out(cli, "  See it: " AC_REF "accord board" AC_END "\n");
    }
    ac_met_free(&met);
    return rc;
}

static ac_rc by_file(ac_cli *cli, entry *e, const char *path)
{
    char *to = NULL;
    ac_rc rc = ac_cli_reply_path(cli, path, &to);

    if (rc == AC_OK)
        rc = ac_cli_write_reply(cli, &e->inv, to, &e->header, e->sig, NULL);
    if (rc == AC_OK) {
        ac_out(cli, AC_GOOD "✓" AC_END " Reply written: %s\n  Bring it to %s, who types: " AC_REF "accord import FILE" AC_END
                    "\n  They give you a file back, which you take in: " AC_REF "accord import FILE" AC_END "\n", to, e->inv.code);
        said(cli, e, "reply", to, 0);
        rc = compare(cli, e, false);
    }
    free(to);
    return rc;
}

ac_rc ac_cmd_join(ac_cli *cli)
{
    const char *path = ac_arg(cli, 0);
    entry e = { .compare = "" };
    ac_rc rc = ac_cli_read_invitation(cli, path, &e.inv);

    if (rc != AC_OK)
        return rc;
    if (strcmp(e.inv.role, "device") == 0) {
        rc = ac_fail(&cli->err, AC_EINVITE, "this invitation is for a further laptop of %s, not for a partner", e.inv.code);
        ac_hint(&cli->err, rc, "accord device join FILE");
    }
    if (rc == AC_OK)
        rc = ac_join_make(cli->nb, &e.inv, &e.header, e.sig, &e.join, &cli->err);
    if (rc == AC_OK) {
        ac_compare_number(&e.inv, e.join.b, e.compare);
        ac_out(cli, "%s, %s, invites you into %s.\n", e.inv.code, e.inv.name, e.inv.title);
    }
    if (rc == AC_OK && e.inv.naddresses > 0 && !ac_opt_flag(cli, "by-file")) {
        rc = by_network(cli, &e);
        if (rc == AC_EREACH) {
            ac_talk(cli, "%s does not answer now (%s), so by file.\n", e.inv.code, cli->err.text);
            rc = by_file(cli, &e, path);
        }
    } else if (rc == AC_OK) {
        rc = by_file(cli, &e, path);
    }
    if (rc == AC_OK)
        rc = ac_devices_everywhere(cli->nb, &cli->err);
    ac_buf_free(&e.header);
    ac_invitation_free(&e.inv);
    return rc;
}
