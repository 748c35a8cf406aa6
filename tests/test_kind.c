/* test_kind.c - the table of kinds: each row is walked, and each demand of it is broken once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- a change of a kind, made from its row --- */

#define MANY 80

typedef struct {
    uint16_t kind, record_kind;
    ac_json *facts;
    ac_cited cites[MANY];
    uint8_t ids[32 * MANY];
    unsigned ncites;
    uint32_t words_len;
    int slots; /* of the terms cited */
} sample;

static ac_json *three_slots(void *ctx, unsigned cite)
{
    const sample *s = ctx;
    ac_json *terms = ac_json_object(), *list = ac_json_array();

    assert_int_equal(cite, 0);
    for (int i = 1; i <= s->slots; i++)
        ac_json_push(list, ac_json_object());
    if (s->slots > 0)
        ac_json_set(terms, "slots", list);
    else
        ac_json_free(list);
    return terms;
}

static ac_rc check(const sample *s, ac_err *err)
{
    ac_buf text = { 0 };
    ac_header h = { .kind = s->kind, .ncites = (uint8_t)s->ncites, .cites = s->ids, .words_len = s->words_len, .seq = 1 };
    ac_form_port port = { s->cites, s->record_kind, three_slots, (void *)(uintptr_t)s };
    ac_rc rc;

    assert_int_equal(ac_json_encode(&text, s->facts, NULL), AC_OK);
    h.facts = ac_buf_text(&text);
    h.facts_len = (uint16_t)text.len;
    rc = ac_kind_check_form(&h, &port, err);
    ac_buf_free(&text);
    return rc;
}

static void good(const sample *s)
{
    ac_err err = { 0 };

    if (check(s, &err) != AC_OK)
        fail_msg("kind %04x refused: %s", s->kind, err.text);
}

static void bad(const sample *s, const char *fault, const char *what)
{
    ac_err err = { 0 };

    if (check(s, &err) != AC_EINVALID)
        fail_msg("kind %04x passed with %s", s->kind, what);
    if (strncmp(err.text, fault, strlen(fault)) != 0)
        fail_msg("kind %04x with %s: %s", s->kind, what, err.text);
}

static void cite(sample *s, uint16_t kind)
{
    uint8_t *id = s->ids + 32 * s->ncites;

    assert_true(s->ncites < MANY);
    memset(id, 0, 32);
    id[0] = (uint8_t)(s->ncites + 1); /* ascending */
    s->cites[s->ncites++] = (ac_cited){ kind, true, s->record_kind != 0 ? 7 : 0 };
}

static uint16_t one_of(ac_cite_group group)
{
    switch (group) {
    case AC_CITE_ANY:
        return AC_KIND_NOTE;
    case AC_CITE_PARTY:
    case AC_CITE_JOIN:
    case AC_CITE_STATEMENT:
        return AC_KIND_JOIN;
    case AC_CITE_TEXT:
    case AC_CITE_SIGNABLE:
    case AC_CITE_OWN:
        return AC_KIND_AMEND;
    case AC_CITE_PROPOSE:
        return AC_KIND_PROPOSE;
    case AC_CITE_CLAIM:
        return AC_KIND_DELIVER;
    case AC_CITE_DISPUTE:
        return AC_KIND_DISPUTE;
    case AC_CITE_SUSPEND:
        return AC_KIND_SUSPEND;
    case AC_CITE_INVITE:
        return AC_KIND_INVITE;
    case AC_CITE_ADMIT:
        return AC_KIND_ADMIT;
    case AC_CITE_REDACT:
        return AC_KIND_REDACT;
    case AC_CITE_END:
        break;
    }
    return 0;
}

static ac_json *hex_text(int64_t bytes)
{
    char *text = malloc((size_t)(2 * bytes + 1));
    ac_json *out;

    assert_non_null(text);
    memset(text, 'a', (size_t)(2 * bytes));
    text[2 * bytes] = '\0';
    out = ac_json_string(text);
    free(text);
    return out;
}

static ac_json *long_text(int64_t bytes)
{
    char *text = malloc((size_t)bytes + 1);
    ac_json *out;

    assert_non_null(text);
    memset(text, 'x', (size_t)bytes);
    text[bytes] = '\0';
    out = ac_json_string(text);
    free(text);
    return out;
}

static ac_json *list_of(ac_json *one, ac_json *two)
{
    ac_json *list = ac_json_array();

    assert_true(ac_json_push(list, one));
    if (two != NULL)
        assert_true(ac_json_push(list, two));
    return list;
}

static ac_json *slot(int64_t n, const char *due)
{
    ac_json *o = ac_json_object();

    ac_json_set_int(o, "n", n);
    ac_json_set_str(o, "due", due);
    return o;
}

static ac_json *good_fact(const ac_fact_row *row)
{
    size_t n;
    const ac_term *terms = row->vocab < AC_V_COUNT ? ac_vocab_terms(row->vocab, &n) : NULL;

    switch (row->type) {
    case AC_FACT_CODE:
        return ac_json_string(terms[0].code);
    case AC_FACT_CODES:
        return list_of(ac_json_string(terms[0].code), NULL);
    case AC_FACT_DATE:
        return ac_json_string("2026-06-30");
    case AC_FACT_INT:
        return ac_json_integer(row->min);
    case AC_FACT_TRUE:
        return ac_json_bool(true);
    case AC_FACT_HEX:
        return hex_text(row->min);
    case AC_FACT_NAME:
        return ac_json_string("x");
    case AC_FACT_SLOTS:
        return list_of(slot(1, "2026-01-31"), slot(2, "2026-02-28"));
    case AC_FACT_OBJECT:
        return ac_json_object();
    case AC_FACT_NAMES:
        return list_of(ac_json_string("x"), NULL);
    case AC_FACT_HEXES:
        return list_of(hex_text(32), NULL);
    }
    return NULL;
}

/* Every fact that the row names, as few cites as it asks for. */
static sample make(const ac_kind *kind)
{
    sample s = { .kind = kind->kind, .facts = ac_json_object(), .slots = 3 };

    switch (kind->record) {
    case AC_RECORD_ZERO:
        break;
    case AC_RECORD_OF_PROPOSE:
        s.record_kind = AC_KIND_PROPOSE;
        break;
    case AC_RECORD_OF_NOTE:
    case AC_RECORD_OF_TARGET:
        s.record_kind = AC_KIND_NOTE;
        break;
    case AC_RECORD_OF_FIELDS:
        s.record_kind = AC_KIND_CREATE;
        break;
    }
    for (const ac_fact_row *row = kind->facts; row->key != NULL; row++)
        assert_true(ac_json_set(s.facts, row->key, good_fact(row)));
    for (const ac_cite_row *row = kind->cites; row->group != AC_CITE_END; row++)
        for (unsigned i = 0; i < row->min; i++)
            cite(&s, one_of(row->group));
    return s;
}

static const ac_kind *row_of(uint16_t number)
{
    const ac_kind *kind = ac_kind_find(number);

    assert_non_null(kind);
    return kind;
}

#define EACH_KIND(kind)                                                          \
    size_t kinds_n;                                                              \
    const ac_kind *kind = ac_kind_all(&kinds_n), *kinds_end = kind + kinds_n;    \
    for (; kind < kinds_end; kind++)

/* --- the table --- */

static void every_kind_has_its_number_name_and_class_once(void **state)
{
    static const struct {
        uint16_t number;
        const char *name;
    } all[] = {
        { 0x0001, "ack" },      { 0x0002, "contact" },  { 0x0010, "note" },     { 0x0011, "addendum" }, { 0x0012, "create" },
        { 0x0013, "edit" },     { 0x0014, "stamp" },    { 0x0015, "attest" },   { 0x0016, "erased" },   { 0x4001, "propose" },
        { 0x4002, "sign" },     { 0x4003, "decline" },  { 0x4004, "retract" },  { 0x4005, "amend" },    { 0x4006, "progress" },
        { 0x4007, "deliver" },  { 0x4008, "accept" },   { 0x4009, "accept-with-reservations" },         { 0x400a, "dispute" },
        { 0x400b, "respond" },  { 0x400c, "resolve" },  { 0x400d, "withdraw" }, { 0x400e, "release" },  { 0x400f, "suspend" },
        { 0x4010, "resume" },   { 0x4011, "reopen" },   { 0x4020, "redact" },   { 0x4021, "ratify" },   { 0x4022, "reveal" },
        { 0x8001, "found" },    { 0x8002, "invite" },   { 0x8003, "join" },     { 0x8004, "admit" },    { 0x8005, "unadmit" },
        { 0x8006, "leave" },    { 0x8007, "certify" },  { 0x8008, "revoke" },   { 0x8009, "roster" },
    };
    size_t n = 0;

    (void)state;
    EACH_KIND(kind) {
        assert_int_equal(kind->kind, all[n].number);
        assert_string_equal(kind->name, all[n].name);
        assert_ptr_equal(ac_kind_find(kind->kind), kind);
        assert_ptr_equal(ac_kind_by_name(kind->name), kind);
        n++;
    }
    assert_int_equal(n, sizeof all / sizeof *all);
    assert_null(ac_kind_find(0x0003));
    assert_null(ac_kind_find(0xc001));
    assert_null(ac_kind_by_name("Propose"));
    assert_int_equal(ac_kind_class(0x3fff), AC_CLASS_NOTE);
    assert_int_equal(ac_kind_class(0x4000), AC_CLASS_ACT);
    assert_int_equal(ac_kind_class(0x7fff), AC_CLASS_ACT);
    assert_int_equal(ac_kind_class(0x8000), AC_CLASS_GOVERNING);
    assert_int_equal(ac_kind_class(0xc000), AC_CLASS_GOVERNING);
}

/* The line of the format page that describes a kind. The page must lie where tests are run. */
static void format_line(const ac_kind *kind, char *out, size_t size)
{
    FILE *page = fopen("schema/FORMAT.md", "r");
    char begin[64];

    assert_non_null(page);
    snprintf(begin, sizeof begin, "| %04x | %s |", kind->kind, kind->name);
    while (fgets(out, (int)size, page) != NULL)
        if (strncmp(out, begin, strlen(begin)) == 0) {
            fclose(page);
            return;
        }
    fail_msg("schema/FORMAT.md has no line for %s", kind->name);
}

/* Column from 0; a cell has no bar in it. */
static void cell(const char *line, int column, char *out, size_t size)
{
    size_t n = 0;

    for (; *line != '\0' && column >= -1; line++) {
        if (*line == '|')
            column--;
        else if (column == -1 && n + 1 < size)
            out[n++] = *line;
    }
    out[n] = '\0';
}

static void put_fact(ac_buf *out, const ac_fact_row *row)
{
    static const char *const codes[AC_V_COUNT] = {
        [AC_V_SECTOR] = "sector",         [AC_V_DRIVER] = "driver",       [AC_V_CONTRIBUTION] = "contribution",
        [AC_V_PRINCIPLE] = "principle",   [AC_V_REFLECTION] = "reflection", [AC_V_REASON] = "reason",
        [AC_V_ERASURE] = "erasure",       [AC_V_AUTHORITY] = "authority", [AC_V_COMPLETION] = "completion",
        [AC_V_OUTCOME] = "outcome",       [AC_V_ORIGIN] = "origin",       [AC_V_ROLE] = "role",
        [AC_V_REVOKE] = "revoke",
    };

    ac_buf_printf(out, "%s%s ", row->key, row->required ? "" : "?");
    switch (row->type) {
    case AC_FACT_CODE:
        ac_buf_printf(out, "code %s", codes[row->vocab]);
        break;
    case AC_FACT_CODES:
        ac_buf_printf(out, "codes %s", codes[row->vocab]);
        break;
    case AC_FACT_DATE:
        ac_buf_str(out, "date");
        break;
    case AC_FACT_INT:
        if (row->max == AC_JSON_INT_MAX)
            ac_buf_printf(out, "int %lld..2^53-1", (long long)row->min);
        else
            ac_buf_printf(out, "int %lld..%lld", (long long)row->min, (long long)row->max);
        break;
    case AC_FACT_TRUE:
        ac_buf_str(out, "true");
        break;
    case AC_FACT_HEX:
        ac_buf_printf(out, "hex %lld", (long long)row->min);
        break;
    case AC_FACT_NAME:
        ac_buf_printf(out, "name %lld", (long long)row->max);
        break;
    case AC_FACT_SLOTS:
        ac_buf_str(out, "slots");
        break;
    case AC_FACT_OBJECT:
        ac_buf_str(out, "object");
        break;
    case AC_FACT_NAMES:
        ac_buf_printf(out, "names %lld", (long long)row->max);
        break;
    case AC_FACT_HEXES:
        ac_buf_str(out, "ids");
        break;
    }
}

/* The format page says TERMS once and TERM WORDS once. */
static void terms_line(char *terms, char *words, size_t size)
{
    FILE *page = fopen("schema/FORMAT.md", "r");
    char line[2000];
    bool found = false;

    assert_non_null(page);
    while (!found && fgets(line, sizeof line, page) != NULL) {
        const char *t = strstr(line, "`TERMS` below = "), *w = strstr(line, "`TERM WORDS` = ");
        if (t == NULL || w == NULL)
            continue;
        found = true;
        t += strlen("`TERMS` below = ");
        w += strlen("`TERM WORDS` = ");
        snprintf(terms, size, "%.*s", (int)(strstr(t, ". `TERM") - t), t);
        snprintf(words, size, "%.*s", (int)strcspn(w, "."), w);
    }
    fclose(page);
    assert_true(found);
}

static void facts_and_words_are_those_of_the_format_page(void **state)
{
    char terms[400], term_words[400];

    (void)state;
    terms_line(terms, term_words, sizeof terms);
    EACH_KIND(kind) {
        char line[2000], facts[1400], words[700], wanted[200];
        unsigned here = 0, there = 0;
        format_line(kind, line, sizeof line);
        cell(line, 4, facts, sizeof facts);
        cell(line, 5, words, sizeof words);
        if (strstr(facts, "TERMS") != NULL)
            snprintf(facts + strlen(facts), sizeof facts - strlen(facts), ", %s", terms);
        if (strstr(words, "TERM WORDS") != NULL)
            snprintf(words + strlen(words), sizeof words - strlen(words), ", %s", term_words);
        for (const ac_fact_row *row = kind->facts; row->key != NULL; row++) {
            ac_buf text = { 0 };
            put_fact(&text, row);
            if (strstr(facts, ac_buf_text(&text)) == NULL)
                fail_msg("%s: \"%s\" is not in FORMAT.md: %s", kind->name, ac_buf_text(&text), facts);
            ac_buf_free(&text);
            here++;
        }
        for (const char *p = facts; (p = strpbrk(p, "?,")) != NULL; p++)
            there += *p == ',' && strncmp(p, ", and the values", 16) != 0 && strncmp(p, ", TERMS", 7) != 0;
        if (kind->kind == AC_KIND_EDIT)
            there--; /* add: its values are what fields names */
        there += strncmp(facts, " -", 2) != 0 && strncmp(facts, " TERMS", 6) != 0;
        if (here != there)
            fail_msg("%s: %u facts here, %u in FORMAT.md: %s", kind->name, here, there, facts);
        if (ac_kind_class(kind->kind) == AC_CLASS_GOVERNING)
            continue;
        assert_int_equal(kind->words == NULL, strcmp(words, " none ") == 0);
        for (const char *w = kind->words != NULL ? kind->words : ""; *w != '\0'; w += strcspn(w, " ")) {
            w += strspn(w, " ");
            snprintf(wanted, sizeof wanted, "%.*s", (int)strcspn(w, " "), w);
            if (strstr(words, wanted) == NULL)
                fail_msg("%s: the word \"%s\" is not in FORMAT.md: %s", kind->name, wanted, words);
        }
    }
}

static void cites_are_those_of_the_contract(void **state)
{
    static const struct {
        uint16_t kind;
        const char *cites;
    } all[] = {
        { AC_KIND_NOTE, "any 0..8" },
        { AC_KIND_CREATE, "any 0..64" },
        { AC_KIND_ATTEST, "any 0..64" },
        { AC_KIND_ERASED, "redact 1..64" },
        { AC_KIND_PROPOSE, "party 1, party 1..15 asc, propose 0..1" },
        { AC_KIND_SIGN, "signable 1" },
        { AC_KIND_DECLINE, "text 1" },
        { AC_KIND_RETRACT, "own 1" },
        { AC_KIND_AMEND, "text 1, party 0..1, party 0..15 asc" },
        { AC_KIND_PROGRESS, "text 1" },
        { AC_KIND_DELIVER, "text 1" },
        { AC_KIND_ACCEPT, "claim 1, text 1" },
        { AC_KIND_ACCEPT_RESERVED, "claim 1, text 1" },
        { AC_KIND_DISPUTE, "text 1, claim 0..1" },
        { AC_KIND_RESPOND, "dispute 1" },
        { AC_KIND_RESOLVE, "text 1, dispute 1..62 asc" },
        { AC_KIND_WITHDRAW, "text 1" },
        { AC_KIND_RELEASE, "text 1" },
        { AC_KIND_SUSPEND, "text 1" },
        { AC_KIND_RESUME, "suspend 1..64 asc" },
        { AC_KIND_REOPEN, "text 1" },
        { AC_KIND_REDACT, "any 1" },
        { AC_KIND_RATIFY, "any 1..64 asc" },
        { AC_KIND_REVEAL, "any 1..64" },
        { AC_KIND_JOIN, "invite 1" },
        { AC_KIND_ADMIT, "join 1" },
        { AC_KIND_UNADMIT, "admit 1..64 asc" },
        { AC_KIND_ROSTER, "statement 1..64 asc" },
    };
    static const char *const groups[] = {
        [AC_CITE_ANY] = "any",         [AC_CITE_PARTY] = "party",     [AC_CITE_TEXT] = "text",
        [AC_CITE_SIGNABLE] = "signable", [AC_CITE_PROPOSE] = "propose", [AC_CITE_CLAIM] = "claim",
        [AC_CITE_DISPUTE] = "dispute", [AC_CITE_SUSPEND] = "suspend", [AC_CITE_OWN] = "own",
        [AC_CITE_INVITE] = "invite",   [AC_CITE_JOIN] = "join",       [AC_CITE_ADMIT] = "admit",
        [AC_CITE_STATEMENT] = "statement", [AC_CITE_REDACT] = "redact",
    };

    (void)state;
    EACH_KIND(kind) {
        const char *wanted = "";
        ac_buf text = { 0 };
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            if (all[i].kind == kind->kind)
                wanted = all[i].cites;
        for (const ac_cite_row *row = kind->cites; row->group != AC_CITE_END; row++) {
            ac_buf_printf(&text, "%s%s %u", text.len > 0 ? ", " : "", groups[row->group], row->min);
            if (row->max > row->min)
                ac_buf_printf(&text, "..%u", row->max);
            ac_buf_str(&text, row->ascending ? " asc" : "");
        }
        assert_string_equal(ac_buf_text(&text), wanted);
        ac_buf_free(&text);
    }
}

static void governing_kinds_have_no_words_and_no_record(void **state)
{
    (void)state;
    EACH_KIND(kind) {
        if (ac_kind_class(kind->kind) == AC_CLASS_GOVERNING) {
            assert_null(kind->words);
            assert_int_equal(kind->record, AC_RECORD_ZERO);
        }
    }
}

static void every_kind_passes_with_all_that_its_row_names(void **state)
{
    (void)state;
    EACH_KIND(kind) {
        sample s = make(kind);
        good(&s);
        assert_false(ac_kind_has_unknown_facts(kind->kind, s.facts));
        ac_json_free(s.facts);
    }
}

static void every_kind_passes_with_the_least_it_asks_for(void **state)
{
    (void)state;
    EACH_KIND(kind) {
        sample s = make(kind);
        for (const ac_fact_row *row = kind->facts; row->key != NULL; row++)
            if (!row->required)
                ac_json_drop(s.facts, row->key);
        s.slots = 0;
        good(&s);
        ac_json_free(s.facts);
    }
}

static void words_stand_only_where_the_kind_has_them(void **state)
{
    (void)state;
    EACH_KIND(kind) {
        sample s = make(kind);
        s.words_len = 2;
        if (kind->words == NULL)
            bad(&s, "words: ", "words");
        else
            good(&s);
        ac_json_free(s.facts);
    }
}

static void the_record_is_of_the_right_kind(void **state)
{
    static const uint16_t other[] = { 0, AC_KIND_ACK, AC_KIND_NOTE, AC_KIND_PROPOSE, AC_KIND_CREATE, AC_KIND_SIGN, AC_KIND_JOIN };

    (void)state;
    EACH_KIND(kind) {
        for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
            sample s = make(kind);
            uint16_t r = other[i];
            bool fits = false;
            s.record_kind = r;
            switch (kind->record) {
            case AC_RECORD_ZERO:
                fits = r == 0;
                break;
            case AC_RECORD_OF_PROPOSE:
                fits = r == AC_KIND_PROPOSE;
                break;
            case AC_RECORD_OF_NOTE:
                fits = r == AC_KIND_NOTE;
                break;
            case AC_RECORD_OF_FIELDS:
                fits = r == AC_KIND_CREATE || r == AC_KIND_JOIN;
                break;
            case AC_RECORD_OF_TARGET:
                fits = r != 0 || kind->kind == AC_KIND_REVEAL;
                break;
            }
            if (fits)
                good(&s);
            else
                bad(&s, "record: ", "another record");
            ac_json_free(s.facts);
        }
    }
}

static void required_facts_are_missed(void **state)
{
    int seen = 0;

    (void)state;
    EACH_KIND(kind) {
        for (const ac_fact_row *row = kind->facts; row->key != NULL; row++) {
            sample s = make(kind);
            ac_json_drop(s.facts, row->key);
            if (kind->kind == AC_KIND_DELIVER && strcmp(row->key, "slot") == 0)
                bad(&s, "facts: slot", "no slot for terms that have some");
            else if (row->required)
                bad(&s, "facts: ", row->key);
            else
                good(&s);
            seen += row->required;
            ac_json_free(s.facts);
        }
    }
    assert_true(seen > 20);
}

static void with_fact(const ac_kind *kind, const char *key, ac_json *value, bool fits)
{
    sample s = make(kind);
    char what[200];

    assert_true(ac_json_set(s.facts, key, value));
    snprintf(what, sizeof what, "another %s", key);
    s.slots = 120;
    if (fits)
        good(&s);
    else
        bad(&s, "facts: ", what);
    ac_json_free(s.facts);
}

static ac_json *slots_of(int n)
{
    ac_json *list = ac_json_array();

    for (int i = 1; i <= n; i++) {
        char due[32];
        snprintf(due, sizeof due, "%04d-%02d-28", 2026 + (i - 1) / 12, (i - 1) % 12 + 1);
        ac_json_push(list, slot(i, due));
    }
    return list;
}

static ac_json *strings_of(int n, bool are_ids)
{
    ac_json *list = ac_json_array();

    for (int i = 0; i < n; i++)
        ac_json_push(list, are_ids ? hex_text(32) : ac_json_string("x"));
    return list;
}

static ac_json *one_key_more(void)
{
    ac_json *o = slot(1, "2026-01-01");

    ac_json_set_bool(o, "x", true);
    return list_of(o, NULL);
}

static void break_fact(const ac_kind *kind, const ac_fact_row *row)
{
    size_t n;
    const ac_term *terms = row->vocab < AC_V_COUNT ? ac_vocab_terms(row->vocab, &n) : NULL;
    const char *key = row->key;

    /* Of another type than it is. */
    if (row->type != AC_FACT_OBJECT)
        with_fact(kind, key, ac_json_object(), false);
    with_fact(kind, key, ac_json_array(), row->type == AC_FACT_NAMES || row->type == AC_FACT_HEXES);
    with_fact(kind, key, ac_json_bool(false), false);
    if (row->type != AC_FACT_TRUE)
        with_fact(kind, key, ac_json_bool(true), false);
    if (row->type != AC_FACT_INT)
        with_fact(kind, key, ac_json_integer(1), false);
    with_fact(kind, key, ac_json_string(""), false);
    switch (row->type) {
    case AC_FACT_CODE:
        for (size_t i = 0; i < n; i++)
            with_fact(kind, key, ac_json_string(terms[i].code), true);
        with_fact(kind, key, ac_json_string("no-such-code"), false);
        break;
    case AC_FACT_CODES:
        with_fact(kind, key, list_of(ac_json_string("equity"), ac_json_string("transparency")), true);
        with_fact(kind, key, list_of(ac_json_string("transparency"), ac_json_string("equity")), false);
        with_fact(kind, key, list_of(ac_json_string("equity"), ac_json_string("equity")), false);
        with_fact(kind, key, list_of(ac_json_string("equity"), ac_json_string("fairness")), false);
        with_fact(kind, key, list_of(ac_json_integer(1), NULL), false);
        break;
    case AC_FACT_DATE:
        with_fact(kind, key, ac_json_string("1900-01-01"), true);
        with_fact(kind, key, ac_json_string("2199-12-31"), true);
        with_fact(kind, key, ac_json_string("1899-12-31"), false);
        with_fact(kind, key, ac_json_string("2200-01-01"), false);
        with_fact(kind, key, ac_json_string("2026-02-29"), false);
        break;
    case AC_FACT_INT:
        with_fact(kind, key, ac_json_integer(row->max), kind->kind != AC_KIND_PROPOSE || strcmp(key, "need") != 0);
        if (row->max < AC_JSON_INT_MAX)
            with_fact(kind, key, ac_json_integer(row->max + 1), false);
        with_fact(kind, key, ac_json_integer(row->min - 1), false);
        break;
    case AC_FACT_HEX:
        with_fact(kind, key, hex_text(row->min - 1), false);
        with_fact(kind, key, hex_text(row->min + 1), false);
        with_fact(kind, key, long_text(2 * row->min), false); /* x is no digit */
        break;
    case AC_FACT_NAME:
        with_fact(kind, key, long_text(row->max), true);
        with_fact(kind, key, long_text(row->max + 1), false);
        break;
    case AC_FACT_SLOTS:
        with_fact(kind, key, slots_of(1), true);
        with_fact(kind, key, slots_of(120), true);
        with_fact(kind, key, slots_of(121), false);
        with_fact(kind, key, list_of(slot(0, "2026-01-01"), NULL), false);
        with_fact(kind, key, list_of(slot(1, "2026-01-01"), slot(3, "2026-02-01")), false);
        with_fact(kind, key, list_of(slot(1, "2026-01-01"), slot(2, "2026-01-01")), false);
        with_fact(kind, key, list_of(slot(1, "2026-01-02"), slot(2, "2026-01-01")), false);
        with_fact(kind, key, list_of(slot(1, "2026-13-01"), NULL), false);
        with_fact(kind, key, one_key_more(), false);
        with_fact(kind, key, list_of(ac_json_integer(1), NULL), false);
        break;
    case AC_FACT_NAMES:
        with_fact(kind, key, strings_of(64, false), true);
        with_fact(kind, key, strings_of(65, false), false);
        with_fact(kind, key, list_of(long_text(row->max), NULL), true);
        with_fact(kind, key, list_of(long_text(row->max + 1), NULL), false);
        with_fact(kind, key, list_of(ac_json_string(""), NULL), false);
        with_fact(kind, key, list_of(ac_json_bool(true), NULL), false);
        break;
    case AC_FACT_HEXES:
        with_fact(kind, key, strings_of(64, true), true);
        with_fact(kind, key, strings_of(65, true), false);
        with_fact(kind, key, list_of(hex_text(31), NULL), false);
        break;
    case AC_FACT_TRUE:
    case AC_FACT_OBJECT:
        break;
    }
}

static void facts_are_in_range(void **state)
{
    (void)state;
    EACH_KIND(kind) {
        for (const ac_fact_row *row = kind->facts; row->key != NULL; row++)
            break_fact(kind, row);
        with_fact(kind, "sealed", ac_json_bool(true), true);
        with_fact(kind, "withheld", ac_json_bool(true), true);
        with_fact(kind, "sealed", ac_json_bool(false), false);
        with_fact(kind, "withheld", ac_json_integer(1), false);
    }
}

static void unknown_facts_pass_and_are_seen(void **state)
{
    (void)state;
    EACH_KIND(kind) {
        sample s = make(kind);
        ac_json_set_str(s.facts, "from-a-newer-version", "x");
        good(&s);
        assert_int_equal(ac_kind_has_unknown_facts(kind->kind, s.facts),
                         kind->kind != AC_KIND_CREATE && kind->kind != AC_KIND_EDIT);
        ac_json_free(s.facts);
    }
    assert_true(ac_kind_has_unknown_facts(0x3fff, NULL));
}

static void kinds_of_a_newer_version_are_not_asked(void **state)
{
    static const uint16_t newer[] = { 0x0003, 0x3fff, 0x4012, 0x7fff, 0x800a, 0xffff };

    (void)state;
    for (size_t i = 0; i < sizeof newer / sizeof *newer; i++) {
        sample s = { .kind = newer[i], .record_kind = AC_KIND_ACK, .facts = ac_json_object(), .words_len = 10 };
        ac_json_set_str(s.facts, "slots", "whatever");
        cite(&s, AC_KIND_JOIN);
        good(&s);
        ac_json_free(s.facts);
    }
}

/* --- cites --- */

static bool fits(ac_cite_group group, uint16_t kind)
{
    switch (group) { /* the lists of the format's chapter 4, once more */
    case AC_CITE_ANY:
        return true;
    case AC_CITE_PARTY:
        return kind == 0x8001 || kind == 0x8003;
    case AC_CITE_TEXT:
        return kind == 0x4001 || kind == 0x4005 || kind == 0x400c || kind == 0x4011;
    case AC_CITE_SIGNABLE:
        return fits(AC_CITE_TEXT, kind) || kind == 0x4020;
    case AC_CITE_OWN:
        return fits(AC_CITE_TEXT, kind) || kind == 0x4007 || kind == 0x400a;
    case AC_CITE_PROPOSE:
        return kind == 0x4001;
    case AC_CITE_CLAIM:
        return kind == 0x4007;
    case AC_CITE_DISPUTE:
        return kind == 0x400a;
    case AC_CITE_SUSPEND:
        return kind == 0x400f;
    case AC_CITE_INVITE:
        return kind == 0x8002 || kind == 0x8001;
    case AC_CITE_JOIN:
        return kind == 0x8003;
    case AC_CITE_ADMIT:
        return kind == 0x8004;
    case AC_CITE_STATEMENT:
        return kind == 0x8001 || kind == 0x8003 || kind == 0x8009;
    case AC_CITE_REDACT:
        return kind == 0x4020;
    case AC_CITE_END:
        break;
    }
    return false;
}

static void only_the_kinds_of_a_group_are_cited(void **state)
{
    (void)state;
    EACH_KIND(kind) {
        unsigned at = 0;
        for (const ac_cite_row *row = kind->cites; row->group != AC_CITE_END; row++) {
            size_t n;
            const ac_kind *other = ac_kind_all(&n);
            for (size_t i = 0; row->min > 0 && i < n; i++) {
                sample s = make(kind);
                s.cites[at].kind = other[i].kind;
                if (fits(row->group, other[i].kind))
                    good(&s);
                else
                    bad(&s, "cites: ", other[i].name);
                ac_json_free(s.facts);
            }
            at += row->min;
        }
    }
}

static void as_many_are_cited_as_the_kind_asks_for(void **state)
{
    (void)state;
    EACH_KIND(kind) {
        sample s = make(kind);
        unsigned least = s.ncites, most = 0;
        ac_cite_group last = AC_CITE_END;
        for (const ac_cite_row *row = kind->cites; row->group != AC_CITE_END; row++) {
            most += row->max;
            last = row->group;
        }
        if (least > 0) {
            s.ncites--;
            bad(&s, "", "one cite less"); /* of a reveal without cites the record is missed first */
            s.ncites++;
        }
        if (last == AC_CITE_END) {
            cite(&s, AC_KIND_NOTE);
            bad(&s, "cites: ", "a cite too many");
        } else if (kind->kind != AC_KIND_PROPOSE && kind->kind != AC_KIND_AMEND) {
            while (s.ncites < most)
                cite(&s, one_of(last));
            good(&s);
            cite(&s, one_of(last));
            bad(&s, "cites: ", "a cite too many");
        }
        ac_json_free(s.facts);
    }
}

static void ascending_cites_ascend_strictly(void **state)
{
    int seen = 0;

    (void)state;
    EACH_KIND(kind) {
        unsigned at = 0;
        const ac_cite_row *row = kind->cites;
        for (; row->group != AC_CITE_END && !(row->ascending && row->min > 0); row++)
            at += row->min;
        if (row->group == AC_CITE_END)
            continue;
        sample s = make(kind);
        while (s.ncites < at + 2)
            cite(&s, one_of(row->group));
        good(&s);
        uint8_t swap = s.ids[32 * at];
        s.ids[32 * at] = s.ids[32 * (at + 1)];
        bad(&s, "cites: ", "one twice");
        s.ids[32 * (at + 1)] = swap;
        bad(&s, "cites: ", "descending cites");
        ac_json_free(s.facts);
        seen++;
    }
    assert_int_equal(seen, 6); /* propose, resolve, resume, ratify, unadmit, roster */
}

static void an_act_cites_changes_of_its_own_record(void **state)
{
    (void)state;
    EACH_KIND(kind) {
        sample s = make(kind);
        for (unsigned i = 0; i < s.ncites; i++) {
            s.cites[i].of_record = false;
            if (kind->record == AC_RECORD_OF_PROPOSE)
                bad(&s, "cites: ", "a change of another record");
            s.cites[i].of_record = true;
        }
        ac_json_free(s.facts);
    }
}

/* --- parties --- */

static sample promise(uint16_t kind, unsigned promisees)
{
    sample s = { .kind = kind, .facts = ac_json_object(), .record_kind = kind == AC_KIND_AMEND ? AC_KIND_PROPOSE : 0 };

    if (kind == AC_KIND_AMEND) {
        ac_json_set_str(s.facts, "reason", "scope");
        cite(&s, AC_KIND_PROPOSE);
    }
    cite(&s, AC_KIND_FOUND);
    for (unsigned i = 0; i < promisees; i++)
        cite(&s, AC_KIND_JOIN);
    return s;
}

static void a_promise_has_a_promisor_and_one_to_fifteen_promisees(void **state)
{
    static const uint16_t texts[] = { AC_KIND_PROPOSE, AC_KIND_AMEND };

    (void)state;
    for (int t = 0; t < 2; t++)
        for (unsigned n = 0; n <= 17; n++) {
            sample s = promise(texts[t], n);
            if (n >= 1 && n <= 15)
                good(&s);
            else
                bad(&s, "cites: ", "another number of promisees");
            ac_json_free(s.facts);
        }
}

static void the_promisor_is_not_among_the_promisees(void **state)
{
    sample s = promise(AC_KIND_PROPOSE, 3), a = promise(AC_KIND_AMEND, 2);

    (void)state;
    s.ids[0] = 3;
    bad(&s, "cites: the promisor", "a promise to itself");
    a.ids[32] = 4;
    bad(&a, "cites: the promisor", "a promise to itself");
    a.ids[32] = 9; /* the promisor stands outside the ascending order */
    good(&a);
    ac_json_free(s.facts);
    ac_json_free(a.facts);
}

static void no_more_are_needed_than_there_are(void **state)
{
    (void)state;
    for (unsigned n = 1; n <= 15; n++)
        for (int amend = 0; amend < 2; amend++) {
            sample s = promise(amend ? AC_KIND_AMEND : AC_KIND_PROPOSE, n);
            ac_json_set_int(s.facts, "need", n);
            good(&s);
            ac_json_set_int(s.facts, "need", n + 1);
            bad(&s, "facts: need", "too many needed");
            ac_json_free(s.facts);
        }
}

static void a_promise_follows_one_earlier_promise_at_most(void **state)
{
    sample s = promise(AC_KIND_PROPOSE, 2);

    (void)state;
    cite(&s, AC_KIND_PROPOSE);
    s.cites[3].of_record = false; /* it is another record */
    good(&s);
    cite(&s, AC_KIND_PROPOSE);
    bad(&s, "cites: ", "two earlier promises");
    ac_json_free(s.facts);
}

static void an_amendment_may_keep_its_parties(void **state)
{
    sample s = make(row_of(AC_KIND_AMEND));

    (void)state;
    assert_int_equal(s.ncites, 1);
    ac_json_set_int(s.facts, "need", 15); /* the promisees are those of its base */
    good(&s);
    cite(&s, AC_KIND_JOIN);
    bad(&s, "cites: parties", "a promisor alone");
    ac_json_free(s.facts);
}

/* --- slots --- */

static void a_slot_is_within_those_of_the_terms(void **state)
{
    static const uint16_t acts[] = { AC_KIND_PROGRESS, AC_KIND_DELIVER, AC_KIND_DISPUTE };

    (void)state;
    for (int i = 0; i < 3; i++) {
        sample s = make(row_of(acts[i]));
        ac_json_set_int(s.facts, "slot", 3);
        good(&s);
        ac_json_set_int(s.facts, "slot", 4);
        bad(&s, "facts: slot", "a slot beyond");
        s.slots = 0;
        ac_json_set_int(s.facts, "slot", 1);
        bad(&s, "facts: slot", "a slot where there are none");
        ac_json_drop(s.facts, "slot");
        good(&s);
        s.slots = 3;
        if (acts[i] == AC_KIND_DELIVER)
            bad(&s, "facts: slot", "no slot");
        else
            good(&s);
        ac_json_free(s.facts);
    }
}

/* --- records of targets, sealed words --- */

static void an_erasure_stands_in_the_record_of_its_target(void **state)
{
    sample s = make(row_of(AC_KIND_REDACT));

    (void)state;
    s.record_kind = AC_KIND_PROPOSE;
    good(&s);
    s.cites[0].of_record = false;
    bad(&s, "record: ", "the record of something else");
    ac_json_free(s.facts);
}

static void a_consent_stands_in_the_record_of_its_erasure(void **state)
{
    sample s = make(row_of(AC_KIND_SIGN));

    (void)state;
    s.record_kind = AC_KIND_NOTE;
    s.cites[0].kind = AC_KIND_REDACT;
    good(&s);
    s.cites[0].of_record = false;
    bad(&s, "cites: ", "the record of something else");
    s.cites[0] = (ac_cited){ AC_KIND_AMEND, true, 7 };
    bad(&s, "record: ", "a text in the record of a note");
    ac_json_free(s.facts);
}

static void a_reveal_stands_in_the_one_record_of_its_targets(void **state)
{
    sample s = make(row_of(AC_KIND_REVEAL));

    (void)state;
    cite(&s, AC_KIND_PROGRESS);
    good(&s);
    s.cites[1].record = 8; /* two records: zero */
    s.cites[1].of_record = false;
    bad(&s, "record: ", "one record of two");
    s.record_kind = 0;
    s.cites[0].of_record = false;
    good(&s);
    s.cites[0].record = s.cites[1].record = 0; /* none */
    good(&s);
    s.record_kind = AC_KIND_NOTE;
    bad(&s, "record: ", "a record where the targets have none");
    s.cites[0].record = s.cites[1].record = 7;
    bad(&s, "record: ", "another record");
    ac_json_free(s.facts);
}

static void sealed_words_name_their_readers_last(void **state)
{
    (void)state;
    EACH_KIND(kind) {
        sample s = make(kind);
        bool may = kind->words != NULL && kind->kind != AC_KIND_PROPOSE && kind->kind != AC_KIND_AMEND;
        unsigned most = 0;
        for (const ac_cite_row *row = kind->cites; row->group != AC_CITE_END; row++)
            most += row->group == AC_CITE_ANY ? row->max : 0;
        while (s.ncites < most)
            cite(&s, AC_KIND_NOTE);
        if (kind->kind == AC_KIND_PROPOSE) /* behind the predecessor, or they would be promisees */
            cite(&s, AC_KIND_PROPOSE);
        for (int i = 0; i < 3; i++)
            cite(&s, i == 0 ? AC_KIND_FOUND : AC_KIND_JOIN);
        if (kind->kind != AC_KIND_AMEND && !(kind->kind == AC_KIND_ROSTER)) /* there joins fit as they are */
            bad(&s, "cites: ", "joins behind the last cite");
        ac_json_set_bool(s.facts, "sealed", true);
        if (may)
            good(&s);
        else if (kind->kind != AC_KIND_AMEND && kind->kind != AC_KIND_ROSTER)
            bad(&s, "cites: ", "readers where no words are, or where they are the parties");
        ac_json_free(s.facts);
    }
}

/* --- dates, vocabularies --- */

static void dates_are_days_that_exist(void **state)
{
    static const char *const there[] = { "1900-01-01", "2199-12-31", "2024-02-29", "2000-02-29", "2026-04-30" };
    static const char *const not_there[] = { "1899-12-31", "2200-01-01", "2026-02-29", "1900-02-29", "2100-02-29",
                                             "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00", "2026-01-32",
                                             "2026-1-1",   "26-01-01",   "2026/01/01", "2026-01-1x", " 2026-01-01",
                                             "2026-01-011", "",          "0000-00-00", "+026-01-01", "2026-01- 1" };

    (void)state;
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        assert_true(ac_date_valid(there[i]));
    for (size_t i = 0; i < sizeof not_there / sizeof *not_there; i++)
        assert_false(ac_date_valid(not_there[i]));
}

static void codes_are_facts_and_no_two_alike(void **state)
{
    (void)state;
    for (int v = 0; v < AC_V_COUNT; v++) {
        size_t n;
        const ac_term *terms = ac_vocab_terms((ac_vocab)v, &n);
        char list[512];
        assert_true(n > 1);
        assert_true(strlen(ac_vocab_name((ac_vocab)v)) > 0);
        for (size_t i = 0; i < n; i++) {
            ac_json *o = ac_json_object();
            ac_buf out = { 0 };
            assert_true(ac_json_set_bool(o, terms[i].code, true)); /* a code is written as a key is */
            assert_int_equal(ac_json_encode(&out, o, NULL), AC_OK);
            ac_buf_free(&out);
            ac_json_free(o);
            assert_true(strlen(terms[i].label) > 0);
            assert_ptr_equal(ac_vocab_find((ac_vocab)v, terms[i].code), &terms[i]); /* the first: none twice */
        }
        assert_null(ac_vocab_find((ac_vocab)v, ""));
        assert_null(ac_vocab_find((ac_vocab)v, NULL));
        assert_false(ac_vocab_has((ac_vocab)v, "no-such-code"));
        ac_vocab_list((ac_vocab)v, list, sizeof list);
        assert_int_equal(strncmp(list, terms[0].code, strlen(terms[0].code)), 0);
        assert_non_null(strstr(list, terms[n - 1].code));
    }
}

static void a_list_of_codes_is_cut_where_it_does_not_fit(void **state)
{
    char list[12];

    (void)state;
    ac_vocab_list(AC_V_REASON, list, sizeof list);
    assert_string_equal(list, "funding, st");
}

static void terms_are_carried_by_any_key_of_them(void **state)
{
    ac_json *o = ac_json_object();

    (void)state;
    assert_false(ac_facts_carry_terms(o));
    ac_json_set_str(o, "outcome", "accepted");
    ac_json_set_str(o, "reason", "scope");
    assert_false(ac_facts_carry_terms(o));
    for (const ac_fact_row *row = row_of(AC_KIND_PROPOSE)->facts; row->key != NULL; row++) {
        ac_json_set(o, row->key, good_fact(row));
        assert_true(ac_facts_carry_terms(o));
        ac_json_drop(o, row->key);
    }
    ac_json_free(o);
    assert_true(ac_kind_is_text(AC_KIND_REOPEN));
    assert_false(ac_kind_is_text(AC_KIND_SIGN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_its_number_name_and_class_once),
        cmocka_unit_test(facts_and_words_are_those_of_the_format_page),
        cmocka_unit_test(cites_are_those_of_the_contract),
        cmocka_unit_test(governing_kinds_have_no_words_and_no_record),
        cmocka_unit_test(every_kind_passes_with_all_that_its_row_names),
        cmocka_unit_test(every_kind_passes_with_the_least_it_asks_for),
        cmocka_unit_test(words_stand_only_where_the_kind_has_them),
        cmocka_unit_test(the_record_is_of_the_right_kind),
        cmocka_unit_test(required_facts_are_missed),
        cmocka_unit_test(facts_are_in_range),
        cmocka_unit_test(unknown_facts_pass_and_are_seen),
        cmocka_unit_test(kinds_of_a_newer_version_are_not_asked),
        cmocka_unit_test(only_the_kinds_of_a_group_are_cited),
        cmocka_unit_test(as_many_are_cited_as_the_kind_asks_for),
        cmocka_unit_test(ascending_cites_ascend_strictly),
        cmocka_unit_test(an_act_cites_changes_of_its_own_record),
        cmocka_unit_test(a_promise_has_a_promisor_and_one_to_fifteen_promisees),
        cmocka_unit_test(the_promisor_is_not_among_the_promisees),
        cmocka_unit_test(no_more_are_needed_than_there_are),
        cmocka_unit_test(a_promise_follows_one_earlier_promise_at_most),
        cmocka_unit_test(an_amendment_may_keep_its_parties),
        cmocka_unit_test(a_slot_is_within_those_of_the_terms),
        cmocka_unit_test(an_erasure_stands_in_the_record_of_its_target),
        cmocka_unit_test(a_consent_stands_in_the_record_of_its_erasure),
        cmocka_unit_test(a_reveal_stands_in_the_one_record_of_its_targets),
        cmocka_unit_test(sealed_words_name_their_readers_last),
        cmocka_unit_test(dates_are_days_that_exist),
        cmocka_unit_test(codes_are_facts_and_no_two_alike),
        cmocka_unit_test(a_list_of_codes_is_cut_where_it_does_not_fit),
        cmocka_unit_test(terms_are_carried_by_any_key_of_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
