/* cli.c - what a command is given: arguments, printing, places, the open notebook. */
#include "cli/cli.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/keyfile.h"

/* --- arguments --- */

const char *ac_arg(const ac_cli *cli, size_t index)
{
    return index < cli->args->nargs ? cli->args->args[index] : NULL;
}

size_t ac_nargs(const ac_cli *cli)
{
    return cli->args->nargs;
}

const char *ac_opt(const ac_cli *cli, const char *name)
{
    return ac_args_str(cli->args, name);
}

bool ac_opt_flag(const ac_cli *cli, const char *name)
{
    return ac_args_has(cli->args, name);
}

size_t ac_opt_count(const ac_cli *cli, const char *name)
{
    return ac_args_count(cli->args, name);
}

const char *ac_opt_at(const ac_cli *cli, const char *name, size_t index)
{
    return ac_args_at(cli->args, name, index);
}

ac_rc ac_opt_int(ac_cli *cli, const char *name, int64_t min, int64_t max, int64_t *out, bool *out_given)
{
    const char *text = ac_opt(cli, name);
    char *end = NULL;
    long long v;

    *out_given = text != NULL;
    if (text == NULL)
        return AC_OK;
    errno = 0;
    v = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || v < min || v > max)
        return ac_fail(&cli->err, AC_EUSAGE, "--%s takes a number from %lld to %lld, not \"%s\"", name, (long long)min,
                       (long long)max, text);
    *out = v;
    return AC_OK;
}

ac_rc ac_opt_date(ac_cli *cli, const char *name, ac_look look, ac_date *out)
{
    const char *text = ac_opt(cli, name);
    ac_rc rc;

    *out = (ac_date){ 0 };
    if (text == NULL)
        return AC_OK;
    rc = ac_date_parse(out, text, cli->today, look, &cli->err);
    return rc == AC_OK ? AC_OK : ac_wrap(&cli->err, rc, "--%s", name);
}

/* --- printing --- */

void ac_out(ac_cli *cli, const char *format, ...)
{
    va_list ap;

    if (cli->json)
        return;
    va_start(ap, format);
    ac_vprint(&cli->out, format, ap);
    va_end(ap);
}

void ac_talk(ac_cli *cli, const char *format, ...)
{
    va_list ap;

    if (cli->quiet)
        return;
    va_start(ap, format);
    ac_vprint(&cli->talk, format, ap);
    va_end(ap);
}

void ac_warn(ac_cli *cli, const char *format, ...)
{
    va_list ap;

    fflush(stdout); /* in the order of events where both go to one place */
    ac_print(&cli->talk, "accord: ");
    va_start(ap, format);
    ac_vprint(&cli->talk, format, ap);
    va_end(ap);
}

ac_table_form ac_cli_form(const ac_cli *cli)
{
    return cli->csv ? (cli->excel ? AC_TABLE_EXCEL : AC_TABLE_CSV) : cli->plain ? AC_TABLE_PLAIN : AC_TABLE_SCREEN;
}

void ac_json_line(ac_cli *cli, ac_jsonl *j, const char *schema)
{
    ac_jsonl_begin(j, &cli->out, cli->json_fields, schema);
}

void ac_cli_log(ac_world *world, const char *line)
{
    /* `world` is the one in ac_cli: main sets this function there and nowhere else */
    ac_cli *cli = (ac_cli *)(void *)((char *)world - offsetof(ac_cli, world));

    ac_print(&cli->talk, "%s\n", line);
}

/* --- places --- */

static const char *named(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0' ? value : NULL;
}

/* $HOME, else what the system says of this user; NULL: neither is a place. */
static const char *home(void)
{
    const char *said = named("HOME");
    const struct passwd *user;

    if (said != NULL && said[0] == '/')
        return said;
    user = getpwuid(getuid());
    return user != NULL && user->pw_dir != NULL && user->pw_dir[0] == '/' ? user->pw_dir : NULL;
}

/* $XDG/accord, else ~/below/accord; to be freed, NULL: neither, or no memory. */
static char *user_place(const char *xdg, const char *below)
{
    const char *base = named(xdg), *at = home();
    ac_buf path = { 0 };

    if (base != NULL && base[0] == '/') /* others are to be ignored, says the XDG specification */
        ac_buf_printf(&path, "%s/accord", base);
    else if (at != NULL)
        ac_buf_printf(&path, "%s/%s/accord", at, below);
    return (char *)path.p;
}

static bool is_directory(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static char *without_slashes(const char *path)
{
    size_t n = strlen(path);

    while (n > 1 && path[n - 1] == '/')
        n--;
    return strndup(path, n);
}

ac_rc ac_cli_places(ac_cli *cli)
{
    const char *dir = ac_opt(cli, "notebook"), *state = named("ACCORD_STATE");
    ac_buf beside = { 0 };

    if (dir != NULL && dir[0] == '\0')
        return ac_fail(&cli->err, AC_EUSAGE, "--notebook needs a directory");
    if (dir == NULL)
        dir = named("ACCORD_HOME");
    cli->dir = dir != NULL ? without_slashes(dir) : user_place("XDG_DATA_HOME", ".local/share");
    if (cli->dir == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "it is not known where your files are (HOME is not set): say -N DIR");
    if (state != NULL) {
        cli->state_dir = without_slashes(state);
    } else {
        ac_buf_printf(&beside, "%s.state", cli->dir);
        if (!beside.failed && is_directory(ac_buf_text(&beside))) {
            cli->state_dir = (char *)beside.p;
        } else {
            ac_buf_free(&beside);
            cli->state_dir = user_place("XDG_STATE_HOME", ".local/state");
        }
    }
    if (cli->state_dir == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "it is not known where your files are (HOME is not set): set ACCORD_STATE");
    cli->place = (ac_place){ cli->dir, cli->state_dir };
    return AC_OK;
}

char *ac_cli_tilde(const char *path)
{
    const char *at = home();
    size_t n = at != NULL ? strlen(at) : 0;
    ac_buf out = { 0 };

    if (n > 1 && strncmp(path, at, n) == 0 && (path[n] == '/' || path[n] == '\0'))
        ac_buf_printf(&out, "~%s", path + n);
    else
        ac_buf_str(&out, path);
    return (char *)out.p;
}

/* --- the notebook --- */

bool ac_cli_has_notebook(const ac_cli *cli)
{
    char *file = ac_path(cli->dir, "notebook.db");
    bool is_there = file != NULL && access(file, F_OK) == 0;

    free(file);
    return is_there;
}

static ac_rc fail_no_notebook(ac_cli *cli)
{
    char *said = ac_cli_tilde(cli->dir);

    ac_fail(&cli->err, AC_ENONOTEBOOK, "no notebook found (looked in %s). Start: accord init   Try: accord demo",
            said != NULL ? said : cli->dir);
    free(said);
    return ac_hint(&cli->err, AC_ENONOTEBOOK, "accord init");
}

/* Written by an older version: brought up to date once, with a copy kept, and then read. Where it cannot be written
 * the first sentence stands. */
static ac_rc bring_up_to_date(ac_cli *cli, ac_rc failed)
{
    ac_err first = cli->err;
    ac_rc rc = ac_notebook_open(&cli->nb, &cli->place, &cli->world, AC_STORE_WRITE, &cli->err);

    if (rc == AC_EREADONLY || rc == AC_EBUSY) {
        cli->err = first;
        return failed;
    }
    if (rc != AC_OK)
        return rc;
    ac_notebook_close(cli->nb);
    cli->nb = NULL;
    ac_talk(cli, "This notebook was written by an older accord and has been brought up to date. A copy of the earlier file lies beside it.\n");
    return ac_notebook_open(&cli->nb, &cli->place, &cli->world, AC_STORE_READ, &cli->err);
}

ac_rc ac_cli_open(ac_cli *cli, ac_needs needs)
{
    ac_rc rc = AC_OK;

    if (needs == AC_NEEDS_NOTHING)
        return AC_OK;
    if (cli->nb == NULL) {
        if (!ac_cli_has_notebook(cli) && errno == ENOENT)
            return fail_no_notebook(cli);
        rc = ac_notebook_open(&cli->nb, &cli->place, &cli->world, needs == AC_NEEDS_READ ? AC_STORE_READ : AC_STORE_WRITE,
                              &cli->err);
        if (rc == AC_ESTATE && needs == AC_NEEDS_READ)
            rc = bring_up_to_date(cli, rc);
        if (rc == AC_OK)
            ac_query_for_others(cli->nb, cli->markdown);
    }
    return rc == AC_OK && needs == AC_NEEDS_KEY ? ac_cli_unlock(cli) : rc;
}

#define TRIES 3 /* at a terminal; a file or a program says it once */

ac_rc ac_cli_unlock(ac_cli *cli)
{
    bool is_typed = ac_opt(cli, "passphrase-fd") == NULL && ac_opt(cli, "passphrase-command") == NULL;
    const ac_secret *passphrase;
    bool is_wrapped;
    ac_rc rc;

    if (ac_notebook_is_unlocked(cli->nb))
        return AC_OK;
    ac_cli_guard();
    if (ac_notebook_opens_freely(cli->nb))
        return ac_notebook_unlock(cli->nb, NULL, 0, &cli->err);
    rc = ac_keyfile_is_wrapped(cli->dir, &is_wrapped, &cli->err); /* nobody is asked to open what cannot be opened */
    if (rc != AC_OK)
        return rc;
    for (int i = 0;; i++) {
        rc = ac_ask_passphrase(cli, "Passphrase for the signing key", &passphrase);
        if (rc != AC_OK)
            return rc;
        rc = ac_notebook_unlock(cli->nb, (const char *)passphrase->p, passphrase->n, &cli->err);
        if (rc != AC_ELOCKED || !is_typed || i + 1 == TRIES)
            return rc;
        ac_cli_forget(cli);
        ac_talk(cli, "That is not it. Try again.\n");
    }
}

void ac_cli_forget(ac_cli *cli)
{
    ac_secret_free(&cli->passphrase);
    cli->has_passphrase = false;
}

void ac_cli_guard(void)
{
#if !defined(__SANITIZE_ADDRESS__) /* whose search for leaks needs what this forbids */
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

ac_rc ac_cli_record(ac_cli *cli, const char *typed, ac_record_type type, ac_record_ref *out)
{
    ac_buf named = { 0 };
    ac_rc rc;

    if (cli->partnership != NULL && strchr(typed, ':') == NULL)
        ac_buf_printf(&named, "%s:", cli->partnership);
    ac_buf_str(&named, typed);
    rc = named.failed ? ac_fail(&cli->err, AC_ENOMEM, "out of memory")
                      : ac_query_ref(cli->nb, ac_buf_text(&named), type, out, &cli->err);
    ac_buf_free(&named);
    return rc;
}

ac_rc ac_cli_partnership(ac_cli *cli, ac_partnership *out)
{
    return ac_query_partnership(cli->nb, cli->partnership, out, &cli->err);
}
