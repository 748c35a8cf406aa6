/* stage.c - runs accord itself, as its users do: one process a command, in the notebook of one organisation. */
#include "cli/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define READY_MS 20000 /* a serve that does not stand by then never will */

/* --- words --- */

ac_rc ac_typed_add(ac_typed *typed, const char *word, ac_err *err)
{
    if (typed->n == AC_STAGE_WORDS)
        return ac_fail(err, AC_EUSAGE, "a command of the example has more than %d words", AC_STAGE_WORDS);
    typed->words[typed->n] = strdup(word);
    if (typed->words[typed->n] == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    typed->n++;
    return AC_OK;
}

ac_rc ac_typed_split(ac_typed *out, const char *line, ac_err *err)
{
    ac_buf word = { 0 };
    ac_rc rc = AC_OK;

    *out = (ac_typed){ 0 };
    while (rc == AC_OK) {
        bool is_quoted = false;
        line += strspn(line, " ");
        if (*line == '\0')
            break;
        ac_buf_clear(&word);
        for (; *line != '\0' && (is_quoted || *line != ' '); line++) {
            if (*line == '\'')
                is_quoted = !is_quoted;
            else
                ac_buf_put(&word, line, 1);
        }
        if (is_quoted)
            rc = ac_fail(err, AC_EUSAGE, "a quote is left open in a command of the example");
        else if (word.failed)
            rc = ac_fail(err, AC_ENOMEM, "out of memory");
        else
            rc = ac_typed_add(out, ac_buf_text(&word), err);
    }
    ac_buf_free(&word);
    if (rc != AC_OK)
        ac_typed_free(out);
    return rc;
}

void ac_typed_free(ac_typed *typed)
{
    for (int i = 0; i < typed->n; i++)
        free(typed->words[i]);
    *typed = (ac_typed){ 0 };
}

/* --- one process --- */

typedef struct {
    int out[2], errors[2];
    char notebook[4096], state[4096];
} launch;

static void pipes_close(launch *l)
{
    for (int i = 0; i < 2; i++) {
        if (l->out[i] >= 0)
            close(l->out[i]);
        if (l->errors[i] >= 0)
            close(l->errors[i]);
        l->out[i] = l->errors[i] = -1;
    }
}

/* After fork: only what may be called there, and exec. */
static _Noreturn void become(const launch *l, const char *program, char *const *argv, char *const *envp, pid_t parent)
{
    int null = open("/dev/null", O_RDONLY);

    prctl(PR_SET_PDEATHSIG, SIGTERM); /* nobody is left behind where the example is stopped */
    if (getppid() != parent)
        _exit(126);
    if (null >= 0)
        dup2(null, 0);
    if (l->out[1] >= 0)
        dup2(l->out[1], 1);
    if (l->errors[1] >= 0)
        dup2(l->errors[1], 2);
    execve(program, argv, envp);
    _exit(127);
}

static bool is_ours(const char *line)
{
    static const char *const names[] = { "ACCORD_HOME=", "ACCORD_STATE=", "ACCORD_NOW=" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(line, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

extern char **environ;

/* errors_to: a file for its stderr, the child's from then on; TO_US: a pipe; AS_OURS: our own stdout and stderr. */
#define TO_US (-1)
#define AS_OURS (-2)
static ac_rc start(launch *l, const ac_stage *stage, const char *code, const char *now, const ac_typed *typed, int errors_to,
                   pid_t *out, ac_err *err)
{
    char home[4200], state[4200], clock[64];
    char *argv[AC_STAGE_WORDS + 4], **envp = NULL;
    size_t n = 0, kept = 0;
    pid_t parent = getpid(), pid;
    ac_rc rc = AC_OK;

    l->out[0] = l->out[1] = l->errors[0] = l->errors[1] = -1;
    if (errors_to >= 0)
        l->errors[1] = errors_to;
    if ((errors_to != AS_OURS && pipe2(l->out, O_CLOEXEC) != 0) || (errors_to == TO_US && pipe2(l->errors, O_CLOEXEC) != 0)) {
        rc = ac_fail(err, AC_EFAIL, "no pipe for a command of the example: %s", strerror(errno));
        goto done;
    }
    snprintf(home, sizeof home, "ACCORD_HOME=%s/%s", stage->dir, code);
    snprintf(state, sizeof state, "ACCORD_STATE=%s/%s.state", stage->dir, code);
    snprintf(clock, sizeof clock, "ACCORD_NOW=%s", now != NULL ? now : "");
    while (environ[n] != NULL)
        n++;
    envp = calloc(n + 6, sizeof *envp);
    if (envp == NULL) {
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
        goto done;
    }
    for (size_t i = 0; i < n; i++)
        if (!is_ours(environ[i]))
            envp[kept++] = environ[i];
    envp[kept++] = home;
    envp[kept++] = state;
    if (now != NULL)
        envp[kept++] = clock;
    n = 0;
    argv[n++] = (char[]){ "accord" };
    for (int i = 0; i < typed->n; i++)
        argv[n++] = typed->words[i];
    argv[n++] = (char[]){ "--no-input" };
    argv[n] = NULL;
    fflush(NULL);
    pid = fork();
    if (pid == 0)
        become(l, stage->program, argv, envp, parent);
    if (pid < 0)
        rc = ac_fail(err, AC_EFAIL, "a command of the example could not be run: %s", strerror(errno));
    else
        *out = pid;
done:
    free(envp);
    if (rc != AC_OK) {
        pipes_close(l);
        return rc;
    }
    if (l->out[1] >= 0)
        close(l->out[1]);
    if (l->errors[1] >= 0)
        close(l->errors[1]);
    l->out[1] = l->errors[1] = -1;
    return AC_OK;
}

/* False: nothing more comes from there. */
static bool take(int fd, ac_buf *into)
{
    uint8_t piece[4096];
    ssize_t n = read(fd, piece, sizeof piece);

    if (n < 0 && errno == EINTR)
        return true;
    if (n > 0 && into != NULL)
        ac_buf_put(into, piece, (size_t)n);
    return n > 0;
}

static ac_rc wait_for(pid_t pid, int *out_status, ac_err *err)
{
    int status;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return ac_fail(err, AC_EFAIL, "lost sight of a command of the example: %s", strerror(errno));
    *out_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return AC_OK;
}

ac_rc ac_stage_run(const ac_stage *stage, const char *code, const char *now, const ac_typed *typed, ac_buf *out, ac_buf *errors,
                   int *out_status, ac_err *err)
{
    launch l;
    pid_t pid = 0;
    bool has_out = true, has_errors = true;
    ac_rc rc = start(&l, stage, code, now, typed, TO_US, &pid, err);

    if (rc != AC_OK)
        return rc;
    while (has_out || has_errors) {
        struct pollfd fds[2] = { { .fd = has_out ? l.out[0] : -1, .events = POLLIN },
                                 { .fd = has_errors ? l.errors[0] : -1, .events = POLLIN } };
        if (poll(fds, 2, -1) < 0) {
            if (errno == EINTR)
                continue;
            break;
        }
        if (fds[0].revents != 0)
            has_out = take(l.out[0], out);
        if (fds[1].revents != 0)
            has_errors = take(l.errors[0], errors);
    }
    pipes_close(&l);
    return wait_for(pid, out_status, err);
}

ac_rc ac_stage_show(const ac_stage *stage, const char *code, const char *now, const ac_typed *typed, int *out_status, ac_err *err)
{
    launch l;
    pid_t pid = 0;
    ac_rc rc = start(&l, stage, code, now, typed, AS_OURS, &pid, err);

    return rc == AC_OK ? wait_for(pid, out_status, err) : rc;
}

/* --- a server --- */

static void log_read(ac_server *server, ac_buf *out)
{
    uint8_t piece[4096];
    ssize_t n;

    for (off_t at = 0; (n = pread(server->log, piece, sizeof piece, at)) > 0; at += n)
        ac_buf_put(out, piece, (size_t)n);
}

/* Ended, in whatever way: let go of everything. */
static ac_rc server_end(ac_server *server, int *out_status, ac_err *err)
{
    ac_rc rc;

    kill(server->pid, SIGTERM);
    rc = wait_for(server->pid, out_status, err);
    if (server->out >= 0)
        close(server->out);
    server->pid = 0;
    server->out = -1;
    return rc;
}

static ac_rc server_failed(ac_server *server, const char *what, ac_err *err)
{
    ac_buf said = { 0 };
    ac_rc rc;

    log_read(server, &said);
    rc = ac_fail(err, AC_EFAIL, "%s: %s", what, ac_buf_text(&said));
    ac_buf_free(&said);
    return rc;
}

ac_rc ac_server_start(ac_server *server, const ac_stage *stage, const char *code, const char *now, ac_err *err)
{
    static const char scheme[] = "tcp://"; /* behind "listening", in whatever language */
    const char *address;
    ac_typed typed = { 0 };
    ac_buf said = { 0 };
    launch l;
    bool is_open = true;
    int left = READY_MS / 100, status = 0, log = memfd_create("log", MFD_CLOEXEC);
    ac_rc rc = log >= 0 ? ac_typed_split(&typed, "serve --listen tcp://127.0.0.1:0", err)
                        : ac_fail(err, AC_EFAIL, "no room for the log of an example: %s", strerror(errno));

    *server = (ac_server){ .log = log, .out = -1 };
    if (rc == AC_OK)
        rc = start(&l, stage, code, now, &typed, dup(log), &server->pid, err);
    ac_typed_free(&typed);
    if (rc != AC_OK) {
        if (log >= 0)
            close(log);
        return rc;
    }
    server->out = l.out[0];
    while (is_open && left > 0 && strchr(ac_buf_text(&said), '\n') == NULL) {
        struct pollfd fd = { .fd = server->out, .events = POLLIN };
        int n = poll(&fd, 1, 100);
        if (n > 0)
            is_open = take(server->out, &said);
        else if (n == 0)
            left--;
    }
    address = strstr(ac_buf_text(&said), scheme);
    if (address == NULL || strchr(ac_buf_text(&said), '\n') == NULL) {
        server_end(server, &status, NULL);
        rc = server_failed(server, _("an organisation of the example could not answer others"), err);
        close(server->log);
        server->log = -1;
    } else {
        snprintf(server->address, sizeof server->address, "%.*s", (int)strcspn(address, " \n"), address);
    }
    ac_buf_free(&said);
    return rc;
}

ac_rc ac_server_stop(ac_server *server, ac_err *err)
{
    int status = 0;
    ac_rc rc;

    if (server->pid == 0)
        return AC_OK;
    rc = server_end(server, &status, err);
    if (rc == AC_OK && status != 0)
        rc = server_failed(server, _("a server of the example did not end well"), err);
    close(server->log);
    server->log = -1;
    return rc;
}
