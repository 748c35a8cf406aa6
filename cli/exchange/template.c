/* template.c - accord import --template KIND: the header of a table, and what each of its columns takes. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/exchange/columns.h"
#include "cli/exchange/import_csv.h"
#include "core/file.h"

/* What may stand in a cell: the codes, a range, a date. "" where any text may. */
static void form_of(const ac_csv_column *column, ac_buf *out)
{
    char list[1024];
    const ac_field *f = column->field;

    if (column->form == AC_COLUMN_VISIBILITY)
        ac_buf_str(out, "own, partners");
    else if (column->form == AC_COLUMN_SLOTS)
        ac_buf_str(out, "2026-03-31 2026-06-30");
    if (column->form != AC_COLUMN_FIELD)
        return;
    switch (f->form) {
    case AC_FIELD_CODE:
    case AC_FIELD_CODES:
        ac_vocab_list(f->vocab, list, sizeof list);
        ac_buf_str(out, list);
        break;
    case AC_FIELD_DATE:
        ac_buf_str(out, "2026-09-30");
        break;
    case AC_FIELD_INT:
        ac_buf_printf(out, "%lld-%lld", (long long)f->min, (long long)f->max);
        break;
    case AC_FIELD_AMOUNT:
        ac_buf_str(out, "600000.50");
        break;
    case AC_FIELD_CURRENCY:
        ac_buf_str(out, "PLN");
        break;
    case AC_FIELD_LANGUAGE:
        ac_buf_str(out, "en, fr, ar, pt-BR");
        break;
    case AC_FIELD_LINE:
    case AC_FIELD_TEXT:
    case AC_FIELD_ORG:
    case AC_FIELD_HEX:
    case AC_FIELD_MIME:
        break;
    }
}

/* What is needed stands first, before all the title. */
static int rank_of(const ac_csv_column *column)
{
    return !column->is_required ? 2 : strcmp(column->name, "title") == 0 ? 0 : 1;
}

static size_t in_order(const ac_columns *kind, const ac_csv_column *out[AC_CSV_COLUMNS_MAX])
{
    size_t n = 0;

    for (int rank = 0; rank < 3; rank++)
        for (size_t i = 0; i < kind->n; i++)
            if (ac_column_is_taken(&kind->columns[i]) && rank_of(&kind->columns[i]) == rank)
                out[n++] = &kind->columns[i];
    return n;
}

/* The file named by --to; NULL: standard output. */
static const char *file_of(ac_cli *cli)
{
    const char *path = ac_opt(cli, "to");

    return path != NULL && strcmp(path, "-") != 0 ? path : NULL;
}

static ac_rc put_header(ac_cli *cli, const ac_columns *kind)
{
    const ac_csv_style style = { .is_excel = ac_opt_flag(cli, "excel") };
    const char *names[AC_CSV_COLUMNS_MAX], *path = file_of(cli);
    const ac_csv_column *columns[AC_CSV_COLUMNS_MAX];
    size_t n = in_order(kind, columns);
    struct stat st;
    ac_buf out = { 0 };
    ac_rc rc = AC_OK;

    if (path != NULL && lstat(path, &st) == 0) /* somebody may have filled it in */
        return ac_fail(&cli->err, AC_ESTATE, "%.200s is there already: it stays as it is. Name another file", path);

    for (size_t i = 0; i < n; i++)
        names[i] = columns[i]->name;
    ac_csv_put_start(&out, &style);
    ac_csv_put_row(&out, &style, names, n);
    if (out.failed)
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    else if (path != NULL)
        rc = ac_file_write(path, out.p, out.len, &cli->err);
    else if (!cli->json)
        fwrite(out.p, 1, out.len, cli->out.file);
    ac_buf_free(&out);
    return rc;
}

static ac_rc put_json(ac_cli *cli, const ac_columns *kind)
{
    const ac_csv_column *columns[AC_CSV_COLUMNS_MAX];
    size_t n = in_order(kind, columns);

    for (size_t i = 0; i < n; i++) {
        const ac_csv_column *column = columns[i];
        ac_buf form = { 0 };
        ac_jsonl j;
        bool good;
        form_of(column, &form);
        ac_json_line(cli, &j, "accord.column/1");
        ac_jsonl_str(&j, "kind", kind->name);
        ac_jsonl_str(&j, "name", column->name);
        ac_jsonl_bool(&j, "required", column->is_required);
        ac_jsonl_str(&j, "text", column->label);
        ac_jsonl_str(&j, "takes", form.len > 0 ? ac_buf_text(&form) : NULL);
        good = ac_jsonl_end(&j);
        ac_buf_free(&form);
        if (!good)
            return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    return AC_OK;
}

/* Beside the table, for people: on stderr where the table itself goes to stdout. */
static ac_rc put_guide(ac_cli *cli, const ac_columns *kind)
{
    static const ac_column columns[] = { { .role = AC_REF }, { 0 }, { 0 } };
    const ac_screen *screen = file_of(cli) != NULL ? &cli->out : &cli->talk;
    const ac_csv_column *order[AC_CSV_COLUMNS_MAX];
    size_t n = in_order(kind, order);
    ac_table *t = ac_table_new(columns, 3);
    bool good;

    for (size_t i = 0; t != NULL && i < n; i++) {
        const ac_csv_column *column = order[i];
        ac_buf what = { 0 };
        form_of(column, &what);
        if (what.len > 0)
            ac_buf_str(&what, " | ");
        ac_buf_str(&what, _(column->label));
        ac_table_row(t, (const char *const[]){ column->name, column->is_required ? _("needed") : "", ac_buf_text(&what) });
        ac_buf_free(&what);
    }
    good = t != NULL && ac_table_print(t, screen, AC_TABLE_SCREEN, 2);
    ac_table_free(t);
    return good ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

ac_rc ac_import_template(ac_cli *cli, const char *name)
{
    ac_columns kind;
    ac_rc rc;

    if (!ac_columns_of(&kind, name) || !kind.is_taken) {
        ac_buf kinds = { 0 };
        ac_columns_kinds(&kinds);
        ac_fail(&cli->err, AC_EUSAGE, "there is no template \"%.40s\". There are: %s", name, ac_buf_text(&kinds));
        ac_buf_free(&kinds);
        return AC_EUSAGE;
    }
    rc = put_header(cli, &kind);
    if (rc != AC_OK)
        return rc;
    if (cli->json)
        return put_json(cli, &kind);
    if (file_of(cli) != NULL)
        ac_out(cli, AC_GOOD "✓" AC_END " %s: the first row of a table of %s. Fill in rows below it, save it as CSV UTF-8, then: " AC_REF "accord import %s --dry-run" AC_END "\n",
               file_of(cli), kind.plural, file_of(cli));
    return cli->quiet ? AC_OK : put_guide(cli, &kind);
}
