/* looked.h - how far the user has looked, in each space: local settings that `log --new` alone moves. */
#ifndef AC_LOOKED_H
#define AC_LOOKED_H

#include "cli/cli.h"

typedef struct {
    int space;
    ac_space id;
    ac_n looked, seen; /* by arrival: before this command, and in it */
} ac_looked_space;

typedef struct {
    ac_looked_space *list; /* owned */
    size_t n;
} ac_looked;

ac_rc ac_looked_read(ac_looked *out, ac_cli *cli);
void ac_looked_free(ac_looked *looked); /* {0} is fine */
/* The first arrival that may be new anywhere comes after this one. */
ac_n ac_looked_least(const ac_looked *looked);
bool ac_looked_is_new(const ac_looked *looked, const ac_held *held);
/* The user sees this one now, or it is one of his own. */
void ac_looked_see(ac_looked *looked, const ac_held *held);
/* Own transaction, none where nothing was seen. */
ac_rc ac_looked_keep(ac_looked *looked, ac_cli *cli);

#endif
