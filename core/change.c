/* change.c - the header: bytes to fields and back, its id, its words. */
#include "core/change.h"

#include "core/json.h"

#include <assert.h>
#include <string.h>

ac_rc ac_header_peek(ac_header *out, const uint8_t *p, size_t n, ac_err *err)
{
    if (n < AC_HEADER_FIXED)
        return ac_fail(err, AC_EINVALID, "length: %zu bytes are fewer than a header has", n);
    if (p[0] != 'a' || p[1] != 'c')
        return ac_fail(err, AC_EINVALID, "magic: these bytes are no change");
    if (p[2] != 1)
        return ac_fail(err, AC_EINVALID, "version: header version %u is not known here", p[2]);
    out->kind = ac_be16(p + 4);
    out->ndeps = p[6];
    out->ncites = p[7];
    out->seq = ac_be64(p + 8);
    out->depth = ac_be64(p + 16);
    out->written_ms = ac_be64(p + 24);
    out->facts_len = ac_be16(p + 32);
    out->words_len = ac_be32(p + 36);
    out->space = ac_space_of(p + 40);
    out->author = ac_device_of(p + 72);
    out->prev = ac_id_of(p + 104);
    out->record = ac_id_of(p + 136);
    out->words_hash = ac_digest_of(p + 168);
    out->deps = p + AC_HEADER_FIXED;
    out->cites = out->deps + 32 * out->ndeps;
    out->facts = (const char *)out->cites + 32 * out->ncites;
    if (out->ndeps > AC_DEPS_MAX)
        return ac_fail(err, AC_EINVALID, "ndeps: %u is more than %d", out->ndeps, AC_DEPS_MAX);
    if (out->ncites > AC_CITES_MAX)
        return ac_fail(err, AC_EINVALID, "ncites: %u is more than %d", out->ncites, AC_CITES_MAX);
    if (n != AC_HEADER_FIXED + 32 * ((size_t)out->ndeps + out->ncites) + out->facts_len)
        return ac_fail(err, AC_EINVALID, "length: the header says another length than it has");
    return AC_OK;
}

static ac_rc ranges(const ac_header *h, const uint8_t *p, ac_err *err)
{
    bool governing = h->kind >= 0x8000;

    if (p[3] != 0 || p[34] != 0 || p[35] != 0)
        return ac_fail(err, AC_EINVALID, "zero: a byte that must be zero is not");
    if (h->facts_len > (governing ? AC_GOVERNING_FACTS_MAX : AC_FACTS_MAX))
        return ac_fail(err, AC_EINVALID, "facts_len: %u is too many", h->facts_len);
    if (h->words_len > AC_WORDS_MAX)
        return ac_fail(err, AC_EINVALID, "words_len: %u is too many", h->words_len);
    if (h->seq < 1 || h->seq >= AC_SEQ_MAX)
        return ac_fail(err, AC_EINVALID, "seq: out of range");
    if (h->depth < 1 || h->depth >= AC_SEQ_MAX)
        return ac_fail(err, AC_EINVALID, "depth: out of range");
    if (h->written_ms >= AC_WRITTEN_MAX)
        return ac_fail(err, AC_EINVALID, "written_ms: out of range");
    if ((h->seq == 1) != ac_id_is_zero(h->prev))
        return ac_fail(err, AC_EINVALID, "prev: zero exactly where seq is 1");
    if ((h->words_len == 0) != ac_digest_is_zero(h->words_hash))
        return ac_fail(err, AC_EINVALID, "words_hash: zero exactly where words_len is zero");
    for (unsigned i = 1; i < h->ndeps; i++)
        if (memcmp(h->deps + 32 * (i - 1), h->deps + 32 * i, 32) >= 0)
            return ac_fail(err, AC_EINVALID, "deps: not strictly ascending");
    return AC_OK;
}

ac_rc ac_header_decode(ac_header *out, const uint8_t *p, size_t n, ac_err *err)
{
    ac_rc rc = ac_header_peek(out, p, n, err);

    if (rc == AC_OK)
        rc = ranges(out, p, err);
    if (rc == AC_OK) {
        rc = ac_json_scan(out->facts, out->facts_len, err);
        if (rc != AC_OK)
            rc = ac_wrap(err, rc, "facts");
    }
    return rc;
}

void ac_header_encode(ac_buf *out, const ac_header *h)
{
    ac_buf_str(out, "ac");
    ac_buf_u8(out, 1);
    ac_buf_u8(out, 0);
    ac_buf_u16(out, h->kind);
    ac_buf_u8(out, h->ndeps);
    ac_buf_u8(out, h->ncites);
    ac_buf_u64(out, h->seq);
    ac_buf_u64(out, h->depth);
    ac_buf_u64(out, h->written_ms);
    ac_buf_u16(out, h->facts_len);
    ac_buf_u16(out, 0);
    ac_buf_u32(out, h->words_len);
    ac_buf_put(out, h->space.b, 32);
    ac_buf_put(out, h->author.b, 32);
    ac_buf_put(out, h->prev.b, 32);
    ac_buf_put(out, h->record.b, 32);
    ac_buf_put(out, h->words_hash.b, 32);
    ac_buf_put(out, h->deps, 32u * h->ndeps);
    ac_buf_put(out, h->cites, 32u * h->ncites);
    ac_buf_put(out, h->facts, h->facts_len);
}

ac_id ac_change_id_of(const uint8_t *header, size_t n)
{
    ac_hash h;
    ac_id id;

    ac_hash_begin(&h, AC_TAG_CHANGE);
    ac_hash_add(&h, header, n);
    ac_hash_end(&h, id.b);
    return id;
}

ac_digest ac_words_hash(const uint8_t salt[AC_SALT_BYTES], const void *json, size_t n)
{
    ac_hash h;
    ac_digest d;

    ac_hash_begin(&h, AC_TAG_WORDS);
    ac_hash_add(&h, salt, AC_SALT_BYTES);
    ac_hash_add(&h, json, n);
    ac_hash_end(&h, d.b);
    return d;
}

bool ac_words_match(const ac_header *h, const uint8_t *words, size_t n)
{
    if (h->words_len == 0 || n != (size_t)h->words_len + AC_SALT_BYTES)
        return false;
    return ac_digest_eq(ac_words_hash(words, words + AC_SALT_BYTES, h->words_len), h->words_hash);
}
