/* view_digest.c - what the view means, as one digest (FORMAT 13.2). */
#include "core/commitment.h"
#include "core/names.h"
#include "core/roll.h"
#include "core/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLICE 256
#define TAG_VIEW "accord/view/1"

typedef struct {
    ac_notebook *nb;
    ac_room *room;
    ac_buf lines;
} digest;

static ac_rc put_id(digest *d, ac_n n, ac_err *err)
{
    char hex[AC_HEX_SIZE];
    ac_held held;
    ac_rc rc = ac_history_get(d->nb->history, n, &held, err);

    if (rc == AC_OK) {
        ac_hex(hex, held.id.b, 32);
        ac_buf_str(&d->lines, hex);
    }
    return rc;
}

static const char *or_dash(const char *text)
{
    return text[0] != '\0' ? text : "-";
}

static int by_id(const void *a, const void *b)
{
    return ac_id_cmp(*(const ac_id *)a, *(const ac_id *)b);
}

/* Arrival numbers as ids, ascending, separated by commas; none: "-". */
static ac_rc put_ids(digest *d, const ac_n *ns, size_t n, ac_err *err)
{
    ac_id *ids = malloc((n + 1) * sizeof *ids);
    char hex[AC_HEX_SIZE];
    ac_rc rc = ids != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory while reading the view");

    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_held held;
        rc = ac_history_get(d->nb->history, ns[i], &held, err);
        ids[i] = held.id;
    }
    if (rc == AC_OK)
        qsort(ids, n, sizeof *ids, by_id);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_hex(hex, ids[i].b, 32);
        ac_buf_printf(&d->lines, "%s%s", i > 0 ? "," : "", hex);
    }
    if (n == 0)
        ac_buf_str(&d->lines, "-");
    free(ids);
    return rc;
}

static ac_rc put_change(digest *d, ac_n n, const char *why, ac_err *err)
{
    ac_rc rc;

    ac_buf_str(&d->lines, "change ");
    rc = put_id(d, n, err);
    ac_buf_printf(&d->lines, " %s\n", or_dash(why));
    return rc;
}

/* --- changes without effect --- */

static ac_rc put_aside(digest *d, ac_err *err)
{
    ac_n ns[SLICE], after = 0;
    char (*why)[32] = calloc(SLICE, sizeof *why);
    size_t got = SLICE;
    ac_rc rc = why != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory while reading the view");

    while (rc == AC_OK && got == SLICE) {
        ac_row *q = ac_q(d->nb->store, AC_Q_aside_of);
        got = 0;
        ac_bind_int(q, ":space", d->room->space);
        ac_bind_int(q, ":after", after);
        ac_bind_int(q, ":max", SLICE);
        while (got < SLICE && ac_step(q)) {
            after = ns[got] = ac_col_int(q, 0);
            snprintf(why[got++], sizeof *why, "%s", ac_col_text(q, 1));
        }
        rc = ac_done(q, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            ac_held held;
            rc = ac_history_get(d->nb->history, ns[i], &held, err);
            if (rc == AC_OK && (held.flags & AC_HELD_UNCOUNTED))
                rc = put_change(d, ns[i], why[i], err);
        }
    }
    free(why);
    return rc;
}

static ac_rc put_refused(digest *d, ac_err *err)
{
    ac_n ns[SLICE], after = 0;
    int judged[SLICE];
    size_t got = SLICE;
    ac_rc rc = AC_OK;

    while (rc == AC_OK && got == SLICE) {
        ac_row *q = ac_q(d->nb->store, AC_Q_digest_acts);
        got = 0;
        ac_bind_int(q, ":space", d->room->space);
        ac_bind_int(q, ":after", after);
        ac_bind_int(q, ":max", SLICE);
        while (got < SLICE && ac_step(q)) {
            after = ns[got] = ac_col_int(q, 0);
            judged[got++] = (int)ac_col_int(q, 1);
        }
        rc = ac_done(q, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            ac_held held;
            rc = ac_history_get(d->nb->history, ns[i], &held, err);
            if (rc == AC_OK && !(held.flags & AC_HELD_UNCOUNTED)) /* that code goes before this one */
                rc = put_change(d, ns[i], ac_why_word((ac_why)judged[i]), err);
        }
    }
    return rc;
}

static ac_rc put_contested(digest *d, ac_err *err)
{
    ac_n *ns = NULL;
    size_t n = 0, cap = 0;
    bool memory = true;
    ac_row *q = ac_q(d->nb->store, AC_Q_digest_contested);
    ac_rc rc;

    ac_bind_int(q, ":space", d->room->space);
    while (memory && ac_step(q)) {
        if (n == cap) {
            ac_n *more = realloc(ns, (cap = cap ? 2 * cap : 16) * sizeof *ns);
            memory = more != NULL;
            ns = more != NULL ? more : ns;
        }
        if (memory)
            ns[n++] = ac_col_int(q, 0);
    }
    rc = ac_done(q, err);
    if (!memory)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading the view");
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_buf_str(&d->lines, "contested ");
        rc = put_id(d, ns[i], err);
        ac_buf_str(&d->lines, "\n");
    }
    free(ns);
    return rc;
}

/* --- records --- */

typedef struct {
    ac_n n, terms;
    int agreement, delivery, verdict, state, clash, contested, crossed;
    char *open;
} commitment;

static size_t numbers(const char *text, ac_n *out, size_t max)
{
    size_t n = 0;

    for (const char *p = text; *p != '\0' && n < max;) {
        char *end;
        out[n++] = strtoll(p, &end, 10);
        p = *end == ',' ? end + 1 : end;
    }
    return n;
}

static ac_rc put_commitment(digest *d, const commitment *c, ac_err *err)
{
    const char *marks[3] = { c->clash ? "clash" : NULL, c->contested ? "contested" : NULL, c->crossed ? "crossed" : NULL };
    size_t max = strlen(c->open) / 2 + 1, n = 0;
    ac_n *open = malloc((max + 1) * sizeof *open);
    bool any = false;
    ac_rc rc = open != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory while reading the view");

    if (rc == AC_OK) {
        n = numbers(c->open, open, max);
        ac_buf_str(&d->lines, "commitment ");
        rc = put_id(d, c->n, err);
    }
    ac_buf_printf(&d->lines, " %s %s %s %s ", ac_agreement_word((ac_agreement)c->agreement),
                  ac_delivery_word((ac_delivery)c->delivery), ac_verdict_word((ac_verdict)c->verdict),
                  ac_state_word((ac_commitment_state)c->state));
    if (rc == AC_OK)
        rc = put_id(d, c->terms, err);
    ac_buf_str(&d->lines, " ");
    if (rc == AC_OK)
        rc = put_ids(d, open, n, err);
    ac_buf_str(&d->lines, " ");
    for (size_t i = 0; i < 3; i++) {
        if (marks[i] != NULL)
            ac_buf_printf(&d->lines, "%s%s", any ? "," : "", marks[i]);
        any = any || marks[i] != NULL;
    }
    ac_buf_str(&d->lines, any ? "\n" : "-\n");
    free(open);
    return rc;
}

static ac_rc put_commitments(digest *d, ac_err *err)
{
    commitment *rows = calloc(SLICE, sizeof *rows);
    ac_n after = 0;
    size_t got = SLICE;
    ac_rc rc = rows != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory while reading the view");

    while (rc == AC_OK && got == SLICE) {
        ac_row *q = ac_q(d->nb->store, AC_Q_digest_commitments);
        bool memory = true;
        got = 0;
        ac_bind_int(q, ":space", d->room->space);
        ac_bind_int(q, ":after", after);
        ac_bind_int(q, ":max", SLICE);
        while (got < SLICE && ac_step(q)) {
            commitment *c = &rows[got++];
            int at = 0;
            after = c->n = ac_col_int(q, at++);
            c->agreement = (int)ac_col_int(q, at++);
            c->delivery = (int)ac_col_int(q, at++);
            c->verdict = (int)ac_col_int(q, at++);
            c->state = (int)ac_col_int(q, at++);
            c->terms = ac_col_int(q, at++);
            c->open = strdup(ac_col_text(q, at++));
            c->clash = (int)ac_col_int(q, at++);
            c->contested = (int)ac_col_int(q, at++);
            c->crossed = (int)ac_col_int(q, at++);
            memory = memory && c->open != NULL;
        }
        rc = ac_done(q, err);
        if (!memory)
            rc = ac_fail(err, AC_ENOMEM, "out of memory while reading the view");
        for (size_t i = 0; i < got; i++) {
            if (rc == AC_OK)
                rc = put_commitment(d, &rows[i], err);
            free(rows[i].open);
        }
    }
    free(rows);
    return rc;
}

typedef struct {
    ac_n n;
    int counted, addenda;
    char *type, *event;
} note;

static ac_rc put_note(digest *d, const note *o, ac_err *err)
{
    ac_rc rc;

    ac_buf_str(&d->lines, "note ");
    rc = put_id(d, o->n, err);
    ac_buf_printf(&d->lines, " %s %s %d\n", or_dash(o->type), or_dash(o->event), o->addenda);
    return rc;
}

static ac_rc put_notes(digest *d, ac_err *err)
{
    note *rows = calloc(SLICE, sizeof *rows);
    ac_n after = 0;
    size_t got = SLICE;
    ac_rc rc = rows != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory while reading the view");

    while (rc == AC_OK && got == SLICE) {
        ac_row *q = ac_q(d->nb->store, AC_Q_notes_all);
        bool memory = true;
        got = 0;
        ac_bind_int(q, ":space", d->room->space);
        ac_bind_int(q, ":after", after);
        ac_bind_int(q, ":max", SLICE);
        while (got < SLICE && ac_step(q)) {
            note *o = &rows[got++];
            after = o->n = ac_col_int(q, 0);
            o->counted = (int)ac_col_int(q, 2);
            o->type = strdup(ac_col_text(q, 3));
            o->event = strdup(ac_col_text(q, 4));
            o->addenda = (int)ac_col_int(q, 5);
            memory = memory && o->type != NULL && o->event != NULL;
        }
        rc = ac_done(q, err);
        if (!memory)
            rc = ac_fail(err, AC_ENOMEM, "out of memory while reading the view");
        for (size_t i = 0; i < got; i++) {
            if (rc == AC_OK && rows[i].counted)
                rc = put_note(d, &rows[i], err);
            free(rows[i].type);
            free(rows[i].event);
        }
    }
    free(rows);
    return rc;
}

/* --- fields --- */

typedef struct {
    ac_n record, n;
    char *name;
} field;

/* The edits of one field that stand: fields[from..to). */
static ac_rc put_field(digest *d, const field *fields, size_t from, size_t to, ac_err *err)
{
    ac_n *ns = malloc((to - from) * sizeof *ns);
    ac_held made;
    ac_rc rc = ns != NULL ? ac_history_get(d->nb->history, fields[from].record, &made, err)
                          : ac_fail(err, AC_ENOMEM, "out of memory while reading the view");

    if (rc == AC_OK && !(made.flags & AC_HELD_UNCOUNTED)) {
        for (size_t i = from; i < to; i++)
            ns[i - from] = fields[i].n;
        ac_buf_str(&d->lines, "field ");
        rc = put_id(d, fields[from].record, err);
        ac_buf_printf(&d->lines, " %s ", fields[from].name);
        if (rc == AC_OK)
            rc = put_ids(d, ns, to - from, err);
        ac_buf_str(&d->lines, "\n");
    }
    free(ns);
    return rc;
}

static ac_rc put_fields(digest *d, ac_err *err)
{
    field *fields = NULL;
    size_t n = 0, cap = 0;
    bool memory = true;
    ac_row *q = ac_q(d->nb->store, AC_Q_digest_fields);
    ac_rc rc;

    ac_bind_int(q, ":space", d->room->space);
    while (memory && ac_step(q)) {
        if (n == cap) {
            field *more = realloc(fields, (cap = cap ? 2 * cap : 64) * sizeof *fields);
            memory = more != NULL;
            fields = more != NULL ? more : fields;
        }
        if (memory) {
            fields[n] = (field){ ac_col_int(q, 0), ac_col_int(q, 2), strdup(ac_col_text(q, 1)) };
            memory = fields[n++].name != NULL;
        }
    }
    rc = ac_done(q, err);
    if (!memory)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading the view");
    for (size_t from = 0, to = 0; rc == AC_OK && from < n; from = to) {
        while (to < n && fields[to].record == fields[from].record && strcmp(fields[to].name, fields[from].name) == 0)
            to++;
        rc = put_field(d, fields, from, to, err);
    }
    for (size_t i = 0; i < n; i++)
        free(fields[i].name);
    free(fields);
    return rc;
}

ac_rc ac_view_lines(ac_notebook *nb, int space, ac_buf *out, ac_err *err)
{
    digest d = { .nb = nb };
    const ac_state *state;
    ac_rc rc = ac_room_get(nb, space, &d.room, err);

    if (rc == AC_OK)
        rc = put_aside(&d, err);
    if (rc == AC_OK)
        rc = put_refused(&d, err);
    if (rc == AC_OK)
        rc = put_contested(&d, err);
    if (rc == AC_OK)
        rc = put_commitments(&d, err);
    if (rc == AC_OK)
        rc = put_notes(&d, err);
    if (rc == AC_OK)
        rc = put_fields(&d, err);
    if (rc == AC_OK) {
        state = ac_members_state(d.room->members, ac_members_all(d.room->members));
        if (state != NULL)
            ac_roll_lines(d.room->members, state, &d.lines);
        if (state == NULL || !ac_roll_sort(&d.lines))
            rc = ac_fail(err, AC_ENOMEM, "out of memory while reading the view");
    }
    if (rc == AC_OK)
        *out = d.lines;
    else
        ac_buf_free(&d.lines);
    return rc;
}

ac_rc ac_view_digest(ac_notebook *nb, int space, ac_digest *out, ac_err *err)
{
    ac_buf lines = { 0 };
    ac_room *room;
    ac_hash hash;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    if (rc == AC_OK)
        rc = ac_view_lines(nb, space, &lines, err);
    if (rc == AC_OK) {
        ac_hash_begin(&hash, TAG_VIEW);
        ac_hash_add(&hash, room->id.b, 32);
        ac_hash_add(&hash, lines.p, lines.len);
        ac_hash_end(&hash, out->b);
    }
    ac_buf_free(&lines);
    return rc;
}
