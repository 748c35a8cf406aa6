/* meet.c - dial others: addresses and keys tried in turn, one session run to its end. */
#include "sync/meet.h"

#include "core/entering.h"
#include "core/reach.h"
#include "core/receipt.h"
#include "sync/talk.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define CONNECT_MS 12000 /* the library gives up at 10 s */
#define BLOCKED_MS 5
#define WAIT_MAX_MS 500

/* One attempt on the way. */
typedef struct {
    ac_notebook *nb;
    ac_net *net;
    ac_talk talk;
    bool is_gone;
    ac_why_gone why;
} attempt;

static int64_t now(ac_notebook *nb)
{
    ac_world *world = ac_notebook_world(nb);

    return world->mono_ms(world);
}

static void got_frame(void *ctx, ac_conn *conn, const uint8_t *bytes, size_t n)
{
    attempt *a = ctx;

    (void)conn;
    if (a->talk.x != NULL)
        ac_exchange_frame(a->talk.x, bytes, n, now(a->nb));
}

static void got_gone(void *ctx, ac_conn *conn, ac_why_gone why)
{
    attempt *a = ctx;

    (void)conn;
    a->is_gone = true;
    a->why = why;
    a->talk.conn = NULL;
    if (a->talk.x != NULL)
        ac_exchange_gone(a->talk.x, NULL);
}

void ac_met_free(ac_met *met)
{
    free(met->result.spaces);
    *met = (ac_met){ 0 };
}

static ac_rc take_result(attempt *a, ac_met *out, ac_err *err)
{
    const ac_exchange_result *r = ac_exchange_result_of(a->talk.x);

    free(out->result.spaces);
    out->result = *r;
    out->result.spaces = NULL;
    if (r->nspaces > 0) {
        out->result.spaces = malloc(r->nspaces * sizeof *r->spaces);
        if (out->result.spaces == NULL) {
            out->result.nspaces = 0;
            return ac_fail(err, AC_ENOMEM, "out of memory");
        }
        memcpy(out->result.spaces, r->spaces, r->nspaces * sizeof *r->spaces);
    }
    out->is_reached = r->end == AC_END_DONE;
    out->is_refused = r->end == AC_END_STRANGER;
    out->device = r->peer;
    return AC_OK;
}

static ac_rc nobody(const attempt *a, const char *address, ac_met *out, ac_err *err)
{
    out->is_other_key = a->is_gone && a->why == AC_WHY_OTHER_KEY;
    out->is_refused = a->is_gone && a->why == AC_WHY_REFUSED;
    if (out->is_other_key)
        return ac_fail(err, AC_EREACH, "somebody answers at %.200s, with another key than the one you know", address);
    if (out->is_refused)
        return ac_fail(err, AC_EREACH, "%.200s turns connections away just now", address);
    return ac_fail(err, AC_EREACH, "nobody answers at %.200s", address);
}

/* The session is over: what came of it, as a code for the program and a sentence. */
static ac_rc outcome(const ac_exchange_result *r, ac_err *err)
{
    if (r->end == AC_END_DONE)
        return AC_OK;
    if (r->end == AC_END_STRANGER && r->err.rc == AC_EROLE)
        return ac_fail(err, AC_EREACH, "%s", r->err.text);
    if (err != NULL)
        *err = r->err;
    return r->err.rc != AC_OK ? r->err.rc : AC_EREACH;
}

static ac_rc connect_to(attempt *a, const char *address, const ac_transport *key, const volatile int *stop, ac_met *out,
                        ac_err *err)
{
    int64_t end = now(a->nb) + CONNECT_MS;
    ac_rc rc = ac_net_dial(a->net, address, key, &a->talk.conn, err);

    while (rc == AC_OK && !a->is_gone && !ac_conn_is_connected(a->talk.conn)) {
        if (stop != NULL && *stop)
            return ac_fail(err, AC_EINTR, "stopped");
        if (now(a->nb) >= end)
            break;
        rc = ac_net_poll(a->net, WAIT_MAX_MS, err);
    }
    if (rc == AC_OK && (a->is_gone || !ac_conn_is_connected(a->talk.conn)))
        rc = nobody(a, address, out, err);
    return rc;
}

static ac_rc run(attempt *a, const volatile int *stop, ac_err *err)
{
    ac_rc rc = AC_OK;

    while (rc == AC_OK) {
        int64_t at = now(a->nb), wait;
        bool sent = ac_talk_send(a->net, &a->talk, at);
        if (ac_talk_is_over(&a->talk, at))
            break;
        if (stop != NULL && *stop)
            ac_exchange_stop(a->talk.x);
        wait = ac_exchange_next_ms(a->talk.x) - at;
        if (!sent && wait > BLOCKED_MS)
            wait = BLOCKED_MS;
        rc = ac_net_poll(a->net, wait < WAIT_MAX_MS ? wait : WAIT_MAX_MS, err);
        at = now(a->nb);
        if (ac_exchange_next_ms(a->talk.x) <= at)
            ac_exchange_tick(a->talk.x, at);
    }
    return rc;
}

ac_rc ac_meet_at(ac_notebook *nb, const char *address, const ac_transport *key, const ac_exchange_config *config,
                 const volatile int *stop, ac_met *out, ac_err *err)
{
    attempt a = { .nb = nb };
    ac_net_handler handler = { got_frame, got_gone, NULL, &a };
    ac_exchange_config c = config != NULL ? *config : (ac_exchange_config){ 0 };
    int64_t began = now(nb);
    ac_rc rc;

    free(out->result.spaces);
    *out = (ac_met){ .has_address = true };
    snprintf(out->address, sizeof out->address, "%.200s", address);
    rc = ac_net_open(&a.net, &ac_notebook_me(nb)->transport, ac_notebook_transport_secret(nb), ac_notebook_world(nb),
                     &handler, err);
    if (rc == AC_OK)
        rc = connect_to(&a, address, key, stop, out, err);
    if (rc == AC_OK) {
        c.is_client = true;
        c.peer = *key;
        rc = ac_exchange_open(&a.talk.x, nb, &c, now(nb), err);
    }
    if (rc == AC_OK) {
        rc = run(&a, stop, err);
        if (rc == AC_OK)
            rc = take_result(&a, out, err);
        if (rc == AC_OK) {
            ac_talk_log(nb, &out->result, now(nb) - began);
            rc = outcome(&out->result, err);
        }
    }
    if (a.talk.conn != NULL && a.net != NULL)
        ac_net_cut(a.net, a.talk.conn, false); /* the last frames leave while the net closes */
    ac_talk_free(&a.talk);
    ac_net_close(a.net);
    /* Who proved itself there answers there. */
    if (out->result.is_proven && ac_reach_met(nb, &out->device, address, NULL) != AC_OK)
        ac_notebook_world(nb)->log(ac_notebook_world(nb), "sync address=not-kept");
    return rc;
}

/* --- who can be met --- */

static bool code_fits(const char *code, const char *wanted)
{
    if (wanted == NULL)
        return true;
    for (; *code != '\0' && *wanted != '\0'; code++, wanted++)
        if (toupper((unsigned char)*code) != toupper((unsigned char)*wanted))
            return false;
    return *code == *wanted;
}

static ac_rc add_device(ac_notebook *nb, const ac_state_device *d, const ac_org *org, bool is_ours, ac_meetable **list,
                        size_t *n, ac_err *err)
{
    ac_meetable *more;
    ac_peer peer;
    bool found;
    ac_rc rc;

    for (size_t i = 0; i < *n; i++)
        if (ac_device_eq((*list)[i].device, d->key) && ac_transport_eq((*list)[i].transport, d->transport)) {
            (*list)[i].is_ours = (*list)[i].is_ours || is_ours;
            return AC_OK;
        }
    more = realloc(*list, (*n + 1) * sizeof *more);
    if (more == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    *list = more;
    more += (*n)++;
    *more = (ac_meetable){ .device = d->key, .transport = d->transport, .root = org->root, .is_ours = is_ours };
    snprintf(more->code, sizeof more->code, "%s", org->code);
    snprintf(more->number, sizeof more->number, "%s", d->n);
    snprintf(more->label, sizeof more->label, "%s", d->label);
    rc = ac_peer_get(ac_notebook_store(nb), &d->key, &peer, &found, err);
    if (rc == AC_OK && found)
        more->met_ms = peer.met_ms;
    return rc;
}

static int last_met_first(const void *va, const void *vb)
{
    const ac_meetable *a = va, *b = vb;

    if (a->met_ms != b->met_ms)
        return a->met_ms > b->met_ms ? -1 : 1;
    return ac_device_cmp(a->device, b->device);
}

ac_rc ac_meet_devices(ac_notebook *nb, const char *code, ac_meetable **out, size_t *out_n, ac_err *err)
{
    ac_space_info *spaces = NULL;
    size_t n = 0;
    const ac_me *me = ac_notebook_me(nb);
    ac_rc rc = ac_history_spaces(ac_notebook_history(nb), &spaces, &n, err);

    *out = NULL;
    *out_n = 0;
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        const ac_state *state;
        ac_members *m;
        int own = -1;
        rc = ac_notebook_members(nb, spaces[i].space, &m, err);
        if (rc == AC_OK)
            rc = ac_notebook_state(nb, spaces[i].space, &state, err);
        if (rc != AC_OK)
            break;
        if (ac_state_device_find(state, &me->device, &own) == NULL)
            own = -1;
        for (int o = 0; rc == AC_OK && o < state->norgs; o++)
            for (int d = 0; rc == AC_OK && state->orgs[o].is_member && d < state->orgs[o].ndevices; d++) {
                const ac_state_device *device = &state->orgs[o].devices[d];
                const ac_org *org = ac_members_org(m, o);
                if (device->goes_on && !ac_device_eq(device->key, me->device) && code_fits(org->code, code))
                    rc = add_device(nb, device, org, o == own, out, out_n, err);
            }
    }
    free(spaces);
    if (rc != AC_OK) {
        free(*out);
        *out = NULL;
        *out_n = 0;
    } else if (*out_n > 1) {
        qsort(*out, *out_n, sizeof **out, last_met_first);
    }
    return rc;
}

/* Our own space may have named partnerships that this laptop did not hold: then once more. */
static ac_rc again_for_new_spaces(ac_notebook *nb, const char *address, const ac_transport *key, const volatile int *stop,
                                  ac_met *out, ac_err *err)
{
    ac_space *known = NULL;
    size_t n = 0;
    bool missing = false;
    ac_met first;
    ac_rc rc = AC_OK;

    if (!out->result.is_ours || out->result.got == 0)
        return AC_OK;
    rc = ac_spaces_known(nb, &known, &n, err);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_space_info info;
        bool found;
        rc = ac_history_space(ac_notebook_history(nb), &known[i], &info, &found, err);
        missing = missing || (rc == AC_OK && !found);
    }
    free(known);
    if (rc != AC_OK || !missing)
        return rc;
    first = *out;
    *out = (ac_met){ 0 };
    rc = ac_meet_at(nb, address, key, NULL, stop, out, err);
    out->result.sent += first.result.sent;
    out->result.got += first.result.got;
    ac_met_free(&first);
    return rc;
}

static ac_rc meet_one(ac_notebook *nb, const char *address, const ac_transport *key, const volatile int *stop, ac_met *out,
                      ac_err *err)
{
    ac_rc rc = ac_meet_at(nb, address, key, NULL, stop, out, err);

    return rc == AC_OK ? again_for_new_spaces(nb, address, key, stop, out, err) : rc;
}

ac_rc ac_meet_device(ac_notebook *nb, const ac_meetable *device, const volatile int *stop, ac_met *out, ac_err *err)
{
    ac_addresses where;
    ac_rc rc = ac_reach(nb, &device->device, device->code, &where, err);

    free(out->result.spaces);
    *out = (ac_met){ 0 };
    if (rc != AC_OK)
        return rc;
    if (where.n == 0)
        return ac_fail(err, AC_EREACH, "no address is known of %s", device->code);
    for (size_t i = 0; i < where.n; i++) {
        rc = meet_one(nb, where.list[i], &device->transport, stop, out, err);
        if (rc != AC_EREACH)
            break;
    }
    return rc;
}

ac_rc ac_meet_address(ac_notebook *nb, const char *address, const char *code, const volatile int *stop, ac_met *out,
                      ac_err *err)
{
    ac_meetable *list = NULL;
    size_t n = 0;
    bool other_key = false;
    ac_rc rc = ac_meet_devices(nb, code, &list, &n, err);

    free(out->result.spaces);
    *out = (ac_met){ 0 };
    if (rc == AC_OK && n == 0)
        rc = ac_fail(err, AC_EREACH, "nobody is known here who could be met");
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        rc = meet_one(nb, address, &list[i].transport, stop, out, err);
        other_key = other_key || out->is_other_key;
        if (rc == AC_EREACH && out->is_other_key && i + 1 < n)
            rc = AC_OK; /* the next key may be the one */
        else
            break;
    }
    out->is_other_key = other_key && !out->is_reached;
    free(list);
    return rc;
}

ac_rc ac_meet_invitation(ac_notebook *nb, const ac_invitation *inv, const uint8_t *join, size_t join_n, const uint8_t *join_sig,
                         const ac_buf *apply, const volatile int *stop, ac_met *out, ac_err *err)
{
    ac_exchange_config config = { .invitation = inv, .join = join, .join_n = join_n, .join_sig = join_sig, .apply = apply };
    ac_rc rc = AC_EREACH;

    free(out->result.spaces);
    *out = (ac_met){ 0 };
    if (inv->naddresses == 0)
        return ac_fail(err, AC_EREACH, "the invitation names no address");
    for (size_t i = 0; rc == AC_EREACH && i < inv->naddresses; i++)
        rc = ac_meet_at(nb, inv->addresses[i], &inv->transport, &config, stop, out, err);
    return rc;
}
