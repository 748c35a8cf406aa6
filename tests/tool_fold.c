/* tool_fold.c - folds commitments that another program describes, line by line, and says what they read.
 *
 * Input, numbers with spaces between, sets as hexadecimal bits by index:
 *   life N ROOT GONE
 *   KIND ORG RANK NEED SLOTS SLOT OUTCOME TERMS COUNTED PAST UNCOUNTED GONE NCITES cites.. NPARTIES parties..
 * with one such line for each of N acts, causes first. Output, one line for each life:
 *   judged CODE.. state W agreement W delivery W verdict W terms I versions I.. open I.. marks W.. slots ..
 * Each life is folded three times: at once; act by act, as if each had arrived alone; and, where they are
 * said not to matter, without the acks. Where these differ the line begins with a word that says so. */
#include "core/commitment.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ACTS_MAX 64

typedef struct {
    ac_act acts[ACTS_MAX];
    uint64_t past[ACTS_MAX], uncounted[ACTS_MAX], gone[ACTS_MAX], gone_now;
    int what[ACTS_MAX]; /* which act stands at this place */
    int n, root;
} life;

static bool precedes(void *ctx, int a, int b)
{
    const life *l = ctx;
    return (l->past[l->what[b]] >> l->what[a]) & 1;
}

static bool counted_in(void *ctx, int a, int b)
{
    const life *l = ctx;
    return !((l->uncounted[l->what[b]] >> l->what[a]) & 1);
}

static bool is_gone(void *ctx, int org, int at)
{
    const life *l = ctx;
    return ((at < 0 ? l->gone_now : l->gone[l->what[at]]) >> org) & 1;
}

static void need(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "tool_fold: %s\n", what);
    exit(2);
}

static int number(void)
{
    int v = 0;
    need(scanf("%d", &v) == 1, "a number was expected");
    return v;
}

static uint64_t bits(void)
{
    uint64_t v = 0;
    need(scanf("%" SCNx64, &v) == 1, "bits were expected");
    return v;
}

static void read_act(life *l, int i)
{
    ac_act *a = &l->acts[i];
    unsigned kind = 0;

    *a = (ac_act){ .judged = AC_NOT_JUDGED };
    a->facts.start = a->facts.due = a->facts.expires = a->facts.until = AC_NO_DAY;
    need(scanf("%x", &kind) == 1, "a kind was expected");
    a->kind = (uint16_t)kind;
    a->org = number();
    a->rank = (uint32_t)number();
    a->facts.need = number();
    a->facts.nslots = number();
    a->facts.slot = number();
    a->facts.outcome = (ac_outcome)number();
    a->facts.has_terms = number() != 0;
    a->is_counted = number() != 0;
    l->past[i] = bits();
    l->uncounted[i] = bits();
    l->gone[i] = bits();
    a->ncites = (unsigned)number();
    need(a->ncites <= AC_CITES_MAX, "too many cites");
    for (unsigned k = 0; k < a->ncites; k++)
        a->cites[k] = number();
    a->nparties = (unsigned)number();
    need(a->nparties <= AC_PARTIES_MAX, "too many parties");
    for (unsigned k = 0; k < a->nparties; k++)
        a->parties[k] = number();
}

static ac_commitment *fold(life *l, ac_act *acts, int n, int root)
{
    ac_record_port port = { precedes, counted_in, is_gone, l };
    ac_commitment *c = NULL;
    ac_err err = { 0 };

    need(ac_commitment_open(&c, acts, (size_t)n, root, &port, &err) == AC_OK, "out of memory");
    return c;
}

static void put_set(ac_buf *out, const char *name, const int *list, int n, const int *what)
{
    ac_buf_printf(out, " %s", name);
    for (int i = 0; i < ACTS_MAX; i++)
        for (int k = 0; k < n; k++)
            if (what[list[k]] == i)
                ac_buf_printf(out, " %d", i);
}

/* What the fold says, acts named as they came. `at` tells where each stands; -1: left out. */
static void say(ac_buf *out, const life *l, const ac_act *acts, const int *at, const ac_answers *w)
{
    ac_buf_str(out, "judged");
    for (int i = 0; i < l->n; i++) {
        const ac_act *a = at[i] >= 0 ? &acts[at[i]] : NULL;
        const char *code = a == NULL || a->judged < 0 ? "" : ac_why_word((ac_why)a->judged);
        ac_buf_printf(out, " %s", a == NULL || a->kind == AC_KIND_ACK ? "-" : *code != '\0' ? code : "ok");
    }
    ac_buf_printf(out, " state %s", w->exists ? ac_state_word(w->state) : "-");
    if (!w->exists)
        return;
    ac_buf_printf(out, " agreement %s delivery %s verdict %s terms %d", ac_agreement_word(w->agreement),
                  ac_delivery_word(w->delivery), ac_verdict_word(w->verdict), l->what[w->text]);
    ac_buf_str(out, " versions");
    for (int i = 0; i < w->nversions; i++)
        ac_buf_printf(out, " %d", l->what[w->versions[i]]);
    put_set(out, "open", w->open, w->nopen, l->what);
    ac_buf_printf(out, " marks%s%s%s", w->is_clash ? " clash" : "", w->is_contested ? " contested" : "",
                  w->is_crossed ? " crossed" : "");
    ac_buf_str(out, " slots");
    for (int i = 0; i < w->nslots; i++)
        ac_buf_printf(out, " %s", ac_verdict_word(w->slots[i].verdict));
}

/* Acts of `keep` (bits) in the order they came. */
static void fold_once(ac_buf *out, life *l, uint64_t keep, bool by_steps)
{
    ac_act acts[ACTS_MAX];
    int at[ACTS_MAX], n = 0, root = -1;
    ac_commitment *c = NULL;

    for (int i = 0; i < l->n; i++) {
        at[i] = -1;
        if (!((keep >> i) & 1))
            continue;
        acts[n] = l->acts[i];
        for (unsigned k = 0; k < acts[n].ncites; k++)
            acts[n].cites[k] = acts[n].cites[k] >= 0 ? at[acts[n].cites[k]] : -1;
        l->what[n] = i;
        at[i] = n++;
        if (i == l->root)
            root = at[i];
        if (by_steps)
            ac_commitment_close(fold(l, acts, n, root));
    }
    c = fold(l, acts, n, root);
    say(out, l, acts, at, ac_commitment_answers(c));
    ac_commitment_close(c);
}

static bool one(life *l, ac_buf *out)
{
    ac_buf other = { 0 };
    uint64_t all, acts = 0;
    char word[8];

    if (scanf("%7s", word) != 1)
        return false;
    need(strcmp(word, "life") == 0, "a life was expected");
    l->n = number();
    l->root = number();
    l->gone_now = bits();
    need(l->n > 0 && l->n < ACTS_MAX, "too many acts");
    all = (UINT64_C(1) << l->n) - 1;
    for (int i = 0; i < l->n; i++) {
        read_act(l, i);
        l->what[i] = i;
        acts |= l->acts[i].kind != AC_KIND_ACK ? UINT64_C(1) << i : 0;
    }
    fold_once(out, l, all, false);
    fold_once(&other, l, all, true);
    if (strcmp(ac_buf_text(&other), ac_buf_text(out)) != 0)
        printf("early-differs [%s] ", ac_buf_text(&other));
    for (int i = 0; i < l->n; i++)
        l->what[i] = i;
    if (!ac_commitment_needs_hands(l->acts, (size_t)l->n, &(ac_record_port){ precedes, counted_in, is_gone, l })) {
        ac_buf_clear(&other);
        fold_once(&other, l, acts, false);
        if (strcmp(ac_buf_text(&other), ac_buf_text(out)) != 0)
            printf("hands-differ [%s] ", ac_buf_text(&other));
    }
    ac_buf_free(&other);
    return true;
}

int main(void)
{
    static life l;
    ac_buf out = { 0 };

    while (one(&l, &out)) {
        printf("%s\n", ac_buf_text(&out));
        fflush(stdout);
        ac_buf_clear(&out);
    }
    ac_buf_free(&out);
    return 0;
}
