/* cmd_case.c - case: the case study of a partnership, under its three headings. */
#include "cli/cmds.h"
#include "cli/look.h"
#include "cli/practice/show.h"
#include "cli/practice/story.h"
#include "core/lang.h"
#include "core/practice/entry.h"

#include <stdio.h>
#include <string.h>

/* --- Drivers --- */

typedef struct {
    ac_cli *cli;
    size_t shown;
    int level; /* of the factors wanted; 0: none */
    ac_rc rc;
} telling;

static bool one_why(void *ctx, const ac_entry *e)
{
    telling *t = ctx;
    const ac_term *driver = ac_vocab_find(AC_V_DRIVER, ac_entry_text(e, "driver"));

    t->shown++;
    ac_out(t->cli, "  %s: %s\n", e->org, driver != NULL ? _(driver->label) : ac_entry_text(e, "driver"));
    ac_print_body(&t->cli->out, 4, ac_entry_text(e, "text"));
    return true;
}

static void print_text(ac_cli *cli, const ac_entry *profile, const char *field)
{
    const ac_field *f = ac_type_field(&ac_type_partnership, field);

    if (ac_show_clash(cli, &cli->out, profile, field, "accord partnership edit") || ac_entry_text(profile, field)[0] == '\0')
        return;
    ac_out(cli, "  %s:\n", _(f->label));
    ac_print_body(&cli->out, 4, ac_entry_text(profile, field));
}

static ac_rc print_drivers(ac_cli *cli, const ac_partnership *p)
{
    ac_entry_filter whys = { .space = p->space, .type = "why" };
    telling t = { .cli = cli };
    ac_entry *profile;
    ac_rc rc = ac_profile_open(&profile, cli->nb, p->space, NULL, &cli->err);

    if (rc != AC_OK)
        return rc;
    ac_out(cli, "\nDRIVERS\n");
    print_text(cli, profile, "why");
    print_text(cli, profile, "problem");
    print_text(cli, profile, "vision");
    ac_entry_close(profile);
    rc = ac_entries(cli->nb, &whys, one_why, &t, &cli->err);
    if (rc == AC_OK && t.shown == 0)
        ac_out(cli, "  Nobody has said in its own words why it is here: " AC_REF "accord why --shared --driver CODE -m TEXT" AC_END "\n");
    return rc;
}

/* --- Evolution --- */

static void print_evolution(ac_cli *cli, const ac_story *story)
{
    ac_date last = { 0 };

    ac_out(cli, "\nEVOLUTION, as it was signed\n");
    for (size_t i = 0; i < story->n; i++) {
        const ac_story_event *e = &story->list[i];
        ac_date day = ac_date_of_ms(e->ms);
        char iso[AC_DATE_ISO_SIZE];
        ac_date_iso(iso, day);
        if (day.year != last.year)
            ac_out(cli, "  %d\n", day.year);
        last = day;
        ac_out(cli, e->title[0] != '\0' ? "    %s  %-6s %s: %s" : "    %s  %-6s %s%s", iso, e->org, ac_story_label(e->kind), e->title);
        if (e->ref[0] != '\0')
            ac_out(cli, "  " AC_REF "%s" AC_END, e->ref);
        ac_out(cli, "\n");
    }
}

/* --- Success factors --- */

static bool one_kept(void *ctx, const ac_commitment_row *row)
{
    telling *t = ctx;

    if (strcmp(row->state, "accepted") != 0)
        return true;
    t->shown++;
    ac_out(t->cli, "    " AC_REF "%s" AC_END "  %s\n", row->ref, row->title);
    return true;
}

static bool one_outcome(void *ctx, const ac_entry *e)
{
    telling *t = ctx;
    int64_t level = 0;

    if (!ac_entry_int(e, "level", &level) || level != t->level)
        return true;
    t->shown++;
    ac_out(t->cli, "    " AC_REF "%s" AC_END "  %s\n", e->ref, ac_entry_title(e));
    if (ac_entry_text(e, "inheritor")[0] != '\0')
        ac_out(t->cli, "      who goes on with it: %s\n", ac_entry_text(e, "inheritor"));
    return true;
}

static bool one_story(void *ctx, const ac_note_row *row)
{
    telling *t = ctx;

    if (row->is_private)
        return true;
    t->shown++;
    ac_out(t->cli, "  %s, " AC_REF "%s" AC_END ": %s\n", row->org, row->ref, row->title);
    ac_print_body(&t->cli->out, 4, row->text);
    return true;
}

static bool one_rating(void *ctx, const ac_entry *e)
{
    static const char *const qualities[][2] = { { "innovative", "innovative-example" }, { "inclusive", "inclusive-example" },
                                                { "influential", "influential-example" } };
    telling *t = ctx;

    for (size_t i = 0; i < sizeof qualities / sizeof *qualities; i++) {
        const ac_term *rating = ac_vocab_find(AC_V_RATING, ac_entry_text(e, qualities[i][0])), *quality = ac_vocab_find(AC_V_QUALITY, qualities[i][0]);
        if (rating == NULL)
            continue;
        t->shown++;
        ac_out(t->cli, "  %s: %s, %s\n", e->org, _(quality->label), _(rating->label));
        ac_print_body(&t->cli->out, 4, ac_entry_text(e, qualities[i][1]));
    }
    return true;
}

static ac_rc print_factors(ac_cli *cli, const ac_partnership *p)
{
    static const char *const levels[] = { [1] = N_("practical solutions (level 1)"), [2] = N_("behaviour and systems (level 2)"), [3] = N_("the rules (level 3)") };
    ac_note_filter stories = { .space = p->space, .type = "story" };
    ac_entry_filter sheets = { .space = p->space, .type = "sheet" }, outcomes = { .space = p->space, .type = "outcome" };
    telling t = { .cli = cli };
    ac_rc rc = AC_OK;

    ac_out(cli, "\nSUCCESS FACTORS\n");
    for (int level = 3; rc == AC_OK && level >= 1; level--) {
        ac_commitment_filter kept = { .space = p->space, .level = level };
        ac_out(cli, "  %s\n", _(levels[level]));
        t.shown = 0;
        t.level = level;
        rc = ac_entries(cli->nb, &outcomes, one_outcome, &t, &cli->err);
        if (rc == AC_OK)
            rc = ac_query_commitments(cli->nb, &kept, one_kept, &t, &cli->err);
        if (rc == AC_OK && t.shown == 0)
            ac_out(cli, "    nothing yet\n");
    }
    if (rc == AC_OK)
        rc = ac_entries(cli->nb, &sheets, one_rating, &t, &cli->err);
    return rc == AC_OK ? ac_query_notes(cli->nb, &stories, one_story, &t, &cli->err) : rc;
}

/* --- the command --- */

static ac_rc print_json(ac_cli *cli, const ac_partnership *p, const ac_story *story)
{
    static const char *const kinds[] = { "founded",  "joined",    "left",     "agreed",  "changed",  "accepted", "disputed",
                                         "resolved", "withdrawn", "released", "decided", "reviewed", "outcome",  "confirmed" };

    for (size_t i = 0; i < story->n; i++) {
        const ac_story_event *e = &story->list[i];
        ac_jsonl j;
        ac_json_line(cli, &j, "accord.story/1");
        ac_jsonl_str(&j, "partnership", p->code);
        ac_jsonl_str(&j, "event", kinds[e->kind]);
        ac_jsonl_int(&j, "written_ms", e->ms);
        ac_jsonl_str(&j, "org", e->org);
        ac_jsonl_str(&j, "ref", e->ref[0] != '\0' ? e->ref : NULL);
        ac_jsonl_str(&j, "title", e->title);
        ac_jsonl_hex(&j, "id", e->id.b, 32);
        if (!ac_jsonl_end(&j))
            return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    return AC_OK;
}

ac_rc ac_cmd_case(ac_cli *cli)
{
    ac_looking look;
    ac_partnership p;
    ac_story story;
    ac_rc rc = ac_look_open(&look, cli);

    if (rc != AC_OK)
        return rc;
    rc = ac_query_partnership(cli->nb, cli->partnership, &p, &cli->err);
    if (rc == AC_OK)
        rc = ac_story_read(&look, &p, 0, 0, &story);
    if (rc == AC_OK) {
        if (cli->json) {
            rc = print_json(cli, &p, &story);
        } else {
            ac_out(cli, "%s · case study\n", p.title);
            rc = print_drivers(cli, &p);
            if (rc == AC_OK)
                print_evolution(cli, &story);
            if (rc == AC_OK)
                rc = print_factors(cli, &p);
        }
        ac_story_free(&story);
    }
    ac_look_close(&look);
    return rc;
}
