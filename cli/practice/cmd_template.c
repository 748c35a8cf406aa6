/* cmd_template.c - templates: which there are, and the questions of one. */
#include <stdio.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/practice/template.h"
#include "core/lang.h"

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

static size_t count(const ac_template *t)
{
    size_t n = 0;

    while (t->prompts[n].key != NULL)
        n++;
    return n;
}

static void json_head(ac_cli *cli, ac_jsonl *j, const ac_template *t)
{
    ac_json_line(cli, j, "accord.template/1");
    ac_jsonl_str(j, "template", t->name);
    ac_jsonl_str(j, "kind", t->kind);
    ac_jsonl_str(j, "title", _(t->title));
    ac_jsonl_str(j, "about", _(t->about));
    ac_jsonl_int(j, "n", (int64_t)count(t));
}

ac_rc ac_cmd_template_list(ac_cli *cli)
{
    static const ac_column columns[] = { { .title = N_("template"), .role = AC_REF }, { .title = N_("questions"), .is_right = true },
                                         { .title = "note --kind" }, { .title = N_("title") } };
    ac_table *table = cli->json ? NULL : ac_table_new(columns, sizeof columns / sizeof *columns);
    char number[24];
    ac_jsonl j;
    ac_rc rc = cli->json || table != NULL ? AC_OK : no_memory(cli);

    for (const ac_template *t = ac_templates; rc == AC_OK && t->name != NULL; t++) {
        if (cli->json) {
            json_head(cli, &j, t);
            rc = ac_jsonl_end(&j) ? AC_OK : no_memory(cli);
            continue;
        }
        snprintf(number, sizeof number, "%zu", count(t));
        ac_table_row(table, (const char *const[]){ t->name, number, t->kind, _(t->title) });
    }
    if (rc == AC_OK && !cli->json && !ac_table_print(table, &cli->out, ac_cli_form(cli), 0))
        rc = no_memory(cli);
    ac_table_free(table);
    return rc;
}

static ac_rc show_json(ac_cli *cli, const ac_template *t)
{
    ac_jsonl j;

    json_head(cli, &j, t);
    ac_jsonl_open_array(&j, "questions");
    for (const ac_prompt *p = t->prompts; p->key != NULL; p++) {
        ac_jsonl_open_object(&j, NULL);
        ac_jsonl_str(&j, "key", p->key);
        ac_jsonl_str(&j, "part", p->part != NULL ? _(p->part) : NULL);
        ac_jsonl_str(&j, "ask", _(p->ask));
        ac_jsonl_str(&j, "hint", p->hint != NULL ? _(p->hint) : NULL);
        ac_jsonl_close(&j);
    }
    ac_jsonl_close(&j);
    return ac_jsonl_end(&j) ? AC_OK : no_memory(cli);
}

static ac_rc show_cells(ac_cli *cli, const ac_template *t)
{
    static const ac_column columns[] = { { .title = "key" }, { .title = "part" }, { .title = "hint" }, { .title = "question" } };
    ac_table *table = ac_table_new(columns, sizeof columns / sizeof *columns);
    bool printed;

    for (const ac_prompt *p = t->prompts; table != NULL && p->key != NULL; p++)
        ac_table_row(table, (const char *const[]){ p->key, p->part != NULL ? _(p->part) : "", p->hint != NULL ? _(p->hint) : "", _(p->ask) });
    printed = table != NULL && ac_table_print(table, &cli->out, AC_TABLE_PLAIN, 0);
    ac_table_free(table);
    return printed ? AC_OK : no_memory(cli);
}

ac_rc ac_cmd_template_show(ac_cli *cli)
{
    const ac_template *t = ac_template_find(ac_arg(cli, 0));
    const char *part = NULL;
    ac_buf list = { 0 };
    ac_rc rc;

    if (t == NULL) {
        ac_template_list(&list);
        rc = ac_fail(&cli->err, AC_EREF, "there is no template \"%.40s\". There are: %s", ac_arg(cli, 0), ac_buf_text(&list));
        ac_buf_free(&list);
        return ac_hint(&cli->err, rc, "accord template list");
    }
    if (cli->json)
        return show_json(cli, t);
    if (cli->plain)
        return show_cells(cli, t);
    ac_out(cli, "%s\n", _(t->title));
    ac_print_body(&cli->out, 0, _(t->about));
    for (const ac_prompt *p = t->prompts; p->key != NULL; p++) {
        if (p->part != NULL && (part == NULL || strcmp(p->part, part) != 0))
            ac_out(cli, "\n%s\n", _(p->part));
        else if (p == t->prompts)
            ac_out(cli, "\n");
        part = p->part;
        ac_print_body(&cli->out, 2, _(p->ask));
        if (p->hint != NULL)
            ac_print_body(&cli->out, 6, _(p->hint));
    }
    return AC_OK;
}
