/* bodies.c - words that come after their headers: asked for by id once the histories are the same (SESSION 3-4).
 *
 * Where the FINALs say that not the same words are missing, each side asks for those it lacks: BODIES, answered by
 * one BODY before the next may be asked. What is answered is proven by the words_hash of a header that is here, kept
 * durably, and then a second FINAL says what is still missing. */
#include "core/withheld.h"
#include "sync/exchange_in.h"

#include <stdio.h>
#include <stdlib.h>

#define TAG_MISSING "accord/missing/1"
#define SLICE 256
#define ASK_FIRST 64u                      /* ids of the first BODIES; more, or fewer, as answers fit a frame */
#define BODY_FRAME_MAX AC_FRAME_MAX_LEAST  /* of a BODY: what everybody takes */

_Static_assert(AC_FRAME_HEAD + 37u + AC_SALT_BYTES + AC_WORDS_MAX <= BODY_FRAME_MAX, "the longest words fit a frame");

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, 32);
}

/* Our own organisation in this space, where the peer is a device of it: it may have our withheld words. -1: it is not. */
static int ours_in(ac_exchange *x, int space)
{
    const ac_state *state;
    int me = -1, peer = -1;

    if (!x->result.is_ours || space < 0 || ac_notebook_state(x->nb, space, &state, NULL) != AC_OK ||
        ac_state_device_find(state, &ac_notebook_me(x->nb)->device, &me) == NULL ||
        ac_state_device_find(state, &x->result.peer, &peer) == NULL || me != peer)
        return -1;
    return me;
}

bool ac_b_is_ours(ac_exchange *x, int space)
{
    return ours_in(x, space) >= 0;
}

/* In the union that this session speaks of, and of no feed that is left out. */
static bool is_spoken_of(const ac_slot *s, const ac_held *held)
{
    const ac_branch *b = ac_heads_branch(&s->heads, held->branch);

    return b != NULL && held->seq <= b->head_seq && !ac_devices_has(&s->out_of, &b->device);
}

bool ac_b_missing(ac_exchange *x, ac_slot *s, ac_final *out)
{
    ac_held *slice = malloc(SLICE * sizeof *slice);
    ac_n after = 0;
    size_t got = SLICE;
    ac_hash hash;
    ac_err err = { 0 };
    bool good = slice != NULL;

    ac_buf_clear(&s->lacks);
    out->missing = 0;
    if (!good)
        ac_x_local(x, AC_ENOMEM, NULL);
    while (good && s->space >= 0 && got == SLICE) {
        good = ok(x, ac_words_lacking(x->nb, s->space, ours_in(x, s->space), after, slice, SLICE, &got, &err), &err);
        for (size_t i = 0; good && i < got; i++) {
            after = slice[i].n;
            if (is_spoken_of(s, &slice[i])) {
                ac_buf_put(&s->lacks, slice[i].id.b, 32);
                out->missing++;
            }
        }
    }
    free(slice);
    if (good && s->lacks.failed) {
        ac_x_local(x, AC_ENOMEM, NULL);
        good = false;
    }
    if (good && s->lacks.len > 32)
        qsort(s->lacks.p, s->lacks.len / 32, 32, by_id);
    ac_hash_begin(&hash, TAG_MISSING);
    ac_hash_add(&hash, s->id.b, 32);
    if (s->lacks.len > 0)
        ac_hash_add(&hash, s->lacks.p, s->lacks.len);
    ac_hash_end(&hash, out->of_missing.b);
    return good;
}

/* --- asking --- */

void ac_b_ask(ac_exchange *x, ac_slot *s)
{
    size_t left = s->lacks.len / 32 - s->next;
    ac_buf *out;

    if (s->batch == 0)
        s->batch = ASK_FIRST;
    s->asked = left < s->batch ? left : s->batch;
    if (s->asked == 0) {
        ac_s_send_final(x, s);
        ac_s_advance(x, s); /* theirs may be here already */
        return;
    }
    out = ac_x_queue(x);
    ac_put_frame(out, AC_F_BODIES, 0, slot_number(x, s));
    ac_buf_put(out, s->lacks.p + 32 * s->next, 32 * s->asked);
}

/* These are not the words of that header: named, none of its frame is kept, and it is not asked for again here. */
static void wrong(ac_exchange *x, ac_slot *s, const ac_frame *f, size_t index, const ac_id *id)
{
    ac_exchange_space *r = ac_s_result(x, s);
    size_t at = 32 * (s->next + index);

    if (s->wrong_bodies++ >= AC_WRONG_BODIES_MAX) {
        ac_x_limit(x, f);
        return;
    }
    ac_put_fault(ac_x_queue(x), slot_number(x, s), AC_FAULT_WORDS, 0, (unsigned)index, id);
    if (r->faults++ == 0) {
        r->fault = (ac_fault){ .why_code = AC_REFUSED_WORDS, .index = index, .id = *id };
        snprintf(r->fault.why, sizeof r->fault.why, "%s", _("words: they are not those of the header"));
    }
    memmove(s->lacks.p + at, s->lacks.p + at + 32, s->lacks.len - at - 32);
    s->lacks.len -= 32;
    ac_b_ask(x, s);
}

static bool is_what_was_asked(const ac_slot *s, const ac_frame *f)
{
    ac_frame walk = *f;
    ac_wire_change c;
    ac_id id;

    for (size_t i = 0; ac_body_next(&walk, &id, &c); i++)
        if (i >= s->asked || memcmp(id.b, s->lacks.p + 32 * (s->next + i), 32) != 0)
            return false;
    return s->asked > 0;
}

/* The answer: from the first id asked for on, without a gap. */
static void got_body(ac_exchange *x, ac_slot *s, const ac_frame *f)
{
    ac_late_words *list;
    size_t *place, n = 0, bad = 0;
    ac_frame walk = *f;
    ac_wire_change c;
    ac_id id;
    ac_err err = { 0 };
    ac_rc rc = AC_OK;

    if (!is_what_was_asked(s, f)) {
        ac_x_order(x, f);
        return;
    }
    list = calloc(f->count, sizeof *list);
    place = calloc(f->count, sizeof *place);
    if (list == NULL || place == NULL) {
        ac_x_local(x, AC_ENOMEM, NULL);
        goto done;
    }
    for (size_t i = 0; ac_body_next(&walk, &id, &c); i++)
        if (c.words_state == AC_WORDS_HERE) {
            place[n] = i;
            list[n++] = (ac_late_words){ id, c.words, c.words_n };
        }
    if (n > 0) {
        if (!ac_x_settle(x))
            goto done;
        rc = ac_words_take(x->nb, s->space, list, n, &bad, &err);
    }
    if (rc == AC_EINVALID && bad < n) {
        wrong(x, s, f, place[bad], &list[bad].id);
        goto done;
    }
    if (!ok(x, rc, &err))
        goto done;
    ac_s_result(x, s)->words += (int64_t)n;
    s->batch = f->count < s->asked ? f->count : s->batch < AC_BODIES_MAX / 2 ? 2 * s->batch : AC_BODIES_MAX;
    s->next += f->count;
    ac_b_ask(x, s);
done:
    free(list);
    free(place);
}

/* --- answering --- */

/* One of these; false: the session is over. */
static bool read_body(ac_exchange *x, ac_slot *s, const ac_id *id, ac_leaving *c)
{
    ac_held held = { 0 };
    ac_err err = { 0 };

    c->state = AC_WORDS_NOT_HELD;
    if (!ok(x, ac_history_find(ac_notebook_history(x->nb), s->space, id, &held, &err), &err))
        return false;
    if (held.n == 0 || !is_spoken_of(s, &held))
        return true;
    if (!ok(x, ac_leaving_read(x->nb, &held, ac_b_is_ours(x, s->space), c, &err), &err))
        return false;
    if (c->state == AC_WORDS_NONE) /* there never were any */
        c->state = AC_WORDS_NOT_HELD;
    return true;
}

bool ac_b_next(ac_exchange *x, ac_slot *s, ac_buf *out)
{
    size_t n = s->asks.len / 32, i = 0;
    ac_leaving c = { 0 };
    bool good = true;

    if (s->stage != SL_BODIES || n == 0 || !ac_s_still_member(x, s) || !ac_x_settle(x)) /* what is revealed is durable */
        return false;
    ac_put_frame(out, AC_F_BODY, 0, slot_number(x, s));
    for (; good && i < n; i++) {
        ac_id id = ac_id_of(s->asks.p + 32 * i);
        good = read_body(x, s, &id, &c);
        if (!good || (i > 0 && out->len + 37 + c.words.len > BODY_FRAME_MAX))
            break;
        ac_buf_put(out, id.b, 32);
        ac_buf_u8(out, c.state);
        if (c.state == AC_WORDS_HERE) {
            ac_buf_u32(out, (uint32_t)(c.words.len - AC_SALT_BYTES));
            ac_buf_put(out, c.words.p, c.words.len);
        }
    }
    ac_leaving_free(&c);
    ac_buf_clear(&s->asks); /* the rest is asked for again */
    if (!good)
        ac_buf_clear(out);
    return good;
}

static void got_bodies(ac_exchange *x, ac_slot *s, const ac_frame *f)
{
    if (s->asks.len > 0 || s->got_final) { /* one after the other, and none after all was asked */
        ac_x_order(x, f);
        return;
    }
    if (s->questions++ > s->ours.count + AC_WRONG_BODIES_MAX) {
        ac_x_limit(x, f);
        return;
    }
    ac_buf_put(&s->asks, f->rest.p, f->rest.left);
    if (s->asks.failed)
        ac_x_local(x, AC_ENOMEM, NULL);
}

void ac_b_got(ac_exchange *x, ac_slot *s, const ac_frame *f)
{
    if (s->stage != SL_BODIES)
        ac_x_order(x, f);
    else if (f->type == AC_F_BODIES)
        got_bodies(x, s, f);
    else
        got_body(x, s, f);
}

void ac_b_begin(ac_exchange *x, ac_slot *s)
{
    s->stage = SL_BODIES;
    s->sent_final = s->got_final = false;
    s->next = s->asked = s->batch = 0;
    ac_b_ask(x, s);
}
