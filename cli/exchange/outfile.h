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

#endif
