/* fuzz_search.c - any bytes as what is looked for, and a text: make fuzz. */
#include "tests/support/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_search(bytes, n);
    return 0;
}
