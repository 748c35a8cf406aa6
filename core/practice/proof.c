/* proof.c - evidence: the file stays where it is; its fingerprint, size and title travel. */
#include "core/practice/type.h"

static const ac_field fields[] = {
    { "title", AC_FIELD_LINE, .label = N_("what the file shows"), .ask = N_("What does the file show?"), .is_required = true },
    { "kind", AC_FIELD_CODE, AC_V_EVIDENCE, .label = N_("kind of evidence") },
    { "fingerprint", AC_FIELD_HEX, .label = N_("fingerprint of the file"), .is_required = true },
    { "bytes", AC_FIELD_INT, .min = 0, .max = INT64_C(9007199254740991), .label = N_("size in bytes"), .is_required = true },
    { "media", AC_FIELD_MIME, .label = N_("media type") },
    { "captured", AC_FIELD_DATE, .label = N_("captured on"), .is_past = true },
    { "consent", AC_FIELD_TEXT, .label = N_("licence, or consent of the people shown") },
    { "sensitivity", AC_FIELD_CODE, AC_V_SENSITIVITY, .label = N_("who may have the file") },
    { NULL },
};
const ac_type ac_type_evidence = { "evidence", "evidences", N_("evidence"), .belongs = "any", .title = "title", .fields = fields };
