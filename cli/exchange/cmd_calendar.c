/* cmd_calendar.c - `calendar`: dates as an iCalendar file, so that reading it again updates and never doubles. */
#include "cli/cmds.h"
#include "cli/exchange/calendar.h"
#include "cli/exchange/ical.h"
#include "cli/exchange/outfile.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define PRODID "-//accord//accord//EN"
#define REMIND_MAX 365

/* --- an event --- */

static void put_alarm(ac_calendar *c, const char *summary)
{
    char trigger[32];

    snprintf(trigger, sizeof trigger, c->remind > 0 ? "-P%dD" : "PT0S", (int)c->remind);
    ac_ical_line(&c->out, "BEGIN", "VALARM");
    ac_ical_line(&c->out, "ACTION", "DISPLAY");
    ac_ical_line(&c->out, "TRIGGER", trigger);
    ac_ical_text(&c->out, "DESCRIPTION", summary);
    ac_ical_line(&c->out, "END", "VALARM");
}

void ac_calendar_put(ac_calendar *c, const ac_event *e)
{
    static const char *const statuses[] = { [AC_DATED_OPEN] = "CONFIRMED", [AC_DATED_OFFERED] = "TENTATIVE",
                                            [AC_DATED_DONE] = "CONFIRMED", [AC_DATED_CANCELLED] = "CANCELLED" };
    const ac_partnership *p = ac_look_partnership(&c->look, e->space);
    char hex[AC_HEX_SIZE], uid[128], sequence[16], categories[64];
    size_t name = strlen(e->of);

    while (name > 0 && isdigit((unsigned char)e->of[name - 1]))
        name--;
    name -= name < strlen(e->of); /* "slot" of "slot-3" */
    ac_hex(hex, e->record->b, 32);
    snprintf(uid, sizeof uid, "%s-%s@accord", hex, e->of);
    snprintf(sequence, sizeof sequence, "%d", e->sequence);
    snprintf(categories, sizeof categories, "accord,%s,%.*s", p != NULL ? p->code : "", (int)name, e->of);
    ac_ical_line(&c->out, "BEGIN", "VEVENT");
    ac_ical_line(&c->out, "UID", uid);
    ac_ical_instant(&c->out, "DTSTAMP", e->touched_ms);
    ac_ical_line(&c->out, "SEQUENCE", sequence);
    ac_ical_day(&c->out, "DTSTART", e->day);
    ac_ical_day(&c->out, "DTEND", e->day + 1);
    ac_ical_text(&c->out, "SUMMARY", e->summary);
    ac_ical_text(&c->out, "DESCRIPTION", e->description);
    ac_ical_line(&c->out, "CATEGORIES", categories);
    ac_ical_line(&c->out, "STATUS", statuses[e->now]);
    ac_ical_line(&c->out, "TRANSP", "TRANSPARENT");
    if (c->remind >= 0 && (e->now == AC_DATED_OPEN || e->now == AC_DATED_OFFERED))
        put_alarm(c, e->summary);
    ac_ical_line(&c->out, "END", "VEVENT");
    c->events++;
    c->cancelled += e->now == AC_DATED_CANCELLED;
}

/* --- the command --- */

static ac_rc put_all(ac_calendar *c)
{
    /* What is asked of promises alone leaves the rest out. */
    bool promises_alone = ac_opt(c->cli, "state") != NULL || ac_opt(c->cli, "level") != NULL || ac_opt(c->cli, "principle") != NULL;
    ac_rc rc = AC_OK;

    ac_ical_line(&c->out, "BEGIN", "VCALENDAR");
    ac_ical_line(&c->out, "VERSION", "2.0");
    ac_ical_line(&c->out, "PRODID", PRODID);
    ac_ical_line(&c->out, "CALSCALE", "GREGORIAN");
    ac_ical_line(&c->out, "METHOD", "PUBLISH");
    ac_ical_text(&c->out, "X-WR-CALNAME", c->look.n == 1 ? c->look.list[0].title : "accord");
    for (size_t i = 0; rc == AC_OK && i < c->picked.n; i++)
        if (!c->mine || strcmp(c->picked.rows[i].row.promisor, c->look.me) == 0)
            rc = ac_calendar_promise(c, &c->picked.rows[i].row);
    for (size_t i = 0; rc == AC_OK && !promises_alone && i < c->look.n; i++)
        rc = ac_calendar_practice(c, &c->look.list[i]);
    ac_ical_line(&c->out, "END", "VCALENDAR");
    return rc;
}

static ac_rc say(ac_calendar *c, const char *path)
{
    ac_jsonl j;

    if (c->cli->json) {
        ac_json_line(c->cli, &j, "accord.calendar/1");
        ac_jsonl_str(&j, "file", c->events > 0 ? path : NULL);
        ac_jsonl_int(&j, "events", (int64_t)c->events);
        ac_jsonl_int(&j, "cancelled", (int64_t)c->cancelled);
        return ac_jsonl_end(&j) ? AC_OK : ac_fail(&c->cli->err, AC_ENOMEM, "out of memory");
    }
    if (c->events == 0)
        ac_talk(c->cli, "No dates fit: nothing was written.\n");
    else if (strcmp(path, "-") != 0 && c->cancelled > 0)
        ac_out(c->cli, AC_GOOD "✓" AC_END " %s · dates: %zu, of them cancelled: %zu · reading it again updates, never doubles\n", path,
               c->events, c->cancelled);
    else if (strcmp(path, "-") != 0)
        ac_out(c->cli, AC_GOOD "✓" AC_END " %s · dates: %zu · reading it again updates, never doubles\n", path, c->events);
    return AC_OK;
}

ac_rc ac_cmd_calendar(ac_cli *cli)
{
    ac_calendar c = { .cli = cli, .remind = -1, .mine = ac_opt_flag(cli, "mine") };
    const char *path;
    bool given;
    ac_rc rc = ac_outfile_path(cli, "out", &path);

    if (rc == AC_OK)
        rc = ac_opt_int(cli, "remind", 0, REMIND_MAX, &c.remind, &given);
    if (rc == AC_OK)
        rc = ac_look_open(&c.look, cli);
    if (rc == AC_OK) /* a calendar is shared, and goes where nobody asks */
        ac_query_for_others(cli->nb, true);
    if (rc == AC_OK)
        rc = ac_pick(&c.look, &c.picked);
    if (rc == AC_OK)
        rc = put_all(&c);
    if (rc == AC_OK && c.events > 0)
        rc = ac_outfile_write(cli, path, &c.out, "PRODID:" PRODID);
    if (rc == AC_OK)
        rc = say(&c, path);
    ac_buf_free(&c.out);
    ac_picked_free(&c.picked);
    ac_look_close(&c.look);
    return rc;
}
