/* record_in.h - what the two halves of the engine share. */
#ifndef AC_PRACTICE_RECORD_IN_H
#define AC_PRACTICE_RECORD_IN_H

#include "cli/practice/record.h"
#include "core/lang.h"

/* The flag by which a field is given: "gain". */
const char *ac_recording_flag(const ac_recording *r, const char *field);
/* The fields of the type, then the common ones; NULL: no more. */
const ac_field *ac_recording_field(const ac_recording *r, size_t index);

#endif
