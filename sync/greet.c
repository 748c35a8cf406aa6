/* greet.c - who is there: HELLO, WELCOME, AUTH, SUMMARY, and a guest's entry (SESSION 2, FORMAT 10.2). */
#include "core/entering.h"
#include "core/roll.h"
#include "sync/exchange_in.h"

#include <stdio.h>
#include <stdlib.h>

#define ROLE_CLIENT 0x43
#define ROLE_SERVER 0x53

/* --- what is signed --- */

static void session_text(const ac_exchange *x, unsigned role, uint8_t out[97])
{
    const ac_transport *own = &ac_notebook_me(x->nb)->transport;

    out[0] = (uint8_t)role;
    memcpy(out + 1, x->transcript, 32);
    memcpy(out + 33, x->is_client ? own->b : x->peer_transport.b, 32);
    memcpy(out + 65, x->is_client ? x->peer_transport.b : own->b, 32);
}

static void session_sign(ac_exchange *x, uint8_t sig[64])
{
    uint8_t text[97];

    session_text(x, x->is_client ? ROLE_CLIENT : ROLE_SERVER, text);
    ac_notebook_sign(x->nb, AC_TAG_SESSION, text, sizeof text, sig);
}

static bool session_good(const ac_exchange *x, const ac_device *device, const uint8_t *sig)
{
    uint8_t text[97];

    session_text(x, x->is_client ? ROLE_SERVER : ROLE_CLIENT, text);
    return ac_sign_key_valid(device->b) && ac_verify(sig, device->b, AC_TAG_SESSION, text, sizeof text);
}

/* "accord/use/1": space, transport keys of client and server, nonce, device. */
static void use_text(const ac_space *space, const ac_transport *client, const ac_transport *server, const uint8_t *nonce,
                     const uint8_t *device, uint8_t out[160])
{
    memcpy(out, space->b, 32);
    memcpy(out + 32, client->b, 32);
    memcpy(out + 64, server->b, 32);
    memcpy(out + 96, nonce, 32);
    memcpy(out + 128, device, 32);
}

static void space_tag(const ac_exchange *x, const ac_space *space, uint8_t out[16])
{
    ac_hash h;
    uint8_t full[32];

    ac_hash_begin_keyed(&h, space->b, AC_TAG_SPACE_TAG);
    ac_hash_add(&h, x->is_client ? x->nonce : x->peer_nonce, 32);
    ac_hash_add(&h, x->is_client ? x->peer_nonce : x->nonce, 32);
    ac_hash_end(&h, full);
    memcpy(out, full, 16);
}

/* --- shared spaces --- */

/* Is the peer, with the transport key of this connection, a device of ours? */
static bool is_ours(ac_exchange *x, const ac_device *device)
{
    ac_space_info info;
    bool found = false;

    return ac_history_space(ac_notebook_history(x->nb), &ac_notebook_me(x->nb)->own, &info, &found, NULL) == AC_OK &&
           found && ac_x_is_member(x, info.space, device, &x->peer_transport);
}

static void remember_code(ac_exchange *x, int space)
{
    ac_members *m;
    const ac_org *org;
    int o = -1;

    if (x->result.code[0] != '\0' || ac_notebook_members(x->nb, space, &m, NULL) != AC_OK)
        return;
    ac_members_device(m, &x->result.peer, &o);
    org = o >= 0 ? ac_members_org(m, o) : NULL;
    if (org != NULL)
        memcpy(x->result.code, org->code, sizeof x->result.code);
}

/* Call for each space that both belong to by our state: held ones, and for a device of our own organisation
 * those that the own space names. Returns false when the notebook failed. */
typedef bool shared_fn(ac_exchange *x, void *ctx, const ac_space *id, int space);
static bool each_shared(ac_exchange *x, const ac_device *peer, shared_fn *each, void *ctx, ac_err *err)
{
    ac_space_info *spaces = NULL;
    ac_space *known = NULL;
    size_t n = 0, nknown = 0;
    bool ours = is_ours(x, peer), go_on = true;
    ac_rc rc = ac_history_spaces(ac_notebook_history(x->nb), &spaces, &n, err);

    if (rc == AC_OK && ours)
        rc = ac_spaces_known(x->nb, &known, &nknown, err);
    for (size_t i = 0; rc == AC_OK && go_on && i < n; i++)
        if (ac_x_is_member(x, spaces[i].space, peer, &x->peer_transport))
            go_on = each(x, ctx, &spaces[i].id, spaces[i].space);
    for (size_t i = 0; rc == AC_OK && go_on && i < nknown; i++) {
        bool held = false;
        for (size_t k = 0; k < n; k++)
            held = held || ac_space_eq(spaces[k].id, known[i]);
        if (!held)
            go_on = each(x, ctx, &known[i], -1);
    }
    free(spaces);
    free(known);
    return rc == AC_OK;
}

static bool count_shared(ac_exchange *x, void *ctx, const ac_space *id, int space)
{
    (void)x;
    (void)id;
    (void)space;
    *(size_t *)ctx += 1;
    return true;
}

/* --- client --- */

void ac_x_hello(ac_exchange *x)
{
    const ac_me *me = ac_notebook_me(x->nb);
    ac_hello hello = { .nonce = x->nonce, .device = me->device };
    uint8_t key[32], secret64[64], text[160], sig[64];
    ac_buf *out;

    x->stage = ST_GREET;
    out = ac_x_queue(x);
    ac_notebook_world(x->nb)->random(ac_notebook_world(x->nb), x->nonce, sizeof x->nonce);
    if (x->is_guest) {
        ac_sign_keypair(key, secret64, x->invitation->secret);
        use_text(&x->invitation->space, &me->transport, &x->peer_transport, x->nonce, me->device.b, text);
        ac_sign(sig, secret64, AC_TAG_USE, text, sizeof text);
        ac_wipe(secret64, sizeof secret64);
        hello.invitation = key;
        hello.invitation_sig = sig;
    }
    ac_put_hello(out, &hello);
    ac_hash_begin(&x->transcript_hash, NULL);
    ac_hash_add(&x->transcript_hash, out->p, out->len);
}

static bool put_auth(ac_exchange *x, void *ctx, const ac_space *id, int space)
{
    ac_buf *out = ctx;
    uint8_t tag[16];
    ac_summary summary;
    ac_slot *s;

    if (x->nslots == AC_SESSION_SLOTS_MAX)
        return false;
    s = ac_x_slot_add(x, id, space);
    if (s == NULL || !ac_s_snapshot(x, s) || !ac_s_summary(x, s, &summary))
        return false;
    if (space >= 0)
        remember_code(x, space);
    space_tag(x, id, tag);
    ac_buf_put(out, tag, sizeof tag);
    ac_put_summary(out, &summary);
    return true;
}

static void guest_entry(ac_exchange *x)
{
    ac_slot *s = ac_x_slot_add(x, &x->invitation->space, -1);
    ac_buf *out;
    ac_space_info info;
    bool found = false;
    ac_err err = { 0 };
    ac_rc rc;

    if (s == NULL)
        return;
    rc = ac_history_space(ac_notebook_history(x->nb), &s->id, &info, &found, &err);
    if (rc != AC_OK) {
        ac_x_local(x, rc, &err);
        return;
    }
    if (found) /* an earlier session brought a part of it */
        s->space = info.space;
    out = ac_x_queue(x);
    if (x->apply != NULL) {
        ac_put_frame(out, AC_F_APPLY, 0, 0);
        ac_buf_put(out, x->apply->p, x->apply->len);
        return;
    }
    ac_put_frame(out, AC_F_CHANGES, 0, 0);
    ac_buf_u32(out, x->sent_no + 1);
    ac_put_change(out, x->join, x->join_n, x->join_sig, AC_WORDS_NONE, NULL, 0);
    ac_x_sent(x, out->len);
}

void ac_x_got_welcome(ac_exchange *x, ac_frame *f, const uint8_t *bytes, size_t n)
{
    ac_device device = ac_device_of(f->device);
    size_t shared = 0;
    ac_err err = { 0 };
    uint8_t sig[64];
    ac_buf *out;

    (void)n;
    memcpy(x->peer_nonce, f->nonce, 32);
    ac_hash_add(&x->transcript_hash, bytes, f->before_signature);
    ac_hash_end(&x->transcript_hash, x->transcript);
    if (f->proto_min != AC_PROTOCOL || !session_good(x, &device, f->signature)) {
        ac_x_end(x, AC_END_STRANGER, AC_EREACH, "what answers cannot prove who it is");
        return;
    }
    if (x->is_guest) {
        if (!ac_device_eq(device, x->invitation->device)) {
            ac_x_end(x, AC_END_STRANGER, AC_EREACH, "another laptop answers than the one that wrote the invitation");
            return;
        }
    } else if (!each_shared(x, &device, count_shared, &shared, &err)) {
        ac_x_local(x, AC_EFAIL, &err);
        return;
    } else if (shared == 0) {
        ac_x_end(x, AC_END_STRANGER, AC_EREACH, "what answers is no laptop of a partner");
        return;
    }
    x->result.peer = device;
    x->result.is_proven = true;
    x->result.lane = x->is_guest ? AC_LANE_GUEST : AC_LANE_MEMBER;
    x->result.is_ours = is_ours(x, &device);
    session_sign(x, sig);
    x->stage = ST_SUM;
    out = ac_x_queue(x);
    ac_put_frame(out, AC_F_AUTH, 0, AC_NO_SLOT);
    ac_buf_put(out, sig, sizeof sig);
    if (x->is_guest)
        guest_entry(x);
    else if (!each_shared(x, &device, put_auth, out, &err))
        ac_x_local(x, AC_EFAIL, &err);
}

void ac_x_got_summary(ac_exchange *x, ac_frame *f)
{
    uint16_t slot;
    uint8_t answer;
    ac_summary theirs;
    size_t named = 0;

    x->stage = ST_RUN;
    if (x->is_guest && x->nslots > 0 && !ac_s_snapshot(x, &x->slots[0]))
        return;
    while (x->stage == ST_RUN && ac_summary_next(f, &slot, &answer, &theirs)) {
        ac_slot *s = slot < x->nslots ? &x->slots[slot] : NULL;
        if (s == NULL || s->stage != SL_OFF || answer == AC_SPACE_PROVISIONAL) {
            ac_x_order(x, f);
            return;
        }
        named++;
        for (unsigned i = 0; i < theirs.npaused; i++) {
            ac_device d = ac_device_of(theirs.paused + 32 * i);
            if (!ac_devices_add(&s->out_of, &d))
                ac_x_local(x, AC_ENOMEM, NULL);
        }
        if (answer == AC_SPACE_SAME)
            ac_s_same(x, s);
        else
            s->stage = SL_LIST;
    }
    if (x->stage == ST_RUN && named == 0)
        ac_x_end(x, AC_END_DONE, AC_OK, "nothing is shared with this laptop now");
    ac_x_all_done(x);
}

/* --- server --- */

/* A guest shows the secret of an invitation that some space here knows. */
static bool guest_good(ac_exchange *x, const ac_frame *f)
{
    ac_space_info *spaces = NULL;
    size_t n = 0;
    uint8_t text[160];
    bool good = false;

    if (ac_history_spaces(ac_notebook_history(x->nb), &spaces, &n, NULL) != AC_OK)
        return false;
    for (size_t i = 0; !good && i < n; i++) {
        ac_members *m;
        ac_id invite;
        if (ac_notebook_members(x->nb, spaces[i].space, &m, NULL) != AC_OK || ac_roll_invite(m, f->invitation, &invite) == 0)
            continue;
        use_text(&spaces[i].id, &x->peer_transport, &ac_notebook_me(x->nb)->transport, f->nonce, f->device, text);
        good = ac_sign_key_valid(f->invitation) && ac_verify(f->invitation_sig, f->invitation, AC_TAG_USE, text, sizeof text);
        x->guest_space = spaces[i].id;
    }
    free(spaces);
    return good;
}

void ac_x_got_hello(ac_exchange *x, const ac_frame *f, const uint8_t *bytes, size_t n)
{
    ac_device device = ac_device_of(f->device);
    size_t shared = 0;
    ac_err err = { 0 };
    uint8_t sig[64];
    ac_buf *out;

    x->is_guest = (f->flags & AC_FLAG_GUEST) != 0;
    if (f->proto_min > AC_PROTOCOL || f->proto_max < AC_PROTOCOL ||
        ac_device_eq(device, ac_notebook_me(x->nb)->device)) {
        ac_x_end(x, AC_END_STRANGER, AC_EREACH, "a stranger");
        return;
    }
    if (x->is_guest) {
        if (!guest_good(x, f)) {
            ac_x_end(x, AC_END_STRANGER, AC_EREACH, "a stranger with an invitation that is not ours");
            return;
        }
    } else if (!each_shared(x, &device, count_shared, &shared, &err) || shared == 0) {
        ac_x_end(x, AC_END_STRANGER, AC_EREACH, "a stranger"); /* silence, whatever the reason */
        return;
    }
    x->was_welcomed = true;
    x->result.peer = device;
    x->result.lane = x->is_guest ? AC_LANE_GUEST : AC_LANE_MEMBER;
    memcpy(x->peer_nonce, f->nonce, 32);
    ac_notebook_world(x->nb)->random(ac_notebook_world(x->nb), x->nonce, sizeof x->nonce);
    x->stage = ST_PROVE;
    out = ac_x_queue(x);
    ac_put_welcome(out, x->nonce, &ac_notebook_me(x->nb)->device);
    ac_hash_begin(&x->transcript_hash, NULL);
    ac_hash_add(&x->transcript_hash, bytes, n);
    ac_hash_add(&x->transcript_hash, out->p, out->len);
    ac_hash_end(&x->transcript_hash, x->transcript);
    session_sign(x, sig);
    ac_buf_put(out, sig, sizeof sig);
}

typedef struct {
    ac_frame *auth;
    ac_buf *out;
    size_t answered;
} answering;

/* Slots are the places in AUTH, so they are laid out first and then answered. */
static bool answer_tag(ac_exchange *x, void *ctx, const ac_space *id, int space)
{
    answering *a = ctx;
    ac_frame f = *a->auth;
    const uint8_t *tag;
    uint8_t own[16];
    ac_summary theirs, ours;
    size_t slot = 0;

    space_tag(x, id, own);
    for (; ac_auth_next(&f, &tag, &theirs); slot++) {
        ac_slot *s = &x->slots[slot];
        bool same;
        if (s->stage != SL_OFF || !ac_same_bytes(tag, own, 16))
            continue;
        s->id = *id;
        s->space = space;
        if (!ac_s_snapshot(x, s) || !ac_s_summary(x, s, &ours))
            return false;
        if (space >= 0)
            remember_code(x, space);
        for (unsigned i = 0; i < theirs.npaused; i++) {
            ac_device d = ac_device_of(theirs.paused + 32 * i);
            if (!ac_devices_add(&s->out_of, &d)) {
                ac_x_local(x, AC_ENOMEM, NULL);
                return false;
            }
        }
        same = theirs.npaused == 0 && ours.npaused == 0 && theirs.count == ours.count &&
               ac_digest_eq(theirs.digest, ours.digest);
        ac_buf_u16(a->out, (unsigned)slot);
        ac_buf_u8(a->out, same ? AC_SPACE_SAME : AC_SPACE_DIFFERS);
        ac_put_summary(a->out, &ours);
        s->stage = same ? SL_FINAL : SL_LIST;
        a->answered++;
        return true;
    }
    return true;
}

void ac_x_got_auth(ac_exchange *x, ac_frame *f)
{
    answering a = { .auth = f };
    ac_err err = { 0 };
    static const ac_space nothing;

    if (!session_good(x, &x->result.peer, f->signature) || (x->is_guest && f->count > 0)) {
        x->was_welcomed = false; /* not who it said: silence again */
        ac_x_end(x, AC_END_STRANGER, AC_EREACH, "a laptop that cannot prove who it is");
        return;
    }
    x->result.is_proven = true;
    x->result.is_ours = is_ours(x, &x->result.peer);
    if (x->is_guest) {
        x->stage = ST_ENTER;
        return;
    }
    for (size_t i = 0; i < f->count; i++)
        if (ac_x_slot_add(x, &nothing, -1) == NULL)
            return;
    x->stage = ST_RUN;
    a.out = ac_x_queue(x);
    ac_put_frame(a.out, AC_F_SUMMARY, 0, AC_NO_SLOT);
    if (!each_shared(x, &x->result.peer, answer_tag, &a, &err)) {
        ac_x_local(x, AC_EFAIL, &err);
        return;
    }
    for (size_t i = 0; x->stage == ST_RUN && i < x->nslots; i++) {
        if (x->slots[i].stage == SL_FINAL)
            ac_s_same(x, &x->slots[i]);
        else if (x->slots[i].stage == SL_LIST)
            ac_s_send_list(x, &x->slots[i]);
    }
    if (x->stage == ST_RUN && a.answered == 0) {
        ac_x_bye(x, AC_BYE_NOTHING);
        ac_x_end(x, AC_END_DONE, AC_OK, "nothing is shared with this laptop now");
    }
}

/* The guest is in: from here on it is a member like others, with nothing in its hands. */
static void entered(ac_exchange *x)
{
    ac_slot *s;
    ac_buf *out;
    ac_summary ours;
    ac_space_info info;
    bool found = false;
    ac_err err = { 0 };
    ac_rc rc = ac_history_space(ac_notebook_history(x->nb), &x->guest_space, &info, &found, &err);

    if (rc != AC_OK || !found || !ac_x_is_member(x, info.space, &x->result.peer, &x->peer_transport)) {
        if (rc == AC_OK)
            rc = ac_fail(&err, AC_EINVITE, "the newcomer is no member after all");
        ac_x_local(x, rc, &err);
        return;
    }
    x->result.lane = AC_LANE_MEMBER;
    x->result.is_ours = is_ours(x, &x->result.peer);
    x->result.is_admitted = true;
    s = ac_x_slot_add(x, &x->guest_space, info.space);
    if (s == NULL || !ac_s_snapshot(x, s) || !ac_s_summary(x, s, &ours))
        return;
    remember_code(x, info.space);
    x->stage = ST_RUN;
    out = ac_x_queue(x);
    ac_put_frame(out, AC_F_SUMMARY, 0, AC_NO_SLOT);
    ac_buf_u16(out, 0);
    ac_buf_u8(out, AC_SPACE_DIFFERS);
    ac_put_summary(out, &ours);
    s->stage = SL_LIST;
    ac_s_send_list(x, s);
}

void ac_x_got_entry(ac_exchange *x, ac_frame *f, size_t n)
{
    ac_wire_change c = { 0 };
    ac_header h;
    ac_apply apply;
    ac_id join = { { 0 } };
    ac_err err = { 0 };
    ac_rc rc;

    if (f->slot != 0) {
        ac_x_order(x, f);
        return;
    }
    if (f->type == AC_F_APPLY) {
        rc = ac_apply_parse(&apply, f->rest.p, f->rest.left, &err);
        if (rc == AC_OK && (!ac_device_eq(apply.device, x->result.peer) ||
                            memcmp(apply.transport.b, x->peer_transport.b, 32) != 0))
            rc = ac_fail(&err, AC_EINVITE, "the application names another laptop than the one that sends it");
        if (rc == AC_OK)
            rc = ac_apply_take(x->nb, f->rest.p, f->rest.left, &err);
    } else {
        if (f->count != 1 || f->no != 1 || !ac_change_next(f, &c)) {
            ac_x_order(x, f);
            return;
        }
        ac_x_taken(x, 1, n);
        x->saved_no = 1; /* the answer says so */
        rc = ac_header_peek(&h, c.header, c.header_n, &err);
        if (rc == AC_OK && (!ac_device_eq(h.author, x->result.peer) || !ac_space_eq(h.space, x->guest_space)))
            rc = ac_fail(&err, AC_EINVITE, "the join is not that of the laptop that sends it");
        if (rc == AC_OK)
            rc = ac_join_take(x->nb, c.header, c.header_n, c.signature, &join, &err);
    }
    switch (rc) {
    case AC_OK: entered(x); return;
    case AC_EWAITS: {
        ac_buf *out = ac_x_queue(x);
        ac_put_frame(out, AC_F_NOTICE, 0, 0);
        ac_buf_u8(out, AC_NOTICE_HELD);
        ac_buf_u8(out, 0);
        ac_x_bye(x, AC_BYE_DONE);
        ac_x_end(x, AC_END_HELD, AC_EWAITS, "%s", err.text);
        return;
    }
    case AC_EINVITE:
    case AC_EINVALID:
        ac_put_fault(ac_x_queue(x), 0, AC_FAULT_ADMITTED, 1, 0, &join);
        ac_x_bye(x, AC_BYE_FAULT);
        ac_x_end(x, AC_END_REFUSED, AC_EINVITE, "%s", err.text);
        return;
    default: ac_x_local(x, rc, &err); return;
    }
}
