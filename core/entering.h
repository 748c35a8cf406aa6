/* entering.h - how organisations and laptops come in: found, invite, join, admit, device invite and
 * certify, leave (DESIGN 5, SESSION 6). Writes through notebook.h; each call is one transaction. */
#ifndef AC_ENTERING_H
#define AC_ENTERING_H

#include "core/invitation.h"
#include "core/notebook.h"

/* found, and the edit that carries the short code (3 to 6 letters, as of organisations). */
ac_rc ac_partnership_start(ac_notebook *nb, const char *title, const char *code, ac_space *out_space, ac_err *err);

/* Write the invite and fill the invitation. For a further laptop of our own: role "device" and the own
 * space. The mark is advanced: the file may leave. */
ac_rc ac_invite_write(ac_notebook *nb, int space, const char *role, bool hold, const char *const *addresses,
                      size_t naddresses, ac_invitation *out, ac_err *err);

/* The newcomer's side. Makes the join (asked again it gives the same bytes), keeps it apart as ours with
 * its invitation, advances the mark. AC_ESTATE: we are in it already. */
ac_rc ac_join_make(ac_notebook *nb, const ac_invitation *invitation, ac_buf *out_header, uint8_t signature[64],
                   ac_id *out_join, ac_err *err);
/* Do we belong to this space by what we hold now? */
ac_rc ac_join_is_admitted(ac_notebook *nb, const ac_space *space, bool *out, ac_err *err);
/* Joins of ours that wait: each with its invitation. Caller frees each and the list. */
ac_rc ac_joins_waiting(ac_notebook *nb, ac_invitation **out, size_t *out_n, ac_err *err);

/* The inviting side: a join arrived (by session or reply file). When this device's organisation wrote the
 * invite, it is the first join on it and it does not say hold, the join enters the history and an admit is
 * written. A join already admitted is AC_OK again. AC_EWAITS: held, `accord admit CODE` decides.
 * AC_EINVITE: used, foreign, wrong proof. */
ac_rc ac_join_take(ac_notebook *nb, const uint8_t *header, size_t header_n, const uint8_t signature[64],
                   ac_id *out_join, ac_err *err);
/* Joins that lie apart in a space: codes and names, one call each. */
typedef bool ac_held_join_fn(void *ctx, const char *code, const char *name, const char *compare);
ac_rc ac_joins_held(ac_notebook *nb, int space, ac_held_join_fn *each, void *ctx, ac_err *err);
/* Invitations of a space that are in its history, newest last. */
typedef struct {
    ac_id id;
    const char *role, *by; /* by: code of the inviting organisation */
    int64_t written_ms;
    bool is_held, is_used;
} ac_invited;
typedef bool ac_invited_fn(void *ctx, const ac_invited *invited);
ac_rc ac_invitations(ac_notebook *nb, int space, ac_invited_fn *each, void *ctx, ac_err *err);
/* `accord admit CODE`: a held join, or vouch for one already in. */
ac_rc ac_admit(ac_notebook *nb, int space, const char *code, ac_err *err);
/* Stand for an organisation that is in (after comparing). AC_ESTATE: it is the founder, has left, or we stand
 * for it already. AC_EROLE: this laptop may not. */
ac_rc ac_admit_again(ac_notebook *nb, int space, int org, ac_err *err);

/* A further laptop: APPLY made by the newcomer (its one-time box secret is kept as a setting), taken by an
 * older device (certify in every space; the own space's carries seal secrets and the list of spaces), finished
 * by the newcomer once its own space has arrived (the key file is written again: its passphrase, or NULL). */
ac_rc ac_apply_make(ac_notebook *nb, const ac_invitation *invitation, const char *label, ac_buf *out_json, ac_err *err);
ac_rc ac_apply_take(ac_notebook *nb, const uint8_t *json, size_t n, ac_err *err);
ac_rc ac_apply_finish(ac_notebook *nb, const char *passphrase, size_t passphrase_n, bool *out_done, ac_err *err);
/* Has this laptop applied, and not taken its keys over yet? */
ac_rc ac_apply_waits(ac_notebook *nb, bool *out, ac_err *err);
/* The one-time box of a laptop that was certified on this one; until it has written, bundles of the own space
 * are sealed to it too. And the newcomer's opening of such a box. */
ac_rc ac_applicant_box(ac_notebook *nb, const ac_device *device, uint8_t box[32], bool *out_found, ac_err *err);
bool ac_apply_open_box(ac_notebook *nb, const uint8_t *bytes, size_t n, ac_buf *out);
/* Spaces this organisation is in, by what its own space says: for a laptop that holds nothing of them yet.
 * Caller frees. */
ac_rc ac_spaces_known(ac_notebook *nb, ac_space **out, size_t *out_n, ac_err *err);
/* Certify our other laptops where they are not yet, and note new partnerships in the own space. What cannot
 * be written now is left for the next time. */
ac_rc ac_devices_everywhere(ac_notebook *nb, ac_err *err);

ac_rc ac_leave_write(ac_notebook *nb, int space, const char *reason, ac_err *err);

/* --- the numbers people compare (core/compare.c) --- */
/* Of a join or application on an invitation written on this laptop; "" when it was not. */
ac_rc ac_compare_here(ac_notebook *nb, const ac_id *invite, const uint8_t id[32], char out[AC_COMPARE_SIZE], ac_err *err);
/* Of a further laptop of ours that was certified on this one; "" for any other. */
ac_rc ac_compare_laptop(ac_notebook *nb, const ac_device *device, char out[AC_COMPARE_SIZE], ac_err *err);
/* Of the invitation that brought us and this organisation together, ours or theirs; "" where there is none,
 * or it lies on another laptop. */
ac_rc ac_compare_of(ac_notebook *nb, int space, int org, char out[AC_COMPARE_SIZE], ac_err *err);
/* Of the two organisations, whoever invited whom (FORMAT 12.4): the same on every laptop of both. */
ac_rc ac_compare_pair(ac_notebook *nb, int space, int org, char out[AC_COMPARE_SIZE], ac_err *err);
/* The user has compared the digits with whom the invitation comes from, before their history is here. */
ac_rc ac_compared_ahead(ac_notebook *nb, const ac_invitation *invitation, ac_err *err);

#endif
