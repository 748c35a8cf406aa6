/* record.h - one commitment of the notebook, opened: its acts, what they say, what may follow.
 *
 * The fold itself is core/commitment.h, which knows no notebook; here its input is gathered from the
 * changes that are held, and its indexes are led back to them. */
#ifndef AC_RECORD_H
#define AC_RECORD_H

#include "core/commitment.h"
#include "core/notebook.h"

typedef struct ac_record ac_record;

/* With all that is held. AC_EREF: that change makes no commitment. Holds nothing open in the store; good
 * until the next change is written or taken in. */
ac_rc ac_record_open(ac_record **out, ac_notebook *nb, ac_n propose, ac_err *err);
void ac_record_close(ac_record *record); /* NULL is fine */

ac_commitment *ac_record_commitment(ac_record *record);      /* to ask what may be written */
const ac_answers *ac_record_answers(const ac_record *record); /* indexes are those of the acts below */

/* The acts, in order of rank: ancestors first. */
int ac_record_acts(const ac_record *record);
const ac_act *ac_record_act(const ac_record *record, int index);
const ac_held *ac_record_held(const ac_record *record, int index); /* the change of an act */
int ac_record_find(const ac_record *record, const ac_id *id);      /* -1: no act of this record */

#endif
