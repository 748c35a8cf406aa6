/* fuzz_invitation.c - any bytes as invitation, reply and application: make fuzz. */
#include "tests/support/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_invitation(bytes, n);
    return 0;
}
