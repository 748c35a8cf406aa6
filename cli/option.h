/* option.h - arguments, read over the command table.
 *
 * getopt_long, with what it forgives taken back: an option must be typed in full. Options may stand
 * before or after what they go with; "--" ends them. What is not understood is answered by the
 * nearest thing that is (edit distance, and what people type by habit, INTERFACE 2.4). */
#ifndef AC_OPTION_H
#define AC_OPTION_H

#include "cli/command.h"
#include "cli/nearest.h"
#include "cli/text.h"

typedef struct {
    const ac_option *option;
    const char *value; /* NULL: a flag, or left out */
} ac_given;

typedef struct {
    const ac_command *command; /* the board when no command was typed */
    ac_given *given;           /* in the order typed */
    size_t ngiven;
    const char **args; /* positionals, without the words of the command */
    size_t nargs;
    bool wants_help;    /* --help, or `help CMD`: of the command, or of all; arguments were not counted */
    bool wants_version; /* --version */
    bool was_bare;      /* no command was typed */
    const char *family; /* `help device`, `device --help`: the family's help is wanted; else NULL */
} ac_args;

/* Strings are borrowed from argv. AC_EUSAGE with sentence and hint; what was understood until
 * then (--json for one) is in *out, and must be freed then too. */
ac_rc ac_args_parse(ac_args *out, int argc, char *const *argv, ac_err *err);
void ac_args_free(ac_args *args);
/* What was given to `draft edit` is meant for the command that began the draft: its options from now on, its first
 * positional gone. AC_EUSAGE: it has no such option, or the value is none of its. */
ac_rc ac_args_turn(ac_args *args, const ac_command *command, ac_err *err);

/* An option of the command or a global one; asking for one that is in neither is a bug (assert). Where the
 * command was not understood only the global ones are there. */
const char *ac_args_str(const ac_args *args, const char *name); /* the last given; NULL: not given */
bool ac_args_has(const ac_args *args, const char *name);
bool ac_args_takes(const ac_args *args, const char *name); /* does the command have this option of its own? */
size_t ac_args_count(const ac_args *args, const char *name);
const char *ac_args_at(const ac_args *args, const char *name, size_t index); /* of one that may be given again */

/* --- help, the same by `accord CMD --help` and `accord help CMD` --- */
void ac_help_all(const ac_screen *screen);
void ac_help_command(const ac_screen *screen, const ac_command *command);
void ac_help_family(const ac_screen *screen, const char *word);

#endif
