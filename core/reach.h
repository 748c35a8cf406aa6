/* reach.h - where devices can be dialled: what is known of addresses, and how to say one's own. */
#ifndef AC_REACH_H
#define AC_REACH_H

#include "core/invitation.h"
#include "core/notebook.h"

#define AC_REACH_MAX 24

/* Addresses of one device, best first: the one it was last met by, those of its newest contact, what
 * `partner address` says of its organisation, the invitation that brought us together. No two alike. */
typedef struct {
    char list[AC_REACH_MAX][AC_ADDRESS_MAX + 1];
    size_t n;
} ac_addresses;
ac_rc ac_reach(ac_notebook *nb, const ac_device *device, const char *code, ac_addresses *out, ac_err *err);

/* A session with this device ended well. address NULL: it came to us. Own transaction. */
ac_rc ac_reach_met(ac_notebook *nb, const ac_device *device, const char *address, ac_err *err);

/* `partner address CODE tcp://...`: a local setting; NULL removes it. Own transaction. */
ac_rc ac_reach_set(ac_notebook *nb, const char *code, const char *address, ac_err *err);
ac_rc ac_reach_get(ac_notebook *nb, const char *code, ac_buf *out, bool *out_found, ac_err *err);

/* `serve --announce`: say in every partnership where this device answers, unless its newest contact
 * says so already. */
ac_rc ac_reach_announce(ac_notebook *nb, const char *address, ac_err *err);

#endif
