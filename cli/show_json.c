/* show_json.c - one commitment as one JSON line: the fields of the list, then its texts, slots and history; one change as another. */
#include "cli/say.h"
#include "cli/practice/show.h"
#include "cli/show.h"
#include "core/kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_id(ac_jsonl *j, const char *key, const ac_showing *s, int act)
{
    if (act >= 0)
        ac_jsonl_hex(j, key, ac_record_held(s->record, act)->id.b, 32);
    else
        ac_jsonl_null(j, key);
}

static ac_rc put_text(ac_jsonl *j, const ac_showing *s, int text)
{
    int parties[2 * AC_PARTIES_MAX], n = ac_show_parties(s, text, parties), missing[2 * AC_PARTIES_MAX];
    size_t nmissing = ac_commitment_unsigned(ac_record_commitment(s->record), text, missing, 2 * AC_PARTIES_MAX);
    ac_wording w;
    ac_rc rc = ac_show_wording(s, text, &w);

    if (rc != AC_OK)
        return rc;
    ac_jsonl_open_object(j, NULL);
    put_id(j, "id", s, text);
    ac_jsonl_str(j, "kind", ac_kind_find(ac_record_act(s->record, text)->kind)->name);
    ac_jsonl_str(j, "org", w.org);
    ac_jsonl_int(j, "written_ms", w.written_ms);
    ac_jsonl_bool(j, "in_force", text == s->a->in_force);
    ac_jsonl_str(j, "reason", w.reason);
    ac_jsonl_str(j, "why", w.why);
    ac_wording_json(j, "terms", &w);
    ac_jsonl_open_array(j, "signed");
    for (int i = 0; i < n; i++) {
        int yes = ac_show_yes(s, text, parties[i]);
        bool waits = false;
        for (size_t k = 0; k < nmissing; k++)
            waits = waits || missing[k] == parties[i];
        if (yes < 0 || waits)
            continue;
        ac_jsonl_open_object(j, NULL);
        ac_jsonl_str(j, "org", ac_show_org(s, parties[i]));
        ac_jsonl_int(j, "written_ms", ac_record_held(s->record, yes)->written_ms);
        put_id(j, "id", s, yes);
        ac_jsonl_close(j);
    }
    ac_jsonl_close(j);
    ac_jsonl_open_array(j, "unsigned");
    for (size_t i = 0; i < nmissing; i++)
        ac_jsonl_str(j, NULL, ac_show_org(s, missing[i]));
    ac_jsonl_close(j);
    ac_jsonl_close(j);
    ac_wording_free(&w);
    return AC_OK;
}

static void put_slots(ac_jsonl *j, const ac_showing *s)
{
    ac_jsonl_open_array(j, "slots");
    for (int i = 0; i < s->a->nslots; i++) {
        const ac_slot_answer *slot = &s->a->slots[i];
        char due[11];
        if (slot->n == 0)
            continue;
        ac_day_text(slot->due, due);
        ac_jsonl_open_object(j, NULL);
        ac_jsonl_int(j, "n", slot->n);
        ac_jsonl_str(j, "due", due);
        ac_jsonl_str(j, "verdict", ac_verdict_word(slot->verdict));
        put_id(j, "claim", s, slot->claim);
        ac_jsonl_close(j);
    }
    ac_jsonl_close(j);
}

static const char *org_code(void *ctx, int org)
{
    return ac_show_org(ctx, org);
}

static void put_crossings(ac_jsonl *j, ac_showing *s)
{
    ac_jsonl_open_array(j, "crossings");
    for (int i = 0; i < s->a->nnotes; i++) {
        ac_buf text = { 0 };
        ac_note_text(&text, &s->a->notes[i], org_code, s);
        ac_jsonl_open_object(j, NULL);
        ac_jsonl_str(j, "code", ac_note_word(s->a->notes[i].code));
        ac_jsonl_str(j, "text", ac_buf_text(&text));
        put_id(j, "a", s, s->a->notes[i].a);
        put_id(j, "b", s, s->a->notes[i].b);
        ac_jsonl_close(j);
        ac_buf_free(&text);
    }
    ac_jsonl_close(j);
}

static ac_rc put_history(ac_jsonl *j, const ac_showing *s)
{
    ac_rc rc = AC_OK;

    ac_jsonl_open_array(j, "history");
    for (int i = 0; rc == AC_OK && i < ac_record_acts(s->record); i++) {
        const ac_held *held = ac_record_held(s->record, i);
        const ac_act *act = ac_record_act(s->record, i);
        char why[64] = "";
        ac_buf gist = { 0 };
        if (s->until_ms == 0)
            rc = ac_query_why_not(s->cli->nb, held, why, sizeof why, &s->cli->err);
        else if (!act->is_counted)
            snprintf(why, sizeof why, "set-aside");
        else if (act->judged > AC_WHY_OK)
            snprintf(why, sizeof why, "%s", ac_why_word((ac_why)act->judged));
        if (rc == AC_OK)
            rc = ac_say_gist(s->cli, held, &gist, &s->cli->err);
        ac_jsonl_open_object(j, NULL);
        ac_jsonl_hex(j, "id", held->id.b, 32);
        ac_jsonl_str(j, "org", ac_show_org(s, held->org));
        ac_jsonl_str(j, "kind", ac_kind_find(held->kind) != NULL ? ac_kind_find(held->kind)->name : "newer");
        ac_jsonl_int(j, "written_ms", held->written_ms);
        ac_jsonl_str(j, "text", ac_buf_text(&gist));
        if (why[0] != '\0')
            ac_jsonl_str(j, "why_not", why);
        if (s->a->aside[i] != AC_WHY_OK)
            ac_jsonl_str(j, "no_effect_now", ac_why_word((ac_why)s->a->aside[i]));
        ac_jsonl_close(j);
        ac_buf_free(&gist);
    }
    ac_jsonl_close(j);
    return rc;
}

ac_rc ac_show_json(ac_showing *s, const ac_commitment_row *row)
{
    const ac_partnership *p = ac_look_partnership(s->look, s->ref.space);
    ac_clock clock;
    ac_jsonl j;
    ac_rc rc = ac_look_clock(s->cli, row, &clock, &s->cli->err);

    if (rc != AC_OK)
        return rc;
    ac_look_json(s->cli, &j, row, &clock, p != NULL ? p->code : NULL);
    ac_jsonl_open_array(&j, "texts");
    if (s->a->text >= 0)
        rc = put_text(&j, s, s->a->text);
    for (int i = 0; rc == AC_OK && i < s->a->nopen; i++)
        if (s->a->open[i] != s->a->text)
            rc = put_text(&j, s, s->a->open[i]);
    ac_jsonl_close(&j);
    put_slots(&j, s);
    put_crossings(&j, s);
    if (rc == AC_OK && s->until_ms == 0)
        rc = ac_show_belonging_json(s->cli, &j, "records", s->ref.n);
    if (rc == AC_OK)
        rc = put_history(&j, s);
    if (!ac_jsonl_end(&j) && rc == AC_OK)
        rc = ac_fail(&s->cli->err, AC_ENOMEM, "out of memory");
    return rc;
}

bool ac_change_json(ac_cli *cli, const ac_partnership *p, const ac_change_row *row)
{
    bool is_record = row->held.record != 0 || row->ref[0] != '\0';
    ac_id record = row->held.record != 0 ? row->record : row->held.id;
    ac_jsonl j;

    ac_json_line(cli, &j, "accord.change/1");
    ac_jsonl_hex(&j, "id", row->held.id.b, 32);
    ac_jsonl_str(&j, "org", row->org[0] != '\0' ? row->org : NULL);
    ac_jsonl_str(&j, "device", row->number[0] != '\0' ? row->number : NULL);
    ac_jsonl_int(&j, "seq", (int64_t)row->held.seq);
    ac_jsonl_int(&j, "depth", (int64_t)row->held.depth);
    ac_jsonl_str(&j, "kind", row->kind);
    if (is_record)
        ac_jsonl_hex(&j, "record", record.b, 32);
    else
        ac_jsonl_null(&j, "record");
    ac_jsonl_str(&j, "ref", row->ref[0] != '\0' ? row->ref : NULL);
    ac_jsonl_int(&j, "written_ms", row->held.written_ms);
    ac_jsonl_int(&j, "received_ms", row->held.received_ms);
    ac_jsonl_bool(&j, "counted", row->why_not[0] == '\0');
    ac_jsonl_bool(&j, "contested", (row->held.flags & AC_HELD_CONTESTED) != 0);
    if (row->why_not[0] != '\0')
        ac_jsonl_str(&j, "why_not", row->why_not);
    ac_jsonl_str(&j, "partnership", p != NULL ? p->code : NULL);
    return ac_jsonl_end(&j);
}
