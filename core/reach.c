/* reach.c - where devices can be dialled. */
#include "core/reach.h"

#include "core/kind.h"
#include "core/query.h"
#include "core/receipt.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROTOCOL 1 /* the highest this program speaks */

static void add(ac_addresses *out, const char *address)
{
    if (address == NULL || address[0] == '\0' || strlen(address) > AC_ADDRESS_MAX || out->n == AC_REACH_MAX)
        return;
    for (size_t i = 0; i < out->n; i++)
        if (strcmp(out->list[i], address) == 0)
            return;
    snprintf(out->list[out->n++], sizeof out->list[0], "%s", address);
}

/* Facts of the newest contact of a device in a space; *out NULL: it wrote none. */
static ac_rc newest_contact(ac_notebook *nb, int space, const ac_device *device, ac_json **out, ac_err *err)
{
    ac_branch *list = NULL;
    size_t n = 0;
    ac_n newest = 0;
    ac_rc rc = ac_history_branches(ac_notebook_history(nb), space, &list, &n, err);

    *out = NULL;
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_row *q;
        if (!ac_device_eq(list[i].device, *device))
            continue;
        q = ac_q(ac_notebook_store(nb), AC_Q_contact_newest);
        ac_bind_int(q, ":branch", list[i].branch);
        if (ac_step(q) && ac_col_int(q, 0) > newest)
            newest = ac_col_int(q, 0);
        rc = ac_done(q, err);
    }
    free(list);
    return rc == AC_OK && newest != 0 ? ac_query_facts(nb, newest, out, err) : rc;
}

static void setting_key(const char *code, char out[64])
{
    size_t n = (size_t)snprintf(out, 64, "address:%.40s", code);

    for (size_t i = 8; i < n; i++)
        out[i] = (char)toupper((unsigned char)out[i]);
}

ac_rc ac_reach_get(ac_notebook *nb, const char *code, ac_buf *out, bool *out_found, ac_err *err)
{
    char key[64];

    setting_key(code, key);
    return ac_setting_get(ac_notebook_store(nb), key, out, out_found, err);
}

/* The invitations of joins that we made. */
static ac_rc invited(ac_notebook *nb, const ac_device *device, ac_addresses *out, ac_err *err)
{
    ac_row *q = ac_q(ac_notebook_store(nb), AC_Q_apart_of);
    ac_invitation *inv = calloc(1, sizeof *inv);
    ac_rc rc;

    ac_bind_text(q, ":what", "our-join");
    while (inv != NULL && ac_step(q)) {
        const char *text = ac_col_text(q, 4);
        if (ac_invitation_parse(inv, text, strlen(text), NULL) != AC_OK)
            continue;
        for (size_t i = 0; ac_device_eq(inv->device, *device) && i < inv->naddresses; i++)
            add(out, inv->addresses[i]);
        ac_invitation_free(inv);
    }
    rc = ac_done(q, err);
    if (inv == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    free(inv);
    return rc;
}

ac_rc ac_reach(ac_notebook *nb, const ac_device *device, const char *code, ac_addresses *out, ac_err *err)
{
    ac_space_info *spaces = NULL;
    size_t n = 0;
    ac_peer peer;
    bool found = false;
    ac_buf set = { 0 };
    ac_rc rc;

    *out = (ac_addresses){ 0 };
    rc = ac_peer_get(ac_notebook_store(nb), device, &peer, &found, err);
    if (rc == AC_OK && found)
        add(out, peer.address);
    if (rc == AC_OK)
        rc = ac_history_spaces(ac_notebook_history(nb), &spaces, &n, err);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_json *facts = NULL;
        const ac_json *list;
        rc = newest_contact(nb, spaces[i].space, device, &facts, err);
        list = ac_json_get(facts, "addresses");
        for (size_t k = 0; k < ac_json_count(list); k++)
            add(out, ac_json_text(ac_json_at(list, k)));
        ac_json_free(facts);
    }
    free(spaces);
    if (rc == AC_OK)
        rc = ac_reach_get(nb, code, &set, &found, err);
    if (rc == AC_OK && found)
        add(out, ac_buf_text(&set));
    ac_buf_free(&set);
    return rc == AC_OK ? invited(nb, device, out, err) : rc;
}

ac_rc ac_reach_met(ac_notebook *nb, const ac_device *device, const char *address, ac_err *err)
{
    ac_store *store = ac_notebook_store(nb);
    ac_world *world = ac_notebook_world(nb);
    ac_peer peer;
    bool found;
    ac_rc rc = ac_peer_get(store, device, &peer, &found, err);

    if (address != NULL)
        snprintf(peer.address, sizeof peer.address, "%.200s", address);
    peer.met_ms = world->wall_ms(world);
    if (rc == AC_OK)
        rc = ac_store_begin(store, err);
    if (rc == AC_OK)
        rc = ac_peer_put(store, device, &peer, err);
    if (rc == AC_OK)
        rc = ac_store_commit(store, err);
    ac_store_rollback(store);
    return rc;
}

ac_rc ac_reach_set(ac_notebook *nb, const char *code, const char *address, ac_err *err)
{
    ac_store *store = ac_notebook_store(nb);
    char key[64];
    ac_rc rc;

    if (address != NULL && strlen(address) > AC_ADDRESS_MAX)
        return ac_fail(err, AC_EUSAGE, "an address is longer than %d characters", AC_ADDRESS_MAX);
    setting_key(code, key);
    rc = ac_store_begin(store, err);
    if (rc == AC_OK)
        rc = ac_setting_put(store, key, address, err);
    if (rc == AC_OK)
        rc = ac_store_commit(store, err);
    ac_store_rollback(store);
    return rc;
}

static ac_rc announce_in(ac_notebook *nb, int space, const char *address, ac_err *err)
{
    ac_json *facts = NULL, *fresh = ac_json_object(), *list = ac_json_array();
    ac_writing w = { .kind = AC_KIND_CONTACT, .facts = fresh };
    const char *said = NULL;
    const ac_state *state;
    bool good = ac_json_push(list, ac_json_string(address));
    ac_rc rc = newest_contact(nb, space, &ac_notebook_me(nb)->device, &facts, err);

    good = ac_json_set(fresh, "addresses", list) && good;
    good = ac_json_set_int(fresh, "protocol", PROTOCOL) && good;
    if (rc == AC_OK && !good)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && ac_json_count(ac_json_get(facts, "addresses")) == 1)
        said = ac_json_text(ac_json_at(ac_json_get(facts, "addresses"), 0));
    if (rc == AC_OK)
        rc = ac_notebook_state(nb, space, &state, err);
    if (rc == AC_OK && (said == NULL || strcmp(said, address) != 0) &&
        ac_state_is_member(state, &ac_notebook_me(nb)->device)) {
        rc = ac_notebook_begin(nb, err);
        if (rc == AC_OK)
            rc = ac_notebook_write(nb, space, &w, NULL, err);
        if (rc == AC_OK)
            rc = ac_notebook_commit(nb, err);
        ac_notebook_rollback(nb);
    }
    ac_json_free(facts);
    ac_json_free(fresh);
    return rc;
}

ac_rc ac_reach_announce(ac_notebook *nb, const char *address, ac_err *err)
{
    ac_space_info *spaces = NULL;
    size_t n = 0;
    ac_rc rc = ac_history_spaces(ac_notebook_history(nb), &spaces, &n, err);

    if (rc == AC_OK && strlen(address) > AC_ADDRESS_MAX)
        rc = ac_fail(err, AC_EUSAGE, "an address is longer than %d characters", AC_ADDRESS_MAX);
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if (ac_notebook_may_write(nb, spaces[i].space, NULL) == AC_OK)
            rc = announce_in(nb, spaces[i].space, address, err);
    free(spaces);
    return rc;
}
