/* dump.c - all that a partnership holds, as JSON Lines. */
#include "cli/exchange/dump.h"

#include "cli/exchange/opened.h"
#include "cli/picked.h"
#include "cli/practice/said.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    ac_looking *look;
    const ac_partnership *p;
    ac_record_ref *refs; /* notes: shown when no query stands open */
    size_t nrefs, cap;
    ac_rc rc;
} dump;

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

static ac_rc put_commitments(ac_looking *look)
{
    ac_picked picked = { 0 };
    ac_rc rc = ac_pick(look, &picked);

    for (size_t i = 0; rc == AC_OK && i < picked.n; i++) {
        ac_opened o;
        rc = ac_opened_open(&o, look, &picked.rows[i].row);
        if (rc == AC_OK)
            rc = ac_show_json(&o.s, &picked.rows[i].row);
        ac_opened_close(&o);
    }
    ac_picked_free(&picked);
    return rc;
}

static bool one_note(void *ctx, const ac_note_row *row)
{
    dump *d = ctx;

    if (d->nrefs == d->cap) {
        size_t cap = d->cap ? 2 * d->cap : 64;
        ac_record_ref *more = realloc(d->refs, cap * sizeof *more);
        if (more == NULL) {
            d->rc = no_memory(d->look->cli);
            return false;
        }
        d->refs = more;
        d->cap = cap;
    }
    d->refs[d->nrefs] = (ac_record_ref){ .n = row->n, .space = row->space, .id = row->id, .type = AC_RECORD_NOTE };
    memcpy(d->refs[d->nrefs++].ref, row->ref, sizeof row->ref);
    return true;
}

static bool one_entry(void *ctx, const ac_entry *entry)
{
    dump *d = ctx;
    ac_jsonl j;

    ac_entry_json(d->look->cli, &j, entry, d->p->code);
    if (!ac_jsonl_end(&j))
        d->rc = no_memory(d->look->cli);
    return d->rc == AC_OK;
}

static bool one_change(void *ctx, const ac_change_row *row)
{
    dump *d = ctx;

    if (!ac_change_json(d->look->cli, d->p, row))
        d->rc = no_memory(d->look->cli);
    return d->rc == AC_OK;
}

static ac_rc put_partnership(dump *d, bool all)
{
    ac_cli *cli = d->look->cli;
    const ac_note_filter notes = { .space = d->p->space, .all = all };
    const ac_entry_filter entries = { .space = d->p->space, .all = all };
    ac_rc rc;

    d->nrefs = 0;
    rc = ac_query_notes(cli->nb, &notes, one_note, d, &cli->err);
    for (size_t i = 0; rc == AC_OK && d->rc == AC_OK && i < d->nrefs; i++)
        rc = ac_show_note(d->look, &d->refs[i], false);
    if (rc == AC_OK && d->rc == AC_OK)
        rc = ac_entries(cli->nb, &entries, one_entry, d, &cli->err);
    if (rc == AC_OK && d->rc == AC_OK)
        rc = ac_query_changes(cli->nb, d->p->space, 0, 0, one_change, d, &cli->err);
    return rc == AC_OK ? d->rc : rc;
}

ac_rc ac_dump(ac_looking *look, bool all)
{
    dump d = { .look = look };
    ac_rc rc = put_commitments(look);

    for (size_t i = 0; rc == AC_OK && i < look->n; i++) {
        d.p = &look->list[i];
        rc = put_partnership(&d, all);
    }
    free(d.refs);
    return rc;
}
