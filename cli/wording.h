/* wording.h - the text of a commitment as people read it before they sign, and how two texts differ.
 *
 * Everything a text says is shown, terms of a newer version too: nobody signs what he did not see. */
#ifndef AC_WORDING_H
#define AC_WORDING_H

#include "cli/cli.h"
#include "core/commitment.h"

typedef struct {
    ac_json *facts, *words; /* the terms; owned. words NULL: see `missing` */
    const char *missing;    /* why something of it cannot be read, in words; NULL: all of it is here */
    uint16_t kind;          /* of the text: propose, amend, resolve, reopen */
    ac_id id;               /* of the text: what a signature cites */
    char promisor[8];
    char promisees[160];    /* "HERI, SASI" */
    char org[8];            /* who wrote the text */
    int64_t written_ms;
    char *why;              /* what the text says beside its terms; owned, NULL: nothing */
    const char *reason;     /* code or NULL; borrowed from the text's own facts below */
    const char *outcome;    /* of a resolution */
    ac_json *own_facts, *own_words; /* of the text, where its terms stand in another; owned, else NULL */
} ac_wording;

/* `text` is the change that is signed, `terms` the one whose facts and words are its terms (often the same).
 * Organisations by their index in the space. */
ac_rc ac_wording_read(ac_wording *out, ac_cli *cli, const ac_held *text, const ac_held *terms, int promisor,
                      const int *promisees, int npromisees);
void ac_wording_free(ac_wording *w); /* {0} is fine */

const char *ac_wording_title(const ac_wording *w); /* "" where its words are not here */
/* The terms: "ARCH promises HERI: Shared conservation guide", then everything else, each line behind `indent`
 * spaces. What a partner wrote begins no line of its own: it stands behind a label, or deeper. */
void ac_wording_print(const ac_screen *screen, size_t indent, const ac_wording *w);
/* Everything that a signature would cover: the terms, and what the text says beside them (how a dispute ends,
 * why it should change); what differs from `base`, the text in force (NULL: there is none). */
void ac_wording_print_whole(const ac_screen *screen, size_t indent, const ac_wording *w, const ac_wording *base);
/* Only what is not the same in `other` as in `base`: "due: 30 Sep 2026, was 15 Dec 2026". Nothing differs: says so. */
void ac_wording_print_differences(const ac_screen *screen, size_t indent, const ac_wording *base, const ac_wording *other);
/* ... and all that the new text says beside its terms: for choosing between texts. */
void ac_wording_print_change(const ac_screen *screen, size_t indent, const ac_wording *base, const ac_wording *other);
/* For other layouts: each term but the title, in the order in which they are read, its label to be translated. */
typedef void ac_wording_fn(void *ctx, const char *label, const char *value, bool is_foreign);
void ac_wording_each(const ac_wording *w, ac_wording_fn *each, void *ctx);
/* ... and each that differs; "" is nothing. */
typedef void ac_wording_difference_fn(void *ctx, const char *label, const char *was, const char *is);
void ac_wording_each_difference(const ac_wording *base, const ac_wording *other, ac_wording_difference_fn *each, void *ctx);
/* Do all terms and parties say the same? */
bool ac_wording_is_same(const ac_wording *base, const ac_wording *other);
/* The same in one line for lists: "due 15 Dec 2026; one payment". */
void ac_wording_gist(ac_buf *out, const ac_wording *base, const ac_wording *other);
/* Terms as {"due":...,"title":...} for JSON lines: facts and words side by side. */
void ac_wording_json(ac_jsonl *j, const char *key, const ac_wording *w);

#endif
