/* net_zmq.h - the only home of ZeroMQ: CURVE sockets, who is at the other end, and how to hang up.
 *
 * One ROUTER that binds, one DEALER for each connection dialled, the ZAP handler and every monitor, all
 * read in one poll in one thread. ZAP lets any well-formed CURVE key in and writes it down as User-Id; who
 * may do what is for the first frame to show (sync/exchange.h). A connection is (routing id, key from
 * User-Id, fd), fixed at its first frame. Settings are those of SECURITY 4.2, read back; before it listens
 * the ROUTER dials itself with the NULL mechanism (must be refused) and with a fresh key (must carry it). */
#ifndef AC_NET_ZMQ_H
#define AC_NET_ZMQ_H

#include "core/crypto.h"
#include "core/world.h"

#define AC_NET_ADDRESS_MAX 256
#define AC_NET_SPEAK_MS 5000       /* a connection that says nothing for so long is cut */
#define AC_NET_NEWCOMERS_MAX 16    /* connections that said nothing yet; the oldest is cut first */
#define AC_NET_EVERY_MS 1000       /* unknown keys from one address: one in this time, ... */
#define AC_NET_BURST 16            /* ... after so many at once */
#define AC_NET_LINGER_MS 1000      /* last frames are given this long to leave */
#define AC_NET_HWM 8

typedef struct ac_net ac_net;
typedef struct ac_conn ac_conn;

typedef enum {
    AC_WHY_LOST,      /* it was there, and is gone */
    AC_WHY_NOBODY,    /* nobody answers at the address */
    AC_WHY_OTHER_KEY, /* somebody answers, who has not the key that was dialled */
    AC_WHY_REFUSED,   /* the other end refuses connections of ours */
    AC_WHY_BROKEN     /* not one frame a message; too large; no room */
} ac_why_gone;

typedef struct {
    /* A frame came. A connection that was not heard of before has no user yet. May call ac_net_cut. */
    void (*frame)(void *ctx, ac_conn *conn, const uint8_t *bytes, size_t n);
    /* The connection went away by itself; it is freed when this returns. */
    void (*gone)(void *ctx, ac_conn *conn, ac_why_gone why);
    /* Is this the key of somebody we know? Unknown ones are let in slowly. NULL: nobody is. */
    bool (*is_known)(void *ctx, const ac_transport *key);
    void *ctx;
} ac_net_handler;

/* `secret` is copied by the library for as long as the net lives. `world` is borrowed. */
ac_rc ac_net_open(ac_net **out, const ac_transport *own, const uint8_t secret[32], ac_world *world,
                  const ac_net_handler *handler, ac_err *err);
/* Bind. `out_address` gets the address with its actual port. AC_EADDRESS: in use. AC_EUSAGE: no address.
 * AC_EFAIL: the probe found that strangers would be served. */
ac_rc ac_net_listen(ac_net *net, const char *address, char out_address[AC_NET_ADDRESS_MAX], ac_err *err);
/* Begin to connect to whoever has this key at the address. What comes of it is told through `gone` or `frame`. */
ac_rc ac_net_dial(ac_net *net, const char *address, const ac_transport *key, ac_conn **out, ac_err *err);
/* Wait for something to happen, at most so long, and tell the handler. A signal: AC_OK. */
ac_rc ac_net_poll(ac_net *net, int64_t timeout_ms, ac_err *err);
/* False: no room now, or it is gone (then `gone` will say so); try again after the next poll. */
bool ac_net_send(ac_net *net, ac_conn *conn, const uint8_t *bytes, size_t n);
/* Hang up: at once, or when what was sent had time to leave. The handler hears no more of it, and
 * `conn` may not be used again. */
void ac_net_cut(ac_net *net, ac_conn *conn, bool at_once);
/* Wait until the other ends of connections that were cut have gone too, at most so long: a connection that is
 * closed at once may lose its last frames at the other end. */
ac_rc ac_net_settle(ac_net *net, int64_t timeout_ms, ac_err *err);
void ac_net_close(ac_net *net); /* NULL is fine */

const ac_transport *ac_conn_key(const ac_conn *conn);
void *ac_conn_user(const ac_conn *conn);
void ac_conn_set_user(ac_conn *conn, void *user);
bool ac_conn_is_connected(const ac_conn *conn); /* dialled: the handshake is done */

/* Is it tcp://HOST:PORT? */
bool ac_net_address_fits(const char *address);
const char *ac_net_library(void); /* "4.3.4" */

#endif
