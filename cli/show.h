/* show.h - one commitment laid out for a person: what the sections of `accord show` share. */
#ifndef AC_SHOW_H
#define AC_SHOW_H

#include "cli/look.h"
#include "cli/wording.h"
#include "core/record.h"

typedef struct {
    ac_looking *look;
    ac_cli *cli;
    ac_record_ref ref;
    ac_record *record;
    const ac_answers *a;
    bool is_full;
    int64_t until_ms; /* --as-of: nothing written later was looked at; 0: everything was */
} ac_showing;

const char *ac_show_org(const ac_showing *s, int org);
bool ac_show_is_me(const ac_showing *s, int org);
/* "SASI", or "you". */
const char *ac_show_who(const ac_showing *s, int org);
/* When an act was written, "by its clock" where it is another's. */
#define AC_SHOW_WHEN_SIZE (AC_DATE_SAID_SIZE + 96)
const char *ac_show_when(const ac_showing *s, int act, char out[AC_SHOW_WHEN_SIZE]);

/* The text of an act that is a text: its terms and parties, as it stands. */
ac_rc ac_show_wording(const ac_showing *s, int text, ac_wording *out);
/* Parties of a text, promisor first; at most 2 * AC_PARTIES_MAX, returns how many. */
int ac_show_parties(const ac_showing *s, int text, int *out);
/* The act by which an organisation says yes to a text (writing is signing); -1: none that passed. */
int ac_show_yes(const ac_showing *s, int text, int org);
/* A letter for each text that waits, in the order of answers.open: "A", "B"; the offer has one too. */
char ac_show_letter(const ac_showing *s, int text);
/* An act that passed its judgement and counts. */
bool ac_show_passed(const ac_showing *s, int act);

/* The sections, in the order in which they are shown (cli/show_record.c). */
ac_rc ac_show_screen(ac_showing *s, const ac_commitment_row *row);
/* The same as one JSON line. */
ac_rc ac_show_json(ac_showing *s, const ac_commitment_row *row);
/* A reflection with what was added to it, on the screen or as one JSON line. */
ac_rc ac_show_note(ac_looking *look, const ac_record_ref *ref, bool is_full);
/* A change as one JSON line; p NULL: of none that is meant. False: no memory. */
bool ac_change_json(ac_cli *cli, const ac_partnership *p, const ac_change_row *row);

#endif
