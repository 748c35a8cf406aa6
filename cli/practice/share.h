/* share.h - a private record of the practice, shown to all partners. */
#ifndef AC_PRACTICE_SHARE_H
#define AC_PRACTICE_SHARE_H

#include "cli/cli.h"

/* A copy of it as it stands for the partners of -P or of the partnership in use; asked once, cannot be taken back. */
ac_rc ac_share_entry(ac_cli *cli, const ac_record_ref *from);

#endif
