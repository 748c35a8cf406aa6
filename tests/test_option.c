/* test_option.c - arguments over the command table: typed in full, in any order, answered by the nearest. */
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>
#include <inttypes.h>

#include "cli/option.h"

#define WORDS_MAX 32

static ac_args args;
static ac_err err;

/* "a|b c|d": words between bars. */
static ac_rc parse(const char *line)
{
    static char text[1024];
    static char *argv[WORDS_MAX + 2];
    char *at = text;
    int argc = 1;

    assert_true(strlen(line) < sizeof text);
    memcpy(text, line, strlen(line) + 1);
    argv[0] = (char[]){ "accord" };
    for (char *word = strsep(&at, "|"); word != NULL && line[0] != '\0'; word = strsep(&at, "|")) {
        assert_true(argc <= WORDS_MAX);
        argv[argc++] = word;
    }
    argv[argc] = NULL;
    ac_args_free(&args);
    memset(&err, 0, sizeof err);
    return ac_args_parse(&args, argc, argv, &err);
}

static void understood(const char *line, const char *command)
{
    ac_rc rc = parse(line);

    if (rc != AC_OK)
        print_error("%s: %s\n", line, err.text);
    assert_int_equal(rc, AC_OK);
    assert_non_null(args.command);
    assert_string_equal(args.command->name, command);
}

static void refused(const char *line, const char *said)
{
    assert_int_equal(parse(line), AC_EUSAGE);
    assert_int_equal(err.rc, AC_EUSAGE);
    if (strstr(err.text, said) == NULL)
        print_error("%s: %s\n", line, err.text);
    assert_non_null(strstr(err.text, said));
}

static int forget(void **state)
{
    (void)state;
    ac_args_free(&args);
    return 0;
}

static void no_word_means_the_board(void **state)
{
    (void)state;
    understood("", "board");
    assert_true(args.was_bare);
    understood("-P|KRK|--exit-code", "board");
    assert_true(args.was_bare);
    assert_string_equal(ac_args_str(&args, "partnership"), "KRK");
    assert_true(ac_args_has(&args, "exit-code"));
    understood("board", "board");
    assert_false(args.was_bare);
}

static void options_stand_anywhere(void **state)
{
    static const char *const lines[] = {
        "promise|Shared guide|--to|HERI|--due|+2w|-N|/tmp/x", "promise|--to|HERI|--due|+2w|Shared guide|-N|/tmp/x",
        "-N|/tmp/x|promise|--to=HERI|--due=+2w|Shared guide", "--notebook=/tmp/x|promise|Shared guide|--due|+2w|--to|HERI",
        "--to|HERI|-N/tmp/x|promise|--due|+2w|--|Shared guide",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        understood(lines[i], "promise");
        assert_int_equal(args.nargs, 1);
        assert_string_equal(args.args[0], "Shared guide");
        assert_string_equal(ac_args_str(&args, "to"), "HERI");
        assert_string_equal(ac_args_str(&args, "due"), "+2w");
        assert_string_equal(ac_args_str(&args, "notebook"), "/tmp/x");
    }
}

static void commands_of_two_words(void **state)
{
    (void)state;
    understood("device|join|a.file", "device join");
    assert_int_equal(args.nargs, 1);
    understood("-q|device|-v|join|a.file", "device join");
    assert_string_equal(args.args[0], "a.file");
    understood("partner|address|SASI|tcp://192.0.2.1:1", "partner address");
    assert_int_equal(args.nargs, 2);
}

static void two_dashes_end_the_options(void **state)
{
    (void)state;
    understood("note|-m|--shared", "note");
    assert_string_equal(ac_args_str(&args, "message"), "--shared");
    assert_false(ac_args_has(&args, "shared"));
    understood("search|--|--json|-m", "search");
    assert_int_equal(args.nargs, 2);
    assert_string_equal(args.args[0], "--json");
    assert_false(ac_args_has(&args, "json"));
    refused("--|list", "accord board takes no further word");
    understood("search|-", "search");
    assert_string_equal(args.args[0], "-");
}

static void letters_may_share_a_dash(void **state)
{
    (void)state;
    understood("search|-qvn5|x", "search");
    assert_true(ac_args_has(&args, "quiet"));
    assert_true(ac_args_has(&args, "verbose"));
    assert_string_equal(ac_args_str(&args, "limit"), "5");
    understood("-qN|/tmp/x|search|y", "search");
    assert_string_equal(ac_args_str(&args, "notebook"), "/tmp/x");
    assert_int_equal(args.nargs, 1);
}

static void an_argument_that_may_be_left_out_is_joined_by_a_sign(void **state)
{
    (void)state;
    understood("list|--json|notes", "list");
    assert_true(ac_args_has(&args, "json"));
    assert_null(ac_args_str(&args, "json"));
    assert_string_equal(args.args[0], "notes");
    understood("list|--json=ref,due", "list");
    assert_string_equal(ac_args_str(&args, "json"), "ref,due");
}

static void options_given_again(void **state)
{
    (void)state;
    understood("note|-m|x|--about|A-1-1|--about=A-1-2", "note");
    assert_int_equal(ac_args_count(&args, "about"), 2);
    assert_string_equal(ac_args_at(&args, "about", 0), "A-1-1");
    assert_string_equal(ac_args_at(&args, "about", 1), "A-1-2");
    assert_null(ac_args_at(&args, "about", 2));
    refused("note|-m|x|-m|y", "--message is said twice"); /* neither is dropped without notice */
    refused("list|--state|agreed|--state=delivered", "--state is said twice");
    understood("list|--all|--all|--now|2026-01-01|--now|2026-01-02", "list"); /* a script's word may be overruled */
    assert_string_equal(ac_args_str(&args, "now"), "2026-01-02");
    refused("report|--html|--no-input", "--html needs FILE after it");
    understood("report|--html=--no-input", "report");
    assert_string_equal(ac_args_str(&args, "html"), "--no-input");
    understood("note|-m|x", "note");
    assert_int_equal(ac_args_count(&args, "title"), 0);
    assert_null(ac_args_str(&args, "title"));
}

/* Every beginning of every option of every command. */
static void nothing_is_abbreviated(void **state)
{
    int tried = 0;

    (void)state;
    for (const ac_command *c = ac_commands; c->name != NULL; c++)
        for (int table = 0; table < 2; table++)
            for (const ac_option *o = table == 0 ? c->options : ac_globals; o != NULL && o->name != NULL; o++)
                for (size_t n = 1; n < strlen(o->name); n++) {
                    char name[64], line[160], begun[64];
                    bool is_whole = false;

                    snprintf(begun, sizeof begun, "%.*s", (int)n, o->name);
                    for (const ac_option *p = ac_globals; p->name != NULL; p++)
                        is_whole = is_whole || strcmp(p->name, begun) == 0;
                    for (const ac_option *p = c->options; p != NULL && p->name != NULL; p++)
                        is_whole = is_whole || strcmp(p->name, begun) == 0;
                    if (is_whole)
                        continue;
                    snprintf(name, sizeof name, "%s", c->name);
                    for (char *space = strchr(name, ' '); space != NULL; space = strchr(space, ' '))
                        *space = '|';
                    snprintf(line, sizeof line, "%s|--%s%s", name, begun, o->arg != NULL ? "=1" : "");
                    refused(line, "unknown option");
                    tried++;
                }
    assert_true(tried > 1000);
    refused("list|--jso", "Did you mean: --json");
    refused("promise|x|--du|+2w", "Did you mean: --due");
}

static void unknown_words_are_answered_by_the_nearest(void **state)
{
    (void)state;
    refused("synch", "unknown command \"synch\". Did you mean: sync");
    assert_string_equal(err.hint, "accord sync");
    refused("promsie|x", "Did you mean: promise");
    refused("Sign|x", "Did you mean: sign");
    refused("part", "Did you mean: partner");
    refused("device|jion|x", "unknown command \"device jion\". Did you mean: device join");
    refused("device", "goes on with one of: list, invite, join, continue");
    refused("device|abracadabra", "goes on with one of: list, invite");
    refused("abracadabra", "unknown command \"abracadabra\". All of them: accord help");
    refused("help|synch", "Did you mean: sync");
    refused("list|--partnr|X", "unknown option --partnr. Did you mean: --partner");
    refused("list|--abracadabra=5", "unknown option --abracadabra");
    assert_string_equal(err.hint, "accord list --help");
    refused("list|-Z", "unknown option -Z");
    refused("note|-m|x|--kind|jurnal", "not \"jurnal\". Did you mean: journal");
    refused("promise|x|--every|week", "--every takes month, quarter or year, not \"week\"");
    refused("list|--color=red", "--color takes auto, always or never");
}

static void words_typed_by_habit(void **state)
{
    static const char *const rows[][2] = {
        { "edit", "amend" },
        { "change", "amend" },
        { "cancel", "retract or withdraw" },
        { "delete", "retract or withdraw" },
        { "undo", "retract or withdraw" },
        { "done", "deliver" },
        { "finish", "deliver" },
        { "approve", "sign or accept" },
        { "confirm", "sign or accept" },
        { "reject", "decline or dispute" },
        { "refuse", "decline or dispute" },
        { "comment", "note" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char said[128];

        snprintf(said, sizeof said, "unknown command \"%s\". Did you mean: %s", rows[i][0], rows[i][1]);
        refused(rows[i][0], said);
        assert_string_equal(strstr(err.text, "Did"), strstr(said, "Did"));
    }
}

static void arguments_are_counted(void **state)
{
    (void)state;
    refused("sign", "Usage: accord sign REF");
    refused("sign|A-1-1|A-1-2", "\"A-1-2\" is one word too many");
    refused("status|now", "takes no further word");
    understood("search|many|words|more", "search");
    refused("search", "something is missing");
}

static void values_are_looked_at(void **state)
{
    (void)state;
    refused("search|x|-n|five", "--limit takes a whole number, not \"five\"");
    refused("search|x|--limit=-1", "--limit takes a whole number");
    refused("search|x|--limit=", "--limit takes a whole number");
    refused("search|x|--limit=1234567890123456", "--limit takes a whole number");
    refused("search|x|-n", "--limit needs N after it");
    refused("list|--partner", "--partner needs CODE after it");
    refused("list|--no-input=yes", "--no-input stands alone");
    refused("decline|A-1-1|--reason|because", "--reason takes funding, staffing");
    understood("decline|A-1-1|--reason|funding", "decline");
}

static void help_is_asked_for_in_three_ways(void **state)
{
    static const char *const lines[] = { "sign|--help", "sign|-h", "help|sign", "-h|sign", "sign|A-1-1|one|too|many|-h" };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        understood(lines[i], "sign");
        assert_true(args.wants_help);
        assert_null(args.family);
    }
    understood("device|join|--help", "device join");
    understood("help|device|join", "device join");
    assert_true(args.wants_help);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(parse(i == 0 ? "help|device" : "device|--help"), AC_OK);
        assert_true(args.wants_help);
        assert_string_equal(args.family, "device");
    }
    understood("--help", "board");
    assert_true(args.wants_help && args.was_bare);
    understood("help", "help");
    assert_false(args.wants_help);
    understood("--version", "board");
    assert_true(args.wants_version);
}

/* The failure is told as it was asked for, wherever --json stands. */
static void what_was_understood_stays(void **state)
{
    static const char *const lines[] = { "--json|synch",         "synch|--json",          "list|--bogus|--json", "list|--json|--bogus",
                                         "sign|--json",          "list|-n|--json|--json", "device|--json",       "help|nothing|--json",
                                         "list|a|b|c|d|--json", "list|--level|x|--json" };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(parse(lines[i]), AC_EUSAGE);
        assert_true(ac_args_has(&args, "json"));
    }
    refused("list|--first|--second", "--first"); /* and the first fault is the one told */
}

static void far_words_are_not_near(void **state)
{
    static const char *const codes[] = { "CITY", "SASI", "HERI", "ARCH", "EURF" }, *const close[] = { "SAXX", "SASI" };
    char endless[200];

    (void)state;
    assert_string_equal(ac_nearest("city", codes, 5), "CITY");
    assert_string_equal(ac_nearest("SAIS", codes, 5), "SASI");
    assert_string_equal(ac_nearest("HER", codes, 5), "HERI");
    assert_string_equal(ac_nearest("ARHC", codes, 5), "ARCH");
    assert_string_equal(ac_nearest("SAIS", close, 2), "SASI"); /* two letters exchanged are one step */
    assert_null(ac_nearest("TELC", codes, 5));
    assert_null(ac_nearest("", codes, 5));
    assert_null(ac_nearest("C", codes, 5));
    memset(endless, 'C', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    assert_null(ac_nearest(endless, codes, 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(no_word_means_the_board, forget),
        cmocka_unit_test_teardown(options_stand_anywhere, forget),
        cmocka_unit_test_teardown(commands_of_two_words, forget),
        cmocka_unit_test_teardown(two_dashes_end_the_options, forget),
        cmocka_unit_test_teardown(letters_may_share_a_dash, forget),
        cmocka_unit_test_teardown(an_argument_that_may_be_left_out_is_joined_by_a_sign, forget),
        cmocka_unit_test_teardown(options_given_again, forget),
        cmocka_unit_test_teardown(nothing_is_abbreviated, forget),
        cmocka_unit_test_teardown(unknown_words_are_answered_by_the_nearest, forget),
        cmocka_unit_test_teardown(words_typed_by_habit, forget),
        cmocka_unit_test_teardown(arguments_are_counted, forget),
        cmocka_unit_test_teardown(values_are_looked_at, forget),
        cmocka_unit_test_teardown(help_is_asked_for_in_three_ways, forget),
        cmocka_unit_test_teardown(what_was_understood_stays, forget),
        cmocka_unit_test_teardown(far_words_are_not_near, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
