/* scenes.h - situations in the life of a promise: CITY promises to SASI and RIVR, EURF is a stranger.
 *
 * In each all laptops know everything. Where somebody is gone, it is gone from then on. */
#ifndef AC_TESTS_SCENES_H
#define AC_TESTS_SCENES_H

#include "tests/support/life.h"

typedef struct {
    life l;
    int text; /* to sign, decline, retract */
    int terms;
    int claim, dispute, suspension; /* -1: none */
} scene;

typedef struct {
    const char *name;
    void (*make)(scene *);
} scene_row;

extern const scene_row scenes[];
extern const size_t scenes_n;

/* Aborts when there is no such scene. */
void scene_make(scene *s, const char *name);
void scene_make_row(scene *s, size_t row);

#endif
