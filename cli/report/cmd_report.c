/* cmd_report.c - `report`: a partnership on one page, for boards and donors who do not use accord. */
#include "cli/cmds.h"
#include "cli/exchange/iati.h"
#include "cli/exchange/outfile.h"
#include "cli/ref.h"
#include "cli/report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void said(const ac_report *r, const char *path, int64_t bytes)
{
    char fingerprint[AC_FINGERPRINT_SIZE];
    const char *slash = strrchr(path, '/');
    ac_jsonl j;

    ac_fingerprint(fingerprint, r->history.b);
    if (r->cli->json) {
        ac_json_line(r->cli, &j, "accord.report/1");
        ac_jsonl_str(&j, "file", path);
        ac_jsonl_str(&j, "partnership", r->p.code);
        ac_jsonl_int(&j, "commitments", (int64_t)r->picked.n);
        ac_jsonl_int(&j, "kept", r->by_counts[AC_COUNTS_KEPT]);
        ac_jsonl_int(&j, "not_kept", r->by_counts[AC_COUNTS_NOT_KEPT]);
        ac_jsonl_int(&j, "open", r->by_counts[AC_COUNTS_OPEN]);
        ac_jsonl_int(&j, "neither", r->by_counts[AC_COUNTS_NEITHER]);
        ac_jsonl_int(&j, "contested", r->by_counts[AC_COUNTS_CONTESTED]);
        ac_jsonl_hex(&j, "history", r->history.b, 32);
        ac_jsonl_int(&j, "bytes", bytes);
        ac_jsonl_end(&j);
        return;
    }
    ac_out(r->cli,
           ac_plural(AC_GOOD "✓" AC_END " %s (one file, no links out, prints on A4): %zu promise, %lld kB\n",
                     AC_GOOD "✓" AC_END " %s (one file, no links out, prints on A4): %zu promises, %lld kB\n", (unsigned long)r->picked.n), slash != NULL ? slash + 1 : path,
           r->picked.n, (long long)((bytes + 999) / 1000));
    ac_out(r->cli, "  Fingerprint %s, the same that " AC_REF "accord audit" AC_END " prints\n", fingerprint);
}

static void close_report(ac_report *r)
{
    ac_picked_free(&r->picked);
    ac_receipts_close(r->receipts);
    free(r->orgs);
    free(r->days);
    if (r->details != NULL)
        fclose(r->details);
    ac_look_close(&r->look);
}

static ac_rc write_page(ac_report *r, ac_outfile *out, const char *path)
{
    int64_t bytes = 0;
    ac_rc rc = ac_report_write(r, out->file);

    rc = ac_outfile_close(out, r->cli, rc, &bytes);
    if (rc == AC_OK && strcmp(path, "-") != 0)
        said(r, path, bytes);
    return rc;
}

static ac_rc write_figures(ac_report *r, const char *path)
{
    const char *slash = strrchr(path, '/');
    ac_rc rc = ac_report_figures(r, path);

    if (rc == AC_OK && strcmp(path, "-") != 0 && !r->cli->json)
        ac_out(r->cli, AC_GOOD "✓" AC_END " %s (%zu rows)\n", slash != NULL ? slash + 1 : path, r->picked.n);
    return rc;
}

/* Page and table, either of them NULL. */
static ac_rc write_files(ac_cli *cli, const ac_partnership *p, const char *html, const char *csv, const char *period)
{
    ac_report r = { .cli = cli, .p = *p };
    ac_outfile out = { 0 };
    const char *meant = cli->partnership;
    ac_rc rc = period != NULL ? ac_period_read(&r.period, period, cli->today, &cli->err) : AC_OK;

    if (rc != AC_OK)
        return rc;
    ac_query_for_others(cli->nb, true);
    cli->partnership = r.p.code; /* of which all that is gathered is meant */
    rc = ac_look_open(&r.look, cli);
    if (rc == AC_OK && html != NULL)
        rc = ac_outfile_open(&out, cli, html, AC_REPORT_MARK);
    if (rc == AC_OK)
        rc = ac_outfile_scratch(&out, cli, &r.details);
    if (rc == AC_OK)
        rc = ac_report_read(&r);
    if (rc == AC_OK && html != NULL)
        rc = write_page(&r, &out, html);
    else
        rc = ac_outfile_close(&out, cli, rc, NULL);
    if (rc == AC_OK && csv != NULL)
        rc = write_figures(&r, csv);
    close_report(&r);
    cli->partnership = meant; /* the page's own lies there no more */
    return rc;
}

ac_rc ac_report_file(ac_cli *cli, const ac_partnership *p, const char *path, const char *period)
{
    return write_files(cli, p, path, NULL, period);
}

static ac_rc page_and_table(ac_cli *cli)
{
    const char *html = NULL, *csv = NULL;
    ac_partnership p;
    ac_rc rc = ac_opt(cli, "csv") != NULL ? ac_outfile_path(cli, "csv", &csv) : AC_OK;

    if (rc == AC_OK && (csv == NULL || ac_opt(cli, "html") != NULL))
        rc = ac_outfile_path(cli, "html", &html);
    if (rc == AC_OK && csv != NULL && html != NULL && strcmp(csv, html) == 0)
        rc = ac_fail(&cli->err, AC_EUSAGE, "--html and --csv name the same file: name two");
    if (rc == AC_OK)
        rc = ac_cli_partnership(cli, &p);
    return rc == AC_OK ? write_files(cli, &p, html, csv, ac_opt(cli, "period")) : rc;
}

/* What only one of the files can take. */
static ac_rc check_options(ac_cli *cli, bool has_page, bool has_iati)
{
    static const char *const of_iati[] = { "country", "dac-sector" }, *const files[] = { "html", "csv", "iati" };
    int given = 0, on_stdout = 0;

    for (size_t i = 0; !has_iati && i < sizeof of_iati / sizeof *of_iati; i++)
        if (ac_opt(cli, of_iati[i]) != NULL)
            return ac_fail(&cli->err, AC_EUSAGE, "--%s is for --iati FILE", of_iati[i]);
    if (!has_iati && ac_opt_flag(cli, "everybody"))
        return ac_fail(&cli->err, AC_EUSAGE, "--%s is for --iati FILE", "everybody");
    if (!has_page && ac_opt(cli, "period") != NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "--period is for --html FILE");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        given += ac_opt(cli, files[i]) != NULL;
        on_stdout += ac_opt(cli, files[i]) != NULL && strcmp(ac_opt(cli, files[i]), "-") == 0;
    }
    if (on_stdout > 0 && given > 1)
        return ac_fail(&cli->err, AC_EUSAGE, "two files cannot both go to standard output: name both");
    return AC_OK;
}

ac_rc ac_cmd_report(ac_cli *cli)
{
    bool has_iati = ac_opt(cli, "iati") != NULL, has_page = ac_opt(cli, "html") != NULL || ac_opt(cli, "csv") != NULL || !has_iati;
    const char *path;
    ac_rc rc = check_options(cli, has_page, has_iati);

    if (rc == AC_OK && has_page)
        rc = page_and_table(cli);
    if (rc == AC_OK && has_iati)
        rc = ac_outfile_path(cli, "iati", &path);
    if (rc == AC_OK && has_iati)
        rc = ac_iati_report(cli, path);
    return rc;
}
