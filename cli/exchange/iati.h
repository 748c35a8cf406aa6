/* iati.h - a partnership as IATI activities (the published standard, version 2.03): promises and results.
 *
 * The partnership is one activity (hierarchy 1), each promise another one below it (hierarchy 2). Organisation types,
 * roles, states, dates, transactions and results carry the codes of the standard's lists. What is not known is
 * left out rather than made up; what a publisher must add by hand (DAC sector, country) are options.
 *
 * Who an organisation is: the identifier of a public register where its profile has one (org-external-id), else
 * XI-ACCORD- and the first 16 hex digits of its first root key. That is no registered list: the file says so. An
 * activity is named by the identifier of who reports, then ACCORD, the first 16 hex digits of the partnership's
 * id, and the reference: the same in every file, however often it is written. */
#ifndef AC_IATI_H
#define AC_IATI_H

#include "cli/exchange/opened.h"
#include "cli/exchange/xml.h"
#include "cli/picked.h"

#define AC_IATI_ID_SIZE 128

typedef struct {
    char code[8];
    char name[201];
    char ref[AC_IATI_ID_SIZE];
    char type[4];       /* OrganisationType: "10", "22" */
    const char *role;   /* OrganisationRole by its profile, "1".."4"; NULL: it says none */
    bool is_partner;    /* else it may read */
    bool is_member;     /* it is in the partnership now */
    bool is_registered; /* ref is of a public register */
} ac_iati_org;

typedef struct {
    ac_cli *cli;
    ac_looking *look;
    const ac_partnership *p;
    ac_xml xml;
    ac_iati_org *orgs; /* owned */
    size_t norgs;
    const ac_iati_org *me;
    const char *country, *dac_sector; /* NULL: not given */
    size_t activities, transactions, results, unread_amounts;
} ac_iati;

/* The partnership meant, as one file. AC_EUSAGE: --country, --dac-sector are none. */
ac_rc ac_iati_report(ac_cli *cli, const char *path);

/* --- what its parts share --- */
ac_rc ac_iati_orgs(ac_iati *f); /* fill orgs and me */
const ac_iati_org *ac_iati_org_of(const ac_iati *f, const char *code); /* NULL: not known */

/* ref "": the partnership itself. */
void ac_iati_id(const ac_iati *f, const char *ref, char out[2 * AC_IATI_ID_SIZE]);
/* reporting-org; is_secondary: of what somebody else promised. */
void ac_iati_reporting(ac_iati *f, bool is_secondary);
void ac_iati_participating(ac_iati *f, const ac_iati_org *org, const char *role);
/* <name><narrative xml:lang>text</narrative></name>; lang NULL: that of the activity. */
void ac_iati_narrative(ac_iati *f, const char *name, const char *lang, const char *text);
void ac_iati_description(ac_iati *f, const char *type, const char *lang, const char *text);
/* <name iso-date type/>; days as elsewhere; AC_NO_DAY: nothing. */
void ac_iati_date(ac_iati *f, const char *name, const char *type, int32_t day);
/* recipient-country and sector, where they were given. */
void ac_iati_where(ac_iati *f);
void ac_iati_related(ac_iati *f, const char *type, const char *ref);
/* "2026-06-30T12:00:00Z" */
void ac_iati_instant(int64_t ms, char out[32]);

ac_rc ac_iati_promise(ac_iati *f, const ac_commitment_row *row);
/* The activity of the partnership; `rows` are the promises that follow. */
ac_rc ac_iati_partnership(ac_iati *f, const ac_picked_row *rows, size_t n);

/* "600 000,50 PLN", "PLN 600000": exactly one number and one currency. "600000.50" and "PLN". */
typedef struct {
    char value[32], currency[4];
} ac_money;
bool ac_money_read(ac_money *out, const char *text);
/* The number that a text begins with: "140 facades" is "140", and what is left "facades". */
bool ac_number_read(char out[32], const char **rest, const char *text);

#endif
