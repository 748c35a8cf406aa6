/* graph.c - small histories of one partnership built by hand, with real keys. */
#include "tests/support/graph.h"

#include "core/kind.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(what)                                                                          \
    do {                                                                                     \
        if (!(what)) {                                                                       \
            fprintf(stderr, "graph: %s:%d: %s\n", __FILE__, __LINE__, #what);                \
            abort();                                                                         \
        }                                                                                    \
    } while (0)

static void seed_of(uint8_t seed[32], const char *what, int a, int b)
{
    ac_hash h;
    char text[64];

    snprintf(text, sizeof text, "%s %d %d", what, a, b);
    ac_hash_begin(&h, "test key");
    ac_hash_add(&h, text, strlen(text));
    ac_hash_end(&h, seed);
}

graph *graph_new(void)
{
    graph *g = calloc(1, sizeof *g);

    CHECK(g != NULL && ac_crypto_init());
    return g;
}

void graph_free(graph *g)
{
    for (int i = 0; i < g->n; i++)
        ac_buf_free(&g->c[i].header);
    free(g);
}

int graph_org_new(graph *g, const char *code)
{
    graph_org *o = &g->orgs[g->norgs];
    uint8_t seed[32];

    CHECK(g->norgs < GRAPH_ORGS);
    snprintf(o->code, sizeof o->code, "%s", code);
    seed_of(seed, "root", g->norgs, 0);
    ac_sign_keypair(o->root.b, o->secret, seed);
    seed_of(seed, "root", g->norgs, 1);
    ac_sign_keypair(o->new_root.b, o->new_secret, seed);
    return g->norgs++;
}

int graph_device_new(graph *g, int org, const char *number, bool is_listed)
{
    graph_device *d = &g->devices[g->ndevices];
    uint8_t seed[32];

    CHECK(g->ndevices < GRAPH_DEVICES);
    seed_of(seed, "device", g->ndevices, 0);
    ac_sign_keypair(d->key.b, d->secret, seed);
    seed_of(seed, "transport", g->ndevices, 0);
    ac_box_keypair(d->transport.b, seed);
    d->org = org;
    d->newest = -1;
    snprintf(d->n, sizeof d->n, "%s", number);
    if (is_listed) {
        graph_org *o = &g->orgs[org];
        CHECK(o->nlines < GRAPH_LINES);
        o->lines[o->nlines++] = (graph_line){ g->ndevices, GRAPH_GOES_ON };
    }
    return g->ndevices++;
}

/* --- writing --- */

/* Newest of what was seen and is not in the past of prev: what nothing else new rests on. */
static int new_deps(const graph *g, const graph_device *d, int *out)
{
    int n = 0;

    for (int i = 0; i < g->n; i++) {
        bool is_newest = graph_has(&d->seen, i) && g->c[i].device != (int)(d - g->devices);
        if (is_newest && d->newest >= 0)
            is_newest = !graph_has(&g->c[d->newest].past, i);
        for (int k = i + 1; is_newest && k < g->n; k++)
            is_newest = !(graph_has(&d->seen, k) && graph_has(&g->c[k].past, i) &&
                          g->c[k].device != (int)(d - g->devices));
        if (is_newest) {
            CHECK(n < AC_DEPS_MAX);
            out[n++] = i;
        }
    }
    return n;
}

static int by_id(const graph *g, int *list, int n)
{
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && ac_id_cmp(g->c[list[k - 1]].id, g->c[list[k]].id) > 0; k--) {
            int swap = list[k];
            list[k] = list[k - 1];
            list[k - 1] = swap;
        }
    return n;
}

int graph_put(graph *g, int by, uint16_t kind, const int *cites, int ncites, ac_json *facts, const int *deps, int ndeps)
{
    graph_device *d = &g->devices[by];
    graph_change *c = &g->c[g->n];
    ac_header h = { .kind = kind, .author = d->key, .space = g->space };
    uint8_t dep_ids[32 * AC_DEPS_MAX], cite_ids[32 * AC_CITES_MAX];
    ac_buf text = { 0 };

    CHECK(g->n < GRAPH_MAX);
    *c = (graph_change){ .kind = kind, .device = by, .prev = d->newest, .about = -1, .org = -1 };
    if (facts == NULL)
        facts = ac_json_object();
    CHECK(ac_json_encode(&text, facts, NULL) == AC_OK);
    ac_json_free(facts);
    c->ndeps = deps != NULL ? ndeps : new_deps(g, d, c->deps);
    if (deps != NULL)
        memcpy(c->deps, deps, (size_t)ndeps * sizeof *deps);
    by_id(g, c->deps, c->ndeps);
    c->ncites = ncites;
    if (ncites > 0)
        memcpy(c->cites, cites, (size_t)ncites * sizeof *cites);
    h.seq = c->prev >= 0 ? g->c[c->prev].seq + 1 : 1;
    if (c->prev >= 0) {
        h.prev = g->c[c->prev].id;
        h.depth = g->c[c->prev].depth;
        c->past = g->c[c->prev].past;
        graph_add(&c->past, c->prev);
    }
    for (int i = 0; i < c->ndeps; i++) {
        const graph_change *dep = &g->c[c->deps[i]];
        memcpy(dep_ids + 32 * i, dep->id.b, 32);
        if (dep->depth > h.depth)
            h.depth = dep->depth;
        graph_join_sets(&c->past, &dep->past);
        graph_add(&c->past, c->deps[i]);
    }
    for (int i = 0; i < ncites; i++)
        memcpy(cite_ids + 32 * i, g->c[cites[i]].id.b, 32);
    h.depth++;
    h.written_ms = (uint64_t)g->n; /* no two alike */
    h.ndeps = (uint8_t)c->ndeps;
    h.ncites = (uint8_t)ncites;
    h.deps = dep_ids;
    h.cites = cite_ids;
    h.facts = ac_buf_text(&text);
    h.facts_len = (uint16_t)text.len;
    ac_header_encode(&c->header, &h);
    ac_buf_free(&text);
    c->seq = h.seq;
    c->depth = h.depth;
    c->id = ac_change_id_of(c->header.p, c->header.len);
    ac_sign(c->signature, d->secret, AC_TAG_CHANGE_SIG, c->id.b, 32);
    d->newest = g->n;
    graph_join_sets(&d->seen, &c->past);
    graph_add(&d->seen, g->n);
    return g->n++;
}

static ac_json *statement_of(graph *g, int org, const graph_line *lines, int n, const int *follows, int nfollows,
                             bool names_new_root)
{
    graph_org *o = &g->orgs[org];
    ac_statement s = { .root = o->root, .seal_no = 1 };
    ac_id ids[AC_CITES_MAX];
    uint8_t seed[32], secret[1][64];
    ac_json *out = NULL;

    snprintf(s.code, sizeof s.code, "%s", o->code);
    snprintf(s.name, sizeof s.name, "The office called %s", o->code);
    snprintf(s.sector, sizeof s.sector, "government");
    seed_of(seed, "seal", org, 0);
    ac_box_keypair(s.seal.b, seed);
    s.devices = calloc((size_t)n, sizeof *s.devices);
    CHECK(s.devices != NULL);
    for (int i = 0; i < n; i++) {
        const graph_device *d = &g->devices[lines[i].device];
        ac_stated_device *l = &s.devices[s.ndevices++];
        l->key = d->key;
        l->transport = d->transport;
        snprintf(l->n, sizeof l->n, "%s", d->n);
        snprintf(l->label, sizeof l->label, "laptop %s", d->n);
        ac_device_proof(l->proof, d->secret, &o->root, &d->transport);
        l->has_last = lines[i].last != GRAPH_GOES_ON;
        if (lines[i].last >= 0)
            l->last = g->c[lines[i].last].id;
    }
    for (int i = 0; i < nfollows; i++)
        ids[i] = g->c[follows[i]].id;
    s.follows = ids;
    s.nfollows = (size_t)nfollows;
    s.has_space = nfollows > 0;
    s.space = g->space;
    s.has_new_root = names_new_root;
    s.new_root = o->new_root;
    memcpy(secret[0], o->secret, 64);
    CHECK(ac_statement_sign(&s, (const uint8_t(*)[64])secret, &s.root, 1, &out, NULL) == AC_OK);
    free(s.devices);
    if (names_new_root) {
        o->root = o->new_root;
        memcpy(o->secret, o->new_secret, 64);
    }
    return out;
}

static int with_statement(graph *g, int i, int org, const graph_line *lines, int n)
{
    g->c[i].org = org;
    memcpy(g->c[i].lines, lines, (size_t)n * sizeof *lines);
    g->c[i].nlines = n;
    return i;
}

int graph_found(graph *g, int by)
{
    graph_org *o = &g->orgs[g->devices[by].org];
    ac_json *facts = ac_json_object();
    uint8_t random[32] = { 7 };
    int i;

    ac_json_set(facts, "statement", statement_of(g, g->devices[by].org, o->lines, o->nlines, NULL, 0, false));
    ac_json_set_hex(facts, "random", random, 32);
    ac_json_set_str(facts, "title", "Old Brewery quarter");
    if (g->makes_own_space)
        ac_json_set_bool(facts, "own", true);
    memset(&g->space, 0, sizeof g->space);
    i = graph_put(g, by, AC_KIND_FOUND, NULL, 0, facts, NULL, 0);
    memcpy(g->space.b, g->c[i].id.b, 32);
    return with_statement(g, i, g->devices[by].org, o->lines, o->nlines);
}

int graph_invite(graph *g, int by, const char *role)
{
    ac_json *facts = ac_json_object();
    uint8_t seed[32], key[32], secret[64];
    int i;

    seed_of(seed, "invitation", g->n, 0);
    ac_sign_keypair(key, secret, seed);
    ac_json_set_hex(facts, "key", key, 32);
    ac_json_set_str(facts, "role", role);
    i = graph_put(g, by, AC_KIND_INVITE, NULL, 0, facts, NULL, 0);
    memcpy(g->c[i].invite_key, key, 32);
    memcpy(g->c[i].invite_secret, secret, 64);
    g->c[i].is_observer = strcmp(role, "observer") == 0;
    return i;
}

int graph_join(graph *g, int by, int invite)
{
    graph_device *d = &g->devices[by];
    graph_org *o = &g->orgs[d->org];
    ac_json *facts = ac_json_object();
    ac_buf m = { 0 };
    uint8_t sig[64];
    int i;

    ac_buf_put(&m, g->space.b, 32);
    ac_buf_put(&m, g->c[invite].id.b, 32);
    ac_buf_put(&m, o->root.b, 32);
    ac_buf_put(&m, d->key.b, 32);
    ac_buf_put(&m, d->transport.b, 32);
    ac_sign(sig, g->c[invite].invite_secret, AC_TAG_JOIN, m.p, m.len);
    ac_buf_free(&m);
    ac_json_set(facts, "statement", statement_of(g, d->org, o->lines, o->nlines, NULL, 0, false));
    ac_json_set_hex(facts, "secret", sig, 64);
    d->newest = -1;
    i = graph_put(g, by, AC_KIND_JOIN, &invite, 1, facts, &invite, 1);
    return with_statement(g, i, d->org, o->lines, o->nlines);
}

int graph_admit(graph *g, int by, int join)
{
    graph_see(g, by, join);
    return graph_put(g, by, AC_KIND_ADMIT, &join, 1, NULL, NULL, 0);
}

int graph_unadmit(graph *g, int by, const int *admits, int n)
{
    int list[AC_CITES_MAX];

    memcpy(list, admits, (size_t)n * sizeof *list);
    return graph_put(g, by, AC_KIND_UNADMIT, list, by_id(g, list, n), NULL, NULL, 0);
}

int graph_leave(graph *g, int by)
{
    return graph_put(g, by, AC_KIND_LEAVE, NULL, 0, NULL, NULL, 0);
}

int graph_certify(graph *g, int by, int device)
{
    const graph_device *d = &g->devices[device];
    ac_json *facts = ac_json_object();
    uint8_t proof[64];
    int i;

    ac_device_proof(proof, d->secret, &g->orgs[d->org].root, &d->transport);
    ac_json_set_hex(facts, "key", d->key.b, 32);
    ac_json_set_hex(facts, "transport", d->transport.b, 32);
    ac_json_set_hex(facts, "proof", proof, 64);
    ac_json_set_str(facts, "n", d->n);
    ac_json_set_str(facts, "label", "another laptop");
    i = graph_put(g, by, AC_KIND_CERTIFY, NULL, 0, facts, NULL, 0);
    g->c[i].about = device;
    return i;
}

int graph_revoke(graph *g, int by, int device)
{
    ac_json *facts = ac_json_object();
    int i;

    ac_json_set_hex(facts, "key", g->devices[device].key.b, 32);
    ac_json_set_str(facts, "reason", "stolen");
    i = graph_put(g, by, AC_KIND_REVOKE, NULL, 0, facts, NULL, 0);
    g->c[i].about = device;
    return i;
}

static int put_roster(graph *g, int by, const graph_line *lines, int n, const int *follows, int nfollows, bool new_root)
{
    ac_json *facts = ac_json_object();
    int list[AC_CITES_MAX], org = g->devices[by].org, i;

    memcpy(list, follows, (size_t)nfollows * sizeof *list);
    by_id(g, list, nfollows);
    for (i = 0; i < nfollows; i++) /* the sheet goes with what it replaces */
        graph_see(g, by, list[i]);
    ac_json_set(facts, "statement", statement_of(g, org, lines, n, list, nfollows, new_root));
    i = graph_put(g, by, AC_KIND_ROSTER, list, nfollows, facts, NULL, 0);
    return with_statement(g, i, org, lines, n);
}

int graph_roster(graph *g, int by, const graph_line *lines, int n, const int *follows, int nfollows)
{
    return put_roster(g, by, lines, n, follows, nfollows, false);
}

int graph_roster_new_root(graph *g, int by, const graph_line *lines, int n, const int *follows, int nfollows)
{
    return put_roster(g, by, lines, n, follows, nfollows, true);
}

int graph_ratify(graph *g, int by, const int *cites, int n)
{
    int list[AC_CITES_MAX];

    memcpy(list, cites, (size_t)n * sizeof *list);
    return graph_put(g, by, AC_KIND_RATIFY, list, by_id(g, list, n), NULL, NULL, 0);
}

int graph_act(graph *g, int by, uint16_t kind)
{
    return graph_put(g, by, kind, NULL, 0, NULL, NULL, 0);
}

void graph_see(graph *g, int device, int change)
{
    graph_join_sets(&g->devices[device].seen, &g->c[change].past);
    graph_add(&g->devices[device].seen, change);
}

void graph_meet(graph *g, int a, int b)
{
    graph_join_sets(&g->devices[a].seen, &g->devices[b].seen);
    g->devices[b].seen = g->devices[a].seen;
}

void graph_rewind(graph *g, int device, int change)
{
    g->devices[device].newest = change;
    g->devices[device].seen = g->c[change].past;
    graph_add(&g->devices[device].seen, change);
}

int graph_member(graph *g, int by, const char *code, const char *role, int *out_admit)
{
    int d = graph_device_new(g, graph_org_new(g, code), "1", true);
    int admit = graph_admit(g, by, graph_join(g, d, graph_invite(g, by, role)));

    graph_meet(g, d, by);
    if (out_admit != NULL)
        *out_admit = admit;
    return d;
}

/* --- reading --- */

reader *reader_open(graph *g)
{
    reader *r = calloc(1, sizeof *r);

    CHECK(r != NULL);
    r->g = g;
    ac_world_fixed(&r->world, 1);
    CHECK(ac_store_open_memory(&r->store, NULL) == AC_OK);
    CHECK(ac_history_open(&r->history, r->store, &r->world, NULL) == AC_OK);
    CHECK(ac_store_begin(r->store, NULL) == AC_OK);
    CHECK(ac_history_space_make(r->history, &g->space, false, &r->space, NULL) == AC_OK);
    CHECK(ac_members_open(&r->members, r->history, r->space, &g->space, false, NULL) == AC_OK);
    return r;
}

void reader_close(reader *r)
{
    ac_members_close(r->members);
    ac_history_close(r->history);
    ac_store_rollback(r->store);
    ac_store_close(r->store);
    free(r);
}

ac_held reader_held(reader *r, int change)
{
    ac_held held;

    CHECK(ac_history_find(r->history, r->space, &r->g->c[change].id, &held, NULL) == AC_OK);
    return held;
}

bool reader_take(reader *r, int change)
{
    const graph_change *c = &r->g->c[change];
    ac_held prev = { 0 }, deps[AC_DEPS_MAX], cites[AC_CITES_MAX];
    int sets[AC_DEPS_MAX + 1];
    size_t n = 0;
    ac_mchange m = { .prev = &prev, .deps = deps, .ndeps = (size_t)c->ndeps, .cites = cites };
    ac_header h;
    ac_arrival a = { .header = &h, .header_bytes = c->header.p, .header_n = c->header.len, .signature = c->signature };
    const char *why = "";
    bool is_new;

    r->why[0] = '\0';
    CHECK(ac_header_decode(&h, c->header.p, c->header.len, NULL) == AC_OK);
    for (int i = -1; i < c->ndeps; i++) {
        int on = i < 0 ? c->prev : c->deps[i];
        ac_held *held = i < 0 ? &prev : &deps[i];
        if (on < 0)
            continue;
        if (!r->is_held[on]) {
            snprintf(r->why, sizeof r->why, "rests on what is not here");
            return false;
        }
        *held = reader_held(r, on);
        sets[n++] = ac_members_after(r->members, held->set, held->n);
    }
    for (int i = 0; i < c->ncites; i++)
        cites[i] = reader_held(r, c->cites[i]);
    m.header = &h;
    m.held = (ac_held){ .id = c->id, .space = r->space, .branch = -1, .org = c->prev >= 0 ? prev.org : -1,
                        .kind = c->kind, .seq = c->seq, .depth = c->depth };
    m.held.set = ac_members_union(r->members, sets, n);
    CHECK(m.held.set >= 0);
    if (!ac_members_admitted(r->members, &m, &m.held.org, &why)) {
        snprintf(r->why, sizeof r->why, "%s", why);
        return false;
    }
    CHECK(ac_history_keep(r->history, &a, &m.held, &prev, deps, m.ndeps, &is_new, NULL) == AC_OK);
    if (is_new && ac_members_tracks(c->kind))
        CHECK(ac_members_add(r->members, &h, &m.held, cites, NULL) == AC_OK);
    r->is_held[change] = true;
    return true;
}

bool reader_take_all(reader *r)
{
    bool all = true;

    for (int i = 0; i < r->g->n; i++)
        if (!r->is_held[i])
            all = reader_take(r, i) && all;
    return all;
}

int reader_org(reader *r, int org)
{
    int found = -1;

    for (int i = 0; i < r->g->n; i++)
        if (r->is_held[i] && r->g->c[i].org == org && r->g->c[i].kind != AC_KIND_ROSTER)
            found = ac_members_org_of_join(r->members, &r->g->c[i].id);
    return found;
}

ac_counting reader_counted(reader *r, int change, const int *parties, int nparties)
{
    ac_held held = reader_held(r, change);
    ac_counting out;
    int orgs[GRAPH_ORGS];

    for (int i = 0; i < nparties; i++)
        orgs[i] = reader_org(r, parties[i]);
    CHECK(held.n != 0 && ac_members_counted(r->members, &held, &r->g->devices[r->g->c[change].device].key, orgs, nparties,
                                            &out, NULL) == AC_OK);
    return out;
}

const ac_state *reader_state(reader *r)
{
    const ac_state *s = ac_members_state(r->members, ac_members_all(r->members));

    CHECK(s != NULL);
    return s;
}

const ac_state_org *reader_state_org(reader *r, int org)
{
    int o = reader_org(r, org);

    CHECK(o >= 0);
    return &reader_state(r)->orgs[o];
}

bool reader_goes_on(reader *r, int device)
{
    const ac_state_org *o = reader_state_org(r, r->g->devices[device].org);

    for (int i = 0; i < o->ndevices; i++)
        if (ac_device_eq(o->devices[i].key, r->g->devices[device].key))
            return o->devices[i].goes_on;
    return false;
}
