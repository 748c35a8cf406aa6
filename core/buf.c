/* buf.c - growing bytes, and reading bytes back. */
#include "core/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint8_t *ac_buf_room(ac_buf *buf, size_t n)
{
    uint8_t *room;

    if (buf->failed)
        return NULL;
    if (n >= SIZE_MAX / 2 - buf->len) {
        buf->failed = true;
        return NULL;
    }
    if (buf->p == NULL || buf->len + n + 1 > buf->cap) {
        size_t cap = buf->cap ? buf->cap : 64;
        while (cap < buf->len + n + 1)
            cap *= 2;
        uint8_t *p = realloc(buf->p, cap);
        if (p == NULL) {
            buf->failed = true;
            return NULL;
        }
        buf->p = p;
        buf->cap = cap;
    }
    room = buf->p + buf->len;
    buf->len += n;
    buf->p[buf->len] = '\0';
    return room;
}

void ac_buf_put(ac_buf *buf, const void *bytes, size_t n)
{
    uint8_t *room = ac_buf_room(buf, n);

    if (room != NULL && n > 0)
        memcpy(room, bytes, n);
}

void ac_buf_u8(ac_buf *buf, unsigned v)
{
    uint8_t b = (uint8_t)v;

    ac_buf_put(buf, &b, 1);
}

void ac_buf_u16(ac_buf *buf, unsigned v)
{
    uint8_t b[2] = { (uint8_t)(v >> 8), (uint8_t)v };

    ac_buf_put(buf, b, 2);
}

void ac_buf_u32(ac_buf *buf, uint32_t v)
{
    uint8_t b[4] = { (uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v };

    ac_buf_put(buf, b, 4);
}

void ac_buf_u64(ac_buf *buf, uint64_t v)
{
    ac_buf_u32(buf, (uint32_t)(v >> 32));
    ac_buf_u32(buf, (uint32_t)v);
}

void ac_buf_str(ac_buf *buf, const char *text)
{
    ac_buf_put(buf, text, strlen(text));
}

void ac_buf_printf(ac_buf *buf, const char *format, ...)
{
    va_list ap, again;
    int n;
    uint8_t *room;

    va_start(ap, format);
    va_copy(again, ap);
    n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    if (n >= 0 && (room = ac_buf_room(buf, (size_t)n)) != NULL)
        vsnprintf((char *)room, (size_t)n + 1, format, again);
    else if (n < 0)
        buf->failed = true;
    va_end(again);
}

const char *ac_buf_text(const ac_buf *buf)
{
    return buf->p != NULL ? (const char *)buf->p : "";
}

void ac_buf_clear(ac_buf *buf)
{
    buf->len = 0;
    if (buf->p != NULL)
        buf->p[0] = '\0';
}

void ac_buf_free(ac_buf *buf)
{
    free(buf->p);
    *buf = (ac_buf){ 0 };
}

uint16_t ac_be16(const uint8_t *p)
{
    return (uint16_t)(p[0] << 8 | p[1]);
}

uint32_t ac_be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

uint64_t ac_be64(const uint8_t *p)
{
    return (uint64_t)ac_be32(p) << 32 | ac_be32(p + 4);
}

const uint8_t *ac_rd_take(ac_rd *rd, size_t n)
{
    const uint8_t *p = rd->p;

    if (rd->bad || n > rd->left) {
        rd->bad = true;
        return NULL;
    }
    rd->p += n;
    rd->left -= n;
    return p;
}

unsigned ac_rd_u8(ac_rd *rd)
{
    const uint8_t *p = ac_rd_take(rd, 1);

    return p ? p[0] : 0;
}

unsigned ac_rd_u16(ac_rd *rd)
{
    const uint8_t *p = ac_rd_take(rd, 2);

    return p ? ac_be16(p) : 0;
}

uint32_t ac_rd_u32(ac_rd *rd)
{
    const uint8_t *p = ac_rd_take(rd, 4);

    return p ? ac_be32(p) : 0;
}

uint64_t ac_rd_u64(ac_rd *rd)
{
    const uint8_t *p = ac_rd_take(rd, 8);

    return p ? ac_be64(p) : 0;
}
