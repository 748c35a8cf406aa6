/* acts.h - what people write in a notebook, in one line each, and what its lists say afterwards. */
#ifndef AC_TEST_ACTS_H
#define AC_TEST_ACTS_H

#include "tests/support/acting.h"

#include "core/kind.h"
#include "core/query.h"

/* One change in a transaction of its own. `facts` and `words` are JSON, NULL: none. */
typedef struct {
    uint16_t kind;
    ac_id record; /* zero: none */
    ac_id cites[AC_CITES_MAX];
    size_t ncites;
    const char *facts, *words;
    int space; /* 0: the partnership of the desk */
} act_text;
ac_rc desk_try(desk *d, const act_text *text, ac_id *out_id, ac_err *err);
ac_id desk_write(desk *d, const act_text *text); /* fails the test when it does not work */
/* The same past the judge: signed by the desk's own key, taken in as anybody's change would be. Fails the test
 * when it is not authentic or not admitted. */
ac_id desk_force(desk *d, const act_text *text);
/* Signed and not taken in: whatever it says. */
struct loose;
ac_id desk_forge(desk *d, const act_text *text, struct loose *out);

/* An act of a promise, with what it cites. */
ac_rc desk_act_try(desk *d, uint16_t kind, ac_id promise, ac_id about, ac_err *err);
ac_id desk_act(desk *d, uint16_t kind, ac_id promise, ac_id about);
ac_id desk_amend(desk *d, ac_id promise, ac_id base, const char *title);

/* A change without its owner: header, signature, words as they lie in the notebook. */
typedef struct loose {
    ac_buf header, words;
    uint8_t sig[64];
    bool has_words;
} loose;
void loose_take(loose *out, desk *d, ac_n n);
void loose_free(loose *l);
ac_arrival loose_arrival(const loose *l);
/* Take one change in; what became of it. */
ac_intake_count desk_take(desk *d, const loose *l, size_t n, ac_fault *out_fault);

/* One further laptop of the organisation of `old`: certified, with all its spaces and keys. */
void desks_laptop(desk *old, desk *laptop, const char *label, uint64_t seed);

/* "CITY>SASI 'plant' agreed/not-started/none=agreed turn=CITY:deliver": what the list says of a promise. */
void desk_says(desk *d, ac_id promise, ac_buf *out);
const char *desk_state(desk *d, ac_id promise); /* its one word; borrowed until the next call */
/* Fails the test with what the audit found, if it found anything. */
void desk_audit(desk *d);
void desk_view(desk *d, ac_digest *out);

#endif
