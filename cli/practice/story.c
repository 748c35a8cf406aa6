/* story.c - the story of a partnership, drawn from its signed time-line. */
#include "cli/practice/story.h"
#include "cli/practice/said.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/kind.h"
#include "core/lang.h"
#include "core/practice/entry.h"
#include "core/record.h"

typedef struct {
    ac_looking *look;
    const ac_partnership *p;
    int64_t from_ms, until_ms;
    ac_story *out;
    ac_rc rc;
} telling;

static ac_err *err_of(const telling *t)
{
    return &t->look->cli->err;
}

static bool add(telling *t, ac_story_kind kind, const ac_held *held, const char *org, const char *ref, const char *title)
{
    ac_story_event *more, *e;

    if ((t->from_ms != 0 && held->written_ms < t->from_ms) || (t->until_ms != 0 && held->written_ms >= t->until_ms))
        return true;
    more = realloc(t->out->list, (t->out->n + 1) * sizeof *more);
    if (more == NULL) {
        t->rc = ac_fail(err_of(t), AC_ENOMEM, "out of memory");
        return false;
    }
    t->out->list = more;
    e = &more[t->out->n];
    *e = (ac_story_event){ .kind = kind, .ms = held->written_ms, .id = held->id, .depth = held->depth, .title = strndup(title, strcspn(title, "\r\n")) };
    if (e->title == NULL) {
        t->rc = ac_fail(err_of(t), AC_ENOMEM, "out of memory");
        return false;
    }
    t->out->n++;
    snprintf(e->org, sizeof e->org, "%s", org);
    if (ref[0] != '\0')
        ac_look_ref(t->look, t->p->space, ref, e->ref);
    return true;
}

/* --- who came and went --- */

static bool one_change(void *ctx, const ac_change_row *row)
{
    telling *t = ctx;

    if (row->why_not[0] != '\0')
        return true;
    switch (row->held.kind) {
    case AC_KIND_FOUND:
        return add(t, AC_STORY_FOUNDED, &row->held, row->org, "", t->p->title);
    case AC_KIND_JOIN:
        return add(t, AC_STORY_JOINED, &row->held, row->org, "", "");
    case AC_KIND_LEAVE:
        return add(t, AC_STORY_LEFT, &row->held, row->org, "", "");
    default:
        return true;
    }
}

/* --- promises --- */

static bool passed(const ac_record *r, const ac_answers *a, int at)
{
    const ac_act *act = ac_record_act(r, at);

    return act->is_counted && act->judged == AC_WHY_OK && a->aside[at] == AC_WHY_OK;
}

/* The act with which the last party said yes to a text; the text itself where nobody else had to. */
static int last_yes(const ac_record *r, const ac_answers *a, int text)
{
    int last = text;

    for (int i = 0; i < ac_record_acts(r); i++) {
        const ac_act *act = ac_record_act(r, i);
        if (act->kind == AC_KIND_SIGN && act->ncites > 0 && act->cites[0] == text && passed(r, a, i) &&
            ac_record_held(r, i)->written_ms >= ac_record_held(r, last)->written_ms)
            last = i;
    }
    return last;
}

static bool one_ending(telling *t, const ac_commitment_row *row, const ac_record *r, const ac_answers *a, int at)
{
    const ac_act *act = ac_record_act(r, at);
    const ac_held *held = ac_record_held(r, at);
    const char *who = ac_look_org(t->look->cli, t->p->space, act->org);

    if (!passed(r, a, at))
        return true;
    switch (act->kind) {
    case AC_KIND_DISPUTE:
        return add(t, AC_STORY_DISPUTED, held, who, row->ref, row->title);
    case AC_KIND_WITHDRAW:
        return strcmp(row->state, "withdrawn") != 0 || add(t, AC_STORY_WITHDRAWN, held, who, row->ref, row->title);
    default:
        return true;
    }
}

/* Accepted and released are reached by several: the last of them made it so. */
static bool one_reached(telling *t, const ac_commitment_row *row, const ac_record *r, const ac_answers *a)
{
    bool accepted = a->state == AC_STATE_ACCEPTED, released = a->state == AC_STATE_RELEASED;
    int last = -1;

    for (int i = 0; (accepted || released) && i < ac_record_acts(r); i++) {
        uint16_t kind = ac_record_act(r, i)->kind;
        bool fits = accepted ? kind == AC_KIND_ACCEPT || kind == AC_KIND_ACCEPT_RESERVED : kind == AC_KIND_RELEASE;
        if (fits && passed(r, a, i) && (last < 0 || ac_record_held(r, i)->written_ms >= ac_record_held(r, last)->written_ms))
            last = i;
    }
    if (last < 0 && (accepted || released) && a->in_force >= 0)
        last = last_yes(r, a, a->in_force); /* by a resolution */
    return last < 0 || add(t, accepted ? AC_STORY_ACCEPTED : AC_STORY_RELEASED, ac_record_held(r, last), row->promisor, row->ref, row->title);
}

static bool one_promise(void *ctx, const ac_commitment_row *row)
{
    telling *t = ctx;
    ac_record *r;
    const ac_answers *a;
    bool go_on = true;

    t->rc = ac_record_open(&r, t->look->cli->nb, row->n, err_of(t));
    if (t->rc != AC_OK)
        return false;
    a = ac_record_answers(r);
    for (int v = 0; go_on && v < a->nversions; v++) {
        int text = a->versions[v];
        ac_story_kind kind = v == 0 ? AC_STORY_AGREED : ac_record_act(r, text)->kind == AC_KIND_RESOLVE ? AC_STORY_RESOLVED : AC_STORY_CHANGED;
        go_on = add(t, kind, ac_record_held(r, last_yes(r, a, text)), row->promisor, row->ref, row->title);
    }
    for (int i = 0; go_on && i < ac_record_acts(r); i++)
        go_on = one_ending(t, row, r, a, i);
    if (go_on)
        go_on = one_reached(t, row, r, a);
    ac_record_close(r);
    return go_on && t->rc == AC_OK;
}

/* --- the practice --- */

static bool one_entry(void *ctx, const ac_entry *e)
{
    static const struct {
        const char *type;
        ac_story_kind kind;
    } kinds[] = { { "decision", AC_STORY_DECIDED }, { "review", AC_STORY_REVIEWED }, { "outcome", AC_STORY_OUTCOME } };
    telling *t = ctx;
    ac_held held;

    t->rc = ac_history_get(ac_notebook_history(t->look->cli->nb), e->n, &held, err_of(t));
    for (size_t i = 0; t->rc == AC_OK && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(e->type, kinds[i].type) == 0)
            return add(t, kinds[i].kind, &held, e->org, e->ref, ac_entry_called(e));
    if (t->rc == AC_OK && strcmp(e->type, "confirmation") == 0 && ac_entry_has_code(e, "running", "yes"))
        return add(t, AC_STORY_CONFIRMED, &held, e->org, e->belongs_refs, ac_entry_text(e, "date"));
    return t->rc == AC_OK;
}

static int by_time(const void *va, const void *vb)
{
    const ac_story_event *a = va, *b = vb;

    if (a->ms != b->ms)
        return a->ms < b->ms ? -1 : 1;
    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    return ac_id_cmp(a->id, b->id);
}

ac_rc ac_story_read(ac_looking *look, const ac_partnership *p, int64_t from_ms, int64_t until_ms, ac_story *out)
{
    telling t = { look, p, from_ms, until_ms, out, AC_OK };
    ac_commitment_filter promises = { .space = p->space };
    ac_entry_filter entries = { .space = p->space };
    ac_rc rc;

    *out = (ac_story){ 0 };
    rc = ac_query_changes(look->cli->nb, p->space, 0, 0, one_change, &t, err_of(&t));
    if (rc == AC_OK && t.rc == AC_OK)
        rc = ac_query_commitments(look->cli->nb, &promises, one_promise, &t, err_of(&t));
    if (rc == AC_OK && t.rc == AC_OK)
        rc = ac_entries(look->cli->nb, &entries, one_entry, &t, err_of(&t));
    if (rc == AC_OK)
        rc = t.rc;
    if (rc != AC_OK) {
        ac_story_free(out);
        return rc;
    }
    if (out->n > 1)
        qsort(out->list, out->n, sizeof *out->list, by_time);
    return AC_OK;
}

void ac_story_free(ac_story *story)
{
    for (size_t i = 0; i < story->n; i++)
        free(story->list[i].title);
    free(story->list);
    *story = (ac_story){ 0 };
}

const char *ac_story_label(ac_story_kind kind)
{
    static const char *const sentences[] = {
        [AC_STORY_FOUNDED] = N_("the partnership began"),
        [AC_STORY_JOINED] = N_("joined"),
        [AC_STORY_LEFT] = N_("left"),
        [AC_STORY_AGREED] = N_("agreed by all"),
        [AC_STORY_CHANGED] = N_("changed, and agreed anew"),
        [AC_STORY_ACCEPTED] = N_("delivered and accepted"),
        [AC_STORY_DISPUTED] = N_("disputed"),
        [AC_STORY_RESOLVED] = N_("a dispute was settled"),
        [AC_STORY_WITHDRAWN] = N_("withdrawn"),
        [AC_STORY_RELEASED] = N_("let go by both sides"),
        [AC_STORY_DECIDED] = N_("decided"),
        [AC_STORY_REVIEWED] = N_("reviewed"),
        [AC_STORY_OUTCOME] = N_("something changed"),
        [AC_STORY_CONFIRMED] = N_("still running, seen on"),
    };

    return _(sentences[kind]);
}
