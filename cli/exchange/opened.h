/* opened.h - a commitment of a list, opened: its record, its answers and the text that counts. */
#ifndef AC_OPENED_H
#define AC_OPENED_H

#include "cli/show.h"

/* What files for other programs are written in: UTF-8 whatever the locale, no colour, no width. */
extern const ac_screen ac_file_screen;

typedef struct {
    ac_showing s;            /* s.record and s.a; as of now */
    const ac_commitment_row *row;
    ac_wording w;            /* of the text in force, else of the offer; {0} where there is none */
    int64_t touched_ms;      /* the last act, by the clocks of those who wrote */
} ac_opened;

/* `row` is borrowed while it is open. On failure nothing is open. */
ac_rc ac_opened_open(ac_opened *out, ac_looking *look, const ac_commitment_row *row);
void ac_opened_close(ac_opened *opened); /* {0} is fine */

/* The title; where its words are not here, a sentence that says so. */
const char *ac_opened_title(const ac_opened *opened);
/* A term that is text, NULL where there is none. */
const char *ac_opened_term(const ac_opened *opened, const char *key);

#endif
