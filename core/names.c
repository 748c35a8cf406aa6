/* names.c - names for people: organisation codes, device numbers, references. */
#include "core/names.h"

#include "core/commitment.h"
#include "core/kind.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *ac_org_code(ac_room *room, int org)
{
    const ac_org *o = ac_members_org(room->members, org);

    return o != NULL ? o->code : "?";
}

ac_rc ac_device_name(ac_notebook *nb, ac_room *room, int branch, char number[32], const char **out_label, ac_err *err)
{
    ac_device key;
    int org;
    const ac_state_device *d;
    ac_rc rc = ac_history_branch_device(nb->history, branch, &key, err);

    number[0] = '\0';
    if (out_label != NULL)
        *out_label = "";
    if (rc != AC_OK)
        return rc;
    d = ac_members_device(room->members, &key, &org);
    if (d != NULL)
        snprintf(number, 32, "%.31s", d->n);
    if (d != NULL && out_label != NULL)
        *out_label = d->label;
    return AC_OK;
}

ac_rc ac_why_not(ac_notebook *nb, const ac_held *held, char *out, size_t size, ac_err *err)
{
    int64_t judged = 0;
    ac_row *q;
    ac_rc rc;

    out[0] = '\0';
    if (held->flags & AC_HELD_UNCOUNTED) {
        q = ac_q(nb->store, AC_Q_aside_get);
        ac_bind_int(q, ":space", held->space);
        ac_bind_int(q, ":n", held->n);
        if (ac_step(q))
            snprintf(out, size, "%s", ac_col_text(q, 0));
        return ac_done(q, err);
    }
    if (ac_kind_class(held->kind) != AC_CLASS_ACT && held->kind != AC_KIND_EDIT)
        return AC_OK;
    q = ac_q(nb->store, AC_Q_act_get);
    ac_bind_int(q, ":record", held->record != 0 ? held->record : held->n);
    ac_bind_int(q, ":n", held->n);
    if (ac_step(q))
        judged = ac_col_int(q, 0);
    rc = ac_done(q, err);
    if (rc == AC_OK && judged > 0)
        snprintf(out, size, "%s", ac_why_word((ac_why)judged));
    return rc;
}

/* --- references --- */

typedef struct {
    ac_n n;
    int space, type, org, branch;
} candidate;

/* Records that share a count: at most one of each feed of each space. Caller frees. */
static ac_rc with_ref(ac_notebook *nb, int64_t ref, candidate **out, size_t *out_n, ac_err *err)
{
    ac_row *q = ac_q(nb->store, AC_Q_record_by_ref);
    size_t cap = 0;
    bool memory = true;
    ac_rc rc;

    *out = NULL;
    *out_n = 0;
    ac_bind_int(q, ":ref", ref);
    while (memory && ac_step(q)) {
        candidate *c;
        if (*out_n == cap) {
            c = realloc(*out, (cap = cap ? 2 * cap : 16) * sizeof *c);
            memory = c != NULL;
            *out = c != NULL ? c : *out;
        }
        if (!memory)
            break;
        c = &(*out)[(*out_n)++];
        c->n = ac_col_int(q, 0);
        c->space = (int)ac_col_int(q, 1);
        c->type = (int)ac_col_int(q, 2);
        c->org = (int)ac_col_int(q, 3);
        c->branch = (int)ac_col_int(q, 4);
    }
    rc = ac_done(q, err);
    return rc == AC_OK && !memory ? ac_fail(err, AC_ENOMEM, "out of memory while reading references") : rc;
}

static int by_name(const void *a, const void *b)
{
    const ac_feed_name *x = a, *y = b;

    return strcmp(x->name, y->name);
}

static int by_branch(const void *a, const void *b)
{
    const ac_feed_name *x = a, *y = b;

    return (x->branch > y->branch) - (x->branch < y->branch);
}

/* CITY-1 of every feed of the space, made anew when a feed or a governing change came. */
static ac_rc name_feeds(ac_notebook *nb, ac_room *room, ac_err *err)
{
    size_t count = ac_history_branch_count(nb->history), n = 0;
    int set = ac_members_all(room->members);
    ac_branch *list = NULL;
    ac_feed_name *feeds;
    ac_rc rc;

    if (room->feeds != NULL && room->feeds_branches == count && room->feeds_set == set)
        return AC_OK;
    rc = ac_history_branches(nb->history, room->space, &list, &n, err);
    feeds = rc == AC_OK ? calloc(n + 1, sizeof *feeds) : NULL;
    if (rc == AC_OK && feeds == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory while reading references");
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        char number[32];
        rc = ac_device_name(nb, room, list[i].branch, number, NULL, err);
        feeds[i].branch = list[i].branch;
        snprintf(feeds[i].name, sizeof feeds[i].name, "%s-%s", ac_org_code(room, list[i].org), number[0] ? number : "?");
    }
    free(list);
    if (rc != AC_OK) {
        free(feeds);
        return rc;
    }
    qsort(feeds, n, sizeof *feeds, by_name);
    for (size_t i = 1; i < n; i++)
        if (strcmp(feeds[i].name, feeds[i - 1].name) == 0)
            feeds[i].has_twin = feeds[i - 1].has_twin = true;
    qsort(feeds, n, sizeof *feeds, by_branch);
    free(room->feeds);
    room->feeds = feeds;
    room->nfeeds = n;
    room->feeds_branches = count;
    room->feeds_set = set;
    return AC_OK;
}

static const ac_feed_name *feed_name(const ac_room *room, int branch)
{
    ac_feed_name key = { .branch = branch };

    return bsearch(&key, room->feeds, room->nfeeds, sizeof key, by_branch);
}

ac_rc ac_ref_make(ac_notebook *nb, ac_room *room, ac_n n, int org, int branch, int64_t ref, char out[AC_REF_SIZE],
                  ac_err *err)
{
    const ac_feed_name *feed, *other;
    candidate *others = NULL;
    size_t count = 0;
    bool is_shared = false;
    ac_rc rc = name_feeds(nb, room, err);

    if (rc != AC_OK)
        return rc;
    feed = feed_name(room, branch);
    snprintf(out, AC_REF_SIZE, "%s-%s%lld", feed != NULL ? feed->name : ac_org_code(room, org), room->is_own ? "p" : "",
             (long long)ref);
    if (feed == NULL || !feed->has_twin)
        return AC_OK;
    rc = with_ref(nb, ref, &others, &count, err);
    for (size_t i = 0; rc == AC_OK && !is_shared && i < count; i++)
        is_shared = others[i].n != n && others[i].space == room->space && others[i].type <= 3 &&
                    (other = feed_name(room, others[i].branch)) != NULL && strcmp(other->name, feed->name) == 0;
    free(others);
    if (rc == AC_OK && is_shared) {
        ac_held held;
        size_t len = strlen(out);
        rc = ac_history_get(nb->history, n, &held, err);
        if (rc == AC_OK)
            snprintf(out + len, AC_REF_SIZE - len, "~%02x%02x", held.id.b[0], held.id.b[1]);
    }
    return rc;
}

ac_rc ac_query_ref_of(ac_notebook *nb, ac_n n, char out[AC_REF_SIZE], ac_err *err)
{
    int space = 0, type = 0, org = 0, branch = 0;
    int64_t ref = 0;
    ac_row *q = ac_q(nb->store, AC_Q_record_get);
    ac_room *room;
    bool found;
    ac_rc rc;

    out[0] = '\0';
    ac_bind_int(q, ":n", n);
    found = ac_step(q);
    if (found) {
        space = (int)ac_col_int(q, 0);
        type = (int)ac_col_int(q, 1);
        org = (int)ac_col_int(q, 2);
        branch = (int)ac_col_int(q, 3);
        ref = ac_col_int(q, 4);
    }
    rc = ac_done(q, err);
    if (rc != AC_OK || !found || type > 3)
        return rc; /* a partnership or an organisation has a code, no reference */
    rc = ac_room_get(nb, space, &room, err);
    return rc == AC_OK ? ac_ref_make(nb, room, n, org, branch, ref, out, err) : rc;
}

/* --- reading a reference --- */

typedef struct {
    char partnership[16], code[8], number[32];
    int64_t count;
    int is_private; /* -1: not said */
    char digits[5]; /* after ~ */
} typed_ref;

static bool upper_word(const char *p, size_t n, char *out, size_t size)
{
    if (n == 0 || n >= size)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!isalnum((unsigned char)p[i]))
            return false;
        out[i] = (char)toupper((unsigned char)p[i]);
    }
    out[n] = '\0';
    return true;
}

static bool lower_word(const char *p, size_t n, char *out, size_t size)
{
    if (!upper_word(p, n, out, size))
        return false;
    for (size_t i = 0; i < n; i++)
        out[i] = (char)tolower((unsigned char)out[i]);
    return true;
}

static bool read_ref(const char *text, typed_ref *out)
{
    const char *colon = strchr(text, ':');
    const char *p = colon != NULL ? colon + 1 : text;
    const char *tilde = strchr(p, '~');
    size_t left = tilde != NULL ? (size_t)(tilde - p) : strlen(p);
    const char *last = NULL, *dash;
    char *end;

    *out = (typed_ref){ .is_private = -1 };
    if (colon != NULL && !upper_word(text, (size_t)(colon - text), out->partnership, sizeof out->partnership))
        return false;
    if (tilde != NULL && (strlen(tilde + 1) != 4 || !lower_word(tilde + 1, 4, out->digits, sizeof out->digits)))
        return false;
    for (const char *s = p; s < p + left; s++)
        if (*s == '-')
            last = s;
    if (last != NULL) {
        size_t head = (size_t)(last - p);
        dash = memchr(p, '-', head);
        if (!upper_word(p, dash != NULL ? (size_t)(dash - p) : head, out->code, sizeof out->code))
            return false;
        if (dash != NULL && !lower_word(dash + 1, (size_t)(last - dash - 1), out->number, sizeof out->number))
            return false;
        left -= head + 1;
        p = last + 1;
    }
    if (left > 0 && (*p == 'p' || *p == 'P')) {
        out->is_private = 1;
        p++;
        left--;
    } else if (out->code[0] != '\0') {
        out->is_private = 0;
    }
    if (left == 0 || left > 15 || !isdigit((unsigned char)*p))
        return false;
    out->count = strtoll(p, &end, 10);
    return end == p + left && out->count > 0;
}

static ac_rc fits(ac_notebook *nb, const candidate *c, const typed_ref *typed, int space, ac_record_type type,
                  ac_record_ref *out, bool *out_fits, ac_err *err)
{
    ac_room *room;
    char number[32];
    ac_held held;
    ac_rc rc;

    *out_fits = false;
    if (c->type > 3 || (type == AC_RECORD_COMMITMENT && c->type != 1) || (type == AC_RECORD_NOTE && c->type != 2) ||
        (type == AC_RECORD_ENTRY && c->type != 3))
        return AC_OK;
    rc = ac_room_get(nb, c->space, &room, err);
    if (rc != AC_OK)
        return rc;
    if (typed->is_private >= 0 && room->is_own != (typed->is_private == 1))
        return AC_OK;
    if (!room->is_own && space >= 0 && c->space != space)
        return AC_OK;
    if (typed->code[0] != '\0' && strcmp(typed->code, ac_org_code(room, c->org)) != 0)
        return AC_OK;
    rc = ac_device_name(nb, room, c->branch, number, NULL, err);
    if (rc != AC_OK || (typed->number[0] != '\0' && strcmp(typed->number, number) != 0))
        return rc;
    rc = ac_history_get(nb->history, c->n, &held, err);
    if (rc != AC_OK)
        return rc;
    if (typed->digits[0] != '\0') {
        char digits[5];
        ac_hex(digits, held.id.b, 2);
        if (strcmp(digits, typed->digits) != 0)
            return AC_OK;
    }
    *out = (ac_record_ref){ .n = c->n, .space = c->space, .id = held.id };
    out->type = c->type == 1 ? AC_RECORD_COMMITMENT : c->type == 2 ? AC_RECORD_NOTE : AC_RECORD_ENTRY;
    *out_fits = true;
    return ac_ref_make(nb, room, c->n, c->org, c->branch, typed->count, out->ref, err);
}

#define SAID_MAX 40 /* bytes of a title in a list of candidates */

/* " (Council draft rule)": what tells a reference from others that fit; nothing where its words are not here. */
static ac_rc put_title(ac_notebook *nb, ac_n n, char *out, size_t size, ac_err *err)
{
    ac_json *words = NULL;
    const char *title;
    size_t length;
    ac_rc rc = ac_query_words(nb, n, &words, err);

    out[0] = '\0';
    title = ac_json_str(words, "title") != NULL ? ac_json_str(words, "title") : ac_json_str(words, "text");
    if (rc == AC_OK && title != NULL && title[0] != '\0') {
        length = strcspn(title, "\r\n");
        if (length > SAID_MAX)
            for (length = SAID_MAX; length > 0 && ((unsigned char)title[length] & 0xc0) == 0x80;)
                length--; /* never within a letter */
        snprintf(out, size, " (%.*s%s)", (int)length, title, title[length] != '\0' ? "..." : "");
    }
    ac_json_free(words);
    return rc;
}

/* Each a whole sentence: languages decline these words. */
static ac_rc fail_none(ac_err *err, ac_record_type type, const char *text, bool with_list)
{
    switch (type) {
    case AC_RECORD_COMMITMENT:
        return ac_fail(err, AC_EREF, with_list ? "there is no commitment \"%.80s\" here; accord list shows them all"
                                               : "there is no commitment \"%.80s\" here", text);
    case AC_RECORD_NOTE:
        return ac_fail(err, AC_EREF, with_list ? "there is no reflection \"%.80s\" here; accord list notes shows them all"
                                               : "there is no reflection \"%.80s\" here", text);
    default:
        return ac_fail(err, AC_EREF, with_list ? "there is no record \"%.80s\" here; accord list shows them all"
                                               : "there is no record \"%.80s\" here", text);
    }
}

ac_rc ac_query_ref(ac_notebook *nb, const char *text, ac_record_type type, ac_record_ref *out, ac_err *err)
{
    typed_ref typed;
    candidate *all = NULL;
    ac_record_ref hit = { 0 };
    size_t count, hits = 0;
    int space = -1;
    char names[800] = "";
    ac_partnership used;
    ac_rc rc;

    if (!read_ref(text, &typed))
        return ac_fail(err, AC_EREF, "\"%.80s\" is no reference: they look like CITY-1-31", text);
    if (typed.is_private < 0 && type != AC_RECORD_NOTE)
        typed.is_private = 0; /* a bare number is of the partnership; p7 is of the own space */
    rc = ac_query_partnership(nb, typed.partnership[0] ? typed.partnership : NULL, &used, err);
    if (rc == AC_OK)
        space = used.space;
    else if (rc != AC_EREF || typed.partnership[0] != '\0')
        return rc;
    rc = with_ref(nb, typed.count, &all, &count, err);
    for (size_t i = 0; rc == AC_OK && i < count; i++) {
        bool is_it;
        ac_record_ref one;
        char title[SAID_MAX + 8];
        rc = fits(nb, &all[i], &typed, space, type, &one, &is_it, err);
        if (rc != AC_OK || !is_it)
            continue;
        hits++;
        hit = one;
        rc = put_title(nb, one.n, title, sizeof title, err);
        if (strlen(names) + strlen(one.ref) + strlen(title) + 3 < sizeof names)
            snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s%s", hits > 1 ? ", " : "", one.ref, title);
    }
    free(all);
    if (rc != AC_OK)
        return rc;
    if (hits == 0)
        return fail_none(err, type, text, count == 0 || typed.code[0] == '\0');
    if (hits > 1)
        return ac_fail(err, AC_EREF, "\"%.80s\" could be %s. Type one of these", text, names);
    *out = hit;
    return AC_OK;
}
