/* known.c - sets of governing changes, each kept once: bit strings with small numbers. */
#include "core/members_in.h"

#include <stdlib.h>
#include <string.h>

static size_t words_for(int n)
{
    return ((size_t)n + 63) / 64;
}

/* A number from a damaged notebook may name no set: it knows nothing, and an audit says so. */
static const know_set *at(const ac_members *m, int set)
{
    return &m->sets[set >= 0 && set < m->nsets ? set : 0];
}

bool ac_set_has(const ac_members *m, int set, int g)
{
    const know_set *s = at(m, set);

    return (size_t)g / 64 < s->nwords && (s->words[g / 64] >> (g % 64) & 1) != 0;
}

static size_t hash_words(const uint64_t *words, size_t n)
{
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15);

    for (size_t i = 0; i < n; i++) {
        h = (h ^ words[i]) * UINT64_C(0xff51afd7ed558ccd);
        h ^= h >> 32;
    }
    return (size_t)h;
}

static size_t bucket_of(const ac_members *m, const uint64_t *words, size_t n)
{
    size_t place = hash_words(words, n) & (m->nbuckets - 1);

    while (m->buckets[place] != 0 && (m->sets[m->buckets[place]].nwords != n ||
                                      memcmp(m->sets[m->buckets[place]].words, words, n * sizeof *words) != 0))
        place = (place + 1) & (m->nbuckets - 1);
    return place;
}

static bool more_buckets(ac_members *m)
{
    int *old = m->buckets;

    if (m->nbuckets > 2 * (size_t)m->nsets)
        return true;
    m->buckets = calloc(m->nbuckets ? 2 * m->nbuckets : 64, sizeof *m->buckets);
    if (m->buckets == NULL) {
        m->buckets = old;
        return false;
    }
    m->nbuckets = m->nbuckets ? 2 * m->nbuckets : 64;
    for (int i = 1; i < m->nsets; i++)
        m->buckets[bucket_of(m, m->sets[i].words, m->sets[i].nwords)] = i;
    free(old);
    return true;
}

int ac_set_push(ac_members *m, const uint64_t *words, size_t n)
{
    know_set *s;

    if (m->nsets == m->sets_cap) {
        s = realloc(m->sets, 2 * (size_t)m->sets_cap * sizeof *s);
        if (s == NULL)
            return -1;
        m->sets = s;
        m->sets_cap *= 2;
    }
    s = &m->sets[m->nsets];
    *s = (know_set){ .words = malloc(n * sizeof *words), .nwords = n };
    if (s->words == NULL)
        return -1;
    memcpy(s->words, words, n * sizeof *words);
    return m->nsets++;
}

static int intern(ac_members *m, const uint64_t *words, size_t n)
{
    size_t place;

    while (n > 0 && words[n - 1] == 0)
        n--;
    if (n == 0)
        return 0;
    if (!more_buckets(m))
        return -1;
    place = bucket_of(m, words, n);
    if (m->buckets[place] == 0) {
        int set = ac_set_push(m, words, n);
        if (set < 0)
            return -1;
        m->buckets[place] = set;
    }
    return m->buckets[place];
}

uint64_t *ac_set_words_with(const ac_members *m, int set, int g, size_t *out_n)
{
    const know_set *s = at(m, set);
    size_t n = words_for(g + 1) > s->nwords ? words_for(g + 1) : s->nwords;
    uint64_t *words = calloc(n, sizeof *words);

    if (words == NULL)
        return NULL;
    if (s->nwords > 0)
        memcpy(words, s->words, s->nwords * sizeof *words);
    words[g / 64] |= UINT64_C(1) << (g % 64);
    *out_n = n;
    return words;
}

int ac_set_with(ac_members *m, int set, int g)
{
    uint64_t *words;
    size_t n;
    int out;

    if (ac_set_has(m, set, g))
        return set;
    words = ac_set_words_with(m, set, g, &n);
    out = words != NULL ? intern(m, words, n) : -1;
    free(words);
    return out;
}

int ac_members_after(ac_members *m, int set, ac_n n)
{
    int g = ac_gov_of_n(m, n);

    return g < 0 ? set : ac_set_with(m, set, g);
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
        if (at(m, sets[i])->nwords > most)
            most = at(m, sets[i])->nwords;
    }
    if (alike)
        return sets[0] < m->nsets ? sets[0] : 0;
    words = calloc(most + 1, sizeof *words);
    if (words == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        for (size_t w = 0; w < at(m, sets[i])->nwords; w++)
            words[w] |= at(m, sets[i])->words[w];
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
    for (size_t w = 0; w < at(m, set)->nwords; w++)
        ac_buf_u64(out, at(m, set)->words[w]);
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
