/* test_commitment.c - every act by every party in every situation: refused and why, or what it leads to.
 *
 * The table below is written from DOMAIN 2.3, a cell for each. An upper case letter: the act counts and the
 * promise then stands so (STATES); a lower case one: without effect, for this reason (WHYS); a point: the
 * situation has nothing that such an act could name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/scenes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the acts, in the order of the columns --- */

enum { NOTHING, TEXT, TERMS, CLAIM, DISPUTE, SUSPENSION };
static const struct {
    uint16_t kind;
    int cites[3];
} columns[] = {
    { AC_KIND_SIGN, { TEXT } },
    { AC_KIND_DECLINE, { TEXT } },
    { AC_KIND_RETRACT, { TEXT } },
    { AC_KIND_RETRACT, { CLAIM } },
    { AC_KIND_RETRACT, { DISPUTE } },
    { AC_KIND_AMEND, { TERMS } },
    { AC_KIND_PROGRESS, { TERMS } },
    { AC_KIND_DELIVER, { TERMS } },
    { AC_KIND_ACCEPT, { CLAIM, TERMS } },
    { AC_KIND_DISPUTE, { TERMS } },
    { AC_KIND_DISPUTE, { TERMS, CLAIM } },
    { AC_KIND_RESPOND, { DISPUTE } },
    { AC_KIND_RESOLVE, { TERMS, DISPUTE } },
    { AC_KIND_WITHDRAW, { TERMS } },
    { AC_KIND_RELEASE, { TERMS } },
    { AC_KIND_SUSPEND, { TERMS } },
    { AC_KIND_RESUME, { SUSPENSION } },
    { AC_KIND_REOPEN, { TERMS } },
};
#define COLUMNS (sizeof columns / sizeof *columns)

static const struct {
    char letter;
    const char *word;
} states[] = {
    { 'P', "proposed" },  { 'C', "crossed" },   { 'T', "retracted" }, { 'N', "declined" },
    { 'A', "agreed" },    { 'I', "in-progress" }, { 'S', "suspended" }, { 'L', "delivered" },
    { 'D', "disputed" },  { 'W', "withdrawn" }, { 'R', "released" },  { 'K', "accepted" },
}, whys[] = {
    { 'p', "not-party" }, { 'r', "not-role" }, { 'a', "not-author" }, { 'i', "is-author" }, { 's', "state" },
    { 'o', "old-text" },  { 'c', "closed" },   { 'g', "again" },      { 'n', "no-claim" },  { 'v', "given" },
    { 'd', "dispute" },
};

static const struct {
    const char *name; /* of the scene */
    char state;
    /* sign, decline, retract the text | retract claim, dispute | amend, progress, deliver | accept, dispute,
     * dispute the claim, respond, resolve | withdraw, release, suspend, resume, reopen */
    const char *city, *sasi, *rivr, *eurf;
} table[] = {
    { "offered", 'P',
      "giT .. Pss .r... srs.s",
      "PNa .. Prr .s... rss.s",
      "PNa .. Prr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "asked", 'P',
      "PNa .. Pss .r... srs.s",
      "giT .. Prr .s... rss.s",
      "PNa .. Prr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "half signed", 'P',
      "giT .. Pss .r... srs.s",
      "gNa .. Prr .s... rss.s",
      "ANa .. Prr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "countered", 'P',
      "PPa .. Pss .r... srs.s",
      "giP .. Prr .s... rss.s",
      "PPa .. Prr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "declined", 'N',
      "cic .. sss .r... srs.s",
      "cca .. srr .s... rss.s",
      "cca .. srr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "retracted", 'T',
      "cic .. sss .r... srs.s",
      "cca .. srr .s... rss.s",
      "cca .. srr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "crossed", 'C',
      "ciT .. sss .r... srs.s",
      "cTa .. srr .s... rss.s",
      "cTa .. srr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "declined, but countered", 'P',
      "cic .. Pss .r... srs.s",
      "cca .. Prr .s... rss.s",
      "cca .. Prr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "countered, and declined", 'P',
      "PNa .. Pss .r... srs.s",
      "giN .. Prr .s... rss.s",
      "PNa .. Prr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "agreed", 'A',
      "gis .. AIL .r... WrS.s",
      "gsa .. Arr .D... rAS.s",
      "gsa .. Arr .D... rAS.s",
      "ppa .. ppp .p... ppp.p" },
    { "amending", 'A',
      "AAa .. AIL .r... WrS.s",
      "giA .. Arr .D... rAS.s",
      "AAa .. Arr .D... rAS.s",
      "ppa .. ppp .p... ppp.p" },
    { "clash", 'A',
      "giA .. AIL .r... WrS.s",
      "AAa .. Arr .D... rAS.s",
      "AAa .. Arr .D... rAS.s",
      "ppa .. ppp .p... ppp.p" },
    { "amended", 'A',
      "gis .. AIL .r... WrS.s",
      "gsa .. Arr .D... rAS.s",
      "gsa .. Arr .D... rAS.s",
      "ppa .. ppp .p... ppp.p" },
    { "amended, unseen", 'A',
      "gis .. ooo .r... oro.s",
      "gsa .. orr .o... roo.s",
      "gsa .. orr .o... roo.s",
      "ppa .. ppp .p... ppp.p" },
    { "overtaken", 'A',
      "ooa .. AIL .r... WrS.s",
      "oio .. Arr .D... rAS.s",
      "ooa .. Arr .D... rAS.s",
      "ppa .. ppp .p... ppp.p" },
    { "in progress", 'I',
      "gis .. IIL .r... WrS.s",
      "gsa .. Irr .D... rIS.s",
      "gsa .. Irr .D... rIS.s",
      "ppa .. ppp .p... ppp.p" },
    { "suspended by the promisor", 'S',
      "gis .. SSL .r... WrsAs",
      "gsa .. Srr .D... rSsas",
      "gsa .. Srr .D... rSsas",
      "ppa .. ppp .p... pppap" },
    { "suspended by a promisee", 'S',
      "gis .. SSL .r... Wrsas",
      "gsa .. Srr .D... rSsAs",
      "gsa .. Srr .D... rSsas",
      "ppa .. ppp .p... pppap" },
    { "delivered", 'L',
      "gis A. LLL rrr.. srs.s",
      "gsa a. Lrr LDD.. rLs.s",
      "gsa a. Lrr LDD.. rLs.s",
      "ppa a. ppp ppp.. ppp.p" },
    { "partly accepted", 'L',
      "gis v. LLL rrr.. srs.s",
      "gsa a. Lrr gvv.. rvs.s",
      "gsa a. Lrr KDD.. rKs.s",
      "ppa a. ppp ppp.. ppp.p" },
    { "replaced by a later claim", 'L',
      "gis L. LLL rrr.. srs.s",
      "gsa a. Lrr nDn.. rLs.s",
      "gsa a. Lrr nDn.. rLs.s",
      "ppa a. ppp ppp.. ppp.p" },
    { "amended after a verdict", 'L',
      "gis v. LLL rrr.. srs.s",
      "gsa a. Lrr LDD.. rLs.s",
      "gsa a. Lrr LDD.. rLs.s",
      "ppa a. ppp ppp.. ppp.p" },
    { "disputed", 'D',
      "gis .a DDD .r.DD srs.s",
      "gsa .A Drr .d.rD rAs.s",
      "gsa .a Drr .D.rD rDs.s",
      "ppa .a ppp .p.pp ppp.p" },
    { "claim disputed", 'D',
      "gis va DDD rrrDD srs.s",
      "gsa aL Drr LddrD rLs.s",
      "gsa aa Drr DDDrD rDs.s",
      "ppa aa ppp ppppp ppp.p" },
    { "responded", 'D',
      "gis va DDD rrrDD srs.s",
      "gsa aL Drr LddrD rLs.s",
      "gsa aa Drr DDDrD rDs.s",
      "ppa aa ppp ppppp ppp.p" },
    { "resolving", 'D',
      "giD .a DDD .r.DD srs.s",
      "DDa .A Drr .d.rD rAs.s",
      "DDa .a Drr .D.rD rDs.s",
      "ppa .a ppp .p.pp ppp.p" },
    { "resolving, half signed", 'D',
      "giD .a DDD .r.DD srs.s",
      "gDa .A Drr .d.rD rAs.s",
      "IDa .a Drr .D.rD rDs.s",
      "ppa .a ppp .p.pp ppp.p" },
    { "one accepts, one disputes", 'D',
      "gis va DDD rrrDD srs.s",
      "gsa aa Drr gvvrD rvs.s",
      "gsa aL Drr KddrD rKs.s",
      "ppa aa ppp ppppp ppp.p" },
    { "resolved", 'I',
      "gis va IIL rrrss WrS.s",
      "gsa ad Irr nDnrs rIS.s",
      "gsa aa Irr nDnrs rIS.s",
      "ppa aa ppp ppppp ppp.p" },
    { "resolved as accepted", 'K',
      "gis .a sss .r.ss srs.K",
      "gsa .d srr .s.rs rss.K",
      "gsa .a srr .s.rs rss.K",
      "ppa .a ppp .p.pp ppp.p" },
    { "resolved as released", 'R',
      "gis .a sss .r.ss srs.s",
      "gsa .d srr .s.rs rss.s",
      "gsa .a srr .s.rs rss.s",
      "ppa .a ppp .p.pp ppp.p" },
    { "resolved as withdrawn", 'W',
      "gis .a sss .r.ss srs.s",
      "gsa .d srr .s.rs rss.s",
      "gsa .a srr .s.rs rss.s",
      "ppa .a ppp .p.pp ppp.p" },
    { "accepted", 'K',
      "gis v. sss rrr.. srs.K",
      "gsa a. srr sss.. rss.K",
      "gsa a. srr sss.. rss.K",
      "ppa a. ppp ppp.. ppp.p" },
    { "reopening", 'K',
      "giK v. sss rrr.. srs.K",
      "KKa a. srr sss.. rss.K",
      "KKa a. srr sss.. rss.K",
      "ppa a. ppp ppp.. ppp.p" },
    { "reopening, half signed", 'K',
      "giK v. sss rrr.. srs.K",
      "gKa a. srr sss.. rss.K",
      "IKa a. srr sss.. rss.K",
      "ppa a. ppp ppp.. ppp.p" },
    { "reopened", 'I',
      "gis v. IIL rrr.. WrS.s",
      "gsa a. Irr nDn.. rIS.s",
      "gsa a. Irr nDn.. rIS.s",
      "ppa a. ppp ppp.. ppp.p" },
    { "released by one", 'A',
      "gis .. AIL .r... WrS.s",
      "gsa .. Arr .v... rgS.s",
      "gsa .. Arr .D... rRS.s",
      "ppa .. ppp .p... ppp.p" },
    { "released", 'R',
      "gis .. sss .r... srs.s",
      "gsa .. srr .s... rss.s",
      "gsa .. srr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "withdrawn", 'W',
      "gis .. sss .r... srs.s",
      "gsa .. srr .s... rss.s",
      "gsa .. srr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "withdrawn and disputed", 'D',
      "gis .a DDD .r.DD srs.s",
      "gsa .W Drr .d.rD rWs.s",
      "gsa .a Drr .D.rD rDs.s",
      "ppa .a ppp .p.pp ppp.p" },
    { "withdrawn and claimed", 'L',
      "gis W. LLL rrr.. srs.s",
      "gsa a. Lrr LDD.. rLs.s",
      "gsa a. Lrr LDD.. rLs.s",
      "ppa a. ppp ppp.. ppp.p" },
    /* The first agreement needs who left; what comes after does not wait for it. */
    { "half signed, RIVR gone", 'P',
      "giT .. Pss .r... srs.s",
      "gNa .. Prr .s... rss.s",
      "ANa .. Prr .s... rss.s",
      "ppa .. ppp .p... ppp.p" },
    { "agreed, RIVR gone", 'A',
      "gis .. AIL .r... WrS.s",
      "gsa .. Arr .D... rRS.s",
      "gsa .. Arr .D... rAS.s",
      "ppa .. ppp .p... ppp.p" },
    { "delivered, RIVR gone", 'L',
      "gis A. LLL rrr.. srs.s",
      "gsa a. Lrr KDD.. rRs.s",
      "gsa a. Lrr LDD.. rLs.s",
      "ppa a. ppp ppp.. ppp.p" },
    { "resolving, RIVR gone", 'D',
      "giD .a DDD .r.DD srs.s",
      "IDa .A Drr .d.rD rRs.s",
      "DDa .a Drr .D.rD rDs.s",
      "ppa .a ppp .p.pp ppp.p" },
    /* Nobody is left to accept from. */
    { "delivered, CITY gone", 'L',
      "gis A. LLL rrr.. srs.s",
      "gsa a. Lrr sDD.. rss.s",
      "gsa a. Lrr sDD.. rss.s",
      "ppa a. ppp ppp.. ppp.p" },
};
#define ROWS (sizeof table / sizeof *table)

static const int speakers[] = { CITY_1, SASI_1, RIVR_1, EURF_1 };

/* The act of a column in this situation; false: there is nothing for it to name. */
static bool act_of(const scene *s, size_t column, ac_act *out)
{
    *out = (ac_act){ .kind = columns[column].kind, .judged = AC_NOT_JUDGED };
    out->facts.start = out->facts.due = out->facts.expires = out->facts.until = AC_NO_DAY;
    if (out->kind == AC_KIND_RESOLVE)
        out->facts.outcome = AC_OUTCOME_IN_PROGRESS;
    for (int k = 0; k < 3 && columns[column].cites[k] != NOTHING; k++) {
        const int at[] = { -1, s->text, s->terms, s->claim, s->dispute, s->suspension };
        out->cites[out->ncites] = at[columns[column].cites[k]];
        if (out->cites[out->ncites++] < 0)
            return false;
    }
    return true;
}

/* What the program says of this cell. */
static char cell(const scene *s, size_t column, int laptop)
{
    static life l;
    ac_act act;
    ac_why why;
    const char *word;

    if (!act_of(s, column, &act))
        return '.';
    l = s->l;
    why = life_may(&l, laptop, &act);
    assert_int_equal(life_judged(&l, life_put(&l, laptop, &act)), why); /* asked before or judged after: the same */
    word = why == AC_WHY_OK ? ac_state_word(life_state(&l, -1)) : ac_why_word(why);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (why == AC_WHY_OK && strcmp(states[i].word, word) == 0)
            return states[i].letter;
    for (size_t i = 0; i < sizeof whys / sizeof *whys; i++)
        if (why != AC_WHY_OK && strcmp(whys[i].word, word) == 0)
            return whys[i].letter;
    return '?';
}

static void every_act_by_every_party_in_every_situation(void **state)
{
    static scene s;
    int wrong = 0;
    (void)state;

    assert_int_equal(ROWS, scenes_n);
    for (size_t row = 0; row < ROWS; row++) {
        const char *rows[] = { table[row].city, table[row].sasi, table[row].rivr, table[row].eurf };
        assert_string_equal(table[row].name, scenes[row].name);
        scene_make(&s, table[row].name);
        for (int org = 0; org < 4; org++) {
            const char *want = rows[org];
            char got[64] = "";
            size_t column = 0, at = 0;
            for (; want[at] != '\0'; at++)
                got[at] = want[at] == ' ' ? ' ' : cell(&s, column++, speakers[org]);
            assert_int_equal(column, COLUMNS);
            if (strcmp(got, want) != 0) {
                print_error("%s, party %d:\n  got  %s\n  want %s\n", table[row].name, org, got, want);
                wrong++;
            }
        }
        for (size_t i = 0; i < sizeof states / sizeof *states; i++)
            if (states[i].letter == table[row].state)
                assert_string_equal(ac_state_word(life_state(&s.l, -1)), states[i].word);
    }
    assert_int_equal(wrong, 0);
}

static void reservations_are_allowed_where_accepting_is(void **state)
{
    static scene s;
    (void)state;

    for (size_t row = 0; row < ROWS; row++) {
        scene_make(&s, table[row].name);
        for (size_t i = 0; i < 4; i++) {
            ac_act accept, reserved;
            if (!act_of(&s, 8, &accept))
                continue;
            assert_int_equal(accept.kind, AC_KIND_ACCEPT);
            reserved = accept;
            reserved.kind = AC_KIND_ACCEPT_RESERVED;
            assert_int_equal(life_may(&s.l, speakers[i], &reserved), life_may(&s.l, speakers[i], &accept));
        }
    }
}

static void nobody_proposes_twice(void **state)
{
    static scene s;
    (void)state;

    for (size_t row = 0; row < ROWS; row++)
        for (size_t i = 0; i < 4; i++) {
            int again;
            scene_make(&s, table[row].name);
            again = PROPOSE(&s.l, speakers[i], CITY, SASI);
            assert_int_equal(life_judged(&s.l, again), AC_WHY_SECOND);
        }
}

static void words_may_go_in_every_situation_and_change_no_answer(void **state)
{
    static scene s;
    (void)state;

    for (size_t row = 0; row < ROWS; row++) {
        scene_make(&s, table[row].name);
        for (int target = 0, n = s.l.n; target < n; target++)
            for (size_t i = 0; i < 4; i++) {
                ac_act redact = { .kind = AC_KIND_REDACT, .ncites = 1, .cites = { target }, .judged = AC_NOT_JUDGED };
                bool own = s.l.acts[target].org == s.l.org[speakers[i]];
                assert_int_equal(life_may(&s.l, speakers[i], &redact), own ? AC_WHY_OK : AC_WHY_NOT_AUTHOR);
            }
        ac_commitment_state before = life_state(&s.l, -1);
        ACT(&s.l, s.l.acts[s.terms].org == CITY ? CITY_1 : SASI_1, AC_KIND_REDACT, s.terms);
        assert_int_equal(life_state(&s.l, -1), before);
    }
}

/* What is offered to a user is what would count, no more and no less. */
static void possible_and_wish_agree_with_may(void **state)
{
    static scene s;
    (void)state;

    for (size_t row = 0; row < ROWS; row++) {
        life_fold f;
        scene_make(&s, table[row].name);
        life_open(&f, &s.l, UINT64_MAX >> 1, NULL, NULL, true);
        for (int org = 0; org < 4; org++) {
            uint16_t kinds[32];
            size_t n = ac_commitment_possible(f.c, org, kinds, 32);
            for (size_t i = 0; i < n; i++) {
                ac_act wish;
                assert_true(ac_commitment_wish(f.c, kinds[i], org, -1, &wish));
                assert_int_equal(wish.kind, kinds[i]);
                assert_int_equal(wish.org, org);
                assert_int_equal(ac_commitment_may(f.c, &wish), AC_WHY_OK);
            }
            for (size_t column = 0; column < COLUMNS; column++) {
                ac_act act, wish;
                bool offered_now = false;
                ac_err err = { 0 };
                if (!act_of(&s, column, &act))
                    continue;
                act.org = org;
                for (size_t i = 0; i < n; i++)
                    offered_now = offered_now || kinds[i] == act.kind;
                if (ac_commitment_may(f.c, &act) == AC_WHY_OK) {
                    assert_true(offered_now);
                    assert_int_equal(ac_commitment_check(f.c, &act, &err), AC_OK);
                } else {
                    ac_rc rc = ac_commitment_check(f.c, &act, &err);
                    assert_true(rc == AC_EROLE || rc == AC_ESTATE);
                    assert_true(strstr(err.text, "without effect") != NULL);
                }
                if (!offered_now)
                    assert_false(ac_commitment_wish(f.c, act.kind, org, -1, &wish));
            }
            assert_true(ac_commitment_possible(f.c, org, kinds, 1) <= 1);
        }
        life_close(&f);
    }
}

/* The table covers each state that the one word can have. */
static void every_state_is_reached(void **state)
{
    unsigned seen = 0;
    static scene s;
    (void)state;

    for (size_t row = 0; row < ROWS; row++) {
        scene_make(&s, table[row].name);
        seen |= AC_IN(life_state(&s.l, -1));
    }
    assert_int_equal(seen, AC_IN(AC_STATE_NONE) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_act_by_every_party_in_every_situation),
        cmocka_unit_test(reservations_are_allowed_where_accepting_is),
        cmocka_unit_test(nobody_proposes_twice),
        cmocka_unit_test(words_may_go_in_every_situation_and_change_no_answer),
        cmocka_unit_test(possible_and_wish_agree_with_may),
        cmocka_unit_test(every_state_is_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
