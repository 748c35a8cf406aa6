/* judge.c - the three questions of DESIGN 3: authentic, admitted, counted.
 *
 * The same three functions judge own changes before signing and others' after receiving, by network,
 * bundle or repair. No answer depends on the viewer, the clock, the locale, the order of arrival, or on
 * words. */
#include "core/kind.h"
#include "core/view.h"
#include "core/withheld.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* --- authentic --- */

static ac_rc find_held(ac_notebook *nb, ac_room *room, const ac_id *id, const char *role, ac_held *out, ac_err *err)
{
    ac_rc rc = ac_history_find(nb->history, room->space, id, out, err);
    char hex[AC_HEX_SIZE];

    if (rc != AC_OK || out->n != 0)
        return rc;
    ac_hex(hex, id->b, 32);
    return ac_fail(err, AC_EANCESTOR, "the %s is not here: %s", ac_tr_always(role), hex);
}

typedef struct {
    ac_notebook *nb;
    const ac_judged *judged;
} form_ctx;

/* Facts of the text that carries the terms of a cited change: a reopen, and a resolve without terms, has its
 * base's. */
static ac_json *terms_of(void *ctx, unsigned cite)
{
    form_ctx *f = ctx;
    ac_held at = f->judged->cites[cite];
    ac_buf bytes = { 0 };
    ac_json *facts = NULL;

    for (;;) {
        ac_header h;
        ac_id base;
        ac_buf_clear(&bytes);
        if (ac_history_bytes(f->nb->history, at.n, &bytes, NULL, NULL, NULL, NULL) != AC_OK ||
            ac_header_peek(&h, bytes.p, bytes.len, NULL) != AC_OK ||
            ac_json_parse(&facts, h.facts, h.facts_len, NULL) != AC_OK) {
            facts = NULL;
            break;
        }
        if ((h.kind != AC_KIND_REOPEN && (h.kind != AC_KIND_RESOLVE || ac_facts_carry_terms(facts))) || h.ncites == 0)
            break;
        base = ac_header_cite(&h, 0);
        ac_json_free(facts);
        facts = NULL;
        if (ac_history_find(f->nb->history, at.space, &base, &at, NULL) != AC_OK || at.n == 0)
            break;
    }
    ac_buf_free(&bytes);
    return facts;
}

static ac_rc check_form(ac_notebook *nb, const ac_header *h, const ac_judged *j, ac_err *err)
{
    ac_cited cited[AC_CITES_MAX];
    form_ctx ctx = { nb, j };
    ac_form_port port = { cited, j->record.n != 0 ? j->record.kind : 0, terms_of, &ctx };
    ac_n record = j->record.n;

    for (unsigned i = 0; i < h->ncites; i++) {
        cited[i].kind = j->cites[i].kind;
        cited[i].record = j->cites[i].record;
        cited[i].of_record = record != 0 && (j->cites[i].record != 0 ? j->cites[i].record : j->cites[i].n) == record;
    }
    return ac_kind_check_form(h, &port, err);
}

ac_rc ac_authentic(ac_notebook *nb, ac_room *room, const ac_header *h, const ac_id *id, ac_judged *out, ac_err *err)
{
    uint64_t depth = 0;
    ac_device author;
    ac_rc rc;

    out->prev.n = 0;
    out->record.n = 0;
    out->held = (ac_held){ .id = *id, .space = room->space, .branch = -1, .org = -1, .kind = h->kind, .seq = h->seq,
                           .depth = h->depth, .written_ms = (int64_t)h->written_ms };
    if (h->kind == AC_KIND_FOUND ? !ac_space_is_zero(h->space) || memcmp(id->b, room->id.b, 32) != 0
                                 : !ac_space_eq(h->space, room->id))
        return ac_fail(err, AC_EINVALID, "space: it belongs to another partnership");
    if (h->seq == 1 && !ac_sign_key_valid(h->author.b)) /* later ones have the key of their previous change */
        return ac_fail(err, AC_EINVALID, "author: its device key is not canonical or not of prime order");
    if (h->seq > 1) {
        rc = find_held(nb, room, &h->prev, N_("previous change"), &out->prev, err);
        if (rc == AC_OK)
            rc = ac_history_branch_device(nb->history, out->prev.branch, &author, err);
        if (rc != AC_OK)
            return rc;
        if (!ac_device_eq(author, h->author))
            return ac_fail(err, AC_EINVALID, "prev: its previous change was written by another device");
        if (out->prev.seq + 1 != h->seq)
            return ac_fail(err, AC_EINVALID, "prev: its number does not follow that of its previous change");
        depth = out->prev.depth;
        if (out->prev.flags & AC_HELD_UNJUDGED)
            out->held.flags |= AC_HELD_UNJUDGED;
    }
    for (unsigned i = 0; i < h->ndeps; i++) {
        ac_id dep = ac_header_dep(h, i);
        rc = find_held(nb, room, &dep, N_("change it rests on"), &out->deps[i], err);
        if (rc == AC_OK)
            rc = ac_history_branch_device(nb->history, out->deps[i].branch, &author, err);
        if (rc != AC_OK)
            return rc;
        if (ac_device_eq(author, h->author))
            return ac_fail(err, AC_EINVALID, "deps: it names a change of its own device among those of others");
        if (out->deps[i].depth > depth)
            depth = out->deps[i].depth;
        if (out->deps[i].flags & AC_HELD_UNJUDGED)
            out->held.flags |= AC_HELD_UNJUDGED;
    }
    if (h->depth != depth + 1)
        return ac_fail(err, AC_EINVALID, "depth: it is not one more than the deepest change it rests on");
    if (!ac_id_is_zero(h->record)) {
        rc = find_held(nb, room, &h->record, "record", &out->record, err);
        if (rc != AC_OK)
            return rc;
        if (!ac_history_in_past(nb->history, &out->record, &out->prev, out->deps, h->ndeps))
            return ac_fail(err, AC_EINVALID, "record: the record is not in its past");
        out->held.record = out->record.n;
    }
    for (unsigned i = 0; i < h->ncites; i++) {
        ac_id cite = ac_header_cite(h, i);
        rc = find_held(nb, room, &cite, N_("change it cites"), &out->cites[i], err);
        if (rc != AC_OK)
            return rc;
        if (!ac_history_in_past(nb->history, &out->cites[i], &out->prev, out->deps, h->ndeps))
            return ac_fail(err, AC_EINVALID, "cites: a cited change is not in its past");
    }
    return check_form(nb, h, out, err);
}

bool ac_founds_own(const ac_header *h)
{
    ac_json *facts = NULL;
    bool own;

    if (h->kind != AC_KIND_FOUND || ac_json_parse(&facts, h->facts, h->facts_len, NULL) != AC_OK)
        return false;
    own = ac_json_true(facts, "own");
    ac_json_free(facts);
    return own;
}

/* --- admitted --- */

ac_rc ac_admitted(ac_notebook *nb, ac_room *room, const ac_header *h, ac_judged *j, ac_err *err)
{
    int sets[AC_DEPS_MAX + 1];
    const char *why = "";
    size_t n = 0;
    ac_mchange c;

    (void)nb;
    if (ac_kind_class(h->kind) == AC_CLASS_GOVERNING && ac_kind_find(h->kind) == NULL)
        j->held.flags |= AC_HELD_UNJUDGED;
    if (j->prev.n != 0)
        sets[n++] = ac_members_tracks(j->prev.kind) ? ac_members_after(room->members, j->prev.set, j->prev.n) : j->prev.set;
    for (unsigned i = 0; i < h->ndeps; i++)
        sets[n++] = ac_members_tracks(j->deps[i].kind) ? ac_members_after(room->members, j->deps[i].set, j->deps[i].n)
                                                       : j->deps[i].set;
    j->held.set = ac_members_union(room->members, sets, n);
    if (j->held.set < 0)
        return ac_fail(err, AC_ENOMEM, "out of memory while judging a change");
    j->held.org = j->prev.n != 0 ? j->prev.org : -1;
    if (j->held.flags & AC_HELD_UNJUDGED)
        return AC_OK;
    c = (ac_mchange){ .held = j->held, .header = h, .prev = &j->prev, .deps = j->deps, .ndeps = h->ndeps, .cites = j->cites };
    if (!ac_members_admitted(room->members, &c, &j->held.org, &why))
        return ac_fail(err, AC_EINVALID, "not admitted: %s", ac_tr_always(why));
    return AC_OK;
}

/* --- counted --- */

typedef struct {
    ac_held by; /* the propose or amend that names it */
    int org;
} named;

/* Adds the parties that a text names. An amend of one who was no party before it names nobody. */
static ac_rc add_named(ac_notebook *nb, ac_room *room, const ac_held *text, named **list, size_t *n, ac_err *err)
{
    ac_buf bytes = { 0 };
    ac_header h;
    named *more;
    bool may = text->kind == AC_KIND_PROPOSE;
    ac_rc rc;

    for (size_t i = 0; !may && i < *n; i++)
        may = (*list)[i].org == text->org && ac_history_precedes(nb->history, &(*list)[i].by, text);
    if (!may)
        return AC_OK;
    more = realloc(*list, (*n + AC_CITES_MAX) * sizeof *more);
    if (more == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    *list = more;
    rc = ac_history_bytes(nb->history, text->n, &bytes, NULL, NULL, NULL, err);
    if (rc == AC_OK)
        rc = ac_header_peek(&h, bytes.p, bytes.len, err);
    for (unsigned k = 0; rc == AC_OK && k < h.ncites; k++) {
        ac_id cite = ac_header_cite(&h, k);
        int org = ac_members_org_of_join(room->members, &cite);
        if (org >= 0)
            more[(*n)++] = (named){ *text, org };
    }
    ac_buf_free(&bytes);
    return rc;
}

/* The organisations that are party to a record, as a change of it sees them: named by the propose, or by
 * an amend of one named before, in its past, or by itself. -1 in *out_n: it has no parties. */
static ac_rc parties_of(ac_notebook *nb, ac_room *room, const ac_held *c, int **out, int *out_n, ac_err *err)
{
    ac_n record = c->record != 0 ? c->record : c->n;
    ac_held made, *acts = NULL;
    named *list = NULL;
    size_t n = 0, count = 0;
    ac_rc rc = ac_history_get(nb->history, record, &made, err);

    *out = NULL;
    *out_n = -1;
    if (rc != AC_OK || made.kind != AC_KIND_PROPOSE)
        return rc;
    rc = ac_view_acts(nb, record, &acts, NULL, &n, err);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        if ((acts[i].kind == AC_KIND_PROPOSE || acts[i].kind == AC_KIND_AMEND) &&
            (acts[i].n == c->n || ac_history_precedes(nb->history, &acts[i], c)))
            rc = add_named(nb, room, &acts[i], &list, &count, err);
    }
    if (rc == AC_OK && (*out = malloc((count + 1) * sizeof **out)) == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK) {
        *out_n = (int)count;
        for (size_t i = 0; i < count; i++)
            (*out)[i] = list[i].org;
    }
    free(list);
    free(acts);
    return rc;
}

ac_rc ac_counted(ac_notebook *nb, ac_room *room, ac_held *held, bool *out_changed, ac_err *err)
{
    unsigned flags = held->flags & ~(AC_HELD_UNCOUNTED | AC_HELD_CONTESTED | AC_HELD_FLAGGED);
    const ac_state *all = ac_members_state(room->members, ac_members_all(room->members));
    const char *why = "";
    ac_counting counting;
    ac_device device;
    int *parties = NULL, nparties = -1;
    ac_rc rc;

    *out_changed = false;
    if (all == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    if (held->flags & AC_HELD_UNJUDGED) {
        flags |= AC_HELD_UNCOUNTED;
        why = "unjudged";
    } else if (!(held->org >= 0 && held->org < all->norgs && all->orgs[held->org].is_simple)) {
        rc = ac_history_branch_device(nb->history, held->branch, &device, err);
        if (rc == AC_OK)
            rc = parties_of(nb, room, held, &parties, &nparties, err);
        if (rc == AC_OK)
            rc = ac_members_counted(room->members, held, &device, parties, nparties, &counting, err);
        free(parties);
        if (rc != AC_OK)
            return rc;
        why = counting.why;
        if (!counting.is_good && !counting.is_met)
            flags |= AC_HELD_UNCOUNTED;
        else if (counting.is_contested)
            flags |= AC_HELD_CONTESTED;
        else if (!counting.is_good)
            flags |= AC_HELD_FLAGGED;
    }
    if (flags == held->flags && why[0] == '\0')
        return AC_OK;
    *out_changed = flags != held->flags;
    room->has_aside = room->has_aside || why[0] != '\0'; /* flagged ones too: an admit may heal them */
    return ac_history_set_flags(nb->history, held, flags, why, err);
}

/* --- keeping --- */

static ac_rc save_sets(ac_notebook *nb, ac_room *room, ac_err *err)
{
    ac_buf data = { 0 };
    ac_rc rc = AC_OK;

    for (; rc == AC_OK && room->saved_sets < ac_members_sets(room->members); room->saved_sets++) {
        ac_row *q;
        ac_buf_clear(&data);
        ac_members_set_write(room->members, room->saved_sets, &data);
        if (data.failed)
            rc = ac_fail(err, AC_ENOMEM, "out of memory");
        if (rc != AC_OK)
            break;
        q = ac_q(nb->store, AC_Q_knows_put);
        ac_bind_int(q, ":space", room->space);
        ac_bind_int(q, ":knows", room->saved_sets);
        ac_bind_blob(q, ":data", data.p, data.len);
        rc = ac_run(q, err);
    }
    ac_buf_free(&data);
    return rc;
}

ac_rc ac_keep(ac_notebook *nb, ac_room *room, const ac_arrival *a, ac_judged *j, bool *out_new, ac_err *err)
{
    ac_row *q;
    bool changed;
    ac_rc rc = save_sets(nb, room, err);

    if (rc == AC_OK && !ac_view_note_members(room))
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (ac_header_withholds(a->header))
        j->held.flags |= AC_HELD_WITHHELD;
    if (rc == AC_OK)
        rc = ac_history_keep(nb->history, a, &j->held, &j->prev, j->deps, a->header->ndeps, out_new, err);
    if (rc != AC_OK || !*out_new)
        return rc;
    room->was_touched = true;
    if (ac_members_tracks(j->held.kind) && !(j->held.flags & AC_HELD_UNJUDGED)) {
        rc = ac_members_add(room->members, a->header, &j->held, j->cites, err);
        if (rc != AC_OK)
            return rc;
        q = ac_q(nb->store, AC_Q_governing_put);
        ac_bind_int(q, ":space", room->space);
        ac_bind_int(q, ":n", j->held.n);
        rc = ac_run(q, err);
        room->may_flip = room->may_flip || ac_members_may_flip(j->held.kind);
    }
    if (rc == AC_OK)
        rc = ac_view_touch(nb, a->header, &j->held, j->cites, a->words, a->words_n, err);
    if (rc == AC_OK)
        rc = ac_counted(nb, room, &j->held, &changed, err);
    return rc;
}

#define SLICE 256

static ac_rc recount(ac_notebook *nb, ac_room *room, ac_held *held, ac_err *err)
{
    bool changed;
    ac_rc rc = ac_counted(nb, room, held, &changed, err);

    if (rc == AC_OK && changed) {
        ac_dirty_add(nb, held->record != 0 ? held->record : held->n);
        room->was_revealed = room->was_revealed || held->kind == AC_KIND_REVEAL;
    }
    return rc;
}

/* Governing changes may flip answers about earlier ones: all of the space is asked again. */
static ac_rc recount_all(ac_notebook *nb, ac_room *room, ac_err *err)
{
    ac_held *slice = malloc(SLICE * sizeof *slice);
    size_t got = SLICE;
    ac_n after = 0;
    ac_rc rc = slice != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");

    while (rc == AC_OK && got == SLICE) {
        rc = ac_history_slice(nb->history, room->space, after, INT64_MAX, slice, SLICE, &got, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            after = slice[i].n;
            rc = recount(nb, room, &slice[i], err);
        }
    }
    free(slice);
    return rc;
}

/* What is set aside may count once another party is seen to have had it. */
static ac_rc recount_aside(ac_notebook *nb, ac_room *room, ac_err *err)
{
    ac_n ns[SLICE], after = 0;
    size_t got = SLICE;
    ac_rc rc = AC_OK;

    while (rc == AC_OK && got == SLICE) {
        ac_row *q = ac_q(nb->store, AC_Q_aside_of);
        got = 0;
        ac_bind_int(q, ":space", room->space);
        ac_bind_int(q, ":after", after);
        ac_bind_int(q, ":max", SLICE);
        while (got < SLICE && ac_step(q))
            after = ns[got++] = ac_col_int(q, 0);
        rc = ac_done(q, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            ac_held held;
            rc = ac_history_get(nb->history, ns[i], &held, err);
            if (rc == AC_OK)
                rc = recount(nb, room, &held, err);
        }
    }
    return rc;
}

ac_rc ac_settle(ac_notebook *nb, ac_err *err)
{
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && i < nb->nrooms; i++) {
        ac_room *room = nb->rooms[i];
        if (!room->was_touched)
            continue;
        if (room->may_flip)
            rc = recount_all(nb, room, err);
        else if (room->has_aside)
            rc = recount_aside(nb, room, err);
        if (rc == AC_OK && room->was_revealed)
            rc = ac_withheld_settle(nb, room, err);
        if (rc == AC_OK)
            rc = ac_view_space_touched(nb, room, err);
        room->was_touched = room->may_flip = room->was_revealed = false;
    }
    if (rc == AC_OK)
        rc = ac_view_settle(nb, err);
    if (rc == AC_OK)
        rc = ac_history_flush(nb->history, err);
    return rc;
}
