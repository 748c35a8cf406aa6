/* knock.c - is anybody there? Name, port and key of an address. */
#include "sync/knock.h"

#include "core/invitation.h"
#include "sync/net_zmq.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define OPEN_MS 5000
#define SHAKE_MS 8000
#define STEP_MS 200

/* HOST and PORT of tcp://HOST:PORT, the brackets of IPv6 taken off. */
static bool split(const char *address, char host[AC_ADDRESS_MAX + 1], char port[8])
{
    const char *p = address + 6, *colon = strrchr(address, ':');
    size_t n = colon != NULL && colon > p ? (size_t)(colon - p) : 0;

    if (n > 1 && p[0] == '[' && p[n - 1] == ']') {
        p++;
        n -= 2;
    }
    if (n == 0 || n > AC_ADDRESS_MAX)
        return false;
    memcpy(host, p, n);
    host[n] = '\0';
    snprintf(port, 8, "%.6s", colon + 1);
    return true;
}

/* Does a connection come about before the time is over? */
static bool is_open(const struct addrinfo *a)
{
    int fd = socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, a->ai_protocol), fault = 0;
    struct pollfd p = { .fd = fd, .events = POLLOUT };
    socklen_t n = sizeof fault;
    bool open = false;

    if (fd < 0)
        return false;
    if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
        open = true;
    else if (errno == EINPROGRESS && poll(&p, 1, OPEN_MS) == 1)
        open = getsockopt(fd, SOL_SOCKET, SO_ERROR, &fault, &n) == 0 && fault == 0;
    close(fd);
    return open;
}

static bool find_open(const struct addrinfo *list, ac_knocked *out)
{
    for (const struct addrinfo *a = list; a != NULL; a = a->ai_next) {
        getnameinfo(a->ai_addr, a->ai_addrlen, out->numeric, sizeof out->numeric, NULL, 0, NI_NUMERICHOST);
        if (is_open(a))
            return true;
    }
    return false;
}

typedef struct {
    bool is_gone;
    ac_why_gone why;
} caller;

static void got_frame(void *ctx, ac_conn *conn, const uint8_t *bytes, size_t n)
{
    (void)ctx, (void)conn, (void)bytes, (void)n;
}

static void got_gone(void *ctx, ac_conn *conn, ac_why_gone why)
{
    caller *c = ctx;

    (void)conn;
    c->is_gone = true;
    c->why = why;
}

static ac_rc shake(const char *address, const ac_transport *key, ac_world *world, ac_knocked *out, ac_err *err)
{
    caller c = { 0 };
    ac_net_handler handler = { got_frame, got_gone, NULL, &c };
    ac_transport own;
    uint8_t secret[32];
    ac_net *net = NULL;
    ac_conn *conn = NULL;
    int64_t end = world->mono_ms(world) + SHAKE_MS;
    bool connected = false;
    ac_rc rc;

    world->random(world, secret, sizeof secret);
    ac_box_keypair(own.b, secret);
    rc = ac_net_open(&net, &own, secret, world, &handler, err);
    if (rc == AC_OK)
        rc = ac_net_dial(net, address, key, &conn, err);
    while (rc == AC_OK && !c.is_gone && !connected && world->mono_ms(world) < end) {
        rc = ac_net_poll(net, STEP_MS, err);
        connected = rc == AC_OK && !c.is_gone && ac_conn_is_connected(conn);
    }
    if (conn != NULL && !c.is_gone)
        ac_net_cut(net, conn, true);
    ac_net_close(net);
    ac_wipe(secret, sizeof secret);
    out->end = connected ? AC_KNOCK_GOOD : c.is_gone && c.why == AC_WHY_OTHER_KEY ? AC_KNOCK_OTHER_KEY : AC_KNOCK_SILENT;
    return rc;
}

ac_rc ac_knock(const char *address, const ac_transport *key, ac_world *world, ac_knocked *out, ac_err *err)
{
    struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM }, *list = NULL;
    char host[AC_ADDRESS_MAX + 1], port[8];
    ac_rc rc = ac_address_check(address, err);

    *out = (ac_knocked){ .end = AC_KNOCK_NO_NAME };
    if (rc != AC_OK)
        return rc;
    if (!split(address, host, port))
        return ac_fail(err, AC_EUSAGE, "\"%.200s\" is no address: tcp://HOST:PORT", address);
    if (getaddrinfo(host, port, &hints, &list) != 0)
        return AC_OK;
    out->end = AC_KNOCK_CLOSED;
    if (find_open(list, out))
        rc = shake(address, key, world, out, err);
    freeaddrinfo(list);
    return rc;
}
