/* xml.c - XML, written element by element. */
#include "cli/exchange/xml.h"

#include "cli/text.h"

#include <assert.h>
#include <string.h>

static void put_escaped(ac_buf *out, const char *text, bool is_attr)
{
    ac_buf safe = { 0 };

    ac_text_safe(&safe, text, strlen(text), AC_TEXT_UTF8 | (is_attr ? 0 : AC_TEXT_LINES));
    for (const char *p = ac_buf_text(&safe); *p != '\0'; p++)
        switch (*p) {
        case '&':
            ac_buf_str(out, "&amp;");
            break;
        case '<':
            ac_buf_str(out, "&lt;");
            break;
        case '>':
            ac_buf_str(out, "&gt;");
            break;
        case '"':
            ac_buf_str(out, "&quot;");
            break;
        default:
            ac_buf_put(out, p, 1);
        }
    out->failed = out->failed || safe.failed;
    ac_buf_free(&safe);
}

static void indent(ac_xml *x)
{
    ac_buf_str(x->out, "\n");
    for (int i = 0; i < x->depth; i++)
        ac_buf_str(x->out, "  ");
}

static void end_tag(ac_xml *x)
{
    if (x->is_in_tag)
        ac_buf_str(x->out, ">");
    x->is_in_tag = false;
}

void ac_xml_begin(ac_xml *x, ac_buf *out, const char *comment)
{
    *x = (ac_xml){ .out = out };
    assert(strstr(comment, "--") == NULL);
    ac_buf_printf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- %s -->", comment);
}

void ac_xml_open(ac_xml *x, const char *name)
{
    assert(x->depth < AC_XML_DEPTH);
    end_tag(x);
    indent(x);
    ac_buf_str(x->out, "<");
    ac_buf_str(x->out, name);
    x->stack[x->depth++] = name;
    x->is_in_tag = true;
    x->has_text = false;
}

void ac_xml_attr(ac_xml *x, const char *name, const char *value)
{
    assert(x->is_in_tag);
    if (value == NULL || value[0] == '\0')
        return;
    ac_buf_str(x->out, " ");
    ac_buf_str(x->out, name);
    ac_buf_str(x->out, "=\"");
    put_escaped(x->out, value, true);
    ac_buf_str(x->out, "\"");
}

void ac_xml_text(ac_xml *x, const char *text)
{
    end_tag(x);
    put_escaped(x->out, text, false);
    x->has_text = true;
}

void ac_xml_close(ac_xml *x, const char *name)
{
    assert(x->depth > 0 && strcmp(x->stack[x->depth - 1], name) == 0);
    x->depth--;
    if (x->is_in_tag) {
        ac_buf_str(x->out, "/>");
    } else {
        if (!x->has_text)
            indent(x);
        ac_buf_str(x->out, "</");
        ac_buf_str(x->out, name);
        ac_buf_str(x->out, ">");
    }
    x->is_in_tag = x->has_text = false;
    if (x->depth == 0)
        ac_buf_str(x->out, "\n");
}

void ac_xml_coded(ac_xml *x, const char *name, const char *attr, const char *value)
{
    ac_xml_open(x, name);
    ac_xml_attr(x, attr, value);
    ac_xml_close(x, name);
}
