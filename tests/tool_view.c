/* tool_view.c - takes histories that another program wrote into notebooks in memory, and tells what they mean.
 *
 * Input lines: "history SPACE"; "change HEADER SIGNATURE WORDS" (hex, WORDS - where there are none); "settle", after
 * which a new transaction begins; "end". Output: "taken" or "refused WHY" for each change; at the end the lines of
 * the view (FORMAT 13.2), its digest, "rebuilt" with the digest of the view computed again, and "end". Before each
 * digest "words": how many are missing, and the changes whose words are withheld (3.4). */
#include "core/history.h"
#include "core/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES (1 << 19)

typedef struct {
    ac_notebook *nb;
    ac_world world;
    ac_space id;
    ac_intake *in;
} taker;

static void must(ac_rc rc, const ac_err *err)
{
    if (rc == AC_OK)
        return;
    fprintf(stderr, "tool_view: %s: %s\n", ac_rc_word(rc), err->text);
    exit(2);
}

static size_t unhex(const char *text, uint8_t *out, size_t max)
{
    size_t n = strlen(text) / 2;

    if (n > max || !ac_unhex(out, n, text, 2 * n)) {
        fprintf(stderr, "tool_view: hex was expected\n");
        exit(2);
    }
    return n;
}

static void begin(taker *t, const char *space)
{
    ac_store *store = NULL;
    ac_err err = { 0 };

    unhex(space, t->id.b, sizeof t->id.b);
    ac_world_fixed(&t->world, 1);
    must(ac_store_open_memory(&store, &err), &err);
    must(ac_notebook_around(&t->nb, store, &t->world, &err), &err);
}

static void settle(taker *t)
{
    ac_err err = { 0 };

    if (t->in != NULL)
        must(ac_intake_commit(t->in, &err), &err);
    ac_intake_close(t->in);
    t->in = NULL;
}

static void take(taker *t, char *line)
{
    static uint8_t header[1 << 17], words[1 << 17];
    uint8_t signature[64];
    ac_device nobody = { { 0 } };
    char *h = strtok(line, " "), *s = strtok(NULL, " "), *w = strtok(NULL, " ");
    ac_arrival a = { .header_bytes = header, .signature = signature };
    ac_fault fault = { 0 };
    ac_err err = { 0 };

    if (h == NULL || s == NULL || w == NULL)
        exit(2);
    a.header_n = unhex(h, header, sizeof header);
    unhex(s, signature, sizeof signature);
    if (strcmp(w, "-") != 0) {
        a.words = words;
        a.words_n = unhex(w, words, sizeof words);
    }
    if (t->in == NULL)
        must(ac_intake_open(&t->in, t->nb, &t->id, &nobody, &err), &err);
    must(ac_intake_frame(t->in, &a, 1, &fault, &err), &err);
    if (fault.why_code == AC_REFUSED_NONE) {
        puts("taken");
        return;
    }
    printf("refused %s\n", fault.why);
    settle(t); /* the next one stops nobody's feed */
}

static void put_digest(const char *name, const ac_digest *d)
{
    char hex[AC_HEX_SIZE];

    ac_hex(hex, d->b, 32);
    printf("%s %s\n", name, hex);
}

static int by_id(const void *a, const void *b)
{
    return ac_id_cmp(((const ac_held *)a)->id, ((const ac_held *)b)->id);
}

#define WITHHELD_MAX 512

static void put_words(taker *t, int space)
{
    static ac_held withheld[WITHHELD_MAX];
    ac_held slice[64];
    ac_space_info info;
    size_t n = 0, got = 64;
    ac_n after = 0;
    ac_err err = { 0 };

    while (got == 64) {
        must(ac_history_slice(ac_notebook_history(t->nb), space, after, INT64_MAX, slice, 64, &got, &err), &err);
        for (size_t i = 0; i < got; i++) {
            after = slice[i].n;
            if ((slice[i].flags & (AC_HELD_WITHHELD | AC_HELD_REVEALED)) == AC_HELD_WITHHELD && n < WITHHELD_MAX)
                withheld[n++] = slice[i];
        }
    }
    qsort(withheld, n, sizeof *withheld, by_id);
    must(ac_history_space_info(ac_notebook_history(t->nb), space, &info, &err), &err);
    printf("words %lld", (long long)info.missing_words);
    for (size_t i = 0; i < n; i++) {
        char hex[AC_HEX_SIZE];
        ac_hex(hex, withheld[i].id.b, 32);
        printf(" %s", hex);
    }
    puts("");
}

static void tell(taker *t)
{
    ac_space_info info;
    ac_digest digest;
    ac_buf lines = { 0 };
    ac_err err = { 0 };
    bool found;

    settle(t);
    must(ac_history_space(ac_notebook_history(t->nb), &t->id, &info, &found, &err), &err);
    must(ac_view_lines(t->nb, info.space, &lines, &err), &err);
    fputs(ac_buf_text(&lines), stdout);
    put_words(t, info.space);
    must(ac_view_digest(t->nb, info.space, &digest, &err), &err);
    put_digest("view", &digest);
    must(ac_notebook_begin(t->nb, &err), &err);
    must(ac_view_rebuild(t->nb, &err), &err);
    must(ac_notebook_commit(t->nb, &err), &err);
    put_words(t, info.space);
    must(ac_view_digest(t->nb, info.space, &digest, &err), &err);
    put_digest("rebuilt", &digest);
    puts("end");
    fflush(stdout);
    ac_buf_free(&lines);
    ac_notebook_close(t->nb);
    t->nb = NULL;
}

int main(void)
{
    static char line[LINE_MAX_BYTES];
    taker t = { 0 };

    if (!ac_crypto_init())
        return 2;
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "history ", 8) == 0)
            begin(&t, line + 8);
        else if (strncmp(line, "change ", 7) == 0)
            take(&t, line + 7);
        else if (strcmp(line, "settle") == 0)
            settle(&t);
        else if (strcmp(line, "end") == 0)
            tell(&t);
    }
    return 0;
}
