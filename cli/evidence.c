/* evidence.c - files that show something: their fingerprint travels, they stay where they are. */
#include "cli/evidence.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/typed.h"
#include "core/crypto.h"
#include "core/file.h"

/* By its name, as people see it; the receiver decides by nothing. */
static const char *media_type(const char *name)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
        { ".pdf", "application/pdf" }, { ".png", "image/png" },  { ".jpg", "image/jpeg" },       { ".jpeg", "image/jpeg" },
        { ".txt", "text/plain" },      { ".csv", "text/csv" },   { ".html", "text/html" },       { ".json", "application/json" },
        { ".xml", "application/xml" }, { ".zip", "application/zip" },
        { ".odt", "application/vnd.oasis.opendocument.text" },
        { ".ods", "application/vnd.oasis.opendocument.spreadsheet" },
        { ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    };
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot != NULL && i < sizeof types / sizeof *types; i++)
        if (strcasecmp(types[i].ending, dot) == 0)
            return types[i].type;
    return "application/octet-stream";
}

void ac_size_said(char out[AC_SIZE_SAID], int64_t bytes)
{
    static const struct {
        int64_t unit;
        const char *name;
    } units[] = { { INT64_C(1) << 20, N_("MB") }, { INT64_C(1) << 10, N_("kB") } };

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        int64_t tenths = bytes * 10 / units[i].unit;
        if (tenths < 10)
            continue;
        if (tenths >= 100)
            snprintf(out, AC_SIZE_SAID, "%lld %s", (long long)(tenths / 10), _(units[i].name));
        else
            snprintf(out, AC_SIZE_SAID, "%lld.%lld %s", (long long)(tenths / 10), (long long)(tenths % 10), _(units[i].name));
        return;
    }
    snprintf(out, AC_SIZE_SAID, ac_plural("%lld byte", "%lld bytes", (unsigned long)bytes), (long long)bytes);
}

static ac_rc hash_file(const char *path, int64_t *out_bytes, uint8_t out[32], ac_err *err)
{
    uint8_t piece[65536];
    char size[AC_SIZE_SAID];
    struct stat st;
    ac_hash h;
    ssize_t n = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ac_rc rc = AC_OK;

    if (fd < 0)
        return ac_fail(err, AC_EIO, "the file %s cannot be read: %s", path, strerror(errno));
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        rc = ac_fail(err, AC_EUSAGE, "%s is not a plain file", path);
    else if (st.st_size == 0)
        rc = ac_fail(err, AC_EUSAGE, "the file %s is empty: it shows nothing", path);
    else if (st.st_size > AC_EVIDENCE_MAX) {
        ac_size_said(size, st.st_size);
        rc = ac_fail(err, AC_EUSAGE, "the file %s has %s; 64 MiB is the most for one file", path, size);
    }
    *out_bytes = 0;
    ac_hash_begin(&h, NULL);
    while (rc == AC_OK && (n = read(fd, piece, sizeof piece)) > 0) {
        ac_hash_add(&h, piece, (size_t)n);
        *out_bytes += n;
        if (*out_bytes > AC_EVIDENCE_MAX)
            rc = ac_fail(err, AC_EUSAGE, "%s grows while it is read", path);
    }
    ac_hash_end(&h, out);
    if (rc == AC_OK && n < 0)
        rc = ac_fail(err, AC_EIO, "the file %s cannot be read: %s", path, strerror(errno));
    close(fd);
    return rc;
}

ac_rc ac_evidence_put(ac_json *list, const char *path, ac_err *err)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    ac_json *one;
    uint8_t hash[32];
    int64_t bytes;
    bool good;
    ac_rc rc = hash_file(path, &bytes, hash, err);

    if (rc == AC_OK)
        rc = ac_title_check(_("the name of the file"), name, strlen(name), err);
    if (rc != AC_OK)
        return rc;
    one = ac_json_object();
    good = ac_json_set_int(one, "bytes", bytes);
    good = ac_json_set_hex(one, "hash", hash, 32) && good;
    good = ac_json_set_str(one, "title", name) && good;
    good = ac_json_set_str(one, "type", media_type(name)) && good;
    if (!good) {
        ac_json_free(one);
        return ac_fail(err, AC_ENOMEM, "out of memory");
    }
    return ac_json_push(list, one) ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");
}

/* --- where the files are --- */

#define KEY_SIZE (AC_HEX_SIZE + 16)

static void key_of(const char *hash, char out[KEY_SIZE])
{
    snprintf(out, KEY_SIZE, "evidence:%.64s", hash);
}

void ac_evidence_remember(ac_cli *cli, const char *hash, const char *path)
{
    char key[KEY_SIZE], *whole = realpath(path, NULL);

    key_of(hash, key);
    if (whole != NULL && ac_utf8_valid(whole, strlen(whole)))
        (void)ac_setting_put(ac_notebook_store(cli->nb), key, whole, NULL);
    free(whole);
}

void ac_evidence_remember_all(ac_cli *cli, const ac_json *list, const char *const *paths, size_t n)
{
    for (size_t i = 0; i < n && i < ac_json_count(list); i++)
        if (ac_json_str(ac_json_at(list, i), "hash") != NULL)
            ac_evidence_remember(cli, ac_json_str(ac_json_at(list, i), "hash"), paths[i]);
}

static bool has_print(const char *path, const char *hash)
{
    uint8_t digest[32];
    char hex[AC_HEX_SIZE];
    int64_t bytes;

    if (hash_file(path, &bytes, digest, NULL) != AC_OK)
        return false;
    ac_hex(hex, digest, 32);
    return strcmp(hex, hash) == 0;
}

/* In evidence/ a file may have any name: those of the right size are read. */
static bool find_kept(ac_cli *cli, const char *hash, int64_t bytes, ac_buf *path)
{
    char *dir = ac_path(cli->dir, "evidence");
    DIR *d = dir != NULL ? opendir(dir) : NULL;
    struct dirent *one;
    bool found = false;

    while (d != NULL && !found && (one = readdir(d)) != NULL) {
        char *whole = ac_path(dir, one->d_name);
        struct stat st;
        found = whole != NULL && stat(whole, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == bytes && has_print(whole, hash);
        if (found)
            ac_buf_str(path, whole);
        free(whole);
    }
    if (d != NULL)
        closedir(d);
    free(dir);
    return found;
}

ac_rc ac_evidence_find(ac_cli *cli, const char *hash, int64_t bytes, ac_evidence_state *out, ac_buf *path)
{
    ac_buf was = { 0 };
    char key[KEY_SIZE];
    bool is_known = false;
    ac_rc rc;

    key_of(hash, key);
    ac_buf_clear(path);
    rc = ac_setting_get(ac_notebook_store(cli->nb), key, &was, &is_known, &cli->err);
    if (rc == AC_OK && is_known && has_print(ac_buf_text(&was), hash)) {
        *out = AC_EVIDENCE_HERE;
        ac_buf_str(path, ac_buf_text(&was));
    } else if (rc == AC_OK && find_kept(cli, hash, bytes, path)) {
        *out = AC_EVIDENCE_HERE;
    } else if (rc == AC_OK) {
        *out = !is_known ? AC_EVIDENCE_NEVER : access(ac_buf_text(&was), F_OK) == 0 ? AC_EVIDENCE_CHANGED : AC_EVIDENCE_GONE;
        ac_buf_str(path, is_known ? ac_buf_text(&was) : "");
    }
    ac_buf_free(&was);
    return rc;
}

const char *ac_evidence_word(ac_evidence_state state)
{
    static const char *const words[] = { "here", "changed", "gone", "never" };

    return words[state];
}
