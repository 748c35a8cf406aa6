/* answers.h - what partners ask each other and answer with words that wait for a reveal. */
#ifndef AC_TEST_ANSWERS_H
#define AC_TEST_ANSWERS_H

#include "core/withheld.h"
#include "tests/support/desks.h"

/* CITY, SASI and RIVR in one partnership, all up to date. */
void three_partners(desk *a, desk *b, desk *c);
void free_three(desk *a, desk *b, desk *c);

/* A record that partners answer, an answer to it whose words are withheld, and the reveal of such answers. */
ac_id desk_question(desk *d);
ac_id desk_answer(desk *d, const ac_id *question, const char *text);
void desk_reveal(desk *d, const ac_id *answers, size_t n);

bool has_words(desk *d, const ac_id *id); /* it is here, and its words are */
int64_t missing(desk *d);                 /* words that this partnership lacks, as the desk counts */
void proves_itself(desk *d);              /* the audit finds nothing */
/* Do these bytes stand anywhere in this file? In the notebook file of this desk, or its journal? */
bool file_has(const char *path, const char *text);
bool desk_file_has(const desk *d, const char *text);

#endif
