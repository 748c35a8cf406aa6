/* frames.c - the frozen frames of a session. */
#include "tests/support/frames.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/vector.h"

#define FRAMES_MAX 64

static struct {
    const char *name;
    ac_buf bytes;
    const ac_json *cuts;
} frames[FRAMES_MAX];
static ac_json *file;
static size_t nframes;

static void give_up(const char *what, const char *why)
{
    fprintf(stderr, "frames: %s: %s\n", what, why);
    abort();
}

void frames_open(void)
{
    const ac_json *list;

    file = vectors_read("frames.json");
    list = ac_json_get(file, "frames");
    nframes = ac_json_count(list);
    if (nframes == 0 || nframes > FRAMES_MAX)
        give_up("frames.json", "too many, or none");
    for (size_t i = 0; i < nframes; i++) {
        const ac_json *f = ac_json_at(list, i);
        frames[i].name = ac_json_str(f, "name");
        frames[i].cuts = ac_json_get(f, "cuts");
        vector_hex(f, "bytes", &frames[i].bytes);
    }
}

void frames_close(void)
{
    for (size_t i = 0; i < nframes; i++)
        ac_buf_free(&frames[i].bytes);
    nframes = 0;
    ac_json_free(file);
    file = NULL;
}

size_t frames_count(void)
{
    return nframes;
}

const char *frames_name(size_t i)
{
    return frames[i].name;
}

const ac_buf *frames_at(size_t i)
{
    return &frames[i].bytes;
}

const ac_buf *frames_bytes(const char *name)
{
    for (size_t i = 0; i < nframes; i++)
        if (strcmp(frames[i].name, name) == 0)
            return &frames[i].bytes;
    give_up(name, "there is no such frame");
    return NULL;
}

bool frames_cut_fits(size_t i, size_t n)
{
    for (size_t k = 0; k < ac_json_count(frames[i].cuts); k++) {
        int64_t at = -1;
        if (ac_json_number(ac_json_at(frames[i].cuts, k), &at) && at == (int64_t)n)
            return true;
    }
    return n == frames[i].bytes.len;
}

void frames_key(const char *name, uint8_t out[32])
{
    vector_bytes(ac_json_get(file, "keys"), name, out, 32);
}

bool frames_is_one(const uint8_t *bytes, size_t n)
{
    uint8_t *exact = malloc(n + (n == 0));
    ac_frame f;
    bool good;

    if (exact == NULL)
        give_up("a frame", "out of memory");
    else if (n > 0)
        memcpy(exact, bytes, n);
    good = ac_frame_decode(&f, exact, n);
    free(exact);
    return good;
}

unsigned frames_walk(ac_frame *f)
{
    const uint8_t *tag;
    ac_summary s;
    ac_feed_points feed;
    ac_wire_change c;
    ac_id id;
    uint16_t slot;
    uint8_t answer;
    unsigned sum = 0;
    size_t n = 0;

    if (f->evidence.is_statement)
        for (size_t i = 0; i < f->evidence.bytes.left; i++)
            sum += f->evidence.bytes.p[i];
    while (ac_evidence_next(&f->evidence, &c))
        sum += c.header[c.header_n - 1] + c.signature[63];
    switch (f->type) {
    case AC_F_AUTH:
        for (; ac_auth_next(f, &tag, &s); n++)
            sum += tag[15] + s.digest.b[31] + (s.npaused > 0 ? s.paused[32 * s.npaused - 1] : 0u);
        break;
    case AC_F_SUMMARY:
        for (; ac_summary_next(f, &slot, &answer, &s); n++)
            sum += slot + answer + s.missing + (s.npaused > 0 ? s.paused[32 * s.npaused - 1] : 0u);
        break;
    case AC_F_LIST:
    case AC_F_WANT:
        for (; ac_feed_next(f, &feed); n++)
            for (unsigned i = 0; i < feed.n; i++)
                sum += ac_point_at(&feed, i).id.b[31];
        break;
    case AC_F_CHANGES:
        for (; ac_change_next(f, &c); n++)
            sum += c.header[c.header_n - 1] + c.signature[63] + (c.words_n > 0 ? c.words[c.words_n - 1] : 0u);
        break;
    case AC_F_BODIES:
    case AC_F_NOTICE:
        for (; ac_id_next(f, &id); n++)
            sum += id.b[31];
        break;
    case AC_F_BODY:
        for (; ac_body_next(f, &id, &c); n++)
            sum += id.b[31] + (c.words_n > 0 ? c.words[c.words_n - 1] : 0u);
        break;
    case AC_F_APPLY:
        for (; n < f->rest.left; n++)
            sum += f->rest.p[n];
        break;
    default: break;
    }
    if (n != f->count)
        give_up(ac_frame_name(f->type), "another number of entries than it says");
    return sum;
}
