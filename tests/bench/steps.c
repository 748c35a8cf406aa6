/* steps.c - what is measured of accord: a session of two processes, an audit, what a reader waits for.
 *
 *   steps sync SERVER CLIENT [counted]   serve one notebook, dial from the other, to the end; `counted`: through
 *                                        a relay that counts every byte on the wire (and costs time)
 *   steps audit DIR
 *   steps look DIR                       open, a filtered list, the history of one record, a search: medians
 * Prints lines "NAME VALUE". */
#include "core/audit.h"
#include "core/query.h"
#include "sync/meet.h"
#include "sync/serve.h"
#include "tests/bench/measure.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define TIMES 21

static void __attribute__((format(printf, 1, 2), noreturn)) die(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("steps: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        die("%s: %s", ac_rc_word(rc), err->text);
}

static ac_notebook *opened(const char *dir, ac_store_mode mode)
{
    static ac_world world;
    char state[600];
    ac_notebook *nb;
    ac_err err = { 0 };

    ac_world_real(&world);
    snprintf(state, sizeof state, "%.500s.state", dir);
    good(ac_notebook_open(&nb, &(ac_place){ dir, state }, &world, mode, &err), &err);
    return nb;
}

/* --- the answering process --- */

typedef struct {
    char address[256];
    ac_transport key;
} card;
typedef struct {
    double cpu;
    long peak;
} cost;

static volatile int stop;
static int to_parent;

static void on_signal(int unused)
{
    (void)unused;
    stop = 1;
}

static void ready(void *ctx, const char *address)
{
    card c = { .key = ac_notebook_me(ctx)->transport };

    snprintf(c.address, sizeof c.address, "%s", address);
    if (write(to_parent, &c, sizeof c) != (ssize_t)sizeof c)
        die("cannot say where");
}

static void serve(const char *dir)
{
    struct sigaction on_term = { .sa_handler = on_signal };
    ac_notebook *nb;
    ac_serve_config config = { .listen = "tcp://127.0.0.1:0", .ready = ready, .stop = &stop };
    cost paid;
    ac_err err = { 0 };

    sigaction(SIGTERM, &on_term, NULL);
    nb = opened(dir, AC_STORE_WRITE);
    good(ac_notebook_unlock(nb, NULL, 0, &err), &err);
    config.ctx = nb;
    good(ac_serve(nb, &config, &err), &err);
    ac_notebook_close(nb);
    paid = (cost){ cpu_ms(), peak_kb() };
    if (write(to_parent, &paid, sizeof paid) != (ssize_t)sizeof paid)
        die("cannot report");
    _exit(0);
}

/* --- the relay: counts what passes, both ways --- */

typedef struct {
    int listening;
    struct sockaddr_in to;
    uint64_t passed;
} relay;

static bool pass(relay *r, int from, int to)
{
    uint8_t bytes[65536];
    ssize_t n = read(from, bytes, sizeof bytes);

    for (ssize_t at = 0, sent; at < n; at += sent)
        if ((sent = write(to, bytes + at, (size_t)(n - at))) <= 0)
            return false;
    if (n > 0)
        r->passed += (uint64_t)n;
    return n > 0;
}

static void *relay_run(void *ctx)
{
    relay *r = ctx;
    int in = accept(r->listening, NULL, NULL), out = socket(AF_INET, SOCK_STREAM, 0);
    struct pollfd polled[2] = { { in, POLLIN, 0 }, { out, POLLIN, 0 } };
    bool open = in >= 0 && connect(out, (struct sockaddr *)&r->to, sizeof r->to) == 0;

    while (open && poll(polled, 2, -1) > 0) {
        if (polled[0].revents != 0)
            open = pass(r, in, out);
        if (open && polled[1].revents != 0)
            open = pass(r, out, in);
    }
    close(in);
    close(out);
    return NULL;
}

static void relay_open(relay *r, const char *address, char out[64])
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;
    const char *port = strrchr(address, ':');

    *r = (relay){ .listening = socket(AF_INET, SOCK_STREAM, 0), .to = at };
    r->to.sin_port = htons((uint16_t)strtoul(port != NULL ? port + 1 : "0", NULL, 10));
    if (bind(r->listening, (struct sockaddr *)&at, size) != 0 || listen(r->listening, 1) != 0 ||
        getsockname(r->listening, (struct sockaddr *)&at, &size) != 0)
        die("the relay cannot listen");
    snprintf(out, 64, "tcp://127.0.0.1:%u", ntohs(at.sin_port));
}

/* --- steps --- */

static void sync_two(const char *server, const char *client, bool counted)
{
    int fds[2], status;
    double wall, cpu;
    pid_t child = -1;
    relay r;
    pthread_t thread;
    ac_notebook *nb;
    ac_met met = { 0 };
    card c;
    cost paid;
    char through[64];
    ac_err err = { 0 };
    bool same = true;

    if (pipe(fds) != 0 || (child = fork()) < 0)
        die("no process");
    to_parent = fds[1];
    if (child == 0)
        serve(server);
    close(fds[1]);
    if (read(fds[0], &c, sizeof c) != (ssize_t)sizeof c)
        die("the answering process ended");
    if (counted) {
        relay_open(&r, c.address, through);
        snprintf(c.address, sizeof c.address, "%s", through);
        if (pthread_create(&thread, NULL, relay_run, &r) != 0)
            die("no thread");
    }
    nb = opened(client, AC_STORE_WRITE);
    good(ac_notebook_unlock(nb, NULL, 0, &err), &err);
    wall = wall_ms();
    cpu = cpu_ms();
    good(ac_meet_at(nb, c.address, &c.key, NULL, NULL, &met, &err), &err);
    wall = wall_ms() - wall;
    cpu = cpu_ms() - cpu;
    for (size_t i = 0; i < met.result.nspaces; i++)
        same = same && met.result.spaces[i].is_same;
    if (!same || met.result.nspaces == 0)
        die("the two do not hold the same now");
    if (counted) {
        pthread_join(thread, NULL);
        printf("wire %llu\n", (unsigned long long)r.passed);
    }
    kill(child, SIGTERM);
    if (read(fds[0], &paid, sizeof paid) != (ssize_t)sizeof paid)
        die("the answering process ended");
    if (waitpid(child, &status, 0) != child || status != 0)
        die("the answering process failed");
    printf("ms %.3f\ncpu_ms %.3f\npeak_kb %ld\nserve_peak_kb %ld\nsent %lld\ngot %lld\n", wall, cpu + paid.cpu, peak_kb(),
           paid.peak, (long long)met.result.sent, (long long)met.result.got);
    ac_met_free(&met);
    ac_notebook_close(nb);
}

static void audit(const char *dir)
{
    double wall = wall_ms(), cpu = cpu_ms();
    ac_notebook *nb = opened(dir, AC_STORE_READ);
    ac_audit done;
    ac_err err = { 0 };

    good(ac_audit_run(nb, NULL, NULL, &done, &err), &err);
    printf("ms %.3f\ncpu_ms %.3f\npeak_kb %ld\nchanges %lld\n", wall_ms() - wall, cpu_ms() - cpu, peak_kb(),
           (long long)done.changes);
    if (!done.is_good)
        die("the audit found something: %s", done.view_problem);
    ac_audit_free(&done);
    ac_notebook_close(nb);
}

typedef struct {
    int64_t rows;
    ac_n last;
} seen;

static bool see_commitment(void *ctx, const ac_commitment_row *row)
{
    seen *s = ctx;

    s->rows++;
    s->last = row->n;
    return true;
}

static bool see_change(void *ctx, const ac_change_row *row)
{
    seen *s = ctx;

    (void)row;
    s->rows++;
    return true;
}

static int shared_space(ac_notebook *nb)
{
    ac_partnership p;
    ac_err err = { 0 };

    good(ac_query_partnership(nb, NULL, &p, &err), &err);
    return p.space;
}

/* Every time a fresh process would: open, ask, close. */
static bool see_found(void *ctx, const ac_found_row *row)
{
    seen *s = ctx;

    s->last = row->change->held.n;
    return ++s->rows < 50; /* as many as are shown when nothing else is said */
}

static void search_for(ac_notebook *nb, const char *text, seen *out)
{
    ac_search *search = ac_search_new();
    ac_err err = { 0 };

    *out = (seen){ 0 };
    if (search == NULL)
        die("no memory");
    good(ac_search_add(search, text, AC_SEARCH_TYPED, &err), &err);
    good(ac_query_search(nb, search, &(ac_change_filter){ .space = -1 }, see_found, out, NULL, &err), &err);
    ac_search_free(search);
}

static void look(const char *dir)
{
    double opening[TIMES], state[TIMES], partner[TIMES], history[TIMES], common[TIMES], rare[TIMES];
    seen everywhere, somewhere;
    seen waiting = { 0 }, theirs = { 0 }, acts = { 0 };
    ac_err err = { 0 };

    for (int i = 0; i < TIMES; i++) {
        ac_commitment_filter f = { .space = -1, .state = "proposed" };
        double from = wall_ms();
        ac_notebook *nb = opened(dir, AC_STORE_READ);
        opening[i] = wall_ms() - from;
        waiting = theirs = acts = (seen){ 0 };
        from = wall_ms();
        f.space = shared_space(nb);
        good(ac_query_commitments(nb, &f, see_commitment, &waiting, &err), &err);
        state[i] = wall_ms() - from;
        ac_notebook_close(nb);

        nb = opened(dir, AC_STORE_READ);
        from = wall_ms();
        f.partner = "BBB";
        good(ac_query_commitments(nb, &f, see_commitment, &theirs, &err), &err);
        partner[i] = wall_ms() - from;
        ac_notebook_close(nb);

        nb = opened(dir, AC_STORE_READ);
        from = wall_ms();
        good(ac_query_changes(nb, f.space, waiting.last, 0, see_change, &acts, &err), &err);
        history[i] = wall_ms() - from;
        ac_notebook_close(nb);

        nb = opened(dir, AC_STORE_READ);
        from = wall_ms();
        search_for(nb, "facades river", &everywhere);
        common[i] = wall_ms() - from;
        ac_notebook_close(nb);

        nb = opened(dir, AC_STORE_READ);
        from = wall_ms();
        search_for(nb, "\"block 40\"", &somewhere);
        rare[i] = wall_ms() - from;
        ac_notebook_close(nb);
    }
    printf("open_ms %.3f\nstate_ms %.3f\npartner_ms %.3f\nhistory_ms %.3f\ncommon_ms %.3f\nrare_ms %.3f\nrows %lld\nacts %lld\npeak_kb %ld\n",
           median(opening, TIMES), median(state, TIMES), median(partner, TIMES), median(history, TIMES), median(common, TIMES),
           median(rare, TIMES), (long long)theirs.rows, (long long)acts.rows, peak_kb());
    if (waiting.rows == 0 || theirs.rows == 0 || acts.rows == 0 || everywhere.rows == 0 || somewhere.rows == 0)
        die("a list is empty");
}

int main(int argc, char **argv)
{
    if (!ac_crypto_init())
        die("no randomness");
    if ((argc == 4 || argc == 5) && strcmp(argv[1], "sync") == 0)
        sync_two(argv[2], argv[3], argc == 5);
    else if (argc == 3 && strcmp(argv[1], "audit") == 0)
        audit(argv[2]);
    else if (argc == 3 && strcmp(argv[1], "look") == 0)
        look(argv[2]);
    else
        die("sync SERVER CLIENT [counted] | audit DIR | look DIR");
    return 0;
}
