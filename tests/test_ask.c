/* test_ask.c - questions on a terminal of their own: answers, passphrases, editor, pager, Ctrl-C. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>
#include <inttypes.h>

#include "cli/cli.h"
#include "cli/lang.h"
#include "cli/stop.h"

#define PATIENCE_MS 20000 /* of a busy machine; nothing waits this long when all is well */

static char dir[] = "/tmp/accord-ask-XXXXXX", state_dir[64];
static char seen[65536]; /* what the terminal showed */
static ac_args args;

/* A cli as main makes it, for `accord note OPTIONS`. */
static void make(ac_cli *cli, const char *options)
{
    static char text[512];
    static char *argv[20];
    char *at = text;
    int argc = 0;
    ac_err err = { 0 };

    snprintf(text, sizeof text, "accord|note%s%s", options[0] != '\0' ? "|" : "", options);
    for (char *word = strsep(&at, "|"); word != NULL; word = strsep(&at, "|"))
        argv[argc++] = word;
    argv[argc] = NULL;
    ac_args_free(&args);
    if (ac_args_parse(&args, argc, argv, &err) != AC_OK)
        fail_msg("%s", err.text);
    *cli = (ac_cli){ .args = &args };
    setenv("LC_ALL", "C.UTF-8", 1);
    ac_locale_start(NULL);
    ac_screen_init(&cli->out, stdout, AC_COLOR_NEVER);
    ac_screen_init(&cli->talk, stderr, AC_COLOR_NEVER);
    cli->no_input = ac_opt_flag(cli, "no-input");
    cli->yes = ac_opt_flag(cli, "yes");
    cli->json = ac_opt_flag(cli, "json");
    cli->state_dir = state_dir;
}

typedef struct {
    const char *wait_for, *send; /* send NULL: look only */
} step;

static void look(int fd, const char *wait_for, size_t *at)
{
    size_t n = strlen(seen);

    while (strstr(seen + *at, wait_for) == NULL) {
        struct pollfd poll_fd = { fd, POLLIN, 0 };
        ssize_t got;

        if (poll(&poll_fd, 1, PATIENCE_MS) <= 0)
            fail_msg("waited for \"%s\", saw: %s", wait_for, seen);
        got = read(fd, seen + n, sizeof seen - 1 - n);
        if (got <= 0)
            fail_msg("waited for \"%s\" until the end, saw: %s", wait_for, seen);
        n += (size_t)got;
        seen[n] = '\0';
    }
    *at = (size_t)(strstr(seen + *at, wait_for) - seen) + strlen(wait_for);
}

/* Run `child` on a new terminal and play the steps. What it returns is the exit status. */
static int on_terminal(int (*child)(void), const step *steps)
{
    struct termios at_end;
    size_t at = 0;
    int fd = -1, status = 0;
    pid_t pid;

    fflush(NULL);
    memset(seen, 0, sizeof seen);
    pid = forkpty(&fd, NULL, NULL, NULL);
    assert_true(pid >= 0);
    if (pid == 0) {
        int rc;

        ac_stop_start();
        rc = child();
        fflush(NULL);
        _exit(rc);
    }
    for (; steps->wait_for != NULL; steps++) {
        look(fd, steps->wait_for, &at);
        if (steps->send != NULL)
            assert_int_equal(write(fd, steps->send, strlen(steps->send)), strlen(steps->send));
    }
    for (ssize_t got = 1; got > 0;) { /* to its end */
        size_t n = strlen(seen);

        got = read(fd, seen + n, sizeof seen - 1 - n);
        seen[n + (got > 0 ? (size_t)got : 0)] = '\0';
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(tcgetattr(fd, &at_end), 0);
    assert_true((at_end.c_lflag & ECHO) != 0); /* the terminal is left as it was found */
    close(fd);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

/* --- questions --- */

static int ask_twice(void)
{
    ac_cli cli;
    ac_buf out = { 0 };
    ac_rc rc;

    make(&cli, "");
    rc = ac_ask_line(&cli, "Organisation name", NULL, "--org NAME", &out);
    if (rc == AC_OK)
        printf("<%s>", ac_buf_text(&out));
    if (rc == AC_OK)
        rc = ac_ask_line(&cli, "Short code", "FACUL", "--code CODE", &out);
    if (rc == AC_OK)
        printf("<%s>", ac_buf_text(&out));
    return (int)rc;
}

static void lines_are_trimmed_and_presets_taken(void **state)
{
    (void)state;
    assert_int_equal(on_terminal(ask_twice, (step[]){ { "Organisation name: ", "\n" },
                                                      { "Organisation name: ", "  Faculty of Łódź \t\n" },
                                                      { "<Faculty of Łódź>", NULL },
                                                      { "Short code [FACUL]: ", "\n" },
                                                      { "<FACUL>", NULL },
                                                      { NULL, NULL } }),
                     AC_OK);
    assert_int_equal(on_terminal(ask_twice, (step[]){ { "Organisation name: ", "\xff\xfe\n" },
                                                      { "Once more", NULL },
                                                      { "Organisation name: ", "x\n" },
                                                      { "]: ", "ARCH\n" },
                                                      { "<ARCH>", NULL },
                                                      { NULL, NULL } }),
                     AC_OK);
}

static void the_end_of_input_ends_the_command(void **state)
{
    (void)state;
    assert_int_equal(on_terminal(ask_twice, (step[]){ { "Organisation name: ", "\004" }, { NULL, NULL } }), AC_EINTR);
    assert_int_equal(on_terminal(ask_twice, (step[]){ { "name: ", "x\n" }, { "]: ", "\004" }, { NULL, NULL } }), AC_EINTR);
}

static void ctrl_c_ends_it_by_130(void **state)
{
    (void)state;
    assert_int_equal(on_terminal(ask_twice, (step[]){ { "Organisation name: ", "\003" },
                                                      { "accord: stopped; what was saved before is kept", NULL },
                                                      { NULL, NULL } }),
                     130);
}

static int ask_yes(void)
{
    ac_cli cli;
    bool yes = false;
    ac_rc rc;

    make(&cli, "");
    rc = ac_ask_yes(&cli, "do they match?", "--yes", &yes);
    return rc != AC_OK ? (int)rc : yes ? 101 : 100;
}

static void enter_is_no(void **state)
{
    (void)state;
    assert_int_equal(on_terminal(ask_yes, (step[]){ { "do they match? [y/N] ", "\n" }, { NULL, NULL } }), 100);
    assert_int_equal(on_terminal(ask_yes, (step[]){ { "[y/N] ", "n\n" }, { NULL, NULL } }), 100);
    assert_int_equal(on_terminal(ask_yes, (step[]){ { "[y/N] ", "Yes\n" }, { NULL, NULL } }), 101);
    assert_int_equal(on_terminal(ask_yes, (step[]){ { "[y/N] ", "yep\n" }, { "y or n", NULL }, { "[y/N] ", "y\n" }, { NULL, NULL } }),
                     101);
}

static int ask_choice(void)
{
    ac_cli cli;
    char letter = '?';
    ac_rc rc;

    make(&cli, "");
    rc = ac_ask_choice(&cli, "Sign for HERI?", "y yes|n not now|d decline with a reason", "--terms ID", &letter);
    return rc != AC_OK ? (int)rc : letter;
}

static void choices_are_named_by_letter_or_word(void **state)
{
    const char *question = "Sign for HERI?  y yes   n not now   d decline with a reason: ";

    (void)state;
    assert_int_equal(on_terminal(ask_choice, (step[]){ { question, "\n" }, { question, "x\n" }, { question, "D\n" }, { NULL, NULL } }),
                     'd');
    assert_int_equal(on_terminal(ask_choice, (step[]){ { question, "not now\n" }, { NULL, NULL } }), 'n');
    assert_int_equal(on_terminal(ask_choice, (step[]){ { question, "not never\n" }, { question, "yes\n" }, { NULL, NULL } }), 'y');
    assert_int_equal(on_terminal(ask_choice, (step[]){ { question, "\004" }, { NULL, NULL } }), AC_EINTR);
}

static int ask_without_input(void)
{
    ac_cli cli;
    ac_buf out = { 0 };
    bool yes = false;
    char letter = '?';
    const ac_secret *secret = NULL;

    make(&cli, "--no-input");
    if (ac_can_ask(&cli) || ac_ask_line(&cli, "Organisation name", "X", "--org NAME", &out) != AC_EUSAGE ||
        strstr(cli.err.text, "--org NAME") == NULL)
        return 1;
    if (ac_ask_yes(&cli, "sure?", "--yes", &yes) != AC_EUSAGE || strstr(cli.err.text, "--yes") == NULL)
        return 2;
    if (ac_ask_choice(&cli, "which?", "a x|b y", "--take LETTER", &letter) != AC_EUSAGE ||
        strstr(cli.err.text, "--take LETTER") == NULL)
        return 3;
    if (ac_ask_passphrase(&cli, "Passphrase", &secret) != AC_ELOCKED || strstr(cli.err.text, "--passphrase-fd") == NULL)
        return 4;
    if (ac_text_from(&cli, "message", "guide", &out) != AC_EUSAGE || strstr(cli.err.text, "--message") == NULL)
        return 5;
    make(&cli, "--no-input|-y");
    if (ac_ask_yes(&cli, "sure?", "--yes", &yes) != AC_OK || !yes)
        return 6;
    printf("said nothing");
    return 0;
}

static void nobody_is_asked_where_input_is_refused(void **state)
{
    (void)state;
    assert_int_equal(on_terminal(ask_without_input, (step[]){ { "said nothing", NULL }, { NULL, NULL } }), 0);
    assert_string_equal(seen, "said nothing");
}

/* --- passphrases --- */

static int ask_passphrase(void)
{
    ac_cli cli;
    const ac_secret *secret = NULL, *again = NULL;
    ac_rc rc;

    make(&cli, "");
    rc = ac_ask_passphrase(&cli, "Passphrase", &secret);
    if (rc == AC_OK)
        rc = ac_ask_passphrase(&cli, "Passphrase", &again); /* asked once */
    if (rc == AC_OK && again == secret)
        printf("%zu bytes, %s\n", secret->n, memcmp(secret->p, "correct horse", 13) == 0 ? "right" : "wrong");
    return (int)rc;
}

static int ask_new_passphrase(void)
{
    ac_cli cli;
    const ac_secret *secret = NULL;
    ac_rc rc;

    make(&cli, "");
    rc = ac_ask_new_passphrase(&cli, "Passphrase", &secret);
    if (rc == AC_OK)
        printf("%zu bytes\n", secret->n);
    return (int)rc;
}

static void passphrases_are_not_shown(void **state)
{
    (void)state;
    assert_int_equal(on_terminal(ask_passphrase, (step[]){ { "Passphrase: ", "correct horse\n" }, { "13 bytes, right", NULL }, { NULL, NULL } }),
                     AC_OK);
    assert_null(strstr(seen, "horse"));
    assert_int_equal(on_terminal(ask_passphrase, (step[]){ { "Passphrase: ", "\n" }, { NULL, NULL } }), AC_ELOCKED);
    assert_int_equal(on_terminal(ask_new_passphrase, (step[]){ { "Passphrase: ", "one\n" },
                                                               { "Again: ", "two\n" },
                                                               { "not the same", NULL },
                                                               { "Passphrase: ", "three\n" },
                                                               { "Again: ", "three\n" },
                                                               { "5 bytes", NULL },
                                                               { NULL, NULL } }),
                     AC_OK);
    assert_null(strstr(seen, "three"));
}

/* on_terminal looks at the echo afterwards. */
static void ctrl_c_at_a_passphrase_brings_the_echo_back(void **state)
{
    (void)state;
    assert_int_equal(on_terminal(ask_passphrase, (step[]){ { "Passphrase: ", "half\003" }, { NULL, NULL } }), 130);
}

static ac_rc passphrase_by(const char *options, const char *expected)
{
    ac_cli cli;
    const ac_secret *secret = NULL;
    ac_rc rc;

    make(&cli, options);
    rc = ac_ask_new_passphrase(&cli, "Passphrase", &secret);
    if (rc == AC_OK) {
        assert_int_equal(secret->n, strlen(expected));
        assert_memory_equal(secret->p, expected, secret->n);
    }
    ac_secret_free(&cli.passphrase);
    return rc;
}

static void passphrases_come_from_descriptors_and_commands(void **state)
{
    char option[64], long_one[1025];
    int ends[2];

    (void)state;
    assert_int_equal(passphrase_by("--passphrase-command|printf 'one two\\nthree\\n'", "one two"), AC_OK);
    assert_int_equal(passphrase_by("--passphrase-command|printf 'no end'", "no end"), AC_OK);
    assert_int_equal(passphrase_by("--passphrase-command|yes", "y"), AC_OK); /* and does not wait for its end */
    assert_int_equal(passphrase_by("--passphrase-command|true", ""), AC_ELOCKED);
    assert_int_equal(passphrase_by("--passphrase-command|echo half; exit 3", ""), AC_ELOCKED);
    assert_int_equal(passphrase_by("--passphrase-command|/nonexistent/command 2>/dev/null", ""), AC_ELOCKED);

    assert_int_equal(pipe(ends), 0);
    snprintf(option, sizeof option, "--passphrase-fd|%d", ends[0]);
    assert_int_equal(write(ends[1], "first\nsecond\n", 13), 13);
    assert_int_equal(passphrase_by(option, "first"), AC_OK);
    assert_int_equal(passphrase_by(option, "second"), AC_OK); /* not a byte too many was read */
    memset(long_one, 'x', 1024);
    long_one[1024] = '\0';
    assert_int_equal(write(ends[1], long_one, 1024), 1024);
    assert_int_equal(passphrase_by(option, long_one), AC_OK);
    close(ends[1]);
    assert_int_equal(passphrase_by(option, ""), AC_ELOCKED);
    close(ends[0]);
    assert_int_equal(passphrase_by(option, ""), AC_ELOCKED); /* closed */
}

/* --- the editor --- */

static void write_file(const char *name, const char *text, mode_t mode)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

static int edit(void)
{
    ac_cli cli;
    ac_buf out = { 0 };
    ac_rc rc;

    make(&cli, "");
    rc = ac_text_from(&cli, "message", "Write what happened.\nLines that begin so are not kept.", &out);
    printf("<%s>%s\n", ac_buf_text(&out), cli.draft != NULL ? cli.draft : "no draft");
    if (rc != AC_OK)
        printf("%s\n", cli.err.text);
    return (int)rc;
}

static const step only_end[] = { { NULL, NULL } };

static void texts_come_from_the_editor(void **state)
{
    char path[128], draft[128];
    FILE *file;
    char text[512] = "";

    (void)state;
    unsetenv("VISUAL");
    snprintf(path, sizeof path, "%s/editor one.sh", dir);
    snprintf(draft, sizeof draft, "%s/draft-1.txt", state_dir);
    write_file("editor one.sh", "#!/bin/sh\nprintf '\\n# heading\\n\\nRain came early.\\n' | cat - \"$2\" >\"$2.new\" && mv \"$2.new\" \"$2\"\n", 0700);
    snprintf(text, sizeof text, "'%s' -w", path);
    setenv("EDITOR", text, 1);
    assert_int_equal(on_terminal(edit, only_end), AC_OK);
    assert_non_null(strstr(seen, "<# heading\r\n\r\nRain came early.>"));
    assert_non_null(strstr(seen, draft));
    file = fopen(draft, "r"); /* kept until main knows that all went well */
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_non_null(strstr(text, "Rain came early.\n\n# Write what happened.\n# Lines that"));

    setenv("EDITOR", "true", 1); /* left as it was: nothing to save, and the next number is free again */
    assert_int_equal(on_terminal(edit, only_end), AC_OK);
    assert_non_null(strstr(seen, "<>no draft"));
    setenv("VISUAL", "sh -c 'printf \"\\377\" >\"$0\"'", 1); /* goes before EDITOR */
    assert_int_equal(on_terminal(edit, only_end), AC_EUSAGE);
    assert_non_null(strstr(seen, "draft-2.txt"));
    assert_non_null(strstr(seen, "UTF-8"));
    setenv("VISUAL", "false", 1);
    assert_int_equal(on_terminal(edit, only_end), AC_EFAIL);
    assert_null(strstr(seen, "draft-3.txt")); /* nothing was typed: nothing is kept */
    setenv("VISUAL", "sh -c 'echo half >\"$0\"; exit 1'", 1);
    assert_int_equal(on_terminal(edit, only_end), AC_EFAIL);
    assert_non_null(strstr(seen, "draft-3.txt"));
    setenv("VISUAL", "/nonexistent/editor", 1);
    assert_int_equal(on_terminal(edit, only_end), AC_EFAIL);
    assert_non_null(strstr(seen, "set EDITOR"));
    unsetenv("VISUAL");
    unsetenv("EDITOR");
}

static void texts_come_from_options_and_standard_input(void **state)
{
    int was = dup(STDIN_FILENO), ends[2];
    ac_cli cli;
    ac_buf out = { 0 };

    (void)state;
    make(&cli, "-m| # not a guide \n");
    assert_int_equal(ac_text_from(&cli, "message", NULL, &out), AC_OK);
    assert_string_equal(ac_buf_text(&out), "# not a guide");
    make(&cli, "-m|\xff");
    assert_int_equal(ac_text_from(&cli, "message", NULL, &out), AC_EUSAGE);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "two\n\nlines\n# and a heading\n\n", 28), 28);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    make(&cli, "-m|-");
    assert_int_equal(ac_text_from(&cli, "message", NULL, &out), AC_OK);
    assert_string_equal(ac_buf_text(&out), "two\n\nlines\n# and a heading");
    dup2(was, STDIN_FILENO);
    close(was);
    clearerr(stdin);
    ac_buf_free(&out);
}

/* --- the pager --- */

static const char *paged_with;

static int page(void)
{
    ac_cli cli;

    make(&cli, paged_with);
    ac_pager_start(&cli);
    ac_print(&cli.out, "one line of output\n");
    ac_pager_end(&cli);
    return 0;
}

static void long_output_goes_through_the_pager(void **state)
{
    int status;

    (void)state;
    paged_with = "";
    setenv("PAGER", "sed 's/^/wrong: /'", 1);
    setenv("ACCORD_PAGER", "sed 's/^/paged: /'", 1);
    assert_int_equal(on_terminal(page, only_end), 0);
    assert_string_equal(seen, "paged: one line of output\r\n");
    unsetenv("ACCORD_PAGER");
    assert_int_equal(on_terminal(page, only_end), 0);
    assert_string_equal(seen, "wrong: one line of output\r\n");
    paged_with = "--no-pager";
    assert_int_equal(on_terminal(page, only_end), 0);
    assert_string_equal(seen, "one line of output\r\n");
    paged_with = "--json";
    assert_int_equal(on_terminal(page, only_end), 0);
    assert_string_equal(seen, "one line of output\r\n");
    paged_with = "";
    setenv("PAGER", "", 1);
    assert_int_equal(on_terminal(page, only_end), 0);
    assert_string_equal(seen, "one line of output\r\n");
    setenv("PAGER", "true", 1); /* which reads nothing: whether we notice or not, we go quietly */
    status = on_terminal(page, only_end);
    assert_true(status == 0 || status == 1000 + SIGPIPE);
    assert_string_equal(seen, "");
    unsetenv("PAGER");
}

static int start(void **state)
{
    (void)state;
    if (!ac_crypto_init() || mkdtemp(dir) == NULL)
        return -1;
    snprintf(state_dir, sizeof state_dir, "%s/state", dir);
    return 0;
}

static int end(void **state)
{
    char command[128];

    (void)state;
    ac_args_free(&args);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_trimmed_and_presets_taken),
        cmocka_unit_test(the_end_of_input_ends_the_command),
        cmocka_unit_test(ctrl_c_ends_it_by_130),
        cmocka_unit_test(enter_is_no),
        cmocka_unit_test(choices_are_named_by_letter_or_word),
        cmocka_unit_test(nobody_is_asked_where_input_is_refused),
        cmocka_unit_test(passphrases_are_not_shown),
        cmocka_unit_test(ctrl_c_at_a_passphrase_brings_the_echo_back),
        cmocka_unit_test(passphrases_come_from_descriptors_and_commands),
        cmocka_unit_test(texts_come_from_the_editor),
        cmocka_unit_test(texts_come_from_options_and_standard_input),
        cmocka_unit_test(long_output_goes_through_the_pager),
    };

    return cmocka_run_group_tests(tests, start, end);
}
