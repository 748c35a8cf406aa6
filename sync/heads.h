/* heads.h - the heads of a space at one moment, kept in memory while a session goes on (SESSION 4).
 *
 * A session compares unions of snapshots, whatever others write meanwhile. The set is closed by prev:
 * an entry says "this branch up to this seq", and a branch brings its parent up to where it forked. */
#ifndef AC_HEADS_H
#define AC_HEADS_H

#include "core/notebook.h"
#include "sync/wire.h"

typedef struct {
    ac_branch *list; /* owned; head_seq and head_id as of this set */
    size_t n, cap;
    ac_n newest;     /* arrival number when the snapshot was taken */
    ac_n whole;      /* all that arrived up to here is in it: newest, unless something is left out */
    int64_t missing; /* words missing in the space then */
} ac_heads;

/* Everything held now; of our own feed only what has left already, or may: where its mark is lost or a
 * rival copy showed itself, what no other feed rests on and lies beyond the mark is left out. */
ac_rc ac_heads_snapshot(ac_heads *out, ac_notebook *nb, int space, ac_err *err);
/* For somebody who names changes of ours that are not here: nothing of our own that had not left before. */
ac_rc ac_heads_snapshot_wary(ac_heads *out, ac_notebook *nb, int space, ac_err *err);
void ac_heads_free(ac_heads *heads);
/* This change too, with all of its feed below it. */
ac_rc ac_heads_add(ac_heads *heads, ac_history *h, const ac_held *held, ac_err *err);
const ac_branch *ac_heads_branch(const ac_heads *heads, int branch); /* NULL: none of it */

/* Devices, few: paused or stopped feeds. */
typedef struct {
    ac_device *list; /* owned */
    size_t n;
} ac_devices;
bool ac_devices_has(const ac_devices *d, const ac_device *device);
bool ac_devices_add(ac_devices *d, const ac_device *device); /* false: out of memory; there already is fine */

/* As in LIST: entries that no other of the feed builds on, by device, seq, id. Caller frees. */
ac_rc ac_heads_sorted(const ac_heads *heads, ac_branch **out, size_t *out_n, ac_err *err);
/* Digest and count, the feeds of these devices left out. */
ac_rc ac_heads_digest(const ac_heads *heads, const ac_space *space, const ac_devices *out_of, ac_digest *out,
                      uint64_t *out_count, ac_err *err);

/* What a partner lacks: of the branches named, what lies beyond a seq, up to what was shown. */
typedef struct {
    int branch;
    uint64_t upto, head; /* wanted: upto < seq <= head */
} ac_cover;
typedef struct {
    ac_cover *list; /* owned, ascending by branch */
    size_t n, cap;
} ac_covers;
/* One feed of a WANT. False in *out_all_known when a point is not held here. */
ac_rc ac_covers_add(ac_covers *covers, ac_history *h, int space, const ac_heads *heads, const ac_feed_points *feed,
                    bool *out_all_known, ac_err *err);
const ac_cover *ac_covers_find(const ac_covers *covers, int branch); /* NULL: nothing of it is wanted */
/* Everything of `now` that `had` does not hold. */
ac_rc ac_covers_between(ac_covers *covers, const ac_heads *had, const ac_heads *now, ac_err *err);
/* The arrival number just before the first change that is wanted; `until` when nothing is. */
ac_rc ac_covers_begin(const ac_covers *covers, ac_history *h, ac_n until, ac_n *out, ac_err *err);
void ac_covers_free(ac_covers *covers);
ac_rc ac_heads_copy(ac_heads *out, const ac_heads *from, ac_err *err);

#endif
