/* partners.h - whom commands speak of: partners by their code, ourselves, and the partnership in use. */
#ifndef AC_PARTNERS_H
#define AC_PARTNERS_H

#include "cli/cli.h"
#include "core/invitation.h"

/* The partner with this code in a partnership; case is forgiven, CITY~7f3a tells two of one code apart.
 * Who it is, not what it has (ac_query_partner_has). AC_EREF: none, or several; the sentence names those there are. */
ac_rc ac_cli_partner(ac_cli *cli, const ac_partnership *p, const char *code, ac_partner_row *out);
bool ac_cli_is_me(const ac_cli *cli, const char *code);
/* Our own space, described like a partnership. AC_ESTATE: not here yet (a laptop that is not part of its
 * organisation). */
ac_rc ac_cli_own(ac_cli *cli, ac_partnership *out);
/* The partnership, or own space, of this number. AC_EREF: it is not here. */
ac_rc ac_cli_space(ac_cli *cli, int space, ac_partnership *out);

/* Where a second partnership comes in and none was chosen, commands go on meaning the first: note what there
 * is before, keep it after. */
typedef struct {
    size_t n;
    ac_space id;
    char code[16];
} ac_in_use;
ac_rc ac_in_use_note(ac_cli *cli, ac_in_use *out);
ac_rc ac_in_use_keep(ac_cli *cli, const ac_in_use *was);

/* Write an invitation into the file of --file, or that is asked for, with the addresses of --address, or that
 * were announced (cli/cmd_invite.c). The caller frees both. */
ac_rc ac_cli_invite(ac_cli *cli, const ac_partnership *p, const char *role, bool hold, ac_invitation *out, ac_buf *path);

/* "today 10:31", "Fri 26 Jun"; "never" for 0. */
void ac_cli_met(const ac_cli *cli, int64_t ms, char out[AC_DATE_SAID_SIZE]);

#endif
