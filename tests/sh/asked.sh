#!/usr/bin/env bash
# asked.sh - acts on a terminal: questions where words are missing, and every text shown before it is signed.
set -u
cd "$(dirname "$0")/../.."
export PATH=$(realpath "${BUILD:-build/release}"):$PATH
support=$PWD/tests/support
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
. tests/cli/offices.sh
cd "$here" && mkdir -m 700 home run
export HOME="$here/home" XDG_RUNTIME_DIR="$here/run" TZ=UTC LANG=C.UTF-8
two_offices
office RIVR "Riverside Property Partners" business
enter RIVR
carry CITY SASI
env -i PATH="$PATH" HOME="$HOME" XDG_RUNTIME_DIR="$XDG_RUNTIME_DIR" TZ=UTC LANG=C.UTF-8 TERM=xterm NO_COLOR=1 PYTHONPATH="$support" \
    ACCORD_NOW=2026-06-30T12:00:00Z PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1 ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} python3 - <<'END'
import json, os, subprocess

from terminal import Failed, Terminal, has, has_not, run


def place(code):
    return {"ACCORD_HOME": os.path.abspath(code), "ACCORD_STATE": os.path.abspath(code) + ".state"}


def on(code, *words, **env):
    return Terminal("accord", *words, **place(code), **env)


def quietly(code, *words):
    return subprocess.run(["accord", *words], env={**os.environ, **place(code)}, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True)


def one(code, ref):
    lines = [json.loads(line) for line in quietly(code, "list", "--json").stdout.splitlines()]
    return next(line for line in lines if line["ref"] == ref)


def carry(giver, taker):
    quietly(giver, "export", "--for", taker, "--to", "stick.accord")
    quietly(taker, "import", "stick.accord")
    os.remove("stick.accord")


def meet():
    for pair in (("CITY", "SASI"), ("CITY", "RIVR"), ("SASI", "CITY"), ("RIVR", "CITY"), ("CITY", "SASI"), ("CITY", "RIVR")):
        carry(*pair)


def agree(title, *options):
    """A promise of CITY to SASI that both have signed."""
    ref = json.loads(quietly("CITY", "promise", title, "--to", "SASI", "--due", "2026-09-30", *options, "--json").stdout)["ref"]
    meet()
    quietly("SASI", "sign", ref, "--terms", one("SASI", ref)["terms"])
    meet()
    return ref


def a_promise_is_eight_questions():
    t = on("CITY", "promise")
    t.wait("What do you promise, in one line: ").type("\n").wait("in one line: ").type("Publish the map\n")
    t.wait("To whom (SASI, RIVR, or all): ").type("MARS\n").wait("no partner \"MARS\"")
    t.wait("or all): ").type("all\n")
    t.wait("Due when").type("31 feb\n").wait("no day of the calendar").wait("Due when").type("end of september\n")
    t.wait("Wed 30 Sep 2026 (in 92 days)")
    t.wait("in full").type("\n").wait("know that it is done").type("a link\n").wait("How many of what").type("\n")
    t.wait("Level").type("4\n").wait("1 to 3").wait("Level").type("1\n").wait("Principle").type("\n")
    t.wait("unverified").wait("CITY promises SASI, RIVR: Publish the map").wait("done when: a link")
    t.wait("signs it for you [y/N] ").type("n\n")
    has(t.end(), "Nothing was saved.")
    if quietly("CITY", "list", "--json").stdout:
        raise Failed("something was saved")
    t = on("CITY", "promise", "--to", "SASI", "--due", "2026-09-30", "--check", "x", "--target", "1", "--level", "1", "--principle", "equity")
    t.wait("in one line: ").type("Short\n").wait("in full").type("\n").wait("[y/N] ").type("y\n")
    shown = t.end()
    has(shown, "CITY-1-1 proposed to SASI")
    has_not(shown, "To whom", "Level:", "Principle:")
    t = on("CITY", "promise", "--no-input")
    has(t.end(2), "TITLE")


def nothing_typed_is_nothing_signed():
    meet()
    t = on("SASI", "sign", "CITY-1-1")
    t.wait("unverified").wait("CITY promises SASI: Short").wait("Sign for SASI?").type("\n").wait("Sign for SASI?").type("n\n")
    has(t.end(), "Not signed. It waits.")
    t = on("SASI", "sign", "CITY-1-1", "--yes").wait("Sign for SASI?").type("\x04")
    t.end(130)
    has(on("SASI", "sign", "CITY-1-1", "--yes", "--no-input").end(2), "--terms ")
    if one("SASI", "CITY-1-1")["state"] != "proposed":
        raise Failed("it was signed")


def the_text_is_seen_whatever_else_is_silent():
    for options in (["--json"], ["--quiet"], ["--plain"]):
        t = on("SASI", "sign", "CITY-1-1", *options).wait("CITY promises SASI: Short").wait("due Wed 30 Sep 2026").wait("Sign for SASI?").type("n\n")
        has(t.end(), "unverified")
    t = on("SASI", "sign", "CITY-1-1", "--json").wait("Sign for SASI?").type("y\n")
    has(t.end(), "{\"schema\":\"accord.change/1\",\"ref\":\"CITY-1-1\",\"id\":\"")


def a_text_is_declined_with_a_reason():
    quietly("CITY", "promise", "No thanks", "--to", "SASI", "--due", "2026-09-30")
    meet()
    t = on("SASI", "sign", "CITY-1-2").wait("Sign for SASI?").type("d\n")
    t.wait("One of: funding").wait("as a code [other]: ").type("money\n").wait("as a code [other]: ").type("funding\n")
    t.wait("for the others").type("nothing left this year\n")
    has(t.end(), "declined: that text is closed for all")
    shown = quietly("SASI", "show", "CITY-1-2").stdout
    has(shown, "funding", "nothing left this year")
    quietly("CITY", "promise", "Nor this", "--to", "SASI", "--due", "2026-09-30")
    meet()
    t = on("SASI", "decline", "CITY-1-3").wait("Nor this").wait("for all [y/N] ").type("n\n")
    has(t.end(), "Not declined")


def a_change_is_asked_for_and_shown():
    ref = agree("Drains", "--amounts", "600000 PLN")
    t = on("CITY", "amend", ref).wait("What, in one line [Drains]: ").type("\n").wait("Due [2026-09-30]: ").type("2026-12-15\n")
    for question in ("in full", "is done", "Target"):
        t.wait(question).type("\n")
    t.wait("Money [600000 PLN]: ").type("-\n").wait("Conditions").type("dry weather\n").wait("Why").type("council vote moved\n")
    t.wait("due: Tue 15 Dec 2026 (was: Wed 30 Sep 2026)").wait("money: nothing (was: 600000 PLN)").wait("conditions: dry weather")
    t.wait("[y/N] ").type("y\n")
    has(t.end(), "another text was proposed")
    quietly("SASI", "amend", ref, "--amounts", "2 x 300000 PLN", "--why", "cash flow")
    meet()
    t = on("SASI", "resolve", ref).wait("in force").wait("Choose").type("x\n").wait("Choose").type("l\n")
    has(t.end(), "Left open")
    t = on("SASI", "resolve", ref).wait("Choose").type("e\n").wait("[Drains]: ").type("Drains, by spring\n")
    for question in ("Due", "in full", "is done", "Target", "Money", "Conditions", "Why"):
        t.wait(question).type("\n")
    t.wait("title: Drains, by spring (was: Drains)").wait("[y/N] ").type("n\n")
    has(t.end(), "Nothing was saved.")
    shown = on("CITY", "resolve", ref).wait("Choose").type("l\n").end()
    lines = shown.splitlines()
    label = next(lines[i][2] for i, line in enumerate(lines) if line.startswith("  A  ") or line.startswith("  B  ")
                 if "SASI" in line)
    has(on("CITY", "resolve", ref).wait("Choose").type(label.lower() + "\n").end(), "Agreed.", "stays in the history as not chosen by CITY")
    if one("CITY", ref)["clash"]:
        raise Failed("it clashes still")


def a_delivery_asks_for_what_shows_it():
    ref = agree("Bench")
    with open("bench.png", "w") as f:
        f.write("wood")
    t = on("CITY", "deliver", ref, "-m", "It stands.").wait("(Enter: none): ").type("nothere.png\n").wait("cannot be read")
    t.wait("(Enter: none): ").type("\n").wait("Why is there none: ").type("it rains\n")
    has(t.end(), "delivery claimed")
    t = on("CITY", "deliver", ref, "-m", "It stands, and dry.").wait("(Enter: none): ").type("bench.png\n")
    has(t.end(), "bench.png (4 bytes) stays here")
    meet()
    t = on("SASI", "accept", ref, "--json").wait("It stands, and dry.").wait("file: bench.png").wait("not taken back [y/N] ").type("n\n")
    has_not(t.end(), "schema")
    t = on("SASI", "accept", ref).wait("[y/N] ").type("y\n")
    has(t.end(), "accepted")


def letting_go_says_what_of():
    ref = agree("Lamp")
    t = on("CITY", "withdraw", ref).wait("as a code [other]: ").type("funding\n").wait("agreed: Lamp, from CITY to SASI").wait("[y/N] ").type("\n")
    has(t.end(), "Nothing was changed.")
    t = on("SASI", "release", ref).wait("Lamp").wait("[y/N] ").type("y\n")
    has(t.end(), "released")
    has(on("CITY", "withdraw", agree("Lamp 2"), "--reason", "funding", "--yes").end(), "withdrawn")


def a_dispute_is_read_before_its_end_is_written():
    ref = agree("Hedge")
    quietly("SASI", "dispute", ref, "--reason", "not-delivered", "-m", "41 days", "--remedy", "a date")
    meet()
    quietly("CITY", "respond", ref, "-m", "two people left")
    t = on("CITY", "resolve", ref, "-m", "in May").wait("SASI disputes").wait("41 days").wait("put it right").wait("CITY answered").wait("two people left")
    t.wait("How does it end?").type("3\n")
    has(t.end(), "a way out is proposed")
    meet()
    t = on("SASI", "sign", ref).wait("the dispute ends: released").wait("what is agreed: in May").wait("Sign for SASI?").type("y\n")
    has(t.end(), "released")


def what_is_shared_is_shown_first():
    with open("writer", "w") as f:
        f.write("#!/bin/sh\necho 'We were asked to clap.' > \"$1\"\n")
    os.chmod("writer", 0o755)
    on("SASI", "note", "--about", "CITY-1-1", "--date", "yesterday", VISUAL="./writer").end()
    note = json.loads(quietly("SASI", "list", "notes", "--json").stdout.splitlines()[-1])["ref"]
    quietly("SASI", "note", "--add-to", note, "-m", "and to smile")
    t = on("SASI", "share", note).wait("of Mon 29 Jun 2026").wait("We were asked to clap.").wait("stays private").wait("and to smile").wait("[y/N] ").type("n\n")
    has(t.end(), "It stays private.")
    t = on("SASI", "share", note, "--with-addenda").wait("and added to it").wait("[y/N] ").type("y\n")
    has(t.end(), "is now for all partners")


def a_table_is_asked_about_once():
    with open("table.csv", "w") as f:
        f.write("title,promisees,due\nHedge rows,SASI,2026-12-01\nBenches,SASI,2026-12-01\n")
    t = on("CITY", "import", "table.csv")
    t.wait("unverified").wait("2 promises for KRK").wait("Writing them signs them for you").wait("Import them? [y/N] ").type("n\n")
    has(t.end(), "Nothing was imported.")
    if "Hedge rows" in quietly("CITY", "list", "--json").stdout:
        raise Failed("something was imported")
    has(on("CITY", "import", "table.csv", "--dry-run").end(), "2 rows can be imported as commitments. Nothing was written.")
    t = on("CITY", "import", "table.csv").wait("[y/N] ").type("y\n")
    has(t.end(), "2 rows imported as commitments")
    with open("table.csv", "w") as f:
        f.write("text,visibility\nThey came late,\n")
    has_not(on("CITY", "import", "table.csv").end(), "[y/N]")  # what stays private is not asked about


run(a_promise_is_eight_questions, nothing_typed_is_nothing_signed, the_text_is_seen_whatever_else_is_silent,
    a_text_is_declined_with_a_reason, a_change_is_asked_for_and_shown, a_delivery_asks_for_what_shows_it, letting_go_says_what_of,
    a_dispute_is_read_before_its_end_is_written, what_is_shared_is_shown_first, a_table_is_asked_about_once)
END
