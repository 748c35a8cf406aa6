/* serve.h - answer others: listen, run a session with each partner that comes, survive all of them. */
#ifndef AC_SERVE_H
#define AC_SERVE_H

#include "sync/exchange.h"

typedef struct {
    const char *listen;  /* tcp://HOST:PORT; port 0: any free one */
    /* Called once, when connections are answered: the address with its actual port. */
    void (*ready)(void *ctx, const char *address);
    /* A session ended (strangers are not told of one by one). */
    void (*met)(void *ctx, const ac_exchange_result *result);
    void *ctx;
    const volatile int *stop; /* set by a signal handler: end cleanly */
} ac_serve_config;

/* Until *stop, or something that cannot go on. AC_EADDRESS: the address is in use. The log goes to
 * the notebook's world: "sync peer=3f9a sent=12 received=4 took_ms=85". */
ac_rc ac_serve(ac_notebook *nb, const ac_serve_config *config, ac_err *err);

#define AC_PEERS_MAX 64            /* sessions at once; who comes then is cut and tries again */
#define AC_FLIGHT_BYTES (8u << 20) /* CHANGES of all sessions together that were not taken yet, given in turn */
#define AC_HELD_BYTES (8u << 20)   /* what is held for all of them together: who goes beyond is told that we are busy */

#endif
