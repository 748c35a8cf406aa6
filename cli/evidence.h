/* evidence.h - files that show something: their fingerprint travels, they stay where they are. */
#ifndef AC_EVIDENCE_H
#define AC_EVIDENCE_H

#include "cli/cli.h"

#define AC_EVIDENCE_MAX (INT64_C(64) << 20)
#define AC_EVIDENCE_FILES 32

/* Append {bytes, hash, title, type} of a file to a list. AC_EIO: not there. AC_EUSAGE: empty, too large, no plain file. */
ac_rc ac_evidence_put(ac_json *list, const char *path, ac_err *err);

/* --- where the files are: remembered on this laptop alone --- */
/* The file with this fingerprint was seen there. A failure is no reason to fail: nothing is said. */
void ac_evidence_remember(ac_cli *cli, const char *hash, const char *path);
/* Every file of a list as ac_evidence_put makes it, paths in the same order. */
void ac_evidence_remember_all(ac_cli *cli, const ac_json *list, const char *const *paths, size_t n);
typedef enum {
    AC_EVIDENCE_HERE,    /* with this very fingerprint */
    AC_EVIDENCE_CHANGED, /* the file is there, and is another one now */
    AC_EVIDENCE_GONE,    /* it was here, and is not where it was */
    AC_EVIDENCE_NEVER    /* it was never seen on this laptop */
} ac_evidence_state;
/* Looked for where it was, then in the notebook's evidence/ . *path: where it is, or was; "" for never. */
ac_rc ac_evidence_find(ac_cli *cli, const char *hash, int64_t bytes, ac_evidence_state *out, ac_buf *path);
const char *ac_evidence_word(ac_evidence_state state); /* "here", "changed", "gone", "never" */

/* "2.1 MB" */
#define AC_SIZE_SAID 64
void ac_size_said(char out[AC_SIZE_SAID], int64_t bytes);

#endif
