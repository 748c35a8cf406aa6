/* members.c - who belongs: governing changes looked into, admission. core/known.c has sets of them, core/standing.c
 * states, core/counting.c what counts. */
#include "core/members_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what is tracked --- */

bool ac_members_tracks(uint16_t kind)
{
    return (kind >= AC_KIND_FOUND && kind <= AC_KIND_ROSTER) || kind == AC_KIND_RATIFY;
}

bool ac_members_may_flip(uint16_t kind)
{
    return kind == AC_KIND_UNADMIT || kind == AC_KIND_LEAVE || kind == AC_KIND_REVOKE || kind == AC_KIND_ROSTER ||
           kind == AC_KIND_RATIFY;
}

int ac_gov_of_n(const ac_members *m, ac_n n)
{
    int lo = 0, hi = m->ngov;

    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (m->gov[mid].held.n < n)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < m->ngov && m->gov[lo].held.n == n ? lo : -1;
}

static int gov_of_id(const ac_members *m, const ac_id *id)
{
    for (int g = 0; g < m->ngov; g++)
        if (ac_id_eq(m->gov[g].held.id, *id))
            return g;
    return -1;
}

/* --- opening, adding --- */

ac_rc ac_members_open(ac_members **out, ac_history *history, int space, const ac_space *id, bool is_own, ac_err *err)
{
    ac_members *m = calloc(1, sizeof *m);

    if (m != NULL && (m->sets = calloc(16, sizeof *m->sets)) == NULL) {
        free(m);
        m = NULL;
    }
    if (m == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    m->history = history;
    m->space = space;
    m->id = *id;
    m->is_own = is_own;
    m->nsets = 1; /* the empty set */
    m->sets_cap = 16;
    *out = m;
    return AC_OK;
}

static void gov_free(gov *g)
{
    ac_statement_free(&g->statement);
    ac_json_free(g->facts);
    free(g->cites);
    free(g->lasts);
}

void ac_members_close(ac_members *m)
{
    if (m == NULL)
        return;
    for (int i = 0; i < m->nsets; i++) {
        free(m->sets[i].words);
        ac_state_free(m->sets[i].state);
    }
    for (int g = 0; g < m->ngov; g++)
        gov_free(&m->gov[g]);
    free(m->sets);
    free(m->buckets);
    free(m->gov);
    free(m->orgs);
    ac_state_free(m->trial);
    free(m);
}

static bool hex_fact(const ac_json *facts, const char *key, uint8_t *out, size_t n)
{
    const char *text = ac_json_str(facts, key);

    return text != NULL && ac_unhex(out, n, text, strlen(text));
}

/* Facts of a governing change, looked into. */
static ac_rc read_gov(gov *g, const ac_header *h, ac_err *err)
{
    ac_rc rc = ac_json_parse(&g->facts, h->facts, h->facts_len, err);
    const char *text;

    if (rc != AC_OK)
        return rc;
    switch (h->kind) {
    case AC_KIND_FOUND:
    case AC_KIND_JOIN:
    case AC_KIND_ROSTER:
        return ac_statement_parse(&g->statement, ac_json_get(g->facts, "statement"), err);
    case AC_KIND_INVITE:
        hex_fact(g->facts, "key", g->key.b, 32);
        return AC_OK;
    case AC_KIND_CERTIFY:
        hex_fact(g->facts, "key", g->key.b, 32);
        hex_fact(g->facts, "transport", g->transport.b, 32);
        hex_fact(g->facts, "proof", g->proof, 64);
        text = ac_json_str(g->facts, "n");
        snprintf(g->n, sizeof g->n, "%s", text != NULL ? text : "");
        text = ac_json_str(g->facts, "label");
        snprintf(g->label, sizeof g->label, "%s", text != NULL ? text : "");
        return AC_OK;
    case AC_KIND_REVOKE:
        hex_fact(g->facts, "key", g->key.b, 32);
        return AC_OK;
    default:
        return AC_OK;
    }
}

static ac_rc org_add(ac_members *m, const gov *g, ac_err *err)
{
    ac_org *orgs = realloc(m->orgs, ((size_t)m->norgs + 1) * sizeof *orgs);
    ac_org *o;

    if (orgs == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    m->orgs = orgs;
    o = &orgs[m->norgs++];
    *o = (ac_org){ .join = g->held.id, .root = g->statement.root, .is_partner = true };
    snprintf(o->code, sizeof o->code, "%s", g->statement.code);
    snprintf(o->name, sizeof o->name, "%s", g->statement.name);
    snprintf(o->sector, sizeof o->sector, "%s", g->statement.sector);
    o->is_founder = g->held.kind == AC_KIND_FOUND;
    if (g->held.kind == AC_KIND_JOIN && g->cites[0] >= 0 && m->gov[g->cites[0]].held.kind == AC_KIND_INVITE) {
        const char *role = ac_json_str(m->gov[g->cites[0]].facts, "role");
        o->is_partner = role != NULL && strcmp(role, "partner") == 0;
    }
    return AC_OK;
}

static ac_rc gov_room(ac_members *m, ac_err *err)
{
    int cap = m->gov_cap ? 2 * m->gov_cap : 32;
    gov *more;

    if (m->ngov < m->gov_cap)
        return AC_OK;
    more = realloc(m->gov, (size_t)cap * sizeof *more);
    if (more == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    m->gov = more;
    m->gov_cap = cap;
    return AC_OK;
}

/* A statement's "last good change" says something where it lies in the statement's own past; another
 * id names nothing. So what a statement means is read from its past alone, on every notebook alike. */
static ac_rc find_lasts(ac_members *m, gov *g, const ac_mchange *c, ac_err *err)
{
    ac_rc rc = AC_OK;

    g->lasts = calloc(g->statement.ndevices + 1, sizeof *g->lasts);
    if (g->lasts == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    for (size_t i = 0; rc == AC_OK && i < g->statement.ndevices; i++) {
        const ac_stated_device *d = &g->statement.devices[i];
        ac_held last;
        if (!d->has_last || ac_id_is_zero(d->last))
            continue;
        rc = ac_history_find(m->history, m->space, &d->last, &last, err);
        if (rc == AC_OK && last.n != 0 &&
            (c->held.n != 0 ? ac_history_precedes(m->history, &last, &c->held)
                            : ac_history_in_past(m->history, &last, c->prev, c->deps, c->ndeps)))
            g->lasts[i] = last.n;
    }
    return rc;
}

static int names_device(const ac_members *m, int set, const ac_device *device, int *out_chain);

/* Fills the room behind the last; the caller counts it. */
static ac_rc gov_fill(ac_members *m, const ac_mchange *c, int org, ac_err *err)
{
    const ac_header *h = c->header;
    gov *g;
    ac_rc rc = gov_room(m, err);

    if (rc != AC_OK)
        return rc;
    g = &m->gov[m->ngov];
    *g = (gov){ .held = c->held, .author = h->author, .ncites = h->ncites };
    g->held.org = org;
    g->cites = malloc(((size_t)h->ncites + 1) * sizeof *g->cites);
    rc = g->cites != NULL ? read_gov(g, h, err) : ac_fail(err, AC_ENOMEM, "out of memory");
    for (int i = 0; rc == AC_OK && i < h->ncites; i++) {
        g->cites[i] = ac_gov_of_n(m, c->cites[i].n);
        g->cited[i] = c->cites[i].n;
    }
    if (rc == AC_OK && ac_is_statement(h->kind))
        rc = find_lasts(m, g, c, err);
    if (rc == AC_OK && h->kind == AC_KIND_CERTIFY) {
        names_device(m, g->held.set, &g->author, &g->chain);
        g->chain++;
    }
    if (rc != AC_OK)
        gov_free(g);
    return rc;
}

#define STATES_BYTES_MAX (16u << 20)

/* States are computed again when asked for; those in memory stay within bounds. */
static void forget_states(ac_members *m)
{
    if (m->states_bytes <= STATES_BYTES_MAX)
        return;
    for (int i = 0; i < m->nsets; i++) {
        ac_state_free(m->sets[i].state);
        m->sets[i].state = NULL;
    }
    m->states_bytes = 0;
}

/* What was judged is so; what a damaged notebook says of it may not be. */
static bool is_next(const ac_members *m, const ac_header *h, const ac_held *held)
{
    bool begins = h->kind == AC_KIND_FOUND || h->kind == AC_KIND_JOIN;

    return h->kind == held->kind && held->org >= 0 && (begins ? held->org == m->norgs : held->org < m->norgs) &&
           held->set >= 0 && held->set < m->nsets && (m->ngov == 0 || m->gov[m->ngov - 1].held.n < held->n);
}

static ac_rc fail_members(ac_err *err)
{
    return ac_fail(err, AC_ECORRUPT, "the notebook file is damaged: its list of who belongs contradicts itself; accord audit says where");
}

ac_rc ac_members_add(ac_members *m, const ac_header *h, const ac_held *held, const ac_held *cites, ac_err *err)
{
    ac_mchange c = { .held = *held, .header = h, .cites = cites };
    gov *g;
    int all;
    ac_rc rc;

    if (!is_next(m, h, held))
        return fail_members(err);
    rc = gov_fill(m, &c, held->org, err);
    if (rc != AC_OK)
        return rc;
    g = &m->gov[m->ngov];
    if (held->kind == AC_KIND_ADMIT && (g->ncites == 0 || g->cites[0] < 0 || !ac_is_statement(m->gov[g->cites[0]].held.kind))) {
        gov_free(g);
        return fail_members(err);
    }
    all = ac_set_with(m, m->all, m->ngov);
    rc = all < 0 ? ac_fail(err, AC_ENOMEM, "out of memory") : AC_OK;
    if (rc == AC_OK && (held->kind == AC_KIND_FOUND || held->kind == AC_KIND_JOIN))
        rc = org_add(m, g, err);
    if (rc != AC_OK) {
        gov_free(g);
        return rc;
    }
    if (held->kind == AC_KIND_FOUND)
        m->is_own = ac_json_true(g->facts, "own");
    m->ngov++;
    m->all = all;
    forget_states(m);
    return AC_OK;
}

/* --- admission --- */

/* The organisation for which this set names the device, -1: none, -2: several. Certificates were
 * admitted with the device's own proof, statements are read with it. */
static int names_device(const ac_members *m, int set, const ac_device *device, int *out_chain)
{
    int found = -1;

    *out_chain = AC_CHAIN_MAX;
    for (int g = 0; g < m->ngov; g++) {
        const gov *c = &m->gov[g];
        bool is_certify = c->held.kind == AC_KIND_CERTIFY;
        if (!ac_set_has(m, set, g) || !(is_certify ? ac_device_eq(c->key, *device)
                                                   : ac_is_statement(c->held.kind) && ac_gov_lists(c, device) != NULL))
            continue;
        if (found >= 0 && found != c->held.org)
            return -2;
        found = c->held.org;
        if (!is_certify)
            *out_chain = 0;
        else if (c->chain < *out_chain)
            *out_chain = c->chain;
    }
    return found;
}

static bool lists_as_going_on(const ac_statement *s, const ac_device *d)
{
    for (size_t i = 0; i < s->ndevices; i++)
        if (ac_device_eq(s->devices[i].key, *d))
            return !s->devices[i].has_last;
    return false;
}

static const char *admit_found(ac_members *m, const ac_mchange *c, const ac_json *facts, const ac_statement *st)
{
    ac_root root = st->root;

    if (c->header->seq != 1 || c->header->ndeps != 0 || m->ngov != 0 || !ac_space_is_zero(c->header->space))
        return N_("a founding stands at the beginning and nowhere else");
    if (st->has_space || !ac_statement_signed_by(ac_json_get(facts, "statement"), &root, 1))
        return N_("the founder's statement is not signed by its root");
    if (!lists_as_going_on(st, &c->header->author))
        return N_("the founder's statement does not list this device");
    return NULL;
}

static bool join_secret_good(ac_members *m, const ac_mchange *c, const gov *invite, const ac_json *facts,
                             const ac_statement *st)
{
    ac_buf b = { 0 };
    uint8_t sig[64];
    bool good;
    ac_transport transport = { { 0 } };

    for (size_t i = 0; i < st->ndevices; i++)
        if (ac_device_eq(st->devices[i].key, c->header->author))
            transport = st->devices[i].transport;
    ac_buf_put(&b, m->id.b, 32);
    ac_buf_put(&b, invite->held.id.b, 32);
    ac_buf_put(&b, st->root.b, 32);
    ac_buf_put(&b, c->header->author.b, 32);
    ac_buf_put(&b, transport.b, 32);
    good = !b.failed && hex_fact(facts, "secret", sig, 64) && ac_sign_key_valid(invite->key.b) &&
           ac_verify(sig, invite->key.b, AC_TAG_JOIN, b.p, b.len);
    ac_buf_free(&b);
    return good;
}

static bool continues_root(const gov *found, const ac_root *root)
{
    const ac_json *roots = ac_json_get(ac_json_get(found->facts, "continues"), "roots");
    char hex[AC_HEX_SIZE];

    ac_hex(hex, root->b, 32);
    for (size_t i = 0; ac_json_is_array(roots) && i < ac_json_count(roots); i++) {
        const char *text = ac_json_text(ac_json_at(roots, i));
        if (text != NULL && strcmp(text, hex) == 0)
            return true;
    }
    return false;
}

static const char *admit_join(ac_members *m, const ac_mchange *c, const ac_json *facts, const ac_statement *st)
{
    int g = c->header->ncites == 1 ? ac_gov_of_n(m, c->cites[0].n) : -1, chain;
    const char *role;
    ac_root root = st->root;

    if (c->header->seq != 1 || c->ndeps != 1 || g < 0 || c->deps[0].n != c->cites[0].n)
        return N_("a join rests on its invitation alone");
    if (m->is_own)
        return N_("nobody joins the own space of an organisation");
    if (st->has_space || !ac_statement_signed_by(ac_json_get(facts, "statement"), &root, 1))
        return N_("the newcomer's statement is not signed by its root");
    if (!lists_as_going_on(st, &c->header->author))
        return N_("the newcomer's statement does not list this device");
    if (names_device(m, c->held.set, &c->header->author, &chain) != -1)
        return N_("this device belongs to an organisation here already; coming back needs new device keys");
    if (m->gov[g].held.kind == AC_KIND_FOUND)
        return continues_root(&m->gov[g], &st->root) ? NULL : N_("the founding does not name this organisation");
    role = ac_json_str(m->gov[g].facts, "role");
    if (m->gov[g].held.kind != AC_KIND_INVITE || role == NULL || strcmp(role, "device") == 0)
        return N_("that invitation is for a laptop, not for a partner");
    return join_secret_good(m, c, &m->gov[g], facts, st) ? NULL : N_("the proof of the invitation's secret is wrong");
}

static int org_of_follows(const ac_members *m, const ac_statement *st)
{
    int g = st->nfollows > 0 ? gov_of_id(m, &st->follows[0]) : -1;

    return g >= 0 ? m->gov[g].held.org : -1;
}

/* state(past(c) and c itself), for a roster that is not kept yet. Its set is not kept either. */
static const ac_state *state_with(ac_members *m, const ac_mchange *c, int org)
{
    uint64_t *words = NULL;
    size_t n;
    int set = -1;

    ac_state_free(m->trial);
    m->trial = NULL;
    if (gov_fill(m, c, org, NULL) != AC_OK)
        return NULL;
    m->gov[m->ngov].held.n = INT64_MAX;
    words = ac_set_words_with(m, c->held.set, m->ngov, &n);
    if (words != NULL)
        set = ac_set_push(m, words, n);
    free(words);
    m->ngov++;
    if (set >= 0) {
        m->trial = ac_state_make(m, set);
        free(m->sets[set].words);
        m->nsets--;
    }
    m->ngov--;
    gov_free(&m->gov[m->ngov]);
    return m->trial;
}

static const char *admit_roster(ac_members *m, const ac_mchange *c, const ac_json *facts, const ac_statement *st, int org)
{
    const ac_state *before = ac_members_state(m, c->held.set), *after;
    ac_root roots[64];
    size_t n = 0, named = 0;
    bool root_in_force = false;

    if (before == NULL || org < 0 || org >= before->norgs)
        return N_("this device belongs to nobody here");
    if (!st->has_space || !ac_space_eq(st->space, m->id))
        return N_("the recovery list is for another partnership");
    if ((int)st->nfollows != before->orgs[org].nrosters || (int)c->header->ncites != before->orgs[org].nrosters)
        return N_("the recovery list does not follow what was in force");
    for (int i = 0; i < before->orgs[org].nrosters && n < 64; i++) {
        const gov *r = &m->gov[before->orgs[org].rosters[i]];
        ac_root root = r->statement.has_new_root ? r->statement.new_root : r->statement.root;
        size_t at = 0;
        for (size_t f = 0; f < st->nfollows; f++)
            named += ac_id_eq(st->follows[f], r->held.id) && ac_id_eq(c->cites[f].id, r->held.id);
        root_in_force = root_in_force || ac_root_eq(root, st->root);
        while (at < n && ac_root_cmp(roots[at], root) < 0)
            at++;
        if (at < n && ac_root_eq(roots[at], root))
            continue;
        memmove(roots + at + 1, roots + at, (n - at) * sizeof *roots);
        roots[at] = root;
        n++;
    }
    if (named != st->nfollows)
        return N_("the recovery list does not follow what was in force");
    if (!root_in_force || !ac_statement_signed_by(ac_json_get(facts, "statement"), roots, n))
        return N_("the recovery list is not signed by the root in force");
    if (!lists_as_going_on(st, &c->header->author))
        return N_("the recovery list does not list the device that publishes it");
    after = state_with(m, c, org);
    if (after == NULL || !after->orgs[org].is_member)
        return N_("the organisation is no member");
    return NULL;
}

/* An observer reads, acks, attests, and governs its own devices; it may stand by what these wrote and erase
 * its own words. Kinds of a newer version are that version's to judge: an older one carries them. */
static bool role_allows(const ac_org *org, uint16_t kind)
{
    if (org->is_partner)
        return true;
    switch (kind) {
    case AC_KIND_ACK:
    case AC_KIND_CONTACT:
    case AC_KIND_ATTEST:
    case AC_KIND_ERASED:
    case AC_KIND_CERTIFY:
    case AC_KIND_REVOKE:
    case AC_KIND_LEAVE:
    case AC_KIND_ROSTER:
    case AC_KIND_RATIFY:
    case AC_KIND_REDACT:
        return true;
    default:
        return ac_kind_find(kind) == NULL;
    }
}

static const char *admit_invite(const ac_members *m, const ac_json *facts)
{
    const char *role = ac_json_str(facts, "role");

    return role != NULL && (strcmp(role, "device") == 0) == m->is_own ? NULL : N_("that role is not for this space");
}

/* A certificate carries the device's own proof, over a root that a statement of its organisation names. */
static const char *admit_certify(const ac_members *m, const ac_mchange *c, int org, const ac_json *facts)
{
    ac_device key;
    ac_transport transport;
    uint8_t proof[64];

    if (!hex_fact(facts, "key", key.b, 32) || !hex_fact(facts, "transport", transport.b, 32) ||
        !hex_fact(facts, "proof", proof, 64))
        return N_("the certificate lacks a key or its proof");
    for (int g = m->ngov - 1; g >= 0; g--) {
        const gov *r = &m->gov[g];
        if (!ac_set_has(m, c->held.set, g) || !ac_is_statement(r->held.kind) || r->held.org != org)
            continue;
        if (ac_device_proof_good(proof, &key, &r->statement.root, &transport) ||
            (r->statement.has_new_root && ac_device_proof_good(proof, &key, &r->statement.new_root, &transport)))
            return NULL;
    }
    return N_("the device it certifies did not agree to be listed");
}

static const char *admit_revoke(const ac_members *m, const ac_mchange *c, int org, const ac_json *facts)
{
    ac_device key;

    if (hex_fact(facts, "key", key.b, 32))
        for (int g = 0; g < m->ngov; g++) {
            const gov *by = &m->gov[g];
            if (ac_set_has(m, c->held.set, g) && by->held.org == org &&
                (by->held.kind == AC_KIND_CERTIFY ? ac_device_eq(by->key, key)
                                                  : ac_is_statement(by->held.kind) && ac_gov_lists(by, &key) != NULL))
                return NULL;
        }
    return N_("an organisation stops its own devices only");
}

static const char *admit_unadmit(const ac_members *m, const ac_mchange *c, int org)
{
    int join = -1;

    for (unsigned i = 0; i < c->header->ncites; i++) {
        int g = ac_gov_of_n(m, c->cites[i].n);
        if (g < 0 || m->gov[g].held.kind != AC_KIND_ADMIT || m->gov[g].held.org != org)
            return N_("an organisation takes back its own admits only");
        if (i > 0 && m->gov[g].cites[0] != join)
            return N_("it takes back the admits of two joins at once");
        join = m->gov[g].cites[0];
    }
    return join >= 0 ? NULL : N_("it takes back nothing");
}

static const char *admit_other(ac_members *m, const ac_mchange *c, int org)
{
    const ac_state *s = ac_members_state(m, c->held.set);
    const ac_state_device *d = NULL;
    ac_json *facts = NULL;
    const char *why = NULL;

    if (s == NULL)
        return N_("out of memory");
    /* Another organisation may list the same key later on; this feed keeps its own. */
    for (int i = 0; org >= 0 && org < s->norgs && i < s->orgs[org].ndevices; i++)
        if (ac_device_eq(s->orgs[org].devices[i].key, c->header->author))
            d = &s->orgs[org].devices[i];
    if (d == NULL)
        return N_("this device belongs to nobody here");
    if (!d->goes_on)
        return d->is_stopped ? N_("this device had been stopped") : N_("this device had been left out of the recovery list");
    if (!s->orgs[org].is_member)
        return s->orgs[org].has_left ? N_("its organisation had left") : N_("its organisation is no member");
    if (!role_allows(&m->orgs[org], c->header->kind))
        return N_("an observer may not write this");
    switch (c->header->kind) {
    case AC_KIND_INVITE:
    case AC_KIND_CERTIFY:
    case AC_KIND_REVOKE:
        if (ac_json_parse(&facts, c->header->facts, c->header->facts_len, NULL) != AC_OK)
            return N_("its facts cannot be read");
        why = c->header->kind == AC_KIND_INVITE    ? admit_invite(m, facts)
              : c->header->kind == AC_KIND_CERTIFY ? admit_certify(m, c, org, facts)
                                                   : admit_revoke(m, c, org, facts);
        ac_json_free(facts);
        return why;
    case AC_KIND_ADMIT: {
        int join = c->header->ncites == 1 ? ac_gov_of_n(m, c->cites[0].n) : -1;
        if (m->is_own)
            return N_("nobody is admitted to the own space");
        return join >= 0 && m->gov[join].held.kind == AC_KIND_JOIN ? NULL : N_("it admits no join");
    }
    case AC_KIND_UNADMIT:
        return admit_unadmit(m, c, org);
    default:
        return NULL;
    }
}

bool ac_members_admitted(ac_members *m, const ac_mchange *c, int *out_org, const char **out_why)
{
    uint16_t kind = c->header->kind;
    ac_json *facts = NULL;
    ac_statement st = { 0 };
    const char *why = NULL;
    ac_err err = { 0 };

    *out_org = c->held.org;
    if (ac_is_statement(kind)) {
        if (ac_json_parse(&facts, c->header->facts, c->header->facts_len, &err) != AC_OK ||
            ac_statement_parse(&st, ac_json_get(facts, "statement"), &err) != AC_OK) {
            snprintf(m->why, sizeof m->why, "%.250s", err.text);
            why = m->why;
            goto done;
        }
    }
    if (kind == AC_KIND_FOUND || kind == AC_KIND_JOIN) {
        why = kind == AC_KIND_FOUND ? admit_found(m, c, facts, &st) : admit_join(m, c, facts, &st);
        *out_org = m->norgs;
        goto done;
    }
    if (c->header->seq == 1) {
        int chain = 0, org;
        if (!ac_sign_key_valid(c->header->author.b)) {
            why = N_("its device key is not canonical or not of prime order");
            goto done;
        }
        org = names_device(m, c->held.set, &c->header->author, &chain);
        if (kind == AC_KIND_ROSTER) { /* it names its own device: a new one may publish it */
            int of = org_of_follows(m, &st);
            org = org == -1 || org == of ? of : -2;
            chain = 0;
        }
        if (org < 0)
            why = org == -2 ? N_("two organisations name this device") : N_("nothing in its past names this device");
        else if (chain >= AC_CHAIN_MAX)
            why = N_("its chain of certificates is too long");
        *out_org = org;
        if (why != NULL)
            goto done;
    }
    why = kind == AC_KIND_ROSTER ? admit_roster(m, c, facts, &st, *out_org) : admit_other(m, c, *out_org);
done:
    ac_json_free(facts);
    ac_statement_free(&st);
    *out_why = why != NULL ? why : "";
    return why == NULL;
}

/* --- asking --- */

int ac_members_orgs(const ac_members *m)
{
    return m->norgs;
}

const ac_org *ac_members_org(const ac_members *m, int org)
{
    return org >= 0 && org < m->norgs ? &m->orgs[org] : NULL;
}

int ac_members_org_of_join(const ac_members *m, const ac_id *join)
{
    for (int o = 0; o < m->norgs; o++)
        if (ac_id_eq(m->orgs[o].join, *join))
            return o;
    return -1;
}

int ac_members_org_of_n(const ac_members *m, ac_n join)
{
    int g = ac_gov_of_n(m, join);

    return g >= 0 && (m->gov[g].held.kind == AC_KIND_JOIN || m->gov[g].held.kind == AC_KIND_FOUND) ? m->gov[g].held.org : -1;
}

const ac_state_device *ac_state_device_find(const ac_state *s, const ac_device *key, int *out_org)
{
    for (int o = 0; o < s->norgs; o++)
        for (int d = 0; d < s->orgs[o].ndevices; d++)
            if (ac_device_eq(s->orgs[o].devices[d].key, *key)) {
                *out_org = o;
                return &s->orgs[o].devices[d];
            }
    return NULL;
}

bool ac_state_has_device(const ac_state *s, const ac_device *key)
{
    int org;

    return ac_state_device_find(s, key, &org) != NULL && s->orgs[org].is_standing;
}

bool ac_state_is_member(const ac_state *s, const ac_device *key)
{
    int org;
    const ac_state_device *d = ac_state_device_find(s, key, &org);

    return d != NULL && d->goes_on && s->orgs[org].is_member;
}

const ac_state_device *ac_members_device(ac_members *m, const ac_device *key, int *out_org)
{
    const ac_state *s = ac_members_state(m, m->all);

    return s != NULL ? ac_state_device_find(s, key, out_org) : NULL;
}

const ac_statement *ac_members_statement(const ac_members *m, const ac_state *s, int org)
{
    return org >= 0 && org < s->norgs && s->orgs[org].nrosters > 0 ? &m->gov[s->orgs[org].rosters[0]].statement : NULL;
}

ac_n ac_members_invite(const ac_members *m, const ac_id *invite, ac_device *out_author, bool *out_hold,
                       uint8_t out_key[32], const char **out_role)
{
    int g = gov_of_id(m, invite);

    if (g < 0 || m->gov[g].held.kind != AC_KIND_INVITE)
        return 0;
    *out_author = m->gov[g].author;
    *out_hold = ac_json_true(m->gov[g].facts, "hold");
    memcpy(out_key, m->gov[g].key.b, 32);
    *out_role = ac_json_str(m->gov[g].facts, "role");
    return m->gov[g].held.n;
}

bool ac_members_invite_used(ac_members *m, const ac_id *invite)
{
    int i = gov_of_id(m, invite);

    for (int g = 0; i >= 0 && g < m->ngov; g++)
        if (m->gov[g].held.kind == AC_KIND_ADMIT && m->gov[g].cites[0] >= 0 && m->gov[m->gov[g].cites[0]].cites[0] == i)
            return true;
    return false;
}

void ac_members_next_number(ac_members *m, const ac_device *by, char out[AC_NUMBER_SIZE])
{
    const ac_state *s = ac_members_state(m, m->all);
    int org, count = 0, at;
    const ac_state_device *d = s != NULL ? ac_state_device_find(s, by, &org) : NULL;
    char letters[8];
    size_t n = 0, len;
    bool ends_in_letter;

    for (int g = 0; g < m->ngov; g++)
        count += m->gov[g].held.kind == AC_KIND_CERTIFY && ac_device_eq(m->gov[g].author, *by);
    len = d != NULL ? strlen(d->n) : 0;
    ends_in_letter = len > 0 && d->n[len - 1] >= 'a';
    if (ends_in_letter) { /* by 2a: 2a1, 2a2 */
        snprintf(out, AC_NUMBER_SIZE, "%.24s%d", d->n, count + 1);
        return;
    }
    for (at = count; n < sizeof letters - 1; at = at / 26 - 1) { /* by 2: 2a, 2b, ... 2z, 2aa */
        letters[n++] = (char)('a' + at % 26);
        if (at < 26)
            break;
    }
    len = (size_t)snprintf(out, AC_NUMBER_SIZE, "%.20s", d != NULL ? d->n : "1");
    while (n > 0)
        out[len++] = letters[--n];
    out[len] = '\0';
}
