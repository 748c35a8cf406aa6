/* cmd_partnership.c - partnership start, list, use, show, leave. */
#include "cli/cmds.h"
#include "cli/partners.h"
#include "cli/practice/profile.h"
#include "cli/practice/show.h"
#include "cli/ref.h"
#include "core/entering.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- start --- */

/* First letters of the title, as a proposal. */
static const char *code_of_title(const char *title, char out[7])
{
    size_t n = 0;

    for (const char *p = title; *p != '\0' && n < 6; p++)
        if (isalpha((unsigned char)*p))
            out[n++] = (char)toupper((unsigned char)*p);
    out[n] = '\0';
    return n >= 3 ? out : NULL;
}

static ac_rc ask_code(ac_cli *cli, const char *title, char out[7])
{
    ac_buf line = { 0 };
    char preset[7];
    ac_rc rc = AC_OK;

    if (ac_opt(cli, "code") != NULL)
        ac_buf_str(&line, ac_opt(cli, "code"));
    else
        rc = ac_ask_line(cli, "Short code, 3-6 letters", code_of_title(title, preset), "--code CODE", &line);
    if (rc == AC_OK)
        rc = ac_org_code_parse(out, ac_buf_text(&line), &cli->err);
    ac_buf_free(&line);
    return rc;
}

/* A second partnership of this code here would make every -P ambiguous. */
static ac_rc code_is_free(ac_cli *cli, const char *code)
{
    ac_partnership p;

    if (ac_query_partnership(cli->nb, code, &p, NULL) == AC_OK && strcmp(p.code, code) == 0)
        return ac_fail(&cli->err, AC_ESTATE, "there is a partnership %s here already: choose another code", code);
    return AC_OK;
}

static void json_partnership(ac_cli *cli, const ac_partnership *p, bool in_use)
{
    ac_jsonl j;

    ac_json_line(cli, &j, "accord.partnership/1");
    ac_jsonl_str(&j, "code", p->code);
    ac_jsonl_hex(&j, "id", p->id.b, 32);
    ac_jsonl_str(&j, "title", p->title);
    ac_jsonl_bool(&j, "member", p->is_member);
    ac_jsonl_bool(&j, "in_use", in_use);
    ac_jsonl_int(&j, "changes", p->changes);
    ac_jsonl_int(&j, "missing_words", p->missing_words);
    ac_jsonl_end(&j);
}

ac_rc ac_cmd_partnership_start(ac_cli *cli)
{
    ac_buf title = { 0 };
    char code[7];
    ac_space space;
    ac_in_use was;
    ac_partnership p;
    ac_rc rc = ac_in_use_note(cli, &was);

    if (rc == AC_OK && ac_arg(cli, 0) != NULL)
        ac_buf_str(&title, ac_arg(cli, 0));
    else if (rc == AC_OK)
        rc = ac_ask_line(cli, "Title of the partnership", NULL, "TITLE", &title);
    if (rc == AC_OK)
        rc = ask_code(cli, ac_buf_text(&title), code);
    if (rc == AC_OK)
        rc = code_is_free(cli, code);
    if (rc == AC_OK)
        rc = ac_partnership_start(cli->nb, ac_buf_text(&title), code, &space, &cli->err);
    if (rc == AC_OK)
        rc = ac_query_partnership(cli->nb, code, &p, &cli->err);
    if (rc == AC_OK && cli->json)
        json_partnership(cli, &p, was.n == 0);
    if (rc == AC_OK) {
        ac_out(cli, AC_GOOD "✓" AC_END " %s begun: %s. %s is its first partner.\n", p.code, p.title, ac_notebook_me(cli->nb)->code);
        ac_out(cli, "  Next: " AC_REF "accord invite --file FILE" AC_END "     (one file for one organisation)\n");
        rc = ac_in_use_keep(cli, &was);
    }
    ac_buf_free(&title);
    return rc;
}

/* --- list, use --- */

static const char *standing(const ac_partnership *p)
{
    return p->is_member ? _("member") : p->is_joined ? _("no longer a member") : _("not a member");
}

ac_rc ac_cmd_partnership_list(ac_cli *cli)
{
    static const ac_column columns[] = { { .title = "" }, { .title = N_("code"), .role = AC_REF },
                                         { .title = N_("records"), .is_right = true }, { .title = N_("you are") }, { .title = N_("title") } };
    ac_partnership *list = NULL, used;
    size_t n = 0;
    ac_table *table = ac_table_new(columns, 5);
    bool has_used;
    ac_rc rc = table != NULL ? ac_query_partnerships(cli->nb, false, &list, &n, &cli->err)
                             : ac_fail(&cli->err, AC_ENOMEM, "out of memory");

    has_used = rc == AC_OK && ac_query_partnership(cli->nb, NULL, &used, NULL) == AC_OK;
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        bool in_use = has_used && list[i].space == used.space;
        char records[24];
        snprintf(records, sizeof records, "%lld", (long long)list[i].changes);
        ac_table_row(table, (const char *[]){ in_use ? "*" : "", list[i].code, records, standing(&list[i]), list[i].title });
        if (cli->json)
            json_partnership(cli, &list[i], in_use);
    }
    if (rc == AC_OK && n == 0 && !cli->plain && !cli->csv)
        ac_out(cli, "No partnership yet. " AC_REF "accord partnership start" AC_END "   or: " AC_REF "accord join FILE" AC_END "\n");
    else if (rc == AC_OK && !cli->json && !ac_table_print(table, &cli->out, ac_cli_form(cli), 0))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    ac_table_free(table);
    free(list);
    return rc;
}

ac_rc ac_cmd_partnership_use(ac_cli *cli)
{
    ac_partnership p;
    ac_rc rc = ac_partnership_use(cli->nb, ac_arg(cli, 0), &cli->err);

    if (rc == AC_OK)
        rc = ac_query_partnership(cli->nb, ac_arg(cli, 0), &p, &cli->err);
    if (rc == AC_OK && cli->json)
        json_partnership(cli, &p, true);
    if (rc == AC_OK)
        ac_out(cli, AC_GOOD "✓" AC_END " From now on commands mean %s, %s.\n", p.code, p.title);
    return rc;
}

/* The one named as argument, else the one meant anyhow. */
static ac_rc named(ac_cli *cli, ac_partnership *out)
{
    return ac_arg(cli, 0) != NULL ? ac_query_partnership(cli->nb, ac_arg(cli, 0), out, &cli->err)
                                  : ac_cli_partnership(cli, out);
}

/* --- show --- */

static void json_show(ac_cli *cli, const ac_partnership *p, const ac_entry *profile, const ac_partner_row *list, size_t n)
{
    ac_jsonl j;

    ac_json_line(cli, &j, "accord.partnership/1");
    ac_jsonl_str(&j, "code", p->code);
    ac_jsonl_hex(&j, "id", p->id.b, 32);
    ac_jsonl_str(&j, "title", p->title);
    ac_jsonl_bool(&j, "member", p->is_member);
    ac_jsonl_int(&j, "changes", p->changes);
    ac_jsonl_int(&j, "missing_words", p->missing_words);
    ac_jsonl_open_array(&j, "partners");
    for (size_t i = 0; i < n; i++) {
        ac_jsonl_open_object(&j, NULL);
        ac_jsonl_str(&j, "org", list[i].code);
        ac_jsonl_str(&j, "name", list[i].name);
        ac_jsonl_str(&j, "role", list[i].role);
        ac_jsonl_str(&j, "standing", list[i].standing);
        ac_jsonl_bool(&j, "verified", list[i].is_verified);
        ac_jsonl_close(&j);
    }
    ac_jsonl_close(&j);
    if (profile != NULL)
        ac_profile_json(&j, profile);
    ac_jsonl_end(&j);
}

static const char *role_said(const char *role)
{
    return strcmp(role, "observer") == 0 ? _("may read") : _("partner");
}

static ac_rc show_members(ac_cli *cli, const ac_partnership *p, const ac_partner_row *list, size_t n)
{
    static const ac_column columns[] = { { .role = AC_REF }, { 0 }, { 0 }, { 0 } };
    const ac_me *me = ac_notebook_me(cli->nb);
    ac_table *table = ac_table_new(columns, 4);
    ac_members *members;
    const ac_state *state;
    int own = -1;
    ac_rc rc = table != NULL ? ac_notebook_members(cli->nb, p->space, &members, &cli->err)
                             : ac_fail(&cli->err, AC_ENOMEM, "out of memory");

    if (rc == AC_OK)
        rc = ac_notebook_state(cli->nb, p->space, &state, &cli->err);
    if (rc == AC_OK) {
        ac_state_device_find(state, &me->device, &own);
        ac_table_row(table, (const char *[]){ me->code,
                                              own >= 0 && !ac_members_org(members, own)->is_partner ? _("may read") : _("partner"),
                                              own >= 0 && ac_members_org(members, own)->is_founder ? _("you, the founder") : _("you"), me->name });
    }
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        const ac_org *org = ac_members_org(members, list[i].org);
        bool is_member = strcmp(list[i].standing, "member") == 0;
        char what[300];
        snprintf(what, sizeof what, "%s%s%s%s%s", is_member ? "" : _(list[i].standing), is_member ? "" : _(", "),
                 list[i].is_verified ? _("compared") : _("unverified"), org->is_founder ? _(", ") : "",
                 org->is_founder ? _("the founder") : "");
        ac_table_row(table, (const char *[]){ list[i].code, role_said(list[i].role), what, list[i].name });
    }
    if (rc == AC_OK && !ac_table_print(table, &cli->out, ac_cli_form(cli), 2))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    ac_table_free(table);
    return rc;
}

ac_rc ac_cmd_partnership_show(ac_cli *cli)
{
    ac_partnership p;
    ac_partner_row *list = NULL;
    ac_entry *profile = NULL;
    ac_held found;
    ac_id id;
    size_t n = 0;
    char when[AC_DATE_SAID_SIZE];
    ac_rc rc = named(cli, &p);

    if (rc == AC_OK)
        rc = ac_query_partners(cli->nb, p.space, &list, &n, &cli->err);
    if (rc == AC_OK && ac_profile_open(&profile, cli->nb, p.space, NULL, NULL) != AC_OK)
        profile = NULL; /* its beginning has not come yet */
    if (rc == AC_OK && cli->json) {
        json_show(cli, &p, profile, list, n);
        goto done;
    }
    if (rc == AC_OK) {
        id = ac_id_of(p.id.b);
        rc = ac_history_find(ac_notebook_history(cli->nb), p.space, &id, &found, &cli->err);
    }
    if (rc != AC_OK)
        goto done;
    if (!cli->plain) {
        ac_out(cli, "%s  %s\n", p.code, p.title);
        ac_date_short(when, ac_date_of_ms(found.written_ms));
        ac_out(cli,
               ac_plural("begun %s by their clock · you are %s · %lld record", "begun %s by their clock · you are %s · %lld records",
                         (unsigned long)p.changes),
               when, standing(&p), (long long)p.changes);
        if (p.missing_words > 0)
            ac_out(cli, ac_plural(" · %lld text is not here", " · %lld texts are not here", (unsigned long)p.missing_words),
                   (long long)p.missing_words);
        ac_out(cli, "\n");
    }
    rc = show_members(cli, &p, list, n);
    if (rc == AC_OK && !cli->plain && profile != NULL && ac_profile_says(profile)) {
        ac_out(cli, "\nWHAT IT IS FOR (every partner may change it: " AC_REF "accord partnership edit" AC_END ")\n");
        ac_show_fields(cli, &cli->out, profile, "accord partnership edit");
    }
    for (size_t i = 0; rc == AC_OK && !cli->plain && i < n; i++)
        if (!list[i].is_verified) {
            ac_out(cli, "Compare the number with whom you have not yet: " AC_REF "accord partner verify %s" AC_END "\n", list[i].code);
            break;
        }
done:
    ac_entry_close(profile);
    free(list);
    return rc;
}

/* --- leave --- */

ac_rc ac_cmd_partnership_leave(ac_cli *cli)
{
    ac_partnership p;
    char question[900];
    bool yes = false;
    ac_jsonl j;
    ac_rc rc = named(cli, &p);

    if (rc == AC_OK && !p.is_member)
        rc = ac_fail(&cli->err, AC_ESTATE, "you are no member of %s", p.code);
    snprintf(question, sizeof question,
             _("Leave %s, %.200s? You keep what you hold; what you promised stays on record. This cannot be taken back"), p.code, p.title);
    if (rc == AC_OK)
        rc = ac_ask_yes(cli, question, "--yes", &yes);
    if (rc == AC_OK && !yes) {
        ac_talk(cli, "Nothing was changed.\n");
        return AC_OK;
    }
    if (rc == AC_OK)
        rc = ac_leave_write(cli->nb, p.space, ac_opt(cli, "reason"), &cli->err);
    if (rc == AC_OK && cli->json) {
        ac_json_line(cli, &j, "accord.partnership/1");
        ac_jsonl_str(&j, "code", p.code);
        ac_jsonl_bool(&j, "member", false);
        ac_jsonl_end(&j);
    }
    if (rc == AC_OK)
        ac_out(cli, AC_GOOD "✓" AC_END " You left %s. The others do not know yet: " AC_REF "accord sync" AC_END "\n", p.code);
    return rc;
}
