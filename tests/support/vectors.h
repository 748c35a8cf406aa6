/* vectors.h - the frozen test vectors of the format, made again from the names of their keys.
 *
 * Three small spaces in which every kind stands at least once: KRK (a partnership), CITY's own space, and a
 * partnership that goes on from KRK. All that any device wrote every other one had received when it wrote
 * next. Keys, salts and boxes come from names, so the bytes are the same every time. */
#ifndef AC_TEST_VECTORS_H
#define AC_TEST_VECTORS_H

#include "core/change.h"
#include "core/kind.h"
#include "core/statement.h"

#define VECTORS_MAX 128
#define VECTORS_KINDS_FILE "tests/vectors/kinds.json"
#define VECTORS_REJECT_FILE "tests/vectors/reject.json"

enum { VEC_CITY, VEC_SASI, VEC_ARCH, VEC_EURF, VEC_ORGS };
enum { VEC_CITY_1, VEC_CITY_1A, VEC_SASI_1, VEC_ARCH_1, VEC_EURF_1, VEC_STRANGER, VEC_DEVICES };
enum { VEC_KRK, VEC_OWN, VEC_ON, VEC_SPACES };

typedef struct {
    const char *name, *number;
    int org; /* -1: a stranger */
    uint8_t seed[32], secret[64], transport_secret[32];
    ac_device key;
    ac_transport transport;
} vec_device;

typedef struct {
    const char *code, *name, *sector;
    uint8_t seed[32], root_secret[64], seal_secret[32];
    ac_root root;
    ac_seal seal;
} vec_org;

typedef struct {
    char name[48];
    int device, space, prev; /* prev -1: none */
    uint16_t kind;
    uint64_t seq, depth, past[VECTORS_MAX / 64];
    ac_id id;
    ac_buf header, words; /* words: salt, then the bytes; empty: none */
    uint8_t signature[64];
    bool are_json;        /* its words are canonical JSON */
} vec_change;

typedef struct {
    vec_device d[VEC_DEVICES];
    vec_org o[VEC_ORGS];
    vec_change c[VECTORS_MAX];
    int n;
    ac_space space[VEC_SPACES];
} vectors;

vectors *vectors_make(void);
void vectors_free(vectors *v);
int vectors_at(const vectors *v, const char *name);
ac_digest vectors_history(const vectors *v, int space); /* FORMAT 13.1 */

/* The two files, whole: JSON, one vector a line. */
void vectors_print_kinds(const vectors *v, ac_buf *out);
void vectors_print_reject(const vectors *v, ac_buf *out);

/* --- for the files that make them --- */
#define VEC_CHECK(what) vec_check((what), __FILE__, __LINE__, #what)
void vec_check(bool holds, const char *file, int line, const char *what);
void vec_bytes(void *out, size_t n, const char *name); /* from a name; n at most 64 */
/* 'single' quotes become "double" ones. */
void vec_json(ac_buf *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void vec_hex(ac_buf *out, const void *bytes, size_t n);

/* A change before it is signed. */
typedef struct {
    int device, space;
    ac_header h;
    uint8_t deps[32 * 66], cites[32 * 66];
    ac_buf facts, words;
} vec_draft;
#define VEC_NEWEST (-2)
/* The next change of a device: prev, deps, seq and depth as they are. after: VEC_NEWEST, or the change of
 * this device that it follows instead, knowing nothing newer; -1: its first. */
void vec_begin(const vectors *v, vec_draft *d, int device, int space, uint16_t kind, int after);
void vec_cite(const vectors *v, vec_draft *d, const char *name);
void vec_dep(const vectors *v, vec_draft *d, const char *name); /* sorted in; depth raised */
void vec_record(const vectors *v, vec_draft *d, const char *name);
void vec_facts(vec_draft *d, const char *text);   /* with single quotes */
void vec_words(vec_draft *d, const char *name, const void *bytes, size_t n);
void vec_words_json(vec_draft *d, const char *name, const char *text);
void vec_encode(vec_draft *d, ac_buf *out);
void vec_sign(const vectors *v, int device, const ac_buf *header, uint8_t sig[64]);
void vec_end(vec_draft *d);
/* Home statement of an organisation with its listed device, or that of a roster. Into the facts. */
ac_json *vec_statement(const vectors *v, int org, int device, const char *follows, const char *last_of_1a, int root_of);

#endif
