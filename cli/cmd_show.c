/* cmd_show.c - one commitment, as it stands or as it stood on a day; one reflection with what was added. */
#include "cli/cmds.h"
#include "cli/practice/said.h"
#include "cli/practice/show.h"
#include "cli/practice/template.h"
#include "cli/say.h"
#include "cli/show.h"
#include "core/kind.h"
#include "core/record_past.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* --- a commitment: its row, read off the answers (the view knows today alone) --- */

typedef struct {
    ac_commitment_row row;
    ac_buf promisees, open, flags, turn, principles;
    char due[11];
    ac_wording wording;
} row_of_answers;

static void row_free(row_of_answers *r)
{
    ac_buf_free(&r->promisees);
    ac_buf_free(&r->open);
    ac_buf_free(&r->flags);
    ac_buf_free(&r->turn);
    ac_buf_free(&r->principles);
    ac_wording_free(&r->wording);
}

static void list_put(ac_buf *out, const char *text)
{
    ac_buf_str(out, out->len > 0 ? "," : "");
    ac_buf_str(out, text);
}

static ac_rc read_row(const ac_showing *s, row_of_answers *r)
{
    const ac_answers *a = s->a;
    const ac_json *principles;
    ac_json *offer = NULL;
    ac_rc rc = a->text >= 0 ? ac_show_wording(s, a->text, &r->wording) : AC_OK;

    if (rc == AC_OK && ac_record_acts(s->record) > 0)
        rc = ac_query_words(s->cli->nb, ac_record_held(s->record, 0)->n, &offer, &s->cli->err);

    if (rc != AC_OK)
        return rc;
    for (int i = 0; i < a->npromisees; i++)
        list_put(&r->promisees, ac_show_org(s, a->promisees[i]));
    for (int i = 0; i < a->nopen; i++)
        if (a->open[i] != a->text) {
            char hex[AC_HEX_SIZE];
            ac_hex(hex, ac_record_held(s->record, a->open[i])->id.b, 32);
            list_put(&r->open, hex);
        }
    ac_flags_text(&r->flags, a->flags);
    ac_source_flag(&r->flags, offer);
    ac_json_free(offer);
    for (int i = 0; i < a->nturns; i++) {
        char turn[64];
        const ac_kind *kind = ac_kind_find(a->turns[i].kind);
        snprintf(turn, sizeof turn, "%s:%s", ac_show_org(s, a->turns[i].org), kind != NULL ? kind->name : "?");
        list_put(&r->turn, turn);
    }
    principles = ac_json_get(r->wording.facts, "principles");
    for (size_t i = 0; i < ac_json_count(principles); i++)
        if (ac_json_text(ac_json_at(principles, i)) != NULL)
            list_put(&r->principles, ac_json_text(ac_json_at(principles, i)));
    if (a->next_due != AC_NO_DAY)
        ac_day_text(a->next_due, r->due);
    r->row = (ac_commitment_row){
        .n = s->ref.n, .space = s->ref.space, .id = s->ref.id, .title = ac_wording_title(&r->wording),
        .promisor = a->text >= 0 ? ac_show_org(s, a->promisor) : "", .promisees = ac_buf_text(&r->promisees), .due = r->due,
        .level = a->terms_from >= 0 ? ac_record_act(s->record, a->terms_from)->facts.level : 0,
        .agreement = ac_agreement_word(a->agreement), .delivery = ac_delivery_word(a->delivery),
        .verdict = ac_verdict_word(a->verdict), .state = ac_state_word(a->state), .open = ac_buf_text(&r->open),
        .is_clash = a->is_clash, .is_contested = a->is_contested, .is_crossed = a->is_crossed,
        .flags = ac_buf_text(&r->flags), .turn = ac_buf_text(&r->turn), .principles = ac_buf_text(&r->principles),
        .is_counted = a->exists,
    };
    snprintf(r->row.ref, sizeof r->row.ref, "%s", s->ref.ref);
    if (a->text >= 0)
        r->row.terms = ac_record_held(s->record, a->text)->id;
    if (a->report >= 0)
        r->row.reported_ms = ac_record_held(s->record, a->report)->written_ms;
    for (int i = 0; i < ac_record_acts(s->record); i++)
        if (ac_record_held(s->record, i)->written_ms > r->row.touched_ms)
            r->row.touched_ms = ac_record_held(s->record, i)->written_ms;
    return AC_OK;
}

/* The last millisecond of the user's day. */
static int64_t end_of_day(ac_date date)
{
    struct tm next = { .tm_year = date.year - 1900, .tm_mon = date.month - 1, .tm_mday = date.day + 1, .tm_isdst = -1 };

    return (int64_t)mktime(&next) * 1000 - 1;
}

static ac_rc show_commitment(ac_looking *look, const ac_record_ref *ref)
{
    ac_cli *cli = look->cli;
    ac_showing s = { .look = look, .cli = cli, .ref = *ref, .is_full = ac_opt_flag(cli, "full") };
    row_of_answers r = { 0 };
    ac_rc rc;

    if (cli->as_of.month != 0)
        s.until_ms = end_of_day(cli->as_of);
    rc = s.until_ms != 0 ? ac_record_open_at(&s.record, cli->nb, ref->n, s.until_ms, &cli->err)
                         : ac_record_open(&s.record, cli->nb, ref->n, &cli->err);
    if (rc != AC_OK)
        return rc;
    s.a = ac_record_answers(s.record);
    rc = read_row(&s, &r);
    if (rc == AC_OK)
        rc = cli->json ? ac_show_json(&s, &r.row) : ac_show_screen(&s, &r.row);
    row_free(&r);
    ac_record_close(s.record);
    return rc;
}

/* --- a reflection --- */

typedef struct {
    ac_looking *look;
    ac_cli *cli;
    ac_record_ref ref;
    bool is_full, is_imported;
    ac_jsonl *j;
    ac_rc rc;
} reflection;

static void body(ac_cli *cli, size_t indent, const char *text)
{
    if (!cli->json)
        ac_print_body(&cli->out, indent, text);
}

/* What a note was asked: not again where the text itself says each question above its answer. */
static void print_prompts(ac_cli *cli, const ac_json *prompts, const char *said)
{
    for (size_t i = 0; i < ac_json_count(prompts); i++) {
        const ac_json *v = ac_json_at(prompts, i);
        const char *key = ac_json_is_array(prompts) ? NULL : ac_json_key(v), *text = ac_json_text(v);
        if (text != NULL && ac_prompt_is_said(said, text))
            continue;
        if (key != NULL && text != NULL) {
            ac_out(cli, "  %s:\n", key);
            body(cli, 4, text);
        } else if (text != NULL) {
            body(cli, 2, text);
        }
    }
}

static bool note_on_screen(reflection *r, const ac_note_row *row)
{
    char ref[AC_LOOK_REF_SIZE], when[AC_DATE_SAID_SIZE], day[AC_DATE_SAID_SIZE], hex[AC_HEX_SIZE];
    ac_json *words = NULL;
    ac_buf about = { 0 };
    ac_date event;
    const ac_term *type = ac_vocab_find(AC_V_REFLECTION, row->type);
    bool is_other = strcmp(row->org, r->look->me) != 0;

    ac_out(r->cli, row->is_private ? AC_REF "%s" AC_END "  %s by %s, private: it stays with you\n"
                                   : AC_REF "%s" AC_END "  %s by %s, shared with all partners\n",
           ac_look_ref(r->look, row->space, row->ref, ref), type != NULL ? _(type->label) : row->type, row->org);
    ac_time_said(when, row->written_ms, r->cli->today);
    if (ac_date_of_iso(&event, row->event)) {
        ac_date_short(day, event);
        ac_out(r->cli, is_other ? "  of %s, written %s, by its clock\n" : "  of %s, written %s\n", day, when);
    } else {
        ac_out(r->cli, is_other ? "  written %s, by its clock\n" : "  written %s\n", when);
    }
    if (row->about[0] != '\0') {
        ac_look_codes(&about, row->about);
        ac_out(r->cli, "  about %s\n", ac_buf_text(&about));
    }
    if (r->is_imported)
        ac_out(r->cli, "  " AC_ATTN "%s" AC_END "\n", ac_said_imported());
    if (!row->is_counted)
        ac_out(r->cli, "  set aside: it does not count\n");
    if (r->is_full) {
        ac_hex(hex, row->id.b, 32);
        ac_out(r->cli, "  id %s\n", hex);
    }
    ac_out(r->cli, "\n");
    if (!row->has_words)
        ac_out(r->cli, "  (its words are not here)\n");
    if (row->title[0] != '\0')
        body(r->cli, 2, row->title);
    body(r->cli, 2, row->text);
    r->rc = ac_query_words(r->cli->nb, row->n, &words, &r->cli->err);
    print_prompts(r->cli, ac_json_get(words, "prompts"), row->text);
    ac_json_free(words);
    ac_buf_free(&about);
    return r->rc == AC_OK;
}

static void note_in_json(reflection *r, const ac_note_row *row)
{
    const ac_partnership *p = ac_look_partnership(r->look, row->space);

    ac_json_line(r->cli, r->j, "accord.note/1");
    ac_jsonl_str(r->j, "ref", row->ref);
    ac_jsonl_hex(r->j, "id", row->id.b, 32);
    ac_jsonl_str(r->j, "kind", row->type);
    ac_jsonl_str(r->j, "org", row->org);
    ac_jsonl_str(r->j, "visibility", row->is_private ? "own" : "partners");
    ac_jsonl_str(r->j, "date", row->event[0] != '\0' ? row->event : NULL);
    ac_jsonl_int(r->j, "written_ms", row->written_ms);
    ac_jsonl_list(r->j, "about", row->about);
    ac_jsonl_str(r->j, "title", row->title[0] != '\0' ? row->title : NULL);
    ac_jsonl_str(r->j, "text", row->has_words ? row->text : NULL);
    ac_jsonl_int(r->j, "addenda", row->addenda);
    ac_jsonl_bool(r->j, "imported", r->is_imported);
    ac_jsonl_bool(r->j, "counted", row->is_counted);
    ac_jsonl_str(r->j, "partnership", row->is_private || p == NULL ? NULL : p->code);
}

static bool one_note(void *ctx, const ac_note_row *row)
{
    reflection *r = ctx;
    ac_json *facts = NULL;

    r->rc = ac_query_facts(r->cli->nb, row->n, &facts, &r->cli->err);
    r->is_imported = ac_json_str(facts, "source") != NULL;
    ac_json_free(facts);
    if (r->rc != AC_OK)
        return false;
    if (r->cli->json)
        note_in_json(r, row);
    else
        note_on_screen(r, row);
    return false;
}

/* What was added, in the order in which it came. */
static bool one_addendum(void *ctx, const ac_change_row *row)
{
    reflection *r = ctx;
    ac_json *words = NULL;
    const char *text, *missing = ac_say_words_missing(&row->held);
    char when[AC_DATE_SAID_SIZE];

    if (row->held.kind != AC_KIND_ADDENDUM)
        return true;
    r->rc = ac_query_words(r->cli->nb, row->held.n, &words, &r->cli->err);
    if (r->rc != AC_OK)
        return false;
    text = ac_json_str(words, "text");
    if (r->cli->json) {
        ac_jsonl_open_object(r->j, NULL);
        ac_jsonl_hex(r->j, "id", row->held.id.b, 32);
        ac_jsonl_str(r->j, "org", row->org);
        ac_jsonl_int(r->j, "written_ms", row->held.written_ms);
        ac_jsonl_str(r->j, "text", text);
        ac_jsonl_close(r->j);
    } else {
        ac_time_said(when, row->held.written_ms, r->cli->today);
        ac_out(r->cli, strcmp(row->org, r->look->me) != 0 ? "\nADDED by %s, %s, by its clock" : "\nADDED by %s, %s", row->org, when);
        ac_out(r->cli, row->why_not[0] != '\0' ? " (does not count)\n" : "\n");
        if (text != NULL)
            body(r->cli, 2, text);
        else
            ac_out(r->cli, "  (%s)\n", missing != NULL ? missing : _("its words cannot be read"));
    }
    ac_json_free(words);
    return true;
}

static ac_rc json_prompts(reflection *r)
{
    ac_json *words = NULL;
    ac_rc rc = ac_query_words(r->cli->nb, r->ref.n, &words, &r->cli->err);

    if (rc == AC_OK && ac_json_is_object(ac_json_get(words, "prompts")))
        ac_jsonl_json(r->j, "prompts", ac_json_get(words, "prompts"));
    ac_json_free(words);
    return rc;
}

ac_rc ac_show_note(ac_looking *look, const ac_record_ref *ref, bool is_full)
{
    ac_jsonl j;
    reflection r = { .look = look, .cli = look->cli, .ref = *ref, .is_full = is_full, .j = &j };
    char own[AC_LOOK_REF_SIZE];
    ac_rc rc;

    if (look->cli->as_of.month != 0)
        return ac_fail(&look->cli->err, AC_EUSAGE, "a reflection is never rewritten: accord show %s shows what was added, and when", ref->ref);
    rc = ac_query_note(look->cli->nb, ref->n, one_note, &r, &look->cli->err);
    if (rc == AC_OK)
        rc = r.rc;
    if (rc != AC_OK)
        return rc;
    if (look->cli->json)
        ac_jsonl_open_array(&j, "added");
    rc = ac_query_changes(look->cli->nb, ref->space, ref->n, 0, one_addendum, &r, &look->cli->err);
    if (rc == AC_OK)
        rc = r.rc;
    if (look->cli->json) {
        ac_jsonl_close(&j);
        if (rc == AC_OK)
            rc = json_prompts(&r);
        if (!ac_jsonl_end(&j) && rc == AC_OK)
            rc = ac_fail(&look->cli->err, AC_ENOMEM, "out of memory");
    } else if (rc == AC_OK && strstr(ref->ref, "-p") != NULL) {
        ac_look_ref(look, ref->space, ref->ref, own);
        ac_out(look->cli, "\nTo show it to all partners: " AC_REF "accord share %s" AC_END " (cannot be taken back)\n", own);
    }
    return rc;
}

ac_rc ac_cmd_show(ac_cli *cli)
{
    ac_record_ref ref;
    ac_looking look;
    ac_rc rc = ac_look_open(&look, cli);

    if (rc != AC_OK)
        return rc;
    rc = ac_cli_record(cli, ac_arg(cli, 0), AC_RECORD_ANY, &ref);
    if (rc == AC_OK && ref.type == AC_RECORD_COMMITMENT)
        rc = show_commitment(&look, &ref);
    else if (rc == AC_OK && ref.type == AC_RECORD_NOTE)
        rc = ac_show_note(&look, &ref, ac_opt_flag(cli, "full"));
    else if (rc == AC_OK)
        rc = ac_show_entry(&look, &ref, ac_opt_flag(cli, "full"));
    ac_look_close(&look);
    return rc;
}
