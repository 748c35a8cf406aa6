/* exchange_in.h - what the files of the exchange share: greeting (greet.c), spaces (slot.c), the rest (exchange.c). */
#ifndef AC_EXCHANGE_IN_H
#define AC_EXCHANGE_IN_H

#include "sync/exchange.h"
#include "sync/heads.h"

typedef enum {
    ST_GREET, /* C: HELLO sent */
    ST_SUM,   /* C: AUTH sent */
    ST_JUDGE, /* S: nothing came yet */
    ST_PROVE, /* S: WELCOME sent */
    ST_ENTER, /* S: a guest proved itself; its join or application comes next */
    ST_RUN,   /* spaces go their own way */
    ST_OVER
} ac_stage;

typedef enum {
    SL_OFF,   /* not shared, or not answered */
    SL_LIST,  /* C: waits for the server's LIST.  S: for the client's */
    SL_WANT,  /* C: LIST and WANT sent, waits for WANT.  S: has the LIST, waits for the WANT */
    SL_DATA,  /* changes both ways, until END both ways */
    SL_ACK,   /* own ack, LAST both ways */
    SL_FINAL, /* FINAL both ways */
    SL_BODIES, /* not the same words are missing: asked for and answered, then FINAL both ways once more */
    SL_DONE
} ac_slot_stage;

/* The entries of the peer's LIST or WANT, gathered over frames as they stand in them. */
typedef struct {
    ac_buf entries;
    ac_device last;        /* the author that the next one comes after */
    size_t charged;        /* bytes of the session's budget */
} ac_gathered;

typedef struct {
    ac_slot_stage stage;
    ac_space id;
    int space;             /* -1: nothing of it is here yet */
    size_t result;         /* index in the result's spaces */
    int round;
    ac_heads heads;        /* our snapshot, raised to the union as the session goes on */
    ac_heads shown;        /* our snapshot as listed: nothing beyond is sent before the ack */
    ac_devices out_of;     /* feeds that are paused or stopped, on either side */
    ac_devices told;       /* of which we have told the peer */
    ac_gathered list, want; /* the peer's */
    ac_covers covers;      /* what the peer lacks, by branch */
    ac_n cursor, until;    /* sending: changes with cursor < n <= until */
    bool has_more;         /* there may be changes to send */
    bool ack_sent;         /* sending what our ack rests on */
    bool sent_end, got_end, sent_last, got_last, sent_final, got_final;
    bool is_wary;          /* they name changes of ours that are not here: nothing is signed, nothing new of ours is shown */
    bool has_marked;       /* the mark covers what this round sends of our own */
    ac_intake *in;
    ac_final ours, theirs;
    ac_buf lacks;          /* ids whose words we lack, of what FINAL speaks of; ascending */
    size_t next, asked;    /* from there on they are to be asked for; so many are */
    size_t batch;          /* how many at once */
    unsigned wrong_bodies;
    uint64_t questions;    /* BODIES that came: each is answered by one id at least, so that there is an end to them */
    ac_buf asks;           /* ids that the peer has asked for and was not answered */
    int64_t taken_before;
} ac_slot;

/* A frame waiting to be sent. */
typedef struct ac_queued ac_queued;
struct ac_queued {
    ac_queued *next;
    ac_buf frame;
};

struct ac_exchange {
    ac_notebook *nb;
    ac_stage stage;
    bool is_client;
    ac_transport peer_transport;
    const ac_invitation *invitation; /* client as guest */
    const uint8_t *join, *join_sig;
    size_t join_n;
    const ac_buf *apply;
    bool is_guest;                   /* either side: this session began with an invitation */
    ac_space guest_space;

    uint8_t nonce[32], peer_nonce[32];
    ac_hash transcript_hash;
    uint8_t transcript[32];
    bool was_welcomed;               /* S: the peer was judged worth an answer */

    ac_slot *slots;
    size_t nslots;

    ac_queued *first, *last;
    /* our CHANGES on their way: sizes of the frames not credited yet */
    size_t flight[AC_WINDOW_FRAMES], nflight, flight_bytes, flight_max;
    uint64_t sent_total, credited_total, taken_total;
    uint64_t told_total;             /* of what was taken the peer was told so much */
    unsigned untold;                 /* CHANGES frames taken since */
    bool credit_due, saved_due;      /* said once, however often it comes to be due before there is room */
    bool was_due;                    /* the last frame out was such a one */
    size_t gathered;                 /* bytes of lists held for this peer */
    uint32_t sent_no, taken_no, saved_no, peer_saved_no;
    ac_slot *open;                   /* the slot whose intake has the transaction open */
    bool is_dirty;                   /* frames were taken that are not durable yet */

    int64_t last_ms, took_ms;        /* last frame in; last CHANGES in */
    ac_exchange_result result;
};

static inline unsigned slot_number(const ac_exchange *x, const ac_slot *s)
{
    return (unsigned)(s - x->slots);
}

/* --- exchange.c --- */
ac_buf *ac_x_queue(ac_exchange *x);  /* a new frame at the end of the queue; never NULL, but failed when out of memory */
void ac_x_end(ac_exchange *x, ac_end end, ac_rc rc, const char *format, ...) __attribute__((format(printf, 4, 5)));
void ac_x_local(ac_exchange *x, ac_rc rc, const ac_err *err);  /* our own notebook failed */
/* A step on our own notebook: where it failed the session is over. */
static inline bool ok(ac_exchange *x, ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        ac_x_local(x, rc, err);
    return rc == AC_OK;
}
void ac_x_order(ac_exchange *x, const ac_frame *f);            /* a frame that is not for now: FAULT and cut */
void ac_x_limit(ac_exchange *x, const ac_frame *f);            /* more than a limit allows: FAULT and cut */
bool ac_x_may_take(const ac_exchange *x, size_t n);            /* is a CHANGES frame of n bytes within the peer's window? */
void ac_x_taken(ac_exchange *x, uint32_t no, size_t n);        /* it was taken: CREDIT is due */
void ac_x_sent(ac_exchange *x, size_t n);                      /* a CHANGES frame of ours is on its way */
void ac_x_bye(ac_exchange *x, unsigned code);
bool ac_x_settle(ac_exchange *x);                              /* false: it failed and the session is over */
bool ac_x_is_member(ac_exchange *x, int space, const ac_device *device, const ac_transport *transport);
ac_slot *ac_x_slot_add(ac_exchange *x, const ac_space *id, int space);
void ac_x_all_done(ac_exchange *x);
bool ac_x_fill_window(const ac_exchange *x);                   /* may another CHANGES frame leave? */

/* --- greet.c --- */
void ac_x_hello(ac_exchange *x);
void ac_x_got_hello(ac_exchange *x, const ac_frame *f, const uint8_t *bytes, size_t n);
void ac_x_got_welcome(ac_exchange *x, ac_frame *f, const uint8_t *bytes, size_t n);
void ac_x_got_auth(ac_exchange *x, ac_frame *f);
void ac_x_got_summary(ac_exchange *x, ac_frame *f);
void ac_x_got_entry(ac_exchange *x, ac_frame *f, size_t n);    /* S: the guest's join or application */

/* --- slot.c --- */
bool ac_s_snapshot(ac_exchange *x, ac_slot *s);
bool ac_s_summary(ac_exchange *x, ac_slot *s, ac_summary *out);
void ac_s_send_list(ac_exchange *x, ac_slot *s);               /* S: its whole own view */
void ac_s_same(ac_exchange *x, ac_slot *s);                    /* nothing to exchange: FINAL */
void ac_s_got(ac_exchange *x, ac_slot *s, ac_frame *f, size_t n);
/* The next CHANGES or END of this slot, appended to an empty frame; false: nothing now. */
bool ac_s_next(ac_exchange *x, ac_slot *s, ac_buf *out);
void ac_s_advance(ac_exchange *x, ac_slot *s);                 /* DATA to ACK to FINAL, when their time has come */
void ac_s_send_final(ac_exchange *x, ac_slot *s);
ac_exchange_space *ac_s_result(ac_exchange *x, ac_slot *s);
bool ac_s_still_member(ac_exchange *x, ac_slot *s);            /* false: the session is over */
void ac_s_free(ac_slot *s);

/* --- bodies.c --- */
/* Words that are missing in the union of both histories, into our FINAL and the slot. */
bool ac_b_missing(ac_exchange *x, ac_slot *s, ac_final *out);
/* Is the peer a device of our own organisation, in this space too? */
bool ac_b_is_ours(ac_exchange *x, int space);
void ac_b_begin(ac_exchange *x, ac_slot *s);
void ac_b_ask(ac_exchange *x, ac_slot *s);                     /* the next BODIES, else the FINAL */
void ac_b_got(ac_exchange *x, ac_slot *s, const ac_frame *f);
bool ac_b_next(ac_exchange *x, ac_slot *s, ac_buf *out);       /* BODY, where it is due */

#endif
