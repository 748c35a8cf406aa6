/* cmd_draft.c - drafts: list, show, edit, sign and drop what was begun and not signed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/drafting.h"
#include "cli/practice/drafted.h"
#include "cli/signing.h"
#include "cli/terms.h"
#include "cli/whom.h"
#include "core/kind.h"

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

/* --- which one --- */

typedef struct {
    int64_t n; /* of the draft; 0: a kept text */
    int text;
} which;

static ac_rc which_of(ac_cli *cli, const char *typed, which *out)
{
    const char *digits = strncmp(typed, "text-", 5) == 0 ? typed + 5 : typed;
    size_t n = strspn(digits, "0123456789");
    ac_rc rc;

    *out = (which){ 0 };
    if (n == 0 || digits[n] != '\0' || n > 15 || (digits != typed && n > 4)) {
        rc = ac_fail(&cli->err, AC_EREF, "\"%.40s\" is no draft: drafts are named by their number, as 3 (or text-2, a text from the editor)", typed);
        return ac_hint(&cli->err, rc, "accord draft list");
    }
    if (digits != typed)
        out->text = atoi(digits);
    else
        out->n = atoll(digits);
    return AC_OK;
}

/* --- list --- */

typedef struct {
    ac_looking *look;
    ac_table *table;
    ac_rc rc;
    size_t n;
} listing;

static void first_line(ac_buf *out, const char *text)
{
    ac_buf_put(out, text, strcspn(text, "\n"));
}

static bool list_one(void *ctx, const ac_draft *d)
{
    listing *l = ctx;
    ac_cli *cli = l->look->cli;
    char number[24], day[AC_DATE_SAID_SIZE];
    const char *where = ac_draft_where(l->look, d);
    ac_buf what = { 0 }, gist = { 0 };

    if (cli->partnership != NULL && where[0] == '\0')
        return true; /* of another one, or our own */
    l->n++;
    if (cli->json) {
        l->rc = ac_draft_json(l->look, d, false);
        return l->rc == AC_OK;
    }
    snprintf(number, sizeof number, "%lld", (long long)d->n);
    if (cli->plain || cli->csv)
        ac_date_iso(day, ac_date_of_ms(d->changed_ms));
    else
        ac_look_day(cli, d->changed_ms, day);
    first_line(&gist, ac_draft_gist(d));
    l->rc = ac_draft_what(l->look, d, &what);
    if (l->rc == AC_OK)
        ac_table_row(l->table, (const char *const[]){ number, day, ac_buf_text(&what), where[0] != '\0' ? where : _("private"), ac_buf_text(&gist) });
    ac_buf_free(&what);
    ac_buf_free(&gist);
    return l->rc == AC_OK;
}

static ac_rc text_json(ac_cli *cli, const ac_kept_text *t, const char *name, const char *text)
{
    ac_jsonl j;

    ac_json_line(cli, &j, "accord.kept-text/1");
    ac_jsonl_str(&j, "draft", name);
    ac_jsonl_str(&j, "file", t->path);
    ac_jsonl_int(&j, "changed_ms", t->kept_ms);
    ac_jsonl_str(&j, "text", text);
    return ac_jsonl_end(&j) ? AC_OK : no_memory(cli);
}

static ac_rc list_text(listing *l, const ac_kept_text *t)
{
    ac_cli *cli = l->look->cli;
    char number[24], day[AC_DATE_SAID_SIZE];
    ac_buf text = { 0 }, gist = { 0 };
    ac_rc rc = ac_kept_text_read(cli, t->n, &text);

    first_line(&gist, ac_buf_text(&text));
    snprintf(number, sizeof number, "text-%d", t->n);
    if (rc == AC_OK && cli->json) {
        rc = text_json(cli, t, number, ac_buf_text(&gist));
    } else if (rc == AC_OK) {
        if (cli->plain || cli->csv)
            ac_date_iso(day, ac_date_of_ms(t->kept_ms));
        else
            ac_look_day(cli, t->kept_ms, day);
        ac_table_row(l->table, (const char *const[]){ number, day, _("a text that was not saved"), _("private"), ac_buf_text(&gist) });
    }
    ac_buf_free(&text);
    ac_buf_free(&gist);
    return rc;
}

ac_rc ac_cmd_draft_list(ac_cli *cli)
{
    static const ac_column columns[] = { { .title = N_("draft"), .role = AC_REF }, { .title = N_("changed") }, { .title = N_("for") },
                                         { .title = N_("where") }, { .title = N_("text") } };
    ac_looking look;
    listing l = { .look = &look, .table = ac_table_new(columns, 5) };
    ac_kept_text *texts = NULL;
    size_t ntexts = 0;
    ac_rc rc = ac_look_open(&look, cli);

    if (rc == AC_OK && l.table == NULL)
        rc = no_memory(cli);
    if (rc == AC_OK)
        rc = ac_drafts_each(cli->nb, list_one, &l, &cli->err);
    if (rc == AC_OK)
        rc = l.rc;
    if (rc == AC_OK && cli->partnership == NULL)
        rc = ac_kept_texts(cli, &texts, &ntexts);
    for (size_t i = 0; rc == AC_OK && i < ntexts; i++)
        rc = list_text(&l, &texts[i]);
    if (rc == AC_OK && l.n + ntexts == 0 && !cli->plain && !cli->csv)
        ac_out(cli, "No drafts. With " AC_REF "--draft" AC_END " a promise, a note and most others are kept as one.\n");
    else if (rc == AC_OK && !cli->json && !ac_table_print(l.table, &cli->out, ac_cli_form(cli), 0))
        rc = no_memory(cli);
    if (rc == AC_OK && ntexts > 0 && !cli->plain && !cli->csv)
        ac_out(cli, "A text that was not saved becomes a draft again by: " AC_REF "accord draft edit text-%d" AC_END "\n", texts[0].n);
    ac_kept_texts_free(texts, ntexts);
    ac_table_free(l.table);
    ac_look_close(&look);
    return rc;
}

/* --- show --- */

static ac_rc say_head(ac_looking *look, const ac_screen *screen, const ac_draft *d)
{
    char when[AC_DATE_SAID_SIZE];
    const char *where = ac_draft_where(look, d);
    ac_buf what = { 0 };
    ac_rc rc = ac_draft_what(look, d, &what);

    ac_time_said(when, d->changed_ms, look->cli->today);
    if (rc == AC_OK && where[0] != '\0')
        ac_print(screen, "Draft %lld: %s, for %s, changed %s\n", (long long)d->n, ac_buf_text(&what), where, when);
    else if (rc == AC_OK)
        ac_print(screen, "Draft %lld: %s, private, changed %s\n", (long long)d->n, ac_buf_text(&what), when);
    ac_buf_free(&what);
    return rc;
}

static ac_rc show_text(ac_cli *cli, int n)
{
    ac_kept_text *texts = NULL;
    ac_buf text = { 0 };
    size_t ntexts = 0;
    char name[24];
    ac_rc rc = ac_kept_text_read(cli, n, &text);

    if (rc == AC_OK)
        rc = ac_kept_texts(cli, &texts, &ntexts);
    snprintf(name, sizeof name, "text-%d", n);
    if (rc == AC_OK && !cli->json)
        ac_print_body(&cli->out, 0, ac_buf_text(&text));
    for (size_t i = 0; rc == AC_OK && cli->json && i < ntexts; i++)
        if (texts[i].n == n)
            rc = text_json(cli, &texts[i], name, ac_buf_text(&text));
    ac_kept_texts_free(texts, ntexts);
    ac_buf_free(&text);
    return rc;
}

ac_rc ac_cmd_draft_show(ac_cli *cli)
{
    which w;
    ac_looking look = { 0 };
    ac_draft d = { 0 };
    ac_rc rc = which_of(cli, ac_arg(cli, 0), &w);

    if (rc == AC_OK && w.n == 0)
        return show_text(cli, w.text);
    if (rc == AC_OK)
        rc = ac_draft_get(cli->nb, w.n, &d, &cli->err);
    if (rc == AC_OK)
        rc = ac_look_open(&look, cli);
    if (rc == AC_OK && cli->json)
        rc = ac_draft_json(&look, &d, true);
    else if (rc == AC_OK)
        rc = say_head(&look, &cli->out, &d);
    if (rc == AC_OK && !cli->json)
        rc = ac_draft_print(&look, &cli->out, &d);
    ac_look_close(&look);
    ac_draft_free(&d);
    return rc;
}

/* --- edit --- */

/* Is anything typed that the command itself understands? */
static bool has_own_words(const ac_cli *cli)
{
    size_t n = 0;

    while (ac_globals[n].name != NULL)
        n++;
    for (size_t i = 0; i < cli->args->ngiven; i++) {
        bool is_global = false;
        for (size_t k = 0; k < n; k++)
            is_global = is_global || cli->args->given[i].option == &ac_globals[k];
        if (!is_global)
            return true;
    }
    return ac_nargs(cli) > 0;
}

static ac_rc say_changed(ac_cli *cli, const ac_draft *d)
{
    ac_looking look;
    ac_rc rc;

    if (!cli->json) {
        ac_out(cli, AC_GOOD "✓" AC_END " Draft %lld changed. When it is ready: " AC_REF "accord draft sign %lld" AC_END "\n",
               (long long)d->n, (long long)d->n);
        return AC_OK;
    }
    rc = ac_look_open(&look, cli);
    if (rc == AC_OK)
        rc = ac_draft_json(&look, d, false);
    ac_look_close(&look);
    return rc;
}

static ac_rc change_entry(ac_cli *cli, const ac_draft *d)
{
    const ac_type *type;
    ac_rc rc = ac_drafted_type(cli, d, &type);

    return rc == AC_OK ? ac_drafted_change(cli, ac_practice_flags(d->command, type)) : rc;
}

/* By the command that began it, as if it were typed again with what it says already. */
static ac_rc edit_by_options(ac_cli *cli, const ac_draft *d)
{
    ac_rc rc;

    if (ac_nargs(cli) > 0 && ac_command_find(d->command)->args_max < 1) {
        rc = ac_fail(&cli->err, AC_EUSAGE, "\"%s\" is one word too many: accord %s takes options only", ac_arg(cli, 0), d->command);
        return ac_hint(&cli->err, rc, "accord help %s", d->command);
    }
    cli->drafted = d;
    rc = ac_drafted_is_entry(d) ? change_entry(cli, d) : cli->args->command->run(cli);
    cli->drafted = NULL;
    return rc;
}

static ac_rc edit_draft(ac_cli *cli, int64_t n)
{
    ac_draft d = { 0 };
    const ac_command *command;
    ac_rc rc = ac_draft_get(cli->nb, n, &d, &cli->err);

    if (rc != AC_OK)
        return rc;
    command = ac_command_find(d.command);
    if (command == NULL || !ac_command_drafts(command))
        rc = ac_fail(&cli->err, AC_ENEWER, "draft %lld was begun by \"accord %s\", which this version does not know", (long long)n, d.command);
    if (rc == AC_OK)
        rc = ac_args_turn(cli->args, command, &cli->err);
    if (rc == AC_OK && has_own_words(cli)) {
        rc = edit_by_options(cli, &d);
    } else if (rc == AC_OK && !ac_can_ask(cli)) {
        rc = ac_fail(&cli->err, AC_EUSAGE, "say what changes, by the options of accord %s (without any, the editor opens on a terminal)", d.command);
        ac_hint(&cli->err, rc, "accord help %s", d.command);
    } else if (rc == AC_OK) {
        rc = ac_draft_form(cli, &d);
        if (rc == AC_OK)
            rc = ac_draft_put(cli->nb, &d, &cli->err);
        if (rc == AC_OK)
            rc = say_changed(cli, &d);
    }
    ac_draft_free(&d);
    return rc;
}

/* A text that was not saved becomes the draft of a private reflection: from there on nothing is lost. */
static ac_rc take_text(ac_cli *cli, int n)
{
    ac_buf text = { 0 };
    ac_rc rc = ac_kept_text_read(cli, n, &text);

    if (rc == AC_OK && !ac_utf8_valid(text.p, text.len))
        rc = ac_fail(&cli->err, AC_EUSAGE, "text-%d holds letters that are no UTF-8: open the file and save it as UTF-8 first", n);
    if (rc == AC_OK)
        rc = ac_args_turn(cli->args, ac_command_find("note"), &cli->err);
    if (rc == AC_OK)
        rc = ac_note_draft(cli, &text);
    if (rc == AC_EDRAFT && ac_kept_text_drop(cli, n) != AC_OK)
        ac_warn(cli, "text-%d could not be removed; it is a draft now all the same\n", n);
    ac_buf_free(&text);
    return rc;
}

ac_rc ac_cmd_draft_edit(ac_cli *cli)
{
    which w;
    ac_rc rc = which_of(cli, ac_arg(cli, 0), &w);

    return rc != AC_OK ? rc : w.n != 0 ? edit_draft(cli, w.n) : take_text(cli, w.text);
}

/* --- drop --- */

ac_rc ac_cmd_draft_drop(ac_cli *cli)
{
    which w;
    ac_looking look = { 0 };
    ac_draft d = { 0 };
    bool yes = false;
    ac_rc rc = which_of(cli, ac_arg(cli, 0), &w);

    if (rc == AC_OK && w.n != 0)
        rc = ac_draft_get(cli->nb, w.n, &d, &cli->err);
    if (rc == AC_OK && w.n != 0 && !cli->yes && ac_can_ask(cli)) {
        rc = ac_look_open(&look, cli);
        if (rc == AC_OK)
            rc = say_head(&look, &cli->talk, &d);
        if (rc == AC_OK)
            ac_print(&cli->talk, "   %s\n", ac_draft_gist(&d));
        ac_look_close(&look);
    }
    if (rc == AC_OK)
        rc = ac_ask_yes(cli, "Drop it? It cannot be brought back", "--yes", &yes);
    if (rc == AC_OK && !yes) {
        ac_out(cli, "Nothing was dropped.\n");
    } else if (rc == AC_OK && w.n == 0) {
        rc = ac_kept_text_drop(cli, w.text);
        if (rc == AC_OK)
            ac_out(cli, AC_GOOD "✓" AC_END " text-%d is gone.\n", w.text);
    } else if (rc == AC_OK) {
        rc = ac_draft_drop(cli->nb, w.n, &cli->err);
        if (rc == AC_OK)
            ac_out(cli, AC_GOOD "✓" AC_END " Draft %lld is gone. No other draft gets its number.\n", (long long)w.n);
    }
    ac_draft_free(&d);
    return rc;
}

/* --- sign --- */

/* What a draft may lack and a signed text may not. */
static ac_rc check_whole(ac_cli *cli, const ac_draft *d)
{
    int orgs[AC_CITES_MAX];
    size_t n;
    ac_rc rc = ac_draft_parties(cli, d, orgs, &n);

    if (rc == AC_OK && n > 0) { /* who was a partner when it was begun may have left */
        rc = ac_whom_check(cli, d->space, orgs, n);
        if (rc != AC_OK)
            rc = ac_wrap(&cli->err, rc == AC_EUSAGE ? AC_ESTATE : rc, "draft %lld stays a draft", (long long)d->n);
    }
    if (rc != AC_OK || d->kind != AC_KIND_PROPOSE)
        return rc;
    if (n < 2) {
        rc = ac_fail(&cli->err, AC_EUSAGE, "draft %lld does not say to whom it is promised", (long long)d->n);
        return ac_hint(&cli->err, rc, "accord draft edit %lld --to CODE", (long long)d->n);
    }
    if (ac_json_str(d->facts, "due") == NULL) {
        rc = ac_fail(&cli->err, AC_EUSAGE, "draft %lld does not say when it will be done", (long long)d->n);
        return ac_hint(&cli->err, rc, "accord draft edit %lld --due DATE", (long long)d->n);
    }
    return ac_terms_check(cli, &(ac_terms){ d->facts, d->words }, n - 1);
}

static ac_rc warn(ac_cli *cli, const ac_looking *look, const ac_draft *d)
{
    int orgs[AC_CITES_MAX];
    size_t n;
    ac_rc rc = ac_draft_parties(cli, d, orgs, &n);

    if (rc == AC_OK && n > 0)
        rc = ac_warn_unverified(cli, d->space, orgs, n);
    if (rc == AC_OK && ac_draft_where(look, d)[0] != '\0')
        ac_words_warn(cli, d->words);
    if (rc == AC_OK && ac_kind_is_text(d->kind)) /* it may have waited for weeks */
        ac_terms_hints(cli, &(ac_terms){ d->facts, d->words }, _("the others"));
    return rc;
}

static ac_rc say_entry(ac_cli *cli, const ac_draft *d, const char *ref, const char *typed, const ac_id *id)
{
    const ac_type *type = NULL;
    ac_rc rc = ac_drafted_type(cli, d, &type);
    const char *label = type != NULL ? _(type->label) : "";

    if (rc != AC_OK)
        return rc;
    if (cli->json) {
        ac_jsonl j;
        ac_json_line(cli, &j, "accord.entry/1");
        ac_jsonl_str(&j, "ref", ref);
        ac_jsonl_hex(&j, "id", id->b, 32);
        ac_jsonl_str(&j, "type", type != NULL ? type->name : "");
        return ac_jsonl_end(&j) ? AC_OK : no_memory(cli);
    }
    if (d->kind == AC_KIND_CREATE)
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " %s. Draft %lld was signed, and is gone.\n", typed, label, (long long)d->n);
    else
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " changed: %s. Draft %lld was signed, and is gone.\n", typed, label, (long long)d->n);
    return AC_OK;
}

/* The record that was written to, and how it stands. */
static ac_rc say_signed(ac_cli *cli, const ac_draft *d, const ac_id *id)
{
    char ref[AC_REF_SIZE], typed[AC_LOOK_REF_SIZE];
    ac_id record = ac_id_is_zero(d->record) ? *id : d->record;
    ac_held held;
    ac_rc rc = ac_history_find(ac_notebook_history(cli->nb), d->space, &record, &held, &cli->err);

    if (rc == AC_OK)
        rc = ac_query_ref_of(cli->nb, held.n, ref, &cli->err);
    if (rc == AC_OK)
        rc = ac_typed_ref(cli, d->space, ref, typed);
    if (rc != AC_OK)
        return rc;
    if (ac_drafted_is_entry(d))
        return say_entry(cli, d, ref, typed, id);
    ac_deed_json(cli, d->kind == AC_KIND_PROPOSE ? "accord.commitment/1" : d->kind == AC_KIND_NOTE || d->kind == AC_KIND_ADDENDUM ? "accord.note/1"
                                                                                                                           : "accord.change/1", ref, id);
    switch (d->kind) {
    case AC_KIND_NOTE:
        return ac_note_said(cli, d->space, ref);
    case AC_KIND_ADDENDUM:
        ac_out(cli, AC_GOOD "✓" AC_END " Added to " AC_REF "%s" AC_END ". The first text stays as it was.\n", typed);
        return AC_OK;
    case AC_KIND_PROPOSE:
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " signed by you and offered: %s\n", typed, ac_draft_gist(d));
        return ac_deed_now(cli, held.n, typed);
    case AC_KIND_AMEND:
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " another text was proposed, and you signed it\n", typed);
        return ac_deed_now(cli, held.n, typed);
    default:
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " draft %lld was signed and stands in it.\n", typed, (long long)d->n);
        return AC_OK;
    }
}

/* It was judged anew and would be without effect. */
static ac_rc say_refused(ac_cli *cli, ac_looking *look, const ac_draft *d, ac_rc rc)
{
    char ref[AC_LOOK_REF_SIZE];
    ac_err why = cli->err;
    bool moved = false;

    if (ac_draft_ref(look, d, ref) == AC_OK && ac_draft_moved(look, d, &moved) == AC_OK && moved) {
        rc = ac_fail(&cli->err, AC_ESTATE, "another text of %s came into force since draft %lld was begun, so it is not signed. The draft stays: "
                     "take from it what still fits, with accord amend %s", ref, (long long)d->n, ref);
        return ac_hint(&cli->err, rc, "accord show %s", ref);
    }
    cli->err = why;
    ac_wrap(&cli->err, rc, "draft %lld stays a draft", (long long)d->n);
    return ac_hint(&cli->err, rc, "accord draft show %lld", (long long)d->n);
}

ac_rc ac_cmd_draft_sign(ac_cli *cli)
{
    which w;
    ac_looking look = { 0 };
    ac_draft d = { 0 };
    const ac_screen *screen = ac_shown_screen(cli);
    bool yes = false;
    ac_id id;
    ac_rc rc = which_of(cli, ac_arg(cli, 0), &w);

    if (rc == AC_OK && w.n == 0) {
        rc = ac_fail(&cli->err, AC_EUSAGE, "text-%d is no draft yet", w.text);
        return ac_hint(&cli->err, rc, "accord draft edit text-%d", w.text);
    }
    if (rc == AC_OK)
        rc = ac_draft_get(cli->nb, w.n, &d, &cli->err);
    if (rc == AC_OK)
        rc = ac_notebook_may_write(cli->nb, d.space, &cli->err);
    if (rc == AC_OK)
        rc = check_whole(cli, &d);
    if (rc == AC_OK)
        rc = ac_look_open(&look, cli);
    if (rc == AC_OK && screen != NULL)
        rc = say_head(&look, screen, &d);
    if (rc == AC_OK && screen != NULL)
        rc = ac_draft_print(&look, screen, &d);
    if (rc == AC_OK)
        rc = warn(cli, &look, &d);
    if (rc == AC_OK)
        rc = ac_ask_yes(cli, "Sign it? It becomes a record that is never changed", "--yes", &yes);
    if (rc == AC_OK && !yes) {
        ac_out(cli, "Nothing was signed. The draft stays.\n");
    } else if (rc == AC_OK) {
        rc = ac_draft_sign(cli->nb, &d, &id, &cli->err);
        if (rc == AC_ESTATE || rc == AC_EROLE)
            rc = say_refused(cli, &look, &d, rc);
        if (rc == AC_OK)
            rc = say_signed(cli, &d, &id);
    }
    ac_look_close(&look);
    ac_draft_free(&d);
    return rc;
}
