/* sheet.h - the recovery sheet leaves the laptop; and the key opened for a while (DESIGN 4, SECURITY 4.5). */
#ifndef AC_SHEET_H
#define AC_SHEET_H

#include "core/notebook.h"

/* Is the root key still in the key file? (The key must be open.) */
bool ac_sheet_is_due(ac_notebook *nb);
/* The same for whoever has no key at hand, by a note in the notebook. */
bool ac_sheet_is_pending(ac_notebook *nb);
/* The page to print. AC_ESTATE: the root is not here any more. The caller wipes the buffer. */
ac_rc ac_sheet_page(ac_notebook *nb, const char *date, ac_buf *out, ac_err *err);
/* Does the user hold the sheet? Group 1..14 as typed: case, O, I and L are forgiven. */
bool ac_sheet_group_is(ac_notebook *nb, int group, const char *typed);
/* The root leaves the key file, which is written again under the same passphrase (NULL: it has none). An
 * opened copy is removed too. AC_ELOCKED: that is not the passphrase; nothing was changed. */
ac_rc ac_sheet_done(ac_notebook *nb, const char *passphrase, size_t n, ac_err *err);
/* Does the key file need a passphrase to be written again? */
ac_rc ac_key_is_wrapped(ac_notebook *nb, bool *out, ac_err *err);

/* An opened copy of the key for so long. AC_EUSAGE: too long. The key must be open. */
ac_rc ac_key_unlock_for(ac_notebook *nb, int64_t ms, ac_err *err);
/* Removed at once, wherever it lies. */
ac_rc ac_key_lock(ac_notebook *nb, bool *out_was, ac_err *err);

#endif
