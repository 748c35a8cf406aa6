/* test_audit.c - one bit turned anywhere in what is kept is found, and the record that holds it is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/kind.h"
#include "core/query.h"
#include "core/view.h"
#include "tests/support/acting.h"
#include "tests/support/acts.h"

#define PLACES 6 /* bits turned in each header, signature and words */

static void two(desk *a, desk *b)
{
    desk *others[] = { b };
    ac_id p, note;

    desk_new(a, "CITY", 1);
    desk_new(b, "SASI", 2);
    desks_partners(a, others, 1);
    p = act_propose(a, "SASI", "{\"due\":\"2026-12-31\"}", "{\"title\":\"plant trees\"}");
    assert_true(desks_sync(b, a));
    act_on(b, AC_KIND_SIGN, p, &p, 1, "{}", "{\"message\":\"good\"}");
    act_on(b, AC_KIND_NOTE, (ac_id){ { 0 } }, &p, 1, "{\"type\":\"journal\"}", "{\"text\":\"we shall see\"}");
    assert_true(desks_sync(b, a));
    note = act_on(a, AC_KIND_NOTE, (ac_id){ { 0 } }, NULL, 0, "{\"type\":\"aar\"}", "{\"text\":\"as planned\"}");
    act_on(a, AC_KIND_ADDENDUM, note, NULL, 0, "{}", "{\"text\":\"nearly\"}");
}

static sqlite3 *raw(const desk *d)
{
    char path[128];
    sqlite3 *db;

    snprintf(path, sizeof path, "%s/notebook.db", d->dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    return db;
}

typedef struct {
    int64_t n, space;
    uint64_t seq;
    int kind, bytes[3];
} kept;

static const char *const columns[] = { "header", "signature", "words" };

static size_t read_kept(const desk *d, kept *out, size_t max)
{
    sqlite3 *db = raw(d);
    sqlite3_stmt *q;
    size_t n = 0;

    assert_int_equal(sqlite3_prepare_v2(db, "SELECT n, space, seq, kind, length(header), length(signature), ifnull(length(words), 0) "
                                            "FROM change ORDER BY n", -1, &q, NULL), SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW && n < max) {
        out[n] = (kept){ .n = sqlite3_column_int64(q, 0), .space = sqlite3_column_int64(q, 1),
                         .seq = (uint64_t)sqlite3_column_int64(q, 2), .kind = sqlite3_column_int(q, 3) };
        for (int c = 0; c < 3; c++)
            out[n].bytes[c] = sqlite3_column_int(q, 4 + c);
        n++;
    }
    sqlite3_finalize(q);
    sqlite3_close(db);
    return n;
}

/* Turn one bit of a stored column; again: turned back. */
static void turn(const desk *d, int64_t n, int column, int byte, int bit)
{
    sqlite3 *db = raw(d);
    sqlite3_blob *blob;
    uint8_t b;

    assert_int_equal(sqlite3_blob_open(db, "main", "change", columns[column], n, 1, &blob), SQLITE_OK);
    assert_int_equal(sqlite3_blob_read(blob, &b, 1, byte), SQLITE_OK);
    b ^= (uint8_t)(1u << bit);
    assert_int_equal(sqlite3_blob_write(blob, &b, 1, byte), SQLITE_OK);
    sqlite3_blob_close(blob);
    sqlite3_close(db);
}

static void audit(desk *d, ac_audit *out)
{
    ac_err err = { 0 };

    desk_open(d);
    if (ac_audit_run(d->nb, NULL, NULL, out, &err) != AC_OK)
        fail_msg("an audit ends with an answer, not with: %s", err.text);
    desk_shut(d);
}

static const ac_audit_space *space_of(const ac_audit *a, int64_t space)
{
    for (size_t i = 0; i < a->nspaces; i++)
        if (a->spaces[i].space == space)
            return &a->spaces[i];
    return NULL;
}

/* A founding or a join says itself who wrote it: where it is broken nobody else can. */
static bool names_itself(const kept *k)
{
    return k->kind == AC_KIND_FOUND || k->kind == AC_KIND_JOIN;
}

static void a_bit_turned_anywhere_is_found_and_named(void **state)
{
    static kept list[128];
    desk a, b;
    ac_audit done;
    size_t n, turned = 0;

    (void)state;
    two(&a, &b);
    desk_shut(&a);
    n = read_kept(&a, list, 128);
    assert_true(n > 10);
    for (size_t i = 0; i < n; i++)
        for (int c = 0; c < 3; c++)
            for (int k = 0; k < PLACES && list[i].bytes[c] > 0; k++) {
                int byte = (int)(((uint64_t)list[i].bytes[c] - 1) * (uint64_t)k / (PLACES - 1)), bit = (int)((i + (size_t)k) % 8);
                const ac_audit_space *s;
                turn(&a, list[i].n, c, byte, bit);
                audit(&a, &done);
                s = space_of(&done, list[i].space);
                for (size_t o = 0; o < done.nspaces; o++)
                    if (done.spaces[o].space != list[i].space && done.spaces[o].bad > 0)
                        fail_msg("another space than that of change %lld is blamed: %s", (long long)list[i].n, done.spaces[o].problems[0].what);
                if (done.is_good || s == NULL || s->bad == 0 || s->problems[0].seq != list[i].seq || s->problems[0].what[0] == '\0' ||
                    (!names_itself(&list[i]) && (strlen(s->problems[0].org) != 4 || strcmp(s->problems[0].device, "1") != 0)))
                    fail_msg("%s of change %lld, byte %d, bit %d: not found, or not named", columns[c], (long long)list[i].n, byte, bit);
                ac_audit_free(&done);
                turn(&a, list[i].n, c, byte, bit);
                turned++;
            }
    audit(&a, &done); /* every bit is back */
    assert_true(done.is_good);
    assert_true(turned > 200);
    ac_audit_free(&done);
    desk_open(&a);
    desk_free(&a);
    desk_free(&b);
}

static void two_notebooks_with_one_history_have_the_same_digests(void **state)
{
    desk a, b;
    ac_audit x, y;
    const ac_audit_space *sx, *sy;

    (void)state;
    two(&a, &b);
    assert_true(desks_sync(&b, &a));
    desk_shut(&a);
    desk_shut(&b);
    audit(&a, &x);
    audit(&b, &y);
    sx = space_of(&x, a.space);
    sy = space_of(&y, b.space);
    assert_true(x.is_good && y.is_good);
    assert_true(ac_digest_eq(sx->history, sy->history));
    assert_true(ac_digest_eq(sx->view, sy->view));
    assert_int_equal(sx->changes, sy->changes);
    ac_audit_free(&x);
    ac_audit_free(&y);
    desk_open(&a);
    desk_open(&b);
    desk_notes(&a, 1); /* one more here */
    desk_shut(&a);
    audit(&a, &x);
    desk_shut(&b);
    audit(&b, &y);
    assert_false(ac_digest_eq(space_of(&x, a.space)->history, space_of(&y, b.space)->history));
    ac_audit_free(&x);
    ac_audit_free(&y);
    desk_open(&a);
    desk_open(&b);
    desk_free(&a);
    desk_free(&b);
}

/* --- what the notebook notes beside the changes --- */

typedef struct {
    const char *table, *key;
    const char *skip; /* columns on which no answer rests */
} noted;

static const noted tables[] = {
    { "change", "n", " n received header signature words " }, /* the last three: above */
    { "branch", "branch", "" },
    { "space", "space", "" },
    { "vector", "vector", "" },
    { "governing", "space, n", "" },
    { "knows", "space, knows", "" },
    { "aside", "space, n", "" },
    { "record", "n", "" },
    { "act", "record, n", "" },
    { "commitment", "n", "" },
    { "party", "space, org, n", "" },
    { "note", "n", "" },
    { "about", "target, n", "" },
    { "field", "record, name, n", "" },
};

/* Change one value of one row; false: there is no such row, or the store itself refuses. */
static bool spoil(const desk *d, const noted *t, const char *column, const char *type, int row)
{
    sqlite3 *db = raw(d);
    ac_buf sql = { 0 };
    bool done;

    ac_buf_printf(&sql, "UPDATE %s SET %s = ", t->table, column);
    if (strcmp(type, "INTEGER") == 0)
        ac_buf_printf(&sql, "%s + 1", column);
    else if (strcmp(type, "TEXT") == 0)
        ac_buf_printf(&sql, "%s || 'x'", column);
    else
        ac_buf_printf(&sql, "CAST(x'5a' || substr(%s, 2) AS BLOB)", column);
    ac_buf_printf(&sql, " WHERE (%s) = (SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d)", t->key, t->key, t->table, t->key, row);
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0", NULL, NULL, NULL);
    done = sqlite3_exec(db, ac_buf_text(&sql), NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes(db) == 1;
    sqlite3_close(db);
    ac_buf_free(&sql);
    return done;
}

/* An audit says so; where a change itself is noted wrongly, of which. */
static void wrong(desk *d, const char *what, bool of_one_change)
{
    ac_audit done;
    ac_err err = { 0 };
    ac_place place = { d->dir, d->state };
    ac_rc rc = ac_notebook_open(&d->nb, &place, &d->world, AC_STORE_WRITE, &err);
    bool named = false;

    if (rc == AC_OK)
        rc = ac_audit_run(d->nb, NULL, NULL, &done, &err);
    if (rc == AC_ECORRUPT) /* so wrong that it cannot be read */
        return;
    if (rc != AC_OK)
        fail_msg("%s: an audit ends with an answer, not with: %s", what, err.text);
    for (size_t i = 0; i < done.nspaces; i++)
        named = named || (done.spaces[i].bad > 0 && done.spaces[i].problems[0].seq > 0);
    if (done.is_good || (of_one_change ? !named : !named && done.view_problem[0] == '\0'))
        fail_msg("%s: not found", what);
    ac_audit_free(&done);
}

typedef struct {
    char name[32], type[16];
} column;

static int columns_of(const desk *d, const char *table, column *out, int max)
{
    char sql[96];
    sqlite3 *db = raw(d);
    sqlite3_stmt *q;
    int n = 0;

    snprintf(sql, sizeof sql, "SELECT name, type FROM pragma_table_info('%s')", table);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    for (; n < max && sqlite3_step(q) == SQLITE_ROW; n++) {
        snprintf(out[n].name, sizeof out[n].name, "%.31s", (const char *)sqlite3_column_text(q, 0));
        snprintf(out[n].type, sizeof out[n].type, "%.15s", (const char *)sqlite3_column_text(q, 1));
    }
    sqlite3_finalize(q);
    sqlite3_close(db);
    return n;
}

static void try_columns(desk *d, const noted *t, int rows)
{
    column list[32];
    int n = columns_of(d, t->table, list, 32), tried = 0;

    desk_save(d, "whole");
    for (int c = 0; c < n; c++) {
        char spaced[40];
        snprintf(spaced, sizeof spaced, " %.31s ", list[c].name);
        for (int row = 0; row < rows && strstr(t->skip, spaced) == NULL; row++) {
            char what[128];
            snprintf(what, sizeof what, "%s.%.31s of row %d", t->table, list[c].name, row);
            if (spoil(d, t, list[c].name, list[c].type, row)) {
                wrong(d, what, strcmp(t->table, "change") == 0 && strcmp(list[c].name, "flags") != 0);
                tried++;
                desk_restore(d, "whole");
                desk_shut(d);
            }
        }
    }
    if (tried == 0)
        fail_msg("nothing was tried in %s", t->table);
}

static bool is_admit(void *ctx, const ac_change_row *row)
{
    if (row->held.kind == AC_KIND_ADMIT)
        *(ac_id *)ctx = row->held.id;
    return true;
}

/* Fields, a promise with two who are promised, and a partner who is vouched for no more. */
static void more_of_it(desk *a)
{
    ac_id made, admit = { { 0 } };

    made = act_on(a, AC_KIND_CREATE, (ac_id){ { 0 } }, NULL, 0, "{\"fields\":[\"goal\"],\"type\":\"risk\"}", "{\"goal\":\"dry\"}");
    act_on(a, AC_KIND_EDIT, made, NULL, 0, "{\"fields\":[\"goal\"]}", "{\"goal\":\"wet\"}");
    act_propose(a, "SASI", "{\"level\":2,\"principles\":[\"equity\"]}", "{\"title\":\"water them\"}");
    assert_int_equal(ac_query_changes(a->nb, a->space, 0, 0, is_admit, &admit, NULL), AC_OK);
    act_on(a, AC_KIND_UNADMIT, (ac_id){ { 0 } }, &admit, 1, "{}", NULL);
}

static void whatever_is_noted_is_compared(void **state)
{
    desk a, b;

    (void)state;
    two(&a, &b);
    more_of_it(&a);
    desk_shut(&a);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        try_columns(&a, &tables[i], 6);
    desk_open(&a);
    desk_free(&a);
    desk_free(&b);
}

/* --- the search index --- */

static void sql(const desk *d, const char *text)
{
    sqlite3 *db = raw(d);

    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", text, sqlite3_errmsg(db));
    sqlite3_close(db);
}

static void the_search_index_is_compared(void **state)
{
    static const char *const harm[] = {
        "INSERT INTO search (rowid, words) VALUES (1, 'never written')",
        "INSERT INTO search (rowid, words) SELECT max(n) + 1, 'budget' FROM change",
        ("INSERT INTO search (search, rowid, words) SELECT 'delete', n, 'as planned' FROM change "
         "WHERE instr(words, CAST('as planned' AS BLOB))"),
        "INSERT INTO search (search) VALUES ('delete-all')",
    };
    desk a, b;

    (void)state;
    two(&a, &b);
    desk_shut(&a);
    desk_save(&a, "whole");
    for (size_t i = 0; i < sizeof harm / sizeof *harm; i++) {
        sql(&a, harm[i]);
        wrong(&a, harm[i], false);
        desk_restore(&a, "whole");
        desk_shut(&a);
    }
    desk_open(&a);
    desk_free(&a);
    desk_free(&b);
}

/* How many parts of the index hold these bytes. */
static int64_t index_holds(const desk *d, const char *bytes)
{
    sqlite3 *db = raw(d);
    sqlite3_stmt *q = NULL;
    int64_t n;

    assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM search_data WHERE instr(block, CAST(? AS BLOB))", -1, &q, NULL), SQLITE_OK);
    sqlite3_bind_text(q, 1, bytes, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    n = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return n;
}

static void words_that_are_gone_leave_nothing_in_the_index(void **state)
{
    desk a, b;
    ac_buf words = { 0 };
    bool here = false;
    ac_n n;

    (void)state;
    two(&a, &b);
    n = desk_held(&a, desk_note(&a, a.space, "a quixotic zephyrquark")).n;
    desk_note(&a, a.space, "a quixotic remark");
    assert_true(index_holds(&a, "ephyrquark") > 0);
    assert_int_equal(ac_history_bytes(a.nb->history, n, NULL, NULL, &words, &here, NULL), AC_OK);
    assert_true(here);
    assert_int_equal(ac_store_begin(a.nb->store, NULL), AC_OK);
    assert_int_equal(ac_view_words_gone(a.nb, n, words.p, words.len, NULL), AC_OK);
    assert_int_equal(ac_store_commit(a.nb->store, NULL), AC_OK);
    assert_int_equal(index_holds(&a, "ephyrquark"), 0);
    assert_true(index_holds(&a, "uixotic") > 0);
    ac_buf_free(&words);
    desk_free(&a);
    desk_free(&b);
}

/* --- rows that are missing or too many --- */

static void a_change_that_is_missing_or_twice_here_is_found(void **state)
{
    static const char *const harm[] = {
        "DELETE FROM change WHERE n = (SELECT max(n) FROM change)",
        "DELETE FROM change WHERE n = (SELECT n FROM change WHERE kind = 16385)",
        "DELETE FROM change WHERE kind = 2 OR kind = 1 OR n = 5",
        ("INSERT INTO change SELECT (SELECT max(n) + 1 FROM change), idkey, space, branch, seq, kind, depth, record, org, vector, "
         "knows, ref, flags, received, id, header, signature, words FROM change WHERE kind = 16 LIMIT 1"),
    };
    desk a, b;

    (void)state;
    two(&a, &b);
    desk_shut(&a);
    desk_save(&a, "whole");
    for (size_t i = 0; i < sizeof harm / sizeof *harm; i++) {
        sql(&a, harm[i]);
        wrong(&a, harm[i], false);
        desk_restore(&a, "whole");
        desk_shut(&a);
    }
    desk_open(&a);
    desk_free(&a);
    desk_free(&b);
}

/* --- while others write --- */

typedef struct {
    desk writer; /* the same notebook once more, as another process has it open */
    int left, wrote;
} busy;

static void write_on(void *ctx, int64_t done, int64_t all)
{
    busy *b = ctx;

    (void)done;
    (void)all;
    if (b->left-- > 0) {
        desk_notes(&b->writer, 1);
        b->wrote++;
    }
}

static void others_may_write_meanwhile(void **state)
{
    static const int pace[] = { 1, 3, 1000 }; /* once; more than once; at every opportunity */
    desk a, b;

    (void)state;
    two(&a, &b);
    for (size_t i = 0; i < sizeof pace / sizeof *pace; i++) {
        busy writes = { .writer = a, .left = pace[i] };
        ac_audit done;
        ac_err err = { 0 };
        desk_open(&writes.writer);
        if (ac_audit_run(a.nb, write_on, &writes, &done, &err) != AC_OK)
            fail_msg("%s", err.text);
        if (!done.is_good)
            fail_msg("others wrote %d times meanwhile: %s", writes.wrote, done.view_problem);
        assert_true(writes.wrote > 0);
        ac_audit_free(&done);
        desk_shut(&writes.writer);
    }
    desk_free(&a);
    desk_free(&b);
}

static void spoil_receipt(const desk *d, const char *sql)
{
    sqlite3 *db = raw(d);

    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_changes(db), 1);
    sqlite3_close(db);
}

/* What a partner signed that it holds is proved like a change. */
static void receipts_are_proved(void **state)
{
    static const char *const spoilt[] = {
        "UPDATE receipt SET count = count + 1", "UPDATE receipt SET missing = 3", "UPDATE receipt SET digest = zeroblob(32)",
        "UPDATE receipt SET device = zeroblob(32)", "UPDATE receipt SET frame = substr(frame, 1, 299)",
        "UPDATE receipt SET frame = CAST(substr(frame, 1, 299) || x'ff' AS BLOB)",
    };
    desk a, b, *others[] = { &b };
    ac_audit done;

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desks_partners(&a, others, 1);
    assert_true(desks_sync(&b, &a));
    desk_shut(&a);
    audit(&a, &done);
    assert_true(done.is_good && space_of(&done, a.space)->receipts == 1);
    ac_audit_free(&done);
    for (size_t i = 0; i < sizeof spoilt / sizeof spoilt[0]; i++) {
        desk_save(&a, "whole.db");
        spoil_receipt(&a, spoilt[i]);
        audit(&a, &done);
        assert_false(done.is_good);
        assert_true(strstr(done.view_problem, "receipt") != NULL && space_of(&done, a.space)->receipts == 0);
        assert_true(i == 3 || strstr(done.view_problem, "SASI, laptop 1") != NULL);
        assert_int_equal(space_of(&done, a.space)->bad, 0); /* no record is */
        ac_audit_free(&done);
        desk_open(&a);
        desk_restore(&a, "whole.db");
        desk_shut(&a);
    }
    desk_open(&a);
    desk_free(&a);
    desk_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(receipts_are_proved),
        cmocka_unit_test(a_bit_turned_anywhere_is_found_and_named),
        cmocka_unit_test(whatever_is_noted_is_compared),
        cmocka_unit_test(the_search_index_is_compared),
        cmocka_unit_test(words_that_are_gone_leave_nothing_in_the_index),
        cmocka_unit_test(a_change_that_is_missing_or_twice_here_is_found),
        cmocka_unit_test(others_may_write_meanwhile),
        cmocka_unit_test(two_notebooks_with_one_history_have_the_same_digests),
    };

    if (!ac_crypto_init())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
