/* attention.h - what a person should know before anything else: writing that has stopped, laptops that
 * wrote twice, who waits to be let in, words that are missing, a recovery sheet that was never printed. */
#ifndef AC_ATTENTION_H
#define AC_ATTENTION_H

#include "cli/look.h"

typedef struct {
    char text[320];
    char command[160]; /* what to type; "" where there is nothing to do */
    bool is_pressing;  /* what --exit-code is about */
} ac_attention_line;

typedef struct {
    ac_attention_line *line; /* owned */
    size_t n;
} ac_attention;

/* How a partnership was closed or handed over; *out NULL: it was not. Nothing is locked by it. */
ac_rc ac_attention_closed(ac_cli *cli, int space, const ac_term **out);
/* Of one partnership. */
ac_rc ac_attention_of(ac_cli *cli, const ac_partnership *p, ac_attention *out);
/* Of the notebook as a whole; more lines are added to *out. */
ac_rc ac_attention_whole(ac_cli *cli, ac_attention *out);
void ac_attention_free(ac_attention *a);
bool ac_attention_presses(const ac_attention *a);
/* "text: command", one a line: what presses stands first on a screen, the rest last. */
void ac_attention_print(ac_cli *cli, const ac_attention *a, bool pressing);

/* Changes of this laptop in a space that cannot have left yet. */
ac_rc ac_unsent(ac_cli *cli, const ac_partnership *p, int64_t *out);

#endif
