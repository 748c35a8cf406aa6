"""test_verify - the verifier finds nothing in good histories, and everything in bad ones."""
import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import accord_verify as av  # noqa: E402
from accord_vectors import check_vectors  # noqa: E402
from maker import ZERO, Device, History, Key, Org, bundle, canon, digest_of, frame, list_of  # noqa: E402

TERM_WORDS = {"title": "Plan of the riverside \"block\"\n\u0001\u007f\u0144"}


class Riverside:
    """CITY founds, SASI joins and is admitted."""

    def __init__(self, role="partner", **found):
        self.city, self.sasi = Org("CITY"), Org("SASI")
        self.c, self.s = self.city.devices[0], self.sasi.devices[0]
        self.h = History()
        self.found = self.h.found(self.city, **found)
        self.edit = self.h.write(self.c, 0x13, {"code": "KRK", "fields": ["code"]}, record=self.found)
        self.invite = self.h.invite(self.c, "SASI", role)
        self.join = self.h.join(self.sasi, self.invite)
        self.admit = self.h.write(self.c, 0x8004, cites=[self.join])

    def propose(self, **facts):
        return self.h.write(self.c, 0x4001, facts, cites=[self.found, self.join], words=TERM_WORDS)

    def bring(self, code, by=None):
        org = Org(code)
        invite = self.h.invite(by or self.c, code)
        join = self.h.join(org, invite)
        self.h.write(by or self.c, 0x8004, cites=[join])
        org.join = join
        return org

    def report(self, **how):
        return av.verify(bundle(self.h, self.c, **how))


def a_life():
    r = Riverside()
    p = r.propose(due="2026-12-01", level=2, slots=[{"n": 1, "due": "2026-10-01"}, {"n": 2, "due": "2026-12-01"}])
    r.h.write(r.s, 0x4002, record=p, cites=[p])
    claim = r.h.write(r.c, 0x4007, {"files": 0, "slot": 1}, record=p, cites=[p], words={"narrative": "half"})
    dispute = r.h.write(r.s, 0x400a, {"reason": "quality"}, record=p, cites=[p, claim], words={"grounds": "x"})
    r.h.write(r.c, 0x400b, record=p, cites=[dispute], words={"answer": "yes"})
    solved = r.h.write(r.c, 0x400c, {"outcome": "in-progress"}, record=p, cites=[p, dispute], words={"text": "again"})
    r.h.write(r.s, 0x4002, record=p, cites=[solved])
    claim = r.h.write(r.c, 0x4007, {"files": 2, "slot": 2}, record=p, cites=[solved], words={"narrative": "whole"})
    r.h.write(r.s, 0x4008, record=p, cites=[claim, solved])
    note = r.h.write(r.s, 0x10, {"type": "aar"}, cites=[p], words={"text": "we learned"})
    r.h.write(r.c, 0x11, record=note, words={"text": "so did we"})
    r.h.write(r.c, 0x1)
    return r


class Good(unittest.TestCase):
    def check(self, r, **how):
        report = r.report(**how)
        self.assertEqual(report["problems"], [])
        self.assertTrue(report["ok"])
        self.assertEqual(report["changes"], len(r.h.made))
        self.assertEqual(report["history"], digest_of(r.h))
        return report

    def test_a_whole_life_verifies(self):
        report = self.check(a_life())
        self.assertEqual(report["uncounted"], {})
        self.assertEqual(report["missing_words"], 0)

    def test_frames_of_one_change_and_many_lists_verify(self):
        self.check(a_life(), a_frame=1, lists=2)

    def test_words_that_are_not_here_are_missing(self):
        for state in (3, 4):  # 3 says withheld, and no fact does
            r = a_life()
            report = self.check(r, state=state)
            self.assertEqual(report["missing_words"], sum(m.words is not None for m in r.h.made))
            self.assertEqual(report["withheld"], 0)

    def answered(self):
        r = Riverside()
        answer = r.h.write(r.s, 0x12, {"fields": ["text"], "type": "answer", "withheld": True}, words={"text": "not heard"})
        return r, answer

    def test_withheld_words_are_missing_only_once_revealed(self):
        r, answer = self.answered()
        report = self.check(r, state={answer.id: 3})
        self.assertEqual((report["withheld"], report["missing_words"]), (1, 0))
        r.h.write(r.c, 0x4022, cites=[answer])  # another's reveal is none
        report = self.check(r, state={answer.id: 3})
        self.assertEqual((report["withheld"], report["missing_words"]), (1, 0))
        r.h.write(r.s, 0x4022, cites=[answer])
        report = self.check(r, state={answer.id: 3})
        self.assertEqual((report["withheld"], report["missing_words"]), (0, 1))
        report = self.check(r)
        self.assertEqual((report["withheld"], report["missing_words"]), (0, 0))

    def test_withheld_words_that_are_carried_are_named(self):
        r, answer = self.answered()
        report = r.report()
        self.assertFalse(report["ok"])
        self.assertEqual([p["id"] for p in report["problems"]], [answer.id.hex()])

    def test_redacted_words_are_not_missing(self):
        self.assertEqual(self.check(a_life(), state=2)["missing_words"], 0)

    def test_unreadable_words_stand(self):
        r = a_life()
        r.h.write(r.c, 0x10, {"type": "story"}, words=b'{"text": "a space"}')
        self.assertEqual(self.check(r)["unreadable_words"], 1)

    def test_a_fork_is_named_and_both_branches_count(self):
        r = Riverside()
        a = r.propose()
        r.h.write(r.c, 1, prev=r.admit, seen=[r.admit.id])
        report = self.check(r)
        self.assertEqual(report["forks"], [r.c.hex])
        self.assertEqual(report["uncounted"], {})
        self.assertEqual(len(list_of(r.h)[a.author]), 2)

    def test_a_note_of_a_newer_kind_is_carried(self):
        r = Riverside()
        r.h.write(r.c, 0x00ff, {"new": 1}, words={"whatever": "x"})
        self.assertEqual(self.check(r)["uncounted"], {})

    def test_what_rests_on_a_newer_governing_kind_is_unjudged(self):
        r = Riverside()
        a = r.h.write(r.c, 0xc123, {"new": 1})
        b = r.h.write(r.s, 1)
        self.assertEqual(self.check(r)["uncounted"], {a.id.hex(): "unjudged", b.id.hex(): "unjudged"})

    def test_an_own_space_has_further_devices_by_certify_alone(self):
        city = Org("CITY")
        hist = History()
        hist.found(city, own=True)
        second = Device("CITY 1a", "1a", city)
        key = Key("invitation laptop")
        hist.write(city.devices[0], 0x8002, {"key": key.hex, "role": "device"})
        hist.certify(city.devices[0], second, "1a", seen=None)
        hist.write(second, 0x10, {"type": "journal"}, words={"text": "private"})
        report = av.verify(bundle(hist, second))
        self.assertEqual(report["problems"], [])

    def test_an_observer_may_read_and_attest(self):
        r = Riverside("observer")
        r.h.write(r.s, 1)
        r.h.write(r.s, 0x15, {"opinion": "clean", "problems": 0}, cites=[r.admit], words={"text": "seen"})
        self.check(r)

    def test_an_organisation_named_by_the_founding_joins_without_invitation(self):
        sasi = Org("SASI")
        city, hist = Org("CITY"), History()
        found = hist.found(city, continues={"history": "11" * 32, "roots": [sasi.root.hex], "space": "22" * 32})
        hist.write(sasi.devices[0], 0x8003, {"statement": sasi.statement()}, cites=[found], seen=[found.id])
        hist.write(city.devices[0], 0x8004, cites=[hist.made[-1]])
        hist.write(sasi.devices[0], 1)
        self.assertEqual(av.verify(bundle(hist, city.devices[0]))["problems"], [])


class WhatCounts(unittest.TestCase):
    def uncounted(self, r):
        report = r.report()
        self.assertEqual(report["problems"], [])
        return report["uncounted"], report["contested"]

    def test_acts_beyond_a_stop_lie_in_the_tray(self):
        r = Riverside()
        second = Device("SASI 1a", "1a", r.sasi)
        r.h.certify(r.s, second, "1a")
        before = [m.id for m in r.h.made]
        r.h.write(r.s, 0x8008, {"key": second.hex, "reason": "stolen"}, seen=before)
        late = r.h.write(second, 0x10, {"type": "story"}, words={"text": "late"}, seen=before)
        self.assertEqual(self.uncounted(r)[0], {late.id.hex(): "stopped"})

    def test_what_another_party_received_in_good_standing_stays(self):
        r = Riverside()
        second = Device("SASI 1a", "1a", r.sasi)
        r.h.certify(r.s, second, "1a")
        before = [m.id for m in r.h.made]
        stop = r.h.write(r.s, 0x8008, {"key": second.hex, "reason": "lost"}, seen=before)
        r.h.write(second, 0x10, {"type": "story"}, words={"text": "late"}, seen=before)
        r.h.write(r.c, 1, seen=[m.id for m in r.h.made if m is not stop])
        self.assertEqual(self.uncounted(r)[0], {})

    def test_a_receipt_that_knew_the_stop_saves_nothing(self):
        r = Riverside()
        second = Device("SASI 1a", "1a", r.sasi)
        r.h.certify(r.s, second, "1a")
        before = [m.id for m in r.h.made]
        r.h.write(r.s, 0x8008, {"key": second.hex, "reason": "lost"}, seen=before)
        late = r.h.write(second, 0x10, {"type": "story"}, words={"text": "late"}, seen=before)
        r.h.write(r.c, 1)
        self.assertEqual(self.uncounted(r)[0], {late.id.hex(): "stopped"})

    def test_a_ratify_by_a_device_that_goes_on_brings_them_back(self):
        r = Riverside()
        second = Device("SASI 1a", "1a", r.sasi)
        r.h.certify(r.s, second, "1a")
        before = [m.id for m in r.h.made]
        r.h.write(r.s, 0x8008, {"key": second.hex, "reason": "lost"}, seen=before)
        late = r.h.write(second, 0x10, {"type": "story"}, words={"text": "late"}, seen=before)
        r.h.write(r.s, 0x4021, cites=[late])
        self.assertEqual(self.uncounted(r)[0], {})

    def test_acts_beside_a_leave_do_not_count(self):
        r = Riverside()
        before = [m.id for m in r.h.made]
        r.h.write(r.s, 0x8006, seen=before)
        side = r.h.write(r.s, 0x10, {"type": "story"}, words={"text": "x"}, seen=[r.admit.id], prev=r.join)
        self.assertEqual(self.uncounted(r)[0], {side.id.hex(): "left"})

    def test_who_stood_only_through_an_unadmit_falls(self):
        r = Riverside()
        rivr = r.bring("RIVR", by=r.s)
        note = r.h.write(rivr.devices[0], 0x10, {"type": "story"}, words={"text": "x"}, seen=[m.id for m in r.h.made])
        r.h.write(r.c, 0x8005, cites=[r.admit], seen=[m.id for m in r.h.made if m is not note])
        report = r.report()
        self.assertEqual(report["problems"], [])
        self.assertIn(note.id.hex(), report["uncounted"])
        self.assertEqual(set(report["uncounted"].values()), {"fallen"})

    def test_the_sheet_makes_a_thief_s_acts_void(self):
        r = Riverside()
        new = Device("SASI 2", "2", r.sasi)
        stolen = r.h.write(r.s, 0x10, {"type": "story"}, words={"text": "thief"})
        st = r.sasi.statement(space=r.h.space, follows=[r.join.id], devices=[r.s, new], lasts={r.s: r.join.id})
        r.h.write(new, 0x8009, {"statement": st}, cites=[r.join], seen=[r.admit.id])
        self.assertEqual(self.uncounted(r), ({stolen.id.hex(): "roster"}, []))

    def test_what_was_received_beyond_the_sheet_is_contested(self):
        r = Riverside()
        new = Device("SASI 2", "2", r.sasi)
        stolen = r.h.write(r.s, 0x10, {"type": "story"}, words={"text": "thief"})
        r.h.write(r.c, 1)
        st = r.sasi.statement(space=r.h.space, follows=[r.join.id], devices=[r.s, new], lasts={r.s: r.join.id})
        r.h.write(new, 0x8009, {"statement": st}, cites=[r.join], seen=[r.admit.id])
        self.assertEqual(self.uncounted(r), ({}, [stolen.id.hex()]))

    def test_a_roster_heals_a_leave_that_it_makes_void(self):
        r = Riverside()
        new = Device("SASI 2", "2", r.sasi)
        leave = r.h.write(r.s, 0x8006)
        st = r.sasi.statement(space=r.h.space, follows=[r.join.id], devices=[r.s, new], lasts={r.s: r.join.id})
        r.h.write(new, 0x8009, {"statement": st}, cites=[r.join], seen=[r.admit.id])
        note = r.h.write(new, 0x10, {"type": "story"}, words={"text": "here"})
        uncounted, _ = self.uncounted(r)
        self.assertIn(leave.id.hex(), uncounted)
        self.assertNotIn(note.id.hex(), uncounted)


class Bad(unittest.TestCase):
    """One rule broken; the change is named, and nothing before it."""

    def named(self, r, made, rule):
        report = r.report()
        self.assertFalse(report["ok"])
        first = report["problems"][0]
        self.assertEqual(first.get("id"), made.id.hex(), report["problems"])
        self.assertTrue(first["what"].startswith(rule), first)
        self.assertEqual(report["history"] == digest_of(r.h), False)

    def test_headers_out_of_range_are_refused(self):
        for rule, forced in {
            "magic": {"magic": b"ad"}, "version": {"version": 2}, "zero": {"zero": 1}, "seq": {"seq": 0},
            "depth": {"depth": 3}, "prev": {"prev": ZERO}, "written_ms": {"written_ms": 2**48},
            "words_hash": {"words_hash": b"\1" * 32}, "signature": {"signature": bytes(64)},
        }.items():
            r = Riverside()
            self.named(r, r.h.write(r.c, 1, **forced), rule)
        r = Riverside()
        self.named(r, r.h.write(r.c, 1, pad=1), "zero")

    def test_facts_that_are_not_canonical_are_refused(self):
        for facts in (b'{"b":1,"a":1}', b'{"a":1,"a":1}', b'{"a": 1}', b'{"a":1.0}', b'{"a":01}', b'{"a":-0}', b'{"A":1}',
                      b'{"a":9007199254740992}', b'{"a":"\\u0041"}', b'{"a":"\\/"}', b'{"a":"\xff"}', b'{"a":"\xc0\x80"}',
                      b'{"a":"\xed\xa0\x80"}', b'{"a":"\\u0000"}', b'{"a":"\x00"}', b'{"a":1}\n', b'\xef\xbb\xbf{}', b'[]', b'',
                      b'{"a":1', b'{"a":tru}', b'{"a":1e3}', b'{"a":"\\u000A"}', b'{"a":"\\u000a"}', b'{"":1}',
                      b'{"a":' + b"[" * 16 + b"]" * 16 + b"}", b'{"a":[' + b",".join([b"1"] * 1999) + b"]}"):
            r = Riverside()
            self.named(r, r.h.write(r.c, 1, facts), "facts")
        r = Riverside()
        r.h.write(r.c, 1, b'{"a":' + b"[" * 15 + b"]" * 15 + b',"b":[' + b",".join([b"1"] * 1982) + b"]}")
        self.assertEqual(r.report()["problems"], [])

    def test_ancestors_that_do_not_fit_are_refused(self):
        r = Riverside()
        self.named(r, r.h.write(r.c, 1, deps=[b"\7" * 32]), "ancestor")
        r = Riverside()
        self.named(r, r.h.write(r.c, 1, deps=[r.admit.id]), "deps")
        r = Riverside()
        self.named(r, r.h.write(r.c, 1, deps=sorted([r.join.id, r.join.id])), "deps")
        r = Riverside()
        self.named(r, r.h.write(r.c, 1, prev=r.join, seq=2), "prev")
        r = Riverside()
        self.named(r, r.h.write(r.c, 1, seq=9), "prev")
        r = Riverside()
        self.named(r, r.h.write(r.c, 1, space=b"\5" * 32), "space")

    def test_cites_and_records_outside_the_past_are_refused(self):
        r = Riverside()
        p = r.propose()
        self.named(r, r.h.write(r.s, 0x4002, record=p, cites=[p], seen=[r.admit.id]), "record")
        r = Riverside()
        p = r.propose()
        self.named(r, r.h.write(r.s, 0x10, {"type": "story"}, cites=[p], words={"text": "x"}, seen=[r.admit.id]), "cites")

    def test_forms_that_a_kind_does_not_have_are_refused(self):
        def wrong(rule, kind, facts=None, **how):
            r = Riverside()
            p = r.propose(slots=[{"n": 1, "due": "2026-10-01"}])
            known = {"p": p, "join": r.join, "found": r.found, "invite": r.invite}
            how["cites"] = [known[c] for c in how.get("cites", ())]
            if "record" in how:
                how["record"] = known[how["record"]]
            self.named(r, r.h.write(r.c, kind, facts, **how), rule)

        wrong("words", 1, words={"a": "b"})
        wrong("record", 1, record="p")
        wrong("record", 0x4002, cites=["p"])
        wrong("record", 0x13, {"fields": []}, record="p")
        wrong("cites", 0x4002, record="p")
        wrong("cites", 0x4002, record="p", cites=["p", "p"])
        wrong("cites", 0x4002, record="p", cites=["join"])
        wrong("cites", 0x4001, cites=["found"])
        wrong("cites", 0x4001, cites=["found", "found"])
        wrong("cites", 0x4001, cites=["found", "join", "join"])
        wrong("facts", 0x4001, {"need": 2}, cites=["found", "join"])
        wrong("facts", 0x4001, {"level": 4}, cites=["found", "join"])
        wrong("facts", 0x4001, {"due": "2026-02-29"}, cites=["found", "join"])
        wrong("facts", 0x4001, {"due": "1899-12-31"}, cites=["found", "join"])
        wrong("facts", 0x4001, {"slots": [{"n": 2, "due": "2026-02-28"}]}, cites=["found", "join"])
        wrong("facts", 0x4001, {"principles": ["transparency", "equity"]}, cites=["found", "join"])
        wrong("facts", 0x4007, {"files": 0}, record="p", cites=["p"])
        wrong("facts", 0x4007, {"files": 0, "slot": 2}, record="p", cites=["p"])
        wrong("facts", 0x4003, {"reason": "because"}, record="p", cites=["p"])
        wrong("facts", 0x4003, {}, record="p", cites=["p"])
        wrong("facts", 1, {"sealed": False})
        wrong("facts", 0x8002, {"key": "AA" * 32, "role": "partner"})

    def test_the_same_facts_within_range_pass(self):
        r = Riverside()
        r.propose(need=1, level=3, due="2028-02-29", principles=["equity", "transparency"],
                  slots=[{"n": 1, "due": "2199-12-31"}])
        self.assertEqual(r.report()["problems"], [])

    def test_keys_that_are_no_good_points_are_refused(self):
        for key in (ZERO, b"\1" + bytes(31), b"\xed" + b"\xff" * 30 + b"\x7f", b"\xee" + b"\xff" * 30 + b"\x7f"):
            self.assertFalse(av.key_good(key))
        self.assertTrue(av.key_good(Key("any").public))

    def test_strangers_and_outsiders_are_not_admitted(self):
        r = Riverside()
        self.named(r, r.h.write(Device("nobody", "1"), 1), "not admitted")
        r = Riverside("observer")
        self.named(r, r.h.write(r.s, 0x10, {"type": "story"}, words={"text": "x"}), "not admitted")
        r = Riverside()
        r.h.write(r.s, 0x8006)
        self.named(r, r.h.write(r.s, 0x10, {"type": "story"}, words={"text": "x"}), "not admitted")
        r = Riverside()
        second = Device("SASI 1a", "1a", r.sasi)
        r.h.certify(r.s, second, "1a")
        r.h.write(r.s, 0x8008, {"key": second.hex, "reason": "lost"})
        self.named(r, r.h.write(second, 1), "not admitted")
        r = Riverside()
        self.named(r, r.h.write(r.s, 0x8005, cites=[r.admit]), "not admitted")
        r = Riverside()
        self.named(r, r.h.write(r.s, 0x8008, {"key": r.c.hex, "reason": "other"}), "not admitted")

    def test_a_join_needs_the_secret_and_its_root(self):
        r = Riverside()
        org = Org("RIVR")
        invite = r.h.invite(r.c, "RIVR")
        invite.secret = Key("another")
        self.named(r, r.h.join(org, invite), "not admitted")
        r = Riverside()
        invite = r.h.invite(r.c, "RIVR")
        st = org.statement()
        st["name"] = "Another name"
        self.named(r, r.h.join(org, invite, statement=st), "not admitted")
        r = Riverside()
        invite = r.h.invite(r.c, "RIVR")
        self.named(r, r.h.join(r.sasi, invite), "not admitted")

    def test_statements_of_another_form_are_refused(self):
        for change in ({"code": "Rivr"}, {"code": "MARCH"}, {"sector": "church"}, {"seal-no": 0}, {"devices": []},
                       {"space": "00" * 32}, {"name": ""}, {"new-root": "00" * 32}):
            r = Riverside()
            org = Org("RIVR")
            self.named(r, r.h.join(org, r.h.invite(r.c, "RIVR"), statement=org.statement(also=change)), "statement")

    def test_a_certificate_needs_the_proof_of_the_device(self):
        r = Riverside()
        second = Device("SASI 1a", "1a", r.sasi)
        facts = {"key": second.hex, "label": "x", "n": "1a", "proof": second.proof(r.city.root).hex(),
                 "transport": second.transport.hex()}
        self.named(r, r.h.write(r.s, 0x8007, facts), "not admitted")

    def test_a_chain_of_eight_certificates_is_too_long(self):
        r = Riverside()
        last = r.s
        for i in range(7):
            new = Device("chain %d" % i, "1" + "a1" * (i + 1), r.sasi)
            r.h.certify(last, new, new.n)
            r.h.write(new, 1)
            last = new
        self.assertEqual(r.report()["problems"], [])
        new = Device("chain 8", "1z", r.sasi)
        r.h.certify(last, new, "1z")
        self.named(r, r.h.write(new, 1), "not admitted")

    def test_a_roster_follows_what_is_in_force(self):
        def roster(**how):
            r = Riverside()
            follows = how.pop("follows", [r.join.id])
            st = r.sasi.statement(space=how.pop("space", r.h.space), follows=follows, **how)
            return r, r.h.write(r.s, 0x8009, {"statement": st}, cites=how.get("cites", [r.join]))

        r, m = roster()
        self.assertEqual(r.report()["problems"], [])
        self.named(*roster(roots=[Key("root of a thief")]), "not admitted")
        self.named(*roster(space=b"\3" * 32), "not admitted")
        self.named(*roster(follows=[b"\3" * 32]), "not admitted")

    def test_what_rests_on_a_bad_change_is_not_taken(self):
        r = Riverside()
        bad = r.propose()
        bad.signature = bytes(64)
        r.h.write(r.s, 0x4002, record=bad, cites=[bad])
        report = r.report()
        self.assertEqual([p["what"].split(":")[0] for p in report["problems"][:2]], ["signature", "ancestor"])

    def test_words_of_another_change_are_found(self):
        r = Riverside()
        a = r.propose()
        a.words = a.words[:-1] + b"!"
        report = r.report()
        self.assertEqual(report["problems"][0], {"what": "words: their hash is not that of the header", "id": a.id.hex(),
                                                 "author": r.c.hex, "seq": a.seq})


class Files(unittest.TestCase):
    def test_every_flipped_bit_is_found(self):
        r = a_life()
        data = bundle(r.h, r.c)
        rng = random.Random(int(os.environ.get("SEED", "20260630")))
        places = {rng.randrange(8 * len(data)) for _ in range(300)} | set(range(0, 8 * 9, 3)) | set(
            range(8 * (len(data) - 120), 8 * len(data), 5))
        for bit in sorted(places):
            bad = bytearray(data)
            bad[bit // 8] ^= 1 << bit % 8
            report = av.verify(bytes(bad))
            self.assertFalse(report["ok"], "bit %d" % bit)
            self.assertTrue(report["problems"], "bit %d" % bit)

    def test_a_flipped_bit_names_its_change(self):
        r = a_life()
        data = bundle(r.h, r.c)
        for m in r.h.made:
            for blob in (m.raw, m.signature) + ((m.words,) if m.words else ()):
                bad = bytearray(data)
                bad[data.index(blob) + (len(blob) // 2 if blob is not m.raw else 30)] ^= 4
                first = av.verify(bytes(bad))["problems"][0]
                self.assertEqual((first.get("author"), first.get("seq")), (m.author.hex(), m.seq), first)

    def test_a_bundle_cut_anywhere_is_refused(self):
        r = Riverside()
        data = bundle(r.h, r.c)
        for n in list(range(0, len(data), 37)) + [len(data) - 1]:
            self.assertFalse(av.verify(data[:n])["ok"], n)
        self.assertFalse(av.verify(data + b"\0")["ok"])

    def test_a_bundle_signed_by_another_is_found(self):
        r = Riverside()
        stranger = Device("stranger", "1")
        problems = [p["what"] for p in av.verify(bundle(r.h, stranger))["problems"]]
        self.assertEqual(problems, ["head: the sender belongs to nobody here"])

    def test_counts_and_lists_that_lie_are_found(self):
        r = Riverside()
        self.assertIn("tail", r.report(frames=7)["problems"][0]["what"])
        feeds = list_of(r.h)
        feeds.pop(r.s.public)
        self.assertIn("list", r.report(feeds=feeds)["problems"][0]["what"])

    def test_a_change_left_out_is_missed(self):
        r = a_life()
        for i in range(len(r.h.made)):
            self.assertFalse(r.report(changes=r.h.made[:i] + r.h.made[i + 1:])["ok"], i)

    def test_a_change_twice_is_found(self):
        r = Riverside()
        self.assertTrue(any("twice" in p["what"] for p in r.report(changes=r.h.made + [r.edit])["problems"]))

    def test_frames_of_other_types_are_refused(self):
        r = Riverside()
        data = bundle(r.h, r.c)
        for kind in (1, 11, 31, 34, 255):
            at = 9 + 4 + struct.unpack(">I", data[9:13])[0]
            self.assertFalse(av.verify(data[:at] + frame(kind, 0, 0, b"\0") + data[at:])["ok"])

    def test_a_sealed_bundle_is_told_apart(self):
        self.assertIn("sealed", av.verify(b"accord-s\x01" + bytes(100))["problems"][0]["what"])

    def test_the_command_prints_json_and_says_6(self):
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "accord_verify.py")
        r = Riverside()
        with tempfile.TemporaryDirectory() as d:
            path = os.path.join(d, "b.accord")
            for data, status in ((bundle(r.h, r.c), 0), (bundle(r.h, r.c)[:-1], 6)):
                with open(path, "wb") as f:
                    f.write(data)
                done = subprocess.run([sys.executable, program, path], capture_output=True)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertEqual(json.loads(done.stdout)["ok"], status == 0)
            self.assertEqual(subprocess.run([sys.executable, program], capture_output=True).returncode, 2)
            self.assertEqual(subprocess.run([sys.executable, program, d + "/none"], capture_output=True).returncode, 2)


class Vectors(unittest.TestCase):
    """The frozen vectors that the program's own tests read too."""

    def setUp(self):
        self.directory = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors")

    def test_every_kind_stands_and_every_rejection_is_for_its_rule(self):
        report = check_vectors(self.directory)
        self.assertEqual(report["problems"], [])
        self.assertGreaterEqual(report["kinds"], 38)
        self.assertGreater(report["rejected"], 100)

    def test_a_vector_that_is_changed_is_found(self):
        with tempfile.TemporaryDirectory() as d:
            for name in ("kinds.json", "reject.json"):
                with open(os.path.join(self.directory, name), encoding="utf-8") as f:
                    vectors = json.load(f)
                if name == "kinds.json":
                    last = vectors["changes"][-1]
                    vectors["changes"][-1] = dict(last, signature="00" * 64)
                    good = last
                else:
                    vectors["changes"].append(dict(good, name="good", reason="signature", what="nothing"))
                with open(os.path.join(d, name), "w", encoding="utf-8") as f:
                    json.dump(vectors, f)
            what = {(p["what"].split(":")[0], p.get("name")) for p in check_vectors(d)["problems"]}
            self.assertIn(("signature", good["name"]), what)
            self.assertIn(("refused by None, not by signature", "good"), what)


class Json(unittest.TestCase):
    def test_reading_and_writing_agree(self):
        rng = random.Random(int(os.environ.get("SEED", "7")))

        def value(depth):
            kind = rng.randrange(7 if depth < 6 else 5)
            if kind == 0:
                return rng.choice([True, False, None])
            if kind in (1, 2):
                return rng.choice([0, 1, -1, 2**53 - 1, 1 - 2**53, rng.randrange(-10**9, 10**9)])
            if kind in (3, 4):
                return "".join(chr(rng.choice([rng.randrange(1, 0x30), 0x22, 0x5c, 0x7f, 0xe9, 0x20ac, 0x1f600]))
                               for _ in range(rng.randrange(6)))
            if kind == 5:
                return [value(depth + 1) for _ in range(rng.randrange(4))]
            return {"k%d" % rng.randrange(50): value(depth + 1) for _ in range(rng.randrange(4))}

        for _ in range(300):
            v = {"a": value(1), "b": value(1)}
            self.assertEqual(av.scan(canon(v)), v)
            self.assertEqual(av.canonical(v), canon(v))


if __name__ == "__main__":
    unittest.main()
