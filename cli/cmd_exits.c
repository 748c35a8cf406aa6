/* cmd_exits.c - withdraw, release, suspend, resume, reopen: letting go, resting, beginning again. */
#include "cli/cmds.h"
#include "cli/signing.h"

typedef enum { NO_REASON, MAYBE_REASON, SOME_REASON, MUST_REASON } reason; /* SOME: "other" where none is typed */

typedef struct {
    uint16_t kind;
    reason reason;
    const char *question, *done; /* question NULL: none is asked */
} way;

static ac_rc put_reason(ac_cli *cli, ac_wish *w, reason how)
{
    if (how == NO_REASON)
        return AC_OK;
    if (how == SOME_REASON && ac_opt(cli, "reason") == NULL)
        return ac_json_set_str(w->facts, "reason", "other") ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    return ac_wish_code(cli, w, "reason", AC_V_REASON, how == MUST_REASON);
}

/* How long a promise is put on hold, and what for. */
static ac_rc put_until(ac_cli *cli, ac_wish *w)
{
    char iso[AC_DATE_ISO_SIZE];
    ac_date until;
    ac_rc rc = ac_opt_date(cli, "until", AC_LOOK_FORWARD, &until);

    if (rc == AC_OK && until.month != 0) {
        ac_date_iso(iso, until);
        if (!ac_json_set_str(w->facts, "until", iso))
            rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    return rc == AC_OK ? ac_wish_text(cli, w, "depends-on", "depends-on", NULL, false) : rc;
}

static ac_rc go(ac_cli *cli, const way *how)
{
    ac_deed d;
    ac_wish w = { 0 };
    bool yes = true;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = ac_deed_wish(&d, how->kind, -1, &w);
    if (rc == AC_OK)
        rc = put_reason(cli, &w, how->reason);
    if (rc == AC_OK && how->kind == AC_KIND_SUSPEND)
        rc = put_until(cli, &w);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "message", NULL, false);
    if (rc == AC_OK && how->kind == AC_KIND_REOPEN)
        rc = ac_warn_unverified_parties(&d, d.s.a->text);
    if (rc == AC_OK && how->question != NULL && ac_can_ask(cli)) {
        rc = ac_deed_say_which(&d);
        if (rc == AC_OK)
            rc = ac_ask_yes(cli, how->question, "--yes", &yes);
    }
    if (rc == AC_OK && yes)
        rc = ac_deed_write(&d, &w, _(how->done));
    else if (rc == AC_OK)
        ac_out(cli, "Nothing was changed.\n");
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}

ac_rc ac_cmd_withdraw(ac_cli *cli)
{
    return go(cli, &(way){ AC_KIND_WITHDRAW, MUST_REASON, N_("Withdraw it? It counts as not kept"), N_("withdrawn") });
}

ac_rc ac_cmd_release(ac_cli *cli)
{
    return go(cli, &(way){ AC_KIND_RELEASE, MAYBE_REASON, N_("Release them? This is not taken back"), N_("released, for your part") });
}

ac_rc ac_cmd_suspend(ac_cli *cli)
{
    return go(cli, &(way){ AC_KIND_SUSPEND, MUST_REASON, NULL, N_("put on hold") });
}

ac_rc ac_cmd_resume(ac_cli *cli)
{
    return go(cli, &(way){ AC_KIND_RESUME, NO_REASON, NULL, N_("on again") });
}

ac_rc ac_cmd_reopen(ac_cli *cli)
{
    return go(cli, &(way){ AC_KIND_REOPEN, SOME_REASON, NULL, N_("proposed to open again; it counts when all have signed") });
}
