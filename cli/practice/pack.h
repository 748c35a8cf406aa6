/* pack.h - what partners lay on the table to review their partnership, in the five ways of asking whether it works:
 * tracking, reflecting, reviewing, assessing impacts, evaluating the paradigm. */
#ifndef AC_PACK_H
#define AC_PACK_H

#include "cli/look.h"
#include "core/practice/entry.h"

/* One review: the round, then the sheet of each partner side by side. */
ac_rc ac_pack_review(ac_cli *cli, const ac_entry *review);
/* All five, of each partnership meant: figures and questions. */
ac_rc ac_pack_all(ac_cli *cli);
/* Value per partner: what each wanted, what came, what its sheets say of value and potential. `org` NULL: of all. */
ac_rc ac_pack_value(ac_cli *cli, const char *org);
/* The level pyramid: promises and outcomes, level 3 on top, with what would lift them. */
ac_rc ac_pack_pyramid(ac_cli *cli);

#endif
