/* store.c - the notebook file. The only home of SQLite; settings as in SECURITY 4.1. */
#include "core/store.h"

#include "core/crypto.h"
#include "core/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPLICATION_ID 0x6163636f /* "acco" */
#define TURN_WAIT_MS 5000
#define DB_NAME "notebook.db"
#define NAMES_MAX 24 /* parameters of one query */
#define NAME_BYTES 16

struct ac_row {
    ac_store *store;
    sqlite3_stmt *stmt;
    char names[NAMES_MAX][NAME_BYTES]; /* copied: SQLite's own move when a change of the schema makes it prepare again */
    int index[NAMES_MAX];
    int nnames, next; /* queries are mostly bound in the order of their names */
    int rc;
    bool is_running;
};

struct ac_store {
    sqlite3 *db;
    char *dir;
    int wait_ms;
    bool is_open, is_readonly, is_read, in_write, in_read, in_memory;
    ac_row rows[AC_Q_COUNT];
};

static struct {
    void (*log)(void *ctx, const char *line);
    void *ctx;
} listener;

static void note(void *unused, int code, const char *text)
{
    char line[512];

    (void)unused;
    if ((code & 0xff) == SQLITE_SCHEMA || listener.log == NULL)
        return;
    snprintf(line, sizeof line, "store code=%d note=\"%.400s\"", code, text);
    listener.log(listener.ctx, line);
}

void ac_store_log_to(void (*log)(void *ctx, const char *line), void *ctx)
{
    listener.log = log;
    listener.ctx = ctx;
    sqlite3_config(SQLITE_CONFIG_LOG, note, NULL);
}

const char *ac_store_library(void)
{
    return sqlite3_libversion();
}

const char *ac_store_dir(const ac_store *s)
{
    return s->dir;
}

bool ac_store_is_readonly(const ac_store *s)
{
    return s->is_readonly;
}

/* After a failed fsync nobody knows what the disk holds: end, and look again at the next start. */
static void stop_on_lost_sync(int rc)
{
    if (rc == SQLITE_IOERR_FSYNC || rc == SQLITE_IOERR_DIR_FSYNC) {
        static const char text[] = "accord: the disk did not keep what it was given; accord ends here. Nothing that was called "
                                   "saved is lost. Check the disk, then start again\n";
        ssize_t unused = write(2, text, sizeof text - 1);
        (void)unused;
        _exit(1);
    }
}

static ac_rc fail_sql(ac_store *s, int rc, const char *doing, ac_err *err)
{
    stop_on_lost_sync(rc);
    switch (rc) {
    case SQLITE_READONLY_ROLLBACK:
    case SQLITE_READONLY_RECOVERY:
        return ac_fail(err, AC_EREADONLY, "writing to this notebook was interrupted, and it can only be read here: copy it, "
                                          "with the file " DB_NAME "-journal beside it, to where it can be written");
    case SQLITE_CANTOPEN_SYMLINK:
        return ac_fail(err, AC_EREFUSED, "the notebook file is a link, and links are not followed here");
    default:
        break;
    }
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ac_fail(err, AC_EBUSY, "another accord is writing to this notebook and did not finish in time: try again");
    case SQLITE_FULL:
        return ac_fail(err, AC_EFULL, "the disk is full: nothing of this was saved");
    case SQLITE_CANTOPEN:
        if (!s->is_open)
            return ac_fail(err, AC_EIO, "the notebook file could not be opened");
        return ac_fail(err, AC_EREADONLY, "the notebook can be read here but not written");
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ac_fail(err, AC_EREADONLY, "the notebook can be read here but not written");
    case SQLITE_NOMEM:
        return ac_fail(err, AC_ENOMEM, "out of memory");
    case SQLITE_NOTADB:
        return ac_fail(err, AC_ECORRUPT, "the file is not an accord notebook");
    case SQLITE_CORRUPT:
    case SQLITE_ERROR: /* a table or column is not there */
        return ac_fail(err, AC_ECORRUPT, "the notebook file is damaged (%s). Keep a copy, then take a new one from your partners",
                       s->db != NULL ? sqlite3_errmsg(s->db) : "");
    default:
        return ac_fail(err, AC_EIO, "the notebook file could not be %s: %s", doing,
                       s->db != NULL ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc));
    }
}

static ac_rc exec(ac_store *s, const char *sql, ac_err *err)
{
    int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);

    return rc == SQLITE_OK ? AC_OK : fail_sql(s, rc, "used", err);
}

static ac_rc ask_int(ac_store *s, const char *sql, int64_t *out, ac_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW)
        *out = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return rc == SQLITE_ROW ? AC_OK : fail_sql(s, rc, "read", err);
}

static ac_rc ask_is(ac_store *s, const char *sql, const char *expected, ac_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL);
    ac_rc result = AC_OK;

    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    if (rc != SQLITE_ROW)
        result = fail_sql(s, rc, "read", err);
    else if (sqlite3_column_type(stmt, 0) == SQLITE_NULL ||
             strcmp((const char *)sqlite3_column_text(stmt, 0), expected) != 0)
        result = ac_fail(err, AC_EIO, "the notebook refuses the setting \"%s\", it does not say %s", sql, expected);
    sqlite3_finalize(stmt);
    return result;
}

static void configure(sqlite3 *db)
{
    static const struct {
        int op, on;
    } config[] = {
        { SQLITE_DBCONFIG_DEFENSIVE, 1 },       { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
        { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },  { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
        { SQLITE_DBCONFIG_DQS_DML, 0 },         { SQLITE_DBCONFIG_DQS_DDL, 0 },
        { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 }, { SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0 },
    };
    static const struct {
        int limit, most;
    } limits[] = {
        { SQLITE_LIMIT_LENGTH, 1 << 20 },   { SQLITE_LIMIT_SQL_LENGTH, 100000 },   { SQLITE_LIMIT_COLUMN, 64 },
        { SQLITE_LIMIT_EXPR_DEPTH, 20 },    { SQLITE_LIMIT_COMPOUND_SELECT, 4 },   { SQLITE_LIMIT_VDBE_OP, 25000 },
        { SQLITE_LIMIT_FUNCTION_ARG, 8 },   { SQLITE_LIMIT_ATTACHED, 0 },          { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100 },
        { SQLITE_LIMIT_VARIABLE_NUMBER, 64 }, { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
    };

    for (size_t i = 0; i < sizeof config / sizeof *config; i++)
        sqlite3_db_config(db, config[i].op, config[i].on, NULL);
    sqlite3_enable_load_extension(db, 0);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(db, limits[i].limit, limits[i].most);
}

static ac_rc pragmas(ac_store *s, ac_err *err)
{
    ac_rc rc = exec(s, "PRAGMA synchronous=EXTRA", err);

    if (rc == AC_OK && !s->is_readonly && !s->in_memory)
        rc = ask_is(s, "PRAGMA journal_mode=TRUNCATE", "truncate", err);
    if (rc == AC_OK)
        rc = ask_is(s, "PRAGMA synchronous", "3", err);
    if (rc == AC_OK)
        rc = exec(s, "PRAGMA mmap_size=0; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
                     "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA recursive_triggers=OFF", err);
    return rc;
}

static ac_rc lock_turn(ac_store *s, int *out_fd, ac_err *err)
{
    char *path = ac_path(s->dir, "turn");
    ac_rc rc = path != NULL ? ac_lock_take(path, s->wait_ms, out_fd, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    free(path);
    return rc == AC_EREADONLY ? ac_fail(err, rc, "the notebook in %s can be read here but not written", s->dir) : rc;
}

static ac_rc migrate(ac_store *s, int64_t from, ac_err *err)
{
    ac_rc rc = AC_OK;

    if (from > 0) { /* a copy before a released file is changed */
        char name[64], *path;
        snprintf(name, sizeof name, "notebook-before-%d.db", AC_MIGRATIONS);
        path = ac_path(s->dir, name);
        rc = path == NULL ? ac_fail(err, AC_ENOMEM, "out of memory")
             : ac_file_exists(path) ? AC_OK
                                    : ac_store_backup(s, path, err);
        free(path);
    }
    if (rc == AC_OK)
        rc = exec(s, "BEGIN IMMEDIATE", err);
    for (int64_t v = from; rc == AC_OK && v < AC_MIGRATIONS; v++)
        rc = exec(s, ac_migrations[v], err);
    if (rc == AC_OK) {
        char sql[96];
        snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT", APPLICATION_ID, AC_MIGRATIONS);
        rc = exec(s, sql, err);
    }
    if (rc != AC_OK)
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

/* Before anything else is asked of the file. */
static ac_rc check_version(ac_store *s, ac_store_mode mode, int64_t *out_version, ac_err *err)
{
    int64_t id = 0, version = 0, tables = 0;
    ac_rc rc = ask_int(s, "PRAGMA application_id", &id, err);

    if (rc == AC_OK)
        rc = ask_int(s, "PRAGMA user_version", &version, err);
    if (rc == AC_OK && id == 0 && version == 0)
        rc = ask_int(s, "SELECT count(*) FROM sqlite_schema", &tables, err);
    if (rc != AC_OK)
        return rc;
    *out_version = version;
    if (id == 0 && version == 0 && tables == 0 && mode == AC_STORE_CREATE)
        return AC_OK;
    if (mode == AC_STORE_CREATE)
        return ac_fail(err, AC_ESTATE, "there is a notebook in %s already", s->dir);
    if (id != APPLICATION_ID || version < 1)
        return ac_fail(err, AC_ECORRUPT, "the file is not an accord notebook");
    if (version > AC_MIGRATIONS)
        return ac_fail(err, AC_ENEWER, "this notebook belongs to a newer accord (format %lld, this one knows %d): install "
                                       "that version. Nothing was changed", (long long)version, AC_MIGRATIONS);
    if (version < AC_MIGRATIONS && mode == AC_STORE_READ)
        return ac_fail(err, AC_ESTATE, "this notebook was written by an older accord and must be brought up to date, which cannot be done here: make its directory writable, then type any command");
    return AC_OK;
}

static ac_rc open_db(ac_store *s, const char *path, ac_store_mode mode, ac_err *err)
{
    int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE;
    int rc;

    s->is_read = mode == AC_STORE_READ;
    s->is_readonly = mode == AC_STORE_READ && access(path, W_OK) != 0;
    flags |= s->is_readonly ? SQLITE_OPEN_READONLY
             : mode == AC_STORE_CREATE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                       : SQLITE_OPEN_READWRITE;
    rc = sqlite3_open_v2(path, &s->db, flags, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_busy_timeout(s->db, TURN_WAIT_MS);
        configure(s->db);
    }
    if (rc != SQLITE_OK)
        return fail_sql(s, rc, "opened", err);
    s->is_open = true;
    if (mode != AC_STORE_READ && sqlite3_db_readonly(s->db, "main") == 1) /* SQLite gives what it can get */
        return ac_fail(err, AC_EREADONLY, "the notebook can be read here but not written");
    return AC_OK;
}

ac_rc ac_store_open(ac_store **out, const char *dir, ac_store_mode mode, ac_err *err)
{
    ac_store *s = calloc(1, sizeof *s);
    char *path = NULL;
    mode_t mask = umask(077);
    int64_t version = 0;
    int turn = -1;
    ac_rc rc = AC_OK;

    if (s == NULL || (s->dir = realpath(dir, NULL)) == NULL) {
        rc = s == NULL ? ac_fail(err, AC_ENOMEM, "out of memory") : ac_fail(err, AC_ENONOTEBOOK, "there is no notebook in %s", dir);
        goto done;
    }
    s->wait_ms = TURN_WAIT_MS;
    path = ac_path(s->dir, DB_NAME);
    if (path == NULL) {
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
        goto done;
    }
    if (mode != AC_STORE_CREATE && !ac_file_exists(path))
        rc = ac_fail(err, AC_ENONOTEBOOK, "there is no notebook in %s", s->dir);
    if (rc == AC_OK && mode != AC_STORE_READ)
        rc = lock_turn(s, &turn, err);
    if (rc == AC_OK)
        rc = open_db(s, path, mode, err);
    if (rc == AC_OK)
        rc = check_version(s, mode, &version, err);
    if (rc == AC_OK)
        rc = pragmas(s, err);
    if (rc == AC_OK && version < AC_MIGRATIONS)
        rc = migrate(s, version, err);
    if (rc == AC_OK && mode == AC_STORE_READ)
        rc = exec(s, "PRAGMA query_only=ON", err);
    if (rc != AC_OK)
        goto done;
    *out = s;
    s = NULL;
done:
    ac_lock_give(turn);
    umask(mask);
    free(path);
    ac_store_close(s);
    return rc;
}

ac_rc ac_store_open_memory(ac_store **out, ac_err *err)
{
    ac_store *s = calloc(1, sizeof *s);
    ac_rc rc;

    if (s == NULL || (s->dir = strdup("memory")) == NULL) {
        free(s);
        return ac_fail(err, AC_ENOMEM, "out of memory");
    }
    s->in_memory = true;
    if (sqlite3_open_v2(":memory:", &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    else {
        s->is_open = true;
        configure(s->db);
        rc = pragmas(s, err);
        if (rc == AC_OK)
            rc = migrate(s, 0, err);
    }
    if (rc != AC_OK) {
        ac_store_close(s);
        return rc;
    }
    *out = s;
    return AC_OK;
}

void ac_store_close(ac_store *s)
{
    if (s == NULL)
        return;
    ac_store_rollback(s);
    for (int i = 0; i < AC_Q_COUNT; i++)
        sqlite3_finalize(s->rows[i].stmt);
    sqlite3_close(s->db);
    free(s->dir);
    free(s);
}

/* --- transactions --- */

ac_rc ac_store_begin(ac_store *s, ac_err *err)
{
    int turn = -1;
    ac_rc rc;

    assert(!s->in_write && !s->in_read);
    rc = s->in_memory ? AC_OK : lock_turn(s, &turn, err);
    if (rc == AC_OK)
        rc = exec(s, "BEGIN IMMEDIATE", err);
    ac_lock_give(turn);
    s->in_write = rc == AC_OK;
    return rc;
}

ac_rc ac_store_commit(ac_store *s, ac_err *err)
{
    ac_rc rc;

    assert(s->in_write);
    rc = exec(s, "COMMIT", err);
    if (rc == AC_OK)
        s->in_write = false;
    else
        ac_store_rollback(s);
    return rc;
}

void ac_store_rollback(ac_store *s)
{
    for (int i = 0; i < AC_Q_COUNT; i++)
        if (s->rows[i].is_running) {
            sqlite3_reset(s->rows[i].stmt);
            s->rows[i].is_running = false;
        }
    if (s->in_write || s->in_read)
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    s->in_write = false;
    s->in_read = false;
}

bool ac_store_in_write(const ac_store *s)
{
    return s->in_write;
}

ac_rc ac_store_read_begin(ac_store *s, ac_err *err)
{
    ac_rc rc;

    assert(!s->in_write && !s->in_read);
    rc = exec(s, "BEGIN", err);
    s->in_read = rc == AC_OK;
    return rc;
}

void ac_store_read_end(ac_store *s)
{
    if (s->in_read)
        sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
    s->in_read = false;
}

bool ac_store_in_read(const ac_store *s)
{
    return s->in_read;
}

void ac_store_wait(ac_store *s, int ms)
{
    s->wait_ms = ms;
    sqlite3_busy_timeout(s->db, ms);
}

int64_t ac_store_version(ac_store *s)
{
    int64_t v = 0;

    ask_int(s, "PRAGMA data_version", &v, NULL);
    return v;
}

/* --- queries --- */

ac_row *ac_q(ac_store *s, ac_query query)
{
    ac_row *row = &s->rows[query];

    assert(!row->is_running);
    row->store = s;
    row->rc = SQLITE_OK;
    row->next = 0;
    row->is_running = true;
    if (row->stmt == NULL) {
        row->rc = sqlite3_prepare_v3(s->db, ac_query_texts[query].sql, -1, SQLITE_PREPARE_PERSISTENT, &row->stmt, NULL);
        for (int i = 1; row->rc == SQLITE_OK && i <= sqlite3_bind_parameter_count(row->stmt); i++) {
            assert(i <= NAMES_MAX);
            assert(strlen(sqlite3_bind_parameter_name(row->stmt, i)) < NAME_BYTES);
            snprintf(row->names[i - 1], NAME_BYTES, "%s", sqlite3_bind_parameter_name(row->stmt, i));
            row->index[i - 1] = i;
            row->nnames = i;
        }
    }
    return row;
}

static int parameter(ac_row *row, const char *name)
{
    for (int i = 0; i < row->nnames; i++) {
        int at = row->next + i < row->nnames ? row->next + i : row->next + i - row->nnames;
        if (strcmp(row->names[at], name) == 0) {
            row->next = at + 1 < row->nnames ? at + 1 : 0;
            return row->index[at];
        }
    }
    assert(row->rc != SQLITE_OK); /* no such parameter: our own bug */
    return 0;
}

void ac_bind_int(ac_row *row, const char *name, int64_t v)
{
    int i = parameter(row, name);

    if (row->rc == SQLITE_OK)
        row->rc = sqlite3_bind_int64(row->stmt, i, v);
}

void ac_bind_blob(ac_row *row, const char *name, const void *p, size_t n)
{
    int i = parameter(row, name);

    if (row->rc == SQLITE_OK)
        row->rc = p == NULL ? sqlite3_bind_null(row->stmt, i) : sqlite3_bind_blob64(row->stmt, i, p, n, SQLITE_STATIC);
}

void ac_bind_text(ac_row *row, const char *name, const char *text)
{
    int i = parameter(row, name);

    if (row->rc == SQLITE_OK)
        row->rc = text == NULL ? sqlite3_bind_null(row->stmt, i) : sqlite3_bind_text(row->stmt, i, text, -1, SQLITE_STATIC);
}

bool ac_step(ac_row *row)
{
    if (row->rc != SQLITE_OK && row->rc != SQLITE_ROW)
        return false;
    row->rc = sqlite3_step(row->stmt);
    return row->rc == SQLITE_ROW;
}

int64_t ac_col_int(ac_row *row, int column)
{
    return sqlite3_column_int64(row->stmt, column);
}

size_t ac_col_blob(ac_row *row, int column, const uint8_t **out)
{
    *out = sqlite3_column_blob(row->stmt, column);
    return (size_t)sqlite3_column_bytes(row->stmt, column);
}

const char *ac_col_text(ac_row *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row->stmt, column);

    return text != NULL ? text : "";
}

bool ac_col_null(ac_row *row, int column)
{
    return sqlite3_column_type(row->stmt, column) == SQLITE_NULL;
}

int ac_col_count(ac_row *row)
{
    return sqlite3_column_count(row->stmt);
}

ac_rc ac_done(ac_row *row, ac_err *err)
{
    int rc = row->rc;
    ac_rc result = AC_OK;

    if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE)
        result = fail_sql(row->store, rc, row->store->in_write ? "written" : "read", err);
    if (row->stmt != NULL) {
        sqlite3_reset(row->stmt);
        sqlite3_clear_bindings(row->stmt);
    }
    row->is_running = false;
    return result;
}

ac_rc ac_run(ac_row *row, ac_err *err)
{
    ac_step(row);
    return ac_done(row, err);
}

int64_t ac_store_last_n(ac_store *s)
{
    return sqlite3_last_insert_rowid(s->db);
}

int64_t ac_store_changed(ac_store *s)
{
    return sqlite3_changes64(s->db);
}

/* --- settings --- */

ac_rc ac_setting_get(ac_store *s, const char *key, ac_buf *out, bool *out_found, ac_err *err)
{
    ac_row *q = ac_q(s, AC_Q_setting_get);

    ac_bind_text(q, ":key", key);
    *out_found = ac_step(q);
    if (*out_found)
        ac_buf_str(out, ac_col_text(q, 0));
    return ac_done(q, err);
}

ac_rc ac_setting_put(ac_store *s, const char *key, const char *value, ac_err *err)
{
    ac_row *q = ac_q(s, value != NULL ? AC_Q_setting_put : AC_Q_setting_drop);

    ac_bind_text(q, ":key", key);
    if (value != NULL)
        ac_bind_text(q, ":value", value);
    return ac_run(q, err);
}

/* --- the file as a whole --- */

ac_rc ac_store_check(ac_store *s, bool quick, ac_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(s->db, quick ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)", -1, &stmt, NULL);
    const char *says;
    ac_rc result = AC_OK;

    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    says = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    if (says == NULL)
        result = fail_sql(s, rc == SQLITE_ROW ? SQLITE_NOMEM : rc, "checked", err);
    else if (strcmp(says, "ok") != 0)
        result = ac_fail(err, AC_ECORRUPT, "the notebook file is damaged (%s). Keep a copy, then take a new one from your "
                                           "partners", says);
    sqlite3_finalize(stmt);
    return result;
}

static ac_rc copy_to(ac_store *s, const char *path, ac_err *err)
{
    sqlite3 *to = NULL;
    sqlite3_backup *b = NULL;
    int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_exec(to, "PRAGMA synchronous=EXTRA", NULL, NULL, NULL);
    if (rc == SQLITE_OK && (b = sqlite3_backup_init(to, "main", s->db, "main")) == NULL)
        rc = sqlite3_extended_errcode(to);
    while (rc == SQLITE_OK)
        rc = sqlite3_backup_step(b, 1024);
    sqlite3_backup_finish(b);
    sqlite3_close(to);
    return rc == SQLITE_DONE ? AC_OK : fail_sql(s, rc, "copied", err);
}

/* Never over what is there; on file systems that cannot promise it, after a look. */
static ac_rc put_in_place(const char *temp, const char *path, ac_err *err)
{
    int rc = renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE);

    if (rc != 0 && (errno == EINVAL || errno == ENOSYS))
        rc = ac_file_exists(path) ? (errno = EEXIST, -1) : rename(temp, path);
    if (rc == 0)
        return AC_OK;
    return errno == EEXIST ? ac_fail(err, AC_ESTATE, "%s exists already and is never overwritten", path)
                           : ac_fail_errno(err, errno, N_("written"), path);
}

static ac_rc sync_around(const char *path, ac_err *err)
{
    char *dir = strdup(path), *slash = dir != NULL ? strrchr(dir, '/') : NULL;
    int fd;
    ac_rc rc = AC_OK;

    if (slash != NULL)
        slash[slash == dir] = '\0';
    fd = open(slash != NULL ? dir : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
        rc = ac_fail_errno(err, errno, N_("made durable"), path);
    if (fd >= 0)
        close(fd);
    free(dir);
    return rc;
}

ac_rc ac_store_backup(ac_store *s, const char *path, ac_err *err)
{
    size_t size = strlen(path) + 16;
    char *temp = malloc(size);
    int fd;
    ac_rc rc;

    if (temp == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    snprintf(temp, size, "%s.tmp-XXXXXX", path);
    if (ac_file_exists(path)) {
        rc = ac_fail(err, AC_ESTATE, "%s exists already and is never overwritten", path);
        goto done;
    }
    fd = mkostemp(temp, O_CLOEXEC); /* 0600 */
    if (fd < 0) {
        rc = ac_fail_errno(err, errno, N_("written"), path);
        goto done;
    }
    close(fd);
    rc = copy_to(s, temp, err);
    if (rc == AC_OK)
        rc = put_in_place(temp, path, err);
    if (rc == AC_OK)
        rc = sync_around(path, err);
    else
        unlink(temp);
done:
    free(temp);
    return rc;
}

ac_rc ac_store_index_digest(ac_store *s, uint8_t out[32], ac_err *err)
{
    sqlite3_stmt *stmt = NULL;
    ac_hash h;
    int rc;
    ac_rc result = exec(s, "PRAGMA query_only=OFF; CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, search, row)", err);

    if (result != AC_OK)
        return result;
    ac_hash_begin(&h, NULL);
    rc = sqlite3_prepare_v2(s->db, "SELECT term, doc, cnt FROM temp.terms", -1, &stmt, NULL);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(stmt);
        for (int c = 0; rc == SQLITE_ROW && c < 3; c++)
            ac_hash_add(&h, sqlite3_column_text(stmt, c), (size_t)sqlite3_column_bytes(stmt, c) + 1);
    }
    if (rc != SQLITE_DONE)
        result = fail_sql(s, rc, "read", err);
    sqlite3_finalize(stmt);
    exec(s, "DROP TABLE temp.terms", NULL);
    if (s->is_read)
        exec(s, "PRAGMA query_only=ON", NULL);
    ac_hash_end(&h, out);
    return result;
}
