/* buf.h - growing bytes, and reading bytes back with bounds checked.
 * Integers are big-endian everywhere (DESIGN 2). */
#ifndef AC_BUF_H
#define AC_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The caller's; starts as {0}. Once an allocation failed `failed` stays set and
 * every put is a no-op, so one check at the end is enough. Always NUL-terminated
 * after the last byte (not counted in `len`) when p is not NULL. */
typedef struct {
    uint8_t *p;
    size_t len, cap;
    bool failed;
} ac_buf;

void ac_buf_put(ac_buf *buf, const void *bytes, size_t n);
void ac_buf_u8(ac_buf *buf, unsigned v);
void ac_buf_u16(ac_buf *buf, unsigned v);
void ac_buf_u32(ac_buf *buf, uint32_t v);
void ac_buf_u64(ac_buf *buf, uint64_t v);
void ac_buf_str(ac_buf *buf, const char *text);
void ac_buf_printf(ac_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
uint8_t *ac_buf_room(ac_buf *buf, size_t n); /* n more bytes, uninitialised, or NULL */
const char *ac_buf_text(const ac_buf *buf);  /* "" when empty */
void ac_buf_clear(ac_buf *buf);              /* len = 0, memory kept, failed kept */
void ac_buf_free(ac_buf *buf);               /* back to {0} */

/* Reading: a read beyond the end sets `bad` and gives zeros or NULL. */
typedef struct {
    const uint8_t *p;
    size_t left;
    bool bad;
} ac_rd;

const uint8_t *ac_rd_take(ac_rd *rd, size_t n);
unsigned ac_rd_u8(ac_rd *rd);
unsigned ac_rd_u16(ac_rd *rd);
uint32_t ac_rd_u32(ac_rd *rd);
uint64_t ac_rd_u64(ac_rd *rd);

uint16_t ac_be16(const uint8_t *p);
uint32_t ac_be32(const uint8_t *p);
uint64_t ac_be64(const uint8_t *p);

#endif
