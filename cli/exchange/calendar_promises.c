/* calendar_promises.c - the dates of promises as events: due dates, slots, the end of offers. */
#include "cli/exchange/calendar.h"
#include "cli/exchange/opened.h"
#include "core/kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { ON_DUE, ON_SLOT, ON_OFFER } date_of;

/* --- what an event says --- */

static void put_summary(ac_buf *out, const ac_opened *o, date_of of, int slot, int slots, ac_dated now)
{
    const ac_commitment_row *row = o->row;
    const char *title = ac_opened_title(o);
    ac_buf to = { 0 };

    ac_look_codes(&to, row->promisees);
    if (of == ON_OFFER)
        ac_format(&ac_file_screen, out, "Offer ends: %s (%s to %s)", title, row->promisor, ac_buf_text(&to));
    else if (of == ON_SLOT && now == AC_DATED_DONE)
        ac_format(&ac_file_screen, out, "Accepted, %d of %d: %s (%s to %s)", slot, slots, title, row->promisor, ac_buf_text(&to));
    else if (of == ON_SLOT)
        ac_format(&ac_file_screen, out, "Due, %d of %d: %s (%s to %s)", slot, slots, title, row->promisor, ac_buf_text(&to));
    else if (now == AC_DATED_DONE)
        ac_format(&ac_file_screen, out, "Accepted: %s (%s to %s)", title, row->promisor, ac_buf_text(&to));
    else
        ac_format(&ac_file_screen, out, "Due: %s (%s to %s)", title, row->promisor, ac_buf_text(&to));
    ac_buf_free(&to);
}

/* "CITY:deliver,SASI:sign" as "CITY: deliver, SASI: sign", in the language of the calendar. */
static void put_turns(ac_buf *out, const char *turn)
{
    for (const char *p = turn; *p != '\0';) {
        size_t all = strcspn(p, ","), code = strcspn(p, ":");
        char act[16];
        snprintf(act, sizeof act, "%.*s", code < all ? (int)(all - code - 1) : 0, p + code + (code < all));
        ac_buf_printf(out, "%s%.*s%s%s", p > turn ? _(", ") : "", (int)(code < all ? code : all), p, code < all ? _(": ") : "", act[0] != '\0' ? _(act) : "");
        p += all + (p[all] == ',');
    }
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

static void put_event(ac_calendar *c, const ac_opened *o, date_of of, int slot, int slots, int32_t day, ac_dated now)
{
    static const char *const names[] = { [ON_DUE] = "due", [ON_SLOT] = "slot", [ON_OFFER] = "offer" };
    char name[24];
    ac_buf summary = { 0 }, description = { 0 };

    if (of == ON_SLOT)
        snprintf(name, sizeof name, "%s-%d", names[of], slot);
    else
        snprintf(name, sizeof name, "%s", names[of]);
    put_summary(&summary, o, of, slot, slots, now);
    put_description(&description, o);
    c->out.failed = c->out.failed || summary.failed || description.failed;
    ac_calendar_put(c, &(ac_event){ .record = &o->row->id, .space = o->row->space, .of = name, .touched_ms = o->touched_ms,
                                    .sequence = ac_record_acts(o->s.record) - 1, .day = day, .now = now,
                                    .summary = ac_buf_text(&summary), .description = ac_buf_text(&description) });
    ac_buf_free(&summary);
    ac_buf_free(&description);
}

/* --- which events --- */

static ac_dated standing_of(const ac_opened *o)
{
    if (!o->s.a->exists || !o->row->is_counted)
        return AC_DATED_CANCELLED;
    switch (o->s.a->state) {
    case AC_STATE_PROPOSED:
    case AC_STATE_CROSSED:
        return AC_DATED_OFFERED;
    case AC_STATE_ACCEPTED:
        return AC_DATED_DONE;
    case AC_STATE_RETRACTED:
    case AC_STATE_DECLINED:
    case AC_STATE_RELEASED:
    case AC_STATE_WITHDRAWN:
    case AC_STATE_NONE:
        return AC_DATED_CANCELLED;
    case AC_STATE_DISPUTED:
    case AC_STATE_DELIVERED:
    case AC_STATE_SUSPENDED:
    case AC_STATE_IN_PROGRESS:
    case AC_STATE_AGREED:
        break;
    }
    return AC_DATED_OPEN;
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
static void put_fallen(ac_calendar *c, const ac_opened *o, const dates *now, const int *texts, int ntexts)
{
    bool has_due = now->due != AC_NO_DAY, has_offer = now->expires != AC_NO_DAY;
    int slots = now->nslots;

    for (int i = ntexts - 1; i >= 0; i--) {
        dates was = dates_of(o, texts[i]);
        if (!has_due && was.due != AC_NO_DAY)
            put_event(c, o, ON_DUE, 0, 0, was.due, AC_DATED_CANCELLED);
        has_due = has_due || was.due != AC_NO_DAY;
        for (int k = slots; k < was.nslots; k++)
            put_event(c, o, ON_SLOT, k + 1, was.nslots, was.slots[k], AC_DATED_CANCELLED);
        slots = was.nslots > slots ? was.nslots : slots;
        if (!has_offer && was.expires != AC_NO_DAY)
            put_event(c, o, ON_OFFER, 0, 0, was.expires, AC_DATED_CANCELLED);
        has_offer = has_offer || was.expires != AC_NO_DAY;
    }
}

static ac_dated slot_standing(const ac_opened *o, int slot, ac_dated whole)
{
    for (int i = 0; whole == AC_DATED_OPEN && i < o->s.a->nslots; i++)
        if (o->s.a->slots[i].n == slot &&
            (o->s.a->slots[i].verdict == AC_VERDICT_ACCEPTED || o->s.a->slots[i].verdict == AC_VERDICT_RESERVED))
            return AC_DATED_DONE;
    return whole;
}

ac_rc ac_calendar_promise(ac_calendar *c, const ac_commitment_row *row)
{
    ac_opened o;
    ac_dated whole;
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
    if (whole != AC_DATED_OFFERED && whole != AC_DATED_CANCELLED)
        now.expires = AC_NO_DAY; /* the offer was taken up: its date says nothing any more */
    if (now.expires != AC_NO_DAY)
        put_event(c, &o, ON_OFFER, 0, 0, now.expires, whole);
    put_fallen(c, &o, &now, texts, n);
    free(texts);
    ac_opened_close(&o);
    return AC_OK;
}
