/* jsonl.c - JSON Lines, written as they are said. */
#include "cli/jsonl.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

static bool is_listed(const char *fields, const char *key)
{
    size_t n = strlen(key);

    while (fields != NULL && *fields != '\0') {
        size_t length = strcspn(fields, ",");

        if (length == n && strncmp(fields, key, n) == 0)
            return true;
        fields += length + (fields[length] == ',' ? 1u : 0u);
    }
    return false;
}

static void put_string(ac_jsonl *j, const char *text, size_t n)
{
    ac_buf_u8(&j->line, '"');
    ac_text_safe(&j->line, text, n, ac_screen_how(j->screen) | AC_TEXT_JSON);
    ac_buf_u8(&j->line, '"');
}

/* Comma and key; false where nothing is to be put. */
static bool put_key(ac_jsonl *j, const char *key)
{
    assert(j->depth > 0);
    if (j->skip > 0 || (j->depth == 1 && j->fields != NULL && !is_listed(j->fields, key)))
        return false;
    if (j->has_member[j->depth])
        ac_buf_u8(&j->line, ',');
    j->has_member[j->depth] = true;
    assert((key == NULL) == j->is_array[j->depth]);
    if (key != NULL) {
        put_string(j, key, strlen(key));
        ac_buf_u8(&j->line, ':');
    }
    return true;
}

void ac_jsonl_begin(ac_jsonl *j, const ac_screen *screen, const char *fields, const char *schema)
{
    *j = (ac_jsonl){ .screen = screen, .depth = 1 };
    ac_buf_u8(&j->line, '{');
    if (schema != NULL)
        ac_jsonl_str(j, "schema", schema);
    j->fields = fields;
}

void ac_jsonl_text(ac_jsonl *j, const char *key, const char *text, size_t n)
{
    if (put_key(j, key))
        put_string(j, text, n);
}

void ac_jsonl_str(ac_jsonl *j, const char *key, const char *text)
{
    if (text == NULL)
        ac_jsonl_null(j, key);
    else
        ac_jsonl_text(j, key, text, strlen(text));
}

void ac_jsonl_int(ac_jsonl *j, const char *key, int64_t v)
{
    if (put_key(j, key))
        ac_buf_printf(&j->line, "%" PRId64, v);
}

void ac_jsonl_bool(ac_jsonl *j, const char *key, bool v)
{
    if (put_key(j, key))
        ac_buf_str(&j->line, v ? "true" : "false");
}

void ac_jsonl_null(ac_jsonl *j, const char *key)
{
    if (put_key(j, key))
        ac_buf_str(&j->line, "null");
}

void ac_jsonl_hex(ac_jsonl *j, const char *key, const uint8_t *bytes, size_t n)
{
    if (!put_key(j, key))
        return;
    ac_buf_u8(&j->line, '"');
    for (size_t i = 0; i < n; i++)
        ac_buf_printf(&j->line, "%02x", (unsigned)bytes[i]);
    ac_buf_u8(&j->line, '"');
}

void ac_jsonl_list(ac_jsonl *j, const char *key, const char *separated)
{
    ac_jsonl_open_array(j, key);
    while (separated != NULL && *separated != '\0') {
        size_t n = strcspn(separated, ",");

        ac_jsonl_text(j, NULL, separated, n);
        separated += n + (separated[n] == ',' ? 1u : 0u);
    }
    ac_jsonl_close(j);
}

/* As deep as the scanner of core/json.h lets a tree be. */
static void put_value(ac_jsonl *j, const ac_json *value)
{
    const char *text = ac_json_text(value);
    size_t n = ac_json_count(value);
    int64_t number;

    if (text != NULL) {
        put_string(j, text, strlen(text));
    } else if (ac_json_number(value, &number)) {
        ac_buf_printf(&j->line, "%" PRId64, number);
    } else if (ac_json_is_bool(value)) {
        ac_buf_str(&j->line, ac_json_is_true(value) ? "true" : "false");
    } else if (ac_json_is_array(value) || ac_json_is_object(value)) {
        bool is_object = ac_json_is_object(value);

        ac_buf_u8(&j->line, is_object ? '{' : '[');
        for (size_t i = 0; i < n; i++) {
            const ac_json *member = ac_json_at(value, i);

            if (i > 0)
                ac_buf_u8(&j->line, ',');
            if (is_object) {
                put_string(j, ac_json_key(member), strlen(ac_json_key(member)));
                ac_buf_u8(&j->line, ':');
            }
            put_value(j, member);
        }
        ac_buf_u8(&j->line, is_object ? '}' : ']');
    } else {
        ac_buf_str(&j->line, "null");
    }
}

void ac_jsonl_json(ac_jsonl *j, const char *key, const ac_json *value)
{
    if (put_key(j, key))
        put_value(j, value);
}

static void open_container(ac_jsonl *j, const char *key, bool is_array)
{
    bool is_put = put_key(j, key);

    assert(j->depth < AC_JSONL_DEPTH);
    j->depth++;
    j->has_member[j->depth] = false;
    j->is_array[j->depth] = is_array;
    if (is_put)
        ac_buf_u8(&j->line, is_array ? '[' : '{');
    else if (j->skip == 0)
        j->skip = j->depth;
}

void ac_jsonl_open_array(ac_jsonl *j, const char *key)
{
    open_container(j, key, true);
}

void ac_jsonl_open_object(ac_jsonl *j, const char *key)
{
    open_container(j, key, false);
}

void ac_jsonl_close(ac_jsonl *j)
{
    assert(j->depth > 1);
    if (j->skip == 0)
        ac_buf_u8(&j->line, j->is_array[j->depth] ? ']' : '}');
    else if (j->skip == j->depth)
        j->skip = 0;
    j->depth--;
}

bool ac_jsonl_end(ac_jsonl *j)
{
    bool is_whole;

    assert(j->depth == 1 && j->skip == 0);
    ac_buf_str(&j->line, "}\n");
    is_whole = !j->line.failed;
    if (is_whole)
        fwrite(j->line.p, 1, j->line.len, j->screen->file);
    ac_buf_free(&j->line);
    return is_whole;
}
