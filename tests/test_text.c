/* test_text.c - foreign text cannot command a terminal; widths, cuts, colours, formats. */
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <inttypes.h>

#include "cli/text.h"

static const ac_screen wide = { .is_utf8 = true }, ascii = { .is_utf8 = false };

static char *safe(const char *text, size_t n, unsigned how)
{
    static ac_buf out;

    ac_buf_clear(&out);
    ac_text_safe(&out, text, n, how);
    return (char *)(out.p == NULL ? (uint8_t *)"" : out.p);
}

static void expect(const char *text, const char *shown)
{
    assert_string_equal(safe(text, strlen(text), AC_TEXT_UTF8), shown);
}

/* An own reading of UTF-8 and an own list: not the library that is under test. */
static size_t decode(const unsigned char *p, size_t n, uint32_t *out)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t need = p[0] < 0x80 ? 1 : p[0] >= 0xc2 && p[0] < 0xe0 ? 2 : p[0] >= 0xe0 && p[0] < 0xf0 ? 3 : p[0] >= 0xf0 && p[0] < 0xf5 ? 4 : 0;

    if (need == 0 || need > n)
        return 0;
    *out = need == 1 ? p[0] : p[0] & (0xffu >> (need + 1));
    for (size_t i = 1; i < need; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        *out = *out << 6 | (p[i] & 0x3f);
    }
    return *out < least[need] || (*out >= 0xd800 && *out < 0xe000) || *out > 0x10ffff ? 0 : need;
}

static bool is_forbidden(uint32_t c)
{
    static const uint32_t ranges[][2] = {
        { 0, 0x1f },         { 0x7f, 0x9f },       { 0xad, 0xad },       { 0x34f, 0x34f },     { 0x61c, 0x61c },
        { 0x115f, 0x1160 },  { 0x17b4, 0x17b5 },   { 0x180b, 0x180f },   { 0x200b, 0x200f },   { 0x2028, 0x202e },
        { 0x2060, 0x206f },  { 0x3164, 0x3164 },   { 0xd800, 0xf8ff },   { 0xfe00, 0xfe0f },   { 0xfeff, 0xfeff },
        { 0xffa0, 0xffa0 },  { 0xfff0, 0xfffb },   { 0xfffe, 0xffff },   { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
        { 0xe0000, 0xe0fff }, { 0xf0000, 0x10ffff },
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

static void check_allowed(const char *out, size_t n, unsigned how, bool feeds)
{
    for (size_t at = 0; at < n;) {
        uint32_t c = 0;
        size_t took = decode((const unsigned char *)out + at, n - at, &c);

        assert_true(took > 0);
        if (!(feeds && c == '\n'))
            assert_false(is_forbidden(c));
        if (!(how & AC_TEXT_UTF8))
            assert_true(c < 0x80);
        at += took;
    }
}

static void controls_become_visible(void **state)
{
    (void)state;
    expect("a\033[2Jb", "a\\u{1b}[2Jb");
    expect("\a\b\r\n\t\x7f", "\\u{7}\\u{8}\\u{d}\\u{a}\\u{9}\\u{7f}");
    expect("\xc2\x9b" "31m", "\\u{9b}31m");
    expect("\033]0;title\a", "\\u{1b}]0;title\\u{7}");
    assert_string_equal(safe("a\0b", 3, AC_TEXT_UTF8), "a\\u{0}b");
}

static void direction_and_invisible_marks_become_visible(void **state)
{
    (void)state;
    expect("pay \xe2\x80\xae" "001", "pay \\u{202e}001");
    expect("\xe2\x81\xa6x\xe2\x81\xa9", "\\u{2066}x\\u{2069}");
    expect("CI\xe2\x80\x8bTY", "CI\\u{200b}TY");
    expect("\xef\xbb\xbfx", "\\u{feff}x");
    expect("a\xc2\xad" "b", "a\\u{ad}b");
    expect("a\xe3\x85\xa4" "b", "a\\u{3164}b");
    expect("a\xf3\xa0\x81\x81" "b", "a\\u{e0041}b");
    expect("a\xe2\x80\xa8" "b", "a\\u{2028}b");
}

static void bytes_that_are_no_utf8_become_visible(void **state)
{
    (void)state;
    expect("\xff\xfe", "\\xff\\xfe");
    expect("a\xc3", "a\\xc3");
    expect("\xc0\xaf", "\\xc0\\xaf");
    expect("\xed\xa0\x80", "\\xed\\xa0\\x80");
    expect("\x9b" "31m", "\\x9b31m");
}

static void letters_of_all_scripts_stay(void **state)
{
    (void)state;
    expect("Podgórze · Łódź", "Podgórze · Łódź");
    expect("مرحبا", "مرحبا");
    expect("東京 नमस्ते", "東京 नमस्ते");
    expect("e\xcc\x81", "e\xcc\x81");
}

static void marks_neither_pile_up_nor_stand_alone(void **state)
{
    char many[64] = "a";

    (void)state;
    for (size_t i = 0; i < 12; i++)
        strncat(many, "\xcc\x81", sizeof many - strlen(many) - 1);
    assert_non_null(strstr(safe(many, strlen(many), AC_TEXT_UTF8), "\\u{301}\\u{301}\\u{301}"));
    expect("\xcc\x81x", "\\u{301}x");
}

static void another_charset_shows_exactly_what_is_there(void **state)
{
    (void)state;
    assert_string_equal(safe("Podg\xc3\xb3rze", 9, 0), "Podg\\u{f3}rze");
}

static void bodies_keep_their_lines(void **state)
{
    (void)state;
    assert_string_equal(safe("a\r\nb\n\tc\rd", 9, AC_TEXT_UTF8 | AC_TEXT_LINES), "a\nb\n    c\\u{d}d");
}

static void json_keeps_the_meaning_and_escapes_the_rest(void **state)
{
    (void)state;
    assert_string_equal(safe("a\"\\\n\033\xe2\x80\xaeó", 10, AC_TEXT_UTF8 | AC_TEXT_JSON), "a\\\"\\\\\\n\\u001b\\u202eó");
    assert_string_equal(safe("\xff", 1, AC_TEXT_UTF8 | AC_TEXT_JSON), "\\ufffd");
    assert_string_equal(safe("😀", 4, AC_TEXT_JSON), "\\ud83d\\ude00");
}

static void nothing_forbidden_comes_out_of_anything(void **state)
{
    static const char *const pieces[] = { "\033[", "\xe2\x80\xae", "\xe2\x80\x8b", "\xc2\x9b", "\xff", "ó", "\xcc\x81", "\n", "\r",
                                          "\t", "x", "%s", "\\u{", "\xed\xa0\x80", "\xf4\x90\x80\x80", "東", "\xe2\x81\xa9" };
    const char *given = getenv("SEED");
    unsigned seed = given != NULL ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
    ac_buf out = { 0 }, again = { 0 };

    (void)state;
    print_message("seed %u\n", seed);
    srandom(seed);
    for (int round = 0; round < 60000; round++) {
        char text[64];
        size_t n = 0, want = (size_t)(random() % 40);
        unsigned how = (unsigned)(random() & 7);

        while (n < want) {
            if (random() % 3 == 0) {
                const char *piece = pieces[(size_t)random() % (sizeof pieces / sizeof *pieces)];
                memcpy(text + n, piece, strlen(piece));
                n += strlen(piece);
            } else {
                text[n++] = (char)random();
            }
        }
        ac_buf_clear(&out);
        ac_text_safe(&out, text, n, how);
        check_allowed(ac_buf_text(&out), out.len, how, (how & AC_TEXT_LINES) && !(how & AC_TEXT_JSON));
        /* Safe text is left alone by a second pass. */
        ac_buf_clear(&again);
        ac_text_safe(&again, ac_buf_text(&out), out.len, how & ~(unsigned)AC_TEXT_JSON);
        assert_int_equal(again.len, out.len);
        /* And formats let nothing through either. */
        text[n < sizeof text ? n : sizeof text - 1] = '\0';
        ac_buf_clear(&out);
        ac_format(how & AC_TEXT_UTF8 ? &wide : &ascii, &out, "%s|%-10s|%.5s", text, text, text);
        check_allowed(ac_buf_text(&out), out.len, how, false);
    }
    ac_buf_free(&out);
    ac_buf_free(&again);
}

static void widths_are_columns(void **state)
{
    (void)state;
    assert_int_equal(ac_text_width("abc", 3), 3);
    assert_int_equal(ac_text_width("Łódź", strlen("Łódź")), 4);
    assert_int_equal(ac_text_width("東京", strlen("東京")), 4);
    assert_int_equal(ac_text_width("e\xcc\x81", 3), 1);
    assert_int_equal(ac_text_chars("Łódź", strlen("Łódź")), 4);
    assert_int_equal(ac_text_chars("a\xff", 2), 2);
}

static void cut(const char *text, size_t columns, unsigned how, const char *want)
{
    ac_buf out = { 0 };

    ac_text_cut(&out, text, strlen(text), columns, how);
    assert_string_equal(ac_buf_text(&out), want);
    assert_true(ac_text_width(ac_buf_text(&out), out.len) <= columns);
    ac_buf_free(&out);
}

static void cuts_fit_and_say_so(void **state)
{
    (void)state;
    cut("Council draft rule", 18, AC_TEXT_UTF8, "Council draft rule");
    cut("Council draft rule", 17, AC_TEXT_UTF8, "Council draft ru…");
    cut("Council draft rule", 9, AC_TEXT_UTF8, "Council…");
    cut("Council draft rule", 9, 0, "Counci...");
    cut("東京都庁", 5, AC_TEXT_UTF8, "東京…");
    cut("東京都庁", 4, AC_TEXT_UTF8, "東…");
    cut("abc", 0, AC_TEXT_UTF8, "");
    cut("abcdef", 2, 0, "ab");
}

static void clean_text_is_told_from_the_rest(void **state)
{
    (void)state;
    assert_true(ac_text_is_clean("Łódź", strlen("Łódź")));
    assert_true(ac_text_is_clean("", 0));
    assert_false(ac_text_is_clean("a\nb", 3));
    assert_false(ac_text_is_clean("a\xff", 2));
    assert_false(ac_text_is_clean("a\xe2\x80\xae", 4));
}

static void formats_make_arguments_safe_and_keep_numbers(void **state)
{
    ac_buf out = { 0 };

    (void)state;
    ac_format(&wide, &out, "✓ %s: %d of %u (%" PRId64 ") %05d %-4d| %x %zu %% %c %.*s", "a\033b", -3, 7u, INT64_MIN, 42, 5, 255u,
              (size_t)9, '\033', 2, "xyz");
    assert_string_equal(ac_buf_text(&out), "✓ a\\u{1b}b: -3 of 7 (-9223372036854775808) 00042 5   | ff 9 % \\u{1b} x…");
    ac_buf_clear(&out);
    ac_format(&wide, &out, "[%-6s][%6s][%*s]", "Łódź", "東京", 3, "x");
    assert_string_equal(ac_buf_text(&out), "[Łódź  ][  東京][  x]");
    ac_buf_free(&out);
}

/* As translations do that turn a sentence round. */
static void arguments_may_be_named_by_number(void **state)
{
    ac_buf out = { 0 };

    (void)state;
    ac_format(&wide, &out, "%2$s promises %1$s; ", "CITY", "SASI");
    ac_format(&wide, &out, "%3$s: %2$lld of %1$zu, %3$s; ", (size_t)9, 7LL, "x");
    ac_format(&wide, &out, "%2$-4s|%1$3d|; ", 5, "ab");
    ac_format(&wide, &out, "%1$*2$d|%3$.*4$s", 5, 3, "abcdef", 3);
    assert_string_equal(ac_buf_text(&out), "SASI promises CITY; x: 7 of 9, x; ab  |  5|;   5|ab…");
    ac_buf_free(&out);
}

static void symbols_have_ascii_forms(void **state)
{
    ac_buf out = { 0 };

    (void)state;
    ac_format(&ascii, &out, "✓ done · “%s” → next… ✗", "ó");
    assert_string_equal(ac_buf_text(&out), "ok done - \"\\u{f3}\" -> next... x");
    ac_buf_free(&out);
}

static void roles_colour_only_where_there_is_colour(void **state)
{
    ac_screen colour = { .is_utf8 = true, .has_color = true };
    ac_buf out = { 0 };

    (void)state;
    ac_format(&wide, &out, AC_REF "%s" AC_END " waits", "CITY-1-31");
    assert_string_equal(ac_buf_text(&out), "CITY-1-31 waits");
    ac_buf_clear(&out);
    ac_format(&colour, &out, AC_REF "%s" AC_END " waits", "CITY\001-1");
    assert_string_equal(ac_buf_text(&out), "\033[36mCITY\\u{1}-1\033[0m waits");
    ac_buf_free(&out);
}

static void colour_asks_the_stream_and_the_environment(void **state)
{
    FILE *file = tmpfile();
    ac_screen screen;

    (void)state;
    assert_non_null(file);
    setenv("TERM", "xterm", 1);
    unsetenv("COLUMNS");
    ac_screen_init(&screen, file, AC_COLOR_AUTO);
    assert_false(screen.is_tty);
    assert_false(screen.has_color);
    assert_int_equal(screen.columns, 0);
    ac_screen_init(&screen, file, AC_COLOR_ALWAYS);
    assert_true(screen.has_color);
    setenv("COLUMNS", "40", 1);
    ac_screen_init(&screen, file, AC_COLOR_NEVER);
    assert_false(screen.has_color);
    assert_int_equal(screen.columns, 40);
    setenv("COLUMNS", "4x", 1);
    ac_screen_init(&screen, file, AC_COLOR_NEVER);
    assert_int_equal(screen.columns, 0);
    unsetenv("COLUMNS");
    fclose(file);
}

static void bodies_wrap_between_words(void **state)
{
    char *text = NULL;
    size_t n = 0;
    FILE *file = open_memstream(&text, &n);
    ac_screen screen = { .file = file, .is_utf8 = true, .columns = 30 };

    (void)state;
    ac_print_body(&screen, 4, "Rain came early; we should have asked the neighbours first.\n\nSecond\n");
    fclose(file);
    assert_string_equal(text, "    Rain came early; we should\n    have asked the neighbours\n    first.\n\n    Second\n");
    free(text);
}

static void case_folds_in_any_script(void **state)
{
    ac_buf one = { 0 }, two = { 0 };

    (void)state;
    assert_true(ac_text_bare(&one, "ŁÓDŹ", strlen("ŁÓDŹ")));
    assert_true(ac_text_bare(&two, "ło\xcc\x81" "dź", strlen("ło\xcc\x81" "dź")));
    assert_string_equal(ac_buf_text(&one), ac_buf_text(&two));
    assert_false(ac_text_bare(&two, "\xff", 1));
    ac_buf_free(&one);
    ac_buf_free(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(controls_become_visible),
        cmocka_unit_test(direction_and_invisible_marks_become_visible),
        cmocka_unit_test(bytes_that_are_no_utf8_become_visible),
        cmocka_unit_test(letters_of_all_scripts_stay),
        cmocka_unit_test(marks_neither_pile_up_nor_stand_alone),
        cmocka_unit_test(another_charset_shows_exactly_what_is_there),
        cmocka_unit_test(bodies_keep_their_lines),
        cmocka_unit_test(json_keeps_the_meaning_and_escapes_the_rest),
        cmocka_unit_test(nothing_forbidden_comes_out_of_anything),
        cmocka_unit_test(widths_are_columns),
        cmocka_unit_test(cuts_fit_and_say_so),
        cmocka_unit_test(clean_text_is_told_from_the_rest),
        cmocka_unit_test(formats_make_arguments_safe_and_keep_numbers),
        cmocka_unit_test(arguments_may_be_named_by_number),
        cmocka_unit_test(symbols_have_ascii_forms),
        cmocka_unit_test(roles_colour_only_where_there_is_colour),
        cmocka_unit_test(colour_asks_the_stream_and_the_environment),
        cmocka_unit_test(bodies_wrap_between_words),
        cmocka_unit_test(case_folds_in_any_script),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
