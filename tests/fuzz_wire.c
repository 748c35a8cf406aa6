/* fuzz_wire.c - any bytes as a frame of a session: make fuzz. */
#include "tests/support/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_wire(bytes, n);
    return 0;
}
