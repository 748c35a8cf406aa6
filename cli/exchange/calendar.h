/* calendar.h - a calendar file in the making: what is put in, event by event (`accord calendar`).
 *
 * UID is the id of the record with what the date is of it, SEQUENCE the number of changes that followed the first,
 * DTSTAMP the last of them: nothing of the moment of writing, so that the same history is the same file. A date
 * that fell away, by another text or by an ending, stays as a cancelled event, for a calendar that took it in to let
 * it go. */
#ifndef AC_CALENDAR_H
#define AC_CALENDAR_H

#include "cli/picked.h"

typedef enum { AC_DATED_OPEN, AC_DATED_OFFERED, AC_DATED_DONE, AC_DATED_CANCELLED } ac_dated;

typedef struct {
    ac_cli *cli;
    ac_looking look;
    ac_picked picked;
    ac_buf out;
    int64_t remind; /* days; -1: no reminders */
    bool mine;
    size_t events, cancelled;
} ac_calendar;

typedef struct {
    const ac_id *record;
    int space;
    const char *of;   /* "due", "slot-3": in UID and, without its number, in CATEGORIES */
    int64_t touched_ms;
    int sequence;
    int32_t day;
    ac_dated now;
    const char *summary, *description; /* foreign text in them stays text */
} ac_event;

void ac_calendar_put(ac_calendar *c, const ac_event *event);

/* Due dates, slots and offers of one promise. */
ac_rc ac_calendar_promise(ac_calendar *c, const ac_commitment_row *row);
/* Milestones, reviews, health checks, risks and questions, and the planned end of a partnership. */
ac_rc ac_calendar_practice(ac_calendar *c, const ac_partnership *p);

#endif
