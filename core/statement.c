/* statement.c - what an organisation says of itself. */
#include "core/statement.h"

#include "core/vocab.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ac_statement_free(ac_statement *s)
{
    free(s->devices);
    free(s->follows);
    *s = (ac_statement){ 0 };
}

void ac_device_proof(uint8_t proof[64], const uint8_t device_secret[64], const ac_root *root, const ac_transport *transport)
{
    uint8_t m[64];

    memcpy(m, root->b, 32);
    memcpy(m + 32, transport->b, 32);
    ac_sign(proof, device_secret, AC_TAG_DEVICE, m, 64);
}

bool ac_device_proof_good(const uint8_t proof[64], const ac_device *device, const ac_root *root,
                          const ac_transport *transport)
{
    uint8_t m[64];

    memcpy(m, root->b, 32);
    memcpy(m + 32, transport->b, 32);
    return ac_sign_key_valid(device->b) && ac_verify(proof, device->b, AC_TAG_DEVICE, m, 64);
}

ac_rc ac_code_check(const char *code, ac_err *err)
{
    static const char *const months[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT",
                                          "NOV", "DEC", "JUNE", "JULY", "SEPT", "MARCH", "APRIL", "AUGUST" };
    size_t n = strlen(code);

    if (n < 3 || n > 6 || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != n)
        return ac_fail(err, AC_EUSAGE, "a code is 3 to 6 letters from A to Z, not \"%.40s\"", code);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (strcmp(months[i], code) == 0)
            return ac_fail(err, AC_EUSAGE, "%s is the name of a month: spreadsheets would turn %s-1-9 into a date", code,
                           code);
    return AC_OK;
}

/* Characters that hide or reorder others. */
static bool deceives(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x180e || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
           (c >= 0xe0000 && c <= 0xe007f);
}

ac_rc ac_name_check(const char *what, const char *name, size_t max, ac_err *err)
{
    size_t n = strlen(name);

    if (n == 0)
        return ac_fail(err, AC_EUSAGE, "the %s is empty", what);
    if (n > max)
        return ac_fail(err, AC_EUSAGE, "the %s is longer than %zu bytes", what, max);
    if (!ac_utf8_valid(name, n))
        return ac_fail(err, AC_EUSAGE, "the %s is not valid UTF-8", what);
    for (const uint8_t *p = (const uint8_t *)name; *p != 0;) {
        unsigned len = *p < 0x80 ? 1 : *p < 0xe0 ? 2 : *p < 0xf0 ? 3 : 4;
        uint32_t c = len == 1 ? *p : *p & (0xffu >> (len + 1));
        for (unsigned i = 1; i < len; i++)
            c = c << 6 | (p[i] & 0x3fu);
        if (deceives(c))
            return ac_fail(err, AC_EUSAGE, "the %s holds the invisible character U+%04X", what, (unsigned)c);
        p += len;
    }
    return AC_OK;
}

/* --- writing --- */

static bool put_device(ac_json *list, const ac_stated_device *d)
{
    ac_json *o = ac_json_object();
    bool good = ac_json_set_hex(o, "key", d->key.b, 32);

    good = ac_json_set_str(o, "label", d->label) && good;
    good = ac_json_set_str(o, "n", d->n) && good;
    good = ac_json_set_hex(o, "proof", d->proof, 64) && good;
    good = ac_json_set_hex(o, "transport", d->transport.b, 32) && good;
    if (d->has_last)
        good = ac_json_set_hex(o, "last", d->last.b, 32) && good;
    return ac_json_push(list, o) && good;
}

static ac_rc encode_unsigned(ac_buf *out, const ac_json *json, ac_err *err)
{
    ac_json *copy = ac_json_copy(json);
    ac_rc rc;

    if (copy == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory for a statement");
    ac_json_drop(copy, "sigs");
    rc = ac_json_encode(out, copy, err);
    ac_json_free(copy);
    return rc;
}

ac_rc ac_statement_sign(const ac_statement *s, const uint8_t (*root_secrets)[64], const ac_root *roots, size_t nroots,
                        ac_json **out, ac_err *err)
{
    ac_json *o = ac_json_object(), *devices = ac_json_array(), *sigs = ac_json_array();
    ac_buf bytes = { 0 };
    bool good = true;
    ac_rc rc;

    for (size_t i = 0; i < nroots; i++) /* the second half of an Ed25519 secret is its public key */
        assert(memcmp(root_secrets[i] + 32, roots[i].b, 32) == 0 && (i == 0 || ac_root_cmp(roots[i - 1], roots[i]) < 0));
    for (size_t i = 0; i < s->ndevices; i++)
        good = put_device(devices, &s->devices[i]) && good;
    good = ac_json_set_str(o, "code", s->code) && good;
    good = ac_json_set(o, "devices", devices) && good;
    good = ac_json_set_str(o, "name", s->name) && good;
    good = ac_json_set_hex(o, "root", s->root.b, 32) && good;
    good = ac_json_set_hex(o, "seal", s->seal.b, 32) && good;
    good = ac_json_set_int(o, "seal-no", s->seal_no) && good;
    good = ac_json_set_str(o, "sector", s->sector) && good;
    if (s->has_space) {
        ac_json *follows = ac_json_array();
        for (size_t i = 0; i < s->nfollows; i++) {
            char hex[AC_HEX_SIZE];
            ac_hex(hex, s->follows[i].b, 32);
            good = ac_json_push(follows, ac_json_string(hex)) && good;
        }
        good = ac_json_set(o, "follows", follows) && good;
        good = ac_json_set_hex(o, "space", s->space.b, 32) && good;
    }
    if (s->has_new_root)
        good = ac_json_set_hex(o, "new-root", s->new_root.b, 32) && good;
    rc = good ? ac_json_encode(&bytes, o, err) : ac_fail(err, AC_ENOMEM, "out of memory for a statement");
    for (size_t i = 0; rc == AC_OK && i < nroots; i++) {
        uint8_t sig[64];
        char hex[129];
        ac_sign(sig, root_secrets[i], AC_TAG_ROOT, bytes.p, bytes.len);
        ac_hex(hex, sig, 64);
        if (!ac_json_push(sigs, ac_json_string(hex)))
            rc = ac_fail(err, AC_ENOMEM, "out of memory for a statement");
    }
    if (rc == AC_OK && !ac_json_set(o, "sigs", sigs))
        rc = ac_fail(err, AC_ENOMEM, "out of memory for a statement");
    else if (rc != AC_OK)
        ac_json_free(sigs);
    ac_buf_free(&bytes);
    if (rc != AC_OK) {
        ac_json_free(o);
        return rc;
    }
    *out = o;
    return AC_OK;
}

/* --- reading --- */

static bool hex_field(const ac_json *o, const char *key, uint8_t *out, size_t n)
{
    const char *text = ac_json_str(o, key);

    return text != NULL && ac_unhex(out, n, text, strlen(text));
}

static bool text_field(const ac_json *o, const char *key, char *out, size_t size)
{
    const char *text = ac_json_str(o, key);

    if (text == NULL || text[0] == '\0' || strlen(text) >= size)
        return false;
    memcpy(out, text, strlen(text) + 1);
    return true;
}

static bool number_good(const char *n)
{
    size_t len = strlen(n);

    return len > 0 && len < AC_NUMBER_SIZE && n[0] >= '1' && n[0] <= '9' &&
           strspn(n, "0123456789abcdefghijklmnopqrstuvwxyz") == len;
}

static ac_rc read_device(ac_stated_device *d, const ac_json *o, const ac_root *root, ac_err *err)
{
    if (!text_field(o, "n", d->n, sizeof d->n) || !number_good(d->n))
        return ac_fail(err, AC_EINVALID, "statement: a device without a number");
    if (!hex_field(o, "key", d->key.b, 32) || !hex_field(o, "transport", d->transport.b, 32) ||
        !hex_field(o, "proof", d->proof, 64) || !text_field(o, "label", d->label, sizeof d->label))
        return ac_fail(err, AC_EINVALID, "statement: device %s lacks a key, a label or its proof", d->n);
    if (ac_json_get(o, "last") != NULL) {
        d->has_last = true;
        if (!hex_field(o, "last", d->last.b, 32))
            return ac_fail(err, AC_EINVALID, "statement: device %s: its last good change is no id", d->n);
    }
    if (!ac_device_proof_good(d->proof, &d->key, root, &d->transport))
        return ac_fail(err, AC_EINVALID, "statement: device %s did not agree to be listed", d->n);
    return AC_OK;
}

ac_rc ac_statement_parse(ac_statement *out, const ac_json *o, ac_err *err)
{
    ac_statement s = { 0 };
    const ac_json *devices = ac_json_get(o, "devices"), *follows = ac_json_get(o, "follows");
    size_t n = ac_json_count(devices), nf = ac_json_count(follows);
    ac_rc rc = AC_OK;

    if (!hex_field(o, "root", s.root.b, 32) || !ac_sign_key_valid(s.root.b) || !hex_field(o, "seal", s.seal.b, 32) ||
        !ac_json_int(o, "seal-no", &s.seal_no) || s.seal_no < 1 || !text_field(o, "code", s.code, sizeof s.code) ||
        !text_field(o, "name", s.name, sizeof s.name) || !text_field(o, "sector", s.sector, sizeof s.sector) ||
        !ac_vocab_has(AC_V_SECTOR, s.sector) || ac_code_check(s.code, NULL) != AC_OK)
        return ac_fail(err, AC_EINVALID, "statement: root, seal, code, name or sector is missing or wrong");
    if (!ac_json_is_array(devices) || n < 1 || n > AC_DEVICES_MAX)
        return ac_fail(err, AC_EINVALID, "statement: it lists no device, or too many");
    s.has_space = ac_json_get(o, "space") != NULL;
    if (s.has_space != (follows != NULL) ||
        (s.has_space && (!hex_field(o, "space", s.space.b, 32) || !ac_json_is_array(follows) || nf < 1 || nf > 64)))
        return ac_fail(err, AC_EINVALID, "statement: space and follows stand together or not at all");
    s.has_new_root = ac_json_get(o, "new-root") != NULL;
    if (s.has_new_root && (!hex_field(o, "new-root", s.new_root.b, 32) || !ac_sign_key_valid(s.new_root.b)))
        return ac_fail(err, AC_EINVALID, "statement: the new root is no key");
    s.devices = calloc(n, sizeof *s.devices);
    s.follows = calloc(nf + 1, sizeof *s.follows);
    if (s.devices == NULL || s.follows == NULL) {
        rc = ac_fail(err, AC_ENOMEM, "out of memory for a statement");
        goto done;
    }
    for (; rc == AC_OK && s.ndevices < n; s.ndevices++) {
        ac_stated_device *d = &s.devices[s.ndevices];
        rc = read_device(d, ac_json_at(devices, s.ndevices), &s.root, err);
        for (size_t i = 0; rc == AC_OK && i < s.ndevices; i++)
            if (ac_device_eq(s.devices[i].key, d->key) || strcmp(s.devices[i].n, d->n) == 0)
                rc = ac_fail(err, AC_EINVALID, "statement: a device twice");
    }
    for (; rc == AC_OK && s.nfollows < nf; s.nfollows++) {
        const char *hex = ac_json_text(ac_json_at(follows, s.nfollows));
        if (hex == NULL || !ac_unhex(s.follows[s.nfollows].b, 32, hex, strlen(hex)) ||
            (s.nfollows > 0 && ac_id_cmp(s.follows[s.nfollows - 1], s.follows[s.nfollows]) >= 0))
            rc = ac_fail(err, AC_EINVALID, "statement: follows is not ascending ids");
    }
done:
    if (rc != AC_OK) {
        ac_statement_free(&s);
        return rc;
    }
    *out = s;
    return AC_OK;
}

bool ac_statement_signed_by(const ac_json *json, const ac_root *roots, size_t nroots)
{
    const ac_json *sigs = ac_json_get(json, "sigs");
    ac_buf bytes = { 0 };
    bool good = nroots > 0 && ac_json_is_array(sigs) && ac_json_count(sigs) == nroots && encode_unsigned(&bytes, json, NULL) == AC_OK;

    for (size_t i = 0; good && i < nroots; i++) {
        const char *hex = ac_json_text(ac_json_at(sigs, i));
        uint8_t sig[64];
        good = hex != NULL && ac_unhex(sig, 64, hex, strlen(hex)) && ac_sign_key_valid(roots[i].b) &&
               ac_verify(sig, roots[i].b, AC_TAG_ROOT, bytes.p, bytes.len);
    }
    ac_buf_free(&bytes);
    return good;
}
