"""compare_members.py - who belongs and what counts, by the program and by the verifier: the same answers?

Usage: compare_members.py TOOL [--seed N] [--histories N]. The program writes random histories with real keys and
says what it makes of them; the verifier, written from the format page alone, judges the same bytes."""

import argparse
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "verify"))

import accord_verify as av  # noqa: E402


def judge(lines):
    """The lines that the program should have written, and how many changes there were."""
    space, out, kinds = av.Space(), [], {}
    for line in lines:
        if not line.startswith("change "):
            continue
        raw, signature = (bytes.fromhex(x) for x in line.split()[1:3])
        try:
            c = space.take(raw, signature)
            kinds[c.kind] = kinds.get(c.kind, 0) + 1
            out.append(" ".join(line.split()[:3]) + " taken")
        except av.Bad as why:
            out.append(" ".join(line.split()[:3]) + " refused")
            kinds[str(why)] = kinds.get(str(why), 0) + 1
    aside, contested = space.uncounted()
    answers = ["aside %s %s" % kv for kv in aside.items()] + ["contested %s" % i for i in contested]
    state = space.state((1 << len(space.changes)) - 1)
    for c in space.changes:
        if c.kind in (av.FOUND, av.JOIN):
            answers.append("org %s %s %s" % (c.id.hex(), "stands" if c.at in state.standing else "fallen",
                                             "member" if c.at in state.members else "out"))
            answers += ["device %s %s" % (c.id.hex(), key.hex()) for key in state.devices[c.at]]
    return out, answers, aside, contested, kinds


def compare(lines):
    out, answers, aside, contested, kinds = judge(lines)
    got = [line for line in lines if line.startswith("change ")]
    rest = [line for line in lines if not line.startswith(("change ", "history ", "end"))]
    problems = ["change %d: program %s, verifier %s" % (i, a.split()[3], b.split()[3])
                for i, (a, b) in enumerate(zip(got, out)) if a != b]
    problems += ["program alone: " + x for x in sorted(set(rest) - set(answers))]
    problems += ["verifier alone: " + x for x in sorted(set(answers) - set(rest))]
    return problems, len(got), len(aside), len(contested), kinds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--histories", type=int, default=40)
    args = parser.parse_args()
    tool = subprocess.Popen([args.tool, str(args.seed), str(args.histories)], stdout=subprocess.PIPE, text=True)
    lines, changes, aside, contested, histories, all_kinds = [], 0, 0, 0, 0, {}
    for line in tool.stdout:
        lines.append(line.rstrip("\n"))
        if lines[-1] != "end":
            continue
        problems, n, a, c, kinds = compare(lines)
        if problems:
            print("not ok the_verifier_judges_members_as_the_program_does (%s)" % lines[0])
            print("\n".join("   " + p for p in problems[:12]))
            return 1
        histories, changes, aside, contested = histories + 1, changes + n, aside + a, contested + c
        for k in kinds:
            all_kinds[k] = all_kinds.get(k, 0) + kinds[k]
        lines = []
    if tool.wait() != 0 or histories != args.histories:
        print("not ok the_verifier_judges_members_as_the_program_does (the tool stopped)")
        return 1
    print("ok the_verifier_judges_members_as_the_program_does")
    print("   %d histories, %d changes, %d without effect, %d contested" % (histories, changes, aside, contested))
    if os.environ.get("ACCORD_TALK"):
        for k, v in sorted(all_kinds.items(), key=str):
            print("   %6d %s" % (v, "%04x" % k if isinstance(k, int) else k))
    return 0


if __name__ == "__main__":
    sys.exit(main())
