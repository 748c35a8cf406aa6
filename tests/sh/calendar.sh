#!/usr/bin/env bash
# calendar.sh - a calendar program takes the file in twice: the date that moved is one event, moved; what ended is cancelled.
#
# khal, with a configuration and a calendar of its own. icalendar, a parser that is not ours, reads every file.
set -u
cd "$(dirname "$0")/../.."
export PATH=$(realpath "${BUILD:-build/release}"):$PATH TESTS=$PWD/tests BUILD=$(realpath "${BUILD:-build/release}")
command -v khal >/dev/null || { echo "not ok khal_is_here"; echo "    khal is missing: make deps"; exit 1; }
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here" && mkdir -m 700 home run cal
export HOME=$here/home XDG_RUNTIME_DIR=$here/run XDG_CONFIG_HOME=$here/home XDG_CACHE_HOME=$here/home XDG_DATA_HOME=$here/home
export TZ=UTC LANG=C.UTF-8 TERM=dumb
unset ACCORD_HOME ACCORD_STATE LC_ALL
cat >khal.conf <<END
[calendars]
[[partnership]]
path = $here/cal
[sqlite]
path = $here/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = partnership
END
khal() { command khal -c khal.conf "$@"; }
listed() { khal list --format "{start-date} {end-date} {title} {status}" --day-format "" 2026-06-01 400d | sed 's/ *$//'; }

report() { # NAME WANTED GOT
    if [ "$2" = "$3" ]; then echo "ok $1"; else
        echo "not ok $1"
        diff <(echo "$2") <(echo "$3") | sed 's/^/    /'
    fi
}

# Whatever is written is read by icalendar, and written by it again, reads the same.
cat >parse.py <<'END'
import sys
from datetime import date, timedelta
import icalendar
for path in sys.argv[1:]:
    raw = open(path, "rb").read()
    calendar = icalendar.Calendar.from_ical(raw)
    assert not calendar.errors, calendar.errors
    assert raw.count(b"\n") == raw.count(b"\r\n") and raw.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    events = calendar.walk("VEVENT")
    assert len(events) == raw.split(b"\r\n").count(b"BEGIN:VEVENT") > 0
    uids = [str(e["UID"]) for e in events]
    assert len(set(uids)) == len(uids)
    for e in events:
        assert not e.errors, e.errors
        assert type(e["DTSTART"].dt) is date and e["DTEND"].dt - e["DTSTART"].dt == timedelta(1)
        assert str(e["STATUS"]) in ("CONFIRMED", "TENTATIVE", "CANCELLED")
        said = str(e["DESCRIPTION"]) # a record, or the end that a partnership has planned
        assert "accord show " in said or "accord partnership show " in said, said
    again = icalendar.Calendar.from_ical(calendar.to_ical())
    assert [e["SUMMARY"] for e in again.walk("VEVENT")] == [e["SUMMARY"] for e in events]
END
python=python3 # another one may stand in front of the system's, which has icalendar
"$python" -c 'import icalendar' 2>/dev/null || python=/usr/bin/python3
parses() { # NAME FILE...
    local name=$1
    shift
    if "$python" parse.py "$@" >log 2>&1; then echo "ok $name"; else
        echo "not ok $name"
        tail -n 3 log | sed 's/^/    /'
    fi
}

. "$TESTS/cli/offices.sh"
two_offices 2>/dev/null
{
    CITY promise "Guide; for all, in łódź" --to SASI --due 2026-09-30 -m $'BEGIN:VEVENT\nUID:x\nEND:VEVENT'
    CITY promise "Drains" --to SASI --due 2026-08-01
    carry CITY SASI
    for n in 1 2; do SASI sign CITY-1-$n --terms "$(terms SASI CITY-1-$n)"; done
    carry SASI CITY
} >/dev/null 2>&1
CITY calendar --out due.ics >/dev/null && cp due.ics first.ics
khal import --batch due.ics >/dev/null 2>log || cat log
report khal_reads_the_dates "2026-08-01 2026-08-01 Due: Drains (CITY to SASI) CONFIRMED
2026-09-30 2026-09-30 Due: Guide; for all, in łódź (CITY to SASI) CONFIRMED" "$(listed)"

{
    CITY amend CITY-1-1 --due 2026-10-15 --reason timing
    carry CITY SASI
    SASI sign CITY-1-1 --terms "$(terms SASI CITY-1-1)"
    SASI release CITY-1-2 --yes
    carry SASI CITY
} >/dev/null 2>&1
CITY calendar --out due.ics >/dev/null
khal import --batch due.ics >/dev/null 2>log || cat log
report reading_it_again_moves_and_doubles_nothing "2026-08-01 2026-08-01 Due: Drains (CITY to SASI) CANCELLED
2026-10-15 2026-10-15 Due: Guide; for all, in łódź (CITY to SASI) CONFIRMED" "$(listed)"
report there_is_one_file_an_event 2 "$(ls cal | wc -l)"

# The example partnership, and a notebook of hostile text by a clock at the end of time: everything is read.
accord demo KRK --dir krk --no-input >/dev/null 2>&1
CITY milestone CITY-1-1 "First $(printf '%03d, ' {1..30})" --due 2026-08-31 >/dev/null 2>&1
CITY calendar --out practice.ics >/dev/null
for code in CITY SASI EURF; do accord -N krk/$code calendar --out krk-$code.ics --remind 3 >/dev/null; done
read -r book state <<<"$("$BUILD/tests/tool_hostile")"
trap 'rm -rf "$here" "$book" "$state"' EXIT
ACCORD_HOME=$book ACCORD_STATE=$state LANG=C accord calendar --out hostile.ics --all --remind 0 >/dev/null
parses another_parser_reads_every_file first.ics due.ics practice.ics krk-*.ics hostile.ics
