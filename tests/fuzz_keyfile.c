/* fuzz_keyfile.c - any bytes as the key file and the mark: make fuzz. */
#include "tests/support/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_keyfile(bytes, n);
    return 0;
}
