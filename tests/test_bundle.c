/* test_bundle.c - changes in files: who can read them, what is refused, what is never touched. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/file.h"
#include "core/mark.h"
#include "sync/bundle_in.h"
#include "tests/support/desks.h"
#include "tests/support/vector.h"

static char dir[128];

static int setup(void **state)
{
    (void)state;
    scratch_make(dir, sizeof dir);
    return ac_crypto_init() ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    scratch_remove(dir);
    return 0;
}

static void three(desk *a, desk *b, desk *c)
{
    desk *others[] = { b, c };

    desk_new(a, "CITY", 1);
    desk_new(b, "SASI", 2);
    desk_new(c, "RIVR", 3);
    desks_partners(a, others, 2);
    assert_true(desks_sync(b, a) && desks_sync(c, a) && desks_sync(b, a));
}

static void free_three(desk *a, desk *b, desk *c)
{
    desk_free(a);
    desk_free(b);
    desk_free(c);
}

static const char *file(const char *name)
{
    static char path[4][256];
    static int next;
    char *p = path[next++ & 3];

    snprintf(p, sizeof path[0], "%s/%s", dir, name);
    return p;
}

static ac_partnership partnership(desk *d, int space)
{
    ac_partnership *list = NULL, found = { 0 };
    size_t n = 0;

    assert_int_equal(ac_query_partnerships(d->nb, true, &list, &n, NULL), AC_OK);
    for (size_t i = 0; i < n; i++)
        if (list[i].space == space)
            found = list[i];
    free(list);
    assert_int_equal(found.space, space);
    return found;
}

static ac_rc write_of(desk *d, int space, const ac_export *what, ac_export_report *out, ac_err *err)
{
    ac_partnership p = partnership(d, space);
    ac_export_report report;

    return ac_bundle_write(d->nb, &p, what, out != NULL ? out : &report, err);
}

/* Written anew under this name; the path. */
static const char *written(desk *d, const char *name, const char *for_code, bool is_open)
{
    const char *path = file(name);
    ac_err err = { 0 };

    unlink(path);
    if (write_of(d, d->space, &(ac_export){ .path = path, .for_code = for_code, .is_open = is_open }, NULL, &err) != AC_OK)
        fail_msg("%s", err.text);
    return path;
}

static void bytes_of(const char *path, ac_buf *out)
{
    ac_buf_clear(out);
    assert_int_equal(ac_file_read(out, path, 64u << 20, false, NULL), AC_OK);
}

static void put_bytes(const char *path, const void *p, size_t n)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(p, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static bool has_text(const char *path, const char *text)
{
    ac_buf b = { 0 };
    bool found;

    bytes_of(path, &b);
    found = memmem(b.p, b.len, text, strlen(text)) != NULL;
    ac_buf_free(&b);
    return found;
}

static void notebook_bytes(desk *d, ac_buf *out)
{
    char path[128];

    snprintf(path, sizeof path, "%s/notebook.db", d->dir);
    bytes_of(path, out);
}

/* Refused with this code, and not a byte of the notebook has changed. */
static void refused(desk *d, const char *path, ac_rc rc, const char *what, size_t k)
{
    ac_buf before = { 0 }, after = { 0 };
    ac_import_report r;
    ac_err err = { 0 };
    ac_rc got;

    notebook_bytes(d, &before);
    got = ac_bundle_read(d->nb, path, false, &r, &err);
    if (got != rc)
        fail_msg("%s %zu: %s (%s)", what, k, ac_rc_word(got), err.text);
    notebook_bytes(d, &after);
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.p, after.p, before.len);
    assert_true(r.taken == 0 || got == AC_EREFUSED); /* a first look may have counted before it met the damage */
    ac_buf_free(&before);
    ac_buf_free(&after);
}

static void taken(desk *d, const char *path, int64_t n, int64_t known)
{
    ac_import_report r;
    ac_err err = { 0 };

    if (ac_bundle_read(d->nb, path, false, &r, &err) != AC_OK)
        fail_msg("%s", err.text);
    if (r.taken != n || (known >= 0 && r.known != known))
        fail_msg("taken %lld, known %lld; not %lld, %lld", (long long)r.taken, (long long)r.known, (long long)n, (long long)known);
    assert_true(r.refused == 0 && r.gaps == 0 && !r.is_foreign);
}

/* --- who can read it --- */

static void an_open_bundle_is_read_by_anybody_and_holds_everything(void **state)
{
    desk a, b, c;
    const char *path;

    (void)state;
    three(&a, &b, &c);
    desk_note(&a, a.space, "for all who can read");
    desk_notes(&a, 4);
    path = written(&a, "open", NULL, true);
    assert_true(has_text(path, "for all who can read"));
    taken(&b, path, 5, desk_count(&a) - 5); /* what b is known to hold stands in it too */
    assert_true(desks_are_same(&a, &b));
    taken(&c, path, 5, desk_count(&a) - 5);
    assert_true(desks_sync(&b, &c));
    free_three(&a, &b, &c);
}

static void a_sealed_one_is_for_members(void **state)
{
    desk a, b, c, stranger;
    const char *path;
    ac_import_report r;

    (void)state;
    three(&a, &b, &c);
    desk_new(&stranger, "EURF", 9);
    desk_note(&a, a.space, "for members");
    path = written(&a, "sealed", NULL, false);
    assert_false(has_text(path, "for members"));
    assert_false(has_text(path, "CITY"));
    taken(&b, path, 1, -1);
    taken(&c, path, 1, -1);
    taken(&a, path, 0, -1); /* our own organisation can always open it */
    refused(&stranger, path, AC_EREFUSED, "a stranger", 0);
    assert_int_equal(ac_bundle_read(b.nb, path, false, &r, NULL), AC_OK);
    assert_string_equal(r.sender, "CITY");
    free_three(&a, &b, &c);
    desk_free(&stranger);
}

static void one_for_a_partner_is_for_nobody_else(void **state)
{
    desk a, b, c;
    const char *path;
    ac_export_report r;
    ac_err err = { 0 };

    (void)state;
    three(&a, &b, &c);
    desk_note(&a, a.space, "for one of them");
    path = written(&a, "for-sasi", "SASI", false);
    refused(&c, path, AC_EREFUSED, "another member", 0);
    taken(&b, path, 1, -1);
    taken(&a, path, 0, -1);
    assert_int_equal(write_of(&a, a.space, &(ac_export){ .path = file("nobody"), .for_code = "NOPE" }, &r, &err), AC_EREF);
    assert_int_equal(access(file("nobody"), F_OK), -1);
    free_three(&a, &b, &c);
}

static void the_own_space_is_never_open(void **state)
{
    static const char secret[] = "we doubt that this will work";
    desk a, b, c;
    ac_export_report r;

    (void)state;
    three(&a, &b, &c);
    desk_note(&a, desk_own_space(&a), secret);
    assert_int_equal(write_of(&a, desk_own_space(&a), &(ac_export){ .path = file("own"), .is_open = true }, &r, NULL), AC_EUSAGE);
    assert_int_equal(access(file("own"), F_OK), -1);
    assert_int_equal(write_of(&a, desk_own_space(&a), &(ac_export){ .path = file("own") }, &r, NULL), AC_OK);
    assert_false(has_text(file("own"), secret));
    refused(&b, file("own"), AC_EREFUSED, "own space", 0);
    taken(&a, file("own"), 0, -1);
    /* and a note of it stands in no bundle of a partnership */
    desk_notes(&a, 1);
    assert_false(has_text(written(&a, "air", NULL, true), secret));
    unlink(file("own"));
    free_three(&a, &b, &c);
}

static void who_holds_it_already_gets_less(void **state)
{
    desk a, b, c;
    ac_export_report r;

    (void)state;
    three(&a, &b, &c);
    desk_notes(&a, 20);
    assert_true(desks_sync(&b, &a));
    desk_notes(&a, 2);
    unlink(file("less"));
    assert_int_equal(write_of(&a, a.space, &(ac_export){ .path = file("less"), .for_code = "SASI" }, &r, NULL), AC_OK);
    assert_true(r.changes == 2 && r.since_ms > 0);
    taken(&b, file("less"), 2, 0);
    unlink(file("less"));
    assert_int_equal(write_of(&a, a.space, &(ac_export){ .path = file("less"), .for_code = "RIVR" }, &r, NULL), AC_OK);
    assert_true(r.changes == 22);
    taken(&c, file("less"), 22, 0);
    unlink(file("less"));
    assert_true(desks_sync(&b, &a) && desks_sync(&c, &a));
    assert_int_equal(write_of(&a, a.space, &(ac_export){ .path = file("less"), .if_any = true }, &r, NULL), AC_OK);
    assert_int_equal(access(file("less"), F_OK), -1); /* nothing that others lack: no file */
    free_three(&a, &b, &c);
}

/* --- taken twice, looked at only --- */

static void taking_it_twice_changes_nothing(void **state)
{
    desk a, b, c;
    const char *path;
    int64_t count;
    ac_digest one, two;

    (void)state;
    three(&a, &b, &c);
    desk_notes(&a, 40);
    path = written(&a, "twice", NULL, false);
    taken(&b, path, 40, -1);
    count = desk_count(&b);
    desk_digest(&b, &one);
    taken(&b, path, 0, -1);
    desk_digest(&b, &two);
    assert_true(desk_count(&b) == count && ac_digest_eq(one, two));
    free_three(&a, &b, &c);
}

static void a_dry_run_writes_nothing(void **state)
{
    desk a, b, c;
    const char *path;
    ac_buf before = { 0 }, after = { 0 };
    ac_import_report r;

    (void)state;
    three(&a, &b, &c);
    desk_notes(&a, 7);
    path = written(&a, "dry", NULL, false);
    notebook_bytes(&b, &before);
    assert_int_equal(ac_bundle_read(b.nb, path, true, &r, NULL), AC_OK);
    assert_true(r.taken == 7 && r.small == b.space);
    assert_string_equal(r.sender, "CITY");
    notebook_bytes(&b, &after);
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.p, after.p, before.len);
    ac_buf_free(&before);
    ac_buf_free(&after);
    taken(&b, path, 7, -1);
    free_three(&a, &b, &c);
}

/* --- files that are not as they were written --- */

/* Long texts, so that few changes make many frames and pieces. */
static void long_notes(desk *d, int n)
{
    char text[30001];

    memset(text, 'z', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < n; i++)
        desk_note(d, d->space, text);
}

/* Where frames of an inner file begin: their lengths. */
static size_t frame_starts(const ac_buf *b, size_t *out, size_t max)
{
    size_t n = 0, at = AC_BUNDLE_MAGIC;

    while (at < b->len && n < max) {
        out[n++] = at;
        at += 4 + ac_be32(b->p + at);
    }
    assert_int_equal(at, b->len);
    return n;
}

static void cut_short_it_is_refused_whole(void **state)
{
    desk a, b, c;
    ac_buf whole = { 0 };
    size_t starts[64], n;

    (void)state;
    three(&a, &b, &c);
    long_notes(&a, 8);
    bytes_of(written(&a, "open", NULL, true), &whole);
    n = frame_starts(&whole, starts, 64);
    assert_true(n >= 6);
    for (size_t i = 0; i < n; i++)
        for (int d = -1; d <= 5; d++) {
            put_bytes(file("cut"), whole.p, (size_t)((int64_t)starts[i] + d));
            refused(&b, file("cut"), AC_EREFUSED, "open, cut at frame", i);
        }
    put_bytes(file("cut"), whole.p, whole.len - 1);
    refused(&b, file("cut"), AC_EREFUSED, "open, one byte short", 0);
    bytes_of(written(&a, "sealed", NULL, false), &whole);
    size_t head = AC_BUNDLE_MAGIC + 2 + 3 * 112 + 24, piece = AC_BUNDLE_PIECE + 17;
    assert_true(whole.len > head + 3 * piece);
    for (size_t at = 0; at < head; at += at < 12 ? 1 : 37) {
        put_bytes(file("cut"), whole.p, at);
        refused(&b, file("cut"), AC_EREFUSED, "sealed, cut in its head at", at);
    }
    for (size_t at = head; at < whole.len; at += piece)
        for (int d = -1; d <= 1; d++) {
            put_bytes(file("cut"), whole.p, (size_t)((int64_t)at + d));
            refused(&b, file("cut"), AC_EREFUSED, "sealed, cut at", at);
        }
    put_bytes(file("cut"), whole.p, whole.len - 1);
    refused(&b, file("cut"), AC_EREFUSED, "sealed, one byte short", 0);
    put_bytes(file("cut"), whole.p, whole.len);
    taken(&b, file("cut"), 8, -1);
    ac_buf_free(&whole);
    free_three(&a, &b, &c);
}

static void altered_anywhere_it_is_refused_whole(void **state)
{
    desk a, b, c;
    ac_buf whole = { 0 };

    (void)state;
    three(&a, &b, &c);
    long_notes(&a, 5);
    for (int sealed = 0; sealed < 2; sealed++) {
        bytes_of(written(&a, "altered", NULL, !sealed), &whole);
        for (size_t at = 0, k = 0, end = whole.len - 400; at < whole.len; k++) {
            whole.p[at] ^= (uint8_t)(1u << k % 8);
            put_bytes(file("alter"), whole.p, whole.len);
            /* a box of somebody else may be anything: then ours opens the rest as before */
            if (sealed && at >= AC_BUNDLE_MAGIC + 2 && at < AC_BUNDLE_MAGIC + 2 + 3 * 112) {
                ac_import_report r;
                ac_rc rc = ac_bundle_read(b.nb, file("alter"), true, &r, NULL);
                assert_true(rc == AC_OK || rc == AC_EREFUSED);
            } else {
                refused(&b, file("alter"), AC_EREFUSED, sealed ? "sealed, altered at" : "open, altered at", at);
            }
            whole.p[at] ^= (uint8_t)(1u << k % 8);
            at = at < 1200 || at >= end ? at + 7 : at + 3001 < end ? at + 3001 : end; /* HEAD and TAIL closely */
        }
        for (int twice = 0; twice < 2; twice++) { /* something behind its end; itself once more */
            FILE *f;
            put_bytes(file("alter"), whole.p, whole.len);
            f = fopen(file("alter"), "ab");
            assert_non_null(f);
            assert_true(fwrite(whole.p, 1, twice ? whole.len : 1, f) > 0);
            fclose(f);
            refused(&b, file("alter"), AC_EREFUSED, "longer", (size_t)twice);
        }
    }
    put_bytes(file("alter"), "", 0);
    refused(&b, file("alter"), AC_EREFUSED, "empty", 0);
    put_bytes(file("alter"), "accord-b\2 and more", 18);
    refused(&b, file("alter"), AC_EREFUSED, "another version", 0);
    refused(&b, dir, AC_EREFUSED, "a directory", 0);
    refused(&b, file("not-there"), AC_EREF, "none", 0);
    ac_buf_free(&whole);
    free_three(&a, &b, &c);
}

/* A recipient knows the key of the envelope: he puts another letter into it, for the other recipients. */
static void an_envelope_holds_its_own_letter_alone(void **state)
{
    desk a, b, c;
    ac_buf sealed = { 0 }, inner = { 0 }, key = { 0 }, other = { 0 };
    uint8_t header[AC_STREAM_HEADER];
    ac_stream stream;
    size_t boxes = AC_BUNDLE_MAGIC + 2;

    (void)state;
    three(&a, &b, &c);
    desk_notes(&a, 1);
    desk_notes(&b, 1);
    bytes_of(written(&a, "sealed", NULL, false), &sealed);
    bytes_of(written(&b, "inner", NULL, true), &inner);
    for (int i = 0; i < 3 && key.len == 0; i++)
        (void)ac_notebook_open_sealed(b.nb, sealed.p + boxes + 112 * i, 112, &key);
    assert_int_equal(key.len, 64);
    ac_buf_put(&other, sealed.p, boxes + 3 * 112);
    ac_stream_seal_begin(&stream, header, key.p);
    ac_buf_put(&other, header, sizeof header);
    assert_true(inner.len < AC_BUNDLE_PIECE && ac_stream_seal(&stream, &other, inner.p, inner.len, true));
    put_bytes(file("other"), other.p, other.len);
    refused(&c, file("other"), AC_EREFUSED, "another letter in the envelope", 0);
    taken(&c, file("sealed"), 1, -1);
    ac_buf_free(&sealed);
    ac_buf_free(&inner);
    ac_buf_free(&key);
    ac_buf_free(&other);
    free_three(&a, &b, &c);
}

static void a_foreign_one_is_refused_whole(void **state)
{
    desk a, b, c, d, e, *other[] = { &e };
    const char *path;

    (void)state;
    three(&a, &b, &c);
    desk_new(&d, "EURF", 11);
    desk_new(&e, "ARCH", 12);
    desks_partners(&d, other, 1);
    path = written(&d, "foreign", NULL, true);
    refused(&b, path, AC_EREFUSED, "another partnership", 0);
    refused(&a, path, AC_EREFUSED, "another partnership", 1);
    free_three(&a, &b, &c);
    desk_free(&d);
    desk_free(&e);
}

/* An open bundle with its TAIL made again by its sender, after what stands before was changed. */
static void tail_again(desk *sender, ac_buf *b, size_t tail_at, uint32_t frames, uint64_t changes)
{
    ac_buf frame = { 0 }, m = { 0 };
    ac_space space = desk_space(sender);
    uint8_t hash[32], sig[64];
    ac_hash h;

    b->len = tail_at;
    ac_hash_begin(&h, NULL);
    ac_hash_add(&h, b->p, b->len);
    ac_hash_end(&h, hash);
    ac_bundle_signed(&m, &space, &ac_notebook_me(sender->nb)->device, frames, changes, hash);
    ac_notebook_sign(sender->nb, AC_TAG_BUNDLE, m.p, m.len, sig);
    ac_put_frame(&frame, AC_F_TAIL, 0, AC_NO_SLOT);
    ac_buf_u32(&frame, frames);
    ac_buf_u64(&frame, changes);
    ac_buf_put(&frame, hash, 32);
    ac_buf_put(&frame, sig, 64);
    ac_buf_u32(b, (uint32_t)frame.len);
    ac_buf_put(b, frame.p, frame.len);
    ac_buf_free(&frame);
    ac_buf_free(&m);
}

enum { AS_IT_WAS, COUNT, NO_OF_FRAME, LAST_FLAG, SLOT, MORE, NO_LIST, AUTHORS, HEAD_FLAG, SENDER, SPACE, TRICKS };

static void what_a_member_signs_must_have_the_right_form(void **state)
{
    static const char *const names[] = { "as it was", "count", "number", "flag", "slot", "more", "no list", "authors",
                                         "head flag", "sender", "space" };
    desk a, b, c;
    ac_buf whole = { 0 };

    (void)state;
    three(&a, &b, &c);
    long_notes(&a, 5);
    for (int trick = AS_IT_WAS; trick < TRICKS; trick++) {
        size_t starts[64], n;
        uint32_t frames;
        uint64_t changes = (uint64_t)desk_count(&a);
        uint8_t *list, *first;
        bytes_of(written(&a, "form", NULL, true), &whole);
        n = frame_starts(&whole, starts, 64);
        frames = (uint32_t)(n - 3);
        list = whole.p + starts[1] + 4;
        first = whole.p + starts[2] + 4;
        assert_true(list[0] == AC_F_LIST && first[0] == AC_F_CHANGES);
        switch (trick) {
        case COUNT: changes++; break;
        case NO_OF_FRAME: first[7] = 2; break;
        case LAST_FLAG: first[1] = AC_FLAG_LAST; break;
        case SLOT: first[3] = 1; break;
        case MORE: list[4] = 1; break;
        case NO_LIST: list[0] = AC_F_WANT; break;
        case AUTHORS: { /* the list once more: its authors do not go on */
            size_t len = 4 + ac_be32(whole.p + starts[1]);
            ac_buf twice = { 0 };
            list[4] = 1;
            ac_buf_put(&twice, whole.p, starts[2]);
            ac_buf_put(&twice, whole.p + starts[1], len);
            twice.p[starts[2] + 4 + 4] = 0;
            ac_buf_put(&twice, whole.p + starts[2], whole.len - starts[2]);
            ac_buf_free(&whole);
            whole = twice;
            starts[n - 1] += len;
            break;
        }
        case HEAD_FLAG: whole.p[starts[0] + 5] = 2; break;
        case SENDER: whole.p[starts[0] + 8 + 32] ^= 1; break;
        case SPACE: whole.p[starts[0] + 8] ^= 1; break;
        default: break;
        }
        tail_again(&a, &whole, starts[n - 1], frames, changes);
        put_bytes(file("form"), whole.p, whole.len);
        if (trick == AS_IT_WAS) {
            ac_import_report r;
            assert_int_equal(ac_bundle_read(b.nb, file("form"), true, &r, NULL), AC_OK);
            assert_true(r.taken == 5);
        } else {
            refused(&b, file("form"), AC_EREFUSED, names[trick], 0);
        }
    }
    ac_buf_free(&whole);
    free_three(&a, &b, &c);
}

/* A sender that lists without end would have us keep all of it. */
static void a_list_has_a_most(void **state)
{
    desk a, b, c;
    ac_buf whole = { 0 }, big = { 0 };
    size_t starts[64], n;

    (void)state;
    three(&a, &b, &c);
    bytes_of(written(&a, "list", NULL, true), &whole);
    n = frame_starts(&whole, starts, 64);
    for (int beyond = 0; beyond < 2; beyond++) {
        ac_buf_clear(&big);
        ac_buf_put(&big, whole.p, starts[1]);
        for (unsigned f = 0; f < 65; f++) { /* 64 authors of 4 heads each a frame, and at last one author more */
            ac_buf frame = { 0 };
            ac_put_frame(&frame, AC_F_LIST, 0, 0);
            ac_buf_u8(&frame, f < 64);
            for (unsigned i = 0; i < (f < 64 ? 64u : (unsigned)beyond); i++) {
                uint8_t author[32] = { (uint8_t)f, (uint8_t)i };
                ac_buf_put(&frame, author, 32);
                ac_buf_u8(&frame, 4);
                for (unsigned k = 1; k <= 4; k++)
                    ac_put_point(&frame, k, &(ac_id){ { 1 } });
            }
            ac_buf_u32(&big, (uint32_t)frame.len);
            ac_buf_put(&big, frame.p, frame.len);
            ac_buf_free(&frame);
        }
        size_t tail_at = big.len + (starts[n - 1] - starts[2]);
        ac_buf_put(&big, whole.p + starts[2], whole.len - starts[2]);
        tail_again(&a, &big, tail_at, (uint32_t)(n - 3), (uint64_t)desk_count(&a));
        put_bytes(file("list"), big.p, big.len);
        ac_import_report r;
        assert_int_equal(ac_bundle_read(b.nb, file("list"), true, &r, NULL), beyond ? AC_EREFUSED : AC_OK);
    }
    ac_buf_free(&whole);
    ac_buf_free(&big);
    free_three(&a, &b, &c);
}

/* A carrier who spoils a change and signs the file: that feed stops, the rest is taken, and it is said. */
static void a_bad_change_in_it_stops_its_feed_alone(void **state)
{
    desk a, b, c;
    ac_buf whole = { 0 };
    size_t starts[64], n;
    ac_import_report r;
    ac_device da, dc;
    ac_frame f;
    ac_wire_change w;
    bool done = false;
    ac_err err = { 0 };

    (void)state;
    three(&a, &b, &c);
    desk_notes(&a, 3);
    desk_notes(&c, 3);
    assert_true(desks_sync(&c, &a));
    da = ac_notebook_me(a.nb)->device;
    dc = ac_notebook_me(c.nb)->device;
    bytes_of(written(&a, "spoilt", NULL, true), &whole);
    n = frame_starts(&whole, starts, 64);
    for (size_t i = 2; i < n - 1 && !done; i++) {
        assert_true(ac_frame_decode(&f, whole.p + starts[i] + 4, ac_be32(whole.p + starts[i])));
        while (!done && ac_change_next(&f, &w))
            if (memcmp(w.header + 72, dc.b, 32) == 0 && ac_be64(w.header + 8) > desk_newest_seq(&b, &dc)) {
                whole.p[w.signature - whole.p] ^= 1;
                done = true;
            }
    }
    assert_true(done);
    tail_again(&a, &whole, starts[n - 1], (uint32_t)(n - 3), (uint64_t)desk_count(&a));
    put_bytes(file("spoilt"), whole.p, whole.len);
    assert_int_equal(ac_bundle_read(b.nb, file("spoilt"), false, &r, &err), AC_EPART);
    assert_true(r.refused == 3 && r.gaps == 1 && r.taken >= 3);
    assert_non_null(strstr(r.why, "signature"));
    assert_true(desk_newest_seq(&b, &da) == desk_newest_seq(&a, &da));
    assert_true(desk_newest_seq(&b, &dc) == desk_newest_seq(&a, &dc) - 3);
    taken(&b, written(&a, "good", NULL, false), 3, -1);
    assert_true(desks_are_same(&a, &b));
    ac_buf_free(&whole);
    free_three(&a, &b, &c);
}

/* --- files of others --- */

static void it_never_overwrites(void **state)
{
    desk a, b, c;
    ac_export_report r;
    ac_buf bytes = { 0 };
    char first[4096];
    ac_err err = { 0 };

    (void)state;
    three(&a, &b, &c);
    put_bytes(file("mine"), "a letter", 8);
    assert_int_equal(write_of(&a, a.space, &(ac_export){ .path = file("mine") }, &r, &err), AC_ESTATE);
    bytes_of(file("mine"), &bytes);
    assert_int_equal(bytes.len, 8);
    assert_memory_equal(bytes.p, "a letter", 8);
    assert_int_equal(write_of(&a, a.space, &(ac_export){ .path = file("mine"), .is_replaced = true }, &r, NULL), AC_OK);
    bytes_of(file("mine"), &bytes);
    assert_true(ac_bundle_is(bytes.p, bytes.len));
    /* into a directory: a name of its own each time */
    assert_int_equal(write_of(&a, a.space, &(ac_export){ .path = dir }, &r, NULL), AC_OK);
    snprintf(first, sizeof first, "%s", r.path);
    assert_non_null(strstr(first, "city-to-"));
    assert_int_equal(write_of(&a, a.space, &(ac_export){ .path = dir, .for_code = "SASI" }, &r, NULL), AC_OK);
    assert_non_null(strstr(r.path, "city-to-sasi-"));
    unlink(r.path);
    assert_int_equal(write_of(&a, a.space, &(ac_export){ .path = dir }, &r, NULL), AC_OK);
    assert_string_not_equal(first, r.path);
    assert_non_null(strstr(r.path, "-2.accord"));
    unlink(first);
    unlink(r.path);
    /* a place that is not there; nothing is left behind */
    assert_int_equal(write_of(&a, a.space, &(ac_export){ .path = file("no/such/place") }, &r, NULL), AC_EIO);
    ac_buf_free(&bytes);
    free_three(&a, &b, &c);
}

/* --- our own feed --- */

static void the_mark_goes_before_the_file(void **state)
{
    desk a, b, c;
    ac_mark mark;
    ac_space space;
    ac_device da;
    ac_export_report r;
    ac_err err = { 0 };

    (void)state;
    three(&a, &b, &c);
    space = desk_space(&a);
    da = ac_notebook_me(a.nb)->device;
    desk_save(&a, "old.db");
    desk_notes(&a, 3);
    written(&a, "mark", NULL, false);
    assert_int_equal(ac_mark_read(&mark, a.state, &da, NULL), AC_OK);
    assert_true(ac_mark_find(&mark, &space)->seq == desk_newest_seq(&a, &da));
    ac_mark_free(&mark);
    desk_restore(&a, "old.db"); /* behind its mark: nothing leaves, and the file gives it back */
    unlink(file("behind"));
    assert_int_equal(write_of(&a, a.space, &(ac_export){ .path = file("behind") }, &r, &err), AC_ESTOPPED);
    assert_int_equal(access(file("behind"), F_OK), -1);
    taken(&a, file("mark"), 3, -1);
    assert_true(desk_may_write(&a));
    desk_notes(&a, 1);
    assert_true(desks_sync(&a, &b) && desk_has_no_fork(&b));
    free_three(&a, &b, &c);
}

static void its_list_shows_a_foreign_copy(void **state)
{
    desk a, b, c, twin;
    ac_import_report r;
    const char *path;

    (void)state;
    three(&a, &b, &c);
    desk_copy(&twin, &a);
    desk_notes(&twin, 2);
    path = written(&twin, "twin", NULL, false);
    desk_notes(&a, 1);
    assert_int_equal(ac_bundle_read(a.nb, path, true, &r, NULL), AC_OK);
    assert_true(desk_may_write(&a)); /* looking alone says nothing */
    assert_int_equal(ac_bundle_read(a.nb, path, false, &r, NULL), AC_OK);
    assert_true(r.is_foreign);
    assert_false(desk_may_write(&a));
    taken(&b, path, 2, -1);
    free_three(&a, &b, &c);
    desk_free(&twin);
}

static void a_gap_is_told(void **state)
{
    desk a, b, c;
    ac_import_report r;
    const char *path;

    (void)state;
    three(&a, &b, &c);
    desk_save(&b, "old.db");
    desk_notes(&a, 3);
    assert_true(desks_sync(&b, &a)); /* a knows that b has these */
    desk_notes(&a, 2);
    path = written(&a, "gap", "SASI", false);
    desk_restore(&b, "old.db"); /* and then b has not */
    assert_int_equal(ac_bundle_read(b.nb, path, false, &r, NULL), AC_EPART);
    assert_true(r.gaps == 1 && r.taken == 0 && r.refused == 2);
    taken(&b, written(&a, "all", NULL, true), 5, -1);
    free_three(&a, &b, &c);
}

/* --- acks, and entering without a network --- */

static void an_export_carries_the_ack_that_is_due(void **state)
{
    desk a, b, c;
    ac_device db;
    uint64_t seq;
    const char *path;

    (void)state;
    three(&a, &b, &c);
    db = ac_notebook_me(b.nb)->device;
    desk_offer(&a, "SASI");
    seq = desk_newest_seq(&b, &db);
    taken(&b, written(&a, "offer", "SASI", false), 1, -1);
    assert_true(desk_newest_seq(&b, &db) == seq); /* taking in alone writes nothing */
    path = written(&b, "answer", "CITY", false);
    assert_true(desk_newest_seq(&b, &db) == seq + 1);
    taken(&a, path, 1, -1);
    assert_true(desk_newest_seq(&a, &db) == seq + 1);
    free_three(&a, &b, &c);
}

/* Invitation, reply, export: three files and no network. */
static void a_partner_comes_in_by_stick_alone(void **state)
{
    desk a, b, c, d;
    ac_invitation inv = { 0 };
    ac_buf join = { 0 }, reply = { 0 }, opened = { 0 }, header = { 0 }, apply = { 0 };
    uint8_t sig[64], sig_read[64];
    ac_id id, taken_id;
    const char *path;
    bool in = false;
    ac_err err = { 0 };

    (void)state;
    three(&a, &b, &c);
    desk_notes(&a, 3);
    desk_new(&d, "EURF", 4);
    assert_int_equal(ac_invite_write(a.nb, a.space, "partner", false, NULL, 0, &inv, NULL), AC_OK);
    path = written(&a, "before", NULL, true);
    refused(&d, path, AC_EREFUSED, "before it was invited", 0);
    assert_int_equal(ac_join_make(d.nb, &inv, &join, sig, &id, NULL), AC_OK);
    assert_int_equal(ac_reply_encode(&reply, &inv.seal, join.p, join.len, sig, NULL, NULL), AC_OK);
    assert_true(ac_reply_is(reply.p, reply.len));
    assert_false(ac_notebook_open_sealed(b.nb, reply.p + AC_REPLY_HEAD, reply.len - AC_REPLY_HEAD, &opened));
    assert_true(ac_notebook_open_sealed(a.nb, reply.p + AC_REPLY_HEAD, reply.len - AC_REPLY_HEAD, &opened));
    assert_int_equal(ac_reply_parse(opened.p, opened.len, &header, sig_read, &apply, NULL), AC_OK);
    if (ac_join_take(a.nb, header.p, header.len, sig_read, &taken_id, &err) != AC_OK)
        fail_msg("%s", err.text);
    path = written(&a, "welcome", "EURF", false);
    refused(&b, path, AC_EREFUSED, "for the newcomer alone", 0);
    taken(&d, path, desk_count(&a), 0);
    assert_int_equal(ac_join_is_admitted(d.nb, &inv.space, &in, NULL), AC_OK);
    assert_true(in);
    desk_find_space(&d, &inv.space);
    assert_true(desks_are_same(&a, &d));
    desk_notes(&d, 1);
    taken(&a, written(&d, "first", "CITY", false), 1, -1); /* its note, which says that it has the rest */
    assert_true(desks_are_same(&a, &d));
    ac_invitation_free(&inv);
    ac_buf_free(&join);
    ac_buf_free(&reply);
    ac_buf_free(&opened);
    ac_buf_free(&header);
    ac_buf_free(&apply);
    free_three(&a, &b, &c);
    desk_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_open_bundle_is_read_by_anybody_and_holds_everything),
        cmocka_unit_test(a_sealed_one_is_for_members),
        cmocka_unit_test(one_for_a_partner_is_for_nobody_else),
        cmocka_unit_test(the_own_space_is_never_open),
        cmocka_unit_test(who_holds_it_already_gets_less),
        cmocka_unit_test(taking_it_twice_changes_nothing),
        cmocka_unit_test(a_dry_run_writes_nothing),
        cmocka_unit_test(cut_short_it_is_refused_whole),
        cmocka_unit_test(altered_anywhere_it_is_refused_whole),
        cmocka_unit_test(an_envelope_holds_its_own_letter_alone),
        cmocka_unit_test(a_foreign_one_is_refused_whole),
        cmocka_unit_test(what_a_member_signs_must_have_the_right_form),
        cmocka_unit_test(a_list_has_a_most),
        cmocka_unit_test(a_bad_change_in_it_stops_its_feed_alone),
        cmocka_unit_test(it_never_overwrites),
        cmocka_unit_test(the_mark_goes_before_the_file),
        cmocka_unit_test(its_list_shows_a_foreign_copy),
        cmocka_unit_test(a_gap_is_told),
        cmocka_unit_test(an_export_carries_the_ack_that_is_due),
        cmocka_unit_test(a_partner_comes_in_by_stick_alone),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
