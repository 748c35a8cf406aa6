/* acts.c - what people write in a notebook, in one line each. */
#include "tests/support/acts.h"

#include "core/mark.h"
#include "core/audit.h"
#include "core/commitment.h"
#include "core/inside.h"
#include "core/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* clang-format off: cmocka wants these before it */
#include <cmocka.h>
/* clang-format on */

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        fail_msg("%s: %s", ac_rc_word(rc), err->text);
}

static ac_json *json(const char *text)
{
    ac_json *value = NULL;
    ac_err err = { 0 };

    if (text != NULL)
        good(ac_json_parse(&value, text, strlen(text), &err), &err);
    return value;
}

ac_rc desk_try(desk *d, const act_text *t, ac_id *out_id, ac_err *err)
{
    ac_json *facts = json(t->facts), *words = json(t->words);
    ac_writing w = { .kind = t->kind, .record = t->record, .cites = t->cites, .ncites = t->ncites, .facts = facts, .words = words };
    ac_rc rc = ac_notebook_begin(d->nb, err);

    if (rc == AC_OK)
        rc = ac_notebook_write(d->nb, t->space != 0 ? t->space : d->space, &w, out_id, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(d->nb, err);
    ac_notebook_rollback(d->nb);
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

ac_id desk_write(desk *d, const act_text *t)
{
    ac_err err = { 0 };
    ac_id id;

    good(desk_try(d, t, &id, &err), &err);
    return id;
}

/* --- past the judge --- */

static int ascending(const void *a, const void *b)
{
    return memcmp(a, b, 32);
}

ac_id desk_forge(desk *d, const act_text *t, loose *out)
{
    ac_history *h = ac_notebook_history(d->nb);
    int space = t->space != 0 ? t->space : d->space;
    ac_branch *list = NULL;
    ac_held prev = { 0 }, held;
    uint8_t deps[32 * AC_DEPS_MAX], cites[32 * AC_CITES_MAX];
    size_t n = 0;
    ac_space_info info;
    loose l = { .has_words = t->words != NULL };
    ac_id id;
    ac_err err = { 0 };
    ac_header x = { .kind = t->kind, .author = ac_notebook_me(d->nb)->device, .record = t->record, .deps = deps, .cites = cites,
                    .ncites = (uint8_t)t->ncites, .facts = t->facts != NULL ? t->facts : "{}",
                    .written_ms = (uint64_t)d->world.now_ms };

    good(ac_history_space_info(h, space, &info, &err), &err);
    good(ac_history_branches(h, space, &list, &n, &err), &err);
    x.space = info.id;
    x.facts_len = (uint16_t)strlen(x.facts);
    for (size_t i = 0; i < n; i++)
        if (ac_device_eq(list[i].device, x.author) && (prev.n == 0 || list[i].head_seq > prev.seq))
            good(ac_history_get(h, list[i].head, &prev, &err), &err);
    x.seq = prev.seq + 1;
    x.prev = prev.id;
    x.depth = prev.depth;
    for (size_t i = 0; i < n; i++) {
        good(ac_history_get(h, list[i].head, &held, &err), &err);
        if (ac_device_eq(list[i].device, x.author) || (prev.n != 0 && ac_history_precedes(h, &held, &prev)))
            continue;
        memcpy(deps + 32 * x.ndeps++, held.id.b, 32);
        x.depth = held.depth > x.depth ? held.depth : x.depth;
    }
    free(list);
    x.depth++;
    qsort(deps, x.ndeps, 32, ascending);
    for (size_t i = 0; i < t->ncites; i++)
        memcpy(cites + 32 * i, t->cites[i].b, 32);
    if (t->words != NULL) {
        uint8_t salt[32] = { 7 };
        ac_buf_put(&l.words, salt, 32);
        ac_buf_str(&l.words, t->words);
        x.words_len = (uint32_t)strlen(t->words);
        x.words_hash = ac_words_hash(salt, t->words, strlen(t->words));
    }
    ac_header_encode(&l.header, &x);
    id = ac_change_id_of(l.header.p, l.header.len);
    ac_notebook_sign(d->nb, AC_TAG_CHANGE_SIG, id.b, 32, l.sig);
    *out = l;
    return id;
}

ac_id desk_force(desk *d, const act_text *t)
{
    loose l;
    ac_fault fault;
    ac_id id = desk_forge(d, t, &l);
    ac_header h;
    ac_err err = { 0 };

    good(ac_header_peek(&h, l.header.p, l.header.len, &err), &err);
    /* it is this notebook that wrote it, and no copy */
    good(ac_mark_advance(d->state, &h.author, &(ac_mark_line){ h.space, h.seq, id }, &err), &err);
    if (desk_take(d, &l, 1, &fault).taken != 1)
        fail_msg("not taken: %s", fault.why);
    loose_free(&l);
    return id;
}

/* --- promises --- */

static const char *words_of(uint16_t kind)
{
    switch (kind) {
    case AC_KIND_PROGRESS:
    case AC_KIND_DELIVER:
        return "{\"narrative\":\"half of them stand\"}";
    case AC_KIND_ACCEPT_RESERVED:
        return "{\"reservations\":\"two are dry\"}";
    case AC_KIND_DISPUTE:
        return "{\"grounds\":\"none stands\"}";
    case AC_KIND_RESPOND:
        return "{\"answer\":\"look again\"}";
    case AC_KIND_RESOLVE:
        return "{\"text\":\"we go on\"}";
    case AC_KIND_AMEND:
        return "{\"title\":\"plant fifty trees\"}";
    default:
        return NULL;
    }
}

static const char *facts_of(uint16_t kind)
{
    switch (kind) {
    case AC_KIND_DELIVER:
        return "{\"files\":0}";
    case AC_KIND_DECLINE:
    case AC_KIND_RETRACT:
    case AC_KIND_DISPUTE:
    case AC_KIND_WITHDRAW:
    case AC_KIND_SUSPEND:
    case AC_KIND_REOPEN:
        return "{\"reason\":\"timing\"}";
    case AC_KIND_AMEND:
        return "{\"due\":\"2027-09-01\",\"reason\":\"scope\"}";
    case AC_KIND_RESOLVE:
        return "{\"outcome\":\"in-progress\"}";
    case AC_KIND_REDACT:
        return "{\"reason\":\"mistake\"}";
    default:
        return NULL;
    }
}

static act_text act_of(uint16_t kind, ac_id promise, ac_id about)
{
    act_text t = { .kind = kind, .record = promise, .ncites = 1, .facts = facts_of(kind), .words = words_of(kind) };

    t.cites[0] = about;
    if (kind == AC_KIND_ACCEPT || kind == AC_KIND_ACCEPT_RESERVED)
        t.cites[t.ncites++] = promise; /* of promises that were never amended */
    return t;
}

ac_rc desk_act_try(desk *d, uint16_t kind, ac_id promise, ac_id about, ac_err *err)
{
    act_text t = act_of(kind, promise, about);
    ac_id id;

    return desk_try(d, &t, &id, err);
}

ac_id desk_act(desk *d, uint16_t kind, ac_id promise, ac_id about)
{
    act_text t = act_of(kind, promise, about);

    return desk_write(d, &t);
}

ac_id desk_amend(desk *d, ac_id promise, ac_id base, const char *title)
{
    char words[256];
    act_text t = act_of(AC_KIND_AMEND, promise, base);

    snprintf(words, sizeof words, "{\"title\":\"%s\"}", title);
    t.words = words;
    return desk_write(d, &t);
}

/* --- changes on their own --- */

void loose_take(loose *out, desk *d, ac_n n)
{
    ac_err err = { 0 };

    *out = (loose){ 0 };
    good(ac_history_bytes(ac_notebook_history(d->nb), n, &out->header, out->sig, &out->words, &out->has_words, &err), &err);
}

void loose_free(loose *l)
{
    ac_buf_free(&l->header);
    ac_buf_free(&l->words);
}

ac_arrival loose_arrival(const loose *l)
{
    return (ac_arrival){ .header_bytes = l->header.p, .header_n = l->header.len, .signature = l->sig,
                         .words = l->has_words ? l->words.p : NULL, .words_n = l->has_words ? l->words.len : 0 };
}

ac_intake_count desk_take(desk *d, const loose *l, size_t n, ac_fault *fault)
{
    ac_device sender = { { 9 } };
    ac_arrival *a = calloc(n + 1, sizeof *a);
    ac_intake *in;
    ac_intake_count counts;
    ac_space space = desk_space(d);
    ac_err err = { 0 };

    assert_non_null(a);
    for (size_t i = 0; i < n; i++)
        a[i] = loose_arrival(&l[i]);
    good(ac_intake_open(&in, d->nb, &space, &sender, &err), &err);
    good(ac_intake_frame(in, a, n, fault, &err), &err);
    good(ac_intake_commit(in, &err), &err);
    counts = *ac_intake_counts(in);
    ac_intake_close(in);
    free(a);
    return counts;
}

/* --- laptops --- */

void desks_laptop(desk *old, desk *laptop, const char *label, uint64_t seed)
{
    ac_invitation inv = { 0 };
    ac_buf apply = { 0 };
    wire_line line = { 0 };
    bool done = false;
    ac_space space = desk_space(old);
    ac_err err = { 0 };

    desk_new_laptop(laptop, label, seed);
    good(ac_invite_write(old->nb, desk_own_space(old), "device", false, NULL, 0, &inv, &err), &err);
    good(ac_apply_make(laptop->nb, &inv, label, &apply, &err), &err);
    ac_exchange_config guest = { .invitation = &inv, .apply = &apply };
    line_open(&line, laptop, old, &guest);
    line_run(&line);
    assert_int_equal(ac_exchange_result_of(line.client)->end, AC_END_DONE);
    line_close(&line);
    good(ac_apply_finish(laptop->nb, NULL, 0, &done, &err), &err);
    assert_true(done);
    assert_true(desks_sync(laptop, old));
    desk_find_space(laptop, &space);
    assert_true(laptop->space >= 0);
    ac_invitation_free(&inv);
    ac_buf_free(&apply);
}

/* --- what it says --- */

static bool say(void *ctx, const ac_commitment_row *r)
{
    char terms[AC_HEX_SIZE];

    ac_hex(terms, r->terms.b, 32);
    ac_buf_printf(ctx, "%s %s>%s '%s' %s/%s/%s=%s due=%s level=%d terms=%.8s open=%s turn=%s flags=%s%s%s%s%s reported=%lld\n",
                  r->ref, r->promisor, r->promisees, r->title, r->agreement, r->delivery, r->verdict, r->state, r->due, r->level,
                  terms, r->open, r->turn, r->flags, r->is_clash ? " clash" : "", r->is_contested ? " contested" : "",
                  r->is_crossed ? " crossed" : "", r->is_counted ? "" : " not counted", (long long)r->reported_ms);
    return true;
}

void desk_says(desk *d, ac_id promise, ac_buf *out)
{
    ac_held held = desk_held(d, promise);
    ac_err err = { 0 };

    if (held.n != 0)
        good(ac_query_commitment(d->nb, held.n, say, out, &err), &err);
}

static bool word(void *ctx, const ac_commitment_row *r)
{
    snprintf(ctx, 32, "%s", r->state);
    return true;
}

const char *desk_state(desk *d, ac_id promise)
{
    static char state[32];
    ac_err err = { 0 };

    good(ac_query_commitment(d->nb, desk_held(d, promise).n, word, state, &err), &err);
    return state;
}

void desk_audit(desk *d)
{
    ac_audit found;
    ac_err err = { 0 };

    good(ac_audit_run(d->nb, NULL, NULL, &found, &err), &err);
    if (!found.is_good)
        fail_msg("audit: %s; %s", found.view_problem,
                 found.nspaces > 0 && found.spaces[0].nproblems > 0 ? found.spaces[0].problems[0].what : "");
    ac_audit_free(&found);
}

void desk_view(desk *d, ac_digest *out)
{
    ac_err err = { 0 };

    good(ac_view_digest(d->nb, d->space, out, &err), &err);
}
