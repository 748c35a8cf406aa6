/* exchange.h - one session between two notebooks, without sockets and without a clock (SESSION 2-4).
 *
 * Frames go in, frames come out; time is handed in as monotonic milliseconds. The network, bundles and
 * tests drive the same machine. A session belongs to two devices: signatures over the whole transcript
 * (both nonces, both transport keys) prove them. It runs in rounds of one snapshot each:
 *
 *   client  HELLO        -> server        greet: who is there
 *           <- WELCOME                    the server's device proves itself, in this transcript
 *           AUTH         ->               the client proves itself; a keyed tag and a digest for each space
 *           <- SUMMARY                    same | differs; same: FINAL both ways, done in two round trips
 *           <- LIST                       the server's heads
 *           LIST WANT    ->               what the client has more of, what it lacks
 *           <- WANT
 *           CHANGES both ways at once, CREDIT when taken, SAVED when durable, END when all has been sent
 *           CHANGES (last) both ways      own ack, and what it rests on
 *           FINAL both ways               signed: digest, count, missing words; stored as a receipt
 *           unequal: <- LIST, once more; then BYE
 *           other words missing here than there: BODIES, each answered by a BODY; then FINAL both ways again
 *
 * Strangers, and devices that are no members here, get silence. Members are judged again before each send.
 * The mark is advanced before own changes leave; changes of ours that may have a rival copy do not leave.
 * A session ends when `ac_exchange_is_over` says so: then its connection is closed by the caller.
 *
 * Several sessions may share one notebook and one transaction: before another session (or anybody else)
 * touches the notebook, call ac_exchange_settle on the one that took changes in. */
#ifndef AC_EXCHANGE_H
#define AC_EXCHANGE_H

#include "core/invitation.h"
#include "core/notebook.h"
#include "sync/wire.h"

#define AC_WINDOW_FRAMES 4u       /* CHANGES frames on their way that were not taken yet */
#define AC_WINDOW_BYTES 524288u
#define AC_GATHER_MAX 4194304u    /* bytes of LIST and WANT frames held for one peer at a time */
#define AC_GATHER_LEAST 256u      /* what such a frame counts for at least */
#define AC_STOPPED_MAX 1024u      /* feeds of one session that may be refused before it is cut */
#define AC_GREET_MS 5000          /* the first frame, and each step until both are proven */
#define AC_PROGRESS_MS 30000      /* no frame while something is outstanding: cut */
#define AC_QUIET_MS 20            /* of silence: what was taken in is made durable */
#define AC_ROUNDS_MAX 2
#define AC_WRONG_BODIES_MAX 64u   /* words of one space that are not those of their header: then the session is cut */

typedef struct ac_exchange ac_exchange;

typedef enum {
    AC_LANE_NONE,   /* not decided yet */
    AC_LANE_MEMBER, /* a device of a member, of our own organisation too */
    AC_LANE_GUEST,  /* proved the secret of an open invitation */
    AC_LANE_SILENT  /* neither: gets no answer */
} ac_lane;

/* How a session ended. */
typedef enum {
    AC_END_NOT_YET,
    AC_END_DONE,     /* with FINALs both ways */
    AC_END_HELD,     /* our join waits for somebody to admit it */
    AC_END_REFUSED,  /* the invitation does not work there */
    AC_END_STRANGER, /* the other side is no device we share a partnership with (nothing was answered) */
    AC_END_LOST,     /* the connection went away */
    AC_END_DEADLINE,
    AC_END_PROTOCOL, /* a frame that is malformed or not expected: cut */
    AC_END_CLOSED,   /* the other side said goodbye before the end */
    AC_END_LOCAL     /* our own notebook failed: see the error */
} ac_end;

/* One partnership of a session. */
typedef struct {
    ac_space id;
    int space;              /* small number; -1: never arrived */
    bool is_own;
    int64_t sent, got;      /* changes; got: new here */
    int64_t count;          /* changes of the common history at the FINAL, 0 before */
    int64_t missing;        /* of which words are not held here */
    int64_t words;          /* texts that came now to records that were here without */
    bool is_final;          /* both FINALs were exchanged */
    bool is_same;           /* and they are equal */
    bool members_differ;    /* equal history, but not judged alike */
    size_t faults;          /* feeds that were stopped, on either side */
    ac_fault fault;         /* the first of them */
    bool fault_is_theirs;   /* they refused it */
    bool own_feed_foreign;  /* changes of our device came that we do not have: see ac_notebook_may_write */
    bool own_feed_claimed;  /* they name some; whether they came or not */
} ac_exchange_space;

typedef struct {
    ac_end end;
    ac_err err;             /* a sentence where it did not end well */
    ac_lane lane;
    ac_device peer;         /* proven; zero before */
    bool is_proven;
    bool is_ours;           /* a device of our own organisation */
    char code[8];           /* the peer's organisation, once it is known */
    bool is_admitted;       /* guest: our join is in the history now */
    ac_exchange_space *spaces; /* owned by the exchange */
    size_t nspaces;
    int64_t sent, got;      /* over all of them */
    uint64_t bytes_out, bytes_in;
} ac_exchange_result;

typedef struct {
    bool is_client;
    ac_transport peer;      /* transport key of the other end of this connection, as CURVE proved it */
    /* Client with an invitation: enter as guest. The join, or for a further device the APPLY. Borrowed. */
    const ac_invitation *invitation;
    const uint8_t *join;    /* header */
    size_t join_n;
    const uint8_t *join_sig;
    const ac_buf *apply;    /* JSON; NULL: a join */
} ac_exchange_config;

/* `nb` is borrowed and unlocked. A client's HELLO waits in the queue at once. */
ac_rc ac_exchange_open(ac_exchange **out, ac_notebook *nb, const ac_exchange_config *config, int64_t now_ms, ac_err *err);
/* One whole frame. Whatever it holds, the session stays in a defined state; trouble is in the result. */
void ac_exchange_frame(ac_exchange *x, const uint8_t *bytes, size_t n, int64_t now_ms);
/* Time passed: deadlines, silence. Call no later than ac_exchange_next_ms says. */
void ac_exchange_tick(ac_exchange *x, int64_t now_ms);
int64_t ac_exchange_next_ms(const ac_exchange *x);
/* Make durable what was taken in, and say so to the peer. Nothing open is fine. */
void ac_exchange_settle(ac_exchange *x, int64_t now_ms);
/* The connection went away, or we stop: what came whole is committed. `why` NULL: lost. */
void ac_exchange_gone(ac_exchange *x, const char *why);
/* We close: says goodbye to the peer. */
void ac_exchange_stop(ac_exchange *x);
/* The next frame to send, appended to `out`; false: none now. Builds CHANGES as the window allows. */
bool ac_exchange_out(ac_exchange *x, ac_buf *out, int64_t now_ms);
/* Nothing more goes in; once ac_exchange_out gives nothing, the connection can be closed. */
bool ac_exchange_is_over(const ac_exchange *x);
/* Bytes of CHANGES on their way that were not taken yet, and how many there may be (at most AC_WINDOW_BYTES,
 * as before the first call). For sessions that share a budget. */
size_t ac_exchange_flight(const ac_exchange *x);
void ac_exchange_allow(ac_exchange *x, size_t flight);
/* Bytes that are held for the peer: its lists. */
size_t ac_exchange_held(const ac_exchange *x);
/* We cannot serve this peer now: says so and ends the session. */
void ac_exchange_busy(ac_exchange *x);
/* Has a transaction open on the notebook. */
bool ac_exchange_is_unsettled(const ac_exchange *x);
const ac_exchange_result *ac_exchange_result_of(const ac_exchange *x); /* borrowed until the next call */
void ac_exchange_close(ac_exchange *x); /* commits what came whole; NULL is fine */

#endif
