/* record.c - a record of the practice is begun or changed, written and said. */
#include "cli/practice/record_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/deed.h"
#include "cli/partners.h"
#include "cli/ref.h"
#include "cli/terms.h"
#include "core/kind.h"

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

/* --- where, and whether --- */

ac_rc ac_practice_may_write(ac_cli *cli, const ac_partnership *where)
{
    int me = ac_look_own(cli, where->space);
    ac_members *members;
    ac_rc rc = ac_notebook_may_write(cli->nb, where->space, &cli->err);

    if (rc != AC_OK || where->is_own)
        return rc;
    if (me < 0 || !where->is_member)
        return ac_fail(&cli->err, AC_EROLE, "your organisation does not belong to %s any more", where->code);
    rc = ac_notebook_members(cli->nb, where->space, &members, &cli->err);
    if (rc == AC_OK && !ac_members_org(members, me)->is_partner)
        rc = ac_fail(&cli->err, AC_EROLE, "your organisation may read %s, and writes nothing there. What you think of it can be kept as a private reflection: accord note",
                     where->code);
    return rc;
}

static ac_rc partnership_of(ac_cli *cli, int space, ac_partnership *out)
{
    ac_partnership *list = NULL;
    size_t n = 0;
    bool found = false;
    ac_rc rc = ac_query_partnerships(cli->nb, true, &list, &n, &cli->err);

    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if (list[i].space == space) {
            *out = list[i];
            found = true;
        }
    free(list);
    return rc == AC_OK && !found ? ac_fail(&cli->err, AC_EREF, "that partnership is not in this notebook") : rc;
}

static ac_rc open_values(ac_recording *r)
{
    r->values = ac_json_object();
    return r->values != NULL ? AC_OK : no_memory(r->cli);
}

ac_rc ac_recording_begin(ac_recording *r, ac_cli *cli, const ac_type *type, const ac_flag_of *flags, bool is_private)
{
    ac_rc rc;

    *r = (ac_recording){ .cli = cli, .type = type, .flags = flags, .is_private = is_private };
    rc = is_private ? ac_cli_own(cli, &r->where) : ac_cli_partnership(cli, &r->where);
    if (rc == AC_OK)
        rc = ac_practice_may_write(cli, &r->where);
    return rc == AC_OK ? open_values(r) : rc;
}

/* Said before anything is asked; the notebook judges by the same rule when it writes. */
static ac_rc may_change(ac_recording *r)
{
    const ac_entry *e = r->entry;

    if (e->is_joint || strcmp(e->org, ac_notebook_me(r->cli->nb)->code) == 0)
        return AC_OK;
    return ac_hint(&r->cli->err,
                   ac_fail(&r->cli->err, AC_EROLE, "%s belongs to %s: only %s changes it. Ask about it, or write one of your own", r->ref, e->org, e->org),
                   "accord question TEXT --of %s --about %s", e->org, r->ref);
}

ac_rc ac_recording_of(ac_recording *r, ac_cli *cli, const ac_flag_of *flags, ac_entry *entry)
{
    ac_rc rc;

    *r = (ac_recording){ .cli = cli, .type = entry->known, .flags = flags, .entry = entry, .is_private = entry->is_private };
    rc = ac_typed_ref(cli, entry->space, entry->ref, r->ref);
    if (rc == AC_OK)
        rc = partnership_of(cli, entry->space, &r->where);
    if (rc == AC_OK && entry->ref[0] == '\0') /* a profile has a code */
        snprintf(r->ref, sizeof r->ref, "%s", entry->known == &ac_type_partnership ? r->where.code : entry->org);
    if (rc == AC_OK)
        rc = ac_practice_may_write(cli, &r->where);
    if (rc == AC_OK)
        rc = may_change(r);
    return rc == AC_OK ? open_values(r) : rc;
}

ac_rc ac_recording_edit(ac_recording *r, ac_cli *cli, const ac_type *type, const ac_flag_of *flags, const char *typed)
{
    ac_record_ref ref;
    ac_entry *entry = NULL;
    ac_rc rc = ac_cli_record(cli, typed, AC_RECORD_ANY, &ref);

    *r = (ac_recording){ .cli = cli, .type = type };
    if (rc == AC_OK && ref.type == AC_RECORD_COMMITMENT)
        rc = ac_fail(&cli->err, AC_EREF, "%s is a commitment. What is wanted here is this: %s", ref.ref, _(type->label));
    else if (rc == AC_OK && ref.type == AC_RECORD_NOTE)
        rc = ac_fail(&cli->err, AC_EREF, "%s is a reflection. What is wanted here is this: %s", ref.ref, _(type->label));
    if (rc == AC_OK)
        rc = ac_entry_open(&entry, cli->nb, ref.n, &cli->err);
    if (rc == AC_OK && entry->known != type) {
        rc = ac_fail(&cli->err, AC_EREF, "%s is this: %s. What is wanted here is this: %s", ref.ref,
                     entry->known != NULL ? _(entry->known->label) : entry->type, _(type->label));
        ac_entry_close(entry);
        return rc;
    }
    return rc == AC_OK ? ac_recording_of(r, cli, flags, entry) : rc;
}

void ac_recording_free(ac_recording *r)
{
    ac_entry_close(r->entry);
    ac_json_free(r->values);
    *r = (ac_recording){ .cli = r->cli };
}

/* COVID-19 looks like a reference and is a word: only one that says its laptop, or a partner, is meant as one. */
bool ac_recording_is_ref(ac_cli *cli, const char *typed)
{
    ac_ref ref;
    ac_record_ref found;
    ac_partnership p;
    ac_partner_row row;

    if (typed == NULL || ac_ref_parse(&ref, typed, NULL) != AC_OK)
        return false;
    if (ref.code[0] == '\0' || ref.device[0] != '\0' || ac_query_ref(cli->nb, typed, AC_RECORD_ANY, &found, NULL) == AC_OK)
        return true;
    if (ac_cli_is_me(cli, ref.code))
        return true;
    if (ac_cli_partnership(cli, &p) == AC_OK && ac_cli_partner(cli, &p, ref.code, &row) == AC_OK)
        return true;
    cli->err = (ac_err){ 0 };
    return false;
}

/* --- what it belongs to --- */

static bool belongs_fits(const ac_type *type, const ac_record_ref *ref, const char *entry_type)
{
    if (type->belongs == NULL || strcmp(type->belongs, "any") == 0)
        return true;
    if (strcmp(type->belongs, "commitment") == 0)
        return ref->type == AC_RECORD_COMMITMENT;
    return entry_type != NULL && strcmp(type->belongs, entry_type) == 0;
}

/* "commitment", "outcome", as people read it. */
static const char *belongs_label(const ac_type *type)
{
    const ac_type *other = ac_type_find(type->belongs);

    return other != NULL ? _(other->label) : strcmp(type->belongs, "commitment") == 0 ? _("commitment") : type->belongs;
}

ac_rc ac_recording_about(ac_recording *r, const char *typed)
{
    ac_record_ref ref;
    ac_entry *entry = NULL;
    ac_rc rc = ac_cli_record(r->cli, typed, AC_RECORD_ANY, &ref);

    if (rc == AC_OK && ref.type == AC_RECORD_ENTRY)
        rc = ac_entry_open(&entry, r->cli->nb, ref.n, &r->cli->err);
    if (rc != AC_OK)
        return rc;
    if (!belongs_fits(r->type, &ref, entry != NULL ? entry->type : NULL))
        rc = ac_fail(&r->cli->err, AC_EUSAGE, "%s cannot be what it is about. What is wanted here is this: %s", ref.ref, belongs_label(r->type));
    else if (ref.space != r->where.space && r->is_private)
        rc = ac_fail(&r->cli->err, AC_EUSAGE, "%s lies before all partners, so what is private cannot hang on it. Leave --about out, or write it for all partners", ref.ref);
    else if (ref.space != r->where.space)
        rc = ac_fail(&r->cli->err, AC_EUSAGE, "%s does not belong to %s, so what its partners read cannot be about it", ref.ref, r->where.code);
    else if (r->ncites == AC_ABOUT_MAX)
        rc = ac_fail(&r->cli->err, AC_EUSAGE, "one record is about %d others at most", AC_ABOUT_MAX);
    for (size_t i = 0; rc == AC_OK && i < r->ncites; i++)
        if (ac_id_eq(r->cites[i], ref.id)) {
            ac_entry_close(entry);
            return AC_OK;
        }
    if (rc == AC_OK)
        r->cites[r->ncites++] = ref.id;
    ac_entry_close(entry);
    return rc;
}

/* --- writing and saying --- */

static void say_new(ac_recording *r)
{
    ac_cli *cli = r->cli;

    if (r->type->is_withheld)
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " %s. Saved here; its words stay with %s until they are opened.\n", r->ref, _(r->type->label),
               ac_notebook_me(cli->nb)->code);
    else if (r->is_private)
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " %s. Private: it stays with %s.\n  To show it: " AC_REF
                    "accord share %s" AC_END "      (to all partners; cannot be taken back)\n", r->ref, _(r->type->label),
               ac_notebook_me(cli->nb)->code, r->ref);
    else
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " %s, for all partners of %s. Saved here, not sent yet: " AC_REF
                    "accord sync" AC_END "\n", r->ref, _(r->type->label), r->where.code);
}

static void say_changed(ac_recording *r)
{
    if (r->is_private)
        ac_out(r->cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " changed: %s. Private: it stays with %s.\n", r->ref, _(r->type->label),
               ac_notebook_me(r->cli->nb)->code);
    else
        ac_out(r->cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " changed: %s. Saved here, not sent yet: " AC_REF "accord sync" AC_END "\n",
               r->ref, _(r->type->label));
}

static ac_rc keep_new(ac_recording *r)
{
    const ac_entry_new what = { .type = r->type, .values = r->values, .cites = r->cites, .ncites = r->ncites };
    ac_writing w = { .kind = AC_KIND_CREATE, .cites = r->cites, .ncites = r->ncites };
    ac_json *facts, *words;
    char ref[AC_REF_SIZE] = "";
    ac_rc rc = ac_entry_facts(&what, &facts, &words, &r->cli->err);

    w.facts = facts;
    w.words = words;
    if (rc == AC_OK && !r->is_private)
        ac_words_warn(r->cli, words);
    if (rc == AC_OK)
        rc = ac_deed_begin_record(r->cli, r->where.space, &w, "accord.entry/1", &r->n, ref);
    if (rc == AC_OK)
        rc = ac_typed_ref(r->cli, r->where.space, ref, r->ref);
    if (rc == AC_OK)
        say_new(r);
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

static void json_changed(ac_recording *r, const ac_id *id)
{
    ac_jsonl j;

    if (!r->cli->json)
        return;
    if (r->entry->ref[0] != '\0') {
        ac_json_line(r->cli, &j, "accord.entry/1");
        ac_jsonl_str(&j, "ref", r->entry->ref);
    } else {
        ac_json_line(r->cli, &j, "accord.profile/1");
        ac_jsonl_str(&j, "org", r->type == &ac_type_organisation ? r->entry->org : NULL);
        ac_jsonl_str(&j, "partnership", r->where.code);
    }
    ac_jsonl_hex(&j, "id", id->b, 32);
    ac_jsonl_str(&j, "type", r->type->name);
    ac_jsonl_end(&j);
}

static ac_rc keep_change(ac_recording *r)
{
    ac_json *facts, *words;
    ac_writing w = { .kind = AC_KIND_EDIT, .record = r->entry->id };
    ac_id id;
    ac_rc rc;

    if (ac_json_count(r->values) == 0) {
        ac_out(r->cli, "Nothing was changed.\n");
        return AC_OK;
    }
    rc = ac_type_split(r->type, r->values, true, &facts, &words, &r->cli->err);
    w.facts = facts;
    w.words = words;
    if (rc == AC_OK && !r->is_private)
        ac_words_warn(r->cli, words);
    if (rc == AC_OK)
        rc = ac_deed_keep_one(r->cli, r->where.space, &w, &id);
    if (rc == AC_OK) {
        r->n = r->entry->n;
        json_changed(r, &id);
        say_changed(r);
    }
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

static const char *day_in(const ac_recording *r, const char *field)
{
    const ac_json *typed = ac_json_get(r->values, field);

    if (typed == NULL)
        return r->entry != NULL ? ac_entry_text(r->entry, field) : "";
    return ac_json_text(typed) != NULL ? ac_json_text(typed) : ""; /* null: emptied */
}

/* A time that ends before it begins. */
static ac_rc check_spans(ac_recording *r)
{
    for (const ac_field *f = r->type->fields; f->name != NULL; f++) {
        bool is_typed = f->from != NULL && (ac_json_get(r->values, f->name) != NULL || ac_json_get(r->values, f->from) != NULL);
        const char *from = is_typed ? day_in(r, f->from) : "", *until = is_typed ? day_in(r, f->name) : "";
        if (from[0] != '\0' && until[0] != '\0' && strcmp(until, from) < 0) /* ISO: order of text is order of days */
            return ac_fail(&r->cli->err, AC_EUSAGE, "--%s %s lies before --%s %s", ac_recording_flag(r, f->name), until,
                           ac_recording_flag(r, f->from), from);
    }
    return AC_OK;
}

ac_rc ac_recording_keep(ac_recording *r)
{
    ac_rc rc = check_spans(r);

    if (rc != AC_OK)
        return rc;
    if (r->entry != NULL)
        return keep_change(r);
    if (r->type->belongs != NULL && strcmp(r->type->belongs, "any") != 0 && r->ncites == 0)
        return ac_fail(&r->cli->err, AC_EUSAGE, "say what it belongs to, by its reference (%s)", belongs_label(r->type));
    return keep_new(r);
}

/* --- the whole command --- */

static bool is_said(const ac_cli *cli, const char *flag)
{
    return ac_args_takes(cli->args, flag) && ac_opt_flag(cli, flag);
}

ac_rc ac_recording_run(ac_cli *cli, const ac_recording_how *how)
{
    const char *argument = ac_arg(cli, 0);
    bool is_change = ac_recording_is_ref(cli, argument);
    bool is_private = is_said(cli, "private") || (how->is_own && !is_said(cli, "shared"));
    ac_recording r;
    ac_rc rc;

    if (is_change && (is_said(cli, "private") || is_said(cli, "shared")))
        return ac_fail(&cli->err, AC_EUSAGE, "who sees %s was said when it was written. To show a private one to all partners: accord share %s", argument, argument);
    rc = is_change ? ac_recording_edit(&r, cli, how->type, how->flags, argument) : ac_recording_begin(&r, cli, how->type, how->flags, is_private);
    r.first = is_change ? NULL : how->first;
    if (rc == AC_OK && argument != NULL && !is_change)
        rc = ac_recording_put(&r, how->first, argument);
    if (rc == AC_OK)
        rc = ac_recording_options(&r);
    if (rc == AC_OK)
        rc = ac_recording_ask(&r);
    if (rc == AC_OK)
        rc = ac_recording_keep(&r);
    ac_recording_free(&r);
    return rc;
}
