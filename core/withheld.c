/* withheld.c - words that wait for a reveal: what may leave, what is lacked, who revealed when. */
#include "core/withheld.h"

#include "core/kind.h"
#include "core/view.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SLICE 256

/* --- what may leave --- */

bool ac_header_withholds(const ac_header *h)
{
    static const char fact[] = "\"withheld\":true";
    ac_json *facts = NULL;
    bool is_so = false;

    if (h->words_len == 0 || memmem(h->facts, h->facts_len, fact, sizeof fact - 1) == NULL)
        return false;
    if (ac_json_parse(&facts, h->facts, h->facts_len, NULL) == AC_OK)
        is_so = ac_json_is_true(ac_json_get(facts, "withheld"));
    ac_json_free(facts);
    return is_so;
}

/* Said by a reveal that is durable: what stands in an open transaction may still be undone. */
static bool is_revealed(ac_notebook *nb, const ac_held *held)
{
    return (held->flags & AC_HELD_REVEALED) != 0 && !ac_store_in_write(nb->store);
}

bool ac_words_may_leave(ac_notebook *nb, const ac_held *held)
{
    return !(held->flags & AC_HELD_WITHHELD) || is_revealed(nb, held);
}

ac_rc ac_leaving_read(ac_notebook *nb, const ac_held *held, bool to_ours, ac_leaving *out, ac_err *err)
{
    bool here = false;
    ac_header h;
    ac_rc rc;

    ac_buf_clear(&out->header);
    ac_buf_clear(&out->words);
    out->state = AC_WORDS_NONE;
    rc = ac_history_bytes(nb->history, held->n, &out->header, out->signature, &out->words, &here, err);
    if (rc == AC_OK)
        rc = ac_header_peek(&h, out->header.p, out->header.len, err);
    if (rc != AC_OK || h.words_len == 0)
        return rc;
    /* the signed text itself is asked, not only what was noted of it */
    if ((ac_header_withholds(&h) || !ac_words_may_leave(nb, held)) && !is_revealed(nb, held) && !to_ours)
        out->state = AC_WORDS_WITHHELD;
    else
        out->state = here ? AC_WORDS_HERE : AC_WORDS_NOT_HELD;
    if (out->state != AC_WORDS_HERE)
        ac_buf_clear(&out->words);
    return AC_OK;
}

void ac_leaving_free(ac_leaving *l)
{
    ac_buf_free(&l->header);
    ac_buf_free(&l->words);
}

/* --- what is noted of it --- */

static ac_rc note_withheld(ac_notebook *nb, const ac_held *held, ac_n asked, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_withheld_put);

    ac_bind_int(q, ":asked", asked);
    ac_bind_int(q, ":n", held->n);
    ac_bind_int(q, ":space", held->space);
    return ac_run(q, err);
}

ac_rc ac_withheld_touch(ac_notebook *nb, const ac_header *h, const ac_held *held, const ac_held *cites, ac_err *err)
{
    ac_room *room;
    ac_rc rc = AC_OK;

    if (held->flags & AC_HELD_WITHHELD) {
        rc = h->ncites == 0 ? note_withheld(nb, held, held->record, err) : AC_OK;
        for (unsigned i = 0; rc == AC_OK && i < h->ncites; i++)
            rc = note_withheld(nb, held, cites[i].record != 0 ? cites[i].record : cites[i].n, err);
    }
    if (rc != AC_OK || held->kind != AC_KIND_REVEAL)
        return rc;
    rc = ac_room_get(nb, held->space, &room, err);
    if (rc == AC_OK)
        room->was_revealed = true;
    for (unsigned i = 0; rc == AC_OK && i < h->ncites; i++) {
        ac_row *q;
        if (cites[i].org != held->org || !(cites[i].flags & AC_HELD_WITHHELD))
            continue; /* another's, or nothing withheld: without effect on it */
        q = ac_q(nb->store, AC_Q_reveal_put);
        ac_bind_int(q, ":target", cites[i].n);
        ac_bind_int(q, ":n", held->n);
        ac_bind_int(q, ":space", held->space);
        rc = ac_run(q, err);
    }
    return rc;
}

ac_rc ac_withheld_reveals(ac_notebook *nb, ac_n target, ac_held out[AC_REVEALS_MAX], size_t *out_n, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_reveal_of);
    size_t all = 0;
    ac_rc rc;

    *out_n = 0;
    ac_bind_int(q, ":target", target);
    while (all < AC_REVEALS_MAX && ac_step(q))
        out[all++].n = ac_col_int(q, 0);
    rc = ac_done(q, err);
    for (size_t i = 0; rc == AC_OK && i < all; i++) {
        ac_held held;
        rc = ac_history_get(nb->history, out[i].n, &held, err);
        if (rc == AC_OK && !(held.flags & AC_HELD_UNCOUNTED))
            out[(*out_n)++] = held;
    }
    return rc;
}

typedef ac_rc withheld_fn(ac_notebook *nb, void *ctx, ac_held *held, ac_err *err);

/* Every change of the space whose words are, or were, withheld. */
static ac_rc each_withheld(ac_notebook *nb, int space, withheld_fn *each, void *ctx, ac_err *err)
{
    ac_n ns[SLICE], after = 0;
    size_t got = SLICE;
    ac_rc rc = AC_OK;

    while (rc == AC_OK && got == SLICE) {
        ac_row *q = ac_q(nb->store, AC_Q_withheld_of);
        ac_bind_int(q, ":space", space);
        ac_bind_int(q, ":after", after);
        ac_bind_int(q, ":max", SLICE);
        for (got = 0; got < SLICE && ac_step(q); got++)
            after = ns[got] = ac_col_int(q, 0);
        rc = ac_done(q, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            ac_held held;
            rc = ac_history_get(nb->history, ns[i], &held, err);
            if (rc == AC_OK)
                rc = each(nb, ctx, &held, err);
        }
    }
    return rc;
}

static ac_rc settle_one(ac_notebook *nb, void *ctx, ac_held *held, ac_err *err)
{
    ac_held reveals[AC_REVEALS_MAX];
    size_t n;
    ac_rc rc = ac_withheld_reveals(nb, held->n, reveals, &n, err);

    (void)ctx;
    return rc == AC_OK ? ac_history_set_reveal(nb->history, held, AC_HELD_WITHHELD | (n > 0 ? AC_HELD_REVEALED : 0), err) : rc;
}

ac_rc ac_withheld_settle(ac_notebook *nb, ac_room *room, ac_err *err)
{
    return each_withheld(nb, room->space, settle_one, NULL, err);
}

/* --- words that come later --- */

typedef struct {
    int org;
    bool any;
} ours_lacked;

static ac_rc look_for_ours(ac_notebook *nb, void *ctx, ac_held *held, ac_err *err)
{
    ours_lacked *o = ctx;

    (void)nb;
    (void)err;
    o->any = o->any || (held->org == o->org && (held->flags & AC_HELD_NO_WORDS));
    return AC_OK;
}

ac_rc ac_words_lacking(ac_notebook *nb, int space, int ours, ac_n after, ac_held *out, size_t max, size_t *out_n, ac_err *err)
{
    ac_held *slice = malloc(SLICE * sizeof *slice);
    ours_lacked o = { .org = ours };
    ac_space_info info;
    size_t got = SLICE;
    ac_rc rc = slice != NULL ? ac_history_space_info(nb->history, space, &info, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    *out_n = 0;
    if (rc == AC_OK && ours >= 0)
        rc = each_withheld(nb, space, look_for_ours, &o, err);
    if (rc == AC_OK && info.missing_words == 0 && !o.any)
        got = 0; /* the usual case costs no walk */
    while (rc == AC_OK && got == SLICE && *out_n < max) {
        rc = ac_history_slice(nb->history, space, after, INT64_MAX, slice, SLICE, &got, err);
        for (size_t i = 0; rc == AC_OK && i < got && *out_n < max; i++) {
            after = slice[i].n;
            if (ac_held_lacks_words(&slice[i]) || (ours >= 0 && slice[i].org == ours && (slice[i].flags & AC_HELD_NO_WORDS)))
                out[(*out_n)++] = slice[i];
        }
    }
    free(slice);
    return rc;
}

ac_rc ac_words_keep(ac_notebook *nb, ac_held *held, const uint8_t *words, size_t n, ac_err *err)
{
    ac_rc rc = ac_history_words_add(nb->history, held, words, n, err);

    if (rc == AC_OK)
        rc = ac_view_words(nb, held->n, words, n, err);
    ac_dirty_add(nb, held->record != 0 ? held->record : held->n);
    return rc;
}

static ac_rc take_one(ac_notebook *nb, int space, const ac_late_words *w, ac_err *err)
{
    ac_buf bytes = { 0 };
    ac_header h;
    ac_held held;
    ac_rc rc = ac_history_find(nb->history, space, &w->id, &held, err);

    if (rc == AC_OK && held.n == 0)
        return ac_fail(err, AC_EINVALID, "words: there is no such record here");
    if (rc == AC_OK)
        rc = ac_history_bytes(nb->history, held.n, &bytes, NULL, NULL, NULL, err);
    if (rc == AC_OK)
        rc = ac_header_peek(&h, bytes.p, bytes.len, err);
    if (rc == AC_OK && !ac_words_match(&h, w->words, w->n))
        rc = ac_fail(err, AC_EINVALID, "words: they are not those of the header");
    if (rc == AC_OK && (held.flags & AC_HELD_NO_WORDS))
        rc = ac_words_keep(nb, &held, w->words, w->n, err);
    ac_buf_free(&bytes);
    return rc;
}

ac_rc ac_words_take(ac_notebook *nb, int space, const ac_late_words *list, size_t n, size_t *out_bad, ac_err *err)
{
    ac_rc rc = ac_notebook_begin(nb, err);

    *out_bad = n;
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        rc = take_one(nb, space, &list[i], err);
        if (rc == AC_EINVALID)
            *out_bad = i;
    }
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    return rc;
}

/* --- revealing --- */

ac_rc ac_withheld_may(const ac_judged *j, unsigned ncites, ac_err *err)
{
    bool any = false;

    for (unsigned i = 0; i < ncites; i++) {
        if (j->cites[i].org != j->held.org)
            return ac_fail(err, AC_EROLE, "only the organisation that wrote an answer reveals it");
        if (!(j->cites[i].flags & AC_HELD_WITHHELD))
            return ac_fail(err, AC_ESTATE, "there is nothing to reveal: its text went to the partners when it was written");
        any = any || !(j->cites[i].flags & AC_HELD_REVEALED);
    }
    return any ? AC_OK : ac_fail(err, AC_ESTATE, "that was revealed already");
}

ac_rc ac_reveal_write(ac_notebook *nb, int space, const ac_n *targets, size_t n, ac_id *out_id, ac_err *err)
{
    ac_writing w = { .kind = AC_KIND_REVEAL, .ncites = n };
    ac_id cites[AC_CITES_MAX];
    ac_held made = { 0 };
    ac_n record = 0;
    ac_rc rc = AC_OK;

    assert(n >= 1 && n <= AC_CITES_MAX);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_held held;
        rc = ac_history_get(nb->history, targets[i], &held, err);
        cites[i] = held.id;
        record = i == 0 ? held.record : record == held.record ? record : 0;
    }
    if (rc == AC_OK && record != 0)
        rc = ac_history_get(nb->history, record, &made, err);
    w.record = made.id; /* zero where they have none, or not one */
    w.cites = cites;
    return rc == AC_OK ? ac_notebook_write(nb, space, &w, out_id, err) : rc;
}

/* --- who has answered, who has revealed --- */

typedef struct {
    ac_held *list;
    size_t n, cap;
} answers;

static ac_rc answers_read(ac_notebook *nb, ac_n asked, answers *out, ac_err *err)
{
    size_t got = SLICE;
    ac_n after = 0;
    ac_rc rc = AC_OK;

    while (rc == AC_OK && got == SLICE) {
        ac_row *q;
        size_t from = out->n;
        if (out->n + SLICE > out->cap) {
            ac_held *more = realloc(out->list, (out->cap + SLICE) * sizeof *more);
            if (more == NULL)
                return ac_fail(err, AC_ENOMEM, "out of memory");
            out->list = more;
            out->cap += SLICE;
        }
        q = ac_q(nb->store, AC_Q_withheld_about);
        ac_bind_int(q, ":asked", asked);
        ac_bind_int(q, ":after", after);
        ac_bind_int(q, ":max", SLICE);
        for (got = 0; got < SLICE && ac_step(q); got++)
            after = out->list[out->n++].n = ac_col_int(q, 0);
        rc = ac_done(q, err);
        for (size_t i = from; rc == AC_OK && i < out->n; i++)
            rc = ac_history_get(nb->history, out->list[i].n, &out->list[i], err);
    }
    return rc;
}

/* The first in the order of lists (depth, then id), the same everywhere. */
static ac_n first_of(const ac_held *list, size_t n)
{
    const ac_held *first = n > 0 ? &list[0] : NULL;

    for (size_t i = 1; i < n; i++)
        if (list[i].depth < first->depth || (list[i].depth == first->depth && ac_id_cmp(list[i].id, first->id) < 0))
            first = &list[i];
    return first != NULL ? first->n : 0;
}

ac_rc ac_query_withheld(ac_notebook *nb, ac_n asked, ac_withheld_fn *each, void *ctx, ac_err *err)
{
    ac_held *reveals = malloc(AC_REVEALS_MAX * sizeof *reveals);
    answers all = { 0 };
    ac_n *unseen = NULL;
    bool go_on = true;
    ac_rc rc = reveals != NULL ? answers_read(nb, asked, &all, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    if (rc == AC_OK && (unseen = malloc((all.n + 1) * sizeof *unseen)) == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    for (size_t i = 0; rc == AC_OK && go_on && i < all.n; i++) {
        const ac_held *a = &all.list[i];
        ac_withheld_row row = { .n = a->n, .id = a->id, .org = a->org, .unseen = unseen };
        size_t n;
        rc = ac_withheld_reveals(nb, a->n, reveals, &n, err);
        if (rc != AC_OK)
            break;
        row.is_counted = !(a->flags & AC_HELD_UNCOUNTED);
        row.has_words = !(a->flags & AC_HELD_NO_WORDS);
        row.is_revealed = n > 0;
        row.reveal = first_of(reveals, n);
        for (size_t k = 0; k < all.n; k++) {
            bool seen = true;
            if (all.list[k].org == a->org || (all.list[k].flags & AC_HELD_UNCOUNTED))
                continue;
            for (size_t r = 0; r < n; r++)
                seen = seen && ac_history_precedes(nb->history, &all.list[k], &reveals[r]);
            if (!seen)
                unseen[row.nunseen++] = all.list[k].n;
        }
        go_on = each(ctx, &row);
    }
    free(unseen);
    free(all.list);
    free(reveals);
    return rc;
}

ac_rc ac_reveal_all(ac_notebook *nb, ac_n asked, int64_t *out_n, ac_id *out_id, ac_err *err)
{
    answers all = { 0 };
    ac_n targets[AC_CITES_MAX];
    const ac_state *state;
    ac_held question;
    int org = -1;
    size_t answered, n = 0;
    ac_rc rc = ac_history_get(nb->history, asked, &question, err);

    *out_n = 0;
    if (rc == AC_OK)
        rc = ac_notebook_state(nb, question.space, &state, err);
    if (rc == AC_OK)
        ac_state_device_find(state, &nb->me.device, &org);
    if (rc == AC_OK)
        rc = answers_read(nb, asked, &all, err);
    answered = all.n;
    for (size_t i = 0; rc == AC_OK && i < answered; i++) /* appends the edits of each: they are about it */
        if (all.list[i].org == org)
            rc = answers_read(nb, all.list[i].n, &all, err);
    for (size_t i = 0; rc == AC_OK && i < all.n; i++) {
        bool is_due = all.list[i].org == org && !(all.list[i].flags & AC_HELD_REVEALED);
        if (is_due)
            targets[n++] = all.list[i].n;
        *out_n += is_due;
        if (n == AC_CITES_MAX || (n > 0 && i + 1 == all.n)) {
            rc = ac_reveal_write(nb, question.space, targets, n, out_id, err);
            n = 0;
        }
    }
    free(all.list);
    return rc;
}

typedef struct {
    int64_t withheld, revealed;
} counts;

static ac_rc count_one(ac_notebook *nb, void *ctx, ac_held *held, ac_err *err)
{
    counts *c = ctx;

    (void)nb;
    (void)err;
    if (held->flags & AC_HELD_REVEALED)
        c->revealed++;
    else
        c->withheld++;
    return AC_OK;
}

ac_rc ac_withheld_count(ac_notebook *nb, int space, int64_t *out_withheld, int64_t *out_revealed, ac_err *err)
{
    counts c = { 0 };
    ac_rc rc = each_withheld(nb, space, count_one, &c, err);

    *out_withheld = c.withheld;
    *out_revealed = c.revealed;
    return rc;
}
