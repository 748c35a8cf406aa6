/* cmd_help.c - help and version. */
#include "cli/cmds.h"

#include "commit.h"
#include "core/store.h"
#include "sync/net_zmq.h"
#include "sync/wire.h"

/* `help CMD` was turned into the help of that command when the arguments were read. */
ac_rc ac_cmd_help(ac_cli *cli)
{
    ac_help_all(&cli->out);
    return AC_OK;
}

ac_rc ac_cmd_version(ac_cli *cli)
{
    ac_out(cli, "accord %s (%s)\n", AC_VERSION, AC_COMMIT);
    ac_out(cli, "SQLite %s · libsodium %s · libzmq %s · cJSON %s · utf8proc %s\n", ac_store_library(),
           ac_crypto_library(), ac_net_library(), ac_json_library(), ac_text_library());
    ac_out(cli, "notebook schema %d · protocol %d\n", AC_MIGRATIONS, AC_PROTOCOL);
    if (cli->json) {
        ac_jsonl j;

        ac_json_line(cli, &j, "accord.version/1");
        ac_jsonl_str(&j, "version", AC_VERSION);
        ac_jsonl_str(&j, "commit", AC_COMMIT);
        ac_jsonl_str(&j, "sqlite", ac_store_library());
        ac_jsonl_str(&j, "libsodium", ac_crypto_library());
        ac_jsonl_str(&j, "libzmq", ac_net_library());
        ac_jsonl_str(&j, "cjson", ac_json_library());
        ac_jsonl_str(&j, "utf8proc", ac_text_library());
        ac_jsonl_int(&j, "notebook_schema", AC_MIGRATIONS);
        ac_jsonl_int(&j, "protocol", AC_PROTOCOL);
        if (!ac_jsonl_end(&j))
            return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    return AC_OK;
}
