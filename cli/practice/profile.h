/* profile.h - the profiles of a partnership and of the organisations in it, for the commands that show them. */
#ifndef AC_PRACTICE_PROFILE_H
#define AC_PRACTICE_PROFILE_H

#include "cli/cli.h"
#include "core/practice/entry.h"

/* Is the field of this profile? The founding holds those of the partnership and of its founder. */
bool ac_profile_has(const ac_entry *profile, const char *field);
/* Does any field of it say something? */
bool ac_profile_says(const ac_entry *profile);
/* Its fields as an object `profile`, and the names of those that clash as `profile_clash`. */
void ac_profile_json(ac_jsonl *j, const ac_entry *profile);

#endif
