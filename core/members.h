/* members.h - who belongs: DESIGN 5 and 6 for one space.
 *
 * The model holds the governing changes (and the ratifications, which only this module reads): a handful
 * in a lifetime. A knowledge set is a set of them, interned as a small number, so that each change names
 * what governing changes its past holds; 0 is the empty set. `state` depends on such a set alone and is
 * computed once for each. Causality of single changes is asked of the history. No SQL here. */
#ifndef AC_MEMBERS_H
#define AC_MEMBERS_H

#include "core/history.h"
#include "core/kind.h"
#include "core/statement.h"

#define AC_CHAIN_MAX 8 /* certificates between a device and a statement stay below */

typedef struct ac_members ac_members;

typedef struct {
    ac_device key;
    ac_transport transport;
    char n[AC_NUMBER_SIZE], label[AC_LABEL_MAX + 1];
    bool goes_on;    /* in devices(o) */
    bool is_stopped; /* by a revoke */
    int by;          /* governing index of the statement or certificate that names it */
} ac_state_device;

typedef struct {
    bool is_standing, has_left, is_member;
    bool is_simple;          /* one statement, no stop, no leave: what it writes is plainly good */
    int *rosters;            /* statements in force, by governing index */
    int nrosters;
    int *stops, nstops;      /* revokes in force */
    int *leaves, nleaves;    /* firm leaves */
    ac_state_device *devices;
    int ndevices;
} ac_state_org;

typedef struct {
    ac_state_org *orgs; /* by organisation index; those not in the set are all zero */
    int norgs;
} ac_state;

/* An organisation is named by its join (the founder by the founding); indexes are of this notebook. */
typedef struct {
    ac_id join;
    ac_root root; /* of its first statement */
    char code[8], name[AC_NAME_MAX + 1], sector[32];
    bool is_partner; /* else observer */
    bool is_founder;
} ac_org;

/* A change as membership sees it. */
typedef struct {
    ac_held held; /* n 0 before it is kept: then prev and deps say where it stands */
    const ac_header *header;
    const ac_held *prev, *deps;
    size_t ndeps;
    const ac_held *cites;
} ac_mchange;

ac_rc ac_members_open(ac_members **out, ac_history *history, int space, const ac_space *id, bool is_own, ac_err *err);
void ac_members_close(ac_members *m);

/* --- knowledge sets --- */
/* The set with what change n itself adds (nothing, when it is not tracked). -1: out of memory. */
int ac_members_after(ac_members *m, int set, ac_n n);
int ac_members_union(ac_members *m, const int *sets, size_t n);
int ac_members_all(ac_members *m); /* everything added */
/* For keeping sets on disk: how many there are, the bits of one, and putting it back. */
int ac_members_sets(const ac_members *m);
void ac_members_set_write(const ac_members *m, int set, ac_buf *out);
ac_rc ac_members_set_read(ac_members *m, int set, const uint8_t *p, size_t n, ac_err *err);
bool ac_members_tracks(uint16_t kind);

/* Add a tracked change that was kept. In order of arrival. */
ac_rc ac_members_add(ac_members *m, const ac_header *header, const ac_held *held, const ac_held *cites, ac_err *err);
/* May adding it take away, or flag, what counted before? (Any change may bring back what is set aside.) */
bool ac_members_may_flip(uint16_t kind);

/* --- the questions --- */
/* Borrowed until the next ac_members_add; NULL: out of memory. */
const ac_state *ac_members_state(ac_members *m, int set);
/* On yes *out_org is its organisation (the next index, for a found or join). On no *out_why says why. */
bool ac_members_admitted(ac_members *m, const ac_mchange *c, int *out_org, const char **out_why);

typedef struct {
    bool is_good, is_met, is_contested;
    const char *why; /* "" when good; else stopped, left, fallen or roster */
} ac_counting;
/* Does a kept change count, in all that is held? `parties` are the organisations that may stand witness
 * (nparties < 0: any other one standing). */
ac_rc ac_members_counted(ac_members *m, const ac_held *held, const ac_device *device, const int *parties, int nparties,
                         ac_counting *out, ac_err *err);

/* The past of a change that is held, or of one that would be written on these. */
typedef struct {
    int set;                    /* governing changes in it */
    const ac_held *of;          /* NULL: not written yet */
    const ac_held *prev, *deps; /* then these; prev->n 0: none */
    size_t ndeps;
} ac_past;
/* Did a change of this past count there, with nothing held but this past? */
ac_rc ac_members_counted_in(ac_members *m, const ac_held *held, const ac_device *device, const int *parties, int nparties,
                            const ac_past *past, bool *out, ac_err *err);

/* --- asking --- */
int ac_members_orgs(const ac_members *m);
const ac_org *ac_members_org(const ac_members *m, int org);
int ac_members_org_of_join(const ac_members *m, const ac_id *join); /* -1: none */
int ac_members_org_of_n(const ac_members *m, ac_n join);
/* The device in a state; *out_org its organisation. NULL: unknown there. */
const ac_state_device *ac_state_device_find(const ac_state *state, const ac_device *key, int *out_org);
bool ac_state_has_device(const ac_state *state, const ac_device *key);  /* listed, whatever its state */
bool ac_state_is_member(const ac_state *state, const ac_device *key);   /* goes on, in a member */
/* Any record of a device, stopped ones and those of fallen organisations too. */
const ac_state_device *ac_members_device(ac_members *m, const ac_device *key, int *out_org);
/* The statement in force of an organisation (of several, the first). */
const ac_statement *ac_members_statement(const ac_members *m, const ac_state *state, int org);
/* Invitations and joins. */
ac_n ac_members_invite(const ac_members *m, const ac_id *invite, ac_device *out_author, bool *out_hold,
                       uint8_t out_key[32], const char **out_role); /* 0: none */
bool ac_members_invite_used(ac_members *m, const ac_id *invite); /* an admitted join is on it */
/* The number that the next device certified by this one gets: "2a", "2b". */
void ac_members_next_number(ac_members *m, const ac_device *by, char out[AC_NUMBER_SIZE]);

#endif
