/* tool_hostile.c - a notebook full of text that wants to command whoever reads it: "DIR STATE" on stdout.
 *
 * EVIL and CITY found, join, promise, clash, dispute and reflect; every text that a kind may have, every name
 * and every address is hostile, and EVIL's clock stands at the end of time. What is printed are CITY's places. */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#include "core/entering.h"
#include "core/kind.h"
#include "tests/support/desks.h"

/* Escapes of terminals (7 and 8 bit), a title for the window, line ends, marks that turn and hide text, tags, a
 * byte order mark, no character at all, a pile of marks, a formula, a format, markup, and a long tail. */
#define ESCAPES "a\033[2J\033]0;owned\a\xc2\x9b" "31m\r\n\t\b\x7f"
#define TURNS "\xe2\x80\xae" "001\xe2\x81\xa6\xe2\x80\x8b\xe2\x80\x8f\xef\xbb\xbf\xf3\xa0\x81\x81\xe2\x80\xa8\xef\xbf\xbe"
#define PILE "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81"
#define REST "=cmd|' /C calc'!A0,\"%s%n<script>\" مرحبا 東京"
static const char name[] = REST; /* of organisations and laptops: whatever their rule lets through */
static const char title[] = ESCAPES TURNS " =1+1, \"x\"";
static const char label[] = "=1+1 %s%n مرحبا 東京";

static const char *tail(void)
{
    static char text[5000];

    if (text[0] == '\0') {
        snprintf(text, sizeof text, "%s", ESCAPES TURNS PILE REST);
        for (size_t n = strlen(text); n + 6 < sizeof text; n += 5)
            memcpy(text + n, "tail ", 6);
    }
    return text;
}

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK) {
        fprintf(stderr, "tool_hostile: %s\n", err->text);
        exit(1);
    }
}

/* Every text of the kind, in shapes that readers expect, and one that they do not. */
static ac_json *hostile_words(const ac_kind *kind)
{
    ac_json *words = ac_json_object();
    char keys[256], *at = keys;

    if (kind->words == NULL) {
        ac_json_free(words);
        return NULL;
    }
    snprintf(keys, sizeof keys, "%s", kind->kind == AC_KIND_EDIT ? "title" : kind->words);
    for (char *key = strsep(&at, " "); key != NULL; key = strsep(&at, " ")) {
        key[strcspn(key, "!")] = '\0';
        if (strcmp(key, "evidence") == 0) {
            ac_json *files = ac_json_array(), *file = ac_json_object();

            ac_json_set_str(file, "title", tail());
            ac_json_set_str(file, "hash", ESCAPES);
            ac_json_push(files, file);
            ac_json_push(files, ac_json_string(ESCAPES));
            ac_json_set(words, key, files);
        } else if (key[0] != '\0') {
            ac_json_set_str(words, key, strcmp(key, "title") == 0 ? title : tail());
        }
    }
    return words;
}

static ac_id put(desk *d, int space, uint16_t number, ac_id record, const ac_id *cites, size_t ncites, ac_json *facts)
{
    const ac_kind *kind = ac_kind_find(number);
    ac_json *words = hostile_words(kind), *empty = facts == NULL ? ac_json_object() : NULL;
    ac_writing w = { .kind = number, .record = record, .cites = cites, .ncites = ncites,
                     .facts = facts != NULL ? facts : empty, .words = words };
    ac_err err = { 0 };
    ac_id id;

    good(ac_notebook_begin(d->nb, &err), &err);
    good(ac_notebook_write(d->nb, space, &w, &id, &err), &err);
    good(ac_notebook_commit(d->nb, &err), &err);
    ac_json_free(words);
    ac_json_free(empty);
    ac_json_free(facts);
    return id;
}

static ac_json *facts(const char *key, const char *value)
{
    ac_json *object = ac_json_object();

    if (key != NULL)
        ac_json_set_str(object, key, value);
    return object;
}

#define ACT(d, kind, record, facts_of_it, ...)                                                        \
    put(d, (d)->space, kind, record, (const ac_id[]){ __VA_ARGS__ }, sizeof((const ac_id[]){ __VA_ARGS__ }) / sizeof(ac_id), \
        facts_of_it)

static void meet(desk *a, desk *b)
{
    if (!desks_sync(a, b)) {
        fprintf(stderr, "tool_hostile: they did not meet\n");
        exit(1);
    }
}

static ac_id join_of(desk *d, const char *code)
{
    ac_members *m;
    ac_err err = { 0 };

    good(ac_notebook_members(d->nb, d->space, &m, &err), &err);
    for (int o = 0; o < ac_members_orgs(m); o++)
        if (strcmp(ac_members_org(m, o)->code, code) == 0)
            return ac_members_org(m, o)->join;
    exit(1);
}

static ac_json *of_files(int n)
{
    ac_json *object = ac_json_object();

    ac_json_set_int(object, "files", n);
    return object;
}

int main(void)
{
    static desk evil, city;
    desk *others[] = { &city };
    const ac_id none = { { 0 } };
    ac_space space;
    ac_err err = { 0 };
    ac_id from, to, offer, second, text, claim, dispute;
    ac_json *addresses = ac_json_object(), *list = ac_json_array(), *edit = ac_json_object(), *fields = ac_json_array();

    if (!ac_crypto_init())
        return 1;
    desk_new_named(&evil, "EVIL", name, label, 1);
    desk_new_named(&city, "CITY", name, label, 2);
    good(ac_partnership_start(evil.nb, "Clean Air", "AIR", &space, &err), &err);
    desk_find_space(&evil, &space);
    desks_partners(&evil, others, 1);
    evil.world.now_ms = (INT64_C(1) << 48) - 1;
    from = join_of(&evil, "EVIL");
    to = join_of(&evil, "CITY");

    /* one that runs into a dispute */
    offer = ACT(&evil, AC_KIND_PROPOSE, none, facts("due", "2026-05-01"), from, to);
    meet(&evil, &city);
    ACT(&city, AC_KIND_SIGN, offer, NULL, offer);
    meet(&evil, &city);
    ACT(&evil, AC_KIND_PROGRESS, offer, NULL, offer);
    claim = ACT(&evil, AC_KIND_DELIVER, offer, of_files(2), offer);
    meet(&evil, &city);
    dispute = ACT(&city, AC_KIND_DISPUTE, offer, facts("reason", "quality"), offer, claim);
    meet(&evil, &city);
    ACT(&evil, AC_KIND_RESPOND, offer, NULL, dispute);

    /* one with two texts at once */
    second = ACT(&evil, AC_KIND_PROPOSE, none, facts("due", "2027-05-01"), from, to);
    meet(&evil, &city);
    ACT(&city, AC_KIND_SIGN, second, NULL, second);
    meet(&evil, &city);
    ACT(&evil, AC_KIND_AMEND, second, facts("reason", "timing"), second);
    ACT(&city, AC_KIND_AMEND, second, facts("reason", "scope"), second);

    /* one that waits to be signed, and one that is declined */
    ACT(&evil, AC_KIND_PROPOSE, none, facts("expires", "2199-12-31"), from, to);
    text = ACT(&evil, AC_KIND_PROPOSE, none, NULL, from, to);
    meet(&evil, &city);
    ACT(&city, AC_KIND_DECLINE, text, facts("reason", "other"), text);

    text = put(&evil, evil.space, AC_KIND_NOTE, none, &offer, 1, facts("type", "journal"));
    put(&evil, evil.space, AC_KIND_ADDENDUM, text, NULL, 0, NULL);
    put(&city, desk_own_space(&city), AC_KIND_NOTE, none, NULL, 0, facts("type", "concern"));
    ac_json_push(list, ac_json_string(ESCAPES));
    ac_json_set(addresses, "addresses", list);
    ac_json_set_int(addresses, "protocol", 1);
    put(&evil, evil.space, AC_KIND_CONTACT, none, NULL, 0, addresses);
    ac_json_push(fields, ac_json_string("title"));
    ac_json_set(edit, "fields", fields);
    put(&evil, evil.space, AC_KIND_EDIT, ac_id_of(space.b), NULL, 0, edit);
    meet(&evil, &city);

    desk_shut(&city);
    desk_free(&evil);
    printf("%s %s\n", city.dir, city.state);
    return 0;
}
