/* test_members.c - who belongs and what counts: each rule of DESIGN 5 and 6 on a small history with real keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/graph.h"

#include <string.h>

#define ON GRAPH_GOES_ON

static bool is_member(reader *r, int org)
{
    return reader_state_org(r, org)->is_member;
}

static bool stands(reader *r, int org)
{
    return reader_state_org(r, org)->is_standing;
}

#define assert_taken(r, change)                          \
    do {                                                 \
        if (!reader_take(r, change))                     \
            fail_msg("refused: %s", (r)->why);           \
    } while (0)
#define assert_all_taken(r)                              \
    do {                                                 \
        if (!reader_take_all(r))                         \
            fail_msg("refused: %s", (r)->why);           \
    } while (0)
#define assert_refused(r, change, reason)                \
    do {                                                 \
        assert_false(reader_take(r, change));            \
        if (strstr((r)->why, reason) == NULL)            \
            fail_msg("refused because: %s", (r)->why);   \
    } while (0)

static void assert_why(reader *r, int change, const char *why)
{
    ac_counting k = reader_counted(r, change, NULL, -1);

    assert_string_equal(k.why, why);
    assert_int_equal(k.is_good, why[0] == '\0');
}

static bool counts(reader *r, int change)
{
    ac_counting k = reader_counted(r, change, NULL, -1);

    return k.is_good || k.is_met;
}

/* CITY with two laptops founds; each test goes on from there. */
typedef struct {
    graph *g;
    int city, one, two, founding;
} start;

static start begin(void)
{
    start s = { .g = graph_new() };

    s.city = graph_org_new(s.g, "CITY");
    s.one = graph_device_new(s.g, s.city, "1", true);
    s.two = graph_device_new(s.g, s.city, "2", true);
    s.founding = graph_found(s.g, s.one);
    graph_see(s.g, s.two, s.founding);
    return s;
}

static void end(start *s, reader *r)
{
    if (r != NULL)
        reader_close(r);
    graph_free(s->g);
}

static int note(graph *g, int by)
{
    return graph_act(g, by, AC_KIND_NOTE);
}

/* --- coming in --- */

static void an_admitted_join_makes_a_member(void **state)
{
    start s = begin();
    int arch = graph_member(s.g, s.one, "ARCH", "partner", NULL);
    int n = note(s.g, arch);
    reader *r = reader_open(s.g);

    (void)state;
    assert_all_taken(r);
    assert_true(is_member(r, s.city));
    assert_true(is_member(r, s.g->devices[arch].org));
    assert_true(reader_state_org(r, s.city)->is_simple);
    assert_true(reader_goes_on(r, arch));
    assert_why(r, n, "");
    assert_int_equal(reader_held(r, n).org, reader_org(r, s.g->devices[arch].org));
    end(&s, r);
}

static void a_join_that_nobody_admitted_makes_no_member(void **state)
{
    start s = begin();
    int arch = graph_device_new(s.g, graph_org_new(s.g, "ARCH"), "1", true);
    int join = graph_join(s.g, arch, graph_invite(s.g, s.one, "partner"));
    int n = note(s.g, arch);
    reader *r = reader_open(s.g);

    (void)state;
    for (int i = 0; i <= join; i++)
        assert_taken(r, i);
    assert_false(stands(r, s.g->devices[arch].org));
    assert_refused(r, n, "no member");
    end(&s, r);
}

static void a_join_proves_the_secret_of_its_invitation(void **state)
{
    start s = begin();
    int arch = graph_device_new(s.g, graph_org_new(s.g, "ARCH"), "1", true);
    int invite = graph_invite(s.g, s.one, "partner"), join;
    reader *r;

    (void)state;
    s.g->c[invite].invite_secret[3] ^= 1;
    join = graph_join(s.g, arch, invite);
    r = reader_open(s.g);
    assert_taken(r, s.founding);
    assert_taken(r, invite);
    assert_refused(r, join, "secret");
    end(&s, r);
}

static void coming_back_needs_new_device_keys(void **state)
{
    start s = begin();
    int arch = graph_member(s.g, s.one, "ARCH", "partner", NULL);
    int invite = graph_invite(s.g, s.one, "partner");
    int again = graph_join(s.g, arch, invite);
    reader *r = reader_open(s.g);

    (void)state;
    for (int i = 0; i < again; i++)
        assert_taken(r, i);
    assert_refused(r, again, "new device keys");
    end(&s, r);
}

static void an_invitation_for_a_laptop_is_not_for_the_partnership(void **state)
{
    start s = begin();
    int invite = graph_invite(s.g, s.one, "device");
    reader *r = reader_open(s.g);

    (void)state;
    assert_taken(r, s.founding);
    assert_refused(r, invite, "role");
    end(&s, r);
}

static void the_own_space_has_one_organisation(void **state)
{
    start s = { .g = graph_new() };
    int invite, partner, join, certify, third, n;
    reader *r;

    (void)state;
    s.city = graph_org_new(s.g, "CITY");
    s.one = graph_device_new(s.g, s.city, "1", true);
    s.g->makes_own_space = true;
    s.founding = graph_found(s.g, s.one);
    third = graph_device_new(s.g, s.city, "1a", false);
    invite = graph_invite(s.g, s.one, "device");
    partner = graph_invite(s.g, s.one, "partner");
    graph_rewind(s.g, s.one, invite);
    certify = graph_certify(s.g, s.one, third);
    graph_see(s.g, third, certify);
    n = note(s.g, third);
    join = graph_join(s.g, graph_device_new(s.g, graph_org_new(s.g, "ARCH"), "1", true), invite);
    r = reader_open(s.g);
    assert_taken(r, s.founding);
    assert_taken(r, invite);
    assert_refused(r, partner, "role");
    assert_refused(r, join, "own space");
    assert_taken(r, certify);
    assert_taken(r, n);
    assert_why(r, n, "");
    end(&s, r);
}

static void an_observer_reads_acks_attests_and_governs_its_own_devices(void **state)
{
    static const uint16_t may[] = { AC_KIND_ACK, AC_KIND_CONTACT, AC_KIND_ATTEST, AC_KIND_ERASED, 0x00ff };
    static const uint16_t may_not[] = { AC_KIND_NOTE, AC_KIND_PROPOSE, AC_KIND_SIGN, AC_KIND_CREATE, AC_KIND_EDIT };
    start s = begin();
    int eyes = graph_member(s.g, s.one, "EURF", "observer", NULL), before, list[8], n = 0;
    int second = graph_device_new(s.g, s.g->devices[eyes].org, "1a", false);
    reader *r;

    (void)state;
    for (size_t i = 0; i < sizeof may / sizeof *may; i++)
        graph_act(s.g, eyes, may[i]);
    graph_certify(s.g, eyes, second);
    before = s.g->devices[eyes].newest;
    for (size_t i = 0; i < sizeof may_not / sizeof *may_not; i++) {
        list[n++] = graph_act(s.g, eyes, may_not[i]);
        graph_rewind(s.g, eyes, before);
    }
    list[n++] = graph_invite(s.g, eyes, "partner");
    r = reader_open(s.g);
    for (int i = 0; i <= before; i++)
        assert_taken(r, i);
    for (int i = 0; i < n; i++)
        assert_refused(r, list[i], "observer");
    assert_true(reader_goes_on(r, second));
    end(&s, r);
}

static void a_founding_may_name_who_joins_without_invitation(void **state)
{
    graph *g = graph_new();
    int city = graph_org_new(g, "CITY"), one = graph_device_new(g, city, "1", true);
    int arch = graph_device_new(g, graph_org_new(g, "ARCH"), "1", true);
    int other = graph_device_new(g, graph_org_new(g, "SASI"), "1", true);
    ac_json *facts, *continues = ac_json_object(), *roots = ac_json_array(), *parsed;
    char hex[AC_HEX_SIZE];
    ac_header h;
    int found, joins[2], devices[2] = { arch, other };
    reader *r;

    (void)state;
    found = graph_found(g, one); /* take its statement, write another founding */
    assert_int_equal(ac_header_decode(&h, g->c[found].header.p, g->c[found].header.len, NULL), AC_OK);
    assert_int_equal(ac_json_parse(&facts, h.facts, h.facts_len, NULL), AC_OK);
    ac_hex(hex, g->orgs[g->devices[arch].org].root.b, 32);
    ac_json_push(roots, ac_json_string(hex));
    ac_json_set(continues, "roots", roots);
    ac_json_set_hex(continues, "space", h.author.b, 32);
    ac_json_set_hex(continues, "history", h.author.b, 32);
    ac_json_set(facts, "continues", continues);
    g->devices[one].newest = -1;
    memset(&g->space, 0, sizeof g->space);
    memset(&g->devices[one].seen, 0, sizeof g->devices[one].seen);
    found = graph_put(g, one, AC_KIND_FOUND, NULL, 0, facts, NULL, 0);
    memcpy(g->space.b, g->c[found].id.b, 32);
    g->c[found].org = city;
    for (int i = 0; i < 2; i++) { /* a join without a secret: what graph_join makes, the proof left out */
        int d = devices[i], made = graph_join(g, d, found);
        assert_int_equal(ac_header_decode(&h, g->c[made].header.p, g->c[made].header.len, NULL), AC_OK);
        assert_int_equal(ac_json_parse(&parsed, h.facts, h.facts_len, NULL), AC_OK);
        ac_json_drop(parsed, "secret");
        g->devices[d].newest = -1;
        joins[i] = graph_put(g, d, AC_KIND_JOIN, &found, 1, parsed, &found, 1);
        g->c[joins[i]].org = g->devices[d].org;
        g->c[made].org = -1;
    }
    r = reader_open(g);
    assert_taken(r, found);
    assert_taken(r, joins[0]);
    assert_refused(r, joins[1], "does not name this organisation");
    assert_taken(r, graph_admit(g, one, joins[0]));
    assert_true(is_member(r, g->devices[arch].org));
    reader_close(r);
    graph_free(g);
}

/* --- devices --- */

static void a_certified_device_belongs_from_its_first_change(void **state)
{
    start s = begin();
    int third = graph_device_new(s.g, s.city, "1a", false);
    int early = note(s.g, graph_device_new(s.g, s.city, "1b", false));
    int certify = graph_certify(s.g, s.one, third), n;
    reader *r;

    (void)state;
    graph_see(s.g, third, certify);
    n = note(s.g, third);
    r = reader_open(s.g);
    assert_taken(r, s.founding);
    assert_refused(r, early, "names this device");
    assert_taken(r, certify);
    assert_taken(r, n);
    assert_why(r, n, "");
    assert_int_equal(reader_held(r, n).org, reader_org(r, s.city));
    end(&s, r);
}

static void a_chain_of_seven_certificates_holds_and_of_eight_does_not(void **state)
{
    start s = begin();
    int by = s.one, last = -1;
    reader *r;

    (void)state;
    for (int i = 1; i <= 8; i++) {
        int next = graph_device_new(s.g, s.city, "9", false);
        graph_see(s.g, next, graph_certify(s.g, by, next));
        last = graph_act(s.g, next, AC_KIND_ACK);
        by = next;
    }
    r = reader_open(s.g);
    for (int i = 0; i < last; i++)
        assert_taken(r, i);
    assert_refused(r, last, "too long");
    end(&s, r);
}

static void a_device_must_agree_to_be_certified(void **state)
{
    start s = begin();
    int third = graph_device_new(s.g, s.city, "1a", false), certify, foreign;
    int arch = graph_member(s.g, s.one, "ARCH", "partner", NULL);
    reader *r;

    (void)state;
    graph_meet(s.g, s.one, arch);
    /* The device agreed to be CITY's: ARCH cannot list it, nor can it be listed by a proof for another key. */
    foreign = graph_certify(s.g, arch, third);
    s.g->devices[third].transport = s.g->devices[arch].transport;
    s.g->devices[third].secret[0] ^= 1;
    certify = graph_certify(s.g, s.one, third);
    r = reader_open(s.g);
    for (int i = 0; i < foreign; i++)
        assert_taken(r, i);
    assert_refused(r, foreign, "did not agree");
    assert_refused(r, certify, "did not agree");
    end(&s, r);
}

static void numbers_follow_who_certified(void **state)
{
    start s = begin();
    reader *r;
    char n[AC_NUMBER_SIZE];
    int a, z = -1;

    (void)state;
    r = reader_open(s.g);
    assert_all_taken(r);
    ac_members_next_number(r->members, &s.g->devices[s.two].key, n);
    assert_string_equal(n, "2a");
    a = graph_device_new(s.g, s.city, n, false);
    graph_see(s.g, a, graph_certify(s.g, s.two, a));
    assert_all_taken(r);
    ac_members_next_number(r->members, &s.g->devices[s.two].key, n);
    assert_string_equal(n, "2b");
    ac_members_next_number(r->members, &s.g->devices[a].key, n);
    assert_string_equal(n, "2a1");
    for (int i = 0; i < 25; i++) {
        z = graph_device_new(s.g, s.city, n, false);
        graph_certify(s.g, s.two, z);
    }
    assert_all_taken(r);
    ac_members_next_number(r->members, &s.g->devices[s.two].key, n);
    assert_string_equal(n, "2aa");
    end(&s, r);
}

static void only_ones_own_devices_can_be_stopped(void **state)
{
    start s = begin();
    int arch = graph_member(s.g, s.one, "ARCH", "partner", NULL);
    int foreign = graph_revoke(s.g, s.one, arch);
    reader *r = reader_open(s.g);

    (void)state;
    for (int i = 0; i < foreign; i++)
        assert_taken(r, i);
    assert_refused(r, foreign, "its own devices only");
    end(&s, r);
}

/* --- stopping --- */

static void a_stop_keeps_what_the_stopping_device_had_received(void **state)
{
    start s = begin();
    int before = note(s.g, s.two), after, stop, knows;
    reader *r;

    (void)state;
    graph_meet(s.g, s.one, s.two);
    stop = graph_revoke(s.g, s.one, s.two);
    after = note(s.g, s.two);
    graph_see(s.g, s.two, stop);
    knows = note(s.g, s.two);
    r = reader_open(s.g);
    for (int i = 0; i < knows; i++)
        assert_taken(r, i);
    assert_refused(r, knows, "stopped"); /* its own past says so */
    assert_false(reader_goes_on(r, s.two));
    assert_true(reader_goes_on(r, s.one));
    assert_why(r, before, "");
    assert_why(r, after, "stopped");
    assert_false(counts(r, after));
    assert_true(is_member(r, s.city));
    end(&s, r);
}

static void two_devices_that_stop_each_other_are_both_stopped(void **state)
{
    start s = begin();
    int a = note(s.g, s.one), b = note(s.g, s.two), late_a, late_b;
    reader *r;

    (void)state;
    graph_meet(s.g, s.one, s.two);
    graph_revoke(s.g, s.one, s.two);
    graph_revoke(s.g, s.two, s.one);
    late_a = note(s.g, s.one);
    late_b = note(s.g, s.two);
    r = reader_open(s.g);
    assert_all_taken(r);
    assert_false(reader_goes_on(r, s.one));
    assert_false(reader_goes_on(r, s.two));
    assert_why(r, a, "");
    assert_why(r, b, "");
    assert_why(r, late_a, "stopped");
    assert_why(r, late_b, "stopped");
    end(&s, r);
}

static void what_another_party_received_in_good_standing_stays(void **state)
{
    start s = begin();
    int arch = graph_member(s.g, s.one, "ARCH", "partner", NULL), sasi, promise, stop, unseen;
    int parties[1];
    ac_counting k;
    reader *r;

    (void)state;
    sasi = graph_member(s.g, s.one, "SASI", "partner", NULL);
    graph_meet(s.g, s.one, s.two);
    graph_meet(s.g, s.one, arch);
    graph_meet(s.g, s.one, sasi);
    stop = graph_revoke(s.g, s.one, s.two);
    promise = graph_act(s.g, s.two, AC_KIND_PROPOSE);
    unseen = note(s.g, s.two);
    r = reader_open(s.g);
    for (int i = 0; i <= unseen; i++)
        assert_taken(r, i);
    assert_false(counts(r, promise));
    /* ARCH takes it in before it hears of the stop. */
    graph_see(s.g, arch, promise);
    assert_taken(r, graph_act(s.g, arch, AC_KIND_ACK));
    k = reader_counted(r, promise, NULL, -1);
    assert_true(k.is_met && !k.is_good && !k.is_contested);
    assert_string_equal(k.why, "stopped");
    assert_false(counts(r, unseen));
    /* As an act of a record its parties alone are witnesses. */
    parties[0] = s.g->devices[sasi].org;
    assert_false(reader_counted(r, promise, parties, 1).is_met);
    parties[0] = s.g->devices[arch].org;
    assert_true(reader_counted(r, promise, parties, 1).is_met);
    /* Who had heard of the stop first is no witness, and nor is the organisation itself. */
    graph_see(s.g, sasi, stop);
    graph_see(s.g, sasi, unseen);
    assert_taken(r, graph_act(s.g, sasi, AC_KIND_ACK));
    graph_see(s.g, s.one, unseen);
    assert_taken(r, note(s.g, s.one));
    assert_false(counts(r, unseen));
    end(&s, r);
}

static void an_observer_is_no_witness(void **state)
{
    start s = begin();
    int eyes = graph_member(s.g, s.one, "EURF", "observer", NULL), late;
    reader *r;

    (void)state;
    graph_meet(s.g, s.one, s.two);
    graph_revoke(s.g, s.one, s.two);
    late = note(s.g, s.two);
    graph_see(s.g, eyes, late);
    graph_act(s.g, eyes, AC_KIND_ACK);
    r = reader_open(s.g);
    assert_all_taken(r);
    assert_false(counts(r, late));
    end(&s, r);
}

static void a_stopped_key_comes_back_only_by_the_sheet(void **state)
{
    start s = begin();
    graph_line lines[2] = { { s.one, ON }, { s.two, ON } };
    int late, stop, again, sheet, n;
    reader *r;

    (void)state;
    stop = graph_revoke(s.g, s.one, s.two);
    late = note(s.g, s.two);
    again = graph_certify(s.g, s.one, s.two);
    r = reader_open(s.g);
    assert_taken(r, s.founding);
    assert_taken(r, stop);
    assert_taken(r, late);
    assert_taken(r, again);
    assert_false(reader_goes_on(r, s.two));
    sheet = graph_roster(s.g, s.one, lines, 2, &s.founding, 1);
    graph_see(s.g, s.two, sheet);
    n = note(s.g, s.two);
    assert_taken(r, sheet);
    assert_true(reader_goes_on(r, s.two));
    assert_taken(r, n);
    assert_why(r, n, "");
    assert_why(r, late, "");
    end(&s, r);
}

static void a_device_stands_by_what_its_stopped_colleague_wrote(void **state)
{
    start s = begin();
    int a, b, c, cites[1];
    reader *r;

    (void)state;
    graph_meet(s.g, s.one, s.two);
    graph_revoke(s.g, s.one, s.two);
    a = note(s.g, s.two);
    b = note(s.g, s.two);
    c = note(s.g, s.two);
    r = reader_open(s.g);
    assert_all_taken(r);
    assert_why(r, a, "stopped");
    graph_see(s.g, s.one, b);
    cites[0] = b;
    assert_taken(r, graph_ratify(s.g, s.one, cites, 1));
    assert_why(r, a, ""); /* the feed up to what is cited */
    assert_why(r, b, "");
    assert_why(r, c, "stopped");
    cites[0] = c; /* the stopped device cannot stand by itself */
    assert_taken(r, graph_ratify(s.g, s.two, cites, 1));
    assert_why(r, c, "stopped");
    end(&s, r);
}

/* --- leaving, standing --- */

static void who_left_writes_no_more_and_what_came_before_stays(void **state)
{
    start s = begin();
    int arch = graph_device_new(s.g, graph_org_new(s.g, "ARCH"), "1", true);
    int lap = graph_device_new(s.g, s.g->devices[arch].org, "2", true), before, leave, beside, after;
    reader *r;

    (void)state;
    graph_admit(s.g, s.one, graph_join(s.g, arch, graph_invite(s.g, s.one, "partner")));
    graph_meet(s.g, s.one, arch);
    graph_meet(s.g, lap, arch);
    before = note(s.g, arch);
    leave = graph_leave(s.g, arch);
    after = note(s.g, arch);
    beside = note(s.g, lap);
    r = reader_open(s.g);
    for (int i = 0; i <= leave; i++)
        assert_taken(r, i);
    assert_refused(r, after, "left");
    assert_taken(r, beside);
    assert_true(stands(r, s.g->devices[arch].org));
    assert_false(is_member(r, s.g->devices[arch].org));
    assert_why(r, before, "");
    assert_why(r, leave, "");
    assert_why(r, beside, "left");
    end(&s, r);
}

static void what_was_admitted_before_leaving_keeps_standing(void **state)
{
    start s = begin();
    int arch = graph_member(s.g, s.one, "ARCH", "partner", NULL);
    int lap = graph_device_new(s.g, s.g->devices[arch].org, "1a", false), sasi, heri;
    reader *r;

    (void)state;
    graph_see(s.g, lap, graph_certify(s.g, arch, lap));
    sasi = graph_member(s.g, arch, "SASI", "partner", NULL);
    graph_leave(s.g, arch);
    heri = graph_member(s.g, lap, "HERI", "partner", NULL); /* concurrent with the leave */
    r = reader_open(s.g);
    assert_all_taken(r);
    assert_true(is_member(r, s.g->devices[sasi].org));
    assert_false(stands(r, s.g->devices[heri].org));
    end(&s, r);
}

static void of_two_leaves_one_is_enough_to_keep_an_admit(void **state)
{
    start s = begin();
    int arch = graph_member(s.g, s.one, "ARCH", "partner", NULL);
    int lap = graph_device_new(s.g, s.g->devices[arch].org, "1a", false), sasi, act;
    reader *r;

    (void)state;
    graph_see(s.g, lap, graph_certify(s.g, arch, lap));
    sasi = graph_member(s.g, arch, "SASI", "partner", NULL);
    act = note(s.g, arch);
    graph_leave(s.g, arch);
    graph_leave(s.g, lap); /* did not know of SASI nor of the note */
    r = reader_open(s.g);
    assert_all_taken(r);
    assert_true(is_member(r, s.g->devices[sasi].org));
    assert_why(r, act, "left"); /* an act needs every leave */
    end(&s, r);
}

static void who_stood_only_through_one_falls_with_it_and_one_admit_heals(void **state)
{
    start s = begin();
    int admit, arch = graph_member(s.g, s.one, "ARCH", "partner", &admit), sasi, heri, mine, join = -1;
    reader *r;

    (void)state;
    sasi = graph_member(s.g, arch, "SASI", "partner", NULL);
    heri = graph_member(s.g, s.one, "HERI", "partner", NULL);
    mine = note(s.g, sasi);
    graph_meet(s.g, s.one, sasi);
    graph_meet(s.g, s.one, heri);
    r = reader_open(s.g);
    assert_all_taken(r);
    assert_why(r, mine, "");
    assert_taken(r, graph_unadmit(s.g, s.one, &admit, 1));
    assert_false(stands(r, s.g->devices[arch].org));
    assert_false(stands(r, s.g->devices[sasi].org));
    assert_string_equal(reader_counted(r, mine, NULL, -1).why, "fallen");
    for (int i = 0; i < s.g->n; i++)
        if (s.g->c[i].kind == AC_KIND_JOIN && s.g->c[i].device == arch)
            join = i;
    assert_taken(r, graph_admit(s.g, heri, join));
    assert_true(is_member(r, s.g->devices[arch].org));
    assert_true(is_member(r, s.g->devices[sasi].org));
    assert_why(r, mine, "");
    end(&s, r);
}

static void an_organisation_takes_back_its_own_admits_only(void **state)
{
    start s = begin();
    int admit, other, arch = graph_member(s.g, s.one, "ARCH", "partner", &admit), both[2], foreign, two;
    reader *r;

    (void)state;
    graph_member(s.g, s.one, "SASI", "partner", &other);
    graph_meet(s.g, s.one, arch);
    foreign = graph_unadmit(s.g, arch, &other, 1);
    both[0] = admit;
    both[1] = other;
    two = graph_unadmit(s.g, s.one, both, 2);
    r = reader_open(s.g);
    for (int i = 0; i < foreign; i++)
        assert_taken(r, i);
    assert_refused(r, foreign, "its own admits only");
    assert_refused(r, two, "two joins");
    end(&s, r);
}

/* --- the sheet --- */

static void a_thiefs_uncited_acts_are_void_with_the_sheet(void **state)
{
    start s = begin();
    int arch = graph_member(s.g, s.one, "ARCH", "partner", NULL), good, forged, cited, thief_partner, admit, sheet;
    graph_line lines[2] = { { s.one, ON }, { s.two, 0 } };
    ac_counting k;
    reader *r;

    (void)state;
    graph_meet(s.g, s.one, s.two);
    good = note(s.g, s.two);
    graph_see(s.g, s.one, good);
    forged = note(s.g, s.two);
    cited = note(s.g, s.two);
    thief_partner = graph_member(s.g, s.two, "EVIL", "partner", &admit);
    graph_see(s.g, arch, cited);
    graph_act(s.g, arch, AC_KIND_ACK);
    lines[1].last = good;
    sheet = graph_roster(s.g, s.one, lines, 2, &s.founding, 1);
    r = reader_open(s.g);
    for (int i = 0; i < sheet; i++)
        assert_taken(r, i);
    assert_true(is_member(r, s.g->devices[thief_partner].org));
    assert_why(r, forged, "");
    assert_taken(r, sheet);
    assert_false(stands(r, s.g->devices[thief_partner].org));
    assert_false(reader_goes_on(r, s.two));
    assert_why(r, good, "");
    k = reader_counted(r, cited, NULL, -1);
    assert_true(k.is_met && k.is_contested);
    k = reader_counted(r, forged, NULL, -1); /* in the past of cited: ARCH received it too */
    assert_true(k.is_met && k.is_contested);
    k = reader_counted(r, admit, NULL, -1);
    assert_false(k.is_good || k.is_met);
    assert_string_equal(k.why, "roster");
    end(&s, r);
}

static void a_last_good_change_that_the_statement_did_not_know_names_nothing(void **state)
{
    start s = begin();
    int hidden = note(s.g, s.two), later;
    graph_line lines[2] = { { s.one, ON }, { s.two, hidden } };
    reader *r;

    (void)state;
    later = graph_roster(s.g, s.one, lines, 2, &s.founding, 1); /* .one never received it */
    r = reader_open(s.g);
    assert_taken(r, s.founding);
    assert_taken(r, later);
    assert_taken(r, hidden);
    assert_why(r, hidden, "roster");
    end(&s, r);
}

static void of_two_concurrent_sheets_what_both_let_stand(void **state)
{
    start s = begin();
    int three = graph_device_new(s.g, s.city, "1a", false), fourth, certify, sheets[2], merged, n;
    graph_line a[2] = { { s.one, ON }, { s.two, ON } }, b[3] = { { s.one, ON }, { s.two, -1 }, { three, ON } };
    graph_line both[3] = { { s.one, ON }, { s.two, ON }, { three, ON } };
    reader *r;

    (void)state;
    graph_see(s.g, three, graph_certify(s.g, s.one, three));
    sheets[0] = graph_roster(s.g, s.two, a, 2, &s.founding, 1);
    sheets[1] = graph_roster(s.g, three, b, 3, &s.founding, 1);
    r = reader_open(s.g);
    assert_all_taken(r);
    assert_int_equal(reader_state_org(r, s.city)->nrosters, 2);
    assert_true(reader_goes_on(r, s.one));
    assert_false(reader_goes_on(r, s.two));
    assert_false(reader_goes_on(r, three));
    /* A certificate that knew only one of them does nothing. */
    fourth = graph_device_new(s.g, s.city, "1b", false);
    graph_see(s.g, s.one, sheets[0]);
    certify = graph_certify(s.g, s.one, fourth);
    assert_taken(r, certify);
    assert_false(reader_goes_on(r, fourth));
    graph_see(s.g, s.one, sheets[1]);
    assert_taken(r, graph_certify(s.g, s.one, fourth));
    assert_true(reader_goes_on(r, fourth));
    /* A third that follows both ends it. */
    merged = graph_roster(s.g, s.one, both, 3, sheets, 2);
    assert_taken(r, merged);
    assert_int_equal(reader_state_org(r, s.city)->nrosters, 1);
    assert_true(reader_goes_on(r, s.two));
    assert_false(reader_goes_on(r, fourth)); /* unknown to the new one */
    n = graph_roster(s.g, s.one, both, 3, sheets, 2); /* follows what is no longer in force */
    assert_refused(r, n, "does not follow");
    end(&s, r);
}

static void a_certificate_unknown_to_a_statement_has_no_effect(void **state)
{
    start s = begin();
    int thief = graph_device_new(s.g, s.city, "2a", false), certify, n, more, sheet;
    graph_line lines[1] = { { s.one, ON } };
    reader *r;

    (void)state;
    certify = graph_certify(s.g, s.two, thief);
    graph_see(s.g, thief, certify);
    n = note(s.g, thief);
    sheet = graph_roster(s.g, s.one, lines, 1, &s.founding, 1);
    graph_see(s.g, thief, sheet);
    more = note(s.g, thief);
    r = reader_open(s.g);
    for (int i = 0; i < more; i++)
        assert_taken(r, i);
    assert_false(reader_goes_on(r, thief));
    assert_why(r, n, "roster");
    assert_refused(r, more, "left out");
    end(&s, r);
}

static void the_sheet_undoes_a_thiefs_leave(void **state)
{
    start s = begin();
    int fresh = graph_device_new(s.g, s.city, "3", false), leave, sheet, n;
    graph_line lines[3] = { { s.one, -1 }, { s.two, ON }, { fresh, ON } };
    reader *r;

    (void)state;
    graph_meet(s.g, s.one, s.two);
    leave = graph_leave(s.g, s.one);
    graph_see(s.g, fresh, leave);
    sheet = graph_roster(s.g, fresh, lines, 3, &s.founding, 1); /* its first change */
    n = note(s.g, fresh);
    r = reader_open(s.g);
    assert_taken(r, s.founding);
    assert_taken(r, leave);
    assert_false(is_member(r, s.city));
    assert_taken(r, sheet);
    assert_taken(r, n);
    assert_true(is_member(r, s.city));
    assert_true(reader_goes_on(r, fresh));
    end(&s, r);
}

static void a_leave_that_the_sheet_lets_stand_is_kept(void **state)
{
    start s = begin();
    graph_line lines[2] = { { s.one, ON }, { s.two, ON } };
    int leave = graph_leave(s.g, s.one), sheet;
    reader *r;

    (void)state;
    graph_see(s.g, s.two, leave);
    sheet = graph_roster(s.g, s.two, lines, 2, &s.founding, 1);
    r = reader_open(s.g);
    assert_taken(r, s.founding);
    assert_taken(r, leave);
    assert_refused(r, sheet, "no member");
    end(&s, r);
}

static void a_roster_is_signed_by_the_root_in_force_and_lists_its_publisher(void **state)
{
    start s = begin();
    graph_line lines[2] = { { s.one, ON }, { s.two, ON } }, without[1] = { { s.two, ON } };
    int stranger = graph_device_new(s.g, graph_org_new(s.g, "EVIL"), "1", true), forged, bare, first, second, old;
    graph_org real = s.g->orgs[s.city];
    reader *r = reader_open(s.g);

    (void)state;
    assert_taken(r, s.founding);
    s.g->orgs[s.city] = s.g->orgs[s.g->devices[stranger].org]; /* another root, the same follows */
    forged = graph_roster(s.g, s.two, lines, 2, &s.founding, 1);
    assert_refused(r, forged, "not signed by the root");
    s.g->orgs[s.city] = real;
    bare = graph_roster(s.g, s.one, without, 1, &s.founding, 1);
    assert_refused(r, bare, "does not list the device");
    graph_rewind(s.g, s.one, s.founding);
    first = graph_roster_new_root(s.g, s.one, lines, 2, &s.founding, 1);
    assert_taken(r, first);
    second = graph_roster(s.g, s.one, lines, 2, &first, 1); /* by the new root now */
    real.nlines = s.g->orgs[s.city].nlines;
    s.g->orgs[s.city] = real;
    graph_rewind(s.g, s.one, first);
    old = graph_roster(s.g, s.one, lines, 2, &first, 1); /* by the old one */
    assert_refused(r, old, "not signed by the root");
    assert_taken(r, second);
    end(&s, r);
}

static void a_device_dropped_by_a_statement_keeps_its_name(void **state)
{
    start s = begin();
    graph_line lines[1] = { { s.one, ON } };
    const ac_state_device *d;
    int org, sheet = graph_roster(s.g, s.one, lines, 1, &s.founding, 1);
    reader *r = reader_open(s.g);

    (void)state;
    (void)sheet;
    assert_all_taken(r);
    d = ac_members_device(r->members, &s.g->devices[s.two].key, &org);
    assert_non_null(d);
    assert_string_equal(d->n, "2");
    assert_false(d->goes_on);
    end(&s, r);
}

/* --- forks, sets --- */

static void both_branches_of_a_fork_count(void **state)
{
    start s = begin();
    int a = note(s.g, s.one), b;
    reader *r;

    (void)state;
    graph_rewind(s.g, s.one, s.founding);
    b = graph_act(s.g, s.one, AC_KIND_STAMP);
    r = reader_open(s.g);
    assert_all_taken(r);
    assert_why(r, a, "");
    assert_why(r, b, "");
    assert_true(is_member(r, s.city));
    end(&s, r);
}

static void sets_come_back_from_disk_with_their_numbers(void **state)
{
    start s = begin();
    ac_members *again;
    reader *r = reader_open(s.g);
    ac_buf b = { 0 };

    (void)state;
    for (int i = 0; i < 10; i++)
        graph_meet(s.g, s.one, graph_member(s.g, i % 2 ? s.two : s.one, "ARCH", "partner", NULL));
    assert_all_taken(r);
    assert_true(ac_members_sets(r->members) > 20);
    assert_int_equal(ac_members_open(&again, r->history, r->space, &s.g->space, false, NULL), AC_OK);
    for (int i = 0; i < ac_members_sets(r->members); i++) {
        ac_buf_clear(&b);
        ac_members_set_write(r->members, i, &b);
        assert_int_equal(ac_members_set_read(again, i, b.p, b.len, NULL), AC_OK);
    }
    assert_int_equal(ac_members_set_read(again, 3, b.p, b.len, NULL), AC_ECORRUPT);
    ac_buf_free(&b);
    ac_members_close(again);
    end(&s, r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_admitted_join_makes_a_member),
        cmocka_unit_test(a_join_that_nobody_admitted_makes_no_member),
        cmocka_unit_test(a_join_proves_the_secret_of_its_invitation),
        cmocka_unit_test(coming_back_needs_new_device_keys),
        cmocka_unit_test(an_invitation_for_a_laptop_is_not_for_the_partnership),
        cmocka_unit_test(the_own_space_has_one_organisation),
        cmocka_unit_test(an_observer_reads_acks_attests_and_governs_its_own_devices),
        cmocka_unit_test(a_founding_may_name_who_joins_without_invitation),
        cmocka_unit_test(a_certified_device_belongs_from_its_first_change),
        cmocka_unit_test(a_chain_of_seven_certificates_holds_and_of_eight_does_not),
        cmocka_unit_test(a_device_must_agree_to_be_certified),
        cmocka_unit_test(numbers_follow_who_certified),
        cmocka_unit_test(only_ones_own_devices_can_be_stopped),
        cmocka_unit_test(a_stop_keeps_what_the_stopping_device_had_received),
        cmocka_unit_test(two_devices_that_stop_each_other_are_both_stopped),
        cmocka_unit_test(what_another_party_received_in_good_standing_stays),
        cmocka_unit_test(an_observer_is_no_witness),
        cmocka_unit_test(a_stopped_key_comes_back_only_by_the_sheet),
        cmocka_unit_test(a_device_stands_by_what_its_stopped_colleague_wrote),
        cmocka_unit_test(who_left_writes_no_more_and_what_came_before_stays),
        cmocka_unit_test(what_was_admitted_before_leaving_keeps_standing),
        cmocka_unit_test(of_two_leaves_one_is_enough_to_keep_an_admit),
        cmocka_unit_test(who_stood_only_through_one_falls_with_it_and_one_admit_heals),
        cmocka_unit_test(an_organisation_takes_back_its_own_admits_only),
        cmocka_unit_test(a_thiefs_uncited_acts_are_void_with_the_sheet),
        cmocka_unit_test(a_last_good_change_that_the_statement_did_not_know_names_nothing),
        cmocka_unit_test(of_two_concurrent_sheets_what_both_let_stand),
        cmocka_unit_test(a_certificate_unknown_to_a_statement_has_no_effect),
        cmocka_unit_test(the_sheet_undoes_a_thiefs_leave),
        cmocka_unit_test(a_leave_that_the_sheet_lets_stand_is_kept),
        cmocka_unit_test(a_roster_is_signed_by_the_root_in_force_and_lists_its_publisher),
        cmocka_unit_test(a_device_dropped_by_a_statement_keeps_its_name),
        cmocka_unit_test(both_branches_of_a_fork_count),
        cmocka_unit_test(sets_come_back_from_disk_with_their_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
