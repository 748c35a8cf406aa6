/* cmd_exits.c - withdraw, release, suspend, resume, reopen: letting go, resting, beginning again. */
#include "cli/cmds.h"
#include "cli/deed.h"

typedef struct {
    uint16_t kind;
    bool needs_reason;
    const char *question, *done; /* question NULL: none is asked */
} way;

static ac_rc go(ac_cli *cli, const way *how, bool has_reason)
{
    ac_deed d;
    ac_wish w = { 0 };
    bool yes = true;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = ac_deed_wish(&d, how->kind, -1, &w);
    if (rc == AC_OK && has_reason)
        rc = ac_wish_code(cli, &w, "reason", AC_V_REASON, how->needs_reason);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "message", NULL, false);
    if (rc == AC_OK && how->question != NULL && ac_can_ask(cli))
        rc = ac_ask_yes(cli, how->question, "--yes", &yes);
    if (rc == AC_OK && yes)
        rc = ac_deed_write(&d, &w, how->done);
    else if (rc == AC_OK)
        ac_out(cli, "Nothing was changed.\n");
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}

ac_rc ac_cmd_withdraw(ac_cli *cli)
{
    return go(cli, &(way){ AC_KIND_WITHDRAW, true, "Withdraw it? It counts as not kept", "withdrawn" }, true);
}

ac_rc ac_cmd_release(ac_cli *cli)
{
    return go(cli, &(way){ AC_KIND_RELEASE, false, "Release them? This is not taken back", "released, for your part" }, true);
}

ac_rc ac_cmd_suspend(ac_cli *cli)
{
    return go(cli, &(way){ AC_KIND_SUSPEND, true, NULL, "put on hold" }, true);
}

ac_rc ac_cmd_resume(ac_cli *cli)
{
    return go(cli, &(way){ AC_KIND_RESUME, false, NULL, "on again" }, false);
}

ac_rc ac_cmd_reopen(ac_cli *cli)
{
    return go(cli, &(way){ AC_KIND_REOPEN, true, NULL, "proposed to open again; it counts when all have signed" }, true);
}
