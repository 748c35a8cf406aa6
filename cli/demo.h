/* demo.h - example partnerships, laid out by running the commands that a partner's staff would type.
 *
 * A script is a list of lines, each a step:
 *   "# Spring 2025"                              said while it runs
 *   "@ 2025-01-13 09:00"                         from here on it is this day (UTC), a minute more each step
 *   "CITY: promise 'Land map' --to all"          this organisation types this command
 *   "CITY: C1 = promise 'Land map' --to all"     ... and the reference it prints is meant by {C1}
 *   "meet"                                       rounds until one moves nothing: all by network meet the hub,
 *                                                files go to and fro for those by file
 * In a command {D} is the directory of the example, {C1} a reference; `sign` and `agree --sign` get the full id of the
 * text that waits. Words are split as a shell does it with single quotes. Every step is a process of its own,
 * on real notebooks and real sockets. */
#ifndef AC_DEMO_H
#define AC_DEMO_H

#include "cli/stage.h"

typedef struct {
    const char *code, *name, *sector, *role; /* role: partner, observer; NULL: the hub, which founds */
    bool is_by_file;                         /* reached by bundles alone */
    const char *through;                     /* who carries them; NULL: the hub */
} ac_demo_org;

typedef struct {
    const char *name, *text; /* a file of evidence, {D}/files/NAME */
} ac_demo_file;

typedef struct {
    const char *code, *title, *about;
    const char *now;                 /* when the story is told: "2026-06-30T12:00:00Z" */
    const char *founded;             /* "2025-01-13 09:00" */
    const ac_demo_org *orgs;         /* the hub first; ended by a row without a code */
    const ac_demo_file *files;       /* ended by a row without a name */
    const char *const *steps;        /* ended by NULL */
    const char *try;                 /* a command to try on the hub's notebook afterwards */
} ac_demo;

extern const ac_demo ac_demo_krk, ac_demo_min, ac_demo_cap;

/* Lay it out in `dir` (absolute, there, and empty). `said` hears of chapters. Afterwards all notebooks
 * hold the same history, as far as sessions and bundles say so. */
typedef struct {
    int processes; /* how many commands ran */
    int rounds;    /* of the last meeting, until one moved nothing */
} ac_demo_count;
ac_rc ac_demo_play(const ac_demo *demo, const ac_stage *stage, void (*said)(void *ctx, const char *chapter), void *ctx,
                   ac_demo_count *out, ac_err *err);

#endif
