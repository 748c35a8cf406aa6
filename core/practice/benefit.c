/* benefit.c - what each partner wants for itself, and whether it came: one list per partner. */
#include "core/practice/type.h"

static const ac_field fields[] = {
    { "title", AC_FIELD_LINE, .label = N_("benefit wanted"), .ask = N_("What do you want to get out of it yourselves?"), .is_required = true },
    { "text", AC_FIELD_TEXT, .label = N_("details") },
    { "gains", AC_FIELD_CODES, AC_V_GAIN, .label = N_("kind of gain") },
    { "state", AC_FIELD_CODE, AC_V_BENEFIT, .label = N_("has it come?"), .ask = N_("Has it come?"), .otherwise = "wanted" },
    { "realised", AC_FIELD_DATE, .label = N_("came on"), .is_past = true },
    { "evidence", AC_FIELD_TEXT, .label = N_("how it is known") },
    { NULL },
};
const ac_type ac_type_benefit = { "benefit", "benefits", N_("benefit"), .title = "title", .fields = fields };
