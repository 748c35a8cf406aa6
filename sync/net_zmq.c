/* net_zmq.c - ZeroMQ at the edge: settings, ZAP, monitors, connections. */
#include "sync/net_zmq.h"

#include "sync/wire.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <zmq.h>

#define ZAP_DOMAIN "accord1"
#define OPT_ZAP_ENFORCE_DOMAIN 93 /* works in 4.3.4, though its name is kept for drafts */
#define CURVE_OVERHEAD 33
#define PARTS_MAX 4
#define RID_MAX 255
#define ADDRESSES_MAX 64
#define PROBE_MS 3000
#define READ_AT_ONCE 64 /* frames a poll, so that sending gets its turn */
#define FORGET_MS 5000  /* a connection that was hung up is gone by then, or its end was not told */

struct ac_conn {
    ac_conn *next;
    bool is_dialled, is_connected;
    void *dealer, *monitor;      /* dialled */
    uint8_t rid[RID_MAX];        /* came in; never shown to anybody */
    size_t rid_n;
    int fd;
    ac_transport key;
    void *user;
    bool is_lost;                /* by itself: the handler is told after what still waits to be read */
    bool is_broken;              /* sent what is no message: nothing more of it is read */
    ac_why_gone why;
    bool is_cut;                 /* we hang up: no more is heard of it */
    bool is_hung;                /* the other end has been told so */
    int64_t cut_ms;
};

/* A connection that was accepted and said nothing yet. */
typedef struct {
    int fd;
    int64_t since_ms;
} newcomer;

typedef struct {
    char address[256];
    int64_t tokens_ms, at_ms; /* bucket: EVERY_MS of it buys one connection */
} visited;

struct ac_net {
    void *ctx, *zap, *router, *router_monitor;
    ac_transport own;
    const uint8_t *secret;
    ac_secret secret_copy;
    ac_world *world;
    ac_net_handler handler;
    ac_conn *conns;
    newcomer newcomers[AC_NET_NEWCOMERS_MAX];
    size_t nnewcomers;
    visited visits[ADDRESSES_MAX];
    unsigned monitors; /* so far: they need names */
    zmq_pollitem_t *items;
    size_t items_cap;
};

static int64_t now(const ac_net *net)
{
    return net->world->mono_ms(net->world);
}

static ac_rc failed(ac_err *err, const char *what)
{
    return ac_fail(err, AC_EFAIL, "network: %s: %s", ac_tr_always(what), zmq_strerror(zmq_errno()));
}

/* --- settings (SECURITY 4.2) --- */

static bool set_int(void *socket, int option, int v)
{
    int back = ~v;
    size_t n = sizeof back;

    return zmq_setsockopt(socket, option, &v, sizeof v) == 0 && zmq_getsockopt(socket, option, &back, &n) == 0 && back == v;
}

static bool set_only(void *socket, int option, int v) /* cannot be read back */
{
    return zmq_setsockopt(socket, option, &v, sizeof v) == 0;
}

static bool settings(void *s)
{
    int64_t max = AC_FRAME_MAX + CURVE_OVERHEAD, back = 0;
    size_t n = sizeof back;

    return zmq_setsockopt(s, ZMQ_MAXMSGSIZE, &max, sizeof max) == 0 &&
           zmq_getsockopt(s, ZMQ_MAXMSGSIZE, &back, &n) == 0 && back == max && set_int(s, ZMQ_SNDHWM, AC_NET_HWM) &&
           set_int(s, ZMQ_RCVHWM, AC_NET_HWM) && set_int(s, ZMQ_LINGER, 0) && set_int(s, ZMQ_IMMEDIATE, 1) &&
           set_int(s, ZMQ_IPV6, 1) && set_int(s, ZMQ_HANDSHAKE_IVL, 5000) && set_int(s, ZMQ_HEARTBEAT_IVL, 10000) &&
           set_int(s, ZMQ_HEARTBEAT_TIMEOUT, 30000) && set_int(s, ZMQ_HEARTBEAT_TTL, 40000) &&
           set_int(s, ZMQ_RECONNECT_IVL, -1) && set_int(s, ZMQ_TCP_KEEPALIVE, 1) && set_int(s, ZMQ_CONNECT_TIMEOUT, 10000) &&
           set_int(s, ZMQ_BACKLOG, 64);
}

static bool key_is(void *s, int option, const uint8_t key[32])
{
    uint8_t back[32] = { 0 };
    size_t n = sizeof back;
    bool same = zmq_getsockopt(s, option, back, &n) == 0 && n == 32 && ac_same_bytes(back, key, 32);

    ac_wipe(back, sizeof back);
    return same;
}

static bool curve_server(void *s, const ac_net *net)
{
    char domain[32] = "";
    size_t n = sizeof domain;
    int mechanism = -1;
    size_t mechanism_n = sizeof mechanism;

    return set_int(s, ZMQ_CURVE_SERVER, 1) && zmq_setsockopt(s, ZMQ_CURVE_SECRETKEY, net->secret, 32) == 0 &&
           key_is(s, ZMQ_CURVE_SECRETKEY, net->secret) &&
           zmq_setsockopt(s, ZMQ_ZAP_DOMAIN, ZAP_DOMAIN, strlen(ZAP_DOMAIN)) == 0 &&
           zmq_getsockopt(s, ZMQ_ZAP_DOMAIN, domain, &n) == 0 && strcmp(domain, ZAP_DOMAIN) == 0 &&
           set_int(s, OPT_ZAP_ENFORCE_DOMAIN, 1) &&
           zmq_getsockopt(s, ZMQ_MECHANISM, &mechanism, &mechanism_n) == 0 && mechanism == ZMQ_CURVE &&
           set_only(s, ZMQ_ROUTER_MANDATORY, 1) && set_only(s, ZMQ_ROUTER_HANDOVER, 0);
}

static bool curve_client(void *s, const uint8_t *public_key, const uint8_t *secret, const ac_transport *server)
{
    return zmq_setsockopt(s, ZMQ_CURVE_SERVERKEY, server->b, 32) == 0 &&
           zmq_setsockopt(s, ZMQ_CURVE_PUBLICKEY, public_key, 32) == 0 &&
           zmq_setsockopt(s, ZMQ_CURVE_SECRETKEY, secret, 32) == 0 && key_is(s, ZMQ_CURVE_SERVERKEY, server->b);
}

static void *watch(ac_net *net, void *socket)
{
    char name[64];
    void *monitor;

    snprintf(name, sizeof name, "inproc://monitor-%u", ++net->monitors);
    if (zmq_socket_monitor(socket, name, ZMQ_EVENT_ALL) != 0)
        return NULL;
    monitor = zmq_socket(net->ctx, ZMQ_PAIR);
    if (monitor == NULL || !set_int(monitor, ZMQ_LINGER, 0) || zmq_connect(monitor, name) != 0) {
        if (monitor != NULL)
            zmq_close(monitor);
        return NULL;
    }
    return monitor;
}

static void unwatch(void *socket, void *monitor)
{
    if (monitor == NULL)
        return;
    zmq_socket_monitor(socket, NULL, 0);
    zmq_close(monitor);
}

ac_rc ac_net_open(ac_net **out, const ac_transport *own, const uint8_t secret[32], ac_world *world,
                  const ac_net_handler *handler, ac_err *err)
{
    ac_net *net = calloc(1, sizeof *net);
    ac_rc rc = AC_OK;

    if (net == NULL || !ac_secret_alloc(&net->secret_copy, 32)) {
        free(net);
        return ac_fail(err, AC_ENOMEM, "out of memory");
    }
    memcpy(net->secret_copy.p, secret, 32);
    net->secret = net->secret_copy.p;
    net->own = *own;
    net->world = world;
    net->handler = *handler;
    net->ctx = zmq_ctx_new();
    if (net->ctx == NULL || zmq_ctx_set(net->ctx, ZMQ_MAX_SOCKETS, 512) != 0 || zmq_ctx_set(net->ctx, ZMQ_IO_THREADS, 1) != 0 ||
        zmq_ctx_set(net->ctx, ZMQ_BLOCKY, 0) != 0)
        rc = failed(err, N_("cannot begin"));
    if (rc == AC_OK && zmq_has("curve") != 1)
        rc = ac_fail(err, AC_EFAIL, "this build of libzmq has no CURVE: connections would not be secret");
    if (rc != AC_OK) {
        ac_net_close(net);
        return rc;
    }
    *out = net;
    return AC_OK;
}

/* --- connections --- */

const ac_transport *ac_conn_key(const ac_conn *conn)
{
    return &conn->key;
}

void *ac_conn_user(const ac_conn *conn)
{
    return conn->user;
}

void ac_conn_set_user(ac_conn *conn, void *user)
{
    conn->user = user;
}

bool ac_conn_is_connected(const ac_conn *conn)
{
    return conn->is_connected;
}

/* The number of the socket stays with the connection until it is known to be gone: by then another one may
 * have it. */
static void hang_up(ac_conn *c)
{
    if (!c->is_dialled && c->fd >= 0 && !c->is_hung && !c->is_lost)
        shutdown(c->fd, SHUT_RDWR);
    c->is_hung = true;
}

static void conn_free(ac_conn *c, int linger_ms)
{
    if (c->is_dialled) {
        unwatch(c->dealer, c->monitor);
        if (c->dealer != NULL) {
            zmq_setsockopt(c->dealer, ZMQ_LINGER, &linger_ms, sizeof linger_ms);
            zmq_close(c->dealer);
        }
    }
    free(c);
}

static void drop(ac_net *net, ac_conn *c, int linger_ms)
{
    for (ac_conn **p = &net->conns; *p != NULL; p = &(*p)->next)
        if (*p == c) {
            *p = c->next;
            break;
        }
    conn_free(c, linger_ms);
}

void ac_net_cut(ac_net *net, ac_conn *c, bool at_once)
{
    c->is_cut = true;
    c->user = NULL;
    c->cut_ms = at_once ? 0 : now(net) + AC_NET_LINGER_MS;
    if (at_once)
        hang_up(c);
}

/* Connections that are over: tell the handler, forget them. One that came in and was cut is remembered until it
 * is gone, so that what it still sends is nobody's first word. */
static void sweep(ac_net *net)
{
    int64_t at = now(net);

    for (ac_conn *c = net->conns, *next; c != NULL; c = next) {
        next = c->next;
        if ((c->is_lost || c->is_broken) && !c->is_cut) {
            net->handler.gone(net->handler.ctx, c, c->why);
            ac_net_cut(net, c, true);
        }
        if (c->is_cut && at >= c->cut_ms)
            hang_up(c);
        if (c->is_cut && (c->is_dialled || c->is_lost || at >= c->cut_ms + FORGET_MS))
            drop(net, c, c->cut_ms > 0 ? AC_NET_LINGER_MS : 0);
    }
}

void ac_net_close(ac_net *net)
{
    int router_linger_ms = 0;

    if (net == NULL)
        return;
    while (net->conns != NULL) {
        bool lingers = net->conns->is_cut && net->conns->cut_ms > 0 && !net->conns->is_lost;
        if (lingers && !net->conns->is_dialled)
            router_linger_ms = AC_NET_LINGER_MS; /* its last frames are on their way */
        drop(net, net->conns, lingers ? AC_NET_LINGER_MS : 0);
    }
    if (net->router != NULL) {
        zmq_setsockopt(net->router, ZMQ_LINGER, &router_linger_ms, sizeof router_linger_ms);
        unwatch(net->router, net->router_monitor);
        zmq_close(net->router);
    }
    if (net->zap != NULL)
        zmq_close(net->zap);
    if (net->ctx != NULL)
        while (zmq_ctx_term(net->ctx) != 0 && zmq_errno() == EINTR)
            ;
    ac_secret_free(&net->secret_copy);
    free(net->items);
    free(net);
}

/* --- ZAP --- */

/* Unknown keys come in slowly from each address; a bucket lets a few through at once. */
static bool may_visit(ac_net *net, const char *address)
{
    visited *v = &net->visits[0];
    int64_t at = now(net);

    for (size_t i = 0; i < ADDRESSES_MAX; i++) {
        if (strcmp(net->visits[i].address, address) == 0) {
            v = &net->visits[i];
            break;
        }
        if (net->visits[i].at_ms < v->at_ms)
            v = &net->visits[i]; /* the one not seen for longest gives its place */
    }
    if (strcmp(v->address, address) != 0) {
        snprintf(v->address, sizeof v->address, "%s", address);
        v->tokens_ms = AC_NET_BURST * AC_NET_EVERY_MS;
    } else {
        v->tokens_ms += at - v->at_ms;
        if (v->tokens_ms > AC_NET_BURST * AC_NET_EVERY_MS)
            v->tokens_ms = AC_NET_BURST * AC_NET_EVERY_MS;
    }
    v->at_ms = at;
    if (v->tokens_ms < AC_NET_EVERY_MS)
        return false;
    v->tokens_ms -= AC_NET_EVERY_MS;
    return true;
}

#define ZAP_PARTS 8
typedef struct {
    char text[ZAP_PARTS][256];
    size_t n[ZAP_PARTS], parts;
} zap_request;

/* False: nothing waits. Whatever is odd leaves `parts` at 0. */
static bool zap_read(void *zap, zap_request *out)
{
    int more = 1;
    size_t more_n = sizeof more;
    bool odd = false;

    *out = (zap_request){ 0 };
    while (more != 0) {
        char buf[256];
        int n = zmq_recv(zap, buf, sizeof buf, ZMQ_DONTWAIT);
        if (n < 0)
            return out->parts > 0 || odd;
        odd = odd || n >= (int)sizeof buf || out->parts == ZAP_PARTS;
        if (!odd) {
            memcpy(out->text[out->parts], buf, (size_t)n);
            out->text[out->parts][n] = '\0';
            out->n[out->parts++] = (size_t)n;
        }
        if (zmq_getsockopt(zap, ZMQ_RCVMORE, &more, &more_n) != 0)
            break;
    }
    if (odd)
        out->parts = 0;
    return true;
}

/* version, request id, domain, address, identity, mechanism, credentials: any well-formed CURVE key of
 * our domain passes, with its key as User-Id; everything else is refused. */
static void zap_answer(ac_net *net)
{
    zap_request q;

    while (zap_read(net->zap, &q)) {
        char user[AC_HEX_SIZE] = "";
        const char *status = "400";
        ac_transport key;
        if (q.parts == 7 && strcmp(q.text[0], "1.0") == 0 && strcmp(q.text[2], ZAP_DOMAIN) == 0 &&
            strcmp(q.text[5], "CURVE") == 0 && q.n[6] == 32) {
            key = ac_transport_of((const uint8_t *)q.text[6]);
            if ((net->handler.is_known != NULL && net->handler.is_known(net->handler.ctx, &key)) || may_visit(net, q.text[3])) {
                ac_hex(user, key.b, 32);
                status = "200";
            }
        }
        zmq_send(net->zap, "1.0", 3, ZMQ_SNDMORE);
        zmq_send(net->zap, q.text[1], q.parts > 1 ? q.n[1] : 0, ZMQ_SNDMORE);
        zmq_send(net->zap, status, 3, ZMQ_SNDMORE);
        zmq_send(net->zap, "", 0, ZMQ_SNDMORE);
        zmq_send(net->zap, user, strlen(user), ZMQ_SNDMORE);
        zmq_send(net->zap, "", 0, 0);
    }
}

/* --- monitors --- */

typedef struct {
    unsigned event;
    int value;
} monitored;

static bool monitor_read(void *monitor, monitored *out)
{
    zmq_msg_t msg;
    int more = 1;
    bool got = false;

    for (int part = 0; more; part++) {
        zmq_msg_init(&msg);
        if (zmq_msg_recv(&msg, monitor, ZMQ_DONTWAIT) < 0) {
            zmq_msg_close(&msg);
            return got;
        }
        if (part == 0 && zmq_msg_size(&msg) == 6) {
            uint16_t event;
            int32_t value;
            memcpy(&event, zmq_msg_data(&msg), 2);
            memcpy(&value, (const uint8_t *)zmq_msg_data(&msg) + 2, 4);
            *out = (monitored){ event, value };
            got = true;
        }
        more = zmq_msg_more(&msg);
        zmq_msg_close(&msg);
    }
    return got;
}

static void newcomer_drop(ac_net *net, int fd)
{
    for (size_t i = 0; i < net->nnewcomers; i++)
        if (net->newcomers[i].fd == fd) {
            memmove(net->newcomers + i, net->newcomers + i + 1, (--net->nnewcomers - i) * sizeof net->newcomers[0]);
            return;
        }
}

static void newcomer_add(ac_net *net, int fd)
{
    if (net->nnewcomers == AC_NET_NEWCOMERS_MAX) {
        shutdown(net->newcomers[0].fd, SHUT_RDWR); /* the oldest had its time */
        newcomer_drop(net, net->newcomers[0].fd);
    }
    net->newcomers[net->nnewcomers++] = (newcomer){ fd, now(net) };
}

static void router_events(ac_net *net)
{
    monitored e;

    while (net->router_monitor != NULL && monitor_read(net->router_monitor, &e))
        switch (e.event) {
        case ZMQ_EVENT_ACCEPTED: newcomer_add(net, e.value); break;
        case ZMQ_EVENT_DISCONNECTED:
        case ZMQ_EVENT_CLOSED:
        case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
        case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
        case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
            newcomer_drop(net, e.value);
            for (ac_conn *c = net->conns; c != NULL; c = c->next)
                if (!c->is_dialled && c->fd == e.value && !c->is_lost) {
                    c->is_lost = true; /* told after what it still sent has been read */
                    if (!c->is_broken)
                        c->why = AC_WHY_LOST;
                }
            break;
        default: break;
        }
}

static void dealer_events(ac_conn *c)
{
    monitored e;

    while (monitor_read(c->monitor, &e))
        switch (e.event) {
        case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: c->is_connected = true; break;
        case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
        case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
            c->is_lost = true;
            c->why = AC_WHY_OTHER_KEY;
            break;
        case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
            c->is_lost = true;
            c->why = AC_WHY_REFUSED;
            break;
        case ZMQ_EVENT_DISCONNECTED:
        case ZMQ_EVENT_CLOSED:
            if (!c->is_lost)
                c->why = c->is_connected ? AC_WHY_LOST : AC_WHY_NOBODY;
            c->is_lost = true;
            break;
        default: break;
        }
}

/* --- frames in --- */

/* The rest of a message of too many parts. */
static void drain(void *socket)
{
    for (int i = 0; i < PARTS_MAX; i++) {
        zmq_msg_t msg;
        int more;
        zmq_msg_init(&msg);
        if (zmq_msg_recv(&msg, socket, ZMQ_DONTWAIT) < 0) {
            zmq_msg_close(&msg);
            return;
        }
        more = zmq_msg_more(&msg);
        zmq_msg_close(&msg);
        if (!more)
            return;
    }
}

static ac_conn *conn_of(ac_net *net, const uint8_t *rid, size_t n, const ac_transport *key, int fd)
{
    ac_conn *c;

    for (c = net->conns; c != NULL; c = c->next)
        if (!c->is_dialled && c->rid_n == n && memcmp(c->rid, rid, n) == 0)
            return ac_transport_eq(c->key, *key) ? c : NULL;
    c = calloc(1, sizeof *c);
    if (c == NULL)
        return NULL;
    memcpy(c->rid, rid, n);
    c->rid_n = n;
    c->key = *key;
    c->fd = fd;
    c->is_connected = true;
    c->next = net->conns;
    net->conns = c;
    return c;
}

static void break_off(ac_conn *c)
{
    if (c->is_cut)
        return;
    c->is_broken = true;
    c->why = AC_WHY_BROKEN;
    hang_up(c);
}

/* One message from the ROUTER. False: none waits. */
static bool router_read(ac_net *net)
{
    zmq_msg_t id, body;
    uint8_t rid[RID_MAX];
    size_t rid_n;
    const char *user;
    ac_transport key;
    ac_conn *c = NULL;
    int fd;

    zmq_msg_init(&id);
    if (zmq_msg_recv(&id, net->router, ZMQ_DONTWAIT) < 0) {
        zmq_msg_close(&id);
        return false;
    }
    rid_n = zmq_msg_size(&id);
    if (rid_n <= RID_MAX)
        memcpy(rid, zmq_msg_data(&id), rid_n);
    zmq_msg_init(&body);
    if (rid_n > RID_MAX || !zmq_msg_more(&id) || zmq_msg_recv(&body, net->router, ZMQ_DONTWAIT) < 0) {
        zmq_msg_close(&id);
        zmq_msg_close(&body);
        return true;
    }
    zmq_msg_close(&id);
    user = zmq_msg_gets(&body, "User-Id");
    fd = zmq_msg_get(&body, ZMQ_SRCFD);
    if (user != NULL && ac_unhex(key.b, 32, user, strlen(user)))
        c = conn_of(net, rid, rid_n, &key, fd);
    newcomer_drop(net, fd);
    if (zmq_msg_more(&body)) {
        drain(net->router);
        if (c != NULL)
            break_off(c);
    } else if (c == NULL) {
        shutdown(fd, SHUT_RDWR); /* without a key of its own, or with another than before */
    } else if (!c->is_cut && !c->is_broken) {
        net->handler.frame(net->handler.ctx, c, zmq_msg_data(&body), zmq_msg_size(&body));
    }
    zmq_msg_close(&body);
    return true;
}

static bool dealer_read(ac_net *net, ac_conn *c)
{
    zmq_msg_t body;

    zmq_msg_init(&body);
    if (zmq_msg_recv(&body, c->dealer, ZMQ_DONTWAIT) < 0) {
        zmq_msg_close(&body);
        return false;
    }
    if (zmq_msg_more(&body)) {
        drain(c->dealer);
        break_off(c);
    } else if (!c->is_cut && !c->is_broken) {
        net->handler.frame(net->handler.ctx, c, zmq_msg_data(&body), zmq_msg_size(&body));
    }
    zmq_msg_close(&body);
    return true;
}

/* --- poll --- */

static bool items_room(ac_net *net, size_t n)
{
    zmq_pollitem_t *more;

    if (n <= net->items_cap)
        return true;
    more = realloc(net->items, (n + 16) * sizeof *more);
    if (more == NULL)
        return false;
    net->items = more;
    net->items_cap = n + 16;
    return true;
}

static bool wait_for(ac_net *net, int64_t timeout_ms, ac_rc *rc, ac_err *err)
{
    size_t n = 0, all = 3;

    for (ac_conn *c = net->conns; c != NULL; c = c->next)
        all += 2;
    if (!items_room(net, all)) {
        *rc = ac_fail(err, AC_ENOMEM, "out of memory");
        return false;
    }
    if (net->zap != NULL)
        net->items[n++] = (zmq_pollitem_t){ .socket = net->zap, .events = ZMQ_POLLIN };
    if (net->router != NULL) {
        net->items[n++] = (zmq_pollitem_t){ .socket = net->router, .events = ZMQ_POLLIN };
        net->items[n++] = (zmq_pollitem_t){ .socket = net->router_monitor, .events = ZMQ_POLLIN };
    }
    for (ac_conn *c = net->conns; c != NULL; c = c->next)
        if (c->is_dialled) {
            net->items[n++] = (zmq_pollitem_t){ .socket = c->dealer, .events = ZMQ_POLLIN };
            net->items[n++] = (zmq_pollitem_t){ .socket = c->monitor, .events = ZMQ_POLLIN };
        }
    if (zmq_poll(net->items, (int)n, timeout_ms > 60000 ? 60000 : timeout_ms) < 0 && zmq_errno() != EINTR)
        *rc = failed(err, N_("waiting"));
    return *rc == AC_OK;
}

ac_rc ac_net_poll(ac_net *net, int64_t timeout_ms, ac_err *err)
{
    ac_rc rc = AC_OK;
    int64_t at;

    if (timeout_ms < 0)
        timeout_ms = 0;
    if (net->nnewcomers > 0 && timeout_ms > 500)
        timeout_ms = 500;
    for (ac_conn *c = net->conns; c != NULL; c = c->next)
        if (c->is_cut && timeout_ms > 50)
            timeout_ms = 50;
    if (!wait_for(net, timeout_ms, &rc, err))
        return rc;
    if (net->zap != NULL)
        zap_answer(net);
    /* Monitors before frames: who went away is told only after what it still sent has been read. */
    router_events(net);
    for (ac_conn *c = net->conns; c != NULL; c = c->next)
        if (c->is_dialled)
            dealer_events(c);
    bool more = false;
    for (int i = 0; net->router != NULL && i < READ_AT_ONCE; i++)
        if (!(more = router_read(net)))
            break;
    for (ac_conn *c = net->conns; c != NULL; c = c->next)
        for (int i = 0; c->is_dialled && !c->is_cut && i < READ_AT_ONCE; i++)
            if (!dealer_read(net, c))
                break;
    at = now(net);
    while (net->nnewcomers > 0 && at - net->newcomers[0].since_ms >= AC_NET_SPEAK_MS) {
        shutdown(net->newcomers[0].fd, SHUT_RDWR);
        newcomer_drop(net, net->newcomers[0].fd);
    }
    if (!more)
        sweep(net);
    return AC_OK;
}

ac_rc ac_net_settle(ac_net *net, int64_t timeout_ms, ac_err *err)
{
    int64_t end = now(net) + timeout_ms, left = timeout_ms;
    ac_rc rc = AC_OK;

    for (; rc == AC_OK && net->conns != NULL && left > 0; left = end - now(net))
        rc = ac_net_poll(net, left, err);
    return rc;
}

/* --- frames out --- */

bool ac_net_send(ac_net *net, ac_conn *c, const uint8_t *bytes, size_t n)
{
    if (c->is_lost || c->is_broken || c->is_cut)
        return false;
    if (c->is_dialled) {
        if (zmq_send(c->dealer, bytes, n, ZMQ_DONTWAIT) >= 0)
            return true;
    } else if (zmq_send(net->router, c->rid, c->rid_n, ZMQ_DONTWAIT | ZMQ_SNDMORE) >= 0) {
        /* the route is chosen: the body goes with it */
        if (zmq_send(net->router, bytes, n, ZMQ_DONTWAIT) >= 0)
            return true;
    }
    if (zmq_errno() != EAGAIN && zmq_errno() != EINTR) { /* EHOSTUNREACH: nobody there any more */
        c->is_lost = true;
        c->why = AC_WHY_LOST;
    }
    return false;
}

/* --- dialling --- */

bool ac_net_address_fits(const char *address)
{
    const char *colon = strrchr(address, ':'), *p;

    if (strncmp(address, "tcp://", 6) != 0 || colon == NULL || colon < address + 7 || colon[1] == '\0' ||
        strlen(address) >= AC_NET_ADDRESS_MAX)
        return false;
    for (p = colon + 1; *p >= '0' && *p <= '9'; p++)
        ;
    return *p == '\0' && p - colon <= 6 && atoi(colon + 1) <= 65535;
}

const char *ac_net_library(void)
{
    static char text[32];
    int major, minor, patch;

    zmq_version(&major, &minor, &patch);
    snprintf(text, sizeof text, "%d.%d.%d", major, minor, patch);
    return text;
}

ac_rc ac_net_dial(ac_net *net, const char *address, const ac_transport *key, ac_conn **out, ac_err *err)
{
    ac_conn *c;

    if (!ac_net_address_fits(address))
        return ac_fail(err, AC_EUSAGE, "\"%.200s\" is no address: tcp://HOST:PORT", address);
    c = calloc(1, sizeof *c);
    if (c == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    c->is_dialled = true;
    c->fd = -1;
    c->key = *key;
    c->dealer = zmq_socket(net->ctx, ZMQ_DEALER);
    if (c->dealer == NULL || !settings(c->dealer) || !curve_client(c->dealer, net->own.b, net->secret, key) ||
        (c->monitor = watch(net, c->dealer)) == NULL || zmq_connect(c->dealer, address) != 0) {
        ac_rc rc = zmq_errno() == EINVAL ? ac_fail(err, AC_EUSAGE, "\"%.200s\" is no address: tcp://HOST:PORT", address)
                                         : failed(err, address);
        conn_free(c, 0);
        return rc;
    }
    c->next = net->conns;
    net->conns = c;
    *out = c;
    return AC_OK;
}

/* --- listening --- */

/* What the probe saw at the ROUTER. */
typedef struct {
    bool came, has_key;
} probed;

static void probe_read(ac_net *net, const ac_transport *expected, probed *out)
{
    for (;;) {
        zmq_msg_t part;
        const char *user;
        uint8_t key[32];
        int more;
        zmq_msg_init(&part);
        if (zmq_msg_recv(&part, net->router, ZMQ_DONTWAIT) < 0) {
            zmq_msg_close(&part);
            return;
        }
        more = zmq_msg_more(&part);
        user = zmq_msg_gets(&part, "User-Id");
        if (!more) {
            out->came = true;
            out->has_key = user != NULL && ac_unhex(key, 32, user, strlen(user)) && memcmp(key, expected->b, 32) == 0;
        }
        zmq_msg_close(&part);
    }
}

/* Dial our own door as a stranger: CURVE with a fresh key, or without CURVE. */
static ac_rc knock(ac_net *net, const char *address, bool with_curve, probed *out, ac_err *err)
{
    uint8_t secret[32];
    ac_transport key;
    void *dealer = zmq_socket(net->ctx, ZMQ_DEALER), *monitor = NULL;
    int64_t end = now(net) + PROBE_MS;
    bool over = false;
    monitored e;
    ac_rc rc = AC_OK;

    *out = (probed){ 0 };
    net->world->random(net->world, secret, sizeof secret);
    ac_box_keypair(key.b, secret);
    if (dealer == NULL || !settings(dealer) || (with_curve && !curve_client(dealer, key.b, secret, &net->own)) ||
        !set_only(dealer, ZMQ_IMMEDIATE, 0) || (monitor = watch(net, dealer)) == NULL || zmq_connect(dealer, address) != 0 ||
        (zmq_send(dealer, "probe", 5, ZMQ_DONTWAIT) < 0 && zmq_errno() != EAGAIN)) /* EAGAIN: turned away already */
        rc = failed(err, N_("the first look at our own door"));
    while (rc == AC_OK && !over && !out->came) {
        zmq_pollitem_t items[] = { { .socket = net->zap, .events = ZMQ_POLLIN },
                                   { .socket = net->router, .events = ZMQ_POLLIN },
                                   { .socket = net->router_monitor, .events = ZMQ_POLLIN },
                                   { .socket = monitor, .events = ZMQ_POLLIN } };
        if (zmq_poll(items, 4, 50) < 0 && zmq_errno() != EINTR)
            rc = failed(err, N_("waiting"));
        zap_answer(net);
        while (monitor_read(net->router_monitor, &e))
            ;
        while (monitor_read(monitor, &e))
            over = over || e.event == ZMQ_EVENT_DISCONNECTED || e.event == ZMQ_EVENT_CLOSED ||
                   e.event == ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL || e.event == ZMQ_EVENT_HANDSHAKE_FAILED_AUTH ||
                   e.event == ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL;
        probe_read(net, &key, out);
        over = over || now(net) >= end;
    }
    if (dealer != NULL) {
        unwatch(dealer, monitor);
        zmq_close(dealer);
    }
    ac_wipe(secret, sizeof secret);
    return rc;
}

static ac_rc probe(ac_net *net, ac_err *err)
{
    char address[AC_NET_ADDRESS_MAX];
    size_t n = sizeof address;
    probed seen;
    ac_rc rc;

    if (zmq_bind(net->router, "tcp://127.0.0.1:*") != 0 ||
        zmq_getsockopt(net->router, ZMQ_LAST_ENDPOINT, address, &n) != 0)
        return failed(err, N_("the first look at our own door"));
    rc = knock(net, address, false, &seen, err);
    if (rc == AC_OK && seen.came)
        rc = ac_fail(err, AC_EFAIL, "network: this system's libzmq lets in who shows no key; nobody is served");
    if (rc == AC_OK)
        rc = knock(net, address, true, &seen, err);
    if (rc == AC_OK && !(seen.came && seen.has_key))
        rc = ac_fail(err, AC_EFAIL, "network: this system's libzmq does not say who is connected; nobody is served");
    if (rc == AC_OK && zmq_unbind(net->router, address) != 0)
        rc = failed(err, N_("the first look at our own door"));
    net->visits[0] = (visited){ 0 };
    net->nnewcomers = 0;
    return rc;
}

ac_rc ac_net_listen(ac_net *net, const char *address, char out_address[AC_NET_ADDRESS_MAX], ac_err *err)
{
    char bound[AC_NET_ADDRESS_MAX];
    size_t n = sizeof bound;
    ac_rc rc;

    assert(net->router == NULL);
    if (!ac_net_address_fits(address))
        return ac_fail(err, AC_EUSAGE, "\"%.200s\" is no address: tcp://HOST:PORT", address);
    net->zap = zmq_socket(net->ctx, ZMQ_REP);
    if (net->zap == NULL || !set_int(net->zap, ZMQ_LINGER, 0) || zmq_bind(net->zap, "inproc://zeromq.zap.01") != 0)
        return failed(err, N_("the doorkeeper"));
    net->router = zmq_socket(net->ctx, ZMQ_ROUTER);
    if (net->router == NULL || !settings(net->router) || !curve_server(net->router, net) ||
        (net->router_monitor = watch(net, net->router)) == NULL)
        return failed(err, N_("settings that keep strangers out"));
    rc = probe(net, err);
    if (rc != AC_OK)
        return rc;
    if (zmq_bind(net->router, address) != 0) {
        int e = zmq_errno();
        if (e == EADDRINUSE)
            return ac_fail(err, AC_EADDRESS, "%s is in use already: another accord serve, or another program", address);
        return ac_fail(err, AC_EUSAGE, "cannot listen on %s: %s", address, zmq_strerror(e));
    }
    if (zmq_getsockopt(net->router, ZMQ_LAST_ENDPOINT, bound, &n) != 0 || strrchr(bound, ':') == NULL)
        return failed(err, N_("reading the address back"));
    /* the host as it was asked for (the library writes IPv4 in IPv6's way), the port as it is */
    snprintf(out_address, AC_NET_ADDRESS_MAX, "%.*s%s", (int)(strrchr(address, ':') - address), address, strrchr(bound, ':'));
    return AC_OK;
}
