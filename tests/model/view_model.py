"""view_model.py - what a history means, line by line (13.2 of the format page), said a second time.

The verifier says who belongs and what counts, the model of commitments reads each promise; here both are put
together, with notes and fields. Slow and plain: everything is computed from all changes, each time anew."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "verify"))

import accord_verify as av  # noqa: E402
from commitment_model import Act, Model  # noqa: E402

NAMES = {av.PROPOSE: "propose", av.SIGN: "sign", av.DECLINE: "decline", av.RETRACT: "retract", av.AMEND: "amend",
         av.PROGRESS: "progress", av.DELIVER: "deliver", av.ACCEPT: "accept",
         av.ACCEPT_RESERVED: "accept-with-reservations", av.DISPUTE: "dispute", av.RESPOND: "respond",
         av.RESOLVE: "resolve", av.WITHDRAW: "withdraw", av.RELEASE: "release", av.SUSPEND: "suspend",
         av.RESUME: "resume", av.REOPEN: "reopen", av.REDACT: "redact"}


class View(av.Space):
    def __init__(self):
        super().__init__()
        self.folds = {}

    def everything(self):
        return (1 << len(self.changes)) - 1

    # --- what counts in a past (7.3), without the shortcut of the verifier, which asks of everything

    def met_in(self, c, bits):
        parties = self.parties(c)
        if parties is None:
            parties = self.state(bits).standing
        for e in self.changes:
            if (bits & e.bit and e.org is not None and e.org != c.org and e.org in parties and e.past & c.bit
                    and e.org in self.state(e.past).members and self.is_partner(e.org) and not self.good(c, e.past)):
                return True
        return False

    def counts(self, c, bits):
        return not c.unjudged and (not self.good(c, bits) or self.met_in(c, bits))

    def gone(self, bits):
        orgs = {g.at for g in self.gov if g.kind in (av.FOUND, av.JOIN)}
        return frozenset(orgs - self.state(bits).members)

    # --- promises

    def is_act_of(self, c, root):
        return (c is root or c.record is root) and c.kind in NAMES

    def fold(self, root):
        """The promise with all that is held: a model, and which change each of its acts is. It grows with what comes;
        where somebody became a party meanwhile it begins again, since what that one wrote before is a hand too."""
        parties = {x.at for c in self.changes if self.is_act_of(c, root) and c.kind in (av.PROPOSE, av.AMEND)
                   for x in c.cites if x.kind in av.GROUPS["party"]}
        m, which, at, upto, known = self.folds.get(root.at, (None, None, None, 0, None))
        if known != parties:
            m, which, at, upto = Model(), [], {}, 0
        for c in self.changes[upto:]:
            if not c.unjudged and (self.is_act_of(c, root) or (c.org in parties and c.past & root.bit)):
                self.fold_one(c, root, m, which, at)
        self.folds[root.at] = (m, which, at, len(self.changes), parties)
        return m, which

    def fold_one(self, c, root, m, which, at):
        past = [i for i, d in enumerate(which) if c.past & d.bit]
        if self.is_act_of(c, root):
            act = self.act_of(c, at, past)
            act.uncounted = frozenset(i for i in past if m.acts[i].kind != "ack" and not self.counts(which[i], c.past))
        else:
            act = Act("ack", c.org, past)
        act.gone = self.gone(c.past)
        at[c.id] = m.add(act)
        which.append(c)

    def as_of_now(self, m, which):
        """Whether each act counts, and is contested, changes with what comes."""
        everything = self.everything()
        for act, c in zip(m.acts, which):
            act.counted = self.counts(c, everything)
            act.contested = (act.counted and bool(self.good(c, everything))
                             and not self.firm(c, self.state(everything).rosters[c.org]))

    def act_of(self, c, at, past):
        facts, cites = c.header.facts, list(c.cites)
        named = [x.at for x in cites if x.kind in av.GROUPS["party"]] if c.kind in (av.PROPOSE, av.AMEND) else []
        if c.kind in (av.PROPOSE, av.AMEND):
            cites = cites[:1] if c.kind == av.AMEND else []
        return Act(NAMES[c.kind], c.org, past, [at.get(x.id, -1) for x in cites], named, facts.get("need", 0),
                   len(facts.get("slots", ())), facts.get("slot", 0), facts.get("outcome", ""),
                   c.kind in (av.PROPOSE, av.AMEND) or
                   (c.kind == av.RESOLVE and any(k in facts for k in av.TERM_KEYS)))

    def promise_lines(self, root, aside):
        m, which = self.fold(root)
        self.as_of_now(m, which)
        v = m.everything(self.gone(self.everything()))
        out = ["change %s %s" % (which[i].id.hex(), why) for i, why in m.judged.items()
               if why and which[i].id.hex() not in aside]
        w = m.answers(v)
        if w["exists"]:
            others = sorted(which[t].id.hex() for t in w["open"] if t != w["terms"])
            out.append("commitment %s %s %s %s %s %s %s %s" % (
                root.id.hex(), w["agreement"], w["delivery"], w["verdict"], w["state"], which[w["terms"]].id.hex(),
                ",".join(others) or "-", ",".join(w["marks"]) or "-"))
        return out

    # --- the rest

    def note_line(self, c):
        addenda = sum(a.kind == av.ADDENDUM and a.record is c and self.counts(a, self.everything())
                      for a in self.changes)
        return "note %s %s %s %d" % (c.id.hex(), c.header.facts["type"], c.header.facts.get("event", "-"), addenda)

    def may_edit(self, c, e):
        joint = c.kind == av.FOUND or (c.kind == av.CREATE and c.header.facts.get("joint") is True)
        own = any(n.startswith("org-") for n in e.header.facts["fields"])
        return e.org == c.org or (joint and not own)

    def field_lines(self, c, is_aside):
        edits = [e for e in self.changes if e.kind == av.EDIT and e.record is c and self.counts(e, self.everything())]
        out = ["change %s not-author" % e.id.hex() for e in edits if not self.may_edit(c, e)]
        edits = [e for e in edits if self.may_edit(c, e)] + ([c] if c.kind == av.CREATE else [])
        if is_aside:
            return out
        for name in sorted({n for e in edits for n in e.header.facts["fields"]}):
            of = [e for e in edits if name in e.header.facts["fields"]]
            stand = sorted(e.id.hex() for e in of if not any(o.past & e.bit for o in of))
            out.append("field %s %s %s" % (c.id.hex(), name, ",".join(stand)))
        return out

    def member_lines(self):
        everything, out = self.everything(), []
        st = self.state(everything)
        for o in st.rosters:
            standing = "member" if o in st.members else "left" if st.leaves[o] else "fallen"
            out.append("member %s %s %s" % (self.changes[o].id.hex(), "partner" if self.is_partner(o) else "observer",
                                            standing))
            named = {d for g in self.gov if g.org == o and g.kind in av.STATEMENTS for d in g.statement.devices}
            named |= {bytes.fromhex(g.header.facts["key"]) for g in self.gov if g.org == o and g.kind == av.CERTIFY}
            stopped = {bytes.fromhex(g.header.facts["key"]) for g in st.stops[o]}
            for d in named:
                state = "goes-on" if d in st.devices[o] else "stopped" if d in stopped else "out"
                out.append("device %s %s %s" % (self.changes[o].id.hex(), d.hex(), state))
        return out

    def lines(self):
        aside, contested = self.uncounted()
        out = ["change %s %s" % kv for kv in aside.items()] + ["contested %s" % i for i in contested]
        for c in self.changes:
            is_aside = c.id.hex() in aside
            if c.kind == av.PROPOSE:
                out += self.promise_lines(c, aside)
            elif c.kind == av.NOTE and not is_aside:
                out.append(self.note_line(c))
            elif c.kind in (av.CREATE, av.FOUND, av.JOIN):
                out += self.field_lines(c, is_aside)
        return sorted(out + self.member_lines())

    def digest(self):
        return av.h("accord/view/1", self.id, "".join(line + "\n" for line in self.lines()).encode()).hex()
