/* outfile.c - where a file for other programs goes. */
#include "cli/exchange/outfile.h"

#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOOK_BYTES 1024

ac_rc ac_outfile_path(ac_cli *cli, const char *option, const char **out_path)
{
    const char *path = ac_opt(cli, option);

    if (path == NULL || path[0] == '\0')
        return ac_fail(&cli->err, AC_EUSAGE, "which file? --%s FILE, or --%s - for standard output", option, option);
    if (strcmp(path, "-") == 0 && cli->json)
        return ac_fail(&cli->err, AC_EUSAGE, "--json and --%s - both write to standard output: name a file", option);
    *out_path = path;
    return AC_OK;
}

/* Did we write the file that is there? */
static ac_rc is_ours(ac_cli *cli, const char *path, const char *mark, bool *out)
{
    char head[LOOK_BYTES + 1];
    FILE *file = fopen(path, "rbe");
    size_t n;

    *out = true;
    if (file == NULL && errno == ENOENT)
        return AC_OK;
    if (file == NULL)
        return ac_fail_errno(&cli->err, errno, "write", path);
    n = fread(head, 1, LOOK_BYTES, file);
    fclose(file);
    head[n] = '\0';
    *out = n > 0 && strstr(head, mark) != NULL;
    return AC_OK;
}

static ac_rc must_be_ours(ac_cli *cli, const char *path, const char *mark)
{
    bool ours = false;
    ac_rc rc = is_ours(cli, path, mark, &ours);

    if (rc == AC_OK && !ours)
        rc = ac_fail(&cli->err, AC_ESTATE, "%.200s is there already and was not written by this command: it stays as it is. Name another file",
                     path);
    return rc;
}

ac_rc ac_outfile_write(ac_cli *cli, const char *path, const ac_buf *bytes, const char *mark)
{
    ac_rc rc;

    if (bytes->failed)
        return ac_fail(&cli->err, AC_ENOMEM, "out of memory; nothing was written");
    if (strcmp(path, "-") == 0) {
        if (fwrite(bytes->p, 1, bytes->len, cli->out.file) != bytes->len || fflush(cli->out.file) != 0)
            return ac_fail_errno(&cli->err, errno, "write", "standard output");
        return AC_OK;
    }
    rc = must_be_ours(cli, path, mark);
    return rc == AC_OK ? ac_file_write(path, bytes->p, bytes->len, &cli->err) : rc;
}

/* --- long files --- */

static ac_rc open_temp(ac_cli *cli, const char *path, char **out_temp, FILE **out)
{
    size_t size = strlen(path) + 16;
    char *temp = malloc(size);
    int fd;

    if (temp == NULL)
        return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    snprintf(temp, size, "%s.tmp-XXXXXX", path);
    fd = mkostemp(temp, O_CLOEXEC); /* 0600 */
    *out = fd >= 0 ? fdopen(fd, "w+") : NULL;
    if (*out == NULL) {
        ac_rc rc = ac_fail_errno(&cli->err, errno, "written", path);
        if (fd >= 0) {
            close(fd);
            unlink(temp);
        }
        free(temp);
        return rc;
    }
    *out_temp = temp;
    return AC_OK;
}

ac_rc ac_outfile_open(ac_outfile *out, ac_cli *cli, const char *path, const char *mark)
{
    ac_rc rc;

    *out = (ac_outfile){ .file = cli->out.file, .path = path };
    if (strcmp(path, "-") == 0)
        return AC_OK;
    rc = must_be_ours(cli, path, mark);
    out->is_new = access(path, F_OK) != 0;
    out->file = NULL;
    return rc == AC_OK ? open_temp(cli, path, &out->temp, &out->file) : rc;
}

ac_rc ac_outfile_scratch(const ac_outfile *out, ac_cli *cli, FILE **out_file)
{
    const char *dir = getenv("TMPDIR");
    char *beside = out->temp != NULL ? strdup(out->path) : ac_path(dir != NULL && dir[0] == '/' ? dir : "/tmp", "accord"), *temp = NULL;
    ac_rc rc = beside != NULL ? open_temp(cli, beside, &temp, out_file) : ac_fail(&cli->err, AC_ENOMEM, "out of memory");

    if (rc == AC_OK)
        unlink(temp);
    free(temp);
    free(beside);
    return rc;
}

ac_rc ac_outfile_close(ac_outfile *out, ac_cli *cli, ac_rc rc, int64_t *out_bytes)
{
    if (out->file == NULL)
        return rc;
    if (fflush(out->file) != 0 && rc == AC_OK)
        rc = ac_fail_errno(&cli->err, errno, "written", out->path);
    if (out->temp == NULL)
        return rc;
    if (out_bytes != NULL)
        *out_bytes = (int64_t)ftello(out->file);
    if (rc == AC_OK && fsync(fileno(out->file)) != 0)
        rc = ac_fail_errno(&cli->err, errno, "made durable", out->path);
    if (fclose(out->file) != 0 && rc == AC_OK)
        rc = ac_fail_errno(&cli->err, errno, "written", out->path);
    if (rc == AC_OK)
        rc = ac_file_name(out->temp, out->path, !out->is_new, &cli->err);
    else
        unlink(out->temp);
    free(out->temp);
    *out = (ac_outfile){ 0 };
    return rc;
}
