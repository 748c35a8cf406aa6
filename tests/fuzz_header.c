/* fuzz_header.c - any bytes as the header of a change: make fuzz. */
#include "tests/support/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_header(bytes, n);
    return 0;
}
