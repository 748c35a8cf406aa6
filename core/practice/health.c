/* health.c - the health check: every partner marks each aspect before the meeting; answers open together. */
#include "core/practice/type.h"

static const ac_field check[] = {
    { "title", AC_FIELD_LINE, .label = N_("title"), .ask = N_("What is this health check called?"), .is_required = true },
    { "due", AC_FIELD_DATE, .label = N_("answers until"), .ask = N_("Until when shall everybody answer?") },
    { "text", AC_FIELD_TEXT, .label = N_("what it is about") },
    { "state", AC_FIELD_CODE, AC_V_ROUND, .label = N_("open or closed"), .otherwise = "open" },
    { NULL },
};
const ac_type ac_type_check = { "check", "checks", N_("health check"), true, .title = "title", .fields = check };

static const ac_field answer[] = {
    { "purpose", AC_FIELD_CODE, AC_V_LIGHT, .label = N_("we share one purpose"), .ask = N_("We share one purpose") },
    { "roles", AC_FIELD_CODE, AC_V_LIGHT, .label = N_("everybody knows who does what"), .ask = N_("Everybody knows who does what") },
    { "decisions", AC_FIELD_CODE, AC_V_LIGHT, .label = N_("decisions are taken together"), .ask = N_("Decisions are taken together") },
    { "heard", AC_FIELD_CODE, AC_V_LIGHT, .label = N_("we are heard"), .ask = N_("We are heard") },
    { "non-cash", AC_FIELD_CODE, AC_V_LIGHT, .label = N_("what is not cash counts too"), .ask = N_("What is not cash counts too") },
    { "bad-news", AC_FIELD_CODE, AC_V_LIGHT, .label = N_("we learn bad news early"), .ask = N_("We learn bad news early") },
    { "trust", AC_FIELD_CODE, AC_V_LIGHT, .label = N_("we trust each other's word"), .ask = N_("We trust each other's word") },
    { "resources", AC_FIELD_CODE, AC_V_LIGHT, .label = N_("what was promised is there when it is needed"), .ask = N_("What was promised is there when it is needed") },
    { "delivery", AC_FIELD_CODE, AC_V_LIGHT, .label = N_("we deliver what we promise"), .ask = N_("We deliver what we promise") },
    { "worth", AC_FIELD_CODE, AC_V_LIGHT, .label = N_("it is worth what we put in"), .ask = N_("It is worth what we put in") },
    { "text", AC_FIELD_TEXT, .label = N_("in our own words"), .ask = N_("Anything in your own words") },
    { NULL },
};
const ac_type ac_type_answer = { "answer", "answers", N_("answer to a health check"), .is_withheld = true, .belongs = "check", .title = "text", .fields = answer };
