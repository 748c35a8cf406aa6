/* cmd_share.c - share: a copy of a private reflection for all partners. It cannot be taken back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/partners.h"
#include "cli/practice/share.h"
#include "cli/signing.h"
#include "cli/terms.h"

#define ABOUT_MAX 8
#define ADDENDA_MAX 64

typedef struct {
    ac_cli *cli;
    ac_record_ref from;
    ac_partnership own, to;
    ac_json *facts, *words; /* of the copy; owned */
    ac_id cites[ABOUT_MAX];
    size_t ncites;
    ac_n addenda[ADDENDA_MAX]; /* of ours, oldest first */
    size_t naddenda;
    char already[AC_LOOK_REF_SIZE]; /* shared before, as this one */
    ac_rc rc;                  /* of the walks */
} sharing;

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

/* --- what is copied, and where to --- */

/* What the private one is about belongs to one partnership: that is where it is shared, unless -P says otherwise. */
static ac_rc where_to(sharing *s)
{
    const ac_json *about = ac_json_get(s->words, "about");
    ac_partnership *list = NULL;
    size_t n = 0;
    bool found = false;
    ac_rc rc;

    if (s->cli->partnership != NULL || ac_json_count(about) == 0)
        return ac_cli_partnership(s->cli, &s->to);
    rc = ac_query_partnerships(s->cli->nb, false, &list, &n, &s->cli->err);
    for (size_t i = 0; rc == AC_OK && i < ac_json_count(about); i++) {
        const char *full = ac_json_text(ac_json_at(about, i));
        size_t code = full != NULL ? strcspn(full, ":") : 0;
        for (size_t k = 0; rc == AC_OK && k < n; k++) {
            if (strlen(list[k].code) != code || strncmp(list[k].code, full, code) != 0)
                continue;
            if (found && s->to.space != list[k].space)
                rc = ac_fail(&s->cli->err, AC_EUSAGE, "%s is about records of %s and of %s: say with whose partners to share it, -P CODE", s->from.ref,
                             s->to.code, list[k].code);
            s->to = list[k];
            found = true;
        }
    }
    free(list);
    return rc != AC_OK || found ? rc : ac_cli_partnership(s->cli, &s->to);
}

/* The records named, as far as the partners have them. */
static void cite(sharing *s)
{
    const ac_json *about = ac_json_get(s->words, "about");

    for (size_t i = 0; i < ac_json_count(about) && s->ncites < ABOUT_MAX; i++) {
        const char *full = ac_json_text(ac_json_at(about, i));
        ac_record_ref ref;
        if (full != NULL && ac_query_ref(s->cli->nb, full, AC_RECORD_ANY, &ref, NULL) == AC_OK && ref.space == s->to.space)
            s->cites[s->ncites++] = ref.id;
        else
            ac_talk(s->cli, "  It is about %s, which the partners of %s do not have: that is left out.\n", full != NULL ? full : _("something"),
                    s->to.code);
    }
    ac_json_drop(s->words, "about");
}

static bool an_addendum(void *ctx, const ac_change_row *row)
{
    sharing *s = ctx;

    if (row->held.kind == AC_KIND_ADDENDUM && row->why_not[0] == '\0' && s->naddenda < ADDENDA_MAX)
        s->addenda[s->naddenda++] = row->held.n;
    return true;
}

/* A copy bears the id of what it copies. */
static bool a_shared_one(void *ctx, const ac_note_row *row)
{
    sharing *s = ctx;
    ac_json *facts = NULL;
    char hex[AC_HEX_SIZE];
    const char *stamp;

    s->rc = ac_query_facts(s->cli->nb, row->n, &facts, &s->cli->err);
    ac_hex(hex, s->from.id.b, 32);
    stamp = ac_json_str(facts, "stamp");
    if (stamp != NULL && strcmp(stamp, hex) == 0)
        s->rc = ac_typed_ref(s->cli, row->space, row->ref, s->already);
    ac_json_free(facts);
    return s->rc == AC_OK && s->already[0] == '\0';
}

static ac_rc read_all(sharing *s, const char *typed)
{
    ac_cli *cli = s->cli;
    ac_note_filter ours = { .partner = ac_notebook_me(cli->nb)->code };
    ac_rc rc = ac_cli_record(cli, typed, AC_RECORD_NOTE, &s->from);

    if (rc == AC_OK)
        rc = ac_cli_own(cli, &s->own);
    if (rc == AC_OK && s->from.space != s->own.space)
        rc = ac_fail(&cli->err, AC_ESTATE, "%s is no private reflection: all partners see it already", s->from.ref);
    if (rc == AC_OK)
        rc = ac_query_facts(cli->nb, s->from.n, &s->facts, &cli->err);
    if (rc == AC_OK)
        rc = ac_query_words(cli->nb, s->from.n, &s->words, &cli->err);
    if (rc == AC_OK && s->words == NULL)
        rc = ac_fail(&cli->err, AC_ESTATE, "the words of %s are not on this laptop: sync with your other laptop first", s->from.ref);
    if (rc == AC_OK && !ac_json_set_hex(s->facts, "stamp", s->from.id.b, 32))
        rc = no_memory(cli);
    if (rc == AC_OK)
        rc = where_to(s);
    ours.space = s->to.space;
    if (rc == AC_OK)
        rc = ac_query_notes(cli->nb, &ours, a_shared_one, s, &cli->err);
    if (rc == AC_OK)
        rc = s->rc;
    if (rc == AC_OK && s->already[0] != '\0') {
        rc = ac_fail(&cli->err, AC_ESTATE, "%s was shared already, as %s: all partners of %s see it. Add to that one", s->from.ref, s->already, s->to.code);
        ac_hint(&cli->err, rc, "accord note --add-to %s -m TEXT", s->already);
    }
    return rc == AC_OK ? ac_query_changes(cli->nb, s->own.space, s->from.n, 0, an_addendum, s, &cli->err) : rc;
}

/* --- asking once --- */

static ac_rc show_copy(sharing *s, bool with_addenda)
{
    const ac_screen *screen = &s->cli->talk;
    const char *title = ac_json_str(s->words, "title"), *event = ac_json_str(s->facts, "event"), *text = ac_json_str(s->words, "text");
    char day[AC_DATE_SAID_SIZE];
    ac_date date;
    ac_rc rc = AC_OK;

    ac_print(screen, "All partners of %s would read, for good:\n", s->to.code);
    if (event != NULL && ac_date_of_iso(&date, event)) {
        ac_date_short(day, date);
        ac_print(screen, "  of %s\n", day);
    }
    if (title != NULL)
        ac_print(screen, "  %s\n", title);
    ac_print_body(screen, 2, text != NULL ? text : "");
    for (size_t i = 0; rc == AC_OK && i < s->naddenda; i++) {
        ac_json *words = NULL;
        rc = ac_query_words(s->cli->nb, s->addenda[i], &words, &s->cli->err);
        ac_print(screen, with_addenda ? "  and added to it:\n" : "  (stays private, added to it:)\n");
        ac_print_body(screen, 4, ac_json_str(words, "text") != NULL ? ac_json_str(words, "text") : "");
        ac_json_free(words);
    }
    return rc;
}

static ac_rc ask(sharing *s, bool with_addenda, bool *out_yes)
{
    ac_rc rc = AC_OK;

    ac_words_warn(s->cli, s->words);
    *out_yes = s->cli->yes;
    if (s->cli->yes)
        return AC_OK;
    if (!ac_can_ask(s->cli))
        return ac_fail(&s->cli->err, AC_EUSAGE, "what is shared cannot be taken back: say --yes");
    rc = show_copy(s, with_addenda);
    return rc == AC_OK ? ac_ask_yes(s->cli, "Show this to all partners? It cannot be taken back", "--yes", out_yes) : rc;
}

/* --- writing --- */

static ac_rc copy_addendum(sharing *s, ac_n n, const ac_id *note)
{
    ac_json *facts = NULL, *words = NULL;
    ac_writing w = { .kind = AC_KIND_ADDENDUM, .record = *note };
    ac_rc rc = ac_query_facts(s->cli->nb, n, &facts, &s->cli->err);

    if (rc == AC_OK)
        rc = ac_query_words(s->cli->nb, n, &words, &s->cli->err);
    if (rc == AC_OK && words == NULL)
        rc = ac_fail(&s->cli->err, AC_ESTATE, "the words of an addendum to %s are not on this laptop: sync with your other laptop first", s->from.ref);
    w.facts = facts;
    w.words = words;
    if (rc == AC_OK)
        rc = ac_notebook_write(s->cli->nb, s->to.space, &w, NULL, &s->cli->err);
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

/* The copy and what goes along with it, all or nothing. */
static ac_rc write_copy(sharing *s, bool with_addenda, ac_id *out_id)
{
    ac_writing w = { .kind = AC_KIND_NOTE, .cites = s->cites, .ncites = s->ncites, .facts = s->facts, .words = s->words };
    ac_rc rc = ac_notebook_begin(s->cli->nb, &s->cli->err);

    if (rc == AC_OK)
        rc = ac_notebook_write(s->cli->nb, s->to.space, &w, out_id, &s->cli->err);
    for (size_t i = 0; rc == AC_OK && with_addenda && i < s->naddenda; i++)
        rc = copy_addendum(s, s->addenda[i], out_id);
    if (rc == AC_OK)
        rc = ac_notebook_commit(s->cli->nb, &s->cli->err);
    if (rc != AC_OK)
        ac_notebook_rollback(s->cli->nb);
    return rc;
}

ac_rc ac_cmd_share(ac_cli *cli)
{
    sharing s = { .cli = cli };
    bool with_addenda = ac_opt_flag(cli, "with-addenda"), yes = false;
    char ref[AC_REF_SIZE] = "", typed[AC_LOOK_REF_SIZE];
    ac_id id;
    ac_held held;
    ac_record_ref from;
    ac_rc rc;

    if (ac_query_ref(cli->nb, ac_arg(cli, 0), AC_RECORD_ENTRY, &from, NULL) == AC_OK)
        return with_addenda ? ac_fail(&cli->err, AC_EUSAGE, "%s has no addenda: leave --with-addenda out", from.ref) : ac_share_entry(cli, &from);
    rc = read_all(&s, ac_arg(cli, 0));
    if (rc == AC_OK)
        rc = ac_notebook_may_write(cli->nb, s.to.space, &cli->err);
    if (rc == AC_OK)
        cite(&s);
    if (rc == AC_OK)
        rc = ask(&s, with_addenda, &yes);
    if (rc == AC_OK && !yes)
        ac_out(cli, "Not shared. It stays private.\n");
    if (rc == AC_OK && yes) {
        rc = write_copy(&s, with_addenda, &id);
        if (rc == AC_OK)
            rc = ac_history_find(ac_notebook_history(cli->nb), s.to.space, &id, &held, &cli->err);
        if (rc == AC_OK)
            rc = ac_query_ref_of(cli->nb, held.n, ref, &cli->err);
        if (rc == AC_OK)
            rc = ac_typed_ref(cli, s.to.space, ref, typed);
        if (rc == AC_OK) {
            ac_deed_json(cli, "accord.note/1", ref, &id);
            ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " is now for all partners of %s. It cannot be taken back.\n", typed, s.to.code);
            if (s.naddenda > 0 && !with_addenda)
                ac_out(cli, "  What was added to %s stays private (%zu).\n", s.from.ref, s.naddenda);
            ac_out(cli, "  Saved here, not sent yet: " AC_REF "accord sync" AC_END "\n");
        }
    }
    ac_json_free(s.facts);
    ac_json_free(s.words);
    return rc;
}
