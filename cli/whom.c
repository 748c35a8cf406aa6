/* whom.c - who a promise is from and to: codes, "all", and the joins that a text cites. */
#include "cli/whom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/look.h"
#include "cli/partners.h"
#include "cli/signing.h"

ac_rc ac_whom_open(ac_whom *out, ac_cli *cli, int space)
{
    ac_partnership *list = NULL;
    size_t n = 0;
    ac_rc rc = ac_query_partnerships(cli->nb, false, &list, &n, &cli->err);

    *out = (ac_whom){ .cli = cli, .me = ac_look_own(cli, space) };
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        if (list[i].space == space)
            out->p = list[i];
    free(list);
    if (rc == AC_OK)
        rc = ac_notebook_members(cli->nb, space, &out->members, &cli->err);
    if (rc == AC_OK)
        rc = ac_query_who(cli->nb, space, &out->rows, &out->nrows, &cli->err);
    if (rc == AC_OK && (out->me < 0 || !out->p.is_member))
        rc = ac_fail(&cli->err, AC_EROLE, "your organisation does not belong to %s any more", out->p.code);
    if (rc == AC_OK && !ac_members_org(out->members, out->me)->is_partner)
        rc = ac_fail(&cli->err, AC_EROLE, "your organisation may read %s, and is no party of promises there", out->p.code);
    return rc;
}

void ac_whom_close(ac_whom *w)
{
    free(w->rows);
    *w = (ac_whom){ .me = -1 };
}

ac_rc ac_whom_one(ac_whom *w, const char *code, int *out)
{
    ac_partner_row row;
    ac_rc rc = AC_OK;

    if (ac_cli_is_me(w->cli, code)) {
        *out = w->me;
        return AC_OK;
    }
    rc = ac_cli_partner(w->cli, &w->p, code, &row);
    if (rc == AC_OK && strcmp(row.role, "observer") == 0)
        rc = ac_fail(&w->cli->err, AC_EUSAGE, "%s is an observer: it may read, and is no party of a promise", row.code);
    if (rc == AC_OK && strcmp(row.standing, "member") != 0)
        rc = ac_fail(&w->cli->err, AC_EUSAGE, "%s does not belong to %s any more", row.code, w->p.code);
    if (rc == AC_OK)
        *out = row.org;
    return rc;
}

ac_rc ac_whom_check(ac_cli *cli, int space, const int *orgs, size_t n)
{
    ac_whom w;
    int org;
    ac_rc rc = ac_whom_open(&w, cli, space);

    for (size_t i = 0; rc == AC_OK && i < n; i++)
        rc = ac_whom_one(&w, ac_members_org(w.members, orgs[i])->code, &org);
    ac_whom_close(&w);
    return rc;
}

ac_rc ac_whom_add(ac_whom *w, ac_parties_of *out, int org, const char *code)
{
    for (size_t i = 0; i < out->n; i++)
        if (out->promisees[i] == org)
            return ac_fail(&w->cli->err, AC_EUSAGE, "%s is named twice", code);
    if (out->n == AC_PARTIES_MAX - 1)
        return ac_fail(&w->cli->err, AC_EUSAGE, "a promise goes to at most %d partners", AC_PARTIES_MAX - 1);
    out->promisees[out->n++] = org;
    return AC_OK;
}

ac_rc ac_whom_promisees(ac_whom *w, const char *codes, ac_parties_of *out)
{
    ac_rc rc = AC_OK;

    out->n = 0;
    if (strcasecmp(codes, "all") == 0) {
        if (w->me != out->promisor)
            rc = ac_whom_add(w, out, w->me, "");
        for (size_t i = 0; rc == AC_OK && i < w->nrows; i++)
            if (strcmp(w->rows[i].role, "partner") == 0 && strcmp(w->rows[i].standing, "member") == 0 &&
                w->rows[i].org != out->promisor)
                rc = ac_whom_add(w, out, w->rows[i].org, w->rows[i].code);
        if (rc == AC_OK && out->n == 0)
            rc = ac_fail(&w->cli->err, AC_ESTATE, "there is no other partner in %s yet: accord invite --file FILE", w->p.code);
        return rc;
    }
    for (const char *p = codes; rc == AC_OK && *p != '\0';) {
        size_t n = strcspn(p, ","), from = strspn(p, " "), to = n;
        char code[32];
        int org = -1;
        while (to > from && p[to - 1] == ' ')
            to--;
        snprintf(code, sizeof code, "%.*s", (int)(to > from ? (to - from < 31 ? to - from : 31) : 0), p + from);
        rc = ac_whom_one(w, code, &org);
        if (rc == AC_OK && org == out->promisor)
            rc = ac_fail(&w->cli->err, AC_EUSAGE, "nobody promises to himself: leave %s out of --to", code);
        if (rc == AC_OK)
            rc = ac_whom_add(w, out, org, code);
        p += n + (p[n] == ',');
    }
    if (rc == AC_OK && out->n == 0)
        rc = ac_fail(&w->cli->err, AC_EUSAGE, "say to whom: --to CODE");
    return rc;
}

static int by_id(const void *a, const void *b)
{
    return ac_id_cmp(*(const ac_id *)a, *(const ac_id *)b);
}

size_t ac_whom_cites(const ac_whom *w, const ac_parties_of *p, ac_id *out)
{
    out[0] = ac_members_org(w->members, p->promisor)->join;
    for (size_t i = 0; i < p->n; i++)
        out[1 + i] = ac_members_org(w->members, p->promisees[i])->join;
    qsort(out + 1, p->n, sizeof *out, by_id);
    return 1 + p->n;
}

void ac_whom_cited(const ac_whom *w, const ac_id *cites, size_t n, ac_parties_of *out)
{
    *out = (ac_parties_of){ .promisor = -1 };
    for (size_t i = 0; i < n; i++) {
        int org = ac_members_org_of_join(w->members, &cites[i]);
        if (org >= 0 && out->promisor < 0)
            out->promisor = org;
        else if (org >= 0 && out->n < AC_PARTIES_MAX - 1)
            out->promisees[out->n++] = org;
    }
}

void ac_whom_names(const ac_whom *w, const ac_parties_of *p, ac_buf *out)
{
    for (size_t i = 0; i < p->n; i++)
        ac_buf_printf(out, "%s%s", i > 0 ? ", " : "", ac_members_org(w->members, p->promisees[i])->code);
}

ac_rc ac_whom_warn(ac_whom *w, const ac_parties_of *p)
{
    int orgs[AC_PARTIES_MAX + 1];

    orgs[0] = p->promisor;
    for (size_t i = 0; i < p->n; i++)
        orgs[1 + i] = p->promisees[i];
    return ac_warn_unverified(w->cli, w->p.space, orgs, 1 + p->n);
}
