/* money.c - amounts and figures as people write them, read strictly: what may mean two things means nothing. */
#include "cli/exchange/iati.h"

#include <ctype.h>
#include <string.h>

#define DIGITS_MAX 15

/* A space that groups digits: ordinary, no-break, thin, narrow no-break. */
static size_t gap(const char *p)
{
    static const char *const gaps[] = { " ", "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf" };

    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
        if (strncmp(p, gaps[i], strlen(gaps[i])) == 0)
            return strlen(gaps[i]);
    return 0;
}

static const char *skip_gaps(const char *p)
{
    while (gap(p) > 0)
        p += gap(p);
    return p;
}

static size_t digits(const char *p)
{
    size_t n = 0;

    while (isdigit((unsigned char)p[n]))
        n++;
    return n;
}

/* "600000", "600 000", "12.5", "600 000,50". A point or comma with exactly three digits behind it may group or
 * divide: it is not read. */
bool ac_number_read(char out[32], const char **rest, const char *text)
{
    size_t n = digits(text), used = 0, whole;
    const char *p = text;

    if (n == 0 || n > DIGITS_MAX)
        return false;
    memcpy(out, p, n);
    used = n;
    p += n;
    for (whole = n; whole <= 3 && gap(p) > 0 && digits(p + gap(p)) == 3; p += 3) {
        p += gap(p);
        if (used + 3 > DIGITS_MAX)
            return false;
        memcpy(out + used, p, 3);
        used += 3;
    }
    if ((*p == '.' || *p == ',') && digits(p + 1) > 0) {
        n = digits(p + 1);
        if (n == 3 || used + n + 1 > 31 || n > 6)
            return false;
        out[used++] = '.';
        memcpy(out + used, p + 1, n);
        used += n;
        p += n + 1;
        if (*p == '.' || *p == ',')
            return false;
    }
    out[used] = '\0';
    *rest = p;
    return true;
}

static bool read_currency(char out[4], const char **p)
{
    for (int i = 0; i < 3; i++)
        if ((*p)[i] < 'A' || (*p)[i] > 'Z')
            return false;
    if (isalnum((unsigned char)(*p)[3]))
        return false;
    memcpy(out, *p, 3);
    out[3] = '\0';
    *p += 3;
    return true;
}

bool ac_money_read(ac_money *out, const char *text)
{
    const char *p = skip_gaps(text);
    bool is_before = read_currency(out->currency, &p);

    p = skip_gaps(p);
    if (!ac_number_read(out->value, &p, p))
        return false;
    p = skip_gaps(p);
    if (!is_before && !read_currency(out->currency, &p))
        return false;
    return *skip_gaps(p) == '\0';
}
