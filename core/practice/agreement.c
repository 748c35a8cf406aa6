/* agreement.c - the partnering agreement: clauses with their marks, who signed which of them, and what each partner
 * means by the three principles. */
#include "core/practice/type.h"

static const ac_field clause[] = {
    { "key", AC_FIELD_CODE, AC_V_CLAUSE, .label = N_("ingredient of the agreement"), .ask = N_("Which ingredient of the agreement is it?"), .is_required = true },
    { "text", AC_FIELD_TEXT, .label = N_("what is agreed"), .ask = N_("What do you agree on?") },
    { "mark", AC_FIELD_CODE, AC_V_MARK, .label = N_("how far it is in place"), .ask = N_("How far is it in place?") },
    { NULL },
};
const ac_type ac_type_clause = { "clause", "clauses", N_("clause of the agreement"), true, .title = "text", .fields = clause };

/* A signature of one organisation under the agreement: it cites exactly the changes whose clauses stood (DOMAIN 2.1). */
static const ac_field assent[] = {
    { "text", AC_FIELD_TEXT, .label = N_("words that travel with it") },
    { NULL },
};
const ac_type ac_type_assent = { "assent", "assents", N_("signature under the agreement"), .is_bare = true, .belongs = "clause", .title = "text", .fields = assent };

static const ac_field meaning[] = {
    { "principle", AC_FIELD_CODE, AC_V_PRINCIPLE, .label = N_("principle"), .ask = N_("Which principle?"), .is_required = true },
    { "text", AC_FIELD_TEXT, .label = N_("what it means to us"), .ask = N_("What does it mean to you?"), .is_required = true },
    { NULL },
};
const ac_type ac_type_meaning = { "meaning", "meanings", N_("meaning of a principle"), .title = "text", .fields = meaning };
