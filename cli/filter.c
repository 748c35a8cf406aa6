/* filter.c - the one grammar by which lists are narrowed. */
#include "cli/filter.h"
#include "cli/period.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

ac_rc ac_filter_partner(ac_looking *look, char out[8])
{
    ac_cli *cli = look->cli;
    const char *text = ac_opt(cli, "partner");
    ac_buf known = { 0 }, list = { 0 };
    bool found = false;
    size_t n = text != NULL ? strlen(text) : 0;
    ac_rc rc = AC_OK;

    out[0] = '\0';
    if (text == NULL)
        return AC_OK;
    for (size_t i = 0; i <= n && n < 8; i++)
        out[i] = (char)toupper((unsigned char)text[i]);
    for (size_t i = 0; rc == AC_OK && i < look->n; i++) {
        ac_members *members;
        rc = ac_notebook_members(cli->nb, look->list[i].space, &members, &cli->err);
        for (int o = 0; rc == AC_OK && o < ac_members_orgs(members); o++) {
            const char *code = ac_members_org(members, o)->code;
            found = found || strcmp(code, out) == 0;
            if (!ac_look_names(ac_buf_text(&known), code))
                ac_buf_printf(&known, "%s%s", known.len > 0 ? "," : "", code);
        }
    }
    if (rc == AC_OK && !found) {
        ac_look_codes(&list, ac_buf_text(&known));
        rc = ac_fail(&cli->err, AC_EREF, "there is no partner \"%.40s\" here. Known: %s", text, ac_buf_text(&list));
    }
    ac_buf_free(&list);
    ac_buf_free(&known);
    return rc;
}

static void read_state(ac_cli *cli, char out[AC_LOOK_WORD_SIZE])
{
    const char *text = ac_opt(cli, "state");

    snprintf(out, AC_LOOK_WORD_SIZE, "%s", text != NULL ? text : "");
    for (char *c = out; *c != '\0'; c++)
        *c = *c == ' ' || *c == '_' ? '-' : (char)tolower((unsigned char)*c);
}

static ac_rc read_text(ac_cli *cli, ac_search **out)
{
    const char *text = ac_opt(cli, "text");
    ac_rc rc;

    if (text == NULL)
        return AC_OK;
    *out = ac_search_new();
    if (*out == NULL)
        return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    rc = ac_search_add(*out, text, AC_SEARCH_ROW, &cli->err);
    if (rc == AC_OK && ac_search_check(*out, NULL) != AC_OK)
        rc = ac_fail(&cli->err, AC_EUSAGE, "--text is empty: say what the text shall hold");
    return rc;
}

static void iso_of(ac_date date, char out[AC_DATE_ISO_SIZE])
{
    out[0] = '\0';
    if (date.month != 0)
        ac_date_iso(out, date);
}

ac_rc ac_filter_read(ac_filter *out, ac_looking *look)
{
    ac_cli *cli = look->cli;
    ac_date from = { 0 }, until = { 0 };
    int64_t level = 0;
    bool given;
    ac_rc rc;

    *out = (ac_filter){ .all = false };
    if (!ac_args_takes(cli->args, "principle"))
        return AC_OK; /* a command without filters, such as archive: everything */
    *out = (ac_filter){ .all = ac_opt_flag(cli, "all"), .principle = ac_opt(cli, "principle") };
    read_state(cli, out->state);
    rc = ac_filter_partner(look, out->partner);
    if (rc == AC_OK)
        rc = ac_opt_int(cli, "level", 1, 3, &level, &given);
    if (rc == AC_OK)
        rc = ac_opt_span(cli, &from, &until);
    if (rc == AC_OK)
        rc = read_text(cli, &out->text);
    out->level = (int)level;
    iso_of(from, out->from);
    iso_of(until, out->until);
    return rc;
}

void ac_filter_free(ac_filter *f)
{
    ac_search_free(f->text);
    f->text = NULL;
}

bool ac_filter_is_set(const ac_filter *f)
{
    return f->partner[0] != '\0' || f->state[0] != '\0' || f->level != 0 || f->principle != NULL || f->from[0] != '\0' || f->until[0] != '\0' ||
           f->text != NULL;
}

bool ac_filter_day(const ac_filter *f, const char *iso)
{
    if (f->from[0] == '\0' && f->until[0] == '\0')
        return true;
    return iso[0] != '\0' && (f->from[0] == '\0' || strcmp(iso, f->from) >= 0) && (f->until[0] == '\0' || strcmp(iso, f->until) <= 0);
}

bool ac_filter_text(const ac_filter *f, const char *text)
{
    ac_search_place place;
    size_t n, kinds;

    if (f->text == NULL)
        return true;
    return text != NULL && ac_search_places(f->text, text, strlen(text), &place, 1, &n, &kinds) && kinds > 0;
}

bool ac_filter_words(const ac_filter *f, const ac_json *words)
{
    if (f->text == NULL)
        return true;
    for (size_t i = 0; i < ac_json_count(words); i++)
        if (ac_json_text(ac_json_at(words, i)) != NULL && ac_filter_text(f, ac_json_text(ac_json_at(words, i))))
            return true;
    return false;
}

bool ac_filter_principle(const ac_filter *f, const ac_json *codes)
{
    if (f->principle == NULL)
        return true;
    for (size_t i = 0; i < ac_json_count(codes); i++)
        if (ac_json_text(ac_json_at(codes, i)) != NULL && strcmp(ac_json_text(ac_json_at(codes, i)), f->principle) == 0)
            return true;
    return false;
}
