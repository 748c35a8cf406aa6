/* view_commitment.c - what the fold of a commitment says, as rows; and whether an act of ours would count. */
#include "core/record_in.h"
#include "core/view.h"

#include <stdlib.h>

/* --- words and facts that lists show --- */

typedef struct {
    ac_buf title, principles, promisees, open, flags, turn;
    char due[11];
    int level;
} shown;

static void shown_free(shown *s)
{
    ac_buf_free(&s->title);
    ac_buf_free(&s->principles);
    ac_buf_free(&s->promisees);
    ac_buf_free(&s->open);
    ac_buf_free(&s->flags);
    ac_buf_free(&s->turn);
}

static void comma(ac_buf *out)
{
    if (out->len > 0)
        ac_buf_str(out, ",");
}

/* Written from a table: the words of the offer say so, whatever texts followed. */
static ac_rc read_source(ac_notebook *nb, const ac_record *r, ac_buf *flags, ac_err *err)
{
    ac_json *words = NULL;
    ac_rc rc = ac_query_words(nb, ac_record_held(r, 0)->n, &words, err);

    if (rc == AC_OK)
        ac_source_flag(flags, words);
    ac_json_free(words);
    return rc;
}

static ac_rc read_terms(ac_notebook *nb, const ac_record *r, shown *out, ac_err *err)
{
    const ac_answers *a = ac_record_answers(r);
    int terms = a->exists ? a->terms_from : 0; /* what does not count is shown as it was proposed */
    ac_n n = ac_record_held(r, terms)->n;
    ac_json *words = NULL, *facts = NULL;
    const ac_json *codes;
    const char *title;
    ac_rc rc = ac_query_words(nb, n, &words, err);

    if (rc == AC_OK)
        rc = ac_query_facts(nb, n, &facts, err);
    title = ac_json_str(words, "title");
    ac_buf_str(&out->title, title != NULL ? title : "");
    codes = ac_json_get(facts, "principles");
    for (size_t i = 0; i < ac_json_count(codes); i++) {
        comma(&out->principles);
        ac_buf_str(&out->principles, ac_json_text(ac_json_at(codes, i)));
    }
    out->level = ac_record_act(r, terms)->facts.level;
    ac_json_free(words);
    ac_json_free(facts);
    return rc;
}

typedef struct {
    const ac_turn *turn;
    const ac_id *join;
} asked;

/* Organisations have other indexes on other notebooks; by their joins they stand in one order everywhere. */
static int by_join(const void *a, const void *b)
{
    const asked *x = a, *y = b;
    int c = ac_id_cmp(*x->join, *y->join);

    return c != 0 ? c : (x->turn->kind > y->turn->kind) - (x->turn->kind < y->turn->kind);
}

static ac_rc read_turns(const ac_room *room, const ac_answers *a, ac_buf *out, ac_err *err)
{
    asked *list = malloc(((size_t)a->nturns + 1) * sizeof *list);

    if (list == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");
    for (int i = 0; i < a->nturns; i++)
        list[i] = (asked){ &a->turns[i], &ac_members_org(room->members, a->turns[i].org)->join };
    qsort(list, (size_t)a->nturns, sizeof *list, by_join);
    for (int i = 0; i < a->nturns; i++) {
        const ac_act_row *row = ac_act_row_find(list[i].turn->kind);
        comma(out);
        ac_buf_printf(out, "%d:%s", list[i].turn->org, row != NULL ? row->name : "");
    }
    free(list);
    return AC_OK;
}

static ac_rc read_answers(ac_notebook *nb, const ac_room *room, const ac_record *r, shown *out, ac_err *err)
{
    const ac_answers *a = ac_record_answers(r);
    const ac_act *offer = ac_record_act(r, 0);
    int32_t due = a->exists ? a->next_due : offer->facts.due;
    ac_rc rc = read_terms(nb, r, out, err);

    if (rc == AC_OK)
        rc = read_turns(room, a, &out->turn, err);
    if (rc != AC_OK)
        return rc;
    for (int i = 0; i < a->npromisees; i++) {
        comma(&out->promisees);
        ac_buf_printf(&out->promisees, "%d", a->promisees[i]);
    }
    for (unsigned i = 1; !a->exists && i < offer->nparties; i++) {
        comma(&out->promisees);
        ac_buf_printf(&out->promisees, "%d", offer->parties[i]);
    }
    for (int i = 0; i < a->nopen; i++) {
        if (a->open[i] == a->text)
            continue;
        comma(&out->open);
        ac_buf_printf(&out->open, "%lld", (long long)ac_record_held(r, a->open[i])->n);
    }
    ac_flags_text(&out->flags, a->flags);
    rc = read_source(nb, r, &out->flags, err);
    if (rc != AC_OK)
        return rc;
    if (due != AC_NO_DAY)
        ac_day_text(due, out->due);
    if (out->title.failed || out->principles.failed || out->promisees.failed || out->open.failed || out->turn.failed ||
        out->flags.failed)
        return ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");
    return AC_OK;
}

/* --- rows --- */

static ac_rc put_row(ac_notebook *nb, const ac_record *r, const ac_held *made, ac_n touched, const shown *s, ac_err *err)
{
    const ac_answers *a = ac_record_answers(r);
    ac_row *q = ac_q(nb->store, AC_Q_commitment_put);

    ac_bind_int(q, ":n", made->n);
    ac_bind_int(q, ":space", made->space);
    ac_bind_int(q, ":counted", a->exists);
    ac_bind_text(q, ":title", ac_buf_text(&s->title));
    ac_bind_int(q, ":promisor", a->exists ? a->promisor : ac_record_act(r, 0)->nparties > 0 ? ac_record_act(r, 0)->parties[0] : -1);
    ac_bind_text(q, ":promisees", ac_buf_text(&s->promisees));
    ac_bind_text(q, ":due", s->due);
    ac_bind_int(q, ":level", s->level);
    ac_bind_text(q, ":principles", ac_buf_text(&s->principles));
    ac_bind_int(q, ":agreement", (int)a->agreement);
    ac_bind_int(q, ":delivery", (int)a->delivery);
    ac_bind_int(q, ":verdict", (int)a->verdict);
    ac_bind_int(q, ":state", (int)a->state);
    ac_bind_int(q, ":terms", a->exists ? ac_record_held(r, a->text)->n : made->n);
    ac_bind_text(q, ":open", ac_buf_text(&s->open));
    ac_bind_int(q, ":clash", a->is_clash);
    ac_bind_int(q, ":crossed", a->is_crossed);
    ac_bind_int(q, ":contested", a->is_contested);
    ac_bind_text(q, ":flags", ac_buf_text(&s->flags));
    ac_bind_text(q, ":turn", ac_buf_text(&s->turn));
    ac_bind_int(q, ":reported", a->exists && a->report >= 0 ? ac_record_held(r, a->report)->n : 0);
    ac_bind_int(q, ":touched", touched);
    ac_bind_int(q, ":watch", ac_record_watches(r));
    return ac_run(q, err);
}

/* Promisor or promisee of the text that is shown; else a party that another text names. */
static int role_of(const ac_answers *a, int org)
{
    if (a->exists && org == a->promisor)
        return 1;
    for (int p = 0; a->exists && p < a->npromisees; p++)
        if (a->promisees[p] == org)
            return 2;
    return 3;
}

/* Who was named once is told of everything for good: the list only grows. */
static ac_rc put_parties(ac_notebook *nb, const ac_record *r, const ac_held *made, ac_err *err)
{
    int n;
    const int *orgs = ac_record_parties(r, &n);
    ac_rc rc = AC_OK;

    for (int i = 0; rc == AC_OK && i < n; i++) {
        ac_row *q = ac_q(nb->store, AC_Q_party_put);
        ac_bind_int(q, ":space", made->space);
        ac_bind_int(q, ":org", orgs[i]);
        ac_bind_int(q, ":n", made->n);
        ac_bind_int(q, ":role", role_of(ac_record_answers(r), orgs[i]));
        rc = ac_run(q, err);
    }
    return rc;
}

/* Judgements are made once; those that were not there before are written down. */
static ac_rc put_judgements(ac_notebook *nb, const ac_record *r, ac_n record, const ac_held *acts, const int *judged, size_t n,
                            ac_err *err)
{
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        int at = judged[i] == AC_NOT_JUDGED ? ac_record_find(r, &acts[i].id) : -1;
        ac_row *q;
        if (at < 0 || ac_record_act(r, at)->judged == AC_NOT_JUDGED)
            continue;
        q = ac_q(nb->store, AC_Q_act_judge);
        ac_bind_int(q, ":record", record);
        ac_bind_int(q, ":n", acts[i].n);
        ac_bind_int(q, ":judged", ac_record_act(r, at)->judged);
        rc = ac_run(q, err);
    }
    return rc;
}

ac_rc ac_view_fold_commitment(ac_notebook *nb, ac_n record, const ac_held *acts, const int *judged, size_t n, ac_err *err)
{
    const ac_held *made = NULL;
    ac_n touched = 0;
    ac_record *r = NULL;
    ac_room *room;
    shown s = { .due = "" };
    ac_rc rc;

    for (size_t i = 0; i < n; i++) {
        made = acts[i].n == record ? &acts[i] : made;
        touched = acts[i].n > touched ? acts[i].n : touched;
    }
    if (made == NULL)
        return ac_fail(err, AC_ECORRUPT, "the notebook lost the change that makes a commitment");
    rc = ac_room_get(nb, made->space, &room, err);
    if (rc == AC_OK)
        rc = ac_record_gather(&r, nb, room, record, acts, judged, n, NULL, err);
    if (rc == AC_OK)
        rc = put_judgements(nb, r, record, acts, judged, n, err);
    if (rc == AC_OK)
        rc = read_answers(nb, room, r, &s, err);
    if (rc == AC_OK)
        rc = put_row(nb, r, made, touched, &s, err);
    if (rc == AC_OK)
        rc = put_parties(nb, r, made, err);
    shown_free(&s);
    ac_record_close(r);
    return rc;
}

/* --- before an own act is signed --- */

ac_rc ac_view_may(ac_notebook *nb, ac_room *room, const ac_header *h, const ac_judged *judged, ac_err *err)
{
    ac_past past = { .set = judged->held.set, .prev = &judged->prev, .deps = judged->deps, .ndeps = h->ndeps };
    ac_held *acts = NULL;
    int *marks = NULL;
    size_t n = 0;
    ac_record *r = NULL;
    ac_act wish = { .judged = AC_NOT_JUDGED, .is_counted = true, .org = judged->held.org };
    ac_rc rc = AC_OK;

    if (ac_act_row_find(h->kind) == NULL || (h->kind != AC_KIND_PROPOSE && judged->record.kind != AC_KIND_PROPOSE))
        return AC_OK; /* no act of a commitment */
    if (h->kind != AC_KIND_PROPOSE)
        rc = ac_view_acts(nb, judged->record.n, &acts, &marks, &n, err);
    if (rc == AC_OK && n >= AC_RECORD_ACTS_MAX)
        rc = ac_fail(err, AC_ESTATE, "%zu acts rest on this promise, and that is the most: go on with a new one that follows it", n);
    if (rc == AC_OK)
        rc = ac_record_gather(&r, nb, room, judged->record.n, acts, marks, n, &past, err);
    if (rc == AC_OK)
        rc = ac_record_look(r, h, &wish, err);
    if (rc == AC_OK)
        rc = ac_commitment_check(ac_record_commitment(r), &wish, err);
    ac_record_close(r);
    free(acts);
    free(marks);
    return rc;
}
