/* look.h - what the commands that look have in common: partnerships meant, references as they are
 * typed here, the words of the clock, and for a commitment whose turn it is and what to type next. */
#ifndef AC_LOOK_H
#define AC_LOOK_H

#include "cli/cli.h"
#include "core/commitment.h"

/* Days between two reports where partners have agreed no rhythm of their own. */
#define AC_LOOK_RHYTHM_DAYS 90

typedef struct {
    ac_cli *cli;
    ac_partnership *list; /* owned: those meant (-P: one; else every one) */
    size_t n;
    int used;             /* space that a reference without a code means; -1: none */
    const char *me;       /* our code */
} ac_looking;

ac_rc ac_look_open(ac_looking *out, ac_cli *cli);
void ac_look_close(ac_looking *look); /* one that was never opened is fine */
/* As it must be typed here: "CITY-1-31", or "KRK:CITY-1-31" where another partnership is in use. */
#define AC_LOOK_REF_SIZE (AC_REF_SIZE + 18)
const char *ac_look_ref(const ac_looking *look, int space, const char *ref, char out[AC_LOOK_REF_SIZE]);
const ac_partnership *ac_look_partnership(const ac_looking *look, int space); /* NULL: not one of those meant */
/* Code of an organisation of a space; "?" where it is not known. Borrowed until the next call that writes. */
const char *ac_look_org(ac_cli *cli, int space, int org);
/* Index of our organisation in a space; -1: not in it. */
int ac_look_own(ac_cli *cli, int space);

/* Is `code` one of "CITY,SASI"? */
bool ac_look_names(const char *codes, const char *code);
/* "CITY,SASI" as "CITY, SASI". `out` is appended to. */
void ac_look_codes(ac_buf *out, const char *codes);
/* A code of the life cycle as it is read aloud, in the language of the screen: "in-progress" as "in progress". */
#define AC_LOOK_WORD_SIZE 96
const char *ac_look_word(const char *code, char out[AC_LOOK_WORD_SIZE]);

/* The day of an instant: "today", "Sat 27 Jun", "Fri 26 Jun 2025" where the year is another. */
void ac_look_day(const ac_cli *cli, int64_t ms, char out[AC_DATE_SAID_SIZE]);

/* --- the clock --- */
/* Days between two reports, as the partners agreed (of several that stand side by side the shortest); else
 * AC_LOOK_RHYTHM_DAYS. Read once a command and partnership. */
ac_rc ac_look_rhythm(ac_cli *cli, int space, int *out, ac_err *err);
ac_rc ac_look_clock(ac_cli *cli, const ac_commitment_row *row, ac_clock *out, ac_err *err);
/* "overdue 91 days", "due in 9 days", "lapsed", "stale"; "" where the clock has nothing to say. */
#define AC_LOOK_CLOCK_SIZE 96
void ac_look_clock_text(const ac_clock *clock, char out[AC_LOOK_CLOCK_SIZE]);
/* The words that `list --state` takes beside those of the life cycle. */
typedef enum {
    AC_CLOCK_NONE,
    AC_CLOCK_OVERDUE,
    AC_CLOCK_DUE_SOON,
    AC_CLOCK_LAPSED,
    AC_CLOCK_STALE,
    AC_CLOCK_CLASH
} ac_clock_word;
ac_clock_word ac_clock_word_of(const char *word); /* AC_CLOCK_NONE: no such word */
bool ac_clock_is(ac_clock_word word, const ac_commitment_row *row, const ac_clock *clock);
/* Overdue, clash or stale: what --exit-code is about. */
bool ac_look_needs_attention(const ac_commitment_row *row, const ac_clock *clock);

/* Begin the line accord.commitment/1 of INTERFACE 1: its fields first, in its order; what was added since stands
 * behind them. The caller ends the line. */
void ac_look_json(ac_cli *cli, ac_jsonl *j, const ac_commitment_row *row, const ac_clock *clock, const char *partnership);

/* --- whose turn, and what to type --- */
typedef enum { AC_GROUP_MINE, AC_GROUP_OTHERS, AC_GROUP_OVERDUE, AC_GROUP_STALE, AC_GROUP_NONE } ac_group_of;
typedef struct {
    ac_group_of group;
    int order;          /* within the group: smaller is more pressing */
    const char *what;   /* "clash", "overdue", "sign": translated by whoever prints it */
    const char *verb;   /* of the command that is the next act; NULL: nothing to type */
    char detail[400];   /* "2 texts since Sat 27 Jun" */
    int64_t since_ms;   /* 0: not of a moment */
    int days;           /* late, or left */
} ac_next;
ac_rc ac_next_of(ac_looking *look, const ac_commitment_row *row, const ac_clock *clock, ac_next *out, ac_err *err);

#endif
