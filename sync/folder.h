/* folder.h - a directory that something else keeps in step, as a mailbox of sealed bundles.
 *
 * One file a partnership and laptop, of a name that says whose it is; only its writer ever replaces it. What
 * others wrote is taken once, by what is in it. Files of others are never touched. */
#ifndef AC_FOLDER_H
#define AC_FOLDER_H

#include "sync/bundle.h"

#define AC_FOLDER_FILES_MAX 4096
#define AC_FOLDER_SENDERS_MAX 64

typedef struct {
    int wrote, took, bad; /* bad: files that look like ours to take and were refused */
    int64_t records;      /* new here */
    char senders[AC_FOLDER_SENDERS_MAX][8];
    size_t nsenders;
} ac_folder_report;

/* Told of each file that was taken or refused; `why` is the sentence. */
typedef void ac_folder_fn(void *ctx, const char *name, const ac_import_report *report, ac_rc rc, const char *why);

/* Takes first, then writes, so that what is written knows what was taken. Needs the key. Files sealed for
 * others, of partnerships that are not here, or already taken are passed by in silence. */
ac_rc ac_folder_sync(ac_notebook *nb, const char *dir, ac_folder_fn *each, void *ctx, ac_folder_report *out, ac_err *err);

#endif
