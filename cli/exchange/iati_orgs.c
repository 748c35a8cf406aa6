/* iati_orgs.c - who the organisations of a partnership are, in the identifiers and codes of IATI. */
#include "cli/exchange/iati.h"
#include "core/practice/entry.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* OrganisationType, as published. */
static const char *const types[] = { "10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73", "80", "90" };

/* Where a profile names no type. */
static const struct {
    const char *sector, *type;
} by_sector[] = { { "government", "10" },    { "business", "70" },           { "academia", "80" },
                  { "civil-society", "22" }, { "international-agency", "40" }, { "other", "90" } };

/* OrganisationRole of a part in the partnership; brokers have none. */
static const struct {
    const char *part, *role;
} by_part[] = { { "funding", "1" }, { "accountable", "2" }, { "extending", "3" }, { "implementing", "4" } };

/* "PL-KRS-0000123456": what IATI allows in an identifier, with an agency in front. */
static bool is_register_id(const char *id)
{
    size_t n = strlen(id);

    for (size_t i = 0; i < n; i++)
        if ((unsigned char)id[i] <= ' ' || (unsigned char)id[i] >= 0x7f || strchr("/\\&|?<>\"", id[i]) != NULL)
            return false;
    return n > 4 && n < AC_IATI_ID_SIZE && isupper((unsigned char)id[0]) && strchr(id, '-') != NULL;
}

static void read_type(ac_iati_org *out, const ac_entry *profile, const char *sector)
{
    int64_t given = 0;
    char code[24];

    snprintf(out->type, sizeof out->type, "90");
    for (size_t i = 0; i < sizeof by_sector / sizeof *by_sector; i++)
        if (strcmp(by_sector[i].sector, sector) == 0)
            snprintf(out->type, sizeof out->type, "%s", by_sector[i].type);
    if (!ac_entry_int(profile, "org-iati-type", &given))
        return;
    snprintf(code, sizeof code, "%lld", (long long)given);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i], code) == 0)
            snprintf(out->type, sizeof out->type, "%s", types[i]);
}

static ac_rc read_org(ac_iati *f, const ac_org *org, ac_iati_org *out)
{
    ac_entry *profile = NULL;
    const char *given;
    char root[17];
    ac_rc rc;

    *out = (ac_iati_org){ .is_partner = org->is_partner };
    snprintf(out->code, sizeof out->code, "%s", org->code);
    snprintf(out->name, sizeof out->name, "%s", org->name);
    ac_hex(root, org->root.b, 8);
    snprintf(out->ref, sizeof out->ref, "XI-ACCORD-%s", root);
    rc = ac_profile_open(&profile, f->cli->nb, f->p->space, out->code, &f->cli->err);
    if (rc != AC_OK)
        return rc;
    given = ac_entry_text(profile, "org-external-id");
    if (is_register_id(given)) {
        snprintf(out->ref, sizeof out->ref, "%s", given);
        out->is_registered = true;
    }
    read_type(out, profile, org->sector);
    for (size_t i = 0; i < sizeof by_part / sizeof *by_part; i++)
        if (ac_entry_has_code(profile, "org-works-as", by_part[i].part))
            out->role = by_part[i].role;
    ac_entry_close(profile);
    return AC_OK;
}

ac_rc ac_iati_orgs(ac_iati *f)
{
    ac_members *members;
    const ac_state *state;
    ac_rc rc = ac_notebook_members(f->cli->nb, f->p->space, &members, &f->cli->err);
    int n = rc == AC_OK ? ac_members_orgs(members) : 0, me = ac_look_own(f->cli, f->p->space);

    f->orgs = calloc((size_t)n + 1, sizeof *f->orgs);
    if (f->orgs == NULL)
        return ac_fail(&f->cli->err, AC_ENOMEM, "out of memory");
    for (int i = 0; rc == AC_OK && i < n; i++) {
        const ac_org org = *ac_members_org(members, i); /* profiles are read by the same notebook */
        rc = read_org(f, &org, &f->orgs[f->norgs++]);
    }
    if (rc == AC_OK)
        rc = ac_notebook_state(f->cli->nb, f->p->space, &state, &f->cli->err);
    for (int i = 0; rc == AC_OK && i < n && i < state->norgs; i++)
        f->orgs[i].is_member = state->orgs[i].is_member;
    if (rc == AC_OK && me < 0)
        rc = ac_fail(&f->cli->err, AC_EROLE, "your organisation does not belong to %s: it can report nothing there", f->p->code);
    if (rc == AC_OK)
        f->me = &f->orgs[me];
    return rc;
}

const ac_iati_org *ac_iati_org_of(const ac_iati *f, const char *code)
{
    for (size_t i = 0; i < f->norgs; i++)
        if (strcmp(f->orgs[i].code, code) == 0)
            return &f->orgs[i];
    return NULL;
}

void ac_iati_id(const ac_iati *f, const char *ref, char out[2 * AC_IATI_ID_SIZE])
{
    char space[17];

    ac_hex(space, f->p->id.b, 8);
    snprintf(out, 2 * AC_IATI_ID_SIZE, "%s-ACCORD-%s%s%s", f->me->ref, space, ref[0] != '\0' ? "-" : "", ref);
}
