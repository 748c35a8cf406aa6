/* partnership.c - the partnerships of a notebook, and what partners are known to have. */
#include "core/names.h"
#include "core/receipt.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SETTING_USE "use"

/* Until the code has arrived: the first letters of the title. */
static void code_of_title(const char *title, char out[16])
{
    size_t n = 0;

    for (const char *p = title; *p != '\0' && n < 6; p++)
        if (isalpha((unsigned char)*p))
            out[n++] = (char)toupper((unsigned char)*p);
    out[n] = '\0';
    if (n == 0)
        snprintf(out, 16, "NEW");
}

/* The value of a field that the newest standing edit gives; "" when none. */
static ac_rc field_value(ac_notebook *nb, ac_n record, const char *name, char *out, size_t size, ac_err *err)
{
    ac_n n = 0;
    ac_json *facts = NULL;
    const char *text;
    ac_row *q = ac_q(nb->store, AC_Q_field_of);
    ac_rc rc;

    out[0] = '\0';
    ac_bind_int(q, ":record", record);
    ac_bind_text(q, ":name", name);
    if (ac_step(q))
        n = ac_col_int(q, 0); /* a clash shows its first by arrival; `partnership show` lists all */
    rc = ac_done(q, err);
    if (rc == AC_OK && n != 0)
        rc = ac_query_facts(nb, n, &facts, err);
    if (rc == AC_OK && (text = ac_json_str(facts, name)) != NULL)
        snprintf(out, size, "%s", text);
    ac_json_free(facts);
    return rc;
}

static ac_rc describe(ac_notebook *nb, const ac_space_info *info, ac_partnership *out, ac_err *err)
{
    ac_held found;
    ac_id id = ac_id_of(info->id.b);
    ac_json *facts = NULL;
    const char *title;
    const ac_state *state;
    ac_rc rc;

    *out = (ac_partnership){ .space = info->space, .id = info->id, .is_own = info->is_own };
    out->changes = info->changes;
    out->missing_words = info->missing_words;
    rc = ac_history_find(nb->history, info->space, &id, &found, err);
    if (rc != AC_OK)
        return rc;
    if (found.n != 0) {
        rc = ac_query_facts(nb, found.n, &facts, err);
        if (rc == AC_OK && (title = ac_json_str(facts, "title")) != NULL)
            snprintf(out->title, sizeof out->title, "%s", title);
        ac_json_free(facts);
        if (rc == AC_OK)
            rc = field_value(nb, found.n, "code", out->code, sizeof out->code, err);
        if (rc == AC_OK)
            rc = ac_notebook_state(nb, info->space, &state, err);
        if (rc != AC_OK)
            return rc;
        out->is_joined = ac_state_has_device(state, &nb->me.device);
        out->is_member = ac_state_is_member(state, &nb->me.device);
    }
    if (out->code[0] == '\0')
        code_of_title(out->title, out->code);
    return AC_OK;
}

ac_rc ac_query_partnerships(ac_notebook *nb, bool with_own, ac_partnership **out, size_t *out_n, ac_err *err)
{
    ac_space_info *spaces = NULL;
    size_t n = 0;
    ac_partnership *list;
    ac_rc rc = ac_history_spaces(nb->history, &spaces, &n, err);

    *out = NULL;
    *out_n = 0;
    if (rc != AC_OK)
        return rc;
    list = calloc(n + 1, sizeof *list);
    if (list == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading partnerships");
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if (!spaces[i].is_own || with_own)
            rc = describe(nb, &spaces[i], &list[(*out_n)++], err);
    free(spaces);
    if (rc != AC_OK) {
        free(list);
        *out_n = 0;
        return rc;
    }
    *out = list;
    return AC_OK;
}

static bool same_code(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++)
        if (toupper((unsigned char)*a) != toupper((unsigned char)*b))
            return false;
    return *a == *b;
}

ac_rc ac_query_partnership(ac_notebook *nb, const char *code, ac_partnership *out, ac_err *err)
{
    ac_partnership *list = NULL;
    ac_buf used = { 0 };
    size_t n = 0, hits = 0;
    bool found = false;
    uint8_t id[32];
    ac_rc rc = ac_query_partnerships(nb, false, &list, &n, err);

    if (rc == AC_OK && code == NULL && n != 1)
        rc = ac_setting_get(nb->store, SETTING_USE, &used, &found, err);
    if (rc != AC_OK)
        goto done;
    if (code == NULL && n == 1) {
        *out = list[0];
        goto done;
    }
    for (size_t i = 0; i < n; i++) {
        bool is_it = code != NULL ? same_code(list[i].code, code)
                                  : found && ac_unhex(id, 32, ac_buf_text(&used), used.len) &&
                                        memcmp(id, list[i].id.b, 32) == 0;
        if (is_it) {
            *out = list[i];
            hits++;
        }
    }
    if (hits == 1)
        goto done;
    if (n == 0) {
        rc = ac_fail(err, AC_EREF, "there is no partnership in this notebook yet");
        ac_hint(err, rc, "accord partnership start \"TITLE\"   or: accord join FILE");
    } else if (code != NULL && hits == 0) {
        rc = ac_fail(err, AC_EREF, "there is no partnership \"%.40s\" here: accord partnership list", code);
    } else if (code != NULL) {
        rc = ac_fail(err, AC_EREF, "two partnerships are called %.40s: accord partnership list", code);
    } else {
        rc = ac_fail(err, AC_EREF, "there are %zu partnerships here: say which with -P CODE, or accord partnership use CODE",
                     n);
    }
done:
    ac_buf_free(&used);
    free(list);
    return rc;
}

ac_rc ac_partnership_use(ac_notebook *nb, const char *code, ac_err *err)
{
    ac_partnership p;
    char hex[AC_HEX_SIZE];
    ac_rc rc = ac_query_partnership(nb, code, &p, err);

    if (rc != AC_OK)
        return rc;
    ac_hex(hex, p.id.b, 32);
    rc = ac_store_begin(nb->store, err);
    if (rc == AC_OK)
        rc = ac_setting_put(nb->store, SETTING_USE, hex, err);
    if (rc == AC_OK)
        rc = ac_store_commit(nb->store, err);
    ac_store_rollback(nb->store);
    return rc;
}
