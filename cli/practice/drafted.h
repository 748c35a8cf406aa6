/* drafted.h - drafts of records of the practice: their values, taken back from what would be written. */
#ifndef AC_PRACTICE_DRAFTED_H
#define AC_PRACTICE_DRAFTED_H

#include "cli/practice/record.h"

/* Is it the draft of such a record, new or changed? */
bool ac_drafted_is_entry(const ac_draft *d);
/* Its type; NULL: not one of ours, or the record it changes is not here. */
ac_rc ac_drafted_type(ac_cli *cli, const ac_draft *d, const ac_type **out);
/* Its values by field, as ac_type_split takes them; the caller frees. */
ac_rc ac_drafted_values(ac_cli *cli, const ac_draft *d, ac_json **out);
/* Its facts and words anew from these values; the draft owns what it had and has. AC_EUSAGE: they do not fit the type. */
ac_rc ac_drafted_set(ac_cli *cli, ac_draft *d, const ac_type *type, const ac_json *values);
/* cli->drafted, changed by the options of the command that began it: `flags` of that command. AC_EDRAFT: done. */
ac_rc ac_drafted_change(ac_cli *cli, const ac_flag_of *flags);
/* Every field with its label. */
ac_rc ac_drafted_print(ac_cli *cli, const ac_screen *screen, const ac_draft *d);

/* Which flag gives which field of this type (cli/practice/cmd_practice.c). */
const ac_flag_of *ac_practice_flags(const char *command, const ac_type *type);

#endif
