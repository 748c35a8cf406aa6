/* invitation.h - the files by which organisations and laptops come in (KINDS, encodings).
 *
 * Invitation: a line "accord-invite 1", a line that says what whoever holds it can do, then canonical
 * JSON {addresses, code, device, evidence, invite, name, role, seal, secret, space, title, transport},
 * at most 16 KiB, 0600 (FORMAT 12). `invite` is the invite change whole (header in hex, then signature in hex), so
 * that a join can be made without the history below it; `evidence` is a list of at most one change, the
 * one that carries the inviting organisation's statement. Reply: "accord-r" 1, then a sealed box of a
 * join or an application for the inviting organisation. */
#ifndef AC_INVITATION_H
#define AC_INVITATION_H

#include "core/change.h"
#include "core/kind.h"
#include "core/statement.h"

#define AC_INVITATION_MAX 16384
#define AC_REPLY_MAX 65536
#define AC_ADDRESSES_MAX 8
#define AC_ADDRESS_MAX 200
#define AC_COMPARE_DIGITS 30

typedef struct {
    char addresses[AC_ADDRESSES_MAX][AC_ADDRESS_MAX + 1];
    size_t naddresses;
    char code[8], name[AC_NAME_MAX + 1], title[AC_NAME_MAX + 1], role[16];
    ac_device device;       /* who invites */
    ac_transport transport;
    ac_seal seal;           /* of the inviting organisation */
    ac_space space;
    uint8_t secret[32];     /* seed of the invitation's Ed25519 key */
    ac_buf invite;          /* the header of the invite change; owned */
    uint8_t invite_sig[64];
    ac_buf evidence;        /* the founding or join with the inviting organisation's statement; owned */
    uint8_t evidence_sig[64];
} ac_invitation;

/* "tcp://HOST:PORT": HOST letters, digits, dots and dashes, or [IPv6]; PORT 1 to 65535; at most AC_ADDRESS_MAX
 * bytes. Nothing else may reach a socket from a file. AC_EUSAGE. */
ac_rc ac_address_check(const char *address, ac_err *err);

void ac_invitation_free(ac_invitation *inv); /* wipes the secret */
ac_rc ac_invitation_encode(const ac_invitation *inv, ac_buf *out, ac_err *err);
/* AC_EINVITE: no invitation, or damaged: a field is missing or out of range, the invite is not signed by `device`,
 * is of another space or role, or is not for this secret. */
ac_rc ac_invitation_parse(ac_invitation *out, const void *bytes, size_t n, ac_err *err);
ac_id ac_invitation_id(const ac_invitation *inv);
/* The inviting organisation's statement, from the evidence. Caller frees it. */
ac_rc ac_invitation_statement(const ac_invitation *inv, ac_statement *out, ac_err *err);

/* "accord/join/1", space, invite, root, device, transport: proof of the invitation's secret. */
void ac_join_proof(uint8_t out[64], const uint8_t secret[32], const ac_space *space, const ac_id *invite, const ac_root *root,
                   const ac_device *device, const ac_transport *transport);

/* The canonical JSON alone, without the secret: what the inviting side keeps, and what is compared. */
ac_rc ac_invitation_public(const ac_invitation *inv, ac_buf *out, ac_err *err);
/* 30 digits in groups of five over the public part and the id of the join or application. */
#define AC_COMPARE_SIZE (AC_COMPARE_DIGITS + 6)
void ac_compare_digits(const void *public_json, size_t n, const uint8_t id[32], char out[AC_COMPARE_SIZE]);
/* "" when out of memory. */
void ac_compare_number(const ac_invitation *inv, const uint8_t id[32], char out[AC_COMPARE_SIZE]);

/* A further laptop asks to be certified (FORMAT 12.3): {box, device, label, proof, sig, transport}. */
typedef struct {
    uint8_t box[32];
    ac_device device;
    ac_transport transport;
    char label[AC_LABEL_MAX + 1];
    uint8_t proof[64], sig[64];
} ac_apply;
/* sig: by the invitation key over AC_TAG_APPLY, space, and the JSON without sig. */
ac_rc ac_apply_sign(ac_apply *apply, const uint8_t secret[32], const ac_space *space, ac_err *err);
bool ac_apply_good(const ac_apply *apply, const uint8_t invitation_key[32], const ac_space *space, const ac_root *root);
ac_rc ac_apply_encode(const ac_apply *apply, ac_buf *out, ac_err *err);
ac_rc ac_apply_parse(ac_apply *out, const void *bytes, size_t n, ac_err *err);
void ac_apply_id(const void *json, size_t n, uint8_t out[32]);

/* The reply file around a join (header and signature) or an APPLY's JSON. */
ac_rc ac_reply_encode(ac_buf *out, const ac_seal *to, const uint8_t *header, size_t header_n, const uint8_t sig[64],
                      const ac_buf *apply_json, ac_err *err);
/* What was inside a reply, once its box is open. */
ac_rc ac_reply_parse(const void *bytes, size_t n, ac_buf *out_header, uint8_t sig[64], ac_buf *out_apply, ac_err *err);
bool ac_reply_is(const void *bytes, size_t n);
#define AC_REPLY_HEAD 9 /* "accord-r", 1; the box follows */

#endif
