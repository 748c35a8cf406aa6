/* decision.c - what was decided, by which roles, and who saw it otherwise. */
#include "core/practice/type.h"

static const ac_field fields[] = {
    { "title", AC_FIELD_LINE, .label = N_("decision"), .ask = N_("What was decided?"), .is_required = true },
    { "date", AC_FIELD_DATE, .label = N_("decided on"), .ask = N_("On which day?"), .is_required = true, .is_past = true },
    { "roles", AC_FIELD_LINE, .label = N_("roles present"), .ask = N_("Which roles were present?") },
    { "text", AC_FIELD_TEXT, .label = N_("details") },
    { "dissent", AC_FIELD_TEXT, .label = N_("who saw it otherwise, and why") , .ask = N_("Who saw it otherwise, and why?") },
    { "actions", AC_FIELD_TEXT, .label = N_("what follows"), .ask = N_("What follows from it?") },
    { NULL },
};
const ac_type ac_type_decision = { "decision", "decisions", N_("decision"), .title = "title", .fields = fields };
