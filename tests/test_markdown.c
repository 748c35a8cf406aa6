/* test_markdown.c - screens as Markdown: blocks from indents and marks, and no markup from words. */
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>
#include <inttypes.h>

#include "cli/exchange/markdown.h"
#include "cli/text.h"

static void assert_becomes(const char *screen, const char *markdown)
{
    ac_buf out = { 0 };

    ac_markdown_of(&out, screen, strlen(screen));
    assert_false(out.failed);
    assert_string_equal(ac_buf_text(&out), markdown);
    ac_buf_free(&out);
}

static void the_first_line_is_the_heading(void **state)
{
    (void)state;
    assert_becomes("Block · CITY\n\nNothing waits.\n", "# Block · CITY\n\nNothing waits.\n");
    assert_becomes("", "");
}

static void a_line_above_indented_ones_is_a_heading_of_a_list(void **state)
{
    (void)state;
    assert_becomes("Head\n\nSIGNED\n  by CITY\n  by SASI\n     \"well\"\n  late\n", "# Head\n\n## SIGNED\n\n- by CITY\n- by SASI\n  - \"well\"\n- late\n");
}

static void rows_are_items_wherever_they_stand(void **state)
{
    (void)state;
    assert_becomes(AC_ROW AC_REF "CITY-1-1" AC_END " · " AC_ATTN "clash" AC_END " · x\n" AC_ROW "y\n", "- `CITY-1-1` · **clash** · x\n- y\n");
}

static void paragraphs_keep_their_lines(void **state)
{
    (void)state;
    assert_becomes("Head\n\n  one\n  two\n\n  three\n", "# Head\n\none  \ntwo\n\nthree\n");
    assert_becomes("Head\n\n" AC_DIM "  times" AC_END "\n", "# Head\n\ntimes\n");
}

static void blocks_of_two_kinds_never_touch(void **state)
{
    (void)state;
    assert_becomes("Head\n  a\nplain\n", "# Head\n\n- a\n\nplain\n");
}

static void words_are_never_markup(void **state)
{
    (void)state;
    assert_becomes("H\n\n  # a\n\n  - b\n\n  + b\n\n  1. c\n\n  12) c\n\n  === \n\n  > d\n\n  ```\n",
                   "# H\n\n\\# a\n\n\\- b\n\n\\+ b\n\n1\\. c\n\n12\\) c\n\n\\===\n\n\\> d\n\n\\`\\`\\`\n");
    assert_becomes("[a](b) <i> &amp; *x* _y_ ~z~ |\n", "# \\[a\\](b) \\<i\\> \\&amp; \\*x\\* \\_y\\_ \\~z\\~ \\|\n");
    assert_becomes("at https://a.example or www.a.example\n", "# at https\\://a.example or www\\.a.example\n");
    assert_becomes("a & b: 3.5 - 4\n", "# a & b: 3.5 - 4\n");
}

static void code_is_fenced_by_more_than_it_holds(void **state)
{
    (void)state;
    assert_becomes("x " AC_REF "a``b<i>" AC_END " y\n", "# x ```a``b<i>``` y\n");
    assert_becomes("x " AC_REF "`" AC_END "\n", "# x `` ` ``\n");
    assert_becomes("x " AC_REF "unclosed\n", "# x `unclosed`\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_is_the_heading),
        cmocka_unit_test(a_line_above_indented_ones_is_a_heading_of_a_list),
        cmocka_unit_test(rows_are_items_wherever_they_stand),
        cmocka_unit_test(paragraphs_keep_their_lines),
        cmocka_unit_test(blocks_of_two_kinds_never_touch),
        cmocka_unit_test(words_are_never_markup),
        cmocka_unit_test(code_is_fenced_by_more_than_it_holds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
