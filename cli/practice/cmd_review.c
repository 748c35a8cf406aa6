/* cmd_review.c - review: one of the five ways of asking whether the partnership works; a sheet for each partner. */
#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/practice/pack.h"
#include "cli/practice/record.h"
#include "core/lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Options of the round itself; what else is given belongs on our sheet. */
static const char *const of_round[] = { "title", "from", "until", "date", "findings", "conclusion" };

static bool has_round_flags(const ac_cli *cli)
{
    bool any = ac_opt_flag(cli, "close");

    for (size_t i = 0; i < sizeof of_round / sizeof *of_round; i++)
        any = any || ac_opt_count(cli, of_round[i]) > 0;
    return any;
}

static bool has_sheet_flags(const ac_cli *cli)
{
    bool any = ac_opt_count(cli, "message") > 0 || ac_opt_count(cli, "cost") > 0;

    for (const ac_field *f = ac_type_sheet.fields; f->name != NULL; f++)
        any = any || (ac_args_takes(cli->args, f->name) && ac_opt_count(cli, f->name) > 0);
    return any;
}

static const ac_flag_of round_flags[] = { { "text", "findings" }, { "state", "-" }, { "kind", "-" }, { NULL, NULL } };
static const ac_flag_of sheet_flags[] = { { "text", "message" }, { "amount", "cost" }, { "currency", "-" }, { NULL, NULL } };

static ac_rc change_round(ac_cli *cli, const char *typed)
{
    ac_recording r;
    ac_rc rc = ac_recording_edit(&r, cli, &ac_type_review, round_flags, typed);

    if (rc == AC_OK)
        rc = ac_recording_options(&r);
    if (rc == AC_OK && ac_opt_flag(cli, "close"))
        rc = ac_recording_put(&r, "state", "closed");
    if (rc == AC_OK)
        rc = ac_recording_keep(&r);
    ac_recording_free(&r);
    return rc;
}

/* --- our sheet --- */

typedef struct {
    const char *me;
    ac_n n;
} own_sheet;

static bool one_sheet(void *ctx, const ac_entry *e)
{
    own_sheet *s = ctx;

    if (strcmp(e->org, s->me) == 0)
        s->n = e->n;
    return s->n == 0;
}

static ac_rc fill_sheet(ac_cli *cli, const char *typed, const ac_entry *review, ac_n mine)
{
    ac_recording r = { .cli = cli };
    ac_entry *sheet;
    ac_rc rc = AC_OK;

    if (ac_entry_has_code(review, "state", "closed"))
        return ac_fail(&cli->err, AC_ESTATE, "%s is closed: sheets are not changed any more. What you think now goes into a reflection: accord note --about %s", typed, typed);
    if (mine != 0) {
        rc = ac_entry_open(&sheet, cli->nb, mine, &cli->err);
        if (rc == AC_OK)
            rc = ac_recording_of(&r, cli, sheet_flags, sheet);
    } else {
        rc = ac_recording_begin(&r, cli, &ac_type_sheet, sheet_flags, false);
        if (rc == AC_OK)
            rc = ac_recording_about(&r, typed);
    }
    if (rc == AC_OK)
        rc = ac_recording_options(&r);
    if (rc == AC_OK && !has_sheet_flags(cli))
        rc = ac_recording_ask(&r);
    if (rc == AC_OK)
        rc = ac_recording_keep(&r);
    ac_recording_free(&r);
    return rc;
}

/* --- the command --- */

static ac_rc begin_round(ac_cli *cli, const char *kind)
{
    ac_recording r;
    ac_rc rc;

    if (has_sheet_flags(cli) || ac_opt_flag(cli, "close"))
        return ac_fail(&cli->err, AC_EUSAGE, "say which review, by its reference: accord list reviews");
    rc = ac_recording_begin(&r, cli, &ac_type_review, round_flags, false);
    if (rc == AC_OK && kind != NULL)
        rc = ac_recording_put(&r, "kind", kind);
    if (rc == AC_OK)
        rc = ac_recording_options(&r);
    if (rc == AC_OK)
        rc = ac_recording_ask(&r);
    if (rc == AC_OK)
        rc = ac_recording_keep(&r);
    if (rc == AC_OK)
        ac_out(cli, "  Each partner fills in a sheet of its own: " AC_REF "accord review %s -m TEXT --verdict continue" AC_END "\n", r.ref);
    ac_recording_free(&r);
    return rc;
}

static ac_rc on_review(ac_cli *cli, const char *typed)
{
    ac_record_ref ref;
    ac_entry *review = NULL;
    ac_entry_filter f = { .type = "sheet" };
    own_sheet own = { .me = ac_notebook_me(cli->nb)->code };
    ac_rc rc = ac_cli_record(cli, typed, AC_RECORD_ENTRY, &ref);

    if (rc == AC_OK)
        rc = ac_entry_open(&review, cli->nb, ref.n, &cli->err);
    if (rc == AC_OK && review->known != &ac_type_review)
        rc = ac_fail(&cli->err, AC_EREF, "%s is no review", ref.ref);
    f.space = ref.space;
    f.belongs = ref.n;
    if (rc == AC_OK)
        rc = ac_entries(cli->nb, &f, one_sheet, &own, &cli->err);
    if (rc == AC_OK && (has_sheet_flags(cli) || (own.n == 0 && ac_can_ask(cli) && !ac_entry_has_code(review, "state", "closed"))))
        rc = fill_sheet(cli, typed, review, own.n);
    else if (rc == AC_OK)
        rc = ac_pack_review(cli, review);
    ac_entry_close(review);
    return rc;
}

ac_rc ac_cmd_review(ac_cli *cli)
{
    const char *typed = ac_arg(cli, 0);

    if (ac_opt_flag(cli, "pack")) {
        if (typed != NULL || has_round_flags(cli) || has_sheet_flags(cli))
            return ac_fail(&cli->err, AC_EUSAGE, "--pack stands alone: it lays out what all five ways of reviewing need");
        return ac_pack_all(cli);
    }
    if (!ac_recording_is_ref(cli, typed))
        return begin_round(cli, typed);
    if (has_round_flags(cli) && has_sheet_flags(cli))
        return ac_fail(&cli->err, AC_EUSAGE, "first the round, then your sheet: --title, --findings and the like in another command");
    return has_round_flags(cli) ? change_round(cli, typed) : on_review(cli, typed);
}
