/* outfile.h - where a file for other programs goes: whole, private, never over somebody else's. */
#ifndef AC_OUTFILE_H
#define AC_OUTFILE_H

#include "cli/cli.h"

/* The path that an option ("out") names. AC_EUSAGE: it is missing, or is "-" beside --json, which wants standard
 * output for itself. */
ac_rc ac_outfile_path(ac_cli *cli, const char *option, const char **out_path);

/* "-": standard output, the bytes as they are. Else the file, all or nothing; one that is there already is replaced
 * only where `mark` stands in its first 1024 bytes, for then we wrote it: else AC_ESTATE and it stays. */
ac_rc ac_outfile_write(ac_cli *cli, const char *path, const ac_buf *bytes, const char *mark);

/* The same for what is too long to be held in memory: written through `file`, which is nobody's to close. */
typedef struct {
    FILE *file;
    const char *path;
    char *temp; /* owned; NULL: standard output */
    bool is_new;
} ac_outfile;
ac_rc ac_outfile_open(ac_outfile *out, ac_cli *cli, const char *path, const char *mark);
/* A nameless file beside it (or in $TMPDIR), the caller's: gone when it is closed. */
ac_rc ac_outfile_scratch(const ac_outfile *out, ac_cli *cli, FILE **out_file);
/* `rc` AC_OK: it gets its name, durably; else nothing of it stays, and rc is given back. {0} is fine, and so
 * is out_bytes NULL. */
ac_rc ac_outfile_close(ac_outfile *out, ac_cli *cli, ac_rc rc, int64_t *out_bytes);

#endif
