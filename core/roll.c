/* roll.c - who belongs, as lines and as one digest. */
#include "core/roll.h"

#include "core/members_in.h"

#include <stdlib.h>
#include <string.h>

#define TAG_MEMBERS "accord/members/1"

void ac_roll_lines(const ac_members *m, const ac_state *s, ac_buf *out)
{
    char join[AC_HEX_SIZE], key[AC_HEX_SIZE];

    for (int o = 0; o < s->norgs; o++) {
        const ac_state_org *org = &s->orgs[o];
        const ac_org *who = ac_members_org(m, o);
        if (who == NULL || org->nrosters == 0)
            continue; /* not in this state */
        ac_hex(join, who->join.b, 32);
        ac_buf_printf(out, "member %s %s %s\n", join, who->is_partner ? "partner" : "observer",
                      org->is_member ? "member" : org->has_left ? "left" : "fallen");
        for (int d = 0; d < org->ndevices; d++) {
            ac_hex(key, org->devices[d].key.b, 32);
            ac_buf_printf(out, "device %s %s %s\n", join, key,
                          org->devices[d].goes_on ? "goes-on" : org->devices[d].is_stopped ? "stopped" : "out");
        }
    }
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

bool ac_roll_sort(ac_buf *lines)
{
    size_t n = 0, i = 0;
    const char **at;
    ac_buf sorted = { 0 };
    char *p;

    if (lines->failed)
        return false;
    for (size_t k = 0; k < lines->len; k++)
        n += lines->p[k] == '\n';
    at = malloc((n + 1) * sizeof *at);
    if (at == NULL)
        return false;
    p = (char *)lines->p;
    for (i = 0; i < n; i++) {
        char *end = strchr(p, '\n');
        *end = '\0';
        at[i] = p;
        p = end + 1;
    }
    qsort(at, n, sizeof *at, by_bytes);
    for (i = 0; i < n; i++) {
        ac_buf_str(&sorted, at[i]);
        ac_buf_u8(&sorted, '\n');
    }
    free(at);
    if (sorted.failed) {
        ac_buf_free(&sorted);
        return false;
    }
    ac_buf_free(lines);
    *lines = sorted;
    return true;
}

ac_rc ac_roll_digest(const ac_members *m, const ac_state *s, const ac_space *space, ac_digest *out, ac_err *err)
{
    ac_buf lines = { 0 };
    ac_hash hash;

    ac_roll_lines(m, s, &lines);
    if (!ac_roll_sort(&lines)) {
        ac_buf_free(&lines);
        return ac_fail(err, AC_ENOMEM, "out of memory");
    }
    ac_hash_begin(&hash, TAG_MEMBERS);
    ac_hash_add(&hash, space->b, 32);
    ac_hash_add(&hash, lines.p, lines.len);
    ac_hash_end(&hash, out->b);
    ac_buf_free(&lines);
    return AC_OK;
}

ac_n ac_roll_invite(const ac_members *m, const uint8_t key[32], ac_id *out_invite)
{
    for (int g = 0; g < m->ngov; g++)
        if (m->gov[g].held.kind == AC_KIND_INVITE && memcmp(m->gov[g].key.b, key, 32) == 0) {
            *out_invite = m->gov[g].held.id;
            return m->gov[g].held.n;
        }
    return 0;
}
