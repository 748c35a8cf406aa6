/* file.c - small files that must not be lost. */
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

char *ac_path(const char *dir, const char *name)
{
    size_t n = strlen(dir) + strlen(name) + 2;
    char *p = malloc(n);

    if (p != NULL)
        snprintf(p, n, "%s/%s", dir, name);
    return p;
}

ac_rc ac_fail_errno(ac_err *err, int error, const char *what, const char *path)
{
    ac_rc rc = error == ENOSPC || error == EDQUOT ? AC_EFULL
               : error == EROFS || error == EACCES || error == EPERM ? AC_EREADONLY
               : error == ENOENT && strcmp(what, "read") == 0 ? AC_EREF
               : error == ELOOP ? AC_EREFUSED
                                 : AC_EIO;

    if (rc == AC_EFULL)
        return ac_fail(err, rc, "the disk is full: %s could not be %s", path, ac_tr_always(what));
    if (rc == AC_EREFUSED)
        return ac_fail(err, rc, "%s is a link, and links are not followed here", path);
    if (rc == AC_EIO && error == ENOENT)
        return ac_fail(err, rc, "%s could not be %s: its directory is not there", path, ac_tr_always(what));
    return ac_fail(err, rc, "%s could not be %s: %s", path, ac_tr_always(what), strerror(error));
}

ac_rc ac_file_read(ac_buf *out, const char *path, size_t max, bool is_private, ac_err *err)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    ac_rc rc = AC_OK;

    if (fd < 0)
        return ac_fail_errno(err, errno, N_("read"), path);
    if (fstat(fd, &st) != 0)
        rc = ac_fail_errno(err, errno, N_("read"), path);
    else if (!S_ISREG(st.st_mode))
        rc = ac_fail(err, AC_EREFUSED, "%s is not a plain file", path);
    else if (is_private && (st.st_mode & 077) != 0)
        rc = ac_fail(err, AC_EREFUSED, "%s can be read by others: chmod 600 it first", path);
    else if (is_private && st.st_uid != geteuid())
        rc = ac_fail(err, AC_EREFUSED, "%s belongs to somebody else", path);
    else if ((uint64_t)st.st_size > max)
        rc = ac_fail(err, AC_EREFUSED, "%s is larger than such a file can be (%zu bytes)", path, max);
    /* Room first: a buffer that grows leaves copies behind, and some of these files are secret. */
    if (rc == AC_OK && is_private && ac_buf_room(out, (size_t)st.st_size) != NULL)
        out->len -= (size_t)st.st_size;
    while (rc == AC_OK) {
        uint8_t chunk[65536];
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            rc = ac_fail_errno(err, errno, N_("read"), path);
        if (n > 0)
            ac_buf_put(out, chunk, (size_t)n);
        if (is_private)
            explicit_bzero(chunk, sizeof chunk);
        if (n <= 0)
            break;
        if (out->failed)
            rc = ac_fail(err, AC_ENOMEM, "%s does not fit into memory", path);
        else if (out->len > max)
            rc = ac_fail(err, AC_EREFUSED, "%s is larger than such a file can be (%zu bytes)", path, max);
    }
    close(fd);
    return rc;
}

static ac_rc sync_dir(const char *path, ac_err *err)
{
    char *dir = strdup(path), *slash = dir != NULL ? strrchr(dir, '/') : NULL;
    const char *name = ".";
    int fd;
    ac_rc rc = AC_OK;

    if (slash == dir && slash != NULL)
        name = "/";
    else if (slash != NULL) {
        *slash = '\0';
        name = dir;
    }
    fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
        rc = ac_fail_errno(err, errno, N_("made durable"), path);
    if (fd >= 0)
        close(fd);
    free(dir);
    return rc;
}

static ac_rc write_all(int fd, const uint8_t *p, size_t n, const char *path, ac_err *err)
{
    while (n > 0) {
        ssize_t w = write(fd, p, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return ac_fail_errno(err, errno, N_("written"), path);
        p += w;
        n -= (size_t)w;
    }
    if (fsync(fd) != 0)
        return ac_fail_errno(err, errno, N_("made durable"), path);
    return AC_OK;
}

ac_rc ac_file_name(const char *temp, const char *path, bool may_replace, ac_err *err)
{
    ac_rc rc = AC_OK;

    if (!may_replace && link(temp, path) != 0) {
        int e = errno, there = -1;
        if (e != EEXIST) /* a file system without links */
            there = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (there >= 0) {
            close(there);
            rc = rename(temp, path) == 0 ? AC_OK : ac_fail_errno(err, errno, N_("written"), path);
        } else if (errno == EEXIST) {
            rc = ac_fail(err, AC_ESTATE, "%s exists already and is never overwritten", path);
        } else {
            rc = ac_fail_errno(err, errno, N_("written"), path);
        }
    } else if (may_replace && rename(temp, path) != 0) {
        rc = ac_fail_errno(err, errno, N_("written"), path);
    }
    unlink(temp);
    return rc == AC_OK ? sync_dir(path, err) : rc;
}

static ac_rc write_file(const char *path, const void *bytes, size_t n, bool fresh, ac_err *err)
{
    size_t size = strlen(path) + 16;
    char *temp = malloc(size);
    int fd;
    ac_rc rc;

    if (temp == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    snprintf(temp, size, "%s.tmp-XXXXXX", path);
    fd = mkostemp(temp, O_CLOEXEC);
    if (fd < 0) {
        rc = ac_fail_errno(err, errno, N_("written"), path);
        free(temp);
        return rc;
    }
    fchmod(fd, 0600);
    rc = write_all(fd, bytes, n, path, err);
    if (close(fd) != 0 && rc == AC_OK)
        rc = ac_fail_errno(err, errno, N_("written"), path);
    if (rc == AC_OK)
        rc = ac_file_name(temp, path, !fresh, err);
    else
        unlink(temp);
    free(temp);
    return rc;
}

ac_rc ac_file_write(const char *path, const void *bytes, size_t n, ac_err *err)
{
    return write_file(path, bytes, n, false, err);
}

ac_rc ac_file_write_new(const char *path, const void *bytes, size_t n, ac_err *err)
{
    return write_file(path, bytes, n, true, err);
}

ac_rc ac_dir_make(const char *path, ac_err *err)
{
    char *p;
    ac_rc rc = AC_OK;

    if (path[0] == '\0')
        return ac_fail(err, AC_EUSAGE, "the name of the directory is empty");
    p = strdup(path);
    if (p == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    for (char *s = p + 1; rc == AC_OK; s++) {
        if (*s != '/' && *s != '\0')
            continue;
        char was = *s;
        *s = '\0';
        if (mkdir(p, 0700) != 0 && errno != EEXIST)
            rc = ac_fail_errno(err, errno, N_("made"), p);
        *s = was;
        if (was == '\0')
            break;
    }
    free(p);
    return rc;
}

bool ac_file_exists(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

ac_rc ac_lock_take(const char *path, int wait_ms, int *out_fd, ac_err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd < 0)
        return ac_fail_errno(err, errno, N_("locked"), path);
    for (int waited = 0;; waited += 2) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
            *out_fd = fd;
            return AC_OK;
        }
        if (errno != EWOULDBLOCK && errno != EINTR) {
            ac_rc rc = ac_fail_errno(err, errno, N_("locked"), path);
            close(fd);
            return rc;
        }
        if (waited >= wait_ms) {
            close(fd);
            return ac_fail(err, AC_EBUSY, "another accord is writing here and did not finish in time: try again");
        }
        poll(NULL, 0, 2);
    }
}

void ac_lock_give(int fd)
{
    if (fd >= 0)
        close(fd);
}
