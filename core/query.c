/* query.c - reading the view. */
#include "core/query.h"

#include "core/commitment.h"
#include "core/kind.h"
#include "core/names.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLICE 256 /* rows read at once: one short read */

/* --- words and facts --- */

ac_rc ac_query_words(ac_notebook *nb, ac_n n, ac_json **out, ac_err *err)
{
    ac_buf words = { 0 };
    bool here = false;
    ac_rc rc = ac_history_bytes(nb->history, n, NULL, NULL, &words, &here, err);

    *out = NULL;
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

/* --- commitments --- */

/* What a row of the view holds, copied out so that no statement is open while it is shown. */
typedef struct {
    ac_n n;
    int space, counted;
    char *title, *promisees, *due, *principles, *open, *flags, *turn;
    int promisor, level, agreement, delivery, verdict, state, clash, crossed, contested;
    ac_n terms, reported, touched;
} kept;

static void kept_free(kept *k)
{
    free(k->title);
    free(k->promisees);
    free(k->due);
    free(k->principles);
    free(k->open);
    free(k->flags);
    free(k->turn);
}

static char *copy(const char *text)
{
    return strdup(text != NULL ? text : "");
}

static bool kept_read(kept *k, ac_row *row)
{
    int c = 0;

    k->n = ac_col_int(row, c++);
    k->space = (int)ac_col_int(row, c++);
    k->counted = (int)ac_col_int(row, c++);
    k->title = copy(ac_col_text(row, c++));
    k->promisor = (int)ac_col_int(row, c++);
    k->promisees = copy(ac_col_text(row, c++));
    k->due = copy(ac_col_text(row, c++));
    k->level = (int)ac_col_int(row, c++);
    k->principles = copy(ac_col_text(row, c++));
    k->agreement = (int)ac_col_int(row, c++);
    k->delivery = (int)ac_col_int(row, c++);
    k->verdict = (int)ac_col_int(row, c++);
    k->state = (int)ac_col_int(row, c++);
    k->terms = ac_col_int(row, c++);
    k->open = copy(ac_col_text(row, c++));
    k->clash = (int)ac_col_int(row, c++);
    k->crossed = (int)ac_col_int(row, c++);
    k->contested = (int)ac_col_int(row, c++);
    k->flags = copy(ac_col_text(row, c++));
    k->turn = copy(ac_col_text(row, c++));
    k->reported = ac_col_int(row, c++);
    k->touched = ac_col_int(row, c++);
    return k->title && k->promisees && k->due && k->principles && k->open && k->flags && k->turn;
}

/* "3,7" as codes: "HERI,SASI". */
static void codes_of(ac_room *room, const char *indexes, ac_buf *out)
{
    for (const char *p = indexes; *p != '\0';) {
        char *end;
        long org = strtol(p, &end, 10);
        if (out->len > 0)
            ac_buf_str(out, ",");
        ac_buf_str(out, ac_org_code(room, (int)org));
        p = *end == ',' ? end + 1 : end;
    }
}

/* "3:sign,7:accept" as "HERI:sign,SASI:accept". */
static void turns_of(ac_room *room, const char *turn, ac_buf *out)
{
    for (const char *p = turn; *p != '\0';) {
        char *end;
        long org = strtol(p, &end, 10);
        size_t n = strcspn(end, ",");
        if (out->len > 0)
            ac_buf_str(out, ",");
        ac_buf_str(out, ac_org_code(room, (int)org));
        ac_buf_put(out, end, n);
        p = end[n] == ',' ? end + n + 1 : end + n;
    }
}

/* "12,40" as hex ids. */
static ac_rc ids_of(ac_notebook *nb, const char *numbers, ac_buf *out, ac_err *err)
{
    for (const char *p = numbers; *p != '\0';) {
        char *end, hex[AC_HEX_SIZE];
        ac_held held;
        ac_rc rc = ac_history_get(nb->history, strtoll(p, &end, 10), &held, err);
        if (rc != AC_OK)
            return rc;
        ac_hex(hex, held.id.b, 32);
        if (out->len > 0)
            ac_buf_str(out, ",");
        ac_buf_str(out, hex);
        p = *end == ',' ? end + 1 : end;
    }
    return AC_OK;
}

static ac_rc show(ac_notebook *nb, const kept *k, ac_commitment_fn *each, void *ctx, bool *out_go_on, ac_err *err)
{
    ac_room *room;
    ac_commitment_row row = { .n = k->n };
    ac_buf promisees = { 0 }, open = { 0 }, turn = { 0 };
    ac_held held, last;
    ac_rc rc = ac_room_get(nb, k->space, &room, err);

    if (rc == AC_OK)
        rc = ac_history_get(nb->history, k->n, &held, err);
    if (rc == AC_OK)
        rc = ac_ref_make(nb, room, k->n, held.org, held.branch, held.ref, row.ref, err);
    if (rc != AC_OK)
        goto done;
    row.space = k->space;
    row.id = held.id;
    row.title = k->title;
    row.promisor = ac_org_code(room, k->promisor);
    codes_of(room, k->promisees, &promisees);
    turns_of(room, k->turn, &turn);
    rc = ids_of(nb, k->open, &open, err);
    if (rc != AC_OK)
        goto done;
    row.promisees = ac_buf_text(&promisees);
    row.open = ac_buf_text(&open);
    row.turn = ac_buf_text(&turn);
    row.due = k->due;
    row.level = k->level;
    row.principles = k->principles;
    row.agreement = ac_agreement_word((ac_agreement)k->agreement);
    row.delivery = ac_delivery_word((ac_delivery)k->delivery);
    row.verdict = ac_verdict_word((ac_verdict)k->verdict);
    row.state = ac_state_word((ac_commitment_state)k->state);
    row.is_clash = k->clash != 0;
    row.is_crossed = k->crossed != 0;
    row.is_contested = k->contested != 0;
    row.flags = k->flags;
    row.is_counted = k->counted != 0;
    row.touched = k->touched;
    if (k->terms != 0) {
        rc = ac_history_get(nb->history, k->terms, &last, err);
        if (rc != AC_OK)
            goto done;
        row.terms = last.id;
    }
    if (k->reported != 0) {
        rc = ac_history_get(nb->history, k->reported, &last, err);
        if (rc != AC_OK)
            goto done;
        row.reported_ms = last.written_ms;
    }
    rc = ac_history_get(nb->history, k->touched, &last, err);
    if (rc != AC_OK)
        goto done;
    row.touched_ms = last.written_ms;
    if (promisees.failed || open.failed || turn.failed)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading commitments");
    else
        *out_go_on = each(ctx, &row);
done:
    ac_buf_free(&promisees);
    ac_buf_free(&open);
    ac_buf_free(&turn);
    return rc;
}

static bool lists_code(const char *list, const char *code)
{
    size_t n = strlen(code);

    for (const char *p = list; p != NULL && *p != '\0'; p = strchr(p, ','), p = p ? p + 1 : NULL)
        if (strncmp(p, code, n) == 0 && (p[n] == ',' || p[n] == '\0'))
            return true;
    return false;
}

typedef struct {
    const ac_commitment_filter *filter;
    int org; /* -1: any */
} sieve;

static bool passes(const kept *k, const ac_commitment_filter *f)
{
    if (!k->counted && !f->all)
        return false;
    if (f->level != 0 && k->level != f->level)
        return false;
    if (f->principle != NULL && !lists_code(k->principles, f->principle))
        return false;
    if (f->due_from != NULL && (k->due[0] == '\0' || strcmp(k->due, f->due_from) < 0))
        return false;
    if (f->due_until != NULL && (k->due[0] == '\0' || strcmp(k->due, f->due_until) > 0))
        return false;
    return true;
}

/* One kind of walk over the view: a slice of rows at a time, shown with nothing open. */
static ac_rc walk(ac_notebook *nb, int space, int org, int state, const ac_commitment_filter *f,
                  ac_commitment_fn *each, void *ctx, bool *go_on, ac_err *err)
{
    kept *rows = calloc(SLICE, sizeof *rows);
    ac_n after = 0;
    size_t got = SLICE;
    ac_rc rc = AC_OK;

    if (rows == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory while reading commitments");
    while (rc == AC_OK && *go_on && got == SLICE) {
        ac_row *q;
        bool memory = true;
        got = 0;
        if (org >= 0) {
            q = ac_q(nb->store, AC_Q_commitments_of_party);
            ac_bind_int(q, ":org", org);
            ac_bind_int(q, ":state", state);
        } else if (state >= 0 && space >= 0) {
            q = ac_q(nb->store, AC_Q_commitments_of_state);
            ac_bind_int(q, ":state", state);
        } else {
            q = ac_q(nb->store, AC_Q_commitments_all);
            ac_bind_int(q, ":state", state);
            ac_bind_int(q, ":level", f->level);
        }
        ac_bind_int(q, ":space", space);
        ac_bind_int(q, ":after", after);
        ac_bind_int(q, ":max", SLICE);
        while (got < SLICE && ac_step(q)) {
            memory = kept_read(&rows[got], q) && memory;
            after = rows[got++].n;
        }
        rc = ac_done(q, err);
        if (rc == AC_OK && !memory)
            rc = ac_fail(err, AC_ENOMEM, "out of memory while reading commitments");
        for (size_t i = 0; i < got; i++) {
            if (rc == AC_OK && *go_on && passes(&rows[i], f))
                rc = show(nb, &rows[i], each, ctx, go_on, err);
            kept_free(&rows[i]);
        }
    }
    free(rows);
    return rc;
}

ac_rc ac_query_commitments(ac_notebook *nb, const ac_commitment_filter *filter, ac_commitment_fn *each, void *ctx,
                           ac_err *err)
{
    ac_space_info *spaces = NULL;
    size_t n = 0;
    bool go_on = true;
    int state = filter->state != NULL ? ac_state_of_word(filter->state) : -1;
    ac_rc rc;

    if (filter->state != NULL && state < 0)
        return ac_fail(err, AC_EUSAGE, "unknown state \"%s\"", filter->state);
    if (filter->partner == NULL)
        return walk(nb, filter->space, -1, state, filter, each, ctx, &go_on, err);
    rc = ac_history_spaces(nb->history, &spaces, &n, err);
    for (size_t i = 0; rc == AC_OK && go_on && i < n; i++) {
        ac_room *room;
        if (filter->space >= 0 && spaces[i].space != filter->space)
            continue;
        rc = ac_room_get(nb, spaces[i].space, &room, err);
        for (int org = 0; rc == AC_OK && go_on && org < ac_members_orgs(room->members); org++)
            if (strcmp(ac_org_code(room, org), filter->partner) == 0)
                rc = walk(nb, spaces[i].space, org, state, filter, each, ctx, &go_on, err);
    }
    free(spaces);
    return rc;
}

ac_rc ac_query_commitment(ac_notebook *nb, ac_n n, ac_commitment_fn *each, void *ctx, ac_err *err)
{
    kept k = { 0 };
    bool found, memory = true, go_on = true;
    ac_row *q = ac_q(nb->store, AC_Q_commitment_get);
    ac_rc rc;

    ac_bind_int(q, ":n", n);
    found = ac_step(q);
    if (found)
        memory = kept_read(&k, q);
    rc = ac_done(q, err);
    if (rc == AC_OK && !found)
        rc = ac_fail(err, AC_EREF, "that record is not a commitment");
    if (rc == AC_OK && !memory)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");
    if (rc == AC_OK)
        rc = show(nb, &k, each, ctx, &go_on, err);
    kept_free(&k);
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

static ac_rc notes_about(ac_notebook *nb, const ac_note_filter *f, ac_note_fn *each, void *ctx, ac_err *err)
{
    ac_n *list = NULL;
    size_t n = 0, cap = 0;
    bool go_on = true, memory = true;
    ac_row *q = ac_q(nb->store, AC_Q_about_of);
    ac_rc rc;

    ac_bind_int(q, ":target", f->about);
    while (memory && ac_step(q)) {
        if (n == cap) {
            ac_n *more = realloc(list, (cap = cap ? 2 * cap : 16) * sizeof *list);
            memory = more != NULL;
            list = more != NULL ? more : list;
        }
        if (memory)
            list[n++] = ac_col_int(q, 0);
    }
    rc = ac_done(q, err);
    if (!memory)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading notes");
    for (size_t i = 0; rc == AC_OK && go_on && i < n; i++)
        rc = note_of(nb, list[i], f, each, ctx, &go_on, err);
    free(list);
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

static ac_rc show_change(ac_notebook *nb, const ac_held *held, ac_change_fn *each, void *ctx, bool *go_on, ac_err *err)
{
    ac_change_row row = { .held = *held };
    ac_room *room;
    char number[32] = "";
    char why[64] = "";
    const ac_kind *kind = ac_kind_find(held->kind);
    ac_n record = held->record != 0 ? held->record : held->n;
    ac_rc rc = ac_room_get(nb, held->space, &room, err);

    if (rc == AC_OK)
        rc = ac_device_name(nb, room, held->branch, number, &row.label, err);
    if (rc == AC_OK)
        rc = ac_query_ref_of(nb, record, row.ref, err);
    if (rc == AC_OK && held->record != 0) {
        ac_held made;
        rc = ac_history_get(nb->history, held->record, &made, err);
        row.record = made.id;
    }
    if (rc == AC_OK)
        rc = ac_why_not(nb, held, why, sizeof why, err);
    if (rc != AC_OK)
        return rc;
    row.org = held->org >= 0 ? ac_org_code(room, held->org) : "";
    row.number = number;
    row.kind = kind != NULL ? kind->name : "newer";
    row.why_not = why;
    *go_on = each(ctx, &row);
    return AC_OK;
}

ac_rc ac_query_changes(ac_notebook *nb, int space, ac_n record, ac_n after, ac_change_fn *each, void *ctx, ac_err *err)
{
    ac_held *slice = calloc(SLICE, sizeof *slice);
    size_t got = SLICE;
    bool go_on = true;
    ac_rc rc = AC_OK;

    if (slice == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory while reading the log");
    while (rc == AC_OK && go_on && got == SLICE) {
        got = 0;
        if (record == 0) {
            rc = ac_history_slice(nb->history, space, after, INT64_MAX, slice, SLICE, &got, err);
        } else {
            ac_n ns[SLICE];
            ac_row *q = ac_q(nb->store, AC_Q_acts_of);
            ac_bind_int(q, ":record", record);
            while (got < SLICE && ac_step(q))
                if (ac_col_int(q, 0) > after)
                    ns[got++] = ac_col_int(q, 0);
            rc = ac_done(q, err);
            for (size_t i = 0; rc == AC_OK && i < got; i++)
                rc = ac_history_get(nb->history, ns[i], &slice[i], err);
        }
        for (size_t i = 0; rc == AC_OK && go_on && i < got; i++) {
            after = slice[i].n;
            rc = show_change(nb, &slice[i], each, ctx, &go_on, err);
        }
    }
    free(slice);
    return rc;
}

/* --- search --- */

/* Each word of the user's becomes a quoted prefix, and what stands between quotes a phrase: no operator of
 * the index reaches it. */
static void match_of(const char *text, ac_buf *out)
{
    const char *p = text;

    while (*p != '\0') {
        const char *end = p[0] == '"' ? strchr(p + 1, '"') : NULL;
        size_t n;
        p += end != NULL;
        n = end != NULL ? (size_t)(end - p) : strcspn(p, " \t\r\n");
        if (n > strspn(p, " \t\r\n\"")) {
            ac_buf_str(out, out->len > 0 ? " \"" : "\"");
            for (size_t i = 0; i < n; i++)
                ac_buf_put(out, p[i] == '"' ? "\"\"" : p + i, p[i] == '"' ? 2 : 1);
            ac_buf_str(out, "\"*");
        }
        p += n + (end != NULL);
        p += strspn(p, " \t\r\n");
    }
}

ac_rc ac_query_search(ac_notebook *nb, int space, const char *text, int64_t limit, ac_change_fn *each, void *ctx,
                      ac_err *err)
{
    ac_buf match = { 0 };
    ac_n before = INT64_MAX, ns[SLICE];
    size_t got = SLICE;
    bool go_on = true;
    ac_rc rc = AC_OK;

    match_of(text, &match);
    if (match.failed)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while searching");
    else if (match.len == 0)
        rc = ac_fail(err, AC_EUSAGE, "there is nothing to search for");
    while (rc == AC_OK && go_on && got == SLICE && limit > 0) {
        ac_row *q = ac_q(nb->store, AC_Q_search_find);
        got = 0;
        ac_bind_text(q, ":match", ac_buf_text(&match));
        ac_bind_int(q, ":before", before);
        ac_bind_int(q, ":max", SLICE);
        while (got < SLICE && ac_step(q))
            before = ns[got++] = ac_col_int(q, 0);
        rc = ac_done(q, err);
        for (size_t i = 0; rc == AC_OK && go_on && limit > 0 && i < got; i++) {
            ac_held held;
            rc = ac_history_get(nb->history, ns[i], &held, err);
            if (rc != AC_OK || (space >= 0 && held.space != space) || (held.flags & AC_HELD_UNCOUNTED))
                continue;
            rc = show_change(nb, &held, each, ctx, &go_on, err);
            limit--;
        }
    }
    ac_buf_free(&match);
    return rc;
}
