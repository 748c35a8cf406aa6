#!/usr/bin/env python3
"""po_check.py - does each translation hold what its source holds? Usage: po_check.py FILE.po

Conversions (%s; their order may change by number, %2$s), roles ({ref} ... {end}), blanks {1} and {2}, white space and
line ends at both ends, the number of alternatives between "|", names of options and commands to be typed."""
import re
import sys

CONVERSION = re.compile(r"%(\d+\$)?([-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:ll|[lhzj])?[a-zA-Z%])")
ROLE = re.compile(r"\{(?:attn|good|dim|ref|end|1|2)\}")
TYPED = re.compile(r"--[a-z][a-z-]+|\baccord [a-z]+(?: (?:list|invite|join|continue|show|verify|address|start|use|leave|sheet|lock|unlock)\b)?")


COMMANDS = set(re.findall(r'^    \{ "([a-z]+)(?: [a-z]+)?", "[a-z]+", "', open("cli/commands.c", encoding="utf-8").read(), re.M))


def commands_in(text):
    """What is typed as it stands: "a newer version of accord is needed" names no command."""
    return [t for t in TYPED.findall(text) if t.startswith("--") or t.split()[1] in COMMANDS]


def joined(lines):
    return "".join(re.findall(r'"((?:\\.|[^"\\])*)"', "\n".join(lines)))


def entries(path):
    with open(path, encoding="utf-8") as f:
        for block in f.read().split("\n\n"):
            parts, key, fuzzy = {}, None, False
            for line in block.split("\n"):
                fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
                if line.startswith("#"):
                    continue
                m = re.match(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) ", line)
                if m:
                    key = m.group(1)
                if key:
                    parts.setdefault(key, []).append(line[len(key) if m else 0:])
            parts = {k: joined(v) for k, v in parts.items()}
            if parts.get("msgid"):
                yield parts, fuzzy


def conversions(text):
    """What is asked for, by argument."""
    found, at = [], 0
    for number, what in CONVERSION.findall(text):
        if what.endswith("%"):
            continue
        at += 1 + what.count("*")
        found.append((int(number[:-1]) if number else at, what.lstrip("-+ #0")))
    return sorted(found)


def ends(text):
    text = re.sub(r"^ (?=[:;])", "", text)  # French has a space before a colon and a semicolon
    return re.match(r"^(?: |\\n|\\r)*", text).group(0), re.search(r"(?:\\n)*$", text).group(0)


def faults(source, to, sense, other=None):
    if conversions(source) != conversions(to):
        # a plural form may say its number in words: "one record"
        if other is None or not set(conversions(to)) <= set(conversions(other)):
            yield "other conversions"
    if sorted(ROLE.findall(source)) != sorted(ROLE.findall(to)):
        yield "other roles"
    if ends(source) != ends(to):
        yield "other white space at its ends"
    if sense in ("typed in a date", "answer"):
        if not all(to.split("|")):
            yield "an empty alternative"
        return
    if source.count("|") != to.count("|"):
        yield "another number of alternatives"
    for typed in set(commands_in(source)):
        if typed not in to:
            yield f"without {typed}"


def main():
    path, bad = sys.argv[1], 0
    for parts, fuzzy in entries(path):
        source, many = parts["msgid"], parts.get("msgid_plural")
        if fuzzy:
            print(f"{path}: fuzzy: {source}")
            bad += 1
        for key, to in parts.items():
            if not key.startswith("msgstr") or not to:
                continue
            against = source if many is None or key == "msgstr[0]" else many
            for fault in faults(against, to, parts.get("msgctxt"), many or None):
                print(f"{path}: {fault}: \"{against}\" -> \"{to}\"")
                bad += 1
    return 1 if bad else 0


sys.exit(main())
