/* crypto.c - the only home of libsodium's cryptography. */
#include "core/crypto.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>

bool ac_crypto_init(void)
{
    return sodium_init() >= 0;
}

const char *ac_crypto_library(void)
{
    return sodium_version_string();
}

/* --- secrets --- */

bool ac_secret_alloc(ac_secret *secret, size_t n)
{
    secret->p = sodium_malloc(n);
    secret->n = secret->p != NULL ? n : 0;
    return secret->p != NULL;
}

void ac_secret_free(ac_secret *secret)
{
    sodium_free(secret->p);
    *secret = (ac_secret){ 0 };
}

void ac_wipe(void *p, size_t n)
{
    sodium_memzero(p, n);
}

bool ac_same_bytes(const void *a, const void *b, size_t n)
{
    return sodium_memcmp(a, b, n) == 0;
}

/* --- hashes --- */

_Static_assert(sizeof(crypto_generichash_state) <= sizeof(ac_hash), "an ac_hash holds libsodium's state");

static crypto_generichash_state *state_of(const ac_hash *h)
{
    uintptr_t p = ((uintptr_t)h->opaque + 63) & ~(uintptr_t)63;

    return (crypto_generichash_state *)p;
}

void ac_hash_copy(ac_hash *to, const ac_hash *from)
{
    memcpy(state_of(to), state_of(from), sizeof *state_of(to));
}

void ac_hash_begin(ac_hash *h, const char *tag)
{
    crypto_generichash_init(state_of(h), NULL, 0, 32);
    if (tag != NULL)
        ac_hash_add(h, tag, strlen(tag) + 1);
}

void ac_hash_begin_keyed(ac_hash *h, const uint8_t key[32], const char *tag)
{
    crypto_generichash_init(state_of(h), key, 32, 32);
    if (tag != NULL)
        ac_hash_add(h, tag, strlen(tag) + 1);
}

void ac_hash_add(ac_hash *h, const void *bytes, size_t n)
{
    crypto_generichash_update(state_of(h), bytes, n);
}

void ac_hash_end(ac_hash *h, uint8_t out[32])
{
    crypto_generichash_final(state_of(h), out, 32);
}

/* --- signatures --- */

void ac_sign_keypair(uint8_t public_key[32], uint8_t secret64[64], const uint8_t seed[32])
{
    crypto_sign_seed_keypair(public_key, secret64, seed);
}

#define SMALL 512 /* messages up to here need no heap */

/* tag, its NUL, message; *heap is to be freed. NULL: out of memory. */
static uint8_t *tagged(uint8_t *small, uint8_t **heap, const char *tag, const void *message, size_t n, size_t *out_n)
{
    size_t t = strlen(tag) + 1;
    uint8_t *p = small;

    *heap = NULL;
    if (t + n > SMALL)
        p = *heap = sodium_malloc(t + n);
    if (p == NULL)
        return NULL;
    memcpy(p, tag, t);
    if (n > 0)
        memcpy(p + t, message, n);
    *out_n = t + n;
    return p;
}

void ac_sign(uint8_t sig[64], const uint8_t secret64[64], const char *tag, const void *message, size_t n)
{
    uint8_t small[SMALL], *heap;
    size_t len = 0;
    uint8_t *p = tagged(small, &heap, tag, message, n, &len);

    assert(p != NULL); /* nothing is signed without memory: the process ends, nothing is half done */
    crypto_sign_detached(sig, NULL, p, len, secret64);
    sodium_free(heap);
}

bool ac_verify(const uint8_t sig[64], const uint8_t public_key[32], const char *tag, const void *message, size_t n)
{
    uint8_t small[SMALL], *heap;
    size_t len = 0;
    uint8_t *p = tagged(small, &heap, tag, message, n, &len);
    bool good = p != NULL && crypto_sign_verify_detached(sig, p, len, public_key) == 0;

    sodium_free(heap);
    return good;
}

bool ac_sign_key_valid(const uint8_t public_key[32])
{
    static const uint8_t p[32] = { 0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                   0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                   0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f };
    int i;

    for (i = 31; i >= 0; i--) { /* y below 2^255-19, the sign bit aside */
        uint8_t b = i == 31 ? public_key[i] & 0x7f : public_key[i];
        if (b != p[i]) {
            if (b > p[i])
                return false;
            break;
        }
    }
    return i >= 0 && crypto_core_ed25519_is_valid_point(public_key) == 1;
}

/* --- many signatures, on both cores: the caller's thread and one worker that waits for work --- */

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake, idle;
    bool has_work, is_busy, is_started, is_broken;
    ac_verify_item *items;
    size_t n;
    const char *tag;
    atomic_size_t next; /* taken so far, by either thread */
} pool = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER, .idle = PTHREAD_COND_INITIALIZER };

/* The next one that nobody has taken. False: there is none. */
static bool verify_next(void)
{
    size_t i = atomic_fetch_add(&pool.next, 1);
    ac_verify_item *item;

    if (i >= pool.n)
        return false;
    item = &pool.items[i];
    item->good = ac_verify(item->sig, item->public_key, pool.tag, item->id, 32);
    __atomic_store_n(&item->is_done, 1, __ATOMIC_RELEASE);
    return true;
}

static void *work(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&pool.lock);
    for (;;) {
        while (!pool.has_work)
            pthread_cond_wait(&pool.wake, &pool.lock);
        pool.has_work = false;
        pool.is_busy = true;
        pthread_mutex_unlock(&pool.lock);
        while (verify_next())
            ;
        pthread_mutex_lock(&pool.lock);
        pool.is_busy = false;
        pthread_cond_signal(&pool.idle);
    }
    return NULL;
}

static void forked(void)
{
    /* The worker did not come along into the child. */
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.wake, NULL);
    pthread_cond_init(&pool.idle, NULL);
    pool.has_work = false;
    pool.is_busy = false;
    pool.is_started = false;
}

static void start_worker(void)
{
    pthread_t thread;
    pthread_attr_t attr;
    static bool is_registered;

    if (!is_registered)
        pthread_atfork(NULL, NULL, forked);
    is_registered = true;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    pool.is_started = pthread_create(&thread, &attr, work, NULL) == 0;
    pool.is_broken = !pool.is_started;
    pthread_attr_destroy(&attr);
}

#define WORTH_WAKING 8

void ac_verify_begin(ac_verify_item *items, size_t n, const char *tag)
{
    assert(pool.n == 0);
    for (size_t i = 0; i < n; i++)
        items[i].is_done = 0;
    pool.items = items;
    pool.n = n;
    pool.tag = tag;
    atomic_store(&pool.next, 0);
    if (n < WORTH_WAKING)
        return;
    if (!pool.is_started && !pool.is_broken)
        start_worker();
    pthread_mutex_lock(&pool.lock);
    pool.has_work = pool.is_started;
    pthread_cond_signal(&pool.wake);
    pthread_mutex_unlock(&pool.lock);
}

bool ac_verify_good(size_t i)
{
    assert(i < pool.n);
    while (!__atomic_load_n(&pool.items[i].is_done, __ATOMIC_ACQUIRE))
        if (!verify_next())
            sched_yield(); /* the worker is at it: one signature at most */
    return pool.items[i].good;
}

void ac_verify_end(void)
{
    pthread_mutex_lock(&pool.lock);
    atomic_store(&pool.next, pool.n);
    pool.has_work = false;
    while (pool.is_busy)
        pthread_cond_wait(&pool.idle, &pool.lock);
    pthread_mutex_unlock(&pool.lock);
    pool.n = 0;
}

void ac_verify_many(ac_verify_item *items, size_t n, const char *tag)
{
    ac_verify_begin(items, n, tag);
    for (size_t i = 0; i < n; i++)
        ac_verify_good(i);
    ac_verify_end();
}

/* --- boxes, subkeys, streams, passphrases --- */

void ac_box_keypair(uint8_t public_key[32], const uint8_t secret[32])
{
    crypto_scalarmult_base(public_key, secret);
}

ac_rc ac_seal_to(ac_buf *out, const uint8_t public_key[32], const void *bytes, size_t n, ac_err *err)
{
    uint8_t *room = ac_buf_room(out, n + crypto_box_SEALBYTES);

    if (room == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory while sealing");
    if (crypto_box_seal(room, bytes, n, public_key) != 0) {
        out->len -= n + crypto_box_SEALBYTES;
        return ac_fail(err, AC_EINVALID, "the seal key of the recipient is not usable");
    }
    return AC_OK;
}

bool ac_seal_open(ac_buf *out, const uint8_t public_key[32], const uint8_t secret[32], const void *bytes, size_t n)
{
    uint8_t *room;

    if (n < crypto_box_SEALBYTES || (room = ac_buf_room(out, n - crypto_box_SEALBYTES)) == NULL)
        return false;
    if (crypto_box_seal_open(room, bytes, n, public_key, secret) == 0)
        return true;
    out->len -= n - crypto_box_SEALBYTES;
    return false;
}

void ac_kdf(uint8_t out[32], uint64_t number, const char ctx[8], const uint8_t seed[32])
{
    crypto_kdf_derive_from_key(out, 32, number, ctx, seed);
}

bool ac_aead_seal(ac_buf *out, const uint8_t key[32], const uint8_t nonce[24], const void *ad, size_t ad_n,
                  const void *bytes, size_t n)
{
    uint8_t *room = ac_buf_room(out, n + AC_AEAD_TAG);

    if (room == NULL)
        return false;
    return crypto_aead_xchacha20poly1305_ietf_encrypt(room, NULL, bytes, n, ad, ad_n, NULL, nonce, key) == 0;
}

bool ac_aead_open(ac_buf *out, const uint8_t key[32], const uint8_t nonce[24], const void *ad, size_t ad_n,
                  const void *bytes, size_t n)
{
    uint8_t *room;

    if (n < AC_AEAD_TAG || (room = ac_buf_room(out, n - AC_AEAD_TAG)) == NULL)
        return false;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(room, NULL, NULL, bytes, n, ad, ad_n, nonce, key) == 0)
        return true;
    out->len -= n - AC_AEAD_TAG;
    return false;
}

bool ac_pwhash(uint8_t key[32], const char *passphrase, size_t n, const uint8_t salt[16], uint32_t ops, uint32_t mem_bytes)
{
    return crypto_pwhash(key, 32, passphrase, n, salt, ops, mem_bytes, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

_Static_assert(sizeof(crypto_secretstream_xchacha20poly1305_state) <= sizeof(ac_stream), "an ac_stream holds the state");

static crypto_secretstream_xchacha20poly1305_state *stream_of(ac_stream *s)
{
    return (crypto_secretstream_xchacha20poly1305_state *)(void *)s->opaque;
}

void ac_stream_seal_begin(ac_stream *s, uint8_t header[24], const uint8_t key[32])
{
    crypto_secretstream_xchacha20poly1305_init_push(stream_of(s), header, key);
}

bool ac_stream_seal(ac_stream *s, ac_buf *out, const void *bytes, size_t n, bool is_final)
{
    uint8_t *room = ac_buf_room(out, n + AC_STREAM_EXTRA);

    return room != NULL &&
           crypto_secretstream_xchacha20poly1305_push(stream_of(s), room, NULL, bytes, n, NULL, 0,
                                                      is_final ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0) == 0;
}

bool ac_stream_open_begin(ac_stream *s, const uint8_t header[24], const uint8_t key[32])
{
    return crypto_secretstream_xchacha20poly1305_init_pull(stream_of(s), header, key) == 0;
}

bool ac_stream_open(ac_stream *s, ac_buf *out, const void *bytes, size_t n, bool *out_is_final)
{
    uint8_t tag, *room;

    if (n < AC_STREAM_EXTRA || (room = ac_buf_room(out, n - AC_STREAM_EXTRA)) == NULL)
        return false;
    if (crypto_secretstream_xchacha20poly1305_pull(stream_of(s), room, NULL, &tag, bytes, n, NULL, 0) != 0) {
        out->len -= n - AC_STREAM_EXTRA;
        return false;
    }
    *out_is_final = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return true;
}
