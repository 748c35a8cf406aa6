#!/usr/bin/env bash
# comparing.sh - on a terminal: the recovery sheet asked back, the number compared by two who meet, a dial given up.
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
import os, re, socket, subprocess

from terminal import Failed, Terminal, has, has_not, run

OFFICE = dict(ACCORD_HOME=os.path.abspath("office"), ACCORD_STATE=os.path.abspath("office.state"))
GUEST = dict(ACCORD_HOME=os.path.abspath("guest"), ACCORD_STATE=os.path.abspath("guest.state"))
PASSPHRASE = ("--passphrase-command", "echo four words or more")


def at(place, *words):
    return subprocess.run(["accord", *words, "--no-input"], env={**os.environ, **place}, check=True, capture_output=True, text=True).stdout


def the_sheet_is_asked_back_before_its_secret_goes():
    at(OFFICE, "init", "--org", "Office", "--code", "OFF", "--sector", "other", *PASSPHRASE)

    def key():
        return os.stat("office/device.key").st_size
    whole = key()

    def asked():
        t = Terminal("accord", "key", "sheet", **OFFICE)
        t.wait("Passphrase").type("four words or more\n").wait("From the paper, group ")
        t.wait(" (four signs)")
        number = re.findall(r"From the paper, group (\d+)", t.seen)[-1]
        return t, number, re.search(rf"(?m)^ *(?:\d+ +\w{{4}} +)?{number}  (\w{{4}})", t.seen).group(1)
    t, number, group = asked()
    for _ in range(3):
        t.type("0000\n" if group != "0000" else "1111\n").wait(f"That is not group {number}")
    has(t.end(), "The secret stays on this laptop")
    t, number, group = asked()
    t.type("\x03").end(130)
    if key() != whole:
        raise Failed("the secret left the laptop unasked")
    t, number, group = asked()
    has(t.type(group.lower() + "\n").end(), "The secret has left this laptop")
    if key() >= whole:
        raise Failed("the secret is still in the key file")
    t = Terminal("accord", "key", "sheet", **OFFICE)
    t.wait("Passphrase").type("four words or more\n")
    has_not(t.end(1), "RECOVERY SHEET")
    has(t.seen, "printed already")


def a_number_is_compared_when_both_have_it():
    at(GUEST, "init", "--org", "Guest", "--code", "GST", "--sector", "other", "--no-passphrase")
    at(OFFICE, "key", "unlock", "--for", "1h", *PASSPHRASE)
    at(OFFICE, "partnership", "start", "Block", "--code", "KRK")
    Terminal("accord", "invite", **OFFICE).wait("The invitation goes into the file").type("guest.invite\n").end()
    server = subprocess.Popen(["accord", "serve", "--listen", "tcp://127.0.0.1:0"], env={**os.environ, **OFFICE},
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = server.stdout.readline().split()[1]
        at(OFFICE, "invite", "--file", "net.invite", "--address", address)
        has_not(Terminal("accord", "join", "guest.invite", **GUEST).end(), "Do they match")  # they have no reply yet
        t = Terminal("accord", "join", "net.invite", **GUEST)
        t.wait("Compare by phone: ").wait("Do they match").type("y\n")
        has(t.end(), "Connected to OFF")
        has(at(GUEST, "partner", "list", "--json"), '"verified":true')
        t = Terminal("accord", "partner", "verify", "GST", **OFFICE)
        t.wait("invitation ").wait("organisations ").wait("Do they match").type("n\n")
        has(t.end(1), "GST stays unverified")
        has(at(OFFICE, "partner", "list", "--json"), '"verified":false')
        t = Terminal("accord", "partner", "verify", "GST", **OFFICE)
        t.wait("Do they match").type("y\n").end()
        has(at(OFFICE, "partner", "list", "--json"), '"verified":true')
        has(at(GUEST, "note", "--shared", "-m", "by the second invitation"), "GST-1-1")
    finally:
        server.terminate()
    if server.wait() != 0:
        raise Failed("serve did not end with 0")


def ctrl_c_ends_a_dial_that_nobody_answers():
    silent = socket.create_server(("127.0.0.1", 0))
    t = Terminal("accord", "sync", "--to", "tcp://127.0.0.1:%d" % silent.getsockname()[1], **GUEST)
    line = silent.accept()  # it has dialled; held, or it would hear that nobody is there
    has(t.type("\x03").end(130), "accord: stopped")
    line[0].close()


run(the_sheet_is_asked_back_before_its_secret_goes, a_number_is_compared_when_both_have_it,
    ctrl_c_ends_a_dial_that_nobody_answers)
END
