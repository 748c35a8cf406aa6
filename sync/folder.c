/* folder.c - a directory that something else keeps in step, as a mailbox of sealed bundles. */
#include "sync/folder.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/receipt.h"

#define ENDING ".accord"

typedef struct {
    ac_notebook *nb;
    const char *dir;
    const ac_space *only;
    ac_folder_fn *each;
    void *ctx;
    ac_folder_report *out;
} mailbox;

/* city-7f3a09c2-51d2e0aa.accord: organisation, laptop, partnership. */
static void own_name(ac_notebook *nb, const ac_space *space, char *out, size_t size)
{
    const ac_me *me = ac_notebook_me(nb);
    char device[9], which[9];

    ac_hex(device, me->device.b, 4);
    ac_hex(which, space->b, 4);
    snprintf(out, size, "%s-%s-%s" ENDING, me->code, device, which);
    for (char *c = out; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
}

static bool is_own_name(ac_notebook *nb, const char *name)
{
    char own[64];
    ac_space any = { { 0 } };

    own_name(nb, &any, own, sizeof own);
    return strncmp(own, name, strlen(own) - strlen("00000000" ENDING)) == 0; /* whatever the partnership */
}

/* --- taking --- */

static bool may_be_a_bundle(const char *name)
{
    size_t n = strlen(name), e = strlen(ENDING);

    return name[0] != '.' && n > e && strcmp(name + n - e, ENDING) == 0;
}

/* False: not a plain file, gone meanwhile, or no bundle by how it begins. */
static bool hash_of(const char *path, uint8_t out[32])
{
    uint8_t piece[65536];
    struct stat st;
    ac_hash h;
    ssize_t n = -1;
    bool begins = false;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    if (fd < 0)
        return false;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        ac_hash_begin(&h, NULL);
        while ((n = read(fd, piece, sizeof piece)) > 0) {
            begins = begins || ac_bundle_is(piece, (size_t)n);
            if (!begins)
                break;
            ac_hash_add(&h, piece, (size_t)n);
        }
        ac_hash_end(&h, out);
    }
    close(fd);
    return n == 0 && begins;
}

static void note_sender(ac_folder_report *r, const char *code)
{
    for (size_t i = 0; i < r->nsenders; i++)
        if (strcmp(r->senders[i], code) == 0)
            return;
    if (code[0] != '\0' && r->nsenders < AC_FOLDER_SENDERS_MAX)
        snprintf(r->senders[r->nsenders++], sizeof r->senders[0], "%s", code);
}

static ac_rc remember(mailbox *m, const uint8_t hash[32], ac_err *err)
{
    ac_world *world = ac_notebook_world(m->nb);
    ac_rc rc = ac_notebook_begin(m->nb, err);

    if (rc == AC_OK)
        rc = ac_taken_put(ac_notebook_store(m->nb), hash, world->wall_ms(world), err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(m->nb, err);
    ac_notebook_rollback(m->nb);
    return rc;
}

/* Trouble that is the file's, not the notebook's: it is named, and the others are taken all the same. */
static bool is_of_the_file(ac_rc rc)
{
    return rc == AC_EREFUSED || rc == AC_EPART || rc == AC_ECORRUPT || rc == AC_EINVALID || rc == AC_EANCESTOR || rc == AC_EREF;
}

/* What came of one file, told at the end: it may be looked at more than once. */
typedef struct {
    char *name;
    ac_import_report report;
    ac_rc rc;
    char why[300];
    bool is_bad;
} letter;

static ac_rc take_one(mailbox *m, letter *l, bool *out_gained, ac_err *err)
{
    char *path = ac_path(m->dir, l->name);
    ac_import_report report = { .small = -1 };
    uint8_t hash[32];
    bool known = false;
    ac_err why = { AC_OK, "", "" };
    ac_rc rc = path != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory"), read;

    l->is_bad = false;
    if (rc != AC_OK || !hash_of(path, hash))
        goto done;
    rc = ac_taken_has(ac_notebook_store(m->nb), hash, &known, err);
    if (rc != AC_OK || known)
        goto done;
    read = ac_bundle_read(m->nb, path, false, &report, &why);
    if (read == AC_EREFUSED && report.is_not_ours)
        goto done; /* for others; it may be for us once we are in that partnership */
    if (read != AC_OK && !is_of_the_file(read)) {
        rc = ac_fail(err, read, "%s", why.text);
        goto done;
    }
    m->out->records += report.taken;
    *out_gained = *out_gained || report.taken > 0;
    note_sender(m->out, report.sender);
    if (read == AC_OK) {
        m->out->took++;
        rc = remember(m, hash, err);
        m->each(m->ctx, l->name, &report, read, "");
    } else {
        l->is_bad = true;
        l->report = report;
        l->rc = read;
        snprintf(l->why, sizeof l->why, "%.299s", why.text);
    }
done:
    free(path);
    return rc;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const letter *)a)->name, ((const letter *)b)->name);
}

static ac_rc letters_in(mailbox *m, letter **out, size_t *out_n, ac_err *err)
{
    DIR *d = opendir(m->dir);
    ac_rc rc = AC_OK;

    *out = NULL;
    *out_n = 0;
    if (d == NULL)
        return ac_fail_errno(err, errno, N_("read"), m->dir);
    *out = calloc(AC_FOLDER_FILES_MAX, sizeof **out);
    if (*out == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    for (const struct dirent *e = readdir(d); rc == AC_OK && e != NULL; e = readdir(d)) {
        if (!may_be_a_bundle(e->d_name) || is_own_name(m->nb, e->d_name))
            continue;
        if (*out_n == AC_FOLDER_FILES_MAX)
            rc = ac_fail(err, AC_EREFUSED, "%s holds more than %d files of accord: use a directory of its own", m->dir,
                         AC_FOLDER_FILES_MAX);
        else if (((*out)[*out_n].name = strdup(e->d_name)) == NULL)
            rc = ac_fail(err, AC_ENOMEM, "out of memory");
        else
            ++*out_n;
    }
    closedir(d);
    if (rc == AC_OK)
        qsort(*out, *out_n, sizeof **out, by_name);
    return rc;
}

/* One file may rest on what another brings: again, as long as something came and something was refused. */
static ac_rc take_all(mailbox *m, ac_err *err)
{
    letter *list = NULL;
    size_t n = 0;
    bool gained = true, any_bad = true;
    ac_rc rc = letters_in(m, &list, &n, err);

    while (rc == AC_OK && gained && any_bad) {
        gained = any_bad = false;
        for (size_t i = 0; rc == AC_OK && i < n; i++) {
            rc = take_one(m, &list[i], &gained, err);
            any_bad = any_bad || list[i].is_bad;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (rc == AC_OK && list[i].is_bad) {
            m->out->bad++;
            m->each(m->ctx, list[i].name, &list[i].report, list[i].rc, list[i].why);
        }
        free(list[i].name);
    }
    free(list);
    return rc;
}

/* --- writing --- */

/* Is there anybody else in this space who could read it? */
static ac_rc has_readers(ac_notebook *nb, const ac_partnership *p, bool *out, ac_err *err)
{
    const ac_state *state;
    int goes_on = 0;
    ac_rc rc = ac_notebook_state(nb, p->space, &state, err);

    for (int o = 0; rc == AC_OK && o < state->norgs; o++)
        for (int d = 0; state->orgs[o].is_member && d < state->orgs[o].ndevices; d++)
            goes_on += state->orgs[o].devices[d].goes_on;
    *out = goes_on > 1;
    return rc;
}

/* What was written there last: up to which record, and the hash of the file. It is written again when it was
 * lost or altered. */
static void setting_of(const char *path, char out[96])
{
    char *whole = realpath(path, NULL);
    uint8_t hash[32];
    ac_hash h;

    ac_hash_begin(&h, NULL);
    ac_hash_add(&h, whole != NULL ? whole : path, strlen(whole != NULL ? whole : path));
    ac_hash_end(&h, hash);
    memcpy(out, "folder:", 7);
    ac_hex(out + 7, hash, 32);
    free(whole);
}

static ac_rc written_up_to(mailbox *m, const char *path, ac_n *out, ac_err *err)
{
    char key[96], hex[AC_HEX_SIZE] = "", now[AC_HEX_SIZE];
    ac_buf was = { 0 };
    uint8_t hash[32];
    long long n = 0;
    bool found = false;
    ac_rc rc;

    *out = 0;
    if (!hash_of(path, hash))
        return AC_OK;
    setting_of(path, key);
    rc = ac_setting_get(ac_notebook_store(m->nb), key, &was, &found, err);
    ac_hex(now, hash, 32);
    if (rc == AC_OK && found && sscanf(ac_buf_text(&was), "%lld %64s", &n, hex) == 2 && strcmp(hex, now) == 0)
        *out = n;
    ac_buf_free(&was);
    return rc;
}

static ac_rc note_written(mailbox *m, const char *path, ac_n upto, ac_err *err)
{
    char key[96], hex[AC_HEX_SIZE];
    ac_buf value = { 0 };
    uint8_t hash[32];
    ac_rc rc;

    if (!hash_of(path, hash))
        return AC_OK; /* taken away already: written again the next time */
    setting_of(path, key);
    ac_hex(hex, hash, 32);
    ac_buf_printf(&value, "%lld %s", (long long)upto, hex);
    rc = value.failed ? ac_fail(err, AC_ENOMEM, "out of memory") : ac_notebook_begin(m->nb, err);
    if (rc == AC_OK)
        rc = ac_setting_put(ac_notebook_store(m->nb), key, ac_buf_text(&value), err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(m->nb, err);
    ac_notebook_rollback(m->nb);
    ac_buf_free(&value);
    return rc;
}

static ac_rc write_one(mailbox *m, const ac_partnership *p, ac_err *err)
{
    char name[64], *path;
    ac_export_report report;
    ac_export what = { .is_replaced = true, .if_any = true };
    bool readers = false;
    ac_rc rc = has_readers(m->nb, p, &readers, err);

    if (rc != AC_OK || !readers)
        return rc;
    own_name(m->nb, &p->id, name, sizeof name);
    what.path = path = ac_path(m->dir, name);
    rc = path != NULL ? written_up_to(m, path, &what.since, err) : ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_bundle_write(m->nb, p, &what, &report, err);
    if (rc == AC_OK && report.path[0] != '\0') {
        m->out->wrote++;
        if ((int)report.recipients > m->out->partners)
            m->out->partners = (int)report.recipients;
        rc = note_written(m, path, report.newest, err);
    }
    free(path);
    return rc;
}

static ac_rc write_all(mailbox *m, ac_err *err)
{
    ac_partnership *list = NULL;
    size_t n = 0;
    ac_rc rc = ac_query_partnerships(m->nb, true, &list, &n, err);

    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if ((list[i].is_own || list[i].is_member) && (m->only == NULL || ac_space_eq(list[i].id, *m->only)))
            rc = write_one(m, &list[i], err);
    free(list);
    return rc;
}

ac_rc ac_folder_sync(ac_notebook *nb, const char *dir, const ac_space *only, ac_folder_fn *each, void *ctx, ac_folder_report *out,
                     ac_err *err)
{
    mailbox m = { nb, dir, only, each, ctx, out };
    ac_rc rc;

    *out = (ac_folder_report){ 0 };
    rc = take_all(&m, err);
    return rc == AC_OK ? write_all(&m, err) : rc;
}
