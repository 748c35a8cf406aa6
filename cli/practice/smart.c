/* smart.c - what a good promise also says: hints that advise and never block, three at most. */
#include <string.h>

#include "cli/drafting.h"
#include "cli/practice/template.h"
#include "cli/terms.h"
#include "core/lang.h"

#define MOST 3
#define FAR_DAYS (2 * 366)
#define SAYS_IT_ALL 40 /* characters of a title that may be the whole promise */

typedef struct {
    const ac_terms *t;
    int64_t today, due, start, expires; /* days; 0: no date */
} looked;

static int64_t day_of(const ac_terms *t, const char *key)
{
    const char *text = ac_json_str(t->facts, key);
    ac_date date;

    return text != NULL && ac_date_of_iso(&date, text) ? ac_date_days(date) : 0;
}

static bool has_word(const looked *l, const char *key)
{
    return ac_json_str(l->t->words, key) != NULL;
}

static bool has_fact(const looked *l, const char *key)
{
    return ac_json_get(l->t->facts, key) != NULL;
}

/* --- what does not fit together: said always --- */

static bool has_passed(const looked *l)
{
    return l->due != 0 && l->due < l->today;
}

static bool begins_late(const looked *l)
{
    return l->due != 0 && l->start != 0 && l->start > l->due;
}

static bool has_lapsed(const looked *l)
{
    return l->expires != 0 && l->expires < l->today;
}

/* --- what is not said: one question for each letter of SMART --- */

static bool lacks_check(const looked *l)
{
    return !has_word(l, "check") && !has_word(l, "target");
}

static bool lacks_baseline(const looked *l)
{
    return has_word(l, "target") && has_word(l, "unit") && !has_word(l, "baseline") && !has_word(l, "check");
}

static bool is_far(const looked *l)
{
    return l->due > l->today + FAR_DAYS && !has_fact(l, "slots");
}

static bool lacks_action(const looked *l)
{
    const char *title = ac_json_str(l->t->words, "title");

    return !has_word(l, "action") && (title == NULL || ac_text_chars(title, strlen(title)) < SAYS_IT_ALL);
}

static bool lacks_means(const looked *l)
{
    return !has_word(l, "conditions") && !has_word(l, "depends") && !has_word(l, "amounts") && !has_fact(l, "contribution");
}

static bool lacks_purpose(const looked *l)
{
    return !has_fact(l, "driver") && !has_fact(l, "level") && !has_word(l, "how") && !has_word(l, "problem");
}

/* Asked of those who have time: on a terminal, and when a draft is begun. */
static const struct {
    bool (*lacks)(const looked *l);
    const char *key; /* the question of the template `smart` */
} asked[] = { { lacks_action, "action" }, { lacks_means, "conditions" }, { lacks_purpose, "driver" } };

void ac_terms_hints(ac_cli *cli, const ac_terms *t, const char *who)
{
    const ac_template *smart = ac_template_find("smart");
    looked l = { t, ac_date_days(cli->today), day_of(t, "due"), day_of(t, "start"), day_of(t, "expires") };
    bool has_time = cli->talk.is_tty || (ac_draft_wanted(cli) && cli->drafted == NULL);
    int said = 0;

    if (has_passed(&l) && ++said <= MOST)
        ac_talk(cli, "  Hint: the due date has passed already\n");
    if (begins_late(&l) && ++said <= MOST)
        ac_talk(cli, "  Hint: it would begin after it is due\n");
    if (has_lapsed(&l) && ++said <= MOST)
        ac_talk(cli, "  Hint: the offer would have lapsed already (--expires)\n");
    if (lacks_check(&l) && ++said <= MOST)
        ac_talk(cli, "  Hint, not required: how will %s know that it is done? (--check \"…\", --target \"…\")\n", who);
    if (lacks_baseline(&l) && ++said <= MOST)
        ac_talk(cli, "  Hint, not required: where does it stand today? (--baseline \"…\")\n");
    if (is_far(&l) && ++said <= MOST)
        ac_talk(cli, "  Hint, not required: that is far away; dated slots help (--every quarter --until DATE)\n");
    for (size_t i = 0; has_time && i < sizeof asked / sizeof *asked; i++)
        if (asked[i].lacks(&l) && ++said <= MOST)
            ac_talk(cli, "  Hint, not required: %s\n", ac_tr_always(ac_prompt_find(smart, asked[i].key)->ask));
}
