/* cmd_invite.c - invite, admit: who may come in. */
#include <stdlib.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/partners.h"
#include "cli/ref.h"
#include "core/entering.h"
#include "core/file.h"
#include "core/reach.h"

/* --- writing an invitation; `device invite` does the same in the own space --- */

/* Those of --address; else where this laptop has announced that it answers. */
static ac_rc addresses_of(ac_cli *cli, ac_addresses *announced, const char *out[AC_ADDRESSES_MAX], size_t *out_n)
{
    const ac_me *me = ac_notebook_me(cli->nb);
    ac_rc rc = ac_reach(cli->nb, &me->device, me->code, announced, &cli->err);

    *out_n = ac_opt_count(cli, "address");
    if (*out_n > AC_ADDRESSES_MAX)
        return ac_fail(&cli->err, AC_EUSAGE, "an invitation names at most %d addresses", AC_ADDRESSES_MAX);
    for (size_t i = 0; rc == AC_OK && i < *out_n; i++)
        rc = ac_address_check(out[i] = ac_opt_at(cli, "address", i), &cli->err);
    for (size_t i = 0; rc == AC_OK && ac_opt_count(cli, "address") == 0 && i < announced->n && i < AC_ADDRESSES_MAX; i++)
        out[(*out_n)++] = announced->list[i];
    return rc;
}

static ac_rc file_of(ac_cli *cli, ac_buf *out)
{
    ac_rc rc = AC_OK;

    if (ac_opt(cli, "file") != NULL)
        ac_buf_str(out, ac_opt(cli, "file"));
    else
        rc = ac_ask_line(cli, "The invitation goes into the file", NULL, "--file FILE", out);
    if (rc == AC_OK && out->failed)
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && ac_file_exists(ac_buf_text(out)))
        rc = ac_fail(&cli->err, AC_ESTATE, "%s exists already and is never overwritten", ac_buf_text(out));
    return rc;
}

ac_rc ac_cli_invite(ac_cli *cli, const ac_partnership *p, const char *role, bool hold, ac_invitation *out, ac_buf *path)
{
    const char *addresses[AC_ADDRESSES_MAX];
    ac_addresses announced;
    size_t n = 0;
    ac_invitation inv = { .naddresses = 0 };
    ac_buf file = { 0 };
    ac_jsonl j;
    ac_rc rc = addresses_of(cli, &announced, addresses, &n);

    if (rc == AC_OK)
        rc = file_of(cli, path);
    if (rc == AC_OK)
        rc = ac_cli_unlock(cli);
    if (rc == AC_OK)
        rc = ac_invite_write(cli->nb, p->space, role, hold, addresses, n, &inv, &cli->err);
    if (rc == AC_OK)
        rc = ac_invitation_encode(&inv, &file, &cli->err);
    if (rc == AC_OK)
        rc = ac_file_write_new(ac_buf_text(path), file.p, file.len, &cli->err);
    if (file.p != NULL)
        ac_wipe(file.p, file.cap);
    ac_buf_free(&file);
    if (rc == AC_OK && cli->json) {
        ac_id id = ac_invitation_id(&inv);
        ac_json_line(cli, &j, "accord.invitation/1");
        ac_jsonl_str(&j, "file", ac_buf_text(path));
        ac_jsonl_str(&j, "role", role);
        ac_jsonl_hex(&j, "id", id.b, 32);
        ac_jsonl_bool(&j, "hold", hold);
        ac_jsonl_end(&j);
    }
    if (rc == AC_OK)
        *out = inv;
    else
        ac_invitation_free(&inv);
    return rc;
}

/* --- invite --list --- */

typedef struct {
    ac_cli *cli;
    size_t n;
} listing;

static bool waits(void *ctx, const char *code, const char *name, const char *compare)
{
    listing *l = ctx;
    ac_jsonl j;

    if (l->cli->json) {
        ac_json_line(l->cli, &j, "accord.waiting/1");
        ac_jsonl_str(&j, "org", code);
        ac_jsonl_str(&j, "name", name);
        ac_jsonl_str(&j, "compare", compare);
        ac_jsonl_end(&j);
        return true;
    }
    if (l->n++ == 0)
        ac_out(l->cli, "Waiting to be admitted:\n");
    ac_out(l->cli, "  %-6s %s   " AC_REF "accord admit %s" AC_END "\n", code, name, code);
    if (compare[0] != '\0')
        ac_out(l->cli, "         compare by phone: %s\n", compare);
    return true;
}

static bool written(void *ctx, const ac_invited *i)
{
    listing *l = ctx;
    char when[AC_DATE_SAID_SIZE];
    ac_jsonl j;

    ac_time_said(when, i->written_ms, l->cli->today);
    if (l->cli->json) {
        ac_json_line(l->cli, &j, "accord.invitation/1");
        ac_jsonl_hex(&j, "id", i->id.b, 32);
        ac_jsonl_str(&j, "role", i->role);
        ac_jsonl_str(&j, "by", i->by);
        ac_jsonl_bool(&j, "hold", i->is_held);
        ac_jsonl_bool(&j, "used", i->is_used);
        ac_jsonl_int(&j, "written_ms", i->written_ms);
        ac_jsonl_end(&j);
        return true;
    }
    if (l->n++ == 0)
        ac_out(l->cli, "Invitations:\n");
    ac_out(l->cli, i->is_used   ? "  %s for %s, by %s, used\n"
                   : i->is_held ? "  %s for %s, by %s, open, held until accord admit\n"
                                : "  %s for %s, by %s, open\n",
           when, strcmp(i->role, "observer") == 0 ? _("an observer (may read)") : _("a partner"), i->by);
    return true;
}

static ac_rc list(ac_cli *cli, const ac_partnership *p)
{
    listing held = { cli, 0 }, all = { cli, 0 };
    ac_rc rc = ac_joins_held(cli->nb, p->space, waits, &held, &cli->err);

    if (rc == AC_OK)
        rc = ac_invitations(cli->nb, p->space, written, &all, &cli->err);
    if (rc == AC_OK && held.n + all.n == 0)
        ac_out(cli, "No invitation has been written in %s. " AC_REF "accord invite --file FILE" AC_END "\n", p->code);
    return rc;
}

ac_rc ac_cmd_invite(ac_cli *cli)
{
    const char *role = ac_opt(cli, "role") != NULL ? ac_opt(cli, "role") : "partner";
    bool hold = ac_opt_flag(cli, "hold");
    ac_invitation inv = { .naddresses = 0 };
    ac_buf path = { 0 };
    ac_partnership p;
    ac_rc rc = ac_cli_partnership(cli, &p);

    if (rc != AC_OK || ac_opt_flag(cli, "list"))
        return rc == AC_OK ? list(cli, &p) : rc;
    rc = ac_cli_invite(cli, &p, role, hold, &inv, &path);
    if (rc == AC_OK) {
        ac_out(cli, AC_GOOD "✓" AC_END " %s: for one organisation, as %s in %s.\n", ac_buf_text(&path),
               strcmp(role, "observer") == 0 ? _("an observer (may read)") : _("a partner"), p.code);
        ac_out(cli, "  Whoever holds this file can enter: hand it over, do not publish it.\n");
        if (hold)
            ac_out(cli, "  Nobody enters before you type: " AC_REF "accord admit CODE" AC_END "\n");
        if (inv.naddresses > 0)
            ac_out(cli, "  To answer them: " AC_REF "accord serve --listen %s" AC_END "\n", inv.addresses[0]);
        else
            ac_out(cli, "  It names no address: they send a reply file, for accord import.\n");
    }
    ac_invitation_free(&inv);
    ac_buf_free(&path);
    return rc;
}

/* --- admit --- */

typedef struct {
    const char *code;
    char name[AC_NAME_MAX + 1], compare[AC_COMPARE_SIZE];
    bool found;
} sought;

static bool is_it(void *ctx, const char *code, const char *name, const char *compare)
{
    sought *s = ctx;

    if (strcmp(code, s->code) != 0)
        return true;
    s->found = true;
    snprintf(s->name, sizeof s->name, "%s", name);
    snprintf(s->compare, sizeof s->compare, "%s", compare);
    return false;
}

ac_rc ac_cmd_admit(ac_cli *cli)
{
    char code[7];
    sought s = { .code = code };
    bool yes = true;
    ac_partnership p;
    ac_jsonl j;
    ac_rc rc = ac_org_code_parse(code, ac_arg(cli, 0), &cli->err);

    if (rc == AC_OK)
        rc = ac_cli_partnership(cli, &p);
    if (rc == AC_OK)
        rc = ac_joins_held(cli->nb, p.space, is_it, &s, &cli->err);
    if (rc == AC_OK && s.found && !cli->json) {
        ac_out(cli, "%s, %s, waits to enter %s.\n", code, s.name, p.code);
        if (s.compare[0] != '\0')
            ac_out(cli, "Compare by phone: %s\n", s.compare);
    }
    if (rc == AC_OK && s.found && ac_can_ask(cli))
        rc = ac_ask_yes(cli, "Admit them", "--yes", &yes);
    if (rc == AC_OK && !yes) {
        ac_out(cli, "Not admitted. They wait on.\n");
        return AC_OK;
    }
    if (rc == AC_OK)
        rc = ac_admit(cli->nb, p.space, code, &cli->err);
    if (rc == AC_EREF) {
        rc = ac_fail(&cli->err, AC_ESTATE, "nobody called %s waits to enter %s, or is in it", code, p.code);
        ac_hint(&cli->err, rc, "accord invite --list");
    }
    if (rc == AC_OK && cli->json) {
        ac_json_line(cli, &j, "accord.admitted/1");
        ac_jsonl_str(&j, "org", code);
        ac_jsonl_end(&j);
    }
    if (rc == AC_OK)
        ac_out(cli, s.found ? AC_GOOD "✓" AC_END " %s is in. They learn it when you meet, or by: " AC_REF
                                      "accord export --for %s --to DIR" AC_END "\n"
                            : AC_GOOD "✓" AC_END " You stand for %s, before all partners.\n", code, code);
    return rc;
}
