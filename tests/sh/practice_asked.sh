#!/usr/bin/env bash
# practice_asked.sh - the records of the practice on a terminal: their questions, choices by number, and the editor.
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
cat >appends <<'END'
#!/bin/sh
grep -v '^# ' "$1" >>"$PWD/opened"
echo "and by hand" >"$1"
END
printf '#!/bin/sh\n: >"$1"\n' >empties
printf '#!/bin/sh\necho "half a text" >"$1"\nexit 1\n' >dies
chmod +x appends empties dies
env -i PATH="$PATH" HOME="$HOME" XDG_RUNTIME_DIR="$XDG_RUNTIME_DIR" TZ=UTC LANG=C.UTF-8 TERM=xterm NO_COLOR=1 PYTHONPATH="$support" \
    ACCORD_NOW=2026-06-30T12:00:00Z PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1 ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} python3 - <<'END'
import json, os, subprocess

from terminal import Failed, Terminal, has, has_not, run

place = {"ACCORD_HOME": os.path.abspath("CITY"), "ACCORD_STATE": os.path.abspath("CITY.state")}


def on(*words, **env):
    return Terminal("accord", *words, **place, **env)


def listed(kind):
    out = subprocess.run(["accord", "list", kind, "--json"], env={**os.environ, **place}, stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def fields(kind):
    return listed(kind)[-1]["fields"]


def everything_that_has_a_question_is_asked():
    t = on("bring")
    t.wait("Enter leaves a line out.").wait("What do you bring? ").type("\n").wait("What do you bring? ").type("Survey team\n")
    t.wait("Of which kind is it?").wait(" 9  people").wait("The number: ").type("0\n").wait("is no code").wait("The number: ").type("9\n")
    t.wait("Cash, or in kind?").wait("The number: ").type("in-kind\n")
    t.wait("How much is it, with its currency (600000 PLN)? ").type("5\n").wait("needs its currency").wait("PLN)? ").type("5 pln\n")
    t.wait("offered, confirmed or given?").wait("The number: ").type("\n")
    has(t.end(), "✓ CITY-1-1 contribution, for all partners of KRK.")
    if fields("contributions") != {"amount": "5", "currency": "PLN", "form": "in-kind", "kind": "people", "title": "Survey team"}:
        raise Failed(fields("contributions"))


def with_flags_only_what_is_required_is_asked():
    t = on("decide", "Two yards first", "--roles", "council")
    t.wait("On which day? ").type("31 feb\n").wait("no day of the calendar").wait("On which day? ").type("yesterday\n")
    has_not(t.end(), "Who saw it otherwise", "What follows")
    if fields("decisions") != {"date": "2026-06-29", "roles": "council", "title": "Two yards first"}:
        raise Failed(fields("decisions"))


def several_are_chosen_by_their_numbers():
    t = on("why")
    t.wait("Why do you partner?").wait("The number: ").type("as we said\n").wait("\"as we said\" is no code").wait("The number: ").type("7\n").wait("In your own words: ").type("Alone we dig up what others paved\n")
    t.wait("Numbers, with commas between them: ").type("4, 2,4\n")
    has(t.end(), "CITY-1-p2 reason to partner. Private")
    if fields("whys") != {"driver": "cannot-alone", "gains": ["impact", "reform"], "text": "Alone we dig up what others paved"}:
        raise Failed(fields("whys"))


def a_change_keeps_what_enter_leaves():
    t = on("risk", "Late grant", "--kind", "risk", "--owner", "SASI", "--likelihood", "low", "--response", "phone\nthem")
    t.end()
    ref = listed("risks")[-1]["ref"]
    t = on("risk", ref)
    t.wait("Enter leaves a line as it is; - takes it out.").wait("[Late grant]: ").type("Very late grant\n").wait("[risk]: ").type("\n")
    t.wait("Who looks after it? [SASI]: ").type("MARS\n").wait("no partner").wait("[SASI]: ").type("-\n")
    t.wait("[low]: ").type("3\n").wait("How bad?").wait("The number: ").type("\n").wait("What do you do about it?").type("\n")
    t.end()
    if fields("risks") != {"kind": "risk", "likelihood": "high", "owner": None, "response": "phone\nthem", "title": "Very late grant"}:
        raise Failed(fields("risks"))
    t = on("risk", ref)
    for question in ("[Very late grant]: ", "[risk]: ", "Who looks after it?", "[high]: ", "How bad?", "about it?"):
        t.wait(question).type("\n")
    has(t.end(), "Nothing was changed.")


def an_empty_text_opens_the_editor_on_what_is_there():
    ref = listed("whys")[-1]["ref"]
    t = on("why", ref, "-m", "", VISUAL=os.path.abspath("appends"))
    has(t.end(), "changed")
    if open("opened").read() != "Alone we dig up what others paved\n" or fields("whys")["text"] != "and by hand":
        raise Failed(open("opened").read())
    t = on("why", ref, "-m", "", VISUAL=os.path.abspath("empties"))
    has(t.end(2), "nothing was saved")
    t = on("why", ref, "-m", "", VISUAL=os.path.abspath("dies"))
    has(t.end(1), "ended with a fault", "draft-1.txt")
    if fields("whys")["text"] != "and by hand" or "half a text" not in open("CITY.state/draft-1.txt").read():
        raise Failed("what was typed is not kept")


def a_question_ends_with_the_input():
    t = on("bring")
    t.wait("What do you bring? ").type("\x04")
    has(t.end(130), "nothing was saved")
    before = len(listed("contributions"))
    t = on("outcome", "--who", "the council")
    t.wait("What changed? ").type("Plans are drawn with residents\n")
    has_not(t.end(), "When was it seen")
    if len(listed("outcomes")) != 1 or len(listed("contributions")) != before:
        raise Failed("something else was saved")


run(everything_that_has_a_question_is_asked, with_flags_only_what_is_required_is_asked, several_are_chosen_by_their_numbers,
    a_change_keeps_what_enter_leaves, an_empty_text_opens_the_editor_on_what_is_there, a_question_ends_with_the_input)
END
