/* looked.c - how far the user has looked, in each space. */
#include "cli/looked.h"

#include <stdio.h>
#include <stdlib.h>

#define KEY_SIZE (AC_HEX_SIZE + 8)

static void key_of(const ac_looked_space *s, char out[KEY_SIZE])
{
    char hex[AC_HEX_SIZE];

    ac_hex(hex, s->id.b, 32);
    snprintf(out, KEY_SIZE, "looked:%s", hex);
}

static ac_looked_space *find(const ac_looked *looked, int space)
{
    for (size_t i = 0; i < looked->n; i++)
        if (looked->list[i].space == space)
            return &looked->list[i];
    return NULL;
}

ac_rc ac_looked_read(ac_looked *out, ac_cli *cli)
{
    ac_space_info *spaces = NULL;
    size_t n = 0;
    ac_rc rc = ac_history_spaces(ac_notebook_history(cli->nb), &spaces, &n, &cli->err);

    *out = (ac_looked){ 0 };
    if (rc == AC_OK && (out->list = calloc(n + 1, sizeof *out->list)) == NULL)
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_looked_space *s = &out->list[out->n++];
        ac_buf value = { 0 };
        bool found = false;
        char key[KEY_SIZE];
        *s = (ac_looked_space){ .space = spaces[i].space, .id = spaces[i].id };
        key_of(s, key);
        rc = ac_setting_get(ac_notebook_store(cli->nb), key, &value, &found, &cli->err);
        if (rc == AC_OK && found)
            s->looked = s->seen = strtoll(ac_buf_text(&value), NULL, 10);
        ac_buf_free(&value);
    }
    free(spaces);
    if (rc != AC_OK)
        ac_looked_free(out);
    return rc;
}

void ac_looked_free(ac_looked *looked)
{
    free(looked->list);
    *looked = (ac_looked){ 0 };
}

ac_n ac_looked_least(const ac_looked *looked)
{
    ac_n least = looked->n > 0 ? looked->list[0].looked : 0;

    for (size_t i = 1; i < looked->n; i++)
        least = looked->list[i].looked < least ? looked->list[i].looked : least;
    return least;
}

bool ac_looked_is_new(const ac_looked *looked, const ac_held *held)
{
    const ac_looked_space *s = find(looked, held->space);

    return s == NULL || held->n > s->looked;
}

void ac_looked_see(ac_looked *looked, const ac_held *held)
{
    ac_looked_space *s = find(looked, held->space);

    if (s != NULL && held->n > s->seen)
        s->seen = held->n;
}

ac_rc ac_looked_keep(ac_looked *looked, ac_cli *cli)
{
    ac_store *store = ac_notebook_store(cli->nb);
    bool any = false;
    ac_rc rc = AC_OK;

    for (size_t i = 0; i < looked->n; i++)
        any = any || looked->list[i].seen > looked->list[i].looked;
    if (!any)
        return AC_OK;
    rc = ac_store_begin(store, &cli->err);
    for (size_t i = 0; rc == AC_OK && i < looked->n; i++) {
        char key[KEY_SIZE], text[24];
        key_of(&looked->list[i], key);
        snprintf(text, sizeof text, "%lld", (long long)looked->list[i].seen);
        rc = ac_setting_put(store, key, text, &cli->err);
    }
    if (rc == AC_OK)
        rc = ac_store_commit(store, &cli->err);
    ac_store_rollback(store);
    return rc;
}
