/* markdown.h - what a command prints on a screen, as Markdown (CommonMark) for a wiki or an e-mail.
 *
 * A screen that is `is_marked` (cli/text.h) says by bytes that no text can hold what is a reference, what needs
 * attention, and where a row of a table begins. Here the first line becomes a heading, a line with indented ones
 * below it a smaller one, what is indented a list, the rest paragraphs. Everything between is text and is escaped:
 * no foreign word becomes a heading, a link, an image, a list or HTML. (An address such as a@b.c may still be made
 * a link by wikis that look for addresses in any text.) */
#ifndef AC_MARKDOWN_H
#define AC_MARKDOWN_H

#include "core/buf.h"

/* `text` is what was printed, n bytes of UTF-8. */
void ac_markdown_of(ac_buf *out, const char *text, size_t n);

#endif
