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
#include "tests/support/acting.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bit_turned_anywhere_is_found_and_named),
        cmocka_unit_test(two_notebooks_with_one_history_have_the_same_digests),
    };

    if (!ac_crypto_init())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
