/* story.h - the story of a partnership, drawn from its signed time-line: who came, what was agreed, changed, kept,
 * disputed and let go, what was decided and reviewed, what changed in the world. */
#ifndef AC_STORY_H
#define AC_STORY_H

#include "cli/look.h"

typedef enum {
    AC_STORY_FOUNDED,
    AC_STORY_JOINED,
    AC_STORY_LEFT,
    AC_STORY_AGREED,   /* a promise came into force */
    AC_STORY_CHANGED,  /* another text of it came into force */
    AC_STORY_ACCEPTED,
    AC_STORY_DISPUTED,
    AC_STORY_RESOLVED,
    AC_STORY_WITHDRAWN,
    AC_STORY_RELEASED,
    AC_STORY_DECIDED,
    AC_STORY_REVIEWED,
    AC_STORY_OUTCOME,
    AC_STORY_CONFIRMED /* an outcome still runs */
} ac_story_kind;

typedef struct {
    ac_story_kind kind;
    int64_t ms;        /* by the clock of whoever made it so */
    char org[8];       /* who: the organisation; of a promise who promised; "" of nobody in particular */
    char ref[AC_LOOK_REF_SIZE];
    char *title;       /* owned; foreign text, one line; "" none */
    ac_id id;          /* the signed change that made it so */
    uint64_t depth;    /* its place in the history: of one moment what was known to the other comes first */
} ac_story_event;

typedef struct {
    ac_story_event *list; /* owned; by time, then by what was known to what, then id */
    size_t n;
} ac_story;

/* What was written from `from` to before `until` (ms; 0: no bound). */
ac_rc ac_story_read(ac_looking *look, const ac_partnership *p, int64_t from_ms, int64_t until_ms, ac_story *out);
void ac_story_free(ac_story *story);
/* "agreed by all", translated; the title follows. */
const char *ac_story_label(ac_story_kind kind);

#endif
