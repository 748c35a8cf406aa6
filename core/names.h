/* names.h - names for people: organisation codes, device numbers, references. */
#ifndef AC_NAMES_H
#define AC_NAMES_H

#include "core/inside.h"
#include "core/query.h"

/* Code of an organisation of a space; "?" when it is not known. Borrowed. */
const char *ac_org_code(ac_room *room, int org);
/* Number ("1", "2a") and label of the device that writes a branch; "" when not known. */
ac_rc ac_device_name(ac_notebook *nb, ac_room *room, int branch, char number[32], const char **out_label, ac_err *err);
/* CITY-1-31, CITY-1-p7, with ~7f3a where two records share it. */
ac_rc ac_ref_make(ac_notebook *nb, ac_room *room, ac_n n, int org, int branch, int64_t ref, char out[AC_REF_SIZE],
                  ac_err *err);

/* Why a change is without effect: "" when it counts and passed its judgement. */
ac_rc ac_why_not(ac_notebook *nb, const ac_held *held, char *out, size_t size, ac_err *err);

/* A change with its names: read in one moment, handed over afterwards. */
typedef struct {
    ac_change_row row; /* borrows from here: not to be copied */
    char number[32], why[64];
} ac_named_change;
ac_rc ac_change_name(ac_notebook *nb, const ac_held *held, ac_named_change *out, ac_err *err);

#endif
