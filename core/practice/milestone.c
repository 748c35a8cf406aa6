/* milestone.c - a step on the way of a commitment. */
#include "core/practice/type.h"

static const ac_field fields[] = {
    { "title", AC_FIELD_LINE, .label = N_("milestone"), .ask = N_("Which step?"), .is_required = true },
    { "due", AC_FIELD_DATE, .label = N_("due"), .ask = N_("By when?"), .is_required = true },
    { "completion", AC_FIELD_CODE, AC_V_COMPLETION, .label = N_("how far it is") },
    { "text", AC_FIELD_TEXT, .label = N_("details") },
    { NULL },
};
const ac_type ac_type_milestone = { "milestone", "milestones", N_("milestone"), .belongs = "commitment", .title = "title", .fields = fields };
