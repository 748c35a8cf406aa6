/* receipt.h - "they have": the newest signed FINAL of each device, and how devices were last met. */
#ifndef AC_RECEIPT_H
#define AC_RECEIPT_H

#include "core/history.h"

#define AC_RECEIPT_BODY 108 /* of a FINAL, before its signature: digest 32, count 8, missing 4, two digests */

typedef struct {
    ac_device device;
    int64_t received_ms;
    char route[16]; /* "network" or "file" */
    ac_digest digest;
    int64_t count, missing;
    ac_n upto; /* of ours, by arrival: they hold all of it up to here */
} ac_receipt;

/* The write is open. frame: the FINAL, and what it was signed over, kept as proof. */
ac_rc ac_receipt_put(ac_store *store, int space, const ac_receipt *receipt, const void *frame, size_t n, ac_err *err);
/* Caller frees. */
ac_rc ac_receipt_all(ac_store *store, int space, ac_receipt **out, size_t *out_n, ac_err *err);

#define AC_PEER_ADDRESS_MAX 200
typedef struct {
    char address[AC_PEER_ADDRESS_MAX + 1]; /* "" : none known */
    int64_t met_ms;                        /* our clock; 0: never */
    int64_t drift_ms;                      /* how far their clock was ahead */
} ac_peer;
/* The write is open. met_ms 0 keeps the newest that was there. */
ac_rc ac_peer_put(ac_store *store, const ac_device *device, const ac_peer *peer, ac_err *err);
ac_rc ac_peer_get(ac_store *store, const ac_device *device, ac_peer *out, bool *out_found, ac_err *err);

/* Files taken from a directory, by the hash of what is in them. The write is open for put. */
ac_rc ac_taken_has(ac_store *store, const uint8_t hash[32], bool *out, ac_err *err);
ac_rc ac_taken_put(ac_store *store, const uint8_t hash[32], int64_t received_ms, ac_err *err);

#endif
