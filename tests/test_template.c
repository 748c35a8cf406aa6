/* test_template.c - every template says what it must, and answers come back with their questions. */
#include "cli/practice/template.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
/* clang-format off: cmocka wants these before it */
#include <cmocka.h>
/* clang-format on */

#include "cli/text.h"
#include "core/vocab.h"

static size_t count(const char *name)
{
    const ac_template *t = ac_template_find(name);
    size_t n = 0;

    assert_non_null(t);
    while (t->prompts[n].key != NULL)
        n++;
    return n;
}

static bool is_sentence(const char *text, const char *ends)
{
    size_t n = strlen(text);

    return n > 5 && isupper((unsigned char)text[0]) && strchr(ends, text[n - 1]) != NULL && ac_text_is_clean(text, n) && strstr(text, "  ") == NULL;
}

static void every_template_says_what_it_must(void **state)
{
    const char *before = "";

    (void)state;
    for (const ac_template *t = ac_templates; t->name != NULL; t++) {
        assert_true(strcmp(before, t->name) < 0);
        before = t->name;
        assert_true(isupper((unsigned char)t->title[0]) && strlen(t->title) < 40);
        if (!is_sentence(t->about, "."))
            fail_msg("%s: %s", t->name, t->about);
        if (t->kind != NULL) {
            assert_true(ac_vocab_has(AC_V_REFLECTION, t->kind));
            assert_ptr_equal(ac_template_of_kind(t->kind), t); /* one a kind */
        }
        assert_non_null(t->prompts[0].key);
        for (const ac_prompt *p = t->prompts; p->key != NULL; p++) {
            if (!is_sentence(p->ask, strcmp(t->name, "smart") == 0 ? ")" : "?.") || ac_text_chars(p->ask, strlen(p->ask)) > 140)
                fail_msg("%s %s: %s", t->name, p->key, p->ask);
            if (p->hint != NULL && !is_sentence(p->hint, ".?"))
                fail_msg("%s %s: %s", t->name, p->key, p->hint);
            assert_true(strlen(t->name) + 1 + strlen(p->key) <= 32); /* a key of canonical JSON */
            assert_ptr_equal(ac_prompt_find(t, p->key), p);
            for (const ac_prompt *other = t->prompts; other != p; other++)
                assert_string_not_equal(other->ask, p->ask); /* or its answer would be another's */
        }
    }
}

static void those_that_others_count_on_are_there(void **state)
{
    static const char *const parts[] = { "Insight, imagination and feeling", "Vision of the future", "People skills", "Active listening",
                                         "Personal engagement", "Knowledge, analysis and thinking", "Understanding of the past",
                                         "Administration", "Precise speaking", "Professional detachment" };
    const ac_template *agreement = ac_template_find("agreement"), *found;
    const ac_term *clauses;
    size_t n;

    (void)state;
    assert_int_equal(count("aar"), 4);
    assert_int_equal(count("assessment"), 13);
    assert_int_equal(count("smart"), 20);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        bool is_there = false;
        found = ac_template_find(i < 5 ? "art" : "science");
        assert_non_null(found);
        for (const ac_prompt *p = found->prompts; p->key != NULL; p++)
            is_there = is_there || strcmp(p->part, parts[i]) == 0;
        assert_true(is_there);
    }
    clauses = ac_vocab_terms(AC_V_CLAUSE, &n);
    assert_int_equal(count("agreement"), n);
    for (size_t i = 0; i < n; i++)
        assert_non_null(ac_prompt_find(agreement, clauses[i].code));
    for (size_t i = 0; i < 3; i++)
        assert_non_null(ac_prompt_find(ac_template_find("smart"), (const char *const[]){ "action", "conditions", "driver" }[i]));
}

static void check(const char *name, const char *typed, const char *text, const char *prompts)
{
    ac_buf out = { 0 }, json = { 0 };
    ac_json *got = NULL;

    assert_int_equal(ac_template_answers(ac_template_find(name), typed, &out, &got, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&out), text);
    if (got != NULL)
        assert_int_equal(ac_json_encode(&json, got, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&json), prompts);
    ac_json_free(got);
    ac_buf_free(&out);
    ac_buf_free(&json);
}

static void what_is_not_answered_leaves_no_trace(void **state)
{
    ac_buf form = { 0 };

    (void)state;
    for (const ac_template *t = ac_templates; t->name != NULL; t++) {
        ac_buf_clear(&form);
        ac_template_form(t, &form);
        check(t->name, ac_buf_text(&form), "", "");
    }
    ac_buf_free(&form);
    check("aar", "", "", "");
    check("aar", "## What did happen?\n\n  Nobody came.  \n\n## Why was there a difference?\n \n", "What did happen?\n  Nobody came.",
          "{\"aar-happened\":\"What did happen?\"}");
    check("aar", "Before all.\n## why\r\nRain.\r\n\n### more\n## of its own\n## planned\nSun.", "Before all.\n\nWhy was there a difference?\nRain.\r\n\n### more\n## of its own\n\nWhat was supposed to happen?\nSun.",
          "{\"aar-planned\":\"What was supposed to happen?\",\"aar-why\":\"Why was there a difference?\"}");
    check("aar", "Only words", "Only words", "");
}

static void the_gist_of_answers_is_the_first_of_them(void **state)
{
    (void)state;
    assert_string_equal(ac_prompt_skip("What did happen?\nRain."), "Rain.");
    assert_string_equal(ac_prompt_skip("What did happen? Rain."), "What did happen? Rain.");
    assert_string_equal(ac_prompt_skip("What did happen?"), "What did happen?");
    assert_string_equal(ac_prompt_skip(""), "");
}

static void answers_that_were_edited_away_lose_their_question(void **state)
{
    ac_json *words;
    ac_buf json = { 0 };
    static const char typed[] = "{\"prompts\":{\"aar-planned\":\"What was supposed to happen?\",\"aar-why\":\"Why was there a difference?\"},"
                                "\"text\":\"What was supposed to happen? No\\nWhy was there a difference?\\nRain.\"}";

    (void)state;
    assert_int_equal(ac_json_parse(&words, typed, strlen(typed), NULL), AC_OK);
    ac_prompts_prune(words);
    assert_int_equal(ac_json_encode(&json, ac_json_get(words, "prompts"), NULL), AC_OK);
    assert_string_equal(ac_buf_text(&json), "{\"aar-why\":\"Why was there a difference?\"}");
    ac_json_set_str(words, "text", "Rain.");
    ac_prompts_prune(words);
    assert_null(ac_json_get(words, "prompts"));
    ac_json_free(words);
    ac_buf_free(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_template_says_what_it_must),
        cmocka_unit_test(those_that_others_count_on_are_there),
        cmocka_unit_test(what_is_not_answered_leaves_no_trace),
        cmocka_unit_test(the_gist_of_answers_is_the_first_of_them),
        cmocka_unit_test(answers_that_were_edited_away_lose_their_question),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
