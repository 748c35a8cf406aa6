/* cmd_list.c - lists of commitments and of reflections, filtered: for screens, scripts and spreadsheets. */
#include "cli/cmds.h"
#include "cli/look.h"
#include "core/kind.h"
#include "core/vocab.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row outlives its reading: lists are put in order before they are shown. */
typedef struct {
    ac_commitment_row row;
    ac_clock clock;
    char *text; /* its strings, one after the other; owned */
} kept;

typedef struct {
    ac_cli *cli;
    ac_looking look;
    ac_table *table;
    kept *kept; /* commitments; owned */
    size_t nkept, cap;
    ac_clock_word clock_word;
    bool needs_attention, shows_partnership;
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

/* --- commitments --- */

static bool commitment_json(listing *l, const ac_commitment_row *row, const ac_clock *clock)
{
    ac_jsonl j;

    ac_look_json(l->cli, &j, row, clock, code_of(l, row->space));
    return ac_jsonl_end(&j) || out_of_memory(l);
}

static const ac_column commitment_screen[] = { { .title = "", .role = AC_REF }, { .title = "state" }, { .title = "from - to" },
                                               { .title = "due" }, { .title = "title" } };
static const ac_column commitment_cells[] = { { .title = "ref" },       { .title = "state" },     { .title = "promisor" },
                                              { .title = "promisees" }, { .title = "due" },       { .title = "level" },
                                              { .title = "clock" },     { .title = "agreement" }, { .title = "delivery" },
                                              { .title = "verdict" },   { .title = "clash" },     { .title = "contested" },
                                              { .title = "flags" },     { .title = "terms" },     { .title = "partnership" },
                                              { .title = "title" } };

/* "in progress, overdue 91 days" */
static void state_said(const ac_commitment_row *row, const ac_clock *clock, char out[160])
{
    char word[AC_LOOK_WORD_SIZE], clock_text[AC_LOOK_CLOCK_SIZE];

    ac_look_clock_text(clock, clock_text);
    snprintf(out, 160, "%s%s%s%s%s%s%s", row->is_clash ? "clash, " : "",
             row->is_crossed && strcmp(row->state, "crossed") != 0 ? "crossed, " : "",
             ac_look_word(row->state[0] != '\0' ? row->state : "without effect", word), clock_text[0] != '\0' ? ", " : "", clock_text,
             row->is_contested ? ", contested" : "", row->is_counted ? "" : ", set aside");
}

static void commitment_on_screen(listing *l, const ac_commitment_row *row, const ac_clock *clock)
{
    char ref[AC_LOOK_REF_SIZE], state[160];
    ac_buf parties = { 0 };

    state_said(row, clock, state);
    ac_buf_printf(&parties, "%s - ", row->promisor);
    ac_look_codes(&parties, row->promisees);
    ac_table_row(l->table, (const char *const[]){ ac_look_ref(&l->look, row->space, row->ref, ref), state, ac_buf_text(&parties),
                                                  row->due, row->title });
    if (ac_look_needs_attention(row, clock))
        ac_table_mark(l->table, 1, AC_ATTN);
    ac_buf_free(&parties);
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

/* Copy the strings that are borrowed. */
static bool own_strings(kept *k)
{
    const char **const fields[] = { &k->row.title, &k->row.promisor, &k->row.promisees, &k->row.due, &k->row.open,
                                    &k->row.flags, &k->row.turn, &k->row.principles };
    size_t n = 0;
    char *p;

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        n += strlen(*fields[i]) + 1;
    k->text = p = malloc(n);
    for (size_t i = 0; p != NULL && i < sizeof fields / sizeof *fields; i++) {
        n = strlen(*fields[i]) + 1;
        memcpy(p, *fields[i], n);
        *fields[i] = p;
        p += n;
    }
    return k->text != NULL;
}

static bool keep(listing *l, const ac_commitment_row *row, const ac_clock *clock)
{
    if (l->nkept == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 64;
        kept *more = realloc(l->kept, cap * sizeof *more);
        if (more == NULL)
            return false;
        l->kept = more;
        l->cap = cap;
    }
    l->kept[l->nkept] = (kept){ .row = *row, .clock = *clock };
    return own_strings(&l->kept[l->nkept++]);
}

static bool one_commitment(void *ctx, const ac_commitment_row *row)
{
    listing *l = ctx;
    ac_clock clock;

    if (ac_look_partnership(&l->look, row->space) == NULL)
        return true; /* another partnership than the one meant */
    l->rc = ac_look_clock(l->cli, row, &clock, &l->cli->err);
    if (l->rc != AC_OK)
        return false;
    if (!ac_clock_is(l->clock_word, row, &clock))
        return true;
    l->needs_attention = l->needs_attention || ac_look_needs_attention(row, &clock);
    return keep(l, row, &clock) || out_of_memory(l);
}

/* One partnership after the other; within it ancestors first, the same on every notebook. */
static int in_order(const void *va, const void *vb)
{
    const ac_commitment_row *a = &((const kept *)va)->row, *b = &((const kept *)vb)->row;

    if (a->space != b->space)
        return a->space < b->space ? -1 : 1;
    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    return ac_id_cmp(a->id, b->id);
}

static void show_kept(listing *l)
{
    bool is_screen = ac_cli_form(l->cli) == AC_TABLE_SCREEN;

    if (l->nkept > 1)
        qsort(l->kept, l->nkept, sizeof *l->kept, in_order);
    for (size_t i = 0; l->rc == AC_OK && i < l->nkept; i++) {
        l->shown++;
        if (l->cli->json)
            commitment_json(l, &l->kept[i].row, &l->kept[i].clock);
        else if (is_screen)
            commitment_on_screen(l, &l->kept[i].row, &l->kept[i].clock);
        else
            commitment_in_cells(l, &l->kept[i].row, &l->kept[i].clock);
    }
}

/* --- the filter --- */

static ac_rc read_state(listing *l, ac_commitment_filter *f)
{
    const char *text = ac_opt(l->cli, "state");
    char lower[AC_LOOK_WORD_SIZE];
    ac_buf known = { 0 };

    if (text == NULL)
        return AC_OK;
    snprintf(lower, sizeof lower, "%s", text);
    for (char *p = lower; *p != '\0'; p++)
        *p = *p == ' ' || *p == '_' ? '-' : (char)tolower((unsigned char)*p);
    l->clock_word = ac_clock_word_of(lower);
    if (l->clock_word != AC_CLOCK_NONE)
        return AC_OK;
    for (int s = 0; s < AC_STATE_NONE; s++)
        if (strcmp(ac_state_word((ac_commitment_state)s), lower) == 0) {
            f->state = ac_state_word((ac_commitment_state)s);
            return AC_OK;
        }
    for (int s = 0; s < AC_STATE_NONE; s++)
        ac_buf_printf(&known, "%s%s", s > 0 ? ", " : "", ac_state_word((ac_commitment_state)s));
    ac_fail(&l->cli->err, AC_EUSAGE, "unknown state \"%.40s\". By what was done: %s. By the clock: overdue, due-soon, lapsed, stale; also clash",
            text, ac_buf_text(&known));
    ac_buf_free(&known);
    return AC_EUSAGE;
}

/* A code of somebody who is, or was, in one of the partnerships meant. */
static ac_rc read_partner(listing *l, char out[8])
{
    const char *text = ac_opt(l->cli, "partner");
    ac_buf known = { 0 };
    bool found = false;
    size_t n = text != NULL ? strlen(text) : 0;

    out[0] = '\0';
    if (text == NULL)
        return AC_OK;
    for (size_t i = 0; i <= n && n < 8; i++)
        out[i] = (char)toupper((unsigned char)text[i]);
    for (size_t i = 0; i < l->look.n; i++) {
        ac_members *members;
        ac_rc rc = ac_notebook_members(l->cli->nb, l->look.list[i].space, &members, &l->cli->err);
        if (rc != AC_OK) {
            ac_buf_free(&known);
            return rc;
        }
        for (int o = 0; o < ac_members_orgs(members); o++) {
            const char *code = ac_members_org(members, o)->code;
            found = found || strcmp(code, out) == 0;
            if (!ac_look_names(ac_buf_text(&known), code))
                ac_buf_printf(&known, "%s%s", known.len > 0 ? "," : "", code);
        }
    }
    if (!found) {
        ac_buf list = { 0 };
        ac_look_codes(&list, ac_buf_text(&known));
        ac_fail(&l->cli->err, AC_EREF, "there is no partner \"%.40s\" here. Known: %s", text, ac_buf_text(&list));
        ac_buf_free(&list);
    }
    ac_buf_free(&known);
    return found ? AC_OK : AC_EREF;
}

static const char *iso_or_null(ac_date date, char out[AC_DATE_ISO_SIZE])
{
    if (date.month == 0)
        return NULL;
    ac_date_iso(out, date);
    return out;
}

static ac_rc list_commitments(listing *l)
{
    ac_commitment_filter f = { .space = l->look.n == 1 ? l->look.list[0].space : -1, .all = ac_opt_flag(l->cli, "all") };
    ac_date from = { 0 }, until = { 0 };
    char partner[8], from_text[AC_DATE_ISO_SIZE], until_text[AC_DATE_ISO_SIZE];
    int64_t level = 0;
    bool given;
    ac_rc rc = read_state(l, &f);

    if (rc == AC_OK)
        rc = read_partner(l, partner);
    if (rc == AC_OK)
        rc = ac_opt_int(l->cli, "level", 1, 3, &level, &given);
    if (rc == AC_OK)
        rc = ac_opt_date(l->cli, "from", AC_LOOK_BACK, &from);
    if (rc == AC_OK)
        rc = ac_opt_date(l->cli, "until", AC_LOOK_FORWARD, &until);
    if (rc != AC_OK)
        return rc;
    f.partner = or_null(partner);
    f.level = (int)level;
    f.principle = ac_opt(l->cli, "principle");
    f.due_from = iso_or_null(from, from_text);
    f.due_until = iso_or_null(until, until_text);
    if (!l->cli->json)
        l->table = ac_cli_form(l->cli) == AC_TABLE_SCREEN ? ac_table_new(commitment_screen, 5) : ac_table_new(commitment_cells, 16);
    if (!l->cli->json && l->table == NULL)
        return ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
    rc = ac_query_commitments(l->cli->nb, &f, one_commitment, l, &l->cli->err);
    if (rc == AC_OK && l->rc == AC_OK)
        show_kept(l);
    return rc == AC_OK ? l->rc : rc;
}

/* --- reflections --- */

static const ac_column note_screen[] = { { .title = "", .role = AC_REF }, { .title = "kind" }, { .title = "date" },
                                         { .title = "who sees it" }, { .title = "about" }, { .title = "text" } };
static const ac_column note_cells[] = { { .title = "ref" },   { .title = "kind" },    { .title = "date" },  { .title = "visibility" },
                                        { .title = "org" },   { .title = "about" },   { .title = "addenda" }, { .title = "partnership" },
                                        { .title = "title" }, { .title = "text" } };

static bool note_json(listing *l, const ac_note_row *row)
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
    ac_jsonl_bool(&j, "counted", row->is_counted);
    ac_jsonl_str(&j, "partnership", row->is_private ? NULL : code_of(l, row->space));
    return ac_jsonl_end(&j) || out_of_memory(l);
}

/* The first line says what it is about. */
static void first_line(const ac_note_row *row, ac_buf *out)
{
    if (!row->has_words)
        ac_buf_str(out, "(its words are not here)");
    else if (row->title[0] != '\0')
        ac_buf_str(out, row->title);
    else
        ac_buf_put(out, row->text, strcspn(row->text, "\r\n"));
}

static bool one_note(void *ctx, const ac_note_row *row)
{
    listing *l = ctx;
    ac_buf text = { 0 }, about = { 0 };
    char ref[AC_LOOK_REF_SIZE], day[AC_DATE_ISO_SIZE], sees[32], addenda[16];

    if (!row->is_private && ac_look_partnership(&l->look, row->space) == NULL)
        return true;
    l->shown++;
    if (l->cli->json)
        return note_json(l, row);
    if (row->event[0] != '\0')
        snprintf(day, sizeof day, "%.10s", row->event);
    else
        ac_date_iso(day, ac_date_of_ms(row->written_ms));
    ac_look_ref(&l->look, row->space, row->ref, ref);
    ac_look_codes(&about, row->about);
    if (ac_cli_form(l->cli) == AC_TABLE_SCREEN) {
        snprintf(sees, sizeof sees, "%s%s", row->is_private ? "private" : "partners", row->is_counted ? "" : ", set aside");
        first_line(row, &text);
        ac_table_row(l->table, (const char *const[]){ ref, row->type, day, sees, ac_buf_text(&about), ac_buf_text(&text) });
    } else {
        snprintf(addenda, sizeof addenda, "%d", row->addenda);
        ac_table_row(l->table, (const char *const[]){ ref, row->type, day, row->is_private ? "own" : "partners", row->org, row->about,
                                                      addenda, row->is_private ? "" : code_of(l, row->space), row->title, row->text });
    }
    ac_buf_free(&text);
    ac_buf_free(&about);
    return true;
}

static ac_rc list_notes(listing *l)
{
    ac_note_filter f = { .space = -1, .type = ac_opt(l->cli, "kind"), .all = ac_opt_flag(l->cli, "all") };
    char partner[8];
    ac_rc rc = read_partner(l, partner);

    if (rc != AC_OK)
        return rc;
    f.partner = or_null(partner);
    if (!l->cli->json)
        l->table = ac_cli_form(l->cli) == AC_TABLE_SCREEN ? ac_table_new(note_screen, 6) : ac_table_new(note_cells, 10);
    if (!l->cli->json && l->table == NULL)
        return ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
    rc = ac_query_notes(l->cli->nb, &f, one_note, l, &l->cli->err);
    return rc == AC_OK ? l->rc : rc;
}

/* --- the command --- */

static bool is_filtered(const ac_cli *cli)
{
    static const char *const names[] = { "partner", "state", "level", "principle", "from", "until", "kind" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ac_opt(cli, names[i]) != NULL)
            return true;
    return false;
}

/* Options that only mean something for the other kind are refused rather than passed over. */
static ac_rc check_options(ac_cli *cli, bool notes)
{
    static const char *const of_commitments[] = { "state", "level", "principle", "from", "until" };

    for (size_t i = 0; notes && i < sizeof of_commitments / sizeof *of_commitments; i++)
        if (ac_opt(cli, of_commitments[i]) != NULL)
            return ac_fail(&cli->err, AC_EUSAGE, "--%s is for commitments; reflections take --partner and --kind", of_commitments[i]);
    if (!notes && ac_opt(cli, "kind") != NULL)
        return ac_hint(&cli->err, ac_fail(&cli->err, AC_EUSAGE, "--kind is for reflections: accord list notes --kind %.40s", ac_opt(cli, "kind")),
                       "accord list notes");
    return AC_OK;
}

static ac_rc read_kind(ac_cli *cli, bool *out_notes)
{
    static const char *const commitments[] = { "commitments", "commitment", "promises", "promise" };
    static const char *const notes[] = { "notes", "note", "reflections", "reflection" };
    const char *kind = ac_arg(cli, 0);

    *out_notes = false;
    if (kind == NULL)
        return AC_OK;
    for (size_t i = 0; i < 4; i++)
        if (strcmp(kind, commitments[i]) == 0)
            return AC_OK;
    for (size_t i = 0; i < 4; i++)
        if (strcmp(kind, notes[i]) == 0) {
            *out_notes = true;
            return AC_OK;
        }
    return ac_fail(&cli->err, AC_EUSAGE, "\"%.40s\" cannot be listed: commitments and notes can. One record: accord show %.40s", kind, kind);
}

ac_rc ac_cmd_list(ac_cli *cli)
{
    listing l = { .cli = cli };
    bool notes = false;
    ac_rc rc = read_kind(cli, &notes);

    if (rc == AC_OK)
        rc = check_options(cli, notes);
    if (rc == AC_OK)
        rc = ac_look_open(&l.look, cli);
    if (rc != AC_OK)
        return rc;
    rc = notes ? list_notes(&l) : list_commitments(&l);
    if (rc == AC_OK && l.table != NULL && (l.shown > 0 || cli->csv) && !ac_table_print(l.table, &cli->out, ac_cli_form(cli), 0))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && l.shown == 0 && !cli->json && !cli->plain && !cli->csv) {
        if (is_filtered(cli))
            ac_talk(cli, "Nothing fits.\n");
        else if (notes)
            ac_talk(cli, "No reflections yet: accord note -m \"...\"\n");
        else
            ac_talk(cli, "No commitments yet: accord promise \"TITLE\" --to CODE --due DATE\n");
    }
    for (size_t i = 0; i < l.nkept; i++)
        free(l.kept[i].text);
    free(l.kept);
    ac_table_free(l.table);
    ac_look_close(&l.look);
    return rc == AC_OK && l.needs_attention && ac_opt_flag(cli, "exit-code") ? AC_EATTENTION : rc;
}
