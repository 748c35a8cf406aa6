/* view.c - what is computed from the changes: records, entries, reflections, fields.
 *
 * Touching a change notes what it makes and which records must be read again; settling, before
 * the transaction closes, reads those records once each, however many acts came. */
#include "core/inside.h"
#include "core/kind.h"
#include "core/view.h"
#include "core/withheld.h"

#include <stdlib.h>
#include <string.h>

#define AC_RECORD_ROW_COMMITMENT 1
#define AC_RECORD_ROW_NOTE 2
#define AC_RECORD_ROW_CREATED 3
#define AC_RECORD_ROW_FOUND 4
#define AC_RECORD_ROW_JOIN 5

void ac_dirty_add(ac_notebook *nb, ac_n record)
{
    ac_dirty *d = &nb->dirty;

    if (d->len > 0 && d->n[d->len - 1] == record)
        return;
    if (d->len == d->cap) {
        size_t cap = d->cap ? 2 * d->cap : 256;
        ac_n *n = realloc(d->n, cap * sizeof *n);
        if (n == NULL) {
            d->failed = true;
            return;
        }
        d->n = n;
        d->cap = cap;
    }
    d->n[d->len++] = record;
}

static ac_rc record_put(ac_notebook *nb, const ac_held *held, int type, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_record_put);

    ac_bind_int(q, ":n", held->n);
    ac_bind_int(q, ":space", held->space);
    ac_bind_int(q, ":type", type);
    ac_bind_int(q, ":org", held->org);
    ac_bind_int(q, ":branch", held->branch);
    ac_bind_int(q, ":ref", type <= AC_RECORD_ROW_CREATED ? held->ref : 0);
    return ac_run(q, err);
}

static ac_rc act_put(ac_notebook *nb, ac_n record, ac_n n, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_act_put);

    ac_bind_int(q, ":record", record);
    ac_bind_int(q, ":n", n);
    return ac_run(q, err);
}

/* --- touching --- */

static ac_rc about(ac_notebook *nb, const ac_header *h, const ac_held *held, const ac_held *cites, ac_err *err)
{
    ac_rc rc = AC_OK;

    for (unsigned i = 0; rc == AC_OK && i < h->ncites; i++) {
        ac_row *q = ac_q(nb->store, AC_Q_about_put);
        ac_bind_int(q, ":target", cites[i].record != 0 ? cites[i].record : cites[i].n);
        ac_bind_int(q, ":n", held->n);
        rc = ac_run(q, err);
    }
    return rc;
}

ac_rc ac_view_touch(ac_notebook *nb, const ac_header *h, const ac_held *held, const ac_held *cites,
                    const uint8_t *words, size_t words_n, ac_err *err)
{
    ac_n record = held->record;
    int type = 0;
    ac_rc rc = AC_OK;

    if (held->flags & AC_HELD_UNJUDGED)
        return AC_OK;
    switch (held->kind) {
    case AC_KIND_PROPOSE:
        type = AC_RECORD_ROW_COMMITMENT;
        break;
    case AC_KIND_NOTE:
        type = AC_RECORD_ROW_NOTE;
        break;
    case AC_KIND_CREATE:
        type = AC_RECORD_ROW_CREATED;
        break;
    case AC_KIND_FOUND:
        type = AC_RECORD_ROW_FOUND;
        break;
    case AC_KIND_JOIN:
        type = AC_RECORD_ROW_JOIN;
        break;
    default:
        break;
    }
    if (type != 0) {
        record = held->n;
        rc = record_put(nb, held, type, err);
    }
    if (rc == AC_OK && (type == AC_RECORD_ROW_NOTE || type == AC_RECORD_ROW_CREATED))
        rc = about(nb, h, held, cites, err);
    if (rc == AC_OK && record != 0 && ac_kind_class(held->kind) != AC_CLASS_GOVERNING) {
        rc = act_put(nb, record, held->n, err);
        ac_dirty_add(nb, record);
    }
    if (rc == AC_OK)
        rc = ac_withheld_touch(nb, h, held, cites, err);
    if (rc == AC_OK && words != NULL)
        rc = ac_view_words(nb, held->n, words, words_n, err);
    if (rc == AC_OK && ac_kind_class(held->kind) == AC_CLASS_GOVERNING)
        rc = ac_view_names(nb, held->n, h, err);
    return rc;
}

/* --- folding --- */

typedef struct {
    ac_held *held;
    int *judged;
    size_t n;
} acts;

static void acts_free(acts *a)
{
    free(a->held);
    free(a->judged);
    *a = (acts){ 0 };
}

static ac_rc acts_read(ac_notebook *nb, ac_n record, acts *out, ac_err *err)
{
    size_t cap = 0;
    ac_row *q = ac_q(nb->store, AC_Q_acts_of);
    bool memory = true;
    ac_rc rc;

    *out = (acts){ 0 };
    ac_bind_int(q, ":record", record);
    while (memory && ac_step(q)) {
        if (out->n == cap) {
            cap = cap ? 2 * cap : 16;
            ac_held *held = realloc(out->held, cap * sizeof *held);
            int *judged = held != NULL ? realloc(out->judged, cap * sizeof *judged) : NULL;
            out->held = held != NULL ? held : out->held;
            out->judged = judged != NULL ? judged : out->judged;
            memory = held != NULL && judged != NULL;
            if (!memory)
                break;
        }
        out->held[out->n].n = ac_col_int(q, 0);
        out->judged[out->n++] = (int)ac_col_int(q, 1);
    }
    rc = ac_done(q, err);
    if (!memory)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading a record");
    for (size_t i = 0; rc == AC_OK && i < out->n; i++)
        rc = ac_history_get(nb->history, out->held[i].n, &out->held[i], err);
    if (rc != AC_OK)
        acts_free(out);
    return rc;
}

ac_rc ac_view_acts(ac_notebook *nb, ac_n record, ac_held **out, int **out_judged, size_t *out_n, ac_err *err)
{
    acts a;
    ac_rc rc = acts_read(nb, record, &a, err);

    *out = a.held;
    *out_n = a.n;
    if (out_judged != NULL)
        *out_judged = a.judged;
    else
        free(a.judged);
    return rc;
}

static ac_rc fold_note(ac_notebook *nb, const acts *a, ac_err *err)
{
    ac_json *facts = NULL;
    const char *text;
    int addenda = 0;
    ac_row *q;
    ac_rc rc = ac_query_facts(nb, a->held[0].n, &facts, err);

    for (size_t i = 1; i < a->n; i++)
        addenda += a->held[i].kind == AC_KIND_ADDENDUM && !(a->held[i].flags & AC_HELD_UNCOUNTED);
    if (rc != AC_OK)
        return rc;
    q = ac_q(nb->store, AC_Q_note_put);
    ac_bind_int(q, ":n", a->held[0].n);
    ac_bind_int(q, ":space", a->held[0].space);
    ac_bind_int(q, ":counted", !(a->held[0].flags & AC_HELD_UNCOUNTED));
    ac_bind_text(q, ":type", (text = ac_json_str(facts, "type")) != NULL ? text : "");
    ac_bind_text(q, ":event", (text = ac_json_str(facts, "event")) != NULL ? text : "");
    ac_bind_int(q, ":addenda", addenda);
    rc = ac_run(q, err);
    ac_json_free(facts);
    return rc;
}

ac_rc ac_view_fold(ac_notebook *nb, ac_n record, ac_err *err)
{
    int type = 0;
    acts a;
    ac_row *q = ac_q(nb->store, AC_Q_record_get);
    ac_rc rc;

    ac_bind_int(q, ":n", record);
    if (ac_step(q))
        type = (int)ac_col_int(q, 1);
    rc = ac_done(q, err);
    if (rc != AC_OK || type == 0)
        return rc;
    rc = acts_read(nb, record, &a, err);
    if (rc != AC_OK || (a.n == 0 && type != AC_RECORD_ROW_FOUND && type != AC_RECORD_ROW_JOIN)) {
        acts_free(&a);
        return rc;
    }
    switch (type) {
    case AC_RECORD_ROW_COMMITMENT:
        rc = ac_view_fold_commitment(nb, record, a.held, a.judged, a.n, err);
        break;
    case AC_RECORD_ROW_NOTE:
        rc = fold_note(nb, &a, err);
        break;
    default:
        rc = ac_view_fold_fields(nb, record, a.held, a.n, err);
        break;
    }
    acts_free(&a);
    return rc;
}

/* --- what to read again --- */

bool ac_view_note_members(ac_room *room)
{
    const ac_state *s;

    if (room->was_member != NULL)
        return true;
    s = ac_members_state(room->members, ac_members_all(room->members));
    room->was_member = s != NULL ? calloc((size_t)s->norgs + 1, sizeof *room->was_member) : NULL;
    if (room->was_member == NULL)
        return false;
    for (room->norgs_was = 0; room->norgs_was < s->norgs; room->norgs_was++)
        room->was_member[room->norgs_was] = s->orgs[room->norgs_was].is_member;
    return true;
}

/* Every record of this space that names the organisation. */
static ac_rc dirty_of_party(ac_notebook *nb, int space, int org, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_party_records);

    ac_bind_int(q, ":space", space);
    ac_bind_int(q, ":org", org);
    while (ac_step(q))
        ac_dirty_add(nb, ac_col_int(q, 0));
    return ac_done(q, err);
}

ac_rc ac_view_space_touched(ac_notebook *nb, ac_room *room, ac_err *err)
{
    const ac_state *s = ac_members_state(room->members, ac_members_all(room->members));
    ac_row *q = ac_q(nb->store, AC_Q_commitments_watching);
    ac_rc rc;

    ac_bind_int(q, ":space", room->space);
    while (ac_step(q))
        ac_dirty_add(nb, ac_col_int(q, 0));
    rc = ac_done(q, err);
    if (rc == AC_OK && s == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while updating the view");
    for (int o = 0; rc == AC_OK && room->was_member != NULL && o < s->norgs; o++)
        if (s->orgs[o].is_member != (o < room->norgs_was && room->was_member[o]))
            rc = dirty_of_party(nb, room->space, o, err);
    free(room->was_member);
    room->was_member = NULL;
    room->norgs_was = 0;
    return rc;
}

static int by_number(const void *a, const void *b)
{
    ac_n x = *(const ac_n *)a, y = *(const ac_n *)b;

    return (x > y) - (x < y);
}

ac_rc ac_view_settle(ac_notebook *nb, ac_err *err)
{
    ac_dirty *d = &nb->dirty;
    ac_n last = 0;
    ac_rc rc = AC_OK;

    if (d->failed)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while updating the view");
    if (d->len > 1)
        qsort(d->n, d->len, sizeof *d->n, by_number);
    for (size_t i = 0; rc == AC_OK && i < d->len; i++)
        if (d->n[i] != last)
            rc = ac_view_fold(nb, last = d->n[i], err);
    d->len = 0;
    d->failed = false;
    return rc;
}

/* --- all of it anew --- */

#define SLICE 256
#define SETTLE 8192 /* changes between two settlings */

static ac_rc touch_again(ac_notebook *nb, ac_held *held, ac_buf *header, ac_buf *words, ac_held *cites, ac_err *err)
{
    uint8_t sig[64];
    bool here = false;
    ac_header h;
    ac_rc rc;

    ac_buf_clear(header);
    ac_buf_clear(words);
    rc = ac_history_bytes(nb->history, held->n, header, sig, words, &here, err);
    if (rc == AC_OK)
        rc = ac_header_peek(&h, header->p, header->len, err);
    for (unsigned i = 0; rc == AC_OK && i < h.ncites; i++) {
        ac_id id = ac_header_cite(&h, i);
        rc = ac_history_find(nb->history, held->space, &id, &cites[i], err);
    }
    if (rc == AC_OK) /* an earlier program may have kept it without looking */
        rc = ac_history_set_reveal(nb->history, held, ac_header_withholds(&h) ? AC_HELD_WITHHELD : 0, err);
    return rc == AC_OK ? ac_view_touch(nb, &h, held, cites, here ? words->p : NULL, words->len, err) : rc;
}

static ac_rc touch_all(ac_notebook *nb, ac_err *err)
{
    ac_held *slice = malloc(SLICE * sizeof *slice), *cites = malloc(AC_CITES_MAX * sizeof *cites);
    ac_buf header = { 0 }, words = { 0 };
    size_t got = SLICE;
    ac_n after = 0;
    int64_t since = 0;
    ac_rc rc = slice != NULL && cites != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory while rebuilding the view");

    while (rc == AC_OK && got == SLICE) {
        rc = ac_history_slice(nb->history, -1, after, INT64_MAX, slice, SLICE, &got, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            after = slice[i].n;
            rc = touch_again(nb, &slice[i], &header, &words, cites, err);
        }
        since += (int64_t)got;
        if (rc == AC_OK && since >= SETTLE) {
            rc = ac_view_settle(nb, err);
            since = 0;
        }
    }
    ac_buf_free(&header);
    ac_buf_free(&words);
    free(cites);
    free(slice);
    return rc;
}

ac_rc ac_view_rebuild(ac_notebook *nb, ac_err *err)
{
    static const ac_query drops[] = { AC_Q_view_drop_record, AC_Q_view_drop_act,  AC_Q_view_drop_commitment,
                                      AC_Q_view_drop_party,  AC_Q_view_drop_note, AC_Q_view_drop_about,
                                      AC_Q_view_drop_field,  AC_Q_view_drop_entry,
                                      AC_Q_view_drop_withheld, AC_Q_view_drop_reveal,
                                      AC_Q_view_drop_search };
    ac_space_info *spaces = NULL;
    size_t n = 0;
    ac_rc rc = AC_OK;

    nb->dirty.len = 0;
    for (size_t i = 0; rc == AC_OK && i < sizeof drops / sizeof *drops; i++)
        rc = ac_run(ac_q(nb->store, drops[i]), err);
    if (rc == AC_OK)
        rc = touch_all(nb, err);
    if (rc == AC_OK)
        rc = ac_history_spaces(nb->history, &spaces, &n, err);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_room *room;
        rc = ac_room_get(nb, spaces[i].space, &room, err);
        if (rc == AC_OK)
            room->was_touched = room->may_flip = room->was_revealed = true;
    }
    free(spaces);
    return rc == AC_OK ? ac_settle(nb, err) : rc;
}
