/* iati.c - a partnership as IATI activities: the file, and what its parts share. */
#include "cli/exchange/iati.h"

#include "cli/exchange/outfile.h"
#include "cli/report/html.h"
#include "core/lang.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK "made by accord, IATI 2.03"

/* --- elements --- */

void ac_iati_narrative(ac_iati *f, const char *name, const char *lang, const char *text)
{
    ac_xml_open(&f->xml, name);
    ac_xml_open(&f->xml, "narrative");
    ac_xml_attr(&f->xml, "xml:lang", lang);
    ac_xml_text(&f->xml, text);
    ac_xml_close(&f->xml, "narrative");
    ac_xml_close(&f->xml, name);
}

void ac_iati_description(ac_iati *f, const char *type, const char *lang, const char *text)
{
    ac_xml_open(&f->xml, "description");
    ac_xml_attr(&f->xml, "type", type);
    ac_xml_open(&f->xml, "narrative");
    ac_xml_attr(&f->xml, "xml:lang", lang);
    ac_xml_text(&f->xml, text);
    ac_xml_close(&f->xml, "narrative");
    ac_xml_close(&f->xml, "description");
}

void ac_iati_date(ac_iati *f, const char *name, const char *type, int32_t day)
{
    char iso[11];

    if (day == AC_NO_DAY)
        return;
    ac_day_text(day, iso);
    ac_xml_open(&f->xml, name);
    ac_xml_attr(&f->xml, "iso-date", iso);
    ac_xml_attr(&f->xml, "type", type);
    ac_xml_close(&f->xml, name);
}

static void put_org(ac_iati *f, const ac_iati_org *org)
{
    ac_xml_attr(&f->xml, "ref", org->ref);
    ac_xml_attr(&f->xml, "type", org->type);
}

static void put_name(ac_iati *f, const ac_iati_org *org, const char *element)
{
    ac_xml_open(&f->xml, "narrative");
    ac_xml_text(&f->xml, org->name);
    ac_xml_close(&f->xml, "narrative");
    ac_xml_close(&f->xml, element);
}

void ac_iati_reporting(ac_iati *f, bool is_secondary)
{
    ac_xml_open(&f->xml, "reporting-org");
    put_org(f, f->me);
    ac_xml_attr(&f->xml, "secondary-reporter", is_secondary ? "1" : NULL);
    put_name(f, f->me, "reporting-org");
}

void ac_iati_participating(ac_iati *f, const ac_iati_org *org, const char *role)
{
    ac_xml_open(&f->xml, "participating-org");
    put_org(f, org);
    ac_xml_attr(&f->xml, "role", role);
    put_name(f, org, "participating-org");
}

void ac_iati_where(ac_iati *f)
{
    if (f->country != NULL)
        ac_xml_coded(&f->xml, "recipient-country", "code", f->country);
    if (f->dac_sector == NULL)
        return;
    ac_xml_open(&f->xml, "sector");
    ac_xml_attr(&f->xml, "vocabulary", "1");
    ac_xml_attr(&f->xml, "code", f->dac_sector);
    ac_xml_close(&f->xml, "sector");
}

void ac_iati_related(ac_iati *f, const char *type, const char *ref)
{
    char id[2 * AC_IATI_ID_SIZE];

    ac_iati_id(f, ref, id);
    ac_xml_open(&f->xml, "related-activity");
    ac_xml_attr(&f->xml, "ref", id);
    ac_xml_attr(&f->xml, "type", type);
    ac_xml_close(&f->xml, "related-activity");
}

void ac_iati_instant(int64_t ms, char out[32])
{
    const int64_t last = INT64_C(253402300799); /* the end of 9999 */
    int64_t s = ms < 0 ? 0 : ms / 1000;
    char iso[11];
    int of_day;

    s = s > last ? last : s;
    of_day = (int)(s % 86400);
    ac_day_text((int32_t)(s / 86400), iso);
    snprintf(out, 32, "%sT%02d:%02d:%02dZ", iso, of_day / 3600, of_day / 60 % 60, of_day % 60);
}

/* --- the file --- */

static ac_rc read_where(ac_iati *f)
{
    ac_cli *cli = f->cli;
    const char *country = ac_opt(cli, "country"), *sector = ac_opt(cli, "dac-sector");

    if (country != NULL && !(strlen(country) == 2 && isupper((unsigned char)country[0]) && isupper((unsigned char)country[1])))
        return ac_fail(&cli->err, AC_EUSAGE, "--country takes the two capital letters of ISO 3166, as PL, not \"%.40s\"", country);
    if (sector != NULL && !(strlen(sector) == 5 && strspn(sector, "0123456789") == 5))
        return ac_fail(&cli->err, AC_EUSAGE, "--dac-sector takes five digits, as 43030, not \"%.40s\"", sector);
    f->country = country;
    f->dac_sector = sector;
    return AC_OK;
}

static ac_rc put_activities(ac_iati *f, const ac_picked *picked)
{
    static const char *const comment =
        MARK ". Organisations without an identifier of a public register are named XI-ACCORD- and part of their key: "
             "register them before you publish. Not in it: reflections, reviews, evidence files, disputes, texts that wait, the resource map.";
    char now[32];
    ac_rc rc;

    ac_iati_instant(f->cli->world.wall_ms(&f->cli->world), now);
    ac_xml_begin(&f->xml, f->xml.out, comment);
    ac_xml_open(&f->xml, "iati-activities");
    ac_xml_attr(&f->xml, "version", "2.03");
    ac_xml_attr(&f->xml, "generated-datetime", now);
    rc = ac_iati_partnership(f, picked->rows, picked->n);
    for (size_t i = 0; rc == AC_OK && i < picked->n; i++)
        rc = ac_iati_promise(f, &picked->rows[i].row);
    ac_xml_close(&f->xml, "iati-activities");
    return rc;
}

/* An organisation reports what it does itself, unless it is asked for everybody's. */
static void keep_own(const ac_iati *f, ac_picked *picked)
{
    size_t n = 0;

    for (size_t i = 0; i < picked->n; i++) {
        ac_picked_row row = picked->rows[i];
        if (!row.row.is_counted || row.row.state[0] == '\0' || strcmp(row.row.promisor, f->me->code) != 0)
            free(row.text);
        else
            picked->rows[n++] = row;
    }
    picked->n = n;
}

static ac_rc say(ac_iati *f, const char *path)
{
    ac_cli *cli = f->cli;
    ac_jsonl j;

    if (cli->json) {
        ac_json_line(cli, &j, "accord.iati/1");
        ac_jsonl_str(&j, "file", path);
        ac_jsonl_str(&j, "partnership", f->p->code);
        ac_jsonl_int(&j, "activities", (int64_t)f->activities);
        ac_jsonl_int(&j, "transactions", (int64_t)f->transactions);
        ac_jsonl_int(&j, "results", (int64_t)f->results);
        ac_jsonl_int(&j, "unread_amounts", (int64_t)f->unread_amounts);
        ac_jsonl_bool(&j, "registered", f->me->is_registered);
        return ac_jsonl_end(&j) ? AC_OK : ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    }
    if (strcmp(path, "-") != 0)
        ac_out(cli, AC_GOOD "✓" AC_END " %s · IATI 2.03 · activities: %zu, transactions: %zu, results: %zu\n", path, f->activities,
               f->transactions, f->results);
    if (f->unread_amounts > 0)
        ac_talk(cli, "  Amounts that are not one number with one currency (as 600000 PLN), and are no transactions: %zu\n", f->unread_amounts);
    if (!f->me->is_registered)
        ac_talk(cli, "  You are named %s: before you publish, give your identifier in a public register\n", f->me->ref);
    if (f->country == NULL || f->dac_sector == NULL)
        ac_talk(cli, "  Publishing asks for a country and a sector too: --country PL --dac-sector 43030\n");
    return AC_OK;
}

ac_rc ac_iati_report(ac_cli *cli, const char *path)
{
    ac_partnership p;
    ac_looking look = { 0 };
    ac_picked picked = { 0 };
    ac_buf out = { 0 };
    ac_iati f = { .cli = cli, .look = &look, .p = &p, .xml = { .out = &out } };
    const char *meant = cli->partnership;
    ac_rc rc = ac_cli_partnership(cli, &p);

    if (rc == AC_OK)
        rc = read_where(&f);
    if (rc != AC_OK)
        return rc;
    ac_query_for_others(cli->nb, true); /* donors read it: what may not leave is left out */
    cli->partnership = p.code; /* of which alone all that is gathered is meant */
    rc = ac_look_open(&look, cli);
    if (rc == AC_OK)
        rc = ac_iati_orgs(&f);
    if (rc == AC_OK)
        rc = ac_pick(&look, &picked);
    if (rc == AC_OK && !ac_opt_flag(cli, "everybody"))
        keep_own(&f, &picked);
    if (rc == AC_OK)
        rc = put_activities(&f, &picked);
    if (rc == AC_OK)
        rc = ac_outfile_write(cli, path, &out, MARK);
    if (rc == AC_OK)
        rc = say(&f, path);
    ac_buf_free(&out);
    ac_picked_free(&picked);
    free(f.orgs);
    ac_look_close(&look);
    cli->partnership = meant;
    return rc;
}
