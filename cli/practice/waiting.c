/* waiting.c - what the records of the practice ask of somebody, for the board. */
#include "cli/practice/waiting.h"
#include "cli/practice/said.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/practice/agreed.h"
#include "core/withheld.h"

#define YEAR_DAYS 365
#define SOON_DAYS 14

/* Orders stand between those of commitments (cli/look.c): what is late or asked of us comes after clashes. */
enum { ORDER_REPLY = 20, ORDER_CHECK, ORDER_SIGN, ORDER_REVIEW, ORDER_MILESTONE, ORDER_RISK, ORDER_CONFIRM, ORDER_FIELD };

typedef struct {
    ac_looking *look;
    const ac_partnership *p;
    ac_waitings *out;
    int64_t today;  /* days since 1970 */
    ac_n target;    /* of an inner walk */
    bool found;     /* ... what was looked for is there */
    int64_t newest; /* ... the newest day seen */
    bool has_ended; /* ... and what was seen then: it runs no more */
    ac_rc rc;
} walk;

static ac_err *err_of(const walk *w)
{
    return &w->look->cli->err;
}

static ac_waiting *add(walk *w, ac_group_of group, int order, const char *what, const ac_entry *e)
{
    ac_waiting *more = realloc(w->out->list, (w->out->n + 1) * sizeof *more), *line;
    const char *title = e != NULL ? ac_entry_called(e) : "";

    if (more == NULL) {
        w->rc = ac_fail(err_of(w), AC_ENOMEM, "out of memory");
        return NULL;
    }
    w->out->list = more;
    line = &more[w->out->n];
    *line = (ac_waiting){ .group = group, .order = order, .what = what, .title = strndup(title, strcspn(title, "\r\n")) };
    if (line->title == NULL) {
        w->rc = ac_fail(err_of(w), AC_ENOMEM, "out of memory");
        return NULL;
    }
    if (e != NULL)
        ac_look_ref(w->look, e->space, e->ref, line->ref);
    w->out->n++;
    return line;
}

static void type_this(ac_waiting *line, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void type_this(ac_waiting *line, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    vsnprintf(line->command, sizeof line->command, format, ap);
    va_end(ap);
}

static bool day_of(const ac_entry *e, const char *field, int64_t *out)
{
    ac_date date;
    bool good = ac_date_of_iso(&date, ac_entry_text(e, field));

    if (good)
        *out = ac_date_days(date);
    return good;
}

/* "14 days late", "by Wed 30 Sep 2026": how a day lies to today. */
static void said_by(const walk *w, ac_waiting *line, const char *who, int64_t day)
{
    char when[AC_DATE_SAID_SIZE];

    line->days = (int)(w->today > day ? w->today - day : day - w->today);
    if (w->today > day) {
        snprintf(line->detail, sizeof line->detail, ac_plural("%.60s, %d day late", "%.60s, %d days late", (unsigned long)line->days), who, line->days);
        w->out->presses = true;
    } else {
        ac_date_short(when, ac_date_of_days(day));
        snprintf(line->detail, sizeof line->detail, _("%.60s, by %s"), who, when);
    }
}

static void said_since(const walk *w, ac_waiting *line, const char *who, int64_t ms)
{
    char when[AC_DATE_SAID_SIZE];

    ac_look_day(w->look->cli, ms, when);
    line->since_ms = ms;
    snprintf(line->detail, sizeof line->detail, _("%.60s since %s"), who, when);
}

/* Does the target have one of this type, by this organisation (NULL: by anybody)? */
typedef struct {
    walk *w;
    const char *org;
} seeking;

static bool seen_one(void *ctx, const ac_entry *e)
{
    seeking *s = ctx;
    int64_t day;

    if (s->org != NULL && strcmp(e->org, s->org) != 0)
        return true;
    s->w->found = true;
    if (day_of(e, "date", &day) && day >= s->w->newest) {
        s->w->newest = day;
        s->w->has_ended = ac_entry_has_code(e, "running", "no");
    }
    return true;
}

static void seek(walk *w, ac_n target, const char *type, const char *org)
{
    ac_entry_filter f = { .space = w->p->space, .type = type, .belongs = target };
    seeking s = { w, org };

    w->found = false;
    w->newest = 0;
    w->has_ended = false;
    if (w->rc == AC_OK)
        w->rc = ac_entries(w->look->cli->nb, &f, seen_one, &s, err_of(w));
}

/* --- each type --- */

static bool one_question(void *ctx, const ac_entry *e)
{
    walk *w = ctx;
    const char *asked = ac_entry_text(e, "asked");
    bool is_mine = strcmp(asked, w->look->me) == 0;
    int64_t day;
    ac_waiting *line;

    seek(w, e->n, "reply", asked);
    if (w->rc != AC_OK || w->found || asked[0] == '\0')
        return w->rc == AC_OK;
    line = add(w, is_mine ? AC_GROUP_MINE : AC_GROUP_OTHERS, ORDER_REPLY, N_("reply"), e);
    if (line == NULL)
        return false;
    if (day_of(e, "due", &day))
        said_by(w, line, is_mine ? e->org : asked, day);
    else
        said_since(w, line, is_mine ? e->org : asked, e->written_ms);
    if (is_mine)
        type_this(line, "accord reply %s", line->ref);
    return true;
}

/* Ours first; where we have answered, who of the others has not. *out_all: all have, and no answer is asked for. */
static bool answers_of(walk *w, const ac_entry *e, const char *type, const char *what, int order, const char *verb, bool *out_all)
{
    ac_partner_row *partners = NULL;
    size_t n = 0;
    ac_buf who = { 0 };
    int64_t day;
    ac_waiting *line = NULL;

    *out_all = false;
    if (ac_entry_has_code(e, "state", "closed"))
        return true;
    seek(w, e->n, type, w->look->me);
    if (w->rc == AC_OK && !w->found) {
        line = add(w, AC_GROUP_MINE, order, what, e);
        if (line != NULL)
            type_this(line, "accord %s %s", verb, line->ref);
        if (line != NULL && day_of(e, "due", &day))
            said_by(w, line, e->org, day);
        else if (line != NULL)
            said_since(w, line, e->org, e->written_ms);
        return line != NULL;
    }
    if (w->rc == AC_OK)
        w->rc = ac_query_who(w->look->cli->nb, w->p->space, &partners, &n, err_of(w));
    for (size_t i = 0; w->rc == AC_OK && i < n; i++) {
        if (strcmp(partners[i].role, "partner") != 0 || strcmp(partners[i].standing, "member") != 0)
            continue;
        seek(w, e->n, type, partners[i].code);
        if (w->rc == AC_OK && !w->found)
            ac_buf_printf(&who, "%s%s", who.len > 0 ? ", " : "", partners[i].code);
    }
    *out_all = who.len == 0;
    if (w->rc == AC_OK && who.len > 0) {
        line = add(w, AC_GROUP_OTHERS, order, what, e);
        if (line != NULL && day_of(e, "due", &day))
            said_by(w, line, ac_buf_text(&who), day);
        else if (line != NULL)
            said_since(w, line, ac_buf_text(&who), e->written_ms);
    }
    free(partners);
    ac_buf_free(&who);
    return w->rc == AC_OK;
}

/* Who has answered and keeps the answer closed. */
typedef struct {
    walk *w;
    ac_members *members;
    const ac_state *state;
    ac_buf others;
    bool is_ours;
} keeping;

static bool one_answer(void *ctx, const ac_withheld_row *row)
{
    keeping *k = ctx;
    const ac_org *org = ac_members_org(k->members, row->org);

    if (!row->is_counted || row->is_revealed || org == NULL || row->org >= k->state->norgs || !k->state->orgs[row->org].is_member)
        return true;
    if (strcmp(org->code, k->w->look->me) == 0)
        k->is_ours = true;
    else
        ac_buf_printf(&k->others, "%s%s", k->others.len > 0 ? ", " : "", org->code);
    return true;
}

/* All have answered: now everybody opens. Ours first; where ours is open, whose is not. */
static bool to_be_opened(walk *w, const ac_entry *e)
{
    keeping k = { .w = w };
    ac_waiting *line;

    w->rc = ac_notebook_members(w->look->cli->nb, w->p->space, &k.members, err_of(w));
    if (w->rc == AC_OK)
        w->rc = ac_notebook_state(w->look->cli->nb, w->p->space, &k.state, err_of(w));
    if (w->rc == AC_OK)
        w->rc = ac_query_withheld(w->look->cli->nb, e->n, one_answer, &k, err_of(w));
    if (w->rc == AC_OK && (k.is_ours || k.others.len > 0)) {
        line = add(w, k.is_ours ? AC_GROUP_MINE : AC_GROUP_OTHERS, ORDER_CHECK, N_("open answer"), e);
        if (line != NULL)
            snprintf(line->detail, sizeof line->detail, "%s", k.is_ours ? _("all have answered") : ac_buf_text(&k.others));
        if (line != NULL && k.is_ours)
            type_this(line, "accord check %s --open", line->ref);
    }
    ac_buf_free(&k.others);
    return w->rc == AC_OK;
}

static bool one_check(void *ctx, const ac_entry *e)
{
    bool all = false;

    return answers_of(ctx, e, "answer", N_("check"), ORDER_CHECK, "check", &all) && (!all || to_be_opened(ctx, e));
}

static bool one_review(void *ctx, const ac_entry *e)
{
    bool all;

    return answers_of(ctx, e, "sheet", N_("review"), ORDER_REVIEW, "review", &all);
}

static bool has_ended(void *ctx, const ac_commitment_row *row)
{
    int state = ac_state_of_word(row->state);

    *(bool *)ctx = state == AC_STATE_ACCEPTED || state == AC_STATE_WITHDRAWN || state == AC_STATE_RELEASED || state == AC_STATE_DECLINED ||
                   state == AC_STATE_RETRACTED;
    return false;
}

/* A step is asked for as long as the promise goes on. */
static bool one_milestone(void *ctx, const ac_entry *e)
{
    walk *w = ctx;
    int64_t day;
    bool is_mine = strcmp(e->org, w->look->me) == 0, is_over = false;
    ac_waiting *line;

    if (e->nbelongs > 0)
        w->rc = ac_query_commitment(w->look->cli->nb, e->belongs[0], has_ended, &is_over, err_of(w));
    if (w->rc != AC_OK || is_over)
        return w->rc == AC_OK;
    if (!day_of(e, "due", &day) || ac_entry_has_code(e, "completion", "complete") || day > w->today + SOON_DAYS)
        return true;
    if (!is_mine && day >= w->today)
        return true;
    line = add(w, is_mine ? AC_GROUP_MINE : AC_GROUP_OVERDUE, ORDER_MILESTONE, N_("milestone"), e);
    if (line == NULL)
        return false;
    said_by(w, line, e->org, day);
    if (is_mine)
        type_this(line, "accord milestone %s", line->ref);
    return true;
}

static bool one_risk(void *ctx, const ac_entry *e)
{
    walk *w = ctx;
    const char *owner = ac_entry_text(e, "owner")[0] != '\0' ? ac_entry_text(e, "owner") : e->org;
    bool is_mine = strcmp(owner, w->look->me) == 0;
    int64_t day;
    ac_waiting *line;

    if (!day_of(e, "due", &day) || day > w->today || ac_entry_has_code(e, "state", "closed"))
        return true;
    line = add(w, is_mine ? AC_GROUP_MINE : AC_GROUP_OTHERS, ORDER_RISK, N_("risk"), e);
    if (line == NULL)
        return false;
    said_by(w, line, owner, day);
    if (is_mine)
        type_this(line, "accord risk %s", line->ref);
    return true;
}

/* Once a year somebody says whether it still runs: who goes on with it, else who wrote it down. */
static bool one_outcome(void *ctx, const ac_entry *e)
{
    walk *w = ctx;
    const char *heir = ac_entry_text(e, "inheritor");
    const char *asked = strlen(heir) >= 3 && strlen(heir) <= 6 && strspn(heir, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(heir) ? heir : e->org;
    bool is_mine = strcmp(asked, w->look->me) == 0;
    int64_t day;
    ac_waiting *line;

    if (!day_of(e, "began", &day))
        return true;
    seek(w, e->n, "confirmation", NULL);
    if (w->rc != AC_OK)
        return false;
    day = w->newest > day ? w->newest : day;
    if (w->has_ended)
        return true;
    if (w->today - day <= YEAR_DAYS)
        return true;
    line = add(w, is_mine ? AC_GROUP_MINE : AC_GROUP_STALE, ORDER_CONFIRM, N_("confirm"), e);
    if (line == NULL)
        return false;
    snprintf(line->detail, sizeof line->detail, ac_plural("nobody has looked for %d day", "nobody has looked for %d days", (unsigned long)(w->today - day)), (int)(w->today - day));
    line->days = (int)(w->today - day);
    if (is_mine)
        type_this(line, "accord outcome %s --still-running yes", line->ref);
    return true;
}

/* Two values of one field side by side: whoever may edit the record settles it. */
static void about_clash(walk *w, const ac_entry *e, bool is_profile)
{
    bool is_mine = e->is_joint || strcmp(e->org, w->look->me) == 0;
    ac_waiting *line = add(w, is_mine ? AC_GROUP_MINE : AC_GROUP_OTHERS, 0, N_("clash"), e);

    if (line == NULL)
        return;
    snprintf(line->detail, sizeof line->detail, "%s", _("two values stand side by side"));
    w->out->presses = true;
    if (is_mine && is_profile)
        type_this(line, "accord partnership show");
    else if (is_mine)
        type_this(line, "accord show %s", line->ref);
}

static bool one_entry(void *ctx, const ac_entry *e)
{
    walk *w = ctx;

    if (e->is_clash)
        about_clash(w, e, false);
    return w->rc == AC_OK;
}

static ac_rc about_profile(walk *w)
{
    ac_entry *e;
    ac_rc rc = ac_profile_open(&e, w->look->cli->nb, w->p->space, NULL, err_of(w));

    if (rc == AC_EREF)
        return AC_OK; /* its beginning has not arrived */
    if (rc != AC_OK)
        return rc;
    if (e->is_clash)
        about_clash(w, e, true);
    ac_entry_close(e);
    return w->rc;
}

static ac_rc about_agreement(walk *w)
{
    ac_agreed agreed;
    ac_waiting *line;
    ac_rc rc = ac_agreed_read(w->look->cli->nb, w->p->space, &agreed, err_of(w));

    if (rc != AC_OK || agreed.clauses == 0 || agreed.is_in_force)
        return rc;
    if (agreed.is_clash) /* nobody can sign before it is settled, and anybody may settle it */
        line = add(w, AC_GROUP_MINE, 0, N_("clash"), NULL);
    else
        line = add(w, agreed.is_ours ? AC_GROUP_OTHERS : AC_GROUP_MINE, ORDER_SIGN, N_("agreement"), NULL);
    if (line == NULL)
        return w->rc;
    if (agreed.is_clash) {
        snprintf(line->detail, sizeof line->detail, "%s", _("two values stand side by side"));
        w->out->presses = true;
        type_this(line, "accord agree");
    } else if (agreed.is_ours)
        said_since(w, line, agreed.missing, agreed.touched_ms);
    else {
        said_since(w, line, ac_tr_in("agreement", "changed"), agreed.touched_ms);
        type_this(line, "accord agree");
    }
    free(line->title);
    line->title = strdup(_("The partnering agreement"));
    return line->title != NULL ? AC_OK : ac_fail(err_of(w), AC_ENOMEM, "out of memory");
}

static bool is_partner(ac_looking *look, const ac_partnership *p)
{
    int own = ac_look_own(look->cli, p->space);
    ac_members *members;

    return own >= 0 && p->is_member && ac_notebook_members(look->cli->nb, p->space, &members, NULL) == AC_OK &&
           ac_members_org(members, own)->is_partner;
}

ac_rc ac_waiting_read(ac_looking *look, const ac_partnership *p, ac_waitings *out)
{
    static const struct {
        const char *type;
        ac_entry_fn *each;
    } walks[] = { { "question", one_question }, { "check", one_check }, { "review", one_review }, { "milestone", one_milestone },
                  { "risk", one_risk },         { "outcome", one_outcome }, { NULL, one_entry } };
    walk w = { .look = look, .p = p, .out = out, .today = ac_date_days(look->cli->today), .rc = AC_OK };
    ac_rc rc = AC_OK;

    *out = (ac_waitings){ 0 };
    if (!is_partner(look, p))
        return AC_OK;
    for (size_t i = 0; rc == AC_OK && i < sizeof walks / sizeof *walks; i++) {
        ac_entry_filter f = { .space = p->space, .type = walks[i].type };
        rc = ac_entries(look->cli->nb, &f, walks[i].each, &w, err_of(&w));
        if (rc == AC_OK)
            rc = w.rc;
    }
    if (rc == AC_OK)
        rc = about_profile(&w);
    if (rc == AC_OK)
        rc = about_agreement(&w);
    return rc;
}

void ac_waiting_free(ac_waitings *w)
{
    for (size_t i = 0; i < w->n; i++)
        free(w->list[i].title);
    free(w->list);
    *w = (ac_waitings){ 0 };
}
