/* entering.c - what join and device join share: reading an invitation, asking over the network, a reply file. */
#include "cli/entering.h"

#include <stdlib.h>
#include <string.h>

#include "core/entering.h"
#include "core/file.h"
#include "core/sheet.h"

ac_rc ac_cli_read_invitation(ac_cli *cli, const char *path, ac_invitation *out)
{
    ac_buf file = { 0 };
    ac_rc rc = ac_file_read(&file, path, AC_INVITATION_MAX, false, &cli->err);

    if (rc == AC_EREF)
        rc = ac_fail(&cli->err, AC_EIO, "%s is not there", path);
    else if (rc == AC_OK)
        rc = ac_invitation_parse(out, file.p, file.len, &cli->err);
    if (file.p != NULL)
        ac_wipe(file.p, file.cap);
    ac_buf_free(&file);
    return rc == AC_EINVITE ? ac_wrap(&cli->err, rc, "%s", path) : rc;
}

ac_rc ac_cli_reply_path(ac_cli *cli, const char *path, char **out)
{
    ac_buf name = { 0 }, was = { 0 };
    ac_rc rc = AC_OK;

    if (ac_opt(cli, "reply") != NULL)
        ac_buf_str(&name, ac_opt(cli, "reply"));
    else
        ac_buf_printf(&name, "%s.reply", path);
    if (name.failed)
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    else if (ac_file_exists(ac_buf_text(&name)) &&
             (ac_file_read(&was, ac_buf_text(&name), AC_REPLY_MAX, false, NULL) != AC_OK || !ac_reply_is(was.p, was.len)))
        rc = ac_fail(&cli->err, AC_ESTATE, "%s exists already and is no reply: name another with --reply FILE", ac_buf_text(&name));
    ac_buf_free(&was);
    if (rc == AC_OK)
        *out = (char *)name.p;
    else
        ac_buf_free(&name);
    return rc;
}

ac_rc ac_cli_write_reply(ac_cli *cli, const ac_invitation *inv, const char *to, const ac_buf *header, const uint8_t sig[64],
                         const ac_buf *apply)
{
    ac_buf file = { 0 };
    ac_rc rc = ac_reply_encode(&file, &inv->seal, header != NULL ? header->p : NULL, header != NULL ? header->len : 0, sig, apply,
                               &cli->err);

    if (rc == AC_OK)
        rc = ac_file_write(to, file.p, file.len, &cli->err); /* an earlier reply says the same */
    ac_buf_free(&file);
    return rc;
}

ac_rc ac_cli_finish_laptop(ac_cli *cli, bool *out_done)
{
    const ac_secret *passphrase = NULL;
    bool wrapped = false, waits = false;
    ac_rc rc = ac_apply_waits(cli->nb, &waits, &cli->err);

    *out_done = false;
    if (rc != AC_OK || !waits)
        return rc;
    rc = ac_cli_unlock(cli);
    if (rc == AC_OK)
        rc = ac_key_is_wrapped(cli->nb, &wrapped, &cli->err);
    if (rc == AC_OK && wrapped)
        rc = ac_ask_passphrase(cli, "Passphrase for the signing key", &passphrase);
    if (rc == AC_OK)
        rc = ac_apply_finish(cli->nb, passphrase != NULL ? (const char *)passphrase->p : NULL, passphrase != NULL ? passphrase->n : 0,
                             out_done, &cli->err);
    if (rc == AC_OK && *out_done)
        ac_out(cli, AC_GOOD "✓" AC_END " This laptop now belongs to %s, %s.\n", ac_notebook_me(cli->nb)->code, ac_notebook_me(cli->nb)->name);
    return rc;
}
