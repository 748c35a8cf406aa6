/* test_table.c - tables: widths, narrow screens, hostile and right-to-left text, plain text, CSV. */
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>
#include <inttypes.h>

#include "cli/lang.h"
#include "cli/table.h"

static const ac_column columns[] = { { "ref", AC_REF, false }, { "due", NULL, false }, { "n", NULL, true }, { "title", NULL, false } };
static const ac_column untitled[] = { { NULL, NULL, false }, { NULL, NULL, false } };

static const char *const short_row[] = { "A-1-1", "2026-09-30", "7", "Guide" };
static const char *const long_row[] = { "CITY-1-31", NULL, "1234", "Council draft rule on rents, read twice and sent back to the district" };

static char *printed;

/* What the table prints on such a screen. */
static const char *print(const ac_table *table, ac_screen screen, ac_table_form form, size_t indent)
{
    size_t n = 0;

    free(printed);
    printed = NULL;
    screen.file = open_memstream(&printed, &n);
    assert_non_null(screen.file);
    assert_true(ac_table_print(table, &screen, form, indent));
    fclose(screen.file);
    return printed;
}

static int forget(void **state)
{
    (void)state;
    free(printed);
    printed = NULL;
    return 0;
}

static ac_table *two_rows(void)
{
    ac_table *t = ac_table_new(columns, 4);

    assert_non_null(t);
    ac_table_row(t, short_row);
    ac_table_row(t, long_row);
    assert_int_equal(ac_table_rows(t), 2);
    return t;
}

static void columns_stand_below_each_other(void **state)
{
    ac_table *t = two_rows();
    const ac_screen pipe = { .is_utf8 = true, .columns = 40 }; /* COLUMNS is set: but it is no terminal */

    (void)state;
    assert_string_equal(print(t, pipe, AC_TABLE_SCREEN, 0),
                        "ref        due            n  title\n"
                        "A-1-1      2026-09-30     7  Guide\n"
                        "CITY-1-31              1234  Council draft rule on rents, read twice and sent back to the district\n");
    assert_string_equal(print(t, pipe, AC_TABLE_SCREEN, 2),
                        "  ref        due            n  title\n"
                        "  A-1-1      2026-09-30     7  Guide\n"
                        "  CITY-1-31              1234  Council draft rule on rents, read twice and sent back to the district\n");
    ac_table_free(t);
}

static void a_terminal_cuts_the_text_column_alone(void **state)
{
    ac_table *t = two_rows();
    const ac_screen terminal = { .is_tty = true, .is_utf8 = true, .columns = 60 };
    const ac_screen ascii = { .is_tty = true, .columns = 60 };

    (void)state;
    assert_string_equal(print(t, terminal, AC_TABLE_SCREEN, 0),
                        "ref        due            n  title\n"
                        "A-1-1      2026-09-30     7  Guide\n"
                        "CITY-1-31              1234  Council draft rule on rents, r…\n");
    assert_string_equal(print(t, ascii, AC_TABLE_SCREEN, 0),
                        "ref        due            n  title\n"
                        "A-1-1      2026-09-30     7  Guide\n"
                        "CITY-1-31              1234  Council draft rule on rents,...\n");
    ac_table_free(t);
}

static size_t widest(const char *text)
{
    size_t most = 0;

    while (*text != '\0') {
        size_t n = strcspn(text, "\n"), width = ac_text_width(text, n);

        most = width > most ? width : most;
        assert_true(n == 0 || text[n - 1] != ' '); /* no line ends in blanks */
        text += n + (text[n] == '\n' ? 1u : 0u);
    }
    return most;
}

static void forty_columns_break_between_columns(void **state)
{
    ac_table *t = two_rows();

    (void)state;
    assert_string_equal(print(t, (ac_screen){ .is_tty = true, .is_utf8 = true, .columns = 40 }, AC_TABLE_SCREEN, 0),
                        "ref        due            n\n"
                        "    title\n"
                        "A-1-1      2026-09-30     7\n"
                        "    Guide\n"
                        "CITY-1-31              1234\n"
                        "    Council draft rule on rents, read t…\n");
    assert_string_equal(print(t, (ac_screen){ .is_tty = true, .is_utf8 = true, .columns = 20 }, AC_TABLE_SCREEN, 0),
                        "ref\n"
                        "    due            n\n"
                        "    title\n"
                        "A-1-1\n"
                        "    2026-09-30     7\n"
                        "    Guide\n"
                        "CITY-1-31\n"
                        "                1234\n"
                        "    Council draft r…\n");
    for (size_t width = 16; width < 120; width++) {
        ac_screen screen = { .is_tty = true, .is_utf8 = true, .columns = width };

        assert_true(widest(print(t, screen, AC_TABLE_SCREEN, 2)) <= width);
    }
    ac_table_free(t);
}

static void widths_are_those_of_the_letters(void **state)
{
    static const char *const rows[][2] = {
        { "Łódź", "x" }, { "東京", "x" }, { "e\xcc\x81", "x" }, { "Podgórze", "x" },
    };
    ac_table *t = ac_table_new(untitled, 2);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ac_table_row(t, rows[i]);
    assert_string_equal(print(t, (ac_screen){ .is_utf8 = true }, AC_TABLE_SCREEN, 0),
                        "Łódź      x\n東京      x\ne\xcc\x81         x\nPodgórze  x\n");
    ac_table_free(t);
}

/* The text stands last: letters that run to the left push no column, and cannot say that they do. */
static void right_to_left_text_pushes_nothing(void **state)
{
    static const char *const rows[][4] = {
        { "A-1-1", "2026-09-30", "7", "دليل الترميم" },
        { "A-1-2", "2026-12-31", "8", "\xe2\x80\xae" "dekcatta" },
    };
    ac_table *t = ac_table_new(columns, 4);

    (void)state;
    for (size_t i = 0; i < 2; i++)
        ac_table_row(t, rows[i]);
    assert_string_equal(print(t, (ac_screen){ .is_tty = true, .is_utf8 = true, .columns = 60 }, AC_TABLE_SCREEN, 0),
                        "ref    due         n  title\n"
                        "A-1-1  2026-09-30  7  دليل الترميم\n"
                        "A-1-2  2026-12-31  8  \\u{202e}dekcatta\n");
    ac_table_free(t);
}

static void hostile_cells_are_shown_and_not_obeyed(void **state)
{
    static const char *const rows[][2] = { { "a\033[31m\tb\nc", "\xff\xc2\x9b" "31m" }, { "plain", "ó" } };
    ac_table *t = ac_table_new(untitled, 2);
    ac_screen utf8 = { .is_utf8 = true }, ascii = { .is_utf8 = false };

    (void)state;
    for (size_t i = 0; i < 2; i++)
        ac_table_row(t, rows[i]);
    assert_string_equal(print(t, utf8, AC_TABLE_SCREEN, 0),
                        "a\\u{1b}[31m\\u{9}b\\u{a}c  \\xff\\u{9b}31m\nplain                    ó\n");
    assert_string_equal(print(t, utf8, AC_TABLE_PLAIN, 0), "a\\u{1b}[31m\\u{9}b\\u{a}c\t\\xff\\u{9b}31m\nplain\tó\n");
    assert_string_equal(print(t, ascii, AC_TABLE_PLAIN, 0),
                        "a\\u{1b}[31m\\u{9}b\\u{a}c\t\\xff\\u{9b}31m\nplain\t\\u{f3}\n");
    ac_table_free(t);
}

static void plain_is_one_line_a_row_uncut_untitled(void **state)
{
    ac_table *t = two_rows();

    (void)state;
    assert_string_equal(print(t, (ac_screen){ .is_tty = true, .is_utf8 = true, .columns = 40, .has_color = true }, AC_TABLE_PLAIN, 4),
                        "A-1-1\t2026-09-30\t7\tGuide\n"
                        "CITY-1-31\t\t1234\tCouncil draft rule on rents, read twice and sent back to the district\n");
    ac_table_free(t);
}

static void csv_quotes_what_it_must(void **state)
{
    static const char *const rows[][4] = {
        { "a,b", "say \"x\"", "two\nlines", " blank " },
        { "=1+1", "", "a\rb", "\033[31m ó" },
        { "plain", "a b", "'", ";" },
    };
    ac_table *t = ac_table_new(columns, 4);

    (void)state;
    for (size_t i = 0; i < 3; i++)
        ac_table_row(t, rows[i]);
    assert_string_equal(print(t, (ac_screen){ .is_utf8 = true, .has_color = true }, AC_TABLE_CSV, 3),
                        "ref,due,n,title\r\n"
                        "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" blank \"\r\n"
                        "=1+1,,\"a\rb\",\033[31m ó\r\n" /* true bytes in a pipe */
                        "plain,a b,',;\r\n");
    assert_string_equal(print(t, (ac_screen){ .is_tty = true, .is_utf8 = true, .columns = 20 }, AC_TABLE_CSV, 0),
                        "ref,due,n,title\r\n"
                        "\"a,b\",\"say \"\"x\"\"\",two\\u{a}lines,\" blank \"\r\n"
                        "=1+1,,a\\u{d}b,\\u{1b}[31m ó\r\n"
                        "plain,a b,',;\r\n");
    ac_table_free(t);
    t = ac_table_new(columns, 4);
    ac_table_row(t, rows[1]);
    assert_string_equal(print(t, (ac_screen){ .is_utf8 = true }, AC_TABLE_EXCEL, 0),
                        "\xef\xbb\xbfref,due,n,title\r\n'=1+1,,\"a\rb\",\033[31m ó\r\n");
    ac_table_free(t);
}

static void colours_stand_around_the_letters_only(void **state)
{
    ac_table *t = ac_table_new(columns, 4);
    const ac_screen colour = { .is_utf8 = true, .has_color = true };

    (void)state;
    ac_table_row(t, short_row);
    ac_table_mark(t, 1, AC_ATTN);
    assert_string_equal(print(t, colour, AC_TABLE_SCREEN, 0),
                        "\033[2mref\033[0m    \033[2mdue\033[0m         \033[2mn\033[0m  \033[2mtitle\033[0m\n"
                        "\033[36mA-1-1\033[0m  \033[1;31m2026-09-30\033[0m  7  Guide\n");
    assert_string_equal(print(t, (ac_screen){ .is_utf8 = true }, AC_TABLE_SCREEN, 0),
                        "ref    due         n  title\nA-1-1  2026-09-30  7  Guide\n");
    ac_table_free(t);
}

/* NO_COLOR, TERM=dumb and LANG=C as a table meets them: through the screen. */
static void the_environment_is_heard(void **state)
{
    ac_table *t = ac_table_new(columns, 4);
    ac_screen screen;
    FILE *null = fopen("/dev/null", "w");

    (void)state;
    assert_non_null(null);
    ac_table_row(t, (const char *const[]){ "A-1-1", "", "1", "Łódź" });
    setenv("LC_ALL", "C", 1);
    ac_locale_start(NULL);
    ac_screen_init(&screen, null, AC_COLOR_AUTO);
    assert_false(screen.has_color);
    assert_string_equal(print(t, screen, AC_TABLE_SCREEN, 0), "ref    due  n  title\nA-1-1       1  \\u{141}\\u{f3}d\\u{17a}\n");
    setenv("LC_ALL", "C.UTF-8", 1);
    ac_locale_start(NULL);
    ac_screen_init(&screen, null, AC_COLOR_AUTO);
    assert_string_equal(print(t, screen, AC_TABLE_SCREEN, 0), "ref    due  n  title\nA-1-1       1  Łódź\n");
    fclose(null);
    ac_table_free(t);
}

static void many_rows_and_none(void **state)
{
    ac_table *t = ac_table_new(untitled, 2);
    char number[16];

    (void)state;
    assert_string_equal(print(t, (ac_screen){ .is_utf8 = true }, AC_TABLE_SCREEN, 0), "");
    assert_string_equal(print(t, (ac_screen){ .is_utf8 = true }, AC_TABLE_PLAIN, 0), "");
    for (int i = 0; i < 1000; i++) {
        snprintf(number, sizeof number, "%d", i);
        ac_table_row(t, (const char *const[]){ number, "x" });
    }
    assert_int_equal(ac_table_rows(t), 1000);
    print(t, (ac_screen){ .is_utf8 = true }, AC_TABLE_PLAIN, 0);
    assert_int_equal(strncmp(printed, "0\tx\n1\tx\n", 8), 0);
    assert_non_null(strstr(printed, "\n999\tx\n"));
    ac_table_free(t);
    ac_table_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(columns_stand_below_each_other, forget),
        cmocka_unit_test_teardown(a_terminal_cuts_the_text_column_alone, forget),
        cmocka_unit_test_teardown(forty_columns_break_between_columns, forget),
        cmocka_unit_test_teardown(widths_are_those_of_the_letters, forget),
        cmocka_unit_test_teardown(right_to_left_text_pushes_nothing, forget),
        cmocka_unit_test_teardown(hostile_cells_are_shown_and_not_obeyed, forget),
        cmocka_unit_test_teardown(plain_is_one_line_a_row_uncut_untitled, forget),
        cmocka_unit_test_teardown(csv_quotes_what_it_must, forget),
        cmocka_unit_test_teardown(colours_stand_around_the_letters_only, forget),
        cmocka_unit_test_teardown(the_environment_is_heard, forget),
        cmocka_unit_test_teardown(many_rows_and_none, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
