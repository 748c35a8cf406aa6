/* meet.h - dial others: one partner, with the keys and addresses known of its devices. */
#ifndef AC_MEET_H
#define AC_MEET_H

#include "sync/exchange.h"

typedef struct ac_meeting ac_meeting;

/* What came of dialling. The result is owned by the meeting. */
typedef struct {
    bool is_reached;         /* a session ran to its end */
    bool is_other_key;       /* somebody answered there, with none of the keys we know */
    bool is_refused;         /* it answered, and does not know us */
    bool has_address;        /* false: there was nothing to dial ("by file only") */
    char address[201];       /* the one that answered, or the last tried */
    ac_device device;        /* who answered */
    ac_exchange_result result;
} ac_met;

/* One attempt: address and the transport key that must answer. AC_EREACH: nobody, or another key.
 * `config` carries the guest's part, or nothing; its peer is filled here. `stop` may be NULL. */
ac_rc ac_meet_at(ac_notebook *nb, const char *address, const ac_transport *key, const ac_exchange_config *config,
                 const volatile int *stop, ac_met *out, ac_err *err);

/* A device that may be met: one of ours or a partner's that goes on. */
typedef struct {
    ac_device device;
    ac_transport transport;
    char code[8];            /* its organisation */
    ac_root root;            /* and which of that code: of its first statement */
    char number[33], label[65];
    bool is_ours;
    int64_t met_ms;          /* last met, our clock; 0: never */
} ac_meetable;
/* Every device but this one, of any space we are in, the last met first; code NULL: all. Caller frees. */
ac_rc ac_meet_devices(ac_notebook *nb, const char *code, ac_meetable **out, size_t *out_n, ac_err *err);

/* Dial one device: the address last met by, its newest contact, the setting of `partner address`. What answered is remembered. */
ac_rc ac_meet_device(ac_notebook *nb, const ac_meetable *device, const volatile int *stop, ac_met *out, ac_err *err);

/* `sync --to ADDRESS [CODE]`: the keys of these devices in turn until one answers. */
ac_rc ac_meet_address(ac_notebook *nb, const char *address, const char *code, const volatile int *stop, ac_met *out,
                      ac_err *err);

/* Enter with an invitation over the network: the join (or APPLY) is sent and the answer taken in.
 * AC_EREACH: no address of it answers. AC_EWAITS: held. AC_EINVITE: it does not work any more. */
ac_rc ac_meet_invitation(ac_notebook *nb, const ac_invitation *invitation, const uint8_t *join, size_t join_n,
                         const uint8_t *join_sig, const ac_buf *apply, const volatile int *stop, ac_met *out, ac_err *err);

/* Frees what ac_met owns. */
void ac_met_free(ac_met *met);

#endif
