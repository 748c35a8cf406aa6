/* commitment_answers.c - what people are told of a reading: the four answers, whose turn it is, what crossed,
 * and why an act that passed has no effect. */
#include "core/commitment_in.h"

#include <stdlib.h>
#include <string.h>

/* --- growing lists --- */

/* A sentence is said once; the acts are the first of which it is true. */
static void add_note(ac_commitment *f, ac_note_code code, int a, int b, int org1, int org2)
{
    ac_answers *w = &f->answers;

    for (int i = 0; i < w->nnotes; i++)
        if (f->notes[i].code == code && f->notes[i].org1 == org1 && f->notes[i].org2 == org2)
            return;
    if (w->nnotes == f->notes_cap) {
        int cap = f->notes_cap ? 2 * f->notes_cap : 8;
        ac_note *more = realloc(f->notes, (size_t)cap * sizeof *more);
        if (more == NULL) {
            f->failed = true;
            return;
        }
        f->notes = more;
        f->notes_cap = cap;
        w->notes = more;
    }
    f->notes[w->nnotes++] = (ac_note){ code, f->index[a], b >= 0 ? f->index[b] : -1, org1, org2 };
}

/* One entry for each organisation and thing asked; the later act is the one it is about. */
static void add_turn(ac_commitment *f, int org, uint16_t kind, int about)
{
    ac_answers *w = &f->answers;

    if (ac_gone(f, &f->now.scope, org))
        return;
    for (int i = 0; i < w->nturns; i++)
        if (f->turns[i].org == org && f->turns[i].kind == kind) {
            if (f->place[f->turns[i].about] < about)
                f->turns[i].about = f->index[about];
            return;
        }
    if (w->nturns == f->turns_cap) {
        int cap = f->turns_cap ? 2 * f->turns_cap : 8;
        ac_turn *more = realloc(f->turns, (size_t)cap * sizeof *more);
        if (more == NULL) {
            f->failed = true;
            return;
        }
        f->turns = more;
        f->turns_cap = cap;
        w->turns = more;
    }
    f->turns[w->nturns++] = (ac_turn){ org, kind, f->index[about] };
}

static int by_turn(const void *a, const void *b)
{
    const ac_turn *x = a, *y = b;
    if (x->org != y->org)
        return x->org < y->org ? -1 : 1;
    return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static void set_aside(ac_commitment *f, int p, ac_why why)
{
    if (f->aside[f->index[p]] == AC_WHY_OK)
        f->aside[f->index[p]] = (uint8_t)why;
}

/* --- texts --- */

static bool is_text(const ac_commitment *f, int p)
{
    return ac_kind_is_text(ac_at(f, p)->kind);
}

/* Does anybody's yes to one text lie apart from somebody's yes to the other? */
static bool chosen_apart(const ac_commitment *f, int a, int b)
{
    for (int i = f->citers_at[a] - 1; i < f->citers_at[a + 1]; i++) {
        int y = i < f->citers_at[a] ? a : f->citers[i];
        if ((y != a && ac_kind_at(f, y) != AC_KIND_SIGN) || !f->now.in[y])
            continue;
        for (int k = f->citers_at[b] - 1; k < f->citers_at[b + 1]; k++) {
            int z = k < f->citers_at[b] ? b : f->citers[k];
            if ((z == b || ac_kind_at(f, z) == AC_KIND_SIGN) && f->now.in[z] && ac_apart(f, y, z))
                return true;
        }
    }
    return false;
}

static bool all_said_yes(ac_commitment *f, int text)
{
    int list[2 * AC_PARTIES_MAX], n = ac_parties(f, text, list);

    for (int i = 0; i < n; i++)
        if (!ac_said_yes(f, &f->now.scope, text, list[i]))
            return false;
    return true;
}

/* Two open texts on one base, chosen by people who did not know of each other. */
static void find_clash(ac_commitment *f)
{
    ac_answers *w = &f->answers;

    for (int i = 0; i < w->nopen; i++)
        for (int k = i + 1; k < w->nopen; k++) {
            int a = f->place[f->open[i]], b = f->place[f->open[k]];
            if (f->base[a] != f->base[b] || !chosen_apart(f, a, b))
                continue;
            w->is_clash = true;
            add_note(f, all_said_yes(f, a) && all_said_yes(f, b) ? AC_NOTE_EACH_OTHER : AC_NOTE_CLASH, a, b, -1, -1);
        }
}

static void note_choice(ac_commitment *f, const ac_crossing *x)
{
    int kind = ac_kind_at(f, x->other), signer = ac_org_at(f, x->yes);

    if (kind == AC_KIND_WITHDRAW)
        add_note(f, AC_NOTE_SIGN_WITHDRAW, x->yes, x->other, signer, x->org);
    else if (ac_is_accept(kind))
        add_note(f, AC_NOTE_SIGN_ACCEPT, x->yes, x->other, -1, x->org);
    else if (kind == AC_KIND_RELEASE)
        add_note(f, AC_NOTE_SIGN_RELEASE, x->yes, x->other, -1, x->org);
    else if (ac_is_exit(kind))
        add_note(f, AC_NOTE_YES_NO, x->yes, x->other, x->org, -1);
    else if (!x->is_rival_open)
        add_note(f, AC_NOTE_FELL_AWAY, x->yes, x->other, x->org, -1);
    else if (signer == x->org)
        add_note(f, AC_NOTE_OTHER_CHOICE, x->yes, x->other, x->org, -1);
}

/* Is every no in force its own? */
static bool is_only_no(ac_commitment *f, int text, int org)
{
    AC_EACH_CITER(f, e, text)
        if (ac_is_exit(ac_kind_at(f, e)) && f->now.in[e] && ac_org_at(f, e) != org &&
            ac_void(f, &f->now.scope, e, text, -1) < 0)
            return false;
    return true;
}

static void note_crossing(ac_commitment *f, int text, const ac_crossing *x)
{
    ac_answers *w = &f->answers;
    int signer = ac_org_at(f, x->yes);
    bool open = ac_status(f, &f->now, text) == AC_TEXT_OPEN;

    if (x->is_exit) {
        w->is_crossed = w->watches = true;
        if (signer == x->org)
            add_note(f, AC_NOTE_YES_NO, x->yes, x->other, signer, -1);
        else
            add_note(f, AC_NOTE_SIGN_EXIT, x->yes, x->other, signer, x->org);
        if (signer == x->org && is_only_no(f, text, signer))
            add_turn(f, signer, AC_KIND_SIGN, text);
        else
            add_turn(f, signer, signer == ac_org_at(f, text) ? AC_KIND_RETRACT : AC_KIND_DECLINE, text);
        set_aside(f, x->yes, AC_WHY_X_TEXT);
        return;
    }
    note_choice(f, x);
    if (signer == x->org || !open)
        set_aside(f, x->yes, AC_WHY_X_CHOICE);
    w->watches = w->watches || ac_kind_at(f, x->other) == AC_KIND_WITHDRAW;
    if (x->is_rival_open)
        return; /* the clash says so */
    w->is_crossed = true;
    if (open)
        add_turn(f, x->org, AC_KIND_SIGN, text);
    else
        add_turn(f, x->org, x->org == ac_org_at(f, text) ? AC_KIND_RETRACT : AC_KIND_DECLINE, text);
}

/* Exits that are void, against any text of the chain or on the question. */
static void find_void(ac_commitment *f, int exit, int text)
{
    const ac_reading *r = &f->now;
    int h = ac_void(f, &r->scope, exit, text, -1), last = r->chain.n > 0 ? r->chain.v[r->chain.n - 1] : -1;

    if (h < 0)
        return;
    set_aside(f, exit, AC_WHY_X_OWN);
    if (last >= 0 && ac_before(f, exit, last))
        return; /* a later text settled it */
    f->answers.is_contested = true;
    for (; h >= 0; h = ac_void(f, &r->scope, exit, text, h))
        if (ac_org_at(f, h) == ac_org_at(f, exit))
            add_note(f, AC_NOTE_HELD, exit, h, -1, ac_org_at(f, exit));
        else
            add_note(f, AC_NOTE_YES_NO_HELD, exit, h, ac_org_at(f, exit), ac_org_at(f, h));
}

static void read_open(ac_commitment *f)
{
    const ac_reading *r = &f->now;
    ac_answers *w = &f->answers;

    for (int t = 0; t < f->n; t++) {
        if (!is_text(f, t) || !r->in[t])
            continue;
        switch (ac_status(f, r, t)) {
        case AC_TEXT_OPEN:
            f->open[w->nopen++] = f->index[t];
            break;
        case AC_TEXT_MOVED:
            if (t != f->root)
                set_aside(f, t, AC_WHY_X_MOVED);
            AC_EACH_CITER(f, y, t)
                if (ac_kind_at(f, y) == AC_KIND_SIGN && r->in[y])
                    set_aside(f, y, AC_WHY_X_MOVED);
            break;
        case AC_TEXT_ENDED:
            set_aside(f, t, r->is_accepted ? AC_WHY_X_ACCEPTED : r->is_released ? AC_WHY_X_RELEASED : AC_WHY_X_CHOICE);
            break;
        case AC_TEXT_BOUND:
        case AC_TEXT_CLOSED:
            break;
        }
    }
    find_clash(f);
    for (int t = 0; t < f->n; t++) {
        ac_text_status status;
        if (!is_text(f, t) || !r->in[t])
            continue;
        status = ac_status(f, r, t);
        if (status == AC_TEXT_OPEN || status == AC_TEXT_CLOSED || status == AC_TEXT_ENDED)
            ac_crossed(f, &f->now, t, note_crossing);
        AC_EACH_CITER(f, e, t)
            if (ac_is_exit(ac_kind_at(f, e)) && r->in[e])
                find_void(f, e, t);
        if (f->base[t] >= 0)
            AC_EACH_CITER(f, e, f->base[t])
                if (ac_kind_at(f, e) == AC_KIND_WITHDRAW && r->in[e] && status == AC_TEXT_BOUND)
                    find_void(f, e, t);
    }
}

/* Of the texts that wait, those that this organisation may still sign: not where a later choice of it that stands
 * knows them, unless they clash. `yes` has room for each. */
static void turn_of(ac_commitment *f, int org, int *yes)
{
    const ac_answers *w = &f->answers;

    for (int i = 0; i < w->nopen; i++)
        yes[i] = ac_yes(f, &f->now.scope, f->place[f->open[i]], org);
    for (int i = 0; i < w->nopen; i++) {
        int text = f->place[f->open[i]];
        bool moved_on = false;
        for (int k = 0; k < w->nopen && !w->is_clash && !moved_on; k++)
            moved_on = k != i && yes[k] >= 0 && ac_before(f, text, yes[k]);
        if (yes[i] < 0 && !moved_on && ac_is_party(f, text, org))
            add_turn(f, org, AC_KIND_SIGN, text);
    }
}

static void turn_of_texts(ac_commitment *f)
{
    ac_answers *w = &f->answers;
    int *yes = malloc(((size_t)w->nopen + 1) * sizeof *yes), *asked = NULL, nasked = 0, cap = 0;

    for (int i = 0; yes != NULL && i < w->nopen; i++) {
        int list[2 * AC_PARTIES_MAX], n = ac_parties(f, f->place[f->open[i]], list);
        for (int k = 0; k < n; k++) {
            bool again = false;
            for (int q = 0; q < nasked; q++)
                again = again || asked[q] == list[k];
            if (again)
                continue;
            if (nasked == cap) {
                int *more = realloc(asked, (size_t)(cap += 2 * AC_PARTIES_MAX) * sizeof *more);
                if (more == NULL) {
                    f->failed = true;
                    break;
                }
                asked = more;
            }
            asked[nasked++] = list[k];
            turn_of(f, list[k], yes);
        }
    }
    f->failed = f->failed || yes == NULL;
    free(asked);
    free(yes);
}

/* --- verdicts and endings --- */

static int first_who_waits(const ac_commitment *f, int claim)
{
    const ac_act *named = ac_at(f, f->named[f->now.in_force]);

    for (unsigned k = 1; k < named->nparties; k++)
        if (!ac_accepted_claim(f, &f->now, claim, named->parties[k]) && !ac_released(f, &f->now, named->parties[k]))
            return named->parties[k];
    return -1;
}

/* A promisee's act on the claim or text that lies apart from x; -1. */
static int verdict_apart(const ac_commitment *f, int x, int org, bool (*is_kind)(int kind))
{
    for (int v = 0; v < f->n; v++)
        if (is_kind(ac_kind_at(f, v)) && f->now.in[v] && (org < 0 || ac_org_at(f, v) == org) && ac_apart(f, v, x))
            return v;
    return -1;
}

static bool is_release(int kind)
{
    return kind == AC_KIND_RELEASE;
}

static void note_withdrawals(ac_commitment *f)
{
    const ac_reading *r = &f->now;
    int release;

    for (int i = 0; i < r->withdrawals.n; i++) {
        int w = r->withdrawals.v[i], org = ac_org_at(f, w);
        for (int k = 0; k < r->disputes.n; k++)
            add_note(f, AC_NOTE_WITHDRAW_DISPUTE, w, r->disputes.v[k], org, ac_org_at(f, r->disputes.v[k]));
        if (r->disputes.n > 0)
            set_aside(f, w, AC_WHY_X_DISPUTE);
        for (int k = 0; k < r->waiting.n && r->disputes.n == 0; k++)
            add_note(f, AC_NOTE_WITHDRAW_CLAIM, w, r->waiting.v[k], org, first_who_waits(f, r->waiting.v[k]));
        if (r->waiting.n > 0)
            set_aside(f, w, AC_WHY_X_CLAIM);
        if (r->is_released && (release = verdict_apart(f, w, -1, is_release)) >= 0)
            add_note(f, AC_NOTE_WITHDRAW_RELEASE, w, release, org, -1);
        if (r->is_released || r->is_accepted)
            set_aside(f, w, r->is_accepted ? AC_WHY_X_ACCEPTED : AC_WHY_X_RELEASED);
        if (r->state != AC_STATE_WITHDRAWN)
            f->answers.flags |= AC_FLAG(AC_FLAG_WITHDRAWAL);
    }
}

/* Did somebody write or sign this text while x was written? */
static bool is_signed_apart(const ac_commitment *f, int text, int x)
{
    bool found = ac_apart(f, text, x);

    AC_EACH_CITER(f, y, text)
        found = found || (ac_kind_at(f, y) == AC_KIND_SIGN && f->now.in[y] && ac_apart(f, y, x));
    return found;
}

static void note_disputes(ac_commitment *f)
{
    const ac_reading *r = &f->now;

    for (int i = 0; i < r->overruled.n; i++) {
        int d = r->overruled.v[i], org = ac_org_at(f, d), v;
        f->answers.is_contested = true;
        if ((v = verdict_apart(f, d, org, ac_is_accept)) >= 0) {
            add_note(f, AC_NOTE_ACCEPT_DISPUTE, v, d, org, -1);
            set_aside(f, d, AC_WHY_X_OWN);
        } else if ((v = verdict_apart(f, d, org, is_release)) >= 0) {
            add_note(f, AC_NOTE_RELEASE_DISPUTE, v, d, org, -1);
            set_aside(f, d, AC_WHY_X_OWN);
        } else if (r->outcome != AC_OUTCOME_NONE) {
            add_note(f, AC_NOTE_RESOLVE_DISPUTE, r->in_force, d, org, -1);
            set_aside(f, d, AC_WHY_X_OUTCOME);
        } else {
            for (v = 0; v < f->n; v++)
                if (ac_is_accept(ac_kind_at(f, v)) && r->in[v] && ac_apart(f, v, d))
                    add_note(f, AC_NOTE_ACCEPT_OTHER_DISPUTE, v, d, ac_org_at(f, v), org);
            set_aside(f, d, r->is_released ? AC_WHY_X_RELEASED : AC_WHY_X_ACCEPTED);
        }
    }
    for (int i = 0; i < r->disputes.n; i++) {
        int d = r->disputes.v[i], org = ac_org_at(f, d);
        for (int k = 0; k < r->chain.n; k++)
            if (ac_kind_at(f, r->chain.v[k]) == AC_KIND_RESOLVE && is_signed_apart(f, r->chain.v[k], d))
                add_note(f, AC_NOTE_RESOLVE_DISPUTE, r->chain.v[k], d, org, -1);
        AC_EACH_CITER(f, a, r->in_force)
            if (ac_is_accept(ac_kind_at(f, a)) && r->in[a] && ac_apart(f, a, d))
                add_note(f, ac_org_at(f, a) == org ? AC_NOTE_ACCEPT_DISPUTE : AC_NOTE_ACCEPT_OTHER_DISPUTE, a, d,
                         ac_org_at(f, a), org);
    }
}

static void note_claims(ac_commitment *f)
{
    const ac_reading *r = &f->now;

    for (int c = 0; c < f->n; c++) {
        int slot;
        if (ac_kind_at(f, c) != AC_KIND_DELIVER || !r->in[c])
            continue;
        slot = ac_slot_of(f, r->in_force, c);
        AC_EACH_CITER(f, x, c) {
            int kind = ac_kind_at(f, x);
            if (!r->in[x] || !(ac_is_accept(kind) || kind == AC_KIND_DISPUTE))
                continue;
            AC_EACH_CITER(f, back, c)
                if (ac_kind_at(f, back) == AC_KIND_RETRACT && r->in[back] && ac_apart(f, back, x)) {
                    add_note(f, AC_NOTE_RETRACT_VERDICT, back, x, ac_org_at(f, back), ac_org_at(f, x));
                    set_aside(f, back, AC_WHY_X_ANSWERED);
                }
            for (int i = 0; ac_is_accept(kind) && i < r->waiting.n; i++) {
                int later = r->waiting.v[i];
                if (ac_slot_of(f, r->in_force, later) == slot && ac_before(f, c, later) && ac_apart(f, later, x))
                    add_note(f, AC_NOTE_CLAIM_VERDICT, later, x, ac_org_at(f, later), ac_org_at(f, x));
            }
            /* Verdicts are said again for the next text, unless the slot was given by all. */
            if (ac_is_accept(kind) && ac_cite_at(f, x, 1) != r->in_force && !ac_given(f, r, c))
                set_aside(f, x, AC_WHY_X_OLD);
        }
    }
    for (int i = 0; i < r->waiting.n; i++) {
        int c = r->waiting.v[i], release = r->is_released ? verdict_apart(f, c, -1, is_release) : -1;
        for (int k = 0; k < r->suspensions.n; k++)
            if (ac_apart(f, c, r->suspensions.v[k]))
                add_note(f, AC_NOTE_CLAIM_SUSPEND, c, r->suspensions.v[k], ac_org_at(f, c), ac_org_at(f, r->suspensions.v[k]));
        if (release >= 0)
            add_note(f, AC_NOTE_RELEASE_CLAIM, release, c, ac_org_at(f, c), -1);
        if (r->is_released)
            set_aside(f, c, AC_WHY_X_RELEASED);
    }
}

/* A verdict that gave something to all, apart from x; -1. */
static int given_apart(const ac_commitment *f, int x)
{
    for (int v = 0; v < f->n; v++)
        if (ac_is_accept(ac_kind_at(f, v)) && f->now.in[v] && ac_apart(f, v, x) && ac_cite_at(f, v, 0) >= 0 &&
            ac_given(f, &f->now, ac_cite_at(f, v, 0)))
            return v;
    return -1;
}

/* What was written while all accepted is kept. */
static void note_rest(ac_commitment *f)
{
    const ac_reading *r = &f->now;

    if (!r->is_accepted || r->outcome == AC_OUTCOME_ACCEPTED)
        return;
    for (int x = 0; x < f->n; x++) {
        int kind = ac_kind_at(f, x), verdict;
        if ((kind != AC_KIND_DELIVER && kind != AC_KIND_AMEND && kind != AC_KIND_PROGRESS) || !r->in[x] ||
            ac_has(&r->chain, x) || (kind == AC_KIND_DELIVER && ac_given(f, r, x)) || (verdict = given_apart(f, x)) < 0)
            continue;
        add_note(f, AC_NOTE_ACCEPTED_REST, x, verdict, ac_org_at(f, x), -1);
        if (kind != AC_KIND_PROGRESS)
            set_aside(f, x, AC_WHY_X_ACCEPTED);
    }
}

static void old_words(ac_commitment *f)
{
    const ac_reading *r = &f->now;

    for (int p = 0; p < f->n; p++) {
        int kind = ac_kind_at(f, p);
        if (r->in[p] && (kind == AC_KIND_WITHDRAW || kind == AC_KIND_RELEASE) && ac_cite_at(f, p, 0) != r->in_force) {
            set_aside(f, p, AC_WHY_X_OLD);
            if (kind == AC_KIND_WITHDRAW && !ac_has(&r->chain, ac_cite_at(f, p, 0)))
                f->answers.flags |= AC_FLAG(AC_FLAG_WITHDRAWAL);
        }
    }
}

/* --- whose turn --- */

static void turn_of_state(ac_commitment *f)
{
    const ac_reading *r = &f->now;
    const ac_act *named = r->in_force >= 0 ? ac_at(f, f->named[r->in_force]) : NULL;
    int promisor = named != NULL ? named->parties[0] : -1;

    switch (r->state) {
    case AC_STATE_DISPUTED:
        for (int i = 0; i < r->disputes.n; i++) {
            int d = r->disputes.v[i];
            bool answered = false, resolving = false;
            AC_EACH_CITER(f, x, d) {
                answered = answered || (ac_kind_at(f, x) == AC_KIND_RESPOND && r->in[x]);
                resolving = resolving || (ac_kind_at(f, x) == AC_KIND_RESOLVE && r->in[x] &&
                                          ac_status(f, r, x) == AC_TEXT_OPEN);
            }
            if (!resolving)
                add_turn(f, answered ? ac_org_at(f, d) : promisor, answered ? AC_KIND_RESOLVE : AC_KIND_RESPOND, d);
        }
        break;
    case AC_STATE_DELIVERED:
        for (int i = 0; i < r->waiting.n; i++)
            for (unsigned k = 1; k < named->nparties; k++)
                if (!ac_accepted_claim(f, r, r->waiting.v[i], named->parties[k]) && !ac_released(f, r, named->parties[k]))
                    add_turn(f, named->parties[k], AC_KIND_ACCEPT, r->waiting.v[i]);
        break;
    case AC_STATE_SUSPENDED:
        for (int i = 0; i < r->suspensions.n; i++)
            add_turn(f, ac_org_at(f, r->suspensions.v[i]), AC_KIND_RESUME, r->suspensions.v[i]);
        break;
    case AC_STATE_IN_PROGRESS:
    case AC_STATE_AGREED:
        add_turn(f, promisor, AC_KIND_DELIVER, r->in_force);
        break;
    case AC_STATE_PROPOSED:
    case AC_STATE_CROSSED:
    case AC_STATE_RETRACTED:
    case AC_STATE_DECLINED:
    case AC_STATE_ACCEPTED:
    case AC_STATE_RELEASED:
    case AC_STATE_WITHDRAWN:
    case AC_STATE_NONE:
        break;
    }
}

/* --- the rest --- */

static void read_contested(ac_commitment *f)
{
    const ac_reading *r = &f->now;
    int last = r->chain.n > 0 ? r->chain.v[r->chain.n - 1] : -1, parties[2 * AC_PARTIES_MAX], n;

    for (int p = 0; p < f->n; p++) {
        if (!r->in[p])
            continue;
        if (ac_at(f, p)->is_flagged)
            f->answers.flags |= AC_FLAG(AC_FLAG_BEYOND_STOP);
        if (!ac_at(f, p)->is_contested || (last >= 0 && ac_before(f, p, last)))
            continue;
        f->answers.is_contested = f->answers.is_disputed_history = true;
        if (AC_IN(r->state) & AC_IN_LIVE) {
            n = ac_parties(f, r->in_force, parties);
            for (int i = 0; i < n; i++)
                add_turn(f, parties[i], AC_KIND_AMEND, p);
        }
    }
}

/* Is nobody left on one side of what is in force? */
static void read_ended_with(ac_commitment *f)
{
    const ac_reading *r = &f->now;
    const ac_act *named = r->in_force >= 0 ? ac_at(f, f->named[r->in_force]) : NULL;
    int org = -1;

    f->answers.ended_with = -1;
    if (named == NULL || !(AC_IN(r->state) & AC_IN_LIVE))
        return;
    for (unsigned k = 1; k < named->nparties; k++) {
        if (!ac_gone(f, &r->scope, named->parties[k])) {
            org = -1;
            break;
        }
        org = org < 0 ? named->parties[k] : org;
    }
    if (ac_gone(f, &r->scope, named->parties[0]))
        org = named->parties[0];
    if (org < 0)
        return;
    f->answers.ended_with = org;
    f->answers.flags |= AC_FLAG(AC_FLAG_ENDED_WITH);
}

static void read_slot_answers(ac_commitment *f)
{
    const ac_reading *r = &f->now;
    ac_answers *w = &f->answers;
    const ac_act_facts *terms = &ac_at(f, f->terms[f->place[w->text]])->facts;
    int first = terms->nslots > 0 ? 1 : 0;

    w->slots = f->slots;
    w->nslots = 0;
    w->next_due = AC_NO_DAY;
    for (int k = first; k <= terms->nslots; k++) {
        ac_slot_answer *s = &f->slots[w->nslots++];
        *s = (ac_slot_answer){ k, k > 0 ? terms->slot_due[k - 1] : terms->due, -1, AC_VERDICT_NONE };
        if (r->in_force < 0)
            continue;
        if (r->done[k] >= 0) {
            s->claim = f->index[r->done[k]];
            s->verdict = r->reserved[k] ? AC_VERDICT_RESERVED : AC_VERDICT_ACCEPTED;
            continue;
        }
        for (int i = 0; i < r->waiting.n; i++)
            if (ac_slot_of(f, r->in_force, r->waiting.v[i]) == k) {
                s->claim = f->index[r->waiting.v[i]];
                AC_EACH_CITER(f, a, r->waiting.v[i])
                    if (ac_is_accept(ac_kind_at(f, a)) && r->in[a] && ac_cite_at(f, a, 1) == r->in_force)
                        s->verdict = AC_VERDICT_PARTLY;
            }
        for (int i = 0; i < r->disputes.n; i++) {
            const ac_act *d = ac_at(f, r->disputes.v[i]);
            int claim = ac_cite_at(f, r->disputes.v[i], 1);
            if (k == 0 || d->facts.slot == k || (claim >= 0 && ac_slot_of(f, r->in_force, claim) == k))
                s->verdict = AC_VERDICT_DISPUTED;
        }
        if (r->is_released)
            s->verdict = AC_VERDICT_RELEASED;
    }
    for (int i = 0; i < w->nslots && w->next_due == AC_NO_DAY; i++)
        if (f->slots[i].verdict != AC_VERDICT_ACCEPTED && f->slots[i].verdict != AC_VERDICT_RESERVED)
            w->next_due = f->slots[i].due;
    if (w->next_due == AC_NO_DAY)
        w->next_due = terms->due;
}

static void read_four(ac_commitment *f)
{
    const ac_reading *r = &f->now;
    ac_answers *w = &f->answers;
    bool reserved = false;

    w->state = r->state;
    switch (r->state) {
    case AC_STATE_PROPOSED:
    case AC_STATE_NONE:
        w->agreement = AC_AGREEMENT_PROPOSED;
        break;
    case AC_STATE_CROSSED:
        w->agreement = AC_AGREEMENT_CROSSED;
        break;
    case AC_STATE_RETRACTED:
        w->agreement = AC_AGREEMENT_RETRACTED;
        break;
    case AC_STATE_DECLINED:
        w->agreement = AC_AGREEMENT_DECLINED;
        break;
    default:
        w->agreement = AC_AGREEMENT_AGREED;
        break;
    }
    if (r->in_force < 0)
        return;
    for (int k = ac_slot_first(r); k <= r->nslots; k++)
        reserved = reserved || r->reserved[k];
    if (r->is_withdrawn)
        w->delivery = AC_DELIVERY_WITHDRAWN;
    else if (r->waiting.n > 0 || (r->is_accepted && r->outcome != AC_OUTCOME_ACCEPTED))
        w->delivery = AC_DELIVERY_CLAIMED;
    else if (r->suspensions.n > 0)
        w->delivery = AC_DELIVERY_SUSPENDED;
    else
        w->delivery = r->is_begun ? AC_DELIVERY_IN_PROGRESS : AC_DELIVERY_NOT_STARTED;
    if (r->is_accepted)
        w->verdict = reserved ? AC_VERDICT_RESERVED : AC_VERDICT_ACCEPTED;
    else if (r->is_released)
        w->verdict = AC_VERDICT_RELEASED;
    else if (r->disputes.n > 0)
        w->verdict = AC_VERDICT_DISPUTED;
    else
        w->verdict = r->is_partly ? AC_VERDICT_PARTLY : AC_VERDICT_NONE;
    if (r->suspensions.n > 0 && r->state != AC_STATE_SUSPENDED && (AC_IN(r->state) & AC_IN_LIVE))
        w->flags |= AC_FLAG(AC_FLAG_SUSPENSION);
}

static void read_report(ac_commitment *f)
{
    f->answers.report = -1;
    for (int p = f->n - 1; p >= 0 && f->answers.report < 0; p--)
        if (f->now.in[p] && (ac_kind_at(f, p) == AC_KIND_PROGRESS || ac_kind_at(f, p) == AC_KIND_DELIVER))
            f->answers.report = f->index[p];
}

/* Signed after the day until which the offer stood: it counts, and says so. */
static void read_late_signatures(ac_commitment *f)
{
    for (int i = 0; i < f->now.chain.n; i++) {
        int text = f->now.chain.v[i];
        int32_t expires = ac_at(f, f->terms[text])->facts.expires;
        AC_EACH_CITER(f, y, text)
            if (ac_kind_at(f, y) == AC_KIND_SIGN && f->now.in[y] && expires != AC_NO_DAY && f->terms[text] == text &&
                ac_at(f, y)->day > expires)
                f->answers.flags |= AC_FLAG(AC_FLAG_LATE_SIGNATURE);
    }
}

bool ac_answer(ac_commitment *f)
{
    const ac_reading *r = &f->now;
    ac_answers *w = &f->answers;
    size_t n = (size_t)f->n + 1;
    const ac_act *named;

    *w = (ac_answers){ .exists = r->exists, .in_force = -1, .text = -1, .terms_from = -1, .promisor = -1, .report = -1,
                       .ended_with = -1, .next_due = AC_NO_DAY, .state = AC_STATE_NONE, .counts = AC_COUNTS_NEITHER };
    f->versions = malloc(n * sizeof *f->versions);
    f->open = malloc(n * sizeof *f->open);
    f->aside = calloc(n, 1);
    if (f->versions == NULL || f->open == NULL || f->aside == NULL)
        return false;
    w->versions = f->versions;
    w->open = f->open;
    w->aside = f->aside;
    if (f->has_newer)
        w->flags |= AC_FLAG(AC_FLAG_NEWER);
    for (int p = 0; p < f->n; p++)
        if (ac_at(f, p)->judged > AC_WHY_OK)
            w->flags |= AC_FLAG(AC_FLAG_SET_ASIDE);
    if (!r->exists)
        return true;
    for (int i = 0; i < r->chain.n; i++)
        f->versions[w->nversions++] = f->index[r->chain.v[i]];
    w->in_force = r->in_force >= 0 ? f->index[r->in_force] : -1;
    w->text = f->index[r->current];
    w->terms_from = f->index[f->terms[r->current]];
    named = ac_at(f, f->named[r->current]);
    w->promisor = named->parties[0];
    for (unsigned k = 1; k < named->nparties; k++)
        w->promisees[w->npromisees++] = named->parties[k];
    w->need = ac_at(f, f->terms[r->current])->facts.need;
    read_four(f);
    read_report(f);
    read_slot_answers(f);
    read_open(f);
    read_late_signatures(f);
    if (r->in_force >= 0) {
        note_withdrawals(f);
        note_disputes(f);
        note_claims(f);
        note_rest(f);
        old_words(f);
    }
    read_ended_with(f);
    if (w->ended_with < 0) {
        turn_of_texts(f);
        turn_of_state(f);
    }
    read_contested(f);
    w->counts = ac_counts_of(w->state, w->is_disputed_history);
    for (int p = 0; p < f->n; p++)
        if (f->aside[p] != AC_WHY_OK)
            w->flags |= AC_FLAG(AC_FLAG_SET_ASIDE);
    if (w->nturns > 1)
        qsort(f->turns, (size_t)w->nturns, sizeof *f->turns, by_turn);
    return true;
}
