/* world.h - what is not decided by the bytes: clocks, chance, the log.
 * Tests pass a fixed world, so nothing sleeps and nothing flickers. */
#ifndef AC_WORLD_H
#define AC_WORLD_H

#include <stddef.h>
#include <stdint.h>

typedef struct ac_world ac_world;
struct ac_world {
    int64_t (*wall_ms)(ac_world *world); /* a claim, since 1970 UTC; nothing decides by it */
    int64_t (*mono_ms)(ac_world *world); /* for deadlines only */
    void (*random)(ac_world *world, void *out, size_t n);
    void (*log)(ac_world *world, const char *line); /* facts: "sync peer=3f9a sent=12" */
    int64_t now_ms;                                 /* fixed wall clock when >= 0 (--now) */
    uint64_t seed;                                  /* of the test world */
};

/* The real one: system clocks, libsodium's randomness, silence as log. */
void ac_world_real(ac_world *world);

/* A fixed one for tests: wall clock at 2026-06-30T12:00:00Z, moved only by
 * setting now_ms; monotonic clock = `mono`; chance from the seed (never for
 * real keys: the sequence replays). */
void ac_world_fixed(ac_world *world, uint64_t seed);

#endif
