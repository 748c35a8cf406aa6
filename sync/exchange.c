/* exchange.c - a session: stages, deadlines, the window, and how it ends. */
#include "sync/exchange_in.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/lang.h"

/* --- the queue --- */

ac_buf *ac_x_queue(ac_exchange *x)
{
    static ac_buf nowhere = { .failed = true };
    ac_queued *q = calloc(1, sizeof *q);

    if (q == NULL) { /* not even a goodbye can be said */
        ac_x_end(x, AC_END_LOCAL, AC_ENOMEM, "%s", ac_rc_sentence(AC_ENOMEM));
        return &nowhere;
    }
    if (x->last != NULL)
        x->last->next = q;
    else
        x->first = q;
    x->last = q;
    return &q->frame;
}

static void queue_clear(ac_exchange *x)
{
    while (x->first != NULL) {
        ac_queued *q = x->first;
        x->first = q->next;
        ac_buf_free(&q->frame);
        free(q);
    }
    x->last = NULL;
}

void ac_x_bye(ac_exchange *x, unsigned code)
{
    ac_buf *out = ac_x_queue(x);

    ac_put_frame(out, AC_F_BYE, 0, AC_NO_SLOT);
    ac_buf_u8(out, code);
}

/* --- ends --- */

void ac_x_end(ac_exchange *x, ac_end end, ac_rc rc, const char *format, ...)
{
    va_list ap;

    if (x->stage == ST_OVER)
        return;
    x->stage = ST_OVER;
    x->result.end = end;
    x->result.err.rc = rc;
    va_start(ap, format);
    vsnprintf(x->result.err.text, sizeof x->result.err.text, ac_tr_always(format), ap);
    va_end(ap);
    /* A stranger gets silence: not a byte after what it had before it failed to prove itself. */
    if (!x->is_client && !x->was_welcomed)
        queue_clear(x);
}

void ac_x_local(ac_exchange *x, ac_rc rc, const ac_err *err)
{
    if (x->stage == ST_OVER)
        return;
    if (x->result.is_proven)
        ac_x_bye(x, AC_BYE_BUSY);
    ac_x_end(x, AC_END_LOCAL, rc, "%s", err != NULL && err->text[0] != '\0' ? err->text : ac_rc_sentence(rc));
    if (err != NULL)
        memcpy(x->result.err.hint, err->hint, sizeof x->result.err.hint);
}

static void violated(ac_exchange *x, unsigned code, unsigned type)
{
    const char *name = ac_frame_name(type);

    if (x->result.is_proven)
        ac_put_fault(ac_x_queue(x), AC_NO_SLOT, code, x->taken_no, type, NULL);
    ac_x_end(x, x->is_client || x->was_welcomed ? AC_END_PROTOCOL : AC_END_STRANGER, AC_EREACH,
             code == AC_FAULT_FRAME   ? "the other side sent what is no frame"
             : code == AC_FAULT_LIMIT ? "the other side sent more than one side may (%s)"
                                      : "the other side sent %s out of order",
             name);
}

void ac_x_order(ac_exchange *x, const ac_frame *f)
{
    violated(x, AC_FAULT_ORDER, f->type);
}

void ac_x_limit(ac_exchange *x, const ac_frame *f)
{
    violated(x, AC_FAULT_LIMIT, f->type);
}

static bool all_done(const ac_exchange *x)
{
    for (size_t i = 0; i < x->nslots; i++)
        if (x->slots[i].stage != SL_OFF && x->slots[i].stage != SL_DONE)
            return false;
    return true;
}

void ac_x_all_done(ac_exchange *x)
{
    if (x->stage != ST_RUN || !x->is_client || !all_done(x))
        return;
    ac_x_bye(x, AC_BYE_DONE);
    ac_x_end(x, AC_END_DONE, AC_OK, "done");
}

/* --- helpers --- */

bool ac_x_is_member(ac_exchange *x, int space, const ac_device *device, const ac_transport *transport)
{
    const ac_state *state;
    const ac_state_device *d;
    int org = -1;

    if (space < 0) /* known by the own space alone: only its devices are told of it */
        return x->result.is_ours;
    if (ac_notebook_state(x->nb, space, &state, NULL) != AC_OK)
        return false;
    d = ac_state_device_find(state, device, &org);
    return d != NULL && d->goes_on && state->orgs[org].is_member && ac_transport_eq(d->transport, *transport);
}

ac_slot *ac_x_slot_add(ac_exchange *x, const ac_space *id, int space)
{
    ac_slot *more = realloc(x->slots, (x->nslots + 1) * sizeof *more);

    if (more == NULL) {
        ac_x_local(x, AC_ENOMEM, NULL);
        return NULL;
    }
    x->slots = more;
    more += x->nslots++;
    *more = (ac_slot){ .stage = SL_OFF, .id = *id, .space = space, .result = SIZE_MAX };
    return more;
}

/* --- the window --- */

bool ac_x_fill_window(const ac_exchange *x)
{
    return x->nflight < AC_WINDOW_FRAMES && x->flight_bytes + AC_CHANGES_FRAME_MAX <= x->flight_max;
}

void ac_x_sent(ac_exchange *x, size_t n)
{
    x->sent_no++;
    x->sent_total += n;
    x->flight[x->nflight++] = n;
    x->flight_bytes += n;
}

/* Nobody sends beyond the window before a CREDIT of ours has left. */
bool ac_x_may_take(const ac_exchange *x, size_t n)
{
    return x->untold < AC_WINDOW_FRAMES && x->taken_total - x->told_total + n <= AC_WINDOW_BYTES;
}

void ac_x_taken(ac_exchange *x, uint32_t no, size_t n)
{
    x->taken_no = no;
    x->taken_total += n;
    x->untold++;
    x->credit_due = true;
}

bool ac_x_settle(ac_exchange *x)
{
    ac_slot *s = x->open;
    ac_err err = { 0 };
    ac_rc rc;

    x->open = NULL;
    if (s != NULL) {
        rc = ac_intake_commit(s->in, &err);
        if (rc != AC_OK) {
            ac_x_local(x, rc, &err);
            return false;
        }
        if (s->result != SIZE_MAX) {
            int64_t taken = ac_intake_counts(s->in)->taken;
            x->result.spaces[s->result].got = taken;
            x->result.got += taken - s->taken_before;
            s->taken_before = taken;
        }
    }
    if (x->is_dirty && x->saved_no != x->taken_no) {
        x->saved_no = x->taken_no;
        x->saved_due = true;
    }
    x->is_dirty = false;
    return x->stage != ST_OVER;
}

/* --- frames in --- */

static bool got_credit(ac_exchange *x, uint64_t total)
{
    if (total <= x->credited_total || total > x->sent_total)
        return false;
    while (x->nflight > 0 && x->credited_total + x->flight[0] <= total) {
        x->credited_total += x->flight[0];
        x->flight_bytes -= x->flight[0];
        x->nflight--;
        memmove(x->flight, x->flight + 1, x->nflight * sizeof x->flight[0]);
    }
    return x->credited_total == total; /* credit ends where a frame does */
}

static void got_bye(ac_exchange *x, unsigned code)
{
    if (x->stage == ST_RUN && code == AC_BYE_DONE && all_done(x)) {
        ac_x_end(x, AC_END_DONE, AC_OK, "done");
        return;
    }
    if (code == AC_BYE_NOTHING && x->stage == ST_RUN && !all_done(x))
        ac_x_end(x, AC_END_CLOSED, AC_EREACH, "this laptop belongs to the partnership no more, as the other side sees it");
    else if (code == AC_BYE_NOTHING)
        ac_x_end(x, AC_END_DONE, AC_OK, "nothing is shared with this laptop now");
    else
        ac_x_end(x, AC_END_CLOSED, AC_EREACH,
                 code == AC_BYE_CLOSING    ? "the other side is closing: try again"
                 : code == AC_BYE_BUSY     ? "the other side cannot go on now (its disk, or its notebook is busy): try again"
                 : code == AC_BYE_PROGRESS ? "the other side waited too long"
                                           : "the other side ended the session");
}

/* Frames that belong to the session, whatever its spaces do. */
static void got_common(ac_exchange *x, ac_frame *f, size_t n)
{
    switch ((ac_frame_type)f->type) {
    case AC_F_CREDIT:
        if (!got_credit(x, f->total))
            ac_x_order(x, f);
        return;
    case AC_F_SAVED:
        if (f->no <= x->peer_saved_no || f->no > x->sent_no)
            ac_x_order(x, f);
        else
            x->peer_saved_no = f->no;
        return;
    case AC_F_BYE: got_bye(x, f->code); return;
    case AC_F_FAULT:
        if (f->slot == AC_NO_SLOT) {
            ac_x_end(x, AC_END_PROTOCOL, AC_EREACH, "the other side did not understand this program");
            return;
        }
        break;
    case AC_F_NOTICE:
        if (f->code == AC_NOTICE_HELD)
            break;
        return; /* of later versions: told, and not needed here */
    default: break;
    }
    if (x->stage == ST_RUN && f->slot < x->nslots && x->slots[f->slot].stage != SL_OFF)
        ac_s_got(x, &x->slots[f->slot], f, n);
    else
        ac_x_order(x, f);
}

/* C as guest, before the SUMMARY: the answer to its join. */
static bool got_guest_answer(ac_exchange *x, const ac_frame *f)
{
    if (!x->is_guest || x->stage != ST_SUM)
        return false;
    if (f->type == AC_F_NOTICE && f->code == AC_NOTICE_HELD) {
        ac_x_end(x, AC_END_HELD, AC_EWAITS, "%s has to admit you first", x->invitation->code);
        return true;
    }
    if (f->type == AC_F_FAULT && f->slot == 0) {
        ac_x_end(x, AC_END_REFUSED, AC_EINVITE,
                 "%s did not take this invitation: it was used already, or it is not for you. Ask for a new one",
                 x->invitation->code);
        return true;
    }
    return false;
}

void ac_exchange_frame(ac_exchange *x, const uint8_t *bytes, size_t n, int64_t now_ms)
{
    ac_frame f;
    bool changed;
    ac_err err = { 0 };

    if (x->stage == ST_OVER)
        return;
    x->result.bytes_in += n;
    if (!ac_frame_decode(&f, bytes, n)) {
        violated(x, AC_FAULT_FRAME, 0);
        return;
    }
    if (f.type != AC_F_NOTICE && f.type != AC_F_FAULT) /* those bring nothing forward */
        x->last_ms = now_ms;
    /* Others may have written, and changed who belongs. */
    if (x->open == NULL && !ac_store_in_write(ac_notebook_store(x->nb)) &&
        ac_notebook_refresh(x->nb, &changed, &err) != AC_OK) {
        ac_x_local(x, AC_EFAIL, &err);
        return;
    }
    if (got_guest_answer(x, &f))
        return;
    switch (x->stage) {
    case ST_GREET:
        if (f.type == AC_F_WELCOME)
            ac_x_got_welcome(x, &f, bytes, n);
        else
            ac_x_order(x, &f);
        break;
    case ST_SUM:
        if (f.type == AC_F_SUMMARY)
            ac_x_got_summary(x, &f);
        else
            got_common(x, &f, n);
        break;
    case ST_JUDGE:
        if (f.type == AC_F_HELLO)
            ac_x_got_hello(x, &f, bytes, n);
        else
            ac_x_order(x, &f);
        break;
    case ST_PROVE:
        if (f.type == AC_F_AUTH)
            ac_x_got_auth(x, &f);
        else {
            x->was_welcomed = false;
            ac_x_order(x, &f);
        }
        break;
    case ST_ENTER:
        if (f.type == AC_F_CHANGES || f.type == AC_F_APPLY)
            ac_x_got_entry(x, &f, n);
        else if (f.type == AC_F_BYE)
            got_bye(x, f.code);
        else
            ac_x_order(x, &f);
        break;
    case ST_RUN: got_common(x, &f, n); break;
    case ST_OVER: break;
    }
    if (f.type == AC_F_CHANGES)
        x->took_ms = now_ms;
}

/* --- time --- */

static int64_t deadline(const ac_exchange *x)
{
    return x->last_ms + (x->stage == ST_RUN ? AC_PROGRESS_MS : AC_GREET_MS);
}

int64_t ac_exchange_next_ms(const ac_exchange *x)
{
    int64_t at = deadline(x);

    if (x->is_dirty && x->took_ms + AC_QUIET_MS < at)
        at = x->took_ms + AC_QUIET_MS;
    return x->stage == ST_OVER ? INT64_MAX : at;
}

void ac_exchange_tick(ac_exchange *x, int64_t now_ms)
{
    if (x->stage == ST_OVER)
        return;
    if (x->is_dirty && now_ms >= x->took_ms + AC_QUIET_MS && !ac_x_settle(x))
        return;
    if (now_ms < deadline(x))
        return;
    if (x->result.is_proven)
        ac_x_bye(x, AC_BYE_PROGRESS);
    ac_x_end(x, AC_END_DEADLINE, AC_EREACH,
             x->stage == ST_RUN ? "nothing came for half a minute" : "no answer within 5 seconds");
}

void ac_exchange_settle(ac_exchange *x, int64_t now_ms)
{
    (void)now_ms;
    ac_x_settle(x);
}

bool ac_exchange_is_unsettled(const ac_exchange *x)
{
    return x->open != NULL;
}

size_t ac_exchange_flight(const ac_exchange *x)
{
    return x->flight_bytes;
}

void ac_exchange_allow(ac_exchange *x, size_t flight)
{
    x->flight_max = flight < AC_WINDOW_BYTES ? flight : AC_WINDOW_BYTES;
}

size_t ac_exchange_held(const ac_exchange *x)
{
    return x->gathered;
}

/* --- frames out --- */

/* CREDIT and SAVED need no credit. */
static bool put_due(ac_exchange *x, ac_buf *out)
{
    if (x->saved_due) { /* the rarer one first: neither waits for long */
        ac_put_frame(out, AC_F_SAVED, 0, AC_NO_SLOT);
        ac_buf_u32(out, x->saved_no);
        x->saved_due = false;
        return true;
    }
    if (x->credit_due) {
        ac_put_frame(out, AC_F_CREDIT, 0, AC_NO_SLOT);
        ac_buf_u64(out, x->taken_total);
        x->told_total = x->taken_total;
        x->untold = 0;
        x->credit_due = false;
        return true;
    }
    return false;
}

/* What waits in the queue, else CHANGES as the window allows. */
static bool put_next(ac_exchange *x, ac_buf *out)
{
    bool built = false;
    ac_queued *q;

    for (size_t i = 0; !built && x->first == NULL && x->stage == ST_RUN && i < x->nslots; i++)
        built = ac_s_next(x, &x->slots[i], out) || ac_b_next(x, &x->slots[i], out);
    q = x->first; /* trying to build may have said something */
    if (built || q == NULL)
        return built;
    ac_buf_free(out);
    *out = q->frame;
    x->first = q->next;
    if (x->first == NULL)
        x->last = NULL;
    free(q);
    return true;
}

bool ac_exchange_out(ac_exchange *x, ac_buf *out, int64_t now_ms)
{
    ac_buf frame = { 0 };
    bool got = false;

    (void)now_ms;
    /* in turn, so that neither direction waits for the other */
    if (!x->was_due)
        got = x->was_due = put_due(x, &frame);
    if (!got) {
        got = put_next(x, &frame);
        x->was_due = !got && put_due(x, &frame);
        got = got || x->was_due;
    }
    if (got)
        ac_buf_put(out, frame.p, frame.len);
    if (got && (frame.failed || out->failed)) { /* half a frame is worse than none */
        queue_clear(x);
        ac_x_end(x, AC_END_LOCAL, AC_ENOMEM, "%s", ac_rc_sentence(AC_ENOMEM));
        got = false;
    }
    if (got)
        x->result.bytes_out += frame.len;
    ac_buf_free(&frame);
    return got;
}

/* --- beginning and end --- */

ac_rc ac_exchange_open(ac_exchange **out, ac_notebook *nb, const ac_exchange_config *config, int64_t now_ms, ac_err *err)
{
    ac_exchange *x = calloc(1, sizeof *x);

    if (x == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    x->nb = nb;
    x->is_client = config->is_client;
    x->peer_transport = config->peer;
    x->invitation = config->invitation;
    x->join = config->join;
    x->join_n = config->join_n;
    x->join_sig = config->join_sig;
    x->apply = config->apply;
    x->is_guest = config->invitation != NULL;
    x->last_ms = now_ms;
    x->flight_max = AC_WINDOW_BYTES;
    x->stage = ST_JUDGE;
    if (x->is_client)
        ac_x_hello(x);
    *out = x;
    return AC_OK;
}

void ac_exchange_gone(ac_exchange *x, const char *why)
{
    if (x->stage == ST_OVER)
        return;
    if (!ac_x_settle(x))
        return;
    if (x->stage == ST_RUN && all_done(x))
        ac_x_end(x, AC_END_DONE, AC_OK, "done");
    else if (x->is_client && x->stage == ST_GREET)
        ac_x_end(x, AC_END_STRANGER, AC_EREACH, "%s", why != NULL ? why : ac_tr_always("it answers there, and does not know this laptop"));
    else
        ac_x_end(x, AC_END_LOST, AC_EREACH, "%s", why != NULL ? why : ac_tr_always("the connection was lost"));
}

static void leave(ac_exchange *x, unsigned code, ac_rc rc, const char *why)
{
    if (x->stage == ST_OVER || !ac_x_settle(x))
        return;
    if (x->result.is_proven)
        ac_x_bye(x, code);
    ac_x_end(x, AC_END_CLOSED, rc, "%s", ac_tr_always(why));
}

void ac_exchange_stop(ac_exchange *x)
{
    leave(x, AC_BYE_CLOSING, AC_EINTR, N_("stopped"));
}

void ac_exchange_busy(ac_exchange *x)
{
    leave(x, AC_BYE_BUSY, AC_EBUSY, N_("too many laptops meet this one at once"));
}

bool ac_exchange_is_over(const ac_exchange *x)
{
    return x->stage == ST_OVER;
}

const ac_exchange_result *ac_exchange_result_of(const ac_exchange *x)
{
    return &x->result;
}

void ac_exchange_close(ac_exchange *x)
{
    if (x == NULL)
        return;
    if (x->open != NULL)
        (void)ac_x_settle(x);
    queue_clear(x);
    for (size_t i = 0; i < x->nslots; i++)
        ac_s_free(&x->slots[i]);
    free(x->slots);
    free(x->result.spaces);
    free(x);
}
