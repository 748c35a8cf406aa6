/* view_entry.c - the fields of a record: which edits stand, and whose edits have effect (FORMAT 4.5). */
#include "core/commitment.h"
#include "core/kind.h"
#include "core/names.h"
#include "core/view.h"

#include <stdlib.h>
#include <string.h>

#define OWN_PREFIX "org-" /* fields of the organisation that made the record, in a joint one too */

/* Who may edit a record: everybody where it is joint (a founding is), else only the organisation that made it. */
static ac_rc read_owner(ac_notebook *nb, ac_n record, ac_held *out, bool *out_joint, ac_err *err)
{
    ac_json *facts = NULL;
    ac_rc rc = ac_history_get(nb->history, record, out, err);

    *out_joint = out->kind == AC_KIND_FOUND;
    if (rc == AC_OK && out->kind == AC_KIND_CREATE) {
        rc = ac_query_facts(nb, record, &facts, err);
        *out_joint = ac_json_true(facts, "joint");
    }
    ac_json_free(facts);
    return rc;
}

static bool names_own(const ac_json *facts)
{
    const ac_json *fields = ac_json_get(facts, "fields");

    for (size_t i = 0; i < ac_json_count(fields); i++) {
        const char *name = ac_json_text(ac_json_at(fields, i));
        if (name != NULL && strncmp(name, OWN_PREFIX, strlen(OWN_PREFIX)) == 0)
            return true;
    }
    return false;
}

static bool may_edit(const ac_held *made, bool is_joint, int org, const ac_json *facts)
{
    return org == made->org || (is_joint && !names_own(facts));
}

static bool names_field(const ac_json *facts, const char *name)
{
    const ac_json *fields = ac_json_get(facts, "fields");

    for (size_t i = 0; i < ac_json_count(fields); i++) {
        const char *other = ac_json_text(ac_json_at(fields, i));
        if (other != NULL && strcmp(other, name) == 0)
            return true;
    }
    return false;
}

static ac_rc put_judged(ac_notebook *nb, ac_n record, ac_n n, bool passed, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_act_judge);

    ac_bind_int(q, ":record", record);
    ac_bind_int(q, ":n", n);
    ac_bind_int(q, ":judged", passed ? 0 : AC_WHY_NOT_AUTHOR);
    return ac_run(q, err);
}

/* An edit stands for a field until a later edit of it had received it. facts[i] NULL: without effect. */
static ac_rc put_standing(ac_notebook *nb, ac_n record, const ac_held *acts, ac_json **facts, size_t n, size_t at, ac_err *err)
{
    const ac_json *fields = ac_json_get(facts[at], "fields");
    ac_rc rc = AC_OK;

    for (size_t f = 0; rc == AC_OK && f < ac_json_count(fields); f++) {
        const char *name = ac_json_text(ac_json_at(fields, f));
        bool stands = name != NULL;
        ac_row *q;
        for (size_t j = 0; stands && j < n; j++)
            stands = j == at || facts[j] == NULL || !ac_history_precedes(nb->history, &acts[at], &acts[j]) ||
                     !names_field(facts[j], name);
        if (!stands)
            continue;
        q = ac_q(nb->store, AC_Q_field_put);
        ac_bind_int(q, ":record", record);
        ac_bind_text(q, ":name", name);
        ac_bind_int(q, ":n", acts[at].n);
        rc = ac_run(q, err);
    }
    return rc;
}

static ac_rc put_entry(ac_notebook *nb, const ac_held *made, ac_err *err)
{
    ac_json *facts = NULL;
    const char *type;
    ac_row *q;
    ac_rc rc = ac_query_facts(nb, made->n, &facts, err);

    if (rc == AC_OK) {
        type = ac_json_str(facts, "type");
        q = ac_q(nb->store, AC_Q_entry_put);
        ac_bind_int(q, ":n", made->n);
        ac_bind_int(q, ":space", made->space);
        ac_bind_text(q, ":type", type != NULL ? type : "");
        ac_bind_int(q, ":org", made->org);
        ac_bind_int(q, ":counted", !(made->flags & AC_HELD_UNCOUNTED));
        rc = ac_run(q, err);
    }
    ac_json_free(facts);
    return rc;
}

ac_rc ac_view_fold_fields(ac_notebook *nb, ac_n record, const ac_held *acts, size_t n, ac_err *err)
{
    ac_json **facts = calloc(n + 1, sizeof *facts);
    bool is_joint = false;
    ac_held made = { 0 };
    ac_row *q = ac_q(nb->store, AC_Q_field_drop);
    ac_rc rc;

    ac_bind_int(q, ":record", record);
    rc = ac_run(q, err);
    if (rc == AC_OK && facts == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading a record");
    if (rc == AC_OK)
        rc = read_owner(nb, record, &made, &is_joint, err);
    if (rc == AC_OK && made.kind == AC_KIND_CREATE)
        rc = put_entry(nb, &made, err);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        bool passed;
        if (acts[i].flags & AC_HELD_UNCOUNTED)
            continue;
        rc = ac_query_facts(nb, acts[i].n, &facts[i], err);
        if (rc != AC_OK || acts[i].kind != AC_KIND_EDIT)
            continue;
        passed = may_edit(&made, is_joint, acts[i].org, facts[i]);
        rc = put_judged(nb, record, acts[i].n, passed, err);
        if (!passed) {
            ac_json_free(facts[i]);
            facts[i] = NULL;
        }
    }
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if (facts[i] != NULL)
            rc = put_standing(nb, record, acts, facts, n, i, err);
    for (size_t i = 0; facts != NULL && i < n; i++)
        ac_json_free(facts[i]);
    free(facts);
    return rc;
}

ac_rc ac_view_may_edit(ac_notebook *nb, const ac_header *h, const ac_judged *judged, ac_err *err)
{
    ac_json *facts = NULL;
    bool is_joint = false;
    ac_held made;
    ac_room *room;
    ac_rc rc = read_owner(nb, judged->record.n, &made, &is_joint, err);

    if (rc == AC_OK)
        rc = ac_json_parse(&facts, h->facts, h->facts_len, err);
    if (rc == AC_OK && !may_edit(&made, is_joint, judged->held.org, facts)) {
        rc = ac_room_get(nb, made.space, &room, err);
        if (rc == AC_OK)
            rc = ac_fail(err, AC_EROLE, "that belongs to %s: only %s may change it. Write a question or a note about it", ac_org_code(room, made.org),
                         ac_org_code(room, made.org));
    }
    ac_json_free(facts);
    return rc;
}
