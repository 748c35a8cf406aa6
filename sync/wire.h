/* wire.h - the frames of a session, as bytes (SESSION 3).
 *
 *   frame    = type u8, flags u8, slot u16, body             integers big-endian; at most 262,144 bytes in all
 *   slot     = place, from 0, of a space in AUTH (a guest's: 0), or 0xffff for the session itself
 *
 *   1 HELLO    proto-min u8, proto-max u8, frame-max u32, nonce 32, device 32, evidence,
 *              with flag 1 (guest): invitation key 32, signature 64                           at most 32,768
 *   2 WELCOME  proto u8, frame-max u32, nonce 32, device 32, evidence, signature 64
 *   3 AUTH     signature 64, n x (tag 16, summary)
 *   4 SUMMARY  n x (slot u16, answer u8, summary)
 *   5 LIST *   more u8, n x (author 32, heads u8 >= 1, each seq u64, id 32)
 *   6 WANT *   more u8, n x (author 32, points u8, each seq u64, id 32)
 *   7 CHANGES* no u32, n x (signed, words)                    flag 1: the last of this round
 *   8 CREDIT   bytes of CHANGES frames taken in this session u64
 *   9 SAVED    frame no u32: durable up to here
 *  10 END *    no u32 of the last CHANGES so far in this session (0: none): all that was wanted has been sent
 *  11 FINAL *  digest 32, count u64, missing u32, digest of missing 32, digest of members 32, signature 64
 *  12 BODIES * n x id 32
 *  13 BODY *   n x (id 32, state u8, with state 1: length u32, salt 32, json)
 *  14 BYE      code u8
 *  15 FAULT    code u8, frame no u32, index u16, id 32                                       slot or session
 *  16 NOTICE   code u8, n u8, n x signed, ids m x 32                                         slot or session
 *  17 APPLY *  JSON of core/invitation.h, at most 4,096
 *                                                                  * carries the slot of a space
 *   signed   = length u16, header, signature 64
 *   evidence = n u8 <= 8, n x signed; with flag 2 of HELLO or WELCOME: length u16, one statement's JSON
 *   summary  = digest 32, count u64, missing u32, npaused u16, npaused x device 32
 *   words    = state u8: 0 the change has none, 1 here: salt 32, json; 2 redacted, 3 withheld, 4 not held
 *   answer   = 1 same, 2 differs, 3 provisional
 *
 * The length of a header is also what its own fields say (DESIGN 2). Authors, heads, points, paused devices and ids stand strictly
 * ascending. Flags that are not named are zero. Whatever breaks this is not a frame: FAULT and cut. A frame
 * is decoded as a whole before any of it is used; everything decoded borrows from the bytes. */
#ifndef AC_WIRE_H
#define AC_WIRE_H

#include "core/change.h"

#define AC_PROTOCOL 1

#define AC_FRAME_MAX 262144u       /* bytes of any frame */
#define AC_FRAME_MAX_LEAST 131072u /* nobody may take less: the largest change must fit */
#define AC_FRAME_TARGET 65536u     /* frames with lists are closed before they grow beyond it */
#define AC_FRAME_HEAD 4u
/* The largest change in a frame (one of a governing kind that is not known here may have words), and the
 * largest CHANGES frame: one such change alone, or several up to the target. Nobody takes less. */
#define AC_CHANGE_MAX (2u + AC_HEADER_MAX + AC_SIG_BYTES + 1u + AC_SALT_BYTES + AC_WORDS_MAX)
#define AC_CHANGES_FRAME_MAX (AC_FRAME_HEAD + 4u + AC_CHANGE_MAX)
#define AC_HELLO_MAX 32768u
#define AC_CHANGES_MAX 512u        /* changes a frame */
#define AC_EVIDENCE_MAX 8u
#define AC_SESSION_SLOTS_MAX 1024u
#define AC_BODIES_MAX 1024u
#define AC_APPLY_MAX 4096u
#define AC_NO_SLOT 0xffffu

typedef enum {
    AC_F_HELLO = 1,
    AC_F_WELCOME,
    AC_F_AUTH,
    AC_F_SUMMARY,
    AC_F_LIST,
    AC_F_WANT,
    AC_F_CHANGES,
    AC_F_CREDIT,
    AC_F_SAVED,
    AC_F_END,
    AC_F_FINAL,
    AC_F_BODIES,
    AC_F_BODY,
    AC_F_BYE,
    AC_F_FAULT,
    AC_F_NOTICE,
    AC_F_APPLY,
    AC_F_COUNT
} ac_frame_type;

#define AC_FLAG_GUEST 1u     /* HELLO */
#define AC_FLAG_STATEMENT 2u /* HELLO, WELCOME: a statement in place of evidence */
#define AC_FLAG_LAST 1u      /* CHANGES */

enum { AC_SPACE_SAME = 1, AC_SPACE_DIFFERS, AC_SPACE_PROVISIONAL };

/* FAULT codes; the first two end the session, the others stop one feed. */
enum {
    AC_FAULT_FRAME = 1, /* cannot be read */
    AC_FAULT_ORDER,     /* a frame that is not for this state */
    AC_FAULT_CHANGE,    /* not authentic */
    AC_FAULT_SIGNATURE,
    AC_FAULT_ANCESTOR,  /* not held, not sent */
    AC_FAULT_ADMITTED,  /* not admitted; an invitation that does not work */
    AC_FAULT_WORDS,     /* do not match */
    AC_FAULT_LIMIT,
    AC_FAULT_STOPPED,   /* rests on one refused before */
    AC_FAULT_SPACE      /* of another one */
};
enum { AC_NOTICE_HELD = 1, AC_NOTICE_ENDED, AC_NOTICE_SPACES };
enum { AC_BYE_DONE, AC_BYE_CLOSING, AC_BYE_NOTHING, AC_BYE_PROGRESS, AC_BYE_FAULT, AC_BYE_BUSY };

const char *ac_frame_name(unsigned type); /* "hello"; "?" */

typedef struct {
    uint8_t n;         /* changes, 0..8 */
    bool is_statement; /* then `bytes` is its JSON */
    ac_rd bytes;
} ac_evidence;

typedef struct {
    uint64_t seq;
    ac_id id;
} ac_point;

typedef struct {
    ac_digest digest;
    uint64_t count;
    uint32_t missing;
    uint16_t npaused;
    const uint8_t *paused; /* 32 bytes each */
} ac_summary;

typedef struct {
    ac_digest digest;
    uint64_t count;
    uint32_t missing;
    ac_digest of_missing, of_members;
    uint8_t signature[64];
} ac_final;
#define AC_FINAL_SIGNED 108u /* bytes of the body before the signature */
#define AC_FINAL_BODY (AC_FINAL_SIGNED + 64u)

/* A decoded frame: the fields of its type, and for lists `rest`, walked by the functions below. */
typedef struct {
    uint8_t type, flags;
    uint16_t slot;
    uint8_t proto_min, proto_max; /* HELLO; WELCOME: both the one chosen */
    uint32_t frame_max;
    const uint8_t *nonce, *device;           /* HELLO, WELCOME: 32 each */
    const uint8_t *invitation, *invitation_sig; /* HELLO of a guest */
    const uint8_t *signature;                /* WELCOME, AUTH: 64 */
    size_t before_signature;                 /* WELCOME: bytes of the frame in front of it */
    ac_evidence evidence;                    /* HELLO, WELCOME, NOTICE */
    bool more;                               /* LIST, WANT */
    uint32_t no;                             /* CHANGES, SAVED, END, FAULT */
    uint64_t total;                          /* CREDIT */
    ac_final final;
    uint8_t code;                            /* FAULT, NOTICE, BYE */
    uint16_t index;                          /* FAULT */
    ac_id id;                                /* FAULT */
    size_t count;                            /* entries in `rest` */
    ac_rd rest;
} ac_frame;

/* True: well-formed, every limit kept. `bytes` is one whole frame. */
bool ac_frame_decode(ac_frame *out, const uint8_t *bytes, size_t n);

/* --- walking the lists of a decoded frame: false at the end --- */
bool ac_auth_next(ac_frame *f, const uint8_t **out_tag, ac_summary *out);
bool ac_summary_next(ac_frame *f, uint16_t *out_slot, uint8_t *out_state, ac_summary *out);
/* LIST and WANT: points are read one by one with ac_point_at. */
typedef struct {
    ac_device author;
    uint8_t n;
    const uint8_t *points;
} ac_feed_points;
bool ac_feed_next(ac_frame *f, ac_feed_points *out);
ac_point ac_point_at(const ac_feed_points *feed, unsigned i);
typedef struct {
    const uint8_t *header, *signature;
    size_t header_n;
    uint8_t words_state;
    const uint8_t *words; /* salt then json, when here */
    size_t words_n;
} ac_wire_change;
bool ac_change_next(ac_frame *f, ac_wire_change *out);
bool ac_evidence_next(ac_evidence *e, ac_wire_change *out);
bool ac_id_next(ac_frame *f, ac_id *out);                                     /* BODIES, NOTICE */
bool ac_body_next(ac_frame *f, ac_id *out, ac_wire_change *words);            /* BODY */

/* Length of the header that begins here, and of its words; 0: these bytes begin none. */
size_t ac_header_length(const uint8_t *bytes, size_t n, uint32_t *out_words_len);

/* --- writing: each begins a frame in `out`, which must be empty; lists are then appended --- */
void ac_put_frame(ac_buf *out, unsigned type, unsigned flags, unsigned slot);
typedef struct {
    const uint8_t *nonce;
    ac_device device;
    const uint8_t *invitation, *invitation_sig; /* NULL: no guest */
} ac_hello;
void ac_put_hello(ac_buf *out, const ac_hello *hello);
/* Without its signature, which the caller computes over what is there and appends. */
void ac_put_welcome(ac_buf *out, const uint8_t nonce[32], const ac_device *device);
void ac_put_summary(ac_buf *out, const ac_summary *summary);
void ac_put_point(ac_buf *out, uint64_t seq, const ac_id *id);
void ac_put_change(ac_buf *out, const uint8_t *header, size_t header_n, const uint8_t signature[64], unsigned words_state,
                   const uint8_t *words, size_t words_n);
/* FINAL's body without its signature. */
void ac_put_final(ac_buf *out, const ac_final *final);
void ac_put_fault(ac_buf *out, unsigned slot, unsigned code, uint32_t no, unsigned index, const ac_id *id);

#endif
