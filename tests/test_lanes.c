/* test_lanes.c - who is there, what each may see: strangers, guests, laptops, members of other partnerships. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/desks.h"

static int setup(void **state)
{
    (void)state;
    return ac_crypto_init() ? 0 : -1;
}

static const ac_exchange_result *of(const ac_exchange *x)
{
    return ac_exchange_result_of(x);
}

static void pair(desk *a, desk *b)
{
    desk *others[] = { b };

    desk_new(a, "CITY", 1);
    desk_new(b, "SASI", 2);
    desks_partners(a, others, 1);
}

static ac_exchange *answering(desk *server, const ac_transport *peer)
{
    ac_exchange_config config = { .peer = *peer };
    ac_exchange *x = NULL;

    assert_int_equal(ac_exchange_open(&x, server->nb, &config, 0, NULL), AC_OK);
    return x;
}

static ac_exchange *dialling(desk *client, const ac_transport *peer)
{
    ac_exchange_config config = { .is_client = true, .peer = *peer };
    ac_exchange *x = NULL;

    assert_int_equal(ac_exchange_open(&x, client->nb, &config, 0, NULL), AC_OK);
    return x;
}

static const ac_transport *transport_of(const desk *d)
{
    return &ac_notebook_me(d->nb)->transport;
}

/* --- strangers --- */

static void silent(desk *server, const ac_transport *peer, const ac_buf *frame)
{
    ac_exchange *x = answering(server, peer);
    ac_buf out = { 0 };

    ac_exchange_frame(x, frame->p, frame->len, 0);
    assert_false(ac_exchange_out(x, &out, 0));
    assert_int_equal(out.len, 0);
    assert_true(ac_exchange_is_over(x));
    assert_int_equal(of(x)->end, AC_END_STRANGER);
    assert_false(of(x)->is_proven);
    ac_exchange_close(x);
    ac_buf_free(&out);
}

static void hello_of(desk *client, const ac_transport *peer, ac_buf *out)
{
    ac_exchange *x = dialling(client, peer);

    ac_buf_clear(out);
    assert_true(ac_exchange_out(x, out, 0));
    ac_exchange_close(x);
}

static void strangers_get_silence(void **state)
{
    static const unsigned firsts[] = { AC_F_WELCOME, AC_F_AUTH, AC_F_SUMMARY, AC_F_LIST, AC_F_CHANGES, AC_F_BYE, AC_F_FAULT };
    desk a, b, stranger;
    ac_buf frame = { 0 };
    uint8_t nonce[32] = { 1 };

    (void)state;
    pair(&a, &b);
    desk_new(&stranger, "EURF", 9);
    hello_of(&stranger, transport_of(&a), &frame);
    silent(&a, transport_of(&stranger), &frame); /* a laptop that nobody here knows */
    hello_of(&b, transport_of(&a), &frame);
    silent(&a, transport_of(&stranger), &frame); /* a member's HELLO on a stranger's connection */
    hello_of(&a, transport_of(&a), &frame);
    silent(&a, transport_of(&a), &frame); /* our own face in the mirror */
    for (int k = 0; k < 3; k++) { /* another protocol; a later one; garbage */
        ac_buf_clear(&frame);
        ac_put_hello(&frame, &(ac_hello){ .nonce = nonce, .device = ac_notebook_me(b.nb)->device });
        if (k == 0)
            frame.p[4] = frame.p[5] = 2;
        if (k == 1)
            frame.p[4] = 0;
        if (k == 2)
            frame.len = 40;
        silent(&a, transport_of(&b), &frame);
    }
    for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) { /* a frame that is not for this moment */
        ac_buf_clear(&frame);
        ac_put_frame(&frame, firsts[i], 0, firsts[i] == AC_F_LIST || firsts[i] == AC_F_CHANGES ? 0 : AC_NO_SLOT);
        while (frame.len < 200)
            ac_buf_u8(&frame, 1);
        silent(&a, transport_of(&b), &frame);
    }
    ac_buf_clear(&frame);
    ac_put_frame(&frame, AC_F_BYE, 0, AC_NO_SLOT);
    ac_buf_u8(&frame, AC_BYE_DONE);
    silent(&a, transport_of(&b), &frame);
    ac_buf_free(&frame);
    desk_free(&a);
    desk_free(&b);
    desk_free(&stranger);
}

static void a_protocol_range_that_holds_ours_is_fine(void **state)
{
    desk a, b;
    ac_buf frame = { 0 }, out = { 0 };
    uint8_t nonce[32] = { 1 };
    ac_exchange *x;

    (void)state;
    pair(&a, &b);
    ac_put_hello(&frame, &(ac_hello){ .nonce = nonce, .device = ac_notebook_me(b.nb)->device });
    frame.p[5] = 7;
    x = answering(&a, transport_of(&b));
    ac_exchange_frame(x, frame.p, frame.len, 0);
    assert_true(ac_exchange_out(x, &out, 0));
    assert_int_equal(out.p[0], AC_F_WELCOME);
    ac_exchange_close(x);
    ac_buf_free(&frame);
    ac_buf_free(&out);
    desk_free(&a);
    desk_free(&b);
}

/* --- the transcript --- */

typedef struct {
    bool from_client;
    unsigned type;
    size_t bit;          /* of the frame; SIZE_MAX: put `other` in its place */
    const ac_buf *other;
    size_t seen;
} meddling;

static bool meddle(void *ctx, bool from_client, ac_buf *frame)
{
    meddling *m = ctx;

    if (from_client != m->from_client || frame->p[0] != m->type)
        return true;
    m->seen++;
    if (m->other != NULL) {
        ac_buf_clear(frame);
        ac_buf_put(frame, m->other->p, m->other->len);
    } else {
        frame->p[m->bit / 8] ^= (uint8_t)(1u << m->bit % 8);
    }
    return true;
}

/* Nonces, devices, signatures: whatever is changed on the way, nobody believes that it is the other. */
static void a_transcript_that_was_touched_proves_nobody(void **state)
{
    static const struct {
        bool from_client;
        unsigned type;
        size_t byte;
    } at[] = {
        { true, AC_F_HELLO, 10 },   { true, AC_F_HELLO, 41 },    { true, AC_F_HELLO, 5 },   { false, AC_F_WELCOME, 9 },
        { false, AC_F_WELCOME, 60 }, { false, AC_F_WELCOME, 80 }, { false, AC_F_WELCOME, 137 }, { true, AC_F_AUTH, 4 },
        { true, AC_F_AUTH, 67 },    { true, AC_F_HELLO, 9 },
    };
    desk a, b;

    (void)state;
    pair(&a, &b);
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        meddling m = { at[i].from_client, at[i].type, 8 * at[i].byte + 1, NULL, 0 };
        wire_line line = { .each = meddle, .ctx = &m };
        line_tap tap = { 0 };
        line_open(&line, &b, &a, NULL);
        line_run(&line);
        assert_int_equal(m.seen, 1);
        assert_false(of(line.server)->is_proven);
        assert_true(of(line.server)->nspaces == 0 && of(line.client)->nspaces == 0);
        assert_true(of(line.client)->end == AC_END_STRANGER || of(line.client)->end == AC_END_LOST);
        if (at[i].type != AC_F_AUTH) /* nothing about partnerships before the other side is proven */
            assert_int_equal(line.frames[0], 1);
        assert_true(line.frames[1] <= 1);
        line_close(&line);
        tap_free(&tap);
    }
    desk_free(&a);
    desk_free(&b);
}

static void frames_of_an_earlier_session_prove_nobody(void **state)
{
    desk a, b;
    line_tap tap = { 0 };
    wire_line line = { .each = tap_each, .ctx = &tap };

    (void)state;
    pair(&a, &b);
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    line_close(&line);
    for (int k = 0; k < 2; k++) {
        meddling m = { k == 0, k == 0 ? AC_F_AUTH : AC_F_WELCOME, 0, tap_find(&tap, k == 0, k == 0 ? AC_F_AUTH : AC_F_WELCOME, 0), 0 };
        line = (wire_line){ .each = meddle, .ctx = &m };
        line_open(&line, &b, &a, NULL);
        line_run(&line);
        assert_int_equal(m.seen, 1);
        assert_false(of(line.server)->is_proven);
        if (k == 0) {
            assert_int_equal(of(line.server)->end, AC_END_STRANGER);
            assert_int_equal(line.frames[1], 1); /* WELCOME, then silence */
        } else {
            assert_int_equal(of(line.client)->end, AC_END_STRANGER);
        }
        line_close(&line);
    }
    tap_free(&tap);
    desk_free(&a);
    desk_free(&b);
}

/* Somebody sits between two connections, each with a transport key of his own, and passes frames on. */
static void who_sits_between_is_nobody(void **state)
{
    desk a, b, mallory, *third[] = { &mallory };

    (void)state;
    pair(&a, &b);
    desk_new(&mallory, "EURF", 5);
    desks_partners(&a, third, 1); /* a member, and a liar */
    assert_true(desks_sync(&b, &a));
    for (int k = 0; k < 3; k++) {
        wire_line line = { .now_ms = 0 };
        line.client = dialling(&b, k == 0 ? transport_of(&a) : transport_of(&mallory));
        line.server = answering(&a, k == 1 ? transport_of(&b) : transport_of(&mallory));
        line_run(&line);
        assert_false(of(line.client)->is_proven || of(line.server)->is_proven);
        assert_true(of(line.client)->nspaces == 0 && of(line.server)->nspaces == 0);
        line_close(&line);
    }
    desk_free(&a);
    desk_free(&b);
    desk_free(&mallory);
}

/* A member who answers in the place of another is known for who it is. */
static void another_member_is_known_as_itself(void **state)
{
    desk a, b, c, *third[] = { &c };
    wire_line line = { .now_ms = 0 };

    (void)state;
    pair(&a, &b);
    desk_new(&c, "RIVR", 5);
    desks_partners(&a, third, 1);
    assert_true(desks_sync(&b, &a));
    line_open(&line, &b, &c, NULL);
    line_run(&line);
    assert_true(ac_device_eq(of(line.client)->peer, ac_notebook_me(c.nb)->device));
    assert_string_equal(of(line.client)->code, "RIVR");
    assert_string_equal(of(line.server)->code, "SASI");
    line_close(&line);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

/* --- guests --- */

typedef struct {
    ac_invitation inv;
    ac_buf join;
    uint8_t sig[64];
    ac_exchange_config config;
} guest;

static void invite(desk *host, guest *g, bool hold, const char *role, int space)
{
    *g = (guest){ 0 };
    assert_int_equal(ac_invite_write(host->nb, space, role, hold, NULL, 0, &g->inv, NULL), AC_OK);
}

static void make_join(desk *newcomer, guest *g)
{
    ac_id id;
    ac_err err = { 0 };

    ac_buf_clear(&g->join);
    if (ac_join_make(newcomer->nb, &g->inv, &g->join, g->sig, &id, &err) != AC_OK)
        fail_msg("%s", err.text);
    g->config = (ac_exchange_config){ .invitation = &g->inv, .join = g->join.p, .join_n = g->join.len, .join_sig = g->sig };
}

static void free_guest(guest *g)
{
    ac_invitation_free(&g->inv);
    ac_buf_free(&g->join);
}

static ac_end enter(desk *newcomer, desk *host, const guest *g, line_tap *tap)
{
    wire_line line = { .each = tap != NULL ? tap_each : NULL, .ctx = tap };
    ac_end end;

    line_open(&line, newcomer, host, &g->config);
    line_run(&line);
    end = of(line.client)->end;
    assert_true(end != AC_END_DONE || of(line.server)->is_admitted);
    assert_true(end == AC_END_DONE || !of(line.server)->is_admitted);
    line_close(&line);
    return end;
}

static bool is_in(desk *d, const ac_space *space)
{
    bool in = false;

    assert_int_equal(ac_join_is_admitted(d->nb, space, &in, NULL), AC_OK);
    return in;
}

static void a_guest_comes_in_and_has_everything(void **state)
{
    desk a, b, c;
    guest g;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 30);
    desk_new(&c, "RIVR", 3);
    invite(&a, &g, false, "partner", a.space);
    make_join(&c, &g);
    assert_false(is_in(&c, &g.inv.space));
    assert_int_equal(enter(&c, &a, &g, NULL), AC_END_DONE);
    assert_true(is_in(&c, &g.inv.space));
    c.space = -1;
    desk_find_space(&c, &g.inv.space);
    assert_true(desks_are_same(&a, &c));
    assert_true(desks_sync(&b, &a) && desks_sync(&b, &c) && desks_are_same(&b, &c)); /* a member like others */
    free_guest(&g);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

static void an_invitation_works_once(void **state)
{
    desk a, b, c, d;
    guest g;
    int64_t count;

    (void)state;
    pair(&a, &b);
    desk_new(&c, "RIVR", 3);
    desk_new(&d, "EURF", 4);
    invite(&a, &g, false, "partner", a.space);
    make_join(&c, &g);
    assert_int_equal(enter(&c, &a, &g, NULL), AC_END_DONE);
    make_join(&d, &g);
    count = desk_count(&a);
    assert_int_equal(enter(&d, &a, &g, NULL), AC_END_REFUSED);
    assert_false(is_in(&d, &g.inv.space));
    assert_true(desk_count(&a) == count);
    free_guest(&g);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
    desk_free(&d);
}

/* The line breaks at any frame of the entry: asked again with the same join, it works. */
static void a_guest_whose_line_broke_asks_again(void **state)
{
    desk base_a, base_c, b;
    guest g;
    size_t n = 100;

    (void)state;
    pair(&base_a, &b);
    desk_new(&base_c, "RIVR", 3);
    invite(&base_a, &g, false, "partner", base_a.space);
    make_join(&base_c, &g);
    for (size_t k = 1; k <= n; k++) {
        desk a, c;
        wire_line line = { .cut_after = k < n ? k : 0 };
        desk_copy(&a, &base_a);
        desk_copy(&c, &base_c);
        line_open(&line, &c, &a, &g.config);
        line_run(&line);
        line_close(&line);
        if (k == 1) { /* how many frames there are */
            wire_line whole = { .now_ms = 0 };
            line_open(&whole, &c, &a, &g.config);
            line_run(&whole);
            n = whole.frames[0] + whole.frames[1] + 1;
            line_close(&whole);
            assert_true(n > 10 && n < 60);
        } else if (!is_in(&c, &g.inv.space)) {
            assert_int_equal(enter(&c, &a, &g, NULL), AC_END_DONE);
        }
        desk_find_space(&c, &g.inv.space);
        assert_true(is_in(&c, &g.inv.space));
        assert_true(desks_sync(&c, &a) && desks_are_same(&a, &c));
        assert_true(desk_has_no_fork(&a));
        desk_free(&a);
        desk_free(&c);
    }
    free_guest(&g);
    desk_free(&base_a);
    desk_free(&base_c);
    desk_free(&b);
}

static void a_secret_that_is_wrong_gets_silence(void **state)
{
    desk a, b, c;
    guest g;
    line_tap tap = { 0 };

    (void)state;
    pair(&a, &b);
    desk_new(&c, "RIVR", 3);
    invite(&a, &g, false, "partner", a.space);
    make_join(&c, &g);
    for (int k = 0; k < 4; k++) {
        desk *host = k == 3 ? &b : &a;
        guest other = g;
        if (k == 0)
            other.inv.secret[5] ^= 1; /* a key that no invitation here has */
        if (k == 1)
            other.inv.space.b[3] ^= 1;
        if (k == 2) /* seen on its way, and used on another connection */
            other.inv.transport.b[0] ^= 1;
        other.config.invitation = &other.inv;
        if (k == 2) {
            wire_line line = { .now_ms = 0 };
            ac_exchange_config config = other.config;
            config.is_client = true;
            config.peer = *transport_of(&a);
            assert_int_equal(ac_exchange_open(&line.client, c.nb, &config, 0, NULL), AC_OK);
            line.server = answering(&a, transport_of(&b)); /* not the connection it was signed for */
            line_run(&line);
            assert_int_equal(of(line.server)->end, AC_END_STRANGER);
            assert_int_equal(line.frames[1], 0);
            line_close(&line);
            continue;
        }
        if (k == 3) /* b has not met a since: it knows nothing of this invitation */
            assert_int_equal(desk_count(host) < desk_count(&a), 1);
        assert_int_equal(enter(&c, host, &other, &tap), AC_END_STRANGER);
        assert_int_equal(tap_count(&tap, false, AC_F_WELCOME), 0);
        assert_false(is_in(&c, &g.inv.space));
    }
    tap_free(&tap);
    free_guest(&g);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

static void a_join_of_somebody_else_is_refused(void **state)
{
    desk a, b, c, d;
    guest g, other;
    int64_t count;

    (void)state;
    pair(&a, &b);
    desk_new(&c, "RIVR", 3);
    desk_new(&d, "EURF", 4);
    invite(&a, &g, false, "partner", a.space);
    make_join(&d, &g); /* d's join, handed over by c */
    count = desk_count(&a);
    assert_int_equal(enter(&c, &a, &g, NULL), AC_END_REFUSED);
    assert_true(desk_count(&a) == count);
    make_join(&c, &g); /* its own join, spoilt: another signature; another proof */
    g.sig[10] ^= 1;
    assert_int_equal(enter(&c, &a, &g, NULL), AC_END_REFUSED);
    g.sig[10] ^= 1;
    invite(&a, &other, false, "partner", a.space);
    other.join = g.join;
    memcpy(other.sig, g.sig, 64);
    other.config = g.config;
    other.config.invitation = &other.inv;
    count = desk_count(&a);
    /* entered with another invitation than the join is on: the join speaks for itself */
    assert_int_equal(enter(&c, &a, &other, NULL), AC_END_DONE);
    assert_true(desk_count(&a) == count + 2 || desk_count(&a) == count + 3);
    other.join = (ac_buf){ 0 };
    free_guest(&other);
    free_guest(&g);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
    desk_free(&d);
}

static void a_held_guest_waits_and_comes_in_later(void **state)
{
    desk a, b, c;
    guest g;
    line_tap tap = { 0 };

    (void)state;
    pair(&a, &b);
    desk_new(&c, "RIVR", 3);
    invite(&a, &g, true, "partner", a.space);
    make_join(&c, &g);
    for (int k = 0; k < 2; k++) { /* asking twice changes nothing */
        assert_int_equal(enter(&c, &a, &g, &tap), AC_END_HELD);
        assert_false(is_in(&c, &g.inv.space));
    }
    assert_int_equal(tap_count(&tap, false, AC_F_NOTICE), 2);
    assert_int_equal(tap_count(&tap, false, AC_F_LIST) + tap_count(&tap, false, AC_F_CHANGES) + tap_count(&tap, false, AC_F_SUMMARY), 0);
    assert_int_equal(ac_admit(a.nb, a.space, "RIVR", NULL), AC_OK);
    assert_int_equal(enter(&c, &a, &g, NULL), AC_END_DONE);
    assert_true(is_in(&c, &g.inv.space));
    tap_free(&tap);
    free_guest(&g);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

/* A guest that is not let in sees nothing of the partnership. */
static void a_guest_that_is_not_in_gets_no_change(void **state)
{
    desk a, b, c;
    guest g;
    ac_exchange *x;
    ac_exchange_config config;
    ac_buf frame = { 0 }, out = { 0 };

    (void)state;
    pair(&a, &b);
    desk_new(&c, "RIVR", 3);
    invite(&a, &g, false, "partner", a.space);
    make_join(&c, &g);
    for (unsigned type = AC_F_SUMMARY; type <= AC_F_NOTICE; type++) {
        ac_exchange *server = answering(&a, transport_of(&c));
        config = g.config;
        config.is_client = true;
        config.peer = *transport_of(&a);
        assert_int_equal(ac_exchange_open(&x, c.nb, &config, 0, NULL), AC_OK);
        for (int k = 0; k < 2; k++) { /* HELLO, WELCOME, AUTH */
            ac_buf_clear(&frame);
            assert_true(ac_exchange_out(x, &frame, 0));
            ac_exchange_frame(server, frame.p, frame.len, 0);
            ac_buf_clear(&out);
            if (k == 0) {
                assert_true(ac_exchange_out(server, &out, 0));
                ac_exchange_frame(x, out.p, out.len, 0);
            }
        }
        assert_false(ac_exchange_is_over(server));
        if (type != AC_F_CHANGES) { /* anything but the join */
            ac_buf_clear(&frame);
            ac_put_frame(&frame, type, 0, type == AC_F_LIST || type == AC_F_WANT || (type >= AC_F_END && type <= AC_F_BODY) ? 0 : AC_NO_SLOT);
            if (type == AC_F_LIST || type == AC_F_WANT)
                ac_buf_u8(&frame, 0);
            if (type == AC_F_END)
                ac_buf_u32(&frame, 0);
            if (type == AC_F_NOTICE) {
                ac_buf_u8(&frame, AC_NOTICE_SPACES);
                ac_buf_u8(&frame, 0);
            }
            ac_exchange_frame(server, frame.p, frame.len, 0);
            assert_true(ac_exchange_is_over(server));
            while (ac_buf_clear(&out), ac_exchange_out(server, &out, 0))
                assert_true(out.p[0] == AC_F_FAULT || out.p[0] == AC_F_BYE);
        }
        ac_exchange_close(server);
        ac_exchange_close(x);
    }
    ac_buf_free(&frame);
    ac_buf_free(&out);
    free_guest(&g);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

/* --- what others see --- */

/* Every id, signature and text of a space that d holds: does one of them stand in what that side sent? */
static void nothing_of(desk *d, int space, const line_tap *tap, bool from_client)
{
    ac_history *h = ac_notebook_history(d->nb);
    ac_space_info info;
    ac_held held[64];
    size_t got = 64;
    ac_n after = 0;

    assert_int_equal(ac_history_space_info(h, space, &info, NULL), AC_OK);
    assert_false(tap_has(tap, from_client, info.id.b, 32));
    while (got == 64) {
        assert_int_equal(ac_history_slice(h, space, after, INT64_MAX, held, 64, &got, NULL), AC_OK);
        for (size_t i = 0; i < got; i++) {
            ac_buf header = { 0 }, words = { 0 };
            uint8_t sig[64];
            bool here;
            after = held[i].n;
            assert_int_equal(ac_history_bytes(h, held[i].n, &header, sig, &words, &here, NULL), AC_OK);
            assert_false(tap_has(tap, from_client, held[i].id.b, 32));
            assert_false(tap_has(tap, from_client, sig, 64));
            if (here)
                assert_false(tap_has(tap, from_client, words.p, words.len));
            ac_buf_free(&header);
            ac_buf_free(&words);
        }
    }
}

static void a_member_of_one_partnership_sees_nothing_of_another(void **state)
{
    desk a, b, c, *second[] = { &b }, *third[] = { &c };
    int air, water;
    line_tap tap = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, second, 1);
    air = a.space;
    a.space = -1;
    desks_partners(&a, third, 1);
    water = a.space;
    assert_int_not_equal(air, water);
    desk_note(&a, air, "of the air and of nobody else");
    desk_note(&a, water, "of the water and of nobody else");
    a.space = air;
    desk_offer(&a, "SASI");
    for (int way = 0; way < 2; way++) {
        wire_line line = { .each = tap_each, .ctx = &tap };
        desk_notes(&b, 1);
        line_open(&line, way == 0 ? &b : &a, way == 0 ? &a : &b, NULL);
        line_run(&line);
        assert_true(line_is_same(&line));
        assert_int_equal(of(line.server)->nspaces, 1);
        line_close(&line);
        nothing_of(&a, water, &tap, way == 1);
        nothing_of(&a, desk_own_space(&a), &tap, way == 1);
        nothing_of(&b, desk_own_space(&b), &tap, way == 0);
        assert_true(tap_has(&tap, way == 1, "of the air", 10) == (way == 0));
        /* one tag was sent: the other partnership is not even hinted at */
        assert_int_equal(tap_find(&tap, true, AC_F_AUTH, 0)->len, 68 + 62);
        tap_free(&tap);
    }
    for (int way = 0; way < 2; way++) { /* b and c share nothing */
        wire_line line = { .each = tap_each, .ctx = &tap };
        line_open(&line, way == 0 ? &b : &c, way == 0 ? &c : &b, NULL);
        line_run(&line);
        assert_int_equal(of(line.server)->end, AC_END_STRANGER);
        assert_int_equal(line.frames[1], 0);
        line_close(&line);
        tap_free(&tap);
    }
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

/* A tag for a space that S is not in, or that C is not in, is not answered: one and the same silence. */
static bool add_tags(void *ctx, bool from_client, ac_buf *frame)
{
    const uint8_t *tag = ctx;
    ac_summary s = { 0 };

    if (from_client && frame->p[0] == AC_F_AUTH) {
        ac_buf_put(frame, tag, 16);
        ac_put_summary(frame, &s);
        ac_buf_put(frame, frame->p + 68, 16); /* the same tag twice */
        ac_put_summary(frame, &s);
    }
    return true;
}

static void unknown_tags_are_not_mentioned(void **state)
{
    desk a, b;
    uint8_t tag[16] = { 7 };
    wire_line line = { .each = add_tags, .ctx = tag };

    (void)state;
    pair(&a, &b);
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_int_equal(of(line.server)->nspaces, 1);
    assert_int_equal(of(line.server)->end, AC_END_DONE);
    assert_int_equal(of(line.client)->end, AC_END_DONE);
    line_close(&line);
    /* the only tag is one of no partnership: nothing is shared, and no list is shown */
    meddling m = { true, AC_F_AUTH, 8 * 68, NULL, 0 };
    line = (wire_line){ .each = meddle, .ctx = &m };
    line_open(&line, &b, &a, NULL);
    line_run(&line);
    assert_int_equal(m.seen, 1);
    assert_int_equal(of(line.server)->nspaces, 0);
    assert_int_equal(line.frames[1], 3); /* WELCOME, SUMMARY of nothing, BYE */
    line_close(&line);
    desk_free(&a);
    desk_free(&b);
}

static void a_private_note_is_in_no_byte_that_leaves(void **state)
{
    static const char secret[] = "I doubt that SASI will ever plant these trees";
    desk a, b;
    line_tap tap = { 0 };
    ac_space own;

    (void)state;
    pair(&a, &b);
    desk_note(&a, desk_own_space(&a), secret);
    desk_notes(&a, 3);
    own = ac_notebook_me(a.nb)->own;
    for (int way = 0; way < 2; way++) {
        wire_line line = { .each = tap_each, .ctx = &tap };
        line_open(&line, way == 0 ? &b : &a, way == 0 ? &a : &b, NULL);
        line_run(&line);
        assert_true(line_is_same(&line));
        line_close(&line);
        assert_false(tap_has(&tap, way == 1, secret, sizeof secret - 1));
        assert_false(tap_has(&tap, way == 1, own.b, 32));
        nothing_of(&a, desk_own_space(&a), &tap, way == 1);
        tap_free(&tap);
    }
    assert_int_equal(ac_history_space(ac_notebook_history(b.nb), &own, &(ac_space_info){ 0 }, &(bool){ false }, NULL), AC_OK);
    desk_free(&a);
    desk_free(&b);
}

/* --- laptops of one organisation --- */

static void a_further_laptop_gets_all_that_is_ours(void **state)
{
    static const char secret[] = "between us: the budget is not safe";
    desk a, b, laptop;
    guest g;
    ac_buf apply = { 0 };
    bool done = false;
    ac_id id;

    (void)state;
    pair(&a, &b);
    desk_notes(&a, 4);
    id = desk_note(&a, desk_own_space(&a), secret);
    desk_new_laptop(&laptop, "tram", 7);
    invite(&a, &g, false, "device", desk_own_space(&a));
    assert_int_equal(ac_apply_make(laptop.nb, &g.inv, "tram", &apply, NULL), AC_OK);
    g.config = (ac_exchange_config){ .invitation = &g.inv, .apply = &apply };
    assert_int_equal(enter(&laptop, &a, &g, NULL), AC_END_DONE);
    assert_int_equal(ac_apply_finish(laptop.nb, NULL, 0, &done, NULL), AC_OK);
    assert_true(done);
    ac_held held;
    assert_int_equal(ac_history_find(ac_notebook_history(laptop.nb), desk_own_space(&laptop), &id, &held, NULL), AC_OK);
    assert_true(held.n != 0);
    /* its partnerships come with the next session */
    wire_line line = { .now_ms = 0 };
    line_open(&line, &laptop, &a, NULL);
    line_run(&line);
    assert_true(line_is_same(&line));
    assert_int_equal(of(line.client)->nspaces, 2);
    assert_true(of(line.client)->is_ours && of(line.server)->is_ours);
    line_close(&line);
    ac_space space = desk_space(&a);
    desk_find_space(&laptop, &space);
    assert_true(desks_are_same(&a, &laptop));
    assert_true(desks_sync(&b, &a)); /* b hears of the certificate, then meets the laptop */
    desk_notes(&laptop, 2);
    assert_true(desks_sync(&laptop, &b) && desks_are_same(&laptop, &b));
    /* a second laptop on the same invitation */
    desk other;
    desk_new_laptop(&other, "bus", 8);
    ac_buf_clear(&apply);
    assert_int_equal(ac_apply_make(other.nb, &g.inv, "bus", &apply, NULL), AC_OK);
    assert_int_equal(enter(&other, &a, &g, NULL), AC_END_REFUSED);
    desk_free(&other);
    ac_buf_free(&apply);
    free_guest(&g);
    desk_free(&a);
    desk_free(&b);
    desk_free(&laptop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strangers_get_silence),
        cmocka_unit_test(a_protocol_range_that_holds_ours_is_fine),
        cmocka_unit_test(a_transcript_that_was_touched_proves_nobody),
        cmocka_unit_test(frames_of_an_earlier_session_prove_nobody),
        cmocka_unit_test(who_sits_between_is_nobody),
        cmocka_unit_test(another_member_is_known_as_itself),
        cmocka_unit_test(a_guest_comes_in_and_has_everything),
        cmocka_unit_test(an_invitation_works_once),
        cmocka_unit_test(a_guest_whose_line_broke_asks_again),
        cmocka_unit_test(a_secret_that_is_wrong_gets_silence),
        cmocka_unit_test(a_join_of_somebody_else_is_refused),
        cmocka_unit_test(a_held_guest_waits_and_comes_in_later),
        cmocka_unit_test(a_guest_that_is_not_in_gets_no_change),
        cmocka_unit_test(a_member_of_one_partnership_sees_nothing_of_another),
        cmocka_unit_test(unknown_tags_are_not_mentioned),
        cmocka_unit_test(a_private_note_is_in_no_byte_that_leaves),
        cmocka_unit_test(a_further_laptop_gets_all_that_is_ours),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
