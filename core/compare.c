/* compare.c - the numbers that people compare by phone or face to face. */
#include "core/entering.h"
#include "core/inside.h"

#include <stdio.h>
#include <string.h>

ac_rc ac_compare_here(ac_notebook *nb, const ac_id *invite, const uint8_t id[32], char out[AC_COMPARE_SIZE], ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_apart_get);

    out[0] = '\0';
    ac_bind_blob(q, ":id", invite->b, 32);
    ac_bind_text(q, ":what", "invitation");
    if (ac_step(q)) {
        const char *json = ac_col_text(q, 3);
        ac_compare_digits(json, strlen(json), id, out);
    }
    return ac_done(q, err);
}

/* The invitation that the join of an organisation is on; zero for the founder. */
static ac_rc invite_of(ac_notebook *nb, ac_room *room, int org, ac_id *out, ac_err *err)
{
    const ac_org *o = ac_members_org(room->members, org);
    ac_buf bytes = { 0 };
    ac_header h;
    ac_held join;
    ac_rc rc;

    *out = (ac_id){ { 0 } };
    if (o->is_founder)
        return AC_OK;
    rc = ac_history_find(nb->history, room->space, &o->join, &join, err);
    if (rc == AC_OK)
        rc = ac_history_bytes(nb->history, join.n, &bytes, NULL, NULL, NULL, err);
    if (rc == AC_OK && ac_header_peek(&h, bytes.p, bytes.len, NULL) == AC_OK && h.ncites == 1)
        *out = ac_header_cite(&h, 0);
    ac_buf_free(&bytes);
    return rc;
}

/* Our own join, made on this laptop: it was kept with its invitation. */
static ac_rc compare_ours(ac_notebook *nb, const ac_id *join, char out[AC_COMPARE_SIZE], ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_apart_get);
    ac_invitation inv;

    out[0] = '\0';
    ac_bind_blob(q, ":id", join->b, 32);
    ac_bind_text(q, ":what", "our-join");
    if (ac_step(q)) {
        const char *text = ac_col_text(q, 3);
        if (ac_invitation_parse(&inv, text, strlen(text), NULL) == AC_OK) {
            ac_compare_number(&inv, join->b, out);
            ac_invitation_free(&inv);
        }
    }
    return ac_done(q, err);
}

static ac_rc our_org(ac_notebook *nb, ac_room *room, int *out, ac_err *err)
{
    *out = -1;
    if (ac_members_device(room->members, &nb->me.device, out) == NULL || *out < 0)
        return ac_fail(err, AC_EROLE, "this laptop does not belong to that partnership");
    return AC_OK;
}

ac_rc ac_compare_of(ac_notebook *nb, int space, int org, char out[AC_COMPARE_SIZE], ac_err *err)
{
    ac_room *room;
    ac_device author;
    ac_id invite, join;
    uint8_t key[32];
    const char *role;
    bool hold;
    int me = -1, by = -1;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    out[0] = '\0';
    if (rc == AC_OK)
        rc = our_org(nb, room, &me, err);
    if (rc == AC_OK)
        rc = invite_of(nb, room, org, &invite, err);
    if (rc == AC_OK && !ac_id_is_zero(invite)) {
        join = ac_members_org(room->members, org)->join;
        rc = ac_compare_here(nb, &invite, join.b, out, err);
    }
    if (rc == AC_OK && out[0] == '\0')
        rc = invite_of(nb, room, me, &invite, err);
    if (rc != AC_OK || out[0] != '\0' || ac_id_is_zero(invite) ||
        ac_members_invite(room->members, &invite, &author, &hold, key, &role) == 0 ||
        ac_members_device(room->members, &author, &by) == NULL || by != org)
        return rc;
    join = ac_members_org(room->members, me)->join;
    return compare_ours(nb, &join, out, err);
}

ac_rc ac_compare_pair(ac_notebook *nb, int space, int org, char out[AC_COMPARE_SIZE], ac_err *err)
{
    ac_room *room;
    uint8_t low[64];
    const ac_root *a, *b;
    int me = -1;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    out[0] = '\0';
    if (rc == AC_OK)
        rc = our_org(nb, room, &me, err);
    if (rc != AC_OK)
        return rc;
    a = &ac_members_org(room->members, me)->root;
    b = &ac_members_org(room->members, org)->root;
    memcpy(low, room->id.b, 32);
    memcpy(low + 32, ac_root_cmp(*a, *b) < 0 ? a->b : b->b, 32);
    ac_compare_digits(low, sizeof low, ac_root_cmp(*a, *b) < 0 ? b->b : a->b, out);
    return AC_OK;
}

ac_rc ac_compared_ahead(ac_notebook *nb, const ac_invitation *inv, ac_err *err)
{
    ac_id join;
    char key[96], hex[AC_HEX_SIZE];
    ac_rc rc;

    if (inv->evidence.len == 0)
        return AC_OK; /* it names no statement: to be compared again when the history is here */
    join = ac_change_id_of(inv->evidence.p, inv->evidence.len);
    ac_hex(hex, join.b, 32);
    snprintf(key, sizeof key, "verified:%s", hex);
    rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = ac_setting_put(nb->store, key, "1", err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    return rc;
}
