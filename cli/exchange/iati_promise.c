/* iati_promise.c - one promise as an IATI activity: state, dates, who, money promised and paid, target and actual. */
#include "cli/exchange/iati.h"

#include "cli/report/html.h"
#include "core/kind.h"
#include "core/lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    ac_iati *f;
    const ac_opened *o;
    const char *lang;    /* of its words; NULL: not said */
    char lang_text[4];
    int32_t start, due, agreed, changed, ended; /* changed: when the text in force came into it; AC_NO_DAY: none */
    int32_t today;
    const ac_iati_org *from, *to; /* to NULL: several, or not known */
    char ref[AC_LOOK_REF_SIZE];
} promise;

/* ActivityStatus. */
static const char *status_of(ac_commitment_state state)
{
    switch (state) {
    case AC_STATE_PROPOSED:
    case AC_STATE_CROSSED:
    case AC_STATE_NONE:
        return "1"; /* pipeline */
    case AC_STATE_AGREED:
    case AC_STATE_IN_PROGRESS:
    case AC_STATE_DISPUTED:
        return "2"; /* implementation */
    case AC_STATE_DELIVERED:
        return "3"; /* finalisation: done, to be accepted */
    case AC_STATE_ACCEPTED:
        return "4"; /* closed */
    case AC_STATE_WITHDRAWN:
    case AC_STATE_RELEASED:
    case AC_STATE_RETRACTED:
    case AC_STATE_DECLINED:
        return "5"; /* cancelled */
    case AC_STATE_SUSPENDED:
        return "6";
    }
    return "1";
}

/* --- dates --- */

static int32_t day_written(const ac_opened *o, int act)
{
    return (int32_t)ac_date_days(ac_date_of_ms(ac_record_held(o->s.record, act)->written_ms));
}

/* The day of the last signature below a text that bound. */
static int32_t bound_on(const ac_opened *o, int text)
{
    int parties[2 * AC_PARTIES_MAX], n = ac_show_parties(&o->s, text, parties);
    int32_t last = AC_NO_DAY;

    for (int i = 0; i < n; i++) {
        int yes = ac_show_yes(&o->s, text, parties[i]);
        if (yes >= 0 && day_written(o, yes) > last)
            last = day_written(o, yes);
    }
    return last;
}

/* The day of the last word that accepted it. */
static int32_t accepted_on(const ac_opened *o)
{
    int32_t last = AC_NO_DAY;

    for (int i = 0; o->s.a->state == AC_STATE_ACCEPTED && i < ac_record_acts(o->s.record); i++) {
        uint16_t kind = ac_record_act(o->s.record, i)->kind;
        bool accepts = kind == AC_KIND_ACCEPT || kind == AC_KIND_ACCEPT_RESERVED || kind == AC_KIND_RESOLVE;
        if (accepts && ac_show_passed(&o->s, i) && day_written(o, i) > last)
            last = day_written(o, i);
    }
    return last;
}

static void read_dates(promise *p)
{
    const ac_opened *o = p->o;
    const ac_act_facts *facts = o->s.a->terms_from >= 0 ? &ac_record_act(o->s.record, o->s.a->terms_from)->facts : NULL;

    p->start = p->due = AC_NO_DAY;
    if (facts != NULL) {
        p->start = facts->start;
        p->due = facts->nslots > 0 ? facts->slot_due[facts->nslots - 1] : facts->due;
    }
    p->agreed = p->changed = AC_NO_DAY;
    if (o->s.a->nversions > 0) {
        p->agreed = bound_on(o, o->s.a->versions[0]);
        p->changed = bound_on(o, o->s.a->versions[o->s.a->nversions - 1]);
    }
    p->ended = accepted_on(o);
    p->today = (int32_t)ac_date_days(o->s.cli->today);
    if (p->agreed > p->today) /* by a clock that is ahead: what is done lies in no future */
        p->agreed = p->today;
    if (p->changed > p->today)
        p->changed = p->today;
    if (p->ended > p->today)
        p->ended = p->today;
    if (p->start == AC_NO_DAY)
        p->start = p->agreed != AC_NO_DAY ? p->agreed : day_written(o, 0);
    if (p->due != AC_NO_DAY && p->start > p->due)
        p->start = p->due;
    if (p->ended != AC_NO_DAY && p->ended < p->agreed)
        p->ended = p->agreed;
}

static void put_dates(const promise *p)
{
    ac_iati_date(p->f, "activity-date", "1", p->start);
    ac_iati_date(p->f, "activity-date", "2", p->agreed);
    ac_iati_date(p->f, "activity-date", "3", p->due);
    ac_iati_date(p->f, "activity-date", "4", p->ended);
}

/* --- words --- */

/* Evidence stays where it is; who has the file can compare. */
static ac_rc put_evidence(const promise *p, ac_buf *out)
{
    const ac_opened *o = p->o;
    ac_rc rc = AC_OK;

    for (int i = 0; rc == AC_OK && i < ac_record_acts(o->s.record); i++) {
        ac_json *words = NULL;
        const ac_json *files;
        if (ac_record_act(o->s.record, i)->kind != AC_KIND_DELIVER || !ac_show_passed(&o->s, i) || o->s.a->aside[i] != AC_WHY_OK)
            continue;
        rc = ac_query_words(o->s.cli->nb, ac_record_held(o->s.record, i)->n, &words, &o->s.cli->err);
        files = ac_json_get(words, "evidence");
        for (size_t k = 0; k < ac_json_count(files); k++)
            if (ac_json_str(ac_json_at(files, k), "hash") != NULL)
                ac_format(&ac_file_screen, out, "\nEvidence is kept by %s, fingerprint %s", o->row->promisor, ac_json_str(ac_json_at(files, k), "hash"));
        ac_json_free(words);
    }
    return rc;
}

static ac_rc put_words(const promise *p)
{
    const char *action = ac_opened_term(p->o, "action"), *problem = ac_opened_term(p->o, "problem"), *how = ac_opened_term(p->o, "how");
    char word[AC_LOOK_WORD_SIZE];
    ac_buf about = { 0 }, to = { 0 };
    ac_rc rc;

    ac_iati_narrative(p->f, "title", p->lang, ac_opened_title(p->o));
    ac_iati_description(p->f, "1", p->lang, action != NULL ? action : ac_opened_title(p->o));
    if (problem != NULL)
        ac_iati_description(p->f, "2", p->lang, problem);
    if (how != NULL)
        ac_iati_description(p->f, "2", p->lang, how);
    ac_look_codes(&to, p->o->row->promisees);
    ac_format(&ac_file_screen, &about, "%s in %s (accord): %s promises %s; %s", p->o->row->ref, p->f->p->title, p->o->row->promisor,
              ac_buf_text(&to), ac_look_word(p->o->row->state, word));
    rc = put_evidence(p, &about);
    ac_iati_description(p->f, "4", ac_lang_code(), ac_buf_text(&about));
    p->f->xml.out->failed = p->f->xml.out->failed || about.failed || to.failed;
    ac_buf_free(&about);
    ac_buf_free(&to);
    return rc;
}

static bool is_cash(const promise *p)
{
    const char *kind = ac_json_str(p->o->w.facts, "contribution");

    return kind == NULL || strcmp(kind, "cash") == 0;
}

/* Who does it (4) or pays it (1); who it is promised to judges it (2), or receives and works with it (4). */
static void put_participants(promise *p)
{
    bool pays = ac_opened_term(p->o, "amounts") != NULL && is_cash(p);
    int n = 0;

    p->from = ac_iati_org_of(p->f, p->o->row->promisor);
    if (p->from != NULL)
        ac_iati_participating(p->f, p->from, pays ? "1" : "4");
    for (size_t i = 0; i < p->f->norgs; i++) {
        const ac_iati_org *org = &p->f->orgs[i];
        if (!ac_look_names(p->o->row->promisees, org->code))
            continue;
        ac_iati_participating(p->f, org, pays ? "4" : "2");
        p->to = n++ == 0 ? org : NULL;
    }
}

/* --- money --- */

static void put_transaction(const promise *p, const char *type, int32_t day, const ac_money *money)
{
    ac_xml *x = &p->f->xml;
    char iso[11];

    if (day == AC_NO_DAY)
        return;
    ac_day_text(day, iso);
    ac_xml_open(x, "transaction");
    ac_xml_attr(x, "ref", p->ref);
    ac_xml_coded(x, "transaction-type", "code", type);
    ac_xml_coded(x, "transaction-date", "iso-date", iso);
    ac_xml_open(x, "value");
    ac_xml_attr(x, "currency", money->currency);
    ac_xml_attr(x, "value-date", iso);
    ac_xml_text(x, money->value);
    ac_xml_close(x, "value");
    ac_iati_narrative(p->f, "description", p->lang, ac_opened_title(p->o));
    for (int side = 0; side < 2; side++) {
        const ac_iati_org *org = side == 0 ? p->from : p->to;
        const char *name = side == 0 ? "provider-org" : "receiver-org";
        if (org == NULL)
            continue;
        ac_xml_open(x, name);
        ac_xml_attr(x, "ref", org->ref);
        ac_xml_attr(x, "type", org->type);
        ac_xml_open(x, "narrative");
        ac_xml_text(x, org->name);
        ac_xml_close(x, "narrative");
        ac_xml_close(x, name);
    }
    ac_xml_close(x, "transaction");
    p->f->transactions++;
}

/* Promised when the text that says so came into force (2), paid when all had accepted it (3). */
static void put_money(const promise *p)
{
    const char *amounts = ac_opened_term(p->o, "amounts");
    ac_money money;

    if (amounts == NULL || p->agreed == AC_NO_DAY || !is_cash(p))
        return;
    if (!ac_money_read(&money, amounts)) {
        p->f->unread_amounts++;
        return;
    }
    put_transaction(p, "2", p->changed, &money);
    put_transaction(p, "3", p->ended, &money);
}

/* --- the result --- */

/* What the newest delivery or report that counts says was reached; owned by *words. */
static ac_rc read_actual(const promise *p, ac_json **words, const char **out)
{
    const ac_opened *o = p->o;
    ac_rc rc = AC_OK;

    *out = NULL;
    *words = NULL;
    for (int i = ac_record_acts(o->s.record) - 1; rc == AC_OK && *out == NULL && i >= 0; i--) {
        uint16_t kind = ac_record_act(o->s.record, i)->kind;
        if ((kind != AC_KIND_DELIVER && kind != AC_KIND_PROGRESS) || !ac_show_passed(&o->s, i) || o->s.a->aside[i] != AC_WHY_OK)
            continue;
        ac_json_free(*words);
        *words = NULL;
        rc = ac_query_words(o->s.cli->nb, ac_record_held(o->s.record, i)->n, words, &o->s.cli->err);
        *out = ac_json_str(*words, "actual");
    }
    return rc;
}

static void put_value(ac_iati *f, const char *name, const char *text)
{
    char number[32];
    const char *rest;

    if (text != NULL && ac_number_read(number, &rest, text))
        ac_xml_coded(&f->xml, name, "value", number);
}

static void put_period(const promise *p, const char *target, const char *actual)
{
    ac_xml *x = &p->f->xml;

    ac_xml_open(x, "period");
    ac_iati_date(p->f, "period-start", NULL, p->start);
    ac_iati_date(p->f, "period-end", NULL, p->due);
    put_value(p->f, "target", target);
    put_value(p->f, "actual", actual);
    ac_xml_close(x, "period");
}

static void put_baseline(const promise *p, const char *baseline)
{
    char number[32], iso[11], year[5];
    const char *rest;

    if (baseline == NULL || !ac_number_read(number, &rest, baseline))
        return;
    ac_day_text(p->start, iso);
    snprintf(year, sizeof year, "%.4s", iso);
    ac_xml_open(&p->f->xml, "baseline");
    ac_xml_attr(&p->f->xml, "year", year);
    ac_xml_attr(&p->f->xml, "value", number);
    ac_xml_close(&p->f->xml, "baseline");
}

/* A promise with a target is an output with one indicator: in units where the target is a number, else in words. */
static ac_rc put_result(const promise *p)
{
    const char *target = ac_opened_term(p->o, "target"), *unit = ac_opened_term(p->o, "unit"), *check = ac_opened_term(p->o, "check"),
               *actual = NULL, *rest = "", *title;
    char number[32];
    bool is_number = target != NULL && ac_number_read(number, &rest, target);
    ac_json *words = NULL;
    ac_xml *x = &p->f->xml;
    ac_rc rc;

    if (target == NULL && check == NULL)
        return AC_OK;
    rc = read_actual(p, &words, &actual);
    if (rc != AC_OK)
        return rc;
    rest += strspn(rest, " ");
    ac_xml_open(x, "result");
    ac_xml_attr(x, "type", "1");
    ac_iati_narrative(p->f, "title", p->lang, ac_opened_title(p->o));
    ac_xml_open(x, "indicator");
    ac_xml_attr(x, "measure", is_number ? "1" : "5");
    title = unit != NULL ? unit : is_number && rest[0] != '\0' ? rest : check != NULL ? check : ac_opened_title(p->o);
    ac_iati_narrative(p->f, "title", p->lang, title);
    if (!is_number && target != NULL)
        ac_iati_narrative(p->f, "description", p->lang, target);
    else if (check != NULL && check != title)
        ac_iati_narrative(p->f, "description", p->lang, check);
    if (is_number) {
        put_baseline(p, ac_opened_term(p->o, "baseline"));
        if (p->due != AC_NO_DAY)
            put_period(p, target, actual);
    }
    ac_xml_close(x, "indicator");
    ac_xml_close(x, "result");
    p->f->results++;
    ac_json_free(words);
    return AC_OK;
}

/* --- the activity --- */

static ac_rc put_activity(promise *p)
{
    ac_xml *x = &p->f->xml;
    char id[2 * AC_IATI_ID_SIZE], updated[32];
    ac_rc rc;

    ac_iati_id(p->f, p->o->row->ref, id);
    ac_iati_instant(p->o->touched_ms, updated);
    ac_xml_open(x, "iati-activity");
    ac_xml_attr(x, "last-updated-datetime", updated);
    ac_xml_attr(x, "xml:lang", p->lang != NULL ? p->lang : "en");
    ac_xml_attr(x, "hierarchy", "2");
    ac_xml_open(x, "iati-identifier");
    ac_xml_text(x, id);
    ac_xml_close(x, "iati-identifier");
    ac_iati_reporting(p->f, strcmp(p->o->row->promisor, p->f->me->code) != 0);
    rc = put_words(p);
    put_participants(p);
    ac_xml_coded(x, "activity-status", "code", status_of(p->o->s.a->state));
    put_dates(p);
    ac_iati_where(p->f);
    put_money(p);
    ac_iati_related(p->f, "1", "");
    if (rc == AC_OK)
        rc = put_result(p);
    if (rc != AC_OK)
        return rc;
    ac_xml_close(x, "iati-activity");
    p->f->activities++;
    return AC_OK;
}

ac_rc ac_iati_promise(ac_iati *f, const ac_commitment_row *row)
{
    ac_opened o;
    promise p = { .f = f, .o = &o };
    const char *language;
    ac_rc rc = ac_opened_open(&o, f->look, row);

    if (rc != AC_OK)
        return rc;
    language = ac_opened_term(&o, "language");
    p.lang = language != NULL ? h_lang(language, p.lang_text) : NULL;
    snprintf(p.ref, sizeof p.ref, "%s", row->ref);
    read_dates(&p);
    rc = put_activity(&p);
    ac_opened_close(&o);
    return rc;
}
