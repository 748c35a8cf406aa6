/* clashes.h - what came with a meeting that somebody here must settle. */
#ifndef AC_CLASHES_H
#define AC_CLASHES_H

#include "cli/cli.h"

typedef struct {
    ac_n *list; /* records that clash, owned */
    size_t n, cap;
    bool failed;
} ac_clashes;

/* Those there are now. */
ac_rc ac_clashes_note(ac_cli *cli, ac_clashes *out);
void ac_clashes_free(ac_clashes *clashes);
/* "1 new clash, nothing lost: accord resolve RIVR-1-12", for those that were not there before. */
ac_rc ac_clashes_say(ac_cli *cli, const ac_clashes *before);

#endif
