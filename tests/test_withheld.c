/* test_withheld.c - words that wait for their reveal: no way out before it, every way in after it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/audit.h"
#include "core/kind.h"
#include "core/query.h"
#include "sync/bundle.h"
#include "sync/folder.h"
#include "tests/support/acts.h"
#include "tests/support/answers.h"
#include "tests/support/vector.h"

#define SECRET "we are not heard when it matters"

static char dir[128];

static int setup(void **state)
{
    (void)state;
    scratch_make(dir, sizeof dir);
    return ac_crypto_init() ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    scratch_remove(dir);
    return 0;
}

static const char *file(const char *name)
{
    static char path[4][256];
    static int next;
    char *p = path[next++ & 3];

    snprintf(p, sizeof path[0], "%s/%s", dir, name);
    return p;
}

static const char *written(desk *d, const char *name, const char *for_code, bool is_open)
{
    ac_partnership p = { .space = d->space, .id = desk_space(d), .code = "AIR" };
    const char *path = file(name);
    ac_export what = { .path = path, .for_code = for_code, .is_open = is_open };
    ac_export_report report;
    ac_err err = { 0 };

    unlink(path);
    if (ac_bundle_write(d->nb, &p, &what, &report, &err) != AC_OK)
        fail_msg("export: %s", err.text);
    return path;
}

static ac_import_report taken(desk *d, const char *path)
{
    ac_import_report report;
    ac_err err = { 0 };

    if (ac_bundle_read(d->nb, path, false, &report, &err) != AC_OK)
        fail_msg("import: %s", err.text);
    return report;
}

static void told(void *ctx, const char *name, const ac_import_report *report, ac_rc rc, const char *why)
{
    (void)ctx;
    (void)name;
    (void)report;
    if (rc != AC_OK)
        fail_msg("%s", why);
}

static void folder(desk *d, const char *where)
{
    ac_folder_report report;
    ac_err err = { 0 };

    if (ac_folder_sync(d->nb, where, NULL, told, NULL, &report, &err) != AC_OK)
        fail_msg("folder: %s", err.text);
    assert_int_equal(report.bad, 0);
}

static bool found(void *ctx, const ac_found_row *row)
{
    (void)row;
    ++*(int *)ctx;
    return true;
}

static int search(desk *d, const char *text)
{
    ac_search *what = ac_search_new();
    int n = 0;

    assert_int_equal(ac_search_add(what, text, AC_SEARCH_TYPED, NULL), AC_OK);
    assert_int_equal(ac_query_search(d->nb, what, &(ac_change_filter){ .space = d->space }, found, &n, NULL, NULL), AC_OK);
    ac_search_free(what);
    return n;
}

/* --- no way out --- */

/* A session, with all that passes looked through. */
static void session(desk *client, desk *server, bool may_carry, const char *secret)
{
    line_tap tap = { 0 };
    wire_line line = { .each = tap_each, .ctx = &tap };

    line_open(&line, client, server, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    assert_true(may_carry || (!tap_has(&tap, true, secret, strlen(secret)) && !tap_has(&tap, false, secret, strlen(secret))));
    line_close(&line);
    tap_free(&tap);
}

static void nothing_leaves_before_the_reveal(void **state)
{
    desk a, b, c;
    ac_id question, answer;

    (void)state;
    three_partners(&a, &b, &c);
    assert_int_equal(mkdir(file("drive"), 0700), 0);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, SECRET);
    assert_true(desk_file_has(&a, SECRET) && search(&a, "heard") == 1);

    session(&b, &a, false, SECRET); /* dialled */
    assert_true(desk_held(&b, answer).n != 0 && !has_words(&b, &answer));
    session(&a, &c, false, SECRET); /* pushed */
    assert_true(desk_held(&c, answer).n != 0);
    assert_false(file_has(written(&a, "open", NULL, true), SECRET));
    assert_true(file_has(file("open"), "how do we decide together?")); /* what is not withheld is in it */
    taken(&b, file("open"));
    taken(&b, written(&a, "sealed", "SASI", false));
    taken(&c, written(&a, "for-all", NULL, false));
    folder(&a, file("drive"));
    folder(&b, file("drive"));
    folder(&c, file("drive"));

    for (int i = 0; i < 2; i++) {
        desk *d = i == 0 ? &b : &c;
        assert_false(desk_file_has(d, SECRET));
        assert_int_equal(search(d, "heard"), 0);
        assert_true(missing(d) == 0); /* nobody waits for what is withheld */
        proves_itself(d);
    }
    proves_itself(&a);
    assert_true(has_words(&a, &answer));
    free_three(&a, &b, &c);
}

/* What a reveal allows holds when it is durable, and not before. */
static void an_open_transaction_reveals_nothing(void **state)
{
    desk a, b, c;
    ac_id question, answer;
    ac_held held;
    ac_leaving leaving = { 0 };
    ac_err err = { 0 };

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, SECRET);
    held = desk_held(&a, answer);
    assert_int_equal(ac_notebook_begin(a.nb, &err), AC_OK);
    assert_int_equal(ac_reveal_write(a.nb, a.space, &held.n, 1, NULL, &err), AC_OK);
    held = desk_held(&a, answer);
    assert_false(ac_words_may_leave(a.nb, &held));
    ac_notebook_rollback(a.nb);
    held = desk_held(&a, answer);
    assert_false(ac_words_may_leave(a.nb, &held));
    assert_int_equal(ac_leaving_read(a.nb, &held, false, &leaving, &err), AC_OK);
    assert_true(leaving.state == AC_WORDS_WITHHELD && leaving.words.len == 0);
    assert_int_equal(ac_leaving_read(a.nb, &held, true, &leaving, &err), AC_OK); /* to a laptop of ours */
    assert_true(leaving.state == AC_WORDS_HERE && leaving.words.len > 32);
    /* the flag alone does not open it: the signed text is asked */
    held.flags &= ~AC_HELD_WITHHELD;
    assert_int_equal(ac_leaving_read(a.nb, &held, false, &leaving, &err), AC_OK);
    assert_true(leaving.state == AC_WORDS_WITHHELD && leaving.words.len == 0);
    desk_reveal(&a, &answer, 1);
    held = desk_held(&a, answer);
    assert_true(ac_words_may_leave(a.nb, &held));
    assert_int_equal(ac_leaving_read(a.nb, &held, false, &leaving, &err), AC_OK);
    assert_true(leaving.state == AC_WORDS_HERE);
    assert_int_equal(ac_notebook_begin(a.nb, &err), AC_OK); /* any transaction: what is in it may be undone */
    assert_false(ac_words_may_leave(a.nb, &held));
    ac_notebook_rollback(a.nb);
    ac_leaving_free(&leaving);
    free_three(&a, &b, &c);
}

static bool keep_text(void *ctx, const ac_note_row *row)
{
    snprintf(ctx, 200, "%s", row->text);
    return false;
}

/* What is printed to be handed on says no more than what travels. */
static void what_is_printed_for_others_leaves_it_out(void **state)
{
    desk a, b, c;
    ac_id note;
    ac_n n;
    char text[200] = "";
    ac_json *words = NULL;

    (void)state;
    three_partners(&a, &b, &c);
    note = desk_write(&a, &(act_text){ .kind = AC_KIND_NOTE, .facts = "{\"type\":\"concern\",\"withheld\":true}",
                                       .words = "{\"text\":\"" SECRET "\"}" });
    n = desk_held(&a, note).n;
    for (int i = 0; i < 3; i++) { /* for us, for others, for others once it is revealed */
        bool shown = i != 1;
        ac_query_for_others(a.nb, i > 0);
        if (i == 2)
            desk_reveal(&a, &note, 1);
        assert_int_equal(ac_query_words(a.nb, n, &words, NULL), AC_OK);
        assert_true((words != NULL) == shown);
        ac_json_free(words);
        assert_int_equal(ac_query_note(a.nb, n, keep_text, text, NULL), AC_OK);
        assert_true((strcmp(text, SECRET) == 0) == shown);
    }
    proves_itself(&a);
    free_three(&a, &b, &c);
}

/* --- ways in --- */

static void a_session_brings_revealed_words(void **state)
{
    desk a, b, c;
    ac_id question, answer;
    line_tap tap = { 0 };
    wire_line line = { .each = tap_each, .ctx = &tap };

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, SECRET);
    assert_true(desks_sync(&b, &a) && desks_sync(&c, &a));
    desk_reveal(&a, &answer, 1);
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    assert_true(ac_exchange_result_of(line.client)->spaces[0].words == 1);
    assert_true(ac_exchange_result_of(line.client)->spaces[0].missing == 0);
    assert_int_equal(tap_count(&tap, true, AC_F_BODIES), 1);
    assert_int_equal(tap_count(&tap, false, AC_F_BODY), 1);
    assert_int_equal(tap_count(&tap, true, AC_F_FINAL), 2);
    assert_int_equal(tap_count(&tap, false, AC_F_FINAL), 2);
    line_close(&line);
    tap_free(&tap);
    assert_true(has_words(&b, &answer) && search(&b, "heard") == 1 && missing(&b) == 0);
    proves_itself(&b);

    /* and on from there, by whoever has them */
    session(&c, &b, true, SECRET);
    assert_true(has_words(&c, &answer) && search(&c, "heard") == 1);
    proves_itself(&c);
    /* nothing is asked for twice */
    line = (wire_line){ .each = tap_each, .ctx = &tap };
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_int_equal(tap_count(&tap, true, AC_F_BODIES) + tap_count(&tap, false, AC_F_BODIES), 0);
    line_close(&line);
    tap_free(&tap);
    free_three(&a, &b, &c);
}

/* Whoever comes after the reveal gets the words with the changes. */
static void who_comes_later_gets_all_at_once(void **state)
{
    desk a, b, c;
    ac_id question, answer;

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, SECRET);
    desk_reveal(&a, &answer, 1);
    session(&b, &a, true, SECRET);
    assert_true(has_words(&b, &answer) && missing(&b) == 0);
    free_three(&a, &b, &c);
}

static void bundles_bring_revealed_words(void **state)
{
    desk a, b, c;
    ac_id question, answer;
    ac_import_report r;

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, SECRET);
    assert_true(desks_sync(&b, &a)); /* b is known to hold the header */
    desk_reveal(&a, &answer, 1);
    r = taken(&b, written(&a, "sealed", "SASI", false));
    assert_true(r.words == 1 && has_words(&b, &answer) && search(&b, "heard") == 1);
    proves_itself(&b);
    /* c by a file that anybody can read */
    assert_true(file_has(written(&a, "open", NULL, true), SECRET));
    taken(&c, file("open"));
    assert_true(has_words(&c, &answer));
    /* what b has said to have is not sent again */
    assert_true(desks_sync(&b, &a));
    r = taken(&b, written(&a, "again", "SASI", false));
    assert_true(r.words == 0 && r.taken == 0 && r.known == 0);
    free_three(&a, &b, &c);
}

static void a_folder_brings_revealed_words(void **state)
{
    desk a, b, c;
    ac_id question, answer;

    (void)state;
    three_partners(&a, &b, &c);
    assert_int_equal(mkdir(file("shared"), 0700), 0);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, SECRET);
    folder(&a, file("shared"));
    folder(&b, file("shared"));
    folder(&a, file("shared")); /* b's receipt: it has the header */
    assert_true(desk_held(&b, answer).n != 0 && !has_words(&b, &answer));
    desk_reveal(&a, &answer, 1);
    folder(&a, file("shared"));
    folder(&b, file("shared"));
    assert_true(has_words(&b, &answer) && search(&b, "heard") == 1);
    free_three(&a, &b, &c);
}

/* A reveal that came by another way than the words: they are missing, said to be, and asked for. */
static void words_are_missing_after_the_reveal_until_they_come(void **state)
{
    desk a, b, c;
    ac_id question, answer;
    wire_line line = { .now_ms = 0 };

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, SECRET);
    assert_true(desks_sync(&b, &a) && desks_sync(&c, &a));
    assert_true(missing(&b) == 0);
    desk_reveal(&a, &answer, 1);
    /* cut when the reveal has gone over and the words have not */
    for (line.cut_after = 6; missing(&b) == 0; line.cut_after++) {
        assert_true(line.cut_after < 40);
        line = (wire_line){ .cut_after = line.cut_after };
        line_open(&line, &b, &a, NULL);
        line_run(&line);
        line_close(&line);
        assert_false(has_words(&b, &answer));
    }
    assert_true(missing(&b) == 1);
    proves_itself(&b);
    /* c, who has neither words nor reveal, meets b: b has not got them, and that holds up nobody */
    session(&c, &b, false, SECRET);
    assert_true(missing(&b) == 1 && missing(&c) == 1);
    session(&c, &a, true, SECRET);
    assert_true(missing(&c) == 0 && has_words(&c, &answer));
    session(&b, &c, true, SECRET); /* the server may lack them as well as the client */
    assert_true(missing(&b) == 0 && has_words(&b, &answer));
    proves_itself(&b);
    free_three(&a, &b, &c);
}

/* --- our other laptop --- */

static void own_laptops_hold_withheld_words(void **state)
{
    desk a, b, c, l;
    ac_invitation inv = { 0 };
    ac_buf apply = { 0 };
    ac_exchange_config config = { .invitation = &inv, .apply = &apply };
    wire_line line = { .now_ms = 0 };
    ac_space space;
    ac_id question, answer, second;
    bool done = false;

    (void)state;
    three_partners(&a, &b, &c);
    space = desk_space(&a);
    desk_new_laptop(&l, "tram", 9);
    assert_int_equal(ac_invite_write(a.nb, desk_own_space(&a), "device", false, NULL, 0, &inv, NULL), AC_OK);
    assert_int_equal(ac_apply_make(l.nb, &inv, "tram", &apply, NULL), AC_OK);
    line_open(&line, &l, &a, &config);
    line_run(&line);
    line_close(&line);
    assert_int_equal(ac_apply_finish(l.nb, NULL, 0, &done, NULL), AC_OK);
    assert_true(done);
    assert_true(desks_sync(&l, &a));
    desk_find_space(&l, &space);
    ac_invitation_free(&inv);
    ac_buf_free(&apply);

    question = desk_question(&a);
    answer = desk_answer(&a, &question, SECRET);
    assert_true(desks_sync(&l, &a)); /* straight from the one to the other: with the words */
    assert_true(has_words(&l, &answer) && search(&l, "heard") == 1);
    second = desk_answer(&a, &question, "and nobody asks the ferry");
    assert_true(desks_sync(&b, &a));
    assert_true(desks_sync(&l, &b)); /* through a partner: without */
    assert_true(desk_held(&l, second).n != 0 && !has_words(&l, &second) && missing(&l) == 0);
    assert_true(desks_sync(&l, &a)); /* then they are asked for */
    assert_true(has_words(&l, &second) && search(&l, "ferry") == 1);
    assert_false(desk_file_has(&b, SECRET) || desk_file_has(&b, "ferry"));
    proves_itself(&l);
    /* the other laptop keeps them back as the first one does, and may reveal them */
    session(&b, &l, false, SECRET);
    desk_reveal(&l, &answer, 1);
    session(&b, &l, true, SECRET);
    assert_true(has_words(&b, &answer) && !has_words(&b, &second));
    assert_false(desk_file_has(&b, "ferry"));
    desk_free(&l);
    free_three(&a, &b, &c);
}

/* --- which reveals have an effect --- */

static void only_ones_own_withheld_words_are_revealed(void **state)
{
    desk a, b, c;
    ac_id question, answer, note;
    ac_n n;
    ac_err err = { 0 };

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, SECRET);
    note = desk_note(&b, b.space, "nothing of this is withheld");
    assert_true(desks_sync(&b, &a));
    n = desk_held(&b, answer).n;
    assert_int_equal(ac_notebook_begin(b.nb, NULL), AC_OK);
    assert_int_equal(ac_reveal_write(b.nb, b.space, &n, 1, NULL, &err), AC_EROLE);
    n = desk_held(&b, note).n;
    assert_int_equal(ac_reveal_write(b.nb, b.space, &n, 1, NULL, &err), AC_ESTATE);
    ac_notebook_rollback(b.nb);
    desk_reveal(&a, &answer, 1);
    n = desk_held(&a, answer).n;
    assert_int_equal(ac_notebook_begin(a.nb, NULL), AC_OK);
    assert_int_equal(ac_reveal_write(a.nb, a.space, &n, 1, NULL, &err), AC_ESTATE); /* once is enough */
    ac_notebook_rollback(a.nb);
    free_three(&a, &b, &c);
}

/* All that one organisation has said to a question, later edits too. */
static void everything_said_is_revealed_at_once(void **state)
{
    enum { MANY = 70 };
    desk a, b, c;
    ac_id question, answers[MANY], edit, of_b;
    int64_t n = 0;

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    assert_true(desks_sync(&b, &a));
    of_b = desk_answer(&b, &question, "red");
    assert_true(desks_sync(&b, &a));
    for (int i = 0; i < MANY; i++)
        answers[i] = desk_answer(&a, &question, "green");
    edit = desk_write(&a, &(act_text){ .kind = AC_KIND_EDIT, .record = answers[0], .words = "{\"text\":\"amber, after all\"}",
                                       .facts = "{\"fields\":[\"text\"],\"withheld\":true}" });
    session(&b, &a, false, "amber");
    assert_int_equal(ac_notebook_begin(a.nb, NULL), AC_OK);
    assert_int_equal(ac_reveal_all(a.nb, desk_held(&a, question).n, &n, NULL, NULL), AC_OK);
    assert_int_equal(ac_notebook_commit(a.nb, NULL), AC_OK);
    assert_int_equal(n, MANY + 1);
    session(&b, &a, true, "amber");
    for (int i = 0; i < MANY; i++)
        assert_true(has_words(&b, &answers[i]));
    assert_true(has_words(&b, &edit) && !has_words(&a, &of_b));
    assert_int_equal(ac_notebook_begin(a.nb, NULL), AC_OK);
    assert_int_equal(ac_reveal_all(a.nb, desk_held(&a, question).n, &n, NULL, NULL), AC_OK);
    assert_int_equal(ac_notebook_commit(a.nb, NULL), AC_OK);
    assert_int_equal(n, 0);
    free_three(&a, &b, &c);
}

static ac_id forced_reveal(desk *d, ac_id answer)
{
    act_text text = { .kind = AC_KIND_REVEAL, .cites = { answer }, .ncites = 1 };

    return desk_force(d, &text);
}

/* Another organisation's program may write what ours does not let pass. */
static void a_reveal_of_anothers_words_has_no_effect(void **state)
{
    desk a, b, c;
    ac_id question, answer;
    ac_held held;

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, SECRET);
    assert_true(desks_sync(&b, &a));
    forced_reveal(&b, answer);
    session(&b, &a, false, SECRET);
    held = desk_held(&a, answer);
    assert_false(ac_words_may_leave(a.nb, &held));
    assert_false(file_has(written(&a, "open", NULL, true), SECRET));
    session(&c, &a, false, SECRET);
    assert_true(missing(&b) == 0 && !has_words(&b, &answer));
    proves_itself(&a);
    proves_itself(&b);
    free_three(&a, &b, &c);
}

/* Of a laptop that was stopped a reveal does not count, until its organisation stands to it. */
static void a_reveal_opens_while_it_counts(void **state)
{
    desk a, b, c, l;
    ac_id question, answer, reveal;
    ac_held held;
    loose moved;
    ac_fault fault;
    char hex[AC_HEX_SIZE], facts[160];

    (void)state;
    three_partners(&a, &b, &c);
    desks_laptop(&a, &l, "tram", 9);
    question = desk_question(&a);
    answer = desk_answer(&a, &question, SECRET);
    assert_true(desks_sync(&l, &a));
    ac_hex(hex, ac_notebook_me(l.nb)->device.b, 32);
    snprintf(facts, sizeof facts, "{\"key\":\"%s\",\"reason\":\"stolen\"}", hex);
    desk_force(&a, &(act_text){ .kind = AC_KIND_REVOKE, .facts = facts });
    reveal = forced_reveal(&l, answer);
    loose_take(&moved, &l, desk_held(&l, reveal).n);
    assert_int_equal(desk_take(&a, &moved, 1, &fault).taken, 1);
    loose_free(&moved);
    held = desk_held(&a, answer);
    assert_true(desk_held(&a, reveal).flags & AC_HELD_UNCOUNTED);
    assert_false(ac_words_may_leave(a.nb, &held));
    session(&b, &a, false, SECRET);
    proves_itself(&a);
    desk_force(&a, &(act_text){ .kind = AC_KIND_RATIFY, .cites = { reveal }, .ncites = 1 });
    held = desk_held(&a, answer);
    assert_true(ac_words_may_leave(a.nb, &held));
    session(&b, &a, true, SECRET);
    assert_true(has_words(&b, &answer));
    proves_itself(&a);
    proves_itself(&b);
    desk_free(&l);
    free_three(&a, &b, &c);
}

typedef struct {
    ac_withheld_row rows[8];
    ac_n unseen[8][4];
    size_t n;
} seen_rows;

static bool keep_row(void *ctx, const ac_withheld_row *row)
{
    seen_rows *s = ctx;

    assert_true(s->n < 8 && row->nunseen <= 4);
    s->rows[s->n] = *row;
    memcpy(s->unseen[s->n++], row->unseen, row->nunseen * sizeof *row->unseen);
    return true;
}

static const ac_withheld_row *row_of(const seen_rows *s, desk *d, const ac_id *answer)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->rows[i].n == desk_held(d, *answer).n)
            return &s->rows[i];
    fail_msg("no such row");
    return NULL;
}

static void an_early_reveal_is_shown_as_such(void **state)
{
    desk a, b, c;
    ac_id question, of_a, of_b, of_c;
    desk *all[] = { &a, &b, &c };

    (void)state;
    three_partners(&a, &b, &c);
    question = desk_question(&a);
    of_a = desk_answer(&a, &question, "green");
    assert_true(desks_sync(&b, &a) && desks_sync(&c, &a));
    of_b = desk_answer(&b, &question, "red");
    desk_reveal(&b, &of_b, 1); /* had the answer of a, not that of c */
    of_c = desk_answer(&c, &question, "amber");
    assert_true(desks_sync(&b, &a) && desks_sync(&c, &a) && desks_sync(&b, &a));
    desk_reveal(&a, &of_a, 1); /* had all; c never reveals */
    assert_true(desks_sync(&b, &a) && desks_sync(&c, &a) && desks_sync(&b, &a));
    for (int i = 0; i < 3; i++) {
        desk *d = all[i];
        seen_rows s = { .n = 0 };
        const ac_withheld_row *row;
        assert_int_equal(ac_query_withheld(d->nb, desk_held(d, question).n, keep_row, &s, NULL), AC_OK);
        assert_int_equal(s.n, 3);
        row = row_of(&s, d, &of_a);
        assert_true(row->is_revealed && row->has_words && row->is_counted && row->nunseen == 0 && row->reveal != 0);
        row = row_of(&s, d, &of_b);
        assert_true(row->is_revealed && row->has_words && row->nunseen == 1);
        assert_true(s.unseen[row - s.rows][0] == desk_held(d, of_c).n);
        row = row_of(&s, d, &of_c);
        assert_true(!row->is_revealed && row->reveal == 0 && row->nunseen == 0);
        assert_true(row->has_words == (d == &c));
        assert_true(missing(d) == 0);
        proves_itself(d);
    }
    free_three(&a, &b, &c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_leaves_before_the_reveal),
        cmocka_unit_test(an_open_transaction_reveals_nothing),
        cmocka_unit_test(what_is_printed_for_others_leaves_it_out),
        cmocka_unit_test(a_session_brings_revealed_words),
        cmocka_unit_test(who_comes_later_gets_all_at_once),
        cmocka_unit_test(bundles_bring_revealed_words),
        cmocka_unit_test(a_folder_brings_revealed_words),
        cmocka_unit_test(words_are_missing_after_the_reveal_until_they_come),
        cmocka_unit_test(own_laptops_hold_withheld_words),
        cmocka_unit_test(only_ones_own_withheld_words_are_revealed),
        cmocka_unit_test(everything_said_is_revealed_at_once),
        cmocka_unit_test(a_reveal_of_anothers_words_has_no_effect),
        cmocka_unit_test(a_reveal_opens_while_it_counts),
        cmocka_unit_test(an_early_reveal_is_shown_as_such),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
