/* cmd_sync.c - sync: meet each partner once and exchange what is new. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/clashes.h"
#include "cli/cmds.h"
#include "cli/partners.h"
#include "core/entering.h"
#include "core/reach.h"
#include "sync/meet.h"

/* How it went with everybody. */
typedef struct {
    int reached, missed, by_file, differ;
    int held, refused; /* of the joins that wait */
} tally;

/* --- lines --- */

static bool is_same(const ac_exchange_result *r)
{
    bool same = r->nspaces > 0;

    for (size_t i = 0; i < r->nspaces; i++)
        same = same && r->spaces[i].is_final && r->spaces[i].is_same;
    return same;
}

static void json_line(ac_cli *cli, const char *code, const char *device, bool is_by_file, const ac_met *met, const char *why)
{
    ac_jsonl j;

    ac_json_line(cli, &j, "accord.sync/1");
    ac_jsonl_str(&j, "org", code);
    ac_jsonl_str(&j, "device", device);
    ac_jsonl_bool(&j, "reached", met->is_reached);
    ac_jsonl_bool(&j, "by_file", is_by_file);
    ac_jsonl_int(&j, "sent", met->result.sent);
    ac_jsonl_int(&j, "got", met->result.got);
    ac_jsonl_bool(&j, "same", met->is_reached && is_same(&met->result));
    ac_jsonl_str(&j, "address", met->address);
    ac_jsonl_str(&j, "why_not", why);
    ac_jsonl_end(&j);
}

/* What kept two notebooks from being the same, and what is different though they are. */
static void say_spaces(ac_cli *cli, const char *who, const ac_exchange_result *r)
{
    for (size_t i = 0; i < r->nspaces; i++) {
        const ac_exchange_space *s = &r->spaces[i];
        if (s->own_feed_foreign)
            ac_warn(cli, "%s holds records of this laptop that it never wrote, or has lost: accord doctor\n", who);
        else if (s->own_feed_claimed)
            ac_warn(cli, "%s names records of this laptop that are not here, and did not show them: nothing was signed for it this time\n",
                    who);
        if (s->faults > 0)
            ac_warn(cli, "%s: %s\n", who, s->fault.why[0] != '\0' ? s->fault.why : _("a record was refused"));
        if (s->words > 0)
            ac_talk(cli, ac_plural("  %s gave the words of %lld record that was here without them\n",
                                   "  %s gave the words of %lld records that were here without them\n", (unsigned long)s->words),
                    who, (long long)s->words);
        if (s->is_final && s->is_same && s->members_differ)
            ac_talk(cli, "  %s holds the same records and judges membership otherwise: one of you may need a newer accord\n", who);
    }
}

static void say_met(ac_cli *cli, const char *who, const ac_met *met)
{
    if (cli->json)
        return;
    ac_out(cli, is_same(&met->result) ? "%-8s sent %lld  got %lld   " AC_GOOD "the same now" AC_END "\n"
                                      : "%-8s sent %lld  got %lld   " AC_ATTN "not the same yet" AC_END "\n",
           who, (long long)met->result.sent, (long long)met->result.got);
}

/* "; 8 records wait" */
static void say_waiting(ac_cli *cli, int64_t waiting)
{
    if (waiting > 0)
        ac_out(cli, ac_plural("; %lld record waits", "; %lld records wait", (unsigned long)waiting), (long long)waiting);
}

static void say_missed(ac_cli *cli, const char *code, int64_t last_met_ms, int64_t waiting, const char *why)
{
    char met[AC_DATE_SAID_SIZE];

    ac_cli_met(cli, last_met_ms, met);
    ac_out(cli, "%-8s " AC_ATTN "not reachable" AC_END ", last met %s", code, met);
    say_waiting(cli, waiting);
    ac_out(cli, ".  By stick: " AC_REF "accord export --for %s --to DIR" AC_END "\n", code);
    if (why[0] != '\0' && cli->verbose)
        ac_talk(cli, "  %s\n", why);
}

static void say_by_file(ac_cli *cli, const char *who, const char *code, int64_t waiting)
{
    ac_out(cli, "%-8s by file only", who);
    say_waiting(cli, waiting);
    ac_out(cli, ": " AC_REF "accord export --for %s --to DIR" AC_END "\n", code);
}

/* --- one partner --- */

/* One that was missed is named to a script, and the way by file; several are in the lines. */
static void missed(ac_cli *cli, tally *t, const char *code)
{
    t->missed++;
    snprintf(cli->missed, sizeof cli->missed, "%s", t->missed == 1 ? code : "");
}

static void count(ac_cli *cli, tally *t, const char *code, const ac_met *met)
{
    if (!met->is_reached) {
        missed(cli, t, code);
        return;
    }
    t->reached++;
    t->differ += !is_same(&met->result);
}

/* Another key answered: somebody else, or a laptop that is not known here yet. */
static void say_other_key(ac_cli *cli, const char *code, const ac_met *met)
{
    ac_warn(cli, "%s answered at %s but with another key than the one you know. Not synced. Phone them, then: accord partner verify %s\n",
            code, met->address, code);
}

/* A partner, once, however many partnerships it shares with us. */
typedef struct {
    ac_root root;
    char code[8];
    int64_t waiting, last_met_ms; /* over all of them */
} somebody;

typedef struct {
    ac_meetable *list;
    size_t n;
    somebody *partners;
    size_t npartners;
} everybody;

static ac_rc add_partner(ac_cli *cli, everybody *e, const ac_root *root, const ac_partner_row *row)
{
    somebody *s = NULL, *more;

    for (size_t i = 0; s == NULL && i < e->npartners; i++)
        if (ac_root_eq(e->partners[i].root, *root))
            s = &e->partners[i];
    if (s == NULL) {
        more = realloc(e->partners, (e->npartners + 1) * sizeof *more);
        if (more == NULL)
            return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
        e->partners = more;
        s = &more[e->npartners++];
        *s = (somebody){ .root = *root };
        memcpy(s->code, row->code, sizeof s->code);
    }
    s->waiting += row->waiting;
    if (row->last_met_ms > s->last_met_ms)
        s->last_met_ms = row->last_met_ms;
    return AC_OK;
}

static ac_rc gather(ac_cli *cli, everybody *out)
{
    ac_partnership *list = NULL;
    size_t n = 0;
    ac_rc rc = ac_meet_devices(cli->nb, NULL, &out->list, &out->n, &cli->err);

    if (rc == AC_OK)
        rc = ac_query_partnerships(cli->nb, false, &list, &n, &cli->err);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        ac_partner_row *rows = NULL;
        ac_members *members = NULL;
        size_t count = 0;
        rc = ac_query_partners(cli->nb, list[i].space, &rows, &count, &cli->err);
        if (rc == AC_OK)
            rc = ac_notebook_members(cli->nb, list[i].space, &members, &cli->err);
        for (size_t k = 0; rc == AC_OK && k < count; k++)
            if (strcmp(rows[k].standing, "member") == 0)
                rc = add_partner(cli, out, &ac_members_org(members, rows[k].org)->root, &rows[k]);
        free(rows);
    }
    free(list);
    return rc;
}

static ac_rc has_address(ac_cli *cli, const ac_meetable *d, bool *out)
{
    ac_addresses where;
    ac_rc rc = ac_reach(cli->nb, &d->device, d->code, &where, &cli->err);

    *out = rc == AC_OK && where.n > 0;
    return rc;
}

/* One laptop of a partner is enough: the last met first. Of our own, each. */
static ac_rc meet_partner(ac_cli *cli, const everybody *e, const somebody *s, tally *t)
{
    const char *code = s->code;
    ac_met met = { 0 };
    bool any = false, dials;
    ac_rc rc = AC_OK;

    for (size_t i = 0; rc == AC_OK && !met.is_reached && i < e->n; i++) {
        const ac_meetable *d = &e->list[i];
        if (d->is_ours || !ac_root_eq(d->root, s->root))
            continue;
        rc = has_address(cli, d, &dials);
        if (rc != AC_OK || !dials)
            continue;
        any = true;
        rc = ac_meet_device(cli->nb, d, ac_cli_stop(), &met, &cli->err);
        if (rc == AC_EREACH || rc == AC_EWAITS)
            rc = AC_OK;
    }
    if (rc == AC_OK && !any) {
        t->by_file++;
        if (cli->json)
            json_line(cli, code, "", true, &met, "by file only");
        say_by_file(cli, code, code, s->waiting);
    } else if (rc == AC_OK) {
        count(cli, t, code, &met);
        if (cli->json)
            json_line(cli, code, "", false, &met, met.is_reached ? "" : cli->err.text);
        else if (met.is_reached)
            say_met(cli, code, &met);
        else
            say_missed(cli, code, s->last_met_ms, s->waiting, cli->err.text);
        if (met.is_other_key && !met.is_reached)
            say_other_key(cli, code, &met);
        if (met.is_reached)
            say_spaces(cli, code, &met.result);
    }
    ac_met_free(&met);
    return rc;
}

static ac_rc meet_own(ac_cli *cli, const ac_meetable *d, tally *t)
{
    ac_met met = { 0 };
    char who[64];
    bool dials;
    ac_rc rc = has_address(cli, d, &dials);

    snprintf(who, sizeof who, "%s %s", d->code, d->number);
    if (rc == AC_OK && !dials) {
        t->by_file++;
        if (cli->json)
            json_line(cli, d->code, d->number, true, &met, "by file only");
        say_by_file(cli, who, d->code, 0);
        return AC_OK;
    }
    if (rc == AC_OK)
        rc = ac_meet_device(cli->nb, d, ac_cli_stop(), &met, &cli->err);
    if (rc == AC_EREACH || rc == AC_EWAITS)
        rc = AC_OK;
    if (rc == AC_OK) {
        count(cli, t, d->code, &met);
        if (cli->json)
            json_line(cli, d->code, d->number, false, &met, met.is_reached ? "" : cli->err.text);
        else if (met.is_reached)
            say_met(cli, who, &met);
        else
            ac_out(cli, "%-8s " AC_ATTN "not reachable" AC_END "\n", who);
        if (met.is_reached)
            say_spaces(cli, who, &met.result);
    }
    ac_met_free(&met);
    return rc;
}

/* --- joins that wait --- */

/* there NULL: at the addresses of the invitation. At another one somebody else may answer: that says nothing. */
static ac_rc ask_again(ac_cli *cli, ac_invitation *inv, const char *there, tally *t)
{
    ac_buf header = { 0 };
    uint8_t sig[64];
    ac_id join;
    ac_met met = { 0 };
    ac_rc rc = ac_join_make(cli->nb, inv, &header, sig, &join, &cli->err);

    if (there != NULL) {
        snprintf(inv->addresses[0], sizeof inv->addresses[0], "%s", there);
        inv->naddresses = 1;
    }
    if (rc == AC_OK && inv->naddresses > 0)
        rc = ac_meet_invitation(cli->nb, inv, header.p, header.len, sig, NULL, ac_cli_stop(), &met, &cli->err);
    ac_buf_free(&header);
    if (there != NULL && rc == AC_EREACH) {
        ac_met_free(&met);
        return AC_OK;
    }
    if (rc == AC_OK && met.is_reached) {
        t->reached++;
        ac_out(cli, AC_GOOD "✓" AC_END " %s admitted you: %s\n", inv->code, inv->title);
    } else if (rc == AC_EWAITS || rc == AC_EREACH || rc == AC_OK) {
        if (rc == AC_EWAITS)
            t->held++;
        else if (inv->naddresses > 0)
            missed(cli, t, "");
        ac_out(cli, rc == AC_EREACH ? "%-8s not reachable: %s\n" : "%-8s waits for them to admit you: %s\n", inv->code, inv->title);
        rc = AC_OK;
    } else if (rc == AC_EINVITE) {
        ac_warn(cli, "%s\n", cli->err.text);
        t->refused++;
        rc = AC_OK;
    }
    if (cli->json && rc == AC_OK)
        json_line(cli, inv->code, "", inv->naddresses == 0, &met, met.is_reached ? "" : "not admitted yet");
    ac_met_free(&met);
    return rc;
}

static ac_rc joins(ac_cli *cli, const char *there, const char *code, tally *t)
{
    ac_invitation *list = NULL;
    ac_in_use was;
    size_t n = 0;
    ac_rc rc = ac_in_use_note(cli, &was);

    if (rc == AC_OK)
        rc = ac_joins_waiting(cli->nb, &list, &n, &cli->err);
    for (size_t i = 0; i < n; i++) {
        if (rc == AC_OK && (code == NULL || strcasecmp(code, list[i].code) == 0))
            rc = ask_again(cli, &list[i], there, t);
        ac_invitation_free(&list[i]);
    }
    free(list);
    if (rc == AC_OK)
        rc = ac_in_use_keep(cli, &was);
    return rc == AC_OK && t->reached > 0 ? ac_devices_everywhere(cli->nb, &cli->err) : rc;
}

/* --- all --- */

static ac_rc by_stick(ac_cli *cli, ac_rc rc)
{
    return cli->json && cli->missed[0] != '\0' ? ac_hint(&cli->err, rc, "accord export --for %s", cli->missed) : rc;
}

static ac_rc verdict(ac_cli *cli, const tally *t)
{
    bool applies = false;

    if (t->missed == 0 && t->held > 0)
        return ac_fail(&cli->err, AC_EWAITS, "they answered; a person there has to admit you: accord admit %s", ac_notebook_me(cli->nb)->code);
    if (t->reached == 0 && t->missed == 0 && t->by_file > 0)
        return AC_OK; /* all of them by file: nobody was missed */
    if (t->reached == 0 && t->missed == 0 && ac_apply_waits(cli->nb, &applies, NULL) == AC_OK && applies) {
        ac_fail(&cli->err, AC_EREACH, "this laptop is not part of its organisation yet: accord device join FILE once more, or accord import "
                                      "what the other laptop exports");
        return ac_hint(&cli->err, AC_EREACH, "accord device join FILE");
    }
    if (t->reached == 0 && t->missed == 0 && t->refused > 0)
        return ac_fail(&cli->err, AC_EINVITE, "nobody else is known here yet who could be met");
    if (t->reached == 0 && t->missed == 0) {
        ac_fail(&cli->err, AC_EREACH, "nobody is known here yet who could be met");
        return ac_hint(&cli->err, AC_EREACH, "accord invite --file FILE");
    }
    if (t->reached == 0)
        return by_stick(cli, ac_fail(&cli->err, AC_EREACH, "nobody could be reached; nothing is lost, it is sent when you meet"));
    if (t->missed > 0)
        return by_stick(cli, ac_fail(&cli->err, AC_EPART, "%d of %d could not be reached; what waits for them is kept", t->missed,
                                     t->reached + t->missed));
    if (t->differ > 0)
        return ac_fail(&cli->err, AC_EPART,
                       ac_plural("%d of %d is not the same yet: accord sync again, or accord doctor",
                                 "%d of %d are not the same yet: accord sync again, or accord doctor", (unsigned)t->differ),
                       t->differ, t->reached);
    return AC_OK;
}

static ac_rc meet_all(ac_cli *cli, tally *t)
{
    everybody e = { 0 };
    ac_rc rc = joins(cli, NULL, NULL, t);

    if (rc == AC_OK)
        rc = gather(cli, &e);
    for (size_t i = 0; rc == AC_OK && i < e.n; i++)
        if (e.list[i].is_ours)
            rc = meet_own(cli, &e.list[i], t);
    for (size_t i = 0; rc == AC_OK && i < e.npartners; i++)
        rc = meet_partner(cli, &e, &e.partners[i], t);
    free(e.list);
    free(e.partners);
    return rc;
}

/* A partner of this code, in whatever partnership; out: as it is written. */
static ac_rc is_known(ac_cli *cli, const char *code, char out[8])
{
    ac_meetable *list = NULL;
    ac_partnership p;
    ac_partner_row row;
    size_t n = 0;
    ac_rc rc = ac_meet_devices(cli->nb, code, &list, &n, &cli->err);

    snprintf(out, 8, "%s", rc == AC_OK && n > 0 ? list[0].code : ac_notebook_me(cli->nb)->code);
    free(list);
    if (rc != AC_OK || n > 0 || ac_cli_is_me(cli, code))
        return rc;
    rc = ac_cli_partnership(cli, &p);
    return rc == AC_OK ? ac_cli_partner(cli, &p, code, &row) : rc; /* says whom there are */
}

static ac_rc meet_there(ac_cli *cli, const char *address, tally *t)
{
    const char *code = ac_arg(cli, 0);
    ac_met met = { 0 };
    char who[8] = "";
    ac_rc rc = ac_address_check(address, &cli->err);

    if (rc == AC_OK)
        rc = joins(cli, address, code, t);
    if (rc != AC_OK || t->reached + t->missed + t->held > 0)
        return rc;
    if (code != NULL)
        rc = is_known(cli, code, who);
    if (rc == AC_OK)
        rc = ac_meet_address(cli->nb, address, code, ac_cli_stop(), &met, &cli->err);
    if (rc == AC_OK) {
        snprintf(who, sizeof who, "%s", met.result.code);
        count(cli, t, who, &met);
        if (cli->json)
            json_line(cli, who, "", false, &met, "");
        say_met(cli, who, &met);
        say_spaces(cli, who, &met.result);
    } else if (rc == AC_EREACH && met.is_other_key) {
        rc = ac_fail(&cli->err, AC_EREACH,
                     "%s answered at %s but with another key than the one you know. Not synced. Phone them", code != NULL ? code : _("somebody"),
                     address);
        if (code != NULL)
            ac_hint(&cli->err, rc, "accord partner verify %s", who);
    } else if (rc == AC_EREACH && code != NULL) {
        memcpy(cli->missed, who, sizeof cli->missed);
        by_stick(cli, rc);
    }
    ac_met_free(&met);
    return rc;
}

ac_rc ac_cmd_sync(ac_cli *cli)
{
    const char *folder = ac_opt(cli, "folder"), *address = ac_opt(cli, "to");
    ac_clashes before = { 0 };
    tally t = { 0 };
    ac_rc rc;

    if (folder != NULL && address != NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "--folder and --to are two ways: name one of them");
    if (ac_arg(cli, 0) != NULL && address == NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "a partner is named with an address: accord sync --to tcp://HOST:PORT %s", ac_arg(cli, 0));
    rc = ac_devices_everywhere(cli->nb, &cli->err);
    if (rc == AC_OK)
        rc = ac_clashes_note(cli, &before);
    if (rc == AC_OK && folder != NULL)
        rc = ac_cli_folder(cli, folder);
    else if (rc == AC_OK && address != NULL)
        rc = meet_there(cli, address, &t);
    else if (rc == AC_OK)
        rc = meet_all(cli, &t);
    if (rc == AC_OK)
        rc = ac_clashes_say(cli, &before);
    ac_clashes_free(&before);
    return rc == AC_OK && folder == NULL ? verdict(cli, &t) : rc;
}
