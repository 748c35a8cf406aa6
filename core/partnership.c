/* partnership.c - the partnerships of a notebook, and what partners are known to have. */
#include "core/names.h"
#include "core/practice/type.h"
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

/* As much as there is room for, never ending within a letter. */
static void put_text(char *out, size_t size, const char *text)
{
    size_t n = strlen(text);

    if (n >= size)
        for (n = size - 1; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;)
            n--;
    memcpy(out, text, n);
    out[n] = '\0';
}

/* The value that a standing edit gives to a field; "" when none. Of several, the one whose id is smallest, on every
 * notebook alike: `partnership show` lists them all. */
static ac_rc field_value(ac_notebook *nb, ac_n record, const char *name, char *out, size_t size, ac_err *err)
{
    ac_n some[16];
    size_t count = 0;
    ac_held first = { 0 };
    ac_json *facts = NULL, *words = NULL;
    const char *text;
    ac_row *q = ac_q(nb->store, AC_Q_field_of);
    ac_rc rc;

    out[0] = '\0';
    ac_bind_int(q, ":record", record);
    ac_bind_text(q, ":name", name);
    while (count < sizeof some / sizeof *some && ac_step(q))
        some[count++] = ac_col_int(q, 0);
    rc = ac_done(q, err);
    for (size_t i = 0; rc == AC_OK && i < count; i++) {
        ac_held held;
        rc = ac_history_get(nb->history, some[i], &held, err);
        if (rc == AC_OK && (first.n == 0 || ac_id_cmp(held.id, first.id) < 0))
            first = held;
    }
    if (rc == AC_OK && first.n != 0)
        rc = ac_query_facts(nb, first.n, &facts, err);
    if (rc == AC_OK && first.n != 0 && ac_json_get(facts, name) == NULL)
        rc = ac_query_words(nb, first.n, &words, err);
    text = ac_json_str(facts, name) != NULL ? ac_json_str(facts, name) : ac_json_str(words, name);
    if (rc == AC_OK && text != NULL)
        put_text(out, size, text);
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

/* What was edited is a title of ours only where it could have been written here: one line. */
static bool is_title(const char *text)
{
    ac_json *value = ac_json_string(text);
    bool good = text[0] != '\0' && ac_field_check(ac_type_field(&ac_type_partnership, "title"), value, NULL) == AC_OK;

    ac_json_free(value);
    return good;
}

static ac_rc describe(ac_notebook *nb, const ac_space_info *info, ac_partnership *out, ac_err *err)
{
    ac_held found;
    ac_id id = ac_id_of(info->id.b);
    ac_json *facts = NULL;
    const char *title;
    char renamed[sizeof out->title];
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
            rc = field_value(nb, found.n, "title", renamed, sizeof renamed, err);
        if (rc == AC_OK && is_title(renamed))
            snprintf(out->title, sizeof out->title, "%s", renamed);
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

/* --- what partners are known to have --- */

/* Everything that a device acknowledged: its newest change's past, and its signed FINAL. */
typedef struct {
    ac_held head; /* n 0: it wrote nothing */
    ac_n upto;
    int64_t missing; /* words it said it lacked then */
} known_to;

struct ac_knowledge {
    ac_notebook *nb;
    known_to *list;
    size_t n;
    int org;
};

static bool device_has(ac_notebook *nb, const known_to *k, const ac_held *c)
{
    if (c->n <= k->upto)
        return true;
    return k->head.n != 0 && (c->n == k->head.n || ac_history_precedes(nb->history, c, &k->head));
}

bool ac_knowledge_has(const ac_knowledge *k, const ac_held *c)
{
    for (size_t d = 0; d < k->n; d++)
        if (device_has(k->nb, &k->list[d], c))
            return true;
    return false;
}

ac_rc ac_knowledge_lacks_words(const ac_knowledge *k, const ac_held *c, bool *out, ac_err *err)
{
    ac_held *reveals = malloc(AC_REVEALS_MAX * sizeof *reveals);
    size_t n = 0;
    ac_rc rc = reveals != NULL ? ac_withheld_reveals(k->nb, c->n, reveals, &n, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    *out = true;
    for (size_t d = 0; rc == AC_OK && d < k->n; d++)
        for (size_t r = 0; r < n; r++)
            if (k->list[d].missing == 0 && device_has(k->nb, &k->list[d], &reveals[r]))
                *out = false;
    free(reveals);
    return rc;
}

ac_n ac_knowledge_upto(const ac_knowledge *k)
{
    ac_n upto = 0;

    for (size_t d = 0; d < k->n; d++)
        if (k->list[d].upto > upto)
            upto = k->list[d].upto;
    return upto;
}

void ac_knowledge_close(ac_knowledge *k)
{
    if (k != NULL)
        free(k->list);
    free(k);
}

#define STATUS_SLICE 256

/* Changes that no device of an organisation is known to hold; acks are not waited for. */
static ac_rc count_waiting(ac_notebook *nb, int space, const ac_knowledge *k, int64_t *out, ac_err *err)
{
    ac_held *slice = malloc(STATUS_SLICE * sizeof *slice);
    size_t got = STATUS_SLICE;
    ac_n after = ac_knowledge_upto(k);
    ac_rc rc = slice != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");

    *out = 0;
    while (rc == AC_OK && got == STATUS_SLICE) {
        rc = ac_history_slice(nb->history, space, after, INT64_MAX, slice, STATUS_SLICE, &got, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            after = slice[i].n;
            *out += slice[i].org != k->org && slice[i].kind != AC_KIND_ACK && !ac_knowledge_has(k, &slice[i]);
        }
    }
    free(slice);
    return rc;
}

#define CLOCK_CHANGES 24 /* of a device, the newest, by which its clock is judged */

/* Between which bounds a clock is off, by our own: what it wrote came here later, and rests on something that
 * we had written before. Nothing is averaged; of two that contradict, the newer one stands. */
typedef struct {
    int64_t least, most;
    bool is_known;
} clock_bounds;

static void narrow(clock_bounds *b, int64_t least, int64_t most)
{
    if (!b->is_known) {
        *b = (clock_bounds){ least, most, true };
    } else if (least <= b->most && most >= b->least) { /* changes come newest first */
        b->least = least > b->least ? least : b->least;
        b->most = most < b->most ? most : b->most;
    }
}

static ac_rc clock_of_branch(ac_notebook *nb, const ac_branch *theirs, const ac_branch *ours, clock_bounds *b, ac_err *err)
{
    uint64_t end = theirs->head_seq > CLOCK_CHANGES ? theirs->head_seq - CLOCK_CHANGES : 0;
    ac_rc rc = AC_OK;

    for (uint64_t seq = theirs->head_seq; rc == AC_OK && seq > end && seq > theirs->fork_seq; seq--) {
        ac_held c, known;
        uint64_t upto;
        rc = ac_history_on(nb->history, theirs->branch, seq, &c, err);
        upto = rc == AC_OK ? ac_history_knows(nb->history, &c, ours->branch) : 0;
        if (rc != AC_OK || upto <= ours->fork_seq)
            break; /* it knew nothing of ours yet, and neither does what came before */
        rc = ac_history_on(nb->history, ours->branch, upto, &known, err);
        if (rc == AC_OK)
            narrow(b, c.written_ms - c.received_ms, c.written_ms - known.written_ms);
    }
    return rc;
}

/* Of several laptops the one whose clock is farthest off. */
static ac_rc clock_of(ac_notebook *nb, const ac_branch *branches, size_t n, const ac_device *device,
                      ac_partner_row *row, ac_err *err)
{
    clock_bounds b = { 0 };
    int64_t off;
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && i < n; i++)
        for (size_t k = 0; rc == AC_OK && k < n; k++)
            if (ac_device_eq(branches[i].device, *device) && ac_device_eq(branches[k].device, nb->me.device))
                rc = clock_of_branch(nb, &branches[i], &branches[k], &b, err);
    if (rc != AC_OK || !b.is_known)
        return rc;
    off = b.least > 0 ? b.least : b.most < 0 ? b.most : 0;
    if (!row->has_drift || llabs(off) > llabs(row->drift_ms))
        row->drift_ms = off;
    row->has_drift = true;
    return AC_OK;
}

static ac_rc known_devices(ac_notebook *nb, ac_room *room, const ac_state_org *org, known_to *list, ac_partner_row *row,
                           ac_err *err)
{
    ac_branch *branches = NULL;
    ac_receipt *receipts = NULL;
    size_t nb_branches = 0, nreceipts = 0;
    ac_rc rc = ac_history_branches(nb->history, room->space, &branches, &nb_branches, err);

    if (rc == AC_OK)
        rc = ac_receipt_all(nb->store, room->space, &receipts, &nreceipts, err);
    for (int d = 0; rc == AC_OK && d < org->ndevices; d++) {
        ac_peer peer;
        bool found;
        for (size_t b = 0; rc == AC_OK && b < nb_branches; b++)
            if (ac_device_eq(branches[b].device, org->devices[d].key) && branches[b].head_seq > list[d].head.seq)
                rc = ac_history_get(nb->history, branches[b].head, &list[d].head, err);
        if (list[d].head.kind == AC_KIND_JOIN) /* written on the invite alone: it says nothing of the history below */
            list[d].head = (ac_held){ 0 };
        for (size_t r = 0; r < nreceipts; r++)
            if (ac_device_eq(receipts[r].device, org->devices[d].key)) {
                list[d].upto = receipts[r].upto;
                list[d].missing = receipts[r].missing;
                if (receipts[r].received_ms > row->last_met_ms)
                    row->last_met_ms = receipts[r].received_ms;
            }
        if (rc == AC_OK)
            rc = ac_peer_get(nb->store, &org->devices[d].key, &peer, &found, err);
        if (rc == AC_OK && found && peer.met_ms > row->last_met_ms)
            row->last_met_ms = peer.met_ms;
        if (rc == AC_OK)
            rc = clock_of(nb, branches, nb_branches, &org->devices[d].key, row, err);
    }
    free(branches);
    free(receipts);
    return rc;
}

ac_rc ac_knowledge_open(ac_knowledge **out, ac_notebook *nb, int space, int org, ac_partner_row *row, ac_err *err)
{
    ac_partner_row unused = { 0 };
    ac_knowledge *k = calloc(1, sizeof *k);
    const ac_state *state;
    ac_room *room;
    ac_rc rc = k != NULL ? ac_room_get(nb, space, &room, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    if (rc == AC_OK)
        rc = ac_notebook_state(nb, space, &state, err);
    if (rc == AC_OK && (org < 0 || org >= state->norgs))
        rc = ac_fail(err, AC_EREF, "there is no such partner");
    if (rc == AC_OK) {
        k->nb = nb;
        k->org = org;
        k->n = (size_t)state->orgs[org].ndevices;
        k->list = calloc(k->n + 1, sizeof *k->list);
        rc = k->list != NULL ? known_devices(nb, room, &state->orgs[org], k->list, row != NULL ? row : &unused, err)
                             : ac_fail(err, AC_ENOMEM, "out of memory");
    }
    if (rc != AC_OK) {
        ac_knowledge_close(k);
        return rc;
    }
    *out = k;
    return AC_OK;
}

ac_rc ac_knowledge_of_device(ac_knowledge **out, ac_notebook *nb, int space, int org, const ac_device *device, ac_err *err)
{
    const ac_state *state;
    ac_knowledge *k = NULL;
    ac_rc rc = ac_knowledge_open(&k, nb, space, org, NULL, err);

    if (rc == AC_OK)
        rc = ac_notebook_state(nb, space, &state, err);
    for (size_t d = 0; rc == AC_OK && d < k->n; d++)
        if (ac_device_eq(state->orgs[org].devices[d].key, *device)) {
            k->list[0] = k->list[d];
            k->n = 1;
            *out = k;
            return AC_OK;
        }
    ac_knowledge_close(k);
    return rc != AC_OK ? rc : ac_fail(err, AC_EREF, "there is no such laptop");
}

static ac_rc is_compared(ac_notebook *nb, const ac_org *org, bool *out, ac_err *err)
{
    ac_buf seen = { 0 };
    char key[96], hex[AC_HEX_SIZE];
    ac_rc rc;

    ac_hex(hex, org->join.b, 32);
    snprintf(key, sizeof key, "verified:%s", hex);
    rc = ac_setting_get(nb->store, key, &seen, out, err);
    ac_buf_free(&seen);
    return rc;
}

ac_rc ac_query_who(ac_notebook *nb, int space, ac_partner_row **out, size_t *out_n, ac_err *err)
{
    ac_room *room;
    const ac_state *state;
    int me = -1;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    *out = NULL;
    *out_n = 0;
    if (rc == AC_OK)
        rc = ac_notebook_state(nb, space, &state, err);
    if (rc != AC_OK)
        return rc;
    ac_state_device_find(state, &nb->me.device, &me);
    *out = calloc((size_t)state->norgs + 1, sizeof **out);
    if (*out == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    for (int o = 0; rc == AC_OK && o < state->norgs; o++) {
        const ac_org *org = ac_members_org(room->members, o);
        ac_partner_row *row;
        if (o == me || (!state->orgs[o].is_standing && !state->orgs[o].has_left && state->orgs[o].nrosters == 0))
            continue;
        row = &(*out)[(*out_n)++];
        row->org = o;
        snprintf(row->code, sizeof row->code, "%s", org->code);
        snprintf(row->name, sizeof row->name, "%s", org->name);
        row->role = org->is_partner ? "partner" : "observer";
        row->standing = state->orgs[o].is_member ? "member" : state->orgs[o].has_left ? "left" : "fallen";
        rc = is_compared(nb, org, &row->is_verified, err);
    }
    return rc;
}

ac_rc ac_query_partner_has(ac_notebook *nb, int space, ac_partner_row *row, ac_err *err)
{
    ac_knowledge *k = NULL;
    ac_rc rc = ac_knowledge_open(&k, nb, space, row->org, row, err);

    if (rc == AC_OK)
        rc = count_waiting(nb, space, k, &row->waiting, err);
    ac_knowledge_close(k);
    row->has_all = rc == AC_OK && row->waiting == 0;
    return rc;
}

ac_rc ac_query_partners(ac_notebook *nb, int space, ac_partner_row **out, size_t *out_n, ac_err *err)
{
    ac_rc rc = ac_query_who(nb, space, out, out_n, err);

    for (size_t i = 0; rc == AC_OK && i < *out_n; i++)
        rc = ac_query_partner_has(nb, space, &(*out)[i], err);
    return rc;
}

ac_rc ac_partner_verified(ac_notebook *nb, int space, int org, ac_err *err)
{
    ac_room *room;
    const ac_org *o;
    char key[96], hex[AC_HEX_SIZE];
    ac_rc rc = ac_room_get(nb, space, &room, err);

    if (rc != AC_OK || (o = ac_members_org(room->members, org)) == NULL)
        return rc != AC_OK ? rc : ac_fail(err, AC_EREF, "there is no such partner");
    ac_hex(hex, o->join.b, 32);
    snprintf(key, sizeof key, "verified:%s", hex);
    rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = ac_setting_put(nb->store, key, "1", err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    return rc;
}
