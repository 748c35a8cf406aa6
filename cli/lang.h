/* lang.h - the language of the screen: which one, and where its catalogue lies.
 *
 * How words are marked for translation: core/lang.h. The first that is said counts: --lang, LANGUAGE, LC_ALL,
 * LC_MESSAGES, LANG. A catalogue lies in `locale` beside the program (as it is built), in ../share/locale from
 * there (as it is installed), else where `make install` was told to put it. */
#ifndef AC_CLI_LANG_H
#define AC_CLI_LANG_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"
#include "core/lang.h"

/* Call once, before anything is printed. As the environment says; where it names a locale that is not
 * installed, C.UTF-8, and its language goes into LANGUAGE; where it names none at all (a container, cron), C.UTF-8.
 * Numbers keep their point. `lang` (--lang) goes before; NULL: none. */
void ac_locale_start(const char *lang);

/* The value of --lang among arguments that were not read yet; NULL: none. */
const char *ac_lang_asked(int argc, char *const *argv);
/* AC_EUSAGE with the list, where there is no such language. NULL is fine. */
ac_rc ac_lang_check(const char *lang, ac_err *err);

/* "en", "fr" ...: the n-th language that screens and reports speak; NULL: no more. */
const char *ac_lang_nth(size_t n);
/* Is it written from right to left? */
bool ac_lang_is_rtl(const char *lang);

/* Words in another language than the screen's, such as a report's: until ac_lang_back. */
void ac_lang_switch(const char *lang);
void ac_lang_back(void);

#endif
