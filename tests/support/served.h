/* served.h - `serve` in a process of its own on a loopback port, and raw connections to it. */
#ifndef AC_TEST_SERVED_H
#define AC_TEST_SERVED_H

#include <sys/types.h>

#include "sync/meet.h"
#include "sync/serve.h"
#include "tests/support/desks.h"

typedef struct {
    desk *d;
    pid_t pid;
    char address[256];
    int port;
    ac_transport key;
    unsigned dies_at; /* kills itself at this look at the clock after the first HELLO; 0: never */
} served;

/* Clocks and chance are real from here on; what is written keeps its fixed date. */
void desk_is_real(desk *d);
/* The desk is shut here and opened there. Fails the test when it does not listen. */
void served_start(served *s, desk *d);
/* By SIGTERM; it must end well. The desk is open here again. */
void served_stop(served *s);
/* It must have died by itself. */
void served_died(served *s);
/* Either of the two: it may die while it is being stopped. */
void served_stop_or_died(served *s);
/* One honest session; fails the test unless both are the same afterwards. */
void served_sync(const served *s, desk *client);
ac_rc served_meet(const served *s, desk *client, ac_met *out, ac_err *err);

/* --- a ZeroMQ client that does as it likes --- */
typedef struct {
    void *ctx, *socket, *monitor;
    bool was_told; /* a message came */
} raw;
enum { RAW_NULL, RAW_PLAIN, RAW_CURVE };
/* CURVE with these keys (secret NULL: fresh ones). routing_id may be NULL. */
void raw_open(raw *r, const char *address, int mechanism, const ac_transport *server, const ac_transport *own,
              const uint8_t *secret, const void *routing_id, size_t routing_id_n);
void raw_send(raw *r, const void *bytes, size_t n, bool more);
/* Until the other end hangs up or refuses; false: not within the time. What comes meanwhile is noted. */
bool raw_is_cut(raw *r, int timeout_ms);
/* Until a message comes; its length, -1: cut, or not within the time. */
int raw_recv(raw *r, void *out, size_t size, int timeout_ms);
void raw_close(raw *r);

#endif
