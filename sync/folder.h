/* folder.h - a directory that something else keeps in step, as a mailbox of sealed bundles.
 *
 * One file a partnership and laptop, of a name that says whose it is; only its writer ever replaces it, and only
 * where it has something newer to say, so that a drive comes to rest. What others wrote is taken once, by what
 * is in it. Files of others are never touched. */
#ifndef AC_FOLDER_H
#define AC_FOLDER_H

#include "sync/bundle.h"

#define AC_FOLDER_FILES_MAX 4096
#define AC_FOLDER_SENDERS_MAX 64

typedef struct {
    int wrote, took, bad; /* bad: bundles that could be for us and were refused */
    int partners;         /* organisations that what was written is for */
    int64_t records;      /* new here */
    char senders[AC_FOLDER_SENDERS_MAX][8];
    size_t nsenders;
} ac_folder_report;

/* Told of each file that was taken or refused; `why` is the sentence. */
typedef void ac_folder_fn(void *ctx, const char *name, const ac_import_report *report, ac_rc rc, const char *why);

/* Takes first, then writes, so that what is written knows what was taken. Needs the key. What is no bundle,
 * sealed for others, of a partnership that is not here, or taken already is passed by in silence. `only` NULL: what is
 * written is of every partnership, and of our own space where we have other laptops. */
ac_rc ac_folder_sync(ac_notebook *nb, const char *dir, const ac_space *only, ac_folder_fn *each, void *ctx, ac_folder_report *out, ac_err *err);

#endif
