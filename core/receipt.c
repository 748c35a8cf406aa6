/* receipt.c - signed FINALs, and how devices were last met. */
#include "core/receipt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ac_rc ac_receipt_put(ac_store *store, int space, const ac_receipt *r, const void *frame, size_t n, ac_err *err)
{
    ac_row *q = ac_q(store, AC_Q_receipt_put);

    ac_bind_int(q, ":space", space);
    ac_bind_blob(q, ":device", r->device.b, 32);
    ac_bind_int(q, ":received", r->received_ms);
    ac_bind_text(q, ":route", r->route);
    ac_bind_blob(q, ":digest", r->digest.b, 32);
    ac_bind_int(q, ":count", r->count);
    ac_bind_int(q, ":missing", r->missing);
    ac_bind_int(q, ":upto", r->upto);
    ac_bind_blob(q, ":frame", frame, n);
    return ac_run(q, err);
}

ac_rc ac_receipt_all(ac_store *store, int space, ac_receipt **out, size_t *out_n, ac_err *err)
{
    ac_row *q = ac_q(store, AC_Q_receipt_of);
    bool memory = true;
    ac_rc rc;

    *out = NULL;
    *out_n = 0;
    ac_bind_int(q, ":space", space);
    while (memory && ac_step(q)) {
        ac_receipt *more = realloc(*out, (*out_n + 1) * sizeof *more);
        const uint8_t *p;
        if (!(memory = more != NULL))
            break;
        *out = more;
        more += (*out_n)++;
        *more = (ac_receipt){ 0 };
        if (ac_col_blob(q, 0, &p) == 32)
            more->device = ac_device_of(p);
        more->received_ms = ac_col_int(q, 1);
        snprintf(more->route, sizeof more->route, "%s", ac_col_text(q, 2));
        if (ac_col_blob(q, 3, &p) == 32)
            more->digest = ac_digest_of(p);
        more->count = ac_col_int(q, 4);
        more->missing = ac_col_int(q, 5);
        more->upto = ac_col_int(q, 6);
    }
    rc = ac_done(q, err);
    return rc == AC_OK && !memory ? ac_fail(err, AC_ENOMEM, "out of memory") : rc;
}

ac_rc ac_peer_put(ac_store *store, const ac_device *device, const ac_peer *peer, ac_err *err)
{
    ac_row *q = ac_q(store, AC_Q_peer_put);

    ac_bind_blob(q, ":device", device->b, 32);
    ac_bind_text(q, ":address", peer->address);
    ac_bind_int(q, ":met", peer->met_ms);
    ac_bind_int(q, ":drift", peer->drift_ms);
    return ac_run(q, err);
}

ac_rc ac_peer_get(ac_store *store, const ac_device *device, ac_peer *out, bool *out_found, ac_err *err)
{
    ac_row *q = ac_q(store, AC_Q_peer_get);

    *out = (ac_peer){ 0 };
    ac_bind_blob(q, ":device", device->b, 32);
    *out_found = ac_step(q);
    if (*out_found) {
        snprintf(out->address, sizeof out->address, "%s", ac_col_text(q, 0));
        out->met_ms = ac_col_int(q, 1);
        out->drift_ms = ac_col_int(q, 2);
    }
    return ac_done(q, err);
}

ac_rc ac_taken_has(ac_store *store, const uint8_t hash[32], bool *out, ac_err *err)
{
    ac_row *q = ac_q(store, AC_Q_taken_get);

    ac_bind_blob(q, ":hash", hash, 32);
    *out = ac_step(q);
    return ac_done(q, err);
}

ac_rc ac_taken_put(ac_store *store, const uint8_t hash[32], int64_t received_ms, ac_err *err)
{
    ac_row *q = ac_q(store, AC_Q_taken_put);

    ac_bind_blob(q, ":hash", hash, 32);
    ac_bind_int(q, ":received", received_ms);
    return ac_run(q, err);
}
