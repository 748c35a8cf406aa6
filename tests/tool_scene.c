/* tool_scene.c - three notebooks to look at: the same bytes every time, as the transcripts need them.
 *
 * tool_scene DIR lays out DIR/CITY, DIR/SASI, DIR/RIVR, each with its state beside it, as of Tue 30 Jun 2026:
 * promises in every state that a board tells apart, two texts that clash, a yes that crossed a no, a
 * dispute, a delivery, hostile letters in a title, a private reflection, a clock that is an hour ahead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/kind.h"
#include "tests/support/acting.h"

#define DAY INT64_C(86400000)
#define HOUR INT64_C(3600000)

static const char *target;
static desk city, sasi, rivr;

static void set_day(int64_t day, int64_t begin_ms)
{
    city.world.now_ms = sasi.world.now_ms = rivr.world.now_ms = begin_ms + day * DAY;
    rivr.world.now_ms += HOUR;
}

static void meet(void)
{
    for (int i = 0; i < 2; i++) {
        assert_true(desks_sync(&sasi, &city));
        assert_true(desks_sync(&rivr, &city));
    }
}

static ac_id act(desk *d, uint16_t kind, ac_id record, ac_id cite, const char *facts, const char *words)
{
    return act_on(d, kind, record, &cite, 1, facts, words);
}

static void private_note(desk *d, const char *facts, const char *words)
{
    ac_space_info *spaces = NULL;
    size_t n = 0;
    int shared = d->space;

    assert_int_equal(ac_history_spaces(ac_notebook_history(d->nb), &spaces, &n, NULL), AC_OK);
    for (size_t i = 0; i < n; i++)
        if (spaces[i].is_own)
            d->space = spaces[i].space;
    free(spaces);
    act_on(d, AC_KIND_NOTE, (ac_id){ { 0 } }, NULL, 0, facts, words);
    d->space = shared;
}

static void move(desk *d, const char *code)
{
    char command[400];

    desk_shut(d);
    snprintf(command, sizeof command, "cp -Rp '%s' '%s/%s' && cp -Rp '%s' '%s/%s.state'", d->dir, target, code, d->state, target, code);
    assert_int_equal(system(command), 0); /* they may lie on another file system */
    desk_free(d);
}

static void lay_out(void **state)
{
    desk *others[] = { &sasi, &rivr };
    ac_id rents, drains, bank, evenings, eviction, map, old_offer, panel, permits, reading, crossed, done, claim, note;
    int64_t begin;

    (void)state;
    desk_new(&city, "CITY", 1);
    desk_new(&sasi, "SASI", 2);
    desk_new(&rivr, "RIVR", 3);
    begin = city.world.now_ms;
    set_day(-100, begin);
    desks_partners(&city, others, 2);
    meet();
    set_day(-95, begin);
    rents = act_propose(&city, "SASI", "{\"due\":\"2026-03-31\",\"level\":3,\"principles\":[\"transparency\"]}",
                        "{\"action\":\"Bring a draft rule on ground-floor rents before the council.\\nWith a hearing.\","
                        "\"title\":\"Council draft rule on rents\"}");
    drains = act_propose(&rivr, "CITY", "{\"due\":\"2026-09-30\",\"level\":1}",
                         "{\"amounts\":\"600000 PLN\",\"target\":\"2\",\"title\":\"600 000 PLN for courtyard drains\",\"unit\":\"tranches\"}");
    bank = act_propose(&rivr, "CITY", "{\"due\":\"2026-06-01\",\"level\":1}", "{\"title\":\"Bank guarantee for the second tranche\"}");
    evenings = act_propose(&sasi, "CITY,RIVR", "{\"due\":\"2026-07-08\",\"level\":1}", "{\"title\":\"Three open evenings\"}");
    eviction = act_propose(&rivr, "SASI", "{\"due\":\"2026-05-01\"}", "{\"title\":\"No eviction during works\"}");
    done = act_propose(&city, "RIVR", "{\"due\":\"2026-04-30\"}", "{\"title\":\"Publish land and ownership map\"}");
    meet();
    set_day(-90, begin);
    act(&sasi, AC_KIND_SIGN, rents, rents, "{}", "{\"message\":\"good\"}");
    act(&city, AC_KIND_SIGN, drains, drains, "{}", NULL);
    act(&city, AC_KIND_SIGN, bank, bank, "{}", NULL);
    act(&city, AC_KIND_SIGN, evenings, evenings, "{}", NULL);
    act(&rivr, AC_KIND_SIGN, evenings, evenings, "{}", NULL);
    act(&sasi, AC_KIND_SIGN, eviction, eviction, "{}", NULL);
    act(&rivr, AC_KIND_SIGN, done, done, "{}", NULL);
    meet();
    set_day(-61, begin);
    claim = act(&city, AC_KIND_DELIVER, done, done, "{\"files\":1}",
                "{\"evidence\":[{\"bytes\":2100000,\"hash\":\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\","
                "\"title\":\"map.pdf\",\"type\":\"application/pdf\"}],\"narrative\":\"Published\"}");
    meet();
    set_day(-60, begin);
    act_on(&rivr, AC_KIND_ACCEPT_RESERVED, done, (ac_id[]){ claim, done }, 2, "{}", "{\"reservations\":\"two plots are missing\"}");
    meet();
    set_day(-20, begin);
    act(&city, AC_KIND_PROGRESS, rents, rents, "{\"completion\":\"limited\"}",
        "{\"actual\":\"1\",\"barriers\":\"the summer break\",\"narrative\":\"First reading done. Za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87.\"}");
    claim = act(&sasi, AC_KIND_DELIVER, evenings, evenings, "{\"files\":0}",
                "{\"narrative\":\"Evenings held\",\"no-evidence-because\":\"photos are private\"}");
    panel = act_propose(&sasi, "CITY", "{\"due\":\"2026-10-31\",\"expires\":\"2026-12-31\"}",
                        "{\"title\":\"Neighbours' panel \xe2\x80\xae\"}");
    map = act_propose(&city, "SASI", "{\"due\":\"2026-07-05\"}", "{\"title\":\"Publish the land map again\"}");
    old_offer = act_propose(&city, "RIVR", "{\"expires\":\"2026-06-20\"}", "{\"title\":\"An old offer\"}");
    permits = act_propose(&rivr, "CITY", "{\"due\":\"2026-06-10\"}", "{\"title\":\"Reply to permits\"}");
    reading = act_propose(&sasi, "CITY", "{\"slots\":[{\"due\":\"2026-06-01\",\"n\":1},{\"due\":\"2026-09-01\",\"n\":2}]}",
                          "{\"title\":\"Quarterly reading\"}");
    crossed = act_propose(&city, "SASI", "{}", "{\"title\":\"A common archive\"}");
    meet();
    set_day(-3, begin);
    act(&city, AC_KIND_SIGN, reading, reading, "{}", NULL);
    act(&sasi, AC_KIND_SIGN, map, map, "{}", NULL);
    act(&city, AC_KIND_SIGN, permits, permits, "{}", NULL);
    act(&city, AC_KIND_AMEND, drains, drains, "{\"due\":\"2026-12-15\",\"level\":1,\"reason\":\"timing\"}",
        "{\"amounts\":\"600000 PLN\",\"target\":\"1\",\"title\":\"600 000 PLN for courtyard drains\",\"unit\":\"payment\",\"why\":\"council vote moved\"}");
    act(&rivr, AC_KIND_AMEND, drains, drains, "{\"due\":\"2027-01-31\",\"level\":1,\"reason\":\"funding\"}",
        "{\"amounts\":\"2 x 300000 PLN\",\"target\":\"2\",\"title\":\"600 000 PLN for courtyard drains\",\"unit\":\"tranches\",\"why\":\"cash flow\"}");
    act_on(&rivr, AC_KIND_ACCEPT, evenings, (ac_id[]){ claim, evenings }, 2, "{}", NULL);
    act(&city, AC_KIND_RETRACT, crossed, crossed, "{\"reason\":\"staffing\"}", NULL);
    act(&sasi, AC_KIND_SIGN, crossed, crossed, "{}", NULL);
    meet();
    set_day(-2, begin);
    act(&sasi, AC_KIND_DELIVER, reading, reading, "{\"files\":0,\"slot\":1}", "{\"narrative\":\"read\",\"no-evidence-because\":\"spoken\"}");
    act(&city, AC_KIND_DISPUTE, permits, permits, "{\"reason\":\"not-delivered\"}",
        "{\"grounds\":\"41 days without a reply\",\"heard\":\"you are short of staff\",\"remedy\":\"a reply\"}");
    meet();
    set_day(-1, begin);
    note = act(&sasi, AC_KIND_NOTE, (ac_id){ { 0 } }, rents, "{\"event\":\"2026-06-28\",\"type\":\"journal\"}",
               "{\"text\":\"We were invited last, asked to clap.\\nIt was about the drains, too.\"}");
    act_on(&sasi, AC_KIND_ADDENDUM, note, NULL, 0, "{}", "{\"text\":\"They called the next day.\"}");
    private_note(&city, "{\"type\":\"aar\"}", "{\"text\":\"Three departments, no one owned the courtyard.\",\"title\":\"Courtyard\"}");
    meet();
    set_day(0, begin);
    act(&city, AC_KIND_PROGRESS, rents, rents, "{}", "{\"narrative\":\"second reading planned\"}");
    act_propose(&city, "SASI,RIVR", "{\"due\":\"2026-12-31\"}", "{\"title\":\"Something new\"}");
    (void)panel, (void)old_offer, (void)bank;
    move(&city, "CITY");
    move(&sasi, "SASI");
    move(&rivr, "RIVR");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(lay_out) };

    target = argc == 2 ? argv[1] : NULL;
    if (target == NULL || !ac_crypto_init())
        return 2;
    mkdir(target, 0700);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
