/* commitment_in.h - what the files of the life cycle share: acts by rank, scopes, one reading.
 *
 * Inside, acts are named by position: their place by rank, so that what precedes has a smaller one and
 * the order of the caller's array is forgotten at the door. */
#ifndef AC_COMMITMENT_IN_H
#define AC_COMMITMENT_IN_H

#include "core/commitment.h"

/* A set closed under ancestors: everything, or the past of one act (with itself, or without). */
typedef struct {
    int at; /* position; n: everything */
    bool with_self;
    const uint8_t *in; /* acts that passed and count there, by position; NULL: asked one by one */
} ac_scope;

typedef struct {
    int *v, n;
} ac_places; /* positions, ascending; room for every act */

/* What is read off one scope. */
typedef struct {
    ac_scope scope;
    uint8_t *in;
    bool exists;
    ac_places chain; /* texts bound, first to last */
    int current;     /* the question now open: the text in force, else the propose */
    int in_force;    /* -1: none */
    int renewal;     /* last resolve (in progress) or reopen in the chain; -1 */
    int reopened;    /* last reopen; -1 */
    int nslots;      /* of the terms; 0: none, the one place is 0 */
    int done[AC_SLOTS_MAX + 1];      /* claim that all accepted; -1 */
    bool reserved[AC_SLOTS_MAX + 1]; /* ... it or another, with reservations of one */
    bool is_accepted, is_released, is_partly;
    ac_outcome outcome; /* of the text in force */
    ac_places waiting;     /* claims */
    ac_places disputes;    /* that stand */
    ac_places overruled;   /* disputes that stand against what is given */
    ac_places suspensions; /* that stand */
    ac_places withdrawals; /* of the text in force */
    bool is_withdrawn, is_begun;
    ac_commitment_state state;
} ac_reading;

typedef enum { AC_TEXT_OPEN, AC_TEXT_BOUND, AC_TEXT_MOVED, AC_TEXT_CLOSED, AC_TEXT_ENDED } ac_text_status;

struct ac_commitment {
    ac_act *acts;
    int n, root; /* root: position; -1 */
    ac_record_port port;
    int *index, *place;      /* position to index and back */
    int *citers, *citers_at; /* positions that cite each position, ascending: citers[citers_at[p]..[p+1]) */
    int *base;               /* of a text: the text it cites; -1 */
    int *named;              /* of a text: the one that names its parties; -1 */
    int *terms;              /* of a text: the one whose facts are its terms; -1 */
    int8_t **held;           /* of a text: who holds it bound, by position: 0 not asked, 1 no, 2 yes */
    bool has_newer, failed;
    ac_reading now, past;
    ac_answers answers;
    int *versions, *open;
    ac_turn *turns;
    int turns_cap, notes_cap;
    ac_note *notes;
    ac_slot_answer slots[AC_SLOTS_MAX];
    uint8_t *aside;
};

static inline const ac_act *ac_at(const ac_commitment *f, int p)
{
    return &f->acts[f->index[p]];
}
static inline int ac_kind_at(const ac_commitment *f, int p)
{
    return ac_at(f, p)->kind;
}
static inline int ac_org_at(const ac_commitment *f, int p)
{
    return ac_at(f, p)->org;
}
/* Position of cite k; -1. */
static inline int ac_cite_at(const ac_commitment *f, int p, unsigned k)
{
    const ac_act *a = ac_at(f, p);
    return k < a->ncites && a->cites[k] >= 0 && a->cites[k] < f->n ? f->place[a->cites[k]] : -1;
}
static inline bool ac_is_accept(int kind)
{
    return kind == AC_KIND_ACCEPT || kind == AC_KIND_ACCEPT_RESERVED;
}
static inline bool ac_is_exit(int kind)
{
    return kind == AC_KIND_DECLINE || kind == AC_KIND_RETRACT;
}
#define AC_EACH_CITER(f, x, p) \
    for (int x##_i = (f)->citers_at[p], x; x##_i < (f)->citers_at[(p) + 1] && (x = (f)->citers[x##_i], true); x##_i++)

bool ac_before(const ac_commitment *f, int a, int b);   /* a in past(b) */
bool ac_apart(const ac_commitment *f, int a, int b);    /* neither knew of the other */
bool ac_counts_in(const ac_commitment *f, const ac_scope *s, int p);
bool ac_gone(const ac_commitment *f, const ac_scope *s, int org);

/* Parties of a text: everyone it or its base names. At most 2 * AC_PARTIES_MAX. */
int ac_parties(const ac_commitment *f, int text, int *out);
bool ac_is_party(const ac_commitment *f, int text, int org);
int ac_promisor(const ac_commitment *f, int text); /* -1 */
bool ac_is_promisee(const ac_commitment *f, int text, int org);
/* The place of a claim among the slots of a text's terms: 0 where it has none; -1: does not fit. */
int ac_slot_of(const ac_commitment *f, int text, int claim);

/* The yes of an organisation that stands; -1. */
int ac_yes(ac_commitment *f, const ac_scope *s, int text, int org);
bool ac_said_yes(ac_commitment *f, const ac_scope *s, int text, int org);
/* A hand behind `after` (-1: the first) that makes an exit from this text void; -1. */
int ac_void(ac_commitment *f, const ac_scope *s, int exit, int text, int after);
/* An exit in force; -1. */
int ac_closed(ac_commitment *f, const ac_scope *s, int text);
bool ac_first_agreement(ac_commitment *f, const ac_scope *s, int text);
bool ac_is_waived(ac_commitment *f, const ac_scope *s, int text, int org);
bool ac_bound(ac_commitment *f, const ac_scope *s, int text);

typedef struct {
    int yes, other; /* what crossed */
    bool is_exit;   /* other is an exit in force; else a choice that is in the way */
    int org;        /* whose choice */
    bool is_rival_open;
} ac_crossing;
typedef void ac_on_crossing(ac_commitment *f, int text, const ac_crossing *x);
/* Does an unbound text hold crossings that nobody has settled? `each` is told of all; NULL: nobody is. */
bool ac_crossed(ac_commitment *f, const ac_reading *r, int text, ac_on_crossing *each);

bool ac_reading_init(ac_reading *r, int n);
void ac_reading_free(ac_reading *r);
void ac_read(ac_commitment *f, ac_reading *r); /* r->scope and r->in are set */
ac_text_status ac_status(ac_commitment *f, const ac_reading *r, int text);
bool ac_accepted_claim(const ac_commitment *f, const ac_reading *r, int claim, int org); /* under the text in force */
bool ac_given(const ac_commitment *f, const ac_reading *r, int claim); /* accepted by all, in this life of the promise */
bool ac_released(const ac_commitment *f, const ac_reading *r, int org);
bool ac_has(const ac_places *list, int p);
/* Slot places of the terms in force: first..last. */
static inline int ac_slot_first(const ac_reading *r)
{
    return r->nslots > 0 ? 1 : 0;
}

/* core/commitment.c */
struct ac_judging {
    ac_commitment *f;
    const ac_reading *r;
    const ac_act *act;
    int cites[AC_CITES_MAX]; /* positions, -1 */
};
/* May cite k of an act of this kind be the act at this position? */
bool ac_cite_fits(const ac_commitment *f, uint16_t kind, unsigned k, int cited);
ac_why ac_judge(ac_commitment *f, const ac_reading *r, const ac_act *act, bool is_root);
/* core/commitment_answers.c */
bool ac_answer(ac_commitment *f);

#endif
