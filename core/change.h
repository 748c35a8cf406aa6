/* change.h - the change: the only thing that is signed and sent (DESIGN 2).
 *
 * header v1, big-endian: "ac" 1 0, kind 2, ndeps 1, ncites 1, seq 8, depth 8, written_ms 8,
 * facts_len 2, zero 2, words_len 4, space 32, author 32, prev 32, record 32, words_hash 32,
 * deps 32 each, cites 32 each, facts. id = BLAKE2b-256(tag, header); the signature is over the id.
 * Bytes are kept exactly as received; a decoded header points into them. */
#ifndef AC_CHANGE_H
#define AC_CHANGE_H

#include "core/crypto.h"

#define AC_HEADER_FIXED 200
#define AC_DEPS_MAX 64
#define AC_CITES_MAX 64
#define AC_FACTS_MAX 4096
#define AC_GOVERNING_FACTS_MAX 16384
#define AC_WORDS_MAX 65536
#define AC_SALT_BYTES 32
#define AC_HEADER_MAX (AC_HEADER_FIXED + 32 * (AC_DEPS_MAX + AC_CITES_MAX) + AC_GOVERNING_FACTS_MAX)
/* What a carrier says of a change's words (FORMAT 10.1). */
typedef enum {
    AC_WORDS_NONE, /* the change has none */
    AC_WORDS_HERE,
    AC_WORDS_REDACTED,
    AC_WORDS_WITHHELD,
    AC_WORDS_NOT_HELD
} ac_words_state;

#define AC_SEQ_MAX (UINT64_C(1) << 53) /* seq and depth stay below */
#define AC_WRITTEN_MAX (UINT64_C(1) << 48)

typedef struct {
    uint16_t kind;
    uint8_t ndeps, ncites;
    uint16_t facts_len;
    uint32_t words_len; /* of the JSON, the salt not counted */
    uint64_t seq, depth, written_ms;
    ac_space space;
    ac_device author;
    ac_id prev, record;
    ac_digest words_hash;
    const uint8_t *deps, *cites; /* 32 bytes each; borrowed from the bytes decoded */
    const char *facts;           /* facts_len bytes, no NUL */
} ac_header;

/* Everything of *authentic* that one header alone decides: ranges, lengths, zeros, order of deps,
 * canonical facts. (The device key is looked at where a feed begins: core/judge.c.) AC_EINVALID says which. `out`
 * borrows from `bytes`. */
ac_rc ac_header_decode(ac_header *out, const uint8_t *bytes, size_t n, ac_err *err);
/* The same without the costly look at key and facts: for bytes that passed before. */
ac_rc ac_header_peek(ac_header *out, const uint8_t *bytes, size_t n, ac_err *err);
/* Appends the bytes; the struct is taken as it is (own changes are judged like others'). */
void ac_header_encode(ac_buf *out, const ac_header *header);

static inline ac_id ac_header_dep(const ac_header *h, unsigned i)
{
    return ac_id_of(h->deps + 32 * i);
}

static inline ac_id ac_header_cite(const ac_header *h, unsigned i)
{
    return ac_id_of(h->cites + 32 * i);
}

ac_id ac_change_id_of(const uint8_t *header, size_t n);
/* words_hash = BLAKE2b-256(tag, salt, json) */
ac_digest ac_words_hash(const uint8_t salt[AC_SALT_BYTES], const void *json, size_t n);
/* Do these words (salt, then JSON) belong to this header? */
bool ac_words_match(const ac_header *header, const uint8_t *words, size_t n);

#endif
