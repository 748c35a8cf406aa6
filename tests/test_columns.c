/* test_columns.c - the columns of each kind of table, and the first row that decides which kind it is. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/exchange/header.h"

static ac_rc from_text(void *ctx, void *to, size_t n, size_t *out_n, ac_err *err)
{
    const char **text = ctx;

    (void)err;
    *out_n = strlen(*text) < n ? strlen(*text) : n;
    memcpy(to, *text, *out_n);
    *text += *out_n;
    return AC_OK;
}

/* The kind that this first row means; else the sentence. */
static const char *decided_by(const char *first_row, const char *as, const char *code)
{
    static char said[2048];
    static ac_columns kind;
    ac_header_row header;
    ac_csv *csv = NULL;
    ac_err err = { AC_OK, "", "" };
    bool found;
    ac_rc rc;

    assert_int_equal(ac_csv_open(&csv, from_text, &first_row, NULL), AC_OK);
    assert_int_equal(ac_csv_next(csv, &found, NULL), AC_OK);
    assert_true(found);
    rc = ac_header_take(&header, csv, as, code, &kind, &err);
    for (size_t i = 0; rc == AC_OK && i < header.n; i++)
        assert_int_equal(header.column[i], header.name[i][0] == '\0' ? -1 : ac_columns_find(&kind, header.name[i]));
    ac_csv_close(csv);
    if (rc == AC_OK)
        return kind.name;
    assert_int_equal(rc, err.rc);
    snprintf(said, sizeof said, "%d %s", (int)rc == AC_EREFUSED, err.text);
    return said;
}

static const char *decided(const char *first_row, const char *as)
{
    return decided_by(first_row, as, NULL);
}

static void every_kind_has_columns_of_different_names(void **state)
{
    ac_columns kind;
    size_t kinds = 0, types;

    (void)state;
    ac_types(&types);
    for (; ac_columns_nth(&kind, kinds); kinds++) {
        assert_true(kind.n > 5 && kind.n <= AC_CSV_COLUMNS_MAX);
        assert_true(ac_columns_find(&kind, "ref") >= 0 && ac_columns_find(&kind, "id") == (int)kind.n - 1);
        for (size_t i = 0; i < kind.n; i++) {
            const ac_csv_column *c = &kind.columns[i];
            assert_int_equal(ac_columns_find(&kind, c->name), (int)i); /* the first of that name */
            assert_int_equal(strspn(c->name, "abcdefghijklmnopqrstuvwxyz-"), strlen(c->name));
            assert_true(strlen(c->name) < AC_CSV_NAME_SIZE);
            assert_int_equal(c->field != NULL, c->form == AC_COLUMN_FIELD);
            assert_true(!ac_column_is_taken(c) || c->label != NULL);
            assert_true(ac_column_is_taken(c) || !c->is_required);
        }
        for (const ac_field *f = kind.type != NULL ? kind.type->fields : NULL; f != NULL && f->name != NULL; f++)
            assert_true(ac_columns_find(&kind, f->name) >= 0);
    }
    assert_int_equal(kinds, types + 2);
}

/* What a template, and what a list gives, is read as what it is. */
static void a_whole_first_row_decides_by_itself(void **state)
{
    ac_columns kind;

    (void)state;
    for (size_t k = 0; ac_columns_nth(&kind, k); k++) {
        char taken[2048] = "", all[2048] = "";
        for (size_t i = 0; i < kind.n; i++) {
            size_t n = strlen(taken), m = strlen(all);
            if (ac_column_is_taken(&kind.columns[i]))
                snprintf(taken + n, sizeof taken - n, "%s%s", n > 0 ? ";" : "", kind.columns[i].name);
            snprintf(all + m, sizeof all - m, "%s%s", m > 0 ? "," : "", kind.columns[i].name);
        }
        if (!kind.is_taken) {
            assert_non_null(strstr(decided(all, kind.name), "cannot be imported"));
            continue;
        }
        assert_string_equal(decided(taken, NULL), kind.name);
        assert_string_equal(decided(all, NULL), kind.name);
        assert_string_equal(decided(all, kind.plural), kind.name);
    }
}

static void a_first_row_is_forgiven_its_dress(void **state)
{
    (void)state;
    assert_string_equal(decided(" Title ;PROMISEES;due;;", NULL), "commitment");
    assert_string_equal(decided("text\tdate\tvisibility", NULL), "note");
    assert_string_equal(decided("kind,text", "reflections"), "note");
    assert_string_equal(decided_by("kind,text,title", NULL, "aar"), "note");
    assert_string_equal(decided_by("kind,text,title", NULL, ""), "note"); /* a reflection may leave it empty */
    assert_string_equal(decided_by("kind,text,title", NULL, "tracking"), "review");
    assert_string_equal(decided_by("kind,title", NULL, "cash"), "contribution");
    assert_non_null(strstr(decided_by("kind,title", NULL, "diary"), "several kinds"));
    assert_string_equal(decided("key,Text,mark", NULL), "clause");
    assert_string_equal(decided("date,running,about,text", NULL), "confirmation");
    assert_string_equal(decided("title,our_part", NULL), "outcome");
}

static void what_does_not_decide_is_said(void **state)
{
    (void)state;
    assert_non_null(strstr(decided("title", NULL), "1 these columns fit several kinds of record: benefit, outcome, check. Say which with --as KIND"));
    assert_string_equal(decided("title", "outcome"), "outcome");
    assert_non_null(strstr(decided("title,due,promisees,titel,owners", NULL), "does not have: titel, owners. It has: promisor"));
    assert_non_null(strstr(decided("title,promisees", NULL), "needs are missing: due"));
    assert_non_null(strstr(decided("due,level", "commitment"), "needs are missing: promisees, title"));
    assert_non_null(strstr(decided("due,Due", NULL), "1 the first row names the column due twice"));
    assert_non_null(strstr(decided(";x", NULL), "it names no column that accord knows"));
    assert_non_null(strstr(decided("ref,id,org", NULL), "it names no column that accord knows"));
    assert_non_null(strstr(decided("title", "nothing"), "0 \"nothing\" cannot be imported. These can: commitment, note, "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_columns_of_different_names),
        cmocka_unit_test(a_whole_first_row_decides_by_itself),
        cmocka_unit_test(a_first_row_is_forgiven_its_dress),
        cmocka_unit_test(what_does_not_decide_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
