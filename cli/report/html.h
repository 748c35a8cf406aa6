/* html.h - pages: what is written is escaped, and there is no other way to write.
 *
 * A writer streams one page to a file. Elements and attributes are named by literals of ours, checked
 * against the lists of html.c (no script, no image, no address of elsewhere can be named: that is an assert).
 * Texts come in two sorts: ours (translated; escaped) and foreign (what a partner, a file or the user wrote:
 * made safe by ac_text_safe, then escaped, in an element of its own whose direction the text decides).
 * Links lead to places of the page alone. Every element that is opened is closed: ac_html_end looks. */
#ifndef AC_HTML_H
#define AC_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct ac_html ac_html;

/* `file` stays the caller's. NULL: no memory. */
ac_html *ac_html_new(FILE *file);
/* Everything closed, all of it written (not flushed)? Lets go of the writer. NULL is fine: false. */
bool ac_html_end(ac_html *h);
/* What was written before into another file, by another writer, into this place. False: it could not be read. */
bool ac_html_append(ac_html *h, FILE *from);

/* <!doctype html>, <html lang dir>, <head> with title and this style, <body>. Both elements stay open. */
void h_page(ac_html *h, const char *lang, const char *title, const char *css);

/* h_open(h, "section", "id", id, "class", "calm", NULL): attributes are name and value; value NULL leaves one
 * out. Elements without an end (br, hr, col) take h_void. */
void h_open(ac_html *h, const char *element, ...) __attribute__((sentinel));
void h_void(ac_html *h, const char *element, ...) __attribute__((sentinel));
void h_close(ac_html *h, const char *element); /* the innermost, which must be this one */
void h_line(ac_html *h);                       /* a line feed between blocks, for whoever reads the source */

/* Ours. */
void h_word(ac_html *h, const char *text);
void h_number(ac_html *h, int64_t n); /* "12 500", the space does not break */
/* <element class=...>ours</element> */
void h_element(ac_html *h, const char *element, const char *class_name, const char *text);

/* Foreign. One line: <bdi>text</bdi>. */
void h_text(ac_html *h, const char *text);
/* The same in an element with dir=auto, and lang where `lang` is a language that is known by its two letters. */
void h_foreign(ac_html *h, const char *element, const char *class_name, const char *lang, const char *text);
/* Several lines: paragraphs where lines are empty, else <br>. */
void h_body(ac_html *h, const char *class_name, const char *lang, const char *text);
/* As a lang attribute takes it, "fr" of "fr-CA"; NULL: not a language of ISO 639-1. */
const char *h_lang(const char *tag, char out[4]);

/* --- sentences: h_say(h, _("signed by %s on %s"), H_TEXT(code), H_TIME(iso, said)) ---
 * The format is ours; it may take its arguments in another order (%2$s). Each is escaped by its sort. */
typedef enum { H_IS_END, H_IS_TEXT, H_IS_WORD, H_IS_TIME, H_IS_NUMBER, H_IS_LINK, H_IS_CODE } h_sort;
typedef struct {
    h_sort sort;
    const char *text, *more;
    int64_t number;
} h_arg;
#define H_TEXT(text) { H_IS_TEXT, (text), NULL, 0 }            /* foreign */
#define H_WORD(text) { H_IS_WORD, (text), NULL, 0 }            /* ours */
#define H_TIME(iso, said) { H_IS_TIME, (said), (iso), 0 }      /* <time datetime=iso>said</time>; iso "": said alone */
#define H_NUMBER(n) { H_IS_NUMBER, NULL, NULL, (n) }
#define H_LINK(id, text) { H_IS_LINK, (text), (id), 0 }        /* to a place of this page; the text is foreign */
#define H_CODE(text) { H_IS_CODE, (text), NULL, 0 }            /* <code>: ids, fingerprints, commands to type */
#define h_say(h, format, ...) h_say_of((h), (format), (const h_arg[]){ __VA_ARGS__, { H_IS_END, NULL, NULL, 0 } })
void h_say_of(ac_html *h, const char *format, const h_arg *args);
void h_put(ac_html *h, h_arg arg); /* one alone */

#endif
