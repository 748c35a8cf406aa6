/* members.c - who belongs: knowledge sets, states, admission. core/counting.c has what counts. */
#include "core/members_in.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- sets: interned bit strings --- */

bool ac_members_tracks(uint16_t kind)
{
    return (kind >= AC_KIND_FOUND && kind <= AC_KIND_ROSTER) || kind == AC_KIND_RATIFY;
}

bool ac_members_may_flip(uint16_t kind)
{
    return kind == AC_KIND_UNADMIT || kind == AC_KIND_LEAVE || kind == AC_KIND_REVOKE || kind == AC_KIND_ROSTER ||
           kind == AC_KIND_RATIFY;
}

static size_t words_for(int n)
{
    return ((size_t)n + 63) / 64;
}

bool ac_set_has(const ac_members *m, int set, int g)
{
    const know_set *s = &m->sets[set];

    return (size_t)g / 64 < s->nwords && (s->words[g / 64] >> (g % 64) & 1) != 0;
}

static int intern(ac_members *m, const uint64_t *words, size_t n)
{
    know_set *s;

    while (n > 0 && words[n - 1] == 0)
        n--;
    if (n == 0)
        return 0;
    for (int i = m->nsets - 1; i > 0; i--)
        if (m->sets[i].nwords == n && memcmp(m->sets[i].words, words, n * sizeof *words) == 0)
            return i;
    s = realloc(m->sets, ((size_t)m->nsets + 1) * sizeof *s);
    if (s == NULL)
        return -1;
    m->sets = s;
    s = &s[m->nsets];
    *s = (know_set){ .words = malloc(n * sizeof *words), .nwords = n };
    if (s->words == NULL)
        return -1;
    memcpy(s->words, words, n * sizeof *words);
    return m->nsets++;
}

static int with_bit(ac_members *m, int set, int g)
{
    size_t n = words_for(g + 1) > m->sets[set].nwords ? words_for(g + 1) : m->sets[set].nwords;
    uint64_t *words;
    int out;

    if (ac_set_has(m, set, g))
        return set;
    words = calloc(n, sizeof *words);
    if (words == NULL)
        return -1;
    if (m->sets[set].nwords > 0)
        memcpy(words, m->sets[set].words, m->sets[set].nwords * sizeof *words);
    words[g / 64] |= UINT64_C(1) << (g % 64);
    out = intern(m, words, n);
    free(words);
    return out;
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

int ac_members_after(ac_members *m, int set, ac_n n)
{
    int g = ac_gov_of_n(m, n);

    return g < 0 ? set : with_bit(m, set, g);
}

int ac_members_union(ac_members *m, const int *sets, size_t n)
{
    uint64_t *words;
    size_t most = 0;
    bool alike = true;
    int out;

    if (n == 0)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (sets[i] < 0)
            return -1;
        alike = alike && sets[i] == sets[0];
        if (m->sets[sets[i]].nwords > most)
            most = m->sets[sets[i]].nwords;
    }
    if (alike)
        return sets[0];
    words = calloc(most + 1, sizeof *words);
    if (words == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        for (size_t w = 0; w < m->sets[sets[i]].nwords; w++)
            words[w] |= m->sets[sets[i]].words[w];
    out = intern(m, words, most);
    free(words);
    return out;
}

int ac_members_all(ac_members *m)
{
    return m->all;
}

int ac_members_sets(const ac_members *m)
{
    return m->nsets;
}

void ac_members_set_write(const ac_members *m, int set, ac_buf *out)
{
    for (size_t w = 0; w < m->sets[set].nwords; w++)
        ac_buf_u64(out, m->sets[set].words[w]);
}

ac_rc ac_members_set_read(ac_members *m, int set, const uint8_t *p, size_t n, ac_err *err)
{
    uint64_t *words = calloc(n / 8 + 1, sizeof *words);
    int got;

    if (words == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    for (size_t w = 0; w < n / 8; w++)
        words[w] = ac_be64(p + 8 * w);
    got = intern(m, words, n / 8);
    free(words);
    if (got < 0)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    return got == set ? AC_OK : ac_fail(err, AC_ECORRUPT, "the notebook file is damaged: what changes knew does not fit");
}

/* --- opening, adding --- */

ac_rc ac_members_open(ac_members **out, ac_history *history, int space, const ac_space *id, bool is_own, ac_err *err)
{
    ac_members *m = calloc(1, sizeof *m);

    if (m != NULL && (m->sets = calloc(1, sizeof *m->sets)) == NULL) {
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
    *out = m;
    return AC_OK;
}

static void state_free(ac_state *s)
{
    if (s == NULL)
        return;
    for (int o = 0; o < s->norgs; o++) {
        free(s->orgs[o].rosters);
        free(s->orgs[o].stops);
        free(s->orgs[o].leaves);
        free(s->orgs[o].devices);
    }
    free(s->orgs);
    free(s);
}

static void gov_free(gov *g)
{
    ac_statement_free(&g->statement);
    ac_json_free(g->facts);
    free(g->cites);
}

void ac_members_close(ac_members *m)
{
    if (m == NULL)
        return;
    for (int i = 0; i < m->nsets; i++) {
        free(m->sets[i].words);
        state_free(m->sets[i].state);
    }
    for (int g = 0; g < m->ngov; g++)
        gov_free(&m->gov[g]);
    free(m->sets);
    free(m->gov);
    free(m->orgs);
    state_free(m->trial);
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

ac_rc ac_members_add(ac_members *m, const ac_header *h, const ac_held *held, const ac_held *cites, ac_err *err)
{
    gov *g;
    ac_rc rc;

    if (m->ngov == m->gov_cap) {
        int cap = m->gov_cap ? 2 * m->gov_cap : 32;
        gov *more = realloc(m->gov, (size_t)cap * sizeof *more);
        if (more == NULL)
            return ac_fail(err, AC_ENOMEM, "out of memory");
        m->gov = more;
        m->gov_cap = cap;
    }
    assert(m->ngov == 0 || m->gov[m->ngov - 1].held.n < held->n);
    g = &m->gov[m->ngov];
    *g = (gov){ .held = *held, .author = h->author, .ncites = h->ncites };
    g->cites = malloc(((size_t)h->ncites + 1) * sizeof *g->cites);
    rc = g->cites != NULL ? read_gov(g, h, err) : ac_fail(err, AC_ENOMEM, "out of memory");
    for (int i = 0; rc == AC_OK && i < h->ncites; i++) {
        g->cites[i] = ac_gov_of_n(m, cites[i].n);
        g->cited[i] = cites[i].n;
    }
    if (rc == AC_OK && (held->kind == AC_KIND_FOUND || held->kind == AC_KIND_JOIN))
        rc = org_add(m, g, err);
    if (rc == AC_OK) {
        int all;
        m->ngov++;
        all = with_bit(m, m->all, m->ngov - 1);
        if (all < 0)
            rc = ac_fail(err, AC_ENOMEM, "out of memory");
        else
            m->all = all;
    } else {
        gov_free(g);
    }
    return rc;
}

/* --- state(S) --- */

static bool lists(const ac_statement *s, const ac_device *d, bool *out_goes_on, ac_id *out_last)
{
    for (size_t i = 0; i < s->ndevices; i++)
        if (ac_device_eq(s->devices[i].key, *d)) {
            *out_goes_on = !s->devices[i].has_last;
            *out_last = s->devices[i].last;
            return true;
        }
    return false;
}

bool ac_firm(ac_members *m, const ac_state_org *org, const ac_held *c, const ac_device *device)
{
    for (int i = 0; i < org->nrosters; i++) {
        const gov *r = &m->gov[org->rosters[i]];
        bool goes_on = false;
        ac_id last = { { 0 } };
        ac_held last_held;
        if (r->held.n == c->n || ac_set_has(m, c->set, org->rosters[i]))
            continue;
        if (!lists(&r->statement, device, &goes_on, &last))
            return false;
        if (goes_on)
            continue;
        if (ac_id_is_zero(last) || ac_history_find(m->history, m->space, &last, &last_held, NULL) != AC_OK ||
            last_held.n == 0 || !ac_history_reaches(m->history, c, &last_held))
            return false;
    }
    return true;
}

static bool push(int **list, int *n, int v)
{
    int *more = realloc(*list, ((size_t)*n + 1) * sizeof *more);

    if (more == NULL)
        return false;
    more[(*n)++] = v;
    *list = more;
    return true;
}

static bool is_statement(uint16_t kind)
{
    return kind == AC_KIND_FOUND || kind == AC_KIND_JOIN || kind == AC_KIND_ROSTER;
}

static bool follows(const gov *later, const gov *earlier)
{
    for (size_t i = 0; i < later->statement.nfollows; i++)
        if (ac_id_eq(later->statement.follows[i], earlier->held.id))
            return true;
    return false;
}

static bool find_rosters(ac_members *m, int set, ac_state *s)
{
    for (int g = 0; g < m->ngov; g++) {
        bool newest = ac_set_has(m, set, g) && is_statement(m->gov[g].held.kind);
        for (int f = 0; newest && f < m->ngov; f++)
            newest = !(f != g && ac_set_has(m, set, f) && m->gov[f].held.kind == AC_KIND_ROSTER &&
                       m->gov[f].held.org == m->gov[g].held.org && follows(&m->gov[f], &m->gov[g]));
        if (newest && !push(&s->orgs[m->gov[g].held.org].rosters, &s->orgs[m->gov[g].held.org].nrosters, g))
            return false;
    }
    return true;
}

static bool knows_all_rosters(ac_members *m, const ac_state_org *org, int g)
{
    for (int i = 0; i < org->nrosters; i++)
        if (org->rosters[i] != g && !ac_set_has(m, m->gov[g].held.set, org->rosters[i]))
            return false;
    return true;
}

static ac_state_device *device_room(ac_state_org *org, const ac_device *key)
{
    ac_state_device *more;

    for (int i = 0; i < org->ndevices; i++)
        if (ac_device_eq(org->devices[i].key, *key))
            return &org->devices[i];
    more = realloc(org->devices, ((size_t)org->ndevices + 1) * sizeof *more);
    if (more == NULL)
        return NULL;
    org->devices = more;
    more += org->ndevices++;
    *more = (ac_state_device){ .key = *key };
    return more;
}

static bool find_devices(ac_members *m, int set, ac_state *s, int o)
{
    ac_state_org *org = &s->orgs[o];

    for (int i = 0; i < org->nrosters; i++) {
        const ac_statement *st = &m->gov[org->rosters[i]].statement;
        for (size_t d = 0; d < st->ndevices; d++) {
            ac_state_device *dev = device_room(org, &st->devices[d].key);
            if (dev == NULL)
                return false;
            dev->transport = st->devices[d].transport;
            snprintf(dev->n, sizeof dev->n, "%s", st->devices[d].n);
            snprintf(dev->label, sizeof dev->label, "%s", st->devices[d].label);
            dev->goes_on = true;
            for (int r = 0; dev->goes_on && r < org->nrosters; r++) {
                bool goes_on = false;
                ac_id last;
                dev->goes_on = lists(&m->gov[org->rosters[r]].statement, &dev->key, &goes_on, &last) && goes_on;
            }
        }
    }
    for (int g = 0; g < m->ngov; g++) {
        const gov *c = &m->gov[g];
        ac_state_device *dev;
        if (!ac_set_has(m, set, g) || c->held.kind != AC_KIND_CERTIFY || c->held.org != o)
            continue;
        dev = device_room(org, &c->key);
        if (dev == NULL)
            return false;
        if (dev->n[0] == '\0') {
            snprintf(dev->n, sizeof dev->n, "%s", c->n);
            snprintf(dev->label, sizeof dev->label, "%s", c->label);
            dev->transport = c->transport;
        }
        if (knows_all_rosters(m, org, g) && ac_firm(m, org, &c->held, &c->author))
            dev->goes_on = true;
    }
    for (int i = 0; i < org->nstops; i++)
        for (int d = 0; d < org->ndevices; d++)
            if (ac_device_eq(org->devices[d].key, m->gov[org->stops[i]].key)) {
                org->devices[d].goes_on = false;
                org->devices[d].is_stopped = true;
            }
    return true;
}

/* Every leave of the author's organisation has it in its past. */
static bool before_leaves(ac_members *m, const ac_state_org *org, int g)
{
    for (int i = 0; i < org->nleaves; i++)
        if (!ac_set_has(m, m->gov[org->leaves[i]].held.set, g))
            return false;
    return true;
}

static bool taken_back(ac_members *m, int set, const ac_state *s, int admit)
{
    for (int g = 0; g < m->ngov; g++) {
        const gov *u = &m->gov[g];
        if (!ac_set_has(m, set, g) || u->held.kind != AC_KIND_UNADMIT || u->held.org != m->gov[admit].held.org)
            continue;
        for (int i = 0; i < u->ncites; i++)
            if (u->cites[i] == admit && ac_firm(m, &s->orgs[u->held.org], &u->held, &u->author) &&
                before_leaves(m, &s->orgs[u->held.org], g))
                return true;
    }
    return false;
}

static void find_standing(ac_members *m, int set, ac_state *s)
{
    bool grew = true;

    for (int g = 0; g < m->ngov; g++)
        if (m->gov[g].held.kind == AC_KIND_FOUND && ac_set_has(m, set, g))
            s->orgs[m->gov[g].held.org].is_standing = true;
    while (grew) {
        grew = false;
        for (int g = 0; g < m->ngov; g++) {
            const gov *a = &m->gov[g];
            int o;
            if (a->held.kind != AC_KIND_ADMIT || !ac_set_has(m, set, g) || a->cites[0] < 0)
                continue;
            o = m->gov[a->cites[0]].held.org;
            if (o >= s->norgs || s->orgs[o].is_standing || !s->orgs[a->held.org].is_standing)
                continue;
            if (!ac_firm(m, &s->orgs[a->held.org], &a->held, &a->author) ||
                !before_leaves(m, &s->orgs[a->held.org], g) || taken_back(m, set, s, g))
                continue;
            s->orgs[o].is_standing = true;
            grew = true;
        }
    }
}

static ac_state *state_make(ac_members *m, int set)
{
    ac_state *s = calloc(1, sizeof *s);
    bool good;

    if (s == NULL)
        return NULL;
    s->norgs = m->norgs;
    s->orgs = calloc((size_t)m->norgs + 1, sizeof *s->orgs);
    good = s->orgs != NULL && find_rosters(m, set, s);
    for (int g = 0; good && g < m->ngov; g++) {
        const gov *c = &m->gov[g];
        ac_state_org *org;
        if (!ac_set_has(m, set, g) || c->held.org < 0)
            continue;
        org = &s->orgs[c->held.org];
        if (c->held.kind == AC_KIND_REVOKE && knows_all_rosters(m, org, g))
            good = push(&org->stops, &org->nstops, g);
        else if (c->held.kind == AC_KIND_LEAVE && ac_firm(m, org, &c->held, &c->author))
            good = push(&org->leaves, &org->nleaves, g);
    }
    for (int o = 0; good && o < s->norgs; o++)
        good = find_devices(m, set, s, o);
    if (!good) {
        s->norgs = s->orgs != NULL ? s->norgs : 0;
        state_free(s);
        return NULL;
    }
    find_standing(m, set, s);
    for (int o = 0; o < s->norgs; o++) {
        ac_state_org *org = &s->orgs[o];
        org->has_left = org->nleaves > 0;
        org->is_member = org->is_standing && !org->has_left;
        org->is_simple = org->is_member && org->nrosters == 1 && m->gov[org->rosters[0]].held.kind != AC_KIND_ROSTER &&
                         org->nstops == 0;
    }
    return s;
}

const ac_state *ac_members_state(ac_members *m, int set)
{
    /* States of sets that the same organisations are known to: an organisation that joins later is not in it. */
    if (m->sets[set].state == NULL)
        m->sets[set].state = state_make(m, set);
    return m->sets[set].state;
}

/* --- admission --- */

/* Every organisation for which the past names this device with its own proof; certificates counted. */
static int names_device(ac_members *m, int set, const ac_device *device, int *out_chain)
{
    int found = -1;

    *out_chain = AC_CHAIN_MAX;
    for (int g = 0; g < m->ngov; g++) {
        const gov *c = &m->gov[g];
        bool goes_on, named = false;
        ac_id last;
        int chain = 0;
        if (!ac_set_has(m, set, g))
            continue;
        if (is_statement(c->held.kind)) {
            named = lists(&c->statement, device, &goes_on, &last);
        } else if (c->held.kind == AC_KIND_CERTIFY && ac_device_eq(c->key, *device)) {
            int above;
            if (names_device(m, c->held.set, &c->author, &above) == c->held.org)
                chain = above + 1;
            else
                chain = AC_CHAIN_MAX;
            named = ac_device_proof_good(c->proof, &c->key, &m->orgs[c->held.org].root, &c->transport);
        }
        if (!named)
            continue;
        if (found >= 0 && found != c->held.org)
            return -2;
        found = c->held.org;
        if (chain < *out_chain)
            *out_chain = chain;
    }
    return found;
}

static const char *admit_found(ac_members *m, const ac_mchange *c, const ac_json *facts, const ac_statement *st)
{
    bool goes_on = false;
    ac_id last;
    ac_root root = st->root;

    if (c->header->seq != 1 || c->header->ndeps != 0 || m->ngov != 0 || !ac_space_is_zero(c->header->space))
        return "a founding stands at the beginning and nowhere else";
    if (st->has_space || !ac_statement_signed_by(ac_json_get(facts, "statement"), &root, 1))
        return "the founder's statement is not signed by its root";
    if (!lists(st, &c->header->author, &goes_on, &last) || !goes_on)
        return "the founder's statement does not list this device";
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
    for (size_t i = 0; i < ac_json_count(roots); i++) {
        const char *text = ac_json_text(ac_json_at(roots, i));
        if (text != NULL && strcmp(text, hex) == 0)
            return true;
    }
    return false;
}

static const char *admit_join(ac_members *m, const ac_mchange *c, const ac_json *facts, const ac_statement *st)
{
    int g = ac_gov_of_n(m, c->cites[0].n);
    bool goes_on = false;
    const char *role;
    ac_id last;
    ac_root root = st->root;

    if (c->header->seq != 1 || c->ndeps != 1 || g < 0 || c->deps[0].n != c->cites[0].n)
        return "a join rests on its invitation alone";
    if (m->is_own)
        return "nobody joins the own space of an organisation";
    if (st->has_space || !ac_statement_signed_by(ac_json_get(facts, "statement"), &root, 1))
        return "the newcomer's statement is not signed by its root";
    if (!lists(st, &c->header->author, &goes_on, &last) || !goes_on)
        return "the newcomer's statement does not list this device";
    if (m->gov[g].held.kind == AC_KIND_FOUND)
        return continues_root(&m->gov[g], &st->root) ? NULL : "the founding does not name this organisation";
    role = ac_json_str(m->gov[g].facts, "role");
    if (role == NULL || strcmp(role, "device") == 0)
        return "that invitation is for a laptop, not for a partner";
    return join_secret_good(m, c, &m->gov[g], facts, st) ? NULL : "the proof of the invitation's secret is wrong";
}

static const char *admit_roster(ac_members *m, const ac_mchange *c, const ac_json *facts, const ac_statement *st, int org)
{
    const ac_state *before = ac_members_state(m, c->held.set), *after;
    ac_root roots[64];
    size_t n = 0, named = 0;
    bool goes_on = false;
    ac_id last;

    if (before == NULL || org < 0 || org >= before->norgs)
        return "this device belongs to nobody here";
    if (!st->has_space || !ac_space_eq(st->space, m->id))
        return "the recovery list is for another partnership";
    if ((int)st->nfollows != before->orgs[org].nrosters || (int)c->header->ncites != before->orgs[org].nrosters)
        return "the recovery list does not follow what was in force";
    for (int i = 0; i < before->orgs[org].nrosters && n < 64; i++) {
        const gov *r = &m->gov[before->orgs[org].rosters[i]];
        ac_root root = r->statement.has_new_root ? r->statement.new_root : r->statement.root;
        size_t at = 0;
        for (size_t f = 0; f < st->nfollows; f++)
            named += ac_id_eq(st->follows[f], r->held.id);
        while (at < n && ac_root_cmp(roots[at], root) < 0)
            at++;
        if (at < n && ac_root_eq(roots[at], root))
            continue;
        memmove(roots + at + 1, roots + at, (n - at) * sizeof *roots);
        roots[at] = root;
        n++;
    }
    if (named != st->nfollows)
        return "the recovery list does not follow what was in force";
    if (!ac_statement_signed_by(ac_json_get(facts, "statement"), roots, n))
        return "the recovery list is not signed by the root in force";
    if (!lists(st, &c->header->author, &goes_on, &last) || !goes_on)
        return "the recovery list does not list the device that publishes it";
    after = ac_members_state_with(m, c, org, facts);
    if (after == NULL || !after->orgs[org].is_member)
        return "the organisation is no member";
    return NULL;
}

/* An observer reads, acks, attests, and governs its own devices. */
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
        return true;
    default:
        return false;
    }
}

static const char *admit_other(ac_members *m, const ac_mchange *c, int org)
{
    const ac_state *s = ac_members_state(m, c->held.set);
    const ac_state_device *d;
    int of = -1;

    if (s == NULL)
        return "out of memory";
    d = ac_state_device_find(s, &c->header->author, &of);
    if (d == NULL || of != org)
        return "this device belongs to nobody here";
    if (!d->goes_on)
        return d->is_stopped ? "this device had been stopped" : "this device had been left out of the recovery list";
    if (!s->orgs[org].is_member)
        return s->orgs[org].has_left ? "its organisation had left" : "its organisation is no member";
    if (!role_allows(&m->orgs[org], c->header->kind))
        return "an observer may not write this";
    switch (c->header->kind) {
    case AC_KIND_INVITE: {
        const char *role = NULL;
        ac_json *facts = NULL;
        bool fits;
        if (ac_json_parse(&facts, c->header->facts, c->header->facts_len, NULL) == AC_OK)
            role = ac_json_str(facts, "role");
        fits = role != NULL && (strcmp(role, "device") == 0) == m->is_own;
        ac_json_free(facts);
        return fits ? NULL : "that role is not for this space";
    }
    case AC_KIND_ADMIT:
        return m->is_own ? "nobody is admitted to the own space" : NULL;
    case AC_KIND_UNADMIT:
        for (unsigned i = 0; i < c->header->ncites; i++)
            if (c->cites[i].org != org)
                return "an organisation takes back its own admits only";
        return NULL;
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
    if (is_statement(kind)) {
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
            why = "its device key is not canonical or not of prime order";
            goto done;
        }
        org = names_device(m, c->held.set, &c->header->author, &chain);
        if (kind == AC_KIND_ROSTER && org == -1)
            org = ac_org_of_follows(m, &st); /* a new device publishes the list that names it */
        else if (chain >= AC_CHAIN_MAX)
            why = "its chain of certificates is too long";
        if (org < 0)
            why = org == -2 ? "two organisations name this device" : "nothing in its past names this device";
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

int ac_org_of_follows(const ac_members *m, const ac_statement *st)
{
    int g = st->nfollows > 0 ? gov_of_id(m, &st->follows[0]) : -1;

    return g >= 0 ? m->gov[g].held.org : -1;
}

/* state(past(c) and c itself), for a roster that is not kept yet. */
const ac_state *ac_members_state_with(ac_members *m, const ac_mchange *c, int org, const ac_json *facts)
{
    gov *g;
    ac_state *s;
    int set;

    if (m->ngov == m->gov_cap) {
        gov *more = realloc(m->gov, (size_t)(m->gov_cap + 8) * sizeof *more);
        if (more == NULL)
            return NULL;
        m->gov = more;
        m->gov_cap += 8;
    }
    g = &m->gov[m->ngov];
    *g = (gov){ .held = c->held, .author = c->header->author };
    g->held.org = org;
    g->held.n = INT64_MAX;
    if (ac_statement_parse(&g->statement, ac_json_get(facts, "statement"), NULL) != AC_OK)
        return NULL;
    m->ngov++;
    set = with_bit(m, c->held.set, m->ngov - 1);
    s = set >= 0 ? state_make(m, set) : NULL;
    m->ngov--;
    gov_free(g);
    state_free(m->trial);
    m->trial = s;
    if (set > 0 && set == m->nsets - 1) { /* the trial's set is forgotten with it */
        free(m->sets[set].words);
        m->nsets--;
    }
    return s;
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
