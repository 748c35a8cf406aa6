/* types.c - all types of records, what may stand in their fields, and how values are divided into facts and words. */
#include "core/practice/type.h"

#include "core/kind.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ac_type *const all[] = {
    &ac_type_partnership, &ac_type_organisation, &ac_type_why,      &ac_type_contribution, &ac_type_benefit,
    &ac_type_clause,      &ac_type_assent,       &ac_type_meaning,  &ac_type_milestone,    &ac_type_evidence,
    &ac_type_outcome,     &ac_type_confirmation, &ac_type_review,   &ac_type_sheet,        &ac_type_check,
    &ac_type_answer,      &ac_type_decision,     &ac_type_risk,     &ac_type_question,     &ac_type_reply,
};

const ac_field ac_fields_common[] = {
    { "principles", AC_FIELD_CODES, AC_V_PRINCIPLE, .label = N_("principles") },
    { "language", AC_FIELD_LANGUAGE, .label = N_("language of the text") },
    { NULL },
};

const ac_type *const *ac_types(size_t *out_n)
{
    *out_n = sizeof all / sizeof *all;
    return all;
}

const ac_type *ac_type_find(const char *name)
{
    for (size_t i = 0; name != NULL && i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i]->name, name) == 0)
            return all[i];
    return NULL;
}

const ac_type *ac_type_of_plural(const char *word)
{
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i]->name, word) == 0 || strcmp(all[i]->plural, word) == 0)
            return all[i];
    return NULL;
}

static const ac_field *field_in(const ac_field *fields, const char *name)
{
    for (const ac_field *f = fields; f->name != NULL; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}

const ac_field *ac_type_field(const ac_type *type, const char *name)
{
    const ac_field *field = field_in(type->fields, name);

    return field != NULL ? field : field_in(ac_fields_common, name);
}

bool ac_field_is_text(const ac_field *field)
{
    return field->form == AC_FIELD_LINE || field->form == AC_FIELD_TEXT;
}

/* --- what may stand in a field --- */

static bool is_amount(const char *s)
{
    size_t whole, behind = 0;

    whole = strspn(s, "0123456789");
    if (s[whole] == '.')
        behind = strspn(s + whole + 1, "0123456789");
    return whole >= 1 && whole <= 15 && (whole == 1 || s[0] != '0') &&
           (s[whole] == '\0' || (s[whole] == '.' && behind >= 1 && behind <= 2 && s[whole + 1 + behind] == '\0'));
}

static bool is_language(const char *s)
{
    size_t n = strlen(s), start = 0;

    if (n < 2 || n > 35)
        return false;
    for (size_t i = 0; i <= n; i++) {
        if (s[i] != '-' && s[i] != '\0') {
            if (!isalnum((unsigned char)s[i]) || (start == 0 && !isalpha((unsigned char)s[i])))
                return false;
            continue;
        }
        if (i - start < (start == 0 ? 2u : 1u) || i - start > 8)
            return false;
        start = i + 1;
    }
    return true;
}

static bool is_mime(const char *s)
{
    const char *slash = strchr(s, '/');

    if (slash == NULL || slash == s || slash[1] == '\0' || strlen(s) > 127)
        return false;
    for (const char *p = s; *p != '\0'; p++)
        if (!(isalnum((unsigned char)*p) || (*p == '/' && p == slash) || strchr("!#$&^_.+-", *p) != NULL))
            return false;
    return true;
}

static bool is_run(const char *s, size_t least, size_t most, const char *of)
{
    size_t n = strspn(s, of);

    return n >= least && n <= most && s[n] == '\0';
}

#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static size_t characters(const char *s)
{
    size_t n = 0;

    for (; *s != '\0'; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

static ac_rc bad_code(const ac_field *field, const char *code, ac_err *err)
{
    char list[1024];

    ac_vocab_list(field->vocab, list, sizeof list);
    return ac_fail(err, AC_EUSAGE, "%s: \"%s\" is no code that it takes. It takes %s", field->name, code, list);
}

static ac_rc check_codes(const ac_field *field, const ac_json *value, ac_err *err)
{
    const char *before = NULL;

    if (!ac_json_is_array(value) || ac_json_count(value) == 0)
        return ac_fail(err, AC_EUSAGE, "%s: at least one code is expected", field->name);
    for (size_t i = 0; i < ac_json_count(value); i++) {
        const char *code = ac_json_text(ac_json_at(value, i));
        if (code == NULL || !ac_vocab_has(field->vocab, code))
            return bad_code(field, code != NULL ? code : "", err);
        if (before != NULL && strcmp(before, code) >= 0)
            return ac_fail(err, AC_EUSAGE, "%s: the codes are to stand in order, each once", field->name);
        before = code;
    }
    return AC_OK;
}

/* The forms that are one string. */
static ac_rc check_text(const ac_field *field, const char *text, ac_err *err)
{
    const char *name = field->name;

    switch (field->form) {
    case AC_FIELD_LINE:
        if (text[0] == '\0' || strpbrk(text, "\n\r") != NULL || characters(text) > 200)
            return ac_fail(err, AC_EUSAGE, "%s: one line of 1 to 200 characters is expected", name);
        return AC_OK;
    case AC_FIELD_TEXT:
        return text[0] != '\0' ? AC_OK : ac_fail(err, AC_EUSAGE, "%s: the text is empty", name);
    case AC_FIELD_CODE:
        return ac_vocab_has(field->vocab, text) ? AC_OK : bad_code(field, text, err);
    case AC_FIELD_DATE:
        return ac_date_valid(text) ? AC_OK
                                   : ac_fail(err, AC_EUSAGE, "%s: \"%s\" is no day. Write it as 2026-09-30", name, text);
    case AC_FIELD_AMOUNT:
        return is_amount(text) ? AC_OK
                               : ac_fail(err, AC_EUSAGE, "%s: \"%s\" is no amount. Write it as 600000 or 600000.50, with at most 15 digits", name, text);
    case AC_FIELD_CURRENCY:
        return is_run(text, 3, 3, CAPITALS) ? AC_OK
                                            : ac_fail(err, AC_EUSAGE, "%s: \"%s\" is no currency. Write its three letters: PLN, USD", name, text);
    case AC_FIELD_ORG:
        return is_run(text, 3, 6, CAPITALS) ? AC_OK
                                            : ac_fail(err, AC_EUSAGE, "%s: \"%s\" is no short code of an organisation: 3 to 6 letters", name, text);
    case AC_FIELD_LANGUAGE:
        return is_language(text) ? AC_OK
                                 : ac_fail(err, AC_EUSAGE, "%s: \"%s\" is no language. Write en, fr, ar, pt-BR", name, text);
    case AC_FIELD_HEX:
        return is_run(text, 64, 64, "0123456789abcdef") ? AC_OK
                                                        : ac_fail(err, AC_EUSAGE, "%s: 64 digits of 0-9 and a-f are expected", name);
    case AC_FIELD_MIME:
        return is_mime(text) ? AC_OK
                             : ac_fail(err, AC_EUSAGE, "%s: \"%s\" is no media type, such as application/pdf", name, text);
    case AC_FIELD_CODES:
    case AC_FIELD_INT:
        break;
    }
    return ac_fail(err, AC_EUSAGE, "%s: text is not what is expected here", name);
}

/* Is the number one of "10 11 15"? All have two digits. */
static ac_rc check_only(const ac_field *field, int64_t number, ac_err *err)
{
    char word[24];

    snprintf(word, sizeof word, "%lld", (long long)number);
    if (strlen(word) == 2 && strstr(field->only, word) != NULL)
        return AC_OK;
    return ac_fail(err, AC_EUSAGE, "%s: \"%s\" is no code that it takes. It takes %s", field->name, word, field->only);
}

ac_rc ac_field_check(const ac_field *field, const ac_json *value, ac_err *err)
{
    const char *text = ac_json_text(value);
    int64_t number;

    if (field->form == AC_FIELD_CODES)
        return check_codes(field, value, err);
    if (field->form == AC_FIELD_INT) {
        if (!ac_json_number(value, &number) || number < field->min || number > field->max)
            return ac_fail(err, AC_EUSAGE, "%s: a whole number from %lld to %lld is expected", field->name,
                           (long long)field->min, (long long)field->max);
        return field->only != NULL ? check_only(field, number, err) : AC_OK;
    }
    if (text == NULL)
        return ac_fail(err, AC_EUSAGE, "%s: a text is expected", field->name);
    return check_text(field, text, err);
}

/* --- from text --- */

static int by_code(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static ac_rc parse_codes(const char *text, ac_json **out, ac_err *err)
{
    char memory[1024], *at = memory;
    const char *codes[64], *before = NULL;
    size_t n = 0;
    bool good = (*out = ac_json_array()) != NULL;

    if (strlen(text) >= sizeof memory)
        return ac_fail(err, AC_EUSAGE, "that is too long for a list of codes");
    memcpy(memory, text, strlen(text) + 1);
    for (char *word = strsep(&at, ", "); word != NULL; word = strsep(&at, ", ")) {
        if (word[0] == '\0')
            continue;
        if (n == sizeof codes / sizeof *codes)
            return ac_fail(err, AC_EUSAGE, "that is too long for a list of codes");
        codes[n++] = word;
    }
    qsort(codes, n, sizeof *codes, by_code);
    for (size_t i = 0; good && i < n; i++) {
        if (before == NULL || strcmp(before, codes[i]) != 0)
            good = ac_json_push(*out, ac_json_string(codes[i]));
        before = codes[i];
    }
    return good ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");
}

ac_rc ac_field_parse(const ac_field *field, const char *text, ac_json **out, ac_err *err)
{
    ac_rc rc = AC_OK;

    *out = NULL;
    if (field->form == AC_FIELD_CODES) {
        rc = parse_codes(text, out, err);
    } else if (field->form == AC_FIELD_INT) {
        size_t digits = strspn(text, "0123456789");
        if (digits == 0 || digits > 16 || text[digits] != '\0')
            return ac_fail(err, AC_EUSAGE, "%s: \"%s\" is no whole number from %lld to %lld", field->name, text,
                           (long long)field->min, (long long)field->max);
        *out = ac_json_integer(strtoll(text, NULL, 10));
    } else {
        *out = ac_json_string(text);
    }
    if (rc == AC_OK && *out == NULL)
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = ac_field_check(field, *out, err);
    if (rc != AC_OK) {
        ac_json_free(*out);
        *out = NULL;
    }
    return rc;
}

/* --- facts and words --- */

static ac_rc put_value(const ac_type *type, const ac_json *member, bool is_edit, ac_json *facts, ac_json **words, ac_err *err)
{
    const char *name = ac_json_key(member);
    const ac_field *field = ac_type_field(type, name);
    ac_rc rc;

    if (field == NULL)
        return ac_fail(err, AC_EUSAGE, "a %s has no field \"%s\"", type->name, name);
    if (ac_json_is_null(member))
        return is_edit && !field->is_required
                   ? AC_OK
                   : ac_fail(err, AC_EUSAGE, "%s: it cannot be left empty", name);
    rc = ac_field_check(field, member, err);
    if (rc != AC_OK)
        return rc;
    if (!ac_field_is_text(field) && !type->is_withheld)
        return ac_json_set(facts, name, ac_json_copy(member)) ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");
    if (*words == NULL)
        *words = ac_json_object();
    return ac_json_set(*words, name, ac_json_copy(member)) ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");
}

/* Nothing is required of an edit: what it does not name stays as it was. */
static ac_rc check_whole(const ac_type *type, const ac_json *values, bool is_edit, ac_err *err)
{
    for (const ac_field *f = type->fields; !is_edit && f->name != NULL; f++)
        if (f->is_required && ac_json_get(values, f->name) == NULL)
            return ac_fail(err, AC_EUSAGE, "%s is missing: %s", f->name, f->label);
    if (ac_json_get(values, "amount") != NULL && !ac_json_is_null(ac_json_get(values, "amount")) && ac_json_get(values, "currency") == NULL)
        return ac_fail(err, AC_EUSAGE, "amount: an amount needs its currency: PLN, USD");
    if (ac_json_count(values) == 0 && (is_edit || !type->is_bare))
        return ac_fail(err, AC_EUSAGE, "nothing is said: no field has a value");
    return AC_OK;
}

/* The command says it with the names of its options; this holds for tables as well. */
static ac_rc check_spans(const ac_type *type, const ac_json *values, ac_err *err)
{
    for (const ac_field *f = type->fields; f->name != NULL; f++) {
        const char *from = f->from != NULL ? ac_json_str(values, f->from) : NULL, *until = ac_json_str(values, f->name);
        if (from != NULL && until != NULL && strcmp(until, from) < 0)
            return ac_fail(err, AC_EUSAGE, "%s: %s lies before %s (%s)", f->name, until, from, f->from);
    }
    return AC_OK;
}

ac_rc ac_type_split(const ac_type *type, const ac_json *values, bool is_edit, ac_json **facts, ac_json **words, ac_err *err)
{
    ac_json *fields = ac_json_array();
    size_t n = ac_json_count(values);
    ac_rc rc = check_whole(type, values, is_edit, err);

    *facts = ac_json_object();
    *words = NULL;
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        rc = put_value(type, ac_json_at(values, i), is_edit, *facts, words, err);
        if (rc == AC_OK && !ac_json_push(fields, ac_json_string(ac_json_key(ac_json_at(values, i)))))
            rc = ac_fail(err, AC_ENOMEM, "out of memory");
    }
    if (rc == AC_OK)
        rc = check_spans(type, values, err);
    if (rc == AC_OK && !ac_json_set(*facts, "fields", fields))
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    else if (rc == AC_OK)
        fields = NULL;
    if (rc == AC_OK && !is_edit && !ac_json_set_str(*facts, "type", type->name))
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && !is_edit && type->is_joint && !ac_json_set_bool(*facts, "joint", true))
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && type->is_withheld && !ac_json_set_bool(*facts, "withheld", true))
        rc = ac_fail(err, AC_ENOMEM, "out of memory");
    ac_json_free(fields);
    if (rc != AC_OK) {
        ac_json_free(*facts);
        ac_json_free(*words);
        *facts = *words = NULL;
    }
    return rc;
}
