/* test_crypto.c - signatures, keys, hashes and boxes, against vectors and against harm. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/crypto.h"
#include "tests/support/vector.h"

static ac_json *vectors;
static ac_world world;

static void fresh(void *out, size_t n)
{
    world.random(&world, out, n);
}

static unsigned below(unsigned n)
{
    uint32_t v;

    fresh(&v, sizeof v);
    return v % n;
}

/* --- hashes --- */

static void a_hash_is_blake2b_with_its_tag(void **state)
{
    const ac_json *cases = ac_json_get(vectors, "hash");

    (void)state;
    assert_true(ac_json_count(cases) >= 3);
    for (size_t i = 0; i < ac_json_count(cases); i++) {
        const ac_json *c = ac_json_at(cases, i), *parts = ac_json_get(c, "parts");
        const char *tag = ac_json_str(c, "tag");
        ac_buf key = { 0 };
        uint8_t out[32], want[32];
        ac_hash h;
        vector_bytes(c, "out", want, 32);
        if (vector_hex(c, "key", &key) == 32)
            ac_hash_begin_keyed(&h, key.p, tag[0] != '\0' ? tag : NULL);
        else
            ac_hash_begin(&h, tag[0] != '\0' ? tag : NULL);
        for (size_t p = 0; p < ac_json_count(parts); p++) {
            const char *text = ac_json_text(ac_json_at(parts, p));
            ac_hash_add(&h, text, strlen(text));
        }
        ac_hash_end(&h, out);
        assert_memory_equal(out, want, 32);
        ac_buf_free(&key);
    }
}

/* Wherever the two lie: a copy goes on from where the first stood, and the first goes on too. */
static void a_copied_hash_goes_on_by_itself(void **state)
{
    uint8_t room[2 * sizeof(ac_hash) + 256], want[32], got[32], first[32];

    (void)state;
    for (size_t at = 0; at < 128; at += 8) {
        ac_hash *from = (ac_hash *)(void *)(room + at), *to = (ac_hash *)(void *)(room + 2 * at / 3 + sizeof(ac_hash) + 64);
        ac_hash_begin(from, "a/tag");
        ac_hash_add(from, "one two three", 13);
        ac_hash_end(from, want);
        ac_hash_begin(from, "a/tag");
        ac_hash_add(from, "one two ", 8);
        ac_hash_copy(to, from);
        ac_hash_add(from, "three", 5);
        ac_hash_end(from, first);
        ac_hash_add(to, "three", 5);
        ac_hash_end(to, got);
        assert_memory_equal(first, want, 32);
        assert_memory_equal(got, want, 32);
    }
}

static void tags_are_all_different(void **state)
{
    static const char *const tags[] = { AC_TAG_CHANGE, AC_TAG_CHANGE_SIG, AC_TAG_WORDS,     AC_TAG_ROOT,    AC_TAG_DEVICE,
                                        AC_TAG_JOIN,   AC_TAG_USE,        AC_TAG_APPLY,     AC_TAG_SESSION, AC_TAG_SPACE_TAG,
                                        AC_TAG_BUNDLE, AC_TAG_SUMMARY,    AC_TAG_COMPARE,   AC_TAG_SHEET };
    size_t n = sizeof tags / sizeof *tags;

    (void)state;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(tags[i], tags[j]);
}

/* --- signatures --- */

static void signatures_are_judged_as_the_vectors_say(void **state)
{
    const ac_json *cases = ac_json_get(vectors, "signatures");

    (void)state;
    assert_true(ac_json_count(cases) >= 8);
    for (size_t i = 0; i < ac_json_count(cases); i++) {
        const ac_json *c = ac_json_at(cases, i);
        uint8_t key[32], message[32], sig[64];
        ac_verify_item item = { .sig = sig, .public_key = key, .id = message };
        vector_bytes(c, "key", key, 32);
        vector_bytes(c, "message", message, 32);
        vector_bytes(c, "sig", sig, 64);
        if (ac_verify(sig, key, AC_TAG_CHANGE_SIG, message, 32) != ac_json_true(c, "good"))
            fail_msg("%s", ac_json_str(c, "why"));
        ac_verify_many(&item, 1, AC_TAG_CHANGE_SIG);
        assert_int_equal(item.good, ac_json_true(c, "good"));
    }
}

static void keys_are_canonical_and_of_prime_order(void **state)
{
    const ac_json *cases = ac_json_get(vectors, "sign-keys");

    (void)state;
    assert_true(ac_json_count(cases) >= 50);
    for (size_t i = 0; i < ac_json_count(cases); i++) {
        const ac_json *c = ac_json_at(cases, i);
        uint8_t key[32];
        vector_bytes(c, "key", key, 32);
        if (ac_sign_key_valid(key) != ac_json_true(c, "good"))
            fail_msg("%s", ac_json_str(c, "why"));
    }
}

static void keys_that_are_made_are_valid(void **state)
{
    (void)state;
    for (int i = 0; i < 100; i++) {
        uint8_t seed[32], key[32], secret[64];
        fresh(seed, 32);
        ac_sign_keypair(key, secret, seed);
        assert_true(ac_sign_key_valid(key));
        assert_memory_equal(secret, seed, 32);
        assert_memory_equal(secret + 32, key, 32);
    }
}

static void a_signature_under_one_tag_is_none_under_another(void **state)
{
    static const char *const tags[] = { AC_TAG_CHANGE_SIG, AC_TAG_ROOT, AC_TAG_DEVICE, AC_TAG_JOIN,
                                        AC_TAG_USE,        AC_TAG_APPLY, AC_TAG_SESSION, AC_TAG_BUNDLE };
    uint8_t seed[32], key[32], secret[64], sig[64], message[64];
    size_t n = sizeof tags / sizeof *tags;

    (void)state;
    fresh(seed, 32);
    fresh(message, 64);
    ac_sign_keypair(key, secret, seed);
    for (size_t i = 0; i < n; i++) {
        ac_sign(sig, secret, tags[i], message, 64);
        for (size_t j = 0; j < n; j++)
            assert_int_equal(ac_verify(sig, key, tags[j], message, 64), i == j);
    }
}

static void any_changed_bit_breaks_a_signature(void **state)
{
    uint8_t seed[32], key[32], secret[64], sig[64], message[32];

    (void)state;
    fresh(seed, 32);
    fresh(message, 32);
    ac_sign_keypair(key, secret, seed);
    ac_sign(sig, secret, AC_TAG_CHANGE_SIG, message, 32);
    assert_true(ac_verify(sig, key, AC_TAG_CHANGE_SIG, message, 32));
    for (unsigned bit = 0; bit < 512 + 256 + 256; bit++) {
        uint8_t *p = bit < 512 ? sig + bit / 8 : bit < 768 ? key + (bit - 512) / 8 : message + (bit - 768) / 8;
        *p = (uint8_t)(*p ^ 1u << bit % 8);
        if (ac_verify(sig, key, AC_TAG_CHANGE_SIG, message, 32))
            fail_msg("bit %u", bit);
        *p = (uint8_t)(*p ^ 1u << bit % 8);
    }
    assert_true(ac_verify(sig, key, AC_TAG_CHANGE_SIG, message, 32));
}

static void messages_of_every_length_are_signed(void **state)
{
    uint8_t seed[32], key[32], secret[64], sig[64], message[2000];

    (void)state;
    fresh(seed, 32);
    fresh(message, sizeof message);
    ac_sign_keypair(key, secret, seed);
    for (size_t n = 0; n < sizeof message; n += n < 480 || n > 530 ? 37 : 1) { /* 512 with the tag needs the heap */
        ac_sign(sig, secret, AC_TAG_ROOT, n > 0 ? message : NULL, n);
        assert_true(ac_verify(sig, key, AC_TAG_ROOT, n > 0 ? message : NULL, n));
        assert_false(ac_verify(sig, key, AC_TAG_ROOT, message, n + 1));
    }
}

/* --- many at once --- */

#define MANY 1000
static struct {
    uint8_t sig[MANY][64], id[MANY][32], key[3][32], secret[3][64];
    bool want[MANY];
    ac_verify_item items[MANY];
} many;

static void fill_many(size_t n)
{
    for (size_t k = 0; k < 3; k++) {
        uint8_t seed[32];
        fresh(seed, 32);
        ac_sign_keypair(many.key[k], many.secret[k], seed);
    }
    for (size_t i = 0; i < n; i++) {
        size_t k = below(3);
        fresh(many.id[i], 32);
        ac_sign(many.sig[i], many.secret[k], AC_TAG_CHANGE_SIG, many.id[i], 32);
        many.want[i] = below(4) != 0;
        if (!many.want[i])
            many.sig[i][below(64)] ^= 1;
        many.items[i] = (ac_verify_item){ .sig = many.sig[i], .public_key = many.key[k], .id = many.id[i], .good = !many.want[i] };
    }
}

static void check_many(size_t n)
{
    fill_many(n);
    ac_verify_many(many.items, n, AC_TAG_CHANGE_SIG);
    for (size_t i = 0; i < n; i++)
        if (many.items[i].good != many.want[i])
            fail_msg("%zu of %zu", i, n);
}

static void many_signatures_are_judged_one_by_one(void **state)
{
    (void)state;
    for (size_t n = 0; n < 40; n++)
        check_many(n);
    check_many(MANY);
}

static void signatures_are_asked_for_while_others_are_checked(void **state)
{
    (void)state;
    for (size_t round = 0; round < 50; round++) {
        size_t n = below(MANY), until = round % 2 == 0 ? n : below((unsigned)n + 1);
        fill_many(n);
        ac_verify_begin(many.items, n, AC_TAG_CHANGE_SIG);
        for (size_t i = 0; i < until; i++) /* who asks may stop early */
            if (ac_verify_good(i) != many.want[i])
                fail_msg("%zu of %zu", i, n);
        ac_verify_end();
    }
}

static void a_child_process_verifies_too(void **state)
{
    int status;
    pid_t child;

    (void)state;
    check_many(100); /* the worker stands in this process */
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        bool good = true;
        alarm(20);
        fill_many(100);
        ac_verify_many(many.items, 100, AC_TAG_CHANGE_SIG);
        for (size_t i = 0; i < 100; i++)
            good = good && many.items[i].good == many.want[i];
        _exit(good ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    check_many(100);
}

/* --- boxes --- */

static void a_sealed_box_opens_for_its_key_alone(void **state)
{
    uint8_t secret[32], key[32], other[32], other_key[32];
    ac_buf box = { 0 }, out = { 0 };

    (void)state;
    fresh(secret, 32);
    fresh(other, 32);
    ac_box_keypair(key, secret);
    ac_box_keypair(other_key, other);
    assert_int_equal(ac_seal_to(&box, key, "forty trees", 11, NULL), AC_OK);
    assert_int_equal(box.len, 11 + AC_SEALED_EXTRA);
    ac_buf_str(&out, "before ");
    assert_true(ac_seal_open(&out, key, secret, box.p, box.len));
    assert_string_equal(ac_buf_text(&out), "before forty trees");
    assert_false(ac_seal_open(&out, other_key, other, box.p, box.len));
    for (size_t n = 0; n < box.len; n++)
        assert_false(ac_seal_open(&out, key, secret, box.p, n));
    for (size_t i = 0; i < box.len; i++) {
        box.p[i] ^= 0x40;
        assert_false(ac_seal_open(&out, key, secret, box.p, box.len));
        box.p[i] ^= 0x40;
    }
    assert_int_equal(out.len, 18); /* what does not open leaves the buffer alone */
    ac_buf_free(&box);
    ac_buf_free(&out);
}

static void nothing_is_sealed_to_a_key_of_small_order(void **state)
{
    static const uint8_t zero[32], one[32] = { 1 };
    ac_buf box = { 0 };
    ac_err err = { 0 };

    (void)state;
    assert_int_equal(ac_seal_to(&box, zero, "x", 1, &err), AC_EINVALID);
    assert_int_equal(ac_seal_to(&box, one, "x", 1, &err), AC_EINVALID);
    assert_int_equal(box.len, 0);
    ac_buf_free(&box);
}

static void what_is_locked_with_data_opens_with_that_data_alone(void **state)
{
    uint8_t key[32], nonce[24];
    ac_buf box = { 0 }, out = { 0 };

    (void)state;
    fresh(key, 32);
    fresh(nonce, 24);
    assert_true(ac_aead_seal(&box, key, nonce, "head", 4, "body", 4));
    assert_int_equal(box.len, 4 + AC_AEAD_TAG);
    assert_true(ac_aead_open(&out, key, nonce, "head", 4, box.p, box.len));
    assert_string_equal(ac_buf_text(&out), "body");
    assert_false(ac_aead_open(&out, key, nonce, "heaD", 4, box.p, box.len));
    assert_false(ac_aead_open(&out, key, nonce, "head", 3, box.p, box.len));
    for (size_t n = 0; n < box.len; n++)
        assert_false(ac_aead_open(&out, key, nonce, "head", 4, box.p, n));
    nonce[23] ^= 1;
    assert_false(ac_aead_open(&out, key, nonce, "head", 4, box.p, box.len));
    nonce[23] ^= 1;
    key[0] ^= 1;
    assert_false(ac_aead_open(&out, key, nonce, "head", 4, box.p, box.len));
    assert_int_equal(out.len, 4);
    ac_buf_free(&box);
    ac_buf_free(&out);
}

static void pieces_of_a_stream_open_whole_and_in_order(void **state)
{
    uint8_t key[32], header[24];
    ac_buf a = { 0 }, b = { 0 }, c = { 0 }, out = { 0 };
    ac_stream s;
    bool final = true;

    (void)state;
    fresh(key, 32);
    ac_stream_seal_begin(&s, header, key);
    assert_true(ac_stream_seal(&s, &a, "one ", 4, false));
    assert_true(ac_stream_seal(&s, &b, "two", 3, false));
    assert_true(ac_stream_seal(&s, &c, NULL, 0, true));
    assert_int_equal(a.len, 4 + AC_STREAM_EXTRA);
    assert_true(ac_stream_open_begin(&s, header, key));
    assert_true(ac_stream_open(&s, &out, a.p, a.len, &final));
    assert_false(final);
    assert_true(ac_stream_open(&s, &out, b.p, b.len, &final));
    assert_false(final); /* a stream that was cut here never said that it had ended */
    assert_true(ac_stream_open(&s, &out, c.p, c.len, &final));
    assert_true(final);
    assert_string_equal(ac_buf_text(&out), "one two");

    assert_true(ac_stream_open_begin(&s, header, key));
    assert_false(ac_stream_open(&s, &out, b.p, b.len, &final));
    assert_true(ac_stream_open_begin(&s, header, key));
    assert_false(ac_stream_open(&s, &out, a.p, a.len - 1, &final));
    assert_true(ac_stream_open_begin(&s, header, key));
    a.p[3] ^= 1;
    assert_false(ac_stream_open(&s, &out, a.p, a.len, &final));
    assert_int_equal(out.len, 7);
    ac_buf_free(&a);
    ac_buf_free(&b);
    ac_buf_free(&c);
    ac_buf_free(&out);
}

/* --- secrets and passphrases --- */

static void a_passphrase_gives_the_key_of_argon2id(void **state)
{
    const ac_json *c = ac_json_get(vectors, "pwhash");
    const char *passphrase = ac_json_str(c, "passphrase");
    uint8_t key[32], want[32], salt[16];
    int64_t ops = 0, mem = 0;

    (void)state;
    vector_bytes(c, "key", want, 32);
    vector_bytes(c, "salt", salt, 16);
    assert_true(ac_json_int(c, "ops", &ops) && ac_json_int(c, "mem", &mem));
    assert_true(ac_pwhash(key, passphrase, strlen(passphrase), salt, (uint32_t)ops, (uint32_t)mem));
    assert_memory_equal(key, want, 32);
    assert_true(ac_pwhash(key, passphrase, strlen(passphrase) - 1, salt, (uint32_t)ops, (uint32_t)mem));
    assert_memory_not_equal(key, want, 32);
}

static void subkeys_follow_number_and_context(void **state)
{
    const ac_json *c = ac_json_get(vectors, "seed");
    uint8_t seed[32], want[32], out[32];

    (void)state;
    vector_bytes(c, "seed", seed, 32);
    vector_bytes(c, "root-secret", want, 32);
    ac_kdf(out, 1, "accordrt", seed);
    assert_memory_equal(out, want, 32);
    vector_bytes(c, "seal-2-secret", want, 32);
    ac_kdf(out, 2, "accordsl", seed);
    assert_memory_equal(out, want, 32);
}

static void a_secret_is_freed_once_and_twice(void **state)
{
    ac_secret s = { 0 };
    uint8_t bytes[32];

    (void)state;
    ac_secret_free(&s);
    assert_true(ac_secret_alloc(&s, 32));
    assert_int_equal(s.n, 32);
    memset(s.p, 7, 32);
    ac_secret_free(&s);
    assert_null(s.p);
    assert_int_equal(s.n, 0);
    ac_secret_free(&s);
    memset(bytes, 7, 32);
    ac_wipe(bytes, 32);
    for (size_t i = 0; i < 32; i++)
        assert_int_equal(bytes[i], 0);
    assert_true(ac_same_bytes("abc", "abc", 3));
    assert_false(ac_same_bytes("abc", "abd", 3));
}

static int open_vectors(void **state)
{
    const char *seed = getenv("SEED");
    uint64_t n = seed != NULL ? strtoull(seed, NULL, 10) : 8;

    (void)state;
    if (!ac_crypto_init())
        return 1;
    fprintf(stderr, "SEED=%llu\n", (unsigned long long)n);
    ac_world_fixed(&world, n);
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
        cmocka_unit_test(a_hash_is_blake2b_with_its_tag),
        cmocka_unit_test(a_copied_hash_goes_on_by_itself),
        cmocka_unit_test(tags_are_all_different),
        cmocka_unit_test(signatures_are_judged_as_the_vectors_say),
        cmocka_unit_test(keys_are_canonical_and_of_prime_order),
        cmocka_unit_test(keys_that_are_made_are_valid),
        cmocka_unit_test(a_signature_under_one_tag_is_none_under_another),
        cmocka_unit_test(any_changed_bit_breaks_a_signature),
        cmocka_unit_test(messages_of_every_length_are_signed),
        cmocka_unit_test(many_signatures_are_judged_one_by_one),
        cmocka_unit_test(signatures_are_asked_for_while_others_are_checked),
        cmocka_unit_test(a_child_process_verifies_too),
        cmocka_unit_test(a_sealed_box_opens_for_its_key_alone),
        cmocka_unit_test(nothing_is_sealed_to_a_key_of_small_order),
        cmocka_unit_test(what_is_locked_with_data_opens_with_that_data_alone),
        cmocka_unit_test(pieces_of_a_stream_open_whole_and_in_order),
        cmocka_unit_test(a_passphrase_gives_the_key_of_argon2id),
        cmocka_unit_test(subkeys_follow_number_and_context),
        cmocka_unit_test(a_secret_is_freed_once_and_twice),
    };

    return cmocka_run_group_tests_name("crypto", tests, open_vectors, close_vectors);
}
