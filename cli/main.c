/* main.c - one command from its words to its exit status. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli/cmds.h"
#include "cli/drafting.h"
#include "cli/exchange/markdown.h"
#include "cli/lang.h"
#include "cli/stop.h"

/* A descriptor that was closed would be taken by the next file that opens: the notebook as standard
 * output. What stands in its place fails when it is used. True: nobody can be asked on stdin. */
static bool fill_closed(void)
{
    static const int how[] = { O_WRONLY, O_RDONLY, O_RDWR };
    bool no_stdin = false;

    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) {
            no_stdin = no_stdin || fd == 0;
            if (open("/dev/null", how[fd]) != fd)
                _exit(1);
        }
    return no_stdin;
}

static void no_core_file(void)
{
    struct rlimit none = { 0, 0 };

    setrlimit(RLIMIT_CORE, &none);
}

/* "2026-06-30T12:00:00Z", the seconds may be left out. */
static bool read_instant(const char *text, int64_t *out_ms)
{
    char day[AC_DATE_ISO_SIZE];
    int hour = 0, minute = 0, second = 0, end = 0;
    ac_date date;

    if (strlen(text) < sizeof day || text[sizeof day - 1] != 'T')
        return false;
    memcpy(day, text, sizeof day - 1);
    day[sizeof day - 1] = '\0';
    if (!ac_date_of_iso(&date, day))
        return false;
    text += sizeof day;
    if (strspn(text, "0123456789:Z") != strlen(text))
        return false;
    if (sscanf(text, "%2d:%2dZ%n", &hour, &minute, &end) != 2 || end == 0) {
        end = 0;
        if (sscanf(text, "%2d:%2d:%2dZ%n", &hour, &minute, &second, &end) != 3)
            return false;
    }
    if (end == 0 || text[end] != '\0' || hour > 23 || minute > 59 || second > 59)
        return false;
    *out_ms = ac_date_days(date) * 86400000 + ((hour * 60 + minute) * 60 + second) * INT64_C(1000);
    return true;
}

static ac_rc set_clock(ac_cli *cli)
{
    const char *now = ac_opt(cli, "now"), *from = "--now";

    ac_world_real(&cli->world);
    if (cli->verbose)
        cli->world.log = ac_cli_log;
    if (now == NULL) {
        now = getenv("ACCORD_NOW");
        from = "ACCORD_NOW";
    }
    if (now != NULL && now[0] != '\0' && !read_instant(now, &cli->world.now_ms))
        return ac_fail(&cli->err, AC_EUSAGE, "%s takes a time as 2026-06-30T12:00:00Z, not \"%s\"", from, now);
    cli->today = ac_date_today(&cli->world);
    return AC_OK;
}

/* What every command understands. Read even where the command was not, so that its failure is told as asked. */
static void take_globals(ac_cli *cli, bool no_stdin)
{
    const char *when = ac_opt(cli, "color");
    ac_color color = when == NULL || strcmp(when, "auto") == 0 ? AC_COLOR_AUTO
                     : strcmp(when, "always") == 0             ? AC_COLOR_ALWAYS
                                                               : AC_COLOR_NEVER;

    ac_screen_init(&cli->out, stdout, color);
    ac_screen_init(&cli->talk, stderr, color);
    cli->json = ac_opt_flag(cli, "json");
    cli->json_fields = ac_opt(cli, "json");
    cli->plain = ac_opt_flag(cli, "plain");
    cli->csv = ac_opt_flag(cli, "csv") && ac_opt(cli, "csv") == NULL; /* report names a file with it */
    cli->markdown = ac_opt_flag(cli, "markdown");
    cli->no_input = no_stdin || ac_opt_flag(cli, "no-input");
    cli->yes = ac_opt_flag(cli, "yes");
    cli->quiet = ac_opt_flag(cli, "quiet");
    cli->verbose = ac_opt_flag(cli, "verbose");
    cli->partnership = ac_opt(cli, "partnership");
}

static bool is_silent(const ac_cli *cli, ac_rc rc)
{
    return cli->err.text[0] == '\0' && (rc == AC_EPART || rc == AC_EWAITS || rc == AC_EATTENTION);
}

/* With --markdown a command prints onto a marked screen, and what stands there is then written as Markdown:
 * UTF-8 whatever the locale. Nothing of a command that failed. */
typedef struct {
    char *text;
    size_t n;
} marked;

static ac_rc marked_start(ac_cli *cli, marked *m)
{
    FILE *file = open_memstream(&m->text, &m->n);

    if (file == NULL)
        return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    cli->out = (ac_screen){ .file = file, .is_utf8 = true, .is_marked = true };
    return AC_OK;
}

static ac_rc marked_end(ac_cli *cli, marked *m, ac_rc rc)
{
    ac_buf out = { 0 };
    bool is_whole = fclose(cli->out.file) == 0;

    ac_screen_init(&cli->out, stdout, AC_COLOR_NEVER);
    if (rc == AC_OK || is_silent(cli, rc)) {
        ac_markdown_of(&out, m->text, m->n);
        is_whole = is_whole && !out.failed;
        if (is_whole)
            fwrite(ac_buf_text(&out), 1, out.len, stdout);
        else
            rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    ac_buf_free(&out);
    free(m->text);
    return rc;
}

static ac_rc help(ac_cli *cli)
{
    ac_pager_start(cli);
    if (cli->args->family != NULL)
        ac_help_family(&cli->out, cli->args->family);
    else if (cli->args->was_bare)
        ac_help_all(&cli->out);
    else
        ac_help_command(&cli->out, cli->args->command);
    return AC_OK;
}

static ac_rc run(ac_cli *cli)
{
    const ac_command *command = cli->args->command;
    ac_rc rc = AC_OK;

    if (cli->args->wants_help)
        return help(cli);
    if (cli->args->wants_version)
        return ac_cmd_version(cli);
    if (cli->csv && cli->json)
        return ac_fail(&cli->err, AC_EUSAGE, "--csv and --json exclude each other");
    if (cli->csv && !command->has_csv)
        return ac_fail(&cli->err, AC_EUSAGE, "accord %s has no table to write as CSV", command->name);
    if (cli->markdown && (cli->json || cli->csv || cli->plain))
        return ac_fail(&cli->err, AC_EUSAGE, "--markdown and --json, --csv or --plain exclude each other");
    if (cli->markdown && !command->has_pager)
        return ac_fail(&cli->err, AC_EUSAGE, "accord %s has no page to write as Markdown", command->name);
    if (!ac_crypto_init())
        return ac_fail(&cli->err, AC_EFAIL, "this system gives no safe randomness; nothing was done");
    rc = set_clock(cli);
    if (rc == AC_OK)
        rc = ac_opt_date(cli, "as-of", AC_LOOK_BACK, &cli->as_of);
    if (rc == AC_OK && cli->as_of.month != 0 && strcmp(command->name, "show") != 0) /* never answered by today */
        rc = ac_fail(&cli->err, AC_EUSAGE, "--as-of is for one record: accord show REF --as-of DATE");
    if (rc == AC_OK)
        rc = ac_cli_places(cli);
    if (rc == AC_OK)
        rc = ac_cli_open(cli, command->needs == AC_NEEDS_KEY && ac_draft_wanted(cli) ? AC_NEEDS_WRITE : command->needs);
    if (rc != AC_OK)
        return rc;
    if (command->has_pager)
        ac_pager_start(cli);
    return command->run(cli);
}

/* Results that did not reach their file are no success. */
static ac_rc flush(ac_cli *cli, ac_rc rc)
{
    bool has_failed = fflush(stdout) != 0;

    if (rc == AC_OK && (has_failed || ferror(stdout)))
        return ac_fail(&cli->err, errno == ENOSPC ? AC_EFULL : AC_EIO, "what was to be printed could not be written");
    return rc;
}

static void tell_json(ac_cli *cli, ac_rc rc, const char *text)
{
    ac_jsonl j;

    ac_jsonl_begin(&j, &cli->talk, NULL, NULL);
    ac_jsonl_str(&j, "error", ac_rc_word(rc));
    ac_jsonl_int(&j, "code", ac_rc_exit(rc));
    if (cli->missed[0] != '\0')
        ac_jsonl_str(&j, "partner", cli->missed);
    ac_jsonl_str(&j, "hint", cli->err.hint[0] != '\0' ? cli->err.hint : NULL);
    ac_jsonl_str(&j, "message", text);
    if (cli->draft != NULL)
        ac_jsonl_str(&j, "draft", cli->draft);
    if (!ac_jsonl_end(&j))
        ac_print(&cli->talk, "accord: out of memory\n");
}

/* The sentence, and the command that helps, unless the sentence has named it. */
/* Does the sentence name the command already, as a whole word? */
static bool says(const char *text, const char *command)
{
    for (const char *at = strstr(text, command); at != NULL; at = strstr(at + 1, command))
        if (!isalnum((unsigned char)at[strlen(command)]))
            return true;
    return false;
}

static void tell(ac_cli *cli, ac_rc rc)
{
    const char *text = cli->err.text[0] != '\0' ? cli->err.text : ac_rc_sentence(rc), *hint = cli->err.hint;
    char *draft;

    if (cli->json) {
        tell_json(cli, rc, text);
        return;
    }
    ac_print(&cli->talk, "accord: %s\n", text);
    if (hint[0] != '\0' && !says(text, strncmp(hint, "accord ", 7) == 0 ? hint + 7 : hint))
        ac_print(&cli->talk, "  try: " AC_REF "%s" AC_END "\n", hint);
    if (cli->draft != NULL) {
        draft = ac_cli_tilde(cli->draft);
        ac_print(&cli->talk, "  It was NOT saved. Your text is in %s\n", draft != NULL ? draft : cli->draft);
        free(draft);
    }
}

int main(int argc, char **argv)
{
    bool no_stdin = fill_closed();
    ac_args args;
    ac_cli cli = { .args = &args };
    marked page = { 0 };
    ac_rc rc;

    ac_stop_start();
    no_core_file();
    ac_locale_start(ac_lang_asked(argc, argv)); /* failures to understand the rest are said in it */
    rc = ac_args_parse(&args, argc, argv, &cli.err);
    take_globals(&cli, no_stdin);
    if (rc == AC_OK)
        rc = ac_lang_check(ac_opt(&cli, "lang"), &cli.err);
    ac_lang_words(!cli.json && !cli.plain && !cli.csv);
    if (rc == AC_OK && cli.markdown)
        rc = marked_start(&cli, &page);
    if (rc == AC_OK)
        rc = run(&cli);
    if (rc == AC_EDRAFT)
        rc = AC_OK;
    if (cli.out.is_marked)
        rc = marked_end(&cli, &page, rc);
    rc = flush(&cli, rc);
    ac_pager_end(&cli);
    if (rc != AC_OK && !is_silent(&cli, rc))
        tell(&cli, rc);
    else if (cli.draft != NULL)
        unlink(cli.draft);
    ac_notebook_close(cli.nb);
    ac_cli_forget(&cli);
    free(cli.draft);
    free(cli.dir);
    free(cli.state_dir);
    ac_args_free(&args);
    return ac_rc_exit(rc);
}
