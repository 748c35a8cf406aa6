/* json.h - canonical JSON (DESIGN 2): one strict scanner, one encoder, and cJSON
 * for the tree between them. The only home of cJSON.
 *
 * Canonical: an object at the top; objects, arrays, strings, true, false, null and
 * integers within +-(2^53-1), no -0; keys [a-z][a-z0-9-]{0,31} ascending by byte,
 * none twice; no spaces; strings escape only `"`, `\` and bytes below 0x20. */
#ifndef AC_JSON_H
#define AC_JSON_H

#include "core/buf.h"
#include "core/err.h"

#define AC_JSON_DEPTH_MAX 16
#define AC_JSON_VALUES_MAX 2000
#define AC_JSON_INT_MAX INT64_C(9007199254740991) /* 2^53-1 */

const char *ac_json_library(void); /* "1.7.15" */

typedef struct cJSON ac_json; /* a value; owned by its container, or by whoever made it */

/* Is this canonical JSON? AC_EINVALID names the first fault and its offset. */
ac_rc ac_json_scan(const void *bytes, size_t n, ac_err *err);

/* Scan, then build the tree. The caller frees it. */
ac_rc ac_json_parse(ac_json **out, const void *bytes, size_t n, ac_err *err);

void ac_json_free(ac_json *value); /* NULL is fine */

/* Append the canonical bytes: encode(parse(b)) == b. Keys are sorted here. */
ac_rc ac_json_encode(ac_buf *out, const ac_json *value, ac_err *err);

/* Reading: all are case-sensitive, all take NULL and give the empty answer. */
const ac_json *ac_json_get(const ac_json *object, const char *key);
const char *ac_json_str(const ac_json *object, const char *key);      /* NULL: absent or no string */
bool ac_json_int(const ac_json *object, const char *key, int64_t *out); /* false: absent or no integer */
bool ac_json_true(const ac_json *object, const char *key);            /* present and true */
size_t ac_json_count(const ac_json *array_or_object);
const ac_json *ac_json_at(const ac_json *array_or_object, size_t index);
const char *ac_json_key(const ac_json *member);  /* key of a member of an object */
const char *ac_json_text(const ac_json *value);  /* NULL when not a string */
bool ac_json_number(const ac_json *value, int64_t *out);
bool ac_json_is_array(const ac_json *value);
bool ac_json_is_object(const ac_json *value);
bool ac_json_is_true(const ac_json *value);
bool ac_json_is_bool(const ac_json *value);
bool ac_json_is_null(const ac_json *value);

/* Building: strings are copied; `item` passes to the container (freed with it, and
 * freed too when the call fails). False: out of memory; every setter takes a NULL
 * container and then frees and returns false, so one check at the end is enough.
 * Setting a key twice replaces. */
ac_json *ac_json_object(void);
ac_json *ac_json_array(void);
ac_json *ac_json_string(const char *text);
ac_json *ac_json_integer(int64_t v);
ac_json *ac_json_bool(bool v);
ac_json *ac_json_null(void);
ac_json *ac_json_copy(const ac_json *value);
bool ac_json_set(ac_json *object, const char *key, ac_json *item);
bool ac_json_set_str(ac_json *object, const char *key, const char *text);
bool ac_json_set_int(ac_json *object, const char *key, int64_t v);
bool ac_json_set_bool(ac_json *object, const char *key, bool v);
bool ac_json_set_hex(ac_json *object, const char *key, const void *bytes, size_t n);
bool ac_json_push(ac_json *array, ac_json *item);
void ac_json_drop(ac_json *object, const char *key);

/* Strict UTF-8, no NUL, no surrogates, nothing overlong. */
bool ac_utf8_valid(const void *bytes, size_t n);

#endif
