/* cmd_device.c - device list, invite, join, continue: the laptops of an organisation. */
#include <stdlib.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/entering.h"
#include "cli/partners.h"
#include "core/entering.h"
#include "core/file.h"

/* --- list --- */

static const char *state_word(const ac_state_org *org, const ac_state_device *d)
{
    return d->is_stopped ? "stopped" : d->goes_on && org->is_member ? "goes-on" : "out";
}

static const char *said_state(const char *word)
{
    return strcmp(word, "goes-on") == 0   ? N_("goes on")
           : strcmp(word, "stopped") == 0 ? N_("stopped")
                                          : N_("no longer listed");
}

static void json_device(ac_cli *cli, const char *code, const ac_state_device *d, const char *state, bool is_this)
{
    ac_jsonl j;

    ac_json_line(cli, &j, "accord.device/1");
    ac_jsonl_str(&j, "org", code);
    ac_jsonl_str(&j, "number", d->n);
    ac_jsonl_str(&j, "label", d->label);
    ac_jsonl_hex(&j, "key", d->key.b, 32);
    ac_jsonl_str(&j, "state", state);
    ac_jsonl_bool(&j, "this", is_this);
    ac_jsonl_end(&j);
}

/* Laptops of one space that were not listed before; ours first. */
static ac_rc list_space(ac_cli *cli, int space, ac_table *table, ac_device **seen, size_t *nseen)
{
    const ac_me *me = ac_notebook_me(cli->nb);
    const ac_state *state;
    ac_members *m;
    ac_rc rc = ac_notebook_members(cli->nb, space, &m, &cli->err);

    if (rc == AC_OK)
        rc = ac_notebook_state(cli->nb, space, &state, &cli->err);
    for (int o = 0; rc == AC_OK && o < state->norgs; o++) {
        const ac_org *org = ac_members_org(m, o);
        for (int d = 0; d < state->orgs[o].ndevices; d++) {
            const ac_state_device *one = &state->orgs[o].devices[d];
            bool is_this = ac_device_eq(one->key, me->device), known = false;
            const char *word = state_word(&state->orgs[o], one);
            ac_device *more;
            for (size_t i = 0; i < *nseen; i++)
                known = known || ac_device_eq((*seen)[i], one->key);
            if (known)
                continue;
            more = realloc(*seen, (*nseen + 1) * sizeof *more);
            if (more == NULL)
                return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
            *seen = more;
            more[(*nseen)++] = one->key;
            if (cli->json)
                json_device(cli, org->code, one, word, is_this);
            else
                ac_table_row(table, (const char *[]){ org->code, one->n, said_state(word), is_this ? N_("this laptop") : "", one->label });
        }
    }
    return rc;
}

ac_rc ac_cmd_device_list(ac_cli *cli)
{
    static const ac_column columns[] = { { .title = N_("org") },
                                         { .title = N_("no"), .role = AC_REF },
                                         { .title = N_("state"), .is_ours = true },
                                         { .title = "", .role = AC_GOOD, .is_ours = true },
                                         { .title = N_("label") } };
    ac_table *table = ac_table_new(columns, 5);
    ac_partnership *list = NULL;
    ac_device *seen = NULL;
    size_t n = 0, nseen = 0;
    ac_rc rc = ac_query_partnerships(cli->nb, true, &list, &n, &cli->err);

    for (size_t i = 0; rc == AC_OK && i < n; i++) /* ours first: the own space */
        if (list[i].is_own)
            rc = list_space(cli, list[i].space, table, &seen, &nseen);
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if (!list[i].is_own && (cli->partnership == NULL || strcasecmp(cli->partnership, list[i].code) == 0))
            rc = list_space(cli, list[i].space, table, &seen, &nseen);
    if (rc == AC_OK && !cli->json && (table == NULL || !ac_table_print(table, &cli->out, ac_cli_form(cli), 0)))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    ac_table_free(table);
    free(list);
    free(seen);
    return rc;
}

/* --- invite --- */

ac_rc ac_cmd_device_invite(ac_cli *cli)
{
    ac_invitation inv = { .naddresses = 0 };
    ac_buf path = { 0 };
    ac_partnership own;
    ac_rc rc = ac_cli_own(cli, &own);

    if (rc == AC_OK)
        rc = ac_cli_invite(cli, &own, "device", false, &inv, &path);
    if (rc == AC_OK) {
        ac_out(cli, AC_GOOD "✓" AC_END " %s: for one further laptop of %s.\n", ac_buf_text(&path), ac_notebook_me(cli->nb)->code);
        ac_out(cli, "  Whoever holds this file becomes %s: carry it yourself, remove it when it has been used.\n",
               ac_notebook_me(cli->nb)->code);
        if (inv.naddresses > 0)
            ac_out(cli, "  To answer it: " AC_REF "accord serve --listen %s" AC_END "\n", inv.addresses[0]);
        ac_out(cli, "  On the other laptop: " AC_REF "accord device join FILE" AC_END "\n");
    }
    ac_invitation_free(&inv);
    ac_buf_free(&path);
    return rc;
}

/* --- join --- */

/* Keys for this laptop, made on the first try. */
static ac_rc begin(ac_cli *cli)
{
    const char *label = ac_opt(cli, "label") != NULL ? ac_opt(cli, "label") : "further laptop";
    const ac_secret *passphrase = NULL;
    bool is_there = ac_cli_has_notebook(cli);
    ac_rc rc = AC_OK;

    if (!is_there && !ac_opt_flag(cli, "no-passphrase"))
        rc = ac_ask_new_passphrase(cli, "Passphrase for the signing key of this laptop (four words or more)", &passphrase);
    if (rc == AC_OK && !is_there)
        rc = ac_notebook_create_device(&cli->place, &cli->world, label, passphrase != NULL ? (const char *)passphrase->p : NULL,
                                       passphrase != NULL ? passphrase->n : 0, &cli->err);
    if (rc == AC_OK)
        rc = ac_cli_open(cli, AC_NEEDS_KEY);
    if (rc == AC_OK && is_there && !ac_space_is_zero(ac_notebook_me(cli->nb)->own)) {
        ac_partnership own;
        if (ac_cli_own(cli, &own) == AC_OK)
            rc = ac_fail(&cli->err, AC_ESTATE, "this notebook belongs to %s already; nothing was changed. Another one: accord -N DIR device join FILE",
                         ac_notebook_me(cli->nb)->code);
    }
    return rc;
}

static void said_laptop(ac_cli *cli, const char *state, const char *compare, const char *reply)
{
    ac_jsonl j;

    if (!cli->json)
        return;
    ac_json_line(cli, &j, "accord.laptop/1");
    ac_jsonl_str(&j, "org", ac_notebook_me(cli->nb)->code);
    ac_jsonl_str(&j, "state", state);
    ac_jsonl_str(&j, "compare", compare);
    ac_jsonl_str(&j, "reply", reply);
    ac_jsonl_end(&j);
}

static ac_rc ask_there(ac_cli *cli, const ac_invitation *inv, const ac_buf *apply, const char *compare)
{
    ac_met met = { 0 };
    bool done = false;
    int64_t got;
    ac_rc rc = ac_meet_invitation(cli->nb, inv, NULL, 0, NULL, apply, ac_cli_stop(), &met, &cli->err);

    got = met.result.got;
    if (rc == AC_OK)
        rc = ac_cli_finish_laptop(cli, &done);
    if (rc == AC_OK && done) { /* the partnerships, now that this laptop is certified in them */
        char address[AC_ADDRESS_MAX + 1];
        snprintf(address, sizeof address, "%.200s", met.address);
        rc = ac_meet_address(cli->nb, address, ac_notebook_me(cli->nb)->code, ac_cli_stop(), &met, &cli->err);
        got += met.result.got;
    }
    if (rc == AC_OK) {
        ac_out(cli,
               ac_plural("  %lld record received, every signature good. See it: " AC_REF "accord board" AC_END "\n",
                         "  %lld records received, every signature good. See them: " AC_REF "accord board" AC_END "\n", (unsigned long)got),
               (long long)got);
        said_laptop(cli, done ? "joined" : "waits", compare, NULL);
    }
    ac_met_free(&met);
    return rc;
}

static ac_rc ask_by_file(ac_cli *cli, const ac_invitation *inv, const ac_buf *apply, const char *path, const char *compare)
{
    char *to = NULL;
    ac_rc rc = ac_cli_reply_path(cli, path, &to);

    if (rc == AC_OK)
        rc = ac_cli_write_reply(cli, inv, to, NULL, NULL, apply);
    if (rc == AC_OK) {
        ac_out(cli, AC_GOOD "✓" AC_END " Reply written: %s\n  On the other laptop: " AC_REF "accord import FILE" AC_END ", then " AC_REF
                    "accord export --for %s --to FILE" AC_END "\n  and for each partnership " AC_REF "accord export --to FILE" AC_END ". Here: " AC_REF "accord import FILE" AC_END
                    ", that one first\n", to, inv->code);
        said_laptop(cli, "reply", compare, to);
    }
    free(to);
    return rc;
}

ac_rc ac_cmd_device_join(ac_cli *cli)
{
    const char *path = ac_arg(cli, 0);
    ac_invitation inv = { .naddresses = 0 };
    ac_buf apply = { 0 };
    char compare[AC_COMPARE_SIZE] = "";
    uint8_t id[32];
    ac_rc rc = ac_cli_read_invitation(cli, path, &inv);

    if (rc != AC_OK)
        return rc;
    if (strcmp(inv.role, "device") != 0) {
        rc = ac_fail(&cli->err, AC_EINVITE, "this invitation is for a partner of %s, not for a further laptop", inv.code);
        ac_hint(&cli->err, rc, "accord join FILE");
    }
    if (rc == AC_OK)
        rc = begin(cli);
    if (rc == AC_OK)
        rc = ac_apply_make(cli->nb, &inv, ac_notebook_me(cli->nb)->label, &apply, &cli->err);
    if (rc == AC_OK) {
        ac_apply_id(apply.p, apply.len, id);
        ac_compare_number(&inv, id, compare);
        ac_out(cli, "A further laptop of %s, %s.\nCompare with the other laptop: %s\n", inv.code, inv.name, compare);
    }
    if (rc == AC_OK && inv.naddresses > 0 && !ac_opt_flag(cli, "by-file")) {
        rc = ask_there(cli, &inv, &apply, compare);
        if (rc == AC_EREACH) {
            ac_talk(cli, "The other laptop does not answer now (%s), so by file.\n", cli->err.text);
            rc = ask_by_file(cli, &inv, &apply, path, compare);
        }
    } else if (rc == AC_OK) {
        rc = ask_by_file(cli, &inv, &apply, path, compare);
    }
    ac_buf_free(&apply);
    ac_invitation_free(&inv);
    return rc;
}

/* --- continue --- */

/* Anything that was stopped? */
static ac_rc stopped_spaces(ac_cli *cli, size_t *out)
{
    ac_space_info *spaces = NULL;
    size_t n = 0;
    ac_rc rc = ac_history_spaces(ac_notebook_history(cli->nb), &spaces, &n, &cli->err);

    *out = 0;
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_feed_health health;
        rc = ac_notebook_feed_health(cli->nb, spaces[i].space, &health, &cli->err);
        *out += rc == AC_OK && health != AC_FEED_GOOD;
    }
    free(spaces);
    return rc;
}

ac_rc ac_cmd_device_continue(ac_cli *cli)
{
    size_t stopped = 0;
    bool yes = false;
    ac_jsonl j;
    ac_rc rc = stopped_spaces(cli, &stopped);

    if (rc == AC_OK && stopped == 0)
        return ac_fail(&cli->err, AC_ESTATE, "writing is not stopped on this laptop: there is nothing to continue");
    if (rc == AC_OK) {
        ac_talk(cli, "This notebook was restored or copied. To go on here is right only when the other copy is gone for good:\n"
                     "broken, wiped, or never to be used again. If it still writes, the same numbers are written twice, which\n"
                     "every partner sees.\n");
        rc = ac_ask_yes(cli, "Is the other copy gone for good", "--yes", &yes);
    }
    if (rc == AC_OK && !yes) {
        ac_out(cli, "Nothing was changed. Writing stays stopped here.\n");
        return AC_OK;
    }
    if (rc == AC_OK)
        rc = ac_notebook_continue(cli->nb, &cli->err);
    if (rc == AC_OK && cli->json) {
        ac_json_line(cli, &j, "accord.continued/1");
        ac_jsonl_int(&j, "spaces", (int64_t)stopped);
        ac_jsonl_end(&j);
    }
    if (rc == AC_OK)
        ac_out(cli, AC_GOOD "✓" AC_END " This laptop goes on. Next: " AC_REF "accord sync" AC_END "\n");
    return rc;
}
