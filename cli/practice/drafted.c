/* drafted.c - drafts of records of the practice: their values, taken back from what would be written. */
#include "cli/practice/drafted.h"

#include <string.h>

#include "cli/drafting.h"
#include "cli/partners.h"
#include "cli/practice/said.h"
#include "core/kind.h"
#include "core/lang.h"

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

bool ac_drafted_is_entry(const ac_draft *d)
{
    return d->kind == AC_KIND_CREATE || d->kind == AC_KIND_EDIT;
}

/* The record that the draft would change. */
static ac_rc open_entry(ac_cli *cli, const ac_draft *d, ac_entry **out)
{
    ac_held held = { 0 };
    ac_rc rc = ac_history_find(ac_notebook_history(cli->nb), d->space, &d->record, &held, &cli->err);

    if (rc == AC_OK && held.n == 0)
        rc = ac_fail(&cli->err, AC_EREF, "what draft %lld would change is not in this notebook", (long long)d->n);
    return rc == AC_OK ? ac_entry_open(out, cli->nb, held.n, &cli->err) : rc;
}

ac_rc ac_drafted_type(ac_cli *cli, const ac_draft *d, const ac_type **out)
{
    const char *name = ac_json_str(d->facts, "type");
    ac_entry *entry = NULL;
    ac_rc rc = AC_OK;

    *out = NULL;
    if (d->kind == AC_KIND_CREATE) {
        *out = name != NULL ? ac_type_find(name) : NULL;
        return AC_OK;
    }
    rc = open_entry(cli, d, &entry);
    if (rc == AC_OK)
        *out = entry->known;
    ac_entry_close(entry);
    return rc;
}

ac_rc ac_drafted_values(ac_cli *cli, const ac_draft *d, ac_json **out)
{
    const ac_json *fields = ac_json_get(d->facts, "fields");
    ac_json *values = ac_json_object();
    bool good = values != NULL;

    for (size_t i = 0; good && i < ac_json_count(fields); i++) {
        const char *name = ac_json_text(ac_json_at(fields, i));
        const ac_json *v = name == NULL ? NULL : ac_json_get(d->facts, name) != NULL ? ac_json_get(d->facts, name) : ac_json_get(d->words, name);
        if (name != NULL)
            good = ac_json_set(values, name, v != NULL ? ac_json_copy(v) : ac_json_null());
    }
    if (!good) {
        ac_json_free(values);
        return no_memory(cli);
    }
    *out = values;
    return AC_OK;
}

ac_rc ac_drafted_set(ac_cli *cli, ac_draft *d, const ac_type *type, const ac_json *values)
{
    ac_json *facts, *words;
    ac_rc rc = ac_type_split(type, values, d->kind == AC_KIND_EDIT, &facts, &words, &cli->err);

    if (rc == AC_OK && words == NULL && (words = ac_json_object()) == NULL)
        rc = no_memory(cli);
    if (rc != AC_OK)
        return rc;
    ac_json_free(d->facts);
    ac_json_free(d->words);
    d->facts = facts;
    d->words = words;
    return AC_OK;
}

/* A new one, as it was begun: where, and what it belongs to. */
static ac_rc begin_again(ac_recording *r, ac_cli *cli, const ac_flag_of *flags, const ac_type *type)
{
    const ac_draft *d = cli->drafted;
    ac_rc rc;

    *r = (ac_recording){ .cli = cli, .type = type, .flags = flags, .first = type->title };
    rc = ac_cli_space(cli, d->space, &r->where);
    if (rc == AC_OK)
        rc = ac_practice_may_write(cli, &r->where);
    r->is_private = rc == AC_OK && r->where.is_own;
    for (size_t i = 0; rc == AC_OK && i < d->ncites; i++)
        r->cites[r->ncites++] = d->cites[i];
    return rc;
}

static bool is_said(const ac_cli *cli, const char *flag)
{
    return ac_args_takes(cli->args, flag) && ac_opt_flag(cli, flag);
}

ac_rc ac_drafted_change(ac_cli *cli, const ac_flag_of *flags)
{
    const ac_draft *d = cli->drafted;
    const char *argument = ac_arg(cli, 0);
    const ac_type *type = NULL;
    ac_entry *entry = NULL;
    ac_recording r = { .cli = cli };
    ac_rc rc = ac_drafted_type(cli, d, &type);

    if (rc == AC_OK && type == NULL)
        rc = ac_fail(&cli->err, AC_ENEWER, "draft %lld is of a kind of record that this version does not know", (long long)d->n);
    if (rc == AC_OK && (is_said(cli, "private") || is_said(cli, "shared")))
        rc = ac_fail(&cli->err, AC_EUSAGE, "who will see it was said when the draft was begun, and stays: begin another one");
    if (rc == AC_OK && d->kind == AC_KIND_EDIT)
        rc = open_entry(cli, d, &entry);
    if (rc == AC_OK)
        rc = entry != NULL ? ac_recording_of(&r, cli, flags, entry) : begin_again(&r, cli, flags, type);
    if (rc == AC_OK) {
        ac_json_free(r.values);
        r.values = NULL;
        rc = ac_drafted_values(cli, d, &r.values);
    }
    if (rc == AC_OK && argument != NULL)
        rc = ac_recording_put(&r, type->title, argument);
    if (rc == AC_OK)
        rc = ac_recording_options(&r);
    if (rc == AC_OK)
        rc = ac_recording_keep(&r);
    ac_recording_free(&r);
    return rc;
}

ac_rc ac_drafted_print(ac_cli *cli, const ac_screen *screen, const ac_draft *d)
{
    const ac_type *type = NULL;
    ac_json *values = NULL;
    ac_buf line = { 0 };
    ac_rc rc = ac_drafted_type(cli, d, &type);

    if (rc == AC_OK)
        rc = ac_drafted_values(cli, d, &values);
    if (rc == AC_OK && type != NULL)
        ac_print(screen, "   %s\n", _(type->label));
    for (size_t i = 0; rc == AC_OK && i < ac_json_count(values); i++) {
        const ac_json *v = ac_json_at(values, i);
        const ac_field *field = type != NULL ? ac_type_field(type, ac_json_key(v)) : NULL;
        const char *label = field != NULL ? _(field->label) : ac_json_key(v);
        ac_buf_clear(&line);
        ac_entry_say_value(&line, field, v, true);
        if (line.failed)
            rc = no_memory(cli);
        else if (line.len == 0)
            ac_print(screen, "   %s: (left empty)\n", label);
        else if (strchr(ac_buf_text(&line), '\n') != NULL || line.len > 60) {
            ac_print(screen, "   %s:\n", label);
            ac_print_body(screen, 5, ac_buf_text(&line));
        } else {
            ac_print(screen, "   %s: %s\n", label, ac_buf_text(&line));
        }
    }
    ac_json_free(values);
    ac_buf_free(&line);
    return rc;
}
