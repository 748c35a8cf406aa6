/* targets.h - what strangers can hand to each decoder: any bytes at all. For the fuzz targets and the replay of
 * their corpora. Each aborts when it finds that a rule does not hold. */
#ifndef AC_TEST_TARGETS_H
#define AC_TEST_TARGETS_H

#include <stddef.h>
#include <stdint.h>

typedef void target_fn(const uint8_t *bytes, size_t n);

void target_wire(const uint8_t *bytes, size_t n);       /* a frame: walked to its end */
void target_json(const uint8_t *bytes, size_t n);       /* scan, tree, encode: the same bytes; a statement */
void target_header(const uint8_t *bytes, size_t n);     /* decode, encode: the same bytes */
void target_invitation(const uint8_t *bytes, size_t n); /* invitation, reply, application */
void target_keyfile(const uint8_t *bytes, size_t n);    /* device.key and the mark */
void target_bundle(const uint8_t *bytes, size_t n);     /* a file; or frames that a member signed a TAIL for */
void target_csv(const uint8_t *bytes, size_t n);         /* a table: what was read and written again reads alike */
void target_search(const uint8_t *bytes, size_t n);     /* what is typed, a NUL, a text: index and places agree */
void target_session(const uint8_t *bytes, size_t n);    /* frames of a member in mid-session */

/* By name; NULL: there is none. */
target_fn *target_of(const char *name);

#endif
