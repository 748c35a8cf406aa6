/* serve.c - answer others: one loop over every session. */
#include "sync/serve.h"

#include "core/entering.h"
#include "core/reach.h"
#include "sync/talk.h"

#include <stdio.h>
#include <stdlib.h>

#define BLOCKED_MS 5    /* look again so soon where there was no room */
#define WAIT_MAX_MS 500 /* and so often at the stop flag */

typedef struct session session;
struct session {
    session *next;
    ac_talk talk;
    int64_t began_ms;
    bool is_active;     /* something happened: it may have frames to send */
    bool is_blocked;    /* there was no room for them */
    bool is_waiting;    /* for its part of what may be on its way to all */
};

typedef struct {
    ac_notebook *nb;
    const ac_serve_config *config;
    ac_net *net;
    session *sessions;
    size_t nsessions;
    bool is_closing;
} server;

static int64_t now(const server *sv)
{
    ac_world *world = ac_notebook_world(sv->nb);

    return world->mono_ms(world);
}

/* Sessions share the notebook: before one touches it, the others make durable what they took. */
static void settle_others(server *sv, const session *but)
{
    for (session *s = sv->sessions; s != NULL; s = s->next)
        if (s != but && ac_exchange_is_unsettled(s->talk.x)) {
            ac_exchange_settle(s->talk.x, now(sv));
            s->is_active = true;
        }
}

static size_t held(const server *sv)
{
    size_t n = 0;

    for (const session *s = sv->sessions; s != NULL; s = s->next)
        n += ac_exchange_is_over(s->talk.x) ? 0 : ac_exchange_held(s->talk.x); /* those are let go of next */
    return n;
}

static size_t flight(const server *sv)
{
    size_t n = 0;

    for (const session *s = sv->sessions; s != NULL; s = s->next)
        n += ac_exchange_flight(s->talk.x);
    return n;
}

static void got_frame(void *ctx, ac_conn *conn, const uint8_t *bytes, size_t n)
{
    server *sv = ctx;
    session *s = ac_conn_user(conn);

    if (s == NULL) {
        ac_exchange_config config = { .peer = *ac_conn_key(conn) };
        if (n > AC_HELLO_MAX || sv->is_closing || sv->nsessions == AC_PEERS_MAX || (s = calloc(1, sizeof *s)) == NULL ||
            ac_exchange_open(&s->talk.x, sv->nb, &config, now(sv), NULL) != AC_OK) {
            free(s);
            ac_net_cut(sv->net, conn, true);
            return;
        }
        s->talk.conn = conn;
        s->began_ms = now(sv);
        s->next = sv->sessions;
        sv->sessions = s;
        sv->nsessions++;
        ac_conn_set_user(conn, s);
    }
    settle_others(sv, s);
    ac_exchange_frame(s->talk.x, bytes, n, now(sv));
    if (held(sv) > AC_HELD_BYTES)
        ac_exchange_busy(s->talk.x);
    s->is_active = true;
}

static void got_gone(void *ctx, ac_conn *conn, ac_why_gone why)
{
    server *sv = ctx;
    session *s = ac_conn_user(conn);

    if (s == NULL)
        return;
    settle_others(sv, s);
    ac_exchange_gone(s->talk.x, why == AC_WHY_BROKEN ? "the other side sent what is no frame" : NULL);
    s->talk.conn = NULL;
    s->is_active = true;
}

/* Is this the transport key of a device that belongs to anything here? */
static bool is_known(void *ctx, const ac_transport *key)
{
    server *sv = ctx;
    ac_space_info *spaces = NULL;
    size_t n = 0;
    bool known = false;

    if (ac_history_spaces(ac_notebook_history(sv->nb), &spaces, &n, NULL) != AC_OK)
        return false;
    for (size_t i = 0; !known && i < n; i++) {
        const ac_state *state;
        if (ac_notebook_state(sv->nb, spaces[i].space, &state, NULL) != AC_OK)
            continue;
        for (int o = 0; !known && o < state->norgs; o++)
            for (int d = 0; !known && d < state->orgs[o].ndevices; d++)
                known = ac_transport_eq(state->orgs[o].devices[d].transport, *key);
    }
    free(spaces);
    return known;
}

static void finished(server *sv, session *s)
{
    const ac_exchange_result *r = ac_exchange_result_of(s->talk.x);

    if (ac_exchange_is_unsettled(s->talk.x))
        ac_exchange_settle(s->talk.x, now(sv));
    if (r->end != AC_END_STRANGER) {
        if (r->end == AC_END_DONE && r->is_proven)
            ac_reach_met(sv->nb, &r->peer, NULL, NULL); /* only a courtesy: what it loses is a date */
        ac_talk_log(sv->nb, r, now(sv) - s->began_ms);
        if (sv->config->met != NULL)
            sv->config->met(sv->config->ctx, r);
    }
    if (s->talk.conn != NULL)
        ac_net_cut(sv->net, s->talk.conn, !r->is_proven); /* who was known hears why */
    for (session **p = &sv->sessions; *p != NULL; p = &(*p)->next)
        if (*p == s) {
            *p = s->next;
            break;
        }
    sv->nsessions--;
    ac_talk_free(&s->talk);
    free(s);
}

/* Who was first goes to the end: what may be on its way is given in turn. */
static void rotate(server *sv)
{
    session *first = sv->sessions, **end = &sv->sessions;

    if (first == NULL || first->next == NULL)
        return;
    sv->sessions = first->next;
    while (*end != NULL)
        end = &(*end)->next;
    *end = first;
    first->next = NULL;
}

static void send_of(server *sv, session *s, int64_t at)
{
    size_t others = flight(sv) - ac_exchange_flight(s->talk.x), left = others < AC_FLIGHT_BYTES ? AC_FLIGHT_BYTES - others : 0;

    settle_others(sv, s);
    ac_exchange_allow(s->talk.x, left);
    s->is_blocked = !ac_talk_send(sv->net, &s->talk, at);
    s->is_waiting = left < AC_WINDOW_BYTES;
    s->is_active = false;
}

/* Let every session that has something to do send; returns how long the next poll may wait. */
static int64_t drive(server *sv)
{
    int64_t wait = WAIT_MAX_MS, at = now(sv);

    rotate(sv);
    for (session *s = sv->sessions, *next; s != NULL; s = next) {
        next = s->next;
        if (ac_exchange_next_ms(s->talk.x) <= at) {
            settle_others(sv, s);
            ac_exchange_tick(s->talk.x, at);
            s->is_active = true;
        }
        if (s->is_active || s->is_blocked || s->is_waiting)
            send_of(sv, s, at);
        if (ac_talk_is_over(&s->talk, at)) {
            settle_others(sv, s);
            finished(sv, s);
        }
    }
    for (session *s = sv->sessions; s != NULL; s = s->next) {
        int64_t until = ac_exchange_next_ms(s->talk.x) - at;
        if (s->is_active)
            until = 0; /* settled on behalf of another: it has to say so */
        else if (s->is_blocked && until > BLOCKED_MS)
            until = BLOCKED_MS;
        if (until < wait)
            wait = until;
    }
    return wait < 0 ? 0 : wait;
}

static void close_all(server *sv)
{
    sv->is_closing = true;
    while (sv->sessions != NULL) {
        session *s = sv->sessions;
        settle_others(sv, s);
        ac_exchange_stop(s->talk.x);
        ac_talk_send(sv->net, &s->talk, now(sv));
        ac_buf_clear(&s->talk.pending);
        finished(sv, s);
    }
}

ac_rc ac_serve(ac_notebook *nb, const ac_serve_config *config, ac_err *err)
{
    server sv = { .nb = nb, .config = config };
    ac_net_handler handler = { got_frame, got_gone, is_known, &sv };
    char address[AC_NET_ADDRESS_MAX];
    ac_rc rc = ac_net_open(&sv.net, &ac_notebook_me(nb)->transport, ac_notebook_transport_secret(nb), ac_notebook_world(nb),
                           &handler, err);

    if (rc == AC_OK)
        rc = ac_net_listen(sv.net, config->listen, address, err);
    if (rc == AC_OK && config->ready != NULL)
        config->ready(config->ctx, address);
    while (rc == AC_OK && !*config->stop)
        rc = ac_net_poll(sv.net, drive(&sv), err);
    if (sv.net != NULL) {
        close_all(&sv);
        ac_net_settle(sv.net, AC_NET_LINGER_MS, NULL);
    }
    ac_net_close(sv.net);
    return rc;
}
