/* notebook.c - opening a notebook: file, keys, rooms. */
#include "core/file.h"
#include "core/fold.h"
#include "core/inside.h"
#include "core/names.h"
#include "core/view.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- rooms --- */

static void room_free(ac_room *room)
{
    if (room == NULL)
        return;
    ac_members_close(room->members);
    free(room->was_member);
    free(room->feeds);
    free(room);
}

void ac_rooms_forget(ac_notebook *nb)
{
    for (size_t i = 0; i < nb->nrooms; i++)
        room_free(nb->rooms[i]);
    free(nb->rooms);
    nb->rooms = NULL;
    nb->nrooms = 0;
    nb->dirty.len = 0;
    nb->dirty.failed = false;
}

static ac_rc load_sets(ac_notebook *nb, ac_room *room, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_knows_of);
    ac_rc rc = AC_OK, done;

    ac_bind_int(q, ":space", room->space);
    while (rc == AC_OK && ac_step(q)) {
        const uint8_t *p;
        size_t n = ac_col_blob(q, 1, &p);
        rc = ac_members_set_read(room->members, (int)ac_col_int(q, 0), p, n, err);
        room->saved_sets = (int)ac_col_int(q, 0) + 1;
    }
    done = ac_done(q, rc == AC_OK ? err : NULL);
    return rc != AC_OK ? rc : done;
}

static ac_rc load_one(ac_notebook *nb, ac_room *room, ac_n n, ac_err *err)
{
    ac_buf bytes = { 0 };
    ac_held held, cites[AC_CITES_MAX];
    ac_header h;
    ac_rc rc = ac_history_get(nb->history, n, &held, err);

    if (rc == AC_OK)
        rc = ac_history_bytes(nb->history, n, &bytes, NULL, NULL, NULL, err);
    if (rc == AC_OK)
        rc = ac_header_peek(&h, bytes.p, bytes.len, err);
    for (unsigned i = 0; rc == AC_OK && i < h.ncites; i++) {
        ac_id id = ac_header_cite(&h, i);
        rc = ac_history_find(nb->history, room->space, &id, &cites[i], err);
    }
    if (rc == AC_OK)
        rc = ac_members_add(room->members, &h, &held, cites, err);
    ac_buf_free(&bytes);
    return rc;
}

static ac_rc load_governing(ac_notebook *nb, ac_room *room, ac_err *err)
{
    ac_n *list = NULL;
    size_t n = 0, cap = 0;
    bool memory = true;
    ac_row *q = ac_q(nb->store, AC_Q_governing_of);
    ac_rc rc;

    ac_bind_int(q, ":space", room->space);
    while (memory && ac_step(q)) {
        if (n == cap) {
            ac_n *more = realloc(list, (cap = cap ? 2 * cap : 64) * sizeof *list);
            memory = more != NULL;
            list = more != NULL ? more : list;
        }
        if (memory)
            list[n++] = ac_col_int(q, 0);
    }
    rc = ac_done(q, err);
    if (rc == AC_OK && !memory)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        rc = load_one(nb, room, list[i], err);
    if (rc == AC_EINVALID) {
        rc = ac_fail(err, AC_ECORRUPT, "this notebook is damaged: a record that says who belongs cannot be read. accord audit names it");
        ac_hint(err, rc, "accord audit");
    }
    free(list);
    return rc;
}

ac_rc ac_room_get(ac_notebook *nb, int space, ac_room **out, ac_err *err)
{
    ac_space_info info;
    ac_room *room, **rooms;
    ac_row *q;
    ac_rc rc;

    for (size_t i = 0; i < nb->nrooms; i++)
        if (nb->rooms[i]->space == space) {
            *out = nb->rooms[i];
            return AC_OK;
        }
    rc = ac_history_space_info(nb->history, space, &info, err);
    if (rc != AC_OK)
        return rc;
    room = calloc(1, sizeof *room);
    rooms = realloc(nb->rooms, (nb->nrooms + 1) * sizeof *rooms);
    nb->rooms = rooms != NULL ? rooms : nb->rooms;
    if (room == NULL || rooms == NULL) {
        free(room);
        return ac_fail(err, AC_ENOMEM, "out of memory");
    }
    *room = (ac_room){ .space = space, .id = info.id, .is_own = info.is_own, .saved_sets = 1 };
    rc = ac_members_open(&room->members, nb->history, space, &info.id, info.is_own, err);
    if (rc == AC_OK)
        rc = load_sets(nb, room, err);
    if (rc == AC_OK)
        rc = load_governing(nb, room, err);
    if (rc == AC_OK) {
        q = ac_q(nb->store, AC_Q_aside_count);
        ac_bind_int(q, ":space", space);
        room->has_aside = ac_step(q) && ac_col_int(q, 0) > 0;
        rc = ac_done(q, err);
    }
    if (rc != AC_OK) {
        room_free(room);
        return rc;
    }
    nb->rooms[nb->nrooms++] = room;
    *out = room;
    return AC_OK;
}

ac_rc ac_notebook_members(ac_notebook *nb, int space, ac_members **out, ac_err *err)
{
    ac_room *room;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    if (rc == AC_OK)
        *out = room->members;
    return rc;
}

ac_rc ac_notebook_state(ac_notebook *nb, int space, const ac_state **out, ac_err *err)
{
    ac_room *room;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    if (rc == AC_OK && (*out = ac_members_state(room->members, ac_members_all(room->members))) == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    return rc;
}

ac_rc ac_notebook_refresh(ac_notebook *nb, bool *out_changed, ac_err *err)
{
    int64_t version = ac_store_version(nb->store);

    (void)err;
    *out_changed = version != nb->version;
    if (*out_changed) {
        ac_rooms_forget(nb);
        ac_history_refresh(nb->history);
        nb->version = version;
    }
    return AC_OK;
}

/* --- who we are: settings, readable without the key --- */

static ac_rc put_hex(ac_store *s, const char *key, const uint8_t b[32], ac_err *err)
{
    char hex[AC_HEX_SIZE];

    ac_hex(hex, b, 32);
    return ac_setting_put(s, key, hex, err);
}

/* The index of words follows the tables of Unicode, too. */
static const char *view_version(char out[32])
{
    snprintf(out, 32, "%d %.20s", AC_VIEW_VERSION, ac_fold_version());
    return out;
}

static ac_rc put_view_version(ac_notebook *nb, ac_err *err)
{
    char text[32];

    return ac_setting_put(nb->store, AC_VIEW_SETTING, view_version(text), err);
}

static ac_rc save_me(ac_notebook *nb, ac_err *err)
{
    const ac_me *me = &nb->me;
    ac_rc rc = put_hex(nb->store, "device", me->device.b, err);

    if (rc == AC_OK)
        rc = put_hex(nb->store, "transport", me->transport.b, err);
    if (rc == AC_OK)
        rc = put_hex(nb->store, "root", me->root.b, err);
    if (rc == AC_OK)
        rc = put_hex(nb->store, "seal", me->seal.b, err);
    if (rc == AC_OK)
        rc = put_hex(nb->store, "own", me->own.b, err);
    if (rc == AC_OK)
        rc = ac_setting_put(nb->store, "code", me->code, err);
    if (rc == AC_OK)
        rc = ac_setting_put(nb->store, "name", me->name, err);
    if (rc == AC_OK)
        rc = ac_setting_put(nb->store, "sector", me->sector, err);
    if (rc == AC_OK)
        rc = ac_setting_put(nb->store, "label", me->label, err);
    if (rc == AC_OK)
        rc = put_view_version(nb, err);
    return rc;
}

ac_rc ac_me_save(ac_notebook *nb, ac_err *err)
{
    return save_me(nb, err);
}

static ac_rc get_text(ac_store *s, const char *key, char *out, size_t size, ac_err *err)
{
    ac_buf b = { 0 };
    bool found;
    ac_rc rc = ac_setting_get(s, key, &b, &found, err);

    snprintf(out, size, "%s", ac_buf_text(&b));
    ac_buf_free(&b);
    return rc;
}

static ac_rc get_hex(ac_store *s, const char *key, uint8_t out[32], ac_err *err)
{
    char hex[80];
    ac_rc rc = get_text(s, key, hex, sizeof hex, err);

    if (rc == AC_OK && !ac_unhex(out, 32, hex, strlen(hex)))
        memset(out, 0, 32); /* not known yet: a further device before it is certified */
    return rc;
}

static ac_rc load_me(ac_notebook *nb, ac_err *err)
{
    ac_me *me = &nb->me;
    ac_rc rc = get_hex(nb->store, "device", me->device.b, err);

    if (rc == AC_OK)
        rc = get_hex(nb->store, "transport", me->transport.b, err);
    if (rc == AC_OK)
        rc = get_hex(nb->store, "root", me->root.b, err);
    if (rc == AC_OK)
        rc = get_hex(nb->store, "seal", me->seal.b, err);
    if (rc == AC_OK)
        rc = get_hex(nb->store, "own", me->own.b, err);
    if (rc == AC_OK)
        rc = get_text(nb->store, "code", me->code, sizeof me->code, err);
    if (rc == AC_OK)
        rc = get_text(nb->store, "name", me->name, sizeof me->name, err);
    if (rc == AC_OK)
        rc = get_text(nb->store, "sector", me->sector, sizeof me->sector, err);
    if (rc == AC_OK)
        rc = get_text(nb->store, "label", me->label, sizeof me->label, err);
    if (rc == AC_OK && ac_device_is_zero(me->device))
        rc = ac_fail(err, AC_ENONOTEBOOK, "the notebook in %s was never finished: remove it and start again", nb->dir);
    return rc;
}

/* --- opening --- */

static ac_rc around(ac_notebook **out, ac_store *store, const ac_place *place, ac_world *world, ac_err *err)
{
    ac_notebook *nb = calloc(1, sizeof *nb);
    ac_rc rc;

    if (nb == NULL) {
        ac_store_close(store);
        return ac_fail(err, AC_ENOMEM, "out of memory");
    }
    nb->store = store;
    nb->world = world;
    nb->dir = strdup(place->dir);
    nb->state_dir = strdup(place->state_dir);
    nb->place = (ac_place){ nb->dir, nb->state_dir };
    rc = nb->dir != NULL && nb->state_dir != NULL ? ac_history_open(&nb->history, store, world, err)
                                                  : ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc != AC_OK) {
        ac_notebook_close(nb);
        return rc;
    }
    nb->version = ac_store_version(store);
    *out = nb;
    return AC_OK;
}

ac_rc ac_notebook_around(ac_notebook **out, ac_store *store, ac_world *world, ac_err *err)
{
    ac_place nowhere = { "", "" };

    return around(out, store, &nowhere, world, err);
}

ac_rc ac_notebook_in_memory(ac_notebook **out, ac_world *world, ac_err *err)
{
    ac_store *memory;
    ac_rc rc = ac_store_open_memory(&memory, err);

    return rc == AC_OK ? ac_notebook_around(out, memory, world, err) : rc;
}

/* Another version of this program may have read the same history otherwise. */
static ac_rc renew_view(ac_notebook *nb, ac_store_mode mode, ac_err *err)
{
    ac_buf was = { 0 };
    char now[32];
    bool found;
    ac_rc rc = ac_setting_get(nb->store, AC_VIEW_SETTING, &was, &found, err);

    nb->view_is_old = rc == AC_OK && (!found || strcmp(ac_buf_text(&was), view_version(now)) != 0);
    ac_buf_free(&was);
    if (rc != AC_OK || !nb->view_is_old || mode == AC_STORE_READ || ac_store_is_readonly(nb->store))
        return rc;
    rc = ac_store_begin(nb->store, err);
    if (rc == AC_OK)
        rc = ac_view_rebuild(nb, err);
    if (rc == AC_OK)
        rc = ac_history_flush(nb->history, err);
    if (rc == AC_OK)
        rc = put_view_version(nb, err);
    if (rc == AC_OK)
        rc = ac_store_commit(nb->store, err);
    ac_store_rollback(nb->store);
    nb->view_is_old = rc != AC_OK;
    return rc;
}

ac_rc ac_notebook_open(ac_notebook **out, const ac_place *place, ac_world *world, ac_store_mode mode, ac_err *err)
{
    ac_store *store = NULL;
    ac_notebook *nb = NULL;
    ac_rc rc = ac_store_open(&store, place->dir, mode, err);

    if (rc == AC_OK)
        rc = around(&nb, store, place, world, err);
    if (rc == AC_OK)
        rc = load_me(nb, err);
    if (rc == AC_OK)
        rc = renew_view(nb, mode, err);
    if (rc != AC_OK) {
        ac_notebook_close(nb);
        return rc;
    }
    *out = nb;
    return AC_OK;
}

void ac_notebook_close(ac_notebook *nb)
{
    if (nb == NULL)
        return;
    ac_rooms_forget(nb);
    ac_history_close(nb->history);
    ac_store_close(nb->store);
    if (nb->keys != NULL)
        ac_keyfile_free(nb->keys);
    free(nb->keys);
    free(nb->dirty.n);
    free(nb->dir);
    free(nb->state_dir);
    free(nb);
}

const ac_me *ac_notebook_me(const ac_notebook *nb)
{
    return &nb->me;
}

ac_store *ac_notebook_store(ac_notebook *nb)
{
    return nb->store;
}

ac_history *ac_notebook_history(ac_notebook *nb)
{
    return nb->history;
}

ac_world *ac_notebook_world(ac_notebook *nb)
{
    return nb->world;
}

const ac_place *ac_notebook_place(const ac_notebook *nb)
{
    return &nb->place;
}

/* --- keys --- */

bool ac_notebook_opens_freely(ac_notebook *nb)
{
    ac_keyfile k = { 0 };
    bool wrapped = true;

    if (ac_keyfile_is_wrapped(nb->dir, &wrapped, NULL) == AC_OK && !wrapped)
        return true;
    if (ac_unlock_read(&k, &nb->me.device, nb->state_dir, NULL) != AC_OK)
        return false;
    ac_keyfile_free(&k);
    return true;
}

ac_rc ac_notebook_unlock(ac_notebook *nb, const char *passphrase, size_t n, ac_err *err)
{
    ac_keyfile *k;
    ac_rc rc;

    if (nb->keys != NULL)
        return AC_OK;
    k = calloc(1, sizeof *k);
    if (k == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    rc = passphrase == NULL ? ac_unlock_read(k, &nb->me.device, nb->state_dir, NULL) : AC_ELOCKED;
    if (rc != AC_OK)
        rc = ac_keyfile_read(k, nb->dir, passphrase, n, err);
    if (rc == AC_OK && !ac_device_eq(k->device_key, nb->me.device)) {
        ac_keyfile_free(k);
        rc = ac_fail(err, AC_ECORRUPT, "the key file in %s belongs to another notebook", nb->dir);
    }
    if (rc != AC_OK) {
        free(k);
        return rc;
    }
    nb->keys = k;
    return AC_OK;
}

bool ac_notebook_is_unlocked(const ac_notebook *nb)
{
    return nb->keys != NULL;
}

ac_keyfile *ac_notebook_keys(ac_notebook *nb)
{
    return nb->keys;
}

void ac_notebook_sign(ac_notebook *nb, const char *tag, const void *message, size_t n, uint8_t sig[64])
{
    assert(nb->keys != NULL);
    ac_sign(sig, nb->keys->device.p, tag, message, n);
}

const uint8_t *ac_notebook_transport_secret(const ac_notebook *nb)
{
    assert(nb->keys != NULL);
    return nb->keys->transport.p;
}

bool ac_notebook_open_sealed(ac_notebook *nb, const uint8_t *bytes, size_t n, ac_buf *out)
{
    for (size_t i = 0; nb->keys != NULL && i < nb->keys->nseals; i++) {
        uint8_t public_key[32];
        ac_box_keypair(public_key, nb->keys->seals[i].p);
        if (ac_seal_open(out, public_key, nb->keys->seals[i].p, bytes, n))
            return true;
    }
    return false;
}

/* --- init --- */

static ac_rc organisation_keys(ac_keyfile *k, ac_world *world, const ac_new_org *org, ac_me *me, ac_err *err)
{
    uint8_t root_secret[1][64];
    ac_stated_device device = { .n = "1" };
    ac_statement s = { .devices = &device, .ndevices = 1, .seal_no = 1 };
    ac_rc rc;

    if (!ac_secret_alloc(&k->root_seed, 32) || !ac_secret_alloc(&k->seals[0], 32))
        return ac_fail(err, AC_ENOMEM, "no locked memory for the keys");
    k->nseals = 1;
    world->random(world, k->root_seed.p, 32);
    ac_root_from_seed(k->root_seed.p, &me->root, root_secret[0]);
    ac_seal_from_seed(k->root_seed.p, 1, &me->seal, k->seals[0].p);
    snprintf(me->code, sizeof me->code, "%s", org->code);
    snprintf(me->name, sizeof me->name, "%s", org->org);
    snprintf(me->sector, sizeof me->sector, "%s", org->sector);
    s.root = me->root;
    s.seal = me->seal;
    memcpy(s.code, me->code, sizeof s.code);
    memcpy(s.name, me->name, sizeof s.name);
    memcpy(s.sector, me->sector, sizeof s.sector);
    device.key = k->device_key;
    device.transport = k->transport_key;
    memcpy(device.label, me->label, sizeof device.label);
    ac_device_proof(device.proof, k->device.p, &me->root, &device.transport);
    rc = ac_statement_sign(&s, (const uint8_t(*)[64])root_secret, &me->root, 1, &k->home, err);
    ac_wipe(root_secret, sizeof root_secret);
    return rc;
}

static ac_rc check_new(const ac_new_org *org, ac_err *err)
{
    ac_rc rc = ac_name_check(_("name of the organisation"), org->org, AC_NAME_MAX, err);

    if (rc == AC_OK)
        rc = ac_code_check(org->code, err);
    if (rc == AC_OK && !ac_vocab_has(AC_V_SECTOR, org->sector)) {
        char list[256];
        ac_vocab_list(AC_V_SECTOR, list, sizeof list);
        rc = ac_fail(err, AC_EUSAGE, "unknown sector \"%.40s\": one of %s", org->sector, list);
    }
    if (rc == AC_OK && org->label != NULL)
        rc = ac_name_check(_("label of the laptop"), org->label, AC_LABEL_MAX, err);
    return rc;
}

/* Key file first, then mark, then the notebook file: each later one means that the earlier are durable. */
static ac_rc create(const ac_place *place, ac_world *world, const ac_new_org *org, const char *label,
                    const char *passphrase, size_t passphrase_n, ac_err *err)
{
    ac_keyfile k = { 0 };
    ac_store *store = NULL;
    ac_notebook *nb = NULL;
    ac_me me = { 0 };
    char *path = ac_path(place->dir, AC_KEYFILE_NAME), *db = ac_path(place->dir, "notebook.db");
    char *evidence = ac_path(place->dir, "evidence");
    bool is_ours = false;
    ac_rc rc = path && db && evidence ? ac_dir_make(place->dir, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    if (rc == AC_OK && (ac_file_exists(db) || ac_file_exists(path)))
        rc = ac_fail(err, AC_ESTATE, "there is a notebook in %s already", place->dir);
    if (rc == AC_OK)
        rc = ac_dir_make(evidence, err);
    if (rc == AC_OK)
        rc = ac_keyfile_new(&k, world, err);
    if (rc != AC_OK)
        goto done;
    snprintf(me.label, sizeof me.label, "%s", label != NULL ? label : "device 1");
    me.device = k.device_key;
    me.transport = k.transport_key;
    if (org != NULL)
        rc = organisation_keys(&k, world, org, &me, err);
    if (rc == AC_OK)
        rc = ac_keyfile_write(&k, place->dir, passphrase, passphrase_n, world, err);
    is_ours = rc == AC_OK;
    if (rc == AC_OK)
        rc = ac_mark_create(place->state_dir, &k.device_key, err);
    if (rc == AC_OK)
        rc = ac_store_open(&store, place->dir, AC_STORE_CREATE, err);
    if (rc == AC_OK)
        rc = around(&nb, store, place, world, err);
    if (rc != AC_OK)
        goto done;
    nb->me = me;
    rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = save_me(nb, err);
    if (rc == AC_OK && org != NULL) {
        nb->keys = calloc(1, sizeof *nb->keys);
        rc = nb->keys != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");
        if (rc == AC_OK) {
            *nb->keys = k;
            k = (ac_keyfile){ 0 };
            rc = ac_found_write(nb, me.name, true, &nb->me.own, err);
        }
        if (rc == AC_OK)
            rc = save_me(nb, err);
        if (rc == AC_OK)
            rc = ac_setting_put(store, AC_SETTING_SHEET, "1", err);
    }
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
done:
    ac_notebook_close(nb);
    ac_keyfile_free(&k);
    if (rc != AC_OK && is_ours) { /* nothing of it has left: the next try begins anew */
        unlink(db);
        unlink(path);
    }
    free(path);
    free(db);
    free(evidence);
    return rc;
}

ac_rc ac_notebook_create(const ac_place *place, ac_world *world, const ac_new_org *org, ac_err *err)
{
    ac_rc rc = check_new(org, err);

    return rc != AC_OK ? rc : create(place, world, org, org->label, org->passphrase, org->passphrase_n, err);
}

ac_rc ac_notebook_create_device(const ac_place *place, ac_world *world, const char *label, const char *passphrase,
                                size_t passphrase_n, ac_err *err)
{
    ac_rc rc = ac_name_check(_("label of the laptop"), label, AC_LABEL_MAX, err);

    return rc != AC_OK ? rc : create(place, world, NULL, label, passphrase, passphrase_n, err);
}
