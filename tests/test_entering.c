/* test_entering.c - how organisations and laptops come in and leave: invitations, joins, applications, the numbers compared. */
#include "tests/support/acts.h"

#include "core/statement.h"

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

static void refused(ac_rc rc, const ac_err *err, ac_rc want, const char *sentence)
{
    if (rc != want || strstr(err->text, sentence) == NULL)
        fail_msg("it ends with %s: %s", ac_rc_word(rc), err->text);
}

static void found(desk *d, const char *code)
{
    ac_space space;
    ac_err err = { 0 };

    good(ac_partnership_start(d->nb, "Clean Air", code, &space, &err), &err);
    desk_find_space(d, &space);
}

/* An invitation as it comes out of its file. */
static void invite(desk *d, int space, const char *role, bool hold, ac_invitation *out)
{
    ac_invitation written;
    ac_buf file = { 0 };
    ac_err err = { 0 };

    good(ac_invite_write(d->nb, space, role, hold, NULL, 0, &written, &err), &err);
    good(ac_invitation_encode(&written, &file, &err), &err);
    good(ac_invitation_parse(out, file.p, file.len, &err), &err);
    ac_buf_free(&file);
    ac_invitation_free(&written);
}

typedef struct {
    ac_buf header;
    uint8_t sig[64];
    ac_id id;
} join;

static void make(desk *d, const ac_invitation *inv, join *out)
{
    ac_err err = { 0 };

    *out = (join){ 0 };
    good(ac_join_make(d->nb, inv, &out->header, out->sig, &out->id, &err), &err);
}

static ac_rc take(desk *d, const join *j, ac_err *err)
{
    ac_id id = { { 0 } };
    ac_rc rc = ac_join_take(d->nb, j->header.p, j->header.len, j->sig, &id, err);

    if (rc == AC_OK)
        assert_true(ac_id_eq(id, j->id));
    return rc;
}

static int org_of(desk *d, const char *code)
{
    ac_members *m;
    ac_err err = { 0 };

    good(ac_notebook_members(d->nb, d->space, &m, &err), &err);
    for (int o = 0; o < ac_members_orgs(m); o++)
        if (strcmp(ac_members_org(m, o)->code, code) == 0)
            return o;
    return -1;
}

static bool is_member(desk *d, const char *code)
{
    const ac_state *s;
    int org = org_of(d, code);
    ac_err err = { 0 };

    good(ac_notebook_state(d->nb, d->space, &s, &err), &err);
    return org >= 0 && org < s->norgs && s->orgs[org].is_member;
}

/* --- found --- */

static void a_partnership_is_founded_with_its_code(void **state)
{
    desk a;
    ac_partnership p;
    ac_space space;
    ac_space_info *list;
    size_t n;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    refused(ac_partnership_start(a.nb, "Clean Air", "KR", &space, &err), &err, AC_EUSAGE, "");
    refused(ac_partnership_start(a.nb, "Clean Air", "MAY", &space, &err), &err, AC_EUSAGE, ""); /* a month */
    refused(ac_partnership_start(a.nb, "", "KRK", &space, &err), &err, AC_EUSAGE, "");
    good(ac_history_spaces(ac_notebook_history(a.nb), &list, &n, &err), &err);
    assert_int_equal(n, 1); /* the own space alone */
    free(list);
    found(&a, "KRK");
    good(ac_query_partnership(a.nb, "KRK", &p, &err), &err);
    assert_string_equal(p.title, "Clean Air");
    assert_true(p.is_member && !p.is_own);
    assert_int_equal(p.changes, 2); /* the founding, and the edit that names it */
    assert_int_equal(desk_count(&a), 2);
    desk_audit(&a);
    desk_free(&a);
}

/* --- invite, join, admit --- */

static void an_invitation_brings_in_who_holds_it_once(void **state)
{
    desk a, b, c;
    ac_invitation inv;
    join jb, again, jc;
    ac_invitation *waiting;
    bool in;
    size_t n;
    int64_t count;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    found(&a, "KRK");
    invite(&a, a.space, "partner", false, &inv);
    assert_string_equal(inv.title, "Clean Air");
    assert_string_equal(inv.code, "CITY");
    make(&b, &inv, &jb);
    make(&b, &inv, &again);
    assert_true(jb.header.len == again.header.len && memcmp(jb.header.p, again.header.p, jb.header.len) == 0 &&
                memcmp(jb.sig, again.sig, 64) == 0); /* asked again it says the same */
    good(ac_joins_waiting(b.nb, &waiting, &n, &err), &err);
    assert_int_equal(n, 1);
    assert_true(ac_space_eq(waiting[0].space, inv.space));
    ac_invitation_free(&waiting[0]);
    free(waiting);
    good(ac_join_is_admitted(b.nb, &inv.space, &in, &err), &err);
    assert_false(in);

    good(take(&a, &jb, &err), &err);
    assert_true(is_member(&a, "SASI"));
    count = desk_count(&a);
    good(take(&a, &jb, &err), &err); /* once more: nothing new */
    assert_int_equal(desk_count(&a), count);

    make(&c, &inv, &jc);
    refused(take(&a, &jc, &err), &err, AC_EINVITE, "has been used already");
    assert_int_equal(desk_count(&a), count);
    assert_int_equal(org_of(&a, "RIVR"), -1);

    assert_int_equal(ac_join_make(a.nb, &inv, &again.header, again.sig, &again.id, &err), AC_ESTATE); /* a is in already */
    desk_audit(&a);
    ac_buf_free(&jb.header);
    ac_buf_free(&again.header);
    ac_buf_free(&jc.header);
    ac_invitation_free(&inv);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

static void what_does_not_fit_is_refused_and_leaves_nothing(void **state)
{
    desk a, b, c;
    ac_invitation inv, other, forged;
    join j;
    int64_t count;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    found(&a, "KRK");
    found(&c, "RIV");
    invite(&a, a.space, "partner", false, &inv);
    invite(&c, c.space, "partner", false, &other);
    count = desk_count(&a);

    make(&b, &other, &j); /* of another partnership */
    refused(take(&a, &j, &err), &err, AC_EINVITE, "is not here");
    ac_buf_free(&j.header);

    forged = inv; /* who saw the invitation go by without its secret */
    memset(forged.secret, 3, sizeof forged.secret);
    make(&b, &forged, &j);
    refused(take(&a, &j, &err), &err, AC_EINVITE, "not valid");
    ac_buf_free(&j.header);

    desk d;
    desk_new(&d, "EURF", 4);
    make(&d, &inv, &j);
    j.sig[9] ^= 1;
    refused(take(&a, &j, &err), &err, AC_EINVITE, "signature");
    j.sig[9] ^= 1;
    j.header.p[30] ^= 1;
    refused(take(&a, &j, &err), &err, AC_EINVITE, "");
    j.header.p[30] ^= 1;
    ac_id id;
    refused(ac_join_take(a.nb, j.header.p, j.header.len / 2, j.sig, &id, &err), &err, AC_EINVITE, "no join");
    assert_int_equal(desk_count(&a), count);
    good(take(&a, &j, &err), &err); /* whole it is good */
    ac_buf_free(&j.header);

    desk_audit(&a);
    ac_invitation_free(&inv);
    ac_invitation_free(&other);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
    desk_free(&d);
}

typedef struct {
    char code[4][8], compare[4][AC_COMPARE_SIZE];
    int n;
} held_list;

static bool keep_held(void *ctx, const char *code, const char *name, const char *compare)
{
    held_list *l = ctx;

    assert_true(l->n < 4 && strncmp(name, "Office of ", 10) == 0);
    snprintf(l->code[l->n], sizeof l->code[0], "%.7s", code);
    snprintf(l->compare[l->n++], sizeof l->compare[0], "%s", compare);
    return true;
}

static void a_held_join_waits_for_a_person(void **state)
{
    desk a, b, c;
    ac_invitation inv;
    join jb, jc;
    held_list list = { .n = 0 };
    char digits[AC_COMPARE_SIZE];
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    found(&a, "KRK");
    invite(&a, a.space, "partner", true, &inv);
    make(&b, &inv, &jb);
    make(&c, &inv, &jc);
    refused(take(&a, &jb, &err), &err, AC_EWAITS, "accord admit");
    refused(take(&a, &jb, &err), &err, AC_EWAITS, "accord admit"); /* asking again waits again */
    refused(take(&a, &jc, &err), &err, AC_EWAITS, "accord admit");
    assert_int_equal(org_of(&a, "SASI"), -1); /* what waits is no part of the history */
    good(ac_joins_held(a.nb, a.space, keep_held, &list, &err), &err);
    assert_int_equal(list.n, 2);
    ac_compare_number(&inv, jb.id.b, digits);
    assert_string_equal(list.compare[strcmp(list.code[0], "SASI") == 0 ? 0 : 1], digits); /* both sides read the same number */
    refused(ac_admit(a.nb, a.space, "EURF", &err), &err, AC_EREF, "nobody called EURF");
    good(ac_admit(a.nb, a.space, "SASI", &err), &err);
    assert_true(is_member(&a, "SASI"));
    refused(ac_admit(a.nb, a.space, "RIVR", &err), &err, AC_EINVITE, "has been used already"); /* one comes in on one invitation */
    assert_int_equal(org_of(&a, "RIVR"), -1);
    good(take(&a, &jb, &err), &err);
    refused(take(&a, &jc, &err), &err, AC_EINVITE, "has been used already");
    desk_audit(&a);
    ac_buf_free(&jb.header);
    ac_buf_free(&jc.header);
    ac_invitation_free(&inv);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

static void only_who_invited_admits(void **state)
{
    desk a, b, c;
    desk *others[] = { &b };
    ac_invitation inv;
    join j;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, others, 1);
    invite(&a, a.space, "partner", false, &inv);
    assert_true(desks_sync(&b, &a));
    make(&c, &inv, &j);
    refused(take(&b, &j, &err), &err, AC_EWAITS, "the organisation that invited");
    assert_int_equal(org_of(&b, "RIVR"), -1);
    good(take(&a, &j, &err), &err);
    assert_true(desks_sync(&b, &a));
    assert_true(is_member(&b, "RIVR"));
    ac_buf_free(&j.header);
    ac_invitation_free(&inv);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

static bool keep_invited(void *ctx, const ac_invited *i)
{
    ac_buf_printf(ctx, "%s %s%s%s;", i->by, i->role, i->is_held ? " held" : "", i->is_used ? " used" : "");
    return true;
}

static void invitations_are_listed_with_what_became_of_them(void **state)
{
    desk a, b;
    ac_invitation one, two, three;
    join j;
    ac_buf list = { 0 };
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    found(&a, "KRK");
    invite(&a, a.space, "partner", false, &one);
    invite(&a, a.space, "observer", true, &two);
    invite(&a, a.space, "partner", false, &three);
    make(&b, &three, &j);
    good(take(&a, &j, &err), &err);
    good(ac_invitations(a.nb, a.space, keep_invited, &list, &err), &err);
    assert_string_equal(ac_buf_text(&list), "CITY partner;CITY observer held;CITY partner used;");
    ac_buf_free(&list);
    ac_buf_free(&j.header);
    ac_invitation_free(&one);
    ac_invitation_free(&two);
    ac_invitation_free(&three);
    desk_free(&a);
    desk_free(&b);
}

/* --- the numbers that people compare --- */

static void both_sides_read_the_same_numbers(void **state)
{
    desk a, b, c;
    desk *others[] = { &b, &c };
    char here[AC_COMPARE_SIZE], there[AC_COMPARE_SIZE], third[AC_COMPARE_SIZE];
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, others, 2);
    assert_true(desks_sync(&b, &a));
    good(ac_compare_of(a.nb, a.space, org_of(&a, "SASI"), here, &err), &err);
    good(ac_compare_of(b.nb, b.space, org_of(&b, "CITY"), there, &err), &err);
    assert_int_equal(strlen(here), AC_COMPARE_SIZE - 1);
    assert_string_equal(here, there);
    good(ac_compare_of(b.nb, b.space, org_of(&b, "RIVR"), there, &err), &err);
    assert_string_equal(there, ""); /* no invitation lies between these two */
    good(ac_compare_pair(b.nb, b.space, org_of(&b, "RIVR"), here, &err), &err);
    good(ac_compare_pair(c.nb, c.space, org_of(&c, "SASI"), there, &err), &err);
    assert_string_equal(here, there);
    good(ac_compare_pair(a.nb, a.space, org_of(&a, "SASI"), third, &err), &err);
    assert_string_not_equal(here, third);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

/* --- observers --- */

static void who_may_only_read_may_only_read(void **state)
{
    desk a, b;
    ac_invitation inv;
    join j;
    wire_line line = { 0 };
    act_text note = { .kind = AC_KIND_NOTE, .facts = "{\"type\":\"journal\"}", .words = "{\"text\":\"x\"}" };
    act_text opinion = { .kind = AC_KIND_ATTEST, .facts = "{\"opinion\":\"sound\",\"problems\":0}", .words = "{\"text\":\"all is well\"}" };
    ac_id id;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    found(&a, "KRK");
    invite(&a, a.space, "observer", false, &inv);
    make(&b, &inv, &j);
    ac_exchange_config guest = { .invitation = &inv, .join = j.header.p, .join_n = j.header.len, .join_sig = j.sig };
    line_open(&line, &b, &a, &guest);
    line_run(&line);
    assert_true(line_is_same(&line));
    line_close(&line);
    desk_find_space(&b, &inv.space);
    refused(desk_try(&b, &note, &id, &err), &err, AC_EROLE, "may not write that here");
    desk_write(&b, &opinion);
    assert_int_equal(ac_invite_write(b.nb, b.space, "partner", false, NULL, 0, &inv, &err), AC_EROLE);
    /* forged past the own judge it is refused by all */
    loose l;
    ac_fault fault;
    desk_forge(&b, &note, &l);
    assert_int_equal(desk_take(&a, &l, 1, &fault).refused, 1);
    loose_free(&l);
    assert_true(desks_sync(&b, &a));
    good(ac_leave_write(b.nb, b.space, "the project ended", &err), &err);
    desks_sync(&a, &b);
    assert_false(is_member(&a, "SASI"));
    ac_invitation_free(&inv);
    ac_buf_free(&j.header);
    desk_free(&a);
    desk_free(&b);
}

/* --- further laptops --- */

static void a_laptop_is_certified_everywhere_and_gets_the_secrets(void **state)
{
    desk a, b, laptop;
    desk *others[] = { &b };
    ac_members *m;
    const ac_state_device *dev;
    ac_device key;
    ac_space second;
    ac_buf sealed = { 0 }, opened = { 0 };
    bool waits;
    int org;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desks_partners(&a, others, 1);
    good(ac_partnership_start(a.nb, "Clean Water", "WAT", &second, &err), &err);
    desks_laptop(&a, &laptop, "tram", 3);
    good(ac_apply_waits(laptop.nb, &waits, &err), &err);
    assert_false(waits);
    key = ac_notebook_me(laptop.nb)->device;
    assert_string_equal(ac_notebook_me(laptop.nb)->code, "CITY");
    good(ac_notebook_members(a.nb, a.space, &m, &err), &err);
    dev = ac_members_device(m, &key, &org);
    assert_non_null(dev);
    assert_string_equal(dev->n, "1a");
    assert_string_equal(dev->label, "tram");
    /* in both partnerships, and told of both */
    desk in_second = laptop;
    desk_find_space(&in_second, &second);
    assert_true(in_second.space >= 0 && in_second.space != laptop.space);
    good(ac_notebook_members(laptop.nb, in_second.space, &m, &err), &err);
    assert_non_null(ac_members_device(m, &key, &org));
    /* it opens what is sealed to the organisation */
    good(ac_seal_to(&sealed, ac_notebook_me(a.nb)->seal.b, "for CITY", 8, &err), &err);
    assert_true(ac_notebook_open_sealed(laptop.nb, sealed.p, sealed.len, &opened));
    assert_string_equal(ac_buf_text(&opened), "for CITY");
    /* what it writes is the organisation's */
    desk_notes(&laptop, 1);
    assert_true(desks_sync(&b, &a) && desks_sync(&laptop, &b));
    /* a partnership of later reaches it too */
    ac_space third;
    good(ac_partnership_start(a.nb, "Clean Soil", "SOI", &third, &err), &err);
    assert_true(desks_sync(&laptop, &a)); /* it hears of it */
    desks_sync(&laptop, &a);              /* and gets it */
    desk_find_space(&in_second, &third);
    good(ac_notebook_members(laptop.nb, in_second.space, &m, &err), &err);
    assert_non_null(ac_members_device(m, &key, &org));
    /* it cannot begin one: the statement that is shown there lists the office alone */
    ac_space fourth;
    ac_invitation inv;
    join j = { 0 };
    refused(ac_partnership_start(laptop.nb, "Clean Streets", "STR", &fourth, &err), &err, AC_EROLE, "where CITY was set up");
    desk c;
    desk_new(&c, "RIVR", 9);
    found(&c, "RIV");
    invite(&c, c.space, "partner", false, &inv);
    refused(ac_join_make(laptop.nb, &inv, &j.header, j.sig, &j.id, &err), &err, AC_EROLE, "where CITY was set up");
    ac_invitation_free(&inv);
    desk_free(&c);
    desk_audit(&laptop);
    desk_audit(&a);
    ac_buf_free(&sealed);
    ac_buf_free(&opened);
    desk_free(&laptop);
    desk_free(&a);
    desk_free(&b);
}

static void laptops_are_numbered_by_who_certified_them(void **state)
{
    desk a, b, one, two, of_one;
    desk *others[] = { &b };
    ac_members *m;
    const struct {
        desk *d;
        const char *n;
    } want[] = { { &a, "1" }, { &one, "1a" }, { &two, "1b" }, { &of_one, "1a1" } };
    int org;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desks_partners(&a, others, 1);
    desks_laptop(&a, &one, "tram", 3);
    desks_laptop(&a, &two, "bus", 4);
    assert_true(desks_sync(&one, &a));
    desks_laptop(&one, &of_one, "bike", 5);
    assert_true(desks_sync(&one, &a));
    good(ac_notebook_members(a.nb, a.space, &m, &err), &err);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        ac_device key = ac_notebook_me(want[i].d->nb)->device;
        const ac_state_device *dev = ac_members_device(m, &key, &org);
        assert_non_null(dev);
        assert_string_equal(dev->n, want[i].n);
    }
    desk_free(&of_one);
    desk_free(&two);
    desk_free(&one);
    desk_free(&a);
    desk_free(&b);
}

static void an_invitation_for_a_laptop_is_for_one_laptop(void **state)
{
    desk a, b, one, two;
    desk *others[] = { &b };
    ac_invitation inv, partner;
    ac_buf apply = { 0 }, second = { 0 };
    ac_id id;
    uint8_t sig[64], apply_id[32];
    char here[AC_COMPARE_SIZE], there[AC_COMPARE_SIZE];
    ac_id invite_id;
    int64_t count;
    desk own;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desks_partners(&a, others, 1);
    invite(&a, desk_own_space(&a), "device", false, &inv);
    invite(&a, a.space, "partner", false, &partner);
    desk_new_laptop(&one, "tram", 3);
    desk_new_laptop(&two, "bus", 4);
    own = a;
    own.space = desk_own_space(&a);
    refused(ac_join_make(b.nb, &inv, &apply, sig, &id, &err), &err, AC_EINVITE, "further laptop");
    refused(ac_join_make(one.nb, &partner, &apply, sig, &id, &err), &err, AC_ESTATE, "not part of its organisation yet");
    assert_int_not_equal(ac_apply_make(one.nb, &partner, "tram", &apply, &err), AC_OK); /* that is for partners */
    ac_buf_clear(&apply);
    good(ac_apply_make(one.nb, &inv, "tram", &apply, &err), &err);
    good(ac_apply_make(two.nb, &inv, "bus", &second, &err), &err);
    /* the number: the newcomer from the file, the older laptop from what it kept */
    ac_apply_id(apply.p, apply.len, apply_id);
    ac_compare_number(&inv, apply_id, there);
    invite_id = ac_invitation_id(&inv);
    good(ac_compare_here(a.nb, &invite_id, apply_id, here, &err), &err);
    assert_string_equal(here, there);
    /* somebody else's notebook takes no application */
    assert_int_not_equal(ac_apply_take(b.nb, apply.p, apply.len, &err), AC_OK);
    count = desk_count(&own);
    apply.p[apply.len / 2] ^= 1;
    assert_int_not_equal(ac_apply_take(a.nb, apply.p, apply.len, &err), AC_OK);
    apply.p[apply.len / 2] ^= 1;
    assert_int_equal(desk_count(&own), count);
    good(ac_apply_take(a.nb, apply.p, apply.len, &err), &err);
    assert_true(desk_count(&own) > count);
    count = desk_count(&own);
    good(ac_apply_take(a.nb, apply.p, apply.len, &err), &err); /* once more: nothing new */
    assert_int_equal(desk_count(&own), count);
    refused(ac_apply_take(a.nb, second.p, second.len, &err), &err, AC_EINVITE, "has been used already");
    assert_int_equal(desk_count(&own), count);
    ac_buf_free(&apply);
    ac_buf_free(&second);
    ac_invitation_free(&inv);
    ac_invitation_free(&partner);
    desk_free(&one);
    desk_free(&two);
    desk_free(&a);
    desk_free(&b);
}

/* --- standing for others, leaving --- */

static void standing_for_somebody_once_and_again(void **state)
{
    desk a, b, c;
    desk *others[] = { &b, &c };
    act_text undo = { .kind = AC_KIND_UNADMIT, .ncites = 1 };
    ac_buf list = { 0 };
    ac_held slice[64];
    size_t n;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, others, 2);
    assert_true(desks_sync(&b, &a));
    refused(ac_admit(a.nb, a.space, "RIVR", &err), &err, AC_ESTATE, "you stand for RIVR already");
    refused(ac_admit(b.nb, b.space, "CITY", &err), &err, AC_ESTATE, "nobody to stand for it"); /* the founder */
    good(ac_admit(b.nb, b.space, "RIVR", &err), &err);
    refused(ac_admit(b.nb, b.space, "RIVR", &err), &err, AC_ESTATE, "you stand for RIVR already");
    /* b takes it back, and stands for them once more */
    good(ac_history_slice(ac_notebook_history(b.nb), b.space, 0, INT64_MAX, slice, 64, &n, &err), &err);
    for (size_t i = 0; i < n; i++)
        if (slice[i].kind == AC_KIND_ADMIT)
            undo.cites[0] = slice[i].id; /* the newest is b's own */
    desk_write(&b, &undo);
    assert_true(is_member(&b, "RIVR")); /* CITY stands for them still */
    good(ac_admit(b.nb, b.space, "RIVR", &err), &err);
    ac_buf_free(&list);
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
}

static void who_left_writes_no_more_and_comes_back_with_new_keys(void **state)
{
    desk a, b;
    desk *others[] = { &b };
    ac_invitation inv;
    act_text note = { .kind = AC_KIND_NOTE, .facts = "{\"type\":\"journal\"}", .words = "{\"text\":\"x\"}" };
    join j = { 0 };
    ac_id id;
    ac_err err = { 0 };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desks_partners(&a, others, 1);
    desk_notes(&b, 1);
    good(ac_leave_write(b.nb, b.space, NULL, &err), &err);
    refused(desk_try(&b, &note, &id, &err), &err, AC_EROLE, "");
    refused(ac_leave_write(b.nb, b.space, NULL, &err), &err, AC_EROLE, "");
    desks_sync(&b, &a);
    assert_false(is_member(&a, "SASI"));
    refused(ac_admit(a.nb, a.space, "SASI", &err), &err, AC_ESTATE, ""); /* who left needs an invitation */
    invite(&a, a.space, "partner", false, &inv);
    if (ac_join_make(b.nb, &inv, &j.header, j.sig, &j.id, &err) == AC_OK)
        refused(take(&a, &j, &err), &err, AC_EINVITE, "not valid"); /* its laptop's key is known here */
    assert_false(is_member(&a, "SASI"));
    desk_audit(&a);
    ac_buf_free(&j.header);
    ac_invitation_free(&inv);
    desk_free(&a);
    desk_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_partnership_is_founded_with_its_code),
        cmocka_unit_test(an_invitation_brings_in_who_holds_it_once),
        cmocka_unit_test(what_does_not_fit_is_refused_and_leaves_nothing),
        cmocka_unit_test(a_held_join_waits_for_a_person),
        cmocka_unit_test(only_who_invited_admits),
        cmocka_unit_test(invitations_are_listed_with_what_became_of_them),
        cmocka_unit_test(both_sides_read_the_same_numbers),
        cmocka_unit_test(who_may_only_read_may_only_read),
        cmocka_unit_test(a_laptop_is_certified_everywhere_and_gets_the_secrets),
        cmocka_unit_test(laptops_are_numbered_by_who_certified_them),
        cmocka_unit_test(an_invitation_for_a_laptop_is_for_one_laptop),
        cmocka_unit_test(standing_for_somebody_once_and_again),
        cmocka_unit_test(who_left_writes_no_more_and_comes_back_with_new_keys),
    };

    if (!ac_crypto_init())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
