/* demo.c - plays the script of an example partnership: founding, entering, acting, meeting. */
#include "cli/demo.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/date.h"
#include "core/file.h"

#define NAMES_MAX 64
#define ROUNDS_MAX 12

typedef struct {
    const ac_demo *demo;
    const ac_stage *stage;
    int64_t clock_ms;
    char now[32];
    struct {
        char name[8], ref[64];
    } names[NAMES_MAX];
    size_t nnames;
    ac_demo_count count;
} play;

/* --- the clock of the story --- */

static ac_rc clock_set(play *p, const char *text, ac_err *err)
{
    char day[11];
    ac_date date;
    int hour, minute, used = 0;

    if (sscanf(text, "%10s %2d:%2d%n", day, &hour, &minute, &used) != 3 || text[used] != '\0' || !ac_date_of_iso(&date, day))
        return ac_fail(err, AC_EUSAGE, "the example says a time that is none: %s", text);
    p->clock_ms = (ac_date_days(date) * 1440 + hour * 60 + minute) * 60000;
    return AC_OK;
}

/* A minute later; the time as --now wants it. */
static const char *tick(play *p)
{
    int64_t minutes = p->clock_ms / 60000;
    char day[AC_DATE_ISO_SIZE];

    ac_date_iso(day, ac_date_of_days(minutes / 1440));
    snprintf(p->now, sizeof p->now, "%sT%02d:%02d:00Z", day, (int)(minutes % 1440 / 60), (int)(minutes % 60));
    p->clock_ms += 60000;
    return p->now;
}

/* --- what commands answer --- */

/* The text after `"key":"` from `at` on; false: it is not there. */
static bool said_text(const char *at, const char *key, char *out, size_t size)
{
    char pattern[64];
    const char *found;
    size_t n;

    snprintf(pattern, sizeof pattern, "\"%s\":\"", key);
    found = strstr(at, pattern);
    if (found == NULL)
        return false;
    found += strlen(pattern);
    n = strcspn(found, "\"");
    if (n >= size)
        return false;
    memcpy(out, found, n);
    out[n] = '\0';
    return true;
}

/* All numbers after `"key":`, added up. */
static int64_t said_sum(const char *text, const char *key)
{
    char pattern[64];
    int64_t sum = 0;

    snprintf(pattern, sizeof pattern, "\"%s\":", key);
    for (const char *at = strstr(text, pattern); at != NULL; at = strstr(at + 1, pattern))
        sum += strtoll(at + strlen(pattern), NULL, 10);
    return sum;
}

static ac_rc run(play *p, const char *code, ac_typed *typed, ac_buf *out, ac_err *err)
{
    ac_buf errors = { 0 };
    int status = 0;
    ac_rc rc = ac_typed_add(typed, "--yes", err);

    if (rc == AC_OK)
        rc = ac_stage_run(p->stage, code, tick(p), typed, out, &errors, &status, err);
    p->count.processes++;
    if (errors.len > 0 && errors.p[errors.len - 1] == '\n')
        errors.p[--errors.len] = '\0';
    if (rc == AC_OK && (status != 0 || (out != NULL && out->failed)))
        rc = ac_fail(err, AC_EFAIL, "the example stopped: accord %s %s, for %s, ended with %d: %s", typed->words[0],
                     typed->n > 1 ? typed->words[1] : "", code, status, ac_buf_text(&errors));
    ac_buf_free(&errors);
    return rc;
}

/* A command from words that stand in a format. */
static ac_rc say(play *p, const char *code, ac_buf *out, ac_err *err, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
static ac_rc say(play *p, const char *code, ac_buf *out, ac_err *err, const char *format, ...)
{
    char line[8192];
    ac_typed typed;
    va_list ap;
    int n;
    ac_rc rc;

    va_start(ap, format);
    n = vsnprintf(line, sizeof line, format, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof line)
        return ac_fail(err, AC_EUSAGE, "the directory of the example has too long a name");
    rc = ac_typed_split(&typed, line, err);
    if (rc == AC_OK)
        rc = run(p, code, &typed, out, err);
    ac_typed_free(&typed);
    return rc;
}

/* --- names of records --- */

static const char *name_ref(const play *p, const char *name, size_t n)
{
    for (size_t i = 0; i < p->nnames; i++)
        if (strlen(p->names[i].name) == n && memcmp(p->names[i].name, name, n) == 0)
            return p->names[i].ref;
    return NULL;
}

static ac_rc name_put(play *p, const char *name, size_t n, const char *answer, ac_err *err)
{
    if (p->nnames == NAMES_MAX || n >= sizeof p->names->name ||
        !said_text(answer, "ref", p->names[p->nnames].ref, sizeof p->names->ref))
        return ac_fail(err, AC_EFAIL, "the example lost the reference of %.*s", (int)n, name);
    snprintf(p->names[p->nnames++].name, sizeof p->names->name, "%.*s", (int)n, name);
    return AC_OK;
}

/* {C1} and {D} put into one word. */
static ac_rc fill(play *p, char **word, ac_err *err)
{
    ac_buf text = { 0 }, *out = &text;

    for (const char *at = *word; *at != '\0';) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        const char *what = NULL;
        if (end != NULL)
            what = end - at == 2 && at[1] == 'D' ? p->stage->dir : name_ref(p, at + 1, (size_t)(end - at - 1));
        if (*at == '{' && what == NULL) {
            ac_buf_free(&text);
            return ac_fail(err, AC_EUSAGE, "the example names something it has not made yet: %.20s", at);
        }
        if (what != NULL) {
            ac_buf_str(out, what);
            at = end + 1;
        } else {
            ac_buf_put(out, at++, 1);
        }
    }
    if (text.failed || text.p == NULL) {
        ac_buf_free(&text);
        return text.failed ? ac_fail(err, AC_ENOMEM, "out of memory") : AC_OK; /* an empty word stays */
    }
    free(*word);
    *word = (char *)text.p;
    return AC_OK;
}

/* The full id of the text that waits for this organisation's signature: another text, else the offer. */
static ac_rc text_that_waits(play *p, const char *code, const char *ref, char id[65], ac_err *err)
{
    ac_buf list = { 0 };
    char pattern[96];
    const char *line;
    ac_rc rc = say(p, code, &list, err, "list --json=ref,terms,open");

    snprintf(pattern, sizeof pattern, "\"ref\":\"%s\"", ref);
    line = rc == AC_OK ? strstr(ac_buf_text(&list), pattern) : NULL;
    if (rc == AC_OK && line == NULL)
        rc = ac_fail(err, AC_EFAIL, "the example: %s does not hold %s", code, ref);
    if (rc == AC_OK) {
        const char *open = strstr(line, "\"open\":["), *end = line + strcspn(line, "\n");
        if (open != NULL && open < end && open[8] == '"')
            snprintf(id, 65, "%.64s", open + 9);
        else if (!said_text(line, "terms", id, 65))
            rc = ac_fail(err, AC_EFAIL, "the example: no text of %s waits", ref);
    }
    ac_buf_free(&list);
    return rc;
}

/* The full id of the agreement as it stands there. */
static ac_rc agreement_that_waits(play *p, const char *code, char id[65], ac_err *err)
{
    ac_buf out = { 0 };
    ac_rc rc = say(p, code, &out, err, "agree --json");

    if (rc == AC_OK && !said_text(ac_buf_text(&out), "terms", id, 65))
        rc = ac_fail(err, AC_EFAIL, "the example: %s sees no agreement", code);
    ac_buf_free(&out);
    return rc;
}

/* --- steps --- */

static ac_rc act(play *p, const char *step, ac_err *err)
{
    size_t n = strcspn(step, ":");
    char code[8], id[65];
    const char *line = step + n + 1, *name = NULL, *equals;
    size_t name_n = 0;
    ac_buf out = { 0 };
    ac_typed typed = { 0 };
    ac_rc rc;

    snprintf(code, sizeof code, "%.*s", (int)n, step);
    line += strspn(line, " ");
    equals = strstr(line, " = ");
    if (equals != NULL && equals == line + strcspn(line, " ")) {
        name = line;
        name_n = (size_t)(equals - line);
        line = equals + 3;
    }
    rc = ac_typed_split(&typed, line, err);
    for (int i = 0; rc == AC_OK && i < typed.n; i++)
        rc = fill(p, &typed.words[i], err);
    if (rc == AC_OK && strcmp(typed.words[0], "sign") == 0) {
        rc = text_that_waits(p, code, typed.words[1], id, err);
        if (rc == AC_OK)
            rc = ac_typed_add(&typed, "--terms", err);
        if (rc == AC_OK)
            rc = ac_typed_add(&typed, id, err);
    }
    if (rc == AC_OK && typed.n > 1 && strcmp(typed.words[0], "agree") == 0 && strcmp(typed.words[1], "--sign") == 0) {
        rc = agreement_that_waits(p, code, id, err);
        if (rc == AC_OK)
            rc = ac_typed_add(&typed, "--terms", err);
        if (rc == AC_OK)
            rc = ac_typed_add(&typed, id, err);
    }
    if (rc == AC_OK)
        rc = ac_typed_add(&typed, "--json", err);
    if (rc == AC_OK)
        rc = run(p, code, &typed, &out, err);
    if (rc == AC_OK && name != NULL)
        rc = name_put(p, name, name_n, ac_buf_text(&out), err);
    ac_typed_free(&typed);
    ac_buf_free(&out);
    return rc;
}

/* --- meeting --- */

/* A file from one to another, and gone again. */
static ac_rc carry(play *p, const char *from, const char *to, int64_t *moved, ac_err *err)
{
    char path[4200];
    ac_buf out = { 0 };
    ac_rc rc;

    snprintf(path, sizeof path, "%s/files/stick.accord", p->stage->dir);
    rc = say(p, from, NULL, err, "export --for %s --to '%s'", to, path);
    if (rc == AC_OK)
        rc = say(p, to, &out, err, "import '%s' --json", path);
    if (rc == AC_OK)
        *moved += said_sum(ac_buf_text(&out), "new");
    unlink(path);
    ac_buf_free(&out);
    return rc;
}

static ac_rc round_of(play *p, int64_t *moved, ac_err *err)
{
    const char *hub = p->demo->orgs[0].code;
    ac_server server;
    ac_err end;
    ac_rc rc = ac_server_start(&server, p->stage, hub, tick(p), err), ended;

    if (rc != AC_OK)
        return rc;
    for (const ac_demo_org *o = p->demo->orgs + 1; rc == AC_OK && o->code != NULL; o++) {
        ac_buf out = { 0 };
        if (!o->is_by_file)
            rc = say(p, o->code, &out, err, "sync --to %s %s --json", server.address, hub);
        *moved += said_sum(ac_buf_text(&out), "sent") + said_sum(ac_buf_text(&out), "got");
        ac_buf_free(&out);
    }
    for (const ac_demo_org *o = p->demo->orgs + 1; rc == AC_OK && o->code != NULL; o++) {
        if (!o->is_by_file)
            continue;
        rc = carry(p, o->through != NULL ? o->through : hub, o->code, moved, err);
        if (rc == AC_OK)
            rc = carry(p, o->code, o->through != NULL ? o->through : hub, moved, err);
    }
    ended = ac_server_stop(&server, &end);
    if (rc == AC_OK && ended != AC_OK) {
        *err = end;
        rc = ended;
    }
    return rc;
}

/* --- founding --- */

static ac_rc enter(play *p, const ac_demo_org *o, const ac_server *server, ac_err *err)
{
    const char *hub = p->demo->orgs[0].code;
    char file[4200], reply[4220];
    int64_t moved = 0;
    ac_rc rc;

    snprintf(file, sizeof file, "%s/files/%s.accord-invite", p->stage->dir, o->code);
    snprintf(reply, sizeof reply, "%s.reply", file);
    if (o->is_by_file) {
        rc = say(p, hub, NULL, err, "invite --file '%s' --role %s", file, o->role);
        if (rc == AC_OK)
            rc = say(p, o->code, NULL, err, "join '%s' --by-file", file);
        if (rc == AC_OK)
            rc = say(p, hub, NULL, err, "import '%s'", reply);
        if (rc == AC_OK)
            rc = carry(p, hub, o->code, &moved, err);
    } else {
        rc = say(p, hub, NULL, err, "invite --file '%s' --role %s --address %s", file, o->role, server->address);
        if (rc == AC_OK)
            rc = say(p, o->code, NULL, err, "join '%s'", file);
    }
    unlink(file); /* used up */
    unlink(reply);
    if (rc == AC_OK && strcmp(o->role, "partner") == 0)
        rc = say(p, hub, NULL, err, "partner verify %s", o->code);
    if (rc == AC_OK && strcmp(o->role, "partner") == 0)
        rc = say(p, o->code, NULL, err, "partner verify %s", hub);
    return rc;
}

static ac_rc files_write(const ac_demo *demo, const ac_stage *stage, ac_err *err)
{
    char path[4200];
    ac_rc rc = AC_OK;

    for (const ac_demo_file *f = demo->files; rc == AC_OK && f->name != NULL; f++) {
        snprintf(path, sizeof path, "%s/files/%s", stage->dir, f->name);
        rc = ac_file_write_new(path, f->text, strlen(f->text), err);
    }
    return rc;
}

static ac_rc found(play *p, ac_err *err)
{
    const ac_demo_org *hub = p->demo->orgs;
    char path[4200];
    ac_server server;
    ac_err end;
    ac_rc rc, ended;

    snprintf(path, sizeof path, "%s/files", p->stage->dir);
    rc = ac_dir_make(path, err);
    if (rc == AC_OK)
        rc = files_write(p->demo, p->stage, err);
    for (const ac_demo_org *o = hub; rc == AC_OK && o->code != NULL; o++) {
        snprintf(path, sizeof path, "%s/%s.state", p->stage->dir, o->code);
        rc = ac_dir_make(path, err);
        if (rc == AC_OK)
            rc = say(p, o->code, NULL, err, "init --org '%s' --code %s --sector %s --no-passphrase", o->name, o->code, o->sector);
    }
    if (rc == AC_OK)
        rc = say(p, hub->code, NULL, err, "partnership start '%s' --code %s", p->demo->title, p->demo->code);
    if (rc == AC_OK)
        rc = ac_server_start(&server, p->stage, hub->code, tick(p), err);
    if (rc != AC_OK)
        return rc;
    for (const ac_demo_org *o = hub + 1; rc == AC_OK && o->code != NULL; o++)
        rc = enter(p, o, &server, err);
    ended = ac_server_stop(&server, &end);
    if (rc == AC_OK && ended != AC_OK) {
        *err = end;
        rc = ended;
    }
    return rc;
}

/* Rounds until one moves nothing. */
static ac_rc meet(play *p, ac_err *err)
{
    int64_t moved = 1;
    ac_rc rc = AC_OK;

    for (p->count.rounds = 0; rc == AC_OK && moved > 0; p->count.rounds++) {
        moved = 0;
        rc = p->count.rounds < ROUNDS_MAX ? round_of(p, &moved, err)
                                          : ac_fail(err, AC_EFAIL, "the example's notebooks still exchange after %d rounds", ROUNDS_MAX);
    }
    return rc;
}

ac_rc ac_demo_play(const ac_demo *demo, const ac_stage *stage, void (*said)(void *ctx, const char *chapter), void *ctx,
                   ac_demo_count *out, ac_err *err)
{
    play *p = calloc(1, sizeof *p);
    ac_rc rc;

    if (p == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    p->demo = demo;
    p->stage = stage;
    rc = clock_set(p, demo->founded, err);
    if (rc == AC_OK)
        rc = found(p, err);
    for (const char *const *step = demo->steps; rc == AC_OK && *step != NULL; step++) {
        if (strncmp(*step, "# ", 2) == 0)
            said(ctx, *step + 2);
        else if (strncmp(*step, "@ ", 2) == 0)
            rc = clock_set(p, *step + 2, err);
        else if (strcmp(*step, "meet") == 0)
            rc = meet(p, err);
        else
            rc = act(p, *step, err);
    }
    *out = p->count;
    free(p);
    return rc;
}
