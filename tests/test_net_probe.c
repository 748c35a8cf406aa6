/* test_net_probe.c - a libzmq that fails open is found before anybody is served.
 *
 * The calls of the library that decide who comes in are put in its place here and lie as told: settings that
 * seem to be taken and are not, as when CURVE is set too late or no handler answers for the domain. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <dlfcn.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <zmq.h>

#include "core/crypto.h"
#include "sync/net_zmq.h"

static enum { HONEST, NO_CURVE, NO_DOMAIN, NO_USER, SETTING_LOST } lie;

static bool is_forgotten(int option)
{
    /* CURVE that is not on; without a domain the handler is not asked, and its answer names nobody */
    return (lie == NO_CURVE && (option == ZMQ_CURVE_SERVER || option == ZMQ_CURVE_SECRETKEY || option == ZMQ_ZAP_DOMAIN || option == 93)) ||
           (lie == NO_DOMAIN && (option == ZMQ_ZAP_DOMAIN || option == 93));
}

static void *next_of(const char *name)
{
    void *f = dlsym(RTLD_NEXT, name);

    if (f == NULL)
        fail_msg("libzmq has no %s", name);
    return f;
}

/* What a listening socket was told and did not take: given back as if it had. */
static struct {
    void *socket;
    int option;
    uint8_t value[64];
    size_t n;
} told[32];
static size_t ntold;

int zmq_setsockopt(void *s, int option, const void *value, size_t n)
{
    int (*real)(void *, int, const void *, size_t);
    void *f = next_of("zmq_setsockopt");
    int type = -1;
    size_t type_n = sizeof type;

    memcpy(&real, &f, sizeof real);
    zmq_getsockopt(s, ZMQ_TYPE, &type, &type_n);
    if (type == ZMQ_ROUTER && is_forgotten(option) && n <= sizeof told[0].value && ntold < 32) {
        told[ntold].socket = s;
        told[ntold].option = option;
        memcpy(told[ntold].value, value, n);
        told[ntold++].n = n;
        return 0;
    }
    if (type == ZMQ_ROUTER && lie == SETTING_LOST && option == ZMQ_SNDHWM)
        return 0;
    return real(s, option, value, n);
}

int zmq_getsockopt(void *s, int option, void *value, size_t *n)
{
    int (*real)(void *, int, void *, size_t *);
    void *f = next_of("zmq_getsockopt");
    static const int curve = ZMQ_CURVE;

    memcpy(&real, &f, sizeof real);
    for (size_t i = 0; i < ntold; i++)
        if (told[i].socket == s && (told[i].option == option || (option == ZMQ_MECHANISM && lie == NO_CURVE))) {
            const void *from = option == ZMQ_MECHANISM ? (const void *)&curve : told[i].value;
            size_t len = option == ZMQ_MECHANISM ? sizeof curve : told[i].n + (option == ZMQ_ZAP_DOMAIN);
            memset(value, 0, len);
            memcpy(value, from, option == ZMQ_MECHANISM ? len : told[i].n);
            *n = len;
            return 0;
        }
    return real(s, option, value, n);
}

const char *zmq_msg_gets(const zmq_msg_t *msg, const char *property)
{
    const char *(*real)(const zmq_msg_t *, const char *);
    void *f = next_of("zmq_msg_gets");

    memcpy(&real, &f, sizeof real);
    return lie == NO_USER ? NULL : real(msg, property);
}

static void no_frame(void *ctx, ac_conn *conn, const uint8_t *bytes, size_t n)
{
    (void)ctx;
    (void)conn;
    (void)bytes;
    (void)n;
}

static void no_gone(void *ctx, ac_conn *conn, ac_why_gone why)
{
    (void)ctx;
    (void)conn;
    (void)why;
}

static ac_rc listen_with(ac_err *err)
{
    ac_net_handler handler = { no_frame, no_gone, NULL, NULL };
    ac_world world;
    ac_net *net = NULL;
    uint8_t secret[32] = { 7 };
    ac_transport own;
    char address[AC_NET_ADDRESS_MAX];
    ac_rc rc;

    ntold = 0;
    ac_world_real(&world);
    ac_box_keypair(own.b, secret);
    assert_int_equal(ac_net_open(&net, &own, secret, &world, &handler, err), AC_OK);
    rc = ac_net_listen(net, "tcp://127.0.0.1:0", address, err);
    ac_net_close(net);
    return rc;
}

static void an_honest_library_is_served(void **state)
{
    (void)state;
    lie = HONEST;
    assert_int_equal(listen_with(NULL), AC_OK);
}

static void a_door_without_a_lock_is_found(void **state)
{
    ac_err err = { 0 };

    (void)state;
    lie = NO_CURVE;
    assert_int_equal(listen_with(&err), AC_EFAIL);
    assert_non_null(strstr(err.text, "shows no key"));
    assert_true(ntold > 0);
}

static void a_door_that_does_not_say_who_came_is_found(void **state)
{
    ac_err err = { 0 };

    (void)state;
    lie = NO_DOMAIN;
    assert_int_equal(listen_with(&err), AC_EFAIL);
    assert_non_null(strstr(err.text, "who is connected"));
    lie = NO_USER;
    assert_int_equal(listen_with(&err), AC_EFAIL);
    assert_non_null(strstr(err.text, "who is connected"));
}

static void a_setting_that_was_not_taken_is_found(void **state)
{
    (void)state;
    lie = SETTING_LOST;
    assert_int_equal(listen_with(NULL), AC_EFAIL);
}

static void addresses_have_a_form(void **state)
{
    static const char *const good[] = { "tcp://127.0.0.1:0", "tcp://h:1", "tcp://[::1]:65535", "tcp://a.b-c.d:443" },
                             *const bad[] = { "", "tcp://", "tcp://h", "tcp://h:", "tcp://:1", "h:1", "ipc://x:1", "tcp://h:65536",
                                              "tcp://h:1x", "tcp://h:-1", "tcp://h:999999", "inproc://zeromq.zap.01" };
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(ac_net_address_fits(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(ac_net_address_fits(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_honest_library_is_served),
        cmocka_unit_test(a_door_without_a_lock_is_found),
        cmocka_unit_test(a_door_that_does_not_say_who_came_is_found),
        cmocka_unit_test(a_setting_that_was_not_taken_is_found),
        cmocka_unit_test(addresses_have_a_form),
    };

    return ac_crypto_init() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
