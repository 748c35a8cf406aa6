/* test_notebook.c - one notebook: what it writes, what it takes in, when it signs a receipt, when it must not write. */
#include "tests/support/acts.h"

#include "core/mark.h"
#include "core/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
/* clang-format off: cmocka wants these before it */
#include <cmocka.h>
/* clang-format on */

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        fail_msg("%s: %s", ac_rc_word(rc), err->text);
}

static void pair(desk *a, desk *b)
{
    desk *others[] = { b };

    desk_new(a, "CITY", 1);
    desk_new(b, "SASI", 2);
    desks_partners(a, others, 1);
    assert_true(desks_sync(b, a));
}

static void free_pair(desk *a, desk *b)
{
    desk_free(a);
    desk_free(b);
}

static ac_device device_of(const desk *d)
{
    return ac_notebook_me(d->nb)->device;
}

static uint64_t own_seq(desk *d)
{
    ac_device me = device_of(d);

    return desk_newest_seq(d, &me);
}

/* All that `from` holds of the partnership, in order of arrival. Returns how many; the caller frees each. */
static size_t everything(desk *from, loose **out)
{
    ac_history *h = ac_notebook_history(from->nb);
    size_t n = (size_t)desk_count(from), got, at = 0;
    ac_held *held = calloc(n + 1, sizeof *held);
    ac_err err = { 0 };

    *out = calloc(n + 1, sizeof **out);
    assert_true(held != NULL && *out != NULL);
    for (; at < n; at += got) {
        good(ac_history_slice(h, from->space, at > 0 ? held[at - 1].n : 0, INT64_MAX, held + at, n - at, &got, &err), &err);
        assert_true(got > 0);
    }
    for (size_t i = 0; i < n; i++)
        loose_take(&(*out)[i], from, held[i].n);
    free(held);
    return n;
}

static void free_all(loose *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        loose_free(&list[i]);
    free(list);
}

/* By hand, without a session: nobody signs a receipt on the way. */
static ac_intake_count carry(desk *from, desk *to)
{
    loose *all;
    size_t n = everything(from, &all);
    ac_fault fault;
    ac_intake_count counts = desk_take(to, all, n, &fault);

    assert_int_equal(fault.why_code, 0);
    free_all(all, n);
    return counts;
}

/* --- writing --- */

static void what_is_written_together_stands_together_or_not_at_all(void **state)
{
    desk a, b;
    ac_json *facts = ac_json_object(), *words = ac_json_object();
    ac_writing note = { .kind = AC_KIND_NOTE, .facts = facts, .words = words };
    ac_writing bad = { .kind = AC_KIND_NOTE, .facts = words };
    uint64_t seq;
    int64_t count;
    ac_id first, second;
    ac_held held;
    ac_err err = { 0 };

    (void)state;
    pair(&a, &b);
    ac_json_set_str(facts, "type", "journal");
    ac_json_set_str(words, "text", "the air was clear");
    seq = own_seq(&a);
    count = desk_count(&a);
    good(ac_notebook_begin(a.nb, &err), &err);
    good(ac_notebook_write(a.nb, a.space, &note, &first, &err), &err);
    assert_int_equal(ac_notebook_write(a.nb, a.space, &bad, NULL, &err), AC_EINVALID); /* a note has a type */
    ac_notebook_rollback(a.nb);
    assert_int_equal(desk_count(&a), count);
    assert_int_equal(own_seq(&a), seq);
    assert_int_equal(desk_held(&a, first).n, 0);
    good(ac_notebook_begin(a.nb, &err), &err);
    good(ac_notebook_write(a.nb, a.space, &note, &first, &err), &err);
    good(ac_notebook_write(a.nb, a.space, &note, &second, &err), &err);
    good(ac_notebook_commit(a.nb, &err), &err);
    held = desk_held(&a, second);
    assert_int_equal(held.seq, seq + 2);
    assert_int_equal(desk_held(&a, first).seq, seq + 1);
    desk_shut(&a);
    desk_open(&a);
    assert_int_equal(own_seq(&a), seq + 2);
    desk_audit(&a);
    ac_json_free(facts);
    ac_json_free(words);
    free_pair(&a, &b);
}

static void an_act_without_effect_is_not_signed(void **state)
{
    desk a, b;
    ac_id p;
    uint64_t seq;
    ac_err err = { 0 };

    (void)state;
    pair(&a, &b);
    p = act_propose(&a, "SASI", "{\"due\":\"2027-05-01\"}", "{\"title\":\"plant forty trees\"}");
    seq = own_seq(&a);
    assert_int_equal(desk_act_try(&a, AC_KIND_SIGN, p, p, &err), AC_ESTATE); /* writing is signing */
    assert_non_null(strstr(err.text, "without effect"));
    assert_int_equal(desk_act_try(&a, AC_KIND_DECLINE, p, p, &err), AC_EROLE);
    assert_int_equal(desk_act_try(&a, AC_KIND_DELIVER, p, p, &err), AC_ESTATE);
    assert_int_equal(own_seq(&a), seq);
    assert_true(desks_sync(&b, &a));
    desk_act(&b, AC_KIND_SIGN, p, p);
    assert_int_equal(desk_act_try(&b, AC_KIND_DELIVER, p, p, &err), AC_EROLE);
    assert_string_equal(desk_state(&b, p), "agreed");
    assert_string_equal(desk_state(&a, p), "proposed");
    free_pair(&a, &b);
}

/* A list speaks of all that is held; an act is judged by what it names. A receipt that only acks prove is named then. */
static void what_only_receipts_prove_is_named(void **state)
{
    desk a, b, laptop;
    ac_id p;
    char revoke[160], key[AC_HEX_SIZE];
    act_text stop = { .kind = AC_KIND_REVOKE, .facts = revoke };
    ac_buf bytes = { 0 };
    ac_header h;
    ac_held held;
    bool names_ack = false;
    ac_err err = { 0 };

    (void)state;
    pair(&a, &b);
    desks_laptop(&a, &laptop, "tram", 3);
    assert_true(desks_sync(&b, &a));
    p = act_propose(&laptop, "SASI", "{}", "{\"title\":\"plant forty trees\"}");
    assert_true(desks_sync(&b, &laptop)); /* b signs a receipt of it */
    ac_hex(key, device_of(&laptop).b, 32);
    snprintf(revoke, sizeof revoke, "{\"key\":\"%s\",\"reason\":\"lost\"}", key);
    desk_write(&a, &stop); /* a had not seen the promise */
    desks_sync(&b, &a);
    assert_string_equal(desk_state(&a, p), "proposed"); /* b had it in good standing: it stays */
    /* a takes it back: that it counts is proved by b's receipt alone */
    ac_id id = desk_act(&a, AC_KIND_RETRACT, p, p);
    held = desk_held(&a, id);
    good(ac_history_bytes(ac_notebook_history(a.nb), held.n, &bytes, NULL, NULL, NULL, &err), &err);
    good(ac_header_decode(&h, bytes.p, bytes.len, &err), &err);
    for (unsigned i = 0; i < h.ndeps; i++)
        names_ack = names_ack || desk_held(&a, ac_header_dep(&h, i)).kind == AC_KIND_ACK;
    assert_true(names_ack);
    assert_string_equal(desk_state(&a, p), "retracted");
    ac_buf_free(&bytes);
    desk_free(&laptop);
    free_pair(&a, &b);
}

/* 70 laptops have something new: what they wrote is named through acks in between. */
static void more_than_64_feeds_are_named_through_acks(void **state)
{
    enum { MANY = 70 };
    desk a, *others = calloc(MANY, sizeof *others);
    uint64_t seq;
    ac_held last;
    ac_id id;
    ac_members *m;
    ac_err err = { 0 };

    (void)state;
    assert_non_null(others);
    desk_new(&a, "CITY", 1);
    for (int i = 0; i < MANY; i++) {
        char code[8];
        desk *one[] = { &others[i] };
        snprintf(code, sizeof code, "ORG%c%c", 'A' + i / 26, 'A' + i % 26);
        desk_new(&others[i], code, 1000 + (uint64_t)i);
        desks_partners(&a, one, 1);
    }
    for (int i = 0; i < MANY; i++) {
        desk_notes(&others[i], 1);
        carry(&others[i], &a);
    }
    seq = own_seq(&a);
    id = desk_note(&a, a.space, "all of you");
    last = desk_held(&a, id);
    assert_int_equal(last.seq, seq + 2); /* one ack with 64 of them came first */
    good(ac_notebook_members(a.nb, a.space, &m, &err), &err);
    assert_int_equal(ac_members_orgs(m), MANY + 1);
    for (int i = 0; i < MANY; i++) {
        ac_device d = device_of(&others[i]);
        ac_held theirs[2];
        size_t n;
        good(ac_history_at(ac_notebook_history(a.nb), a.space, &d, desk_newest_seq(&a, &d), theirs, 2, &n, &err), &err);
        assert_int_equal(n, 1);
        assert_true(ac_history_precedes(ac_notebook_history(a.nb), &theirs[0], &last));
        desk_free(&others[i]);
    }
    free(others);
    desk_free(&a);
}

static void put_u64(uint8_t *p, uint64_t v)
{
    for (int i = 0; i < 8; i++)
        p[i] = (uint8_t)(v >> (56 - 8 * i));
}

/* The same act once more behind `last`: header with the next number, signed. */
static void repeat(desk *d, const loose *last, loose *out)
{
    ac_id prev = ac_change_id_of(last->header.p, last->header.len), id;

    *out = (loose){ .has_words = true };
    ac_buf_put(&out->header, last->header.p, last->header.len);
    ac_buf_put(&out->words, last->words.p, last->words.len);
    put_u64(out->header.p + 8, ac_be64(last->header.p + 8) + 1);
    put_u64(out->header.p + 16, ac_be64(last->header.p + 16) + 1);
    memcpy(out->header.p + 104, prev.b, 32);
    id = ac_change_id_of(out->header.p, out->header.len);
    ac_notebook_sign(d->nb, AC_TAG_CHANGE_SIG, id.b, 32, out->sig);
}

/* What comes is taken, however much; what we write stays below the limit. */
static void a_promise_has_so_many_acts_and_no_more(void **state)
{
    enum { HERE = 3 }; /* the promise, its signature, one report */
    desk a, b;
    loose *more = calloc(AC_RECORD_ACTS_MAX, sizeof *more);
    size_t n = AC_RECORD_ACTS_MAX - HERE - 1;
    ac_id p, report;
    ac_fault fault;
    ac_err err = { 0 };

    (void)state;
    assert_non_null(more);
    pair(&a, &b);
    p = act_propose(&a, "SASI", "{}", "{\"title\":\"plant forty trees\"}");
    assert_true(desks_sync(&b, &a));
    desk_act(&b, AC_KIND_SIGN, p, p);
    assert_true(desks_sync(&b, &a));
    desk_notes(&a, 1); /* now nothing of others is new */
    report = desk_act(&a, AC_KIND_PROGRESS, p, p);
    loose_take(&more[0], &a, desk_held(&a, report).n);
    for (size_t i = 1; i <= n; i++)
        repeat(&a, &more[i - 1], &more[i]);
    assert_int_equal(desk_take(&a, more + 1, n, &fault).taken, n);
    assert_int_equal(ac_notebook_continue(a.nb, &err), AC_OK); /* it was no copy that wrote them */
    assert_int_equal(desk_act_try(&a, AC_KIND_PROGRESS, p, p, &err), AC_OK); /* the last one */
    assert_int_equal(desk_act_try(&a, AC_KIND_PROGRESS, p, p, &err), AC_ESTATE);
    assert_non_null(strstr(err.text, "4096 acts"));
    assert_int_equal(desk_act_try(&a, AC_KIND_DELIVER, p, p, &err), AC_ESTATE);
    desk_force(&a, &(act_text){ .kind = AC_KIND_DELIVER, .record = p, .ncites = 1, .cites = { p }, .facts = "{\"files\":0}",
                                .words = "{\"narrative\":\"all stand\"}" });
    assert_string_equal(desk_state(&a, p), "delivered");
    for (size_t i = 0; i <= n; i++)
        loose_free(&more[i]);
    free(more);
    free_pair(&a, &b);
}

/* --- taking in --- */

static void taking_in_twice_changes_nothing(void **state)
{
    desk a, b;
    ac_digest h, v, h2, v2;
    ac_intake_count counts;

    (void)state;
    pair(&a, &b);
    act_propose(&a, "SASI", "{}", "{\"title\":\"plant forty trees\"}");
    desk_notes(&a, 3);
    counts = carry(&a, &b);
    assert_int_equal(counts.taken, 4);
    desk_digest(&b, &h);
    desk_view(&b, &v);
    counts = carry(&a, &b);
    assert_int_equal(counts.taken, 0);
    assert_int_equal(counts.known, desk_count(&a));
    desk_digest(&b, &h2);
    desk_view(&b, &v2);
    assert_true(ac_digest_eq(h, h2) && ac_digest_eq(v, v2));
    desk_audit(&b);
    free_pair(&a, &b);
}

static void a_bad_change_stops_its_feed_and_the_rest_goes_on(void **state)
{
    desk a, b, c;
    desk *others[] = { &b, &c };
    loose list[4];
    ac_id n1, n2, n3, m1;
    ac_fault fault;
    ac_intake_count counts;
    ac_refused refused[4];
    ac_space space;
    size_t n, all;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, others, 2);
    assert_true(desks_sync(&b, &a) && desks_sync(&c, &a));
    n1 = desk_note(&a, a.space, "one");
    n2 = desk_note(&a, a.space, "two");
    n3 = desk_note(&a, a.space, "three");
    m1 = desk_note(&c, c.space, "elsewhere");
    loose_take(&list[0], &a, desk_held(&a, n1).n);
    loose_take(&list[1], &a, desk_held(&a, n2).n);
    loose_take(&list[2], &a, desk_held(&a, n3).n);
    loose_take(&list[3], &c, desk_held(&c, m1).n);
    list[1].sig[5] ^= 1;
    counts = desk_take(&b, list, 4, &fault);
    assert_int_equal(counts.taken, 2);
    assert_int_equal(counts.refused, 1);
    assert_int_equal(counts.skipped, 1);
    assert_int_equal(fault.index, 1);
    assert_int_equal(fault.why_code, AC_REFUSED_SIGNATURE);
    assert_true(desk_held(&b, n1).n != 0 && desk_held(&b, n2).n == 0 && desk_held(&b, n3).n == 0 && desk_held(&b, m1).n != 0);
    space = desk_space(&b);
    good(ac_query_refused(b.nb, &space, refused, 4, &n, &all, &err), &err);
    assert_int_equal(all, 0); /* the bytes were spoilt on their way: nobody is blamed for it */
    /* the good one heals it */
    list[1].sig[5] ^= 1;
    counts = desk_take(&b, list, 4, &fault);
    assert_int_equal(counts.taken, 2);
    assert_int_equal(counts.known, 2);
    /* signed and wrong for ever: listed, once, with who it is of */
    act_text wrong = { .kind = AC_KIND_NOTE, .facts = "{\"type\":\"gossip\"}", .words = "{\"text\":\"x\"}" };
    loose_free(&list[0]);
    ac_id bad = desk_forge(&a, &wrong, &list[0]);
    for (int i = 0; i < 2; i++) {
        counts = desk_take(&b, list, 1, &fault);
        assert_int_equal(counts.refused, 1);
        assert_true(ac_id_eq(fault.id, bad) && ac_device_eq(fault.author, device_of(&a)));
    }
    good(ac_query_refused(b.nb, &space, refused, 4, &n, &all, &err), &err);
    assert_int_equal(all, 1);
    assert_true(ac_device_eq(refused[0].author, device_of(&a)));
    assert_int_equal(desk_held(&b, bad).n, 0);
    for (int i = 0; i < 4; i++)
        loose_free(&list[i]);
    desk_audit(&b);
    desk_free(&c);
    free_pair(&a, &b);
}

/* --- words that come later --- */

static void words_may_come_later(void **state)
{
    desk a, b;
    loose l;
    ac_id p;
    ac_fault fault;
    ac_space_info info;
    ac_buf says = { 0 };
    ac_err err = { 0 };

    (void)state;
    pair(&a, &b);
    p = act_propose(&a, "SASI", "{\"due\":\"2027-05-01\"}", "{\"title\":\"plant forty trees\"}");
    loose_take(&l, &a, desk_held(&a, p).n);
    l.has_words = false;
    assert_int_equal(desk_take(&b, &l, 1, &fault).taken, 1);
    good(ac_history_space_info(ac_notebook_history(b.nb), b.space, &info, &err), &err);
    assert_int_equal(info.missing_words, 1);
    desk_says(&b, p, &says);
    assert_non_null(strstr(ac_buf_text(&says), "CITY>SASI '' proposed")); /* no answer rests on words */
    desk_audit(&b);
    l.has_words = true;
    l.words.p[40] ^= 1;
    assert_int_equal(desk_take(&b, &l, 1, &fault).refused, 1);
    l.words.p[40] ^= 1;
    assert_int_equal(desk_take(&b, &l, 1, &fault).known, 1);
    good(ac_history_space_info(ac_notebook_history(b.nb), b.space, &info, &err), &err);
    assert_int_equal(info.missing_words, 0);
    ac_buf_clear(&says);
    desk_says(&b, p, &says);
    assert_non_null(strstr(ac_buf_text(&says), "'plant forty trees'"));
    desk_audit(&b);
    ac_buf_free(&says);
    loose_free(&l);
    free_pair(&a, &b);
}

/* --- receipts (acks) --- */

static bool due(desk *d)
{
    bool is;
    ac_err err = { 0 };

    good(ac_notebook_ack_due(d->nb, d->space, &is, &err), &err);
    return is;
}

static bool ack(desk *d)
{
    ac_id id;
    ac_err err = { 0 };

    good(ac_notebook_ack(d->nb, d->space, &id, &err), &err);
    return !ac_id_is_zero(id);
}

static void a_receipt_is_due_for_what_binds_and_for_nothing_else(void **state)
{
    desk a, b, c;
    desk *others[] = { &b, &c };
    act_text amend = { .kind = AC_KIND_AMEND, .ncites = 4, .facts = "{\"reason\":\"scope\"}", .words = "{\"title\":\"all of us\"}" };
    ac_invitation inv;
    ac_id p;
    ac_device me;
    uint64_t seq;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, others, 2);
    assert_true(desks_sync(&b, &a) && desks_sync(&c, &a) && desks_sync(&b, &a));
    assert_false(due(&b)); /* a session ends with one */

    desk_notes(&a, 2);
    carry(&a, &b);
    assert_false(due(&b)); /* reflections need none */

    p = act_propose(&a, "RIVR", "{}", "{\"title\":\"the two of us\"}");
    carry(&a, &b);
    assert_false(due(&b)); /* it is between others */
    carry(&a, &c);
    assert_true(due(&c));

    amend.record = amend.cites[0] = p;
    amend.cites[1] = act_join_of(&a, "CITY");
    amend.cites[2] = act_join_of(&a, "RIVR");
    amend.cites[3] = act_join_of(&a, "SASI");
    if (ac_id_cmp(amend.cites[2], amend.cites[3]) > 0) {
        ac_id swap = amend.cites[2];
        amend.cites[2] = amend.cites[3];
        amend.cites[3] = swap;
    }
    desk_write(&a, &amend);
    carry(&a, &b);
    assert_true(due(&b)); /* now it is asked to sign */
    me = device_of(&b);
    seq = own_seq(&b);
    assert_true(ack(&b));
    assert_int_equal(own_seq(&b), seq + 1);
    assert_false(due(&b));
    assert_false(ack(&b)); /* one is enough */
    assert_int_equal(own_seq(&b), seq + 1);
    carry(&b, &a);
    assert_false(due(&a)); /* receipts are not receipted */

    good(ac_invite_write(a.nb, a.space, "partner", false, NULL, 0, &inv, &err), &err);
    ac_invitation_free(&inv);
    carry(&a, &b);
    assert_true(due(&b)); /* who belongs concerns all */
    desk_notes(&b, 1);
    assert_false(due(&b)); /* what b writes says that it has it */

    act_propose(&a, "SASI", "{}", "{\"title\":\"us two\"}");
    carry(&a, &b);
    assert_true(due(&b));
    desk_lose_mark(&b);
    assert_false(ack(&b)); /* writing has stopped */
    assert_true(due(&b));
    good(ac_notebook_continue(b.nb, &err), &err);
    assert_true(ack(&b));
    good(ac_leave_write(b.nb, b.space, NULL, &err), &err);
    act_propose(&a, "SASI", "{}", "{\"title\":\"too late\"}");
    carry(&a, &b);
    assert_false(due(&b)); /* b has left */
    assert_int_equal(desk_at(&b, &me, own_seq(&b)), 1);
    desk_free(&c);
    free_pair(&a, &b);
}

static void the_own_space_knows_no_receipts(void **state)
{
    desk a, b, laptop;
    bool is = true;
    ac_err err = { 0 };

    (void)state;
    pair(&a, &b);
    desks_laptop(&a, &laptop, "tram", 3);
    desk_note(&a, desk_own_space(&a), "between us");
    assert_true(desks_sync(&laptop, &a));
    good(ac_notebook_ack_due(laptop.nb, desk_own_space(&laptop), &is, &err), &err);
    assert_false(is);
    good(ac_notebook_ack_due(a.nb, desk_own_space(&a), &is, &err), &err);
    assert_false(is);
    desk_free(&laptop);
    free_pair(&a, &b);
}

/* --- the mark: each row of the design --- */

static ac_feed_health health(desk *d)
{
    ac_feed_health h;
    ac_err err = { 0 };

    good(ac_notebook_feed_health(d->nb, d->space, &h, &err), &err);
    return h;
}

static void stopped(desk *d, const char *sentence)
{
    act_text note = { .kind = AC_KIND_NOTE, .facts = "{\"type\":\"journal\"}", .words = "{\"text\":\"x\"}" };
    int64_t count = desk_count(d);
    ac_id id;
    ac_err err = { 0 };

    assert_int_equal(ac_notebook_may_write(d->nb, d->space, &err), AC_ESTOPPED);
    if (strstr(err.text, sentence) == NULL)
        fail_msg("it says: %s", err.text);
    assert_int_equal(desk_try(d, &note, &id, &err), AC_ESTOPPED);
    assert_int_equal(desk_count(d), count);
}

static void take_from(desk *to, desk *from, ac_id id)
{
    loose l;
    ac_fault fault;
    ac_intake_count counts;

    loose_take(&l, from, desk_held(from, id).n);
    counts = desk_take(to, &l, 1, &fault);
    assert_true(counts.taken == 1 && counts.foreign == 1);
    loose_free(&l);
}

static void the_mark_says_whether_this_feed_may_go_on(void **state)
{
    desk a, b, twin;
    loose *all;
    size_t n;
    ac_fault fault;
    uint64_t seq, seqs[1];
    ac_id id, ids[1];
    bool foreign = true;
    ac_err err = { 0 };

    (void)state;
    pair(&a, &b);
    assert_int_equal(health(&a), AC_FEED_GOOD);
    desk_save(&a, "old.db");
    desk_notes(&a, 2);
    assert_int_equal(health(&a), AC_FEED_GOOD); /* beyond the mark: authoring does not touch it */
    desk_restore(&a, "old.db");
    assert_int_equal(health(&a), AC_FEED_GOOD); /* what never left frees its numbers */
    desk_notes(&a, 3);
    seq = own_seq(&a);
    good(ac_notebook_mark(a.nb, a.space, &err), &err);
    n = everything(&a, &all);

    /* behind the mark */
    desk_restore(&a, "old.db");
    assert_int_equal(health(&a), AC_FEED_BEHIND);
    stopped(&a, "a backup was put back");
    assert_int_equal(ac_notebook_mark(a.nb, a.space, &err), AC_ESTOPPED); /* nor does anything leave */
    desk_take(&a, all, n - 1, &fault);
    assert_int_equal(health(&a), AC_FEED_BEHIND); /* exactly the marked change is wanted */
    desk_take(&a, all, n, &fault);
    assert_int_equal(health(&a), AC_FEED_GOOD);
    assert_int_equal(own_seq(&a), seq);
    desk_notes(&a, 1);
    assert_int_equal(own_seq(&a), seq + 1);

    /* the mark is lost, or damaged */
    desk_lose_mark(&a);
    assert_int_equal(health(&a), AC_FEED_NO_MARK);
    stopped(&a, "the mark of this laptop is lost");
    good(ac_notebook_continue(a.nb, &err), &err);
    assert_int_equal(health(&a), AC_FEED_GOOD);
    desk_notes(&a, 1);
    assert_int_equal(own_seq(&a), seq + 2);

    /* a partner shows what we have; nothing but what we have */
    good(ac_notebook_mark(a.nb, a.space, &err), &err);
    id = desk_note(&a, a.space, "newest");
    seqs[0] = own_seq(&a);
    ids[0] = id;
    good(ac_notebook_own_heads_seen(a.nb, a.space, seqs, ids, 1, &foreign, &err), &err);
    assert_false(foreign);
    assert_int_equal(health(&a), AC_FEED_GOOD);
    /* one of ours that we never wrote, beyond the mark: said by anybody it stops nothing, shown it does */
    good(ac_notebook_mark(a.nb, a.space, &err), &err);
    desk_copy(&twin, &a);
    ids[0] = desk_note(&twin, twin.space, "by another copy");
    seqs[0] = own_seq(&twin);
    good(ac_notebook_own_heads_seen(a.nb, a.space, seqs, ids, 1, &foreign, &err), &err);
    assert_true(foreign);
    assert_int_equal(health(&a), AC_FEED_GOOD);
    take_from(&a, &twin, ids[0]);
    assert_int_equal(health(&a), AC_FEED_ELSEWHERE);
    stopped(&a, "another copy of this notebook has written as this laptop");
    desk_shut(&a);
    desk_open(&a);
    assert_int_equal(health(&a), AC_FEED_ELSEWHERE); /* and it is remembered */
    good(ac_notebook_continue(a.nb, &err), &err);
    assert_int_equal(health(&a), AC_FEED_GOOD);
    /* off our chain: at the number of the mark another change */
    desk_notes(&a, 1);
    good(ac_notebook_mark(a.nb, a.space, &err), &err);
    ids[0] = desk_note(&twin, twin.space, "and once more");
    seqs[0] = own_seq(&a);
    assert_true(own_seq(&twin) == seqs[0]);
    good(ac_notebook_own_heads_seen(a.nb, a.space, seqs, ids, 1, &foreign, &err), &err);
    assert_true(foreign);
    take_from(&a, &twin, ids[0]);
    assert_int_equal(health(&a), AC_FEED_ELSEWHERE);
    desk_free(&twin);
    free_all(all, n);
    free_pair(&a, &b);
}

/* Copies taken at random moments are put back at random moments; where writing is let, no number is used twice. */
static void a_restored_copy_never_writes_a_number_twice(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        desk a, b;
        uint64_t dice = seed * UINT64_C(0x9e3779b97f4a7c15);
        int saved = 0, restored = 0;
        pair(&a, &b);
        for (int step = 0; step < 60; step++) {
            char name[16];
            dice = dice * UINT64_C(6364136223846793005) + 1442695040888963407;
            int what = (int)(dice >> 33) % 100, slot = (int)(dice >> 50) % 3;
            snprintf(name, sizeof name, "copy%d.db", slot);
            if (what < 40) {
                if (desk_may_write(&a))
                    desk_notes(&a, 1 + what % 3);
            } else if (what < 60) {
                if (what % 2)
                    desks_sync(&a, &b);
                else
                    desks_sync(&b, &a);
            } else if (what < 70) { /* cut off: something may have left */
                wire_line line = { .now_ms = a.world.now_ms, .cut_after = 1 + (size_t)(dice >> 40) % 14 };
                line_open(&line, &a, &b, NULL);
                line_run(&line);
                line_close(&line);
            } else if (what < 84) {
                desk_save(&a, name);
                saved |= 1 << slot;
            } else if (saved & (1 << slot)) {
                desk_restore(&a, name);
                restored++;
            }
            if (!desk_has_no_fork(&b))
                fail_msg("seed %llu: a number was used twice at step %d", (unsigned long long)seed, step);
        }
        assert_true(restored > 0);
        desks_sync(&a, &b);
        desks_sync(&a, &b);
        if (desk_may_write(&a))
            desk_notes(&a, 1);
        desks_sync(&b, &a);
        assert_true(desk_has_no_fork(&a) && desk_has_no_fork(&b));
        desk_audit(&a);
        desk_audit(&b);
        free_pair(&a, &b);
    }
}

/* --- two processes --- */

enum { EACH = 40 };

static int write_many(desk *d)
{
    act_text note = { .kind = AC_KIND_NOTE, .facts = "{\"type\":\"journal\"}", .words = "{\"text\":\"x\"}" };
    ac_id id;

    for (int i = 0; i < EACH; i++)
        if (desk_try(d, &note, &id, NULL) != AC_OK)
            return 1;
    return 0;
}

static void two_processes_write_one_feed(void **state)
{
    desk a, b;
    uint64_t seq;
    int64_t count;
    pid_t child;
    int status;
    bool changed;
    ac_err err = { 0 };

    (void)state;
    pair(&a, &b);
    seq = own_seq(&a);
    count = desk_count(&a);
    desk_shut(&a); /* a connection does not outlive a fork */
    child = fork();
    assert_true(child >= 0);
    a.world.seed += (child == 0 ? 1u : 2u) << 20;
    desk_open(&a);
    status = write_many(&a);
    if (child == 0)
        _exit(status);
    assert_int_equal(status, 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    good(ac_notebook_refresh(a.nb, &changed, &err), &err);
    assert_int_equal(own_seq(&a), seq + 2 * EACH); /* the parent sees what the child wrote */
    assert_int_equal(desk_count(&a), count + 2 * EACH);
    assert_true(desk_has_no_fork(&a));
    desk_audit(&a);
    assert_true(desks_sync(&b, &a) && desk_has_no_fork(&b));
    free_pair(&a, &b);
}

/* One is in the middle of a transaction while the other is asked: nothing half done is seen. */
static void what_is_not_committed_is_not_seen(void **state)
{
    desk a, b, other;
    ac_json *facts = ac_json_object(), *words = ac_json_object();
    ac_writing note = { .kind = AC_KIND_NOTE, .facts = facts, .words = words };
    int64_t count;
    ac_id id;
    bool changed;
    ac_err err = { 0 };

    (void)state;
    pair(&a, &b);
    ac_json_set_str(facts, "type", "journal");
    ac_json_set_str(words, "text", "half done");
    other = a;
    desk_open(&other);
    count = desk_count(&other);
    good(ac_notebook_begin(a.nb, &err), &err);
    good(ac_notebook_write(a.nb, a.space, &note, &id, &err), &err);
    good(ac_notebook_refresh(other.nb, &changed, &err), &err);
    assert_int_equal(desk_count(&other), count);
    assert_int_equal(desk_held(&other, id).n, 0);
    ac_store_wait(ac_notebook_store(other.nb), 0);
    assert_int_equal(ac_notebook_begin(other.nb, &err), AC_EBUSY);
    good(ac_notebook_commit(a.nb, &err), &err);
    good(ac_notebook_refresh(other.nb, &changed, &err), &err);
    assert_true(changed);
    assert_int_equal(desk_count(&other), count + 1);
    assert_true(desk_held(&other, id).n != 0);
    desk_shut(&other);
    ac_json_free(facts);
    ac_json_free(words);
    free_pair(&a, &b);
}

/* --- the key --- */

static void a_locked_notebook_can_be_read_and_not_written(void **state)
{
    desk d = { .space = -1 };
    ac_place place = { d.dir, d.state };
    ac_new_org org = { .org = "City Office", .code = "CITY", .sector = "government", .label = "office", .passphrase = "seven small trees",
                       .passphrase_n = 17 };
    ac_err err = { 0 };

    (void)state;
    desk_new(&d, "TEMP", 9); /* for its places alone */
    desk_shut(&d);
    char path[160];
    snprintf(path, sizeof path, "%s/notebook.db", d.dir);
    unlink(path);
    snprintf(path, sizeof path, "%s/device.key", d.dir);
    unlink(path);
    place = (ac_place){ d.dir, d.state };
    good(ac_notebook_create(&place, &d.world, &org, &err), &err);
    assert_int_equal(ac_notebook_create(&place, &d.world, &org, &err), AC_ESTATE); /* one is there */
    good(ac_notebook_open(&d.nb, &place, &d.world, AC_STORE_WRITE, &err), &err);
    assert_string_equal(ac_notebook_me(d.nb)->code, "CITY"); /* who it is needs no key */
    assert_false(ac_notebook_opens_freely(d.nb) || ac_notebook_is_unlocked(d.nb));
    assert_int_equal(ac_notebook_unlock(d.nb, NULL, 0, &err), AC_ELOCKED);
    assert_int_equal(ac_notebook_unlock(d.nb, "seven small tree", 16, &err), AC_ELOCKED);
    assert_false(ac_notebook_is_unlocked(d.nb));
    good(ac_notebook_unlock(d.nb, "seven small trees", 17, &err), &err);
    good(ac_notebook_unlock(d.nb, "seven small trees", 17, &err), &err); /* twice is fine */
    desk_note(&d, desk_own_space(&d), "a private word");
    desk_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_together_stands_together_or_not_at_all),
        cmocka_unit_test(an_act_without_effect_is_not_signed),
        cmocka_unit_test(what_only_receipts_prove_is_named),
        cmocka_unit_test(more_than_64_feeds_are_named_through_acks),
        cmocka_unit_test(a_promise_has_so_many_acts_and_no_more),
        cmocka_unit_test(taking_in_twice_changes_nothing),
        cmocka_unit_test(a_bad_change_stops_its_feed_and_the_rest_goes_on),
        cmocka_unit_test(words_may_come_later),
        cmocka_unit_test(a_receipt_is_due_for_what_binds_and_for_nothing_else),
        cmocka_unit_test(the_own_space_knows_no_receipts),
        cmocka_unit_test(the_mark_says_whether_this_feed_may_go_on),
        cmocka_unit_test(a_restored_copy_never_writes_a_number_twice),
        cmocka_unit_test(two_processes_write_one_feed),
        cmocka_unit_test(what_is_not_committed_is_not_seen),
        cmocka_unit_test(a_locked_notebook_can_be_read_and_not_written),
    };

    if (!ac_crypto_init())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
