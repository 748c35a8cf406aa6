/* report.h - a partnership on one page, for people who do not use accord.
 *
 * Promises are gathered once (counts.c); the block of each is written first, into a file of its own, and
 * what the charts and the period need is counted on the way, so that memory grows with the number of promises
 * alone. Then the sections are written in the order of the table in report.c, one file a section. */
#ifndef AC_REPORT_H
#define AC_REPORT_H

#include "cli/exchange/opened.h"
#include "cli/picked.h"
#include "cli/report/html.h"
#include "cli/period.h"
#include "cli/report/receipts.h"
#include "core/lang.h"

#define AC_REPORT_STATES (AC_STATE_NONE + 1)     /* and lapsed, behind the last */
#define AC_REPORT_LAPSED AC_STATE_NONE
#define AC_REPORT_COUNTS (AC_COUNTS_CONTESTED + 1)
#define AC_REPORT_BUCKETS 26

/* Acts of a period, by what they did. */
typedef enum {
    AC_REPORT_PROMISED,
    AC_REPORT_AGREED,    /* a first text came into force */
    AC_REPORT_CHANGED,   /* another text came into force */
    AC_REPORT_DELIVERED,
    AC_REPORT_ACCEPTED,
    AC_REPORT_DISPUTED,
    AC_REPORT_WITHDRAWN,
    AC_REPORT_RELEASED,
    AC_REPORT_DECLINED,  /* or taken back */
    AC_REPORT_DEEDS
} ac_report_deed;

typedef struct {
    char code[8];
    const char *sector; /* of the space's members; borrowed */
    const char *name;
    bool is_partner;
    int64_t made[AC_REPORT_COUNTS], received[AC_REPORT_COUNTS];
} ac_report_org;

/* When a promise was made, came into force and ended; AC_NO_DAY: not (yet). */
typedef struct {
    int32_t promised, agreed, ended;
} ac_report_span;

typedef struct {
    ac_cli *cli;
    ac_looking look;
    ac_partnership p;
    ac_period period;
    int64_t made_ms;
    ac_picked picked;
    ac_html *h;
    FILE *details; /* the block of each promise, written before */
    ac_receipts *receipts;
    ac_digest history;
    const char *lang;

    /* counts.c */
    int64_t by_state[AC_REPORT_STATES][AC_REPORT_COUNTS];
    int64_t by_counts[AC_REPORT_COUNTS];
    int64_t by_level[4];
    int64_t by_fresh[4]; /* of promises in force, by ac_fresh */
    int64_t clashes, overdue, stale, disputed, waiting;
    ac_report_org *orgs;
    size_t norgs;

    /* details.c, on the way */
    ac_report_span *days; /* one a promise */
    int64_t deeds[AC_REPORT_DEEDS];
    int64_t evidence_files;
    int64_t acts;
} ac_report;

/* The whole report into a file ("-": standard output), and said. `period` NULL: all of it. (cmd_report.c) */
ac_rc ac_report_file(ac_cli *cli, const ac_partnership *p, const char *path, const char *period);

/* --- what sections share (shared.c) --- */
typedef struct {
    char iso[24], said[AC_DATE_SAID_SIZE + 8];
} ac_report_time;
ac_report_time ac_report_at(int64_t ms);       /* an instant, "Mon 29 Jun 2026 10:31" */
ac_report_time ac_report_day(const char *iso); /* a day; what is no day is said as it is */
ac_report_time ac_report_days(int32_t day);
#define H_AT(t) H_TIME((t).iso, (t).said)

const char *ac_report_state(ac_commitment_state state); /* "in progress"; AC_REPORT_LAPSED: "lapsed" */
const char *ac_report_counts_word(ac_counts counts);    /* "not kept" */
const char *ac_report_label(const char *code, ac_vocab vocab); /* the code itself where it has no label */
const char *ac_report_level(int level);
/* The counts of a row as a report counts it: lapsed offers are neither. */
ac_counts ac_report_counts_of(const ac_picked_row *row);
int ac_report_state_of(const ac_picked_row *row); /* AC_REPORT_LAPSED among them */
const char *ac_report_title(const ac_commitment_row *row);
/* The mark of what was written from a table, later than it happened. */
void ac_report_imported(ac_html *h, bool is_imported);
/* The place of a record in the page: "p-CITY-1-31". */
#define AC_REPORT_ID_SIZE (AC_REF_SIZE + 8)
const char *ac_report_place(const char *ref, char out[AC_REPORT_ID_SIZE]);
/* "about CITY-1-31, CITY-1-7": references, separated by commas; promises lead to their block. "": nothing. */
void ac_report_about(ac_report *r, const char *refs);
/* Head of a section: <section id aria-labelledby><h2>. */
void ac_report_begin(ac_report *r, const char *id, const char *title);
void ac_report_end(ac_report *r);
/* <div class=wide><table><caption>: a table that may be wider than its page. Columns of ours, ended by NULL; bit i
 * of `numbers` is set where column i holds numbers. */
void ac_report_table(ac_html *h, const char *id, const char *caption, const char *const *columns, unsigned numbers);
void ac_report_table_end(ac_html *h);

/* --- the sections --- */
ac_rc ac_report_gather(ac_report *r);      /* counts.c: picks and counts */
ac_rc ac_report_details(ac_report *r);     /* details.c: into r->details */
ac_rc ac_report_head(ac_report *r);        /* head.c: title and period, above the contents */
ac_rc ac_report_why(ac_report *r);         /* head.c: why, and who takes part */
ac_rc ac_report_counts(ac_report *r);      /* counts.c */
ac_rc ac_report_attention(ac_report *r);   /* attention.c */
ac_rc ac_report_period(ac_report *r);      /* deeds.c */
ac_rc ac_report_evolution(ac_report *r);   /* evolution.c */
ac_rc ac_report_charts(ac_report *r);      /* charts.c */
ac_rc ac_report_list(ac_report *r);        /* list.c */
ac_rc ac_report_brought(ac_report *r);     /* practice.c: a chart */
ac_rc ac_report_outcomes(ac_report *r);    /* practice.c */
ac_rc ac_report_reflections(ac_report *r); /* reflections.c */
ac_rc ac_report_each(ac_report *r);        /* details.c: r->details in its place */
ac_rc ac_report_records(ac_report *r);     /* records.c */
ac_rc ac_report_left_out(ac_report *r);    /* left_out.c */
ac_rc ac_report_proof(ac_report *r);       /* proof.c */

/* What all of it is made from (report.c), then the page. AC_EBUSY: records came in meanwhile; what was written is none. */
ac_rc ac_report_read(ac_report *r);
ac_rc ac_report_write(ac_report *r, FILE *file);
/* The same promises as a table for a spreadsheet (figures.c). */
ac_rc ac_report_figures(const ac_report *r, const char *path);
#define AC_REPORT_MARK "content=\"accord report\""

extern const char ac_report_css[]; /* style.c */

#endif
