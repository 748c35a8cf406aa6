/* life.h - playing the life of one commitment: laptops that write, meet and forget nothing. */
#ifndef AC_TESTS_LIFE_H
#define AC_TESTS_LIFE_H

#include "core/commitment.h"

#define LIFE_ACTS 64
#define LIFE_LAPTOPS 10
#define LIFE_ORGS 5

typedef struct {
    ac_act acts[LIFE_ACTS]; /* by order of writing */
    uint64_t past[LIFE_ACTS];
    int n, root;
    uint64_t knows[LIFE_LAPTOPS];
    int org[LIFE_LAPTOPS]; /* whose laptop */
    uint64_t gone_at[LIFE_ORGS]; /* bit of an act in whose past it had gone; bit 63: now */
} life;

/* Laptops 0.. belong to: CITY 0 and 1, SASI 2 and 3, RIVR 4 and 5. */
enum { CITY, SASI, RIVR, EURF, SUCC };
enum { CITY_1, CITY_2, SASI_1, SASI_2, RIVR_1, RIVR_2, EURF_1, SUCC_1 };

void life_init(life *l);
/* Writes the act with all that this laptop knows in its past; returns its number. */
int life_put(life *l, int laptop, const ac_act *act);
/* Cites ended by -1. */
int life_act(life *l, int laptop, uint16_t kind, const int *cites);
#define ACT(l, laptop, kind, ...) life_act(l, laptop, kind, (const int[]){ __VA_ARGS__, -1 })
int life_ack(life *l, int laptop);
/* Parties ended by -1, promisor first. */
int life_propose(life *l, int laptop, const int *parties);
#define PROPOSE(l, laptop, ...) life_propose(l, laptop, (const int[]){ __VA_ARGS__, -1 })
int life_resolve(life *l, int laptop, ac_outcome outcome, const int *cites);
#define RESOLVE(l, laptop, outcome, ...) life_resolve(l, laptop, outcome, (const int[]){ __VA_ARGS__, -1 })
void life_meet(life *l, int a, int b); /* both know what either knew */
void life_meet_all(life *l);
void life_forget_judgements(life *l);

/* Everything folded, in the order of writing. Aborts when out of memory. */
typedef struct {
    ac_act acts[LIFE_ACTS];
    int at[LIFE_ACTS];   /* where act i stands in the array */
    int what[LIFE_ACTS]; /* which act stands at place i */
    int n;
    const life *l;
    ac_record_port port;
    ac_commitment *c;
} life_fold;
/* The acts of `scope` (bits), placed by `order` (a permutation of 0..n-1; NULL: as written), ranked by
 * `ranks` (NULL: as written). Judgements are taken from the life where `judged`. */
void life_open(life_fold *f, life *l, uint64_t scope, const int *order, const int *ranks, bool judged);
void life_close(life_fold *f);
/* What laptop knows, or everything (-1): judged and read. */
ac_commitment_state life_state(life *l, int laptop);
ac_why life_judged(life *l, int act);
/* Would this act of the laptop pass, written now? */
ac_why life_may(life *l, int laptop, const ac_act *act);

#endif
