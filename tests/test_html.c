/* test_html.c - pages: whatever a partner wrote, nothing of it becomes markup; charts and their tables. */
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#include "cli/lang.h"
#include "cli/report/chart.h"
#include "cli/lang.h"
#include "cli/report/html.h"
#include "cli/text.h"

static char *written;
static size_t written_n;
static FILE *file;
static ac_html *h;

static int begin(void **state)
{
    (void)state;
    file = open_memstream(&written, &written_n);
    h = ac_html_new(file);
    return file != NULL && h != NULL ? 0 : -1;
}

/* What the page holds now. */
static const char *page(void)
{
    fflush(file);
    return written;
}

static int end(void **state)
{
    (void)state;
    ac_html_end(h);
    fclose(file);
    free(written);
    written = NULL;
    return 0;
}

static const char *const hostile[] = {
    "<script>alert(1)</script>",
    "</title></style></bdi></td><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' x='",
    "&lt;script&gt; & &amp; &#60;",
    "javascript:alert(1)",
    "https://example.org/?a=1&b=2",
    "<!-- --> <![CDATA[ ]]> <?xml ?>",
    "\x1b[2J\x07\x01\x7f",
    "\xe2\x80\xae" "fdp.exe\xe2\x81\xa6 x", /* an override, an isolate */
    "\xff\xfe\x80<b>\xc0\xbc",              /* no UTF-8; an overlong "<" */
    "a\nb\r\nc\rd\te\vf",
    "</script><svg/onload=alert(1)>",
    "\xef\xbc\x9cscript\xef\xbc\x9e",       /* full-width signs stay what they are */
    "\xd8\xb4\xd8\xb1\xd8\xa7\xd9\x83\xd8\xa9 - partnership",
};
#define NHOSTILE (sizeof hostile / sizeof *hostile)

static size_t count(const char *text, const char *what)
{
    size_t n = 0;

    for (const char *p = text; (p = strstr(p, what)) != NULL; p += strlen(what))
        n++;
    return n;
}

static size_t count_char(const char *text, char c)
{
    size_t n = 0;

    for (; *text != '\0'; text++)
        n += *text == c;
    return n;
}

/* As the same calls write it with a text that means nothing: markup may not differ. */
typedef void printer(const char *text);

static void by_text(const char *text) { h_text(h, text); }
static void by_word(const char *text) { h_word(h, text); }
static void by_element(const char *text) { h_element(h, "p", "calm", text); }
static void by_attribute(const char *text)
{
    h_open(h, "p", "title", text, "class", text, "id", text, NULL);
    h_close(h, "p");
}
static void by_void(const char *text) { h_void(h, "br", "class", text, NULL); }
static void by_format(const char *text) { h_say_of(h, text, (const h_arg[]){ { H_IS_END, NULL, NULL, 0 } }); }
static void by_sentence(const char *text)
{
    h_say(h, "%s %s %s %s %s", H_TEXT(text), H_WORD(text), H_TIME(text, text), H_LINK(text, text), H_CODE(text));
}
static void by_title(const char *text)
{
    h_page(h, "en", text, "p { margin: 0 }\n");
    h_close(h, "body");
    h_close(h, "html");
}

/* Every sign of markup that stands in the page was written by us: as many as with a harmless text. */
static void check(printer *print, const char *text)
{
    size_t less, more, quotes, lines;
    long from;

    print("calm");
    less = count_char(page(), '<'), more = count_char(page(), '>'), quotes = count_char(page(), '"');
    lines = count_char(page(), '\n');
    fflush(file);
    from = (long)written_n;
    print(text);
    fflush(file);
    assert_int_equal(count_char(written + from, '<'), less);
    assert_int_equal(count_char(written + from, '>'), more);
    assert_int_equal(count_char(written + from, '"'), quotes);
    assert_int_equal(count_char(written + from, '\n'), lines);
    assert_int_equal(count(written + from, "href=\"http"), 0);
    for (const char *p = written + from; *p != '\0'; p++)
        assert_true((unsigned char)*p >= 0x20 || *p == '\n');
}

#define HOSTILE(name)                                            \
    static void name##_escapes(void **state)                     \
    {                                                            \
        for (size_t i = 0; i < NHOSTILE; i++) {                  \
            if (i > 0) {                                         \
                end(state);                                      \
                begin(state);                                    \
            }                                                    \
            check(name, hostile[i]);                             \
        }                                                        \
    }
HOSTILE(by_text)
HOSTILE(by_word)
HOSTILE(by_element)
HOSTILE(by_attribute)
HOSTILE(by_void)
HOSTILE(by_format)
HOSTILE(by_sentence)
HOSTILE(by_title)

/* These depend on what the text is: a language is written, lines are broken. So each text is compared with what it must be. */
static void foreign_text_is_escaped_and_decides_its_direction(void **state)
{
    (void)state;
    h_foreign(h, "span", "calm", "fr-CA", "<b>\"l'été\"</b>");
    assert_string_equal(page(), "<span class=\"calm\" lang=\"fr\" dir=\"auto\">&lt;b&gt;&quot;l&#39;\u00e9t\u00e9&quot;&lt;/b&gt;</span>");
}

static void a_language_that_is_none_is_left_out(void **state)
{
    static const char *const tags[] = { "english", "x", "", "<b>", "f\"", "zz", "  ", "e " };
    char two[4];

    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        assert_null(h_lang(tags[i], two));
    assert_null(h_lang(NULL, two));
    assert_string_equal(h_lang("AR", two), "ar");
    assert_string_equal(h_lang("pl_PL", two), "pl");
}

static void a_body_becomes_paragraphs_and_line_breaks(void **state)
{
    (void)state;
    h_body(h, NULL, "en", "one\r\ntwo <i>\n\n\n\nthree\n");
    assert_string_equal(page(), "<div lang=\"en\"><p dir=\"auto\">one<br>two &lt;i&gt;</p><p dir=\"auto\">three</p></div>");
}

static void an_empty_body_is_an_empty_block(void **state)
{
    (void)state;
    h_body(h, NULL, NULL, "");
    h_body(h, NULL, NULL, "\n\r\n");
    assert_string_equal(page(), "<div></div><div></div>");
}

static void hostile_bodies_open_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < NHOSTILE; i++) {
        h_body(h, NULL, hostile[i], hostile[i]);
        assert_int_equal(count(page(), "<script"), 0);
        assert_int_equal(count(page(), "<img"), 0);
        assert_int_equal(count(page(), "<svg"), 0);
    }
    assert_int_equal(count(page(), "<p dir=\"auto\">"), count(page(), "</p>"));
}

static void what_cannot_be_seen_is_made_visible(void **state)
{
    (void)state;
    h_text(h, "a\xe2\x80\xae" "b\x1b\xff");
    assert_string_equal(page(), "<bdi>a\\u{202e}b\\u{1b}\\xff</bdi>");
}

static void sentences_take_their_arguments_in_any_order(void **state)
{
    (void)state;
    h_say(h, "%2$s <by> %1$s, 100 %", H_TEXT("CITY"), H_TIME("2026-06-30", "Tue 30 Jun"));
    assert_string_equal(page(), "<time datetime=\"2026-06-30\">Tue 30 Jun</time> &lt;by&gt; <bdi>CITY</bdi>, 100 %");
}

static void a_translation_that_asks_for_more_than_there_is_gets_nothing(void **state)
{
    (void)state;
    h_say(h, "%s %s %7$s %d%%", H_NUMBER(3));
    assert_string_equal(page(), "3   %d%");
}

static void numbers_are_grouped_from_five_digits_on(void **state)
{
    static const int64_t numbers[] = { 0, -7, 999, 1200, 12500, -1234567 };

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        h_number(h, numbers[i]);
        h_word(h, "|");
    }
    assert_string_equal(page(), "0|-7|999|1200|12\u00a0500|-1\u00a0234\u00a0567|");
}

static void a_page_says_its_language_and_direction(void **state)
{
    (void)state;
    h_page(h, "ar", "t", "");
    assert_non_null(strstr(page(), "<html lang=\"ar\" dir=\"rtl\">"));
    assert_non_null(strstr(page(), "default-src 'none'"));
}

static void what_is_left_open_is_no_page(void **state)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    ac_html *other = ac_html_new(f);

    (void)state;
    h_open(other, "p", NULL);
    assert_false(ac_html_end(other));
    other = ac_html_new(f);
    h_open(other, "p", NULL);
    h_close(other, "p");
    assert_true(ac_html_end(other));
    assert_false(ac_html_end(NULL));
    fclose(f);
    free(text);
}

static void a_full_disk_is_no_page(void **state)
{
    FILE *f = fopen("/dev/full", "w");
    ac_html *other;

    (void)state;
    assert_non_null(f);
    setvbuf(f, NULL, _IONBF, 0);
    other = ac_html_new(f);
    h_word(other, "x");
    assert_false(ac_html_end(other));
    fclose(f);
}

/* --- charts --- */

static const char *const series[] = { "open", "kept <b>", "not kept", "neither" }, *const rows[] = { "CITY", "<i>RIVR", "\xd8\xb4" };
static const int64_t values[] = { 3, 2, 1, 0, 12000, 0, 0, 4, 0, 0, 0, 0 };
static const ac_chart drawn = { .id = "c", .title = "Promises", .about = "Bars & \"figures\".", .none = "Nothing yet.", .row_head = "partner",
                                .series = series, .nseries = 4, .rows = rows, .nrows = 3, .rows_foreign = true, .values = values,
                                .has_total = true };

static void each_chart_has_a_title_a_description_and_its_figures(void **state)
{
    ac_chart pyramid = drawn;
    void (*const draw[])(ac_html *, const ac_chart *) = { ac_chart_bars, ac_chart_columns, ac_chart_grid };

    for (size_t i = 0; i < 3; i++) {
        end(state);
        begin(state);
        draw[i](h, &drawn);
        assert_int_equal(count(page(), "role=\"img\" aria-labelledby=\"c-title c-desc\""), 1);
        assert_int_equal(count(page(), "<title id=\"c-title\">Promises</title>"), 1);
        assert_int_equal(count(page(), "<desc id=\"c-desc\">Bars &amp; &quot;figures&quot;.</desc>"), 1);
        assert_int_equal(count(page(), "<th scope=\"row\">"), 3);
        assert_int_equal(count(page(), "<td class=\"n\">12\u00a0004</td>"), 1);
        assert_int_equal(count(page(), "<b>"), 0);
        assert_int_equal(count(page(), "<i>"), 0);
    }
    end(state);
    begin(state);
    pyramid.nseries = 1;
    pyramid.has_total = false;
    ac_chart_pyramid(h, &pyramid);
    assert_int_equal(count(page(), "<path d=\"M"), 3);
    assert_int_equal(count(page(), "<td class=\"n\">3</td>"), 1);
}

static void a_chart_of_nothing_says_so(void **state)
{
    static const int64_t none[12];
    ac_chart empty = drawn;

    (void)state;
    empty.values = none;
    ac_chart_bars(h, &empty);
    assert_int_equal(count(page(), "<svg"), 0);
    assert_int_equal(count(page(), "Nothing yet."), 1);
    assert_int_equal(count(page(), "Bars"), 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(by_text_escapes),
        T(by_word_escapes),
        T(by_element_escapes),
        T(by_attribute_escapes),
        T(by_void_escapes),
        T(by_format_escapes),
        T(by_sentence_escapes),
        T(by_title_escapes),
        T(foreign_text_is_escaped_and_decides_its_direction),
        T(a_language_that_is_none_is_left_out),
        T(a_body_becomes_paragraphs_and_line_breaks),
        T(an_empty_body_is_an_empty_block),
        T(hostile_bodies_open_nothing),
        T(what_cannot_be_seen_is_made_visible),
        T(sentences_take_their_arguments_in_any_order),
        T(a_translation_that_asks_for_more_than_there_is_gets_nothing),
        T(numbers_are_grouped_from_five_digits_on),
        T(a_page_says_its_language_and_direction),
        T(what_is_left_open_is_no_page),
        T(a_full_disk_is_no_page),
        T(each_chart_has_a_title_a_description_and_its_figures),
        T(a_chart_of_nothing_says_so),
    };

    ac_locale_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
