/* keyfile.c - the secrets of one device, on disk and on paper. */
#include "core/keyfile.h"

#include "core/file.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FIXED (8 + 1 + 1 + 4 + 4 + 16 + 24) /* all before the box */

void ac_root_from_seed(const uint8_t seed[32], ac_root *root, uint8_t secret64[64])
{
    uint8_t sub[32];

    ac_kdf(sub, 1, "accordrt", seed);
    ac_sign_keypair(root->b, secret64, sub);
    ac_wipe(sub, sizeof sub);
}

void ac_seal_from_seed(const uint8_t seed[32], uint64_t number, ac_seal *seal, uint8_t secret[32])
{
    ac_kdf(secret, number, "accordsl", seed);
    ac_box_keypair(seal->b, secret);
}

void ac_keyfile_free(ac_keyfile *k)
{
    ac_secret_free(&k->device);
    ac_secret_free(&k->transport);
    ac_secret_free(&k->root_seed);
    for (size_t i = 0; i < k->nseals; i++)
        ac_secret_free(&k->seals[i]);
    ac_json_free(k->home);
    *k = (ac_keyfile){ 0 };
}

static bool derive(ac_keyfile *k, const uint8_t seed[32])
{
    if (!ac_secret_alloc(&k->device, 64))
        return false;
    ac_sign_keypair(k->device_key.b, k->device.p, seed);
    ac_box_keypair(k->transport_key.b, k->transport.p);
    return true;
}

ac_rc ac_keyfile_new(ac_keyfile *k, ac_world *world, ac_err *err)
{
    uint8_t seed[32];
    bool good;

    *k = (ac_keyfile){ 0 };
    world->random(world, seed, 32);
    good = ac_secret_alloc(&k->transport, 32);
    if (good) {
        world->random(world, k->transport.p, 32);
        good = derive(k, seed);
    }
    ac_wipe(seed, 32);
    if (!good) {
        ac_keyfile_free(k);
        return ac_fail(err, AC_ENOMEM, "no locked memory for the keys");
    }
    return AC_OK;
}

/* --- the JSON inside; wiped by whoever made it --- */

static void put_hex(ac_buf *out, const char *key, const uint8_t *p, size_t n, bool comma)
{
    char hex[65];

    ac_hex(hex, p, n);
    ac_buf_str(out, comma ? ",\"" : "\"");
    ac_buf_str(out, key);
    ac_buf_str(out, "\":\"");
    ac_buf_str(out, hex);
    ac_buf_str(out, "\"");
    ac_wipe(hex, sizeof hex);
}

static ac_rc plain(ac_buf *out, const ac_keyfile *k, ac_err *err)
{
    ac_rc rc = AC_OK;

    if (ac_buf_room(out, AC_KEYFILE_MAX) != NULL) /* all the room first: a buffer that grows leaves copies behind */
        out->len -= AC_KEYFILE_MAX;
    ac_buf_str(out, "{");
    put_hex(out, "device", k->device.p, 32, false);
    if (k->home != NULL) {
        ac_buf_str(out, ",\"home\":");
        rc = ac_json_encode(out, k->home, err);
    }
    if (k->root_seed.p != NULL)
        put_hex(out, "root", k->root_seed.p, 32, true);
    ac_buf_str(out, ",\"seals\":[");
    for (size_t i = 0; i < k->nseals; i++) {
        char hex[65];
        ac_hex(hex, k->seals[i].p, 32);
        ac_buf_str(out, i ? ",\"" : "\"");
        ac_buf_str(out, hex);
        ac_buf_str(out, "\"");
        ac_wipe(hex, sizeof hex);
    }
    ac_buf_str(out, "]");
    put_hex(out, "transport", k->transport.p, 32, true);
    ac_buf_str(out, "}");
    if (rc == AC_OK && out->failed)
        rc = ac_fail(err, AC_ENOMEM, "out of memory for the keys");
    if (rc == AC_OK && out->len > AC_KEYFILE_MAX - 1024)
        rc = ac_fail(err, AC_EFAIL, "the key file would be larger than %d bytes", AC_KEYFILE_MAX);
    return rc;
}

static void wipe_buf(ac_buf *b)
{
    if (b->p != NULL)
        ac_wipe(b->p, b->cap);
    ac_buf_free(b);
}

static bool secret_of(ac_secret *out, const char *hex)
{
    return hex != NULL && ac_secret_alloc(out, 32) && ac_unhex(out->p, 32, hex, strlen(hex));
}

/* The tree's own copies of the secrets, before they go back to the heap. */
static void wipe_texts(const ac_json *o)
{
    const ac_json *seals = ac_json_get(o, "seals");

    for (size_t i = 0; i < ac_json_count(o) + ac_json_count(seals); i++) {
        const ac_json *v = i < ac_json_count(o) ? ac_json_at(o, i) : ac_json_at(seals, i - ac_json_count(o));
        union {
            const char *read;
            char *wipe;
        } text = { ac_json_text(v) };
        if (text.read != NULL)
            ac_wipe(text.wipe, strlen(text.read));
    }
}

static ac_rc parse_plain(ac_keyfile *k, const uint8_t *p, size_t n, ac_err *err)
{
    ac_json *o = NULL;
    const ac_json *seals, *home;
    uint8_t seed[32];
    const char *hex;
    ac_rc rc = ac_json_parse(&o, p, n, err);

    *k = (ac_keyfile){ 0 };
    if (rc != AC_OK)
        return ac_fail(err, AC_ECORRUPT, "the key file is damaged");
    hex = ac_json_str(o, "device");
    seals = ac_json_get(o, "seals");
    home = ac_json_get(o, "home");
    if (hex == NULL || !ac_unhex(seed, 32, hex, strlen(hex)) || !secret_of(&k->transport, ac_json_str(o, "transport")) ||
        !ac_json_is_array(seals) || ac_json_count(seals) > AC_SEALS_MAX)
        rc = ac_fail(err, AC_ECORRUPT, "the key file is damaged");
    if (rc == AC_OK && !derive(k, seed))
        rc = ac_fail(err, AC_ENOMEM, "no locked memory for the keys");
    if (rc == AC_OK && ac_json_get(o, "root") != NULL && !secret_of(&k->root_seed, ac_json_str(o, "root")))
        rc = ac_fail(err, AC_ECORRUPT, "the key file is damaged");
    for (size_t i = 0; rc == AC_OK && i < ac_json_count(seals); i++, k->nseals++)
        if (!secret_of(&k->seals[i], ac_json_text(ac_json_at(seals, i))))
            rc = ac_fail(err, AC_ECORRUPT, "the key file is damaged");
    if (rc == AC_OK && home != NULL && (k->home = ac_json_copy(home)) == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory for the keys");
    ac_wipe(seed, 32);
    wipe_texts(o);
    ac_json_free(o);
    if (rc != AC_OK)
        ac_keyfile_free(k);
    return rc;
}

/* --- the file --- */

ac_rc ac_keyfile_write(const ac_keyfile *k, const char *dir, const char *passphrase, size_t n, ac_world *world,
                       ac_err *err)
{
    ac_buf inner = { 0 }, out = { 0 };
    uint8_t salt[16], nonce[24], key[32] = { 0 }, head[FIXED];
    char *path = ac_path(dir, AC_KEYFILE_NAME);
    ac_rc rc = path != NULL ? plain(&inner, k, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    world->random(world, salt, sizeof salt);
    world->random(world, nonce, sizeof nonce);
    if (rc == AC_OK && passphrase != NULL && !ac_pwhash(key, passphrase, n, salt, AC_PWHASH_OPS, AC_PWHASH_MEM))
        rc = ac_fail(err, AC_ENOMEM, "there is not enough memory to lock the key (256 MiB are needed)");
    if (rc == AC_OK) {
        ac_buf_put(&out, "accord-k", 8);
        ac_buf_u8(&out, 1);
        ac_buf_u8(&out, passphrase != NULL ? 1 : 0);
        ac_buf_u32(&out, passphrase != NULL ? AC_PWHASH_OPS : 0);
        ac_buf_u32(&out, passphrase != NULL ? AC_PWHASH_MEM : 0);
        ac_buf_put(&out, salt, sizeof salt);
        ac_buf_put(&out, nonce, sizeof nonce);
        if (!out.failed)
            memcpy(head, out.p, FIXED); /* the buffer may move while it is sealed into */
        if (out.failed || !ac_aead_seal(&out, key, nonce, head, FIXED, inner.p, inner.len))
            rc = ac_fail(err, AC_ENOMEM, "out of memory for the keys");
    }
    if (rc == AC_OK)
        rc = ac_file_write(path, out.p, out.len, err);
    ac_wipe(key, sizeof key);
    wipe_buf(&inner);
    ac_buf_free(&out);
    free(path);
    return rc;
}

static ac_rc read_file(const char *dir, ac_buf *out, ac_err *err)
{
    char *path = ac_path(dir, AC_KEYFILE_NAME);
    ac_rc rc = path != NULL ? ac_file_read(out, path, AC_KEYFILE_MAX, true, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    if (rc == AC_EREF)
        rc = ac_fail(err, AC_ENONOTEBOOK, "the key file %s is missing: put it back from a copy. Without it this laptop reads and cannot sign", path);
    if (rc == AC_OK && (out->len < FIXED + AC_AEAD_TAG || memcmp(out->p, "accord-k", 8) != 0))
        rc = ac_fail(err, AC_ECORRUPT, "%s is not a key file", path);
    if (rc == AC_OK && (out->p[8] != 1 || out->p[9] > 1))
        rc = ac_fail(err, AC_ENEWER, "%s was written by a newer version", path);
    free(path);
    return rc;
}

ac_rc ac_keyfile_is_wrapped(const char *dir, bool *out, ac_err *err)
{
    ac_buf file = { 0 };
    ac_rc rc = read_file(dir, &file, err);

    if (rc == AC_OK)
        *out = file.p[9] == 1;
    ac_buf_free(&file);
    return rc;
}

ac_rc ac_keyfile_read(ac_keyfile *k, const char *dir, const char *passphrase, size_t n, ac_err *err)
{
    ac_buf file = { 0 }, inner = { 0 };
    uint8_t key[32] = { 0 };
    bool wrapped = false;
    uint32_t ops, mem;
    ac_rc rc = read_file(dir, &file, err);

    if (rc != AC_OK)
        goto done;
    wrapped = file.p[9] == 1;
    ops = ac_be32(file.p + 10);
    mem = ac_be32(file.p + 14);
    if (wrapped && passphrase == NULL) {
        rc = ac_fail(err, AC_ELOCKED, "the signing key is locked");
        ac_hint(err, rc, "accord key unlock --for 1h");
    } else if (wrapped && (ops < AC_PWHASH_OPS || ops > 16 || mem < AC_PWHASH_MEM || mem > AC_PWHASH_MEM_MAX)) {
        rc = ac_fail(err, AC_ECORRUPT, "the key file asks for a lock weaker or heavier than this program uses");
    } else if (wrapped && !ac_pwhash(key, passphrase, n, file.p + 18, ops, mem)) {
        rc = ac_fail(err, AC_ENOMEM, "there is not enough memory to open the key (%u MiB are needed)", mem >> 20);
    } else if (!ac_aead_open(&inner, key, file.p + 34, file.p, FIXED, file.p + FIXED, file.len - FIXED)) {
        rc = inner.failed ? ac_fail(err, AC_ENOMEM, "out of memory for the keys")
             : wrapped    ? ac_fail(err, AC_ELOCKED, "the passphrase is wrong, or the key file is damaged")
                          : ac_fail(err, AC_ECORRUPT, "the key file is damaged");
    }
    if (rc == AC_OK)
        rc = parse_plain(k, inner.p, inner.len, err);
    if (rc == AC_OK)
        k->is_wrapped = wrapped;
done:
    ac_wipe(key, sizeof key);
    wipe_buf(&inner);
    ac_buf_free(&file);
    return rc;
}

/* --- unlocked for a while --- */

static int64_t boot_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_BOOTTIME, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* False: this system does not tell one boot from the next. */
static bool boot_id(char out[40])
{
    ac_buf id = { 0 };

    out[0] = '\0';
    if (ac_file_read(&id, "/proc/sys/kernel/random/boot_id", 64, false, NULL) == AC_OK)
        snprintf(out, 40, "%.36s", ac_buf_text(&id));
    ac_buf_free(&id);
    return strlen(out) == 36;
}

/* Where the copy may lie: $XDG_RUNTIME_DIR (place 0), beside the mark (place 1). NULL: not there, or out of memory. */
static char *unlock_path(const ac_device *device, const char *state_dir, int place)
{
    const char *dir = place == 0 ? getenv("XDG_RUNTIME_DIR") : state_dir;
    char hex[AC_HEX_SIZE], name[40];

    if (place == 0 && (dir == NULL || dir[0] != '/' || access(dir, W_OK) != 0))
        return NULL;
    ac_hex(hex, device->b, 32);
    snprintf(name, sizeof name, "accord-%.16s.key", hex);
    return ac_path(dir, name);
}

ac_rc ac_unlock_write(const ac_keyfile *k, const char *state_dir, int64_t ms, ac_world *world, ac_err *err)
{
    ac_buf out = { 0 }, all = { 0 };
    char id[40], head[128], *path = unlock_path(&k->device_key, state_dir, 0);
    ac_rc rc = AC_OK;

    (void)world; /* the clock that matters here is the kernel's own */
    if (path == NULL)
        path = unlock_path(&k->device_key, state_dir, 1);
    if (path == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && (ms <= 0 || ms > AC_UNLOCK_MAX_MS))
        rc = ac_fail(err, AC_EUSAGE, "a key is unlocked for some minutes, hours or days, 31 days at most");
    if (rc == AC_OK && !boot_id(id))
        rc = ac_fail(err, AC_ESTATE, "this system does not say when it was started: the key cannot be left unlocked");
    if (rc == AC_OK)
        rc = plain(&out, k, err);
    if (rc == AC_OK) {
        snprintf(head, sizeof head, "accord-unlocked 1\n%s\n%lld\n", id, (long long)(boot_ms() + ms));
        if (ac_buf_room(&all, strlen(head) + out.len) != NULL) {
            memcpy(all.p, head, strlen(head));
            memcpy(all.p + strlen(head), out.p, out.len);
        }
        rc = all.failed ? ac_fail(err, AC_ENOMEM, "out of memory for the keys") : ac_file_write(path, all.p, all.len, err);
    }
    wipe_buf(&out);
    wipe_buf(&all);
    free(path);
    return rc;
}

/* Overwrite, then unlink. Never through a link. */
static bool remove_file(const char *path)
{
    static const uint8_t zeros[4096];
    struct stat st;
    int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);

    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        for (off_t left = st.st_size; left > 0;) {
            ssize_t n = write(fd, zeros, left < (off_t)sizeof zeros ? (size_t)left : sizeof zeros);
            if (n <= 0)
                break;
            left -= n;
        }
        fsync(fd);
    }
    if (fd >= 0)
        close(fd);
    return unlink(path) == 0;
}

/* AC_OK: opened. Anything else: not by this file; one that is over is removed. */
static ac_rc read_unlocked(ac_keyfile *k, const ac_device *device, const char *path)
{
    ac_buf in = { 0 };
    char id[40], was[40] = "";
    long long end = 0;
    int at = 0;
    ac_rc rc = ac_file_read(&in, path, AC_KEYFILE_MAX + 128, true, NULL);

    if (rc == AC_OK && (!boot_id(id) ||
                        sscanf(ac_buf_text(&in), "accord-unlocked 1\n%36[^\n]\n%lld\n%n", was, &end, &at) != 2 || at == 0 ||
                        strcmp(was, id) != 0 || boot_ms() >= end)) {
        remove_file(path);
        rc = AC_ELOCKED;
    }
    if (rc == AC_OK)
        rc = parse_plain(k, in.p + at, in.len - (size_t)at, NULL);
    if (rc == AC_OK && !ac_device_eq(k->device_key, *device)) {
        ac_keyfile_free(k);
        rc = AC_ELOCKED;
    }
    wipe_buf(&in);
    return rc;
}

ac_rc ac_unlock_read(ac_keyfile *k, const ac_device *device, const char *state_dir, ac_err *err)
{
    ac_rc rc = AC_ELOCKED;

    for (int place = 0; rc != AC_OK && place < 2; place++) {
        char *path = unlock_path(device, state_dir, place);
        if (path != NULL)
            rc = read_unlocked(k, device, path);
        free(path);
    }
    if (rc == AC_OK) {
        k->is_wrapped = true;
        return AC_OK;
    }
    ac_fail(err, AC_ELOCKED, "the signing key is locked");
    return ac_hint(err, AC_ELOCKED, "accord key unlock --for 1h");
}

ac_rc ac_unlock_remove(const ac_device *device, const char *state_dir, bool *out_was, ac_err *err)
{
    *out_was = false;
    for (int place = 0; place < 2; place++) {
        char *path = unlock_path(device, state_dir, place);
        ac_rc rc = AC_OK;
        if (path == NULL)
            continue;
        if (ac_file_exists(path)) {
            *out_was = true;
            if (!remove_file(path))
                rc = ac_fail_errno(err, errno, N_("removed"), path);
        }
        free(path);
        if (rc != AC_OK)
            return rc;
    }
    return AC_OK;
}

/* --- the recovery sheet: Crockford base 32 of version, seed, two check bytes --- */

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void sheet_check(uint8_t check[2], const uint8_t body[33])
{
    ac_hash h;
    uint8_t d[32];

    ac_hash_begin(&h, AC_TAG_SHEET);
    ac_hash_add(&h, body, 33);
    ac_hash_end(&h, d);
    memcpy(check, d, 2);
    ac_wipe(d, sizeof d);
}

void ac_sheet_encode(char out[AC_SHEET_CHARS + 14], const uint8_t seed[32])
{
    uint8_t body[35];
    size_t o = 0;

    body[0] = 1;
    memcpy(body + 1, seed, 32);
    sheet_check(body + 33, body);
    for (unsigned i = 0; i < AC_SHEET_CHARS; i++) {
        unsigned bit = 5 * i;
        unsigned v = (unsigned)(body[bit / 8] << 8 | (bit / 8 + 1 < 35 ? body[bit / 8 + 1] : 0));
        if (i > 0 && i % 4 == 0)
            out[o++] = ' ';
        out[o++] = alphabet[v >> (11 - bit % 8) & 31];
    }
    out[o] = '\0';
    ac_wipe(body, sizeof body);
}

ac_rc ac_sheet_decode(uint8_t seed[32], const char *text, ac_err *err)
{
    uint8_t body[35] = { 0 }, check[2];
    unsigned n = 0;
    ac_rc rc = AC_OK;

    for (const char *p = text; rc == AC_OK && *p != '\0'; p++) {
        char c = (char)toupper((unsigned char)*p);
        const char *at;
        if (isspace((unsigned char)*p) || *p == '-')
            continue;
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        at = strchr(alphabet, c);
        if (at == NULL)
            rc = ac_fail(err, AC_EUSAGE, "group %u holds \"%c\", which no sheet has", n / 4 + 1, isprint((unsigned char)*p) ? *p : '?');
        else if (n == AC_SHEET_CHARS)
            rc = ac_fail(err, AC_EUSAGE, "there are more than 14 groups of four");
        else {
            unsigned v = (unsigned)(at - alphabet), bit = 5 * n++;
            unsigned w = v << (11 - bit % 8);
            body[bit / 8] = (uint8_t)(body[bit / 8] | w >> 8);
            if (bit / 8 + 1 < 35)
                body[bit / 8 + 1] = (uint8_t)(body[bit / 8 + 1] | (w & 0xff));
        }
    }
    if (rc == AC_OK && n != AC_SHEET_CHARS)
        rc = ac_fail(err, AC_EUSAGE, "%u of 56 characters: a group is missing", n);
    if (rc == AC_OK && body[0] != 1)
        rc = ac_fail(err, AC_EUSAGE, "the first group is wrong, or the sheet is a newer version's");
    sheet_check(check, body);
    if (rc == AC_OK && memcmp(check, body + 33, 2) != 0)
        rc = ac_fail(err, AC_EUSAGE, "a character is wrong: compare each group with the sheet");
    if (rc == AC_OK)
        memcpy(seed, body + 1, 32);
    ac_wipe(body, sizeof body);
    return rc;
}

void ac_sheet_text(ac_buf *out, const uint8_t seed[32], const char *name, const char *code, const char *date)
{
    char groups[AC_SHEET_CHARS + 14];

    ac_sheet_encode(groups, seed);
    ac_buf_printf(out, _("RECOVERY SHEET OF %s (%s)\nprinted on %s by accord\n\n"), name, code, date);
    for (int i = 0; i < AC_SHEET_GROUPS; i++) {
        ac_buf_printf(out, "%s%2d  ", i % 2 == 0 ? "    " : "        ", i + 1);
        ac_buf_put(out, groups + 5 * i, 4);
        ac_buf_str(out, i % 2 == 0 ? "" : "\n");
    }
    ac_buf_str(out,
               _("\nThis is the root key of the organisation. Whoever holds this sheet can\n"
                 "speak for it: list its laptops, stop them, and take its membership in\n"
                 "every partnership over.\n"
                 "\n"
                 "Keep it on paper, in a safe, apart from every laptop. Do not photograph\n"
                 "it, do not store it in a computer. A second copy in a second place helps\n"
                 "against fire.\n"
                 "\n"
                 "You need it when every laptop is lost, or when one is stolen. Install\n"
                 "accord on a new laptop, type these 14 groups where it asks for the sheet,\n"
                 "and partners will give the history back.\n"
                 "Capitals do not matter; O is read as 0, I and L as 1.\n"));
    ac_wipe(groups, sizeof groups);
}
