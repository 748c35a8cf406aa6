/* cmd_check.c - check: the health check. Every partner marks each aspect on its own; the answers are held back on the
 * laptop that wrote them until they are opened, best when all are in. */
#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/practice/record.h"
#include "core/kind.h"
#include "core/lang.h"
#include "core/withheld.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ORGS_MAX 16 /* columns of a table */

/* --- one round, as it stands --- */

typedef struct {
    char code[8];
    bool is_member;    /* a partner who is asked */
    ac_n answer;       /* 0: none */
    bool is_revealed, is_early;
    ac_entry *entry;   /* the answer; NULL: none */
} answerer;

typedef struct {
    ac_cli *cli;
    ac_entry *check;
    ac_members *members;
    answerer *list;
    size_t n;
    ac_rc rc;
} round_of;

static void round_close(round_of *r)
{
    for (size_t i = 0; i < r->n; i++)
        ac_entry_close(r->list[i].entry);
    free(r->list);
    ac_entry_close(r->check);
    *r = (round_of){ .cli = r->cli };
}

static answerer *answerer_of(round_of *r, const char *code)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->list[i].code, code) == 0)
            return &r->list[i];
    return NULL;
}

static bool one_withheld(void *ctx, const ac_withheld_row *row)
{
    round_of *r = ctx;
    const ac_org *org = ac_members_org(r->members, row->org);
    answerer *a = org != NULL ? answerer_of(r, org->code) : NULL;

    if (!row->is_counted || a == NULL || a->answer != 0)
        return true; /* the first answer of an organisation is its answer */
    a->answer = row->n;
    a->is_revealed = row->is_revealed;
    a->is_early = row->nunseen > 0;
    return true;
}

static ac_rc round_read(round_of *r)
{
    ac_partner_row *partners = NULL;
    size_t n = 0;
    int me = ac_look_own(r->cli, r->check->space);
    ac_rc rc = ac_notebook_members(r->cli->nb, r->check->space, &r->members, &r->cli->err);

    if (rc == AC_OK)
        rc = ac_query_who(r->cli->nb, r->check->space, &partners, &n, &r->cli->err);
    if (rc == AC_OK && (r->list = calloc(n + 1, sizeof *r->list)) == NULL)
        rc = ac_fail(&r->cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && me >= 0 && ac_members_org(r->members, me)->is_partner) {
        r->list[0].is_member = true;
        snprintf(r->list[r->n++].code, 8, "%s", ac_notebook_me(r->cli->nb)->code);
    }
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        if (strcmp(partners[i].role, "partner") != 0)
            continue;
        r->list[r->n].is_member = strcmp(partners[i].standing, "member") == 0;
        snprintf(r->list[r->n++].code, 8, "%s", partners[i].code);
    }
    free(partners);
    if (rc == AC_OK)
        rc = ac_query_withheld(r->cli->nb, r->check->n, one_withheld, r, &r->cli->err);
    for (size_t i = 0; rc == AC_OK && i < r->n; i++)
        if (r->list[i].answer != 0)
            rc = ac_entry_open(&r->list[i].entry, r->cli->nb, r->list[i].answer, &r->cli->err);
    return rc;
}

static ac_rc round_open(round_of *r, ac_cli *cli, const char *typed)
{
    ac_record_ref ref;
    ac_rc rc = ac_cli_record(cli, typed, AC_RECORD_ENTRY, &ref);

    *r = (round_of){ .cli = cli };
    if (rc == AC_OK)
        rc = ac_entry_open(&r->check, cli->nb, ref.n, &cli->err);
    if (rc == AC_OK && r->check->known != &ac_type_check)
        rc = ac_fail(&cli->err, AC_EREF, "%s is no health check", ref.ref);
    return rc == AC_OK ? round_read(r) : rc;
}

static answerer *mine(round_of *r)
{
    return answerer_of(r, ac_notebook_me(r->cli->nb)->code);
}

/* Who was asked and has not answered. */
static size_t missing(const round_of *r, ac_buf *out)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n; i++) {
        if (!r->list[i].is_member || r->list[i].answer != 0)
            continue;
        ac_buf_printf(out, "%s%s", n > 0 ? _(", ") : "", r->list[i].code);
        n++;
    }
    return n;
}

/* Who else has answered and keeps it closed. */
static size_t kept_shut(const round_of *r, ac_buf *out)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n; i++) {
        if (r->list[i].answer == 0 || r->list[i].is_revealed || strcmp(r->list[i].code, ac_notebook_me(r->cli->nb)->code) == 0)
            continue;
        ac_buf_printf(out, "%s%s", n > 0 ? _(", ") : "", r->list[i].code);
        n++;
    }
    return n;
}

/* --- showing --- */

/* What others may see of an answer: its own organisation always sees its own. */
static bool is_open(const round_of *r, const answerer *a)
{
    return a->entry != NULL && (a->is_revealed || strcmp(a->code, ac_notebook_me(r->cli->nb)->code) == 0);
}

static const char *cell(const round_of *r, const answerer *a, const char *field)
{
    const ac_term *light;

    if (a->entry == NULL)
        return "-";
    if (!is_open(r, a))
        return _("not open");
    light = ac_vocab_find(AC_V_LIGHT, ac_entry_text(a->entry, field));
    return light != NULL ? _(light->code) : "-";
}

static ac_rc print_marks(round_of *r)
{
    ac_column columns[ORGS_MAX] = { 0 };
    const char *cells[ORGS_MAX];
    size_t n = r->n < ORGS_MAX - 1 ? r->n : ORGS_MAX - 1;
    ac_table *t;
    bool printed;

    for (size_t i = 0; i < n; i++)
        columns[i].title = r->list[i].code;
    columns[n] = (ac_column){ .title = N_("aspect") };
    t = ac_table_new(columns, n + 1);
    for (const ac_field *f = ac_type_answer.fields; t != NULL && f->name != NULL; f++) {
        if (f->form != AC_FIELD_CODE)
            continue;
        for (size_t i = 0; i < n; i++)
            cells[i] = cell(r, &r->list[i], f->name);
        cells[n] = _(f->label);
        ac_table_row(t, cells);
    }
    printed = t != NULL && ac_table_print(t, &r->cli->out, ac_cli_form(r->cli), 2);
    ac_table_free(t);
    return printed ? AC_OK : ac_fail(&r->cli->err, AC_ENOMEM, "out of memory");
}

static void print_words(round_of *r)
{
    for (size_t i = 0; i < r->n; i++) {
        const answerer *a = &r->list[i];
        if (!is_open(r, a) || ac_entry_text(a->entry, "text")[0] == '\0')
            continue;
        ac_out(r->cli, "  %s\n", a->code);
        ac_print_body(&r->cli->out, 4, ac_entry_text(a->entry, "text"));
    }
}

static void print_early(round_of *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->list[i].is_early)
            ac_out(r->cli, "  %s opened its answer before it had those of all others.\n", r->list[i].code);
}

static void say_next(round_of *r)
{
    answerer *own = mine(r);
    ac_buf who = { 0 }, shut = { 0 };
    size_t open = missing(r, &who);
    bool is_over = ac_entry_has_code(r->check, "state", "closed");
    char ref[AC_LOOK_REF_SIZE];

    if (ac_typed_ref(r->cli, r->check->space, r->check->ref, ref) != AC_OK)
        snprintf(ref, sizeof ref, "%s", r->check->ref);
    if (open > 0)
        ac_out(r->cli, "  No answer yet: %s\n", ac_buf_text(&who));
    if ((open == 0 || is_over) && kept_shut(r, &shut) > 0)
        ac_out(r->cli, "  Answered, and not opened yet: %s\n", ac_buf_text(&shut));
    if (is_over)
        ac_out(r->cli, "  It is closed: no answers are taken any more.\n");
    if (own != NULL && own->answer == 0 && !is_over)
        ac_out(r->cli, "  Your answer: " AC_REF "accord check %s --mark heard=amber --mark trust=green -m TEXT" AC_END "\n", ref);
    else if (own != NULL && own->answer != 0 && !own->is_revealed && open == 0)
        ac_out(r->cli, "  All have answered. Open yours for the others: " AC_REF "accord check %s --open" AC_END "\n", ref);
    else if (own != NULL && own->answer != 0 && !own->is_revealed)
        ac_out(r->cli, "  Your answer stays here until you open it, best when all have answered.\n");
    ac_buf_free(&who);
    ac_buf_free(&shut);
}

static ac_rc print_json(round_of *r)
{
    for (size_t i = 0; i < r->n; i++) {
        const answerer *a = &r->list[i];
        ac_jsonl j;
        ac_json_line(r->cli, &j, "accord.answer/1");
        ac_jsonl_str(&j, "ref", r->check->ref);
        ac_jsonl_str(&j, "org", a->code);
        ac_jsonl_bool(&j, "answered", a->answer != 0);
        ac_jsonl_bool(&j, "opened", a->is_revealed);
        ac_jsonl_bool(&j, "early", a->is_early);
        ac_jsonl_open_array(&j, "marks");
        for (const ac_field *f = ac_type_answer.fields; f->name != NULL && is_open(r, a); f++) {
            if (f->form != AC_FIELD_CODE || ac_entry_text(a->entry, f->name)[0] == '\0')
                continue;
            ac_jsonl_open_object(&j, NULL);
            ac_jsonl_str(&j, "aspect", f->name);
            ac_jsonl_str(&j, "mark", ac_entry_text(a->entry, f->name));
            ac_jsonl_close(&j);
        }
        ac_jsonl_close(&j);
        ac_jsonl_str(&j, "text", is_open(r, a) ? ac_entry_text(a->entry, "text") : "");
        if (!ac_jsonl_end(&j))
            return ac_fail(&r->cli->err, AC_ENOMEM, "out of memory");
    }
    return AC_OK;
}

static ac_rc show(round_of *r)
{
    ac_rc rc;

    if (r->cli->json)
        return print_json(r);
    ac_out(r->cli, AC_REF "%s" AC_END "  %s\n", r->check->ref, ac_entry_title(r->check));
    rc = print_marks(r);
    if (rc == AC_OK && ac_cli_form(r->cli) == AC_TABLE_SCREEN) {
        print_words(r);
        print_early(r);
        say_next(r);
    }
    return rc;
}

/* --- answering --- */

/* --mark heard=amber */
static ac_rc put_mark(ac_recording *rec, const char *typed)
{
    size_t n = strcspn(typed, "=");
    char name[33];
    const ac_field *field;

    snprintf(name, sizeof name, "%.*s", (int)(n < 32 ? n : 32), typed);
    field = typed[n] == '=' && n < 32 ? ac_type_field(&ac_type_answer, name) : NULL;
    if (field == NULL || field->form != AC_FIELD_CODE || !ac_vocab_has(AC_V_LIGHT, typed + n + 1)) {
        ac_buf list = { 0 };
        ac_rc rc;
        for (const ac_field *f = ac_type_answer.fields; f->name != NULL; f++)
            if (f->form == AC_FIELD_CODE)
                ac_buf_printf(&list, "%s%s", list.len > 0 ? _(", ") : "", f->name);
        rc = ac_fail(&rec->cli->err, AC_EUSAGE, "--mark \"%.60s\": write ASPECT=green, amber or red. The aspects are %s", typed, ac_buf_text(&list));
        ac_buf_free(&list);
        return rc;
    }
    return ac_recording_put(rec, name, typed + n + 1);
}

static bool has_answer_flags(const ac_cli *cli)
{
    return ac_opt_count(cli, "mark") > 0 || ac_opt(cli, "message") != NULL;
}

static ac_rc answer(round_of *r, const char *typed)
{
    static const ac_flag_of flags[] = { { "text", "message" }, { NULL, NULL } };
    static const ac_flag_of no_flags[] = { { "text", "message" }, { "due", "-" }, { NULL, NULL } };
    answerer *own = mine(r);
    ac_recording rec = { .cli = r->cli };
    ac_rc rc = AC_OK;

    if (ac_entry_has_code(r->check, "state", "closed"))
        return ac_fail(&r->cli->err, AC_ESTATE, "%s is closed: no answers are taken any more", r->check->ref);
    if (own != NULL && own->answer != 0 && own->is_revealed)
        return ac_fail(&r->cli->err, AC_ESTATE, "your answer to %s is open already, and stays as it is. What you think now goes into a reflection: accord note --about %s", r->check->ref, typed);
    if (own != NULL && own->answer != 0) {
        ac_entry *copy = own->entry;
        own->entry = NULL;
        rc = ac_recording_of(&rec, r->cli, no_flags, copy);
    } else {
        rc = ac_recording_begin(&rec, r->cli, &ac_type_answer, flags, false);
        if (rc == AC_OK)
            rc = ac_recording_about(&rec, typed);
    }
    for (size_t i = 0; rc == AC_OK && i < ac_opt_count(r->cli, "mark"); i++)
        rc = put_mark(&rec, ac_opt_at(r->cli, "mark", i));
    if (rc == AC_OK)
        rc = ac_recording_options(&rec);
    if (rc == AC_OK && !has_answer_flags(r->cli))
        rc = ac_recording_ask(&rec);
    if (rc == AC_OK && ac_json_count(rec.values) == 0)
        rc = ac_fail(&r->cli->err, AC_EUSAGE, "nothing was marked: --mark ASPECT=green, amber or red");
    if (rc == AC_OK)
        rc = ac_recording_keep(&rec);
    if (rc == AC_OK)
        ac_out(r->cli, "  That you have answered travels. What you answered goes nowhere until you open it: " AC_REF "accord check %s --open" AC_END "\n", typed);
    ac_recording_free(&rec);
    return rc;
}

/* --- opening --- */

static ac_rc may_open(round_of *r, bool *out_go)
{
    answerer *own = mine(r);
    ac_buf who = { 0 };
    ac_rc rc = AC_OK;

    *out_go = true;
    if (own == NULL)
        rc = ac_fail(&r->cli->err, AC_EROLE, "your organisation only reads here: it has no answer to open");
    else if (own->answer == 0)
        rc = ac_fail(&r->cli->err, AC_ESTATE, "your organisation has not answered %s yet: there is nothing to open", r->check->ref);
    else if (missing(r, &who) > 0 && !own->is_revealed && !r->cli->yes) {
        ac_talk(r->cli, "Not answered yet, as far as is known here: %s. An answer that is opened early may sway theirs; it will be shown as early.\n",
                ac_buf_text(&who));
        rc = ac_ask_yes(r->cli, "Open yours all the same?", "--yes", out_go);
    }
    ac_buf_free(&who);
    return rc;
}

static ac_rc open_answer(round_of *r)
{
    int64_t opened = 0;
    bool go = false;
    ac_id id;
    ac_rc rc = may_open(r, &go);

    if (rc == AC_OK && !go)
        ac_out(r->cli, "Nothing was opened.\n");
    if (rc != AC_OK || !go)
        return rc;
    rc = ac_cli_unlock(r->cli);
    if (rc == AC_OK)
        rc = ac_notebook_begin(r->cli->nb, &r->cli->err);
    if (rc == AC_OK)
        rc = ac_reveal_all(r->cli->nb, r->check->n, &opened, &id, &r->cli->err);
    if (rc == AC_OK && opened == 0) /* a change by our other laptop may have come after the opening: that one opens */
        rc = ac_fail(&r->cli->err, AC_ESTATE, "your answer to %s is open already", r->check->ref);
    if (rc == AC_OK)
        rc = ac_notebook_commit(r->cli->nb, &r->cli->err);
    ac_notebook_rollback(r->cli->nb);
    if (rc != AC_OK)
        return rc;
    ac_deed_json(r->cli, "accord.change/1", r->check->ref, &id);
    ac_out(r->cli, AC_GOOD "✓" AC_END " Your answer to " AC_REF "%s" AC_END " is open: the others get it when you next meet. " AC_REF "accord sync" AC_END "\n", r->check->ref);
    return AC_OK;
}

/* --- the command --- */

static ac_rc change_round(ac_cli *cli, const char *typed)
{
    static const ac_flag_of flags[] = { { "text", "-" }, { NULL, NULL } };
    ac_recording rec;
    ac_rc rc = ac_recording_edit(&rec, cli, &ac_type_check, flags, typed);

    if (rc == AC_OK)
        rc = ac_recording_options(&rec);
    if (rc == AC_OK && ac_opt_flag(cli, "close"))
        rc = ac_recording_put(&rec, "state", "closed");
    if (rc == AC_OK)
        rc = ac_recording_keep(&rec);
    ac_recording_free(&rec);
    return rc;
}

static bool may_answer_here(round_of *r)
{
    answerer *own = mine(r);

    return own != NULL && own->answer == 0 && ac_can_ask(r->cli) && !ac_entry_has_code(r->check, "state", "closed");
}

ac_rc ac_cmd_check(ac_cli *cli)
{
    static const ac_flag_of flags[] = { { "text", "message" }, { NULL, NULL } };
    static const ac_recording_how begin = { &ac_type_check, "title", flags, .is_own = false };
    const char *typed = ac_arg(cli, 0);
    round_of r = { .cli = cli };
    ac_rc rc;

    if (!ac_recording_is_ref(cli, typed)) {
        if (ac_opt_count(cli, "mark") > 0 || ac_opt_flag(cli, "open") || ac_opt_flag(cli, "close"))
            return ac_fail(&cli->err, AC_EUSAGE, "say which health check, by its reference: accord list checks");
        return ac_recording_run(cli, &begin);
    }
    if (ac_opt_flag(cli, "close") || ac_opt(cli, "due") != NULL || ac_opt(cli, "title") != NULL)
        return change_round(cli, typed);
    rc = round_open(&r, cli, typed);
    if (rc == AC_OK && ac_opt_flag(cli, "open"))
        rc = open_answer(&r);
    else if (rc == AC_OK && (has_answer_flags(cli) || may_answer_here(&r)))
        rc = answer(&r, typed);
    else if (rc == AC_OK)
        rc = show(&r);
    round_close(&r);
    return rc;
}
