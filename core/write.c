/* write.c - own changes: composed, judged by the same questions as others', signed, kept. The mark. */
#include "core/file.h"
#include "core/kind.h"
#include "core/view.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- transactions --- */

ac_rc ac_notebook_begin(ac_notebook *nb, ac_err *err)
{
    bool changed;
    ac_rc rc = ac_store_begin(nb->store, err);

    nb->good_branch = 0;
    if (rc == AC_OK)
        rc = ac_notebook_refresh(nb, &changed, err);
    return rc;
}

static void undo(ac_notebook *nb)
{
    ac_store_rollback(nb->store);
    ac_rooms_forget(nb);
    ac_history_refresh(nb->history);
}

ac_rc ac_notebook_commit(ac_notebook *nb, ac_err *err)
{
    ac_rc rc = ac_settle(nb, err);

    if (rc == AC_OK)
        rc = ac_store_commit(nb->store, err);
    if (rc != AC_OK)
        undo(nb); /* the store is back already where the commit failed: what is in memory is not */
    return rc;
}

void ac_notebook_rollback(ac_notebook *nb)
{
    if (ac_store_in_write(nb->store) || nb->dirty.len > 0)
        undo(nb);
}

/* --- the mark (DESIGN 4) --- */

static void elsewhere_key(const ac_space *space, char out[96])
{
    char hex[AC_HEX_SIZE];

    ac_hex(hex, space->b, 32);
    snprintf(out, 96, "elsewhere:%s", hex);
}

/* The branch of ours to go on with: the one that reaches the marked change, else the longest. */
static ac_rc own_branch(ac_notebook *nb, int space, const ac_held *marked, ac_branch *out, bool *out_found, ac_err *err)
{
    ac_branch *list = NULL;
    size_t n = 0;
    bool reaches = false;
    ac_rc rc = ac_history_branches(nb->history, space, &list, &n, err);

    *out_found = false;
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_held head;
        bool this_reaches;
        if (!ac_device_eq(list[i].device, nb->me.device))
            continue;
        rc = ac_history_get(nb->history, list[i].head, &head, err);
        if (rc != AC_OK)
            break;
        this_reaches = marked->n != 0 && ac_history_reaches(nb->history, marked, &head);
        if (!*out_found || (this_reaches && !reaches) || (this_reaches == reaches && list[i].head_seq > out->head_seq)) {
            *out = list[i];
            *out_found = true;
            reaches = this_reaches;
        }
    }
    free(list);
    return rc;
}

/* Who got two invitations made two first changes, and the mark names the first of them; the one that was
 * admitted is as good. out->n 0: none was. */
static ac_rc admitted_join(ac_notebook *nb, const ac_space_info *info, ac_held *out, ac_err *err)
{
    ac_id joins[16];
    size_t n = 0;
    ac_row *q = ac_q(nb->store, AC_Q_apart_of);
    ac_rc rc;

    ac_bind_text(q, ":what", "our-join");
    while (n < sizeof joins / sizeof *joins && ac_step(q)) {
        const uint8_t *id, *space;
        size_t id_n = ac_col_blob(q, 0, &id), space_n = ac_col_blob(q, 1, &space);
        if (id_n == 32 && space_n == 32 && memcmp(space, info->id.b, 32) == 0)
            joins[n++] = ac_id_of(id);
    }
    rc = ac_done(q, err);
    for (size_t i = 0; rc == AC_OK && out->n == 0 && i < n; i++)
        rc = ac_history_find(nb->history, info->space, &joins[i], out, err);
    return rc;
}

static ac_rc health(ac_notebook *nb, int space, ac_feed_health *out, ac_branch *out_branch, bool *out_has_branch, ac_err *err)
{
    ac_mark mark = { 0 };
    ac_space_info info;
    ac_held marked = { 0 };
    const ac_mark_line *line;
    ac_buf seen = { 0 };
    char key[96];
    bool elsewhere = false;
    ac_rc rc = ac_history_space_info(nb->history, space, &info, err);

    if (rc != AC_OK)
        return rc;
    *out = AC_FEED_GOOD;
    elsewhere_key(&info.id, key);
    rc = ac_setting_get(nb->store, key, &seen, &elsewhere, err);
    ac_buf_free(&seen);
    if (rc != AC_OK)
        return rc;
    rc = ac_mark_read(&mark, nb->state_dir, &nb->me.device, err);
    if (rc == AC_EREF || rc == AC_ECORRUPT) {
        *out = AC_FEED_NO_MARK;
        rc = AC_OK;
    }
    line = ac_mark_find(&mark, &info.id);
    if (rc == AC_OK && line != NULL) {
        rc = ac_history_find(nb->history, space, &line->id, &marked, err);
        if (rc == AC_OK && marked.n == 0 && line->seq == 1)
            rc = admitted_join(nb, &info, &marked, err);
        if (rc == AC_OK && marked.n == 0)
            *out = AC_FEED_BEHIND;
    }
    if (elsewhere)
        *out = AC_FEED_ELSEWHERE;
    ac_mark_free(&mark);
    return rc == AC_OK ? own_branch(nb, space, &marked, out_branch, out_has_branch, err) : rc;
}

ac_rc ac_notebook_feed_health(ac_notebook *nb, int space, ac_feed_health *out, ac_err *err)
{
    ac_branch branch;
    bool has;

    return health(nb, space, out, &branch, &has, err);
}

static ac_rc health_sentence(ac_feed_health h, ac_err *err)
{
    ac_rc rc = AC_OK;

    switch (h) {
    case AC_FEED_GOOD:
        break;
    case AC_FEED_BEHIND:
        rc = ac_fail(err, AC_ESTOPPED, "this notebook is older than what left this laptop (a backup was put back). Writing waits "
                                       "until a partner has given the missing records back: accord sync");
        ac_hint(err, rc, "accord sync");
        break;
    case AC_FEED_NO_MARK:
        rc = ac_fail(err, AC_ESTOPPED, "the mark of this laptop is lost, so another copy of this notebook may be writing. "
                                       "Writing stopped. If there is no other copy any more: accord device continue --yes");
        ac_hint(err, rc, "accord device continue --yes");
        break;
    case AC_FEED_ELSEWHERE:
        rc = ac_fail(err, AC_ESTOPPED, "another copy of this notebook has written as this laptop. Writing stopped. If that copy "
                                       "is gone for good: accord device continue --yes. Else use this one as a new laptop");
        ac_hint(err, rc, "accord device continue --yes");
        break;
    }
    return rc;
}

/* May we write here, and where do we go on? Asked once a transaction: nobody else commits meanwhile, and the
 * mark only ever names what was committed. */
static ac_rc going_on(ac_notebook *nb, int space, ac_branch *out_branch, bool *out_has_branch, ac_err *err)
{
    ac_feed_health h = AC_FEED_NO_MARK;
    ac_rc rc;

    if (nb->good_branch != 0 && nb->good_space == space) {
        *out_has_branch = true;
        return ac_history_branch(nb->history, nb->good_branch, out_branch, err);
    }
    rc = health(nb, space, &h, out_branch, out_has_branch, err);
    if (rc == AC_OK)
        rc = health_sentence(h, err);
    if (rc == AC_OK && *out_has_branch) {
        nb->good_space = space;
        nb->good_branch = out_branch->branch;
    }
    return rc;
}

ac_rc ac_notebook_may_write(ac_notebook *nb, int space, ac_err *err)
{
    ac_feed_health h;
    ac_rc rc = ac_notebook_feed_health(nb, space, &h, err);

    return rc == AC_OK ? health_sentence(h, err) : rc;
}

ac_rc ac_notebook_mark(ac_notebook *nb, int space, ac_err *err)
{
    ac_feed_health h;
    ac_branch branch;
    ac_space_info info;
    ac_mark_line line;
    bool has;
    ac_rc rc = health(nb, space, &h, &branch, &has, err);

    if (rc == AC_OK && h != AC_FEED_GOOD)
        return health_sentence(h, err);
    if (rc == AC_OK)
        rc = ac_history_space_info(nb->history, space, &info, err);
    if (rc != AC_OK || !has)
        return rc;
    line = (ac_mark_line){ info.id, branch.head_seq, branch.head_id };
    return ac_mark_advance(nb->state_dir, &nb->me.device, &line, err);
}

ac_rc ac_notebook_own_heads_seen(ac_notebook *nb, int space, const uint64_t *seqs, const ac_id *ids, size_t n,
                                 bool *out_foreign, ac_err *err)
{
    ac_mark mark = { 0 };
    ac_space_info info;
    const ac_mark_line *line;
    ac_rc rc = ac_history_space_info(nb->history, space, &info, err);

    *out_foreign = false;
    if (rc == AC_OK)
        rc = ac_mark_read(&mark, nb->state_dir, &nb->me.device, NULL);
    if (rc == AC_EREF || rc == AC_ECORRUPT)
        return AC_OK; /* no mark: writing has stopped already */
    line = ac_mark_find(&mark, &info.id);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_held held;
        rc = ac_history_find(nb->history, space, &ids[i], &held, err);
        if (rc == AC_OK && held.n == 0 && (line == NULL || seqs[i] > line->seq || (seqs[i] == line->seq && !ac_id_eq(ids[i], line->id))))
            *out_foreign = true;
    }
    ac_mark_free(&mark);
    return rc;
}

static ac_rc remember_elsewhere(ac_notebook *nb, const ac_space *space, ac_err *err)
{
    char key[96];

    nb->good_branch = 0;
    elsewhere_key(space, key);
    return ac_setting_put(nb->store, key, "1", err);
}

ac_rc ac_notebook_own_heads_signed(ac_notebook *nb, int space, const uint64_t *seqs, const ac_id *ids, size_t n,
                                   bool *out_foreign, ac_err *err)
{
    ac_space_info info;
    ac_rc rc = ac_notebook_own_heads_seen(nb, space, seqs, ids, n, out_foreign, err);

    if (rc != AC_OK || !*out_foreign)
        return rc;
    rc = ac_history_space_info(nb->history, space, &info, err);
    if (rc == AC_OK)
        rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = remember_elsewhere(nb, &info.id, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    return rc;
}

/* What was restored comes back up to the mark; a first change that was admitted, whichever it was, is our own. */
static bool is_foreign(const ac_mark_line *line, const ac_held *c)
{
    if (c->kind == AC_KIND_JOIN)
        return false;
    return line == NULL || c->seq > line->seq || (c->seq == line->seq && !ac_id_eq(c->id, line->id));
}

ac_rc ac_own_change_came(ac_notebook *nb, const ac_space *space, const ac_held *c, bool *out_foreign, ac_err *err)
{
    ac_mark mark = { 0 };
    ac_rc rc = ac_mark_read(&mark, nb->state_dir, &nb->me.device, NULL);

    *out_foreign = rc == AC_OK && is_foreign(ac_mark_find(&mark, space), c);
    if (rc == AC_EREF || rc == AC_ECORRUPT)
        rc = AC_OK; /* no mark: writing has stopped already */
    ac_mark_free(&mark);
    if (rc != AC_OK || !*out_foreign)
        return rc != AC_OK ? ac_fail(err, rc, "the mark of this laptop cannot be read") : AC_OK;
    return remember_elsewhere(nb, space, err);
}

ac_rc ac_notebook_continue(ac_notebook *nb, ac_err *err)
{
    ac_space_info *spaces = NULL;
    ac_mark mark = { 0 };
    size_t n = 0;
    ac_rc rc = ac_notebook_begin(nb, err);

    if (rc == AC_OK)
        rc = ac_history_spaces(nb->history, &spaces, &n, err);
    if (rc == AC_OK && (mark.lines = calloc(n + 1, sizeof *mark.lines)) == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_held none = { 0 };
        ac_branch branch;
        bool has;
        char key[96];
        elsewhere_key(&spaces[i].id, key);
        rc = ac_setting_put(nb->store, key, NULL, err);
        if (rc == AC_OK)
            rc = own_branch(nb, spaces[i].space, &none, &branch, &has, err);
        if (rc == AC_OK && has)
            mark.lines[mark.n++] = (ac_mark_line){ spaces[i].id, branch.head_seq, branch.head_id };
    }
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    if (rc == AC_OK)
        rc = ac_mark_reset(nb->state_dir, &nb->me.device, &mark, err);
    ac_notebook_rollback(nb);
    ac_mark_free(&mark);
    free(spaces);
    return rc;
}

/* --- composing --- */

typedef struct {
    ac_header h;
    uint8_t deps[32 * AC_DEPS_MAX], cites[32 * AC_CITES_MAX];
    ac_buf facts, words, bytes;
    uint8_t sig[64];
} composed;

static void composed_free(composed *c)
{
    ac_buf_free(&c->facts);
    ac_buf_free(&c->words);
    ac_buf_free(&c->bytes);
}

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, 32);
}

/* The newest change of a feed that may be named: no ack, unless they are wanted or the feed has ended and what
 * is held of it shall be everybody's. n 0: none. */
static ac_rc newest_of(ac_notebook *nb, const ac_state *state, const ac_branch *b, bool with_acks, ac_held *out, ac_err *err)
{
    ac_rc rc = AC_OK;

    out->n = 0;
    if (with_acks || !ac_state_is_member(state, &b->device))
        rc = ac_history_get(nb->history, b->head, out, err);
    if (rc == AC_OK && (out->n == 0 || (out->flags & AC_HELD_UNJUDGED))) {
        out->n = 0;
        if (b->solid != 0)
            rc = ac_history_get(nb->history, b->solid, out, err);
    }
    return rc;
}

/* Newest changes of other feeds that prev does not know. More than 64: *out_more. */
static ac_rc gather_deps(ac_notebook *nb, ac_room *room, const ac_held *prev, bool with_acks, composed *c, uint64_t *depth,
                         bool *out_more, ac_err *err)
{
    const ac_state *state = ac_members_state(room->members, ac_members_all(room->members));
    ac_branch *list = NULL;
    size_t n = 0;
    ac_rc rc = ac_history_branches(nb->history, room->space, &list, &n, err);

    *out_more = false;
    if (rc == AC_OK && state == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_held held;
        if (ac_device_eq(list[i].device, nb->me.device))
            continue;
        rc = newest_of(nb, state, &list[i], with_acks, &held, err);
        if (rc != AC_OK || held.n == 0 || (prev->n != 0 && ac_history_precedes(nb->history, &held, prev)))
            continue;
        if (c->h.ndeps == AC_DEPS_MAX) {
            *out_more = true;
            break;
        }
        memcpy(c->deps + 32 * c->h.ndeps++, held.id.b, 32);
        if (held.depth > *depth)
            *depth = held.depth;
    }
    free(list);
    qsort(c->deps, c->h.ndeps, 32, by_id);
    return rc;
}

static ac_rc encode_facts(ac_buf *out, uint16_t kind, const ac_json *facts, ac_err *err)
{
    ac_rc rc = AC_OK;

    if (facts != NULL)
        rc = ac_json_encode(out, facts, err);
    else
        ac_buf_str(out, "{}");
    if (rc == AC_OK && out->failed)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && out->len > (kind >= 0x8000 ? AC_GOVERNING_FACTS_MAX : AC_FACTS_MAX))
        rc = ac_fail(err, AC_EUSAGE, "that is more than one record can hold: use fewer dates or codes");
    return rc;
}

static ac_rc encode_words(ac_buf *out, const ac_json *words, ac_err *err)
{
    size_t before = out->len;
    ac_rc rc = ac_json_encode(out, words, err);

    if (rc == AC_OK && out->failed)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && out->len - before > AC_WORDS_MAX)
        rc = ac_fail(err, AC_EUSAGE, "the text is %zu bytes long; 65536 is the most", out->len - before);
    return rc;
}

ac_rc ac_writing_encode(const ac_writing *w, ac_buf *out_facts, ac_buf *out_words, ac_err *err)
{
    ac_rc rc = encode_facts(out_facts, w->kind, w->facts, err);

    return rc == AC_OK && w->words != NULL ? encode_words(out_words, w->words, err) : rc;
}

static ac_rc put_words(ac_notebook *nb, composed *c, const ac_json *words, ac_err *err)
{
    uint8_t *salt;
    ac_rc rc;

    if (words == NULL)
        return AC_OK;
    salt = ac_buf_room(&c->words, AC_SALT_BYTES);
    if (salt == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    nb->world->random(nb->world, salt, AC_SALT_BYTES);
    rc = encode_words(&c->words, words, err);
    if (rc == AC_OK) {
        c->h.words_len = (uint32_t)(c->words.len - AC_SALT_BYTES);
        c->h.words_hash = ac_words_hash(c->words.p, c->words.p + AC_SALT_BYTES, c->h.words_len);
    }
    return rc;
}

static ac_rc put_facts(composed *c, uint16_t kind, const ac_json *facts, ac_err *err)
{
    ac_rc rc = encode_facts(&c->facts, kind, facts, err);

    c->h.facts = ac_buf_text(&c->facts);
    c->h.facts_len = (uint16_t)c->facts.len;
    return rc;
}

static ac_rc judge_own(ac_notebook *nb, ac_room *room, composed *c, ac_judged *j, ac_err *err)
{
    ac_header decoded;
    ac_id id = ac_change_id_of(c->bytes.p, c->bytes.len);
    ac_rc rc = ac_header_decode(&decoded, c->bytes.p, c->bytes.len, err);

    if (rc == AC_OK)
        rc = ac_authentic(nb, room, &decoded, &id, j, err);
    if (rc == AC_OK && (rc = ac_admitted(nb, room, &decoded, j, err)) == AC_EINVALID && err != NULL) {
        const char *colon = strstr(err->text, ": "); /* "not admitted: why", in any language */
        char why[200];

        snprintf(why, sizeof why, "%.190s", colon != NULL ? colon + 2 : err->text);
        rc = ac_fail(err, AC_EROLE, "this laptop may not write that here: %s", why);
    }
    return rc;
}

static ac_rc finish(ac_notebook *nb, ac_room *room, composed *c, ac_judged *j, ac_id *out_id, ac_err *err)
{
    ac_arrival a = { .header = &c->h, .header_bytes = c->bytes.p, .header_n = c->bytes.len, .signature = c->sig,
                     .words = c->words.len > 0 ? c->words.p : NULL, .words_n = c->words.len };
    bool fresh;
    ac_rc rc;

    ac_sign(c->sig, nb->keys->device.p, AC_TAG_CHANGE_SIG, j->held.id.b, 32);
    rc = ac_keep(nb, room, &a, j, &fresh, err);
    if (rc == AC_OK && out_id != NULL)
        *out_id = j->held.id;
    return rc;
}

static ac_rc write_one(ac_notebook *nb, ac_room *room, const ac_writing *w, bool with_acks, bool *out_more, ac_id *out_id,
                       ac_err *err)
{
    composed *c = calloc(1, sizeof *c);
    ac_judged *j = calloc(1, sizeof *j);
    ac_held prev = { 0 };
    ac_branch branch = { 0 };
    bool has = false;
    uint64_t depth = 0;
    ac_rc rc = c != NULL && j != NULL ? going_on(nb, room->space, &branch, &has, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    if (rc == AC_OK && has)
        rc = ac_history_get(nb->history, branch.head, &prev, err);
    if (rc != AC_OK)
        goto done;
    c->h.kind = w->kind;
    c->h.space = room->id;
    c->h.author = nb->me.device;
    c->h.record = w->record;
    c->h.seq = prev.n != 0 ? prev.seq + 1 : 1;
    if (prev.n != 0)
        c->h.prev = prev.id;
    depth = prev.depth;
    rc = gather_deps(nb, room, &prev, with_acks, c, &depth, out_more, err);
    if (rc == AC_OK && *out_more && w->kind != AC_KIND_ACK)
        goto done; /* acks with the rest come first */
    c->h.depth = depth + 1;
    c->h.written_ms = (uint64_t)nb->world->wall_ms(nb->world);
    c->h.deps = c->deps;
    assert(w->ncites <= AC_CITES_MAX);
    for (size_t i = 0; i < w->ncites; i++)
        memcpy(c->cites + 32 * i, w->cites[i].b, 32);
    c->h.ncites = (uint8_t)w->ncites;
    c->h.cites = c->cites;
    if (rc == AC_OK)
        rc = put_facts(c, w->kind, w->facts, err);
    if (rc == AC_OK)
        rc = put_words(nb, c, w->words, err);
    if (rc != AC_OK)
        goto done;
    ac_header_encode(&c->bytes, &c->h);
    rc = c->bytes.failed ? ac_fail(err, AC_ENOMEM, "out of memory") : judge_own(nb, room, c, j, err);
    if (rc == AC_OK && ac_kind_class(w->kind) == AC_CLASS_ACT)
        rc = w->kind == AC_KIND_REVEAL ? ac_withheld_may(j, c->h.ncites, err) : ac_view_may(nb, room, &c->h, j, err);
    if (rc == AC_OK && w->kind == AC_KIND_EDIT)
        rc = ac_view_may_edit(nb, &c->h, j, err);
    if (rc == AC_OK)
        rc = finish(nb, room, c, j, out_id, err);
done:
    if (c != NULL)
        composed_free(c);
    free(c);
    free(j);
    return rc;
}

ac_rc ac_notebook_write(ac_notebook *nb, int space, const ac_writing *w, ac_id *out_id, ac_err *err)
{
    ac_room *room;
    bool more = true, with_acks = false;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    assert(ac_store_in_write(nb->store) && nb->keys != NULL);
    while (rc == AC_OK && more) {
        rc = write_one(nb, room, w, with_acks, &more, out_id, err);
        if ((rc == AC_ESTATE || rc == AC_EROLE) && !with_acks && ac_kind_class(w->kind) == AC_CLASS_ACT) {
            /* Receipts that we hold may prove what it rests on: then it names them too. */
            with_acks = more = true;
            rc = AC_OK;
            continue;
        }
        if (rc == AC_OK && more && w->kind == AC_KIND_ACK)
            continue;
        if (rc == AC_OK && more) {
            ac_writing ack = { .kind = AC_KIND_ACK };
            bool still;
            rc = write_one(nb, room, &ack, with_acks, &still, NULL, err);
        }
    }
    return rc;
}

/* --- the first change of a space, and the first of a newcomer --- */

ac_rc ac_write_first(ac_notebook *nb, ac_room *room, uint16_t kind, const ac_held *invite, const ac_json *facts, ac_buf *out_header,
                     uint8_t sig[64], ac_id *out_id, ac_err *err)
{
    composed *c = calloc(1, sizeof *c);
    ac_rc rc;

    if (c == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    c->h.kind = kind;
    c->h.author = nb->me.device;
    c->h.seq = 1;
    c->h.depth = 1;
    c->h.written_ms = (uint64_t)nb->world->wall_ms(nb->world);
    if (kind == AC_KIND_JOIN) {
        c->h.space = room->id;
        c->h.depth = invite->depth + 1;
        c->h.ndeps = c->h.ncites = 1;
        memcpy(c->deps, invite->id.b, 32);
        memcpy(c->cites, invite->id.b, 32);
    }
    c->h.deps = c->deps;
    c->h.cites = c->cites;
    rc = put_facts(c, kind, facts, err);
    if (rc == AC_OK) {
        ac_header_encode(out_header, &c->h);
        rc = out_header->failed ? ac_fail(err, AC_ENOMEM, "out of memory") : AC_OK;
    }
    if (rc == AC_OK) {
        *out_id = ac_change_id_of(out_header->p, out_header->len);
        ac_sign(sig, nb->keys->device.p, AC_TAG_CHANGE_SIG, out_id->b, 32);
    }
    composed_free(c);
    free(c);
    return rc;
}

ac_rc ac_found_write(ac_notebook *nb, const char *title, bool is_own, ac_space *out, ac_err *err)
{
    ac_json *facts = ac_json_object();
    ac_buf header = { 0 };
    uint8_t random[32], sig[64];
    ac_judged *j = calloc(1, sizeof *j);
    ac_header h;
    ac_room *room;
    ac_id id;
    int space;
    bool good, fresh;
    ac_rc rc;

    nb->world->random(nb->world, random, sizeof random);
    good = j != NULL && ac_json_set_hex(facts, "random", random, 32);
    good = ac_json_set(facts, "statement", ac_json_copy(nb->keys->home)) && good;
    good = ac_json_set_str(facts, "title", title) && good;
    if (is_own)
        good = ac_json_set_bool(facts, "own", true) && good;
    rc = good ? ac_write_first(nb, NULL, AC_KIND_FOUND, NULL, facts, &header, sig, &id, err)
              : ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK) {
        *out = ac_space_of(id.b);
        rc = ac_history_space_make(nb->history, out, is_own, &space, err);
    }
    if (rc == AC_OK)
        rc = ac_room_get(nb, space, &room, err);
    if (rc == AC_OK)
        rc = ac_header_decode(&h, header.p, header.len, err);
    if (rc == AC_OK)
        rc = ac_authentic(nb, room, &h, &id, j, err);
    if (rc == AC_OK)
        rc = ac_admitted(nb, room, &h, j, err);
    if (rc == AC_OK) {
        ac_arrival a = { .header = &h, .header_bytes = header.p, .header_n = header.len, .signature = sig };
        rc = ac_keep(nb, room, &a, j, &fresh, err);
    }
    ac_json_free(facts);
    ac_buf_free(&header);
    free(j);
    return rc;
}

/* --- acks (DESIGN 4) --- */

static ac_rc is_party(ac_notebook *nb, ac_n record, int org, bool *out, ac_err *err)
{
    ac_held made;
    ac_row *q;
    ac_rc rc = ac_history_get(nb->history, record, &made, err);

    *out = false;
    if (rc != AC_OK || made.kind != AC_KIND_PROPOSE)
        return rc;
    q = ac_q(nb->store, AC_Q_party_has);
    ac_bind_int(q, ":space", made.space);
    ac_bind_int(q, ":org", org);
    ac_bind_int(q, ":n", record);
    *out = ac_step(q);
    return ac_done(q, err);
}

#define SLICE 256

ac_rc ac_notebook_ack_due(ac_notebook *nb, int space, bool *out_due, ac_err *err)
{
    ac_room *room;
    ac_held none = { 0 }, head = { 0 }, *slice = NULL;
    ac_branch branch;
    bool has;
    size_t got = SLICE;
    int org = -1;
    ac_n after;
    const ac_state *state;
    ac_rc rc = ac_room_get(nb, space, &room, err);

    *out_due = false;
    if (rc != AC_OK || room->is_own)
        return rc;
    rc = ac_notebook_state(nb, space, &state, err);
    if (rc != AC_OK || !ac_state_is_member(state, &nb->me.device))
        return rc;
    ac_state_device_find(state, &nb->me.device, &org);
    rc = own_branch(nb, space, &none, &branch, &has, err);
    if (rc == AC_OK && has)
        rc = ac_history_get(nb->history, branch.head, &head, err);
    slice = malloc(SLICE * sizeof *slice);
    if (rc == AC_OK && slice == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    after = head.n; /* whatever came before our newest change is in its past, acks aside */
    while (rc == AC_OK && !*out_due && got == SLICE) {
        rc = ac_history_slice(nb->history, space, after, INT64_MAX, slice, SLICE, &got, err);
        for (size_t i = 0; rc == AC_OK && !*out_due && i < got; i++) {
            const ac_held *c = &slice[i];
            after = c->n;
            if (c->kind == AC_KIND_ACK || (c->flags & AC_HELD_UNJUDGED) ||
                (head.n != 0 && ac_history_precedes(nb->history, c, &head)))
                continue;
            if (ac_kind_class(c->kind) == AC_CLASS_GOVERNING)
                *out_due = true;
            else if (ac_kind_class(c->kind) == AC_CLASS_ACT)
                rc = is_party(nb, c->record != 0 ? c->record : c->n, org, out_due, err);
        }
    }
    free(slice);
    return rc;
}

ac_rc ac_notebook_ack(ac_notebook *nb, int space, ac_id *out_id, ac_err *err)
{
    ac_writing ack = { .kind = AC_KIND_ACK };
    bool due = false;
    ac_rc rc = ac_notebook_ack_due(nb, space, &due, err);

    *out_id = (ac_id){ { 0 } };
    if (rc != AC_OK || !due || ac_notebook_may_write(nb, space, NULL) != AC_OK)
        return rc;
    rc = ac_notebook_begin(nb, err);
    if (rc == AC_OK)
        rc = ac_notebook_write(nb, space, &ack, out_id, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(nb, err);
    ac_notebook_rollback(nb);
    return rc;
}
