/* query_commitments.c - commitments as rows: a slice is read in one short read, then handed over with nothing open. */
#include "core/query.h"

#include "core/commitment.h"
#include "core/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLICE 256 /* rows read at once: one short read */

/* --- a row of the view, and what it is made into --- */

typedef struct {
    ac_n n;
    int space, counted;
    char *title, *promisees, *due, *principles, *open, *flags, *turn; /* owned */
    int promisor, level, agreement, delivery, verdict, state, clash, crossed, contested;
    ac_n terms, reported, touched;
    ac_buf promisees_out, open_out, turn_out;
    ac_commitment_row row;
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
    ac_buf_free(&k->promisees_out);
    ac_buf_free(&k->open_out);
    ac_buf_free(&k->turn_out);
    *k = (kept){ 0 };
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

#define ITEMS_MAX 64

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The items of a list in ascending order: indexes differ between notebooks, what they stand for does not. */
static void sort_items(ac_buf *list)
{
    char *copy = strdup(ac_buf_text(list)), *items[ITEMS_MAX], *state = NULL;
    size_t n = 0;

    list->failed = list->failed || copy == NULL;
    for (char *p = copy != NULL ? strtok_r(copy, ",", &state) : NULL; p != NULL && n < ITEMS_MAX; p = strtok_r(NULL, ",", &state))
        items[n++] = p;
    if (n > 1 && n < ITEMS_MAX) {
        qsort(items, n, sizeof *items, by_text);
        ac_buf_clear(list);
        for (size_t i = 0; i < n; i++) {
            ac_buf_str(list, i > 0 ? "," : "");
            ac_buf_str(list, items[i]);
        }
    }
    free(copy);
}

/* "7,3" as codes: "HERI,SASI"; "7:sign,3:accept" as "HERI:sign,SASI:accept". */
static void codes_of(ac_room *room, const char *indexes, ac_buf *out)
{
    bool is_list = strchr(indexes, ',') != NULL;

    for (const char *p = indexes; *p != '\0';) {
        char *end;
        long org = strtol(p, &end, 10);
        size_t n = strcspn(end, ",");
        if (out->len > 0)
            ac_buf_str(out, ",");
        ac_buf_str(out, ac_org_code(room, (int)org));
        ac_buf_put(out, end, n);
        p = end[n] == ',' ? end + n + 1 : end + n;
    }
    if (is_list)
        sort_items(out);
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

static ac_rc written_of(ac_notebook *nb, ac_n n, int64_t *out, ac_err *err)
{
    ac_held held;
    ac_rc rc = n != 0 ? ac_history_get(nb->history, n, &held, err) : AC_OK;

    *out = rc == AC_OK && n != 0 ? held.written_ms : 0;
    return rc;
}

/* Everything a row says, still inside the read. */
static ac_rc make(ac_notebook *nb, ac_room *room, kept *k, ac_err *err)
{
    ac_commitment_row *row = &k->row;
    ac_held held, terms;
    ac_rc rc = ac_history_get(nb->history, k->n, &held, err);

    if (rc == AC_OK)
        rc = ac_ref_make(nb, room, k->n, held.org, held.branch, held.ref, row->ref, err);
    if (rc == AC_OK)
        rc = ids_of(nb, k->open, &k->open_out, err);
    if (rc == AC_OK && k->terms != 0) {
        rc = ac_history_get(nb->history, k->terms, &terms, err);
        row->terms = terms.id;
    }
    if (rc == AC_OK)
        rc = written_of(nb, k->reported, &row->reported_ms, err);
    if (rc == AC_OK)
        rc = written_of(nb, k->touched, &row->touched_ms, err);
    if (rc != AC_OK)
        return rc;
    codes_of(room, k->promisees, &k->promisees_out);
    codes_of(room, k->turn, &k->turn_out);
    if (k->promisees_out.failed || k->open_out.failed || k->turn_out.failed)
        return ac_fail(err, AC_ENOMEM, "out of memory while reading commitments");
    row->n = k->n;
    row->space = k->space;
    row->id = held.id;
    row->depth = held.depth;
    row->title = k->terms == 0 || ac_query_may_show(nb, k->terms) ? k->title : "";
    row->promisor = ac_org_code(room, k->promisor);
    row->promisees = ac_buf_text(&k->promisees_out);
    row->open = ac_buf_text(&k->open_out);
    row->turn = ac_buf_text(&k->turn_out);
    row->due = k->due;
    row->level = k->level;
    row->principles = k->principles;
    row->agreement = ac_agreement_word((ac_agreement)k->agreement);
    row->delivery = ac_delivery_word((ac_delivery)k->delivery);
    row->verdict = ac_verdict_word((ac_verdict)k->verdict);
    row->state = ac_state_word((ac_commitment_state)k->state);
    row->is_clash = k->clash != 0;
    row->is_crossed = k->crossed != 0;
    row->is_contested = k->contested != 0;
    row->flags = k->flags;
    row->is_counted = k->counted != 0;
    row->touched = k->touched;
    return AC_OK;
}

void ac_source_flag(ac_buf *flags, const ac_json *words)
{
    if (ac_json_str(words, "source") == NULL)
        return;
    ac_buf_str(flags, flags->len > 0 ? "," : "");
    ac_buf_str(flags, AC_FLAG_IMPORTED);
}

/* --- filters --- */

static bool lists_code(const char *list, const char *code)
{
    size_t n = strlen(code);

    for (const char *p = list; p != NULL && *p != '\0'; p = strchr(p, ','), p = p ? p + 1 : NULL)
        if (strncmp(p, code, n) == 0 && (p[n] == ',' || p[n] == '\0'))
            return true;
    return false;
}

bool ac_is_imported(const ac_commitment_row *row)
{
    return lists_code(row->flags, AC_FLAG_IMPORTED);
}

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

/* --- walking --- */

typedef struct {
    int space, org, state; /* -1: any */
    const ac_commitment_filter *filter;
} walking;

/* One slice, read and made in one moment. Rows that do not fit are passed over. */
static ac_rc read_slice(ac_notebook *nb, walking *w, ac_n *after, kept *rows, size_t *out_read, size_t *out_n, ac_err *err)
{
    bool mine = !ac_store_in_write(nb->store) && !ac_store_in_read(nb->store), memory = true;
    ac_row *q;
    ac_rc rc = mine ? ac_store_read_begin(nb->store, err) : AC_OK;

    *out_read = *out_n = 0;
    if (rc != AC_OK)
        return rc;
    if (w->org >= 0) {
        q = ac_q(nb->store, w->state >= 0 ? AC_Q_commitments_of_party_state : AC_Q_commitments_of_party);
        ac_bind_int(q, ":org", w->org);
        if (w->state >= 0)
            ac_bind_int(q, ":state", w->state);
    } else if (w->filter->waits && w->space >= 0) {
        q = ac_q(nb->store, AC_Q_commitments_waiting);
    } else if (w->state >= 0 && w->space >= 0) {
        q = ac_q(nb->store, AC_Q_commitments_of_state);
        ac_bind_int(q, ":state", w->state);
    } else {
        q = ac_q(nb->store, AC_Q_commitments_all);
        ac_bind_int(q, ":state", w->state);
        ac_bind_int(q, ":level", w->filter->level);
    }
    ac_bind_int(q, ":space", w->space);
    ac_bind_int(q, ":after", *after);
    ac_bind_int(q, ":max", SLICE);
    while (*out_read < SLICE && memory && ac_step(q)) {
        kept *k = &rows[*out_n];
        memory = kept_read(k, q);
        *after = k->n;
        (*out_read)++;
        if (memory && passes(k, w->filter))
            (*out_n)++;
        else
            kept_free(k);
    }
    rc = ac_done(q, err);
    if (rc == AC_OK && !memory)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading commitments");
    for (size_t i = 0; rc == AC_OK && i < *out_n; i++) {
        ac_room *room;
        rc = ac_room_get(nb, rows[i].space, &room, err);
        if (rc == AC_OK)
            rc = make(nb, room, &rows[i], err);
    }
    if (mine)
        ac_store_read_end(nb->store);
    return rc;
}

static ac_rc walk(ac_notebook *nb, int space, int org, int state, const ac_commitment_filter *f,
                  ac_commitment_fn *each, void *ctx, bool *go_on, ac_err *err)
{
    walking w = { .space = space, .org = org, .state = state, .filter = f };
    kept *rows = calloc(SLICE, sizeof *rows);
    ac_n after = 0;
    size_t got = SLICE, n;
    ac_rc rc = rows != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory while reading commitments");

    while (rc == AC_OK && *go_on && got == SLICE) {
        rc = read_slice(nb, &w, &after, rows, &got, &n, err);
        for (size_t i = 0; i < n; i++) {
            if (rc == AC_OK && *go_on)
                *go_on = each(ctx, &rows[i].row);
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
    ac_room *room;
    bool found, memory = true;
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
        rc = ac_room_get(nb, k.space, &room, err);
    if (rc == AC_OK)
        rc = make(nb, room, &k, err);
    if (rc == AC_OK)
        each(ctx, &k.row);
    kept_free(&k);
    return rc;
}
