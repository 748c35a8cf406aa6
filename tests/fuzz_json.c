/* fuzz_json.c - any bytes as canonical JSON, and a statement in it: make fuzz. */
#include "tests/support/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_json(bytes, n);
    return 0;
}
