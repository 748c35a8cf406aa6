/* fuzz_bundle.c - any bytes as a file of changes: make fuzz. */
#include "tests/support/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_bundle(bytes, n);
    return 0;
}
