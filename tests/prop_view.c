/* prop_view.c - one history has one meaning: whatever came in which order, in however many transactions.
 *
 * Random months of three organisations and a second laptop: promises and all that follows, exits that cross,
 * reflections, fields, laptops stopped, organisations that leave and are taken back, acts past the judge.
 * Then: notebooks with one history digest have one view digest; a notebook that was given the same changes in
 * another order says the same; the view computed again is the view that grew. ACCORD_SEED=N plays one seed. */
#include "tests/support/acts.h"

#include "core/inside.h"
#include "core/record.h"
#include "core/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* clang-format off: cmocka wants these before it */
#include <cmocka.h>
/* clang-format on */

#define DESKS 4
#define STEPS 140
#define PROMISES 6
#define ORDERS 3

typedef struct {
    desk d[DESKS]; /* CITY, SASI, RIVR, CITY's second laptop */
    uint64_t dice;
    ac_id promise[PROMISES], note[PROMISES], create[PROMISES];
    int promises, notes, creates;
    bool left, revoked;
} month;

static uint64_t roll(month *m, uint64_t n)
{
    m->dice ^= m->dice << 13;
    m->dice ^= m->dice >> 7;
    m->dice ^= m->dice << 17;
    return (m->dice >> 11) % n;
}

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        fail_msg("%s: %s", ac_rc_word(rc), err->text);
}

/* --- what is done --- */

static desk *anybody(month *m)
{
    return &m->d[roll(m, DESKS)];
}

static bool may_write(desk *d)
{
    const ac_state *s;

    return ac_notebook_state(d->nb, d->space, &s, NULL) == AC_OK && ac_state_is_member(s, &ac_notebook_me(d->nb)->device);
}

static void propose(month *m, desk *d)
{
    static const char *const codes[] = { "CITY", "SASI", "RIVR" };
    const char *me = ac_notebook_me(d->nb)->code;
    act_text t = { .kind = AC_KIND_PROPOSE, .ncites = 2, .words = "{\"title\":\"plant forty trees\"}" };
    int other = (int)roll(m, 3);

    if (m->promises == PROMISES)
        return;
    while (strcmp(codes[other], me) == 0)
        other = (other + 1) % 3;
    t.facts = roll(m, 3) == 0 ? "{\"due\":\"2027-05-01\",\"level\":2,\"slots\":[{\"due\":\"2027-02-01\",\"n\":1},{\"due\":\"2027-05-01\",\"n\":2}]}"
                              : "{\"due\":\"2027-05-01\",\"principles\":[\"equity\"]}";
    t.cites[0] = act_join_of(d, roll(m, 2) ? me : codes[other]);
    t.cites[1] = act_join_of(d, ac_id_eq(t.cites[0], act_join_of(d, me)) ? codes[other] : me);
    if (roll(m, 3) == 0) {
        int third = 0;
        while (strcmp(codes[third], me) == 0 || third == other)
            third++;
        t.cites[2] = act_join_of(d, codes[third]);
        t.ncites = 3;
        if (ac_id_cmp(t.cites[1], t.cites[2]) > 0) {
            ac_id swap = t.cites[1];
            t.cites[1] = t.cites[2];
            t.cites[2] = swap;
        }
    }
    m->promise[m->promises++] = desk_write(d, &t);
}

static const char *act_facts(month *m, const ac_act *wish, char buf[96])
{
    switch (wish->kind) {
    case AC_KIND_PROGRESS:
        return "{\"completion\":\"limited\"}";
    case AC_KIND_DELIVER:
        snprintf(buf, 96, wish->facts.slot > 0 ? "{\"files\":0,\"slot\":%d}" : "{\"files\":0}", wish->facts.slot);
        return buf;
    case AC_KIND_RESOLVE: {
        static const char *const outcomes[] = { "in-progress", "accepted", "released", "withdrawn" };
        snprintf(buf, 96, "{\"outcome\":\"%s\"}", outcomes[roll(m, 6) % 4]);
        return buf;
    }
    case AC_KIND_DISPUTE:
        snprintf(buf, 96, wish->facts.slot > 0 ? "{\"reason\":\"quality\",\"slot\":%d}" : "{\"reason\":\"quality\"}", wish->facts.slot);
        return buf;
    case AC_KIND_AMEND:
        return "{\"due\":\"2027-09-01\",\"reason\":\"scope\"}";
    case AC_KIND_DECLINE:
    case AC_KIND_RETRACT:
    case AC_KIND_WITHDRAW:
    case AC_KIND_SUSPEND:
    case AC_KIND_REOPEN:
        return "{\"reason\":\"timing\"}";
    default:
        return NULL;
    }
}

static const char *act_words(uint16_t kind)
{
    switch (kind) {
    case AC_KIND_PROGRESS:
    case AC_KIND_DELIVER:
        return "{\"narrative\":\"half of them stand\"}";
    case AC_KIND_ACCEPT_RESERVED:
        return "{\"reservations\":\"two are dry\"}";
    case AC_KIND_DISPUTE:
        return "{\"grounds\":\"none stands\"}";
    case AC_KIND_RESPOND:
        return "{\"answer\":\"look again\"}";
    case AC_KIND_RESOLVE:
        return "{\"text\":\"we go on\"}";
    case AC_KIND_AMEND:
        return "{\"title\":\"plant fifty trees\"}";
    default:
        return NULL;
    }
}

static int by_id(const void *a, const void *b)
{
    return ac_id_cmp(*(const ac_id *)a, *(const ac_id *)b);
}

/* Exits and new texts end most promises early: they are drawn less often. */
static bool is_rare(uint16_t kind)
{
    return kind == AC_KIND_RETRACT || kind == AC_KIND_DECLINE || kind == AC_KIND_AMEND || kind == AC_KIND_WITHDRAW ||
           kind == AC_KIND_RELEASE;
}

/* One of the acts that are possible now: what may be written has effect. */
static void act(month *m, desk *d)
{
    ac_held held;
    ac_record *r;
    uint16_t kinds[32];
    ac_act wish;
    ac_members *members;
    char facts[96];
    size_t n;
    int org = -1, about = -1;
    ac_err err = { 0 };

    if (m->promises == 0 || (held = desk_held(d, m->promise[roll(m, (uint64_t)m->promises)])).n == 0)
        return;
    good(ac_record_open(&r, d->nb, held.n, &err), &err);
    good(ac_notebook_members(d->nb, d->space, &members, &err), &err);
    for (int o = 0; o < ac_members_orgs(members); o++)
        if (strcmp(ac_members_org(members, o)->code, ac_notebook_me(d->nb)->code) == 0)
            org = o;
    n = ac_commitment_possible(ac_record_commitment(r), org, kinds, 32);
    if (n > 0) {
        uint16_t kind = kinds[roll(m, n)];
        for (int again = 0; again < 3 && is_rare(kind); again++)
            kind = kinds[roll(m, n)];
        act_text t = { .kind = kind, .record = held.id, .words = act_words(kind) };
        if (roll(m, 2))
            about = (int)roll(m, (uint64_t)ac_record_acts(r));
        if (!ac_commitment_wish(ac_record_commitment(r), kind, org, about, &wish))
            assert_true(ac_commitment_wish(ac_record_commitment(r), kind, org, -1, &wish));
        for (unsigned i = 0; i < wish.ncites; i++)
            t.cites[t.ncites++] = ac_record_held(r, wish.cites[i])->id;
        if (kind == AC_KIND_RESUME)
            qsort(t.cites, t.ncites, sizeof *t.cites, by_id);
        if (kind == AC_KIND_RESOLVE)
            qsort(t.cites + 1, t.ncites - 1, sizeof *t.cites, by_id);
        t.facts = act_facts(m, &wish, facts);
        ac_record_close(r);
        ac_rc rc = desk_try(d, &t, &held.id, &err);
        if (rc != AC_OK)
            fail_msg("%s was possible by the list: %s", ac_kind_find(kind)->name, err.text);
        held = desk_held(d, held.id);
        good(ac_record_open(&r, d->nb, held.record, &err), &err);
        if (ac_record_act(r, ac_record_find(r, &held.id))->judged != AC_WHY_OK)
            fail_msg("%s passed before it was signed and not after", ac_kind_find(kind)->name);
    }
    ac_record_close(r);
}

/* Anything authentic, whether it has effect or not. */
static void force(month *m, desk *d)
{
    static const uint16_t kinds[] = { AC_KIND_SIGN,     AC_KIND_DECLINE, AC_KIND_RETRACT, AC_KIND_AMEND,   AC_KIND_PROGRESS,
                                      AC_KIND_WITHDRAW, AC_KIND_RELEASE, AC_KIND_SUSPEND, AC_KIND_DISPUTE, AC_KIND_REOPEN };
    ac_held held;
    act_text t = { .kind = kinds[roll(m, 10)], .ncites = 1 };
    ac_act wish = { .kind = t.kind };
    char facts[96];

    if (m->promises == 0 || (held = desk_held(d, m->promise[roll(m, (uint64_t)m->promises)])).n == 0)
        return;
    t.record = t.cites[0] = held.id;
    t.facts = act_facts(m, &wish, facts);
    t.words = act_words(t.kind);
    desk_force(d, &t);
}

static void small(month *m, desk *d)
{
    act_text t = { .kind = AC_KIND_NOTE };
    ac_held about = { 0 };
    static const char *const edits[] = { "{\"fields\":[\"goal\"]}", "{\"fields\":[\"goal\",\"risk\"]}", "{\"fields\":[\"risk\"]}" };

    if (m->promises > 0)
        about = desk_held(d, m->promise[roll(m, (uint64_t)m->promises)]);
    switch (roll(m, 5)) {
    case 0:
        if (m->creates < PROMISES) {
            t = (act_text){ .kind = AC_KIND_CREATE, .facts = "{\"fields\":[\"goal\"],\"type\":\"risk\"}", .words = "{\"goal\":\"dry\"}" };
            if (roll(m, 2) == 0)
                t.facts = "{\"fields\":[\"goal\"],\"joint\":true,\"type\":\"risk\"}";
            m->create[m->creates++] = desk_write(d, &t);
            break;
        } /* fall through */
    case 1:
    case 2:
        if (m->creates > 0 && desk_held(d, m->create[0]).n != 0) {
            t = (act_text){ .kind = AC_KIND_EDIT, .record = m->create[0], .facts = edits[roll(m, 3)], .words = "{\"goal\":\"wet\"}" };
            desk_force(d, &t); /* by whom it belongs to, or without effect */
            break;
        } /* fall through */
    case 3:
        if (m->notes > 0 && desk_held(d, m->note[0]).n != 0) {
            t = (act_text){ .kind = AC_KIND_ADDENDUM, .record = m->note[0], .words = "{\"text\":\"and then\"}" };
            desk_write(d, &t);
            break;
        } /* fall through */
    default:
        t.facts = "{\"event\":\"2026-06-01\",\"type\":\"story\"}";
        t.words = "{\"text\":\"the river was clear\",\"title\":\"June\"}";
        if (about.n != 0)
            t.cites[t.ncites++] = about.id;
        ac_id id = desk_write(d, &t);
        if (m->notes < PROMISES)
            m->note[m->notes++] = id;
        break;
    }
}

static void stop_laptop(month *m)
{
    char facts[160], key[AC_HEX_SIZE];
    act_text t = { .kind = AC_KIND_REVOKE, .facts = facts };

    ac_hex(key, ac_notebook_me(m->d[3].nb)->device.b, 32);
    snprintf(facts, sizeof facts, "{\"key\":\"%s\",\"reason\":\"lost\"}", key);
    desk_write(&m->d[0], &t);
    m->revoked = true;
}

/* Not vouched for any more, and again. */
static void unadmit(month *m, const char *code)
{
    ac_history *h = ac_notebook_history(m->d[0].nb);
    ac_held slice[64];
    size_t got = 64;
    ac_n after = 0;
    ac_id join = act_join_of(&m->d[0], code);
    ac_err err = { 0 };

    while (got == 64) {
        good(ac_history_slice(h, m->d[0].space, after, INT64_MAX, slice, 64, &got, &err), &err);
        for (size_t i = 0; i < got; i++) {
            ac_buf bytes = { 0 };
            ac_header x;
            after = slice[i].n;
            if (slice[i].kind != AC_KIND_ADMIT)
                continue;
            good(ac_history_bytes(h, slice[i].n, &bytes, NULL, NULL, NULL, &err), &err);
            good(ac_header_decode(&x, bytes.p, bytes.len, &err), &err);
            if (ac_id_eq(ac_header_cite(&x, 0), join) && slice[i].org == 0) {
                act_text t = { .kind = AC_KIND_UNADMIT, .ncites = 1, .cites = { slice[i].id } };
                desk_write(&m->d[0], &t);
                got = 0;
                i = 64;
            }
            ac_buf_free(&bytes);
        }
    }
}

static void govern(month *m)
{
    act_text t = { .kind = AC_KIND_ADMIT, .ncites = 1 };

    switch (roll(m, 6)) {
    case 0:
        if (!m->revoked && may_write(&m->d[0]))
            stop_laptop(m);
        break;
    case 1:
        if (may_write(&m->d[0]))
            unadmit(m, "RIVR");
        break;
    case 2:
        t.cites[0] = act_join_of(&m->d[1], "RIVR");
        if (may_write(&m->d[1]))
            desk_write(&m->d[1], &t);
        break;
    case 3:
        if (!m->left && may_write(&m->d[2])) {
            t = (act_text){ .kind = AC_KIND_LEAVE };
            desk_write(&m->d[2], &t);
            m->left = true;
        }
        break;
    default: {
        /* what the second laptop wrote stands again */
        ac_branch *list = NULL;
        size_t n = 0;
        ac_err err = { 0 };
        good(ac_history_branches(ac_notebook_history(m->d[0].nb), m->d[0].space, &list, &n, &err), &err);
        for (size_t i = 0; i < n; i++)
            if (m->revoked && list[i].solid != 0 && ac_device_eq(list[i].device, ac_notebook_me(m->d[3].nb)->device)) {
                t = (act_text){ .kind = AC_KIND_RATIFY, .ncites = 1 };
                t.cites[0] = list[i].solid_id;
                desk_write(&m->d[0], &t);
                break;
            }
        free(list);
        break;
    }
    }
}

static void meet(month *m)
{
    desk *a = anybody(m), *b = anybody(m);

    if (a != b)
        desks_sync(a, b); /* who has left or was stopped gets less: that is the point */
}

static void play(month *m)
{
    for (int step = 0; step < STEPS; step++) {
        desk *d = anybody(m);
        uint64_t what = roll(m, 100);
        d->world.now_ms += 60000;
        if (what < 22)
            meet(m);
        else if (what < 26)
            govern(m);
        else if (!may_write(d))
            continue;
        else if (what < 32)
            propose(m, d);
        else if (what < 42)
            small(m, d);
        else if (what < 46)
            force(m, d);
        else if (what < 50)
            desk_try(d, &(act_text){ .kind = AC_KIND_ACK }, &(ac_id){ { 0 } }, NULL);
        else
            act(m, d);
    }
}

/* --- what must hold --- */

static void all_say(month *m, desk *d, ac_buf *out)
{
    ac_buf_clear(out);
    for (int i = 0; i < m->promises; i++)
        desk_says(d, m->promise[i], out);
}

/* A notebook in memory that is given what d has, in another order. */
static void another_order(month *m, desk *d, ac_digest *out_history, ac_digest *out_view, ac_buf *out_says)
{
    ac_history *h = ac_notebook_history(d->nb);
    size_t n = (size_t)desk_count(d), got = 0, *waits = calloc(n + 1, sizeof *waits);
    ac_held *held = calloc(n + 1, sizeof *held);
    loose *all = calloc(n + 1, sizeof *all);
    bool *gone = calloc(n + 1, sizeof *gone);
    desk reader = { .world = d->world };
    ac_store *store;
    ac_intake *in;
    ac_space space = desk_space(d);
    ac_device sender = { { 1 } };
    ac_fault fault;
    ac_err err = { 0 };

    assert_true(held != NULL && all != NULL && gone != NULL && waits != NULL);
    for (size_t at = 0; at < n; at += got) {
        good(ac_history_slice(h, d->space, at > 0 ? held[at - 1].n : 0, INT64_MAX, held + at, n - at, &got, &err), &err);
        assert_true(got > 0);
    }
    for (size_t i = 0; i < n; i++)
        loose_take(&all[i], d, held[i].n);
    good(ac_store_open_memory(&store, &err), &err);
    good(ac_notebook_around(&reader.nb, store, &reader.world, &err), &err);
    good(ac_intake_open(&in, reader.nb, &space, &sender, &err), &err);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            waits[i] += ac_history_precedes(h, &held[k], &held[i]);
    for (size_t taken = 0; taken < n; taken++) {
        size_t i = 0, ready = 0;
        for (size_t k = 0; k < n; k++)
            if (!gone[k] && waits[k] == 0 && roll(m, ++ready) == 0)
                i = k;
        ac_arrival a = loose_arrival(&all[i]);
        good(ac_intake_frame(in, &a, 1, &fault, &err), &err);
        if (fault.why_code != 0)
            fail_msg("a change that was taken once is refused: %s", fault.why);
        gone[i] = true;
        for (size_t k = i + 1; k < n; k++)
            waits[k] -= ac_history_precedes(h, &held[i], &held[k]);
        if (roll(m, 8) == 0) {
            good(ac_intake_commit(in, &err), &err);
            if (roll(m, 6) == 0)
                desk_audit(&reader); /* half a history is one too */
        }
    }
    good(ac_intake_commit(in, &err), &err);
    ac_intake_close(in);
    desk_find_space(&reader, &space);
    desk_digest(&reader, out_history);
    desk_view(&reader, out_view);
    all_say(m, &reader, out_says);
    desk_audit(&reader);
    ac_notebook_close(reader.nb);
    for (size_t i = 0; i < n; i++)
        loose_free(&all[i]);
    free(all);
    free(held);
    free(gone);
    free(waits);
}

static void same(const ac_digest *a, const ac_digest *b, const ac_buf *x, const ac_buf *y, const char *what)
{
    if (strcmp(ac_buf_text(x), ac_buf_text(y)) != 0)
        fail_msg("%s: it reads\n%s\nand\n%s", what, ac_buf_text(x), ac_buf_text(y));
    if (!ac_digest_eq(*a, *b))
        fail_msg("%s: the view differs", what);
}

static void check(month *m)
{
    ac_digest history[DESKS], view[DESKS], h, v;
    ac_buf says[DESKS] = { { 0 } }, other = { 0 };
    ac_err err = { 0 };

    for (int i = 0; i < DESKS; i++) {
        desk_digest(&m->d[i], &history[i]);
        desk_view(&m->d[i], &view[i]);
        all_say(m, &m->d[i], &says[i]);
        desk_audit(&m->d[i]);
    }
    for (int i = 0; i < DESKS; i++)
        for (int k = i + 1; k < DESKS; k++)
            if (ac_digest_eq(history[i], history[k]))
                same(&view[i], &view[k], &says[i], &says[k], "two notebooks with one history");
    for (int i = 0; i < ORDERS; i++) {
        another_order(m, &m->d[0], &h, &v, &other);
        assert_true(ac_digest_eq(h, history[0]));
        same(&view[0], &v, &says[0], &other, "the same in another order");
    }
    for (int i = 0; i < DESKS; i++) {
        good(ac_notebook_begin(m->d[i].nb, &err), &err);
        good(ac_view_rebuild(m->d[i].nb, &err), &err);
        good(ac_notebook_commit(m->d[i].nb, &err), &err);
        desk_view(&m->d[i], &v);
        all_say(m, &m->d[i], &other);
        same(&view[i], &v, &says[i], &other, "computed again");
        desk_audit(&m->d[i]);
        ac_buf_free(&says[i]);
    }
    ac_buf_free(&other);
}

/* Both are invited before one of them joins: which is known first differs from notebook to notebook. */
static void come_together(month *m)
{
    ac_invitation inv[2];
    ac_space space;
    ac_err err = { 0 };

    good(ac_partnership_start(m->d[0].nb, "Clean Air", "AIR", &space, &err), &err);
    desk_find_space(&m->d[0], &space);
    for (int i = 0; i < 2; i++)
        good(ac_invite_write(m->d[0].nb, m->d[0].space, "partner", false, NULL, 0, &inv[i], &err), &err);
    for (int i = 0; i < 2; i++) {
        desk *d = &m->d[1 + i];
        ac_buf join = { 0 };
        uint8_t sig[64];
        ac_id id;
        wire_line line = { 0 };
        good(ac_join_make(d->nb, &inv[i], &join, sig, &id, &err), &err);
        ac_exchange_config guest = { .invitation = &inv[i], .join = join.p, .join_n = join.len, .join_sig = sig };
        line_open(&line, d, &m->d[0], &guest);
        line_run(&line);
        assert_true(line_is_same(&line));
        line_close(&line);
        desk_find_space(d, &space);
        ac_buf_free(&join);
        ac_invitation_free(&inv[i]);
    }
}

static void one_month(uint64_t seed)
{
    month *m = calloc(1, sizeof *m);

    assert_non_null(m);
    print_message("ACCORD_SEED=%llu\n", (unsigned long long)seed); /* the last one said is the one that failed */
    m->dice = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    desk_new(&m->d[0], "CITY", 1000 * seed + 1);
    desk_new(&m->d[1], "SASI", 1000 * seed + 2);
    desk_new(&m->d[2], "RIVR", 1000 * seed + 3);
    come_together(m);
    desks_laptop(&m->d[0], &m->d[3], "tram", 1000 * seed + 4);
    for (int i = 1; i < DESKS; i++)
        assert_true(desks_sync(&m->d[i], &m->d[0]));
    play(m);
    for (int round = 0; round < 3; round++)
        for (int i = 1; i < DESKS; i++)
            desks_sync(&m->d[i], &m->d[0]);
    check(m);
    for (int i = 0; i < DESKS; i++)
        desk_free(&m->d[i]);
    free(m);
}

static void one_history_has_one_meaning(void **state)
{
    const char *one = getenv("ACCORD_SEED"), *many = getenv("ACCORD_MONTHS");
    uint64_t first = one != NULL ? strtoull(one, NULL, 10) : 1;
    uint64_t n = one != NULL ? 1 : many != NULL ? strtoull(many, NULL, 10) : 12;

    (void)state;
    for (uint64_t i = 0; i < n; i++)
        one_month(first + i);
}

static int setup(void **state)
{
    (void)state;
    return ac_crypto_init() ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(one_history_has_one_meaning) };

    return cmocka_run_group_tests(tests, setup, NULL);
}
