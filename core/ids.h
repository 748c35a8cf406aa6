/* ids.h - names of 32 bytes. Same bytes, different meaning, different type:
 * swapping a change id and a device key does not compile. */
#ifndef AC_IDS_H
#define AC_IDS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define AC_KEY_BYTES 32
#define AC_SIG_BYTES 64
#define AC_HEX_SIZE 65 /* 64 digits and the NUL */

#define AC_NAME32(type, prefix)                                                  \
    typedef struct {                                                             \
        uint8_t b[32];                                                           \
    } type;                                                                      \
    static inline bool prefix##_eq(type x, type y)                               \
    {                                                                            \
        return memcmp(x.b, y.b, 32) == 0;                                        \
    }                                                                            \
    static inline int prefix##_cmp(type x, type y)                               \
    {                                                                            \
        return memcmp(x.b, y.b, 32);                                             \
    }                                                                            \
    static inline bool prefix##_is_zero(type x)                                  \
    {                                                                            \
        static const uint8_t zero[32];                                           \
        return memcmp(x.b, zero, 32) == 0;                                       \
    }                                                                            \
    static inline type prefix##_of(const uint8_t *p)                             \
    {                                                                            \
        type x;                                                                  \
        memcpy(x.b, p, 32);                                                      \
        return x;                                                                \
    }

AC_NAME32(ac_id, ac_id)               /* a change: BLAKE2b-256 of its header */
AC_NAME32(ac_space, ac_space)         /* a partnership: the id of its founding change */
AC_NAME32(ac_device, ac_device)       /* Ed25519 public key of a device: signs changes */
AC_NAME32(ac_root, ac_root)           /* Ed25519 public key of an organisation: signs statements */
AC_NAME32(ac_transport, ac_transport) /* X25519 public key of a device: CURVE only */
AC_NAME32(ac_seal, ac_seal)           /* X25519 public key of an organisation: sealed boxes only */
AC_NAME32(ac_digest, ac_digest)       /* BLAKE2b-256 of something else */

/* `n` bytes as lower-case hex with a NUL; `out` holds 2n+1. */
void ac_hex(char *out, const uint8_t *bytes, size_t n);

/* Exactly 2n lower-case hex digits, nothing else. False: `out` is left alone. */
bool ac_unhex(uint8_t *out, size_t n, const char *text, size_t text_bytes);

#endif
