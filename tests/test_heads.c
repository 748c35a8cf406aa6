/* test_heads.c - snapshots of heads, their digests and unions, and what a partner lacks; forks above all. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sync/heads.h"
#include "tests/support/desks.h"

/* CITY and SASI; SASI's notebook was copied three times (one a copy of a copy), and all wrote. CITY holds that
 * feed with its four heads. */
static desk city, sasi, twins[3];
static ac_device forked;

static void meet(desk *client, desk *server)
{
    wire_line line = { .now_ms = 0 };

    line_open(&line, client, server, NULL);
    line_run(&line);
    line_close(&line);
}

static int setup(void **state)
{
    desk *others[] = { &sasi };

    (void)state;
    if (!ac_crypto_init())
        return -1;
    desk_new(&city, "CITY", 1);
    desk_new(&sasi, "SASI", 2);
    desks_partners(&city, others, 1);
    desk_notes(&city, 5);
    desk_notes(&sasi, 3);
    meet(&sasi, &city);
    forked = ac_notebook_me(sasi.nb)->device;
    desk_copy(&twins[0], &sasi);
    desk_notes(&sasi, 4);
    desk_copy(&twins[1], &sasi);
    desk_notes(&twins[0], 6);
    desk_copy(&twins[2], &twins[0]);
    desk_notes(&sasi, 2);
    desk_notes(&twins[0], 1);
    desk_notes(&twins[1], 2);
    desk_notes(&twins[2], 5);
    meet(&sasi, &city);
    for (int i = 0; i < 3; i++) { /* each sees that it is not alone, and its user says that it may go on */
        meet(&twins[i], &city);
        assert_int_equal(ac_notebook_continue(twins[i].nb, NULL), AC_OK);
        meet(&twins[i], &city);
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    desk_free(&city);
    desk_free(&sasi);
    for (int i = 0; i < 3; i++)
        desk_free(&twins[i]);
    return 0;
}

static ac_history *history(void)
{
    return ac_notebook_history(city.nb);
}

/* All changes of the partnership in order of arrival. */
static size_t all_changes(ac_held *out, size_t max)
{
    size_t n = 0;

    assert_int_equal(ac_history_slice(history(), city.space, 0, INT64_MAX, out, max, &n, NULL), AC_OK);
    assert_true(n < max);
    return n;
}

static void snapshot(ac_heads *out)
{
    assert_int_equal(ac_heads_snapshot(out, city.nb, city.space, NULL), AC_OK);
}

static bool is_forked(int branch)
{
    ac_device d;

    assert_int_equal(ac_history_branch_device(history(), branch, &d, NULL), AC_OK);
    return ac_device_eq(d, forked);
}

/* --- lists and digests --- */

static void a_fork_has_its_heads_in_the_list(void **state)
{
    ac_heads heads = { 0 };
    ac_branch *list;
    size_t n, of_it = 0;

    (void)state;
    snapshot(&heads);
    assert_int_equal(ac_heads_sorted(&heads, &list, &n, NULL), AC_OK);
    for (size_t i = 0; i < n; i++) {
        of_it += ac_device_eq(list[i].device, forked);
        if (i > 0) {
            int c = ac_device_cmp(list[i - 1].device, list[i].device);
            assert_true(c < 0 || (c == 0 && (list[i - 1].head_seq < list[i].head_seq ||
                                             (list[i - 1].head_seq == list[i].head_seq &&
                                              ac_id_cmp(list[i - 1].head_id, list[i].head_id) < 0))));
        }
    }
    assert_int_equal(of_it, 4);
    free(list);
    ac_heads_free(&heads);
}

/* FORMAT 13.1, word for word. */
static void digest_by_the_page(const ac_branch *list, size_t n, const ac_device *without, ac_digest *out)
{
    ac_space space = desk_space(&city);
    ac_hash h;

    ac_hash_begin(&h, "accord/summary/1");
    ac_hash_add(&h, space.b, 32);
    for (size_t i = 0; i < n;) {
        size_t j = i;
        uint8_t branches;
        while (j < n && ac_device_eq(list[j].device, list[i].device))
            j++;
        branches = (uint8_t)(j - i);
        if (without == NULL || !ac_device_eq(list[i].device, *without)) {
            ac_hash_add(&h, list[i].device.b, 32);
            ac_hash_add(&h, &branches, 1);
            for (size_t k = i; k < j; k++) {
                uint8_t seq[8] = { 0 };
                seq[6] = (uint8_t)(list[k].head_seq >> 8);
                seq[7] = (uint8_t)list[k].head_seq;
                ac_hash_add(&h, seq, 8);
                ac_hash_add(&h, list[k].head_id.b, 32);
            }
        }
        i = j;
    }
    ac_hash_end(&h, out->b);
}

static void the_digest_is_that_of_the_page_and_of_the_audit(void **state)
{
    ac_heads heads = { 0 };
    ac_branch *list;
    ac_held all[256];
    size_t n, changes = all_changes(all, 256);
    ac_digest page, mine, audit;
    ac_space space = desk_space(&city);
    ac_devices none = { 0 }, one = { &forked, 1 };
    uint64_t count, left = 0;

    (void)state;
    snapshot(&heads);
    assert_int_equal(ac_heads_sorted(&heads, &list, &n, NULL), AC_OK);
    assert_int_equal(ac_heads_digest(&heads, &space, &none, &mine, &count, NULL), AC_OK);
    digest_by_the_page(list, n, NULL, &page);
    desk_digest(&city, &audit);
    assert_true(ac_digest_eq(mine, page) && ac_digest_eq(mine, audit));
    assert_true(count == changes && (int64_t)count == desk_count(&city));
    assert_int_equal(ac_heads_digest(&heads, &space, &one, &mine, &count, NULL), AC_OK);
    digest_by_the_page(list, n, &forked, &page);
    assert_true(ac_digest_eq(mine, page) && !ac_digest_eq(mine, audit));
    for (size_t i = 0; i < changes; i++)
        left += !is_forked(all[i].branch);
    assert_true(count == left);
    free(list);
    ac_heads_free(&heads);
}

/* What was known early, raised one change after the other in any order, is what is known late. */
static void a_set_that_is_raised_becomes_the_later_snapshot(void **state)
{
    ac_held all[256];
    size_t n = all_changes(all, 256);
    ac_heads late = { 0 };
    ac_digest want, got;
    ac_space space = desk_space(&city);
    ac_devices none = { 0 };
    uint64_t want_count, got_count;
    uint32_t seed = 8;

    (void)state;
    snapshot(&late);
    assert_int_equal(ac_heads_digest(&late, &space, &none, &want, &want_count, NULL), AC_OK);
    for (int round = 0; round < 30; round++) {
        ac_heads set = { 0 }, copy = { 0 };
        for (size_t i = n; i > 1; i--) { /* shuffled */
            size_t k = (seed = seed * 1664525u + 1013904223u) % i;
            ac_held t = all[i - 1];
            all[i - 1] = all[k];
            all[k] = t;
        }
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(ac_heads_add(&set, history(), &all[i], NULL), AC_OK);
            assert_int_equal(ac_heads_add(&set, history(), &all[i], NULL), AC_OK); /* twice is once */
        }
        assert_int_equal(ac_heads_digest(&set, &space, &none, &got, &got_count, NULL), AC_OK);
        assert_true(ac_digest_eq(want, got) && want_count == got_count);
        assert_int_equal(ac_heads_copy(&copy, &set, NULL), AC_OK);
        assert_int_equal(ac_heads_digest(&copy, &space, &none, &got, &got_count, NULL), AC_OK);
        assert_true(ac_digest_eq(want, got));
        ac_heads_free(&set);
        ac_heads_free(&copy);
    }
    ac_heads_free(&late);
}

/* A set holds a change exactly where one of those it was made of reaches it by prev. */
static bool set_has(const ac_heads *set, const ac_held *c)
{
    const ac_branch *b = ac_heads_branch(set, c->branch);

    return b != NULL && c->seq <= b->head_seq;
}

static void a_set_holds_what_is_below_each_change_of_a_feed(void **state)
{
    ac_held all[256];
    size_t n = all_changes(all, 256);
    uint32_t seed = 9;

    (void)state;
    for (int round = 0; round < 60; round++) {
        ac_heads set = { 0 };
        const ac_held *picked[4];
        uint64_t count, want = 0;
        ac_digest digest;
        ac_space space = desk_space(&city);
        ac_devices none = { 0 };
        for (int p = 0; p < 4; p++) {
            picked[p] = &all[(seed = seed * 1664525u + 1013904223u) % n];
            assert_int_equal(ac_heads_add(&set, history(), picked[p], NULL), AC_OK);
        }
        for (size_t i = 0; i < n; i++) {
            bool below = false;
            for (int p = 0; p < 4; p++)
                below = below || ac_history_reaches(history(), &all[i], picked[p]);
            assert_int_equal(set_has(&set, &all[i]), below);
            want += below;
        }
        assert_int_equal(ac_heads_digest(&set, &space, &none, &digest, &count, NULL), AC_OK);
        assert_true(count == want);
        ac_heads_free(&set);
    }
}

/* --- what a partner lacks --- */

/* The entry of a WANT: this author, these points. */
static ac_feed_points feed_of(const ac_device *author, ac_buf *bytes, const ac_point *points, unsigned n)
{
    ac_buf_clear(bytes);
    for (unsigned i = 0; i < n; i++)
        ac_put_point(bytes, points[i].seq, &points[i].id);
    return (ac_feed_points){ *author, (uint8_t)n, bytes->p };
}

static bool is_wanted(const ac_covers *covers, const ac_held *c)
{
    const ac_cover *cover = ac_covers_find(covers, c->branch);

    return cover != NULL && c->seq > cover->upto && c->seq <= cover->head;
}

static void all_that_no_point_reaches_is_wanted(void **state)
{
    ac_held all[256], feed[128];
    size_t n = all_changes(all, 256), nfeed = 0;
    ac_heads heads = { 0 };
    ac_buf bytes = { 0 };
    uint32_t seed = 10;

    (void)state;
    snapshot(&heads);
    for (size_t i = 0; i < n; i++)
        if (is_forked(all[i].branch))
            feed[nfeed++] = all[i];
    assert_true(nfeed > 20);
    for (int round = 0; round < 300; round++) {
        ac_covers covers = { 0 };
        ac_point points[4];
        const ac_held *picked[4];
        unsigned npoints = (unsigned)round % 4;
        ac_n first = INT64_MAX, begin;
        bool known;
        for (unsigned p = 0; p < npoints; p++) {
            picked[p] = &feed[(seed = seed * 1664525u + 1013904223u) % nfeed];
            points[p] = (ac_point){ picked[p]->seq, picked[p]->id };
        }
        ac_feed_points want = feed_of(&forked, &bytes, points, npoints);
        assert_int_equal(ac_covers_add(&covers, history(), city.space, &heads, &want, &known, NULL), AC_OK);
        assert_true(known);
        for (size_t i = 0; i < n; i++) {
            bool below = false;
            for (unsigned p = 0; p < npoints; p++)
                below = below || ac_history_reaches(history(), &all[i], picked[p]);
            assert_int_equal(is_wanted(&covers, &all[i]), is_forked(all[i].branch) && !below);
            if (is_wanted(&covers, &all[i]) && all[i].n < first)
                first = all[i].n;
        }
        assert_int_equal(ac_covers_begin(&covers, history(), heads.newest, &begin, NULL), AC_OK);
        assert_true(first == INT64_MAX ? begin == heads.newest : begin == first - 1);
        ac_covers_free(&covers);
    }
    ac_buf_free(&bytes);
    ac_heads_free(&heads);
}

/* Points that are not held, of another author, or at another number are passed over, and that is said. */
static void points_that_are_not_ours_are_passed_over(void **state)
{
    ac_held all[256];
    size_t n = all_changes(all, 256), wanted[5] = { 0 };
    ac_heads heads = { 0 };
    ac_buf bytes = { 0 };
    const ac_held *of_city = NULL, *of_sasi = NULL;

    (void)state;
    snapshot(&heads);
    for (size_t i = 0; i < n; i++)
        if (is_forked(all[i].branch))
            of_sasi = &all[i];
        else
            of_city = &all[i];
    for (int k = 0; k < 5; k++) {
        ac_point p[5] = { { 3, { { 9 } } },                        /* nobody's */
                          { of_city->seq, of_city->id },           /* another author's */
                          { of_sasi->seq + 1, of_sasi->id },       /* another number */
                          { of_sasi->seq, of_sasi->id },           /* good */
                          { 0 } };
        ac_covers covers = { 0 };
        bool known;
        ac_feed_points want = feed_of(&forked, &bytes, &p[k], k < 4);
        assert_int_equal(ac_covers_add(&covers, history(), city.space, &heads, &want, &known, NULL), AC_OK);
        assert_int_equal(known, k >= 3);
        for (size_t i = 0; i < n; i++)
            wanted[k] += is_wanted(&covers, &all[i]);
        ac_covers_free(&covers);
    }
    assert_true(wanted[0] == wanted[4] && wanted[1] == wanted[4] && wanted[2] == wanted[4] && wanted[3] < wanted[4]);
    ac_buf_free(&bytes);
    ac_heads_free(&heads);
}

/* Nothing is wanted beyond what was shown, whatever has come since. */
static void nothing_beyond_the_snapshot_is_wanted(void **state)
{
    ac_held all[256];
    ac_heads early = { 0 }, late = { 0 };
    ac_covers covers = { 0 }, between = { 0 };
    ac_buf bytes = { 0 };
    ac_device own = ac_notebook_me(city.nb)->device;
    size_t n, old = all_changes(all, 256);
    bool known;

    (void)state;
    snapshot(&early);
    desk_notes(&city, 3);
    desk_notes(&twins[2], 2); /* the longest branch goes on */
    meet(&twins[2], &city);
    snapshot(&late);
    n = all_changes(all, 256);
    assert_true(n == old + 5);
    for (int k = 0; k < 2; k++) {
        ac_feed_points want = feed_of(k == 0 ? &own : &forked, &bytes, NULL, 0);
        assert_int_equal(ac_covers_add(&covers, history(), city.space, &early, &want, &known, NULL), AC_OK);
    }
    assert_int_equal(ac_covers_between(&between, &early, &late, NULL), AC_OK);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(is_wanted(&covers, &all[i]), all[i].n <= early.newest);
        assert_int_equal(is_wanted(&between, &all[i]), all[i].n > early.newest);
    }
    assert_true(early.whole == early.newest && late.whole == late.newest);
    ac_covers_free(&covers);
    ac_covers_free(&between);
    ac_buf_free(&bytes);
    ac_heads_free(&early);
    ac_heads_free(&late);
}

/* --- our own feed held back --- */

static void beyond_the_mark_nothing_of_ours_is_shown_where_a_copy_may_write(void **state)
{
    desk copy;
    ac_heads heads = { 0 };
    ac_branch *list;
    size_t n;
    ac_device own = ac_notebook_me(city.nb)->device;
    uint64_t marked, seq = 0;
    ac_n newest;

    (void)state;
    meet(&twins[0], &city); /* all of it has left */
    marked = desk_newest_seq(&city, &own);
    desk_copy(&copy, &city);
    desk_notes(&copy, 3);
    assert_int_equal(ac_heads_snapshot(&heads, copy.nb, copy.space, NULL), AC_OK);
    newest = heads.newest;
    assert_true(heads.whole == newest);
    ac_heads_free(&heads);
    assert_int_equal(ac_heads_snapshot_wary(&heads, copy.nb, copy.space, NULL), AC_OK);
    assert_int_equal(ac_heads_sorted(&heads, &list, &n, NULL), AC_OK);
    for (size_t i = 0; i < n; i++)
        if (ac_device_eq(list[i].device, own))
            seq = list[i].head_seq;
    assert_true(seq == marked);
    assert_true(heads.newest == newest && heads.whole == newest - 3);
    free(list);
    ac_heads_free(&heads);
    desk_free(&copy);
}

static void a_space_that_is_not_here_has_no_heads(void **state)
{
    ac_heads heads = { 0 };
    ac_digest digest, empty;
    ac_space space = { { 5 } };
    ac_devices none = { 0 };
    uint64_t count = 9;
    ac_hash h;

    (void)state;
    snapshot(&heads);
    assert_int_equal(ac_heads_snapshot(&heads, city.nb, -1, NULL), AC_OK);
    assert_int_equal(ac_heads_digest(&heads, &space, &none, &digest, &count, NULL), AC_OK);
    ac_hash_begin(&h, "accord/summary/1");
    ac_hash_add(&h, space.b, 32);
    ac_hash_end(&h, empty.b);
    assert_true(count == 0 && ac_digest_eq(digest, empty));
    ac_heads_free(&heads);
}

static void devices_are_a_set(void **state)
{
    ac_devices d = { 0 };
    ac_device one = { { 1 } }, two = { { 2 } };

    (void)state;
    assert_false(ac_devices_has(&d, &one));
    assert_true(ac_devices_add(&d, &one) && ac_devices_add(&d, &two) && ac_devices_add(&d, &one));
    assert_int_equal(d.n, 2);
    assert_true(ac_devices_has(&d, &one) && ac_devices_has(&d, &two));
    free(d.list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fork_has_its_heads_in_the_list),
        cmocka_unit_test(the_digest_is_that_of_the_page_and_of_the_audit),
        cmocka_unit_test(a_set_that_is_raised_becomes_the_later_snapshot),
        cmocka_unit_test(a_set_holds_what_is_below_each_change_of_a_feed),
        cmocka_unit_test(all_that_no_point_reaches_is_wanted),
        cmocka_unit_test(points_that_are_not_ours_are_passed_over),
        cmocka_unit_test(nothing_beyond_the_snapshot_is_wanted),
        cmocka_unit_test(beyond_the_mark_nothing_of_ours_is_shown_where_a_copy_may_write),
        cmocka_unit_test(a_space_that_is_not_here_has_no_heads),
        cmocka_unit_test(devices_are_a_set),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
