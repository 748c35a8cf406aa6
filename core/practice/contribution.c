/* contribution.c - the resource map: who brings what, cash beside all that is not cash. */
#include "core/practice/type.h"

static const ac_field fields[] = {
    { "title", AC_FIELD_LINE, .label = N_("what is brought"), .ask = N_("What do you bring?"), .is_required = true },
    { "kind", AC_FIELD_CODE, AC_V_CONTRIBUTION, .label = N_("kind"), .ask = N_("Of which kind is it?"), .is_required = true },
    { "text", AC_FIELD_TEXT, .label = N_("details") },
    { "form", AC_FIELD_CODE, AC_V_FORM, .label = N_("cash or in kind"), .ask = N_("Cash, or in kind?") },
    { "amount", AC_FIELD_AMOUNT, .label = N_("amount"), .ask = N_("How much is it, with its currency (600000 PLN)?") },
    { "currency", AC_FIELD_CURRENCY, .label = N_("currency") },
    { "state", AC_FIELD_CODE, AC_V_GIVEN, .label = N_("offered, confirmed or given"), .ask = N_("Is it offered, confirmed or given?") },
    { "from", AC_FIELD_DATE, .label = N_("from") },
    { "until", AC_FIELD_DATE, .label = N_("until"), .from = "from" },
    { NULL },
};
const ac_type ac_type_contribution = { "contribution", "contributions", N_("contribution"), .title = "title", .fields = fields };
