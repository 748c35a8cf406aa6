/* options.h - the options of the commands of the practice, for the rows of the command table. */
#ifndef AC_PRACTICE_OPTIONS_H
#define AC_PRACTICE_OPTIONS_H

#include "cli/command.h"

extern const ac_option ac_opt_why[], ac_opt_bring[], ac_opt_gain[], ac_opt_outcome[], ac_opt_decide[], ac_opt_risk[],
    ac_opt_question[], ac_opt_reply[], ac_opt_milestone[], ac_opt_agree[], ac_opt_check[], ac_opt_review[],
    ac_opt_evidence[], ac_opt_evidence_list[], ac_opt_profile[], ac_opt_edit[];

#endif
