/* cmd_calendar.c - `calendar`: the dates of promises as an iCalendar file, so that reading it again updates and never doubles.
 *
 * One event a date: UID is the id of the record with what the date is of it, SEQUENCE the number of acts that
 * followed the first, DTSTAMP the last of them: nothing of the moment of writing. A date that fell away, by
 * another text or by an ending, stays as a cancelled event, for a calendar that took it in to let it go. */
#include "cli/cmds.h"
#include "cli/exchange/ical.h"
#include "cli/exchange/opened.h"
#include "cli/exchange/outfile.h"
#include "cli/picked.h"
#include "core/kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRODID "-//accord//accord//EN"
#define REMIND_MAX 365

typedef struct {
    ac_cli *cli;
    ac_looking look;
    ac_picked picked;
    ac_buf out;
    int64_t remind; /* days; -1: no reminders */
    size_t events, cancelled;
} calendar;

typedef enum { ON_DUE, ON_SLOT, ON_OFFER } date_of;
typedef enum { IS_OPEN, IS_OFFERED, IS_DONE, IS_CANCELLED } standing;

static const char *const names[] = { [ON_DUE] = "due", [ON_SLOT] = "slot", [ON_OFFER] = "offer" };
static const char *const statuses[] = {
    [IS_OPEN] = "CONFIRMED", [IS_OFFERED] = "TENTATIVE", [IS_DONE] = "CONFIRMED", [IS_CANCELLED] = "CANCELLED"
};

/* --- what an event says --- */

static void put_summary(ac_buf *out, const ac_opened *o, date_of of, int slot, int slots, standing now)
{
    const ac_commitment_row *row = o->row;
    const char *title = ac_opened_title(o);
    ac_buf to = { 0 };

    ac_look_codes(&to, row->promisees);
    if (of == ON_OFFER)
        ac_format(&ac_file_screen, out, "Offer ends: %s (%s to %s)", title, row->promisor, ac_buf_text(&to));
    else if (of == ON_SLOT && now == IS_DONE)
        ac_format(&ac_file_screen, out, "Accepted, %d of %d: %s (%s to %s)", slot, slots, title, row->promisor, ac_buf_text(&to));
    else if (of == ON_SLOT)
        ac_format(&ac_file_screen, out, "Due, %d of %d: %s (%s to %s)", slot, slots, title, row->promisor, ac_buf_text(&to));
    else if (now == IS_DONE)
        ac_format(&ac_file_screen, out, "Accepted: %s (%s to %s)", title, row->promisor, ac_buf_text(&to));
    else
        ac_format(&ac_file_screen, out, "Due: %s (%s to %s)", title, row->promisor, ac_buf_text(&to));
    ac_buf_free(&to);
}

/* "CITY:deliver,SASI:sign" as "CITY: deliver, SASI: sign". */
static void put_turns(ac_buf *out, const char *turn)
{
    for (const char *p = turn; *p != '\0'; p++)
        ac_buf_str(out, *p == ',' ? ", " : *p == ':' ? ": " : (char[]){ *p, '\0' });
}

static void put_description(ac_buf *out, const ac_opened *o)
{
    const ac_commitment_row *row = o->row;
    const ac_partnership *p = ac_look_partnership(o->s.look, row->space);
    const char *action = ac_opened_term(o, "action");
    char word[AC_LOOK_WORD_SIZE], ref[AC_LOOK_REF_SIZE];
    ac_buf turns = { 0 };

    ac_format(&ac_file_screen, out, "%s, %s: %s\n", row->ref, p != NULL ? p->title : "",
              ac_look_word(row->state[0] != '\0' ? row->state : "without effect", word));
    if (row->turn[0] != '\0') {
        put_turns(&turns, row->turn);
        ac_format(&ac_file_screen, out, "Whose turn: %s\n", ac_buf_text(&turns));
    }
    if (row->is_clash)
        ac_format(&ac_file_screen, out, "Several texts wait: neither counts before all have signed one.\n");
    if (action != NULL) {
        ac_buf_str(out, action);
        ac_buf_str(out, "\n");
    }
    ac_format(&ac_file_screen, out, "accord show %s", ac_look_ref(o->s.look, row->space, row->ref, ref));
    ac_buf_free(&turns);
}

static void put_alarm(calendar *c, const char *summary)
{
    char trigger[32];

    snprintf(trigger, sizeof trigger, c->remind > 0 ? "-P%dD" : "PT0S", (int)c->remind);
    ac_ical_line(&c->out, "BEGIN", "VALARM");
    ac_ical_line(&c->out, "ACTION", "DISPLAY");
    ac_ical_line(&c->out, "TRIGGER", trigger);
    ac_ical_text(&c->out, "DESCRIPTION", summary);
    ac_ical_line(&c->out, "END", "VALARM");
}

static void put_event(calendar *c, const ac_opened *o, date_of of, int slot, int slots, int32_t day, standing now)
{
    const ac_partnership *p = ac_look_partnership(&c->look, o->row->space);
    char hex[AC_HEX_SIZE], uid[128], sequence[16], categories[64];
    ac_buf summary = { 0 }, description = { 0 };

    ac_hex(hex, o->row->id.b, 32);
    if (of == ON_SLOT)
        snprintf(uid, sizeof uid, "%s-%s-%d@accord", hex, names[of], slot);
    else
        snprintf(uid, sizeof uid, "%s-%s@accord", hex, names[of]);
    snprintf(sequence, sizeof sequence, "%d", ac_record_acts(o->s.record) - 1);
    snprintf(categories, sizeof categories, "accord,%s,%s", p != NULL ? p->code : "", names[of]);
    put_summary(&summary, o, of, slot, slots, now);
    put_description(&description, o);
    c->out.failed = c->out.failed || summary.failed || description.failed;
    ac_ical_line(&c->out, "BEGIN", "VEVENT");
    ac_ical_line(&c->out, "UID", uid);
    ac_ical_instant(&c->out, "DTSTAMP", o->touched_ms);
    ac_ical_line(&c->out, "SEQUENCE", sequence);
    ac_ical_day(&c->out, "DTSTART", day);
    ac_ical_day(&c->out, "DTEND", day + 1);
    ac_ical_text(&c->out, "SUMMARY", ac_buf_text(&summary));
    ac_ical_text(&c->out, "DESCRIPTION", ac_buf_text(&description));
    ac_ical_line(&c->out, "CATEGORIES", categories);
    ac_ical_line(&c->out, "STATUS", statuses[now]);
    ac_ical_line(&c->out, "TRANSP", "TRANSPARENT");
    if (c->remind >= 0 && (now == IS_OPEN || now == IS_OFFERED))
        put_alarm(c, ac_buf_text(&summary));
    ac_ical_line(&c->out, "END", "VEVENT");
    ac_buf_free(&summary);
    ac_buf_free(&description);
    c->events++;
    c->cancelled += now == IS_CANCELLED;
}

/* --- which events --- */

static standing standing_of(const ac_opened *o)
{
    if (!o->s.a->exists || !o->row->is_counted)
        return IS_CANCELLED;
    switch (o->s.a->state) {
    case AC_STATE_PROPOSED:
    case AC_STATE_CROSSED:
        return IS_OFFERED;
    case AC_STATE_ACCEPTED:
        return IS_DONE;
    case AC_STATE_RETRACTED:
    case AC_STATE_DECLINED:
    case AC_STATE_RELEASED:
    case AC_STATE_WITHDRAWN:
    case AC_STATE_NONE:
        return IS_CANCELLED;
    case AC_STATE_DISPUTED:
    case AC_STATE_DELIVERED:
    case AC_STATE_SUSPENDED:
    case AC_STATE_IN_PROGRESS:
    case AC_STATE_AGREED:
        break;
    }
    return IS_OPEN;
}

/* The dates that one text names. A date that one of its slots has is not said twice. */
typedef struct {
    int32_t due, expires;
    int nslots;
    const int32_t *slots;
} dates;

static dates dates_of(const ac_opened *o, int act)
{
    const ac_act_facts *f = &ac_record_act(o->s.record, act)->facts;
    dates d = { .due = f->due, .expires = f->expires, .nslots = f->nslots, .slots = f->slot_due };

    for (int i = 0; i < f->nslots; i++)
        if (f->slot_due[i] == d.due)
            d.due = AC_NO_DAY;
    return d;
}

/* What an earlier text named and the present one does not: once each, as it was said last. */
static void put_fallen(calendar *c, const ac_opened *o, const dates *now, const int *texts, int ntexts)
{
    bool has_due = now->due != AC_NO_DAY, has_offer = now->expires != AC_NO_DAY;
    int slots = now->nslots;

    for (int i = ntexts - 1; i >= 0; i--) {
        dates was = dates_of(o, texts[i]);
        if (!has_due && was.due != AC_NO_DAY)
            put_event(c, o, ON_DUE, 0, 0, was.due, IS_CANCELLED);
        has_due = has_due || was.due != AC_NO_DAY;
        for (int k = slots; k < was.nslots; k++)
            put_event(c, o, ON_SLOT, k + 1, was.nslots, was.slots[k], IS_CANCELLED);
        slots = was.nslots > slots ? was.nslots : slots;
        if (!has_offer && was.expires != AC_NO_DAY)
            put_event(c, o, ON_OFFER, 0, 0, was.expires, IS_CANCELLED);
        has_offer = has_offer || was.expires != AC_NO_DAY;
    }
}

static standing slot_standing(const ac_opened *o, int slot, standing whole)
{
    for (int i = 0; whole == IS_OPEN && i < o->s.a->nslots; i++)
        if (o->s.a->slots[i].n == slot &&
            (o->s.a->slots[i].verdict == AC_VERDICT_ACCEPTED || o->s.a->slots[i].verdict == AC_VERDICT_RESERVED))
            return IS_DONE;
    return whole;
}

static ac_rc put_commitment(calendar *c, const ac_commitment_row *row)
{
    ac_opened o;
    standing whole;
    dates now = { .due = AC_NO_DAY, .expires = AC_NO_DAY };
    int *texts, n = 0;
    ac_rc rc = ac_opened_open(&o, &c->look, row);

    if (rc != AC_OK)
        return rc;
    /* The offer, and every text that bound with terms of its own. */
    texts = calloc((size_t)o.s.a->nversions + 1, sizeof *texts);
    if (texts == NULL) {
        ac_opened_close(&o);
        return ac_fail(&c->cli->err, AC_ENOMEM, "out of memory");
    }
    for (int i = 0; i < ac_record_acts(o.s.record) && n == 0; i++)
        if (ac_record_act(o.s.record, i)->kind == AC_KIND_PROPOSE)
            texts[n++] = i;
    for (int i = 0; i < o.s.a->nversions; i++)
        if (ac_record_act(o.s.record, o.s.a->versions[i])->facts.has_terms && o.s.a->versions[i] != texts[0])
            texts[n++] = o.s.a->versions[i];
    whole = standing_of(&o);
    if (o.s.a->terms_from >= 0)
        now = dates_of(&o, o.s.a->terms_from);
    else if (n > 0)
        now = dates_of(&o, texts[n - 1]);
    if (now.due != AC_NO_DAY)
        put_event(c, &o, ON_DUE, 0, 0, now.due, whole);
    for (int k = 0; k < now.nslots; k++)
        put_event(c, &o, ON_SLOT, k + 1, now.nslots, now.slots[k], slot_standing(&o, k + 1, whole));
    if (whole != IS_OFFERED && whole != IS_CANCELLED)
        now.expires = AC_NO_DAY; /* the offer was taken up: its date says nothing any more */
    if (now.expires != AC_NO_DAY)
        put_event(c, &o, ON_OFFER, 0, 0, now.expires, whole);
    put_fallen(c, &o, &now, texts, n);
    free(texts);
    ac_opened_close(&o);
    return AC_OK;
}

/* --- the command --- */

static ac_rc put_all(calendar *c)
{
    bool mine = ac_opt_flag(c->cli, "mine");
    ac_rc rc = AC_OK;

    ac_ical_line(&c->out, "BEGIN", "VCALENDAR");
    ac_ical_line(&c->out, "VERSION", "2.0");
    ac_ical_line(&c->out, "PRODID", PRODID);
    ac_ical_line(&c->out, "CALSCALE", "GREGORIAN");
    ac_ical_line(&c->out, "METHOD", "PUBLISH");
    ac_ical_text(&c->out, "X-WR-CALNAME", c->look.n == 1 ? c->look.list[0].title : "accord");
    for (size_t i = 0; rc == AC_OK && i < c->picked.n; i++)
        if (!mine || strcmp(c->picked.rows[i].row.promisor, c->look.me) == 0)
            rc = put_commitment(c, &c->picked.rows[i].row);
    ac_ical_line(&c->out, "END", "VCALENDAR");
    return rc;
}

static ac_rc say(calendar *c, const char *path)
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
    calendar c = { .cli = cli, .remind = -1 };
    const char *path;
    bool given;
    ac_rc rc = ac_outfile_path(cli, "out", &path);

    if (rc == AC_OK)
        rc = ac_opt_int(cli, "remind", 0, REMIND_MAX, &c.remind, &given);
    if (rc == AC_OK)
        rc = ac_look_open(&c.look, cli);
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
