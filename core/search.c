/* search.c - what is looked for, as people type it, and where it stands in a text. */
#include "core/search.h"

#include "core/fold.h"
#include "core/json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    size_t first, n; /* of `words` */
    bool is_prefix;  /* the last of them by how it begins */
    bool is_without;
} term;

struct ac_search {
    ac_folded words;
    term terms[AC_SEARCH_WORDS_MAX];
    size_t nterms;
};

ac_search *ac_search_new(void)
{
    return calloc(1, sizeof(ac_search));
}

void ac_search_free(ac_search *search)
{
    if (search != NULL)
        ac_folded_free(&search->words);
    free(search);
}

/* --- as it is typed --- */

static ac_rc add_row(ac_search *s, const char *text, size_t n, bool is_prefix, bool is_without, ac_err *err)
{
    term t = { .first = s->words.n, .is_prefix = is_prefix, .is_without = is_without };

    ac_fold(&s->words, text, n);
    if (s->words.failed)
        return ac_fail(err, AC_ENOMEM, "out of memory while searching");
    t.n = s->words.n - t.first;
    if (t.n == 0)
        return AC_OK;
    if (s->words.n > AC_SEARCH_WORDS_MAX)
        return ac_fail(err, AC_EUSAGE, "a search takes at most %d words: leave some out", AC_SEARCH_WORDS_MAX);
    if (s->words.words[s->words.n - 1].type == AC_FOLD_LAST) {
        t.is_prefix = t.n == 1 || s->words.words[s->words.n - 2].type != AC_FOLD_PAIR; /* a character alone begins pairs */
        t.n -= !t.is_prefix; /* more may follow in the text: the pairs say it all */
    }
    s->terms[s->nterms++] = t;
    return AC_OK;
}

static const char *const quotes[] = { "\"", "“", "”", "„", "«", "»", "‟" };
static const char *const dashes[] = { "-", "–", "−" };

static size_t begins_with(const char *text, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(text, list[i], strlen(list[i])) == 0)
            return strlen(list[i]);
    return 0;
}

static size_t quote(const char *text)
{
    return begins_with(text, quotes, sizeof quotes / sizeof *quotes);
}

static ac_rc add_typed(ac_search *s, const char *p, ac_err *err)
{
    ac_rc rc = AC_OK;

    for (p += strspn(p, " \t\r\n"); rc == AC_OK && *p != '\0'; p += strspn(p, " \t\r\n")) {
        size_t without = begins_with(p, dashes, sizeof dashes / sizeof *dashes), opens = quote(p + without), n = 0;
        p += without + opens;
        if (opens == 0) {
            n = strcspn(p, " \t\r\n");
            rc = add_row(s, p, n, true, without > 0, err);
        } else {
            size_t closes = 0;
            while (p[n] != '\0' && (closes = quote(p + n)) == 0)
                n++;
            rc = add_row(s, p, n, closes == 0 || p[n + closes] == '*', without > 0, err);
            n += closes;
        }
        p += n;
    }
    return rc;
}

ac_rc ac_search_add(ac_search *search, const char *text, ac_search_how how, ac_err *err)
{
    size_t n = strlen(text);

    if (!ac_utf8_valid(text, n))
        return ac_fail(err, AC_EUSAGE, "\"%.80s\" is no text in UTF-8", text);
    switch (how) {
    case AC_SEARCH_TYPED:
        return add_typed(search, text, err);
    case AC_SEARCH_ROW:
        return add_row(search, text, n, true, false, err);
    case AC_SEARCH_EXACT:
        return add_row(search, text, n, false, false, err);
    case AC_SEARCH_WITHOUT:
        return add_row(search, text, n, true, true, err);
    }
    return AC_OK;
}

ac_rc ac_search_check(const ac_search *search, ac_err *err)
{
    for (size_t i = 0; i < search->nterms; i++)
        if (!search->terms[i].is_without)
            return AC_OK;
    if (search->nterms > 0)
        return ac_fail(err, AC_EUSAGE, "say what to look for too, not only what to leave out");
    return ac_fail(err, AC_EUSAGE, "there is nothing to search for");
}

/* --- the index --- */

static void put_terms(const ac_search *s, bool without, const char *between, ac_buf *out)
{
    const char *before = "";

    for (size_t i = 0; i < s->nterms; i++) {
        const term *t = &s->terms[i];
        if (t->is_without != without)
            continue;
        ac_buf_str(out, before);
        before = between;
        for (size_t w = 0; w < t->n; w++) {
            const ac_fold_word *word = &s->words.words[t->first + w];
            ac_buf_str(out, w == 0 ? "\"" : " ");
            ac_buf_put(out, s->words.text.p + word->at, word->n);
        }
        ac_buf_str(out, t->is_prefix ? "\" *" : "\"");
    }
}

void ac_search_match(const ac_search *search, ac_buf *out)
{
    bool leaves_out = false;

    for (size_t i = 0; i < search->nterms; i++)
        leaves_out = leaves_out || search->terms[i].is_without;
    ac_buf_str(out, "(");
    put_terms(search, false, " AND ", out);
    ac_buf_str(out, ")");
    if (leaves_out) {
        ac_buf_str(out, " NOT (");
        put_terms(search, true, " OR ", out);
        ac_buf_str(out, ")");
    }
}

/* --- in a text --- */

static bool word_fits(const ac_folded *a, size_t i, const ac_folded *b, size_t j, bool is_prefix)
{
    const ac_fold_word *x = &a->words[i], *y = &b->words[j];

    return (x->n == y->n || (is_prefix && x->n < y->n)) && memcmp(a->text.p + x->at, b->text.p + y->at, x->n) == 0;
}

static bool row_fits(const ac_search *s, const term *t, const ac_folded *text, size_t at)
{
    if (at + t->n > text->n)
        return false;
    for (size_t w = 0; w < t->n; w++)
        if (!word_fits(&s->words, t->first + w, text, at + w, t->is_prefix && w + 1 == t->n))
            return false;
    return true;
}

/* The places are kept ascending: what touches is one. */
static void note(ac_search_place *places, size_t max, size_t *n, ac_search_place new)
{
    size_t at = *n;

    while (at > 0 && places[at - 1].from > new.from)
        at--;
    if (at > 0 && places[at - 1].to >= new.from) {
        at--;
        places[at].to = new.to > places[at].to ? new.to : places[at].to;
    } else {
        if (*n == max && at == max)
            return;
        if (*n == max)
            (*n)--;
        memmove(places + at + 1, places + at, (*n - at) * sizeof *places);
        places[at] = new;
        (*n)++;
    }
    while (at + 1 < *n && places[at].to >= places[at + 1].from) {
        places[at].to = places[at].to > places[at + 1].to ? places[at].to : places[at + 1].to;
        memmove(places + at + 1, places + at + 2, (*n - at - 2) * sizeof *places);
        (*n)--;
    }
}

bool ac_search_places(const ac_search *search, const char *text, size_t n, ac_search_place *out, size_t max, size_t *out_n,
                      size_t *out_kinds)
{
    ac_folded folded = { 0 };
    bool good;

    assert(max > 0);
    *out_n = *out_kinds = 0;
    ac_fold(&folded, text, n);
    for (size_t i = 0; !folded.failed && i < search->nterms; i++) {
        const term *t = &search->terms[i];
        bool is_there = false;
        for (size_t at = 0; !t->is_without && at < folded.n; at++) {
            const ac_fold_word *last;
            if (!row_fits(search, t, &folded, at))
                continue;
            is_there = true;
            last = &folded.words[at + t->n - 1];
            note(out, max, out_n, (ac_search_place){ folded.words[at].from,
                                                     t->is_prefix && last->type == AC_FOLD_PAIR ? last->mid : last->to });
        }
        *out_kinds += is_there;
    }
    good = !folded.failed;
    ac_folded_free(&folded);
    return good;
}
