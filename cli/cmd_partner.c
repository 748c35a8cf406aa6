/* cmd_partner.c - partner list, show, verify, address. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmds.h"
#include "cli/partners.h"
#include "cli/practice/profile.h"
#include "cli/practice/show.h"
#include "core/entering.h"
#include "core/reach.h"
#include "core/receipt.h"

static const char *said_role(const char *role)
{
    return strcmp(role, "observer") == 0 ? _("observer (may read)") : _(role);
}

static const char *said_standing(const char *standing)
{
    return strcmp(standing, "member") == 0 ? "" : strcmp(standing, "left") == 0 ? _("has left") : _("nobody stands for it any more");
}

/* --- list --- */

static void json_partner(ac_cli *cli, const ac_partner_row *row)
{
    ac_jsonl j;

    ac_json_line(cli, &j, "accord.partner/1");
    ac_jsonl_str(&j, "org", row->code);
    ac_jsonl_str(&j, "role", row->role);
    ac_jsonl_bool(&j, "has_all", row->has_all);
    ac_jsonl_int(&j, "waiting", row->waiting);
    ac_jsonl_int(&j, "last_met_ms", row->last_met_ms);
    ac_jsonl_bool(&j, "verified", row->is_verified);
    ac_jsonl_str(&j, "name", row->name);
    ac_jsonl_str(&j, "standing", row->standing);
    ac_jsonl_end(&j);
}

ac_rc ac_cmd_partner_list(ac_cli *cli)
{
    static const ac_column columns[] = { { .title = N_("code"), .role = AC_REF }, { .title = N_("role") },
                                         { .title = N_("compared"), .is_ours = true }, { .title = N_("last met") },
                                         { .title = "", .role = AC_ATTN }, { .title = N_("name") } };
    ac_table *table = ac_table_new(columns, 6);
    ac_partner_row *rows = NULL;
    ac_partnership p;
    size_t n = 0;
    ac_rc rc = ac_cli_partnership(cli, &p);

    if (rc == AC_OK)
        rc = ac_query_partners(cli->nb, p.space, &rows, &n, &cli->err);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        char met[AC_DATE_SAID_SIZE];
        ac_cli_met(cli, rows[i].last_met_ms, met);
        if (cli->json)
            json_partner(cli, &rows[i]);
        else
            ac_table_row(table, (const char *[]){ rows[i].code, said_role(rows[i].role), rows[i].is_verified ? N_("yes") : N_("unverified"), met,
                                                  said_standing(rows[i].standing), rows[i].name });
    }
    if (rc == AC_OK && !cli->json && n == 0)
        ac_out(cli, "Nobody else belongs to %s yet. " AC_REF "accord invite --file FILE" AC_END "\n", p.code);
    else if (rc == AC_OK && !cli->json && (table == NULL || !ac_table_print(table, &cli->out, ac_cli_form(cli), 0)))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    ac_table_free(table);
    free(rows);
    return rc;
}

/* --- the numbers to compare --- */

/* Of the invitation that brought us together, as join showed it there; "" where it lies on another laptop. And
 * of the two organisations, the same on every laptop of both. */
typedef struct {
    char invitation[AC_COMPARE_SIZE], pair[AC_COMPARE_SIZE];
} numbers;

static ac_rc numbers_of(ac_cli *cli, const ac_partnership *p, int org, numbers *out)
{
    ac_rc rc = ac_compare_of(cli->nb, p->space, org, out->invitation, &cli->err);

    return rc == AC_OK ? ac_compare_pair(cli->nb, p->space, org, out->pair, &cli->err) : rc;
}

static void say_numbers(ac_cli *cli, const numbers *n, const char *indent)
{
    if (n->invitation[0] != '\0')
        ac_out(cli, "%sinvitation     %s\n", indent, n->invitation);
    ac_out(cli, "%sorganisations  %s\n", indent, n->pair);
}

/* --- show --- */

static ac_rc show_device(ac_cli *cli, const ac_state_device *d, const char *code)
{
    ac_addresses where;
    ac_peer peer = { .met_ms = 0 };
    char met[AC_DATE_SAID_SIZE];
    bool found = false;
    ac_rc rc = ac_reach(cli->nb, &d->key, code, &where, &cli->err);

    if (rc == AC_OK)
        rc = ac_peer_get(ac_notebook_store(cli->nb), &d->key, &peer, &found, &cli->err);
    if (rc != AC_OK)
        return rc;
    ac_cli_met(cli, found ? peer.met_ms : 0, met);
    ac_out(cli, d->goes_on      ? "  laptop %s  %s, last met %s\n"
                : d->is_stopped ? "  laptop %s  %s, stopped, last met %s\n"
                                : "  laptop %s  %s, no longer listed, last met %s\n",
           d->n, d->label, met);
    for (size_t i = 0; i < where.n; i++)
        ac_out(cli, "            %s\n", where.list[i]);
    if (where.n == 0)
        ac_out(cli, "            no address known: by file, or " AC_REF "accord partner address %s ADDR" AC_END "\n", code);
    return AC_OK;
}

/* What it says of itself, where it has said anything. */
static ac_rc show_profile(ac_cli *cli, const ac_partnership *p, const char *code)
{
    ac_entry *profile;
    char command[64];
    ac_rc rc = ac_profile_open(&profile, cli->nb, p->space, code, &cli->err);

    if (rc != AC_OK)
        return rc;
    snprintf(command, sizeof command, "accord partner profile %s", code);
    if (ac_profile_says(profile)) {
        ac_out(cli, "\nIN ITS OWN WORDS\n");
        ac_show_fields(cli, &cli->out, profile, command);
    }
    ac_entry_close(profile);
    return AC_OK;
}

ac_rc ac_cmd_partner_show(ac_cli *cli)
{
    ac_partnership p;
    ac_partner_row row;
    const ac_state *state;
    char met[AC_DATE_SAID_SIZE];
    numbers number;
    ac_rc rc = ac_cli_partnership(cli, &p);

    if (rc == AC_OK)
        rc = ac_cli_partner(cli, &p, ac_arg(cli, 0), &row);
    if (rc == AC_OK)
        rc = ac_query_partner_has(cli->nb, p.space, &row, &cli->err);
    if (rc == AC_OK && cli->json) {
        json_partner(cli, &row);
        return AC_OK;
    }
    if (rc == AC_OK)
        rc = numbers_of(cli, &p, row.org, &number);
    if (rc == AC_OK)
        rc = ac_notebook_state(cli->nb, p.space, &state, &cli->err);
    if (rc != AC_OK)
        return rc;
    ac_cli_met(cli, row.last_met_ms, met);
    ac_out(cli, AC_REF "%s" AC_END "  %s\n", row.code, row.name);
    ac_out(cli, "  %s in %s%s%s\n", said_role(row.role), p.code, said_standing(row.standing)[0] != '\0' ? ": " : "",
           said_standing(row.standing));
    if (row.is_verified)
        ac_out(cli, "  number compared\n");
    else
        ac_out(cli, "  " AC_ATTN "unverified" AC_END ": " AC_REF "accord partner verify %s" AC_END "\n", row.code);
    say_numbers(cli, &number, "  ");
    if (row.has_all)
        ac_out(cli, "  has all you hold, by its own receipt; last met %s\n", met);
    else
        ac_out(cli,
               ac_plural("  %lld record it is not known to have; last met %s\n", "  %lld records it is not known to have; last met %s\n",
                         (unsigned long)row.waiting),
               (long long)row.waiting, met);
    for (int d = 0; rc == AC_OK && row.org < state->norgs && d < state->orgs[row.org].ndevices; d++)
        rc = show_device(cli, &state->orgs[row.org].devices[d], row.code);
    return rc == AC_OK ? show_profile(cli, &p, row.code) : rc;
}

/* --- verify --- */

static void said_verified(ac_cli *cli, const char *code, const char *compare, bool stands)
{
    ac_jsonl j;

    if (cli->json) {
        ac_json_line(cli, &j, "accord.partner/1");
        ac_jsonl_str(&j, "org", code);
        ac_jsonl_bool(&j, "verified", true);
        ac_jsonl_str(&j, "compare", compare);
        ac_jsonl_end(&j);
    }
    ac_out(cli, stands ? AC_GOOD "✓" AC_END " %s is verified here, and you stand for it before all partners.\n"
                       : AC_GOOD "✓" AC_END " %s is verified here.\n", code);
}

static ac_rc ask_match(ac_cli *cli, const char *code)
{
    bool yes = false;
    ac_rc rc = ac_ask_yes(cli, "Do they match", "--yes", &yes);

    if (rc == AC_OK && !yes)
        rc = ac_fail(&cli->err, AC_EFAIL, "%s stays unverified. Where the number differs, somebody may stand between you: do not sign with them",
                     code);
    return rc;
}

/* Who invited us, and has not admitted us yet as far as we know here. */
static ac_rc verify_ahead(ac_cli *cli, const ac_invitation *inv)
{
    ac_buf header = { 0 };
    uint8_t sig[64];
    char compare[AC_COMPARE_SIZE];
    ac_id join;
    ac_rc rc = ac_join_make(cli->nb, inv, &header, sig, &join, &cli->err);

    ac_buf_free(&header);
    if (rc != AC_OK)
        return rc;
    ac_compare_number(inv, join.b, compare);
    ac_out(cli, "%s, %s, invited you. The number on both screens, once they have your reply, read by phone or face to face:\n\n"
                "   %s\n\n", inv->code, inv->name, compare);
    rc = ask_match(cli, inv->code);
    if (rc == AC_OK)
        rc = ac_compared_ahead(cli->nb, inv, &cli->err);
    if (rc == AC_OK)
        said_verified(cli, inv->code, compare, false);
    return rc;
}

static ac_rc verify_waiting(ac_cli *cli, const char *code, bool *out_done)
{
    ac_invitation *list = NULL;
    size_t n = 0;
    ac_rc rc = ac_joins_waiting(cli->nb, &list, &n, &cli->err);

    *out_done = false;
    for (size_t i = 0; i < n; i++) {
        if (rc == AC_OK && !*out_done && strcasecmp(list[i].code, code) == 0) {
            *out_done = true;
            rc = verify_ahead(cli, &list[i]);
        }
        ac_invitation_free(&list[i]);
    }
    free(list);
    return rc;
}

static ac_rc verify(ac_cli *cli, const ac_partnership *p, const ac_partner_row *row)
{
    numbers number;
    ac_rc rc = numbers_of(cli, p, row->org, &number), vouched = AC_OK;

    if (rc == AC_OK) {
        ac_out(cli, number.invitation[0] != '\0'
                        ? "%s, %s. Read by phone or face to face; one that is the same on both screens is enough:\n\n"
                        : "%s, %s. The number on both screens (accord partner verify there too), read by phone or face to face:\n\n",
               row->code, row->name);
        say_numbers(cli, &number, "   ");
        ac_out(cli, "\n");
        rc = ask_match(cli, row->code);
    }
    if (rc == AC_OK)
        rc = ac_partner_verified(cli->nb, p->space, row->org, &cli->err);
    /* Standing for it before all others: not for the founder, nor where our role only reads, nor twice. */
    if (rc == AC_OK)
        vouched = ac_admit_again(cli->nb, p->space, row->org, &cli->err);
    if (vouched != AC_OK && vouched != AC_ESTATE && vouched != AC_EROLE)
        rc = vouched;
    if (rc == AC_OK)
        said_verified(cli, row->code, number.invitation[0] != '\0' ? number.invitation : number.pair, vouched == AC_OK);
    return rc;
}

ac_rc ac_cmd_partner_verify(ac_cli *cli)
{
    ac_partnership p;
    ac_partner_row row;
    bool done = false;
    ac_rc rc = ac_cli_partnership(cli, &p);

    if (rc == AC_OK)
        rc = ac_cli_partner(cli, &p, ac_arg(cli, 0), &row);
    if (rc == AC_EREF) {
        ac_err was = cli->err;
        rc = verify_waiting(cli, ac_arg(cli, 0), &done);
        if (rc == AC_OK && !done) {
            cli->err = was;
            rc = was.rc;
        }
        return rc;
    }
    return rc == AC_OK ? verify(cli, &p, &row) : rc;
}

/* --- address --- */

ac_rc ac_cmd_partner_address(ac_cli *cli)
{
    ac_partnership p;
    ac_partner_row row;
    ac_buf was = { 0 };
    bool found = false;
    const char *address = ac_arg(cli, 1);
    ac_jsonl j;
    ac_rc rc = ac_cli_partnership(cli, &p);

    if (rc == AC_OK)
        rc = ac_cli_partner(cli, &p, ac_arg(cli, 0), &row);
    if (rc == AC_OK && address != NULL && ac_opt_flag(cli, "clear"))
        return ac_fail(&cli->err, AC_EUSAGE, "--clear forgets the address: leave the new one out");
    if (rc == AC_OK && address != NULL)
        rc = ac_address_check(address, &cli->err);
    if (rc == AC_OK && (address != NULL || ac_opt_flag(cli, "clear")))
        rc = ac_reach_set(cli->nb, row.code, address, &cli->err);
    if (rc == AC_OK)
        rc = ac_reach_get(cli->nb, row.code, &was, &found, &cli->err);
    if (rc == AC_OK && cli->json) {
        ac_json_line(cli, &j, "accord.address/1");
        ac_jsonl_str(&j, "org", row.code);
        ac_jsonl_str(&j, "address", found ? ac_buf_text(&was) : NULL);
        ac_jsonl_end(&j);
    }
    if (rc == AC_OK && found)
        ac_out(cli, "%s is dialled at %s\n", row.code, ac_buf_text(&was));
    else if (rc == AC_OK)
        ac_out(cli, "No address of %s is kept here.\n", row.code);
    ac_buf_free(&was);
    return rc;
}
