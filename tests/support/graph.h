/* graph.h - small histories of one partnership built by hand, with real keys, and readers that take them.
 *
 * A graph is everything that was ever written. Each device knows what it has seen; what it writes rests on
 * that. A reader is a notebook in memory that judges and keeps changes in the order it is given them. */
#ifndef AC_TEST_GRAPH_H
#define AC_TEST_GRAPH_H

#include "core/members.h"

#define GRAPH_MAX 192
#define GRAPH_ORGS 16
#define GRAPH_DEVICES 40
#define GRAPH_LINES 12

typedef struct {
    uint64_t w[GRAPH_MAX / 64];
} graph_set;

static inline bool graph_has(const graph_set *s, int i)
{
    return (s->w[i / 64] >> (i % 64) & 1) != 0;
}
static inline void graph_add(graph_set *s, int i)
{
    s->w[i / 64] |= UINT64_C(1) << (i % 64);
}
static inline void graph_join_sets(graph_set *s, const graph_set *other)
{
    for (size_t i = 0; i < GRAPH_MAX / 64; i++)
        s->w[i] |= other->w[i];
}

#define GRAPH_GOES_ON (-2)
#define GRAPH_NOTHING (-1)
typedef struct {
    int device;
    int last; /* a change, or one of the two above */
} graph_line;

typedef struct {
    uint16_t kind;
    int device, prev, ndeps, deps[AC_DEPS_MAX], ncites, cites[AC_CITES_MAX];
    uint64_t seq, depth;
    graph_set past;
    ac_id id;
    ac_buf header;
    uint8_t signature[64];
    int about;          /* device of a certify or revoke */
    int org;            /* of a statement */
    bool is_observer;   /* of an invite */
    graph_line lines[GRAPH_LINES];
    int nlines;
    uint8_t invite_secret[64], invite_key[32];
} graph_change;

typedef struct {
    char code[8];
    ac_root root, new_root;
    uint8_t secret[64], new_secret[64];
    graph_line lines[GRAPH_LINES]; /* of its home statement */
    int nlines;
} graph_org;

typedef struct {
    ac_device key;
    uint8_t secret[64];
    ac_transport transport;
    int org, newest; /* newest change of its feed; -1: none yet */
    char n[16];
    graph_set seen;
} graph_device;

typedef struct {
    ac_space space;
    graph_change c[GRAPH_MAX];
    int n;
    graph_org orgs[GRAPH_ORGS];
    int norgs;
    graph_device devices[GRAPH_DEVICES];
    int ndevices;
    bool makes_own_space; /* the next founding says own: true */
} graph;

graph *graph_new(void);
void graph_free(graph *g);

int graph_org_new(graph *g, const char *code);
/* A device with keys; listed: its organisation's home statement names it (before found or join). */
int graph_device_new(graph *g, int org, const char *number, bool is_listed);

/* Everything a writes rests on what a has seen; what is written is seen by its writer. Each gives the index
 * of the new change. */
int graph_found(graph *g, int by);
int graph_invite(graph *g, int by, const char *role);
int graph_join(graph *g, int by, int invite);
int graph_admit(graph *g, int by, int join);
int graph_unadmit(graph *g, int by, const int *admits, int n);
int graph_leave(graph *g, int by);
int graph_certify(graph *g, int by, int device);
int graph_revoke(graph *g, int by, int device);
int graph_roster(graph *g, int by, const graph_line *lines, int n, const int *follows, int nfollows);
/* The same, naming a new root: the next one is signed by that. */
int graph_roster_new_root(graph *g, int by, const graph_line *lines, int n, const int *follows, int nfollows);
int graph_ratify(graph *g, int by, const int *cites, int n);
int graph_act(graph *g, int by, uint16_t kind);
/* The raw way: any kind, any facts. Takes facts. deps NULL: what was seen and is new. */
int graph_put(graph *g, int by, uint16_t kind, const int *cites, int ncites, ac_json *facts, const int *deps, int ndeps);

void graph_see(graph *g, int device, int change);  /* and all it rests on */
void graph_meet(graph *g, int a, int b);           /* both know what either knew */
void graph_rewind(graph *g, int device, int change); /* a restored backup: it knows only up to this */

/* An organisation with one listed device, founded or joined and admitted by `by`, and met with it. */
int graph_member(graph *g, int by, const char *code, const char *role, int *out_admit);

typedef struct {
    graph *g;
    ac_store *store;
    ac_world world;
    ac_history *history;
    ac_members *members;
    int space;
    bool is_held[GRAPH_MAX];
    char why[256]; /* why the last one was refused */
} reader;

reader *reader_open(graph *g);
void reader_close(reader *r);
/* Admitted and kept? */
bool reader_take(reader *r, int change);
bool reader_take_all(reader *r);          /* in the order written; all admitted? */
int reader_org(reader *r, int org);       /* newest organisation of this root, index in members; -1 */
ac_counting reader_counted(reader *r, int change, const int *parties, int nparties); /* parties: orgs of the graph */
const ac_state *reader_state(reader *r);
const ac_state_org *reader_state_org(reader *r, int org);
/* Goes on in the state of everything held, in its own organisation. */
bool reader_goes_on(reader *r, int device);
ac_held reader_held(reader *r, int change);

#endif
