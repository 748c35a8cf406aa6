/* members_in.h - what the files of the membership model share. */
#ifndef AC_MEMBERS_IN_H
#define AC_MEMBERS_IN_H

#include "core/members.h"

/* One governing change, looked into. */
typedef struct {
    ac_held held;
    ac_device author;
    ac_json *facts;
    ac_statement statement; /* of found, join, roster */
    ac_device key;          /* of invite (invitation key), certify, revoke */
    ac_transport transport; /* of certify */
    uint8_t proof[64];
    char n[AC_NUMBER_SIZE], label[AC_LABEL_MAX + 1];
    int *cites;             /* by governing index, -1: not tracked */
    ac_n cited[AC_CITES_MAX];
    int ncites;
    ac_n *lasts; /* of a statement: last good change of each device listed; 0: none that it knew */
    int chain;   /* of certify: certificates between the device it names and a statement */
} gov;

typedef struct {
    uint64_t *words;
    size_t nwords;
    ac_state *state; /* computed on demand */
} know_set;

struct ac_members {
    ac_history *history;
    int space;
    ac_space id;
    bool is_own;
    gov *gov;
    int ngov, gov_cap;
    ac_org *orgs;
    int norgs;
    know_set *sets;
    int nsets, sets_cap, all;
    int *buckets; /* sets by content, open addressing; 0: free */
    size_t nbuckets, states_bytes;
    ac_state *trial;
    char why[256];
};

static inline bool ac_is_statement(uint16_t kind)
{
    return kind == AC_KIND_FOUND || kind == AC_KIND_JOIN || kind == AC_KIND_ROSTER;
}

/* --- core/known.c --- */
bool ac_set_has(const ac_members *m, int set, int g);
int ac_set_with(ac_members *m, int set, int g); /* -1: out of memory */
/* The bits of a set with one more, not kept; the caller frees. And a set kept as it is, the last one. */
uint64_t *ac_set_words_with(const ac_members *m, int set, int g, size_t *out_n);
int ac_set_push(ac_members *m, const uint64_t *words, size_t n);
/* --- core/members.c --- */
int ac_gov_of_n(const ac_members *m, ac_n n);
/* The line of a statement that lists this device; NULL: none. */
const ac_stated_device *ac_gov_lists(const gov *statement, const ac_device *device);

/* --- core/standing.c --- */
ac_state *ac_state_make(ac_members *m, int set); /* NULL: out of memory */
void ac_state_free(ac_state *s);
size_t ac_state_bytes(const ac_state *s);
bool ac_firm(ac_members *m, const ac_state_org *org, const ac_held *c, const ac_device *device);

#endif
