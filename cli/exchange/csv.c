/* csv.c - tables as spreadsheets save them: read as a stream, written as RFC 4180 says. */
#include "cli/exchange/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/json.h"

#define CHUNK 16384u
#define HEAD_MAX (AC_CSV_CELL_MAX) /* how much of the first row is looked at to find the separator */
#define END (-1)
#define FAILED (-2)

typedef enum { ENCODING_UTF8, ENCODING_UTF16LE, ENCODING_UTF16BE } encoding;

struct ac_csv {
    ac_csv_source *source;
    void *ctx;
    FILE *file; /* owned; NULL: another source */
    encoding encoding;
    char separator;
    uint8_t chunk[CHUNK];
    size_t chunk_n, chunk_at, bytes; /* bytes: taken from the source */
    bool is_at_end;
    uint8_t queue[4]; /* of one UTF-16 character */
    size_t queue_n, queue_at;
    ac_buf head; /* text that was read ahead */
    size_t head_at;
    int pushed; /* one byte given back; END: none */
    ac_buf text; /* the cells of this row, each with a NUL behind it */
    size_t starts[AC_CSV_COLUMNS_MAX], cells;
    size_t row, rows, line;
    ac_err *err; /* of the call that is running */
};

/* --- bytes --- */

/* What a source or a decoder that FAILED said. */
static ac_rc failure(const ac_csv *c)
{
    return c->err->rc != AC_OK ? c->err->rc : AC_EIO;
}

/* The row in which the next byte stands. */
static size_t row_of(const ac_csv *c)
{
    return c->cells > 0 ? c->row : c->row + 1;
}

/* A source may give less than was asked for; only nothing is the end. */
static ac_rc fill(ac_csv *c)
{
    size_t got = 1;
    ac_rc rc = AC_OK;

    c->chunk_at = c->chunk_n = 0;
    while (rc == AC_OK && got > 0 && c->chunk_n < CHUNK) {
        rc = c->source(c->ctx, c->chunk + c->chunk_n, CHUNK - c->chunk_n, &got, c->err);
        if (rc == AC_OK)
            c->chunk_n += got;
    }
    c->is_at_end = got == 0;
    c->bytes += c->chunk_n;
    if (rc == AC_OK && c->bytes > AC_CSV_FILE_MAX)
        rc = ac_fail(c->err, AC_EREFUSED, "the table is larger than %u MiB: save it in parts", AC_CSV_FILE_MAX >> 20);
    return rc;
}

static int raw(ac_csv *c)
{
    if (c->chunk_at == c->chunk_n) {
        if (c->is_at_end)
            return END;
        if (fill(c) != AC_OK)
            return FAILED;
        if (c->chunk_n == 0)
            return END;
    }
    return c->chunk[c->chunk_at++];
}

/* --- UTF-16 --- */

static int unit(ac_csv *c)
{
    int a = raw(c), b = a >= 0 ? raw(c) : a;

    if (a >= 0 && b == END) {
        ac_fail(c->err, AC_EREFUSED, "row %zu: the file ends in the middle of a character: it is not whole. Copy it again", row_of(c));
        return FAILED;
    }
    if (b < 0)
        return b;
    return c->encoding == ENCODING_UTF16LE ? b << 8 | a : a << 8 | b;
}

static void enqueue(ac_csv *c, unsigned long u)
{
    c->queue_at = 0;
    if (u < 0x80) {
        c->queue[0] = (uint8_t)u;
        c->queue_n = 1;
    } else if (u < 0x800) {
        c->queue[0] = (uint8_t)(0xc0 | u >> 6);
        c->queue[1] = (uint8_t)(0x80 | (u & 0x3f));
        c->queue_n = 2;
    } else if (u < 0x10000) {
        c->queue[0] = (uint8_t)(0xe0 | u >> 12);
        c->queue[1] = (uint8_t)(0x80 | (u >> 6 & 0x3f));
        c->queue[2] = (uint8_t)(0x80 | (u & 0x3f));
        c->queue_n = 3;
    } else {
        c->queue[0] = (uint8_t)(0xf0 | u >> 18);
        c->queue[1] = (uint8_t)(0x80 | (u >> 12 & 0x3f));
        c->queue[2] = (uint8_t)(0x80 | (u >> 6 & 0x3f));
        c->queue[3] = (uint8_t)(0x80 | (u & 0x3f));
        c->queue_n = 4;
    }
}

static int from_utf16(ac_csv *c)
{
    int high, low;

    if (c->queue_at < c->queue_n)
        return c->queue[c->queue_at++];
    high = unit(c);
    if (high < 0)
        return high;
    if (high < 0xd800 || high > 0xdfff) {
        enqueue(c, (unsigned long)high);
        return c->queue[c->queue_at++];
    }
    low = high < 0xdc00 ? unit(c) : 0;
    if (low == FAILED)
        return FAILED;
    if (low < 0xdc00 || low > 0xdfff) {
        ac_fail(c->err, AC_EREFUSED, "row %zu holds half a character: the file is damaged. Save it again as \"CSV UTF-8\"", row_of(c));
        return FAILED;
    }
    enqueue(c, 0x10000 + (((unsigned long)high & 0x3ff) << 10 | ((unsigned long)low & 0x3ff)));
    return c->queue[c->queue_at++];
}

/* The next byte of UTF-8, as it comes from the source. */
static int decoded(ac_csv *c)
{
    int b = c->encoding == ENCODING_UTF8 ? raw(c) : from_utf16(c);

    if (b == 0) {
        ac_fail(c->err, AC_EREFUSED, "row %zu holds a zero byte: this is no table of text. In the spreadsheet choose \"Save as\" and "
                "\"CSV UTF-8\". Nothing was taken", row_of(c));
        return FAILED;
    }
    return b;
}

static int next_byte(ac_csv *c)
{
    int b = c->pushed;

    if (b != END) {
        c->pushed = END;
        return b;
    }
    if (c->head_at < c->head.len)
        return c->head.p[c->head_at++];
    return decoded(c);
}

/* --- the beginning: encoding, separator --- */

static ac_rc find_encoding(ac_csv *c)
{
    static const uint8_t zero[2] = { 0 };
    size_t n;

    if (raw(c) == FAILED)
        return failure(c);
    if (c->chunk_n == 0)
        return AC_OK; /* an empty file has no header: the caller says so */
    c->chunk_at = 0;
    n = c->chunk_n;
    if (n >= 4 && ((memcmp(c->chunk, "\xff\xfe", 2) == 0 && memcmp(c->chunk + 2, zero, 2) == 0) || memcmp(c->chunk, "\0\0\xfe\xff", 4) == 0))
        return ac_fail(c->err, AC_EREFUSED, "the table is saved as UTF-32. In the spreadsheet choose \"Save as\" and \"CSV UTF-8\"");
    if (n >= 3 && memcmp(c->chunk, AC_CSV_MARK, 3) == 0)
        c->chunk_at = 3;
    else if (n >= 2 && memcmp(c->chunk, "\xff\xfe", 2) == 0)
        c->encoding = ENCODING_UTF16LE;
    else if (n >= 2 && memcmp(c->chunk, "\xfe\xff", 2) == 0)
        c->encoding = ENCODING_UTF16BE;
    if (c->encoding != ENCODING_UTF8)
        c->chunk_at = 2;
    return AC_OK;
}

/* One line into head, outside quotes; how often each separator stands in it. */
static ac_rc read_head(ac_csv *c, size_t counts[3])
{
    bool is_quoted = false;
    int b = 0;

    memset(counts, 0, 3 * sizeof *counts);
    while (c->head.len < HEAD_MAX && (b = decoded(c)) >= 0) {
        ac_buf_u8(&c->head, (unsigned)b);
        is_quoted = is_quoted != (b == '"');
        if (is_quoted)
            continue;
        if (b == '\n' || b == '\r')
            break;
        counts[0] += b == ',';
        counts[1] += b == ';';
        counts[2] += b == '\t';
    }
    if (b == FAILED)
        return failure(c);
    return c->head.failed ? ac_fail(c->err, AC_ENOMEM, "out of memory") : AC_OK;
}

static ac_rc find_separator(ac_csv *c)
{
    size_t counts[3];
    ac_rc rc = read_head(c, counts);

    if (rc != AC_OK)
        return rc;
    if (c->head.len >= 6 && memcmp(c->head.p, "sep=", 4) == 0 && strchr("\r\n", c->head.p[5]) != NULL && strchr(",;\t", c->head.p[4]) != NULL) {
        int b = c->head.p[5] == '\r' ? decoded(c) : END;

        c->separator = (char)c->head.p[4];
        c->row = c->line = 1;
        ac_buf_clear(&c->head);
        if (b == FAILED)
            return failure(c);
        c->pushed = b == '\n' ? END : b;
        return AC_OK;
    }
    c->separator = counts[2] > counts[0] && counts[2] > counts[1] ? '\t' : counts[1] > counts[0] ? ';' : ',';
    return AC_OK;
}

ac_rc ac_csv_open(ac_csv **out, ac_csv_source *source, void *ctx, ac_err *err)
{
    ac_csv *c = calloc(1, sizeof *c);
    ac_err inner = { AC_OK, "", "" };
    ac_rc rc;

    if (c == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    c->source = source;
    c->ctx = ctx;
    c->pushed = END;
    c->err = &inner;
    rc = find_encoding(c);
    if (rc == AC_OK && c->chunk_n > 0)
        rc = find_separator(c);
    if (rc != AC_OK) {
        if (err != NULL)
            *err = inner;
        ac_csv_close(c);
        return rc;
    }
    c->err = NULL;
    *out = c;
    return AC_OK;
}

static ac_rc from_file(void *ctx, void *to, size_t n, size_t *out_n, ac_err *err)
{
    FILE *file = ctx;

    *out_n = fread(to, 1, n, file);
    return ferror(file) ? ac_fail(err, AC_EIO, "the table cannot be read to its end") : AC_OK;
}

ac_rc ac_csv_open_file(ac_csv **out, const char *path, ac_err *err)
{
    FILE *file = fopen(path, "rbe");
    struct stat st;
    ac_rc rc;

    if (file == NULL || fstat(fileno(file), &st) != 0 || !S_ISREG(st.st_mode)) {
        if (file != NULL)
            fclose(file);
        return ac_fail(err, AC_EIO, "%s is not there, or cannot be read", path);
    }
    rc = ac_csv_open(out, from_file, file, err);
    if (rc == AC_OK)
        (*out)->file = file;
    else
        fclose(file);
    return rc == AC_OK ? AC_OK : ac_wrap(err, rc, "%s", path);
}

void ac_csv_close(ac_csv *csv)
{
    if (csv == NULL)
        return;
    if (csv->file != NULL)
        fclose(csv->file);
    ac_buf_free(&csv->head);
    ac_buf_free(&csv->text);
    free(csv);
}

/* --- rows --- */

static ac_rc begin_cell(ac_csv *c)
{
    if (c->cells == AC_CSV_COLUMNS_MAX)
        return ac_fail(c->err, AC_EREFUSED, "row %zu has more than %u columns", c->row, AC_CSV_COLUMNS_MAX);
    c->starts[c->cells++] = c->text.len;
    return AC_OK;
}

static ac_rc put(ac_csv *c, int b)
{
    if (c->text.len - c->starts[c->cells - 1] == AC_CSV_CELL_MAX)
        return ac_fail(c->err, AC_EREFUSED, "row %zu, column %zu: a cell holds more than %u KiB. A longer text is a file: "
                       "accord deliver --evidence. (Or a closing quote is missing)", c->row, c->cells, AC_CSV_CELL_MAX >> 10);
    ac_buf_u8(&c->text, (unsigned)b);
    return AC_OK;
}

static ac_rc end_cell(ac_csv *c)
{
    size_t from = c->starts[c->cells - 1];

    if (c->text.len > from && !ac_utf8_valid(c->text.p + from, c->text.len - from))
        return ac_fail(c->err, AC_EREFUSED, "row %zu, column %zu is not UTF-8: the file was saved in an older Windows encoding, and its "
                       "letters cannot be told for sure. In the spreadsheet choose \"Save as\" and \"CSV UTF-8\". Nothing was taken",
                       c->row, c->cells);
    ac_buf_u8(&c->text, 0);
    return c->text.failed ? ac_fail(c->err, AC_ENOMEM, "out of memory") : AC_OK;
}

/* What stands between the quotes, up to and with the closing one. */
static ac_rc quoted(ac_csv *c, int *out_next)
{
    size_t line = c->line;
    bool was_cr = false;
    ac_rc rc = AC_OK;

    while (rc == AC_OK) {
        int b = next_byte(c);
        if (b == END)
            return ac_fail(c->err, AC_EREFUSED, "row %zu, column %zu: a quote opens in line %zu and never closes", c->row, c->cells, line);
        if (b == FAILED)
            return failure(c);
        if (b == '"') {
            b = next_byte(c);
            if (b != '"') {
                *out_next = b;
                return b == FAILED ? failure(c) : AC_OK;
            }
        }
        c->line += b == '\r' || (b == '\n' && !was_cr);
        was_cr = b == '\r';
        rc = put(c, b);
    }
    return rc;
}

static bool is_break(int b)
{
    return b == '\r' || b == '\n' || b == END;
}

/* One cell; *out_next is what stands behind it: a separator, a line break, the end. */
static ac_rc cell(ac_csv *c, int b, int *out_next)
{
    ac_rc rc = begin_cell(c);

    if (rc == AC_OK && b == '"') {
        rc = quoted(c, &b);
        if (rc == AC_OK && b != c->separator && !is_break(b))
            rc = ac_fail(c->err, AC_EREFUSED, "row %zu, column %zu: text stands behind the closing quote. A quote inside a cell is doubled (\"\")",
                         c->row, c->cells);
    } else {
        while (rc == AC_OK && b != c->separator && !is_break(b) && b != FAILED) {
            rc = put(c, b);
            b = rc == AC_OK ? next_byte(c) : b;
        }
        if (rc == AC_OK && b == FAILED)
            rc = failure(c);
    }
    *out_next = b;
    return rc == AC_OK ? end_cell(c) : rc;
}

static bool is_blank(const ac_csv *c)
{
    for (size_t i = 0; i < c->cells; i++)
        if (c->text.p[c->starts[i]] != '\0')
            return false;
    return true;
}

static ac_rc next_row(ac_csv *c, bool *out_found)
{
    ac_rc rc = AC_OK;
    int b = next_byte(c);

    while (rc == AC_OK && b >= 0) {
        ac_buf_clear(&c->text);
        c->cells = 0;
        c->row++;
        c->line++;
        rc = cell(c, b, &b);
        while (rc == AC_OK && b == c->separator)
            rc = cell(c, next_byte(c), &b);
        if (rc == AC_OK && b == '\r') {
            b = next_byte(c);
            c->pushed = b == '\n' || b == FAILED ? END : b;
            if (b == FAILED)
                return failure(c);
        }
        if (rc != AC_OK || !is_blank(c))
            break;
        c->cells = 0;
        b = next_byte(c);
    }
    if (rc != AC_OK)
        return rc;
    if (b == FAILED)
        return failure(c);
    *out_found = c->cells > 0;
    if (*out_found && ++c->rows > AC_CSV_ROWS_MAX + 1)
        return ac_fail(c->err, AC_EREFUSED, "the table has more than %u rows: save it in parts", AC_CSV_ROWS_MAX);
    return AC_OK;
}

ac_rc ac_csv_next(ac_csv *csv, bool *out_found, ac_err *err)
{
    ac_err inner = { AC_OK, "", "" };
    ac_rc rc;

    *out_found = false;
    ac_buf_clear(&csv->text);
    csv->cells = 0;
    csv->err = &inner;
    rc = next_row(csv, out_found);
    csv->err = NULL;
    if (rc != AC_OK) {
        csv->cells = 0;
        if (err != NULL)
            *err = inner;
    }
    return rc;
}

size_t ac_csv_row(const ac_csv *csv)
{
    return csv->row;
}

size_t ac_csv_cells(const ac_csv *csv)
{
    return csv->cells;
}

const char *ac_csv_at(const ac_csv *csv, size_t column)
{
    return column < csv->cells ? (const char *)csv->text.p + csv->starts[column] : "";
}

char ac_csv_separator(const ac_csv *csv)
{
    return csv->separator;
}

/* --- writing --- */

/* A spreadsheet computes, or swallows, a cell that begins so. */
static bool is_risky(char c)
{
    return c != '\0' && strchr("=+-@\t\r\n", c) != NULL;
}

static void put_cell(ac_buf *out, const ac_csv_style *style, char separator, const char *text)
{
    const char special[] = { separator, '"', '\r', '\n', '\t', '\0' };
    size_t n = strlen(text);
    bool is_guarded = style->is_excel && (is_risky(text[0]) || text[0] == '\'');
    bool is_quoted = strpbrk(text, special) != NULL || (n > 0 && (text[0] == ' ' || text[n - 1] == ' '));

    if (is_quoted)
        ac_buf_u8(out, '"');
    if (is_guarded)
        ac_buf_u8(out, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            ac_buf_u8(out, '"');
        ac_buf_u8(out, (unsigned char)*text);
    }
    if (is_quoted)
        ac_buf_u8(out, '"');
}

void ac_csv_put_start(ac_buf *out, const ac_csv_style *style)
{
    if (style->is_excel)
        ac_buf_str(out, AC_CSV_MARK);
}

void ac_csv_put_row(ac_buf *out, const ac_csv_style *style, const char *const *cells, size_t n)
{
    char separator = style->separator != '\0' ? style->separator : ',';

    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            ac_buf_u8(out, (unsigned char)separator);
        put_cell(out, style, separator, cells[i]);
    }
    ac_buf_str(out, "\r\n");
}

const char *ac_csv_unguarded(const char *cell)
{
    return cell[0] == '\'' && (is_risky(cell[1]) || cell[1] == '\'') ? cell + 1 : cell;
}
