/* world.c - clocks, chance and the log. */
#include "core/world.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

static int64_t clock_ms(clockid_t id)
{
    struct timespec ts;

    clock_gettime(id, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int64_t real_wall(ac_world *world)
{
    return world->now_ms >= 0 ? world->now_ms : clock_ms(CLOCK_REALTIME);
}

static int64_t real_mono(ac_world *world)
{
    (void)world;
    return clock_ms(CLOCK_MONOTONIC);
}

static void real_random(ac_world *world, void *out, size_t n)
{
    (void)world;
    randombytes_buf(out, n);
}

static void no_log(ac_world *world, const char *line)
{
    (void)world;
    (void)line;
}

void ac_world_real(ac_world *world)
{
    *world = (ac_world){ real_wall, real_mono, real_random, no_log, -1, 0 };
}

static int64_t fixed_wall(ac_world *world)
{
    return world->now_ms;
}

static int64_t fixed_mono(ac_world *world)
{
    return world->now_ms;
}

static void seeded_random(ac_world *world, void *out, size_t n)
{
    uint8_t seed[randombytes_SEEDBYTES] = { 0 };

    world->seed++;
    memcpy(seed, &world->seed, sizeof world->seed);
    randombytes_buf_deterministic(out, n, seed);
}

void ac_world_fixed(ac_world *world, uint64_t seed)
{
    *world = (ac_world){ fixed_wall, fixed_mono, seeded_random, no_log, 1782820800000, seed << 20 };
}
