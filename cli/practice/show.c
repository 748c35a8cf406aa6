/* show.c - one record of the practice laid out for a person, and what of the practice hangs on any record. */
#include "cli/practice/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/evidence.h"
#include "cli/practice/profile.h"
#include "cli/practice/said.h"
#include "cli/practice/template.h"
#include "cli/say.h"
#include "core/kind.h"
#include "core/lang.h"

static void heading(ac_cli *cli, const char *title)
{
    ac_out(cli, "\n%s\n", title);
}

/* --- fields --- */

static void by_whom(ac_cli *cli, const char *org, int64_t ms, ac_buf *out)
{
    char when[AC_DATE_SAID_SIZE];
    bool is_me = strcmp(org, ac_notebook_me(cli->nb)->code) == 0;

    ac_time_said(when, ms, cli->today);
    ac_format(&cli->out, out, is_me ? "%s, %s" : "%s, %s, by its clock", org, when);
}

/* A date with its distance, all else as it is. */
static void say_value(ac_cli *cli, const ac_entry *e, const ac_field *field, const ac_entry_value *v, ac_buf *out)
{
    char said[AC_DATE_SAID_SIZE];
    ac_date date;

    if (v->value == NULL && !v->has_words)
        ac_buf_printf(out, "(%s)", e->is_withheld ? _("not revealed yet") : _("its words are not here"));
    else if (v->value == NULL)
        ac_buf_printf(out, "(%s)", _("left empty"));
    else if (field != NULL && field->form == AC_FIELD_DATE && ac_json_text(v->value) != NULL && ac_date_of_iso(&date, ac_json_text(v->value))) {
        ac_date_echo(said, date, cli->today);
        ac_buf_str(out, said);
    } else {
        ac_entry_say_value(out, field, v->value, true);
        if (field != NULL && field->form == AC_FIELD_AMOUNT)
            ac_buf_printf(out, " %s", ac_entry_text(e, "currency"));
    }
}

/* "label: value"; a body with lines of its own stands below its label. */
static void print_labelled(const ac_screen *screen, size_t indent, const char *label, const char *value)
{
    ac_buf line = { 0 };

    if (strpbrk(value, "\r\n") != NULL) {
        ac_buf_printf(&line, _("%s:"), label);
        ac_print_body(screen, indent, ac_buf_text(&line));
        ac_print_body(screen, indent + 3, value);
    } else {
        ac_buf_printf(&line, _("%s: %s"), label, value);
        ac_print_body(screen, indent, ac_buf_text(&line));
    }
    ac_buf_free(&line);
}

bool ac_show_clash(ac_cli *cli, const ac_screen *screen, const ac_entry *e, const char *name, const char *command)
{
    const ac_field *field = e->known != NULL ? ac_type_field(e->known, name) : NULL;
    const ac_entry_value *v;
    size_t n = ac_entry_standing(e, name, &v);
    ac_buf text = { 0 };

    if (n > 1)
        ac_print(screen, "  " AC_ATTN "%s: clash" AC_END ", written without knowing of each other. To settle it: " AC_REF "%s" AC_END "\n",
               ac_entry_label(e, name), command);
    for (size_t i = 0; n > 1 && i < n; i++) {
        ac_buf who = { 0 };
        by_whom(cli, v[i].org, v[i].written_ms, &who);
        ac_buf_clear(&text);
        say_value(cli, e, field, &v[i], &text);
        print_labelled(screen, 5, ac_buf_text(&who), ac_buf_text(&text));
        ac_buf_free(&who);
    }
    ac_buf_free(&text);
    return n > 1;
}

static void print_field(ac_cli *cli, const ac_screen *screen, const ac_entry *e, const char *name, const char *command)
{
    const ac_field *field = e->known != NULL ? ac_type_field(e->known, name) : NULL;
    const ac_entry_value *v;
    ac_buf text = { 0 };

    if (!ac_show_clash(cli, screen, e, name, command) && ac_entry_standing(e, name, &v) == 1 && (v->value != NULL || !v->has_words)) {
        say_value(cli, e, field, v, &text);
        print_labelled(screen, 2, ac_entry_label(e, name), ac_buf_text(&text));
    }
    ac_buf_free(&text);
}

static bool is_of_table(const ac_entry *e, const char *name)
{
    return e->known != NULL && ac_type_field(e->known, name) != NULL;
}

void ac_show_fields(ac_cli *cli, const ac_screen *screen, const ac_entry *e, const char *command)
{
    const ac_field *tables[] = { e->known != NULL ? e->known->fields : NULL, ac_fields_common };

    for (size_t t = 0; e->known != NULL && t < 2; t++)
        for (const ac_field *f = tables[t]; f->name != NULL; f++)
            if (f->form != AC_FIELD_CURRENCY)
                print_field(cli, screen, e, f->name, command);
    for (size_t i = 0; i < e->nvalues; i++) /* of a newer version, or of a type that is not known here */
        if (!is_of_table(e, e->values[i].name) && ac_profile_has(e, e->values[i].name) && (i == 0 || strcmp(e->values[i].name, e->values[i - 1].name) != 0))
            print_field(cli, screen, e, e->values[i].name, command);
}

/* --- what belongs to it --- */

typedef struct {
    ac_looking *look;
    ac_cli *cli;
    ac_n record;
    const ac_type *type; /* the section; NULL: what has no section of its own */
    bool any;
    ac_jsonl *j;
    ac_rc rc;
} belonging;

static const struct {
    const ac_type *type;
    const char *title;
} sections[] = {
    { &ac_type_milestone, N_("MILESTONES") },
    { &ac_type_evidence, N_("EVIDENCE") },
    { &ac_type_confirmation, N_("DOES IT STILL RUN?") },
    { &ac_type_question, N_("QUESTIONS") },
    { &ac_type_reply, N_("REPLIES") },
};
#define SECTIONS (sizeof sections / sizeof *sections)

static bool has_section(const ac_type *type)
{
    for (size_t i = 0; i < SECTIONS; i++)
        if (sections[i].type == type)
            return true;
    return false;
}

static const char *typed_ref(const belonging *b, const ac_entry *e, char out[AC_LOOK_REF_SIZE])
{
    return ac_look_ref(b->look, e->space, e->ref, out);
}

static bool one_reply(void *ctx, const ac_entry *e)
{
    belonging *b = ctx;
    char ref[AC_LOOK_REF_SIZE];
    ac_buf text = { 0 };

    ac_entry_say_title(&text, e);
    b->any = true;
    ac_out(b->cli, "     " AC_REF "%s" AC_END "  %s replied: %s\n", typed_ref(b, e, ref), e->org, ac_buf_text(&text));
    ac_buf_free(&text);
    return true;
}

static void print_replies(belonging *b, const ac_entry *question)
{
    ac_entry_filter f = { .space = question->space, .type = "reply", .belongs = question->n };
    belonging replies = { .look = b->look, .cli = b->cli };

    b->rc = ac_entries(b->cli->nb, &f, one_reply, &replies, &b->cli->err);
    if (b->rc == AC_OK && !replies.any)
        ac_out(b->cli, "     no reply yet\n");
}

/* What tells one from another of its type, behind the title. */
static void print_line(belonging *b, const ac_entry *e)
{
    char ref[AC_LOOK_REF_SIZE], said[AC_DATE_SAID_SIZE] = "", size[AC_SIZE_SAID] = "";
    ac_buf title = { 0 }, more = { 0 };
    ac_date date;
    int64_t bytes;

    typed_ref(b, e, ref);
    ac_entry_say_title(&title, e);
    if (e->known == &ac_type_milestone) {
        if (ac_date_of_iso(&date, ac_entry_text(e, "due")))
            ac_date_echo(said, date, b->cli->today);
        ac_entry_say_field(&more, e, "completion", true);
        ac_out(b->cli, "  " AC_REF "%s" AC_END "  %s: due %s%s%s\n", ref, ac_buf_text(&title), said, more.len > 0 ? _(", ") : "", ac_buf_text(&more));
    } else if (e->known == &ac_type_evidence) {
        if (ac_entry_int(e, "bytes", &bytes))
            ac_size_said(size, bytes);
        ac_out(b->cli, "  " AC_REF "%s" AC_END "  %s, by %s (%s)\n", ref, ac_buf_text(&title), e->org, size);
    } else if (e->known == &ac_type_confirmation) {
        if (ac_date_of_iso(&date, ac_entry_text(e, "date")))
            ac_date_echo(said, date, b->cli->today);
        ac_entry_say_field(&more, e, "running", true);
        ac_out(b->cli, "  " AC_REF "%s" AC_END "  %s: %s%s%s\n", ref, said, ac_buf_text(&more), title.len > 0 ? ". " : "", ac_buf_text(&title));
    } else if (e->known == &ac_type_question) {
        ac_out(b->cli, "  " AC_REF "%s" AC_END "  %s asks %s: %s\n", ref, e->org, ac_entry_text(e, "asked"), ac_buf_text(&title));
        print_replies(b, e);
    } else {
        ac_out(b->cli, "  " AC_REF "%s" AC_END "  %s by %s%s: %s\n", ref, ac_entry_type_label(e), e->org, e->is_private ? _(" (private)") : "", ac_buf_text(&title));
    }
    ac_buf_free(&more);
    ac_buf_free(&title);
}

static bool one_belonging(void *ctx, const ac_entry *e)
{
    belonging *b = ctx;

    if (b->type != NULL ? e->known != b->type : has_section(e->known))
        return true;
    if (!b->any && b->type == NULL)
        heading(b->cli, _("ALSO ABOUT THIS"));
    for (size_t i = 0; !b->any && i < SECTIONS; i++)
        if (sections[i].type == b->type)
            heading(b->cli, _(sections[i].title));
    b->any = true;
    print_line(b, e);
    return b->rc == AC_OK;
}

ac_rc ac_show_belonging(ac_looking *look, ac_n record)
{
    ac_entry_filter f = { .space = -1, .belongs = record };
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && i <= SECTIONS; i++) {
        belonging b = { .look = look, .cli = look->cli, .type = i < SECTIONS ? sections[i].type : NULL };
        rc = ac_entries(look->cli->nb, &f, one_belonging, &b, &look->cli->err);
        if (rc == AC_OK)
            rc = b.rc;
    }
    return rc;
}

static bool one_in_json(void *ctx, const ac_entry *e)
{
    belonging *b = ctx;

    ac_jsonl_open_object(b->j, NULL);
    ac_jsonl_str(b->j, "ref", e->ref);
    ac_jsonl_str(b->j, "type", e->type);
    ac_jsonl_str(b->j, "org", e->org);
    ac_jsonl_str(b->j, "title", ac_entry_title(e)[0] != '\0' ? ac_entry_title(e) : NULL);
    ac_jsonl_close(b->j);
    return true;
}

ac_rc ac_show_belonging_json(ac_cli *cli, ac_jsonl *j, const char *key, ac_n record)
{
    ac_entry_filter f = { .space = -1, .belongs = record };
    belonging b = { .cli = cli, .j = j };
    ac_rc rc;

    ac_jsonl_open_array(j, key);
    rc = ac_entries(cli->nb, &f, one_in_json, &b, &cli->err);
    ac_jsonl_close(j);
    return rc;
}

/* --- reflections about it --- */

static bool one_reflection(void *ctx, const ac_note_row *row)
{
    belonging *b = ctx;
    const char *text = row->title[0] != '\0' ? row->title : ac_prompt_skip(row->text);
    const ac_term *kind = ac_vocab_find(AC_V_REFLECTION, row->type);
    char ref[AC_LOOK_REF_SIZE];
    ac_buf line = { 0 };
    ac_json *facts = NULL;

    b->rc = ac_query_facts(b->cli->nb, row->n, &facts, &b->cli->err);
    if (b->rc == AC_OK) {
        if (!b->any)
            heading(b->cli, _("REFLECTIONS"));
        b->any = true;
        ac_buf_printf(&line, "%s  %s%s  ", ac_look_ref(b->look, row->space, row->ref, ref), row->is_private ? _("private, ") : "",
                      kind != NULL ? _(kind->label) : row->type);
        if (ac_json_str(facts, "source") != NULL)
            ac_buf_printf(&line, _("%s: "), ac_said_imported());
        ac_buf_put(&line, text, strcspn(text, "\r\n"));
        ac_print_body(&b->cli->out, 2, ac_buf_text(&line));
    }
    ac_buf_free(&line);
    ac_json_free(facts);
    return b->rc == AC_OK;
}

ac_rc ac_show_reflections(ac_looking *look, ac_n record)
{
    ac_note_filter about = { .space = -1, .about = record };
    belonging b = { .look = look, .cli = look->cli };
    ac_rc rc = ac_query_notes(look->cli->nb, &about, one_reflection, &b, &look->cli->err);

    return rc == AC_OK ? b.rc : rc;
}

/* --- history --- */

typedef struct {
    ac_cli *cli;
    bool is_full;
    ac_jsonl *j;
    ac_rc rc;
} changes;

static bool one_change(void *ctx, const ac_change_row *row)
{
    changes *c = ctx;
    char when[AC_DATE_SAID_SIZE], hex[AC_HEX_SIZE];
    ac_buf gist = { 0 }, done = { 0 };

    if (row->held.kind != AC_KIND_CREATE && row->held.kind != AC_KIND_EDIT && row->held.kind != AC_KIND_REVEAL && row->held.kind != AC_KIND_REDACT)
        return true;
    c->rc = ac_say_gist(c->cli, &row->held, &gist, &c->cli->err);
    if (c->rc == AC_OK)
        c->rc = ac_say_done_of(c->cli, &row->held, &done, &c->cli->err);
    ac_hex(hex, row->held.id.b, 32);
    if (c->rc == AC_OK && c->j != NULL) {
        ac_jsonl_open_object(c->j, NULL);
        ac_jsonl_hex(c->j, "id", row->held.id.b, 32);
        ac_jsonl_str(c->j, "org", row->org);
        ac_jsonl_str(c->j, "kind", row->kind);
        ac_jsonl_int(c->j, "written_ms", row->held.written_ms);
        ac_jsonl_str(c->j, "text", ac_buf_text(&gist));
        if (row->why_not[0] != '\0')
            ac_jsonl_str(c->j, "why_not", row->why_not);
        ac_jsonl_close(c->j);
    } else if (c->rc == AC_OK) {
        ac_say_when(c->cli, row->held.written_ms, when);
        ac_out(c->cli, "  %s  %s %s%s%s\n", when, row->org, ac_buf_text(&done), gist.len > 0 ? _(": ") : "", ac_buf_text(&gist));
        if (row->why_not[0] != '\0')
            ac_out(c->cli, "     without effect: %s\n", ac_say_why(row->why_not));
        if (c->is_full)
            ac_out(c->cli, "     id %s\n", hex);
    }
    ac_buf_free(&gist);
    ac_buf_free(&done);
    return c->rc == AC_OK;
}

ac_rc ac_show_changes(ac_looking *look, int space, ac_n record, bool is_full)
{
    changes c = { .cli = look->cli, .is_full = is_full };
    ac_rc rc;

    heading(look->cli, _("HISTORY"));
    rc = ac_query_changes(look->cli->nb, space, record, 0, one_change, &c, &look->cli->err);
    if (rc == AC_OK)
        rc = c.rc;
    if (rc == AC_OK)
        ac_out(look->cli, AC_DIM "  times: by the clock of who wrote it" AC_END "\n");
    return rc;
}

/* --- the whole --- */

static const char *command_of(const ac_type *type)
{
    static const struct {
        const ac_type *type;
        const char *command;
    } commands[] = {
        { &ac_type_why, "why" },           { &ac_type_contribution, "bring" }, { &ac_type_benefit, "gain" },   { &ac_type_outcome, "outcome" },
        { &ac_type_decision, "decide" },   { &ac_type_risk, "risk" },          { &ac_type_question, "question" }, { &ac_type_reply, "reply" },
        { &ac_type_milestone, "milestone" }, { &ac_type_review, "review" },    { &ac_type_check, "check" },    { &ac_type_clause, "agree" },
    };

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (commands[i].type == type)
            return commands[i].command;
    return NULL;
}

static void print_head(ac_looking *look, const ac_entry *e, bool is_full)
{
    ac_cli *cli = look->cli;
    char ref[AC_LOOK_REF_SIZE], hex[AC_HEX_SIZE];
    ac_buf who = { 0 }, about = { 0 };

    ac_look_ref(look, e->space, e->ref, ref);
    ac_out(cli, AC_REF "%s" AC_END "  %s by %s, %s\n", ref, ac_entry_type_label(e), e->org,
           e->is_private ? _("private: it stays with you") : _("for all partners"));
    by_whom(cli, e->org, e->written_ms, &who);
    ac_out(cli, "  written by %s\n", ac_buf_text(&who));
    ac_look_codes(&about, e->belongs_refs);
    if (about.len > 0)
        ac_out(cli, "  about %s\n", ac_buf_text(&about));
    if (ac_entry_is_imported(e))
        ac_out(cli, "  " AC_ATTN "%s" AC_END "\n", ac_said_imported());
    if (e->is_joint && !e->is_private)
        ac_out(cli, "  every partner may change it\n");
    if (!e->is_counted)
        ac_out(cli, "  set aside: it does not count\n");
    if (is_full) {
        ac_hex(hex, e->id.b, 32);
        ac_out(cli, "  id %s\n", hex);
    }
    ac_out(cli, "\n");
    ac_buf_free(&who);
    ac_buf_free(&about);
}

static ac_rc on_screen(ac_looking *look, const ac_entry *e, bool is_full)
{
    const char *command = command_of(e->known);
    char ref[AC_LOOK_REF_SIZE], settle[AC_LOOK_REF_SIZE + 32];
    ac_rc rc;

    print_head(look, e, is_full);
    snprintf(settle, sizeof settle, "accord %s %s", command != NULL ? command : "log", ac_look_ref(look, e->space, e->ref, ref));
    ac_show_fields(look->cli, &look->cli->out, e, settle);
    rc = ac_show_belonging(look, e->n);
    if (rc == AC_OK)
        rc = ac_show_changes(look, e->space, e->n, is_full);
    if (rc == AC_OK)
        rc = ac_show_reflections(look, e->n);
    if (rc == AC_OK && e->is_private)
        ac_out(look->cli, "\nTo show it to all partners: " AC_REF "accord share %s" AC_END " (cannot be taken back)\n", ref);
    return rc;
}

/* Of a clash all that stand, each with who wrote it. */
static void put_values(ac_jsonl *j, const ac_entry *e)
{
    ac_jsonl_open_array(j, "values");
    for (size_t i = 0; i < e->nvalues; i++) {
        ac_jsonl_open_object(j, NULL);
        ac_jsonl_str(j, "field", e->values[i].name);
        ac_jsonl_json(j, "value", e->values[i].value);
        ac_jsonl_str(j, "org", e->values[i].org);
        ac_jsonl_int(j, "written_ms", e->values[i].written_ms);
        ac_jsonl_bool(j, "has_words", e->values[i].has_words);
        ac_jsonl_close(j);
    }
    ac_jsonl_close(j);
}

static ac_rc in_json(ac_looking *look, const ac_entry *e)
{
    const ac_partnership *p = ac_look_partnership(look, e->space);
    ac_jsonl j;
    changes c = { .cli = look->cli, .j = &j };
    ac_rc rc;

    ac_entry_json(look->cli, &j, e, p != NULL ? p->code : NULL);
    put_values(&j, e);
    rc = ac_show_belonging_json(look->cli, &j, "records", e->n);
    ac_jsonl_open_array(&j, "history");
    if (rc == AC_OK)
        rc = ac_query_changes(look->cli->nb, e->space, e->n, 0, one_change, &c, &look->cli->err);
    ac_jsonl_close(&j);
    if (!ac_jsonl_end(&j) && rc == AC_OK)
        rc = ac_fail(&look->cli->err, AC_ENOMEM, "out of memory");
    return rc == AC_OK ? c.rc : rc;
}

ac_rc ac_show_entry(ac_looking *look, const ac_record_ref *ref, bool is_full)
{
    ac_entry *e = NULL;
    ac_rc rc;

    if (look->cli->as_of.month != 0)
        return ac_fail(&look->cli->err, AC_EUSAGE, "--as-of is for commitments. What changed in %s, and when, stands in its history: accord show %s", ref->ref, ref->ref);
    rc = ac_entry_open(&e, look->cli->nb, ref->n, &look->cli->err);
    if (rc == AC_OK)
        rc = look->cli->json ? in_json(look, e) : on_screen(look, e, is_full);
    ac_entry_close(e);
    return rc;
}
