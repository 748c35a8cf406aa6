/* kind.h - the table of kinds: number, record, cites, facts, words (KINDS, DOMAIN 2.4a).
 *
 * The form of a change is part of *authentic*: number, kind and record of each cited change, facts
 * complete and in range. It is decided from the change and its ancestors' headers, the same on every
 * notebook, and a released row is frozen. Facts with a key that no row names are let through: the
 * change then has unknown facts, and this program signs and accepts no text that does. */
#ifndef AC_KIND_H
#define AC_KIND_H

#include "core/change.h"
#include "core/json.h"
#include "core/vocab.h"

enum {
    AC_KIND_ACK = 0x0001,
    AC_KIND_CONTACT = 0x0002,
    AC_KIND_NOTE = 0x0010,
    AC_KIND_ADDENDUM = 0x0011,
    AC_KIND_CREATE = 0x0012,
    AC_KIND_EDIT = 0x0013,
    AC_KIND_STAMP = 0x0014,
    AC_KIND_ATTEST = 0x0015,
    AC_KIND_ERASED = 0x0016,
    AC_KIND_PROPOSE = 0x4001,
    AC_KIND_SIGN = 0x4002,
    AC_KIND_DECLINE = 0x4003,
    AC_KIND_RETRACT = 0x4004,
    AC_KIND_AMEND = 0x4005,
    AC_KIND_PROGRESS = 0x4006,
    AC_KIND_DELIVER = 0x4007,
    AC_KIND_ACCEPT = 0x4008,
    AC_KIND_ACCEPT_RESERVED = 0x4009,
    AC_KIND_DISPUTE = 0x400a,
    AC_KIND_RESPOND = 0x400b,
    AC_KIND_RESOLVE = 0x400c,
    AC_KIND_WITHDRAW = 0x400d,
    AC_KIND_RELEASE = 0x400e,
    AC_KIND_SUSPEND = 0x400f,
    AC_KIND_RESUME = 0x4010,
    AC_KIND_REOPEN = 0x4011,
    AC_KIND_REDACT = 0x4020,
    AC_KIND_RATIFY = 0x4021,
    AC_KIND_REVEAL = 0x4022,
    AC_KIND_FOUND = 0x8001,
    AC_KIND_INVITE = 0x8002,
    AC_KIND_JOIN = 0x8003,
    AC_KIND_ADMIT = 0x8004,
    AC_KIND_UNADMIT = 0x8005,
    AC_KIND_LEAVE = 0x8006,
    AC_KIND_CERTIFY = 0x8007,
    AC_KIND_REVOKE = 0x8008,
    AC_KIND_ROSTER = 0x8009
};

/* The top two bits say what an older program does with a kind it does not know. */
typedef enum { AC_CLASS_NOTE, AC_CLASS_ACT, AC_CLASS_GOVERNING } ac_class;
static inline ac_class ac_kind_class(uint16_t kind)
{
    return kind >= 0x8000 ? AC_CLASS_GOVERNING : kind >= 0x4000 ? AC_CLASS_ACT : AC_CLASS_NOTE;
}

typedef enum {
    AC_FACT_CODE,    /* of a vocabulary */
    AC_FACT_CODES,   /* array of codes, ascending, no two alike */
    AC_FACT_DATE,    /* YYYY-MM-DD, 1900-01-01 to 2199-12-31 */
    AC_FACT_INT,     /* min..max */
    AC_FACT_TRUE,    /* true, or absent */
    AC_FACT_HEX,     /* min = bytes */
    AC_FACT_NAME,    /* text of 1..max bytes */
    AC_FACT_SLOTS,   /* [{n, due}], 1..120, n from 1 ascending by one, due ascending */
    AC_FACT_OBJECT,  /* looked into elsewhere */
    AC_FACT_NAMES,   /* array of texts of 1..max bytes, up to 64 */
    AC_FACT_HEXES    /* array of ids */
} ac_fact_type;

typedef struct {
    const char *key;
    ac_fact_type type;
    bool required;
    ac_vocab vocab;
    int64_t min, max;
} ac_fact_row;

/* Groups of kinds that a cite may be of. */
typedef enum {
    AC_CITE_END,
    AC_CITE_ANY,
    AC_CITE_PARTY,     /* a join, the founder's by the founding */
    AC_CITE_TEXT,      /* propose, amend, resolve, reopen */
    AC_CITE_SIGNABLE,  /* a text, or a redact */
    AC_CITE_PROPOSE,
    AC_CITE_CLAIM,
    AC_CITE_DISPUTE,
    AC_CITE_SUSPEND,
    AC_CITE_OWN,       /* text, claim or dispute: what can be retracted */
    AC_CITE_INVITE,    /* or the founding, where it continues a partnership */
    AC_CITE_JOIN,
    AC_CITE_ADMIT,
    AC_CITE_STATEMENT, /* found, join, roster */
    AC_CITE_REDACT
} ac_cite_group;

typedef struct {
    ac_cite_group group;
    unsigned min, max;
    bool ascending;
} ac_cite_row;

typedef enum {
    AC_RECORD_ZERO,
    AC_RECORD_OF_PROPOSE, /* the propose */
    AC_RECORD_OF_NOTE,
    AC_RECORD_OF_FIELDS,  /* create, found or join */
    AC_RECORD_OF_TARGET   /* that of the changes cited; where they have none or not one: the change (redact), zero (reveal) */
} ac_record_rule;

typedef struct {
    uint16_t kind;
    const char *name;
    ac_record_rule record;
    const ac_cite_row *cites; /* ends with AC_CITE_END */
    const ac_fact_row *facts; /* ends with a NULL key */
    const char *words;        /* keys, separated by spaces, required ones with a "!"; NULL: never any */
} ac_kind;

const ac_kind *ac_kind_find(uint16_t kind); /* NULL: not known here */
const ac_kind *ac_kind_by_name(const char *name);
const ac_kind *ac_kind_all(size_t *out_n);
bool ac_kind_is_text(uint16_t kind); /* propose, amend, resolve, reopen */

/* What the form needs to know of ancestors. */
typedef struct {
    uint16_t kind;
    bool of_record; /* its record is that of this change; where it has none, it is that record itself */
    int64_t record; /* names its record: alike for two that act on the same one; 0: it has none */
} ac_cited;
typedef struct {
    const ac_cited *cites; /* one for each cite */
    uint16_t record_kind;  /* 0: record is zero */
    /* Facts of the text whose terms cite i carries (a resolve without terms: those of its base). The
     * caller frees; NULL: out of memory. */
    ac_json *(*terms)(void *ctx, unsigned cite);
    void *ctx;
} ac_form_port;

/* The form of a change of a known kind; of an unknown kind nothing is asked. */
ac_rc ac_kind_check_form(const ac_header *header, const ac_form_port *port, ac_err *err);
/* Do the facts have keys that no row of this kind names? */
bool ac_kind_has_unknown_facts(uint16_t kind, const ac_json *facts);
/* Does this text carry terms of its own? (A resolve may not.) */
bool ac_facts_carry_terms(const ac_json *facts);

bool ac_date_valid(const char *text); /* YYYY-MM-DD within 1900..2199 */

#endif
