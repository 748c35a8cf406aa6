/* query.c - reading the view: words, reflections, changes. Commitments: query_commitments.c, search: query_search.c. */
#include "core/query.h"

#include "core/kind.h"
#include "core/names.h"
#include "core/withheld.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLICE 256 /* rows read at once: one short read */

/* --- words and facts --- */

void ac_query_for_others(ac_notebook *nb, bool on)
{
    nb->is_for_others = on;
}

bool ac_query_may_show(ac_notebook *nb, ac_n n)
{
    ac_held held;

    if (!nb->is_for_others || ac_store_in_write(nb->store)) /* what is written computes the view, which is ours */
        return true;
    return ac_history_get(nb->history, n, &held, NULL) == AC_OK && ac_words_may_leave(nb, &held);
}

ac_rc ac_query_words(ac_notebook *nb, ac_n n, ac_json **out, ac_err *err)
{
    ac_buf words = { 0 };
    bool here = false;
    ac_rc rc = AC_OK;

    *out = NULL;
    if (!ac_query_may_show(nb, n))
        return AC_OK;
    rc = ac_history_bytes(nb->history, n, NULL, NULL, &words, &here, err);
    if (rc == AC_OK && here && words.len > 32 &&
        ac_json_parse(out, words.p + 32, words.len - 32, NULL) != AC_OK)
        *out = NULL; /* unreadable words: kept as bytes, shown as absent */
    ac_buf_free(&words);
    return rc;
}

ac_rc ac_query_facts(ac_notebook *nb, ac_n n, ac_json **out, ac_err *err)
{
    ac_buf bytes = { 0 };
    ac_header header;
    ac_rc rc;

    *out = NULL;
    rc = ac_history_bytes(nb->history, n, &bytes, NULL, NULL, NULL, err);
    if (rc == AC_OK)
        rc = ac_header_decode(&header, bytes.p, bytes.len, err);
    if (rc == AC_OK)
        rc = ac_json_parse(out, header.facts, header.facts_len, err);
    ac_buf_free(&bytes);
    return rc;
}

/* --- notes --- */

typedef struct {
    ac_n n;
    int space, counted, addenda;
    char type[40], event[16];
} kept_note;

static ac_rc about_refs(ac_notebook *nb, ac_n n, ac_buf *out, ac_err *err)
{
    ac_buf bytes = { 0 };
    ac_header header;
    ac_held note;
    ac_rc rc = ac_history_get(nb->history, n, &note, err);

    if (rc == AC_OK)
        rc = ac_history_bytes(nb->history, n, &bytes, NULL, NULL, NULL, err);
    if (rc == AC_OK)
        rc = ac_header_decode(&header, bytes.p, bytes.len, err);
    for (unsigned i = 0; rc == AC_OK && i < header.ncites; i++) {
        ac_id id = ac_header_cite(&header, i);
        ac_held target;
        char ref[AC_REF_SIZE] = "";
        rc = ac_history_find(nb->history, note.space, &id, &target, err);
        if (rc == AC_OK && target.n != 0)
            rc = ac_query_ref_of(nb, target.record != 0 ? target.record : target.n, ref, err);
        if (rc == AC_OK && ref[0] != '\0') {
            if (out->len > 0)
                ac_buf_str(out, ",");
            ac_buf_str(out, ref);
        }
    }
    ac_buf_free(&bytes);
    return rc;
}

/* Cites do not leave their space: a private reflection names records of a partnership in its words. */
static void about_words(const ac_json *words, ac_buf *out)
{
    const ac_json *list = ac_json_get(words, "about");

    for (size_t i = 0; i < ac_json_count(list); i++) {
        const char *ref = ac_json_text(ac_json_at(list, i));
        if (ref != NULL && strlen(ref) < AC_REF_SIZE + 20 && strchr(ref, ',') == NULL)
            ac_buf_printf(out, "%s%s", out->len > 0 ? "," : "", ref);
    }
}

static ac_rc show_note(ac_notebook *nb, const kept_note *k, const ac_note_filter *f, ac_note_fn *each, void *ctx,
                       bool *go_on, ac_err *err)
{
    ac_room *room;
    ac_note_row row = { .n = k->n, .space = k->space, .type = k->type, .event = k->event, .addenda = k->addenda };
    ac_buf about = { 0 };
    ac_json *words = NULL;
    ac_held held;
    const char *text;
    ac_rc rc = ac_room_get(nb, k->space, &room, err);

    if (rc == AC_OK)
        rc = ac_history_get(nb->history, k->n, &held, err);
    if (rc != AC_OK)
        return rc;
    row.org = ac_org_code(room, held.org);
    if (f->partner != NULL && strcmp(row.org, f->partner) != 0)
        return AC_OK;
    rc = ac_ref_make(nb, room, k->n, held.org, held.branch, held.ref, row.ref, err);
    if (rc == AC_OK)
        rc = about_refs(nb, k->n, &about, err);
    if (rc == AC_OK)
        rc = ac_query_words(nb, k->n, &words, err);
    if (rc == AC_OK) {
        row.id = held.id;
        row.is_private = room->is_own;
        row.is_counted = k->counted != 0;
        row.written_ms = held.written_ms;
        row.has_words = words != NULL;
        row.title = (text = ac_json_str(words, "title")) != NULL ? text : "";
        row.text = (text = ac_json_str(words, "text")) != NULL ? text : "";
        if (row.is_private)
            about_words(words, &about);
        row.about = ac_buf_text(&about);
        *go_on = each(ctx, &row);
    }
    ac_json_free(words);
    ac_buf_free(&about);
    return rc;
}

static void kept_note_read(kept_note *k, ac_row *q)
{
    k->n = ac_col_int(q, 0);
    k->space = (int)ac_col_int(q, 1);
    k->counted = (int)ac_col_int(q, 2);
    snprintf(k->type, sizeof k->type, "%s", ac_col_text(q, 3));
    snprintf(k->event, sizeof k->event, "%s", ac_col_text(q, 4));
    k->addenda = (int)ac_col_int(q, 5);
}

static ac_rc note_of(ac_notebook *nb, ac_n n, const ac_note_filter *f, ac_note_fn *each, void *ctx, bool *go_on, ac_err *err)
{
    kept_note k = { 0 };
    ac_row *q = ac_q(nb->store, AC_Q_note_get);
    bool found;
    ac_rc rc;

    ac_bind_int(q, ":n", n);
    found = ac_step(q);
    if (found)
        kept_note_read(&k, q);
    rc = ac_done(q, err);
    return rc == AC_OK && found && (k.counted || f->all) ? show_note(nb, &k, f, each, ctx, go_on, err) : rc;
}

typedef struct {
    ac_n *n;
    size_t len, cap;
    bool failed;
} numbers;

static void numbers_add(numbers *list, ac_n n)
{
    if (list->len == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 16;
        ac_n *more = realloc(list->n, cap * sizeof *more);
        list->failed = list->failed || more == NULL;
        if (more == NULL)
            return;
        list->n = more;
        list->cap = cap;
    }
    list->n[list->len++] = n;
}

/* Does this private reflection name the record, "KRK:CITY-1-31"? */
static ac_rc names_record(ac_notebook *nb, ac_n note, const char *ref, bool *out, ac_err *err)
{
    ac_json *words = NULL;
    ac_held held;
    ac_room *room = NULL;
    ac_rc rc = ac_history_get(nb->history, note, &held, err);

    *out = false;
    if (rc == AC_OK)
        rc = ac_room_get(nb, held.space, &room, err);
    if (rc != AC_OK || held.kind != AC_KIND_NOTE || !room->is_own)
        return rc;
    rc = ac_query_words(nb, note, &words, err);
    for (size_t i = 0; rc == AC_OK && i < ac_json_count(ac_json_get(words, "about")); i++) {
        const char *text = ac_json_text(ac_json_at(ac_json_get(words, "about"), i));
        *out = *out || (text != NULL && strcmp(text, ref) == 0);
    }
    ac_json_free(words);
    return rc;
}

/* Private reflections about a record of a partnership: found by the index of words, then looked into. */
static ac_rc private_about(ac_notebook *nb, ac_n target, numbers *out, ac_err *err)
{
    ac_partnership *list = NULL;
    size_t n = 0;
    ac_held held;
    char ref[AC_REF_SIZE] = "", full[AC_REF_SIZE + 20] = "";
    ac_buf match = { 0 };
    ac_search *search = ac_search_new();
    numbers found = { 0 };
    ac_rc rc = search != NULL ? ac_history_get(nb->history, target, &held, err)
                              : ac_fail(err, AC_ENOMEM, "out of memory while reading notes");

    if (rc == AC_OK)
        rc = ac_query_ref_of(nb, target, ref, err);
    if (rc == AC_OK && ref[0] != '\0')
        rc = ac_query_partnerships(nb, false, &list, &n, err);
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if (list[i].space == held.space)
            snprintf(full, sizeof full, "%s:%s", list[i].code, ref);
    free(list);
    if (rc == AC_OK && full[0] != '\0')
        rc = ac_search_add(search, full, AC_SEARCH_EXACT, err);
    if (rc == AC_OK && full[0] != '\0')
        ac_search_match(search, &match);
    ac_search_free(search);
    if (match.failed)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading notes");
    if (rc == AC_OK && match.len > 0) {
        ac_row *q = ac_q(nb->store, AC_Q_search_find);
        ac_bind_text(q, ":match", ac_buf_text(&match));
        ac_bind_int(q, ":before", INT64_MAX);
        ac_bind_int(q, ":max", INT64_MAX);
        while (ac_step(q))
            numbers_add(&found, ac_col_int(q, 0));
        rc = ac_done(q, err);
    }
    for (size_t i = found.len; rc == AC_OK && i-- > 0;) { /* oldest first */
        bool is_it;
        rc = names_record(nb, found.n[i], full, &is_it, err);
        if (rc == AC_OK && is_it)
            numbers_add(out, found.n[i]);
    }
    out->failed = out->failed || found.failed;
    free(found.n);
    ac_buf_free(&match);
    return rc;
}

static ac_rc notes_about(ac_notebook *nb, const ac_note_filter *f, ac_note_fn *each, void *ctx, ac_err *err)
{
    numbers list = { 0 };
    bool go_on = true;
    ac_row *q = ac_q(nb->store, AC_Q_about_of);
    ac_rc rc;

    ac_bind_int(q, ":target", f->about);
    while (ac_step(q))
        numbers_add(&list, ac_col_int(q, 0));
    rc = ac_done(q, err);
    if (rc == AC_OK)
        rc = private_about(nb, f->about, &list, err);
    if (rc == AC_OK && list.failed)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading notes");
    for (size_t i = 0; rc == AC_OK && go_on && i < list.len; i++)
        rc = note_of(nb, list.n[i], f, each, ctx, &go_on, err);
    free(list.n);
    return rc;
}

ac_rc ac_query_note(ac_notebook *nb, ac_n n, ac_note_fn *each, void *ctx, ac_err *err)
{
    ac_note_filter f = { .space = -1, .all = true };
    bool go_on = true;
    ac_held held;
    ac_rc rc = ac_history_get(nb->history, n, &held, err);

    if (rc == AC_OK && held.kind != AC_KIND_NOTE)
        rc = ac_fail(err, AC_EREF, "that record is not a reflection");
    return rc == AC_OK ? note_of(nb, n, &f, each, ctx, &go_on, err) : rc;
}

ac_rc ac_query_notes(ac_notebook *nb, const ac_note_filter *f, ac_note_fn *each, void *ctx, ac_err *err)
{
    kept_note *rows;
    ac_n after = 0;
    size_t got = SLICE;
    bool go_on = true;
    ac_rc rc = AC_OK;

    if (f->about != 0)
        return notes_about(nb, f, each, ctx, err);
    rows = calloc(SLICE, sizeof *rows);
    if (rows == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory while reading notes");
    while (rc == AC_OK && go_on && got == SLICE) {
        ac_row *q = ac_q(nb->store, AC_Q_notes_all);
        got = 0;
        ac_bind_int(q, ":space", f->space);
        ac_bind_int(q, ":after", after);
        ac_bind_int(q, ":max", SLICE);
        while (got < SLICE && ac_step(q)) {
            kept_note_read(&rows[got], q);
            after = rows[got++].n;
        }
        rc = ac_done(q, err);
        for (size_t i = 0; rc == AC_OK && go_on && i < got; i++)
            if ((rows[i].counted || f->all) && (f->type == NULL || strcmp(f->type, rows[i].type) == 0))
                rc = show_note(nb, &rows[i], f, each, ctx, &go_on, err);
    }
    free(rows);
    return rc;
}

/* --- changes --- */

ac_rc ac_change_name(ac_notebook *nb, const ac_held *held, ac_named_change *out, ac_err *err)
{
    ac_change_row *row = &out->row;
    ac_room *room;
    const ac_kind *kind = ac_kind_find(held->kind);
    ac_rc rc = ac_room_get(nb, held->space, &room, err);

    *out = (ac_named_change){ .row = { .held = *held } };
    if (rc == AC_OK)
        rc = ac_device_name(nb, room, held->branch, out->number, &row->label, err);
    if (rc == AC_OK)
        rc = ac_query_ref_of(nb, held->record != 0 ? held->record : held->n, row->ref, err);
    if (rc == AC_OK && held->record != 0) {
        ac_held made;
        rc = ac_history_get(nb->history, held->record, &made, err);
        row->record = made.id;
    }
    if (rc == AC_OK)
        rc = ac_why_not(nb, held, out->why, sizeof out->why, err);
    if (rc != AC_OK)
        return rc;
    row->org = held->org >= 0 ? ac_org_code(room, held->org) : "";
    row->number = out->number;
    row->kind = kind != NULL ? kind->name : "newer";
    row->why_not = out->why;
    return AC_OK;
}

static ac_rc held_of_record(ac_notebook *nb, ac_n record, ac_n after, ac_held *slice, size_t *got, ac_err *err)
{
    ac_n ns[SLICE];
    ac_row *q = ac_q(nb->store, AC_Q_acts_of);
    ac_rc rc;

    ac_bind_int(q, ":record", record);
    while (*got < SLICE && ac_step(q))
        if (ac_col_int(q, 0) > after)
            ns[(*got)++] = ac_col_int(q, 0);
    rc = ac_done(q, err);
    for (size_t i = 0; rc == AC_OK && i < *got; i++)
        rc = ac_history_get(nb->history, ns[i], &slice[i], err);
    return rc;
}

/* One slice with its names, in one short read. */
static ac_rc read_changes(ac_notebook *nb, int space, ac_n record, ac_n after, ac_held *slice, ac_named_change *names, size_t *got,
                          ac_err *err)
{
    bool mine = !ac_store_in_write(nb->store) && !ac_store_in_read(nb->store);
    ac_rc rc = mine ? ac_store_read_begin(nb->store, err) : AC_OK;

    *got = 0;
    if (rc != AC_OK)
        return rc;
    rc = record == 0 ? ac_history_slice(nb->history, space, after, INT64_MAX, slice, SLICE, got, err)
                     : held_of_record(nb, record, after, slice, got, err);
    for (size_t i = 0; rc == AC_OK && i < *got; i++)
        rc = ac_change_name(nb, &slice[i], &names[i], err);
    if (mine)
        ac_store_read_end(nb->store);
    return rc;
}

ac_rc ac_query_changes(ac_notebook *nb, int space, ac_n record, ac_n after, ac_change_fn *each, void *ctx, ac_err *err)
{
    ac_held *slice = calloc(SLICE, sizeof *slice);
    ac_named_change *names = calloc(SLICE, sizeof *names);
    size_t got = SLICE;
    bool go_on = true;
    ac_rc rc = slice != NULL && names != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory while reading the log");

    while (rc == AC_OK && go_on && got == SLICE) {
        rc = read_changes(nb, space, record, after, slice, names, &got, err);
        for (size_t i = 0; rc == AC_OK && go_on && i < got; i++) {
            after = slice[i].n;
            go_on = each(ctx, &names[i].row);
        }
    }
    free(slice);
    free(names);
    return rc;
}
