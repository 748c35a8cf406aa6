/* cmd_key.c - key sheet, unlock, lock. */
#include <stdlib.h>
#include <string.h>

#include "cli/cmds.h"
#include "core/file.h"
#include "core/sheet.h"

#define ASK_TRIES 3

/* The passphrase of the key file, where it has one. */
static ac_rc its_passphrase(ac_cli *cli, const ac_secret **out)
{
    bool wrapped = false;
    ac_rc rc = ac_key_is_wrapped(cli->nb, &wrapped, &cli->err);

    *out = NULL;
    return rc == AC_OK && wrapped ? ac_ask_passphrase(cli, "Passphrase for the signing key", out) : rc;
}

static ac_rc confirm(ac_cli *cli, bool *out_holds)
{
    uint8_t chance;
    int group;

    *out_holds = false;
    cli->world.random(&cli->world, &chance, 1);
    group = 1 + chance % 14;
    for (int i = 0; i < ASK_TRIES && !*out_holds; i++) {
        ac_buf typed = { 0 };
        char question[200];
        ac_rc rc;
        snprintf(question, sizeof question, _("From the paper, group %d (four signs)"), group);
        rc = ac_ask_line(cli, question, NULL, "a terminal", &typed);
        if (rc == AC_OK) {
            *out_holds = ac_sheet_group_is(cli->nb, group, ac_buf_text(&typed));
            if (!*out_holds)
                ac_talk(cli, "That is not group %d. Look at the paper once more.\n", group);
        }
        ac_buf_free(&typed);
        if (rc != AC_OK)
            return rc;
    }
    return AC_OK;
}

ac_rc ac_cmd_key_sheet(ac_cli *cli)
{
    const char *path = ac_opt(cli, "to");
    const ac_secret *passphrase = NULL;
    char date[AC_DATE_SAID_SIZE];
    ac_buf page = { 0 };
    bool holds = false;
    ac_rc rc;

    if (cli->json)
        return ac_fail(&cli->err, AC_EUSAGE, "a recovery sheet is for paper, not for programs: leave --json out");
    ac_date_short(date, cli->today);
    rc = ac_sheet_page(cli->nb, date, &page, &cli->err);
    if (rc == AC_OK && path != NULL)
        rc = ac_file_write_new(path, page.p, page.len, &cli->err);
    else if (rc == AC_OK)
        ac_print_body(&cli->out, 0, ac_buf_text(&page));
    if (rc == AC_OK && path != NULL)
        ac_out(cli, AC_GOOD "✓" AC_END " The sheet is in %s. Print it, then remove the file.\n", path);
    if (page.p != NULL)
        ac_wipe(page.p, page.cap);
    ac_buf_free(&page);
    if (rc != AC_OK)
        return rc;
    fflush(cli->out.file);
    if (!ac_can_ask(cli)) {
        ac_talk(cli, "Its secret stays on this laptop until you have shown that you hold the paper: accord key sheet, on a terminal.\n");
        return AC_OK;
    }
    rc = confirm(cli, &holds);
    if (rc == AC_OK && !holds) {
        ac_talk(cli, "The secret stays on this laptop for now. When you hold the paper: accord key sheet\n");
        return AC_OK;
    }
    if (rc == AC_OK)
        rc = its_passphrase(cli, &passphrase);
    if (rc == AC_OK)
        rc = ac_sheet_done(cli->nb, passphrase != NULL ? (const char *)passphrase->p : NULL, passphrase != NULL ? passphrase->n : 0,
                           &cli->err);
    if (rc == AC_OK)
        ac_out(cli, AC_GOOD "✓" AC_END " The secret has left this laptop. Keep the sheet in a safe, apart from every laptop.\n");
    return rc;
}

/* "30m", "1h", "8h", "2d" */
static ac_rc read_time(ac_cli *cli, const char *text, int64_t *out_ms)
{
    char *end = NULL;
    long n = text != NULL ? strtol(text, &end, 10) : 0;
    int64_t unit = end == NULL ? 0 : strcmp(end, "m") == 0 ? 60000 : strcmp(end, "h") == 0 ? 3600000 : strcmp(end, "d") == 0 ? 86400000 : 0;

    if (text == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "say for how long: --for 1h");
    if (n <= 0 || n > 10000 || unit == 0)
        return ac_fail(&cli->err, AC_EUSAGE, "--for takes a time as 30m, 1h, 8h or 2d, not \"%s\"", text);
    *out_ms = n * unit;
    return AC_OK;
}

ac_rc ac_cmd_key_unlock(ac_cli *cli)
{
    const ac_secret *passphrase = NULL;
    int64_t ms = 0;
    ac_rc rc = read_time(cli, ac_opt(cli, "for"), &ms);

    if (rc == AC_OK)
        rc = its_passphrase(cli, &passphrase);
    if (rc == AC_OK && passphrase == NULL) {
        ac_out(cli, "The signing key has no passphrase: it is open always.\n");
        return AC_OK;
    }
    if (rc == AC_OK)
        rc = ac_notebook_unlock(cli->nb, (const char *)passphrase->p, passphrase->n, &cli->err);
    if (rc == AC_OK)
        rc = ac_key_unlock_for(cli->nb, ms, &cli->err);
    if (rc == AC_OK)
        ac_out(cli, AC_GOOD "✓" AC_END " The signing key is open for %s, or until the laptop is started again. To close it: " AC_REF
                    "accord key lock" AC_END "\n", ac_opt(cli, "for"));
    return rc;
}

ac_rc ac_cmd_key_lock(ac_cli *cli)
{
    bool was = false;
    ac_rc rc = ac_key_lock(cli->nb, &was, &cli->err);

    if (rc == AC_OK)
        ac_out(cli, was ? AC_GOOD "✓" AC_END " The signing key is closed.\n" : "The signing key was closed already.\n");
    return rc;
}
