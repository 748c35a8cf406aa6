"""commitment_model.py - the life of one commitment, said a second time, slowly.

Written from the pages that describe the life cycle, not from the C code, and sharing nothing with it. A
history is a list of acts, each with the set of acts its author had in hand. `Model` judges each act once,
by what its author had in hand, and then reads the answers off the acts that passed.

Everything is a set comprehension over "who knew what"; nothing is incremental and nothing is ordered, so
that what the fast code does with ranks, lists and shortcuts has something plain to be compared with.
"""

TEXTS = ("propose", "amend", "resolve", "reopen")
ACCEPTS = ("accept", "accept-with-reservations")
EXITS = ("decline", "retract")
LIVE = ("agreed", "in-progress", "suspended", "delivered", "disputed")


class Act:
    """One change of the record; `past` is the set of indexes that its author had in hand."""

    def __init__(self, kind, org, past, cites=(), parties=(), need=0, slots=0, slot=0, outcome="", own_terms=None,
                 counted=True, uncounted=(), gone=(), contested=False):
        self.kind, self.org, self.past = kind, org, frozenset(past)
        self.cites, self.parties = tuple(cites), tuple(parties)
        self.need, self.slots, self.slot, self.outcome = need, slots, slot, outcome
        self.own_terms = kind in ("propose", "amend") if own_terms is None else own_terms
        self.counted = counted                 # as of now
        self.contested = contested             # it counts as of now, and its organisation disowns it
        self.uncounted = frozenset(uncounted)  # acts of its past that do not count there
        self.gone = frozenset(gone)            # organisations that had left or fallen in its past


class View:
    """What is seen from somewhere: the past of an act, that act included or not, or everything."""

    def __init__(self, held, counts, gone):
        self.held, self.counts, self.gone = held, counts, gone


class Reading:
    """What a view says."""


class Model:
    """Acts are added in an order in which nobody comes before what its author had in hand."""

    def __init__(self):
        self.acts, self.root = [], -1
        self.judged = {}
        self.memo = {}

    def add(self, act):
        i = len(self.acts)
        self.acts.append(act)
        if act.kind == "propose" and self.root < 0:
            self.root = i
        if act.kind != "ack":
            self.judged[i] = self.judge(self.before(i), act, i == self.root)
        return i

    # --- views ---

    def passed(self, i):
        return self.judged.get(i) == ""

    def before(self, i, with_self=False):
        key = ("before", i, with_self)
        if key not in self.memo:
            a = self.acts[i]
            held = a.past | {i} if with_self else a.past
            counts = frozenset(k for k in a.past if self.passed(k) and k not in a.uncounted)
            if with_self and self.passed(i):
                counts |= {i}
            self.memo[key] = View(held, counts, a.gone)
        return self.memo[key]

    def in_hand(self, held, gone):
        """What somebody holds who has these acts and nothing against any of them."""
        return View(held, frozenset(i for i in held if self.passed(i)), gone)

    def everything(self, gone):
        every = frozenset(range(len(self.acts)))
        return View(every, frozenset(i for i in every if self.passed(i) and self.acts[i].counted), frozenset(gone))

    def knows(self, a, b):
        """b is in the past of a."""
        return b in self.acts[a].past

    def apart(self, a, b):
        return a != b and not self.knows(a, b) and not self.knows(b, a)

    # --- what texts say ---

    def is_text(self, i):
        return self.acts[i].kind in TEXTS

    def cite(self, i, k=0):
        cites = self.acts[i].cites
        return cites[k] if k < len(cites) else -1

    def base(self, t):
        return -1 if self.acts[t].kind == "propose" else self.cite(t)

    def names(self, t):
        """Promisor and promisees by this text."""
        while not self.acts[t].parties:
            t = self.base(t)
        return self.acts[t].parties

    def terms(self, t):
        while not self.acts[t].own_terms:
            t = self.base(t)
        return self.acts[t]

    def parties(self, t):
        b = self.base(t)
        return set(self.names(t)) | (set(self.names(b)) if b >= 0 else set())

    def side(self, t, which):
        """Organisations that the text or its base names as promisor (0) or promisees (1)."""
        both = [self.names(t)] + ([self.names(self.base(t))] if self.base(t) >= 0 else [])
        return {o for names in both for o in (names[:1] if which == 0 else names[1:])}

    def slot_of(self, t, claim):
        n = self.terms(t).slots
        slot = self.acts[claim].slot
        return 0 if n == 0 else slot if 1 <= slot <= n else None

    # --- G3: yes and no ---

    def yeses(self, v, t, org=None):
        found = {y for y in v.counts if self.acts[y].kind == "sign" and self.cite(y) == t}
        if t in v.counts:
            found |= {t}
        return {y for y in found if org is None or self.acts[y].org == org}

    def noes(self, v, t):
        return {e for e in v.counts if self.acts[e].kind in EXITS and self.cite(e) == t}

    def choices(self, v, t, org):
        """What this organisation chose on the question of t, other than t itself."""
        b = self.base(t)
        found = {e for e in self.noes(v, t) if not self.is_void(v, e, t)}
        if b >= 0:
            rivals = {x for x in v.counts if x != t and self.is_text(x) and self.base(x) == b}
            found |= rivals
            found |= {y for x in rivals for y in self.yeses(v, x)}
            for x in v.counts:
                kind = self.acts[x].kind
                # With slots a verdict answers one of them, and chooses nothing about the text.
                if kind in ACCEPTS and self.cite(x, 1) == b and self.terms(b).slots == 0:
                    found |= {x}
                if kind == "release" and self.cite(x) == b:
                    found |= {x}
                if kind == "withdraw" and self.cite(x) == b and not self.is_void(v, x, t):
                    found |= {x}
        return {c for c in found if self.acts[c].org == org}

    def in_the_way(self, v, t, org):
        """For each yes of this organisation, the choices that it did not know."""
        choices = self.choices(v, t, org)
        return {y: {c for c in choices if not self.knows(y, c)} for y in self.yeses(v, t, org)}

    def stands(self, v, t, org):
        return any(not ways for ways in self.in_the_way(v, t, org).values())

    def no_stands(self, v, e, t):
        if self.is_void(v, e, t):
            return False
        return not any(self.knows(y, e) for y in self.yeses(v, t, self.acts[e].org))

    def closed_by(self, v, t):
        return {e for e in self.noes(v, t) if self.no_stands(v, e, t)}

    def is_first_agreement(self, v, t):
        return t == self.root or (self.base(t) == self.root and not self.binds(v, self.root))

    def is_waived(self, v, t, org):
        return org in v.gone and not self.is_first_agreement(v, t)

    def binds(self, v, t):
        key = ("binds", v.held, v.counts, v.gone, t)
        if key not in self.memo:
            self.memo[key] = self.binds_in(v, t)
        return self.memo[key]

    def binds_in(self, v, t):
        if t not in v.counts or self.closed_by(v, t):
            return False
        yes = {o for o in self.parties(t) if self.stands(v, t, o)}
        rest = self.parties(t) - yes
        if not all(self.is_waived(v, t, o) for o in rest):
            return False
        if not rest:
            return True
        return any(p != q for p in yes & self.side(t, 0) for q in yes & self.side(t, 1))

    # --- G5: what both sides hold ---

    def is_void(self, v, e, t):
        key = ("void", v.held, e, t)
        if key not in self.memo:
            self.memo[key] = any(self.voids(h, e, t) for h in v.held)
        return self.memo[key]

    def voids(self, h, e, t):
        """Is h the hand of a party, ignorant of the exit, that holds the text bound with a yes of the other side
        that did not know of the exit either?"""
        org = self.acts[e].org
        if not self.apart(h, e) or self.acts[h].org not in self.parties(t):
            return False
        is_own = self.acts[h].org == org
        with_it = self.acts[h].past | {h}
        if not any(self.passed(y) and (y == t or (self.acts[y].kind == "sign" and self.cite(y) == t)) and
                   self.apart(y, e) and (self.acts[y].org != org) == is_own for y in with_it):
            return False
        return self.binds(self.before(h, True), t)

    # --- reading ---

    def gave(self, v, claim, t, org):
        return {a for a in v.counts if self.acts[a].kind in ACCEPTS and self.acts[a].org == org and
                self.acts[a].cites[:2] == (claim, t)}

    def let_go(self, v, t, org):
        return any(self.acts[a].kind == "release" and self.acts[a].org == org and self.cite(a) == t for a in v.counts)

    def accepted_by_all(self, v, claim, t):
        promisees = self.names(t)[1:]
        gave = {o for o in promisees if self.gave(v, claim, t, o)}
        asked = gave | {o for o in promisees if not self.let_go(v, t, o) and o not in v.gone}
        need = self.terms(t).need or len(asked)
        return bool(gave) and len(gave) >= min(need, len(asked))

    def released_by_all(self, v, t):
        promisees = self.names(t)[1:]
        gave = [o for o in promisees if self.let_go(v, t, o)]
        return bool(gave) and all(self.let_go(v, t, o) or o in v.gone for o in promisees)

    def read(self, v):
        key = ("read", v.held, v.counts, v.gone)
        if key not in self.memo:
            self.memo[key] = self.read_anew(v)
        return self.memo[key]

    def read_anew(self, v):
        r = Reading()
        r.view, r.state, r.in_force, r.current, r.chain = v, "", -1, self.root, []
        r.accepted = r.released = False
        r.outcome, r.renewal, r.reopened, r.done = "", -1, -1, {}
        r.waiting, r.disputes, r.overruled, r.suspensions, r.withdrawals = set(), set(), set(), set(), set()
        r.exists = self.root >= 0 and self.root in v.counts
        if not r.exists:
            return r
        if self.binds(v, self.root):
            self.take(r, self.root)
        while not r.released and r.outcome not in ("released", "withdrawn"):
            next_texts = [t for t in v.counts if self.is_text(t) and self.base(t) == r.current and
                          (self.acts[t].kind == "reopen") == r.accepted and self.binds(v, t)]
            if len(next_texts) != 1:
                break
            self.take(r, next_texts[0])
        if r.in_force < 0:
            r.state = self.state_without_text(r)
            return r
        self.read_work(r)
        r.state = self.state_in_force(r)
        return r

    def take(self, r, t):
        v, act = r.view, self.acts[t]
        r.chain.append(t)
        r.in_force = r.current = t
        r.outcome = act.outcome if act.kind == "resolve" else ""
        if r.outcome == "in-progress" or act.kind == "reopen":
            r.renewal = t
        if act.kind == "reopen":
            r.reopened = t
            r.done = {}
        places = self.places(t)
        for claim in range(len(self.acts)):
            if self.acts[claim].kind == "deliver" and claim in v.counts and self.slot_of(t, claim) is not None:
                if self.accepted_by_all(v, claim, t):
                    r.done.setdefault(self.slot_of(t, claim), set()).add((claim, t))
        r.accepted = r.outcome == "accepted" or all(k in r.done for k in places)
        r.released = not r.accepted and (r.outcome == "released" or self.released_by_all(v, t))

    def places(self, t):
        n = self.terms(t).slots
        return list(range(1, n + 1)) if n else [0]

    def read_work(self, r):
        v, t = r.view, r.in_force

        def of_kind(*kinds):
            return {i for i in v.counts if self.acts[i].kind in kinds}

        claims = {c for c in of_kind("deliver") if self.slot_of(t, c) is not None}
        for c in claims:
            slot = self.slot_of(t, c)
            is_replaced = any(self.knows(m, c) and self.slot_of(t, m) == slot for m in claims)
            is_old = r.renewal >= 0 and self.knows(r.renewal, c)
            if slot not in r.done and not is_replaced and not is_old and not self.is_taken_back(v, c):
                r.waiting.add(c)
        for d in of_kind("dispute"):
            if self.is_laid_down(r, d):
                continue
            slot = self.slot_of_dispute(r, d)
            ended = r.accepted or r.released or r.outcome == "withdrawn"
            (r.overruled if ended or slot in r.done else r.disputes).add(d)
        for s in of_kind("suspend"):
            is_over = any(self.acts[x].kind == "resume" and s in self.acts[x].cites for x in v.counts)
            is_old = r.renewal >= 0 and self.knows(r.renewal, s)
            if not is_over and not is_old:
                r.suspensions.add(s)
        r.withdrawals = {w for w in of_kind("withdraw") if self.cite(w) == t}
        r.withdrawn = r.outcome == "withdrawn" or (bool(r.withdrawals) and not r.waiting)
        r.begun = r.renewal >= 0 or bool(of_kind("progress")) or any(k in r.done for k in self.places(t))
        r.partly = any(k in r.done for k in self.places(t)) or any(
            self.gave(v, c, t, o) for c in r.waiting for o in self.names(t)[1:])

    def is_taken_back(self, v, claim):
        for x in v.counts:
            if self.acts[x].kind == "retract" and self.cite(x) == claim:
                answers = {a for a in v.counts if (self.acts[a].kind in ACCEPTS and self.cite(a) == claim) or
                           (self.acts[a].kind == "dispute" and self.cite(a, 1) == claim)}
                if all(self.knows(x, a) for a in answers):
                    return True
        return False

    def slot_of_dispute(self, r, d):
        if self.terms(r.in_force).slots == 0:
            return 0
        claim = self.cite(d, 1)
        slot = self.acts[d].slot or (self.acts[claim].slot if claim >= 0 else 0)
        return slot or None

    def is_laid_down(self, r, d):
        v, org, slot = r.view, self.acts[d].org, self.slot_of_dispute(r, d)
        if r.reopened >= 0 and self.knows(r.reopened, d):
            return True
        for x in v.counts:
            a = self.acts[x]
            if a.kind == "retract" and self.cite(x) == d:
                return True
            if a.kind == "resolve" and d in a.cites and x in r.chain:
                return True
            if a.org == org and self.knows(x, d):
                if a.kind == "release":
                    return True
                if a.kind in ACCEPTS and (not slot or self.acts[self.cite(x)].slot == slot):
                    return True
        return False

    def state_in_force(self, r):
        for holds, word in ((r.accepted, "accepted"), (r.released, "released"), (r.outcome == "withdrawn", "withdrawn"),
                            (r.disputes, "disputed"), (r.withdrawn, "withdrawn"), (r.waiting, "delivered"),
                            (r.suspensions, "suspended"), (r.begun, "in-progress")):
            if holds:
                return word
        return "agreed"

    def state_without_text(self, r):
        v = r.view
        offers = [self.root] + [t for t in v.counts if self.is_text(t) and self.base(t) == self.root]
        if any(not self.closed_by(v, t) for t in offers):
            return "proposed"
        if any(self.crossed(r, t) for t in offers):
            return "crossed"
        if any(self.acts[e].kind == "retract" for e in self.closed_by(v, self.root)):
            return "retracted"
        return "declined"

    def crossed(self, r, t):
        """What crossed at this text and is not settled: "exit", "rival" (an open one: a clash says so), "choice"."""
        v = r.view
        if t not in v.counts:
            return ""
        for e in self.closed_by(v, t):
            for y in self.yeses(v, t) - {t}:
                if self.apart(y, e) and not any(self.knows(x, y) and self.knows(x, e) for x in self.noes(v, t)):
                    return "exit"
        if self.closed_by(v, t):
            return ""
        if not all(self.yeses(v, t, o) or self.is_waived(v, t, o) for o in self.parties(t)):
            return ""
        found = set()
        for o in self.parties(t):
            ways = self.in_the_way(v, t, o)
            if not ways or not all(ways.values()):
                continue
            choices = set().union(*ways.values())
            for way in choices:
                if any(self.apart(y, way) and not any(self.knows(w, y) for w in choices) for y in self.yeses(v, t)):
                    x = self.cite(way) if self.acts[way].kind == "sign" else way
                    rival = self.is_text(x) and not self.closed_by(v, x)
                    found.add("rival" if rival else "choice")
        return "choice" if "choice" in found else "rival" if found else ""

    def status(self, r, t):
        if t in r.chain:
            return "bound"
        if r.in_force >= 0 if t == self.root else self.base(t) != r.current:
            return "moved"
        if self.closed_by(r.view, t):
            return "closed"
        takes = r.state == "accepted" if self.acts[t].kind == "reopen" else r.state == "proposed" or r.state in LIVE
        return "open" if takes else "ended"

    # --- judging: who, when, and what the act answers ---

    def judge(self, v, act, is_root=False):
        r = self.read(v)
        if act.kind in ("propose", "amend") and act.parties:
            promisees = act.parties[1:]
            if not promisees or len(set(act.parties)) != len(act.parties) or act.need > len(promisees):
                return "malformed"
        if act.kind == "propose":
            return "second" if not is_root else "" if act.org in act.parties else "not-party"
        if not r.exists:
            return "no-record"
        if not self.cites_fit(r, act):
            return "cites"
        return self.who(r, act) or self.when(r, act) or self.guard(r, act)

    def cites_fit(self, r, act):
        wanted = {
            "sign": [TEXTS + ("redact",)], "decline": [TEXTS], "retract": [TEXTS + ("deliver", "dispute")],
            "amend": [TEXTS], "progress": [TEXTS], "deliver": [TEXTS], "accept": [("deliver",), TEXTS],
            "accept-with-reservations": [("deliver",), TEXTS], "dispute": [TEXTS, ("deliver",)],
            "respond": [("dispute",)], "resolve": [TEXTS] + [("dispute",)] * 62, "withdraw": [TEXTS],
            "release": [TEXTS], "suspend": [TEXTS], "resume": [("suspend",)] * 64, "reopen": [TEXTS],
        }
        if act.kind == "redact":  # of anything of its record
            return len(act.cites) == 1
        least = 2 if act.kind in ACCEPTS else 1
        kinds = wanted[act.kind]
        return least <= len(act.cites) <= len(kinds) and all(
            c >= 0 and self.acts[c].kind in kinds[k] and c in r.view.counts for k, c in enumerate(act.cites))

    def who(self, r, act):
        org, names = act.org, self.names(r.current)
        cited = self.acts[act.cites[0]]
        if act.kind in ("sign", "decline"):
            if cited.kind == "redact":
                return ""
            if org not in self.parties(act.cites[0]):
                return "not-party"
            return "is-author" if act.kind == "decline" and cited.org == org else ""
        if act.kind in ("retract", "resume", "redact"):
            return "" if all(c < 0 or self.acts[c].org == org for c in act.cites) else "not-author"
        if org not in names:
            return "not-party"
        if act.kind in ("progress", "deliver", "respond", "withdraw"):
            return "" if org == names[0] else "not-role"
        if act.kind in ACCEPTS + ("dispute", "release"):
            return "" if org != names[0] else "not-role"
        return ""

    def when(self, r, act):
        states = {
            "amend": LIVE + ("proposed",), "progress": LIVE, "deliver": LIVE, "accept": LIVE,
            "accept-with-reservations": LIVE, "dispute": LIVE, "respond": ("disputed",), "resolve": ("disputed",),
            "withdraw": ("agreed", "in-progress", "suspended"), "release": LIVE, "suspend": ("agreed", "in-progress"),
            "resume": LIVE, "reopen": ("accepted",),
        }
        if act.kind in states and r.state not in states[act.kind]:
            return "state"
        names_terms = {"progress": 0, "deliver": 0, "accept": 1, "accept-with-reservations": 1, "dispute": 0,
                       "resolve": 0, "withdraw": 0, "release": 0, "suspend": 0, "reopen": 0}
        if act.kind in names_terms and act.cites[names_terms[act.kind]] != r.in_force:
            return "old-text"
        return ""

    def guard(self, r, act):
        v, org, cited = r.view, act.org, act.cites[0]
        slots = self.terms(r.in_force).slots if r.in_force >= 0 else 0
        why_status = {"open": "", "moved": "old-text", "closed": "closed", "bound": "state", "ended": "state"}

        def released():
            return self.let_go(v, r.in_force, org)

        def accepted(claim):
            return bool(self.gave(v, claim, r.in_force, org))

        if act.kind == "sign" and self.acts[cited].kind == "redact":
            if self.acts[cited].org == org:
                return "is-author"
            return "again" if self.yeses(v, cited, org) - {cited} else ""
        if act.kind == "sign":
            status = self.status(r, cited)
            if status == "bound" and self.yeses(v, cited, org):
                return "again"
            if status == "closed" and self.may_say_which(v, cited, org):
                status = "open"
            return why_status[status] or ("again" if self.stands(v, cited, org) else "")
        if act.kind == "decline" or (act.kind == "retract" and self.is_text(cited)):
            status = self.status(r, cited)
            return "" if status in ("closed", "ended") and self.crossed(r, cited) else why_status[status]
        if act.kind == "retract" and self.acts[cited].kind == "dispute":
            return "" if cited in r.disputes | r.overruled else "dispute"
        if act.kind == "retract":
            if any((self.acts[x].kind in ACCEPTS and self.cite(x) == cited) or
                   (self.acts[x].kind == "dispute" and self.cite(x, 1) == cited) for x in v.counts):
                return "given"
            return "again" if any(self.acts[x].kind == "retract" and self.cite(x) == cited for x in v.counts) else ""
        if act.kind == "amend":
            return "" if cited == r.current else "old-text"
        if act.kind in ("progress", "deliver", "dispute") and (
                act.slot > slots or (act.kind == "deliver" and slots and not act.slot)):
            return "malformed"
        if act.kind == "deliver":
            return "given" if slots and act.slot in r.done else ""
        if act.kind in ACCEPTS:
            if self.names(r.in_force)[0] in v.gone:
                return "state"
            if accepted(cited):
                return "again"
            if released():
                return "given"
            return "" if cited in r.waiting else "no-claim"
        if act.kind == "dispute":
            if any(self.acts[d].org == org for d in r.disputes):
                return "dispute"
            if released():
                return "given"
            if len(act.cites) > 1:
                claim = act.cites[1]
                slot = self.slot_of(r.in_force, claim)
                if accepted(claim) or slot in r.done:
                    return "given"
                if slots and act.slot and slot != act.slot:
                    return "malformed"
                return "" if claim in r.waiting else "no-claim"
            if slots and act.slot in r.done:
                return "given"
            about = {c for c in r.waiting if not slots or (act.slot and self.slot_of(r.in_force, c) == act.slot)}
            return "given" if any(accepted(c) for c in about) else ""
        if act.kind == "respond":
            return "" if cited in r.disputes else "dispute"
        if act.kind == "resolve":
            if not act.outcome:
                return "malformed"
            ds = act.cites[1:]
            return "" if ds and all(d in r.disputes for d in ds) else "dispute"
        if act.kind == "release":
            if self.names(r.in_force)[0] in v.gone:
                return "state"
            if released():
                return "again"
            return "given" if not slots and any(accepted(c) for c in r.waiting) else ""
        if act.kind == "resume":
            return "" if all(s in r.suspensions for s in act.cites) else "state"
        return ""

    def may_say_which(self, v, t, org):
        """It said yes and no at once, and nobody else's no stands in the way."""
        noes = {e for e in self.noes(v, t) if not self.is_void(v, e, t)}
        if any(self.acts[e].org != org for e in noes):
            return False
        return any(self.apart(y, e) for e in noes for y in self.yeses(v, t, org) - {t})

    # --- answers ---

    def answers(self, v):
        r = self.read(v)
        out = {"state": r.state or "-", "exists": r.exists}
        if not r.exists:
            return out
        out["agreement"] = r.state if r.in_force < 0 else "agreed"
        out["versions"] = list(r.chain)
        out["open"] = sorted(t for t in v.counts if self.is_text(t) and self.status(r, t) == "open")
        out["terms"] = r.in_force if r.in_force >= 0 else self.root
        out["delivery"], out["verdict"] = "not-started", "none"
        if r.in_force >= 0:
            out["delivery"] = ("withdrawn" if r.withdrawn else
                               "claimed" if r.waiting or (r.accepted and r.outcome != "accepted") else
                               "suspended" if r.suspensions else "in-progress" if r.begun else "not-started")
            reserved = any(self.with_reservations(r, k) for k in self.places(r.in_force))
            out["verdict"] = (("accepted-with-reservations" if reserved else "accepted") if r.accepted else
                              "released" if r.released else "disputed" if r.disputes else
                              "partly-accepted" if r.partly else "none")
        out["marks"] = self.marks(r, out["open"])
        out["slots"] = [self.slot_verdict(r, k) for k in self.places(out["terms"])]
        out["waiting"] = sorted(r.waiting)
        return out

    def slot_verdict(self, r, k):
        v, t = r.view, r.in_force
        if t < 0:
            return "none"
        if k in r.done:
            return "accepted-with-reservations" if self.with_reservations(r, k) else "accepted"
        if r.released:
            return "released"
        if any(self.slot_of_dispute(r, d) == k for d in r.disputes):
            return "disputed"
        claims = {c for c in r.waiting if self.slot_of(t, c) == k}
        return "partly-accepted" if any(self.gave(v, c, t, o) for c in claims for o in self.names(t)[1:]) else "none"

    def with_reservations(self, r, k):
        return any(self.acts[a].kind == "accept-with-reservations" for claim, t in r.done.get(k, ())
                   for o in self.names(t)[1:] for a in self.gave(r.view, claim, t, o))

    def marks(self, r, open_texts):
        v, marks = r.view, []
        texts = [t for t in v.counts if self.is_text(t)]
        if any(self.apart(y, z) for a in open_texts for b in open_texts if a < b and self.base(a) == self.base(b)
               for y in self.yeses(v, a) for z in self.yeses(v, b)):
            marks.append("clash")
        last = r.chain[-1] if r.chain else -1
        contested = bool(r.overruled) or any(
            self.acts[a].contested and not (last >= 0 and self.knows(last, a)) for a in v.counts)
        for t in texts:
            exits = set(self.noes(v, t))
            if t in r.chain and self.base(t) >= 0:
                exits |= {w for w in v.counts if self.acts[w].kind == "withdraw" and self.cite(w) == self.base(t)}
            contested = contested or any(
                self.is_void(v, e, t) and not (last >= 0 and self.knows(last, e)) for e in exits)
        if contested:
            marks.append("contested")
        if any(self.status(r, t) in ("open", "closed", "ended") and self.crossed(r, t) in ("exit", "choice")
               for t in texts):
            marks.append("crossed")
        return marks
