/* commitment.h - the life cycle of one commitment: judge each act once, then read the answers.
 *
 * A pure function of the acts of one record, in memory (DOMAIN 2.3, 2.4, 2.4a; DESIGN 6, 7). Nothing
 * is stored but judgements, and those never change. What is seen of the acts: kind, organisation,
 * cites, facts, and `precedes`. Not seen: clocks, words, the viewer, the order of arrival.
 *
 *   Judge: an act is judged by the fold of what its author had in hand: passed, or without effect and why.
 *   Read:  the answers follow from the set of acts that passed (and count), whatever crossed what.
 *
 * The rules, where DOMAIN leaves a choice (schema/FORMAT.md 8 has all of it, and in which order an act is refused):
 * - The question of a text is its base (the text it cites; a propose asks its own). Choices of an
 *   organisation on a question: writing or signing one of its texts; decline or retract of this text;
 *   accept, release, withdraw of the base. Two yeses to one text are one choice.
 * - A no closes its text for all, until the same organisation says yes knowing its no. It may do so only
 *   where it had said both at once (two laptops).
 * - An exit (decline, retract; withdraw against an amendment) is void where somebody holds the text bound,
 *   not knowing the exit, and held with it a hand of the other side that did not know it either: if the
 *   holder is of the exit's own organisation, another's yes; if it is of another, the own yes.
 * - A text never binds on a base that all accepted or released, except reopen on an accepted one.
 * - resolve (in-progress) and reopen make new claims necessary: those in the past of that text fall,
 *   with suspensions there. Slots already accepted by all stay so, except by reopen.
 * - Who is gone is not waited for once a text is in force, where each side has somebody's yes and not both the
 *   same one's (texts), or one promisee has given it (accept, release). Nobody left on a side: nothing more may
 *   be accepted. */
#ifndef AC_COMMITMENT_H
#define AC_COMMITMENT_H

#include "core/change.h"
#include "core/json.h"
#include "core/kind.h"

#define AC_PARTIES_MAX 16
#define AC_SLOTS_MAX 120
#define AC_RECORD_ACTS_MAX 4096
#define AC_NO_DAY INT32_MIN

/* --- the four answers and the one word (DOMAIN 2.3); numbers are kept in the view --- */
typedef enum {
    AC_AGREEMENT_PROPOSED,
    AC_AGREEMENT_AGREED,
    AC_AGREEMENT_DECLINED,
    AC_AGREEMENT_RETRACTED,
    AC_AGREEMENT_CROSSED
} ac_agreement;
typedef enum {
    AC_DELIVERY_NOT_STARTED,
    AC_DELIVERY_IN_PROGRESS,
    AC_DELIVERY_SUSPENDED,
    AC_DELIVERY_CLAIMED,
    AC_DELIVERY_WITHDRAWN
} ac_delivery;
typedef enum {
    AC_VERDICT_NONE,
    AC_VERDICT_PARTLY,
    AC_VERDICT_ACCEPTED,
    AC_VERDICT_RESERVED,
    AC_VERDICT_DISPUTED,
    AC_VERDICT_RELEASED
} ac_verdict;
typedef enum {
    AC_STATE_PROPOSED,
    AC_STATE_CROSSED,
    AC_STATE_RETRACTED,
    AC_STATE_DECLINED,
    AC_STATE_ACCEPTED,
    AC_STATE_RELEASED,
    AC_STATE_DISPUTED,
    AC_STATE_WITHDRAWN,
    AC_STATE_DELIVERED,
    AC_STATE_SUSPENDED,
    AC_STATE_IN_PROGRESS,
    AC_STATE_AGREED,
    AC_STATE_NONE /* the propose does not count or is without effect */
} ac_commitment_state;
const char *ac_agreement_word(ac_agreement a);        /* "agreed" */
const char *ac_delivery_word(ac_delivery d);          /* "not-started" */
const char *ac_verdict_word(ac_verdict v);            /* "accepted-with-reservations" */
const char *ac_state_word(ac_commitment_state state); /* "in-progress"; "" for none */
int ac_state_of_word(const char *word);               /* -1: no such word */

/* How a report counts it. */
typedef enum { AC_COUNTS_OPEN, AC_COUNTS_KEPT, AC_COUNTS_NOT_KEPT, AC_COUNTS_NEITHER, AC_COUNTS_CONTESTED } ac_counts;
const char *ac_counts_word(ac_counts counts); /* "not kept" */
ac_counts ac_counts_of(ac_commitment_state state, bool is_contested);

/* --- why an act is without effect (KINDS): one list; numbers are stored, new ones go last --- */
#define AC_WHY_MAP(X)                                                                                       \
    X(AC_WHY_OK, "", "it counts")                                                                           \
    /* before the fold */                                                                                   \
    X(AC_WHY_NOT_ADMITTED, "not-admitted", "its laptop did not belong to the partnership then")             \
    X(AC_WHY_UNJUDGED, "unjudged", "a newer version of accord is needed to judge it")                       \
    X(AC_WHY_STOPPED, "stopped", "its laptop had been stopped")                                             \
    X(AC_WHY_LEFT, "left", "its organisation had left")                                                     \
    X(AC_WHY_FALLEN, "fallen", "nobody stands for its organisation any more")                               \
    X(AC_WHY_ROSTER, "roster", "its organisation's recovery list says otherwise")                           \
    /* judged by what its author had in hand */                                                             \
    X(AC_WHY_SECOND, "second", "the record had its first text already")                                     \
    X(AC_WHY_NO_RECORD, "no-record", "the promise it acts on is without effect")                            \
    X(AC_WHY_CITES, "cites", "what it answers is without effect")                                           \
    X(AC_WHY_NOT_PARTY, "not-party", "its organisation is not a party to this")                             \
    X(AC_WHY_NOT_ROLE, "not-role", "that is for the other side to do")                                      \
    X(AC_WHY_NOT_AUTHOR, "not-author", "only the organisation that wrote it may do that")                   \
    X(AC_WHY_IS_AUTHOR, "is-author", "its organisation wrote it: writing is signing, and taking back is retract") \
    X(AC_WHY_STATE, "state", "that was not possible in the state it was in")                                \
    X(AC_WHY_OLD_TEXT, "old-text", "it names a text that was not the one in force")                         \
    X(AC_WHY_CLOSED, "closed", "that text had been declined or taken back")                                 \
    X(AC_WHY_AGAIN, "again", "its organisation had said so already")                                        \
    X(AC_WHY_NO_CLAIM, "no-claim", "that delivery was not waiting for an answer")                           \
    X(AC_WHY_GIVEN, "given", "what is given is given")                                                      \
    X(AC_WHY_DISPUTE, "dispute", "there is a dispute standing already, or the one it answers stands no more") \
    X(AC_WHY_MALFORMED, "malformed", "its codes, dates or numbers do not fit together")                     \
    X(AC_WHY_CONSENT, "consent", "others must consent first")                                               \
    /* set aside by what crossed it */                                                                      \
    X(AC_WHY_X_TEXT, "text", "the text was declined or taken back by somebody who did not know of it")      \
    X(AC_WHY_X_CHOICE, "choice", "a party chose something else, and neither knew of the other")           \
    X(AC_WHY_X_MOVED, "moved", "another text came into force")                                              \
    X(AC_WHY_X_CLAIM, "claim", "it waits for the answer to a delivery it did not know of")                  \
    X(AC_WHY_X_DISPUTE, "dispute", "it waits for a dispute it did not know of")                             \
    X(AC_WHY_X_RELEASED, "released", "all had released it")                                                 \
    X(AC_WHY_X_ACCEPTED, "accepted", "all had accepted it")                                                 \
    X(AC_WHY_X_OWN, "own", "its own organisation had confirmed the opposite, and others hold that")         \
    X(AC_WHY_X_OLD, "old", "it was said about a text that is no longer in force")                           \
    X(AC_WHY_X_ANSWERED, "answered", "the delivery it takes back had been answered")                        \
    X(AC_WHY_X_OUTCOME, "outcome", "all had signed how it ends")
typedef enum {
#define X(name, code, sentence) name,
    AC_WHY_MAP(X)
#undef X
        AC_WHY_COUNT
} ac_why;
const char *ac_why_word(ac_why why);
const char *ac_why_sentence(ac_why why); /* translated */
ac_why ac_why_of_code(const char *code); /* the first with this code; AC_WHY_COUNT: none */

/* --- input --- */
typedef enum {
    AC_OUTCOME_NONE,
    AC_OUTCOME_IN_PROGRESS,
    AC_OUTCOME_ACCEPTED,
    AC_OUTCOME_RELEASED,
    AC_OUTCOME_WITHDRAWN
} ac_outcome;

/* What rules and displays read of the facts of an act. Days are days since 1970-01-01, AC_NO_DAY: none. */
typedef struct {
    bool is_malformed; /* cannot be: the form was checked. Then without effect */
    bool has_unknown;  /* keys of a newer version: not to be signed or accepted here */
    bool has_terms;    /* carries terms of its own (a resolve or reopen may not) */
    const char *reason, *completion; /* code, of the vocabulary (static), or NULL */
    ac_outcome outcome;
    int need;  /* 0: all */
    int slot;  /* 0: none */
    int level; /* 0: none */
    int files; /* of a claim */
    int32_t start, due, expires, until;
    int nslots;
    int32_t slot_due[AC_SLOTS_MAX];
} ac_act_facts;
/* `facts` NULL: {}. */
void ac_act_facts_read(ac_act_facts *out, uint16_t kind, const ac_json *facts);
int32_t ac_day_of(const char *date); /* YYYY-MM-DD; AC_NO_DAY: not a date */
void ac_day_text(int32_t day, char out[11]);

#define AC_NOT_JUDGED (-1)

typedef struct {
    uint16_t kind; /* an act's, or AC_KIND_ACK: a hand of its organisation, no act */
    int org;       /* of the space; -1: not known */
    int device;    /* of the space, for sentences alone */
    uint32_t rank; /* its place in order of (depth, id): no two alike, what precedes it has a smaller one */
    int32_t day;   /* claimed, for flags alone */
    bool is_counted, is_contested, is_flagged; /* DESIGN 6, as of now */
    int judged;    /* ac_why, or AC_NOT_JUDGED: filled by the fold, once and for ever */
    unsigned ncites;
    int cites[AC_CITES_MAX]; /* index in the array; -1: not an act of this record */
    /* propose, amend: the parties it cites, promisor first; 0: it names none. */
    unsigned nparties;
    int parties[AC_PARTIES_MAX];
    ac_act_facts facts;
} ac_act;

typedef struct {
    /* Is act a in the past of act b? (indexes; false for a == b) */
    bool (*precedes)(void *ctx, int a, int b);
    /* Does act a count in the past of act b? NULL: whatever is there counted. */
    bool (*counted_in)(void *ctx, int a, int b);
    /* Has this organisation left or fallen, in the past of act `at` (-1: as of now)? NULL: nobody has. */
    bool (*is_gone)(void *ctx, int org, int at);
    void *ctx;
} ac_record_port;

/* --- the table of acts: one row each; help, the fold and tests read the same --- */
#define AC_IN(state) (1u << (state))
#define AC_IN_ANY 0xffffu
#define AC_IN_LIVE                                                                                             \
    (AC_IN(AC_STATE_AGREED) | AC_IN(AC_STATE_IN_PROGRESS) | AC_IN(AC_STATE_SUSPENDED) |                        \
     AC_IN(AC_STATE_DELIVERED) | AC_IN(AC_STATE_DISPUTED)) /* "agreed ... disputed" */
typedef enum {
    AC_BY_NAMED,    /* a party of the text it writes */
    AC_BY_SIGNER,   /* a party of the text it cites */
    AC_BY_OTHER,    /* ... that did not write it */
    AC_BY_AUTHOR,   /* the organisation of what it cites */
    AC_BY_PARTY,    /* a party of the text in force, else of the offer */
    AC_BY_PROMISOR,
    AC_BY_PROMISEE,
    AC_BY_EITHER    /* promisor or promisee of the text in force */
} ac_by;
typedef struct ac_judging ac_judging;
typedef ac_why ac_guard(ac_judging *judging);
typedef struct {
    uint16_t kind;
    const char *name;
    ac_by by;
    unsigned states; /* bits of AC_IN: the one-word state its author saw */
    int terms;       /* which cite must be the text in force; -1: none */
    ac_guard *guards[4];
    const char *help; /* who, when */
} ac_act_row;
const ac_act_row *ac_act_rows(size_t *out_n);
const ac_act_row *ac_act_row_find(uint16_t kind); /* NULL: not an act of a commitment */
const char *ac_by_word(ac_by by);                 /* "each party of the text" */

/* --- answers --- */
typedef struct {
    int org;
    uint16_t kind; /* what is asked: AC_KIND_SIGN, _ACCEPT, _RESPOND, ... */
    int about;     /* the act it is about */
} ac_turn;

typedef struct {
    int n;         /* 1.. ; 0 where the terms have no slots */
    int32_t due;
    int claim;     /* that waits or was accepted; -1: none */
    ac_verdict verdict;
} ac_slot_answer;

/* What crossed (DOMAIN 2.4), with the sentence for people. */
#define AC_NOTE_MAP(X)                                                                                       \
    X(AC_NOTE_SIGN_EXIT, "sign-exit",                                                                        \
      "crossed: {1} signed while {2} said no; propose again, or decline to close")                           \
    X(AC_NOTE_HELD, "held", "{2} had confirmed on another laptop before this one said no; the agreement stands") \
    X(AC_NOTE_YES_NO, "yes-no", "{1} said yes and no; {1}, say which")                                       \
    X(AC_NOTE_YES_NO_HELD, "yes-no-held", "{1} said yes and no, and {2} holds the yes; the agreement stands") \
    X(AC_NOTE_CLASH, "clash", "two texts wait; sign one or write a third")                                   \
    X(AC_NOTE_EACH_OTHER, "each-other", "you each chose the other's text; sign either again")                \
    X(AC_NOTE_SIGN_WITHDRAW, "sign-withdraw", "{2} withdrew while {1} signed the change")                    \
    X(AC_NOTE_SIGN_ACCEPT, "sign-accept", "{2} accepted and signed a change; {2}, say which")                \
    X(AC_NOTE_SIGN_RELEASE, "sign-release", "{2} released and signed a change; {2}, say which")              \
    X(AC_NOTE_WITHDRAW_DISPUTE, "withdraw-dispute", "{1} withdrew while {2} disputed; resolve")              \
    X(AC_NOTE_WITHDRAW_CLAIM, "withdraw-claim", "{1} delivered and withdrew; {2}, accept or dispute")        \
    X(AC_NOTE_WITHDRAW_RELEASE, "withdraw-release", "released by all; {1} had withdrawn")                    \
    X(AC_NOTE_RELEASE_CLAIM, "release-claim", "released by all; what {1} delivered is kept")                 \
    X(AC_NOTE_ACCEPT_DISPUTE, "accept-dispute", "{1} accepted and disputed; given is given")                 \
    X(AC_NOTE_ACCEPT_OTHER_DISPUTE, "accept-other-dispute", "{1} accepted while {2} disputed")               \
    X(AC_NOTE_RETRACT_VERDICT, "retract-verdict", "{1} took the delivery back while {2} answered it; the answer counts") \
    X(AC_NOTE_CLAIM_VERDICT, "claim-verdict", "{1} delivered again while {2} answered the earlier delivery") \
    X(AC_NOTE_CLAIM_SUSPEND, "claim-suspend", "{1} delivered while {2} suspended; the suspension is kept")   \
    X(AC_NOTE_FELL_AWAY, "fell-away", "{1} had chosen a text that fell away; {1}, sign again")               \
    X(AC_NOTE_OTHER_CHOICE, "other-choice", "{1} signed this while it chose another text; {1}, say which")   \
    X(AC_NOTE_RESOLVE_DISPUTE, "resolve-dispute", "all signed a resolution that did not know the dispute of {1}") \
    X(AC_NOTE_ACCEPTED_REST, "accepted-rest", "accepted by all; what {1} wrote meanwhile is kept")           \
    X(AC_NOTE_RELEASE_DISPUTE, "release-dispute", "{1} released and disputed; given is given")
typedef enum {
#define X(name, code, sentence) name,
    AC_NOTE_MAP(X)
#undef X
        AC_NOTE_COUNT
} ac_note_code;
typedef struct {
    ac_note_code code;
    int a, b;       /* the two acts that crossed; b -1: none */
    int org1, org2; /* {1} and {2} of the sentence; -1: none */
} ac_note;
const char *ac_note_word(ac_note_code code);
/* The sentence with the organisations' codes put in. */
void ac_note_text(ac_buf *out, const ac_note *note, const char *(*org_code)(void *ctx, int org), void *ctx);

#define AC_FLAG_MAP(X)                                                                   \
    X(AC_FLAG_LATE_SIGNATURE, "late-signature") /* signed after the offer's date */      \
    X(AC_FLAG_WITHDRAWAL, "withdrawal")         /* a withdrawal that waits or lost is shown */ \
    X(AC_FLAG_SUSPENSION, "suspension")         /* a suspension stands beneath the state */ \
    X(AC_FLAG_ENDED_WITH, "ended-with")         /* nobody is left on one side */         \
    X(AC_FLAG_BEYOND_STOP, "beyond-stop")       /* rests on an act counted beyond a stop or an end */ \
    X(AC_FLAG_NEWER, "newer")                   /* holds an act of a newer version */    \
    X(AC_FLAG_SET_ASIDE, "set-aside")           /* an act is without effect: see the history */
typedef enum {
#define X(name, word) name##_BIT,
    AC_FLAG_MAP(X)
#undef X
        AC_FLAG_COUNT
} ac_flag_bit;
#define AC_FLAG(bit) (1u << (bit##_BIT))
void ac_flags_text(ac_buf *out, unsigned flags); /* "late-signature,newer" */

typedef struct {
    bool exists; /* the propose counts and passed */
    ac_agreement agreement;
    ac_delivery delivery;
    ac_verdict verdict;
    ac_commitment_state state;
    ac_counts counts;
    int in_force;   /* text in force; -1: none */
    int text;       /* text in force, else the offer (the propose) */
    int terms_from; /* the act whose facts and words carry the terms of `text` */
    int promisor, promisees[AC_PARTIES_MAX], npromisees, need; /* by `text`; need 0: all */
    int report;     /* last progress or claim; -1: none */
    int32_t next_due; /* of the first slot not accepted, else due of the terms */
    const int *versions; /* texts bound so far, first to last */
    int nversions;
    const int *open; /* texts that wait for signatures, the offer too, by rank */
    int nopen;
    bool is_clash, is_crossed;
    bool is_contested;   /* holds a contested act or exit that no later text settled */
    bool is_disputed_history; /* ... by DESIGN 6: counts in a column of its own */
    bool watches;        /* holds a crossing that a receipt may settle: fold again when one comes */
    unsigned flags;
    int ended_with;      /* organisation; -1 */
    const ac_turn *turns; /* by organisation and kind */
    int nturns;
    const ac_slot_answer *slots; /* one (n 0) where the terms have none */
    int nslots;
    const ac_note *notes;
    int nnotes;
    const uint8_t *aside; /* by index: ac_why of an act that passed and has no effect now; AC_WHY_OK else */
} ac_answers;

/* --- folding --- */
typedef struct ac_commitment ac_commitment;

/* Judge what is not judged yet (into acts[].judged), then read. `root`: index of the propose, -1: not held.
 * `acts` and `port` are borrowed until close. AC_ENOMEM alone fails. */
ac_rc ac_commitment_open(ac_commitment **out, ac_act *acts, size_t n, int root, const ac_record_port *port, ac_err *err);
void ac_commitment_close(ac_commitment *commitment); /* NULL is fine */
const ac_answers *ac_commitment_answers(const ac_commitment *commitment); /* borrowed until close */

/* Would this act, written now with all that counts in its past, pass? The function that judges; beyond
 * that, this program writes nothing on a record or terms it does not understand (AC_WHY_UNJUDGED).
 * `wish` needs kind, org, cites, parties, facts. */
ac_why ac_commitment_may(ac_commitment *commitment, const ac_act *wish);
/* The same as a failure: AC_EROLE or AC_ESTATE with the sentence. */
ac_rc ac_commitment_check(ac_commitment *commitment, const ac_act *wish, ac_err *err);
/* Acts that this organisation may write now with fitting cites; at most `max`, returns how many. */
size_t ac_commitment_possible(ac_commitment *commitment, int org, uint16_t *out, size_t max);
/* ... with the cites filled in, as a wish (facts empty). False: not possible now. Of several fitting
 * (texts to sign, claims to accept) the first by rank; `about` -1, or the act it shall be about. */
bool ac_commitment_wish(ac_commitment *commitment, uint16_t kind, int org, int about, ac_act *out);

/* Do the hands matter? True where an exit and a yes are apart. Where false, acks need not be passed; where
 * true, pass the parties' acks (one that knows no more acts of this record than the one before it in its
 * feed can be left out). Asked before opening: a judgement made without the hands would stay wrong. */
bool ac_commitment_needs_hands(const ac_act *acts, size_t n, const ac_record_port *port);

/* Whose yes does this text still want? Up to max, returns how many. */
size_t ac_commitment_unsigned(ac_commitment *commitment, int text, int *out, size_t max);

/* Whose consent does this redact (DESIGN 6) still want? None: its target's words are gone. */
size_t ac_commitment_consents(ac_commitment *commitment, int redact, int *out, size_t max);

/* --- words of the clock: for display, nothing is decided by them --- */
#define AC_DUE_SOON_DAYS 14
typedef enum { AC_FRESH_NONE, AC_FRESH_GREEN, AC_FRESH_AMBER, AC_FRESH_RED } ac_fresh;
typedef struct {
    ac_commitment_state state;
    int32_t due, expires; /* AC_NO_DAY: none */
    int32_t reported;     /* last report, else when it was agreed */
    int rhythm_days;      /* 0: none agreed */
} ac_clock_input;
typedef struct {
    bool is_lapsed, is_overdue, is_due_soon, is_stale;
    int days;       /* overdue: late by; due soon: left */
    ac_fresh fresh; /* stale = red */
} ac_clock;
ac_clock ac_clock_read(const ac_clock_input *in, int32_t today);

#endif
