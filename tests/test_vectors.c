/* test_vectors.c - the frozen vectors are what the format says: all of kinds.json is taken, nothing of reject.json is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/file.h"
#include "core/json.h"
#include "tests/support/desks.h"
#include "tests/support/vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX (8u << 20)

/* One vector of a file: a line, which is an object by itself. */
typedef struct {
    ac_json *o;
    const char *name;
    ac_buf header, words;
    uint8_t signature[64];
} vector;

static void bytes_of(ac_buf *out, const char *hex)
{
    size_t n = strlen(hex) / 2;
    uint8_t *p = ac_buf_room(out, n);

    assert_non_null(p);
    assert_true(ac_unhex(p, n, hex, strlen(hex)));
}

static void vector_read(vector *v, const char *line, size_t n)
{
    const char *salt, *bytes, *json;
    ac_buf signature = { 0 };

    *v = (vector){ 0 };
    assert_int_equal(ac_json_parse(&v->o, line, n, NULL), AC_OK);
    v->name = ac_json_str(v->o, "name");
    assert_non_null(v->name);
    bytes_of(&v->header, ac_json_str(v->o, "header"));
    bytes_of(&signature, ac_json_str(v->o, "signature"));
    assert_int_equal(signature.len, 64);
    memcpy(v->signature, signature.p, 64);
    ac_buf_free(&signature);
    salt = ac_json_str(v->o, "salt");
    bytes = ac_json_str(v->o, "bytes");
    json = ac_json_str(v->o, "json");
    if (salt == NULL)
        return;
    bytes_of(&v->words, salt);
    if (bytes != NULL)
        bytes_of(&v->words, bytes);
    else
        ac_buf_str(&v->words, json);
}

static void vector_free(vector *v)
{
    ac_json_free(v->o);
    ac_buf_free(&v->header);
    ac_buf_free(&v->words);
}

/* Each line below "changes":[ of a file. */
static int each_change(const char *path, void (*see)(void *ctx, const vector *v), void *ctx)
{
    ac_buf file = { 0 };
    int count = 0;
    char *at, *end;

    assert_int_equal(ac_file_read(&file, path, FILE_MAX, false, NULL), AC_OK);
    at = strstr(ac_buf_text(&file), "\"changes\":[\n");
    assert_non_null(at);
    for (at = strchr(at, '\n') + 1; *at == '{'; at = end + 1, count++) {
        vector v;
        end = strchr(at, '\n');
        assert_non_null(end);
        vector_read(&v, at, (size_t)(end - at) - (end[-1] == ','));
        see(ctx, &v);
        vector_free(&v);
    }
    ac_buf_free(&file);
    return count;
}

/* --- a notebook of somebody else, who takes them --- */

typedef struct {
    desk desk;
    ac_space spaces[VEC_SPACES];
    int nspaces, refused;
    bool kinds[65536];
} reader;

static bool holds(const reader *r, const ac_space *space)
{
    for (int i = 0; i < r->nspaces; i++)
        if (ac_space_eq(r->spaces[i], *space))
            return true;
    return false;
}

static ac_intake_count take(reader *r, const ac_space *space, const vector *v, ac_fault *fault)
{
    ac_device sender = { { 9 } };
    ac_arrival a = { .header_bytes = v->header.p, .header_n = v->header.len, .signature = v->signature,
                     .words = v->words.len > 0 ? v->words.p : NULL, .words_n = v->words.len };
    ac_intake *in;
    ac_intake_count counts;
    ac_err err = { 0 };

    *fault = (ac_fault){ 0 };
    assert_int_equal(ac_intake_open(&in, r->desk.nb, space, &sender, &err), AC_OK);
    assert_int_equal(ac_intake_frame(in, &a, 1, fault, &err), AC_OK);
    assert_int_equal(ac_intake_commit(in, &err), AC_OK);
    counts = *ac_intake_counts(in);
    ac_intake_close(in);
    return counts;
}

static void take_kind(void *ctx, const vector *v)
{
    reader *r = ctx;
    ac_header h;
    ac_err err = { 0 };
    ac_id id;
    ac_space space;
    ac_fault fault;
    char hex[AC_HEX_SIZE], kind[8];

    if (ac_header_decode(&h, v->header.p, v->header.len, &err) != AC_OK)
        fail_msg("%s: %s", v->name, err.text);
    id = ac_change_id_of(v->header.p, v->header.len);
    ac_hex(hex, id.b, 32);
    assert_string_equal(hex, ac_json_str(v->o, "id"));
    snprintf(kind, sizeof kind, "%04x", h.kind);
    assert_string_equal(kind, ac_json_str(v->o, "kind"));
    space = h.space;
    if (h.kind == AC_KIND_FOUND) {
        memcpy(space.b, id.b, 32);
        assert_true(r->nspaces < VEC_SPACES);
        r->spaces[r->nspaces++] = space;
    }
    if (take(r, &space, v, &fault).taken != 1 || fault.why_code != AC_REFUSED_NONE)
        fail_msg("%s is not taken: %s", v->name, fault.why);
    r->kinds[h.kind] = true;
}

static void reader_new(reader *r)
{
    memset(r, 0, sizeof *r);
    desk_new(&r->desk, "READ", 77);
    assert_in_range(each_change(VECTORS_KINDS_FILE, take_kind, r), 38, VECTORS_MAX);
}

/* --- tests --- */

static void same_as_file(const char *path, const ac_buf *text)
{
    ac_buf file = { 0 };

    assert_int_equal(ac_file_read(&file, path, FILE_MAX, false, NULL), AC_OK);
    if (file.len != text->len || memcmp(file.p, text->p, text->len) != 0)
        fail_msg("%s is not what tool_vectors writes: the format or the vectors have changed", path);
    ac_buf_free(&file);
}

static void files_are_what_the_program_writes(void **state)
{
    vectors *v = vectors_make();
    ac_buf kinds = { 0 }, reject = { 0 };

    (void)state;
    vectors_print_kinds(v, &kinds);
    vectors_print_reject(v, &reject);
    same_as_file(VECTORS_KINDS_FILE, &kinds);
    same_as_file(VECTORS_REJECT_FILE, &reject);
    ac_buf_free(&kinds);
    ac_buf_free(&reject);
    vectors_free(v);
}

static void every_kind_is_taken_and_none_is_missing(void **state)
{
    reader *r = malloc(sizeof *r);
    vectors *v = vectors_make();
    size_t n;
    const ac_kind *all = ac_kind_all(&n);

    (void)state;
    assert_non_null(r);
    reader_new(r);
    for (size_t i = 0; i < n; i++)
        if (!r->kinds[all[i].kind])
            fail_msg("kind %04x has no vector", all[i].kind);
    assert_int_equal(r->nspaces, VEC_SPACES);
    for (int i = 0; i < VEC_SPACES; i++) {
        ac_space_info info;
        ac_digest is, should = vectors_history(v, i);
        bool found;
        assert_int_equal(ac_history_space(ac_notebook_history(r->desk.nb), &v->space[i], &info, &found, NULL), AC_OK);
        assert_true(found);
        assert_int_equal(ac_history_digest(ac_notebook_history(r->desk.nb), info.space, NULL, 0, &is, NULL), AC_OK);
        assert_memory_equal(is.b, should.b, 32);
    }
    vectors_free(v);
    desk_free(&r->desk);
    free(r);
}

/* The refusals that fit a reason of reject.json; a change that breaks its form may be found out by its signature
 * first, where it names a key that is none. */
static bool fits(const char *reason, ac_refusal code)
{
    static const struct {
        const char *reason;
        ac_refusal code, or;
    } rows[] = {
        { "author", AC_REFUSED_CHANGE, AC_REFUSED_SIGNATURE },
        { "signature", AC_REFUSED_SIGNATURE, AC_REFUSED_SIGNATURE },
        { "ancestor", AC_REFUSED_ANCESTOR, AC_REFUSED_ANCESTOR },
        { "not admitted", AC_REFUSED_ADMITTED, AC_REFUSED_ADMITTED },
        { "words", AC_REFUSED_WORDS, AC_REFUSED_CHANGE },
        { "space", AC_REFUSED_SPACE, AC_REFUSED_CHANGE },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].reason, reason) == 0)
            return code == rows[i].code || code == rows[i].or;
    return code == AC_REFUSED_CHANGE;
}

static void refuse_one(void *ctx, const vector *v)
{
    reader *r = ctx;
    const char *reason = ac_json_str(v->o, "reason");
    ac_space space = r->spaces[0];
    ac_fault fault;
    ac_intake_count counts;

    if (v->header.len >= 72 && strcmp(reason, "space") != 0) { /* offered where it says that it belongs */
        ac_space said;
        memcpy(said.b, v->header.p + 40, 32);
        if (holds(r, &said))
            space = said;
    }
    counts = take(r, &space, v, &fault);
    if (counts.taken != 0 || counts.known != 0 || fault.why_code == AC_REFUSED_NONE) {
        print_message("%s was taken (%s)\n", v->name, ac_json_str(v->o, "what"));
        r->refused = -10000;
    } else if (!fits(reason, fault.why_code)) {
        print_message("%s: refused as %d, %s; it is its %s that is wrong\n", v->name, (int)fault.why_code, fault.why, reason);
        r->refused = -10000;
    }
    r->refused++;
}

static void nothing_that_breaks_a_rule_is_taken(void **state)
{
    reader *r = malloc(sizeof *r);
    ac_digest before, after;
    ac_space_info info;
    bool found;
    int n;

    (void)state;
    assert_non_null(r);
    reader_new(r);
    assert_int_equal(ac_history_space(ac_notebook_history(r->desk.nb), &r->spaces[0], &info, &found, NULL), AC_OK);
    assert_int_equal(ac_history_digest(ac_notebook_history(r->desk.nb), info.space, NULL, 0, &before, NULL), AC_OK);
    n = each_change(VECTORS_REJECT_FILE, refuse_one, r);
    assert_in_range(n, 249, 10000); /* none goes away */
    assert_int_equal(r->refused, n);
    assert_int_equal(ac_history_digest(ac_notebook_history(r->desk.nb), info.space, NULL, 0, &after, NULL), AC_OK);
    assert_memory_equal(before.b, after.b, 32);
    desk_free(&r->desk);
    free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_what_the_program_writes),
        cmocka_unit_test(every_kind_is_taken_and_none_is_missing),
        cmocka_unit_test(nothing_that_breaks_a_rule_is_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
