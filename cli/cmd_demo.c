/* cmd_demo.c - `demo`: an example partnership on real notebooks, to play with. */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cmds.h"
#include "cli/demo.h"
#include "cli/ref.h"
#include "core/file.h"

static const ac_demo *const demos[] = { &ac_demo_krk, &ac_demo_min, &ac_demo_cap };

static ac_rc which(ac_cli *cli, const ac_demo **out)
{
    const char *code = ac_arg(cli, 0);

    for (size_t i = 0; i < sizeof demos / sizeof *demos; i++)
        if (code == NULL || strcasecmp(code, demos[i]->code) == 0) {
            *out = demos[i];
            return AC_OK;
        }
    return ac_fail(&cli->err, AC_EUSAGE, "there is no example \"%s\". There are KRK, MIN and CAP", code);
}

static ac_rc must_be_empty(ac_cli *cli, const char *dir)
{
    DIR *d = opendir(dir);
    bool is_empty = true;

    if (d == NULL)
        return ac_fail(&cli->err, AC_EIO, "%s cannot be looked into: %s. Name another directory: --dir DIR", dir, strerror(errno));
    for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d))
        is_empty = is_empty && (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0);
    closedir(d);
    if (!is_empty)
        return ac_fail(&cli->err, AC_ESTATE, "%s is not empty; nothing was laid out. Name a new directory: --dir DIR", dir);
    return AC_OK;
}

/* --dir DIR, else a new one below $TMPDIR or /tmp; absolute. */
static ac_rc place(ac_cli *cli, const ac_demo *demo, char out[PATH_MAX])
{
    const char *dir = ac_opt(cli, "dir"), *below = getenv("TMPDIR");
    char made[PATH_MAX];
    ac_rc rc;

    if (dir == NULL) {
        int n = snprintf(made, sizeof made, "%s/accord-%s-XXXXXX", below != NULL && *below == '/' ? below : "/tmp", demo->code);
        if (n < 0 || (size_t)n >= sizeof made || mkdtemp(made) == NULL)
            return ac_fail(&cli->err, AC_EIO, "no new directory could be made in %s: %s. Name one: --dir DIR",
                           below != NULL ? below : "/tmp", strerror(errno));
        dir = made;
    } else {
        rc = ac_dir_make(dir, &cli->err);
        if (rc == AC_OK)
            rc = must_be_empty(cli, dir);
        if (rc != AC_OK)
            return rc;
    }
    if (realpath(dir, out) == NULL)
        return ac_fail(&cli->err, AC_EIO, "%s cannot be found: %s", dir, strerror(errno));
    if (strlen(out) > 3900 || strchr(out, '\'') != NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "the directory of an example needs a shorter name, without quotes: --dir DIR");
    return AC_OK;
}

static void chapter(void *ctx, const char *text)
{
    ac_talk(ctx, "  %s\n", text);
}

static ac_rc show(ac_cli *cli, const ac_stage *stage, const char *code, const char *now, const char *line)
{
    ac_typed typed;
    int status = 0;
    ac_rc rc = ac_typed_split(&typed, line, &cli->err);

    if (rc == AC_OK)
        rc = ac_stage_show(stage, code, now, &typed, &status, &cli->err);
    ac_typed_free(&typed);
    if (rc == AC_OK && status != 0)
        rc = ac_fail(&cli->err, AC_EFAIL, "accord %s of %s ended with %d", line, code, status);
    return rc;
}

/* Audits one notebook; its fingerprint must be that of the others. */
static ac_rc prove(ac_cli *cli, const ac_stage *stage, const char *code, const char *now, char history[65], int64_t *out_count)
{
    ac_typed typed;
    ac_buf out = { 0 }, errors = { 0 };
    char mine[65] = "";
    const char *at;
    int status = 0;
    ac_rc rc = ac_typed_split(&typed, "audit --json", &cli->err);

    if (rc == AC_OK)
        rc = ac_stage_run(stage, code, now, &typed, &out, &errors, &status, &cli->err);
    ac_typed_free(&typed);
    at = strstr(ac_buf_text(&out), "\"history\":\"");
    if (at != NULL)
        snprintf(mine, sizeof mine, "%.64s", at + 11);
    at = strstr(ac_buf_text(&out), "\"changes\":");
    *out_count = at != NULL ? strtoll(at + 10, NULL, 10) : 0;
    if (rc == AC_OK && (status != 0 || strlen(mine) != 64))
        rc = ac_fail(&cli->err, AC_EPROOF, "the history of %s does not prove itself: %s", code, ac_buf_text(&errors));
    if (rc == AC_OK && *history == '\0')
        memcpy(history, mine, 65);
    if (rc == AC_OK && strcmp(history, mine) != 0)
        rc = ac_fail(&cli->err, AC_EPROOF, "%s holds another history than the others", code);
    ac_buf_free(&out);
    ac_buf_free(&errors);
    return rc;
}

static ac_rc prove_all(ac_cli *cli, const ac_demo *demo, const ac_stage *stage, const char *now)
{
    char history[65] = "", fingerprint[AC_FINGERPRINT_SIZE];
    uint8_t bytes[32];
    int64_t count = 0;
    ac_rc rc = AC_OK;

    for (const ac_demo_org *o = demo->orgs; rc == AC_OK && o->code != NULL; o++) {
        rc = prove(cli, stage, o->code, now, history, &count);
        if (rc == AC_OK)
            ac_out(cli, ac_plural("  %-6s %5lld record, every one proven\n", "  %-6s %5lld records, every one proven\n", (unsigned long)count),
                   o->code, (long long)count);
    }
    if (rc == AC_OK && ac_unhex(bytes, 32, history, 64)) {
        ac_fingerprint(fingerprint, bytes);
        ac_out(cli, AC_GOOD "✓ All hold the same history." AC_END " Fingerprint %s\n", fingerprint);
    }
    return rc;
}

static void farewell(ac_cli *cli, const ac_demo *demo, const char *dir)
{
    const char *hub = demo->orgs[0].code;

    ac_out(cli, "\nThe notebooks lie in %s, one an organisation. Play with them:\n", dir);
    ac_out(cli, "  accord -N %s/%s\n", dir, hub);
    ac_out(cli, "  accord -N %s/%s %s\n", dir, hub, demo->try);
    ac_out(cli, "  accord -N %s/%s audit\n", dir, demo->orgs[2].code);
}

ac_rc ac_cmd_demo(ac_cli *cli)
{
    const ac_demo *demo = NULL;
    char dir[PATH_MAX], program[PATH_MAX], now[32];
    ac_stage stage = { .program = program, .dir = dir };
    ac_demo_count count;
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    ac_rc rc = which(cli, &demo);

    if (rc == AC_OK && n <= 0)
        rc = ac_fail(&cli->err, AC_EFAIL, "accord does not find its own file: %s", strerror(errno));
    if (rc == AC_OK)
        rc = place(cli, demo, dir);
    if (rc != AC_OK)
        return rc;
    program[n] = '\0';
    snprintf(now, sizeof now, "%s", ac_opt(cli, "now") != NULL ? ac_opt(cli, "now") : demo->now);
    ac_talk(cli, "%s\n%s\n", demo->title, demo->about);
    rc = ac_demo_play(demo, &stage, chapter, cli, &count, &cli->err);
    if (rc != AC_OK)
        return ac_hint(&cli->err, rc, _("what was laid out until then is in %s"), dir);
    ac_talk(cli,
            ac_plural("%d command ran; in the last of %d rounds nothing was left to exchange.\n\n",
                      "%d commands ran; in the last of %d rounds nothing was left to exchange.\n\n", (unsigned)count.processes),
            count.processes, count.rounds);
    if (cli->json) {
        ac_jsonl j;
        ac_json_line(cli, &j, "accord.demo/1");
        ac_jsonl_str(&j, "partnership", demo->code);
        ac_jsonl_str(&j, "dir", dir);
        ac_jsonl_int(&j, "commands", count.processes);
        ac_jsonl_end(&j);
        return AC_OK;
    }
    ac_out(cli, "What %s sees on %s:\n", demo->orgs[0].code, now);
    rc = show(cli, &stage, demo->orgs[0].code, now, "board --no-pager");
    if (rc == AC_OK) {
        ac_out(cli, "\nWho has what, by their own receipts:\n");
        rc = show(cli, &stage, demo->orgs[0].code, now, "status");
    }
    if (rc == AC_OK) {
        int orgs = 0;
        while (demo->orgs[orgs].code != NULL)
            orgs++;
        ac_out(cli, ac_plural("\nThe proof, on %d notebook:\n", "\nThe proof, on all %d notebooks:\n", (unsigned)orgs), orgs);
        rc = prove_all(cli, demo, &stage, now);
    }
    if (rc == AC_OK)
        farewell(cli, demo, ac_opt(cli, "dir") != NULL ? ac_opt(cli, "dir") : dir);
    return rc;
}
