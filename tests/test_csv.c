/* test_csv.c - tables as spreadsheets save them: what is read, what is refused and where, what is written. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/exchange/csv.h"

typedef struct {
    const char *bytes;
    size_t n, at, step; /* step: how much one call gives */
} memory;

static ac_rc from_memory(void *ctx, void *to, size_t n, size_t *out_n, ac_err *err)
{
    memory *m = ctx;

    (void)err;
    *out_n = m->n - m->at;
    *out_n = *out_n > n ? n : *out_n;
    *out_n = *out_n > m->step ? m->step : *out_n;
    memcpy(to, m->bytes + m->at, *out_n);
    m->at += *out_n;
    return AC_OK;
}

/* "1[a|b]3[c|d]": each row with its number. Where it is refused: the sentence. */
static const char *read_in_steps(const char *bytes, size_t n, size_t step)
{
    static char out[4096];
    memory m = { bytes, n, 0, step };
    ac_err err = { AC_OK, "", "" };
    ac_csv *csv = NULL;
    bool found = true;
    ac_rc rc = ac_csv_open(&csv, from_memory, &m, &err);

    out[0] = '\0';
    while (rc == AC_OK && found) {
        rc = ac_csv_next(csv, &found, &err);
        if (rc != AC_OK || !found)
            break;
        snprintf(out + strlen(out), sizeof out - strlen(out), "%zu[", ac_csv_row(csv));
        for (size_t i = 0; i < ac_csv_cells(csv); i++)
            snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s", i > 0 ? "|" : "", ac_csv_at(csv, i));
        snprintf(out + strlen(out), sizeof out - strlen(out), "]");
    }
    ac_csv_close(csv);
    if (rc != AC_OK) {
        assert_int_equal(err.rc, rc);
        assert_int_equal(rc, AC_EREFUSED);
        snprintf(out, sizeof out, "%s", err.text);
    }
    return out;
}

static void reads_n(const char *bytes, size_t n, const char *want)
{
    assert_string_equal(read_in_steps(bytes, n, n + 1), want);
    assert_string_equal(read_in_steps(bytes, n, 1), want);
}

static void reads(const char *bytes, const char *want)
{
    reads_n(bytes, strlen(bytes), want);
}

static void refuses_n(const char *bytes, size_t n, const char *part)
{
    const char *said = read_in_steps(bytes, n, 1);

    if (strstr(said, part) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", said, part);
}

static void refuses(const char *bytes, const char *part)
{
    refuses_n(bytes, strlen(bytes), part);
}

static void rows_end_in_any_way(void **state)
{
    (void)state;
    reads("a,b\r\nc,d\r\n", "1[a|b]2[c|d]");
    reads("a,b\nc,d\n", "1[a|b]2[c|d]");
    reads("a,b\rc,d\r", "1[a|b]2[c|d]");
    reads("a,b\r\nc,d", "1[a|b]2[c|d]");
    reads("a\n", "1[a]");
    reads("a", "1[a]");
    reads("", "");
    reads("\n\n", "");
    reads("a,b\n,\nc,", "1[a|b]3[c|]"); /* an empty row counts and is not there */
    reads("a\n\n\r\n\rb\n", "1[a]5[b]");
    reads("a,b\n\"\",\"\"\nc,d\n", "1[a|b]3[c|d]");
}

static void quotes_hold_everything(void **state)
{
    (void)state;
    reads("a,b\n\"x,y\",\"say \"\"x\"\"\"\n", "1[a|b]2[x,y|say \"x\"]");
    reads("a,b\n\"two\r\nlines\",\"\n\"\n", "1[a|b]2[two\r\nlines|\n]");
    reads("\"a\",\"b\"\n\"\",\"\"\"\"\n", "1[a|b]2[|\"]");
    reads("a,b\n5\" pipe,x\"\n", "1[a|b]2[5\" pipe|x\"]"); /* further in it is a letter */
    reads("a,b\n \"x\" , y \n", "1[a|b]2[ \"x\" | y ]");
    refuses("a,b\n\"x\"y,z\n", "row 2, column 1: text stands behind the closing quote");
    refuses("a,b\nc,\"never\nends\n", "row 2, column 2: a quote opens in line 2 and never closes");
    refuses("a,b\n\"two\nlines\",c\nd,\"e", "row 3, column 2: a quote opens in line 4");
}

static void the_first_row_says_the_separator(void **state)
{
    (void)state;
    reads("a;b\nc,1;d\n", "1[a|b]2[c,1|d]");
    reads("a\tb\nc,1\td;2\n", "1[a|b]2[c,1|d;2]");
    reads("a,b;c,d\n1,2,3\n", "1[a|b;c|d]2[1|2|3]");
    reads("\"a;;;\",b\n1,2\n", "1[a;;;|b]2[1|2]"); /* quoted ones are none */
    reads("\"a\nx;y;z\",b\n1,2\n", "1[a\nx;y;z|b]2[1|2]");
    reads("one\n1;2\n", "1[one]2[1;2]");
    reads("sep=;\r\na;b\r\n1,5;2\r\n", "2[a|b]3[1,5|2]");
    reads("sep=,\na,b\n", "2[a|b]");
    reads("sep=x\na,b\n", "1[sep=x]2[a|b]");
}

static void utf8_and_utf16_are_read(void **state)
{
    static const char le[] = "\xff\xfe"
                             "a\0\t\0b\0\r\0\n\0\x05\x01\t\0\x3d\xd8\x00\xde";
    static const char be[] = "\xfe\xff\0a\0;\0b\0\n\x06\x27\0;\xd8\x3d\xde\x00";

    (void)state;
    reads("\xef\xbb\xbf\"a\",b\nż,ó\n", "1[a|b]2[ż|ó]");
    reads("a,b\n\xef\xbb\xbfx,ا\n", "1[a|b]2[\xef\xbb\xbfx|ا]"); /* a mark further in is a letter */
    reads_n(le, sizeof le - 1, "1[a|b]2[ą|😀]");
    reads_n(be, sizeof be - 1, "1[a|b]2[ا|😀]");
}

static void other_bytes_are_refused_by_row(void **state)
{
    (void)state;
    refuses("a,b\nc,d\ne,\x9c\n", "row 3, column 2 is not UTF-8");      /* ś of Windows-1250 */
    refuses("a,b\nr\xe9sum\xe9,d\n", "row 2, column 1 is not UTF-8");   /* é of Windows-1252 */
    refuses("a,b\n\xed\xa0\x80,d\n", "row 2, column 1 is not UTF-8");   /* a surrogate */
    refuses("a,b\n\xc0\xaf,d\n", "not UTF-8");                          /* overlong */
    refuses_n("a,b\nc\0,d\n", 9, "row 2 holds a zero byte");
    refuses_n("a\0,\0b\0", 6, "row 1 holds a zero byte");               /* UTF-16 without its mark */
    refuses_n("\xff\xfe" "a\0\n\0\x00\xd8x\0", 8, "half a character");
    refuses_n("\xff\xfe" "a\0\n\0\x00\xdcx\0", 8, "half a character");
    refuses_n("\xff\xfe" "a\0\n\0x", 7, "the middle of a character");
    refuses_n("\xff\xfe" "a\0\0\0", 6, "zero byte");
    refuses_n("\xff\xfe\0\0a\0\0\0", 8, "UTF-32");
    refuses_n("\0\0\xfe\xff\0\0\0a", 8, "UTF-32");
}

/* --- limits, on either side --- */

typedef struct {
    size_t rows, row_n, at; /* all rows alike */
    char *row;
} many;

static ac_rc from_many(void *ctx, void *to, size_t n, size_t *out_n, ac_err *err)
{
    many *m = ctx;
    size_t in = m->at % m->row_n, left = m->row_n - in;

    (void)err;
    *out_n = m->at >= m->rows * m->row_n ? 0 : left > n ? n : left;
    memcpy(to, m->row + in, *out_n);
    m->at += *out_n;
    return AC_OK;
}

/* The rows read; where it is refused, 0 and the sentence. */
static size_t count(many *m, ac_err *err)
{
    ac_csv *csv = NULL;
    bool found = true;
    size_t n = 0;
    ac_rc rc = ac_csv_open(&csv, from_many, m, err);

    while (rc == AC_OK && found) {
        rc = ac_csv_next(csv, &found, err);
        n += found;
    }
    ac_csv_close(csv);
    return rc == AC_OK ? n : 0;
}

static void rows_have_a_limit(void **state)
{
    char row[] = "a,b\r\n";
    many good = { AC_CSV_ROWS_MAX + 1, 5, 0, row }, bad = { AC_CSV_ROWS_MAX + 2, 5, 0, row };
    ac_err err;

    (void)state;
    assert_int_equal(count(&good, &err), AC_CSV_ROWS_MAX + 1);
    assert_int_equal(count(&bad, &err), 0);
    assert_non_null(strstr(err.text, "more than 100000 rows"));
}

static void columns_have_a_limit(void **state)
{
    char row[2 * AC_CSV_COLUMNS_MAX + 3];
    many good = { 3, 2 * AC_CSV_COLUMNS_MAX, 0, row }, bad = { 3, 2 * AC_CSV_COLUMNS_MAX + 2, 0, row };
    ac_err err;

    (void)state;
    for (size_t i = 0; i < sizeof row; i++)
        row[i] = i % 2 == 0 ? 'x' : ',';
    row[good.row_n - 1] = '\n';
    assert_int_equal(count(&good, &err), 3);
    row[good.row_n - 1] = ',';
    row[bad.row_n - 1] = '\n';
    assert_int_equal(count(&bad, &err), 0);
    assert_non_null(strstr(err.text, "row 1 has more than 64 columns"));
}

static void cells_have_a_limit(void **state)
{
    char *row = malloc(AC_CSV_CELL_MAX + 8);
    many good = { 2, AC_CSV_CELL_MAX + 3, 0, row }, bad = { 2, AC_CSV_CELL_MAX + 4, 0, row };
    ac_err err;

    (void)state;
    assert_non_null(row);
    memset(row, 'x', AC_CSV_CELL_MAX + 8);
    row[1] = ',';
    row[AC_CSV_CELL_MAX + 2] = '\n';
    assert_int_equal(count(&good, &err), 2);
    row[AC_CSV_CELL_MAX + 2] = 'x';
    row[AC_CSV_CELL_MAX + 3] = '\n';
    assert_int_equal(count(&bad, &err), 0);
    assert_non_null(strstr(err.text, "row 1, column 2: a cell holds more than 64 KiB"));
    free(row);
}

static void a_file_has_a_limit(void **state)
{
    char row[65536];
    many good = { AC_CSV_FILE_MAX / sizeof row, sizeof row, 0, row }, bad = { AC_CSV_FILE_MAX / sizeof row + 1, sizeof row, 0, row };
    ac_err err;

    (void)state;
    memset(row, 'x', sizeof row);
    row[sizeof row - 1] = '\n';
    assert_int_equal(count(&good, &err), good.rows);
    assert_int_equal(count(&bad, &err), 0);
    assert_non_null(strstr(err.text, "larger than 64 MiB"));
}

static void a_file_is_read_to_its_end(void **state)
{
    char path[] = "/tmp/accord-csv-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    ac_csv *csv = NULL;
    ac_err err;
    bool found;

    (void)state;
    assert_non_null(file);
    fputs("a;b\n1;2\n", file);
    fclose(file);
    assert_int_equal(ac_csv_open_file(&csv, path, &err), AC_OK);
    assert_int_equal(ac_csv_separator(csv), ';');
    for (int i = 0; i < 4; i++) { /* and after its end it stays at its end */
        assert_int_equal(ac_csv_next(csv, &found, &err), AC_OK);
        assert_int_equal(found, i < 2);
    }
    assert_int_equal(ac_csv_cells(csv), 0);
    assert_string_equal(ac_csv_at(csv, 0), "");
    ac_csv_close(csv);
    assert_int_equal(remove(path), 0);
    assert_int_equal(ac_csv_open_file(&csv, path, &err), AC_EIO);
    assert_int_equal(ac_csv_open_file(&csv, "/", &err), AC_EIO);
    ac_csv_close(NULL);
}

/* --- writing --- */

static void what_is_written_is_read_again(void **state)
{
    static const char *const cells[] = { "a,b", "say \"x\"", "two\r\nlines", " blank ", "=1+1", "", "\ttab", "'", "ż😀", ";", "last" };
    static const char *const want = "1[a,b|say \"x\"|two\r\nlines| blank |=1+1||\ttab|'|ż😀|;|last]";
    static const char *const guarded = "1[a,b|say \"x\"|two\r\nlines| blank |'=1+1||'\ttab|''|ż😀|;|last]";
    ac_buf out = { 0 };
    ac_csv_style style = { .separator = 0 };

    (void)state;
    ac_csv_put_start(&out, &style);
    ac_csv_put_row(&out, &style, cells, 11);
    reads_n(ac_buf_text(&out), out.len, want);
    ac_buf_clear(&out);
    style.separator = ';';
    ac_csv_put_row(&out, &style, cells, 11);
    reads_n(ac_buf_text(&out), out.len, want);
    ac_buf_clear(&out);
    style = (ac_csv_style){ .is_excel = true };
    ac_csv_put_start(&out, &style);
    ac_csv_put_row(&out, &style, cells, 11);
    assert_memory_equal(out.p, "\xef\xbb\xbf\"a,b\",", 9);
    reads_n(ac_buf_text(&out), out.len, guarded);
    ac_buf_free(&out);
}

static void a_guard_comes_off_and_nothing_else(void **state)
{
    static const char *const cells[] = { "=1", "+1", "-1", "@x", "\tx", "\nx", "'", "'x", "''", "'=1", "x", "", " =1" };

    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const ac_csv_style style = { .separator = '\t', .is_excel = true };
        memory m = { .step = 100 };
        ac_buf out = { 0 };
        ac_csv *csv = NULL;
        bool found;

        ac_csv_put_row(&out, &style, (const char *const[]){ "x", cells[i] }, 2);
        m.bytes = ac_buf_text(&out);
        m.n = out.len;
        assert_int_equal(ac_csv_open(&csv, from_memory, &m, NULL), AC_OK);
        assert_int_equal(ac_csv_next(csv, &found, NULL), AC_OK);
        assert_string_equal(ac_csv_unguarded(ac_csv_at(csv, 1)), cells[i]);
        assert_true(strchr("=+-@\t\n", ac_csv_at(csv, 1)[0]) == NULL || cells[i][0] == '\0');
        ac_csv_close(csv);
        ac_buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_end_in_any_way),
        cmocka_unit_test(quotes_hold_everything),
        cmocka_unit_test(the_first_row_says_the_separator),
        cmocka_unit_test(utf8_and_utf16_are_read),
        cmocka_unit_test(other_bytes_are_refused_by_row),
        cmocka_unit_test(rows_have_a_limit),
        cmocka_unit_test(columns_have_a_limit),
        cmocka_unit_test(cells_have_a_limit),
        cmocka_unit_test(a_file_has_a_limit),
        cmocka_unit_test(a_file_is_read_to_its_end),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(a_guard_comes_off_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
