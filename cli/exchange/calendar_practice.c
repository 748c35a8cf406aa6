/* calendar_practice.c - the dates of the practice as events: milestones, reviews, health checks, risks, questions, and
 * the day a partnership is planned to end or an organisation moves on. */
#include "cli/exchange/calendar.h"
#include "cli/exchange/opened.h"
#include "cli/filter.h"
#include "core/lang.h"
#include "core/practice/entry.h"

#include <string.h>

/* What stands in a type's date field, and how it is known to be over. */
typedef struct {
    const ac_type *type;
    const char *field, *over, *code; /* over: a field of CODE; NULL: nothing says so */
} dated;

static const dated rows[] = {
    { &ac_type_milestone, "due", "completion", "complete" },
    { &ac_type_review, "date", "state", "closed" },
    { &ac_type_check, "due", "state", "closed" },
    { &ac_type_risk, "due", "state", "closed" },
    { &ac_type_question, "due", NULL, NULL },
};

typedef struct {
    ac_calendar *c;
    const ac_partnership *p;
    const dated *row;    /* NULL: a profile */
    const char *moving;  /* name of the organisation whose profile it is; NULL: the partnership's */
    ac_date from, until; /* month 0: no limit */
    const char *partner; /* NULL: of everybody */
    ac_rc rc;
} practice;

/* --- the changes of a record: how many, and what a field said last --- */

typedef struct {
    ac_cli *cli;
    const char *field;
    int n;
    char last[11]; /* "" where it never said anything */
    ac_rc rc;
} past;

static bool one_change(void *ctx, const ac_change_row *row)
{
    past *p = ctx;
    ac_json *facts = NULL;
    const char *value;

    p->n++;
    p->rc = ac_query_facts(p->cli->nb, row->held.n, &facts, &p->cli->err);
    value = ac_json_str(facts, p->field);
    if (p->rc == AC_OK && value != NULL && ac_day_of(value) != AC_NO_DAY)
        memcpy(p->last, value, sizeof p->last);
    ac_json_free(facts);
    return p->rc == AC_OK;
}

static ac_rc read_past(ac_cli *cli, const ac_entry *e, const char *field, past *out)
{
    ac_rc rc;

    *out = (past){ .cli = cli, .field = field };
    rc = ac_query_changes(cli->nb, e->space, e->n, 0, one_change, out, &cli->err);
    return rc == AC_OK ? out->rc : rc;
}

/* --- what an event says --- */

static void put_summary(ac_buf *out, const practice *w, const char *title, ac_dated now)
{
    const ac_type *type = w->row != NULL ? w->row->type : &ac_type_partnership;
    bool is_over = now == AC_DATED_DONE;

    if (w->row == NULL && w->moving != NULL)
        ac_format(&ac_file_screen, out, "%s moves on", w->moving);
    else if (type == &ac_type_partnership)
        ac_format(&ac_file_screen, out, "Planned end of the partnership: %s", title);
    else if (type == &ac_type_milestone && is_over)
        ac_format(&ac_file_screen, out, "Milestone reached: %s", title);
    else if (type == &ac_type_milestone)
        ac_format(&ac_file_screen, out, "Milestone: %s", title);
    else if (type == &ac_type_review && is_over)
        ac_format(&ac_file_screen, out, "Review held: %s", title);
    else if (type == &ac_type_review)
        ac_format(&ac_file_screen, out, "Review: %s", title);
    else if (type == &ac_type_check)
        ac_format(&ac_file_screen, out, "Health check, answers until today: %s", title);
    else if (type == &ac_type_risk)
        ac_format(&ac_file_screen, out, "Risk, look at it again: %s", title);
    else
        ac_format(&ac_file_screen, out, "Question, reply wanted: %s", title);
}

static void put_description(ac_buf *out, const practice *w, const ac_entry *e)
{
    const char *text = ac_entry_text(e, "text");
    char ref[AC_LOOK_REF_SIZE];

    if (e->ref[0] != '\0')
        ac_format(&ac_file_screen, out, "%s, %s, by %s\n", e->ref, w->p->title, e->org);
    else
        ac_format(&ac_file_screen, out, "%s\n", w->p->title);
    if (text[0] != '\0' && strcmp(text, ac_entry_title(e)) != 0) {
        ac_buf_str(out, text);
        ac_buf_str(out, "\n");
    }
    if (e->ref[0] != '\0')
        ac_format(&ac_file_screen, out, "accord show %s", ac_look_ref(&w->c->look, e->space, e->ref, ref));
    else
        ac_format(&ac_file_screen, out, "accord partnership show %s", w->p->code);
}

static bool state_of(void *ctx, const ac_commitment_row *row)
{
    *(int *)ctx = ac_state_of_word(row->state);
    return false;
}

/* A step of a promise that ended otherwise than kept falls with it; of one that was kept it is over. */
static ac_rc standing_of(const practice *w, const ac_entry *e, ac_dated *out)
{
    int state = -1;
    ac_rc rc = AC_OK;

    if (w->row != NULL && w->row->type == &ac_type_milestone && e->nbelongs > 0)
        rc = ac_query_commitment(w->c->cli->nb, e->belongs[0], state_of, &state, &w->c->cli->err);
    *out = AC_DATED_OPEN;
    if (!e->is_counted || state == AC_STATE_WITHDRAWN || state == AC_STATE_RELEASED || state == AC_STATE_RETRACTED || state == AC_STATE_DECLINED)
        *out = AC_DATED_CANCELLED;
    else if (state == AC_STATE_ACCEPTED || (w->row != NULL && w->row->over != NULL && ac_entry_has_code(e, w->row->over, w->row->code)))
        *out = AC_DATED_DONE;
    return rc;
}

static bool is_within(const practice *w, int32_t day)
{
    return (w->from.month == 0 || day >= ac_date_days(w->from)) && (w->until.month == 0 || day <= ac_date_days(w->until));
}

static ac_rc put_entry(practice *w, const ac_entry *e, const char *field, const char *of, const char *title)
{
    ac_cli *cli = w->c->cli;
    ac_buf summary = { 0 }, description = { 0 };
    int32_t day = ac_day_of(ac_entry_text(e, field));
    ac_dated now = AC_DATED_CANCELLED;
    past before;
    ac_rc rc = read_past(cli, e, field, &before);

    if (rc == AC_OK && day != AC_NO_DAY)
        rc = standing_of(w, e, &now);
    else if (rc == AC_OK)
        day = ac_day_of(before.last); /* the date was taken out: let it go */
    if (rc != AC_OK || day == AC_NO_DAY || !is_within(w, day))
        return rc;
    put_summary(&summary, w, title, now);
    put_description(&description, w, e);
    w->c->out.failed = w->c->out.failed || summary.failed || description.failed;
    ac_calendar_put(w->c, &(ac_event){ .record = &e->id, .space = e->space, .of = of, .day = day, .now = now,
                                       .touched_ms = e->touched_ms != 0 ? e->touched_ms : e->written_ms, .sequence = before.n > 0 ? before.n - 1 : 0,
                                       .summary = ac_buf_text(&summary), .description = ac_buf_text(&description) });
    ac_buf_free(&summary);
    ac_buf_free(&description);
    return AC_OK;
}

static bool one_entry(void *ctx, const ac_entry *e)
{
    practice *w = ctx;
    const char *title = ac_entry_title(e);

    if ((w->partner == NULL || strcmp(e->org, w->partner) == 0) && (!w->c->mine || strcmp(e->org, w->c->look.me) == 0))
        w->rc = put_entry(w, e, w->row->field, w->row->type->name, title[0] != '\0' ? title : _("(its words are not here)"));
    return w->rc == AC_OK;
}

/* --- a partnership --- */

static ac_rc put_planned_end(practice *w)
{
    ac_entry *profile;
    ac_rc rc = ac_profile_open(&profile, w->c->cli->nb, w->p->space, NULL, &w->c->cli->err);

    if (rc != AC_OK)
        return rc;
    w->row = NULL;
    rc = put_entry(w, profile, "planned-end", "planned-end", w->p->title);
    ac_entry_close(profile);
    return rc;
}

/* The day each organisation says it moves on. */
static ac_rc put_moving_on(practice *w)
{
    ac_cli *cli = w->c->cli;
    ac_members *members;
    ac_rc rc = ac_notebook_members(cli->nb, w->p->space, &members, &cli->err);
    int n = rc == AC_OK ? ac_members_orgs(members) : 0;

    for (int i = 0; rc == AC_OK && i < n; i++) {
        const ac_org org = *ac_members_org(members, i); /* profiles are read by the same notebook */
        ac_entry *profile;
        if ((w->partner != NULL && strcmp(org.code, w->partner) != 0) || (w->c->mine && strcmp(org.code, w->c->look.me) != 0))
            continue;
        rc = ac_profile_open(&profile, cli->nb, w->p->space, org.code, &cli->err);
        if (rc != AC_OK)
            return rc;
        w->row = NULL;
        w->moving = org.name;
        rc = put_entry(w, profile, "org-moving-on-date", "moving-on", w->p->title);
        w->moving = NULL;
        ac_entry_close(profile);
    }
    return rc;
}

ac_rc ac_calendar_practice(ac_calendar *c, const ac_partnership *p)
{
    practice w = { .c = c, .p = p };
    char partner[8];
    ac_rc rc = ac_filter_partner(&c->look, partner);

    if (rc == AC_OK)
        rc = ac_opt_date(c->cli, "from", AC_LOOK_BACK, &w.from);
    if (rc == AC_OK)
        rc = ac_opt_date(c->cli, "until", AC_LOOK_FORWARD, &w.until);
    w.partner = partner[0] != '\0' ? partner : NULL;
    for (size_t i = 0; rc == AC_OK && i < sizeof rows / sizeof *rows; i++) {
        const ac_entry_filter f = { .space = p->space, .type = rows[i].type->name, .all = ac_opt_flag(c->cli, "all") };
        w.row = &rows[i];
        rc = ac_entries(c->cli->nb, &f, one_entry, &w, &c->cli->err);
        if (rc == AC_OK)
            rc = w.rc;
    }
    if (rc == AC_OK && w.partner == NULL && !c->mine)
        rc = put_planned_end(&w);
    if (rc == AC_OK)
        rc = put_moving_on(&w);
    return rc;
}
