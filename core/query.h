/* query.h - reading the view: lists, one record, history, search, partners.
 *
 * Everything is answered from rows that core/view.h keeps; nothing here writes. Rows are
 * handed over one by one, read in short slices, so that no reading transaction spans output.
 * Strings are borrowed until the callback returns and may be foreign text. */
#ifndef AC_QUERY_H
#define AC_QUERY_H

#include "core/notebook.h"
#include "core/search.h"

#define AC_REF_SIZE 64 /* CITY-1-31~7f3a, with room for long device numbers */

/* One commitment as `list --json` shows it (INTERFACE 1). */
typedef struct {
    ac_n n; /* the propose */
    int space;
    ac_id id;
    uint64_t depth; /* with the id: the order of lists, the same on every notebook */
    char ref[AC_REF_SIZE];
    const char *title; /* of the text in force, else of the offer; "" when its words are not here */
    const char *promisor, *promisees; /* codes; promisees ascending, separated by a comma */
    const char *due;                  /* "" when none */
    int level;                        /* 0: none */
    const char *agreement, *delivery, *verdict, *state; /* words of DOMAIN 2.3 */
    ac_id terms;                      /* text in force, else the offer */
    const char *open;                 /* ids of other texts that wait, hex, separated by a comma */
    bool is_clash, is_contested, is_crossed;
    const char *flags;                /* words separated by a comma */
    const char *turn;                 /* "CODE:act,CODE:act", ascending: who is asked for what */
    const char *principles;           /* codes separated by a comma */
    int64_t reported_ms;              /* last report (written), 0: none */
    int64_t touched_ms;               /* last act (written) */
    ac_n touched;                     /* last act by arrival */
    bool is_counted;
} ac_commitment_row;

typedef struct {
    int space;           /* -1: every partnership */
    const char *partner; /* code: promisor or promisee */
    const char *state;   /* one word of DOMAIN 2.3, or NULL */
    int level;           /* 0: any */
    const char *principle;
    const char *due_from, *due_until; /* YYYY-MM-DD or NULL */
    bool all;                         /* what does not count too */
    bool waits;                       /* only where somebody is asked for something; with a space, without partner and state */
} ac_commitment_filter;

typedef bool ac_commitment_fn(void *ctx, const ac_commitment_row *row); /* false: stop */
ac_rc ac_query_commitments(ac_notebook *nb, const ac_commitment_filter *filter, ac_commitment_fn *each, void *ctx,
                           ac_err *err);
ac_rc ac_query_commitment(ac_notebook *nb, ac_n n, ac_commitment_fn *each, void *ctx, ac_err *err);

/* The flag `imported` of a commitment, behind the others: the words of its propose say where it comes from. */
#define AC_FLAG_IMPORTED "imported"
void ac_source_flag(ac_buf *flags, const ac_json *words);
bool ac_is_imported(const ac_commitment_row *row);

/* One note (reflection). */
typedef struct {
    ac_n n;
    int space;
    bool is_private; /* in the own space */
    ac_id id;
    char ref[AC_REF_SIZE];
    const char *type, *event, *about; /* about: refs separated by a comma */
    const char *title, *text;         /* "" when the words are not here */
    const char *org;                  /* code */
    int64_t written_ms;
    int addenda;
    bool is_counted, has_words;
} ac_note_row;
typedef bool ac_note_fn(void *ctx, const ac_note_row *row);
typedef struct {
    int space; /* -1: every one, the own space too */
    const char *type, *partner;
    ac_n about; /* 0: any */
    bool all;
} ac_note_filter;
ac_rc ac_query_notes(ac_notebook *nb, const ac_note_filter *filter, ac_note_fn *each, void *ctx, ac_err *err);
/* The one note, whether it counts or not. AC_EREF: that record is none. */
ac_rc ac_query_note(ac_notebook *nb, ac_n n, ac_note_fn *each, void *ctx, ac_err *err);

/* One change with the names people use (`log`, histories in `show`). */
typedef struct {
    ac_held held;
    const char *org;    /* code, "" unjudged */
    const char *number; /* of the device: "1", "2a" */
    const char *label;  /* of the device */
    const char *kind;   /* "propose" */
    char ref[AC_REF_SIZE]; /* of the record it acts on or creates; "" when none */
    ac_id record;
    const char *why_not; /* "" when it counts and passed */
} ac_change_row;
typedef bool ac_change_fn(void *ctx, const ac_change_row *row);
/* By arrival, after < n; newest last. record 0: all of the space (-1: every space). */
ac_rc ac_query_changes(ac_notebook *nb, int space, ac_n record, ac_n after, ac_change_fn *each, void *ctx, ac_err *err);

/* References (INTERFACE 2.3): "CITY-1-31", "city-31", "31", "KRK:CITY-1-31", "CITY-1-p7".
 * AC_EREF: none or several fit; the sentence lists the candidates. */
typedef enum { AC_RECORD_ANY, AC_RECORD_COMMITMENT, AC_RECORD_NOTE, AC_RECORD_ENTRY } ac_record_type;
typedef struct {
    ac_n n;
    int space;
    ac_id id;
    ac_record_type type;
    char ref[AC_REF_SIZE];
} ac_record_ref;
ac_rc ac_query_ref(ac_notebook *nb, const char *text, ac_record_type type, ac_record_ref *out, ac_err *err);
/* The reference of a record, "" when it has none. */
ac_rc ac_query_ref_of(ac_notebook *nb, ac_n n, char out[AC_REF_SIZE], ac_err *err);

/* --- which changes are meant (core/query_search.c) --- */
typedef struct {
    int space;             /* -1: every one, the own space too */
    const char *partner;   /* code: wrote it, or promises or is promised the commitment that it is about; NULL: any */
    const char *type;      /* of the record, as of ac_found_row; NULL: any */
    const char *note_type; /* of reflections: this kind alone; NULL: any */
    const char *principle; /* code that the record is tagged with; NULL: any */
    int level;             /* of the record; 0: any */
    int64_t from_ms;       /* written then or later, by the clock of who wrote it; 0: any */
    int64_t until_ms;      /* written before then; 0: any */
    bool all;              /* of a search: what does not count too */
} ac_change_filter;
ac_rc ac_query_fits(ac_notebook *nb, const ac_held *held, const ac_change_filter *filter, bool *out, ac_err *err);

/* --- search, newest first --- */
typedef struct {
    const ac_change_row *change;
    const char *type;      /* of its record: commitment, note, partnership, organisation, or what `create` made; "" where
                            * it is of none */
    bool is_private;       /* in the own space */
    bool is_withheld;      /* its words have not left our organisation */
    bool is_counted;
} ac_found_row;
typedef bool ac_found_fn(void *ctx, const ac_found_row *row); /* false: stop */
/* In *out_aside (may be NULL) how many more there would be with `all`, up to where it was stopped. The search was
 * checked. */
ac_rc ac_query_search(ac_notebook *nb, const ac_search *search, const ac_change_filter *filter, ac_found_fn *each, void *ctx,
                      int64_t *out_aside, ac_err *err);
/* The texts of a change that are looked through, one after the other; foreign text, borrowed until it returns. */
typedef bool ac_text_fn(void *ctx, const char *text); /* false: enough */
ac_rc ac_query_said(ac_notebook *nb, const ac_held *held, ac_text_fn *each, void *ctx, ac_err *err);

/* Partnerships of this notebook. */
typedef struct {
    int space;
    ac_space id;
    char code[16];   /* "KRK"; made from the title while none has arrived */
    char title[201];
    bool is_own, is_joined; /* our join is admitted */
    bool is_member;         /* and we are still in it */
    int64_t changes, missing_words;
} ac_partnership;
ac_rc ac_query_partnerships(ac_notebook *nb, bool with_own, ac_partnership **out, size_t *out_n, ac_err *err);
/* code NULL: the one in use, or the only one. AC_EREF: none or several. */
ac_rc ac_query_partnership(ac_notebook *nb, const char *code, ac_partnership *out, ac_err *err);
ac_rc ac_partnership_use(ac_notebook *nb, const char *code, ac_err *err);

/* What we know of a partner's knowledge (status). */
typedef struct {
    int org;             /* index in the space's members */
    char code[8];
    char name[201];
    const char *role;    /* partner, observer */
    const char *standing; /* member, left, fallen */
    bool has_all;        /* all its devices' newest acks and signed FINALs say so (any one device) */
    int64_t waiting;     /* our changes and others' that none of its devices has acknowledged */
    int64_t last_met_ms; /* 0: never */
    int64_t drift_ms;    /* how far their clock is ahead, by what they wrote between something of ours and its arrival
                          * here: at least so much; 0: nothing speaks against it */
    bool has_drift;      /* false: nothing of theirs tells */
    bool is_verified;    /* the digits were compared (local) */
} ac_partner_row;
ac_rc ac_query_partners(ac_notebook *nb, int space, ac_partner_row **out, size_t *out_n, ac_err *err);
/* Only who they are, in which role, and who was compared: what does not grow with the history. */
ac_rc ac_query_who(ac_notebook *nb, int space, ac_partner_row **out, size_t *out_n, ac_err *err);
/* What one of them is known to have, into its row. */
ac_rc ac_query_partner_has(ac_notebook *nb, int space, ac_partner_row *row, ac_err *err);

/* What an organisation is known to hold: the past of its devices' newest changes (acks among them) and
 * their signed FINALs. `row` (may be NULL) gets when it was last met. */
typedef struct ac_knowledge ac_knowledge;
ac_rc ac_knowledge_open(ac_knowledge **out, ac_notebook *nb, int space, int org, ac_partner_row *row, ac_err *err);
/* Of one of its devices alone: our other laptops are told apart. */
ac_rc ac_knowledge_of_device(ac_knowledge **out, ac_notebook *nb, int space, int org, const ac_device *device, ac_err *err);
bool ac_knowledge_has(const ac_knowledge *k, const ac_held *change);
/* `c` was withheld and is revealed: is none of its devices known to have had a reveal of it, and no words missing? */
ac_rc ac_knowledge_lacks_words(const ac_knowledge *k, const ac_held *c, bool *out, ac_err *err);
ac_n ac_knowledge_upto(const ac_knowledge *k); /* all of ours up to here */
void ac_knowledge_close(ac_knowledge *k);      /* NULL is fine */

/* The user has compared the digits with this partner. */
ac_rc ac_partner_verified(ac_notebook *nb, int space, int org, ac_err *err);

/* What is held without effect, and what was refused when it came (core/aside.c). */
ac_rc ac_query_aside(ac_notebook *nb, int space, int64_t *out_count, ac_err *err);
/* The code of the reason why a change is without effect; "" where it counts and passed. */
ac_rc ac_query_why_not(ac_notebook *nb, const ac_held *held, char *out, size_t size, ac_err *err);
typedef struct {
    ac_id id;
    ac_device author, sender; /* sender zero: a file */
    uint64_t seq;
    int64_t received_ms;
    char why[200];
} ac_refused;
/* Oldest first, at most `max`; *out_all says how many there are. */
ac_rc ac_query_refused(ac_notebook *nb, const ac_space *space, ac_refused *out, size_t max, size_t *out_n, size_t *out_all,
                       ac_err *err);

/* What is read from now on is for others (a report, a page to hand on): words that may not leave yet
 * (core/withheld.h) read as absent, whoever asks for them. */
void ac_query_for_others(ac_notebook *nb, bool on);
/* Words of a change as JSON tree; *out NULL when absent or unreadable. Caller frees. */
ac_rc ac_query_words(ac_notebook *nb, ac_n n, ac_json **out, ac_err *err);
ac_rc ac_query_facts(ac_notebook *nb, ac_n n, ac_json **out, ac_err *err);

#endif
