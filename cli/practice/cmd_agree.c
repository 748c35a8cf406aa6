/* cmd_agree.c - agree: the partnering agreement, clause by clause, its scorecard, its signatures, and what each
 * partner means by the three principles. */
#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/practice/record.h"
#include "core/kind.h"
#include "core/lang.h"
#include "core/practice/agreed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- looking for the one that is there --- */

#define SAME_MAX 16

typedef struct {
    const char *field, *code, *org; /* org NULL: of anybody */
    ac_n n[SAME_MAX]; /* the first is the one whose reference comes first, the same everywhere */
    char first[AC_REF_SIZE];
    size_t count;
} seeking;

static bool one_sought(void *ctx, const ac_entry *e)
{
    seeking *s = ctx;

    if (!ac_entry_has_code(e, s->field, s->code) || (s->org != NULL && strcmp(s->org, e->org) != 0))
        return true;
    if (s->count == SAME_MAX)
        return false;
    s->n[s->count++] = e->n;
    if (s->count == 1 || strcmp(e->ref, s->first) < 0) {
        s->n[s->count - 1] = s->n[0];
        s->n[0] = e->n;
        snprintf(s->first, sizeof s->first, "%s", e->ref);
    }
    return true;
}

/* The record of this type that says `code` in `field` is changed; where there is none, one begins. */
static ac_rc begin_or_change(ac_recording *r, ac_cli *cli, const ac_type *type, const ac_flag_of *flags, const char *field,
                             const char *code, const char *org, seeking *out)
{
    ac_partnership where;
    ac_entry_filter f = { .type = type->name };
    seeking s = { .field = field, .code = code, .org = org };
    ac_entry *entry;
    ac_rc rc = ac_cli_partnership(cli, &where);

    *r = (ac_recording){ .cli = cli };
    f.space = where.space;
    if (rc == AC_OK)
        rc = ac_entries(cli->nb, &f, one_sought, &s, &cli->err);
    *out = s;
    if (rc == AC_OK && s.count == 0) {
        rc = ac_recording_begin(r, cli, type, flags, false);
        return rc == AC_OK ? ac_recording_put(r, field, code) : rc;
    }
    if (rc == AC_OK)
        rc = ac_entry_open(&entry, cli->nb, s.n[0], &cli->err);
    if (rc == AC_OK)
        rc = ac_recording_of(r, cli, flags, entry);
    return rc;
}

/* Two began the same clause without knowing of each other: the text that was written now stands for both, what the
 * others said gives way and stays in their history. */
static ac_rc give_way(ac_cli *cli, const ac_flag_of *flags, const seeking *same)
{
    static const char *const fields[] = { "text", "mark" };
    ac_rc rc = AC_OK;

    for (size_t i = 1; rc == AC_OK && i < same->count; i++) {
        ac_recording r = { .cli = cli };
        ac_entry *entry;
        bool says = false;
        rc = ac_entry_open(&entry, cli->nb, same->n[i], &cli->err);
        if (rc == AC_OK)
            rc = ac_recording_of(&r, cli, flags, entry);
        for (size_t k = 0; rc == AC_OK && k < sizeof fields / sizeof *fields; k++) {
            const ac_entry_value *values;
            size_t n = ac_entry_standing(r.entry, fields[k], &values);
            if (n == 0 || (n == 1 && values[0].value == NULL && values[0].has_words))
                continue;
            says = true;
            if (!ac_json_set(r.values, fields[k], ac_json_null()))
                rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
        }
        if (rc == AC_OK && says) {
            ac_talk(cli, "%s spoke of the same: its text gives way to this one.\n", r.ref);
            rc = ac_recording_keep(&r);
        }
        ac_recording_free(&r);
    }
    return rc;
}

/* --- clauses and meanings --- */

static ac_rc write_one(ac_cli *cli, const ac_type *type, const char *field, const char *flag, const char *org)
{
    static const ac_flag_of flags[] = { { "text", "message" }, { "key", "clause" }, { "principles", "tag" }, { NULL, NULL } };
    ac_recording r;
    seeking same = { .count = 0 };
    bool has_text;
    ac_rc rc = begin_or_change(&r, cli, type, flags, field, ac_opt(cli, flag), org, &same);

    r.first = field;
    if (rc == AC_OK && ac_opt(cli, "message") == NULL && ac_opt(cli, "mark") == NULL && !ac_can_ask(cli))
        rc = ac_fail(&cli->err, AC_EUSAGE, "nothing is said about it: -m TEXT, or for a clause --mark CODE");
    if (rc == AC_OK) {
        ac_json *key = r.entry == NULL ? ac_json_copy(ac_json_get(r.values, field)) : NULL;
        ac_json_drop(r.values, field); /* the flag says it too */
        rc = ac_recording_options(&r);
        if (r.entry != NULL)
            ac_json_drop(r.values, field);
        else if (rc == AC_OK && ac_json_get(r.values, field) == NULL && !ac_json_set(r.values, field, ac_json_copy(key)))
            rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
        ac_json_free(key);
    }
    if (rc == AC_OK && ac_opt(cli, "message") == NULL && ac_opt(cli, "mark") == NULL)
        rc = ac_recording_ask_field(&r, ac_type_field(type, "text"), type == &ac_type_meaning);
    has_text = rc == AC_OK && ac_json_get(r.values, "text") != NULL;
    if (rc == AC_OK)
        rc = ac_recording_keep(&r);
    ac_recording_free(&r);
    return rc == AC_OK && has_text ? give_way(cli, flags, &same) : rc;
}

/* --- showing --- */

typedef struct {
    ac_cli *cli;
    const ac_screen *screen;
    const char *key;  /* clauses of this key are wanted */
    size_t shown, marks[4];
} showing;

/* One clause: its ingredient and mark, then its text; of two texts each with who wrote it. */
static bool one_clause(void *ctx, const ac_entry *e)
{
    showing *s = ctx;
    const ac_term *key = ac_vocab_find(AC_V_CLAUSE, s->key), *mark = ac_vocab_find(AC_V_MARK, ac_entry_text(e, "mark"));
    const ac_entry_value *texts;
    size_t n;

    if (!ac_entry_has_code(e, "key", s->key))
        return true;
    n = ac_entry_standing(e, "text", &texts);
    if (mark == NULL && n == 1 && texts[0].value == NULL && texts[0].has_words)
        return true; /* it gave way to another */
    s->shown++;
    ac_print(s->screen, AC_REF "%s" AC_END "  %s · %s\n", e->ref, _(key->label), mark != NULL ? _(mark->label) : _("not marked yet"));
    for (size_t i = 0; i < n; i++) {
        const char *text = ac_json_text(texts[i].value);
        if (n > 1)
            ac_print(s->screen, "   " AC_ATTN "two texts side by side" AC_END ", this one by %s:\n", texts[i].org);
        if (text == NULL)
            ac_print(s->screen, texts[i].has_words ? "   (left empty)\n" : "   (its words have not arrived)\n");
        else
            ac_print_body(s->screen, 3, text);
    }
    return true;
}

static bool one_mark(void *ctx, const ac_entry *e)
{
    showing *s = ctx;
    size_t n;
    const ac_term *marks = ac_vocab_terms(AC_V_MARK, &n);

    for (size_t i = 0; i < n && i < 4; i++)
        s->marks[i] += ac_entry_has_code(e, "mark", marks[i].code);
    return true;
}

static ac_rc show_clauses(ac_cli *cli, const ac_screen *screen, const ac_partnership *p)
{
    ac_entry_filter f = { .space = p->space, .type = "clause" };
    showing s = { cli, screen, NULL, 0, { 0 } };
    size_t n, nmarks;
    const ac_term *keys = ac_vocab_terms(AC_V_CLAUSE, &n), *marks = ac_vocab_terms(AC_V_MARK, &nmarks);
    ac_rc rc = ac_entries(cli->nb, &f, one_mark, &s, &cli->err);

    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        size_t before = s.shown;
        s.key = keys[i].code;
        rc = ac_entries(cli->nb, &f, one_clause, &s, &cli->err);
        if (rc == AC_OK && s.shown == before)
            ac_print(screen, AC_DIM "%s" AC_END "  nothing yet: accord agree --clause %s -m TEXT\n", _(keys[i].label), keys[i].code);
    }
    ac_print(screen, "Scorecard:");
    for (size_t i = 0; i < nmarks && i < 4; i++)
        ac_print(screen, "  %s %zu", _(marks[i].label), s.marks[i]);
    ac_print(screen, "\n");
    return rc;
}

static bool one_signature(void *ctx, const ac_assent *a)
{
    showing *s = ctx;
    char when[AC_DATE_SAID_SIZE];

    ac_look_day(s->cli, a->written_ms, when);
    if (a->is_current)
        ac_print(s->screen, "  %s signed what stands now, %s\n", a->org, when);
    else
        ac_print(s->screen, "  %s signed an earlier version, %s\n", a->org, when);
    return true;
}

static void say_state(ac_cli *cli, const ac_screen *screen, const ac_agreed *a)
{
    ac_buf missing = { 0 };

    ac_look_codes(&missing, a->missing);
    if (a->clauses == 0)
        ac_print(screen, "No clause has a text yet. Begin: " AC_REF "accord agree --clause purpose -m TEXT" AC_END "\n");
    else if (a->is_clash)
        ac_print(screen, AC_ATTN "Two texts stand side by side." AC_END " Settle them by a third: " AC_REF "accord agree --clause CODE -m TEXT" AC_END "\n");
    else if (a->is_in_force)
        ac_print(screen, AC_GOOD "✓ In force:" AC_END " every partner has signed exactly this.\n");
    else if (a->is_ours)
        ac_print(screen, "You have signed this. It waits for %s.\n", ac_buf_text(&missing));
    else
        ac_print(screen, "It waits for your signature: " AC_REF "accord agree --sign" AC_END "\n");
    ac_buf_free(&missing);
    (void)cli;
}

static ac_rc show_whole(ac_cli *cli, const ac_screen *screen, const ac_partnership *p, const ac_agreed *a)
{
    showing s = { cli, screen, NULL, 0, { 0 } };
    ac_rc rc;

    ac_print(screen, "Partnering agreement · %s\n", p->title);
    rc = show_clauses(cli, screen, p);
    if (rc == AC_OK)
        rc = ac_agreed_assents(cli->nb, p->space, a, one_signature, &s, &cli->err);
    return rc;
}

static ac_rc print_json(ac_cli *cli, const ac_partnership *p, const ac_agreed *a)
{
    ac_jsonl j;

    ac_json_line(cli, &j, "accord.agreement/1");
    ac_jsonl_str(&j, "partnership", p->code);
    ac_jsonl_hex(&j, "terms", a->terms.b, 32);
    ac_jsonl_int(&j, "clauses", (int64_t)a->clauses);
    ac_jsonl_bool(&j, "clash", a->is_clash);
    ac_jsonl_bool(&j, "in_force", a->is_in_force);
    ac_jsonl_bool(&j, "ours", a->is_ours);
    ac_jsonl_list(&j, "missing", a->missing);
    return ac_jsonl_end(&j) ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

static ac_rc look(ac_cli *cli)
{
    ac_partnership p;
    ac_agreed a;
    ac_rc rc = ac_cli_partnership(cli, &p);

    if (rc == AC_OK)
        rc = ac_agreed_read(cli->nb, p.space, &a, &cli->err);
    if (rc == AC_OK && cli->json)
        return print_json(cli, &p, &a);
    if (rc == AC_OK)
        rc = show_whole(cli, &cli->out, &p, &a);
    if (rc == AC_OK)
        say_state(cli, &cli->out, &a);
    return rc;
}

/* --- signing --- */

static ac_rc may_sign(ac_cli *cli, const ac_partnership *p, const ac_agreed *a)
{
    ac_rc rc = ac_practice_may_write(cli, p);

    if (rc == AC_OK && a->clauses == 0)
        rc = ac_fail(&cli->err, AC_ESTATE, "the agreement has no clause with a text yet: there is nothing to sign");
    if (rc == AC_OK && a->is_clash)
        rc = ac_fail(&cli->err, AC_ESTATE, "a clause has two texts side by side: settle it first, then sign");
    if (rc == AC_OK && a->is_too_long)
        rc = ac_fail(&cli->err, AC_ESTATE, "the agreement stands in more than %d changes: write its clauses anew in fewer, then sign", AC_AGREED_CITES_MAX);
    if (rc == AC_OK && a->is_ours)
        rc = ac_fail(&cli->err, AC_ESTATE, "your organisation has signed exactly this already");
    return rc;
}

/* Read on the screen and answered, or named by its full id: never a text that was not seen. */
static ac_rc confirm(ac_cli *cli, const ac_partnership *p, const ac_agreed *a, bool *out)
{
    const char *terms = ac_opt(cli, "terms");
    const ac_screen *screen = cli->json ? &cli->talk : &cli->out;
    char hex[AC_HEX_SIZE];
    ac_rc rc;

    *out = true;
    ac_hex(hex, a->terms.b, 32);
    if (terms != NULL && strcmp(terms, hex) == 0)
        return AC_OK;
    if (terms != NULL)
        return ac_fail(&cli->err, AC_EREF, "the agreement differs from --terms. Nothing was signed; read it: accord agree");
    if (!ac_can_ask(cli))
        return ac_fail(&cli->err, AC_EUSAGE, "a signature is for a text that was read: --terms FULL-ID, as accord agree --json says it");
    rc = show_whole(cli, screen, p, a);
    if (rc == AC_OK)
        rc = ac_ask_yes(cli, "Sign exactly this for your organisation?", "--terms FULL-ID", out);
    return rc;
}

static ac_rc sign(ac_cli *cli)
{
    ac_partnership p;
    ac_agreed a;
    bool yes = false;
    ac_json *values = ac_json_object(), *facts = NULL, *words = NULL;
    ac_entry_new what = { .type = &ac_type_assent };
    ac_writing w = { .kind = AC_KIND_CREATE };
    char ref[AC_REF_SIZE];
    ac_n n;
    ac_rc rc = values != NULL ? ac_cli_partnership(cli, &p) : ac_fail(&cli->err, AC_ENOMEM, "out of memory");

    if (rc == AC_OK)
        rc = ac_agreed_read(cli->nb, p.space, &a, &cli->err);
    if (rc == AC_OK)
        rc = may_sign(cli, &p, &a);
    if (rc == AC_OK)
        rc = confirm(cli, &p, &a, &yes);
    if (rc == AC_OK && !yes) {
        ac_out(cli, "Nothing was signed.\n");
        goto done;
    }
    if (rc == AC_OK && ac_opt(cli, "message") != NULL && !ac_json_set_str(values, "text", ac_opt(cli, "message")))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    what.values = values;
    if (rc == AC_OK)
        rc = ac_entry_facts(&what, &facts, &words, &cli->err);
    w.facts = facts;
    w.words = words;
    w.cites = a.cites;
    w.ncites = a.ncites;
    if (rc == AC_OK)
        rc = ac_deed_begin_record(cli, p.space, &w, "accord.entry/1", &n, ref);
    if (rc == AC_OK)
        rc = ac_agreed_read(cli->nb, p.space, &a, &cli->err);
    if (rc == AC_OK && !cli->json) {
        ac_out(cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " the agreement is signed for %s. Saved here, not sent yet: " AC_REF "accord sync" AC_END "\n", ref,
               ac_notebook_me(cli->nb)->code);
        say_state(cli, &cli->out, &a);
    }
done:
    ac_json_free(values);
    ac_json_free(facts);
    ac_json_free(words);
    return rc;
}

ac_rc ac_cmd_agree(ac_cli *cli)
{
    bool clause = ac_opt(cli, "clause") != NULL, principle = ac_opt(cli, "principle") != NULL, signs = ac_opt_flag(cli, "sign");

    if (clause + principle + signs > 1)
        return ac_fail(&cli->err, AC_EUSAGE, "one at a time: --clause, --principle or --sign");
    if (principle && ac_opt(cli, "mark") != NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "--mark goes with --clause");
    if (clause)
        return write_one(cli, &ac_type_clause, "key", "clause", NULL);
    if (principle)
        return write_one(cli, &ac_type_meaning, "principle", "principle", ac_notebook_me(cli->nb)->code);
    if (signs)
        return sign(cli);
    if (ac_opt(cli, "message") != NULL || ac_opt(cli, "mark") != NULL || ac_opt(cli, "terms") != NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "say what it is for: --clause CODE, --principle CODE or --sign");
    return look(cli);
}
