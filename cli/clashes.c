/* clashes.c - what came with a meeting that somebody here must settle. */
#include "cli/clashes.h"

#include <stdlib.h>
#include <stdio.h>

static bool note_one(void *ctx, const ac_commitment_row *row)
{
    ac_clashes *c = ctx;
    ac_n *more;

    if (!row->is_clash)
        return true;
    if (c->n == c->cap) {
        c->cap = c->cap ? 2 * c->cap : 16;
        more = realloc(c->list, c->cap * sizeof *more);
        c->failed = more == NULL;
        if (c->failed)
            return false;
        c->list = more;
    }
    c->list[c->n++] = row->n;
    return true;
}

ac_rc ac_clashes_note(ac_cli *cli, ac_clashes *out)
{
    ac_commitment_filter all = { .space = -1 };
    ac_rc rc;

    *out = (ac_clashes){ 0 };
    rc = ac_query_commitments(cli->nb, &all, note_one, out, &cli->err);
    if (rc == AC_OK && out->failed)
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    return rc;
}

void ac_clashes_free(ac_clashes *clashes)
{
    free(clashes->list);
    *clashes = (ac_clashes){ 0 };
}

ac_rc ac_clashes_say(ac_cli *cli, const ac_clashes *before)
{
    ac_clashes now;
    char ref[AC_REF_SIZE] = "";
    size_t fresh = 0;
    ac_rc rc = ac_clashes_note(cli, &now);

    for (size_t i = 0; rc == AC_OK && i < now.n; i++) {
        bool was_there = false;
        for (size_t k = 0; k < before->n; k++)
            was_there = was_there || before->list[k] == now.list[i];
        if (was_there)
            continue;
        if (fresh++ == 0)
            rc = ac_query_ref_of(cli->nb, now.list[i], ref, &cli->err);
    }
    if (rc == AC_OK && fresh > 0)
        ac_out(cli,
               ac_plural(AC_ATTN "%zu new clash" AC_END ", nothing lost: " AC_REF "accord resolve %s" AC_END "\n",
                         AC_ATTN "%zu new clashes" AC_END ", nothing lost: " AC_REF "accord resolve %s" AC_END "\n", fresh),
               fresh, ref);
    ac_clashes_free(&now);
    return rc;
}
