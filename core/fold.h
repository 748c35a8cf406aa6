/* fold.h - text as it is looked for: its words, without what people leave out when they type.
 *
 * The index and every query pass here, so that both always agree. A word is a run of letters, digits and
 * the marks that belong to them, in their compatibility form and without case:
 * - accents and other marks that a reader can do without fall away: of Latin, Greek and Cyrillic letters, points
 *   of Hebrew, vowel signs and the long stroke of Arabic, nuktas. Vowel signs of Indic and other scripts stay.
 * - letters that Unicode does not take apart have a table: l-stroke, o-slash, d-stroke, ae, oe, dotless i, thorn,
 *   eth, hooked letters of Hausa and its neighbours; one form of alef, of ya, of kaf, and ha for ta marbuta.
 *   Sharp s is ss. Digits of every script are 0 to 9. The Arabic article falls away, with the letter before it.
 * - what cannot be seen (joiners, soft hyphens, direction marks, variation selectors) is not there.
 * - all else, apostrophes too, stands between words.
 * Where a script puts no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese and their neighbours)
 * each pair of characters side by side is a word, and the last character of the run alone: any part of a text is
 * then found as pairs in a row, however short it is. Hangul is taken apart into its letters.
 * One of the two homes of utf8proc; the other is cli/text.c, for what is shown. */
#ifndef AC_FOLD_H
#define AC_FOLD_H

#include "core/buf.h"

/* Folding follows the version of Unicode ("15.0.0"): an index made by another one is made anew. */
const char *ac_fold_version(void);

typedef enum {
    AC_FOLD_WORD,
    AC_FOLD_PAIR, /* two characters of a script without spaces */
    AC_FOLD_LAST  /* the last of such a run */
} ac_fold_type;

typedef struct {
    ac_fold_type type;
    size_t at, n;          /* folded bytes, in `text` of ac_folded */
    size_t from, mid, to;  /* where it stands in the text; mid: behind the first of a pair */
} ac_fold_word;

/* Starts as {0}. */
typedef struct {
    ac_buf text; /* the words, one space between two: what the index holds */
    ac_fold_word *words;
    size_t n, cap;
    bool failed; /* out of memory: what is here is not all */
} ac_folded;

/* Append the words of a text. Bytes that are no UTF-8 stand between words. */
void ac_fold(ac_folded *out, const char *text, size_t n);
void ac_folded_clear(ac_folded *folded); /* memory kept, failed kept */
void ac_folded_free(ac_folded *folded);  /* back to {0} */

#endif
