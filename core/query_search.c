/* query_search.c - reading the view: what the index of words finds, newest first, and which of it is meant. */
#include "core/kind.h"
#include "core/names.h"
#include "core/withheld.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLICE 256 /* rows read at once: one short read */

typedef struct {
    ac_notebook *nb;
    const ac_change_filter *filter;
    const char *org; /* who wrote the change */
    char type[80];   /* of its record */
    bool fits;
} finding;

/* --- the record that a change is about, and whether it is meant --- */

static ac_n record_of(const ac_held *held)
{
    return held->record != 0 ? held->record : held->n;
}

static ac_rc read_type(finding *f, const ac_held *held, ac_json **out_facts, ac_err *err)
{
    static const char *const names[] = { "", "commitment", "note", "", "partnership", "organisation" };
    ac_row *q = ac_q(f->nb->store, AC_Q_record_get);
    const char *text;
    int type = 0;
    ac_rc rc;

    *out_facts = NULL;
    ac_bind_int(q, ":n", record_of(held));
    if (ac_step(q))
        type = (int)ac_col_int(q, 1);
    rc = ac_done(q, err);
    if (rc == AC_OK && (type == 3 || type == 2))
        rc = ac_query_facts(f->nb, record_of(held), out_facts, err);
    text = type == 3 ? ac_json_str(*out_facts, "type") : names[type];
    snprintf(f->type, sizeof f->type, "%s", text != NULL ? text : "");
    return rc;
}

/* Is the code one of "CITY,SASI"? */
static bool is_one_of(const char *list, const char *code)
{
    size_t n = strlen(code);

    for (const char *p = list; *p != '\0'; p += strcspn(p, ","), p += *p == ',')
        if (strcspn(p, ",") == n && memcmp(p, code, n) == 0)
            return true;
    return false;
}

static bool look_at_commitment(void *ctx, const ac_commitment_row *row)
{
    finding *f = ctx;
    const ac_change_filter *by = f->filter;

    f->fits = (by->level == 0 || row->level == by->level) && (by->principle == NULL || is_one_of(row->principles, by->principle)) &&
              (by->partner == NULL || strcmp(f->org, by->partner) == 0 || strcmp(row->promisor, by->partner) == 0 ||
               is_one_of(row->promisees, by->partner));
    return false;
}

static bool facts_are_tagged(const ac_json *facts, const ac_change_filter *by)
{
    const ac_json *list = ac_json_get(facts, "principles");
    int64_t level = 0;
    bool found = by->principle == NULL;

    for (size_t i = 0; i < ac_json_count(list); i++) {
        const char *code = ac_json_text(ac_json_at(list, i));
        found = found || (code != NULL && strcmp(code, by->principle) == 0);
    }
    return found && (by->level == 0 || (ac_json_int(facts, "level", &level) && level == by->level));
}

static bool is_of_note_type(const ac_json *facts, const char *note_type)
{
    const char *is = ac_json_str(facts, "type");

    return note_type == NULL || (is != NULL && strcmp(is, note_type) == 0);
}

/* Type and whether it fits, into `f`. */
static ac_rc look_at(finding *f, const ac_held *held, ac_err *err)
{
    const ac_change_filter *by = f->filter;
    ac_json *facts = NULL;
    ac_room *room;
    ac_rc rc = AC_OK;

    f->fits = false;
    if ((by->space >= 0 && held->space != by->space) || held->written_ms < by->from_ms ||
        (by->until_ms > 0 && held->written_ms >= by->until_ms))
        return AC_OK;
    rc = ac_room_get(f->nb, held->space, &room, err);
    if (rc == AC_OK)
        rc = read_type(f, held, &facts, err);
    if (rc != AC_OK)
        return rc;
    f->org = held->org >= 0 ? ac_org_code(room, held->org) : "";
    if ((by->type != NULL && strcmp(by->type, f->type) != 0) || !is_of_note_type(facts, by->note_type))
        f->fits = false;
    else if (by->partner == NULL && by->principle == NULL && by->level == 0)
        f->fits = true;
    else if (strcmp(f->type, "commitment") == 0)
        rc = ac_query_commitment(f->nb, record_of(held), look_at_commitment, f, err);
    else
        f->fits = (by->partner == NULL || strcmp(f->org, by->partner) == 0) && facts_are_tagged(facts, by);
    ac_json_free(facts);
    return rc;
}

ac_rc ac_query_fits(ac_notebook *nb, const ac_held *held, const ac_change_filter *filter, bool *out, ac_err *err)
{
    finding f = { .nb = nb, .filter = filter };
    ac_rc rc = look_at(&f, held, err);

    *out = rc == AC_OK && f.fits;
    return rc;
}

/* --- what is found --- */

static ac_rc read_slice(ac_notebook *nb, const char *match, ac_n before, ac_held *slice, size_t *got, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_search_find);
    ac_n ns[SLICE];
    ac_rc rc;

    *got = 0;
    ac_bind_text(q, ":match", match);
    ac_bind_int(q, ":before", before);
    ac_bind_int(q, ":max", SLICE);
    while (*got < SLICE && ac_step(q))
        ns[(*got)++] = ac_col_int(q, 0);
    rc = ac_done(q, err);
    for (size_t i = 0; rc == AC_OK && i < *got; i++)
        rc = ac_history_get(nb->history, ns[i], &slice[i], err);
    return rc;
}

static ac_rc show(finding *f, const ac_held *held, ac_found_fn *each, void *ctx, bool *go_on, ac_err *err)
{
    ac_named_change change;
    ac_found_row row = { .change = &change.row, .type = f->type, .is_counted = !(held->flags & AC_HELD_UNCOUNTED) };
    ac_room *room;
    ac_rc rc = ac_room_get(f->nb, held->space, &room, err);

    if (rc == AC_OK)
        rc = ac_change_name(f->nb, held, &change, err);
    if (rc != AC_OK)
        return rc;
    row.is_private = room->is_own;
    row.is_withheld = !room->is_own && !ac_words_may_leave(f->nb, held);
    *go_on = each(ctx, &row);
    return AC_OK;
}

ac_rc ac_query_search(ac_notebook *nb, const ac_search *search, const ac_change_filter *filter, ac_found_fn *each, void *ctx,
                      int64_t *out_aside, ac_err *err)
{
    ac_held *slice = calloc(SLICE, sizeof *slice);
    ac_buf match = { 0 };
    finding f = { .nb = nb, .filter = filter };
    ac_n before = INT64_MAX;
    int64_t aside = 0;
    size_t got = SLICE;
    bool go_on = true;
    ac_rc rc = AC_OK;

    ac_search_match(search, &match);
    if (slice == NULL || match.failed)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while searching");
    while (rc == AC_OK && go_on && got == SLICE) {
        rc = read_slice(nb, ac_buf_text(&match), before, slice, &got, err);
        for (size_t i = 0; rc == AC_OK && go_on && i < got; i++) {
            before = slice[i].n;
            rc = look_at(&f, &slice[i], err);
            if (rc == AC_OK && f.fits && (slice[i].flags & AC_HELD_UNCOUNTED) && !filter->all)
                aside++;
            else if (rc == AC_OK && f.fits)
                rc = show(&f, &slice[i], each, ctx, &go_on, err);
        }
    }
    if (out_aside != NULL)
        *out_aside = aside;
    ac_buf_free(&match);
    free(slice);
    return rc;
}
