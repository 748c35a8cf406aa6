/* cli.h - what a command is given: arguments, place, world, screens, questions.
 *
 * A command returns AC_OK, or fails with ac_fail into cli->err; main prints and exits. Results go
 * out by ac_out, talk by ac_talk. With --json, ac_out says nothing and lines are made with ac_json_line.
 * AC_EDRAFT is no failure: what would have been written is kept as a draft, and that was said (cli/drafting.h).
 * AC_EPART, AC_EWAITS and AC_EATTENTION without a sentence in cli->err are exit codes alone: what there
 * is to say was said. */
#ifndef AC_CLI_H
#define AC_CLI_H

#include <sys/types.h>

#include "cli/date.h"
#include "cli/jsonl.h"
#include "cli/option.h"
#include "cli/table.h"
#include "core/crypto.h"
#include "core/draft.h"
#include "core/notebook.h"
#include "core/query.h"
#include "core/world.h"

struct ac_cli {
    ac_args *args;
    ac_world world;       /* --now, ACCORD_NOW */
    ac_date today;        /* the user's day by it */
    ac_screen out, talk;  /* stdout, stderr */
    char *dir, *state_dir; /* see ac_cli_places */
    ac_place place;       /* the same two */
    ac_notebook *nb;      /* open as the command needs it, else NULL */
    bool json, plain, csv, excel, markdown, no_input, yes, quiet, verbose;
    char separator; /* of --csv; 0: a comma */
    const char *json_fields; /* --json=ref,due; NULL: all */
    const char *partnership; /* -P; NULL: the one in use */
    ac_date as_of;           /* --as-of; month 0: not given */
    ac_err err;              /* the failure, printed by main */
    char *draft;             /* the file with a text from the editor; kept, and said, when the command fails */
    char missed[8];          /* the one partner whom a failure is about; empty: none, or several */
    const ac_draft *drafted; /* the draft that is being changed (cli/drafting.h); NULL: none */
    pid_t pager;             /* 0: none */
    int rhythm_space, rhythm_days; /* kept by ac_look_rhythm; space 0: not read yet */
    ac_secret passphrase;    /* read at most once */
    bool has_passphrase;
};

/* --- arguments --- */
const char *ac_arg(const ac_cli *cli, size_t index);             /* positional; NULL: not given */
size_t ac_nargs(const ac_cli *cli);
const char *ac_opt(const ac_cli *cli, const char *name);         /* NULL: not given */
bool ac_opt_flag(const ac_cli *cli, const char *name);
size_t ac_opt_count(const ac_cli *cli, const char *name);
const char *ac_opt_at(const ac_cli *cli, const char *name, size_t index);
/* is_number options: false when not given, *out is left alone. Range is checked: AC_EUSAGE in *rc. */
ac_rc ac_opt_int(ac_cli *cli, const char *name, int64_t min, int64_t max, int64_t *out, bool *out_given);
/* A date option; month 0 when not given. */
ac_rc ac_opt_date(ac_cli *cli, const char *name, ac_look look, ac_date *out);

/* --- printing --- */
void ac_out(ac_cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));  /* stdout; silent with --json */
void ac_talk(ac_cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3))); /* stderr; silent with -q */
void ac_warn(ac_cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3))); /* stderr, "accord: " in front, always */
ac_table_form ac_cli_form(const ac_cli *cli);                       /* as --plain and --csv say */
void ac_json_line(ac_cli *cli, ac_jsonl *j, const char *schema);    /* begin a line on stdout with the fields asked for */
/* Long output: the pager, when stdout is a terminal and nothing speaks against it. Main begins it for
 * commands whose row says has_pager, and waits for its end. */
void ac_pager_start(ac_cli *cli);
void ac_pager_end(ac_cli *cli);
/* One fact a line on stderr, as world.log: for `serve`, and for all commands with --verbose. */
void ac_cli_log(ac_world *world, const char *line);

/* --- stopping ---
 * Ctrl-C ends a command at once, by exit 130. One that must end cleanly (serve, sync) asks for this flag: from
 * then on the first SIGINT or SIGTERM sets it, and the second one ends at once. */
const volatile int *ac_cli_stop(void);
/* `sync --folder DIR` (cli/cmd_bundle.c). */
ac_rc ac_cli_folder(ac_cli *cli, const char *dir);

/* --- asking; questions stand on stderr, answers come from a terminal ---
 * Where nobody can be asked (--no-input, no terminal): AC_EUSAGE naming `instead`
 * ("--to CODE"), AC_ELOCKED for a passphrase. End of file (Ctrl-D): AC_EINTR. Questions come without
 * colon and without [y/N]: both are put here, and both are translated here with their choices (mark a question that
 * comes by a variable with N_). Whatever the language, y and n are understood. */
bool ac_can_ask(const ac_cli *cli);
/* One line, trimmed; empty takes `preset` (NULL: asked again until something is said). */
ac_rc ac_ask_line(ac_cli *cli, const char *question, const char *preset, const char *instead, ac_buf *out);
/* y or n; Enter is no. --yes answers yes: never use this for a signature over text not seen. */
ac_rc ac_ask_yes(ac_cli *cli, const char *question, const char *instead, bool *out);
/* One of the letters or numbers of `choices`, e.g. "y yes|n not now|d decline"; *out is the first character, lower case. */
ac_rc ac_ask_choice(ac_cli *cli, const char *question, const char *choices, const char *instead, char *out);
/* --passphrase-fd, --passphrase-command (first line of either), else /dev/tty without echo. Borrowed. */
ac_rc ac_ask_passphrase(ac_cli *cli, const char *question, const ac_secret **out);
/* The same twice, for a new one: not empty. */
ac_rc ac_ask_new_passphrase(ac_cli *cli, const char *question, const ac_secret **out);

/* $VISUAL, $EDITOR, else editor, on `start`; lines that begin with "# " at its end are ours and fall away.
 * Empty: *out stays empty and the caller says that nothing was saved. */
ac_rc ac_edit(ac_cli *cli, const char *start, const char *guide, ac_buf *out);
/* Nothing that is worth keeping was typed: the file of the editor goes. */
void ac_edit_forget(ac_cli *cli);
/* The text of an option ("message"), else the editor where somebody can be asked, else AC_EUSAGE. "-" reads
 * stdin. Trimmed; AC_EUSAGE where it is no UTF-8. */
ac_rc ac_text_from(ac_cli *cli, const char *option, const char *guide, ac_buf *out);

/* --- places ---
 * Notebook: -N, $ACCORD_HOME, $XDG_DATA_HOME/accord, ~/.local/share/accord. State: $ACCORD_STATE; else
 * NOTEBOOK.state where such a directory lies beside the notebook (demos); else $XDG_STATE_HOME/accord,
 * ~/.local/state/accord. */
ac_rc ac_cli_places(ac_cli *cli);
/* Is there a notebook in cli->dir? */
bool ac_cli_has_notebook(const ac_cli *cli);
/* "~/.local/share/accord" for a path below HOME; to be freed. */
char *ac_cli_tilde(const char *path);
/* Open the notebook as `needs` says, ask for the passphrase where it must be; cli->nb. */
ac_rc ac_cli_open(ac_cli *cli, ac_needs needs);
/* The key, for commands that find out late that they must sign. Asked at most once. */
ac_rc ac_cli_unlock(ac_cli *cli);
/* The passphrase is wiped: for what runs long after the key is open. */
void ac_cli_forget(ac_cli *cli);
/* No debugger and no core file of this process from now on; before a secret is in memory. */
void ac_cli_guard(void);
/* The record meant: "31", "CITY-1-31", "KRK:CITY-1-31"; where it names no partnership, one of -P, else of the one in
 * use. AC_EREF: none, or several. */
ac_rc ac_cli_record(ac_cli *cli, const char *typed, ac_record_type type, ac_record_ref *out);
/* The partnership meant: -P, the one in use, the only one. */
ac_rc ac_cli_partnership(ac_cli *cli, ac_partnership *out);

#endif
