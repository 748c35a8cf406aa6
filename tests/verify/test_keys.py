"""test_keys - the frozen vectors of keys and local files, made once more from schema/FORMAT.md alone.

tests/vectors/keys.json is read by the C tests too, so both programs agree on every byte in it.
`python3 tests/verify/test_keys.py --write` wrote that file; it is never written again for version 1.
"""
import copy
import hashlib
import json
import os
import struct
import sys
import unittest

import nacl.bindings as sodium
from nacl.signing import SigningKey

FILE = os.path.join(os.path.dirname(__file__), "..", "vectors", "keys.json")
L = 2**252 + 27742317777372353535851937790883648493
P = 2**255 - 19
ZERO = bytes(32)


def h(tag, *parts):
    return hashlib.blake2b((tag.encode() + b"\0" if tag else b"") + b"".join(parts), digest_size=32).digest()


def kdf(seed, number, context):
    return hashlib.blake2b(b"", digest_size=32, key=seed, salt=struct.pack("<QQ", number, 0),
                           person=context.encode() + bytes(8)).digest()


def seed(name):
    """Keys of vectors come from names, so that nobody takes them for keys."""
    return hashlib.sha256(b"accord vector " + name.encode()).digest()


def canon(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sign(secret, tag, message):
    return SigningKey(secret).sign(tag.encode() + b"\0" + message).signature


def public(secret):
    return bytes(SigningKey(secret).verify_key)


def box_public(secret):
    return sodium.crypto_scalarmult_base(secret)


def header(kind, author, space=ZERO, prev=ZERO, seq=1, depth=1, deps=(), cites=(), facts=None, written=1782820800000):
    f = canon(facts or {})
    return (b"ac\x01\0" + struct.pack(">HBBQQQHHI", kind, len(deps), len(cites), seq, depth, written, len(f), 0, 0) +
            space + author + prev + ZERO + ZERO + b"".join(sorted(deps)) + b"".join(cites) + f)


def change(secret, raw):
    """header and signature; the id"""
    i = h("accord/change/1", raw)
    return raw + sign(secret, "accord/sig/change/1", i), i


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def sheet(s):
    body = b"\x01" + s
    number = int.from_bytes(body + h("accord/sheet/1", body)[:2], "big")
    chars = "".join(ALPHABET[number >> 5 * (55 - i) & 31] for i in range(56))
    return " ".join(chars[i:i + 4] for i in range(0, 56, 4))


def statement(root, seal, device, transport):
    o = {"code": "CITY", "devices": [{"key": public(device).hex(), "label": "office laptop", "n": "1",
                                      "proof": sign(device, "accord/device/1", public(root) + box_public(transport)).hex(),
                                      "transport": box_public(transport).hex()}],
         "name": "City of Krak\u00f3w", "root": public(root).hex(), "seal": seal.hex(), "seal-no": 1, "sector": "government"}
    o["sigs"] = [sign(root, "accord/root/1", canon(o)).hex()]
    return o


def key_file(kdf_no, ops, mem, salt, nonce, passphrase, inner):
    head = b"accord-k\x01" + struct.pack(">BII", kdf_no, ops, mem) + salt + nonce
    key = (sodium.crypto_pwhash_alg(32, passphrase, salt, ops, mem, sodium.crypto_pwhash_ALG_ARGON2ID13) if kdf_no
           else ZERO)
    return head + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(inner, head, nonce, key)


def comparison(invitation, i):
    without = {k: v for k, v in invitation.items() if k != "secret"}
    return "%030d" % (int.from_bytes(h("accord/compare/1", canon(without), i), "big") % 10**30)


def torsion():
    """A point of order 8: L times a point that has one."""
    y = 1
    while True:
        y += 1
        p = y.to_bytes(32, "little")
        try:
            # p has order L times 1, 2, 4 or 8 when it is on the curve; L*p = (L-1)*p + p
            q, acc = p, None
            n = L
            while n:
                if n & 1:
                    acc = q if acc is None else sodium.crypto_core_ed25519_add(acc, q)
                q = sodium.crypto_core_ed25519_add(q, q)
                n >>= 1
        except Exception:
            continue
        four = sodium.crypto_core_ed25519_add(acc, acc)
        four = sodium.crypto_core_ed25519_add(four, four)
        if four != (1).to_bytes(32, "little"):
            return acc


def signature_cases():
    """Signatures over `message` under the tag of changes."""
    secret, message = seed("signer"), seed("message")
    key, tag = public(secret), b"accord/sig/change/1\0"
    sig = sign(secret, "accord/sig/change/1", message)
    s = int.from_bytes(sig[32:], "little")
    a = bytearray(hashlib.sha512(secret).digest()[:32])
    a[0] &= 248
    a[31] = a[31] & 127 | 64
    a = int.from_bytes(a, "little")
    one = (1).to_bytes(32, "little")
    k = int.from_bytes(hashlib.sha512(one + key + tag + message).digest(), "little")
    cases = [("good", True, key, message, sig),
             ("another message", False, key, seed("other"), sig),
             ("another key", False, public(seed("nobody")), message, sig),
             ("another tag", False, key, message, sign(secret, "accord/root/1", message)),
             ("no tag", False, key, message, SigningKey(secret).sign(message).signature),
             ("S beyond the order of the group", False, key, message, sig[:32] + (s + L).to_bytes(32, "little")),
             ("R of small order", False, key, message, one + (k * a % L).to_bytes(32, "little")),
             ("key and R of small order", False, one, message, one + bytes(32))]
    return [{"good": g, "key": x.hex(), "message": m.hex(), "sig": y.hex(), "why": w} for w, g, x, m, y in cases]


def key_cases():
    key, t = public(seed("signer")), torsion()
    cases = [("good", True, key), ("good too", True, public(seed("nobody")))]
    q = t
    for i in range(1, 8):
        cases.append(("small order, %d times" % i, False, q))
        cases.append(("mixed order, %d times" % i, False, sodium.crypto_core_ed25519_add(key, q)))
        q = sodium.crypto_core_ed25519_add(q, t)
    cases.append(("neutral element", False, (1).to_bytes(32, "little")))
    for y in range(19):
        cases.append(("not canonical, %d" % y, False, (P + y).to_bytes(32, "little")))
        cases.append(("not canonical and negative, %d" % y, False, (P + y + 2**255).to_bytes(32, "little")))
    cases.append(("negative zero", False, (1 + 2**255).to_bytes(32, "little")))
    cases.append(("not on the curve", False, (2).to_bytes(32, "little")))
    cases.append(("all ones", False, b"\xff" * 32))
    return [{"good": g, "key": k.hex(), "why": w} for w, g, k in cases]


def make(sealed=None):
    """All of it; `sealed` are the boxes of the file (a sealed box is never made twice alike)."""
    v = {}
    org = seed("organisation")
    root, seal1 = kdf(org, 1, "accordrt"), kdf(org, 1, "accordsl")
    device, transport = seed("device"), seed("transport")
    v["hash"] = [{"key": k, "out": hashlib.blake2b((t.encode() + b"\0" if t else b"") + m.encode(), digest_size=32,
                                                  key=bytes.fromhex(k)).hexdigest(), "parts": [m[:3], m[3:]], "tag": t}
                 for k, t, m in [("", "accord/change/1", "abcdef"), ("", "", "abc"), (seed("space").hex(), "accord/tag/1", "nonces")]]
    v["pwhash"] = {"key": sodium.crypto_pwhash_alg(32, b"correct horse", bytes(range(16)), 3, 65536,
                                                   sodium.crypto_pwhash_ALG_ARGON2ID13).hex(),
                   "mem": 65536, "ops": 3, "passphrase": "correct horse", "salt": bytes(range(16)).hex()}
    v["signatures"] = signature_cases()
    v["sign-keys"] = key_cases()
    v["seed"] = {"root": public(root).hex(), "root-secret": root.hex(), "seal-1": box_public(seal1).hex(),
                 "seal-1-secret": seal1.hex(), "seal-2-secret": kdf(org, 2, "accordsl").hex(), "seed": org.hex(),
                 "sheet": sheet(org)}

    home = statement(root, box_public(seal1), device, transport)
    v["home"] = {"device-seed": device.hex(), "json": canon(home).decode(), "transport-secret": transport.hex()}

    inner = {"device": device.hex(), "home": home, "root": org.hex(), "seals": [seal1.hex(), kdf(org, 2, "accordsl").hex()],
             "transport": transport.hex()}
    salt, nonce = seed("salt")[:16], seed("nonce")[:24]
    v["device-key"] = {"json": canon(inner).decode(), "open": key_file(0, 0, 0, salt, nonce, b"", canon(inner)).hex(),
                       "passphrase": "z\u0142oty klucz",
                       "wrapped": key_file(1, 3, 256 << 20, salt, nonce, "z\u0142oty klucz".encode(), canon(inner)).hex()}

    found, space = change(device, header(0x8001, public(device), facts={"random": seed("random").hex(), "statement": home,
                                                                        "title": "Clean air for Krak\u00f3w"}))
    key = seed("invitation")
    invite, invite_id = change(device, header(0x8002, public(device), space, space, 2, 2,
                                              facts={"key": public(key).hex(), "role": "partner"}))
    invitation = {"addresses": ["tcp://city.example:4077", "tcp://[2001:db8::7]:4077"], "code": "CITY",
                  "device": public(device).hex(), "evidence": [found.hex()], "invite": invite.hex(),
                  "name": "City of Krak\u00f3w", "role": "partner", "seal": box_public(seal1).hex(), "secret": key.hex(),
                  "space": space.hex(), "title": "Clean air for Krak\u00f3w", "transport": box_public(transport).hex()}
    line = "Whoever holds this file can join the partnership with it. Hand it over; do not e-mail it openly."
    # a newcomer
    org2, device2, transport2 = seed("second organisation"), seed("second device"), seed("second transport")
    root2 = kdf(org2, 1, "accordrt")
    proof = sign(key, "accord/join/1", space + invite_id + public(root2) + public(device2) + box_public(transport2))
    home2 = statement(root2, box_public(kdf(org2, 1, "accordsl")), device2, transport2)
    join, join_id = change(device2, header(0x8003, public(device2), space, depth=3, deps=[invite_id], cites=[invite_id],
                                           facts={"secret": proof.hex(), "statement": home2}))
    v["invitation"] = {"compare": comparison(invitation, join_id), "id": invite_id.hex(), "join": join.hex(),
                       "join-id": join_id.hex(), "proof": proof.hex(), "root": public(root2).hex(),
                       "text": "accord-invite 1\n" + line + "\n" + canon(invitation).decode() + "\n",
                       "device": public(device2).hex(), "transport": box_public(transport2).hex()}

    box = seed("box")
    apply = {"box": box_public(box).hex(), "device": public(device2).hex(), "label": "field laptop",
             "proof": sign(device2, "accord/device/1", public(root) + box_public(transport2)).hex(),
             "transport": box_public(transport2).hex()}
    apply["sig"] = sign(key, "accord/apply/1", space + canon(apply)).hex()
    apply_id = h("accord/apply/1", canon(apply))
    v["apply"] = {"compare": comparison(invitation, apply_id), "id": apply_id.hex(), "json": canon(apply).decode()}

    m1 = b"\x01" + struct.pack(">H", len(join) - 64) + join
    m2 = b"\x02" + canon(apply)
    v["reply"] = sealed or {"apply": (b"accord-r\x01" + sodium.crypto_box_seal(m2, box_public(seal1))).hex(),
                            "join": (b"accord-r\x01" + sodium.crypto_box_seal(m1, box_public(seal1))).hex()}
    for name, m in (("join", m1), ("apply", m2)):
        raw = bytes.fromhex(v["reply"][name])
        assert raw[:9] == b"accord-r\x01" and sodium.crypto_box_seal_open(raw[9:], box_public(seal1), seal1) == m

    lines = "accord-mark 1\n%s 9007199254740991 %s\n%s 7 %s\n" % (space.hex(), invite_id.hex(), seed("space").hex(), join_id.hex())
    v["mark"] = {"device": public(device).hex(), "name": public(device).hex()[:16] + ".mark",
                 "text": lines + h("accord/mark/1", lines.encode()).hex() + "\n"}
    return v


class Keys(unittest.TestCase):
    maxDiff = None

    def test_every_vector_follows_from_the_format(self):
        with open(FILE, encoding="utf-8") as f:
            held = json.load(f)
        made = make(copy.deepcopy(held["reply"]))
        self.assertEqual(sorted(held), sorted(made))
        for part in made:
            self.assertEqual(held[part], made[part], part)

    def test_libsodium_judges_the_signatures_as_written(self):
        with open(FILE, encoding="utf-8") as f:
            held = json.load(f)
        for case in held["signatures"]:
            try:
                sodium.crypto_sign_open(bytes.fromhex(case["sig"]) + b"accord/sig/change/1\0" + bytes.fromhex(case["message"]),
                                        bytes.fromhex(case["key"]))
                good = True
            except Exception:
                good = False
            self.assertEqual(good, case["good"], case["why"])
        for case in held["sign-keys"]:
            k = bytes.fromhex(case["key"])
            canonical = int.from_bytes(k, "little") & ((1 << 255) - 1) < P
            self.assertEqual(canonical and bool(sodium.crypto_core_ed25519_is_valid_point(k)), case["good"], case["why"])


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        with open(FILE, "x", encoding="utf-8") as f:
            json.dump(make(), f, indent=1, sort_keys=True, ensure_ascii=False)
            f.write("\n")
    else:
        unittest.main()
