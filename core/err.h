/* err.h - what went wrong: a code for the program, a sentence for the person.
 *
 * One list gives the code, the exit status, the word of `--json` errors and a
 * default sentence (INTERFACE 2.4). core/ and sync/ return failures; cli/
 * prints them. Our own bugs are asserts, kept on in release. */
#ifndef AC_ERR_H
#define AC_ERR_H

#include "core/lang.h" /* _(), for what goes into a sentence */

/*    code           exit  word                   default sentence */
#define AC_RC_MAP(X)                                                                 \
    X(AC_OK, 0, "ok", "done")                                                        \
    X(AC_EDRAFT, 0, "draft", "it was kept as a draft")                               \
    X(AC_EFAIL, 1, "failed", "it did not work")                                      \
    X(AC_ENOMEM, 1, "no_memory", "out of memory")                                    \
    X(AC_EIO, 1, "io", "a file could not be read or written")                        \
    X(AC_EFULL, 1, "disk_full", "the disk is full")                                  \
    X(AC_EREADONLY, 1, "read_only", "this place can only be read")                   \
    X(AC_ECORRUPT, 1, "damaged", "the file is damaged")                              \
    X(AC_EREFUSED, 1, "file_refused", "the file was refused")                        \
    X(AC_ESTOPPED, 1, "writing_stopped", "writing has stopped on this notebook")     \
    X(AC_ESTATE, 1, "not_possible_now", "that is not possible now")                  \
    X(AC_EADDRESS, 1, "address_in_use", "the address is in use")                     \
    X(AC_EINVALID, 1, "invalid", "these bytes are not a valid change")               \
    X(AC_EANCESTOR, 1, "missing_ancestor", "something it rests on is missing")       \
    X(AC_EUSAGE, 2, "usage", "the command was not understood")                       \
    X(AC_EPART, 3, "part_done", "part of it was done")                               \
    X(AC_EWAITS, 3, "waits", "it waits for somebody else")                           \
    X(AC_EATTENTION, 4, "attention", "something needs attention")                    \
    X(AC_EREF, 5, "no_such_reference", "there is no such reference")                 \
    X(AC_EPROOF, 6, "proof_failed", "the history does not prove itself")             \
    X(AC_ELOCKED, 7, "key_locked", "the key is locked")                              \
    X(AC_EROLE, 7, "not_your_role", "your role does not allow it")                   \
    X(AC_EBUSY, 8, "notebook_busy", "the notebook is busy")                          \
    X(AC_EREACH, 9, "partner_unreachable", "nobody could be reached")                \
    X(AC_EINVITE, 9, "invitation_refused", "the invitation does not work")           \
    X(AC_ENONOTEBOOK, 10, "no_notebook", "there is no notebook")                     \
    X(AC_ENEWER, 10, "newer_notebook", "the notebook belongs to a newer version")    \
    X(AC_EINTR, 130, "interrupted", "stopped")

typedef enum {
#define X(code, exit_status, word, sentence) code,
    AC_RC_MAP(X)
#undef X
        AC_RC_COUNT
} ac_rc;

/* Filled by the function that fails; `text` is UTF-8 and may quote foreign
 * text, so only cli/ prints it, through its escaping printer. */
typedef struct {
    ac_rc rc;
    char text[1536]; /* what happened, which thing, what to do */
    char hint[256];  /* a command to type next, or empty */
} ac_err;

int ac_rc_exit(ac_rc rc);
const char *ac_rc_word(ac_rc rc);
const char *ac_rc_sentence(ac_rc rc);

/* Record and return `rc`. `err` may be NULL. The format is translated (core/lang.h), that of ac_wrap too. */
ac_rc ac_fail(ac_err *err, ac_rc rc, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Put context in front of what `err` already says: "context: what it said". */
ac_rc ac_wrap(ac_err *err, ac_rc rc, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Add a command that helps, as it is typed: not translated. Returns rc for the tail of a return statement. */
ac_rc ac_hint(ac_err *err, ac_rc rc, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
