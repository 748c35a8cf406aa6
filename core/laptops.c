/* laptops.c - further devices of one organisation: APPLY, certify, what the own space says of partnerships. */
#include "core/entering.h"
#include "core/inside.h"
#include "core/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SETTING_BOX "apply-box"         /* the newcomer's one-time secret, until its own space has arrived */
#define SETTING_APPLICANT "applicant:%s"   /* one-time box of a laptop that was certified here, until it has written */
#define SETTING_NUMBER "number:%s"      /* what people compare of a laptop that was certified here */
#define SETTING_USED "device-invite:%s" /* invitations for laptops that were used here */
#define MEMBERSHIP "membership"         /* type of the record in the own space that names a partnership */

/* --- the newcomer --- */

ac_rc ac_apply_make(ac_notebook *nb, const ac_invitation *inv, const char *label, ac_buf *out_json, ac_err *err)
{
    ac_apply a = { 0 };
    ac_statement st = { 0 };
    ac_buf was = { 0 };
    uint8_t box[32];
    char hex[AC_HEX_SIZE];
    bool found = false;
    ac_rc rc = ac_name_check(_("label of the laptop"), label, AC_LABEL_MAX, err);

    if (rc == AC_OK && strcmp(inv->role, "device") != 0)
        rc = ac_fail(err, AC_EINVITE, "this invitation is for a partner, not for a further laptop: accord join FILE");
    if (rc == AC_OK)
        rc = ac_invitation_statement(inv, &st, err);
    if (rc == AC_OK)
        rc = ac_setting_get(nb->store, SETTING_BOX, &was, &found, err);
    if (rc != AC_OK)
        goto done;
    if (!found || !ac_unhex(box, 32, ac_buf_text(&was), was.len))
        nb->world->random(nb->world, box, 32);
    ac_box_keypair(a.box, box);
    a.device = nb->me.device;
    a.transport = nb->me.transport;
    snprintf(a.label, sizeof a.label, "%s", label);
    ac_device_proof(a.proof, nb->keys->device.p, &st.root, &a.transport);
    rc = ac_apply_sign(&a, inv->secret, &inv->space, err);
    if (rc == AC_OK)
        rc = ac_apply_encode(&a, out_json, err);
    if (rc == AC_OK)
        rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK) {
        ac_hex(hex, box, 32);
        nb->me.root = st.root;
        nb->me.seal = st.seal;
        nb->me.own = inv->space;
        memcpy(nb->me.code, st.code, sizeof nb->me.code);
        memcpy(nb->me.name, st.name, sizeof nb->me.name);
        memcpy(nb->me.sector, st.sector, sizeof nb->me.sector);
        rc = ac_setting_put(nb->store, SETTING_BOX, hex, err);
    }
    if (rc == AC_OK)
        rc = ac_me_save(nb, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
done:
    ac_wipe(box, sizeof box);
    ac_wipe(hex, sizeof hex);
    ac_buf_free(&was);
    ac_statement_free(&st);
    return rc;
}

/* The certify of this device in the own space, and what its box holds. */
static ac_rc own_certify(ac_notebook *nb, int space, ac_json **out_facts, ac_err *err)
{
    ac_held slice[64];
    size_t got = 64;
    ac_n after = 0;
    char me[AC_HEX_SIZE];
    ac_rc rc = AC_OK;

    *out_facts = NULL;
    ac_hex(me, nb->me.device.b, 32);
    while (rc == AC_OK && got == 64 && *out_facts == NULL) {
        rc = ac_history_slice(nb->history, space, after, INT64_MAX, slice, 64, &got, err);
        for (size_t i = 0; rc == AC_OK && *out_facts == NULL && i < got; i++) {
            ac_json *facts = NULL;
            const char *key;
            after = slice[i].n;
            if (slice[i].kind != AC_KIND_CERTIFY)
                continue;
            rc = ac_query_facts(nb, slice[i].n, &facts, err);
            key = ac_json_str(facts, "key");
            if (rc == AC_OK && key != NULL && strcmp(key, me) == 0 && ac_json_str(facts, "seals") != NULL)
                *out_facts = facts;
            else
                ac_json_free(facts);
        }
    }
    return rc;
}

static ac_rc take_seals(ac_notebook *nb, const ac_json *inner, ac_err *err)
{
    const ac_json *seals = ac_json_get(inner, "seals");
    ac_keyfile *k = nb->keys;

    for (size_t i = 0; i < ac_json_count(seals) && i < AC_SEALS_MAX; i++) {
        const char *hex = ac_json_text(ac_json_at(seals, i));
        if (hex == NULL || strlen(hex) != 64)
            return ac_fail(err, AC_ECORRUPT, "what the other laptop handed over is damaged");
        if (i < k->nseals)
            continue;
        if (!ac_secret_alloc(&k->seals[i], 32) || !ac_unhex(k->seals[i].p, 32, hex, 64))
            return ac_fail(err, AC_ENOMEM, "no locked memory for the keys");
        k->nseals = i + 1;
    }
    return AC_OK;
}

/* The home statement stands in the founding of the own space. */
static ac_rc take_home(ac_notebook *nb, int space, ac_err *err)
{
    ac_held found;
    ac_json *facts = NULL;
    ac_id id = ac_id_of(nb->me.own.b);
    ac_rc rc = ac_history_find(nb->history, space, &id, &found, err);

    if (rc == AC_OK)
        rc = ac_query_facts(nb, found.n, &facts, err);
    if (rc == AC_OK && nb->keys->home == NULL && (nb->keys->home = ac_json_copy(ac_json_get(facts, "statement"))) == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    ac_json_free(facts);
    return rc;
}

ac_rc ac_apply_waits(ac_notebook *nb, bool *out, ac_err *err)
{
    ac_buf box = { 0 };
    ac_rc rc = ac_setting_get(nb->store, SETTING_BOX, &box, out, err);

    if (box.p != NULL)
        ac_wipe(box.p, box.cap);
    ac_buf_free(&box);
    return rc;
}

ac_rc ac_apply_finish(ac_notebook *nb, const char *passphrase, size_t passphrase_n, bool *out_done, ac_err *err)
{
    ac_space_info info;
    ac_json *facts = NULL, *inner = NULL, *spaces = NULL;
    ac_buf box = { 0 }, opened = { 0 }, sealed = { 0 };
    uint8_t secret[32] = { 0 }, public_key[32];
    const char *hex;
    bool found = false, waiting = false;
    ac_rc rc = ac_setting_get(nb->store, SETTING_BOX, &box, &waiting, err);

    *out_done = rc == AC_OK && !waiting && nb->keys != NULL && nb->keys->home != NULL;
    if (rc == AC_OK && waiting)
        rc = ac_history_space(nb->history, &nb->me.own, &info, &found, err);
    if (rc == AC_OK && found)
        rc = own_certify(nb, info.space, &facts, err);
    if (rc != AC_OK || facts == NULL)
        goto done;
    hex = ac_json_str(facts, "seals");
    if (!ac_unhex(secret, 32, ac_buf_text(&box), box.len) || ac_buf_room(&sealed, strlen(hex) / 2) == NULL ||
        !ac_unhex(sealed.p, sealed.len, hex, strlen(hex))) {
        rc = ac_fail(err, AC_ECORRUPT, "what the other laptop handed over is damaged");
        goto done;
    }
    ac_box_keypair(public_key, secret);
    if (!ac_seal_open(&opened, public_key, secret, sealed.p, sealed.len) ||
        ac_json_parse(&inner, opened.p, opened.len, NULL) != AC_OK) {
        rc = ac_fail(err, AC_ECORRUPT, "what the other laptop handed over cannot be opened here");
        goto done;
    }
    rc = take_seals(nb, inner, err);
    if (rc == AC_OK)
        rc = take_home(nb, info.space, err);
    if (rc == AC_OK)
        rc = ac_keyfile_write(nb->keys, nb->dir, passphrase, passphrase_n, nb->world, err);
    if (rc == AC_OK)
        rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = ac_setting_put(nb->store, SETTING_BOX, NULL, err);
    if (rc == AC_OK) {
        ac_buf list = { 0 };
        const ac_json *known = ac_json_get(inner, "spaces");
        for (size_t i = 0; i < ac_json_count(known); i++)
            ac_buf_printf(&list, "%s%s", i ? "," : "", ac_json_text(ac_json_at(known, i)));
        rc = ac_setting_put(nb->store, "spaces", ac_buf_text(&list), err);
        ac_buf_free(&list);
    }
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    *out_done = rc == AC_OK;
done:
    ac_wipe(secret, sizeof secret);
    if (opened.p != NULL)
        ac_wipe(opened.p, opened.cap);
    ac_json_free(facts);
    ac_json_free(inner);
    ac_json_free(spaces);
    ac_buf_free(&box);
    ac_buf_free(&opened);
    ac_buf_free(&sealed);
    return rc;
}

/* --- the older laptop --- */

/* The box of the own space's certify: {home, seals, spaces}, sealed to the newcomer's one-time key. */
static ac_rc put_seals(ac_notebook *nb, const uint8_t box[32], ac_json *facts, ac_err *err)
{
    ac_json *o = ac_json_object(), *seals = ac_json_array(), *spaces = ac_json_array();
    ac_space *known = NULL;
    size_t n = 0;
    ac_buf plain = { 0 }, sealed = { 0 };
    char hex[AC_HEX_SIZE];
    bool good = true;
    ac_rc rc = ac_spaces_known(nb, &known, &n, err);

    for (size_t i = 0; i < nb->keys->nseals; i++) {
        ac_hex(hex, nb->keys->seals[i].p, 32);
        good = ac_json_push(seals, ac_json_string(hex)) && good;
    }
    for (size_t i = 0; i < n; i++) {
        ac_hex(hex, known[i].b, 32);
        good = ac_json_push(spaces, ac_json_string(hex)) && good;
    }
    good = ac_json_set(o, "home", ac_json_copy(nb->keys->home)) && good;
    good = ac_json_set(o, "seals", seals) && good;
    good = ac_json_set(o, "spaces", spaces) && good;
    if (rc == AC_OK)
        rc = good ? ac_json_encode(&plain, o, err) : ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_seal_to(&sealed, box, plain.p, plain.len, err);
    if (rc == AC_OK && !ac_json_set_hex(facts, "seals", sealed.p, sealed.len))
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    ac_wipe(hex, sizeof hex);
    if (plain.p != NULL)
        ac_wipe(plain.p, plain.cap);
    ac_buf_free(&plain);
    ac_buf_free(&sealed);
    ac_json_free(o);
    free(known);
    return rc;
}

static ac_rc write_certify(ac_notebook *nb, int space, const ac_device *key, const ac_transport *transport, const char *label,
                           const uint8_t proof[64], const char *number, const uint8_t *box, ac_err *err)
{
    ac_json *facts = ac_json_object();
    ac_writing w = { .kind = AC_KIND_CERTIFY, .facts = facts };
    bool good = ac_json_set_hex(facts, "key", key->b, 32);
    ac_rc rc = AC_OK;

    good = ac_json_set_str(facts, "label", label) && good;
    good = ac_json_set_str(facts, "n", number) && good;
    good = ac_json_set_hex(facts, "proof", proof, 64) && good;
    good = ac_json_set_hex(facts, "transport", transport->b, 32) && good;
    if (!good)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && box != NULL)
        rc = put_seals(nb, box, facts, err);
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

/* The unused invitation for a laptop whose key signed this APPLY. */
static ac_rc find_invite(ac_notebook *nb, ac_room *own, const ac_apply *a, ac_id *out, bool *out_found, ac_err *err)
{
    ac_held slice[64];
    size_t got = 64;
    ac_n after = 0;
    ac_rc rc = AC_OK;

    *out_found = false;
    while (rc == AC_OK && got == 64 && !*out_found) {
        rc = ac_history_slice(nb->history, own->space, after, INT64_MAX, slice, 64, &got, err);
        for (size_t i = 0; rc == AC_OK && !*out_found && i < got; i++) {
            ac_device author;
            uint8_t key[32];
            const char *role;
            bool hold;
            after = slice[i].n;
            if (slice[i].kind != AC_KIND_INVITE || ac_members_invite(own->members, &slice[i].id, &author, &hold, key, &role) == 0)
                continue;
            if (ac_apply_good(a, key, &own->id, &nb->me.root)) {
                *out = slice[i].id;
                *out_found = true;
            }
        }
    }
    return rc;
}

static ac_rc put_applicant(ac_notebook *nb, const ac_apply *a, const char *digits, ac_err *err)
{
    char key[96], hex[AC_HEX_SIZE];
    ac_rc rc;

    ac_hex(hex, a->device.b, 32);
    snprintf(key, sizeof key, SETTING_NUMBER, hex);
    rc = ac_setting_put(nb->store, key, digits, err);
    if (rc != AC_OK)
        return rc;
    snprintf(key, sizeof key, SETTING_APPLICANT, hex);
    ac_hex(hex, a->box, 32);
    return ac_setting_put(nb->store, key, hex, err);
}

ac_rc ac_compare_laptop(ac_notebook *nb, const ac_device *device, char out[AC_COMPARE_SIZE], ac_err *err)
{
    char key[96], hex[AC_HEX_SIZE];
    ac_buf value = { 0 };
    bool found = false;
    ac_rc rc;

    ac_hex(hex, device->b, 32);
    snprintf(key, sizeof key, SETTING_NUMBER, hex);
    rc = ac_setting_get(nb->store, key, &value, &found, err);
    snprintf(out, AC_COMPARE_SIZE, "%s", rc == AC_OK && found ? ac_buf_text(&value) : "");
    ac_buf_free(&value);
    return rc;
}

ac_rc ac_applicant_box(ac_notebook *nb, const ac_device *device, uint8_t box[32], bool *out_found, ac_err *err)
{
    char key[96], hex[AC_HEX_SIZE];
    ac_buf value = { 0 };
    ac_rc rc;

    ac_hex(hex, device->b, 32);
    snprintf(key, sizeof key, SETTING_APPLICANT, hex);
    rc = ac_setting_get(nb->store, key, &value, out_found, err);
    *out_found = rc == AC_OK && *out_found && ac_unhex(box, 32, ac_buf_text(&value), value.len);
    ac_buf_free(&value);
    return rc;
}

bool ac_apply_open_box(ac_notebook *nb, const uint8_t *bytes, size_t n, ac_buf *out)
{
    ac_buf value = { 0 };
    uint8_t secret[32], public_key[32];
    bool found = false, opened;

    opened = ac_setting_get(nb->store, SETTING_BOX, &value, &found, NULL) == AC_OK && found &&
             ac_unhex(secret, 32, ac_buf_text(&value), value.len);
    if (opened) {
        ac_box_keypair(public_key, secret);
        opened = ac_seal_open(out, public_key, secret, bytes, n);
    }
    ac_wipe(secret, sizeof secret);
    ac_buf_free(&value);
    return opened;
}

ac_rc ac_apply_take(ac_notebook *nb, const uint8_t *json, size_t n, ac_err *err)
{
    ac_apply a = { 0 };
    ac_space_info info;
    ac_room *own;
    ac_id invite;
    ac_buf used = { 0 };
    char key[96], hex[AC_HEX_SIZE], number[AC_NUMBER_SIZE];
    bool found = false, was_used = false;
    int org;
    ac_rc rc = ac_apply_parse(&a, json, n, err);

    if (rc == AC_OK)
        rc = ac_history_space(nb->history, &nb->me.own, &info, &found, err);
    if (rc == AC_OK)
        rc = found ? ac_room_get(nb, info.space, &own, err) : ac_fail(err, AC_ESTATE, "the own space of this notebook is missing");
    if (rc == AC_OK)
        rc = find_invite(nb, own, &a, &invite, &found, err);
    if (rc == AC_OK && !found)
        rc = ac_fail(err, AC_EINVITE, "no invitation of ours for a laptop fits this reply");
    if (rc != AC_OK)
        return rc;
    ac_hex(hex, invite.b, 32);
    snprintf(key, sizeof key, SETTING_USED, hex);
    rc = ac_setting_get(nb->store, key, &used, &was_used, err);
    ac_hex(hex, a.device.b, 32);
    if (rc == AC_OK && was_used && strcmp(ac_buf_text(&used), hex) != 0)
        rc = ac_fail(err, AC_EINVITE, "this invitation has been used already: make a new one with accord device invite");
    ac_buf_free(&used);
    if (rc != AC_OK)
        return rc;
    if (ac_members_device(own->members, &a.device, &org) == NULL) {
        uint8_t id[32];
        char digits[AC_COMPARE_SIZE];
        ac_apply_id(json, n, id);
        rc = ac_compare_here(nb, &invite, id, digits, err);
        if (rc == AC_OK)
            rc = ac_notebook_begin(nb, err);
        if (rc == AC_OK) /* first: cut off after it, the same laptop may ask again, and no other */
            rc = ac_setting_put(nb->store, key, hex, err);
        if (rc == AC_OK)
            rc = put_applicant(nb, &a, digits, err);
        if (rc == AC_OK)
            rc = ac_notebook_commit(nb, err);
        ac_notebook_rollback(nb);
        if (rc == AC_OK)
            rc = ac_room_get(nb, info.space, &own, err);
        if (rc == AC_OK) {
            ac_members_next_number(own->members, &nb->me.device, number);
            rc = write_certify(nb, info.space, &a.device, &a.transport, a.label, a.proof, number, a.box, err);
        }
    }
    return rc == AC_OK ? ac_devices_everywhere(nb, err) : rc;
}

/* --- all our laptops in all our partnerships --- */

/* A certificate or statement of the own space names this device: its proof, to be said again elsewhere. */
static ac_rc proof_of(ac_notebook *nb, ac_room *own, const ac_device *device, uint8_t proof[64], bool *out, ac_err *err)
{
    ac_held slice[64];
    size_t got = 64;
    ac_n after = 0;
    char key[AC_HEX_SIZE];
    ac_rc rc = AC_OK;

    *out = false;
    ac_hex(key, device->b, 32);
    while (rc == AC_OK && got == 64 && !*out) {
        rc = ac_history_slice(nb->history, own->space, after, INT64_MAX, slice, 64, &got, err);
        for (size_t i = 0; rc == AC_OK && !*out && i < got; i++) {
            ac_json *facts = NULL;
            const ac_json *listed;
            const char *text;
            after = slice[i].n;
            if (slice[i].kind != AC_KIND_CERTIFY && slice[i].kind != AC_KIND_FOUND && slice[i].kind != AC_KIND_ROSTER)
                continue;
            rc = ac_query_facts(nb, slice[i].n, &facts, err);
            listed = ac_json_get(ac_json_get(facts, "statement"), "devices");
            for (size_t d = 0; d < (listed != NULL ? ac_json_count(listed) : 1) && !*out; d++) {
                const ac_json *one = listed != NULL ? ac_json_at(listed, d) : facts;
                text = ac_json_str(one, "key");
                if (text != NULL && strcmp(text, key) == 0 && (text = ac_json_str(one, "proof")) != NULL)
                    *out = ac_unhex(proof, 64, text, strlen(text));
            }
            ac_json_free(facts);
        }
    }
    return rc;
}

static ac_rc certify_in(ac_notebook *nb, ac_room *own, int space, ac_err *err)
{
    const ac_state *ours = ac_members_state(own->members, ac_members_all(own->members));
    ac_rc rc = AC_OK;

    for (int d = 0; rc == AC_OK && ours != NULL && ours->norgs > 0 && d < ours->orgs[0].ndevices; d++) {
        ac_state_device dev = ours->orgs[0].devices[d];
        const ac_state *there;
        uint8_t proof[64];
        bool found;
        rc = ac_notebook_state(nb, space, &there, err);
        if (rc != AC_OK || !dev.goes_on || !ac_state_is_member(there, &nb->me.device) || ac_state_has_device(there, &dev.key))
            continue;
        rc = proof_of(nb, own, &dev.key, proof, &found, err);
        if (rc == AC_OK && found)
            rc = write_certify(nb, space, &dev.key, &dev.transport, dev.label, proof, dev.n, NULL, err);
        /* the write may have laid the rooms anew */
        if (rc == AC_OK)
            rc = ac_room_get(nb, own->space, &own, err);
        ours = rc == AC_OK ? ac_members_state(own->members, ac_members_all(own->members)) : NULL;
    }
    return rc;
}

static bool listed(const ac_space *list, size_t n, const ac_space *id)
{
    for (size_t i = 0; i < n; i++)
        if (ac_space_eq(list[i], *id))
            return true;
    return false;
}

static ac_rc note_membership(ac_notebook *nb, int own, const ac_space *id, ac_err *err)
{
    ac_json *facts = ac_json_object(), *fields = ac_json_array();
    ac_writing w = { .kind = AC_KIND_CREATE, .facts = facts };
    bool good = ac_json_push(fields, ac_json_string("space"));
    ac_rc rc;

    good = ac_json_set(facts, "fields", fields) && good;
    good = ac_json_set_hex(facts, "space", id->b, 32) && good;
    good = ac_json_set_str(facts, "type", MEMBERSHIP) && good;
    rc = good ? ac_notebook_begin(nb, err) : ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_notebook_write(nb, own, &w, NULL, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    ac_json_free(facts);
    return rc;
}

static ac_rc add_space(ac_space **list, size_t *n, const char *hex, ac_err *err)
{
    ac_space id, *more;

    if (hex == NULL || strlen(hex) < 64 || !ac_unhex(id.b, 32, hex, 64) || listed(*list, *n, &id))
        return AC_OK;
    more = realloc(*list, (*n + 1) * sizeof *more);
    if (more == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    *list = more;
    more[(*n)++] = id;
    return AC_OK;
}

ac_rc ac_spaces_known(ac_notebook *nb, ac_space **out, size_t *out_n, ac_err *err)
{
    ac_space_info info;
    ac_buf told = { 0 };
    bool found = false;
    ac_n after = 0;
    size_t got = 64;
    ac_rc rc = ac_setting_get(nb->store, "spaces", &told, &found, err);

    *out = NULL;
    *out_n = 0;
    for (const char *p = ac_buf_text(&told); rc == AC_OK && strlen(p) >= 64; p += p[64] == ',' ? 65 : 64)
        rc = add_space(out, out_n, p, err);
    ac_buf_free(&told);
    if (rc == AC_OK)
        rc = ac_history_space(nb->history, &nb->me.own, &info, &found, err);
    while (rc == AC_OK && found && got == 64) {
        ac_n ns[64];
        ac_row *q = ac_q(nb->store, AC_Q_records_of_space);
        got = 0;
        ac_bind_int(q, ":space", info.space);
        ac_bind_int(q, ":after", after);
        ac_bind_int(q, ":max", 64);
        for (; got < 64 && ac_step(q); got++)
            after = ns[got] = ac_col_int(q, 1) == 3 ? ac_col_int(q, 0) : -ac_col_int(q, 0);
        if (after < 0)
            after = -after;
        rc = ac_done(q, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            ac_json *facts = NULL;
            const char *type;
            if (ns[i] < 0)
                continue;
            rc = ac_query_facts(nb, ns[i], &facts, err);
            type = ac_json_str(facts, "type");
            if (rc == AC_OK && type != NULL && strcmp(type, MEMBERSHIP) == 0)
                rc = add_space(out, out_n, ac_json_str(facts, "space"), err);
            ac_json_free(facts);
        }
    }
    return rc;
}

ac_rc ac_devices_everywhere(ac_notebook *nb, ac_err *err)
{
    ac_space_info *spaces = NULL, own_info;
    ac_space *known = NULL;
    ac_room *own;
    size_t n = 0, nknown = 0;
    bool found = false;
    ac_rc rc = ac_history_space(nb->history, &nb->me.own, &own_info, &found, err);

    if (rc != AC_OK || !found || nb->keys == NULL)
        return rc;
    rc = ac_history_spaces(nb->history, &spaces, &n, err);
    if (rc == AC_OK)
        rc = ac_spaces_known(nb, &known, &nknown, err);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        bool in = false;
        if (spaces[i].is_own || ac_notebook_may_write(nb, spaces[i].space, NULL) != AC_OK)
            continue;
        rc = ac_join_is_admitted(nb, &spaces[i].id, &in, err);
        if (rc != AC_OK || !in)
            continue;
        rc = ac_room_get(nb, own_info.space, &own, err);
        if (rc == AC_OK)
            rc = certify_in(nb, own, spaces[i].space, err);
        if (rc == AC_OK && !listed(known, nknown, &spaces[i].id) && ac_notebook_may_write(nb, own_info.space, NULL) == AC_OK)
            rc = note_membership(nb, own_info.space, &spaces[i].id, err);
    }
    free(spaces);
    free(known);
    return rc;
}
