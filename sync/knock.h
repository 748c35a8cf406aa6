/* knock.h - is anybody there? Name, port and key of an address, one after the other. Nothing is said,
 * nothing is asked of our own key: the door shows its key to whoever comes. */
#ifndef AC_KNOCK_H
#define AC_KNOCK_H

#include "core/crypto.h"
#include "core/world.h"

typedef enum {
    AC_KNOCK_NO_NAME,   /* the name does not resolve */
    AC_KNOCK_CLOSED,    /* nothing listens there, or the way is blocked */
    AC_KNOCK_OTHER_KEY, /* somebody answers, with another key */
    AC_KNOCK_SILENT,    /* a door that does not speak our language, or no handshake in time */
    AC_KNOCK_GOOD
} ac_knock_end;

typedef struct {
    ac_knock_end end;
    char numeric[64]; /* the address the name stands for, "192.0.2.9"; "" where it has none */
} ac_knocked;

/* address: tcp://HOST:PORT (AC_EUSAGE: it is none). A few seconds at most. */
ac_rc ac_knock(const char *address, const ac_transport *key, ac_world *world, ac_knocked *out, ac_err *err);

#endif
