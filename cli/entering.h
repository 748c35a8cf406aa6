/* entering.h - what join and device join share: reading an invitation, asking over the network, a reply file. */
#ifndef AC_CLI_ENTERING_H
#define AC_CLI_ENTERING_H

#include "cli/cli.h"
#include "core/invitation.h"
#include "sync/meet.h"

/* AC_EIO: no such file. AC_EINVITE: no invitation. The caller frees it. */
ac_rc ac_cli_read_invitation(ac_cli *cli, const char *path, ac_invitation *out);
/* Where the reply goes: --reply, else FILE.reply; to be freed. AC_ESTATE: something else stands there. */
ac_rc ac_cli_reply_path(ac_cli *cli, const char *path, char **out);
/* Write the reply around a join (header and signature), or around an application (header NULL). */
ac_rc ac_cli_write_reply(ac_cli *cli, const ac_invitation *inv, const char *to, const ac_buf *header, const uint8_t sig[64],
                         const ac_buf *apply);
/* A further laptop whose organisation's own space has arrived takes its keys over. Says so. Nothing waiting is fine. */
ac_rc ac_cli_finish_laptop(ac_cli *cli, bool *out_done);

#endif
