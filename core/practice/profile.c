/* profile.c - the profile of a partnership, and of each organisation in it. */
#include "core/practice/type.h"

#include <string.h>

/* Edits of the founding: every partner may make them, and says why by doing so in its own name. */
static const ac_field partnership[] = {
    { "title", AC_FIELD_LINE, .label = N_("title"), .ask = N_("What is the partnership called?") },
    { "why", AC_FIELD_TEXT, .label = N_("why this partnership"), .ask = N_("Why partner? What can none of you do alone?") },
    { "problem", AC_FIELD_TEXT, .label = N_("the problem"), .ask = N_("Which problem do you share?") },
    { "vision", AC_FIELD_TEXT, .label = N_("vision"), .ask = N_("What will be different when you have succeeded?") },
    { "aims", AC_FIELD_TEXT, .label = N_("aims, one a line"), .ask = N_("What do you aim at, one a line?") },
    { "stage", AC_FIELD_CODE, AC_V_STAGE, .label = N_("stage") },
    { "phase", AC_FIELD_CODE, AC_V_PHASE, .label = N_("phase of the partnering cycle") },
    { "start", AC_FIELD_DATE, .label = N_("began on") },
    { "planned-end", AC_FIELD_DATE, .label = N_("planned to end on"), .from = "start" },
    { "rhythm", AC_FIELD_INT, .min = 1, .max = 3650, .label = N_("days between two reports"), .ask = N_("How many days may pass between two reports?") },
    { "state", AC_FIELD_CODE, AC_V_PARTNERSHIP, .label = N_("state") },
    { "closing", AC_FIELD_TEXT, .label = N_("how it ends, and who goes on with what") },
    { "successor", AC_FIELD_LINE, .label = N_("who goes on with it") },
    { NULL },
};
const ac_type ac_type_partnership = { "partnership", "partnerships", N_("partnership profile"), true, .title = "title", .fields = partnership };

/* Edits of a join, of the founder: of the founding. What begins with `org-` only the organisation itself may edit. */
static const ac_field organisation[] = {
    { "org-mission", AC_FIELD_TEXT, .label = N_("mission"), .ask = N_("What is your organisation for?") },
    { "org-country", AC_FIELD_LINE, .label = N_("country") },
    { "org-languages", AC_FIELD_LINE, .label = N_("languages it works in") },
    { "org-iati-type", AC_FIELD_INT, .min = 10, .max = 90, .only = "10 11 15 21 22 23 24 30 40 60 70 71 72 73 80 90", .label = N_("IATI type of organisation") },
    { "org-external-id", AC_FIELD_LINE, .label = N_("identifier in a public register") },
    { "org-relation", AC_FIELD_CODE, AC_V_RELATION, .label = N_("relation to another organisation") },
    { "org-relation-to", AC_FIELD_LINE, .label = N_("the organisation it is related to") },
    { "org-works-as", AC_FIELD_CODE, AC_V_PART, .label = N_("part in the partnership") },
    { "org-moving-on", AC_FIELD_TEXT, .label = N_("moving on: when, and who takes over") },
    { "org-moving-on-date", AC_FIELD_DATE, .label = N_("moves on on") },
    { NULL },
};
const ac_type ac_type_organisation = { "organisation", "organisations", N_("organisation profile"), false, .title = "org-mission", .fields = organisation };

bool ac_state_is_ending(const char *state)
{
    return strncmp(state, "closed-", 7) == 0 || strcmp(state, "handed-over") == 0;
}
