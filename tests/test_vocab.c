/* test_vocab.c - the controlled vocabularies: every code of the pages, and no other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/vocab.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As DOMAIN 2.2 and KINDS name them; released codes stay, and stay in their places. */
static const struct {
    ac_vocab vocab;
    const char *page, *codes; /* its name in the format page */
} rows[] = {
    { AC_V_SECTOR, "sector", "government, business, academia, civil-society, international-agency, other" },
    { AC_V_DRIVER, "driver",
      "governance, constrain-capitalism, mechanism-failure, desperation, access-resources, innovate, cannot-alone" },
    { AC_V_GAIN, "gain", "innovation, impact, scale, reform, sustainability" },
    { AC_V_CONTRIBUTION, "contribution",
      "skills, knowledge, credibility, experience, reputation, authority, diversity, cash, people, premises-equipment, "
      "data, access-networks, other" },
    { AC_V_PRINCIPLE, "principle", "equity, transparency, mutual-benefit" },
    { AC_V_REVIEW, "review", "tracking, reflecting, reviewing, impact, paradigm" },
    { AC_V_QUALITY, "quality", "innovative, inclusive, influential" },
    { AC_V_REFLECTION, "reflection", "journal, aar, story, outcome-note, vision, listening, concern, appreciation" },
    { AC_V_REASON, "reason",
      "funding, staffing, scope, timing, dependency-late, law-or-permit, safety, context-changed, quality, "
      "not-delivered, expired, other" },
    { AC_V_ERASURE, "erasure", "personal-data, safety, mistake, law-or-permit, other" },
    { AC_V_AUTHORITY, "authority", "own, law, court, funder" },
    { AC_V_COMPLETION, "completion", "no-evidence, not-started, limited, substantial, complete" },
    { AC_V_OUTCOME, "outcome", "in-progress, accepted, released, withdrawn" },
    { AC_V_ORIGIN, "origin", "reflection, review, decision, risk" },
    { AC_V_ROLE, "role", "partner, observer, device" },
    { AC_V_REVOKE, "revoke", "lost, stolen, retired, other" },
    { AC_V_STAGE, "stage", "scoping, managing, reviewing, sustaining" },
    { AC_V_PHASE, "phase",
      "scoping, identifying, building, planning, managing, resourcing, implementing, measuring, "
      "reviewing, revising, institutionalising, sustaining-or-terminating" },
    { AC_V_PARTNERSHIP, "state of a partnership",
      "forming, active, reviewing, closing, closed-achieved, closed-ended, handed-over" },
    { AC_V_RELATION, "relation", "host, programme-of, in-association-with" },
    { AC_V_PART, "part", "funding, accountable, extending, implementing, broker" },
    { AC_V_FORM, "form", "cash, in-kind" },
    { AC_V_GIVEN, "state of a contribution", "offered, confirmed, given" },
    { AC_V_BENEFIT, "state of a benefit", "wanted, partly, realised, not-realised" },
    { AC_V_CLAUSE, "clause",
      "partners, representatives, others-concerned, purpose, own-interests, principles, context, "
      "objectives, activities, contributions, roles, timing, decisions, governance, money, "
      "communication, measuring, review, disagreement, changes, intellectual-property, confidentiality, "
      "risks, moving-on" },
    { AC_V_MARK, "mark", "not-relevant, not-in-place, partially, fully" },
    { AC_V_EVIDENCE, "kind of evidence", "document, photo, recording, data, receipt, letter, minutes, other" },
    { AC_V_SENSITIVITY, "sensitivity", "open, partners, restricted, never-leaves-own" },
    { AC_V_RESULT, "result", "output, outcome, impact" },
    { AC_V_EARLY, "early results", "worsened, unchanged, marginal, major, outstanding" },
    { AC_V_YES, "yes or no", "yes, no, partly" },
    { AC_V_CONCLUSION, "conclusion", "continue, revise, move-on" },
    { AC_V_ROUND, "state of a round", "open, closed" },
    { AC_V_RATING, "rating", "not-yet, partly, clearly" },
    { AC_V_PARADIGM, "paradigm verdict", "better, as-good, worse, too-early" },
    { AC_V_LIGHT, "light", "green, amber, red" },
    { AC_V_RAID, "kind of risk", "risk, assumption, issue, dependency" },
    { AC_V_DEGREE, "degree", "low, medium, high" },
    { AC_V_WATCH, "state of a risk", "open, watching, happened, closed" },
};

static void each_vocabulary_has_its_codes(void **state)
{
    char list[1024];
    (void)state;

    assert_int_equal(sizeof rows / sizeof *rows, AC_V_COUNT);
    for (size_t i = 0; i < AC_V_COUNT; i++) {
        assert_int_equal(rows[i].vocab, i);
        ac_vocab_list(rows[i].vocab, list, sizeof list);
        assert_string_equal(list, rows[i].codes);
        assert_true(strlen(ac_vocab_name(rows[i].vocab)) > 0);
    }
}

/* The page from which a second program is written names the same. */
static void the_format_page_says_the_same(void **state)
{
    FILE *f = fopen("schema/FORMAT.md", "r");
    char line[1024];
    size_t found = 0;
    bool here = false;
    (void)state;

    assert_non_null(f);
    while (fgets(line, sizeof line, f) != NULL) {
        here = strncmp(line, "## ", 3) == 0 ? strncmp(line, "## 5.", 5) == 0 : here;
        for (size_t i = 0; here && i < AC_V_COUNT; i++) {
            char want[1024];
            int n = snprintf(want, sizeof want, "| %s | %s", rows[i].page, rows[i].codes);
            if (strncmp(line, want, (size_t)n) == 0 && (line[n] == ' ') && strchr(" (|", line[n + 1]) != NULL)
                found++;
        }
    }
    fclose(f);
    assert_int_equal(found, AC_V_COUNT);
}

static void each_code_is_one_and_has_a_label(void **state)
{
    (void)state;

    for (int v = 0; v < AC_V_COUNT; v++) {
        size_t n;
        const ac_term *terms = ac_vocab_terms((ac_vocab)v, &n);
        for (size_t i = 0; i < n; i++) {
            assert_true(strlen(terms[i].label) > 0);
            assert_true(strlen(terms[i].code) < 32);
            for (const char *p = terms[i].code; *p != '\0'; p++)
                assert_true((*p >= 'a' && *p <= 'z') || (p > terms[i].code && *p == '-'));
            assert_ptr_equal(ac_vocab_find((ac_vocab)v, terms[i].code), &terms[i]); /* no two alike */
        }
    }
}

static void what_is_no_code_is_not_found(void **state)
{
    (void)state;

    assert_true(ac_vocab_has(AC_V_SECTOR, "academia"));
    assert_false(ac_vocab_has(AC_V_SECTOR, "Academia"));
    assert_false(ac_vocab_has(AC_V_SECTOR, "academi"));
    assert_false(ac_vocab_has(AC_V_SECTOR, ""));
    assert_false(ac_vocab_has(AC_V_SECTOR, NULL));
    assert_false(ac_vocab_has(AC_V_SECTOR, "equity"));
    assert_null(ac_vocab_find(AC_V_OUTCOME, "declined"));
}

/* A list that does not fit is cut, never beyond its room. */
static void a_list_keeps_to_its_room(void **state)
{
    char list[20];
    (void)state;

    memset(list, 'x', sizeof list);
    ac_vocab_list(AC_V_PRINCIPLE, list, 12);
    assert_string_equal(list, "equity, tra");
    assert_int_equal(list[12], 'x');
    ac_vocab_list(AC_V_PRINCIPLE, list, 1);
    assert_string_equal(list, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_vocabulary_has_its_codes),
        cmocka_unit_test(the_format_page_says_the_same),
        cmocka_unit_test(each_code_is_one_and_has_a_label),
        cmocka_unit_test(what_is_no_code_is_not_found),
        cmocka_unit_test(a_list_keeps_to_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
