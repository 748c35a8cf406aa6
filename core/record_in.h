/* record_in.h - opening a record for what the view needs: with judgements at hand, or as it lies in one past. */
#ifndef AC_RECORD_IN_H
#define AC_RECORD_IN_H

#include "core/inside.h"
#include "core/record.h"

/* `acts` are the changes of the record in any order, `judged` their judgements (-1: not yet). `past` NULL:
 * everything; else the acts in it alone, counted as they count there. */
ac_rc ac_record_gather(ac_record **out, ac_notebook *nb, ac_room *room, ac_n record, const ac_held *acts, const int *judged,
                       size_t n, const ac_past *past, ac_err *err);
/* The past it was opened with goes on with it: a copy is kept, `heads` (its deps) are the record's from now on. */
void ac_record_keep_past(ac_record *record, ac_held *heads);
/* Facts, cites and parties of an act as the fold sees them. */
ac_rc ac_record_look(const ac_record *record, const ac_header *header, ac_act *out, ac_err *err);
/* Everyone whom the propose names, or an amendment of one named before. Borrowed. */
const int *ac_record_parties(const ac_record *record, int *out_n);
/* May a receipt still settle something here? */
bool ac_record_watches(const ac_record *record);

#endif
