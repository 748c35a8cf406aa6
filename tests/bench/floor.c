/* floor.c - the least that the work can cost: the same libraries, and only what cannot be left out.
 *
 * Canonical bytes, BLAKE2b, an Ed25519 signature a change when authoring; CURVE over loopback; one SQLite
 * insert with the id index and one upsert of the record a change, a commit a batch. What is received or
 * audited has every signature checked, on both cores. No membership, no life cycle, no causality, no view.
 *
 *   floor one DIR TIMES                  one change and one durable commit each: the median
 *   floor bulk DIR N HEADER JSON         N changes, HEADER bytes of header and JSON bytes of text each
 *   floor sync SERVER CLIENT SINCE [unverified]   changes beyond SINCE, both ways at once, two processes
 *   floor audit DIR
 * Prints lines "NAME VALUE". */
#include "tests/bench/measure.h"

#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zmq.h>

#define BATCH 8192      /* changes a commit */
#define FRAME 65536u    /* bytes a message, about */
#define WINDOW 4        /* messages on their way that were not taken yet */
#define HEADER_MAX 4096
#define JSON_MAX 4096
#define SALT 32
#define AT_AUTHOR 72
#define AT_RECORD 136
#define AT_WORDS 168

static void die(const char *what)
{
    fprintf(stderr, "floor: %s\n", what);
    exit(1);
}

static void must(bool good, const char *what)
{
    if (!good)
        die(what);
}

/* --- the file --- */

typedef struct {
    sqlite3 *db;
    sqlite3_stmt *put, *upsert, *walk;
    int64_t newest;
    int64_t pending;
    bool is_open;
} store;

static void sql(store *s, const char *text)
{
    must(sqlite3_exec(s->db, text, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(s->db));
}

static sqlite3_stmt *prepared(store *s, const char *text)
{
    sqlite3_stmt *stmt = NULL;

    must(sqlite3_prepare_v3(s->db, text, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) == SQLITE_OK, sqlite3_errmsg(s->db));
    return stmt;
}

static void store_open(store *s, const char *dir)
{
    char path[512];
    sqlite3_stmt *q;

    *s = (store){ 0 };
    snprintf(path, sizeof path, "%.500s/floor.db", dir);
    must(sqlite3_open(path, &s->db) == SQLITE_OK, "the file cannot be opened");
    sql(s, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA; PRAGMA cache_size=-16384;"
           "CREATE TABLE IF NOT EXISTS change (n INTEGER PRIMARY KEY, idkey INTEGER NOT NULL, header BLOB NOT NULL,"
           " signature BLOB NOT NULL, words BLOB);"
           "CREATE INDEX IF NOT EXISTS change_by_id ON change (idkey);"
           "CREATE TABLE IF NOT EXISTS record (r INTEGER PRIMARY KEY, last INTEGER NOT NULL, acts INTEGER NOT NULL,"
           " title TEXT NOT NULL)");
    s->put = prepared(s, "INSERT INTO change (n, idkey, header, signature, words) VALUES (?, ?, ?, ?, ?)");
    s->upsert = prepared(s, "INSERT INTO record (r, last, acts, title) VALUES (?, ?, 1, ?)"
                            " ON CONFLICT (r) DO UPDATE SET last = excluded.last, acts = acts + 1, title = excluded.title");
    s->walk = prepared(s, "SELECT n, header, signature, words FROM change WHERE n > ? AND n <= ? ORDER BY n LIMIT 256");
    q = prepared(s, "SELECT coalesce(max(n), 0) FROM change");
    must(sqlite3_step(q) == SQLITE_ROW, "the file cannot be read");
    s->newest = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
}

static void store_commit(store *s)
{
    if (s->is_open)
        sql(s, "COMMIT");
    s->is_open = false;
    s->pending = 0;
}

static void store_close(store *s)
{
    store_commit(s);
    sqlite3_finalize(s->put);
    sqlite3_finalize(s->upsert);
    sqlite3_finalize(s->walk);
    sqlite3_close(s->db);
}

static uint64_t be64(const uint8_t *p)
{
    uint64_t v = 0;

    for (int i = 0; i < 8; i++)
        v = v << 8 | p[i];
    return v;
}

static void put_be64(uint8_t *p, uint64_t v)
{
    for (int i = 0; i < 8; i++)
        p[i] = (uint8_t)(v >> (56 - 8 * i));
}

typedef struct {
    const uint8_t *header, *signature, *words;
    int header_n, words_n;
    uint8_t id[32];
} change;

static void run(sqlite3_stmt *q)
{
    must(sqlite3_step(q) == SQLITE_DONE, "the file cannot be written");
    sqlite3_reset(q);
}

static void keep(store *s, const change *c)
{
    if (!s->is_open)
        sql(s, "BEGIN IMMEDIATE");
    s->is_open = true;
    s->newest++;
    sqlite3_bind_int64(s->put, 1, s->newest);
    sqlite3_bind_int64(s->put, 2, (int64_t)be64(c->id));
    sqlite3_bind_blob(s->put, 3, c->header, c->header_n, SQLITE_STATIC);
    sqlite3_bind_blob(s->put, 4, c->signature, 64, SQLITE_STATIC);
    sqlite3_bind_blob(s->put, 5, c->words, c->words_n, SQLITE_STATIC);
    run(s->put);
    sqlite3_bind_int64(s->upsert, 1, (int64_t)(be64(c->header + AT_RECORD) >> 1));
    sqlite3_bind_int64(s->upsert, 2, s->newest);
    sqlite3_bind_text(s->upsert, 3, (const char *)c->words + SALT, c->words_n - SALT < 40 ? c->words_n - SALT : 40, SQLITE_STATIC);
    run(s->upsert);
    if (++s->pending >= BATCH)
        store_commit(s);
}

/* --- hashes and signatures --- */

static void hash(uint8_t out[32], const char *tag, const uint8_t *bytes, size_t n)
{
    crypto_generichash_state h;

    crypto_generichash_init(&h, NULL, 0, 32);
    crypto_generichash_update(&h, (const uint8_t *)tag, strlen(tag) + 1);
    crypto_generichash_update(&h, bytes, n);
    crypto_generichash_final(&h, out, 32);
}

static void signed_text(uint8_t out[64], size_t *n, const uint8_t id[32])
{
    static const char tag[] = "accord/sig/change/1";

    memcpy(out, tag, sizeof tag);
    memcpy(out + sizeof tag, id, 32);
    *n = sizeof tag + 32;
}

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake, done;
    const change *list;
    size_t n;
    bool has_work, good;
} other_core = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER, .done = PTHREAD_COND_INITIALIZER };

static bool check(const change *list, size_t n)
{
    bool good = true;

    for (size_t i = 0; i < n; i++) {
        uint8_t text[64];
        size_t len;
        signed_text(text, &len, list[i].id);
        good = crypto_sign_verify_detached(list[i].signature, text, len, list[i].header + AT_AUTHOR) == 0 && good;
    }
    return good;
}

static void *work(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&other_core.lock);
    for (;;) {
        bool good;
        while (!other_core.has_work)
            pthread_cond_wait(&other_core.wake, &other_core.lock);
        pthread_mutex_unlock(&other_core.lock);
        good = check(other_core.list, other_core.n);
        pthread_mutex_lock(&other_core.lock);
        other_core.good = good;
        other_core.has_work = false;
        pthread_cond_signal(&other_core.done);
    }
    return NULL;
}

/* Ids, hashes of the words, and every signature. */
static void check_all(change *list, size_t n, bool verified)
{
    static bool is_started;
    pthread_t thread;
    bool good;

    for (size_t i = 0; i < n; i++) {
        uint8_t of_words[32];
        hash(list[i].id, "accord/change/1", list[i].header, (size_t)list[i].header_n);
        hash(of_words, "accord/words/1", list[i].words, (size_t)list[i].words_n);
        must(memcmp(of_words, list[i].header + AT_WORDS, 32) == 0, "the words are others");
    }
    if (!verified)
        return;
    if (!is_started)
        must(pthread_create(&thread, NULL, work, NULL) == 0, "no thread");
    is_started = true;
    pthread_mutex_lock(&other_core.lock);
    other_core.list = list + n / 2;
    other_core.n = n - n / 2;
    other_core.has_work = true;
    pthread_cond_signal(&other_core.wake);
    pthread_mutex_unlock(&other_core.lock);
    good = check(list, n / 2);
    pthread_mutex_lock(&other_core.lock);
    while (other_core.has_work)
        pthread_cond_wait(&other_core.done, &other_core.lock);
    good = good && other_core.good;
    pthread_mutex_unlock(&other_core.lock);
    must(good, "a signature does not match");
}

/* --- authoring --- */

typedef struct {
    uint8_t public_key[32], secret[64], prev[32];
    uint64_t seq;
} author;

static void compose(author *a, uint64_t record, size_t header_n, size_t json_n, uint8_t *header, uint8_t *sig,
                    uint8_t *words, change *out)
{
    static const char fill[] = "the survey of the river bank is done in two of the four wards, the third waits for scaffolding and ";
    char *json = (char *)words + SALT;
    uint8_t text[64];
    size_t n, len;

    randombytes_buf(words, SALT);
    n = (size_t)snprintf(json, JSON_MAX, "{\"actual\":\"%llu\",\"narrative\":\"", (unsigned long long)a->seq);
    while (n + 2 < json_n) {
        json[n] = fill[n % (sizeof fill - 1)];
        n++;
    }
    memcpy(json + n, "\"}", 2);
    n += 2;
    memset(header, 0, header_n);
    memcpy(header, "ac\1\0\100\6\0\1", 8);
    put_be64(header + 8, ++a->seq);
    put_be64(header + 16, a->seq);
    put_be64(header + 24, UINT64_C(1782820800000) + a->seq);
    memcpy(header + AT_AUTHOR, a->public_key, 32);
    memcpy(header + 104, a->prev, 32);
    put_be64(header + AT_RECORD, record);
    hash(header + AT_WORDS, "accord/words/1", words, SALT + n);
    for (size_t i = 200; i < header_n; i++)
        header[i] = (uint8_t)fill[i % (sizeof fill - 1)];
    *out = (change){ .header = header, .header_n = (int)header_n, .signature = sig, .words = words, .words_n = (int)(SALT + n) };
    hash(out->id, "accord/change/1", header, header_n);
    signed_text(text, &len, out->id);
    crypto_sign_detached(sig, NULL, text, len, a->secret);
    memcpy(a->prev, out->id, 32);
}

static void bulk(const char *dir, int64_t n, size_t header_n, size_t json_n)
{
    uint8_t header[HEADER_MAX], sig[64], words[SALT + JSON_MAX];
    double wall = wall_ms(), cpu = cpu_ms();
    store s;
    author a = { 0 };
    change c;

    must(header_n >= 200 && header_n <= HEADER_MAX && json_n >= 64 && json_n < JSON_MAX, "sizes are out of range");
    crypto_sign_keypair(a.public_key, a.secret);
    store_open(&s, dir);
    for (int64_t i = 0; i < n; i++) {
        compose(&a, (uint64_t)(s.newest / 5), header_n, json_n, header, sig, words, &c);
        keep(&s, &c);
    }
    store_close(&s);
    printf("ms %.3f\ncpu_ms %.3f\npeak_kb %ld\n", wall_ms() - wall, cpu_ms() - cpu, peak_kb());
}

static void one(const char *dir, size_t times)
{
    uint8_t header[300], sig[64], words[SALT + JSON_MAX];
    double *took = calloc(times, sizeof *took), cpu = cpu_ms();
    store s;
    author a = { 0 };
    change c;

    must(took != NULL, "no memory");
    crypto_sign_keypair(a.public_key, a.secret);
    store_open(&s, dir);
    for (size_t i = 0; i < times; i++) {
        double from = wall_ms();
        compose(&a, (uint64_t)(s.newest / 5), sizeof header, 200, header, sig, words, &c);
        keep(&s, &c);
        store_commit(&s);
        took[i] = wall_ms() - from;
    }
    printf("ms %.3f\ncpu_ms %.3f\npeak_kb %ld\n", median(took, times), (cpu_ms() - cpu) / (double)times, peak_kb());
    store_close(&s);
    free(took);
}

/* --- audit --- */

typedef struct {
    uint8_t *bytes;
    size_t len, cap;
    change list[1024];
    size_t at[1024];
    size_t n;
} pile;

static void pile_put(pile *p, const void *bytes, size_t n)
{
    if (p->cap < p->len + n) {
        p->cap = 2 * (p->len + n);
        p->bytes = realloc(p->bytes, p->cap);
        must(p->bytes != NULL, "no memory");
    }
    memcpy(p->bytes + p->len, bytes, n);
    p->len += n;
}

/* Up to 256 changes after `after`; the last one's number, or 0 at the end. */
static int64_t walk(store *s, int64_t after, int64_t until, pile *p, size_t bytes_max)
{
    int64_t last = 0;

    sqlite3_bind_int64(s->walk, 1, after);
    sqlite3_bind_int64(s->walk, 2, until);
    while (p->len < bytes_max && p->n < 512 && sqlite3_step(s->walk) == SQLITE_ROW) {
        int header_n = sqlite3_column_bytes(s->walk, 1), words_n = sqlite3_column_bytes(s->walk, 3);
        uint32_t lengths[2] = { (uint32_t)header_n, (uint32_t)words_n };
        last = sqlite3_column_int64(s->walk, 0);
        p->at[p->n++] = p->len;
        pile_put(p, lengths, sizeof lengths);
        pile_put(p, sqlite3_column_blob(s->walk, 1), (size_t)header_n);
        pile_put(p, sqlite3_column_blob(s->walk, 2), 64);
        pile_put(p, sqlite3_column_blob(s->walk, 3), (size_t)words_n);
    }
    sqlite3_reset(s->walk);
    return last;
}

/* What lies in the bytes, as changes. */
static size_t unpack(const uint8_t *bytes, size_t len, change *list, size_t max)
{
    size_t n = 0, at = 0;

    while (at < len) {
        uint32_t lengths[2];
        must(n < max && len - at >= sizeof lengths, "a message is malformed");
        memcpy(lengths, bytes + at, sizeof lengths);
        at += sizeof lengths;
        must(lengths[0] <= HEADER_MAX && lengths[0] >= 200 && lengths[1] <= SALT + JSON_MAX && lengths[1] > SALT &&
                 len - at >= lengths[0] + 64 + lengths[1], "a message is malformed");
        list[n] = (change){ .header = bytes + at, .header_n = (int)lengths[0], .signature = bytes + at + lengths[0],
                            .words = bytes + at + lengths[0] + 64, .words_n = (int)lengths[1] };
        at += lengths[0] + 64 + lengths[1];
        n++;
    }
    return n;
}

static void audit(const char *dir)
{
    double wall = wall_ms(), cpu = cpu_ms();
    pile *p = calloc(1, sizeof *p);
    int64_t at = 0, all = 0;
    store s;

    must(p != NULL, "no memory");
    store_open(&s, dir);
    for (;;) {
        p->n = p->len = 0;
        at = walk(&s, at, s.newest, p, SIZE_MAX);
        if (at == 0)
            break;
        p->n = unpack(p->bytes, p->len, p->list, 1024);
        check_all(p->list, p->n, true);
        all += (int64_t)p->n;
    }
    must(all == s.newest, "changes are missing");
    store_close(&s);
    free(p->bytes);
    free(p);
    printf("ms %.3f\ncpu_ms %.3f\npeak_kb %ld\n", wall_ms() - wall, cpu_ms() - cpu, peak_kb());
}

/* --- the exchange: H here, C changes, K taken, E all sent, S saved --- */

typedef struct {
    void *socket;
    bool is_server, is_known;
    zmq_msg_t peer;
} end;

static void send_to(end *e, char type, const void *bytes, size_t n)
{
    zmq_msg_t m;

    if (e->is_server) {
        zmq_msg_t id;
        zmq_msg_init(&id);
        zmq_msg_copy(&id, &e->peer);
        must(zmq_msg_send(&id, e->socket, ZMQ_SNDMORE) >= 0, "cannot send");
    }
    must(zmq_msg_init_size(&m, n + 1) == 0, "no memory");
    ((char *)zmq_msg_data(&m))[0] = type;
    if (n > 0)
        memcpy((char *)zmq_msg_data(&m) + 1, bytes, n);
    must(zmq_msg_send(&m, e->socket, 0) >= 0, "cannot send");
}

/* False: nothing is there yet. */
static bool receive(end *e, zmq_msg_t *m, bool wait)
{
    zmq_msg_init(m);
    if (e->is_server) {
        zmq_msg_t id;
        zmq_msg_init(&id);
        if (zmq_msg_recv(&id, e->socket, wait ? 0 : ZMQ_DONTWAIT) < 0)
            return false;
        if (!e->is_known)
            zmq_msg_move(&e->peer, &id);
        zmq_msg_close(&id);
        e->is_known = true;
    }
    return zmq_msg_recv(m, e->socket, wait && !e->is_server ? 0 : ZMQ_DONTWAIT) >= 0;
}

static void converse(end *e, store *s, int64_t since, bool verified)
{
    pile *p = calloc(1, sizeof *p);
    int64_t cursor = since, until = s->newest;
    int flight = 0;
    bool sent_end = false, got_end = false, sent_saved = false, got_saved = false;

    must(p != NULL, "no memory");
    while (!sent_end || !got_end || !sent_saved || !got_saved) {
        zmq_msg_t m;
        bool can_send = !sent_end && flight < WINDOW;
        if (can_send) {
            p->n = p->len = 0;
            for (int64_t last = 1; cursor < until && last != 0 && p->len < FRAME && p->n < 512;)
                if ((last = walk(s, cursor, until, p, FRAME)) != 0)
                    cursor = last;
            if (p->n > 0) {
                send_to(e, 'C', p->bytes, p->len);
                flight++;
            } else {
                send_to(e, 'E', NULL, 0);
                sent_end = true;
            }
        }
        while (receive(e, &m, !can_send && !(got_end && !sent_saved))) {
            const uint8_t *bytes = zmq_msg_data(&m);
            size_t n = zmq_msg_size(&m);
            must(n > 0, "a message is malformed");
            if (bytes[0] == 'C') {
                size_t count = unpack(bytes + 1, n - 1, p->list, 1024);
                send_to(e, 'K', NULL, 0);
                check_all(p->list, count, verified);
                for (size_t i = 0; i < count; i++)
                    keep(s, &p->list[i]);
            } else if (bytes[0] == 'K') {
                flight--;
            } else if (bytes[0] == 'E') {
                got_end = true;
            } else if (bytes[0] == 'S') {
                got_saved = true;
            }
            zmq_msg_close(&m);
            can_send = true; /* whatever else is there, without waiting */
        }
        zmq_msg_close(&m);
        if (got_end && !sent_saved) {
            store_commit(s);
            send_to(e, 'S', NULL, 0);
            sent_saved = true;
        }
    }
    free(p->bytes);
    free(p);
}

typedef struct {
    char address[256], key[41];
} card;
typedef struct {
    double cpu;
    long peak;
} cost;

static void serve(const char *dir, int64_t since, bool verified, int to_parent)
{
    double cpu = cpu_ms();
    void *context = zmq_ctx_new();
    end e = { .is_server = true };
    char secret[41];
    card c = { 0 };
    size_t size = sizeof c.address;
    int on = 1;
    store s;
    zmq_msg_t m;
    cost paid;

    e.socket = zmq_socket(context, ZMQ_ROUTER);
    zmq_curve_keypair(c.key, secret);
    zmq_setsockopt(e.socket, ZMQ_CURVE_SERVER, &on, sizeof on);
    zmq_setsockopt(e.socket, ZMQ_CURVE_SECRETKEY, secret, 41);
    must(zmq_bind(e.socket, "tcp://127.0.0.1:*") == 0, "cannot listen");
    zmq_getsockopt(e.socket, ZMQ_LAST_ENDPOINT, c.address, &size);
    store_open(&s, dir);
    must(write(to_parent, &c, sizeof c) == sizeof c, "cannot say where");
    zmq_msg_init(&e.peer);
    must(receive(&e, &m, true), "nobody came");
    zmq_msg_close(&m);
    send_to(&e, 'H', NULL, 0);
    converse(&e, &s, since, verified);
    store_close(&s);
    zmq_msg_close(&e.peer);
    zmq_close(e.socket);
    zmq_ctx_term(context);
    paid = (cost){ cpu_ms() - cpu, peak_kb() };
    must(write(to_parent, &paid, sizeof paid) == sizeof paid, "cannot report");
    _exit(0);
}

static void sync_two(const char *server, const char *client, int64_t since, bool verified)
{
    int pipe_fd[2], status;
    double wall, cpu, connected;
    pid_t child;
    end e = { 0 };
    char public_key[41], secret[41];
    void *context;
    card c;
    cost paid;
    store s;
    zmq_msg_t m;

    must(pipe(pipe_fd) == 0, "no pipe");
    child = fork();
    must(child >= 0, "no process");
    if (child == 0)
        serve(server, since, verified, pipe_fd[1]);
    close(pipe_fd[1]);
    must(read(pipe_fd[0], &c, sizeof c) == sizeof c, "the other process ended");
    store_open(&s, client);
    wall = wall_ms();
    cpu = cpu_ms();
    context = zmq_ctx_new();
    e.socket = zmq_socket(context, ZMQ_DEALER);
    zmq_curve_keypair(public_key, secret);
    zmq_setsockopt(e.socket, ZMQ_CURVE_SERVERKEY, c.key, 41);
    zmq_setsockopt(e.socket, ZMQ_CURVE_PUBLICKEY, public_key, 41);
    zmq_setsockopt(e.socket, ZMQ_CURVE_SECRETKEY, secret, 41);
    must(zmq_connect(e.socket, c.address) == 0, "cannot connect");
    send_to(&e, 'H', NULL, 0);
    must(receive(&e, &m, true), "no answer");
    zmq_msg_close(&m);
    connected = wall_ms() - wall;
    converse(&e, &s, since, verified);
    wall = wall_ms() - wall;
    store_close(&s);
    zmq_close(e.socket);
    zmq_ctx_term(context);
    cpu = cpu_ms() - cpu;
    must(read(pipe_fd[0], &paid, sizeof paid) == sizeof paid, "the other process ended");
    must(waitpid(child, &status, 0) == child && status == 0, "the other process failed");
    printf("ms %.3f\nconnect_ms %.3f\ncpu_ms %.3f\npeak_kb %ld\nserve_peak_kb %ld\n", wall, connected, cpu + paid.cpu,
           peak_kb(), paid.peak);
}

int main(int argc, char **argv)
{
    must(sodium_init() >= 0, "no randomness");
    if (argc == 4 && strcmp(argv[1], "one") == 0)
        one(argv[2], strtoul(argv[3], NULL, 10));
    else if (argc == 6 && strcmp(argv[1], "bulk") == 0)
        bulk(argv[2], strtoll(argv[3], NULL, 10), strtoul(argv[4], NULL, 10), strtoul(argv[5], NULL, 10));
    else if ((argc == 5 || argc == 6) && strcmp(argv[1], "sync") == 0)
        sync_two(argv[2], argv[3], strtoll(argv[4], NULL, 10), argc == 5);
    else if (argc == 3 && strcmp(argv[1], "audit") == 0)
        audit(argv[2]);
    else
        die("one DIR TIMES | bulk DIR N HEADER JSON | sync SERVER CLIENT SINCE [unverified] | audit DIR");
    return 0;
}
