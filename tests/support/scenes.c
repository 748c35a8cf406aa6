/* scenes.c - situations in the life of a promise. */
#include "tests/support/scenes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void sign(scene *s, int laptop, int text)
{
    ACT(&s->l, laptop, AC_KIND_SIGN, text);
    life_meet_all(&s->l);
}

static int put(scene *s, int laptop, uint16_t kind, const int *cites)
{
    int i = life_act(&s->l, laptop, kind, cites);
    life_meet_all(&s->l);
    return i;
}
#define PUT(s, laptop, kind, ...) put(s, laptop, kind, (const int[]){ __VA_ARGS__, -1 })

static void offered(scene *s)
{
    s->text = s->terms = PROPOSE(&s->l, CITY_1, CITY, SASI, RIVR);
    life_meet_all(&s->l);
}

static void asked(scene *s)
{
    s->text = s->terms = PROPOSE(&s->l, SASI_1, CITY, SASI, RIVR);
    life_meet_all(&s->l);
}

static void half_signed(scene *s)
{
    offered(s);
    sign(s, SASI_1, s->text);
}

static void countered(scene *s)
{
    offered(s);
    s->text = PUT(s, SASI_1, AC_KIND_AMEND, s->terms);
}

static void declined(scene *s)
{
    offered(s);
    PUT(s, SASI_1, AC_KIND_DECLINE, s->text);
}

static void retracted(scene *s)
{
    offered(s);
    PUT(s, CITY_1, AC_KIND_RETRACT, s->text);
}

static void crossed(scene *s)
{
    offered(s);
    ACT(&s->l, SASI_1, AC_KIND_SIGN, s->text);
    PUT(s, CITY_1, AC_KIND_RETRACT, s->text);
}

/* The offer is declined, a counter-offer waits: `text` is the one, then the other. */
static void declined_but_countered(scene *s)
{
    offered(s);
    PUT(s, SASI_1, AC_KIND_AMEND, s->terms);
    PUT(s, RIVR_1, AC_KIND_DECLINE, s->terms);
}

static void countered_and_declined(scene *s)
{
    countered(s);
    PUT(s, RIVR_1, AC_KIND_DECLINE, s->terms);
}

static void agreed(scene *s)
{
    half_signed(s);
    sign(s, RIVR_1, s->text);
}

static void amending(scene *s)
{
    agreed(s);
    s->text = PUT(s, SASI_1, AC_KIND_AMEND, s->terms);
}

static void clash(scene *s)
{
    agreed(s);
    s->text = ACT(&s->l, CITY_1, AC_KIND_AMEND, s->terms);
    PUT(s, SASI_1, AC_KIND_AMEND, s->terms);
}

static void amended(scene *s)
{
    agreed(s);
    s->terms = s->text = PUT(s, CITY_1, AC_KIND_AMEND, s->terms);
    sign(s, SASI_1, s->text);
    sign(s, RIVR_1, s->text);
}

/* Acts that still name the text before. */
static void amended_unseen(scene *s)
{
    agreed(s);
    int text = PUT(s, CITY_1, AC_KIND_AMEND, s->terms);
    sign(s, SASI_1, text);
    sign(s, RIVR_1, text);
}

/* A rival of what came into force. */
static void overtaken(scene *s)
{
    int rival;
    agreed(s);
    rival = ACT(&s->l, SASI_2, AC_KIND_AMEND, s->terms);
    s->terms = PUT(s, CITY_1, AC_KIND_AMEND, s->terms);
    sign(s, SASI_1, s->terms);
    sign(s, RIVR_1, s->terms);
    s->text = rival;
}

static void in_progress(scene *s)
{
    agreed(s);
    PUT(s, CITY_1, AC_KIND_PROGRESS, s->terms);
}

static void suspended_by_promisor(scene *s)
{
    agreed(s);
    s->suspension = PUT(s, CITY_1, AC_KIND_SUSPEND, s->terms);
}

static void suspended_by_promisee(scene *s)
{
    agreed(s);
    s->suspension = PUT(s, SASI_1, AC_KIND_SUSPEND, s->terms);
}

static void delivered(scene *s)
{
    agreed(s);
    s->claim = PUT(s, CITY_1, AC_KIND_DELIVER, s->terms);
}

static void partly_accepted(scene *s)
{
    delivered(s);
    PUT(s, SASI_1, AC_KIND_ACCEPT, s->claim, s->terms);
}

static void replaced(scene *s)
{
    delivered(s);
    PUT(s, CITY_1, AC_KIND_DELIVER, s->terms);
}

static void amended_after_verdict(scene *s)
{
    partly_accepted(s);
    s->terms = s->text = PUT(s, CITY_1, AC_KIND_AMEND, s->terms);
    sign(s, SASI_1, s->text);
    sign(s, RIVR_1, s->text);
}

static void disputed(scene *s)
{
    agreed(s);
    s->dispute = PUT(s, SASI_1, AC_KIND_DISPUTE, s->terms);
}

static void claim_disputed(scene *s)
{
    delivered(s);
    s->dispute = PUT(s, SASI_1, AC_KIND_DISPUTE, s->terms, s->claim);
}

static void responded(scene *s)
{
    claim_disputed(s);
    PUT(s, CITY_1, AC_KIND_RESPOND, s->dispute);
}

static void resolving(scene *s)
{
    disputed(s);
    s->text = RESOLVE(&s->l, CITY_1, AC_OUTCOME_IN_PROGRESS, s->terms, s->dispute);
    life_meet_all(&s->l);
}

static void resolving_signed(scene *s)
{
    resolving(s);
    sign(s, SASI_1, s->text);
}

static void one_accepts_one_disputes(scene *s)
{
    partly_accepted(s);
    s->dispute = PUT(s, RIVR_1, AC_KIND_DISPUTE, s->terms, s->claim);
}

static void resolve(scene *s, ac_outcome outcome)
{
    s->terms = s->text = RESOLVE(&s->l, CITY_1, outcome, s->terms, s->dispute);
    life_meet_all(&s->l);
    sign(s, SASI_1, s->text);
    sign(s, RIVR_1, s->text);
}

static void resolved(scene *s)
{
    claim_disputed(s);
    resolve(s, AC_OUTCOME_IN_PROGRESS);
}

static void resolved_as_accepted(scene *s)
{
    disputed(s);
    resolve(s, AC_OUTCOME_ACCEPTED);
}

static void resolved_as_released(scene *s)
{
    disputed(s);
    resolve(s, AC_OUTCOME_RELEASED);
}

static void resolved_as_withdrawn(scene *s)
{
    disputed(s);
    resolve(s, AC_OUTCOME_WITHDRAWN);
}

static void accepted(scene *s)
{
    partly_accepted(s);
    PUT(s, RIVR_1, AC_KIND_ACCEPT, s->claim, s->terms);
}

static void reopening(scene *s)
{
    accepted(s);
    s->text = PUT(s, CITY_1, AC_KIND_REOPEN, s->terms);
}

static void reopening_signed(scene *s)
{
    reopening(s);
    sign(s, SASI_1, s->text);
}

static void reopened(scene *s)
{
    reopening_signed(s);
    sign(s, RIVR_1, s->text);
    s->terms = s->text;
}

static void released_by_one(scene *s)
{
    agreed(s);
    PUT(s, SASI_1, AC_KIND_RELEASE, s->terms);
}

static void released(scene *s)
{
    released_by_one(s);
    PUT(s, RIVR_1, AC_KIND_RELEASE, s->terms);
}

static void withdrawn(scene *s)
{
    agreed(s);
    PUT(s, CITY_1, AC_KIND_WITHDRAW, s->terms);
}

static void withdrawn_and_disputed(scene *s)
{
    agreed(s);
    s->dispute = ACT(&s->l, SASI_1, AC_KIND_DISPUTE, s->terms);
    PUT(s, CITY_1, AC_KIND_WITHDRAW, s->terms);
}

static void withdrawn_and_claimed(scene *s)
{
    agreed(s);
    s->claim = ACT(&s->l, CITY_2, AC_KIND_DELIVER, s->terms);
    PUT(s, CITY_1, AC_KIND_WITHDRAW, s->terms);
}

/* RIVR has left, or nobody vouches for it any more: what it had said before stands. */
static void gone(scene *s, int org)
{
    s->l.gone_at[org] = UINT64_MAX << s->l.n;
}

static void half_signed_one_gone(scene *s)
{
    half_signed(s);
    gone(s, RIVR);
}

static void agreed_one_gone(scene *s)
{
    agreed(s);
    gone(s, RIVR);
}

static void delivered_one_gone(scene *s)
{
    delivered(s);
    gone(s, RIVR);
}

static void resolving_one_gone(scene *s)
{
    resolving(s);
    gone(s, RIVR);
}

static void delivered_promisor_gone(scene *s)
{
    delivered(s);
    gone(s, CITY);
}

const scene_row scenes[] = {
    { "offered", offered },
    { "asked", asked },
    { "half signed", half_signed },
    { "countered", countered },
    { "declined", declined },
    { "retracted", retracted },
    { "crossed", crossed },
    { "declined, but countered", declined_but_countered },
    { "countered, and declined", countered_and_declined },
    { "agreed", agreed },
    { "amending", amending },
    { "clash", clash },
    { "amended", amended },
    { "amended, unseen", amended_unseen },
    { "overtaken", overtaken },
    { "in progress", in_progress },
    { "suspended by the promisor", suspended_by_promisor },
    { "suspended by a promisee", suspended_by_promisee },
    { "delivered", delivered },
    { "partly accepted", partly_accepted },
    { "replaced by a later claim", replaced },
    { "amended after a verdict", amended_after_verdict },
    { "disputed", disputed },
    { "claim disputed", claim_disputed },
    { "responded", responded },
    { "resolving", resolving },
    { "resolving, half signed", resolving_signed },
    { "one accepts, one disputes", one_accepts_one_disputes },
    { "resolved", resolved },
    { "resolved as accepted", resolved_as_accepted },
    { "resolved as released", resolved_as_released },
    { "resolved as withdrawn", resolved_as_withdrawn },
    { "accepted", accepted },
    { "reopening", reopening },
    { "reopening, half signed", reopening_signed },
    { "reopened", reopened },
    { "released by one", released_by_one },
    { "released", released },
    { "withdrawn", withdrawn },
    { "withdrawn and disputed", withdrawn_and_disputed },
    { "withdrawn and claimed", withdrawn_and_claimed },
    { "half signed, RIVR gone", half_signed_one_gone },
    { "agreed, RIVR gone", agreed_one_gone },
    { "delivered, RIVR gone", delivered_one_gone },
    { "resolving, RIVR gone", resolving_one_gone },
    { "delivered, CITY gone", delivered_promisor_gone },
};
const size_t scenes_n = sizeof scenes / sizeof *scenes;

void scene_make_row(scene *s, size_t row)
{
    life_init(&s->l);
    s->text = s->terms = s->claim = s->dispute = s->suspension = -1;
    scenes[row].make(s);
    life_meet_all(&s->l);
}

void scene_make(scene *s, const char *name)
{
    for (size_t row = 0; row < scenes_n; row++)
        if (strcmp(scenes[row].name, name) == 0) {
            scene_make_row(s, row);
            return;
        }
    fprintf(stderr, "no scene %s\n", name);
    abort();
}
