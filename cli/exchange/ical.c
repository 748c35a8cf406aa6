/* ical.c - an iCalendar stream (RFC 5545), written line by line. */
#include "cli/exchange/ical.h"

#include "cli/text.h"
#include "core/commitment.h"

#include <stdio.h>
#include <string.h>

#define LINE_MAX_OCTETS 75 /* of a folded line, its CR LF not counted */

/* The bytes of the character that begins at p; one where it is no UTF-8. */
static size_t character(const char *p, size_t left)
{
    size_t n = 1;

    while (n < left && n < 4 && ((unsigned char)p[n] & 0xc0) == 0x80)
        n++;
    return n;
}

static void put_folded(ac_buf *out, const char *line, size_t n)
{
    size_t octets = 0;

    for (size_t i = 0; i < n;) {
        size_t one = character(line + i, n - i);
        if (octets + one > LINE_MAX_OCTETS) {
            ac_buf_str(out, "\r\n ");
            octets = 1;
        }
        ac_buf_put(out, line + i, one);
        octets += one;
        i += one;
    }
    ac_buf_str(out, "\r\n");
}

void ac_ical_line(ac_buf *out, const char *name, const char *value)
{
    ac_buf line = { 0 };

    ac_buf_str(&line, name);
    ac_buf_str(&line, ":");
    ac_buf_str(&line, value);
    if (line.failed)
        out->failed = true;
    else
        put_folded(out, ac_buf_text(&line), line.len);
    ac_buf_free(&line);
}

void ac_ical_text(ac_buf *out, const char *name, const char *text)
{
    ac_buf safe = { 0 }, value = { 0 };

    ac_text_safe(&safe, text, strlen(text), AC_TEXT_UTF8 | AC_TEXT_LINES);
    for (const char *p = ac_buf_text(&safe); *p != '\0'; p++) {
        if (*p == '\n')
            ac_buf_str(&value, "\\n");
        else if (strchr("\\;,", *p) != NULL)
            ac_buf_put(&value, (char[]){ '\\', *p }, 2);
        else
            ac_buf_put(&value, p, 1);
    }
    if (safe.failed || value.failed)
        out->failed = true;
    else
        ac_ical_line(out, name, ac_buf_text(&value));
    ac_buf_free(&safe);
    ac_buf_free(&value);
}

static void compact(int32_t day, char out[9])
{
    char iso[11];

    ac_day_text(day, iso);
    snprintf(out, 9, "%.4s%.2s%.2s", iso, iso + 5, iso + 8);
}

void ac_ical_day(ac_buf *out, const char *name, int32_t day)
{
    char date[9], property[32];

    compact(day, date);
    snprintf(property, sizeof property, "%s;VALUE=DATE", name);
    ac_ical_line(out, property, date);
}

void ac_ical_instant(ac_buf *out, const char *name, int64_t ms)
{
    const int64_t last = INT64_C(253402300799); /* the end of 9999 */
    int64_t s = ms < 0 ? 0 : ms / 1000;
    char date[9], instant[32];
    int of_day;

    if (s > last)
        s = last;
    of_day = (int)(s % 86400);
    compact((int32_t)(s / 86400), date);
    snprintf(instant, sizeof instant, "%sT%02d%02d%02dZ", date, of_day / 3600, of_day / 60 % 60, of_day % 60);
    ac_ical_line(out, name, instant);
}
