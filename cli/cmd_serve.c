/* cmd_serve.c - serve: answer partners until stopped. */
#include <stdio.h>
#include <string.h>

#include "cli/cmds.h"
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

static void met(void *ctx, const ac_exchange_result *r)
{
    ac_cli *cli = ctx;

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
