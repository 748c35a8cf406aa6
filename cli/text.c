/* text.c - the printer that foreign text passes through. */
#include "cli/text.h"

#include <assert.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <utf8proc.h>

#define MARKS_MAX 8 /* combining marks in a row */

const char *ac_text_library(void)
{
    return utf8proc_version();
}

/* --- what may be printed --- */

static bool in(utf8proc_int32_t c, utf8proc_int32_t from, utf8proc_int32_t to)
{
    return c >= from && c <= to;
}

static bool is_mark(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);

    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* Takes no place, or is obeyed rather than shown; categories Mn and Lo have some of these too. */
static bool is_invisible(utf8proc_int32_t c)
{
    return c == 0x034f || in(c, 0x115f, 0x1160) || in(c, 0x17b4, 0x17b5) || in(c, 0x180b, 0x180f) || c == 0x2800 ||
           c == 0x3164 || in(c, 0xfe00, 0xfe0f) || c == 0xffa0 || in(c, 0xe0000, 0xe0fff);
}

static bool is_printable(utf8proc_int32_t c)
{
    if (c < 0x80)
        return c >= 0x20 && c < 0x7f;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    default:
        return !is_invisible(c);
    }
}

/* One character; the number of bytes, and -1 in *out where they are no UTF-8. */
static size_t next(const char *text, size_t n, utf8proc_int32_t *out)
{
    utf8proc_ssize_t took;

    if ((unsigned char)text[0] < 0x80) {
        *out = (unsigned char)text[0];
        return 1;
    }
    took = utf8proc_iterate((const utf8proc_uint8_t *)text, n > 4 ? 4 : (utf8proc_ssize_t)n, out);
    if (took > 0 && *out >= 0)
        return (size_t)took;
    *out = -1;
    return 1;
}

static void put_json(ac_buf *out, const char *bytes, size_t n, utf8proc_int32_t c, bool as_is)
{
    static const char short_forms[] = "\bb\tt\nn\ff\rr\"\"\\\\";

    for (const char *s = short_forms; *s != '\0'; s += 2)
        if (c == s[0]) {
            ac_buf_printf(out, "\\%c", s[1]);
            return;
        }
    if (c < 0)
        c = 0xfffd;
    else if (as_is) {
        ac_buf_put(out, bytes, n);
        return;
    }
    if (c > 0xffff) {
        unsigned v = (unsigned)c - 0x10000u;
        ac_buf_printf(out, "\\u%04x\\u%04x", 0xd800u + (v >> 10), 0xdc00u + (v & 0x3ff));
    } else {
        ac_buf_printf(out, "\\u%04x", (unsigned)c);
    }
}

void ac_text_safe(ac_buf *out, const char *text, size_t n, unsigned how)
{
    size_t at = 0, marks = 0;
    bool has_base = false;

    while (at < n) {
        utf8proc_int32_t c;
        size_t took = next(text + at, n - at, &c);
        bool as_is = c >= 0 && is_printable(c) && ((how & AC_TEXT_UTF8) || c < 0x80);

        if (as_is && c >= 0x80 && is_mark(c))
            as_is = has_base && ++marks <= MARKS_MAX;
        else
            marks = 0;
        has_base = as_is && c != ' ';
        if (how & AC_TEXT_JSON) {
            put_json(out, text + at, took, c, as_is);
        } else if (as_is) {
            ac_buf_put(out, text + at, took);
        } else if (c < 0) {
            ac_buf_printf(out, "\\x%02x", (unsigned)(unsigned char)text[at]);
        } else if ((how & AC_TEXT_LINES) && c == '\n') {
            ac_buf_u8(out, '\n');
        } else if ((how & AC_TEXT_LINES) && c == '\t') {
            ac_buf_str(out, "    ");
        } else if ((how & AC_TEXT_LINES) && c == '\r' && at + 1 < n && text[at + 1] == '\n') {
            /* the line feed that follows says it */
        } else {
            ac_buf_printf(out, "\\u{%x}", (unsigned)c);
        }
        at += took;
    }
}

bool ac_text_is_clean(const char *text, size_t n)
{
    ac_buf safe = { 0 };
    bool same;

    ac_text_safe(&safe, text, n, AC_TEXT_UTF8);
    same = !safe.failed && safe.len == n && (n == 0 || memcmp(safe.p, text, n) == 0);
    ac_buf_free(&safe);
    return same;
}

/* --- widths --- */

static size_t columns_of(utf8proc_int32_t c)
{
    int w;

    if (c < 0)
        return 1;
    w = utf8proc_charwidth(c);
    return w > 0 ? (size_t)w : 0;
}

size_t ac_text_width(const char *safe, size_t n)
{
    size_t width = 0;

    for (size_t at = 0; at < n;) {
        utf8proc_int32_t c;

        at += next(safe + at, n - at, &c);
        width += columns_of(c);
    }
    return width;
}

/* Bytes of the longest start that takes at most `columns`, marks kept with their letter. */
static size_t bytes_that_fit(const char *safe, size_t n, size_t columns)
{
    size_t at = 0, width = 0;

    while (at < n) {
        utf8proc_int32_t c;
        size_t took = next(safe + at, n - at, &c);

        if (width + columns_of(c) > columns)
            break;
        width += columns_of(c);
        at += took;
    }
    return at;
}

void ac_text_cut(ac_buf *out, const char *safe, size_t n, size_t columns, unsigned how)
{
    const char *dots = how & AC_TEXT_UTF8 ? "…" : "...";
    size_t dots_width = how & AC_TEXT_UTF8 ? 1 : 3, keep;

    if (ac_text_width(safe, n) <= columns) {
        ac_buf_put(out, safe, n);
        return;
    }
    if (columns < dots_width) {
        ac_buf_put(out, safe, bytes_that_fit(safe, n, columns));
        return;
    }
    keep = bytes_that_fit(safe, n, columns - dots_width);
    while (keep > 0 && safe[keep - 1] == ' ')
        keep--;
    ac_buf_put(out, safe, keep);
    ac_buf_str(out, dots);
}

size_t ac_text_chars(const char *text, size_t n)
{
    size_t chars = 0;

    for (size_t at = 0; at < n; chars++) {
        utf8proc_int32_t c;
        at += next(text + at, n - at, &c);
    }
    return chars;
}

bool ac_text_bare(ac_buf *out, const char *text, size_t n)
{
    utf8proc_uint8_t *to = NULL;
    utf8proc_ssize_t got = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n, &to,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);

    if (got >= 0)
        ac_buf_put(out, to, (size_t)got);
    free(to);
    return got >= 0 && !out->failed;
}

/* --- screens --- */

static size_t columns_asked(void)
{
    const char *text = getenv("COLUMNS");
    char *end = NULL;
    unsigned long v;

    if (text == NULL || text[0] < '0' || text[0] > '9')
        return 0;
    v = strtoul(text, &end, 10);
    return *end == '\0' && v >= 10 && v <= 10000 ? (size_t)v : 0;
}

void ac_screen_init(ac_screen *screen, FILE *file, ac_color color)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    struct winsize size = { 0 };
    int fd = fileno(file);

    *screen = (ac_screen){ .file = file, .is_tty = fd >= 0 && isatty(fd) == 1 };
    screen->is_utf8 = strcasecmp(nl_langinfo(CODESET), "UTF-8") == 0;
    ac_lang_spell(screen->is_utf8 ? NULL : ac_text_spell);
    screen->columns = columns_asked();
    if (screen->columns == 0 && screen->is_tty)
        screen->columns = ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 10 ? size.ws_col : 80;
    switch (color) {
    case AC_COLOR_ALWAYS:
        screen->has_color = true;
        break;
    case AC_COLOR_NEVER:
        screen->has_color = false;
        break;
    case AC_COLOR_AUTO:
        screen->has_color = screen->is_tty && (no_color == NULL || no_color[0] == '\0') && term != NULL &&
                            term[0] != '\0' && strcmp(term, "dumb") != 0;
        break;
    }
}

unsigned ac_screen_how(const ac_screen *screen)
{
    return screen->is_utf8 ? AC_TEXT_UTF8 : 0;
}

/* --- formats --- */

static void put_role(const ac_screen *screen, ac_buf *out, char role)
{
    static const char *const codes[] = { NULL, "\033[1;31m", "\033[32m", "\033[2m", "\033[36m", "\033[0m" };

    if (screen->is_marked)
        ac_buf_u8(out, (unsigned char)role);
    else if (screen->has_color)
        ac_buf_str(out, codes[(int)role]);
}

static const struct {
    const char *symbol, *ascii;
} symbols[] = {
    { "✓", "ok" }, { "✗", "x" },  { "·", "-" },  { "…", "..." }, { "→", "->" }, { "–", "-" },
    { "—", "-" },  { "“", "\"" }, { "”", "\"" }, { "’", "'" },   { "≥", ">=" },
};
/* Letters and signs of our translations that do not fall apart into a letter and its marks. */
static const struct {
    const char *letter, *ascii;
} letters[] = {
    { "ł", "l" },  { "Ł", "L" },  { "ø", "o" },  { "Ø", "O" },  { "đ", "d" },    { "ß", "ss" },   { "æ", "ae" },
    { "Æ", "AE" }, { "œ", "oe" }, { "Œ", "OE" }, { "ı", "i" },  { "«", "\"" },   { "»", "\"" },   { "„", "\"" },
    { "¿", "" },   { "¡", "" },   { "‘", "'" },  { "\u00a0", " " }, { "\u202f", " " },
};

static bool is_symbol(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (strlen(symbols[i].symbol) == n && memcmp(symbols[i].symbol, text, n) == 0)
            return true;
    return false;
}

/* One letter without its marks, if that is ASCII. */
static bool spell_letter(ac_buf *out, const char *text, size_t n)
{
    utf8proc_uint8_t *to = NULL;
    utf8proc_ssize_t got;
    bool good;

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (strlen(letters[i].letter) == n && memcmp(letters[i].letter, text, n) == 0) {
            ac_buf_str(out, letters[i].ascii);
            return true;
        }
    got = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n, &to,
                       (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK));
    good = got == 1 && to[0] < 0x80;
    if (good)
        ac_buf_u8(out, to[0]);
    free(to);
    return good;
}

bool ac_text_spell(ac_buf *out, const char *text)
{
    size_t n = strlen(text);

    for (size_t at = 0; at < n;) {
        utf8proc_int32_t code;
        size_t took = next(text + at, n - at, &code);

        if (code < 0x80 || is_symbol(text + at, took))
            ac_buf_put(out, text + at, took);
        else if (!spell_letter(out, text + at, took))
            return false;
        at += took;
    }
    return !out->failed;
}

/* Our own words between conversions: roles, and symbols as the charset can show them. */
static void put_own(const ac_screen *screen, ac_buf *out, const char *text, size_t n)
{
    for (size_t at = 0; at < n;) {
        unsigned char c = (unsigned char)text[at];
        size_t took = 1;

        if (c >= 1 && c <= 5) {
            put_role(screen, out, (char)c);
        } else if (c < 0x80 || screen->is_utf8) {
            ac_buf_u8(out, c);
        } else {
            utf8proc_int32_t code;
            bool known = false;

            took = next(text + at, n - at, &code);
            for (size_t i = 0; i < sizeof symbols / sizeof *symbols && !known; i++)
                if (strlen(symbols[i].symbol) == took && memcmp(symbols[i].symbol, text + at, took) == 0) {
                    ac_buf_str(out, symbols[i].ascii);
                    known = true;
                }
            if (!known)
                ac_text_safe(out, text + at, took, 0);
        }
        at += took;
    }
}

void ac_own(const ac_screen *screen, ac_buf *out, const char *text)
{
    text = ac_tr(text);
    put_own(screen, out, text, strlen(text));
}

static void put_foreign(const ac_screen *screen, ac_buf *out, const char *text, size_t n, bool is_left, size_t width,
                        bool is_cut, size_t precision)
{
    unsigned how = ac_screen_how(screen);
    ac_buf safe = { 0 }, cut = { 0 };
    size_t columns;

    ac_text_safe(&safe, text, n, how);
    if (is_cut)
        ac_text_cut(&cut, ac_buf_text(&safe), safe.len, precision, how);
    else
        ac_buf_put(&cut, ac_buf_text(&safe), safe.len);
    columns = ac_text_width(ac_buf_text(&cut), cut.len);
    for (size_t i = columns; !is_left && i < width; i++)
        ac_buf_u8(out, ' ');
    ac_buf_put(out, ac_buf_text(&cut), cut.len);
    for (size_t i = columns; is_left && i < width; i++)
        ac_buf_u8(out, ' ');
    out->failed = out->failed || safe.failed || cut.failed;
    ac_buf_free(&safe);
    ac_buf_free(&cut);
}

#define ARGS_MAX 24 /* of one format */

typedef struct {
    char flags[8], conversion;
    bool is_left, has_precision;
    int width, precision;
    size_t value, width_from, precision_from; /* which argument, counted from 1; 0: none */
    enum { PLAIN, LONG, LONG_LONG, SIZE, MAX, SHORT } length;
} spec;

typedef enum { NONE, SIGNED, UNSIGNED, TEXT } arg_kind;

typedef struct {
    arg_kind kind;
    int length;
    long long i;
    unsigned long long u;
    const char *text;
} value;

static int digits(const char **at)
{
    int v = 0;

    for (; **at >= '0' && **at <= '9'; (*at)++)
        v = v < 10000 ? v * 10 + (**at - '0') : v;
    return v;
}

/* "2$" names the second argument, as translations that turn a sentence round do; else the next one is meant. */
static size_t which(const char **at, size_t *next_one)
{
    const char *after = *at;
    int n = digits(&after);

    if (after == *at || *after != '$')
        return ++*next_one;
    *at = after + 1;
    return n > 0 ? (size_t)n : 1;
}

/* One conversion, `*at` behind its '%'. */
static void read_spec(const char **at, size_t *next_one, spec *s)
{
    const char *named = *at;

    *s = (spec){ .length = PLAIN };
    if (digits(&named) > 0 && *named == '$')
        s->value = which(at, next_one);
    for (size_t n = 0; **at != '\0' && strchr("-+ #0", **at) != NULL; (*at)++) {
        s->is_left = s->is_left || **at == '-';
        if (n + 1 < sizeof s->flags)
            s->flags[n++] = **at;
    }
    if (**at == '*') {
        ++*at;
        s->width_from = which(at, next_one);
    } else {
        s->width = digits(at);
    }
    if (**at == '.') {
        s->has_precision = true;
        ++*at;
        if (**at == '*') {
            ++*at;
            s->precision_from = which(at, next_one);
        } else {
            s->precision = digits(at);
        }
    }
    for (; **at != '\0' && strchr("lhzj", **at) != NULL; ++*at)
        s->length = **at == 'z'        ? SIZE
                    : **at == 'j'      ? MAX
                    : **at == 'h'      ? SHORT
                    : s->length == LONG ? LONG_LONG
                                        : LONG;
    s->conversion = **at;
    assert(s->conversion != '\0');
    ++*at;
    if (s->value == 0 && s->conversion != '%')
        s->value = ++*next_one;
}

static void want(value *values, size_t *n, size_t which_one, arg_kind kind, int length)
{
    assert(which_one >= 1 && which_one <= ARGS_MAX);
    values[which_one - 1].kind = kind;
    values[which_one - 1].length = length;
    *n = which_one > *n ? which_one : *n;
}

static void take(value *v, va_list *ap)
{
    switch (v->kind) {
    case NONE:
        break;
    case TEXT:
        v->text = va_arg(*ap, const char *);
        break;
    case SIGNED:
        v->i = v->length == LONG        ? va_arg(*ap, long)
               : v->length == LONG_LONG ? va_arg(*ap, long long)
               : v->length == SIZE      ? (long long)va_arg(*ap, ssize_t)
               : v->length == MAX       ? (long long)va_arg(*ap, intmax_t)
                                        : va_arg(*ap, int);
        break;
    case UNSIGNED:
        v->u = v->length == LONG        ? va_arg(*ap, unsigned long)
               : v->length == LONG_LONG ? va_arg(*ap, unsigned long long)
               : v->length == SIZE      ? va_arg(*ap, size_t)
               : v->length == MAX       ? (unsigned long long)va_arg(*ap, uintmax_t)
                                        : va_arg(*ap, unsigned);
        break;
    }
}

/* The arguments that a format asks for, in their order. One that none of its conversions names ends them: its size
 * is not known. */
static void take_all(const char *format, value values[ARGS_MAX], va_list args)
{
    size_t next_one = 0, n = 0;
    va_list ap;

    while (*(format += strcspn(format, "%")) != '\0') {
        spec s;

        format++;
        read_spec(&format, &next_one, &s);
        if (s.width_from > 0)
            want(values, &n, s.width_from, SIGNED, PLAIN);
        if (s.precision_from > 0)
            want(values, &n, s.precision_from, SIGNED, PLAIN);
        if (s.value > 0)
            want(values, &n, s.value,
                 s.conversion == 's'                                                      ? TEXT
                 : s.conversion == 'd' || s.conversion == 'i' || s.conversion == 'c' ? SIGNED
                                                                                          : UNSIGNED,
                 (int)s.length);
    }
    va_copy(ap, args);
    for (size_t i = 0; i < n && values[i].kind != NONE; i++)
        take(&values[i], &ap);
    va_end(ap);
}

static void put_number(ac_buf *out, const spec *s, const value *v)
{
    char format[24], text[128];
    int n;

    /* The format is put together here alone, from flags that were read and one of five letters. */
    snprintf(format, sizeof format, "%%%s*.*ll%c", s->flags, s->conversion);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (v->kind == SIGNED)
        n = snprintf(text, sizeof text, format, s->width, s->has_precision ? s->precision : -1, v->i);
    else
        n = snprintf(text, sizeof text, format, s->width, s->has_precision ? s->precision : -1, v->u);
#pragma GCC diagnostic pop
    assert(n >= 0 && (size_t)n < sizeof text);
    ac_buf_put(out, text, (size_t)n);
}

static void put_value(const ac_screen *screen, ac_buf *out, const spec *s, const value *v)
{
    const char *text = v->text == NULL ? "" : v->text;
    char one = (char)v->i;

    switch (s->conversion) {
    case 'c':
        put_foreign(screen, out, &one, 1, s->is_left, (size_t)s->width, false, 0);
        break;
    case 's':
        put_foreign(screen, out, text, strlen(text), s->is_left, (size_t)s->width, s->has_precision, (size_t)s->precision);
        break;
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
        put_number(out, s, v);
        break;
    default:
        assert(s->conversion == 's'); /* a conversion that screens do not know */
    }
}

static int star(const value *values, size_t from, int otherwise)
{
    return from > 0 ? (int)values[from - 1].i : otherwise;
}

void ac_vformat(const ac_screen *screen, ac_buf *out, const char *format, va_list args)
{
    value values[ARGS_MAX] = { 0 };
    size_t next_one = 0;

    /* Talk is for people, whatever the results on stdout are for. */
    format = screen->file == stderr ? ac_tr_always(format) : ac_tr(format);
    take_all(format, values, args);
    while (*format != '\0') {
        size_t own = strcspn(format, "%");
        spec s;

        put_own(screen, out, format, own);
        format += own;
        if (*format == '\0')
            break;
        format++;
        read_spec(&format, &next_one, &s);
        s.width = star(values, s.width_from, s.width);
        s.is_left = s.is_left || s.width < 0;
        s.width = s.width < 0 ? -s.width : s.width;
        s.precision = star(values, s.precision_from, s.precision);
        s.has_precision = s.has_precision && s.precision >= 0;
        if (s.conversion == '%')
            ac_buf_u8(out, '%');
        else
            put_value(screen, out, &s, &values[s.value - 1]);
    }
}

void ac_format(const ac_screen *screen, ac_buf *out, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    ac_vformat(screen, out, format, ap);
    va_end(ap);
}

void ac_vprint(const ac_screen *screen, const char *format, va_list ap)
{
    ac_buf text = { 0 };

    ac_vformat(screen, &text, format, ap);
    fwrite(ac_buf_text(&text), 1, text.len, screen->file);
    ac_buf_free(&text);
}

void ac_print(const ac_screen *screen, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    ac_vprint(screen, format, ap);
    va_end(ap);
}

/* --- bodies --- */

static void put_line(const ac_screen *screen, size_t indent, const char *line, size_t n)
{
    for (size_t i = 0; i < indent && n > 0; i++)
        fputc(' ', screen->file);
    fwrite(line, 1, n, screen->file);
    fputc('\n', screen->file);
}

void ac_print_body(const ac_screen *screen, size_t indent, const char *text)
{
    ac_buf safe = { 0 };
    size_t room = screen->columns == 0 ? SIZE_MAX : screen->columns > indent + 20 ? screen->columns - indent : 20;
    const char *at, *end;

    ac_text_safe(&safe, text, strlen(text), ac_screen_how(screen) | AC_TEXT_LINES);
    at = ac_buf_text(&safe);
    end = at + safe.len;
    while (end > at && end[-1] == '\n')
        end--;
    while (at < end) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((feed != NULL ? feed : end) - at), take = n;

        if (ac_text_width(at, n) > room) {
            size_t fits = bytes_that_fit(at, n, room), space = fits;

            while (space > 0 && at[space] != ' ')
                space--;
            take = space > 0 ? space : fits > 0 ? fits : n;
        }
        put_line(screen, indent, at, take);
        if (take < n) {
            at += take;
            while (at < end && *at == ' ')
                at++;
        } else {
            at += n + 1;
        }
    }
    ac_buf_free(&safe);
}
