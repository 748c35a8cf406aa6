/* entry.c - records that `create` made, and profiles: read with the values that stand, and written. */
#include "core/practice/entry.h"

#include "core/inside.h"
#include "core/kind.h"
#include "core/names.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLICE 256

/* Facts and words of one change in which values stand. */
typedef struct {
    ac_n n;
    ac_held held;
    ac_json *facts, *words;
} part;

typedef struct {
    ac_entry e; /* first: what the caller sees */
    part *parts;
    size_t nparts;
    ac_entry_value *values;
    char **names;
    ac_n *belongs;
    ac_buf refs;
    char type[33], org[8], source[33];
} opened;

static ac_rc no_memory(ac_err *err)
{
    return ac_fail(err, AC_ENOMEM, "out of memory while reading a record");
}

void ac_entry_close(ac_entry *entry)
{
    opened *o = (opened *)entry;

    if (o == NULL)
        return;
    for (size_t i = 0; i < o->nparts; i++) {
        ac_json_free(o->parts[i].facts);
        ac_json_free(o->parts[i].words);
    }
    for (size_t i = 0; i < o->e.nvalues; i++)
        free(o->names[i]);
    free(o->parts);
    free(o->values);
    free(o->names);
    free(o->belongs);
    ac_buf_free(&o->refs);
    free(o);
}

/* --- reading one --- */

/* The rows of `field`: names and changes. */
static ac_rc read_rows(ac_notebook *nb, opened *o, ac_err *err)
{
    size_t cap = 0;
    bool memory = true;
    ac_row *q = ac_q(nb->store, AC_Q_fields_of);
    ac_rc rc;

    ac_bind_int(q, ":record", o->e.n);
    while (memory && ac_step(q)) {
        if (o->e.nvalues == cap) {
            cap = cap ? 2 * cap : 16;
            ac_entry_value *values = realloc(o->values, cap * sizeof *values);
            o->values = values != NULL ? values : o->values;
            char **names = values != NULL ? realloc(o->names, cap * sizeof *names) : NULL;
            o->names = names != NULL ? names : o->names;
            memory = names != NULL;
            if (!memory)
                break;
        }
        o->names[o->e.nvalues] = strdup(ac_col_text(q, 0));
        o->values[o->e.nvalues] = (ac_entry_value){ .name = o->names[o->e.nvalues], .n = ac_col_int(q, 1) };
        memory = o->names[o->e.nvalues] != NULL;
        o->e.nvalues += memory;
    }
    rc = ac_done(q, err);
    return rc == AC_OK && !memory ? no_memory(err) : rc;
}

static ac_rc part_of(ac_notebook *nb, opened *o, ac_n n, part **out, ac_err *err)
{
    part *more;
    ac_rc rc;

    for (size_t i = 0; i < o->nparts; i++)
        if (o->parts[i].n == n) {
            *out = &o->parts[i];
            return AC_OK;
        }
    more = realloc(o->parts, (o->nparts + 1) * sizeof *more);
    if (more == NULL)
        return no_memory(err);
    o->parts = more;
    *out = &more[o->nparts++];
    **out = (part){ .n = n };
    rc = ac_history_get(nb->history, n, &(*out)->held, err);
    if (rc == AC_OK)
        rc = ac_query_facts(nb, n, &(*out)->facts, err);
    return rc == AC_OK ? ac_query_words(nb, n, &(*out)->words, err) : rc;
}

static int by_name_and_id(const void *a, const void *b)
{
    const ac_entry_value *x = a, *y = b;
    int c = strcmp(x->name, y->name);

    return c != 0 ? c : ac_id_cmp(x->id, y->id);
}

static ac_rc read_values(ac_notebook *nb, ac_room *room, opened *o, ac_err *err)
{
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && i < o->e.nvalues; i++) {
        ac_entry_value *v = &o->values[i];
        part *p = NULL;
        rc = part_of(nb, o, v->n, &p, err);
        if (rc != AC_OK)
            break;
        v->id = p->held.id;
        v->org = ac_org_code(room, p->held.org);
        v->written_ms = p->held.written_ms;
        v->value = ac_json_get(p->facts, v->name);
        v->has_words = p->words != NULL || !(p->held.flags & (AC_HELD_NO_WORDS | AC_HELD_BAD_WORDS));
        if (v->value == NULL)
            v->value = ac_json_get(p->words, v->name);
        else
            v->has_words = true;
        if (p->held.written_ms > o->e.touched_ms)
            o->e.touched_ms = p->held.written_ms;
    }
    if (rc == AC_OK && o->e.nvalues > 1)
        qsort(o->values, o->e.nvalues, sizeof *o->values, by_name_and_id);
    for (size_t i = 1; i < o->e.nvalues; i++)
        o->e.is_clash = o->e.is_clash || strcmp(o->values[i - 1].name, o->values[i].name) == 0;
    return rc;
}

static ac_rc read_belongs(ac_notebook *nb, const ac_held *made, opened *o, ac_err *err)
{
    ac_buf bytes = { 0 };
    ac_header header;
    ac_rc rc = ac_history_bytes(nb->history, made->n, &bytes, NULL, NULL, NULL, err);

    if (rc == AC_OK)
        rc = ac_header_decode(&header, bytes.p, bytes.len, err);
    if (rc == AC_OK && header.ncites > 0 && (o->belongs = calloc(header.ncites, sizeof *o->belongs)) == NULL)
        rc = no_memory(err);
    for (unsigned i = 0; rc == AC_OK && i < header.ncites; i++) {
        ac_id id = ac_header_cite(&header, i);
        char ref[AC_REF_SIZE] = "";
        ac_held target;
        rc = ac_history_find(nb->history, made->space, &id, &target, err);
        if (rc != AC_OK || target.n == 0)
            continue;
        o->belongs[o->e.nbelongs++] = target.record != 0 ? target.record : target.n;
        rc = ac_query_ref_of(nb, target.record != 0 ? target.record : target.n, ref, err);
        if (ref[0] != '\0')
            ac_buf_printf(&o->refs, "%s%s", o->refs.len > 0 ? "," : "", ref);
    }
    ac_buf_free(&bytes);
    return rc == AC_OK && o->refs.failed ? no_memory(err) : rc;
}

static ac_rc read_made(ac_notebook *nb, ac_room *room, const ac_held *made, opened *o, ac_err *err)
{
    ac_json *facts = NULL;
    const char *text;
    ac_rc rc = ac_query_facts(nb, made->n, &facts, err);

    if (rc == AC_OK) {
        text = ac_json_str(facts, "type");
        snprintf(o->type, sizeof o->type, "%s", text != NULL ? text : "");
        text = ac_json_str(facts, "source");
        snprintf(o->source, sizeof o->source, "%s", text != NULL ? text : "");
        o->e.is_joint = ac_json_true(facts, "joint");
        o->e.is_withheld = ac_json_true(facts, "withheld");
        rc = ac_ref_make(nb, room, made->n, made->org, made->branch, made->ref, o->e.ref, err);
    }
    if (rc == AC_OK)
        rc = read_belongs(nb, made, o, err);
    ac_json_free(facts);
    return rc;
}

ac_rc ac_entry_open(ac_entry **out, ac_notebook *nb, ac_n record, ac_err *err)
{
    opened *o = calloc(1, sizeof *o);
    ac_held made;
    ac_room *room = NULL;
    ac_rc rc = o != NULL ? ac_history_get(nb->history, record, &made, err) : no_memory(err);

    if (rc == AC_OK && made.kind != AC_KIND_CREATE && made.kind != AC_KIND_FOUND && made.kind != AC_KIND_JOIN)
        rc = ac_fail(err, AC_EREF, "that record has no fields");
    if (rc == AC_OK)
        rc = ac_room_get(nb, made.space, &room, err);
    if (rc != AC_OK)
        goto done;
    o->e.n = record;
    o->e.space = made.space;
    o->e.id = made.id;
    o->e.written_ms = o->e.touched_ms = made.written_ms;
    o->e.is_counted = !(made.flags & AC_HELD_UNCOUNTED);
    o->e.is_private = room->is_own;
    snprintf(o->org, sizeof o->org, "%s", ac_org_code(room, made.org));
    if (made.kind == AC_KIND_CREATE)
        rc = read_made(nb, room, &made, o, err);
    else
        snprintf(o->type, sizeof o->type, "%s", made.kind == AC_KIND_FOUND ? "partnership" : "organisation");
    o->e.is_joint = o->e.is_joint || made.kind == AC_KIND_FOUND;
    if (rc == AC_OK)
        rc = read_rows(nb, o, err);
    if (rc == AC_OK)
        rc = read_values(nb, room, o, err);
done:
    if (rc != AC_OK) {
        ac_entry_close(&o->e);
        return rc;
    }
    o->e.type = o->type;
    o->e.known = ac_type_find(o->type);
    o->e.org = o->org;
    o->e.source = o->source;
    o->e.belongs = o->belongs;
    o->e.belongs_refs = ac_buf_text(&o->refs);
    o->e.values = o->values;
    *out = &o->e;
    return AC_OK;
}

/* --- profiles --- */

ac_rc ac_profile_record(ac_notebook *nb, int space, const char *org, ac_n *out, ac_id *out_id, ac_err *err)
{
    ac_room *room;
    ac_held held = { 0 };
    ac_id id = { { 0 } };
    bool found = org == NULL;
    const ac_state *state = NULL;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    if (rc == AC_OK && org == NULL)
        id = ac_id_of(room->id.b);
    if (rc == AC_OK && org != NULL)
        rc = ac_notebook_state(nb, space, &state, err);
    for (int o = 0; rc == AC_OK && org != NULL && o < state->norgs && !found; o++) {
        found = strcmp(ac_org_code(room, o), org) == 0;
        if (found)
            id = ac_members_org(room->members, o)->join;
    }
    if (rc == AC_OK && !found)
        rc = ac_fail(err, AC_EREF, "%s is no organisation of this partnership", org);
    if (rc == AC_OK)
        rc = ac_history_find(nb->history, space, &id, &held, err);
    if (rc == AC_OK && held.n == 0)
        rc = ac_fail(err, AC_EREF, "the beginning of this partnership has not arrived yet");
    *out = held.n;
    if (out_id != NULL)
        *out_id = held.id;
    return rc;
}

ac_rc ac_profile_open(ac_entry **out, ac_notebook *nb, int space, const char *org, ac_err *err)
{
    ac_n record = 0;
    ac_rc rc = ac_profile_record(nb, space, org, &record, NULL, err);

    if (rc == AC_OK)
        rc = ac_entry_open(out, nb, record, err);
    if (rc == AC_OK)
        (*out)->known = org == NULL ? &ac_type_partnership : &ac_type_organisation;
    return rc;
}

/* --- its values --- */

size_t ac_entry_standing(const ac_entry *e, const char *name, const ac_entry_value **out)
{
    size_t from = 0, n = 0;

    while (from < e->nvalues && strcmp(e->values[from].name, name) != 0)
        from++;
    while (from + n < e->nvalues && strcmp(e->values[from + n].name, name) == 0)
        n++;
    *out = n > 0 ? &e->values[from] : NULL;
    return n;
}

const ac_json *ac_entry_value_of(const ac_entry *e, const char *name)
{
    const ac_entry_value *v;

    return ac_entry_standing(e, name, &v) > 0 ? v->value : NULL;
}

const char *ac_entry_text(const ac_entry *e, const char *name)
{
    const char *text = ac_json_text(ac_entry_value_of(e, name));

    return text != NULL ? text : "";
}

bool ac_entry_int(const ac_entry *e, const char *name, int64_t *out)
{
    return ac_json_number(ac_entry_value_of(e, name), out);
}

bool ac_entry_has_code(const ac_entry *e, const char *name, const char *code)
{
    const ac_json *value = ac_entry_value_of(e, name);
    const char *text = ac_json_text(value);

    if (text != NULL)
        return strcmp(text, code) == 0;
    for (size_t i = 0; i < ac_json_count(value); i++) {
        text = ac_json_text(ac_json_at(value, i));
        if (text != NULL && strcmp(text, code) == 0)
            return true;
    }
    return false;
}

const char *ac_entry_title(const ac_entry *e)
{
    static const char *const others[] = { "title", "text" };
    const char *text = e->known != NULL ? ac_entry_text(e, e->known->title) : "";

    for (size_t i = 0; text[0] == '\0' && i < sizeof others / sizeof *others; i++)
        text = ac_entry_text(e, others[i]);
    return text;
}

/* --- reading many --- */

typedef struct {
    ac_n n;
    int counted;
    char type[33];
} listed;

static ac_rc read_slice(ac_notebook *nb, const ac_entry_filter *f, ac_n after, listed *out, size_t *got, ac_err *err)
{
    bool by_type = f->type != NULL && f->space >= 0 && f->belongs == 0;
    ac_row *q = ac_q(nb->store, f->belongs != 0 ? AC_Q_entries_about : by_type ? AC_Q_entries_of_type : AC_Q_entries_of);

    *got = 0;
    if (f->belongs != 0)
        ac_bind_int(q, ":target", f->belongs);
    else
        ac_bind_int(q, ":space", f->space);
    if (by_type)
        ac_bind_text(q, ":type", f->type);
    ac_bind_int(q, ":after", after);
    ac_bind_int(q, ":max", SLICE);
    while (*got < SLICE && ac_step(q)) {
        listed *l = &out[(*got)++];
        l->n = ac_col_int(q, 0);
        snprintf(l->type, sizeof l->type, "%s", ac_col_text(q, 2));
        l->counted = (int)ac_col_int(q, 4);
    }
    return ac_done(q, err);
}

/* Memberships are kept by the same means and are no part of the practice. */
static bool wanted(const ac_entry_filter *f, const listed *l)
{
    return (l->counted || f->all) && strcmp(l->type, "membership") != 0 && (f->type == NULL || strcmp(f->type, l->type) == 0);
}

ac_rc ac_entries(ac_notebook *nb, const ac_entry_filter *f, ac_entry_fn *each, void *ctx, ac_err *err)
{
    listed *rows = calloc(SLICE, sizeof *rows);
    size_t got = SLICE;
    ac_n after = 0;
    bool go_on = true;
    ac_rc rc = rows != NULL ? AC_OK : no_memory(err);

    while (rc == AC_OK && go_on && got == SLICE) {
        rc = read_slice(nb, f, after, rows, &got, err);
        for (size_t i = 0; rc == AC_OK && go_on && i < got; i++) {
            ac_entry *e;
            after = rows[i].n;
            if (!wanted(f, &rows[i]))
                continue;
            rc = ac_entry_open(&e, nb, rows[i].n, err);
            if (rc != AC_OK)
                break;
            if (f->org == NULL || strcmp(f->org, e->org) == 0)
                go_on = each(ctx, e);
            ac_entry_close(e);
        }
    }
    free(rows);
    return rc;
}

static bool count_one(void *ctx, const ac_entry *entry)
{
    (void)entry;
    ++*(int64_t *)ctx;
    return true;
}

ac_rc ac_entries_count(ac_notebook *nb, const ac_entry_filter *f, int64_t *out, ac_err *err)
{
    *out = 0;
    return ac_entries(nb, f, count_one, out, err);
}

/* --- writing --- */

ac_rc ac_entry_facts(const ac_entry_new *entry, ac_json **facts, ac_json **words, ac_err *err)
{
    ac_rc rc = ac_type_split(entry->type, entry->values, false, facts, words, err);

    if (rc == AC_OK && entry->source != NULL && !ac_json_set_str(*facts, "source", entry->source)) {
        ac_json_free(*facts);
        ac_json_free(*words);
        *facts = *words = NULL;
        rc = no_memory(err);
    }
    return rc;
}

ac_rc ac_entry_create(ac_notebook *nb, int space, const ac_entry_new *entry, ac_id *out_id, ac_err *err)
{
    ac_json *facts, *words;
    ac_rc rc = ac_entry_facts(entry, &facts, &words, err);

    if (rc == AC_OK) {
        ac_writing w = { .kind = AC_KIND_CREATE, .cites = entry->cites, .ncites = entry->ncites, .facts = facts, .words = words };
        rc = ac_notebook_write(nb, space, &w, out_id, err);
    }
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

ac_rc ac_entry_edit(ac_notebook *nb, const ac_entry *entry, const ac_json *values, ac_id *out_id, ac_err *err)
{
    ac_json *facts, *words;
    ac_rc rc;

    if (entry->known == NULL)
        return ac_fail(err, AC_ESTATE, "that record is of a kind that this version does not know: it can be read, not changed");
    rc = ac_type_split(entry->known, values, true, &facts, &words, err);
    if (rc == AC_OK) {
        ac_writing w = { .kind = AC_KIND_EDIT, .record = entry->id, .facts = facts, .words = words };
        rc = ac_notebook_write(nb, entry->space, &w, out_id, err);
    }
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}
