/* lang.h - the words of the program in the language of its user; the only home of libintl.
 *
 * English is the source. Translations are gettext's, domain "accord", from cli/po (its README is the guide
 * for translators). Formats given as literals to a function that is declared with format(printf, ...), and
 * questions given to ac_ask_..., are translated within it: they need no mark. Every other literal that a person
 * reads is marked: _("text") where it is used, N_("text") in a static table and then _(row->label). A count
 * is said by ac_plural. `make pot` (cli/po/extract.py) finds all of these.
 *
 * Roles of cli/text.h (bytes 1 to 5) stand in catalogues as {attn} {good} {dim} {ref} {end}, since the bytes
 * mean something else there and nobody can see them. */
#ifndef AC_LANG_H
#define AC_LANG_H

#include <stdbool.h>

#include "core/buf.h"

#define AC_LANG_DOMAIN "accord"

#define N_(text) text
#define N_IN(sense, text) text /* in a static table; then ac_tr_in(sense, row->label) */
#define _(text) ac_tr(text)

/* The translation, valid for the life of the program; `text` itself where there is none. */
const char *ac_tr(const char *text) __attribute__((format_arg(1)));
/* The same word in several senses: ac_tr_in("month", "May"). */
const char *ac_tr_in(const char *sense, const char *text) __attribute__((format_arg(2)));
/* The form for n: ac_print(s, ac_plural("%zu promise", "%zu promises", n), n). */
const char *ac_plural(const char *one, const char *many, unsigned long n) __attribute__((format_arg(1), format_arg(2)));

/* What programs read (--json, --plain, --csv) never changes with the language: while this is off, the three above give
 * back what they were given. Sentences of failures are for people, and are translated all the same. */
void ac_lang_words(bool on);
/* Whatever ac_lang_words says: for failures and what else goes to stderr, and for words that people type. */
const char *ac_tr_always(const char *text) __attribute__((format_arg(1)));
const char *ac_tr_in_always(const char *sense, const char *text) __attribute__((format_arg(2)));

/* A screen that shows ASCII alone: `spell` writes a translation with its letters ("Décembre" as "Decembre"); false: it
 * cannot, and English is taken. NULL: as it stands. Until it is set anew. */
void ac_lang_spell(bool (*spell)(ac_buf *out, const char *text));

/* "fr": the language of the catalogue in use, as its header says; "en" where there is none. */
const char *ac_lang_code(void);

#endif
