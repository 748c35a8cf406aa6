/* invitation.c - the files by which organisations and laptops come in. */
#include "core/invitation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char first_line[] = "accord-invite 1\n";
static const char warning[] = "Whoever holds this file can join the partnership with it. Hand it over; do not e-mail it openly.\n";

ac_rc ac_address_check(const char *address, ac_err *err)
{
    static const char alnum[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const char *host = address + 6, *end = NULL, *port;
    char allowed[sizeof alnum + 8];
    bool good = strlen(address) <= AC_ADDRESS_MAX && strncmp(address, "tcp://", 6) == 0;

    if (good && host[0] == '[') {
        snprintf(allowed, sizeof allowed, "%s:.%%", alnum);
        end = host + 1 + strspn(host + 1, allowed);
        good = end > host + 1 && *end == ']';
        end++;
    } else if (good) {
        snprintf(allowed, sizeof allowed, "%s.-_", alnum);
        end = host + strspn(host, allowed);
        good = end > host;
    }
    good = good && *end == ':';
    if (good) {
        port = end + 1;
        good = strlen(port) >= 1 && strlen(port) <= 5 && strspn(port, "0123456789") == strlen(port) && port[0] != '0' &&
               atoi(port) <= 65535;
    }
    return good ? AC_OK : ac_fail(err, AC_EUSAGE, "\"%.100s\" is no address: it is written tcp://HOST:PORT", address);
}

void ac_invitation_free(ac_invitation *inv)
{
    ac_wipe(inv->secret, sizeof inv->secret);
    ac_buf_free(&inv->invite);
    ac_buf_free(&inv->evidence);
    *inv = (ac_invitation){ 0 };
}

ac_id ac_invitation_id(const ac_invitation *inv)
{
    return ac_change_id_of(inv->invite.p, inv->invite.len);
}

/* header then signature, in hex */
static bool put_change(ac_json *o, const char *key, const uint8_t *header, size_t n, const uint8_t sig[64])
{
    ac_buf b = { 0 };
    bool good;

    ac_buf_put(&b, header, n);
    ac_buf_put(&b, sig, 64);
    good = !b.failed && ac_json_set_hex(o, key, b.p, b.len);
    ac_buf_free(&b);
    return good;
}

static bool change_of_hex(const char *hex, ac_buf *header, uint8_t sig[64])
{
    size_t n = hex != NULL ? strlen(hex) / 2 : 0;
    uint8_t *room;

    if (n < AC_HEADER_FIXED + 64 || n > AC_HEADER_MAX + 64 || (room = ac_buf_room(header, n)) == NULL)
        return false;
    if (!ac_unhex(room, n, hex, strlen(hex)))
        return false;
    memcpy(sig, room + n - 64, 64);
    header->len -= 64;
    return true;
}

static bool get_change(const ac_json *o, const char *key, ac_buf *header, uint8_t sig[64])
{
    return change_of_hex(ac_json_str(o, key), header, sig);
}

static ac_rc put_json(const ac_invitation *inv, bool with_secret, ac_buf *out, ac_err *err)
{
    ac_json *o = ac_json_object(), *addresses = ac_json_array(), *evidence = ac_json_array();
    bool good = true;
    ac_rc rc;

    for (size_t i = 0; i < inv->naddresses; i++)
        good = ac_json_push(addresses, ac_json_string(inv->addresses[i])) && good;
    good = ac_json_set(o, "addresses", addresses) && good;
    good = ac_json_set_str(o, "code", inv->code) && good;
    good = ac_json_set_hex(o, "device", inv->device.b, 32) && good;
    if (inv->evidence.len > 0) {
        ac_buf b = { 0 };
        char *hex;
        ac_buf_put(&b, inv->evidence.p, inv->evidence.len);
        ac_buf_put(&b, inv->evidence_sig, 64);
        hex = malloc(2 * b.len + 1);
        if (hex != NULL && !b.failed) {
            ac_hex(hex, b.p, b.len);
            good = ac_json_push(evidence, ac_json_string(hex)) && good;
        } else {
            good = false;
        }
        free(hex);
        ac_buf_free(&b);
    }
    good = ac_json_set(o, "evidence", evidence) && good;
    good = put_change(o, "invite", inv->invite.p, inv->invite.len, inv->invite_sig) && good;
    good = ac_json_set_str(o, "name", inv->name) && good;
    good = ac_json_set_str(o, "role", inv->role) && good;
    good = ac_json_set_hex(o, "seal", inv->seal.b, 32) && good;
    if (with_secret)
        good = ac_json_set_hex(o, "secret", inv->secret, 32) && good;
    good = ac_json_set_hex(o, "space", inv->space.b, 32) && good;
    good = ac_json_set_str(o, "title", inv->title) && good;
    good = ac_json_set_hex(o, "transport", inv->transport.b, 32) && good;
    rc = good ? ac_json_encode(out, o, err) : ac_fail(err, AC_ENOMEM, "out of memory for an invitation");
    ac_json_free(o);
    return rc;
}

ac_rc ac_invitation_public(const ac_invitation *inv, ac_buf *out, ac_err *err)
{
    return put_json(inv, false, out, err);
}

ac_rc ac_invitation_encode(const ac_invitation *inv, ac_buf *out, ac_err *err)
{
    ac_rc rc;

    ac_buf_str(out, first_line);
    ac_buf_str(out, warning);
    rc = put_json(inv, true, out, err);
    ac_buf_str(out, "\n");
    if (rc == AC_OK && (out->failed || out->len > AC_INVITATION_MAX))
        rc = ac_fail(err, AC_EUSAGE, "the invitation would be larger than 16 KiB: give fewer addresses");
    return rc;
}

static bool hex32(const ac_json *o, const char *key, uint8_t out[32])
{
    const char *hex = ac_json_str(o, key);

    return hex != NULL && ac_unhex(out, 32, hex, strlen(hex));
}

static bool text(const ac_json *o, const char *key, char *out, size_t size)
{
    const char *t = ac_json_str(o, key);

    if (t == NULL || strlen(t) >= size)
        return false;
    memcpy(out, t, strlen(t) + 1);
    return true;
}

/* The invite itself: of this space, by this device, for this secret and role. */
static bool invite_fits(const ac_invitation *inv)
{
    ac_header h;
    ac_json *facts = NULL;
    ac_id id = ac_invitation_id(inv);
    uint8_t key[32], secret64[64], named[32];
    const char *role;
    bool good;

    if (ac_header_decode(&h, inv->invite.p, inv->invite.len, NULL) != AC_OK || h.kind != AC_KIND_INVITE ||
        !ac_space_eq(h.space, inv->space) || !ac_device_eq(h.author, inv->device) || !ac_sign_key_valid(h.author.b) ||
        !ac_verify(inv->invite_sig, h.author.b, AC_TAG_CHANGE_SIG, id.b, 32) ||
        ac_json_parse(&facts, h.facts, h.facts_len, NULL) != AC_OK)
        return false;
    ac_sign_keypair(key, secret64, inv->secret);
    ac_wipe(secret64, sizeof secret64);
    role = ac_json_str(facts, "role");
    good = hex32(facts, "key", named) && memcmp(named, key, 32) == 0 && role != NULL && strcmp(role, inv->role) == 0;
    ac_json_free(facts);
    return good;
}

/* The founding of this space, or a join in it, signed by its author. */
static bool evidence_fits(const ac_invitation *inv)
{
    ac_id id = ac_change_id_of(inv->evidence.p, inv->evidence.len);
    ac_header h;

    return ac_header_decode(&h, inv->evidence.p, inv->evidence.len, NULL) == AC_OK &&
           (h.kind == AC_KIND_FOUND ? memcmp(id.b, inv->space.b, 32) == 0
                                    : h.kind == AC_KIND_JOIN && ac_space_eq(h.space, inv->space)) &&
           ac_sign_key_valid(h.author.b) && ac_verify(inv->evidence_sig, h.author.b, AC_TAG_CHANGE_SIG, id.b, 32);
}

static bool read_invitation(ac_invitation *inv, const ac_json *o)
{
    const ac_json *addresses = ac_json_get(o, "addresses"), *evidence = ac_json_get(o, "evidence");

    if (!text(o, "code", inv->code, sizeof inv->code) || !text(o, "name", inv->name, sizeof inv->name) ||
        !text(o, "title", inv->title, sizeof inv->title) || !text(o, "role", inv->role, sizeof inv->role) ||
        !hex32(o, "device", inv->device.b) || !hex32(o, "transport", inv->transport.b) || !hex32(o, "seal", inv->seal.b) ||
        !hex32(o, "space", inv->space.b) || !hex32(o, "secret", inv->secret) || ac_code_check(inv->code, NULL) != AC_OK ||
        ac_name_check("name", inv->name, AC_NAME_MAX, NULL) != AC_OK || inv->title[0] == '\0' ||
        !ac_vocab_has(AC_V_ROLE, inv->role) || !ac_json_is_array(addresses) || ac_json_count(addresses) > AC_ADDRESSES_MAX ||
        !get_change(o, "invite", &inv->invite, inv->invite_sig))
        return false;
    for (size_t i = 0; i < ac_json_count(addresses); i++) {
        const char *a = ac_json_text(ac_json_at(addresses, i));
        if (a == NULL || ac_address_check(a, NULL) != AC_OK)
            return false;
        memcpy(inv->addresses[inv->naddresses++], a, strlen(a) + 1);
    }
    if (!ac_json_is_array(evidence) || ac_json_count(evidence) > 1 ||
        (ac_json_count(evidence) == 1 &&
         !change_of_hex(ac_json_text(ac_json_at(evidence, 0)), &inv->evidence, inv->evidence_sig)))
        return false;
    return invite_fits(inv) && (inv->evidence.len == 0 || evidence_fits(inv));
}

ac_rc ac_invitation_parse(ac_invitation *out, const void *bytes, size_t n, ac_err *err)
{
    const char *p = bytes, *end = p + n, *line;
    ac_invitation inv = { 0 };
    ac_json *o = NULL;
    bool good;

    if (n > AC_INVITATION_MAX || n < strlen(first_line) || memcmp(p, first_line, strlen(first_line)) != 0)
        return ac_fail(err, AC_EINVITE, "this is no invitation of accord");
    p += strlen(first_line);
    line = memchr(p, '\n', (size_t)(end - p));
    p = line != NULL ? line + 1 : end;
    while (end > p && (end[-1] == '\n' || end[-1] == '\r'))
        end--;
    good = ac_json_parse(&o, p, (size_t)(end - p), NULL) == AC_OK && read_invitation(&inv, o);
    ac_json_free(o);
    if (!good) {
        ac_invitation_free(&inv);
        return ac_fail(err, AC_EINVITE, "this invitation is damaged: ask for it again");
    }
    *out = inv;
    return AC_OK;
}

void ac_join_proof(uint8_t out[64], const uint8_t secret[32], const ac_space *space, const ac_id *invite, const ac_root *root,
                   const ac_device *device, const ac_transport *transport)
{
    uint8_t key[32], secret64[64], m[160];

    ac_sign_keypair(key, secret64, secret);
    memcpy(m, space->b, 32);
    memcpy(m + 32, invite->b, 32);
    memcpy(m + 64, root->b, 32);
    memcpy(m + 96, device->b, 32);
    memcpy(m + 128, transport->b, 32);
    ac_sign(out, secret64, AC_TAG_JOIN, m, sizeof m);
    ac_wipe(secret64, sizeof secret64);
}

/* --- the number two people read to each other --- */

void ac_compare_digits(const void *public_json, size_t n, const uint8_t id[32], char out[AC_COMPARE_SIZE])
{
    uint8_t d[32];
    char digits[AC_COMPARE_DIGITS];
    ac_hash h;
    size_t o = 0;

    ac_hash_begin(&h, AC_TAG_COMPARE);
    ac_hash_add(&h, public_json, n);
    ac_hash_add(&h, id, 32);
    ac_hash_end(&h, d);
    for (int i = AC_COMPARE_DIGITS - 1; i >= 0; i--) { /* the hash as a big-endian number, modulo 10^30 */
        unsigned rest = 0;
        for (int b = 0; b < 32; b++) {
            unsigned v = rest << 8 | d[b];
            d[b] = (uint8_t)(v / 10);
            rest = v % 10;
        }
        digits[i] = (char)('0' + rest);
    }
    for (int i = 0; i < AC_COMPARE_DIGITS; i++) {
        if (i > 0 && i % 5 == 0)
            out[o++] = ' ';
        out[o++] = digits[i];
    }
    out[o] = '\0';
}

void ac_compare_number(const ac_invitation *inv, const uint8_t id[32], char out[AC_COMPARE_SIZE])
{
    ac_buf json = { 0 };

    out[0] = '\0';
    if (ac_invitation_public(inv, &json, NULL) == AC_OK)
        ac_compare_digits(json.p, json.len, id, out);
    ac_buf_free(&json);
}

/* --- a further laptop --- */

static ac_rc put_apply(const ac_apply *a, bool with_sig, ac_buf *out, ac_err *err)
{
    ac_json *o = ac_json_object();
    bool good = ac_json_set_hex(o, "box", a->box, 32);
    ac_rc rc;

    good = ac_json_set_hex(o, "device", a->device.b, 32) && good;
    good = ac_json_set_str(o, "label", a->label) && good;
    good = ac_json_set_hex(o, "proof", a->proof, 64) && good;
    if (with_sig)
        good = ac_json_set_hex(o, "sig", a->sig, 64) && good;
    good = ac_json_set_hex(o, "transport", a->transport.b, 32) && good;
    rc = good ? ac_json_encode(out, o, err) : ac_fail(err, AC_ENOMEM, "out of memory");
    ac_json_free(o);
    return rc;
}

static bool apply_message(const ac_apply *a, const ac_space *space, ac_buf *out)
{
    ac_buf_put(out, space->b, 32);
    return put_apply(a, false, out, NULL) == AC_OK && !out->failed;
}

ac_rc ac_apply_sign(ac_apply *a, const uint8_t secret[32], const ac_space *space, ac_err *err)
{
    uint8_t key[32], secret64[64];
    ac_buf m = { 0 };
    bool good = apply_message(a, space, &m);

    ac_sign_keypair(key, secret64, secret);
    if (good)
        ac_sign(a->sig, secret64, AC_TAG_APPLY, m.p, m.len);
    ac_wipe(secret64, sizeof secret64);
    ac_buf_free(&m);
    return good ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");
}

bool ac_apply_good(const ac_apply *a, const uint8_t invitation_key[32], const ac_space *space, const ac_root *root)
{
    ac_buf m = { 0 };
    bool good = ac_sign_key_valid(invitation_key) && apply_message(a, space, &m) &&
                ac_verify(a->sig, invitation_key, AC_TAG_APPLY, m.p, m.len) &&
                ac_device_proof_good(a->proof, &a->device, root, &a->transport) &&
                ac_name_check("label", a->label, AC_LABEL_MAX, NULL) == AC_OK;

    ac_buf_free(&m);
    return good;
}

ac_rc ac_apply_encode(const ac_apply *a, ac_buf *out, ac_err *err)
{
    return put_apply(a, true, out, err);
}

void ac_apply_id(const void *json, size_t n, uint8_t out[32])
{
    ac_hash h;

    ac_hash_begin(&h, AC_TAG_APPLY);
    ac_hash_add(&h, json, n);
    ac_hash_end(&h, out);
}

static bool hex64(const ac_json *o, const char *key, uint8_t out[64])
{
    const char *hex = ac_json_str(o, key);

    return hex != NULL && ac_unhex(out, 64, hex, strlen(hex));
}

ac_rc ac_apply_parse(ac_apply *out, const void *bytes, size_t n, ac_err *err)
{
    ac_json *in = NULL;
    bool good = ac_json_parse(&in, bytes, n, NULL) == AC_OK;

    good = good && ac_json_count(in) == 6 && hex32(in, "box", out->box) && hex32(in, "device", out->device.b) &&
           hex32(in, "transport", out->transport.b) && text(in, "label", out->label, sizeof out->label) &&
           hex64(in, "proof", out->proof) && hex64(in, "sig", out->sig);
    ac_json_free(in);
    return good ? AC_OK : ac_fail(err, AC_EINVITE, "the application of the laptop is damaged");
}

/* --- the reply file --- */

ac_rc ac_reply_encode(ac_buf *out, const ac_seal *to, const uint8_t *header, size_t header_n, const uint8_t sig[64],
                      const ac_buf *apply_json, ac_err *err)
{
    ac_buf inner = { 0 };
    ac_rc rc;

    ac_buf_u8(&inner, apply_json != NULL ? 2 : 1);
    if (apply_json != NULL) {
        ac_buf_put(&inner, apply_json->p, apply_json->len);
    } else {
        ac_buf_u16(&inner, (unsigned)header_n);
        ac_buf_put(&inner, header, header_n);
        ac_buf_put(&inner, sig, 64);
    }
    ac_buf_put(out, "accord-r\1", AC_REPLY_HEAD);
    rc = inner.failed ? ac_fail(err, AC_ENOMEM, "out of memory for a reply") : ac_seal_to(out, to->b, inner.p, inner.len, err);
    ac_buf_free(&inner);
    return rc;
}

bool ac_reply_is(const void *bytes, size_t n)
{
    return n > AC_REPLY_HEAD && memcmp(bytes, "accord-r\1", AC_REPLY_HEAD) == 0;
}

ac_rc ac_reply_parse(const void *bytes, size_t n, ac_buf *out_header, uint8_t sig[64], ac_buf *out_apply, ac_err *err)
{
    ac_rd rd = { bytes, n, false };
    unsigned what = ac_rd_u8(&rd);

    if (what == 2 && rd.left > 0) {
        ac_buf_put(out_apply, rd.p, rd.left);
        return out_apply->failed ? ac_fail(err, AC_ENOMEM, "out of memory for a reply") : AC_OK;
    }
    if (what == 1) {
        unsigned len = ac_rd_u16(&rd);
        const uint8_t *header = ac_rd_take(&rd, len), *s = ac_rd_take(&rd, 64);
        if (!rd.bad && rd.left == 0) {
            ac_buf_put(out_header, header, len);
            memcpy(sig, s, 64);
            return out_header->failed ? ac_fail(err, AC_ENOMEM, "out of memory for a reply") : AC_OK;
        }
    }
    return ac_fail(err, AC_EREFUSED, "the reply is damaged: ask for it again");
}

ac_rc ac_invitation_statement(const ac_invitation *inv, ac_statement *out, ac_err *err)
{
    ac_header h;
    ac_json *facts = NULL;
    ac_rc rc = inv->evidence.len > 0 ? ac_header_decode(&h, inv->evidence.p, inv->evidence.len, err)
                                     : ac_fail(err, AC_EINVITE, "this invitation does not say who invites");

    if (rc == AC_OK)
        rc = ac_json_parse(&facts, h.facts, h.facts_len, err);
    if (rc == AC_OK)
        rc = ac_statement_parse(out, ac_json_get(facts, "statement"), err);
    if (rc == AC_OK && !ac_statement_signed_by(ac_json_get(facts, "statement"), &out->root, 1)) {
        ac_statement_free(out);
        rc = ac_fail(err, AC_EINVITE, "the statement in this invitation is not signed");
    }
    ac_json_free(facts);
    return rc == AC_EINVALID ? ac_fail(err, AC_EINVITE, "this invitation is damaged: ask for it again") : rc;
}
