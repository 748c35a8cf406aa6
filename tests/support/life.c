/* life.c - playing the life of one commitment. */
#include "tests/support/life.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BIT(i) (UINT64_C(1) << (i))

void life_init(life *l)
{
    static const int orgs[LIFE_LAPTOPS] = { CITY, CITY, SASI, SASI, RIVR, RIVR, EURF, SUCC, SUCC, SUCC };

    memset(l, 0, sizeof *l);
    l->root = -1;
    memcpy(l->org, orgs, sizeof orgs);
}

int life_put(life *l, int laptop, const ac_act *act)
{
    ac_act *a;
    int i = l->n;

    assert(i < LIFE_ACTS - 1);
    l->n++;
    a = &l->acts[i];
    *a = *act;
    a->org = l->org[laptop];
    a->device = laptop;
    a->rank = (uint32_t)i;
    a->is_counted = true;
    a->judged = AC_NOT_JUDGED;
    l->past[i] = l->knows[laptop];
    l->knows[laptop] |= BIT(i);
    if (a->kind == AC_KIND_PROPOSE && l->root < 0)
        l->root = i;
    return i;
}

static ac_act blank(uint16_t kind, const int *cites)
{
    ac_act a = { .kind = kind, .judged = AC_NOT_JUDGED };

    a.facts.start = a.facts.due = a.facts.expires = a.facts.until = AC_NO_DAY;
    while (cites != NULL && cites[a.ncites] >= 0) {
        a.cites[a.ncites] = cites[a.ncites];
        a.ncites++;
    }
    return a;
}

int life_act(life *l, int laptop, uint16_t kind, const int *cites)
{
    ac_act a = blank(kind, cites);
    return life_put(l, laptop, &a);
}

int life_ack(life *l, int laptop)
{
    return life_act(l, laptop, AC_KIND_ACK, NULL);
}

int life_propose(life *l, int laptop, const int *parties)
{
    ac_act a = blank(AC_KIND_PROPOSE, NULL);

    a.facts.has_terms = true;
    while (parties[a.nparties] >= 0) {
        a.parties[a.nparties] = parties[a.nparties];
        a.nparties++;
    }
    return life_put(l, laptop, &a);
}

int life_resolve(life *l, int laptop, ac_outcome outcome, const int *cites)
{
    ac_act a = blank(AC_KIND_RESOLVE, cites);

    a.facts.outcome = outcome;
    return life_put(l, laptop, &a);
}

void life_meet(life *l, int a, int b)
{
    l->knows[a] = l->knows[b] = l->knows[a] | l->knows[b];
}

void life_meet_all(life *l)
{
    uint64_t all = 0;

    for (int i = 0; i < LIFE_LAPTOPS; i++)
        all |= l->knows[i];
    for (int i = 0; i < LIFE_LAPTOPS; i++)
        l->knows[i] = all;
}

void life_forget_judgements(life *l)
{
    for (int i = 0; i < l->n; i++)
        l->acts[i].judged = AC_NOT_JUDGED;
}

static bool precedes(void *ctx, int a, int b)
{
    const life_fold *f = ctx;
    return (f->l->past[f->what[b]] >> f->what[a]) & 1;
}

static bool is_gone(void *ctx, int org, int at)
{
    const life_fold *f = ctx;
    return (f->l->gone_at[org] >> (at < 0 ? 63 : f->what[at])) & 1;
}

void life_open(life_fold *f, life *l, uint64_t scope, const int *order, const int *ranks, bool judged)
{
    ac_err err = { 0 };
    int root = -1;

    f->n = 0;
    f->l = l;
    for (int k = 0; k < l->n; k++) {
        int i = order != NULL ? order[k] : k;
        f->at[i] = -1;
        if (!((scope >> i) & 1))
            continue;
        f->at[i] = f->n;
        f->what[f->n] = i;
        f->acts[f->n++] = l->acts[i];
    }
    for (int p = 0; p < f->n; p++) {
        ac_act *a = &f->acts[p];
        for (unsigned k = 0; k < a->ncites; k++)
            a->cites[k] = a->cites[k] >= 0 ? f->at[a->cites[k]] : -1;
        if (ranks != NULL)
            a->rank = (uint32_t)ranks[f->what[p]];
        if (!judged)
            a->judged = AC_NOT_JUDGED;
        if (f->what[p] == l->root)
            root = p;
    }
    f->port = (ac_record_port){ precedes, NULL, is_gone, f };
    f->c = NULL;
    if (ac_commitment_open(&f->c, f->acts, (size_t)f->n, root, &f->port, &err) != AC_OK)
        abort();
}

void life_close(life_fold *f)
{
    ac_commitment_close(f->c);
    f->c = NULL;
}

ac_commitment_state life_state(life *l, int laptop)
{
    uint64_t scope = laptop < 0 ? BIT(63) - 1 : l->knows[laptop];
    ac_commitment_state state;
    life_fold f;

    life_open(&f, l, scope, NULL, NULL, true);
    for (int p = 0; p < f.n; p++)
        l->acts[f.what[p]].judged = f.acts[p].judged;
    state = ac_commitment_answers(f.c)->state;
    life_close(&f);
    return state;
}

ac_why life_judged(life *l, int act)
{
    life_state(l, -1);
    return (ac_why)l->acts[act].judged;
}

ac_why life_may(life *l, int laptop, const ac_act *act)
{
    ac_act wish = *act;
    ac_why why;
    life_fold f;

    life_open(&f, l, l->knows[laptop], NULL, NULL, true);
    wish.org = l->org[laptop];
    for (unsigned k = 0; k < wish.ncites; k++)
        wish.cites[k] = wish.cites[k] >= 0 ? f.at[wish.cites[k]] : -1;
    why = ac_commitment_may(f.c, &wish);
    life_close(&f);
    return why;
}
