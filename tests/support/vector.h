/* vector.h - frozen test vectors, read from tests/vectors/. */
#ifndef AC_TESTS_VECTOR_H
#define AC_TESTS_VECTOR_H

#include "core/json.h"

/* tests/vectors/NAME; the directory is found from the root of the tree. White space between the tokens of
 * the file is left out before it is read strictly. Aborts where there is none. The caller frees. */
ac_json *vectors_read(const char *name);
/* The bytes of a hex string of this object, appended to `out`; how many. Aborts where it is none. */
size_t vector_hex(const ac_json *object, const char *key, ac_buf *out);
/* The same into exactly n bytes. */
void vector_bytes(const ac_json *object, const char *key, uint8_t *out, size_t n);

/* A new empty directory below $TMPDIR or /tmp. */
void scratch_make(char *out, size_t size);
/* Removes it and the plain files in it. */
void scratch_remove(const char *dir);

#endif
