/* typed.h - what people type as titles, short lines, bodies and figures: taken, or refused with a sentence.
 *
 * A title or line shows exactly what it holds: no control characters, no bidi overrides, nothing invisible.
 * A body may hold what its language needs (joiners, marks of direction); printing makes those visible. */
#ifndef AC_TYPED_H
#define AC_TYPED_H

#include "core/buf.h"
#include "core/err.h"

#define AC_TITLE_CHARS 200
#define AC_BODY_CHARS 16000 /* the words of one record hold four times as many bytes */

/* `what` is "the title", "--target". AC_EUSAGE: empty, too long, or not what it seems. */
ac_rc ac_title_check(const char *what, const char *text, size_t n, ac_err *err);
/* CR LF is one line feed afterwards, spaces and empty lines at the end are gone. */
ac_rc ac_body_take(const char *what, ac_buf *text, ac_err *err);
/* "152", "-3.5", "600000": a decimal with a point. Grouping and commas are refused with what to write. */
ac_rc ac_figure_check(const char *what, const char *text, ac_err *err);
/* Money in a line: "600000 PLN", "2 x 300000 PLN at once": a figure of at most 15 digits, and the three letters of a
 * currency. */
ac_rc ac_amounts_check(const char *what, const char *text, ac_err *err);
/* The figure that a text begins with: "140 facades" is 140. False: it begins otherwise. */
bool ac_figure_of(const char *text, double *out);
/* "en", "fr", "ar", "pt-BR". */
ac_rc ac_language_check(const char *text, ac_err *err);

/* An e-mail address or a telephone number, which a signed record never forgets. NULL: none seen. */
const char *ac_personal(const char *text);

#endif
