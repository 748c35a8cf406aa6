/* test_entry.c - the records of the practice: what may stand in their fields, whose they are, what stands of them. */
#include "core/practice/entry.h"
#include "tests/support/acts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* clang-format off: cmocka wants these before it */
#include <cmocka.h>
/* clang-format on */

static desk a, b, c; /* CITY, SASI, RIVR */

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        fail_msg("%s: %s", ac_rc_word(rc), err->text);
}

static int make_place(void **state)
{
    desk *others[] = { &b, &c };

    (void)state;
    desk_new(&a, "CITY", 1);
    desk_new(&b, "SASI", 2);
    desk_new(&c, "RIVR", 3);
    desks_partners(&a, others, 2);
    return desks_sync(&b, &a) && desks_sync(&c, &a) ? 0 : -1;
}

static int drop_place(void **state)
{
    (void)state;
    desk_free(&a);
    desk_free(&b);
    desk_free(&c);
    return 0;
}

static void sync_all(void)
{
    assert_true(desks_sync(&b, &a));
    assert_true(desks_sync(&c, &a));
    assert_true(desks_sync(&b, &a));
}

/* --- values of every form --- */

static ac_json *parsed(const char *text)
{
    ac_json *out = NULL;
    ac_err err = { 0 };

    good(ac_json_parse(&out, text, strlen(text), &err), &err);
    return out;
}

static const char *first_code(const ac_field *field)
{
    size_t n;

    return ac_vocab_terms(field->vocab, &n)[0].code;
}

/* A value that may stand there; `wrong`: one that may not. The caller owns it. */
static ac_json *sample(const ac_field *field, bool wrong)
{
    ac_json *list;

    switch (field->form) {
    case AC_FIELD_LINE:
        return ac_json_string(wrong ? "two\nlines" : "one line");
    case AC_FIELD_TEXT:
        return ac_json_string(wrong ? "" : "a body\nof two lines");
    case AC_FIELD_CODE:
        return ac_json_string(wrong ? "no-such-code" : first_code(field));
    case AC_FIELD_CODES:
        list = ac_json_array();
        ac_json_push(list, ac_json_string(wrong ? "no-such-code" : first_code(field)));
        return list;
    case AC_FIELD_DATE:
        return ac_json_string(wrong ? "2026-02-30" : "2026-02-28");
    case AC_FIELD_INT:
        return ac_json_integer(wrong ? field->min - 1 : field->min);
    case AC_FIELD_AMOUNT:
        return ac_json_string(wrong ? "600,000" : "600000.50");
    case AC_FIELD_CURRENCY:
        return ac_json_string(wrong ? "zł" : "PLN");
    case AC_FIELD_ORG:
        return ac_json_string(wrong ? "CI" : "CITY");
    case AC_FIELD_LANGUAGE:
        return ac_json_string(wrong ? "p" : "pt-BR");
    case AC_FIELD_HEX:
        return ac_json_string(wrong ? "abc" : "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
    case AC_FIELD_MIME:
        return ac_json_string(wrong ? "pdf" : "application/pdf");
    }
    return NULL;
}

/* Every field of the type, the common ones too. */
static ac_json *all_values(const ac_type *type)
{
    const ac_field *tables[] = { type->fields, ac_fields_common };
    ac_json *values = ac_json_object();

    for (size_t t = 0; t < 2; t++)
        for (const ac_field *f = tables[t]; f->name != NULL; f++)
            assert_true(ac_json_set(values, f->name, sample(f, false)));
    return values;
}

static ac_rc split(const ac_type *type, const ac_json *values, bool is_edit, ac_json **facts, ac_json **words, ac_err *err)
{
    *err = (ac_err){ 0 };
    *facts = *words = NULL;
    return ac_type_split(type, values, is_edit, facts, words, err);
}

/* Refused, and the sentence begins with the name of the field. */
static void refused(const ac_type *type, const ac_json *values, bool is_edit, const char *field)
{
    ac_json *facts, *words;
    ac_err err;
    ac_rc rc = split(type, values, is_edit, &facts, &words, &err);

    if (rc != AC_EUSAGE || strncmp(err.text, field, strlen(field)) != 0)
        fail_msg("%s, %s: %s \"%s\"", type->name, field, ac_rc_word(rc), err.text);
    assert_null(facts);
    assert_null(words);
}

/* --- what may stand in a field --- */

static void every_type_takes_all_its_fields(void **state)
{
    size_t n, tried = 0;
    const ac_type *const *types = ac_types(&n);

    (void)state;
    assert_int_equal(n, 20);
    for (size_t i = 0; i < n; i++) {
        ac_json *values = all_values(types[i]), *facts, *words;
        const ac_json *fields;
        ac_err err;
        good(split(types[i], values, false, &facts, &words, &err), &err);
        fields = ac_json_get(facts, "fields");
        assert_int_equal(ac_json_count(fields), ac_json_count(values));
        assert_string_equal(ac_json_str(facts, "type"), types[i]->name);
        assert_int_equal(ac_json_true(facts, "joint"), types[i]->is_joint);
        assert_int_equal(ac_json_true(facts, "withheld"), types[i]->is_withheld);
        for (size_t k = 0; k < ac_json_count(values); k++) { /* texts in the words, all else in the facts, each once */
            const char *name = ac_json_key(ac_json_at(values, k));
            bool in_words = types[i]->is_withheld || ac_field_is_text(ac_type_field(types[i], name));
            assert_int_equal(ac_json_get(words, name) != NULL, in_words);
            assert_int_equal(ac_json_get(facts, name) != NULL, !in_words);
            tried++;
        }
        ac_json_free(values);
        ac_json_free(facts);
        ac_json_free(words);
    }
    assert_true(tried > 120);
}

static void what_is_missing_or_wrong_is_named(void **state)
{
    size_t n;
    const ac_type *const *types = ac_types(&n);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        const ac_field *tables[] = { types[i]->fields, ac_fields_common };
        for (size_t t = 0; t < 2; t++)
            for (const ac_field *f = tables[t]; f->name != NULL; f++) {
                ac_json *values = all_values(types[i]);
                assert_true(ac_json_set(values, f->name, sample(f, true)));
                refused(types[i], values, false, f->name);
                refused(types[i], values, true, f->name);
                ac_json_drop(values, f->name);
                if (f->is_required)
                    refused(types[i], values, false, f->name);
                assert_true(ac_json_set(values, f->name, ac_json_null()));
                refused(types[i], values, false, f->name); /* a new one leaves out; only a change empties */
                if (f->is_required)
                    refused(types[i], values, true, f->name);
                ac_json_free(values);
            }
    }
}

static void strange_values_are_refused(void **state)
{
    ac_json *values = parsed("{\"colour\":\"red\",\"driver\":\"innovate\",\"text\":\"x\"}"), *facts, *words;
    ac_err err;

    (void)state;
    assert_int_equal(split(&ac_type_why, values, false, &facts, &words, &err), AC_EUSAGE);
    assert_non_null(strstr(err.text, "colour"));
    ac_json_free(values);
    values = parsed("{}");
    assert_int_equal(split(&ac_type_partnership, values, true, &facts, &words, &err), AC_EUSAGE);
    assert_non_null(strstr(err.text, "nothing is said"));
    ac_json_free(values);
    values = parsed("{\"amount\":\"5\",\"kind\":\"cash\",\"title\":\"x\"}");
    refused(&ac_type_contribution, values, false, "amount");
    ac_json_free(values);
    values = parsed("{\"driver\":\"innovate\",\"gains\":[\"scale\",\"impact\"],\"text\":\"x\"}"); /* not in order */
    refused(&ac_type_why, values, false, "gains");
    ac_json_free(values);
}

static void limits_of_forms(void **state)
{
    static const struct {
        const ac_type *type;
        const char *field, *text;
        bool is_good;
    } tries[] = {
        { &ac_type_contribution, "amount", "0", true },
        { &ac_type_contribution, "amount", "-12.5", false },
        { &ac_type_contribution, "amount", "12.5", true },
        { &ac_type_contribution, "amount", "999999999999999.99", true },
        { &ac_type_contribution, "amount", "1000000000000000", false },
        { &ac_type_contribution, "amount", "1.234", false },
        { &ac_type_contribution, "amount", "1.", false },
        { &ac_type_contribution, "amount", "007", false },
        { &ac_type_contribution, "amount", "", false },
        { &ac_type_contribution, "currency", "pln", false },
        { &ac_type_contribution, "from", "2028-02-29", true },
        { &ac_type_contribution, "from", "2027-02-29", false },
        { &ac_type_organisation, "org-iati-type", "22", true },
        { &ac_type_organisation, "org-iati-type", "25", false },
        { &ac_type_organisation, "org-iati-type", "7", false },
        { &ac_type_contribution, "kind", "cash", true },
        { &ac_type_contribution, "kind", "Cash", false },
        { &ac_type_why, "gains", "scale,impact, scale", true }, /* put in order, each once */
        { &ac_type_why, "gains", "", false },
        { &ac_type_why, "language", "zh-Hant-TW", true },
        { &ac_type_why, "language", "english please", false },
        { &ac_type_partnership, "rhythm", "1", true },
        { &ac_type_partnership, "rhythm", "3650", true },
        { &ac_type_partnership, "rhythm", "3651", false },
        { &ac_type_partnership, "rhythm", "90 days", false },
        { &ac_type_partnership, "rhythm", "99999999999999999999", false },
        { &ac_type_evidence, "bytes", "9007199254740991", true },
        { &ac_type_evidence, "bytes", "9007199254740992", false },
        { &ac_type_evidence, "media", "application/vnd.oasis.opendocument.text", true },
        { &ac_type_evidence, "media", "text/html; charset=utf-8", false },
        { &ac_type_question, "asked", "SASI", true },
        { &ac_type_question, "asked", "sasi", false },
    };
    ac_buf long_line = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        ac_json *value = NULL;
        ac_err err = { 0 };
        ac_rc rc = ac_field_parse(ac_type_field(tries[i].type, tries[i].field), tries[i].text, &value, &err);
        if ((rc == AC_OK) != tries[i].is_good)
            fail_msg("%s \"%s\": %s", tries[i].field, tries[i].text, err.text);
        assert_int_equal(value != NULL, tries[i].is_good);
        ac_json_free(value);
    }
    for (size_t i = 0; i < 200; i++) /* letters are counted, not bytes */
        ac_buf_str(&long_line, "ż");
    for (int extra = 0; extra < 2; extra++) {
        ac_json *value = ac_json_string(ac_buf_text(&long_line));
        assert_int_equal(ac_field_check(ac_type_field(&ac_type_risk, "title"), value, NULL), extra == 0 ? AC_OK : AC_EUSAGE);
        ac_json_free(value);
        ac_buf_str(&long_line, "!");
    }
    ac_buf_free(&long_line);
}

/* --- the page --- */

static void form_said(const ac_field *f, ac_buf *out)
{
    static const char *const forms[] = { [AC_FIELD_LINE] = "line", [AC_FIELD_TEXT] = "text", [AC_FIELD_CODE] = "code ", [AC_FIELD_CODES] = "codes ",
                                         [AC_FIELD_DATE] = "date", [AC_FIELD_INT] = "int ", [AC_FIELD_AMOUNT] = "amount",
                                         [AC_FIELD_CURRENCY] = "currency", [AC_FIELD_ORG] = "organisation", [AC_FIELD_LANGUAGE] = "language",
                                         [AC_FIELD_HEX] = "hex 32", [AC_FIELD_MIME] = "media type" };

    ac_buf_str(out, forms[f->form]);
    if (f->form == AC_FIELD_CODE || f->form == AC_FIELD_CODES)
        ac_buf_str(out, ac_vocab_name(f->vocab));
    if (f->only != NULL)
        ac_buf_printf(out, "of %s", f->only);
    else if (f->form == AC_FIELD_INT && f->max == AC_JSON_INT_MAX)
        ac_buf_printf(out, "%lld..2^53-1", (long long)f->min);
    else if (f->form == AC_FIELD_INT)
        ac_buf_printf(out, "%lld..%lld", (long long)f->min, (long long)f->max);
}

/* schema/FORMAT.md 4.5: one row a type, in the order of the tables. */
static void the_page_says_what_the_tables_say(void **state)
{
    FILE *page = fopen("schema/FORMAT.md", "r");
    size_t n, at = 0;
    const ac_type *const *types = ac_types(&n);
    char line[4096];
    bool is_section = false;

    (void)state;
    assert_non_null(page);
    while (fgets(line, sizeof line, page) != NULL) {
        ac_buf want = { 0 };
        if (line[0] == '#')
            is_section = strncmp(line, "### 4.5", 7) == 0;
        if (!is_section || line[0] != '|' || strncmp(line, "| Type", 6) == 0 || strncmp(line, "|---", 4) == 0)
            continue;
        assert_true(at < n);
        ac_buf_printf(&want, "| %s | %s | %s | ", types[at]->name, types[at]->is_joint ? "joint" : types[at]->is_withheld ? "withheld" : "-",
                      types[at]->belongs != NULL ? types[at]->belongs : "-");
        for (const ac_field *f = types[at]->fields; f->name != NULL; f++) {
            ac_buf_printf(&want, "%s%s%s ", f == types[at]->fields ? "" : ", ", f->name, f->is_required ? "!" : "");
            form_said(f, &want);
        }
        ac_buf_str(&want, " |\n");
        assert_string_equal(line, ac_buf_text(&want));
        ac_buf_free(&want);
        at++;
    }
    fclose(page);
    assert_int_equal(at, n);
}

static void types_are_found_by_name_and_plural(void **state)
{
    size_t n;
    const ac_type *const *types = ac_types(&n);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(ac_type_find(types[i]->name), types[i]);
        assert_ptr_equal(ac_type_of_plural(types[i]->plural), types[i]);
        assert_ptr_equal(ac_type_of_plural(types[i]->name), types[i]);
        assert_non_null(ac_type_field(types[i], types[i]->title));
        assert_non_null(ac_type_field(types[i], "principles"));
        if (types[i]->belongs != NULL && strcmp(types[i]->belongs, "any") != 0 && strcmp(types[i]->belongs, "commitment") != 0)
            assert_non_null(ac_type_find(types[i]->belongs));
    }
    assert_null(ac_type_find("contributions"));
    assert_null(ac_type_find(NULL));
    assert_null(ac_type_of_plural("promises"));
}

/* --- writing and reading --- */

static ac_id create(desk *d, int space, const ac_type *type, const char *json, const ac_id *cites, size_t ncites)
{
    ac_json *values = parsed(json);
    const ac_entry_new what = { .type = type, .values = values, .cites = cites, .ncites = ncites };
    ac_id id = { { 0 } };
    ac_err err = { 0 };

    good(ac_notebook_begin(d->nb, &err), &err);
    good(ac_entry_create(d->nb, space, &what, &id, &err), &err);
    good(ac_notebook_commit(d->nb, &err), &err);
    ac_json_free(values);
    return id;
}

static ac_entry *open_at(desk *d, ac_id id)
{
    ac_entry *e = NULL;
    ac_err err = { 0 };

    good(ac_entry_open(&e, d->nb, desk_held(d, id).n, &err), &err);
    return e;
}

static ac_rc change(desk *d, ac_id id, const char *json, ac_err *err)
{
    ac_json *values = parsed(json);
    ac_entry *e = open_at(d, id);
    ac_rc rc = ac_notebook_begin(d->nb, err);

    if (rc == AC_OK)
        rc = ac_entry_edit(d->nb, e, values, NULL, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(d->nb, err);
    else
        ac_notebook_rollback(d->nb);
    ac_entry_close(e);
    ac_json_free(values);
    return rc;
}

static void changed(desk *d, ac_id id, const char *json)
{
    ac_err err = { 0 };

    good(change(d, id, json, &err), &err);
}

/* The values that stand for a field, ascending: "given|offered". */
static void says(desk *d, ac_id id, const char *field, const char *want)
{
    ac_entry *e = open_at(d, id);
    const ac_entry_value *v;
    size_t n = ac_entry_standing(e, field, &v);
    const char *texts[8];
    ac_buf all = { 0 };

    assert_true(n <= 8);
    for (size_t i = 0; i < n; i++)
        texts[i] = v[i].value != NULL ? ac_json_text(v[i].value) : v[i].has_words ? "(empty)" : "(no words)";
    for (size_t i = 1; i < n; i++)
        if (strcmp(texts[i - 1], texts[i]) > 0) { /* two at most are tried */
            const char *t = texts[i];
            texts[i] = texts[i - 1];
            texts[i - 1] = t;
        }
    for (size_t i = 0; i < n; i++)
        ac_buf_printf(&all, "%s%s", i > 0 ? "|" : "", texts[i]);
    if (strcmp(ac_buf_text(&all), want) != 0)
        fail_msg("%s of %s: %s, wanted %s", field, e->type, ac_buf_text(&all), want);
    assert_int_equal(n > 1, strchr(want, '|') != NULL);
    ac_buf_free(&all);
    ac_entry_close(e);
}

static void what_is_written_is_read(void **state)
{
    ac_id promise = act_propose(&a, "SASI", "{\"due\":\"2027-05-01\"}", "{\"title\":\"plant\"}");
    ac_id id = create(&a, a.space, &ac_type_contribution,
                      "{\"amount\":\"600000\",\"currency\":\"PLN\",\"kind\":\"cash\",\"state\":\"offered\",\"title\":\"Drains\"}", &promise, 1);
    ac_entry *e;

    (void)state;
    sync_all();
    e = open_at(&b, id);
    assert_string_equal(e->type, "contribution");
    assert_ptr_equal(e->known, &ac_type_contribution);
    assert_string_equal(e->org, "CITY");
    assert_string_equal(e->ref, "CITY-1-2");
    assert_string_equal(e->belongs_refs, "CITY-1-1");
    assert_int_equal(e->nbelongs, 1);
    assert_string_equal(ac_entry_title(e), "Drains");
    assert_string_equal(ac_entry_text(e, "amount"), "600000");
    assert_string_equal(ac_entry_text(e, "text"), "");
    assert_true(ac_entry_has_code(e, "kind", "cash"));
    assert_false(ac_entry_has_code(e, "kind", "people"));
    assert_true(e->is_counted);
    assert_false(e->is_private || e->is_joint || e->is_withheld || e->is_clash);
    assert_string_equal(e->source, "");
    ac_entry_close(e);
    changed(&a, id, "{\"amount\":null,\"currency\":null,\"state\":\"given\",\"text\":\"in two parts\"}");
    says(&a, id, "state", "given");
    says(&a, id, "amount", "(empty)");
    says(&a, id, "text", "in two parts");
    sync_all();
    says(&c, id, "state", "given");
    says(&c, id, "amount", "(empty)");
    says(&c, id, "title", "Drains");
}

static void another_organisation_changes_nothing(void **state)
{
    ac_id id = create(&a, a.space, &ac_type_benefit, "{\"title\":\"Calm streets\"}", NULL, 0);
    act_text forced = { .kind = AC_KIND_EDIT, .record = id, .facts = "{\"fields\":[\"state\"],\"state\":\"realised\"}" };
    ac_id edit;
    ac_held held;
    char why[64];
    ac_err err = { 0 };

    (void)state;
    sync_all();
    assert_int_equal(change(&b, id, "{\"state\":\"realised\"}", &err), AC_EROLE);
    assert_non_null(strstr(err.text, "CITY"));
    edit = desk_force(&b, &forced); /* by a program that does not ask */
    sync_all();
    for (size_t i = 0; i < 3; i++) {
        desk *d = (desk *[]){ &a, &b, &c }[i];
        held = desk_held(d, edit);
        assert_true(held.n != 0); /* kept */
        good(ac_query_why_not(d->nb, &held, why, sizeof why, &err), &err);
        assert_string_equal(why, "not-author");
        says(d, id, "state", ""); /* and without effect */
        desk_audit(d);
    }
    changed(&a, id, "{\"state\":\"partly\"}");
    sync_all();
    says(&b, id, "state", "partly");
}

static void what_is_joint_is_everybodys(void **state)
{
    ac_id id = create(&a, a.space, &ac_type_risk, "{\"kind\":\"risk\",\"state\":\"open\",\"title\":\"The grant comes late\"}", NULL, 0);

    (void)state;
    sync_all();
    changed(&b, id, "{\"state\":\"watching\"}");
    sync_all();
    says(&c, id, "state", "watching");
    says(&c, id, "title", "The grant comes late");
    changed(&c, id, "{\"response\":\"phone them\"}");
    sync_all();
    says(&a, id, "response", "phone them");
}

static void changes_that_did_not_know_of_each_other_clash_until_settled(void **state)
{
    ac_id id = create(&a, a.space, &ac_type_risk, "{\"kind\":\"risk\",\"state\":\"open\",\"title\":\"Rain\"}", NULL, 0);
    ac_digest one, two;

    (void)state;
    sync_all();
    changed(&b, id, "{\"owner\":\"SASI\",\"state\":\"closed\"}");
    changed(&c, id, "{\"response\":\"pumps\",\"state\":\"happened\"}");
    sync_all();
    for (size_t i = 0; i < 3; i++) {
        desk *d = (desk *[]){ &a, &b, &c }[i];
        ac_entry *e = open_at(d, id);
        assert_true(e->is_clash);
        ac_entry_close(e);
        says(d, id, "state", "closed|happened");
        says(d, id, "owner", "SASI"); /* fields that one of them touched stand by themselves */
        says(d, id, "response", "pumps");
    }
    desk_view(&a, &one);
    desk_view(&b, &two);
    assert_memory_equal(&one, &two, sizeof one);
    changed(&c, id, "{\"response\":\"more pumps\"}"); /* settles nothing of the other field */
    says(&c, id, "state", "closed|happened");
    changed(&a, id, "{\"state\":\"watching\"}");
    says(&a, id, "state", "watching");
    sync_all();
    says(&b, id, "state", "watching");
    says(&b, id, "response", "more pumps");
    says(&c, id, "state", "watching");
    desk_audit(&b);
}

static void an_emptied_field_can_clash_with_a_value(void **state)
{
    ac_id id = create(&a, a.space, &ac_type_risk, "{\"due\":\"2026-09-01\",\"kind\":\"risk\",\"title\":\"Frost\"}", NULL, 0);

    (void)state;
    sync_all();
    changed(&b, id, "{\"due\":null}");
    says(&b, id, "due", "(empty)");
    changed(&c, id, "{\"due\":\"2026-10-01\"}");
    sync_all();
    says(&a, id, "due", "(empty)|2026-10-01");
    changed(&b, id, "{\"due\":\"2026-11-01\"}");
    sync_all();
    says(&c, id, "due", "2026-11-01");
}

static void withheld_words_are_not_there_before_their_reveal(void **state)
{
    ac_id check = create(&a, a.space, &ac_type_check, "{\"title\":\"October\"}", NULL, 0);
    ac_id answer;
    ac_entry *e;

    (void)state;
    sync_all();
    answer = create(&b, b.space, &ac_type_answer, "{\"heard\":\"red\",\"text\":\"asked to clap\",\"trust\":\"green\"}", &check, 1);
    says(&b, answer, "heard", "red");
    sync_all();
    e = open_at(&a, answer);
    assert_true(e->is_withheld);
    assert_int_equal(e->nvalues, 3); /* which fields it has is known, not what stands in them */
    assert_string_equal(ac_entry_title(e), "");
    for (size_t i = 0; i < e->nvalues; i++) {
        assert_null(e->values[i].value);
        assert_false(e->values[i].has_words);
    }
    assert_string_equal(e->belongs_refs, "CITY-1-1");
    ac_entry_close(e);
    act_on(&b, AC_KIND_REVEAL, (ac_id){ { 0 } }, &answer, 1, "{}", NULL);
    assert_true(desks_sync(&b, &a));
    assert_true(desks_sync(&b, &a)); /* words come with the next meeting at the latest */
    says(&a, answer, "heard", "red");
    says(&a, answer, "text", "asked to clap");
}

/* --- profiles --- */

static ac_entry *profile(desk *d, const char *org)
{
    ac_entry *e = NULL;
    ac_err err = { 0 };

    good(ac_profile_open(&e, d->nb, d->space, org, &err), &err);
    return e;
}

static ac_rc edit_profile(desk *d, const char *org, const char *json, ac_err *err)
{
    ac_json *values = parsed(json);
    ac_entry *e = profile(d, org);
    ac_rc rc = ac_notebook_begin(d->nb, err);

    if (rc == AC_OK)
        rc = ac_entry_edit(d->nb, e, values, NULL, err);
    if (rc == AC_OK)
        rc = ac_notebook_commit(d->nb, err);
    else
        ac_notebook_rollback(d->nb);
    ac_entry_close(e);
    ac_json_free(values);
    return rc;
}

static void a_partnership_is_everybodys_and_an_organisation_its_own(void **state)
{
    ac_err err = { 0 };
    ac_partnership *list = NULL;
    ac_entry *e;
    size_t n;

    (void)state;
    good(edit_profile(&b, NULL, "{\"rhythm\":90,\"title\":\"Our block\",\"why\":\"none of us alone\"}", &err), &err);
    good(edit_profile(&a, "CITY", "{\"org-mission\":\"streets for all\",\"org-works-as\":\"funding\"}", &err), &err);
    good(edit_profile(&b, "SASI", "{\"org-mission\":\"homes\"}", &err), &err);
    sync_all();
    assert_int_equal(edit_profile(&b, "CITY", "{\"org-mission\":\"they clap\"}", &err), AC_EROLE); /* on the founding, which is joint */
    assert_int_equal(edit_profile(&c, "SASI", "{\"org-mission\":\"they clap\"}", &err), AC_EROLE);
    e = profile(&c, NULL);
    assert_string_equal(ac_entry_text(e, "why"), "none of us alone");
    assert_ptr_equal(e->known, &ac_type_partnership);
    ac_entry_close(e);
    e = profile(&c, "CITY");
    assert_string_equal(ac_entry_text(e, "org-mission"), "streets for all");
    assert_ptr_equal(e->known, &ac_type_organisation);
    ac_entry_close(e);
    e = profile(&c, "SASI");
    assert_string_equal(ac_entry_text(e, "org-mission"), "homes");
    ac_entry_close(e);
    assert_int_equal(ac_profile_open(&e, c.nb, c.space, "EURF", &err), AC_EREF);
    good(ac_query_partnerships(c.nb, false, &list, &n, &err), &err);
    assert_int_equal(n, 1);
    assert_string_equal(list[0].title, "Our block"); /* it is called so from now on */
    free(list);
    desk_audit(&c);
}

/* --- many --- */

static bool count_refs(void *ctx, const ac_entry *e)
{
    ac_buf_printf(ctx, "%s ", e->ref);
    return true;
}

static bool only_one(void *ctx, const ac_entry *e)
{
    (void)e;
    ++*(int *)ctx;
    return false;
}

static void listed(desk *d, const ac_entry_filter *f, const char *want)
{
    ac_buf refs = { 0 };
    ac_err err = { 0 };
    int64_t n = -1;
    size_t spaces = 0;

    good(ac_entries(d->nb, f, count_refs, &refs, &err), &err);
    assert_string_equal(ac_buf_text(&refs), want);
    for (const char *p = want; *p != '\0'; p++)
        spaces += *p == ' ';
    good(ac_entries_count(d->nb, f, &n, &err), &err);
    assert_int_equal(n, spaces);
    ac_buf_free(&refs);
}

static void entries_are_listed_by_type_maker_and_what_they_belong_to(void **state)
{
    int own = desk_own_space(&a), seen = 0;
    ac_err err = { 0 };
    ac_id question, reply;

    (void)state;
    question = create(&a, a.space, &ac_type_question, "{\"asked\":\"SASI\",\"text\":\"who pays?\"}", NULL, 0);
    create(&a, own, &ac_type_why, "{\"driver\":\"innovate\",\"text\":\"alone we stand still\"}", NULL, 0);
    sync_all();
    reply = create(&b, b.space, &ac_type_reply, "{\"text\":\"half each\"}", &question, 1);
    create(&b, b.space, &ac_type_question, "{\"asked\":\"CITY\",\"text\":\"when?\"}", NULL, 0);
    sync_all();
    (void)reply;
    listed(&a, &(ac_entry_filter){ .space = a.space }, "CITY-1-1 SASI-1-1 SASI-1-2 ");
    listed(&a, &(ac_entry_filter){ .space = -1 }, "CITY-1-1 CITY-1-p2 SASI-1-1 SASI-1-2 "); /* p1: its membership, no part of the practice */
    listed(&a, &(ac_entry_filter){ .space = a.space, .type = "question" }, "CITY-1-1 SASI-1-2 ");
    listed(&a, &(ac_entry_filter){ .space = -1, .type = "question", .org = "SASI" }, "SASI-1-2 ");
    listed(&a, &(ac_entry_filter){ .space = -1, .belongs = desk_held(&a, question).n }, "SASI-1-1 ");
    listed(&a, &(ac_entry_filter){ .space = own, .type = "why" }, "CITY-1-p2 ");
    listed(&b, &(ac_entry_filter){ .space = -1, .type = "why" }, "");
    good(ac_entries(a.nb, &(ac_entry_filter){ .space = -1 }, only_one, &seen, &err), &err);
    assert_int_equal(seen, 1);
}

static void one_belongs_to_as_many_as_a_change_may_cite(void **state)
{
    ac_id cites[64];
    ac_json *values = parsed("{\"bytes\":1,\"fingerprint\":\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\",\"title\":\"x\"}");
    ac_entry_new what = { .type = &ac_type_evidence, .values = values, .cites = cites, .ncites = 64 };
    ac_id id;
    ac_err err = { 0 };
    ac_entry *e;

    (void)state;
    for (size_t i = 0; i < 64; i++)
        cites[i] = desk_note(&a, a.space, "a note");
    good(ac_notebook_begin(a.nb, &err), &err);
    good(ac_entry_create(a.nb, a.space, &what, &id, &err), &err);
    good(ac_notebook_commit(a.nb, &err), &err);
    e = open_at(&a, id);
    assert_int_equal(e->nbelongs, 64);
    ac_entry_close(e);
    ac_json_free(values);
}

/* What a newer version writes is carried and shown as it stands. */
static void unknown_types_are_read_with_tolerance(void **state)
{
    act_text forced = { .kind = AC_KIND_CREATE, .facts = "{\"colour\":\"red\",\"fields\":[\"colour\",\"note\"],\"source\":\"imported\",\"type\":\"banner\"}",
                        .words = "{\"note\":\"for the fence\",\"title\":\"A banner\"}" };
    ac_id id = desk_force(&b, &forced);
    ac_err err = { 0 };
    ac_entry *e;

    (void)state;
    sync_all();
    e = open_at(&a, id);
    assert_null(e->known);
    assert_string_equal(e->type, "banner");
    assert_string_equal(e->source, "imported");
    assert_string_equal(ac_entry_text(e, "colour"), "red");
    assert_string_equal(ac_entry_text(e, "note"), "for the fence");
    ac_entry_close(e);
    assert_int_equal(change(&b, id, "{\"colour\":\"blue\"}", &err), AC_ESTATE);
    desk_audit(&a);
}

int main(void)
{
#define PLACED(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_takes_all_its_fields),
        cmocka_unit_test(what_is_missing_or_wrong_is_named),
        cmocka_unit_test(strange_values_are_refused),
        cmocka_unit_test(limits_of_forms),
        cmocka_unit_test(the_page_says_what_the_tables_say),
        cmocka_unit_test(types_are_found_by_name_and_plural),
        PLACED(what_is_written_is_read),
        PLACED(another_organisation_changes_nothing),
        PLACED(what_is_joint_is_everybodys),
        PLACED(changes_that_did_not_know_of_each_other_clash_until_settled),
        PLACED(an_emptied_field_can_clash_with_a_value),
        PLACED(withheld_words_are_not_there_before_their_reveal),
        PLACED(a_partnership_is_everybodys_and_an_organisation_its_own),
        PLACED(entries_are_listed_by_type_maker_and_what_they_belong_to),
        PLACED(one_belongs_to_as_many_as_a_change_may_cite),
        PLACED(unknown_types_are_read_with_tolerance),
    };
    return ac_crypto_init() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
