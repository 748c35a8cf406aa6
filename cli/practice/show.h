/* show.h - one record of the practice laid out for a person, and what of the practice hangs on any record. */
#ifndef AC_PRACTICE_SHOW_H
#define AC_PRACTICE_SHOW_H

#include "cli/look.h"
#include "core/practice/entry.h"

/* `accord show REF` of an entry: every field, clashes side by side, what belongs to it, its history. */
ac_rc ac_show_entry(ac_looking *look, const ac_record_ref *ref, bool is_full);
/* The fields of an entry or a profile with their labels, clashes side by side with who wrote which; how to settle them
 * is said by `command` ("accord risk CITY-1-31"). */
void ac_show_fields(ac_cli *cli, const ac_screen *screen, const ac_entry *entry, const char *command);
/* One field, where two values of it stand side by side; false: they do not, and nothing was printed. */
bool ac_show_clash(ac_cli *cli, const ac_screen *screen, const ac_entry *entry, const char *name, const char *command);
/* Sections of what belongs to a record: milestones, evidence, questions with their replies, the rest. */
ac_rc ac_show_belonging(ac_looking *look, ac_n record);
/* The same as an array of {ref, type, org, title}. */
ac_rc ac_show_belonging_json(ac_cli *cli, ac_jsonl *j, const char *key, ac_n record);
/* The reflections about a record, private ones of ours among them. */
ac_rc ac_show_reflections(ac_looking *look, ac_n record);
/* The changes of a record, newest last: who changed which fields. */
ac_rc ac_show_changes(ac_looking *look, int space, ac_n record, bool is_full);

#endif
