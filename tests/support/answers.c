/* answers.c - questions, answers whose words are withheld, reveals. */
#include "tests/support/answers.h"

#include "core/audit.h"
#include "core/kind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
/* clang-format off: cmocka wants these before it */
#include <cmocka.h>
/* clang-format on */

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        fail_msg("%s: %s", ac_rc_word(rc), err->text);
}

void three_partners(desk *a, desk *b, desk *c)
{
    desk *others[] = { b, c };

    desk_new(a, "CITY", 1);
    desk_new(b, "SASI", 2);
    desk_new(c, "RIVR", 3);
    desks_partners(a, others, 2);
    assert_true(desks_sync(b, a) && desks_sync(c, a) && desks_sync(b, a));
}

void free_three(desk *a, desk *b, desk *c)
{
    desk_free(a);
    desk_free(b);
    desk_free(c);
}

static ac_id create(desk *d, const char *type, const ac_id *cite, const char *text)
{
    ac_err err = { 0 };
    ac_json *facts = ac_json_object(), *words = ac_json_object(), *fields = ac_json_array();
    ac_writing w = { .kind = AC_KIND_CREATE, .facts = facts, .words = words, .cites = cite, .ncites = cite != NULL };
    ac_id id;

    ac_json_push(fields, ac_json_string("text"));
    ac_json_set(facts, "fields", fields);
    ac_json_set_str(facts, "type", type);
    if (cite != NULL)
        ac_json_set_bool(facts, "withheld", true);
    ac_json_set_str(words, "text", text);
    good(ac_notebook_begin(d->nb, &err), &err);
    good(ac_notebook_write(d->nb, d->space, &w, &id, &err), &err);
    good(ac_notebook_commit(d->nb, &err), &err);
    ac_json_free(facts);
    ac_json_free(words);
    return id;
}

ac_id desk_question(desk *d)
{
    return create(d, "health-check", NULL, "how do we decide together?");
}

ac_id desk_answer(desk *d, const ac_id *question, const char *text)
{
    return create(d, "answer", question, text);
}

void desk_reveal(desk *d, const ac_id *answers, size_t n)
{
    ac_n targets[AC_CITES_MAX];
    ac_err err = { 0 };

    for (size_t i = 0; i < n; i++)
        targets[i] = desk_held(d, answers[i]).n;
    good(ac_notebook_begin(d->nb, &err), &err);
    good(ac_reveal_write(d->nb, d->space, targets, n, NULL, &err), &err);
    good(ac_notebook_commit(d->nb, &err), &err);
}

bool file_has(const char *path, const char *text)
{
    FILE *f = fopen(path, "rb");
    ac_buf bytes = { 0 };
    char piece[65536];
    size_t n;
    bool has;

    if (f == NULL)
        return false;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        ac_buf_put(&bytes, piece, n);
    fclose(f);
    has = bytes.len > 0 && memmem(bytes.p, bytes.len, text, strlen(text)) != NULL;
    ac_buf_free(&bytes);
    return has;
}

bool desk_file_has(const desk *d, const char *text)
{
    static const char *const names[] = { "notebook.db", "notebook.db-journal" };
    char path[200];
    bool has = false;

    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", d->dir, names[i]);
        has = has || file_has(path, text);
    }
    return has;
}

int64_t missing(desk *d)
{
    ac_space_info info;

    assert_int_equal(ac_history_space_info(ac_notebook_history(d->nb), d->space, &info, NULL), AC_OK);
    return info.missing_words;
}

bool has_words(desk *d, const ac_id *id)
{
    ac_held held = desk_held(d, *id);

    return held.n != 0 && !(held.flags & AC_HELD_NO_WORDS);
}

void proves_itself(desk *d)
{
    ac_audit a = { 0 };
    ac_err err = { 0 };

    assert_int_equal(ac_audit_run(d->nb, NULL, NULL, &a, &err), AC_OK);
    if (!a.is_good)
        fail_msg("%s", a.view_problem);
    ac_audit_free(&a);
}
