/* agreed.c - the partnering agreement: what stands, and who has signed it. */
#include "core/practice/agreed.h"

#include "core/crypto.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_id(const void *a, const void *b)
{
    return ac_id_cmp(*(const ac_id *)a, *(const ac_id *)b);
}

static void cite(ac_agreed *a, ac_id id)
{
    for (size_t i = 0; i < a->ncites; i++)
        if (ac_id_eq(a->cites[i], id))
            return;
    if (a->ncites == AC_AGREED_CITES_MAX)
        a->is_too_long = true;
    else
        a->cites[a->ncites++] = id;
}

/* Two partners may each have begun the same clause without knowing of each other: that is a clash as well. */
typedef struct {
    ac_agreed *a;
    bool *is_said; /* by key, as the vocabulary has them */
} reading;

static bool was_said(reading *r, const ac_entry *e)
{
    size_t n;
    const ac_term *keys = ac_vocab_terms(AC_V_CLAUSE, &n);
    bool before = false;

    for (size_t i = 0; i < n; i++)
        if (ac_entry_has_code(e, "key", keys[i].code)) {
            before = before || r->is_said[i];
            r->is_said[i] = true;
        }
    return before;
}

static bool one_clause(void *ctx, const ac_entry *e)
{
    static const char *const signed_fields[] = { "key", "text" };
    reading *r = ctx;
    ac_agreed *a = r->a;
    const ac_entry_value *texts, *values;
    size_t n = ac_entry_standing(e, "text", &texts);
    bool has_text = false;

    for (size_t i = 0; i < n; i++)
        has_text = has_text || texts[i].value != NULL || !texts[i].has_words;
    if (!has_text)
        return true;
    a->clauses++;
    a->is_clash = was_said(r, e) || a->is_clash || n > 1;
    for (size_t f = 0; f < sizeof signed_fields / sizeof *signed_fields; f++) {
        n = ac_entry_standing(e, signed_fields[f], &values);
        for (size_t i = 0; i < n; i++) {
            cite(a, values[i].id);
            if (values[i].written_ms > a->touched_ms)
                a->touched_ms = values[i].written_ms;
        }
    }
    return true;
}

static void name_whole(ac_agreed *a)
{
    ac_hash h;

    ac_hash_begin(&h, "accord/agreement/1");
    for (size_t i = 0; i < a->ncites; i++)
        ac_hash_add(&h, a->cites[i].b, 32);
    ac_hash_end(&h, a->terms.b);
}

/* The newest assent of each organisation: of two that crossed the one whose id is higher. */
typedef struct {
    char org[8];
    ac_n n;
    ac_id id;
    uint64_t depth;
    int64_t written_ms;
} newest;
typedef struct {
    ac_notebook *nb;
    newest *list;
    size_t n;
    ac_rc rc;
    ac_err *err;
} signatures;

static bool one_assent(void *ctx, const ac_entry *e)
{
    signatures *s = ctx;
    ac_held held;
    size_t i = 0;

    s->rc = ac_history_get(ac_notebook_history(s->nb), e->n, &held, s->err);
    if (s->rc != AC_OK)
        return false;
    while (i < s->n && strcmp(s->list[i].org, e->org) != 0)
        i++;
    if (i == s->n) {
        newest *more = realloc(s->list, (s->n + 1) * sizeof *more);
        if (more == NULL) {
            s->rc = ac_fail(s->err, AC_ENOMEM, "out of memory while reading the agreement");
            return false;
        }
        s->list = more;
        s->list[s->n++] = (newest){ .n = 0 };
    } else if (held.depth < s->list[i].depth || (held.depth == s->list[i].depth && ac_id_cmp(held.id, s->list[i].id) < 0)) {
        return true;
    }
    s->list[i] = (newest){ .n = e->n, .id = held.id, .depth = held.depth, .written_ms = held.written_ms };
    snprintf(s->list[i].org, sizeof s->list[i].org, "%s", e->org);
    return true;
}

static ac_rc covers(ac_notebook *nb, ac_n assent, const ac_agreed *a, bool *out, ac_err *err)
{
    ac_buf bytes = { 0 };
    ac_header header;
    ac_rc rc = ac_history_bytes(ac_notebook_history(nb), assent, &bytes, NULL, NULL, NULL, err);

    *out = false;
    if (rc == AC_OK)
        rc = ac_header_decode(&header, bytes.p, bytes.len, err);
    if (rc == AC_OK) {
        *out = header.ncites == a->ncites && !a->is_too_long;
        for (unsigned i = 0; *out && i < header.ncites; i++)
            *out = ac_id_eq(ac_header_cite(&header, i), a->cites[i]);
    }
    ac_buf_free(&bytes);
    return rc;
}

static ac_rc read_signatures(ac_notebook *nb, int space, signatures *s, ac_err *err)
{
    ac_entry_filter f = { .space = space, .type = "assent" };
    ac_rc rc;

    *s = (signatures){ .nb = nb, .err = err, .rc = AC_OK };
    rc = ac_entries(nb, &f, one_assent, s, err);
    return rc == AC_OK ? s->rc : rc;
}

ac_rc ac_agreed_assents(ac_notebook *nb, int space, const ac_agreed *agreed, ac_assent_fn *each, void *ctx, ac_err *err)
{
    signatures s;
    bool go_on = true;
    ac_rc rc = read_signatures(nb, space, &s, err);

    for (size_t i = 0; rc == AC_OK && go_on && i < s.n; i++) {
        ac_assent one = { .org = s.list[i].org, .n = s.list[i].n, .written_ms = s.list[i].written_ms };
        rc = covers(nb, one.n, agreed, &one.is_current, err);
        if (rc == AC_OK)
            go_on = each(ctx, &one);
    }
    free(s.list);
    return rc;
}

typedef struct {
    const ac_partner_row *partners; /* who has signed what stands is taken out of `is_open` */
    bool *is_open;
    size_t n;
    const char *me;
    bool is_ours;
} members;

static bool one_signed(void *ctx, const ac_assent *assent)
{
    members *m = ctx;

    if (!assent->is_current)
        return true;
    m->is_ours = m->is_ours || strcmp(assent->org, m->me) == 0;
    for (size_t i = 0; i < m->n; i++)
        if (strcmp(m->partners[i].code, assent->org) == 0)
            m->is_open[i] = false;
    return true;
}

ac_rc ac_agreed_read(ac_notebook *nb, int space, ac_agreed *out, ac_err *err)
{
    ac_entry_filter f = { .space = space, .type = "clause" };
    ac_partner_row *partners = NULL;
    members m = { .me = ac_notebook_me(nb)->code };
    reading r = { .a = out };
    size_t used = 0, nkeys;
    ac_rc rc;

    *out = (ac_agreed){ 0 };
    ac_vocab_terms(AC_V_CLAUSE, &nkeys);
    r.is_said = calloc(nkeys, sizeof *r.is_said);
    rc = r.is_said != NULL ? ac_entries(nb, &f, one_clause, &r, err) : ac_fail(err, AC_ENOMEM, "out of memory while reading the agreement");
    free(r.is_said);
    if (rc == AC_OK)
        rc = ac_query_who(nb, space, &partners, &m.n, err);
    m.partners = partners;
    m.is_open = rc == AC_OK ? calloc(m.n + 1, sizeof *m.is_open) : NULL;
    if (rc == AC_OK && m.is_open == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading the agreement");
    for (size_t i = 0; rc == AC_OK && i < m.n; i++)
        m.is_open[i] = strcmp(partners[i].role, "partner") == 0 && strcmp(partners[i].standing, "member") == 0;
    qsort(out->cites, out->ncites, sizeof *out->cites, by_id);
    name_whole(out);
    if (rc == AC_OK)
        rc = ac_agreed_assents(nb, space, out, one_signed, &m, err);
    out->is_ours = m.is_ours;
    out->is_in_force = out->clauses > 0 && m.is_ours;
    for (size_t i = 0; rc == AC_OK && i < m.n; i++)
        if (m.is_open[i]) {
            int n = snprintf(out->missing + used, sizeof out->missing - used, "%s%s", used > 0 ? "," : "", partners[i].code);
            used += n > 0 && (size_t)n < sizeof out->missing - used ? (size_t)n : 0;
            out->is_in_force = false;
        }
    free(m.is_open);
    free(partners);
    return rc;
}
