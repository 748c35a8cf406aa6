/* cmd_board.c - what waits for you, for others, and what is late. */
#include "cli/attention.h"
#include "cli/cmds.h"
#include "cli/practice/waiting.h"
#include "cli/practice/said.h"
#include "core/entering.h"
#include "core/kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char ref[AC_LOOK_REF_SIZE];
    char *title;
    ac_next next;
    bool is_clash, is_imported;
    char command[AC_LOOK_REF_SIZE + 40]; /* "" where nobody here can do anything */
} entry;

typedef struct {
    ac_looking *look;
    entry *list;
    size_t n, cap;
    bool needs_attention;
    ac_rc rc;
} board;

static const struct {
    const char *title, *code;
} groups[] = {
    [AC_GROUP_MINE] = { N_("YOUR TURN"), "your-turn" },
    [AC_GROUP_OTHERS] = { N_("WAITING ON OTHERS"), "others" },
    [AC_GROUP_OVERDUE] = { N_("OVERDUE"), "overdue" },
    [AC_GROUP_STALE] = { N_("STALE"), "stale" },
};
#define GROUPS (sizeof groups / sizeof *groups)

static void board_free(board *b)
{
    for (size_t i = 0; i < b->n; i++)
        free(b->list[i].title);
    free(b->list);
    b->list = NULL;
    b->n = b->cap = 0;
}

/* A further line; NULL: out of memory. */
static entry *put(board *b, const char *title)
{
    if (b->n == b->cap) {
        size_t cap = b->cap ? 2 * b->cap : 32;
        entry *more = realloc(b->list, cap * sizeof *more);
        if (more != NULL) {
            b->list = more;
            b->cap = cap;
        }
    }
    if (b->n < b->cap) {
        b->list[b->n] = (entry){ .title = strdup(title) };
        if (b->list[b->n].title != NULL)
            return &b->list[b->n++];
    }
    b->rc = ac_fail(&b->look->cli->err, AC_ENOMEM, "out of memory");
    return NULL;
}

static bool one_row(void *ctx, const ac_commitment_row *row)
{
    board *b = ctx;
    entry *e;
    ac_err *err = &b->look->cli->err;
    ac_clock clock;
    ac_next next;

    b->rc = ac_look_clock(b->look->cli, row, &clock, err);
    if (b->rc == AC_OK)
        b->rc = ac_next_of(b->look, row, &clock, &next, err);
    if (b->rc != AC_OK)
        return false;
    b->needs_attention = b->needs_attention || ac_look_needs_attention(row, &clock);
    if (next.group == AC_GROUP_NONE)
        return true;
    e = put(b, row->title);
    if (e == NULL)
        return false;
    e->next = next;
    e->is_clash = row->is_clash;
    e->is_imported = ac_is_imported(row);
    ac_look_ref(b->look, row->space, row->ref, e->ref);
    if (next.verb != NULL)
        snprintf(e->command, sizeof e->command, "accord %s %s", next.verb, e->ref);
    return true;
}

/* What the practice asks, beside the promises. */
static ac_rc read_practice(board *b, const ac_partnership *p)
{
    ac_waitings w;
    ac_rc rc = ac_waiting_read(b->look, p, &w);

    for (size_t i = 0; rc == AC_OK && i < w.n; i++) {
        const ac_waiting *line = &w.list[i];
        entry *e = put(b, line->title);
        if (e == NULL) {
            rc = b->rc;
            break;
        }
        e->next = (ac_next){ .group = line->group, .order = line->order, .what = line->what, .since_ms = line->since_ms, .days = line->days };
        snprintf(e->next.detail, sizeof e->next.detail, "%s", line->detail);
        snprintf(e->ref, sizeof e->ref, "%s", line->ref);
        snprintf(e->command, sizeof e->command, "%s", line->command);
        e->is_clash = strcmp(line->what, "clash") == 0;
    }
    b->needs_attention = b->needs_attention || w.presses;
    ac_waiting_free(&w);
    return rc;
}

/* The most pressing first; of equal ones the latest, or what has waited longest. */
static int by_pressure(const void *va, const void *vb)
{
    const entry *a = va, *b = vb;
    int late;

    if (a->next.group != b->next.group)
        return a->next.group < b->next.group ? -1 : 1;
    if (a->next.order != b->next.order)
        return a->next.order < b->next.order ? -1 : 1;
    late = strcmp(a->next.what, "due soon") == 0 ? a->next.days - b->next.days : b->next.days - a->next.days;
    if (late != 0)
        return late;
    if (a->next.since_ms != b->next.since_ms)
        return a->next.since_ms < b->next.since_ms ? -1 : 1;
    return strcmp(a->ref, b->ref);
}

static ac_rc print_cells(ac_cli *cli, const entry *list, size_t n, const char *partnership)
{
    static const ac_column plain[] = { { .title = "partnership" }, { .title = "group" }, { .title = "ref" }, { .title = "what" },
                                       { .title = "detail" }, { .title = "command" }, { .title = "title" } };
    ac_table *t = ac_table_new(plain, 7);
    bool printed;

    for (size_t i = 0; t != NULL && i < n; i++) {
        const entry *e = &list[i];
        ac_table_row(t, (const char *const[]){ partnership, groups[e->next.group].code, e->ref, e->next.what, e->next.detail,
                                               e->command, e->title });
    }
    printed = t != NULL && ac_table_print(t, &cli->out, AC_TABLE_PLAIN, 0);
    ac_table_free(t);
    return printed ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

/* The command stands before the title, which comes last; where nobody here can do anything it has no column. */
static ac_rc print_group(ac_cli *cli, const entry *list, size_t n)
{
    static const ac_column with_command[] = { { .role = AC_REF }, { .is_ours = true }, { 0 }, { .role = AC_REF }, { 0 } };
    static const ac_column without[] = { { .role = AC_REF }, { .is_ours = true }, { 0 }, { 0 } };
    bool has_command = false, printed;
    ac_table *t;

    for (size_t i = 0; i < n; i++)
        has_command = has_command || list[i].command[0] != '\0';
    t = has_command ? ac_table_new(with_command, 5) : ac_table_new(without, 4);
    for (size_t i = 0; t != NULL && i < n; i++) {
        const entry *e = &list[i];
        ac_buf title = { 0 };
        if (e->is_imported)
            ac_buf_printf(&title, "[%s] ", ac_said_imported());
        ac_buf_str(&title, e->title);
        if (has_command)
            ac_table_row(t, (const char *const[]){ e->ref, e->next.what, e->next.detail, e->command, ac_buf_text(&title) });
        else
            ac_table_row(t, (const char *const[]){ e->ref, e->next.what, e->next.detail, ac_buf_text(&title) });
        ac_buf_free(&title);
        if (e->is_clash || strcmp(e->next.what, "overdue") == 0)
            ac_table_mark(t, 1, AC_ATTN);
    }
    printed = t != NULL && ac_table_print(t, &cli->out, AC_TABLE_SCREEN, 2);
    ac_table_free(t);
    return printed ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

static ac_rc print_json(ac_cli *cli, const board *b, const ac_partnership *p)
{
    for (size_t i = 0; i < b->n; i++) {
        const entry *e = &b->list[i];
        ac_jsonl j;
        ac_json_line(cli, &j, "accord.board/1");
        ac_jsonl_str(&j, "partnership", p->code);
        ac_jsonl_str(&j, "group", groups[e->next.group].code);
        ac_jsonl_str(&j, "ref", e->ref[0] != '\0' ? e->ref : NULL);
        ac_jsonl_str(&j, "what", e->next.what);
        ac_jsonl_str(&j, "detail", e->next.detail);
        ac_jsonl_str(&j, "command", e->command[0] != '\0' ? e->command : NULL);
        ac_jsonl_str(&j, "title", e->title);
        if (!ac_jsonl_end(&j))
            return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    return AC_OK;
}

#define TITLE_LEAST 8 /* columns */

static ac_rc print_head(ac_cli *cli, const ac_looking *look, const ac_partnership *p)
{
    char day[AC_DATE_SAID_SIZE];
    int64_t unsent = 0;
    ac_buf rest = { 0 };
    size_t width, room = cli->out.is_tty ? cli->out.columns : 0;
    ac_rc rc = ac_unsent(cli, p, &unsent);

    if (rc != AC_OK)
        return rc;
    ac_date_short(day, cli->today);
    ac_format(&cli->out, &rest, " · %s · %s", look->me, day);
    if (look->n > 1)
        ac_format(&cli->out, &rest, " · %s", p->code);
    if (unsent > 0)
        ac_format(&cli->out, &rest, ac_plural(" · %lld record not yet sent", " · %lld records not yet sent", (unsigned long)unsent),
                  (long long)unsent);
    width = ac_text_width(ac_buf_text(&rest), rest.len);
    if (room > 0 && !cli->markdown) /* the title gives way, down to its beginning */
        ac_out(cli, "%.*s%s\n", room > width + TITLE_LEAST ? (int)(room - width) : TITLE_LEAST, p->title, ac_buf_text(&rest));
    else
        ac_out(cli, "%s%s\n", p->title, ac_buf_text(&rest));
    ac_buf_free(&rest);
    return AC_OK;
}

static bool one_is_enough(void *ctx, const ac_commitment_row *row)
{
    (void)row;
    *(bool *)ctx = true;
    return false;
}

/* Nothing waits: what may be done. */
static ac_rc print_empty(ac_cli *cli, const ac_partnership *p)
{
    ac_partner_row *partners = NULL;
    ac_commitment_filter any = { .space = p->space };
    bool was_promised = false;
    size_t n = 0;
    ac_rc rc = ac_query_partners(cli->nb, p->space, &partners, &n, &cli->err);

    if (rc == AC_OK)
        rc = ac_query_commitments(cli->nb, &any, one_is_enough, &was_promised, &cli->err);

    if (rc != AC_OK) {
        free(partners);
        return rc;
    }
    if (!p->is_member)
        ac_out(cli, "Nothing waits. You are not in this partnership any more; what it held can be read and proved.\n");
    else if (n == 0)
        ac_out(cli, "You are alone here. Invite a partner: " AC_REF "accord invite --file FILE" AC_END "\n");
    else if (!was_promised)
        ac_out(cli, "Nothing has been promised yet. Begin: " AC_REF "accord promise \"TITLE\" --to CODE --due DATE" AC_END "\n");
    else
        ac_out(cli, "Nothing waits, for you or for others. All there is: " AC_REF "accord list" AC_END "\n");
    free(partners);
    return AC_OK;
}

static bool has_since(const board *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->list[i].next.since_ms != 0)
            return true;
    return false;
}

static ac_rc print_board(ac_cli *cli, board *b, const ac_partnership *p)
{
    ac_attention attention = { 0 };
    size_t at = 0;
    ac_rc rc = print_head(cli, b->look, p);

    if (rc == AC_OK)
        rc = ac_attention_of(cli, p, &attention);
    if (rc == AC_OK)
        ac_attention_print(cli, &attention, true);
    for (size_t g = 0; rc == AC_OK && g < GROUPS; g++) {
        size_t n = 0;
        while (at + n < b->n && b->list[at + n].next.group == g)
            n++;
        if (n == 0)
            continue;
        ac_out(cli, "%s (%zu)\n", _(groups[g].title), n);
        rc = print_group(cli, b->list + at, n);
        at += n;
    }
    if (rc == AC_OK && b->n == 0)
        rc = print_empty(cli, p);
    if (rc == AC_OK && has_since(b))
        ac_out(cli, AC_DIM "since: by the clock of who wrote it" AC_END "\n");
    if (rc == AC_OK)
        ac_attention_print(cli, &attention, false);
    b->needs_attention = b->needs_attention || ac_attention_presses(&attention);
    ac_attention_free(&attention);
    return rc;
}

/* Only what asks something of somebody is read: what has ended is not looked at. */
static ac_rc read_board(board *b, const ac_partnership *p)
{
    ac_commitment_filter f = { .space = p->space, .waits = true };
    ac_rc rc = ac_query_commitments(b->look->cli->nb, &f, one_row, b, &b->look->cli->err);

    if (rc == AC_OK)
        rc = b->rc;
    if (rc == AC_OK)
        rc = read_practice(b, p);
    if (rc == AC_OK && b->n > 1)
        qsort(b->list, b->n, sizeof *b->list, by_pressure);
    return rc;
}

/* Something was asked and has not been answered as far as is known here? Joins that wait are told of below
 * the board, with what else needs attention. */
static ac_rc is_waiting(ac_cli *cli, size_t *out_n)
{
    ac_invitation *list = NULL;
    bool applies = false;
    ac_rc rc = ac_apply_waits(cli->nb, &applies, &cli->err);

    *out_n = 0;
    if (rc == AC_OK)
        rc = ac_joins_waiting(cli->nb, &list, out_n, &cli->err);
    for (size_t i = 0; i < *out_n; i++)
        ac_invitation_free(&list[i]);
    free(list);
    if (rc == AC_OK && applies) {
        ac_out(cli, "  This laptop waits for the other one of %s: " AC_REF "accord device join FILE" AC_END " once more, or its file: " AC_REF
                    "accord import FILE" AC_END "\n", ac_notebook_me(cli->nb)->code);
        ++*out_n;
    }
    return rc;
}

static ac_rc print_no_partnership(ac_cli *cli)
{
    size_t waiting = 0;
    ac_rc rc;

    ac_out(cli, "%s · no partnership yet\n", ac_notebook_me(cli->nb)->name);
    rc = is_waiting(cli, &waiting);
    if (rc != AC_OK || waiting > 0)
        return rc;
    ac_out(cli, "  You were invited:  " AC_REF "accord join FILE" AC_END "\n");
    ac_out(cli, "  You begin:         " AC_REF "accord partnership start \"TITLE\" --code CODE" AC_END "\n");
    return AC_OK;
}

/* What was begun and not signed waits for nobody else: said in one line, below all. */
static ac_rc say_drafts(ac_cli *cli)
{
    int64_t n = 0;
    ac_rc rc = ac_drafts_count(cli->nb, &n, &cli->err);

    if (rc == AC_OK && n > 0)
        ac_out(cli, ac_plural("- %lld draft waits: " AC_REF "accord draft list" AC_END "\n",
                              "- %lld drafts wait: " AC_REF "accord draft list" AC_END "\n", (unsigned long)n), (long long)n);
    return rc;
}

ac_rc ac_cmd_board(ac_cli *cli)
{
    ac_attention whole = { 0 };
    ac_looking look;
    bool attention = false;
    ac_rc rc = ac_look_open(&look, cli);

    if (rc != AC_OK)
        return rc;
    if (look.n == 0)
        rc = print_no_partnership(cli);
    for (size_t i = 0; rc == AC_OK && i < look.n; i++) {
        board b = { .look = &look, .rc = AC_OK };
        rc = read_board(&b, &look.list[i]);
        if (rc == AC_OK && cli->json)
            rc = print_json(cli, &b, &look.list[i]);
        else if (rc == AC_OK && cli->plain)
            rc = print_cells(cli, b.list, b.n, look.list[i].code);
        else if (rc == AC_OK) {
            ac_out(cli, i > 0 ? "\n" : "");
            rc = print_board(cli, &b, &look.list[i]);
        }
        attention = attention || b.needs_attention;
        board_free(&b);
    }
    if (rc == AC_OK)
        rc = ac_attention_whole(cli, &whole);
    if (rc == AC_OK && !cli->plain) {
        ac_attention_print(cli, &whole, true);
        ac_attention_print(cli, &whole, false);
        rc = say_drafts(cli);
    }
    attention = attention || ac_attention_presses(&whole);
    ac_attention_free(&whole);
    ac_look_close(&look);
    return rc == AC_OK && attention && ac_opt_flag(cli, "exit-code") ? AC_EATTENTION : rc;
}
