/* wording.c - the text of a commitment as people read it, and how two texts differ. */
#include "cli/wording.h"

#include "cli/look.h"
#include "cli/practice/said.h"
#include "cli/ref.h"
#include "cli/say.h"
#include "core/kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- terms, in the order in which they are read --- */

typedef enum { AS_TEXT, AS_BODY, AS_DATE, AS_NUMBER, AS_LEVEL, AS_CODE, AS_CODES, AS_SLOTS } reading;

typedef struct {
    const char *key, *label;
    reading as;
    ac_vocab vocab;
    bool is_fact;
} term;

static const term terms[] = {
    { "title", N_("title"), AS_TEXT, AC_V_COUNT, false },
    { "action", N_("what"), AS_BODY, AC_V_COUNT, false },
    { "due", N_("due"), AS_DATE, AC_V_COUNT, true },
    { "slots", N_("slots"), AS_SLOTS, AC_V_COUNT, true },
    { "start", N_("begins"), AS_DATE, AC_V_COUNT, true },
    { "expires", N_("offer stands until"), AS_DATE, AC_V_COUNT, true },
    { "need", N_("must be accepted by"), AS_NUMBER, AC_V_COUNT, true },
    { "target", N_("target"), AS_TEXT, AC_V_COUNT, false },
    { "unit", N_("unit"), AS_TEXT, AC_V_COUNT, false },
    { "baseline", N_("at the start"), AS_TEXT, AC_V_COUNT, false },
    { "amounts", N_("money"), AS_TEXT, AC_V_COUNT, false },
    { "check", N_("done when"), AS_BODY, AC_V_COUNT, false },
    { "conditions", N_("conditions"), AS_BODY, AC_V_COUNT, false },
    { "depends", N_("depends on"), AS_BODY, AC_V_COUNT, false },
    { "problem", N_("problem"), AS_BODY, AC_V_COUNT, false },
    { "how", N_("how it helps"), AS_BODY, AC_V_COUNT, false },
    { "level", N_("level"), AS_LEVEL, AC_V_COUNT, true },
    { "principles", N_("principles"), AS_CODES, AC_V_PRINCIPLE, true },
    { "contribution", N_("brings"), AS_CODE, AC_V_CONTRIBUTION, true },
    { "driver", N_("driver"), AS_CODE, AC_V_DRIVER, true },
    { "origin", N_("grew out of"), AS_CODE, AC_V_ORIGIN, true },
    { "language", N_("language"), AS_TEXT, AC_V_COUNT, false },
};
#define NTERMS (sizeof terms / sizeof *terms)

/* What stands in a text and is no term of it. */
static bool is_of_text(const char *key)
{
    static const char *const keys[] = { "reason", "outcome", "why", "text", "message", "source" };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i], key) == 0)
            return true;
    return false;
}

static const ac_json *value_of(const ac_wording *w, const term *t)
{
    return ac_json_get(t->is_fact ? w->facts : w->words, t->key);
}

/* A text of one line, whoever wrote it: what would begin another line becomes visible. */
static void put_line(ac_buf *out, const char *text)
{
    ac_text_safe(out, text, strlen(text), AC_TEXT_UTF8);
}

static void put_date(ac_buf *out, const char *text)
{
    char said[AC_DATE_SAID_SIZE];
    ac_date date;

    if (text != NULL && ac_date_of_iso(&date, text)) {
        ac_date_short(said, date);
        ac_buf_str(out, said);
    } else {
        put_line(out, text != NULL ? text : "?");
    }
}

static void put_code(ac_buf *out, const char *code, ac_vocab vocab)
{
    const ac_term *t = code != NULL ? ac_vocab_find(vocab, code) : NULL;

    put_line(out, t != NULL ? _(t->label) : code != NULL ? code : "?");
}

static void put_slots(ac_buf *out, const ac_json *slots)
{
    for (size_t i = 0; i < ac_json_count(slots); i++) {
        ac_buf date = { 0 };
        put_date(&date, ac_json_str(ac_json_at(slots, i), "due"));
        ac_buf_str(out, i > 0 ? _(", ") : "");
        ac_buf_printf(out, _("%zu on %s"), i + 1, ac_buf_text(&date));
        ac_buf_free(&date);
    }
}

static const char *level_word(int64_t level)
{
    static const char *const words[] = { N_("practical solutions"), N_("influences behaviour and systems"), N_("changes the rules") };

    return level >= 1 && level <= 3 ? _(words[level - 1]) : "?";
}

/* A term in words; nothing where it is not there. */
static void put_value(ac_buf *out, const term *t, const ac_json *v)
{
    int64_t number = 0;

    if (v == NULL)
        return;
    switch (t->as) {
    case AS_TEXT:
        put_line(out, ac_json_text(v) != NULL ? ac_json_text(v) : "?");
        break;
    case AS_BODY:
        ac_buf_str(out, ac_json_text(v) != NULL ? ac_json_text(v) : "?");
        break;
    case AS_DATE:
        put_date(out, ac_json_text(v));
        break;
    case AS_NUMBER:
        ac_buf_printf(out, "%lld", ac_json_number(v, &number) ? (long long)number : -1LL);
        break;
    case AS_LEVEL:
        if (ac_json_number(v, &number))
            ac_buf_printf(out, "%lld%s%s", (long long)number, _(", "), level_word(number));
        break;
    case AS_CODE:
        put_code(out, ac_json_text(v), t->vocab);
        break;
    case AS_CODES:
        for (size_t i = 0; i < ac_json_count(v); i++) {
            ac_buf_str(out, i > 0 ? _(", ") : "");
            put_code(out, ac_json_text(ac_json_at(v, i)), t->vocab);
        }
        break;
    case AS_SLOTS:
        put_slots(out, v);
        break;
    }
}

static bool is_known(const char *key, bool is_fact)
{
    for (size_t i = 0; i < NTERMS; i++)
        if (terms[i].is_fact == is_fact && strcmp(terms[i].key, key) == 0)
            return true;
    return is_of_text(key);
}

/* Terms of a newer version, as they stand. */
static void put_unknown(ac_buf *out, const ac_json *v)
{
    ac_json *object;
    ac_buf bytes = { 0 };

    if (ac_json_text(v) != NULL) {
        put_line(out, ac_json_text(v));
        return;
    }
    object = ac_json_object(); /* the encoder writes objects */
    if (ac_json_set(object, "v", ac_json_copy(v)) && ac_json_encode(&bytes, object, NULL) == AC_OK && bytes.len > 6)
        ac_text_safe(out, (const char *)bytes.p + 5, bytes.len - 6, AC_TEXT_UTF8); /* without {"v": and } */
    else
        ac_buf_str(out, "?");
    ac_json_free(object);
    ac_buf_free(&bytes);
}

/* --- reading --- */

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

ac_rc ac_wording_read(ac_wording *out, ac_cli *cli, const ac_held *text, const ac_held *terms_in, int promisor,
                      const int *promisees, int npromisees)
{
    const ac_json *own_facts, *own_words;
    const char *said;
    size_t n = 0;
    ac_rc rc;

    *out = (ac_wording){ .id = text->id, .written_ms = text->written_ms, .kind = text->kind };
    snprintf(out->promisor, sizeof out->promisor, "%s", ac_look_org(cli, text->space, promisor));
    snprintf(out->org, sizeof out->org, "%s", ac_look_org(cli, text->space, text->org));
    for (int i = 0; i < npromisees && n < sizeof out->promisees; i++)
        n += (size_t)snprintf(out->promisees + n, sizeof out->promisees - n, "%s%s", i > 0 ? ", " : "",
                              ac_look_org(cli, text->space, promisees[i]));
    rc = ac_query_facts(cli->nb, terms_in->n, &out->facts, &cli->err);
    if (rc == AC_OK)
        rc = ac_query_words(cli->nb, terms_in->n, &out->words, &cli->err);
    if (rc == AC_OK && text->n != terms_in->n)
        rc = ac_query_facts(cli->nb, text->n, &out->own_facts, &cli->err);
    if (rc == AC_OK && text->n != terms_in->n)
        rc = ac_query_words(cli->nb, text->n, &out->own_words, &cli->err);
    if (rc != AC_OK) {
        ac_wording_free(out);
        return rc;
    }
    if (out->words == NULL || ac_json_str(out->words, "title") == NULL) {
        said = ac_say_words_missing(terms_in);
        out->missing = said != NULL ? said : _("its words cannot be read");
    } else if (text->n != terms_in->n || text->kind == AC_KIND_RESOLVE) {
        const ac_json *own = text->n != terms_in->n ? out->own_words : out->words;
        out->missing = ac_say_words_missing(text);
        if (out->missing == NULL && text->kind == AC_KIND_RESOLVE && ac_json_str(own, "text") == NULL)
            out->missing = _("its words cannot be read");
    }
    own_facts = text->n != terms_in->n ? out->own_facts : out->facts;
    own_words = text->n != terms_in->n ? out->own_words : out->words;
    out->reason = ac_json_str(own_facts, "reason");
    out->outcome = ac_json_str(own_facts, "outcome");
    said = ac_json_str(own_words, "why");
    if (said == NULL)
        said = ac_json_str(own_words, "text");
    if (said == NULL)
        said = ac_json_str(own_words, "message");
    if (said != NULL && (out->why = strdup(said)) == NULL) {
        ac_wording_free(out);
        return no_memory(cli);
    }
    return AC_OK;
}

void ac_wording_free(ac_wording *w)
{
    ac_json_free(w->facts);
    ac_json_free(w->words);
    ac_json_free(w->own_facts);
    ac_json_free(w->own_words);
    free(w->why);
    *w = (ac_wording){ 0 };
}

const char *ac_wording_title(const ac_wording *w)
{
    const char *title = ac_json_str(w->words, "title");

    return title != NULL ? title : "";
}

void ac_wording_each(const ac_wording *w, ac_wording_fn *each, void *ctx)
{
    ac_buf text = { 0 };

    for (size_t i = 0; i < NTERMS; i++) {
        const ac_json *v = value_of(w, &terms[i]);
        if (v == NULL || strcmp(terms[i].key, "title") == 0 || strcmp(terms[i].key, "language") == 0)
            continue;
        ac_buf_clear(&text);
        put_value(&text, &terms[i], v);
        each(ctx, terms[i].label, ac_buf_text(&text), terms[i].as == AS_TEXT || terms[i].as == AS_BODY);
    }
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < ac_json_count(pass == 0 ? w->facts : w->words); i++) {
            const ac_json *v = ac_json_at(pass == 0 ? w->facts : w->words, i);
            if (is_known(ac_json_key(v), pass == 0))
                continue;
            ac_buf_clear(&text);
            put_unknown(&text, v);
            each(ctx, ac_json_key(v), ac_buf_text(&text), true);
        }
    ac_buf_free(&text);
}

/* --- printing --- */

/* "label: text". What does not fit behind its label stands below it, deeper than any label. */
static void print_term(const ac_screen *screen, size_t indent, const char *label, const char *text)
{
    ac_buf line = { 0 };

    ac_buf_printf(&line, _("%s: %s"), label, text);
    if (strchr(text, '\n') != NULL || (screen->columns > 0 && indent + ac_text_width(ac_buf_text(&line), line.len) > screen->columns)) {
        ac_buf_clear(&line);
        ac_buf_printf(&line, _("%s:"), label);
        ac_print_body(screen, indent, ac_buf_text(&line));
        ac_print_body(screen, indent + 2, text);
    } else {
        ac_print_body(screen, indent, ac_buf_text(&line));
    }
    ac_buf_free(&line);
}

static void print_unknown(const ac_screen *screen, size_t indent, const ac_json *object, bool is_fact)
{
    for (size_t i = 0; i < ac_json_count(object); i++) {
        const ac_json *v = ac_json_at(object, i);
        ac_buf text = { 0 };
        if (is_known(ac_json_key(v), is_fact))
            continue;
        put_unknown(&text, v);
        print_term(screen, indent, ac_json_key(v), ac_buf_text(&text));
        ac_buf_free(&text);
    }
}

/* What may share a line with others: what is no free text, and free text that cannot be taken for a neighbour. */
static bool is_short(const term *t, const ac_json *v)
{
    const char *text = ac_json_text(v);

    if (v == NULL || t->as == AS_BODY || t->as == AS_SLOTS || strcmp(t->key, "title") == 0)
        return false;
    return t->as != AS_TEXT || (text != NULL && strlen(text) <= 40 && strpbrk(text, "|\n\r\t") == NULL);
}

/* "due 30 Sep 2026 | target 140 facades | level 2, ..." */
static void put_short(ac_buf *out, const ac_wording *w)
{
    bool has_target = false;

    for (size_t i = 0; i < NTERMS; i++) {
        const ac_json *v = value_of(w, &terms[i]);
        bool is_unit = strcmp(terms[i].key, "unit") == 0;
        if (!is_short(&terms[i], v))
            continue;
        if (is_unit && has_target) /* it follows its figure */
            ac_buf_str(out, " ");
        else
            ac_buf_printf(out, "%s%s ", out->len > 0 ? " | " : "", _(terms[i].label));
        put_value(out, &terms[i], v);
        has_target = has_target || strcmp(terms[i].key, "target") == 0;
    }
}

void ac_wording_print(const ac_screen *screen, size_t indent, const ac_wording *w)
{
    ac_buf line = { 0 }, title = { 0 };
    const char *action = ac_json_str(w->words, "action"), *source = ac_json_str(w->words, "source");

    if (w->missing != NULL)
        ac_buf_printf(&title, "(%s)", w->missing);
    else
        put_line(&title, ac_wording_title(w));
    ac_buf_printf(&line, _("%s promises %s: %s"), w->promisor, w->promisees, ac_buf_text(&title));
    ac_buf_free(&title);
    ac_print_body(screen, indent, ac_buf_text(&line));
    ac_buf_clear(&line);
    put_short(&line, w);
    if (line.len > 0)
        ac_print_body(screen, indent, ac_buf_text(&line));
    for (size_t i = 0; i < NTERMS; i++) {
        const ac_json *v = value_of(w, &terms[i]);
        bool says_the_title = strcmp(terms[i].key, "action") == 0 && action != NULL && strcmp(action, ac_wording_title(w)) == 0;
        if (v == NULL || is_short(&terms[i], v) || says_the_title || strcmp(terms[i].key, "title") == 0)
            continue;
        ac_buf_clear(&line);
        put_value(&line, &terms[i], v);
        print_term(screen, indent, _(terms[i].label), ac_buf_text(&line));
    }
    print_unknown(screen, indent, w->facts, true);
    print_unknown(screen, indent, w->words, false);
    if (source != NULL && strcmp(source, AC_FLAG_IMPORTED) == 0)
        ac_print_body(screen, indent, ac_said_imported());
    else if (source != NULL)
        print_term(screen, indent, _("source"), source);
    ac_buf_free(&line);
}

/* What stands in a text beside its terms, every word of it. */
static void print_beside(const ac_screen *screen, size_t indent, const ac_wording *w)
{
    static const struct {
        const char *key, *label;
    } known[] = { { "why", N_("why") }, { "text", N_("what is agreed") }, { "message", N_("with it") } };
    const ac_json *words = w->own_facts != NULL ? w->own_words : w->words;
    ac_buf code = { 0 };

    if (w->outcome != NULL) {
        put_code(&code, w->outcome, AC_V_OUTCOME);
        print_term(screen, indent, _("the dispute ends"), ac_buf_text(&code));
    }
    if (w->reason != NULL) {
        ac_buf_clear(&code);
        put_code(&code, w->reason, AC_V_REASON);
        print_term(screen, indent, _("reason"), ac_buf_text(&code));
    }
    for (size_t i = 0; i < ac_json_count(words); i++) {
        const ac_json *v = ac_json_at(words, i);
        const char *label = NULL;
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            if (strcmp(ac_json_key(v), known[k].key) == 0)
                label = known[k].label;
        if (label == NULL && w->own_facts == NULL && (!is_of_text(ac_json_key(v)) || strcmp(ac_json_key(v), "source") == 0))
            continue; /* said with the terms */
        ac_buf_clear(&code);
        if (label != NULL && ac_json_text(v) != NULL)
            ac_buf_str(&code, ac_json_text(v));
        else
            put_unknown(&code, v);
        print_term(screen, indent, label != NULL ? _(label) : ac_json_key(v), ac_buf_text(&code));
    }
    if (w->own_facts != NULL)
        print_unknown(screen, indent, w->own_facts, true);
    ac_buf_free(&code);
}

/* --- differences --- */

void ac_wording_each_difference(const ac_wording *base, const ac_wording *other, ac_wording_difference_fn *each, void *ctx)
{
    ac_buf was = { 0 }, is = { 0 };

    if (strcmp(base->promisor, other->promisor) != 0)
        each(ctx, _("promised by"), base->promisor, other->promisor);
    if (strcmp(base->promisees, other->promisees) != 0)
        each(ctx, _("promised to"), base->promisees, other->promisees);
    for (size_t i = 0; i < NTERMS; i++) {
        ac_buf_clear(&was);
        ac_buf_clear(&is);
        put_value(&was, &terms[i], value_of(base, &terms[i]));
        put_value(&is, &terms[i], value_of(other, &terms[i]));
        if (!terms[i].is_fact && (base->words == NULL || other->words == NULL))
            continue;
        if (strcmp(ac_buf_text(&was), ac_buf_text(&is)) != 0)
            each(ctx, _(terms[i].label), ac_buf_text(&was), ac_buf_text(&is));
    }
    for (int pass = 0; pass < 2; pass++) {
        const ac_json *mine = pass == 0 ? other->facts : other->words, *theirs = pass == 0 ? base->facts : base->words;
        for (size_t i = 0; i < ac_json_count(mine); i++) {
            const char *key = ac_json_key(ac_json_at(mine, i));
            if (is_known(key, pass == 0))
                continue;
            ac_buf_clear(&was);
            ac_buf_clear(&is);
            put_unknown(&is, ac_json_at(mine, i));
            if (ac_json_get(theirs, key) != NULL)
                put_unknown(&was, ac_json_get(theirs, key));
            if (strcmp(ac_buf_text(&was), ac_buf_text(&is)) != 0)
                each(ctx, key, ac_buf_text(&was), ac_buf_text(&is));
        }
        for (size_t i = 0; i < ac_json_count(theirs); i++) {
            const char *key = ac_json_key(ac_json_at(theirs, i));
            if (is_known(key, pass == 0) || ac_json_get(mine, key) != NULL || mine == NULL)
                continue;
            ac_buf_clear(&was);
            put_unknown(&was, ac_json_at(theirs, i));
            each(ctx, key, ac_buf_text(&was), "");
        }
    }
    ac_buf_free(&was);
    ac_buf_free(&is);
}

typedef struct {
    const ac_screen *screen;
    ac_buf *out;
    size_t indent, n;
} differing;

static void print_difference(void *ctx, const char *label, const char *was, const char *is)
{
    differing *d = ctx;
    ac_buf text = { 0 };

    d->n++;
    if (strchr(was, '\n') != NULL || strchr(is, '\n') != NULL || strlen(was) > 60) {
        print_term(d->screen, d->indent, label, is[0] != '\0' ? is : _("(nothing)"));
        print_term(d->screen, d->indent, _("  was"), was[0] != '\0' ? was : _("(nothing)"));
    } else {
        ac_buf_printf(&text, _("%s (was: %s)"), is[0] != '\0' ? is : _("nothing"), was[0] != '\0' ? was : _("nothing"));
        print_term(d->screen, d->indent, label, ac_buf_text(&text));
    }
    ac_buf_free(&text);
}

/* How many terms differ; each is printed. */
static size_t print_changes(const ac_screen *screen, size_t indent, const ac_wording *base, const ac_wording *other)
{
    differing d = { .screen = screen, .indent = indent };
    ac_buf missing = { 0 };

    if (other->missing != NULL) {
        ac_buf_printf(&missing, "(%s)", other->missing);
        ac_print_body(screen, indent, ac_buf_text(&missing));
        ac_buf_free(&missing);
    }
    ac_wording_each_difference(base, other, print_difference, &d);
    return d.n + (other->missing != NULL);
}

void ac_wording_print_differences(const ac_screen *screen, size_t indent, const ac_wording *base, const ac_wording *other)
{
    ac_buf end = { 0 };

    if (print_changes(screen, indent, base, other) == 0 && other->outcome == NULL)
        ac_print_body(screen, indent, _("the same terms"));
    if (other->outcome != NULL) {
        put_code(&end, other->outcome, AC_V_OUTCOME);
        print_term(screen, indent, _("the dispute ends"), ac_buf_text(&end));
    }
    ac_buf_free(&end);
}

void ac_wording_print_change(const ac_screen *screen, size_t indent, const ac_wording *base, const ac_wording *other)
{
    if (print_changes(screen, indent, base, other) == 0)
        ac_print_body(screen, indent, _("the same terms"));
    print_beside(screen, indent, other);
}

void ac_wording_print_whole(const ac_screen *screen, size_t indent, const ac_wording *w, const ac_wording *base)
{
    char day[AC_DATE_SAID_SIZE];

    ac_wording_print(screen, indent, w);
    print_beside(screen, indent, w);
    ac_date_short(day, ac_date_of_ms(w->written_ms));
    ac_print(screen, "%*swritten by %s on %s\n", (int)indent, "", w->org, day);
    if (base == NULL || ac_id_eq(base->id, w->id))
        return;
    switch (w->kind) {
    case AC_KIND_RESOLVE:
        ac_print(screen, "%*sIt would end the dispute. What differs from the text in force:\n", (int)indent, "");
        break;
    case AC_KIND_REOPEN:
        ac_print(screen, "%*sIt would open the finished promise again, on the same terms.\n", (int)indent, "");
        return;
    default:
        ac_print(screen, "%*sIt would replace the text in force. What differs from it:\n", (int)indent, "");
        break;
    }
    if (print_changes(screen, indent + 2, base, w) == 0)
        ac_print(screen, "%*snothing: the same terms\n", (int)indent + 2, "");
}

static void count_difference(void *ctx, const char *label, const char *was, const char *is)
{
    differing *d = ctx;

    (void)label;
    (void)was;
    (void)is;
    d->n++;
}

bool ac_wording_is_same(const ac_wording *base, const ac_wording *other)
{
    differing d = { .n = 0 };

    ac_wording_each_difference(base, other, count_difference, &d);
    return d.n == 0;
}

static void gist_difference(void *ctx, const char *label, const char *was, const char *is)
{
    differing *d = ctx;

    (void)was;
    ac_buf_str(d->out, d->n++ > 0 ? _("; ") : "");
    if (strcmp(label, _("title")) != 0 && strcmp(label, _("what")) != 0)
        ac_buf_printf(d->out, "%s ", label);
    ac_buf_str(d->out, is[0] != '\0' ? is : _("nothing"));
}

void ac_wording_gist(ac_buf *out, const ac_wording *base, const ac_wording *other)
{
    differing d = { .out = out };

    ac_wording_each_difference(base, other, gist_difference, &d);
    if (d.n == 0)
        ac_buf_str(out, _("the same terms"));
}

void ac_wording_json(ac_jsonl *j, const char *key, const ac_wording *w)
{
    ac_jsonl_open_object(j, key);
    for (int pass = 0; pass < 2; pass++) {
        const ac_json *object = pass == 0 ? w->facts : w->words;
        for (size_t i = 0; i < ac_json_count(object); i++) {
            const ac_json *v = ac_json_at(object, i);
            if (!is_of_text(ac_json_key(v)))
                ac_jsonl_json(j, ac_json_key(v), v);
        }
    }
    ac_jsonl_close(j);
}
