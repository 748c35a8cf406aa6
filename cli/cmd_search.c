/* cmd_search.c - find words in everything this notebook holds. */
#include "cli/cmds.h"
#include "cli/look.h"
#include "cli/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT 50
#define LIMIT_MAX 100000
#define BEFORE 24 /* characters kept in front of what was found */

typedef struct {
    ac_cli *cli;
    ac_looking look;
    ac_buf *words; /* folded, nwords of them */
    size_t nwords, limit, shown;
    bool is_cut;
    ac_table *table;
    ac_rc rc;
} searching;

static const ac_column on_screen[] = { { .role = AC_REF }, { 0 }, { 0 }, { 0 } };
static const ac_column in_cells[] = { { .title = "ref" }, { .title = "org" }, { .title = "kind" }, { .title = "written" }, { .title = "text" } };

/* --- the place in the text --- */

/* Where one of the words stands in a line, by folded text of its characters; SIZE_MAX: nowhere. */
static size_t found_at(const searching *s, const char *line, size_t n)
{
    ac_buf folded = { 0 };
    size_t at = SIZE_MAX;

    if (ac_text_fold(&folded, line, n))
        for (size_t i = 0; i < s->nwords; i++) {
            const char *hit = strstr(ac_buf_text(&folded), ac_buf_text(&s->words[i]));
            size_t here = hit != NULL ? (size_t)(hit - ac_buf_text(&folded)) : SIZE_MAX;
            at = here < at ? here : at;
        }
    ac_buf_free(&folded);
    return at;
}

/* From shortly before the place on, beginning with a whole word. */
static void from_place(const char *line, size_t n, size_t at, ac_buf *out)
{
    size_t from = at != SIZE_MAX && at > BEFORE && at < n ? at - BEFORE : 0;

    while (from > 0 && from < n && line[from - 1] != ' ')
        from++;
    if (from >= n)
        from = 0;
    if (from > 0)
        ac_buf_str(out, "... ");
    ac_buf_put(out, line + from, n - from);
}

typedef struct {
    const char *line;
    size_t n, at;
} place;

static void look_through(const searching *s, const ac_json *value, place *first, place *hit)
{
    const char *text = ac_json_text(value);

    for (size_t i = 0; text == NULL && i < ac_json_count(value); i++)
        look_through(s, ac_json_at(value, i), first, hit);
    for (const char *p = text; p != NULL && *p != '\0';) {
        size_t n = strcspn(p, "\r\n"), at;
        if (n > 0 && first->line == NULL)
            *first = (place){ p, n, SIZE_MAX };
        if (n > 0 && hit->line == NULL && (at = found_at(s, p, n)) != SIZE_MAX)
            *hit = (place){ p, n, at };
        p += n + strspn(p + n, "\r\n");
    }
}

static ac_rc snippet(const searching *s, ac_n n, ac_buf *out)
{
    place first = { 0 }, hit = { 0 };
    ac_json *words = NULL;
    ac_rc rc = ac_query_words(s->cli->nb, n, &words, &s->cli->err);

    if (rc == AC_OK) {
        look_through(s, words, &first, &hit);
        if (hit.line == NULL)
            hit = first;
        if (hit.line != NULL)
            from_place(hit.line, hit.n, hit.at, out);
    }
    ac_json_free(words);
    return rc;
}

/* --- what was found --- */

static bool one_found(void *ctx, const ac_change_row *row)
{
    searching *s = ctx;
    const ac_partnership *p = ac_look_partnership(&s->look, row->held.space);
    char ref[AC_LOOK_REF_SIZE], when[AC_DATE_SAID_SIZE], who[AC_LOOK_WORD_SIZE + 48], written[24];
    bool is_private = p == NULL && strstr(row->ref, "-p") != NULL;
    ac_buf text = { 0 };

    if (p == NULL && (s->cli->partnership != NULL || !is_private))
        return true;
    if (s->shown == s->limit) {
        s->is_cut = true;
        return false;
    }
    s->shown++;
    s->rc = snippet(s, row->held.n, &text);
    ac_look_ref(&s->look, row->held.space, row->ref, ref);
    if (s->rc == AC_OK && s->cli->json) {
        ac_jsonl j;
        ac_json_line(s->cli, &j, "accord.found/1");
        ac_jsonl_str(&j, "ref", row->ref[0] != '\0' ? row->ref : NULL);
        ac_jsonl_hex(&j, "id", row->held.id.b, 32);
        ac_jsonl_str(&j, "org", row->org);
        ac_jsonl_str(&j, "kind", row->kind);
        ac_jsonl_int(&j, "written_ms", row->held.written_ms);
        ac_jsonl_str(&j, "text", ac_buf_text(&text));
        ac_jsonl_bool(&j, "private", is_private);
        ac_jsonl_str(&j, "partnership", p != NULL ? p->code : NULL);
        if (!ac_jsonl_end(&j))
            s->rc = ac_fail(&s->cli->err, AC_ENOMEM, "out of memory");
    } else if (s->rc == AC_OK && ac_cli_form(s->cli) == AC_TABLE_SCREEN) {
        ac_time_said(when, row->held.written_ms, s->cli->today);
        snprintf(who, sizeof who, "%s %s%s", row->org, ac_say_done(row->held.kind), is_private ? " (private)" : "");
        ac_table_row(s->table, (const char *const[]){ ref, who, when, ac_buf_text(&text) });
    } else if (s->rc == AC_OK) {
        snprintf(written, sizeof written, "%lld", (long long)row->held.written_ms);
        ac_table_row(s->table, (const char *const[]){ ref, row->org, row->kind, written, ac_buf_text(&text) });
    }
    ac_buf_free(&text);
    return s->rc == AC_OK;
}

/* What was typed, an argument with a space in it as words side by side; and each word folded. */
static ac_rc read_words(searching *s, ac_buf *out)
{
    s->words = calloc(ac_nargs(s->cli), sizeof *s->words);
    if (s->words == NULL)
        return ac_fail(&s->cli->err, AC_ENOMEM, "out of memory");
    for (size_t i = 0; i < ac_nargs(s->cli); i++) {
        const char *text = ac_arg(s->cli, i);
        bool is_phrase = strpbrk(text, " \t\n") != NULL && strchr(text, '"') == NULL;
        if (text[strspn(text, " \t\n")] == '\0')
            continue;
        ac_buf_printf(out, is_phrase ? "%s\"%s\"" : "%s%s", out->len > 0 ? " " : "", text);
        if (ac_text_fold(&s->words[s->nwords], text, strlen(text)))
            s->nwords++;
        else
            return ac_fail(&s->cli->err, AC_EUSAGE, "\"%.80s\" is no text in UTF-8", text);
    }
    if (out->len == 0)
        return ac_fail(&s->cli->err, AC_EUSAGE, "there is nothing to search for. Try: accord search drains");
    return out->failed ? ac_fail(&s->cli->err, AC_ENOMEM, "out of memory") : AC_OK;
}

ac_rc ac_cmd_search(ac_cli *cli)
{
    searching s = { .cli = cli, .limit = LIMIT };
    ac_buf text = { 0 };
    int64_t limit = LIMIT;
    bool given;
    ac_rc rc = ac_opt_int(cli, "limit", 1, LIMIT_MAX, &limit, &given);

    if (rc == AC_OK)
        rc = ac_look_open(&s.look, cli);
    if (rc != AC_OK)
        return rc;
    s.limit = (size_t)limit;
    rc = read_words(&s, &text);
    if (rc == AC_OK && !cli->json) {
        s.table = ac_cli_form(cli) == AC_TABLE_SCREEN ? ac_table_new(on_screen, 4) : ac_table_new(in_cells, 5);
        if (s.table == NULL)
            rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    if (rc == AC_OK)
        rc = ac_query_search(cli->nb, -1, ac_buf_text(&text), INT64_MAX, one_found, &s, &cli->err);
    if (rc == AC_OK)
        rc = s.rc;
    if (rc == AC_OK && s.table != NULL && !ac_table_print(s.table, &cli->out, ac_cli_form(cli), 0))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && s.shown == 0 && !cli->json && !cli->plain)
        ac_talk(cli, "Nothing found. Words are looked for by how they begin, in all that was written.\n");
    if (rc == AC_OK && s.is_cut)
        ac_talk(cli, "There is more: accord search -n %lld ...\n", (long long)(limit * 4));
    for (size_t i = 0; i < s.nwords; i++)
        ac_buf_free(&s.words[i]);
    free(s.words);
    ac_buf_free(&text);
    ac_table_free(s.table);
    ac_look_close(&s.look);
    return rc;
}
