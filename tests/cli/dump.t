All that a partnership holds, as JSON Lines: for programs that keep a copy of their own.

  $ . "$TESTS/cli/offices.sh"
  $ two_offices
  $ CITY promise Guide --to SASI --due 2026-09-30 -m "Twenty-four pages." >/dev/null 2>&1
  $ CITY promise Drains --to SASI --due 2026-10-31 >/dev/null 2>&1
  $ CITY retract CITY-1-2 --reason scope --yes >/dev/null
  $ CITY note -m "A private word." >/dev/null
  $ CITY note -m "Shared with all." --shared --yes >/dev/null 2>&1
  $ CITY note --add-to CITY-1-3 -m "And more." >/dev/null 2>&1
  $ CITY risk "The council dissolves" --kind risk >/dev/null 2>&1
  $ kinds() { sed 's/{"schema":"\([^"]*\)".*/\1/' | uniq -c | sed 's/^ *//'; }

Texts, what was added and every change are in it; what is private is not.

  $ CITY list all --json >all; kinds <all
  2 accord.commitment/1
  1 accord.note/1
  1 accord.entry/1
  12 accord.change/1
  $ grep -c "Twenty-four pages." all; grep -c "And more." all; grep -c "A private word." all
  1
  1
  0
  [1]
  $ head -n 1 all | tr ',' '\n' | grep -oE '^"(texts|history|slots|crossings)"'
  "texts"
  "slots"
  "crossings"
  "history"

The other side holds the same, but for the time when it came.

  $ carry CITY SASI
  $ SASI list all --json | grep -v '"kind":"ack"' | sed 's/"received_ms":[0-9]*//' | sort >sasi
  $ CITY list all --json | grep -v '"kind":"ack"' | sed 's/"received_ms":[0-9]*//' | sort | cmp - sasi

It is for programs, and all of it.

  $ CITY list all
  accord: everything at once is for programs, and takes no filter: accord list all --json
  [2]
  $ CITY list all --json --partner SASI
  {"error":"usage","code":2,"hint":"accord list all --json","message":"everything at once is for programs, and takes no filter: accord list all --json"}
  [2]
  $ CITY list all --json=ref,state -P KRK | head -n 2
  {"schema":"accord.commitment/1","ref":"CITY-1-1","state":"proposed"}
  {"schema":"accord.commitment/1","ref":"CITY-1-2","state":"retracted"}
