/* history.h - the truth: the signed changes this notebook holds, and who knew what.
 *
 * Changes are rows, numbered by arrival (n, from 1). Feeds are branches: the changes
 * of one device in one space chained by prev; a fork makes a second branch of the
 * same device. Each change knows, for every other branch, the newest seq in its past
 * (its vector, shared between changes that know the same), so `precedes` is a look-up.
 * Nothing here judges: core/inside.h does, before it asks history to keep a change. */
#ifndef AC_HISTORY_H
#define AC_HISTORY_H

#include "core/change.h"
#include "core/ids.h"
#include "core/store.h"
#include "core/world.h"

typedef int64_t ac_n; /* arrival number of a change in this notebook; 0: none */

typedef struct ac_history ac_history; /* the notebook's; caches only */

/* What is known of one change without its bytes. */
typedef struct {
    ac_n n;
    ac_id id;
    int space;  /* small number of the space in this notebook */
    int branch; /* small number of the branch */
    int org;    /* index of the organisation in the space's ac_members; -1: unjudged */
    int vector; /* small number of what it knew */
    int set;    /* governing changes in its past (ac_members) */
    uint16_t kind;
    uint64_t seq, depth;
    ac_n record; /* the change it acts upon; 0 where it creates one */
    int ref;     /* count of references in its feed up to and with it (KINDS, names for people) */
    int64_t written_ms, received_ms;
    unsigned flags; /* AC_HELD_* */
} ac_held;

#define AC_HELD_UNJUDGED 1u  /* rests on a governing kind of a newer version, or is one */
#define AC_HELD_UNCOUNTED 2u /* set aside: the reason stands in `aside` */
#define AC_HELD_CONTESTED 4u /* counted, but its organisation's recovery list says otherwise */
#define AC_HELD_FLAGGED 8u   /* counted beyond a stop or an end */
#define AC_HELD_NO_WORDS 16u /* words belong to it and are not here */
#define AC_HELD_BAD_WORDS 32u /* words are here and fail the scanner: shown as unreadable */
#define AC_HELD_WITHHELD 64u  /* its facts withhold its words from other organisations (core/withheld.h) */
#define AC_HELD_REVEALED 128u /* ... and a reveal that counts is here */

/* Words belong to it, are not here, and nobody withholds them. */
static inline bool ac_held_lacks_words(const ac_held *held)
{
    return (held->flags & AC_HELD_NO_WORDS) != 0 && (held->flags & (AC_HELD_WITHHELD | AC_HELD_REVEALED)) != AC_HELD_WITHHELD;
}

typedef struct {
    int branch, parent; /* parent -1: begins at seq 1 */
    ac_device device;
    int org;
    uint64_t fork_seq;        /* changes up to here are the parent's */
    uint64_t head_seq;
    ac_n head;
    ac_id head_id;
    ac_n solid;               /* newest change that is neither ack nor unjudged; 0: none */
    uint64_t solid_seq;
    ac_id solid_id;
} ac_branch;

typedef struct {
    int space;
    ac_space id;
    bool is_own;
    int64_t changes, missing_words;
    ac_n newest; /* highest n of this space */
} ac_space_info;

ac_rc ac_history_open(ac_history **out, ac_store *store, ac_world *world, ac_err *err);
void ac_history_close(ac_history *history);
/* Forget caches (another process wrote, or a transaction was undone). */
void ac_history_refresh(ac_history *history);

/* Spaces. */
ac_rc ac_history_spaces(ac_history *h, ac_space_info **out, size_t *out_n, ac_err *err); /* caller frees */
ac_rc ac_history_space(ac_history *h, const ac_space *id, ac_space_info *out, bool *out_found, ac_err *err);
/* By its small number. */
ac_rc ac_history_space_info(ac_history *h, int space, ac_space_info *out, ac_err *err);
ac_rc ac_history_space_make(ac_history *h, const ac_space *id, bool is_own, int *out_space, ac_err *err);

/* Look-ups. not found: *out->n == 0 and AC_OK. */
ac_rc ac_history_find(ac_history *h, int space, const ac_id *id, ac_held *out, ac_err *err);
ac_rc ac_history_get(ac_history *h, ac_n n, ac_held *out, ac_err *err);
/* header, signature, words as received; appended to the buffers (any may be NULL).
 * words: salt then json; *out_words says whether they are here. */
ac_rc ac_history_bytes(ac_history *h, ac_n n, ac_buf *header, uint8_t signature[64], ac_buf *words, bool *out_words,
                       ac_err *err);

/* a in past(b)? Both held. False for a == b. */
bool ac_history_precedes(ac_history *h, const ac_held *a, const ac_held *b);
/* Would a be in the past of a change that has these prev (n = 0: none) and deps? */
bool ac_history_in_past(ac_history *h, const ac_held *a, const ac_held *prev, const ac_held *deps, size_t ndeps);
/* a is b, or reaches b by prev alone. */
bool ac_history_reaches(ac_history *h, const ac_held *a, const ac_held *b);

/* The device that writes a branch, and its organisation. */
ac_rc ac_history_branch(ac_history *h, int branch, ac_branch *out, ac_err *err);
ac_rc ac_history_branch_device(ac_history *h, int branch, ac_device *out, ac_err *err);
/* The newest seq of `branch` in the past of b (b itself counted when it is of it); 0: none. */
uint64_t ac_history_knows(ac_history *h, const ac_held *b, int branch);

/* Branches of a space, ascending by device key then head seq and id. Caller frees. */
ac_rc ac_history_branches(ac_history *h, int space, ac_branch **out, size_t *out_n, ac_err *err);
/* How many there are in all spaces: it changes when one is added. */
size_t ac_history_branch_count(ac_history *h);
/* The change(s) of a device at a seq; several when written twice. Up to `max`. */
ac_rc ac_history_at(ac_history *h, int space, const ac_device *device, uint64_t seq, ac_held *out, size_t max,
                    size_t *out_n, ac_err *err);

/* The change of a branch at a seq (its parents' not counted). AC_ECORRUPT: none. */
ac_rc ac_history_on(ac_history *h, int branch, uint64_t seq, ac_held *out, ac_err *err);

/* Walk arrival order: changes of `space` with after < n <= until, at most `max` a call
 * (one slice is one short read). `space` -1: all. */
ac_rc ac_history_slice(ac_history *h, int space, ac_n after, ac_n until, ac_held *out, size_t max, size_t *out_n,
                       ac_err *err);

/* Keep a judged change. `held` carries all but n, branch, vector, ref, received_ms, which are set;
 * prev->n 0: none.
 * words NULL: none came. The caller has begun a write. Idempotent: held already = AC_OK, n set,
 * *out_new false (words that were missing are added when they match). */
typedef struct {
    const ac_header *header;
    const uint8_t *header_bytes;
    size_t header_n;
    const uint8_t *signature;
    const uint8_t *words; /* salt32 then json, or NULL */
    size_t words_n;
} ac_arrival;
ac_rc ac_history_keep(ac_history *h, const ac_arrival *arrival, ac_held *held, const ac_held *prev, const ac_held *deps,
                      size_t ndeps, bool *out_new, ac_err *err);
/* Write back what the caches changed (heads, counts). Before every commit. */
ac_rc ac_history_flush(ac_history *h, ac_err *err);
/* why "" takes it from the list of what is set aside. */
ac_rc ac_history_set_flags(ac_history *h, ac_held *held, unsigned flags, const char *why, ac_err *err);
/* Flags of the words alone (AC_HELD_WITHHELD, AC_HELD_REVEALED): what is missing is counted anew with them. */
ac_rc ac_history_set_reveal(ac_history *h, ac_held *held, unsigned flags, ac_err *err);
ac_rc ac_history_words_add(ac_history *h, ac_held *held, const uint8_t *words, size_t n_words, ac_err *err);

/* Digest over the heads (SESSION 3), leaving out the devices named. history of an audit = none left out. */
ac_rc ac_history_digest(ac_history *h, int space, const ac_device *out_of, size_t n_out_of, ac_digest *out,
                        ac_err *err);

/* The same over a list of branches in the order of ac_history_branches. */
ac_rc ac_digest_of_heads(const ac_space *space, const ac_branch *list, size_t n, const ac_device *out_of, size_t n_out_of,
                         ac_digest *out);

/* Refused changes are listed, a thousand a feed at most. */
ac_rc ac_history_reject(ac_history *h, const ac_space *space, const ac_arrival *arrival, const ac_device *sender,
                        const char *why, ac_err *err);

#endif
