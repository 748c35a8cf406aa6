/* record.c - the input of a fold, gathered from what is held: acts by rank, what counts in whose past, hands. */
#include "core/record_in.h"

#include "core/kind.h"
#include "core/view.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    int org, by; /* named by this act */
} named;

struct ac_record {
    ac_notebook *nb;
    ac_room *room;
    ac_n n;
    const ac_past *past;
    ac_past own_past; /* see ac_record_keep_past */
    ac_held *own_heads;
    ac_held *held; /* acts by rank, then hands */
    ac_act *acts;
    int nacts, nall, cap;
    int *by_id;    /* acts, ascending by id */
    named *named;
    size_t nnamed;
    int *parties, nparties;
    bool watches;
    ac_commitment *commitment;
    ac_rc rc; /* of what the fold asked; AC_OK */
    ac_err why;
};

static bool is_in_past(const ac_record *r, const ac_held *held)
{
    return r->past == NULL || ac_history_in_past(r->nb->history, held, r->past->prev, r->past->deps, r->past->ndeps);
}

static bool make_room(ac_record *r, size_t more)
{
    size_t cap = (size_t)r->cap;
    ac_held *held;
    ac_act *acts;

    if ((size_t)r->nall + more <= cap)
        return true;
    while (cap < (size_t)r->nall + more)
        cap = cap ? 2 * cap : 16;
    held = realloc(r->held, cap * sizeof *held);
    r->held = held != NULL ? held : r->held;
    acts = held != NULL ? realloc(r->acts, cap * sizeof *acts) : NULL;
    r->acts = acts != NULL ? acts : r->acts;
    if (acts == NULL)
        return false;
    r->cap = (int)cap;
    return true;
}

/* --- order --- */

typedef struct {
    const ac_held *held;
    int i;
} place;

static int by_rank(const void *a, const void *b)
{
    const place *x = a, *y = b;

    if (x->held->depth != y->held->depth)
        return x->held->depth < y->held->depth ? -1 : 1;
    return ac_id_cmp(x->held->id, y->held->id);
}

static int by_id(const void *a, const void *b)
{
    const place *x = a, *y = b;

    return ac_id_cmp(x->held->id, y->held->id);
}

static place *places(const ac_held *held, size_t n, int (*order)(const void *, const void *))
{
    place *list = malloc((n + 1) * sizeof *list);

    for (size_t i = 0; list != NULL && i < n; i++)
        list[i] = (place){ &held[i], (int)i };
    if (list != NULL)
        qsort(list, n, sizeof *list, order);
    return list;
}

/* The acts among the changes of the record, by rank. Plain changes of newer versions stay out: they are no acts. */
static ac_rc put_acts(ac_record *r, const ac_held *changes, const int *judged, size_t n, ac_err *err)
{
    place *order = places(changes, n, by_rank);
    bool good = order != NULL && make_room(r, n + 1);

    for (size_t k = 0; good && k < n; k++) {
        const ac_held *held = order[k].held;
        if (ac_kind_class(held->kind) != AC_CLASS_ACT || !is_in_past(r, held))
            continue;
        r->held[r->nall] = *held;
        r->acts[r->nall] = (ac_act){ .kind = held->kind, .judged = judged[order[k].i] };
        r->nacts = ++r->nall;
    }
    free(order);
    order = good ? places(r->held, (size_t)r->nacts, by_id) : NULL;
    r->by_id = order != NULL ? malloc(((size_t)r->nacts + 1) * sizeof *r->by_id) : NULL;
    for (int k = 0; r->by_id != NULL && k < r->nacts; k++)
        r->by_id[k] = order[k].i;
    free(order);
    return r->by_id != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");
}

static ac_rc put_ranks(ac_record *r, ac_err *err)
{
    place *order = places(r->held, (size_t)r->nall, by_rank);

    if (order == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");
    for (int k = 0; k < r->nall; k++)
        r->acts[order[k].i].rank = (uint32_t)k;
    free(order);
    return AC_OK;
}

int ac_record_find(const ac_record *r, const ac_id *id)
{
    int lo = 0, hi = r->nacts;

    while (lo < hi) {
        int mid = lo + (hi - lo) / 2, c = ac_id_cmp(r->held[r->by_id[mid]].id, *id);
        if (c == 0)
            return r->by_id[mid];
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return -1;
}

/* --- looking into acts --- */

ac_rc ac_record_look(const ac_record *r, const ac_header *h, ac_act *out, ac_err *err)
{
    bool names = h->kind == AC_KIND_PROPOSE || h->kind == AC_KIND_AMEND;
    ac_json *facts = NULL;
    ac_rc rc = ac_json_parse(&facts, h->facts, h->facts_len, err);

    if (rc != AC_OK)
        return rc;
    ac_act_facts_read(&out->facts, h->kind, facts);
    ac_json_free(facts);
    out->kind = h->kind;
    out->day = (int32_t)(h->written_ms / 86400000);
    out->ncites = h->ncites;
    out->nparties = 0;
    for (unsigned k = 0; k < h->ncites; k++) {
        ac_id id = ac_header_cite(h, k);
        int org = names ? ac_members_org_of_join(r->room->members, &id) : -1;
        out->cites[k] = ac_record_find(r, &id);
        if (org >= 0 && out->nparties < AC_PARTIES_MAX)
            out->parties[out->nparties++] = org;
    }
    return AC_OK;
}

static ac_rc look_at_all(ac_record *r, ac_err *err)
{
    ac_buf bytes = { 0 };
    ac_rc rc = AC_OK;

    for (int i = 0; rc == AC_OK && i < r->nacts; i++) {
        ac_header h;
        ac_buf_clear(&bytes);
        rc = ac_history_bytes(r->nb->history, r->held[i].n, &bytes, NULL, NULL, NULL, err);
        if (rc == AC_OK)
            rc = ac_header_peek(&h, bytes.p, bytes.len, err);
        if (rc == AC_OK)
            rc = ac_record_look(r, &h, &r->acts[i], err);
        r->acts[i].org = r->held[i].org;
        r->acts[i].device = r->held[i].branch;
    }
    ac_buf_free(&bytes);
    return rc;
}

/* --- parties --- */

static bool names_before(const ac_record *r, int act, int i)
{
    return r->named[i].by == act || ac_history_precedes(r->nb->history, &r->held[r->named[i].by], &r->held[act]);
}

static bool add_party(ac_record *r, int org)
{
    for (int i = 0; i < r->nparties; i++)
        if (r->parties[i] == org)
            return true;
    r->parties[r->nparties++] = org;
    return true;
}

static ac_rc find_parties(ac_record *r, ac_err *err)
{
    size_t room = 0;

    for (int i = 0; i < r->nacts; i++)
        room += r->acts[i].nparties;
    r->named = malloc((room + 1) * sizeof *r->named);
    r->parties = malloc((room + 1) * sizeof *r->parties);
    if (r->named == NULL || r->parties == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");
    for (int i = 0; i < r->nacts; i++) {
        const ac_act *a = &r->acts[i];
        bool may = a->kind == AC_KIND_PROPOSE;
        for (size_t k = 0; !may && a->nparties > 0 && k < r->nnamed; k++)
            may = r->named[k].org == a->org && names_before(r, i, (int)k);
        for (unsigned k = 0; may && k < a->nparties; k++) {
            r->named[r->nnamed++] = (named){ a->parties[k], i };
            add_party(r, a->parties[k]);
        }
    }
    return AC_OK;
}

const int *ac_record_parties(const ac_record *r, int *out_n)
{
    *out_n = r->nparties;
    return r->parties;
}

/* --- what the fold asks --- */

static void trouble(ac_record *r, ac_rc rc)
{
    if (r->rc == AC_OK)
        r->rc = rc;
}

static bool counted_there(ac_record *r, int act, const ac_past *past)
{
    const ac_state *s = ac_members_state(r->room->members, past->set);
    int org = r->held[act].org, *witnesses, n = 0;
    ac_device device;
    bool is = false;
    ac_rc rc;

    if (s != NULL && org >= 0 && org < s->norgs && s->orgs[org].is_simple)
        return true;
    witnesses = malloc((r->nnamed + 1) * sizeof *witnesses);
    if (witnesses == NULL) {
        trouble(r, ac_fail(&r->why, AC_ENOMEM, "out of memory while reading a commitment"));
        return false;
    }
    for (size_t i = 0; i < r->nnamed; i++)
        if (names_before(r, act, (int)i))
            witnesses[n++] = r->named[i].org;
    rc = ac_history_branch_device(r->nb->history, r->held[act].branch, &device, &r->why);
    if (rc == AC_OK)
        rc = ac_members_counted_in(r->room->members, &r->held[act], &device, witnesses, n, past, &is, &r->why);
    trouble(r, rc);
    free(witnesses);
    return is;
}

static bool precedes(void *ctx, int a, int b)
{
    const ac_record *r = ctx;

    return ac_history_precedes(r->nb->history, &r->held[a], &r->held[b]);
}

static bool counted_in(void *ctx, int a, int b)
{
    ac_record *r = ctx;
    ac_past past = { .set = r->held[b].set, .of = &r->held[b] };

    return counted_there(r, a, &past);
}

static bool is_gone(void *ctx, int org, int at)
{
    ac_record *r = ctx;
    ac_members *m = r->room->members;
    int set = at >= 0 ? r->held[at].set : r->past != NULL ? r->past->set : ac_members_all(m);
    const ac_state *s = ac_members_state(m, set);

    if (s == NULL)
        trouble(r, ac_fail(&r->why, AC_ENOMEM, "out of memory while reading a commitment"));
    return s == NULL || org < 0 || org >= s->norgs || !s->orgs[org].is_member;
}

static void set_counted(ac_record *r)
{
    for (int i = 0; i < r->nacts; i++) {
        ac_act *a = &r->acts[i];
        a->is_counted = r->past != NULL ? counted_there(r, i, r->past) : !(r->held[i].flags & AC_HELD_UNCOUNTED);
        a->is_contested = (r->held[i].flags & AC_HELD_CONTESTED) != 0;
        a->is_flagged = (r->held[i].flags & AC_HELD_FLAGGED) != 0;
    }
}

/* --- hands: changes of the parties that newly know something here --- */

/* Can knowing it change what somebody holds? */
static bool is_milestone(uint16_t kind)
{
    return ac_kind_is_text(kind) || kind == AC_KIND_SIGN || kind == AC_KIND_DECLINE || kind == AC_KIND_RETRACT ||
           kind == AC_KIND_WITHDRAW || kind == AC_KIND_RELEASE || kind == AC_KIND_ACCEPT || kind == AC_KIND_ACCEPT_RESERVED;
}

static ac_rc governing_milestones(const ac_record *r, ac_held **list, size_t *n, ac_err *err)
{
    ac_row *q = ac_q(r->nb->store, AC_Q_governing_of);
    size_t cap = *n + 1, first = *n;
    bool memory = true;
    ac_rc rc;

    ac_bind_int(q, ":space", r->room->space);
    while (memory && ac_step(q)) {
        if (*n == cap) {
            ac_held *more = realloc(*list, (cap *= 2) * sizeof *more);
            memory = more != NULL;
            *list = more != NULL ? more : *list;
        }
        if (memory)
            (*list)[(*n)++].n = ac_col_int(q, 0);
    }
    rc = ac_done(q, err);
    if (!memory)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");
    for (size_t i = first; rc == AC_OK && i < *n; i++)
        rc = ac_history_get(r->nb->history, (*list)[i].n, &(*list)[i], err);
    return rc;
}

/* The first change of a branch that has it in its past; out->n 0: none. */
static ac_rc first_who_knows(ac_record *r, const ac_branch *b, const ac_held *what, ac_held *out, ac_err *err)
{
    uint64_t lo = b->fork_seq + 1, hi = b->head_seq;
    ac_rc rc = AC_OK;

    out->n = 0;
    while (rc == AC_OK && lo <= hi) {
        uint64_t mid = lo + (hi - lo) / 2;
        ac_held at;
        rc = ac_history_on(r->nb->history, b->branch, mid, &at, err);
        if (rc == AC_OK && ac_history_precedes(r->nb->history, what, &at)) {
            *out = at;
            hi = mid - 1;
        } else {
            lo = mid + 1;
        }
    }
    return rc;
}

static ac_rc put_hand(ac_record *r, const ac_held *hand, ac_err *err)
{
    ac_act *a;

    if (hand->n == 0 || (hand->flags & AC_HELD_UNJUDGED) || !is_in_past(r, hand) || ac_record_find(r, &hand->id) >= 0)
        return AC_OK;
    for (int i = r->nacts; i < r->nall; i++)
        if (r->held[i].n == hand->n)
            return AC_OK;
    if (!make_room(r, 1))
        return ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");
    a = &r->acts[r->nall];
    *a = (ac_act){ .kind = AC_KIND_ACK, .org = hand->org, .device = hand->branch, .judged = AC_NOT_JUDGED };
    ac_act_facts_read(&a->facts, AC_KIND_ACK, NULL);
    r->held[r->nall++] = *hand;
    return AC_OK;
}

static ac_rc put_hands(ac_record *r, ac_err *err)
{
    ac_held *milestones = malloc(((size_t)r->nacts + 1) * sizeof *milestones);
    ac_branch *branches = NULL;
    size_t n = 0, nbranches = 0;
    ac_rc rc = milestones != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");

    for (int i = 0; rc == AC_OK && i < r->nacts; i++)
        if (is_milestone(r->acts[i].kind))
            milestones[n++] = r->held[i];
    if (rc == AC_OK && (milestones = realloc(milestones, (n + 1) * sizeof *milestones)) == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");
    if (rc == AC_OK)
        rc = governing_milestones(r, &milestones, &n, err);
    if (rc == AC_OK)
        rc = ac_history_branches(r->nb->history, r->room->space, &branches, &nbranches, err);
    for (size_t b = 0; rc == AC_OK && b < nbranches; b++) {
        bool is_party = false;
        for (int i = 0; i < r->nparties; i++)
            is_party = is_party || r->parties[i] == branches[b].org;
        for (size_t i = 0; rc == AC_OK && is_party && i < n; i++) {
            ac_held hand;
            rc = first_who_knows(r, &branches[b], &milestones[i], &hand, err);
            if (rc == AC_OK)
                rc = put_hand(r, &hand, err);
        }
    }
    free(milestones);
    free(branches);
    return rc;
}

/* --- opening --- */

ac_rc ac_record_gather(ac_record **out, ac_notebook *nb, ac_room *room, ac_n record, const ac_held *acts, const int *judged,
                       size_t n, const ac_past *past, ac_err *err)
{
    ac_record *r = calloc(1, sizeof *r);
    ac_record_port port = { precedes, counted_in, is_gone, r };
    int root = -1;
    ac_rc rc;

    *out = NULL;
    if (r == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");
    r->nb = nb;
    r->room = room;
    r->n = record;
    r->past = past;
    rc = put_acts(r, acts, judged, n, err);
    if (rc == AC_OK)
        rc = look_at_all(r, err);
    if (rc == AC_OK)
        rc = find_parties(r, err);
    if (rc == AC_OK) {
        set_counted(r);
        r->watches = ac_commitment_needs_hands(r->acts, (size_t)r->nacts, &port);
    }
    if (rc == AC_OK && r->watches)
        rc = put_hands(r, err);
    if (rc == AC_OK)
        rc = put_ranks(r, err);
    for (int i = 0; i < r->nacts; i++)
        root = r->held[i].n == record ? i : root;
    if (rc == AC_OK)
        rc = ac_commitment_open(&r->commitment, r->acts, (size_t)r->nall, root, &port, err);
    if (rc == AC_OK && r->rc != AC_OK) {
        rc = r->rc;
        if (err != NULL)
            *err = r->why;
    }
    if (rc != AC_OK) {
        ac_record_close(r);
        return rc;
    }
    *out = r;
    return AC_OK;
}

ac_rc ac_record_open(ac_record **out, ac_notebook *nb, ac_n propose, ac_err *err)
{
    ac_held made, *acts = NULL;
    ac_room *room;
    int *judged = NULL;
    size_t n = 0;
    ac_rc rc = ac_history_get(nb->history, propose, &made, err);

    *out = NULL;
    if (rc == AC_OK && made.kind != AC_KIND_PROPOSE)
        rc = ac_fail(err, AC_EREF, "that record is not a commitment");
    if (rc == AC_OK)
        rc = ac_room_get(nb, made.space, &room, err);
    if (rc == AC_OK)
        rc = ac_view_acts(nb, propose, &acts, &judged, &n, err);
    if (rc == AC_OK)
        rc = ac_record_gather(out, nb, room, propose, acts, judged, n, NULL, err);
    free(acts);
    free(judged);
    return rc;
}

void ac_record_close(ac_record *r)
{
    if (r == NULL)
        return;
    ac_commitment_close(r->commitment);
    free(r->own_heads);
    free(r->held);
    free(r->acts);
    free(r->by_id);
    free(r->named);
    free(r->parties);
    free(r);
}

ac_commitment *ac_record_commitment(ac_record *r)
{
    return r->commitment;
}

const ac_answers *ac_record_answers(const ac_record *r)
{
    return ac_commitment_answers(r->commitment);
}

int ac_record_acts(const ac_record *r)
{
    return r->nacts;
}

const ac_act *ac_record_act(const ac_record *r, int index)
{
    return &r->acts[index];
}

const ac_held *ac_record_held(const ac_record *r, int index)
{
    return &r->held[index];
}

void ac_record_keep_past(ac_record *r, ac_held *heads)
{
    r->own_past = *r->past;
    r->own_heads = heads;
    r->past = &r->own_past;
}

bool ac_record_watches(const ac_record *r)
{
    return r->watches;
}
