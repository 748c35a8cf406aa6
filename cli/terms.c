/* terms.c - the terms of a promise, read from options: the same for promise, ask, amend and resolve. */
#include "cli/terms.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/drafting.h"
#include "cli/typed.h"
#include "core/commitment.h"

typedef enum { TERM_TITLE, TERM_LINE, TERM_BODY, TERM_LANGUAGE, TERM_DATE, TERM_NUMBER, TERM_CODE, TERM_CODES } term_type;

typedef struct {
    const char *option, *key;
    term_type type;
    ac_vocab vocab;
    int64_t max; /* of a number, from 1 */
} term;

static const term terms[] = {
    { "title", "title", TERM_TITLE, AC_V_COUNT, 0 },
    { "due", "due", TERM_DATE, AC_V_COUNT, 0 },
    { "start", "start", TERM_DATE, AC_V_COUNT, 0 },
    { "expires", "expires", TERM_DATE, AC_V_COUNT, 0 },
    { "need", "need", TERM_NUMBER, AC_V_COUNT, AC_PARTIES_MAX - 1 },
    { "level", "level", TERM_NUMBER, AC_V_COUNT, 3 },
    { "principle", "principles", TERM_CODES, AC_V_PRINCIPLE, 0 },
    { "contribution", "contribution", TERM_CODE, AC_V_CONTRIBUTION, 0 },
    { "driver", "driver", TERM_CODE, AC_V_DRIVER, 0 },
    { "origin", "origin", TERM_CODE, AC_V_ORIGIN, 0 },
    { "action", "action", TERM_BODY, AC_V_COUNT, 0 },
    { "unit", "unit", TERM_LINE, AC_V_COUNT, 0 },
    { "target", "target", TERM_LINE, AC_V_COUNT, 0 },
    { "baseline", "baseline", TERM_LINE, AC_V_COUNT, 0 },
    { "amounts", "amounts", TERM_LINE, AC_V_COUNT, 0 },
    { "check", "check", TERM_BODY, AC_V_COUNT, 0 },
    { "problem", "problem", TERM_BODY, AC_V_COUNT, 0 },
    { "how", "how", TERM_BODY, AC_V_COUNT, 0 },
    { "conditions", "conditions", TERM_BODY, AC_V_COUNT, 0 },
    { "depends-on", "depends", TERM_BODY, AC_V_COUNT, 0 },
    { "language", "language", TERM_LANGUAGE, AC_V_COUNT, 0 },
};
#define NTERMS (sizeof terms / sizeof *terms)

static bool is_fact(const term *row)
{
    return row->type >= TERM_DATE;
}

static const term *term_find(const char *option)
{
    for (size_t i = 0; i < NTERMS; i++)
        if (strcmp(terms[i].option, option) == 0)
            return &terms[i];
    return NULL;
}

static ac_rc no_memory(ac_err *err)
{
    return ac_fail(err, AC_ENOMEM, "out of memory");
}

/* --- beginning --- */

/* Facts that are no terms: of the text, not of what it says. */
static bool is_of_text(const char *key)
{
    static const char *const keys[] = { "reason", "outcome", "sealed", "withheld" };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i], key) == 0)
            return true;
    return false;
}

ac_rc ac_terms_begin(ac_terms *t, const ac_json *facts, const ac_json *words, ac_err *err)
{
    bool good;

    *t = (ac_terms){ ac_json_object(), ac_json_object() };
    good = t->facts != NULL && t->words != NULL;
    for (size_t i = 0; good && i < ac_json_count(facts); i++) {
        const ac_json *v = ac_json_at(facts, i);
        const char *key = ac_json_key(v);
        bool known = strcmp(key, "slots") == 0;
        if (is_of_text(key))
            continue;
        for (size_t k = 0; !known && k < NTERMS; k++)
            known = is_fact(&terms[k]) && strcmp(terms[k].key, key) == 0;
        if (!known) {
            ac_terms_free(t);
            return ac_fail(err, AC_ESTATE, "that text holds terms (\"%s\") of a newer version of accord: update first", key);
        }
        good = ac_json_set(t->facts, key, ac_json_copy(v));
    }
    for (size_t i = 0; good && i < ac_json_count(words); i++) {
        const char *key = ac_json_key(ac_json_at(words, i));
        if (strcmp(key, "why") != 0 && strcmp(key, "text") != 0 && strcmp(key, "message") != 0 && strcmp(key, "source") != 0)
            good = ac_json_set(t->words, key, ac_json_copy(ac_json_at(words, i)));
    }
    if (!good) {
        ac_terms_free(t);
        return no_memory(err);
    }
    return AC_OK;
}

void ac_terms_free(ac_terms *t)
{
    ac_json_free(t->facts);
    ac_json_free(t->words);
    *t = (ac_terms){ NULL, NULL };
}

/* --- one term --- */

static ac_rc put_text(ac_cli *cli, ac_terms *t, const term *row, const char *text)
{
    char what[120];
    ac_buf body = { 0 };
    ac_rc rc = AC_OK;

    snprintf(what, sizeof what, row->type == TERM_TITLE                ? _("the title")
                                : strcmp(row->option, "action") == 0 ? _("the action")
                                                                     : "--%s", row->option);
    switch (row->type) {
    case TERM_BODY:
        ac_buf_str(&body, text);
        rc = ac_body_take(what, &body, &cli->err);
        break;
    case TERM_LANGUAGE:
        rc = ac_language_check(text, &cli->err);
        break;
    default:
        rc = ac_title_check(what, text, strlen(text), &cli->err);
        if (rc == AC_OK && strcmp(row->key, "amounts") == 0)
            rc = ac_amounts_check(what, text, &cli->err);
        break;
    }
    if (rc == AC_OK && !ac_json_set_str(t->words, row->key, row->type == TERM_BODY ? ac_buf_text(&body) : text))
        rc = no_memory(&cli->err);
    ac_buf_free(&body);
    return rc;
}

static ac_rc put_date(ac_cli *cli, ac_terms *t, const term *row, const char *text)
{
    char iso[AC_DATE_ISO_SIZE];
    ac_date date;
    ac_rc rc = ac_date_parse(&date, text, cli->today, AC_LOOK_FORWARD, &cli->err);

    if (rc != AC_OK)
        return ac_wrap(&cli->err, rc, "--%s", row->option);
    ac_date_iso(iso, date);
    return ac_json_set_str(t->facts, row->key, iso) ? AC_OK : no_memory(&cli->err);
}

static ac_rc put_number(ac_cli *cli, ac_terms *t, const term *row, const char *text)
{
    char *end;
    long long v = strtoll(text, &end, 10);

    if (*text == '\0' || *end != '\0' || v < 1 || v > row->max)
        return ac_fail(&cli->err, AC_EUSAGE, "--%s \"%.40s\": write a number from 1 to %lld", row->option, text, (long long)row->max);
    return ac_json_set_int(t->facts, row->key, v) ? AC_OK : no_memory(&cli->err);
}

static ac_rc code_check(ac_cli *cli, const term *row, const char *text)
{
    char list[512];

    if (ac_vocab_has(row->vocab, text))
        return AC_OK;
    ac_vocab_list(row->vocab, list, sizeof list);
    return ac_fail(&cli->err, AC_EUSAGE, "--%s \"%.40s\" is unknown. It is one of: %s", row->option, text, list);
}

/* A set of codes, ascending, none twice. */
static ac_rc code_list(ac_cli *cli, const term *row, const char *const *codes, size_t n, ac_json **out)
{
    ac_json *list = ac_json_array();
    const char *last = "";
    bool good = list != NULL;
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && i < n; i++)
        rc = code_check(cli, row, codes[i]);
    for (size_t taken = 0; rc == AC_OK && good && taken < n; taken++) {
        const char *next = NULL;
        for (size_t i = 0; i < n; i++)
            if (strcmp(codes[i], last) > 0 && (next == NULL || strcmp(codes[i], next) < 0))
                next = codes[i];
        if (next == NULL)
            break;
        good = ac_json_push(list, ac_json_string(next));
        last = next;
    }
    if (rc != AC_OK || !good) {
        ac_json_free(list);
        return rc != AC_OK ? rc : no_memory(&cli->err);
    }
    *out = list;
    return AC_OK;
}

static ac_rc put_codes(ac_cli *cli, ac_terms *t, const term *row, const char *const *codes, size_t n)
{
    ac_json *list;
    ac_rc rc = code_list(cli, row, codes, n, &list);

    if (rc == AC_OK && !ac_json_set(t->facts, row->key, list))
        rc = no_memory(&cli->err);
    return rc;
}

static ac_rc put(ac_cli *cli, ac_terms *t, const term *row, const char *text)
{
    ac_rc rc = AC_OK;

    switch (row->type) {
    case TERM_TITLE:
    case TERM_LINE:
    case TERM_BODY:
    case TERM_LANGUAGE:
        return put_text(cli, t, row, text);
    case TERM_DATE:
        return put_date(cli, t, row, text);
    case TERM_NUMBER:
        return put_number(cli, t, row, text);
    case TERM_CODE:
        rc = code_check(cli, row, text);
        return rc != AC_OK ? rc : ac_json_set_str(t->facts, row->key, text) ? AC_OK : no_memory(&cli->err);
    case TERM_CODES:
        return put_codes(cli, t, row, &text, 1);
    }
    return rc;
}

ac_rc ac_terms_put(ac_cli *cli, ac_terms *t, const char *name, const char *text)
{
    const term *row = term_find(name);

    assert(row != NULL);
    if (text[0] != '\0')
        return put(cli, t, row, text);
    ac_json_drop(is_fact(row) ? t->facts : t->words, row->key);
    return AC_OK;
}

static const term *word_find(const char *key)
{
    for (size_t i = 0; i < NTERMS; i++)
        if (!is_fact(&terms[i]) && strcmp(terms[i].key, key) == 0)
            return &terms[i];
    return NULL;
}

bool ac_term_is_word(const char *key)
{
    return word_find(key) != NULL;
}

ac_rc ac_term_word_put(ac_cli *cli, ac_json *words, const char *key, const char *text)
{
    ac_terms t = { .words = words };

    assert(ac_term_is_word(key));
    return put_text(cli, &t, word_find(key), text);
}

/* --- dated slots --- */

static int by_date(const void *a, const void *b)
{
    int64_t x = ac_date_days(*(const ac_date *)a), y = ac_date_days(*(const ac_date *)b);

    return x < y ? -1 : x > y;
}

static ac_rc slots_put(ac_cli *cli, ac_terms *t, const ac_date *dates, size_t n)
{
    ac_json *list = ac_json_array();
    bool good = list != NULL;

    for (size_t i = 0; good && i < n; i++) {
        ac_json *slot = ac_json_object();
        char iso[AC_DATE_ISO_SIZE];
        ac_date_iso(iso, dates[i]);
        good = ac_json_set_str(slot, "due", iso);
        good = ac_json_set_int(slot, "n", (int64_t)i + 1) && good;
        good = ac_json_push(list, slot) && good;
    }
    if (!good) {
        ac_json_free(list);
        return no_memory(&cli->err);
    }
    return ac_json_set(t->facts, "slots", list) ? AC_OK : no_memory(&cli->err);
}

static ac_rc slots_named(ac_cli *cli, ac_date *out, size_t *out_n)
{
    size_t n = ac_opt_count(cli, "slot");
    ac_rc rc = AC_OK;

    if (n > AC_SLOTS_MAX)
        return ac_fail(&cli->err, AC_EUSAGE, "%zu slots; %d is the most", n, AC_SLOTS_MAX);
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        rc = ac_date_parse(&out[i], ac_opt_at(cli, "slot", i), cli->today, AC_LOOK_FORWARD, &cli->err);
    if (rc != AC_OK)
        return ac_wrap(&cli->err, rc, "--slot");
    qsort(out, n, sizeof *out, by_date);
    for (size_t i = 1; i < n; i++)
        if (by_date(&out[i - 1], &out[i]) == 0) {
            char iso[AC_DATE_ISO_SIZE];
            ac_date_iso(iso, out[i]);
            return ac_fail(&cli->err, AC_EUSAGE, "--slot %s is given twice: each slot has a day of its own", iso);
        }
    *out_n = n;
    return AC_OK;
}

static ac_rc slots_every(ac_cli *cli, const ac_terms *t, ac_date *out, size_t *out_n)
{
    ac_date first, until;
    ac_rc rc = ac_opt_date(cli, "until", AC_LOOK_FORWARD, &until);

    if (rc != AC_OK)
        return rc;
    if (until.month == 0)
        return ac_fail(&cli->err, AC_EUSAGE, "--every needs the day of the last slot: --until DATE");
    if (ac_opt(cli, "due") == NULL || !ac_date_of_iso(&first, ac_json_str(t->facts, "due")))
        return ac_fail(&cli->err, AC_EUSAGE, "--every needs the day of the first slot: --due DATE");
    return ac_date_slots(first, ac_opt(cli, "every"), until, out, AC_SLOTS_MAX, out_n, &cli->err);
}

/* Slots as typed; the due date of a recurring promise is that of its last slot, or later. */
static ac_rc slots_options(ac_cli *cli, ac_terms *t)
{
    ac_date dates[AC_SLOTS_MAX], due;
    char iso[AC_DATE_ISO_SIZE];
    bool is_every = ac_opt(cli, "every") != NULL;
    size_t n = 0;
    ac_rc rc;

    if (!is_every && ac_opt(cli, "until") != NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "--until goes with --every month, quarter or year");
    if (is_every && ac_opt_count(cli, "slot") > 0)
        return ac_fail(&cli->err, AC_EUSAGE, "take --every, or name each slot with --slot, not both");
    if (!is_every && ac_opt_count(cli, "slot") == 0) {
        if (ac_opt(cli, "due") != NULL && ac_json_get(t->facts, "slots") != NULL)
            return ac_fail(&cli->err, AC_EUSAGE, "this promise has %zu dated slots, and one date would not say which: give the "
                           "slots anew with --slot or --every, or leave them out with --clear slot",
                           ac_json_count(ac_json_get(t->facts, "slots")));
        return AC_OK;
    }
    rc = is_every ? slots_every(cli, t, dates, &n) : slots_named(cli, dates, &n);
    if (rc == AC_OK)
        rc = slots_put(cli, t, dates, n);
    if (rc != AC_OK)
        return rc;
    if (!is_every && ac_opt(cli, "due") != NULL && ac_date_of_iso(&due, ac_json_str(t->facts, "due"))) {
        if (by_date(&due, &dates[n - 1]) < 0)
            return ac_fail(&cli->err, AC_EUSAGE, "--due lies before the last slot");
        return AC_OK;
    }
    ac_date_iso(iso, dates[n - 1]);
    return ac_json_set_str(t->facts, "due", iso) ? AC_OK : no_memory(&cli->err);
}

/* --- options --- */

static const char *const shared[] = { "due",     "start", "expires",  "need",    "level", "principle", "contribution",
                                      "driver",  "origin", "unit",    "target",  "baseline", "amounts", "check",
                                      "problem", "how",   "conditions", "depends-on", "language" };
#define NSHARED (sizeof shared / sizeof *shared)

bool ac_terms_typed(const ac_cli *cli)
{
    static const char *const more[] = { "slot", "every", "until", "title", "clear", "action" };

    for (size_t i = 0; i < NSHARED; i++)
        if (ac_opt_count(cli, shared[i]) > 0)
            return true;
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (ac_args_takes(cli->args, more[i]) && ac_opt_count(cli, more[i]) > 0)
            return true;
    return false;
}

ac_rc ac_terms_codes(ac_cli *cli, const char *option, ac_vocab vocab, ac_json **out)
{
    const term row = { option, option, TERM_CODES, vocab, 0 };
    const char *codes[16];
    size_t n = ac_opt_count(cli, option);

    *out = NULL;
    if (n > sizeof codes / sizeof *codes)
        return ac_fail(&cli->err, AC_EUSAGE, ac_plural("--%s is given %zu time", "--%s is given %zu times", n), option, n);
    for (size_t i = 0; i < n; i++)
        codes[i] = ac_opt_at(cli, option, i);
    return n > 0 ? code_list(cli, &row, codes, n, out) : AC_OK;
}

static ac_rc principles_option(ac_cli *cli, ac_terms *t)
{
    ac_json *list;
    ac_rc rc = ac_terms_codes(cli, "principle", AC_V_PRINCIPLE, &list);

    if (rc == AC_OK && list != NULL && !ac_json_set(t->facts, "principles", list))
        rc = no_memory(&cli->err);
    return rc;
}

ac_rc ac_terms_options(ac_cli *cli, ac_terms *t, const char *action)
{
    ac_buf text = { 0 };
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && i < NSHARED; i++) {
        if (ac_opt_count(cli, shared[i]) == 0)
            continue;
        rc = strcmp(shared[i], "principle") == 0 ? principles_option(cli, t) : put(cli, t, term_find(shared[i]), ac_opt(cli, shared[i]));
    }
    if (rc == AC_OK)
        rc = slots_options(cli, t);
    if (rc == AC_OK && ac_args_takes(cli->args, "title") && ac_opt(cli, "title") != NULL)
        rc = put(cli, t, term_find("title"), ac_opt(cli, "title"));
    if (rc == AC_OK && ac_opt(cli, action) != NULL) {
        rc = ac_text_from(cli, action, NULL, &text);
        if (rc == AC_OK)
            rc = ac_body_take(_("the text"), &text, &cli->err);
        if (rc == AC_OK && !ac_json_set_str(t->words, "action", ac_buf_text(&text)))
            rc = no_memory(&cli->err);
    }
    ac_buf_free(&text);
    return rc;
}

ac_rc ac_terms_clear(ac_cli *cli, ac_terms *t, const char *names)
{
    for (const char *p = names; *p != '\0';) {
        size_t n = strcspn(p, ",");
        const term *row = NULL;
        bool is_slot = (n == 4 && strncmp(p, "slot", n) == 0) || (n == 5 && strncmp(p, "slots", n) == 0);
        for (size_t i = 0; i < NTERMS; i++)
            if ((strlen(terms[i].option) == n && strncmp(terms[i].option, p, n) == 0) ||
                (strlen(terms[i].key) == n && strncmp(terms[i].key, p, n) == 0))
                row = &terms[i];
        if (is_slot)
            ac_json_drop(t->facts, "slots");
        else if (row == NULL)
            return ac_fail(&cli->err, AC_EUSAGE, "--clear \"%.*s\": there is no such term. Terms are named like their options: amounts, conditions, check", (int)(n < 40 ? n : 40), p);
        else if (row->type == TERM_TITLE || strcmp(row->key, "due") == 0)
            return ac_fail(&cli->err, AC_EUSAGE, row->type == TERM_TITLE ? "a promise always has a title: give another one instead"
                                                                       : "a promise always has a due date: give another one instead");
        else
            ac_json_drop(is_fact(row) ? t->facts : t->words, row->key);
        p += n + (p[n] == ',');
    }
    return AC_OK;
}

/* --- whole --- */

ac_rc ac_terms_check(ac_cli *cli, const ac_terms *t, size_t promisees)
{
    int64_t need;

    if (ac_json_str(t->words, "title") == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "the title is missing");
    if (ac_draft_wanted(cli) && (promisees == 0 || ac_json_str(t->facts, "due") == NULL))
        return AC_OK; /* said before it is signed */
    if (ac_json_str(t->facts, "due") == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "say when it will be done: --due DATE (2026-09-30, \"end of september\", +2w)");
    if (ac_json_int(t->facts, "need", &need) && need > (int64_t)promisees)
        return ac_fail(&cli->err, AC_EUSAGE, "--need %lld, but it is promised to %zu", (long long)need, promisees);
    return AC_OK;
}

void ac_words_warn(ac_cli *cli, const ac_json *words)
{
    for (size_t i = 0; i < ac_json_count(words); i++) {
        const char *found = ac_personal(ac_json_text(ac_json_at(words, i)));
        if (found != NULL) {
            ac_talk(cli, "  Hint: this text holds %s, and a signed record forgets nothing. Roles are enough\n", found);
            return;
        }
    }
}
