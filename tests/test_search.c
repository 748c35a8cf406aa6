/* test_search.c - what people type is asked of the index as they mean it, whatever they type; and where it stands. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/fold.h"
#include "core/search.h"
#include "core/store.h"

/* --- what is typed --- */

static ac_rc typed(ac_search **out, const char *text, ac_search_how how, ac_err *err)
{
    ac_rc rc;

    *out = ac_search_new();
    assert_non_null(*out);
    rc = ac_search_add(*out, text, how, err);
    return rc == AC_OK ? ac_search_check(*out, err) : rc;
}

static void asks(const char *text, ac_search_how how, const char *want)
{
    ac_search *s;
    ac_err err = { 0 };
    ac_buf match = { 0 };

    if (typed(&s, text, how, &err) != AC_OK)
        fail_msg("%s: %s", text, err.text);
    ac_search_match(s, &match);
    if (strcmp(ac_buf_text(&match), want) != 0)
        fail_msg("%s asks %s, not %s", text, ac_buf_text(&match), want);
    ac_buf_free(&match);
    ac_search_free(s);
}

static void what_is_typed_is_asked_as_it_is_meant(void **state)
{
    (void)state;
    asks("drains", AC_SEARCH_TYPED, "(\"drains\" *)");
    asks(" Drains\tŁÓDŹ* ", AC_SEARCH_TYPED, "(\"drains\" * AND \"lodz\" *)");
    asks("\"Bank guarantee\" city", AC_SEARCH_TYPED, "(\"bank guarantee\" AND \"city\" *)");
    asks("“Bank guarantee” „jaźń” «l'eau»", AC_SEARCH_TYPED, "(\"bank guarantee\" AND \"jazn\" AND \"l eau\")");
    asks("\"bank guar\"*", AC_SEARCH_TYPED, "(\"bank guar\" *)");
    asks("\"bank guar", AC_SEARCH_TYPED, "(\"bank guar\" *)");
    asks("bank guar", AC_SEARCH_ROW, "(\"bank guar\" *)");
    asks("bank guar", AC_SEARCH_EXACT, "(\"bank guar\")");
    asks("rent -bonus -\"two words\"", AC_SEARCH_TYPED, "(\"rent\" *) NOT (\"bonus\" * OR \"two words\")");
    asks("-bonus rent –x", AC_SEARCH_TYPED, "(\"rent\" *) NOT (\"bonus\" * OR \"x\" *)");
    asks("follow-up l'eau a@b.c", AC_SEARCH_TYPED, "(\"follow up\" * AND \"l eau\" * AND \"a b c\" *)");
    asks("NEAR(a b) AND col:x ^y", AC_SEARCH_TYPED, "(\"near a\" * AND \"b\" * AND \"and\" * AND \"col x\" * AND \"y\" *)");
    asks("资", AC_SEARCH_TYPED, "(\"资\" *)");
    asks("资金", AC_SEARCH_TYPED, "(\"资金\")");
    asks("资金保 \"资金\"", AC_SEARCH_TYPED, "(\"资金 金保\" AND \"资金\")");
    asks("2026年", AC_SEARCH_TYPED, "(\"2026 年\" *)");
    asks("资金2026", AC_SEARCH_TYPED, "(\"资金 金 2026\" *)");
    asks("drains () - !", AC_SEARCH_TYPED, "(\"drains\" *)");
}

static void refused(const char *text, ac_search_how how, const char *why)
{
    ac_search *s;
    ac_err err = { 0 };

    assert_int_equal(typed(&s, text, how, &err), AC_EUSAGE);
    if (strstr(err.text, why) == NULL)
        fail_msg("%s: %s", text, err.text);
    ac_search_free(s);
}

static void nothing_to_look_for_is_said(void **state)
{
    char many[2 * AC_SEARCH_WORDS_MAX + 3] = "";

    (void)state;
    refused("", AC_SEARCH_TYPED, "nothing to search for");
    refused(" \n ", AC_SEARCH_TYPED, "nothing to search for");
    refused("\"\" () * - --- ! \" ", AC_SEARCH_TYPED, "nothing to search for");
    refused("-x", AC_SEARCH_TYPED, "not only what to leave out");
    refused("x", AC_SEARCH_WITHOUT, "not only what to leave out");
    refused("\xff\xfe", AC_SEARCH_TYPED, "UTF-8");
    refused("a \xed\xa0\x80", AC_SEARCH_ROW, "UTF-8");
    for (size_t i = 0; i <= AC_SEARCH_WORDS_MAX; i++)
        memcpy(many + 2 * i, "x ", 3);
    refused(many, AC_SEARCH_TYPED, "at most 200 words");
    refused(many, AC_SEARCH_EXACT, "at most 200 words");
    many[2 * AC_SEARCH_WORDS_MAX] = '\0';
    {
        ac_search *s;
        assert_int_equal(typed(&s, many, AC_SEARCH_TYPED, NULL), AC_OK);
        ac_search_free(s);
    }
}

/* --- where it stands --- */

static void marks(const char *query, const char *text, const char *want, size_t kinds_want)
{
    ac_search *s;
    ac_search_place places[4];
    size_t n, kinds, at = 0;
    ac_buf out = { 0 };

    assert_int_equal(typed(&s, query, AC_SEARCH_TYPED, NULL), AC_OK);
    assert_true(ac_search_places(s, text, strlen(text), places, 4, &n, &kinds));
    for (size_t i = 0; i < n; i++) {
        ac_buf_put(&out, text + at, places[i].from - at);
        ac_buf_printf(&out, "[%.*s]", (int)(places[i].to - places[i].from), text + places[i].from);
        at = places[i].to;
    }
    ac_buf_str(&out, text + at);
    if (strcmp(ac_buf_text(&out), want) != 0 || kinds != kinds_want)
        fail_msg("%s: %s, %zu kinds", query, ac_buf_text(&out), kinds);
    ac_buf_free(&out);
    ac_search_free(s);
}

static void places_are_those_of_the_text(void **state)
{
    (void)state;
    marks("drain", "Drains, not a drainpipe; no train.", "[Drains], not a [drainpipe]; no train.", 1);
    marks("\"drain\"", "Drains and a drain.", "Drains and a [drain].", 1);
    marks("zolc gesla", "Zażółć żółć, gęślą", "Zażółć [żółć], [gęślą]", 2);
    marks("\"bank guarantee\"", "a bank\nguarantee, a bank", "a [bank\nguarantee], a bank", 1);
    marks("strasse", "Die Straße", "Die [Straße]", 1);
    marks("资", "为资金保证资金", "为[资]金保证[资]金", 1);
    marks("资金", "为资金保证资金", "为[资金]保证[资金]", 1);
    marks("资", "资资", "[资资]", 1); /* what touches is one place */
    marks("资金 金保", "资金保证", "[资金保]证", 2);
    marks("金保证", "为资金保证", "为资[金保证]", 1);
    marks("证", "为资金保证", "为资金保[证]", 1);
    marks("مدرسه", "في المدرسة مَدْرَسَةٌ", "في [المدرسة] [مَدْرَسَةٌ]", 1);
    marks("a ab abc", "abc ab a", "[abc] [ab] [a]", 3);
    marks("x -y", "x y", "[x] y", 1);
    marks("q", "q q q q q q", "[q] [q] [q] [q] q q", 1); /* as many as there is room for */
    marks("nowhere", "here", "here", 0);
}

/* --- the index, and a search of each text --- */

static uint64_t seed;

static uint32_t chance(uint32_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

static const char *const pieces[] = {
    "a", "ab", "abc", "B", "rent", "Rénts", "zażółć", "zazolc", "straße", "资", "资金", "金保证", "金", "证资", "ไทย", "テスト", "مدرسة", "مدرسه", "2026", "年",
};
#define PIECES (sizeof pieces / sizeof *pieces)

static void compose(ac_buf *out, uint32_t max)
{
    static const char *const between[] = { " ", " ", ", ", "", "-", "\n" };

    for (uint32_t n = 1 + chance(max); n > 0; n--) {
        ac_buf_str(out, pieces[chance(PIECES)]);
        if (n > 1)
            ac_buf_str(out, between[chance(6)]);
    }
}

static void put_text(ac_store *s, int64_t n, const char *text)
{
    ac_folded folded = { 0 };
    ac_row *q = ac_q(s, AC_Q_search_put);

    ac_fold(&folded, text, strlen(text));
    ac_bind_int(q, ":n", n);
    ac_bind_text(q, ":words", ac_buf_text(&folded.text));
    assert_int_equal(ac_run(q, NULL), AC_OK);
    ac_folded_free(&folded);
}

static bool stands_in(const char *query, ac_search_how how, const char *text)
{
    ac_search *s;
    ac_search_place place[1];
    size_t n, kinds;

    assert_int_equal(typed(&s, query, how, NULL), AC_OK);
    assert_true(ac_search_places(s, text, strlen(text), place, 1, &n, &kinds));
    ac_search_free(s);
    return kinds > 0;
}

/* Texts and queries by chance: what the index finds is what a look through every text finds, newest first. */
static void the_index_finds_what_a_look_through_every_text_finds(void **state)
{
    enum { TEXTS = 60, QUERIES = 400 };
    char *texts[TEXTS];
    ac_store *s = NULL;
    size_t hits = 0;

    (void)state;
    seed = 7;
    assert_int_equal(ac_store_open_memory(&s, NULL), AC_OK);
    for (int i = 0; i < TEXTS; i++) {
        ac_buf text = { 0 };
        compose(&text, 8);
        texts[i] = strdup(ac_buf_text(&text));
        assert_non_null(texts[i]);
        put_text(s, i + 1, texts[i]);
        ac_buf_free(&text);
    }
    for (int k = 0; k < QUERIES; k++) {
        static const ac_search_how hows[] = { AC_SEARCH_ROW, AC_SEARCH_EXACT, AC_SEARCH_WITHOUT };
        ac_search *search = ac_search_new();
        ac_buf rows[3] = { { 0 } }, match = { 0 };
        ac_search_how how[3];
        uint32_t n = 1 + chance(3);
        ac_row *q;
        for (uint32_t i = 0; i < n; i++) {
            how[i] = hows[chance(i == 0 ? 2 : 3)];
            compose(&rows[i], 2);
            assert_int_equal(ac_search_add(search, ac_buf_text(&rows[i]), how[i], NULL), AC_OK);
        }
        ac_search_match(search, &match);
        q = ac_q(s, AC_Q_search_find);
        ac_bind_text(q, ":match", ac_buf_text(&match));
        ac_bind_int(q, ":before", INT64_MAX);
        ac_bind_int(q, ":max", INT64_MAX);
        for (int t = TEXTS - 1; t >= 0; t--) {
            bool is_meant = true;
            for (uint32_t i = 0; i < n; i++)
                is_meant = is_meant && stands_in(ac_buf_text(&rows[i]), how[i] == AC_SEARCH_EXACT ? AC_SEARCH_EXACT : AC_SEARCH_ROW,
                                                 texts[t]) == (how[i] != AC_SEARCH_WITHOUT);
            if (!is_meant)
                continue;
            hits++;
            if (!ac_step(q) || ac_col_int(q, 0) != t + 1)
                fail_msg("%s does not find \"%s\"", ac_buf_text(&match), texts[t]);
        }
        if (ac_step(q))
            fail_msg("%s finds \"%s\"", ac_buf_text(&match), texts[ac_col_int(q, 0) - 1]);
        assert_int_equal(ac_done(q, NULL), AC_OK);
        for (uint32_t i = 0; i < 3; i++)
            ac_buf_free(&rows[i]);
        ac_buf_free(&match);
        ac_search_free(search);
    }
    assert_true(hits > QUERIES); /* enough was there to be found */
    for (int i = 0; i < TEXTS; i++)
        free(texts[i]);
    ac_store_close(s);
}

/* Any part of a text without spaces is found, and only where it is. */
static void parts_of_texts_without_spaces_are_found(void **state)
{
    static const char text[] = "我们需要资金保证书";
    size_t n = strlen(text);

    (void)state;
    for (size_t from = 0; from < n; from += 3)
        for (size_t to = from + 3; to <= n; to += 3) {
            char part[64];
            snprintf(part, sizeof part, "%.*s", (int)(to - from), text + from);
            assert_true(stands_in(part, AC_SEARCH_ROW, text));
            assert_true(stands_in(part, AC_SEARCH_EXACT, text));
            if (to - from > 3)
                assert_false(stands_in(part, AC_SEARCH_ROW, "我需们要金资证保书"));
        }
}

/* Whatever is typed, the index takes it for words. */
static void no_query_is_an_order(void **state)
{
    static const char *const odd[] = {
        "\"", "\"\"", "\"\"\"", "'", "a\"b", "\"a\"b\"", "AND", "a AND", "OR b", "NOT", "NOT a", "NEAR", "NEAR(", "NEAR(a b, 2)", "*", "a**", "*a", "-", "--",
        "-*", "a -", "^", "^a", "a^2", ":", "a:b", "words:a", "{a b}:c", "(", ")", "(a", "a)", "((a))", "+", "a + b", "a+b", "\\", "a\\", "%", "_", ";",
        "a; DROP TABLE search", "?", ":n", "@a", "$1", "#", "\x01", "a\x7f" "b", "«", "„a", "“", "a“b", "¶", "a ¶ b", "\xe2\x80\xae" "a", "资\"金", "-资金 a",
        "a -\"", "a -\"b", "\"a\" -\"b\"*", "-\xe2\x80\x93 a",
    };
    ac_store *s = NULL;

    (void)state;
    seed = 11;
    assert_int_equal(ac_store_open_memory(&s, NULL), AC_OK);
    put_text(s, 1, "a b c words near and or not 资金");
    for (size_t k = 0; k < 3000; k++) {
        ac_search *search;
        ac_buf text = { 0 }, match = { 0 };
        ac_row *q;
        if (k < sizeof odd / sizeof *odd)
            ac_buf_str(&text, odd[k]);
        else
            for (uint32_t n = 1 + chance(6); n > 0; n--)
                ac_buf_printf(&text, "%s%s", odd[chance(sizeof odd / sizeof *odd)], chance(2) ? " " : "");
        if (typed(&search, ac_buf_text(&text), AC_SEARCH_TYPED, NULL) == AC_OK) {
            ac_search_match(search, &match);
            q = ac_q(s, AC_Q_search_find);
            ac_bind_text(q, ":match", ac_buf_text(&match));
            ac_bind_int(q, ":before", INT64_MAX);
            ac_bind_int(q, ":max", INT64_MAX);
            ac_step(q);
            if (ac_done(q, NULL) != AC_OK)
                fail_msg("%s: the index does not understand %s", ac_buf_text(&text), ac_buf_text(&match));
        }
        ac_search_free(search);
        ac_buf_free(&text);
        ac_buf_free(&match);
    }
    ac_store_close(s);
}

/* 64 KiB of one word, of one row, and of many: answered, or refused in a sentence. */
static void long_queries_are_answered_or_refused(void **state)
{
    static char text[65537];
    ac_search *search;
    ac_buf match = { 0 };
    ac_store *s = NULL;
    ac_row *q;

    (void)state;
    memset(text, 'x', 65536);
    assert_int_equal(ac_store_open_memory(&s, NULL), AC_OK);
    put_text(s, 1, text);
    put_text(s, 2, "x");
    assert_int_equal(typed(&search, text, AC_SEARCH_TYPED, NULL), AC_OK);
    ac_search_match(search, &match);
    q = ac_q(s, AC_Q_search_find);
    ac_bind_text(q, ":match", ac_buf_text(&match));
    ac_bind_int(q, ":before", INT64_MAX);
    ac_bind_int(q, ":max", INT64_MAX);
    assert_true(ac_step(q));
    assert_int_equal(ac_col_int(q, 0), 1);
    assert_false(ac_step(q));
    assert_int_equal(ac_done(q, NULL), AC_OK);
    ac_search_free(search);
    ac_buf_free(&match);
    for (size_t i = 1; i < 65536; i += 2)
        text[i] = ' ';
    refused(text, AC_SEARCH_TYPED, "at most 200 words");
    refused(text, AC_SEARCH_ROW, "at most 200 words");
    memset(text, '"', 65536);
    refused(text, AC_SEARCH_TYPED, "nothing to search for");
    ac_store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_is_asked_as_it_is_meant),
        cmocka_unit_test(nothing_to_look_for_is_said),
        cmocka_unit_test(places_are_those_of_the_text),
        cmocka_unit_test(the_index_finds_what_a_look_through_every_text_finds),
        cmocka_unit_test(parts_of_texts_without_spaces_are_found),
        cmocka_unit_test(no_query_is_an_order),
        cmocka_unit_test(long_queries_are_answered_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
