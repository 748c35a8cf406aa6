"""maker - writes changes and bundles from schema/FORMAT.md, so that the verifier has something to check.

Keys come from names, so a history made here is the same every time. Nothing of the verifier is used.
"""
import hashlib
import json
import struct

import nacl.bindings as sodium
from nacl.signing import SigningKey

ZERO = bytes(32)


def h(tag, *parts):
    return hashlib.blake2b((tag.encode() + b"\0" if tag else b"") + b"".join(parts), digest_size=32).digest()


def canon(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Key:
    def __init__(self, name):
        self.key = SigningKey(hashlib.sha256(name.encode()).digest())
        self.public = bytes(self.key.verify_key)
        self.hex = self.public.hex()

    def sign(self, tag, message):
        return self.key.sign(tag.encode() + b"\0" + message).signature


class Device(Key):
    def __init__(self, name, n, org=None):
        super().__init__("device " + name)
        self.n, self.org = n, org
        self.transport = sodium.crypto_scalarmult_base(hashlib.sha256(b"transport " + name.encode()).digest())

    def proof(self, root):
        return self.sign("accord/device/1", root.public + self.transport)


class Org:
    """An organisation with a root, and devices 1..n listed by its home statement."""

    def __init__(self, code, devices=1):
        self.code, self.root = code, Key("root " + code)
        self.devices = [Device("%s %d" % (code, i + 1), str(i + 1), self) for i in range(devices)]

    def statement(self, space=None, follows=None, devices=None, lasts=None, roots=None, new_root=None, also=None):
        o = {"code": self.code, "name": "The " + self.code, "root": self.root.hex, "sector": "government",
             "seal": hashlib.sha256(b"seal").hexdigest(), "seal-no": 1, "devices": []}
        for d in devices if devices is not None else self.devices:
            line = {"key": d.hex, "label": "laptop", "n": d.n, "proof": d.proof(self.root).hex(),
                    "transport": d.transport.hex()}
            if lasts and d in lasts:
                line["last"] = lasts[d].hex()
            o["devices"].append(line)
        if space is not None:
            o["space"], o["follows"] = space.hex(), [f.hex() for f in sorted(follows)]
        if new_root is not None:
            o["new-root"] = new_root.hex
        o.update(also or {})
        signers = sorted(roots or [self.root], key=lambda k: k.public)
        o["sigs"] = [k.sign("accord/root/1", canon(o)).hex() for k in signers]
        return o


class Made:
    """One change: header, signature, words (salt, json) or None."""

    def __init__(self, raw, signature, words):
        self.raw, self.signature, self.words = raw, signature, words
        self.id = h("accord/change/1", raw)
        self.author, self.seq = raw[72:104], int.from_bytes(raw[8:16], "big")
        self.depth = int.from_bytes(raw[16:24], "big")
        self.prev = raw[104:136]
        self.deps = [raw[200 + 32 * i:232 + 32 * i] for i in range(raw[6])]


class History:
    """Changes of one space. By default a writer has seen everything there is."""

    def __init__(self):
        self.space, self.made, self.by_id = ZERO, [], {}

    def past(self, change_ids):
        seen, todo = set(), list(change_ids)
        while todo:
            i = todo.pop()
            if i not in seen and i in self.by_id:
                seen.add(i)
                m = self.by_id[i]
                todo += m.deps + ([m.prev] if m.prev != ZERO else [])
        return seen

    def heads(self, among):
        """Newest changes of each author that no other of the author in `among` follows."""
        changes = [self.by_id[i] for i in among]
        followed = {m.prev for m in changes}
        return [m for m in changes if m.id not in followed]

    def write(self, device, kind, facts=None, record=ZERO, cites=(), words=None, seen=None, prev=None, **forced):
        """seen: ids the writer holds (with all they rest on); None: everything. forced: fields written as given."""
        held = self.past(seen) if seen is not None else set(self.by_id)
        own = [m for m in self.heads(held) if m.author == device.public]
        if isinstance(prev, bytes):
            forced["prev"], prev = prev, None
        before = prev if prev is not None else max(own, key=lambda m: m.seq, default=None)
        known = self.past([before.id]) if before else set()
        deps = [m for m in self.heads(held) if m.author != device.public and m.id not in known]
        rest = sorted(m.id for m in deps if not any(m.id in self.past(o.deps + [o.prev]) for o in deps if o is not m))
        f = {"magic": b"ac", "version": 1, "pad": 0, "kind": kind, "seq": before.seq + 1 if before else 1,
             "deps": rest, "cites": [c.id if isinstance(c, Made) else c for c in cites],
             "written_ms": 1782820800000 + len(self.made), "zero": 0, "space": self.space, "author": device.public,
             "prev": before.id if before else ZERO, "record": record.id if isinstance(record, Made) else record}
        f["facts"] = canon(facts if facts is not None else {}) if not isinstance(facts, bytes) else facts
        blob = None
        if words is not None:
            text = words if isinstance(words, bytes) else canon(words)
            blob = hashlib.sha256(b"salt" + text).digest() + text
        f["words_len"], f["words_hash"] = (len(blob) - 32, h("accord/words/1", blob)) if blob else (0, ZERO)
        f.update(forced)
        depths = [self.by_id[i].depth for i in f["deps"] + [f["prev"]] if i in self.by_id]
        f.setdefault("depth", 1 + max(depths, default=0))
        raw = (f["magic"] + bytes([f["version"], f["pad"]])
               + struct.pack(">HBBQQQHHI", f["kind"], len(f["deps"]), len(f["cites"]), f["seq"], f["depth"],
                             f["written_ms"], len(f["facts"]), f["zero"], f["words_len"])
               + f["space"] + f["author"] + f["prev"] + f["record"] + f["words_hash"]
               + b"".join(f["deps"]) + b"".join(f["cites"]) + f["facts"])
        m = Made(raw, f.get("signature") or device.sign("accord/sig/change/1", h("accord/change/1", raw)), blob)
        self.made.append(m)
        self.by_id[m.id] = m
        if kind == 0x8001 and self.space == ZERO:
            self.space = m.id
        return m

    # --- the usual beginnings
    def found(self, org, **facts):
        f = {"random": "00" * 32, "statement": org.statement(), "title": "Riverside block"}
        f.update(facts)
        return self.write(org.devices[0], 0x8001, f)

    def invite(self, device, name, role="partner", **facts):
        key = Key("invitation " + name)
        m = self.write(device, 0x8002, dict({"key": key.hex, "role": role}, **facts))
        m.secret = key
        return m

    def join(self, org, invite, statement=None, **other):
        d = org.devices[0]
        secret = invite.secret.sign("accord/join/1", self.space + invite.id + org.root.public + d.public + d.transport)
        facts = {"secret": secret.hex(), "statement": statement or org.statement()}
        return self.write(d, 0x8003, facts, cites=[invite], deps=[invite.id], seen=[invite.id], **other)

    def certify(self, by, new, n, **other):
        return self.write(by, 0x8007, {"key": new.hex, "label": "second", "n": n, "proof": new.proof(by.org.root).hex(),
                                       "transport": new.transport.hex()}, **other)


def frame(kind, flags, slot, body):
    body = struct.pack(">BBH", kind, flags, slot) + body
    return struct.pack(">I", len(body)) + body


def items_of(changes, state=None):
    """state: of all words, or of those named {id: state}."""
    for m in changes:
        said = state.get(m.id) if isinstance(state, dict) else state
        words = bytes([said if said is not None and m.words else 1 if m.words else 0])
        yield struct.pack(">H", len(m.raw)) + m.raw + m.signature + words + (m.words if m.words and words == b"\1" else b"")


def list_of(history):
    feeds = {}
    for m in history.heads(set(history.by_id)):
        feeds.setdefault(m.author, []).append((m.seq, m.id))
    return {a: sorted(heads) for a, heads in feeds.items()}


def bundle(history, sender, changes=None, state=None, a_frame=512, feeds=None, lists=1, recipients=(), frames=None):
    """The bytes of an open bundle [11.1]."""
    changes = history.made if changes is None else changes
    out = b"accord-b\x01"
    out += frame(32, 0, 0, history.space + sender.public + b"\0" + struct.pack(">H", len(recipients))
                 + b"".join(sorted(recipients)))
    feeds = list_of(history) if feeds is None else feeds
    authors = sorted(feeds)
    size = max(1, -(-len(authors) // lists))
    parts = [authors[i:i + size] for i in range(0, len(authors), size)] or [[]]
    for i, part in enumerate(parts):
        body = bytes([i + 1 < len(parts)])
        for a in part:
            body += a + bytes([len(feeds[a])]) + b"".join(struct.pack(">Q", s) + j for s, j in feeds[a])
        out += frame(5, 0, 0, body)
    n = 0
    items = list(items_of(changes, state))
    for at in range(0, len(items), a_frame):
        n += 1
        out += frame(7, 0, 0, struct.pack(">I", n) + b"".join(items[at:at + a_frame]))
    digest = h("", out)
    counts = struct.pack(">IQ", n if frames is None else frames, len(items))
    signature = sender.sign("accord/bundle/1", history.space + sender.public + counts + digest)
    return out + frame(33, 0, 0xffff, counts + digest + signature)


def digest_of(history):
    feeds = list_of(history)
    body = b"".join(a + bytes([len(feeds[a])]) + b"".join(struct.pack(">Q", s) + i for s, i in feeds[a])
                    for a in sorted(feeds))
    return h("accord/summary/1", history.space, body).hex()
