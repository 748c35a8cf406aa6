/* record_fields.c - the fields of a record, from flags and from questions. */
#include "cli/practice/record_in.h"
#include "cli/practice/template.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/currency.h"
#include "cli/typed.h"
#include "cli/partners.h"
#include "cli/whom.h"

static ac_rc no_memory(ac_recording *r)
{
    return ac_fail(&r->cli->err, AC_ENOMEM, "out of memory");
}

const char *ac_recording_flag(const ac_recording *r, const char *field)
{
    for (const ac_flag_of *f = r->flags; f != NULL && f->field != NULL; f++)
        if (strcmp(f->field, field) == 0)
            return f->flag;
    if (strcmp(field, "principles") == 0)
        return "principle";
    return field;
}

const ac_field *ac_recording_field(const ac_recording *r, size_t index)
{
    const ac_field *f = r->type->fields;

    for (; f->name != NULL; f++)
        if (index-- == 0)
            return f;
    for (f = ac_fields_common; f->name != NULL; f++)
        if (index-- == 0)
            return f;
    return NULL;
}

/* --- one field from text --- */

static bool is_first(const ac_recording *r, const ac_field *field)
{
    return r->first != NULL && strcmp(r->first, field->name) == 0;
}

/* "the title", "--gain": what a sentence calls it. */
static void call(const ac_recording *r, const ac_field *field, char out[48])
{
    if (is_first(r, field))
        snprintf(out, 48, "%s", strcmp(field->name, "title") == 0 ? _("the title") : _("the text"));
    else if (strcmp(ac_recording_flag(r, field->name), "-") == 0)
        snprintf(out, 48, "%s", _(field->label)); /* said by a word of the command, not by a flag */
    else
        snprintf(out, 48, "--%s", ac_recording_flag(r, field->name));
}

static ac_rc set_text(ac_recording *r, const ac_field *field, const char *text)
{
    return ac_json_set_str(r->values, field->name, text) ? AC_OK : no_memory(r);
}

/* What is planned lies ahead, all else has been: "september" is the next one of the one, the last one of the other. */
static ac_look look_of(const ac_recording *r, const ac_field *field)
{
    static const char *const ahead[] = { "due", "from", "until", "planned-end", "org-moving-on-date" };
    bool is_period = r->type == &ac_type_review;

    for (size_t i = 0; !is_period && i < sizeof ahead / sizeof *ahead; i++)
        if (strcmp(ahead[i], field->name) == 0)
            return AC_LOOK_FORWARD;
    return AC_LOOK_BACK;
}

static ac_rc put_date(ac_recording *r, const ac_field *field, const char *text)
{
    char iso[AC_DATE_ISO_SIZE];
    ac_date date;
    ac_rc rc = ac_date_parse(&date, text, r->cli->today, look_of(r, field), &r->cli->err);

    if (rc != AC_OK)
        return ac_wrap(&r->cli->err, rc, "--%s", ac_recording_flag(r, field->name));
    ac_date_iso(iso, date);
    if (field->is_past && ac_date_days(date) > ac_date_days(r->cli->today))
        return ac_fail(&r->cli->err, AC_EUSAGE, "--%s: %s lies ahead, and this tells of what has happened. Is the year right?",
                       ac_recording_flag(r, field->name), iso);
    return set_text(r, field, iso);
}

static ac_rc put_body(ac_recording *r, const ac_field *field, const char *what, const char *text)
{
    ac_buf body = { 0 };
    ac_rc rc;

    ac_buf_str(&body, text);
    rc = ac_body_take(what, &body, &r->cli->err);
    if (rc == AC_OK)
        rc = set_text(r, field, ac_buf_text(&body));
    ac_buf_free(&body);
    return rc;
}

static void upper(char *text)
{
    for (; *text != '\0'; text++)
        *text = (char)toupper((unsigned char)*text);
}

static ac_rc put_parsed(ac_recording *r, const ac_field *field, const char *text)
{
    ac_field named = *field; /* its sentences name the flag */
    char flag[48];
    ac_json *value;
    ac_rc rc;

    call(r, field, flag);
    named.name = flag;
    rc = ac_field_parse(&named, text, &value, &r->cli->err);

    if (rc == AC_OK && !ac_json_set(r->values, field->name, value))
        rc = no_memory(r);
    return rc;
}

static ac_rc put_upper(ac_recording *r, const ac_field *field, const char *text)
{
    char word[16];

    if (strlen(text) >= sizeof word)
        return put_parsed(r, field, text); /* refused, with the sentence */
    snprintf(word, sizeof word, "%s", text);
    upper(word);
    return put_parsed(r, field, word);
}

static ac_rc put_currency(ac_recording *r, const ac_field *field, const char *text)
{
    char word[4] = "";

    snprintf(word, sizeof word, "%s", text);
    upper(word);
    if (strlen(text) == 3 && !ac_currency_is_known(word))
        return ac_fail(&r->cli->err, AC_EUSAGE, "%s is no currency of ISO 4217. Write its three letters, as PLN, EUR, USD or KES", word);
    return put_upper(r, field, text);
}

/* "600000 PLN": the figure, and the field `currency` beside it. */
static ac_rc put_amount(ac_recording *r, const ac_field *field, const char *text)
{
    size_t digits = strcspn(text, " ");
    const char *behind = text + digits + strspn(text + digits, " ");
    const ac_field *currency = ac_type_field(r->type, "currency");
    char figure[40];
    ac_rc rc;

    if (digits >= sizeof figure || (behind[0] != '\0' && (strlen(behind) != 3 || !isalpha((unsigned char)behind[0]))))
        return ac_fail(&r->cli->err, AC_EUSAGE, "--%s \"%.40s\" is no amount: write the figure without gaps, then the currency, as in \"600000 PLN\"",
                       ac_recording_flag(r, field->name), text);
    snprintf(figure, sizeof figure, "%.*s", (int)digits, text);
    if (figure[0] == '-' && isdigit((unsigned char)figure[1]))
        return ac_fail(&r->cli->err, AC_EUSAGE, "--%s \"%.40s\" is below zero: an amount says how much", ac_recording_flag(r, field->name), text);
    rc = put_parsed(r, field, figure);
    if (rc == AC_OK && behind[0] != '\0' && currency != NULL)
        return put_currency(r, currency, behind);
    if (rc == AC_OK && ac_json_get(r->values, "currency") == NULL && r->entry != NULL && ac_entry_text(r->entry, "currency")[0] != '\0')
        return put_parsed(r, currency, ac_entry_text(r->entry, "currency")); /* another figure of the same money */
    return rc;
}

/* A partner of the partnership, or ourselves. */
static ac_rc put_org(ac_recording *r, const ac_field *field, const char *text)
{
    ac_whom w = { .me = -1 };
    ac_partner_row row;
    int org;
    ac_rc rc;

    if (r->is_private)
        return put_upper(r, field, text);
    rc = ac_whom_open(&w, r->cli, r->where.space);
    if (rc == AC_OK && strcmp(field->name, "asked") == 0 && ac_cli_partner(r->cli, &w.p, text, &row) == AC_OK && strcmp(row.role, "observer") == 0)
        rc = ac_fail(&r->cli->err, AC_EUSAGE, "%s is an observer: it reads what is asked, and could not reply here", row.code);
    if (rc == AC_OK)
        rc = ac_whom_one(&w, text, &org);
    if (rc == AC_OK && org == w.me && strcmp(field->name, "asked") == 0)
        rc = ac_fail(&r->cli->err, AC_EUSAGE, "you ask others; a question to yourselves is a reflection: accord note");
    if (rc == AC_OK)
        rc = put_parsed(r, field, ac_members_org(w.members, org)->code);
    ac_whom_close(&w);
    return rc;
}

ac_rc ac_recording_put(ac_recording *r, const char *name, const char *text)
{
    const ac_field *field = ac_type_field(r->type, name);
    char what[48];
    ac_rc rc;

    assert(field != NULL);
    call(r, field, what);
    switch (field->form) {
    case AC_FIELD_LINE:
        rc = ac_title_check(what, text, strlen(text), &r->cli->err);
        return rc == AC_OK ? set_text(r, field, text) : rc;
    case AC_FIELD_TEXT:
        return put_body(r, field, what, text);
    case AC_FIELD_DATE:
        return put_date(r, field, text);
    case AC_FIELD_AMOUNT:
        return put_amount(r, field, text);
    case AC_FIELD_ORG:
        return put_org(r, field, text);
    case AC_FIELD_CURRENCY:
        return put_currency(r, field, text);
    case AC_FIELD_LANGUAGE:
        rc = ac_language_check(text, &r->cli->err);
        return rc == AC_OK ? set_text(r, field, text) : rc;
    case AC_FIELD_CODE:
    case AC_FIELD_CODES:
    case AC_FIELD_INT:
    case AC_FIELD_HEX:
    case AC_FIELD_MIME:
        break;
    }
    return put_parsed(r, field, text);
}

/* --- flags --- */

/* What asks for the field, not translated yet: of a clause the question of the template for that ingredient. */
static const char *question_of(const ac_recording *r, const ac_field *field)
{
    const char *key = NULL;
    const ac_prompt *prompt;

    if (r->type == &ac_type_clause && strcmp(field->name, "text") == 0)
        key = ac_json_str(r->values, "key") != NULL ? ac_json_str(r->values, "key")
              : r->entry != NULL                    ? ac_entry_text(r->entry, "key")
              : ac_args_takes(r->cli->args, "clause") ? ac_opt(r->cli, "clause")
                                                      : NULL;
    prompt = key != NULL ? ac_prompt_find(ac_template_find("agreement"), key) : NULL;
    return prompt != NULL ? prompt->ask : field->ask != NULL ? field->ask : field->label;
}

/* What the text says now: of a draft, else of the record. */
static const char *text_now(const ac_recording *r, const char *name)
{
    if (ac_json_str(r->values, name) != NULL)
        return ac_json_str(r->values, name);
    return r->entry != NULL ? ac_entry_text(r->entry, name) : NULL;
}

/* A text: "-" is standard input, "" the editor on what stands there now; several are lines of one. */
static ac_rc text_option(ac_recording *r, const ac_field *field, const char *flag)
{
    ac_cli *cli = r->cli;
    size_t n = ac_opt_count(cli, flag);
    const char *only = ac_opt(cli, flag);
    char what[48];
    ac_buf text = { 0 };
    ac_rc rc = AC_OK;

    call(r, field, what);
    if (n == 1 && only[0] == '\0' && ac_can_ask(cli)) {
        rc = ac_edit(cli, text_now(r, field->name), question_of(r, field), &text);
    } else if (n == 1) {
        rc = ac_text_from(cli, flag, NULL, &text);
    } else {
        for (size_t i = 0; i < n; i++)
            ac_buf_printf(&text, "%s%s", i > 0 ? "\n" : "", ac_opt_at(cli, flag, i));
    }
    if (rc == AC_OK && text.failed)
        rc = no_memory(r);
    if (rc == AC_OK && text.len == 0 && r->entry != NULL)
        rc = ac_fail(&cli->err, AC_EUSAGE, "%s is empty: nothing was saved. To leave it out: --clear %s", what, flag);
    else if (rc == AC_OK && text.len == 0)
        rc = ac_fail(&cli->err, AC_EUSAGE, "%s is empty: nothing was saved", what);
    if (rc == AC_OK)
        rc = ac_recording_put(r, field->name, ac_buf_text(&text));
    ac_buf_free(&text);
    return rc;
}

static ac_rc codes_option(ac_recording *r, const ac_field *field, const char *flag)
{
    ac_buf codes = { 0 };
    ac_rc rc;

    for (size_t i = 0; i < ac_opt_count(r->cli, flag); i++)
        ac_buf_printf(&codes, "%s%s", i > 0 ? "," : "", ac_opt_at(r->cli, flag, i));
    rc = codes.failed ? no_memory(r) : ac_recording_put(r, field->name, ac_buf_text(&codes));
    ac_buf_free(&codes);
    return rc;
}

static ac_rc field_option(ac_recording *r, const ac_field *field)
{
    const char *flag = ac_recording_flag(r, field->name);

    if (!ac_args_takes(r->cli->args, flag) || ac_opt_count(r->cli, flag) == 0)
        return AC_OK;
    if (ac_json_get(r->values, field->name) != NULL && is_first(r, field))
        return ac_fail(&r->cli->err, AC_EUSAGE, "--%s says once more what was said before it: leave one of them out", flag);
    if (field->form == AC_FIELD_TEXT)
        return text_option(r, field, flag);
    if (field->form == AC_FIELD_CODES)
        return codes_option(r, field, flag);
    return ac_recording_put(r, field->name, ac_opt(r->cli, flag));
}

/* --clear details,gain: by the names of the flags, or of the fields. */
static ac_rc clear_option(ac_recording *r, const char *names)
{
    for (const char *p = names; *p != '\0';) {
        size_t n = strcspn(p, ",");
        const ac_field *field = NULL, *f;
        for (size_t i = 0; (f = ac_recording_field(r, i)) != NULL; i++) {
            const char *flag = ac_recording_flag(r, f->name);
            if ((strlen(flag) == n && strncmp(flag, p, n) == 0) || (strlen(f->name) == n && strncmp(f->name, p, n) == 0))
                field = f;
        }
        if (field == NULL)
            return ac_fail(&r->cli->err, AC_EUSAGE, "--clear \"%.*s\": there is no such field. They are named like their options", (int)(n < 40 ? n : 40), p);
        if (field->is_required)
            return ac_fail(&r->cli->err, AC_EUSAGE, "--clear %.*s: that cannot be left empty. Say another one instead", (int)(n < 40 ? n : 40), p);
        if (!ac_json_set(r->values, field->name, ac_json_null()))
            return no_memory(r);
        p += n + (p[n] == ',');
    }
    return AC_OK;
}

ac_rc ac_recording_options(ac_recording *r)
{
    ac_cli *cli = r->cli;
    const ac_field *field;
    ac_rc rc = AC_OK;

    if (ac_args_takes(cli->args, "about") && r->entry != NULL && ac_opt_count(cli, "about") > 0)
        return ac_fail(&cli->err, AC_EUSAGE, "what %s belongs to was said when it was written, and stays: leave --about out", r->ref);
    if (ac_args_takes(cli->args, "clear") && r->entry == NULL && ac_opt(cli, "clear") != NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "--clear is for one that is there already: name it first, as CITY-1-31");
    for (size_t i = 0; rc == AC_OK && (field = ac_recording_field(r, i)) != NULL; i++)
        rc = field_option(r, field);
    if (rc == AC_OK && ac_args_takes(cli->args, "clear") && ac_opt(cli, "clear") != NULL)
        rc = clear_option(r, ac_opt(cli, "clear"));
    for (size_t i = 0; rc == AC_OK && ac_args_takes(cli->args, "about") && i < ac_opt_count(cli, "about"); i++)
        rc = ac_recording_about(r, ac_opt_at(cli, "about", i));
    return rc;
}

/* --- questions --- */

/* What was not understood is said, and the question comes again. */
static bool is_again(ac_cli *cli, ac_rc rc)
{
    if ((rc != AC_EUSAGE && rc != AC_EREF) || !ac_can_ask(cli))
        return false;
    ac_warn(cli, "%s\n", cli->err.text);
    cli->err = (ac_err){ 0 };
    return true;
}

/* "2", or "1,3" where several may be chosen, as codes; what is no number stays as it is. */
static void codes_of_numbers(const ac_field *field, const char *said, ac_buf *out)
{
    size_t count;
    const ac_term *terms = ac_vocab_terms(field->vocab, &count);

    for (const char *p = said; *p != '\0';) {
        size_t n = strcspn(p, ", "), digits = strspn(p, "0123456789");
        unsigned long number = digits == n && n > 0 && n < 4 ? strtoul(p, NULL, 10) : 0;
        if (n > 0) {
            ac_buf_str(out, out->len > 0 ? "," : "");
            if (number >= 1 && number <= count)
                ac_buf_str(out, terms[number - 1].code);
            else
                ac_buf_put(out, p, n);
        }
        p += n + (p[n] != '\0');
    }
}

static void say_choices(ac_cli *cli, const ac_field *field)
{
    size_t n;
    const ac_term *terms = ac_vocab_terms(field->vocab, &n);

    ac_print(&cli->talk, "%s\n", _(field->ask));
    for (size_t i = 0; i < n; i++)
        ac_print(&cli->talk, "  %2zu  %s\n", i + 1, _(terms[i].label));
}

/* The value now, for Enter to keep; "" where it has lines, which do not fit into a question. */
static void say_now(const ac_recording *r, const ac_field *field, ac_buf *out)
{
    const ac_json *value = r->entry != NULL ? ac_entry_value_of(r->entry, field->name) : NULL;
    int64_t number;

    if (ac_json_text(value) != NULL && strpbrk(ac_json_text(value), "\r\n") == NULL)
        ac_buf_str(out, ac_json_text(value));
    else if (ac_json_number(value, &number))
        ac_buf_printf(out, "%lld", (long long)number);
    for (size_t i = 0; ac_json_is_array(value) && i < ac_json_count(value); i++)
        ac_buf_printf(out, "%s%s", i > 0 ? "," : "", ac_json_text(ac_json_at(value, i)) != NULL ? ac_json_text(ac_json_at(value, i)) : "");
}

static ac_rc take_answer(ac_recording *r, const ac_field *field, const char *said)
{
    ac_buf codes = { 0 };
    ac_rc rc;

    if (field->form != AC_FIELD_CODE && field->form != AC_FIELD_CODES) {
        rc = ac_recording_put(r, field->name, said);
        if (rc == AC_OK && field->form == AC_FIELD_AMOUNT && ac_json_get(r->values, "currency") == NULL) {
            ac_json_drop(r->values, field->name);
            rc = ac_fail(&r->cli->err, AC_EUSAGE, "amount: an amount needs its currency: PLN, USD");
        }
        return rc;
    }
    if (field->form == AC_FIELD_CODE && said[strcspn(said, ", ")] != '\0') /* one is wanted: no list, as it was typed */
        return ac_recording_put(r, field->name, said);
    codes_of_numbers(field, said, &codes);
    rc = codes.failed ? no_memory(r) : ac_recording_put(r, field->name, ac_buf_text(&codes));
    ac_buf_free(&codes);
    return rc;
}

ac_rc ac_recording_ask_field(ac_recording *r, const ac_field *field, bool is_required)
{
    ac_cli *cli = r->cli;
    bool has_codes = field->form == AC_FIELD_CODE || field->form == AC_FIELD_CODES;
    char instead[64];
    ac_buf now = { 0 }, line = { 0 };
    ac_rc rc;

    snprintf(instead, sizeof instead, "--%s", ac_recording_flag(r, field->name));
    say_now(r, field, &now);
    do {
        const char *question = question_of(r, field), *said;
        if (has_codes) {
            say_choices(cli, field);
            question = field->form == AC_FIELD_CODES ? N_("Numbers, with commas between them") : N_("The number");
        }
        rc = ac_ask_line(cli, question, is_required && now.len == 0 ? NULL : ac_buf_text(&now), instead, &line);
        said = ac_buf_text(&line);
        if (rc == AC_OK && r->entry != NULL && !field->is_required && strcmp(said, "-") == 0)
            rc = ac_json_set(r->values, field->name, ac_json_null()) ? AC_OK : no_memory(r);
        else if (rc == AC_OK && line.len > 0 && strcmp(said, ac_buf_text(&now)) != 0)
            rc = take_answer(r, field, said);
    } while (is_again(cli, rc));
    ac_buf_free(&now);
    ac_buf_free(&line);
    return rc;
}

static bool is_missing(const ac_recording *r, const ac_field *field)
{
    return field->is_required && r->entry == NULL && ac_json_get(r->values, field->name) == NULL;
}

static ac_rc refuse_missing(ac_recording *r)
{
    ac_buf list = { 0 };
    const ac_field *field;
    size_t n = 0;

    for (size_t i = 0; (field = ac_recording_field(r, i)) != NULL; i++) {
        if (!is_missing(r, field))
            continue;
        n++;
        if (is_first(r, field))
            ac_buf_printf(&list, "%s%s", list.len > 0 ? _(", ") : "", strcmp(field->name, "title") == 0 ? "TITLE" : "TEXT");
        else if (strcmp(ac_recording_flag(r, field->name), "-") == 0)
            ac_buf_printf(&list, "%s%s", list.len > 0 ? _(", ") : "", _(field->label));
        else
            ac_buf_printf(&list, "%s--%s (%s)", list.len > 0 ? _(", ") : "", ac_recording_flag(r, field->name), _(field->label));
    }
    if (n > 0)
        ac_hint(&r->cli->err, ac_fail(&r->cli->err, AC_EUSAGE, "this is missing: %s", ac_buf_text(&list)), "accord %s --help", r->cli->args->command->name);
    ac_buf_free(&list);
    return n > 0 ? AC_EUSAGE : AC_OK;
}

ac_rc ac_recording_ask(ac_recording *r)
{
    ac_cli *cli = r->cli;
    size_t typed = ac_json_count(r->values);
    bool was_bare = typed == 0 || (typed == 1 && r->entry == NULL && r->first != NULL && ac_json_get(r->values, r->first) != NULL);
    const ac_field *field;
    ac_rc rc = AC_OK;

    if (!ac_can_ask(cli) && r->entry != NULL && typed == 0)
        return ac_hint(&cli->err, ac_fail(&cli->err, AC_EUSAGE, "say what is to be changed in %s, by its option", r->ref), "accord %s --help",
                       cli->args->command->name);
    if (!ac_can_ask(cli))
        return refuse_missing(r);
    if (was_bare && r->entry != NULL)
        ac_print(&cli->talk, "Enter leaves a line as it is; - takes it out.\n");
    else if (was_bare)
        ac_print(&cli->talk, "Enter leaves a line out.\n");
    for (size_t i = 0; rc == AC_OK && (field = ac_recording_field(r, i)) != NULL; i++)
        if (is_missing(r, field) || (was_bare && field->ask != NULL && ac_json_get(r->values, field->name) == NULL))
            rc = ac_recording_ask_field(r, field, is_missing(r, field));
    return rc;
}
