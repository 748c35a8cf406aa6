/* fuzz_csv.c - any bytes as a table from a spreadsheet: make fuzz. */
#include "tests/support/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_csv(bytes, n);
    return 0;
}
