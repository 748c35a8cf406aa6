/* questions.h - the terms of a promise, asked one by one where flags are missing. */
#ifndef AC_QUESTIONS_H
#define AC_QUESTIONS_H

#include "cli/terms.h"
#include "cli/whom.h"

/* Asked again until it is understood. AC_EUSAGE: nobody can be asked; the sentence names `instead`. */
ac_rc ac_ask_term(ac_cli *cli, ac_terms *t, const char *question, const char *name, const char *instead, bool is_required);
/* Who asked for it is understood as --of, --to would be. */
ac_rc ac_ask_promisor(ac_whom *w, ac_parties_of *out);
ac_rc ac_ask_promisees(ac_whom *w, ac_parties_of *out);
/* What a promise must have, then what makes it a good one; each can be left out. */
ac_rc ac_ask_due(ac_cli *cli, ac_terms *t);
ac_rc ac_ask_more_terms(ac_cli *cli, ac_terms *t);
/* Of a text that is there: Enter leaves each term as it is, "-" leaves it out of the new text. */
ac_rc ac_ask_changes(ac_cli *cli, ac_terms *t);

#endif
