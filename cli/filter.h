/* filter.h - the one grammar by which lists are narrowed: commitments, reflections and every record of the practice.
 *
 * Read off the options that commands take together (OPT_PICK of commands.c): --partner, --state, --level,
 * --principle, --from, --until, --text and --all. What a word of --state means is the list's own matter. */
#ifndef AC_FILTER_H
#define AC_FILTER_H

#include "cli/look.h"

typedef struct {
    char partner[8];   /* "" any */
    char state[AC_LOOK_WORD_SIZE]; /* "in-progress", however it was typed; "" any */
    int level;         /* 0 any */
    const char *principle; /* NULL any */
    char from[AC_DATE_ISO_SIZE], until[AC_DATE_ISO_SIZE]; /* "" open */
    ac_search *text;   /* owned; NULL any */
    bool all;          /* what is set aside too */
} ac_filter;

/* AC_EUSAGE, AC_EREF: something was not understood. ac_filter_free whatever is answered. */
ac_rc ac_filter_read(ac_filter *out, ac_looking *look);
/* --partner alone: a code of somebody who is, or was, in one of the partnerships meant; "" where it is not given. */
ac_rc ac_filter_partner(ac_looking *look, char out[8]);
void ac_filter_free(ac_filter *f);
/* Does anything narrow the list? (--all does not.) */
bool ac_filter_is_set(const ac_filter *f);
/* Is the day within --from and --until? One that has no day ("") is only where neither is said. */
bool ac_filter_day(const ac_filter *f, const char *iso);
/* Does a text hold the words of --text side by side, the last by how it begins, as search finds them (core/search.h)? */
bool ac_filter_text(const ac_filter *f, const char *text);
/* ... or any text in this object. */
bool ac_filter_words(const ac_filter *f, const ac_json *words);
/* Is the principle asked for among these codes? */
bool ac_filter_principle(const ac_filter *f, const ac_json *codes);

#endif
