/* pager.c - long output on a terminal goes through the pager. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/stop.h"

/* Is there such a program? Only asked of our own choice: what the user names is taken as it is. */
static bool is_installed(const char *program)
{
    const char *path = getenv("PATH");

    while (path != NULL && *path != '\0') {
        size_t n = strcspn(path, ":");
        char file[512];

        if (n > 0 && n + strlen(program) + 2 <= sizeof file) {
            snprintf(file, sizeof file, "%.*s/%s", (int)n, path, program);
            if (access(file, X_OK) == 0)
                return true;
        }
        path += n + (path[n] == ':' ? 1u : 0u);
    }
    return false;
}

static const char *choose(void)
{
    const char *own = getenv("ACCORD_PAGER"), *common = getenv("PAGER");
    const char *pager = own != NULL ? own : common, *terminal = getenv("TERM");

    if (pager == NULL && (terminal == NULL || terminal[0] == '\0' || strcmp(terminal, "dumb") == 0))
        return NULL; /* no page can be turned there */
    if (pager == NULL)
        return is_installed("less") ? "less -FIRX" : NULL;
    return pager[0] == '\0' || strcmp(pager, "cat") == 0 ? NULL : pager;
}

void ac_pager_start(ac_cli *cli)
{
    const char *pager = choose();
    int ends[2];

    if (cli->pager != 0 || !cli->out.is_tty || cli->json || cli->plain || cli->csv || ac_opt_flag(cli, "no-pager") ||
        pager == NULL || pipe(ends) != 0)
        return;
    fflush(stdout);
    cli->pager = fork();
    if (cli->pager == 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        close(ends[1]);
        execl("/bin/sh", "sh", "-c", pager, (char *)NULL);
        _exit(127);
    }
    if (cli->pager > 0) {
        dup2(ends[1], STDOUT_FILENO);
        ac_stop_pause(true); /* Ctrl-C is the pager's; when it ends, so do we, by SIGPIPE */
    } else {
        cli->pager = 0;
    }
    close(ends[0]);
    close(ends[1]);
}

void ac_pager_end(ac_cli *cli)
{
    if (cli->pager == 0)
        return;
    fflush(stdout);
    close(STDOUT_FILENO); /* the pager sees the end */
    while (waitpid(cli->pager, NULL, 0) < 0 && errno == EINTR) {
    }
    cli->pager = 0;
    ac_stop_pause(false);
}
