/* cmd_audit.c - prove that nothing was changed, removed or inserted, and say what that does not prove. */
#include "cli/cmds.h"
#include "cli/look.h"
#include "cli/ref.h"
#include "core/audit.h"
#include "sync/bundle.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOUR_MS (INT64_C(3600) * 1000)
#define QUIET_MS 1000 /* progress is shown of what takes longer */
#define STEP_MS 200
#define PROBLEMS_SHOWN 5 /* of a partnership; all that are listed with --verbose */

/* --- progress: a terminal alone sees it --- */

typedef struct {
    ac_cli *cli;
    int64_t began_ms, shown_ms;
    bool was_shown;
} progress;

static void on_progress(void *ctx, int64_t done, int64_t all)
{
    progress *p = ctx;
    int64_t now = p->cli->world.mono_ms(&p->cli->world);

    if (!p->cli->talk.is_tty || p->cli->quiet || now - p->began_ms < QUIET_MS || now - p->shown_ms < STEP_MS)
        return;
    p->shown_ms = now;
    p->was_shown = true;
    ac_talk(p->cli, "\r%lld of %lld records", (long long)done, (long long)all);
    fflush(p->cli->talk.file);
}

static void end_progress(progress *p)
{
    if (p->was_shown)
        ac_talk(p->cli, "\r%*s\r", 60, "");
}

/* --- names; a history that is damaged may not give them --- */

typedef struct {
    char code[AC_HEX_SIZE], title[201];
} name;

static void name_of(ac_cli *cli, const ac_audit_space *s, name *out)
{
    ac_partnership *list = NULL;
    size_t n = 0;

    out->title[0] = '\0';
    ac_hex(out->code, s->id.b, 8);
    if (ac_query_partnerships(cli->nb, true, &list, &n, NULL) != AC_OK)
        return;
    for (size_t i = 0; i < n; i++)
        if (list[i].space == s->space) {
            snprintf(out->code, sizeof out->code, "%s", list[i].code);
            snprintf(out->title, sizeof out->title, "%s", list[i].title);
        }
    free(list);
}

static void name_device(ac_cli *cli, int space, const ac_device *key, char org[8], char number[33])
{
    ac_members *members;
    const ac_state_device *d = NULL;
    int o = -1;

    org[0] = number[0] = '\0';
    if (ac_notebook_members(cli->nb, space, &members, NULL) != AC_OK)
        return;
    d = ac_members_device(members, key, &o);
    snprintf(org, 8, "%s", ac_look_org(cli, space, o));
    if (d != NULL)
        snprintf(number, 33, "%.32s", d->n);
}

/* Records of each organisation: "CITY 512  RIVR 398". */
static void count_orgs(ac_cli *cli, const ac_audit_space *s, ac_buf *out)
{
    ac_branch *list = NULL;
    ac_members *members;
    size_t n = 0;

    if (ac_notebook_members(cli->nb, s->space, &members, NULL) != AC_OK ||
        ac_history_branches(ac_notebook_history(cli->nb), s->space, &list, &n, NULL) != AC_OK)
        return;
    for (int o = 0; o < ac_members_orgs(members); o++) {
        uint64_t count = 0;
        for (size_t i = 0; i < n; i++)
            count += list[i].org == o ? list[i].head_seq - list[i].fork_seq : 0;
        ac_buf_printf(out, "%s%s %llu", out->len > 0 ? "  " : "", ac_members_org(members, o)->code, (unsigned long long)count);
    }
    free(list);
}

/* Laptops of partners whose clock was over an hour off when last met. */
static int clocks_off(ac_cli *cli, int space)
{
    ac_partner_row *rows = NULL;
    size_t n = 0;
    int off = 0;

    if (ac_query_partners(cli->nb, space, &rows, &n, NULL) != AC_OK)
        return 0;
    for (size_t i = 0; i < n; i++)
        off += rows[i].has_drift && (rows[i].drift_ms > HOUR_MS || rows[i].drift_ms < -HOUR_MS);
    free(rows);
    return off;
}

/* --- the answer --- */

static bool is_space_good(const ac_audit_space *s)
{
    return s->bad == 0;
}

static const ac_audit_space *own_space(const ac_audit *a)
{
    for (size_t i = 0; i < a->nspaces; i++)
        if (a->spaces[i].is_own)
            return &a->spaces[i];
    return NULL;
}

static void put_problem(ac_jsonl *j, const ac_audit_problem *p, const char *before)
{
    char what[500];

    snprintf(what, sizeof what, "%s%s", before, p->what);
    ac_jsonl_open_object(j, NULL);
    ac_jsonl_str(j, "what", what);
    ac_jsonl_str(j, "org", p->org[0] != '\0' ? p->org : NULL);
    ac_jsonl_str(j, "device", p->device[0] != '\0' ? p->device : NULL);
    ac_jsonl_int(j, "seq", (int64_t)p->seq);
    if (ac_id_is_zero(p->id))
        ac_jsonl_null(j, "id");
    else
        ac_jsonl_hex(j, "id", p->id.b, 32);
    ac_jsonl_close(j);
}

/* One object a partnership; `s` NULL: there is none, only the own space. */
static ac_rc print_json(ac_cli *cli, const ac_audit *a, const ac_audit_space *s)
{
    const ac_audit_space *own = own_space(a);
    char org[8], number[33];
    name who = { 0 };
    ac_jsonl j;

    if (s != NULL)
        name_of(cli, s, &who);
    ac_json_line(cli, &j, "accord.audit/1");
    ac_jsonl_str(&j, "partnership", s != NULL ? who.code : NULL);
    ac_jsonl_bool(&j, "ok", (s == NULL || is_space_good(s)) && (own == NULL || is_space_good(own)) && a->view_problem[0] == '\0');
    ac_jsonl_int(&j, "private", own != NULL ? own->changes : 0);
    ac_jsonl_int(&j, "changes", s != NULL ? s->changes : 0);
    if (s != NULL)
        ac_jsonl_hex(&j, "history", s->history.b, 32);
    else
        ac_jsonl_null(&j, "history");
    if (s != NULL && !ac_digest_is_zero(s->view))
        ac_jsonl_hex(&j, "view", s->view.b, 32);
    else
        ac_jsonl_null(&j, "view");
    ac_jsonl_open_array(&j, "forks");
    for (int64_t i = 0; s != NULL && i < s->forks; i++) {
        name_device(cli, s->space, &s->forked[i], org, number);
        ac_jsonl_open_object(&j, NULL);
        ac_jsonl_str(&j, "org", org);
        ac_jsonl_str(&j, "device", number);
        ac_jsonl_hex(&j, "key", s->forked[i].b, 32);
        ac_jsonl_close(&j);
    }
    ac_jsonl_close(&j);
    ac_jsonl_int(&j, "tray", s != NULL ? s->aside : 0);
    ac_jsonl_int(&j, "missing_words", s != NULL ? s->missing_words : 0);
    ac_jsonl_int(&j, "withheld", s != NULL ? s->withheld : 0);
    ac_jsonl_int(&j, "receipts", s != NULL ? s->receipts : 0);
    ac_jsonl_int(&j, "missing_signatures", 0); /* none is ever kept without its own */
    ac_jsonl_open_array(&j, "problems");
    for (size_t i = 0; s != NULL && i < s->nproblems; i++)
        put_problem(&j, &s->problems[i], "");
    for (size_t i = 0; own != NULL && i < own->nproblems; i++)
        put_problem(&j, &own->problems[i], "private: ");
    if (a->view_problem[0] != '\0') {
        ac_audit_problem p = { 0 };
        snprintf(p.what, sizeof p.what, "%s", a->view_problem);
        put_problem(&j, &p, "");
    }
    ac_jsonl_close(&j);
    if (s != NULL)
        ac_jsonl_hex(&j, "id", s->id.b, 32);
    return ac_jsonl_end(&j) ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

static const char *count_said(int64_t n, char out[32])
{
    char digits[24];
    size_t len, k = 0;

    snprintf(digits, sizeof digits, "%lld", (long long)n);
    len = strlen(digits);
    for (size_t i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0 && len > 3)
            out[k++] = ' ';
        out[k++] = digits[i];
    }
    out[k] = '\0';
    return out;
}

static void print_good(ac_cli *cli, const ac_audit_space *s, const name *who)
{
    char fingerprint[AC_FINGERPRINT_SIZE], count[32], org[8], number[33];
    ac_buf orgs = { 0 }, text = { 0 };
    int off = clocks_off(cli, s->space);

    count_orgs(cli, s, &orgs);
    ac_fingerprint(fingerprint, s->history.b);
    ac_out(cli, "%s · %s\n", who->code, who->title);
    ac_buf_printf(&text, s->forks == 0 ? _("%s  all signatures good, no gaps, no forks") : _("%s  all signatures good, no gaps"),
                  ac_buf_text(&orgs));
    ac_print_body(&cli->out, 0, ac_buf_text(&text));
    ac_out(cli,
           ac_plural(AC_GOOD "✓" AC_END " %s record: none changed, removed or inserted.\n",
                     AC_GOOD "✓" AC_END " %s records: none changed, removed or inserted.\n", (unsigned long)s->changes),
           count_said(s->changes, count));
    ac_out(cli, "  Fingerprint %s\n", fingerprint);
    for (int64_t i = 0; i < s->forks; i++) {
        name_device(cli, s->space, &s->forked[i], org, number);
        ac_out(cli, "  Written twice: %s laptop %s, by a copied or restored notebook; both are kept.\n", org, number);
    }
    if (s->aside > 0)
        ac_out(cli, "  Set aside, without effect: %lld: " AC_REF "accord log --all" AC_END "\n", (long long)s->aside);
    if (s->missing_words > 0)
        ac_out(cli,
               ac_plural("  Words that have not arrived: of %lld record. The signed headers prove that they exist.\n",
                         "  Words that have not arrived: of %lld records. The signed headers prove that they exist.\n",
                         (unsigned long)s->missing_words),
               (long long)s->missing_words);
    if (s->withheld > 0)
        ac_out(cli, ac_plural("  Kept back until they are revealed: the words of %lld record.\n",
                              "  Kept back until they are revealed: the words of %lld records.\n", (unsigned long)s->withheld),
               (long long)s->withheld);
    ac_buf_clear(&text);
    if (off > 0)
        ac_buf_printf(&text,
                      ac_plural("Not proved: that clocks were right (of %d partner they differ by over 1 h: accord status), or that nobody "
                                "holds records back.",
                                "Not proved: that clocks were right (of %d partners they differ by over 1 h: accord status), or that nobody "
                                "holds records back.", (unsigned)off),
                      off);
    else
        ac_buf_str(&text, _("Not proved: that clocks were right, or that nobody holds records back."));
    ac_print_body(&cli->out, 2, ac_buf_text(&text));
    ac_buf_free(&orgs);
    ac_buf_free(&text);
}

static void print_bad(ac_cli *cli, const ac_audit_space *s, const name *who)
{
    size_t shown = cli->verbose || s->nproblems < PROBLEMS_SHOWN ? s->nproblems : PROBLEMS_SHOWN;
    ac_buf text = { 0 };

    if (s->is_own)
        ac_out(cli, "Your own space, private\n");
    else if (who->title[0] != '\0')
        ac_out(cli, "%s · %s\n", who->code, who->title);
    else
        ac_out(cli, "The partnership %s (its name cannot be read)\n", who->code);
    for (size_t i = 0; i < shown; i++) {
        const ac_audit_problem *p = &s->problems[i];
        ac_buf_clear(&text);
        ac_buf_printf(&text, _("%s laptop %s, record %llu: %s."), p->org[0] != '\0' ? p->org : "?", p->device[0] != '\0' ? p->device : "?",
                      (unsigned long long)p->seq, p->what);
        if (i == 0 && s->good_before == 0)
            ac_buf_printf(&text, " %s", _("Nothing came before it."));
        else if (i == 0) {
            ac_buf_u8(&text, ' ');
            ac_buf_printf(&text,
                          ac_plural("What came before it is good: %lld record.", "What came before it is good: %lld records.",
                                    (unsigned long)s->good_before),
                          (long long)s->good_before);
        }
        ac_out(cli, AC_ATTN "✗" AC_END " %s\n", ac_buf_text(&text));
    }
    if (s->bad > (int64_t)shown)
        ac_out(cli,
               ac_plural("  and %lld more that is bad or rests on what is bad\n", "  and %lld more that are bad or rest on what is bad\n",
                         (unsigned long)(s->bad - (int64_t)shown)),
               (long long)(s->bad - (int64_t)shown));
    ac_buf_free(&text);
}

static void print_advice(ac_cli *cli, bool is_view_alone)
{
    char *dir = ac_cli_tilde(cli->dir);
    ac_buf text = { 0 };

    if (is_view_alone)
        ac_buf_printf(&text, _("Every signed record is good; what was computed from them is not. Most likely a damaged disk or an edited "
                               "file. Keep a copy of %s, then put back your newest backup and type: accord sync"), dir != NULL ? dir : cli->dir);
    else
        ac_buf_printf(&text, _("Most likely a damaged disk or an edited file. Partners hold the same records. Keep a copy of %s, then put "
                               "back your newest backup and type: accord sync"), dir != NULL ? dir : cli->dir);
    if (!cli->json)
        ac_print_body(&cli->out, 2, ac_buf_text(&text));
    ac_buf_free(&text);
    free(dir);
}

static void print_text(ac_cli *cli, const ac_audit *a, int only)
{
    const ac_audit_space *own = own_space(a);
    bool any_bad = false;
    char count[32];

    for (size_t i = 0; i < a->nspaces; i++) {
        const ac_audit_space *s = &a->spaces[i];
        name who;
        if (s->is_own ? s->bad == 0 : only >= 0 && s->space != only)
            continue;
        name_of(cli, s, &who);
        if (s->bad == 0)
            print_good(cli, s, &who);
        else
            print_bad(cli, s, &who);
        any_bad = any_bad || s->bad > 0;
    }
    if (own != NULL && own->bad == 0)
        ac_out(cli,
               ac_plural(AC_GOOD "✓" AC_END " Your own space: %s record, all good, counted here and shown to nobody.\n",
                         AC_GOOD "✓" AC_END " Your own space: %s records, all good, counted here and shown to nobody.\n",
                         (unsigned long)own->changes),
               count_said(own->changes, count));
    if (a->view_problem[0] != '\0')
        ac_out(cli, AC_ATTN "✗" AC_END " %s.\n", a->view_problem);
    if (a->view_is_old)
        ac_out(cli, "  Lists and boards here were computed by another version of accord; the next command that writes computes them anew.\n");
    if ((any_bad || a->view_problem[0] != '\0') && ac_arg(cli, 0) == NULL)
        print_advice(cli, !any_bad);
}

/* Does what was asked about prove itself? The own space and the view belong to every answer. */
static bool is_proved(const ac_audit *a, int only)
{
    for (size_t i = 0; i < a->nspaces; i++)
        if (a->spaces[i].bad > 0 && (only < 0 || a->spaces[i].is_own || a->spaces[i].space == only))
            return false;
    return a->view_problem[0] == '\0';
}

static ac_rc answer(ac_cli *cli, const ac_audit *a, int only)
{
    bool any = false;
    ac_rc rc = AC_OK;

    if (!cli->json)
        print_text(cli, a, only);
    for (size_t i = 0; cli->json && rc == AC_OK && i < a->nspaces; i++)
        if (!a->spaces[i].is_own && (only < 0 || a->spaces[i].space == only)) {
            rc = print_json(cli, a, &a->spaces[i]);
            any = true;
        }
    if (cli->json && rc == AC_OK && !any)
        rc = print_json(cli, a, NULL);
    if (rc == AC_OK && !is_proved(a, only))
        rc = ac_fail(&cli->err, AC_EPROOF, ac_arg(cli, 0) != NULL ? "the history in this file does not prove itself: see above"
                                                              : "the history on this laptop does not prove itself: see above");
    return rc;
}

/* A file that is proved by itself, on any laptop: read into a notebook in memory, which is then audited. */
/* An archive is a directory: the file in it that proves itself is named. */
static ac_rc refuse_directory(ac_cli *cli, const char *path)
{
    DIR *dir = opendir(path);
    ac_rc rc = AC_OK;

    if (dir == NULL)
        return AC_OK;
    for (struct dirent *e = readdir(dir); rc == AC_OK && e != NULL; e = readdir(dir)) {
        size_t n = strlen(e->d_name);
        if (e->d_name[0] != '.' && n > 7 && strcmp(e->d_name + n - 7, ".accord") == 0) {
            rc = ac_fail(&cli->err, AC_EUSAGE, "%s is a directory: name the file in it that is to be proved", path);
            ac_hint(&cli->err, rc, "accord audit %s/%s", path, e->d_name);
        }
    }
    if (rc == AC_OK)
        rc = ac_fail(&cli->err, AC_EUSAGE, "%s is a directory, and no file of accord's is in it", path);
    closedir(dir);
    return rc;
}

static ac_rc open_file(ac_cli *cli, const char *path)
{
    ac_import_report report;
    ac_rc rc = refuse_directory(cli, path);

    if (rc == AC_OK)
        rc = ac_notebook_in_memory(&cli->nb, &cli->world, &cli->err);
    if (rc == AC_OK)
        rc = ac_bundle_read_alone(cli->nb, path, &report, &cli->err);
    if (rc == AC_EPART || rc == AC_EINVALID)
        return ac_fail(&cli->err, AC_EPROOF, "%s does not prove itself: %s", path, report.why);
    if (rc == AC_EREFUSED && report.is_not_ours)
        return ac_fail(&cli->err, AC_EREFUSED, "%s is sealed: only those it is for can read it. Ask for one that is readable: accord export --open --to FILE", path);
    if (rc == AC_OK && report.small < 0)
        return ac_fail(&cli->err, AC_EREFUSED, "%s does not hold the beginning of a partnership: it cannot be proved without a notebook that does", path);
    if (rc == AC_OK && report.gaps > 0)
        ac_warn(cli, ac_plural("%lld list of records in this file goes on beyond what it holds: it is not the whole history\n",
                               "%lld lists of records in this file go on beyond what it holds: it is not the whole history\n", (unsigned long)report.gaps),
                (long long)report.gaps);
    return rc;
}

ac_rc ac_cmd_audit(ac_cli *cli)
{
    progress p = { .cli = cli, .began_ms = cli->world.mono_ms(&cli->world) };
    ac_partnership asked = { .space = -1 };
    ac_audit a = { 0 };
    ac_rc rc = ac_arg(cli, 0) != NULL ? open_file(cli, ac_arg(cli, 0)) : ac_cli_open(cli, AC_NEEDS_READ);

    if (rc == AC_OK && cli->partnership != NULL)
        rc = ac_query_partnership(cli->nb, cli->partnership, &asked, &cli->err);
    if (rc == AC_OK)
        rc = ac_audit_run(cli->nb, on_progress, &p, &a, &cli->err);
    end_progress(&p);
    if (rc == AC_OK)
        rc = answer(cli, &a, asked.space);
    ac_audit_free(&a);
    return rc;
}
