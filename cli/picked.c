/* picked.c - commitments picked by the filters that commands share. */
#include "cli/picked.h"

#include "cli/filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    ac_looking *look;
    ac_picked *out;
    const ac_filter *filter;
    ac_clock_word clock_word;
    ac_rc rc;
} picking;

/* --- keeping --- */

/* Copy the strings that are borrowed. */
static bool own_strings(ac_picked_row *k)
{
    const char **const fields[] = { &k->row.title, &k->row.promisor, &k->row.promisees, &k->row.due, &k->row.open,
                                    &k->row.flags, &k->row.turn, &k->row.principles };
    size_t n = 0;
    char *p;

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        n += strlen(*fields[i]) + 1;
    k->text = p = malloc(n);
    for (size_t i = 0; p != NULL && i < sizeof fields / sizeof *fields; i++) {
        n = strlen(*fields[i]) + 1;
        memcpy(p, *fields[i], n);
        *fields[i] = p;
        p += n;
    }
    return k->text != NULL;
}

static bool keep(ac_picked *p, const ac_commitment_row *row, const ac_clock *clock)
{
    if (p->n == p->cap) {
        size_t cap = p->cap ? 2 * p->cap : 64;
        ac_picked_row *more = realloc(p->rows, cap * sizeof *more);
        if (more == NULL)
            return false;
        p->rows = more;
        p->cap = cap;
    }
    p->rows[p->n] = (ac_picked_row){ .row = *row, .clock = *clock };
    return own_strings(&p->rows[p->n++]);
}

/* --text: the title, or anything that the text in force (else the offer) says. */
static bool holds_text(picking *p, const ac_commitment_row *row)
{
    ac_cli *cli = p->look->cli;
    ac_json *words = NULL;
    ac_held held;
    bool found;

    if (ac_filter_text(p->filter, row->title))
        return true;
    p->rc = ac_history_find(ac_notebook_history(cli->nb), row->space, &row->terms, &held, &cli->err);
    if (p->rc == AC_OK && held.n != 0)
        p->rc = ac_query_words(cli->nb, held.n, &words, &cli->err);
    found = ac_filter_words(p->filter, words);
    ac_json_free(words);
    return found;
}

static bool one(void *ctx, const ac_commitment_row *row)
{
    picking *p = ctx;
    ac_cli *cli = p->look->cli;
    ac_clock clock;

    if (ac_look_partnership(p->look, row->space) == NULL)
        return true; /* another partnership than the one meant */
    p->rc = ac_look_clock(cli, row, &clock, &cli->err);
    if (p->rc == AC_OK && !holds_text(p, row))
        return p->rc == AC_OK;
    if (p->rc == AC_OK && ac_clock_is(p->clock_word, row, &clock) && !keep(p->out, row, &clock))
        p->rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    return p->rc == AC_OK;
}

static int in_order(const void *va, const void *vb)
{
    const ac_commitment_row *a = &((const ac_picked_row *)va)->row, *b = &((const ac_picked_row *)vb)->row;

    if (a->space != b->space)
        return a->space < b->space ? -1 : 1;
    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    return ac_id_cmp(a->id, b->id);
}

void ac_picked_free(ac_picked *picked)
{
    for (size_t i = 0; i < picked->n; i++)
        free(picked->rows[i].text);
    free(picked->rows);
    *picked = (ac_picked){ 0 };
}

/* --- the filter --- */

static ac_rc read_state(picking *p, ac_commitment_filter *f)
{
    ac_cli *cli = p->look->cli;
    const char *lower = p->filter->state;
    ac_buf known = { 0 };

    if (lower[0] == '\0')
        return AC_OK;
    p->clock_word = ac_clock_word_of(lower);
    if (p->clock_word != AC_CLOCK_NONE)
        return AC_OK;
    for (int s = 0; s < AC_STATE_NONE; s++)
        if (strcmp(ac_state_word((ac_commitment_state)s), lower) == 0) {
            f->state = ac_state_word((ac_commitment_state)s);
            return AC_OK;
        }
    for (int s = 0; s < AC_STATE_NONE; s++)
        ac_buf_printf(&known, "%s%s", s > 0 ? ", " : "", ac_state_word((ac_commitment_state)s));
    ac_fail(&cli->err, AC_EUSAGE, "unknown state \"%.40s\". By what was done: %s. By the clock: overdue, due-soon, lapsed, stale; also clash",
            ac_opt(cli, "state"), ac_buf_text(&known));
    ac_buf_free(&known);
    return AC_EUSAGE;
}

static const char *or_null(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}

ac_rc ac_pick(ac_looking *look, ac_picked *out)
{
    ac_cli *cli = look->cli;
    ac_filter filter;
    picking p = { .look = look, .out = out, .filter = &filter };
    ac_commitment_filter f = { .space = look->n == 1 ? look->list[0].space : -1 };
    ac_rc rc = ac_filter_read(&filter, look);

    if (rc == AC_OK)
        rc = read_state(&p, &f);
    f.all = filter.all;
    f.partner = or_null(filter.partner);
    f.level = filter.level;
    f.principle = filter.principle;
    f.due_from = or_null(filter.from);
    f.due_until = or_null(filter.until);
    if (rc == AC_OK)
        rc = ac_query_commitments(cli->nb, &f, one, &p, &cli->err);
    if (rc == AC_OK)
        rc = p.rc;
    if (rc == AC_OK && out->n > 1)
        qsort(out->rows, out->n, sizeof *out->rows, in_order);
    ac_filter_free(&filter);
    return rc;
}
