/* cmd_search.c - find words in everything this notebook holds. */
#include "cli/cmds.h"
#include "cli/lang.h"
#include "cli/look.h"
#include "cli/narrow.h"
#include "cli/say.h"
#include "core/practice/type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT 50
#define LIMIT_MAX 100000
#define BEFORE 24      /* characters kept in front of what was found */
#define SHOWN 200      /* characters of a text, where no screen says less */
#define INDENT 4
#define PLACES 16

typedef struct {
    ac_cli *cli;
    ac_looking look;
    ac_search *search;
    ac_narrow narrow;
    size_t limit, shown;
    bool is_cut;
    ac_table *table;
    ac_rc rc;
} searching;

static const ac_column in_cells[] = { { .title = "ref" },     { .title = "org" },         { .title = "kind" },
                                      { .title = "written" }, { .title = "text" },        { .title = "type" },
                                      { .title = "private" }, { .title = "counted" },     { .title = "why_not" },
                                      { .title = "partnership" } };

/* --- the part of the text that shows it --- */

/* The text of a change that holds most of what is looked for, line breaks as spaces; and where. */
typedef struct {
    const ac_search *search;
    ac_buf text;
    ac_search_place places[PLACES];
    size_t nplaces, kinds;
    bool failed;
} best;

static bool look_through(void *ctx, const char *text)
{
    best *b = ctx;
    ac_search_place places[PLACES];
    size_t n = 0, kinds = 0, len = strlen(text);

    if (!ac_search_places(b->search, text, len, places, PLACES, &n, &kinds))
        b->failed = true;
    if (b->failed || (kinds <= b->kinds && b->text.len > 0) || len == 0)
        return !b->failed;
    ac_buf_clear(&b->text);
    for (size_t i = 0; i < len; i++)
        ac_buf_u8(&b->text, strchr("\t\r\n", text[i]) != NULL ? ' ' : (unsigned char)text[i]);
    memcpy(b->places, places, n * sizeof *places);
    b->nplaces = n;
    b->kinds = kinds;
    b->failed = b->text.failed;
    return !b->failed;
}

static bool is_inside(char c) /* of a character of several bytes */
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Where to begin: with the text, where what was found is seen then; else so that a little of what stands before is seen,
 * with a whole word where there are spaces. */
static size_t begin_of(const best *b, size_t max)
{
    const char *text = ac_buf_text(&b->text);
    size_t hit = b->nplaces > 0 ? b->places[0].from : 0, at = hit, chars = 0;

    if (b->nplaces == 0 || ac_text_width(text, b->places[0].to) + BEFORE <= max)
        return 0;
    while (at > 0 && chars < BEFORE)
        chars += !is_inside(text[--at]);
    for (size_t word = at; at > 0 && word < hit; word++)
        if (text[word - 1] == ' ')
            return word;
    return at;
}

/* Where `max` characters end. */
static size_t end_of(const best *b, size_t begin, size_t max)
{
    const char *text = ac_buf_text(&b->text);
    size_t at = begin, chars = 0;

    while (at < b->text.len && (is_inside(text[at]) || chars < max))
        chars += !is_inside(text[at++]);
    return at;
}

static void plain_part(const best *b, ac_buf *out)
{
    size_t begin = begin_of(b, SHOWN), end = end_of(b, begin, SHOWN);

    ac_buf_str(out, begin > 0 ? "... " : "");
    ac_buf_put(out, ac_buf_text(&b->text) + begin, end - begin);
    ac_buf_str(out, end < b->text.len ? " ..." : "");
}

/* As much of a piece as fits; false: it did not all fit. */
static bool piece_out(ac_cli *cli, const char *text, size_t n, bool is_hit, size_t *columns)
{
    unsigned how = ac_screen_how(&cli->out);
    ac_buf safe = { 0 }, cut = { 0 };
    size_t room = *columns > 2 && is_hit ? *columns - 2 : *columns, width;
    bool fits;

    ac_text_safe(&safe, text, n, how);
    width = ac_text_width(ac_buf_text(&safe), safe.len);
    fits = width <= room;
    ac_text_cut(&cut, ac_buf_text(&safe), safe.len, room, how);
    if (is_hit)
        ac_out(cli, AC_REF "[%s]" AC_END, ac_buf_text(&cut));
    else
        ac_out(cli, "%s", ac_buf_text(&cut));
    *columns = fits ? room - width : 0;
    ac_buf_free(&safe);
    ac_buf_free(&cut);
    return fits;
}

/* What was found stands in brackets, seen without colour too. */
static void marked_part(ac_cli *cli, const best *b)
{
    const char *text = ac_buf_text(&b->text);
    size_t columns = cli->out.columns > INDENT + 20 ? cli->out.columns - INDENT : SHOWN, at, end;
    bool fits = true;

    at = begin_of(b, columns);
    end = end_of(b, at, SHOWN);
    ac_out(cli, at > 0 ? "    … " : "    ");
    columns -= at > 0 ? 4 : 0;
    for (size_t i = 0; fits && i < b->nplaces && b->places[i].to <= end; i++) {
        fits = piece_out(cli, text + at, b->places[i].from - at, false, &columns) && columns > 2 &&
               piece_out(cli, text + b->places[i].from, b->places[i].to - b->places[i].from, true, &columns);
        at = b->places[i].to;
    }
    if (fits)
        fits = piece_out(cli, text + at, end - at, false, &columns);
    ac_out(cli, fits && end < b->text.len ? "…\n" : "\n");
}

/* --- what was found --- */

static const char *type_label(const char *type)
{
    const ac_type *known = ac_type_find(type);

    if (strcmp(type, "commitment") == 0)
        return _("commitment");
    if (strcmp(type, "note") == 0)
        return _("reflection");
    return known != NULL ? _(known->label) : type;
}

/* What is said of one that was found: parts side by side, on a terminal as many a line as it holds. */
typedef struct {
    ac_cli *cli;
    size_t at; /* columns of this line so far */
} parts;

typedef enum { PLAINLY, AS_REFERENCE, AS_WARNING } manner;

static void put_part(parts *line, manner how, const char *text)
{
    size_t width = ac_text_width(text, strlen(text)), room = line->cli->out.is_tty ? line->cli->out.columns : 0;

    if (line->at > 0 && room > 0 && line->at + 3 + width > room) {
        ac_out(line->cli, "\n    ");
        line->at = 4;
    } else if (line->at > 0) {
        ac_out(line->cli, " · ");
        line->at += 3;
    }
    line->at += width;
    if (how == AS_REFERENCE)
        ac_out(line->cli, AC_REF "%s" AC_END, text);
    else if (how == AS_WARNING)
        ac_out(line->cli, AC_ATTN "%s" AC_END, text);
    else
        ac_out(line->cli, "%s", text);
}

static void on_screen(searching *s, const ac_found_row *row, const ac_partnership *p, const best *b)
{
    const ac_change_row *change = row->change;
    ac_cli *cli = s->cli;
    char ref[AC_LOOK_REF_SIZE], when[AC_DATE_SAID_SIZE];
    parts line = { .cli = cli };
    ac_buf done = { 0 }, who = { 0 };

    ac_say_when(cli, change->held.written_ms, when);
    ac_look_ref(&s->look, change->held.space, change->ref, ref);
    if (ref[0] == '\0' && p != NULL) /* a partnership and an organisation have a code */
        snprintf(ref, sizeof ref, "%s", strcmp(row->type, "partnership") == 0 ? p->code : change->org);
    put_part(&line, AS_REFERENCE, ref);
    if (row->type[0] != '\0')
        put_part(&line, PLAINLY, type_label(row->type));
    s->rc = ac_say_done_of(cli, &change->held, &done, &cli->err);
    ac_buf_printf(&who, "%s %s", change->org, ac_buf_text(&done));
    put_part(&line, PLAINLY, ac_buf_text(&who));
    put_part(&line, PLAINLY, when);
    ac_buf_free(&done);
    ac_buf_free(&who);
    if (row->is_private)
        put_part(&line, PLAINLY, _("private"));
    if (row->is_withheld)
        put_part(&line, PLAINLY, _("not opened for others yet"));
    if (!row->is_counted)
        put_part(&line, AS_WARNING, _("set aside"));
    else if (change->why_not[0] != '\0')
        put_part(&line, AS_WARNING, _("without effect"));
    ac_out(cli, "\n");
    marked_part(cli, b);
}

static bool as_json(searching *s, const ac_found_row *row, const ac_partnership *p, const best *b, const char *text)
{
    const ac_change_row *change = row->change;
    ac_jsonl j;

    ac_json_line(s->cli, &j, "accord.found/1");
    ac_jsonl_str(&j, "ref", change->ref[0] != '\0' ? change->ref : NULL);
    ac_jsonl_hex(&j, "id", change->held.id.b, 32);
    ac_jsonl_str(&j, "org", change->org);
    ac_jsonl_str(&j, "kind", change->kind);
    ac_jsonl_int(&j, "written_ms", change->held.written_ms);
    ac_jsonl_str(&j, "text", text);
    ac_jsonl_bool(&j, "private", row->is_private);
    ac_jsonl_str(&j, "partnership", p != NULL ? p->code : NULL);
    ac_jsonl_str(&j, "type", row->type[0] != '\0' ? row->type : NULL);
    ac_jsonl_open_array(&j, "hits");
    for (size_t i = 0; i < b->nplaces; i++)
        ac_jsonl_text(&j, NULL, ac_buf_text(&b->text) + b->places[i].from, b->places[i].to - b->places[i].from);
    ac_jsonl_close(&j);
    ac_jsonl_bool(&j, "withheld", row->is_withheld);
    ac_jsonl_bool(&j, "counted", row->is_counted);
    ac_jsonl_str(&j, "why_not", change->why_not[0] != '\0' ? change->why_not : NULL);
    return ac_jsonl_end(&j);
}

static void in_a_row(searching *s, const ac_found_row *row, const ac_partnership *p, const char *text)
{
    const ac_change_row *change = row->change;
    char ref[AC_LOOK_REF_SIZE], written[24];

    snprintf(written, sizeof written, "%lld", (long long)change->held.written_ms);
    ac_table_row(s->table, (const char *const[]){ ac_look_ref(&s->look, change->held.space, change->ref, ref), change->org,
                                                  change->kind, written, text, row->type, row->is_private ? "yes" : "no",
                                                  row->is_counted ? "yes" : "no", change->why_not, p != NULL ? p->code : "" });
}

static bool one_found(void *ctx, const ac_found_row *row)
{
    searching *s = ctx;
    const ac_partnership *p = ac_look_partnership(&s->look, row->change->held.space);
    best b = { .search = s->search };
    ac_buf text = { 0 };

    if (p == NULL && (s->cli->partnership != NULL || !row->is_private))
        return true;
    if (s->shown == s->limit) {
        s->is_cut = true;
        return false;
    }
    s->shown++;
    s->rc = ac_query_said(s->cli->nb, &row->change->held, look_through, &b, &s->cli->err);
    plain_part(&b, &text);
    if (s->rc == AC_OK && (b.failed || text.failed))
        s->rc = ac_fail(&s->cli->err, AC_ENOMEM, "out of memory");
    if (s->rc == AC_OK && s->cli->json && !as_json(s, row, p, &b, ac_buf_text(&text)))
        s->rc = ac_fail(&s->cli->err, AC_ENOMEM, "out of memory");
    else if (s->rc == AC_OK && s->table != NULL)
        in_a_row(s, row, p, ac_buf_text(&text));
    else if (s->rc == AC_OK && !s->cli->json)
        on_screen(s, row, p, &b);
    ac_buf_free(&text);
    ac_buf_free(&b.text);
    return s->rc == AC_OK;
}

/* --- what is looked for --- */

/* An argument with a space in it was put between quotes for the shell: words side by side. Where it has quotes of its
 * own, or a word that begins with a minus, it is a line as it is typed elsewhere. */
static ac_search_how how_of(const char *text)
{
    bool is_row = false;

    for (const char *p = text + strspn(text, " \t\r\n"); *p != '\0'; p += strspn(p, " \t\r\n")) {
        is_row = is_row || p > text + strspn(text, " \t\r\n");
        if (*p == '-' || *p == '"' || strncmp(p, "“", 3) == 0 || strncmp(p, "„", 3) == 0 || strncmp(p, "«", 2) == 0)
            return AC_SEARCH_TYPED;
        p += strcspn(p, " \t\r\n");
    }
    return is_row ? AC_SEARCH_ROW : AC_SEARCH_TYPED;
}

static ac_rc read_words(searching *s)
{
    ac_cli *cli = s->cli;
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && i < ac_nargs(cli); i++)
        rc = ac_search_add(s->search, ac_arg(cli, i), how_of(ac_arg(cli, i)), &cli->err);
    for (size_t i = 0; rc == AC_OK && i < ac_opt_count(cli, "without"); i++)
        rc = ac_search_add(s->search, ac_opt_at(cli, "without", i), AC_SEARCH_WITHOUT, &cli->err);
    if (rc == AC_OK && ac_search_check(s->search, &cli->err) != AC_OK)
        rc = ac_hint(&cli->err, AC_EUSAGE, "accord search drains");
    return rc;
}

/* --- the command --- */

/* A reference is no word of a text; whoever looks for one wants its record. */
static void say_record(ac_cli *cli)
{
    ac_record_ref ref;
    ac_err ignored = { 0 };

    if (ac_nargs(cli) == 1 && ac_query_ref(cli->nb, ac_arg(cli, 0), AC_RECORD_ANY, &ref, &ignored) == AC_OK)
        ac_talk(cli, "%s is a record: accord show %s\n", ac_arg(cli, 0), ac_arg(cli, 0));
}

static void say_how_many(searching *s, int64_t aside)
{
    ac_cli *cli = s->cli;

    if (s->is_cut)
        ac_out(cli, ac_plural("%zu shown, newest first, and there are more: accord search -n %zu ...\n",
                              "%zu shown, newest first, and there are more: accord search -n %zu ...\n", s->shown), s->shown, s->limit * 4);
    else if (s->shown == 0)
        ac_talk(cli, "Nothing found. Words are looked for by how they begin, in all that was written.\n");
    else
        ac_out(cli, ac_plural("%zu found\n", "%zu found\n", s->shown), s->shown);
    if (s->shown == 0)
        say_record(cli);
    if (aside > 0)
        ac_talk(cli, ac_plural("In what is set aside there is %lld more: accord search --all ...\n",
                               "In what is set aside there are %lld more: accord search --all ...\n", (unsigned long)aside), (long long)aside);
}

ac_rc ac_cmd_search(ac_cli *cli)
{
    searching s = { .cli = cli, .search = ac_search_new() };
    int64_t aside = 0, limit = LIMIT;
    bool given;
    ac_rc rc = s.search != NULL ? ac_look_open(&s.look, cli) : ac_fail(&cli->err, AC_ENOMEM, "out of memory");

    if (rc == AC_OK)
        rc = ac_opt_int(cli, "limit", 1, LIMIT_MAX, &limit, &given);
    if (rc == AC_OK)
        rc = ac_narrow_read(&s.look, &s.narrow);
    if (rc == AC_OK)
        rc = read_words(&s);
    s.limit = (size_t)limit;
    s.narrow.by.all = ac_opt_flag(cli, "all");
    if (rc == AC_OK && !cli->json && ac_cli_form(cli) != AC_TABLE_SCREEN &&
        (s.table = ac_table_new(in_cells, sizeof in_cells / sizeof *in_cells)) == NULL)
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_query_search(cli->nb, s.search, &s.narrow.by, one_found, &s, &aside, &cli->err);
    if (rc == AC_OK)
        rc = s.rc;
    if (rc == AC_OK && s.table != NULL && (s.shown > 0 || cli->csv) && !ac_table_print(s.table, &cli->out, ac_cli_form(cli), 0))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && !cli->json && s.table == NULL)
        say_how_many(&s, aside);
    ac_table_free(s.table);
    ac_look_close(&s.look);
    ac_search_free(s.search);
    return rc;
}
