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
    int nsets, all;
    ac_state *trial;
    char why[256];
};

bool ac_set_has(const ac_members *m, int set, int g);
int ac_gov_of_n(const ac_members *m, ac_n n);
bool ac_firm(ac_members *m, const ac_state_org *org, const ac_held *c, const ac_device *device);
int ac_org_of_follows(const ac_members *m, const ac_statement *st);
const ac_state *ac_members_state_with(ac_members *m, const ac_mchange *c, int org, const ac_json *facts);

#endif
