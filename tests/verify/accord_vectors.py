"""accord_vectors - the frozen vectors of tests/vectors, read with the verifier's own eyes.

kinds.json is a list of spaces whose changes all stand; each is taken in order, its id and words
compared. reject.json is a list of changes that nobody takes while all of these are held; each must be
refused by the rule it names. README.md beside them says how they are laid out.
"""
import json
import os

from accord_verify import KINDS, Bad, Header, Space, check_words, digest_of, key_good, scan, signed

# Rules that may speak first: a verifier that looks at signatures before anything else is right too.
SAME = {
    "author": {"author", "signature"},
    "not admitted": {"not admitted", "statement"},
}


def load(directory, name):
    with open(os.path.join(directory, name), encoding="utf-8") as file:
        return json.load(file)


def words_of(change):
    if "salt" not in change:
        return None
    text = bytes.fromhex(change["bytes"]) if "bytes" in change else change["json"].encode("utf-8")
    return bytes.fromhex(change["salt"]) + text


def take_kinds(vectors, problems):
    """The spaces by their id, all changes in them."""
    spaces, seen = {}, set()

    def problem(what, change):
        problems.append({"what": what, "name": change.get("name"), "id": change.get("id")})

    for change in vectors["changes"]:
        raw, signature = bytes.fromhex(change["header"]), bytes.fromhex(change["signature"])
        try:
            header = Header(raw)
            space_id = header.id if header.kind == 0x8001 else header.space
            space = spaces.setdefault(space_id, Space())
            space.take(raw, signature)
        except Bad as bad:
            problem(str(bad), change)
            continue
        seen.add(header.kind)
        if header.id.hex() != change["id"]:
            problem("id: it is %s" % header.id.hex(), change)
        words = words_of(change)
        wrong = check_words(header, 0 if words is None else 1, words)
        if wrong is not None:
            problem(wrong, change)
        if words is not None and "json" in change:
            try:
                scan(words[32:])
            except Bad as bad:
                problem("words: %s" % bad, change)
    for kind in sorted(set(KINDS) - seen):
        problems.append({"what": "kinds: no vector of %04x %s" % (kind, KINDS[kind].name)})
    return spaces


def rule_of(bad):
    return str(bad).split(":")[0]


def refuse(spaces, change):
    """The rule that refuses a change, or None."""
    raw, signature = bytes.fromhex(change["header"]), bytes.fromhex(change["signature"])
    words = words_of(change)
    try:
        header = Header(raw)
        space = spaces.get(header.id if header.kind == 0x8001 else header.space)
        if space is None:
            return "space"
        if not key_good(header.author):
            return "author"
        if header.id in space.by_id: # the id leaves the signature out: what is held stands, a bad signature does not
            return None if signed(header.author, "accord/sig/change/1", header.id, signature) else "signature"
        if words is not None:
            wrong = check_words(header, 1, words)
            if wrong is not None:
                return rule_of(wrong)
        space.take(raw, signature)
        return None
    except Bad as bad:
        return rule_of(bad)


def check_vectors(directory):
    report = {"schema": "accord.vectors/1", "ok": False, "kinds": 0, "rejected": 0, "problems": []}
    problems = report["problems"]
    vectors = load(directory, "kinds.json")
    spaces = take_kinds(vectors, problems)
    report["kinds"] = len(vectors["changes"])
    for named in vectors["spaces"]:
        space = spaces.get(bytes.fromhex(named["id"]))
        if space is None:
            problems.append({"what": "spaces: no change of it", "id": named["id"]})
        elif digest_of(space.id, space.heads()).hex() != named["history"]:
            problems.append({"what": "history: another digest", "id": named["id"]})
    rejects = load(directory, "reject.json")["changes"]
    report["rejected"] = len(rejects)
    for change in rejects:
        rule = refuse(spaces, change)
        if rule not in SAME.get(change["reason"], {change["reason"]}):
            problems.append({"what": "refused by %s, not by %s" % (rule, change["reason"]), "name": change["name"]})
    report["ok"] = not problems
    return report
