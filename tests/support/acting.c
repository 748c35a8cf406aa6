/* acting.c - acts of a commitment written on a desk. */
#include "tests/support/acting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* clang-format off: cmocka wants these before it */
#include <cmocka.h>
/* clang-format on */

#include "core/kind.h"

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        fail_msg("%s: %s", ac_rc_word(rc), err->text);
}

ac_id act_join_of(desk *d, const char *code)
{
    ac_members *m;
    ac_err err = { 0 };

    good(ac_notebook_members(d->nb, d->space, &m, &err), &err);
    for (int o = 0; o < ac_members_orgs(m); o++)
        if (strcmp(ac_members_org(m, o)->code, code) == 0)
            return ac_members_org(m, o)->join;
    fail_msg("no member %s", code);
    return (ac_id){ { 0 } };
}

ac_id act_on(desk *d, uint16_t kind, ac_id record, const ac_id *cites, size_t ncites, const char *facts, const char *words)
{
    ac_writing w = { .kind = kind, .record = record, .cites = cites, .ncites = ncites };
    ac_json *f = NULL, *t = NULL;
    ac_err err = { 0 };
    ac_id id;

    good(ac_json_parse(&f, facts, strlen(facts), &err), &err);
    if (words != NULL)
        good(ac_json_parse(&t, words, strlen(words), &err), &err);
    w.facts = f;
    w.words = t;
    good(ac_notebook_begin(d->nb, &err), &err);
    good(ac_notebook_write(d->nb, d->space, &w, &id, &err), &err);
    good(ac_notebook_commit(d->nb, &err), &err);
    ac_json_free(f);
    ac_json_free(t);
    return id;
}

static int by_id(const void *a, const void *b)
{
    return ac_id_cmp(*(const ac_id *)a, *(const ac_id *)b);
}

ac_id act_propose(desk *d, const char *to, const char *facts, const char *words)
{
    ac_id cites[16] = { act_join_of(d, ac_notebook_me(d->nb)->code) };
    size_t n = 1;
    char code[8];

    for (const char *p = to; *p != '\0'; p += strcspn(p, ","), p += *p == ',') {
        snprintf(code, sizeof code, "%.*s", (int)strcspn(p, ","), p);
        cites[n++] = act_join_of(d, code);
    }
    qsort(cites + 1, n - 1, sizeof *cites, by_id);
    return act_on(d, AC_KIND_PROPOSE, (ac_id){ { 0 } }, cites, n, facts, words);
}
