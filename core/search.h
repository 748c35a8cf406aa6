/* search.h - what is looked for, as people type it, and where it stands in a text.
 *
 *   drains            a word that begins so; of several all must be there
 *   drain*            the same
 *   "bank guarantee"  these very words side by side; “ ” „ « » are quotes too; with * behind it the last word
 *                     by how it begins
 *   -pumps  -"..."    nothing that holds such a word, or those words side by side
 * Nothing else is an order: AND, NEAR, brackets, colons are words or stand between words. A quote that is not
 * closed goes to the end. What the index is asked is made here, from folded words alone (core/fold.h). */
#ifndef AC_SEARCH_H
#define AC_SEARCH_H

#include "core/buf.h"
#include "core/err.h"

#define AC_SEARCH_WORDS_MAX 200

typedef struct ac_search ac_search; /* opaque */

typedef enum {
    AC_SEARCH_TYPED,  /* the grammar above */
    AC_SEARCH_ROW,    /* words side by side, the last by how it begins */
    AC_SEARCH_EXACT,  /* these very words side by side */
    AC_SEARCH_WITHOUT /* as ROW: what holds it is left out */
} ac_search_how;

/* NULL: out of memory. */
ac_search *ac_search_new(void);
void ac_search_free(ac_search *search); /* NULL is fine */
/* Look for this too. A text without any letter or digit adds nothing. AC_EUSAGE: no UTF-8, or with it more than
 * AC_SEARCH_WORDS_MAX words. */
ac_rc ac_search_add(ac_search *search, const char *text, ac_search_how how, ac_err *err);
/* AC_EUSAGE: nothing to look for, or only what is to be left out. */
ac_rc ac_search_check(const ac_search *search, ac_err *err);
/* The question to the index (FTS5), after a check. */
void ac_search_match(const ac_search *search, ac_buf *out);

typedef struct {
    size_t from, to; /* bytes of the text */
} ac_search_place;

/* Where what is looked for stands in a text: ascending, apart from each other, at most `max`; how many. In
 * *out_kinds how many of the things looked for are there. False: out of memory. */
bool ac_search_places(const ac_search *search, const char *text, size_t n, ac_search_place *out, size_t max, size_t *out_n,
                      size_t *out_kinds);

#endif
