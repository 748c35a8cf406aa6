/* test_ref.c - references and codes as they are typed and read aloud. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/ref.h"

static void parsed(const char *typed, const char *want)
{
    char text[AC_REF_TEXT_SIZE];
    ac_err err = { 0 };
    ac_ref ref;

    if (ac_ref_parse(&ref, typed, &err) != AC_OK)
        fail_msg("%s: %s", typed, err.text);
    ac_ref_text(text, &ref);
    assert_string_equal(text, want);
}

static void references_forgive_case_and_missing_parts(void **state)
{
    (void)state;
    parsed("CITY-1-31", "CITY-1-31");
    parsed("city-1-31", "CITY-1-31");
    parsed("city-31", "CITY-31");
    parsed("31", "31");
    parsed("KRK:CITY-1-31", "KRK:CITY-1-31");
    parsed("krk:31", "KRK:31");
    parsed("CITY-1-p7", "CITY-1-p7");
    parsed("p7", "p7");
    parsed("CITY-2A1-3", "CITY-2a1-3");
    parsed("CITY-2-31~7F3A", "CITY-2-31~7f3a");
    parsed("31~7f3a", "31~7f3a");
}

static void what_is_no_reference_is_refused(void **state)
{
    static const char *const texts[] = { "",        "CITY",     "CITY-",     "CITY-1-",   "CITY--31", "-31",       "CI-1-31",  "CITYHAL-1-31",
                                         "0",       "CITY-0-1", "CITY-1-0",  "CITY-1-031", "CITY-1-31-2", "31~7f3", "31~7f3ag", "31~7f3g",
                                         ":31",     "a b:31",   "C1TY-1-31", "p",         "p0",       "31 ",       "9999999999999999",
                                         "CITY-a-1", "CITY-1-31\033[2J" };
    ac_err err = { 0 };
    ac_ref ref;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (ac_ref_parse(&ref, texts[i], &err) != AC_EREF)
            fail_msg("\"%s\" was taken for a reference", texts[i]);
}

static bool fits(const char *typed, const char *full)
{
    ac_err err = { 0 };
    ac_ref one, two;

    assert_int_equal(ac_ref_parse(&one, typed, &err), AC_OK);
    assert_int_equal(ac_ref_parse(&two, full, &err), AC_OK);
    return ac_ref_fits(&one, &two);
}

static void parts_left_out_fit_anything(void **state)
{
    (void)state;
    assert_true(fits("31", "KRK:CITY-1-31"));
    assert_true(fits("city-31", "KRK:CITY-2-31"));
    assert_true(fits("31", "CITY-2-31~7f3a"));
    assert_false(fits("31", "CITY-1-32"));
    assert_false(fits("city-2-31", "CITY-1-31"));
    assert_false(fits("31", "CITY-1-p31"));
    assert_false(fits("31~7f3b", "CITY-2-31~7f3a"));
    assert_false(fits("MIN:31", "KRK:CITY-1-31"));
}

static void organisation_codes_are_no_months(void **state)
{
    char code[7];
    ac_err err = { 0 };

    (void)state;
    assert_int_equal(ac_org_code_parse(code, "city", &err), AC_OK);
    assert_string_equal(code, "CITY");
    assert_int_equal(ac_org_code_parse(code, "FACULT", &err), AC_OK);
    assert_int_equal(ac_org_code_parse(code, "ab", &err), AC_EUSAGE);
    assert_int_equal(ac_org_code_parse(code, "abcdefg", &err), AC_EUSAGE);
    assert_int_equal(ac_org_code_parse(code, "AB1", &err), AC_EUSAGE);
    assert_int_equal(ac_org_code_parse(code, "Łód", &err), AC_EUSAGE);
    assert_int_equal(ac_org_code_parse(code, "mar", &err), AC_EUSAGE);
    assert_int_equal(ac_org_code_parse(code, "dec", &err), AC_EUSAGE);
    assert_int_equal(ac_org_code_parse(code, "sept", &err), AC_EUSAGE);
    assert_int_equal(ac_org_code_parse(code, "MARS", &err), AC_OK);
}

static void codes_are_groups_of_four(void **state)
{
    static const uint8_t bytes[32] = { 0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf, 0xff };
    ac_id id = ac_id_of(bytes);
    char terms[AC_TERMS_CODE_SIZE], long_one[AC_FINGERPRINT_SIZE];

    (void)state;
    ac_terms_code(terms, id);
    assert_string_equal(terms, "0123-4567");
    ac_fingerprint(long_one, bytes);
    assert_int_equal(strlen(long_one), 34);
    assert_memory_equal(long_one, "0123-4567-89AB-CDEF-ZW", 22);
    memset(id.b, 0xff, sizeof id.b);
    ac_terms_code(terms, id);
    assert_string_equal(terms, "ZZZZ-ZZZZ");
}

static void codes_are_read_with_forgiveness(void **state)
{
    char out[9];

    (void)state;
    assert_true(ac_code_read(out, 8, "7f2k-81qx"));
    assert_string_equal(out, "7F2K81QX");
    assert_true(ac_code_read(out, 8, "o i l 0-1 abc"));
    assert_string_equal(out, "01101ABC");
    assert_false(ac_code_read(out, 8, "7f2k-81q"));
    assert_false(ac_code_read(out, 8, "7f2k-81qxx"));
    assert_false(ac_code_read(out, 8, "7f2k-81qu"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_forgive_case_and_missing_parts),
        cmocka_unit_test(what_is_no_reference_is_refused),
        cmocka_unit_test(parts_left_out_fit_anything),
        cmocka_unit_test(organisation_codes_are_no_months),
        cmocka_unit_test(codes_are_groups_of_four),
        cmocka_unit_test(codes_are_read_with_forgiveness),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
