/* roll.h - who belongs, as lines and as one digest (FORMAT 13.2, 13.3), and invitations by their key. */
#ifndef AC_ROLL_H
#define AC_ROLL_H

#include "core/members.h"

/* The `device` and `member` lines of a state, in no order, each ended by LF. */
void ac_roll_lines(const ac_members *m, const ac_state *s, ac_buf *out);
/* Sort lines by their bytes, in place. False: out of memory. */
bool ac_roll_sort(ac_buf *lines);
/* members_digest of FINAL: equal where two notebooks judge membership alike. */
ac_rc ac_roll_digest(const ac_members *m, const ac_state *s, const ac_space *space, ac_digest *out, ac_err *err);

/* The invitation with this public key; 0: there is none here. */
ac_n ac_roll_invite(const ac_members *m, const uint8_t key[32], ac_id *out_invite);

#endif
