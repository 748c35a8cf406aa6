/* test_statement.c - what an organisation says of itself, and what is no such saying. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/keyfile.h"
#include "core/statement.h"
#include "tests/support/vector.h"

static ac_json *vectors;

typedef struct {
    ac_root root;
    uint8_t secret[64], device_secret[64];
    ac_stated_device device;
    ac_statement s;
} made;

static void from_seed(const char *key, uint8_t out[32])
{
    vector_bytes(ac_json_get(vectors, strcmp(key, "seed") == 0 ? "seed" : "home"), key, out, 32);
}

/* The statement of the vector, to be altered. Borrows from m. */
static void make(made *m)
{
    uint8_t seed[32], device[32], transport[32], seal[32];

    *m = (made){ .device = { .n = "1", .label = "office laptop" } };
    from_seed("seed", seed);
    from_seed("device-seed", device);
    from_seed("transport-secret", transport);
    ac_root_from_seed(seed, &m->root, m->secret);
    ac_seal_from_seed(seed, 1, &m->s.seal, seal);
    ac_sign_keypair(m->device.key.b, m->device_secret, device);
    ac_box_keypair(m->device.transport.b, transport);
    ac_device_proof(m->device.proof, m->device_secret, &m->root, &m->device.transport);
    m->s.root = m->root;
    memcpy(m->s.code, "CITY", 5);
    snprintf(m->s.name, sizeof m->s.name, "City of Krak\xc3\xb3w");
    snprintf(m->s.sector, sizeof m->s.sector, "government");
    m->s.seal_no = 1;
    m->s.devices = &m->device;
    m->s.ndevices = 1;
}

static ac_json *signed_json(made *m)
{
    ac_json *o = NULL;

    assert_int_equal(ac_statement_sign(&m->s, (const uint8_t(*)[64]) & m->secret, &m->root, 1, &o, NULL), AC_OK);
    return o;
}

/* Does this JSON have the form of a statement? */
static bool parses(const ac_json *o, ac_err *err)
{
    ac_statement s = { 0 };
    bool good = ac_statement_parse(&s, o, err) == AC_OK;

    ac_statement_free(&s);
    return good;
}

static bool made_parses(made *m)
{
    ac_json *o = signed_json(m);
    bool good = parses(o, NULL);

    ac_json_free(o);
    return good;
}

static void the_home_statement_is_the_vector_byte_for_byte(void **state)
{
    made m;
    ac_json *o;
    ac_buf out = { 0 };

    (void)state;
    make(&m);
    o = signed_json(&m);
    assert_int_equal(ac_json_encode(&out, o, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&out), ac_json_str(ac_json_get(vectors, "home"), "json"));
    ac_json_free(o);
    ac_buf_free(&out);
}

static void what_is_said_is_read(void **state)
{
    const char *text = ac_json_str(ac_json_get(vectors, "home"), "json");
    ac_json *o = NULL;
    ac_statement s;
    made m;

    (void)state;
    make(&m);
    assert_int_equal(ac_json_parse(&o, text, strlen(text), NULL), AC_OK);
    assert_int_equal(ac_statement_parse(&s, o, NULL), AC_OK);
    assert_string_equal(s.code, "CITY");
    assert_string_equal(s.name, m.s.name);
    assert_string_equal(s.sector, "government");
    assert_true(ac_root_eq(s.root, m.root));
    assert_true(ac_seal_eq(s.seal, m.s.seal));
    assert_int_equal(s.seal_no, 1);
    assert_int_equal(s.ndevices, 1);
    assert_string_equal(s.devices[0].n, "1");
    assert_string_equal(s.devices[0].label, "office laptop");
    assert_true(ac_device_eq(s.devices[0].key, m.device.key));
    assert_true(ac_transport_eq(s.devices[0].transport, m.device.transport));
    assert_false(s.devices[0].has_last);
    assert_false(s.has_space);
    assert_false(s.has_new_root);
    assert_true(ac_statement_signed_by(o, &m.root, 1));
    ac_statement_free(&s);
    ac_json_free(o);
}

static void a_roster_says_space_follows_last_and_new_root(void **state)
{
    made m;
    ac_json *o;
    ac_statement s;
    ac_id follows[2] = { { { 1 } }, { { 2 } } };
    uint8_t seed[32] = { 3 }, secret[64];

    (void)state;
    make(&m);
    m.s.has_space = true;
    m.s.space = (ac_space){ { 9 } };
    m.s.follows = follows;
    m.s.nfollows = 2;
    m.s.has_new_root = true;
    ac_root_from_seed(seed, &m.s.new_root, secret);
    m.device.has_last = true;
    m.device.last = (ac_id){ { 5 } };
    o = signed_json(&m);
    assert_int_equal(ac_statement_parse(&s, o, NULL), AC_OK);
    assert_true(s.has_space && ac_space_eq(s.space, m.s.space));
    assert_int_equal(s.nfollows, 2);
    assert_true(ac_id_eq(s.follows[1], follows[1]));
    assert_true(s.has_new_root && ac_root_eq(s.new_root, m.s.new_root));
    assert_true(s.devices[0].has_last && ac_id_eq(s.devices[0].last, m.device.last));
    assert_true(ac_statement_signed_by(o, &m.root, 1));
    ac_statement_free(&s);
    ac_json_free(o);
}

static void space_and_follows_stand_together(void **state)
{
    made m;
    ac_id follows[65];
    ac_json *o, *object;
    char hex[AC_HEX_SIZE];

    (void)state;
    memset(follows, 0, sizeof follows);
    for (size_t i = 0; i < 65; i++)
        follows[i].b[0] = (uint8_t)i;
    make(&m);
    m.s.has_space = true;
    m.s.follows = follows;
    m.s.nfollows = 64;
    assert_true(made_parses(&m));
    m.s.nfollows = 65;
    assert_false(made_parses(&m));
    m.s.nfollows = 0;
    assert_false(made_parses(&m));
    m.s.nfollows = 2;
    follows[1] = follows[0];
    assert_false(made_parses(&m));
    follows[1].b[0] = 7;
    follows[0].b[0] = 8;
    assert_false(made_parses(&m));

    m.s.nfollows = 1;
    o = signed_json(&m);
    ac_json_drop(o, "follows");
    assert_false(parses(o, NULL));
    object = ac_json_object(); /* an object where an array must stand */
    ac_hex(hex, follows[0].b, 32);
    ac_json_set_str(object, "a", hex);
    ac_json_set(o, "follows", object);
    assert_false(parses(o, NULL));
    ac_json_free(o);
    o = signed_json(&m);
    ac_json_drop(o, "space");
    assert_false(parses(o, NULL));
    ac_json_free(o);
}

static void a_statement_stands_by_exactly_the_roots_in_force(void **state)
{
    made m;
    ac_json *o = NULL, *sigs;
    ac_root roots[2];
    uint8_t secrets[2][64], seed[32];

    (void)state;
    make(&m);
    for (uint8_t i = 0, b = 1; i < 2; b++) { /* two roots, ascending */
        memset(seed, b, 32);
        ac_root_from_seed(seed, &roots[i], secrets[i]);
        if (i == 0 || ac_root_cmp(roots[0], roots[1]) < 0)
            i++;
    }
    assert_int_equal(ac_statement_sign(&m.s, (const uint8_t(*)[64])secrets, roots, 2, &o, NULL), AC_OK);
    assert_true(ac_statement_signed_by(o, roots, 2));
    assert_false(ac_statement_signed_by(o, roots, 1));
    assert_false(ac_statement_signed_by(o, roots + 1, 1));
    assert_false(ac_statement_signed_by(o, roots, 0));
    assert_false(ac_statement_signed_by(o, (ac_root[]){ roots[1], roots[0] }, 2));
    assert_false(ac_statement_signed_by(o, (ac_root[]){ roots[0], m.root }, 2));
    ac_json_free(o);

    o = signed_json(&m);
    assert_true(ac_statement_signed_by(o, &m.root, 1));
    assert_false(ac_statement_signed_by(o, roots, 1));
    sigs = ac_json_object();
    ac_json_set_str(sigs, "a", ac_json_text(ac_json_at(ac_json_get(o, "sigs"), 0)));
    ac_json_set(o, "sigs", sigs);
    assert_false(ac_statement_signed_by(o, &m.root, 1));
    ac_json_drop(o, "sigs");
    assert_false(ac_statement_signed_by(o, &m.root, 1));
    ac_json_free(o);
}

static void whatever_is_altered_is_no_longer_signed(void **state)
{
    static const char *const keys[] = { "code", "name", "root", "seal", "sector" };
    made m;

    (void)state;
    make(&m);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        ac_json *o = signed_json(&m);
        char text[AC_NAME_MAX + 1];
        snprintf(text, sizeof text, "%s", ac_json_str(o, keys[i]));
        text[0] = (char)(text[0] ^ 1);
        ac_json_set_str(o, keys[i], text);
        assert_false(ac_statement_signed_by(o, &m.root, 1));
        ac_json_free(o);
    }
    ac_json *o = signed_json(&m);
    ac_json_set_int(o, "seal-no", 2);
    assert_false(ac_statement_signed_by(o, &m.root, 1));
    ac_json_set_int(o, "seal-no", 1);
    assert_true(ac_statement_signed_by(o, &m.root, 1));
    ac_json_set_bool(o, "zone", true); /* a later key, slipped in */
    assert_false(ac_statement_signed_by(o, &m.root, 1));
    ac_json_free(o);
}

static void every_part_is_asked_for(void **state)
{
    static const char *const keys[] = { "code", "devices", "name", "root", "seal", "seal-no", "sector" };
    static const char *const parts[] = { "key", "label", "n", "proof", "transport" };
    made m;

    (void)state;
    make(&m);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        ac_json *o = signed_json(&m);
        ac_err err = { 0 };
        ac_json_drop(o, keys[i]);
        assert_false(parses(o, &err));
        assert_int_equal(err.rc, AC_EINVALID);
        ac_json_free(o);
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        ac_json *o = signed_json(&m), *list = ac_json_array(), *d = ac_json_copy(ac_json_at(ac_json_get(o, "devices"), 0));
        ac_json_drop(d, parts[i]);
        ac_json_push(list, d);
        ac_json_set(o, "devices", list);
        assert_false(parses(o, NULL));
        ac_json_free(o);
    }
}

static void codes_are_letters_and_no_months(void **state)
{
    static const char *const good[] = { "ABC", "CITY", "SASI", "ABCDEF", "MAI", "JULE" };
    static const char *const bad[] = { "",      "AB",    "ABCDEFG", "abc",   "AB1",  "AB-C",  ("\xc3\x81" "BC"), "MAR",  "MAY",
                                       "DEC",   "JUNE",  "JULY",    "SEPT",  "MARCH", "APRIL", "AUGUST", "JAN", "FEB",
                                       "APR",   "JUN",   "JUL",     "AUG",   "SEP",  "OCT",   "NOV",    "A C" };
    ac_err err;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(ac_code_check(good[i], NULL), AC_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (ac_code_check(bad[i], &err) != AC_EUSAGE)
            fail_msg("%s", bad[i]);
    ac_code_check("MAR", &err);
    assert_non_null(strstr(err.text, "month"));
}

static void names_hide_nothing(void **state)
{
    static const char *const good[] = { "City of Krak\xc3\xb3w", "\xd0\x93\xd0\xbe\xd1\x80\xd0\xbe\xd0\xb4", "\xe5\xb8\x82", "\xf0\x9f\x8c\xb3", "a" };
    static const char *const bad[] = { "",
                                       "a\nb",
                                       "a\x1b[31m",
                                       "a\x7f",
                                       "a\xc2\x85",             /* a C1 control */
                                       "a\xc2\xad""b",          /* soft hyphen */
                                       "a\xe2\x80\x8b""b",      /* zero width */
                                       "a\xe2\x80\xae""b",      /* right-to-left override */
                                       "a\xe2\x81\xa6""b",      /* isolate */
                                       "a\xef\xbb\xbf",         /* byte order mark */
                                       "a\xf3\xa0\x81\x81",     /* tag letter */
                                       "a\xe2\x80\xa8",         /* line separator */
                                       "a\xc0\xaf", "a\xed\xa0\x80", "a\xff" };
    char long_name[AC_NAME_MAX + 2];

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(ac_name_check("name", good[i], AC_NAME_MAX, NULL), AC_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (ac_name_check("name", bad[i], AC_NAME_MAX, NULL) != AC_EUSAGE)
            fail_msg("%zu", i);
    memset(long_name, 'x', sizeof long_name);
    long_name[AC_NAME_MAX] = '\0';
    assert_int_equal(ac_name_check("name", long_name, AC_NAME_MAX, NULL), AC_OK);
    long_name[AC_NAME_MAX] = 'x';
    long_name[AC_NAME_MAX + 1] = '\0';
    assert_int_equal(ac_name_check("name", long_name, AC_NAME_MAX, NULL), AC_EUSAGE);
}

static void names_and_labels_end_where_the_format_says(void **state)
{
    char text[AC_NAME_MAX + 2];
    made m;
    ac_json *o, *list, *d;

    (void)state;
    memset(text, 'x', sizeof text);
    text[AC_NAME_MAX] = '\0';
    make(&m);
    o = signed_json(&m);
    ac_json_set_str(o, "name", text);
    assert_true(parses(o, NULL));
    text[AC_NAME_MAX] = 'x';
    text[AC_NAME_MAX + 1] = '\0';
    ac_json_set_str(o, "name", text);
    assert_false(parses(o, NULL));
    ac_json_set_str(o, "name", "");
    assert_false(parses(o, NULL));
    ac_json_free(o);
    for (size_t n = AC_LABEL_MAX; n <= AC_LABEL_MAX + 1; n++) {
        o = signed_json(&m);
        text[AC_LABEL_MAX] = 'x';
        text[n] = '\0';
        list = ac_json_array();
        d = ac_json_copy(ac_json_at(ac_json_get(o, "devices"), 0));
        ac_json_set_str(d, "label", text);
        ac_json_push(list, d);
        ac_json_set(o, "devices", list);
        assert_int_equal(parses(o, NULL), n == AC_LABEL_MAX);
        ac_json_free(o);
    }
}

static void sector_and_seal_number_are_in_range(void **state)
{
    made m;

    (void)state;
    make(&m);
    m.s.seal_no = 0;
    assert_false(made_parses(&m));
    m.s.seal_no = 64;
    assert_true(made_parses(&m));
    snprintf(m.s.sector, sizeof m.s.sector, "circus");
    assert_false(made_parses(&m));
}

static void device_numbers_have_their_form(void **state)
{
    static const char *const good[] = { "1", "12", "2a", "2a1", "2z1aa", "12345678901234567890123456789012" };
    static const char *const bad[] = { "0", "01", "a", "2A", "2-a", " 1", "2 " };
    made m;

    (void)state;
    make(&m);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        snprintf(m.device.n, sizeof m.device.n, "%s", good[i]);
        assert_true(made_parses(&m));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(m.device.n, sizeof m.device.n, "%s", bad[i]);
        if (made_parses(&m))
            fail_msg("%s", bad[i]);
    }
    ac_json *o = signed_json(&m), *list = ac_json_array(), *d = ac_json_copy(ac_json_at(ac_json_get(o, "devices"), 0));
    ac_json_set_str(d, "n", "123456789012345678901234567890123");
    ac_json_push(list, d);
    ac_json_set(o, "devices", list);
    assert_false(parses(o, NULL));
    ac_json_free(o);
}

static void nobody_lists_a_key_that_did_not_agree(void **state)
{
    made m;
    uint8_t seed[32] = { 8 }, secret[64];
    ac_root other;
    ac_device key;

    (void)state;
    ac_root_from_seed(seed, &other, secret);
    make(&m);
    assert_true(made_parses(&m));
    ac_device_proof(m.device.proof, m.device_secret, &other, &m.device.transport); /* for another organisation */
    assert_false(made_parses(&m));
    make(&m);
    m.device.transport.b[0] ^= 1; /* for another transport key */
    assert_false(made_parses(&m));
    make(&m);
    ac_sign_keypair(key.b, secret, seed); /* by another device */
    ac_device_proof(m.device.proof, secret, &m.root, &m.device.transport);
    assert_false(made_parses(&m));
    m.device.key = key;
    assert_true(made_parses(&m));
}

static void keys_of_mixed_order_are_no_roots_and_no_devices(void **state)
{
    const ac_json *cases = ac_json_get(vectors, "sign-keys");
    made m;

    (void)state;
    for (size_t i = 0; i < ac_json_count(cases); i++) {
        const ac_json *c = ac_json_at(cases, i);
        if (ac_json_true(c, "good"))
            continue;
        make(&m);
        m.s.has_new_root = true;
        vector_bytes(c, "key", m.s.new_root.b, 32);
        assert_false(made_parses(&m));
        make(&m);
        vector_bytes(c, "key", m.device.key.b, 32);
        assert_false(made_parses(&m));
    }
}

/* n devices with keys from their number. */
static void crowd(made *m, ac_stated_device *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint8_t seed[32] = { (uint8_t)i, (uint8_t)(i >> 8), 1 }, secret[64];
        list[i] = (ac_stated_device){ .label = "laptop" };
        snprintf(list[i].n, sizeof list[i].n, "%zu", i + 1);
        ac_sign_keypair(list[i].key.b, secret, seed);
        ac_device_proof(list[i].proof, secret, &m->root, &list[i].transport);
    }
    m->s.devices = list;
    m->s.ndevices = n;
}

/* As text such a statement would be too long for canonical JSON; the limit of the list holds all the same. */
static void there_are_one_to_1024_devices(void **state)
{
    ac_stated_device *list = calloc(AC_DEVICES_MAX + 1, sizeof *list);
    ac_json *o, *devices = ac_json_array();
    made m;

    (void)state;
    assert_non_null(list);
    make(&m);
    o = signed_json(&m);
    ac_json_set(o, "devices", devices);
    assert_false(parses(o, NULL));
    crowd(&m, list, AC_DEVICES_MAX + 1);
    for (size_t i = 0; i < AC_DEVICES_MAX + 1; i++) {
        ac_json *d = ac_json_object();
        ac_json_set_hex(d, "key", list[i].key.b, 32);
        ac_json_set_str(d, "label", list[i].label);
        ac_json_set_str(d, "n", list[i].n);
        ac_json_set_hex(d, "proof", list[i].proof, 64);
        ac_json_set_hex(d, "transport", list[i].transport.b, 32);
        ac_json_push(devices, d);
        if (i == 0 || i >= AC_DEVICES_MAX - 1)
            assert_int_equal(parses(o, NULL), i < AC_DEVICES_MAX);
    }
    ac_json_free(o);
    free(list);
}

static void no_device_is_listed_twice(void **state)
{
    ac_stated_device list[3];
    made m;

    (void)state;
    make(&m);
    crowd(&m, list, 3);
    assert_true(made_parses(&m));
    memcpy(list[2].n, list[0].n, sizeof list[2].n);
    assert_false(made_parses(&m));
    crowd(&m, list, 3);
    list[2] = list[0];
    snprintf(list[2].n, sizeof list[2].n, "3");
    assert_false(made_parses(&m));
}

static int open_vectors(void **state)
{
    (void)state;
    if (!ac_crypto_init())
        return 1;
    vectors = vectors_read("keys.json");
    return 0;
}

static int close_vectors(void **state)
{
    (void)state;
    ac_json_free(vectors);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_home_statement_is_the_vector_byte_for_byte),
        cmocka_unit_test(what_is_said_is_read),
        cmocka_unit_test(a_roster_says_space_follows_last_and_new_root),
        cmocka_unit_test(space_and_follows_stand_together),
        cmocka_unit_test(a_statement_stands_by_exactly_the_roots_in_force),
        cmocka_unit_test(whatever_is_altered_is_no_longer_signed),
        cmocka_unit_test(every_part_is_asked_for),
        cmocka_unit_test(codes_are_letters_and_no_months),
        cmocka_unit_test(names_hide_nothing),
        cmocka_unit_test(names_and_labels_end_where_the_format_says),
        cmocka_unit_test(sector_and_seal_number_are_in_range),
        cmocka_unit_test(device_numbers_have_their_form),
        cmocka_unit_test(nobody_lists_a_key_that_did_not_agree),
        cmocka_unit_test(keys_of_mixed_order_are_no_roots_and_no_devices),
        cmocka_unit_test(there_are_one_to_1024_devices),
        cmocka_unit_test(no_device_is_listed_twice),
    };

    return cmocka_run_group_tests_name("statement", tests, open_vectors, close_vectors);
}
