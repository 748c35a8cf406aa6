/* template.c - questions that help people write, and the answers as they stay in a text. */
#include "cli/practice/template.h"

#include <stdio.h>
#include <string.h>

#include "core/lang.h"

#define MARK "## "

const ac_template *ac_template_find(const char *name)
{
    for (const ac_template *t = ac_templates; t->name != NULL; t++)
        if (strcmp(t->name, name) == 0)
            return t;
    return NULL;
}

const ac_template *ac_template_of_kind(const char *kind)
{
    for (const ac_template *t = ac_templates; t->name != NULL; t++)
        if (t->kind != NULL && strcmp(t->kind, kind) == 0)
            return t;
    return NULL;
}

const ac_prompt *ac_prompt_find(const ac_template *t, const char *key)
{
    for (const ac_prompt *p = t->prompts; p->key != NULL; p++)
        if (strcmp(p->key, key) == 0)
            return p;
    return NULL;
}

void ac_template_list(ac_buf *out)
{
    for (const ac_template *t = ac_templates; t->name != NULL; t++)
        ac_buf_printf(out, "%s%s", t == ac_templates ? "" : _(", "), t->name);
}

void ac_template_form(const ac_template *t, ac_buf *out)
{
    for (const ac_prompt *p = t->prompts; p->key != NULL; p++)
        ac_buf_printf(out, "%s" MARK "%s\n", p == t->prompts ? "" : "\n\n", _(p->ask));
}

/* The question that a line begins: by its text in the language of the screen or in English, or by its key. */
static const ac_prompt *begins(const ac_template *t, const char *line, size_t n)
{
    if (n < sizeof MARK - 1 || strncmp(line, MARK, sizeof MARK - 1) != 0)
        return NULL;
    line += sizeof MARK - 1;
    n -= sizeof MARK - 1;
    while (n > 0 && strchr(" \t\r", line[n - 1]) != NULL)
        n--;
    for (const ac_prompt *p = t->prompts; p->key != NULL; p++) {
        const char *const names[] = { _(p->ask), p->ask, p->key };
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (strlen(names[i]) == n && strncmp(names[i], line, n) == 0)
                return p;
    }
    return NULL;
}

static bool is_blank(const char *text, size_t n)
{
    return strspn(text, " \t\r\n") >= n;
}

/* One answer, without empty lines around it. */
static bool put_answer(const ac_template *t, const ac_prompt *p, const char *answer, size_t n, ac_buf *text, ac_json *prompts)
{
    char key[80];

    if (is_blank(answer, n))
        return true;
    while (n > 0 && (answer[0] == '\n' || answer[0] == '\r')) {
        answer++;
        n--;
    }
    while (n > 0 && strchr(" \t\r\n", answer[n - 1]) != NULL)
        n--;
    if (text->len > 0)
        ac_buf_str(text, "\n\n");
    if (p != NULL)
        ac_buf_printf(text, "%s\n", _(p->ask));
    ac_buf_put(text, answer, n);
    if (p == NULL)
        return true;
    snprintf(key, sizeof key, "%s-%s", t->name, p->key);
    return ac_json_set_str(prompts, key, _(p->ask));
}

ac_rc ac_template_answers(const ac_template *t, const char *typed, ac_buf *out_text, ac_json **out_prompts, ac_err *err)
{
    ac_json *prompts = ac_json_object();
    const ac_prompt *now = NULL;
    const char *from = typed, *at = typed;
    bool good = prompts != NULL;

    *out_prompts = NULL;
    while (good && *at != '\0') {
        size_t n = strcspn(at, "\n");
        const ac_prompt *next = begins(t, at, n);
        if (next != NULL) {
            good = put_answer(t, now, from, (size_t)(at - from), out_text, prompts);
            now = next;
            from = at + n;
        }
        at += n + (at[n] == '\n');
    }
    good = good && put_answer(t, now, from, (size_t)(at - from), out_text, prompts) && !out_text->failed;
    if (!good) {
        ac_json_free(prompts);
        return ac_fail(err, AC_ENOMEM, "out of memory");
    }
    if (ac_json_count(prompts) > 0)
        *out_prompts = prompts;
    else
        ac_json_free(prompts);
    return AC_OK;
}

bool ac_prompt_is_said(const char *text, const char *question)
{
    size_t n = strlen(question);

    for (const char *p = text; n > 0 && (p = strstr(p, question)) != NULL; p += n)
        if ((p == text || p[-1] == '\n') && (p[n] == '\n' || p[n] == '\0'))
            return true;
    return false;
}

const char *ac_prompt_skip(const char *text)
{
    size_t n = strcspn(text, "\n");

    if (text[n] == '\0' || text[n + 1] == '\0')
        return text;
    for (const ac_template *t = ac_templates; t->name != NULL; t++)
        for (const ac_prompt *p = t->prompts; p->key != NULL; p++) {
            const char *const asks[] = { p->ask, _(p->ask) };
            for (size_t i = 0; i < sizeof asks / sizeof *asks; i++)
                if (strlen(asks[i]) == n && strncmp(asks[i], text, n) == 0)
                    return text + n + 1;
        }
    return text;
}

void ac_prompts_prune(ac_json *words)
{
    const ac_json *prompts = ac_json_get(words, "prompts");
    const char *text = ac_json_str(words, "text");
    ac_json *left = ac_json_is_object(prompts) ? ac_json_object() : NULL;
    bool good = left != NULL;

    for (size_t i = 0; good && i < ac_json_count(prompts); i++) {
        const ac_json *v = ac_json_at(prompts, i);
        if (ac_json_text(v) != NULL && ac_prompt_is_said(text != NULL ? text : "", ac_json_text(v)))
            good = ac_json_set(left, ac_json_key(v), ac_json_copy(v));
    }
    if (good && ac_json_count(left) > 0) {
        ac_json_set(words, "prompts", left);
        return;
    }
    if (good)
        ac_json_drop(words, "prompts");
    ac_json_free(left);
}
