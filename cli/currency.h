/* currency.h - the three letters of currencies. */
#ifndef AC_CURRENCY_H
#define AC_CURRENCY_H

#include <stdbool.h>

/* Is it one of ISO 4217, by its first three letters? What is typed is checked so; what others signed is shown as it is. */
bool ac_currency_is_known(const char *letters);

#endif
