/* test_change.c - the header as bytes: every range on either side, the id, the words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/change.h"
#include "core/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A header with room for everything, valid as it is. */
typedef struct {
    ac_header h;
    uint8_t deps[32 * (AC_DEPS_MAX + 1)], cites[32 * (AC_CITES_MAX + 1)];
    ac_buf facts;
} sample;

static sample *make(unsigned ndeps, unsigned ncites)
{
    sample *s = calloc(1, sizeof *s);

    assert_non_null(s);
    for (unsigned i = 0; i < AC_DEPS_MAX + 1; i++) {
        s->deps[32 * i] = (uint8_t)(i + 1);
        s->cites[32 * i] = (uint8_t)(200 - i);
    }
    ac_buf_str(&s->facts, "{}");
    s->h = (ac_header){ .kind = 0x4001, .ndeps = (uint8_t)ndeps, .ncites = (uint8_t)ncites, .seq = 2, .depth = 2,
                        .written_ms = 1782820800000, .deps = s->deps, .cites = s->cites };
    memset(s->h.space.b, 1, 32);
    memset(s->h.author.b, 2, 32);
    memset(s->h.prev.b, 3, 32);
    memset(s->h.record.b, 4, 32);
    return s;
}

static void drop(sample *s)
{
    ac_buf_free(&s->facts);
    free(s);
}

static void encode(sample *s, ac_buf *out)
{
    s->h.facts = ac_buf_text(&s->facts);
    s->h.facts_len = (uint16_t)s->facts.len;
    ac_header_encode(out, &s->h);
    assert_false(out->failed);
}

/* From a block of exactly this size. */
static ac_rc decode(const ac_buf *bytes, ac_header *out, ac_err *err)
{
    static uint8_t *kept;
    uint8_t *exact = malloc(bytes->len + (bytes->len == 0));
    ac_rc rc;

    assert_non_null(exact);
    if (bytes->len > 0)
        memcpy(exact, bytes->p, bytes->len);
    rc = ac_header_decode(out, exact, bytes->len, err);
    free(kept);
    kept = exact; /* `out` points into it until the next call */
    return rc;
}

static void good(sample *s)
{
    ac_buf bytes = { 0 }, again = { 0 };
    ac_header h;
    ac_err err = { 0 };

    encode(s, &bytes);
    if (decode(&bytes, &h, &err) != AC_OK)
        fail_msg("refused: %s", err.text);
    ac_header_encode(&again, &h);
    assert_int_equal(again.len, bytes.len);
    assert_memory_equal(again.p, bytes.p, bytes.len);
    ac_buf_free(&bytes);
    ac_buf_free(&again);
}

static void bad_bytes(const ac_buf *bytes, const char *fault)
{
    ac_header h;
    ac_err err = { 0 };

    if (decode(bytes, &h, &err) != AC_EINVALID)
        fail_msg("passed without: %s", fault);
    if (strncmp(err.text, fault, strlen(fault)) != 0)
        fail_msg("%s was expected: %s", fault, err.text);
}

static void bad(sample *s, const char *fault)
{
    ac_buf bytes = { 0 };

    encode(s, &bytes);
    bad_bytes(&bytes, fault);
    ac_buf_free(&bytes);
}

static void set_facts(sample *s, size_t n)
{
    ac_buf_clear(&s->facts);
    ac_buf_str(&s->facts, "{\"a\":\"");
    while (s->facts.len < n - 2)
        ac_buf_u8(&s->facts, 'x');
    ac_buf_str(&s->facts, "\"}");
}

static void fields_stand_where_the_format_says(void **state)
{
    sample *s = make(2, 1);
    ac_buf b = { 0 };
    ac_header h;

    (void)state;
    s->h.kind = 0x8009;
    s->h.seq = UINT64_C(0x0102030405060708);
    s->h.depth = UINT64_C(0x1112131415161718);
    s->h.written_ms = UINT64_C(0x212223242526);
    s->h.words_len = 0x0a0b;
    memset(s->h.words_hash.b, 5, 32);
    encode(s, &b);
    assert_int_equal(b.len, 200 + 3 * 32 + 2);
    assert_memory_equal(b.p, "ac\x01\x00\x80\x09\x02\x01", 8);
    assert_memory_equal(b.p + 8, "\x01\x02\x03\x04\x05\x06\x07\x08\x11\x12\x13\x14\x15\x16\x17\x18\x00\x00\x21\x22\x23\x24\x25\x26", 24);
    assert_memory_equal(b.p + 32, "\x00\x02\x00\x00\x00\x00\x0a\x0b", 8);
    for (int i = 0; i < 5; i++)
        assert_int_equal(b.p[40 + 32 * i + 31], i + 1); /* space, author, prev, record, words_hash */
    assert_int_equal(b.p[200], 1);
    assert_int_equal(b.p[232], 2);
    assert_int_equal(b.p[264], 200);
    assert_memory_equal(b.p + 296, "{}", 2);
    assert_int_equal(ac_header_peek(&h, b.p, b.len, NULL), AC_OK);
    assert_int_equal(ac_header_dep(&h, 1).b[0], 2);
    assert_int_equal(ac_header_cite(&h, 0).b[0], 200);
    assert_ptr_equal(h.facts, b.p + 296);
    ac_buf_free(&b);
    drop(s);
}

static void numbers_are_in_their_ranges(void **state)
{
    sample *s = make(0, 0);

    (void)state;
    good(s);
    s->h.seq = AC_SEQ_MAX - 1;
    good(s);
    s->h.seq = AC_SEQ_MAX;
    bad(s, "seq: ");
    s->h.seq = 0;
    bad(s, "seq: ");
    s->h.seq = 2;
    s->h.depth = AC_SEQ_MAX - 1;
    good(s);
    s->h.depth = AC_SEQ_MAX;
    bad(s, "depth: ");
    s->h.depth = UINT64_MAX;
    bad(s, "depth: ");
    s->h.depth = 0;
    bad(s, "depth: ");
    s->h.depth = 2;
    s->h.written_ms = AC_WRITTEN_MAX - 1;
    good(s);
    s->h.written_ms = AC_WRITTEN_MAX;
    bad(s, "written_ms: ");
    s->h.written_ms = 0;
    good(s);
    drop(s);
}

static void zeros_belong_together(void **state)
{
    sample *s = make(0, 0);
    ac_buf b = { 0 };

    (void)state;
    s->h.seq = 1;
    bad(s, "prev: ");
    memset(s->h.prev.b, 0, 32);
    good(s);
    s->h.seq = 2;
    bad(s, "prev: ");
    s->h.seq = 1;
    s->h.words_len = 1;
    bad(s, "words_hash: ");
    s->h.words_hash.b[31] = 1;
    good(s);
    s->h.words_len = AC_WORDS_MAX;
    good(s);
    s->h.words_len = AC_WORDS_MAX + 1;
    bad(s, "words_len: ");
    s->h.words_len = 0;
    bad(s, "words_hash: ");
    memset(s->h.words_hash.b, 0, 32);
    encode(s, &b);
    for (int i = 0; i < 3; i++) {
        static const int zeros[] = { 3, 34, 35 };
        b.p[zeros[i]] = 1;
        bad_bytes(&b, "zero: ");
        b.p[zeros[i]] = 0;
    }
    b.p[0] = 'A';
    bad_bytes(&b, "magic: ");
    b.p[0] = 'a';
    b.p[1] = 'b';
    bad_bytes(&b, "magic: ");
    b.p[1] = 'c';
    b.p[2] = 0;
    bad_bytes(&b, "version: ");
    b.p[2] = 2;
    bad_bytes(&b, "version: ");
    ac_buf_free(&b);
    drop(s);
}

static void deps_and_cites_are_at_most_64(void **state)
{
    sample *s = make(AC_DEPS_MAX, AC_CITES_MAX);

    (void)state;
    good(s);
    s->h.ndeps = AC_DEPS_MAX + 1;
    bad(s, "ndeps: ");
    s->h.ndeps = 1;
    s->h.ncites = AC_CITES_MAX + 1;
    bad(s, "ncites: ");
    drop(s);
}

static void deps_ascend_strictly_and_cites_need_not(void **state)
{
    sample *s = make(3, 3); /* its cites descend */

    (void)state;
    good(s);
    s->deps[32] = 3; /* the third again */
    bad(s, "deps: ");
    s->deps[32] = 4;
    bad(s, "deps: ");
    s->deps[32] = 3;
    s->deps[63] = 1;
    bad(s, "deps: ");
    s->deps[95] = 2; /* the last byte decides */
    good(s);
    drop(s);
}

static void facts_are_canonical_and_of_their_size(void **state)
{
    static const struct {
        uint16_t kind;
        size_t max;
    } sizes[] = { { 0x0010, AC_FACTS_MAX },
                  { 0x4001, AC_FACTS_MAX },
                  { 0x7fff, AC_FACTS_MAX },
                  { 0x8000, AC_GOVERNING_FACTS_MAX },
                  { 0xc001, AC_GOVERNING_FACTS_MAX } };
    sample *s = make(1, 1);

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        s->h.kind = sizes[i].kind;
        set_facts(s, sizes[i].max);
        good(s);
        set_facts(s, sizes[i].max + 1);
        bad(s, "facts_len: ");
    }
    ac_buf_clear(&s->facts);
    bad(s, "facts: ");
    ac_buf_str(&s->facts, "[]");
    bad(s, "facts: ");
    ac_buf_clear(&s->facts);
    ac_buf_str(&s->facts, "{\"b\":1,\"a\":1}");
    bad(s, "facts: ");
    ac_buf_clear(&s->facts);
    ac_buf_put(&s->facts, "{}\0", 3);
    bad(s, "facts: ");
    drop(s);
}

static void the_length_is_exact(void **state)
{
    sample *s = make(2, 2);
    ac_buf b = { 0 };
    size_t whole;

    (void)state;
    encode(s, &b);
    whole = b.len;
    ac_buf_u8(&b, ' ');
    bad_bytes(&b, "length: ");
    for (b.len = 0; b.len < whole; b.len++)
        bad_bytes(&b, "length: ");
    b.len = whole;
    b.p[6] = 3; /* a dep more than there are */
    bad_bytes(&b, "length: ");
    b.p[6] = 2;
    b.p[33] = 1;
    bad_bytes(&b, "length: ");
    ac_buf_free(&b);
    drop(s);
}

static void the_id_covers_every_byte_and_not_the_signature(void **state)
{
    sample *s = make(1, 1);
    ac_buf b = { 0 };
    uint8_t seed[32] = { 9 }, key[32], secret[64], sig[64];
    ac_id id;

    (void)state;
    ac_sign_keypair(key, secret, seed);
    encode(s, &b);
    id = ac_change_id_of(b.p, b.len);
    ac_sign(sig, secret, AC_TAG_CHANGE_SIG, id.b, 32);
    assert_true(ac_verify(sig, key, AC_TAG_CHANGE_SIG, id.b, 32));
    assert_false(ac_verify(sig, key, AC_TAG_CHANGE, id.b, 32));
    for (size_t i = 0; i < b.len; i++) {
        b.p[i] ^= 1;
        assert_false(ac_id_eq(ac_change_id_of(b.p, b.len), id));
        b.p[i] ^= 1;
    }
    assert_true(ac_id_eq(ac_change_id_of(b.p, b.len), id));
    ac_buf_free(&b);
    drop(s);
}

static void words_match_by_salt_text_and_length(void **state)
{
    static const char json[] = "{\"text\":\"We agreed on the river path\"}";
    uint8_t words[AC_SALT_BYTES + sizeof json];
    size_t n = AC_SALT_BYTES + sizeof json - 1;
    ac_header h = { .words_len = sizeof json - 1 };

    (void)state;
    memset(words, 7, AC_SALT_BYTES);
    memcpy(words + AC_SALT_BYTES, json, sizeof json);
    h.words_hash = ac_words_hash(words, json, sizeof json - 1);
    assert_true(ac_words_match(&h, words, n));
    for (size_t i = 0; i < n; i++) {
        words[i] ^= 0x20;
        assert_false(ac_words_match(&h, words, n));
        words[i] ^= 0x20;
    }
    assert_false(ac_words_match(&h, words, n + 1));
    assert_false(ac_words_match(&h, words, n - 1));
    assert_false(ac_words_match(&h, words, AC_SALT_BYTES));
    h.words_len = 0;
    assert_false(ac_words_match(&h, words, AC_SALT_BYTES));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_stand_where_the_format_says),
        cmocka_unit_test(numbers_are_in_their_ranges),
        cmocka_unit_test(zeros_belong_together),
        cmocka_unit_test(deps_and_cites_are_at_most_64),
        cmocka_unit_test(deps_ascend_strictly_and_cites_need_not),
        cmocka_unit_test(facts_are_canonical_and_of_their_size),
        cmocka_unit_test(the_length_is_exact),
        cmocka_unit_test(the_id_covers_every_byte_and_not_the_signature),
        cmocka_unit_test(words_match_by_salt_text_and_length),
    };

    if (!ac_crypto_init())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
