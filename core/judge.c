/* judge.c - the three questions of DESIGN 3: authentic, admitted, counted.
 *
 * The same three functions judge own changes before signing and others' after receiving,
 * by network, bundle or repair. No answer depends on the viewer, the clock, the locale,
 * the order of arrival, or on words. */
#include "core/inside.h"
#include "core/kind.h"

#include <assert.h>
#include <string.h>

static ac_rc find_held(ac_notebook *nb, ac_room *room, const ac_id *id, const char *role, ac_held *out, ac_err *err)
{
    ac_rc rc = ac_history_find(nb->history, room->space, id, out, err);
    char hex[AC_HEX_SIZE];

    if (rc != AC_OK || out->n != 0)
        return rc;
    ac_hex(hex, id->b, 32);
    return ac_fail(err, AC_EANCESTOR, "the %s it names is not here: %s", role, hex);
}

static ac_rc device_of(ac_notebook *nb, int branch, ac_device *out, ac_err *err)
{
    return ac_history_branch_device(nb->history, branch, out, err);
}

/* What the form of a kind asks about a cited change. */
typedef struct {
    ac_notebook *nb;
    ac_room *room;
    const ac_judged *judged;
    ac_buf bytes;
    ac_header header;
} cite_port;

static bool cited(void *ctx, unsigned index, ac_cited *out)
{
    cite_port *port = ctx;
    const ac_held *c = index == AC_CITED_RECORD ? &port->judged->record : &port->judged->cites[index];

    if (c->n == 0)
        return false;
    out->kind = c->kind;
    out->id = c->id;
    ac_buf_clear(&port->bytes);
    if (ac_history_bytes(port->nb->history, c->n, &port->bytes, NULL, NULL, NULL, NULL) != AC_OK ||
        ac_header_decode(&port->header, port->bytes.p, port->bytes.len, NULL) != AC_OK)
        return false;
    out->record = port->header.record;
    out->header = &port->header;
    return true;
}

ac_rc ac_authentic(ac_notebook *nb, ac_room *room, const ac_header *h, const ac_id *id, ac_judged *out, ac_err *err)
{
    uint64_t depth = 0;
    cite_port port = { .nb = nb, .room = room, .judged = out };
    ac_rc rc;

    out->prev.n = 0;
    out->record.n = 0;
    out->held = (ac_held){ .id = *id, .space = room->space, .branch = -1, .org = -1, .kind = h->kind, .seq = h->seq,
                           .depth = h->depth, .written_ms = (int64_t)h->written_ms };
    if (h->seq > 1) {
        ac_device author;
        rc = find_held(nb, room, &h->prev, "previous change", &out->prev, err);
        if (rc == AC_OK)
            rc = device_of(nb, out->prev.branch, &author, err);
        if (rc != AC_OK)
            return rc;
        if (!ac_device_eq(author, h->author))
            return ac_fail(err, AC_EINVALID, "prev: its previous change was written by another device");
        if (out->prev.seq + 1 != h->seq)
            return ac_fail(err, AC_EINVALID, "prev: its number does not follow that of its previous change");
        depth = out->prev.depth;
        if (out->prev.flags & AC_HELD_UNJUDGED)
            out->held.flags |= AC_HELD_UNJUDGED;
    }
    for (unsigned i = 0; i < h->ndeps; i++) {
        ac_id dep = ac_header_dep(h, i);
        ac_device author;
        rc = find_held(nb, room, &dep, "change it rests on", &out->deps[i], err);
        if (rc == AC_OK)
            rc = device_of(nb, out->deps[i].branch, &author, err);
        if (rc != AC_OK)
            return rc;
        if (ac_device_eq(author, h->author))
            return ac_fail(err, AC_EINVALID, "deps: it names a change of its own device among those of others");
        if (out->deps[i].depth > depth)
            depth = out->deps[i].depth;
        if (out->deps[i].flags & AC_HELD_UNJUDGED)
            out->held.flags |= AC_HELD_UNJUDGED;
    }
    if (h->depth != depth + 1)
        return ac_fail(err, AC_EINVALID, "depth: it is not one more than the deepest change it rests on");
    if (!ac_id_is_zero(h->record)) {
        rc = find_held(nb, room, &h->record, "record", &out->record, err);
        if (rc != AC_OK)
            return rc;
        if (!ac_history_in_past(nb->history, &out->record, &out->prev, out->deps, h->ndeps))
            return ac_fail(err, AC_EINVALID, "record: the record is not in its past");
        out->held.record = out->record.n;
    }
    for (unsigned i = 0; i < h->ncites; i++) {
        ac_id cite = ac_header_cite(h, i);
        rc = find_held(nb, room, &cite, "change it cites", &out->cites[i], err);
        if (rc != AC_OK)
            return rc;
        if (!ac_history_in_past(nb->history, &out->cites[i], &out->prev, out->deps, h->ndeps))
            return ac_fail(err, AC_EINVALID, "cites: a cited change is not in its past");
    }
    rc = ac_kind_check_form(h, cited, &port, err);
    ac_buf_free(&port.bytes);
    return rc;
}

static ac_mchange as_member_sees(const ac_judged *j, const ac_header *h)
{
    ac_mchange c = { .id = j->held.id, .n = j->held.n, .kind = j->held.kind, .branch = j->held.branch,
                     .seq = j->held.seq, .set = j->held.set, .org = j->held.org, .record = j->held.record };

    c.author = h->author;
    return c;
}

ac_rc ac_admitted(ac_notebook *nb, ac_room *room, const ac_header *h, ac_judged *j, ac_err *err)
{
    const char *why = "";
    int sets[AC_CITES_MAX + 1];
    size_t n = 0;
    ac_mchange c;
    int org = -1;

    if (ac_kind_class(h->kind) == AC_CLASS_GOVERNING && ac_kind_find(h->kind) == NULL)
        j->held.flags |= AC_HELD_UNJUDGED;
    if (j->prev.n != 0)
        sets[n++] = ac_members_after(room->members, j->prev.set, j->prev.n);
    for (unsigned i = 0; i < h->ndeps; i++)
        sets[n++] = ac_members_after(room->members, j->deps[i].set, j->deps[i].n);
    j->held.set = n == 1 ? sets[0] : ac_members_set_union(room->members, sets, n);
    if (j->held.set < 0)
        return ac_fail(err, AC_ENOMEM, "out of memory while judging a change");
    if (j->held.flags & AC_HELD_UNJUDGED) {
        j->held.org = j->prev.n != 0 ? j->prev.org : -1;
        return AC_OK;
    }
    j->held.org = j->prev.n != 0 ? j->prev.org : -1;
    c = as_member_sees(j, h);
    if (!ac_members_admitted(room->members, &c, h, j->cites, &org, &why))
        return ac_fail(err, AC_EINVALID, "not admitted: %s", why);
    j->held.org = org;
    (void)nb;
    return AC_OK;
}
