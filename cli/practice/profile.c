/* profile.c - which of the fields of a founding or a join are of the partnership, which of the organisation. */
#include "cli/practice/profile.h"

#include <string.h>

bool ac_profile_has(const ac_entry *e, const char *field)
{
    bool is_own = strncmp(field, "org-", 4) == 0;

    if (e->known == &ac_type_partnership)
        return !is_own && strcmp(field, "code") != 0; /* the code is said with its name */
    return e->known != &ac_type_organisation || is_own;
}

bool ac_profile_says(const ac_entry *e)
{
    for (size_t i = 0; i < e->nvalues; i++)
        if (ac_profile_has(e, e->values[i].name) && (e->values[i].value != NULL || !e->values[i].has_words))
            return true;
    return false;
}
