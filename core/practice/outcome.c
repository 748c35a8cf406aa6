/* outcome.c - outcomes: who changed what, our part in it, who goes on with it; and each year: does it still run? */
#include "core/practice/type.h"

static const ac_field outcome[] = {
    { "title", AC_FIELD_LINE, .label = N_("what changed"), .ask = N_("What changed?"), .is_required = true },
    { "who", AC_FIELD_LINE, .label = N_("who changed"), .ask = N_("Who does something differently now?") },
    { "date", AC_FIELD_DATE, .label = N_("when"), .ask = N_("When was it seen?"), .is_past = true },
    { "place", AC_FIELD_LINE, .label = N_("where") },
    { "significance", AC_FIELD_TEXT, .label = N_("why it matters"), .ask = N_("Why does it matter?") },
    { "our-part", AC_FIELD_TEXT, .label = N_("our part in it"), .ask = N_("What was the partnership's part in it?") },
    { "level", AC_FIELD_INT, .min = 1, .max = 3, .label = N_("level of success"), .ask = N_("Level: 1 practical solution, 2 behaviour and systems, 3 the rules") },
    { "result", AC_FIELD_CODE, AC_V_RESULT, .label = N_("output, outcome or impact") },
    { "early", AC_FIELD_CODE, AC_V_EARLY, .label = N_("early results") },
    { "inheritor", AC_FIELD_LINE, .label = N_("who goes on with it"), .ask = N_("Who will keep it going without the partnership?") },
    { "substantiator", AC_FIELD_LINE, .label = N_("independent source (role and organisation)") },
    { "began", AC_FIELD_DATE, .label = N_("running since"), .is_past = true },
    { NULL },
};
const ac_type ac_type_outcome = { "outcome", "outcomes", N_("outcome"), .title = "title", .fields = outcome };

static const ac_field confirmation[] = {
    { "date", AC_FIELD_DATE, .label = N_("on"), .ask = N_("On which day was it checked?"), .is_required = true, .is_past = true },
    { "running", AC_FIELD_CODE, AC_V_YES, .label = N_("still running?"), .ask = N_("Is it still running?"), .is_required = true },
    { "text", AC_FIELD_TEXT, .label = N_("details") },
    { NULL },
};
const ac_type ac_type_confirmation = { "confirmation", "confirmations", N_("confirmation that it still runs"), .belongs = "outcome", .title = "text", .fields = confirmation };
