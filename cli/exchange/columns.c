/* columns.c - which columns a table of commitments, reflections or records of the practice has, in and out. */
#include "cli/exchange/columns.h"

#include <assert.h>
#include <string.h>

#include "core/commitment.h"

/* --- commitments and reflections: their terms as fields --- */

static const ac_field commitment_fields[] = {
    { "title", AC_FIELD_LINE, .label = N_("what is promised, in one line"), .is_required = true },
    { "due", AC_FIELD_DATE, .label = N_("when it will be done"), .is_required = true },
    { "level", AC_FIELD_INT, .min = 1, .max = 3, .label = N_("1 practical solution, 2 behaviour and systems, 3 the rules") },
    { "action", AC_FIELD_TEXT, .label = N_("what will be done") },
    { "target", AC_FIELD_LINE, .label = N_("how much is aimed at") },
    { "unit", AC_FIELD_LINE, .label = N_("what is counted") },
    { "baseline", AC_FIELD_LINE, .label = N_("where it stands at the start") },
    { "amounts", AC_FIELD_LINE, .label = N_("money, with its currency: 600000 PLN") },
    { "check", AC_FIELD_TEXT, .label = N_("how the others will know that it is done") },
    { "conditions", AC_FIELD_TEXT, .label = N_("conditions") },
    { "depends", AC_FIELD_TEXT, .label = N_("what it depends on") },
    { "problem", AC_FIELD_TEXT, .label = N_("the problem it answers") },
    { "how", AC_FIELD_TEXT, .label = N_("how it helps") },
    { "start", AC_FIELD_DATE, .label = N_("when it begins") },
    { "expires", AC_FIELD_DATE, .label = N_("until when the offer stands") },
    { "need", AC_FIELD_INT, .min = 1, .max = AC_PARTIES_MAX - 1, .label = N_("how many partners must accept it; empty: all") },
    { "principles", AC_FIELD_CODES, AC_V_PRINCIPLE, .label = N_("principles") },
    { "contribution", AC_FIELD_CODE, AC_V_CONTRIBUTION, .label = N_("kind of contribution") },
    { "driver", AC_FIELD_CODE, AC_V_DRIVER, .label = N_("driver it answers") },
    { "origin", AC_FIELD_CODE, AC_V_ORIGIN, .label = N_("what it grew out of") },
    { "language", AC_FIELD_LANGUAGE, .label = N_("language of the text") },
    { NULL },
};

static const ac_field note_fields[] = {
    { "kind", AC_FIELD_CODE, AC_V_REFLECTION, .label = N_("kind of reflection; empty: journal") },
    { "date", AC_FIELD_DATE, .label = N_("when it happened") },
    { "title", AC_FIELD_LINE, .label = N_("title") },
    { "text", AC_FIELD_TEXT, .label = N_("the reflection"), .is_required = true },
    { "level", AC_FIELD_INT, .min = 1, .max = 3, .label = N_("1 practical solution, 2 behaviour and systems, 3 the rules") },
    { "principles", AC_FIELD_CODES, AC_V_PRINCIPLE, .label = N_("principles") },
    { "language", AC_FIELD_LANGUAGE, .label = N_("language of the text") },
    { NULL },
};

/* --- putting columns side by side --- */

static void put(ac_columns *k, const char *name, ac_column_form form, const char *label, bool is_required)
{
    assert(k->n < AC_CSV_COLUMNS_MAX);
    k->columns[k->n++] = (ac_csv_column){ .name = name, .form = form, .label = label, .is_required = is_required };
}

static void put_shown(ac_columns *k, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(k, names[i], AC_COLUMN_SHOWN, NULL, false);
}

static void put_field(ac_columns *k, const ac_field *f)
{
    put(k, f->name, AC_COLUMN_FIELD, f->label, f->is_required);
    k->columns[k->n - 1].field = f;
}

static void put_named(ac_columns *k, const ac_field *fields, const char *name)
{
    for (const ac_field *f = fields; f->name != NULL; f++)
        if (strcmp(f->name, name) == 0)
            put_field(k, f);
}

/* Those that do not stand there yet. */
static void put_rest(ac_columns *k, const ac_field *fields)
{
    for (const ac_field *f = fields; f->name != NULL; f++)
        if (ac_columns_find(k, f->name) < 0)
            put_field(k, f);
}

static void commitments(ac_columns *k)
{
    static const char *const answers[] = { "clock", "agreement", "delivery", "verdict", "clash", "contested", "flags", "terms" };

    *k = (ac_columns){ .of = AC_TABLE_OF_COMMITMENTS, .name = "commitment", .plural = "commitments", .is_taken = true };
    put(k, "ref", AC_COLUMN_REF, NULL, false);
    put_shown(k, (const char *const[]){ "state" }, 1);
    put(k, "promisor", AC_COLUMN_PROMISOR, N_("code of who promises; empty: you"), false);
    put(k, "promisees", AC_COLUMN_PROMISEES, N_("codes of those it is promised to, or all"), true);
    put_named(k, commitment_fields, "due");
    put_named(k, commitment_fields, "level");
    put_shown(k, answers, sizeof answers / sizeof *answers);
    put(k, "partnership", AC_COLUMN_PARTNERSHIP, NULL, false);
    put_rest(k, commitment_fields);
    put(k, "slots", AC_COLUMN_SLOTS, N_("dates of a recurring promise, with a space between them"), false);
    put(k, "id", AC_COLUMN_ID, NULL, false);
}

static void notes(ac_columns *k)
{
    *k = (ac_columns){ .of = AC_TABLE_OF_NOTES, .name = "note", .plural = "notes", .is_taken = true };
    put(k, "ref", AC_COLUMN_REF, NULL, false);
    put_named(k, note_fields, "kind");
    put_named(k, note_fields, "date");
    put(k, "visibility", AC_COLUMN_VISIBILITY, N_("own: it stays with you; partners: all of them read it; empty: own"), false);
    put_shown(k, (const char *const[]){ "org" }, 1);
    put(k, "about", AC_COLUMN_REFS, N_("references of what it is about"), false);
    put_shown(k, (const char *const[]){ "addenda" }, 1);
    put(k, "partnership", AC_COLUMN_PARTNERSHIP, NULL, false);
    put_named(k, note_fields, "title");
    put_named(k, note_fields, "text");
    put_rest(k, note_fields);
    put(k, "prompts", AC_COLUMN_PROMPTS, N_("questions that the text answers, as accord list notes --csv writes them"), false);
    put_shown(k, (const char *const[]){ "source" }, 1);
    put(k, "id", AC_COLUMN_ID, NULL, false);
}

/* Profiles are edited, a signature is given, and answers wait to be opened together: none of them comes from a table. */
static bool comes_from_tables(const ac_type *type)
{
    return type != &ac_type_partnership && type != &ac_type_organisation && type != &ac_type_assent && !type->is_withheld;
}

static void entries(ac_columns *k, const ac_type *type)
{
    *k = (ac_columns){ .of = AC_TABLE_OF_ENTRIES, .name = type->name, .plural = type->plural, .type = type,
                       .is_taken = comes_from_tables(type) };
    put(k, "ref", AC_COLUMN_REF, NULL, false);
    put_shown(k, (const char *const[]){ "org", "written" }, 2);
    put(k, "visibility", AC_COLUMN_VISIBILITY,
        type == &ac_type_why ? N_("own: it stays with you; partners: all of them read it; empty: own")
                             : N_("own: it stays with you; partners: all of them read it; empty: partners"), false);
    put(k, "about", AC_COLUMN_REFS, N_("references of what it belongs to"), type->belongs != NULL);
    put_shown(k, (const char *const[]){ "source", "clash" }, 2);
    put(k, "partnership", AC_COLUMN_PARTNERSHIP, NULL, false);
    for (const ac_field *f = type->fields; f->name != NULL; f++)
        if (strcmp(f->name, type->title) != 0)
            put_field(k, f);
    put_rest(k, ac_fields_common);
    put_named(k, type->fields, type->title); /* what names the record stands last */
    put(k, "id", AC_COLUMN_ID, NULL, false);
}

/* --- finding --- */

bool ac_columns_nth(ac_columns *out, size_t index)
{
    size_t n;
    const ac_type *const *types = ac_types(&n);

    if (index == 0)
        commitments(out);
    else if (index == 1)
        notes(out);
    else if (index - 2 < n)
        entries(out, types[index - 2]);
    return index - 2 < n || index < 2;
}

bool ac_columns_of(ac_columns *out, const char *kind)
{
    if (strcmp(kind, "promise") == 0 || strcmp(kind, "promises") == 0)
        kind = "commitment";
    if (strcmp(kind, "reflection") == 0 || strcmp(kind, "reflections") == 0)
        kind = "note";
    for (size_t i = 0; ac_columns_nth(out, i); i++)
        if (strcmp(out->name, kind) == 0 || strcmp(out->plural, kind) == 0)
            return true;
    return false;
}

int ac_columns_find(const ac_columns *kind, const char *name)
{
    for (size_t i = 0; i < kind->n; i++)
        if (strcmp(kind->columns[i].name, name) == 0)
            return (int)i;
    return -1;
}

bool ac_column_is_taken(const ac_csv_column *column)
{
    return column->form >= AC_COLUMN_FIELD;
}

void ac_columns_kinds(ac_buf *out)
{
    ac_columns kind;

    for (size_t i = 0; ac_columns_nth(&kind, i); i++)
        if (kind.is_taken)
            ac_buf_printf(out, "%s%s", i > 0 ? ", " : "", kind.name);
}
