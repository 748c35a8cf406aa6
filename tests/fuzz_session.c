/* fuzz_session.c - any bytes as frames of a member in mid-session: make fuzz. */
#include "tests/support/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_session(bytes, n);
    return 0;
}
