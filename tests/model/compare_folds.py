"""compare_folds.py - random lives of commitments, read by the model and by the program's fold: the same answers?

Usage: compare_folds.py TOOL [--seconds S] [--seed N] [--lives N]
Prints one line for each check and the seed of a life on which the two differ, shrunk to the acts that matter."""

import argparse
import random
import subprocess
import sys
import time

from commitment_model import ACCEPTS, Act, Model, TEXTS

KINDS = {"ack": 0x0001, "propose": 0x4001, "sign": 0x4002, "decline": 0x4003, "retract": 0x4004, "amend": 0x4005,
         "progress": 0x4006, "deliver": 0x4007, "accept": 0x4008, "accept-with-reservations": 0x4009,
         "dispute": 0x400a, "respond": 0x400b, "resolve": 0x400c, "withdraw": 0x400d, "release": 0x400e,
         "suspend": 0x400f, "resume": 0x4010, "reopen": 0x4011, "redact": 0x4020}
OUTCOMES = ("", "in-progress", "accepted", "released", "withdrawn")
ORGS = ("CITY", "SASI", "RIVR", "EURF", "SUCC")
LAPTOPS = (0, 0, 1, 1, 2, 2, 3)
OFFERED = ("sign", "sign", "sign", "sign", "sign", "sign", "decline", "retract", "amend")
BINDING = ("sign", "sign", "sign", "sign", "amend", "amend", "resolve", "resolve", "decline", "retract", "reopen")
WORK = ("progress", "deliver", "deliver", "deliver", "accept", "accept", "accept", "accept", "accept-with-reservations",
        "dispute", "respond", "retract", "release", "suspend", "resume", "withdraw", "sign", "redact")


class Life:
    """Laptops that write and meet, at random."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.model = Model()
        self.knows = [frozenset() for _ in LAPTOPS]
        self.gone = [frozenset() for _ in LAPTOPS]
        self.devices = []
        self.play()

    def play(self):
        rng = self.rng
        parties = rng.choice([(0, 1), (0, 1), (0, 1, 2), (0, 1, 2), (0, 2, 1), (0, 1, 2, 3)])
        laptop = rng.choice([0, 0, 0, 2])
        self.write(laptop, Act("propose", LAPTOPS[laptop], (), parties=parties, need=need_of(rng, parties),
                               slots=rng.choice([0, 0, 0, 0, 2, 3])))
        if rng.random() < 0.8:
            self.meet_all()
        if rng.random() < 0.7:
            for org in set(parties) - {LAPTOPS[laptop]}:
                signer = LAPTOPS.index(org)
                if self.model.root in self.knows[signer]:
                    self.write(signer, Act("sign", org, self.knows[signer], (self.model.root,)))
            if rng.random() < 0.8:
                self.meet_all()
        self.play_on()

    def play_on(self):
        rng = self.rng
        is_calm = rng.random()  # some lives meet often, some hardly
        has_leavers, has_uncounted = rng.random() < 0.25, rng.random() < 0.15
        for _ in range(rng.randint(6, 45)):
            if len(self.model.acts) > 30:
                break
            chance = rng.random()
            if chance < 0.12 + 0.4 * is_calm:
                self.meet(rng.randrange(len(LAPTOPS)), rng.randrange(len(LAPTOPS)))
            elif chance < 0.2 + 0.4 * is_calm:
                if rng.random() < 0.5:
                    self.meet_all()
                else:
                    self.write(*self.ack())
            elif has_leavers and rng.random() < 0.1:
                self.leave()
            else:
                self.act(has_uncounted)
        self.gone_now = frozenset().union(*self.gone) if rng.random() < 0.9 else frozenset()

    def meet(self, a, b):
        self.knows[a] = self.knows[b] = self.knows[a] | self.knows[b]
        self.gone[a] = self.gone[b] = self.gone[a] | self.gone[b]

    def meet_all(self):
        for a in range(1, len(LAPTOPS)):
            self.meet(0, a)
        for a in range(1, len(LAPTOPS)):
            self.meet(0, a)

    def leave(self):
        org, knower = self.rng.randrange(3), self.rng.randrange(len(LAPTOPS))
        if self.gone[knower] and self.rng.random() < 0.2:
            self.gone[knower] = frozenset()  # vouched for again
        else:
            self.gone[knower] |= {org}

    def ack(self):
        laptop = self.rng.randrange(len(LAPTOPS))
        return laptop, Act("ack", LAPTOPS[laptop], self.knows[laptop], gone=self.gone[laptop])

    def write(self, laptop, act):
        i = self.model.add(act)
        self.devices.append(laptop)
        self.knows[laptop] |= {i}

    def act(self, has_uncounted):
        rng, m = self.rng, self.model
        laptop = rng.randrange(len(LAPTOPS))
        held, gone = self.knows[laptop], self.gone[laptop]
        if m.root not in held and rng.random() < 0.95:
            return
        uncounted = frozenset(i for i in held if has_uncounted and rng.random() < 0.04)
        v = m.in_hand(held, gone)
        v.counts = frozenset(i for i in v.counts if i not in uncounted)
        is_wild = rng.random() < 0.12
        for _ in range(12):
            act = candidate(rng, m, v, LAPTOPS[laptop], range(5))
            if act is not None and (is_wild or m.judge(v, act) == ""):
                act.uncounted = uncounted
                act.counted = not has_uncounted or rng.random() > 0.05
                self.write(laptop, act)
                return


def need_of(rng, parties):
    return rng.choice([0, 0, 0, 1, len(parties) - 1])


def candidate(rng, m, v, org, orgs, kinds=None):
    """An act that this organisation could think of, in this view; None: nothing to name."""
    r = m.read(v)
    kind = rng.choice(kinds) if kinds else rng.choice(OFFERED if r.in_force < 0 and rng.random() < 0.9 else rng.choice([BINDING, WORK, WORK]))

    def held(*kinds):
        return sorted(i for i in v.held if m.acts[i].kind in kinds)

    def one(preferred, rest):
        pool = sorted(preferred) if preferred and rng.random() < 0.9 else rest
        return rng.choice(pool) if pool else None

    texts = held(*TEXTS)
    if not texts:
        return None
    terms = r.in_force if r.in_force >= 0 and rng.random() < 0.95 else rng.choice(texts)
    slots = m.terms(terms).slots
    slot = rng.randint(1, slots) if slots else 0
    act = Act(kind, org, v.held, gone=v.gone)
    if kind in ("sign", "decline"):
        cites = [one([t for t in texts if m.status(r, t) == "open"], texts + held("redact"))]
    elif kind == "retract":
        own = [i for i in held("deliver", "dispute", *TEXTS) if m.acts[i].org == org]
        cites = [one(own, texts + held("deliver", "dispute"))]
    elif kind == "amend":
        cites = [r.current if rng.random() < 0.95 else rng.choice(texts)]
        names = m.names(cites[0])
        if rng.random() < 0.2:
            names = act.parties = tuple(rng.sample(orgs, rng.randint(2, min(4, len(orgs)))))
        act.need, act.slots = need_of(rng, names), rng.choice([slots, slots, slots, 0, 2])
    elif kind in ACCEPTS:
        cites = [one(r.waiting, held("deliver")), terms]
    elif kind == "dispute":
        cites = [terms] + ([one(r.waiting, held("deliver"))] if rng.random() < 0.5 and held("deliver") else [])
        act.slot = slot if rng.random() < 0.6 else 0
    elif kind == "respond":
        cites = [one(r.disputes, held("dispute"))]
    elif kind == "resolve":
        cites = [terms] + (sorted(r.disputes) or held("dispute")[:1])
        if len(cites) > 2 and rng.random() < 0.3:
            cites.pop()
        if len(cites) < 2:
            return None
        act.outcome = rng.choice(OUTCOMES[1:])
        act.own_terms = rng.random() < 0.2
        if act.own_terms:
            act.need, act.slots = need_of(rng, m.names(terms)), rng.choice([0, 2])
    elif kind == "resume":
        own = [s for s in r.suspensions if m.acts[s].org == org]
        cites = sorted(own) if own else held("suspend")[:1]
    elif kind == "redact":
        cites = [rng.choice(sorted(i for i in v.held if m.acts[i].kind != "ack"))]
    else:
        cites = [terms]
    if kind == "deliver" or (kind == "progress" and rng.random() < 0.3):
        act.slot = slot
    if not cites or None in cites:
        return None
    act.cites = tuple(cites)
    return act


# --- the same life for the program ---

def bits(indexes):
    return "%x" % sum(1 << i for i in indexes)


def orders(acts, rng):
    """A random order of arrival and random ranks, causes first in both."""
    def walk():
        done, order = set(), []
        while len(order) < len(acts):
            ready = [i for i in range(len(acts)) if i not in done and acts[i].past <= done]
            i = rng.choice(ready)
            done.add(i)
            order.append(i)
        return order
    arrival, ranked = walk(), walk()
    return arrival, {i: k for k, i in enumerate(ranked)}


def lines(model, gone_now, rng):
    acts = model.acts
    arrival, rank = orders(acts, rng)
    at = {i: k for k, i in enumerate(arrival)}
    out = ["life %d %d %s" % (len(acts), at[model.root], bits(gone_now))]
    for i in arrival:
        a = acts[i]
        numbers = [a.org, rank[i], a.need, a.slots, a.slot, OUTCOMES.index(a.outcome), int(a.own_terms), int(a.counted)]
        sets = [bits(at[k] for k in a.past), bits(at[k] for k in a.uncounted), bits(a.gone)]
        lists = [len(a.cites)] + [at[c] for c in a.cites] + [len(a.parties)] + list(a.parties)
        out.append("%x %s %s %s" % (KINDS[a.kind], " ".join(map(str, numbers)), " ".join(sets),
                                    " ".join(map(str, lists))))
    return "\n".join(out) + "\n", arrival, at


def said(model, gone_now, arrival, at):
    """The line that the program should say."""
    judged = ["-" if model.acts[i].kind == "ack" else model.judged[i] or "ok" for i in arrival]
    w = model.answers(model.everything(gone_now))
    out = ["judged"] + judged + ["state", w["state"]]
    if w["exists"]:
        out += ["agreement", w["agreement"], "delivery", w["delivery"], "verdict", w["verdict"], "terms", at[w["terms"]]]
        out += ["versions"] + [at[t] for t in w["versions"]]
        out += ["open"] + sorted(at[t] for t in w["open"])
        out += ["marks"] + w["marks"] + ["slots"] + w["slots"]
    return " ".join(map(str, out))


class Tool:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, text):
        self.process.stdin.write(text)
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


def differ(tool, model, gone_now, rng):
    text, arrival, at = lines(model, gone_now, rng)
    expected, got = said(model, gone_now, arrival, at), tool.ask(text)
    return None if expected == got else (expected, got, arrival)


def without(model, drop):
    """The same life, had act `drop` not been written, nor what cites it."""
    dropped, keep = {drop}, Model()
    for i, a in enumerate(model.acts):
        if any(c in dropped for c in a.cites):
            dropped.add(i)
    left = [i for i in range(len(model.acts)) if i not in dropped]
    if model.root in dropped or not left:
        return None
    at = {i: k for k, i in enumerate(left)}
    for i in left:
        a = model.acts[i]
        keep.add(Act(a.kind, a.org, [at[k] for k in a.past if k in at], [at[c] for c in a.cites], a.parties, a.need,
                     a.slots, a.slot, a.outcome, a.own_terms, a.counted, [at[k] for k in a.uncounted if k in at], a.gone))
    return keep


def shrink(tool, model, gone_now, rng):
    moved = True
    while moved:
        moved = False
        for i in reversed(range(len(model.acts))):
            less = without(model, i)
            if less is not None and any(differ(tool, less, gone_now, rng) for _ in range(4)):
                model, moved = less, True
                break
    return model


def show(model, gone_now, found):
    expected, got, arrival = found
    for i, a in enumerate(model.acts):
        extra = "".join(" %s=%s" % (k, getattr(a, k)) for k in ("parties", "need", "slots", "slot", "outcome")
                        if getattr(a, k))
        extra += "".join(" %s=%s" % (k, sorted(getattr(a, k))) for k in ("uncounted", "gone") if getattr(a, k))
        print("  %2d %s %s %s%s%s   had %s" % (i, ORGS[a.org], a.kind, list(a.cites), extra,
                                              "" if a.counted else " NOT-COUNTED", sorted(a.past)))
    print("  gone now %s; acts arrived as %s" % (sorted(gone_now), arrival))
    print("  model: %s\n  fold:  %s" % (expected, got))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lives", type=int, default=1 << 62)
    args = parser.parse_args()
    tool, started, lives, acts, states = Tool(args.tool), time.monotonic(), 0, 0, {}
    while lives < args.lives and time.monotonic() - started < args.seconds:
        seed = args.seed + lives
        life = Life(seed)
        found = differ(tool, life.model, life.gone_now, random.Random(seed))
        if found:
            model = shrink(tool, life.model, life.gone_now, random.Random(seed))
            rng = random.Random(seed)
            again = None
            while again is None:
                again = differ(tool, model, life.gone_now, rng)
            print("not ok the_model_reads_a_life_as_the_fold_does (--seed %d --lives 1)" % seed)
            show(model, life.gone_now, again)
            return 1
        lives += 1
        acts += len(life.model.acts)
        state = life.model.read(life.model.everything(life.gone_now)).state
        states[state] = states.get(state, 0) + 1
    print("ok the_model_reads_a_life_as_the_fold_does")
    print("   %d lives, %d acts; %s" % (lives, acts, ", ".join("%s %d" % kv for kv in sorted(states.items()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
