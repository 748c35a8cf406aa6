/* columns.h - which columns a table of commitments, reflections or records of the practice has, in and out.
 *
 * A column has a stable English name, the key that its value has in the record. Those of records of the practice
 * follow from their tables (core/practice/type.h), so every type that is added there has its columns at once. */
#ifndef AC_COLUMNS_H
#define AC_COLUMNS_H

#include "cli/exchange/csv.h"
#include "core/practice/type.h"

typedef enum {
    AC_COLUMN_SHOWN,       /* what the notebook finds out: written, and passed over when it is read */
    AC_COLUMN_REF,         /* which record it is, in the notebook that wrote the table */
    AC_COLUMN_ID,          /* the same for certain */
    AC_COLUMN_PARTNERSHIP, /* where it belongs */
    AC_COLUMN_FIELD,       /* one value */
    AC_COLUMN_PROMISOR,
    AC_COLUMN_PROMISEES, /* codes, or "all" */
    AC_COLUMN_SLOTS,     /* dates */
    AC_COLUMN_REFS,      /* records it is about, or belongs to */
    AC_COLUMN_VISIBILITY, /* own, partners */
    AC_COLUMN_PROMPTS /* the questions that a reflection answers, {"aar-planned":"What was planned?"} */
} ac_column_form;

typedef struct {
    const char *name;
    ac_column_form form;
    const ac_field *field; /* of AC_COLUMN_FIELD */
    const char *label;     /* what it holds; translated where it is shown */
    bool is_required;
} ac_csv_column;

typedef enum { AC_TABLE_OF_COMMITMENTS, AC_TABLE_OF_NOTES, AC_TABLE_OF_ENTRIES } ac_table_of;

typedef struct {
    ac_table_of of;
    const char *name, *plural; /* "commitment", "commitments" */
    const ac_type *type;       /* of AC_TABLE_OF_ENTRIES */
    bool is_taken;             /* tables of it can be imported */
    ac_csv_column columns[AC_CSV_COLUMNS_MAX];
    size_t n;
} ac_columns;

/* The index-th kind of table; false: no more. */
bool ac_columns_nth(ac_columns *out, size_t index);
/* By its name or plural, also "promises" and "reflections"; false: there is none. */
bool ac_columns_of(ac_columns *out, const char *kind);
/* -1: no such column. */
int ac_columns_find(const ac_columns *kind, const char *name);
/* Is this column read, when a table comes in? */
bool ac_column_is_taken(const ac_csv_column *column);
/* "commitment, note, contribution": what can be imported. */
void ac_columns_kinds(ac_buf *out);

#endif
