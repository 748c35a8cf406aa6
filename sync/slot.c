/* slot.c - one space of a session: lists compared, changes both ways, ack, FINAL (SESSION 3-4). */
#include "core/receipt.h"
#include "core/roll.h"
#include "core/withheld.h"
#include "sync/exchange_in.h"

#include <stdlib.h>

#define SLICE 256

/* FAULT says why with the numbers of the core. */
_Static_assert((int)AC_REFUSED_CHANGE == AC_FAULT_CHANGE && (int)AC_REFUSED_SIGNATURE == AC_FAULT_SIGNATURE &&
                   (int)AC_REFUSED_ANCESTOR == AC_FAULT_ANCESTOR && (int)AC_REFUSED_ADMITTED == AC_FAULT_ADMITTED &&
                   (int)AC_REFUSED_WORDS == AC_FAULT_WORDS && (int)AC_REFUSED_STOPPED == AC_FAULT_STOPPED &&
                   (int)AC_REFUSED_SPACE == AC_FAULT_SPACE,
               "one numbering of reasons");
_Static_assert(AC_FINAL_SIGNED == AC_RECEIPT_BODY, "a receipt is a FINAL");
/* Frames with lists, and CHANGES frames, are never larger than anybody takes. */
_Static_assert(AC_FRAME_TARGET + 33u + 255u * 40u <= AC_FRAME_MAX_LEAST && AC_CHANGES_FRAME_MAX <= AC_FRAME_MAX_LEAST,
               "frames that all take");

static ac_history *history(const ac_exchange *x)
{
    return ac_notebook_history(x->nb);
}

void ac_s_free(ac_slot *s)
{
    ac_heads_free(&s->heads);
    ac_heads_free(&s->shown);
    free(s->out_of.list);
    free(s->told.list);
    ac_buf_free(&s->list.entries);
    ac_buf_free(&s->want.entries);
    ac_covers_free(&s->covers);
    ac_buf_free(&s->lacks);
    ac_buf_free(&s->asks);
    ac_intake_close(s->in);
    s->in = NULL;
}

static bool find_space(ac_exchange *x, ac_slot *s)
{
    ac_space_info info;
    ac_err err = { 0 };
    bool found = false;

    if (s->space >= 0)
        return true;
    if (!ok(x, ac_history_space(history(x), &s->id, &info, &found, &err), &err))
        return false;
    if (found)
        s->space = info.space;
    return true;
}

bool ac_s_snapshot(ac_exchange *x, ac_slot *s)
{
    ac_err err = { 0 };

    return find_space(x, s) &&
           ok(x, (s->is_wary ? ac_heads_snapshot_wary : ac_heads_snapshot)(&s->heads, x->nb, s->space, &err), &err) &&
           ok(x, ac_heads_copy(&s->shown, &s->heads, &err), &err);
}

/* A side that has an ack to give makes its digest unlike any, so that the space counts as differing and
 * the ack finds its way (the own feed is looked at before it is signed). */
bool ac_s_summary(ac_exchange *x, ac_slot *s, ac_summary *out)
{
    ac_err err = { 0 };
    bool due = false;
    static const ac_devices none;

    *out = (ac_summary){ 0 };
    if (!ok(x, ac_heads_digest(&s->shown, &s->id, &none, &out->digest, &out->count, &err), &err))
        return false;
    out->missing = (uint32_t)s->shown.missing;
    if (s->space >= 0 && ac_notebook_may_write(x->nb, s->space, NULL) == AC_OK &&
        !ok(x, ac_notebook_ack_due(x->nb, s->space, &due, &err), &err))
        return false;
    if (due)
        memset(out->digest.b, x->is_client ? 0x00 : 0xff, 32);
    return true;
}

/* The result of this space, made on first use. */
ac_exchange_space *ac_s_result(ac_exchange *x, ac_slot *s)
{
    static ac_exchange_space nowhere;
    ac_exchange_space *more;

    if (s->result == SIZE_MAX) {
        more = realloc(x->result.spaces, (x->result.nspaces + 1) * sizeof *more);
        if (more == NULL) {
            ac_x_local(x, AC_ENOMEM, NULL);
            return &nowhere;
        }
        x->result.spaces = more;
        s->result = x->result.nspaces++;
        more[s->result] = (ac_exchange_space){ .id = s->id, .space = s->space };
        more[s->result].is_own = ac_space_eq(s->id, ac_notebook_me(x->nb)->own);
    }
    return &x->result.spaces[s->result];
}

/* --- lists --- */

/* A LIST or WANT in as many frames as it takes. */
typedef struct {
    ac_exchange *x;
    ac_slot *s;
    unsigned type;
    ac_buf *frame;
} paging;

static void page_room(paging *p)
{
    if (p->frame != NULL && p->frame->len < AC_FRAME_TARGET)
        return;
    if (p->frame != NULL && p->frame->p != NULL)
        p->frame->p[AC_FRAME_HEAD] = 1; /* more follows */
    p->frame = ac_x_queue(p->x);
    ac_put_frame(p->frame, p->type, 0, slot_number(p->x, p->s));
    ac_buf_u8(p->frame, 0);
}

/* The heads that we show of a device. */
static void put_feed(paging *p, const ac_device *device, const ac_branch *list, size_t n)
{
    size_t count = 0;

    page_room(p);
    for (size_t i = 0; i < n; i++)
        count += ac_device_eq(list[i].device, *device);
    count = count > 255 ? 255 : count;
    ac_buf_put(p->frame, device->b, 32);
    ac_buf_u8(p->frame, (unsigned)count);
    for (size_t i = 0; i < n && count > 0; i++)
        if (ac_device_eq(list[i].device, *device)) {
            ac_put_point(p->frame, list[i].head_seq, &list[i].head_id);
            count--;
        }
}

void ac_s_send_list(ac_exchange *x, ac_slot *s)
{
    paging p = { x, s, AC_F_LIST, NULL };
    ac_branch *list = NULL;
    size_t n = 0;
    ac_err err = { 0 };

    ac_s_result(x, s);
    if (!ok(x, ac_heads_sorted(&s->shown, &list, &n, &err), &err))
        return;
    page_room(&p);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !ac_device_eq(list[i].device, list[i - 1].device))
            put_feed(&p, &list[i].device, list, n);
    free(list);
}

/* Walk what was gathered of the peer's LIST or WANT. */
static ac_frame walk(const ac_gathered *g)
{
    return (ac_frame){ .rest = { g->entries.p, g->entries.len, false } };
}

static void forget(ac_exchange *x, ac_gathered *g)
{
    x->gathered -= g->charged;
    ac_buf_free(&g->entries);
    *g = (ac_gathered){ 0 };
}

/* One more frame of it, of n bytes: authors ascend over all of them, and there is a most. Small frames are not
 * cheaper: each is work. */
static bool gather(ac_exchange *x, ac_gathered *g, const ac_frame *f, size_t n)
{
    ac_frame look = *f;
    ac_feed_points feed;
    bool first = g->entries.len > 0;

    if (n < AC_GATHER_LEAST)
        n = AC_GATHER_LEAST;
    if (x->gathered + n > AC_GATHER_MAX) {
        ac_x_limit(x, f);
        return false;
    }
    while (ac_feed_next(&look, &feed)) {
        if (first && ac_device_cmp(g->last, feed.author) >= 0) {
            ac_x_order(x, f);
            return false;
        }
        first = false;
        g->last = feed.author;
    }
    x->gathered += n;
    g->charged += n;
    if (f->rest.left > 0)
        ac_buf_put(&g->entries, f->rest.p, f->rest.left);
    if (g->entries.failed)
        ac_x_local(x, AC_ENOMEM, NULL);
    return !g->entries.failed;
}

/* Do we hold all of these? */
static bool holds_all(ac_exchange *x, ac_slot *s, const ac_feed_points *feed, bool *out)
{
    ac_err err = { 0 };

    *out = true;
    for (unsigned i = 0; *out && i < feed->n; i++) {
        ac_point point = ac_point_at(feed, i);
        ac_held held = { 0 };
        if (s->space >= 0 && !ok(x, ac_history_find(history(x), s->space, &point.id, &held, &err), &err))
            return false;
        *out = held.n != 0;
    }
    return true;
}

/* The peer names heads of our own feed: looked at before anything is signed. */
static bool own_feed(ac_exchange *x, ac_slot *s, const ac_feed_points *feed)
{
    uint64_t seqs[255];
    ac_id ids[255];
    bool foreign = false;
    ac_err err = { 0 };

    if (s->space < 0 || !ac_device_eq(feed->author, ac_notebook_me(x->nb)->device))
        return true;
    for (unsigned i = 0; i < feed->n; i++) {
        ac_point p = ac_point_at(feed, i);
        seqs[i] = p.seq;
        ids[i] = p.id;
    }
    if (!ok(x, ac_notebook_own_heads_seen(x->nb, s->space, seqs, ids, feed->n, &foreign, &err), &err))
        return false;
    if (foreign && !s->is_wary) { /* from now on less of our own is shown */
        s->is_wary = ac_s_result(x, s)->own_feed_claimed = true;
        return ac_s_snapshot(x, s);
    }
    return true;
}

static bool same_heads(const ac_feed_points *feed, const ac_branch *list, size_t n)
{
    unsigned k = 0;

    for (size_t i = 0; i < n; i++)
        if (ac_device_eq(list[i].device, feed->author)) {
            ac_point p = { 0, { { 0 } } };
            if (k < feed->n)
                p = ac_point_at(feed, k);
            if (k++ >= feed->n || p.seq != list[i].head_seq || !ac_id_eq(p.id, list[i].head_id))
                return false;
        }
    return k == feed->n;
}

static uint64_t top_seq(const ac_branch *list, size_t n, const ac_device *device)
{
    uint64_t top = 0;

    for (size_t i = 0; i < n; i++)
        if (ac_device_eq(list[i].device, *device) && list[i].head_seq > top)
            top = list[i].head_seq;
    return top;
}

/* C has the server's whole view: says where it has more, and what it lacks. */
static void compare(ac_exchange *x, ac_slot *s)
{
    paging list_page = { x, s, AC_F_LIST, NULL }, want_page = { x, s, AC_F_WANT, NULL };
    ac_branch *own = NULL;
    ac_devices lacked = { 0 };
    size_t n = 0;
    ac_feed_points feed;
    ac_err err = { 0 };

    ac_s_result(x, s);
    for (ac_frame f = walk(&s->list); ac_feed_next(&f, &feed);)
        if (!own_feed(x, s, &feed))
            return;
    if (!ok(x, ac_heads_sorted(&s->shown, &own, &n, &err), &err))
        return;
    page_room(&list_page);
    /* both lists ascend by device: walked together */
    size_t i = 0;
    for (ac_frame f = walk(&s->list); ac_feed_next(&f, &feed);) {
        bool all;
        for (; i < n && ac_device_cmp(own[i].device, feed.author) < 0; i++)
            if (i == 0 || !ac_device_eq(own[i].device, own[i - 1].device))
                put_feed(&list_page, &own[i].device, own, n);
        while (i < n && ac_device_eq(own[i].device, feed.author))
            i++;
        if (same_heads(&feed, own, n))
            continue;
        if (!holds_all(x, s, &feed, &all))
            goto done;
        if (all || top_seq(own, n, &feed.author) >= ac_point_at(&feed, feed.n - 1u).seq)
            if (top_seq(own, n, &feed.author) > 0)
                put_feed(&list_page, &feed.author, own, n);
        if (!all && !ac_devices_has(&s->out_of, &feed.author) && !ac_devices_add(&lacked, &feed.author)) {
            ac_x_local(x, AC_ENOMEM, NULL);
            goto done;
        }
    }
    for (; i < n; i++)
        if (i == 0 || !ac_device_eq(own[i].device, own[i - 1].device))
            put_feed(&list_page, &own[i].device, own, n);
    page_room(&want_page);
    for (size_t k = 0; k < lacked.n; k++)
        put_feed(&want_page, &lacked.list[k], own, n);
    s->stage = SL_WANT;
done:
    free(own);
    free(lacked.list);
}

static int by_device(const void *a, const void *b)
{
    return memcmp(a, b, 32);
}

/* Covers from the peer's WANT. Feeds of which it names something unknown here go to `parted`. */
static bool take_want(ac_exchange *x, ac_slot *s, ac_devices *parted)
{
    ac_feed_points feed;
    ac_err err = { 0 };

    s->covers.n = 0;
    for (ac_frame f = walk(&s->want); ac_feed_next(&f, &feed);)
        if (!own_feed(x, s, &feed))
            return false;
    for (ac_frame f = walk(&s->want); ac_feed_next(&f, &feed);) {
        bool all;
        if (!ok(x, ac_covers_add(&s->covers, history(x), s->space, &s->shown, &feed, &all, &err), &err))
            return false;
        if (!all && parted != NULL && !ac_devices_add(parted, &feed.author)) {
            ac_x_local(x, AC_ENOMEM, NULL);
            return false;
        }
    }
    return true;
}

static void begin_data(ac_exchange *x, ac_slot *s)
{
    ac_err err = { 0 };

    s->until = s->shown.newest;
    s->cursor = s->until;
    if (s->covers.n > 0 && !ok(x, ac_covers_begin(&s->covers, history(x), s->until, &s->cursor, &err), &err))
        return;
    s->has_more = s->cursor < s->until;
    s->has_marked = false;
    s->stage = SL_DATA;
}

/* S has the client's LIST and WANT: wants what it lacks itself. */
static void answer(ac_exchange *x, ac_slot *s)
{
    paging page = { x, s, AC_F_WANT, NULL };
    ac_devices lacked = { 0 };
    ac_branch *own = NULL;
    size_t n = 0;
    ac_feed_points feed;
    ac_err err = { 0 };

    for (ac_frame f = walk(&s->list); ac_feed_next(&f, &feed);)
        if (!own_feed(x, s, &feed))
            return;
    if (!take_want(x, s, &lacked))
        goto done;
    for (ac_frame f = walk(&s->list); ac_feed_next(&f, &feed);) {
        bool all;
        if (!holds_all(x, s, &feed, &all))
            goto done;
        if (!all && !ac_devices_has(&s->out_of, &feed.author) && !ac_devices_add(&lacked, &feed.author)) {
            ac_x_local(x, AC_ENOMEM, NULL);
            goto done;
        }
    }
    if (!ok(x, ac_heads_sorted(&s->shown, &own, &n, &err), &err))
        goto done;
    if (lacked.n > 1)
        qsort(lacked.list, lacked.n, sizeof *lacked.list, by_device);
    page_room(&page);
    for (size_t k = 0; k < lacked.n; k++)
        put_feed(&page, &lacked.list[k], own, n);
    begin_data(x, s);
done:
    free(own);
    free(lacked.list);
}

/* --- changes out --- */

/* Own changes are about to leave: the mark goes before them. */
static bool mark(ac_exchange *x, ac_slot *s)
{
    ac_feed_health health;
    ac_err err = { 0 };

    if (s->has_marked)
        return true;
    if (!ok(x, ac_notebook_feed_health(x->nb, s->space, &health, &err), &err))
        return false;
    /* otherwise only what left before is shown at all */
    if (health == AC_FEED_GOOD && !s->is_wary && !ok(x, ac_notebook_mark(x->nb, s->space, &err), &err))
        return false;
    s->has_marked = true;
    return true;
}

static size_t size_of(const ac_leaving *c)
{
    return 2 + c->header.len + AC_SIG_BYTES + 1 + (c->state == AC_WORDS_HERE ? c->words.len : 0);
}

static bool put_one(ac_exchange *x, ac_slot *s, const ac_leaving *c, ac_buf *out)
{
    if (memcmp(c->header.p + 72, ac_notebook_me(x->nb)->device.b, 32) == 0 && !mark(x, s))
        return false;
    ac_put_change(out, c->header.p, c->header.len, c->signature, c->state, c->words.p, c->words.len);
    return true;
}

bool ac_s_still_member(ac_exchange *x, ac_slot *s)
{
    if (ac_x_is_member(x, s->space, &x->result.peer, &x->peer_transport))
        return true;
    ac_x_bye(x, AC_BYE_NOTHING);
    ac_x_end(x, AC_END_STRANGER, AC_EROLE, "this laptop belongs to the partnership no more");
    return false;
}

/* Fill one CHANGES frame; its number, size and flags are set by the caller. What does not fit waits for the
 * next. False: the session is over. */
static bool fill(ac_exchange *x, ac_slot *s, ac_buf *out, size_t *out_count)
{
    ac_held *slice = malloc(SLICE * sizeof *slice);
    ac_leaving c = { 0 };
    ac_err err = { 0 };
    ac_store *store = ac_notebook_store(x->nb);
    bool good = slice != NULL, full = false;

    if (!good)
        ac_x_local(x, AC_ENOMEM, NULL);
    else if (!ac_store_in_write(store)) /* one short read a frame, not one for each change */
        good = ok(x, ac_store_read_begin(store, &err), &err);
    while (good && !full && s->has_more) {
        size_t got = 0;
        good = ok(x, ac_history_slice(history(x), s->space, s->cursor, s->until, slice, SLICE, &got, &err), &err);
        s->has_more = good && got > 0;
        for (size_t i = 0; good && !full && i < got; i++) {
            const ac_held *h = &slice[i];
            const ac_cover *cover = ac_covers_find(&s->covers, h->branch);
            if (cover != NULL && h->seq > cover->upto && h->seq <= cover->head) {
                good = (*out_count > 0 || ac_s_still_member(x, s)) &&
                       ok(x, ac_leaving_read(x->nb, h, ac_b_is_ours(x, s->space), &c, &err), &err);
                full = good && *out_count > 0 && (*out_count == AC_CHANGES_MAX || out->len + size_of(&c) > AC_FRAME_TARGET);
                if (!good || full)
                    break;
                good = put_one(x, s, &c, out);
                *out_count += good;
                if (good && s->stage == SL_ACK)
                    good = ok(x, ac_heads_add(&s->heads, history(x), h, &err), &err);
            }
            s->cursor = h->n;
        }
        if (s->cursor >= s->until)
            s->has_more = false;
    }
    ac_store_read_end(store);
    free(slice);
    ac_leaving_free(&c);
    if (out->failed) {
        ac_x_local(x, AC_ENOMEM, NULL);
        good = false;
    }
    return good;
}

bool ac_s_next(ac_exchange *x, ac_slot *s, ac_buf *out)
{
    size_t count = 0;
    bool last;

    if (!(s->stage == SL_DATA && !s->sent_end) && !(s->stage == SL_ACK && !s->sent_last))
        return false;
    if ((s->has_more || s->stage == SL_ACK) && !ac_x_fill_window(x))
        return false;
    ac_put_frame(out, AC_F_CHANGES, 0, slot_number(x, s));
    ac_buf_u32(out, x->sent_no + 1);
    if (s->has_more && !fill(x, s, out, &count)) {
        ac_buf_clear(out);
        return false;
    }
    last = s->stage == SL_ACK && !s->has_more;
    if (count > 0 || last) {
        if (out->p == NULL)
            return false;
        out->p[1] = last ? AC_FLAG_LAST : 0;
        ac_x_sent(x, out->len);
        ac_s_result(x, s)->sent += (int64_t)count;
        x->result.sent += (int64_t)count;
        s->sent_last = last;
    } else if (!s->has_more) { /* all that was wanted has been sent */
        ac_buf_clear(out);
        ac_put_frame(out, AC_F_END, 0, slot_number(x, s));
        ac_buf_u32(out, x->sent_no);
        s->sent_end = true;
    } else {
        ac_buf_clear(out);
        return false;
    }
    ac_s_advance(x, s);
    return true;
}

/* --- changes in --- */

static void stopped(ac_exchange *x, ac_slot *s, const ac_device *device, unsigned code, uint32_t no, size_t index,
                    const ac_id *id)
{
    ac_put_fault(ac_x_queue(x), slot_number(x, s), code, no, (unsigned)index, id);
    if (!ac_devices_add(&s->told, device) || !ac_devices_add(&s->out_of, device))
        ac_x_local(x, AC_ENOMEM, NULL);
}

static void got_changes(ac_exchange *x, ac_slot *s, ac_frame *f, size_t n)
{
    ac_arrival *arrivals = calloc(f->count + 1, sizeof *arrivals);
    ac_wire_change c;
    ac_fault fault = { 0 };
    ac_err err = { 0 };
    ac_frame walk = *f;
    size_t k = 0;

    if (arrivals == NULL) {
        ac_x_local(x, AC_ENOMEM, NULL);
        return;
    }
    while (ac_change_next(&walk, &c))
        arrivals[k++] = (ac_arrival){ .header_bytes = c.header, .header_n = c.header_n, .signature = c.signature,
                                      .words = c.words, .words_n = c.words_n };
    if (x->open != NULL && x->open != s && !ac_x_settle(x))
        goto done;
    if (s->in == NULL && !ok(x, ac_intake_open(&s->in, x->nb, &s->id, &x->result.peer, &err), &err))
        goto done;
    ac_s_result(x, s); /* what comes is counted there */
    if (k > 0) {
        x->open = s;
        if (!ok(x, ac_intake_frame(s->in, arrivals, k, &fault, &err), &err))
            goto done;
    }
    ac_x_taken(x, f->no, n);
    x->is_dirty = true;
    ac_s_result(x, s)->own_feed_foreign = ac_intake_counts(s->in)->foreign > 0;
    if (fault.why_code != AC_REFUSED_NONE) {
        ac_exchange_space *r = ac_s_result(x, s);
        ac_device author = ac_device_of(arrivals[fault.index].header_bytes + 72);
        if (s->told.n >= AC_STOPPED_MAX) {
            ac_x_limit(x, f);
            goto done;
        }
        stopped(x, s, &author, fault.why_code, f->no, fault.index, &fault.id);
        if (r->faults++ == 0)
            r->fault = fault;
    }
    if (!find_space(x, s))
        goto done;
    for (size_t i = 0; s->stage == SL_ACK && s->space >= 0 && i < k; i++) { /* their ack, and what it rests on */
        ac_id id = ac_change_id_of(arrivals[i].header_bytes, arrivals[i].header_n);
        ac_held held;
        if (!ok(x, ac_history_find(history(x), s->space, &id, &held, &err), &err) ||
            (held.n != 0 && !ok(x, ac_heads_add(&s->heads, history(x), &held, &err), &err)))
            goto done;
    }
    if (f->flags & AC_FLAG_LAST)
        s->got_last = true;
    if (s->got_last || ac_intake_is_full(s->in))
        ac_x_settle(x);
done:
    free(arrivals);
}

/* The union of both snapshots: what the peer listed, as far as it is here now. */
static bool unite(ac_exchange *x, ac_slot *s, const ac_gathered *entries)
{
    ac_feed_points feed;
    ac_err err = { 0 };

    for (ac_frame f = walk(entries); ac_feed_next(&f, &feed);)
        for (unsigned i = 0; s->space >= 0 && i < feed.n; i++) {
            ac_point p = ac_point_at(&feed, i);
            ac_held held;
            if (!ok(x, ac_history_find(history(x), s->space, &p.id, &held, &err), &err))
                return false;
            if (held.n != 0) {
                if (!ok(x, ac_heads_add(&s->heads, history(x), &held, &err), &err))
                    return false;
            } else if (s->in != NULL && ac_intake_stopped(s->in, &feed.author) && !ac_devices_has(&s->told, &feed.author)) {
                ac_s_result(x, s)->faults++;
                stopped(x, s, &feed.author, AC_FAULT_STOPPED, 0, 0, &p.id);
            }
        }
    return true;
}

/* --- ack and FINAL --- */

/* An ack if one is due; with it goes all it rests on that the peer does not hold. */
static bool write_ack(ac_exchange *x, ac_slot *s)
{
    ac_heads now = { 0 };
    ac_id ack = { { 0 } };
    ac_err err = { 0 };
    bool good = true;

    s->has_more = false;
    if (s->space < 0 || s->is_wary)
        return true;
    if (!ok(x, ac_notebook_ack(x->nb, s->space, &ack, &err), &err))
        return false;
    if (ac_id_is_zero(ack))
        return true;
    s->has_marked = false;
    s->covers.n = 0;
    good = ok(x, ac_heads_snapshot(&now, x->nb, s->space, &err), &err) &&
           ok(x, ac_covers_between(&s->covers, &s->heads, &now, &err), &err);
    s->until = now.newest;
    if (good && ok(x, ac_covers_begin(&s->covers, history(x), s->until, &s->cursor, &err), &err))
        s->has_more = s->cursor < s->until;
    ac_heads_free(&now);
    return x->stage == ST_RUN;
}

/* space, sender, addressee, transcript, and the body of the frame before its signature */
static void final_text(const ac_exchange *x, const ac_slot *s, bool ours, const ac_final *final, ac_buf *out)
{
    const ac_device *me = &ac_notebook_me(x->nb)->device, *peer = &x->result.peer;

    ac_buf_put(out, s->id.b, 32);
    ac_buf_put(out, ours ? me->b : peer->b, 32);
    ac_buf_put(out, ours ? peer->b : me->b, 32);
    ac_buf_put(out, x->transcript, 32);
    ac_put_final(out, final);
}

void ac_s_send_final(ac_exchange *x, ac_slot *s)
{
    ac_final *f = &s->ours;
    ac_members *m = NULL;
    const ac_state *state = NULL;
    ac_err err = { 0 };
    ac_buf text = { 0 }, *out;

    if (!ok(x, ac_heads_digest(&s->heads, &s->id, &s->out_of, &f->digest, &f->count, &err), &err) ||
        !ac_b_missing(x, s, f))
        return;
    if (s->space >= 0 && (!ok(x, ac_notebook_members(x->nb, s->space, &m, &err), &err) ||
                          !ok(x, ac_notebook_state(x->nb, s->space, &state, &err), &err) ||
                          !ok(x, ac_roll_digest(m, state, &s->id, &f->of_members, &err), &err)))
        return;
    final_text(x, s, true, f, &text);
    if (text.failed) {
        ac_x_local(x, AC_ENOMEM, NULL);
        return;
    }
    ac_notebook_sign(x->nb, AC_TAG_FINAL, text.p, text.len, f->signature);
    out = ac_x_queue(x);
    ac_put_frame(out, AC_F_FINAL, 0, slot_number(x, s));
    ac_put_final(out, f);
    ac_buf_put(out, f->signature, 64);
    ac_buf_free(&text);
    s->sent_final = true;
}

/* They hold what we held when the union was complete: kept as the newest receipt of this device. */
static bool keep_receipt(ac_exchange *x, ac_slot *s)
{
    ac_world *world = ac_notebook_world(x->nb);
    ac_receipt r = { .device = x->result.peer, .received_ms = world->wall_ms(world), .route = "network",
                     .digest = s->theirs.digest, .count = (int64_t)s->theirs.count, .missing = s->theirs.missing,
                     .upto = s->shown.whole };
    ac_store *store = ac_notebook_store(x->nb);
    ac_heads now = { 0 };
    ac_digest digest;
    uint64_t count;
    ac_buf text = { 0 };
    ac_err err = { 0 };
    static const ac_devices none;
    ac_rc rc = ac_heads_snapshot(&now, x->nb, s->space, &err);

    if (rc == AC_OK)
        rc = ac_heads_digest(&now, &s->id, &none, &digest, &count, &err);
    if (rc == AC_OK && ac_digest_eq(digest, s->theirs.digest))
        r.upto = now.whole;
    final_text(x, s, false, &s->theirs, &text);
    ac_buf_put(&text, s->theirs.signature, 64);
    if (rc == AC_OK && text.failed)
        rc = ac_fail(&err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_store_begin(store, &err);
    if (rc == AC_OK)
        rc = ac_receipt_put(store, s->space, &r, text.p, text.len, &err);
    if (rc == AC_OK)
        rc = ac_store_commit(store, &err);
    ac_store_rollback(store);
    ac_heads_free(&now);
    ac_buf_free(&text);
    return ok(x, rc, &err);
}

static void begin_again(ac_exchange *x, ac_slot *s)
{
    s->round++;
    s->sent_end = s->got_end = s->sent_last = s->got_last = s->sent_final = s->got_final = false;
    forget(x, &s->list);
    forget(x, &s->want);
    s->covers.n = 0;
    s->stage = SL_LIST;
    if (ac_s_snapshot(x, s) && !x->is_client)
        ac_s_send_list(x, s);
}

static void close_slot(ac_exchange *x, ac_slot *s)
{
    ac_exchange_space *r = ac_s_result(x, s);
    bool same = s->ours.count == s->theirs.count && ac_digest_eq(s->ours.digest, s->theirs.digest);

    if (s->stage == SL_FINAL && !same && s->round + 1 < AC_ROUNDS_MAX) {
        begin_again(x, s);
        return;
    }
    if (s->stage == SL_FINAL && s->space >= 0 && !ac_digest_eq(s->ours.of_missing, s->theirs.of_missing)) {
        ac_b_begin(x, s);
        return;
    }
    r->is_final = true;
    r->is_same = same;
    r->members_differ = same && !ac_digest_eq(s->ours.of_members, s->theirs.of_members);
    r->count = (int64_t)s->ours.count;
    r->missing = s->ours.missing;
    r->space = s->space;
    s->stage = SL_DONE;
    forget(x, &s->list);
    forget(x, &s->want);
    if (same && s->out_of.n == 0 && s->space >= 0 && (!ac_x_settle(x) || !keep_receipt(x, s)))
        return;
    ac_x_all_done(x);
}

void ac_s_same(ac_exchange *x, ac_slot *s)
{
    ac_s_result(x, s);
    s->stage = SL_FINAL;
    ac_s_send_final(x, s);
}

void ac_s_advance(ac_exchange *x, ac_slot *s)
{
    if (x->stage == ST_RUN && s->stage == SL_DATA && s->sent_end && s->got_end) {
        if (!ac_x_settle(x) || !find_space(x, s) || !unite(x, s, &s->list) || !unite(x, s, &s->want))
            return;
        s->stage = SL_ACK;
        write_ack(x, s);
    }
    if (x->stage == ST_RUN && s->stage == SL_ACK && s->sent_last && s->got_last) {
        s->stage = SL_FINAL;
        ac_s_send_final(x, s);
    }
    if (x->stage == ST_RUN && (s->stage == SL_FINAL || s->stage == SL_BODIES) && s->sent_final && s->got_final)
        close_slot(x, s);
}

static void got_final(ac_exchange *x, ac_slot *s, const ac_frame *f)
{
    ac_buf text = { 0 };
    bool good;

    final_text(x, s, false, &f->final, &text);
    good = !text.failed && ac_verify(f->final.signature, x->result.peer.b, AC_TAG_FINAL, text.p, text.len);
    ac_buf_free(&text);
    if (!good) {
        ac_x_order(x, f);
        return;
    }
    s->theirs = f->final;
    s->got_final = true;
    ac_s_advance(x, s);
}

/* They refuse something that we sent: its feed is left out on both sides. */
static void got_fault(ac_exchange *x, ac_slot *s, const ac_frame *f)
{
    ac_exchange_space *r = ac_s_result(x, s);
    ac_held held = { 0 };
    ac_device device;
    ac_err err = { 0 };

    if (s->space < 0 || !ok(x, ac_history_find(history(x), s->space, &f->id, &held, &err), &err) || held.n == 0)
        return;
    if (!ok(x, ac_history_branch_device(history(x), held.branch, &device, &err), &err))
        return;
    if (f->code == AC_FAULT_WORDS && f->no == 0) { /* words that they had asked for: the feed goes on */
        if (s->stage != SL_BODIES && s->stage != SL_DONE)
            return;
    } else if (!ac_devices_add(&s->out_of, &device)) {
        ac_x_local(x, AC_ENOMEM, NULL);
    }
    if (r->faults++ == 0) {
        r->fault = (ac_fault){ .why_code = f->code, .index = f->index, .id = f->id, .author = device };
        r->fault_is_theirs = true;
    }
}

void ac_s_got(ac_exchange *x, ac_slot *s, ac_frame *f, size_t n)
{
    switch ((ac_frame_type)f->type) {
    case AC_F_LIST:
        if (s->stage != SL_LIST)
            break;
        if (!gather(x, &s->list, f, n) || f->more)
            return;
        if (x->is_client)
            compare(x, s);
        else
            s->stage = SL_WANT;
        return;
    case AC_F_WANT:
        if (s->stage != SL_WANT)
            break;
        if (!gather(x, &s->want, f, n) || f->more)
            return;
        if (!x->is_client)
            answer(x, s);
        else if (take_want(x, s, NULL))
            begin_data(x, s);
        return;
    case AC_F_CHANGES:
        if (f->no != x->taken_no + 1 || !((s->stage == SL_DATA && !s->got_end) || (s->stage == SL_ACK && !s->got_last)) ||
            (s->stage == SL_DATA && (f->flags & AC_FLAG_LAST)))
            break;
        if (!ac_x_may_take(x, n)) {
            ac_x_limit(x, f);
            return;
        }
        got_changes(x, s, f, n);
        if (s->got_last)
            ac_s_advance(x, s);
        return;
    case AC_F_END:
        if (s->stage != SL_DATA || s->got_end || f->no != x->taken_no)
            break;
        s->got_end = true;
        if (ac_x_settle(x))
            ac_s_advance(x, s);
        return;
    case AC_F_FINAL:
        if ((s->stage != SL_FINAL && s->stage != SL_BODIES) || s->got_final)
            break;
        got_final(x, s, f);
        return;
    case AC_F_BODIES:
    case AC_F_BODY: ac_b_got(x, s, f); return;
    case AC_F_FAULT:
        if (s->stage == SL_OFF)
            break;
        got_fault(x, s, f);
        return;
    default: break;
    }
    ac_x_order(x, f);
}
