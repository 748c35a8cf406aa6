/* mark.h - the highest change of ours that may have left, kept apart from the notebook (DESIGN 4).
 *
 * STATE/<16 hex of the device key>.mark: "accord-mark 1", a line "space seq id" for each space, and a
 * checksum line last. Written whole (temporary name, fsync, rename, fsync of the directory) under a lock
 * file beside it; a seq is never lowered. An empty mark is written when the keys are made, so a missing
 * file always means that it was lost. */
#ifndef AC_MARK_H
#define AC_MARK_H

#include "core/crypto.h"

typedef struct {
    ac_space space;
    uint64_t seq;
    ac_id id;
} ac_mark_line;

typedef struct {
    ac_mark_line *lines; /* owned */
    size_t n;
} ac_mark;

/* AC_EREF: there is none. AC_ECORRUPT: damaged. */
ac_rc ac_mark_read(ac_mark *out, const char *state_dir, const ac_device *device, ac_err *err);
void ac_mark_free(ac_mark *mark);
const ac_mark_line *ac_mark_find(const ac_mark *mark, const ac_space *space); /* NULL: nothing left yet */

ac_rc ac_mark_create(const char *state_dir, const ac_device *device, ac_err *err);
/* Raise one line; as it stands already: no write. AC_ESTOPPED: the mark is lost. */
ac_rc ac_mark_advance(const char *state_dir, const ac_device *device, const ac_mark_line *line, ac_err *err);
/* `device continue`: these lines become the mark, whatever it was. */
ac_rc ac_mark_reset(const char *state_dir, const ac_device *device, const ac_mark *mark, ac_err *err);

#endif
