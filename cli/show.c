/* show.c - what the sections of `accord show` share: names, times, texts and who signed them. */
#include "cli/show.h"

#include "core/kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *ac_show_org(const ac_showing *s, int org)
{
    return ac_look_org(s->cli, s->ref.space, org);
}

bool ac_show_is_me(const ac_showing *s, int org)
{
    return org >= 0 && org == ac_look_own(s->cli, s->ref.space);
}

const char *ac_show_who(const ac_showing *s, int org)
{
    return ac_show_is_me(s, org) ? _("you") : ac_show_org(s, org);
}

const char *ac_show_when(const ac_showing *s, int act, char out[AC_SHOW_WHEN_SIZE])
{
    const ac_held *held = ac_record_held(s->record, act);
    char when[AC_DATE_SAID_SIZE];

    ac_time_said(when, held->written_ms, s->cli->today);
    snprintf(out, AC_SHOW_WHEN_SIZE, ac_show_is_me(s, held->org) ? "%s" : _("%s, by its clock"), when);
    return out;
}

bool ac_show_passed(const ac_showing *s, int act)
{
    const ac_act *a = ac_record_act(s->record, act);

    return a->judged == AC_WHY_OK && a->is_counted;
}

/* --- texts --- */

/* The text below which the terms of this one stand: itself, or the one it was written on. */
static int terms_of(const ac_showing *s, int text)
{
    while (!ac_record_act(s->record, text)->facts.has_terms && ac_record_act(s->record, text)->cites[0] >= 0)
        text = ac_record_act(s->record, text)->cites[0];
    return text;
}

static int named_by(const ac_showing *s, int text)
{
    while (ac_record_act(s->record, text)->nparties == 0 && ac_record_act(s->record, text)->cites[0] >= 0)
        text = ac_record_act(s->record, text)->cites[0];
    return text;
}

ac_rc ac_show_wording(const ac_showing *s, int text, ac_wording *out)
{
    const ac_act *named = ac_record_act(s->record, named_by(s, text));

    return ac_wording_read(out, s->cli, ac_record_held(s->record, text), ac_record_held(s->record, terms_of(s, text)),
                           named->nparties > 0 ? named->parties[0] : -1, named->parties + 1,
                           named->nparties > 0 ? (int)named->nparties - 1 : 0);
}

static int add_parties(const ac_act *named, int *out, int n)
{
    for (unsigned i = 0; i < named->nparties; i++) {
        bool is_there = false;
        for (int k = 0; k < n; k++)
            is_there = is_there || out[k] == named->parties[i];
        if (!is_there)
            out[n++] = named->parties[i];
    }
    return n;
}

int ac_show_parties(const ac_showing *s, int text, int *out)
{
    int n = add_parties(ac_record_act(s->record, named_by(s, text)), out, 0), base = ac_record_act(s->record, text)->cites[0];

    if (ac_record_act(s->record, text)->kind != AC_KIND_PROPOSE && base >= 0)
        n = add_parties(ac_record_act(s->record, named_by(s, base)), out, n);
    return n;
}

int ac_show_yes(const ac_showing *s, int text, int org)
{
    int found = -1;

    for (int i = 0; i < ac_record_acts(s->record); i++) {
        const ac_act *a = ac_record_act(s->record, i);
        if (a->org == org && ac_show_passed(s, i) && (i == text || (a->kind == AC_KIND_SIGN && a->cites[0] == text)))
            found = i;
    }
    return found;
}

char ac_show_letter(const ac_showing *s, int text)
{
    for (int i = 0; i < s->a->nopen && i < 26; i++)
        if (s->a->open[i] == text)
            return (char)('A' + i);
    return '?';
}
