/* json.c - canonical JSON: one strict scanner, one encoder, cJSON for the tree between. */
#include "core/json.h"

#include "core/ids.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *ac_json_library(void)
{
    return cJSON_Version();
}

/* --- UTF-8 --- */

/* Bytes of the sequence at p (1..4), 0 when it is not valid. */
static size_t utf8_step(const uint8_t *p, size_t left)
{
    uint32_t c = p[0];
    size_t n = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;

    if (n == 0 || n > left)
        return 0;
    if (n == 1)
        return 1;
    c &= n == 2 ? 0x1fu : n == 3 ? 0x0fu : 0x07u;
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3fu);
    }
    if ((n == 3 && c < 0x800) || (n == 4 && (c < 0x10000 || c > 0x10ffff)) || (c >= 0xd800 && c <= 0xdfff))
        return 0;
    return n;
}

bool ac_utf8_valid(const void *bytes, size_t n)
{
    const uint8_t *p = bytes;

    for (size_t i = 0; i < n;) {
        size_t step = p[i] == 0 ? 0 : utf8_step(p + i, n - i);
        if (step == 0)
            return false;
        i += step;
    }
    return true;
}

/* --- the scanner --- */

typedef struct {
    const uint8_t *start, *p, *end;
    unsigned values;
    const char *fault;
} scan;

static bool bad(scan *s, const char *fault)
{
    if (s->fault == NULL)
        s->fault = fault;
    return false;
}

static bool literal(scan *s, const char *word)
{
    size_t n = strlen(word);

    if ((size_t)(s->end - s->p) < n || memcmp(s->p, word, n) != 0)
        return bad(s, "a value that is none of object, array, string, true, false, null, integer");
    s->p += n;
    return true;
}

static bool hex_low(uint8_t c, unsigned *out)
{
    if (c >= '0' && c <= '9')
        *out = (unsigned)c - '0';
    else if (c >= 'a' && c <= 'f')
        *out = (unsigned)c - 'a' + 10;
    else
        return false;
    return true;
}

static bool string(scan *s)
{
    s->p++; /* the quote */
    while (s->p < s->end && *s->p != '"') {
        if (*s->p < 0x20)
            return bad(s, "a control byte in a string");
        if (*s->p != '\\') {
            size_t n = utf8_step(s->p, (size_t)(s->end - s->p));
            if (n == 0)
                return bad(s, "invalid UTF-8");
            s->p += n;
            continue;
        }
        if (s->end - s->p < 2)
            return bad(s, "an escape cut short");
        if (memchr("\"\\btnfr", s->p[1], 7) != NULL) {
            s->p += 2;
            continue;
        }
        unsigned hi, lo;
        if (s->p[1] != 'u' || s->end - s->p < 6 || s->p[2] != '0' || s->p[3] != '0' || !hex_low(s->p[4], &hi) ||
            !hex_low(s->p[5], &lo))
            return bad(s, "an escape that is not canonical");
        unsigned c = hi << 4 | lo;
        if (c == 0)
            return bad(s, "a NUL in a string");
        if (c >= 0x20 || c == '\b' || c == '\t' || c == '\n' || c == '\f' || c == '\r')
            return bad(s, "an escape that is not canonical");
        s->p += 6;
    }
    if (s->p >= s->end)
        return bad(s, "a string without its end");
    s->p++;
    return true;
}

static bool number(scan *s)
{
    const uint8_t *begin = s->p;
    bool minus = *s->p == '-';
    uint64_t v = 0;
    unsigned digits = 0;

    if (minus)
        s->p++;
    while (s->p < s->end && *s->p >= '0' && *s->p <= '9') {
        if (++digits > 16)
            return bad(s, "an integer beyond 2^53-1");
        v = v * 10 + (uint64_t)(*s->p++ - '0');
    }
    if (digits == 0)
        return bad(s, "a value that is none of object, array, string, true, false, null, integer");
    if (digits > 1 && begin[minus] == '0')
        return bad(s, "an integer with a leading zero");
    if (v == 0 && minus)
        return bad(s, "minus zero");
    if (v > (uint64_t)AC_JSON_INT_MAX)
        return bad(s, "an integer beyond 2^53-1");
    if (s->p < s->end && (*s->p == '.' || *s->p == 'e' || *s->p == 'E'))
        return bad(s, "a number that is no integer");
    return true;
}

static bool value(scan *s, unsigned depth);

static bool key_char(uint8_t c, bool first)
{
    return (c >= 'a' && c <= 'z') || (!first && ((c >= '0' && c <= '9') || c == '-'));
}

static bool object(scan *s, unsigned depth)
{
    const uint8_t *last = NULL;
    size_t last_n = 0;

    s->p++;
    if (s->p < s->end && *s->p == '}') {
        s->p++;
        return true;
    }
    for (;;) {
        const uint8_t *key;
        size_t n = 0;
        if (s->p >= s->end || *s->p != '"')
            return bad(s, "an object without a key where one must stand");
        key = ++s->p;
        while (s->p < s->end && key_char(*s->p, n == 0)) {
            s->p++;
            n++;
        }
        if (n == 0 || n > 32 || s->p >= s->end || *s->p != '"')
            return bad(s, "a key that is not [a-z][a-z0-9-]{0,31}");
        s->p++;
        if (last != NULL) {
            int order = memcmp(last, key, last_n < n ? last_n : n);
            if (order == 0 && last_n == n)
                return bad(s, "a key twice");
            if (order > 0 || (order == 0 && last_n > n))
                return bad(s, "keys out of order");
        }
        last = key;
        last_n = n;
        if (s->p >= s->end || *s->p != ':')
            return bad(s, "a key without its value");
        s->p++;
        if (!value(s, depth + 1))
            return false;
        if (s->p < s->end && *s->p == ',') {
            s->p++;
            continue;
        }
        if (s->p < s->end && *s->p == '}') {
            s->p++;
            return true;
        }
        return bad(s, "an object without its end");
    }
}

static bool array(scan *s, unsigned depth)
{
    s->p++;
    if (s->p < s->end && *s->p == ']') {
        s->p++;
        return true;
    }
    for (;;) {
        if (!value(s, depth + 1))
            return false;
        if (s->p < s->end && *s->p == ',') {
            s->p++;
            continue;
        }
        if (s->p < s->end && *s->p == ']') {
            s->p++;
            return true;
        }
        return bad(s, "an array without its end");
    }
}

/* depth: how many containers this value stands in, itself counted when it is one */
static bool value(scan *s, unsigned depth)
{
    if (++s->values > AC_JSON_VALUES_MAX)
        return bad(s, "more than 2000 values");
    if (s->p >= s->end)
        return bad(s, "an end where a value must stand");
    switch (*s->p) {
    case '{':
        return depth > AC_JSON_DEPTH_MAX ? bad(s, "nesting deeper than 16") : object(s, depth);
    case '[':
        return depth > AC_JSON_DEPTH_MAX ? bad(s, "nesting deeper than 16") : array(s, depth);
    case '"':
        return string(s);
    case 't':
        return literal(s, "true");
    case 'f':
        return literal(s, "false");
    case 'n':
        return literal(s, "null");
    default:
        return number(s);
    }
}

ac_rc ac_json_scan(const void *bytes, size_t n, ac_err *err)
{
    scan s = { bytes, bytes, (const uint8_t *)bytes + n, 0, NULL };

    if (n == 0 || *s.p != '{')
        bad(&s, "something else than an object at the top");
    else if (value(&s, 1) && s.p != s.end)
        bad(&s, "bytes behind the end");
    if (s.fault == NULL)
        return AC_OK;
    return ac_fail(err, AC_EINVALID, "json: %s, at byte %zu", s.fault, (size_t)(s.p - s.start));
}

ac_rc ac_json_parse(ac_json **out, const void *bytes, size_t n, ac_err *err)
{
    const char *end = NULL;
    cJSON *tree;
    ac_rc rc = ac_json_scan(bytes, n, err);

    if (rc != AC_OK)
        return rc;
    tree = cJSON_ParseWithLengthOpts(bytes, n, &end, 0);
    if (tree == NULL || end != (const char *)bytes + n) {
        cJSON_Delete(tree);
        return ac_fail(err, AC_ENOMEM, "out of memory while reading json");
    }
    *out = tree;
    return AC_OK;
}

void ac_json_free(ac_json *v)
{
    cJSON_Delete(v);
}

/* --- the encoder --- */

static void put_string(ac_buf *out, const char *text)
{
    const char *run = text, *p = text;

    ac_buf_u8(out, '"');
    for (; *p != '\0'; p++) {
        static const char names[] = "btnXfr"; /* of 8, 9, 10, 12, 13 */
        uint8_t c = (uint8_t)*p;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        ac_buf_put(out, run, (size_t)(p - run));
        run = p + 1;
        ac_buf_u8(out, '\\');
        if (c == '"' || c == '\\')
            ac_buf_u8(out, c);
        else if (c >= 8 && c <= 13 && c != 11)
            ac_buf_u8(out, (uint8_t)names[c - 8]);
        else
            ac_buf_printf(out, "u%04x", c);
    }
    ac_buf_put(out, run, (size_t)(p - run));
    ac_buf_u8(out, '"');
}

static int by_key(const void *a, const void *b)
{
    return strcmp((*(const cJSON *const *)a)->string, (*(const cJSON *const *)b)->string);
}

static bool put_value(ac_buf *out, const cJSON *v, unsigned depth);

static bool put_object(ac_buf *out, const cJSON *v, unsigned depth)
{
    size_t n = (size_t)cJSON_GetArraySize(v), i = 0;
    const cJSON **members = calloc(n + 1, sizeof *members);
    bool good = members != NULL;

    for (const cJSON *c = v->child; good && c != NULL; c = c->next)
        members[i++] = c;
    if (good)
        qsort(members, n, sizeof *members, by_key);
    ac_buf_u8(out, '{');
    for (i = 0; good && i < n; i++) {
        if (i > 0)
            ac_buf_u8(out, ',');
        put_string(out, members[i]->string);
        ac_buf_u8(out, ':');
        good = put_value(out, members[i], depth + 1);
    }
    ac_buf_u8(out, '}');
    free(members);
    return good;
}

static bool put_value(ac_buf *out, const cJSON *v, unsigned depth)
{
    if (depth > AC_JSON_DEPTH_MAX + 1)
        return false;
    if (cJSON_IsObject(v))
        return put_object(out, v, depth);
    if (cJSON_IsArray(v)) {
        ac_buf_u8(out, '[');
        for (const cJSON *c = v->child; c != NULL; c = c->next) {
            if (c != v->child)
                ac_buf_u8(out, ',');
            if (!put_value(out, c, depth + 1))
                return false;
        }
        ac_buf_u8(out, ']');
        return true;
    }
    if (cJSON_IsString(v)) {
        put_string(out, v->valuestring);
        return true;
    }
    if (cJSON_IsNumber(v)) {
        if (!(v->valuedouble >= -(double)AC_JSON_INT_MAX && v->valuedouble <= (double)AC_JSON_INT_MAX) ||
            v->valuedouble != floor(v->valuedouble))
            return false;
        ac_buf_printf(out, "%lld", (long long)v->valuedouble);
        return true;
    }
    ac_buf_str(out, cJSON_IsTrue(v) ? "true" : cJSON_IsFalse(v) ? "false" : "null");
    return true;
}

ac_rc ac_json_encode(ac_buf *out, const ac_json *v, ac_err *err)
{
    size_t before = out->len;
    bool good = cJSON_IsObject(v) && put_value(out, v, 1);

    if (out->failed)
        return ac_fail(err, AC_ENOMEM, "out of memory while writing json");
    if (!good)
        return ac_fail(err, AC_EINVALID, "json: a value that canonical JSON cannot hold");
    return ac_json_scan(out->p + before, out->len - before, err); /* nothing leaves that we would not accept */
}

/* --- reading the tree --- */

const ac_json *ac_json_get(const ac_json *object_, const char *key)
{
    return cJSON_IsObject(object_) ? cJSON_GetObjectItemCaseSensitive(object_, key) : NULL;
}

const char *ac_json_str(const ac_json *object_, const char *key)
{
    return ac_json_text(ac_json_get(object_, key));
}

bool ac_json_int(const ac_json *object_, const char *key, int64_t *out)
{
    return ac_json_number(ac_json_get(object_, key), out);
}

bool ac_json_true(const ac_json *object_, const char *key)
{
    return cJSON_IsTrue(ac_json_get(object_, key)) != 0;
}

size_t ac_json_count(const ac_json *v)
{
    return cJSON_IsArray(v) || cJSON_IsObject(v) ? (size_t)cJSON_GetArraySize(v) : 0;
}

const ac_json *ac_json_at(const ac_json *v, size_t index)
{
    return index <= INT32_MAX ? cJSON_GetArrayItem(v, (int)index) : NULL;
}

const char *ac_json_key(const ac_json *member)
{
    return member != NULL ? member->string : NULL;
}

const char *ac_json_text(const ac_json *v)
{
    return cJSON_IsString(v) ? v->valuestring : NULL;
}

bool ac_json_number(const ac_json *v, int64_t *out)
{
    if (!cJSON_IsNumber(v))
        return false;
    *out = (int64_t)v->valuedouble;
    return true;
}

bool ac_json_is_array(const ac_json *v)
{
    return cJSON_IsArray(v) != 0;
}

bool ac_json_is_object(const ac_json *v)
{
    return cJSON_IsObject(v) != 0;
}

bool ac_json_is_true(const ac_json *v)
{
    return cJSON_IsTrue(v) != 0;
}

bool ac_json_is_bool(const ac_json *v)
{
    return cJSON_IsBool(v) != 0;
}

bool ac_json_is_null(const ac_json *value)
{
    return cJSON_IsNull(value);
}

/* --- building the tree --- */

ac_json *ac_json_object(void)
{
    return cJSON_CreateObject();
}

ac_json *ac_json_array(void)
{
    return cJSON_CreateArray();
}

ac_json *ac_json_string(const char *text)
{
    return cJSON_CreateString(text);
}

ac_json *ac_json_integer(int64_t v)
{
    return cJSON_CreateNumber((double)v);
}

ac_json *ac_json_bool(bool v)
{
    return cJSON_CreateBool(v);
}

ac_json *ac_json_null(void)
{
    return cJSON_CreateNull();
}

ac_json *ac_json_copy(const ac_json *v)
{
    return cJSON_Duplicate(v, 1);
}

bool ac_json_set(ac_json *object_, const char *key, ac_json *item)
{
    if (object_ == NULL || item == NULL) {
        cJSON_Delete(item);
        return false;
    }
    cJSON_DeleteItemFromObjectCaseSensitive(object_, key);
    if (cJSON_AddItemToObject(object_, key, item))
        return true;
    cJSON_Delete(item);
    return false;
}

bool ac_json_set_str(ac_json *object_, const char *key, const char *text)
{
    return ac_json_set(object_, key, cJSON_CreateString(text));
}

bool ac_json_set_int(ac_json *object_, const char *key, int64_t v)
{
    return ac_json_set(object_, key, cJSON_CreateNumber((double)v));
}

bool ac_json_set_bool(ac_json *object_, const char *key, bool v)
{
    return ac_json_set(object_, key, cJSON_CreateBool(v));
}

bool ac_json_set_hex(ac_json *object_, const char *key, const void *bytes, size_t n)
{
    char *text = malloc(2 * n + 1);
    bool good;

    if (text == NULL)
        return false;
    ac_hex(text, bytes, n);
    good = ac_json_set_str(object_, key, text);
    free(text);
    return good;
}

bool ac_json_push(ac_json *array_, ac_json *item)
{
    if (array_ == NULL || item == NULL || !cJSON_AddItemToArray(array_, item)) {
        cJSON_Delete(item);
        return false;
    }
    return true;
}

void ac_json_drop(ac_json *object_, const char *key)
{
    cJSON_DeleteItemFromObjectCaseSensitive(object_, key);
}
