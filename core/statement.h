/* statement.h - what an organisation says of itself, signed by its root key (DESIGN 5, KINDS).
 *
 * {code, devices [{key, label, last?, n, proof, transport}], follows?, name, new-root?, root, seal,
 *  seal-no, sector, sigs, space?}. A home statement has neither space nor follows. sigs = Ed25519 by
 * each root in force over AC_TAG_ROOT and the canonical statement without `sigs`. */
#ifndef AC_STATEMENT_H
#define AC_STATEMENT_H

#include "core/crypto.h"
#include "core/json.h"

#define AC_NAME_MAX 200
#define AC_LABEL_MAX 64
#define AC_DEVICES_MAX 1024
#define AC_NUMBER_SIZE 33 /* "2a1", up to 32 characters */

typedef struct {
    char n[AC_NUMBER_SIZE];
    ac_device key;
    ac_transport transport;
    char label[AC_LABEL_MAX + 1];
    uint8_t proof[64];
    bool has_last; /* false: goes on */
    ac_id last;    /* its last good change; zero: none */
} ac_stated_device;

typedef struct {
    ac_root root;
    char code[8], name[AC_NAME_MAX + 1], sector[32];
    ac_seal seal;
    int64_t seal_no;
    ac_stated_device *devices; /* owned */
    size_t ndevices;
    bool has_space;
    ac_space space;
    ac_id *follows; /* owned */
    size_t nfollows;
    bool has_new_root;
    ac_root new_root;
} ac_statement;

void ac_statement_free(ac_statement *s);

/* Build the JSON and sign it with these roots' secrets (ascending by public key). Caller frees *out. */
ac_rc ac_statement_sign(const ac_statement *s, const uint8_t (*root_secrets)[64], const ac_root *roots, size_t nroots,
                        ac_json **out, ac_err *err);
/* Parse and check form: keys, code, sector, lengths, numbers unlike, device keys unlike, proofs. */
ac_rc ac_statement_parse(ac_statement *out, const ac_json *json, ac_err *err);
/* Signed by exactly these roots, ascending, one signature each? */
bool ac_statement_signed_by(const ac_json *json, const ac_root *roots, size_t nroots);

/* "accord/device/1", root, transport: the device agreed to be listed. */
void ac_device_proof(uint8_t proof[64], const uint8_t device_secret[64], const ac_root *root, const ac_transport *transport);
bool ac_device_proof_good(const uint8_t proof[64], const ac_device *device, const ac_root *root,
                          const ac_transport *transport);

/* 3 to 6 letters A-Z, no month name. The sentence says why not. */
ac_rc ac_code_check(const char *code, ac_err *err);
/* A name or label people will read: 1..max bytes, UTF-8, no control characters, no bidi overrides, no
 * zero-width characters (SECURITY threat 4). */
ac_rc ac_name_check(const char *what, const char *name, size_t max, ac_err *err);

#endif
