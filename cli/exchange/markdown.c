/* markdown.c - what a command prints on a screen, as Markdown. */
#include "cli/exchange/markdown.h"

#include "cli/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef enum { NOTHING, HEADING, ITEM, PARAGRAPH } block;

typedef struct {
    const char *p; /* without what it is indented by */
    size_t n, indent;
    bool is_row;
} line;

/* --- inline --- */

/* What would be read as markup wherever it stands. */
static bool is_markup(const char *p, size_t left, char before)
{
    switch (*p) {
    case '\\': case '`': case '*': case '_': case '[': case ']': case '<': case '>': case '|': case '~': case '#':
    case '$': case '{': case '@':
        return true;
    case '&':
        return left > 1 && (isalnum((unsigned char)p[1]) || p[1] == '#');
    case ':':
        return left > 1 && p[1] == '/'; /* http:// */
    case '.':
        return before == 'w' || before == 'W'; /* www. */
    default:
        return false;
    }
}

/* What would begin a list, a quotation or a line below a heading, at the start of a line. */
static size_t opener(const char *p, size_t n)
{
    size_t digits = 0;

    if (n > 0 && strchr("+-=", *p) != NULL)
        return 1;
    while (digits < n && isdigit((unsigned char)p[digits]))
        digits++;
    return digits > 0 && digits < n && strchr(".)", p[digits]) != NULL ? digits + 1 : 0;
}

static void put_text(ac_buf *out, const char *p, size_t n, bool is_start)
{
    size_t opens = is_start ? opener(p, n) : 0;

    for (size_t i = 0; i < n; i++) {
        if (i + 1 == opens || is_markup(p + i, n - i, i > 0 ? p[i - 1] : ' '))
            ac_buf_str(out, "\\");
        ac_buf_put(out, p + i, 1);
    }
}

/* Between fences of more backticks than are in it. */
static void put_code(ac_buf *out, const char *p, size_t n)
{
    size_t longest = 0, run = 0;
    bool pad = n > 0 && (p[0] == '`' || p[n - 1] == '`');

    for (size_t i = 0; i < n; i++) {
        run = p[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    for (size_t i = 0; i <= longest; i++)
        ac_buf_str(out, "`");
    ac_buf_str(out, pad ? " " : "");
    ac_buf_put(out, p, n);
    ac_buf_str(out, pad ? " " : "");
    for (size_t i = 0; i <= longest; i++)
        ac_buf_str(out, "`");
}

static void put_inline(ac_buf *out, const line *l)
{
    bool is_start = true;

    for (size_t i = 0; i < l->n;) {
        const char *p = l->p + i;
        char role = *p >= 1 && *p <= 4 ? *p : 0;
        size_t n = 0, skip = role != 0 ? 1 : 0;
        while (i + skip + n < l->n && (p[skip + n] > 5 || p[skip + n] < 0) && p[skip + n] != '\0')
            n++;
        p += skip;
        if (n > 0 && role == AC_REF[0])
            put_code(out, p, n);
        else if (n > 0 && role == AC_ATTN[0]) {
            ac_buf_str(out, "**");
            put_text(out, p, n, is_start);
            ac_buf_str(out, "**");
        } else {
            put_text(out, p, n, is_start);
        }
        is_start = is_start && n == 0;
        i += skip + n;
        if (i < l->n && (l->p[i] == AC_END[0] || l->p[i] == '\0'))
            i++;
    }
}

/* --- lines --- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static line read_line(const char *p, size_t n)
{
    line l = { .p = p, .n = n };

    while (l.n > 0 && (is_space(*l.p) || *l.p == AC_GOOD[0] || *l.p == AC_DIM[0])) {
        l.indent += is_space(*l.p);
        l.p++;
        l.n--;
    }
    if (l.n > 0 && *l.p == AC_ROW[0]) {
        l.is_row = true;
        l.p++;
        l.n--;
    }
    while (l.n > 0 && is_space(l.p[l.n - 1]))
        l.n--;
    return l;
}

static line *read_lines(const char *text, size_t n, size_t *out_n)
{
    size_t count = 1;
    line *lines;

    for (size_t i = 0; i < n; i++)
        count += text[i] == '\n';
    lines = calloc(count, sizeof *lines);
    *out_n = 0;
    for (size_t at = 0; lines != NULL && at < n;) {
        const char *end = memchr(text + at, '\n', n - at);
        size_t one = end != NULL ? (size_t)(end - text) - at : n - at;
        lines[(*out_n)++] = read_line(text + at, one);
        at += one + 1;
    }
    return lines;
}

/* --- blocks --- */

#define LEVELS_MAX 8

typedef struct {
    ac_buf *out;
    block last;
    bool in_list; /* this block of lines began with a heading or a row: what is indented is a list */
    size_t indents[LEVELS_MAX], levels;
} writer;

/* Blocks of two kinds never touch: one would be read as part of the other. */
static void begin(writer *w, block next)
{
    if (w->last != NOTHING && (w->last != next || next == HEADING))
        ac_buf_str(w->out, "\n");
    w->last = next;
}

static void put_item(writer *w, const line *l)
{
    begin(w, ITEM);
    while (w->levels > 0 && w->indents[w->levels - 1] >= l->indent)
        w->levels--;
    if (w->levels == LEVELS_MAX)
        w->levels--;
    for (size_t i = 0; i < w->levels; i++)
        ac_buf_str(w->out, "  ");
    w->indents[w->levels++] = l->indent;
    ac_buf_str(w->out, "- ");
    put_inline(w->out, l);
    ac_buf_str(w->out, "\n");
}

static void put_line(writer *w, const line *l, const line *next, bool is_first, bool begins_block)
{
    bool is_followed = next != NULL && (next->n > 0 || next->is_row);

    if (begins_block) {
        w->in_list = false;
        w->levels = 0;
    }
    if (!l->is_row && l->indent == 0 && (is_first || (is_followed && (next->indent > 0 || next->is_row)))) {
        begin(w, HEADING);
        ac_buf_str(w->out, is_first ? "# " : "## ");
        put_inline(w->out, l);
        ac_buf_str(w->out, "\n");
        w->in_list = true;
        w->levels = 0;
    } else if (l->is_row || (w->in_list && l->indent > 0)) {
        w->in_list = true;
        put_item(w, l);
    } else {
        begin(w, PARAGRAPH);
        put_inline(w->out, l);
        ac_buf_str(w->out, is_followed && !next->is_row ? "  \n" : "\n");
    }
}

void ac_markdown_of(ac_buf *out, const char *text, size_t n)
{
    size_t count;
    line *lines = read_lines(text, n, &count);
    writer w = { .out = out };
    bool is_first = true, begins = true;

    out->failed = out->failed || lines == NULL;
    for (size_t i = 0; lines != NULL && i < count; i++) {
        if (lines[i].n == 0 && !lines[i].is_row) {
            begins = true;
            if (w.last == PARAGRAPH || w.last == ITEM) {
                ac_buf_str(out, "\n");
                w.last = NOTHING;
            }
            continue;
        }
        put_line(&w, &lines[i], i + 1 < count ? &lines[i + 1] : NULL, is_first, begins);
        is_first = begins = false;
    }
    free(lines);
}
