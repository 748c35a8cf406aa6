/* draft_form.c - the words of a draft as a form in the editor: "[title]" begins each text, the rest is what it says.
 *
 * Where there is only one text the form is that text. A line of a text that would begin another one stands behind "\". */
#include <stdio.h>
#include <string.h>

#include "cli/drafting.h"
#include "cli/practice/drafted.h"
#include "cli/practice/template.h"
#include "cli/terms.h"
#include "cli/typed.h"
#include "core/kind.h"

#define KEYS_MAX 24

typedef struct {
    char key[40];
    bool is_required, is_shown;
} field;

typedef struct {
    field list[KEYS_MAX];
    size_t n;
    bool is_plain; /* one text, without a name before it */
} form;

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

static field *field_of(form *f, const char *key, size_t n)
{
    for (size_t i = 0; i < f->n; i++)
        if (strlen(f->list[i].key) == n && strncmp(f->list[i].key, key, n) == 0)
            return &f->list[i];
    return NULL;
}

static void add(form *f, const char *key, size_t n, bool is_required)
{
    if (n == 0 || n >= sizeof f->list->key || f->n == KEYS_MAX || field_of(f, key, n) != NULL)
        return;
    snprintf(f->list[f->n].key, sizeof f->list->key, "%.*s", (int)n, key);
    f->list[f->n++].is_required = is_required;
}

/* The texts its kind knows, then those it has beside them. What is no text (files, questions) is no field. */
static void lay_out(form *f, const ac_draft *d, const ac_type *type)
{
    static const char *const no_texts[] = { "prompts", "about", "evidence", "language" };
    const ac_kind *kind = ac_kind_find(d->kind);
    size_t shown = 0;

    *f = (form){ .n = 0 };
    for (const char *p = kind != NULL && kind->words != NULL ? kind->words : ""; *p != '\0';) {
        size_t n = strcspn(p, " "), bare = n > 0 && p[n - 1] == '!' ? n - 1 : n;
        bool is_text = true;
        for (size_t i = 0; i < sizeof no_texts / sizeof *no_texts; i++)
            is_text = is_text && (strlen(no_texts[i]) != bare || strncmp(no_texts[i], p, bare) != 0);
        if (is_text)
            add(f, p, bare, bare < n);
        p += n + (p[n] == ' ');
    }
    for (const ac_field *one = type != NULL ? type->fields : NULL; one != NULL && one->name != NULL; one++)
        if (ac_field_is_text(one))
            add(f, one->name, strlen(one->name), one->is_required && d->kind == AC_KIND_CREATE);
    for (size_t i = 0; i < ac_json_count(d->words); i++) {
        const ac_json *v = ac_json_at(d->words, i);
        if (ac_json_text(v) != NULL && strcmp(ac_json_key(v), "language") != 0)
            add(f, ac_json_key(v), strlen(ac_json_key(v)), false);
    }
    for (size_t i = 0; i < f->n; i++) {
        f->list[i].is_shown = ac_json_str(d->words, f->list[i].key) != NULL || f->list[i].is_required ||
                              strcmp(f->list[i].key, "action") == 0;
        shown += f->list[i].is_shown;
    }
    f->is_plain = shown == 1 && (type == NULL || f->n == 1);
}

/* "[key]" alone on its line, behind any number of "\": how many of them; -1: an ordinary line. */
static int marks(form *f, const char *line, size_t n, field **out)
{
    size_t slashes = 0;

    while (slashes < n && line[slashes] == '\\')
        slashes++;
    line += slashes;
    n -= slashes;
    while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\r'))
        n--;
    if (n < 3 || line[0] != '[' || line[n - 1] != ']' || (*out = field_of(f, line + 1, n - 2)) == NULL)
        return -1;
    return (int)slashes;
}

static void put_text(form *f, ac_buf *out, const char *text)
{
    for (const char *p = text; *p != '\0';) {
        size_t n = strcspn(p, "\n");
        field *unused;
        if (!f->is_plain && marks(f, p, n, &unused) >= 0)
            ac_buf_u8(out, '\\');
        ac_buf_put(out, p, n);
        ac_buf_u8(out, '\n');
        p += n + (p[n] == '\n');
    }
}

static void write_form(ac_cli *cli, form *f, const ac_draft *d, ac_buf *text, ac_buf *guide)
{
    ac_buf more = { 0 };

    for (size_t i = 0; i < f->n; i++) {
        const char *is = ac_json_str(d->words, f->list[i].key);
        if (!f->list[i].is_shown) {
            continue;
        }
        if (!f->is_plain)
            ac_buf_printf(text, "%s[%s]\n", text->len > 0 ? "\n" : "", f->list[i].key);
        put_text(f, text, is != NULL ? is : "");
    }
    ac_format(&cli->talk, guide, "Draft %lld. Nothing is signed by saving this; an empty file leaves the draft as it was.", (long long)d->n);
    if (f->is_plain)
        return;
    ac_buf_u8(guide, '\n');
    ac_format(&cli->talk, guide, "Each text stands below its name in brackets; below which nothing stands is left out.");
    for (size_t i = 0; i < f->n; i++)
        if (!f->list[i].is_shown)
            ac_buf_printf(&more, "%s[%s]", more.len > 0 ? " " : "", f->list[i].key);
    if (more.len > 0) {
        ac_buf_u8(guide, '\n');
        ac_format(&cli->talk, guide, "You can add: %s", ac_buf_text(&more));
    }
    guide->failed = guide->failed || more.failed;
    ac_buf_free(&more);
}

/* --- back --- */

/* One text as it was typed: checked by what it is, put or left out. */
static ac_rc take(ac_cli *cli, const ac_draft *d, const field *f, ac_buf *text, ac_json *words)
{
    char what[60];
    size_t from = 0;
    ac_rc rc;

    while (text->len > 0 && strchr(" \t\r\n", text->p[text->len - 1]) != NULL)
        text->len--;
    while (from < text->len && text->p[from] == '\n')
        from++;
    if (text->len == from) {
        ac_json_drop(words, f->key);
        return f->is_required ? ac_fail(&cli->err, AC_EUSAGE, "[%s] is empty, and it is needed", f->key) : AC_OK;
    }
    memmove(text->p, text->p + from, text->len - from);
    text->len -= from;
    text->p[text->len] = '\0';
    if (ac_kind_is_text(d->kind) && ac_term_is_word(f->key))
        return ac_term_word_put(cli, words, f->key, ac_buf_text(text));
    snprintf(what, sizeof what, "[%s]", f->key);
    rc = strcmp(f->key, "title") == 0 ? ac_title_check(what, ac_buf_text(text), text->len, &cli->err) : ac_body_take(what, text, &cli->err);
    if (rc == AC_OK && !ac_json_set_str(words, f->key, ac_buf_text(text)))
        rc = no_memory(cli);
    return rc;
}

static ac_rc read_form(ac_cli *cli, form *f, const ac_draft *d, const ac_buf *typed, ac_json *words)
{
    ac_buf texts[KEYS_MAX];
    field *now = NULL;
    ac_rc rc = AC_OK;

    for (size_t i = 0; i < KEYS_MAX; i++)
        texts[i] = (ac_buf){ 0 };
    for (size_t i = 0; f->is_plain && i < f->n; i++)
        if (f->list[i].is_shown)
            now = &f->list[i];
    for (const char *p = ac_buf_text(typed); rc == AC_OK && *p != '\0';) {
        size_t n = strcspn(p, "\n");
        field *named = NULL;
        int slashes = f->is_plain ? -1 : marks(f, p, n, &named);
        if (slashes == 0) {
            now = named;
        } else if (now != NULL) {
            size_t skip = slashes > 0 ? 1 : 0;
            ac_buf_put(&texts[now - f->list], p + skip, n - skip);
            ac_buf_u8(&texts[now - f->list], '\n');
        } else if (strspn(p, " \t\r") < n) {
            rc = ac_fail(&cli->err, AC_EUSAGE, "the text does not begin with a name in brackets, as [%s]: what it belongs to is not known",
                         f->list[0].key);
        }
        p += n + (p[n] == '\n');
    }
    for (size_t i = 0; rc == AC_OK && i < f->n; i++)
        rc = texts[i].failed ? no_memory(cli) : take(cli, d, &f->list[i], &texts[i], words);
    for (size_t i = 0; i < KEYS_MAX; i++)
        ac_buf_free(&texts[i]);
    return rc;
}

/* Values of a record of the practice: its codes and dates as they are, its texts as they are now. */
static ac_rc put_values(ac_cli *cli, ac_draft *d, const ac_type *type, const ac_json *words)
{
    ac_json *values = NULL;
    ac_rc rc = ac_drafted_values(cli, d, &values);

    for (size_t i = 0; rc == AC_OK && i < ac_json_count(d->words); i++)
        ac_json_drop(values, ac_json_key(ac_json_at(d->words, i)));
    for (size_t i = 0; rc == AC_OK && i < ac_json_count(words); i++)
        if (!ac_json_set(values, ac_json_key(ac_json_at(words, i)), ac_json_copy(ac_json_at(words, i))))
            rc = no_memory(cli);
    if (rc == AC_OK)
        rc = ac_drafted_set(cli, d, type, values);
    ac_json_free(values);
    return rc;
}

ac_rc ac_draft_form(ac_cli *cli, ac_draft *d)
{
    const ac_type *type = NULL;
    form f;
    ac_buf start = { 0 }, guide = { 0 }, typed = { 0 };
    ac_json *words = ac_json_copy(d->words);
    ac_rc rc = words != NULL ? AC_OK : no_memory(cli);

    if (rc == AC_OK && ac_drafted_is_entry(d))
        rc = ac_drafted_type(cli, d, &type);
    lay_out(&f, d, type);
    write_form(cli, &f, d, &start, &guide);
    if (rc == AC_OK && (start.failed || guide.failed))
        rc = no_memory(cli);
    if (rc == AC_OK && f.n == 0)
        rc = ac_fail(&cli->err, AC_EUSAGE, "draft %lld has no texts to edit: change it by options (accord help %s)", (long long)d->n, d->command);
    if (rc == AC_OK)
        rc = ac_edit(cli, ac_buf_text(&start), ac_buf_text(&guide), &typed);
    if (rc == AC_OK && typed.len == 0)
        rc = ac_fail(&cli->err, AC_EUSAGE, "the text was empty: draft %lld is as it was", (long long)d->n);
    if (rc == AC_OK)
        rc = read_form(cli, &f, d, &typed, words);
    if (rc == AC_OK && type != NULL) {
        rc = put_values(cli, d, type, words);
    } else if (rc == AC_OK) {
        ac_prompts_prune(words);
        ac_json_free(d->words);
        d->words = words;
        words = NULL;
    }
    ac_json_free(words);
    ac_buf_free(&start);
    ac_buf_free(&guide);
    ac_buf_free(&typed);
    return rc;
}
