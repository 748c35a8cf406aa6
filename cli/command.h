/* command.h - one row a command: help, parsing, dispatch and tests read the same rows.
 *
 * The rows stand in commands.c. Numbers of words: "sign" or "partnership start". */
#ifndef AC_COMMAND_H
#define AC_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"
#include "core/vocab.h"

typedef struct ac_cli ac_cli;

typedef struct {
    const char *name;    /* "due" */
    char letter;         /* 'm', or 0 */
    const char *arg;     /* "DATE" in help; NULL: a flag */
    const char *help;
    const char *choices; /* "month|quarter|year": nothing else is taken */
    int vocab;           /* AC_OF(AC_V_REASON): codes of a vocabulary; 0: none */
    bool is_many;        /* may be given again */
    bool is_number;      /* digits only */
    bool is_maybe;       /* the argument may be left out: --json[=FIELDS] */
    bool is_later;       /* hidden in help */
} ac_option;
#define AC_OF(vocabulary) ((int)(vocabulary) + 1)

typedef enum {
    AC_NEEDS_NOTHING, /* help, version, init, demo */
    AC_NEEDS_READ,    /* opens the notebook for reading; never asks for a passphrase */
    AC_NEEDS_WRITE,   /* opens it for writing local settings; no key */
    AC_NEEDS_KEY      /* opens it for writing with the key: the passphrase is asked before the command begins */
} ac_needs;

typedef struct {
    const char *line, *what; /* "accord sign ARCH-1-22", "read the text, then decide" */
} ac_example;

typedef struct {
    const char *name, *group;
    const char *synopsis; /* positionals and main options: "REF [--terms ID] [-m TEXT]" */
    const char *summary;  /* one line, a full sentence */
    ac_example examples[4]; /* two at least */
    const ac_option *options; /* ended by a row without a name; NULL: none of its own */
    int args_min, args_max; /* positionals; max -1: any number */
    ac_needs needs;
    bool has_csv, has_pager;
    bool takes_drafted; /* understands the options of every command that keeps drafts */
    const char *notes; /* a paragraph after the options; NULL: none */
    const char *exits; /* "0 signed · 5 no such reference" */
    const char *more;  /* "accord decline, accord show" */
    ac_rc (*run)(ac_cli *cli);
} ac_command;

/* A group of the tree: "write" holds "promise  ask ...". */
typedef struct {
    const char *name, *what;
} ac_group;

extern const ac_group ac_groups[];     /* ended by a row without a name */
extern const ac_command ac_commands[]; /* ended likewise */
extern const ac_option ac_globals[];   /* understood by every command */

/* NULL: no such command. `name` may be two words. */
const ac_command *ac_command_find(const char *name);
/* Does it keep what it would write as a draft, where that is asked for (--draft)? */
bool ac_command_drafts(const ac_command *command);
/* Is it the first of two words ("device")? */
bool ac_command_is_family(const char *word);

#endif
