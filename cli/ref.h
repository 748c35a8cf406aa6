/* ref.h - names people type and read aloud: references, and codes to compare.
 *
 * Reference: [PARTNERSHIP:][CODE-DEVICE-]NUMBER[~xxxx], case forgiven: CITY-1-31, city-31, 31,
 * KRK:CITY-1-31, CITY-1-p7 (own space), CITY-2a1-3, CITY-2-31~7f3a (four hex digits of the
 * device or id, where two things share the rest). CITY-31 leaves the device open.
 * Codes: Crockford base 32 in groups of four; O reads 0, I and L read 1; case, spaces, dashes forgiven. */
#ifndef AC_REF_H
#define AC_REF_H

#include "core/err.h"
#include "core/ids.h"

typedef struct {
    char partnership[17]; /* upper case; "" when not said */
    char code[7];         /* upper case; "" when not said */
    char device[16];      /* "1", "2a1", lower case; "" when not said */
    int64_t number;       /* from 1 */
    bool is_own;          /* p7: a note of the own space */
    char suffix[5];       /* "7f3a" lower case; "" when not said */
} ac_ref;

/* AC_EREF: not a reference; the sentence shows what one looks like. */
ac_rc ac_ref_parse(ac_ref *out, const char *text, ac_err *err);
#define AC_REF_TEXT_SIZE 72
void ac_ref_text(char out[AC_REF_TEXT_SIZE], const ac_ref *ref);
/* Does what was typed fit the full reference of a record? Parts left out fit anything. */
bool ac_ref_fits(const ac_ref *typed, const ac_ref *full);

/* Three to six letters A-Z, and no month's name or short name (spreadsheets make dates of them).
 * Case is forgiven; `out` is upper case. AC_EUSAGE. */
ac_rc ac_org_code_parse(char out[7], const char *text, ac_err *err);

/* The first chars*5 bits, groups of four: 8 characters "7F2K-81QX", 28 "8F2K-71QX-...-6RNB". `out` holds
 * chars + chars/4. */
#define AC_TERMS_CODE_SIZE 10
#define AC_FINGERPRINT_SIZE 35
void ac_code_make(char *out, const uint8_t *bytes, size_t chars);
void ac_terms_code(char out[AC_TERMS_CODE_SIZE], ac_id id);
void ac_fingerprint(char out[AC_FINGERPRINT_SIZE], const uint8_t digest[32]);
/* The characters alone, upper case, O I L read; false: something else stands in it, or not `chars` of them. */
bool ac_code_read(char *out, size_t chars, const char *text);

#endif
