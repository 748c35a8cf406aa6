/* mark.c - the highest change of ours that may have left. */
#include "core/mark.h"

#include "core/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK_MAX (1u << 20)
#define LOCK_WAIT_MS 5000

static char *path_of(const char *state_dir, const ac_device *device, const char *end)
{
    char hex[AC_HEX_SIZE], name[40];

    ac_hex(hex, device->b, 32);
    snprintf(name, sizeof name, "%.16s.%s", hex, end);
    return ac_path(state_dir, name);
}

void ac_mark_free(ac_mark *mark)
{
    free(mark->lines);
    *mark = (ac_mark){ 0 };
}

const ac_mark_line *ac_mark_find(const ac_mark *mark, const ac_space *space)
{
    for (size_t i = 0; i < mark->n; i++)
        if (ac_space_eq(mark->lines[i].space, *space))
            return &mark->lines[i];
    return NULL;
}

static void checksum(char hex[AC_HEX_SIZE], const void *p, size_t n)
{
    ac_hash h;
    uint8_t d[32];

    ac_hash_begin(&h, "accord/mark/1");
    ac_hash_add(&h, p, n);
    ac_hash_end(&h, d);
    ac_hex(hex, d, 32);
}

static bool parse(ac_mark *out, const char *text, size_t n)
{
    static const char head[] = "accord-mark 1\n";
    const char *p = text + strlen(head), *end = text + n;
    char hex[AC_HEX_SIZE];

    if (n < strlen(head) + 65 || strncmp(text, head, strlen(head)) != 0 || text[n - 1] != '\n')
        return false;
    checksum(hex, text, n - 65);
    if (memcmp(hex, end - 65, 64) != 0)
        return false;
    for (end -= 65; p < end;) {
        unsigned long long seq;
        char space[65], id[65];
        int used = 0;
        ac_mark_line *lines = realloc(out->lines, (out->n + 1) * sizeof *lines);
        if (lines == NULL)
            return false;
        out->lines = lines;
        if (sscanf(p, "%64[0-9a-f] %llu %64[0-9a-f]\n%n", space, &seq, id, &used) != 3 || used == 0 ||
            !ac_unhex(lines[out->n].space.b, 32, space, strlen(space)) || !ac_unhex(lines[out->n].id.b, 32, id, strlen(id)))
            return false;
        lines[out->n++].seq = seq;
        p += used;
    }
    return p == end;
}

ac_rc ac_mark_read(ac_mark *out, const char *state_dir, const ac_device *device, ac_err *err)
{
    ac_buf in = { 0 };
    char *path = path_of(state_dir, device, "mark");
    ac_rc rc = path != NULL ? ac_file_read(&in, path, MARK_MAX, false, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    *out = (ac_mark){ 0 };
    if (rc == AC_OK && !parse(out, ac_buf_text(&in), in.len)) {
        ac_mark_free(out);
        rc = ac_fail(err, AC_ECORRUPT, "the mark %s is damaged", path);
    }
    ac_buf_free(&in);
    free(path);
    return rc;
}

static ac_rc write_mark(const char *state_dir, const ac_device *device, const ac_mark *mark, ac_err *err)
{
    ac_buf out = { 0 };
    char hex[AC_HEX_SIZE], *path = path_of(state_dir, device, "mark");
    ac_rc rc;

    ac_buf_str(&out, "accord-mark 1\n");
    for (size_t i = 0; i < mark->n; i++) {
        char id[AC_HEX_SIZE];
        ac_hex(hex, mark->lines[i].space.b, 32);
        ac_hex(id, mark->lines[i].id.b, 32);
        ac_buf_printf(&out, "%s %llu %s\n", hex, (unsigned long long)mark->lines[i].seq, id);
    }
    checksum(hex, out.p, out.len);
    ac_buf_printf(&out, "%s\n", hex);
    rc = path == NULL || out.failed ? ac_fail(err, AC_ENOMEM, "out of memory") : ac_file_write(path, out.p, out.len, err);
    ac_buf_free(&out);
    free(path);
    return rc;
}

static ac_rc lock(const char *state_dir, const ac_device *device, int *out_fd, ac_err *err)
{
    char *path = path_of(state_dir, device, "lock");
    ac_rc rc = path != NULL ? ac_lock_take(path, LOCK_WAIT_MS, out_fd, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    free(path);
    return rc;
}

ac_rc ac_mark_create(const char *state_dir, const ac_device *device, ac_err *err)
{
    ac_mark none = { 0 };
    ac_rc rc = ac_dir_make(state_dir, err);

    return rc == AC_OK ? write_mark(state_dir, device, &none, err) : rc;
}

ac_rc ac_mark_reset(const char *state_dir, const ac_device *device, const ac_mark *mark, ac_err *err)
{
    int fd = -1;
    ac_rc rc = ac_dir_make(state_dir, err);

    if (rc == AC_OK)
        rc = lock(state_dir, device, &fd, err);
    if (rc == AC_OK)
        rc = write_mark(state_dir, device, mark, err);
    ac_lock_give(fd);
    return rc;
}

ac_rc ac_mark_advance(const char *state_dir, const ac_device *device, const ac_mark_line *line, ac_err *err)
{
    ac_mark mark = { 0 };
    int fd = -1;
    size_t i;
    ac_rc rc = lock(state_dir, device, &fd, err);

    if (rc == AC_OK)
        rc = ac_mark_read(&mark, state_dir, device, err);
    if (rc == AC_EREF || rc == AC_ECORRUPT || (rc == AC_EIO && !ac_file_exists(state_dir))) /* gone with its directory */
        rc = ac_fail(err, AC_ESTOPPED, "the mark of this laptop is lost: nothing of ours leaves until it is clear that no "
                                       "other copy of this notebook writes");
    if (rc != AC_OK)
        goto done;
    for (i = 0; i < mark.n && !ac_space_eq(mark.lines[i].space, line->space); i++)
        ;
    if (i < mark.n && mark.lines[i].seq >= line->seq)
        goto done;
    if (i == mark.n) {
        ac_mark_line *lines = realloc(mark.lines, (mark.n + 1) * sizeof *lines);
        if (lines == NULL) {
            rc = ac_fail(err, AC_ENOMEM, "out of memory");
            goto done;
        }
        mark.lines = lines;
        mark.n++;
    }
    mark.lines[i] = *line;
    rc = write_mark(state_dir, device, &mark, err);
done:
    ac_mark_free(&mark);
    ac_lock_give(fd);
    return rc;
}
