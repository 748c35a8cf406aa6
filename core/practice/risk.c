/* risk.c - risks, assumptions, issues and dependencies. */
#include "core/practice/type.h"

static const ac_field fields[] = {
    { "title", AC_FIELD_LINE, .label = N_("what it is"), .ask = N_("What could happen, or what is assumed?"), .is_required = true },
    { "kind", AC_FIELD_CODE, AC_V_RAID, .label = N_("risk, assumption, issue or dependency"), .ask = N_("Which kind is it?"), .is_required = true },
    { "text", AC_FIELD_TEXT, .label = N_("details") },
    { "owner", AC_FIELD_ORG, .label = N_("who looks after it"), .ask = N_("Who looks after it?") },
    { "likelihood", AC_FIELD_CODE, AC_V_DEGREE, .label = N_("likelihood"), .ask = N_("How likely?") },
    { "severity", AC_FIELD_CODE, AC_V_DEGREE, .label = N_("severity"), .ask = N_("How bad?") },
    { "response", AC_FIELD_TEXT, .label = N_("response"), .ask = N_("What do you do about it?") },
    { "due", AC_FIELD_DATE, .label = N_("look at it again on") },
    { "state", AC_FIELD_CODE, AC_V_WATCH, .label = N_("state"), .otherwise = "open" },
    { NULL },
};
const ac_type ac_type_risk = { "risk", "risks", N_("risk"), true, .title = "title", .fields = fields };
