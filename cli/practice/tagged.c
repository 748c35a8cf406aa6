/* tagged.c - the records that carry one of the three principles as a tag. */
#include "cli/practice/tagged.h"

#include <stdlib.h>
#include <string.h>

#include "core/practice/entry.h"

typedef struct {
    ac_looking *look;
    const ac_partnership *p;
    const char *principle;
    ac_tagged_fn *each;
    void *ctx;
    bool go_on;
    ac_rc rc;
} walk;

static bool hand_over(walk *w, int space, const char *ref, const char *org, const char *title, bool is_doubt)
{
    ac_tagged t = { .org = org, .is_doubt = is_doubt };
    char *line = strndup(title, strcspn(title, "\r\n"));

    if (line == NULL) {
        w->rc = ac_fail(&w->look->cli->err, AC_ENOMEM, "out of memory");
        return false;
    }
    t.title = line;
    ac_look_ref(w->look, space, ref, t.ref);
    w->go_on = w->each(w->ctx, &t);
    free(line);
    return w->go_on;
}

static bool one_promise(void *ctx, const ac_commitment_row *row)
{
    walk *w = ctx;

    return !ac_look_names(row->principles, w->principle) || hand_over(w, row->space, row->ref, row->promisor, row->title, false);
}

static bool one_note(void *ctx, const ac_note_row *row)
{
    walk *w = ctx;
    ac_json *facts = NULL;
    const ac_json *list;
    bool is_tagged = false;

    if (row->is_private)
        return true;
    w->rc = ac_query_facts(w->look->cli->nb, row->n, &facts, &w->look->cli->err);
    list = ac_json_get(facts, "principles");
    for (size_t i = 0; i < ac_json_count(list); i++) {
        const char *code = ac_json_text(ac_json_at(list, i));
        is_tagged = is_tagged || (code != NULL && strcmp(code, w->principle) == 0);
    }
    ac_json_free(facts);
    if (w->rc != AC_OK || !is_tagged)
        return w->rc == AC_OK;
    return hand_over(w, row->space, row->ref, row->org, row->title[0] != '\0' ? row->title : row->text, strcmp(row->type, "concern") == 0);
}

static bool one_entry(void *ctx, const ac_entry *e)
{
    walk *w = ctx;

    return !ac_entry_has_code(e, "principles", w->principle) || hand_over(w, e->space, e->ref, e->org, ac_entry_title(e), false);
}

ac_rc ac_tagged_each(ac_looking *look, const ac_partnership *p, const char *principle, ac_tagged_fn *each, void *ctx)
{
    walk w = { look, p, principle, each, ctx, true, AC_OK };
    ac_commitment_filter promises = { .space = p->space };
    ac_note_filter notes = { .space = p->space };
    ac_entry_filter entries = { .space = p->space };
    ac_rc rc = ac_query_commitments(look->cli->nb, &promises, one_promise, &w, &look->cli->err);

    if (rc == AC_OK && w.rc == AC_OK && w.go_on)
        rc = ac_query_notes(look->cli->nb, &notes, one_note, &w, &look->cli->err);
    if (rc == AC_OK && w.rc == AC_OK && w.go_on)
        rc = ac_entries(look->cli->nb, &entries, one_entry, &w, &look->cli->err);
    return rc == AC_OK ? w.rc : rc;
}

static bool count_one(void *ctx, const ac_tagged *tagged)
{
    (void)tagged;
    ++*(size_t *)ctx;
    return true;
}

ac_rc ac_tagged_count(ac_looking *look, const ac_partnership *p, const char *principle, size_t *out)
{
    *out = 0;
    return ac_tagged_each(look, p, principle, count_one, out);
}
