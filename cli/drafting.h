/* drafting.h - drafts: a change kept in the notebook at the point where it would be written, and read again later.
 *
 * A command keeps drafts by having the option --draft: whatever it hands to ac_deed_keep_one (and to what is built on
 * that) is kept instead of written, and AC_EDRAFT ends the command well. Such a command begins with cli->drafted
 * where that is not NULL: then only what was typed now is put over what the draft says, and nothing is asked. */
#ifndef AC_DRAFTING_H
#define AC_DRAFTING_H

#include "cli/look.h"

/* Is what would be written to be kept as a draft: was --draft typed, or is a draft being changed? */
bool ac_draft_wanted(const ac_cli *cli);
/* Keep it, and say so. AC_EDRAFT: done. */
ac_rc ac_draft_keep(ac_cli *cli, int space, const ac_writing *w);

/* "amend KRK:CITY-1-31", "promise": what the draft would be. */
ac_rc ac_draft_what(ac_looking *look, const ac_draft *d, ac_buf *out);
/* The reference of the record it is about, as it is typed here; "" where it would begin one. */
ac_rc ac_draft_ref(ac_looking *look, const ac_draft *d, char out[AC_LOOK_REF_SIZE]);
/* "KRK", or "" where it is for ourselves alone. */
const char *ac_draft_where(const ac_looking *look, const ac_draft *d);
/* The title, else the beginning of the text; borrowed. */
const char *ac_draft_gist(const ac_draft *d);
/* The line accord.draft/1; `is_whole`: with facts and words. */
ac_rc ac_draft_json(ac_looking *look, const ac_draft *d, bool is_whole);
/* Everything that would be signed. */
ac_rc ac_draft_print(ac_looking *look, const ac_screen *screen, const ac_draft *d);
/* Has another text come in the place of the one that an amendment would replace? */
ac_rc ac_draft_moved(ac_looking *look, const ac_draft *d, bool *out);
/* Organisations that its cites name as parties, the promising one first; returns how many. */
ac_rc ac_draft_parties(ac_cli *cli, const ac_draft *d, int out[AC_CITES_MAX], size_t *out_n);

/* --- the words of a draft in the editor (cli/draft_form.c) --- */
/* They replace those of the draft. AC_EUSAGE: something of it cannot be taken; the typed text is kept (cli->draft). */
ac_rc ac_draft_form(ac_cli *cli, ac_draft *d);

/* --- texts of an editor that was interrupted (cli/edit.c): files in the state directory --- */
typedef struct {
    int n;           /* "text-2" */
    char *path;      /* owned */
    int64_t kept_ms; /* when it was last written */
} ac_kept_text;
ac_rc ac_kept_texts(ac_cli *cli, ac_kept_text **out, size_t *out_n);
void ac_kept_texts_free(ac_kept_text *list, size_t n);
/* What was typed, without our own lines. AC_EREF: there is no such text. */
ac_rc ac_kept_text_read(ac_cli *cli, int n, ac_buf *out);
ac_rc ac_kept_text_drop(ac_cli *cli, int n);

#endif
