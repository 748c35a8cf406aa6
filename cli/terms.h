/* terms.h - the terms of a promise, read from options: the same for promise, ask, amend and resolve.
 *
 * Facts are codes, dates and numbers; words are text (DOMAIN 2.4a). Whatever text carries terms carries all
 * of them: an amendment begins with a copy of those it would replace. */
#ifndef AC_TERMS_H
#define AC_TERMS_H

#include "cli/cli.h"

typedef struct {
    ac_json *facts, *words; /* never NULL after ac_terms_begin succeeded */
} ac_terms;

/* Of the text that these would replace; both NULL: nothing yet. Only what is a term is taken over.
 * AC_ESTATE: it holds terms of a newer version. */
ac_rc ac_terms_begin(ac_terms *t, const ac_json *facts, const ac_json *words, ac_err *err);
void ac_terms_free(ac_terms *t);

/* Is any term typed? (--title and --clear too, where the command has them; -m where `message` is "action".) */
bool ac_terms_typed(const ac_cli *cli);
/* Put what was typed over what is there; `action` is the option that says what will be done: "message", "action". */
ac_rc ac_terms_options(ac_cli *cli, ac_terms *t, const char *action);
/* --clear NAMES. */
ac_rc ac_terms_clear(ac_cli *cli, ac_terms *t, const char *names);

/* One term by the name people use ("title", "due", "level", "check"), as if it were an option; "" drops it. */
ac_rc ac_terms_put(ac_cli *cli, ac_terms *t, const char *name, const char *text);

/* Is a word of this key a term ("title", "depends")? Then it is taken as the option of it would be. */
bool ac_term_is_word(const char *key);
ac_rc ac_term_word_put(ac_cli *cli, ac_json *words, const char *key, const char *text);

/* A set of codes from an option that may be given again: ascending, none twice. NULL: not given. Caller frees. */
ac_rc ac_terms_codes(ac_cli *cli, const char *option, ac_vocab vocab, ac_json **out);

/* Title and due date are there, need is no more than there are promisees. Of a draft the title is enough. */
ac_rc ac_terms_check(ac_cli *cli, const ac_terms *t, size_t promisees);
/* What a good promise also says: advice on stderr, three lines at most (cli/practice/smart.c). `who` is the other side,
 * "HERI". */
void ac_terms_hints(ac_cli *cli, const ac_terms *t, const char *who);
/* A signed record forgets nothing: say so where words hold an address or a number to dial. */
void ac_words_warn(ac_cli *cli, const ac_json *words);

#endif
