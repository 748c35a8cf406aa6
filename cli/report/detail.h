/* detail.h - one promise while its block is written. */
#ifndef AC_DETAIL_H
#define AC_DETAIL_H

#include "cli/report/report.h"

typedef struct {
    ac_report *r;
    ac_html *h;
    const ac_picked_row *row;
    ac_opened o;
    const char *lang; /* of its text, as it says; NULL: it does not */
} ac_detail;

/* What it adds to the period and the charts: its acts, and the days it was made, agreed, ended (deeds.c). */
void ac_report_count_acts(ac_report *r, const ac_opened *o, ac_report_span *out);

#endif
