/* store.h - the notebook file: open it, migrate it, run its named queries.
 *
 * The only home of SQLite. One connection a process, settings as SECURITY 4.1,
 * read back and checked. Every query is a name of schema/queries.sql, prepared on
 * first use and kept. Opening does not depend on the length of history. */
#ifndef AC_STORE_H
#define AC_STORE_H

#include "core/buf.h"
#include "core/err.h"
#include "queries.h"

typedef struct ac_store ac_store; /* opaque; belongs to one thread */
typedef struct ac_row ac_row;     /* a running query: bind, step, read, done */

typedef enum { AC_STORE_READ, AC_STORE_WRITE, AC_STORE_CREATE } ac_store_mode;

/* What SQLite notes about files (a journal rolled back, a file removed while open). Before the first open. */
void ac_store_log_to(void (*log)(void *ctx, const char *line), void *ctx);

/* Open `dir`/notebook.db. READ never writes (a file that needs migrating, or a hot
 * journal on read-only media, is said). WRITE migrates, keeping a copy before each
 * migration; CREATE makes a new one and fails where one exists (AC_ESTATE; an empty file that an
 * interrupted CREATE left behind is used). AC_ENONOTEBOOK: none there. AC_ENEWER: a newer version's.
 * AC_ECORRUPT: no notebook, or damaged. AC_EREADONLY: cannot be written here. AC_EREFUSED: a link. */
ac_rc ac_store_open(ac_store **out, const char *dir, ac_store_mode mode, ac_err *err);
/* A notebook that lives in memory, to rebuild what the truth means beside the one on disk. */
ac_rc ac_store_open_memory(ac_store **out, ac_err *err);
void ac_store_close(ac_store *store); /* NULL is fine */
const char *ac_store_dir(const ac_store *store);
bool ac_store_is_readonly(const ac_store *store);

/* --- transactions ---
 * A writer takes the `turn` lock file, BEGIN IMMEDIATE, gives the turn up at once.
 * 5 s without a turn: AC_EBUSY. On an fsync error the process ends (SECURITY 3). */
ac_rc ac_store_begin(ac_store *store, ac_err *err);
ac_rc ac_store_commit(ac_store *store, ac_err *err); /* durable when it returns */
void ac_store_rollback(ac_store *store);             /* nothing open is fine */
bool ac_store_in_write(const ac_store *store);
/* A reading transaction: one snapshot for a few queries; never held across output. */
ac_rc ac_store_read_begin(ac_store *store, ac_err *err);
void ac_store_read_end(ac_store *store);
bool ac_store_in_read(const ac_store *store);
/* How long a writer waits for its turn: 5,000 ms unless told. */
void ac_store_wait(ac_store *store, int ms);
/* Changes whenever another process has written: PRAGMA data_version. */
int64_t ac_store_version(ac_store *store);

/* --- queries: r = ac_q(store, AC_Q_x); bind by name; step until false; ac_done(r) ---
 * A failure is kept in the row and comes out of ac_done, so one check is enough. A
 * query is not re-entrant: asking for one that is running is a bug (assert). */
ac_row *ac_q(ac_store *store, ac_query query);
void ac_bind_int(ac_row *row, const char *name, int64_t v); /* name with its colon: ":n" */
void ac_bind_blob(ac_row *row, const char *name, const void *p, size_t n); /* borrowed until done; NULL p: SQL NULL */
void ac_bind_text(ac_row *row, const char *name, const char *text);       /* borrowed until done; NULL: SQL NULL */
bool ac_step(ac_row *row);                        /* true: a row is here; false: end or failure */
int64_t ac_col_int(ac_row *row, int column);
size_t ac_col_blob(ac_row *row, int column, const uint8_t **out); /* borrowed until the next step */
const char *ac_col_text(ac_row *row, int column);                 /* "" for NULL; borrowed likewise */
bool ac_col_null(ac_row *row, int column);
int ac_col_count(ac_row *row);
ac_rc ac_done(ac_row *row, ac_err *err);          /* reset, clear, report */
ac_rc ac_run(ac_row *row, ac_err *err);           /* step once, expect no row, done */
int64_t ac_store_last_n(ac_store *store);         /* rowid of the last insert */
int64_t ac_store_changed(ac_store *store);        /* rows the last statement touched */

/* --- local settings (never sent) --- */
ac_rc ac_setting_get(ac_store *store, const char *key, ac_buf *out, bool *out_found, ac_err *err);
ac_rc ac_setting_put(ac_store *store, const char *key, const char *value, ac_err *err); /* NULL: remove */

/* PRAGMA integrity_check / quick_check; first fault in `err` (AC_ECORRUPT). */
ac_rc ac_store_check(ac_store *store, bool quick, ac_err *err);
/* A digest of the full-text index: its terms, in how many texts and how often each. Nothing is written. */
ac_rc ac_store_index_digest(ac_store *store, uint8_t out[32], ac_err *err);
/* A copy by SQLite's backup API to a new file (AC_ESTATE where there is one), whole and durable or not there. */
ac_rc ac_store_backup(ac_store *store, const char *path, ac_err *err);
const char *ac_store_library(void); /* "3.40.1" */

#endif
