/* test_invitation.c - invitation, reply, application and the number that is compared. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/invitation.h"
#include "core/keyfile.h"
#include "tests/support/vector.h"

static ac_json *vectors;
static const ac_json *vector; /* of the invitation */
static const char *text;
static size_t text_n;

static ac_rc parses(const char *t, size_t n)
{
    ac_invitation inv;
    ac_rc rc = ac_invitation_parse(&inv, t, n, NULL);

    if (rc == AC_OK)
        ac_invitation_free(&inv);
    return rc;
}

/* The third line as a tree, and back into a whole text. */
static ac_json *line_three(void)
{
    const char *json = strchr(strchr(text, '\n') + 1, '\n') + 1;
    ac_json *o = NULL;

    assert_int_equal(ac_json_parse(&o, json, strlen(json) - 1, NULL), AC_OK);
    return o;
}

static ac_rc tree_parses(const ac_json *o)
{
    ac_buf out = { 0 };
    ac_rc rc;

    ac_buf_str(&out, "accord-invite 1\nlisten\n");
    assert_int_equal(ac_json_encode(&out, o, NULL), AC_OK);
    ac_buf_str(&out, "\n");
    rc = parses(ac_buf_text(&out), out.len);
    ac_buf_free(&out);
    return rc;
}

/* The vector with one key replaced (text NULL: left out). */
static ac_rc with(const char *key, const char *value)
{
    ac_json *o = line_three();
    ac_rc rc;

    if (value != NULL)
        ac_json_set_str(o, key, value);
    else
        ac_json_drop(o, key);
    rc = tree_parses(o);
    ac_json_free(o);
    return rc;
}

static void the_vector_is_read_and_written_again_byte_for_byte(void **state)
{
    const ac_json *home = ac_json_get(vectors, "home");
    ac_invitation inv;
    ac_buf out = { 0 };
    uint8_t want[32], seed[32], secret[64];
    ac_device device;
    ac_id id;

    (void)state;
    assert_int_equal(ac_invitation_parse(&inv, text, text_n, NULL), AC_OK);
    assert_string_equal(inv.code, "CITY");
    assert_string_equal(inv.name, "City of Krak\xc3\xb3w");
    assert_string_equal(inv.title, "Clean air for Krak\xc3\xb3w");
    assert_string_equal(inv.role, "partner");
    assert_int_equal(inv.naddresses, 2);
    assert_string_equal(inv.addresses[1], "tcp://[2001:db8::7]:4077");
    vector_bytes(home, "device-seed", seed, 32);
    ac_sign_keypair(device.b, secret, seed);
    assert_true(ac_device_eq(inv.device, device));
    id = ac_invitation_id(&inv);
    vector_bytes(vector, "id", want, 32);
    assert_memory_equal(id.b, want, 32);
    assert_int_equal(ac_invitation_encode(&inv, &out, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&out), text);
    ac_buf_free(&out);
    ac_invitation_free(&inv);
}

static void it_says_who_invites(void **state)
{
    ac_invitation inv;
    ac_statement s;
    uint8_t root[32];
    ac_json *o = line_three();
    ac_buf out = { 0 };

    (void)state;
    assert_int_equal(ac_invitation_parse(&inv, text, text_n, NULL), AC_OK);
    assert_int_equal(ac_invitation_statement(&inv, &s, NULL), AC_OK);
    vector_bytes(ac_json_get(vectors, "seed"), "root", root, 32);
    assert_memory_equal(s.root.b, root, 32);
    assert_string_equal(s.code, "CITY");
    ac_statement_free(&s);
    ac_invitation_free(&inv);

    ac_json_set(o, "evidence", ac_json_array()); /* none is allowed, and then nothing is said */
    ac_buf_str(&out, "accord-invite 1\n\n");
    assert_int_equal(ac_json_encode(&out, o, NULL), AC_OK);
    assert_int_equal(ac_invitation_parse(&inv, out.p, out.len, NULL), AC_OK);
    assert_int_equal(ac_invitation_statement(&inv, &s, NULL), AC_EINVITE);
    ac_invitation_free(&inv);
    ac_buf_free(&out);
    ac_json_free(o);
}

static void a_mail_program_may_add_line_ends_and_nothing_else(void **state)
{
    char more[AC_INVITATION_MAX];

    (void)state;
    assert_int_equal(parses(text, text_n - 1), AC_OK); /* the last line end is gone */
    snprintf(more, sizeof more, "%s\r\n\n", text);
    assert_int_equal(parses(more, strlen(more)), AC_OK);
    snprintf(more, sizeof more, "%sx", text);
    assert_int_equal(parses(more, strlen(more)), AC_EINVITE);
    snprintf(more, sizeof more, " %s", text);
    assert_int_equal(parses(more, strlen(more)), AC_EINVITE);
    assert_int_equal(parses("accord-invite 2\n", 16), AC_EINVITE);
    assert_int_equal(parses("", 0), AC_EINVITE);
}

static void any_cut_is_damage(void **state)
{
    (void)state;
    for (size_t n = 0; n < text_n - 1; n += n < 200 ? 1 : 13)
        assert_int_equal(parses(text, n), AC_EINVITE);
}

static void every_field_is_asked_for(void **state)
{
    static const char *const keys[] = { "addresses", "code", "device", "evidence", "invite", "name",
                                        "role",      "seal", "secret", "space",    "title",  "transport" };

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (with(keys[i], NULL) != AC_EINVITE || with(keys[i], "") != AC_EINVITE || with(keys[i], "zz") != AC_EINVITE)
            if (strcmp(keys[i], "name") != 0 && strcmp(keys[i], "title") != 0)
                fail_msg("%s", keys[i]);
    }
    assert_int_equal(with("name", NULL), AC_EINVITE);
    assert_int_equal(with("name", ""), AC_EINVITE);
    assert_int_equal(with("name", "City\xe2\x80\xae"), AC_EINVITE);
    assert_int_equal(with("title", ""), AC_EINVITE);
    assert_int_equal(with("code", "MAR"), AC_EINVITE);
    assert_int_equal(with("role", "owner"), AC_EINVITE);
}

static void names_and_titles_end_at_200_bytes(void **state)
{
    static const char *const keys[] = { "name", "title" };
    char long_text[AC_NAME_MAX + 2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        memset(long_text, 'x', sizeof long_text);
        long_text[AC_NAME_MAX] = '\0';
        assert_int_equal(with(keys[i], long_text), AC_OK);
        long_text[AC_NAME_MAX] = 'x';
        long_text[AC_NAME_MAX + 1] = '\0';
        assert_int_equal(with(keys[i], long_text), AC_EINVITE);
    }
}

static void the_invite_must_fit_the_file(void **state)
{
    char hex[65];
    ac_json *o = line_three();
    char *invite = NULL;

    (void)state;
    memset(hex, '7', 64);
    hex[64] = '\0';
    assert_int_equal(with("secret", hex), AC_EINVITE); /* the secret of another invitation */
    assert_int_equal(with("space", hex), AC_EINVITE);  /* another partnership */
    assert_int_equal(with("device", hex), AC_EINVITE); /* another device */
    assert_int_equal(with("role", "observer"), AC_EINVITE);
    assert_int_equal(with("role", "device"), AC_EINVITE);
    ac_json_set(o, "evidence", ac_json_array());
    assert_int_equal(tree_parses(o), AC_OK);
    ac_json_set_str(o, "space", hex);
    assert_int_equal(tree_parses(o), AC_EINVITE);
    assert_int_equal(with("seal", hex), AC_OK); /* what only the compared number can show */
    invite = strdup(ac_json_str(o, "invite"));
    assert_non_null(invite);
    invite[strlen(invite) - 1] ^= 1; /* a signature that is none */
    assert_int_equal(with("invite", invite), AC_EINVITE);
    invite[strlen(invite) - 1] ^= 1;
    assert_int_equal(with("invite", invite), AC_OK);
    invite[strlen(invite) - 2] = '\0';
    assert_int_equal(with("invite", invite), AC_EINVITE);
    free(invite);
    ac_json_free(o);
}

static void evidence_is_signed_and_of_this_space(void **state)
{
    ac_json *o = line_three(), *list = ac_json_array(), *two = ac_json_array(), *object = ac_json_object();
    const char *good = ac_json_text(ac_json_at(ac_json_get(o, "evidence"), 0));
    char *bad = strdup(good);
    ac_json *strange = ac_json_array();

    (void)state;
    assert_non_null(bad);
    ac_json_push(two, ac_json_string(good));
    ac_json_push(two, ac_json_string(good));
    ac_json_set_str(object, "a", good);
    ac_json_push(strange, ac_json_string(ac_json_str(o, "invite"))); /* a change, but one that carries no statement */
    bad[strlen(bad) - 1] ^= 1;
    ac_json_push(list, ac_json_string(bad));
    assert_int_equal(tree_parses(o), AC_OK);
    ac_json_set(o, "evidence", list);
    assert_int_equal(tree_parses(o), AC_EINVITE);
    ac_json_set(o, "evidence", two);
    assert_int_equal(tree_parses(o), AC_EINVITE);
    ac_json_set(o, "evidence", object);
    assert_int_equal(tree_parses(o), AC_EINVITE);
    ac_json_set(o, "evidence", strange);
    assert_int_equal(tree_parses(o), AC_EINVITE);
    free(bad);
    ac_json_free(o);
}

static void addresses_are_tcp_and_nothing_else(void **state)
{
    static const char *const good[] = { "tcp://city.example:4077", "tcp://192.0.2.7:1", "tcp://[2001:db8::7]:65535",
                                        "tcp://[fe80::1%eth0]:4077", "tcp://a:9" };
    static const char *const bad[] = { "",
                                       "tcp://",
                                       "tcp://host",
                                       "tcp://host:",
                                       "tcp://:4077",
                                       "tcp://host:0",
                                       "tcp://host:65536",
                                       "tcp://host:040",
                                       "tcp://host:4077x",
                                       "tcp://host:40 77",
                                       "tcp://ho st:4077",
                                       "tcp://*:4077",
                                       "tcp://10.0.0.1;host:4077",
                                       "tcp://[]:4077",
                                       "tcp://[::1:4077",
                                       "tcp://::1:4077",
                                       "ipc:///tmp/socket",
                                       "inproc://zeromq.zap.01",
                                       "TCP://host:4077",
                                       "host:4077" };
    char long_one[AC_ADDRESS_MAX + 2];

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (ac_address_check(good[i], NULL) != AC_OK)
            fail_msg("%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (ac_address_check(bad[i], NULL) != AC_EUSAGE)
            fail_msg("%s", bad[i]);
    for (size_t n = AC_ADDRESS_MAX; n <= AC_ADDRESS_MAX + 1; n++) {
        memset(long_one, 'h', n);
        memcpy(long_one, "tcp://", 6);
        memcpy(long_one + n - 5, ":4077", 6);
        assert_int_equal(ac_address_check(long_one, NULL) == AC_OK, n == AC_ADDRESS_MAX);
    }
}

static void an_invitation_holds_up_to_eight_of_them(void **state)
{
    ac_json *o = line_three(), *list = ac_json_array(), *object = ac_json_object();

    (void)state;
    ac_json_set(o, "addresses", list);
    assert_int_equal(tree_parses(o), AC_OK);
    for (int i = 1; i <= AC_ADDRESSES_MAX + 1; i++) {
        ac_json_push(list, ac_json_string("tcp://host:4077"));
        assert_int_equal(tree_parses(o), i <= AC_ADDRESSES_MAX ? AC_OK : AC_EINVITE);
    }
    list = ac_json_array();
    ac_json_push(list, ac_json_string("ipc:///tmp/socket"));
    ac_json_set(o, "addresses", list);
    assert_int_equal(tree_parses(o), AC_EINVITE);
    list = ac_json_array();
    ac_json_push(list, ac_json_integer(7));
    ac_json_set(o, "addresses", list);
    assert_int_equal(tree_parses(o), AC_EINVITE);
    ac_json_set_str(object, "a", "tcp://host:4077");
    ac_json_set(o, "addresses", object);
    assert_int_equal(tree_parses(o), AC_EINVITE);
    ac_json_free(o);
}

static void a_file_ends_at_16_kib(void **state)
{
    char *big = malloc(AC_INVITATION_MAX + 2);
    size_t json = strlen(strchr(strchr(text, '\n') + 1, '\n') + 1), line;

    (void)state;
    assert_non_null(big);
    for (size_t n = AC_INVITATION_MAX; n <= AC_INVITATION_MAX + 1; n++) { /* the line for people takes up the rest */
        line = n - 16 - 1 - json;
        memcpy(big, "accord-invite 1\n", 16);
        memset(big + 16, 'w', line);
        big[16 + line] = '\n';
        memcpy(big + 16 + line + 1, text + text_n - json, json);
        assert_int_equal(parses(big, n), n == AC_INVITATION_MAX ? AC_OK : AC_EINVITE);
    }
    free(big);
}

static void one_that_would_be_too_large_is_not_written(void **state)
{
    ac_invitation inv;
    ac_buf out = { 0 };
    uint8_t *more;

    (void)state;
    assert_int_equal(ac_invitation_parse(&inv, text, text_n, NULL), AC_OK);
    more = ac_buf_room(&inv.evidence, 8000);
    assert_non_null(more);
    memset(more, 0, 8000);
    assert_int_equal(ac_invitation_encode(&inv, &out, NULL), AC_EUSAGE);
    ac_buf_free(&out);
    ac_invitation_free(&inv);
}

/* --- proofs and numbers --- */

static void the_proof_of_the_secret_is_that_of_the_vector(void **state)
{
    ac_invitation inv;
    ac_id id;
    ac_root root;
    ac_device device;
    ac_transport transport;
    uint8_t proof[64], want[64], key[32], secret[64], m[160];

    (void)state;
    assert_int_equal(ac_invitation_parse(&inv, text, text_n, NULL), AC_OK);
    id = ac_invitation_id(&inv);
    vector_bytes(vector, "root", root.b, 32);
    vector_bytes(vector, "device", device.b, 32);
    vector_bytes(vector, "transport", transport.b, 32);
    vector_bytes(vector, "proof", want, 64);
    ac_join_proof(proof, inv.secret, &inv.space, &id, &root, &device, &transport);
    assert_memory_equal(proof, want, 64);
    ac_sign_keypair(key, secret, inv.secret);
    memcpy(m, inv.space.b, 32);
    memcpy(m + 32, id.b, 32);
    memcpy(m + 64, root.b, 32);
    memcpy(m + 96, device.b, 32);
    memcpy(m + 128, transport.b, 32);
    assert_true(ac_verify(proof, key, AC_TAG_JOIN, m, 160));
    for (size_t i = 0; i < 160; i += 32) { /* bound to each of them */
        m[i] ^= 1;
        assert_false(ac_verify(proof, key, AC_TAG_JOIN, m, 160));
        m[i] ^= 1;
    }
    ac_invitation_free(&inv);
}

static void without_spaces(char *out, const char *digits)
{
    for (; *digits != '\0'; digits++)
        if (*digits != ' ')
            *out++ = *digits;
    *out = '\0';
}

static void the_compared_number_is_that_of_the_vector(void **state)
{
    ac_invitation inv;
    ac_buf json = { 0 };
    uint8_t id[32];
    char number[AC_COMPARE_SIZE], here[AC_COMPARE_SIZE], digits[AC_COMPARE_SIZE];

    (void)state;
    assert_int_equal(ac_invitation_parse(&inv, text, text_n, NULL), AC_OK);
    vector_bytes(vector, "join-id", id, 32);
    ac_compare_number(&inv, id, number);
    without_spaces(digits, number);
    assert_string_equal(digits, ac_json_str(vector, "compare"));
    assert_int_equal(strlen(digits), AC_COMPARE_DIGITS);
    assert_int_equal(number[5], ' ');
    vector_bytes(ac_json_get(vectors, "apply"), "id", id, 32);
    ac_compare_number(&inv, id, number);
    without_spaces(digits, number);
    assert_string_equal(digits, ac_json_str(ac_json_get(vectors, "apply"), "compare"));

    assert_int_equal(ac_invitation_public(&inv, &json, NULL), AC_OK); /* what the inviting side kept */
    ac_compare_digits(json.p, json.len, id, here);
    assert_string_equal(here, number);
    assert_null(strstr(ac_buf_text(&json), "secret"));
    ac_buf_free(&json);
    ac_invitation_free(&inv);
}

static void whoever_alters_anything_changes_the_number(void **state)
{
    ac_invitation inv;
    uint8_t id[32] = { 1 };
    char number[AC_COMPARE_SIZE], other[AC_COMPARE_SIZE];
    uint8_t *parts[] = { NULL, NULL, NULL, NULL, NULL, NULL, NULL, id };

    (void)state;
    assert_int_equal(ac_invitation_parse(&inv, text, text_n, NULL), AC_OK);
    parts[0] = inv.device.b;
    parts[1] = inv.transport.b;
    parts[2] = inv.seal.b;
    parts[3] = inv.space.b;
    parts[4] = inv.invite.p + 24;
    parts[5] = inv.evidence.p + 24;
    parts[6] = (uint8_t *)inv.addresses[0] + 7;
    ac_compare_number(&inv, id, number);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        parts[i][0] ^= 1;
        ac_compare_number(&inv, id, other);
        assert_string_not_equal(number, other);
        parts[i][0] ^= 1;
    }
    inv.secret[0] ^= 1; /* the secret alone is not in it: the inviting side does not keep it */
    ac_compare_number(&inv, id, other);
    assert_string_equal(number, other);
    ac_invitation_free(&inv);
}

/* --- a further laptop --- */

static void the_application_is_that_of_the_vector(void **state)
{
    const char *json = ac_json_str(ac_json_get(vectors, "apply"), "json");
    ac_apply a, again;
    ac_invitation inv;
    ac_buf out = { 0 };
    ac_root root;
    uint8_t key[32], secret[64], id[32], want[32];

    (void)state;
    assert_int_equal(ac_invitation_parse(&inv, text, text_n, NULL), AC_OK);
    ac_sign_keypair(key, secret, inv.secret);
    vector_bytes(ac_json_get(vectors, "seed"), "root", root.b, 32);
    assert_int_equal(ac_apply_parse(&a, json, strlen(json), NULL), AC_OK);
    assert_string_equal(a.label, "field laptop");
    assert_true(ac_apply_good(&a, key, &inv.space, &root));
    again = a;
    memset(again.sig, 0, 64);
    assert_int_equal(ac_apply_sign(&again, inv.secret, &inv.space, NULL), AC_OK);
    assert_memory_equal(again.sig, a.sig, 64);
    assert_int_equal(ac_apply_encode(&again, &out, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&out), json);
    ac_apply_id(out.p, out.len, id);
    vector_bytes(ac_json_get(vectors, "apply"), "id", want, 32);
    assert_memory_equal(id, want, 32);
    ac_buf_free(&out);
    ac_invitation_free(&inv);
}

static void an_application_is_bound_to_all_it_says(void **state)
{
    const char *json = ac_json_str(ac_json_get(vectors, "apply"), "json");
    ac_apply good, a;
    ac_invitation inv;
    ac_root root, other_root;
    ac_space space;
    uint8_t key[32], secret[64], seed[32] = { 5 };

    (void)state;
    assert_int_equal(ac_invitation_parse(&inv, text, text_n, NULL), AC_OK);
    ac_sign_keypair(key, secret, inv.secret);
    vector_bytes(ac_json_get(vectors, "seed"), "root", root.b, 32);
    assert_int_equal(ac_apply_parse(&good, json, strlen(json), NULL), AC_OK);
    a = good;
    a.box[0] ^= 1;
    assert_false(ac_apply_good(&a, key, &inv.space, &root));
    a = good;
    a.transport.b[0] ^= 1;
    assert_false(ac_apply_good(&a, key, &inv.space, &root));
    a = good;
    a.label[0] ^= 1;
    assert_false(ac_apply_good(&a, key, &inv.space, &root));
    a = good;
    a.sig[0] ^= 1;
    assert_false(ac_apply_good(&a, key, &inv.space, &root));
    space = inv.space;
    space.b[0] ^= 1;
    assert_false(ac_apply_good(&good, key, &space, &root));
    ac_root_from_seed(seed, &other_root, secret);
    assert_false(ac_apply_good(&good, key, &inv.space, &other_root)); /* the laptop agreed to another organisation */
    assert_false(ac_apply_good(&good, other_root.b, &inv.space, &root));
    a = good; /* signed well, but its label hides something */
    snprintf(a.label, sizeof a.label, "laptop\xe2\x80\x8b");
    assert_int_equal(ac_apply_sign(&a, inv.secret, &inv.space, NULL), AC_OK);
    assert_false(ac_apply_good(&a, key, &inv.space, &root));
    ac_invitation_free(&inv);
}

static void an_application_has_six_keys(void **state)
{
    static const char *const keys[] = { "box", "device", "label", "proof", "sig", "transport" };
    const char *json = ac_json_str(ac_json_get(vectors, "apply"), "json");
    ac_apply a;

    (void)state;
    for (size_t i = 0; i <= sizeof keys / sizeof *keys; i++) {
        ac_json *o = NULL;
        ac_buf out = { 0 };
        assert_int_equal(ac_json_parse(&o, json, strlen(json), NULL), AC_OK);
        if (i < sizeof keys / sizeof *keys)
            ac_json_drop(o, keys[i]);
        else
            ac_json_set_bool(o, "more", true);
        assert_int_equal(ac_json_encode(&out, o, NULL), AC_OK);
        assert_int_equal(ac_apply_parse(&a, out.p, out.len, NULL), AC_EINVITE);
        ac_buf_free(&out);
        ac_json_free(o);
    }
    assert_int_equal(ac_apply_parse(&a, json, strlen(json) - 1, NULL), AC_EINVITE);
}

/* --- the reply --- */

static void open_reply(const uint8_t *p, size_t n, ac_buf *out)
{
    const ac_json *seed = ac_json_get(vectors, "seed");
    uint8_t secret[32], key[32];

    vector_bytes(seed, "seal-1-secret", secret, 32);
    vector_bytes(seed, "seal-1", key, 32);
    assert_true(ac_reply_is(p, n));
    assert_true(ac_seal_open(out, key, secret, p + AC_REPLY_HEAD, n - AC_REPLY_HEAD));
}

static void the_replies_of_the_vector_open(void **state)
{
    const ac_json *replies = ac_json_get(vectors, "reply");
    ac_buf file = { 0 }, inner = { 0 }, header = { 0 }, apply = { 0 }, want = { 0 };
    uint8_t sig[64];

    (void)state;
    vector_hex(replies, "join", &file);
    open_reply(file.p, file.len, &inner);
    assert_int_equal(ac_reply_parse(inner.p, inner.len, &header, sig, &apply, NULL), AC_OK);
    assert_int_equal(apply.len, 0);
    vector_hex(vector, "join", &want);
    assert_int_equal(header.len + 64, want.len);
    assert_memory_equal(header.p, want.p, header.len);
    assert_memory_equal(sig, want.p + header.len, 64);
    ac_buf_clear(&file);
    ac_buf_clear(&inner);
    ac_buf_clear(&header);
    vector_hex(replies, "apply", &file);
    open_reply(file.p, file.len, &inner);
    assert_int_equal(ac_reply_parse(inner.p, inner.len, &header, sig, &apply, NULL), AC_OK);
    assert_int_equal(header.len, 0);
    assert_string_equal(ac_buf_text(&apply), ac_json_str(ac_json_get(vectors, "apply"), "json"));
    ac_buf_free(&file);
    ac_buf_free(&inner);
    ac_buf_free(&header);
    ac_buf_free(&apply);
    ac_buf_free(&want);
}

static void a_reply_is_written_and_read_and_any_cut_is_damage(void **state)
{
    ac_buf join = { 0 }, file = { 0 }, inner = { 0 }, header = { 0 }, apply = { 0 }, json = { 0 };
    ac_seal seal;
    uint8_t sig[64];

    (void)state;
    vector_bytes(ac_json_get(vectors, "seed"), "seal-1", seal.b, 32);
    vector_hex(vector, "join", &join);
    assert_int_equal(ac_reply_encode(&file, &seal, join.p, join.len - 64, join.p + join.len - 64, NULL, NULL), AC_OK);
    open_reply(file.p, file.len, &inner);
    assert_int_equal(ac_reply_parse(inner.p, inner.len, &header, sig, &apply, NULL), AC_OK);
    assert_memory_equal(header.p, join.p, header.len);
    for (size_t n = 0; n < inner.len; n++)
        assert_int_equal(ac_reply_parse(inner.p, n, &header, sig, &apply, NULL), AC_EREFUSED);
    ac_buf_u8(&inner, 0);
    assert_int_equal(ac_reply_parse(inner.p, inner.len, &header, sig, &apply, NULL), AC_EREFUSED);
    inner.p[0] = 3;
    assert_int_equal(ac_reply_parse(inner.p, inner.len, &header, sig, &apply, NULL), AC_EREFUSED);

    ac_buf_clear(&file);
    ac_buf_clear(&inner);
    ac_buf_clear(&header);
    ac_buf_str(&json, "{}");
    assert_int_equal(ac_reply_encode(&file, &seal, NULL, 0, NULL, &json, NULL), AC_OK);
    open_reply(file.p, file.len, &inner);
    assert_int_equal(ac_reply_parse(inner.p, inner.len, &header, sig, &apply, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&apply), "{}");
    assert_int_equal(header.len, 0);
    assert_false(ac_reply_is(file.p, AC_REPLY_HEAD));
    file.p[8] = 2;
    assert_false(ac_reply_is(file.p, file.len));
    assert_false(ac_reply_is("accord-b\1xxxx", 13));
    memset(seal.b, 0, 32);
    assert_int_not_equal(ac_reply_encode(&file, &seal, NULL, 0, NULL, &json, NULL), AC_OK);
    ac_buf_free(&join);
    ac_buf_free(&file);
    ac_buf_free(&inner);
    ac_buf_free(&header);
    ac_buf_free(&apply);
    ac_buf_free(&json);
}

static int open_vectors(void **state)
{
    (void)state;
    if (!ac_crypto_init())
        return 1;
    vectors = vectors_read("keys.json");
    vector = ac_json_get(vectors, "invitation");
    text = ac_json_str(vector, "text");
    text_n = strlen(text);
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
        cmocka_unit_test(the_vector_is_read_and_written_again_byte_for_byte),
        cmocka_unit_test(it_says_who_invites),
        cmocka_unit_test(a_mail_program_may_add_line_ends_and_nothing_else),
        cmocka_unit_test(any_cut_is_damage),
        cmocka_unit_test(every_field_is_asked_for),
        cmocka_unit_test(names_and_titles_end_at_200_bytes),
        cmocka_unit_test(the_invite_must_fit_the_file),
        cmocka_unit_test(evidence_is_signed_and_of_this_space),
        cmocka_unit_test(addresses_are_tcp_and_nothing_else),
        cmocka_unit_test(an_invitation_holds_up_to_eight_of_them),
        cmocka_unit_test(a_file_ends_at_16_kib),
        cmocka_unit_test(one_that_would_be_too_large_is_not_written),
        cmocka_unit_test(the_proof_of_the_secret_is_that_of_the_vector),
        cmocka_unit_test(the_compared_number_is_that_of_the_vector),
        cmocka_unit_test(whoever_alters_anything_changes_the_number),
        cmocka_unit_test(the_application_is_that_of_the_vector),
        cmocka_unit_test(an_application_is_bound_to_all_it_says),
        cmocka_unit_test(an_application_has_six_keys),
        cmocka_unit_test(the_replies_of_the_vector_open),
        cmocka_unit_test(a_reply_is_written_and_read_and_any_cut_is_damage),
    };

    return cmocka_run_group_tests_name("invitation", tests, open_vectors, close_vectors);
}
