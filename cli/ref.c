/* ref.c - references and codes as people type and compare them. */
#include "cli/ref.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Digits and letters in turn, a digit first: 1, 2a, 2a1, 12ab. */
static bool read_device(char *out, size_t size, const char *text, size_t n)
{
    if (n == 0 || n >= size || !is_digit(text[0]) || text[0] == '0')
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(text[i]) && !is_letter(text[i]))
            return false;
        out[i] = lower(text[i]);
    }
    out[n] = '\0';
    return true;
}

static bool read_letters(char *out, size_t size, const char *text, size_t n, size_t least)
{
    if (n < least || n >= size)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!is_letter(text[i]))
            return false;
        out[i] = upper(text[i]);
    }
    out[n] = '\0';
    return true;
}

static bool read_number(ac_ref *ref, const char *text, size_t n)
{
    int64_t v = 0;

    if (n > 1 && lower(text[0]) == 'p') {
        ref->is_own = true;
        text++;
        n--;
    }
    if (n == 0 || n > 15 || text[0] == '0')
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(text[i]))
            return false;
        v = v * 10 + (text[i] - '0');
    }
    ref->number = v;
    return true;
}

static bool read_partnership(char *out, size_t size, const char *text, size_t n)
{
    if (n == 0 || n >= size)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!is_letter(text[i]) && !is_digit(text[i]) && text[i] != '-' && text[i] != '_')
            return false;
        out[i] = upper(text[i]);
    }
    out[n] = '\0';
    return true;
}

static bool read_ref(ac_ref *ref, const char *text)
{
    const char *colon = strchr(text, ':'), *tilde, *first, *second;
    size_t n;

    if (colon != NULL) {
        if (!read_partnership(ref->partnership, sizeof ref->partnership, text, (size_t)(colon - text)))
            return false;
        text = colon + 1;
    }
    tilde = strchr(text, '~');
    n = tilde != NULL ? (size_t)(tilde - text) : strlen(text);
    if (tilde != NULL) {
        if (strlen(tilde + 1) != 4 || strspn(tilde + 1, "0123456789abcdefABCDEF") != 4)
            return false;
        for (size_t i = 0; i < 4; i++)
            ref->suffix[i] = lower(tilde[1 + i]);
    }
    first = memchr(text, '-', n);
    if (first == NULL)
        return read_number(ref, text, n);
    if (!read_letters(ref->code, sizeof ref->code, text, (size_t)(first - text), 3))
        return false;
    n -= (size_t)(first + 1 - text);
    text = first + 1;
    second = memchr(text, '-', n);
    if (second == NULL)
        return read_number(ref, text, n);
    return read_device(ref->device, sizeof ref->device, text, (size_t)(second - text)) &&
           read_number(ref, second + 1, n - (size_t)(second + 1 - text));
}

ac_rc ac_ref_parse(ac_ref *out, const char *text, ac_err *err)
{
    ac_ref ref = { 0 };

    if (strlen(text) > 64 || !read_ref(&ref, text))
        return ac_fail(err, AC_EREF, "\"%.64s\" is not a reference. One looks like CITY-1-31, or 31 where only one fits", text);
    *out = ref;
    return AC_OK;
}

void ac_ref_text(char out[AC_REF_TEXT_SIZE], const ac_ref *ref)
{
    snprintf(out, AC_REF_TEXT_SIZE, "%s%s%s%s%s%s%s%lld%s%s", ref->partnership, ref->partnership[0] ? ":" : "", ref->code,
             ref->code[0] ? "-" : "", ref->device, ref->device[0] ? "-" : "", ref->is_own ? "p" : "", (long long)ref->number,
             ref->suffix[0] ? "~" : "", ref->suffix);
}

static bool part_fits(const char *typed, const char *full)
{
    return typed[0] == '\0' || strcmp(typed, full) == 0;
}

bool ac_ref_fits(const ac_ref *typed, const ac_ref *full)
{
    return typed->number == full->number && typed->is_own == full->is_own && part_fits(typed->partnership, full->partnership) &&
           part_fits(typed->code, full->code) && part_fits(typed->device, full->device) &&
           part_fits(typed->suffix, full->suffix);
}

ac_rc ac_org_code_parse(char out[7], const char *text, ac_err *err)
{
    static const char *const months[] = { "JAN", "FEB", "MAR", "APR", "MAY",  "JUN",   "JUL",   "AUG",    "SEP",
                                          "OCT", "NOV", "DEC", "SEPT", "JUNE", "JULY", "MARCH", "APRIL", "AUGUST" };
    char code[7];

    if (!read_letters(code, sizeof code, text, strlen(text), 3))
        return ac_fail(err, AC_EUSAGE, "\"%.40s\" is not a short code: three to six letters A-Z, such as CITY", text);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (strcmp(code, months[i]) == 0)
            return ac_fail(err, AC_EUSAGE, "%s is a month, and spreadsheets make dates of %s-1-9. Choose another code", code, code);
    memcpy(out, code, sizeof code);
    return AC_OK;
}

/* --- codes to compare --- */

static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void ac_code_make(char *out, const uint8_t *bytes, size_t chars)
{
    unsigned held = 0, bits = 0;

    for (size_t i = 0; i < chars; i++) {
        if (bits < 5) {
            held = held << 8 | *bytes++;
            bits += 8;
        }
        bits -= 5;
        if (i > 0 && i % 4 == 0)
            *out++ = '-';
        *out++ = crockford[held >> bits & 31];
        held &= (1u << bits) - 1;
    }
    *out = '\0';
}

void ac_terms_code(char out[AC_TERMS_CODE_SIZE], ac_id id)
{
    ac_code_make(out, id.b, 8);
}

void ac_fingerprint(char out[AC_FINGERPRINT_SIZE], const uint8_t digest[32])
{
    ac_code_make(out, digest, 28);
}

bool ac_code_read(char *out, size_t chars, const char *text)
{
    size_t n = 0;

    for (; *text != '\0'; text++) {
        char c = upper(*text);

        if (c == ' ' || c == '-')
            continue;
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        if (strchr(crockford, c) == NULL || n == chars)
            return false;
        out[n++] = c;
    }
    out[n] = '\0';
    return n == chars;
}
