/* picked.c - commitments picked by the filters that commands share. */
#include "cli/picked.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    ac_looking *look;
    ac_picked *out;
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

static bool one(void *ctx, const ac_commitment_row *row)
{
    picking *p = ctx;
    ac_cli *cli = p->look->cli;
    ac_clock clock;

    if (ac_look_partnership(p->look, row->space) == NULL)
        return true; /* another partnership than the one meant */
    p->rc = ac_look_clock(cli, row, &clock, &cli->err);
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
    const char *text = ac_opt(cli, "state");
    char lower[AC_LOOK_WORD_SIZE];
    ac_buf known = { 0 };

    if (text == NULL)
        return AC_OK;
    snprintf(lower, sizeof lower, "%s", text);
    for (char *c = lower; *c != '\0'; c++)
        *c = *c == ' ' || *c == '_' ? '-' : (char)tolower((unsigned char)*c);
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
            text, ac_buf_text(&known));
    ac_buf_free(&known);
    return AC_EUSAGE;
}

ac_rc ac_pick_partner(ac_looking *look, char out[8])
{
    ac_cli *cli = look->cli;
    const char *text = ac_opt(cli, "partner");
    ac_buf known = { 0 };
    bool found = false;
    size_t n = text != NULL ? strlen(text) : 0;

    out[0] = '\0';
    if (text == NULL)
        return AC_OK;
    for (size_t i = 0; i <= n && n < 8; i++)
        out[i] = (char)toupper((unsigned char)text[i]);
    for (size_t i = 0; i < look->n; i++) {
        ac_members *members;
        ac_rc rc = ac_notebook_members(cli->nb, look->list[i].space, &members, &cli->err);
        if (rc != AC_OK) {
            ac_buf_free(&known);
            return rc;
        }
        for (int o = 0; o < ac_members_orgs(members); o++) {
            const char *code = ac_members_org(members, o)->code;
            found = found || strcmp(code, out) == 0;
            if (!ac_look_names(ac_buf_text(&known), code))
                ac_buf_printf(&known, "%s%s", known.len > 0 ? "," : "", code);
        }
    }
    if (!found) {
        ac_buf list = { 0 };
        ac_look_codes(&list, ac_buf_text(&known));
        ac_fail(&cli->err, AC_EREF, "there is no partner \"%.40s\" here. Known: %s", text, ac_buf_text(&list));
        ac_buf_free(&list);
    }
    ac_buf_free(&known);
    return found ? AC_OK : AC_EREF;
}

static const char *iso_or_null(ac_date date, char out[AC_DATE_ISO_SIZE])
{
    if (date.month == 0)
        return NULL;
    ac_date_iso(out, date);
    return out;
}

ac_rc ac_pick(ac_looking *look, ac_picked *out)
{
    ac_cli *cli = look->cli;
    picking p = { .look = look, .out = out };
    ac_commitment_filter f = { .space = look->n == 1 ? look->list[0].space : -1, .all = ac_opt_flag(cli, "all") };
    ac_date from = { 0 }, until = { 0 };
    char partner[8], from_text[AC_DATE_ISO_SIZE], until_text[AC_DATE_ISO_SIZE];
    int64_t level = 0;
    bool given;
    ac_rc rc = read_state(&p, &f);

    if (rc == AC_OK)
        rc = ac_pick_partner(look, partner);
    if (rc == AC_OK)
        rc = ac_opt_int(cli, "level", 1, 3, &level, &given);
    if (rc == AC_OK)
        rc = ac_opt_date(cli, "from", AC_LOOK_BACK, &from);
    if (rc == AC_OK)
        rc = ac_opt_date(cli, "until", AC_LOOK_FORWARD, &until);
    if (rc != AC_OK)
        return rc;
    f.partner = partner[0] != '\0' ? partner : NULL;
    f.level = (int)level;
    f.principle = ac_opt(cli, "principle");
    f.due_from = iso_or_null(from, from_text);
    f.due_until = iso_or_null(until, until_text);
    rc = ac_query_commitments(cli->nb, &f, one, &p, &cli->err);
    if (rc == AC_OK)
        rc = p.rc;
    if (rc == AC_OK && out->n > 1)
        qsort(out->rows, out->n, sizeof *out->rows, in_order);
    return rc;
}
