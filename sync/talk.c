/* talk.c - an exchange on a connection. */
#include "sync/talk.h"

#include <stdio.h>

bool ac_talk_send(ac_net *net, ac_talk *t, int64_t now_ms)
{
    while (t->conn != NULL) {
        if (t->pending.len == 0 && !ac_exchange_out(t->x, &t->pending, now_ms))
            return true;
        if (!ac_net_send(net, t->conn, t->pending.p, t->pending.len))
            return false;
        ac_buf_clear(&t->pending);
    }
    return true;
}

bool ac_talk_is_over(ac_talk *t, int64_t now_ms)
{
    if (!ac_exchange_is_over(t->x))
        return false;
    if (!t->is_ending) {
        t->is_ending = true;
        t->ending_ms = now_ms;
    }
    return t->conn == NULL || t->pending.len == 0 || now_ms >= t->ending_ms + AC_TALK_LAST_MS;
}

void ac_talk_free(ac_talk *t)
{
    ac_exchange_close(t->x);
    ac_buf_free(&t->pending);
    *t = (ac_talk){ 0 };
}

static const char *end_word(ac_end end)
{
    switch (end) {
    case AC_END_NOT_YET: return "open";
    case AC_END_DONE: return "done";
    case AC_END_HELD: return "held";
    case AC_END_REFUSED: return "refused";
    case AC_END_STRANGER: return "stranger";
    case AC_END_LOST: return "lost";
    case AC_END_DEADLINE: return "deadline";
    case AC_END_PROTOCOL: return "protocol";
    case AC_END_CLOSED: return "closed";
    case AC_END_LOCAL: return "local";
    }
    return "?";
}

void ac_talk_log(ac_notebook *nb, const ac_exchange_result *r, int64_t took_ms)
{
    ac_world *world = ac_notebook_world(nb);
    char line[256], peer[9] = "?";
    bool same = r->nspaces > 0;

    if (r->is_proven)
        ac_hex(peer, r->peer.b, 4);
    for (size_t i = 0; i < r->nspaces; i++)
        same = same && r->spaces[i].is_same;
    snprintf(line, sizeof line, "sync peer=%s end=%s sent=%lld received=%lld same=%s took_ms=%lld", peer, end_word(r->end),
             (long long)r->sent, (long long)r->got, same ? "yes" : "no", (long long)took_ms);
    world->log(world, line);
}
