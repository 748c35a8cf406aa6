/* why.c - why an organisation is here: its drivers in its own words, and what it hopes to gain with the others. */
#include "core/practice/type.h"

static const ac_field fields[] = {
    { "driver", AC_FIELD_CODE, AC_V_DRIVER, .label = N_("driver"), .ask = N_("Why do you partner?"), .is_required = true },
    { "text", AC_FIELD_TEXT, .label = N_("in its own words"), .ask = N_("In your own words"), .is_required = true },
    { "gains", AC_FIELD_CODES, AC_V_GAIN, .label = N_("hoped gains"), .ask = N_("What do you hope to reach together?") },
    { NULL },
};
const ac_type ac_type_why = { "why", "whys", N_("reason to partner"), .title = "text", .fields = fields };
