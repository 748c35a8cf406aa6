/* commitment_ask.c - asking before writing: would it count, what may be written, whose word is still wanted. */
#include "core/commitment_in.h"

/* Does this program understand what the act would rest on? */
static bool is_understood(const ac_commitment *f, const ac_act *wish)
{
    if (f->has_newer || ac_kind_find(wish->kind) == NULL)
        return false;
    if (wish->kind != AC_KIND_SIGN && !ac_is_accept(wish->kind))
        return true;
    for (unsigned k = 0; k < wish->ncites; k++) {
        int p = wish->cites[k] >= 0 && wish->cites[k] < f->n ? f->place[wish->cites[k]] : -1;
        if (p >= 0 && (ac_at(f, p)->facts.has_unknown || (f->terms[p] >= 0 && ac_at(f, f->terms[p])->facts.has_unknown)))
            return false;
    }
    return true;
}

ac_why ac_commitment_may(ac_commitment *f, const ac_act *wish)
{
    return is_understood(f, wish) ? ac_judge(f, &f->now, wish, f->n == 0) : AC_WHY_UNJUDGED;
}

ac_rc ac_commitment_check(ac_commitment *f, const ac_act *wish, ac_err *err)
{
    const ac_act_row *row = ac_act_row_find(wish->kind);
    const char *name = row != NULL ? row->name : _("this act");
    ac_why why = ac_commitment_may(f, wish);

    switch (why) {
    case AC_WHY_OK:
        return AC_OK;
    case AC_WHY_NOT_PARTY:
    case AC_WHY_NOT_ROLE:
    case AC_WHY_NOT_AUTHOR:
    case AC_WHY_IS_AUTHOR:
        return ac_fail(err, AC_EROLE, "%s would be without effect: %s (who may, and when: %s)", name, ac_why_sentence(why),
                       row != NULL ? _(row->help) : "");
    case AC_WHY_STATE:
        return ac_fail(err, AC_ESTATE, "%s would be without effect: the promise is %s (who may, and when: %s)", name,
                       f->now.state == AC_STATE_NONE ? _("without effect") : _(ac_state_word(f->now.state)),
                       row != NULL ? _(row->help) : "");
    default:
        return ac_fail(err, AC_ESTATE, "%s would be without effect: %s", name, ac_why_sentence(why));
    }
}

#define DISPUTES_MAX 62 /* that one resolution may cite (KINDS) */

/* The cites that an act about `p` (position; -1: about nothing in particular) would have. */
static bool fill(const ac_commitment *f, uint16_t kind, int org, int p, ac_act *out)
{
    const ac_reading *r = &f->now;
    int terms = r->in_force;

    *out = (ac_act){ .kind = kind, .org = org, .judged = AC_NOT_JUDGED, .is_counted = true };
    out->facts.start = out->facts.due = out->facts.expires = out->facts.until = AC_NO_DAY;
    switch (kind) {
    case AC_KIND_SIGN:
    case AC_KIND_DECLINE:
    case AC_KIND_RETRACT:
    case AC_KIND_RESPOND:
    case AC_KIND_REDACT:
        if (p < 0)
            return false;
        out->cites[out->ncites++] = f->index[p];
        return true;
    case AC_KIND_ACCEPT:
    case AC_KIND_ACCEPT_RESERVED:
        if (p < 0 || terms < 0)
            return false;
        out->cites[out->ncites++] = f->index[p];
        out->cites[out->ncites++] = f->index[terms];
        return true;
    case AC_KIND_AMEND:
        if (!r->exists)
            return false;
        out->cites[out->ncites++] = f->index[r->current];
        return true;
    case AC_KIND_RESOLVE:
        if (terms < 0)
            return false;
        out->cites[out->ncites++] = f->index[terms];
        for (int i = 0; i < r->disputes.n && out->ncites < 1 + DISPUTES_MAX; i++)
            out->cites[out->ncites++] = f->index[r->disputes.v[i]];
        out->facts.outcome = AC_OUTCOME_IN_PROGRESS;
        return true;
    case AC_KIND_RESUME:
        for (int i = 0; i < r->suspensions.n && out->ncites < AC_CITES_MAX; i++)
            if (ac_org_at(f, r->suspensions.v[i]) == org)
                out->cites[out->ncites++] = f->index[r->suspensions.v[i]];
        return out->ncites > 0;
    case AC_KIND_PROPOSE:
        return false;
    default:
        if (terms < 0)
            return false;
        out->cites[out->ncites++] = f->index[terms];
        if (kind == AC_KIND_DISPUTE && p >= 0) {
            out->cites[out->ncites++] = f->index[p];
            out->facts.slot = r->nslots > 0 ? ac_at(f, p)->facts.slot : 0;
        }
        for (int k = 1; kind == AC_KIND_DELIVER && k <= r->nslots && out->facts.slot == 0; k++) {
            bool waits = false;
            for (int i = 0; i < r->waiting.n; i++)
                waits = waits || ac_slot_of(f, terms, r->waiting.v[i]) == k;
            if (r->done[k] < 0 && !waits)
                out->facts.slot = k;
        }
        return true;
    }
}

bool ac_commitment_wish(ac_commitment *f, uint16_t kind, int org, int about, ac_act *out)
{
    bool needs_target = kind == AC_KIND_SIGN || kind == AC_KIND_DECLINE || kind == AC_KIND_RETRACT ||
                        kind == AC_KIND_RESPOND || kind == AC_KIND_REDACT || ac_is_accept(kind);

    if (about >= 0 || !needs_target)
        return fill(f, kind, org, about >= 0 && about < f->n ? f->place[about] : -1, out) &&
               ac_commitment_may(f, out) == AC_WHY_OK;
    for (int p = 0; p < f->n; p++)
        if (ac_cite_fits(f, kind, 0, p) && f->now.in[p] && fill(f, kind, org, p, out) && ac_commitment_may(f, out) == AC_WHY_OK)
            return true;
    return false;
}

size_t ac_commitment_possible(ac_commitment *f, int org, uint16_t *out, size_t max)
{
    size_t n = 0, all;
    const ac_act_row *rows = ac_act_rows(&all);
    ac_act wish;

    for (size_t i = 0; i < all && n < max; i++)
        if (rows[i].kind != AC_KIND_REDACT && ac_commitment_wish(f, rows[i].kind, org, -1, &wish))
            out[n++] = rows[i].kind;
    return n;
}

size_t ac_commitment_unsigned(ac_commitment *f, int text, int *out, size_t max)
{
    int list[2 * AC_PARTIES_MAX], n, p = text >= 0 && text < f->n ? f->place[text] : -1;
    size_t found = 0;

    if (p < 0 || !ac_kind_is_text((uint16_t)ac_kind_at(f, p)))
        return 0;
    n = ac_parties(f, p, list);
    for (int i = 0; i < n && found < max; i++)
        if (ac_yes(f, &f->now.scope, p, list[i]) < 0 && !ac_is_waived(f, &f->now.scope, p, list[i]))
            out[found++] = list[i];
    return found;
}

/* Adds this organisation where its consent to the redact is wanted and neither here nor given yet. */
static size_t ask_consent(const ac_commitment *f, int redact, int org, int *out, size_t found, size_t max)
{
    ac_scope past = { redact, false, NULL };

    if (found == max || org == ac_org_at(f, redact) || ac_gone(f, &past, org))
        return found;
    for (size_t i = 0; i < found; i++)
        if (out[i] == org)
            return found;
    AC_EACH_CITER(f, y, redact)
        if (ac_kind_at(f, y) == AC_KIND_SIGN && ac_org_at(f, y) == org)
            return found;
    out[found] = org;
    return found + 1;
}

size_t ac_commitment_consents(ac_commitment *f, int redact, int *out, size_t max)
{
    int x = redact >= 0 && redact < f->n ? f->place[redact] : -1, target = x >= 0 ? ac_cite_at(f, x, 0) : -1;
    size_t found = 0;

    if (target < 0 || ac_kind_at(f, x) != AC_KIND_REDACT)
        return 0;
    if (ac_kind_is_text((uint16_t)ac_kind_at(f, target)) && f->named[target] >= 0)
        for (unsigned k = 0; k < ac_at(f, f->named[target])->nparties; k++)
            found = ask_consent(f, x, ac_at(f, f->named[target])->parties[k], out, found, max);
    AC_EACH_CITER(f, c, target)
        if (c < x && ac_kind_at(f, c) != AC_KIND_ACK && ac_before(f, c, x) &&
            (f->port.counted_in == NULL || f->port.counted_in(f->port.ctx, f->index[c], f->index[x])))
            found = ask_consent(f, x, ac_org_at(f, c), out, found, max);
    return found;
}
