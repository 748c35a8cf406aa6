/* said.c - records of the practice in words. */
#include "cli/practice/said.h"

#include <stdio.h>
#include <string.h>

#include "core/kind.h"
#include "core/lang.h"

static const char *code_said(const ac_field *field, const char *code, bool for_people)
{
    const ac_term *term = for_people && field != NULL && (field->form == AC_FIELD_CODE || field->form == AC_FIELD_CODES) ? ac_vocab_find(field->vocab, code) : NULL;

    return term != NULL ? _(term->label) : code;
}

void ac_entry_say_value(ac_buf *out, const ac_field *field, const ac_json *value, bool for_people)
{
    int64_t number;

    if (ac_json_text(value) != NULL)
        ac_buf_str(out, code_said(field, ac_json_text(value), for_people));
    else if (ac_json_number(value, &number))
        ac_buf_printf(out, "%lld", (long long)number);
    for (size_t i = 0; ac_json_is_array(value) && i < ac_json_count(value); i++) {
        const char *code = ac_json_text(ac_json_at(value, i));
        if (i > 0)
            ac_buf_str(out, for_people ? _(", ") : ",");
        ac_buf_str(out, code != NULL ? code_said(field, code, for_people) : "");
    }
}

static const ac_field *field_of(const ac_entry *e, const char *name)
{
    return e->known != NULL ? ac_type_field(e->known, name) : NULL;
}

void ac_entry_say_field(ac_buf *out, const ac_entry *e, const char *name, bool for_people)
{
    const ac_field *field = field_of(e, name);
    const ac_entry_value *v;
    size_t n = ac_entry_standing(e, name, &v);

    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            ac_buf_str(out, " / ");
        ac_entry_say_value(out, field, v[i].value, for_people);
    }
    if (for_people && n > 0 && field != NULL && field->form == AC_FIELD_AMOUNT && ac_entry_text(e, "currency")[0] != '\0')
        ac_buf_printf(out, " %s", ac_entry_text(e, "currency"));
}

const char *ac_entry_label(const ac_entry *e, const char *name)
{
    const ac_field *field = field_of(e, name);

    return field != NULL ? _(field->label) : name;
}

const char *ac_entry_type_label(const ac_entry *e)
{
    return e->known != NULL ? _(e->known->label) : e->type;
}

void ac_entry_day(const ac_entry *e, char out[AC_DATE_ISO_SIZE])
{
    const char *date = ac_entry_text(e, "date");

    if (date[0] != '\0') {
        snprintf(out, AC_DATE_ISO_SIZE, "%.10s", date);
        return;
    }
    for (const ac_field *f = e->known != NULL ? e->known->fields : ac_fields_common; f->name != NULL; f++)
        if (f->form == AC_FIELD_DATE && ac_entry_text(e, f->name)[0] != '\0') {
            snprintf(out, AC_DATE_ISO_SIZE, "%.10s", ac_entry_text(e, f->name));
            return;
        }
    ac_date_iso(out, ac_date_of_ms(e->written_ms));
}

bool ac_entry_is_imported(const ac_entry *e)
{
    return e->source[0] != '\0';
}

const char *ac_said_imported(void)
{
    return _("imported, not contemporaneous");
}

/* Where the field that names it is empty, any other text of its table tells it from the next one. */
static const char *title_of(const ac_entry *e)
{
    const char *title = ac_entry_title(e);

    for (const ac_field *f = e->known != NULL ? e->known->fields : ac_fields_common; title[0] == '\0' && f->name != NULL; f++)
        if (ac_field_is_text(f))
            title = ac_entry_text(e, f->name);
    return title;
}

static bool lacks_words(const ac_entry *e)
{
    for (size_t i = 0; i < e->nvalues; i++)
        if (!e->values[i].has_words)
            return true;
    return false;
}

const char *ac_entry_called(const ac_entry *e)
{
    const char *title = title_of(e);
    const ac_field *kind = title[0] == '\0' && e->known != NULL ? ac_type_field(e->known, "kind") : NULL;
    const ac_term *term = kind != NULL && !lacks_words(e) ? ac_vocab_find(kind->vocab, ac_entry_text(e, "kind")) : NULL;

    return term != NULL ? _(term->label) : title;
}

void ac_entry_say_title(ac_buf *out, const ac_entry *e)
{
    const char *title = ac_entry_called(e);

    if (!e->is_counted)
        ac_buf_printf(out, "[%s] ", _("set aside"));
    if (e->is_clash)
        ac_buf_printf(out, "[%s] ", _("clash"));
    if (ac_entry_is_imported(e))
        ac_buf_printf(out, "[%s] ", ac_said_imported());
    if (title[0] != '\0')
        ac_buf_put(out, title, strcspn(title, "\r\n"));
    else if (lacks_words(e))
        ac_buf_printf(out, "(%s)", e->is_withheld ? _("not revealed yet") : _("its words are not here"));
}

/* --- as JSON --- */

static void put_clashes(ac_jsonl *j, const ac_entry *e)
{
    ac_jsonl_open_array(j, "clash");
    for (size_t i = 1; i < e->nvalues; i++)
        if (strcmp(e->values[i].name, e->values[i - 1].name) == 0 && (i < 2 || strcmp(e->values[i].name, e->values[i - 2].name) != 0))
            ac_jsonl_str(j, NULL, e->values[i].name);
    ac_jsonl_close(j);
}

void ac_entry_json(ac_cli *cli, ac_jsonl *j, const ac_entry *e, const char *partnership)
{
    ac_json_line(cli, j, "accord.entry/1");
    ac_jsonl_str(j, "ref", e->ref[0] != '\0' ? e->ref : NULL);
    ac_jsonl_hex(j, "id", e->id.b, 32);
    ac_jsonl_str(j, "type", e->type);
    ac_jsonl_str(j, "org", e->org);
    ac_jsonl_str(j, "visibility", e->is_private ? "own" : "partners");
    ac_jsonl_int(j, "written_ms", e->written_ms);
    ac_jsonl_int(j, "touched_ms", e->touched_ms);
    ac_jsonl_list(j, "about", e->belongs_refs);
    ac_jsonl_open_object(j, "fields");
    for (size_t i = 0; i < e->nvalues; i++)
        if (i == 0 || strcmp(e->values[i].name, e->values[i - 1].name) != 0)
            ac_jsonl_json(j, e->values[i].name, e->values[i].value);
    ac_jsonl_close(j);
    put_clashes(j, e);
    ac_jsonl_bool(j, "joint", e->is_joint);
    ac_jsonl_bool(j, "withheld", e->is_withheld);
    ac_jsonl_bool(j, "imported", ac_entry_is_imported(e));
    ac_jsonl_bool(j, "counted", e->is_counted);
    ac_jsonl_str(j, "partnership", e->is_private ? NULL : partnership);
}

/* --- what was done --- */

const char *ac_said_done(const char *type, bool is_edit)
{
    static const struct {
        const char *type, *made, *changed;
    } said[] = {
        { "partnership", N_("wrote the profile"), N_("changed the profile") },
        { "organisation", N_("wrote its profile"), N_("changed its own profile") },
        { "why", N_("said why it partners"), N_("changed why it partners") },
        { "contribution", N_("wrote down a contribution"), N_("changed a contribution") },
        { "benefit", N_("wrote down a benefit"), N_("changed a benefit") },
        { "clause", N_("wrote a clause"), N_("changed a clause") },
        { "assent", N_("signed the agreement"), N_("changed its signature") },
        { "meaning", N_("said what a principle means"), N_("changed what a principle means") },
        { "milestone", N_("set a milestone"), N_("changed a milestone") },
        { "evidence", N_("added evidence"), N_("changed evidence") },
        { "outcome", N_("wrote down an outcome"), N_("changed an outcome") },
        { "confirmation", N_("looked whether it still runs"), N_("changed what it saw") },
        { "review", N_("began a review"), N_("changed a review") },
        { "sheet", N_("filled in a review sheet"), N_("changed a review sheet") },
        { "check", N_("began a health check"), N_("changed a health check") },
        { "answer", N_("answered a health check"), N_("changed its answer") },
        { "decision", N_("wrote down a decision"), N_("changed a decision") },
        { "risk", N_("wrote down a risk"), N_("changed a risk") },
        { "question", N_("asked a question"), N_("changed a question") },
        { "reply", N_("replied"), N_("changed a reply") },
    };

    for (size_t i = 0; type != NULL && i < sizeof said / sizeof *said; i++)
        if (strcmp(said[i].type, type) == 0)
            return is_edit ? _(said[i].changed) : _(said[i].made);
    return NULL;
}

/* The type of the record that a create makes or an edit changes; NULL: of none that is known here. */
static ac_rc type_of(ac_cli *cli, const ac_held *held, const ac_json *facts, char out[33], ac_err *err)
{
    const ac_json *first = ac_json_at(ac_json_get(facts, "fields"), 0);
    bool is_own = ac_json_text(first) != NULL && strncmp(ac_json_text(first), "org-", 4) == 0;
    ac_json *made_facts = NULL;
    ac_held made = *held;
    const char *type;
    ac_rc rc = AC_OK;

    out[0] = '\0';
    if (held->kind == AC_KIND_EDIT)
        rc = ac_history_get(ac_notebook_history(cli->nb), held->record, &made, err);
    if (rc != AC_OK)
        return rc;
    if (made.kind != AC_KIND_CREATE) {
        snprintf(out, 33, "%s", made.kind == AC_KIND_FOUND && !is_own ? "partnership" : "organisation");
        return AC_OK;
    }
    rc = ac_query_facts(cli->nb, made.n, &made_facts, err);
    type = ac_json_str(made_facts, "type");
    snprintf(out, 33, "%s", type != NULL ? type : "");
    ac_json_free(made_facts);
    return rc;
}

ac_rc ac_said_done_of(ac_cli *cli, const ac_held *held, const char **out, ac_err *err)
{
    ac_json *facts = NULL;
    char type[33];
    ac_rc rc = ac_query_facts(cli->nb, held->n, &facts, err);

    *out = NULL;
    if (rc == AC_OK)
        rc = type_of(cli, held, facts, type, err);
    if (rc == AC_OK)
        *out = ac_said_done(type, held->kind == AC_KIND_EDIT);
    ac_json_free(facts);
    return rc;
}

/* "state: given; amount: 600000": codes and figures with their values, texts by their names, the title first. */
static void say_changes(ac_buf *out, const ac_type *type, const ac_json *facts, const ac_json *words)
{
    const ac_json *fields = ac_json_get(facts, "fields");

    for (size_t i = 0; i < ac_json_count(fields); i++) {
        const char *name = ac_json_text(ac_json_at(fields, i)), *text;
        const ac_field *field = name != NULL ? ac_type_field(type, name) : NULL;
        const ac_json *value = name != NULL ? ac_json_get(facts, name) : NULL;
        if (value == NULL && name != NULL)
            value = ac_json_get(words, name);
        text = ac_json_text(value);
        ac_buf_printf(out, "%s%s", out->len > 0 ? _("; ") : "", field != NULL ? _(field->label) : name != NULL ? name : "");
        if (value == NULL)
            continue;
        ac_buf_str(out, _(": "));
        if (text != NULL && field != NULL && ac_field_is_text(field))
            ac_buf_put(out, text, strcspn(text, "\r\n"));
        else
            ac_entry_say_value(out, field, value, true);
    }
}

ac_rc ac_said_gist(ac_cli *cli, const ac_held *held, const ac_json *facts, const ac_json *words, ac_buf *out, bool *out_said, ac_err *err)
{
    char name[33];
    const ac_type *type;
    const char *text;
    ac_rc rc = type_of(cli, held, facts, name, err);

    type = rc == AC_OK ? ac_type_find(name) : NULL;
    *out_said = type != NULL;
    if (type == NULL)
        return rc;
    if (held->kind == AC_KIND_EDIT) {
        say_changes(out, type, facts, words);
        return AC_OK;
    }
    if (ac_json_str(facts, "source") != NULL)
        ac_buf_printf(out, "[%s] ", ac_said_imported());
    text = ac_json_str(words, type->title);
    if (text == NULL)
        text = ac_json_str(words, "text");
    if (text != NULL)
        ac_buf_put(out, text, strcspn(text, "\r\n"));
    else if (ac_json_true(facts, "withheld") && words != NULL)
        say_changes(out, type, facts, words); /* marks alone */
    else if (ac_json_true(facts, "withheld"))
        ac_buf_printf(out, "(%s)", _("not revealed yet"));
    return AC_OK;
}
