/* cmd_serve.c - serve: answer partners until stopped. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/cmds.h"
#include "core/entering.h"
#include "core/reach.h"
#include "sync/serve.h"

static void ready(void *ctx, const char *address)
{
    ac_cli *cli = ctx;
    ac_jsonl j;

    if (cli->json) {
        ac_json_line(cli, &j, "accord.serving/1");
        ac_jsonl_str(&j, "listening", address);
        ac_jsonl_end(&j);
    } else {
        ac_print(&cli->out, "listening %s\n", address);
    }
    fflush(cli->out.file); /* others wait for this line */
}

static bool is_of(const ac_exchange_result *r, const ac_space *id)
{
    for (size_t i = 0; i < r->nspaces; i++)
        if (ac_space_eq(r->spaces[i].id, *id))
            return true;
    return r->nspaces == 0;
}

/* Whoever came in: the number stands on both screens now. */
static void said_newcomer(ac_cli *cli, const ac_exchange_result *r)
{
    ac_partnership *list = NULL;
    char digits[AC_COMPARE_SIZE] = "";
    size_t n = 0;

    if (r->is_ours) {
        if (ac_compare_laptop(cli->nb, &r->peer, digits, NULL) == AC_OK)
            ac_talk(cli, "A further laptop of yours is in. Compare with it: %s\n", digits);
        return;
    }
    if (ac_query_partnerships(cli->nb, false, &list, &n, NULL) != AC_OK)
        return;
    for (size_t i = 0; i < n; i++) {
        ac_members *m;
        int org = -1;
        if (!is_of(r, &list[i].id) || ac_notebook_members(cli->nb, list[i].space, &m, NULL) != AC_OK || ac_members_device(m, &r->peer, &org) == NULL ||
            ac_compare_of(cli->nb, list[i].space, org, digits, NULL) != AC_OK || digits[0] == '\0')
            continue;
        ac_talk(cli, "%s, %s, is in %s. Compare by phone: %s\n  Then: " AC_REF "accord partner verify %s" AC_END "\n", r->code,
                ac_members_org(m, org)->name, list[i].code, digits, r->code);
    }
    free(list);
}

typedef struct {
    ac_cli *cli;
    const char *partnership;
} waiting_in;

static bool said_waiting(void *ctx, const char *code, const char *name, const char *compare)
{
    const waiting_in *w = ctx;

    ac_talk(w->cli, "%s, %s, waits to enter %s. Compare by phone: %s\n  Then: " AC_REF "accord admit %s" AC_END "\n", code, name,
            w->partnership, compare, code);
    return true;
}

static void said_held(ac_cli *cli)
{
    ac_partnership *list = NULL;
    size_t n = 0;

    if (ac_query_partnerships(cli->nb, false, &list, &n, NULL) != AC_OK)
        return;
    for (size_t i = 0; i < n; i++) {
        waiting_in w = { cli, list[i].code };
        if (ac_joins_held(cli->nb, list[i].space, said_waiting, &w, NULL) != AC_OK)
            break;
    }
    free(list);
}

static void met(void *ctx, const ac_exchange_result *r)
{
    ac_cli *cli = ctx;

    if (r->is_admitted)
        said_newcomer(cli, r);
    else if (r->end == AC_END_HELD)
        said_held(cli);
    for (size_t i = 0; i < r->nspaces; i++)
        if (r->spaces[i].faults > 0)
            ac_warn(cli, "%s: %s\n", r->code, r->spaces[i].fault.why);
}

ac_rc ac_cmd_serve(ac_cli *cli)
{
    ac_serve_config config = { .listen = ac_opt(cli, "listen"), .ready = ready, .met = met, .ctx = cli };
    const char *announce = ac_opt(cli, "announce");
    ac_rc rc = AC_OK;

    if (config.listen == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "say where to answer: --listen tcp://0.0.0.0:7420");
    if (announce != NULL) {
        rc = ac_address_check(announce, &cli->err);
        if (rc == AC_OK)
            rc = ac_reach_announce(cli->nb, announce, &cli->err);
    }
    if (!cli->quiet)
        cli->world.log = ac_cli_log;
    config.stop = ac_cli_stop();
    ac_cli_forget(cli);
    return rc == AC_OK ? ac_serve(cli->nb, &config, &cli->err) : rc;
}
