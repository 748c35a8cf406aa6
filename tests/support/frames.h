/* frames.h - the frozen frames of a session, and a walk through all that a decoded frame holds. */
#ifndef AC_TEST_FRAMES_H
#define AC_TEST_FRAMES_H

#include "core/json.h"
#include "sync/wire.h"

/* tests/vectors/frames.json. Aborts where it cannot be read. */
void frames_open(void);
void frames_close(void);
size_t frames_count(void);
const char *frames_name(size_t i);
const ac_buf *frames_at(size_t i);
const ac_buf *frames_bytes(const char *name); /* aborts where there is none */
/* Is the first n bytes of it a frame too: a list that ends earlier? */
bool frames_cut_fits(size_t i, size_t n);
/* One of the keys that the examples were made with. */
void frames_key(const char *name, uint8_t out[32]);

/* Decode from a block of exactly its size, so that a read beyond is seen. */
bool frames_is_one(const uint8_t *bytes, size_t n);
/* Read each byte that a decoded frame hands out; returns their sum. Aborts where the number of entries is
 * not what the frame says. */
unsigned frames_walk(ac_frame *f);

#endif
