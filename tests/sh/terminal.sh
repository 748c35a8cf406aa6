#!/usr/bin/env bash
# terminal.sh - the program on a terminal, typed at: first questions, passphrases, editor and drafts, pager, Ctrl-C.
set -u
cd "$(dirname "$0")/../.."
export PATH=$(realpath "${BUILD:-build/release}"):$PATH
support=$PWD/tests/support
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here" && mkdir -m 700 home run
env -i PATH="$PATH" HOME="$here/home" XDG_RUNTIME_DIR="$here/run" TZ=UTC LANG=C.UTF-8 TERM=xterm NO_COLOR=1 \
    ACCORD_NOW=2026-06-30T12:00:00Z PYTHONCOERCECLOCALE=0 PYTHONUTF8=1 PYTHONPATH="$support" PYTHONDONTWRITEBYTECODE=1 ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} \
    python3 - <<'END'
import fcntl, json, os, subprocess, termios

from terminal import Failed, Terminal, has, has_not, run


def drafts():
    place = os.path.expanduser("~/.local/state/accord")
    return sorted(n for n in os.listdir(place) if n.startswith("draft")) if os.path.isdir(place) else []


def first_run_is_three_questions_and_a_passphrase():
    t = Terminal("accord", "init")
    t.wait("Organisation name: ").type("Faculty of Architecture, Łódź\n")
    t.wait("Short code, 3-6 letters [").type("x\n")
    t.wait("Short code").type("ARCH\n")  # asked again, with the reason
    t.wait("Sector").type("3\n")
    t.wait("Passphrase").type("four words or more\n")
    t.wait("Again").type("four words or more\n")
    shown = t.end()
    has(shown, "Notebook ready for ARCH", "accord key sheet", "accord join FILE", "accord partnership start")
    has_not(shown, "four words or more\n")


def a_passphrase_is_asked_three_times():
    t = Terminal("accord", "partnership", "start", "Block", "--code", "KRK")
    for _ in range(3):
        t.wait("Passphrase for the signing key: ").type("other words\n")
    has(t.end(7), "accord: the passphrase is wrong")
    t = Terminal("accord", "partnership", "start", "Block", "--code", "KRK")
    t.wait("Passphrase for the signing key: ").type("other words\n")
    t.wait("Passphrase for the signing key: ").type("four words or more\n")
    has(t.end(), "KRK begun")


def reading_never_asks():
    for words in ("board", "list", "status", "log", "audit", "doctor", "partner list", "show ARCH-1-1"):
        t = Terminal("accord", *words.split(), PAGER="cat")
        has_not(t.end(5 if words.startswith("show") else 0), "Passphrase")


def ctrl_c_stops_at_once():
    has(Terminal("accord", "partnership", "start", "Block").wait("Passphrase").type("four\x03").end(130),
        "accord: stopped; what was saved before is kept")
    subprocess.run(["accord", "key", "unlock", "--for", "1h", "--passphrase-command", "echo four words or more"], check=True,
                   stdout=subprocess.DEVNULL)
    has(Terminal("accord", "partnership", "start", "Next").wait("Short code").type("\x03").end(130), "accord: stopped")
    has_not(subprocess.run(["accord", "partnership", "list"], capture_output=True, text=True).stdout, "Next")


def ctrl_d_is_no_answer():
    Terminal("accord", "partnership", "start", "Next").wait("Short code").type("\x04").end(130)


EDITOR = "sh -c 'printf \"Rain came early.\\n\" | cat - \"$0\" >\"$0.new\" && mv \"$0.new\" \"$0\"'"


def reflections_come_from_the_editor():
    shown = Terminal("accord", "note", EDITOR=EDITOR).end()
    has(shown, "ARCH-1-p")
    if drafts():
        raise Failed(f"drafts are left: {drafts()}")
    has(subprocess.run(["accord", "list", "notes"], capture_output=True, text=True).stdout, "Rain came early.")
    has_not(subprocess.run(["accord", "list", "notes", "--json"], capture_output=True, text=True).stdout, "# ")


def an_empty_text_saves_nothing():
    before = subprocess.run(["accord", "list", "notes"], capture_output=True, text=True).stdout
    has(Terminal("accord", "note", EDITOR="true").end(2), "nothing was saved")
    if drafts() or subprocess.run(["accord", "list", "notes"], capture_output=True, text=True).stdout != before:
        raise Failed("something was saved")


def a_text_that_could_not_be_saved_is_kept_and_said():
    t = Terminal("accord", "note", EDITOR="sh -c 'echo Rain came early. >\"$0\"; echo editing; cat hold'").wait("editing")
    with open(os.path.expanduser("~/.local/share/accord/turn")) as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # somebody else writes, for longer than anybody waits
        open("hold", "w").close()  # and the editor ends
        shown = t.end(8)
    has(shown, "It was NOT saved. Your text is in ~/.local/state/accord/draft-1.txt")
    if drafts() != ["draft-1.txt"]:
        raise Failed(f"drafts: {drafts()}")
    with open(os.path.expanduser("~/.local/state/accord/draft-1.txt")) as draft:
        has(draft.read(), "Rain came early.")
    shown = Terminal("accord", "note", EDITOR="sh -c 'echo Another. >\"$0\"; exit 3'").end(1)
    has(shown, "editor", "draft-2.txt")


def ctrl_c_in_the_editor_is_the_editors():
    editor = "sh -c 'trap \"echo Kept. >$0; exit 0\" INT; (echo editing; exec cat hold)'"  # whoever says so is who waits
    shown = Terminal("accord", "note", EDITOR=editor).wait("editing").type("\x03").end()
    has(shown, "ARCH-1-p")
    has(subprocess.run(["accord", "list", "notes"], capture_output=True, text=True).stdout, "Kept.")


def saved():
    return subprocess.run(["accord", "list", "notes", "--json"], capture_output=True, text=True).stdout


def drop_texts():
    place = os.path.expanduser("~/.local/state/accord")
    for name in drafts():
        os.unlink(os.path.join(place, name))


def an_editor_that_dies_leaves_the_text_and_it_can_be_taken_up():
    drop_texts()
    before = saved()
    for editor in ("sh -c 'echo Half a thought. >\"$0\"; kill -9 $$'", "sh -c 'echo Half a thought. >\"$0\"; exit 1'"):
        has(Terminal("accord", "note", EDITOR=editor).end(1), "It was NOT saved", "draft-")
    shown = Terminal("accord", "note", EDITOR="/no/such/editor").end(1)
    has(shown, "could not be run", "-m TEXT")
    has_not(shown, "Your text is in")  # there is none
    if saved() != before or drafts() != ["draft-1.txt", "draft-2.txt"]:
        raise Failed(f"{drafts()}, or something was saved")
    shown = Terminal("accord", "draft", "list").end()
    has(shown, "text-1", "text-2", "Half a thought.", "accord draft edit text-1")
    has(Terminal("accord", "draft", "edit", "text-2").end(), "Draft 1 is kept")
    has(Terminal("accord", "draft", "drop", "text-1").wait("Drop it? It cannot be brought back [y/N]").type("n\n").end(), "Nothing was dropped")
    has(Terminal("accord", "draft", "drop", "text-1").wait("[y/N]").type("y\n").end(), "text-1 is gone")
    has(Terminal("accord", "draft", "sign", "1").wait("Half a thought.").wait("[y/N]").type("n\n").end(), "The draft stays")
    has(Terminal("accord", "draft", "sign", "1").wait("[y/N]").type("y\n").end(), "Private: it stays with ARCH")
    has(saved(), "Half a thought.")
    drop_texts()


def letters_that_are_no_text_are_refused_and_kept():
    before = saved()
    for bytes_, why in (("\\303\\050 and more", "no UTF-8"), ("a\\033[2Jb", "terminal codes")):
        editor = f"sh -c 'printf \"{bytes_}\" >\"$0\"'"
        has(Terminal("accord", "note", EDITOR=editor).end(2), why, "It was NOT saved")
    if saved() != before or len(drafts()) != 2:
        raise Failed(f"{drafts()}, or something was saved")
    drop_texts()


def as_long_as_a_text_may_be_and_no_longer():
    # four bytes a letter: 16,000 of them, and with the frame around it less than 64 KiB
    def editor(letters):
        return f"python3 -c 'import sys; open(sys.argv[1], \"w\").write(\"\\U00010348\" * {letters})'"
    before = saved().count("\n")
    has(Terminal("accord", "note", EDITOR=editor(16001)).end(2), "has 16001 characters; 16000 is the most", "It was NOT saved")
    has(Terminal("accord", "note", EDITOR=editor(400000)).end(1), "It was NOT saved")
    has(Terminal("accord", "note", "--draft", EDITOR=editor(16001)).end(2), "16000 is the most", "It was NOT saved")
    if saved().count("\n") != before or len(drafts()) != 3:
        raise Failed(f"{drafts()}, or something was saved")
    drop_texts()
    has(Terminal("accord", "note", "--draft", EDITOR=editor(16000)).end(), "Draft 2 is kept")
    has(Terminal("accord", "draft", "sign", "2", "--yes").end(), "Private")
    if drafts():
        raise Failed(f"drafts are left: {drafts()}")


def form(script):
    with open("form.py", "w") as f:
        f.write("import sys\nname = sys.argv[1]\ntext = open(name).read()\nopen('seen', 'w').write(text)\n" + script + "\nopen(name, 'w').write(text)\n")
    return "python3 " + os.path.abspath("form.py")


def a_draft_is_a_form_in_the_editor():
    has(Terminal("accord", "promise", "Guide", "--draft", "--check", "[title]").end(), "Draft 3 is kept")
    edit = ["accord", "draft", "edit", "3"]
    has(Terminal(*edit, EDITOR=form("text = text.replace('Guide', 'Shared guide').replace('[action]\\n', '[action]\\nWrite it\\n')")).end(), "Draft 3 changed")
    with open("seen") as seen:
        has(seen.read(), "[title]\nGuide\n", "[action]\n", "[check]\n\\[title]\n", "# Draft 3.", "# You can add: [problem] [how]")
    has(Terminal("accord", "draft", "show", "3").end(), "Shared guide", "what: Write it", "done when: [title]")
    has(Terminal(*edit, EDITOR=form("text = text.replace('[check]', '[how]\\nWith drawings\\n\\n[conditions]')")).end(), "Draft 3 changed")
    shown = Terminal("accord", "draft", "show", "3").end()
    has(shown, "how it helps: With drawings")
    has_not(shown, "done when")
    for script, why in (("text = ''", "as it was"), ("text = 'no name'", "does not begin with a name in brackets"),
                        ("text = text.replace('Shared guide', '')", "[title] is empty"),
                        ("text = text.replace('Shared guide', 'x' * 201)", "201 characters; 200 is the most"),
                        ("sys.exit(1)", "ended with a fault")):
        has(Terminal(*edit, EDITOR=form(script)).end(1 if "exit" in script else 2), why)
    if len(drafts()) != 3:
        raise Failed(f"{drafts()} were kept")
    has(Terminal("accord", "draft", "show", "3").end(), "Shared guide", "With drawings")
    has(Terminal(*edit, EDITOR=form("text = text.replace('Shared guide', 'x' * 200)")).end(), "Draft 3 changed")
    has(Terminal("accord", "draft", "list", "--plain").end(), "x" * 200)
    drop_texts()


def a_record_of_the_practice_is_a_form_too():
    has(Terminal("accord", "gain", "Permits in time", "--kind", "impact", "--draft").end(), "is kept")
    n = json.loads(subprocess.run(["accord", "draft", "list", "--json"], capture_output=True, text=True).stdout.splitlines()[-1])["draft"]
    edit = ["accord", "draft", "edit", str(n)]
    has(Terminal(*edit, EDITOR=form("text = text.replace('Permits in time\\n', 'All permits in time\\n[evidence]\\nthe register\\n')")).end(), "changed")
    has(Terminal("accord", "draft", "show", str(n)).end(), "All permits in time", "the register", "impact")
    has(Terminal(*edit, EDITOR=form("text = text.replace('the register', '')")).end(), "changed")
    has_not(Terminal("accord", "draft", "show", str(n), "--json").end(), "evidence")
    has(Terminal("accord", "draft", "sign", str(n), "--yes").end(), "was signed, and is gone")
    drop_texts()


def every_script_comes_back_as_it_was_typed():
    words = ["Zażółć gęślą jaźń", "مذكرة عن النهر", "हम मिले", "川が濁った", "Œuvre inachevée à Kraków", "🌊 up"]
    text = "\\n".join(words)
    has(Terminal("accord", "note", "--draft", EDITOR=form(f"text = '{text}\\n'")).end(), "Draft 4 is kept")
    has(Terminal("accord", "draft", "sign", "4", "--yes").end(), "Private")
    listed = [json.loads(line) for line in saved().splitlines()]
    if not any(l["text"] == "\n".join(words) for l in listed):
        raise Failed("the text is another now")


def questions_stand_in_the_editor():
    has(Terminal("accord", "note", "--kind", "aar", EDITOR=form("text = text.replace('## What did happen?\\n', '## What did happen?\\nNobody came.\\n')")).end(), "Private")
    with open("seen") as seen:
        has(seen.read(), "## What was supposed to happen?\n", "## What will you keep", "# After-action review. Write below the questions", "# Soon after")
    note = [json.loads(line) for line in saved().splitlines()][-1]
    shown = Terminal("accord", "show", note["ref"], PAGER="cat").end()
    has(shown, "What did happen?\n  Nobody came.")
    has_not(shown, "What was supposed", "## ")
    has(Terminal("accord", "list", "notes", "--kind", "aar", "--plain").end(), "Nobody came.")
    # nothing below any question: nothing is saved, and nothing is left behind
    before = saved()
    has(Terminal("accord", "note", "--template", "art", EDITOR="true").end(2), "nothing was saved")
    if drafts() or saved() != before:
        raise Failed(f"drafts: {drafts()}, or something was saved")
    has(Terminal("accord", "note", "--kind", "story", EDITOR=form("text = 'x' * 16001")).end(2), "16000 is the most", "It was NOT saved")
    # each ingredient of the agreement has its own
    has(Terminal("accord", "agree", "--clause", "purpose", "-m", "", EDITOR=form("text = 'A block to live in.'")).end(), "clause")
    with open("seen") as seen:
        has(seen.read(), "# What do all of you want together, in one sentence?")
    # a draft keeps its questions through the editor
    has(Terminal("accord", "note", "--kind", "story", "--draft", EDITOR=form("text = text.replace('How was it before?\\n', 'How was it before?\\nQuiet.\\n')")).end(), "Draft 5")
    has(Terminal("accord", "draft", "edit", "5", EDITOR=form("text = text.replace('Quiet.', 'Loud.')")).end(), "changed")
    has(Terminal("accord", "draft", "show", "5", "--json").end(), '"story-before":"How was it before?"', "Loud.")
    drop_texts()


def long_output_goes_through_the_pager():
    shown = Terminal("accord", "log", ACCORD_PAGER="sed s/^/paged:/").end()
    has(shown, "paged:")
    has_not(Terminal("accord", "log", "--no-pager", ACCORD_PAGER="sed s/^/paged:/").end(), "paged:")
    has_not(Terminal("accord", "log", "--plain", ACCORD_PAGER="sed s/^/paged:/").end(), "paged:")
    has_not(Terminal("accord", "log", "--json", ACCORD_PAGER="sed s/^/paged:/").end(), "paged:")
    # where no page can be turned only a pager that was asked for is used
    os.mkdir("pagers")
    with open("pagers/less", "w") as f:
        f.write("#!/bin/sh\nsed s/^/paged:/\n")
    os.chmod("pagers/less", 0o755)
    path = os.path.abspath("pagers") + ":" + os.environ["PATH"]
    has(Terminal("accord", "log", PATH=path, TERM="xterm").end(), "paged:")
    has_not(Terminal("accord", "log", PATH=path, TERM="dumb").end(), "paged:")
    # Ctrl-C is the pager's: the program waits for it
    pager = "sh -c 'trap \"echo interrupted\" INT; cat; (echo reading; exec cat hold); cat hold; echo ends'"
    t = Terminal("accord", "log", ACCORD_PAGER=pager).wait("reading").type("\x03").wait("interrupted")
    reader = open("hold", "w")  # it reads on
    if os.waitpid(t.pid, os.WNOHANG) != (0, 0):
        raise Failed("the pager reads on, and accord has gone")
    reader.close()
    has(t.end(), "ends")
    # an error comes after what was paged
    has(Terminal("accord", "show", "ARCH-9-9", ACCORD_PAGER="sed s/^/paged:/").end(5), "accord: there is no record")


os.mkfifo("hold")
run(first_run_is_three_questions_and_a_passphrase, a_passphrase_is_asked_three_times, reading_never_asks,
    ctrl_c_stops_at_once, ctrl_d_is_no_answer, reflections_come_from_the_editor, an_empty_text_saves_nothing,
    a_text_that_could_not_be_saved_is_kept_and_said, ctrl_c_in_the_editor_is_the_editors,
    an_editor_that_dies_leaves_the_text_and_it_can_be_taken_up, letters_that_are_no_text_are_refused_and_kept,
    as_long_as_a_text_may_be_and_no_longer, a_draft_is_a_form_in_the_editor, every_script_comes_back_as_it_was_typed,
    questions_stand_in_the_editor, a_record_of_the_practice_is_a_form_too,
    long_output_goes_through_the_pager)
END
