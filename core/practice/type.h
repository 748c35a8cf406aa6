/* type.h - the types of records that `create` and `edit` keep: which fields each has, and what may stand in them.
 *
 * The practice of a partnership (DOMAIN 2.1) is one mechanism and these tables, one file an idea. A field that is
 * free text lies in the words of a change, all others (codes, dates, numbers) in its facts; in a withheld record all
 * values lie in the words. Tables say what this program writes; what others wrote is read with tolerance. */
#ifndef AC_TYPE_H
#define AC_TYPE_H

#include "core/json.h"
#include "core/vocab.h"

#include <stdint.h>

#ifndef N_
#define N_(text) text /* a text for people, translated where it is shown */
#endif

typedef enum {
    AC_FIELD_LINE,     /* one line of text, at most 200 characters */
    AC_FIELD_TEXT,     /* a body */
    AC_FIELD_CODE,     /* one code of a vocabulary */
    AC_FIELD_CODES,    /* several, ascending */
    AC_FIELD_DATE,     /* YYYY-MM-DD */
    AC_FIELD_INT,      /* min..max */
    AC_FIELD_AMOUNT,   /* "600000.00": up to 15 digits, two behind the point; belongs to a field `currency` */
    AC_FIELD_CURRENCY, /* three capital letters (ISO 4217) */
    AC_FIELD_ORG,      /* short code of an organisation */
    AC_FIELD_LANGUAGE, /* "en", "pt-BR" */
    AC_FIELD_HEX,      /* 64 hex digits: a fingerprint */
    AC_FIELD_MIME      /* "application/pdf" */
} ac_field_form;

typedef struct {
    const char *name; /* the key in the change, the flag of the command, the column of a table */
    ac_field_form form;
    ac_vocab vocab;   /* of CODE and CODES */
    int64_t min, max; /* of INT */
    const char *only;  /* of INT: these alone, as "10 11 15"; NULL: every one from min to max */
    const char *label; /* "when it will be done"; translated where it is shown */
    const char *ask;   /* the question on a terminal; NULL: it is not asked */
    bool is_required;  /* when the record is made */
    const char *otherwise; /* of CODE: what holds where nothing is said; NULL: nothing */
    bool is_past;      /* of DATE: it tells of what has happened, so what is typed may not lie ahead */
    const char *from;  /* of DATE: the field of the day that this one may not lie before */
} ac_field;

typedef struct {
    const char *name;   /* "contribution": the fact `type` */
    const char *plural; /* "contributions": what `list` takes */
    const char *label;  /* "contribution", for people */
    bool is_joint;      /* any partner may edit it (fact `joint`); else only the organisation that made it */
    bool is_withheld;   /* its words travel only after a reveal */
    bool is_bare;       /* it may say nothing beyond what it belongs to */
    const char *belongs; /* what it must belong to: "commitment", "outcome", ..., "any"; NULL: nothing is asked */
    const char *title;  /* the field that names it in a list */
    const ac_field *fields; /* ends with a NULL name; the common ones are ac_fields_common */
} ac_type;

/* Every type there is, in the order of the practice. */
const ac_type *const *ac_types(size_t *out_n);
const ac_type *ac_type_find(const char *name);      /* NULL: not one of ours */
const ac_type *ac_type_of_plural(const char *word); /* its name or its plural */
/* Fields that every record may have: principles, language. */
extern const ac_field ac_fields_common[];
const ac_field *ac_type_field(const ac_type *type, const char *name); /* common ones too; NULL: no such field */
bool ac_field_is_text(const ac_field *field); /* lies in the words */

/* May this value stand in the field? AC_EUSAGE: the sentence names the field and, for codes, the list. */
ac_rc ac_field_check(const ac_field *field, const ac_json *value, ac_err *err);
/* From what somebody typed or a cell holds (dates as YYYY-MM-DD, codes separated by commas). *out is the caller's. */
ac_rc ac_field_parse(const ac_field *field, const char *text, ac_json **out, ac_err *err);

/* What a create (or, `is_edit`, an edit) of these values says: `fields`, `type`, `joint` and each value in its place.
 * A value of null empties its field in an edit. AC_EUSAGE: an unknown field, a value that may not stand, a required
 * field that is missing, an amount without currency. The caller frees both; *words NULL: there are none. */
ac_rc ac_type_split(const ac_type *type, const ac_json *values, bool is_edit, ac_json **facts, ac_json **words, ac_err *err);

/* --- the tables, one file an idea --- */
extern const ac_type ac_type_partnership, ac_type_organisation; /* profile.c; edits of a founding, of a join */
bool ac_state_is_ending(const char *state); /* of a partnership: closed in either way, or handed over */
extern const ac_type ac_type_why;                               /* why.c */
extern const ac_type ac_type_contribution;                      /* contribution.c */
extern const ac_type ac_type_benefit;                           /* benefit.c */
extern const ac_type ac_type_clause, ac_type_assent, ac_type_meaning; /* agreement.c */
extern const ac_type ac_type_milestone;                         /* milestone.c */
extern const ac_type ac_type_evidence;                          /* proof.c */
extern const ac_type ac_type_outcome, ac_type_confirmation;     /* outcome.c */
extern const ac_type ac_type_review, ac_type_sheet;             /* review.c */
extern const ac_type ac_type_check, ac_type_answer;             /* health.c */
extern const ac_type ac_type_decision;                          /* decision.c */
extern const ac_type ac_type_risk;                              /* risk.c */
extern const ac_type ac_type_question, ac_type_reply;           /* question.c */

#endif
