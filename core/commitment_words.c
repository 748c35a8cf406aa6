/* commitment_words.c - the life cycle in words and in facts: codes, sentences, days. */
#include "core/commitment.h"

#include <stdio.h>
#include <string.h>

#include "core/lang.h"

static const char *const agreements[] = { "proposed", "agreed", "declined", "retracted", "crossed" };
static const char *const deliveries[] = { "not-started", "in-progress", "suspended", "claimed", "withdrawn" };
static const char *const verdicts[] = { "none", "partly-accepted", "accepted", "accepted-with-reservations", "disputed",
                                        "released" };
static const char *const states[] = { "proposed",  "crossed",   "retracted", "declined",    "accepted", "released",
                                      "disputed",  "withdrawn", "delivered", "suspended",   "in-progress", "agreed",
                                      "" };
static const char *const counts_words[] = { "open", "kept", "not kept", "neither", "contested" };

#define WORD(list, i) ((size_t)(i) < sizeof(list) / sizeof *(list) ? (list)[i] : "")

const char *ac_agreement_word(ac_agreement a)
{
    return WORD(agreements, a);
}

const char *ac_delivery_word(ac_delivery d)
{
    return WORD(deliveries, d);
}

const char *ac_verdict_word(ac_verdict v)
{
    return WORD(verdicts, v);
}

const char *ac_state_word(ac_commitment_state state)
{
    return WORD(states, state);
}

int ac_state_of_word(const char *word)
{
    for (int i = 0; word != NULL && i < AC_STATE_NONE; i++)
        if (strcmp(states[i], word) == 0)
            return i;
    return -1;
}

const char *ac_counts_word(ac_counts counts)
{
    return WORD(counts_words, counts);
}

ac_counts ac_counts_of(ac_commitment_state state, bool is_contested)
{
    if (is_contested)
        return AC_COUNTS_CONTESTED;
    switch (state) {
    case AC_STATE_ACCEPTED:
        return AC_COUNTS_KEPT;
    case AC_STATE_DISPUTED:
    case AC_STATE_WITHDRAWN:
        return AC_COUNTS_NOT_KEPT;
    case AC_STATE_RELEASED:
    case AC_STATE_DECLINED:
    case AC_STATE_RETRACTED:
    case AC_STATE_CROSSED:
    case AC_STATE_NONE:
        return AC_COUNTS_NEITHER;
    case AC_STATE_PROPOSED:
    case AC_STATE_DELIVERED:
    case AC_STATE_SUSPENDED:
    case AC_STATE_IN_PROGRESS:
    case AC_STATE_AGREED:
        break;
    }
    return AC_COUNTS_OPEN;
}

/* --- why --- */

static const struct {
    const char *code, *sentence;
} whys[] = {
#define X(name, code, sentence) { code, sentence },
    AC_WHY_MAP(X)
#undef X
};

const char *ac_why_word(ac_why why)
{
    return (unsigned)why < AC_WHY_COUNT ? whys[why].code : "";
}

const char *ac_why_sentence(ac_why why)
{
    return (unsigned)why < AC_WHY_COUNT ? ac_tr_always(whys[why].sentence) : "";
}

ac_why ac_why_of_code(const char *code)
{
    for (int i = 0; i < AC_WHY_COUNT; i++)
        if (strcmp(whys[i].code, code) == 0)
            return (ac_why)i;
    return AC_WHY_COUNT;
}

/* --- notes and flags --- */

static const struct {
    const char *code, *sentence;
} notes[] = {
#define X(name, code, sentence) { code, sentence },
    AC_NOTE_MAP(X)
#undef X
};

const char *ac_note_word(ac_note_code code)
{
    return (unsigned)code < AC_NOTE_COUNT ? notes[code].code : "";
}

void ac_note_text(ac_buf *out, const ac_note *note, const char *(*org_code)(void *ctx, int org), void *ctx)
{
    for (const char *p = _(notes[note->code].sentence); *p != '\0'; p++) {
        int org = p[0] == '{' && p[1] == '1' ? note->org1 : note->org2;
        if (p[0] == '{' && (p[1] == '1' || p[1] == '2') && p[2] == '}') {
            ac_buf_str(out, org >= 0 ? org_code(ctx, org) : _("the other side"));
            p += 2;
        } else {
            ac_buf_put(out, p, 1);
        }
    }
}

static const char *const flag_words[] = {
#define X(name, word) word,
    AC_FLAG_MAP(X)
#undef X
};

void ac_flags_text(ac_buf *out, unsigned flags)
{
    bool first = true;

    for (int i = 0; i < AC_FLAG_COUNT; i++)
        if (flags & (1u << i)) {
            ac_buf_str(out, first ? "" : ",");
            ac_buf_str(out, flag_words[i]);
            first = false;
        }
}

/* --- days --- */

static int32_t days_from_civil(int y, int m, int d)
{
    int era, year_of_era, day_of_year, day_of_era;

    y -= m <= 2;
    era = y / 400;
    year_of_era = y - era * 400;
    day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

int32_t ac_day_of(const char *date)
{
    int y, m, d;

    if (date == NULL || !ac_date_valid(date) || sscanf(date, "%4d-%2d-%2d", &y, &m, &d) != 3)
        return AC_NO_DAY;
    return days_from_civil(y, m, d);
}

void ac_day_text(int32_t day, char out[11])
{
    int z = day + 719468, era, doe, yoe, doy, mp, y, m;

    out[0] = '\0';
    if (day < days_from_civil(1, 1, 1) || day > days_from_civil(9999, 12, 31))
        return;
    era = z / 146097;
    doe = z - era * 146097;
    yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    mp = (5 * doy + 2) / 153;
    m = mp < 10 ? mp + 3 : mp - 9;
    y = yoe + era * 400 + (m <= 2);
    snprintf(out, 11, "%04u-%02u-%02u", (unsigned)y % 10000u, (unsigned)m % 100u,
             (unsigned)(doy - (153 * mp + 2) / 5 + 1) % 100u);
}

ac_clock ac_clock_read(const ac_clock_input *in, int32_t today)
{
    bool live = (AC_IN(in->state) & AC_IN_LIVE) != 0;
    bool owed = live && in->state != AC_STATE_DELIVERED;
    ac_clock c = { 0 };

    c.is_lapsed = in->state == AC_STATE_PROPOSED && in->expires != AC_NO_DAY && today > in->expires;
    if (owed && in->due != AC_NO_DAY) {
        c.is_overdue = today > in->due;
        c.is_due_soon = !c.is_overdue && in->due - today <= AC_DUE_SOON_DAYS;
        c.days = c.is_overdue ? today - in->due : in->due - today;
    }
    if (owed && in->rhythm_days > 0 && in->reported != AC_NO_DAY) {
        int64_t age = (int64_t)today - in->reported;
        c.fresh = age < in->rhythm_days                        ? AC_FRESH_GREEN
                  : age < (int64_t)2 * in->rhythm_days ? AC_FRESH_AMBER
                                                       : AC_FRESH_RED;
        c.is_stale = c.fresh == AC_FRESH_RED;
    }
    return c;
}

/* --- facts --- */

static const char *code_of(const ac_json *facts, const char *key, ac_vocab vocab, bool *malformed)
{
    const char *text = ac_json_str(facts, key);
    const ac_term *term = text != NULL ? ac_vocab_find(vocab, text) : NULL;

    *malformed = *malformed || (ac_json_get(facts, key) != NULL && term == NULL);
    return term != NULL ? term->code : NULL;
}

static int number_of(const ac_json *facts, const char *key, int min, int max, bool *malformed)
{
    int64_t v = 0;

    if (ac_json_get(facts, key) == NULL)
        return 0;
    if (!ac_json_int(facts, key, &v) || v < min || v > max) {
        *malformed = true;
        return 0;
    }
    return (int)v;
}

static int32_t date_of(const ac_json *facts, const char *key, bool *malformed)
{
    int32_t day = ac_day_of(ac_json_str(facts, key));

    *malformed = *malformed || (ac_json_get(facts, key) != NULL && day == AC_NO_DAY);
    return day;
}

static void read_slots(ac_act_facts *out, const ac_json *slots)
{
    size_t n = ac_json_count(slots);

    if (slots == NULL)
        return;
    if (!ac_json_is_array(slots) || n < 1 || n > AC_SLOTS_MAX) {
        out->is_malformed = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const ac_json *slot = ac_json_at(slots, i);
        int64_t number = 0;
        out->slot_due[i] = ac_day_of(ac_json_str(slot, "due"));
        if (!ac_json_int(slot, "n", &number) || number != (int64_t)i + 1 || out->slot_due[i] == AC_NO_DAY ||
            (i > 0 && out->slot_due[i] <= out->slot_due[i - 1]))
            out->is_malformed = true;
    }
    out->nslots = (int)n;
}

void ac_act_facts_read(ac_act_facts *out, uint16_t kind, const ac_json *facts)
{
    static const struct {
        const char *code;
        ac_outcome outcome;
    } outcomes[] = {
        { "in-progress", AC_OUTCOME_IN_PROGRESS },
        { "accepted", AC_OUTCOME_ACCEPTED },
        { "released", AC_OUTCOME_RELEASED },
        { "withdrawn", AC_OUTCOME_WITHDRAWN },
    };
    const char *outcome;

    memset(out, 0, sizeof *out);
    out->start = out->due = out->expires = out->until = AC_NO_DAY;
    if (ac_kind_find(kind) == NULL || kind == AC_KIND_ACK)
        return;
    out->has_unknown = ac_kind_has_unknown_facts(kind, facts);
    if (kind == AC_KIND_REDACT || ac_act_row_find(kind) == NULL)
        return; /* its reason is of another vocabulary, and no rule reads it */
    out->has_terms = kind == AC_KIND_PROPOSE || kind == AC_KIND_AMEND ||
                     (kind == AC_KIND_RESOLVE && ac_facts_carry_terms(facts));
    out->reason = code_of(facts, "reason", AC_V_REASON, &out->is_malformed);
    out->completion = code_of(facts, "completion", AC_V_COMPLETION, &out->is_malformed);
    outcome = code_of(facts, "outcome", AC_V_OUTCOME, &out->is_malformed);
    for (size_t i = 0; outcome != NULL && i < sizeof outcomes / sizeof *outcomes; i++)
        if (strcmp(outcomes[i].code, outcome) == 0)
            out->outcome = outcomes[i].outcome;
    out->need = number_of(facts, "need", 1, AC_PARTIES_MAX - 1, &out->is_malformed);
    out->slot = number_of(facts, "slot", 1, AC_SLOTS_MAX, &out->is_malformed);
    out->level = number_of(facts, "level", 1, 3, &out->is_malformed);
    out->files = number_of(facts, "files", 0, 1000, &out->is_malformed);
    out->start = date_of(facts, "start", &out->is_malformed);
    out->due = date_of(facts, "due", &out->is_malformed);
    out->expires = date_of(facts, "expires", &out->is_malformed);
    out->until = date_of(facts, "until", &out->is_malformed);
    read_slots(out, ac_json_get(facts, "slots"));
}
