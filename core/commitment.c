/* commitment.c - the life cycle as a table of acts, and the judge that reads it. */
#include "core/commitment_in.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* --- guards: small named predicates over what the author had in hand --- */

static ac_why why_of_status(ac_text_status status)
{
    switch (status) {
    case AC_TEXT_OPEN:
        return AC_WHY_OK;
    case AC_TEXT_MOVED:
        return AC_WHY_OLD_TEXT;
    case AC_TEXT_CLOSED:
        return AC_WHY_CLOSED;
    case AC_TEXT_BOUND:
    case AC_TEXT_ENDED:
        break;
    }
    return AC_WHY_STATE;
}

/* Every no in force on this text is of this organisation, which had said yes at once: it may say which. */
static bool may_say_which(ac_commitment *f, const ac_reading *r, int text, int org)
{
    bool both = false;

    AC_EACH_CITER(f, e, text) {
        if (!ac_is_exit(ac_kind_at(f, e)) || !ac_counts_in(f, &r->scope, e) || ac_void(f, &r->scope, e, text, -1) >= 0)
            continue;
        if (ac_org_at(f, e) != org)
            return false;
        AC_EACH_CITER(f, y, text)
            both = both || (ac_kind_at(f, y) == AC_KIND_SIGN && ac_org_at(f, y) == org && ac_counts_in(f, &r->scope, y) &&
                            ac_apart(f, y, e));
    }
    return both;
}

/* Nobody else's consent twice, nor one's own. */
static ac_why guard_consent(ac_judging *j)
{
    int redact = j->cites[0];

    if (ac_org_at(j->f, redact) == j->act->org)
        return AC_WHY_IS_AUTHOR;
    AC_EACH_CITER(j->f, x, redact)
        if (ac_kind_at(j->f, x) == AC_KIND_SIGN && ac_org_at(j->f, x) == j->act->org && ac_counts_in(j->f, &j->r->scope, x))
            return AC_WHY_AGAIN;
    return AC_WHY_OK;
}

static ac_why guard_text_open(ac_judging *j)
{
    int text = j->cites[0];
    ac_text_status status;

    if (ac_kind_at(j->f, text) == AC_KIND_REDACT)
        return guard_consent(j);
    status = ac_status(j->f, j->r, text);
    if (status == AC_TEXT_BOUND && ac_said_yes(j->f, &j->r->scope, text, j->act->org))
        return AC_WHY_AGAIN;
    if (status == AC_TEXT_CLOSED && may_say_which(j->f, j->r, text, j->act->org))
        return AC_WHY_OK;
    return why_of_status(status);
}

static ac_why guard_not_signed(ac_judging *j)
{
    if (ac_kind_at(j->f, j->cites[0]) == AC_KIND_REDACT)
        return AC_WHY_OK;
    return ac_yes(j->f, &j->r->scope, j->cites[0], j->act->org) >= 0 ? AC_WHY_AGAIN : AC_WHY_OK;
}

static ac_why text_closable(const ac_judging *j, int text)
{
    ac_text_status status = ac_status(j->f, j->r, text);

    if (status != AC_TEXT_BOUND && status != AC_TEXT_MOVED && ac_crossed(j->f, j->r, text, NULL))
        return AC_WHY_OK;
    return why_of_status(status);
}

static ac_why guard_text_closable(ac_judging *j)
{
    return text_closable(j, j->cites[0]);
}

/* Own text that is open or crossed; own claim that nobody answered; own dispute that stands. */
static ac_why guard_retractable(ac_judging *j)
{
    int what = j->cites[0], kind = ac_kind_at(j->f, what);
    bool taken_back = false;

    if (ac_kind_is_text((uint16_t)kind))
        return text_closable(j, what);
    if (kind == AC_KIND_DISPUTE)
        return ac_has(&j->r->disputes, what) || ac_has(&j->r->overruled, what) ? AC_WHY_OK : AC_WHY_DISPUTE;
    AC_EACH_CITER(j->f, x, what) {
        if (!ac_counts_in(j->f, &j->r->scope, x))
            continue;
        if (ac_is_accept(ac_kind_at(j->f, x)) || ac_kind_at(j->f, x) == AC_KIND_DISPUTE)
            return AC_WHY_GIVEN;
        taken_back = taken_back || ac_kind_at(j->f, x) == AC_KIND_RETRACT;
    }
    return taken_back ? AC_WHY_AGAIN : AC_WHY_OK;
}

static ac_why guard_base_is_current(ac_judging *j)
{
    return j->cites[0] == j->r->current ? AC_WHY_OK : AC_WHY_OLD_TEXT;
}

static ac_why guard_slot_fits(ac_judging *j)
{
    int slot = j->act->facts.slot;

    if (slot > j->r->nslots || (j->act->kind == AC_KIND_DELIVER && slot == 0 && j->r->nslots > 0))
        return AC_WHY_MALFORMED;
    return AC_WHY_OK;
}

static ac_why guard_slot_not_given(ac_judging *j)
{
    return j->r->nslots > 0 && j->r->done[j->act->facts.slot] >= 0 ? AC_WHY_GIVEN : AC_WHY_OK;
}

static ac_why guard_side_is_left(ac_judging *j)
{
    return ac_gone(j->f, &j->r->scope, ac_promisor(j->f, j->r->in_force)) ? AC_WHY_STATE : AC_WHY_OK;
}

static ac_why guard_claim_waits(ac_judging *j)
{
    return ac_has(&j->r->waiting, j->cites[0]) ? AC_WHY_OK : AC_WHY_NO_CLAIM;
}

static ac_why guard_not_answered(ac_judging *j)
{
    if (ac_accepted_claim(j->f, j->r, j->cites[0], j->act->org))
        return AC_WHY_AGAIN;
    return ac_released(j->f, j->r, j->act->org) ? AC_WHY_GIVEN : AC_WHY_OK;
}

static ac_why guard_no_own_dispute(ac_judging *j)
{
    for (int i = 0; i < j->r->disputes.n; i++)
        if (ac_org_at(j->f, j->r->disputes.v[i]) == j->act->org)
            return AC_WHY_DISPUTE;
    return AC_WHY_OK;
}

/* Not on a claim or slot it accepted, nor after it released; a claim that it names must wait. */
static ac_why guard_not_given(ac_judging *j)
{
    int claim = j->act->ncites > 1 ? j->cites[1] : -1, slot = j->act->facts.slot;

    if (ac_released(j->f, j->r, j->act->org))
        return AC_WHY_GIVEN;
    if (claim >= 0) {
        int at = ac_slot_of(j->f, j->r->in_force, claim);
        if (ac_accepted_claim(j->f, j->r, claim, j->act->org) || (at >= 0 && j->r->done[at] >= 0))
            return AC_WHY_GIVEN;
        if (j->r->nslots > 0 && slot > 0 && at != slot)
            return AC_WHY_MALFORMED;
        return ac_has(&j->r->waiting, claim) ? AC_WHY_OK : AC_WHY_NO_CLAIM;
    }
    if (j->r->nslots > 0 && slot > 0 && j->r->done[slot] >= 0)
        return AC_WHY_GIVEN;
    for (int i = 0; i < j->r->waiting.n; i++) {
        int c = j->r->waiting.v[i];
        if ((j->r->nslots == 0 || (slot > 0 && ac_slot_of(j->f, j->r->in_force, c) == slot)) &&
            ac_accepted_claim(j->f, j->r, c, j->act->org))
            return AC_WHY_GIVEN;
    }
    return AC_WHY_OK;
}

static ac_why guard_dispute_stands(ac_judging *j)
{
    return ac_has(&j->r->disputes, j->cites[0]) ? AC_WHY_OK : AC_WHY_DISPUTE;
}

static ac_why guard_disputes_stand(ac_judging *j)
{
    int found = 0;

    for (unsigned k = 1; k < j->act->ncites; k++) {
        if (j->cites[k] < 0)
            continue;
        if (!ac_has(&j->r->disputes, j->cites[k]))
            return AC_WHY_DISPUTE;
        found++;
    }
    return found > 0 ? AC_WHY_OK : AC_WHY_DISPUTE;
}

static ac_why guard_outcome_named(ac_judging *j)
{
    return j->act->facts.outcome != AC_OUTCOME_NONE ? AC_WHY_OK : AC_WHY_MALFORMED;
}

static ac_why guard_not_released(ac_judging *j)
{
    return ac_released(j->f, j->r, j->act->org) ? AC_WHY_AGAIN : AC_WHY_OK;
}

/* What it accepted it does not let go of; with slots, the rest may be released. */
static ac_why guard_not_accepted(ac_judging *j)
{
    for (int i = 0; i < j->r->waiting.n && j->r->nslots == 0; i++)
        if (ac_accepted_claim(j->f, j->r, j->r->waiting.v[i], j->act->org))
            return AC_WHY_GIVEN;
    return AC_WHY_OK;
}

static ac_why guard_suspensions_stand(ac_judging *j)
{
    for (unsigned k = 0; k < j->act->ncites; k++)
        if (j->cites[k] >= 0 && !ac_has(&j->r->suspensions, j->cites[k]))
            return AC_WHY_STATE;
    return AC_WHY_OK;
}

/* --- the table --- */

#define BEFORE_WORK (AC_IN(AC_STATE_AGREED) | AC_IN(AC_STATE_IN_PROGRESS))

static const ac_act_row rows[] = {
    { AC_KIND_PROPOSE, "propose", AC_BY_NAMED, AC_IN_ANY, -1, { NULL },
      "who promises, or a partner who asks for it" },
    { AC_KIND_SIGN, "sign", AC_BY_SIGNER, AC_IN_ANY, -1, { guard_text_open, guard_not_signed },
      "each party of the text, while it waits" },
    { AC_KIND_DECLINE, "decline", AC_BY_OTHER, AC_IN_ANY, -1, { guard_text_closable },
      "a party that did not write the text, while it waits" },
    { AC_KIND_RETRACT, "retract", AC_BY_AUTHOR, AC_IN_ANY, -1, { guard_retractable },
      "who wrote it: a text that waits, a delivery nobody has answered, a dispute" },
    { AC_KIND_AMEND, "amend", AC_BY_PARTY, AC_IN(AC_STATE_PROPOSED) | AC_IN_LIVE, -1, { guard_base_is_current },
      "any party, until it has ended" },
    { AC_KIND_PROGRESS, "progress", AC_BY_PROMISOR, AC_IN_LIVE, 0, { guard_slot_fits },
      "who promised, once it is agreed and until it ends" },
    { AC_KIND_DELIVER, "deliver", AC_BY_PROMISOR, AC_IN_LIVE, 0, { guard_slot_fits, guard_slot_not_given },
      "who promised, once it is agreed and until it ends" },
    { AC_KIND_ACCEPT, "accept", AC_BY_PROMISEE, AC_IN_LIVE, 1,
      { guard_side_is_left, guard_not_answered, guard_claim_waits }, "who was promised it, while a delivery waits" },
    { AC_KIND_ACCEPT_RESERVED, "accept-with-reservations", AC_BY_PROMISEE, AC_IN_LIVE, 1,
      { guard_side_is_left, guard_not_answered, guard_claim_waits }, "who was promised it, while a delivery waits" },
    { AC_KIND_DISPUTE, "dispute", AC_BY_PROMISEE, AC_IN_LIVE, 0,
      { guard_slot_fits, guard_no_own_dispute, guard_not_given },
      "who was promised it, once it is agreed, and not on what was accepted" },
    { AC_KIND_RESPOND, "respond", AC_BY_PROMISOR, AC_IN(AC_STATE_DISPUTED), -1, { guard_dispute_stands },
      "who promised, while a dispute stands" },
    { AC_KIND_RESOLVE, "resolve", AC_BY_PARTY, AC_IN(AC_STATE_DISPUTED), 0,
      { guard_outcome_named, guard_disputes_stand }, "any party, while a dispute stands" },
    { AC_KIND_WITHDRAW, "withdraw", AC_BY_PROMISOR, BEFORE_WORK | AC_IN(AC_STATE_SUSPENDED), 0, { NULL },
      "who promised, once it is agreed, while no delivery waits and nothing is disputed" },
    { AC_KIND_RELEASE, "release", AC_BY_PROMISEE, AC_IN_LIVE, 0,
      { guard_side_is_left, guard_not_released, guard_not_accepted }, "who was promised it, once it is agreed and until it ends" },
    { AC_KIND_SUSPEND, "suspend", AC_BY_EITHER, BEFORE_WORK, 0, { NULL },
      "either side, while it is agreed or in progress" },
    { AC_KIND_RESUME, "resume", AC_BY_AUTHOR, AC_IN_LIVE, -1, { guard_suspensions_stand },
      "who put it on hold, while it rests" },
    { AC_KIND_REOPEN, "reopen", AC_BY_PARTY, AC_IN(AC_STATE_ACCEPTED), 0, { NULL }, "any party, when it was accepted" },
    { AC_KIND_REDACT, "redact", AC_BY_AUTHOR, AC_IN_ANY, -1, { NULL },
      "the organisation of the change, with the consent of those who rest on it" },
};

const ac_act_row *ac_act_rows(size_t *out_n)
{
    *out_n = sizeof rows / sizeof *rows;
    return rows;
}

const ac_act_row *ac_act_row_find(uint16_t kind)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].kind == kind)
            return &rows[i];
    return NULL;
}

const char *ac_by_word(ac_by by)
{
    switch (by) {
    case AC_BY_NAMED:
        return _("a party it names");
    case AC_BY_SIGNER:
        return _("each party of the text");
    case AC_BY_OTHER:
        return _("a party that did not write the text");
    case AC_BY_AUTHOR:
        return _("who wrote it");
    case AC_BY_PARTY:
        return _("any party");
    case AC_BY_PROMISOR:
        return _("who promised");
    case AC_BY_PROMISEE:
        return _("who was promised");
    case AC_BY_EITHER:
        return _("who promised or was promised");
    }
    return "";
}

/* --- judging --- */

/* How many leading cites are acts of the record: 1 text, 2 claim and text, -1 all that are there. */
static int act_cites(uint16_t kind)
{
    switch (kind) {
    case AC_KIND_PROPOSE:
        return 0;
    case AC_KIND_ACCEPT:
    case AC_KIND_ACCEPT_RESERVED:
        return 2;
    default:
        return 1;
    }
}

bool ac_cite_fits(const ac_commitment *f, uint16_t kind, unsigned k, int cited)
{
    int c = ac_kind_at(f, cited);

    switch (kind) {
    case AC_KIND_SIGN:
        return ac_kind_is_text((uint16_t)c) || c == AC_KIND_REDACT;
    case AC_KIND_RETRACT:
        return ac_kind_is_text((uint16_t)c) || c == AC_KIND_DELIVER || c == AC_KIND_DISPUTE;
    case AC_KIND_ACCEPT:
    case AC_KIND_ACCEPT_RESERVED:
        return k == 0 ? c == AC_KIND_DELIVER : ac_kind_is_text((uint16_t)c);
    case AC_KIND_DISPUTE:
        return k == 0 ? ac_kind_is_text((uint16_t)c) : c == AC_KIND_DELIVER;
    case AC_KIND_RESPOND:
        return c == AC_KIND_DISPUTE;
    case AC_KIND_RESOLVE:
        return k == 0 ? ac_kind_is_text((uint16_t)c) : c == AC_KIND_DISPUTE;
    case AC_KIND_RESUME:
        return c == AC_KIND_SUSPEND;
    case AC_KIND_REDACT:
        return true;
    default:
        return ac_kind_is_text((uint16_t)c);
    }
}

static ac_why check_cites(ac_judging *j)
{
    int wanted = act_cites(j->act->kind);

    for (unsigned k = 0; k < j->act->ncites; k++) {
        int cited = j->act->cites[k];
        j->cites[k] = cited >= 0 && cited < j->f->n ? j->f->place[cited] : -1;
        if (j->act->kind == AC_KIND_PROPOSE)
            continue;
        if (j->cites[k] >= 0) {
            if (!ac_cite_fits(j->f, j->act->kind, k, j->cites[k]) ||
                !(j->act->kind == AC_KIND_REDACT || ac_counts_in(j->f, &j->r->scope, j->cites[k])))
                return AC_WHY_CITES;
        } else if ((int)k < wanted) {
            return AC_WHY_CITES;
        }
    }
    return (int)j->act->ncites >= wanted ? AC_WHY_OK : AC_WHY_CITES;
}

static ac_why check_role(const ac_judging *j, ac_by by)
{
    int org = j->act->org, text = j->r->exists ? j->r->current : -1;
    bool is_promisor = text >= 0 && ac_promisor(j->f, text) == org;
    bool is_promisee = text >= 0 && ac_is_promisee(j->f, text, org);

    switch (by) {
    case AC_BY_NAMED:
        for (unsigned k = 0; k < j->act->nparties; k++)
            if (j->act->parties[k] == org)
                return AC_WHY_OK;
        return AC_WHY_NOT_PARTY;
    case AC_BY_SIGNER:
    case AC_BY_OTHER:
        if (ac_kind_at(j->f, j->cites[0]) == AC_KIND_REDACT)
            return AC_WHY_OK;
        if (!ac_is_party(j->f, j->cites[0], org))
            return AC_WHY_NOT_PARTY;
        return by == AC_BY_OTHER && ac_org_at(j->f, j->cites[0]) == org ? AC_WHY_IS_AUTHOR : AC_WHY_OK;
    case AC_BY_AUTHOR:
        for (unsigned k = 0; k < j->act->ncites; k++)
            if (j->cites[k] >= 0 && ac_org_at(j->f, j->cites[k]) != org)
                return AC_WHY_NOT_AUTHOR;
        return AC_WHY_OK;
    case AC_BY_PARTY:
    case AC_BY_EITHER:
        return is_promisor || is_promisee ? AC_WHY_OK : AC_WHY_NOT_PARTY;
    case AC_BY_PROMISOR:
        return is_promisor ? AC_WHY_OK : is_promisee ? AC_WHY_NOT_ROLE : AC_WHY_NOT_PARTY;
    case AC_BY_PROMISEE:
        return is_promisee ? AC_WHY_OK : is_promisor ? AC_WHY_NOT_ROLE : AC_WHY_NOT_PARTY;
    }
    return AC_WHY_NOT_PARTY;
}

static bool text_is_sound(const ac_act *act)
{
    for (unsigned i = 1; i < act->nparties; i++)
        for (unsigned k = 0; k < i; k++)
            if (act->parties[k] == act->parties[i])
                return false;
    if (act->nparties > 0 && act->facts.need > (int)act->nparties - 1)
        return false;
    return act->nparties != 1 && (act->kind != AC_KIND_PROPOSE || act->nparties >= 2);
}

ac_why ac_judge(ac_commitment *f, const ac_reading *r, const ac_act *act, bool is_root)
{
    const ac_act_row *row = ac_act_row_find(act->kind);
    ac_judging j = { .f = f, .r = r, .act = act };
    ac_why why;

    if (row == NULL)
        return AC_WHY_OK; /* a reveal: it acts on words alone */
    if (act->facts.is_malformed ||
        ((act->kind == AC_KIND_PROPOSE || act->kind == AC_KIND_AMEND) && !text_is_sound(act)))
        return AC_WHY_MALFORMED;
    if (act->kind == AC_KIND_PROPOSE ? !is_root : !r->exists)
        return act->kind == AC_KIND_PROPOSE ? AC_WHY_SECOND : AC_WHY_NO_RECORD;
    why = check_cites(&j);
    if (why == AC_WHY_OK)
        why = check_role(&j, row->by);
    if (why != AC_WHY_OK)
        return why;
    if (row->states != AC_IN_ANY && !(row->states & AC_IN(r->state)))
        return AC_WHY_STATE;
    if (row->terms >= 0 && j.cites[row->terms] != r->in_force)
        return AC_WHY_OLD_TEXT;
    for (size_t i = 0; i < sizeof row->guards / sizeof *row->guards && row->guards[i] != NULL; i++) {
        why = row->guards[i](&j);
        if (why != AC_WHY_OK)
            return why;
    }
    return AC_WHY_OK;
}

static bool is_known(uint16_t kind)
{
    return ac_kind_find(kind) != NULL;
}

static void judge_all(ac_commitment *f)
{
    for (int p = 0; p < f->n; p++) {
        ac_act *act = &f->acts[f->index[p]];
        ac_reading *r = &f->past;
        if (act->kind == AC_KIND_ACK || !is_known(act->kind)) {
            f->has_newer = f->has_newer || act->kind != AC_KIND_ACK;
            continue;
        }
        if (act->judged != AC_NOT_JUDGED)
            continue;
        memset(r->in, 0, (size_t)f->n);
        r->scope = (ac_scope){ p, false, NULL };
        for (int a = 0; a < p; a++)
            r->in[a] = ac_counts_in(f, &r->scope, a);
        r->scope.in = r->in;
        ac_read(f, r);
        act->judged = (int)ac_judge(f, r, act, p == f->root);
    }
}

/* --- opening --- */

static int by_rank(const void *a, const void *b)
{
    const ac_act *x = *(const ac_act *const *)a, *y = *(const ac_act *const *)b;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static bool sort_acts(ac_commitment *f, size_t n)
{
    const ac_act **sorted = malloc((n + 1) * sizeof *sorted);

    if (sorted == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        sorted[i] = &f->acts[i];
    qsort(sorted, n, sizeof *sorted, by_rank);
    for (size_t p = 0; p < n; p++) {
        f->index[p] = (int)(sorted[p] - f->acts);
        f->place[f->index[p]] = (int)p;
    }
    free(sorted);
    return true;
}

static bool link_cites(ac_commitment *f)
{
    size_t total = 0;
    int *fill;

    for (int p = 0; p < f->n; p++)
        total += ac_at(f, p)->ncites;
    f->citers = malloc((total + 1) * sizeof *f->citers);
    f->citers_at = calloc((size_t)f->n + 2, sizeof *f->citers_at);
    fill = calloc((size_t)f->n + 1, sizeof *fill);
    if (f->citers == NULL || f->citers_at == NULL || fill == NULL) {
        free(fill);
        return false;
    }
    for (int p = 0; p < f->n; p++)
        for (unsigned k = 0; k < ac_at(f, p)->ncites; k++)
            if (ac_cite_at(f, p, k) >= 0)
                f->citers_at[ac_cite_at(f, p, k) + 1]++;
    for (int p = 0; p < f->n; p++)
        f->citers_at[p + 1] += f->citers_at[p];
    for (int p = 0; p < f->n; p++)
        for (unsigned k = 0; k < ac_at(f, p)->ncites; k++) {
            int to = ac_cite_at(f, p, k);
            if (to >= 0)
                f->citers[f->citers_at[to] + fill[to]++] = p;
        }
    free(fill);
    return true;
}

static void link_texts(ac_commitment *f)
{
    for (int p = 0; p < f->n; p++) {
        const ac_act *a = ac_at(f, p);
        int base = ac_cite_at(f, p, 0);
        f->base[p] = f->named[p] = f->terms[p] = -1;
        if (!ac_kind_is_text(a->kind))
            continue;
        if (a->kind != AC_KIND_PROPOSE && base >= 0 && base < p && ac_kind_is_text((uint16_t)ac_kind_at(f, base)))
            f->base[p] = base;
        f->named[p] = a->nparties > 0 || f->base[p] < 0 ? p : f->named[f->base[p]];
        f->terms[p] = a->kind == AC_KIND_PROPOSE || a->kind == AC_KIND_AMEND || a->facts.has_terms || f->base[p] < 0
                          ? p
                          : f->terms[f->base[p]];
    }
}

ac_rc ac_commitment_open(ac_commitment **out, ac_act *acts, size_t n, int root, const ac_record_port *port, ac_err *err)
{
    ac_commitment *f = calloc(1, sizeof *f);
    bool good = f != NULL;

    if (good) {
        f->acts = acts;
        f->n = (int)n;
        f->port = *port;
        f->index = malloc((n + 1) * sizeof *f->index);
        f->place = malloc((n + 1) * sizeof *f->place);
        f->base = malloc((n + 1) * sizeof *f->base);
        f->named = malloc((n + 1) * sizeof *f->named);
        f->terms = malloc((n + 1) * sizeof *f->terms);
        f->held = calloc(n + 1, sizeof(int8_t *));
        good = f->index && f->place && f->base && f->named && f->terms && f->held && sort_acts(f, n) && link_cites(f) &&
               ac_reading_init(&f->now, f->n) && ac_reading_init(&f->past, f->n);
    }
    if (good) {
        f->root = root >= 0 && root < f->n && acts[root].kind == AC_KIND_PROPOSE ? f->place[root] : -1;
        link_texts(f);
        judge_all(f);
        f->now.scope = (ac_scope){ f->n, false, NULL };
        for (int p = 0; p < f->n; p++)
            f->now.in[p] = ac_counts_in(f, &f->now.scope, p);
        f->now.scope.in = f->now.in;
        ac_read(f, &f->now);
        good = ac_answer(f) && !f->failed;
    }
    if (!good) {
        ac_commitment_close(f);
        return ac_fail(err, AC_ENOMEM, "out of memory while reading a commitment");
    }
    *out = f;
    return AC_OK;
}

void ac_commitment_close(ac_commitment *f)
{
    if (f == NULL)
        return;
    for (int p = 0; f->held != NULL && p < f->n; p++)
        free(f->held[p]);
    free(f->held);
    free(f->index);
    free(f->place);
    free(f->citers);
    free(f->citers_at);
    free(f->base);
    free(f->named);
    free(f->terms);
    free(f->versions);
    free(f->open);
    free(f->turns);
    free(f->notes);
    free(f->aside);
    ac_reading_free(&f->now);
    ac_reading_free(&f->past);
    free(f);
}

const ac_answers *ac_commitment_answers(const ac_commitment *f)
{
    return &f->answers;
}

bool ac_commitment_needs_hands(const ac_act *acts, size_t n, const ac_record_port *port)
{
    for (size_t e = 0; e < n; e++) {
        int text = acts[e].ncites > 0 ? acts[e].cites[0] : -1;
        bool is_withdrawal = acts[e].kind == AC_KIND_WITHDRAW;
        if ((!ac_is_exit(acts[e].kind) && !is_withdrawal) || text < 0)
            continue;
        for (size_t y = 0; y < n; y++) {
            bool is_yes = acts[y].kind == AC_KIND_SIGN || (is_withdrawal && ac_kind_is_text(acts[y].kind));
            if (is_yes && acts[y].ncites > 0 && (is_withdrawal || acts[y].cites[0] == text) &&
                !port->precedes(port->ctx, (int)y, (int)e) && !port->precedes(port->ctx, (int)e, (int)y))
                return true;
        }
    }
    return false;
}
