/* test_knock.c - whether anybody is there: a door with the right key, with another one, a closed one, another trade. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/crypto.h"
#include "sync/knock.h"
#include "sync/net_zmq.h"

/* A door that answers, in a thread of its own. */
typedef struct {
    ac_world world;
    ac_transport key;
    uint8_t secret[32];
    ac_net *net;
    char address[AC_NET_ADDRESS_MAX];
    atomic_bool stop;
    atomic_int frames;
    pthread_t thread;
} door;

static void got_frame(void *ctx, ac_conn *conn, const uint8_t *bytes, size_t n)
{
    door *d = ctx;

    (void)conn, (void)bytes, (void)n;
    atomic_fetch_add(&d->frames, 1);
}

static void got_gone(void *ctx, ac_conn *conn, ac_why_gone why)
{
    (void)ctx, (void)conn, (void)why;
}

static void *answer(void *arg)
{
    door *d = arg;

    while (!atomic_load(&d->stop))
        ac_net_poll(d->net, 20, NULL);
    return NULL;
}

static void door_open(door *d)
{
    ac_net_handler handler = { got_frame, got_gone, NULL, d };
    ac_err err = { 0 };

    memset(d, 0, sizeof *d);
    ac_world_real(&d->world);
    d->world.random(&d->world, d->secret, sizeof d->secret);
    ac_box_keypair(d->key.b, d->secret);
    assert_int_equal(ac_net_open(&d->net, &d->key, d->secret, &d->world, &handler, &err), AC_OK);
    assert_int_equal(ac_net_listen(d->net, "tcp://127.0.0.1:0", d->address, &err), AC_OK);
    assert_int_equal(pthread_create(&d->thread, NULL, answer, d), 0);
}

static void door_close(door *d)
{
    atomic_store(&d->stop, true);
    pthread_join(d->thread, NULL);
    ac_net_close(d->net);
}

static ac_knocked knock(const char *address, const ac_transport *key)
{
    ac_world world;
    ac_knocked out;
    ac_err err = { 0 };

    ac_world_real(&world);
    assert_int_equal(ac_knock(address, key, &world, &out, &err), AC_OK);
    return out;
}

static void the_right_key_is_good_and_nothing_is_said(void **state)
{
    door d;
    ac_knocked k;

    (void)state;
    door_open(&d);
    k = knock(d.address, &d.key);
    assert_int_equal(k.end, AC_KNOCK_GOOD);
    assert_string_equal(k.numeric, "127.0.0.1");
    door_close(&d);
    assert_int_equal(atomic_load(&d.frames), 0);
}

static void another_key_is_told_apart(void **state)
{
    ac_transport other;
    uint8_t secret[32] = { 7 };
    door d;

    (void)state;
    door_open(&d);
    ac_box_keypair(other.b, secret);
    assert_int_equal(knock(d.address, &other).end, AC_KNOCK_OTHER_KEY);
    door_close(&d);
}

/* A socket of the system on a free port; listening where `backlog` is above zero. */
static int plain_socket(char address[64], bool listens)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
    if (listens)
        assert_int_equal(listen(fd, 8), 0);
    snprintf(address, 64, "tcp://127.0.0.1:%u", (unsigned)ntohs(a.sin_port));
    return fd;
}

static void a_closed_port_is_closed(void **state)
{
    ac_transport key = { { 9 } };
    char address[64];
    int fd = plain_socket(address, false); /* held, so that nobody else takes the port */

    (void)state;
    assert_int_equal(knock(address, &key).end, AC_KNOCK_CLOSED);
    close(fd);
}

static void *turn_away(void *arg)
{
    int fd = *(int *)arg;

    for (int i = 0; i < 2; i++) { /* the look at the port, then the handshake */
        int conn = accept(fd, NULL, NULL);
        if (conn >= 0) {
            (void)!write(conn, "220 mail.example ESMTP\r\n", 24);
            close(conn);
        }
    }
    return NULL;
}

static void a_door_of_another_trade_is_silent(void **state)
{
    ac_transport key;
    uint8_t secret[32] = { 5 };
    char address[64];
    int fd = plain_socket(address, true);
    pthread_t thread;

    (void)state;
    ac_box_keypair(key.b, secret);
    assert_int_equal(pthread_create(&thread, NULL, turn_away, &fd), 0);
    assert_int_equal(knock(address, &key).end, AC_KNOCK_SILENT);
    pthread_join(thread, NULL);
    close(fd);
}

static void what_is_no_address_is_refused(void **state)
{
    static const char *const bad[] = { "", "tcp://", "tcp://host", "http://127.0.0.1:1", "tcp://127.0.0.1:0", "tcp://a b:7420" };
    ac_transport key = { { 0 } };
    ac_world world;
    ac_knocked out;
    ac_err err = { 0 };

    (void)state;
    ac_world_real(&world);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(ac_knock(bad[i], &key, &world, &out, &err), AC_EUSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_key_is_good_and_nothing_is_said),
        cmocka_unit_test(another_key_is_told_apart),
        cmocka_unit_test(a_closed_port_is_closed),
        cmocka_unit_test(a_door_of_another_trade_is_silent),
        cmocka_unit_test(what_is_no_address_is_refused),
    };

    if (!ac_crypto_init())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
