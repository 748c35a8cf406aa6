/* test_corpus.c - what the fuzz targets found worth keeping, replayed from blocks of exactly its size. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/crypto.h"
#include "core/file.h"
#include "tests/support/targets.h"

static void one(target_fn *target, const char *path)
{
    ac_buf b = { 0 };
    uint8_t *exact;

    assert_int_equal(ac_file_read(&b, path, 1u << 20, false, NULL), AC_OK);
    exact = malloc(b.len + (b.len == 0));
    assert_non_null(exact);
    if (b.len > 0)
        memcpy(exact, b.p, b.len);
    target(exact, b.len);
    /* and each half of it, and with one bit of its first bytes the other way round */
    for (size_t at = 0; at < b.len && at < 24; at++) {
        exact[at] ^= (uint8_t)(1u << at % 8);
        target(exact, b.len);
        exact[at] ^= (uint8_t)(1u << at % 8);
    }
    free(exact);
    exact = malloc(b.len / 2 + 1);
    assert_non_null(exact);
    memcpy(exact, b.p != NULL ? b.p : (const uint8_t *)"", b.len / 2);
    target(exact, b.len / 2);
    free(exact);
    ac_buf_free(&b);
}

static void replay(const char *name)
{
    target_fn *target = target_of(name);
    char dir[256], path[600];
    DIR *list;
    struct dirent *e;
    size_t n = 0;

    assert_non_null(target);
    snprintf(dir, sizeof dir, "tests/corpus/%s", name);
    list = opendir(dir);
    assert_non_null(list);
    while ((e = readdir(list)) != NULL) {
        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        one(target, path);
        n++;
    }
    closedir(list);
    assert_true(n > 0);
}

static void frames(void **state)
{
    (void)state;
    replay("wire");
}

static void json(void **state)
{
    (void)state;
    replay("json");
}

static void headers(void **state)
{
    (void)state;
    replay("header");
}

static void invitations(void **state)
{
    (void)state;
    replay("invitation");
}

static void keyfiles(void **state)
{
    (void)state;
    replay("keyfile");
}

static void bundles(void **state)
{
    (void)state;
    replay("bundle");
}

static void sessions(void **state)
{
    (void)state;
    replay("session");
}

static void tables(void **state)
{
    (void)state;
    replay("csv");
}

static void searches(void **state)
{
    (void)state;
    replay("search");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames),   cmocka_unit_test(json),    cmocka_unit_test(headers),  cmocka_unit_test(invitations),
        cmocka_unit_test(keyfiles), cmocka_unit_test(bundles), cmocka_unit_test(sessions),
        cmocka_unit_test(searches),
        cmocka_unit_test(tables),
    };

    return ac_crypto_init() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
