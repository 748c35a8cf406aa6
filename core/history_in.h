/* history_in.h - what the files of the history share: its caches, its feeds, what changes knew. */
#ifndef AC_HISTORY_IN_H
#define AC_HISTORY_IN_H

#include "core/history.h"

#define AC_CHANGES_KEPT 8192 /* looked at lately: direct-mapped, by n and by id */
#define AC_VECTORS_KEPT 4096 /* likewise */

typedef struct {
    int branch;
    uint64_t seq;
} knew;

typedef struct {
    int vector; /* 0: empty place */
    int steps;  /* how many rows it is written over: itself, then what it is said against */
    knew *list; /* ascending by branch */
    size_t n;
} vector;

typedef struct {
    ac_branch b;
    int space;
    bool is_dirty;
} branch;

struct ac_history {
    ac_store *store;
    ac_world *world;
    bool is_loaded;
    ac_space_info *spaces;
    bool *space_dirty;
    size_t nspaces;
    branch *branches; /* by number: branch i stands at i - 1 */
    size_t nbranches, branch_cap;
    ac_n newest;
    int newest_vector;
    ac_held *by_n;        /* AC_CHANGES_KEPT */
    struct {
        uint64_t key;
        ac_n n;
    } *by_id;             /* AC_CHANGES_KEPT */
    vector *vectors;      /* AC_VECTORS_KEPT */
    ac_id absent;         /* looked for in this transaction and not here: keeping it need not look again */
    int absent_space;     /* 0: none */
};

/* --- core/history.c --- */
ac_rc ac_history_load(ac_history *h, ac_err *err); /* spaces and feeds, when they are not here */
size_t ac_history_space_at(const ac_history *h, int space);
branch *ac_history_branch_room(ac_history *h); /* for one more; NULL: out of memory */
void ac_history_cache(ac_history *h, const ac_held *held);

/* --- core/history_past.c --- */
/* What a change on these knows; kept, its number in *out. */
ac_rc ac_vector_make(ac_history *h, const ac_held *prev, const ac_held *deps, size_t ndeps, int *out, ac_err *err);

#endif
