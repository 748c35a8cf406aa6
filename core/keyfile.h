/* keyfile.h - device.key: the secrets of one device, wrapped by a passphrase or not (KINDS).
 *
 * "accord-k" 1, KDF (0 none, 1 Argon2id13), ops u32, mem u32 (bytes), salt 16, nonce 24, then
 * XChaCha20-Poly1305 of canonical JSON {device, home, root?, seals, transport}, all before it as
 * additional data. device, transport: 32-byte seeds in hex; root: the organisation's 32-byte seed, until
 * the recovery sheet is printed; seals: secrets by number, in hex; home: the home statement (absent
 * while a further device waits to be certified). With KDF 0 the key is all zeros. */
#ifndef AC_KEYFILE_H
#define AC_KEYFILE_H

#include "core/crypto.h"
#include "core/json.h"

#define AC_KEYFILE_NAME "device.key"
#define AC_KEYFILE_MAX 262144
#define AC_SEALS_MAX 64

typedef struct {
    ac_secret device; /* 64: Ed25519 secret (seed, public key) */
    ac_secret transport; /* 32 */
    ac_secret root_seed; /* 32, or absent once the sheet has been printed */
    ac_secret seals[AC_SEALS_MAX]; /* 32 each, by number - 1 */
    size_t nseals;
    ac_json *home; /* NULL: none yet */
    ac_device device_key;
    ac_transport transport_key;
    bool is_wrapped; /* by a passphrase */
} ac_keyfile;

/* New device and transport keys; nothing else. */
ac_rc ac_keyfile_new(ac_keyfile *k, ac_world *world, ac_err *err);
void ac_keyfile_free(ac_keyfile *k); /* wipes */

/* passphrase NULL: not wrapped. Written whole and durable. */
ac_rc ac_keyfile_write(const ac_keyfile *k, const char *dir, const char *passphrase, size_t n, ac_world *world,
                       ac_err *err);
/* AC_ELOCKED: a passphrase is needed, or it is wrong. AC_ECORRUPT: the file is damaged. */
ac_rc ac_keyfile_read(ac_keyfile *k, const char *dir, const char *passphrase, size_t n, ac_err *err);
/* Does opening need a passphrase? */
ac_rc ac_keyfile_is_wrapped(const char *dir, bool *out, ac_err *err);

/* Root and seal keys from an organisation's seed. */
void ac_root_from_seed(const uint8_t seed[32], ac_root *root, uint8_t secret64[64]);
void ac_seal_from_seed(const uint8_t seed[32], uint64_t number, ac_seal *seal, uint8_t secret[32]);

/* --- key unlock --for: an opened copy with its end --- */
/* The copy lies in $XDG_RUNTIME_DIR (else the state directory), 0600; it ends after `ms` of the clock
 * that runs while the machine sleeps, and with the boot. AC_EUSAGE: ms out of range. */
#define AC_UNLOCK_MAX_MS (INT64_C(31) * 24 * 3600 * 1000)
ac_rc ac_unlock_write(const ac_keyfile *k, const char *state_dir, int64_t ms, ac_world *world, ac_err *err);
/* AC_ELOCKED: none, of another device, or over (then it is removed). */
ac_rc ac_unlock_read(ac_keyfile *k, const ac_device *device, const char *state_dir, ac_err *err);
/* `key lock`: overwritten and unlinked, wherever it lies. */
ac_rc ac_unlock_remove(const ac_device *device, const char *state_dir, bool *out_was, ac_err *err);

/* --- the recovery sheet --- */
#define AC_SHEET_CHARS 56
#define AC_SHEET_GROUPS 14
/* 14 groups of four, separated by spaces. */
void ac_sheet_encode(char out[AC_SHEET_CHARS + 14], const uint8_t seed[32]);
/* Case, O for 0, I and L for 1, spaces and dashes are forgiven. AC_EUSAGE names the group that cannot be
 * right where that can be told; `seed` is then left alone. */
ac_rc ac_sheet_decode(uint8_t seed[32], const char *text, ac_err *err);
/* The page to print: name, code, date (as given), the groups with their numbers, what to do with it. The
 * caller wipes the buffer; it is large enough from the start where it holds 4 KiB. */
void ac_sheet_text(ac_buf *out, const uint8_t seed[32], const char *name, const char *code, const char *date);

#endif
