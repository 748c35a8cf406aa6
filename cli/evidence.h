/* evidence.h - files that show something: their fingerprint travels, they stay where they are. */
#ifndef AC_EVIDENCE_H
#define AC_EVIDENCE_H

#include "core/json.h"

#define AC_EVIDENCE_MAX (INT64_C(64) << 20)
#define AC_EVIDENCE_FILES 32

/* Append {bytes, hash, title, type} of a file to a list. AC_EIO: not there. AC_EUSAGE: empty, too large, no plain file. */
ac_rc ac_evidence_put(ac_json *list, const char *path, ac_err *err);
/* "2.1 MB" */
#define AC_SIZE_SAID 64
void ac_size_said(char out[AC_SIZE_SAID], int64_t bytes);

#endif
