/* audit_receipts.c - what partners signed about what they hold: each stored receipt proved again. */
#include "core/audit.h"
#include "core/inside.h"
#include "core/names.h"
#include "core/receipt.h"

#include <stdio.h>
#include <string.h>

#define SIGNED (4 * 32 + AC_RECEIPT_BODY) /* space, sender, addressee, transcript, the body of FINAL */

typedef struct {
    ac_device device;
    bool is_good;
} looked_at;

/* What was kept of it must be what was signed, and what it says must be what this notebook goes by. */
static bool is_good(const ac_space *space, ac_row *q)
{
    const uint8_t *device, *digest, *frame;

    return ac_col_blob(q, 0, &device) == 32 && ac_col_blob(q, 3, &digest) == 32 && ac_col_blob(q, 7, &frame) == SIGNED + 64 &&
           memcmp(frame, space->b, 32) == 0 && memcmp(frame + 32, device, 32) == 0 && memcmp(frame + 128, digest, 32) == 0 &&
           ac_be64(frame + 160) == (uint64_t)ac_col_int(q, 4) && ac_be32(frame + 168) == (uint64_t)ac_col_int(q, 5) &&
           ac_verify(frame + SIGNED, device, AC_TAG_FINAL, frame, SIGNED);
}

ac_rc ac_audit_receipts(ac_notebook *nb, ac_audit_space *s, char fault[200], ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_receipt_of);
    looked_at bad = { .is_good = true };
    const ac_state_device *device;
    const uint8_t *p;
    ac_room *room;
    int org = -1;
    ac_rc rc;

    s->receipts = 0;
    ac_bind_int(q, ":space", s->space);
    while (ac_step(q))
        if (is_good(&s->id, q))
            s->receipts++;
        else
            bad = (looked_at){ ac_col_blob(q, 0, &p) == 32 ? ac_device_of(p) : (ac_device){ { 0 } }, false };
    rc = ac_done(q, err);
    if (rc != AC_OK || bad.is_good || fault[0] != '\0')
        return rc;
    if (ac_room_get(nb, s->space, &room, NULL) == AC_OK && (device = ac_members_device(room->members, &bad.device, &org)) != NULL)
        snprintf(fault, 200, _("the receipt of %s, laptop %s, on this notebook is not what that laptop signed"), ac_org_code(room, org),
                 device->n);
    else
        snprintf(fault, 200, "%s", _("a receipt on this notebook is not what was signed, or of nobody known here"));
    return AC_OK;
}
