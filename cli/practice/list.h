/* list.h - the records of one type in a list: table, --json, --plain, --csv. */
#ifndef AC_PRACTICE_LIST_H
#define AC_PRACTICE_LIST_H

#include "cli/filter.h"
#include "core/practice/entry.h"

/* Rows are printed; *out_shown says how many. AC_EUSAGE: a filter that means nothing for this type. */
ac_rc ac_list_entries(ac_looking *look, const ac_type *type, const ac_filter *filter, size_t *out_shown);
/* Does the filter take this one in? */
bool ac_entry_fits(const ac_entry *entry, const ac_filter *filter, const char *kind);

#endif
