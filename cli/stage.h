/* stage.h - runs accord itself, as its users do: one process a command, in the notebook of one organisation. */
#ifndef AC_STAGE_H
#define AC_STAGE_H

#include <stdbool.h>
#include <sys/types.h>

#include "core/buf.h"
#include "core/err.h"

#define AC_STAGE_WORDS 64

typedef struct {
    char *words[AC_STAGE_WORDS + 1]; /* owned; ended by NULL */
    int n;
} ac_typed;

/* Split as a shell does it with single quotes. AC_EUSAGE: too many words, or a quote left open. */
ac_rc ac_typed_split(ac_typed *out, const char *line, ac_err *err);
ac_rc ac_typed_add(ac_typed *typed, const char *word, ac_err *err);
void ac_typed_free(ac_typed *typed);

typedef struct {
    const char *program; /* path of accord */
    const char *dir;     /* notebooks are DIR/CODE, their state DIR/CODE.state */
} ac_stage;

/* Run to the end: what it printed on stdout and stderr (either may be NULL), and its exit status. Fails
 * only where the process could not be run. */
ac_rc ac_stage_run(const ac_stage *stage, const char *code, const char *now, const ac_typed *typed, ac_buf *out, ac_buf *errors,
                   int *out_status, ac_err *err);

/* The same, and what it prints goes where ours goes. */
ac_rc ac_stage_show(const ac_stage *stage, const char *code, const char *now, const ac_typed *typed, int *out_status, ac_err *err);

/* A `serve` in the background; address is the one of its ready line. */
typedef struct {
    pid_t pid; /* 0: none */
    char address[256];
    int log, out; /* its stderr, kept in memory, and its stdout */
} ac_server;
ac_rc ac_server_start(ac_server *server, const ac_stage *stage, const char *code, const char *now, ac_err *err);
/* Ask it to end and wait. AC_EFAIL: it did not end well. Nothing started is fine. */
ac_rc ac_server_stop(ac_server *server, ac_err *err);

#endif
