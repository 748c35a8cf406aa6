/* cmd_status.c - who has what, by their own signed receipts; and what else a person should know. */
#include "cli/attention.h"
#include "cli/cmds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE_MS INT64_C(60000)
#define HOUR_MIN 60

static const ac_column on_screen[] = { { .title = "" }, { .title = N_("they have") }, { .title = N_("last met") }, { .title = N_("their clock") },
                                       { .title = "" } };
static const ac_column in_cells[] = { { .title = "partnership" }, { .title = "org" },      { .title = "role" },
                                      { .title = "waiting" },     { .title = "last_met_ms" }, { .title = "clock_ms" },
                                      { .title = "verified" },    { .title = "standing" }, { .title = "name" } };

#define SAID 160 /* bytes of a cell */

static void they_have(const ac_partner_row *r, char out[SAID])
{
    if (r->has_all)
        snprintf(out, SAID, "%s", _("all"));
    else
        snprintf(out, SAID, ac_plural("all but %lld", "all but %lld", (unsigned long)r->waiting), (long long)r->waiting);
}

/* "today 10:31", "Fri 26 Jun, 4 days", "never" */
static void last_met(const ac_cli *cli, int64_t ms, char out[AC_DATE_SAID_SIZE + 24])
{
    char when[AC_DATE_SAID_SIZE];
    int64_t days = ac_date_days(cli->today) - ac_date_days(ac_date_of_ms(ms));

    if (ms == 0) {
        snprintf(out, AC_DATE_SAID_SIZE + 24, "%s", _("never"));
        return;
    }
    ac_time_said(when, ms, cli->today);
    if (days > 0)
        ac_look_day(cli, ms, when);
    if (days <= 0)
        snprintf(out, AC_DATE_SAID_SIZE + 24, "%s", when);
    else
        snprintf(out, AC_DATE_SAID_SIZE + 24, ac_plural("%s, %lld day", "%s, %lld days", (unsigned long)days), when, (long long)days);
}

static int64_t minutes_of(const ac_partner_row *r)
{
    int64_t ms = r->drift_ms < 0 ? -r->drift_ms : r->drift_ms;

    return (ms + MINUTE_MS / 2) / MINUTE_MS;
}

static void their_clock(const ac_partner_row *r, char out[SAID])
{
    int64_t min = minutes_of(r);

    if (!r->has_drift)
        snprintf(out, SAID, "%s", _("unknown"));
    else if (min == 0)
        snprintf(out, SAID, "%s", _("fits"));
    else
        snprintf(out, SAID, r->drift_ms > 0 ? _("%lld min ahead") : _("%lld min behind"), (long long)min);
}

/* What else there is to say of a partner, the command last. */
static void remark(const ac_looking *look, const ac_partnership *p, const ac_partner_row *r, ac_buf *out)
{
    const char *member = strcmp(r->standing, "member") == 0 ? NULL
                         : strcmp(r->standing, "left") == 0 ? _("left")
                                                            : _("nobody stands for them any more");

    if (member != NULL) {
        ac_buf_str(out, member);
        return;
    }
    if (strcmp(r->role, "observer") == 0)
        ac_buf_str(out, _("may read"));
    if (r->has_drift && minutes_of(r) >= HOUR_MIN)
        ac_buf_printf(out, "%s%s", out->len > 0 ? _("; ") : "",
                      r->drift_ms > 0 ? _("dates they write look late") : _("dates they write look early"));
    if (!r->is_verified)
        ac_buf_printf(out, "%s%s accord partner verify %s%s%s", out->len > 0 ? _("; ") : "", _("unverified:"), r->code,
                      look->n > 1 ? " -P " : "", look->n > 1 ? p->code : "");
}

static ac_rc print_json(ac_cli *cli, const ac_partnership *p, const ac_partner_row *r)
{
    ac_jsonl j;

    ac_json_line(cli, &j, "accord.partner/1");
    ac_jsonl_str(&j, "org", r->code);
    ac_jsonl_str(&j, "role", r->role);
    ac_jsonl_bool(&j, "has_all", r->has_all);
    ac_jsonl_int(&j, "waiting", r->waiting);
    if (r->last_met_ms != 0)
        ac_jsonl_int(&j, "last_met_ms", r->last_met_ms);
    else
        ac_jsonl_null(&j, "last_met_ms");
    ac_jsonl_bool(&j, "verified", r->is_verified);
    ac_jsonl_str(&j, "partnership", p->code);
    ac_jsonl_str(&j, "name", r->name);
    ac_jsonl_str(&j, "standing", r->standing);
    if (r->has_drift)
        ac_jsonl_int(&j, "clock_ms", r->drift_ms);
    else
        ac_jsonl_null(&j, "clock_ms");
    return ac_jsonl_end(&j) ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

static void in_a_row(ac_cli *cli, const ac_looking *look, const ac_partnership *p, const ac_partner_row *r, ac_table *t)
{
    char have[SAID], met[AC_DATE_SAID_SIZE + 24], clock[SAID], waiting[24], met_ms[24] = "", clock_ms[24] = "";
    ac_buf said = { 0 };

    if (ac_cli_form(cli) == AC_TABLE_SCREEN) {
        they_have(r, have);
        last_met(cli, r->last_met_ms, met);
        their_clock(r, clock);
        remark(look, p, r, &said);
        ac_table_row(t, (const char *const[]){ r->code, have, met, clock, ac_buf_text(&said) });
        if (r->has_all)
            ac_table_mark(t, 1, AC_GOOD);
        if (!r->is_verified && strcmp(r->standing, "member") == 0)
            ac_table_mark(t, 4, AC_ATTN);
    } else {
        snprintf(waiting, sizeof waiting, "%lld", (long long)r->waiting);
        if (r->last_met_ms != 0)
            snprintf(met_ms, sizeof met_ms, "%lld", (long long)r->last_met_ms);
        if (r->has_drift)
            snprintf(clock_ms, sizeof clock_ms, "%lld", (long long)r->drift_ms);
        ac_table_row(t, (const char *const[]){ p->code, r->code, r->role, waiting, met_ms, clock_ms, r->is_verified ? "yes" : "no",
                                               r->standing, r->name });
    }
    ac_buf_free(&said);
}

/* --- clashes, the first ones by name --- */

#define CLASHES_SHOWN 3
typedef struct {
    const ac_looking *look;
    size_t n;
    char refs[CLASHES_SHOWN][AC_LOOK_REF_SIZE];
} clashes;

static bool one_commitment(void *ctx, const ac_commitment_row *row)
{
    clashes *c = ctx;

    if (row->is_clash && c->n++ < CLASHES_SHOWN)
        ac_look_ref(c->look, row->space, row->ref, c->refs[c->n - 1]);
    return true;
}

static ac_rc print_clashes(ac_cli *cli, const ac_looking *look, const ac_partnership *p, bool *out_any)
{
    clashes c = { .look = look };
    ac_commitment_filter f = { .space = p->space, .waits = true };
    ac_rc rc = ac_query_commitments(cli->nb, &f, one_commitment, &c, &cli->err);

    if (rc != AC_OK || c.n == 0)
        return rc;
    *out_any = true;
    ac_out(cli, ac_plural(AC_ATTN "!" AC_END " %zu clash, nothing lost:", AC_ATTN "!" AC_END " %zu clashes, nothing lost:", c.n), c.n);
    for (size_t i = 0; i < c.n && i < CLASHES_SHOWN; i++)
        ac_out(cli, "%s " AC_REF "accord resolve %s" AC_END, i > 0 ? "," : "", c.refs[i]);
    ac_out(cli, "%s\n", c.n > CLASHES_SHOWN ? ", ... accord list --state clash" : "");
    return AC_OK;
}

static ac_rc print_about(ac_cli *cli, const ac_looking *look, const ac_partnership *p, bool *io_attention)
{
    ac_attention attention = { 0 };
    int64_t unsent = 0;
    ac_rc rc = print_clashes(cli, look, p, io_attention);

    if (rc == AC_OK)
        rc = ac_attention_of(cli, p, &attention);
    if (rc == AC_OK)
        rc = ac_unsent(cli, p, &unsent);
    if (rc == AC_OK) {
        ac_attention_print(cli, &attention, true);
        ac_attention_print(cli, &attention, false);
        if (unsent > 0)
            ac_out(cli,
                   ac_plural("- %lld record saved here, not sent to anybody: " AC_REF "accord sync" AC_END ", or by file " AC_REF
                             "accord export --to FILE" AC_END "\n",
                             "- %lld records saved here, not sent to anybody: " AC_REF "accord sync" AC_END ", or by file " AC_REF
                             "accord export --to FILE" AC_END "\n", (unsigned long)unsent),
                   (long long)unsent);
    }
    *io_attention = *io_attention || ac_attention_presses(&attention);
    ac_attention_free(&attention);
    return rc;
}

static ac_rc print_partnership(ac_cli *cli, const ac_looking *look, const ac_partnership *p, bool *io_attention)
{
    ac_partner_row *rows = NULL;
    size_t n = 0;
    bool is_screen = ac_cli_form(cli) == AC_TABLE_SCREEN;
    ac_table *t = is_screen ? ac_table_new(on_screen, 5) : ac_table_new(in_cells, 9);
    ac_rc rc = t != NULL ? ac_query_partners(cli->nb, p->space, &rows, &n, &cli->err) : ac_fail(&cli->err, AC_ENOMEM, "out of memory");

    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        *io_attention = *io_attention || (!rows[i].is_verified && strcmp(rows[i].standing, "member") == 0);
        if (cli->json)
            rc = print_json(cli, p, &rows[i]);
        else
            in_a_row(cli, look, p, &rows[i], t);
    }
    if (rc == AC_OK && is_screen && look->n > 1)
        ac_out(cli, "%s · %s\n", p->code, p->title);
    if (rc == AC_OK && is_screen && n == 0)
        ac_out(cli, "No partner yet: " AC_REF "accord invite --file FILE" AC_END "\n");
    if (rc == AC_OK && !cli->json && n > 0 && !ac_table_print(t, &cli->out, ac_cli_form(cli), 0))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    free(rows);
    ac_table_free(t);
    if (rc == AC_OK && is_screen)
        rc = print_about(cli, look, p, io_attention);
    return rc;
}

ac_rc ac_cmd_status(ac_cli *cli)
{
    ac_attention whole = { 0 };
    ac_looking look;
    bool attention = false;
    ac_rc rc = ac_look_open(&look, cli);

    if (rc != AC_OK)
        return rc;
    if (look.n == 0)
        ac_out(cli, "No partnership yet: " AC_REF "accord partnership start" AC_END " or " AC_REF "accord join FILE" AC_END "\n");
    for (size_t i = 0; rc == AC_OK && i < look.n; i++) {
        if (i > 0 && ac_cli_form(cli) == AC_TABLE_SCREEN)
            ac_out(cli, "\n");
        rc = print_partnership(cli, &look, &look.list[i], &attention);
    }
    if (rc == AC_OK)
        rc = ac_attention_whole(cli, &whole);
    if (rc == AC_OK && ac_cli_form(cli) == AC_TABLE_SCREEN) {
        ac_attention_print(cli, &whole, true);
        ac_attention_print(cli, &whole, false);
    }
    attention = attention || ac_attention_presses(&whole);
    ac_attention_free(&whole);
    ac_look_close(&look);
    return rc == AC_OK && attention && ac_opt_flag(cli, "exit-code") ? AC_EATTENTION : rc;
}
