/* file.h - small files that must not be lost: whole, durable, private. */
#ifndef AC_FILE_H
#define AC_FILE_H

#include "core/buf.h"
#include "core/err.h"

/* Read all of a file, at most `max` bytes. AC_EREF: there is none. `private` refuses files that group
 * or others may touch, or that belong to somebody else. Links are not followed. */
ac_rc ac_file_read(ac_buf *out, const char *path, size_t max, bool is_private, ac_err *err);
/* Temporary name in the same directory, fsync, rename, fsync the directory. 0600. */
ac_rc ac_file_write(const char *path, const void *bytes, size_t n, ac_err *err);
/* The same, but never over an existing file: AC_ESTATE. */
ac_rc ac_file_write_new(const char *path, const void *bytes, size_t n, ac_err *err);
/* Give a finished temporary file of the same directory its name, durably; over an existing one only where it
 * may (else AC_ESTATE). The temporary name is gone afterwards, whatever happened. */
ac_rc ac_file_name(const char *temp, const char *path, bool may_replace, ac_err *err);
/* mkdir -p, 0700. */
ac_rc ac_dir_make(const char *path, ac_err *err);
bool ac_file_exists(const char *path);
/* Take a lock file (flock, made when absent), waiting up to wait_ms. AC_EBUSY: not in time. */
ac_rc ac_lock_take(const char *path, int wait_ms, int *out_fd, ac_err *err);
void ac_lock_give(int fd);
/* "dir/name", to be freed; NULL: out of memory. */
char *ac_path(const char *dir, const char *name);
/* The sentence of the operating system for errno, mapped to a code. AC_EREF: what was to be "read" is not there. */
ac_rc ac_fail_errno(ac_err *err, int error, const char *what, const char *path);

#endif
