/* datewords.h - names of months and days: as they are typed, and as they are said. */
#ifndef AC_DATEWORDS_H
#define AC_DATEWORDS_H

/* In English (three letters and more), in the language of the screen, in that of the locale; accents and
 * capitals do not matter. */
int ac_month_typed(const char *word);   /* 1..12, 0: none */
int ac_weekday_typed(const char *word); /* 0 Sunday ... 6 Saturday, -1: none */
/* 'n' today, 't' tomorrow, 'y' yesterday, 's' a word that says nothing ("the", "le", "de"), 0: none of these. */
char ac_day_typed(const char *word);

const char *ac_month_whole(int month); /* 1..12: "September" */
const char *ac_month_short(int month); /* "Sep" */
const char *ac_weekday_short(int day); /* 0..6: "Wed" */

#endif
