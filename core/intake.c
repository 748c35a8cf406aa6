/* intake.c - taking in what others hand over: judged, then kept, feed by feed. */
#include "core/kind.h"
#include "core/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FULL_CHANGES 8192
#define FULL_BYTES (4u << 20)
#define FULL_MS 250

struct ac_intake {
    ac_notebook *nb;
    ac_space space;
    ac_device sender;
    int small; /* -1: the space is not here yet */
    ac_device *stopped;
    size_t nstopped;
    ac_intake_count counts;
    int64_t open_changes, began_ms;
    size_t open_bytes;
    bool is_open;
    ac_judged *judged;
};

ac_rc ac_intake_open(ac_intake **out, ac_notebook *nb, const ac_space *space, const ac_device *sender, ac_err *err)
{
    ac_intake *in = calloc(1, sizeof *in);

    if (in == NULL || (in->judged = calloc(1, sizeof *in->judged)) == NULL) {
        free(in);
        return ac_fail(err, AC_ENOMEM, "out of memory");
    }
    in->nb = nb;
    in->space = *space;
    in->sender = *sender;
    *out = in;
    return AC_OK;
}

void ac_intake_close(ac_intake *in)
{
    if (in == NULL)
        return;
    if (in->is_open)
        ac_notebook_rollback(in->nb);
    free(in->stopped);
    free(in->judged);
    free(in);
}

bool ac_intake_stopped(const ac_intake *in, const ac_device *device)
{
    for (size_t i = 0; i < in->nstopped; i++)
        if (ac_device_eq(in->stopped[i], *device))
            return true;
    return false;
}

static ac_rc stop(ac_intake *in, const ac_device *device, ac_err *err)
{
    ac_device *more;

    if (ac_intake_stopped(in, device))
        return AC_OK;
    more = realloc(in->stopped, (in->nstopped + 1) * sizeof *more);
    if (more == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    in->stopped = more;
    more[in->nstopped++] = *device;
    return AC_OK;
}

static ac_rc refuse(ac_intake *in, const ac_header *h, const ac_id *id, size_t index, ac_refusal code,
                    const char *why, ac_fault *fault, ac_err *err)
{
    ac_rc rc;

    /* What rests on one refused before lacks its ancestor for that reason. */
    if (code == AC_REFUSED_ANCESTOR && in->nstopped > 0)
        code = AC_REFUSED_STOPPED;
    rc = h != NULL ? stop(in, &h->author, err) : AC_OK;
    in->counts.refused++;
    if (fault->why_code == AC_REFUSED_NONE) {
        fault->why_code = code;
        fault->index = index;
        fault->id = *id;
        if (h != NULL)
            fault->author = h->author;
        snprintf(fault->why, sizeof fault->why, "%.150s", why);
    }
    return rc;
}

/* Its author signed it and it breaks a rule: listed, with who handed it over. */
static ac_rc reject(ac_intake *in, const ac_arrival *a, const ac_header *h, const ac_id *id, size_t index, ac_refusal code,
                    const char *why, ac_fault *fault, ac_err *err)
{
    ac_rc rc = refuse(in, h, id, index, code, why, fault, err);

    return rc == AC_OK ? ac_history_reject(in->nb->history, &in->space, a, &in->sender, why, err) : rc;
}

/* One change, its signature known to be good. */
static ac_rc take(ac_intake *in, ac_arrival *a, const ac_header *h, const ac_id *id, size_t index, ac_fault *fault,
                  ac_err *err)
{
    ac_notebook *nb = in->nb;
    ac_room *room;
    ac_held there = { 0 };
    bool fresh = false, is_foreign = false;
    ac_err why = { 0 };
    ac_space_info info;
    bool found;
    ac_rc rc = ac_history_space(nb->history, &in->space, &info, &found, err);

    if (rc == AC_OK && !found) {
        /* The first change of a space that is new here is its founding. */
        if (h->kind != AC_KIND_FOUND || memcmp(id->b, in->space.b, 32) != 0)
            return refuse(in, h, id, index, AC_REFUSED_ANCESTOR, _("the founding of its partnership is missing"), fault, err);
        rc = ac_history_space_make(nb->history, &in->space, ac_founds_own(h), &info.space, err);
    }
    if (rc == AC_OK)
        rc = ac_room_get(nb, info.space, &room, err);
    if (rc == AC_OK)
        rc = ac_history_find(nb->history, info.space, id, &there, err);
    if (rc != AC_OK)
        return rc;
    if (there.n != 0) {
        in->counts.known++;
        if ((there.flags & AC_HELD_NO_WORDS) && a->words != NULL) {
            in->counts.words++;
            rc = ac_words_keep(nb, &there, a->words, a->words_n, err);
        }
        return rc;
    }
    a->header = h;
    rc = ac_authentic(nb, room, h, id, in->judged, &why);
    if (rc == AC_EINVALID)
        return reject(in, a, h, id, index,
                      h->kind == AC_KIND_FOUND || ac_space_eq(h->space, in->space) ? AC_REFUSED_CHANGE : AC_REFUSED_SPACE,
                      why.text, fault, err);
    if (rc == AC_EANCESTOR)
        return refuse(in, h, id, index, AC_REFUSED_ANCESTOR, why.text, fault, err);
    if (rc == AC_OK)
        rc = ac_admitted(nb, room, h, in->judged, &why);
    if (rc == AC_EINVALID)
        return reject(in, a, h, id, index, AC_REFUSED_ADMITTED, why.text, fault, err);
    if (rc == AC_OK)
        rc = ac_keep(nb, room, a, in->judged, &fresh, &why);
    if (rc == AC_OK && ac_device_eq(h->author, nb->me.device)) {
        rc = ac_own_change_came(nb, &in->space, &in->judged->held, &is_foreign, &why);
        in->counts.foreign += is_foreign;
    }
    if (rc != AC_OK) {
        if (err != NULL)
            *err = why;
        return rc;
    }
    in->counts.taken++;
    in->open_changes++;
    in->open_bytes += a->header_n + a->words_n;
    return AC_OK;
}

typedef struct {
    ac_header h;
    ac_id id;
    ac_refusal refused; /* before its ancestors were looked at */
    char why[160];
} looked_at;

static void look_at(looked_at *l, const ac_arrival *a)
{
    ac_err why = { 0 };

    l->id = ac_change_id_of(a->header_bytes, a->header_n);
    if (ac_header_decode(&l->h, a->header_bytes, a->header_n, &why) != AC_OK) {
        l->refused = AC_REFUSED_CHANGE;
        snprintf(l->why, sizeof l->why, "%.150s", why.text);
    } else if (a->words != NULL && !ac_words_match(&l->h, a->words, a->words_n)) {
        l->refused = AC_REFUSED_WORDS;
        snprintf(l->why, sizeof l->why, "%s", _("words: they are not those of the header"));
    }
}

ac_rc ac_intake_frame(ac_intake *in, ac_arrival *arrivals, size_t n, ac_fault *fault, ac_err *err)
{
    looked_at *look = calloc(n + 1, sizeof *look);
    ac_verify_item *items = calloc(n + 1, sizeof *items);
    ac_notebook *nb = in->nb;
    bool is_verifying;
    ac_rc rc = AC_OK;

    *fault = (ac_fault){ 0 };
    if (look == NULL || items == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        look_at(&look[i], &arrivals[i]);
        items[i] = (ac_verify_item){ .sig = arrivals[i].signature, .public_key = arrivals[i].header_bytes + 72, .id = look[i].id.b };
    }
    is_verifying = rc == AC_OK;
    if (is_verifying) /* on the other core, while this one judges those that are done */
        ac_verify_begin(items, n, AC_TAG_CHANGE_SIG);
    if (rc == AC_OK && !in->is_open) {
        rc = ac_notebook_begin(nb, err);
        in->is_open = rc == AC_OK;
        in->began_ms = nb->world->mono_ms(nb->world);
        in->open_changes = 0;
        in->open_bytes = 0;
    }
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_arrival *a = &arrivals[i];
        bool has_author = a->header_n >= AC_HEADER_FIXED;
        if (has_author && ac_intake_stopped(in, &look[i].h.author))
            in->counts.skipped++;
        else if (look[i].refused != AC_REFUSED_NONE)
            rc = refuse(in, has_author ? &look[i].h : NULL, &look[i].id, i, look[i].refused, look[i].why, fault, err);
        else if (!ac_verify_good(i))
            rc = refuse(in, &look[i].h, &look[i].id, i, AC_REFUSED_SIGNATURE, _("the signature does not match"), fault, err);
        else
            rc = take(in, a, &look[i].h, &look[i].id, i, fault, err);
    }
    if (is_verifying)
        ac_verify_end();
    if (rc != AC_OK && in->is_open) {
        ac_notebook_rollback(nb);
        in->is_open = false;
    }
    free(look);
    free(items);
    return rc;
}

bool ac_intake_is_full(const ac_intake *in)
{
    return in->is_open && (in->open_changes >= FULL_CHANGES || in->open_bytes >= FULL_BYTES ||
                           in->nb->world->mono_ms(in->nb->world) - in->began_ms >= FULL_MS);
}

ac_rc ac_intake_commit(ac_intake *in, ac_err *err)
{
    ac_rc rc = AC_OK;

    if (in->is_open)
        rc = ac_notebook_commit(in->nb, err);
    in->is_open = false;
    return rc;
}

const ac_intake_count *ac_intake_counts(const ac_intake *in)
{
    return &in->counts;
}
