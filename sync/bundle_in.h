/* bundle_in.h - what writing and reading bundles share. */
#ifndef AC_BUNDLE_IN_H
#define AC_BUNDLE_IN_H

#include "sync/bundle.h"
#include "sync/wire.h"

#define AC_F_HEAD 32
#define AC_F_TAIL 33
#define AC_BUNDLE_OPEN "accord-b\1"
#define AC_BUNDLE_SEALED "accord-s\1"
#define AC_BUNDLE_MAGIC 9
#define AC_BUNDLE_BOX (64 + AC_SEALED_EXTRA) /* key and hash of HEAD */
#define AC_BUNDLE_SLICE 256

/* What TAIL is signed over. */
void ac_bundle_signed(ac_buf *out, const ac_space *space, const ac_device *sender, uint32_t frames, uint64_t changes,
                      const uint8_t hash[32]);

#endif
