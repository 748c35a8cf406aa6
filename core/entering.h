/* entering.h - how organisations and laptops come in: found, invite, join, admit,
 * device invite and certify, leave (DESIGN 5, SESSION 6). Writes through notebook.h. */
#ifndef AC_ENTERING_H
#define AC_ENTERING_H

#include "core/invitation.h"
#include "core/notebook.h"

/* found + the edit that carries the short code. */
ac_rc ac_partnership_start(ac_notebook *nb, const char *title, const char *code, ac_id *out_space, ac_err *err);

/* Write the invite and fill the invitation (addresses may be empty). For a further
 * device of our own: role AC_INVITE_DEVICE, space = the own space. */
ac_rc ac_invite_write(ac_notebook *nb, int space, const char *role, bool hold, const char *const *addresses,
                      size_t naddresses, ac_invitation *out, ac_err *err);

/* The newcomer's side. Makes the join (once: asked again it gives the same bytes), keeps
 * it apart as ours, advances the mark. Header bytes and signature are appended. */
ac_rc ac_join_make(ac_notebook *nb, const ac_invitation *invitation, ac_buf *out_header, uint8_t signature[64],
                   ac_err *err);
/* Is our join on this invitation admitted in what we hold now? */
ac_rc ac_join_is_admitted(ac_notebook *nb, const ac_space *space, bool *out, ac_err *err);

/* The inviting side: a join arrived (session or reply file). Checked, kept apart. When
 * this device's organisation wrote the invite, it is the first join on it and it does
 * not say hold: the join enters the history and an admit is written.
 * AC_EWAITS: held, `accord admit CODE` decides. AC_EINVITE: used, foreign, wrong proof. */
ac_rc ac_join_take(ac_notebook *nb, const uint8_t *header, size_t header_n, const uint8_t signature[64],
                   bool *out_admitted, ac_id *out_join, ac_err *err);
/* `accord admit CODE`: a held join, or vouch for one already in. */
ac_rc ac_admit(ac_notebook *nb, int space, const char *code, ac_err *err);

/* A further device: APPLY made by the newcomer (keeps its one-time box secret), taken by
 * an older device (certify in every space, seal secrets handed over), finished by the newcomer
 * when the own space has arrived. */
ac_rc ac_apply_make(ac_notebook *nb, const ac_invitation *invitation, ac_buf *out_json, ac_err *err);
ac_rc ac_apply_take(ac_notebook *nb, const uint8_t *json, size_t n, ac_err *err);
ac_rc ac_apply_finish(ac_notebook *nb, bool *out_done, ac_err *err);

/* Joins apart, ours and others'. */
ac_rc ac_leave_write(ac_notebook *nb, int space, const char *reason, ac_err *err);

#endif
