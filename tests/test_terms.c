/* test_terms.c - terms as typed become facts and words, all of them, or nothing. */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>
#include <inttypes.h>

#include "cli/lang.h"
#include "cli/terms.h"
#include "core/kind.h"

static ac_args args;
static ac_cli cli;
static ac_terms terms;
static FILE *devnull;

/* A cli for "promise|Title|--due|2026-09-30": words between bars. Tuesday, 30 June 2026. */
static void typed(const char *line)
{
    static char text[8192];
    static char *argv[600];
    char *at = text;
    int argc = 1;
    ac_err err = { 0 };

    assert_true(strlen(line) < sizeof text);
    memcpy(text, line, strlen(line) + 1);
    argv[0] = (char[]){ "accord" };
    for (char *word = strsep(&at, "|"); word != NULL; word = strsep(&at, "|"))
        argv[argc++] = word;
    argv[argc] = NULL;
    ac_args_free(&args);
    if (ac_args_parse(&args, argc, argv, &err) != AC_OK)
        fail_msg("%s", err.text);
    cli = (ac_cli){ .args = &args, .today = { 2026, 6, 30 }, .quiet = true, .no_input = true };
    ac_screen_init(&cli.out, devnull, AC_COLOR_NEVER);
    ac_screen_init(&cli.talk, devnull, AC_COLOR_NEVER);
}

static void on_nothing(const char *line)
{
    typed(line);
    ac_terms_free(&terms);
    assert_int_equal(ac_terms_begin(&terms, NULL, NULL, &cli.err), AC_OK);
}

static void says(const ac_json *object, const char *json)
{
    ac_buf out = { 0 };

    assert_int_equal(ac_json_encode(&out, object, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&out), json);
    ac_buf_free(&out);
}

static void gives(const char *line, const char *facts, const char *words)
{
    on_nothing(line);
    if (ac_terms_options(&cli, &terms, "message") != AC_OK)
        fail_msg("%s: %s", line, cli.err.text);
    says(terms.facts, facts);
    says(terms.words, words);
}

static void refuses(const char *line, const char *said)
{
    on_nothing(line);
    if (ac_terms_options(&cli, &terms, "message") != AC_EUSAGE)
        fail_msg("%s was understood", line);
    if (strstr(cli.err.text, said) == NULL)
        fail_msg("%s: \"%s\" is not in: %s", line, said, cli.err.text);
}

static void every_option_has_its_place(void **state)
{
    (void)state;
    gives("promise|--due|2026-09-30|--start|tomorrow|--expires|+2w|--need|2|--level|3|--principle|transparency|--principle|equity"
          "|--contribution|skills|--driver|innovate|--origin|review|--unit|facades|--target|140|--baseline|0|--amounts|600000 PLN"
          "|--check|a list|--problem|nobody knows|--how|they will|--conditions|dry weather|--depends-on|CITY-1-3|--language|pl"
          "|--message|Count them all.",
          "{\"contribution\":\"skills\",\"driver\":\"innovate\",\"due\":\"2026-09-30\",\"expires\":\"2026-07-14\",\"level\":3,\"need\":2,"
          "\"origin\":\"review\",\"principles\":[\"equity\",\"transparency\"],\"start\":\"2026-07-01\"}",
          "{\"action\":\"Count them all.\",\"amounts\":\"600000 PLN\",\"baseline\":\"0\",\"check\":\"a list\",\"conditions\":\"dry weather\","
          "\"depends\":\"CITY-1-3\",\"how\":\"they will\",\"language\":\"pl\",\"problem\":\"nobody knows\",\"target\":\"140\","
          "\"unit\":\"facades\"}");
}

/* The table of kinds and the options speak of the same terms: what one has, the other gives. */
static void no_term_of_the_kind_is_forgotten(void **state)
{
    const ac_kind *kind = ac_kind_find(AC_KIND_PROPOSE);
    char words[256], *at = words;

    (void)state;
    on_nothing("promise|--due|2026-09-30|--every|month|--until|2026-12-30|--start|tomorrow|--expires|+2w|--need|1|--level|1"
               "|--principle|equity|--contribution|skills|--driver|innovate|--origin|review|--unit|u|--target|t|--baseline|b|--amounts|1 PLN"
               "|--check|c|--problem|p|--how|h|--conditions|c|--depends-on|d|--language|en|--message|m");
    assert_int_equal(ac_terms_options(&cli, &terms, "message"), AC_OK);
    assert_int_equal(ac_terms_put(&cli, &terms, "title", "T"), AC_OK);
    for (const ac_fact_row *row = kind->facts; row->key != NULL; row++)
        if (ac_json_get(terms.facts, row->key) == NULL)
            fail_msg("no option gives the fact %s", row->key);
    snprintf(words, sizeof words, "%s", kind->words);
    for (char *key = strsep(&at, " "); key != NULL; key = strsep(&at, " ")) {
        key[strcspn(key, "!")] = '\0';
        if (ac_json_get(terms.words, key) == NULL && strcmp(key, "source") != 0) /* of the import, no term */
            fail_msg("no option gives the word %s", key);
    }
    for (size_t i = 0; i < ac_json_count(terms.words); i++)
        if (strstr(kind->words, ac_json_key(ac_json_at(terms.words, i))) == NULL)
            fail_msg("the kind does not know the word %s", ac_json_key(ac_json_at(terms.words, i)));
    assert_false(ac_kind_has_unknown_facts(AC_KIND_PROPOSE, terms.facts));
}

static void slots_are_named_or_counted(void **state)
{
    (void)state;
    gives("promise|--slot|2026-12-31|--slot|2026-09-30",
          "{\"due\":\"2026-12-31\",\"slots\":[{\"due\":\"2026-09-30\",\"n\":1},{\"due\":\"2026-12-31\",\"n\":2}]}", "{}");
    gives("promise|--due|2027-01-31|--slot|2026-12-31",
          "{\"due\":\"2027-01-31\",\"slots\":[{\"due\":\"2026-12-31\",\"n\":1}]}", "{}");
    gives("promise|--due|2026-08-31|--every|month|--until|2026-11-30",
          "{\"due\":\"2026-11-30\",\"slots\":[{\"due\":\"2026-08-31\",\"n\":1},{\"due\":\"2026-09-30\",\"n\":2},"
          "{\"due\":\"2026-10-31\",\"n\":3},{\"due\":\"2026-11-30\",\"n\":4}]}", "{}");
    refuses("promise|--due|2026-11-30|--slot|2026-12-31", "--due lies before the last slot");
    refuses("promise|--slot|2026-12-31|--slot|2026-12-31", "2026-12-31 is given twice");
    refuses("promise|--due|2026-08-31|--every|month", "--until");
    refuses("promise|--every|month|--until|2026-11-30", "--due");
    refuses("promise|--due|2026-08-31|--until|2026-11-30", "--every");
    refuses("promise|--due|2026-08-31|--every|month|--until|2026-11-30|--slot|2026-09-01", "not both");
}

static void slots_have_a_limit_on_either_side(void **state)
{
    ac_buf line = { 0 };

    (void)state;
    ac_buf_str(&line, "promise");
    for (int i = 0; i < 120; i++)
        ac_buf_printf(&line, "|--slot|+%dd", i + 1);
    on_nothing(ac_buf_text(&line));
    assert_int_equal(ac_terms_options(&cli, &terms, "message"), AC_OK);
    assert_int_equal(ac_json_count(ac_json_get(terms.facts, "slots")), 120);
    ac_buf_str(&line, "|--slot|+121d");
    refuses(ac_buf_text(&line), "120");
    ac_buf_free(&line);
    on_nothing("promise|--due|2026-07-31|--every|month|--until|2036-06-30");
    assert_int_equal(ac_terms_options(&cli, &terms, "message"), AC_OK);
    assert_int_equal(ac_json_count(ac_json_get(terms.facts, "slots")), 120);
    refuses("promise|--due|2026-07-31|--every|month|--until|2036-07-31", "120");
}

static void what_does_not_fit_is_named(void **state)
{
    (void)state;
    refuses("promise|--due|31 feb", "--due");
    refuses("promise|--due|03/04/2026", "2026-04-03");
    refuses("promise|--level|0", "1 to 3");
    refuses("promise|--level|4", "1 to 3");
    refuses("promise|--need|16", "1 to 15");
    refuses("promise|--target|\xe2\x80\xae" "1", "--target");
    refuses("promise|--unit|", "--unit");
    refuses("promise|--language|Polish", "pt-BR");
    refuses("promise|--message|\x1b[31m", "terminal codes");
    refuses("promise|--check|\xff", "UTF-8");
    gives("promise|--need|15|--level|3", "{\"level\":3,\"need\":15}", "{}");
}

static void a_title_has_200_characters(void **state)
{
    char title[201 * 2 + 1];

    (void)state;
    for (int i = 0; i < 201; i++)
        memcpy(title + 2 * i, "ą", 3);
    on_nothing("promise|--due|2026-09-30");
    assert_int_equal(ac_terms_put(&cli, &terms, "title", title), AC_EUSAGE);
    assert_non_null(strstr(cli.err.text, "201"));
    title[200 * 2] = '\0';
    assert_int_equal(ac_terms_put(&cli, &terms, "title", title), AC_OK);
}

static void all_that_must_be_there(void **state)
{
    (void)state;
    on_nothing("promise|--need|2");
    assert_int_equal(ac_terms_options(&cli, &terms, "message"), AC_OK);
    assert_int_equal(ac_terms_check(&cli, &terms, 2), AC_EUSAGE);
    assert_non_null(strstr(cli.err.text, "title"));
    assert_int_equal(ac_terms_put(&cli, &terms, "title", "Drains"), AC_OK);
    assert_int_equal(ac_terms_check(&cli, &terms, 2), AC_EUSAGE);
    assert_non_null(strstr(cli.err.text, "--due"));
    assert_int_equal(ac_terms_put(&cli, &terms, "due", "friday"), AC_OK);
    assert_string_equal(ac_json_str(terms.facts, "due"), "2026-07-03");
    assert_int_equal(ac_terms_check(&cli, &terms, 2), AC_OK);
    assert_int_equal(ac_terms_check(&cli, &terms, 1), AC_EUSAGE);
    assert_non_null(strstr(cli.err.text, "--need 2"));
}

/* --- beginning with another text --- */

static ac_json *tree(const char *json)
{
    ac_json *out = NULL;

    assert_int_equal(ac_json_parse(&out, json, strlen(json), NULL), AC_OK);
    return out;
}

static ac_rc begin(const char *line, const char *facts, const char *words)
{
    ac_json *f = tree(facts), *w = tree(words);
    ac_rc rc;

    typed(line);
    ac_terms_free(&terms);
    rc = ac_terms_begin(&terms, f, w, &cli.err);
    ac_json_free(f);
    ac_json_free(w);
    return rc;
}

static void terms_are_taken_over_and_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(begin("amend|CITY-1-1|--level|2", "{\"due\":\"2026-09-30\",\"level\":1,\"outcome\":\"in-progress\",\"reason\":\"scope\"}",
                           "{\"later\":\"kept as it is\",\"message\":\"m\",\"text\":\"agreed\",\"title\":\"Drains\",\"why\":\"because\"}"),
                     AC_OK);
    assert_int_equal(ac_terms_options(&cli, &terms, "message"), AC_OK);
    says(terms.facts, "{\"due\":\"2026-09-30\",\"level\":2}");
    says(terms.words, "{\"later\":\"kept as it is\",\"title\":\"Drains\"}");
    assert_int_equal(begin("amend|CITY-1-1", "{\"bond\":1,\"due\":\"2026-09-30\"}", "{\"title\":\"Drains\"}"), AC_ESTATE);
    assert_non_null(strstr(cli.err.text, "bond"));
    assert_null(terms.facts);
}

static void terms_are_left_out_by_name(void **state)
{
    static const char facts[] = "{\"due\":\"2026-12-31\",\"level\":1,\"slots\":[{\"due\":\"2026-12-31\",\"n\":1}]}";
    static const char words[] = "{\"conditions\":\"c\",\"depends\":\"d\",\"title\":\"Drains\"}";

    (void)state;
    assert_int_equal(begin("amend|CITY-1-1|--clear|conditions,depends-on,level,slot", facts, words), AC_OK);
    assert_int_equal(ac_terms_clear(&cli, &terms, ac_opt(&cli, "clear")), AC_OK);
    says(terms.facts, "{\"due\":\"2026-12-31\"}");
    says(terms.words, "{\"title\":\"Drains\"}");
    assert_int_equal(ac_terms_clear(&cli, &terms, "title"), AC_EUSAGE);
    assert_int_equal(ac_terms_clear(&cli, &terms, "due"), AC_EUSAGE);
    assert_int_equal(ac_terms_clear(&cli, &terms, "colour"), AC_EUSAGE);
    says(terms.words, "{\"title\":\"Drains\"}");
}

static void one_date_does_not_move_many_slots(void **state)
{
    static const char facts[] = "{\"due\":\"2026-12-31\",\"slots\":[{\"due\":\"2026-12-31\",\"n\":1}]}";

    (void)state;
    assert_int_equal(begin("amend|CITY-1-1|--due|2027-01-31", facts, "{\"title\":\"T\"}"), AC_OK);
    assert_int_equal(ac_terms_options(&cli, &terms, "message"), AC_EUSAGE);
    assert_non_null(strstr(cli.err.text, "dated slots"));
    assert_int_equal(begin("amend|CITY-1-1|--slot|2027-01-31", facts, "{\"title\":\"T\"}"), AC_OK);
    assert_int_equal(ac_terms_options(&cli, &terms, "message"), AC_OK);
    says(terms.facts, "{\"due\":\"2027-01-31\",\"slots\":[{\"due\":\"2027-01-31\",\"n\":1}]}");
}

static void whether_a_term_is_typed(void **state)
{
    static const char *const yes[] = { "amend|R|--title|t", "amend|R|--clear|unit", "amend|R|--due|friday", "amend|R|--slot|friday",
                                       "amend|R|--language|en", "resolve|R|--action|x" };
    static const char *const no[] = { "amend|R|--why|w", "amend|R|--reason|scope", "resolve|R|--outcome|accepted|-m|x", "amend|R" };

    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        typed(yes[i]);
        if (!ac_terms_typed(&cli))
            fail_msg("%s types a term", yes[i]);
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        typed(no[i]);
        if (ac_terms_typed(&cli))
            fail_msg("%s types no term", no[i]);
    }
}

static int done(void **state)
{
    (void)state;
    ac_terms_free(&terms);
    ac_args_free(&args);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_option_has_its_place),
        cmocka_unit_test(no_term_of_the_kind_is_forgotten),
        cmocka_unit_test(slots_are_named_or_counted),
        cmocka_unit_test(slots_have_a_limit_on_either_side),
        cmocka_unit_test(what_does_not_fit_is_named),
        cmocka_unit_test(a_title_has_200_characters),
        cmocka_unit_test(all_that_must_be_there),
        cmocka_unit_test(terms_are_taken_over_and_nothing_else),
        cmocka_unit_test(terms_are_left_out_by_name),
        cmocka_unit_test(one_date_does_not_move_many_slots),
        cmocka_unit_test(whether_a_term_is_typed),
    };

    devnull = fopen("/dev/null", "w");
    setenv("LC_ALL", "C.UTF-8", 1);
    ac_locale_start(NULL);
    return cmocka_run_group_tests(tests, NULL, done);
}
