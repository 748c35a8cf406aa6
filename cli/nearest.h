/* nearest.h - what was probably meant: near words, and words that people type by habit. */
#ifndef AC_NEAREST_H
#define AC_NEAREST_H

#include <stddef.h>

/* The nearest of the candidates to what was typed, NULL when none is near. For commands, codes, names,
 * options. A beginning of two letters and more is near. */
const char *ac_nearest(const char *typed, const char *const *candidates, size_t n);

/* "edit" -> "amend", "undo" -> "retract or withdraw" (INTERFACE 2.4); NULL: no such habit. */
const char *ac_habit(const char *typed);

#endif
