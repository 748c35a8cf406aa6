/* test_query.c - what lists, references, search and status say of a notebook. */
#include "tests/support/acts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* clang-format off: cmocka wants these before it */
#include <cmocka.h>
/* clang-format on */

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        fail_msg("%s: %s", ac_rc_word(rc), err->text);
}

static desk a, b, c; /* CITY, SASI, RIVR */
static ac_id p1, p2, p3, story, journal, private;

static int make_place(void **state)
{
    desk *others[] = { &b, &c };
    act_text note = { .kind = AC_KIND_NOTE };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, others, 2);
    p1 = act_propose(&a, "SASI", "{\"due\":\"2027-05-01\",\"level\":1,\"principles\":[\"equity\"]}", "{\"title\":\"plant forty trees\"}");
    p2 = act_propose(&a, "RIVR", "{\"due\":\"2026-12-01\",\"level\":2,\"principles\":[\"equity\",\"transparency\"]}",
                     "{\"title\":\"Zażółć gęślą jaźń\"}");
    note.facts = "{\"event\":\"2026-06-01\",\"type\":\"story\"}";
    note.words = "{\"text\":\"the café by the river\",\"title\":\"June\"}";
    note.cites[0] = p1;
    note.ncites = 1;
    story = desk_write(&a, &note);
    private = desk_note(&a, desk_own_space(&a), "the river of doubts");
    if (!desks_sync(&b, &a) || !desks_sync(&c, &a))
        return -1;
    desk_act(&b, AC_KIND_SIGN, p1, p1);
    p3 = act_propose(&b, "CITY,RIVR", "{}", "{\"title\":\"count the trees\"}");
    journal = desk_note(&b, b.space, "trees are counted in May");
    if (!desks_sync(&b, &a) || !desks_sync(&c, &a))
        return -1;
    return 0;
}

static int drop_place(void **state)
{
    (void)state;
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
    return 0;
}

/* --- commitments --- */

static bool put_ref(void *ctx, const ac_commitment_row *row)
{
    ac_buf_printf(ctx, "%s ", row->ref);
    return true;
}

static void listed(desk *d, const ac_commitment_filter *f, const char *want)
{
    ac_buf refs = { 0 };
    ac_err err = { 0 };

    good(ac_query_commitments(d->nb, f, put_ref, &refs, &err), &err);
    if (strcmp(ac_buf_text(&refs), want) != 0)
        fail_msg("wanted %s, listed %s", want, ac_buf_text(&refs));
    ac_buf_free(&refs);
}
#define LISTED(want, ...) listed(&a, &(ac_commitment_filter){ __VA_ARGS__ }, want)

static void lists_hold_what_the_filter_says(void **state)
{
    ac_commitment_filter wrong = { .space = -1, .state = "finished" };
    ac_err err = { 0 };

    (void)state;
    LISTED("CITY-1-1 CITY-1-2 SASI-1-1 ", .space = -1);
    LISTED("CITY-1-1 CITY-1-2 SASI-1-1 ", .space = a.space);
    LISTED("", .space = desk_own_space(&a));
    LISTED("CITY-1-1 ", .space = -1, .state = "agreed");
    LISTED("CITY-1-2 SASI-1-1 ", .space = -1, .state = "proposed");
    LISTED("CITY-1-2 SASI-1-1 ", .state = "proposed", .space = a.space);
    LISTED("CITY-1-1 SASI-1-1 ", .space = -1, .partner = "SASI");
    LISTED("CITY-1-2 SASI-1-1 ", .space = -1, .partner = "RIVR");
    LISTED("CITY-1-1 ", .space = -1, .partner = "SASI", .state = "agreed");
    LISTED("SASI-1-1 ", .space = -1, .partner = "SASI", .state = "proposed");
    LISTED("CITY-1-2 SASI-1-1 ", .space = a.space, .partner = "RIVR", .state = "proposed");
    LISTED("", .space = -1, .partner = "RIVR", .state = "agreed");
    LISTED("", .space = -1, .partner = "EURF");
    LISTED("CITY-1-2 ", .space = -1, .level = 2);
    LISTED("CITY-1-1 CITY-1-2 ", .space = -1, .principle = "equity");
    LISTED("CITY-1-2 ", .space = -1, .principle = "transparency");
    LISTED("", .space = -1, .principle = "equi"); /* whole codes */
    LISTED("CITY-1-1 ", .space = -1, .due_from = "2027-01-01");
    LISTED("CITY-1-2 ", .space = -1, .due_until = "2026-12-01"); /* that day too; without a day: not asked for by days */
    LISTED("", .space = -1, .due_from = "2026-12-02", .due_until = "2027-04-30");
    LISTED("CITY-1-1 CITY-1-2 SASI-1-1 ", .space = a.space, .waits = true);
    desk_act(&a, AC_KIND_RETRACT, p2, p2);
    LISTED("CITY-1-1 SASI-1-1 ", .space = a.space, .waits = true);
    assert_int_equal(ac_query_commitments(a.nb, &wrong, put_ref, NULL, &err), AC_EUSAGE);
}

static bool is_admit_of(void *ctx, const ac_change_row *row)
{
    ac_id *last = ctx;

    if (row->held.kind == AC_KIND_ADMIT)
        *last = row->held.id;
    return true;
}

static void what_does_not_count_is_listed_when_asked_for(void **state)
{
    act_text undo = { .kind = AC_KIND_UNADMIT, .ncites = 1 };
    ac_id late;
    ac_buf says = { 0 };
    ac_err err = { 0 };

    (void)state;
    good(ac_query_changes(a.nb, a.space, 0, 0, is_admit_of, &undo.cites[0], &err), &err); /* RIVR came last */
    desk_write(&a, &undo);
    late = act_propose(&c, "CITY", "{\"due\":\"2027-01-01\"}", "{\"title\":\"too late\"}"); /* it does not know yet */
    loose l;
    ac_fault fault;
    loose_take(&l, &c, desk_held(&c, late).n);
    assert_int_equal(desk_take(&a, &l, 1, &fault).taken, 1);
    loose_free(&l);
    LISTED("CITY-1-1 CITY-1-2 SASI-1-1 ", .space = -1);
    LISTED("CITY-1-1 CITY-1-2 SASI-1-1 RIVR-1-1 ", .space = -1, .all = true);
    desk_says(&a, late, &says); /* shown as it was proposed */
    assert_non_null(strstr(ac_buf_text(&says), "RIVR>CITY 'too late'"));
    assert_non_null(strstr(ac_buf_text(&says), "due=2027-01-01"));
    assert_non_null(strstr(ac_buf_text(&says), "not counted"));
    ac_buf_free(&says);
}

typedef struct {
    int n, stop_at;
    uint64_t last;
} counted;

static bool count_on(void *ctx, const ac_commitment_row *row)
{
    counted *k = ctx;
    uint64_t number = strtoull(strrchr(row->ref, '-') + 1, NULL, 10);

    if (number <= k->last)
        fail_msg("%s stands behind %llu", row->ref, (unsigned long long)k->last);
    k->last = number;
    return ++k->n != k->stop_at;
}

/* More than one slice: each once, in order, and none after a stop. */
static void long_lists_come_in_slices(void **state)
{
    enum { MANY = 600 };
    counted all = { 0 }, some = { .stop_at = 300 };
    const ac_commitment_filter level3 = { .space = -1, .level = 3 };
    ac_json *facts = ac_json_object(), *words = ac_json_object();
    ac_id cites[2] = { act_join_of(&a, "CITY"), act_join_of(&a, "SASI") };
    ac_writing w = { .kind = AC_KIND_PROPOSE, .cites = cites, .ncites = 2, .facts = facts, .words = words };
    ac_err err = { 0 };

    (void)state;
    ac_json_set_int(facts, "level", 3);
    ac_json_set_str(words, "title", "one of many");
    good(ac_notebook_begin(a.nb, &err), &err);
    for (int i = 0; i < MANY; i++)
        good(ac_notebook_write(a.nb, a.space, &w, NULL, &err), &err);
    good(ac_notebook_commit(a.nb, &err), &err);
    good(ac_query_commitments(a.nb, &level3, count_on, &all, &err), &err);
    assert_int_equal(all.n, MANY);
    good(ac_query_commitments(a.nb, &level3, count_on, &some, &err), &err);
    assert_int_equal(some.n, 300);
    ac_json_free(facts);
    ac_json_free(words);
}

/* --- reflections --- */

static bool put_note(void *ctx, const ac_note_row *row)
{
    ac_buf_printf(ctx, "%s %s %s%s about=%s '%s' +%d%s;", row->ref, row->org, row->type, row->is_private ? " private" : "", row->about,
                  row->title, row->addenda, row->has_words ? "" : " no words");
    return true;
}

static void noted(const ac_note_filter *f, const char *want)
{
    ac_buf out = { 0 };
    ac_err err = { 0 };

    good(ac_query_notes(a.nb, f, put_note, &out, &err), &err);
    assert_string_equal(ac_buf_text(&out), want);
    ac_buf_free(&out);
}
#define NOTED(want, ...) noted(&(ac_note_filter){ __VA_ARGS__ }, want)

static void reflections_are_listed_by_kind_author_and_what_they_are_about(void **state)
{
    act_text addendum = { .kind = AC_KIND_ADDENDUM, .record = story, .words = "{\"text\":\"and in July\"}" };
    ac_buf out = { 0 };
    ac_err err = { 0 };

    (void)state;
    desk_write(&a, &addendum);
    NOTED("CITY-1-3 CITY story about=CITY-1-1 'June' +1;CITY-1-p2 CITY journal private about= '' +0;SASI-1-2 SASI journal about= '' +0;", .space = -1);
    NOTED("CITY-1-3 CITY story about=CITY-1-1 'June' +1;", .space = -1, .type = "story");
    NOTED("CITY-1-p2 CITY journal private about= '' +0;", .space = desk_own_space(&a));
    NOTED("SASI-1-2 SASI journal about= '' +0;", .space = -1, .partner = "SASI");
    NOTED("CITY-1-3 CITY story about=CITY-1-1 'June' +1;", .space = -1, .about = desk_held(&a, p1).n);
    NOTED("", .space = -1, .about = desk_held(&a, p2).n);
    NOTED("", .space = -1, .type = "vision");
    good(ac_query_note(a.nb, desk_held(&a, journal).n, put_note, &out, &err), &err);
    assert_non_null(strstr(ac_buf_text(&out), "SASI-1-2"));
    assert_int_equal(ac_query_note(a.nb, desk_held(&a, p1).n, put_note, &out, &err), AC_EREF);
    assert_int_equal(ac_query_commitment(a.nb, desk_held(&a, story).n, put_ref, &out, &err), AC_EREF);
    ac_buf_free(&out);
}

/* --- changes --- */

static bool put_change(void *ctx, const ac_change_row *row)
{
    ac_buf_printf(ctx, "%s-%s %s %s%s%s;", row->org, row->number, row->kind, row->ref, row->why_not[0] ? " " : "", row->why_not);
    return true;
}

static void the_log_says_who_did_what_and_what_had_no_effect(void **state)
{
    act_text again = { .kind = AC_KIND_SIGN, .ncites = 1 };
    ac_buf out = { 0 };
    ac_n after;
    ac_err err = { 0 };

    (void)state;
    again.record = again.cites[0] = p1;
    after = desk_held(&a, p3).n;
    desk_force(&a, &again); /* CITY wrote it: it had signed */
    good(ac_query_changes(a.nb, a.space, desk_held(&a, p1).n, 0, put_change, &out, &err), &err);
    assert_string_equal(ac_buf_text(&out), "CITY-1 propose CITY-1-1;SASI-1 sign CITY-1-1;CITY-1 sign CITY-1-1 again;");
    ac_buf_clear(&out);
    good(ac_query_changes(a.nb, a.space, 0, after, put_change, &out, &err), &err);
    assert_non_null(strstr(ac_buf_text(&out), "SASI-1 note SASI-1-2;"));
    assert_null(strstr(ac_buf_text(&out), "propose"));
    ac_buf_free(&out);
}

/* --- references --- */

static void refers(desk *d, const char *text, ac_record_type type, const ac_id *want, const char *ref)
{
    ac_record_ref out;
    ac_err err = { 0 };

    if (ac_query_ref(d->nb, text, type, &out, &err) != AC_OK)
        fail_msg("%s: %s", text, err.text);
    if (!ac_id_eq(out.id, *want))
        fail_msg("%s means %s", text, out.ref);
    if (ref != NULL)
        assert_string_equal(out.ref, ref);
}

static void refers_to_nothing(desk *d, const char *text, ac_record_type type, const char *sentence)
{
    ac_record_ref out;
    ac_err err = { 0 };

    assert_int_equal(ac_query_ref(d->nb, text, type, &out, &err), AC_EREF);
    if (strstr(err.text, sentence) == NULL)
        fail_msg("%s: %s", text, err.text);
}

static void references_are_read_as_people_type_them(void **state)
{
    static const char *const nonsense[] = { "", "CITY", "CITY-", "CITY-1-", "-1", "CITY-1-0", "CITY-1-x", "CITY-1-1x", "1 ",
                                            "CITY-1-1~", "CITY-1-1~12", "CITY-1-1~12345", "p", "CITY-1-99999999999999999999",
                                            "A:B:1", "CITY\xc3\xa9-1-1", ":1" };

    (void)state;
    refers(&a, "CITY-1-1", AC_RECORD_ANY, &p1, "CITY-1-1");
    refers(&a, "city-1-1", AC_RECORD_COMMITMENT, &p1, "CITY-1-1");
    refers(&a, "City-1", AC_RECORD_COMMITMENT, &p1, NULL); /* any laptop of CITY's */
    refers(&a, "AIR:CITY-1-1", AC_RECORD_ANY, &p1, NULL);
    refers(&a, "air:sasi-1-1", AC_RECORD_ANY, &p3, NULL);
    refers(&a, "3", AC_RECORD_ANY, &story, NULL);
    refers(&a, "CITY-1-p2", AC_RECORD_NOTE, &private, "CITY-1-p2");
    refers(&a, "p2", AC_RECORD_ANY, &private, NULL);
    refers(&b, "2", AC_RECORD_NOTE, &journal, NULL); /* the commitments of that number are not meant */
    refers_to_nothing(&a, "1", AC_RECORD_COMMITMENT, "CITY-1-1 (plant forty trees), SASI-1-1 (count the trees)");
    refers_to_nothing(&a, "2", AC_RECORD_ANY, "could be");
    refers_to_nothing(&a, "CITY-1-3", AC_RECORD_COMMITMENT, "no commitment"); /* it is a reflection */
    refers_to_nothing(&a, "CITY-2-1", AC_RECORD_ANY, "no record");
    refers_to_nothing(&a, "CITY-1-99", AC_RECORD_ANY, "no record");
    refers_to_nothing(&a, "KRK:CITY-1-1", AC_RECORD_ANY, "no partnership");
    refers_to_nothing(&b, "CITY-1-p2", AC_RECORD_ANY, "no record"); /* private */
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++)
        refers_to_nothing(&a, nonsense[i], AC_RECORD_ANY, "");
}

/* A copied notebook writes as the same laptop: two records have one number, and four digits tell them apart. */
static void two_records_of_one_name_are_told_apart(void **state)
{
    desk copy;
    ac_id here, there;
    ac_held held;
    char ref[AC_REF_SIZE], with_digits[AC_REF_SIZE];
    loose l;
    ac_fault fault;
    ac_err err = { 0 };

    (void)state;
    desk_copy(&copy, &a);
    here = act_propose(&a, "SASI", "{}", "{\"title\":\"here\"}");
    there = act_propose(&copy, "SASI", "{}", "{\"title\":\"there\"}");
    assert_false(ac_id_eq(here, there));
    good(ac_query_ref_of(a.nb, desk_held(&a, here).n, ref, &err), &err);
    assert_string_equal(ref, "CITY-1-4"); /* alone it needs no digits */
    loose_take(&l, &copy, desk_held(&copy, there).n);
    assert_int_equal(desk_take(&a, &l, 1, &fault).taken, 1);
    loose_free(&l);
    held = desk_held(&a, there);
    snprintf(with_digits, sizeof with_digits, "CITY-1-4~%02x%02x", there.b[0], there.b[1]);
    good(ac_query_ref_of(a.nb, held.n, ref, &err), &err);
    assert_string_equal(ref, with_digits);
    refers(&a, with_digits, AC_RECORD_ANY, &there, with_digits);
    refers_to_nothing(&a, "CITY-1-4", AC_RECORD_ANY, with_digits);
    good(ac_query_ref_of(a.nb, desk_held(&a, here).n, ref, &err), &err);
    assert_true(strncmp(ref, "CITY-1-4~", 9) == 0 && strcmp(ref, with_digits) != 0);
    desk_free(&copy);
}

/* Everybody's first record has the number 1. */
static void references_are_found_among_many_feeds(void **state)
{
    enum { MANY = 70 };
    desk *others = calloc(MANY, sizeof *others);
    ac_id first[MANY];
    char ref[32];

    (void)state;
    assert_non_null(others);
    for (int i = 0; i < MANY; i++) {
        char code[8];
        desk *one[] = { &others[i] };
        loose l;
        ac_fault fault;
        snprintf(code, sizeof code, "ORG%c%c", 'A' + i / 26, 'A' + i % 26);
        desk_new(&others[i], code, 1000 + (uint64_t)i);
        desks_partners(&a, one, 1);
        first[i] = desk_note(&others[i], others[i].space, "first");
        loose_take(&l, &others[i], desk_held(&others[i], first[i]).n);
        assert_int_equal(desk_take(&a, &l, 1, &fault).taken, 1);
        loose_free(&l);
        desk_free(&others[i]);
    }
    for (int i = 0; i < MANY; i++) {
        snprintf(ref, sizeof ref, "ORG%c%c-1-1", 'A' + i / 26, 'A' + i % 26);
        refers(&a, ref, AC_RECORD_ANY, &first[i], ref);
    }
    free(others);
}

/* --- search --- */

static bool put_found(void *ctx, const ac_found_row *row)
{
    return put_change(ctx, row->change);
}

static void searched_by(const char *text, const ac_change_filter *filter, const char *want)
{
    ac_search *search = ac_search_new();
    ac_buf out = { 0 };
    ac_err err = { 0 };

    good(ac_search_add(search, text, AC_SEARCH_TYPED, &err), &err);
    good(ac_search_check(search, &err), &err);
    good(ac_query_search(a.nb, search, filter, put_found, &out, NULL, &err), &err);
    if (strcmp(ac_buf_text(&out), want) != 0)
        fail_msg("\"%s\" finds %s", text, ac_buf_text(&out));
    ac_buf_free(&out);
    ac_search_free(search);
}

static void searched(const char *text, const char *want)
{
    searched_by(text, &(ac_change_filter){ .space = -1 }, want);
}

static void search_finds_words_whatever_their_accents(void **state)
{
    (void)state;
    searched("trees", "SASI-1 note SASI-1-2;SASI-1 propose SASI-1-1;CITY-1 propose CITY-1-1;"); /* newest first */
    searched("TREES forty", "CITY-1 propose CITY-1-1;");
    searched("tre", "SASI-1 note SASI-1-2;SASI-1 propose SASI-1-1;CITY-1 propose CITY-1-1;"); /* its beginning is enough */
    searched("tre*", "SASI-1 note SASI-1-2;SASI-1 propose SASI-1-1;CITY-1 propose CITY-1-1;");
    searched("\"tre\"", "");
    searched("rees", "");
    searched("cafe", "CITY-1 note CITY-1-3;");
    searched("CAFÉ", "CITY-1 note CITY-1-3;");
    searched("gesla jazn", "CITY-1 propose CITY-1-2;");
    searched("gęślą", "CITY-1 propose CITY-1-2;");
    searched("doubts", "CITY-1 note CITY-1-p2;"); /* what is private is found here */
    searched("title", "");                        /* keys are no words */
}

static void search_is_narrowed(void **state)
{
    (void)state;
    searched("trees -forty", "SASI-1 note SASI-1-2;SASI-1 propose SASI-1-1;");
    searched_by("trees", &(ac_change_filter){ .space = a.space }, "SASI-1 note SASI-1-2;SASI-1 propose SASI-1-1;CITY-1 propose CITY-1-1;");
    searched_by("trees", &(ac_change_filter){ .space = -1, .type = "note" }, "SASI-1 note SASI-1-2;");
    searched_by("trees", &(ac_change_filter){ .space = -1, .type = "commitment" }, "SASI-1 propose SASI-1-1;CITY-1 propose CITY-1-1;");
    searched_by("trees", &(ac_change_filter){ .space = -1, .type = "decision" }, "");
    searched_by("trees", &(ac_change_filter){ .space = -1, .level = 3 }, "");
}

static void search_takes_no_orders(void **state)
{
    static const char *const orders[] = { "trees OR cafe", "trees NOT forty", "NEAR(plant trees)", "plant + trees", "words : trees", "^plant",
                                          "trees* AND", "(", ")", "\"", "\"\"", "\"trees", "'", "{a b}: c", "-", "*", "!!!", "trees\" OR \"cafe" };
    ac_buf out = { 0 };
    ac_err err = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        ac_search *search = ac_search_new();
        ac_buf_clear(&out);
        good(ac_search_add(search, orders[i], AC_SEARCH_TYPED, &err), &err);
        if (ac_search_check(search, NULL) == AC_OK) /* else there is no letter to search for */
            good(ac_query_search(a.nb, search, &(ac_change_filter){ .space = -1 }, put_found, &out, NULL, &err), &err);
        if (strstr(orders[i], "cafe") != NULL && out.len > 0)
            fail_msg("%s was understood as an order", orders[i]); /* no text holds all of its words */
        ac_search_free(search);
    }
    ac_buf_free(&out);
}

static void what_does_not_count_is_not_found(void **state)
{
    act_text undo = { .kind = AC_KIND_UNADMIT, .ncites = 1 };
    loose l;
    ac_fault fault;
    ac_id late;
    ac_err err = { 0 };

    (void)state;
    good(ac_query_changes(a.nb, a.space, 0, 0, is_admit_of, &undo.cites[0], &err), &err);
    desk_write(&a, &undo);
    late = desk_note(&c, c.space, "nobody vouches for this");
    loose_take(&l, &c, desk_held(&c, late).n);
    assert_int_equal(desk_take(&a, &l, 1, &fault).taken, 1);
    loose_free(&l);
    searched("vouches", "");
    searched_by("vouches", &(ac_change_filter){ .space = -1, .all = true }, "RIVR-1 note RIVR-1-1 fallen;");
    good(ac_admit(a.nb, a.space, "RIVR", &err), &err);
    searched("vouches", "RIVR-1 note RIVR-1-1;");
}

/* --- who has what --- */

static const ac_partner_row *partner(desk *d, const char *code, ac_partner_row **list)
{
    size_t n;
    ac_err err = { 0 };

    free(*list);
    good(ac_query_partners(d->nb, d->space, list, &n, &err), &err);
    for (size_t i = 0; i < n; i++)
        if (strcmp((*list)[i].code, code) == 0)
            return &(*list)[i];
    fail_msg("no partner %s", code);
    return NULL;
}

static void hand_over(desk *from, ac_id id, desk *to)
{
    loose l;
    ac_fault fault;

    loose_take(&l, from, desk_held(from, id).n);
    assert_int_equal(desk_take(to, &l, 1, &fault).taken, 1);
    loose_free(&l);
}

static void they_have_what_they_said_they_have(void **state)
{
    ac_partner_row *list = NULL;
    const ac_partner_row *row;
    ac_id p, ack;
    ac_err err = { 0 };

    (void)state;
    row = partner(&a, "SASI", &list);
    assert_true(row->has_all && row->waiting == 0 && !row->is_verified);
    assert_string_equal(row->role, "partner");
    assert_string_equal(row->standing, "member");

    p = act_propose(&a, "SASI", "{}", "{\"title\":\"ask for a receipt\"}");
    row = partner(&a, "SASI", &list);
    assert_true(!row->has_all && row->waiting == 1);
    hand_over(&a, p, &b); /* b has it, and a cannot know */
    row = partner(&a, "SASI", &list);
    assert_int_equal(row->waiting, 1);
    good(ac_notebook_ack(b.nb, b.space, &ack, &err), &err);
    hand_over(&b, ack, &a); /* now b has said so, signed */
    row = partner(&a, "SASI", &list);
    assert_true(row->has_all && row->waiting == 0);
    row = partner(&a, "RIVR", &list);
    assert_int_equal(row->waiting, 1); /* of RIVR it says nothing */

    /* a reflection needs no receipt: the signed end of a session says it */
    ac_id note = desk_note(&a, a.space, "for all of you");
    assert_int_equal(partner(&a, "SASI", &list)->waiting, 1);
    hand_over(&a, note, &b);
    assert_int_equal(partner(&a, "SASI", &list)->waiting, 1);
    a.world.now_ms += 5000;
    assert_true(desks_sync(&b, &a));
    row = partner(&a, "SASI", &list);
    assert_true(row->has_all && row->last_met_ms == a.world.now_ms);
    /* b brings it to c: a knows once it hears from c */
    assert_true(desks_sync(&c, &b));
    assert_false(partner(&a, "RIVR", &list)->has_all);
    assert_true(desks_sync(&b, &a)); /* b brings back what c wrote: its receipt of what binds */
    assert_int_equal(partner(&a, "RIVR", &list)->waiting, 2); /* c owed none for the promise of others, nor for a reflection */
    ac_id theirs = desk_note(&c, c.space, "thank you");
    assert_true(desks_sync(&c, &b));
    assert_true(desks_sync(&b, &a));
    (void)theirs;
    assert_true(partner(&a, "RIVR", &list)->has_all); /* what it wrote rests on all of it */
    free(list);
}

/* A join is written with the invitation alone in hand: it says nothing of the history below. */
static void who_only_joined_is_not_known_to_have_anything(void **state)
{
    desk d;
    ac_invitation inv;
    ac_buf join = { 0 };
    uint8_t sig[64];
    ac_id id;
    ac_partner_row *list = NULL;
    const ac_partner_row *row;
    ac_err err = { 0 };

    (void)state;
    desk_new(&d, "EURF", 4);
    good(ac_invite_write(a.nb, a.space, "partner", false, NULL, 0, &inv, &err), &err);
    good(ac_join_make(d.nb, &inv, &join, sig, &id, &err), &err);
    good(ac_join_take(a.nb, join.p, join.len, sig, &id, &err), &err);
    row = partner(&a, "EURF", &list);
    assert_true(!row->has_all && row->waiting > 8);
    free(list);
    ac_buf_free(&join);
    ac_invitation_free(&inv);
    desk_free(&d);
}

static void comparing_is_remembered(void **state)
{
    ac_partner_row *list = NULL;
    const ac_partner_row *row = partner(&a, "SASI", &list);
    ac_err err = { 0 };

    (void)state;
    assert_false(row->is_verified);
    good(ac_partner_verified(a.nb, a.space, row->org, &err), &err);
    assert_true(partner(&a, "SASI", &list)->is_verified);
    assert_false(partner(&a, "RIVR", &list)->is_verified);
    assert_false(partner(&b, "CITY", &list)->is_verified); /* each compares for itself */
    assert_int_equal(ac_partner_verified(a.nb, a.space, 99, &err), AC_EREF);
    free(list);
}

/* --- partnerships --- */

static void the_partnership_in_use(void **state)
{
    ac_partnership p;
    ac_space second;
    ac_err err = { 0 };

    (void)state;
    good(ac_query_partnership(a.nb, NULL, &p, &err), &err); /* the only one */
    assert_string_equal(p.code, "AIR");
    assert_int_equal(ac_query_partnership(a.nb, "WAT", &p, &err), AC_EREF);
    good(ac_partnership_start(a.nb, "Clean Water", "WAT", &second, &err), &err);
    assert_int_equal(ac_query_partnership(a.nb, NULL, &p, &err), AC_EREF); /* which? */
    assert_int_equal(ac_partnership_use(a.nb, "KRK", &err), AC_EREF);
    good(ac_partnership_use(a.nb, "wat", &err), &err);
    good(ac_query_partnership(a.nb, NULL, &p, &err), &err);
    assert_true(ac_space_eq(p.id, second));
    good(ac_query_partnership(a.nb, "air", &p, &err), &err);
    assert_int_equal(p.space, a.space);
    assert_int_equal(p.changes, desk_count(&a));
    /* what is typed without a code is looked for in the one in use, and in the own space */
    refers_to_nothing(&a, "CITY-1-1", AC_RECORD_ANY, "no record");
    refers(&a, "AIR:CITY-1-1", AC_RECORD_ANY, &p1, NULL);
    refers(&a, "CITY-1-p2", AC_RECORD_ANY, &private, NULL);
}

/* Two partners name it at once: both notebooks show the same code. */
static void two_codes_at_once_read_alike(void **state)
{
    act_text name = { .kind = AC_KIND_EDIT, .facts = "{\"code\":\"ONE\",\"fields\":[\"code\"]}" };
    ac_space space = desk_space(&a);
    ac_partnership here, there;
    ac_err err = { 0 };

    (void)state;
    name.record = ac_id_of(space.b);
    desk_write(&a, &name);
    name.facts = "{\"code\":\"TWO\",\"fields\":[\"code\"]}";
    desk_write(&b, &name);
    assert_true(desks_sync(&b, &a));
    good(ac_query_partnership(a.nb, NULL, &here, &err), &err);
    good(ac_query_partnership(b.nb, NULL, &there, &err), &err);
    assert_string_equal(here.code, there.code);
    name.facts = "{\"code\":\"SIX\",\"fields\":[\"code\"]}";
    desk_write(&a, &name); /* who knows both settles it */
    good(ac_query_partnership(a.nb, NULL, &here, &err), &err);
    assert_string_equal(here.code, "SIX");
}

#define T(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(lists_hold_what_the_filter_says),
        T(what_does_not_count_is_listed_when_asked_for),
        T(long_lists_come_in_slices),
        T(reflections_are_listed_by_kind_author_and_what_they_are_about),
        T(the_log_says_who_did_what_and_what_had_no_effect),
        T(references_are_read_as_people_type_them),
        T(two_records_of_one_name_are_told_apart),
        T(references_are_found_among_many_feeds),
        T(search_finds_words_whatever_their_accents),
        T(search_is_narrowed),
        T(search_takes_no_orders),
        T(what_does_not_count_is_not_found),
        T(they_have_what_they_said_they_have),
        T(who_only_joined_is_not_known_to_have_anything),
        T(comparing_is_remembered),
        T(the_partnership_in_use),
        T(two_codes_at_once_read_alike),
    };

    if (!ac_crypto_init())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
