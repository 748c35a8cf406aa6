/* outfile.c - where a file for other programs goes. */
#include "cli/exchange/outfile.h"

#include "core/file.h"

#include <errno.h>
#include <string.h>

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

ac_rc ac_outfile_write(ac_cli *cli, const char *path, const ac_buf *bytes, const char *mark)
{
    bool ours = false;
    ac_rc rc;

    if (bytes->failed)
        return ac_fail(&cli->err, AC_ENOMEM, "out of memory; nothing was written");
    if (strcmp(path, "-") == 0) {
        if (fwrite(bytes->p, 1, bytes->len, cli->out.file) != bytes->len || fflush(cli->out.file) != 0)
            return ac_fail_errno(&cli->err, errno, "write", "standard output");
        return AC_OK;
    }
    rc = is_ours(cli, path, mark, &ours);
    if (rc == AC_OK && !ours)
        rc = ac_fail(&cli->err, AC_ESTATE, "%.200s is there already and was not written by this command: it stays as it is. Name another file",
                     path);
    return rc == AC_OK ? ac_file_write(path, bytes->p, bytes->len, &cli->err) : rc;
}
