/* crypto.h - the only home of libsodium's cryptography (core/world.c takes its
 * randomness). One key, one use; every hash and signature begins with a tag. */
#ifndef AC_CRYPTO_H
#define AC_CRYPTO_H

#include "core/buf.h"
#include "core/err.h"
#include "core/ids.h"
#include "core/world.h"

/* Tags are C strings that stand in the hash or signature with their NUL. */
#define AC_TAG_CHANGE "accord/change/1"
#define AC_TAG_CHANGE_SIG "accord/sig/change/1"
#define AC_TAG_WORDS "accord/words/1"
#define AC_TAG_ROOT "accord/root/1"
#define AC_TAG_DEVICE "accord/device/1"
#define AC_TAG_JOIN "accord/join/1"
#define AC_TAG_USE "accord/use/1"
#define AC_TAG_APPLY "accord/apply/1"
#define AC_TAG_SESSION "accord/session/1"
#define AC_TAG_FINAL "accord/final/1"
#define AC_TAG_SPACE_TAG "accord/tag/1"
#define AC_TAG_SUMMARY "accord/summary/1"
#define AC_TAG_BUNDLE "accord/bundle/1"
#define AC_TAG_COMPARE "accord/compare/1"
#define AC_TAG_SHEET "accord/sheet/1"

/* Call once before anything else. False: no safe randomness; exit. */
bool ac_crypto_init(void);
const char *ac_crypto_library(void); /* "1.0.18" */

/* --- secrets: locked memory, wiped on free, never copied to buffers or logs --- */
typedef struct {
    uint8_t *p; /* sodium_malloc; NULL when absent */
    size_t n;
} ac_secret;
bool ac_secret_alloc(ac_secret *secret, size_t n);
void ac_secret_free(ac_secret *secret); /* wipes; back to {0}; NULL p is fine */
void ac_wipe(void *p, size_t n);
bool ac_same_bytes(const void *a, const void *b, size_t n); /* constant time */

/* --- BLAKE2b-256 over tag (with its NUL) and parts --- */
typedef struct {
    uint8_t opaque[384 + 64];
} ac_hash;
void ac_hash_begin(ac_hash *h, const char *tag); /* tag NULL: none */
void ac_hash_begin_keyed(ac_hash *h, const uint8_t key[32], const char *tag);
void ac_hash_add(ac_hash *h, const void *bytes, size_t n);
/* Where the state lies within an ac_hash depends on its address: assignment would not copy it. */
void ac_hash_copy(ac_hash *to, const ac_hash *from);
void ac_hash_end(ac_hash *h, uint8_t out[32]);

/* --- Ed25519 --- */
/* A seed (32) is the whole secret; the public key is always recomputed from it. */
void ac_sign_keypair(uint8_t public_key[32], uint8_t secret64[64], const uint8_t seed[32]);
/* signature = Ed25519(tag with NUL || message) */
void ac_sign(uint8_t sig[64], const uint8_t secret64[64], const char *tag, const void *message, size_t n);
bool ac_verify(const uint8_t sig[64], const uint8_t public_key[32], const char *tag, const void *message, size_t n);
/* Canonical encoding and of prime order (SECURITY threat 9). Costly: cache the answer. */
bool ac_sign_key_valid(const uint8_t public_key[32]);

/* Many signatures over 32-byte ids, on both cores; `good` of each is set. One caller at a time. */
typedef struct {
    const uint8_t *sig, *public_key, *id; /* 64, 32, 32 bytes, borrowed until the end */
    bool good;
    unsigned char is_done; /* for crypto.c */
} ac_verify_item;
void ac_verify_many(ac_verify_item *items, size_t n, const char *tag);
/* The same while the caller uses those that are done: the other core goes ahead from the front, and who asks for
 * one that is not done helps until it is. Every begin has its end, asked for all or not. */
void ac_verify_begin(ac_verify_item *items, size_t n, const char *tag);
bool ac_verify_good(size_t i);
void ac_verify_end(void);

/* --- X25519, sealed boxes, streams, passphrases --- */
void ac_box_keypair(uint8_t public_key[32], const uint8_t secret[32]);
#define AC_SEALED_EXTRA 48
ac_rc ac_seal_to(ac_buf *out, const uint8_t public_key[32], const void *bytes, size_t n, ac_err *err);
bool ac_seal_open(ac_buf *out, const uint8_t public_key[32], const uint8_t secret[32], const void *bytes, size_t n);
/* Subkey of a 32-byte seed; ctx has 8 characters. */
void ac_kdf(uint8_t out[32], uint64_t number, const char ctx[8], const uint8_t seed[32]);

#define AC_AEAD_NONCE 24
#define AC_AEAD_TAG 16
/* XChaCha20-Poly1305 with additional data; `out` gets n + 16 (or n - 16) bytes appended. */
bool ac_aead_seal(ac_buf *out, const uint8_t key[32], const uint8_t nonce[24], const void *ad, size_t ad_n,
                  const void *bytes, size_t n);
bool ac_aead_open(ac_buf *out, const uint8_t key[32], const uint8_t nonce[24], const void *ad, size_t ad_n,
                  const void *bytes, size_t n);

#define AC_PWHASH_OPS 3
#define AC_PWHASH_MEM (256u << 20)
#define AC_PWHASH_MEM_MAX (1u << 30)
bool ac_pwhash(uint8_t key[32], const char *passphrase, size_t n, const uint8_t salt[16], uint32_t ops, uint32_t mem_bytes);

/* secretstream, for sealed bundles */
typedef struct {
    uint8_t opaque[64];
} ac_stream;
#define AC_STREAM_HEADER 24
#define AC_STREAM_EXTRA 17
void ac_stream_seal_begin(ac_stream *s, uint8_t header[24], const uint8_t key[32]);
bool ac_stream_seal(ac_stream *s, ac_buf *out, const void *bytes, size_t n, bool is_final);
bool ac_stream_open_begin(ac_stream *s, const uint8_t header[24], const uint8_t key[32]);
bool ac_stream_open(ac_stream *s, ac_buf *out, const void *bytes, size_t n, bool *out_is_final);

#endif
