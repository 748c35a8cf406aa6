/* vocab.h - controlled vocabularies: stable codes (DOMAIN 2.2, KINDS). Labels are for screens. */
#ifndef AC_VOCAB_H
#define AC_VOCAB_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    AC_V_SECTOR,
    AC_V_DRIVER,
    AC_V_GAIN,
    AC_V_CONTRIBUTION,
    AC_V_PRINCIPLE,
    AC_V_REVIEW,
    AC_V_QUALITY,
    AC_V_REFLECTION,
    AC_V_REASON,
    AC_V_ERASURE,
    AC_V_AUTHORITY,
    AC_V_COMPLETION,
    AC_V_OUTCOME,
    AC_V_ORIGIN,
    AC_V_ROLE,
    AC_V_REVOKE,
    /* Of the practice (core/practice/): no part of the form of a change, so codes may be added. */
    AC_V_STAGE,
    AC_V_PHASE,
    AC_V_PARTNERSHIP,  /* state of a partnership */
    AC_V_RELATION,
    AC_V_PART,         /* what an organisation does in a partnership */
    AC_V_FORM,         /* cash or in kind */
    AC_V_GIVEN,        /* state of a contribution */
    AC_V_BENEFIT,      /* state of a benefit */
    AC_V_CLAUSE,
    AC_V_MARK,
    AC_V_EVIDENCE,
    AC_V_SENSITIVITY,
    AC_V_RESULT,
    AC_V_EARLY,
    AC_V_YES,
    AC_V_CONCLUSION,
    AC_V_ROUND,        /* state of a review or check */
    AC_V_RATING,
    AC_V_PARADIGM,
    AC_V_LIGHT,        /* green, amber, red */
    AC_V_RAID,
    AC_V_DEGREE,
    AC_V_WATCH,        /* state of a risk */
    AC_V_COUNT
} ac_vocab;

typedef struct {
    const char *code, *label;
} ac_term;

const char *ac_vocab_name(ac_vocab vocab);                 /* "sector" */
const ac_term *ac_vocab_terms(ac_vocab vocab, size_t *out_n);
const ac_term *ac_vocab_find(ac_vocab vocab, const char *code); /* NULL: no such code */
bool ac_vocab_has(ac_vocab vocab, const char *code);
/* "funding, staffing, scope" into `out`. */
void ac_vocab_list(ac_vocab vocab, char *out, size_t size);

#endif
