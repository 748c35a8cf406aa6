/* audit.c - the whole history proved again, the view computed again and compared. */
#include "core/audit.h"

#include "core/names.h"
#include "core/view.h"
#include "core/withheld.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BATCH 256       /* changes read and verified at once */
#define SETTLE 8192     /* changes between two settlings of the rebuilt view */
#define ROUNDS 4        /* comparisons before others are held off for one */

typedef struct {
    ac_held held;
    ac_buf header, words;
    uint8_t sig[64];
    bool has_words, is_misfiled;
    ac_id id;
} read_change;

typedef struct {
    ac_notebook *nb, *shadow;
    ac_audit *out;
    ac_n after;
    int64_t since_settled, all;
    ac_judged *judged;
    read_change *batch;
    ac_verify_item *items;
} audit;

static ac_audit_space *space_of(audit *a, int space)
{
    for (size_t i = 0; i < a->out->nspaces; i++)
        if (a->out->spaces[i].space == space)
            return &a->out->spaces[i];
    return NULL;
}

/* Whose it is, as far as the notebook under audit can say; where it cannot read its own members any more, as far
 * as what was proved until here can. */
static void name_author(audit *a, const ac_audit_space *s, const ac_held *held, ac_audit_problem *p)
{
    ac_room *room;
    ac_space_info info;
    ac_device key;
    const ac_state_device *device;
    bool found = false;
    int org = -1;

    if (ac_room_get(a->nb, held->space, &room, NULL) == AC_OK) {
        if (held->org >= 0)
            snprintf(p->org, sizeof p->org, "%s", ac_org_code(room, held->org));
        ac_device_name(a->nb, room, held->branch, p->device, NULL, NULL);
        return;
    }
    if (ac_history_branch_device(a->nb->history, held->branch, &key, NULL) != AC_OK)
        return;
    if (ac_device_eq(key, a->nb->me.device))
        snprintf(p->org, sizeof p->org, "%s", a->nb->me.code);
    if (ac_history_space(a->shadow->history, &s->id, &info, &found, NULL) != AC_OK || !found ||
        ac_room_get(a->shadow, info.space, &room, NULL) != AC_OK)
        return;
    device = ac_members_device(room->members, &key, &org);
    if (device == NULL)
        return;
    snprintf(p->org, sizeof p->org, "%s", ac_org_code(room, org));
    snprintf(p->device, sizeof p->device, "%s", device->n);
}

static void problem(audit *a, const ac_held *held, const ac_id *id, const char *what)
{
    ac_audit_space *s = space_of(a, held->space);
    ac_audit_problem *p;

    a->out->is_good = false;
    if (s == NULL) {
        snprintf(a->out->view_problem, sizeof a->out->view_problem, _("record %lld belongs to no partnership"), (long long)held->n);
        return;
    }
    if (s->bad++ == 0)
        s->good_before = s->changes;
    if (s->nproblems == AC_AUDIT_PROBLEMS_MAX)
        return;
    p = &s->problems[s->nproblems++];
    snprintf(p->what, sizeof p->what, "%s", _(what));
    p->seq = held->seq;
    p->id = *id;
    name_author(a, s, held, p);
}

/* Changes that stand in the list of fingerprints under another one: nobody would find them there. */
static ac_rc find_misfiled(audit *a, ac_n until, size_t count, ac_err *err)
{
    ac_row *q = ac_q(a->nb->store, AC_Q_audit_keys);

    ac_bind_int(q, ":after", a->after);
    ac_bind_int(q, ":until", until);
    while (ac_step(q))
        for (size_t i = 0; i < count; i++)
            if (a->batch[i].held.n == ac_col_int(q, 0))
                a->batch[i].is_misfiled = true;
    return ac_done(q, err);
}

static ac_rc read_batch(audit *a, size_t *out_n, ac_err *err)
{
    static const uint8_t nobody[32]; /* a header that was cut short names no author */
    ac_held slice[BATCH];
    bool mine = !ac_store_in_read(a->nb->store);
    ac_rc rc = mine ? ac_store_read_begin(a->nb->store, err) : AC_OK; /* one short read, not one for each change */

    *out_n = 0;
    if (rc == AC_OK)
        rc = ac_history_slice(a->nb->history, -1, a->after, INT64_MAX, slice, BATCH, out_n, err);
    for (size_t i = 0; rc == AC_OK && i < *out_n; i++) {
        read_change *c = &a->batch[i];
        c->held = slice[i];
        c->is_misfiled = false;
        ac_buf_clear(&c->header);
        ac_buf_clear(&c->words);
        rc = ac_history_bytes(a->nb->history, slice[i].n, &c->header, c->sig, &c->words, &c->has_words, err);
        c->id = ac_change_id_of(c->header.p, c->header.len);
        a->items[i] = (ac_verify_item){ .sig = c->sig, .id = c->id.b,
                                        .public_key = c->header.len >= AC_HEADER_FIXED ? c->header.p + 72 : nobody };
    }
    if (rc == AC_OK && *out_n > 0)
        rc = find_misfiled(a, slice[*out_n - 1].n, *out_n, err);
    if (mine)
        ac_store_read_end(a->nb->store);
    return rc;
}

/* What the notebook noted of a change must be what judging it again says. */
static const char *compare_row(const ac_held *was, const ac_held *is)
{
    if (was->n != is->n || was->branch != is->branch || was->seq != is->seq || was->kind != is->kind ||
        was->depth != is->depth || was->record != is->record || was->written_ms != is->written_ms)
        return N_("the notebook notes something else of it than its text says");
    if (was->org != is->org || was->set != is->set || was->ref != is->ref || was->vector != is->vector)
        return N_("the notebook notes something else of its author or its past than the history says");
    return NULL;
}

static ac_rc check_one(audit *a, const read_change *c, bool signature_good, ac_err *err)
{
    ac_notebook *sh = a->shadow;
    ac_audit_space *s = space_of(a, c->held.space);
    ac_space_info info;
    ac_room *room;
    ac_header h;
    ac_err why = { 0 };
    ac_arrival arrival = { .header = &h, .header_bytes = c->header.p, .header_n = c->header.len, .signature = c->sig,
                           .words = c->has_words ? c->words.p : NULL, .words_n = c->words.len };
    const char *fault = NULL;
    bool found, fresh = false;
    ac_rc rc;

    if (!ac_id_eq(c->id, c->held.id))
        fault = N_("its text does not match its fingerprint");
    else if (c->is_misfiled)
        fault = N_("the notebook files it under another fingerprint");
    else if (ac_header_decode(&h, c->header.p, c->header.len, &why) != AC_OK)
        fault = why.text;
    else if (!signature_good)
        fault = N_("the signature does not match the text");
    else if (c->has_words && !ac_words_match(&h, c->words.p, c->words.len))
        fault = N_("the words do not match the signed text");
    else if (!c->has_words && h.words_len > 0 && !(c->held.flags & AC_HELD_NO_WORDS))
        fault = N_("its words are missing and the notebook does not say so");
    if (fault != NULL || s == NULL) {
        problem(a, &c->held, &c->id, fault != NULL ? fault : N_("it belongs to no partnership"));
        return AC_OK;
    }
    rc = ac_history_space(sh->history, &s->id, &info, &found, err);
    if (rc == AC_OK && !found)
        rc = ac_history_space_make(sh->history, &s->id, ac_founds_own(&h), &info.space, err);
    if (rc == AC_OK)
        rc = ac_room_get(sh, info.space, &room, err);
    if (rc != AC_OK)
        return rc;
    rc = ac_authentic(sh, room, &h, &c->id, a->judged, &why);
    if (rc == AC_OK)
        rc = ac_admitted(sh, room, &h, a->judged, &why);
    if (rc == AC_EINVALID || rc == AC_EANCESTOR) {
        problem(a, &c->held, &c->id, why.text);
        return AC_OK;
    }
    if (rc == AC_OK)
        rc = ac_keep(sh, room, &arrival, a->judged, &fresh, err);
    if (rc != AC_OK)
        return rc;
    /* After the first bad one, of whatever space, the numbers of the two notebooks are no longer alike. */
    fault = !fresh ? N_("it is here twice") : a->out->is_good ? compare_row(&c->held, &a->judged->held) : NULL;
    if (fault != NULL)
        problem(a, &c->held, &c->id, fault);
    s->changes++;
    a->out->changes++;
    return AC_OK;
}

/* Judge what was read; the other core checks signatures meanwhile. */
static ac_rc check_batch(audit *a, size_t n, ac_err *err)
{
    ac_rc rc = AC_OK;

    ac_verify_begin(a->items, n, AC_TAG_CHANGE_SIG);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        a->after = a->batch[i].held.n;
        rc = check_one(a, &a->batch[i], ac_verify_good(i), err);
    }
    ac_verify_end();
    return rc;
}

/* Everything that is here and was not looked at yet. */
static ac_rc follow(audit *a, ac_audit_progress *progress, void *ctx, ac_err *err)
{
    size_t n = BATCH;
    bool changed;
    ac_rc rc = ac_notebook_refresh(a->nb, &changed, err);

    if (rc == AC_OK)
        rc = ac_store_begin(a->shadow->store, err);
    while (rc == AC_OK && n == BATCH) {
        rc = read_batch(a, &n, err);
        if (rc == AC_OK)
            rc = check_batch(a, n, err);
        a->since_settled += (int64_t)n;
        if (rc == AC_OK && a->since_settled >= SETTLE) {
            rc = ac_settle(a->shadow, err);
            a->since_settled = 0;
        }
        if (progress != NULL)
            progress(ctx, a->out->changes, a->all);
    }
    if (rc == AC_OK)
        rc = ac_settle(a->shadow, err);
    if (rc == AC_OK)
        rc = ac_store_commit(a->shadow->store, err);
    return rc;
}

/* --- the view beside its rebuild --- */

static const struct {
    ac_query query;
    const char *name;
} tables[] = {
    { AC_Q_audit_record, N_("records") },   { AC_Q_audit_act, N_("acts") },     { AC_Q_audit_commitment, N_("commitments") },
    { AC_Q_audit_party, N_("parties") },    { AC_Q_audit_note, N_("reflections") }, { AC_Q_audit_about, N_("links of reflections") },
    { AC_Q_audit_field, N_("fields") },     { AC_Q_audit_entry, N_("entries") },
    { AC_Q_audit_aside, N_("what is set aside") }, { AC_Q_audit_flags, N_("what counts") },
    { AC_Q_audit_withheld, N_("withheld texts") }, { AC_Q_audit_reveal, N_("reveals") },
    { AC_Q_audit_branch, N_("feeds") },
    { AC_Q_audit_space, N_("partnerships") }, { AC_Q_audit_vector, N_("what was known when") },
    { AC_Q_audit_governing, N_("who belongs") }, { AC_Q_audit_knows, N_("who was known to belong") },
};

static ac_rc hash_rows(ac_store *store, ac_query query, uint8_t out[32], ac_err *err)
{
    ac_row *q = ac_q(store, query);
    ac_hash h;

    ac_hash_begin(&h, NULL);
    while (ac_step(q))
        for (int c = 0; c < ac_col_count(q); c++) {
            const char *text = ac_col_text(q, c);
            ac_hash_add(&h, text, strlen(text) + 1);
        }
    ac_hash_end(&h, out);
    return ac_done(q, err);
}

static ac_rc compare_view(audit *a, char fault[400], ac_err *err)
{
    ac_rc rc = AC_OK;

    fault[0] = '\0';
    for (size_t i = 0; rc == AC_OK && fault[0] == '\0' && i < sizeof tables / sizeof *tables; i++) {
        uint8_t ours[32], again[32];
        rc = hash_rows(a->nb->store, tables[i].query, ours, err);
        if (rc == AC_OK)
            rc = hash_rows(a->shadow->store, tables[i].query, again, err);
        if (rc == AC_OK && memcmp(ours, again, 32) != 0)
            snprintf(fault, 400, _("%s on this notebook are not what the history says"), _(tables[i].name));
    }
    if (rc == AC_OK && fault[0] == '\0') {
        ac_digest ours, again;
        rc = ac_store_index_digest(a->nb->store, ours.b, err);
        if (rc == AC_OK)
            rc = ac_store_index_digest(a->shadow->store, again.b, err);
        if (rc == AC_OK && !ac_digest_eq(ours, again))
            snprintf(fault, 400, "%s", _("the search index on this notebook is not what the history says"));
    }
    return rc;
}

static ac_rc compare_until_still(audit *a, ac_audit_progress *progress, void *ctx, ac_err *err)
{
    ac_rc rc = AC_OK;

    for (int round = 0; rc == AC_OK && round < ROUNDS; round++) {
        int64_t before = ac_store_version(a->nb->store);
        bool last = round == ROUNDS - 1; /* others have kept writing: they are held off for the little that is new, once */
        if (last)
            rc = ac_store_read_begin(a->nb->store, err);
        if (rc == AC_OK)
            rc = follow(a, last ? NULL : progress, ctx, err);
        if (rc == AC_OK && !a->nb->view_is_old)
            rc = compare_view(a, a->out->view_problem, err);
        ac_store_read_end(a->nb->store);
        if (rc != AC_OK || a->out->view_problem[0] == '\0' || (ac_store_version(a->nb->store) == before && round > 0))
            break;
    }
    return rc;
}

/* --- the answer --- */

/* What the history means by this version, wherever that stands computed. */
static ac_rc digest_view(audit *a, ac_audit_space *s, ac_err *err)
{
    ac_space_info info;
    bool found;
    ac_rc rc;

    if (!a->nb->view_is_old)
        return ac_view_digest(a->nb, s->space, &s->view, err);
    rc = ac_history_space(a->shadow->history, &s->id, &info, &found, err);
    return rc == AC_OK && found ? ac_view_digest(a->shadow, info.space, &s->view, err) : rc;
}

static ac_rc describe(audit *a, ac_audit_space *s, ac_err *err)
{
    int64_t revealed;
    ac_branch *list = NULL;
    ac_space_info info;
    ac_row *q;
    size_t n = 0;
    ac_rc rc = ac_history_space_info(a->nb->history, s->space, &info, err);

    if (rc == AC_OK)
        rc = ac_history_branches(a->nb->history, s->space, &list, &n, err);
    if (rc == AC_OK && (s->forked = calloc(n + 1, sizeof *s->forked)) == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    for (size_t i = 1; rc == AC_OK && i < n; i++)
        if (ac_device_eq(list[i].device, list[i - 1].device) &&
            (s->forks == 0 || !ac_device_eq(s->forked[s->forks - 1], list[i].device)))
            s->forked[s->forks++] = list[i].device;
    free(list);
    if (rc == AC_OK) {
        s->missing_words = info.missing_words;
        q = ac_q(a->nb->store, AC_Q_aside_count);
        ac_bind_int(q, ":space", s->space);
        s->aside = ac_step(q) ? ac_col_int(q, 0) : 0;
        rc = ac_done(q, err);
    }
    if (rc == AC_OK)
        rc = ac_withheld_count(a->nb, s->space, &s->withheld, &revealed, err);
    if (rc == AC_OK)
        rc = ac_history_digest(a->nb->history, s->space, NULL, 0, &s->history, err);
    if (rc != AC_OK)
        return rc;
    rc = digest_view(a, s, err);
    if ((s->bad > 0 || a->out->view_problem[0] != '\0') && (rc == AC_EINVALID || rc == AC_ECORRUPT || rc == AC_EANCESTOR)) {
        s->view = (ac_digest){ { 0 } }; /* what is broken has no meaning that could be digested */
        return AC_OK;
    }
    return rc;
}

static void release(audit *a)
{
    for (size_t i = 0; a->batch != NULL && i < BATCH; i++) {
        ac_buf_free(&a->batch[i].header);
        ac_buf_free(&a->batch[i].words);
    }
    free(a->batch);
    free(a->items);
    free(a->judged);
    ac_notebook_close(a->shadow);
}

ac_rc ac_audit_run(ac_notebook *nb, ac_audit_progress *progress, void *ctx, ac_audit *out, ac_err *err)
{
    audit a = { .nb = nb, .out = out };
    ac_space_info *spaces = NULL;
    ac_store *memory = NULL;
    size_t n = 0;
    ac_rc rc = ac_history_spaces(nb->history, &spaces, &n, err);

    *out = (ac_audit){ .is_good = true };
    if (rc == AC_OK) {
        out->spaces = calloc(n + 1, sizeof *out->spaces);
        a.batch = calloc(BATCH, sizeof *a.batch);
        a.items = calloc(BATCH, sizeof *a.items);
        a.judged = calloc(1, sizeof *a.judged);
        if (out->spaces == NULL || a.batch == NULL || a.items == NULL || a.judged == NULL)
            rc = ac_fail(err, AC_ENOMEM, "out of memory");
    }
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_audit_space *s = &out->spaces[out->nspaces++];
        s->space = spaces[i].space;
        s->id = spaces[i].id;
        s->is_own = spaces[i].is_own;
        a.all += spaces[i].changes;
    }
    if (rc == AC_OK)
        rc = ac_store_open_memory(&memory, err);
    if (rc == AC_OK)
        rc = ac_notebook_around(&a.shadow, memory, nb->world, err);
    if (rc == AC_OK)
        rc = follow(&a, progress, ctx, err);
    if (rc == AC_OK && out->is_good)
        rc = compare_until_still(&a, progress, ctx, err);
    for (size_t i = 0; rc == AC_OK && i < out->nspaces; i++)
        rc = ac_audit_receipts(nb, &out->spaces[i], out->view_problem, err);
    for (size_t i = 0; rc == AC_OK && i < out->nspaces; i++)
        rc = describe(&a, &out->spaces[i], err);
    out->is_good = out->is_good && out->view_problem[0] == '\0';
    out->view_is_old = nb->view_is_old;
    release(&a);
    free(spaces);
    if (rc != AC_OK)
        ac_audit_free(out);
    return rc;
}

void ac_audit_free(ac_audit *done)
{
    for (size_t i = 0; i < done->nspaces; i++)
        free(done->spaces[i].forked);
    free(done->spaces);
    *done = (ac_audit){ 0 };
}
