/* fold.c - text as it is looked for: its words, without what people leave out when they type. */
#include "core/fold.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#define PARTS_MAX 32 /* one character becomes 18 at most */

typedef utf8proc_int32_t code;

const char *ac_fold_version(void)
{
    return utf8proc_unicode_version();
}

typedef struct {
    code from, to;
} range;

static bool is_among(const range *ranges, size_t n, code c)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (c > ranges[mid].to)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n && c >= ranges[low].from;
}
#define AMONG(ranges, c) is_among(ranges, sizeof(ranges) / sizeof *(ranges), c)

/* Marks that a reader can do without, and letters that stretch a word or stand for an apostrophe's kin. */
static const range dropped[] = {
    { 0x0300, 0x036f }, /* accents */
    { 0x0483, 0x0489 }, /* of old Cyrillic */
    { 0x0591, 0x05bd }, { 0x05bf, 0x05bf }, { 0x05c1, 0x05c2 }, { 0x05c4, 0x05c5 }, { 0x05c7, 0x05c7 }, /* Hebrew points */
    { 0x0610, 0x061a }, /* Arabic signs */
    { 0x0640, 0x0640 }, /* tatweel */
    { 0x064b, 0x065f }, /* tashkeel, hamza above and below, madda */
    { 0x0670, 0x0670 }, { 0x06d6, 0x06dc }, { 0x06df, 0x06e4 }, { 0x06e7, 0x06e8 }, { 0x06ea, 0x06ed }, /* of the Quran */
    { 0x0711, 0x0711 }, { 0x0730, 0x074a }, /* Syriac vowels */
    { 0x08d3, 0x08e1 }, { 0x08e3, 0x08ff },
    { 0x093c, 0x093c }, { 0x09bc, 0x09bc }, { 0x0a3c, 0x0a3c }, { 0x0abc, 0x0abc }, { 0x0b3c, 0x0b3c }, /* nuktas */
    { 0x180b, 0x180f }, /* Mongolian selectors */
    { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x20d0, 0x20ff }, /* more accents */
    { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0xe0100, 0xe01ef }, /* selectors of forms, half marks */
};

/* Scripts that put no spaces between words. */
static const range unspaced[] = {
    { 0x0e01, 0x0e3a }, { 0x0e40, 0x0e4e }, /* Thai */
    { 0x0e81, 0x0ece }, { 0x0edc, 0x0edf }, /* Lao */
    { 0x1000, 0x103f }, { 0x1050, 0x108f }, { 0x109a, 0x109d }, /* Burmese, Shan, Mon */
    { 0x1780, 0x17d3 }, { 0x17d7, 0x17d7 }, { 0x17dc, 0x17dd }, /* Khmer */
    { 0x1950, 0x197f }, { 0x1980, 0x19cf }, { 0x1a20, 0x1a7f }, /* Tai Le, New Tai Lue, Tai Tham */
    { 0x2e80, 0x2fdf }, { 0x3005, 0x3007 }, { 0x3021, 0x3029 }, { 0x3031, 0x3035 }, { 0x3038, 0x303c },
    { 0x3041, 0x309a }, { 0x309d, 0x309f }, { 0x30a1, 0x30fa }, { 0x30fc, 0x312f }, /* kana with their voiced marks, bopomofo */
    { 0x31a0, 0x31bf }, { 0x31f0, 0x31ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff },
    { 0xa9e0, 0xa9ef }, { 0xa9fa, 0xa9fe }, { 0xaa60, 0xaa7f }, /* Burmese, extended */
    { 0xf900, 0xfaff }, { 0x1b000, 0x1b16f }, { 0x20000, 0x3fffd },
};

/* Letters of category Lm that are typed for an apostrophe. */
static bool is_apostrophe(code c)
{
    return c >= 0x02b9 && c <= 0x02bf;
}

/* The zeros of scripts: nine digits follow each. */
static const code zeros[] = {
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6,
    0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0xa9f0,
};

/* Letters that Unicode does not take apart, in lower case, ascending. */
static const struct {
    code from;
    const char *to;
} letters[] = {
    { 0x00e6, "ae" }, { 0x00f0, "d" },  { 0x00f8, "o" },  { 0x00fe, "th" }, { 0x0111, "d" }, { 0x0127, "h" },
    { 0x0131, "i" },  { 0x0138, "k" },  { 0x0142, "l" },  { 0x014b, "n" },  { 0x0153, "oe" }, { 0x0167, "t" },
    { 0x0180, "b" },  { 0x0192, "f" },  { 0x0199, "k" },  { 0x019a, "l" },  { 0x01b4, "y" },  { 0x01b6, "z" },
    { 0x01dd, "e" },  { 0x01e5, "g" },  { 0x0237, "j" },  { 0x023c, "c" },  { 0x0247, "e" },  { 0x0249, "j" },
    { 0x024d, "r" },  { 0x024f, "y" },  { 0x0253, "b" },  { 0x0254, "o" },  { 0x0256, "d" },  { 0x0257, "d" },
    { 0x0259, "e" },  { 0x025b, "e" },  { 0x0263, "g" },  { 0x0268, "i" },  { 0x0269, "i" },  { 0x0272, "n" },
    { 0x0289, "u" },  { 0x028b, "v" },
    { 0x0491, "г" },
    { 0x0629, "ه" }, { 0x0649, "ي" }, { 0x0671, "ا" }, { 0x06a9, "ك" }, { 0x06be, "ه" }, { 0x06c1, "ه" }, { 0x06c3, "ه" },
    { 0x06cc, "ي" }, { 0x06d5, "ه" },
};

/* --- words as they come --- */

typedef struct {
    ac_folded *out;
    enum { NONE, SPACED, UNSPACED } run;
    size_t from, to; /* the character that is being read */
    size_t last_from, last_to, last_n;
    char last[4]; /* of an unspaced run */
} folding;

static void begin(folding *f, ac_fold_type type)
{
    ac_folded *out = f->out;

    if (out->n == out->cap) {
        size_t cap = out->cap ? 2 * out->cap : 32;
        ac_fold_word *more = realloc(out->words, cap * sizeof *more);
        if (more == NULL) {
            out->failed = true;
            return;
        }
        out->words = more;
        out->cap = cap;
    }
    if (out->text.len > 0)
        ac_buf_u8(&out->text, ' ');
    out->words[out->n++] = (ac_fold_word){ .type = type, .at = out->text.len, .from = f->from, .mid = f->to, .to = f->to };
}

static void put(folding *f, const void *bytes, size_t n)
{
    if (f->out->failed)
        return;
    ac_buf_put(&f->out->text, bytes, n);
    f->out->words[f->out->n - 1].n += n;
    f->out->words[f->out->n - 1].to = f->to;
}

/* The Arabic article, alone or behind the letters that are written with it, where a word of two letters or more is left:
 * its word is looked for with and without it. */
static void without_article(folding *f)
{
    static const char *const articles[] = { "ال", "وال", "بال", "كال", "فال", "لل" };
    ac_folded *out = f->out;
    ac_fold_word *w = &out->words[out->n - 1];
    char *text = (char *)out->text.p + w->at;

    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t n = strlen(articles[i]);
        if (w->n < n + 4 || memcmp(text, articles[i], n) != 0)
            continue;
        memmove(text, text + n, w->n - n + 1); /* with the NUL behind it */
        w->n -= n;
        out->text.len -= n;
        return;
    }
}

static void end(folding *f)
{
    size_t from = f->from, to = f->to;

    if (f->run == SPACED && !f->out->failed && !f->out->text.failed)
        without_article(f);
    if (f->run == UNSPACED) {
        f->from = f->last_from;
        f->to = f->last_to;
        begin(f, AC_FOLD_LAST);
        put(f, f->last, f->last_n);
        f->from = from;
        f->to = to;
    }
    f->run = NONE;
}

static void spaced(folding *f, const char *bytes, size_t n)
{
    if (f->run != SPACED) {
        end(f);
        begin(f, AC_FOLD_WORD);
        f->run = SPACED;
    }
    put(f, bytes, n);
}

static void in_a_row(folding *f, const char *bytes, size_t n)
{
    if (f->run == UNSPACED) {
        size_t from = f->from, to = f->to;
        f->from = f->last_from;
        f->to = f->last_to;
        begin(f, AC_FOLD_PAIR);
        f->from = from;
        f->to = to;
        put(f, f->last, f->last_n);
        put(f, bytes, n);
    } else {
        end(f);
        f->run = UNSPACED;
    }
    memcpy(f->last, bytes, n);
    f->last_n = n;
    f->last_from = f->from;
    f->last_to = f->to;
}

/* What is not kept belongs to the character before it all the same. */
static void stretch(folding *f)
{
    if (f->run != NONE && f->out->n > 0 && f->out->words[f->out->n - 1].to == (f->run == SPACED ? f->from : f->last_to))
        f->out->words[f->out->n - 1].to = f->to;
    f->last_to = f->to;
}

static const char *letter(code c)
{
    size_t low = 0, high = sizeof letters / sizeof *letters;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (letters[mid].from < c)
            low = mid + 1;
        else
            high = mid;
    }
    return low < sizeof letters / sizeof *letters && letters[low].from == c ? letters[low].to : NULL;
}

/* Letters and digits of ASCII, as many as stand side by side; how many. */
static size_t ascii_run(folding *f, const char *text, size_t n)
{
    char lower[64];
    size_t len = 0;

    while (len < n && len < sizeof lower) {
        char c = text[len];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9'))
            break;
        lower[len++] = c;
    }
    f->to = f->from + (len > 0 ? len : 1);
    if (len > 0)
        spaced(f, lower, len);
    else
        end(f);
    return len > 0 ? len : 1;
}

/* One character of the compatibility form. */
static void part(folding *f, code c)
{
    utf8proc_category_t category;
    char bytes[4];
    size_t n;
    const char *as;

    if (c < 0x80) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            spaced(f, &(char){ (char)c }, 1);
        else
            end(f);
        return;
    }
    category = utf8proc_category(c);
    if (category == UTF8PROC_CATEGORY_CF || AMONG(dropped, c)) {
        stretch(f);
        return;
    }
    n = (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)bytes);
    if (AMONG(unspaced, c)) {
        in_a_row(f, bytes, n);
        return;
    }
    switch (category) {
    case UTF8PROC_CATEGORY_ND:
        for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
            if (c >= zeros[i] && c <= zeros[i] + 9) {
                bytes[0] = (char)('0' + (c - zeros[i]));
                n = 1;
            }
        spaced(f, bytes, n);
        break;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        as = letter(c);
        if (is_apostrophe(c))
            end(f);
        else
            spaced(f, as != NULL ? as : bytes, as != NULL ? strlen(as) : n);
        break;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        if (f->run == SPACED) /* a mark without a letter is none */
            put(f, bytes, n);
        break;
    default:
        end(f);
        break;
    }
}

void ac_fold(ac_folded *out, const char *text, size_t n)
{
    folding f = { .out = out };
    code parts[PARTS_MAX], c;
    int unused = 0;

    for (size_t at = 0; at < n && !out->failed;) {
        utf8proc_ssize_t took, got;
        f.from = at;
        if ((unsigned char)text[at] < 0x80) {
            at += ascii_run(&f, text + at, n - at);
            continue;
        }
        took = utf8proc_iterate((const utf8proc_uint8_t *)text + at, n - at > 4 ? 4 : (utf8proc_ssize_t)(n - at), &c);
        at += took > 0 ? (size_t)took : 1;
        f.to = at;
        got = took > 0 ? utf8proc_decompose_char(c, parts, PARTS_MAX, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &unused)
                       : -1;
        if (got < 0 || got > PARTS_MAX)
            end(&f);
        for (utf8proc_ssize_t i = 0; i < got && got <= PARTS_MAX; i++)
            part(&f, parts[i]);
    }
    end(&f);
    out->failed = out->failed || out->text.failed;
}

void ac_folded_clear(ac_folded *folded)
{
    ac_buf_clear(&folded->text);
    folded->n = 0;
}

void ac_folded_free(ac_folded *folded)
{
    ac_buf_free(&folded->text);
    free(folded->words);
    *folded = (ac_folded){ 0 };
}
