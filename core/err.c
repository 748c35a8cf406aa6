/* err.c - failures as codes and sentences. */
#include "core/err.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/lang.h"

static const struct {
    int exit_status;
    const char *word, *sentence;
} rows[AC_RC_COUNT] = {
#define X(code, exit_status, word, sentence) { exit_status, word, sentence },
    AC_RC_MAP(X)
#undef X
};

int ac_rc_exit(ac_rc rc)
{
    assert(rc < AC_RC_COUNT);
    return rows[rc].exit_status;
}

const char *ac_rc_word(ac_rc rc)
{
    assert(rc < AC_RC_COUNT);
    return rows[rc].word;
}

const char *ac_rc_sentence(ac_rc rc)
{
    assert(rc < AC_RC_COUNT);
    return ac_tr_always(rows[rc].sentence);
}

ac_rc ac_fail(ac_err *err, ac_rc rc, const char *format, ...)
{
    va_list ap;

    assert(rc != AC_OK);
    if (err == NULL)
        return rc;
    err->rc = rc;
    err->hint[0] = '\0';
    va_start(ap, format);
    vsnprintf(err->text, sizeof err->text, ac_tr_always(format), ap);
    va_end(ap);
    return rc;
}

ac_rc ac_wrap(ac_err *err, ac_rc rc, const char *format, ...)
{
    char was[sizeof err->text];
    va_list ap;
    int n;

    if (err == NULL)
        return rc;
    err->rc = rc;
    memcpy(was, err->text, sizeof was);
    was[sizeof was - 1] = '\0';
    va_start(ap, format);
    n = vsnprintf(err->text, sizeof err->text, ac_tr_always(format), ap);
    va_end(ap);
    if (n >= 0 && (size_t)n < sizeof err->text)
        snprintf(err->text + n, sizeof err->text - (size_t)n, "%s%s", was[0] ? ac_tr_always(": ") : "", was);
    return rc;
}

ac_rc ac_hint(ac_err *err, ac_rc rc, const char *format, ...)
{
    va_list ap;

    if (err == NULL)
        return rc;
    va_start(ap, format);
    vsnprintf(err->hint, sizeof err->hint, format, ap);
    va_end(ap);
    return rc;
}
