/* notebook.h - one organisation's notebook on one device.
 *
 * Ties together the file (store, history), what is computed from it (members, view)
 * and the keys. Everything that writes a change or takes one in goes through here, so
 * that the three questions of DESIGN 3 are asked in one place. One thread, one process
 * each; several processes may have the same notebook open. */
#ifndef AC_NOTEBOOK_H
#define AC_NOTEBOOK_H

#include "core/crypto.h"
#include "core/history.h"
#include "core/json.h"
#include "core/members.h"
#include "core/world.h"

typedef struct ac_notebook ac_notebook;

typedef struct {
    const char *dir;       /* notebook.db, device.key, evidence/ */
    const char *state_dir; /* the mark, drafts of interrupted texts */
} ac_place;

/* Who this notebook is; readable without the key. */
typedef struct {
    ac_device device;
    ac_transport transport;
    ac_root root;
    ac_seal seal; /* newest seal key of the organisation */
    ac_space own; /* the organisation's own space */
    char code[8], name[201], sector[32], label[65];
} ac_me;

typedef struct {
    const char *org, *code, *sector, *label; /* label NULL: "device 1" */
    const char *passphrase;                  /* NULL: none, the key file is open */
    size_t passphrase_n;
} ac_new_org;

/* init: keys, home statement, key file, notebook file, own space. AC_ESTATE: one is there. */
ac_rc ac_notebook_create(const ac_place *place, ac_world *world, const ac_new_org *org, ac_err *err);

/* A further device of an organisation begins with keys and nothing else; `device join`
 * fills the rest. Writes key file and notebook file without an own space. */
ac_rc ac_notebook_create_device(const ac_place *place, ac_world *world, const char *label, const char *passphrase,
                                size_t passphrase_n, ac_err *err);

ac_rc ac_notebook_open(ac_notebook **out, const ac_place *place, ac_world *world, ac_store_mode mode, ac_err *err);
/* A notebook of nobody, in memory alone and without keys: to read a file in and prove it where there is no other. */
ac_rc ac_notebook_in_memory(ac_notebook **out, ac_world *world, ac_err *err);
void ac_notebook_close(ac_notebook *nb); /* NULL is fine; wipes keys */
const ac_me *ac_notebook_me(const ac_notebook *nb);
ac_store *ac_notebook_store(ac_notebook *nb);
ac_history *ac_notebook_history(ac_notebook *nb);
ac_world *ac_notebook_world(ac_notebook *nb);
const ac_place *ac_notebook_place(const ac_notebook *nb);

/* --- keys --- */
/* Needs no passphrase? (no-passphrase key, or `key unlock` in force.) */
bool ac_notebook_opens_freely(ac_notebook *nb);
/* AC_ELOCKED: wrong. `passphrase` NULL: only what opens freely. Unlocking twice is fine. */
ac_rc ac_notebook_unlock(ac_notebook *nb, const char *passphrase, size_t n, ac_err *err);
bool ac_notebook_is_unlocked(const ac_notebook *nb);
/* With the device key (assert: unlocked). */
void ac_notebook_sign(ac_notebook *nb, const char *tag, const void *message, size_t n, uint8_t sig[64]);
/* For CURVE: the transport secret, 32 bytes, borrowed. */
const uint8_t *ac_notebook_transport_secret(const ac_notebook *nb);
/* Opens a box sealed to any seal key this organisation has had. */
bool ac_notebook_open_sealed(ac_notebook *nb, const uint8_t *bytes, size_t n, ac_buf *out);

/* --- spaces and members --- */
/* The membership model of a space with all that is held; refreshed when others wrote.
 * Borrowed until the next call that writes. */
ac_rc ac_notebook_members(ac_notebook *nb, int space, ac_members **out, ac_err *err);
/* The state formed by everything held in the space. */
ac_rc ac_notebook_state(ac_notebook *nb, int space, const ac_state **out, ac_err *err);
/* See what other processes wrote since; cheap when nothing. True in *out_changed. */
ac_rc ac_notebook_refresh(ac_notebook *nb, bool *out_changed, ac_err *err);

/* --- writing --- */
typedef struct {
    uint16_t kind;
    ac_id record;        /* zero: creates one, or has none */
    const ac_id *cites;  /* in the order of its kind */
    size_t ncites;
    const ac_json *facts; /* NULL: {} */
    const ac_json *words; /* NULL: none */
} ac_writing;

/* The bytes of facts and words as they would be signed, appended. AC_EUSAGE: more than one change can hold. */
ac_rc ac_writing_encode(const ac_writing *writing, ac_buf *out_facts, ac_buf *out_words, ac_err *err);

/* May this device write here now? The mark of DESIGN 4: AC_ESTOPPED with the sentence
 * that says what to do. Writes nothing. */
ac_rc ac_notebook_may_write(ac_notebook *nb, int space, ac_err *err);

/* Write several changes in one transaction: all or none. Inside begin/commit:
 * ac_notebook_write judges (authentic, admitted, and for acts the fold), signs, keeps,
 * and updates the view. AC_ESTATE/AC_EROLE with a sentence when the act would be without effect. */
ac_rc ac_notebook_begin(ac_notebook *nb, ac_err *err);
ac_rc ac_notebook_write(ac_notebook *nb, int space, const ac_writing *writing, ac_id *out_id, ac_err *err);
ac_rc ac_notebook_commit(ac_notebook *nb, ac_err *err);
void ac_notebook_rollback(ac_notebook *nb);

/* --- letting changes leave: commit, mark, leave ---
 * Advance the mark to our newest change of the space, durable, before a byte of it
 * leaves. No write when it is there already. */
ac_rc ac_notebook_mark(ac_notebook *nb, int space, ac_err *err);

/* What the mark says about our own feed (DESIGN 4). */
typedef enum {
    AC_FEED_GOOD,     /* at or beyond the mark, the marked change in place */
    AC_FEED_BEHIND,   /* restored: partners must give back the marked change first */
    AC_FEED_NO_MARK,  /* the mark is missing or damaged: another copy may write */
    AC_FEED_ELSEWHERE /* a partner showed a change of ours beyond the mark or off our chain */
} ac_feed_health;
ac_rc ac_notebook_feed_health(ac_notebook *nb, int space, ac_feed_health *out, ac_err *err);
/* A partner lists these heads of OUR device. *out_foreign: we do not hold one that is beyond our mark or off our
 * chain. Anybody can say that: with whoever does nothing is signed and nothing of ours is shown that had not left. When
 * such a change itself comes, signed by our key, it is taken in, and remembered as AC_FEED_ELSEWHERE: then writing stops
 * until `device continue`. */
ac_rc ac_notebook_own_heads_seen(ac_notebook *nb, int space, const uint64_t *seqs, const ac_id *ids, size_t n,
                                 bool *out_foreign, ac_err *err);
/* The same said in a file that its sender has signed as a whole: that is remembered as AC_FEED_ELSEWHERE. */
ac_rc ac_notebook_own_heads_signed(ac_notebook *nb, int space, const uint64_t *seqs, const ac_id *ids, size_t n,
                                   bool *out_foreign, ac_err *err);
/* `device continue --yes`: the user states that the other copy is gone for good. */
ac_rc ac_notebook_continue(ac_notebook *nb, ac_err *err);

/* --- acks (DESIGN 4) --- */
ac_rc ac_notebook_ack_due(ac_notebook *nb, int space, bool *out_due, ac_err *err);
/* Write one if due and writing is allowed; *out_id zero when none was written. Own transaction. */
ac_rc ac_notebook_ack(ac_notebook *nb, int space, ac_id *out_id, ac_err *err);

/* --- taking in --- */
typedef struct ac_intake ac_intake; /* one sender's changes of one space, in causal order */
/* Why a change was refused; the numbers are those of FAULT (FORMAT 10.1). */
typedef enum {
    AC_REFUSED_NONE = 0,
    AC_REFUSED_CHANGE = 3, /* not authentic */
    AC_REFUSED_SIGNATURE = 4,
    AC_REFUSED_ANCESTOR = 5, /* not held, not sent */
    AC_REFUSED_ADMITTED = 6, /* its author did not belong */
    AC_REFUSED_WORDS = 7,    /* not those of its header */
    AC_REFUSED_STOPPED = 9,  /* rests on one that was refused before */
    AC_REFUSED_SPACE = 10    /* of another partnership */
} ac_refusal;
typedef struct {
    ac_refusal why_code;
    size_t index;        /* in the frame */
    ac_id id;
    ac_device author;
    char why[160];
} ac_fault;

/* `sender` is who hands them over (for the rejected list); zero: a file without one. Begins no transaction. */
ac_rc ac_intake_open(ac_intake **out, ac_notebook *nb, const ac_space *space, const ac_device *sender, ac_err *err);
/* Judge and keep a frame's changes inside the open write transaction (begun here when none
 * is open). Every signature is checked, on both cores, before its change is stored. A bad change stops
 * its feed for this intake (and feeds that rest on it): *out_fault names the first of this
 * frame; the rest is kept. `arrivals` need only header_bytes, signature and words. */
typedef struct {
    int64_t taken, known, refused, skipped;
    int64_t words; /* of the known, that came with words which were not here */
    int64_t foreign; /* of the taken, by this very device, which has not written them or has lost them */
} ac_intake_count;
ac_rc ac_intake_frame(ac_intake *in, ac_arrival *arrivals, size_t n, ac_fault *out_fault, ac_err *err);
/* Is it time to close the transaction? (8,192 changes, 4 MiB, 250 ms.) */
bool ac_intake_is_full(const ac_intake *in);
/* Settle the view and commit: durable when it returns. Nothing open is fine. */
ac_rc ac_intake_commit(ac_intake *in, ac_err *err);
const ac_intake_count *ac_intake_counts(const ac_intake *in);
/* Did this intake stop this device's feed? Heads of such feeds are treated as paused. */
bool ac_intake_stopped(const ac_intake *in, const ac_device *device);
void ac_intake_close(ac_intake *in); /* rolls back what is not committed; NULL is fine */

#endif
