/* cmd_note.c - note, share: reflections, private until they are shared. */
#include <stdlib.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/partners.h"
#include "cli/terms.h"
#include "cli/typed.h"

#define ABOUT_MAX 8

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

/* --- what stands in a reflection --- */

static ac_rc put_code(ac_cli *cli, ac_json *facts, const char *key, const char *code, ac_vocab vocab)
{
    char list[512];

    if (!ac_vocab_has(vocab, code)) {
        ac_vocab_list(vocab, list, sizeof list);
        return ac_fail(&cli->err, AC_EUSAGE, "\"%.40s\" is unknown. It is one of: %s", code, list);
    }
    return ac_json_set_str(facts, key, code) ? AC_OK : no_memory(cli);
}

static ac_rc put_event(ac_cli *cli, ac_json *facts)
{
    char iso[AC_DATE_ISO_SIZE];
    ac_date date;
    ac_rc rc = ac_opt_date(cli, "date", AC_LOOK_BACK, &date);

    if (rc != AC_OK || date.month == 0)
        return rc;
    ac_date_iso(iso, date);
    return ac_json_set_str(facts, "event", iso) ? AC_OK : no_memory(cli);
}

static ac_rc put_facts(ac_cli *cli, ac_json *facts)
{
    int64_t level;
    bool has_level;
    ac_json *codes = NULL;
    ac_rc rc = put_code(cli, facts, "type", ac_opt(cli, "kind") != NULL ? ac_opt(cli, "kind") : "journal", AC_V_REFLECTION);

    if (rc == AC_OK)
        rc = put_event(cli, facts);
    if (rc == AC_OK)
        rc = ac_opt_int(cli, "level", 1, 3, &level, &has_level);
    if (rc == AC_OK && has_level && !ac_json_set_int(facts, "level", level))
        rc = no_memory(cli);
    if (rc == AC_OK)
        rc = ac_terms_codes(cli, "principle", AC_V_PRINCIPLE, &codes);
    if (rc == AC_OK && codes != NULL && !ac_json_set(facts, "principles", codes))
        rc = no_memory(cli);
    return rc;
}

static ac_rc put_words(ac_cli *cli, ac_json *words, bool has_title)
{
    const char *title = has_title ? ac_opt(cli, "title") : NULL, *language = ac_opt(cli, "language");
    ac_buf text = { 0 };
    ac_rc rc = AC_OK;

    if (title != NULL)
        rc = ac_title_check("the title", title, strlen(title), &cli->err);
    if (rc == AC_OK && title != NULL && !ac_json_set_str(words, "title", title))
        rc = no_memory(cli);
    if (rc == AC_OK && language != NULL)
        rc = ac_language_check(language, &cli->err);
    if (rc == AC_OK && language != NULL && !ac_json_set_str(words, "language", language))
        rc = no_memory(cli);
    if (rc == AC_OK)
        rc = ac_text_from(cli, "message", "What happened, and what do you think of it?", &text);
    if (rc == AC_OK && text.len == 0)
        rc = ac_fail(&cli->err, AC_EUSAGE, "the text was empty: nothing was saved");
    if (rc == AC_OK)
        rc = ac_body_take("the text", &text, &cli->err);
    if (rc == AC_OK && !ac_json_set_str(words, "text", ac_buf_text(&text)))
        rc = no_memory(cli);
    ac_buf_free(&text);
    return rc;
}

/* --- note --- */

/* Cites reach only within one space: a private note about a commitment names it in its own space by words. */
typedef struct {
    ac_id cites[ABOUT_MAX];
    size_t n;
    char refs[ABOUT_MAX][AC_REF_SIZE];
    size_t nrefs;
} about;

static ac_rc read_about(ac_cli *cli, int space, about *out)
{
    size_t n = ac_opt_count(cli, "about");
    ac_rc rc = AC_OK;

    if (n > ABOUT_MAX)
        return ac_fail(&cli->err, AC_EUSAGE, "a reflection is about %d records at most", ABOUT_MAX);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_record_ref ref;
        rc = ac_cli_record(cli, ac_opt_at(cli, "about", i), AC_RECORD_ANY, &ref);
        if (rc != AC_OK)
            break;
        snprintf(out->refs[out->nrefs++], AC_REF_SIZE, "%s", ref.ref);
        if (ref.space == space)
            out->cites[out->n++] = ref.id;
    }
    return rc;
}

/* In the own space references of the partnership are words: {"about": ["CITY-1-31"]} among the prompts. */
static ac_rc put_refs(ac_cli *cli, const about *a, const ac_partnership *p, ac_json *words)
{
    ac_json *prompts = ac_json_object(), *list = ac_json_array();
    bool good = true;

    for (size_t i = 0; i < a->nrefs; i++) {
        char full[AC_REF_SIZE + 20];
        snprintf(full, sizeof full, "%s:%s", p->code, a->refs[i]);
        good = ac_json_push(list, ac_json_string(full)) && good;
    }
    good = ac_json_set(prompts, "about", list) && good;
    return ac_json_set(words, "prompts", prompts) && good ? AC_OK : no_memory(cli);
}

static ac_rc write_note(ac_cli *cli)
{
    bool shared = ac_opt_flag(cli, "shared");
    ac_partnership p = { .space = -1 }, own = { .space = -1 };
    about what = { .n = 0 };
    ac_json *facts = ac_json_object(), *words = ac_json_object();
    ac_writing w = { .kind = AC_KIND_NOTE, .facts = facts, .words = words };
    char ref[AC_REF_SIZE];
    ac_n record;
    ac_rc rc = facts != NULL && words != NULL ? ac_cli_own(cli, &own) : no_memory(cli);

    if (rc == AC_OK && (shared || ac_opt_count(cli, "about") > 0))
        rc = ac_cli_partnership(cli, &p);
    if (rc == AC_OK)
        rc = read_about(cli, shared ? p.space : own.space, &what);
    if (rc == AC_OK)
        rc = put_facts(cli, facts);
    if (rc == AC_OK)
        rc = put_words(cli, words, true);
    if (rc == AC_OK && !shared && what.nrefs > 0)
        rc = put_refs(cli, &what, &p, words);
    w.cites = what.cites;
    w.ncites = what.n;
    if (rc == AC_OK)
        rc = ac_deed_begin_record(cli, shared ? p.space : own.space, &w, "accord.note/1", &record, ref);
    if (rc == AC_OK && shared)
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " reflection, for all partners of %s.\n  Saved here, not sent yet: " AC_REF
                    "accord sync" AC_END "\n", ref, p.code);
    else if (rc == AC_OK)
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " reflection. Private: it stays with %s.\n  To show it: " AC_REF
                    "accord share %s" AC_END "      (to all partners; cannot be taken back)\n", ref, ac_notebook_me(cli->nb)->code, ref);
    if (rc == AC_OK)
        ac_words_warn(cli, words);
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

/* --- addendum --- */

static ac_rc write_addendum(ac_cli *cli)
{
    static const char *const not_here[] = { "about", "kind", "title", "shared" };
    ac_record_ref to;
    ac_json *facts = ac_json_object(), *words = ac_json_object();
    ac_writing w = { .kind = AC_KIND_ADDENDUM, .facts = facts, .words = words };
    ac_id id;
    ac_jsonl j;
    ac_rc rc = facts != NULL && words != NULL ? AC_OK : no_memory(cli);

    for (size_t i = 0; rc == AC_OK && i < sizeof not_here / sizeof *not_here; i++)
        if (ac_opt_count(cli, not_here[i]) > 0)
            rc = ac_fail(&cli->err, AC_EUSAGE, "an addendum belongs to its reflection as it is: leave --%s out", not_here[i]);
    if (rc == AC_OK)
        rc = ac_cli_record(cli, ac_opt(cli, "add-to"), AC_RECORD_NOTE, &to);
    if (rc == AC_OK)
        rc = put_event(cli, facts);
    if (rc == AC_OK)
        rc = put_words(cli, words, false);
    w.record = to.id;
    if (rc == AC_OK)
        rc = ac_notebook_begin(cli->nb, &cli->err);
    if (rc == AC_OK)
        rc = ac_notebook_write(cli->nb, to.space, &w, &id, &cli->err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(cli->nb, &cli->err);
    if (rc != AC_OK)
        ac_notebook_rollback(cli->nb);
    if (rc == AC_OK && cli->json) {
        ac_json_line(cli, &j, "accord.note/1");
        ac_jsonl_str(&j, "ref", to.ref);
        ac_jsonl_hex(&j, "id", id.b, 32);
        ac_jsonl_end(&j);
    }
    if (rc == AC_OK)
        ac_out(cli, AC_GOOD "✓" AC_END " Added to " AC_REF "%s" AC_END ". The first text stays as it was.\n", to.ref);
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

ac_rc ac_cmd_note(ac_cli *cli)
{
    return ac_opt(cli, "add-to") != NULL ? write_addendum(cli) : write_note(cli);
}

/* --- share --- */

/* The records that a private note names, in the partnership where it is shown now. */
static ac_rc cites_of(ac_cli *cli, const ac_json *words, const ac_partnership *p, ac_id *cites, size_t *n)
{
    const ac_json *list = ac_json_get(ac_json_get(words, "prompts"), "about");

    *n = 0;
    for (size_t i = 0; i < ac_json_count(list) && *n < ABOUT_MAX; i++) {
        const char *full = ac_json_text(ac_json_at(list, i));
        ac_record_ref ref;
        if (full != NULL && ac_query_ref(cli->nb, full, AC_RECORD_ANY, &ref, NULL) == AC_OK && ref.space == p->space)
            cites[(*n)++] = ref.id;
    }
    return AC_OK;
}

static ac_rc copy(ac_cli *cli, const ac_record_ref *from, ac_json **facts, ac_json **words)
{
    ac_rc rc = ac_query_facts(cli->nb, from->n, facts, &cli->err);

    if (rc == AC_OK)
        rc = ac_query_words(cli->nb, from->n, words, &cli->err);
    if (rc == AC_OK && *words == NULL)
        rc = ac_fail(&cli->err, AC_ESTATE, "the words of %s are not on this laptop: sync with your other laptop first", from->ref);
    if (rc == AC_OK && !ac_json_set_hex(*facts, "stamp", from->id.b, 32))
        rc = no_memory(cli);
    return rc;
}

static bool print_addendum(void *ctx, const ac_change_row *row)
{
    ac_cli *cli = ctx;
    ac_json *words = NULL;

    if (row->held.kind == AC_KIND_ADDENDUM && ac_query_words(cli->nb, row->held.n, &words, NULL) == AC_OK && words != NULL)
        ac_out(cli, "  (its addendum is not shown with it: %s)\n", ac_json_str(words, "text") != NULL ? ac_json_str(words, "text") : "");
    ac_json_free(words);
    return true;
}

ac_rc ac_cmd_share(ac_cli *cli)
{
    ac_record_ref from;
    ac_partnership p;
    ac_json *facts = NULL, *words = NULL;
    ac_id cites[ABOUT_MAX];
    ac_writing w = { .kind = AC_KIND_NOTE, .cites = cites };
    char ref[AC_REF_SIZE];
    ac_n record;
    bool yes = true;
    ac_partnership own;
    ac_rc rc = ac_cli_record(cli, ac_arg(cli, 0), AC_RECORD_NOTE, &from);

    if (rc == AC_OK)
        rc = ac_cli_own(cli, &own);
    if (rc == AC_OK && from.space != own.space)
        rc = ac_fail(&cli->err, AC_ESTATE, "%s is shared already: all partners see it", from.ref);
    if (rc == AC_OK)
        rc = ac_cli_partnership(cli, &p);
    if (rc == AC_OK)
        rc = copy(cli, &from, &facts, &words);
    if (rc == AC_OK)
        rc = cites_of(cli, words, &p, cites, &w.ncites);
    if (rc == AC_OK)
        ac_json_drop(words, "prompts");
    if (rc == AC_OK && ac_can_ask(cli)) {
        ac_out(cli, "%s\n", ac_json_str(words, "text"));
        rc = ac_query_changes(cli->nb, own.space, from.n, 0, print_addendum, cli, &cli->err);
        if (rc == AC_OK)
            rc = ac_ask_yes(cli, "Show this to all partners? It cannot be taken back", "--yes", &yes);
    } else if (rc == AC_OK && !cli->yes) {
        rc = ac_fail(&cli->err, AC_EUSAGE, "what is shared cannot be taken back: say --yes");
    }
    w.facts = facts;
    w.words = words;
    if (rc == AC_OK && yes)
        rc = ac_deed_begin_record(cli, p.space, &w, "accord.note/1", &record, ref);
    if (rc == AC_OK && yes)
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " is now for all partners of %s, with the day it was about. Saved here, not sent yet: "
                    AC_REF "accord sync" AC_END "\n", ref, p.code);
    else if (rc == AC_OK)
        ac_out(cli, "Not shared. It stays private.\n");
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}
