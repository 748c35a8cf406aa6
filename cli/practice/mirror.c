/* mirror.c - the three principles made visible: figures of each partner, read off the history. */
#include "cli/practice/mirror.h"

#include "cli/report/receipts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/kind.h"
#include "core/practice/entry.h"
#include "core/record.h"

#define DAY_MS 86400000

/* Days to take the median of. */
typedef struct {
    int *day;
    size_t n, cap;
} days;

typedef struct {
    days waited, signed_, receipts;
} samples;

struct check {
    ac_held held;
    char ref[AC_REF_SIZE];
};

typedef struct {
    ac_looking *look;
    const ac_partnership *p;
    ac_mirror *out;
    int64_t from_ms, until_ms;
    samples *samples; /* by place in out->orgs */
    int *place;       /* of an organisation of the space: its place in out->orgs; -1 */
    int norgs;
    bool *partners;   /* of the space, by organisation: those who are partners and members now */
    ac_receipts *seen; /* who is known to have had what, since when */
    struct check *checks; /* health checks */
    size_t nchecks;
    int felt;         /* of an inner walk: the aspects to be read, as bits */
    ac_rc rc;
} reading;

static ac_err *err_of(const reading *r)
{
    return &r->look->cli->err;
}

static bool no_memory(reading *r)
{
    r->rc = ac_fail(err_of(r), AC_ENOMEM, "out of memory");
    return false;
}

static bool in_period(const reading *r, int64_t ms)
{
    return (r->from_ms == 0 || ms >= r->from_ms) && (r->until_ms == 0 || ms < r->until_ms);
}

static bool days_add(reading *r, days *list, int64_t ms)
{
    if (list->n == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 16;
        int *more = realloc(list->day, cap * sizeof *more);
        if (more == NULL)
            return no_memory(r);
        list->day = more;
        list->cap = cap;
    }
    list->day[list->n++] = (int)((ms < 0 ? 0 : ms) / DAY_MS); /* a clock that was behind counts as none */
    return true;
}

static int by_value(const void *a, const void *b)
{
    return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

static int median(days *list)
{
    if (list->n == 0)
        return -1;
    qsort(list->day, list->n, sizeof *list->day, by_value);
    return list->day[(list->n - 1) / 2];
}

static ac_mirror_org *org_of(reading *r, int org)
{
    return org >= 0 && org < r->norgs && r->place[org] >= 0 ? &r->out->orgs[r->place[org]] : NULL;
}

static ac_mirror_org *org_by_code(reading *r, const char *code)
{
    for (size_t i = 0; i < r->out->n; i++)
        if (strcmp(r->out->orgs[i].code, code) == 0)
            return &r->out->orgs[i];
    return NULL;
}

/* --- who there is --- */

static int by_code(const void *a, const void *b)
{
    return strcmp(((const ac_mirror_org *)a)->code, ((const ac_mirror_org *)b)->code);
}

static ac_rc read_orgs(reading *r)
{
    ac_members *m;
    const ac_state *state = NULL;
    ac_rc rc = ac_notebook_members(r->look->cli->nb, r->p->space, &m, err_of(r));

    if (rc == AC_OK)
        rc = ac_notebook_state(r->look->cli->nb, r->p->space, &state, err_of(r));
    if (rc != AC_OK)
        return rc;
    r->norgs = ac_members_orgs(m);
    r->out->orgs = calloc((size_t)r->norgs + 1, sizeof *r->out->orgs);
    r->samples = calloc((size_t)r->norgs + 1, sizeof *r->samples);
    r->place = calloc((size_t)r->norgs + 1, sizeof *r->place);
    r->partners = calloc((size_t)r->norgs + 1, sizeof *r->partners);
    if (r->out->orgs == NULL || r->samples == NULL || r->place == NULL || r->partners == NULL)
        return ac_fail(err_of(r), AC_ENOMEM, "out of memory");
    for (int o = 0; o < r->norgs; o++) {
        const ac_org *org = ac_members_org(m, o);
        ac_mirror_org *x;
        if (o >= state->norgs || (!state->orgs[o].is_standing && !state->orgs[o].has_left))
            continue;
        r->partners[o] = org->is_partner && state->orgs[o].is_member;
        x = &r->out->orgs[r->out->n++];
        *x = (ac_mirror_org){ .is_partner = org->is_partner, .is_member = state->orgs[o].is_member };
        snprintf(x->code, sizeof x->code, "%s", org->code);
        snprintf(x->name, sizeof x->name, "%s", org->name);
        snprintf(x->sector, sizeof x->sector, "%s", org->sector);
        for (int f = 0; f < AC_FELT_COUNT; f++)
            x->felt[f] = "";
    }
    qsort(r->out->orgs, r->out->n, sizeof *r->out->orgs, by_code);
    for (int o = 0; o < r->norgs; o++) {
        r->place[o] = -1;
        for (size_t i = 0; i < r->out->n; i++)
            if (strcmp(r->out->orgs[i].code, ac_members_org(m, o)->code) == 0)
                r->place[o] = (int)i;
    }
    return AC_OK;
}

/* --- promises --- */

static bool passed(const ac_act *act)
{
    return act->is_counted && act->judged == AC_WHY_OK;
}

static bool is_version(const ac_answers *a, int text)
{
    for (int i = 0; i < a->nversions; i++)
        if (a->versions[i] == text)
            return true;
    return false;
}

static bool has_words(reading *r, ac_n n, const char *key)
{
    ac_json *words = NULL;
    const char *text;
    bool has;

    r->rc = ac_query_words(r->look->cli->nb, n, &words, err_of(r));
    text = ac_json_str(words, key);
    has = text != NULL && text[0] != '\0';
    ac_json_free(words);
    return has;
}

static bool one_signature(reading *r, const ac_record *record, const ac_act *act, const ac_held *held)
{
    const ac_act *text;
    const ac_held *of;
    ac_mirror_org *author, *signer;

    if (act->ncites == 0 || act->cites[0] < 0)
        return true;
    text = ac_record_act(record, act->cites[0]);
    of = ac_record_held(record, act->cites[0]);
    if (!ac_kind_is_text(text->kind) || text->org == act->org)
        return true;
    author = org_of(r, text->org);
    signer = org_of(r, act->org);
    return (author == NULL || days_add(r, &r->samples[author - r->out->orgs].waited, held->written_ms - of->written_ms)) &&
           (signer == NULL || days_add(r, &r->samples[signer - r->out->orgs].signed_, held->written_ms - of->written_ms));
}

/* Until every other partner is known to have it. */
static bool one_receipt(reading *r, ac_mirror_org *x, const ac_held *held)
{
    int64_t last;

    return !ac_receipts_last(r->seen, held, r->partners, r->norgs, &last) ||
           days_add(r, &r->samples[x - r->out->orgs].receipts, last - held->written_ms);
}

static bool one_act(reading *r, const ac_record *record, const ac_answers *a, int at)
{
    const ac_act *act = ac_record_act(record, at);
    const ac_held *held = ac_record_held(record, at);
    ac_mirror_org *x = org_of(r, act->org);

    if (!passed(act) || x == NULL || !in_period(r, held->written_ms))
        return true;
    if ((ac_kind_is_text(act->kind) || act->kind == AC_KIND_DELIVER) && !one_receipt(r, x, held))
        return false;
    switch (act->kind) {
    case AC_KIND_SIGN:
        return one_signature(r, record, act, held);
    case AC_KIND_AMEND:
    case AC_KIND_RESOLVE:
    case AC_KIND_REOPEN:
        x->changes++;
        x->adopted += is_version(a, at);
        x->explained += has_words(r, held->n, act->kind == AC_KIND_AMEND ? "why" : act->kind == AC_KIND_RESOLVE ? "text" : "message");
        return r->rc == AC_OK;
    case AC_KIND_DELIVER:
        x->delivered++;
        x->with_evidence += act->facts.files > 0;
        return true;
    default:
        return true;
    }
}

static void about_dispute(reading *r, const ac_record *record)
{
    int64_t since = 0;

    for (int i = 0; i < ac_record_acts(record); i++)
        if (ac_record_act(record, i)->kind == AC_KIND_DISPUTE && passed(ac_record_act(record, i)))
            since = ac_record_held(record, i)->written_ms;
    r->out->disputes++;
    if (since != 0) {
        int age = (int)(ac_date_days(r->look->cli->today) - ac_date_days(ac_date_of_ms(since)));
        r->out->dispute_days = age > r->out->dispute_days ? age : r->out->dispute_days;
    }
}

static bool one_promise(void *ctx, const ac_commitment_row *row)
{
    reading *r = ctx;
    ac_record *record;
    const ac_answers *a;
    ac_clock clock;
    ac_mirror_org *x;

    r->rc = ac_record_open(&record, r->look->cli->nb, row->n, err_of(r));
    if (r->rc != AC_OK)
        return false;
    a = ac_record_answers(record);
    if (a->in_force >= 0 && in_period(r, ac_record_held(record, a->nversions > 0 ? a->versions[0] : a->in_force)->written_ms)) {
        if ((x = org_of(r, a->promisor)) != NULL)
            x->made++;
        for (int i = 0; i < a->npromisees; i++)
            if ((x = org_of(r, a->promisees[i])) != NULL)
                x->received++;
    }
    for (int i = 0; r->rc == AC_OK && i < ac_record_acts(record); i++)
        if (!one_act(r, record, a, i))
            break;
    if (r->rc == AC_OK && a->state == AC_STATE_DISPUTED)
        about_dispute(r, record);
    if (r->rc == AC_OK)
        r->rc = ac_look_clock(r->look->cli, row, &clock, err_of(r));
    if (r->rc == AC_OK && clock.fresh != AC_FRESH_NONE && (x = org_of(r, a->promisor)) != NULL) {
        x->owed++;
        x->in_rhythm += clock.fresh == AC_FRESH_GREEN;
    }
    ac_record_close(record);
    return r->rc == AC_OK;
}

/* --- the practice --- */

static int kind_place(const char *code)
{
    size_t n;
    const ac_term *terms = ac_vocab_terms(AC_V_CONTRIBUTION, &n);

    for (size_t i = 0; i < n && i < AC_MIRROR_KINDS; i++)
        if (strcmp(terms[i].code, code) == 0)
            return (int)i;
    return -1;
}

static bool has_reply(void *ctx, const ac_entry *e)
{
    ac_mirror_org *x = ctx;

    if (strcmp(e->org, x->code) != 0)
        return true;
    x->replied++;
    return false;
}

static void about_question(reading *r, const ac_entry *e)
{
    ac_mirror_org *by = org_by_code(r, e->org), *of = org_by_code(r, ac_entry_text(e, "asked"));

    if (by != NULL)
        by->asked++;
    if (of != NULL) {
        ac_entry_filter f = { .space = r->p->space, .type = "reply", .belongs = e->n };
        of->was_asked++;
        r->rc = ac_entries(r->look->cli->nb, &f, has_reply, of, err_of(r));
    }
}

static bool add_check(reading *r, const ac_entry *e)
{
    struct check *more, c = { .ref = "" };

    r->rc = ac_history_get(ac_notebook_history(r->look->cli->nb), e->n, &c.held, err_of(r));
    if (r->rc != AC_OK || !in_period(r, c.held.written_ms))
        return r->rc == AC_OK;
    more = realloc(r->checks, (r->nchecks + 1) * sizeof *more);
    if (more == NULL)
        return no_memory(r);
    snprintf(c.ref, sizeof c.ref, "%s", e->ref);
    r->checks = more;
    r->checks[r->nchecks++] = c;
    return true;
}

static bool one_entry(void *ctx, const ac_entry *e)
{
    reading *r = ctx;
    ac_mirror_org *x = org_by_code(r, e->org);
    int kind;

    if (strcmp(e->type, "check") == 0)
        return add_check(r, e);
    if (x == NULL || !in_period(r, e->written_ms))
        return true;
    if (strcmp(e->type, "contribution") == 0) {
        kind = kind_place(ac_entry_text(e, "kind"));
        if (ac_entry_has_code(e, "form", "cash") || (ac_entry_text(e, "form")[0] == '\0' && ac_entry_has_code(e, "kind", "cash")))
            x->cash++;
        else
            x->in_kind++;
        if (kind >= 0)
            x->kinds[kind]++;
    } else if (strcmp(e->type, "benefit") == 0) {
        x->wanted++;
        x->realised += ac_entry_has_code(e, "state", "realised") || ac_entry_has_code(e, "state", "partly");
    } else if (strcmp(e->type, "outcome") == 0) {
        x->outcomes++;
        x->inherited += ac_entry_text(e, "inheritor")[0] != '\0';
    } else if (strcmp(e->type, "question") == 0) {
        about_question(r, e);
    }
    return r->rc == AC_OK;
}

static const char *const felt_fields[AC_FELT_COUNT] = { "heard", "non-cash", "bad-news", "worth" };

const char *ac_felt_field(int felt)
{
    return felt_fields[felt];
}

static bool one_answer(void *ctx, const ac_entry *e)
{
    reading *r = ctx;
    ac_mirror_org *x = org_by_code(r, e->org);

    for (int f = 0; x != NULL && f < AC_FELT_COUNT; f++) {
        const ac_term *term = (r->felt & 1 << f) != 0 ? ac_vocab_find(AC_V_LIGHT, ac_entry_text(e, felt_fields[f])) : NULL;
        if (term != NULL)
            x->felt[f] = term->code;
    }
    return true;
}

static int by_depth(const void *va, const void *vb)
{
    const ac_held *a = &((const struct check *)va)->held, *b = &((const struct check *)vb)->held;

    return a->depth != b->depth ? (a->depth < b->depth ? 1 : -1) : ac_id_cmp(a->id, b->id);
}

/* Each aspect as it was marked in the newest health check in which anybody is known to have marked it: a short one asked
 * between two full ones does not hide what was said then. */
static ac_rc read_felt(reading *r)
{
    ac_entry_filter answers = { .space = r->p->space, .type = "answer" };
    ac_rc rc = AC_OK;

    if (r->nchecks > 0)
        qsort(r->checks, r->nchecks, sizeof *r->checks, by_depth);
    if (r->nchecks > 0)
        snprintf(r->out->check, sizeof r->out->check, "%s", r->checks[0].ref);
    r->felt = (1 << AC_FELT_COUNT) - 1;
    for (size_t i = 0; rc == AC_OK && r->felt != 0 && i < r->nchecks; i++) {
        answers.belongs = r->checks[i].held.n;
        rc = ac_entries(r->look->cli->nb, &answers, one_answer, r, err_of(r));
        for (int f = 0; f < AC_FELT_COUNT; f++) {
            bool is_said = false;
            for (size_t o = 0; (r->felt & 1 << f) != 0 && o < r->out->n; o++)
                is_said = is_said || r->out->orgs[o].felt[f][0] != '\0';
            if (!is_said)
                continue;
            snprintf(r->out->felt_check[f], sizeof r->out->felt_check[f], "%s", r->checks[i].ref);
            r->felt &= ~(1 << f);
        }
    }
    return rc;
}

static ac_rc read_practice(reading *r)
{
    ac_entry_filter all = { .space = r->p->space };
    ac_rc rc = ac_entries(r->look->cli->nb, &all, one_entry, r, err_of(r));

    if (rc == AC_OK)
        rc = r->rc;
    if (rc == AC_OK)
        rc = read_felt(r);
    free(r->checks);
    r->checks = NULL;
    return rc == AC_OK ? r->rc : rc;
}

ac_rc ac_mirror_read(ac_looking *look, const ac_partnership *p, int64_t from_ms, int64_t until_ms, ac_mirror *out)
{
    reading r = { .look = look, .p = p, .out = out, .from_ms = from_ms, .until_ms = until_ms, .rc = AC_OK };
    ac_commitment_filter promises = { .space = p->space };
    ac_rc rc;

    *out = (ac_mirror){ 0 };
    rc = read_orgs(&r);
    if (rc == AC_OK)
        rc = ac_receipts_open(&r.seen, look->cli->nb, p->space, err_of(&r));
    if (rc == AC_OK)
        rc = ac_query_commitments(look->cli->nb, &promises, one_promise, &r, err_of(&r));
    if (rc == AC_OK)
        rc = r.rc;
    if (rc == AC_OK)
        rc = read_practice(&r);
    for (size_t i = 0; r.samples != NULL && i < out->n; i++) {
        out->orgs[i].waited = (int)r.samples[i].waited.n;
        out->orgs[i].waited_days = median(&r.samples[i].waited);
        out->orgs[i].signed_ = (int)r.samples[i].signed_.n;
        out->orgs[i].signed_days = median(&r.samples[i].signed_);
        out->orgs[i].receipts = (int)r.samples[i].receipts.n;
        out->orgs[i].receipt_days = median(&r.samples[i].receipts);
        free(r.samples[i].waited.day);
        free(r.samples[i].signed_.day);
        free(r.samples[i].receipts.day);
    }
    free(r.samples);
    free(r.place);
    free(r.partners);
    ac_receipts_close(r.seen);
    if (rc != AC_OK)
        ac_mirror_free(out);
    return rc;
}

void ac_mirror_free(ac_mirror *mirror)
{
    free(mirror->orgs);
    *mirror = (ac_mirror){ 0 };
}
