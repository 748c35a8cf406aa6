/* xml.h - XML, written element by element: names are literals of ours, whatever else is put is escaped.
 *
 * Foreign text is made safe first (cli/text.h), so that no character is left that XML forbids. UTF-8 whatever
 * the locale. What is opened is closed by its name: an assert looks. */
#ifndef AC_XML_H
#define AC_XML_H

#include "core/buf.h"

#define AC_XML_DEPTH 12

typedef struct {
    ac_buf *out;
    const char *stack[AC_XML_DEPTH];
    int depth;
    bool is_in_tag, has_text; /* "<name" stands without its ">"; the innermost holds text */
} ac_xml;

/* <?xml ...?> and a comment of ours, without "--". */
void ac_xml_begin(ac_xml *x, ac_buf *out, const char *comment);
void ac_xml_open(ac_xml *x, const char *name);
/* Of the element opened last, before anything is in it. NULL or "": left out. */
void ac_xml_attr(ac_xml *x, const char *name, const char *value);
void ac_xml_text(ac_xml *x, const char *text);
void ac_xml_close(ac_xml *x, const char *name);
/* <name code="value"/> */
void ac_xml_coded(ac_xml *x, const char *name, const char *attr, const char *value);

#endif
