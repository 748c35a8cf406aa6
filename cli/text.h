/* text.h - everything that is printed passes here: foreign text made safe, widths, colour roles.
 *
 * Foreign text (anything a partner, a file or the user wrote) reaches a terminal, a pipe or
 * a log by one function, ac_text_safe. What it lets through: printable characters, and U+0020.
 * All else becomes visible ASCII: controls, DEL, C1, bidi marks, overrides and isolates,
 * zero-width and other invisible characters, private use, unassigned, lone combining marks
 * (and more than 8 in a row) as \u{202e}; bytes that are no UTF-8 as \xff. Where the charset of
 * the locale is not UTF-8 every character beyond ASCII is shown as \u{...} as well, exactly,
 * never guessed. A home of utf8proc; what is looked for is folded in core/fold.c. */
#ifndef AC_TEXT_H
#define AC_TEXT_H

#include <stdarg.h>
#include <stdio.h>

#include "cli/lang.h"
#include "core/buf.h"

const char *ac_text_library(void); /* utf8proc: "2.8.0" */

/* --- the one function --- */
enum {
    AC_TEXT_UTF8 = 1,  /* the charset can show more than ASCII */
    AC_TEXT_LINES = 2, /* a body: line feeds stay, a tab is four spaces, CR LF is one line feed */
    AC_TEXT_JSON = 4   /* inside a JSON string: escapes are \u202e, quotes and \ are escaped; bad bytes: U+FFFD */
};
void ac_text_safe(ac_buf *out, const char *text, size_t n, unsigned how);

/* Columns that safe text takes. */
size_t ac_text_width(const char *safe, size_t n);
/* Append what fits into `columns`, ended by "…" ("..." in ASCII) where something was cut. */
void ac_text_cut(ac_buf *out, const char *safe, size_t n, size_t columns, unsigned how);
/* Characters of foreign text, for limits such as 200 of a title. Bad bytes count one each. */
size_t ac_text_chars(const char *text, size_t n);
/* What ac_text_safe would change for a UTF-8 screen: names and titles are refused where it is. */
bool ac_text_is_clean(const char *text, size_t n);
/* Without case, accents and other marks, for comparing what people type: "Décembre" as "decembre"; false: no UTF-8. */
bool ac_text_bare(ac_buf *out, const char *text, size_t n);
/* A text of ours in ASCII, but for the symbols of formats; false: its letters have no such form. */
bool ac_text_spell(ac_buf *out, const char *text);

/* --- screens --- */
typedef enum { AC_COLOR_AUTO, AC_COLOR_ALWAYS, AC_COLOR_NEVER } ac_color;

typedef struct {
    FILE *file;
    bool is_tty, is_utf8, has_color;
    bool is_marked; /* roles stay in the text as their bytes, and AC_ROW begins each row of a table: for --markdown */
    size_t columns; /* COLUMNS, else of the terminal (80 where it does not say); 0: no limit */
} ac_screen;

/* AUTO: colour on a terminal, unless NO_COLOR is set (and not empty) or TERM is dumb or unset. */
void ac_screen_init(ac_screen *screen, FILE *file, ac_color color);
unsigned ac_screen_how(const ac_screen *screen); /* AC_TEXT_UTF8 or 0 */

/* Roles stand in our own formats, around what they colour: ac_print(s, AC_REF "%s" AC_END " proposed", ref).
 * They come from the terminal's own colours and print nothing where there is no colour. */
#define AC_ATTN "\001" /* attention: overdue, clash, failed */
#define AC_GOOD "\002" /* done, accepted, the same now */
#define AC_DIM "\003"  /* beside the point */
#define AC_REF "\004"  /* references, commands to type */
#define AC_END "\005"
#define AC_ROW "\006" /* on a marked screen alone */

/* printf for screens: the format is ours; every %s argument is foreign and made safe, one line.
 * Width and precision of %s are columns (%-20s pads, %.20s cuts); %.*s with a negative width is not used.
 * Symbols in the format (✓ ✗ · … → – — “ ” ’) become ASCII where the charset asks for it.
 * Conversions: d i u x X c s z l ll j h %%. No floating point. A NULL string prints nothing.
 * The format is translated here (core/lang.h); a translation may take arguments by number (%2$s). */
void ac_print(const ac_screen *screen, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ac_vprint(const ac_screen *screen, const char *format, va_list ap) __attribute__((format(printf, 2, 0)));
/* The same into a buffer. */
void ac_format(const ac_screen *screen, ac_buf *out, const char *format, ...) __attribute__((format(printf, 3, 4)));
void ac_vformat(const ac_screen *screen, ac_buf *out, const char *format, va_list ap)
    __attribute__((format(printf, 3, 0)));

/* A text of ours, such as a row of the command table, into a buffer: translated, roles and symbols as in formats. */
void ac_own(const ac_screen *screen, ac_buf *out, const char *text);

/* A body of several lines, wrapped at the screen's columns (at 80 where there is no limit:
 * not wrapped), each line behind `indent` spaces. */
void ac_print_body(const ac_screen *screen, size_t indent, const char *text);

#endif
