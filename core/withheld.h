/* withheld.h - words that their organisation keeps back until it reveals them (DESIGN 7), and what may leave of a change.
 *
 * Facts {"withheld":true} keep the words of a change here: its header travels, the words do not, until a `reveal`
 * of the same organisation cites it, counts and is durable here. Whatever goes to another organisation (a session,
 * a bundle, a report for others) asks ac_leaving_read or ac_words_may_leave; there is no other way out. */
#ifndef AC_WITHHELD_H
#define AC_WITHHELD_H

#include "core/notebook.h"

/* Do its facts say so, and has it words? */
bool ac_header_withholds(const ac_header *h);

/* May the words of this change leave to somebody who is not of our organisation, now? While a transaction is open
 * what a reveal in it allows is not durable: then no. */
bool ac_words_may_leave(ac_notebook *nb, const ac_held *held);

/* A change as it may leave. `state` says where its words are (FORMAT 10.1); only with AC_WORDS_HERE there are any. */
typedef struct {
    ac_buf header, words;
    uint8_t signature[64];
    ac_words_state state;
} ac_leaving;
/* `to_ours`: the one who gets it is a device of our own organisation, proven; it gets our withheld words too.
 * `out` may be used again. */
ac_rc ac_leaving_read(ac_notebook *nb, const ac_held *held, bool to_ours, ac_leaving *out, ac_err *err);
void ac_leaving_free(ac_leaving *l);

/* --- words that come later than their header --- */

/* Changes of a space whose words we lack, by arrival, after < n; at most `max`. What others withhold is not lacked.
 * `ours` >= 0: what this organisation withholds is. */
ac_rc ac_words_lacking(ac_notebook *nb, int space, int ours, ac_n after, ac_held *out, size_t max, size_t *out_n, ac_err *err);

typedef struct {
    ac_id id;
    const uint8_t *words; /* salt, then JSON */
    size_t n;
} ac_late_words;
/* Keep all of them, durable when it returns, the view brought up to date; own transaction. AC_EINVALID: *out_bad is
 * not in this space, or these are not its words; nothing was kept. Words that are here already are passed over. */
ac_rc ac_words_take(ac_notebook *nb, int space, const ac_late_words *list, size_t n, size_t *out_bad, ac_err *err);

/* --- revealing --- */

/* Write the reveal of these changes of our own organisation; the write is open. AC_EROLE, AC_ESTATE: it would be
 * without effect (another's, nothing withheld, revealed already), with the sentence. */
ac_rc ac_reveal_write(ac_notebook *nb, int space, const ac_n *targets, size_t n, ac_id *out_id, ac_err *err);

/* What our own organisation has answered to `asked` and not revealed, its edits too: revealed, in as many reveals as it
 * takes; the write is open. *out_n: how many changes, 0: none is left. out_id (may be NULL): the last reveal. */
ac_rc ac_reveal_all(ac_notebook *nb, ac_n asked, int64_t *out_n, ac_id *out_id, ac_err *err);

/* One answer whose words are, or were, withheld. */
typedef struct {
    ac_n n;
    ac_id id;
    int org;              /* index in the space's members */
    bool is_counted;
    bool has_words;       /* they are here */
    bool is_revealed;
    ac_n reveal;          /* the first reveal that counts (by depth, then id); 0: none */
    const ac_n *unseen;   /* answers of others that were not in the past of a reveal of this one: it was early */
    size_t nunseen;
} ac_withheld_row;
typedef bool ac_withheld_fn(void *ctx, const ac_withheld_row *row); /* false: stop */
/* What was answered to `asked` (a record that they cite), by arrival. An organisation without a row has not
 * answered. But for has_words the same history gives the same rows everywhere. */
ac_rc ac_query_withheld(ac_notebook *nb, ac_n asked, ac_withheld_fn *each, void *ctx, ac_err *err);

/* Of a space: changes whose words are withheld now, and those that were revealed. */
ac_rc ac_withheld_count(ac_notebook *nb, int space, int64_t *out_withheld, int64_t *out_revealed, ac_err *err);

#endif
