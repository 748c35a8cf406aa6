/* cmd_log.c - the signed history, newest last, all of it or narrowed; with --new what came since the user last looked. */
#include "cli/cmds.h"
#include "cli/look.h"
#include "cli/looked.h"
#include "cli/narrow.h"
#include "cli/say.h"
#include "cli/show.h"
#include "core/kind.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT_MAX 1000000

typedef struct {
    ac_cli *cli;
    ac_looking look;
    bool is_all, is_full, is_new, is_narrow, with_own, of_record;
    ac_n *numbers;    /* --limit: which to show, the newest N in a ring; else NULL */
    size_t limit, seen;
    ac_looked looked;   /* --new */
    ac_narrow narrow;
    ac_table *table;
    bool any_partner; /* times of others were shown */
    size_t shown;
    ac_rc rc;
} logging;

static const ac_column on_screen[] = { { .role = AC_DIM }, { 0 }, { 0 }, { .role = AC_REF }, { 0 } };
static const ac_column in_cells[] = { { .title = "written" }, { .title = "org" },  { .title = "laptop" }, { .title = "kind" },
                                      { .title = "ref" },     { .title = "seq" },  { .title = "id" },     { .title = "why-not" },
                                      { .title = "partnership" }, { .title = "text" } };

static bool is_of_this_laptop(const logging *l, const ac_held *held)
{
    ac_device device;

    return ac_history_branch_device(ac_notebook_history(l->cli->nb), held->branch, &device, NULL) == AC_OK &&
           ac_device_eq(device, ac_notebook_me(l->cli->nb)->device);
}

static bool is_meant(logging *l, const ac_held *held)
{
    bool fits = true;

    if (!l->of_record && ac_look_partnership(&l->look, held->space) == NULL && !l->with_own)
        return false;
    if (!l->of_record && l->is_new && (is_of_this_laptop(l, held) || !ac_looked_is_new(&l->looked, held)))
        return false;
    if (!l->is_all && !l->cli->json && ac_say_is_small(held->kind))
        return false;
    if (l->is_narrow && l->rc == AC_OK)
        l->rc = ac_query_fits(l->cli->nb, held, &l->narrow.by, &fits, &l->cli->err);
    return fits && l->rc == AC_OK;
}

static bool put_json(logging *l, const ac_change_row *row)
{
    if (!ac_change_json(l->cli, ac_look_partnership(&l->look, row->held.space), row))
        l->rc = ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
    return l->rc == AC_OK;
}

static void in_a_row(logging *l, const ac_change_row *row, const char *gist, const char *done)
{
    char when[AC_DATE_SAID_SIZE], who[64], ref[AC_LOOK_REF_SIZE], id[AC_HEX_SIZE];
    ac_buf text = { 0 };

    ac_look_ref(&l->look, row->held.space, row->ref, ref);
    ac_hex(id, row->held.id.b, 32);
    if (ac_cli_form(l->cli) == AC_TABLE_SCREEN) {
        ac_say_when(l->cli, row->held.written_ms, when);
        snprintf(who, sizeof who, "%s %s", row->org[0] != '\0' ? row->org : "?", row->number);
        if (row->why_not[0] != '\0')
            ac_buf_printf(&text, _("[without effect: %s] "), ac_say_why(row->why_not));
        if (row->held.flags & AC_HELD_CONTESTED)
            ac_buf_str(&text, _("[contested] "));
        if (l->is_full)
            ac_buf_printf(&text, "%s %llu ", id, (unsigned long long)row->held.seq);
        ac_buf_str(&text, gist);
        ac_table_row(l->table, (const char *const[]){ when, who, done, ref, ac_buf_text(&text) });
        if (row->why_not[0] != '\0')
            ac_table_mark(l->table, 4, AC_DIM);
    } else {
        char seq[24], written[24];
        const ac_partnership *p = ac_look_partnership(&l->look, row->held.space);
        snprintf(seq, sizeof seq, "%llu", (unsigned long long)row->held.seq);
        snprintf(written, sizeof written, "%lld", (long long)row->held.written_ms);
        ac_table_row(l->table, (const char *const[]){ written, row->org, row->number, row->kind, ref, seq, id, row->why_not,
                                                      p != NULL ? p->code : "", gist });
    }
    ac_buf_free(&text);
}

static bool one_change(void *ctx, const ac_change_row *row)
{
    logging *l = ctx;
    ac_buf gist = { 0 }, done = { 0 };

    if (l->is_new && (l->with_own || ac_look_partnership(&l->look, row->held.space) != NULL))
        ac_looked_see(&l->looked, &row->held); /* what is not shown of it, its kind is not for people */
    if (!is_meant(l, &row->held))
        return true;
    l->shown++;
    l->any_partner = l->any_partner || strcmp(row->org, l->look.me) != 0;
    if (l->cli->json)
        return put_json(l, row);
    l->rc = ac_say_gist(l->cli, &row->held, &gist, &l->cli->err);
    if (l->rc == AC_OK)
        l->rc = ac_say_done_of(l->cli, &row->held, &done, &l->cli->err);
    if (l->rc == AC_OK)
        in_a_row(l, row, ac_buf_text(&gist), ac_buf_text(&done));
    ac_buf_free(&done);
    ac_buf_free(&gist);
    return l->rc == AC_OK;
}

/* --- the newest N --- */

static bool count_one(void *ctx, const ac_change_row *row)
{
    logging *l = ctx;

    if (is_meant(l, &row->held))
        l->numbers[l->seen++ % l->limit] = row->held.n;
    return true;
}

/* Where the newest N begin: looked for from the end, in windows that grow until N are in one. */
static ac_rc find_first(logging *l, int space, ac_n record, ac_n after, ac_n *out)
{
    ac_n newest = 0, window = (ac_n)l->limit * 2 + 64;
    ac_space_info *spaces = NULL;
    size_t n = 0;
    ac_rc rc = ac_history_spaces(ac_notebook_history(l->cli->nb), &spaces, &n, &l->cli->err);

    for (size_t i = 0; i < n; i++)
        newest = spaces[i].newest > newest ? spaces[i].newest : newest;
    free(spaces);
    l->numbers = rc == AC_OK ? calloc(l->limit, sizeof *l->numbers) : NULL;
    if (rc == AC_OK && l->numbers == NULL)
        return ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
    *out = after;
    for (bool found = false; rc == AC_OK && !found; window *= 4) {
        ac_n from = newest - window > after ? newest - window : after;
        l->seen = 0;
        rc = ac_query_changes(l->cli->nb, space, record, from, count_one, l, &l->cli->err);
        found = l->seen >= l->limit || from == after;
        if (rc == AC_OK && found && l->seen > l->limit)
            *out = l->numbers[l->seen % l->limit] - 1;
        else if (rc == AC_OK && found && l->seen == l->limit)
            *out = l->numbers[0] - 1;
    }
    return rc;
}

/* --- since the user last looked --- */

/* Looking never writes, but --new keeps where it stopped. */
static ac_rc open_for_new(ac_cli *cli)
{
    ac_notebook_close(cli->nb);
    cli->nb = NULL;
    return ac_cli_open(cli, AC_NEEDS_WRITE);
}

static ac_rc show_changes(logging *l, int space, ac_n record, ac_n after)
{
    ac_rc rc = AC_OK;

    if (!l->cli->json) {
        l->table = ac_cli_form(l->cli) == AC_TABLE_SCREEN ? ac_table_new(on_screen, 5) : ac_table_new(in_cells, 10);
        if (l->table == NULL)
            return ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
    }
    if (l->limit > 0)
        rc = find_first(l, space, record, after, &after);
    if (rc == AC_OK)
        rc = ac_query_changes(l->cli->nb, space, record, after, one_change, l, &l->cli->err);
    if (rc == AC_OK)
        rc = l->rc;
    if (rc == AC_OK && l->table != NULL && !ac_table_print(l->table, &l->cli->out, ac_cli_form(l->cli), 0))
        rc = ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
    return rc;
}

static ac_rc run(logging *l)
{
    ac_cli *cli = l->cli;
    ac_record_ref record = { 0 };
    int64_t limit = 0;
    bool has_limit;
    ac_rc rc = ac_opt_int(cli, "limit", 1, LIMIT_MAX, &limit, &has_limit);

    if (rc == AC_OK && ac_arg(cli, 0) != NULL)
        rc = ac_cli_record(cli, ac_arg(cli, 0), AC_RECORD_ANY, &record);
    if (rc == AC_OK)
        rc = ac_narrow_read(&l->look, &l->narrow);
    l->is_narrow = ac_narrow_is_set(&l->narrow);
    if (rc == AC_OK && l->is_new && l->is_narrow)
        rc = ac_fail(&cli->err, AC_EUSAGE, "--new shows everything that came since you last looked: nothing that narrows it beside it");
    if (rc == AC_OK && l->is_new)
        rc = ac_looked_read(&l->looked, cli);
    if (rc != AC_OK)
        return rc;
    l->limit = (size_t)limit;
    l->of_record = record.n != 0;
    rc = show_changes(l, record.n == 0 && l->look.n == 1 && !l->with_own ? l->look.list[0].space : -1, record.n,
                      l->is_new ? ac_looked_least(&l->looked) : 0);
    if (rc == AC_OK && l->shown == 0 && !cli->json && !cli->plain)
        ac_talk(cli, l->is_new ? "Nothing new since you last looked.\n" : l->is_narrow ? "Nothing fits.\n" : "Nothing yet.\n");
    if (rc == AC_OK && l->any_partner && l->shown > 0 && ac_cli_form(cli) == AC_TABLE_SCREEN)
        ac_out(cli, AC_DIM "times: by the clock of who wrote it" AC_END "\n");
    if (rc == AC_OK && l->is_new)
        rc = ac_looked_keep(&l->looked, cli);
    return rc;
}

ac_rc ac_cmd_log(ac_cli *cli)
{
    logging l = { .cli = cli, .is_all = ac_opt_flag(cli, "all"), .is_full = ac_opt_flag(cli, "full"),
                  .is_new = ac_opt_flag(cli, "new") };
    ac_rc rc = AC_OK;

    if (l.is_new && (ac_arg(cli, 0) != NULL || ac_opt(cli, "limit") != NULL))
        return ac_fail(&cli->err, AC_EUSAGE, "--new shows everything that came since you last looked: no REF and no --limit beside it");
    if (l.is_new)
        rc = open_for_new(cli);
    if (rc == AC_OK)
        rc = ac_look_open(&l.look, cli);
    if (rc != AC_OK)
        return rc;
    l.with_own = cli->partnership == NULL && (l.is_all || l.is_new);
    rc = run(&l);
    free(l.numbers);
    ac_looked_free(&l.looked);
    ac_table_free(l.table);
    ac_look_close(&l.look);
    return rc;
}
