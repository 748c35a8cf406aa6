/* prop_commitment.c - crossing acts from every situation, folded in all orders to one answer; and what must
 * hold of every answer: given stays given, a claim waits, nothing binds without the yes of every party.
 *
 * Runs from one seed, which is printed. ACCORD_SEED=8 replays, ACCORD_ROUNDS=100 goes on for longer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/scenes.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BIT(i) (UINT64_C(1) << (i))
#define EVERYTHING (BIT(63) - 1)

/* --- chance --- */

static uint64_t seed, rounds, chance;

static uint64_t next(void)
{
    uint64_t z = chance += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int below(int n)
{
    return (int)(next() % (uint64_t)n);
}

static uint64_t number_of(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text != NULL && *text != '\0' ? strtoull(text, NULL, 10) : otherwise;
}

/* --- a life in words, for when something is wrong --- */

static void show(const life *l)
{
    static const char *const orgs[] = { "CITY", "SASI", "RIVR", "EURF", "SUCC" };

    for (int i = 0; i < l->n; i++) {
        const ac_act *a = &l->acts[i];
        const ac_kind *kind = ac_kind_find(a->kind);
        print_error("  %2d %s laptop %d %s [", i, orgs[a->org], a->device, kind != NULL ? kind->name : "?");
        for (unsigned k = 0; k < a->ncites; k++)
            print_error("%s%d", k > 0 ? " " : "", a->cites[k]);
        print_error("] slot %d outcome %d parties", a->facts.slot, (int)a->facts.outcome);
        for (unsigned k = 0; k < a->nparties; k++)
            print_error(" %s", orgs[a->parties[k]]);
        print_error(" had %" PRIx64 "\n", l->past[i]);
    }
    print_error("  ACCORD_SEED=%" PRIu64 "\n", seed);
}

#define CHECK(l, condition)                                                \
    do {                                                                   \
        if (!(condition)) {                                                \
            print_error("%s:%d: %s\n", __FILE__, __LINE__, #condition);    \
            show(l);                                                       \
            fail();                                                        \
        }                                                                  \
    } while (0)

/* --- what a fold says, without a trace of the order --- */

static void put_set(ac_buf *out, const char *name, const life_fold *f, const int *list, int n)
{
    uint64_t set = 0;

    for (int i = 0; i < n; i++)
        set |= BIT(f->what[list[i]]);
    ac_buf_printf(out, " %s %" PRIx64, name, set);
}

static void say(ac_buf *out, const life_fold *f)
{
    const ac_answers *w = ac_commitment_answers(f->c);
    uint64_t notes = 0;

    for (int i = 0; i < f->l->n; i++)
        if (f->at[i] >= 0)
            ac_buf_printf(out, "%d/%d ", f->acts[f->at[i]].judged, w->aside[f->at[i]]);
    ac_buf_printf(out, "%d %s %s %s %s %s in-force %d text %d terms %d from %d of %d need %d due %d", w->exists,
                  ac_state_word(w->state), ac_agreement_word(w->agreement), ac_delivery_word(w->delivery),
                  ac_verdict_word(w->verdict), ac_counts_word(w->counts), w->in_force >= 0 ? f->what[w->in_force] : -1,
                  w->text >= 0 ? f->what[w->text] : -1, w->terms_from >= 0 ? f->what[w->terms_from] : -1, w->promisor,
                  w->npromisees, w->need, (int)w->next_due);
    ac_buf_printf(out, " %s%s%s%s flags %x ended %d versions", w->is_clash ? "clash " : "",
                  w->is_crossed ? "crossed " : "", w->is_contested ? "contested " : "", w->watches ? "watches" : "",
                  w->flags, w->ended_with);
    for (int i = 0; i < w->nversions; i++)
        ac_buf_printf(out, " %d", f->what[w->versions[i]]);
    put_set(out, "open", f, w->open, w->nopen);
    for (int i = 0; i < w->nturns; i++)
        ac_buf_printf(out, " turn %d %x", w->turns[i].org, w->turns[i].kind);
    for (int i = 0; i < w->nslots; i++)
        ac_buf_printf(out, " slot %s%s", ac_verdict_word(w->slots[i].verdict), w->slots[i].claim >= 0 ? " claimed" : "");
    for (int i = 0; i < w->nnotes; i++) { /* a sum, whatever the order */
        uint64_t note = (uint64_t)(100 * (int)w->notes[i].code + 10 * (w->notes[i].org1 + 1) + w->notes[i].org2 + 1);
        notes += note * note * note;
    }
    ac_buf_printf(out, " notes %d %" PRIu64, w->nnotes, notes);
}

/* A random order in which nobody comes before what it knew. */
static void shuffle(const life *l, int *order)
{
    uint64_t done = 0;

    for (int k = 0; k < l->n; k++) {
        int pick = -1, seen = 0;
        for (int i = 0; i < l->n; i++)
            if (!((done >> i) & 1) && (l->past[i] & ~done) == 0 && below(++seen) == 0)
                pick = i;
        order[k] = pick;
        done |= BIT(pick);
    }
}

/* Folded at once, as listed; in other orders of arrival and of rank; and act by act with the judgements kept,
 * as if each had arrived alone: one answer. */
static void folds_to_one_answer(life *l, int tries)
{
    ac_buf first = { 0 }, other = { 0 };
    int order[LIFE_ACTS], ranked[LIFE_ACTS], ranks[LIFE_ACTS];
    life_fold f;

    life_forget_judgements(l);
    life_open(&f, l, EVERYTHING, NULL, NULL, false);
    say(&first, &f);
    life_close(&f);
    for (int t = 0; t < tries; t++) {
        uint64_t arrived = 0;
        shuffle(l, order);
        shuffle(l, ranked);
        for (int k = 0; k < l->n; k++)
            ranks[ranked[k]] = k;
        life_forget_judgements(l);
        for (int k = 0; k <= l->n; k++) {
            if (k < l->n)
                arrived |= BIT(order[k]);
            if (k < l->n - 1 && t > 0 && below(3) > 0)
                continue; /* several at once */
            life_open(&f, l, arrived, order, ranks, true);
            for (int p = 0; p < f.n; p++)
                l->acts[f.what[p]].judged = f.acts[p].judged;
            if (k == l->n) {
                ac_buf_clear(&other);
                say(&other, &f);
            }
            life_close(&f);
        }
        if (strcmp(ac_buf_text(&first), ac_buf_text(&other)) != 0) {
            print_error("one order:\n  %s\nanother, ranks", ac_buf_text(&first));
            for (int i = 0; i < l->n; i++)
                print_error(" %d", ranks[i]);
            print_error(":\n  %s\n", ac_buf_text(&other));
            show(l);
            fail();
        }
    }
    ac_buf_free(&first);
    ac_buf_free(&other);
}

/* --- what must hold --- */

typedef struct {
    ac_commitment_state state;
    ac_verdict verdict, slots[4];
    int claims[4], nslots, in_force, versions[LIFE_ACTS], nversions;
} answer;

static const ac_act *names_of(const life *l, int text)
{
    const ac_act *a = &l->acts[text];

    while (a->nparties == 0)
        a = &l->acts[a->cites[0]];
    return a;
}

/* Every party of a text in the chain said yes to it, and each text stands on the one before. */
static void texts_bind_by_every_yes(life *l, const answer *w)
{
    for (int v = 0; v < w->nversions; v++) {
        int t = w->versions[v];
        const ac_act *a = &l->acts[t], *named[2] = { names_of(l, t), NULL };
        if (a->kind != AC_KIND_PROPOSE) {
            named[1] = names_of(l, a->cites[0]);
            CHECK(l, v > 0 ? a->cites[0] == w->versions[v - 1] : a->cites[0] == l->root);
        }
        for (int which = 0; which < 2; which++)
            for (unsigned k = 0; named[which] != NULL && k < named[which]->nparties; k++) {
                int org = named[which]->parties[k];
                bool yes = a->org == org || (l->gone_at[org] >> 63) != 0;
                for (int i = 0; i < l->n && !yes; i++)
                    yes = l->acts[i].kind == AC_KIND_SIGN && l->acts[i].cites[0] == t && l->acts[i].org == org &&
                          l->acts[i].judged == AC_WHY_OK;
                CHECK(l, yes);
            }
    }
}

static answer read_life(life *l)
{
    answer out = { 0 };
    const ac_answers *w;
    life_fold f;

    life_open(&f, l, EVERYTHING, NULL, NULL, true);
    w = ac_commitment_answers(f.c);
    for (int p = 0; p < f.n; p++)
        l->acts[f.what[p]].judged = f.acts[p].judged;
    out.state = w->state;
    out.verdict = w->verdict;
    out.in_force = w->in_force;
    out.nversions = w->nversions;
    memcpy(out.versions, w->versions, (size_t)w->nversions * sizeof *w->versions);
    out.nslots = w->nslots < 4 ? w->nslots : 4;
    for (int i = 0; i < out.nslots; i++) {
        out.claims[i] = w->slots[i].claim;
        out.slots[i] = w->slots[i].verdict;
    }
    if (w->is_clash)
        CHECK(l, w->nopen >= 2);
    CHECK(l, (w->in_force < 0) == (w->nversions == 0));
    CHECK(l, w->in_force < 0 || w->in_force == w->versions[w->nversions - 1]);
    CHECK(l, (w->state == AC_STATE_ACCEPTED) ==
                 (w->verdict == AC_VERDICT_ACCEPTED || w->verdict == AC_VERDICT_RESERVED));
    CHECK(l, (w->state == AC_STATE_RELEASED) == (w->verdict == AC_VERDICT_RELEASED));
    CHECK(l, (w->in_force >= 0) == (w->agreement == AC_AGREEMENT_AGREED));
    life_close(&f);
    texts_bind_by_every_yes(l, &out);
    return out;
}

static bool is_ended(ac_commitment_state s)
{
    return s == AC_STATE_ACCEPTED || s == AC_STATE_RELEASED || s == AC_STATE_WITHDRAWN || s == AC_STATE_DECLINED ||
           s == AC_STATE_RETRACTED;
}

static bool has_kind(const life *l, int from, uint16_t kind)
{
    for (int i = from; i < l->n; i++)
        if (l->acts[i].kind == kind && l->acts[i].judged == AC_WHY_OK)
            return true;
    return false;
}

/* Everybody knew `before`; since then these acts crossed. */
static void keeps_what_was_given(life *l, int from, const answer *before, const answer *after)
{
    bool binds = after->nversions > before->nversions;

    CHECK(l, before->nversions <= after->nversions);
    for (int i = 0; i < before->nversions; i++)
        CHECK(l, after->versions[i] == before->versions[i]);
    if (is_ended(before->state) && !binds)
        CHECK(l, after->state == before->state);
    if (binds && before->state == AC_STATE_ACCEPTED)
        CHECK(l, l->acts[after->in_force].kind == AC_KIND_REOPEN);
    if (before->state != AC_STATE_PROPOSED && before->state != AC_STATE_CROSSED && before->state != AC_STATE_ACCEPTED &&
        is_ended(before->state))
        CHECK(l, !binds);
    for (int k = 0; k < before->nslots && !binds; k++) {
        if (before->slots[k] == AC_VERDICT_ACCEPTED || before->slots[k] == AC_VERDICT_RESERVED)
            CHECK(l, after->slots[k] == AC_VERDICT_ACCEPTED || after->slots[k] == AC_VERDICT_RESERVED);
        if (before->claims[k] >= 0 && !has_kind(l, from, AC_KIND_DELIVER) && !has_kind(l, from, AC_KIND_RETRACT))
            CHECK(l, after->claims[k] >= 0);
    }
}

/* --- what a laptop may write --- */

typedef struct {
    ac_act acts[160];
    int n;
} wishes;

/* Every act that would pass on this laptop, about everything it could be about, with the facts that matter. */
static void wishes_of(life *l, int laptop, wishes *out)
{
    size_t rows;
    const ac_act_row *row = ac_act_rows(&rows);
    life_fold f;

    out->n = 0;
    life_open(&f, l, l->knows[laptop], NULL, NULL, true);
    for (size_t i = 0; i < rows; i++)
        for (int about = -1; about < f.n; about++)
            for (int variant = 0; variant < 4; variant++) {
                ac_act a;
                bool same = false;
                if (row[i].kind == AC_KIND_REDACT || row[i].kind == AC_KIND_PROPOSE ||
                    !ac_commitment_wish(f.c, row[i].kind, l->org[laptop], about, &a))
                    continue;
                a.facts.has_terms = a.kind == AC_KIND_AMEND;
                if (a.kind == AC_KIND_RESOLVE)
                    a.facts.outcome = (ac_outcome)(variant + 1);
                else if (a.kind == AC_KIND_AMEND && variant == 1)
                    a.nparties = 2, a.parties[0] = SASI, a.parties[1] = CITY;
                else if ((a.kind == AC_KIND_DELIVER || a.kind == AC_KIND_DISPUTE) && variant > 0)
                    a.facts.slot = variant;
                else if (variant > 0)
                    continue;
                for (unsigned k = 0; k < a.ncites; k++)
                    a.cites[k] = f.what[a.cites[k]];
                {
                    ac_act at = a;
                    for (unsigned k = 0; k < a.ncites; k++)
                        at.cites[k] = f.at[a.cites[k]];
                    if (ac_commitment_may(f.c, &at) != AC_WHY_OK)
                        continue;
                }
                for (int k = 0; k < out->n && !same; k++)
                    same = out->acts[k].kind == a.kind && out->acts[k].ncites == a.ncites &&
                           memcmp(out->acts[k].cites, a.cites, a.ncites * sizeof *a.cites) == 0 &&
                           out->acts[k].facts.slot == a.facts.slot &&
                           out->acts[k].facts.outcome == a.facts.outcome && out->acts[k].nparties == a.nparties;
                if (!same && out->n < (int)(sizeof out->acts / sizeof *out->acts))
                    out->acts[out->n++] = a;
            }
    life_close(&f);
}

/* --- every situation that can be reached by acts of one after the other --- */

#define SITUATIONS_MAX 3000
static life situations[SITUATIONS_MAX];
static int nsituations, situations_wanted;
static char *signatures[SITUATIONS_MAX];

/* Where the answers and what each may do next are the same, the situations are. */
static char *signature_of(life *l)
{
    ac_buf out = { 0 };
    const ac_answers *w;
    life_fold f;
    char *text;

    life_open(&f, l, EVERYTHING, NULL, NULL, true);
    w = ac_commitment_answers(f.c);
    ac_buf_printf(&out, "%s %s %s %d %d%d%d %x", ac_state_word(w->state), ac_delivery_word(w->delivery),
                  ac_verdict_word(w->verdict), w->nopen < 2 ? w->nopen : 2, w->is_clash, w->is_crossed, w->is_contested, w->flags & 7u);
    for (int i = 0; i < w->nslots; i++)
        ac_buf_printf(&out, " %s%d", ac_verdict_word(w->slots[i].verdict), w->slots[i].claim >= 0);
    ac_buf_printf(&out, " %d", w->nversions > 1);
    for (int org = 0; org < 3; org++) {
        uint16_t kinds[32];
        size_t n = ac_commitment_possible(f.c, org, kinds, 32);
        for (size_t i = 0; i < n; i++)
            ac_buf_printf(&out, "%c%x", i == 0 ? ' ' : ',', kinds[i]);
    }
    life_close(&f);
    text = strdup(ac_buf_text(&out));
    ac_buf_free(&out);
    return text;
}

static bool add_situation(const life *l)
{
    life copy = *l;
    char *signature = signature_of(&copy);

    for (int i = 0; i < nsituations; i++)
        if (strcmp(signatures[i], signature) == 0) {
            free(signature);
            return false;
        }
    if (nsituations == situations_wanted) {
        free(signature);
        return false;
    }
    read_life(&copy);
    signatures[nsituations] = signature;
    situations[nsituations++] = copy;
    return true;
}

static void start(int laptop, int need, int slots, bool three)
{
    life l;
    ac_act a = { .kind = AC_KIND_PROPOSE, .judged = AC_NOT_JUDGED, .nparties = three ? 3 : 2,
                 .parties = { CITY, SASI, RIVR } };

    life_init(&l);
    a.facts.start = a.facts.due = a.facts.expires = a.facts.until = AC_NO_DAY;
    a.facts.has_terms = true;
    a.facts.need = need;
    a.facts.nslots = slots;
    life_put(&l, laptop, &a);
    life_meet_all(&l);
    add_situation(&l);
}

static int find_situations(void **state)
{
    static scene s;
    static wishes w;
    (void)state;

    situations_wanted = rounds > 1 ? SITUATIONS_MAX : 700;
    start(CITY_1, 0, 0, false);
    start(CITY_1, 0, 2, false);
    start(SASI_1, 1, 0, true);
    for (size_t row = 0; row < scenes_n; row++) {
        scene_make_row(&s, row);
        add_situation(&s.l);
    }
    for (int i = 0; i < nsituations; i++)
        for (int laptop = CITY_1; laptop <= RIVR_1 && situations[i].n < 14; laptop += 2) {
            life base = situations[i];
            wishes_of(&base, laptop, &w);
            for (int k = 0; k < w.n; k++) {
                life l = base;
                life_put(&l, laptop, &w.acts[k]);
                life_meet_all(&l);
                add_situation(&l);
            }
        }
    print_message("%d situations, seed %" PRIu64 ", rounds %" PRIu64 "\n", nsituations, seed, rounds);
    return 0;
}

static int drop_situations(void **state)
{
    (void)state;
    for (int i = 0; i < nsituations; i++)
        free(signatures[i]);
    return 0;
}

/* --- crossings --- */

/* Acts of several laptops that did not know of each other; then some hands, before anybody meets. */
static void cross(const life *base, const int *laptops, const ac_act *acts, int n, int tries)
{
    life l = *base, alone;
    answer before = read_life(&l), after, first = { 0 };
    int from = l.n;

    for (int i = 0; i < n; i++) {
        life_put(&l, laptops[i], &acts[i]);
        if (below(3) == 0) { /* a partner takes it in and says so */
            int hand = below(RIVR_2 + 1);
            life_meet(&l, laptops[i], hand);
            life_ack(&l, hand);
        }
    }
    folds_to_one_answer(&l, tries);
    after = read_life(&l);
    keeps_what_was_given(&l, from, &before, &after);
    if (n != 2)
        return;
    alone = *base;
    life_put(&alone, laptops[0], &acts[0]);
    first = read_life(&alone);
    if (l.acts[from].judged != AC_WHY_OK)
        return;
    /* G4: what all gave by this is given, whatever crosses it. */
    if ((acts[0].kind == AC_KIND_ACCEPT || acts[0].kind == AC_KIND_ACCEPT_RESERVED) &&
        first.state == AC_STATE_ACCEPTED)
        CHECK(&l, after.state == AC_STATE_ACCEPTED);
    if (acts[0].kind == AC_KIND_RELEASE && first.state == AC_STATE_RELEASED)
        CHECK(&l, after.state == AC_STATE_RELEASED || after.state == AC_STATE_ACCEPTED);
    /* G6: a claim waits, and one-sided endings wait for claims and disputes. */
    if (acts[0].kind == AC_KIND_DELIVER && (acts[1].kind == AC_KIND_WITHDRAW || acts[1].kind == AC_KIND_SUSPEND))
        CHECK(&l, after.state == first.state);
    if (acts[0].kind == AC_KIND_DISPUTE && acts[1].kind == AC_KIND_WITHDRAW)
        CHECK(&l, after.state == AC_STATE_DISPUTED);
}

static void every_two_acts_cross_to_one_answer(void **state)
{
    static const int pairs[][2] = { { CITY_1, SASI_1 }, { SASI_1, CITY_1 }, { CITY_1, CITY_2 }, { SASI_1, SASI_2 },
                                    { SASI_1, RIVR_1 }, { RIVR_1, CITY_2 }, { RIVR_1, SASI_2 }, { RIVR_1, RIVR_2 } };
    static wishes w[2];
    uint64_t crossings = 0, thin = number_of("ACCORD_EVERY", rounds > 1 ? 1 : 8);
    (void)state;

    for (int i = 0; i < nsituations; i++)
        for (size_t p = 0; p < sizeof pairs / sizeof *pairs; p++) {
            wishes_of(&situations[i], pairs[p][0], &w[0]);
            wishes_of(&situations[i], pairs[p][1], &w[1]);
            for (int a = 0; a < w[0].n; a++)
                for (int b = 0; b < w[1].n; b++) {
                    const ac_act acts[2] = { w[0].acts[a], w[1].acts[b] };
                    if (next() % thin != 0)
                        continue;
                    cross(&situations[i], pairs[p], acts, 2, 1);
                    crossings++;
                }
        }
    print_message("%" PRIu64 " crossings of two\n", crossings);
    assert_true(crossings > 1000);
}

static void three_acts_cross_to_one_answer(void **state)
{
    static wishes w;
    (void)state;

    for (uint64_t round = 0; round < 3000 * rounds; round++) {
        const life *base = &situations[below(nsituations)];
        life copy = *base;
        int laptops[3], n = 0;
        ac_act acts[3];
        for (int k = 0; k < 3; k++) {
            laptops[n] = below(RIVR_2 + 1);
            wishes_of(&copy, laptops[n], &w);
            if (w.n == 0)
                continue;
            acts[n++] = w.acts[below(w.n)];
        }
        if (n > 1)
            cross(base, laptops, acts, n, 1);
    }
}

/* --- long lives: laptops write what they may by what they have in hand, and meet now and then --- */

static void long_lives_fold_to_one_answer(void **state)
{
    static wishes w;
    unsigned seen = 0;
    (void)state;

    for (uint64_t round = 0; round < 500 * rounds; round++) {
        life l;
        int calm = 1 + below(6), steps = 8 + below(30);
        if (below(3) == 0)
            l = situations[below(nsituations)];
        else {
            static const int starters[] = { CITY_1, SASI_1 };
            ac_act a = { .kind = AC_KIND_PROPOSE, .judged = AC_NOT_JUDGED, .parties = { CITY, SASI, RIVR } };
            a.nparties = 2 + (unsigned)below(2);
            a.facts.start = a.facts.due = a.facts.expires = a.facts.until = AC_NO_DAY;
            a.facts.has_terms = true;
            a.facts.need = below(3) == 0;
            a.facts.nslots = below(4) == 0 ? 2 : 0;
            life_init(&l);
            life_put(&l, starters[below(2)], &a);
            life_meet_all(&l);
            if (below(4) > 0) {
                for (unsigned k = 0; k < a.nparties; k++)
                    if (a.parties[k] != l.acts[0].org)
                        ACT(&l, 2 * a.parties[k], AC_KIND_SIGN, 0);
                life_meet_all(&l);
            }
        }
        for (int step = 0; step < steps && l.n < LIFE_ACTS - 4; step++) {
            int laptop = below(RIVR_2 + 1);
            switch (below(2 + calm)) {
            case 0:
                life_ack(&l, laptop);
                break;
            case 1:
                wishes_of(&l, laptop, &w);
                if (w.n > 0)
                    life_put(&l, laptop, &w.acts[below(w.n)]);
                wishes_of(&l, laptop, &w);
                if (w.n > 0)
                    life_put(&l, laptop, &w.acts[below(w.n)]);
                break;
            case 2:
                life_meet_all(&l);
                break;
            default:
                wishes_of(&l, laptop, &w);
                if (w.n > 0)
                    life_put(&l, laptop, &w.acts[below(w.n)]);
                life_meet(&l, below(RIVR_2 + 1), below(RIVR_2 + 1));
                break;
            }
        }
        folds_to_one_answer(&l, 2);
        seen |= AC_IN(read_life(&l).state);
        /* What a laptop may write passes, and what each of them read passes for all: judged once. */
        for (int i = 1; i < l.n; i++)
            CHECK(&l, l.acts[i].kind == AC_KIND_ACK || l.acts[i].judged == AC_WHY_OK);
    }
    if (rounds > 1)
        assert_int_equal(seen, AC_IN(AC_STATE_NONE) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_two_acts_cross_to_one_answer),
        cmocka_unit_test(three_acts_cross_to_one_answer),
        cmocka_unit_test(long_lives_fold_to_one_answer),
    };

    seed = chance = number_of("ACCORD_SEED", 1);
    rounds = number_of("ACCORD_ROUNDS", 1);
    return cmocka_run_group_tests(tests, find_situations, drop_situations);
}
