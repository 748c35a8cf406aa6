/* stop.c - signals: Ctrl-C, and the terminal left as it was found. */
#include "cli/stop.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli/cli.h"

static volatile int stop_asked;
static volatile sig_atomic_t is_gentle; /* somebody looks at stop_asked */
static volatile sig_atomic_t silent_fd = -1;
static struct termios was;
static char note[512] = "accord: stopped; what was saved before is kept\n";

static void restore_echo(void)
{
    if (silent_fd >= 0) {
        tcsetattr(silent_fd, TCSANOW, &was);
        silent_fd = -1;
    }
}

static void on_signal(int number)
{
    if (is_gentle && !stop_asked) {
        stop_asked = 1;
        return;
    }
    restore_echo();
    if (number == SIGINT) {
        ssize_t n = write(STDERR_FILENO, "\n", 1);

        n = write(STDERR_FILENO, note, strlen(note));
        (void)n; /* nobody is left to be told */
    }
    _exit(128 + number);
}

static void handle(bool is_restarting)
{
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = is_restarting ? SA_RESTART : 0 };

    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

void ac_stop_start(void)
{
    signal(SIGPIPE, SIG_DFL); /* whatever the program that started us does with it */
    handle(true);
}

const volatile int *ac_cli_stop(void)
{
    is_gentle = 1;
    handle(false); /* waiting ends at once */
    return &stop_asked;
}

void ac_stop_note(const char *line)
{
    snprintf(note, sizeof note, "%s\n", line);
}

void ac_stop_pause(bool is_paused)
{
    if (is_paused)
        signal(SIGINT, SIG_IGN);
    else
        handle(!is_gentle);
}

bool ac_stop_echo_off(int fd)
{
    struct termios silent;

    if (tcgetattr(fd, &was) != 0)
        return false;
    silent = was;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    silent_fd = fd;
    if (tcsetattr(fd, TCSAFLUSH, &silent) == 0)
        return true;
    silent_fd = -1;
    return false;
}

void ac_stop_echo_on(void)
{
    restore_echo();
}
