/* signing.h - a signature covers one exact text, and everything of it must have been seen. */
#ifndef AC_SIGNING_H
#define AC_SIGNING_H

#include "cli/deed.h"

/* Where what is asked about is shown: stdout, with --json stderr. NULL: nobody is there to read it. */
const ac_screen *ac_shown_screen(ac_cli *cli);
/* The text as it is signed. AC_ESTATE: something of it is not here or cannot be read. */
ac_rc ac_text_to_sign(ac_deed *d, int text, ac_wording *out);
void ac_print_text(ac_deed *d, const ac_screen *screen, int text, const ac_wording *w);
/* Partners among these whose number was not compared: said before every signature. */
ac_rc ac_warn_unverified(ac_cli *cli, int space, const int *orgs, size_t n);
ac_rc ac_warn_unverified_parties(ac_deed *d, int text); /* those a text names */
/* Sign it, and say what is agreed now and who does not know yet. -m travels with it. */
ac_rc ac_sign_text(ac_deed *d, int text);

#endif
