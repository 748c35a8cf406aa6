#!/usr/bin/env bash
# printers.sh - every command that looks, on a notebook full of hostile text: pipes, terminals, charsets, widths, forms.
set -u
cd "$(dirname "$0")/../.."
export PATH=$(realpath "${BUILD:-build/release}"):$PATH
tool=$(realpath "${BUILD:-build/release}")/tests/tool_hostile
[ -x "$tool" ] || { echo "not ok printers (there is no $tool)"; exit 1; }
read -r book state <<<"$("$tool")"
[ -d "$book" ] || { echo "not ok printers (no hostile notebook)"; exit 1; }
home=$(mktemp -d)
trap 'rm -rf "$book" "$state" "$home"' EXIT
env -i PATH="$PATH" HOME="$home" TZ=UTC ACCORD_HOME="$book" ACCORD_STATE="$state" ACCORD_NOW=2026-06-30T12:00:00Z \
    PYTHONCOERCECLOCALE=0 PYTHONUTF8=1 ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} python3 - <<'END'
import csv, fcntl, io, json, os, pty, re, select, struct, subprocess, termios, unicodedata

TABLES = ["board", "list", "list --all", "list --partner EVIL --from 2000-01-01 --until 2199-12-31", "list notes",
          "list notes --all", "status", "log", "log --all", "partner list", "partnership list", "device list"]
TEXTS = ["show EVIL-1-1", "show EVIL-1-2", "show EVIL-1-3 --full", "show EVIL-1-4", "show EVIL-1-5", "show CITY-1-p1",
         "log EVIL-1-1 --full", "partner show EVIL", "partnership show", "audit", "doctor", "doctor EVIL",
         "invite --list", "show tail", "search tail", "board --exit-code"]
CSV = [c for c in TABLES if c.startswith("list")]
PAGED = {"LESS": "FRX", "PAGER": "cat"}
bad = {}


def complain(check, what):
    bad.setdefault(check, []).append(what)


def words(command):
    return ["accord"] + command.split()


def piped(command, **env):
    done = subprocess.run(words(command), stdin=subprocess.DEVNULL, capture_output=True, env={**os.environ, **env})
    if done.returncode < 0 or done.returncode in (126, 127) or done.returncode > 10:
        complain("nothing_dies", f"{command}: {done.returncode} {done.stderr[-300:]}")
    return done.stdout, done.stderr


def on_terminal(command, columns, **env):
    """What a terminal of that width is sent, line by line."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(env)
        os.environ.update(PAGED)
        os.execvp("accord", words(command))
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    out = b""
    while select.select([fd], [], [], 60)[0]:
        try:
            got = os.read(fd, 65536)
        except OSError:
            break
        if not got:
            break
        out += got
    status = os.waitpid(pid, 0)[1]
    os.close(fd)
    if os.WIFSIGNALED(status) or os.WEXITSTATUS(status) > 10:
        complain("nothing_dies", f"{command} on a terminal: {status} {out[-300:]}")
    return out.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n") # the terminal puts a return before each feed


def forbidden(text, allowed):
    """Characters that a terminal could obey, or that hide or turn what stands there."""
    for i, c in enumerate(text):
        if c in allowed:
            continue
        if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or 0xe0000 <= ord(c) <= 0xe0fff:
            return f"U+{ord(c):04X} in {text[max(0, i - 20):i + 20]!r}"
    if re.search("[\u0300-\u036f]{9}", text):
        return "a pile of marks"
    return None


def check_safe(check, command, raw, allowed="\n"):
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as e:
        complain(check, f"{command}: {e}")
        return ""
    found = forbidden(text, allowed)
    if found:
        complain(check, f"{command}: {found}")
    return text


def width(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


UTF8 = {"LANG": "C.UTF-8", "TERM": "xterm"}
COLOUR = re.compile(rb"\x1b\[(?:0|1;31|32|2|36)m")

for command in TABLES + TEXTS:
    out, err = piped(command, **UTF8)
    check_safe("pipes_carry_nothing_that_is_obeyed", command, out)
    check_safe("pipes_carry_nothing_that_is_obeyed", command + " (stderr)", err)
    if not out and command != "show tail":
        complain("results_stand_on_stdout", f"{command}: {err[-200:]}")
    out, err = piped(command + " --plain", **UTF8)
    check_safe("plain_text_carries_nothing_that_is_obeyed", command, out, "\n\t")
    for lang in ({"LANG": "C"}, {"LC_ALL": "POSIX"}):
        out, err = piped(command, **lang)
        if any(b > 0x7e or (b < 0x20 and b != 10) for b in out + err):
            complain("another_charset_gets_ascii", f"{command} {lang}")
    for lang in ({"LANG": "ar_EG.UTF-8"}, {"LANG": "xx_YY"}, {}):
        out, err = piped(command, **lang)
        check_safe("a_language_that_is_not_there_breaks_nothing", command, out + err)
        if command != "show tail" and not out:
            complain("a_language_that_is_not_there_breaks_nothing", f"{command} {lang}: {err[-200:]}")
    # colour: the terminal's own, on a terminal alone, unless it is told otherwise
    out = on_terminal(command, 80, **UTF8)
    check_safe("terminals_are_sent_colours_alone", command, COLOUR.sub(b"", out))
    for off in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        out = on_terminal(command, 80, **{**UTF8, **off})
        if b"\x1b" in out:
            complain("no_colour_where_it_is_not_wanted", f"{command} {off}")
    if b"\x1b" in on_terminal(command + " --color=never", 80, **UTF8):
        complain("no_colour_where_it_is_not_wanted", f"{command} --color=never")

for command in TABLES:
    for columns in (40, 60, 80):
        out = on_terminal(command, columns, **UTF8, NO_COLOR="1")
        for line in out.decode("utf-8", "replace").split("\n"):
            if width(line) > columns and not line.startswith(("! ", "- ")):  # sentences, no rows
                complain("tables_fit_the_terminal", f"{command} at {columns}: {line!r}")

seen_colour = any(b"\x1b" in on_terminal(c, 80, **UTF8) for c in TABLES)
if not seen_colour:
    complain("terminals_are_sent_colours_alone", "none saw any colour: the check looks at nothing")

# JSON: one object a line, schema first, and the text as it was written.
title = "a\x1b[2J\x1b]0;owned\a\x9b31m\r\n\t\b\x7f\u202e001\u2066\u200b\u200f\ufeff\U000e0041\u2028\ufffe =1+1, \"x\""
met = 0
for command in TABLES + TEXTS:
    out, err = piped(command + " --json", **UTF8)
    if any(b < 0x20 and b != 10 or b == 0x7f for b in out):
        complain("json_escapes_what_is_obeyed", command)
    check_safe("json_escapes_what_is_obeyed", command, out)
    for line in out.decode().splitlines():
        try:
            value = json.loads(line)
        except ValueError as e:
            complain("json_is_one_object_a_line", f"{command}: {e}: {line[:200]}")
            continue
        first = next(iter(value))
        if first != "schema" or not re.fullmatch(r"accord\.[a-z-]+/1", value[first]):
            complain("json_is_one_object_a_line", f"{command}: begins with {first}")
        met += value.get("title") == title
    for line in err.decode().splitlines():
        try:
            if line.startswith("{"):
                assert {"error", "code", "hint"} <= set(json.loads(line))
        except (ValueError, AssertionError):
            complain("json_is_one_object_a_line", f"{command}: {line[:200]}")
    out, err = piped(command + " --json=schema,nothing", **UTF8)
    for line in out.decode().splitlines():
        if list(json.loads(line)) != ["schema"]:
            complain("json_gives_the_fields_asked_for", f"{command}: {line[:200]}")
if met < 4:
    complain("json_keeps_the_meaning", f"only {met} titles were the same")

# CSV: true bytes in a pipe, and a reader of the standard finds each cell again.
found = 0
for command in CSV:
    out, err = piped(command + " --csv", **UTF8)
    if not out.endswith(b"\r\n"):
        complain("csv_follows_the_standard", f"{command}: {err[-200:]}")
    rows = list(csv.reader(io.StringIO(out.decode(), newline="")))
    if len({len(row) for row in rows}) != 1:
        complain("csv_follows_the_standard", f"{command}: rows of {sorted({len(row) for row in rows})} cells")
    found += sum(title in row for row in rows)
    check_safe("csv_on_a_terminal_is_safe", command, on_terminal(command + " --csv", 80, **UTF8))
if found < 4:
    complain("csv_follows_the_standard", f"only {found} titles came back whole")

names = ["nothing_dies", "results_stand_on_stdout", "pipes_carry_nothing_that_is_obeyed", "plain_text_carries_nothing_that_is_obeyed",
         "another_charset_gets_ascii", "a_language_that_is_not_there_breaks_nothing", "terminals_are_sent_colours_alone",
         "no_colour_where_it_is_not_wanted", "tables_fit_the_terminal", "json_escapes_what_is_obeyed",
         "json_is_one_object_a_line", "json_gives_the_fields_asked_for", "json_keeps_the_meaning",
         "csv_follows_the_standard", "csv_on_a_terminal_is_safe"]
for name in names:
    print(("not ok " if name in bad else "ok ") + name)
    for what in bad.get(name, [])[:12]:
        print("    " + ascii(what)[1:-1])
assert set(bad) <= set(names)
END
