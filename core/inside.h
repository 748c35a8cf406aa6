/* inside.h - what the files that make up a notebook share. Not for sync/ or cli/. */
#ifndef AC_INSIDE_H
#define AC_INSIDE_H

#include "core/keyfile.h"
#include "core/mark.h"
#include "core/notebook.h"

#define AC_SETTING_SHEET "sheet" /* there while the recovery sheet has not left this laptop: readable without the key */

/* The first part of a reference: CITY-1. Two feeds may have the same one: a fork, two laptops with one number. */
typedef struct {
    int branch;
    bool has_twin;
    char name[48];
} ac_feed_name;

/* What is kept in memory of one space. */
typedef struct {
    int space;
    ac_space id;
    bool is_own;
    ac_members *members;
    int saved_sets;  /* knowledge sets that are on disk */
    bool may_flip;   /* a governing change came that may flip earlier answers */
    bool has_aside;  /* some change here is set aside: look again when others come */
    bool was_touched; /* since the last settling */
    bool was_revealed; /* a reveal came, or counts otherwise than before */
    bool *was_member; /* by organisation, before it was touched; NULL: not noted */
    int norgs_was;
    ac_feed_name *feeds; /* ascending by branch (core/names.c) */
    size_t nfeeds, feeds_branches;
    int feeds_set;       /* made when so many branches and these governing changes were here */
} ac_room;

/* Records whose fold must be read again before the transaction closes. */
typedef struct {
    ac_n *n;
    size_t len, cap;
    bool failed; /* out of memory: the transaction must not close */
} ac_dirty;

struct ac_notebook {
    ac_store *store;
    ac_history *history;
    ac_world *world;
    char *dir, *state_dir;
    ac_place place;
    ac_me me;
    ac_keyfile *keys; /* NULL while locked */
    ac_room **rooms;
    size_t nrooms;
    ac_dirty dirty;
    int64_t version; /* of the store when the rooms were read */
    bool is_for_others; /* what is read is shown to others: core/query.c */
    bool view_is_old; /* computed by another version of this program (core/view.h); opened for reading only */
    int good_space, good_branch; /* the mark was looked at in this transaction: here we may go on; 0: not yet */
};

/* The room of a space, its members read from the truth on first use. */
ac_rc ac_room_get(ac_notebook *nb, int space, ac_room **out, ac_err *err);
void ac_rooms_forget(ac_notebook *nb);
void ac_dirty_add(ac_notebook *nb, ac_n record);
/* A notebook around a store, without keys: for audits, which rebuild one in memory. */
ac_rc ac_notebook_around(ac_notebook **out, ac_store *store, ac_world *world, ac_err *err);

/* May the words of this change be shown to whom this is read for? (ac_query_for_others) */
bool ac_query_may_show(ac_notebook *nb, ac_n n);

/* --- the three questions of DESIGN 3 (core/judge.c) --- */

/* Authentic? Fills what is known of the change and of all it names. AC_EINVALID: no, with why.
 * AC_EANCESTOR: something it names is not held. The signature is the caller's to check (many at once). */
typedef struct {
    ac_held held;
    ac_held prev; /* n 0: none */
    ac_held record;
    ac_held deps[AC_DEPS_MAX];
    ac_held cites[AC_CITES_MAX];
} ac_judged;
ac_rc ac_authentic(ac_notebook *nb, ac_room *room, const ac_header *header, const ac_id *id, ac_judged *out, ac_err *err);

/* Is this the founding of an organisation's own space? */
bool ac_founds_own(const ac_header *header);

/* Admitted? Sets held.set and held.org, or the unjudged flag. AC_EINVALID: no, with why. */
ac_rc ac_admitted(ac_notebook *nb, ac_room *room, const ac_header *header, ac_judged *judged, ac_err *err);

/* Counted? Sets the flags of a kept change as it stands now. True in *out_changed when they changed. */
ac_rc ac_counted(ac_notebook *nb, ac_room *room, ac_held *held, bool *out_changed, ac_err *err);

/* Keep a change that passed: store it, tell members and view. The write is open. */
ac_rc ac_keep(ac_notebook *nb, ac_room *room, const ac_arrival *arrival, ac_judged *judged, bool *out_new, ac_err *err);
/* Words of a held change, known to be its own, came after its header: kept, found by search, its record read again. */
ac_rc ac_words_keep(ac_notebook *nb, ac_held *held, const uint8_t *words, size_t n, ac_err *err);
#define AC_REVEALS_MAX 64 /* of one change that are looked at */
/* The reveals of a change that count, by arrival. */
ac_rc ac_withheld_reveals(ac_notebook *nb, ac_n target, ac_held out[AC_REVEALS_MAX], size_t *out_n, ac_err *err);
/* Would this reveal of ours be without effect? (core/withheld.c) */
ac_rc ac_withheld_may(const ac_judged *judged, unsigned ncites, ac_err *err);
/* Before a commit: answers that may have flipped, then every dirty record's fold, then the caches. */
ac_rc ac_settle(ac_notebook *nb, ac_err *err);

/* --- writing (core/write.c, core/notebook.c) --- */
/* The founding of a space; the write is open. */
ac_rc ac_found_write(ac_notebook *nb, const char *title, bool is_own, ac_space *out, ac_err *err);
/* Header and signature of a first change: found (room and invite NULL) or join. Keeps nothing. */
ac_rc ac_write_first(ac_notebook *nb, ac_room *room, uint16_t kind, const ac_held *invite, const ac_json *facts,
                     ac_buf *out_header, uint8_t sig[64], ac_id *out_id, ac_err *err);
ac_keyfile *ac_notebook_keys(ac_notebook *nb);
/* A change by this very device was taken in from others. Beyond the mark, or another one at its number: it is
 * remembered that a copy writes, and writing stops. The write is open. */
ac_rc ac_own_change_came(ac_notebook *nb, const ac_space *space, const ac_held *change, bool *out_foreign, ac_err *err);
ac_rc ac_me_save(ac_notebook *nb, ac_err *err); /* the write is open */

#endif
