"""test_frames - the frames of a session (schema/FORMAT.md 10), made from that page alone.

tests/vectors/frames.json is read by the C tests too, so both programs agree on every byte in it.
`python3 tests/verify/test_frames.py --write` wrote that file; it is never written again for version 1.
"""
import hashlib
import json
import os
import struct
import sys
import unittest

import nacl.bindings as sodium
from nacl.signing import SigningKey

HERE = os.path.dirname(__file__)
FILE = os.path.join(HERE, "..", "vectors", "frames.json")
NONE = 0xffff


def h(tag, *parts):
    return hashlib.blake2b((tag.encode() + b"\0" if tag else b"") + b"".join(parts), digest_size=32).digest()


def seed(name):
    return hashlib.sha256(b"accord vector " + name.encode()).digest()


def sign(name, tag, message):
    return SigningKey(seed(name)).sign(tag.encode() + b"\0" + message).signature


def public(name):
    return bytes(SigningKey(seed(name)).verify_key)


def box(name):
    return sodium.crypto_scalarmult_base(seed(name))


def frame(kind, flags, slot, *parts):
    return struct.pack(">BBH", kind, flags, slot) + b"".join(parts)


def u(form, *values):
    return struct.pack(">" + form, *values)


def listed(kind, flags, slot, fixed, items, least=0):
    """a frame with a list at its end, and the lengths at which a shorter list ends"""
    raw, cuts = frame(kind, flags, slot, fixed), []
    for i, one in enumerate(items):
        if i >= least:
            cuts.append(len(raw))
        raw += one
    return raw, cuts


def changes():
    with open(os.path.join(HERE, "..", "vectors", "kinds.json")) as f:
        return {c["name"]: c for c in json.load(f)["changes"]}


def signed(c):
    raw = bytes.fromhex(c["header"])
    return u("H", len(raw)) + raw + bytes.fromhex(c["signature"])


def item(c, state=None):
    if state is None:
        state = 1 if "salt" in c else 0
    words = bytes.fromhex(c["salt"]) + c["json"].encode() if state == 1 else b""
    return signed(c) + bytes([state]) + words


def summary(name, count, missing, paused=()):
    return h("", name.encode()) + u("QI", count, missing) + u("H", len(paused)) + b"".join(sorted(paused))


def feed(author, *points):
    return author + bytes([len(points)]) + b"".join(u("Q", seq) + h("", name.encode()) for seq, name in points)


def make():
    c = changes()
    space = h("", b"space")
    client, server = public("frames client"), public("frames server")
    tc, ts = box("frames client transport"), box("frames server transport")
    nc, ns = h("", b"nonce of C"), h("", b"nonce of S")
    key = public("frames invitation")
    statement = b'{"made":"for this test"}'
    out = []

    def put(name, raw, cuts=()):
        if isinstance(raw, tuple):
            raw, cuts = raw
        out.append({"name": name, "bytes": raw.hex(), "cuts": list(cuts)})
        return raw

    hello = put("hello", frame(1, 0, NONE, u("BBI", 1, 1, 262144), nc, client, u("B", 0)))
    put("hello-evidence", frame(1, 0, NONE, u("BBI", 1, 3, 131072), nc, client, u("B", 2), signed(c["found"]), signed(c["join"])))
    put("hello-statement", frame(1, 2, NONE, u("BBI", 1, 1, 262144), nc, client, u("H", len(statement)), statement))
    put("hello-guest", frame(1, 1, NONE, u("BBI", 1, 1, 262144), nc, client, u("B", 0), key,
                             sign("frames invitation", "accord/use/1", space + tc + ts + nc + client)))
    before = frame(2, 0, NONE, u("BI", 1, 262144), ns, server, u("B", 0))
    t = h("", hello, before)
    put("welcome", before + sign("frames server", "accord/session/1", b"S" + t + tc + ts))
    tag = hashlib.blake2b(b"accord/tag/1\0" + nc + ns, digest_size=32, key=space).digest()[:16]
    sig_c = sign("frames client", "accord/session/1", b"C" + t + tc + ts)
    put("auth", listed(3, 0, NONE, sig_c, [tag + summary("one", 12408, 3),
                                           bytes(range(16)) + summary("two", 7, 0, (client, server))]))
    put("auth-guest", frame(3, 0, NONE, sig_c))
    put("summary", listed(4, 0, NONE, b"", [u("HB", 1, 1) + summary("one", 12408, 3),
                                            u("HB", 0, 2) + summary("two", 8, 1, (server,)),
                                            u("HB", 1023, 3) + summary("three", 1, 0)]))
    a, b = sorted((client, server))
    put("list", listed(5, 0, 0, u("B", 1), [feed(a, (7, "x")), feed(b, (3, "y"), (2**53 - 1, "z"))]))
    put("list-empty", frame(5, 0, 1023, u("B", 0)))
    put("want", listed(6, 0, 2, u("B", 0), [feed(a), feed(b, (3, "y"))]))
    put("changes", listed(7, 0, 0, u("I", 1), [item(c["found"]), item(c["note"]), item(c["edit-code"])], 1))
    put("changes-words-elsewhere", listed(7, 0, 3, u("I", 2**32 - 1), [item(c["note"], n) for n in (2, 3, 4)], 1))
    put("changes-last", listed(7, 1, 0, u("I", 9), [item(c["ack"])]))
    put("changes-last-empty", frame(7, 1, 0, u("I", 10)))
    put("credit", frame(8, 0, NONE, u("Q", 524288)))
    put("saved", frame(9, 0, NONE, u("I", 4)))
    put("end", frame(10, 0, 0, u("I", 0)))
    body = h("", b"digest") + u("QI", 12408, 3) + h("", b"missing") + h("", b"members")
    put("final", frame(11, 0, 0, body, sign("frames server", "accord/final/1", space + server + client + t + body)))
    ids = sorted(h("", x) for x in (b"p", b"q", b"r"))
    put("bodies", listed(12, 0, 0, b"", ids, 1))
    words = bytes.fromhex(c["note"]["salt"]), c["note"]["json"].encode()
    put("body", listed(13, 0, 0, b"", [ids[0] + u("BI", 1, len(words[1])) + words[0] + words[1], ids[1] + u("B", 2),
                                       ids[2] + u("B", 4)], 1))
    put("bye", frame(14, 0, NONE, u("B", 5)))
    put("fault", frame(15, 0, 1, u("BIH", 4, 12, 511), ids[0]))
    put("fault-session", frame(15, 0, NONE, u("BIH", 2, 0, 0), bytes(32)))
    put("notice-held", frame(16, 0, 0, u("BB", 1, 0)))
    put("notice-spaces", listed(16, 0, NONE, u("BB", 3, 1) + signed(c["certify"]), [ids[2], ids[0]]))
    text17 = b'{"box":"and the rest"}'
    put("apply", listed(17, 0, 0, b"", [bytes([x]) for x in text17], 1))
    keys = {"client": client, "client-transport": tc, "digest": h("", b"digest"), "invitation": key, "nonce-c": nc,
            "nonce-s": ns, "server": server, "server-transport": ts, "space": space, "transcript": t}
    return {"format": "accord frames, version 1", "frames": out, "keys": {k: v.hex() for k, v in sorted(keys.items())}}


def text(value):
    lines = ",\n".join(json.dumps(f, sort_keys=True, separators=(",", ":")) for f in value["frames"])
    keys = json.dumps(value["keys"], sort_keys=True, separators=(",", ":"))
    return '{"format":"%s","frames":[\n%s\n],\n"keys":%s}\n' % (value["format"], lines, keys)


class Frames(unittest.TestCase):
    def test_the_file_is_what_this_page_makes(self):
        with open(FILE) as f:
            self.assertEqual(f.read(), text(make()))

    def test_each_frame_has_a_vector(self):
        kinds = {bytes.fromhex(f["bytes"])[0] for f in make()["frames"]}
        self.assertEqual(kinds, set(range(1, 18)))


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        with open(FILE, "w") as f:
            f.write(text(make()))
    else:
        unittest.main()
