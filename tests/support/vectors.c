/* vectors.c - the frozen test vectors: a small history in which every kind stands. */
#include "tests/support/vectors.h"

#include "core/invitation.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define START_MS UINT64_C(1781344800000) /* 2026-06-13 10:00 UTC, a minute a change */

void vec_check(bool holds, const char *file, int line, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "vectors: %s:%d: %s\n", file, line, what);
    abort();
}

void vec_bytes(void *out, size_t n, const char *name)
{
    uint8_t full[64];

    VEC_CHECK(n <= sizeof full);
    crypto_generichash(full, sizeof full, (const uint8_t *)name, strlen(name), NULL, 0);
    memcpy(out, full, n);
}

void vec_json(ac_buf *out, const char *format, ...)
{
    va_list args;
    char *text = NULL;

    va_start(args, format);
    VEC_CHECK(vasprintf(&text, format, args) >= 0);
    va_end(args);
    for (char *p = text; *p != '\0'; p++)
        if (*p == '\'')
            *p = '"';
    ac_buf_str(out, text);
    free(text);
}

void vec_hex(ac_buf *out, const void *bytes, size_t n)
{
    char two[3];

    for (size_t i = 0; i < n; i++) {
        ac_hex(two, (const uint8_t *)bytes + i, 1);
        ac_buf_str(out, two);
    }
}

static char *hex_of(char out[129], const void *bytes, size_t n)
{
    ac_hex(out, bytes, n);
    return out;
}

/* --- keys --- */

static void make_keys(vectors *v)
{
    static const struct {
        const char *code, *name, *sector;
    } orgs[VEC_ORGS] = {
        [VEC_CITY] = { "CITY", "City Office for Revitalisation", "government" },
        [VEC_SASI] = { "SASI", "S\xc4\x85siedzi Podg\xc3\xb3rza", "civil-society" },
        [VEC_ARCH] = { "ARCH", "University Faculty of Architecture", "academia" },
        [VEC_EURF] = { "EURF", "European Urban Fund desk", "international-agency" },
    };
    static const struct {
        const char *name, *number;
        int org;
    } devices[VEC_DEVICES] = {
        [VEC_CITY_1] = { "CITY-1", "1", VEC_CITY }, [VEC_CITY_1A] = { "CITY-1a", "1a", VEC_CITY },
        [VEC_SASI_1] = { "SASI-1", "1", VEC_SASI }, [VEC_ARCH_1] = { "ARCH-1", "1", VEC_ARCH },
        [VEC_EURF_1] = { "EURF-1", "1", VEC_EURF }, [VEC_STRANGER] = { "stranger", "1", -1 },
    };
    char name[64];

    for (int i = 0; i < VEC_ORGS; i++) {
        vec_org *o = &v->o[i];
        o->code = orgs[i].code;
        o->name = orgs[i].name;
        o->sector = orgs[i].sector;
        snprintf(name, sizeof name, "organisation %s", o->code);
        vec_bytes(o->seed, 32, name);
        uint8_t root_seed[32];
        ac_kdf(root_seed, 1, "accordrt", o->seed);
        ac_sign_keypair(o->root.b, o->root_secret, root_seed);
        ac_kdf(o->seal_secret, 1, "accordsl", o->seed);
        ac_box_keypair(o->seal.b, o->seal_secret);
    }
    for (int i = 0; i < VEC_DEVICES; i++) {
        vec_device *d = &v->d[i];
        d->name = devices[i].name;
        d->number = devices[i].number;
        d->org = devices[i].org;
        snprintf(name, sizeof name, "device %s", d->name);
        vec_bytes(d->seed, 32, name);
        ac_sign_keypair(d->key.b, d->secret, d->seed);
        snprintf(name, sizeof name, "transport %s", d->name);
        vec_bytes(d->transport_secret, 32, name);
        ac_box_keypair(d->transport.b, d->transport_secret);
    }
}

/* --- writing --- */

static bool has(const vec_change *c, int i)
{
    return (c->past[i / 64] >> (i % 64) & 1) != 0;
}

int vectors_at(const vectors *v, const char *name)
{
    for (int i = 0; i < v->n; i++)
        if (strcmp(v->c[i].name, name) == 0)
            return i;
    fprintf(stderr, "vectors: there is no change called %s\n", name);
    abort();
}

static void sort_in(uint8_t *list, unsigned n, const uint8_t *id)
{
    while (n > 0 && memcmp(list + 32 * (n - 1), id, 32) > 0) {
        memcpy(list + 32 * n, list + 32 * (n - 1), 32);
        n--;
    }
    memcpy(list + 32 * n, id, 32);
}

void vec_dep(const vectors *v, vec_draft *d, const char *name)
{
    const vec_change *c = &v->c[vectors_at(v, name)];

    sort_in(d->deps, d->h.ndeps++, c->id.b);
    if (c->depth >= d->h.depth)
        d->h.depth = c->depth + 1;
}

void vec_begin(const vectors *v, vec_draft *d, int device, int space, uint16_t kind, int after)
{
    int prev = after;

    memset(d, 0, sizeof *d);
    d->device = device;
    d->space = space;
    if (after == VEC_NEWEST) {
        prev = -1;
        for (int i = 0; i < v->n; i++)
            if (v->c[i].device == device && v->c[i].space == space)
                prev = i;
    }
    d->h = (ac_header){ .kind = kind, .seq = 1, .depth = 1, .author = v->d[device].key, .space = v->space[space],
                        .written_ms = START_MS + 60000 * (uint64_t)v->n };
    if (prev >= 0) {
        d->h.seq = v->c[prev].seq + 1;
        d->h.depth = v->c[prev].depth + 1;
        d->h.prev = v->c[prev].id;
    }
    vec_facts(d, "{}");
    if (after != VEC_NEWEST || kind == AC_KIND_JOIN)
        return;
    for (int other = 0; other < VEC_DEVICES; other++) {
        int newest = -1; /* of that feed, acks aside */
        for (int i = 0; i < v->n; i++)
            if (v->c[i].device == other && v->c[i].space == space && v->c[i].kind != AC_KIND_ACK)
                newest = i;
        if (other != device && newest >= 0 && (prev < 0 || !has(&v->c[prev], newest)))
            vec_dep(v, d, v->c[newest].name);
    }
}

void vec_cite(const vectors *v, vec_draft *d, const char *name)
{
    memcpy(d->cites + 32 * d->h.ncites++, v->c[vectors_at(v, name)].id.b, 32);
}

void vec_record(const vectors *v, vec_draft *d, const char *name)
{
    d->h.record = v->c[vectors_at(v, name)].id;
}

void vec_facts(vec_draft *d, const char *text)
{
    ac_buf_clear(&d->facts);
    vec_json(&d->facts, "%s", text);
}

void vec_words(vec_draft *d, const char *name, const void *bytes, size_t n)
{
    uint8_t salt[32];
    char of[80];

    snprintf(of, sizeof of, "salt %s", name);
    vec_bytes(salt, 32, of);
    ac_buf_put(&d->words, salt, 32);
    ac_buf_put(&d->words, bytes, n);
    d->h.words_len = (uint32_t)n;
    d->h.words_hash = ac_words_hash(salt, bytes, n);
}

void vec_words_json(vec_draft *d, const char *name, const char *text)
{
    ac_buf json = { 0 };

    vec_json(&json, "%s", text);
    VEC_CHECK(ac_json_scan(json.p, json.len, NULL) == AC_OK);
    vec_words(d, name, json.p, json.len);
    ac_buf_free(&json);
}

void vec_encode(vec_draft *d, ac_buf *out)
{
    d->h.deps = d->deps;
    d->h.cites = d->cites;
    d->h.facts = ac_buf_text(&d->facts);
    d->h.facts_len = (uint16_t)d->facts.len;
    ac_header_encode(out, &d->h);
    VEC_CHECK(!out->failed);
}

void vec_sign(const vectors *v, int device, const ac_buf *header, uint8_t sig[64])
{
    ac_id id = ac_change_id_of(header->p, header->len);

    ac_sign(sig, v->d[device].secret, AC_TAG_CHANGE_SIG, id.b, 32);
}

void vec_end(vec_draft *d)
{
    ac_buf_free(&d->facts);
    ac_buf_free(&d->words);
}

static void past_of(vectors *v, vec_change *c, const vec_draft *d)
{
    for (int i = 0; i < v->n; i++) {
        bool is_named = i == c->prev;
        for (unsigned k = 0; k < d->h.ndeps; k++)
            is_named = is_named || memcmp(d->deps + 32 * k, v->c[i].id.b, 32) == 0;
        if (!is_named)
            continue;
        c->past[i / 64] |= UINT64_C(1) << (i % 64);
        for (int w = 0; w < VECTORS_MAX / 64; w++)
            c->past[w] |= v->c[i].past[w];
    }
}

static void keep(vectors *v, const char *name, vec_draft *d)
{
    vec_change *c = &v->c[v->n];
    ac_header h;
    ac_err err = { 0 };

    VEC_CHECK(v->n < VECTORS_MAX);
    snprintf(c->name, sizeof c->name, "%s", name);
    c->device = d->device;
    c->space = d->space;
    c->kind = d->h.kind;
    c->seq = d->h.seq;
    c->depth = d->h.depth;
    c->prev = -1;
    for (int i = 0; i < v->n; i++)
        if (ac_id_eq(v->c[i].id, d->h.prev))
            c->prev = i;
    past_of(v, c, d);
    vec_encode(d, &c->header);
    if (ac_header_decode(&h, c->header.p, c->header.len, &err) != AC_OK) {
        fprintf(stderr, "vectors: %s: %s\n", name, err.text);
        abort();
    }
    c->id = ac_change_id_of(c->header.p, c->header.len);
    vec_sign(v, d->device, &c->header, c->signature);
    ac_buf_put(&c->words, d->words.p, d->words.len);
    c->are_json = d->words.len > 32 && ac_json_scan(d->words.p + 32, d->words.len - 32, NULL) == AC_OK;
    if (c->kind == AC_KIND_FOUND)
        memcpy(v->space[d->space].b, c->id.b, 32);
    vec_end(d);
    v->n++;
}

/* Cites are names, separated by spaces, in the order of the kind; those between ( and ) are put in ascending
 * order. NULL: none. */
static void cite_all(const vectors *v, vec_draft *d, const char *names)
{
    unsigned group = 0;
    bool in_group = false;

    while (names != NULL && *names != '\0') {
        char name[48];
        size_t n = strcspn(names, " ");
        if (*names == '(' || *names == ')') {
            in_group = *names == '(';
            group = d->h.ncites;
        } else {
            snprintf(name, sizeof name, "%.*s", (int)n, names);
            if (in_group) {
                sort_in(d->cites + 32 * group, d->h.ncites - group, v->c[vectors_at(v, name)].id.b);
                d->h.ncites++;
            } else {
                vec_cite(v, d, name);
            }
        }
        names += n;
        names += strspn(names, " ");
    }
}

static void put_in(vectors *v, int space, int device, const char *name, uint16_t kind, const char *record, const char *cites,
                   const char *facts, const char *words)
{
    vec_draft d;

    vec_begin(v, &d, device, space, kind, VEC_NEWEST);
    if (record != NULL)
        vec_record(v, &d, record);
    cite_all(v, &d, cites);
    if (facts != NULL)
        vec_facts(&d, facts);
    if (words != NULL)
        vec_words_json(&d, name, words);
    keep(v, name, &d);
}

static void put(vectors *v, int device, const char *name, uint16_t kind, const char *record, const char *cites,
                const char *facts, const char *words)
{
    put_in(v, VEC_KRK, device, name, kind, record, cites, facts, words);
}

/* --- governing changes --- */

ac_json *vec_statement(const vectors *v, int org, int device, const char *follows, const char *last_of_1a, int root_of)
{
    const vec_org *o = &v->o[org];
    ac_statement s = { .root = o->root, .seal = o->seal, .seal_no = 1 };
    ac_stated_device lines[2] = { 0 };
    ac_id followed;
    uint8_t secret[1][64];
    ac_json *out = NULL;

    snprintf(s.code, sizeof s.code, "%s", o->code);
    snprintf(s.name, sizeof s.name, "%s", o->name);
    snprintf(s.sector, sizeof s.sector, "%s", o->sector);
    s.devices = lines;
    for (; s.ndevices < (last_of_1a != NULL ? 2u : 1u); s.ndevices++) {
        const vec_device *d = &v->d[s.ndevices == 0 ? device : VEC_CITY_1A];
        ac_stated_device *l = &lines[s.ndevices];
        l->key = d->key;
        l->transport = d->transport;
        snprintf(l->n, sizeof l->n, "%s", d->number);
        snprintf(l->label, sizeof l->label, "%s", s.ndevices == 0 ? "office laptop" : "front desk");
        ac_device_proof(l->proof, d->secret, &o->root, &d->transport);
        if (s.ndevices == 1) {
            l->has_last = true;
            l->last = v->c[vectors_at(v, last_of_1a)].id;
        }
    }
    if (follows != NULL) {
        followed = v->c[vectors_at(v, follows)].id;
        s.has_space = true;
        s.space = v->space[VEC_KRK];
        s.follows = &followed;
        s.nfollows = 1;
    }
    memcpy(secret[0], v->o[root_of].root_secret, 64);
    VEC_CHECK(ac_statement_sign(&s, (const uint8_t(*)[64])secret, &v->o[root_of].root, 1, &out, NULL) == AC_OK);
    return out;
}

/* Takes the tree. */
static void put_tree(vectors *v, int space, int device, const char *name, uint16_t kind, const char *cites, ac_json *facts)
{
    vec_draft d;

    vec_begin(v, &d, device, space, kind, VEC_NEWEST);
    cite_all(v, &d, cites);
    if (kind == AC_KIND_JOIN)
        vec_dep(v, &d, cites);
    ac_buf_clear(&d.facts);
    VEC_CHECK(ac_json_encode(&d.facts, facts, NULL) == AC_OK);
    ac_json_free(facts);
    keep(v, name, &d);
}

static void found(vectors *v, int space, int device, const char *name, const char *title, ac_json *continues)
{
    ac_json *facts = ac_json_object();
    char of[80];
    uint8_t random[32];

    snprintf(of, sizeof of, "random %s", name);
    vec_bytes(random, 32, of);
    ac_json_set_hex(facts, "random", random, 32);
    ac_json_set(facts, "statement", vec_statement(v, v->d[device].org, device, NULL, NULL, v->d[device].org));
    ac_json_set_str(facts, "title", title);
    if (space == VEC_OWN)
        ac_json_set_bool(facts, "own", true);
    if (continues != NULL)
        ac_json_set(facts, "continues", continues);
    put_tree(v, space, device, name, AC_KIND_FOUND, NULL, facts);
}

static void invite(vectors *v, int space, int device, const char *name, const char *role, bool hold)
{
    ac_json *facts = ac_json_object();
    uint8_t seed[32], key[32], secret[64];
    char of[80];

    snprintf(of, sizeof of, "invitation %s", name);
    vec_bytes(seed, 32, of);
    ac_sign_keypair(key, secret, seed);
    ac_json_set_hex(facts, "key", key, 32);
    ac_json_set_str(facts, "role", role);
    if (hold)
        ac_json_set_bool(facts, "hold", true);
    put_tree(v, space, device, name, AC_KIND_INVITE, NULL, facts);
}

static void join(vectors *v, int space, int device, const char *name, const char *on)
{
    const vec_device *d = &v->d[device];
    ac_json *facts = ac_json_object();
    uint8_t seed[32], sig[64];
    char of[80];

    ac_json_set(facts, "statement", vec_statement(v, d->org, device, NULL, NULL, d->org));
    if (v->c[vectors_at(v, on)].kind == AC_KIND_INVITE) {
        snprintf(of, sizeof of, "invitation %s", on);
        vec_bytes(seed, 32, of);
        ac_join_proof(sig, seed, &v->space[space], &v->c[vectors_at(v, on)].id, &v->o[d->org].root, &d->key, &d->transport);
        ac_json_set_hex(facts, "secret", sig, 64);
    }
    put_tree(v, space, device, name, AC_KIND_JOIN, on, facts);
}

/* A sealed box whose passing key comes from a name. */
static void box(ac_buf *out, const uint8_t to[32], const void *bytes, size_t n, const char *name)
{
    uint8_t secret[32], public_key[32], nonce[24], *room;
    crypto_generichash_state state;

    vec_bytes(secret, 32, name);
    ac_box_keypair(public_key, secret);
    crypto_generichash_init(&state, NULL, 0, 24);
    crypto_generichash_update(&state, public_key, 32);
    crypto_generichash_update(&state, to, 32);
    crypto_generichash_final(&state, nonce, 24);
    ac_buf_put(out, public_key, 32);
    room = ac_buf_room(out, n + crypto_box_MACBYTES);
    VEC_CHECK(room != NULL && crypto_box_easy(room, bytes, n, nonce, to, secret) == 0);
}

static void certify(vectors *v, int space, const char *name)
{
    const vec_device *d = &v->d[VEC_CITY_1A];
    const vec_org *o = &v->o[VEC_CITY];
    ac_json *facts = ac_json_object();
    uint8_t proof[64];
    char hex[129];

    ac_device_proof(proof, d->secret, &o->root, &d->transport);
    ac_json_set_hex(facts, "key", d->key.b, 32);
    ac_json_set_str(facts, "label", "front desk");
    ac_json_set_str(facts, "n", d->number);
    ac_json_set_hex(facts, "proof", proof, 64);
    ac_json_set_hex(facts, "transport", d->transport.b, 32);
    if (space == VEC_OWN) {
        ac_buf plain = { 0 }, boxed = { 0 };
        uint8_t to_secret[32], to[32];
        vec_bytes(to_secret, 32, "box of CITY-1a");
        ac_box_keypair(to, to_secret);
        vec_json(&plain, "{'seals':['%s']", hex_of(hex, o->seal_secret, 32));
        vec_json(&plain, ",'spaces':['%s']}", hex_of(hex, v->space[VEC_KRK].b, 32));
        box(&boxed, to, plain.p, plain.len, "seals for CITY-1a");
        ac_json_set_hex(facts, "seals", boxed.p, boxed.len);
        ac_buf_free(&plain);
        ac_buf_free(&boxed);
    }
    put_tree(v, space, VEC_CITY_1, name, AC_KIND_CERTIFY, NULL, facts);
}

/* --- sealed words --- */

static void sealed_note(vectors *v, const char *name)
{
    static const int readers[] = { VEC_ARCH, VEC_CITY };
    static const char *const joins[] = { "join-arch", "found" };
    vec_draft d;
    ac_buf json = { 0 }, words = { 0 }, ad = { 0 };
    uint8_t key[32], nonce[24];

    vec_begin(v, &d, VEC_CITY_1, VEC_KRK, AC_KIND_NOTE, VEC_NEWEST);
    vec_cite(v, &d, "propose");
    for (int i = 0; i < 2; i++)
        vec_cite(v, &d, joins[i]);
    vec_facts(&d, "{'sealed':true,'type':'concern'}");
    vec_bytes(key, 32, "key of sealed words");
    vec_bytes(nonce, 24, "nonce of sealed words");
    ac_buf_u8(&words, 1);
    ac_buf_u8(&words, 2);
    for (int i = 0; i < 2; i++)
        box(&words, v->o[readers[i]].seal.b, key, 32, i == 0 ? "sealed words, first box" : "sealed words, second box");
    ac_buf_put(&words, nonce, 24);
    ac_buf_put(&ad, v->space[VEC_KRK].b, 32);
    ac_buf_put(&ad, d.h.author.b, 32);
    ac_buf_put(&ad, d.h.record.b, 32);
    vec_json(&json, "{'language':'en','text':'The survey may need a second season'}");
    VEC_CHECK(ac_aead_seal(&words, key, nonce, ad.p, ad.len, json.p, json.len));
    vec_words(&d, name, words.p, words.len);
    ac_buf_free(&json);
    ac_buf_free(&words);
    ac_buf_free(&ad);
    keep(v, name, &d);
}

static void unreadable_note(vectors *v, const char *name)
{
    static const char bytes[] = "{\"text\": \"words with a space between tokens\"}";
    vec_draft d;

    vec_begin(v, &d, VEC_SASI_1, VEC_KRK, AC_KIND_NOTE, VEC_NEWEST);
    vec_facts(&d, "{'type':'journal'}");
    vec_words(&d, name, bytes, sizeof bytes - 1);
    keep(v, name, &d);
}

/* --- the history --- */

/* The terms of the survey, with what stands between them in the order of keys. */
#define SURVEY(outcome)                                                                                   \
    "{'contribution':'skills','driver':'access-resources','due':'2026-11-30','expires':'2026-07-31',"       \
    "'level':1,'need':1,'origin':'decision'," outcome "'principles':['equity','mutual-benefit'],"           \
    "'slots':[{'due':'2026-09-30','n':1},{'due':'2026-11-30','n':2}],'start':'2026-07-01'}"

static void make_krk(vectors *v)
{
    char text[400], hex[129];

    found(v, VEC_KRK, VEC_CITY_1, "found", "Old Brewery quarter", NULL);
    put(v, VEC_CITY_1, "edit-code", AC_KIND_EDIT, "found", NULL, "{'code':'KRK','fields':['code']}", NULL);
    invite(v, VEC_KRK, VEC_CITY_1, "invite", "partner", false);
    join(v, VEC_KRK, VEC_SASI_1, "join", "invite");
    put(v, VEC_CITY_1, "admit", AC_KIND_ADMIT, NULL, "join", NULL, NULL);
    invite(v, VEC_KRK, VEC_SASI_1, "invite-arch", "partner", false);
    join(v, VEC_KRK, VEC_ARCH_1, "join-arch", "invite-arch");
    put(v, VEC_SASI_1, "admit-arch", AC_KIND_ADMIT, NULL, "join-arch", NULL, NULL);
    invite(v, VEC_KRK, VEC_CITY_1, "invite-eurf", "observer", true);
    join(v, VEC_KRK, VEC_EURF_1, "join-eurf", "invite-eurf");
    put(v, VEC_CITY_1, "admit-eurf", AC_KIND_ADMIT, NULL, "join-eurf", NULL, NULL);
    certify(v, VEC_KRK, "certify");
    put(v, VEC_CITY_1A, "contact", AC_KIND_CONTACT, NULL, NULL, "{'addresses':['tcp://city.example:7654'],'protocol':1}",
        NULL);
    put(v, VEC_SASI_1, "ack", AC_KIND_ACK, NULL, NULL, NULL, NULL);

    /* A promise in two parts, disputed once, its terms written anew. */
    put(v, VEC_ARCH_1, "propose", AC_KIND_PROPOSE, NULL, "join-arch ( found join )", SURVEY(""),
        "{'action':'Survey the facades with students','baseline':'0','language':'en','target':'140',"
        "'title':'Survey of 140 facades','unit':'facades'}");
    put(v, VEC_CITY_1, "sign", AC_KIND_SIGN, "propose", "propose", NULL, "{'message':'With pleasure'}");
    put(v, VEC_SASI_1, "sign-sasi", AC_KIND_SIGN, "propose", "propose", NULL, NULL);
    put(v, VEC_SASI_1, "note", AC_KIND_NOTE, NULL, "propose",
        "{'event':'2026-06-11','level':2,'principles':['equity'],'source':'imported',"
        "'stamp':'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff','type':'listening'}",
        "{'language':'pl','prompts':['Kogo zabrak\xc5\x82o?'],'text':'Za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87 "
        "g\xc4\x99\xc5\x9bl\xc4\x85 ja\xc5\xba\xc5\x84, \\\\ \\u0001 \\t \\\"','title':'First evening'}");
    put(v, VEC_SASI_1, "addendum", AC_KIND_ADDENDUM, "note", NULL, "{'event':'2026-06-12'}",
        "{'language':'en','text':'Nine people came'}");
    put(v, VEC_ARCH_1, "progress", AC_KIND_PROGRESS, "propose", "propose", "{'completion':'limited','slot':1}",
        "{'actual':'31','barriers':'Scaffolding','narrative':'Two streets are done'}");
    put(v, VEC_ARCH_1, "deliver", AC_KIND_DELIVER, "propose", "propose", "{'files':0,'slot':1}",
        "{'actual':'70','narrative':'The first half','no-evidence-because':'The archive opens in July'}");
    put(v, VEC_CITY_1, "dispute", AC_KIND_DISPUTE, "propose", "propose deliver", "{'reason':'quality','slot':1}",
        "{'grounds':'No scale on the drawings','heard':'Seventy drawings are there','remedy':'Drawings with a scale'}");
    put(v, VEC_ARCH_1, "respond", AC_KIND_RESPOND, "propose", "dispute", NULL, "{'answer':'We shall add it'}");
    put(v, VEC_CITY_1A, "resolve", AC_KIND_RESOLVE, "propose", "propose ( dispute )", SURVEY("'outcome':'in-progress',"),
        "{'language':'en','text':'With a scale','title':'Survey of 140 facades, with a scale'}");
    put(v, VEC_ARCH_1, "sign-resolve-arch", AC_KIND_SIGN, "propose", "resolve", NULL, NULL);
    put(v, VEC_SASI_1, "sign-resolve-sasi", AC_KIND_SIGN, "propose", "resolve", NULL, NULL);
    put(v, VEC_ARCH_1, "deliver-again", AC_KIND_DELIVER, "propose", "resolve", "{'files':1,'slot':1}",
        "{'evidence':[{'bytes':48213,'hash':'ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100',"
        "'title':'Drawings','type':'application/pdf'}],'narrative':'The first half, with a scale'}");
    put(v, VEC_CITY_1, "accept", AC_KIND_ACCEPT, "propose", "deliver-again resolve", NULL, "{'message':'Thank you'}");
    put(v, VEC_SASI_1, "accept-with-reservations", AC_KIND_ACCEPT_RESERVED, "propose", "deliver-again resolve",
        "{'reason':'timing'}", "{'reservations':'Two weeks late'}");
    put(v, VEC_CITY_1, "suspend", AC_KIND_SUSPEND, "propose", "resolve", "{'reason':'law-or-permit','until':'2026-10-15'}",
        "{'depends-on':'the permit for scaffolding'}");
    put(v, VEC_CITY_1, "resume", AC_KIND_RESUME, "propose", "( suspend )", NULL, NULL);
    put(v, VEC_ARCH_1, "amend", AC_KIND_AMEND, "propose", "resolve join-arch ( found )",
        "{'due':'2026-12-15','level':1,'reason':'timing'}", "{'title':'Survey for the city alone','why':'The term is short'}");
    put(v, VEC_SASI_1, "decline", AC_KIND_DECLINE, "propose", "amend", "{'reason':'scope'}", "{'message':'We want to stay'}");
    put(v, VEC_ARCH_1, "amend-terms", AC_KIND_AMEND, "propose", "resolve", "{'reason':'scope'}",
        "{'title':'Survey of 120 facades'}");
    put(v, VEC_ARCH_1, "retract", AC_KIND_RETRACT, "propose", "amend-terms", "{'reason':'other'}", NULL);

    /* Short ones, for the ways in which a promise ends. */
    put(v, VEC_CITY_1, "propose-after", AC_KIND_PROPOSE, NULL, "found ( join join-arch ) propose",
        "{'due':'2026-12-31','level':3}", "{'title':'Publish the survey'}");
    put(v, VEC_SASI_1, "sign-after-sasi", AC_KIND_SIGN, "propose-after", "propose-after", NULL, NULL);
    put(v, VEC_ARCH_1, "sign-after-arch", AC_KIND_SIGN, "propose-after", "propose-after", NULL, NULL);
    put(v, VEC_CITY_1, "deliver-after", AC_KIND_DELIVER, "propose-after", "propose-after", "{'files':0}",
        "{'narrative':'Published','no-evidence-because':'It is public'}");
    put(v, VEC_SASI_1, "accept-after-sasi", AC_KIND_ACCEPT, "propose-after", "deliver-after propose-after", NULL, NULL);
    put(v, VEC_ARCH_1, "accept-after-arch", AC_KIND_ACCEPT, "propose-after", "deliver-after propose-after", NULL, NULL);
    put(v, VEC_SASI_1, "reopen", AC_KIND_REOPEN, "propose-after", "propose-after", "{'reason':'quality'}",
        "{'message':'Two maps are missing'}");
    put(v, VEC_SASI_1, "propose-evenings", AC_KIND_PROPOSE, NULL, "join ( found join-arch )", NULL,
        "{'title':'Three open evenings'}");
    put(v, VEC_CITY_1, "sign-evenings-city", AC_KIND_SIGN, "propose-evenings", "propose-evenings", NULL, NULL);
    put(v, VEC_ARCH_1, "sign-evenings-arch", AC_KIND_SIGN, "propose-evenings", "propose-evenings", NULL, NULL);
    put(v, VEC_ARCH_1, "release", AC_KIND_RELEASE, "propose-evenings", "propose-evenings", "{'reason':'context-changed'}", NULL);
    put(v, VEC_SASI_1, "withdraw", AC_KIND_WITHDRAW, "propose-evenings", "propose-evenings", "{'reason':'staffing'}",
        "{'message':'Nobody is left to open the room'}");

    /* The rest of what is noted. */
    put(v, VEC_CITY_1, "create", AC_KIND_CREATE, NULL, "propose",
        "{'fields':['likelihood','owner','title'],'likelihood':2,'owner':'CITY','type':'risk'}",
        "{'title':'The permit comes late'}");
    snprintf(text, sizeof text, "{'add':['delay'],'fields':['likelihood','tags'],'likelihood':3,'remove':['%s']}",
             hex_of(hex, v->c[vectors_at(v, "create")].id.b, 32));
    put(v, VEC_CITY_1, "edit", AC_KIND_EDIT, "create", NULL, text, NULL);
    put(v, VEC_ARCH_1, "stamp", AC_KIND_STAMP, NULL, NULL,
        "{'hash':'8899aabbccddeeff00112233445566778899aabbccddeeff0011223344556677'}", NULL);
    put(v, VEC_EURF_1, "attest", AC_KIND_ATTEST, NULL, "withdraw stamp",
        "{'opinion':'unqualified','period':'2026-06','problems':0}", "{'text':'The history is whole'}");
    put(v, VEC_SASI_1, "note-withheld", AC_KIND_NOTE, NULL, NULL, "{'type':'vision','withheld':true}",
        "{'text':'Nobody was asked'}");
    put(v, VEC_SASI_1, "reveal", AC_KIND_REVEAL, NULL, "note-withheld", NULL, NULL);
    put(v, VEC_ARCH_1, "progress-withheld", AC_KIND_PROGRESS, "propose", "resolve", "{'withheld':true}",
        "{'narrative':'Half of the second part'}");
    put(v, VEC_ARCH_1, "reveal-of-record", AC_KIND_REVEAL, "propose", "progress-withheld", NULL, NULL);
    sealed_note(v, "note-sealed");
    unreadable_note(v, "note-unreadable");
    put(v, VEC_SASI_1, "redact", AC_KIND_REDACT, "note", "addendum", "{'authority':'law','reason':'personal-data'}", NULL);
    put(v, VEC_CITY_1, "erased", AC_KIND_ERASED, NULL, "redact", NULL, NULL);
    put(v, VEC_ARCH_1, "redact-text", AC_KIND_REDACT, "propose", "amend-terms", "{'reason':'mistake'}", NULL);
    put(v, VEC_CITY_1, "sign-consent", AC_KIND_SIGN, "propose", "redact-text", NULL, NULL);
    put(v, VEC_CITY_1, "ratify", AC_KIND_RATIFY, NULL, "( contact resolve )", NULL, NULL);
    put(v, VEC_SASI_1, "newer-note", 0x0f01, NULL, "join", "{'of-a-newer-version':true}", "{'title':'Carried as it is'}");

    /* Who goes. */
    put(v, VEC_CITY_1, "unadmit", AC_KIND_UNADMIT, NULL, "( admit-eurf )", "{'reason':'the grant has ended'}", NULL);
    put(v, VEC_ARCH_1, "leave", AC_KIND_LEAVE, NULL, NULL, "{'reason':'the project has ended'}", NULL);
    snprintf(text, sizeof text, "{'key':'%s','reason':'retired'}", hex_of(hex, v->d[VEC_CITY_1A].key.b, 32));
    put(v, VEC_CITY_1, "revoke", AC_KIND_REVOKE, NULL, NULL, text, NULL);
    ac_json *facts = ac_json_object();
    ac_json_set(facts, "statement", vec_statement(v, VEC_CITY, VEC_CITY_1, "found", "resolve", VEC_CITY));
    put_tree(v, VEC_KRK, VEC_CITY_1, "roster", AC_KIND_ROSTER, "( found )", facts);
}

static void make_own(vectors *v)
{
    found(v, VEC_OWN, VEC_CITY_1, "own-found", "CITY alone", NULL);
    invite(v, VEC_OWN, VEC_CITY_1, "own-invite", "device", false);
    certify(v, VEC_OWN, "own-certify");
    put_in(v, VEC_OWN, VEC_CITY_1A, "own-note", AC_KIND_NOTE, NULL, NULL, "{'event':'2026-06-12','type':'journal'}",
           "{'language':'en','text':'Three departments, and no one owned the courtyard'}");
}

static void make_on(vectors *v)
{
    ac_json *continues = ac_json_object(), *roots = ac_json_array();
    ac_digest history = vectors_history(v, VEC_KRK);
    char hex[129];

    ac_json_set_hex(continues, "history", history.b, 32);
    ac_json_push(roots, ac_json_string(hex_of(hex, v->o[VEC_ARCH].root.b, 32)));
    ac_json_set(continues, "roots", roots);
    ac_json_set_hex(continues, "space", v->space[VEC_KRK].b, 32);
    found(v, VEC_ON, VEC_SASI_1, "on-found", "Old Brewery quarter, on", continues);
    join(v, VEC_ON, VEC_ARCH_1, "on-join", "on-found");
    put_in(v, VEC_ON, VEC_SASI_1, "on-admit", AC_KIND_ADMIT, NULL, "on-join", NULL, NULL);
    put_in(v, VEC_ON, VEC_ARCH_1, "on-ack", AC_KIND_ACK, NULL, NULL, NULL, NULL);
}

vectors *vectors_make(void)
{
    vectors *v = calloc(1, sizeof *v);

    VEC_CHECK(v != NULL && ac_crypto_init());
    make_keys(v);
    make_krk(v);
    make_own(v);
    make_on(v);
    return v;
}

void vectors_free(vectors *v)
{
    for (int i = 0; i < v->n; i++) {
        ac_buf_free(&v->c[i].header);
        ac_buf_free(&v->c[i].words);
    }
    free(v);
}

ac_digest vectors_history(const vectors *v, int space)
{
    bool done[VEC_DEVICES] = { false };
    ac_digest out;
    ac_hash h;

    ac_hash_begin(&h, AC_TAG_SUMMARY);
    ac_hash_add(&h, v->space[space].b, 32);
    for (;;) {
        int next = -1, newest = -1;
        uint8_t seq[9] = { 1 }; /* one branch, then its seq */
        for (int i = 0; i < VEC_DEVICES; i++)
            if (!done[i] && (next < 0 || ac_device_cmp(v->d[i].key, v->d[next].key) < 0))
                next = i;
        if (next < 0)
            break;
        done[next] = true;
        for (int i = 0; i < v->n; i++)
            if (v->c[i].device == next && v->c[i].space == space)
                newest = i;
        if (newest < 0)
            continue;
        seq[8] = (uint8_t)v->c[newest].seq; /* few changes: one byte is enough */
        ac_hash_add(&h, v->d[next].key.b, 32);
        ac_hash_add(&h, seq, 9);
        ac_hash_add(&h, v->c[newest].id.b, 32);
    }
    ac_hash_end(&h, out.b);
    return out;
}

/* --- the file --- */

static void print_line(ac_buf *out, ac_json *o, bool is_last)
{
    ac_err err = { 0 };

    if (ac_json_encode(out, o, &err) != AC_OK) {
        fprintf(stderr, "vectors: %s\n", err.text);
        abort();
    }
    ac_json_free(o);
    ac_buf_str(out, is_last ? "\n" : ",\n");
}

void vectors_print_kinds(const vectors *v, ac_buf *out)
{
    static const char *const spaces[VEC_SPACES] = { "KRK", "own space of CITY", "KRK continued" };

    ac_buf_str(out, "{\"format\":\"accord test vectors, version 1\",\n\"organisations\":[\n");
    for (int i = 0; i < VEC_ORGS; i++) {
        ac_json *o = ac_json_object();
        ac_json_set_str(o, "code", v->o[i].code);
        ac_json_set_hex(o, "root", v->o[i].root.b, 32);
        ac_json_set_hex(o, "seal", v->o[i].seal.b, 32);
        ac_json_set_hex(o, "seed", v->o[i].seed, 32);
        print_line(out, o, i == VEC_ORGS - 1);
    }
    ac_buf_str(out, "],\n\"devices\":[\n");
    for (int i = 0; i < VEC_DEVICES; i++) {
        ac_json *o = ac_json_object();
        ac_json_set_hex(o, "key", v->d[i].key.b, 32);
        ac_json_set_str(o, "name", v->d[i].name);
        ac_json_set_hex(o, "seed", v->d[i].seed, 32);
        ac_json_set_hex(o, "transport", v->d[i].transport.b, 32);
        ac_json_set_hex(o, "transport-secret", v->d[i].transport_secret, 32);
        print_line(out, o, i == VEC_DEVICES - 1);
    }
    ac_buf_str(out, "],\n\"spaces\":[\n");
    for (int i = 0; i < VEC_SPACES; i++) {
        ac_json *o = ac_json_object();
        ac_digest d = vectors_history(v, i);
        ac_json_set_hex(o, "history", d.b, 32);
        ac_json_set_hex(o, "id", v->space[i].b, 32);
        ac_json_set_str(o, "name", spaces[i]);
        print_line(out, o, i == VEC_SPACES - 1);
    }
    ac_buf_str(out, "],\n\"changes\":[\n");
    for (int i = 0; i < v->n; i++) {
        const vec_change *c = &v->c[i];
        ac_json *o = ac_json_object();
        char number[8];
        snprintf(number, sizeof number, "%04x", c->kind);
        ac_json_set_str(o, "author", v->d[c->device].name);
        ac_json_set_hex(o, "header", c->header.p, c->header.len);
        ac_json_set_hex(o, "id", c->id.b, 32);
        ac_json_set_str(o, "kind", number);
        ac_json_set_str(o, "name", c->name);
        ac_json_set_hex(o, "signature", c->signature, 64);
        if (c->words.len > 0) {
            ac_json_set_hex(o, "salt", c->words.p, 32);
            if (c->are_json) /* a NUL ends every buffer */
                ac_json_set_str(o, "json", (const char *)c->words.p + 32);
            else
                ac_json_set_hex(o, "bytes", c->words.p + 32, c->words.len - 32);
        }
        print_line(out, o, i == v->n - 1);
    }
    ac_buf_str(out, "]}\n");
    VEC_CHECK(!out->failed);
}
