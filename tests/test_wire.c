/* test_wire.c - every frame read and written as the format page says, and cut at each byte. */
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

static ac_frame decoded(const char *name)
{
    const ac_buf *b = frames_bytes(name);
    ac_frame f;

    if (!ac_frame_decode(&f, b->p, b->len))
        fail_msg("%s is no frame", name);
    return f;
}

static void every_example_is_read_and_a_cut_one_is_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < frames_count(); i++)
        for (size_t n = 0; n <= frames_at(i)->len; n++) {
            uint8_t *exact = malloc(n + (n == 0));
            ac_frame f;
            bool good;
            assert_non_null(exact);
            memcpy(exact, frames_at(i)->p, n);
            good = ac_frame_decode(&f, exact, n);
            if (good != frames_cut_fits(i, n))
                fail_msg("%s cut to %zu of %zu bytes %s a frame", frames_name(i), n, frames_at(i)->len,
                         good ? "is" : "is not");
            if (good)
                frames_walk(&f);
            free(exact);
        }
}

static void a_byte_too_many_makes_no_frame(void **state)
{
    (void)state;
    for (size_t i = 0; i < frames_count(); i++)
        for (unsigned byte = 0; byte < 256; byte += 51) {
            ac_buf b = { 0 };
            ac_buf_put(&b, frames_at(i)->p, frames_at(i)->len);
            ac_buf_u8(&b, byte);
            if (frames_is_one(b.p, b.len) != (b.p[0] == AC_F_APPLY))
                fail_msg("%s with one byte more", frames_name(i));
            ac_buf_free(&b);
        }
}

static void a_flipped_bit_is_read_within_the_frame_or_refused(void **state)
{
    unsigned sum = 0;

    (void)state;
    for (size_t i = 0; i < frames_count(); i++) {
        size_t n = frames_at(i)->len;
        uint8_t *exact = malloc(n);
        assert_non_null(exact);
        memcpy(exact, frames_at(i)->p, n);
        for (size_t bit = 0; bit < 8 * n; bit++) {
            ac_frame f;
            exact[bit / 8] ^= (uint8_t)(1u << bit % 8);
            if (ac_frame_decode(&f, exact, n))
                sum += frames_walk(&f);
            exact[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
        free(exact);
    }
    assert_true(sum > 0);
}

/* --- what stands in them --- */

static void hello_says_who_comes(void **state)
{
    uint8_t client[32], nonce[32], key[32], space[32], tc[32], ts[32], text[160];
    ac_frame f = decoded("hello");
    ac_wire_change c;
    ac_buf out = { 0 };

    (void)state;
    frames_key("client", client);
    frames_key("nonce-c", nonce);
    frames_key("invitation", key);
    frames_key("space", space);
    frames_key("client-transport", tc);
    frames_key("server-transport", ts);
    assert_int_equal(f.proto_min, 1);
    assert_int_equal(f.proto_max, 1);
    assert_int_equal(f.frame_max, 262144);
    assert_int_equal(f.evidence.n, 0);
    assert_memory_equal(f.nonce, nonce, 32);
    assert_memory_equal(f.device, client, 32);
    assert_null(f.invitation);
    ac_put_hello(&out, &(ac_hello){ .nonce = nonce, .device = ac_device_of(client) });
    assert_int_equal(out.len, frames_bytes("hello")->len);
    assert_memory_equal(out.p, frames_bytes("hello")->p, out.len);

    f = decoded("hello-evidence");
    assert_int_equal(f.proto_max, 3);
    assert_int_equal(f.frame_max, 131072);
    assert_int_equal(f.evidence.n, 2);
    assert_true(ac_evidence_next(&f.evidence, &c));
    assert_int_equal(c.header_n, 1034);
    assert_true(ac_evidence_next(&f.evidence, &c));
    assert_int_equal(c.header_n, 1124);
    assert_false(ac_evidence_next(&f.evidence, &c));

    f = decoded("hello-statement");
    assert_true(f.evidence.is_statement);
    assert_int_equal(f.evidence.bytes.left, strlen("{\"made\":\"for this test\"}"));
    assert_memory_equal(f.evidence.bytes.p, "{\"made\":\"for this test\"}", f.evidence.bytes.left);

    f = decoded("hello-guest");
    memcpy(text, space, 32);
    memcpy(text + 32, tc, 32);
    memcpy(text + 64, ts, 32);
    memcpy(text + 96, nonce, 32);
    memcpy(text + 128, client, 32);
    assert_memory_equal(f.invitation, key, 32);
    assert_true(ac_verify(f.invitation_sig, key, AC_TAG_USE, text, sizeof text));
    ac_buf_clear(&out);
    ac_put_hello(&out, &(ac_hello){ nonce, ac_device_of(client), key, f.invitation_sig });
    assert_int_equal(out.len, frames_bytes("hello-guest")->len);
    assert_memory_equal(out.p, frames_bytes("hello-guest")->p, out.len);
    ac_buf_free(&out);
}

/* What WELCOME and AUTH are signed over. */
static void session_text(char role, uint8_t out[97])
{
    ac_hash h;
    ac_frame welcome = decoded("welcome");
    uint8_t transcript[32];

    ac_hash_begin(&h, NULL);
    ac_hash_add(&h, frames_bytes("hello")->p, frames_bytes("hello")->len);
    ac_hash_add(&h, frames_bytes("welcome")->p, welcome.before_signature);
    ac_hash_end(&h, out + 1);
    frames_key("transcript", transcript);
    assert_memory_equal(out + 1, transcript, 32);
    out[0] = (uint8_t)role;
    frames_key("client-transport", out + 33);
    frames_key("server-transport", out + 65);
}

static void welcome_and_auth_are_signed_over_the_transcript(void **state)
{
    uint8_t server[32], client[32], nonce[32], text[97], tag[16], full[32], space[32], nonce_c[32];
    const uint8_t *got;
    ac_frame f = decoded("welcome");
    ac_device device;
    ac_summary s;
    ac_hash h;
    ac_buf out = { 0 };

    (void)state;
    frames_key("server", server);
    frames_key("client", client);
    frames_key("nonce-s", nonce);
    frames_key("nonce-c", nonce_c);
    frames_key("space", space);
    device = ac_device_of(server);
    assert_memory_equal(f.nonce, nonce, 32);
    assert_memory_equal(f.device, server, 32);
    assert_int_equal(f.before_signature, frames_bytes("welcome")->len - 64);
    session_text('S', text);
    assert_true(ac_verify(f.signature, server, AC_TAG_SESSION, text, sizeof text));
    ac_put_welcome(&out, nonce, &device);
    ac_buf_put(&out, f.signature, 64);
    assert_int_equal(out.len, frames_bytes("welcome")->len);
    assert_memory_equal(out.p, frames_bytes("welcome")->p, out.len);

    f = decoded("auth");
    session_text('C', text);
    assert_true(ac_verify(f.signature, client, AC_TAG_SESSION, text, sizeof text));
    assert_int_equal(f.count, 2);
    ac_hash_begin_keyed(&h, space, AC_TAG_SPACE_TAG);
    ac_hash_add(&h, nonce_c, 32);
    ac_hash_add(&h, nonce, 32);
    ac_hash_end(&h, full);
    memcpy(tag, full, 16);
    ac_buf_clear(&out);
    ac_put_frame(&out, AC_F_AUTH, 0, AC_NO_SLOT);
    ac_buf_put(&out, f.signature, 64);
    assert_true(ac_auth_next(&f, &got, &s));
    assert_memory_equal(got, tag, 16);
    assert_true(s.count == 12408);
    assert_int_equal(s.missing, 3);
    assert_int_equal(s.npaused, 0);
    ac_buf_put(&out, got, 16);
    ac_put_summary(&out, &s);
    assert_true(ac_auth_next(&f, &got, &s));
    assert_int_equal(s.npaused, 2);
    assert_true(memcmp(s.paused, s.paused + 32, 32) < 0);
    ac_buf_put(&out, got, 16);
    ac_put_summary(&out, &s);
    assert_false(ac_auth_next(&f, &got, &s));
    assert_int_equal(out.len, frames_bytes("auth")->len);
    assert_memory_equal(out.p, frames_bytes("auth")->p, out.len);
    ac_buf_free(&out);
}

static void summary_and_lists_are_read_in_order(void **state)
{
    ac_frame f = decoded("summary");
    uint16_t slot;
    uint8_t answer;
    ac_summary s;
    ac_feed_points feed;
    ac_buf out = { 0 };

    (void)state;
    assert_true(ac_summary_next(&f, &slot, &answer, &s) && slot == 1 && answer == AC_SPACE_SAME && s.npaused == 0);
    assert_true(ac_summary_next(&f, &slot, &answer, &s) && slot == 0 && answer == AC_SPACE_DIFFERS && s.npaused == 1);
    assert_true(s.count == 8 && s.missing == 1);
    assert_true(ac_summary_next(&f, &slot, &answer, &s) && slot == 1023 && answer == AC_SPACE_PROVISIONAL);
    assert_false(ac_summary_next(&f, &slot, &answer, &s));

    f = decoded("list");
    assert_int_equal(f.slot, 0);
    assert_true(f.more);
    ac_put_frame(&out, AC_F_LIST, 0, 0);
    ac_buf_u8(&out, 1);
    for (unsigned k = 0; ac_feed_next(&f, &feed); k++) {
        assert_int_equal(feed.n, k + 1);
        ac_buf_put(&out, feed.author.b, 32);
        ac_buf_u8(&out, feed.n);
        for (unsigned i = 0; i < feed.n; i++) {
            ac_point p = ac_point_at(&feed, i);
            assert_true(p.seq == (k == 0 ? 7 : i == 0 ? 3 : (UINT64_C(1) << 53) - 1));
            ac_put_point(&out, p.seq, &p.id);
        }
    }
    assert_int_equal(out.len, frames_bytes("list")->len);
    assert_memory_equal(out.p, frames_bytes("list")->p, out.len);
    f = decoded("list-empty");
    assert_true(f.slot == 1023 && !f.more);
    assert_false(ac_feed_next(&f, &feed));
    f = decoded("want");
    assert_int_equal(f.slot, 2);
    assert_true(ac_feed_next(&f, &feed) && feed.n == 0);
    assert_true(ac_feed_next(&f, &feed) && feed.n == 1);
    ac_buf_free(&out);
}

static void changes_carry_what_was_signed_and_words(void **state)
{
    ac_frame f = decoded("changes");
    static const size_t lengths[] = { 1034, 402, 232 };
    ac_wire_change c;
    ac_buf out = { 0 };
    uint8_t states = 0;

    (void)state;
    assert_int_equal(f.no, 1);
    assert_int_equal(f.count, 3);
    ac_put_frame(&out, AC_F_CHANGES, 0, 0);
    ac_buf_u32(&out, 1);
    for (size_t i = 0; i < 3; i++) {
        ac_header h;
        ac_id id;
        assert_true(ac_change_next(&f, &c));
        assert_int_equal(c.header_n, lengths[i]);
        assert_int_equal(ac_header_decode(&h, c.header, c.header_n, NULL), AC_OK);
        id = ac_change_id_of(c.header, c.header_n);
        assert_true(ac_verify(c.signature, h.author.b, AC_TAG_CHANGE_SIG, id.b, 32));
        assert_int_equal(c.words_state == AC_WORDS_HERE, i == 1);
        if (i == 1)
            assert_true(ac_words_match(&h, c.words, c.words_n));
        ac_put_change(&out, c.header, c.header_n, c.signature, c.words_state, c.words, c.words_n);
    }
    assert_false(ac_change_next(&f, &c));
    assert_int_equal(out.len, frames_bytes("changes")->len);
    assert_memory_equal(out.p, frames_bytes("changes")->p, out.len);
    f = decoded("changes-words-elsewhere");
    assert_true(f.no == UINT32_MAX);
    while (ac_change_next(&f, &c)) {
        states |= (uint8_t)(1u << c.words_state);
        assert_null(c.words);
    }
    assert_int_equal(states, 1 << AC_WORDS_REDACTED | 1 << AC_WORDS_WITHHELD | 1 << AC_WORDS_NOT_HELD);
    assert_int_equal(decoded("changes-last").flags, AC_FLAG_LAST);
    assert_int_equal(decoded("changes-last").count, 1);
    assert_int_equal(decoded("changes-last-empty").count, 0);
    ac_buf_free(&out);
}

static void the_small_frames_say_what_they_say(void **state)
{
    uint8_t digest[32], space[32], server[32], client[32], transcript[32];
    ac_frame f = decoded("final");
    ac_buf out = { 0 }, text = { 0 };
    ac_wire_change c;
    ac_id id;

    (void)state;
    frames_key("digest", digest);
    frames_key("space", space);
    frames_key("server", server);
    frames_key("client", client);
    frames_key("transcript", transcript);
    assert_memory_equal(f.final.digest.b, digest, 32);
    assert_true(f.final.count == 12408 && f.final.missing == 3);
    ac_put_frame(&out, AC_F_FINAL, 0, 0);
    ac_put_final(&out, &f.final);
    assert_int_equal(out.len, AC_FRAME_HEAD + AC_FINAL_SIGNED);
    ac_buf_put(&text, space, 32);
    ac_buf_put(&text, server, 32);
    ac_buf_put(&text, client, 32);
    ac_buf_put(&text, transcript, 32);
    ac_buf_put(&text, out.p + AC_FRAME_HEAD, AC_FINAL_SIGNED);
    assert_true(ac_verify(f.final.signature, server, "accord/final/1", text.p, text.len));
    ac_buf_put(&out, f.final.signature, 64);
    assert_int_equal(out.len, frames_bytes("final")->len);
    assert_memory_equal(out.p, frames_bytes("final")->p, out.len);

    assert_true(decoded("credit").total == 524288);
    assert_int_equal(decoded("saved").no, 4);
    assert_int_equal(decoded("end").no, 0);
    assert_int_equal(decoded("bye").code, AC_BYE_BUSY);
    f = decoded("fault");
    assert_true(f.code == AC_FAULT_SIGNATURE && f.no == 12 && f.index == 511 && f.slot == 1 && !ac_id_is_zero(f.id));
    ac_buf_clear(&out);
    ac_put_fault(&out, 1, AC_FAULT_SIGNATURE, 12, 511, &f.id);
    assert_memory_equal(out.p, frames_bytes("fault")->p, frames_bytes("fault")->len);
    assert_int_equal(out.len, frames_bytes("fault")->len);
    ac_buf_clear(&out);
    ac_put_fault(&out, AC_NO_SLOT, AC_FAULT_ORDER, 0, 0, NULL);
    assert_memory_equal(out.p, frames_bytes("fault-session")->p, frames_bytes("fault-session")->len);
    assert_int_equal(decoded("notice-held").code, AC_NOTICE_HELD);
    f = decoded("notice-spaces");
    assert_true(f.code == AC_NOTICE_SPACES && f.evidence.n == 1 && f.count == 2 && f.slot == AC_NO_SLOT);
    assert_true(ac_evidence_next(&f.evidence, &c));
    assert_true(ac_id_next(&f, &id) && ac_id_next(&f, &id));
    assert_false(ac_id_next(&f, &id));
    f = decoded("body");
    assert_true(ac_body_next(&f, &id, &c) && c.words_state == AC_WORDS_HERE && c.words_n == 32 + 124);
    assert_true(ac_body_next(&f, &id, &c) && c.words_state == AC_WORDS_REDACTED && c.words == NULL);
    assert_true(ac_body_next(&f, &id, &c) && c.words_state == AC_WORDS_NOT_HELD);
    assert_int_equal(decoded("bodies").count, 3);
    assert_int_equal(decoded("apply").count, strlen("{\"box\":\"and the rest\"}"));
    assert_string_equal(ac_frame_name(AC_F_CHANGES), "changes");
    assert_string_equal(ac_frame_name(AC_F_APPLY), "apply");
    assert_string_equal(ac_frame_name(AC_F_COUNT), "?");
    assert_string_equal(ac_frame_name(255), "?");
    ac_buf_free(&out);
    ac_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_is_read_and_a_cut_one_is_not),
        cmocka_unit_test(a_byte_too_many_makes_no_frame),
        cmocka_unit_test(a_flipped_bit_is_read_within_the_frame_or_refused),
        cmocka_unit_test(hello_says_who_comes),
        cmocka_unit_test(welcome_and_auth_are_signed_over_the_transcript),
        cmocka_unit_test(summary_and_lists_are_read_in_order),
        cmocka_unit_test(changes_carry_what_was_signed_and_words),
        cmocka_unit_test(the_small_frames_say_what_they_say),
    };

    return cmocka_run_group_tests(tests, read_examples, free_examples);
}
