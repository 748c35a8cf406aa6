/* vectors_reject.c - what no program may take: one change for each rule of the format that it breaks. */
#include "tests/support/vectors.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const vectors *v;
    ac_buf *out;
    int count;
} sink;

static void emit(sink *s, const char *name, const char *reason, const char *what, const ac_buf *header,
                 const uint8_t sig[64], const ac_buf *words)
{
    ac_json *o = ac_json_object();

    ac_buf_str(s->out, s->count++ > 0 ? ",\n" : "");
    ac_json_set_hex(o, "header", header->p, header->len);
    ac_json_set_str(o, "name", name);
    ac_json_set_str(o, "reason", reason);
    ac_json_set_hex(o, "signature", sig, 64);
    ac_json_set_str(o, "what", what);
    if (words != NULL && words->len > 0) {
        ac_json_set_hex(o, "bytes", words->p + 32, words->len - 32);
        ac_json_set_hex(o, "salt", words->p, 32);
    }
    VEC_CHECK(ac_json_encode(s->out, o, NULL) == AC_OK);
    ac_json_free(o);
}

/* Signed by its author, whatever it says. */
static void emit_bytes(sink *s, int device, const char *name, const char *reason, const char *what, const ac_buf *header)
{
    uint8_t sig[64];

    vec_sign(s->v, device, header, sig);
    emit(s, name, reason, what, header, sig, NULL);
}

/* Ends the draft. */
static void emit_draft(sink *s, vec_draft *d, const char *name, const char *reason, const char *what)
{
    ac_buf header = { 0 };
    uint8_t sig[64];

    vec_encode(d, &header);
    vec_sign(s->v, d->device, &header, sig);
    emit(s, name, reason, what, &header, sig, &d->words);
    ac_buf_free(&header);
    vec_end(d);
}

/* The next change of SASI-1, a note that would be taken. */
static vec_draft note(sink *s)
{
    vec_draft d;

    vec_begin(s->v, &d, VEC_SASI_1, VEC_KRK, AC_KIND_NOTE, VEC_NEWEST);
    vec_facts(&d, "{'type':'journal'}");
    return d;
}

#define EMIT_NOTE(s, name, reason, what, ...)       \
    do {                                            \
        vec_draft d_ = note(s), *d = &d_;           \
        __VA_ARGS__                                 \
        emit_draft(s, d, name, reason, what);       \
    } while (0)

/* --- FORMAT 3.1 --- */

static void patched(sink *s, const char *name, const char *reason, const char *what, size_t at, uint8_t byte)
{
    vec_draft d = note(s);
    ac_buf header = { 0 };

    vec_encode(&d, &header);
    header.p[at] = byte;
    emit_bytes(s, VEC_SASI_1, name, reason, what, &header);
    ac_buf_free(&header);
    vec_end(&d);
}

static void long_facts(vec_draft *d, size_t n)
{
    ac_buf_clear(&d->facts);
    ac_buf_str(&d->facts, "{\"reason\":\"other\",\"type\":\"journal\",\"z\":\"");
    while (d->facts.len < n - 2)
        ac_buf_u8(&d->facts, 'z');
    ac_buf_str(&d->facts, "\"}");
}

static void shapes(sink *s)
{
    ac_buf header = { 0 };
    vec_draft plain = note(s);

    vec_encode(&plain, &header);
    header.len = 199;
    emit_bytes(s, VEC_SASI_1, "short", "length", "199 bytes are no header", &header);
    header.len = 0;
    vec_encode(&plain, &header);
    header.len--;
    emit_bytes(s, VEC_SASI_1, "cut", "length", "the last byte of the facts is missing", &header);
    header.len++;
    ac_buf_u8(&header, ' ');
    emit_bytes(s, VEC_SASI_1, "a-byte-more", "length", "a byte behind the facts", &header);
    ac_buf_free(&header);
    vec_end(&plain);
    patched(s, "magic-first", "magic", "its first byte is A", 0, 'A');
    patched(s, "magic-second", "magic", "its second byte is d", 1, 'd');
    patched(s, "version-0", "version", "header version 0", 2, 0);
    patched(s, "version-2", "version", "header version 2", 2, 2);
    patched(s, "zero-3", "zero", "byte 3 is not zero", 3, 1);
    patched(s, "zero-34", "zero", "byte 34 is not zero", 34, 1);
    patched(s, "zero-35", "zero", "byte 35 is not zero", 35, 1);
    patched(s, "ndeps-says-more", "length", "ndeps says more than there are", 6, 60);
    patched(s, "ncites-says-more", "length", "ncites says more than there are", 7, 1);
    patched(s, "facts-len-says-more", "length", "facts_len says more than there are", 32, 1);

    EMIT_NOTE(s, "ndeps-65", "ndeps", "65 deps", for (d->h.ndeps = 0; d->h.ndeps < 65; d->h.ndeps++)
        memset(d->deps + 32 * d->h.ndeps, d->h.ndeps + 1, 32););
    EMIT_NOTE(s, "ncites-65", "ncites", "65 cites", for (d->h.ncites = 0; d->h.ncites < 65;) vec_cite(s->v, d, "found"););
    EMIT_NOTE(s, "seq-0", "seq", "seq 0", d->h.seq = 0;);
    EMIT_NOTE(s, "seq-2-53", "seq", "seq 2^53", d->h.seq = AC_SEQ_MAX;);
    EMIT_NOTE(s, "depth-0", "depth", "depth 0", d->h.depth = 0;);
    EMIT_NOTE(s, "depth-2-53", "depth", "depth 2^53", d->h.depth = AC_SEQ_MAX;);
    EMIT_NOTE(s, "written-2-48", "written_ms", "written_ms 2^48", d->h.written_ms = AC_WRITTEN_MAX;);
    EMIT_NOTE(s, "words-65537", "words_len", "65,537 bytes of words", d->h.words_len = 65537; memset(d->h.words_hash.b, 1, 32););
    EMIT_NOTE(s, "facts-4097", "facts_len", "4,097 bytes of facts in a note", long_facts(d, 4097););
    EMIT_NOTE(s, "facts-4097-act", "facts_len", "4,097 bytes of facts in an act", d->h.kind = 0x7fff; long_facts(d, 4097););
    EMIT_NOTE(s, "facts-16385", "facts_len", "16,385 bytes of facts in a governing change", d->h.kind = AC_KIND_LEAVE;
              long_facts(d, 16385););
    EMIT_NOTE(s, "prev-missing", "prev", "prev is zero, seq is not 1", memset(d->h.prev.b, 0, 32););
    EMIT_NOTE(s, "prev-at-1", "prev", "prev is not zero, seq is 1", d->h.seq = 1;);
    EMIT_NOTE(s, "words-without-hash", "words_hash", "words_len is 2, words_hash is zero", d->h.words_len = 2;);
    EMIT_NOTE(s, "hash-without-words", "words_hash", "words_len is zero, words_hash is not", d->h.words_hash.b[31] = 1;);
    EMIT_NOTE(s, "deps-descending", "deps", "deps descend", d->h.ndeps = 0; vec_dep(s->v, d, "roster"); vec_dep(s->v, d, "leave");
              uint8_t swap[32]; memcpy(swap, d->deps, 32); memcpy(d->deps, d->deps + 32, 32); memcpy(d->deps + 32, swap, 32););
    EMIT_NOTE(s, "deps-twice", "deps", "a dep stands twice", d->h.ndeps = 0; vec_dep(s->v, d, "roster");
              vec_dep(s->v, d, "roster"););
}

/* --- FORMAT 2 --- */

static void facts_bytes(sink *s, const char *name, const char *what, const void *bytes, size_t n)
{
    EMIT_NOTE(s, name, "facts", what, ac_buf_clear(&d->facts); ac_buf_put(&d->facts, bytes, n););
}

/* A note with one fact more, "x", of which everything is bad. */
static void fact(sink *s, const char *name, const char *what, const char *value, size_t n)
{
    ac_buf text = { 0 };

    ac_buf_str(&text, "{\"type\":\"journal\",\"x\":");
    ac_buf_put(&text, value, n);
    ac_buf_str(&text, "}");
    facts_bytes(s, name, what, text.p, text.len);
    ac_buf_free(&text);
}

#define FACTS(s, name, what, bytes) facts_bytes(s, "json-" name, what, bytes, sizeof bytes - 1)
#define FACT(s, name, what, value) fact(s, "json-" name, what, value, sizeof value - 1)

static void nested(sink *s, const char *name, const char *what, int arrays)
{
    ac_buf value = { 0 };

    for (int i = 0; i < arrays; i++)
        ac_buf_u8(&value, '[');
    for (int i = 0; i < arrays; i++)
        ac_buf_u8(&value, ']');
    fact(s, name, what, ac_buf_text(&value), value.len);
    ac_buf_free(&value);
}

static void laxities(sink *s)
{
    ac_buf many = { 0 };

    facts_bytes(s, "json-nothing", "no facts at all, not even {}", "", 0);
    FACTS(s, "array", "an array at the top", "[]");
    FACTS(s, "string", "a string at the top", "\"journal\"");
    FACTS(s, "bom", "a byte order mark", "\xef\xbb\xbf{\"type\":\"journal\"}");
    FACTS(s, "space-before", "a space before", " {\"type\":\"journal\"}");
    FACTS(s, "space-behind", "a space behind", "{\"type\":\"journal\"} ");
    FACTS(s, "newline-behind", "a line end behind", "{\"type\":\"journal\"}\n");
    FACTS(s, "nul-behind", "a NUL behind", "{\"type\":\"journal\"}\0");
    FACTS(s, "garbage-behind", "an object behind the object", "{\"type\":\"journal\"}{}");
    FACTS(s, "space-in", "a space between tokens", "{\"type\": \"journal\"}");
    FACTS(s, "tab-in", "a tab between tokens", "{\"type\":\t\"journal\"}");
    FACTS(s, "control-in", "a byte below 0x20 between tokens, taken for a space", "{\"type\":\x01\"journal\"}");
    FACTS(s, "comment", "a comment", "{\"type\":\"journal\"/**/}");
    FACTS(s, "comma", "a comma before the end", "{\"type\":\"journal\",}");
    FACTS(s, "key-twice", "a key twice", "{\"type\":\"journal\",\"type\":\"story\"}");
    FACTS(s, "keys-by-case", "keys that differ by case alone", "{\"TYPE\":\"story\",\"type\":\"journal\"}");
    FACTS(s, "keys-descending", "keys out of order", "{\"type\":\"journal\",\"level\":1}");
    FACTS(s, "key-nul", "a NUL in a key", "{\"ty\0pe\":\"story\",\"type\":\"journal\"}");
    FACTS(s, "key-escape", "an escape in a key", "{\"t\\u0079pe\":\"journal\"}");
    FACTS(s, "key-nul-escape", "an escaped NUL in a key", "{\"type\":\"journal\",\"type\\u0000x\":1}");
    FACTS(s, "key-empty", "an empty key", "{\"\":1,\"type\":\"journal\"}");
    FACTS(s, "key-digit", "a key that begins with a digit", "{\"1x\":1,\"type\":\"journal\"}");
    FACTS(s, "key-33", "a key of 33 letters", "{\"type\":\"journal\",\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\":1}");
    FACTS(s, "key-bare", "a key without quotes", "{type:\"journal\"}");
    FACTS(s, "open", "an object without its end", "{\"type\":\"journal\"");
    FACT(s, "leading-zero", "01", "01");
    FACT(s, "minus-zero", "-0", "-0");
    FACT(s, "point", "1.", "1.");
    FACT(s, "fraction", "1.5", "1.5");
    FACT(s, "no-digit", "-.5", "-.5");
    FACT(s, "exponent", "1e2", "1e2");
    FACT(s, "infinite", "1e400", "1e400");
    FACT(s, "plus", "+1", "+1");
    FACT(s, "two-to-53", "2^53", "9007199254740992");
    FACT(s, "two-to-53-minus", "-2^53", "-9007199254740992");
    FACT(s, "two-to-53-and-1", "2^53+1", "9007199254740993");
    FACT(s, "long-number", "21 digits", "100000000000000000000");
    FACT(s, "hex-number", "0x10", "0x10");
    FACT(s, "nan", "NaN", "NaN");
    FACT(s, "big-true", "True", "True");
    FACT(s, "nul", "a NUL in a string", "\"a\0b\"");
    FACT(s, "nul-escape", "an escaped NUL in a string", "\"a\\u0000b\"");
    FACT(s, "control", "a byte below 0x20 in a string", "\"a\x1f\"");
    FACT(s, "newline", "a line end in a string", "\"a\nb\"");
    FACT(s, "slash", "an escaped slash", "\"\\/\"");
    FACT(s, "escape-letter", "an escape of a letter", "\"\\u0061\"");
    FACT(s, "escape-long", "the long escape of a line end", "\"\\u000a\"");
    FACT(s, "escape-upper", "an escape in upper case", "\"\\u001F\"");
    FACT(s, "escape-beyond-ascii", "an escape beyond ASCII", "\"\\u00f3\"");
    FACT(s, "escape-pair", "a pair of escaped surrogates", "\"\\ud83c\\udfdb\"");
    FACT(s, "escape-lone", "a lone escaped surrogate", "\"\\ud800\"");
    FACT(s, "escape-unknown", "an escape that is none", "\"\\x41\"");
    FACT(s, "utf8-alone", "a continuation byte alone", "\"\x80\"");
    FACT(s, "utf8-cut", "a sequence cut short", "\"\xe2\x82\"");
    FACT(s, "utf8-overlong", "an overlong slash", "\"\xc0\xaf\"");
    FACT(s, "utf8-overlong-3", "an overlong sequence of three", "\"\xe0\x9f\xbf\"");
    FACT(s, "utf8-nul", "a NUL in two bytes", "\"\xc0\x80\"");
    FACT(s, "utf8-surrogate", "a surrogate in UTF-8", "\"\xed\xa0\x80\"");
    FACT(s, "utf8-beyond", "beyond U+10FFFF", "\"\xf4\x90\x80\x80\"");
    FACT(s, "utf8-ff", "a byte that no UTF-8 has", "\"\xff\"");
    FACT(s, "string-open", "a string without its end", "\"a");
    nested(s, "json-depth-17", "17 containers in each other", 16);
    nested(s, "json-depth-1000", "a thousand containers in each other", 1000);
    ac_buf_str(&many, "[0"); /* the object, journal, the array, 1,998 numbers */
    for (int i = 1; i < 1998; i++)
        ac_buf_str(&many, ",0");
    ac_buf_str(&many, "]");
    fact(s, "json-2001-values", "2,001 values", ac_buf_text(&many), many.len);
    ac_buf_free(&many);
}

/* --- FORMAT 3.3, 2: keys and signatures --- */

static const uint8_t order_8[32] = { 0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
                                     0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
                                     0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a };

static void scalar_of(uint8_t out[32], const char *name)
{
    uint8_t wide[64];

    vec_bytes(wide, 64, name);
    crypto_core_ed25519_scalar_reduce(out, wide);
}

/* A key with a part of small order and a signature that a cofactorless verifier takes. */
static void mixed_order(sink *s)
{
    uint8_t a[32], big_a[32], key[32], sig[64], m[64], wide[64], k[32], r[32];
    size_t tag = sizeof AC_TAG_CHANGE_SIG;
    ac_buf header = { 0 };
    vec_draft d;
    ac_id id;

    scalar_of(a, "mixed order");
    VEC_CHECK(crypto_scalarmult_ed25519_base_noclamp(big_a, a) == 0 && crypto_core_ed25519_add(key, big_a, order_8) == 0);
    vec_begin(s->v, &d, VEC_STRANGER, VEC_KRK, AC_KIND_NOTE, -1);
    vec_dep(s->v, &d, "roster");
    vec_facts(&d, "{'type':'journal'}");
    d.h.author = ac_device_of(key);
    vec_encode(&d, &header);
    id = ac_change_id_of(header.p, header.len);
    memcpy(m, AC_TAG_CHANGE_SIG, tag);
    memcpy(m + tag, id.b, 32);
    for (int i = 0;; i++) { /* until eight divides the challenge */
        crypto_hash_sha512_state state;
        char name[40];
        snprintf(name, sizeof name, "mixed order, nonce %d", i);
        scalar_of(r, name);
        VEC_CHECK(crypto_scalarmult_ed25519_base_noclamp(sig, r) == 0);
        crypto_hash_sha512_init(&state);
        crypto_hash_sha512_update(&state, sig, 32);
        crypto_hash_sha512_update(&state, key, 32);
        crypto_hash_sha512_update(&state, m, tag + 32);
        crypto_hash_sha512_final(&state, wide);
        crypto_core_ed25519_scalar_reduce(k, wide);
        if ((k[0] & 7) == 0)
            break;
    }
    crypto_core_ed25519_scalar_mul(sig + 32, k, a);
    crypto_core_ed25519_scalar_add(sig + 32, sig + 32, r);
    VEC_CHECK(ac_verify(sig, key, AC_TAG_CHANGE_SIG, id.b, 32));
    emit(s, "key-mixed-order", "author", "a device key of mixed order, whose signature verifies", &header, sig, NULL);
    ac_buf_free(&header);
    vec_end(&d);
}

static void small_key(sink *s, const char *name, const char *what, const uint8_t key[32])
{
    uint8_t sig[64] = { 1 }; /* R the neutral element, S zero */
    ac_buf header = { 0 };
    vec_draft d;

    vec_begin(s->v, &d, VEC_STRANGER, VEC_KRK, AC_KIND_NOTE, -1);
    vec_dep(s->v, &d, "roster");
    vec_facts(&d, "{'type':'journal'}");
    d.h.author = ac_device_of(key);
    vec_encode(&d, &header);
    emit(s, name, "author", what, &header, sig, NULL);
    ac_buf_free(&header);
    vec_end(&d);
}

static void add_order(uint8_t scalar[32])
{
    static const uint8_t order[32] = { 0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                       0xa2, 0xde, 0xf9, 0xde, 0x14, [31] = 0x10 };
    unsigned carry = 0;

    for (int i = 0; i < 32; i++) {
        carry += (unsigned)scalar[i] + order[i];
        scalar[i] = (uint8_t)carry;
        carry >>= 8;
    }
}

static void signatures(sink *s)
{
    uint8_t neutral[32] = { 1 }, wide[32], sig[64], good[64];
    vec_draft d = note(s);
    ac_buf header = { 0 };
    ac_id id;

    small_key(s, "key-neutral", "the neutral element as device key", neutral);
    small_key(s, "key-order-8", "a device key of order 8", order_8);
    memset(wide, 0xff, 32);
    wide[0] = 0xee;
    wide[31] = 0x7f;
    small_key(s, "key-not-canonical", "a device key whose y is not below 2^255-19", wide);
    mixed_order(s);

    vec_encode(&d, &header);
    id = ac_change_id_of(header.p, header.len);
    vec_sign(s->v, VEC_SASI_1, &header, good);
    memset(sig, 0, 64);
    emit(s, "signature-zero", "signature", "64 zeros", &header, sig, NULL);
    memcpy(sig, good, 64);
    sig[0] ^= 1;
    emit(s, "signature-r", "signature", "a bit of R flipped", &header, sig, NULL);
    memcpy(sig, good, 64);
    sig[40] ^= 1;
    emit(s, "signature-s", "signature", "a bit of S flipped", &header, sig, NULL);
    memcpy(sig, good, 64);
    add_order(sig + 32);
    emit(s, "signature-s-and-order", "signature", "S with the order of the group added", &header, sig, NULL);
    vec_sign(s->v, VEC_CITY_1, &header, sig);
    emit(s, "signature-by-another", "signature", "signed by another device", &header, sig, NULL);
    ac_sign(sig, s->v->d[VEC_SASI_1].secret, AC_TAG_CHANGE, id.b, 32);
    emit(s, "signature-other-tag", "signature", "signed under another tag", &header, sig, NULL);
    ac_sign(sig, s->v->d[VEC_SASI_1].secret, AC_TAG_CHANGE_SIG, header.p, header.len);
    emit(s, "signature-over-header", "signature", "signed over the header, not over its id", &header, sig, NULL);
    header.p[31] ^= 1;
    emit(s, "header-altered", "signature", "a bit of written_ms flipped after signing", &header, good, NULL);
    ac_buf_free(&header);
    vec_end(&d);
}

/* --- FORMAT 3.3, 3 to 6: ancestors --- */

static void ancestors(sink *s)
{
    const vectors *v = s->v;
    vec_draft fork;

    EMIT_NOTE(s, "prev-of-another", "prev", "prev was written by another device", const vec_change *p = &v->c[vectors_at(v, "leave")];
              d->h.prev = p->id; d->h.seq = p->seq + 1;);
    EMIT_NOTE(s, "prev-two-before", "prev", "seq is two more than that of prev", d->h.seq++;);
    EMIT_NOTE(s, "prev-same", "prev", "seq is that of prev", d->h.seq--;);
    EMIT_NOTE(s, "prev-unknown", "ancestor", "prev is no change", memset(d->h.prev.b, 0x5a, 32););
    EMIT_NOTE(s, "prev-other-space", "ancestor", "prev stands in another space", d->h.prev = v->c[vectors_at(v, "on-admit")].id;
              d->h.seq = 3;);
    EMIT_NOTE(s, "deps-own", "deps", "a dep was written by its author", vec_dep(v, d, "note"););
    EMIT_NOTE(s, "deps-unknown", "ancestor", "a dep is no change", memset(d->deps + 32 * d->h.ndeps++, 0xff, 32););
    EMIT_NOTE(s, "deps-other-space", "ancestor", "a dep stands in another space", vec_dep(v, d, "own-note"););
    EMIT_NOTE(s, "depth-more", "depth", "depth is one too many", d->h.depth++;);
    EMIT_NOTE(s, "depth-less", "depth", "depth is one too few", d->h.depth--;);
    EMIT_NOTE(s, "depth-of-prev-alone", "depth", "depth passes over a dep",
              d->h.depth = v->c[vectors_at(v, "newer-note")].depth + 1;);
    EMIT_NOTE(s, "record-unknown", "ancestor", "record is no change", d->h.kind = AC_KIND_ADDENDUM; memset(d->h.record.b, 7, 32););
    EMIT_NOTE(s, "record-other-space", "ancestor", "record stands in another space", d->h.kind = AC_KIND_ADDENDUM;
              vec_record(v, d, "own-note"););
    EMIT_NOTE(s, "cite-unknown", "ancestor", "a cite is no change", memset(d->cites, 7, 32); d->h.ncites = 1;);
    EMIT_NOTE(s, "cite-zero", "ancestor", "a cite is zero", d->h.ncites = 1;);
    EMIT_NOTE(s, "cite-other-space", "ancestor", "a cite stands in another space", vec_cite(v, d, "own-note"););
    vec_begin(v, &fork, VEC_SASI_1, VEC_KRK, AC_KIND_NOTE, vectors_at(v, "addendum"));
    vec_facts(&fork, "{'type':'journal'}");
    vec_cite(v, &fork, "dispute");
    emit_draft(s, &fork, "cite-not-in-past", "cites", "it cites what is not in its past");
    vec_begin(v, &fork, VEC_SASI_1, VEC_KRK, AC_KIND_SIGN, vectors_at(v, "addendum"));
    vec_record(v, &fork, "propose-after");
    vec_cite(v, &fork, "propose");
    emit_draft(s, &fork, "record-not-in-past", "record", "its record is not in its past");
    EMIT_NOTE(s, "space-other", "space", "it belongs to another space", memset(d->h.space.b, 9, 32););
    EMIT_NOTE(s, "space-zero", "space", "its space is zero and it is no founding", memset(d->h.space.b, 0, 32););
    EMIT_NOTE(s, "found-in-a-space", "space", "a founding with a space", d->h.kind = AC_KIND_FOUND;);
}

/* --- FORMAT 4: form --- */

typedef struct {
    const char *name, *reason, *what;
    uint16_t kind;
    int device;
    const char *record, *cites, *facts;
    bool has_words;
} form;

#define SASI VEC_SASI_1
#define CITY VEC_CITY_1

static const form forms[] = {
    { "ack-words", "words", "an ack with words", AC_KIND_ACK, SASI, NULL, "", "{}", true },
    { "leave-words", "words", "a governing change with words", AC_KIND_LEAVE, SASI, NULL, "", "{}", true },
    { "redact-words", "words", "an erasure with words", AC_KIND_REDACT, SASI, "note", "note", "{'reason':'mistake'}", true },

    { "note-record", "record", "a note with a record", AC_KIND_NOTE, SASI, "note", "", "{'type':'journal'}", false },
    { "propose-record", "record", "a propose with a record", AC_KIND_PROPOSE, SASI, "propose", "join found", "{}", false },
    { "sign-no-record", "record", "a sign without a record", AC_KIND_SIGN, SASI, NULL, "propose", "{}", false },
    { "sign-record-note", "record", "a sign in the record of a note", AC_KIND_SIGN, SASI, "note", "propose", "{}", false },
    { "sign-record-act", "record", "a sign whose record is an act", AC_KIND_SIGN, SASI, "amend", "amend", "{}", false },
    { "addendum-record", "record", "an addendum to a promise", AC_KIND_ADDENDUM, SASI, "propose", "", "{}", false },
    { "addendum-of-addendum", "record", "an addendum to an addendum", AC_KIND_ADDENDUM, SASI, "addendum", "", "{}", false },
    { "edit-record", "record", "an edit of a note", AC_KIND_EDIT, SASI, "note", "", "{'fields':['title']}", false },
    { "redact-no-record", "record", "an erasure without a record", AC_KIND_REDACT, SASI, NULL, "note", "{'reason':'mistake'}", false },
    { "redact-other-record", "record", "an erasure in the record of something else", AC_KIND_REDACT, SASI, "propose", "note",
      "{'reason':'mistake'}", false },
    { "redact-target-as-record", "record", "an erasure whose record is its target, and that has one", AC_KIND_REDACT, SASI,
      "addendum", "addendum", "{'reason':'mistake'}", false },
    { "reveal-record", "record", "a reveal with a record that its target has not", AC_KIND_REVEAL, SASI, "note-withheld",
      "note-withheld", "{}", false },
    { "reveal-no-record", "record", "a reveal without the record of its targets", AC_KIND_REVEAL, SASI, NULL,
      "sign-sasi sign-resolve-sasi", "{}", false },
    { "consent-other-record", "cites", "a consent in the record of something else", AC_KIND_SIGN, SASI, "note", "redact-text",
      "{}", false },
    { "leave-record", "record", "a governing change with a record", AC_KIND_LEAVE, SASI, "note", "", "{}", false },

    { "ack-cites", "cites", "an ack that cites", AC_KIND_ACK, SASI, NULL, "note", "{}", false },
    { "ack-sealed", "cites", "an ack that seals words it has not", AC_KIND_ACK, SASI, NULL, "found", "{'sealed':true}", false },
    { "note-9", "cites", "a note about nine things", AC_KIND_NOTE, SASI, NULL, "note note note note note note note note note",
      "{'type':'journal'}", false },
    { "erased-nothing", "cites", "a receipt of no erasure", AC_KIND_ERASED, SASI, NULL, "", "{}", false },
    { "erased-other", "cites", "a receipt of something else", AC_KIND_ERASED, SASI, NULL, "note", "{}", false },
    { "propose-nobody", "cites", "a propose without parties", AC_KIND_PROPOSE, SASI, NULL, "", "{}", false },
    { "propose-alone", "cites", "a promisor without promisees", AC_KIND_PROPOSE, SASI, NULL, "join", "{}", false },
    { "propose-to-itself", "cites", "the promisor among the promisees", AC_KIND_PROPOSE, SASI, NULL, "join ( found join )", "{}",
      false },
    { "propose-twice", "cites", "a promisee twice", AC_KIND_PROPOSE, SASI, NULL, "join found found", "{}", false },
    { "propose-descending", "cites", "promisees that descend", AC_KIND_PROPOSE, SASI, NULL, "join ) found join-arch (", "{}", false },
    { "propose-invite", "cites", "an invite as promisee", AC_KIND_PROPOSE, SASI, NULL, "join invite", "{}", false },
    { "propose-after-two", "cites", "a propose that follows two", AC_KIND_PROPOSE, SASI, NULL,
      "join found propose propose-after", "{}", false },
    { "propose-after-amend", "cites", "a propose that follows an amend", AC_KIND_PROPOSE, SASI, NULL, "join found amend", "{}",
      false },
    { "propose-sealed", "cites", "sealed words of a text with readers beside its parties", AC_KIND_PROPOSE, SASI, NULL,
      "join found propose join-arch", "{'sealed':true}", false },
    { "sign-nothing", "cites", "a sign of nothing", AC_KIND_SIGN, SASI, "propose", "", "{}", false },
    { "sign-two", "cites", "a sign of two texts", AC_KIND_SIGN, SASI, "propose", "propose resolve", "{}", false },
    { "sign-claim", "cites", "a sign of a claim", AC_KIND_SIGN, SASI, "propose", "deliver", "{}", false },
    { "sign-other-record", "cites", "a sign of a text of another record", AC_KIND_SIGN, SASI, "propose", "propose-after", "{}",
      false },
    { "decline-redact", "cites", "a decline of an erasure", AC_KIND_DECLINE, SASI, "propose", "redact-text",
      "{'reason':'other'}", false },
    { "retract-sign", "cites", "a retract of a sign", AC_KIND_RETRACT, SASI, "propose", "sign-sasi", "{'reason':'other'}", false },
    { "amend-alone", "cites", "an amend with a promisor alone", AC_KIND_AMEND, SASI, "propose", "resolve join",
      "{'reason':'scope'}", false },
    { "amend-to-itself", "cites", "an amend with the promisor among the promisees", AC_KIND_AMEND, SASI, "propose",
      "resolve join join", "{'reason':'scope'}", false },
    { "amend-parties-first", "cites", "an amend that names its parties before its base", AC_KIND_AMEND, SASI, "propose",
      "join found resolve", "{'reason':'scope'}", false },
    { "accept-swapped", "cites", "an accept with text and claim swapped", AC_KIND_ACCEPT, SASI, "propose",
      "resolve deliver-again", "{}", false },
    { "accept-no-text", "cites", "an accept without the text", AC_KIND_ACCEPT, SASI, "propose", "deliver-again", "{}", false },
    { "accept-other-claim", "cites", "an accept of a claim of another record", AC_KIND_ACCEPT, SASI, "propose",
      "deliver-after resolve", "{}", false },
    { "dispute-two-claims", "cites", "a dispute of two claims", AC_KIND_DISPUTE, SASI, "propose", "propose deliver deliver-again",
      "{'reason':'quality'}", false },
    { "respond-claim", "cites", "a response to a claim", AC_KIND_RESPOND, SASI, "propose", "deliver", "{}", false },
    { "resolve-nothing", "cites", "a resolution of no dispute", AC_KIND_RESOLVE, SASI, "propose", "resolve",
      "{'outcome':'accepted'}", false },
    { "resume-nothing", "cites", "a resume of no suspension", AC_KIND_RESUME, SASI, "propose", "", "{}", false },
    { "resume-twice", "cites", "a resume that cites a suspension twice", AC_KIND_RESUME, SASI, "propose", "suspend suspend", "{}",
      false },
    { "ratify-nothing", "cites", "a ratify of nothing", AC_KIND_RATIFY, CITY, NULL, "", "{}", false },
    { "ratify-descending", "cites", "a ratify whose cites descend", AC_KIND_RATIFY, CITY, NULL, ") contact resolve (", "{}", false },
    { "reveal-nothing", "cites", "a reveal of nothing", AC_KIND_REVEAL, SASI, NULL, "", "{}", false },
    { "admit-invite", "cites", "an admit of an invite", AC_KIND_ADMIT, CITY, NULL, "invite", "{}", false },
    { "unadmit-join", "cites", "an unadmit of a join", AC_KIND_UNADMIT, CITY, NULL, "join", "{}", false },
    { "unadmit-nothing", "cites", "an unadmit of nothing", AC_KIND_UNADMIT, CITY, NULL, "", "{}", false },
    { "roster-admit", "cites", "a roster that follows an admit", AC_KIND_ROSTER, CITY, NULL, "admit", "{'statement':{}}", false },

    { "note-no-type", "facts", "a note without its type", AC_KIND_NOTE, SASI, NULL, "", "{}", false },
    { "note-type", "facts", "a note of an unknown type", AC_KIND_NOTE, SASI, NULL, "", "{'type':'rant'}", false },
    { "note-type-number", "facts", "a number as type", AC_KIND_NOTE, SASI, NULL, "", "{'type':1}", false },
    { "note-type-null", "facts", "null as type", AC_KIND_NOTE, SASI, NULL, "", "{'type':null}", false },
    { "note-event-1899", "facts", "a day before 1900", AC_KIND_NOTE, SASI, NULL, "", "{'event':'1899-12-31','type':'journal'}", false },
    { "note-event-2200", "facts", "a day after 2199", AC_KIND_NOTE, SASI, NULL, "", "{'event':'2200-01-01','type':'journal'}", false },
    { "note-event-no-day", "facts", "the 29th of February 2026", AC_KIND_NOTE, SASI, NULL, "",
      "{'event':'2026-02-29','type':'journal'}", false },
    { "note-event-shape", "facts", "a day with one digit", AC_KIND_NOTE, SASI, NULL, "", "{'event':'2026-6-30','type':'journal'}",
      false },
    { "note-level-0", "facts", "level 0", AC_KIND_NOTE, SASI, NULL, "", "{'level':0,'type':'journal'}", false },
    { "note-level-4", "facts", "level 4", AC_KIND_NOTE, SASI, NULL, "", "{'level':4,'type':'journal'}", false },
    { "note-level-text", "facts", "a text as level", AC_KIND_NOTE, SASI, NULL, "", "{'level':'2','type':'journal'}", false },
    { "note-principles-none", "facts", "no principle in the list", AC_KIND_NOTE, SASI, NULL, "", "{'principles':[],'type':'journal'}",
      false },
    { "note-principles-descending", "facts", "principles that descend", AC_KIND_NOTE, SASI, NULL, "",
      "{'principles':['transparency','equity'],'type':'journal'}", false },
    { "note-principles-twice", "facts", "a principle twice", AC_KIND_NOTE, SASI, NULL, "",
      "{'principles':['equity','equity'],'type':'journal'}", false },
    { "note-principles-unknown", "facts", "an unknown principle", AC_KIND_NOTE, SASI, NULL, "", "{'principles':['profit'],'type':'journal'}",
      false },
    { "note-source-33", "facts", "a source of 33 bytes", AC_KIND_NOTE, SASI, NULL, "",
      "{'source':'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','type':'journal'}", false },
    { "note-sealed-false", "facts", "sealed: false", AC_KIND_NOTE, SASI, NULL, "", "{'sealed':false,'type':'journal'}", false },
    { "note-withheld-1", "facts", "withheld: 1", AC_KIND_NOTE, SASI, NULL, "", "{'type':'journal','withheld':1}", false },
    { "stamp-short", "facts", "a hash of 31 bytes", AC_KIND_STAMP, SASI, NULL, "",
      "{'hash':'00112233445566778899aabbccddeeff00112233445566778899aabbccddee'}", false },
    { "stamp-upper", "facts", "a hash in upper case", AC_KIND_STAMP, SASI, NULL, "",
      "{'hash':'00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF'}", false },
    { "stamp-nothing", "facts", "a stamp without its hash", AC_KIND_STAMP, SASI, NULL, "", "{}", false },
    { "contact-protocol-0", "facts", "protocol 0", AC_KIND_CONTACT, SASI, NULL, "", "{'addresses':[],'protocol':0}", false },
    { "contact-empty-address", "facts", "an empty address", AC_KIND_CONTACT, SASI, NULL, "", "{'addresses':[''],'protocol':1}", false },
    { "attest-problems", "facts", "fewer than no problems", AC_KIND_ATTEST, SASI, NULL, "", "{'opinion':'x','problems':-1}", false },
    { "edit-remove", "facts", "an id that is none in remove", AC_KIND_EDIT, SASI, "create", "", "{'fields':['tags'],'remove':['12']}",
      false },
    { "propose-need-0", "facts", "need 0", AC_KIND_PROPOSE, SASI, NULL, "join found", "{'need':0}", false },
    { "propose-need-16", "facts", "need 16", AC_KIND_PROPOSE, SASI, NULL, "join found", "{'need':16}", false },
    { "propose-need-2-of-1", "facts", "need 2 with one promisee", AC_KIND_PROPOSE, SASI, NULL, "join found", "{'need':2}", false },
    { "amend-need-2-of-1", "facts", "an amend with need 2 that names one promisee", AC_KIND_AMEND, SASI, "propose",
      "resolve join found", "{'need':2,'reason':'scope'}", false },
    { "propose-slots-none", "facts", "an empty list of slots", AC_KIND_PROPOSE, SASI, NULL, "join found", "{'slots':[]}", false },
    { "propose-slots-gap", "facts", "slots 1 and 3", AC_KIND_PROPOSE, SASI, NULL, "join found",
      "{'slots':[{'due':'2026-07-01','n':1},{'due':'2026-08-01','n':3}]}", false },
    { "propose-slots-due", "facts", "two slots on one day", AC_KIND_PROPOSE, SASI, NULL, "join found",
      "{'slots':[{'due':'2026-07-01','n':1},{'due':'2026-07-01','n':2}]}", false },
    { "propose-slots-key", "facts", "a slot with a key more", AC_KIND_PROPOSE, SASI, NULL, "join found",
      "{'slots':[{'due':'2026-07-01','n':1,'x':1}]}", false },
    { "propose-due", "facts", "a due that is no day", AC_KIND_PROPOSE, SASI, NULL, "join found", "{'due':'soon'}", false },
    { "decline-no-reason", "facts", "a decline without a reason", AC_KIND_DECLINE, SASI, "propose", "propose", "{}", false },
    { "decline-reason", "facts", "a decline for an unknown reason", AC_KIND_DECLINE, SASI, "propose", "propose",
      "{'reason':'because'}", false },
    { "redact-reason", "facts", "an erasure with a reason of the other list", AC_KIND_REDACT, SASI, "note", "note",
      "{'reason':'funding'}", false },
    { "progress-completion", "facts", "an unknown completion", AC_KIND_PROGRESS, SASI, "propose", "resolve",
      "{'completion':'done'}", false },
    { "progress-slot-beyond", "facts", "a slot beyond those of the terms", AC_KIND_PROGRESS, SASI, "propose", "resolve", "{'slot':3}",
      false },
    { "progress-slot-none", "facts", "a slot where the terms have none", AC_KIND_PROGRESS, SASI, "propose-after", "propose-after",
      "{'slot':1}", false },
    { "progress-slot-of-reopen", "facts", "a slot where the terms that a reopen keeps have none", AC_KIND_PROGRESS, SASI,
      "propose-after", "reopen", "{'slot':1}", false },
    { "deliver-no-slot", "facts", "no slot where the terms have some", AC_KIND_DELIVER, SASI, "propose", "resolve", "{'files':0}", false },
    { "deliver-files", "facts", "1,001 files", AC_KIND_DELIVER, SASI, "propose", "resolve", "{'files':1001,'slot':1}", false },
    { "deliver-slot-121", "facts", "slot 121", AC_KIND_DELIVER, SASI, "propose", "resolve", "{'files':0,'slot':121}", false },
    { "resolve-outcome", "facts", "an unknown outcome", AC_KIND_RESOLVE, SASI, "propose", "resolve dispute", "{'outcome':'won'}", false },
    { "invite-role", "facts", "an unknown role", AC_KIND_INVITE, CITY, NULL, "",
      "{'key':'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff','role':'owner'}", false },
    { "invite-hold", "facts", "hold: false", AC_KIND_INVITE, CITY, NULL, "",
      "{'hold':false,'key':'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff','role':'partner'}", false },
    { "leave-reason-empty", "facts", "an empty reason", AC_KIND_LEAVE, SASI, NULL, "", "{'reason':''}", false },
    { "roster-no-statement", "facts", "a roster without its statement", AC_KIND_ROSTER, CITY, NULL, "found", "{}", false },
};

/* Names between ) and ( are put in descending order, those between ( and ) ascending. */
static void cite_names(const vectors *v, vec_draft *d, const char *names)
{
    unsigned from = 0;

    while (*names != '\0') {
        char name[48];
        size_t n = strcspn(names, " ");
        snprintf(name, sizeof name, "%.*s", (int)n, names);
        if (strcmp(name, "(") != 0 && strcmp(name, ")") != 0) {
            vec_cite(v, d, name);
        } else if (d->h.ncites == from + 2) {
            uint8_t *a = d->cites + 32 * from, *b = a + 32, swap[32];
            if ((memcmp(a, b, 32) < 0) == (name[0] == '(')) {
                memcpy(swap, a, 32);
                memcpy(a, b, 32);
                memcpy(b, swap, 32);
            }
        } else {
            from = d->h.ncites;
        }
        names += n;
        names += strspn(names, " ");
    }
}

static void form_rules(sink *s)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const form *f = &forms[i];
        vec_draft d;
        vec_begin(s->v, &d, f->device, VEC_KRK, f->kind, VEC_NEWEST);
        if (f->record != NULL)
            vec_record(s->v, &d, f->record);
        cite_names(s->v, &d, f->cites);
        vec_facts(&d, f->facts);
        if (f->has_words)
            vec_words_json(&d, f->name, "{'text':'words'}");
        emit_draft(s, &d, f->name, f->reason, f->what);
    }
}

static void long_lists(sink *s)
{
    vec_draft d;

    vec_begin(s->v, &d, VEC_SASI_1, VEC_KRK, AC_KIND_PROPOSE, VEC_NEWEST);
    vec_cite(s->v, &d, "join");
    vec_cite(s->v, &d, "found");
    ac_buf_clear(&d.facts);
    vec_json(&d.facts, "{'slots':[");
    for (int i = 0; i < 121; i++)
        vec_json(&d.facts, "%s{'due':'%d-01-01','n':%d}", i > 0 ? "," : "", 2026 + i, i + 1);
    vec_json(&d.facts, "]}");
    emit_draft(s, &d, "propose-slots-121", "facts", "121 slots");

    vec_begin(s->v, &d, VEC_SASI_1, VEC_KRK, AC_KIND_CONTACT, VEC_NEWEST);
    ac_buf_clear(&d.facts);
    vec_json(&d.facts, "{'addresses':['x'");
    for (int i = 1; i < 65; i++)
        vec_json(&d.facts, ",'x'");
    vec_json(&d.facts, "],'protocol':1}");
    emit_draft(s, &d, "contact-65", "facts", "65 addresses");
}

/* --- FORMAT 3.4, 7.1 --- */

static void words_of_others(sink *s)
{
    EMIT_NOTE(s, "words-other-salt", "words", "words with another salt than that of the hash",
              vec_words_json(d, "words-other-salt", "{'text':'words'}"); d->words.p[0] ^= 1;);
    EMIT_NOTE(s, "words-other-text", "words", "other words than those of the hash",
              vec_words_json(d, "words-other-text", "{'text':'words'}"); d->words.p[42] ^= 1;);
}

static void statement_facts(sink *s, vec_draft *d, ac_json *statement, const char *change)
{
    ac_json *facts = ac_json_object();
    uint8_t random[32];

    vec_bytes(random, 32, "random of a refused change");
    if (change != NULL)
        ac_json_set_str(statement, "name", change);
    if (d->h.kind == AC_KIND_FOUND) {
        ac_json_set_hex(facts, "random", random, 32);
        ac_json_set_str(facts, "title", "x");
    }
    ac_json_set(facts, "statement", statement);
    ac_buf_clear(&d->facts);
    VEC_CHECK(ac_json_encode(&d->facts, facts, NULL) == AC_OK);
    ac_json_free(facts);
    (void)s;
}

static void admission(sink *s)
{
    const vectors *v = s->v;
    vec_draft d;
    char text[200], hex[AC_HEX_SIZE];

    vec_begin(v, &d, VEC_STRANGER, VEC_KRK, AC_KIND_NOTE, -1);
    vec_dep(v, &d, "roster");
    vec_facts(&d, "{'type':'journal'}");
    emit_draft(s, &d, "stranger", "not admitted", "a device that nobody named");

    vec_begin(v, &d, VEC_EURF_1, VEC_KRK, AC_KIND_NOTE, vectors_at(v, "attest"));
    vec_facts(&d, "{'type':'journal'}");
    emit_draft(s, &d, "observer-note", "not admitted", "a note of an observer");

    vec_begin(v, &d, VEC_CITY_1A, VEC_KRK, AC_KIND_ACK, VEC_NEWEST);
    emit_draft(s, &d, "stopped", "not admitted", "a device that it knows to be stopped");

    vec_begin(v, &d, VEC_ARCH_1, VEC_KRK, AC_KIND_ACK, VEC_NEWEST);
    emit_draft(s, &d, "left", "not admitted", "a device of an organisation that has left");

    vec_begin(v, &d, VEC_EURF_1, VEC_KRK, AC_KIND_ACK, VEC_NEWEST);
    emit_draft(s, &d, "fallen", "not admitted", "a device of an organisation whose admit was taken back");

    vec_begin(v, &d, VEC_STRANGER, VEC_KRK, AC_KIND_JOIN, -1);
    vec_dep(v, &d, "invite");
    vec_cite(v, &d, "invite");
    statement_facts(s, &d, vec_statement(v, VEC_EURF, VEC_STRANGER, NULL, NULL, VEC_EURF), NULL);
    emit_draft(s, &d, "join-no-secret", "not admitted", "a join without the proof of the invitation's secret");

    vec_begin(v, &d, VEC_STRANGER, VEC_KRK, AC_KIND_JOIN, -1);
    vec_dep(v, &d, "invite");
    vec_cite(v, &d, "invite");
    statement_facts(s, &d, vec_statement(v, VEC_EURF, VEC_STRANGER, NULL, NULL, VEC_EURF), "Another name");
    emit_draft(s, &d, "join-altered", "not admitted", "a statement altered after signing");

    vec_begin(v, &d, VEC_CITY_1, VEC_KRK, AC_KIND_ROSTER, VEC_NEWEST);
    vec_cite(v, &d, "roster");
    statement_facts(s, &d, vec_statement(v, VEC_CITY, VEC_CITY_1, "roster", "resolve", VEC_SASI), NULL);
    emit_draft(s, &d, "roster-other-root", "not admitted", "a roster signed by the root of another organisation");

    vec_begin(v, &d, VEC_CITY_1, VEC_KRK, AC_KIND_ROSTER, VEC_NEWEST);
    vec_cite(v, &d, "found");
    statement_facts(s, &d, vec_statement(v, VEC_CITY, VEC_CITY_1, "found", "resolve", VEC_CITY), NULL);
    emit_draft(s, &d, "roster-behind", "not admitted", "a roster that does not follow the one in force");

    vec_begin(v, &d, VEC_SASI_1, VEC_KRK, AC_KIND_UNADMIT, VEC_NEWEST);
    vec_cite(v, &d, "admit");
    emit_draft(s, &d, "unadmit-of-another", "not admitted", "an unadmit of the admit of another organisation");

    ac_hex(hex, v->d[VEC_CITY_1].key.b, 32);
    snprintf(text, sizeof text, "{'key':'%s','reason':'stolen'}", hex);
    vec_begin(v, &d, VEC_SASI_1, VEC_KRK, AC_KIND_REVOKE, VEC_NEWEST);
    vec_facts(&d, text);
    emit_draft(s, &d, "revoke-of-another", "not admitted", "a revoke of a device of another organisation");

    snprintf(text, sizeof text, "{'key':'%s','role':'device'}", hex);
    vec_begin(v, &d, VEC_CITY_1, VEC_KRK, AC_KIND_INVITE, VEC_NEWEST);
    vec_facts(&d, text);
    emit_draft(s, &d, "invite-device", "not admitted", "an invitation for a laptop in a partnership");

    snprintf(text, sizeof text, "{'key':'%s','role':'partner'}", hex);
    vec_begin(v, &d, VEC_CITY_1, VEC_OWN, AC_KIND_INVITE, VEC_NEWEST);
    vec_facts(&d, text);
    emit_draft(s, &d, "own-invite-partner", "not admitted", "an invitation for a partner in an own space");
}

void vectors_print_reject(const vectors *v, ac_buf *out)
{
    sink s = { v, out, 0 };

    ac_buf_str(out, "{\"format\":\"accord rejection vectors, version 1\",\n\"changes\":[\n");
    shapes(&s);
    laxities(&s);
    signatures(&s);
    ancestors(&s);
    form_rules(&s);
    long_lists(&s);
    words_of_others(&s);
    admission(&s);
    ac_buf_str(out, "\n]}\n");
    VEC_CHECK(!out->failed);
}
