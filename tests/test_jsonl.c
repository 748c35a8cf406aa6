/* test_jsonl.c - JSON Lines: order, fields asked for, hostile text, charsets. */
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>
#include <inttypes.h>

#include "cli/jsonl.h"

typedef struct {
    char *text;
    size_t n;
    ac_screen screen;
    ac_jsonl j;
} paper;

static void begin(paper *p, const char *fields, const char *schema)
{
    *p = (paper){ .screen = { .is_utf8 = true } };
    p->screen.file = open_memstream(&p->text, &p->n);
    assert_non_null(p->screen.file);
    ac_jsonl_begin(&p->j, &p->screen, fields, schema);
}

static void end(paper *p, const char *expected)
{
    assert_true(ac_jsonl_end(&p->j));
    fclose(p->screen.file);
    assert_string_equal(p->text, expected);
    assert_int_equal(p->n, strlen(expected));
    free(p->text);
}

static void keys_keep_their_order_schema_first(void **state)
{
    static const uint8_t bytes[] = { 0x00, 0x7f, 0xff };
    paper p;

    (void)state;
    begin(&p, NULL, "accord.commitment/1");
    ac_jsonl_str(&p.j, "ref", "CITY-1-31");
    ac_jsonl_hex(&p.j, "id", bytes, sizeof bytes);
    ac_jsonl_int(&p.j, "level", -3);
    ac_jsonl_int(&p.j, "last_met_ms", INT64_MAX);
    ac_jsonl_bool(&p.j, "clash", false);
    ac_jsonl_bool(&p.j, "contested", true);
    ac_jsonl_null(&p.j, "due");
    ac_jsonl_str(&p.j, "title", NULL);
    ac_jsonl_text(&p.j, "cut", "abcdef", 3);
    end(&p, "{\"schema\":\"accord.commitment/1\",\"ref\":\"CITY-1-31\",\"id\":\"007fff\",\"level\":-3,"
            "\"last_met_ms\":9223372036854775807,\"clash\":false,\"contested\":true,\"due\":null,\"title\":null,"
            "\"cut\":\"abc\"}\n");
    begin(&p, NULL, NULL);
    end(&p, "{}\n");
}

static void arrays_and_objects_nest(void **state)
{
    paper p;

    (void)state;
    begin(&p, NULL, NULL);
    ac_jsonl_list(&p.j, "promisees", "HERI,SASI");
    ac_jsonl_list(&p.j, "open", "");
    ac_jsonl_list(&p.j, "flags", NULL);
    ac_jsonl_open_array(&p.j, "problems");
    for (int i = 0; i < 2; i++) {
        ac_jsonl_open_object(&p.j, NULL);
        ac_jsonl_int(&p.j, "seq", i);
        ac_jsonl_open_array(&p.j, "of");
        ac_jsonl_str(&p.j, NULL, "x");
        ac_jsonl_int(&p.j, NULL, 2);
        ac_jsonl_close(&p.j);
        ac_jsonl_close(&p.j);
    }
    ac_jsonl_close(&p.j);
    ac_jsonl_bool(&p.j, "ok", true);
    end(&p, "{\"promisees\":[\"HERI\",\"SASI\"],\"open\":[],\"flags\":[],\"problems\":[{\"seq\":0,\"of\":[\"x\",2]},"
            "{\"seq\":1,\"of\":[\"x\",2]}],\"ok\":true}\n");
}

static void only_the_fields_asked_for(void **state)
{
    paper p;

    (void)state;
    begin(&p, "due,problems", "accord.x/1");
    ac_jsonl_str(&p.j, "ref", "A-1-1");
    ac_jsonl_str(&p.j, "due", "2026-09-30");
    ac_jsonl_str(&p.j, "du", "x");
    ac_jsonl_open_array(&p.j, "members");
    ac_jsonl_open_object(&p.j, NULL);
    ac_jsonl_str(&p.j, "due", "inside of what was not asked for");
    ac_jsonl_close(&p.j);
    ac_jsonl_close(&p.j);
    ac_jsonl_open_array(&p.j, "problems");
    ac_jsonl_open_object(&p.j, NULL);
    ac_jsonl_str(&p.j, "what", "all of what was");
    ac_jsonl_close(&p.j);
    ac_jsonl_close(&p.j);
    ac_jsonl_list(&p.j, "flags", "a,b");
    end(&p, "{\"schema\":\"accord.x/1\",\"due\":\"2026-09-30\",\"problems\":[{\"what\":\"all of what was\"}]}\n");
    begin(&p, "", "accord.x/1");
    ac_jsonl_str(&p.j, "ref", "A-1-1");
    end(&p, "{\"schema\":\"accord.x/1\"}\n");
}

static void hostile_text_keeps_its_meaning_and_is_not_obeyed(void **state)
{
    paper p;

    (void)state;
    begin(&p, NULL, NULL);
    ac_jsonl_str(&p.j, "title", "a\"b\\c\n\033[2J \xe2\x80\xae" "001 \xff ó مرحبا");
    ac_jsonl_text(&p.j, "nul", "a\0b", 3);
    ac_jsonl_str(&p.j, "odd\"key", "x");
    end(&p, "{\"title\":\"a\\\"b\\\\c\\n\\u001b[2J \\u202e001 \\ufffd ó مرحبا\",\"nul\":\"a\\u0000b\",\"odd\\\"key\":\"x\"}\n");
    begin(&p, NULL, NULL);
    p.screen.is_utf8 = false;
    ac_jsonl_str(&p.j, "title", "Łódź 😀");
    end(&p, "{\"title\":\"\\u0141\\u00f3d\\u017a \\ud83d\\ude00\"}\n");
}

static void a_tree_is_put_as_it_is(void **state)
{
    static const char bytes[] = "{\"a\":[1,-2,true,false,null,\"\\u001b\"],\"b\":{\"c\":{},\"d\":[]}}";
    ac_json *tree = NULL;
    ac_err err = { 0 };
    paper p;

    (void)state;
    assert_int_equal(ac_json_parse(&tree, bytes, sizeof bytes - 1, &err), AC_OK);
    begin(&p, NULL, NULL);
    ac_jsonl_json(&p.j, "words", tree);
    ac_jsonl_json(&p.j, "none", NULL);
    end(&p, "{\"words\":{\"a\":[1,-2,true,false,null,\"\\u001b\"],\"b\":{\"c\":{},\"d\":[]}},\"none\":null}\n");
    ac_json_free(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_keep_their_order_schema_first),
        cmocka_unit_test(arrays_and_objects_nest),
        cmocka_unit_test(only_the_fields_asked_for),
        cmocka_unit_test(hostile_text_keeps_its_meaning_and_is_not_obeyed),
        cmocka_unit_test(a_tree_is_put_as_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
