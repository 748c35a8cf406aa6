/* edit.c - longer texts: from an option, from standard input, from the user's editor. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/drafting.h"
#include "cli/stop.h"
#include "core/file.h"

#define TEXT_MAX (1u << 20) /* far beyond what a change may hold: core/ says that in its own words */
#define DRAFTS_MAX 1000

static char *kept_path(const ac_cli *cli, int n)
{
    char name[32];

    snprintf(name, sizeof name, "draft-%d.txt", n);
    return ac_path(cli->state_dir, name);
}

/* A new file in the state directory, open for writing; its path goes into cli->draft. */
static ac_rc new_draft(ac_cli *cli, int *out_fd)
{
    ac_rc rc = ac_dir_make(cli->state_dir, &cli->err);

    for (int i = 1; rc == AC_OK && i <= DRAFTS_MAX; i++) {
        char *path = kept_path(cli, i);

        if (path == NULL)
            return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
        *out_fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (*out_fd >= 0) {
            free(cli->draft);
            cli->draft = path;
            return AC_OK;
        }
        if (errno != EEXIST)
            rc = ac_fail_errno(&cli->err, errno, N_("written"), path);
        free(path);
    }
    return rc != AC_OK ? rc : ac_fail(&cli->err, AC_EFAIL, "too many old drafts lie in %s", cli->state_dir);
}

static ac_rc write_start(ac_cli *cli, int fd, const char *start, const char *guide)
{
    ac_buf text = { 0 };
    ac_rc rc = AC_OK;

    ac_buf_str(&text, start != NULL ? start : "");
    ac_buf_u8(&text, '\n');
    guide = guide != NULL ? ac_tr_always(guide) : NULL;
    while (guide != NULL && *guide != '\0') {
        size_t n = strcspn(guide, "\n");

        ac_buf_str(&text, "# ");
        ac_buf_put(&text, guide, n);
        ac_buf_u8(&text, '\n');
        guide += n + (guide[n] == '\n' ? 1u : 0u);
    }
    if (text.failed)
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    else if (write(fd, text.p, text.len) != (ssize_t)text.len)
        rc = ac_fail_errno(&cli->err, errno, N_("written"), cli->draft);
    ac_buf_free(&text);
    return rc;
}

/* The editor may be a command with options; the file comes as one word behind it. The shell around it
 * outlives Ctrl-C, which is the editor's. */
static ac_rc run_editor(ac_cli *cli)
{
    const char *editor = getenv("VISUAL");
    ac_buf line = { 0 };
    int status = 0;
    pid_t child;

    if (editor == NULL || editor[0] == '\0')
        editor = getenv("EDITOR");
    if (editor == NULL || editor[0] == '\0')
        editor = "editor";
    ac_buf_printf(&line, "trap : INT; %s \"$@\"", editor);
    if (line.failed)
        return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    fflush(NULL);
    ac_stop_pause(true);
    child = fork();
    if (child == 0) {
        ac_stop_pause(false);
        execl("/bin/sh", "sh", "-c", ac_buf_text(&line), editor, cli->draft, (char *)NULL);
        _exit(127);
    }
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    ac_stop_pause(false);
    ac_buf_free(&line);
    if (child < 0 || !WIFEXITED(status) || WEXITSTATUS(status) == 127)
        return ac_fail(&cli->err, AC_EFAIL, "the editor \"%s\" could not be run: set EDITOR, or say the text with -m TEXT",
                       editor);
    if (WEXITSTATUS(status) != 0)
        return ac_fail(&cli->err, AC_EFAIL, "the editor \"%s\" ended with a fault", editor);
    return AC_OK;
}

/* White space around it, and our own lines at its end. */
static void trim(ac_buf *text, bool has_guide)
{
    size_t from = 0;

    while (true) {
        size_t line = text->len;

        while (text->len > 0 && isspace((unsigned char)text->p[text->len - 1]))
            text->len--;
        line = text->len;
        while (line > 0 && text->p[line - 1] != '\n')
            line--;
        if (!has_guide || text->len == 0 || text->p[line] != '#' || (text->len > line + 1 && text->p[line + 1] != ' '))
            break;
        text->len = line;
    }
    while (from < text->len && isspace((unsigned char)text->p[from]))
        from++;
    if (text->p != NULL) {
        memmove(text->p, text->p + from, text->len - from);
        text->len -= from;
        text->p[text->len] = '\0';
    }
}

static ac_rc check_text(ac_cli *cli, const ac_buf *text)
{
    if (text->failed)
        return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (!ac_utf8_valid(text->p, text->len))
        return ac_fail(&cli->err, AC_EUSAGE, "the text holds letters that are no UTF-8; save it as UTF-8 and try again");
    return AC_OK;
}

void ac_edit_forget(ac_cli *cli)
{
    if (cli->draft != NULL)
        unlink(cli->draft);
    free(cli->draft);
    cli->draft = NULL;
}

/* Is nothing in the file but what we put there? Then there is nothing to keep. */
static bool is_untouched(ac_cli *cli, const char *start)
{
    ac_buf is = { 0 }, was = { 0 };
    bool same = ac_file_read(&is, cli->draft, TEXT_MAX, false, NULL) == AC_OK;

    ac_buf_str(&was, start != NULL ? start : "");
    trim(&is, true);
    trim(&was, false);
    same = same && !is.failed && !was.failed && strcmp(ac_buf_text(&is), ac_buf_text(&was)) == 0;
    ac_buf_free(&is);
    ac_buf_free(&was);
    return same;
}

ac_rc ac_edit(ac_cli *cli, const char *start, const char *guide, ac_buf *out)
{
    char *said, line[900];
    int fd = -1;
    ac_rc rc = new_draft(cli, &fd);

    ac_buf_clear(out);
    if (rc != AC_OK)
        return rc;
    rc = write_start(cli, fd, start, guide);
    close(fd);
    said = ac_cli_tilde(cli->draft);
    snprintf(line, sizeof line, ac_tr_always("accord: stopped; your text is in %s"), said != NULL ? said : cli->draft);
    free(said);
    if (rc == AC_OK)
        rc = run_editor(cli);
    if (rc == AC_OK)
        rc = ac_file_read(out, cli->draft, TEXT_MAX, false, &cli->err);
    if (rc == AC_OK) {
        trim(out, true);
        rc = check_text(cli, out);
    }
    if ((rc == AC_OK && out->len == 0) || (rc != AC_OK && is_untouched(cli, start)))
        ac_edit_forget(cli); /* nothing to keep */
    else
        ac_stop_note(line);
    return rc;
}

/* --- texts that were kept when an editor, or what came after it, failed --- */

ac_rc ac_kept_texts(ac_cli *cli, ac_kept_text **out, size_t *out_n)
{
    ac_kept_text *list = NULL;
    size_t n = 0;

    *out = NULL;
    *out_n = 0;
    for (int i = 1; i <= DRAFTS_MAX; i++) {
        char *path = kept_path(cli, i);
        ac_kept_text *more;
        struct stat st;
        if (path == NULL || stat(path, &st) != 0 || !S_ISREG(st.st_mode)) {
            free(path);
            continue;
        }
        more = realloc(list, (n + 1) * sizeof *more);
        if (more == NULL) {
            free(path);
            ac_kept_texts_free(list, n);
            return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
        }
        list = more;
        list[n++] = (ac_kept_text){ i, path, (int64_t)st.st_mtim.tv_sec * 1000 };
    }
    *out = list;
    *out_n = n;
    return AC_OK;
}

void ac_kept_texts_free(ac_kept_text *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(list[i].path);
    free(list);
}

static ac_rc no_text(ac_cli *cli, int n)
{
    ac_rc rc = ac_fail(&cli->err, AC_EREF, "there is no text-%d any more", n);

    return ac_hint(&cli->err, rc, "accord draft list");
}

ac_rc ac_kept_text_read(ac_cli *cli, int n, ac_buf *out)
{
    char *path = kept_path(cli, n);
    ac_rc rc = path == NULL ? ac_fail(&cli->err, AC_ENOMEM, "out of memory") : ac_file_read(out, path, TEXT_MAX, false, &cli->err);

    if (path != NULL && rc != AC_OK && !ac_file_exists(path))
        rc = no_text(cli, n);
    free(path);
    if (rc == AC_OK)
        trim(out, true);
    return rc;
}

ac_rc ac_kept_text_drop(ac_cli *cli, int n)
{
    char *path = kept_path(cli, n);
    ac_rc rc = path == NULL ? ac_fail(&cli->err, AC_ENOMEM, "out of memory") : AC_OK;

    if (path != NULL && unlink(path) != 0)
        rc = errno == ENOENT ? no_text(cli, n) : ac_fail_errno(&cli->err, errno, N_("removed"), path);
    free(path);
    return rc;
}

static ac_rc read_stdin(ac_cli *cli, ac_buf *out)
{
    char piece[4096];
    size_t n;

    while ((n = fread(piece, 1, sizeof piece, stdin)) > 0) {
        ac_buf_put(out, piece, n);
        if (out->len > TEXT_MAX)
            return ac_fail(&cli->err, AC_EUSAGE, "the text on standard input is longer than any text may be");
    }
    if (ferror(stdin))
        return ac_fail(&cli->err, AC_EIO, "standard input cannot be read");
    return AC_OK;
}

ac_rc ac_text_from(ac_cli *cli, const char *option, const char *guide, ac_buf *out)
{
    const char *text = ac_opt(cli, option);
    ac_rc rc = AC_OK;

    ac_buf_clear(out);
    if (text == NULL && ac_can_ask(cli))
        return ac_edit(cli, NULL, guide, out);
    if (text == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "the text is missing: say it with --%s TEXT (--%s - reads standard input)",
                       option, option);
    if (strcmp(text, "-") == 0)
        rc = read_stdin(cli, out);
    else
        ac_buf_str(out, text);
    if (rc != AC_OK)
        return rc;
    trim(out, false);
    return check_text(cli, out);
}
