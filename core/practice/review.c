/* review.c - reviews of the five kinds, and the sheet that each partner fills in. */
#include "core/practice/type.h"

static const ac_field review[] = {
    { "kind", AC_FIELD_CODE, AC_V_REVIEW, .label = N_("kind of review"), .ask = N_("Which kind of review?"), .is_required = true },
    { "title", AC_FIELD_LINE, .label = N_("title") },
    { "from", AC_FIELD_DATE, .label = N_("period from") },
    { "until", AC_FIELD_DATE, .label = N_("period until"), .from = "from" },
    { "date", AC_FIELD_DATE, .label = N_("held on"), .ask = N_("When is it held?") },
    { "text", AC_FIELD_TEXT, .label = N_("findings") },
    { "conclusion", AC_FIELD_CODE, AC_V_CONCLUSION, .label = N_("conclusion") },
    { "state", AC_FIELD_CODE, AC_V_ROUND, .label = N_("open or closed"), .otherwise = "open" },
    { NULL },
};
const ac_type ac_type_review = { "review", "reviews", N_("review"), true, .title = "title", .fields = review };

/* Words first; the ratings of a good partnership (innovative, inclusive, influential) each with an example; then what
 * the paradigm review asks: is it, was it better than the alternatives? */
static const ac_field sheet[] = {
    { "text", AC_FIELD_TEXT, .label = N_("what we see") , .ask = N_("What do you see?") },
    { "still-true", AC_FIELD_CODE, AC_V_YES, .label = N_("is the Why still true?"), .ask = N_("Why partner? Is it still true?") },
    { "value", AC_FIELD_TEXT, .label = N_("value for us"), .ask = N_("Of what value is the partnership for you?") },
    { "potential", AC_FIELD_TEXT, .label = N_("further potential for us"), .ask = N_("What more could it give you?") },
    { "verdict", AC_FIELD_CODE, AC_V_CONCLUSION, .label = N_("continue, revise or move on"), .ask = N_("Continue, revise or move on?") },
    { "innovative", AC_FIELD_CODE, AC_V_RATING, .label = N_("innovative?") },
    { "innovative-example", AC_FIELD_TEXT, .label = N_("an example of innovation") },
    { "inclusive", AC_FIELD_CODE, AC_V_RATING, .label = N_("inclusive?") },
    { "inclusive-example", AC_FIELD_TEXT, .label = N_("an example of inclusion") },
    { "influential", AC_FIELD_CODE, AC_V_RATING, .label = N_("influential?") },
    { "influential-example", AC_FIELD_TEXT, .label = N_("an example of influence") },
    { "impact", AC_FIELD_TEXT, .label = N_("impacts seen") },
    { "alternatives", AC_FIELD_TEXT, .label = N_("alternatives considered"), .ask = N_("What would have been the alternative?") },
    { "cost-days", AC_FIELD_INT, .min = 0, .max = 1000000, .label = N_("cost of partnering: days of work") },
    { "amount", AC_FIELD_AMOUNT, .label = N_("cost of partnering: money") },
    { "currency", AC_FIELD_CURRENCY, .label = N_("currency") },
    { "alone", AC_FIELD_TEXT, .label = N_("what no one could have done alone"), .ask = N_("What happened that none of you could have done alone?") },
    { "is-better", AC_FIELD_CODE, AC_V_PARADIGM, .label = N_("is it better than the alternatives?") },
    { "was-better", AC_FIELD_CODE, AC_V_PARADIGM, .label = N_("was it better than the alternatives?") },
    { NULL },
};
const ac_type ac_type_sheet = { "sheet", "sheets", N_("review sheet"), .belongs = "review", .title = "text", .fields = sheet };
