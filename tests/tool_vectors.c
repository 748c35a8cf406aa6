/* tool_vectors.c - writes the frozen vectors again. Released vectors do not change: new ones join them.
 * Usage, from the top of the tree: build/release/tool_vectors */
#include "tests/support/vectors.h"

#include <stdio.h>

static bool write_file(const char *path, const ac_buf *text)
{
    FILE *f = fopen(path, "w");
    bool good = f != NULL && fwrite(text->p, 1, text->len, f) == text->len;

    if (f != NULL && fclose(f) != 0)
        good = false;
    if (!good)
        perror(path);
    return good;
}

int main(void)
{
    vectors *v = vectors_make();
    ac_buf kinds = { 0 }, reject = { 0 };
    bool good;

    vectors_print_kinds(v, &kinds);
    vectors_print_reject(v, &reject);
    good = write_file(VECTORS_KINDS_FILE, &kinds) && write_file(VECTORS_REJECT_FILE, &reject);
    ac_buf_free(&kinds);
    ac_buf_free(&reject);
    vectors_free(v);
    return good ? 0 : 1;
}
