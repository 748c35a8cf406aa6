/* chart.c - figures drawn as inline SVG, and the same figures as a table. */
#include "cli/report/chart.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/text.h"
#include "core/lang.h"

#define WIDTH 420

/* --- numbers and fills as attributes --- */

typedef struct {
    char text[32];
} at;

static at num(double v)
{
    at out;

    snprintf(out.text, sizeof out.text, "%d.%d", (int)v, (int)((v - (int)v) * 10));
    return out;
}

/* Dark, hatched, light, dotted, white, mid: no two neighbours alike on black and white paper. */
static const char *const plain_fill[AC_CHART_SERIES] = { "#124e5b", NULL, "#c9dde1", NULL, "#ffffff", "#7a8b90" };
static const bool takes_light_text[AC_CHART_SERIES] = { true, false, false, false, false, false };

static void pattern(ac_html *h, const ac_chart *c, size_t series)
{
    char id[96];

    snprintf(id, sizeof id, "%s-p%zu", c->id, series);
    h_open(h, "pattern", "id", id, "width", "6", "height", "6", "patternUnits", "userSpaceOnUse", NULL);
    h_open(h, "rect", "width", "6", "height", "6", "fill", "#ffffff", NULL);
    h_close(h, "rect");
    if (series == 1) {
        h_open(h, "path", "d", "M-1 1l2 -2M0 6l6 -6M5 7l2 -2", "stroke", "#124e5b", "stroke-width", "1.6", NULL);
        h_close(h, "path");
    } else {
        h_open(h, "circle", "cx", "3", "cy", "3", "r", "1.3", "fill", "#124e5b", NULL);
        h_close(h, "circle");
    }
    h_close(h, "pattern");
}

static void fill_of(const ac_chart *c, size_t series, char out[128])
{
    if (plain_fill[series] != NULL)
        snprintf(out, 128, "%s", plain_fill[series]);
    else
        snprintf(out, 128, "url(#%s-p%zu)", c->id, series);
}

static void box(ac_html *h, const ac_chart *c, size_t series, double x, double y, double w, double height)
{
    char fill[128];

    fill_of(c, series, fill);
    h_open(h, "rect", "x", num(x).text, "y", num(y).text, "width", num(w).text, "height", num(height).text, "fill", fill, "stroke",
           "#16323a", "stroke-width", "1", NULL);
    h_close(h, "rect");
}

/* --- texts in a drawing --- */

static void label(ac_html *h, bool is_foreign, const char *text, size_t n)
{
    char *copy = strndup(text, n);
    ac_buf safe = { 0 };

    if (copy != NULL && is_foreign)
        ac_text_safe(&safe, copy, n, AC_TEXT_UTF8);
    h_word(h, is_foreign ? ac_buf_text(&safe) : copy != NULL ? copy : "");
    ac_buf_free(&safe);
    free(copy);
}

/* Bytes of the first line that fits: whole words, one at least. */
static size_t first_line(const char *text, size_t columns)
{
    size_t best = 0;

    for (size_t i = 1;; i++)
        if (text[i] == ' ' || text[i] == '\0') {
            if (best > 0 && ac_text_width(text, i) > columns)
                return best;
            best = i;
            if (text[i] == '\0')
                return best;
        }
}

/* Up to three lines around the middle y. */
static void lines(ac_html *h, bool is_foreign, const char *text, double x, double y, const char *anchor, size_t columns)
{
    const char *begin[3];
    size_t length[3], n = 0;

    for (const char *p = text; *p != '\0' && n < 3; n++) {
        begin[n] = p;
        length[n] = n == 2 ? strlen(p) : first_line(p, columns);
        p += length[n];
        p += *p == ' ';
    }
    for (size_t i = 0; i < n; i++) {
        h_open(h, "text", "x", num(x).text, "y", num(y + 4 + 12.5 * ((double)i - ((double)n - 1) / 2)).text, "text-anchor", anchor, NULL);
        label(h, is_foreign, begin[i], length[i]);
        h_close(h, "text");
    }
}

static void figure_at(ac_html *h, int64_t v, double x, double y, const char *anchor, bool is_light)
{
    h_open(h, "text", "x", num(x).text, "y", num(y).text, "text-anchor", anchor, "fill", is_light ? "#ffffff" : "#16323a", NULL);
    h_number(h, v);
    h_close(h, "text");
}

/* A number on a pattern is read on white. */
static void figure_on(ac_html *h, size_t series, int64_t v, double x, double y)
{
    double half = v < 10 ? 5.5 : v < 100 ? 9 : v < 1000 ? 12 : 19;

    if (plain_fill[series] == NULL) {
        h_open(h, "rect", "x", num(x - half).text, "y", num(y - 11).text, "width", num(2 * half).text, "height", "14", "rx", "3", "fill",
               "#ffffff", NULL);
        h_close(h, "rect");
    }
    figure_at(h, v, x, y, "middle", takes_light_text[series]);
}

/* --- frame, legend, table --- */

static int64_t value(const ac_chart *c, size_t row, size_t series)
{
    return c->values[row * c->nseries + series];
}

static int64_t row_sum(const ac_chart *c, size_t row)
{
    int64_t sum = 0;

    for (size_t s = 0; s < c->nseries; s++)
        sum += value(c, row, s);
    return sum;
}

static int64_t most(const ac_chart *c)
{
    int64_t max = 0;

    for (size_t r = 0; r < c->nrows; r++)
        max = row_sum(c, r) > max ? row_sum(c, r) : max;
    return max;
}

static void begin_drawing(ac_html *h, const ac_chart *c, double height)
{
    char title[96], desc[96], both[200], box_text[64];

    snprintf(title, sizeof title, "%s-title", c->id);
    snprintf(desc, sizeof desc, "%s-desc", c->id);
    snprintf(both, sizeof both, "%s %s", title, desc);
    snprintf(box_text, sizeof box_text, "0 0 %d %d", WIDTH, (int)ceil(height));
    h_open(h, "svg", "class", "chart", "viewBox", box_text, "role", "img", "aria-labelledby", both, "direction", "ltr", "focusable",
           "false", "font-size", "12", NULL);
    h_open(h, "title", "id", title, NULL);
    h_word(h, c->title);
    h_close(h, "title");
    h_open(h, "desc", "id", desc, NULL);
    h_word(h, c->about);
    h_close(h, "desc");
    h_open(h, "defs", NULL);
    for (size_t s = 0; s < c->nseries && s < AC_CHART_SERIES; s++)
        if (plain_fill[s] == NULL)
            pattern(h, c, s);
    h_close(h, "defs");
    h_line(h);
}

static void legend(ac_html *h, const ac_chart *c)
{
    h_open(h, "ul", "class", "legend", NULL);
    for (size_t s = 0; s < c->nseries; s++) {
        h_open(h, "li", NULL);
        h_open(h, "svg", "class", "swatch", "viewBox", "0 0 16 16", "width", "16", "height", "16", "aria-hidden", "true", "focusable",
               "false", NULL);
        box(h, c, s, 1, 1, 14, 14);
        h_close(h, "svg");
        h_word(h, c->series[s]);
        h_close(h, "li");
    }
    h_close(h, "ul");
    h_line(h);
}

static void cell(ac_html *h, int64_t v)
{
    h_open(h, "td", "class", "n", NULL);
    h_number(h, v);
    h_close(h, "td");
}

static void head_cell(ac_html *h, const char *class_name, const char *text)
{
    h_open(h, "th", "scope", "col", "class", class_name, NULL);
    h_word(h, text);
    h_close(h, "th");
}

static void table(ac_html *h, const ac_chart *c)
{
    char caption[96];

    snprintf(caption, sizeof caption, "%s-figures", c->id);
    h_open(h, "div", "class", "wide", "tabindex", "0", "role", "region", "aria-labelledby", caption, NULL);
    h_open(h, "table", "class", "figures", NULL);
    h_open(h, "caption", "id", caption, NULL);
    h_say(h, _("In figures: %s"), H_WORD(c->title));
    h_close(h, "caption");
    h_open(h, "thead", NULL);
    h_open(h, "tr", NULL);
    head_cell(h, NULL, c->row_head);
    for (size_t s = 0; s < c->nseries; s++)
        head_cell(h, "n", c->series[s]);
    if (c->has_total)
        head_cell(h, "n", _("in all"));
    h_close(h, "tr");
    h_close(h, "thead");
    h_open(h, "tbody", NULL);
    for (size_t r = 0; r < c->nrows; r++) {
        h_open(h, "tr", NULL);
        h_open(h, "th", "scope", "row", NULL);
        if (c->rows_foreign)
            h_text(h, c->rows[r]);
        else
            h_word(h, c->rows[r]);
        h_close(h, "th");
        for (size_t s = 0; s < c->nseries; s++)
            cell(h, value(c, r, s));
        if (c->has_total)
            cell(h, row_sum(c, r));
        h_close(h, "tr");
    }
    h_close(h, "tbody");
    h_close(h, "table");
    h_close(h, "div");
    h_line(h);
}

/* The figure around a drawing; nothing to draw is said, and the table left out. */
static void chart(ac_html *h, const ac_chart *c, bool has_legend, void (*draw)(ac_html *h, const ac_chart *c))
{
    h_open(h, "figure", "id", c->id, NULL);
    h_element(h, "figcaption", NULL, c->title);
    if (most(c) == 0) {
        h_element(h, "p", "quiet", c->none);
    } else {
        h_element(h, "p", "quiet", c->about);
        draw(h, c);
        h_line(h);
        if (has_legend)
            legend(h, c);
        table(h, c);
    }
    h_close(h, "figure");
    h_line(h);
}

/* --- bars --- */

static void draw_bars(ac_html *h, const ac_chart *c)
{
    const double left = 112, room = WIDTH - left - 46, step = 30, high = 20;
    double scale = room / (double)most(c);

    begin_drawing(h, c, step * (double)c->nrows + 4);
    for (size_t r = 0; r < c->nrows; r++) {
        double x = left, y = step * (double)r + 6;
        lines(h, c->rows_foreign, c->rows[r], left - 8, y + high / 2, "end", 17);
        for (size_t s = 0; s < c->nseries; s++) {
            double w = scale * (double)value(c, r, s);
            if (value(c, r, s) == 0)
                continue;
            box(h, c, s, x, y, w, high);
            if (c->nseries > 1 && w >= 22)
                figure_on(h, s, value(c, r, s), x + w / 2, y + high / 2 + 4);
            x += w;
        }
        figure_at(h, row_sum(c, r), x + 6, y + high / 2 + 4, "start", false);
    }
    h_close(h, "svg");
}

void ac_chart_bars(ac_html *h, const ac_chart *c)
{
    assert(c->nseries <= AC_CHART_SERIES);
    chart(h, c, c->nseries > 1, draw_bars);
}

/* --- columns --- */

static void draw_columns(ac_html *h, const ac_chart *c)
{
    const double left = 34, top = 8, high = 150, room = WIDTH - left - 6;
    double step = room / (double)c->nrows, w = step * 0.72, scale = high / (double)most(c);
    size_t every = 1 + (size_t)(76 / step); /* names that have room below their column */
    int64_t marks[3] = { 0, most(c) / 2, most(c) };

    begin_drawing(h, c, top + high + 34);
    for (size_t i = 0; i < 3; i++) {
        double y = top + high - scale * (double)marks[i];
        if (i == 1 && (marks[1] == 0 || marks[1] == marks[2]))
            continue;
        h_open(h, "line", "x1", num(left).text, "y1", num(y).text, "x2", num(WIDTH).text, "y2", num(y).text, "stroke",
               i == 0 ? "#16323a" : "#c3ccd0", NULL);
        h_close(h, "line");
        figure_at(h, marks[i], left - 5, y + 4, "end", false);
    }
    for (size_t r = 0; r < c->nrows; r++) {
        double x = left + step * (double)r + (step - w) / 2, y = top + high;
        for (size_t s = 0; s < c->nseries; s++) {
            double part = scale * (double)value(c, r, s);
            if (value(c, r, s) == 0)
                continue;
            y -= part;
            box(h, c, s, x, y, w, part);
        }
        if ((c->nrows - 1 - r) % every == 0)
            lines(h, c->rows_foreign, c->rows[r], r + 1 < c->nrows ? x + w / 2 : x + w, top + high + 17, r + 1 < c->nrows ? "middle" : "end", 9);
    }
    h_close(h, "svg");
}

void ac_chart_columns(ac_html *h, const ac_chart *c)
{
    assert(c->nseries <= AC_CHART_SERIES);
    chart(h, c, c->nseries > 1, draw_columns);
}

/* --- pyramid --- */

static void draw_pyramid(ac_html *h, const ac_chart *c)
{
    const double wide = 210, step = 46;
    double high = step * (double)c->nrows;

    begin_drawing(h, c, high + 8);
    for (size_t r = 0; r < c->nrows; r++) {
        double y1 = 4 + step * (double)r, y2 = y1 + step - 3;
        double half1 = wide / 2 * (y1 - 4) / high, half2 = wide / 2 * (y2 - 4) / high, mid = wide / 2 + 2;
        char d[320];
        snprintf(d, sizeof d, "M%s %sL%s %sL%s %sL%s %sZ", num(mid - half1).text, num(y1).text, num(mid + half1).text, num(y1).text,
                 num(mid + half2).text, num(y2).text, num(mid - half2).text, num(y2).text);
        h_open(h, "path", "d", d, "fill", value(c, r, 0) > 0 ? "#c9dde1" : "#ffffff", "stroke", "#16323a", NULL);
        h_close(h, "path");
        h_open(h, "text", "x", num(mid).text, "y", num(y2 - 9).text, "text-anchor", "middle", "font-size", "17", "font-weight", "bold", NULL);
        h_number(h, value(c, r, 0));
        h_close(h, "text");
        h_open(h, "line", "x1", num(mid + (half1 + half2) / 2 + 4).text, "y1", num((y1 + y2) / 2).text, "x2", num(wide + 8).text, "y2",
               num((y1 + y2) / 2).text, "stroke", "#c3ccd0", NULL);
        h_close(h, "line");
        lines(h, c->rows_foreign, c->rows[r], wide + 14, (y1 + y2) / 2, "start", 29);
    }
    h_close(h, "svg");
}

void ac_chart_pyramid(ac_html *h, const ac_chart *c)
{
    assert(c->nseries == 1);
    chart(h, c, false, draw_pyramid);
}

/* --- grid --- */

static void draw_grid(ac_html *h, const ac_chart *c)
{
    const double left = 118, top = 58, step_y = 28, step_x = (WIDTH - left) / (double)c->nseries;
    int64_t max = 1;

    for (size_t i = 0; i < c->nrows * c->nseries; i++)
        max = c->values[i] > max ? c->values[i] : max;
    begin_drawing(h, c, top + step_y * (double)c->nrows + 4);
    h_open(h, "g", "font-size", "10.5", NULL); /* two rows of names: neighbours have room */
    for (size_t s = 0; s < c->nseries; s++)
        lines(h, false, c->series[s], left + step_x * ((double)s + 0.5), s % 2 == 0 ? top / 4 : top * 0.72, "middle", 15);
    h_close(h, "g");
    for (size_t r = 0; r < c->nrows; r++) {
        double y = top + step_y * ((double)r + 0.5);
        h_open(h, "line", "x1", "0", "y1", num(y + step_y / 2).text, "x2", num(WIDTH).text, "y2", num(y + step_y / 2).text, "stroke",
               "#dde3e6", NULL);
        h_close(h, "line");
        lines(h, c->rows_foreign, c->rows[r], left - 8, y, "end", 18);
        for (size_t s = 0; s < c->nseries; s++) {
            double x = left + step_x * ((double)s + 0.5);
            if (value(c, r, s) == 0) {
                h_open(h, "circle", "cx", num(x).text, "cy", num(y).text, "r", "1.5", "fill", "#7a8b90", NULL);
                h_close(h, "circle");
                continue;
            }
            h_open(h, "circle", "cx", num(x).text, "cy", num(y).text, "r", num(8 + 5 * sqrt((double)value(c, r, s) / (double)max)).text,
                   "fill", "#c9dde1", "stroke", "#16323a", NULL);
            h_close(h, "circle");
            figure_at(h, value(c, r, s), x, y + 4, "middle", false);
        }
    }
    h_close(h, "svg");
}

void ac_chart_grid(ac_html *h, const ac_chart *c)
{
    chart(h, c, false, draw_grid);
}
