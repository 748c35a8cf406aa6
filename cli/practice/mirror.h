/* mirror.h - the three principles made visible (DOMAIN 2.6): what the history says of each partner, beside what
 * partners felt. Prompts for a talk, never a league table: partners stand in the order of their codes, nothing is
 * summed up into a mark, and no figure is compared with another's. */
#ifndef AC_MIRROR_H
#define AC_MIRROR_H

#include "cli/look.h"

#define AC_MIRROR_KINDS 16 /* kinds of contribution, by their place in the vocabulary */
enum { AC_FELT_HEARD, AC_FELT_NON_CASH, AC_FELT_BAD_NEWS, AC_FELT_WORTH, AC_FELT_COUNT };

typedef struct {
    char code[8], name[201], sector[32];
    bool is_partner, is_member;
    /* equity */
    int cash, in_kind, kinds[AC_MIRROR_KINDS]; /* contributions */
    int made, received;          /* promises that came into force */
    int waited, waited_days;     /* texts of its own that others signed; the median of days until they did (-1: none) */
    int signed_, signed_days;    /* texts of others that it signed; the median of days until it did (-1: none) */
    int changes, adopted;        /* changes of a text that it proposed; of those came into force */
    int asked, was_asked, replied; /* questions by it, to it, and those of them it replied to */
    /* transparency */
    int owed, in_rhythm;         /* open promises of its own; reported within the agreed rhythm */
    int delivered, with_evidence;
    int explained;               /* of its changes: those with a reason in words */
    int receipts, receipt_days;  /* texts and deliveries of its own that every other partner has shown to have; median days until the last */
    /* mutual benefit */
    int wanted, realised;        /* benefits for itself */
    int outcomes, inherited;     /* outcomes it wrote down; with somebody who goes on with them */
    const char *felt[AC_FELT_COUNT]; /* green, amber, red; "" not said, or not opened yet */
} ac_mirror_org;

typedef struct {
    ac_mirror_org *orgs; /* owned; ascending by code */
    size_t n;
    int disputes, dispute_days;  /* open; the oldest, in days */
    char check[AC_REF_SIZE];     /* the newest health check; "" none */
    char felt_check[AC_FELT_COUNT][AC_REF_SIZE]; /* the one that `felt` is taken from; "" nobody has said */
} ac_mirror;

/* Of one partnership, what was written from `from` to before `until` (ms; 0: no bound). */
ac_rc ac_mirror_read(ac_looking *look, const ac_partnership *p, int64_t from_ms, int64_t until_ms, ac_mirror *out);
void ac_mirror_free(ac_mirror *mirror);
/* The field of a health check's answer, and its sentence: "heard". */
const char *ac_felt_field(int felt);

#endif
