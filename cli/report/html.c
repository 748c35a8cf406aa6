/* html.c - pages: what is written is escaped, and there is no other way to write. */
#include "cli/report/html.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/text.h"

#define DEPTH_MAX 48
#define ARGS_MAX 9

struct ac_html {
    FILE *file;
    const char *open[DEPTH_MAX];
    size_t depth;
    bool failed; /* no memory, or another file that could not be read */
};

/* --- what a page may hold --- */

/* No script, no style of its own, nothing that loads, submits or leads elsewhere. */
static const char elements[] =
    " html head title body header footer main nav section article aside h1 h2 h3 h4 h5 p div span ul ol li dl dt dd table caption"
    " thead tbody tfoot tr th td figure figcaption strong em small code bdi time abbr a blockquote del ins"
    " svg g rect line path circle text tspan title desc defs pattern ";
static const char voids[] = " br hr ";
static const char attributes[] =
    " id class lang dir scope colspan rowspan headers datetime role tabindex title aria-label aria-labelledby aria-describedby"
    " aria-hidden viewBox width height x y x1 y1 x2 y2 cx cy r rx d fill stroke stroke-width text-anchor"
    " direction patternUnits font-size font-weight transform preserveAspectRatio focusable value ";

static bool is_listed(const char *list, const char *name)
{
    size_t n = strlen(name);

    for (const char *p = list; n > 0 && (p = strstr(p, name)) != NULL; p++)
        if (p[-1] == ' ' && p[n] == ' ')
            return true;
    return false;
}

/* --- writing: the one place where bytes leave --- */

static void raw(ac_html *h, const char *bytes, size_t n)
{
    if (fwrite(bytes, 1, n, h->file) != n)
        h->failed = true;
}

static void raw_text(ac_html *h, const char *text)
{
    raw(h, text, strlen(text));
}

/* The five that mean something in a page, between tags and in attributes alike; controls are none of its letters. */
static void escaped(ac_html *h, const char *text, size_t n)
{
    size_t begin = 0;

    for (size_t i = 0; i < n; i++) {
        const char *is = text[i] == '&' ? "&amp;" : text[i] == '<' ? "&lt;" : text[i] == '>' ? "&gt;" : text[i] == '"' ? "&quot;"
                       : text[i] == '\'' ? "&#39;" : NULL;
        if (is == NULL && ((unsigned char)text[i] < 0x20 || text[i] == 0x7f))
            is = " ";
        if (is == NULL)
            continue;
        raw(h, text + begin, i - begin);
        raw_text(h, is);
        begin = i + 1;
    }
    raw(h, text + begin, n - begin);
}

static void foreign(ac_html *h, const char *text, size_t n)
{
    ac_buf safe = { 0 };

    ac_text_safe(&safe, text, n, AC_TEXT_UTF8);
    h->failed = h->failed || safe.failed;
    escaped(h, ac_buf_text(&safe), safe.len);
    ac_buf_free(&safe);
}

/* --- elements --- */

static void attribute(ac_html *h, const char *name, const char *value)
{
    raw_text(h, " ");
    raw_text(h, name);
    raw_text(h, "=\"");
    foreign(h, value, strlen(value)); /* whoever it is of: nothing invisible belongs into one */
    raw_text(h, "\"");
}

static void tag(ac_html *h, const char *element, va_list ap)
{
    const char *name;

    raw_text(h, "<");
    raw_text(h, element);
    while ((name = va_arg(ap, const char *)) != NULL) {
        const char *value = va_arg(ap, const char *);
        assert(is_listed(attributes, name));
        if (value != NULL)
            attribute(h, name, value);
    }
    raw_text(h, ">");
}

static void push(ac_html *h, const char *element)
{
    assert(h->depth < DEPTH_MAX);
    h->open[h->depth++] = element;
}

void h_open(ac_html *h, const char *element, ...)
{
    va_list ap;

    assert(is_listed(elements, element));
    push(h, element);
    va_start(ap, element);
    tag(h, element, ap);
    va_end(ap);
}

void h_void(ac_html *h, const char *element, ...)
{
    va_list ap;

    assert(is_listed(voids, element));
    va_start(ap, element);
    tag(h, element, ap);
    va_end(ap);
}

void h_close(ac_html *h, const char *element)
{
    assert(h->depth > 0 && strcmp(h->open[h->depth - 1], element) == 0);
    h->depth--;
    raw_text(h, "</");
    raw_text(h, element);
    raw_text(h, ">");
}

void h_line(ac_html *h)
{
    raw_text(h, "\n");
}

/* --- texts --- */

void h_word(ac_html *h, const char *text)
{
    escaped(h, text, strlen(text));
}

void h_number(ac_html *h, int64_t n)
{
    char digits[24];
    size_t len, at;

    snprintf(digits, sizeof digits, "%lld", (long long)n);
    len = strlen(digits);
    at = digits[0] == '-';
    raw(h, digits, at);
    for (size_t i = at; i < len; i++) {
        if (i > at && (len - i) % 3 == 0 && len - at > 4)
            raw_text(h, "\u00a0");
        raw(h, digits + i, 1);
    }
}

void h_element(ac_html *h, const char *element, const char *class_name, const char *text)
{
    h_open(h, element, "class", class_name, NULL);
    h_word(h, text);
    h_close(h, element);
}

void h_text(ac_html *h, const char *text)
{
    h_open(h, "bdi", NULL);
    foreign(h, text, strlen(text));
    h_close(h, "bdi");
}

void h_foreign(ac_html *h, const char *element, const char *class_name, const char *lang, const char *text)
{
    char two[4];

    h_open(h, element, "class", class_name, "lang", h_lang(lang, two), "dir", "auto", NULL);
    foreign(h, text, strlen(text));
    h_close(h, element);
}

static size_t line_end(const char *text)
{
    return strcspn(text, "\n");
}

static size_t without_return(const char *text, size_t n)
{
    return n > 0 && text[n - 1] == '\r' ? n - 1 : n;
}

void h_body(ac_html *h, const char *class_name, const char *lang, const char *text)
{
    char two[4];
    bool in_paragraph = false;

    h_open(h, "div", "class", class_name, "lang", h_lang(lang, two), NULL);
    while (*text != '\0') {
        size_t whole = line_end(text), n = without_return(text, whole);
        if (n == 0 && in_paragraph) {
            h_close(h, "p");
            in_paragraph = false;
        } else if (n > 0) {
            if (in_paragraph)
                h_void(h, "br", NULL);
            else
                h_open(h, "p", "dir", "auto", NULL);
            foreign(h, text, n);
            in_paragraph = true;
        }
        text += whole + (text[whole] == '\n');
    }
    if (in_paragraph)
        h_close(h, "p");
    h_close(h, "div");
}

const char *h_lang(const char *tag_in, char out[4])
{
    static const char known[] =
        " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu"
        " fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km"
        " kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om"
        " or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr"
        " ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

    if (tag_in == NULL || strlen(tag_in) < 2 || (tag_in[2] != '\0' && tag_in[2] != '-' && tag_in[2] != '_'))
        return NULL;
    out[0] = (char)tolower((unsigned char)tag_in[0]);
    out[1] = (char)tolower((unsigned char)tag_in[1]);
    out[2] = '\0';
    return out[0] != ' ' && out[1] != ' ' && is_listed(known, out) ? out : NULL;
}

/* --- sentences --- */

void h_put(ac_html *h, h_arg arg)
{
    const char *text = arg.text != NULL ? arg.text : "";

    switch (arg.sort) {
    case H_IS_END:
        break;
    case H_IS_TEXT:
        h_text(h, text);
        break;
    case H_IS_WORD:
        h_word(h, text);
        break;
    case H_IS_TIME:
        if (arg.more == NULL || arg.more[0] == '\0') {
            h_word(h, text);
            break;
        }
        h_open(h, "time", "datetime", arg.more, NULL);
        h_word(h, text);
        h_close(h, "time");
        break;
    case H_IS_NUMBER:
        h_number(h, arg.number);
        break;
    case H_IS_LINK:
        raw_text(h, "<a");
        raw_text(h, " href=\"#");
        foreign(h, arg.more, strlen(arg.more));
        raw_text(h, "\">");
        h_text(h, text);
        raw_text(h, "</a>");
        break;
    case H_IS_CODE:
        h_open(h, "code", "dir", "ltr", NULL);
        foreign(h, text, strlen(text));
        h_close(h, "code");
        break;
    }
}

/* "%s" or "%2$s" at p; its length, and which argument. 0: neither. */
static size_t conversion(const char *p, size_t *next, size_t *out)
{
    if (p[0] == '%' && p[1] == 's') {
        *out = (*next)++;
        return 2;
    }
    if (p[0] == '%' && p[1] >= '1' && p[1] <= '9' && p[2] == '$' && p[3] == 's') {
        *out = (size_t)(p[1] - '1');
        return 4;
    }
    return 0;
}

void h_say_of(ac_html *h, const char *format, const h_arg *args)
{
    size_t nargs = 0, next = 0, which = 0;

    while (nargs < ARGS_MAX && args[nargs].sort != H_IS_END)
        nargs++;
    for (const char *p = format; *p != '\0';) {
        size_t n = strcspn(p, "%"), took;
        escaped(h, p, n);
        p += n;
        if (*p == '\0')
            break;
        took = conversion(p, &next, &which);
        if (took > 0 && which < nargs) {
            h_put(h, args[which]);
        } else if (took == 0) { /* a sign of its own, "100 %" or "%%" */
            raw_text(h, "%");
            took = p[1] == '%' ? 2 : 1;
        }
        p += took;
    }
}

/* --- pages --- */

static bool is_right_to_left(const char *lang)
{
    return strncmp(lang, "ar", 2) == 0 || strncmp(lang, "he", 2) == 0 || strncmp(lang, "fa", 2) == 0 || strncmp(lang, "ur", 2) == 0;
}

void h_page(ac_html *h, const char *lang, const char *title, const char *css)
{
    assert(strchr(css, '<') == NULL);
    raw_text(h, "<!doctype html>\n");
    h_open(h, "html", "lang", lang, "dir", is_right_to_left(lang) ? "rtl" : "ltr", NULL);
    h_line(h);
    h_open(h, "head", NULL);
    raw_text(h, "<meta charset=\"utf-8\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                "form-action 'none'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"generator\" content=\"accord report\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n"
                "<meta name=\"format-detection\" content=\"telephone=no, email=no, address=no\">\n");
    h_open(h, "title", NULL);
    foreign(h, title, strlen(title));
    h_close(h, "title");
    raw_text(h, "\n<style>\n");
    raw_text(h, css);
    raw_text(h, "</style>\n");
    h_close(h, "head");
    h_line(h);
    h_open(h, "body", NULL);
    h_line(h);
}

ac_html *ac_html_new(FILE *file)
{
    ac_html *h = calloc(1, sizeof *h);

    if (h != NULL)
        h->file = file;
    return h;
}

bool ac_html_append(ac_html *h, FILE *from)
{
    char bytes[65536];
    size_t n;

    rewind(from);
    while ((n = fread(bytes, 1, sizeof bytes, from)) > 0)
        raw(h, bytes, n);
    h->failed = h->failed || ferror(from) != 0;
    return !h->failed;
}

bool ac_html_end(ac_html *h)
{
    bool good;

    if (h == NULL)
        return false;
    good = h->depth == 0 && !h->failed && ferror(h->file) == 0;
    free(h);
    return good;
}
