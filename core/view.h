/* view.h - what is computed from the changes: it can be dropped and rebuilt from the truth,
 * the same on any machine and in any order of arrival. For the files of a notebook only. */
#ifndef AC_VIEW_H
#define AC_VIEW_H

#include "core/inside.h"
#include "core/query.h"

/* Raised when the same history is read otherwise than before: a notebook that an earlier version computed, or one
 * with other tables of Unicode, is computed anew when it is next opened for writing. */
#define AC_VIEW_VERSION 3
#define AC_VIEW_SETTING "view-version"

/* A change was kept: note what it makes, index its words, mark its record as dirty. `cites` are
 * the held changes it cites, in order. */
ac_rc ac_view_touch(ac_notebook *nb, const ac_header *h, const ac_held *held, const ac_held *cites, const uint8_t *words,
                    size_t words_n, ac_err *err);
/* --- the search index (core/view_search.c) --- */
/* Index the words (salt and JSON) of a change; with those that came later than their header too. Unreadable words are
 * kept and not found. */
ac_rc ac_view_words(ac_notebook *nb, ac_n n, const uint8_t *words, size_t words_n, ac_err *err);
/* Index what a governing change names: partnership, organisation. */
ac_rc ac_view_names(ac_notebook *nb, ac_n n, const ac_header *h, ac_err *err);
/* These words of a change are no longer here: nothing of them stays in the index, on the disk neither. */
ac_rc ac_view_words_gone(ac_notebook *nb, ac_n n, const uint8_t *words, size_t words_n, ac_err *err);

/* The changes of a record in order of arrival, and how they were judged (-1: not yet). Caller frees both;
 * out_judged may be NULL. */
ac_rc ac_view_acts(ac_notebook *nb, ac_n record, ac_held **out, int **out_judged, size_t *out_n, ac_err *err);

/* What a change withholds or reveals (core/withheld.c); part of touching it. */
ac_rc ac_withheld_touch(ac_notebook *nb, const ac_header *h, const ac_held *held, const ac_held *cites, ac_err *err);
/* Which words are revealed, asked again for the whole space: reveals are few. */
ac_rc ac_withheld_settle(ac_notebook *nb, ac_room *room, ac_err *err);

/* Read one record again and write what it says now. */
ac_rc ac_view_fold(ac_notebook *nb, ac_n record, ac_err *err);
/* ... a commitment, from its acts in order of arrival with their judgements (-1: not yet). */
ac_rc ac_view_fold_commitment(ac_notebook *nb, ac_n record, const ac_held *acts, const int *judged, size_t n, ac_err *err);
/* ... of the fields of what a create made, or of a founding or a join, from its changes in order of arrival. */
ac_rc ac_view_fold_fields(ac_notebook *nb, ac_n record, const ac_held *acts, size_t n, ac_err *err);
/* Would this edit of ours be without effect? AC_EROLE with the sentence. */
ac_rc ac_view_may_edit(ac_notebook *nb, const ac_header *h, const ac_judged *judged, ac_err *err);
/* Would this act of ours, judged by what we hold, be without effect? AC_ESTATE with the sentence. */
ac_rc ac_view_may(ac_notebook *nb, ac_room *room, const ac_header *h, const ac_judged *judged, ac_err *err);
/* Remember who is a member, before the first change of a transaction. False: out of memory. */
bool ac_view_note_members(ac_room *room);
/* Something new came to a space. Records that say something else now though no act of theirs is new become
 * dirty: a receipt may settle what crossed, an organisation may have come or gone. */
ac_rc ac_view_space_touched(ac_notebook *nb, ac_room *room, ac_err *err);
/* All dirty records, each once. Called before a transaction closes. */
ac_rc ac_view_settle(ac_notebook *nb, ac_err *err);
/* Drop all of it and compute it again. The write is open. */
ac_rc ac_view_rebuild(ac_notebook *nb, ac_err *err);
/* The lines that say what it means (FORMAT 13.2), sorted. The caller frees *out. */
ac_rc ac_view_lines(ac_notebook *nb, int space, ac_buf *out, ac_err *err);
/* What it means (INTERFACE 1, `view` of an audit), the same on every notebook with one history. */
ac_rc ac_view_digest(ac_notebook *nb, int space, ac_digest *out, ac_err *err);

#endif
