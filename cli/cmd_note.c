/* cmd_note.c - note: a reflection, private until it is shared; what is added to it later. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/drafting.h"
#include "cli/partners.h"
#include "cli/practice/template.h"
#include "cli/terms.h"
#include "cli/typed.h"

#define ABOUT_MAX 8

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

/* --- what stands in a reflection --- */

static ac_rc put_event(ac_cli *cli, ac_json *facts)
{
    char iso[AC_DATE_ISO_SIZE];
    ac_date date;
    ac_rc rc = ac_opt_date(cli, "date", AC_LOOK_BACK, &date);

    if (rc != AC_OK || date.month == 0)
        return rc;
    ac_date_iso(iso, date);
    return ac_json_set_str(facts, "event", iso) ? AC_OK : no_memory(cli);
}

static ac_rc put_facts(ac_cli *cli, ac_json *facts, const ac_template *t)
{
    const char *kind = ac_opt(cli, "kind");
    int64_t level;
    bool has_level;
    ac_json *codes = NULL;
    ac_rc rc = put_event(cli, facts);

    if (kind == NULL && t != NULL && t->kind != NULL)
        kind = t->kind;
    if (kind == NULL && ac_json_str(facts, "type") == NULL)
        kind = "journal";
    if (rc == AC_OK && kind != NULL && !ac_json_set_str(facts, "type", kind))
        rc = no_memory(cli);
    if (rc == AC_OK)
        rc = ac_opt_int(cli, "level", 1, 3, &level, &has_level);
    if (rc == AC_OK && has_level && !ac_json_set_int(facts, "level", level))
        rc = no_memory(cli);
    if (rc == AC_OK)
        rc = ac_terms_codes(cli, "principle", AC_V_PRINCIPLE, &codes);
    if (rc == AC_OK && codes != NULL && !ac_json_set(facts, "principles", codes))
        rc = no_memory(cli);
    return rc;
}

static ac_rc put_body(ac_cli *cli, ac_json *words, ac_buf *text)
{
    ac_rc rc = AC_OK;

    if (text->len == 0)
        rc = ac_fail(&cli->err, AC_EUSAGE, "the text was empty: nothing was saved");
    if (rc == AC_OK)
        rc = ac_body_take(_("the text"), text, &cli->err);
    if (rc == AC_OK && !ac_json_set_str(words, "text", ac_buf_text(text)))
        rc = no_memory(cli);
    return rc;
}

/* The questions it is written with: those that were asked for, else in the editor those of its kind. NULL: none. */
static ac_rc template_of(ac_cli *cli, const ac_template **out)
{
    const char *name = ac_opt(cli, "template"), *kind = ac_opt(cli, "kind");
    ac_buf list = { 0 };
    ac_rc rc = AC_OK;

    *out = NULL;
    if (name != NULL && (*out = ac_template_find(name)) == NULL) {
        ac_template_list(&list);
        rc = ac_fail(&cli->err, AC_EUSAGE, "there is no template \"%.40s\". There are: %s", name, ac_buf_text(&list));
        ac_buf_free(&list);
        return ac_hint(&cli->err, rc, "accord template list");
    }
    if (name == NULL && kind != NULL && ac_opt(cli, "message") == NULL && cli->drafted == NULL)
        *out = ac_template_of_kind(kind);
    return AC_OK;
}

/* The text, written below questions: what was answered, and which keys it has. */
static ac_rc put_answers(ac_cli *cli, ac_json *words, const ac_template *t)
{
    ac_buf form = { 0 }, guide = { 0 }, typed = { 0 }, text = { 0 };
    ac_json *prompts = NULL;
    ac_rc rc;

    ac_template_form(t, &form);
    ac_format(&cli->talk, &guide, "%s. Write below the questions you want to answer; one without an answer leaves no trace.\n", _(t->title));
    ac_buf_str(&guide, _(t->about));
    if (form.failed || guide.failed)
        rc = no_memory(cli);
    else if (ac_opt(cli, "message") == NULL && ac_can_ask(cli))
        rc = ac_edit(cli, ac_buf_text(&form), ac_buf_text(&guide), &typed);
    else
        rc = ac_text_from(cli, "message", NULL, &typed);
    if (rc == AC_OK)
        rc = ac_template_answers(t, ac_buf_text(&typed), &text, &prompts, &cli->err);
    if (rc == AC_OK && text.len == 0)
        ac_edit_forget(cli);
    if (rc == AC_OK)
        rc = put_body(cli, words, &text);
    if (rc == AC_OK && prompts != NULL) {
        rc = ac_json_set(words, "prompts", prompts) ? AC_OK : no_memory(cli);
        prompts = NULL;
    }
    ac_json_free(prompts);
    ac_buf_free(&form);
    ac_buf_free(&guide);
    ac_buf_free(&typed);
    ac_buf_free(&text);
    return rc;
}

static ac_rc put_words(ac_cli *cli, ac_json *words, const ac_template *t, const char *guide)
{
    const char *title = ac_opt(cli, "title"), *language = ac_opt(cli, "language");
    ac_buf text = { 0 };
    ac_rc rc = AC_OK;

    if (title != NULL)
        rc = ac_title_check(_("the title"), title, strlen(title), &cli->err);
    if (rc == AC_OK && title != NULL && !ac_json_set_str(words, "title", title))
        rc = no_memory(cli);
    if (rc == AC_OK && language != NULL)
        rc = ac_language_check(language, &cli->err);
    if (rc == AC_OK && language != NULL && !ac_json_set_str(words, "language", language))
        rc = no_memory(cli);
    if (rc == AC_OK && t != NULL)
        return put_answers(cli, words, t);
    if (rc != AC_OK || (cli->drafted != NULL && ac_opt(cli, "message") == NULL))
        return rc; /* the text of a draft stays where no other is typed */
    rc = ac_text_from(cli, "message", guide, &text);
    ac_json_drop(words, "prompts"); /* of a draft whose text is another now */
    if (rc == AC_OK)
        rc = put_body(cli, words, &text);
    ac_buf_free(&text);
    return rc;
}

/* Facts and words of a reflection that is begun: empty, or as its draft has them. */
static ac_rc begin(ac_cli *cli, ac_json **facts, ac_json **words)
{
    *facts = cli->drafted != NULL ? ac_json_copy(cli->drafted->facts) : ac_json_object();
    *words = cli->drafted != NULL ? ac_json_copy(cli->drafted->words) : ac_json_object();
    return *facts != NULL && *words != NULL ? AC_OK : no_memory(cli);
}

/* --- what it is about --- */

/* Cites do not leave their space: a private reflection names records of a partnership by words. */
typedef struct {
    ac_id cites[ABOUT_MAX];
    size_t n;
    ac_json *names; /* ["KRK:CITY-1-31"]; NULL: none */
} about;

static ac_rc code_of(ac_cli *cli, int space, char out[16])
{
    ac_partnership *list = NULL;
    size_t n = 0;
    ac_rc rc = ac_query_partnerships(cli->nb, false, &list, &n, &cli->err);

    out[0] = '\0';
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if (list[i].space == space)
            snprintf(out, 16, "%s", list[i].code);
    free(list);
    return rc;
}

static ac_rc add_about(ac_cli *cli, const ac_record_ref *ref, const ac_partnership *where, about *out)
{
    char code[16], full[AC_REF_SIZE + 20];
    ac_rc rc;

    for (size_t i = 0; i < out->n; i++)
        if (ac_id_eq(out->cites[i], ref->id))
            return AC_OK;
    if (ref->space == where->space) {
        out->cites[out->n++] = ref->id;
        return AC_OK;
    }
    if (!where->is_own)
        return ac_fail(&cli->err, AC_EUSAGE, "%s does not belong to %s, so a reflection for its partners cannot be about it", ref->ref, where->code);
    rc = code_of(cli, ref->space, code);
    if (rc != AC_OK)
        return rc;
    snprintf(full, sizeof full, "%s:%s", code, ref->ref);
    if (out->names == NULL)
        out->names = ac_json_array();
    return ac_json_push(out->names, ac_json_string(full)) ? AC_OK : no_memory(cli);
}

static ac_rc read_about(ac_cli *cli, const ac_partnership *where, about *out)
{
    size_t n = ac_opt_count(cli, "about");
    ac_rc rc = AC_OK;

    if (n == 0 && cli->drafted != NULL && cli->drafted->space != where->space &&
        (cli->drafted->ncites > 0 || ac_json_get(cli->drafted->words, "about") != NULL))
        return ac_fail(&cli->err, AC_EUSAGE, "for all partners it must be about records they have: say --about REF again");
    if (n == 0 && cli->drafted != NULL) {
        memcpy(out->cites, cli->drafted->cites, cli->drafted->ncites * sizeof *out->cites);
        out->n = cli->drafted->ncites;
    }
    if (n > ABOUT_MAX)
        return ac_fail(&cli->err, AC_EUSAGE, "a reflection is about %d records at most", ABOUT_MAX);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_record_ref ref;
        rc = ac_cli_record(cli, ac_opt_at(cli, "about", i), AC_RECORD_ANY, &ref);
        if (rc == AC_OK)
            rc = add_about(cli, &ref, where, out);
    }
    return rc;
}

/* --- note --- */

ac_rc ac_note_said(ac_cli *cli, int space, const char *ref)
{
    char typed[AC_LOOK_REF_SIZE];
    ac_partnership where;
    ac_rc rc = ac_cli_space(cli, space, &where);

    if (rc == AC_OK)
        rc = ac_typed_ref(cli, space, ref, typed);
    if (rc == AC_OK && !where.is_own)
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " reflection, for all partners of %s.\n  Saved here, not sent yet: " AC_REF
                    "accord sync" AC_END "\n", typed, where.code);
    else if (rc == AC_OK)
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " reflection. Private: it stays with %s.\n  To show it: " AC_REF
                    "accord share %s" AC_END "      (to all partners; cannot be taken back)\n", ref, ac_notebook_me(cli->nb)->code, ref);
    return rc;
}

/* Where it is written: in the own space, unless all partners shall have it; where its draft was begun. */
static ac_rc note_space(ac_cli *cli, ac_partnership *out)
{
    if (ac_opt_flag(cli, "shared"))
        return ac_cli_partnership(cli, out);
    return cli->drafted != NULL ? ac_cli_space(cli, cli->drafted->space, out) : ac_cli_own(cli, out);
}

static ac_rc write_note(ac_cli *cli)
{
    ac_partnership where;
    about what = { .n = 0 };
    ac_json *facts, *words;
    ac_writing w = { .kind = AC_KIND_NOTE };
    const ac_template *t = NULL;
    char ref[AC_REF_SIZE];
    ac_n record;
    ac_rc rc = begin(cli, &facts, &words);

    if (rc == AC_OK)
        rc = note_space(cli, &where);
    if (rc == AC_OK)
        rc = ac_notebook_may_write(cli->nb, where.space, &cli->err); /* before an editor opens */
    if (rc == AC_OK)
        rc = read_about(cli, &where, &what);
    if (rc == AC_OK)
        rc = template_of(cli, &t);
    if (rc == AC_OK)
        rc = put_facts(cli, facts, t);
    if (rc == AC_OK)
        rc = put_words(cli, words, t, N_("What happened, and what do you think of it?"));
    if (ac_opt_count(cli, "about") > 0)
        ac_json_drop(words, "about"); /* of its draft */
    if (rc == AC_OK && what.names != NULL) {
        if (!ac_json_set(words, "about", what.names))
            rc = no_memory(cli);
        what.names = NULL;
    }
    w.facts = facts;
    w.words = words;
    w.cites = what.cites;
    w.ncites = what.n;
    if (rc == AC_OK && !where.is_own)
        ac_words_warn(cli, words);
    if (rc == AC_OK)
        rc = ac_deed_begin_record(cli, where.space, &w, "accord.note/1", &record, ref);
    if (rc == AC_OK)
        rc = ac_note_said(cli, where.space, ref);
    ac_json_free(what.names);
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

ac_rc ac_note_draft(ac_cli *cli, ac_buf *text)
{
    ac_json *facts, *words;
    ac_partnership own;
    ac_rc rc = begin(cli, &facts, &words);

    if (rc == AC_OK)
        rc = ac_cli_own(cli, &own);
    if (rc == AC_OK)
        rc = put_facts(cli, facts, NULL);
    if (rc == AC_OK)
        rc = put_body(cli, words, text);
    if (rc == AC_OK)
        rc = ac_draft_keep(cli, own.space, &(ac_writing){ .kind = AC_KIND_NOTE, .facts = facts, .words = words });
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

/* --- addendum --- */

typedef struct {
    const char *me;
    bool is_private, is_mine;
    char org[8];
} whose;

static bool note_whose(void *ctx, const ac_note_row *row)
{
    whose *w = ctx;

    w->is_private = row->is_private;
    w->is_mine = strcmp(row->org, w->me) == 0;
    snprintf(w->org, sizeof w->org, "%s", row->org);
    return false;
}

static ac_rc may_add(ac_cli *cli, const ac_record_ref *to, whose *out)
{
    static const char *const not_here[] = { "about", "kind", "title", "shared", "principle", "level", "template" };
    ac_rc rc;

    for (size_t i = 0; i < sizeof not_here / sizeof *not_here; i++)
        if (ac_opt_count(cli, not_here[i]) > 0)
            return ac_fail(&cli->err, AC_EUSAGE, "an addendum belongs to its reflection as it is: leave --%s out", not_here[i]);
    *out = (whose){ .me = ac_notebook_me(cli->nb)->code };
    rc = ac_query_note(cli->nb, to->n, note_whose, out, &cli->err);
    if (rc == AC_OK && !out->is_mine) {
        rc = ac_fail(&cli->err, AC_EROLE, "%s is a reflection of %s: only %s adds to it. Write one of your own about it", to->ref, out->org, out->org);
        ac_hint(&cli->err, rc, "accord note --shared --about %s -m TEXT", to->ref);
    }
    return rc;
}

/* The reflection it is added to: as typed, else as its draft has it. */
static ac_rc add_to(ac_cli *cli, ac_record_ref *out)
{
    char ref[AC_LOOK_REF_SIZE];
    ac_looking look;
    ac_rc rc;

    if (ac_opt(cli, "add-to") != NULL)
        return ac_cli_record(cli, ac_opt(cli, "add-to"), AC_RECORD_NOTE, out);
    rc = ac_look_open(&look, cli);
    if (rc == AC_OK)
        rc = ac_draft_ref(&look, cli->drafted, ref);
    ac_look_close(&look);
    return rc == AC_OK ? ac_cli_record(cli, ref, AC_RECORD_NOTE, out) : rc;
}

static ac_rc write_addendum(ac_cli *cli)
{
    ac_record_ref to;
    char typed[AC_LOOK_REF_SIZE];
    ac_json *facts, *words;
    ac_writing w = { .kind = AC_KIND_ADDENDUM };
    whose note = { .is_mine = false };
    ac_id id;
    ac_rc rc = begin(cli, &facts, &words);

    if (rc == AC_OK)
        rc = add_to(cli, &to);
    if (rc == AC_OK)
        rc = ac_notebook_may_write(cli->nb, to.space, &cli->err);
    if (rc == AC_OK)
        rc = may_add(cli, &to, &note);
    if (rc == AC_OK)
        rc = put_event(cli, facts);
    if (rc == AC_OK)
        rc = put_words(cli, words, NULL, N_("What is to be added? The first text stays as it is."));
    w.record = to.id;
    w.facts = facts;
    w.words = words;
    if (rc == AC_OK && !note.is_private)
        ac_words_warn(cli, words);
    if (rc == AC_OK)
        rc = ac_deed_keep_one(cli, to.space, &w, &id);
    if (rc == AC_OK)
        ac_deed_json(cli, "accord.note/1", to.ref, &id);
    if (rc == AC_OK)
        rc = ac_typed_ref(cli, to.space, to.ref, typed);
    if (rc == AC_OK)
        ac_out(cli,
               note.is_private ? AC_GOOD "✓" AC_END " Added to " AC_REF "%s" AC_END ". The first text stays as it was.\n"
                               : AC_GOOD "✓" AC_END " Added to " AC_REF "%s" AC_END
                                         ". The first text stays as it was. Saved here, not sent yet: accord sync\n",
               typed);
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

ac_rc ac_cmd_note(ac_cli *cli)
{
    bool is_added = cli->drafted != NULL ? cli->drafted->kind == AC_KIND_ADDENDUM : ac_opt(cli, "add-to") != NULL;

    return is_added ? write_addendum(cli) : write_note(cli);
}
