/* look.c - what the commands that look have in common. */
#include "cli/look.h"

#include "core/practice/entry.h"

#include "core/kind.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>


ac_rc ac_look_open(ac_looking *out, ac_cli *cli)
{
    ac_partnership used;
    ac_err ignored = { 0 };
    ac_rc rc = AC_OK;

    *out = (ac_looking){ .cli = cli, .used = -1, .me = ac_notebook_me(cli->nb)->code };
    if (cli->partnership != NULL) {
        out->list = calloc(1, sizeof *out->list);
        rc = out->list != NULL ? ac_query_partnership(cli->nb, cli->partnership, out->list, &cli->err)
                               : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
        out->n = rc == AC_OK ? 1 : 0;
    } else {
        rc = ac_query_partnerships(cli->nb, false, &out->list, &out->n, &cli->err);
    }
    if (rc == AC_OK && ac_query_partnership(cli->nb, NULL, &used, &ignored) == AC_OK)
        out->used = used.space;
    if (rc != AC_OK)
        ac_look_close(out);
    return rc;
}

void ac_look_close(ac_looking *look)
{
    free(look->list);
    look->list = NULL;
    look->n = 0;
}

const ac_partnership *ac_look_partnership(const ac_looking *look, int space)
{
    for (size_t i = 0; i < look->n; i++)
        if (look->list[i].space == space)
            return &look->list[i];
    return NULL;
}

const char *ac_look_ref(const ac_looking *look, int space, const char *ref, char out[AC_LOOK_REF_SIZE])
{
    const ac_partnership *p = ac_look_partnership(look, space);

    if (p != NULL && space != look->used && ref[0] != '\0')
        snprintf(out, AC_LOOK_REF_SIZE, "%s:%s", p->code, ref);
    else
        snprintf(out, AC_LOOK_REF_SIZE, "%s", ref);
    return out;
}

const char *ac_look_org(ac_cli *cli, int space, int org)
{
    ac_members *members;
    const ac_org *o = NULL;

    if (org >= 0 && ac_notebook_members(cli->nb, space, &members, NULL) == AC_OK)
        o = ac_members_org(members, org);
    return o != NULL ? o->code : "?";
}

int ac_look_own(ac_cli *cli, int space)
{
    const ac_state *state;
    int org = -1;

    if (ac_notebook_state(cli->nb, space, &state, NULL) != AC_OK ||
        ac_state_device_find(state, &ac_notebook_me(cli->nb)->device, &org) == NULL)
        return -1;
    return org;
}

bool ac_look_names(const char *codes, const char *code)
{
    size_t n = strlen(code);

    for (const char *p = codes; *p != '\0';) {
        size_t one = strcspn(p, ",");
        if (one == n && strncmp(p, code, n) == 0)
            return true;
        p += one + (p[one] == ',');
    }
    return false;
}

void ac_look_codes(ac_buf *out, const char *codes)
{
    for (const char *p = codes; *p != '\0'; p++)
        ac_buf_str(out, *p == ',' ? ", " : (char[]){ *p, '\0' });
}

const char *ac_look_word(const char *code, char out[AC_LOOK_WORD_SIZE])
{
    char plain[AC_LOOK_WORD_SIZE];

    snprintf(plain, sizeof plain, "%s", code);
    for (char *p = plain; *p != '\0'; p++)
        if (*p == '-')
            *p = ' ';
    snprintf(out, AC_LOOK_WORD_SIZE, "%s", _(plain));
    return out;
}

void ac_look_day(const ac_cli *cli, int64_t ms, char out[AC_DATE_SAID_SIZE])
{
    ac_date_near(out, ac_date_of_ms(ms), cli->today);
}

/* --- the clock --- */

static int32_t day_of_ms(int64_t ms)
{
    return ms != 0 ? (int32_t)ac_date_days(ac_date_of_ms(ms)) : AC_NO_DAY;
}

/* Until when an offer stands: a fact of its text. */
static ac_rc read_expires(ac_cli *cli, const ac_commitment_row *row, int32_t *out, ac_err *err)
{
    ac_json *facts = NULL;
    ac_held terms;
    ac_rc rc = ac_history_find(ac_notebook_history(cli->nb), row->space, &row->terms, &terms, err);

    if (rc == AC_OK && terms.n != 0)
        rc = ac_query_facts(cli->nb, terms.n, &facts, err);
    if (rc == AC_OK)
        *out = ac_day_of(ac_json_str(facts, "expires"));
    ac_json_free(facts);
    return rc;
}

ac_rc ac_look_rhythm(ac_cli *cli, int space, int *out, ac_err *err)
{
    const ac_entry_value *values;
    ac_entry *profile;
    size_t n;
    int days = 0;
    ac_rc rc;

    *out = AC_LOOK_RHYTHM_DAYS;
    if (cli->rhythm_space == space) {
        *out = cli->rhythm_days;
        return AC_OK;
    }
    rc = ac_profile_open(&profile, cli->nb, space, NULL, err);
    if (rc == AC_EREF)
        return AC_OK; /* its beginning has not arrived */
    if (rc != AC_OK)
        return rc;
    n = ac_entry_standing(profile, "rhythm", &values);
    for (size_t i = 0; i < n; i++) {
        int64_t each;
        if (ac_json_number(values[i].value, &each) && each >= 1 && each <= 3650 && (days == 0 || each < days))
            days = (int)each;
    }
    ac_entry_close(profile);
    cli->rhythm_space = space;
    cli->rhythm_days = *out = days != 0 ? days : AC_LOOK_RHYTHM_DAYS;
    return AC_OK;
}

ac_rc ac_look_clock(ac_cli *cli, const ac_commitment_row *row, ac_clock *out, ac_err *err)
{
    int state = ac_state_of_word(row->state);
    ac_clock_input in = { .state = state >= 0 ? (ac_commitment_state)state : AC_STATE_NONE,
                          .due = row->due[0] != '\0' ? ac_day_of(row->due) : AC_NO_DAY,
                          .expires = AC_NO_DAY,
                          .reported = day_of_ms(row->reported_ms != 0 ? row->reported_ms : row->touched_ms),
                          .rhythm_days = AC_LOOK_RHYTHM_DAYS };
    ac_rc rc = ac_look_rhythm(cli, row->space, &in.rhythm_days, err);

    if (rc == AC_OK && in.state == AC_STATE_PROPOSED)
        rc = read_expires(cli, row, &in.expires, err);
    if (rc == AC_OK)
        *out = ac_clock_read(&in, (int32_t)ac_date_days(cli->today));
    return rc;
}

void ac_look_clock_text(const ac_clock *clock, char out[AC_LOOK_CLOCK_SIZE])
{
    out[0] = '\0';
    if (clock->is_overdue)
        snprintf(out, AC_LOOK_CLOCK_SIZE, ac_plural("overdue %d day", "overdue %d days", (unsigned)clock->days), clock->days);
    else if (clock->is_due_soon && clock->days == 0)
        snprintf(out, AC_LOOK_CLOCK_SIZE, "%s", _("due today"));
    else if (clock->is_due_soon)
        snprintf(out, AC_LOOK_CLOCK_SIZE, ac_plural("due in %d day", "due in %d days", (unsigned)clock->days), clock->days);
    else if (clock->is_lapsed)
        snprintf(out, AC_LOOK_CLOCK_SIZE, "%s", _("lapsed"));
    else if (clock->is_stale)
        snprintf(out, AC_LOOK_CLOCK_SIZE, "%s", _("stale"));
}

ac_clock_word ac_clock_word_of(const char *word)
{
    static const struct {
        const char *text;
        ac_clock_word word;
    } words[] = { { "overdue", AC_CLOCK_OVERDUE }, { "due-soon", AC_CLOCK_DUE_SOON }, { "lapsed", AC_CLOCK_LAPSED },
                  { "stale", AC_CLOCK_STALE },     { "clash", AC_CLOCK_CLASH } };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].text, word) == 0)
            return words[i].word;
    return AC_CLOCK_NONE;
}

bool ac_clock_is(ac_clock_word word, const ac_commitment_row *row, const ac_clock *clock)
{
    switch (word) {
    case AC_CLOCK_NONE:
        return true;
    case AC_CLOCK_OVERDUE:
        return clock->is_overdue;
    case AC_CLOCK_DUE_SOON:
        return clock->is_due_soon;
    case AC_CLOCK_LAPSED:
        return clock->is_lapsed;
    case AC_CLOCK_STALE:
        return clock->is_stale;
    case AC_CLOCK_CLASH:
        return row->is_clash;
    }
    return false;
}

bool ac_look_needs_attention(const ac_commitment_row *row, const ac_clock *clock)
{
    return row->is_clash || clock->is_overdue || clock->is_stale;
}

static const char *or_null(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}

void ac_look_json(ac_cli *cli, ac_jsonl *j, const ac_commitment_row *row, const ac_clock *clock, const char *partnership)
{
    char clock_text[AC_LOOK_CLOCK_SIZE];

    ac_look_clock_text(clock, clock_text);
    ac_json_line(cli, j, "accord.commitment/1");
    ac_jsonl_str(j, "ref", row->ref);
    ac_jsonl_hex(j, "id", row->id.b, 32);
    ac_jsonl_str(j, "title", row->title);
    ac_jsonl_str(j, "promisor", row->promisor);
    ac_jsonl_list(j, "promisees", row->promisees);
    ac_jsonl_str(j, "due", or_null(row->due));
    if (row->level != 0)
        ac_jsonl_int(j, "level", row->level);
    else
        ac_jsonl_null(j, "level");
    ac_jsonl_str(j, "agreement", row->agreement);
    ac_jsonl_str(j, "delivery", row->delivery);
    ac_jsonl_str(j, "verdict", row->verdict);
    ac_jsonl_str(j, "state", row->state);
    ac_jsonl_hex(j, "terms", row->terms.b, 32);
    ac_jsonl_bool(j, "clash", row->is_clash);
    ac_jsonl_list(j, "open", row->open);
    ac_jsonl_bool(j, "contested", row->is_contested);
    ac_jsonl_list(j, "flags", row->flags);
    ac_jsonl_bool(j, "counted", row->is_counted);
    ac_jsonl_bool(j, "crossed", row->is_crossed);
    ac_jsonl_list(j, "turn", row->turn);
    ac_jsonl_list(j, "principles", row->principles);
    ac_jsonl_str(j, "clock", or_null(clock_text));
    ac_jsonl_str(j, "partnership", partnership);
}

/* --- whose turn --- */

/* In the order in which they press. The word for what waits, and the verb to type. */
typedef enum {
    ON_CLASH,
    ON_CROSSED,
    ON_RESPOND,
    ON_RESOLVE,
    ON_OVERDUE,
    ON_SIGN,
    ON_ACCEPT,
    ON_AMEND,
    ON_RETRACT,
    ON_DECLINE,
    ON_DUE_SOON,
    ON_LAPSED,
    ON_RESUME,
    ON_DELIVER,
    ON_STALE,
    ON_NOTHING
} pressing;

static const struct {
    const char *what, *verb, *asked; /* asked: the word where others are waited for */
} words[] = {
    [ON_CLASH] = { N_("clash"), "resolve", N_("clash") },
    [ON_CROSSED] = { N_("crossed"), "sign", N_("crossed") },
    [ON_RESPOND] = { N_("answer"), "respond", N_("answer") },
    [ON_RESOLVE] = { N_("disputed"), "resolve", N_("resolve") },
    [ON_OVERDUE] = { N_("overdue"), "progress", N_("deliver") },
    [ON_SIGN] = { N_("sign"), "sign", N_("sign") },
    [ON_ACCEPT] = { N_("accept"), "accept", N_("accept") },
    [ON_AMEND] = { N_("contested"), "amend", N_("amend") },
    [ON_RETRACT] = { N_("crossed"), "retract", N_("retract") },
    [ON_DECLINE] = { N_("crossed"), "decline", N_("decline") },
    [ON_DUE_SOON] = { N_("due soon"), "deliver", N_("deliver") },
    [ON_LAPSED] = { N_("lapsed"), "retract", N_("lapsed") },
    [ON_RESUME] = { N_("suspended"), "resume", N_("resume") },
    [ON_DELIVER] = { N_("deliver"), "deliver", N_("deliver") },
    [ON_STALE] = { N_("stale"), "progress", N_("stale") },
    [ON_NOTHING] = { "", NULL, "" },
};

static pressing pressing_of(const char *act, size_t n)
{
    static const struct {
        const char *act;
        pressing on;
    } acts[] = { { "sign", ON_SIGN },       { "accept", ON_ACCEPT }, { "respond", ON_RESPOND },
                 { "resolve", ON_RESOLVE }, { "amend", ON_AMEND },   { "retract", ON_RETRACT },
                 { "decline", ON_DECLINE }, { "resume", ON_RESUME }, { "deliver", ON_DELIVER } };

    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (strlen(acts[i].act) == n && strncmp(acts[i].act, act, n) == 0)
            return acts[i].on;
    return ON_NOTHING;
}

/* The most pressing turn of ours, and of others with who they are. */
typedef struct {
    pressing mine, theirs;
    ac_buf who; /* codes of `theirs` */
} turns;

static void read_turns(const char *turn, const char *me, turns *out)
{
    *out = (turns){ ON_NOTHING, ON_NOTHING, { 0 } };
    for (int pass = 0; pass < 2; pass++)
        for (const char *p = turn; *p != '\0';) {
            size_t n = strcspn(p, ","), code = strcspn(p, ":");
            pressing on = code < n ? pressing_of(p + code + 1, n - code - 1) : ON_NOTHING;
            bool is_mine = strlen(me) == code && strncmp(p, me, code) == 0;
            if (pass == 0 && is_mine && on < out->mine)
                out->mine = on;
            else if (pass == 0 && !is_mine && on < out->theirs)
                out->theirs = on;
            else if (pass == 1 && !is_mine && on == out->theirs && on != ON_NOTHING) {
                ac_buf_str(&out->who, out->who.len > 0 ? ", " : "");
                ac_buf_put(&out->who, p, code);
            }
            p += n + (p[n] == ',');
        }
}

static size_t count_open(const ac_commitment_row *row)
{
    size_t n = row->open[0] != '\0';

    for (const char *p = row->open; *p != '\0'; p++)
        n += *p == ',';
    return n;
}

/* Since when a text waits, and who wrote it: the first of those open, else the offer. */
static ac_rc text_since(ac_cli *cli, const ac_commitment_row *row, int64_t *out, const char **out_org, ac_err *err)
{
    ac_id id = row->terms;
    ac_held text;
    ac_rc rc;

    if (row->open[0] != '\0')
        ac_unhex(id.b, 32, row->open, 64);
    rc = ac_history_find(ac_notebook_history(cli->nb), row->space, &id, &text, err);
    *out = rc == AC_OK && text.n != 0 ? text.written_ms : row->touched_ms;
    *out_org = rc == AC_OK && text.n != 0 ? ac_look_org(cli, row->space, text.org) : "?";
    return rc;
}

/* A whole sentence, translated here. */
static void say(ac_next *next, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(ac_next *next, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    vsnprintf(next->detail, sizeof next->detail, _(format), ap);
    va_end(ap);
}

static void since_when(ac_looking *look, ac_next *next, int64_t ms, char when[AC_DATE_SAID_SIZE])
{
    ac_look_day(look->cli, ms, when);
    next->since_ms = ms;
}

static void said_late(ac_next *next, const char *who, int days, bool is_mine)
{
    next->days = days;
    if (is_mine)
        say(next, ac_plural("%d day, promised to %.80s", "%d days, promised to %.80s", (unsigned)days), days, who);
    else
        say(next, ac_plural("%.80s, %d day late", "%.80s, %d days late", (unsigned)days), who, days);
}

static bool is_author(const ac_commitment_row *row, const char *me)
{
    size_t n = strlen(me);

    return strncmp(row->ref, me, n) == 0 && row->ref[n] == '-';
}

static pressing my_part(const ac_looking *look, const ac_commitment_row *row, const ac_clock *clock, const turns *t)
{
    pressing on = t->mine;

    if (row->is_clash && on == ON_SIGN)
        return ON_CLASH;
    if (row->is_crossed && (on == ON_SIGN || on == ON_RETRACT || on == ON_DECLINE))
        return ON_CROSSED;
    if (clock->is_overdue && strcmp(row->promisor, look->me) == 0 && on > ON_OVERDUE)
        return ON_OVERDUE;
    if (clock->is_lapsed && is_author(row, look->me))
        return ON_LAPSED;
    if (on == ON_DELIVER)
        return clock->is_due_soon ? ON_DUE_SOON : ON_NOTHING;
    return on;
}

static pressing their_part(const ac_commitment_row *row, const ac_clock *clock, const turns *t)
{
    if (row->is_clash)
        return ON_CLASH;
    if (clock->is_overdue && t->theirs > ON_OVERDUE)
        return ON_OVERDUE;
    return t->theirs == ON_DELIVER ? ON_NOTHING : t->theirs;
}

/* A text that waits for our signature. */
static void said_text(ac_next *next, const char *org, const char *when, bool is_change, bool is_past)
{
    if (is_change && is_past)
        say(next, "a change by %s, past its date, since %s", org, when);
    else if (is_change)
        say(next, "a change by %s since %s", org, when);
    else if (is_past)
        say(next, "by %s, past its date, since %s", org, when);
    else
        say(next, "by %s since %s", org, when);
}

static ac_rc describe_mine(ac_looking *look, const ac_commitment_row *row, const ac_clock *clock, pressing on, ac_next *next,
                           ac_err *err)
{
    ac_buf to = { 0 };
    char when[AC_DATE_SAID_SIZE];
    const char *org = "";
    int64_t since = row->touched_ms;
    ac_rc rc = AC_OK;

    next->days = clock->days;
    ac_look_codes(&to, row->promisees);
    switch (on) {
    case ON_CLASH:
        rc = text_since(look->cli, row, &since, &org, err);
        since_when(look, next, since, when);
        say(next, ac_plural("%zu text since %s", "%zu texts since %s", count_open(row)), count_open(row), when);
        break;
    case ON_SIGN:
        rc = text_since(look->cli, row, &since, &org, err);
        since_when(look, next, since, when);
        said_text(next, org, when, strcmp(row->state, "proposed") != 0, clock->is_lapsed);
        break;
    case ON_OVERDUE:
        said_late(next, ac_buf_text(&to), clock->days, true);
        break;
    case ON_ACCEPT:
        since_when(look, next, row->reported_ms != 0 ? row->reported_ms : since, when);
        say(next, "delivered by %s %s", row->promisor, when);
        break;
    case ON_DUE_SOON:
        if (clock->days == 0)
            say(next, "today, promised to %.80s", ac_buf_text(&to));
        else
            say(next, ac_plural("in %d day, promised to %.80s", "in %d days, promised to %.80s", (unsigned)clock->days),
                clock->days, ac_buf_text(&to));
        break;
    case ON_LAPSED:
        say(next, "the offer's date is past");
        break;
    default:
        since_when(look, next, since, when);
        say(next, "since %s", when);
        break;
    }
    ac_buf_free(&to);
    return rc;
}

static ac_rc describe_theirs(ac_looking *look, const ac_commitment_row *row, const ac_clock *clock, pressing on, const char *who,
                             ac_next *next, ac_err *err)
{
    char when[AC_DATE_SAID_SIZE];
    const char *org = "";
    int64_t since = row->touched_ms;
    ac_rc rc = AC_OK;

    next->days = clock->days;
    if (on == ON_OVERDUE) {
        said_late(next, row->promisor, clock->days, false);
        return AC_OK;
    }
    if (on == ON_CLASH || on == ON_SIGN || on == ON_CROSSED)
        rc = text_since(look->cli, row, &since, &org, err);
    else if (on == ON_ACCEPT && row->reported_ms != 0)
        since = row->reported_ms;
    since_when(look, next, since, when);
    if (on == ON_CLASH)
        say(next, ac_plural("%zu text, %.60s, since %s", "%zu texts, %.60s, since %s", count_open(row)), count_open(row), who, when);
    else
        say(next, "%.60s since %s", who, when);
    return rc;
}

ac_rc ac_next_of(ac_looking *look, const ac_commitment_row *row, const ac_clock *clock, ac_next *out, ac_err *err)
{
    bool is_party = strcmp(row->promisor, look->me) == 0 || ac_look_names(row->promisees, look->me);
    char when[AC_DATE_SAID_SIZE];
    turns t;
    pressing on;
    ac_rc rc = AC_OK;

    *out = (ac_next){ .group = AC_GROUP_NONE, .what = "" };
    read_turns(row->turn, look->me, &t);
    on = my_part(look, row, clock, &t);
    if (on != ON_NOTHING) {
        out->group = AC_GROUP_MINE;
        out->what = words[on].what;
        out->verb = words[on].verb;
        if (on == ON_CROSSED && t.mine != ON_SIGN)
            out->verb = words[t.mine].verb;
        rc = describe_mine(look, row, clock, on, out, err);
    } else if ((on = their_part(row, clock, &t)) != ON_NOTHING && (is_party || on == ON_CLASH || on == ON_OVERDUE)) {
        out->group = is_party || on == ON_CLASH ? AC_GROUP_OTHERS : AC_GROUP_OVERDUE;
        out->what = out->group == AC_GROUP_OVERDUE ? words[on].what : words[on].asked;
        rc = describe_theirs(look, row, clock, on, ac_buf_text(&t.who), out, err);
    } else if (clock->is_stale) {
        on = ON_STALE;
        out->group = AC_GROUP_STALE;
        out->what = words[on].what;
        out->verb = strcmp(row->promisor, look->me) == 0 ? words[on].verb : NULL;
        since_when(look, out, row->reported_ms != 0 ? row->reported_ms : row->touched_ms, when);
        say(out, "no report since %s", when);
    }
    out->order = (int)on;
    ac_buf_free(&t.who);
    return rc;
}
