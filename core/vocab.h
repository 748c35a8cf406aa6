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
