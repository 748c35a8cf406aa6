/* test_store.c - the notebook file: settings that hold, files that are refused, writers that are killed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/crypto.h"
#include "core/file.h"
#include "core/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- a directory of its own for each test --- */

typedef struct {
    char dir[PATH_MAX];
    char path[PATH_MAX]; /* of the last name asked for */
} place;

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static int make_place(void **state)
{
    place *p = calloc(1, sizeof *p);
    const char *tmp = getenv("TMPDIR");

    assert_non_null(p);
    snprintf(p->dir, sizeof p->dir, "%s/accord-store-XXXXXX", tmp != NULL ? tmp : "/tmp");
    assert_non_null(mkdtemp(p->dir));
    *state = p;
    return 0;
}

static int drop_place(void **state)
{
    place *p = *state;

    nftw(p->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(p);
    return 0;
}

static const char *in(place *p, const char *name)
{
    size_t n = strlen(p->dir);

    memcpy(p->path, p->dir, n);
    snprintf(p->path + n, sizeof p->path - n, "/%s", name);
    return p->path;
}

static ac_store *made(place *p)
{
    ac_store *s = NULL;
    ac_err err = { 0 };

    if (ac_store_open(&s, p->dir, AC_STORE_CREATE, &err) != AC_OK)
        fail_msg("%s", err.text);
    return s;
}

static ac_store *opened(place *p, ac_store_mode mode)
{
    ac_store *s = NULL;
    ac_err err = { 0 };

    if (ac_store_open(&s, p->dir, mode, &err) != AC_OK)
        fail_msg("%s", err.text);
    return s;
}

static void assert_refused(place *p, ac_store_mode mode, ac_rc expected, const char *says)
{
    ac_store *s = NULL;
    ac_err err = { 0 };
    ac_rc rc = ac_store_open(&s, p->dir, mode, &err);

    if (rc != expected || strstr(err.text, says) == NULL)
        fail_msg("%s: %s", ac_rc_word(rc), err.text);
    assert_null(s);
}

static void put(ac_store *s, const char *key, const char *value)
{
    ac_err err = { 0 };

    if (ac_setting_put(s, key, value, &err) != AC_OK)
        fail_msg("%s", err.text);
}

static void put_durable(ac_store *s, const char *key, const char *value)
{
    assert_int_equal(ac_store_begin(s, NULL), AC_OK);
    put(s, key, value);
    assert_int_equal(ac_store_commit(s, NULL), AC_OK);
}

static long get(ac_store *s, const char *key)
{
    ac_buf b = { 0 };
    bool found;
    long v;

    assert_int_equal(ac_setting_get(s, key, &b, &found, NULL), AC_OK);
    v = found ? strtol(ac_buf_text(&b), NULL, 10) : -1;
    ac_buf_free(&b);
    return v;
}

static void file_hash(const char *path, uint8_t out[32])
{
    ac_hash h;
    uint8_t chunk[65536];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n;

    assert_true(fd >= 0);
    ac_hash_begin(&h, NULL);
    while ((n = read(fd, chunk, sizeof chunk)) > 0)
        ac_hash_add(&h, chunk, (size_t)n);
    ac_hash_end(&h, out);
    close(fd);
}

static void write_file(const char *path, const void *bytes, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), (ssize_t)n);
    close(fd);
}

static int files_in(const char *dir)
{
    DIR *d = opendir(dir);
    int n = -2;

    assert_non_null(d);
    while (readdir(d) != NULL)
        n++;
    closedir(d);
    return n;
}

/* Straight at the file, past the store. */
static void tamper(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *why = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s", why);
    sqlite3_close(db);
}

static pid_t start(void (*run)(place *p, void *arg), place *p, void *arg)
{
    pid_t pid;

    fflush(NULL);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        run(p, arg);
        fflush(stderr);
        _exit(0);
    }
    return pid;
}

static int ended(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) < 0)
        assert_int_equal(errno, EINTR);
    return status;
}

static void assert_ended_well(pid_t pid)
{
    int status = ended(pid);

    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* In a child that has no test around it. */
#define MUST(what)                                                                        \
    do {                                                                                  \
        if (!(what)) {                                                                    \
            fprintf(stderr, "child: %s:%d: %s: %s\n", __FILE__, __LINE__, #what, why.text); \
            _exit(9);                                                                     \
        }                                                                                 \
    } while (0)

/* --- opening --- */

static void a_new_notebook_is_for_its_owner_alone(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    struct stat st;

    assert_string_equal(ac_store_dir(s), p->dir);
    assert_false(ac_store_is_readonly(s));
    put_durable(s, "a", "1");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(stat(in(p, (const char *[]){ "notebook.db", "notebook.db-journal", "turn" }[i]), &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
    }
    assert_int_equal(umask(022), umask(022)); /* opening leaves it as it was */
    ac_store_close(s);
    s = opened(p, AC_STORE_READ);
    assert_int_equal(get(s, "a"), 1);
    ac_store_close(s);
}

static void the_journal_is_emptied_and_stays(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    struct stat st;

    put_durable(s, "a", "1");
    assert_int_equal(stat(in(p, "notebook.db-journal"), &st), 0);
    assert_int_equal(st.st_size, 0);
    ac_store_close(s);
}

static void creating_twice_is_refused(void **state)
{
    place *p = *state;
    ac_store *s = made(p);

    put_durable(s, "a", "1");
    ac_store_close(s);
    assert_refused(p, AC_STORE_CREATE, AC_ESTATE, "already");
    s = opened(p, AC_STORE_WRITE);
    assert_int_equal(get(s, "a"), 1);
    ac_store_close(s);
}

static void what_an_interrupted_create_left_is_used(void **state)
{
    place *p = *state;

    write_file(in(p, "notebook.db"), "", 0);
    assert_refused(p, AC_STORE_READ, AC_ECORRUPT, "not an accord notebook");
    assert_refused(p, AC_STORE_WRITE, AC_ECORRUPT, "not an accord notebook");
    ac_store_close(made(p));
    ac_store_close(opened(p, AC_STORE_WRITE));
}

static void where_there_is_none_nothing_is_made(void **state)
{
    place *p = *state;

    assert_refused(p, AC_STORE_READ, AC_ENONOTEBOOK, "no notebook");
    assert_refused(p, AC_STORE_WRITE, AC_ENONOTEBOOK, "no notebook");
    assert_int_equal(files_in(p->dir), 0);
    snprintf(p->dir + strlen(p->dir), 12, "/nowhere");
    assert_refused(p, AC_STORE_CREATE, AC_ENONOTEBOOK, "no notebook");
    *strrchr(p->dir, '/') = '\0';
}

static void a_file_that_is_no_notebook_is_refused_and_left_alone(void **state)
{
    place *p = *state;
    uint8_t before[32], after[32];
    char text[8192];

    memset(text, 'x', sizeof text);
    write_file(in(p, "notebook.db"), text, sizeof text);
    file_hash(in(p, "notebook.db"), before);
    assert_refused(p, AC_STORE_READ, AC_ECORRUPT, "not an accord notebook");
    assert_refused(p, AC_STORE_WRITE, AC_ECORRUPT, "not an accord notebook");
    file_hash(in(p, "notebook.db"), after);
    assert_memory_equal(before, after, 32);
    unlink(in(p, "notebook.db"));

    tamper(in(p, "notebook.db"), "CREATE TABLE song (title TEXT); INSERT INTO song VALUES ('x'); PRAGMA user_version=1");
    file_hash(in(p, "notebook.db"), before);
    assert_refused(p, AC_STORE_READ, AC_ECORRUPT, "not an accord notebook");
    assert_refused(p, AC_STORE_WRITE, AC_ECORRUPT, "not an accord notebook");
    assert_refused(p, AC_STORE_CREATE, AC_ESTATE, "already");
    file_hash(in(p, "notebook.db"), after);
    assert_memory_equal(before, after, 32);
}

static void a_newer_notebook_is_refused_and_left_alone(void **state)
{
    place *p = *state;
    uint8_t before[32], after[32];
    char sql[64];

    ac_store_close(made(p));
    snprintf(sql, sizeof sql, "PRAGMA user_version=%d", AC_MIGRATIONS + 1);
    tamper(in(p, "notebook.db"), sql);
    file_hash(in(p, "notebook.db"), before);
    assert_refused(p, AC_STORE_READ, AC_ENEWER, "newer accord");
    assert_refused(p, AC_STORE_WRITE, AC_ENEWER, "newer accord");
    file_hash(in(p, "notebook.db"), after);
    assert_memory_equal(before, after, 32);
}

/* A notebook of each earlier number of migrations. */
static void an_older_notebook_is_brought_up_to_date_and_a_copy_kept(void **state)
{
    place *p = *state;
    char copy[64], sql[96];

    for (int v = 1; v < AC_MIGRATIONS; v++) {
        sqlite3 *db = NULL;
        ac_store *s;
        int64_t version = 0;
        sqlite3_stmt *q = NULL;
        assert_int_equal(sqlite3_open(in(p, "notebook.db"), &db), SQLITE_OK);
        for (int i = 0; i < v; i++)
            assert_int_equal(sqlite3_exec(db, ac_migrations[i], NULL, NULL, NULL), SQLITE_OK);
        snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%d; INSERT INTO setting VALUES ('a', '7')",
                 0x6163636f, v);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);

        assert_refused(p, AC_STORE_READ, AC_ESTATE, "older accord");
        s = opened(p, AC_STORE_WRITE);
        assert_int_equal(get(s, "a"), 7);
        for (int i = 0; i < AC_Q_COUNT; i++)
            assert_int_equal(ac_done(ac_q(s, (ac_query)i), NULL), AC_OK);
        ac_store_close(s);
        ac_store_close(opened(p, AC_STORE_READ));

        snprintf(copy, sizeof copy, "notebook-before-%d.db", AC_MIGRATIONS);
        assert_int_equal(sqlite3_open(in(p, copy), &db), SQLITE_OK);
        assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &q, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(q), SQLITE_ROW);
        version = sqlite3_column_int64(q, 0);
        sqlite3_finalize(q);
        sqlite3_close(db);
        assert_int_equal(version, v);
        unlink(in(p, copy));
        unlink(in(p, "notebook.db"));
    }
}

static void links_are_followed_to_the_directory_and_no_further(void **state)
{
    place *p = *state, other = *p;
    ac_store *s = made(p);

    put_durable(s, "a", "5");
    ac_store_close(s);
    snprintf(other.dir + strlen(other.dir), 8, "-link");
    assert_int_equal(symlink(p->dir, other.dir), 0);
    s = opened(&other, AC_STORE_WRITE);
    assert_int_equal(get(s, "a"), 5);
    assert_string_equal(ac_store_dir(s), p->dir);
    ac_store_close(s);
    unlink(other.dir);

    {
        char real[PATH_MAX];
        snprintf(real, sizeof real, "%s", in(p, "other.db"));
        assert_int_equal(rename(in(p, "notebook.db"), real), 0);
        assert_int_equal(symlink(real, in(p, "notebook.db")), 0);
    }
    assert_refused(p, AC_STORE_WRITE, AC_EREFUSED, "link");
    assert_refused(p, AC_STORE_READ, AC_EREFUSED, "link");
}

static void a_damaged_schema_is_a_sentence(void **state)
{
    place *p = *state;
    ac_store *s;
    ac_err err = { 0 };

    ac_store_close(made(p));
    tamper(in(p, "notebook.db"), "DROP TABLE receipt");
    s = opened(p, AC_STORE_WRITE);
    assert_int_equal(ac_done(ac_q(s, AC_Q_receipt_of), &err), AC_ECORRUPT);
    assert_non_null(strstr(err.text, "damaged"));
    ac_store_close(s);
}

/* --- queries --- */

static void every_query_fits_the_schema(void **state)
{
    place *p = *state;
    ac_store *s = made(p);

    for (int i = 0; i < AC_Q_COUNT; i++) {
        ac_err err = { 0 };
        if (ac_done(ac_q(s, (ac_query)i), &err) != AC_OK)
            fail_msg("%s: %s", ac_query_texts[i].name, err.text);
    }
    ac_store_close(s);
    assert_int_equal(ac_store_open_memory(&s, NULL), AC_OK);
    for (int i = 0; i < AC_Q_COUNT; i++)
        assert_int_equal(ac_done(ac_q(s, (ac_query)i), NULL), AC_OK);
    ac_store_close(s);
}

static void settings_are_put_changed_and_removed(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    ac_buf b = { 0 };
    bool found;

    assert_int_equal(get(s, "a"), -1);
    put_durable(s, "a", "1");
    put_durable(s, "a", "2");
    assert_int_equal(get(s, "a"), 2);
    put_durable(s, "words", "Zażółć \"gęślą\" ' jaźń");
    assert_int_equal(ac_setting_get(s, "words", &b, &found, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&b), "Zażółć \"gęślą\" ' jaźń");
    ac_buf_free(&b);
    put_durable(s, "a", NULL);
    assert_int_equal(get(s, "a"), -1);
    ac_store_close(s);
}

static void rows_of_the_wrong_shape_are_refused(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    uint8_t id[33] = { 1 };

    assert_int_equal(ac_store_begin(s, NULL), AC_OK);
    for (size_t n = 31; n <= 33; n++) {
        ac_row *q = ac_q(s, AC_Q_space_put);
        ac_bind_blob(q, ":id", id, n);
        ac_bind_int(q, ":own", 0);
        if ((ac_run(q, NULL) == AC_OK) != (n == 32))
            fail_msg("%zu bytes", n);
    }
    for (int own = 0; own < 2; own++) { /* a text where a number belongs; the same as a number */
        ac_row *q = ac_q(s, AC_Q_space_put);
        id[0]++;
        ac_bind_blob(q, ":id", id, 32);
        if (own == 0)
            ac_bind_text(q, ":own", "twelve");
        else
            ac_bind_int(q, ":own", 1);
        assert_int_equal(ac_run(q, NULL) == AC_OK, own == 1);
    }
    ac_store_rollback(s);
    ac_store_close(s);
}

static void what_is_rolled_back_was_never_there(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    ac_row *q;

    put_durable(s, "a", "1");
    assert_int_equal(ac_store_begin(s, NULL), AC_OK);
    assert_true(ac_store_in_write(s));
    put(s, "a", "2");
    assert_int_equal(get(s, "a"), 2);
    q = ac_q(s, AC_Q_spaces); /* left running: rolling back ends it */
    ac_step(q);
    ac_store_rollback(s);
    assert_false(ac_store_in_write(s));
    assert_int_equal(get(s, "a"), 1);
    ac_done(ac_q(s, AC_Q_spaces), NULL);
    ac_store_rollback(s); /* nothing open is fine */
    put_durable(s, "a", "3");
    ac_store_close(s);
}

static void closing_in_the_middle_undoes(void **state)
{
    place *p = *state;
    ac_store *s = made(p);

    put_durable(s, "a", "1");
    assert_int_equal(ac_store_begin(s, NULL), AC_OK);
    put(s, "a", "2");
    ac_store_close(s);
    s = opened(p, AC_STORE_READ);
    assert_int_equal(get(s, "a"), 1);
    ac_store_close(s);
}

/* --- reading --- */

static void reading_writes_nothing(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    uint8_t before[32], after[32];
    int files;

    put_durable(s, "a", "1");
    ac_store_close(s);
    unlink(in(p, "turn"));
    unlink(in(p, "notebook.db-journal"));
    files = files_in(p->dir);
    file_hash(in(p, "notebook.db"), before);
    s = opened(p, AC_STORE_READ);
    assert_int_equal(get(s, "a"), 1);
    for (int i = 0; i < AC_Q_COUNT; i++)
        ac_done(ac_q(s, (ac_query)i), NULL);
    assert_int_equal(ac_setting_put(s, "a", "2", NULL), AC_EREADONLY);
    assert_int_equal(ac_store_check(s, false, NULL), AC_OK);
    assert_int_equal(ac_store_index_digest(s, after, NULL), AC_OK);
    assert_int_equal(ac_setting_put(s, "a", "2", NULL), AC_EREADONLY);
    assert_int_equal(get(s, "a"), 1);
    ac_store_close(s);
    file_hash(in(p, "notebook.db"), after);
    assert_memory_equal(before, after, 32);
    assert_int_equal(files_in(p->dir), files);
}

static void queries_that_are_prepared_again_keep_their_parameters(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    uint8_t digest[32];

    put_durable(s, "a", "1");
    for (int round = 0; round < 3; round++) { /* each digest makes a table and drops it: a change of the schema */
        assert_int_equal(get(s, "a"), 1);
        assert_int_equal(get(s, "a"), 1);
        assert_int_equal(ac_store_index_digest(s, digest, NULL), AC_OK);
    }
    assert_int_equal(get(s, "a"), 1);
    put_durable(s, "a", "2");
    assert_int_equal(get(s, "a"), 2);
    ac_store_close(s);
}

static void a_reader_sees_one_moment_while_others_write(void **state)
{
    place *p = *state;
    ac_store *w = made(p), *r;
    int64_t version;

    put_durable(w, "a", "1");
    r = opened(p, AC_STORE_READ);
    version = ac_store_version(r);
    assert_int_equal(ac_store_version(r), version);
    assert_int_equal(ac_store_read_begin(r, NULL), AC_OK);
    assert_true(ac_store_in_read(r));
    assert_int_equal(get(r, "a"), 1);
    ac_store_wait(w, 30); /* the reader holds its moment, so the writer cannot close */
    assert_int_equal(ac_store_begin(w, NULL), AC_OK);
    put(w, "a", "2");
    assert_int_equal(get(r, "a"), 1);
    assert_int_equal(ac_store_commit(w, NULL), AC_EBUSY);
    assert_false(ac_store_in_write(w));
    ac_store_read_end(r);
    assert_int_equal(ac_store_version(r), version);
    put_durable(w, "a", "3");
    assert_int_not_equal(ac_store_version(r), version);
    assert_int_equal(get(r, "a"), 3);
    version = ac_store_version(w);
    put_durable(w, "a", "4"); /* one's own writing is no news */
    assert_int_equal(ac_store_version(w), version);
    ac_store_close(r);
    ac_store_close(w);
}

/* --- several processes --- */

static void count_up(place *p, void *arg)
{
    int times = *(int *)arg;
    ac_store *s = NULL;
    ac_err why = { 0 };

    MUST(ac_store_open(&s, p->dir, AC_STORE_WRITE, &why) == AC_OK);
    for (int i = 0; i < times; i++) {
        char text[24];
        MUST(ac_store_begin(s, &why) == AC_OK);
        snprintf(text, sizeof text, "%ld", get(s, "count") + 1);
        MUST(ac_setting_put(s, "count", text, &why) == AC_OK);
        MUST(ac_store_commit(s, &why) == AC_OK);
    }
    ac_store_close(s);
}

static void writers_take_turns_and_none_is_lost(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    pid_t pids[4];
    int times = 60;

    put_durable(s, "count", "0");
    ac_store_close(s);
    for (int i = 0; i < 4; i++)
        pids[i] = start(count_up, p, &times);
    for (int i = 0; i < 4; i++)
        assert_ended_well(pids[i]);
    s = opened(p, AC_STORE_READ);
    assert_int_equal(get(s, "count"), 4 * times);
    ac_store_close(s);
}

static void a_writer_that_does_not_finish_makes_others_say_so(void **state)
{
    place *p = *state;
    ac_store *a = made(p), *b = opened(p, AC_STORE_WRITE);
    ac_err err = { 0 };

    assert_int_equal(ac_store_begin(a, NULL), AC_OK);
    ac_store_wait(b, 40);
    assert_int_equal(ac_store_begin(b, &err), AC_EBUSY);
    assert_non_null(strstr(err.text, "try again"));
    assert_false(ac_store_in_write(b));
    put(a, "a", "1");
    assert_int_equal(ac_store_commit(a, NULL), AC_OK);
    put_durable(b, "a", "2");
    ac_store_close(a);
    ac_store_close(b);
}

static void the_turn_is_asked_for_first(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    int turn = -1;

    assert_int_equal(ac_lock_take(in(p, "turn"), 1000, &turn, NULL), AC_OK);
    ac_store_wait(s, 40);
    assert_int_equal(ac_store_begin(s, NULL), AC_EBUSY);
    ac_lock_give(turn);
    assert_int_equal(ac_store_begin(s, NULL), AC_OK);
    assert_int_equal(ac_lock_take(in(p, "turn"), 0, &turn, NULL), AC_OK); /* given up at once */
    ac_lock_give(turn);
    ac_store_rollback(s);
    ac_store_close(s);
}

/* --- killed --- */

static void write_until_killed(place *p, void *arg)
{
    int out = *(int *)arg;
    ac_store *s = NULL;
    ac_err why = { 0 };

    MUST(ac_store_open(&s, p->dir, AC_STORE_WRITE, &why) == AC_OK);
    for (long n = get(s, "n") + 1;; n++) {
        char text[24];
        snprintf(text, sizeof text, "%ld", n);
        MUST(ac_store_begin(s, &why) == AC_OK);
        MUST(ac_setting_put(s, "n", text, &why) == AC_OK);
        MUST(ac_setting_put(s, "same", text, &why) == AC_OK);
        MUST(ac_store_commit(s, &why) == AC_OK);
        MUST(write(out, &n, sizeof n) == sizeof n);
    }
}

static void a_killed_writer_loses_nothing_that_it_was_told(void **state)
{
    place *p = *state;
    uint64_t x = 88172645463325252u;

    ac_store_close(made(p));
    for (int round = 0; round < 25; round++) {
        int pipes[2];
        long told = -1, seen;
        ac_store *s;
        pid_t pid;
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        assert_int_equal(pipe(pipes), 0);
        pid = start(write_until_killed, p, &pipes[1]);
        close(pipes[1]);
        assert_int_equal(read(pipes[0], &told, sizeof told), sizeof told); /* at work */
        poll(NULL, 0, (int)(x % 23));
        kill(pid, SIGKILL);
        ended(pid);
        while (read(pipes[0], &seen, sizeof seen) == sizeof seen)
            told = seen;
        close(pipes[0]);
        s = opened(p, round % 2 == 0 ? AC_STORE_READ : AC_STORE_WRITE);
        seen = get(s, "n");
        if (seen != told && seen != told + 1)
            fail_msg("told %ld, there is %ld", told, seen);
        assert_int_equal(get(s, "same"), seen);
        assert_int_equal(ac_store_check(s, false, NULL), AC_OK);
        ac_store_close(s);
    }
}

/* More than the cache holds, so that the file is written before the end, then killed. */
static void spill(place *p, void *arg)
{
    static char text[900000];
    ac_store *s = NULL;
    ac_err why = { 0 };
    char key[16];

    (void)arg;
    memset(text, 'z', sizeof text - 1);
    MUST(ac_store_open(&s, p->dir, AC_STORE_WRITE, &why) == AC_OK);
    MUST(ac_store_begin(s, &why) == AC_OK);
    MUST(ac_setting_put(s, "a", "2", &why) == AC_OK);
    for (int i = 0; i < 26; i++) {
        snprintf(key, sizeof key, "big%d", i);
        MUST(ac_setting_put(s, key, text, &why) == AC_OK);
    }
    kill(getpid(), SIGKILL);
}

static void a_half_written_transaction_is_undone_by_the_next_reader(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    struct stat st;

    put_durable(s, "a", "1");
    ac_store_close(s);
    ended(start(spill, p, NULL));
    assert_int_equal(stat(in(p, "notebook.db-journal"), &st), 0);
    assert_true(st.st_size > 0); /* else this test shows nothing */
    s = opened(p, AC_STORE_READ);
    assert_int_equal(get(s, "a"), 1);
    assert_int_equal(get(s, "big0"), -1);
    assert_int_equal(ac_store_check(s, false, NULL), AC_OK);
    ac_store_close(s);
}

/* --- places that are full, or can only be read: a file system of one's own --- */

static void in_a_file_system(place *p, const char *options, void (*run)(place *p, void *arg), void *arg)
{
    int status;
    pid_t pid;

    fflush(NULL);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
            mount("tmpfs", p->dir, "tmpfs", 0, options) != 0)
            _exit(77);
        run(p, arg);
        fflush(stderr);
        _exit(0);
    }
    status = ended(pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        print_message("[  NOTE    ] mounting is not allowed here: not tried\n");
        skip();
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void fill(place *p, void *arg)
{
    static char text[4096];
    ac_store *s = NULL;
    ac_err why = { 0 };
    long n = 0;
    char key[32], value[32];
    ac_rc rc = AC_OK;
    int fd;

    (void)arg;
    memset(text, 'f', sizeof text - 1);
    MUST(ac_store_open(&s, p->dir, AC_STORE_CREATE, &why) == AC_OK);
    while (rc == AC_OK && n < 10000) {
        snprintf(key, sizeof key, "k%ld", n + 1);
        snprintf(value, sizeof value, "%ld", n + 1);
        rc = ac_store_begin(s, &why);
        if (rc == AC_OK)
            rc = ac_setting_put(s, key, text, &why);
        if (rc == AC_OK)
            rc = ac_setting_put(s, "n", value, &why);
        if (rc == AC_OK)
            rc = ac_store_commit(s, &why);
        n += rc == AC_OK;
    }
    MUST(rc == AC_EFULL && strstr(why.text, "full") != NULL);
    ac_store_rollback(s);
    MUST(get(s, "n") == n);
    MUST(ac_store_check(s, false, &why) == AC_OK);
    MUST(ac_store_backup(s, in(p, "copy.db"), &why) == AC_EFULL);
    MUST(!ac_file_exists(in(p, "copy.db")));
    ac_store_close(s);
    fd = open(in(p, "copy.db"), O_CREAT | O_WRONLY, 0600); /* room for a name, and nothing is left behind */
    MUST(fd >= 0);
    close(fd);
    s = NULL;
    MUST(ac_store_open(&s, p->dir, AC_STORE_READ, &why) == AC_OK);
    MUST(get(s, "n") == n && get(s, "k1") == 0);
    ac_store_close(s);
}

static void a_full_disk_is_said_and_nothing_is_lost(void **state)
{
    in_a_file_system(*state, "size=1m,mode=0700", fill, NULL);
}

static void only_read(place *p, void *arg)
{
    ac_store *s = NULL;
    ac_err why = { 0 };
    uint8_t digest[32];

    (void)arg;
    MUST(ac_store_open(&s, p->dir, AC_STORE_CREATE, &why) == AC_OK);
    MUST(ac_setting_put(s, "a", "1", &why) == AC_OK);
    ac_store_close(s);
    s = NULL;
    MUST(mount(NULL, p->dir, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) == 0);
    MUST(ac_store_open(&s, p->dir, AC_STORE_WRITE, &why) == AC_EREADONLY && s == NULL);
    MUST(ac_store_open(&s, p->dir, AC_STORE_CREATE, &why) == AC_EREADONLY && s == NULL);
    MUST(ac_store_open(&s, p->dir, AC_STORE_READ, &why) == AC_OK);
    MUST(ac_store_is_readonly(s));
    MUST(get(s, "a") == 1);
    MUST(ac_store_check(s, false, &why) == AC_OK);
    MUST(ac_store_index_digest(s, digest, &why) == AC_OK);
    MUST(ac_setting_put(s, "a", "2", &why) == AC_EREADONLY);
    ac_store_close(s);
}

static void a_place_that_can_only_be_read_is_read(void **state)
{
    in_a_file_system(*state, "size=4m,mode=0700", only_read, NULL);
}

static void only_read_after_kill(place *p, void *arg)
{
    ac_store *s = NULL;
    ac_err why = { 0 };

    (void)arg;
    MUST(ac_store_open(&s, p->dir, AC_STORE_CREATE, &why) == AC_OK);
    ac_store_close(s);
    s = NULL;
    ended(start(spill, p, NULL));
    MUST(mount(NULL, p->dir, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) == 0);
    MUST(ac_store_open(&s, p->dir, AC_STORE_READ, &why) == AC_EREADONLY);
    MUST(strstr(why.text, "interrupted") != NULL);
    MUST(mount(NULL, p->dir, NULL, MS_REMOUNT | MS_BIND, NULL) == 0);
    MUST(ac_store_open(&s, p->dir, AC_STORE_READ, &why) == AC_OK);
    ac_store_close(s);
}

static void an_interrupted_notebook_on_a_read_only_place_says_what_to_do(void **state)
{
    in_a_file_system(*state, "size=80m,mode=0700", only_read_after_kill, NULL);
}

/* --- a disk that loses a sync: a file system layer of SQLite that fails where it is told --- */

static bool sync_fails;
static sqlite3_vfs lossy;
static sqlite3_io_methods lossy_methods;
static const sqlite3_io_methods *true_methods;

static int lossy_sync(sqlite3_file *f, int flags)
{
    return sync_fails ? SQLITE_IOERR_FSYNC : true_methods->xSync(f, flags);
}

static int lossy_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    sqlite3_vfs *base = vfs->pAppData;
    int rc = base->xOpen(base, name, f, flags, out);

    if (rc == SQLITE_OK && f->pMethods != NULL) {
        true_methods = f->pMethods;
        lossy_methods = *f->pMethods;
        lossy_methods.xSync = lossy_sync;
        f->pMethods = &lossy_methods;
    }
    return rc;
}

static void lose_a_sync(place *p, void *arg)
{
    ac_store *s = NULL;
    ac_err why = { 0 };
    sqlite3_vfs *base = sqlite3_vfs_find(NULL);

    lossy = *base;
    lossy.zName = "lossy";
    lossy.pAppData = base;
    lossy.xOpen = lossy_open;
    MUST(sqlite3_vfs_register(&lossy, 1) == SQLITE_OK);
    MUST(dup2(*(int *)arg, 2) == 2);
    MUST(ac_store_open(&s, p->dir, AC_STORE_WRITE, &why) == AC_OK);
    MUST(ac_store_begin(s, &why) == AC_OK);
    MUST(ac_setting_put(s, "a", "2", &why) == AC_OK);
    sync_fails = true;
    ac_store_commit(s, &why);
    _exit(0); /* it must not come back */
}

static void when_the_disk_loses_a_sync_the_process_ends(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    int pipes[2], status;
    char text[512] = "";
    ssize_t n;

    put_durable(s, "a", "1");
    ac_store_close(s);
    assert_int_equal(pipe(pipes), 0);
    status = ended(start(lose_a_sync, p, &pipes[1]));
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    n = read(pipes[0], text, sizeof text - 1);
    assert_true(n > 0);
    assert_non_null(strstr(text, "disk"));
    close(pipes[0]);
    close(pipes[1]);
    s = opened(p, AC_STORE_WRITE);
    assert_int_equal(get(s, "a"), 1);
    put_durable(s, "a", "3");
    ac_store_close(s);
}

/* --- copies and damage --- */

static void a_copy_is_whole_and_never_over_another(void **state)
{
    place *p = *state, there = { 0 };
    ac_store *s = made(p);
    ac_err err = { 0 };
    struct stat st;
    int files;

    put_durable(s, "a", "4");
    assert_int_equal(mkdir(in(p, "there"), 0700), 0);
    snprintf(there.dir, sizeof there.dir, "%s", in(p, "there"));
    if (ac_store_backup(s, in(&there, "notebook.db"), &err) != AC_OK)
        fail_msg("%s", err.text);
    assert_int_equal(stat(in(&there, "notebook.db"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    put_durable(s, "a", "5");
    files = files_in(there.dir);
    assert_int_equal(files, 1);
    assert_int_equal(ac_store_backup(s, in(&there, "notebook.db"), &err), AC_ESTATE);
    assert_non_null(strstr(err.text, "never overwritten"));
    assert_int_equal(ac_store_backup(s, "/nowhere/at/all.db", &err), AC_EIO);
    assert_int_equal(files_in(there.dir), files);
    ac_store_close(s);
    s = opened(&there, AC_STORE_WRITE);
    assert_int_equal(get(s, "a"), 4);
    assert_int_equal(ac_store_check(s, false, NULL), AC_OK);
    ac_store_close(s);
}

static void damage_is_found_and_said(void **state)
{
    place *p = *state;
    ac_store *s = made(p);
    ac_err err = { 0 };
    uint8_t page[4096];
    struct stat st;
    int fd;

    assert_int_equal(ac_store_begin(s, NULL), AC_OK);
    for (int i = 0; i < 2000; i++) {
        char key[32];
        snprintf(key, sizeof key, "key number %d", i);
        put(s, key, "some value or other");
    }
    assert_int_equal(ac_store_commit(s, NULL), AC_OK);
    assert_int_equal(ac_store_check(s, true, &err), AC_OK);
    ac_store_close(s);
    fd = open(in(p, "notebook.db"), O_RDWR | O_CLOEXEC);
    assert_int_equal(fstat(fd, &st), 0);
    memset(page, 0xa5, sizeof page);
    assert_int_equal(pwrite(fd, page, sizeof page, st.st_size - 4096 * 8), sizeof page);
    close(fd);
    s = opened(p, AC_STORE_READ);
    assert_int_equal(ac_store_check(s, true, &err), AC_ECORRUPT);
    assert_non_null(strstr(err.text, "damaged"));
    assert_int_equal(ac_store_check(s, false, NULL), AC_ECORRUPT);
    ac_store_close(s);
}

static void the_index_has_one_digest_whatever_the_order(void **state)
{
    static const char *const texts[] = { "green roofs on two schools", "a green square", "Dwa zielone dachy" };
    uint8_t digest[3][32];

    (void)state;
    for (int round = 0; round < 3; round++) {
        ac_store *s = NULL;
        assert_int_equal(ac_store_open_memory(&s, NULL), AC_OK);
        for (int i = 0; i < 3; i++) {
            int k = round == 1 ? 2 - i : i;
            ac_row *q = ac_q(s, AC_Q_search_put);
            ac_bind_int(q, ":n", k + 1);
            ac_bind_text(q, ":words", round == 2 && k == 1 ? "a green circle" : texts[k]);
            assert_int_equal(ac_run(q, NULL), AC_OK);
        }
        assert_int_equal(ac_store_index_digest(s, digest[round], NULL), AC_OK);
        ac_store_close(s);
    }
    assert_memory_equal(digest[0], digest[1], 32);
    assert_memory_not_equal(digest[0], digest[2], 32);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)
    const struct CMUnitTest tests[] = {
        T(a_new_notebook_is_for_its_owner_alone),
        T(the_journal_is_emptied_and_stays),
        T(creating_twice_is_refused),
        T(what_an_interrupted_create_left_is_used),
        T(where_there_is_none_nothing_is_made),
        T(a_file_that_is_no_notebook_is_refused_and_left_alone),
        T(a_newer_notebook_is_refused_and_left_alone),
        T(an_older_notebook_is_brought_up_to_date_and_a_copy_kept),
        T(links_are_followed_to_the_directory_and_no_further),
        T(a_damaged_schema_is_a_sentence),
        T(every_query_fits_the_schema),
        T(settings_are_put_changed_and_removed),
        T(rows_of_the_wrong_shape_are_refused),
        T(what_is_rolled_back_was_never_there),
        T(closing_in_the_middle_undoes),
        T(reading_writes_nothing),
        T(queries_that_are_prepared_again_keep_their_parameters),
        T(a_reader_sees_one_moment_while_others_write),
        T(writers_take_turns_and_none_is_lost),
        T(a_writer_that_does_not_finish_makes_others_say_so),
        T(the_turn_is_asked_for_first),
        T(a_killed_writer_loses_nothing_that_it_was_told),
        T(a_half_written_transaction_is_undone_by_the_next_reader),
        T(a_full_disk_is_said_and_nothing_is_lost),
        T(a_place_that_can_only_be_read_is_read),
        T(an_interrupted_notebook_on_a_read_only_place_says_what_to_do),
        T(when_the_disk_loses_a_sync_the_process_ends),
        T(a_copy_is_whole_and_never_over_another),
        T(damage_is_found_and_said),
        T(the_index_has_one_digest_whatever_the_order),
    };

    return ac_crypto_init() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
