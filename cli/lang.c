/* lang.c - which language the screen speaks. */
#include "cli/lang.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/buf.h"

#ifndef AC_LOCALEDIR
#define AC_LOCALEDIR "/usr/local/share/locale"
#endif

static const char *const languages[] = { "en", "fr", "es", "ar", "pl" };
#define NLANGUAGES (sizeof languages / sizeof *languages)

const char *ac_lang_nth(size_t n)
{
    return n < NLANGUAGES ? languages[n] : NULL;
}

bool ac_lang_is_rtl(const char *lang)
{
    return strncmp(lang, "ar", 2) == 0;
}

/* --- where catalogues lie --- */

/* The directory of the program, with `below` behind it; "" where it is not known. */
static void beside_program(ac_buf *out, const char *below)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    char *slash;

    ac_buf_clear(out);
    if (n <= 0)
        return;
    path[n] = '\0';
    slash = strrchr(path, '/');
    if (slash != NULL)
        ac_buf_printf(out, "%.*s/%s", (int)(slash - path), path, below);
}

static void bind_catalogues(void)
{
    static const char *const places[] = { "locale", "../share/locale" };
    ac_buf path = { 0 };
    const char *dir = AC_LOCALEDIR;

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        beside_program(&path, places[i]);
        if (!path.failed && path.len > 0 && access(ac_buf_text(&path), X_OK) == 0) {
            dir = ac_buf_text(&path);
            break;
        }
    }
    bindtextdomain(AC_LANG_DOMAIN, dir);
    bind_textdomain_codeset(AC_LANG_DOMAIN, "UTF-8"); /* what the screen cannot show, cli/text.c says in ASCII */
    ac_buf_free(&path);
}

/* --- the locale --- */

static const char *named(const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return value;
    }
    return NULL;
}

static bool is_plain_c(const char *name)
{
    return name == NULL || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0;
}

/* The language of a locale's name goes where gettext looks first. */
static void take_language(const char *name)
{
    char language[32];
    size_t n = strcspn(name, ".@");

    if (n > 0 && n < sizeof language && strncmp(name, "C.", 2) != 0) {
        memcpy(language, name, n);
        language[n] = '\0';
        setenv("LANGUAGE", language, 1);
    }
}

/* --- another language for a while --- */

static char before[64]; /* LANGUAGE as it was, while a switch lasts */
static bool had_language, was_plain_c;

extern int _nl_msg_cat_cntr; /* of libintl, as its manual says: it keeps what it found until this changes */

static void changed(void)
{
    ++_nl_msg_cat_cntr;
}

void ac_lang_switch(const char *lang)
{
    const char *was = getenv("LANGUAGE");
    char name[32];
    size_t n = 0;

    had_language = was != NULL && strlen(was) < sizeof before;
    if (had_language)
        memcpy(before, was, strlen(was) + 1);
    for (; lang[n] != '\0' && lang[n] != '.' && n + 1 < sizeof name; n++)
        name[n] = lang[n] == '-' ? '_' : lang[n];
    name[n] = '\0';
    setenv("LANGUAGE", name, 1);
    was_plain_c = is_plain_c(setlocale(LC_MESSAGES, NULL));
    if (was_plain_c)
        setlocale(LC_MESSAGES, "C.UTF-8"); /* gettext is silent in C */
    changed();
}

void ac_lang_back(void)
{
    if (had_language)
        setenv("LANGUAGE", before, 1);
    else
        unsetenv("LANGUAGE");
    if (was_plain_c)
        setlocale(LC_MESSAGES, "C");
    changed();
}

/* --- the start --- */

void ac_locale_start(const char *lang)
{
    static const char *const letters[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    static const char *const messages[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    const char *name = named(letters, 3), *speaks = named(messages, 3);
    const char *language = getenv("LANGUAGE");
    bool is_whole = name != NULL && setlocale(LC_ALL, "") != NULL;

    if (!is_whole) {
        if (setlocale(LC_ALL, "C.UTF-8") == NULL)
            setlocale(LC_ALL, "C");
        if (speaks != NULL && !is_plain_c(speaks) && (language == NULL || language[0] == '\0'))
            take_language(speaks);
        if (speaks != NULL && is_plain_c(speaks))
            setlocale(LC_MESSAGES, "C");
    }
    if (lang != NULL && lang[0] != '\0')
        ac_lang_switch(lang);
    setlocale(LC_NUMERIC, "C");
    bind_catalogues();
}

/* --- --lang --- */

const char *ac_lang_asked(int argc, char *const *argv)
{
    const char *asked = NULL;

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            asked = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            asked = argv[i + 1];
    }
    return asked;
}

/* "fr", "fr_FR", "fr-CA.UTF-8" are French; a catalogue that lies there is enough, whatever its name. */
static bool is_spoken(const char *lang)
{
    size_t n = strcspn(lang, "_-.@");

    for (size_t i = 0; i < NLANGUAGES; i++)
        if (strlen(languages[i]) == n && strncmp(languages[i], lang, n) == 0 && lang[n] != '@')
            return true;
    return strchr(lang, '/') == NULL && strcmp(ac_lang_code(), lang) == 0;
}

ac_rc ac_lang_check(const char *lang, ac_err *err)
{
    ac_buf list = { 0 };
    ac_rc rc = AC_OK;

    if (lang == NULL || is_spoken(lang))
        return AC_OK;
    for (size_t i = 0; i < NLANGUAGES; i++)
        ac_buf_printf(&list, "%s%s", i > 0 ? ", " : "", languages[i]);
    rc = ac_fail(err, AC_EUSAGE, "--lang: the screen does not speak \"%s\". It speaks: %s", lang, ac_buf_text(&list));
    ac_buf_free(&list);
    return rc;
}
