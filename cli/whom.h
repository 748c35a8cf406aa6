/* whom.h - who a promise is from and to: codes, "all", and the joins that a text cites. */
#ifndef AC_WHOM_H
#define AC_WHOM_H

#include "cli/cli.h"
#include "core/commitment.h"

typedef struct {
    int promisor; /* organisation of the partnership; -1: none said */
    int promisees[AC_PARTIES_MAX];
    size_t n;
} ac_parties_of;

typedef struct {
    ac_cli *cli;
    ac_partnership p;
    ac_members *members; /* borrowed until the next change is written */
    ac_partner_row *rows; /* owned */
    size_t nrows;
    int me;
} ac_whom;

/* AC_EROLE: we do not belong to it any more, or may only read. */
ac_rc ac_whom_open(ac_whom *out, ac_cli *cli, int space);
void ac_whom_close(ac_whom *w); /* {0} is fine */
/* A partner or ourselves, by code. AC_EREF: there is none; AC_EUSAGE: it may be no party. */
ac_rc ac_whom_one(ac_whom *w, const char *code, int *out);
/* "CITY,SASI" or "all": all partners, observers and the promising one not counted. */
ac_rc ac_whom_promisees(ac_whom *w, const char *codes, ac_parties_of *out);
ac_rc ac_whom_add(ac_whom *w, ac_parties_of *out, int org, const char *code);
/* Cites of the parties: the promisor's join, then the promisees' ascending. Returns how many. */
size_t ac_whom_cites(const ac_whom *w, const ac_parties_of *p, ac_id *out);
/* The parties that cites name, as far as they are parties: the promising one first. */
void ac_whom_cited(const ac_whom *w, const ac_id *cites, size_t n, ac_parties_of *out);
/* May each of these still be a party today, as when they were named? AC_EROLE: we ourselves; AC_EUSAGE. */
ac_rc ac_whom_check(ac_cli *cli, int space, const int *orgs, size_t n);
/* "HERI, SASI" of the promisees. */
void ac_whom_names(const ac_whom *w, const ac_parties_of *p, ac_buf *out);
/* Is anybody of them, but us, unverified? Said before the text is signed by being written. */
ac_rc ac_whom_warn(ac_whom *w, const ac_parties_of *p);

#endif
