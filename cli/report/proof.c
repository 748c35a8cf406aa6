/* proof.c - how to check a report: the fingerprint of the history it was made from, and what that does not prove. */
#include "cli/ref.h"
#include "cli/report/report.h"

ac_rc ac_report_proof(ac_report *r)
{
    char fingerprint[AC_FINGERPRINT_SIZE];

    ac_fingerprint(fingerprint, r->history.b);
    ac_report_begin(r, "proof", _("How to check this report"));
    h_open(r->h, "p", "class", "fingerprint", NULL);
    h_word(r->h, _("Fingerprint"));
    h_word(r->h, " ");
    h_put(r->h, (h_arg)H_CODE(fingerprint));
    h_close(r->h, "p");
    h_open(r->h, "p", NULL);
    h_say(r->h, _("It was made from %s signed records. Whoever has a notebook of this partnership types %s: it proves every signature again, and where "
                  "it prints the same fingerprint, it holds exactly the records that this report was made from."),
          H_NUMBER(r->p.changes), H_CODE("accord audit"));
    h_close(r->h, "p");
    h_open(r->h, "p", NULL);
    h_say(r->h, _("The same report can then be made again and laid beside this one: %s"), H_CODE("accord report --html report.html"));
    h_close(r->h, "p");
    h_element(r->h, "h3", NULL, _("What the fingerprint does not prove"));
    h_open(r->h, "ul", "class", "lines", NULL);
    h_element(r->h, "li", NULL, _("That clocks were right: dates are said by who wrote, and bounded by what others had signed for."));
    h_element(r->h, "li", NULL, _("That nobody holds records back, or writes them later."));
    h_element(r->h, "li", NULL, _("That what was reported is true: that is for those it was promised to, who accept or dispute."));
    h_element(r->h, "li", NULL, _("That nobody has changed this page: only the records are signed, so compare it with one that you made yourself."));
    h_close(r->h, "ul");
    ac_report_end(r);
    return AC_OK;
}
