/* datewords.c - names of months and days, in English and in the language of the screen.
 *
 * What may be typed stands in lists, "january|jan": a translation gives as many forms as its language
 * has, "styczeń|stycznia|sty". */
#include "cli/datewords.h"

#include <langinfo.h>
#include <string.h>

#include "cli/text.h"

#define TYPED "typed in a date"
#define MONTH "month"
#define SHORT "short month"
#define DAY "short day"

static const char *const months_typed[] = {
    N_IN("typed in a date", "january|jan"),        N_IN("typed in a date", "february|feb"),
    N_IN("typed in a date", "march|mar"),          N_IN("typed in a date", "april|apr"),
    N_IN("typed in a date", "may"),                N_IN("typed in a date", "june|jun"),
    N_IN("typed in a date", "july|jul"),           N_IN("typed in a date", "august|aug"),
    N_IN("typed in a date", "september|sept|sep"), N_IN("typed in a date", "october|oct"),
    N_IN("typed in a date", "november|nov"),       N_IN("typed in a date", "december|dec"),
};
static const char *const days_typed[] = {
    N_IN("typed in a date", "sunday|sun"),   N_IN("typed in a date", "monday|mon"),
    N_IN("typed in a date", "tuesday|tue"),  N_IN("typed in a date", "wednesday|wed"),
    N_IN("typed in a date", "thursday|thu"), N_IN("typed in a date", "friday|fri"),
    N_IN("typed in a date", "saturday|sat"),
};
static const char *const months_whole[] = {
    N_IN("month", "January"),   N_IN("month", "February"), N_IN("month", "March"),    N_IN("month", "April"),
    N_IN("month", "May"),       N_IN("month", "June"),     N_IN("month", "July"),     N_IN("month", "August"),
    N_IN("month", "September"), N_IN("month", "October"),  N_IN("month", "November"), N_IN("month", "December"),
};
static const char *const months_short[] = {
    N_IN("short month", "Jan"), N_IN("short month", "Feb"), N_IN("short month", "Mar"), N_IN("short month", "Apr"),
    N_IN("short month", "May"), N_IN("short month", "Jun"), N_IN("short month", "Jul"), N_IN("short month", "Aug"),
    N_IN("short month", "Sep"), N_IN("short month", "Oct"), N_IN("short month", "Nov"), N_IN("short month", "Dec"),
};
static const char *const days_short[] = {
    N_IN("short day", "Sun"), N_IN("short day", "Mon"), N_IN("short day", "Tue"), N_IN("short day", "Wed"),
    N_IN("short day", "Thu"), N_IN("short day", "Fri"), N_IN("short day", "Sat"),
};

/* --- as they are typed --- */

enum { NOT, BEGINS, IS };

/* Does the list "whole|another|short" have this word, or one that begins with it (three letters and more)? */
static int fits(const ac_buf *word, const char *list)
{
    ac_buf one = { 0 };
    int best = NOT;

    for (const char *at = list; *at != '\0' && best != IS;) {
        size_t n = strcspn(at, "|");

        ac_buf_clear(&one);
        if (ac_text_bare(&one, at, n) && one.len >= word->len && memcmp(one.p, word->p, word->len) == 0) {
            if (one.len == word->len)
                best = IS;
            else if (ac_text_chars(ac_buf_text(word), word->len) >= 3)
                best = BEGINS;
        }
        at += n + (at[n] == '|' ? 1u : 0u);
    }
    ac_buf_free(&one);
    return best;
}

/* The word without capitals, accents and the point of an abbreviation; false: nothing of it is left. */
static bool bare(ac_buf *out, const char *word)
{
    size_t n = strlen(word);

    if (n > 0 && word[n - 1] == '.')
        n--;
    return ac_text_bare(out, word, n) && out->len > 0;
}

/* A whole word of the screen's language goes before one of English, and both before beginnings; a
 * beginning that several have names none. -1: none. */
static int find(const char *word, const char *const *lists, int n, nl_item whole, nl_item part)
{
    ac_buf typed = { 0 };
    int best = 0, found = -1;
    bool is_one = true;

    for (int i = 0; i < n && (typed.len > 0 || bare(&typed, word)); i++) {
        int here = fits(&typed, ac_tr_in_always(TYPED, lists[i])), english = fits(&typed, lists[i]);
        bool local = fits(&typed, nl_langinfo(whole + i)) == IS || fits(&typed, nl_langinfo(part + i)) == IS;
        int rank = here == IS ? 4 : english == IS || local ? 3 : english == BEGINS ? 2 : here == BEGINS ? 1 : 0;

        if (rank > best) {
            best = rank;
            found = i;
            is_one = true;
        } else if (rank == best) {
            is_one = false;
        }
    }
    ac_buf_free(&typed);
    return best > 0 && is_one ? found : -1;
}

int ac_month_typed(const char *word)
{
    return find(word, months_typed, 12, MON_1, ABMON_1) + 1;
}

int ac_weekday_typed(const char *word)
{
    return find(word, days_typed, 7, DAY_1, ABDAY_1);
}

char ac_day_typed(const char *word)
{
    static const struct {
        const char *list;
        char day;
    } rows[] = {
        { N_IN("typed in a date", "today|now"), 'n' },
        { N_IN("typed in a date", "tomorrow"), 't' },
        { N_IN("typed in a date", "yesterday"), 'y' },
        { N_IN("typed in a date", "the"), 's' },
    };
    ac_buf typed = { 0 };
    char found = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows && found == 0 && (typed.len > 0 || bare(&typed, word)); i++)
        if (fits(&typed, ac_tr_in_always(TYPED, rows[i].list)) == IS || fits(&typed, rows[i].list) == IS)
            found = rows[i].day;
    ac_buf_free(&typed);
    return found;
}

/* --- as they are said --- */

const char *ac_month_whole(int month)
{
    return ac_tr_in(MONTH, months_whole[month - 1]);
}

const char *ac_month_short(int month)
{
    return ac_tr_in(SHORT, months_short[month - 1]);
}

const char *ac_weekday_short(int day)
{
    return ac_tr_in(DAY, days_short[day]);
}
