/* lang.c - translations looked up, with the roles in them as people can see them. */
#include "core/lang.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>


static bool is_off;

void ac_lang_words(bool on)
{
    is_off = !on;
}

/* --- roles: byte 1 is {attn} and so on --- */

static const char *const marks[] = { NULL, "{attn}", "{good}", "{dim}", "{ref}", "{end}" };
#define NMARKS (sizeof marks / sizeof *marks)

static bool has_role(const char *text)
{
    return text[strcspn(text, "\001\002\003\004\005")] != '\0';
}

static void with_marks(ac_buf *out, const char *text)
{
    for (; *text != '\0'; text++)
        if (*text >= 1 && (size_t)*text < NMARKS)
            ac_buf_str(out, marks[(size_t)*text]);
        else
            ac_buf_u8(out, (unsigned char)*text);
}

static void with_roles(ac_buf *out, const char *text)
{
    while (*text != '\0') {
        size_t i = *text == '{' ? 1 : NMARKS;

        while (i < NMARKS && strncmp(text, marks[i], strlen(marks[i])) != 0)
            i++;
        ac_buf_u8(out, i < NMARKS ? (unsigned char)i : (unsigned char)*text);
        text += i < NMARKS ? strlen(marks[i]) : 1;
    }
}

/* Translations with roles, or with other letters, are made once and stay: the catalogue's own text is the key. */
typedef struct made {
    struct made *next;
    const char *from;
    bool is_spelt;
    char *to; /* NULL: it cannot be made */
} made;
static made *all_made;
static bool (*spelling)(ac_buf *out, const char *text);

void ac_lang_spell(bool (*spell)(ac_buf *out, const char *text))
{
    spelling = spell;
}

static const char *made_of(const char *from)
{
    ac_buf spelt = { 0 }, to = { 0 };
    made *m;

    for (m = all_made; m != NULL; m = m->next)
        if (m->from == from && m->is_spelt == (spelling != NULL))
            return m->to;
    m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    *m = (made){ all_made, from, spelling != NULL, NULL };
    if (spelling == NULL || spelling(&spelt, from)) {
        with_roles(&to, spelling != NULL ? ac_buf_text(&spelt) : from);
        m->to = to.failed || spelt.failed ? NULL : strdup(ac_buf_text(&to));
    }
    ac_buf_free(&spelt);
    ac_buf_free(&to);
    all_made = m;
    return m->to;
}

/* --- the look-up --- */

/* `sense` NULL: none; `many` NULL: no plural. */
static const char *look_up(const char *sense, const char *text, const char *many, unsigned long n)
{
    ac_buf one = { 0 }, more = { 0 };
    bool is_marked = has_role(text);
    const char *key = text, *key_many = many, *found, *same = many != NULL && n != 1 ? many : text, *to = NULL;

    if (text[0] == '\0') /* gettext would answer by the header of the catalogue */
        return text;
    if (sense != NULL) {
        ac_buf_str(&one, sense);
        ac_buf_u8(&one, 4);
    }
    if (sense != NULL || is_marked) {
        with_marks(&one, text);
        with_marks(&more, many != NULL ? many : "");
        key = ac_buf_text(&one);
        key_many = ac_buf_text(&more);
    }
    if (!one.failed && !more.failed) {
        found = many != NULL ? dngettext(AC_LANG_DOMAIN, key, key_many, n) : dgettext(AC_LANG_DOMAIN, key);
        if (found != key && found != key_many)
            to = is_marked || spelling != NULL ? made_of(found) : found;
    }
    ac_buf_free(&one);
    ac_buf_free(&more);
    return to != NULL ? to : same;
}

const char *ac_tr_always(const char *text)
{
    return look_up(NULL, text, NULL, 1);
}

const char *ac_tr_in_always(const char *sense, const char *text)
{
    return look_up(sense, text, NULL, 1);
}

const char *ac_tr(const char *text)
{
    return is_off ? text : look_up(NULL, text, NULL, 1);
}

const char *ac_tr_in(const char *sense, const char *text)
{
    return is_off ? text : look_up(sense, text, NULL, 1);
}

const char *ac_plural(const char *one, const char *many, unsigned long n)
{
    return is_off ? (n == 1 ? one : many) : look_up(NULL, one, many, n);
}

const char *ac_lang_code(void)
{
    static const char key[] = "\nLanguage: ";
    static char code[16];
    const char *at = is_off ? NULL : strstr(dgettext(AC_LANG_DOMAIN, ""), key);
    size_t n;

    if (at == NULL)
        return "en";
    at += sizeof key - 1;
    n = strcspn(at, "\n");
    if (n == 0 || n >= sizeof code)
        return "en";
    memcpy(code, at, n);
    code[n] = '\0';
    return code;
}
