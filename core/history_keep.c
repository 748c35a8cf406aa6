/* history_keep.c - keeping a judged change, what is noted of it later, and the digest of all that is kept. */
#include "core/history_in.h"

#include "core/kind.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* --- keeping --- */

static bool has_reference(const ac_header *header)
{
    return ac_kind_class(header->kind) != AC_CLASS_GOVERNING && header->kind != AC_KIND_ACK &&
           header->kind != AC_KIND_CONTACT && ac_id_is_zero(header->record);
}

static ac_rc branch_of(ac_history *h, const ac_held *held, const ac_device *device, const ac_held *prev, int *out, ac_err *err)
{
    branch *b;

    assert(prev->n == 0 || (prev->branch > 0 && (size_t)prev->branch <= h->nbranches));
    if (prev->n != 0 && h->branches[prev->branch - 1].b.head == prev->n) {
        *out = prev->branch;
        return AC_OK;
    }
    b = ac_history_branch_room(h);
    if (b == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    b->space = held->space;
    b->b = (ac_branch){ .branch = (int)h->nbranches, .parent = prev->n != 0 ? prev->branch : -1, .device = *device,
                        .org = held->org, .fork_seq = prev->n != 0 ? prev->seq : 0 };
    *out = b->b.branch;
    return AC_OK;
}

ac_rc ac_history_keep(ac_history *h, const ac_arrival *a, ac_held *held, const ac_held *prev, const ac_held *deps,
                      size_t ndeps, bool *out_new, ac_err *err)
{
    ac_held there;
    ac_branch *b;
    ac_space_info *s;
    ac_row *q;
    ac_rc rc = ac_history_load(h, err);

    *out_new = false;
    if (rc != AC_OK)
        return rc;
    if (h->absent_space != held->space || !ac_id_eq(h->absent, held->id)) {
        rc = ac_history_find(h, held->space, &held->id, &there, err);
        if (rc == AC_OK && there.n != 0) {
            *held = there;
            if ((there.flags & AC_HELD_NO_WORDS) && a->words != NULL && ac_words_match(a->header, a->words, a->words_n))
                rc = ac_history_words_add(h, held, a->words, a->words_n, err);
        }
        if (rc != AC_OK || there.n != 0)
            return rc;
    }
    h->absent_space = 0;
    rc = branch_of(h, held, &a->header->author, prev, &held->branch, err);
    if (rc == AC_OK)
        rc = ac_vector_make(h, prev, deps, ndeps, &held->vector, err);
    if (rc != AC_OK)
        return rc;
    held->n = h->newest + 1;
    held->ref = (prev->n != 0 ? prev->ref : 0) + has_reference(a->header);
    held->received_ms = h->world->wall_ms(h->world);
    if (a->header->words_len > 0 && a->words == NULL)
        held->flags |= AC_HELD_NO_WORDS;
    q = ac_q(h->store, AC_Q_change_put);
    ac_bind_int(q, ":n", held->n);
    ac_bind_int(q, ":idkey", (int64_t)ac_be64(held->id.b));
    ac_bind_int(q, ":space", held->space);
    ac_bind_int(q, ":branch", held->branch);
    ac_bind_int(q, ":seq", (int64_t)held->seq);
    ac_bind_int(q, ":kind", held->kind);
    ac_bind_int(q, ":depth", (int64_t)held->depth);
    ac_bind_int(q, ":record", held->record);
    ac_bind_int(q, ":org", held->org);
    ac_bind_int(q, ":vector", held->vector);
    ac_bind_int(q, ":knows", held->set);
    ac_bind_int(q, ":ref", held->ref);
    ac_bind_int(q, ":flags", (int64_t)held->flags);
    ac_bind_int(q, ":received", held->received_ms);
    ac_bind_blob(q, ":id", held->id.b, 32);
    ac_bind_blob(q, ":header", a->header_bytes, a->header_n);
    ac_bind_blob(q, ":signature", a->signature, 64);
    ac_bind_blob(q, ":words", a->words, a->words_n);
    rc = ac_run(q, err);
    if (rc != AC_OK)
        return rc;
    h->newest = held->n;
    b = &h->branches[held->branch - 1].b;
    b->head = held->n;
    b->head_seq = held->seq;
    b->head_id = held->id;
    if (held->kind != AC_KIND_ACK && !(held->flags & AC_HELD_UNJUDGED)) {
        b->solid = held->n;
        b->solid_seq = held->seq;
        b->solid_id = held->id;
    }
    h->branches[held->branch - 1].is_dirty = true;
    s = &h->spaces[ac_history_space_at(h, held->space)];
    s->changes++;
    s->missing_words += ac_held_lacks_words(held);
    s->newest = held->n;
    h->space_dirty[s - h->spaces] = true;
    ac_history_cache(h, held);
    *out_new = true;
    return AC_OK;
}

ac_rc ac_history_set_flags(ac_history *h, ac_held *held, unsigned flags, const char *why, ac_err *err)
{
    ac_row *q;
    ac_rc rc = AC_OK;

    if (why[0] != '\0') {
        q = ac_q(h->store, AC_Q_aside_put);
        ac_bind_text(q, ":why", why);
    } else {
        q = ac_q(h->store, AC_Q_aside_drop);
    }
    ac_bind_int(q, ":space", held->space);
    ac_bind_int(q, ":n", held->n);
    rc = ac_run(q, err);
    if (rc != AC_OK || flags == held->flags)
        return rc;
    q = ac_q(h->store, AC_Q_change_flags);
    ac_bind_int(q, ":n", held->n);
    ac_bind_int(q, ":flags", (int64_t)flags);
    rc = ac_run(q, err);
    if (rc == AC_OK) {
        held->flags = flags;
        ac_history_cache(h, held);
    }
    return rc;
}

/* It lacked words, or does now: the space's count follows. */
static void count_missing(ac_history *h, const ac_held *held, bool lacked)
{
    size_t at = ac_history_space_at(h, held->space);
    bool lacks = ac_held_lacks_words(held);

    if (lacks == lacked)
        return;
    h->spaces[at].missing_words += lacks ? 1 : -1;
    h->space_dirty[at] = true;
}

ac_rc ac_history_set_reveal(ac_history *h, ac_held *held, unsigned flags, ac_err *err)
{
    bool lacked = ac_held_lacks_words(held);
    ac_row *q;
    ac_rc rc = ac_history_load(h, err);

    flags |= held->flags & ~(AC_HELD_WITHHELD | AC_HELD_REVEALED);
    if (rc != AC_OK || flags == held->flags)
        return rc;
    q = ac_q(h->store, AC_Q_change_flags);
    ac_bind_int(q, ":n", held->n);
    ac_bind_int(q, ":flags", (int64_t)flags);
    rc = ac_run(q, err);
    if (rc != AC_OK)
        return rc;
    held->flags = flags;
    ac_history_cache(h, held);
    count_missing(h, held, lacked);
    return AC_OK;
}

ac_rc ac_history_words_add(ac_history *h, ac_held *held, const uint8_t *words, size_t n_words, ac_err *err)
{
    unsigned flags = held->flags & ~AC_HELD_NO_WORDS;
    bool lacked = ac_held_lacks_words(held);
    ac_row *q;
    ac_rc rc = ac_history_load(h, err);

    if (rc != AC_OK || !(held->flags & AC_HELD_NO_WORDS))
        return rc;
    q = ac_q(h->store, AC_Q_change_words);
    ac_bind_int(q, ":n", held->n);
    ac_bind_blob(q, ":words", words, n_words);
    ac_bind_int(q, ":flags", (int64_t)flags);
    rc = ac_run(q, err);
    if (rc != AC_OK)
        return rc;
    held->flags = flags;
    ac_history_cache(h, held);
    count_missing(h, held, lacked);
    return AC_OK;
}

/* --- the digest of a history (SESSION 3) --- */

ac_rc ac_digest_of_heads(const ac_space *space, const ac_branch *list, size_t n, const ac_device *out_of, size_t n_out_of,
                         ac_digest *out)
{
    ac_hash hash;

    ac_hash_begin(&hash, AC_TAG_SUMMARY);
    ac_hash_add(&hash, space->b, 32);
    for (size_t i = 0; i < n;) {
        size_t j = i;
        bool left_out = false;
        uint8_t count;
        while (j < n && ac_device_eq(list[j].device, list[i].device))
            j++;
        for (size_t k = 0; k < n_out_of; k++)
            left_out = left_out || ac_device_eq(out_of[k], list[i].device);
        if (!left_out) {
            count = (uint8_t)(j - i);
            ac_hash_add(&hash, list[i].device.b, 32);
            ac_hash_add(&hash, &count, 1);
            for (size_t k = i; k < j; k++) {
                uint8_t seq[8];
                for (int b = 0; b < 8; b++)
                    seq[b] = (uint8_t)(list[k].head_seq >> (56 - 8 * b));
                ac_hash_add(&hash, seq, 8);
                ac_hash_add(&hash, list[k].head_id.b, 32);
            }
        }
        i = j;
    }
    ac_hash_end(&hash, out->b);
    return AC_OK;
}

ac_rc ac_history_digest(ac_history *h, int space, const ac_device *out_of, size_t n_out_of, ac_digest *out, ac_err *err)
{
    ac_branch *list = NULL;
    ac_space_info info;
    size_t n = 0;
    ac_rc rc = ac_history_branches(h, space, &list, &n, err);

    if (rc == AC_OK)
        rc = ac_history_space_info(h, space, &info, err);
    if (rc == AC_OK)
        rc = ac_digest_of_heads(&info.id, list, n, out_of, n_out_of, out);
    free(list);
    return rc;
}

/* --- what was refused --- */

#define REJECTED_MAX 1000 /* a feed (DESIGN 11) */

ac_rc ac_history_reject(ac_history *h, const ac_space *space, const ac_arrival *a, const ac_device *sender, const char *why,
                        ac_err *err)
{
    ac_header header;
    ac_id id = ac_change_id_of(a->header_bytes, a->header_n);
    int64_t count = 0;
    ac_row *q;
    ac_rc rc;

    if (ac_header_peek(&header, a->header_bytes, a->header_n, NULL) != AC_OK)
        return AC_OK; /* no change at all: nothing to name it by */
    q = ac_q(h->store, AC_Q_rejected_count);
    ac_bind_blob(q, ":space", space->b, 32);
    ac_bind_blob(q, ":author", header.author.b, 32);
    if (ac_step(q))
        count = ac_col_int(q, 0);
    rc = ac_done(q, err);
    if (rc != AC_OK || count >= REJECTED_MAX)
        return rc;
    q = ac_q(h->store, AC_Q_rejected_put);
    ac_bind_blob(q, ":space", space->b, 32);
    ac_bind_blob(q, ":change_id", id.b, 32);
    ac_bind_blob(q, ":author", header.author.b, 32);
    ac_bind_int(q, ":seq", (int64_t)(header.seq & INT64_MAX));
    ac_bind_blob(q, ":sender", sender->b, 32);
    ac_bind_text(q, ":why", why);
    ac_bind_int(q, ":received", h->world->wall_ms(h->world));
    ac_bind_blob(q, ":header", a->header_bytes, a->header_n);
    ac_bind_blob(q, ":signature", a->signature, 64);
    return ac_run(q, err);
}
