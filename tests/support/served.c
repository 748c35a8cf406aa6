/* served.c - `serve` in a process of its own, and raw connections to it. */
#include "tests/support/served.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zmq.h>
/* clang-format off: cmocka wants these before it */
#include <cmocka.h>
/* clang-format on */

/* --- serve --- */

static volatile int stop;
static int ready_fd;
static unsigned dies_at;
static bool is_counting;
static ac_world real;

static void on_term(int sig)
{
    (void)sig;
    stop = 1;
}

static int64_t mono(ac_world *world)
{
    (void)world;
    if (is_counting && dies_at > 0 && --dies_at == 0)
        kill(getpid(), SIGKILL);
    return real.mono_ms(&real);
}

static void chance(ac_world *world, void *out, size_t n)
{
    (void)world;
    is_counting = ready_fd < 0; /* the first nonce after it listens: somebody came */
    real.random(&real, out, n);
}

void desk_is_real(desk *d)
{
    ac_world_real(&real);
    d->world.mono_ms = mono;
    d->world.random = chance;
}

static void ready(void *ctx, const char *address)
{
    (void)ctx;
    if (write(ready_fd, address, strlen(address)) < 0)
        _exit(9);
    close(ready_fd);
    ready_fd = -1;
}

static int serve_here(served *s)
{
    ac_serve_config config = { .listen = "tcp://127.0.0.1:0", .ready = ready, .stop = &stop };
    struct sigaction act = { .sa_handler = on_term };
    ac_err err = { 0 };
    ac_rc rc;

    sigaction(SIGTERM, &act, NULL);
    dies_at = s->dies_at;
    desk_is_real(s->d);
    desk_open(s->d);
    rc = ac_serve(s->d->nb, &config, &err);
    if (rc != AC_OK)
        fprintf(stderr, "serve: %s\n", err.text);
    desk_shut(s->d);
    return rc == AC_OK ? 0 : 1;
}

void served_start(served *s, desk *d)
{
    int fds[2];
    ssize_t n;

    s->d = d;
    s->key = ac_notebook_me(d->nb)->transport;
    desk_shut(d);
    assert_int_equal(pipe(fds), 0);
    fflush(NULL);
    s->pid = fork();
    assert_true(s->pid >= 0);
    if (s->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that fails leaves nobody behind */
        close(fds[0]);
        ready_fd = fds[1];
        _exit(serve_here(s)); /* no search for leaks: threads of the parent are not here */
    }
    close(fds[1]);
    n = read(fds[0], s->address, sizeof s->address - 1);
    close(fds[0]);
    if (n <= 0)
        fail_msg("serve does not listen");
    s->address[n] = '\0';
    s->port = atoi(strrchr(s->address, ':') + 1);
    assert_true(s->port > 0);
}

static int ended(served *s)
{
    int status = 0;

    assert_int_equal(waitpid(s->pid, &status, 0), s->pid);
    s->pid = 0;
    desk_open(s->d);
    return status;
}

void served_stop(served *s)
{
    int status;

    assert_int_equal(kill(s->pid, SIGTERM), 0);
    status = ended(s);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static bool was_killed(int status)
{
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

void served_died(served *s)
{
    assert_true(was_killed(ended(s)));
}

void served_stop_or_died(served *s)
{
    int status;

    kill(s->pid, SIGTERM);
    status = ended(s);
    assert_true(was_killed(status) || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
}

ac_rc served_meet(const served *s, desk *client, ac_met *out, ac_err *err)
{
    *out = (ac_met){ 0 };
    return ac_meet_at(client->nb, s->address, &s->key, NULL, NULL, out, err);
}

void served_sync(const served *s, desk *client)
{
    ac_met met;
    ac_err err = { 0 };

    if (served_meet(s, client, &met, &err) != AC_OK)
        fail_msg("%s", err.text);
    assert_true(met.is_reached && met.result.nspaces > 0);
    for (size_t i = 0; i < met.result.nspaces; i++)
        assert_true(met.result.spaces[i].is_same);
    ac_met_free(&met);
}

/* --- raw connections --- */

static void set(void *socket, int option, int v)
{
    assert_int_equal(zmq_setsockopt(socket, option, &v, sizeof v), 0);
}

void raw_open(raw *r, const char *address, int mechanism, const ac_transport *server, const ac_transport *own,
              const uint8_t *secret, const void *routing_id, size_t routing_id_n)
{
    uint8_t fresh[32];
    ac_transport key;

    *r = (raw){ 0 };
    r->ctx = zmq_ctx_new();
    assert_non_null(r->ctx);
    assert_int_equal(zmq_ctx_set(r->ctx, ZMQ_BLOCKY, 0), 0);
    r->socket = zmq_socket(r->ctx, ZMQ_DEALER);
    assert_non_null(r->socket);
    set(r->socket, ZMQ_LINGER, 0);
    set(r->socket, ZMQ_RECONNECT_IVL, -1);
    set(r->socket, ZMQ_SNDHWM, 0);
    if (mechanism == RAW_PLAIN) {
        assert_int_equal(zmq_setsockopt(r->socket, ZMQ_PLAIN_USERNAME, "admin", 5), 0);
        assert_int_equal(zmq_setsockopt(r->socket, ZMQ_PLAIN_PASSWORD, "admin", 5), 0);
    }
    if (mechanism == RAW_CURVE) {
        if (secret == NULL) {
            ac_world_real(&real);
            real.random(&real, fresh, sizeof fresh);
            ac_box_keypair(key.b, fresh);
            own = &key;
            secret = fresh;
        }
        assert_int_equal(zmq_setsockopt(r->socket, ZMQ_CURVE_SERVERKEY, server->b, 32), 0);
        assert_int_equal(zmq_setsockopt(r->socket, ZMQ_CURVE_PUBLICKEY, own->b, 32), 0);
        assert_int_equal(zmq_setsockopt(r->socket, ZMQ_CURVE_SECRETKEY, secret, 32), 0);
    }
    if (routing_id != NULL)
        assert_int_equal(zmq_setsockopt(r->socket, ZMQ_ROUTING_ID, routing_id, routing_id_n), 0);
    assert_int_equal(zmq_socket_monitor(r->socket, "inproc://raw", ZMQ_EVENT_ALL), 0);
    r->monitor = zmq_socket(r->ctx, ZMQ_PAIR);
    assert_non_null(r->monitor);
    set(r->monitor, ZMQ_LINGER, 0);
    assert_int_equal(zmq_connect(r->monitor, "inproc://raw"), 0);
    assert_int_equal(zmq_connect(r->socket, address), 0);
}

void raw_send(raw *r, const void *bytes, size_t n, bool more)
{
    assert_true(zmq_send(r->socket, bytes, n, more ? ZMQ_SNDMORE : 0) >= 0);
}

/* One event of the monitor: true when it says that all is over. */
static bool event_is_end(raw *r)
{
    uint8_t head[16];
    char address[256];
    uint16_t event;

    if (zmq_recv(r->monitor, head, sizeof head, ZMQ_DONTWAIT) < 0)
        return false;
    memcpy(&event, head, 2);
    zmq_recv(r->monitor, address, sizeof address, 0);
    return event == ZMQ_EVENT_DISCONNECTED || event == ZMQ_EVENT_CLOSED || event == ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL ||
           event == ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL || event == ZMQ_EVENT_HANDSHAKE_FAILED_AUTH;
}

int raw_recv(raw *r, void *out, size_t size, int timeout_ms)
{
    int64_t end;

    ac_world_real(&real);
    end = real.mono_ms(&real) + timeout_ms;
    for (;;) {
        zmq_pollitem_t items[] = { { .socket = r->socket, .events = ZMQ_POLLIN }, { .socket = r->monitor, .events = ZMQ_POLLIN } };
        int64_t left = end - real.mono_ms(&real);
        int n;
        if (left <= 0 || zmq_poll(items, 2, (long)left) <= 0)
            return -1;
        n = zmq_recv(r->socket, out, size, ZMQ_DONTWAIT);
        if (n >= 0) {
            r->was_told = true;
            return n;
        }
        if (event_is_end(r))
            return -1;
    }
}

bool raw_is_cut(raw *r, int timeout_ms)
{
    int64_t end;
    char buf[64];

    ac_world_real(&real);
    end = real.mono_ms(&real) + timeout_ms;
    for (;;) {
        zmq_pollitem_t items[] = { { .socket = r->socket, .events = ZMQ_POLLIN }, { .socket = r->monitor, .events = ZMQ_POLLIN } };
        int64_t left = end - real.mono_ms(&real);
        if (left <= 0 || zmq_poll(items, 2, (long)left) <= 0)
            return false;
        while (zmq_recv(r->socket, buf, sizeof buf, ZMQ_DONTWAIT) >= 0)
            r->was_told = true;
        if (event_is_end(r))
            return true;
    }
}

void raw_close(raw *r)
{
    if (r->ctx == NULL)
        return;
    zmq_socket_monitor(r->socket, NULL, 0);
    zmq_close(r->monitor);
    zmq_close(r->socket);
    zmq_ctx_term(r->ctx);
    *r = (raw){ 0 };
}
