"""compare_views.py - whole histories, by the program and by the models: the same view, line by line, and its digest?

Usage: compare_views.py TOOL [--seed N] [--histories N] [--show]. Histories are written here with real keys: promises
and all that follows, acts that cross, reflections, fields, laptops stopped, partners who leave, admits taken back.
The program takes them in a random order of arrival, in a random number of transactions."""

import argparse
import os
import random
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "verify"))

import accord_verify as av  # noqa: E402
from maker import Device, History, Org  # noqa: E402
from compare_folds import candidate  # noqa: E402
from view_model import NAMES, View  # noqa: E402

NUMBERS = {name: number for number, name in NAMES.items()}
SLOT_DUES = ["2026-09-30", "2026-12-31", "2027-03-31"]


class Play:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.h, self.view, self.seen = History(), View(), {}
        self.orgs, self.devices, self.new = [], [], 0
        city = self.organisation("CITY", 2)
        self.put(city.devices[0], self.h.found(city))
        for code, laptops, role in (("SASI", 2, "partner"), ("RIVR", 1, "partner"),
                                    ("EURF", 1, self.rng.choice(["partner", "observer"]))):
            self.enter(city.devices[0], code, laptops, role)
        self.meet_all()
        self.calm = self.rng.random()
        self.rough = self.rng.random() < 0.5  # members come, go and are stopped
        for _ in range(self.rng.randint(20, 110)):
            self.step()

    def organisation(self, code, laptops):
        org = Org(code, laptops)
        self.orgs.append(org)
        for d in org.devices:
            self.devices.append(d)
            self.seen[d] = set()
        return org

    def put(self, device, made):
        """Judged as it is written; what is refused was never written."""
        try:
            c = self.view.take(made.raw, made.signature)
        except av.Bad:
            self.h.made.remove(made)
            del self.h.by_id[made.id]
            return None
        self.seen[device].add(made.id)
        return c

    def write(self, device, kind, facts=None, **other):
        return self.put(device, self.h.write(device, kind, facts, seen=self.seen[device], **other))

    def enter(self, by, code, laptops, role, is_admitted=True):
        self.new += 1
        name = "%s %d" % (code, self.new)
        key = self.h.invite(by, name, role, hold=True) if self.rng.random() < 0.2 else self.h.invite(by, name, role)
        self.put(by, key)
        if key.id not in self.h.by_id:
            return
        org = self.organisation(code, laptops)
        join = self.h.join(org, key)
        if self.put(org.devices[0], join) is None:
            return
        self.seen[by].add(join.id)
        if is_admitted:
            self.write(by, av.ADMIT, cites=[join.id])

    def meet_all(self):
        every = set().union(*self.seen.values())
        for d in self.devices:
            self.seen[d] = set(every)

    # --- steps

    def step(self):
        rng = self.rng
        device, chance = rng.choice(self.devices), rng.random()
        if rng.random() < 0.08:
            return self.crossing() if rng.random() < 0.8 else self.holding()
        if self.rough and rng.random() < 0.04:
            return self.stopping() if rng.random() < 0.7 else self.witnessing()
        if chance < 0.2 + 0.2 * self.calm:
            other = rng.choice(self.devices)
            self.seen[device] = self.seen[other] = self.seen[device] | self.seen[other]
        elif chance < 0.23 + 0.3 * self.calm:
            self.meet_all()
        elif chance < 0.5 + 0.1 * self.calm:
            self.write(device, av.ACK) if rng.random() < 0.35 else self.plain(device)
        elif chance < 0.66 and self.rough:
            self.govern(device)
        else:
            for _ in range(3):
                self.act(device)

    def hear(self, device, other):
        """One way, and sometimes a hand: an ack, a note, an act elsewhere."""
        self.seen[device] |= self.seen[other]
        if self.rng.random() < 0.6:
            self.write(device, av.ACK) if self.rng.random() < 0.5 else self.plain(device)

    def crossing(self):
        """A text waits; several say yes and no to it at once, and some hear of some of it."""
        rng = self.rng
        self.meet_all()
        writer = rng.choice(self.devices)
        if not self.known(writer, av.PROPOSE) or rng.random() < 0.3:
            self.propose(writer)
        elif rng.random() < 0.7:
            self.act(writer, ["amend", "amend", "resolve", "reopen"])
        self.meet_all()
        among = rng.sample(self.devices, min(len(self.devices), 4))
        for device in among:
            if rng.random() < 0.5:
                self.write(device, av.ACK)
        for _ in range(rng.randint(2, 9)):
            device = rng.choice(among)
            if rng.random() < 0.4:
                self.hear(device, rng.choice(among))
            else:
                self.act(device, ["sign", "sign", "sign", "sign", "decline", "retract", "withdraw", "release", "accept"])
        if rng.random() < 0.6:
            self.meet_all()

    def holding(self):
        """A text is signed and the other side says that it has it, on one laptop; another of its laptops takes it back,
        or another of the signer's says no."""
        rng = self.rng
        org, friend = rng.sample([o for o in self.orgs if len(o.devices) > 1] + [self.orgs[0]], 2)
        self.meet_all()
        joins = {c.statement.root: c.id for c in self.parties(org.devices[0])}
        if org is friend or org.root.public not in joins or friend.root.public not in joins:
            return
        one, other, signer = org.devices[0], org.devices[1], friend.devices[0]
        made = self.write(one, av.PROPOSE, self.terms(0, 0), cites=[joins[org.root.public], joins[friend.root.public]])
        if made is None:
            return
        self.meet_all()
        for d in (one, other, signer):
            self.write(d, av.ACK)
        self.write(signer, av.SIGN, record=made.id, cites=[made.id])
        self.seen[one] |= self.seen[signer]
        if rng.random() < 0.8:
            self.write(one, av.ACK) if rng.random() < 0.5 else self.plain(one)
        if len(friend.devices) > 1 and rng.random() < 0.5:
            self.write(friend.devices[1], av.DECLINE, {"reason": "scope"}, record=made.id, cites=[made.id])
        else:
            self.write(other, av.RETRACT, {"reason": "scope"}, record=made.id, cites=[made.id])
        if rng.random() < 0.7:
            self.meet_all()

    def stopping(self):
        """One laptop stops another, leaves, or uses the sheet; the other goes on with whom it still meets."""
        rng = self.rng
        orgs = [o for o in self.orgs if len(o.devices) > 1]
        org = rng.choice(orgs)
        one, other = rng.sample(org.devices, 2)
        friend = rng.choice([d for d in self.devices if d.org is not org])
        chance = rng.random()
        if chance < 0.5:
            self.write(one, av.REVOKE, {"key": other.hex, "reason": "lost"})
        elif chance < 0.7:
            self.write(one, av.LEAVE)
        else:
            self.roster(one)
        for _ in range(rng.randint(1, 5)):
            self.act(other)
            if rng.random() < 0.6:
                self.hear(friend, other)
                self.act(friend)
            if rng.random() < 0.4:
                self.hear(other, friend)
        if rng.random() < 0.5:
            self.meet_all()

    def witnessing(self):
        """Somebody becomes party by an amendment, or only says so, and is the one who met a laptop that was stopped."""
        rng = self.rng
        orgs = [o for o in self.orgs if len(o.devices) > 1]
        org = rng.choice(orgs)
        one, other = rng.sample(org.devices, 2)
        self.meet_all()
        joins = {c.statement.root: c for c in self.parties(one)}
        rest = [o for o in self.orgs if o is not org and o.root.public in joins]
        if len(rest) < 2 or org.root.public not in joins:
            return
        first, second = rng.sample(rest, 2)
        own, a, b = (joins[o.root.public].id for o in (org, first, second))
        made = self.write(one, av.PROPOSE, self.terms(0, 0), cites=[own, a])
        if made is None:
            return
        self.meet_all()
        self.write(first.devices[0], av.SIGN, record=made.id, cites=[made.id])
        self.meet_all()
        by = rng.choice([one, first.devices[0], second.devices[0]])  # the last is no party yet
        text = self.write(by, av.AMEND, dict(self.terms(0, 0), reason="scope"), record=made.id,
                          cites=[made.id, own] + sorted([a, b]))
        told = rng.random() < 0.7
        if text is not None and told:
            self.meet_all()
            if rng.random() < 0.7:
                for d in (one, first.devices[0], second.devices[0]):
                    self.write(d, av.SIGN, record=made.id, cites=[text.id])
                self.meet_all()
        self.write(one, av.REVOKE, {"key": other.hex, "reason": "lost"}) if rng.random() < 0.7 else self.roster(one)
        for _ in range(rng.randint(1, 3)):
            self.act(other, ["progress", "deliver", "suspend", "dispute", "sign"])
        self.seen[second.devices[0]] |= self.seen[other]
        self.write(second.devices[0], av.ACK)
        if rng.random() < 0.5:
            self.act(second.devices[0])
        if rng.random() < 0.8:
            self.meet_all()
            for d in (first.devices[0], second.devices[0], one):
                self.act(d, ["accept", "accept", "dispute", "retract", "resume", "resolve"])

    def known(self, device, *kinds):
        held = self.view_bits(device)
        return [c for c in self.view.changes if c.kind in kinds and held & c.bit]

    def view_bits(self, device):
        bits = 0
        for i in self.seen[device]:
            c = self.view.by_id[i]
            bits |= c.past | c.bit
        return bits

    def plain(self, device):
        rng = self.rng
        records = self.known(device, av.CREATE, av.FOUND, av.JOIN)
        notes, promises = self.known(device, av.NOTE), self.known(device, av.PROPOSE)
        chance = rng.random()
        if chance < 0.35 and len(promises) < 3:
            self.propose(device)
        elif chance < 0.49:
            about = [p.id for p in rng.sample(promises, min(len(promises), rng.randint(0, 2)))]
            facts = {"type": rng.choice(["journal", "aar", "concern"])}
            if rng.random() < 0.5:
                facts["event"] = "2026-05-0%d" % rng.randint(1, 9)
            self.write(device, av.NOTE, facts, cites=about, words={"text": "we learned"})
        elif chance < 0.60:
            self.withhold(device)
        elif chance < 0.65 and notes:
            self.write(device, av.ADDENDUM, record=rng.choice(notes).id, words={"text": "so did we"})
        elif chance < 0.75:
            facts = {"fields": ["state"], "state": "open", "type": "risk"}
            if rng.random() < 0.5:
                facts["joint"] = True
            self.write(device, av.CREATE, facts)
        elif records:
            fields = sorted(rng.sample(["state", "owner", "code", "org-mission"], rng.randint(1, 2)))
            facts = {"fields": fields}
            facts.update({f: "v%d" % rng.randint(1, 9) for f in fields})
            self.write(device, av.EDIT, facts, record=rng.choice(records).id)

    def withhold(self, device):
        """Words kept back, or a reveal of some that are known; of others' too, and of what withholds nothing."""
        rng = self.rng
        kept = [c for c in self.known(device, av.CREATE, av.EDIT) if c.header.words_len]
        if kept and rng.random() < 0.6:
            for c in rng.sample(kept, min(len(kept), rng.randint(1, 3))):
                self.write(device, av.REVEAL, record=c.header.record, cites=[c.id])
            return
        facts = {"fields": ["text"]}
        if rng.random() < 0.8:
            facts["withheld"] = True
        made = [c for c in kept if c.kind == av.CREATE]
        if made and rng.random() < 0.3:
            self.write(device, av.EDIT, facts, record=rng.choice(made).id, words={"text": "on second thoughts"})
        else:
            facts["type"] = "answer"
            answer = self.write(device, av.CREATE, facts, words={"text": "we are not heard"})
            if answer is not None and rng.random() < 0.5:
                self.write(device, av.REVEAL, cites=[answer.id])

    def parties(self, device):
        return [c for c in self.known(device, av.FOUND, av.JOIN)]

    def propose(self, device):
        rng, joins = self.rng, self.parties(device)
        own = [c for c in joins if c.statement.root == device.org.root.public]
        others = [c for c in joins if c not in own]
        if not own or not others:
            return
        named = own + rng.sample(others, rng.randint(1, min(3, len(others))))
        if rng.random() < 0.25:
            named[0], named[1] = named[1], named[0]
        facts = self.terms(rng.choice([0, 0, 0, 1]), rng.choice([0, 0, 0, 2]))
        made = self.write(device, av.PROPOSE, facts, cites=[named[0].id] + sorted(c.id for c in named[1:]),
                          words={"title": "plant trees"})
        if made is None or rng.random() < 0.4:
            return
        self.meet_all()
        for join in named[0:]:
            signer = next(d for d in self.devices if d.org.root.public == join.statement.root)
            if join not in own:
                self.write(signer, av.SIGN, record=made.id, cites=[made.id])
        if rng.random() < 0.7:
            self.meet_all()

    @staticmethod
    def terms(need, slots):
        facts = {"due": "2027-03-31"}
        if need:
            facts["need"] = need
        if slots:
            facts["slots"] = [{"due": due, "n": i + 1} for i, due in enumerate(SLOT_DUES[:slots])]
        return facts

    def act(self, device, kinds=None):
        rng, promises = self.rng, self.known(device, av.PROPOSE)
        if not promises:
            return
        root = rng.choice(promises)
        m, which = self.view.fold(root)
        bits = self.view_bits(device)
        held = frozenset(i for i, c in enumerate(which) if bits & c.bit)
        v = m.in_hand(held, self.view.gone(bits))
        v.counts = frozenset(i for i in v.counts if self.view.counts(which[i], bits))
        own = [c for c in self.parties(device) if c.statement.root == device.org.root.public]
        if not own:
            return
        is_wild = rng.random() < 0.1
        for _ in range(10):
            act = candidate(rng, m, v, own[0].at, [c.at for c in self.parties(device)], kinds)
            if act is not None and (is_wild or m.judge(v, act) == ""):
                self.write_act(device, root, which, act)
                return

    def write_act(self, device, root, which, act):
        rng = self.rng
        cites = [which[c].id for c in act.cites]
        facts = {}
        if act.kind in ("decline", "retract", "amend", "dispute", "withdraw", "suspend", "reopen"):
            facts["reason"] = rng.choice(["scope", "timing", "other"])
        if act.kind == "redact":
            facts["reason"] = "mistake"
        if act.kind == "deliver":
            facts["files"] = 0
        if act.slot:
            facts["slot"] = act.slot
        if act.outcome:
            facts["outcome"] = act.outcome
        if act.kind == "amend" or act.own_terms:
            facts.update(self.terms(act.need, act.slots))
        if act.kind == "amend":
            joins = [self.view.changes[o].id for o in act.parties]
            cites += joins[:1] + sorted(joins[1:])
        if act.kind == "resolve":
            cites = cites[:1] + sorted(cites[1:])
        if act.kind == "resume":
            cites = sorted(cites)
        record = root.id
        if act.kind == "redact":
            target = self.view.by_id[cites[0]]
            record = target.record.id if target.record is not None else target.id
        self.write(device, NUMBERS[act.kind], facts, record=record, cites=cites)

    def govern(self, device):
        rng = self.rng
        chance = rng.random()
        if chance < 0.2:
            self.write(device, av.LEAVE)
        elif chance < 0.4:
            other = rng.choice(device.org.devices)
            self.write(device, av.REVOKE, {"key": other.hex, "reason": "lost"})
        elif chance < 0.55:
            admits = [c for c in self.known(device, av.ADMIT) if c.author == device.public]
            if admits:
                self.write(device, av.UNADMIT, cites=[rng.choice(admits).id])
        elif chance < 0.75:
            joins = self.known(device, av.JOIN)
            if joins:
                self.write(device, av.ADMIT, cites=[rng.choice(joins).id])
        elif chance < 0.8:
            self.enter(device, rng.choice(["NEWA", "NEWB"]), 1, "partner", rng.random() < 0.6)
        elif chance < 0.88:
            self.roster(device)
        elif chance < 0.93:
            mine = [c for c in self.view.changes if c.org is not None and c.id in self.view.by_id
                    and c.kind in (av.ACK, av.NOTE, av.SIGN, av.DELIVER) and self.view_bits(device) & c.bit
                    and c.author in {d.public for d in device.org.devices}]
            if mine:
                self.write(device, av.RATIFY, cites=[rng.choice(mine).id])
        else:
            self.new += 1
            d = Device("%s extra %d" % (device.org.code, self.new), "2a", device.org)
            if self.put(device, self.h.certify(device, d, "2a", seen=self.seen[device])) is not None:
                device.org.devices.append(d)
                self.devices.append(d)
                self.seen[d] = set(self.seen[device])


    def roster(self, device):
        """The sheet in use: what each laptop wrote after its last good change counts no more, unless others had it."""
        rng, bits = self.rng, self.view_bits(device)
        own = [c for c in self.parties(device) if c.statement.root == device.org.root.public]
        if not own:
            return
        follows = [r.id for r in self.view.state(bits).rosters[own[0].at]]
        lasts = {}
        for d in device.org.devices:
            written = [c.id for c in self.view.changes if c.author == d.public and bits & c.bit]
            if d is not device and rng.random() < 0.6:
                lasts[d] = rng.choice(written[-4:]) if written else bytes(32)
        statement = device.org.statement(self.h.space, follows, lasts=lasts)
        self.write(device, av.ROSTER, {"statement": statement}, cites=sorted(follows))


def arrival(made, rng):
    """A random order, what is rested on first."""
    done, order, left = set(), [], list(made)
    while left:
        ready = [m for m in left if all(d in done for d in m.deps) and (m.seq == 1 or m.prev in done)]
        m = rng.choice(ready)
        order.append(m)
        done.add(m.id)
        left.remove(m)
    return order


class Tool:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def means(self, space, order, rng, lost):
        lines = ["history " + space.hex()]
        often = rng.choice([0, 0.1, 0.5, 1])
        for m in order:
            words = m.words.hex() if m.words and m.id not in lost else "-"
            lines.append("change %s %s %s" % (m.raw.hex(), m.signature.hex(), words))
            if rng.random() < often:
                lines.append("settle")
        self.process.stdin.write("\n".join(lines) + "\nend\n")
        self.process.stdin.flush()
        got = []
        while not got or got[-1] != "end":
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("not ok the_models_read_a_history_as_the_program_does (the tool stopped)")
            got.append(line.rstrip("\n"))
        return got[:-1]


def words_of(view, lost):
    """[3.4] How many are missing; whose are withheld."""
    revealed = view.revealed(view.uncounted()[0])
    withheld = {c.id for c in view.changes if c.header.words_len and c.header.facts.get("withheld") is True} - revealed
    missing = sum(c.header.words_len > 0 and c.id in lost and c.id not in withheld for c in view.changes)
    return " ".join(["words %d" % missing] + [i.hex() for i in sorted(withheld)])


def compare(tool, play, rng):
    order = arrival(play.h.made, rng)
    lost = {m.id for m in order if m.words and rng.random() < 0.3}
    got = tool.means(play.h.space, order, rng, lost)
    words = [line for line in got if line.startswith("words ")]
    got = [line for line in got if line not in words]
    problems = [line for line in got if line.startswith("refused")]
    digests = [line.split()[1] for line in got if line.startswith(("view ", "rebuilt "))]
    lines = [line for line in got if not line.startswith(("taken", "refused", "view ", "rebuilt "))]
    expected = play.view.lines()
    problems += ["program alone: " + x for x in sorted(set(lines) - set(expected))]
    problems += ["model alone:   " + x for x in sorted(set(expected) - set(lines))]
    if not problems and lines != expected:
        problems.append("the lines stand in another order")
    if not problems and digests[0] != play.view.digest():
        problems.append("the digests differ, the lines do not")
    expected = words_of(play.view, lost)
    problems += ["words: program %s, model %s" % (w, expected) for w in words if w != expected]
    if digests[0] != digests[1]:
        problems.append("the view computed again differs from the one that grew")
    return problems, order


def show(play, order):
    names = {d.public: "%s-%s" % (d.org.code, d.n) for d in play.devices}
    for m in order:
        c = play.view.by_id[m.id]
        print("   %s %-7s %-8s seq %d rests on %s cites %s %s" % (
            m.id.hex()[:6], names[c.author], av.KINDS[c.kind].name, c.seq,
            " ".join(i.hex()[:6] for i in ([m.prev] if c.seq > 1 else []) + m.deps) or "-",
            " ".join(x.id.hex()[:6] for x in c.cites) or "-",
            {k: v for k, v in c.header.facts.items() if k in ("outcome", "slot", "need", "fields", "key")} or ""))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--histories", type=int, default=40)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    tool, changes, counted, kept = Tool(args.tool), 0, {}, [0, 0]
    for seed in range(args.seed, args.seed + args.histories):
        play = Play(seed)
        for again in range(2):
            problems, order = compare(tool, play, random.Random(1000 * seed + again))
            if problems:
                print("not ok the_models_read_a_history_as_the_program_does (--seed %d --histories 1)" % seed)
                print("\n".join("   " + p for p in problems[:20]))
                if args.show:
                    show(play, order)
                return 1
        changes += len(play.h.made)
        kept[0] += len(words_of(play.view, set()).split()) - 2
        kept[1] += len(play.view.revealed(play.view.uncounted()[0]))
        for line in play.view.lines():
            word = line.split()[0]
            counted[word] = counted.get(word, 0) + 1
    print("ok the_models_read_a_history_as_the_program_does")
    print("   %d histories, %d changes, %d withheld, %d revealed; lines: %s" % (
        args.histories, changes, kept[0], kept[1], ", ".join("%s %d" % kv for kv in sorted(counted.items()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
