/* vector.c - frozen test vectors, read from tests/vectors/. */
#include "tests/support/vector.h"

#include "core/file.h"
#include "core/ids.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void give_up(const char *what, const char *why)
{
    fprintf(stderr, "test vectors: %s: %s\n", what, why);
    abort();
}

ac_json *vectors_read(const char *name)
{
    char path[256];
    ac_buf in = { 0 }, out = { 0 };
    bool in_string = false;
    ac_json *o = NULL;
    ac_err err = { 0 };

    snprintf(path, sizeof path, "tests/vectors/%s", name);
    if (ac_file_read(&in, path, 8u << 20, false, &err) != AC_OK)
        give_up(name, err.text);
    for (size_t i = 0; i < in.len; i++) {
        uint8_t c = in.p[i];
        if (c == '"' && !in_string)
            in_string = true;
        else if (c == '"')
            in_string = false;
        else if (!in_string && (c == ' ' || c == '\n'))
            continue;
        ac_buf_u8(&out, c);
        if (in_string && c == '\\' && i + 1 < in.len)
            ac_buf_u8(&out, in.p[++i]);
    }
    if (ac_json_parse(&o, out.p, out.len, &err) != AC_OK)
        give_up(name, err.text);
    ac_buf_free(&in);
    ac_buf_free(&out);
    return o;
}

size_t vector_hex(const ac_json *object, const char *key, ac_buf *out)
{
    const char *hex = ac_json_str(object, key);
    size_t n = hex != NULL ? strlen(hex) / 2 : 0;
    uint8_t *room;

    if (hex == NULL || (room = ac_buf_room(out, n)) == NULL || !ac_unhex(room, n, hex, strlen(hex)))
        give_up(key, "no hex string");
    return n;
}

void vector_bytes(const ac_json *object, const char *key, uint8_t *out, size_t n)
{
    const char *hex = ac_json_str(object, key);

    if (hex == NULL || !ac_unhex(out, n, hex, strlen(hex)))
        give_up(key, "no hex string of this length");
}

void scratch_make(char *out, size_t size)
{
    const char *tmp = getenv("TMPDIR");

    snprintf(out, size, "%s/accord-test-XXXXXX", tmp != NULL && tmp[0] == '/' ? tmp : "/tmp");
    if (mkdtemp(out) == NULL)
        give_up(out, "no temporary directory");
}

void scratch_remove(const char *dir)
{
    DIR *d = opendir(dir);
    struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char *path = ac_path(dir, e->d_name);
        if (path != NULL && strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            unlink(path);
        free(path);
    }
    if (d != NULL)
        closedir(d);
    rmdir(dir);
}
