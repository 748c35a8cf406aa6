/* cmd_init.c - init: three questions and a passphrase. */
#include "cli/cmds.h"
#include "cli/ref.h"
#include "core/file.h"

#include <ctype.h>
#include <stdlib.h>

/* Asked before the first question, not after the last. */
static ac_rc none_yet(ac_cli *cli)
{
    char *db = ac_path(cli->place.dir, "notebook.db"), *key = ac_path(cli->place.dir, "device.key");
    char *said = ac_cli_tilde(cli->place.dir);
    ac_rc rc = db != NULL && key != NULL && said != NULL ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");

    if (rc == AC_OK && (ac_file_exists(db) || ac_file_exists(key))) {
        rc = ac_fail(&cli->err, AC_ESTATE, "there is a notebook in %s already. Another one: accord -N DIR init", said);
        ac_hint(&cli->err, rc, "accord board");
    }
    free(db);
    free(key);
    free(said);
    return rc;
}

/* "FACUL" of "Faculty of Architecture"; NULL where it has fewer than three letters. */
static const char *code_of_name(const char *name, char out[6])
{
    size_t n = 0;

    for (const char *p = name; *p != '\0' && n < 5; p++)
        if (isalpha((unsigned char)*p))
            out[n++] = (char)toupper((unsigned char)*p);
    out[n] = '\0';
    return n >= 3 ? out : NULL;
}

static ac_rc ask_name(ac_cli *cli, ac_buf *out)
{
    if (ac_opt(cli, "org") == NULL)
        return ac_ask_line(cli, "Organisation name", NULL, "--org NAME", out);
    ac_buf_str(out, ac_opt(cli, "org"));
    return AC_OK;
}

static ac_rc ask_code(ac_cli *cli, const char *name, char out[7])
{
    char preset[6];
    ac_rc rc;

    if (ac_opt(cli, "code") != NULL)
        return ac_org_code_parse(out, ac_opt(cli, "code"), &cli->err);
    do {
        ac_buf line = { 0 };
        rc = ac_ask_line(cli, "Short code, 3-6 letters", code_of_name(name, preset), "--code CODE", &line);
        if (rc == AC_OK) {
            rc = ac_org_code_parse(out, ac_buf_text(&line), &cli->err);
            if (rc == AC_EUSAGE)
                ac_warn(cli, "%s\n", cli->err.text);
        } else if (rc == AC_EUSAGE) {
            ac_buf_free(&line);
            break; /* nobody to ask */
        }
        ac_buf_free(&line);
    } while (rc == AC_EUSAGE);
    return rc;
}

static ac_rc ask_sector(ac_cli *cli, const char **out)
{
    size_t n = 0;
    const ac_term *terms = ac_vocab_terms(AC_V_SECTOR, &n);
    ac_buf choices = { 0 };
    char answer = 0;
    ac_rc rc;

    if ((*out = ac_opt(cli, "sector")) != NULL)
        return AC_OK;
    for (size_t i = 0; i < n; i++)
        ac_buf_printf(&choices, "%s%zu %s", i > 0 ? "|" : "", i + 1, ac_tr_always(terms[i].label));
    rc = choices.failed ? ac_fail(&cli->err, AC_ENOMEM, "out of memory")
                        : ac_ask_choice(cli, "Sector", ac_buf_text(&choices), "--sector CODE", &answer);
    if (rc == AC_OK)
        *out = terms[(size_t)(answer - '1') < n ? answer - '1' : 0].code;
    ac_buf_free(&choices);
    return rc;
}

static void said(ac_cli *cli, const char *code, bool is_open)
{
    ac_jsonl j;

    if (cli->json) {
        ac_json_line(cli, &j, "accord.notebook/1");
        ac_jsonl_str(&j, "org", code);
        ac_jsonl_str(&j, "device", "1");
        ac_jsonl_str(&j, "directory", cli->place.dir);
        ac_jsonl_end(&j);
    }
    ac_out(cli, AC_GOOD "✓" AC_END " Notebook ready for %s, device 1.\n", code);
    if (is_open)
        ac_out(cli, "  The signing key has no passphrase: whoever has this laptop can sign for %s.\n", code);
    ac_out(cli, "  Today, print the recovery sheet: " AC_REF "accord key sheet" AC_END "     (a lost key cannot be re-made)\n");
    ac_out(cli, "  Next: " AC_REF "accord join FILE" AC_END " (you were invited)   " AC_REF "accord partnership start" AC_END
                " (you begin)   " AC_REF "accord demo" AC_END " (play first)\n");
}

ac_rc ac_cmd_init(ac_cli *cli)
{
    ac_buf name = { 0 };
    char code[7] = "";
    ac_new_org org = { .org = NULL };
    const ac_secret *passphrase = NULL;
    ac_rc rc = none_yet(cli);

    if (rc == AC_OK)
        rc = ask_name(cli, &name);
    if (rc == AC_OK)
        rc = ask_code(cli, ac_buf_text(&name), code);
    if (rc == AC_OK)
        rc = ask_sector(cli, &org.sector);
    if (rc == AC_OK && !ac_opt_flag(cli, "no-passphrase"))
        rc = ac_ask_new_passphrase(cli, "Passphrase for the signing key (four words or more)", &passphrase);
    if (rc == AC_OK) {
        org.org = ac_buf_text(&name);
        org.code = code;
        org.label = ac_opt(cli, "label");
        if (passphrase != NULL) {
            org.passphrase = (const char *)passphrase->p;
            org.passphrase_n = passphrase->n;
        }
        rc = ac_notebook_create(&cli->place, &cli->world, &org, &cli->err);
    }
    if (rc == AC_OK)
        said(cli, code, passphrase == NULL);
    ac_buf_free(&name);
    return rc;
}
