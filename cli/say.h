/* say.h - one change in words: what was done, and the gist of what was written, on one line. */
#ifndef AC_SAY_H
#define AC_SAY_H

#include "cli/cli.h"

/* "signed", "took back"; "wrote something newer than this version knows". */
const char *ac_say_done(uint16_t kind);
/* The same for one change: of a record of the practice it says which: "wrote down a contribution". Appended. */
ac_rc ac_say_done_of(ac_cli *cli, const ac_held *held, ac_buf *out, ac_err *err);
/* Receipts and the like: nothing a person looks for. */
bool ac_say_is_small(uint16_t kind);
/* The gist: codes and figures, then the first line of a title, a narrative, an answer; or who was let in. Foreign
 * text; "" where the change says nothing. */
ac_rc ac_say_gist(ac_cli *cli, const ac_held *held, ac_buf *out, ac_err *err);
/* The same in two parts, for pages that give each its direction: codes and figures in the screen's language, and what
 * was written. */
ac_rc ac_say_gist_apart(ac_cli *cli, const ac_held *held, ac_buf *out, ac_buf *written, ac_err *err);
/* "its words are not here", "its words cannot be read"; NULL: they are here, or there are none. */
const char *ac_say_words_missing(const ac_held *held);
/* Why something is without effect, in a sentence; the code itself where it is of a newer version. */
const char *ac_say_why(const char *code);
/* "Sat 27 Jun 09:12"; the minute is said always. */
void ac_say_when(const ac_cli *cli, int64_t ms, char out[AC_DATE_SAID_SIZE]);

#endif
