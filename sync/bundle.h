/* bundle.h - a file that carries changes of one space (SESSION 6, FORMAT 11).
 *
 * Inner file: "accord-b" 1, then frames with their length: HEAD, LIST, CHANGES, TAIL (signed). Sealed file
 * (the default): "accord-s" 1, a box a recipient organisation, then the inner file as a secretstream. Written
 * whole under a temporary name, then renamed; never over an existing file. Reading checks the whole file
 * first, never touches it, and importing twice changes nothing. */
#ifndef AC_BUNDLE_H
#define AC_BUNDLE_H

#include "core/notebook.h"
#include "core/query.h"

#define AC_BUNDLE_PIECE 65536u
#define AC_BUNDLE_RECIPIENTS_MAX 256u
#define AC_BUNDLE_FILE_MAX (UINT64_C(16) << 30)

typedef struct {
    const char *path;      /* a file that is not there yet, or a directory: then a name is made */
    const char *for_code;  /* NULL: all members. Our own code: our own space, for our other laptops */
    bool is_open;          /* readable by anybody; then it holds everything */
    bool is_replaced;      /* may stand in the place of an earlier one of ours (folders) */
    bool if_any;           /* nothing newer than `since` that others lack: write no file. Receipts of others aside: */
    ac_n since;            /* their own files carry them, and there would be no end to it */
} ac_export;

typedef struct {
    char path[4096];
    int64_t changes, bytes;
    int64_t since_ms;      /* newest receipt of the recipient; 0: never met */
    ac_n newest;           /* all of the space up to here was looked at */
    size_t recipients;     /* organisations it is sealed for, ours aside */
} ac_export_report;

/* Acks first where one is due, advances the mark, writes. Needs the key. */
ac_rc ac_bundle_write(ac_notebook *nb, const ac_partnership *p, const ac_export *what, ac_export_report *out, ac_err *err);

#define AC_IMPORT_ORGS_MAX 32
typedef struct {
    ac_space space;
    int small;                  /* -1: the space is not here */
    char sender[8];             /* code, "" not known */
    int64_t taken, known, refused, gaps; /* gaps: heads the sender listed that are not here after all */
    int64_t words;              /* of the known, whose text was not here and came */
    struct {
        char code[8];
        int64_t taken;
    } orgs[AC_IMPORT_ORGS_MAX];
    size_t norgs;
    char why[200];              /* of the first refusal */
    bool is_first;              /* the space was not here before */
    bool is_foreign;            /* shows changes of ours that another copy wrote */
    bool is_not_ours;           /* refused, and nothing is wrong with it: for others, or of a partnership we are not in */
} ac_import_report;

/* AC_EREFUSED: damaged, cut short, altered, of nobody we know, sealed for somebody else; nothing was taken.
 * AC_EPART: some changes were refused. dry_run: the same report, nothing written. */
ac_rc ac_bundle_read(ac_notebook *nb, const char *path, bool dry_run, ac_import_report *out, ac_err *err);
/* The same for a file that is only to be proved, into a notebook in memory that knows nobody (ac_notebook_in_memory):
 * of any partnership, from anybody, as long as it is readable by all and begins with the founding. */
ac_rc ac_bundle_read_alone(ac_notebook *nb, const char *path, ac_import_report *out, ac_err *err);
/* Does the file begin like a bundle? *out_sealed says of which form. */
bool ac_bundle_is(const void *bytes, size_t n);

#endif
