/* typed.c - what people type as titles, short lines, bodies and figures: taken, or refused with a sentence. */
#include "cli/typed.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/currency.h"
#include "cli/text.h"
#include "core/json.h"

ac_rc ac_title_check(const char *what, const char *text, size_t n, ac_err *err)
{
    size_t chars;

    if (n == 0 || strspn(text, " ") >= n)
        return ac_fail(err, AC_EUSAGE, "%s is empty", what);
    if (memchr(text, '\0', n) != NULL || !ac_utf8_valid(text, n))
        return ac_fail(err, AC_EUSAGE, "%s is not readable text (not UTF-8). Nothing was saved", what);
    if (memchr(text, '\n', n) != NULL)
        return ac_fail(err, AC_EUSAGE, "%s must be one line. Nothing was saved", what);
    if (!ac_text_is_clean(text, n))
        return ac_fail(err, AC_EUSAGE,
                       "%s holds characters that cannot be seen or that change how it is read (such as terminal codes or "
                       "marks of direction): type it again without them. Nothing was saved",
                       what);
    chars = ac_text_chars(text, n);
    if (chars > AC_TITLE_CHARS)
        return ac_fail(err, AC_EUSAGE, "%s has %zu characters; %d is the most. Say the rest with -m", what, chars, AC_TITLE_CHARS);
    return AC_OK;
}

ac_rc ac_body_take(const char *what, ac_buf *text, ac_err *err)
{
    size_t kept = 0;

    if (text->failed)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    if (text->len > 0 && (memchr(text->p, '\0', text->len) != NULL || !ac_utf8_valid(text->p, text->len)))
        return ac_fail(err, AC_EUSAGE, "%s is not readable text (not UTF-8). Nothing was saved", what);
    for (size_t i = 0; i < text->len; i++) {
        uint8_t c = text->p[i];
        if (c == '\r' && i + 1 < text->len && text->p[i + 1] == '\n')
            continue;
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
            return ac_fail(err, AC_EUSAGE, "%s holds terminal codes: type it again without them. Nothing was saved", what);
        text->p[kept++] = c;
    }
    while (kept > 0 && isspace(text->p[kept - 1]))
        kept--;
    text->len = kept;
    if (text->p != NULL)
        text->p[kept] = '\0';
    if (kept == 0)
        return ac_fail(err, AC_EUSAGE, "%s is empty. Nothing was saved", what);
    if (ac_text_chars(ac_buf_text(text), kept) > AC_BODY_CHARS)
        return ac_fail(err, AC_EUSAGE, "%s has %zu characters; %d is the most. A longer text is a file: accord deliver --evidence",
                       what, ac_text_chars(ac_buf_text(text), kept), AC_BODY_CHARS);
    return AC_OK;
}

/* Length of the decimal at the beginning; 0: none. */
static size_t decimal(const char *text)
{
    const char *p = text;
    size_t whole;

    p += *p == '-';
    whole = strspn(p, "0123456789");
    if (whole == 0 || whole > 15)
        return 0;
    p += whole;
    if (*p == '.' && isdigit((unsigned char)p[1]))
        p += 1 + strspn(p + 1, "0123456789");
    return (size_t)(p - text);
}

ac_rc ac_figure_check(const char *what, const char *text, ac_err *err)
{
    size_t n = decimal(text);

    if (n == 0 || text[n] != '\0' || n > 40)
        return ac_fail(err, AC_EUSAGE, "%s \"%.60s\" is not a figure: write digits with a point, as 152 or 3.5", what, text);
    return AC_OK;
}

#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* Three capitals that stand alone, those of a currency if there are any. NULL: none. */
static const char *currency_in(const char *text)
{
    const char *found = NULL;

    for (const char *p = text; *p != '\0'; p++)
        if ((p == text || !isalnum((unsigned char)p[-1])) && strspn(p, CAPITALS) == 3 && !isalnum((unsigned char)p[3])) {
            found = p;
            if (ac_currency_is_known(p))
                break;
        }
    return found;
}

/* "-5 PLN", "at once -5 PLN"; not "2-3" and no date. */
static bool is_below_zero(const char *text)
{
    for (const char *p = text; *p != '\0'; p++)
        if (*p == '-' && isdigit((unsigned char)p[1]) && (p == text || p[-1] == ' '))
            return true;
    return false;
}

ac_rc ac_amounts_check(const char *what, const char *text, ac_err *err)
{
    const char *currency = currency_in(text);
    size_t most = 0;

    for (const char *p = text; *p != '\0'; p += *p != '\0') {
        size_t n = strspn(p, "0123456789");
        most = n > most ? n : most;
        p += n;
    }
    if (most == 0)
        return ac_fail(err, AC_EUSAGE, "%s \"%.60s\" names no figure: write it with its currency, as 600000 PLN", what, text);
    if (most > 15)
        return ac_fail(err, AC_EUSAGE, "%s \"%.60s\" is beyond what an amount can be: 15 digits are the most", what, text);
    if (is_below_zero(text))
        return ac_fail(err, AC_EUSAGE, "%s \"%.60s\" is below zero: an amount says how much", what, text);
    if (currency == NULL)
        return ac_fail(err, AC_EUSAGE, "%s \"%.60s\" names no currency: write its three letters, as 600000 PLN", what, text);
    if (!ac_currency_is_known(currency))
        return ac_fail(err, AC_EUSAGE, "%s \"%.60s\": %.3s is no currency of ISO 4217. Write its three letters, as PLN, EUR, USD or KES", what, text, currency);
    return AC_OK;
}

bool ac_figure_of(const char *text, double *out)
{
    size_t n = text != NULL ? decimal(text) : 0;

    if (n == 0 || (text[n] != '\0' && text[n] != ' '))
        return false;
    *out = strtod(text, NULL);
    return true;
}

ac_rc ac_language_check(const char *text, ac_err *err)
{
    size_t n = strcspn(text, "-");
    bool good = n >= 2 && n <= 3 && strlen(text) <= 20;

    for (size_t i = 0; good && text[i] != '\0'; i++)
        good = i < n ? islower((unsigned char)text[i]) != 0 : text[i] == '-' ? isalnum((unsigned char)text[i + 1]) != 0
                                                                             : isalnum((unsigned char)text[i]) != 0;
    return good ? AC_OK : ac_fail(err, AC_EUSAGE, "\"%.40s\" is not a language: write en, fr, ar or pt-BR", text);
}

/* How many digits a number to dial has, with what people put between them; 0: it is none. */
static size_t dialled(const char *p)
{
    size_t n = strspn(p, "0123456789 -()/"), count = 0;

    for (size_t i = 0; i < n; i++)
        count += isdigit((unsigned char)p[i]) != 0;
    return count;
}

const char *ac_personal(const char *text)
{
    for (const char *p = text; p != NULL && *p != '\0'; p++) {
        if (*p == '@' && p > text && isalnum((unsigned char)p[-1]) && isalnum((unsigned char)p[1]) &&
            memchr(p, '.', strcspn(p, " \n\t,;")) != NULL)
            return _("an e-mail address");
        if (*p == '+' && isdigit((unsigned char)p[1]) && dialled(p + 1) >= 9 && dialled(p + 1) <= 15)
            return _("a telephone number");
    }
    return NULL;
}
