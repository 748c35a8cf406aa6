/* commitment_read.c - reading the state of a commitment off a set of acts: texts, claims, disputes,
 * suspensions, endings, the one-word state, in that order.
 *
 * Everything follows from which acts are in the set and which precede which; concurrent acts can be
 * swapped without a trace. */
#include "core/commitment_in.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* --- ancestry and scopes --- */

bool ac_before(const ac_commitment *f, int a, int b)
{
    return a < b && f->port.precedes(f->port.ctx, f->index[a], f->index[b]);
}

bool ac_apart(const ac_commitment *f, int a, int b)
{
    return a != b && !(a < b ? ac_before(f, a, b) : ac_before(f, b, a));
}

static bool passed(const ac_commitment *f, int p)
{
    const ac_act *a = ac_at(f, p);
    return a->judged == AC_WHY_OK && a->kind != AC_KIND_ACK;
}

bool ac_counts_in(const ac_commitment *f, const ac_scope *s, int p)
{
    if (s->in != NULL)
        return s->in[p] != 0;
    if (!passed(f, p))
        return false;
    if (s->at == f->n)
        return ac_at(f, p)->is_counted;
    if (p == s->at)
        return s->with_self;
    return ac_before(f, p, s->at) &&
           (f->port.counted_in == NULL || f->port.counted_in(f->port.ctx, f->index[p], f->index[s->at]));
}

/* A hand needs no counting: that it was admitted is enough. */
static bool hand_in(const ac_commitment *f, const ac_scope *s, int p)
{
    return s->at == f->n || (p == s->at ? s->with_self : ac_before(f, p, s->at));
}

bool ac_gone(const ac_commitment *f, const ac_scope *s, int org)
{
    return f->port.is_gone != NULL && f->port.is_gone(f->port.ctx, org, s->at == f->n ? -1 : f->index[s->at]);
}

/* --- parties --- */

static int add_once(int *list, int n, int org)
{
    for (int i = 0; i < n; i++)
        if (list[i] == org)
            return n;
    list[n] = org;
    return n + 1;
}

int ac_parties(const ac_commitment *f, int text, int *out)
{
    int from[2] = { f->named[text], f->base[text] >= 0 ? f->named[f->base[text]] : -1 }, n = 0;

    for (int i = 0; i < 2; i++) {
        const ac_act *a = from[i] >= 0 ? ac_at(f, from[i]) : NULL;
        for (unsigned k = 0; a != NULL && k < a->nparties; k++)
            n = add_once(out, n, a->parties[k]);
    }
    return n;
}

bool ac_is_party(const ac_commitment *f, int text, int org)
{
    int list[2 * AC_PARTIES_MAX], n = ac_parties(f, text, list);

    for (int i = 0; i < n; i++)
        if (list[i] == org)
            return true;
    return false;
}

int ac_promisor(const ac_commitment *f, int text)
{
    int named = f->named[text];
    return named >= 0 && ac_at(f, named)->nparties > 0 ? ac_at(f, named)->parties[0] : -1;
}

bool ac_is_promisee(const ac_commitment *f, int text, int org)
{
    const ac_act *a = f->named[text] >= 0 ? ac_at(f, f->named[text]) : NULL;

    for (unsigned k = 1; a != NULL && k < a->nparties; k++)
        if (a->parties[k] == org)
            return true;
    return false;
}

int ac_slot_of(const ac_commitment *f, int text, int claim)
{
    int slots = f->terms[text] >= 0 ? ac_at(f, f->terms[text])->facts.nslots : 0;
    int slot = ac_at(f, claim)->facts.slot;

    if (slots == 0)
        return 0;
    return slot >= 1 && slot <= slots ? slot : -1;
}

/* --- texts --- */

/* Is p a yes to this text: the text itself, or a signature? */
static bool is_yes(const ac_commitment *f, int p, int text)
{
    return p == text || (ac_kind_at(f, p) == AC_KIND_SIGN && ac_cite_at(f, p, 0) == text);
}

bool ac_said_yes(ac_commitment *f, const ac_scope *s, int text, int org)
{
    if (ac_org_at(f, text) == org)
        return true;
    AC_EACH_CITER(f, y, text)
        if (is_yes(f, y, text) && ac_org_at(f, y) == org && ac_counts_in(f, s, y))
            return true;
    return false;
}

/* Is p a choice of this organisation on the question of the text, other than a yes to it? */
static bool is_choice(ac_commitment *f, const ac_scope *s, int text, int org, int p)
{
    int kind = ac_kind_at(f, p), about = ac_cite_at(f, p, 0), base = f->base[text];

    if (ac_org_at(f, p) != org || p == text || about < 0 || !ac_counts_in(f, s, p))
        return false;
    if (ac_is_exit(kind))
        return about == text && ac_void(f, s, p, text, -1) < 0;
    if (base < 0)
        return false;
    if (ac_kind_is_text((uint16_t)kind))
        return f->base[p] == base;
    if (kind == AC_KIND_SIGN)
        return about != text && ac_kind_is_text((uint16_t)ac_kind_at(f, about)) && f->base[about] == base &&
               ac_counts_in(f, s, about);
    if (ac_is_accept(kind)) /* with slots it answers one of them and chooses nothing about the text */
        return ac_cite_at(f, p, 1) == base && ac_at(f, f->terms[base])->facts.nslots == 0;
    if (kind == AC_KIND_WITHDRAW)
        return about == base && ac_void(f, s, p, text, -1) < 0;
    return kind == AC_KIND_RELEASE && about == base;
}

/* Does a choice of the same organisation that this yes did not know lie in its way? */
static bool is_barred(ac_commitment *f, const ac_scope *s, int text, int yes)
{
    for (int p = s->at < f->n ? s->at : f->n - 1; p >= 0; p--) /* later ones are likelier */
        if (ac_org_at(f, p) == ac_org_at(f, yes) && !ac_before(f, p, yes) &&
            is_choice(f, s, text, ac_org_at(f, yes), p))
            return true;
    return false;
}

int ac_yes(ac_commitment *f, const ac_scope *s, int text, int org)
{
    if (ac_org_at(f, text) == org && !is_barred(f, s, text, text))
        return text;
    AC_EACH_CITER(f, y, text)
        if (is_yes(f, y, text) && ac_org_at(f, y) == org && ac_counts_in(f, s, y) && !is_barred(f, s, text, y))
            return y;
    return -1;
}

/* Does whoever wrote p hold this text bound? */
static bool holds(ac_commitment *f, int text, int p)
{
    ac_scope s = { p, true, NULL };

    if (f->held[text] == NULL) {
        f->held[text] = calloc((size_t)f->n, 1);
        if (f->held[text] == NULL) {
            f->failed = true;
            return false;
        }
    }
    if (f->held[text][p] == 0)
        f->held[text][p] = ac_bound(f, &s, text) ? 2 : 1;
    return f->held[text][p] == 2;
}

/* In hand with p: a yes that did not know the exit, of the side that p is not. */
static bool holds_yes_of_other_side(const ac_commitment *f, int text, int exit, int p)
{
    bool own = ac_org_at(f, p) == ac_org_at(f, exit);

    for (int i = f->citers_at[text] - 1; i < f->citers_at[text + 1]; i++) {
        int y = i < f->citers_at[text] ? text : f->citers[i];
        if (is_yes(f, y, text) && passed(f, y) && (ac_org_at(f, y) == ac_org_at(f, exit)) != own &&
            (y == p || ac_before(f, y, p)) && ac_apart(f, y, exit))
            return true;
    }
    return false;
}

int ac_void(ac_commitment *f, const ac_scope *s, int exit, int text, int after)
{
    bool some = ac_apart(f, text, exit);

    /* Most exits are crossed by no yes, and then nobody can hold the text without them. */
    AC_EACH_CITER(f, y, text)
        some = some || (is_yes(f, y, text) && ac_apart(f, y, exit));
    for (int h = after + 1; some && h < f->n; h++)
        if (h != exit && hand_in(f, s, h) && ac_apart(f, h, exit) && ac_is_party(f, text, ac_org_at(f, h)) &&
            holds_yes_of_other_side(f, text, exit, h) && holds(f, text, h))
            return h;
    return -1;
}

/* A no is in force until its own organisation says yes knowing it. */
static bool exit_stands(ac_commitment *f, const ac_scope *s, int exit, int text)
{
    if (!ac_is_exit(ac_kind_at(f, exit)) || !ac_counts_in(f, s, exit) || ac_void(f, s, exit, text, -1) >= 0)
        return false;
    AC_EACH_CITER(f, y, text)
        if (is_yes(f, y, text) && ac_org_at(f, y) == ac_org_at(f, exit) && ac_counts_in(f, s, y) && ac_before(f, exit, y))
            return false;
    return true;
}

int ac_closed(ac_commitment *f, const ac_scope *s, int text)
{
    AC_EACH_CITER(f, e, text)
        if (exit_stands(f, s, e, text))
            return e;
    return -1;
}

bool ac_first_agreement(ac_commitment *f, const ac_scope *s, int text)
{
    return text == f->root || (f->base[text] == f->root && !ac_bound(f, s, f->root));
}

bool ac_is_waived(ac_commitment *f, const ac_scope *s, int text, int org)
{
    return ac_gone(f, s, org) && !ac_first_agreement(f, s, text);
}

/* Does the text or its base name this organisation on the side of the promisor (or of the promisees)? */
static bool is_on_side(const ac_commitment *f, int text, int org, bool promisor)
{
    int from[2] = { text, f->base[text] };
    bool found = false;

    for (int i = 0; i < 2; i++)
        if (from[i] >= 0)
            found = found || (promisor ? ac_promisor(f, from[i]) == org : ac_is_promisee(f, from[i], org));
    return found;
}

bool ac_bound(ac_commitment *f, const ac_scope *s, int text)
{
    int list[2 * AC_PARTIES_MAX], n = ac_parties(f, text, list), yes = 0;
    bool waived = false, by_promisor = false, by_promisee = false;

    if (!ac_counts_in(f, s, text) || ac_closed(f, s, text) >= 0)
        return false;
    for (int i = 0; i < n; i++) {
        if (ac_yes(f, s, text, list[i]) >= 0) {
            yes++;
            by_promisor = by_promisor || is_on_side(f, text, list[i], true);
            by_promisee = by_promisee || is_on_side(f, text, list[i], false);
        } else if (ac_is_waived(f, s, text, list[i])) {
            waived = true;
        } else {
            return false;
        }
    }
    /* A text may swap the sides: one that stands on both does not speak for the other. */
    return n > 0 && (!waived || (by_promisor && by_promisee && yes > 1));
}

/* --- crossings of an unbound text --- */

static bool rival_is_open(ac_commitment *f, const ac_reading *r, int choice)
{
    int text = ac_kind_at(f, choice) == AC_KIND_SIGN ? ac_cite_at(f, choice, 0) : choice;
    return ac_kind_is_text((uint16_t)ac_kind_at(f, text)) && ac_closed(f, &r->scope, text) < 0;
}

static bool is_settled(ac_commitment *f, const ac_scope *s, int text, int yes, int exit)
{
    AC_EACH_CITER(f, e, text)
        if (ac_is_exit(ac_kind_at(f, e)) && ac_counts_in(f, s, e) && ac_before(f, yes, e) && ac_before(f, exit, e))
            return true;
    return false;
}

/* A choice that some yes of its organisation to the text did not know. */
static bool is_in_way(ac_commitment *f, const ac_scope *s, int text, int org, int choice)
{
    if (!is_choice(f, s, text, org, choice))
        return false;
    for (int k = f->citers_at[text] - 1; k < f->citers_at[text + 1]; k++) {
        int y = k < f->citers_at[text] ? text : f->citers[k];
        if (is_yes(f, y, text) && ac_org_at(f, y) == org && ac_counts_in(f, s, y) && !ac_before(f, choice, y))
            return true;
    }
    return false;
}

/* Of these choices, does one know the yes? Then its organisation has answered it. */
static bool is_answered(const ac_commitment *f, int yes, const int *ways, int nways)
{
    for (int i = 0; i < nways; i++)
        if (ac_before(f, yes, ways[i]))
            return true;
    return false;
}

/* Where all said yes: the choices that keep some yes of this organisation from standing. */
static bool crossed_by_choice(ac_commitment *f, const ac_reading *r, int text, int org, ac_on_crossing *each)
{
    const ac_scope *s = &r->scope;
    bool found = false;
    int *ways, nways = 0;

    if (!ac_said_yes(f, s, text, org) || ac_yes(f, s, text, org) >= 0)
        return false;
    ways = malloc(((size_t)f->n + 1) * sizeof *ways);
    if (ways == NULL) {
        f->failed = true;
        return false;
    }
    for (int p = 0; p < f->n; p++)
        if (is_in_way(f, s, text, org, p))
            ways[nways++] = p;
    for (int k = f->citers_at[text] - 1; k < f->citers_at[text + 1]; k++) {
        int y = k < f->citers_at[text] ? text : f->citers[k];
        if (!is_yes(f, y, text) || !ac_counts_in(f, s, y) || is_answered(f, y, ways, nways))
            continue;
        for (int i = 0; i < nways; i++) {
            ac_crossing x = { y, ways[i], false, org, false };
            if (!ac_apart(f, y, ways[i]))
                continue;
            found = true;
            if (each == NULL)
                break;
            x.is_rival_open = rival_is_open(f, r, ways[i]);
            each(f, text, &x);
        }
    }
    free(ways);
    return found;
}

bool ac_crossed(ac_commitment *f, const ac_reading *r, int text, ac_on_crossing *each)
{
    const ac_scope *s = &r->scope;
    int list[2 * AC_PARTIES_MAX], n = ac_parties(f, text, list);
    bool found = false;

    if (!ac_counts_in(f, s, text))
        return false;
    AC_EACH_CITER(f, e, text) {
        if (!exit_stands(f, s, e, text))
            continue;
        AC_EACH_CITER(f, y, text) {
            ac_crossing x = { y, e, true, ac_org_at(f, e), false };
            if (!is_yes(f, y, text) || !ac_counts_in(f, s, y) || !ac_apart(f, y, e) || is_settled(f, s, text, y, e))
                continue;
            if (each == NULL)
                return true;
            each(f, text, &x);
            found = true;
        }
    }
    if (found || ac_closed(f, s, text) >= 0)
        return found;
    for (int i = 0; i < n; i++)
        if (!ac_said_yes(f, s, text, list[i]) && !ac_is_waived(f, s, text, list[i]))
            return false;
    for (int i = 0; i < n && (each != NULL || !found); i++)
        found = crossed_by_choice(f, r, text, list[i], each) || found;
    return found;
}

/* --- claims and verdicts --- */

static bool gave(const ac_commitment *f, const ac_reading *r, int org, int claim, int text, bool *out_reserved)
{
    bool found = false;

    AC_EACH_CITER(f, a, claim)
        if (ac_is_accept(ac_kind_at(f, a)) && ac_org_at(f, a) == org && ac_cite_at(f, a, 0) == claim &&
            ac_cite_at(f, a, 1) == text && ac_counts_in(f, &r->scope, a)) {
            found = true;
            if (out_reserved != NULL && ac_kind_at(f, a) == AC_KIND_ACCEPT_RESERVED)
                *out_reserved = true;
        }
    return found;
}

static bool let_go(const ac_commitment *f, const ac_reading *r, int org, int text)
{
    AC_EACH_CITER(f, x, text)
        if (ac_kind_at(f, x) == AC_KIND_RELEASE && ac_org_at(f, x) == org && ac_counts_in(f, &r->scope, x))
            return true;
    return false;
}

bool ac_accepted_claim(const ac_commitment *f, const ac_reading *r, int claim, int org)
{
    return r->in_force >= 0 && gave(f, r, org, claim, r->in_force, NULL);
}

bool ac_released(const ac_commitment *f, const ac_reading *r, int org)
{
    return r->in_force >= 0 && let_go(f, r, org, r->in_force);
}

/* Have all promisees who have not released (or as many as the terms need) accepted this claim? */
static bool accepted_by_all(const ac_commitment *f, const ac_reading *r, int claim, int text, bool *out_reserved)
{
    const ac_act *named = ac_at(f, f->named[text]);
    int need = ac_at(f, f->terms[text])->facts.need, given = 0, possible = 0;

    *out_reserved = false;
    for (unsigned k = 1; k < named->nparties; k++) {
        int org = named->parties[k];
        if (gave(f, r, org, claim, text, out_reserved)) {
            given++;
            possible++;
        } else if (!let_go(f, r, org, text) && !ac_gone(f, &r->scope, org)) {
            possible++;
        }
    }
    return given > 0 && given >= (need > 0 && need < possible ? need : possible);
}

/* Verdicts that name this text: which slots do they settle? */
static void verdicts_on(const ac_commitment *f, ac_reading *r, int text)
{
    AC_EACH_CITER(f, a, text) {
        bool reserved;
        int claim, slot;
        if (!ac_is_accept(ac_kind_at(f, a)) || ac_cite_at(f, a, 1) != text || !ac_counts_in(f, &r->scope, a))
            continue;
        claim = ac_cite_at(f, a, 0);
        slot = claim >= 0 && ac_counts_in(f, &r->scope, claim) ? ac_slot_of(f, text, claim) : -1;
        if (slot < 0 || !accepted_by_all(f, r, claim, text, &reserved))
            continue;
        if (r->done[slot] < 0 || claim < r->done[slot])
            r->done[slot] = claim; /* of two that all accepted the first is shown */
        r->reserved[slot] = r->reserved[slot] || reserved;
    }
}

bool ac_given(const ac_commitment *f, const ac_reading *r, int claim)
{
    bool reserved;

    for (int i = 0; i < r->chain.n; i++) {
        int text = r->chain.v[i];
        if (text >= r->reopened && ac_counts_in(f, &r->scope, claim) && ac_slot_of(f, text, claim) >= 0 &&
            accepted_by_all(f, r, claim, text, &reserved))
            return true;
    }
    return false;
}

static bool all_slots_done(const ac_commitment *f, const ac_reading *r, int text)
{
    int slots = ac_at(f, f->terms[text])->facts.nslots;

    for (int k = slots > 0 ? 1 : 0; k <= slots; k++)
        if (r->done[k] < 0)
            return false;
    return true;
}

static bool released_by_all(const ac_commitment *f, const ac_reading *r, int text)
{
    const ac_act *named = ac_at(f, f->named[text]);
    int given = 0;

    for (unsigned k = 1; k < named->nparties; k++) {
        if (let_go(f, r, named->parties[k], text))
            given++;
        else if (!ac_gone(f, &r->scope, named->parties[k]))
            return false;
    }
    return given > 0;
}

/* --- the chain of texts --- */

static void take(const ac_commitment *f, ac_reading *r, int text)
{
    const ac_act *a = ac_at(f, text);

    r->chain.v[r->chain.n++] = text;
    r->current = r->in_force = text;
    r->outcome = a->kind == AC_KIND_RESOLVE ? a->facts.outcome : AC_OUTCOME_NONE;
    if (r->outcome == AC_OUTCOME_IN_PROGRESS)
        r->renewal = text;
    if (a->kind == AC_KIND_REOPEN) {
        r->renewal = r->reopened = text;
        for (int k = 0; k <= AC_SLOTS_MAX; k++) {
            r->done[k] = -1;
            r->reserved[k] = false;
        }
    }
    verdicts_on(f, r, text);
    r->is_accepted = r->outcome == AC_OUTCOME_ACCEPTED || all_slots_done(f, r, text);
    r->is_released = !r->is_accepted && (r->outcome == AC_OUTCOME_RELEASED || released_by_all(f, r, text));
}

static void read_texts(ac_commitment *f, ac_reading *r)
{
    bool moved = true;

    if (ac_bound(f, &r->scope, f->root))
        take(f, r, f->root);
    while (moved) {
        int found = -1, count = 0;
        moved = false;
        if (r->is_released || r->outcome == AC_OUTCOME_WITHDRAWN || r->outcome == AC_OUTCOME_RELEASED)
            break;
        AC_EACH_CITER(f, t, r->current)
            if (ac_kind_is_text((uint16_t)ac_kind_at(f, t)) && f->base[t] == r->current &&
                r->is_accepted == (ac_kind_at(f, t) == AC_KIND_REOPEN) && ac_bound(f, &r->scope, t)) {
                found = t;
                count++;
            }
        if (count == 1) { /* never more: some party would have to stand by two choices */
            take(f, r, found);
            moved = true;
        }
    }
}

/* --- what stands --- */

bool ac_has(const ac_places *list, int p)
{
    for (int i = 0; i < list->n; i++)
        if (list->v[i] == p)
            return true;
    return false;
}

static void put(ac_places *list, int p)
{
    list->v[list->n++] = p;
}

/* Taken back, and nobody had answered it meanwhile. */
static bool claim_is_retracted(const ac_commitment *f, const ac_reading *r, int claim)
{
    AC_EACH_CITER(f, x, claim) {
        bool answered = false;
        if (ac_kind_at(f, x) != AC_KIND_RETRACT || !ac_counts_in(f, &r->scope, x))
            continue;
        AC_EACH_CITER(f, v, claim)
            answered = answered || ((ac_is_accept(ac_kind_at(f, v)) || ac_kind_at(f, v) == AC_KIND_DISPUTE) &&
                                    ac_counts_in(f, &r->scope, v) && !ac_before(f, v, x));
        if (!answered)
            return true;
    }
    return false;
}

static void read_claims(const ac_commitment *f, ac_reading *r)
{
    int newest[AC_SLOTS_MAX + 1]; /* claims that nothing replaces, chained by slot */
    int *chain = r->overruled.v;  /* borrowed until disputes are read */

    for (int k = 0; k <= AC_SLOTS_MAX; k++)
        newest[k] = -1;
    for (int c = f->n - 1; c >= 0; c--) {
        bool replaced = false;
        int slot;
        chain[c] = -2;
        if (ac_kind_at(f, c) != AC_KIND_DELIVER || !ac_counts_in(f, &r->scope, c))
            continue;
        slot = ac_slot_of(f, r->in_force, c);
        if (slot < 0)
            continue;
        for (int m = newest[slot]; m >= 0 && !replaced; m = chain[m])
            replaced = ac_before(f, c, m);
        if (replaced)
            continue;
        chain[c] = newest[slot];
        newest[slot] = c;
    }
    for (int c = 0; c < f->n; c++)
        if (chain[c] != -2 && r->done[ac_slot_of(f, r->in_force, c)] < 0 &&
            !(r->renewal >= 0 && ac_before(f, c, r->renewal)) && !claim_is_retracted(f, r, c))
            put(&r->waiting, c);
}

static int dispute_slot(const ac_commitment *f, const ac_reading *r, int d)
{
    int claim = ac_cite_at(f, d, 1);

    if (r->nslots == 0)
        return 0;
    if (ac_at(f, d)->facts.slot > 0)
        return ac_at(f, d)->facts.slot;
    return claim >= 0 && ac_at(f, claim)->facts.slot > 0 ? ac_at(f, claim)->facts.slot : -1;
}

static bool dispute_is_laid(const ac_commitment *f, const ac_reading *r, int d)
{
    int slot = dispute_slot(f, r, d), org = ac_org_at(f, d);

    if (r->reopened >= 0 && ac_before(f, d, r->reopened))
        return true;
    AC_EACH_CITER(f, x, d)
        if ((ac_kind_at(f, x) == AC_KIND_RETRACT && ac_counts_in(f, &r->scope, x)) ||
            (ac_kind_at(f, x) == AC_KIND_RESOLVE && ac_has(&r->chain, x)))
            return true;
    for (int x = d + 1; x < f->n; x++) {
        int kind = ac_kind_at(f, x);
        if (ac_org_at(f, x) != org || !(ac_is_accept(kind) || kind == AC_KIND_RELEASE) || !ac_counts_in(f, &r->scope, x))
            continue;
        if (ac_is_accept(kind) && slot > 0 && ac_cite_at(f, x, 0) >= 0 && ac_at(f, ac_cite_at(f, x, 0))->facts.slot != slot)
            continue;
        if (ac_before(f, d, x))
            return true;
    }
    return false;
}

static void read_disputes(const ac_commitment *f, ac_reading *r)
{
    bool ended = r->is_accepted || r->is_released || (r->outcome != AC_OUTCOME_NONE && r->outcome != AC_OUTCOME_IN_PROGRESS);

    for (int d = 0; d < f->n; d++) {
        int slot;
        if (ac_kind_at(f, d) != AC_KIND_DISPUTE || !ac_counts_in(f, &r->scope, d) || dispute_is_laid(f, r, d))
            continue;
        slot = dispute_slot(f, r, d);
        put(ended || (slot >= 0 && r->done[slot] >= 0) ? &r->overruled : &r->disputes, d);
    }
}

static void read_suspensions(const ac_commitment *f, ac_reading *r)
{
    for (int s = 0; s < f->n; s++) {
        bool stands = ac_kind_at(f, s) == AC_KIND_SUSPEND && ac_counts_in(f, &r->scope, s) &&
                      !(r->renewal >= 0 && ac_before(f, s, r->renewal));
        if (!stands)
            continue;
        AC_EACH_CITER(f, x, s)
            if (ac_kind_at(f, x) == AC_KIND_RESUME && ac_counts_in(f, &r->scope, x))
                stands = false;
        if (stands)
            put(&r->suspensions, s);
    }
}

static void read_endings(ac_commitment *f, ac_reading *r)
{
    AC_EACH_CITER(f, w, r->in_force)
        if (ac_kind_at(f, w) == AC_KIND_WITHDRAW && ac_counts_in(f, &r->scope, w))
            put(&r->withdrawals, w);
    /* It waits for a claim it did not know; a dispute goes before it in the one word. */
    r->is_withdrawn = r->outcome == AC_OUTCOME_WITHDRAWN || (r->withdrawals.n > 0 && r->waiting.n == 0);
}

static ac_commitment_state state_without_text(ac_commitment *f, const ac_reading *r)
{
    bool crossed = false, retracted = false;

    if (ac_closed(f, &r->scope, f->root) < 0)
        return AC_STATE_PROPOSED;
    AC_EACH_CITER(f, t, f->root) {
        if (ac_kind_is_text((uint16_t)ac_kind_at(f, t)) && f->base[t] == f->root && ac_counts_in(f, &r->scope, t)) {
            if (ac_closed(f, &r->scope, t) < 0)
                return AC_STATE_PROPOSED;
            crossed = crossed || ac_crossed(f, r, t, NULL);
        }
        retracted = retracted || (ac_kind_at(f, t) == AC_KIND_RETRACT && exit_stands(f, &r->scope, t, f->root));
    }
    if (crossed || ac_crossed(f, r, f->root, NULL))
        return AC_STATE_CROSSED;
    return retracted ? AC_STATE_RETRACTED : AC_STATE_DECLINED;
}

static ac_commitment_state state_of(const ac_reading *r)
{
    if (r->is_accepted)
        return AC_STATE_ACCEPTED;
    if (r->is_released)
        return AC_STATE_RELEASED;
    if (r->outcome == AC_OUTCOME_WITHDRAWN)
        return AC_STATE_WITHDRAWN;
    if (r->disputes.n > 0)
        return AC_STATE_DISPUTED;
    if (r->is_withdrawn)
        return AC_STATE_WITHDRAWN;
    if (r->waiting.n > 0)
        return AC_STATE_DELIVERED;
    if (r->suspensions.n > 0)
        return AC_STATE_SUSPENDED;
    return r->is_begun ? AC_STATE_IN_PROGRESS : AC_STATE_AGREED;
}

static void read_begun(const ac_commitment *f, ac_reading *r)
{
    r->is_begun = r->renewal >= 0;
    for (int k = ac_slot_first(r); k <= r->nslots; k++)
        r->is_begun = r->is_begun || r->done[k] >= 0;
    for (int p = 0; p < f->n && !r->is_begun; p++)
        r->is_begun = ac_kind_at(f, p) == AC_KIND_PROGRESS && ac_counts_in(f, &r->scope, p);
}

bool ac_reading_init(ac_reading *r, int n)
{
    ac_places *lists[] = { &r->chain, &r->waiting, &r->disputes, &r->overruled, &r->suspensions, &r->withdrawals };
    bool good = true;

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        lists[i]->v = malloc(((size_t)n + 1) * sizeof(int));
        good = good && lists[i]->v != NULL;
    }
    r->in = calloc((size_t)n + 1, 1);
    return good && r->in != NULL;
}

void ac_reading_free(ac_reading *r)
{
    free(r->chain.v);
    free(r->waiting.v);
    free(r->disputes.v);
    free(r->overruled.v);
    free(r->suspensions.v);
    free(r->withdrawals.v);
    free(r->in);
}

void ac_read(ac_commitment *f, ac_reading *r)
{
    r->chain.n = r->waiting.n = r->disputes.n = r->overruled.n = r->suspensions.n = r->withdrawals.n = 0;
    r->current = f->root;
    r->in_force = r->renewal = r->reopened = -1;
    r->is_accepted = r->is_released = r->is_partly = r->is_withdrawn = r->is_begun = false;
    r->outcome = AC_OUTCOME_NONE;
    r->nslots = 0;
    for (int k = 0; k <= AC_SLOTS_MAX; k++) {
        r->done[k] = -1;
        r->reserved[k] = false;
    }
    r->state = AC_STATE_NONE;
    r->exists = f->root >= 0 && ac_counts_in(f, &r->scope, f->root);
    if (!r->exists)
        return;
    read_texts(f, r);
    if (r->in_force < 0) {
        r->state = state_without_text(f, r);
        return;
    }
    r->nslots = ac_at(f, f->terms[r->in_force])->facts.nslots;
    read_claims(f, r);
    read_disputes(f, r);
    read_suspensions(f, r);
    read_endings(f, r);
    read_begun(f, r);
    AC_EACH_CITER(f, a, r->in_force) /* what was said of a claim that a later one replaced is no part of it */
        r->is_partly = r->is_partly || (ac_is_accept(ac_kind_at(f, a)) && ac_counts_in(f, &r->scope, a) &&
                                        ac_has(&r->waiting, ac_cite_at(f, a, 0)));
    for (int k = ac_slot_first(r); k <= r->nslots; k++)
        r->is_partly = r->is_partly || r->done[k] >= 0;
    r->state = state_of(r);
}

/* Which texts can be signed in which state. */
static bool takes_texts(ac_commitment_state state, int kind)
{
    if (kind == AC_KIND_REOPEN)
        return state == AC_STATE_ACCEPTED;
    return (AC_IN(state) & (AC_IN_LIVE | AC_IN(AC_STATE_PROPOSED))) != 0;
}

ac_text_status ac_status(ac_commitment *f, const ac_reading *r, int text)
{
    if (ac_has(&r->chain, text))
        return AC_TEXT_BOUND;
    if (text == f->root ? r->in_force >= 0 : f->base[text] != r->current)
        return AC_TEXT_MOVED;
    if (ac_closed(f, &r->scope, text) >= 0)
        return AC_TEXT_CLOSED;
    return takes_texts(r->state, ac_kind_at(f, text)) ? AC_TEXT_OPEN : AC_TEXT_ENDED;
}
