/* waiting.h - what the records of the practice ask of somebody, for the board: questions without a reply, health
 * checks and reviews that lack an answer, an agreement to be signed, milestones and risks whose day has come,
 * outcomes that nobody has looked at for a year. */
#ifndef AC_WAITING_H
#define AC_WAITING_H

#include "cli/look.h"
#include "core/practice/entry.h"

typedef struct {
    ac_group_of group;
    int order;            /* within the group, beside those of commitments: smaller is more pressing */
    const char *what;     /* "reply", "check": a code; its label is translated where it is shown */
    char detail[160];
    char command[AC_LOOK_REF_SIZE + 40]; /* what to type; "" where nobody here can do anything */
    char ref[AC_LOOK_REF_SIZE];          /* "" for the agreement as a whole */
    char *title;          /* owned */
    int days;             /* late, or left */
    int64_t since_ms;     /* 0: not of a moment */
} ac_waiting;

typedef struct {
    ac_waiting *list; /* owned */
    size_t n;
    bool presses; /* something is overdue */
} ac_waitings;

/* Of one partnership in which we are a partner (an observer is asked nothing). */
ac_rc ac_waiting_read(ac_looking *look, const ac_partnership *p, ac_waitings *out);
void ac_waiting_free(ac_waitings *w);

#endif
