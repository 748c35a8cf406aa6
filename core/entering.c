/* entering.c - how organisations come in: found, invite, join, admit, leave. */
#include "core/entering.h"

#include "core/names.h"
#include "core/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whoever founds or joins shows the organisation's first statement, and is listed there. */
static ac_rc may_begin(ac_notebook *nb, ac_err *err)
{
    ac_statement home = { 0 };
    bool listed = false;
    ac_rc rc = AC_OK;

    if (nb->keys->home == NULL)
        return ac_fail(err, AC_ESTATE, "this laptop is not part of its organisation yet: finish accord device join first");
    rc = ac_statement_parse(&home, nb->keys->home, err);
    for (size_t i = 0; rc == AC_OK && i < home.ndevices; i++)
        listed = listed || ac_device_eq(home.devices[i].key, nb->me.device);
    ac_statement_free(&home);
    if (rc == AC_OK && !listed)
        rc = ac_fail(err, AC_EROLE, "a partnership is started or joined on the laptop where %s was set up: do it there, then "
                                    "accord sync brings it here", nb->me.code);
    return rc;
}

/* --- starting --- */

ac_rc ac_partnership_start(ac_notebook *nb, const char *title, const char *code, ac_space *out_space, ac_err *err)
{
    ac_json *facts = NULL, *fields = NULL;
    ac_space_info info;
    bool found, good;
    ac_writing edit = { .kind = AC_KIND_EDIT };
    ac_rc rc = ac_name_check("title", title, AC_NAME_MAX, err);

    if (rc == AC_OK)
        rc = ac_code_check(code, err);
    if (rc == AC_OK)
        rc = may_begin(nb, err);
    if (rc == AC_OK)
        rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = ac_found_write(nb, title, false, out_space, err);
    if (rc == AC_OK)
        rc = ac_history_space(nb->history, out_space, &info, &found, err);
    if (rc == AC_OK) {
        facts = ac_json_object();
        fields = ac_json_array();
        good = ac_json_push(fields, ac_json_string("code"));
        good = ac_json_set(facts, "fields", fields) && good;
        good = ac_json_set_str(facts, "code", code) && good;
        edit.record = ac_id_of(out_space->b);
        edit.facts = facts;
        rc = good ? ac_notebook_write(nb, info.space, &edit, NULL, err) : ac_fail(err, AC_ENOMEM, "out of memory");
    }
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    ac_json_free(facts);
    return rc == AC_OK ? ac_devices_everywhere(nb, err) : rc;
}

/* --- inviting --- */

/* The change that carries our organisation's statement in this space. */
static ac_rc put_evidence(ac_notebook *nb, ac_room *room, ac_invitation *inv, ac_err *err)
{
    const ac_state *state = ac_members_state(room->members, ac_members_all(room->members));
    const ac_org *org;
    ac_held held;
    int o = -1;
    ac_rc rc;

    if (state == NULL || ac_state_device_find(state, &nb->me.device, &o) == NULL)
        return ac_fail(err, AC_EROLE, "this laptop does not belong to that partnership");
    org = ac_members_org(room->members, o);
    rc = ac_history_find(nb->history, room->space, &org->join, &held, err);
    if (rc == AC_OK)
        rc = ac_history_bytes(nb->history, held.n, &inv->evidence, inv->evidence_sig, NULL, NULL, err);
    if (rc == AC_OK && inv->evidence.len > 4096)
        ac_buf_clear(&inv->evidence); /* too large for an invitation: it arrives with the history */
    return rc;
}

static ac_rc title_of(ac_notebook *nb, ac_room *room, char *out, size_t size, ac_err *err)
{
    ac_held held;
    ac_json *facts = NULL;
    const char *title;
    ac_id id = ac_id_of(room->id.b);
    ac_rc rc = ac_history_find(nb->history, room->space, &id, &held, err);

    out[0] = '\0';
    if (rc == AC_OK && held.n != 0)
        rc = ac_query_facts(nb, held.n, &facts, err);
    if (rc == AC_OK && (title = ac_json_str(facts, "title")) != NULL)
        snprintf(out, size, "%s", title);
    ac_json_free(facts);
    return rc;
}

static ac_rc apart_put(ac_notebook *nb, const ac_id *id, const ac_space *space, const char *what, const uint8_t *header,
                       size_t n, const uint8_t sig[64], const char *extra, ac_err *err);

/* The public part stays here, for the number that both sides compare. */
static ac_rc remember(ac_notebook *nb, const ac_invitation *inv, const ac_id *id, ac_err *err)
{
    ac_buf json = { 0 };
    ac_rc rc = ac_invitation_public(inv, &json, err);

    if (rc == AC_OK)
        rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = apart_put(nb, id, &inv->space, "invitation", inv->invite.p, inv->invite.len, inv->invite_sig, ac_buf_text(&json), err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    ac_buf_free(&json);
    return rc;
}

ac_rc ac_invite_write(ac_notebook *nb, int space, const char *role, bool hold, const char *const *addresses,
                      size_t naddresses, ac_invitation *out, ac_err *err)
{
    ac_invitation inv = { .naddresses = naddresses };
    ac_json *facts = ac_json_object();
    uint8_t key[32], secret64[64];
    ac_writing w = { .kind = AC_KIND_INVITE, .facts = facts };
    ac_room *room;
    ac_held held;
    ac_id id;
    bool good;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    if (rc == AC_OK && naddresses > AC_ADDRESSES_MAX)
        rc = ac_fail(err, AC_EUSAGE, "an invitation holds at most %d addresses", AC_ADDRESSES_MAX);
    for (size_t i = 0; rc == AC_OK && i < naddresses; i++) {
        rc = ac_address_check(addresses[i], err);
        if (rc == AC_OK)
            snprintf(inv.addresses[i], sizeof inv.addresses[i], "%s", addresses[i]);
    }
    nb->world->random(nb->world, inv.secret, sizeof inv.secret);
    ac_sign_keypair(key, secret64, inv.secret);
    ac_wipe(secret64, sizeof secret64);
    good = ac_json_set_hex(facts, "key", key, 32);
    good = ac_json_set_str(facts, "role", role) && good;
    if (hold)
        good = ac_json_set_bool(facts, "hold", true) && good;
    if (rc == AC_OK && !good)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = ac_notebook_write(nb, space, &w, &id, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    if (rc == AC_OK)
        rc = ac_room_get(nb, space, &room, err);
    if (rc == AC_OK)
        rc = ac_history_find(nb->history, space, &id, &held, err);
    if (rc == AC_OK)
        rc = ac_history_bytes(nb->history, held.n, &inv.invite, inv.invite_sig, NULL, NULL, err);
    if (rc == AC_OK)
        rc = put_evidence(nb, room, &inv, err);
    if (rc == AC_OK)
        rc = title_of(nb, room, inv.title, sizeof inv.title, err);
    if (rc == AC_OK)
        rc = ac_notebook_mark(nb, space, err);
    memcpy(inv.code, nb->me.code, sizeof inv.code);
    memcpy(inv.name, nb->me.name, sizeof inv.name);
    snprintf(inv.role, sizeof inv.role, "%s", role);
    inv.device = nb->me.device;
    inv.transport = nb->me.transport;
    inv.seal = nb->me.seal;
    ac_json_free(facts);
    if (rc == AC_OK) {
        inv.space = room->id;
        rc = remember(nb, &inv, &id, err);
    }
    if (rc != AC_OK) {
        ac_invitation_free(&inv);
        return rc;
    }
    *out = inv;
    return AC_OK;
}

/* --- joining --- */

static ac_rc apart_put(ac_notebook *nb, const ac_id *id, const ac_space *space, const char *what, const uint8_t *header,
                       size_t n, const uint8_t sig[64], const char *extra, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_apart_put);

    ac_bind_blob(q, ":id", id->b, 32);
    ac_bind_blob(q, ":space", space->b, 32);
    ac_bind_text(q, ":what", what);
    ac_bind_blob(q, ":header", header, n);
    ac_bind_blob(q, ":signature", sig, 64);
    ac_bind_text(q, ":extra", extra);
    ac_bind_int(q, ":received", nb->world->wall_ms(nb->world));
    return ac_run(q, err);
}

/* Our join on this invitation, when it was made before. On another one there may be another join: who got a
 * new invitation must not be held to the old. */
static ac_rc our_join(ac_notebook *nb, const ac_id *invite, ac_buf *header, uint8_t sig[64], ac_id *out, bool *found,
                      ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_apart_of);

    *found = false;
    ac_bind_text(q, ":what", "our-join");
    while (!*found && ac_step(q)) {
        const uint8_t *p;
        ac_header h;
        size_t n = ac_col_blob(q, 2, &p);
        if (ac_header_decode(&h, p, n, NULL) != AC_OK || h.ncites != 1 || memcmp(h.cites, invite->b, 32) != 0)
            continue;
        *found = true;
        ac_col_blob(q, 0, &p);
        *out = ac_id_of(p);
        n = ac_col_blob(q, 2, &p);
        ac_buf_put(header, p, n);
        ac_col_blob(q, 3, &p);
        memcpy(sig, p, 64);
    }
    return ac_done(q, err);
}

ac_rc ac_join_is_admitted(ac_notebook *nb, const ac_space *space, bool *out, ac_err *err)
{
    ac_space_info info;
    bool found;
    const ac_state *state;
    ac_rc rc = ac_history_space(nb->history, space, &info, &found, err);

    *out = false;
    if (rc == AC_OK && found) {
        rc = ac_notebook_state(nb, info.space, &state, err);
        if (rc == AC_OK)
            *out = ac_state_is_member(state, &nb->me.device);
    }
    return rc;
}

ac_rc ac_join_make(ac_notebook *nb, const ac_invitation *inv, ac_buf *out_header, uint8_t sig[64], ac_id *out_join, ac_err *err)
{
    ac_id invite = ac_invitation_id(inv);
    ac_json *facts = NULL;
    ac_buf text = { 0 };
    ac_header h;
    uint8_t proof[64];
    ac_room room = { .id = inv->space };
    ac_held held = { .id = invite };
    ac_mark_line line = { inv->space, 1, { { 0 } } };
    bool found, in, good;
    ac_rc rc = ac_join_is_admitted(nb, &inv->space, &in, err);

    if (rc == AC_OK && in)
        return ac_fail(err, AC_ESTATE, "you are in \"%.100s\" already", inv->title);
    if (rc == AC_OK && strcmp(inv->role, "device") == 0)
        return ac_fail(err, AC_EINVITE, "this invitation is for a further laptop of %s: accord device join FILE", inv->code);
    if (rc == AC_OK)
        rc = may_begin(nb, err);
    if (rc == AC_OK)
        rc = our_join(nb, &invite, out_header, sig, out_join, &found, err);
    if (rc != AC_OK || found)
        return rc;
    rc = ac_header_decode(&h, inv->invite.p, inv->invite.len, err);
    held.depth = h.depth;
    ac_join_proof(proof, inv->secret, &inv->space, &invite, &nb->me.root, &nb->me.device, &nb->me.transport);
    facts = ac_json_object();
    good = ac_json_set_hex(facts, "secret", proof, 64);
    good = ac_json_set(facts, "statement", ac_json_copy(nb->keys->home)) && good;
    if (rc == AC_OK && !good)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_write_first(nb, &room, AC_KIND_JOIN, &held, facts, out_header, sig, out_join, err);
    if (rc == AC_OK)
        rc = ac_invitation_encode(inv, &text, err);
    if (rc == AC_OK)
        rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = apart_put(nb, out_join, &inv->space, "our-join", out_header->p, out_header->len, sig, ac_buf_text(&text), err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    line.id = *out_join;
    if (rc == AC_OK)
        rc = ac_mark_advance(nb->state_dir, &nb->me.device, &line, err);
    ac_json_free(facts);
    ac_buf_free(&text);
    return rc;
}

/* Who entered a space once waits no more: not after leaving either, nor when nobody stands for him. */
static ac_rc has_entered(ac_notebook *nb, const ac_space *space, bool *out, ac_err *err)
{
    ac_space_info info;
    ac_members *members;
    bool found;
    int org;
    ac_rc rc = ac_history_space(nb->history, space, &info, &found, err);

    *out = false;
    if (rc == AC_OK && found)
        rc = ac_notebook_members(nb, info.space, &members, err);
    if (rc == AC_OK && found)
        *out = ac_members_device(members, &nb->me.device, &org) != NULL;
    return rc;
}

ac_rc ac_joins_waiting(ac_notebook *nb, ac_invitation **out, size_t *out_n, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_apart_of);
    ac_rc rc = AC_OK, done;

    *out = NULL;
    *out_n = 0;
    ac_bind_text(q, ":what", "our-join");
    while (rc == AC_OK && ac_step(q)) {
        const char *text = ac_col_text(q, 4);
        ac_invitation *more = realloc(*out, (*out_n + 1) * sizeof *more);
        if (more == NULL) {
            rc = ac_fail(err, AC_ENOMEM, "out of memory");
            break;
        }
        *out = more;
        if (ac_invitation_parse(&more[*out_n], text, strlen(text), NULL) == AC_OK)
            (*out_n)++;
    }
    done = ac_done(q, rc == AC_OK ? err : NULL);
    rc = rc != AC_OK ? rc : done;
    for (size_t i = 0; rc == AC_OK && i < *out_n;) {
        bool in;
        rc = has_entered(nb, &(*out)[i].space, &in, err);
        if (rc == AC_OK && in) {
            ac_invitation_free(&(*out)[i]);
            (*out)[i] = (*out)[--*out_n];
        } else {
            i++;
        }
    }
    return rc;
}

/* --- admitting --- */

static ac_rc write_admit(ac_notebook *nb, int space, const ac_id *join, ac_err *err)
{
    ac_writing w = { .kind = AC_KIND_ADMIT, .cites = join, .ncites = 1 };

    return ac_notebook_write(nb, space, &w, NULL, err);
}

/* Judge a join with what is held; it is not kept. */
static ac_rc judge_join(ac_notebook *nb, ac_room *room, const ac_header *h, const ac_id *id, ac_judged *j, ac_err *err)
{
    ac_rc rc = ac_authentic(nb, room, h, id, j, err);

    if (rc == AC_OK)
        rc = ac_admitted(nb, room, h, j, err);
    if (rc == AC_EANCESTOR)
        return ac_fail(err, AC_EINVITE, "this invitation was not written here");
    return rc == AC_EINVALID ? ac_fail(err, AC_EINVITE, "the join is not valid: %.200s", err != NULL ? err->text : "") : rc;
}

static ac_rc fail_used(ac_err *err)
{
    return ac_fail(err, AC_EINVITE, "this invitation has been used already: ask for a new one");
}

static ac_rc keep_and_admit(ac_notebook *nb, ac_room *room, const uint8_t *header, size_t n, const uint8_t sig[64], const ac_id *id,
                            ac_err *err)
{
    ac_judged *j = calloc(1, sizeof *j);
    ac_header h;
    int space = room->space;
    bool fresh;
    ac_arrival a = { .header = &h, .header_bytes = header, .header_n = n, .signature = sig };
    ac_row *q;
    ac_rc rc = j != NULL ? ac_notebook_begin(nb, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    if (rc == AC_OK)
        rc = ac_room_get(nb, space, &room, err);
    if (rc == AC_OK)
        rc = ac_header_decode(&h, header, n, err);
    if (rc == AC_OK) {
        ac_id invite = ac_header_cite(&h, 0); /* of several that waited on one invitation, one comes in */
        rc = ac_members_invite_used(room->members, &invite) ? fail_used(err) : judge_join(nb, room, &h, id, j, err);
    }
    if (rc == AC_OK)
        rc = ac_keep(nb, room, &a, j, &fresh, err);
    if (rc == AC_OK)
        rc = write_admit(nb, space, id, err);
    if (rc == AC_OK) {
        q = ac_q(nb->store, AC_Q_apart_drop);
        ac_bind_blob(q, ":id", id->b, 32);
        ac_bind_text(q, ":what", "join");
        rc = ac_run(q, err);
    }
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    free(j);
    return rc;
}

static ac_rc keep_apart(ac_notebook *nb, const ac_space *space, const uint8_t *header, size_t n, const uint8_t sig[64],
                        const ac_id *id, ac_err *err)
{
    ac_rc rc = ac_notebook_begin(nb, err);

    if (rc == AC_OK)
        rc = apart_put(nb, id, space, "join", header, n, sig, "{}", err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    return rc;
}

ac_rc ac_join_take(ac_notebook *nb, const uint8_t *header, size_t n, const uint8_t sig[64], ac_id *out_join, ac_err *err)
{
    ac_header h;
    ac_space_info info;
    ac_room *room;
    ac_judged *j = NULL;
    ac_held there;
    ac_device author;
    uint8_t key[32];
    const char *role;
    bool found = false, hold = false;
    int by = -1, me = -1;
    ac_id invite;
    const ac_state *state;
    ac_rc rc = ac_header_decode(&h, header, n, err);

    if (rc != AC_OK || h.kind != AC_KIND_JOIN || h.ncites != 1)
        return ac_fail(err, AC_EINVITE, "that is no join");
    *out_join = ac_change_id_of(header, n);
    if (!ac_sign_key_valid(h.author.b) || !ac_verify(sig, h.author.b, AC_TAG_CHANGE_SIG, out_join->b, 32))
        return ac_fail(err, AC_EINVITE, "the signature of the join does not match");
    rc = ac_history_space(nb->history, &h.space, &info, &found, err);
    if (rc == AC_OK && !found)
        return ac_fail(err, AC_EINVITE, "the join is for a partnership that is not here");
    if (rc == AC_OK)
        rc = ac_room_get(nb, info.space, &room, err);
    if (rc == AC_OK)
        rc = ac_history_find(nb->history, info.space, out_join, &there, err);
    if (rc == AC_OK)
        rc = ac_notebook_state(nb, info.space, &state, err);
    if (rc != AC_OK)
        return rc;
    if (there.n != 0 && there.org >= 0 && there.org < state->norgs && state->orgs[there.org].is_standing)
        return AC_OK;
    invite = ac_header_cite(&h, 0);
    if (ac_members_invite(room->members, &invite, &author, &hold, key, &role) == 0)
        return ac_fail(err, AC_EINVITE, "this invitation was not written here");
    if (ac_members_invite_used(room->members, &invite))
        return fail_used(err);
    j = calloc(1, sizeof *j);
    rc = j != NULL ? judge_join(nb, room, &h, out_join, j, err) : ac_fail(err, AC_ENOMEM, "out of memory");
    free(j);
    if (rc != AC_OK)
        return rc;
    ac_members_device(room->members, &author, &by);
    ac_members_device(room->members, &nb->me.device, &me);
    if (by != me || hold || nb->keys == NULL) {
        rc = keep_apart(nb, &h.space, header, n, sig, out_join, err);
        return rc != AC_OK ? rc : ac_fail(err, AC_EWAITS, by != me ? "the organisation that invited has to admit them"
                                                                   : "the join is here and waits: accord admit CODE");
    }
    return keep_and_admit(nb, room, header, n, sig, out_join, err);
}

/* --- joins that lie apart --- */

typedef struct {
    ac_id id;
    ac_buf header;
    uint8_t sig[64];
} apart_join;

static void apart_free(apart_join *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ac_buf_free(&list[i].header);
    free(list);
}

static ac_rc apart_list(ac_notebook *nb, const ac_space *space, apart_join **out, size_t *out_n, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_apart_of);
    bool memory = true;
    ac_rc rc;

    *out = NULL;
    *out_n = 0;
    ac_bind_text(q, ":what", "join");
    while (memory && ac_step(q)) {
        const uint8_t *p;
        size_t n = ac_col_blob(q, 1, &p);
        apart_join *more;
        if (n != 32 || memcmp(p, space->b, 32) != 0)
            continue;
        more = realloc(*out, (*out_n + 1) * sizeof *more);
        if (!(memory = more != NULL))
            break;
        *out = more;
        more += (*out_n)++;
        *more = (apart_join){ 0 };
        ac_col_blob(q, 0, &p);
        more->id = ac_id_of(p);
        n = ac_col_blob(q, 2, &p);
        ac_buf_put(&more->header, p, n);
        ac_col_blob(q, 3, &p);
        memcpy(more->sig, p, 64);
        memory = !more->header.failed;
    }
    rc = ac_done(q, err);
    return rc == AC_OK && !memory ? ac_fail(err, AC_ENOMEM, "out of memory") : rc;
}

static bool statement_of(const ac_buf *header, ac_header *h, ac_statement *out)
{
    ac_json *facts = NULL;
    bool good = ac_header_decode(h, header->p, header->len, NULL) == AC_OK &&
                ac_json_parse(&facts, h->facts, h->facts_len, NULL) == AC_OK &&
                ac_statement_parse(out, ac_json_get(facts, "statement"), NULL) == AC_OK;

    ac_json_free(facts);
    return good;
}

ac_rc ac_joins_held(ac_notebook *nb, int space, ac_held_join_fn *each, void *ctx, ac_err *err)
{
    ac_room *room;
    apart_join *list = NULL;
    size_t n = 0;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    if (rc == AC_OK)
        rc = apart_list(nb, &room->id, &list, &n, err);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_statement st = { 0 };
        ac_header h;
        char digits[AC_COMPARE_SIZE];
        bool go_on = true;
        if (!statement_of(&list[i].header, &h, &st))
            continue;
        ac_id invite = ac_header_cite(&h, 0);
        rc = ac_compare_here(nb, &invite, list[i].id.b, digits, err);
        go_on = rc == AC_OK && each(ctx, st.code, st.name, digits);
        ac_statement_free(&st);
        if (!go_on)
            break;
    }
    apart_free(list, n);
    return rc;
}

/* The governing changes of a space by arrival: a handful in a lifetime. Caller frees. */
static ac_rc governing(ac_notebook *nb, int space, ac_n **out, size_t *out_n, ac_err *err)
{
    size_t cap = 0;
    bool memory = true;
    ac_row *q = ac_q(nb->store, AC_Q_governing_of);
    ac_rc rc;

    *out = NULL;
    *out_n = 0;
    ac_bind_int(q, ":space", space);
    while (memory && ac_step(q)) {
        if (*out_n == cap) {
            ac_n *more = realloc(*out, (cap = cap ? 2 * cap : 64) * sizeof *more);
            memory = more != NULL;
            *out = more != NULL ? more : *out;
        }
        if (memory)
            (*out)[(*out_n)++] = ac_col_int(q, 0);
    }
    rc = ac_done(q, err);
    return memory ? rc : ac_fail(err, AC_ENOMEM, "out of memory");
}

ac_rc ac_invitations(ac_notebook *nb, int space, ac_invited_fn *each, void *ctx, ac_err *err)
{
    ac_n *ns = NULL;
    size_t n = 0;
    bool go_on = true;
    ac_room *room;
    ac_rc rc = governing(nb, space, &ns, &n, err);

    if (rc == AC_OK)
        rc = ac_room_get(nb, space, &room, err);
    for (size_t i = 0; rc == AC_OK && go_on && i < n; i++) {
        ac_held held;
        ac_invited one;
        ac_device author;
        uint8_t key[32];
        const ac_org *by;
        rc = ac_history_get(nb->history, ns[i], &held, err);
        if (rc != AC_OK || held.kind != AC_KIND_INVITE ||
            ac_members_invite(room->members, &held.id, &author, &one.is_held, key, &one.role) == 0)
            continue;
        by = ac_members_org(room->members, held.org);
        one.id = held.id;
        one.by = by != NULL ? by->code : "?";
        one.written_ms = held.written_ms;
        one.is_used = ac_members_invite_used(room->members, &held.id);
        go_on = each(ctx, &one);
    }
    free(ns);
    return rc;
}

static bool cites(const ac_header *h, const ac_id *id)
{
    for (unsigned k = 0; k < h->ncites; k++)
        if (memcmp(h->cites + 32 * k, id->b, 32) == 0)
            return true;
    return false;
}

/* Does an admit of ours for this join stand, not taken back? What takes it back arrives later than it does. */
static ac_rc stands_for(ac_notebook *nb, ac_room *room, const ac_id *join, bool *out, ac_err *err)
{
    ac_n *ns = NULL;
    ac_id *admits = NULL;
    size_t n = 0, standing = 0;
    int me = -1;
    ac_rc rc = governing(nb, room->space, &ns, &n, err);

    if (rc == AC_OK && (admits = malloc((n + 1) * sizeof *admits)) == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    ac_members_device(room->members, &nb->me.device, &me);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_buf bytes = { 0 };
        ac_held held;
        ac_header h;
        rc = ac_history_get(nb->history, ns[i], &held, err);
        if (rc != AC_OK || held.org != me || (held.kind != AC_KIND_ADMIT && held.kind != AC_KIND_UNADMIT))
            continue;
        rc = ac_history_bytes(nb->history, ns[i], &bytes, NULL, NULL, NULL, err);
        if (rc == AC_OK)
            rc = ac_header_peek(&h, bytes.p, bytes.len, err);
        if (rc == AC_OK && held.kind == AC_KIND_ADMIT && cites(&h, join))
            admits[standing++] = held.id;
        for (size_t k = 0; rc == AC_OK && held.kind == AC_KIND_UNADMIT && k < standing;)
            if (cites(&h, &admits[k]))
                admits[k] = admits[--standing];
            else
                k++;
        ac_buf_free(&bytes);
    }
    *out = standing > 0;
    free(admits);
    free(ns);
    return rc;
}

ac_rc ac_admit_again(ac_notebook *nb, int space, int org, ac_err *err)
{
    ac_room *room;
    const ac_org *o;
    const ac_state *state;
    bool already = false;
    ac_id join;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    if (rc != AC_OK)
        return rc;
    state = ac_members_state(room->members, ac_members_all(room->members));
    o = ac_members_org(room->members, org);
    if (state == NULL || o == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    if (o->is_founder || org >= state->norgs || state->orgs[org].has_left)
        return ac_fail(err, AC_ESTATE, "%s needs nobody to stand for it", o->code);
    join = o->join;
    rc = stands_for(nb, room, &join, &already, err);
    if (rc == AC_OK && already)
        rc = ac_fail(err, AC_ESTATE, "you stand for %s already", o->code);
    if (rc == AC_OK)
        rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = write_admit(nb, space, &join, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    return rc;
}

/* The organisation of this code that is in, or was; -1: none. */
static int org_of_code(ac_room *room, const char *code)
{
    const ac_state *state = ac_members_state(room->members, ac_members_all(room->members));

    for (int o = 0; state != NULL && o < state->norgs; o++)
        if (state->orgs[o].nrosters > 0 && strcmp(ac_members_org(room->members, o)->code, code) == 0)
            return o;
    return -1;
}

ac_rc ac_admit(ac_notebook *nb, int space, const char *code, ac_err *err)
{
    ac_room *room;
    apart_join *list = NULL;
    size_t n = 0;
    bool found = false;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    if (rc == AC_OK)
        rc = apart_list(nb, &room->id, &list, &n, err);
    for (size_t i = 0; rc == AC_OK && !found && i < n; i++) {
        ac_statement st = { 0 };
        ac_header h;
        if (!statement_of(&list[i].header, &h, &st))
            continue;
        found = strcmp(st.code, code) == 0;
        ac_statement_free(&st);
        if (found)
            rc = keep_and_admit(nb, room, list[i].header.p, list[i].header.len, list[i].sig, &list[i].id, err);
    }
    apart_free(list, n);
    if (rc == AC_OK && !found && org_of_code(room, code) >= 0) {
        rc = ac_admit_again(nb, space, org_of_code(room, code), err);
        found = true;
    }
    if (rc == AC_OK && !found)
        rc = ac_fail(err, AC_EREF, "nobody called %.20s waits to be admitted", code);
    return rc;
}

/* --- leaving --- */

ac_rc ac_leave_write(ac_notebook *nb, int space, const char *reason, ac_err *err)
{
    ac_json *facts = ac_json_object();
    ac_writing w = { .kind = AC_KIND_LEAVE, .facts = facts };
    ac_rc rc = AC_OK;

    if (reason != NULL && !ac_json_set_str(facts, "reason", reason))
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = ac_notebook_write(nb, space, &w, NULL, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    ac_json_free(facts);
    return rc;
}
