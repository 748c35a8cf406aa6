/* view_search.c - the search index: what of a change is looked for, put there and taken out again. */
#include "core/fold.h"
#include "core/inside.h"
#include "core/kind.h"
#include "core/view.h"

#include <string.h>

#define APART "\xc2\xb6" /* a pilcrow is no word: rows of words do not go from one text into the next */

/* --- texts of a change --- */

/* Every text but the name of its language. */
static bool each_text(const ac_json *value, ac_text_fn *each, void *ctx)
{
    const char *text = ac_json_text(value), *key;
    bool go_on = true;

    if (text != NULL)
        return each(ctx, text);
    for (size_t i = 0; go_on && i < ac_json_count(value); i++) {
        const ac_json *member = ac_json_at(value, i);
        key = ac_json_key(member);
        if (key == NULL || strcmp(key, "language") != 0)
            go_on = each_text(member, each, ctx);
    }
    return go_on;
}

static bool one_name(const ac_json *object, const char *key, ac_text_fn *each, void *ctx)
{
    const char *text = ac_json_str(object, key);

    return text == NULL || each(ctx, text);
}

/* The title of a partnership, code and name of an organisation. Own spaces name nobody that is looked for. */
static void each_name(const ac_header *h, const ac_json *facts, ac_text_fn *each, void *ctx)
{
    const ac_json *statement = ac_json_get(facts, "statement");

    if (ac_founds_own(h))
        return;
    if (one_name(facts, "title", each, ctx) && one_name(statement, "code", each, ctx))
        one_name(statement, "name", each, ctx);
}

static bool names_somebody(uint16_t kind)
{
    return kind == AC_KIND_FOUND || kind == AC_KIND_JOIN || kind == AC_KIND_ROSTER;
}

ac_rc ac_query_said(ac_notebook *nb, const ac_held *held, ac_text_fn *each, void *ctx, ac_err *err)
{
    ac_buf bytes = { 0 };
    ac_json *tree = NULL;
    ac_header h;
    ac_rc rc;

    if (names_somebody(held->kind)) {
        rc = ac_history_bytes(nb->history, held->n, &bytes, NULL, NULL, NULL, err);
        if (rc == AC_OK)
            rc = ac_header_decode(&h, bytes.p, bytes.len, err);
        if (rc == AC_OK)
            rc = ac_json_parse(&tree, h.facts, h.facts_len, err);
        if (rc == AC_OK)
            each_name(&h, tree, each, ctx);
    } else {
        rc = ac_query_words(nb, held->n, &tree, err);
        if (rc == AC_OK)
            each_text(tree, each, ctx);
    }
    ac_json_free(tree);
    ac_buf_free(&bytes);
    return rc;
}

/* --- the index --- */

static bool fold_one(void *ctx, const char *text)
{
    ac_folded *out = ctx;
    size_t before = out->n;

    ac_fold(out, text, strlen(text));
    if (out->n > before)
        ac_buf_str(&out->text, " " APART);
    return !out->failed;
}

static ac_rc put(ac_notebook *nb, ac_query query, ac_n n, const ac_folded *folded, ac_err *err)
{
    ac_row *q;

    if (folded->failed || folded->text.failed)
        return ac_fail(err, AC_ENOMEM, "out of memory while indexing words");
    if (folded->text.len == 0)
        return AC_OK;
    q = ac_q(nb->store, query);
    ac_bind_int(q, ":n", n);
    ac_bind_text(q, ":words", ac_buf_text(&folded->text));
    return ac_run(q, err);
}

static ac_rc put_words(ac_notebook *nb, ac_query query, ac_n n, const uint8_t *words, size_t words_n, ac_err *err)
{
    ac_folded folded = { 0 };
    ac_json *tree = NULL;
    ac_rc rc;

    if (words_n <= 32 || ac_json_parse(&tree, words + 32, words_n - 32, NULL) != AC_OK)
        return AC_OK; /* unreadable */
    each_text(tree, fold_one, &folded);
    rc = put(nb, query, n, &folded, err);
    ac_json_free(tree);
    ac_folded_free(&folded);
    return rc;
}

ac_rc ac_view_words(ac_notebook *nb, ac_n n, const uint8_t *words, size_t words_n, ac_err *err)
{
    return put_words(nb, AC_Q_search_put, n, words, words_n, err);
}

ac_rc ac_view_words_gone(ac_notebook *nb, ac_n n, const uint8_t *words, size_t words_n, ac_err *err)
{
    ac_rc rc = put_words(nb, AC_Q_search_drop, n, words, words_n, err);

    return rc == AC_OK ? ac_run(ac_q(nb->store, AC_Q_search_purge), err) : rc;
}

ac_rc ac_view_names(ac_notebook *nb, ac_n n, const ac_header *h, ac_err *err)
{
    ac_folded folded = { 0 };
    ac_json *facts = NULL;
    ac_rc rc;

    if (!names_somebody(h->kind) || ac_json_parse(&facts, h->facts, h->facts_len, NULL) != AC_OK)
        return AC_OK;
    each_name(h, facts, fold_one, &folded);
    rc = put(nb, AC_Q_search_put, n, &folded, err);
    ac_json_free(facts);
    ac_folded_free(&folded);
    return rc;
}
