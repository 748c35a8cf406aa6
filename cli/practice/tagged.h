/* tagged.h - the records that carry one of the three principles as a tag: promises, shared reflections, entries. */
#ifndef AC_TAGGED_H
#define AC_TAGGED_H

#include "cli/look.h"

typedef struct {
    char ref[AC_LOOK_REF_SIZE];
    const char *org;
    const char *title; /* foreign text, first line */
    bool is_doubt;     /* a concern: somebody felt the opposite */
} ac_tagged;
typedef bool ac_tagged_fn(void *ctx, const ac_tagged *tagged);
/* Private reflections are left out: this is for the table. */
ac_rc ac_tagged_each(ac_looking *look, const ac_partnership *p, const char *principle, ac_tagged_fn *each, void *ctx);
ac_rc ac_tagged_count(ac_looking *look, const ac_partnership *p, const char *principle, size_t *out);

#endif
