/* partners.c - whom commands speak of: partners by their code, ourselves, and the partnership in use. */
#include "cli/partners.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The part before "~", without regard to case. */
static bool code_fits(const char *code, const char *typed)
{
    size_t n = strcspn(typed, "~");

    if (strlen(code) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (toupper((unsigned char)code[i]) != toupper((unsigned char)typed[i]))
            return false;
    return true;
}

static bool suffix_fits(const ac_members *members, int org, const char *typed)
{
    const char *tilde = strchr(typed, '~');
    char hex[AC_HEX_SIZE];

    if (tilde == NULL)
        return true;
    ac_hex(hex, ac_members_org(members, org)->join.b, 32);
    return tilde[1] != '\0' && strncasecmp(hex, tilde + 1, strlen(tilde + 1)) == 0;
}

static ac_rc no_partner(ac_cli *cli, const ac_partnership *p, const char *code, const ac_partner_row *list, size_t n)
{
    ac_buf names = { 0 };
    ac_rc rc;

    for (size_t i = 0; i < n; i++)
        ac_buf_printf(&names, "%s%s", i > 0 ? ", " : "", list[i].code);
    if (n == 0)
        rc = ac_fail(&cli->err, AC_EREF, "nobody else belongs to %s yet", p->code);
    else
        rc = ac_fail(&cli->err, AC_EREF, "there is no partner \"%.40s\" in %s. There are: %.600s", code, p->code,
                     ac_buf_text(&names));
    ac_buf_free(&names);
    return rc;
}

ac_rc ac_cli_partner(ac_cli *cli, const ac_partnership *p, const char *code, ac_partner_row *out)
{
    ac_partner_row *list = NULL;
    ac_members *members = NULL;
    size_t n = 0, hits = 0;
    char which[200] = "";
    ac_rc rc = ac_query_who(cli->nb, p->space, &list, &n, &cli->err);

    if (rc == AC_OK)
        rc = ac_notebook_members(cli->nb, p->space, &members, &cli->err);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        char hex[AC_HEX_SIZE];
        if (!code_fits(list[i].code, code) || !suffix_fits(members, list[i].org, code))
            continue;
        *out = list[i];
        hits++;
        ac_hex(hex, ac_members_org(members, list[i].org)->join.b, 32);
        snprintf(which + strlen(which), sizeof which - strlen(which), "%s%s~%.4s", hits > 1 ? ", " : "", list[i].code, hex);
    }
    if (rc == AC_OK && hits == 0)
        rc = ac_cli_is_me(cli, code) ? ac_fail(&cli->err, AC_EREF, "%s is you", ac_notebook_me(cli->nb)->code)
                                     : no_partner(cli, p, code, list, n);
    if (rc == AC_OK && hits > 1)
        rc = ac_fail(&cli->err, AC_EREF, "\"%.40s\" could be %s. Type one of these", code, which);
    free(list);
    return rc;
}

bool ac_cli_is_me(const ac_cli *cli, const char *code)
{
    return strcasecmp(ac_notebook_me(cli->nb)->code, code) == 0;
}

ac_rc ac_cli_own(ac_cli *cli, ac_partnership *out)
{
    ac_partnership *list = NULL;
    size_t n = 0;
    bool found = false;
    ac_rc rc = ac_query_partnerships(cli->nb, true, &list, &n, &cli->err);

    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if (list[i].is_own && ac_space_eq(list[i].id, ac_notebook_me(cli->nb)->own)) {
            *out = list[i];
            found = true;
        }
    free(list);
    if (rc == AC_OK && !found) {
        rc = ac_fail(&cli->err, AC_ESTATE, "this laptop is not part of its organisation yet: finish accord device join first");
        ac_hint(&cli->err, rc, "accord device join FILE");
    }
    return rc;
}

ac_rc ac_cli_space(ac_cli *cli, int space, ac_partnership *out)
{
    ac_partnership *list = NULL;
    size_t n = 0;
    bool found = false;
    ac_rc rc = ac_query_partnerships(cli->nb, true, &list, &n, &cli->err);

    for (size_t i = 0; rc == AC_OK && i < n && !found; i++)
        if (list[i].space == space) {
            *out = list[i];
            found = true;
        }
    free(list);
    return rc == AC_OK && !found ? ac_fail(&cli->err, AC_EREF, "the partnership it belongs to is not in this notebook") : rc;
}

/* --- the partnership in use --- */

ac_rc ac_in_use_note(ac_cli *cli, ac_in_use *out)
{
    ac_partnership *list = NULL;
    ac_rc rc;

    *out = (ac_in_use){ 0 };
    rc = ac_query_partnerships(cli->nb, false, &list, &out->n, &cli->err);
    if (rc == AC_OK && out->n == 1) {
        out->id = list[0].id;
        snprintf(out->code, sizeof out->code, "%s", list[0].code);
    }
    free(list);
    return rc;
}

ac_rc ac_in_use_keep(ac_cli *cli, const ac_in_use *was)
{
    ac_in_use now;
    ac_partnership p;
    ac_rc rc = ac_in_use_note(cli, &now);

    if (rc != AC_OK || was->n != 1 || now.n < 2 || ac_query_partnership(cli->nb, NULL, &p, NULL) == AC_OK)
        return rc;
    /* Two of one code cannot be told apart by it: then the user is asked with the next command. */
    if (ac_partnership_use(cli->nb, was->code, NULL) == AC_OK)
        ac_talk(cli, "%s stays the one in use. Name the other with -P, or: " AC_REF "accord partnership use CODE" AC_END "\n",
                was->code);
    return AC_OK;
}

/* --- words --- */

void ac_cli_met(const ac_cli *cli, int64_t ms, char out[AC_DATE_SAID_SIZE])
{
    if (ms == 0)
        snprintf(out, AC_DATE_SAID_SIZE, "%s", _("never"));
    else
        ac_time_said(out, ms, cli->today);
}
