/* test_wire_limits.c - what makes no frame: each limit of the format page, on either side. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/crypto.h"
#include "tests/support/frames.h"

static int read_examples(void **state)
{
    (void)state;
    frames_open();
    return ac_crypto_init() ? 0 : -1;
}

static int free_examples(void **state)
{
    (void)state;
    frames_close();
    return 0;
}

static bool is_frame(const ac_buf *b)
{
    assert_false(b->failed);
    return frames_is_one(b->p, b->len);
}

/* The example with bytes at `at` put in place of what stands there. */
static bool with(const char *name, size_t at, const void *bytes, size_t n)
{
    ac_buf b = { 0 };
    bool good;

    ac_buf_put(&b, frames_bytes(name)->p, frames_bytes(name)->len);
    assert_true(at + n <= b.len);
    memcpy(b.p + at, bytes, n);
    good = is_frame(&b);
    ac_buf_free(&b);
    return good;
}
#define WITH(name, at, ...) with((name), (at), (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

static void types_flags_and_slots_keep_to_their_lists(void **state)
{
    (void)state;
    for (unsigned type = 0; type < 256; type++) /* the shortest of frames: no body is right for most */
        if (type == 0 || type > AC_F_APPLY) {
            uint8_t t = (uint8_t)type;
            assert_false(with("bye", 0, &t, 1));
            assert_false(with("changes", 0, &t, 1));
        }
    for (size_t i = 0; i < frames_count(); i++)
        for (unsigned bit = 0; bit < 8; bit++) {
            uint8_t type = frames_at(i)->p[0], was = frames_at(i)->p[1], flags = (uint8_t)(was ^ 1u << bit);
            unsigned known = type == AC_F_HELLO ? 3 : type == AC_F_WELCOME ? 2 : type == AC_F_CHANGES ? 1 : 0;
            if (flags & ~known)
                assert_false(with(frames_name(i), 1, &flags, 1));
        }
    for (size_t i = 0; i < frames_count(); i++) {
        const char *name = frames_name(i);
        unsigned type = frames_at(i)->p[0];
        bool space = type == AC_F_LIST || type == AC_F_WANT || type == AC_F_CHANGES || (type >= AC_F_END && type <= AC_F_BODY) ||
                     type == AC_F_APPLY;
        bool both = type == AC_F_FAULT || type == AC_F_NOTICE;
        assert_int_equal(WITH(name, 2, 0, 0), space || both);
        assert_int_equal(WITH(name, 2, 3, 0xff), space || both);
        assert_false(WITH(name, 2, 4, 0)); /* 1,024 */
        assert_false(WITH(name, 2, 0xff, 0xfe));
        assert_int_equal(WITH(name, 2, 0xff, 0xff), !space || both);
    }
}

static void hello_and_welcome_keep_their_limits(void **state)
{
    (void)state;
    assert_false(WITH("hello", 4, 0));          /* proto 0 */
    assert_false(WITH("hello", 4, 2, 1));       /* above the highest */
    assert_true(WITH("hello", 4, 1, 255));
    assert_true(WITH("hello", 4, 255, 255));
    assert_true(WITH("hello", 6, 0, 2, 0, 0));  /* 131,072 */
    assert_false(WITH("hello", 6, 0, 1, 255, 255));
    assert_true(WITH("hello", 6, 0, 4, 0, 0));  /* 262,144 */
    assert_false(WITH("hello", 6, 0, 4, 0, 1));
    assert_false(WITH("welcome", 4, 0));
    assert_true(WITH("welcome", 5, 0, 2, 0, 0));
    assert_false(WITH("welcome", 5, 0, 1, 255, 255));
    assert_false(WITH("welcome", 5, 0, 4, 0, 1));
    assert_false(WITH("hello", 74, 1));         /* evidence that is not there */
    assert_false(WITH("hello-guest", 74, 1));
    assert_false(WITH("hello-statement", 74, 0, 0));
    /* a header of evidence whose length is not what its own fields say */
    assert_false(WITH("hello-evidence", 75, 4, 9));
    assert_false(WITH("hello-evidence", 75, 0, 0));
    assert_false(WITH("hello-evidence", 77, 'b'));
    assert_false(WITH("hello-evidence", 79, 2));
}

static void put_signed(ac_buf *b, unsigned ndeps, unsigned ncites, unsigned facts, uint32_t words, uint8_t fill)
{
    ac_header h = { .kind = 0x8007, .ndeps = (uint8_t)ndeps, .ncites = (uint8_t)ncites, .facts_len = (uint16_t)facts,
                    .words_len = words, .seq = 1, .depth = 1 };
    uint8_t *bytes = calloc(1, 32u * 256 + facts);

    assert_non_null(bytes);
    memset(bytes, fill, 32u * 256 + facts);
    h.deps = h.cites = bytes;
    h.facts = (const char *)bytes;
    ac_buf_u16(b, (unsigned)(AC_HEADER_FIXED + 32 * (ndeps + ncites) + facts));
    ac_header_encode(b, &h);
    ac_buf_put(b, bytes, 64);
    free(bytes);
}

/* HELLO with n evidence, and with a statement so long that the frame has `total` bytes. */
static bool evidence(unsigned n)
{
    ac_buf b = { 0 };
    bool good;

    ac_buf_put(&b, frames_bytes("hello")->p, frames_bytes("hello")->len);
    b.p[74] = (uint8_t)n;
    for (unsigned i = 0; i < n; i++)
        put_signed(&b, 0, 0, 2, 0, (uint8_t)i);
    good = is_frame(&b);
    ac_buf_free(&b);
    return good;
}

static bool hello_of(size_t total)
{
    ac_buf b = { 0 };
    bool good;

    ac_buf_put(&b, frames_bytes("hello")->p, frames_bytes("hello")->len - 1);
    b.p[1] = AC_FLAG_STATEMENT;
    ac_buf_u16(&b, (unsigned)(total - b.len - 2));
    while (b.len < total)
        ac_buf_u8(&b, 'x');
    good = is_frame(&b);
    ac_buf_free(&b);
    return good;
}

static void evidence_and_the_first_frame_have_a_most(void **state)
{
    ac_buf b = { 0 };

    (void)state;
    for (unsigned n = 0; n <= 8; n++)
        assert_true(evidence(n));
    assert_false(evidence(9));
    assert_false(hello_of(76)); /* a statement of no bytes */
    assert_true(hello_of(77));
    assert_true(hello_of(32768));
    assert_false(hello_of(32769));
    /* a guest shows its invitation and nothing else */
    ac_buf_put(&b, frames_bytes("hello-evidence")->p, frames_bytes("hello-evidence")->len);
    ac_buf_put(&b, frames_bytes("hello-guest")->p + 75, 96);
    b.p[1] = AC_FLAG_GUEST;
    assert_false(is_frame(&b));
    ac_buf_clear(&b);
    ac_buf_put(&b, frames_bytes("hello-statement")->p, frames_bytes("hello-statement")->len);
    ac_buf_put(&b, frames_bytes("hello-guest")->p + 75, 96);
    b.p[1] = AC_FLAG_GUEST | AC_FLAG_STATEMENT;
    assert_false(is_frame(&b));
    ac_buf_free(&b);
}

static bool changes(unsigned n, unsigned ndeps, unsigned ncites, unsigned facts, uint32_t words, unsigned words_state)
{
    ac_buf b = { 0 };
    bool good;

    ac_put_frame(&b, AC_F_CHANGES, 0, 0);
    ac_buf_u32(&b, 1);
    for (unsigned i = 0; i < n; i++) {
        put_signed(&b, ndeps, ncites, facts, words, 7);
        ac_buf_u8(&b, words_state);
        for (size_t k = 0; words_state == AC_WORDS_HERE && k < 32u + words; k++)
            ac_buf_u8(&b, 'w');
    }
    good = is_frame(&b);
    ac_buf_free(&b);
    return good;
}

/* One change whose length in front says so many bytes more than its header has, and they are there. */
static bool longer(unsigned more)
{
    ac_buf b = { 0 };
    bool good;

    ac_put_frame(&b, AC_F_CHANGES, 0, 0);
    ac_buf_u32(&b, 1);
    put_signed(&b, 0, 0, 0, 0, 7);
    b.p[9] = (uint8_t)(b.p[9] + more);
    for (unsigned i = 0; i < more; i++)
        ac_buf_u8(&b, 0);
    ac_buf_u8(&b, AC_WORDS_NONE);
    good = is_frame(&b);
    ac_buf_free(&b);
    return good;
}

static void changes_keep_their_limits(void **state)
{
    (void)state;
    assert_true(longer(0));
    assert_false(longer(1));
    assert_true(changes(1, 64, 64, 16384, 0, AC_WORDS_NONE));
    assert_false(changes(1, 65, 0, 0, 0, AC_WORDS_NONE));
    assert_false(changes(1, 0, 65, 0, 0, AC_WORDS_NONE));
    assert_false(changes(1, 0, 0, 16385, 0, AC_WORDS_NONE));
    assert_true(changes(1, 0, 0, 0, 65536, AC_WORDS_HERE));
    assert_false(changes(1, 0, 0, 0, 65537, AC_WORDS_HERE));
    assert_false(changes(1, 0, 0, 0, 65537, AC_WORDS_NOT_HELD));
    assert_false(changes(1, 0, 0, 0, 0, AC_WORDS_HERE)); /* words that the header does not name */
    assert_false(changes(1, 0, 0, 0, 0, AC_WORDS_NOT_HELD));
    assert_false(changes(1, 0, 0, 0, 9, AC_WORDS_NONE)); /* and the other way round */
    assert_true(changes(1, 0, 0, 0, 9, AC_WORDS_NOT_HELD));
    assert_false(changes(1, 0, 0, 0, 9, 5));
    assert_true(changes(512, 0, 0, 0, 0, AC_WORDS_NONE));
    assert_false(changes(513, 0, 0, 0, 0, AC_WORDS_NONE));
    assert_false(changes(0, 0, 0, 0, 0, AC_WORDS_NONE)); /* none, and not the last */
    assert_false(WITH("changes", 4, 0, 0, 0, 0));
    assert_false(WITH("saved", 4, 0, 0, 0, 0));
    assert_true(WITH("end", 4, 0, 0, 0, 0));
    assert_false(WITH("fault", 4, 0));
    assert_false(WITH("notice-held", 4, 0));
}

/* A frame whose list has n entries of the least size. */
static bool listed(unsigned type, unsigned n)
{
    ac_buf b = { 0 };
    bool good;

    ac_put_frame(&b, type, 0, type == AC_F_BODIES || type == AC_F_BODY ? 0 : AC_NO_SLOT);
    for (size_t i = 0; type == AC_F_AUTH && i < 64; i++)
        ac_buf_u8(&b, 0);
    for (unsigned i = 0; i < n; i++) {
        uint8_t id[32] = { (uint8_t)(i >> 8), (uint8_t)i };
        if (type == AC_F_AUTH)
            ac_buf_put(&b, id, 16);
        if (type == AC_F_SUMMARY) {
            ac_buf_u16(&b, i & 1023);
            ac_buf_u8(&b, AC_SPACE_SAME);
        }
        ac_buf_put(&b, id, 32);
        if (type == AC_F_BODY)
            ac_buf_u8(&b, AC_WORDS_REDACTED);
        if (type == AC_F_AUTH || type == AC_F_SUMMARY) {
            ac_buf_u64(&b, 0);
            ac_buf_u32(&b, 0);
            ac_buf_u16(&b, 0);
        }
    }
    good = is_frame(&b);
    ac_buf_free(&b);
    return good;
}

static void lists_have_a_most(void **state)
{
    ac_buf b = { 0 };

    (void)state;
    assert_true(listed(AC_F_AUTH, 1024));
    assert_false(listed(AC_F_AUTH, 1025));
    assert_true(listed(AC_F_SUMMARY, 1024));
    assert_false(listed(AC_F_SUMMARY, 1025));
    assert_true(listed(AC_F_BODIES, 1024));
    assert_false(listed(AC_F_BODIES, 1025));
    assert_true(listed(AC_F_BODY, 1024));
    assert_false(listed(AC_F_BODY, 1025));
    assert_false(listed(AC_F_BODIES, 0));
    assert_false(listed(AC_F_BODY, 0));
    ac_put_frame(&b, AC_F_APPLY, 0, 0);
    while (b.len < 4 + 4096)
        ac_buf_u8(&b, '{');
    assert_true(is_frame(&b));
    ac_buf_u8(&b, '{');
    assert_false(is_frame(&b));
    ac_buf_free(&b);
    assert_false(WITH("summary", 4, 4, 0)); /* slot 1,024 */
    assert_false(WITH("summary", 6, 0));
    assert_false(WITH("summary", 6, 4));
    assert_false(WITH("list", 4, 2)); /* more */
    assert_true(WITH("list", 4, 0));
}

/* A LIST (or WANT) with these authors and the points of each. */
static bool feeds(unsigned type, const uint8_t *authors, size_t n, const uint64_t (*points)[2], size_t npoints)
{
    ac_buf b = { 0 };
    bool good;

    ac_put_frame(&b, type, 0, 0);
    ac_buf_u8(&b, 0);
    for (size_t i = 0; i < n; i++) {
        uint8_t author[32] = { authors[i] };
        ac_buf_put(&b, author, 32);
        ac_buf_u8(&b, (unsigned)npoints);
        for (size_t k = 0; k < npoints; k++) {
            ac_id id = { { (uint8_t)points[k][1] } };
            ac_put_point(&b, points[k][0], &id);
        }
    }
    good = is_frame(&b);
    ac_buf_free(&b);
    return good;
}

static void authors_points_and_paused_ascend(void **state)
{
    static const uint64_t one[][2] = { { 1, 5 } }, up[][2] = { { 1, 9 }, { 2, 1 }, { 2, 2 } }, same[][2] = { { 2, 1 }, { 2, 1 } },
                          down[][2] = { { 2, 1 }, { 1, 9 } }, ids[][2] = { { 2, 2 }, { 2, 1 } }, zero[][2] = { { 0, 1 } },
                          most[][2] = { { (UINT64_C(1) << 53) - 1, 1 } }, beyond[][2] = { { UINT64_C(1) << 53, 1 } };
    static const uint8_t a[] = { 1 }, ab[] = { 1, 2 }, ba[] = { 2, 1 }, aa[] = { 1, 1 };
    ac_buf b = { 0 };
    uint8_t two[64];

    (void)state;
    for (unsigned type = AC_F_LIST; type <= AC_F_WANT; type++) {
        assert_true(feeds(type, a, 1, one, 1));
        assert_true(feeds(type, ab, 2, up, 3));
        assert_false(feeds(type, ba, 2, up, 3));
        assert_false(feeds(type, aa, 2, up, 3));
        assert_false(feeds(type, a, 1, same, 2));
        assert_false(feeds(type, a, 1, down, 2));
        assert_false(feeds(type, a, 1, ids, 2));
        assert_false(feeds(type, a, 1, zero, 1));
        assert_true(feeds(type, a, 1, most, 1));
        assert_false(feeds(type, a, 1, beyond, 1));
    }
    assert_false(feeds(AC_F_LIST, a, 1, one, 0)); /* an author without a branch */
    assert_true(feeds(AC_F_WANT, a, 1, one, 0));
    /* paused devices in AUTH: the second item has two of them at its end */
    memcpy(two, frames_bytes("auth")->p + frames_bytes("auth")->len - 32, 32);
    memcpy(two + 32, frames_bytes("auth")->p + frames_bytes("auth")->len - 64, 32);
    assert_false(with("auth", frames_bytes("auth")->len - 64, two, 64));
    memcpy(two + 32, two, 32);
    assert_false(with("auth", frames_bytes("auth")->len - 64, two, 64));
    /* ids of BODIES and BODY */
    for (int k = 0; k < 3; k++) {
        uint8_t id[32] = { (uint8_t)(k == 0 ? 5 : k == 1 ? 4 : 5) };
        ac_buf_clear(&b);
        ac_put_frame(&b, AC_F_BODIES, 0, 0);
        ac_buf_put(&b, (const uint8_t[32]){ 5 }, 32);
        assert_true(is_frame(&b));
        ac_buf_put(&b, id, 32);
        assert_false(is_frame(&b));
        ac_buf_clear(&b);
        ac_put_frame(&b, AC_F_BODY, 0, 0);
        ac_buf_put(&b, (const uint8_t[32]){ 5 }, 32);
        ac_buf_u8(&b, AC_WORDS_NOT_HELD);
        assert_true(is_frame(&b));
        ac_buf_put(&b, id, 32);
        ac_buf_u8(&b, AC_WORDS_NOT_HELD);
        assert_false(is_frame(&b));
    }
    ac_buf_free(&b);
}

static bool body(unsigned words_state, uint32_t n)
{
    ac_buf b = { 0 };
    bool good;

    ac_put_frame(&b, AC_F_BODY, 0, 0);
    ac_buf_put(&b, (const uint8_t[32]){ 5 }, 32);
    ac_buf_u8(&b, words_state);
    if (words_state == AC_WORDS_HERE) {
        ac_buf_u32(&b, n);
        for (size_t i = 0; i < 32u + n; i++)
            ac_buf_u8(&b, 'w');
    }
    good = is_frame(&b);
    ac_buf_free(&b);
    return good;
}

static void bodies_hold_words_of_some_length(void **state)
{
    (void)state;
    assert_false(body(AC_WORDS_NONE, 0));
    assert_false(body(AC_WORDS_HERE, 0));
    assert_true(body(AC_WORDS_HERE, 1));
    assert_true(body(AC_WORDS_HERE, 65536));
    assert_false(body(AC_WORDS_HERE, 65537));
    assert_true(body(AC_WORDS_NOT_HELD, 0));
    assert_false(body(5, 0));
}

/* A LIST of n authors with one branch each: 5 + 73 n bytes. */
static bool list_of(unsigned n)
{
    ac_buf b = { 0 };
    bool good;

    ac_put_frame(&b, AC_F_LIST, 0, 0);
    ac_buf_u8(&b, 0);
    for (unsigned i = 0; i < n; i++) {
        uint8_t author[32] = { (uint8_t)(i >> 8), (uint8_t)i };
        ac_id id = { { 1 } };
        ac_buf_put(&b, author, 32);
        ac_buf_u8(&b, 1);
        ac_put_point(&b, 1, &id);
    }
    good = is_frame(&b);
    ac_buf_free(&b);
    return good;
}

static void a_frame_has_a_most(void **state)
{
    ac_buf b = { 0 };

    (void)state;
    assert_true(list_of(3590));  /* 262,075 bytes */
    assert_false(list_of(3591)); /* 262,148 */
    /* to the byte: changes, the last with words of the length that is left */
    for (int beyond = 0; beyond < 2; beyond++) {
        size_t total = 262144u + (size_t)beyond;
        ac_buf_clear(&b);
        ac_put_frame(&b, AC_F_CHANGES, 0, 0);
        ac_buf_u32(&b, 1);
        while (b.len < total) {
            size_t left = total - b.len, each = 2 + 200 + 64 + 1 + 32, words = left <= each + 65536 ? left - each : 60000;
            put_signed(&b, 0, 0, 0, (uint32_t)words, 1);
            ac_buf_u8(&b, AC_WORDS_HERE);
            for (size_t k = 0; k < 32 + words; k++)
                ac_buf_u8(&b, 'w');
        }
        assert_int_equal(b.len, total);
        assert_int_equal(is_frame(&b), !beyond);
    }
    ac_buf_free(&b);
}

static void a_header_tells_its_length(void **state)
{
    const ac_buf *f = frames_bytes("changes");
    uint32_t words = 0;
    uint8_t short_one[199] = { 'a', 'c', 1 };

    (void)state;
    assert_int_equal(ac_header_length(f->p + 10, f->len - 10, &words), 1034);
    assert_int_equal(words, 0);
    assert_int_equal(ac_header_length(short_one, sizeof short_one, &words), 0);
    assert_int_equal(ac_header_length(NULL, 0, &words), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_flags_and_slots_keep_to_their_lists),
        cmocka_unit_test(hello_and_welcome_keep_their_limits),
        cmocka_unit_test(evidence_and_the_first_frame_have_a_most),
        cmocka_unit_test(changes_keep_their_limits),
        cmocka_unit_test(lists_have_a_most),
        cmocka_unit_test(authors_points_and_paused_ascend),
        cmocka_unit_test(bodies_hold_words_of_some_length),
        cmocka_unit_test(a_frame_has_a_most),
        cmocka_unit_test(a_header_tells_its_length),
    };

    return cmocka_run_group_tests(tests, read_examples, free_examples);
}
