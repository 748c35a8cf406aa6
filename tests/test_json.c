/* test_json.c - canonical JSON: what the scanner takes, what it refuses, and that bytes come back as they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/crypto.h"
#include "core/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From a heap block of exactly this size, so that a sanitizer sees one byte too many. */
static ac_rc scan_of(const char *bytes, size_t n, ac_err *err)
{
    uint8_t *exact = malloc(n);
    ac_rc rc;

    assert_true(exact != NULL || n == 0);
    if (n > 0)
        memcpy(exact, bytes, n);
    rc = ac_json_scan(exact != NULL ? exact : (const uint8_t *)"", n, err);
    free(exact);
    return rc;
}

static void takes_n(const char *bytes, size_t n)
{
    ac_err err = { 0 };
    ac_json *tree = NULL;
    ac_buf again = { 0 };

    if (scan_of(bytes, n, &err) != AC_OK)
        fail_msg("refused %.80s: %s", bytes, err.text);
    assert_int_equal(ac_json_parse(&tree, bytes, n, &err), AC_OK);
    assert_int_equal(ac_json_encode(&again, tree, &err), AC_OK);
    assert_int_equal(again.len, n);
    assert_memory_equal(again.p, bytes, n);
    ac_buf_free(&again);
    ac_json_free(tree);
}

static void takes(const char *text)
{
    takes_n(text, strlen(text));
}

static void refuses_n(const char *bytes, size_t n, const char *fault)
{
    ac_err err = { 0 };
    ac_json *tree = (ac_json *)&err;

    if (scan_of(bytes, n, &err) != AC_EINVALID)
        fail_msg("taken: %.80s", bytes);
    if (strstr(err.text, fault) == NULL)
        fail_msg("%.80s was refused because: %s", bytes, err.text);
    assert_int_equal(ac_json_parse(&tree, bytes, n, NULL), AC_EINVALID);
    assert_ptr_equal(tree, &err); /* left alone */
}

static void refuses(const char *text, const char *fault)
{
    refuses_n(text, strlen(text), fault);
}

#define REFUSES_BYTES(literal, fault) refuses_n(literal, sizeof literal - 1, fault)

static void canonical_values_come_back_byte_for_byte(void **state)
{
    (void)state;
    takes("{}");
    takes("{\"a\":[]}");
    takes("{\"a\":{}}");
    takes("{\"a\":[true,false,null,\"\",0,-1,[],{}]}");
    takes("{\"a\":9007199254740991,\"b\":-9007199254740991,\"c\":9007199254740990}");
    takes("{\"a\":\"\\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u001f\\u000b\"}");
    takes("{\"a\":\"/\x7f \xc2\xa0 Podg\xc3\xb3rze \xe2\x82\xac \xf0\x9f\x8f\x9b\"}");
    takes("{\"a\":\"\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf\xc2\x80\xe0\xa0\x80\xf0\x90\x80\x80\"}");
    takes("{\"a\":1,\"a-\":2,\"a0\":3,\"aa\":4,\"b\":5}");
    takes("{\"abcdefghijklmnopqrstuvwxyz012345\":1}");
}

static void the_top_is_an_object_and_nothing_else(void **state)
{
    (void)state;
    refuses("", "object at the top");
    refuses("[]", "object at the top");
    refuses("1", "object at the top");
    refuses("\"a\"", "object at the top");
    refuses("null", "object at the top");
    refuses("\xef\xbb\xbf{}", "object at the top");
    refuses(" {}", "object at the top");
    refuses("{}}", "behind the end");
    refuses("{}{}", "behind the end");
    refuses("{} ", "behind the end");
    refuses("{}\n", "behind the end");
    REFUSES_BYTES("{}\0", "behind the end");
}

static void nothing_stands_between_tokens(void **state)
{
    static const char *const blanks[] = { " ", "\t", "\n", "\r", "\x01", "\x0b", "\x1f" };

    (void)state;
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        static const char *const shapes[] = { "{%s\"a\":1}",   "{\"a\"%s:1}",    "{\"a\":%s1}",      "{\"a\":1%s}",
                                              "{\"a\":[%s1]}", "{\"a\":[1%s]}",  "{\"a\":[1,%s2]}",  "{\"a\":1,%s\"b\":2}",
                                              "{%s}",          "{\"a\":[%s]}",   "{\"a\":[1%s,2]}", "{\"a\":1%s,\"b\":2}" };
        for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
            const char *at = strstr(shapes[k], "%s");
            ac_buf text = { 0 };
            ac_buf_put(&text, shapes[k], (size_t)(at - shapes[k]));
            ac_buf_str(&text, blanks[i]);
            ac_buf_str(&text, at + 2);
            refuses(ac_buf_text(&text), "json: ");
            ac_buf_free(&text);
        }
    }
    REFUSES_BYTES("{\0\"a\":1}", "json: ");
    refuses("{\"a\":1/**/}", "json: ");
    refuses("{\"a\":1,}", "json: ");
    refuses("{\"a\":[1,]}", "json: ");
    refuses("{,\"a\":1}", "json: ");
    refuses("{\"a\":[,1]}", "json: ");
    refuses("{\"a\" 1}", "json: ");
    refuses("{\"a\"}", "json: ");
    refuses("{a:1}", "json: ");
    refuses("{'a':1}", "json: ");
}

static void keys_are_plain_ascending_and_once(void **state)
{
    (void)state;
    refuses("{\"a\":1,\"a\":2}", "twice");
    refuses("{\"b\":1,\"a\":2}", "order");
    refuses("{\"ab\":1,\"a\":2}", "order");
    refuses("{\"a\":{\"x\":1,\"x\":1}}", "twice");
    refuses("{\"\":1}", "key that is not");
    refuses("{\"A\":1}", "key that is not");
    refuses("{\"role\":1,\"Role\":2}", "key that is not");
    refuses("{\"0a\":1}", "key that is not");
    refuses("{\"-a\":1}", "key that is not");
    refuses("{\"a_b\":1}", "key that is not");
    refuses("{\"a b\":1}", "key that is not");
    refuses("{\"\xc3\xb3\":1}", "key that is not");
    refuses("{\"\\u0061\":1}", "key that is not");
    refuses("{\"ro\\u0000le\":1}", "key that is not");
    REFUSES_BYTES("{\"ro\0le\":1}", "key that is not");
    refuses("{\"abcdefghijklmnopqrstuvwxyz0123456\":1}", "key that is not");
}

static void numbers_are_short_integers(void **state)
{
    static const char *const bad[] = { "01",    "-01",   "00",    "-0",   "+1",   "1.",    ".5",       "-.5",  "1.0",
                                       "1.5",   "1e2",   "1E2",   "1e400", "0e0",  "-",     "--1",      "0x10", "1_0",
                                       "NaN",   "-inf",  "Infinity", "9007199254740992", "-9007199254740992",
                                       "9007199254740993", "18446744073709551616", "10000000000000000",
                                       "99999999999999999999999999999999999999999", "1a", "truE", "True", "nul", "nulll" };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[100];
        snprintf(text, sizeof text, "{\"a\":%s}", bad[i]);
        refuses(text, "json: ");
        snprintf(text, sizeof text, "{\"a\":[%s]}", bad[i]);
        refuses(text, "json: ");
    }
}

static void strings_escape_only_what_they_must(void **state)
{
    static const char *const bad[] = { "\\/",     "\\u0061", "\\u0022", "\\u005c", "\\u0008", "\\u0009", "\\u000a", "\\u000c",
                                       "\\u000d", "\\u001F", "\\u000B", "\\u0020", "\\u007f", "\\u00e9", "\\u20ac", "\\ud800",
                                       "\\ud83d\\ude00", "\\a",   "\\x41",   "\\v",     "\\0",     "\\u00",   "\\u001",  "\\U0001",
                                       "\\",      "\\'",     "\\N",     "\\u 01f" };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[100];
        snprintf(text, sizeof text, "{\"a\":\"%s\"}", bad[i]);
        refuses(text, "json: ");
    }
    refuses("{\"a\":\"\\u0000\"}", "NUL");
    REFUSES_BYTES("{\"a\":\"x\0y\"}", "control byte");
    for (int c = 1; c < 0x20; c++) {
        char text[] = "{\"a\":\"x y\"}";
        text[7] = (char)c;
        refuses(text, "control byte");
    }
    refuses("{\"a\":\"", "without its end");
    refuses("{\"a\":\"x", "without its end");
    refuses("{\"a\":\"\\", "cut short");
}

static void text_is_strict_utf8(void **state)
{
    static const char *const bad[] = {
        "\x80",             /* a continuation alone */
        "\xbf",
        "\xc3",             /* cut short by the quote */
        "\xe2\x82",
        "\xf0\x9f\x8f",
        "\xc3\x28",         /* no continuation */
        "\xe2\x28\xa1",
        "\xf0\x28\x8c\xbc",
        "\xc0\xaf",         /* overlong */
        "\xc1\xbf",
        "\xe0\x9f\xbf",
        "\xf0\x8f\xbf\xbf",
        "\xc0\x80",         /* the other NUL */
        "\xed\xa0\x80",     /* surrogates */
        "\xed\xbf\xbf",
        "\xed\xa0\xbd\xed\xb8\x80",
        "\xf4\x90\x80\x80", /* beyond the end */
        "\xf5\x80\x80\x80",
        "\xf8\x88\x80\x80\x80",
        "\xfe",
        "\xff",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[64];
        snprintf(text, sizeof text, "{\"a\":\"%s\"}", bad[i]);
        refuses(text, "UTF-8");
        assert_false(ac_utf8_valid(bad[i], strlen(bad[i])));
    }
    assert_true(ac_utf8_valid("Podg\xc3\xb3rze", 9));
    assert_false(ac_utf8_valid("a\0b", 3));
    assert_true(ac_utf8_valid("", 0));
}

static void sixteen_containers_and_not_seventeen(void **state)
{
    (void)state;
    for (int objects = 0; objects < 2; objects++)
        for (int depth = AC_JSON_DEPTH_MAX; depth <= AC_JSON_DEPTH_MAX + 1; depth++) {
            ac_buf text = { 0 };
            ac_buf_str(&text, "{\"a\":");
            for (int i = 1; i < depth; i++)
                ac_buf_str(&text, objects ? "{\"a\":" : "[");
            ac_buf_str(&text, "1");
            for (int i = 1; i < depth; i++)
                ac_buf_str(&text, objects ? "}" : "]");
            ac_buf_str(&text, "}");
            if (depth == AC_JSON_DEPTH_MAX)
                takes(ac_buf_text(&text));
            else
                refuses(ac_buf_text(&text), "deeper than 16");
            ac_buf_free(&text);
        }
    for (int n = 1000; n <= 100000; n *= 10) {
        ac_buf text = { 0 };
        ac_buf_str(&text, "{\"a\":");
        for (int i = 0; i < n; i++)
            ac_buf_u8(&text, '[');
        refuses(ac_buf_text(&text), "deeper than 16");
        ac_buf_free(&text);
    }
}

static void two_thousand_values_and_not_one_more(void **state)
{
    (void)state;
    for (int values = AC_JSON_VALUES_MAX; values <= AC_JSON_VALUES_MAX + 1; values++) {
        ac_buf text = { 0 };
        ac_buf_str(&text, "{\"a\":[0"); /* three: the object, the array, the zero */
        for (int i = 3; i < values; i++)
            ac_buf_str(&text, i % 3 == 0 ? ",[]" : i % 3 == 1 ? ",\"\"" : ",{}");
        ac_buf_str(&text, "]}");
        if (values == AC_JSON_VALUES_MAX)
            takes(ac_buf_text(&text));
        else
            refuses(ac_buf_text(&text), "2000");
        ac_buf_free(&text);
    }
}

static void every_prefix_is_refused(void **state)
{
    static const char text[] = "{\"a\":[true,false,null,-12,\"\\u0001\\n\xe2\x82\xac\",{\"b\":{}}],\"c\":\"x\"}";

    (void)state;
    takes(text);
    for (size_t n = 0; n < sizeof text - 1; n++)
        assert_int_equal(scan_of(text, n, NULL), AC_EINVALID);
}

/* --- trees --- */

static void getters_read_case_by_case_and_take_null(void **state)
{
    static const char text[] = "{\"list\":[1,\"two\",{}],\"n\":9007199254740991,\"no\":false,\"role\":\"partner\",\"yes\":true}";
    ac_json *tree = NULL;
    int64_t n = 0;

    (void)state;
    assert_int_equal(ac_json_parse(&tree, text, sizeof text - 1, NULL), AC_OK);
    assert_string_equal(ac_json_str(tree, "role"), "partner");
    assert_null(ac_json_str(tree, "ROLE"));
    assert_null(ac_json_str(tree, "n"));
    assert_true(ac_json_int(tree, "n", &n));
    assert_true(n == AC_JSON_INT_MAX);
    assert_false(ac_json_int(tree, "role", &n));
    assert_true(ac_json_true(tree, "yes"));
    assert_false(ac_json_true(tree, "no"));
    assert_false(ac_json_true(tree, "n"));
    assert_int_equal(ac_json_count(ac_json_get(tree, "list")), 3);
    assert_string_equal(ac_json_text(ac_json_at(ac_json_get(tree, "list"), 1)), "two");
    assert_null(ac_json_at(ac_json_get(tree, "list"), 3));
    assert_string_equal(ac_json_key(ac_json_at(tree, 0)), "list");
    assert_null(ac_json_get(ac_json_get(tree, "list"), "list"));
    assert_null(ac_json_get(NULL, "a"));
    assert_null(ac_json_text(NULL));
    assert_null(ac_json_at(NULL, 0));
    assert_int_equal(ac_json_count(NULL), 0);
    assert_int_equal(ac_json_count(ac_json_get(tree, "role")), 0);
    assert_false(ac_json_number(NULL, &n));
    ac_json_free(tree);
    ac_json_free(NULL);
}

static void the_encoder_sorts_what_was_set_in_any_order(void **state)
{
    ac_json *o = ac_json_object(), *list = ac_json_array(), *copy;
    uint8_t bytes[] = { 0x00, 0xab, 0xff };
    ac_buf out = { 0 };

    (void)state;
    assert_true(ac_json_set_str(o, "z", "last"));
    assert_true(ac_json_set_int(o, "a", -5));
    assert_true(ac_json_set_hex(o, "m", bytes, 3));
    assert_true(ac_json_set_bool(o, "b", true));
    assert_true(ac_json_push(list, ac_json_integer(1)));
    assert_true(ac_json_set(o, "list", list));
    assert_true(ac_json_set_str(o, "z", "first")); /* twice replaces */
    assert_false(ac_json_set(NULL, "x", ac_json_bool(true)));
    assert_false(ac_json_push(NULL, ac_json_bool(true)));
    copy = ac_json_copy(o);
    ac_json_drop(o, "b");
    ac_json_drop(o, "nothing");
    assert_int_equal(ac_json_encode(&out, o, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&out), "{\"a\":-5,\"list\":[1],\"m\":\"00abff\",\"z\":\"first\"}");
    ac_buf_clear(&out);
    assert_int_equal(ac_json_encode(&out, copy, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&out), "{\"a\":-5,\"b\":true,\"list\":[1],\"m\":\"00abff\",\"z\":\"first\"}");
    ac_buf_free(&out);
    ac_json_free(copy);
    ac_json_free(o);
}

static void what_we_would_not_accept_is_not_written(void **state)
{
    ac_json *o;
    ac_buf out = { 0 };

    (void)state;
    o = ac_json_array();
    assert_int_equal(ac_json_encode(&out, o, NULL), AC_EINVALID);
    ac_json_free(o);
    o = ac_json_object();
    ac_json_set_str(o, "a", "\xc0\x80");
    assert_int_equal(ac_json_encode(&out, o, NULL), AC_EINVALID);
    ac_json_set_str(o, "a", "good");
    ac_json_set_int(o, "Upper", 1);
    assert_int_equal(ac_json_encode(&out, o, NULL), AC_EINVALID);
    ac_json_drop(o, "Upper");
    ac_json_set_int(o, "n", AC_JSON_INT_MAX + 1);
    assert_int_equal(ac_json_encode(&out, o, NULL), AC_EINVALID);
    ac_json_set_int(o, "n", -AC_JSON_INT_MAX);
    ac_buf_clear(&out);
    assert_int_equal(ac_json_encode(&out, o, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&out), "{\"a\":\"good\",\"n\":-9007199254740991}");
    ac_json_free(o);
    ac_buf_free(&out);
}

/* --- at random --- */

static uint64_t seed;

static unsigned chance(unsigned below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(seed >> 33) % below;
}

static void put_text(ac_buf *b)
{
    static const char *const pieces[] = { "a",       "Z",        " ",        "/",      "\\\"",    "\\\\",    "\\b", "\\n",
                                          "\\u0001", "\\u001f",  "\\u000b",  "\x7f",   "\xc3\xb3", "\xe2\x82\xac",
                                          "\xf0\x9f\x8f\x9b", "\xed\x9f\xbf", "\xef\xbf\xbf" };

    ac_buf_u8(b, '"');
    for (unsigned n = chance(8); n > 0; n--)
        ac_buf_str(b, pieces[chance(sizeof pieces / sizeof *pieces)]);
    ac_buf_u8(b, '"');
}

static void put_any(ac_buf *b, unsigned depth)
{
    unsigned n = chance(5);

    switch (chance(depth < 6 ? 7 : 5)) {
    case 0:
        ac_buf_str(b, n == 0 ? "true" : n == 1 ? "false" : "null");
        return;
    case 1:
        ac_buf_printf(b, "%lld", (long long)chance(2000) - 1000);
        return;
    case 2:
        ac_buf_printf(b, "%s900719925474%04u", chance(2) ? "-" : "", chance(991));
        return;
    case 3:
    case 4:
        put_text(b);
        return;
    case 5:
        ac_buf_u8(b, '[');
        for (unsigned i = 0; i < n; i++) {
            ac_buf_str(b, i > 0 ? "," : "");
            put_any(b, depth + 1);
        }
        ac_buf_u8(b, ']');
        return;
    default:
        ac_buf_u8(b, '{');
        for (unsigned i = 0; i < n; i++) { /* ascending: the letter moves on */
            ac_buf_printf(b, "%s\"%c%s\":", i > 0 ? "," : "", (char)('a' + 3 * (int)i + (int)chance(3)), chance(2) ? "-0x" : "");
            put_any(b, depth + 1);
        }
        ac_buf_u8(b, '}');
    }
}

static void random_values_come_back_and_their_neighbours_never_differ(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        ac_buf text = { 0 };
        ac_buf_str(&text, "{\"top\":");
        put_any(&text, 0);
        ac_buf_str(&text, "}");
        takes_n(ac_buf_text(&text), text.len);
        /* One byte altered: refused, or still the one way to write what it says. */
        text.p[chance((unsigned)text.len)] = (uint8_t)chance(256);
        if (scan_of((const char *)text.p, text.len, NULL) == AC_OK)
            takes_n((const char *)text.p, text.len);
        ac_buf_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canonical_values_come_back_byte_for_byte),
        cmocka_unit_test(the_top_is_an_object_and_nothing_else),
        cmocka_unit_test(nothing_stands_between_tokens),
        cmocka_unit_test(keys_are_plain_ascending_and_once),
        cmocka_unit_test(numbers_are_short_integers),
        cmocka_unit_test(strings_escape_only_what_they_must),
        cmocka_unit_test(text_is_strict_utf8),
        cmocka_unit_test(sixteen_containers_and_not_seventeen),
        cmocka_unit_test(two_thousand_values_and_not_one_more),
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(getters_read_case_by_case_and_take_null),
        cmocka_unit_test(the_encoder_sorts_what_was_set_in_any_order),
        cmocka_unit_test(what_we_would_not_accept_is_not_written),
        cmocka_unit_test(random_values_come_back_and_their_neighbours_never_differ),
    };
    const char *given = getenv("SEED");
    ac_world world;

    if (!ac_crypto_init())
        return 1;
    ac_world_real(&world);
    world.random(&world, &seed, sizeof seed);
    if (given != NULL)
        seed = strtoull(given, NULL, 10);
    printf("SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
