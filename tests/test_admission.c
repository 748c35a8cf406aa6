/* test_admission.c - foundings, joins and recovery lists that are not what they say: refused, each for its reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/graph.h"

#include <string.h>

#define ON GRAPH_GOES_ON

#define assert_taken(r, change)                        \
    do {                                               \
        if (!reader_take(r, change))                   \
            fail_msg("refused: %s", (r)->why);         \
    } while (0)
#define assert_refused(r, change, reason)              \
    do {                                               \
        assert_false(reader_take(r, change));          \
        if (strstr((r)->why, reason) == NULL)          \
            fail_msg("refused because: %s", (r)->why); \
    } while (0)

typedef struct {
    graph *g;
    int city, one, two;
} start;

static start keys(void)
{
    start s = { .g = graph_new() };

    s.city = graph_org_new(s.g, "CITY");
    s.one = graph_device_new(s.g, s.city, "1", true);
    s.two = graph_device_new(s.g, s.city, "2", true);
    return s;
}

static void end(start *s, reader *r)
{
    reader_close(r);
    graph_free(s->g);
}

static ac_json *facts_of(const graph *g, int change)
{
    ac_header h;
    ac_json *facts = NULL;

    assert_int_equal(ac_header_decode(&h, g->c[change].header.p, g->c[change].header.len, NULL), AC_OK);
    assert_int_equal(ac_json_parse(&facts, h.facts, h.facts_len, NULL), AC_OK);
    return facts;
}

/* The statement under another name, its signature kept. */
static void rename_in(ac_json *facts)
{
    ac_json *statement = ac_json_copy(ac_json_get(facts, "statement"));

    assert_true(ac_json_set_str(statement, "name", "Somebody else"));
    assert_true(ac_json_set(facts, "statement", statement));
}

/* A founding with these facts, in a space of its own. */
static int found_again(start *s, ac_json *facts)
{
    int i;

    memset(&s->g->space, 0, sizeof s->g->space);
    s->g->devices[s->one].newest = -1;
    memset(&s->g->devices[s->one].seen, 0, sizeof s->g->devices[s->one].seen);
    i = graph_put(s->g, s->one, AC_KIND_FOUND, NULL, 0, facts, NULL, 0);
    memcpy(s->g->space.b, s->g->c[i].id.b, 32);
    return i;
}

static void a_founding_is_signed_by_its_root(void **state)
{
    start s = keys();
    ac_json *facts = facts_of(s.g, graph_found(s.g, s.one));
    int forged;
    reader *r;
    (void)state;

    rename_in(facts);
    forged = found_again(&s, facts);
    r = reader_open(s.g);
    assert_refused(r, forged, "not signed by its root");
    end(&s, r);
}

/* A recovery list is for one space and follows others: it founds nothing, though the root signed it. */
static void a_recovery_list_founds_nothing(void **state)
{
    start s = keys();
    int founding = graph_found(s.g, s.one), wrong;
    graph_line lines[1] = { { s.one, ON } };
    ac_json *list = facts_of(s.g, graph_roster(s.g, s.one, lines, 1, &founding, 1)), *facts = facts_of(s.g, founding);
    reader *r;
    (void)state;

    ac_json_set(facts, "statement", ac_json_copy(ac_json_get(list, "statement")));
    ac_json_free(list);
    wrong = found_again(&s, facts);
    r = reader_open(s.g);
    assert_refused(r, wrong, "not signed by its root");
    end(&s, r);
}

static void a_founding_lists_who_writes_it(void **state)
{
    start s = keys();
    ac_json *facts;
    int wrong, stranger = graph_device_new(s.g, s.city, "3", false);
    reader *r;
    (void)state;

    facts = facts_of(s.g, graph_found(s.g, s.one));
    memset(&s.g->space, 0, sizeof s.g->space);
    wrong = graph_put(s.g, stranger, AC_KIND_FOUND, NULL, 0, facts, NULL, 0);
    memcpy(s.g->space.b, s.g->c[wrong].id.b, 32);
    r = reader_open(s.g);
    assert_refused(r, wrong, "does not list this device");
    end(&s, r);
}

static void a_founding_stands_first(void **state)
{
    start s = keys();
    int founding = graph_found(s.g, s.one), again;
    reader *r = reader_open(s.g);
    (void)state;

    assert_taken(r, founding);
    graph_see(s.g, s.two, founding);
    again = graph_put(s.g, s.two, AC_KIND_FOUND, NULL, 0, facts_of(s.g, founding), NULL, 0);
    assert_refused(r, again, "at the beginning and nowhere else");
    end(&s, r);
}

static void a_newcomer_is_signed_for_by_its_root(void **state)
{
    start s = keys();
    int founding = graph_found(s.g, s.one), invite = graph_invite(s.g, s.one, "partner"), join, forged;
    int arch = graph_device_new(s.g, graph_org_new(s.g, "ARCH"), "1", true);
    ac_json *facts;
    reader *r = reader_open(s.g);
    (void)state;

    join = graph_join(s.g, arch, invite);
    facts = facts_of(s.g, join);
    rename_in(facts);
    s.g->devices[arch].newest = -1;
    forged = graph_put(s.g, arch, AC_KIND_JOIN, &invite, 1, facts, &invite, 1);
    assert_taken(r, founding);
    assert_taken(r, invite);
    assert_refused(r, forged, "not signed by its root");
    assert_taken(r, join);
    end(&s, r);
}

static void a_join_rests_on_its_invitation_alone(void **state)
{
    start s = keys();
    int founding = graph_found(s.g, s.one), invite = graph_invite(s.g, s.one, "partner"), more, join, late;
    int arch = graph_device_new(s.g, graph_org_new(s.g, "ARCH"), "1", true), deps[2];
    ac_json *facts;
    reader *r = reader_open(s.g);
    (void)state;

    graph_see(s.g, s.two, invite);
    more = graph_act(s.g, s.two, AC_KIND_ACK);
    join = graph_join(s.g, arch, invite);
    facts = facts_of(s.g, join);
    s.g->devices[arch].newest = -1;
    deps[0] = invite;
    deps[1] = more;
    late = graph_put(s.g, arch, AC_KIND_JOIN, &invite, 1, ac_json_copy(facts), deps, 2);
    for (int i = founding; i <= more; i++)
        assert_taken(r, i);
    assert_refused(r, late, "rests on its invitation alone");
    s.g->devices[arch].newest = -1;
    late = graph_put(s.g, arch, AC_KIND_JOIN, &invite, 1, facts, &more, 1); /* knows it, and rests on something later */
    assert_refused(r, late, "rests on its invitation alone");
    assert_taken(r, join);
    end(&s, r);
}

/* What a recovery list says it follows and what the change cites are one thing. */
static void a_recovery_list_cites_what_it_follows(void **state)
{
    start s = keys();
    int founding = graph_found(s.g, s.one), first, second, wrong;
    graph_line lines[2] = { { s.one, ON }, { s.two, ON } };
    ac_json *facts;
    reader *r = reader_open(s.g);
    (void)state;

    first = graph_roster(s.g, s.one, lines, 2, &founding, 1);
    second = graph_roster(s.g, s.one, lines, 2, &first, 1);
    facts = facts_of(s.g, second);
    assert_taken(r, founding);
    assert_taken(r, first);
    graph_rewind(s.g, s.one, first);
    wrong = graph_put(s.g, s.one, AC_KIND_ROSTER, &founding, 1, facts, NULL, 0);
    assert_refused(r, wrong, "does not follow what was in force");
    graph_rewind(s.g, s.one, first);
    wrong = graph_put(s.g, s.one, AC_KIND_ROSTER, &first, 1, facts_of(s.g, first), NULL, 0);
    assert_refused(r, wrong, "does not follow what was in force");
    assert_taken(r, second);
    end(&s, r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_founding_is_signed_by_its_root),
        cmocka_unit_test(a_recovery_list_founds_nothing),
        cmocka_unit_test(a_founding_lists_who_writes_it),
        cmocka_unit_test(a_founding_stands_first),
        cmocka_unit_test(a_newcomer_is_signed_for_by_its_root),
        cmocka_unit_test(a_join_rests_on_its_invitation_alone),
        cmocka_unit_test(a_recovery_list_cites_what_it_follows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
