/* test_net.c - serve on a real socket: whoever comes, it survives, and the honest partner still syncs. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sync/net_zmq.h"
#include "sync/talk.h"
#include "tests/support/served.h"

#define LONG_MS 20000 /* nothing here takes so long; who waits for it has failed */

static int setup(void **state)
{
    (void)state;
    return ac_crypto_init() ? 0 : -1;
}

static void pair(desk *a, desk *b)
{
    desk *others[] = { b };

    desk_new(a, "CITY", 1);
    desk_new(b, "SASI", 2);
    desks_partners(a, others, 1);
    desk_is_real(b);
}

static void free_pair(desk *a, desk *b)
{
    desk_free(a);
    desk_free(b);
}

/* --- the ordinary case --- */

static void serve_answers_and_stops_when_told(void **state)
{
    desk a, b;
    served s = { 0 };
    ac_met met;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 300);
    desk_notes(&b, 200);
    served_start(&s, &a);
    assert_int_equal(served_meet(&s, &b, &met, NULL), AC_OK);
    assert_true(met.result.got == 300 && met.result.sent == 200);
    assert_string_equal(met.result.code, "CITY");
    ac_met_free(&met);
    served_sync(&s, &b);
    served_stop(&s);
    assert_true(desks_are_same(&a, &b));
    free_pair(&a, &b);
}

/* The other way round, the client in a process of its own: what serve leaves behind is seen here. */
typedef struct {
    desk *client;
    ac_transport key;
    pid_t pid;
    volatile int stop;
    unsigned met;
} host;

static void host_ready(void *ctx, const char *address)
{
    host *h = ctx;
    served s = { 0 };
    ac_met met;

    fflush(NULL);
    h->pid = fork();
    assert_true(h->pid >= 0);
    if (h->pid > 0)
        return;
    snprintf(s.address, sizeof s.address, "%s", address);
    s.key = h->key;
    desk_open(h->client);
    _exit(served_meet(&s, h->client, &met, NULL) == AC_OK ? 0 : 1);
}

static void host_met(void *ctx, const ac_exchange_result *result)
{
    host *h = ctx;

    h->met++;
    h->stop = 1;
    assert_int_equal(result->end, AC_END_DONE);
    assert_true(result->got == 20 && result->sent == 30);
}

static void serve_lets_go_of_all_it_had(void **state)
{
    desk a, b;
    host h = { .client = &b };
    ac_serve_config config = { .listen = "tcp://127.0.0.1:0", .ready = host_ready, .met = host_met, .ctx = &h, .stop = &h.stop };
    int status = 0;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 30);
    desk_notes(&b, 20);
    h.key = ac_notebook_me(a.nb)->transport;
    desk_shut(&b);
    desk_shut(&a);
    desk_is_real(&a);
    desk_open(&a);
    assert_int_equal(ac_serve(a.nb, &config, NULL), AC_OK);
    assert_int_equal(waitpid(h.pid, &status, 0), h.pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(h.met, 1);
    desk_open(&b);
    assert_true(desks_are_same(&a, &b));
    free_pair(&a, &b);
}

static void nobody_another_key_and_a_taken_address_are_told_apart(void **state)
{
    desk a, b;
    served s = { 0 };
    ac_met met = { 0 };
    ac_err err = { 0 };
    volatile int stop = 0;

    (void)state;
    pair(&a, &b);
    served_start(&s, &a);
    served_sync(&s, &b);
    served other = s; /* the right address, another key */
    other.key = ac_notebook_me(b.nb)->transport;
    assert_int_equal(served_meet(&other, &b, &met, &err), AC_EREACH);
    assert_true(met.is_other_key && !met.is_refused);
    ac_met_free(&met);
    ac_serve_config twice = { .listen = s.address, .stop = &stop };
    assert_int_equal(ac_serve(b.nb, &twice, &err), AC_EADDRESS);
    assert_int_equal(ac_serve(b.nb, &(ac_serve_config){ .listen = "tcp://nowhere", .stop = &stop }, &err), AC_EUSAGE);
    served_sync(&s, &b);
    served_stop(&s);
    assert_int_equal(served_meet(&s, &b, &met, &err), AC_EREACH);
    assert_false(met.is_other_key || met.is_refused);
    ac_met_free(&met);
    free_pair(&a, &b);
}

static void a_stranger_is_told_nothing_by_it(void **state)
{
    desk a, b, stranger;
    served s = { 0 };
    ac_met met = { 0 };
    ac_err err = { 0 };

    (void)state;
    pair(&a, &b);
    desk_new(&stranger, "EURF", 9);
    desk_is_real(&stranger);
    served_start(&s, &a);
    assert_int_equal(served_meet(&s, &stranger, &met, &err), AC_EREACH);
    assert_true(met.is_refused && met.result.bytes_in == 0);
    ac_met_free(&met);
    served_sync(&s, &b);
    served_stop(&s);
    desk_free(&stranger);
    free_pair(&a, &b);
}

/* --- SECURITY 4.2 --- */

static void only_a_known_key_gets_an_answer(void **state)
{
    desk a, b;
    served s = { 0 };
    ac_transport wrong = { { 1, 2, 3 } };

    (void)state;
    pair(&a, &b);
    served_start(&s, &a);
    for (int k = 0; k < 4; k++) {
        raw r;
        raw_open(&r, s.address, k == 0 ? RAW_NULL : k == 1 ? RAW_PLAIN : RAW_CURVE, k == 2 ? &wrong : &s.key, NULL, NULL, NULL, 0);
        raw_send(&r, "hello, who is there?", 20, false);
        if (!raw_is_cut(&r, LONG_MS) || r.was_told)
            fail_msg("case %d: %s", k, r.was_told ? "was told something" : "is still connected");
        raw_close(&r);
        served_sync(&s, &b);
    }
    served_stop(&s);
    free_pair(&a, &b);
}

/* What a member may do wrong with messages: too large, of many parts, no frame at all. */
static void a_member_that_breaks_the_rules_is_cut(void **state)
{
    desk a, b, c, *third[] = { &c };
    served s = { 0 };
    uint8_t *big = calloc(1, 300000);

    (void)state;
    assert_non_null(big);
    pair(&a, &b);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, third, 1);
    served_start(&s, &a);
    served_sync(&s, &b);
    for (int k = 0; k < 6; k++) {
        raw r;
        raw_open(&r, s.address, RAW_CURVE, &s.key, &ac_notebook_me(c.nb)->transport, ac_notebook_transport_secret(c.nb), NULL, 0);
        switch (k) {
        case 0: raw_send(&r, big, 262144 + 1, false); break; /* beyond MAXMSGSIZE with CURVE's own */
        case 1: raw_send(&r, big, AC_HELLO_MAX + 1, false); break; /* beyond a first frame */
        case 2:
            for (int i = 0; i < 3; i++)
                raw_send(&r, "part", 4, true);
            raw_send(&r, "last", 4, false);
            break;
        case 3:
            for (int i = 0; i < 40; i++)
                raw_send(&r, big, 20000, true);
            raw_send(&r, "last", 4, false);
            break;
        case 4: raw_send(&r, "", 0, false); break;
        default: raw_send(&r, "garbage", 7, false);
        }
        if (!raw_is_cut(&r, LONG_MS) || r.was_told)
            fail_msg("case %d: %s", k, r.was_told ? "was told something" : "is still connected");
        raw_close(&r);
        served_sync(&s, &b);
    }
    served_stop(&s);
    free(big);
    desk_free(&c);
    free_pair(&a, &b);
}

/* Routing ids are the client's choice in ZeroMQ: nobody takes another's place by them, and those that look like
 * the ones the library makes itself bring nobody down. */
static void routing_ids_are_nobodys_name(void **state)
{
    desk a, b, c, *third[] = { &c };
    served s = { 0 };
    raw held[24];
    uint8_t nonce[32] = { 1 }, welcome[4096];
    ac_buf hello = { 0 };
    uint8_t id[5] = { 0 };

    (void)state;
    pair(&a, &b);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, third, 1);
    served_start(&s, &a);
    served_sync(&s, &b);
    ac_put_hello(&hello, &(ac_hello){ .nonce = nonce, .device = ac_notebook_me(c.nb)->device });
    for (unsigned i = 0; i < 24; i++) {
        bool same = i < 4; /* four under one name; then zero, and a number, as the library counts */
        id[4] = (uint8_t)i;
        id[1] = (uint8_t)(i * 37);
        raw_open(&held[i], s.address, RAW_CURVE, &s.key, &ac_notebook_me(c.nb)->transport, ac_notebook_transport_secret(c.nb),
                 same ? (const void *)"SASI" : id, same ? 4 : 5);
        raw_send(&held[i], hello.p, hello.len, false);
        if (i == 0 || i >= 4) {
            assert_int_equal(raw_recv(&held[i], welcome, sizeof welcome, LONG_MS), 138);
            assert_int_equal(welcome[0], AC_F_WELCOME);
        }
        if (i % 6 == 0)
            served_sync(&s, &b);
    }
    for (unsigned i = 0; i < 24; i++)
        raw_close(&held[i]);
    served_sync(&s, &b);
    served_stop(&s);
    ac_buf_free(&hello);
    desk_free(&c);
    free_pair(&a, &b);
}

/* --- TCP without ZeroMQ --- */

static int tcp(int port)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

/* Until the other end hangs up. */
static bool tcp_is_cut(int fd)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };
    char buf[512];

    for (;;) {
        ssize_t n;
        if (poll(&p, 1, LONG_MS) != 1)
            return false;
        n = recv(fd, buf, sizeof buf, 0);
        if (n == 0 || (n < 0 && errno == ECONNRESET))
            return true;
        if (n < 0)
            return false;
    }
}

static void garbage_and_silence_on_the_port_are_cut(void **state)
{
    /* greetings of ZMTP 3: signature, version, mechanism; whole, cut, of another mechanism */
    static const char http[] = "GET / HTTP/1.1\r\nHost: city\r\n\r\n";
    uint8_t greeting[64] = { 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0, 'C', 'U', 'R', 'V', 'E' }, noise[4096];
    desk a, b;
    served s = { 0 };
    int fds[64], n = 0;
    uint32_t seed = 8;

    (void)state;
    pair(&a, &b);
    served_start(&s, &a);
    for (int i = 0; i < 12; i++) {
        size_t take = i == 0 ? sizeof http - 1 : i < 8 ? (size_t)(i * 9) : 64;
        fds[n] = tcp(s.port);
        for (size_t k = 0; k < sizeof noise; k++)
            noise[k] = (uint8_t)((seed = seed * 1664525u + 1013904223u) >> 24);
        if (i == 10)
            memcpy(greeting + 12, "NULL\0", 5);
        (void)!send(fds[n], i == 0 ? (const void *)http : greeting, take, MSG_NOSIGNAL);
        if (i >= 8)
            (void)!send(fds[n], noise, sizeof noise, MSG_NOSIGNAL);
        n++;
    }
    served_sync(&s, &b);
    for (int i = 0; i < 40; i++) /* that say nothing at all */
        fds[n++] = tcp(s.port);
    for (int i = 0; i < 3; i++)
        served_sync(&s, &b);
    for (int i = 0; i < n; i++) {
        if (!tcp_is_cut(fds[i]))
            fail_msg("connection %d was not cut", i);
        close(fds[i]);
    }
    served_sync(&s, &b);
    served_stop(&s);
    free_pair(&a, &b);
}

/* --- many at once --- */

static void sixty_four_peers_and_no_more(void **state)
{
    desk a, b;
    served s = { 0 };
    raw peers[AC_PEERS_MAX + 1];
    uint8_t nonce[32] = { 1 }, welcome[4096];
    ac_buf hello = { 0 };

    (void)state;
    pair(&a, &b);
    served_start(&s, &a);
    ac_put_hello(&hello, &(ac_hello){ .nonce = nonce, .device = ac_notebook_me(b.nb)->device });
    for (unsigned i = 0; i <= AC_PEERS_MAX; i++) {
        raw_open(&peers[i], s.address, RAW_CURVE, &s.key, &ac_notebook_me(b.nb)->transport, ac_notebook_transport_secret(b.nb), NULL,
                 0);
        raw_send(&peers[i], hello.p, hello.len, false);
        if (i < AC_PEERS_MAX)
            assert_int_equal(raw_recv(&peers[i], welcome, sizeof welcome, LONG_MS), 138);
    }
    assert_true(raw_is_cut(&peers[AC_PEERS_MAX], LONG_MS)); /* one too many: cut without a word */
    assert_false(peers[AC_PEERS_MAX].was_told);
    raw_close(&peers[AC_PEERS_MAX]);
    raw_close(&peers[0]); /* and where one goes, there is room for another */
    for (int tries = 0; tries < 50; tries++) {
        ac_met met;
        ac_rc rc = served_meet(&s, &b, &met, NULL);
        ac_met_free(&met);
        if (rc == AC_OK)
            break;
        assert_true(tries < 49);
    }
    for (unsigned i = 1; i < AC_PEERS_MAX; i++)
        raw_close(&peers[i]);
    served_sync(&s, &b);
    served_stop(&s);
    ac_buf_free(&hello);
    free_pair(&a, &b);
}

/* Many connections of one member, each with a session of its own. */
#define CROWD 48
typedef struct {
    desk *d;
    ac_net *net;
    struct one {
        ac_conn *conn;
        ac_exchange *x;
        size_t bytes;  /* of CHANGES that came and were not taken */
        unsigned seen; /* bits of the types that came */
        bool is_gone;
        uint8_t bye;
    } one[CROWD];
    unsigned held_back; /* bits of the types that are not given to the session */
} crowd;

static void crowd_frame(void *ctx, ac_conn *conn, const uint8_t *bytes, size_t n)
{
    crowd *c = ctx;
    struct one *o = ac_conn_user(conn);

    (void)c;
    o->seen |= 1u << bytes[0];
    if (bytes[0] == AC_F_CHANGES)
        o->bytes += n;
    if (bytes[0] == AC_F_BYE)
        o->bye = bytes[4];
    if ((c->held_back >> bytes[0] & 1) == 0)
        ac_exchange_frame(o->x, bytes, n, 0);
}

static void crowd_gone(void *ctx, ac_conn *conn, ac_why_gone why)
{
    struct one *o = ac_conn_user(conn);

    (void)ctx;
    (void)why;
    o->is_gone = true;
    o->conn = NULL;
}

/* Sends what the sessions have to say and waits for what comes. */
static void crowd_turn(crowd *c, int wait_ms)
{
    for (size_t i = 0; i < CROWD; i++) {
        struct one *o = &c->one[i];
        ac_buf out = { 0 };
        while (o->conn != NULL && ac_conn_is_connected(o->conn) && (ac_buf_clear(&out), ac_exchange_out(o->x, &out, 0)))
            assert_true(ac_net_send(c->net, o->conn, out.p, out.len));
        ac_buf_free(&out);
    }
    assert_int_equal(ac_net_poll(c->net, wait_ms, NULL), AC_OK);
}

static void crowd_open(crowd *c, const served *s, desk *d, size_t n)
{
    ac_net_handler handler = { crowd_frame, crowd_gone, NULL, c };

    c->d = d;
    assert_int_equal(ac_net_open(&c->net, &ac_notebook_me(d->nb)->transport, ac_notebook_transport_secret(d->nb), &d->world, &handler,
                                 NULL), AC_OK);
    for (size_t i = 0; i < n; i++) {
        ac_exchange_config config = { .is_client = true, .peer = s->key };
        assert_int_equal(ac_net_dial(c->net, s->address, &s->key, &c->one[i].conn, NULL), AC_OK);
        assert_int_equal(ac_exchange_open(&c->one[i].x, d->nb, &config, 0, NULL), AC_OK);
        ac_conn_set_user(c->one[i].conn, &c->one[i]);
        while ((c->one[i].seen >> AC_F_WELCOME & 1) == 0) /* one after the other: few may be there that said nothing yet */
            crowd_turn(c, 500);
    }
}

static void crowd_close(crowd *c)
{
    for (size_t i = 0; i < CROWD; i++)
        ac_exchange_close(c->one[i].x);
    ac_net_close(c->net);
}

static void large_notes(desk *d, int n)
{
    char text[65001];

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < n; i++)
        desk_note(d, d->space, text);
}

static void what_is_on_its_way_to_all_has_a_most(void **state)
{
    desk a, b;
    served s = { 0 };
    crowd *c = calloc(1, sizeof *c);
    size_t total = 0, more;

    (void)state;
    assert_non_null(c);
    pair(&a, &b);
    large_notes(&a, 6);
    served_start(&s, &a);
    c->held_back = 1u << AC_F_CHANGES; /* nobody takes anything */
    crowd_open(c, &s, &b, CROWD);
    /* 48 windows of four such frames would be 12 MiB */
    for (int quiet = 0; quiet < 3;) {
        crowd_turn(c, 500);
        more = 0;
        for (size_t i = 0; i < CROWD; i++)
            more += c->one[i].bytes;
        quiet = more > 0 && more == total ? quiet + 1 : 0;
        total = more;
    }
    assert_true(total <= AC_FLIGHT_BYTES && total > AC_FLIGHT_BYTES - AC_CHANGES_FRAME_MAX);
    for (size_t i = 0; i < CROWD; i++)
        assert_true(c->one[i].bytes <= AC_WINDOW_BYTES && !c->one[i].is_gone);
    crowd_close(c); /* they go, and what they held is free again */
    free(c);
    served_sync(&s, &b);
    served_stop(&s);
    free_pair(&a, &b);
}

static void what_is_held_for_all_has_a_most(void **state)
{
    desk a, b;
    served s = { 0 };
    crowd *c = calloc(1, sizeof *c);
    ac_buf frame = { 0 };
    size_t sent[CROWD] = { 0 }, ready = 0, over = 0;

    (void)state;
    assert_non_null(c);
    pair(&a, &b);
    desk_notes(&a, 1);
    served_start(&s, &a);
    c->held_back = 1u << AC_F_LIST; /* ours is made by hand */
    crowd_open(c, &s, &b, 4);
    while (ready < 4) {
        crowd_turn(c, 500);
        ready = 0;
        for (size_t i = 0; i < 4; i++)
            ready += c->one[i].seen >> AC_F_LIST & 1;
    }
    /* lists without end from four: of 2.5 MiB each three find room, the fourth is told that it is too much now */
    for (unsigned f = 0; f < 40; f++)
        for (size_t i = 0; i < 4; i++) {
            if (c->one[i].conn == NULL || c->one[i].is_gone)
                continue;
            ac_buf_clear(&frame);
            ac_put_frame(&frame, AC_F_LIST, 0, 0);
            ac_buf_u8(&frame, 1);
            for (unsigned k = 0; frame.len < 65000; k++) {
                uint8_t author[32] = { (uint8_t)f, (uint8_t)(k >> 8), (uint8_t)k };
                ac_buf_put(&frame, author, 32);
                ac_buf_u8(&frame, 1);
                ac_put_point(&frame, 1, &(ac_id){ { 1 } });
            }
            while (c->one[i].conn != NULL && !ac_net_send(c->net, c->one[i].conn, frame.p, frame.len))
                assert_int_equal(ac_net_poll(c->net, 500, NULL), AC_OK);
            sent[i] += frame.len;
        }
    for (int tries = 0; tries < 40 && over == 0; tries++) {
        crowd_turn(c, 500);
        for (size_t i = 0; i < 4; i++)
            over += c->one[i].bye == AC_BYE_BUSY;
    }
    assert_int_equal(over, 1);
    assert_true(sent[0] > 2u << 20);
    served_sync(&s, &b);
    crowd_close(c);
    free(c);
    ac_buf_free(&frame);
    served_stop(&s);
    free_pair(&a, &b);
}

/* --- ends in the middle --- */

static void a_signal_in_mid_session_says_goodbye(void **state)
{
    desk a, b;
    served s = { 0 };
    crowd *c = calloc(1, sizeof *c);

    (void)state;
    assert_non_null(c);
    pair(&a, &b);
    large_notes(&a, 6);
    served_start(&s, &a);
    c->held_back = 1u << AC_F_CHANGES;
    crowd_open(c, &s, &b, 3);
    while (c->one[0].bytes == 0 || c->one[1].bytes == 0 || c->one[2].bytes == 0)
        crowd_turn(c, 500);
    assert_int_equal(kill(s.pid, SIGTERM), 0);
    while (!c->one[0].is_gone || !c->one[1].is_gone || !c->one[2].is_gone)
        crowd_turn(c, 500);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(c->one[i].bye, AC_BYE_CLOSING);
        assert_int_equal(ac_exchange_result_of(c->one[i].x)->end, AC_END_CLOSED);
    }
    crowd_close(c);
    free(c);
    served_stop(&s); /* it ended well */
    free_pair(&a, &b);
}

/* Last frames for which there is never any room do not hold a place for ever. */
static void a_peer_that_does_not_read_is_let_go(void **state)
{
    desk a, b;
    ac_exchange_config config = { 0 };
    ac_talk t = { 0 };
    int somebody;

    (void)state;
    pair(&a, &b);
    assert_int_equal(ac_exchange_open(&t.x, a.nb, &config, 0, NULL), AC_OK);
    t.conn = (ac_conn *)(void *)&somebody; /* is not looked at */
    ac_buf_u8(&t.pending, 1);
    assert_false(ac_talk_is_over(&t, 1000000));
    ac_exchange_stop(t.x);
    assert_false(ac_talk_is_over(&t, 5000));
    assert_false(ac_talk_is_over(&t, 5000 + AC_TALK_LAST_MS - 1));
    assert_true(ac_talk_is_over(&t, 5000 + AC_TALK_LAST_MS));
    ac_buf_clear(&t.pending);
    assert_true(ac_talk_is_over(&t, 5001));
    ac_talk_free(&t);
    free_pair(&a, &b);
}

/* The partner is killed at some look at its clock, that is anywhere in its session. */
static unsigned dies_after;

static int64_t deadly_mono(ac_world *world)
{
    static ac_world real;

    (void)world;
    if (real.mono_ms == NULL)
        ac_world_real(&real);
    if (dies_after > 0 && --dies_after == 0)
        kill(getpid(), SIGKILL);
    return real.mono_ms(&real);
}

static void a_partner_killed_in_mid_session_harms_nobody(void **state)
{
    desk a, b;
    served s = { 0 };
    bool finished = false;

    (void)state;
    pair(&a, &b);
    large_notes(&a, 12);
    large_notes(&b, 12);
    served_start(&s, &a);
    for (unsigned k = 6; !finished; k += 7) {
        pid_t pid;
        int status = 0;
        desk_shut(&b);
        fflush(NULL);
        pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            ac_met met;
            b.world.mono_ms = deadly_mono;
            dies_after = k;
            desk_open(&b);
            _exit(served_meet(&s, &b, &met, NULL) == AC_OK ? 0 : 1);
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        desk_open(&b);
        finished = WIFEXITED(status);
        assert_true(finished ? WEXITSTATUS(status) == 0 : WTERMSIG(status) == SIGKILL);
        assert_true(k < 2000);
    }
    served_sync(&s, &b);
    served_stop(&s);
    assert_true(desks_are_same(&a, &b) && desk_has_no_fork(&a) && desk_may_write(&b));
    free_pair(&a, &b);
}

static void serve_killed_in_mid_session_loses_nothing(void **state)
{
    desk a, b;
    served s = { 0 };
    int64_t had_a, had_b;
    ac_met met;
    bool died = true;

    (void)state;
    pair(&a, &b);
    large_notes(&a, 12);
    large_notes(&b, 12);
    for (unsigned k = 4; died; k += 9) {
        had_a = desk_count(&a);
        had_b = desk_count(&b);
        s = (served){ .dies_at = k };
        served_start(&s, &a);
        died = served_meet(&s, &b, &met, NULL) != AC_OK;
        ac_met_free(&met);
        if (died)
            served_died(&s);
        else
            served_stop_or_died(&s);
        assert_true(desk_count(&a) >= had_a && desk_count(&b) >= had_b);
        assert_true(k < 2000);
    }
    s = (served){ 0 };
    served_start(&s, &a);
    served_sync(&s, &b);
    served_stop(&s);
    assert_true(desks_are_same(&a, &b) && desk_has_no_fork(&b) && desk_may_write(&a));
    free_pair(&a, &b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(serve_answers_and_stops_when_told),
        cmocka_unit_test(serve_lets_go_of_all_it_had),
        cmocka_unit_test(nobody_another_key_and_a_taken_address_are_told_apart),
        cmocka_unit_test(a_stranger_is_told_nothing_by_it),
        cmocka_unit_test(only_a_known_key_gets_an_answer),
        cmocka_unit_test(a_member_that_breaks_the_rules_is_cut),
        cmocka_unit_test(routing_ids_are_nobodys_name),
        cmocka_unit_test(garbage_and_silence_on_the_port_are_cut),
        cmocka_unit_test(sixty_four_peers_and_no_more),
        cmocka_unit_test(what_is_on_its_way_to_all_has_a_most),
        cmocka_unit_test(what_is_held_for_all_has_a_most),
        cmocka_unit_test(a_signal_in_mid_session_says_goodbye),
        cmocka_unit_test(a_peer_that_does_not_read_is_let_go),
        cmocka_unit_test(a_partner_killed_in_mid_session_harms_nobody),
        cmocka_unit_test(serve_killed_in_mid_session_loses_nothing),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
