/* deed.h - one act on a commitment: open it, find what it answers, write it, say what it did. */
#ifndef AC_DEED_H
#define AC_DEED_H

#include "cli/look.h"
#include "cli/show.h"
#include "core/kind.h"

typedef struct {
    ac_cli *cli;
    ac_looking look;
    ac_showing s; /* the record as it stands, its answers, its reference */
    int me;       /* our organisation in its partnership */
    char ref[AC_LOOK_REF_SIZE]; /* as it is typed here: KRK:CITY-1-31 where another partnership is in use */
} ac_deed;

/* The commitment meant by a reference, to write on it. AC_EREF; AC_ESTOPPED: writing has stopped here. */
ac_rc ac_deed_open(ac_deed *d, ac_cli *cli, const char *ref);
/* The commitment that a draft is about. */
ac_rc ac_deed_open_draft(ac_deed *d, ac_cli *cli, const ac_draft *draft);
void ac_deed_close(ac_deed *d); /* one that was never opened is fine */

/* An act, ready to be written: what it answers is filled in. */
typedef struct {
    uint16_t kind;
    ac_id cites[AC_CITES_MAX];
    size_t ncites;
    int about;              /* the act it answers; -1: the text in force */
    ac_json *facts, *words; /* owned; never NULL after ac_deed_wish */
} ac_wish;
void ac_wish_free(ac_wish *w);
/* `about` -1: whatever fits. AC_ESTATE, AC_EROLE: it would be without effect, with the sentence. */
ac_rc ac_deed_wish(ac_deed *d, uint16_t kind, int about, ac_wish *out);
/* All acts that this kind could be about, now and by us; at most `max`, returns how many. */
size_t ac_deed_choices(ac_deed *d, uint16_t kind, int *out, size_t max);
/* The act with this full id among all of the record. AC_EREF: none, or a short id. */
ac_rc ac_deed_by_id(ac_deed *d, const char *id, int *out);

/* Put words from options: -m under `key`, "" asks the editor where somebody can be asked. */
ac_rc ac_wish_text(ac_cli *cli, ac_wish *w, const char *option, const char *key, const char *guide, bool is_required);
/* A code of the vocabulary; where it is missing and somebody can be asked, asked for. */
ac_rc ac_wish_code(ac_cli *cli, ac_wish *w, const char *option, ac_vocab vocab, bool is_required);

/* --slot N, within the slots there are. AC_EUSAGE: there are none, or fewer. */
ac_rc ac_deed_slot(ac_deed *d, int64_t *out, bool *out_given);

ac_rc ac_wish_ask_code(ac_cli *cli, ac_wish *w, const char *key, ac_vocab vocab);

/* One change, written and durable, or nothing. AC_EDRAFT: a draft was wanted, and was kept instead. */
ac_rc ac_deed_keep_one(ac_cli *cli, int space, const ac_writing *w, ac_id *out_id);
/* With --json: {"schema","ref","id"} of what was written. */
void ac_deed_json(ac_cli *cli, const char *schema, const char *ref, const ac_id *id);
/* Write it, durable; with --json the line of the change. */
ac_rc ac_deed_keep(ac_deed *d, ac_wish *w);
/* The same, and say so: "✓ ARCH-1-15 <done>", then how it stands. */
ac_rc ac_deed_write(ac_deed *d, ac_wish *w, const char *done);
/* The same for a record that begins: `schema` names it. Says nothing but the line of --json. */
ac_rc ac_deed_begin_record(ac_cli *cli, int space, const ac_writing *w, const char *schema, ac_n *out, char ref[AC_REF_SIZE]);
/* "CITY-1-31, agreed: Council draft rule on rents, from CITY to SASI", before a question about it. */
ac_rc ac_deed_say_which(ac_deed *d);
/* Where it stands now, whose turn it is, and that it was not sent yet. */
ac_rc ac_deed_now(ac_cli *cli, ac_n record, const char *ref);
/* What a reflection that was saved says of itself: who sees it, and how to show it. */
ac_rc ac_note_said(ac_cli *cli, int space, const char *ref);
/* The draft of a private reflection with this text. AC_EDRAFT: done. */
ac_rc ac_note_draft(ac_cli *cli, ac_buf *text);
/* A reference as it is typed here. */
ac_rc ac_typed_ref(ac_cli *cli, int space, const char *ref, char out[AC_LOOK_REF_SIZE]);
/* "HERI", "HERI and SASI", "HERI, SASI and CITY" */
void ac_say_names(ac_buf *out, const char *const *names, size_t n);

#endif
