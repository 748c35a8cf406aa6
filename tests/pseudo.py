#!/usr/bin/env python3
"""pseudo.py - runs many commands in the pseudo language and looks for English. Usage: pseudo.py DIR (with bin/accord)"""
import glob
import json
import os
import pty
import re
import select
import subprocess
import sys

DIR = sys.argv[1]
ACCORD = os.path.join(DIR, "bin", "accord")
NOW = "2026-06-30T12:00:00Z"
ENV = {"PATH": "/usr/bin:/bin", "HOME": DIR + "/home", "TZ": "UTC", "LANG": "C.UTF-8", "LANGUAGE": "en@pseudo",
       "TERM": "dumb", "COLUMNS": "80", "ACCORD_NOW": NOW, "XDG_RUNTIME_DIR": DIR + "/run"}
os.makedirs(DIR + "/home", exist_ok=True)
os.makedirs(DIR + "/run", mode=0o700, exist_ok=True)


def accord(*words, **env):
    done = subprocess.run([ACCORD, *words], env={**ENV, **env}, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    return done.stdout.decode(), done.stderr.decode()


# --- what may stay as it is: what the notebooks' owners wrote, and what is typed ---

def written():
    """What the makers of the examples wrote, as one text without line ends."""
    texts = []
    for path in glob.glob("cli/demo*.c") + glob.glob("cli/*/demo*.c") + glob.glob("cli/demo/*"):
        with open(path, encoding="utf-8") as f:
            texts += re.findall(r'"((?:\\.|[^"\\\n])*)"', f.read())
    return " ".join(" ".join(texts).split())


def codes():
    found = set()
    for path in glob.glob("core/*.c") + glob.glob("core/practice/*.c"):
        with open(path, encoding="utf-8") as f:
            found |= set(re.findall(r'"([a-z][a-z-]*)"' if path.endswith("commitment_words.c") else r'\{ "([a-z][a-z-]*)"', f.read()))
    return found


CODES = codes()
COMMAND = re.compile(r"\baccord\b.*")
TYPED = [
    re.compile(r"--[a-z][a-z-]*(?:\[?=[^\s⟦⟧]*)?"),     # options
    re.compile(r"\S*[/~]\S*"),                          # paths
    re.compile(r"\b[0-9a-f]{8,}\b"),                    # ids
    re.compile(r"\b[A-Z][A-Z0-9]*(?:[:-][A-Z0-9-]+)*\b"),  # codes of organisations, references, TEXT
    re.compile(r"\S+\.(?:txt|csv|accord|pdf|html|ics|md|xml|jsonl|pot|db)\b"),
    re.compile(r"\b\d+\w*\b"),
]


WORD = r"[A-Za-z][a-z’'-]*"
RUN = re.compile(rf"(?<![\w’'])(?:{WORD}(?![\w])[ ,;:.!?()“”\"–-]*)+")


def is_written(words):
    words = " ".join(words.split())
    return words in WRITTEN or words.rstrip(".") in WRITTEN or without_typed(words) in WRITTEN_BARE


def without_typed(text):
    for pattern in TYPED:
        text = pattern.sub(" ", text)
    return " ".join(text.split())


SYSTEM = frozenset(os.strerror(2).split())  # in the language of the system, if it has one
WRITTEN = written()
WRITTEN_BARE = without_typed(WRITTEN)


def english(text, allowed):
    """Runs of words with no accent that nobody wrote, cell by cell."""
    found = []
    for line in text.split("\n"):
        if is_written(line.strip(" -")):
            continue
        if re.match(r" {12}\S|  accord ", line):
            continue  # usage, going on; an example
        for cell in re.split(r"  +|\t| \| | · |⟦|⟧|: ", line):
            if is_written(cell.strip(" -…").rstrip("…")):
                continue
            cell = COMMAND.sub(" ", cell)
            if is_written(cell):
                continue
            for pattern in TYPED:
                cell = pattern.sub(" ", cell)
            for run in RUN.findall(cell):
                words = run.strip(" ,;:.!?()“”\"–-")
                if len(words) > 1 and not is_written(words) and \
                        not all(w in allowed for w in re.findall(WORD, words)):
                    found.append(words)
    return found


failures = {}


def check(what, text, allowed=frozenset()):
    for run in english(text, allowed):
        failures.setdefault("nothing_stays_english", []).append(f"{what}: {run!r}")
    opened, closed = text.count("⟦"), text.count("⟧")
    if opened != closed:
        failures.setdefault("nothing_is_cut", []).append(f"{what}: {opened} opened, {closed} closed")


def run(*words, allowed=frozenset()):
    out, err = accord(*words)
    typed = {w for word in words for w in re.findall(WORD, word)}
    check("accord " + " ".join(words), out + err, allowed | typed)
    return out, err


def asked(here, words, answers):
    """A command on a terminal of 80 columns, each answer given when a question stands there."""
    child, fd = pty.fork()
    if child == 0:
        os.execve(ACCORD, [ACCORD, *here, *words], ENV)
    seen, at, end = b"", 0, 60
    while end > 0:
        ready, _, _ = select.select([fd], [], [], 0.2)
        if not ready:
            end -= 1
            if seen and at < len(answers) and not seen.endswith(b"\n"):
                os.write(fd, answers[at].encode() + b"\n")
                at += 1
            continue
        try:
            more = os.read(fd, 65536)
        except OSError:
            break
        if not more:
            break
        seen += more
    os.waitpid(child, 0)
    text = seen.decode(errors="replace").replace("\r\n", "\n")
    check("asked: accord " + " ".join(words), text, CODES | {w for a in answers for w in re.findall(WORD, a)})
    return text


def writing(here):
    """What commands say when they write, with titles in letters that nobody takes for English."""
    out, _ = run(*here, "promise", "Τίτλος", "--to", "HERI", "--due", "2026-09-30", "-m", "Λόγια", "--every", "month", "--until", "2026-12-31")
    ref = re.search(r"[A-Z]+-\d+-\d+", out).group(0)
    for words in (("amend", ref, "--due", "2026-10-31", "--why", "Λόγος"), ("retract", ref, "--reason", "scope"),
                  ("note", "--kind", "journal", "-m", "Σκέψη", "--about", ref), ("key", "lock"), ("export", "--to", DIR + "/x.accord"),
                  ("import", DIR + "/x.accord"), ("invite", "--file", DIR + "/x.invite"), ("withdraw", ref), ("sync",),
                  ("bring", "Κάτι", "--kind", "skills"), ("question", "Γιατί", "--of", "HERI"), ("milestone", "Βήμα", "--of", ref),
                  ("deliver", ref), ("draft", "list"), ("promise", "Τίτλος", "--draft"), ("draft", "list")):
        run(*here, *words, allowed=CODES)
    asked(here, ("promise",), ["Τίτλος", "HERI", "2026-09-30", "Έργο", "", "", "", "", "n"])
    asked(here, ("sign", "CITY-1-1"), ["n"])


def commands():
    """Names out of the table, as the help of all says them in English."""
    with open("cli/commands.c", encoding="utf-8") as f:
        return re.findall(r'^    \{ "([a-z]+(?: [a-z]+)?)", "(?:write|sign|look|exchange|prove|manage)"', f.read(), re.M) or \
            re.findall(r'^\s*\.?(?:name = )?"([a-z]+(?: [a-z]+)?)", "(?:write|sign|look|exchange|prove|manage)"', open("cli/commands.c").read(), re.M)


def main():
    names = commands()
    if len(names) < 40:
        print(f"not ok the_commands_are_found\n    {len(names)}: {names}")
        return 1
    typed = frozenset(w for n in names for w in n.split())
    run()
    shown, _ = run("help", allowed=typed)
    for first in sorted({n.split()[0] for n in names}):
        if not re.search(rf"^  {first} ", shown, re.M):
            failures.setdefault("commands_keep_their_names", []).append(f"accord help: {first}")
    for name in names:
        run("help", *name.split(), allowed=CODES | typed | {"options"})
    for family in sorted({n.split()[0] for n in names if " " in n}):
        run("help", family, allowed=typed)

    demo = DIR + "/demo"
    out, err = accord("demo", "--no-input", "--dir", demo, LANGUAGE="")
    if not os.path.isdir(demo):
        print("not ok the_example_is_made\n    " + out + err)
        return 1
    books = sorted(d for d in glob.glob(demo + "/**/notebook.db", recursive=True))
    books = [os.path.dirname(b) for b in books]
    for book in books:
        here = ("-N", book)
        run(*here)
        for words in (("status",), ("list",), ("list", "notes"), ("partner", "list"), ("partnership", "list"), ("device", "list"),
                      ("log",), ("doctor",), ("audit",), ("invite", "--list"), ("board",), ("partnership", "show"), ("search", "the"),
                      ("principles",), ("value",), ("pyramid",), ("log", "--all"), ("list", "--all"), ("board", "--markdown"), ("list", "answers")):
            run(*here, *words, allowed={"space"} if "--all" in words else frozenset())  # the type of a record, as it is noted
        refs = [json.loads(line)["ref"] for kind in ((), ("notes",)) for line in
                accord(*here, "list", *kind, "--json", "--all")[0].split("\n") if line]
        for ref in refs:
            run(*here, "show", ref)
            if book == books[0]:
                run(*here, "show", ref, "--full")
    here = ("-N", books[0])
    for words in (("list", "--state", "nonsense"), ("show", "NONE-1-1"), ("nonsense",), ("sign",), ("list", "--nonsense"),
                  ("promise", "Τίτλος", "--to", "NONE"), ("promise", "Τίτλος", "--to", "all", "--due", "yesterdayish"),
                  ("promise", "Τίτλος", "--to", "all", "--due", "03/04/2026"), ("promise", "Τίτλος", "--to", "all", "--due", "2026-02-31"),
                  ("search",), ("search", "Τίτλος"), ("version", "--csv"),
                  ("note", "-m", ""), ("accept", "CITY-1-1"), ("key", "status"), ("sync", "--folder", "/nowhere/at/all"),
                  ("join", "/nowhere/at/all"), ("audit", "/nowhere/at/all"), ("show", "CITY-1-3", "--as-of", "2019-01-01")):
        run(*here, *words, allowed=CODES | typed | SYSTEM)
    run("-N", "/nowhere/at/all", "list")

    writing(here)
    for name in ("nothing_stays_english", "nothing_is_cut", "commands_keep_their_names"):
        found = failures.get(name, [])
        print(("not ok " if found else "ok ") + name)
        for line in list(dict.fromkeys(found))[:400]:
            print("    " + line)
    return 1 if failures else 0


sys.exit(main())
