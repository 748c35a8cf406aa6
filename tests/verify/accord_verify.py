#!/usr/bin/env python3
"""accord_verify - check an open bundle of accord without any part of accord.

Written from schema/FORMAT.md alone; numbers in brackets are its chapters. It shares no line
with the program it checks, is slow, and says what it finds:

    accord_verify.py BUNDLE          one JSON object; exit 0, or 6 where something is wrong
    accord_verify.py --vectors DIR   checks the frozen vectors in DIR; exit 0 or 6

It needs Python 3.9 and PyNaCl (Debian: python3-nacl).
"""
import hashlib
import json
import os
import struct
import sys

import nacl.bindings as sodium
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

ZERO = bytes(32)


class Bad(Exception):
    """Something that FORMAT.md forbids; the text begins with the name of the rule."""


def need(holds, what):
    if not holds:
        raise Bad(what)


# ---------------------------------------------------------------- [1] hashes, signatures, keys

def h(tag, *parts):
    d = hashlib.blake2b(digest_size=32)
    if tag is not None:
        d.update(tag.encode("ascii") + b"\0")
    for part in parts:
        d.update(part)
    return d.digest()


def signed(key, tag, message, signature):
    try:
        VerifyKey(key).verify(tag.encode("ascii") + b"\0" + message, signature)
        return True
    except (BadSignatureError, ValueError):
        return False


_keys = {}


def key_good(key):
    """Canonical and of prime order."""
    if key not in _keys:
        y = int.from_bytes(key, "little") & ((1 << 255) - 1)
        _keys[key] = y < 2**255 - 19 and bool(sodium.crypto_core_ed25519_is_valid_point(key))
    return _keys[key]


# ---------------------------------------------------------------- [2] canonical JSON

JSON_INT_MAX = 2**53 - 1
KEY_FIRST = set(b"abcdefghijklmnopqrstuvwxyz")
KEY_REST = KEY_FIRST | set(b"0123456789-")
SHORT_ESCAPES = {ord('"'): '"', ord("\\"): "\\", ord("b"): "\b", ord("t"): "\t", ord("n"): "\n",
                 ord("f"): "\f", ord("r"): "\r"}


class Scanner:
    def __init__(self, data):
        self.data, self.at, self.values = bytes(data), 0, 0

    def peek(self):
        return self.data[self.at] if self.at < len(self.data) else -1

    def expect(self, byte, what):
        need(self.peek() == byte, "json: " + what)
        self.at += 1

    def text(self):
        self.expect(0x22, "no string where one must stand")
        out = bytearray()
        while True:
            c = self.peek()
            need(c >= 0x20, "json: a control byte in a string, or no end of it")
            self.at += 1
            if c == 0x22:
                break
            if c != 0x5c:
                out.append(c)
                continue
            e = self.peek()
            self.at += 1
            if e in SHORT_ESCAPES:
                out += SHORT_ESCAPES[e].encode()
                continue
            digits = self.data[self.at:self.at + 4]
            need(e == 0x75 and len(digits) == 4 and digits[:2] == b"00"
                 and all(d in b"0123456789abcdef" for d in digits), "json: an escape that is not canonical")
            code = int(digits, 16)
            need(0 < code < 0x20 and code not in (8, 9, 10, 12, 13), "json: an escape that is not canonical")
            out.append(code)
            self.at += 4
        try:
            return out.decode("utf-8")
        except UnicodeDecodeError:
            raise Bad("json: invalid UTF-8") from None

    def key(self):
        self.expect(0x22, "no key where one must stand")
        start = self.at
        while self.peek() in (KEY_REST if self.at > start else KEY_FIRST):
            self.at += 1
        key = self.data[start:self.at]
        need(1 <= len(key) <= 32, "json: a key that is not [a-z][a-z0-9-]{0,31}")
        self.expect(0x22, "a key that is not [a-z][a-z0-9-]{0,31}")
        return key.decode("ascii")

    def integer(self):
        start = self.at
        if self.peek() == 0x2d:
            self.at += 1
        first = self.at
        while 0x30 <= self.peek() <= 0x39:
            self.at += 1
        digits = self.data[first:self.at]
        need(digits, "json: a value that is none of those allowed")
        need(len(digits) == 1 or digits[0] != 0x30, "json: a leading zero")
        need(len(digits) <= 16 and int(digits) <= JSON_INT_MAX, "json: an integer beyond 2^53-1")
        need(self.data[start:self.at] != b"-0", "json: minus zero")
        need(self.peek() not in (0x2e, 0x45, 0x65), "json: a number that is no integer")
        return int(self.data[start:self.at])

    def value(self, depth):
        self.values += 1
        need(self.values <= 2000, "json: more than 2000 values")
        c = self.peek()
        if c in (0x7b, 0x5b):
            need(depth <= 16, "json: nesting deeper than 16")
        if c == 0x7b:
            return self.object(depth)
        if c == 0x5b:
            return self.array(depth)
        if c == 0x22:
            return self.text()
        for word, value in ((b"true", True), (b"false", False), (b"null", None)):
            if self.data.startswith(word, self.at):
                self.at += len(word)
                return value
        return self.integer()

    def object(self, depth):
        out, last = {}, None
        self.at += 1
        if self.peek() == 0x7d:
            self.at += 1
            return out
        while True:
            key = self.key()
            need(last is None or last < key, "json: keys not strictly ascending")
            last = key
            self.expect(0x3a, "a key without its value")
            out[key] = self.value(depth + 1)
            if self.peek() == 0x2c:
                self.at += 1
                continue
            self.expect(0x7d, "an object without its end")
            return out

    def array(self, depth):
        out = []
        self.at += 1
        if self.peek() == 0x5d:
            self.at += 1
            return out
        while True:
            out.append(self.value(depth + 1))
            if self.peek() == 0x2c:
                self.at += 1
                continue
            self.expect(0x5d, "an array without its end")
            return out


def scan(data):
    """The value of canonical JSON; Bad where it is not."""
    s = Scanner(data)
    need(s.peek() == 0x7b, "json: something else than an object at the top")
    value = s.value(1)
    need(s.at == len(s.data), "json: bytes behind the end")
    return value


def canonical(value):
    """The one way to write a value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


# ---------------------------------------------------------------- [3.1] the header

class Header:
    def __init__(self, raw):
        need(len(raw) >= 200, "length: shorter than a header")
        self.raw = bytes(raw)
        need(raw[:2] == b"ac", "magic: no change")
        need(raw[2] == 1, "version: not 1")
        (self.kind, self.ndeps, self.ncites, self.seq, self.depth, self.written_ms, self.facts_len, pad,
         self.words_len) = struct.unpack(">HBBQQQHHI", raw[4:40])
        self.space, self.author, self.prev, self.record, self.words_hash = (
            bytes(raw[i:i + 32]) for i in range(40, 200, 32))
        need(self.ndeps <= 64, "ndeps: more than 64")
        need(self.ncites <= 64, "ncites: more than 64")
        need(len(raw) == 200 + 32 * (self.ndeps + self.ncites) + self.facts_len, "length: not what the header says")
        need(raw[3] == 0 and pad == 0, "zero: a byte that must be zero is not")
        at = 200
        self.deps = [bytes(raw[at + 32 * i:at + 32 * i + 32]) for i in range(self.ndeps)]
        at += 32 * self.ndeps
        self.cites = [bytes(raw[at + 32 * i:at + 32 * i + 32]) for i in range(self.ncites)]
        self.facts_bytes = bytes(raw[at + 32 * self.ncites:])
        self.is_governing = self.kind >= 0x8000
        need(self.facts_len <= (16384 if self.is_governing else 4096), "facts_len: too long")
        need(self.words_len <= 65536, "words_len: too long")
        need(1 <= self.seq < 2**53, "seq: out of range")
        need(1 <= self.depth < 2**53, "depth: out of range")
        need(self.written_ms < 2**48, "written_ms: out of range")
        need((self.seq == 1) == (self.prev == ZERO), "prev: zero exactly where seq is 1")
        need((self.words_len == 0) == (self.words_hash == ZERO), "words_hash: zero exactly where words_len is zero")
        need(all(a < b for a, b in zip(self.deps, self.deps[1:])), "deps: not strictly ascending")
        try:
            self.facts = scan(self.facts_bytes)
        except Bad as bad:
            raise Bad("facts: %s" % bad) from None
        self.id = h("accord/change/1", self.raw)


# ---------------------------------------------------------------- [4] kinds, [5] vocabularies

VOCABULARIES = {name: set(codes.split()) for name, codes in {
    "sector": "government business academia civil-society international-agency other",
    "driver": "governance constrain-capitalism mechanism-failure desperation access-resources innovate cannot-alone",
    "contribution": "skills knowledge credibility experience reputation authority diversity cash people "
                    "premises-equipment data access-networks other",
    "principle": "equity transparency mutual-benefit",
    "reflection": "journal aar story outcome-note vision listening concern appreciation",
    "reason": "funding staffing scope timing dependency-late law-or-permit safety context-changed quality "
              "not-delivered expired other",
    "erasure": "personal-data safety mistake law-or-permit other",
    "authority": "own law court funder",
    "completion": "no-evidence not-started limited substantial complete",
    "outcome": "in-progress accepted released withdrawn",
    "origin": "reflection review decision risk",
    "role": "partner observer device",
    "revoke": "lost stolen retired other",
}.items()}

ACK, CONTACT, NOTE, ADDENDUM, CREATE, EDIT, STAMP, ATTEST, ERASED = 1, 2, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16
PROPOSE, SIGN, DECLINE, RETRACT, AMEND, PROGRESS, DELIVER, ACCEPT, ACCEPT_RESERVED = range(0x4001, 0x400a)
DISPUTE, RESPOND, RESOLVE, WITHDRAW, RELEASE, SUSPEND, RESUME, REOPEN = range(0x400a, 0x4012)
REDACT, RATIFY, REVEAL = range(0x4020, 0x4023)
FOUND, INVITE, JOIN, ADMIT, UNADMIT, LEAVE, CERTIFY, REVOKE, ROSTER = range(0x8001, 0x800a)

TEXTS = {PROPOSE, AMEND, RESOLVE, REOPEN}
STATEMENTS = {FOUND, JOIN, ROSTER}
GROUPS = {
    "any": None, "party": {JOIN, FOUND}, "text": TEXTS, "signable": TEXTS | {REDACT}, "propose": {PROPOSE},
    "claim": {DELIVER}, "dispute": {DISPUTE}, "suspend": {SUSPEND}, "own": TEXTS | {DELIVER, DISPUTE},
    "invite": {INVITE, FOUND}, "join": {JOIN}, "admit": {ADMIT}, "statement": STATEMENTS, "redact": {REDACT},
}
TERMS = ("need? int 1 15; slots? slots; start? date; due? date; expires? date; level? int 1 3; "
         "contribution? code contribution; principles? codes principle; driver? code driver; origin? code origin")

# number: name, record, cites (group min max asc), facts (key type ...), may it have words
_KINDS = """
8001 found    0       | -                                     | statement object; random hex 32; title name 200; own? true; continues? object | none
8002 invite   0       | -                                     | key hex 32; role code role; hold? true | none
8003 join     0       | invite 1 1                            | statement object; secret? hex 64 | none
8004 admit    0       | join 1 1                              | - | none
8005 unadmit  0       | admit 1 64 asc                        | reason? name 200 | none
8006 leave    0       | -                                     | reason? name 200 | none
8007 certify  0       | -                                     | n name 32; key hex 32; transport hex 32; label name 64; proof hex 64; seals? name 8192 | none
8008 revoke   0       | -                                     | key hex 32; reason code revoke | none
8009 roster   0       | statement 1 64 asc                    | statement object | none
0001 ack      0       | -                                     | - | none
0002 contact  0       | -                                     | addresses names 200; protocol int 1 255 | none
0010 note     0       | any 0 8                               | type code reflection; event? date; principles? codes principle; level? int 1 3; source? name 32; stamp? hex 32 | words
0011 addendum note    | -                                     | event? date | words
0012 create   0       | any 0 64                              | type name 32; fields names 32 | words
0013 edit     fields  | -                                     | fields names 32; remove? ids | words
0014 stamp    0       | -                                     | hash hex 32 | none
0015 attest   0       | any 0 64                              | opinion name 32; period? name 32; problems int 0 9007199254740991 | words
0016 erased   0       | redact 1 64                           | - | none
4001 propose  0       | party 1 1; party 1 15 asc; propose 0 1 | TERMS | words
4002 sign     propose | signable 1 1                          | - | words
4003 decline  propose | text 1 1                              | reason code reason | words
4004 retract  propose | own 1 1                               | reason code reason | words
4005 amend    propose | text 1 1; party 0 1; party 0 15 asc   | TERMS; reason code reason | words
4006 progress propose | text 1 1                              | completion? code completion; slot? int 1 120 | words
4007 deliver  propose | text 1 1                              | files int 0 1000; slot? int 1 120 | words
4008 accept   propose | claim 1 1; text 1 1                   | - | words
4009 accept-with-reservations propose | claim 1 1; text 1 1   | reason? code reason | words
400a dispute  propose | text 1 1; claim 0 1                   | reason code reason; slot? int 1 120 | words
400b respond  propose | dispute 1 1                           | - | words
400c resolve  propose | text 1 1; dispute 1 62 asc            | outcome code outcome; TERMS | words
400d withdraw propose | text 1 1                              | reason code reason | words
400e release  propose | text 1 1                              | reason? code reason | words
400f suspend  propose | text 1 1                              | reason code reason; until? date | words
4010 resume   propose | suspend 1 64 asc                      | - | words
4011 reopen   propose | text 1 1                              | reason code reason | words
4020 redact   target  | any 1 1                               | reason code erasure; authority? code authority | none
4021 ratify   0       | any 1 64 asc                          | - | none
4022 reveal   target  | any 1 64                              | - | none
"""


class Kind:
    def __init__(self, line):
        head, cites, facts, words = (part.strip() for part in line.split("|"))
        number, self.name, self.record = head.split()
        self.number = int(number, 16)
        self.cites = []
        for row in ([] if cites == "-" else cites.split(";")):
            group, low, high, *asc = row.split()
            self.cites.append((GROUPS[group], group, int(low), int(high), bool(asc)))
        self.facts = []
        for row in ([] if facts == "-" else facts.replace("TERMS", TERMS).split(";")):
            key, kind, *more = row.split()
            self.facts.append((key.rstrip("?"), not key.endswith("?"), kind, more))
        self.has_words = words == "words"


KINDS = {k.number: k for k in (Kind(line) for line in _KINDS.strip().split("\n"))}
TERM_KEYS = [row.split()[0].rstrip("?") for row in TERMS.split(";")]


def is_int(v):
    return isinstance(v, int) and not isinstance(v, bool)


def is_text(v, most):
    return isinstance(v, str) and 1 <= len(v.encode("utf-8")) <= most


def is_hex(v, size):
    return isinstance(v, str) and len(v) == 2 * size and all(c in "0123456789abcdef" for c in v)


def is_date(v):
    if not (isinstance(v, str) and len(v) == 10 and v[4] == "-" and v[7] == "-"):
        return False
    parts = v[:4], v[5:7], v[8:]
    if not all(c in "0123456789" for part in parts for c in part):
        return False
    y, m, d = map(int, parts)
    leap = y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
    days = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return 1900 <= y <= 2199 and 1 <= m <= 12 and 1 <= d <= days[m - 1]


def fact_good(kind, more, v):
    if kind == "code":
        return isinstance(v, str) and v in VOCABULARIES[more[0]]
    if kind == "codes":
        return (isinstance(v, list) and len(v) >= 1 and all(isinstance(c, str) and c in VOCABULARIES[more[0]] for c in v)
                and all(a < b for a, b in zip(v, v[1:])))
    if kind == "date":
        return is_date(v)
    if kind == "int":
        return is_int(v) and int(more[0]) <= v <= int(more[1])
    if kind == "true":
        return v is True
    if kind == "hex":
        return is_hex(v, int(more[0]))
    if kind == "name":
        return is_text(v, int(more[0]))
    if kind == "names":
        return isinstance(v, list) and len(v) <= 64 and all(is_text(t, int(more[0])) for t in v)
    if kind == "ids":
        return isinstance(v, list) and len(v) <= 64 and all(is_hex(t, 32) for t in v)
    if kind == "slots":
        return (isinstance(v, list) and 1 <= len(v) <= 120
                and all(isinstance(s, dict) and set(s) == {"n", "due"} and is_int(s["n"]) and s["n"] == i + 1
                        and is_date(s["due"]) for i, s in enumerate(v))
                and all(a["due"] < b["due"] for a, b in zip(v, v[1:])))
    if kind == "object":
        return isinstance(v, dict)
    raise AssertionError(kind)


def check_facts(kind, facts):
    for key, required, of, more in kind.facts:
        if key not in facts:
            need(not required, "facts: %s is missing in a %s" % (key, kind.name))
        else:
            need(fact_good(of, more, facts[key]), "facts: %s of a %s is out of range" % (key, kind.name))
    for key in ("sealed", "withheld"):
        need(key not in facts or facts[key] is True, "facts: %s is true or absent" % key)


# ---------------------------------------------------------------- [6] the statement

MONTHS = set("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC JUNE JULY SEPT MARCH APRIL AUGUST".split())


def code_good(code):
    return (isinstance(code, str) and 3 <= len(code) <= 6 and all("A" <= c <= "Z" for c in code)
            and code not in MONTHS)


def device_proof_good(proof, device, root, transport):
    return key_good(device) and signed(device, "accord/device/1", root + transport, proof)


class Statement:
    def __init__(self, o):
        def hexed(where, key, size, what):
            need(is_hex(where.get(key), size), "statement: %s" % what)
            return bytes.fromhex(where[key])

        need(isinstance(o, dict), "statement: no object")
        self.json = o
        self.root = hexed(o, "root", 32, "root")
        need(key_good(self.root), "statement: root is no key")
        hexed(o, "seal", 32, "seal")
        need(is_int(o.get("seal-no")) and o["seal-no"] >= 1, "statement: seal-no")
        need(code_good(o.get("code")), "statement: code")
        need(is_text(o.get("name"), 200), "statement: name")
        need(o.get("sector") in VOCABULARIES["sector"], "statement: sector")
        self.code = o["code"]
        self.devices = {}
        numbers = set()
        listed = o.get("devices")
        need(isinstance(listed, list) and 1 <= len(listed) <= 1024, "statement: devices")
        for d in listed:
            need(isinstance(d, dict), "statement: a device is no object")
            n = d.get("n")
            need(is_text(n, 32) and n[0] in "123456789"
                 and all(c in "0123456789abcdefghijklmnopqrstuvwxyz" for c in n), "statement: number of a device")
            need(is_text(d.get("label"), 64), "statement: label of a device")
            key = hexed(d, "key", 32, "key of a device")
            transport = hexed(d, "transport", 32, "transport key of a device")
            proof = hexed(d, "proof", 64, "proof of a device")
            last = hexed(d, "last", 32, "last good change of a device") if "last" in d else None
            need(device_proof_good(proof, key, self.root, transport), "statement: a device did not agree to be listed")
            need(key not in self.devices and n not in numbers, "statement: a device twice")
            numbers.add(n)
            self.devices[key] = (n, transport, last)
        need(("space" in o) == ("follows" in o), "statement: space and follows stand together or not at all")
        self.space, self.follows = None, []
        if "space" in o:
            self.space = hexed(o, "space", 32, "space")
            f = o["follows"]
            need(isinstance(f, list) and 1 <= len(f) <= 64 and all(is_hex(x, 32) for x in f)
                 and all(a < b for a, b in zip(f, f[1:])), "statement: follows")
            self.follows = [bytes.fromhex(x) for x in f]
        self.root_in_force = self.root
        if "new-root" in o:
            self.root_in_force = hexed(o, "new-root", 32, "new-root")
            need(key_good(self.root_in_force), "statement: the new root is no key")

    def signed_by(self, roots):
        sigs = self.json.get("sigs")
        body = canonical({k: v for k, v in self.json.items() if k != "sigs"})
        return (isinstance(sigs, list) and len(sigs) == len(roots) > 0 and all(
            is_hex(s, 64) and key_good(r) and signed(r, "accord/root/1", body, bytes.fromhex(s))
            for s, r in zip(sigs, sorted(roots))))

    def goes_on(self, device):
        return device in self.devices and self.devices[device][2] is None


# ---------------------------------------------------------------- one space

class Change:
    """A change that passed. `past` is a set of places, as the bits of one integer."""

    def __init__(self, header, at, past):
        self.header, self.at, self.past = header, at, past
        self.id, self.kind, self.author, self.seq = header.id, header.kind, header.author, header.seq
        self.bit = 1 << at
        self.org = None       # its organisation: place of the join or found; None: unjudged
        self.unjudged = False
        self.statement = None
        self.prev = None


class State:
    def __init__(self):
        self.rosters, self.stops, self.leaves, self.devices = {}, {}, {}, {}
        self.standing, self.members = set(), set()


class Space:
    """Takes changes in causal order and judges each: authentic [3.3], admitted [7.1]."""

    def __init__(self):
        self.id = None
        self.changes = []
        self.by_id = {}
        self.gov = []        # governing changes and ratifications, the only ones that state reads
        self.gov_bits = 0
        self.states = {}
        self.is_own = False

    # --- causality
    def reaches(self, c, target):
        """c is the target, or the target reaches c by prev."""
        while target is not None and target.seq > c.seq:
            target = target.prev
        return target is c

    def members_of(self, bits):
        return [g for g in self.gov if bits & g.bit]

    # --- [3.3]
    def take(self, raw, signature):
        header = Header(raw)
        if header.id in self.by_id:
            return self.by_id[header.id]
        need(key_good(header.author), "author: not canonical, or not of prime order")
        need(signed(header.author, "accord/sig/change/1", header.id, signature), "signature: it is not good")
        space = header.id if header.kind == FOUND else header.space
        if self.id is None:
            need(header.kind == FOUND, "ancestor: the founding does not come first")
            self.id = header.id
        need(space == self.id, "space: of another space")
        past, depth, unjudged = 0, 0, False
        prev = None
        if header.seq > 1:
            prev = self.ancestor(header.prev, "prev")
            need(prev.author == header.author, "prev: by another device")
            need(prev.seq + 1 == header.seq, "prev: its seq is not one less")
            past, depth, unjudged = prev.past | prev.bit, prev.header.depth, prev.unjudged
        for dep in header.deps:
            d = self.ancestor(dep, "deps")
            need(d.author != header.author, "deps: one of the author's own")
            past |= d.past | d.bit
            depth = max(depth, d.header.depth)
            unjudged |= d.unjudged
        need(header.depth == depth + 1, "depth: not exact")
        c = Change(header, len(self.changes), past)
        c.prev, c.unjudged = prev, unjudged
        record, cites = None, []
        if header.record != ZERO:
            record = self.ancestor(header.record, "record")
            need(past & record.bit, "record: not in its past")
        for cite in header.cites:
            x = self.ancestor(cite, "cites")
            need(past & x.bit, "cites: one that is not in its past")
            cites.append(x)
        c.record, c.cites = record, cites
        self.check_form(c)
        self.admit(c)
        self.changes.append(c)
        self.by_id[c.id] = c
        if header.is_governing or header.kind == RATIFY:
            self.gov.append(c)
            self.gov_bits |= c.bit
        return c

    def ancestor(self, change_id, where):
        need(change_id in self.by_id, "ancestor: %s names a change that is not here or was refused" % where)
        return self.by_id[change_id]

    # --- [4] form
    def check_form(self, c):
        kind = KINDS.get(c.kind)
        if kind is None:
            return
        header = c.header
        need(kind.has_words or header.words_len == 0, "words: a %s has none" % kind.name)
        self.check_record(c, kind)
        check_facts(kind, header.facts)
        at = 0
        for group, name, low, high, asc in kind.cites:
            took = 0
            while took < high and at < len(c.cites) and (group is None or c.cites[at].kind in group):
                cited = c.cites[at]
                need(not asc or took == 0 or header.cites[at - 1] < header.cites[at], "cites: not strictly ascending")
                if kind.record == "propose" and name not in ("party", "redact"):
                    need(cited is c.record or cited.record is c.record, "cites: a change of another record")
                took += 1
                at += 1
            need(took >= low, "cites: a %s lacks a change that it must cite" % kind.name)
        if header.facts.get("sealed") is True and kind.has_words and c.kind not in (PROPOSE, AMEND):
            while at < len(c.cites) and c.cites[at].kind in GROUPS["party"]:
                at += 1
        need(at == len(c.cites), "cites: a %s cites more or other changes than it may" % kind.name)
        if c.kind in (PROPOSE, AMEND):
            self.check_parties(c)
        if c.kind in (PROGRESS, DELIVER, DISPUTE):
            slots = self.terms_of(c.cites[0]).get("slots", [])
            slot = header.facts.get("slot")
            need(slot is None or slot <= len(slots), "facts: slot beyond those of the terms")
            need(slot is not None or not slots or c.kind != DELIVER, "facts: slot is missing")

    @staticmethod
    def check_record(c, kind):
        r = c.record.kind if c.record is not None else None
        if kind.record == "0":
            good = r is None
        elif kind.record == "propose":
            good = r == PROPOSE or (c.kind == SIGN and len(c.cites) == 1 and c.cites[0].kind == REDACT)
        elif kind.record == "note":
            good = r == NOTE
        elif kind.record == "fields":
            good = r in (CREATE, FOUND, JOIN)
        elif c.kind == REDACT and c.cites:
            target = c.cites[0]
            good = c.record is (target.record if target.record is not None else target)
        else:
            of = {id(t.record): t.record for t in c.cites}
            good = c.record is (of.popitem()[1] if len(of) == 1 else None)
        need(good, "record: a %s acts on another kind of record" % kind.name)

    @staticmethod
    def check_parties(c):
        first = 1 if c.kind == AMEND else 0
        ids = []
        for x in c.cites[first:]:
            if x.kind not in GROUPS["party"]:
                break
            ids.append(x.id)
        if not ids:
            return
        need(len(ids) >= 2, "cites: a promisor without a promisee")
        need(ids[0] not in ids[1:], "cites: the promisor is among the promisees")
        need(c.header.facts.get("need", 1) <= len(ids) - 1, "facts: need is above the number of promisees")

    def terms_of(self, text):
        while not (text.kind in (PROPOSE, AMEND)
                   or (text.kind == RESOLVE and any(k in text.header.facts for k in TERM_KEYS))):
            text = text.cites[0]
        return text.header.facts

    # --- [7.2] state
    def firm(self, c, rosters):
        for r in rosters:
            if r is c or c.past & r.bit or r.statement.goes_on(c.author):
                continue
            listed = r.statement.devices.get(c.author)
            last = self.by_id.get(listed[2]) if listed else None
            if last is None or not r.past & last.bit or not self.reaches(c, last):
                return False
        return True

    @staticmethod
    def knows_all(c, rosters):
        return all(r is c or c.past & r.bit for r in rosters)

    def state(self, bits):
        bits &= self.gov_bits
        if bits not in self.states:
            self.states[bits] = self.make_state(self.members_of(bits))
        return self.states[bits]

    def make_state(self, s):
        st = State()
        s = [g for g in s if g.org is not None]
        orgs = [g.at for g in s if g.kind in (FOUND, JOIN)]
        for o in orgs:
            stated = [g for g in s if g.kind in STATEMENTS and g.org == o]
            st.rosters[o] = [g for g in stated
                             if not any(r is not g and r.kind == ROSTER and g.id in r.statement.follows for r in stated)]
            rs = st.rosters[o]
            mine = [g for g in s if g.org == o]
            st.stops[o] = [g for g in mine if g.kind == REVOKE and self.knows_all(g, rs)]
            st.leaves[o] = [g for g in mine if g.kind == LEAVE and self.firm(g, rs)]
            devices = set()
            if rs:
                devices = {d for d in rs[0].statement.devices if all(r.statement.goes_on(d) for r in rs)}
            for g in mine:
                if g.kind == CERTIFY and self.knows_all(g, rs) and self.firm(g, rs):
                    devices.add(bytes.fromhex(g.header.facts["key"]))
            st.devices[o] = devices - {bytes.fromhex(g.header.facts["key"]) for g in st.stops[o]}
        st.standing = {g.at for g in s if g.kind == FOUND}
        grew = True
        while grew:
            grew = False
            for a in s:
                if a.kind != ADMIT or a.cites[0].at in st.standing or a.org not in st.standing:
                    continue
                leaves = st.leaves[a.org]
                if not self.firm(a, st.rosters[a.org]) or (leaves and not any(v.past & a.bit for v in leaves)):
                    continue
                if any(u.kind == UNADMIT and u.org == a.org and a in u.cites and self.firm(u, st.rosters[a.org])
                       and all(v.past & u.bit for v in leaves) for u in s):
                    continue
                st.standing.add(a.cites[0].at)
                grew = True
        st.members = {o for o in st.standing if not st.leaves[o]}
        return st

    # --- [7.1] admitted
    def is_partner(self, o):
        c = self.changes[o]
        return c.kind == FOUND or c.cites[0].kind == FOUND or c.cites[0].header.facts["role"] == "partner"

    def names(self, past, device):
        """Organisations that name the device, and the fewest certificates above it."""
        orgs, chain = set(), 8
        for g in self.members_of(past):
            if g.kind in STATEMENTS and g.org is not None and device in g.statement.devices:
                orgs.add(g.org)
                chain = 0
            elif g.kind == CERTIFY and g.org is not None and g.header.facts["key"] == device.hex():
                above, length = self.names(g.past, g.author)
                orgs.add(g.org)
                chain = min(chain, length + 1 if above == {g.org} else 8)
        return orgs, chain

    def admit(self, c):
        header = c.header
        if header.is_governing and c.kind not in KINDS:
            c.unjudged = True
        if c.unjudged:
            return
        if c.kind in STATEMENTS:
            c.statement = Statement(header.facts["statement"])
        if c.kind == FOUND:
            self.admit_found(c)
            return
        if c.kind == JOIN:
            self.admit_join(c)
            return
        if c.seq > 1:
            c.org = c.prev.org
        else:
            orgs, chain = self.names(c.past, c.author)
            if c.kind == ROSTER:
                need(c.statement.follows, "not admitted: it follows no statement")
                orgs, chain = orgs | {self.ancestor(c.statement.follows[0], "follows").org}, 0
            need(len(orgs) == 1 and None not in orgs,
                 "not admitted: %s names this device" % ("nothing in its past" if not orgs else "more than one organisation"))
            need(chain < 8, "not admitted: its chain of certificates is too long")
            c.org = orgs.pop()
        if c.kind == ROSTER:
            self.admit_roster(c)
            return
        g = self.state(c.past)
        need(c.author in g.devices.get(c.org, ()), "not admitted: its device does not belong")
        need(c.org in g.members, "not admitted: its organisation is no member")
        need(self.is_partner(c.org)
             or c.kind in (ACK, CONTACT, ATTEST, ERASED, REDACT, RATIFY, CERTIFY, REVOKE, LEAVE, ROSTER)
             or c.kind not in KINDS,
             "not admitted: an observer may not write this")
        if c.kind == INVITE:
            need((header.facts["role"] == "device") == self.is_own, "not admitted: that role is not for this space")
        if c.kind == ADMIT:
            need(not self.is_own, "not admitted: nobody is admitted to an own space")
        if c.kind == UNADMIT:
            need(all(x.org == c.org for x in c.cites), "not admitted: an admit of another organisation")
            need(len({x.cites[0].id for x in c.cites}) == 1, "not admitted: admits of two joins")
        if c.kind == CERTIFY:
            f = header.facts
            roots = {r for x in self.members_of(c.past) if x.kind in STATEMENTS and x.org == c.org
                     for r in (x.statement.root, x.statement.root_in_force)}
            need(any(device_proof_good(bytes.fromhex(f["proof"]), bytes.fromhex(f["key"]), r,
                                       bytes.fromhex(f["transport"])) for r in roots),
                 "not admitted: the device it certifies did not agree")
        if c.kind == REVOKE:
            key = bytes.fromhex(header.facts["key"])
            need(any(x.org == c.org and (key in x.statement.devices if x.kind in STATEMENTS else
                                         x.kind == CERTIFY and x.header.facts["key"] == key.hex())
                     for x in self.members_of(c.past)), "not admitted: it stops a device of another organisation")

    def admit_found(self, c):
        s = c.statement
        need(c.seq == 1 and not c.header.deps and not self.changes and c.header.space == ZERO,
             "not admitted: a founding that does not stand first")
        need(s.space is None and s.signed_by([s.root]), "not admitted: the statement is not signed by its root")
        need(s.goes_on(c.author), "not admitted: the statement does not list the device")
        self.is_own = c.header.facts.get("own") is True
        c.org = c.at

    def admit_join(self, c):
        s, basis = c.statement, c.cites[0]
        need(c.seq == 1 and c.header.deps == [basis.id], "not admitted: a join rests on its invitation alone")
        need(not self.is_own, "not admitted: nobody joins an own space")
        need(s.space is None and s.signed_by([s.root]), "not admitted: the statement is not signed by its root")
        need(s.goes_on(c.author), "not admitted: the statement does not list the device")
        need(not self.names(c.past, c.author)[0], "not admitted: the device belongs to an organisation already")
        if basis.kind == FOUND:
            roots = basis.header.facts.get("continues", {}).get("roots", [])
            need(isinstance(roots, list) and s.root.hex() in roots, "not admitted: the founding does not name this root")
        else:
            need(basis.header.facts["role"] != "device", "not admitted: an invitation for a laptop")
            key = bytes.fromhex(basis.header.facts["key"])
            message = self.id + basis.id + s.root + c.author + s.devices[c.author][1]
            secret = c.header.facts.get("secret")
            need(secret is not None and key_good(key) and signed(key, "accord/join/1", message, bytes.fromhex(secret)),
                 "not admitted: the proof of the invitation's secret is wrong")
        c.org = c.at

    def admit_roster(self, c):
        s = c.statement
        before = self.state(c.past)
        need(c.org in before.rosters, "not admitted: its organisation is unknown")
        followed = sorted(r.id for r in before.rosters[c.org])
        need(s.space == self.id, "not admitted: a statement for another space")
        need(s.follows == followed and c.header.cites == followed,
             "not admitted: it does not follow what was in force")
        roots = {r.statement.root_in_force for r in before.rosters[c.org]}
        need(s.root in roots and s.signed_by(roots),
             "not admitted: it is not signed by the root in force")
        need(s.goes_on(c.author), "not admitted: it does not list the device that publishes it")
        after = self.make_state(self.members_of(c.past) + [c])
        need(c.org in after.members, "not admitted: its organisation is no member")

    # --- [7.3] counted
    def plain(self, c, st, of=None):
        if c.org not in st.standing:
            return "fallen"
        if not self.firm(c, st.rosters[c.org]):
            return "roster"
        leaves = st.leaves[c.org]
        inside = [bool(v.past & c.bit) for v in leaves]
        if leaves and not all(inside):
            if not (c.header.is_governing and (any(inside) or c in leaves)):
                return "left"
        for p in st.stops[c.org]:
            if p.header.facts["key"] == c.author.hex() and not p.past & c.bit:
                return "stopped"
        return ""

    def good(self, c, bits):
        st = self.state(bits)
        why = self.plain(c, st)
        if why and not c.header.is_governing:
            for r in self.members_of(bits):
                if r.kind == RATIFY and r.org == c.org and not self.plain(r, st):
                    if any(self.reaches(c, x) for x in r.cites):
                        return ""
        return why

    def parties(self, c):
        """Organisations named as parties of its record by what it knows; None: it has none."""
        root = c if c.kind == PROPOSE else c.record
        if root is None or root.kind != PROPOSE:
            return None
        named = {x.at for x in root.cites if x.kind in GROUPS["party"]}
        valid = []  # amends of one named before
        for a in self.changes:
            if a.kind == AMEND and a.record is root and (a is c or c.past & a.bit):
                before = named.union(*(p for b, p in valid if a.past & b.bit))
                if a.org in before:
                    valid.append((a, {x.at for x in a.cites if x.kind in GROUPS["party"]}))
        return named.union(*(p for _, p in valid))

    def met(self, c, everything):
        parties = self.parties(c)
        if parties is None:
            parties = self.state(everything).standing
        for e in self.changes:
            if e.org is None or e.org == c.org or e.org not in parties or not e.past & c.bit:
                continue
            if e.org in self.state(e.past).members and self.is_partner(e.org) and not self.good(c, e.past):
                return True
        return False

    def uncounted(self):
        """Why each change that does not count does not; and which count but are contested."""
        everything = (1 << len(self.changes)) - 1
        aside, contested = {}, []
        for c in self.changes:
            if c.unjudged:
                aside[c.id.hex()] = "unjudged"
                continue
            why = self.good(c, everything)
            if why and self.met(c, everything):
                if not self.firm(c, self.state(everything).rosters[c.org]):
                    contested.append(c.id.hex())
            elif why:
                aside[c.id.hex()] = why
        return aside, contested

    def revealed(self, aside):
        """[3.4] Withheld changes that a reveal of their own organisation cites, which counts."""
        return {x.id for r in self.changes if r.kind == REVEAL and r.id.hex() not in aside
                for x in r.cites if x.org == r.org and x.header.facts.get("withheld") is True}

    # --- [13.1]
    def heads(self):
        followed = {c.prev.id for c in self.changes if c.prev is not None}
        feeds = {}
        for c in self.changes:
            if c.id not in followed:
                feeds.setdefault(c.author, []).append((c.seq, c.id))
        return {author: sorted(heads) for author, heads in feeds.items()}


def digest_of(space, feeds):
    out = [space]
    for author in sorted(feeds):
        out.append(author + bytes([len(feeds[author])]))
        out += [struct.pack(">Q", seq) + i for seq, i in feeds[author]]
    return h("accord/summary/1", *out)


# ---------------------------------------------------------------- [10.1], [11] frames and bundles

class Reader:
    def __init__(self, data, what):
        self.data, self.at, self.what = bytes(data), 0, what

    def left(self):
        return len(self.data) - self.at

    def take(self, n):
        need(self.left() >= n, "%s: cut short" % self.what)
        self.at += n
        return self.data[self.at - n:self.at]

    def number(self, n):
        return int.from_bytes(self.take(n), "big")


HEAD, TAIL, LIST, CHANGES = 32, 33, 5, 7
STATEMENT_FLAG = 2


def read_evidence(r, flags):
    if flags & STATEMENT_FLAG:
        return [("statement", r.take(r.number(2)))]
    n = r.number(1)
    need(n <= 8, "head: more than 8 changes as evidence")
    return [("change", r.take(r.number(2)), r.take(64)) for _ in range(n)]


class Bundle:
    """The frames of an open bundle, its shape and its tail checked; `problems` collects what is wrong."""

    def __init__(self, data):
        self.problems = []
        self.items = []      # (header bytes, signature, words state, words)
        self.list = {}
        if data[:8] == b"accord-s":
            raise Bad("file: this bundle is sealed; only an open one can be checked")
        need(data[:8] == b"accord-b", "file: no bundle")
        need(data[8:9] == b"\x01", "file: a bundle of another version")
        r = Reader(data, "file")
        r.at = 9
        self.frames, number, expect_more, stage = 0, 0, False, "head"
        while True:
            before = r.at
            size = r.number(4)
            need(4 <= size <= 262144, "frame: its length is out of range")
            f = Reader(r.take(size), "frame")
            kind, flags, slot = f.number(1), f.number(1), f.number(2)
            if stage == "head":
                need(kind == HEAD and slot == 0 and flags in (0, STATEMENT_FLAG), "head: it does not stand first")
                self.read_head(f, flags)
                stage = "list"
                continue
            if kind == LIST and stage == "list":
                need(flags == 0 and slot == 0, "list: flags or slot")
                expect_more = self.read_list(f)
                if not expect_more:
                    stage = "changes"
                continue
            need(stage == "changes", "frame: type %d where a LIST must stand" % kind)
            if kind == CHANGES:
                number += 1
                need(flags == 0 and slot == 0 and f.number(4) == number, "changes: flags, slot or number")
                self.read_changes(f)
                self.frames += 1
                continue
            need(kind == TAIL and flags == 0 and slot == 0xffff, "frame: type %d in a bundle" % kind)
            self.read_tail(f, h(None, data[:before]))
            break
        if r.left():
            self.problem("tail: bytes behind it")

    def problem(self, what):
        self.problems.append({"what": what})

    def read_head(self, f, flags):
        self.space, self.sender = f.take(32), f.take(32)
        self.evidence = read_evidence(f, flags)
        self.recipients = [f.take(32) for _ in range(f.number(2))]
        need(f.left() == 0, "head: bytes behind its end")
        if any(a >= b for a, b in zip(self.recipients, self.recipients[1:])):
            self.problem("head: recipients not ascending")

    def read_list(self, f):
        more = f.number(1)
        need(more in (0, 1), "list: more is neither 0 nor 1")
        while f.left():
            author = f.take(32)
            if self.list and author <= max(self.list):
                self.problem("list: authors not ascending")
            self.list[author] = [(f.number(8), f.take(32)) for _ in range(f.number(1))]
            if self.list[author] != sorted(self.list[author]):
                self.problem("list: branches not ascending")
        return bool(more)

    def read_changes(self, f):
        n = 0
        while f.left():
            raw, signature, state = f.take(f.number(2)), f.take(64), f.number(1)
            words = None
            if state == 1:
                need(len(raw) >= 200, "changes: a header cut short")
                words = f.take(32 + int.from_bytes(raw[36:40], "big"))
            need(state <= 4, "changes: state of words")
            self.items.append((raw, signature, state, words))
            n += 1
        need(n <= 512, "changes: more than 512 in a frame")

    def read_tail(self, f, real):
        frames, changes, digest, signature = f.number(4), f.number(8), f.take(32), f.take(64)
        need(f.left() == 0, "tail: bytes behind its end")
        if frames != self.frames or changes != len(self.items):
            self.problem("tail: it counts %d frames and %d changes, there are %d and %d"
                         % (frames, changes, self.frames, len(self.items)))
        if digest != real:
            self.problem("tail: the hash is not that of the file")
        message = self.space + self.sender + struct.pack(">IQ", frames, changes) + digest
        if not (key_good(self.sender) and signed(self.sender, "accord/bundle/1", message, signature)):
            self.problem("tail: the sender's signature is not good")


def check_words(header, state, words):
    """[3.4]: None, or what is wrong."""
    if header.words_len == 0:
        return None if state == 0 else "words: of a change that has none"
    if state == 0:
        return "words: said to be none, the header has some"
    if state == 1 and h("accord/words/1", words) != header.words_hash:
        return "words: their hash is not that of the header"
    return None


def count_words(report, carried, revealed):
    """[3.4] Withheld words are not missing; once revealed they are, until they come. Nobody carries them before."""
    for c, state in carried:
        withheld = c.header.facts.get("withheld") is True and c.id not in revealed
        if withheld:
            report["withheld"] += 1
        if withheld and state == 1:
            report["problems"].append({"what": "words: they are withheld, and here", "id": c.id.hex(), "author": c.author.hex(),
                                       "seq": c.seq})
        if state in (3, 4) and not withheld:
            report["missing_words"] += 1


def verify(data):
    report = {"schema": "accord.verify/1", "ok": False, "space": None, "sender": None, "changes": 0, "history": None,
              "forks": [], "missing_words": 0, "unreadable_words": 0, "withheld": 0, "uncounted": {}, "contested": [], "problems": []}
    problems = report["problems"]
    try:
        bundle = Bundle(data)
    except Bad as bad:
        problems.append({"what": str(bad)})
        return report
    report["space"], report["sender"] = bundle.space.hex(), bundle.sender.hex()
    space = Space()
    carried = []  # changes with words, and where these are said to be
    for raw, signature, state, words in bundle.items:
        change_id = h("accord/change/1", raw)
        known = len(space.changes)
        try:
            c = space.take(raw, signature)
            if c.at < known:
                raise Bad("twice: a change stands in the bundle again")
            wrong = check_words(c.header, state, words)
            if wrong is not None:
                raise Bad(wrong)
            if c.header.words_len:
                carried.append((c, state))
            if state == 1 and "sealed" not in c.header.facts:
                try:
                    scan(words[32:])
                except Bad:
                    report["unreadable_words"] += 1
        except Bad as bad:
            problem = {"what": str(bad), "id": change_id.hex()}
            if len(raw) >= 200:
                problem["author"] = raw[72:104].hex()
                problem["seq"] = int.from_bytes(raw[8:16], "big")
            problems.append(problem)
    problems += bundle.problems
    if space.id is not None and space.id != bundle.space:
        problems.append({"what": "head: another space than the founding's"})
    heads = space.heads()
    if heads != bundle.list:
        problems.append({"what": "list: its heads are not those of the changes"})
    if space.id is not None and bundle.sender not in heads and not bundle.evidence:
        everything = space.state((1 << len(space.changes)) - 1)
        if not any(bundle.sender in devices for devices in everything.devices.values()):
            problems.append({"what": "head: the sender belongs to nobody here"})
    report["changes"] = len(space.changes)
    if space.id is not None:
        report["history"] = digest_of(space.id, heads).hex()
        report["uncounted"], report["contested"] = space.uncounted()
        count_words(report, carried, space.revealed(report["uncounted"]))
    report["forks"] = sorted(author.hex() for author, branches in heads.items() if len(branches) > 1)
    report["ok"] = not problems
    return report


def main(argv):
    if len(argv) == 3 and argv[1] == "--vectors":
        from accord_vectors import check_vectors
        report = check_vectors(argv[2])
    elif len(argv) == 2 and not argv[1].startswith("-"):
        try:
            with open(argv[1], "rb") as file:
                data = file.read()
        except OSError as error:
            print("%s: %s" % (argv[1], error.strerror), file=sys.stderr)
            return 2
        report = verify(data)
    else:
        print(__doc__, file=sys.stderr)
        return 2
    print(json.dumps(report, sort_keys=True, ensure_ascii=True))
    return 0 if report["ok"] else 6


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    sys.exit(main(sys.argv))
