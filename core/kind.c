/* kind.c - the table of kinds, and the form that each asks for. */
#include "core/kind.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CODE(key, vocab, required) { key, AC_FACT_CODE, required, vocab, 0, 0 }
#define DATE(key) { key, AC_FACT_DATE, false, AC_V_COUNT, 0, 0 }
#define INT(key, min, max) { key, AC_FACT_INT, false, AC_V_COUNT, min, max }
#define END { NULL, AC_FACT_TRUE, false, AC_V_COUNT, 0, 0 }
#define TERM_FACTS                                                                                        \
    INT("need", 1, 15), { "slots", AC_FACT_SLOTS, false, AC_V_COUNT, 0, 0 }, DATE("start"), DATE("due"),   \
        DATE("expires"), INT("level", 1, 3), CODE("contribution", AC_V_CONTRIBUTION, false),               \
        { "principles", AC_FACT_CODES, false, AC_V_PRINCIPLE, 0, 0 }, CODE("driver", AC_V_DRIVER, false),   \
        CODE("origin", AC_V_ORIGIN, false)

static const ac_fact_row no_facts[] = { END };
static const ac_fact_row found_facts[] = {
    { "statement", AC_FACT_OBJECT, true, AC_V_COUNT, 0, 0 },
    { "random", AC_FACT_HEX, true, AC_V_COUNT, 32, 0 },
    { "title", AC_FACT_NAME, true, AC_V_COUNT, 0, 200 },
    { "own", AC_FACT_TRUE, false, AC_V_COUNT, 0, 0 },
    { "continues", AC_FACT_OBJECT, false, AC_V_COUNT, 0, 0 },
    END,
};
static const ac_fact_row invite_facts[] = {
    { "key", AC_FACT_HEX, true, AC_V_COUNT, 32, 0 },
    CODE("role", AC_V_ROLE, true),
    { "hold", AC_FACT_TRUE, false, AC_V_COUNT, 0, 0 },
    END,
};
static const ac_fact_row join_facts[] = {
    { "statement", AC_FACT_OBJECT, true, AC_V_COUNT, 0, 0 },
    { "secret", AC_FACT_HEX, false, AC_V_COUNT, 64, 0 },
    END,
};
static const ac_fact_row reason_text_facts[] = { { "reason", AC_FACT_NAME, false, AC_V_COUNT, 0, 200 }, END };
static const ac_fact_row certify_facts[] = {
    { "n", AC_FACT_NAME, true, AC_V_COUNT, 0, 32 },
    { "key", AC_FACT_HEX, true, AC_V_COUNT, 32, 0 },
    { "transport", AC_FACT_HEX, true, AC_V_COUNT, 32, 0 },
    { "label", AC_FACT_NAME, true, AC_V_COUNT, 0, 64 },
    { "proof", AC_FACT_HEX, true, AC_V_COUNT, 64, 0 },
    { "seals", AC_FACT_NAME, false, AC_V_COUNT, 0, 8192 },
    END,
};
static const ac_fact_row revoke_facts[] = {
    { "key", AC_FACT_HEX, true, AC_V_COUNT, 32, 0 },
    CODE("reason", AC_V_REVOKE, true),
    END,
};
static const ac_fact_row roster_facts[] = { { "statement", AC_FACT_OBJECT, true, AC_V_COUNT, 0, 0 }, END };
static const ac_fact_row contact_facts[] = {
    { "addresses", AC_FACT_NAMES, true, AC_V_COUNT, 0, 200 },
    { "protocol", AC_FACT_INT, true, AC_V_COUNT, 1, 255 },
    END,
};
static const ac_fact_row note_facts[] = {
    CODE("type", AC_V_REFLECTION, true),
    DATE("event"),
    { "principles", AC_FACT_CODES, false, AC_V_PRINCIPLE, 0, 0 },
    INT("level", 1, 3),
    { "source", AC_FACT_NAME, false, AC_V_COUNT, 0, 32 },
    { "stamp", AC_FACT_HEX, false, AC_V_COUNT, 32, 0 },
    END,
};
static const ac_fact_row addendum_facts[] = { DATE("event"), END };
static const ac_fact_row create_facts[] = {
    { "type", AC_FACT_NAME, true, AC_V_COUNT, 0, 32 },
    { "fields", AC_FACT_NAMES, true, AC_V_COUNT, 0, 32 },
    END,
};
static const ac_fact_row edit_facts[] = {
    { "fields", AC_FACT_NAMES, true, AC_V_COUNT, 0, 32 },
    { "remove", AC_FACT_HEXES, false, AC_V_COUNT, 0, 0 },
    END,
};
static const ac_fact_row stamp_facts[] = { { "hash", AC_FACT_HEX, true, AC_V_COUNT, 32, 0 }, END };
static const ac_fact_row attest_facts[] = {
    { "opinion", AC_FACT_NAME, true, AC_V_COUNT, 0, 32 },
    { "period", AC_FACT_NAME, false, AC_V_COUNT, 0, 32 },
    { "problems", AC_FACT_INT, true, AC_V_COUNT, 0, AC_JSON_INT_MAX },
    END,
};
static const ac_fact_row propose_facts[] = { TERM_FACTS, END };
static const ac_fact_row reason_facts[] = { CODE("reason", AC_V_REASON, true), END };
static const ac_fact_row maybe_reason_facts[] = { CODE("reason", AC_V_REASON, false), END };
static const ac_fact_row amend_facts[] = { TERM_FACTS, CODE("reason", AC_V_REASON, true), END };
static const ac_fact_row progress_facts[] = { CODE("completion", AC_V_COMPLETION, false), INT("slot", 1, 120), END };
static const ac_fact_row deliver_facts[] = {
    INT("slot", 1, 120),
    { "files", AC_FACT_INT, true, AC_V_COUNT, 0, 1000 },
    END,
};
static const ac_fact_row dispute_facts[] = { CODE("reason", AC_V_REASON, true), INT("slot", 1, 120), END };
static const ac_fact_row resolve_facts[] = { CODE("outcome", AC_V_OUTCOME, true), TERM_FACTS, END };
static const ac_fact_row suspend_facts[] = { CODE("reason", AC_V_REASON, true), DATE("until"), END };
static const ac_fact_row redact_facts[] = {
    CODE("reason", AC_V_ERASURE, true),
    CODE("authority", AC_V_AUTHORITY, false),
    END,
};

#define CITES(...) (const ac_cite_row[]) { __VA_ARGS__, { AC_CITE_END, 0, 0, false } }
#define NO_CITES (const ac_cite_row[]) { { AC_CITE_END, 0, 0, false } }
#define ONE(group) { group, 1, 1, false }
#define PARTIES { AC_CITE_PARTY, 1, 1, false }, { AC_CITE_PARTY, 1, 15, true }

#define TERM_WORDS "title! action problem how unit target baseline amounts check conditions depends language"

static const ac_kind kinds[] = {
    { AC_KIND_ACK, "ack", AC_RECORD_ZERO, NO_CITES, no_facts, NULL },
    { AC_KIND_CONTACT, "contact", AC_RECORD_ZERO, NO_CITES, contact_facts, NULL },
    { AC_KIND_NOTE, "note", AC_RECORD_ZERO, CITES({ AC_CITE_ANY, 0, 8, false }), note_facts,
      "title text! prompts language about" },
    { AC_KIND_ADDENDUM, "addendum", AC_RECORD_OF_NOTE, NO_CITES, addendum_facts, "text! language" },
    { AC_KIND_CREATE, "create", AC_RECORD_ZERO, CITES({ AC_CITE_ANY, 0, 64, false }), create_facts, "" },
    { AC_KIND_EDIT, "edit", AC_RECORD_OF_FIELDS, NO_CITES, edit_facts, "" },
    { AC_KIND_STAMP, "stamp", AC_RECORD_ZERO, NO_CITES, stamp_facts, NULL },
    { AC_KIND_ATTEST, "attest", AC_RECORD_ZERO, CITES({ AC_CITE_ANY, 0, 64, false }), attest_facts, "text" },
    { AC_KIND_ERASED, "erased", AC_RECORD_ZERO, CITES({ AC_CITE_REDACT, 1, 64, false }), no_facts, NULL },
    { AC_KIND_PROPOSE, "propose", AC_RECORD_ZERO, CITES(PARTIES, { AC_CITE_PROPOSE, 0, 1, false }), propose_facts,
      TERM_WORDS " source" },
    { AC_KIND_SIGN, "sign", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_SIGNABLE)), no_facts, "message" },
    { AC_KIND_DECLINE, "decline", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_TEXT)), reason_facts, "message" },
    { AC_KIND_RETRACT, "retract", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_OWN)), reason_facts, "message" },
    { AC_KIND_AMEND, "amend", AC_RECORD_OF_PROPOSE,
      CITES(ONE(AC_CITE_TEXT), { AC_CITE_PARTY, 0, 1, false }, { AC_CITE_PARTY, 0, 15, true }), amend_facts,
      TERM_WORDS " why" },
    { AC_KIND_PROGRESS, "progress", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_TEXT)), progress_facts,
      "actual narrative! barriers opportunities next why-not-assessed" },
    { AC_KIND_DELIVER, "deliver", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_TEXT)), deliver_facts,
      "actual narrative! no-evidence-because evidence" },
    { AC_KIND_ACCEPT, "accept", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_CLAIM), ONE(AC_CITE_TEXT)), no_facts,
      "message" },
    { AC_KIND_ACCEPT_RESERVED, "accept-with-reservations", AC_RECORD_OF_PROPOSE,
      CITES(ONE(AC_CITE_CLAIM), ONE(AC_CITE_TEXT)), maybe_reason_facts, "reservations!" },
    { AC_KIND_DISPUTE, "dispute", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_TEXT), { AC_CITE_CLAIM, 0, 1, false }),
      dispute_facts, "heard grounds! remedy" },
    { AC_KIND_RESPOND, "respond", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_DISPUTE)), no_facts, "answer!" },
    { AC_KIND_RESOLVE, "resolve", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_TEXT), { AC_CITE_DISPUTE, 1, 62, true }),
      resolve_facts, "text! " TERM_WORDS },
    { AC_KIND_WITHDRAW, "withdraw", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_TEXT)), reason_facts, "message" },
    { AC_KIND_RELEASE, "release", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_TEXT)), maybe_reason_facts, "message" },
    { AC_KIND_SUSPEND, "suspend", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_TEXT)), suspend_facts, "depends-on message" },
    { AC_KIND_RESUME, "resume", AC_RECORD_OF_PROPOSE, CITES({ AC_CITE_SUSPEND, 1, 64, true }), no_facts, "message" },
    { AC_KIND_REOPEN, "reopen", AC_RECORD_OF_PROPOSE, CITES(ONE(AC_CITE_TEXT)), reason_facts, "message" },
    { AC_KIND_REDACT, "redact", AC_RECORD_OF_TARGET, CITES(ONE(AC_CITE_ANY)), redact_facts, NULL },
    { AC_KIND_RATIFY, "ratify", AC_RECORD_ZERO, CITES({ AC_CITE_ANY, 1, 64, true }), no_facts, NULL },
    { AC_KIND_REVEAL, "reveal", AC_RECORD_OF_TARGET, CITES({ AC_CITE_ANY, 1, 64, false }), no_facts, NULL },
    { AC_KIND_FOUND, "found", AC_RECORD_ZERO, NO_CITES, found_facts, NULL },
    { AC_KIND_INVITE, "invite", AC_RECORD_ZERO, NO_CITES, invite_facts, NULL },
    { AC_KIND_JOIN, "join", AC_RECORD_ZERO, CITES(ONE(AC_CITE_INVITE)), join_facts, NULL },
    { AC_KIND_ADMIT, "admit", AC_RECORD_ZERO, CITES(ONE(AC_CITE_JOIN)), no_facts, NULL },
    { AC_KIND_UNADMIT, "unadmit", AC_RECORD_ZERO, CITES({ AC_CITE_ADMIT, 1, 64, true }), reason_text_facts, NULL },
    { AC_KIND_LEAVE, "leave", AC_RECORD_ZERO, NO_CITES, reason_text_facts, NULL },
    { AC_KIND_CERTIFY, "certify", AC_RECORD_ZERO, NO_CITES, certify_facts, NULL },
    { AC_KIND_REVOKE, "revoke", AC_RECORD_ZERO, NO_CITES, revoke_facts, NULL },
    { AC_KIND_ROSTER, "roster", AC_RECORD_ZERO, CITES({ AC_CITE_STATEMENT, 1, 64, true }), roster_facts, NULL },
};

const ac_kind *ac_kind_all(size_t *out_n)
{
    *out_n = sizeof kinds / sizeof *kinds;
    return kinds;
}

const ac_kind *ac_kind_find(uint16_t kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].kind == kind)
            return &kinds[i];
    return NULL;
}

const ac_kind *ac_kind_by_name(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

bool ac_kind_is_text(uint16_t kind)
{
    return kind == AC_KIND_PROPOSE || kind == AC_KIND_AMEND || kind == AC_KIND_RESOLVE || kind == AC_KIND_REOPEN;
}

/* --- facts --- */

static bool digits(const char *p, size_t n, unsigned *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return false;
        *out = *out * 10 + (unsigned)(p[i] - '0');
    }
    return true;
}

bool ac_date_valid(const char *t)
{
    static const unsigned days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    unsigned y, m, d;

    if (strlen(t) != 10 || t[4] != '-' || t[7] != '-' || !digits(t, 4, &y) || !digits(t + 5, 2, &m) ||
        !digits(t + 8, 2, &d))
        return false;
    if (y < 1900 || y > 2199 || m < 1 || m > 12 || d < 1)
        return false;
    return d <= days[m - 1] + (m == 2 && (y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)));
}

static bool hex_of(const char *text, size_t bytes)
{
    if (text == NULL || strlen(text) != 2 * bytes)
        return false;
    for (const char *p = text; *p != '\0'; p++)
        if (!((*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'f')))
            return false;
    return true;
}

static bool codes_good(const ac_json *v, ac_vocab vocab)
{
    const char *last = "";

    if (!ac_json_is_array(v) || ac_json_count(v) == 0)
        return false;
    for (size_t i = 0; i < ac_json_count(v); i++) {
        const char *code = ac_json_text(ac_json_at(v, i));
        if (code == NULL || !ac_vocab_has(vocab, code) || strcmp(last, code) >= 0)
            return false;
        last = code;
    }
    return true;
}

static bool slots_good(const ac_json *v)
{
    const char *last = "";
    size_t count = ac_json_count(v);

    if (!ac_json_is_array(v) || count < 1 || count > 120)
        return false;
    for (size_t i = 0; i < count; i++) {
        const ac_json *slot = ac_json_at(v, i);
        const char *due = ac_json_str(slot, "due");
        int64_t n;
        if (!ac_json_is_object(slot) || ac_json_count(slot) != 2 || !ac_json_int(slot, "n", &n) ||
            n != (int64_t)i + 1 || due == NULL || !ac_date_valid(due) || strcmp(last, due) >= 0)
            return false;
        last = due;
    }
    return true;
}

static bool names_good(const ac_json *v, int64_t max)
{
    if (!ac_json_is_array(v) || ac_json_count(v) > 64)
        return false;
    for (size_t i = 0; i < ac_json_count(v); i++) {
        const char *text = ac_json_text(ac_json_at(v, i));
        if (text == NULL || text[0] == '\0' || (int64_t)strlen(text) > max)
            return false;
    }
    return true;
}

static bool hexes_good(const ac_json *v)
{
    if (!ac_json_is_array(v) || ac_json_count(v) > 64)
        return false;
    for (size_t i = 0; i < ac_json_count(v); i++)
        if (!hex_of(ac_json_text(ac_json_at(v, i)), 32))
            return false;
    return true;
}

static bool fact_good(const ac_fact_row *row, const ac_json *v)
{
    const char *text = ac_json_text(v);
    int64_t n;

    switch (row->type) {
    case AC_FACT_CODE:
        return text != NULL && ac_vocab_has(row->vocab, text);
    case AC_FACT_CODES:
        return codes_good(v, row->vocab);
    case AC_FACT_DATE:
        return text != NULL && ac_date_valid(text);
    case AC_FACT_INT:
        return ac_json_number(v, &n) && n >= row->min && n <= row->max;
    case AC_FACT_TRUE:
        return ac_json_is_true(v);
    case AC_FACT_HEX:
        return hex_of(text, (size_t)row->min);
    case AC_FACT_NAME:
        return text != NULL && text[0] != '\0' && (int64_t)strlen(text) <= row->max;
    case AC_FACT_SLOTS:
        return slots_good(v);
    case AC_FACT_OBJECT:
        return ac_json_is_object(v);
    case AC_FACT_NAMES:
        return names_good(v, row->max);
    case AC_FACT_HEXES:
        return hexes_good(v);
    }
    return false;
}

static ac_rc check_facts(const ac_kind *kind, const ac_json *facts, ac_err *err)
{
    for (const ac_fact_row *row = kind->facts; row->key != NULL; row++) {
        const ac_json *v = ac_json_get(facts, row->key);
        if (v == NULL && row->required)
            return ac_fail(err, AC_EINVALID, "facts: %s is missing in a %s", row->key, kind->name);
        if (v != NULL && !fact_good(row, v))
            return ac_fail(err, AC_EINVALID, "facts: %s of a %s is out of range", row->key, kind->name);
    }
    for (int i = 0; i < 2; i++) {
        const char *key = i == 0 ? "sealed" : "withheld";
        const ac_json *v = ac_json_get(facts, key);
        if (v != NULL && !ac_json_is_true(v))
            return ac_fail(err, AC_EINVALID, "facts: %s of a %s is out of range", key, kind->name);
    }
    return AC_OK;
}

bool ac_kind_has_unknown_facts(uint16_t number, const ac_json *facts)
{
    const ac_kind *kind = ac_kind_find(number);

    if (kind == NULL)
        return true;
    if (number == AC_KIND_CREATE || number == AC_KIND_EDIT)
        return false; /* their values are named by `fields` */
    for (size_t i = 0; i < ac_json_count(facts); i++) {
        const char *key = ac_json_key(ac_json_at(facts, i));
        bool known = strcmp(key, "sealed") == 0 || strcmp(key, "withheld") == 0;
        for (const ac_fact_row *row = kind->facts; !known && row->key != NULL; row++)
            known = strcmp(row->key, key) == 0;
        if (!known)
            return true;
    }
    return false;
}

bool ac_facts_carry_terms(const ac_json *facts)
{
    for (const ac_fact_row *row = propose_facts; row->key != NULL; row++)
        if (ac_json_get(facts, row->key) != NULL)
            return true;
    return false;
}

/* --- cites --- */

static bool in_group(ac_cite_group group, uint16_t kind)
{
    switch (group) {
    case AC_CITE_ANY:
        return true;
    case AC_CITE_PARTY:
        return kind == AC_KIND_JOIN || kind == AC_KIND_FOUND;
    case AC_CITE_TEXT:
        return ac_kind_is_text(kind);
    case AC_CITE_SIGNABLE:
        return ac_kind_is_text(kind) || kind == AC_KIND_REDACT;
    case AC_CITE_PROPOSE:
        return kind == AC_KIND_PROPOSE;
    case AC_CITE_CLAIM:
        return kind == AC_KIND_DELIVER;
    case AC_CITE_DISPUTE:
        return kind == AC_KIND_DISPUTE;
    case AC_CITE_SUSPEND:
        return kind == AC_KIND_SUSPEND;
    case AC_CITE_OWN:
        return ac_kind_is_text(kind) || kind == AC_KIND_DELIVER || kind == AC_KIND_DISPUTE;
    case AC_CITE_INVITE:
        return kind == AC_KIND_INVITE || kind == AC_KIND_FOUND;
    case AC_CITE_JOIN:
        return kind == AC_KIND_JOIN;
    case AC_CITE_ADMIT:
        return kind == AC_KIND_ADMIT;
    case AC_CITE_STATEMENT:
        return kind == AC_KIND_FOUND || kind == AC_KIND_JOIN || kind == AC_KIND_ROSTER;
    case AC_CITE_REDACT:
        return kind == AC_KIND_REDACT;
    case AC_CITE_END:
        break;
    }
    return false;
}

static ac_rc check_cites(const ac_kind *kind, const ac_header *h, const ac_json *facts, const ac_form_port *port,
                         ac_err *err)
{
    unsigned at = 0;

    for (const ac_cite_row *row = kind->cites; row->group != AC_CITE_END; row++) {
        unsigned took = 0;
        while (took < row->max && at < h->ncites && in_group(row->group, port->cites[at].kind)) {
            if (row->ascending && took > 0 && memcmp(h->cites + 32 * (at - 1), h->cites + 32 * at, 32) >= 0)
                return ac_fail(err, AC_EINVALID, "cites: not strictly ascending in a %s", kind->name);
            if (row->group != AC_CITE_PARTY && row->group != AC_CITE_REDACT && kind->record == AC_RECORD_OF_PROPOSE &&
                !port->cites[at].of_record)
                return ac_fail(err, AC_EINVALID, "cites: a %s cites a change of another record", kind->name);
            took++;
            at++;
        }
        if (took < row->min)
            return ac_fail(err, AC_EINVALID, "cites: a %s lacks a change that it must cite", kind->name);
    }
    /* Sealed words of a text are for its parties: joins behind them would be read as further parties. */
    if (kind->words != NULL && h->kind != AC_KIND_PROPOSE && h->kind != AC_KIND_AMEND && ac_json_true(facts, "sealed"))
        while (at < h->ncites && in_group(AC_CITE_PARTY, port->cites[at].kind))
            at++;
    if (at != h->ncites)
        return ac_fail(err, AC_EINVALID, "cites: a %s cites more or other changes than it may", kind->name);
    return AC_OK;
}

/* Of a text that names parties: promisor, then promisees. */
static ac_rc check_parties(const ac_header *h, const ac_form_port *port, unsigned first, const ac_json *facts,
                           ac_err *err)
{
    unsigned n = 0;
    int64_t need;

    while (first + n < h->ncites && in_group(AC_CITE_PARTY, port->cites[first + n].kind))
        n++;
    if (n == 0)
        return AC_OK; /* an amend that keeps the parties */
    if (n == 1)
        return ac_fail(err, AC_EINVALID, "cites: parties are a promisor and at least one promisee");
    for (unsigned i = 1; i < n; i++)
        if (memcmp(h->cites + 32 * first, h->cites + 32 * (first + i), 32) == 0)
            return ac_fail(err, AC_EINVALID, "cites: the promisor is among the promisees");
    if (ac_json_int(facts, "need", &need) && need > (int64_t)n - 1)
        return ac_fail(err, AC_EINVALID, "facts: need is more than there are promisees");
    return AC_OK;
}

static ac_rc check_slot(const ac_header *h, const ac_json *facts, const ac_form_port *port, ac_err *err)
{
    ac_json *terms = port->terms(port->ctx, 0);
    size_t slots;
    int64_t slot = 0;
    bool has = ac_json_int(facts, "slot", &slot);

    if (terms == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory while reading terms");
    slots = ac_json_count(ac_json_get(terms, "slots"));
    ac_json_free(terms);
    if (has && slot > (int64_t)slots)
        return ac_fail(err, AC_EINVALID, "facts: slot is beyond those of the terms");
    if (!has && slots > 0 && h->kind == AC_KIND_DELIVER)
        return ac_fail(err, AC_EINVALID, "facts: slot is missing, the terms have slots");
    return AC_OK;
}

/* The record that all targets share; where they have none, or not one: zero. */
static bool reveal_record_good(const ac_header *h, const ac_form_port *port)
{
    bool shared = h->ncites > 0 && port->cites[0].record != 0;

    for (unsigned i = 1; shared && i < h->ncites; i++)
        shared = port->cites[i].record == port->cites[0].record;
    return shared ? port->cites[0].of_record : port->record_kind == 0;
}

static ac_rc check_record(const ac_kind *kind, const ac_header *h, const ac_form_port *port, ac_err *err)
{
    uint16_t r = port->record_kind;
    bool good = false;

    switch (kind->record) {
    case AC_RECORD_ZERO:
        good = r == 0;
        break;
    case AC_RECORD_OF_PROPOSE:
        good = r == AC_KIND_PROPOSE || (h->kind == AC_KIND_SIGN && h->ncites == 1 && port->cites[0].kind == AC_KIND_REDACT);
        break;
    case AC_RECORD_OF_NOTE:
        good = r == AC_KIND_NOTE;
        break;
    case AC_RECORD_OF_FIELDS:
        good = r == AC_KIND_CREATE || r == AC_KIND_FOUND || r == AC_KIND_JOIN;
        break;
    case AC_RECORD_OF_TARGET:
        good = h->kind == AC_KIND_REVEAL ? reveal_record_good(h, port)
                                         : r != 0 && (h->ncites == 0 || port->cites[0].of_record);
        break;
    }
    return good ? AC_OK : ac_fail(err, AC_EINVALID, "record: a %s acts on another kind of record", kind->name);
}

ac_rc ac_kind_check_form(const ac_header *h, const ac_form_port *port, ac_err *err)
{
    const ac_kind *kind = ac_kind_find(h->kind);
    ac_json *facts = NULL;
    ac_rc rc;

    if (kind == NULL)
        return AC_OK;
    if (kind->words == NULL && h->words_len > 0)
        return ac_fail(err, AC_EINVALID, "words: a %s has none", kind->name);
    rc = ac_json_parse(&facts, h->facts, h->facts_len, err);
    if (rc == AC_OK)
        rc = check_record(kind, h, port, err);
    if (rc == AC_OK)
        rc = check_facts(kind, facts, err);
    if (rc == AC_OK)
        rc = check_cites(kind, h, facts, port, err);
    if (rc == AC_OK && (h->kind == AC_KIND_PROPOSE || h->kind == AC_KIND_AMEND))
        rc = check_parties(h, port, h->kind == AC_KIND_AMEND ? 1 : 0, facts, err);
    if (rc == AC_OK && (h->kind == AC_KIND_PROGRESS || h->kind == AC_KIND_DELIVER || h->kind == AC_KIND_DISPUTE))
        rc = check_slot(h, facts, port, err);
    ac_json_free(facts);
    return rc;
}
