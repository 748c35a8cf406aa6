/* jsonl.h - JSON Lines on stdout: one object a line, "schema" first (INTERFACE 1).
 *
 * Not the canonical form of signed bytes: keys keep the order they are put in. Text keeps its
 * true meaning; what a terminal could obey or not show is escaped as \u202e, bytes that
 * are no UTF-8 read U+FFFD. Where the charset is not UTF-8 everything beyond ASCII is escaped too.
 * With --json=ref,due only those fields of the outer object follow the schema. */
#ifndef AC_JSONL_H
#define AC_JSONL_H

#include "cli/text.h"
#include "core/json.h"

#define AC_JSONL_DEPTH 8

typedef struct {
    const ac_screen *screen;
    const char *fields; /* "ref,due"; NULL: all */
    ac_buf line;
    int depth, skip; /* skip: the depth below which nothing is put, 0: none */
    bool has_member[AC_JSONL_DEPTH + 1], is_array[AC_JSONL_DEPTH + 1];
} ac_jsonl;

/* schema NULL: an object without one (errors). */
void ac_jsonl_begin(ac_jsonl *j, const ac_screen *screen, const char *fields, const char *schema);
/* key NULL inside an array. */
void ac_jsonl_str(ac_jsonl *j, const char *key, const char *text); /* NULL: null */
void ac_jsonl_text(ac_jsonl *j, const char *key, const char *text, size_t n);
void ac_jsonl_int(ac_jsonl *j, const char *key, int64_t v);
void ac_jsonl_bool(ac_jsonl *j, const char *key, bool v);
void ac_jsonl_null(ac_jsonl *j, const char *key);
void ac_jsonl_hex(ac_jsonl *j, const char *key, const uint8_t *bytes, size_t n);
/* "a,b" as ["a","b"]; "" or NULL as []. */
void ac_jsonl_list(ac_jsonl *j, const char *key, const char *separated);
void ac_jsonl_json(ac_jsonl *j, const char *key, const ac_json *value); /* NULL: null */
void ac_jsonl_open_array(ac_jsonl *j, const char *key);
void ac_jsonl_open_object(ac_jsonl *j, const char *key);
void ac_jsonl_close(ac_jsonl *j); /* the innermost array or object */
/* Print the line and let go of everything. False: no memory; nothing was printed. */
bool ac_jsonl_end(ac_jsonl *j);

#endif
