/* ask.c - questions stand on stderr, answers come from a terminal; passphrases without echo. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/stop.h"

#define PASSPHRASE_MAX 1024
#define ANSWER_MAX 65536

bool ac_can_ask(const ac_cli *cli)
{
    return !cli->no_input && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

static ac_rc fail_unasked(ac_cli *cli, const char *question, const char *instead)
{
    return ac_fail(&cli->err, AC_EUSAGE, "\"%s\" cannot be asked here. Say it with %s", ac_tr_always(question),
                   instead);
}

static ac_rc ended(ac_cli *cli)
{
    ac_print(&cli->talk, "\n");
    return ac_fail(&cli->err, AC_EINTR, "stopped; nothing was saved");
}

/* One line of the terminal, trimmed. */
static ac_rc read_answer(ac_cli *cli, ac_buf *out)
{
    char *line = NULL, *at;
    size_t size = 0;
    ssize_t n;

    ac_buf_clear(out);
    fflush(stderr);
    n = getline(&line, &size, stdin);
    if (n < 0) {
        free(line);
        clearerr(stdin);
        return ended(cli);
    }
    while (n > 0 && isspace((unsigned char)line[n - 1]))
        n--;
    at = line;
    while (n > 0 && isspace((unsigned char)*at)) {
        at++;
        n--;
    }
    if (n <= ANSWER_MAX)
        ac_buf_put(out, at, (size_t)n);
    free(line);
    return out->failed ? ac_fail(&cli->err, AC_ENOMEM, "out of memory") : AC_OK;
}

/* Does it end as a question does, in the languages there are? Then it needs no colon. */
static bool is_question(const char *text)
{
    static const char *const marks[] = { "?", "؟" };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(text), m = strlen(marks[i]);
        if (n >= m && strcmp(text + n - m, marks[i]) == 0)
            return true;
    }
    return false;
}

ac_rc ac_ask_line(ac_cli *cli, const char *question, const char *preset, const char *instead, ac_buf *out)
{
    if (!ac_can_ask(cli))
        return fail_unasked(cli, question, instead);
    while (true) {
        ac_rc rc;

        fflush(stdout); /* what was said before the question stands before it */
        if (is_question(ac_tr_always(question)) && (preset == NULL || preset[0] == '\0'))
            ac_print(&cli->talk, "%s ", ac_tr_always(question));
        else if (preset != NULL && preset[0] != '\0')
            ac_print(&cli->talk, "%s [%s]: ", ac_tr_always(question), preset);
        else
            ac_print(&cli->talk, "%s: ", ac_tr_always(question));
        rc = read_answer(cli, out);
        if (rc != AC_OK)
            return rc;
        if (out->len == 0 && preset != NULL) {
            ac_buf_str(out, preset);
            return out->failed ? ac_fail(&cli->err, AC_ENOMEM, "out of memory") : AC_OK;
        }
        if (out->len > 0 && ac_utf8_valid(out->p, out->len))
            return AC_OK;
        if (out->len > 0)
            ac_print(&cli->talk, "These letters did not arrive whole (the terminal does not speak UTF-8). Once more.\n");
    }
}

/* Is it one of "yes|y", or of their translation? Letters of English are understood in every language. */
static bool is_one_of(const char *answer, const char *list)
{
    const char *lists[] = { list, ac_tr_in_always("answer", list) };
    ac_buf said = { 0 }, one = { 0 };
    bool is = false;

    ac_text_bare(&said, answer, strlen(answer));
    for (size_t i = 0; i < 2 && !is; i++)
        for (const char *at = lists[i]; *at != '\0' && !is;) {
            size_t n = strcspn(at, "|");

            ac_buf_clear(&one);
            is = ac_text_bare(&one, at, n) && one.len > 0 && strcmp(ac_buf_text(&one), ac_buf_text(&said)) == 0;
            at += n + (at[n] == '|' ? 1u : 0u);
        }
    ac_buf_free(&said);
    ac_buf_free(&one);
    return is;
}

ac_rc ac_ask_yes(ac_cli *cli, const char *question, const char *instead, bool *out)
{
    ac_buf answer = { 0 };
    ac_rc rc = AC_OK;

    *out = cli->yes;
    if (cli->yes)
        return AC_OK;
    if (!ac_can_ask(cli))
        return fail_unasked(cli, question, instead);
    while (true) {
        const char *said;

        fflush(stdout);
        ac_print(&cli->talk, "%s [y/N] ", ac_tr_always(question));
        rc = read_answer(cli, &answer);
        if (rc != AC_OK)
            break;
        said = ac_buf_text(&answer);
        *out = is_one_of(said, N_IN("answer", "yes|y"));
        if (*out || said[0] == '\0' || is_one_of(said, N_IN("answer", "no|n")))
            break;
        ac_print(&cli->talk, "y or n, please.\n");
    }
    ac_buf_free(&answer);
    return rc;
}

/* Does the answer name this choice, "d decline"? By its letter, or by the beginning of its words. */
static bool names(const char *answer, const char *choice, size_t n)
{
    size_t letter = strcspn(choice, " |");
    ac_buf said = { 0 }, key = { 0 }, words = { 0 };
    bool is = false;

    letter = letter < n ? letter : n;
    if (ac_text_bare(&said, answer, strlen(answer)) && ac_text_bare(&key, choice, letter) && said.len > 0) {
        is = strcmp(ac_buf_text(&said), ac_buf_text(&key)) == 0;
        if (!is && letter < n && ac_text_chars(ac_buf_text(&said), said.len) > 1 &&
            ac_text_bare(&words, choice + letter + 1, n - letter - 1))
            is = said.len <= words.len && memcmp(said.p, words.p, said.len) == 0;
    }
    ac_buf_free(&said);
    ac_buf_free(&key);
    ac_buf_free(&words);
    return is;
}

/* The choice that is named, counted from 0; -1: none. */
static int named(const char *answer, const char *choices)
{
    int i = 0;

    for (const char *c = choices; *c != '\0'; i++) {
        size_t n = strcspn(c, "|");

        if (names(answer, c, n))
            return i;
        c += n + (c[n] == '|' ? 1u : 0u);
    }
    return -1;
}

ac_rc ac_ask_choice(ac_cli *cli, const char *question, const char *choices, const char *instead, char *out)
{
    const char *c = choices;
    ac_buf answer = { 0 }, line = { 0 }, said = { 0 };
    ac_rc rc = AC_OK;
    int which = -1;

    if (!ac_can_ask(cli))
        return fail_unasked(cli, question, instead);
    for (const char *at = choices; *at != '\0';) { /* each by itself: some are put together from several */
        size_t n = strcspn(at, "|");
        char *one = strndup(at, n);

        ac_buf_str(&line, at == choices ? "  " : "   ");
        ac_buf_str(&line, one != NULL ? ac_tr_always(one) : "");
        ac_buf_str(&said, at == choices ? "" : "|");
        ac_buf_str(&said, one != NULL ? ac_tr_always(one) : "");
        free(one);
        at += n + (at[n] == '|' ? 1u : 0u);
    }
    while (which < 0) {
        fflush(stdout);
        ac_print(&cli->talk, "%s%s: ", ac_tr_always(question), ac_buf_text(&line));
        rc = read_answer(cli, &answer);
        if (rc != AC_OK)
            break;
        which = named(ac_buf_text(&answer), ac_buf_text(&said));
        if (which < 0)
            which = named(ac_buf_text(&answer), choices);
    }
    for (; which > 0 && strchr(c, '|') != NULL; which--)
        c = strchr(c, '|') + 1;
    if (which == 0)
        *out = (char)tolower((unsigned char)*c);
    ac_buf_free(&line);
    ac_buf_free(&said);
    ac_buf_free(&answer);
    return rc;
}

/* --- passphrases: in locked memory from the first byte on --- */

/* Up to the end of the line or of the file; false: none came (*out is empty). Longer ones are cut off: no
 * passphrase that was set here is longer. */
static bool read_line_of(int fd, ac_secret *out)
{
    size_t n = 0;

    if (!ac_secret_alloc(out, PASSPHRASE_MAX))
        return false;
    while (n < PASSPHRASE_MAX) {
        ssize_t got = read(fd, out->p + n, 1);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || out->p[n] == '\n')
            break;
        n++;
    }
    if (n == 0) {
        ac_secret_free(out);
        return false;
    }
    out->n = n; /* the memory behind it is wiped all the same */
    return true;
}

static ac_rc from_fd(ac_cli *cli, ac_secret *out)
{
    int64_t fd = -1;
    bool is_given;
    ac_rc rc = ac_opt_int(cli, "passphrase-fd", 0, 65535, &fd, &is_given);

    if (rc == AC_OK && !read_line_of((int)fd, out))
        rc = ac_fail(&cli->err, AC_ELOCKED, "no passphrase came from file descriptor %lld", (long long)fd);
    return rc;
}

/* One that still wrote when we had our line ends by SIGPIPE, or its shell says so. */
static bool has_ended_well(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 128 + SIGPIPE
                             : WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE;
}

static ac_rc from_command(ac_cli *cli, const char *command, ac_secret *out)
{
    int ends[2], status = 0;
    pid_t child;
    bool came;

    if (pipe(ends) != 0)
        return ac_fail(&cli->err, AC_EIO, "the passphrase command could not be started");
    fflush(NULL);
    child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        signal(SIGPIPE, SIG_DFL);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    came = child > 0 && read_line_of(ends[0], out);
    close(ends[0]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (came && has_ended_well(status))
        return AC_OK;
    ac_secret_free(out);
    return ac_fail(&cli->err, AC_ELOCKED, "the passphrase command gave no passphrase: %s", command);
}

static ac_rc from_terminal(ac_cli *cli, const char *question, ac_secret *out)
{
    int fd = cli->no_input ? -1 : open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    ac_buf prompt = { 0 };
    ssize_t n;
    bool came;

    if (fd < 0 || !ac_stop_echo_off(fd)) {
        if (fd >= 0)
            close(fd);
        ac_fail(&cli->err, AC_ELOCKED,
                "the signing key is locked, and nobody can be asked for the passphrase here. Say it with "
                "--passphrase-fd N or --passphrase-command CMD, or unlock the key for a while");
        return ac_hint(&cli->err, AC_ELOCKED, "accord key unlock --for 1h");
    }
    fflush(NULL);
    ac_format(&cli->talk, &prompt, "%s: ", ac_tr_always(question));
    n = write(fd, ac_buf_text(&prompt), prompt.len);
    came = n == (ssize_t)prompt.len && read_line_of(fd, out);
    ac_buf_free(&prompt);
    ac_stop_echo_on();
    n = write(fd, "\n", 1);
    (void)n;
    close(fd);
    return came ? AC_OK : ac_fail(&cli->err, AC_ELOCKED, "no passphrase was typed");
}

static ac_rc read_passphrase(ac_cli *cli, const char *question, ac_secret *out)
{
    const char *command = ac_opt(cli, "passphrase-command");

    ac_cli_guard();
    if (ac_opt(cli, "passphrase-fd") != NULL)
        return from_fd(cli, out);
    if (command != NULL)
        return from_command(cli, command, out);
    return from_terminal(cli, question, out);
}

ac_rc ac_ask_passphrase(ac_cli *cli, const char *question, const ac_secret **out)
{
    ac_rc rc = cli->has_passphrase ? AC_OK : read_passphrase(cli, question, &cli->passphrase);

    if (rc != AC_OK)
        return rc;
    cli->has_passphrase = true;
    *out = &cli->passphrase;
    return AC_OK;
}

ac_rc ac_ask_new_passphrase(ac_cli *cli, const char *question, const ac_secret **out)
{
    bool is_typed = ac_opt(cli, "passphrase-fd") == NULL && ac_opt(cli, "passphrase-command") == NULL;
    ac_secret again = { 0 };

    while (true) {
        bool is_same;
        ac_rc rc = ac_ask_passphrase(cli, question, out);

        if (rc != AC_OK || !is_typed)
            return rc;
        rc = read_passphrase(cli, N_("Again"), &again);
        is_same = rc == AC_OK && again.n == cli->passphrase.n && ac_same_bytes(again.p, cli->passphrase.p, again.n);
        ac_secret_free(&again);
        if (is_same)
            return AC_OK;
        ac_cli_forget(cli);
        if (rc != AC_OK)
            return rc;
        ac_print(&cli->talk, "The two are not the same. Once more.\n");
    }
}
