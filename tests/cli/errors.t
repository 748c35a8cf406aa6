Words that are not understood: exit 2, what was probably meant, nothing on stdout.

  $ accord synch
  accord: unknown command "synch". Did you mean: sync
  [2]
  $ accord undo >out
  accord: unknown command "undo". Did you mean: retract or withdraw
  [2]
  $ cat out
  $ accord approve CITY-1-31
  accord: unknown command "approve". Did you mean: sign or accept
  [2]
  $ accord abracadabra
  accord: unknown command "abracadabra". All of them: accord help
  [2]
  $ accord device
  accord: accord device goes on with one of: list, invite, join, continue
    try: accord help device
  [2]
  $ accord device jion
  accord: unknown command "device jion". Did you mean: device join
  [2]
  $ accord list --partnr SASI
  accord: unknown option --partnr. Did you mean: --partner
    try: accord list --help
  [2]
  $ accord list --partn SASI
  accord: unknown option --partn. Did you mean: --partner
    try: accord list --help
  [2]
  $ accord list -Z
  accord: unknown option -Z
    try: accord list --help
  [2]
  $ accord list --limit 5
  accord: unknown option --limit
    try: accord list --help
  [2]
  $ accord list --partner
  accord: --partner needs CODE after it
    try: accord list --help
  [2]
  $ accord list --no-input=yes
  accord: --no-input stands alone, nothing goes with it
    try: accord list --help
  [2]
  $ accord log --limit five
  accord: --limit takes a whole number, not "five"
    try: accord log --help
  [2]
  $ accord note --kind jurnal -m x
  accord: --kind takes journal, aar, story, outcome-note, vision, listening, concern or appreciation, not "jurnal". Did you mean: journal
    try: accord note --help
  [2]
  $ accord help synch
  accord: unknown command "synch". Did you mean: sync
  [2]
  $ accord audit --csv
  accord: accord audit has no table to write as CSV
  [2]
  $ accord list --csv --json
  {"error":"usage","code":2,"hint":null,"message":"--csv and --json exclude each other"}
  [2]

Something is missing, or too much.

  $ accord sign
  accord: something is missing. Usage: accord sign REF [--terms ID] [-m TEXT]
    try: accord sign --help
  [2]
  $ accord show CITY-1-31 CITY-1-32
  accord: "CITY-1-32" is one word too many. A text of several words stands in quotes: "..."
    try: accord show --help
  [2]
  $ accord note the rain came early
  accord: accord note takes no further word, and "the" is one
    try: accord note --help
  [2]
  $ accord list --now yesterday
  accord: --now takes a time as 2026-06-30T12:00:00Z, not "yesterday"
  [2]
  $ ACCORD_NOW=yesterday accord list
  accord: ACCORD_NOW takes a time as 2026-06-30T12:00:00Z, not "yesterday"
  [2]
  $ accord list --as-of 03/04/2026
  accord: --as-of: 03/04/2026 can be 3 April or 4 March. Write 2026-04-03 or 2026-03-04
  [2]
  $ accord promise x --to CITY --due +2w --as-of yesterday
  accord: --as-of is for one record: accord show REF --as-of DATE
  [2]

The same for programs: one object on stderr, wherever --json stands.

  $ accord synch --json
  {"error":"usage","code":2,"hint":"accord sync","message":"unknown command \"synch\". Did you mean: sync"}
  [2]
  $ accord list --bogus --json
  {"error":"usage","code":2,"hint":"accord list --help","message":"unknown option --bogus"}
  [2]
  $ accord --json device
  {"error":"usage","code":2,"hint":"accord help device","message":"accord device goes on with one of: list, invite, join, continue"}
  [2]

Hostile words are shown and not obeyed.

  $ accord $'sy\033[31mnch'
  accord: unknown command "sy\u{1b}[31mnch". All of them: accord help
  [2]
  $ accord list --level $'\xe2\x80\xae5'
  accord: --level takes a whole number, not "\u{202e}5"
    try: accord list --help
  [2]
  $ LC_ALL=C accord łódź
  accord: unknown command "\u{142}\u{f3}d\u{17a}". All of them: accord help
  [2]
  $ accord list --json --partner x --$'\n'
  {"error":"usage","code":2,"hint":"accord list --help","message":"unknown option --\n"}
  [2]

No notebook: exit 10, and what to do.

  $ accord
  accord: no notebook found (looked in ~/.local/share/accord). Start: accord init   Try: accord demo
  [10]
  $ accord list
  accord: no notebook found (looked in ~/.local/share/accord). Start: accord init   Try: accord demo
  [10]
  $ accord sign CITY-1-31
  accord: no notebook found (looked in ~/.local/share/accord). Start: accord init   Try: accord demo
  [10]
  $ accord list -N /nonexistent/place
  accord: no notebook found (looked in /nonexistent/place). Start: accord init   Try: accord demo
  [10]
  $ accord list --json
  {"error":"no_notebook","code":10,"hint":"accord init","message":"no notebook found (looked in ~/.local/share/accord). Start: accord init   Try: accord demo"}
  [10]
  $ ACCORD_HOME=$PWD/other accord board 2>&1 | sed "s|$PWD|HERE|"
  accord: no notebook found (looked in HERE/other). Start: accord init   Try: accord demo
  $ XDG_DATA_HOME=$PWD/data accord board 2>&1 | sed "s|$PWD|HERE|"
  accord: no notebook found (looked in HERE/data/accord). Start: accord init   Try: accord demo
  $ mkdir empty; accord board -N empty/
  accord: no notebook found (looked in empty). Start: accord init   Try: accord demo
  [10]
  $ (cd "$HOME" && ls -A; ls -A "$OLDPWD/empty")

What is printed must arrive.

  $ accord help >/dev/full
  accord: what was to be printed could not be written
  [1]
  $ accord help >&-
  accord: what was to be printed could not be written
  [1]

A reader that goes away is no failure worth a word.

  $ python3 - <<'END'
  > import os, subprocess
  > r, w = os.pipe()
  > os.close(r)
  > done = subprocess.run(["accord", "help"], stdout=w, stderr=subprocess.PIPE, restore_signals=False)
  > print(done.returncode, done.stderr)
  > END
  -13 b''

Nobody to ask.

  $ accord init --no-input
  accord: "Organisation name" cannot be asked here. Say it with --org NAME
  [2]
  $ accord init <&-
  accord: "Organisation name" cannot be asked here. Say it with --org NAME
  [2]
  $ accord init </dev/null
  accord: "Organisation name" cannot be asked here. Say it with --org NAME
  [2]
