/* talk.h - an exchange on a connection: its frames sent as there is room. */
#ifndef AC_TALK_H
#define AC_TALK_H

#include "sync/exchange.h"
#include "sync/net_zmq.h"

#define AC_TALK_LAST_MS 2000 /* so long may the last frames wait for room */

typedef struct {
    ac_conn *conn;   /* NULL: gone */
    ac_exchange *x;
    ac_buf pending;  /* built, and there was no room for it */
    bool is_ending;
    int64_t ending_ms;
} ac_talk;

/* Send what there is. False: there was no room for all of it; call again soon. */
bool ac_talk_send(ac_net *net, ac_talk *talk, int64_t now_ms);
/* Over, and nothing waits to be sent, or has waited too long for a peer that does not read. */
bool ac_talk_is_over(ac_talk *talk, int64_t now_ms);
void ac_talk_free(ac_talk *talk);

/* One line of facts to the log of the notebook's world. */
void ac_talk_log(ac_notebook *nb, const ac_exchange_result *r, int64_t took_ms);

#endif
