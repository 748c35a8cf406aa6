/* cmd_profile.c - partner profile, partnership edit: who an organisation is, what a partnership is for. */
#include "cli/cmds.h"
#include "cli/partners.h"
#include "cli/practice/profile.h"
#include "cli/practice/record.h"
#include "cli/practice/said.h"
#include "cli/practice/show.h"
#include "core/lang.h"

#include <stdio.h>
#include <string.h>

/* --- shown --- */

void ac_profile_json(ac_jsonl *j, const ac_entry *e)
{
    ac_jsonl_open_object(j, "profile");
    for (size_t i = 0; i < e->nvalues; i++)
        if (ac_profile_has(e, e->values[i].name) && (i == 0 || strcmp(e->values[i].name, e->values[i - 1].name) != 0))
            ac_jsonl_json(j, e->values[i].name, e->values[i].value);
    ac_jsonl_close(j);
    ac_jsonl_open_array(j, "profile_clash");
    for (size_t i = 1; i < e->nvalues; i++)
        if (ac_profile_has(e, e->values[i].name) && strcmp(e->values[i].name, e->values[i - 1].name) == 0 &&
            (i < 2 || strcmp(e->values[i].name, e->values[i - 2].name) != 0))
            ac_jsonl_str(j, NULL, e->values[i].name);
    ac_jsonl_close(j);
}

/* --- partner profile --- */

static const ac_flag_of org_flags[] = {
    { "org-mission", "mission" },         { "org-country", "country" },
    { "org-languages", "languages" },     { "org-iati-type", "iati-type" },
    { "org-external-id", "external-id" }, { "org-relation", "relation" },
    { "org-relation-to", "relation-to" }, { "org-works-as", "works-as" },
    { "org-moving-on", "moving-on" },     { "org-moving-on-date", "moving-on-date" },
    { NULL, NULL },
};

static bool is_edit(const ac_cli *cli, const ac_flag_of *flags)
{
    for (const ac_flag_of *f = flags; f->field != NULL; f++)
        if (ac_opt_count(cli, f->flag) > 0)
            return true;
    return ac_opt(cli, "clear") != NULL;
}

static ac_rc edit(ac_cli *cli, const ac_flag_of *flags, ac_entry *entry)
{
    ac_recording r;
    ac_rc rc = ac_recording_of(&r, cli, flags, entry);

    if (rc == AC_OK)
        rc = ac_recording_options(&r);
    if (rc == AC_OK)
        rc = ac_recording_ask(&r);
    if (rc == AC_OK)
        rc = ac_recording_keep(&r);
    ac_recording_free(&r);
    return rc;
}

static ac_rc show_org(ac_cli *cli, const ac_partnership *p, const char *code, const ac_entry *e)
{
    bool is_me = ac_cli_is_me(cli, code);
    ac_jsonl j;

    if (cli->json) {
        ac_json_line(cli, &j, "accord.profile/1");
        ac_jsonl_str(&j, "org", code);
        ac_jsonl_str(&j, "partnership", p->code);
        ac_profile_json(&j, e);
        return ac_jsonl_end(&j) ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    ac_out(cli, AC_REF "%s" AC_END " in %s, in its own words\n", code, p->code);
    if (!ac_profile_says(e))
        ac_out(cli, "  nothing yet%s\n", is_me ? ": accord partner profile --mission TEXT" : "");
    ac_show_fields(cli, &cli->out, e, "accord partner profile");
    return AC_OK;
}

ac_rc ac_cmd_partner_profile(ac_cli *cli)
{
    const char *code = ac_arg(cli, 0);
    bool changes = is_edit(cli, org_flags);
    ac_partnership p;
    ac_partner_row row = { 0 };
    ac_entry *e = NULL;
    ac_rc rc = ac_cli_partnership(cli, &p);

    if (rc == AC_OK && (code == NULL || ac_cli_is_me(cli, code)))
        snprintf(row.code, sizeof row.code, "%s", ac_notebook_me(cli->nb)->code);
    else if (rc == AC_OK)
        rc = ac_cli_partner(cli, &p, code, &row);
    if (rc == AC_OK && changes && !ac_cli_is_me(cli, row.code))
        rc = ac_hint(&cli->err, ac_fail(&cli->err, AC_EROLE, "the profile of %s is written by %s alone. What you know of it belongs into a question or a reflection", row.code, row.code),
                     "accord question TEXT --of %s", row.code);
    if (rc == AC_OK && changes) { /* looking needs no key */
        ac_notebook_close(cli->nb);
        cli->nb = NULL;
        rc = ac_cli_open(cli, AC_NEEDS_KEY);
    }
    if (rc == AC_OK)
        rc = ac_profile_open(&e, cli->nb, p.space, row.code, &cli->err);
    if (rc != AC_OK || changes)
        return rc == AC_OK ? edit(cli, org_flags, e) : rc;
    rc = show_org(cli, &p, row.code, e);
    ac_entry_close(e);
    return rc;
}

/* --- partnership edit --- */

ac_rc ac_cmd_partnership_edit(ac_cli *cli)
{
    ac_partnership p;
    ac_entry *e = NULL;
    ac_rc rc = ac_cli_partnership(cli, &p);

    if (rc == AC_OK)
        rc = ac_profile_open(&e, cli->nb, p.space, NULL, &cli->err);
    return rc == AC_OK ? edit(cli, NULL, e) : rc;
}
