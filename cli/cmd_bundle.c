/* cmd_bundle.c - export, import, and the exchange through a directory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/clashes.h"
#include "cli/cmds.h"
#include "cli/exchange/import_csv.h"
#include "cli/entering.h"
#include "cli/partners.h"
#include "core/entering.h"
#include "core/file.h"
#include "sync/bundle.h"
#include "sync/folder.h"

/* --- export --- */

/* "14 kB" */
static const char *said_size(int64_t bytes, char out[32])
{
    if (bytes < 10000)
        snprintf(out, 32, ac_plural("%lld byte", "%lld bytes", (unsigned long)bytes), (long long)bytes);
    else if (bytes < 10000000)
        snprintf(out, 32, _("%lld kB"), (long long)((bytes + 500) / 1000));
    else
        snprintf(out, 32, _("%lld MB"), (long long)((bytes + 500000) / 1000000));
    return out;
}

static void said_export(ac_cli *cli, const ac_export *what, const ac_partnership *p, const ac_export_report *r)
{
    const char *slash = strrchr(r->path, '/');
    char size[32], since[AC_DATE_SAID_SIZE];
    ac_jsonl j;

    if (cli->json) {
        ac_json_line(cli, &j, "accord.export/1");
        ac_jsonl_str(&j, "file", r->path);
        ac_jsonl_str(&j, "partnership", p->is_own ? "" : p->code);
        ac_jsonl_str(&j, "for", what->for_code);
        ac_jsonl_bool(&j, "open", what->is_open);
        ac_jsonl_int(&j, "changes", r->changes);
        ac_jsonl_int(&j, "bytes", r->bytes);
        ac_jsonl_end(&j);
        return;
    }
    ac_out(cli,
           ac_plural(AC_GOOD "✓" AC_END " %s · %lld record", AC_GOOD "✓" AC_END " %s · %lld records", (unsigned long)r->changes),
           slash != NULL ? slash + 1 : r->path, (long long)r->changes);
    if (r->since_ms > 0) {
        ac_time_said(since, r->since_ms, cli->today);
        ac_out(cli, " since %s", since);
    }
    ac_out(cli, " · %s · ", said_size(r->bytes, size));
    if (what->is_open)
        ac_out(cli, AC_ATTN "readable by anybody" AC_END ", altered copies are refused\n");
    else
        ac_out(cli, p->is_own                  ? "sealed for your other laptops, altered copies are refused\n"
                    : what->for_code == NULL ? "sealed for all members, altered copies are refused\n"
                                             : "sealed for %s, altered copies are refused\n",
               what->for_code);
    if (what->for_code != NULL && !p->is_own)
        ac_out(cli, "  You will not know that %s has it until they answer.\n", what->for_code);
}

ac_rc ac_cmd_export(ac_cli *cli)
{
    ac_export what = { .path = ac_opt(cli, "to"), .for_code = ac_opt(cli, "for"), .is_open = ac_opt_flag(cli, "open") };
    ac_export_report report;
    ac_partnership p;
    ac_partner_row partner;
    ac_rc rc;

    if (what.path == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "say where to: --to FILE, or a directory");
    if (what.is_open && what.for_code != NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "--open is for anybody and --for is for one: name one of them");
    rc = ac_cli_open(cli, AC_NEEDS_KEY);
    if (rc == AC_EREADONLY) { /* a stick that can only be read, a rescued disk: nothing need be written to it */
        rc = ac_cli_open(cli, AC_NEEDS_READ);
        if (rc == AC_OK)
            rc = ac_cli_unlock(cli);
    }
    if (rc != AC_OK)
        return rc;
    if (what.for_code != NULL && ac_cli_is_me(cli, what.for_code))
        rc = ac_cli_own(cli, &p);
    else
        rc = ac_cli_partnership(cli, &p);
    if (rc == AC_OK && what.for_code != NULL && !p.is_own) {
        rc = ac_cli_partner(cli, &p, what.for_code, &partner);
        what.for_code = partner.code;
    }
    if (rc == AC_OK)
        rc = ac_bundle_write(cli->nb, &p, &what, &report, &cli->err);
    if (rc == AC_OK)
        said_export(cli, &what, &p, &report);
    return rc;
}

/* --- import --- */

static void said_import(ac_cli *cli, const ac_import_report *r, const char *path, bool dry_run)
{
    ac_jsonl j;

    if (cli->json) {
        ac_json_line(cli, &j, "accord.import/1");
        ac_jsonl_str(&j, "file", path);
        ac_jsonl_str(&j, "from", r->sender);
        ac_jsonl_int(&j, "new", r->taken);
        ac_jsonl_int(&j, "known", r->known);
        ac_jsonl_int(&j, "refused", r->refused);
        ac_jsonl_int(&j, "words_came", r->words);
        ac_jsonl_bool(&j, "dry_run", dry_run);
        ac_jsonl_end(&j);
        return;
    }
    ac_out(cli, r->refused > 0 ? AC_ATTN "!" AC_END " %lld new" : AC_GOOD "✓" AC_END " %lld new", (long long)r->taken);
    for (size_t i = 0; i < r->norgs; i++)
        ac_out(cli, "%s%lld %s%s", i == 0 ? " (" : ", ", (long long)r->orgs[i].taken, r->orgs[i].code,
               i + 1 == r->norgs ? ")" : "");
    ac_out(cli, r->refused > 0 ? ", %lld already here, %lld refused, every signature of the rest good. %s\n"
                               : ", %lld already here, %lld refused, every signature good. %s\n",
           (long long)r->known, (long long)r->refused, dry_run ? _("Nothing was written.") : _("The file is unchanged."));
    if (r->words > 0)
        ac_out(cli, ac_plural("  The words of %lld record that was here without them came with it.\n",
                              "  The words of %lld records that were here without them came with it.\n", (unsigned long)r->words),
               (long long)r->words);
    if (r->is_foreign)
        ac_warn(cli, "it holds records of this laptop that it never wrote, or has lost: accord doctor\n");
    if (r->gaps > 0)
        ac_out(cli,
               ac_plural("  %lld newer record of others is not in it: ask for a file once more.\n",
                         "  %lld newer records of others are not in it: ask for a file once more.\n", (unsigned long)r->gaps),
               (long long)r->gaps);
    if (!dry_run && r->taken > 0 && r->sender[0] != '\0' && !ac_cli_is_me(cli, r->sender))
        ac_out(cli, "  %s will not know until you answer: " AC_REF "accord export --for %s --to DIR" AC_END "\n", r->sender, r->sender);
}

/* The file that answers our reply. */
static ac_rc said_entered(ac_cli *cli, const ac_import_report *r)
{
    ac_partnership *list = NULL;
    ac_partner_row row;
    size_t n = 0;
    ac_rc rc = r->is_first && !cli->json ? ac_query_partnerships(cli->nb, false, &list, &n, &cli->err) : AC_OK;

    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        if (list[i].space != r->small || !list[i].is_member)
            continue;
        ac_out(cli, AC_GOOD "✓" AC_END " You are in %s: %s. See it: " AC_REF "accord board" AC_END "\n", list[i].code, list[i].title);
        if (ac_cli_partner(cli, &list[i], r->sender, &row) == AC_OK && !row.is_verified)
            ac_out(cli, "  Compare the number with %s by phone: " AC_REF "accord partner verify %s" AC_END "\n", row.code, row.code);
    }
    free(list);
    return rc;
}

static ac_rc import_bundle(ac_cli *cli, const char *path, bool dry_run)
{
    ac_import_report report = { .small = -1 };
    ac_clashes before = { 0 };
    ac_in_use was;
    ac_rc rc = ac_clashes_note(cli, &before), read;

    ac_err refused;

    if (rc == AC_OK)
        rc = ac_in_use_note(cli, &was);
    if (rc != AC_OK)
        return rc;
    read = ac_bundle_read(cli->nb, path, dry_run, &report, &cli->err);
    refused = cli->err;
    if (read == AC_OK || read == AC_EPART) {
        bool finished = false;
        said_import(cli, &report, path, dry_run);
        if (!dry_run)
            rc = ac_cli_finish_laptop(cli, &finished);
        if (rc == AC_OK && finished)
            ac_out(cli, "  Its partnerships come next: accord sync   By file, on the other laptop: " AC_REF "accord export --to DIR" AC_END "\n");
        if (rc == AC_OK && !dry_run)
            rc = ac_devices_everywhere(cli->nb, &cli->err);
        if (rc == AC_OK)
            rc = said_entered(cli, &report);
        if (rc == AC_OK)
            rc = ac_in_use_keep(cli, &was);
        if (rc == AC_OK && !dry_run)
            rc = ac_clashes_say(cli, &before);
        if (rc == AC_OK)
            cli->err = refused;
    }
    ac_clashes_free(&before);
    return rc != AC_OK ? rc : read;
}

/* name NULL: a further laptop of ours, of this label. */
static void said_admitted(ac_cli *cli, const char *code, const char *name, const char *label, const char *compare)
{
    ac_jsonl j;

    if (cli->json) {
        ac_json_line(cli, &j, "accord.import/1");
        ac_jsonl_str(&j, "org", code);
        ac_jsonl_int(&j, "new", 1);
        ac_jsonl_str(&j, "compare", compare);
        ac_jsonl_end(&j);
        return;
    }
    if (name != NULL)
        ac_out(cli, AC_GOOD "✓" AC_END " %s, %s, is in.\n", code, name);
    else
        ac_out(cli, AC_GOOD "✓" AC_END " A further laptop of %s is in: %s.\n", code, label);
    if (compare[0] != '\0')
        ac_out(cli, name != NULL ? "  Compare by phone: %s\n" : "  Compare with it: %s\n", compare);
}

/* Whoever joined with this change. */
static ac_rc who_joined(ac_cli *cli, const ac_space *id, const ac_id *join, ac_org *out, int *out_space, int *out_org)
{
    ac_space_info info;
    ac_members *m = NULL;
    bool found = false;
    ac_rc rc = ac_history_space(ac_notebook_history(cli->nb), id, &info, &found, &cli->err);

    *out_org = -1;
    if (rc == AC_OK && found)
        rc = ac_notebook_members(cli->nb, *out_space = info.space, &m, &cli->err);
    if (rc == AC_OK && m != NULL && (*out_org = ac_members_org_of_join(m, join)) >= 0)
        *out = *ac_members_org(m, *out_org);
    return rc;
}

static ac_rc take_join(ac_cli *cli, const ac_buf *header, const uint8_t sig[64])
{
    ac_header h;
    ac_id join;
    ac_org org = { .code = "" };
    int space = -1, index = -1;
    char compare[AC_COMPARE_SIZE] = "";
    ac_rc rc = ac_header_decode(&h, header->p, header->len, &cli->err);

    if (rc == AC_OK)
        rc = ac_join_take(cli->nb, header->p, header->len, sig, &join, &cli->err);
    if (rc == AC_EWAITS)
        ac_hint(&cli->err, rc, "accord invite --list");
    if (rc == AC_OK)
        rc = who_joined(cli, &h.space, &join, &org, &space, &index);
    if (rc == AC_OK && index >= 0)
        rc = ac_compare_of(cli->nb, space, index, compare, &cli->err);
    if (rc == AC_OK) {
        said_admitted(cli, org.code, org.name, NULL, compare);
        ac_out(cli, "  Their copy of the history: " AC_REF "accord export --for %s --to DIR" AC_END "\n", org.code);
    }
    return rc;
}

static ac_rc take_apply(ac_cli *cli, const ac_buf *json)
{
    ac_apply apply;
    char compare[AC_COMPARE_SIZE] = "";
    const char *code = ac_notebook_me(cli->nb)->code;
    ac_rc rc = ac_apply_parse(&apply, json->p, json->len, &cli->err);

    if (rc == AC_OK)
        rc = ac_apply_take(cli->nb, json->p, json->len, &cli->err);
    if (rc == AC_OK)
        rc = ac_compare_laptop(cli->nb, &apply.device, compare, &cli->err);
    if (rc == AC_OK) {
        said_admitted(cli, code, NULL, apply.label, compare);
        ac_out(cli, "  What it needs now: " AC_REF "accord export --for %s --to DIR" AC_END "\n", code);
    }
    return rc;
}

static ac_rc import_reply(ac_cli *cli, const ac_buf *file, bool dry_run)
{
    ac_buf inner = { 0 }, header = { 0 }, apply = { 0 };
    uint8_t sig[64];
    ac_rc rc = ac_cli_unlock(cli);

    if (rc == AC_OK && !ac_notebook_open_sealed(cli->nb, file->p + AC_REPLY_HEAD, file->len - AC_REPLY_HEAD, &inner))
        rc = ac_fail(&cli->err, AC_EREFUSED, "this reply is not for %s, or it is damaged", ac_notebook_me(cli->nb)->code);
    if (rc == AC_OK)
        rc = ac_reply_parse(inner.p, inner.len, &header, sig, &apply, &cli->err);
    if (rc == AC_OK && dry_run)
        ac_out(cli, "A reply to an invitation of yours. Nothing was written.\n");
    else if (rc == AC_OK && apply.len > 0)
        rc = take_apply(cli, &apply);
    else if (rc == AC_OK)
        rc = take_join(cli, &header, sig);
    ac_buf_free(&inner);
    ac_buf_free(&header);
    ac_buf_free(&apply);
    return rc;
}

ac_rc ac_cmd_import(ac_cli *cli)
{
    const char *path = ac_arg(cli, 0);
    bool dry_run = ac_opt_flag(cli, "dry-run");
    uint8_t head[16];
    FILE *file;
    size_t n;
    ac_buf whole = { 0 };
    struct stat st;
    ac_rc rc;

    if (ac_opt(cli, "template") != NULL)
        return ac_import_template(cli, ac_opt(cli, "template"));
    if (path == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "which file? accord import FILE, or accord import --template KIND");
    file = fopen(path, "rb");
    n = file != NULL ? fread(head, 1, sizeof head, file) : 0;

    if (file == NULL || (fstat(fileno(file), &st) == 0 && !S_ISREG(st.st_mode))) {
        if (file != NULL)
            fclose(file);
        return ac_fail(&cli->err, AC_EIO, "%s is not there, or cannot be read", path);
    }
    fclose(file);
    if (!ac_bundle_is(head, n) && !ac_reply_is(head, n) && ac_import_is_table(path))
        return ac_import_table(cli, path, dry_run);
    if (!ac_bundle_is(head, n) && !ac_reply_is(head, n))
        return ac_fail(&cli->err, AC_EREFUSED,
                       n >= 13 && memcmp(head, "accord-invite", 13) == 0
                           ? "%s is no file of accord's: it is an invitation, which is joined: accord join FILE"
                           : "%s is no file of accord's",
                       path);
    rc = ac_cli_open(cli, AC_NEEDS_KEY);
    if (rc != AC_OK)
        return rc;
    if (ac_bundle_is(head, n))
        return import_bundle(cli, path, dry_run);
    rc = ac_file_read(&whole, path, AC_REPLY_MAX, false, &cli->err);
    if (rc == AC_OK)
        rc = import_reply(cli, &whole, dry_run);
    ac_buf_free(&whole);
    return rc;
}

/* --- a directory --- */

static void took(void *ctx, const char *name, const ac_import_report *r, ac_rc rc, const char *why)
{
    ac_cli *cli = ctx;
    ac_jsonl j;

    if (cli->json) {
        ac_json_line(cli, &j, "accord.import/1");
        ac_jsonl_str(&j, "file", name);
        ac_jsonl_str(&j, "from", r->sender);
        ac_jsonl_int(&j, "new", r->taken);
        ac_jsonl_int(&j, "known", r->known);
        ac_jsonl_int(&j, "refused", r->refused);
        ac_jsonl_int(&j, "words_came", r->words);
        ac_jsonl_str(&j, "why_not", rc == AC_OK ? "" : why);
        ac_jsonl_end(&j);
    } else if (rc != AC_OK) {
        if (strstr(why, name) != NULL) /* it says which */
            ac_warn(cli, "%s\n", why);
        else
            ac_warn(cli, "%s: %s\n", name, why);
    }
}

static ac_rc exchange(ac_cli *cli, const char *dir, ac_folder_report *r)
{
    ac_folder_report more = { 0 };
    ac_partnership p;
    bool finished = false;
    ac_rc rc = cli->partnership != NULL ? ac_cli_partnership(cli, &p) : AC_OK;

    if (rc == AC_OK)
        rc = ac_folder_sync(cli->nb, dir, cli->partnership != NULL ? &p.id : NULL, took, cli, r, &cli->err);
    if (rc == AC_OK)
        rc = ac_cli_finish_laptop(cli, &finished);
    if (rc == AC_OK && finished) { /* what is sealed for our organisation opens from now on */
        rc = ac_folder_sync(cli->nb, dir, NULL, took, cli, &more, &cli->err);
        r->took += more.took;
        r->wrote += more.wrote;
        r->records += more.records;
        r->bad = more.bad;
    }
    return rc == AC_OK ? ac_devices_everywhere(cli->nb, &cli->err) : rc;
}

ac_rc ac_cli_folder(ac_cli *cli, const char *dir)
{
    ac_folder_report r = { 0 };
    char who[512] = "";
    ac_in_use was;
    ac_rc rc = ac_in_use_note(cli, &was);

    if (rc == AC_OK)
        rc = exchange(cli, dir, &r);
    if (rc == AC_EREF)
        rc = ac_fail(&cli->err, AC_EIO, "the directory %s is not there", dir);
    if (rc == AC_OK)
        rc = ac_in_use_keep(cli, &was);
    if (rc != AC_OK)
        return rc;
    for (size_t i = 0; i < r.nsenders; i++)
        snprintf(who + strlen(who), sizeof who - strlen(who), "%s%s", i > 0 ? ", " : "", r.senders[i]);
    if (cli->json) {
        ac_jsonl j;
        ac_json_line(cli, &j, "accord.folder/1");
        ac_jsonl_int(&j, "wrote", r.wrote);
        ac_jsonl_int(&j, "took", r.took);
        ac_jsonl_int(&j, "new", r.records);
        ac_jsonl_int(&j, "not_taken", r.bad);
        ac_jsonl_end(&j);
    }
    ac_out(cli, ac_plural(AC_GOOD "✓" AC_END " wrote %d file", AC_GOOD "✓" AC_END " wrote %d files", (unsigned long)r.wrote), r.wrote);
    if (r.partners > 0)
        ac_out(cli, ac_plural(" for %d partner", " for %d partners", (unsigned long)r.partners), r.partners);
    ac_out(cli, ac_plural(", took %d file", ", took %d files", (unsigned long)r.took), r.took);
    if (r.nsenders > 0)
        ac_out(cli, " (%s)", who);
    ac_out(cli, ac_plural(": %lld new record\n", ": %lld new records\n", (unsigned long)r.records), (long long)r.records);
    if (r.bad > 0)
        return ac_fail(&cli->err, AC_EPART,
                       ac_plural("%d file could not be taken; a drive may still be writing: try again later",
                                 "%d files could not be taken; a drive may still be writing: try again later", (unsigned long)r.bad),
                       r.bad);
    return AC_OK;
}
