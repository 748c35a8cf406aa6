/* test_keyfile.c - the key file, the key that is left unlocked, the recovery sheet. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/file.h"
#include "core/keyfile.h"
#include "tests/support/vector.h"

static ac_json *vectors;
static ac_world world;
static char dir[128];

/* Written plainly: what durable writing costs is not under test here. */
static void put(const char *name, const void *bytes, size_t n, mode_t mode)
{
    char *path = ac_path(dir, name);
    int fd;

    unlink(path);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), n);
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
    free(path);
}

static void get(const char *name, ac_buf *out)
{
    char *path = ac_path(dir, name);

    assert_int_equal(ac_file_read(out, path, AC_KEYFILE_MAX, false, NULL), AC_OK);
    free(path);
}

static void put_vector(const char *which)
{
    ac_buf file = { 0 };

    vector_hex(ac_json_get(vectors, "device-key"), which, &file);
    put(AC_KEYFILE_NAME, file.p, file.len, 0600);
    ac_buf_free(&file);
}

static ac_rc read_key(const char *passphrase, ac_err *err)
{
    ac_keyfile k = { 0 };
    ac_rc rc = ac_keyfile_read(&k, dir, passphrase, passphrase != NULL ? strlen(passphrase) : 0, err);

    ac_keyfile_free(&k);
    return rc;
}

static void is_the_vector(const ac_keyfile *k)
{
    uint8_t want[32];
    const ac_json *seed = ac_json_get(vectors, "seed"), *home = ac_json_get(vectors, "home");
    ac_buf json = { 0 };

    vector_bytes(home, "device-seed", want, 32);
    assert_memory_equal(k->device.p, want, 32);
    assert_memory_equal(k->device.p + 32, k->device_key.b, 32);
    vector_bytes(home, "transport-secret", want, 32);
    assert_memory_equal(k->transport.p, want, 32);
    vector_bytes(seed, "seed", want, 32);
    assert_non_null(k->root_seed.p);
    assert_memory_equal(k->root_seed.p, want, 32);
    assert_int_equal(k->nseals, 2);
    vector_bytes(seed, "seal-1-secret", want, 32);
    assert_memory_equal(k->seals[0].p, want, 32);
    vector_bytes(seed, "seal-2-secret", want, 32);
    assert_memory_equal(k->seals[1].p, want, 32);
    assert_int_equal(ac_json_encode(&json, k->home, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&json), ac_json_str(home, "json"));
    ac_buf_free(&json);
}

static void new_key(ac_keyfile *k)
{
    uint8_t seed[32];

    assert_int_equal(ac_keyfile_new(k, &world, NULL), AC_OK);
    assert_true(ac_secret_alloc(&k->root_seed, 32) && ac_secret_alloc(&k->seals[0], 32));
    k->nseals = 1;
    world.random(&world, seed, 32);
    memcpy(k->root_seed.p, seed, 32);
    world.random(&world, k->seals[0].p, 32);
}

static void same_key(const ac_keyfile *a, const ac_keyfile *b)
{
    assert_memory_equal(a->device.p, b->device.p, 64);
    assert_memory_equal(a->transport.p, b->transport.p, 32);
    assert_true(ac_device_eq(a->device_key, b->device_key));
    assert_true(ac_transport_eq(a->transport_key, b->transport_key));
    assert_int_equal(a->nseals, b->nseals);
    for (size_t i = 0; i < a->nseals; i++)
        assert_memory_equal(a->seals[i].p, b->seals[i].p, 32);
    assert_int_equal(a->root_seed.p != NULL, b->root_seed.p != NULL);
    if (a->root_seed.p != NULL)
        assert_memory_equal(a->root_seed.p, b->root_seed.p, 32);
    assert_int_equal(a->home != NULL, b->home != NULL);
}

/* --- the file --- */

static void root_and_seals_follow_from_the_seed(void **state)
{
    const ac_json *c = ac_json_get(vectors, "seed");
    uint8_t seed[32], want[32], secret[64];
    ac_root root;
    ac_seal seal;

    (void)state;
    vector_bytes(c, "seed", seed, 32);
    ac_root_from_seed(seed, &root, secret);
    vector_bytes(c, "root", want, 32);
    assert_memory_equal(root.b, want, 32);
    assert_memory_equal(secret + 32, want, 32);
    ac_seal_from_seed(seed, 1, &seal, secret);
    vector_bytes(c, "seal-1", want, 32);
    assert_memory_equal(seal.b, want, 32);
    vector_bytes(c, "seal-1-secret", want, 32);
    assert_memory_equal(secret, want, 32);
}

static void the_files_of_the_vector_are_read(void **state)
{
    const char *passphrase = ac_json_str(ac_json_get(vectors, "device-key"), "passphrase");
    ac_keyfile k = { 0 };
    bool wrapped;

    (void)state;
    put_vector("open");
    assert_int_equal(ac_keyfile_is_wrapped(dir, &wrapped, NULL), AC_OK);
    assert_false(wrapped);
    assert_int_equal(ac_keyfile_read(&k, dir, NULL, 0, NULL), AC_OK);
    is_the_vector(&k);
    assert_false(k.is_wrapped);
    ac_keyfile_free(&k);
    put_vector("wrapped");
    assert_int_equal(ac_keyfile_is_wrapped(dir, &wrapped, NULL), AC_OK);
    assert_true(wrapped);
    assert_int_equal(ac_keyfile_read(&k, dir, passphrase, strlen(passphrase), NULL), AC_OK);
    is_the_vector(&k);
    assert_true(k.is_wrapped);
    ac_keyfile_free(&k);
}

static void a_locked_key_asks_and_a_wrong_passphrase_is_told(void **state)
{
    ac_err err = { 0 };

    (void)state;
    put_vector("wrapped");
    assert_int_equal(read_key(NULL, &err), AC_ELOCKED);
    assert_non_null(strstr(err.hint, "key unlock"));
    assert_int_equal(read_key("zloty klucz", &err), AC_ELOCKED);
    assert_non_null(strstr(err.text, "passphrase is wrong"));
    assert_int_equal(read_key("", &err), AC_ELOCKED);
}

static void what_is_written_is_read_and_rewritten_under_another_passphrase(void **state)
{
    ac_keyfile k = { 0 }, back = { 0 };
    ac_buf file = { 0 };
    char hex[65];

    (void)state;
    new_key(&k);
    assert_int_equal(ac_keyfile_write(&k, dir, "first", 5, &world, NULL), AC_OK);
    get(AC_KEYFILE_NAME, &file);
    ac_hex(hex, k.device.p, 32);
    assert_null(memmem(file.p, file.len, hex, 64));
    assert_null(memmem(file.p, file.len, k.device.p, 32));
    assert_int_equal(ac_keyfile_read(&back, dir, "first", 5, NULL), AC_OK);
    same_key(&k, &back);
    assert_int_equal(ac_keyfile_write(&back, dir, "second", 6, &world, NULL), AC_OK);
    ac_keyfile_free(&back);
    assert_int_equal(read_key("first", NULL), AC_ELOCKED);
    assert_int_equal(read_key("second", NULL), AC_OK);

    /* No passphrase any more, and the root gone: its sheet has been printed. */
    ac_secret_free(&k.root_seed);
    assert_int_equal(ac_keyfile_write(&k, dir, NULL, 0, &world, NULL), AC_OK);
    assert_int_equal(ac_keyfile_read(&back, dir, NULL, 0, NULL), AC_OK);
    same_key(&k, &back);
    assert_null(back.root_seed.p);
    ac_keyfile_free(&back);
    ac_keyfile_free(&k);
    ac_buf_free(&file);
}

static void a_file_is_written_for_its_owner_alone_and_leaves_nothing_beside_it(void **state)
{
    ac_keyfile k = { 0 };
    struct stat st;
    char *path = ac_path(dir, AC_KEYFILE_NAME);
    mode_t old = umask(0);

    (void)state;
    new_key(&k);
    assert_int_equal(ac_keyfile_write(&k, dir, NULL, 0, &world, NULL), AC_OK);
    umask(old);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(st.st_nlink, 1);
    unlink(path);
    assert_int_equal(rmdir(dir), 0); /* empty: no temporary file stayed */
    assert_int_equal(mkdir(dir, 0700), 0);
    assert_int_not_equal(ac_keyfile_write(&k, "/nonexistent/place", NULL, 0, &world, NULL), AC_OK);
    ac_keyfile_free(&k);
    free(path);
}

static void any_changed_bit_and_any_cut_is_found(void **state)
{
    ac_buf file = { 0 };

    (void)state;
    vector_hex(ac_json_get(vectors, "device-key"), "open", &file);
    for (size_t bit = 0; bit < file.len * 8; bit += bit < 1000 ? 1 : 37) {
        file.p[bit / 8] = (uint8_t)(file.p[bit / 8] ^ 1u << bit % 8);
        put(AC_KEYFILE_NAME, file.p, file.len, 0600);
        if (read_key(NULL, NULL) == AC_OK)
            fail_msg("bit %zu", bit);
        file.p[bit / 8] = (uint8_t)(file.p[bit / 8] ^ 1u << bit % 8);
    }
    for (size_t n = 0; n < file.len; n += n < 100 ? 1 : 41) {
        put(AC_KEYFILE_NAME, file.p, n, 0600);
        assert_int_equal(read_key(NULL, NULL), AC_ECORRUPT);
    }
    ac_buf_u8(&file, 0);
    put(AC_KEYFILE_NAME, file.p, file.len, 0600);
    assert_int_equal(read_key(NULL, NULL), AC_ECORRUPT);
    ac_buf_free(&file);
}

/* A file that asks for so much work: AC_ECORRUPT where that is beyond the limits, before any work is done. */
static ac_rc asks(uint32_t ops, uint32_t mem)
{
    ac_buf file = { 0 }, n = { 0 };
    ac_rc rc;

    vector_hex(ac_json_get(vectors, "device-key"), "wrapped", &file);
    ac_buf_u32(&n, ops);
    ac_buf_u32(&n, mem);
    memcpy(file.p + 10, n.p, 8);
    put(AC_KEYFILE_NAME, file.p, file.len, 0600);
    rc = read_key("x", NULL);
    ac_buf_free(&file);
    ac_buf_free(&n);
    return rc;
}

static void a_lock_is_neither_weaker_nor_heavier_than_allowed(void **state)
{
    ac_rc rc;

    (void)state;
    assert_int_equal(asks(AC_PWHASH_OPS, AC_PWHASH_MEM), AC_ELOCKED);
    assert_int_equal(asks(AC_PWHASH_OPS - 1, AC_PWHASH_MEM), AC_ECORRUPT);
    assert_int_equal(asks(AC_PWHASH_OPS, AC_PWHASH_MEM - 1), AC_ECORRUPT);
    assert_int_equal(asks(17, AC_PWHASH_MEM), AC_ECORRUPT);
    assert_int_equal(asks(AC_PWHASH_OPS, AC_PWHASH_MEM_MAX + 1), AC_ECORRUPT);
    assert_int_equal(asks(UINT32_MAX, UINT32_MAX), AC_ECORRUPT);
    rc = asks(AC_PWHASH_OPS, AC_PWHASH_MEM_MAX); /* allowed; a small machine may not have it */
    assert_true(rc == AC_ELOCKED || rc == AC_ENOMEM);
}

static void what_others_may_read_is_refused(void **state)
{
    ac_err err = { 0 };
    ac_buf file = { 0 };
    char *path = ac_path(dir, AC_KEYFILE_NAME), *there = ac_path(dir, "there");
    static const mode_t modes[] = { 0640, 0604, 0620, 0602, 0610, 0601 };

    (void)state;
    vector_hex(ac_json_get(vectors, "device-key"), "open", &file);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        put(AC_KEYFILE_NAME, file.p, file.len, modes[i]);
        assert_int_equal(read_key(NULL, &err), AC_EREFUSED);
    }
    assert_non_null(strstr(err.text, "chmod 600"));
    put("there", file.p, file.len, 0600);
    unlink(path);
    assert_int_equal(symlink(there, path), 0);
    assert_int_equal(read_key(NULL, &err), AC_EREFUSED);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(read_key(NULL, &err), AC_EREFUSED); /* and does not wait for a writer */
    if (geteuid() == 0) {
        put(AC_KEYFILE_NAME, file.p, file.len, 0600);
        assert_int_equal(chown(path, 65534, 65534), 0);
        assert_int_equal(read_key(NULL, &err), AC_EREFUSED);
    }
    unlink(path);
    unlink(there);
    free(path);
    free(there);
    ac_buf_free(&file);
}

static void a_missing_a_newer_and_a_foreign_file_are_told_apart(void **state)
{
    ac_buf file = { 0 };
    char *path = ac_path(dir, AC_KEYFILE_NAME);
    uint8_t *huge = calloc(1, AC_KEYFILE_MAX + 1);

    (void)state;
    unlink(path);
    assert_int_equal(read_key(NULL, NULL), AC_ENONOTEBOOK);
    vector_hex(ac_json_get(vectors, "device-key"), "open", &file);
    file.p[8] = 2;
    put(AC_KEYFILE_NAME, file.p, file.len, 0600);
    assert_int_equal(read_key(NULL, NULL), AC_ENEWER);
    file.p[8] = 1;
    file.p[9] = 2;
    put(AC_KEYFILE_NAME, file.p, file.len, 0600);
    assert_int_equal(read_key(NULL, NULL), AC_ENEWER);
    file.p[9] = 0;
    file.p[7] = 'x';
    put(AC_KEYFILE_NAME, file.p, file.len, 0600);
    assert_int_equal(read_key(NULL, NULL), AC_ECORRUPT);
    assert_non_null(huge);
    put(AC_KEYFILE_NAME, huge, AC_KEYFILE_MAX + 1, 0600);
    assert_int_equal(read_key(NULL, NULL), AC_EREFUSED);
    free(huge);
    free(path);
    ac_buf_free(&file);
}

static void wrapped_in_form_but_wrong_inside_is_damaged(void **state)
{
    static const char *const inner[] = { "{}",
                                         "[]",
                                         "not json",
                                         "{\"device\":\"00\",\"seals\":[],\"transport\":\"00\"}",
                                         "{\"device\":\"DEV\",\"seals\":[],\"transport\":\"\"}",
                                         "{\"device\":\"DEV\",\"seals\":{},\"transport\":\"DEV\"}",
                                         "{\"device\":\"DEV\",\"seals\":[\"DEV\",\"0\"],\"transport\":\"DEV\"}",
                                         "{\"device\":\"DEV\",\"root\":true,\"seals\":[],\"transport\":\"DEV\"}",
                                         "{\"device\":\"DEV\",\"seals\":[],\"transport\":\"DEV\"}" };
    size_t n = sizeof inner / sizeof *inner;
    char hex[65];

    (void)state;
    memset(hex, '7', 64);
    hex[64] = '\0';
    for (size_t i = 0; i < n; i++) {
        ac_buf text = { 0 }, file = { 0 };
        static const uint8_t key[32];
        uint8_t head[58] = "accord-k\1";
        for (const char *p = inner[i]; *p != '\0';) {
            if (strncmp(p, "DEV", 3) == 0) {
                ac_buf_str(&text, hex);
                p += 3;
            } else {
                ac_buf_u8(&text, (uint8_t)*p++);
            }
        }
        ac_buf_put(&file, head, sizeof head);
        assert_true(ac_aead_seal(&file, key, head + 34, head, sizeof head, text.p, text.len));
        put(AC_KEYFILE_NAME, file.p, file.len, 0600);
        assert_int_equal(read_key(NULL, NULL), i == n - 1 ? AC_OK : AC_ECORRUPT);
        ac_buf_free(&text);
        ac_buf_free(&file);
    }
}

static void there_are_at_most_64_seal_secrets(void **state)
{
    ac_keyfile k = { 0 }, back = { 0 };
    ac_buf text = { 0 }, file = { 0 };
    static const uint8_t key[32];
    uint8_t head[58] = "accord-k\1";

    (void)state;
    new_key(&k);
    for (; k.nseals < AC_SEALS_MAX; k.nseals++) {
        assert_true(ac_secret_alloc(&k.seals[k.nseals], 32));
        world.random(&world, k.seals[k.nseals].p, 32);
    }
    assert_int_equal(ac_keyfile_write(&k, dir, NULL, 0, &world, NULL), AC_OK);
    assert_int_equal(ac_keyfile_read(&back, dir, NULL, 0, NULL), AC_OK);
    same_key(&k, &back);
    ac_keyfile_free(&back);
    ac_keyfile_free(&k);
    ac_buf_printf(&text, "{\"device\":\"%064d\",\"seals\":[", 1);
    for (int i = 0; i <= AC_SEALS_MAX; i++)
        ac_buf_printf(&text, "%s\"%064d\"", i ? "," : "", i);
    ac_buf_printf(&text, "],\"transport\":\"%064d\"}", 1);
    ac_buf_put(&file, head, sizeof head);
    assert_true(ac_aead_seal(&file, key, head + 34, head, sizeof head, text.p, text.len));
    put(AC_KEYFILE_NAME, file.p, file.len, 0600);
    assert_int_equal(read_key(NULL, NULL), AC_ECORRUPT);
    ac_buf_free(&text);
    ac_buf_free(&file);
}

/* --- left unlocked --- */

static char runtime[128];

static char *unlocked_path(const ac_keyfile *k, const char *place)
{
    char hex[65], name[64];

    ac_hex(hex, k->device_key.b, 32);
    snprintf(name, sizeof name, "accord-%.16s.key", hex);
    return ac_path(place, name);
}

static ac_rc opened(const ac_device *device)
{
    ac_keyfile k = { 0 };
    ac_rc rc = ac_unlock_read(&k, device, dir, NULL);

    if (rc == AC_OK)
        assert_true(ac_device_eq(k.device_key, *device));
    ac_keyfile_free(&k);
    return rc;
}

static void an_unlocked_key_opens_until_it_is_locked(void **state)
{
    ac_keyfile k = { 0 }, back = { 0 };
    struct stat st;
    char *path, *second;
    ac_buf left = { 0 };
    bool was;

    (void)state;
    new_key(&k);
    path = unlocked_path(&k, runtime);
    second = ac_path(runtime, "second");
    assert_int_equal(opened(&k.device_key), AC_ELOCKED);
    assert_int_equal(ac_unlock_write(&k, dir, 3600000, &world, NULL), AC_OK);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(ac_unlock_read(&back, &k.device_key, dir, NULL), AC_OK);
    same_key(&k, &back);
    assert_true(back.is_wrapped);
    ac_keyfile_free(&back);
    assert_int_equal(link(path, second), 0); /* to see what the bytes became */
    assert_int_equal(ac_unlock_remove(&k.device_key, dir, &was, NULL), AC_OK);
    assert_true(was);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(ac_file_read(&left, second, AC_KEYFILE_MAX, true, NULL), AC_OK);
    assert_int_equal(left.len, st.st_size);
    for (size_t i = 0; i < left.len; i++)
        assert_int_equal(left.p[i], 0);
    assert_int_equal(opened(&k.device_key), AC_ELOCKED);
    assert_int_equal(ac_unlock_remove(&k.device_key, dir, &was, NULL), AC_OK);
    assert_false(was);
    unlink(second);
    ac_buf_free(&left);
    ac_keyfile_free(&k);
    free(path);
    free(second);
}

/* The file again with the end or the boot altered. */
static void rewrite_unlocked(const char *path, int line, const char *text)
{
    ac_buf in = { 0 }, out = { 0 };
    const char *p;
    int at = 0, fd;

    assert_int_equal(ac_file_read(&in, path, AC_KEYFILE_MAX, true, NULL), AC_OK);
    for (p = ac_buf_text(&in); *p != '\0'; p++) {
        if (at == line && (p == ac_buf_text(&in) || p[-1] == '\n')) {
            ac_buf_str(&out, text);
            p = strchr(p, '\n');
        }
        at += *p == '\n';
        ac_buf_u8(&out, (uint8_t)*p);
    }
    fd = open(path, O_WRONLY | O_TRUNC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, out.p, out.len), out.len);
    close(fd);
    ac_buf_free(&in);
    ac_buf_free(&out);
}

static void what_is_over_is_removed_on_sight(void **state)
{
    static const struct {
        int line;
        const char *text;
    } spoilt[] = { { 2, "1" }, { 1, "00000000-0000-0000-0000-000000000000" }, { 0, "accord-unlocked 2" }, { 1, "" }, { 2, "soon" } };
    ac_keyfile k = { 0 };
    char *path;
    bool was;

    (void)state;
    new_key(&k);
    path = unlocked_path(&k, runtime);
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
        assert_int_equal(ac_unlock_write(&k, dir, 3600000, &world, NULL), AC_OK);
        assert_int_equal(opened(&k.device_key), AC_OK);
        rewrite_unlocked(path, spoilt[i].line, spoilt[i].text);
        assert_int_equal(opened(&k.device_key), AC_ELOCKED);
        assert_int_equal(access(path, F_OK), -1);
    }
    assert_int_equal(ac_unlock_write(&k, dir, 1, &world, NULL), AC_OK);
    while (opened(&k.device_key) == AC_OK) /* a millisecond passes by itself */
        ;
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(ac_unlock_remove(&k.device_key, dir, &was, NULL), AC_OK);
    assert_false(was);
    ac_keyfile_free(&k);
    free(path);
}

static void it_lies_beside_the_mark_where_no_runtime_directory_is(void **state)
{
    ac_keyfile k = { 0 };
    char *path;
    bool was;

    (void)state;
    new_key(&k);
    unsetenv("XDG_RUNTIME_DIR");
    path = unlocked_path(&k, dir);
    assert_int_equal(ac_unlock_write(&k, dir, 3600000, &world, NULL), AC_OK);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(opened(&k.device_key), AC_OK);
    setenv("XDG_RUNTIME_DIR", runtime, 1); /* unlocked by a service, used in a session, and locked from there */
    assert_int_equal(opened(&k.device_key), AC_OK);
    assert_int_equal(ac_unlock_remove(&k.device_key, dir, &was, NULL), AC_OK);
    assert_true(was);
    assert_int_equal(access(path, F_OK), -1);
    ac_keyfile_free(&k);
    free(path);
}

static void the_key_of_another_device_is_not_taken_for_ours(void **state)
{
    ac_keyfile k = { 0 }, other = { 0 };
    char *path, *theirs;

    (void)state;
    new_key(&k);
    new_key(&other);
    path = unlocked_path(&k, runtime);
    theirs = unlocked_path(&other, runtime);
    assert_int_equal(ac_unlock_write(&other, dir, 3600000, &world, NULL), AC_OK);
    assert_int_equal(rename(theirs, path), 0);
    assert_int_equal(opened(&k.device_key), AC_ELOCKED);
    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(opened(&other.device_key), AC_ELOCKED);
    unlink(path);
    ac_keyfile_free(&k);
    ac_keyfile_free(&other);
    free(path);
    free(theirs);
}

static void a_key_is_unlocked_for_a_while_and_no_longer(void **state)
{
    ac_keyfile k = { 0 };
    bool was;

    (void)state;
    new_key(&k);
    assert_int_equal(ac_unlock_write(&k, dir, 0, &world, NULL), AC_EUSAGE);
    assert_int_equal(ac_unlock_write(&k, dir, -5, &world, NULL), AC_EUSAGE);
    assert_int_equal(ac_unlock_write(&k, dir, AC_UNLOCK_MAX_MS + 1, &world, NULL), AC_EUSAGE);
    assert_int_equal(opened(&k.device_key), AC_ELOCKED);
    assert_int_equal(ac_unlock_write(&k, dir, AC_UNLOCK_MAX_MS, &world, NULL), AC_OK);
    assert_int_equal(opened(&k.device_key), AC_OK);
    assert_int_equal(ac_unlock_remove(&k.device_key, dir, &was, NULL), AC_OK);
    ac_keyfile_free(&k);
}

/* --- the sheet --- */

static void the_sheet_is_that_of_the_vector(void **state)
{
    const ac_json *c = ac_json_get(vectors, "seed");
    uint8_t seed[32], back[32];
    char sheet[AC_SHEET_CHARS + 14];

    (void)state;
    vector_bytes(c, "seed", seed, 32);
    ac_sheet_encode(sheet, seed);
    assert_string_equal(sheet, ac_json_str(c, "sheet"));
    assert_int_equal(ac_sheet_decode(back, sheet, NULL), AC_OK);
    assert_memory_equal(back, seed, 32);
}

static void any_seed_goes_to_paper_and_back(void **state)
{
    (void)state;
    for (int i = 0; i < 500; i++) {
        uint8_t seed[32], back[32];
        char sheet[AC_SHEET_CHARS + 14];
        world.random(&world, seed, 32);
        if (i < 2)
            memset(seed, i ? 0xff : 0, 32);
        ac_sheet_encode(sheet, seed);
        assert_int_equal(strlen(sheet), AC_SHEET_CHARS + 13);
        assert_int_equal(ac_sheet_decode(back, sheet, NULL), AC_OK);
        assert_memory_equal(back, seed, 32);
    }
}

static void it_is_typed_as_people_type(void **state)
{
    char sheet[AC_SHEET_CHARS + 14];
    uint8_t seed[32], back[32];
    ac_buf text = { 0 };

    (void)state;
    for (int way = 0; way < 60; way++) {
        world.random(&world, seed, 32);
        ac_sheet_encode(sheet, seed);
        ac_buf_clear(&text);
        for (const char *p = sheet; *p != '\0'; p++) {
            char c = way % 3 == 0 && *p >= 'A' ? (char)(*p | 32) : *p;
            c = c != '0' ? c : way % 3 == 0 ? 'o' : way % 3 == 1 ? 'O' : c;
            c = c != '1' ? c : "lIiL"[way % 4];
            if (c == ' ' && way % 3 == 1)
                ac_buf_str(&text, " - ");
            else if (c == ' ' && way % 3 == 2)
                ac_buf_str(&text, "\n\t");
            else if (c != ' ')
                ac_buf_u8(&text, (uint8_t)c);
        }
        assert_int_equal(ac_sheet_decode(back, ac_buf_text(&text), NULL), AC_OK);
        assert_memory_equal(back, seed, 32);
    }
    ac_buf_free(&text);
}

static void one_wrong_character_anywhere_is_found(void **state)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const char *good = ac_json_str(ac_json_get(vectors, "seed"), "sheet");
    char sheet[AC_SHEET_CHARS + 14];
    uint8_t seed[32], before[32] = { 42 };

    (void)state;
    memcpy(seed, before, 32);
    snprintf(sheet, sizeof sheet, "%s", good);
    for (size_t i = 0; i < strlen(good); i++) {
        for (const char *c = alphabet; good[i] != ' ' && *c != '\0'; c++) {
            sheet[i] = *c;
            if (*c != good[i] && ac_sheet_decode(seed, sheet, NULL) == AC_OK)
                fail_msg("%zu %c", i, *c);
        }
        sheet[i] = good[i];
    }
    for (size_t i = 0; i + 1 < strlen(good); i++) { /* two neighbours changed places */
        sheet[i] = good[i + 1];
        sheet[i + 1] = good[i];
        if (good[i] != ' ' && good[i + 1] != ' ' && good[i] != good[i + 1])
            assert_int_equal(ac_sheet_decode(seed, sheet, NULL), AC_EUSAGE);
        sheet[i] = good[i];
        sheet[i + 1] = good[i + 1];
    }
    assert_memory_equal(seed, before, 32); /* a sheet that is wrong gives no seed */
}

static void the_sentence_names_the_group_where_it_can(void **state)
{
    const char *good = ac_json_str(ac_json_get(vectors, "seed"), "sheet");
    char sheet[AC_SHEET_CHARS + 20];
    uint8_t seed[32];
    ac_err err = { 0 };

    (void)state;
    snprintf(sheet, sizeof sheet, "%s", good);
    sheet[5 * 6 + 2] = 'U'; /* no letter of a sheet */
    assert_int_equal(ac_sheet_decode(seed, sheet, &err), AC_EUSAGE);
    assert_non_null(strstr(err.text, "group 7"));
    assert_non_null(strstr(err.text, "\"U\""));
    snprintf(sheet, sizeof sheet, "%.*s", 5 * 13 - 1, good);
    assert_int_equal(ac_sheet_decode(seed, sheet, &err), AC_EUSAGE);
    assert_non_null(strstr(err.text, "52 of 56"));
    snprintf(sheet, sizeof sheet, "%s 2", good);
    assert_int_equal(ac_sheet_decode(seed, sheet, &err), AC_EUSAGE);
    assert_non_null(strstr(err.text, "more than 14"));
    snprintf(sheet, sizeof sheet, "%s", good);
    sheet[0] = '1'; /* another version */
    assert_int_equal(ac_sheet_decode(seed, sheet, &err), AC_EUSAGE);
    assert_non_null(strstr(err.text, "first group"));
    assert_int_equal(ac_sheet_decode(seed, "", &err), AC_EUSAGE);
}

static void the_page_carries_every_group_and_says_what_to_do(void **state)
{
    const char *sheet = ac_json_str(ac_json_get(vectors, "seed"), "sheet");
    uint8_t seed[32];
    ac_buf page = { 0 };
    const char *at;

    (void)state;
    vector_bytes(ac_json_get(vectors, "seed"), "seed", seed, 32);
    ac_sheet_text(&page, seed, "City of Krak\xc3\xb3w", "CITY", "2026-06-30");
    assert_true(page.len < 4096);
    assert_non_null(strstr(ac_buf_text(&page), "City of Krak\xc3\xb3w (CITY)"));
    assert_non_null(strstr(ac_buf_text(&page), "2026-06-30"));
    at = ac_buf_text(&page);
    for (int i = 0; i < AC_SHEET_GROUPS; i++) {
        char group[16];
        snprintf(group, sizeof group, "%2d  %.4s", i + 1, sheet + 5 * i);
        at = strstr(at, group);
        assert_non_null(at);
    }
    assert_non_null(strstr(at, "Keep it on paper"));
    ac_buf_free(&page);
}

static int open_vectors(void **state)
{
    const char *seed = getenv("SEED");
    uint64_t n = seed != NULL ? strtoull(seed, NULL, 10) : 8;

    (void)state;
    if (!ac_crypto_init())
        return 1;
    fprintf(stderr, "SEED=%llu\n", (unsigned long long)n);
    ac_world_fixed(&world, n);
    vectors = vectors_read("keys.json");
    scratch_make(dir, sizeof dir);
    scratch_make(runtime, sizeof runtime);
    setenv("XDG_RUNTIME_DIR", runtime, 1);
    return 0;
}

static int close_vectors(void **state)
{
    (void)state;
    ac_json_free(vectors);
    scratch_remove(dir);
    scratch_remove(runtime);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(root_and_seals_follow_from_the_seed),
        cmocka_unit_test(the_files_of_the_vector_are_read),
        cmocka_unit_test(a_locked_key_asks_and_a_wrong_passphrase_is_told),
        cmocka_unit_test(what_is_written_is_read_and_rewritten_under_another_passphrase),
        cmocka_unit_test(a_file_is_written_for_its_owner_alone_and_leaves_nothing_beside_it),
        cmocka_unit_test(any_changed_bit_and_any_cut_is_found),
        cmocka_unit_test(a_lock_is_neither_weaker_nor_heavier_than_allowed),
        cmocka_unit_test(what_others_may_read_is_refused),
        cmocka_unit_test(a_missing_a_newer_and_a_foreign_file_are_told_apart),
        cmocka_unit_test(wrapped_in_form_but_wrong_inside_is_damaged),
        cmocka_unit_test(there_are_at_most_64_seal_secrets),
        cmocka_unit_test(an_unlocked_key_opens_until_it_is_locked),
        cmocka_unit_test(what_is_over_is_removed_on_sight),
        cmocka_unit_test(it_lies_beside_the_mark_where_no_runtime_directory_is),
        cmocka_unit_test(the_key_of_another_device_is_not_taken_for_ours),
        cmocka_unit_test(a_key_is_unlocked_for_a_while_and_no_longer),
        cmocka_unit_test(the_sheet_is_that_of_the_vector),
        cmocka_unit_test(any_seed_goes_to_paper_and_back),
        cmocka_unit_test(it_is_typed_as_people_type),
        cmocka_unit_test(one_wrong_character_anywhere_is_found),
        cmocka_unit_test(the_sentence_names_the_group_where_it_can),
        cmocka_unit_test(the_page_carries_every_group_and_says_what_to_do),
    };

    return cmocka_run_group_tests_name("keyfile", tests, open_vectors, close_vectors);
}
