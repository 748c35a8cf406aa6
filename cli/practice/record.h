/* record.h - one engine behind the commands of the practice: a record of a type is made, or changed, as its table
 * says (core/practice/type.h).
 *
 * Most commands are ac_recording_run and a row of ac_recording_how. Others (agree, review, check) take the steps one
 * by one: begin or edit, put and options, ask, keep, free. A step that fails says why in cli->err. */
#ifndef AC_PRACTICE_RECORD_H
#define AC_PRACTICE_RECORD_H

#include "cli/look.h"
#include "core/practice/entry.h"

#define AC_ABOUT_MAX 64

/* A field that is given by a flag of another name: `gains` by --gain. Other fields are given by their own name, where
 * the command has such a flag at all. */
typedef struct {
    const char *field, *flag;
} ac_flag_of;

typedef struct {
    ac_cli *cli;
    const ac_type *type;
    const ac_flag_of *flags; /* ends with a NULL field; NULL: none */
    const char *first;       /* the field that the argument says, for sentences; NULL: none */
    ac_partnership where;
    bool is_private;         /* in the own space */
    ac_entry *entry;         /* the one that is changed, owned; NULL: one begins */
    char ref[AC_LOOK_REF_SIZE]; /* as it is typed here: of the one changed, after ac_recording_keep of the new one too */
    ac_json *values;         /* by field; null empties it; owned */
    ac_id cites[AC_ABOUT_MAX]; /* what a new one belongs to */
    size_t ncites;
    ac_n n;                  /* after ac_recording_keep: the record. 0: nothing was written, or it became a draft */
} ac_recording;

/* A new one: for all partners of the partnership in use, or in the own space. AC_EROLE: we may only read there. */
ac_rc ac_recording_begin(ac_recording *r, ac_cli *cli, const ac_type *type, const ac_flag_of *flags, bool is_private);
/* The one that `typed` names is changed. AC_EREF: no such one, or one of another type. AC_EROLE: it is another's. */
ac_rc ac_recording_edit(ac_recording *r, ac_cli *cli, const ac_type *type, const ac_flag_of *flags, const char *typed);
/* The same for one that is open, a profile: taken over, whatever is answered. */
ac_rc ac_recording_of(ac_recording *r, ac_cli *cli, const ac_flag_of *flags, ac_entry *entry);
void ac_recording_free(ac_recording *r); /* {0} is fine */

/* Does `typed` stand for a record rather than for a title? NULL does not. */
bool ac_recording_is_ref(ac_cli *cli, const char *typed);

/* One field from what was typed: dates as people write them, "600000 PLN" for an amount, codes of partners. */
ac_rc ac_recording_put(ac_recording *r, const char *field, const char *text);
/* All flags the command has for fields of the type, --clear NAMES (changing), --about REF (beginning). */
ac_rc ac_recording_options(ac_recording *r);
/* One record that a new one belongs to. AC_EUSAGE: not what this type belongs to, or of another space. */
ac_rc ac_recording_about(ac_recording *r, const char *typed);
/* On a terminal: what is missing and has a question, all of it where no field was typed, else what is required. Where
 * nobody can be asked: AC_EUSAGE that names all that is missing. */
ac_rc ac_recording_ask(ac_recording *r);
/* One field, asked until it is understood; Enter leaves it out (required: asked again), or as it was. */
ac_rc ac_recording_ask_field(ac_recording *r, const ac_field *field, bool is_required);
/* Written, and said: on the screen, or as accord.entry/1. Nothing to write says so. */
ac_rc ac_recording_keep(ac_recording *r);

typedef struct {
    const ac_type *type;
    const char *first;       /* "title", "text": what the argument says where it is no reference */
    const ac_flag_of *flags;
    bool is_own;             /* in the own space unless --shared is said */
} ac_recording_how;
/* The whole command: an argument that is a reference of the type means change it. */
ac_rc ac_recording_run(ac_cli *cli, const ac_recording_how *how);

/* May we write there, before anything is asked? AC_EROLE: our organisation may only read, or has left. */
ac_rc ac_practice_may_write(ac_cli *cli, const ac_partnership *where);

#endif
