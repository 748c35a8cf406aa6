/* entry.h - one record that `create` made (or the profile of a partnership or an organisation), read with the values
 * of its fields, and written.
 *
 * A field has the values of the edits that stand: normally one; several where partners edited it without knowing of
 * each other, and then it is a clash until a later edit, which has seen them, settles it (DESIGN 7). */
#ifndef AC_ENTRY_H
#define AC_ENTRY_H

#include "core/practice/type.h"
#include "core/query.h"

typedef struct {
    const char *name;
    const ac_json *value; /* NULL: its words are not here (withheld, or not yet come), or it was emptied */
    bool has_words;       /* false: the value is in words that are not here */
    ac_n n;               /* the create or edit it stands in */
    ac_id id;
    const char *org;      /* code of who wrote it */
    int64_t written_ms;
} ac_entry_value;

typedef struct {
    ac_n n; /* the create; of a profile the founding or the join */
    int space;
    ac_id id;
    char ref[AC_REF_SIZE]; /* "" for a profile */
    const char *type;      /* as written; may be one that is not known here */
    const ac_type *known;  /* NULL: not one of ours */
    const char *org;       /* code of the organisation that made it (of a profile: whose it is) */
    int64_t written_ms;
    int64_t touched_ms;    /* newest edit, by its author's clock */
    bool is_private;       /* in the own space */
    bool is_counted, is_joint;
    bool is_withheld;      /* its words travel only after a reveal */
    const char *source;    /* "imported"; "" when written here and now */
    const ac_n *belongs;   /* the records it belongs to */
    size_t nbelongs;
    const char *belongs_refs; /* their references, separated by commas */
    const ac_entry_value *values; /* ascending by name; of one name by id */
    size_t nvalues;
    bool is_clash; /* some field has several values */
} ac_entry;

/* Reading one. AC_EREF: that record has no fields. The caller closes. */
ac_rc ac_entry_open(ac_entry **out, ac_notebook *nb, ac_n record, ac_err *err);
void ac_entry_close(ac_entry *entry); /* NULL is fine */
/* The profile of a partnership (its founding) or of an organisation in it, by code (its join; of the founder those
 * fields of the founding that begin with `org-`). AC_EREF: no such organisation. */
ac_rc ac_profile_open(ac_entry **out, ac_notebook *nb, int space, const char *org, ac_err *err);
/* The record to edit for it. */
ac_rc ac_profile_record(ac_notebook *nb, int space, const char *org, ac_n *out, ac_id *out_id, ac_err *err);

/* Its values. Of several that stand the first is given: ask ac_entry_standing where that matters. */
const ac_json *ac_entry_value_of(const ac_entry *entry, const char *name); /* NULL: none */
const char *ac_entry_text(const ac_entry *entry, const char *name);        /* "" when none; texts, codes, dates, amounts */
bool ac_entry_int(const ac_entry *entry, const char *name, int64_t *out);
bool ac_entry_has_code(const ac_entry *entry, const char *name, const char *code); /* of CODE and CODES */
/* The values that stand for a field: *out the first, returns how many. */
size_t ac_entry_standing(const ac_entry *entry, const char *name, const ac_entry_value **out);
/* What to call it in a list: the text of its type's title field, else of any text; "" when its words are not here. */
const char *ac_entry_title(const ac_entry *entry);

/* Reading many, in order of arrival. Rows are borrowed until the callback returns; false: stop. */
typedef struct {
    int space;        /* -1: every one, the own space too */
    const char *type; /* NULL: all types of the practice */
    const char *org;  /* made by */
    ac_n belongs;     /* 0: any; belongs to this record */
    bool all;         /* what does not count too */
} ac_entry_filter;
typedef bool ac_entry_fn(void *ctx, const ac_entry *entry);
ac_rc ac_entries(ac_notebook *nb, const ac_entry_filter *filter, ac_entry_fn *each, void *ctx, ac_err *err);
/* How many there are. */
ac_rc ac_entries_count(ac_notebook *nb, const ac_entry_filter *filter, int64_t *out, ac_err *err);

/* --- writing: the write is open (ac_notebook_begin) ---
 * `values` as ac_type_split takes them. `cites`: the records it belongs to, at most 64. */
typedef struct {
    const ac_type *type;
    const ac_json *values;
    const ac_id *cites;
    size_t ncites;
    const char *source; /* NULL, or "imported" */
} ac_entry_new;
/* What would be written, to be judged, kept as a draft or written. The caller frees both. */
ac_rc ac_entry_facts(const ac_entry_new *entry, ac_json **facts, ac_json **words, ac_err *err);
ac_rc ac_entry_create(ac_notebook *nb, int space, const ac_entry_new *entry, ac_id *out_id, ac_err *err);
/* AC_EROLE: another organisation's record, and not a joint one. */
ac_rc ac_entry_edit(ac_notebook *nb, const ac_entry *entry, const ac_json *values, ac_id *out_id, ac_err *err);

#endif
