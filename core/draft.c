/* draft.c - what was begun and not signed: one change as it would be written, kept in the notebook. */
#include "core/draft.h"

#include <stdio.h>
#include <string.h>

#include "core/inside.h"

void ac_draft_free(ac_draft *d)
{
    ac_json_free(d->facts);
    ac_json_free(d->words);
    *d = (ac_draft){ 0 };
}

static ac_rc none(int64_t n, ac_err *err)
{
    ac_rc rc = ac_fail(err, AC_EREF, "there is no draft %lld (it was signed or dropped, or never was)", (long long)n);

    return ac_hint(err, rc, "accord draft list");
}

/* --- reading --- */

static ac_rc read_one(ac_row *q, ac_draft *out, ac_err *err)
{
    const uint8_t *record, *cites;
    size_t record_n, cites_n;
    const char *facts, *words;
    ac_rc rc;

    *out = (ac_draft){ .n = ac_col_int(q, 0), .space = (int)ac_col_int(q, 1), .kind = (uint16_t)ac_col_int(q, 2),
                       .written_ms = ac_col_int(q, 8), .changed_ms = ac_col_int(q, 9) };
    record_n = ac_col_blob(q, 3, &record);
    if (record_n == 32)
        out->record = ac_id_of(record);
    cites_n = ac_col_blob(q, 4, &cites);
    for (size_t i = 0; i < cites_n / 32 && i < AC_CITES_MAX; i++)
        out->cites[out->ncites++] = ac_id_of(cites + 32 * i);
    facts = ac_col_text(q, 5);
    rc = ac_json_parse(&out->facts, facts, strlen(facts), err);
    words = ac_col_text(q, 6);
    if (rc == AC_OK)
        rc = ac_json_parse(&out->words, words, strlen(words), err);
    snprintf(out->command, sizeof out->command, "%s", ac_col_text(q, 7));
    if (rc != AC_OK)
        ac_draft_free(out);
    return rc != AC_OK ? ac_wrap(err, rc, "draft %lld cannot be read", (long long)ac_col_int(q, 0)) : AC_OK;
}

ac_rc ac_draft_get(ac_notebook *nb, int64_t n, ac_draft *out, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_draft_get);
    ac_rc rc = AC_OK, end;

    *out = (ac_draft){ 0 };
    ac_bind_int(q, ":draft", n);
    if (ac_step(q))
        rc = read_one(q, out, err);
    end = ac_done(q, rc == AC_OK ? err : NULL);
    if (rc == AC_OK)
        rc = end;
    if (rc != AC_OK)
        ac_draft_free(out);
    return rc == AC_OK && out->n == 0 ? none(n, err) : rc;
}

ac_rc ac_drafts_each(ac_notebook *nb, ac_draft_fn *each, void *ctx, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_draft_all);
    ac_rc rc = AC_OK, end;

    while (rc == AC_OK && ac_step(q)) {
        ac_draft d;
        bool more;
        rc = read_one(q, &d, err);
        if (rc != AC_OK)
            break;
        more = each(ctx, &d);
        ac_draft_free(&d);
        if (!more)
            break;
    }
    end = ac_done(q, rc == AC_OK ? err : NULL);
    return rc == AC_OK ? end : rc;
}

ac_rc ac_drafts_count(ac_notebook *nb, int64_t *out, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_draft_count);

    *out = ac_step(q) ? ac_col_int(q, 0) : 0;
    return ac_done(q, err);
}

/* --- writing --- */

static ac_writing writing_of(const ac_draft *d)
{
    return (ac_writing){ .kind = d->kind,
                         .record = d->record,
                         .cites = d->cites,
                         .ncites = d->ncites,
                         .facts = ac_json_count(d->facts) > 0 ? d->facts : NULL,
                         .words = ac_json_count(d->words) > 0 ? d->words : NULL };
}

static ac_rc put_row(ac_notebook *nb, ac_draft *d, const ac_buf *facts, const ac_buf *words, ac_err *err)
{
    ac_row *q = ac_q(nb->store, d->n == 0 ? AC_Q_draft_put : AC_Q_draft_set);
    uint8_t cites[32 * AC_CITES_MAX];
    ac_rc rc;

    for (size_t i = 0; i < d->ncites; i++)
        memcpy(cites + 32 * i, d->cites[i].b, 32);
    ac_bind_blob(q, ":cites", cites, 32 * d->ncites);
    ac_bind_text(q, ":facts", ac_buf_text(facts));
    ac_bind_text(q, ":words", words->len > 0 ? ac_buf_text(words) : "{}");
    ac_bind_int(q, ":changed", d->changed_ms);
    ac_bind_int(q, ":space", d->space);
    if (d->n != 0) {
        ac_bind_int(q, ":draft", d->n);
    } else {
        ac_bind_int(q, ":kind", d->kind);
        ac_bind_blob(q, ":record", d->record.b, 32);
        ac_bind_text(q, ":command", d->command);
        ac_bind_int(q, ":written", d->written_ms);
    }
    rc = ac_run(q, err);
    if (rc == AC_OK && d->n != 0 && ac_store_changed(nb->store) != 1)
        rc = none(d->n, err);
    if (rc == AC_OK && d->n == 0)
        d->n = ac_store_last_n(nb->store);
    return rc;
}

ac_rc ac_draft_put(ac_notebook *nb, ac_draft *d, ac_err *err)
{
    ac_writing w = writing_of(d);
    ac_buf facts = { 0 }, words = { 0 };
    int64_t count = 0, was = d->n;
    ac_rc rc = ac_writing_encode(&w, &facts, &words, err);

    if (rc == AC_OK)
        rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK && was == 0)
        rc = ac_drafts_count(nb, &count, err);
    if (rc == AC_OK && count >= AC_DRAFTS_MAX) {
        rc = ac_fail(err, AC_ESTATE, "%d drafts wait already, and no more are kept: sign some, or drop some", AC_DRAFTS_MAX);
        ac_hint(err, rc, "accord draft list");
    }
    if (rc == AC_OK) {
        d->changed_ms = nb->world->wall_ms(nb->world);
        if (was == 0)
            d->written_ms = d->changed_ms;
        rc = put_row(nb, d, &facts, &words, err);
    }
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    if (rc != AC_OK) {
        ac_notebook_rollback(nb);
        d->n = was;
    }
    ac_buf_free(&facts);
    ac_buf_free(&words);
    return rc;
}

static ac_rc drop_row(ac_notebook *nb, int64_t n, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_draft_drop);
    ac_rc rc;

    ac_bind_int(q, ":draft", n);
    rc = ac_run(q, err);
    return rc == AC_OK && ac_store_changed(nb->store) != 1 ? none(n, err) : rc;
}

ac_rc ac_draft_drop(ac_notebook *nb, int64_t n, ac_err *err)
{
    ac_rc rc = ac_notebook_begin(nb, err);

    if (rc == AC_OK)
        rc = drop_row(nb, n, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    if (rc != AC_OK)
        ac_notebook_rollback(nb);
    return rc;
}

/* Does the notebook still say what was read? */
static bool is_same(const ac_draft *a, const ac_draft *b)
{
    ac_writing wa = writing_of(a), wb = writing_of(b);
    ac_buf fa = { 0 }, xa = { 0 }, fb = { 0 }, xb = { 0 };
    bool same = ac_writing_encode(&wa, &fa, &xa, NULL) == AC_OK && ac_writing_encode(&wb, &fb, &xb, NULL) == AC_OK &&
                strcmp(ac_buf_text(&fa), ac_buf_text(&fb)) == 0 && strcmp(ac_buf_text(&xa), ac_buf_text(&xb)) == 0 &&
                a->ncites == b->ncites && memcmp(a->cites, b->cites, 32 * a->ncites) == 0;

    ac_buf_free(&fa);
    ac_buf_free(&xa);
    ac_buf_free(&fb);
    ac_buf_free(&xb);
    return same;
}

ac_rc ac_draft_sign(ac_notebook *nb, const ac_draft *d, ac_id *out_id, ac_err *err)
{
    ac_writing w = writing_of(d);
    ac_draft now = { 0 };
    ac_rc rc = ac_notebook_begin(nb, err);

    if (rc == AC_OK)
        rc = ac_draft_get(nb, d->n, &now, err);
    if (rc == AC_OK && !is_same(d, &now))
        rc = ac_fail(err, AC_ESTATE, "draft %lld was changed while you read it: read it again, then sign", (long long)d->n);
    if (rc == AC_OK)
        rc = ac_notebook_write(nb, d->space, &w, out_id, err);
    if (rc == AC_OK)
        rc = drop_row(nb, d->n, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    if (rc != AC_OK)
        ac_notebook_rollback(nb);
    ac_draft_free(&now);
    return rc;
}
