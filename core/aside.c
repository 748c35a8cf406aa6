/* aside.c - what is held without effect, and what was refused when it came. */
#include "core/names.h"
#include "core/query.h"

#include <stdio.h>

ac_rc ac_query_aside(ac_notebook *nb, int space, int64_t *out_count, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_aside_count);

    ac_bind_int(q, ":space", space);
    *out_count = ac_step(q) ? ac_col_int(q, 0) : 0;
    return ac_done(q, err);
}

ac_rc ac_query_why_not(ac_notebook *nb, const ac_held *held, char *out, size_t size, ac_err *err)
{
    return ac_why_not(nb, held, out, size, err);
}

ac_rc ac_query_refused(ac_notebook *nb, const ac_space *space, ac_refused *out, size_t max, size_t *out_n, size_t *out_all,
                       ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_rejected_of);

    *out_n = *out_all = 0;
    ac_bind_blob(q, ":space", space->b, 32);
    while (ac_step(q)) {
        const uint8_t *id, *author, *sender;
        ac_refused *r = &out[*out_n];
        if ((*out_all)++ >= max)
            continue;
        if (ac_col_blob(q, 0, &id) != 32 || ac_col_blob(q, 1, &author) != 32 || ac_col_blob(q, 3, &sender) != 32)
            continue;
        *r = (ac_refused){ .id = ac_id_of(id), .author = ac_device_of(author), .sender = ac_device_of(sender) };
        r->seq = (uint64_t)ac_col_int(q, 2);
        snprintf(r->why, sizeof r->why, "%s", ac_col_text(q, 4));
        r->received_ms = ac_col_int(q, 5);
        (*out_n)++;
    }
    return ac_done(q, err);
}
