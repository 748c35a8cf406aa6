/* signing.c - a signature covers one exact text, and everything of it must have been seen. */
#include "cli/signing.h"

#include <stdlib.h>

#include "cli/ref.h"

const ac_screen *ac_shown_screen(ac_cli *cli)
{
    return !cli->json ? &cli->out : ac_can_ask(cli) ? &cli->talk : NULL;
}

ac_rc ac_text_to_sign(ac_deed *d, int text, ac_wording *out)
{
    ac_rc rc = ac_show_wording(&d->s, text, out);

    if (rc == AC_OK && out->missing != NULL) {
        rc = ac_fail(&d->cli->err, AC_ESTATE, "%s: that text cannot be read here (%s). Nobody signs what he cannot read", d->ref, out->missing);
        ac_hint(&d->cli->err, rc, "accord sync");
    }
    return rc;
}

void ac_print_text(ac_deed *d, const ac_screen *screen, int text, const ac_wording *w)
{
    char code[AC_TERMS_CODE_SIZE];
    ac_wording base = { 0 };
    bool has_base = d->s.a->in_force >= 0 && d->s.a->in_force != text && ac_show_wording(&d->s, d->s.a->in_force, &base) == AC_OK;

    if (screen != NULL) {
        ac_terms_code(code, w->id);
        ac_print(screen, "The exact text, terms %s:\n", code);
        ac_wording_print_whole(screen, 3, w, has_base ? &base : NULL);
    }
    ac_wording_free(&base);
}

ac_rc ac_warn_unverified(ac_cli *cli, int space, const int *orgs, size_t norgs)
{
    ac_partner_row *rows = NULL;
    size_t n = 0, hits = 0;
    const char *names[AC_PARTIES_MAX * 2];
    ac_buf line = { 0 };
    ac_rc rc = ac_query_who(cli->nb, space, &rows, &n, &cli->err);

    for (size_t i = 0; rc == AC_OK && i < n; i++)
        for (size_t k = 0; k < norgs && hits < sizeof names / sizeof *names; k++)
            if (rows[i].org == orgs[k] && !rows[i].is_verified)
                names[hits++] = rows[i].code;
    if (rc == AC_OK && hits > 0) {
        ac_say_names(&line, names, hits);
        ac_print(&cli->talk, "  " AC_ATTN "unverified" AC_END ": you have not compared the number with %s yet: " AC_REF
                             "accord partner verify %s" AC_END "\n", ac_buf_text(&line), names[0]);
    }
    ac_buf_free(&line);
    free(rows);
    return rc;
}

ac_rc ac_warn_unverified_parties(ac_deed *d, int text)
{
    int parties[2 * AC_PARTIES_MAX], n = ac_show_parties(&d->s, text, parties);

    return ac_warn_unverified(d->cli, d->s.ref.space, parties, (size_t)n);
}

/* "Agreed. CITY-1-1 carries the signatures of CITY and SASI", or whose is missing still. */
static void say_signed(ac_deed *now, const ac_id *text_id)
{
    int text = ac_record_find(now->s.record, text_id), parties[2 * AC_PARTIES_MAX], n, missing[2 * AC_PARTIES_MAX];
    const char *names[2 * AC_PARTIES_MAX];
    size_t count = 0, nmissing;
    ac_buf line = { 0 };
    bool is_agreed = text >= 0 && now->s.a->in_force == text;

    if (text < 0)
        return;
    n = ac_show_parties(&now->s, text, parties);
    nmissing = ac_commitment_unsigned(ac_record_commitment(now->s.record), text, missing, sizeof missing / sizeof *missing);
    for (int i = 0; is_agreed && i < n; i++)
        if (ac_show_yes(&now->s, text, parties[i]) >= 0)
            names[count++] = ac_show_org(&now->s, parties[i]);
    for (size_t i = 0; !is_agreed && i < nmissing; i++)
        names[count++] = ac_show_org(&now->s, missing[i]);
    ac_say_names(&line, names, count);
    if (is_agreed)
        ac_out(now->cli, AC_GOOD "✓" AC_END " Agreed. " AC_REF "%s" AC_END " carries the signatures of %s on the same text.\n",
               now->ref, ac_buf_text(&line));
    else if (count > 0)
        ac_out(now->cli,
               ac_plural(AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " signed. That text counts when %s has signed it too.\n",
                         AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " signed. That text counts when %s have signed it too.\n", count),
               now->ref, ac_buf_text(&line));
    else
        ac_out(now->cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " signed.\n", now->ref);
    ac_buf_free(&line);
}

static void say_who_does_not_know(ac_deed *d, int text)
{
    int parties[2 * AC_PARTIES_MAX], n = ac_show_parties(&d->s, text, parties);
    const char *names[2 * AC_PARTIES_MAX];
    size_t count = 0;
    ac_buf line = { 0 };

    for (int i = 0; i < n; i++)
        if (parties[i] != d->me)
            names[count++] = ac_show_org(&d->s, parties[i]);
    ac_say_names(&line, names, count);
    ac_out(d->cli, ac_plural("  %s does not know yet.\n", "  %s do not know yet.\n", count), ac_buf_text(&line));
    ac_buf_free(&line);
}

ac_rc ac_sign_text(ac_deed *d, int text)
{
    ac_id id = ac_record_held(d->s.record, text)->id;
    ac_wish w = { 0 };
    ac_deed now = { .me = -1 };
    ac_rc rc = ac_deed_wish(d, AC_KIND_SIGN, text, &w);

    if (rc == AC_OK)
        rc = ac_wish_text(d->cli, &w, "message", "message", NULL, false);
    if (rc == AC_OK)
        rc = ac_deed_keep(d, &w);
    ac_wish_free(&w);
    if (rc != AC_OK || d->cli->json)
        return rc;
    if (ac_deed_open(&now, d->cli, ac_arg(d->cli, 0)) == AC_OK) {
        say_signed(&now, &id);
        ac_deed_now(d->cli, now.s.ref.n, now.ref);
        say_who_does_not_know(&now, ac_record_find(now.s.record, &id));
    }
    ac_deed_close(&now);
    return rc;
}
