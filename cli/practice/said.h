/* said.h - records of the practice in words: their values, their days, and as JSON lines. */
#ifndef AC_PRACTICE_SAID_H
#define AC_PRACTICE_SAID_H

#include "cli/look.h"
#include "core/practice/entry.h"

/* A value, appended: for people (labels of codes, "a, b"), or as it is kept (codes, "a,b"). NULL: nothing. */
void ac_entry_say_value(ac_buf *out, const ac_field *field, const ac_json *value, bool for_people);
/* All that stand for a field: one; of a clash "offered / given". An amount has its currency behind it. */
void ac_entry_say_field(ac_buf *out, const ac_entry *entry, const char *name, bool for_people);
/* What to call the field: its label; the name itself where it is not known here. */
const char *ac_entry_label(const ac_entry *entry, const char *name);
/* The label of its type: "contribution"; the type itself where it is not known. */
const char *ac_entry_type_label(const ac_entry *entry);
/* The day it is of: its field `date`, else the first date among its fields, else when it was written. */
void ac_entry_day(const ac_entry *entry, char out[AC_DATE_ISO_SIZE]);
/* What to call it: its title, else another text of it; where it has none, which kind it is of ("tracking activity and
 * performance"); "" when nothing of that is there. */
const char *ac_entry_called(const ac_entry *entry);
/* Its title's first line with the marks people must see: imported, clash, set aside, words that are not here. */
void ac_entry_say_title(ac_buf *out, const ac_entry *entry);
bool ac_entry_is_imported(const ac_entry *entry);
/* "imported, not contemporaneous": where a source is shown. */
const char *ac_said_imported(void);

/* Begin the line accord.entry/1 with all values; the caller may add, and ends it. */
void ac_entry_json(ac_cli *cli, ac_jsonl *j, const ac_entry *entry, const char *partnership);

/* What was done, for logs: "wrote down a contribution", "asked a question"; `is_edit`: "changed a contribution". */
const char *ac_said_done(const char *type, bool is_edit);
/* The same for one create or edit. NULL: of a type that is not known here. */
ac_rc ac_said_done_of(ac_cli *cli, const ac_held *held, const char **out, ac_err *err);
/* The gist of a create (its title) or an edit (what is set to what). *out_said false: of a type that is not known. */
ac_rc ac_said_gist(ac_cli *cli, const ac_held *held, const ac_json *facts, const ac_json *words, ac_buf *out, bool *out_said, ac_err *err);

#endif
