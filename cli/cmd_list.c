/* cmd_list.c - lists of commitments, of reflections and of the records of the practice, filtered: for screens, scripts and spreadsheets. */
#include "cli/cmds.h"
#include "cli/exchange/cells.h"
#include "cli/exchange/dump.h"
#include "cli/picked.h"
#include "cli/practice/list.h"
#include "cli/practice/said.h"
#include "cli/practice/template.h"
#include "core/kind.h"
#include "core/lang.h"
#include "core/vocab.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    ac_cli *cli;
    ac_looking look;
    ac_table *table;
    ac_picked picked; /* commitments */
    ac_filter filter; /* reflections and entries */
    ac_cells csv;     /* with --csv: instead of the table */
    bool needs_attention;
    size_t shown;
    ac_rc rc;
} listing;

static bool failed(listing *l, ac_rc rc)
{
    l->rc = rc;
    return false;
}

static bool out_of_memory(listing *l)
{
    return failed(l, ac_fail(&l->cli->err, AC_ENOMEM, "out of memory"));
}

static const char *code_of(const listing *l, int space)
{
    const ac_partnership *p = ac_look_partnership(&l->look, space);

    return p != NULL ? p->code : "";
}

static const char *or_null(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}

static ac_rc put_csv_row(listing *l, ac_rc rc)
{
    return rc == AC_OK ? ac_cells_put_row(l->cli, &l->csv) : rc;
}

/* --- commitments --- */

static bool commitment_json(listing *l, const ac_commitment_row *row, const ac_clock *clock)
{
    ac_jsonl j;

    ac_look_json(l->cli, &j, row, clock, code_of(l, row->space));
    return ac_jsonl_end(&j) || out_of_memory(l);
}

static const ac_column commitment_screen[] = { { .title = "", .role = AC_REF }, { .title = N_("state") }, { .title = N_("from - to") },
                                               { .title = N_("due") }, { .title = N_("title") } };
static const ac_column commitment_cells[] = { { .title = "ref" },       { .title = "state" },     { .title = "promisor" },
                                              { .title = "promisees" }, { .title = "due" },       { .title = "level" },
                                              { .title = "clock" },     { .title = "agreement" }, { .title = "delivery" },
                                              { .title = "verdict" },   { .title = "clash" },     { .title = "contested" },
                                              { .title = "flags" },     { .title = "terms" },     { .title = "partnership" },
                                              { .title = "title" } };

/* "in progress, overdue 91 days" */
#define STATE_SAID 400
static void state_said(const ac_commitment_row *row, const ac_clock *clock, char out[STATE_SAID])
{
    char word[AC_LOOK_WORD_SIZE], clock_text[AC_LOOK_CLOCK_SIZE];

    ac_look_clock_text(clock, clock_text);
    snprintf(out, STATE_SAID, "%s%s%s%s%s%s%s", row->is_clash ? _("clash, ") : "",
             row->is_crossed && strcmp(row->state, "crossed") != 0 ? _("crossed, ") : "",
             ac_look_word(row->state[0] != '\0' ? row->state : N_("without effect"), word), clock_text[0] != '\0' ? _(", ") : "", clock_text,
             row->is_contested ? _(", contested") : "", row->is_counted ? "" : _(", set aside"));
}

static void commitment_on_screen(listing *l, const ac_commitment_row *row, const ac_clock *clock)
{
    char ref[AC_LOOK_REF_SIZE], state[STATE_SAID];
    ac_buf parties = { 0 }, title = { 0 };

    state_said(row, clock, state);
    ac_buf_printf(&parties, "%s - ", row->promisor);
    ac_look_codes(&parties, row->promisees);
    if (ac_is_imported(row))
        ac_buf_printf(&title, "[%s] ", ac_said_imported());
    ac_buf_str(&title, row->title);
    ac_table_row(l->table, (const char *const[]){ ac_look_ref(&l->look, row->space, row->ref, ref), state, ac_buf_text(&parties),
                                                  row->due, ac_buf_text(&title) });
    if (ac_look_needs_attention(row, clock))
        ac_table_mark(l->table, 1, AC_ATTN);
    ac_buf_free(&parties);
    ac_buf_free(&title);
}

static void commitment_in_cells(listing *l, const ac_commitment_row *row, const ac_clock *clock)
{
    char level[16] = "", terms[AC_HEX_SIZE], clock_text[AC_LOOK_CLOCK_SIZE], ref[AC_LOOK_REF_SIZE];

    if (row->level != 0)
        snprintf(level, sizeof level, "%d", row->level);
    ac_hex(terms, row->terms.b, 32);
    ac_look_clock_text(clock, clock_text);
    ac_table_row(l->table,
                 (const char *const[]){ ac_look_ref(&l->look, row->space, row->ref, ref), row->state, row->promisor, row->promisees,
                                        row->due, level, clock_text, row->agreement, row->delivery, row->verdict,
                                        row->is_clash ? "yes" : "no", row->is_contested ? "yes" : "no", row->flags, terms,
                                        code_of(l, row->space), row->title });
}

static void show_picked(listing *l)
{
    bool is_screen = ac_cli_form(l->cli) == AC_TABLE_SCREEN;

    for (size_t i = 0; l->rc == AC_OK && i < l->picked.n; i++) {
        const ac_commitment_row *row = &l->picked.rows[i].row;
        const ac_clock *clock = &l->picked.rows[i].clock;
        l->shown++;
        l->needs_attention = l->needs_attention || ac_look_needs_attention(row, clock);
        if (l->cli->json)
            commitment_json(l, row, clock);
        else if (l->cli->csv)
            l->rc = put_csv_row(l, ac_cells_commitment(&l->look, row, clock, &l->csv));
        else if (is_screen)
            commitment_on_screen(l, row, clock);
        else
            commitment_in_cells(l, row, clock);
    }
}

static ac_rc list_commitments(listing *l)
{
    ac_rc rc;

    if (!l->cli->json && !l->cli->csv)
        l->table = ac_cli_form(l->cli) == AC_TABLE_SCREEN ? ac_table_new(commitment_screen, 5) : ac_table_new(commitment_cells, 16);
    if (!l->cli->json && !l->cli->csv && l->table == NULL)
        return ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
    rc = ac_pick(&l->look, &l->picked);
    if (rc == AC_OK && l->cli->csv)
        ac_cells_put_header(l->cli, l->csv.kind);
    if (rc == AC_OK)
        show_picked(l);
    return rc == AC_OK ? l->rc : rc;
}

/* --- reflections --- */

static const ac_column note_screen[] = { { .title = "", .role = AC_REF }, { .title = N_("kind") }, { .title = N_("date") },
                                         { .title = N_("who sees it") }, { .title = N_("about") }, { .title = N_("text") } };
static const ac_column note_cells[] = { { .title = "ref" },   { .title = "kind" },    { .title = "date" },  { .title = "visibility" },
                                        { .title = "org" },   { .title = "about" },   { .title = "addenda" }, { .title = "partnership" },
                                        { .title = "title" }, { .title = "text" } };

static bool note_json(listing *l, const ac_note_row *row, const ac_json *facts)
{
    ac_jsonl j;

    ac_json_line(l->cli, &j, "accord.note/1");
    ac_jsonl_str(&j, "ref", row->ref);
    ac_jsonl_hex(&j, "id", row->id.b, 32);
    ac_jsonl_str(&j, "kind", row->type);
    ac_jsonl_str(&j, "org", row->org);
    ac_jsonl_str(&j, "visibility", row->is_private ? "own" : "partners");
    ac_jsonl_str(&j, "date", or_null(row->event));
    ac_jsonl_int(&j, "written_ms", row->written_ms);
    ac_jsonl_list(&j, "about", row->about);
    ac_jsonl_str(&j, "title", or_null(row->title));
    ac_jsonl_str(&j, "text", row->has_words ? row->text : NULL);
    ac_jsonl_int(&j, "addenda", row->addenda);
    ac_jsonl_bool(&j, "imported", ac_json_str(facts, "source") != NULL);
    ac_jsonl_bool(&j, "counted", row->is_counted);
    ac_jsonl_str(&j, "partnership", row->is_private ? NULL : code_of(l, row->space));
    return ac_jsonl_end(&j) || out_of_memory(l);
}

/* The first line says what it is about. */
static void first_line(const ac_note_row *row, const ac_json *facts, ac_buf *out)
{
    const char *text = ac_prompt_skip(row->text);

    if (ac_json_str(facts, "source") != NULL)
        ac_buf_printf(out, "[%s] ", ac_said_imported());
    if (!row->has_words)
        ac_buf_str(out, _("(its words are not here)"));
    else if (row->title[0] != '\0')
        ac_buf_str(out, row->title);
    else
        ac_buf_put(out, text, strcspn(text, "\r\n"));
}

static void note_on_screen(listing *l, const ac_note_row *row, const ac_json *facts, const char *day)
{
    const ac_term *type = ac_vocab_find(AC_V_REFLECTION, row->type);
    ac_buf text = { 0 }, about = { 0 };
    char ref[AC_LOOK_REF_SIZE], sees[64];

    ac_look_codes(&about, row->about);
    snprintf(sees, sizeof sees, "%s%s", row->is_private ? _("private") : _("partners"), row->is_counted ? "" : _(", set aside"));
    first_line(row, facts, &text);
    ac_table_row(l->table, (const char *const[]){ ac_look_ref(&l->look, row->space, row->ref, ref), type != NULL ? _(type->label) : row->type, day, sees, ac_buf_text(&about),
                                                  ac_buf_text(&text) });
    ac_buf_free(&text);
    ac_buf_free(&about);
}

static void note_in_cells(listing *l, const ac_note_row *row, const char *day)
{
    char addenda[16], ref[AC_LOOK_REF_SIZE];

    snprintf(addenda, sizeof addenda, "%d", row->addenda);
    ac_table_row(l->table, (const char *const[]){ ac_look_ref(&l->look, row->space, row->ref, ref), row->type, day,
                                                  row->is_private ? "own" : "partners", row->org, row->about, addenda,
                                                  row->is_private ? "" : code_of(l, row->space), row->title, row->text });
}

static bool note_fits(const ac_filter *f, const ac_note_row *row, const ac_json *facts, const char *day)
{
    int64_t level = 0;

    if (f->level != 0 && (!ac_json_int(facts, "level", &level) || level != f->level))
        return false;
    return ac_filter_principle(f, ac_json_get(facts, "principles")) && ac_filter_day(f, day) &&
           (ac_filter_text(f, row->title) || ac_filter_text(f, row->text));
}

static bool one_note(void *ctx, const ac_note_row *row)
{
    listing *l = ctx;
    char day[AC_DATE_ISO_SIZE];
    ac_json *facts = NULL;

    if (!row->is_private && ac_look_partnership(&l->look, row->space) == NULL)
        return true;
    if (row->event[0] != '\0')
        snprintf(day, sizeof day, "%.10s", row->event);
    else
        ac_date_iso(day, ac_date_of_ms(row->written_ms));
    l->rc = ac_query_facts(l->cli->nb, row->n, &facts, &l->cli->err);
    if (l->rc == AC_OK && note_fits(&l->filter, row, facts, day)) {
        l->shown++;
        if (l->cli->json)
            note_json(l, row, facts);
        else if (l->cli->csv)
            l->rc = put_csv_row(l, ac_cells_note(&l->look, row, &l->csv));
        else if (ac_cli_form(l->cli) == AC_TABLE_SCREEN)
            note_on_screen(l, row, facts, day);
        else
            note_in_cells(l, row, day);
    }
    ac_json_free(facts);
    return l->rc == AC_OK;
}

static ac_rc list_notes(listing *l)
{
    const char *kind = ac_opt(l->cli, "kind");
    ac_note_filter f = { .space = -1, .type = kind, .partner = or_null(l->filter.partner), .all = l->filter.all };
    char known[512];
    ac_rc rc;

    if (kind != NULL && !ac_vocab_has(AC_V_REFLECTION, kind)) {
        ac_vocab_list(AC_V_REFLECTION, known, sizeof known);
        return ac_fail(&l->cli->err, AC_EUSAGE, "--kind takes %s, not \"%.40s\"", known, kind);
    }
    if (l->filter.state[0] != '\0')
        return ac_fail(&l->cli->err, AC_EUSAGE, "--state means nothing for reflections: they have none");
    if (!l->cli->json && !l->cli->csv)
        l->table = ac_cli_form(l->cli) == AC_TABLE_SCREEN ? ac_table_new(note_screen, 6) : ac_table_new(note_cells, 10);
    if (!l->cli->json && !l->cli->csv && l->table == NULL)
        return ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
    if (l->cli->csv)
        ac_cells_put_header(l->cli, l->csv.kind);
    rc = ac_query_notes(l->cli->nb, &f, one_note, l, &l->cli->err);
    return rc == AC_OK ? l->rc : rc;
}

/* --- the command --- */

/* What is listed: commitments, reflections, the records of a type, or all there is. */
typedef enum { COMMITMENTS, NOTES, ENTRIES, EVERYTHING } listed;

static ac_rc read_kind(ac_cli *cli, listed *out, const ac_type **out_type)
{
    static const char *const commitments[] = { "commitments", "commitment", "promises", "promise" };
    static const char *const notes[] = { "notes", "note", "reflections", "reflection" };
    static const char *const elsewhere[][2] = { /* how the word begins, and what shows it */
        { "partnership", "accord partnership list" }, { "profile", "accord partnership show" }, { "organi", "accord partner list" },
        { "partner", "accord partner list" },         { "relation", "accord partner list" },    { "agreement", "accord agree" },
        { "scorecard", "accord agree" },              { "principle", "accord principles" },     { "health", "accord list checks" },
        { "draft", "accord draft list" },             { "template", "accord template list" },   { "device", "accord device list" },
        { "laptop", "accord device list" },
    };
    const char *kind = ac_arg(cli, 0);
    ac_buf known = { 0 };
    size_t n;
    const ac_type *const *types = ac_types(&n);

    *out = COMMITMENTS;
    for (size_t i = 0; kind == NULL || i < 4; i++)
        if (kind == NULL || strcmp(kind, commitments[i]) == 0)
            return AC_OK;
    *out = NOTES;
    for (size_t i = 0; i < 4; i++)
        if (strcmp(kind, notes[i]) == 0)
            return AC_OK;
    *out = EVERYTHING;
    if (strcmp(kind, "all") == 0)
        return AC_OK;
    *out = ENTRIES;
    *out_type = ac_type_of_plural(kind);
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (strncmp(kind, elsewhere[i][0], strlen(elsewhere[i][0])) == 0)
            return ac_hint(&cli->err, ac_fail(&cli->err, AC_EUSAGE, "another command shows what you mean by \"%.40s\"", kind), "%s", elsewhere[i][1]);
    if (*out_type != NULL)
        return AC_OK;
    for (size_t i = 0; i < n; i++)
        if (types[i] != &ac_type_partnership && types[i] != &ac_type_organisation)
            ac_buf_printf(&known, ", %s", types[i]->plural);
    ac_fail(&cli->err, AC_EUSAGE, "\"%.40s\" cannot be listed. These can: commitments, notes%s. One record: accord show REF", kind, ac_buf_text(&known));
    ac_buf_free(&known);
    return AC_EUSAGE;
}

static bool is_filtered(const ac_cli *cli)
{
    static const char *const names[] = { "partner", "state", "level", "principle", "from", "until", "period", "kind", "text" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ac_opt(cli, names[i]) != NULL)
            return true;
    return false;
}

/* Nothing was found: whether there is nothing, or nothing that fits. */
static void say_none(const listing *l, listed what, const ac_type *type)
{
    if (is_filtered(l->cli))
        ac_talk(l->cli, "Nothing fits.\n");
    else if (what == NOTES)
        ac_talk(l->cli, "No reflections yet: accord note -m \"...\"\n");
    else if (what == COMMITMENTS)
        ac_talk(l->cli, "No commitments yet: accord promise \"TITLE\" --to CODE --due DATE\n");
    else
        ac_talk(l->cli, "None yet (%s).\n", type->plural);
}

/* A page begins with what it is of. */
static void print_heading(ac_cli *cli, const ac_looking *look)
{
    char day[AC_DATE_SAID_SIZE];

    ac_date_short(day, cli->today);
    if (look->n == 1)
        ac_out(cli, "%s · %s · %s\n\n", look->list[0].title, look->me, day);
    else
        ac_out(cli, "%s · %s\n\n", look->me, day);
}

static ac_rc list_what(listing *l, listed what, const ac_type *type)
{
    ac_rc rc;

    if (what == EVERYTHING && (!l->cli->json || is_filtered(l->cli)))
        return ac_hint(&l->cli->err, ac_fail(&l->cli->err, AC_EUSAGE, "everything at once is for programs, and takes no filter: accord list all --json"),
                       "accord list all --json");
    if (what == EVERYTHING) {
        ac_query_for_others(l->cli->nb, true); /* for programs, whosever they are */
        return ac_dump(&l->look, ac_opt_flag(l->cli, "all"));
    }
    if (what == COMMITMENTS && ac_opt(l->cli, "kind") != NULL)
        return ac_hint(&l->cli->err, ac_fail(&l->cli->err, AC_EUSAGE, "commitments have no kind. Of reflections: accord list notes --kind %.40s", ac_opt(l->cli, "kind")),
                       "accord list notes");
    if (what == COMMITMENTS)
        return list_commitments(l);
    rc = ac_filter_read(&l->filter, &l->look);
    if (rc == AC_OK)
        rc = what == NOTES ? list_notes(l) : ac_list_entries(&l->look, type, &l->filter, &l->shown);
    return rc;
}

ac_rc ac_cmd_list(ac_cli *cli)
{
    listing l = { .cli = cli };
    listed what;
    const ac_type *type = NULL;
    const char *separator = ac_opt(cli, "separator");
    ac_columns columns;
    ac_rc rc = read_kind(cli, &what, &type);

    cli->excel = ac_opt_flag(cli, "excel");
    cli->separator = separator == NULL ? '\0' : separator[0] == 's' ? ';' : separator[0] == 't' ? '\t' : ',';
    if (rc == AC_OK && !cli->csv && (cli->excel || separator != NULL))
        rc = ac_fail(&cli->err, AC_EUSAGE, "--%s goes with --csv", cli->excel ? "excel" : "separator");
    if (rc == AC_OK)
        rc = ac_look_open(&l.look, cli);
    if (rc != AC_OK)
        return rc;
    ac_columns_of(&columns, what == COMMITMENTS ? "commitment" : "note");
    ac_cells_init(&l.csv, &columns);
    if (cli->markdown)
        print_heading(cli, &l.look);
    rc = list_what(&l, what, type);
    if (rc == AC_OK && l.table != NULL && l.shown > 0 && !ac_table_print(l.table, &cli->out, ac_cli_form(cli), 0))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && l.shown == 0 && !cli->json && !cli->plain && !cli->csv)
        say_none(&l, what, type);
    ac_picked_free(&l.picked);
    ac_filter_free(&l.filter);
    ac_cells_free(&l.csv);
    ac_table_free(l.table);
    ac_look_close(&l.look);
    return rc == AC_OK && l.needs_attention && ac_opt_flag(cli, "exit-code") ? AC_EATTENTION : rc;
}
