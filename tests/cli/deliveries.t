Deliveries and what is said of them: slots, files, figures, which one of several, and every act as a line for programs.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ office RIVR "Riverside Property Partners" business
  $ enter RIVR
  $ carry CITY SASI
  $ meet() { carry CITY SASI; carry CITY RIVR; carry SASI CITY; carry RIVR CITY; carry CITY SASI; carry CITY RIVR; }
  $ CITY promise "Quarterly readings" --to SASI,RIVR --due 2026-03-31 --every quarter --until 2026-12-31 --check "a report" -q 2>/dev/null
  ✓ CITY-1-1 proposed to SASI, RIVR: Quarterly readings
    due Thu 31 Dec 2026 (in 184 days) · 4 dated slots
    proposed · waiting for RIVR and SASI to sign · saved here, not sent yet: accord sync
  $ CITY promise "Survey 140 facades" --to SASI --due 2026-09-30 --target "140 facades" --check "a list" >/dev/null 2>&1
  $ meet
  $ for org in SASI RIVR; do $org sign CITY-1-1 --terms $(terms $org CITY-1-1) >/dev/null 2>&1; done
  $ SASI sign CITY-1-2 --terms $(terms SASI CITY-1-2) >/dev/null 2>&1
  $ meet

Figures are set against the target and the last report.

  $ CITY progress CITY-1-2 --actual 95 -m "Ward 2" | tail -n 1
    95 of 140 facades (68 %)
  $ CITY progress CITY-1-2 --actual 128 -m "Ward 3 done" --next "scaffolding" --barriers "rain" | tail -n 1
    128 of 140 facades (91 %), was 95
  $ CITY progress CITY-1-2 --actual 3,5 -m x
  accord: --actual "3,5" is not a figure: write digits with a point, as 152 or 3.5
  [2]
  $ CITY progress CITY-1-2 --completion half -m x
  accord: --completion takes no-evidence, not-started, limited, substantial or complete, not "half"
    try: accord progress --help
  [2]
  $ CITY progress CITY-1-2
  accord: the text is missing: say it with --message TEXT (--message - reads standard input)
  [2]
  $ CITY progress CITY-1-2 --slot 1 -m x
  accord: CITY-1-2 has no dated slots: leave --slot out
  [2]

A file stays where it is; its name, size and fingerprint travel.

  $ printf 'a map' > "Plan Podgórze.pdf"
  $ CITY deliver CITY-1-2 --evidence "Plan Podgórze.pdf" --evidence ./Plan*.pdf --actual 152 -m "All wards" | tail -n 3
    152 of 140 facades (109 %)
    Plan Podgórze.pdf (5 bytes) stays here; its fingerprint travels.
    Plan Podgórze.pdf (5 bytes) stays here; its fingerprint travels.
  $ CITY show CITY-1-2 --full | grep -A 1 'evidence:' | tail -n 1 | grep -o '[0-9a-f]\{64\}'
  3f81aac6c2526f9fc9ad712d60271485616a6cbe451cd9091a1afba812bbedef
  $ python3 -c 'import hashlib; print(hashlib.blake2b(b"a map", digest_size=32).hexdigest())'
  3f81aac6c2526f9fc9ad712d60271485616a6cbe451cd9091a1afba812bbedef
  $ CITY deliver CITY-1-2 --evidence none.pdf -m x
  accord: the file none.pdf cannot be read: No such file or directory
  [1]
  $ CITY deliver CITY-1-2 --evidence . -m x
  accord: . is not a plain file
  [2]
  $ : > empty.txt; CITY deliver CITY-1-2 --evidence empty.txt -m x
  accord: the file empty.txt is empty: it shows nothing
  [2]
  $ truncate -s 64M most.bin; truncate -s 67108865 more.bin
  $ CITY deliver CITY-1-2 --evidence more.bin -m x
  accord: the file more.bin has 64 MB; 64 MiB is the most for one file
  [2]
  $ CITY deliver CITY-1-2 --evidence most.bin -m "All wards, again" | tail -n 1
    most.bin (64 MB) stays here; its fingerprint travels.
  $ CITY deliver CITY-1-2 --evidence most.bin --no-evidence x -m x
  accord: --evidence and --no-evidence say opposite things: name one of them
  [2]
  $ CITY deliver CITY-1-2 -m x
  accord: name a file that shows it, or say why there is none: --evidence FILE or --no-evidence WHY
  [2]
  $ CITY deliver CITY-1-2 --evidence most.bin $(printf -- '--evidence most.bin %.0s' $(seq 32)) -m x
  accord: 33 files; 32 is the most for one delivery
  [2]
  $ CITY deliver CITY-1-2 --no-evidence x
  accord: the text is missing: say it with --message TEXT (--message - reads standard input)
  [2]

With slots each is delivered and judged by itself; one that is picked among several is named.

  $ CITY deliver CITY-1-1 --no-evidence "by mail" -m "First"
  accord: CITY-1-1 has 4 dated slots: say which one was delivered: --slot N
  [2]
  $ CITY deliver CITY-1-1 --slot 5 --no-evidence "by mail" -m "Fifth"
  accord: CITY-1-1 has 4 slots; there is no slot 5
  [2]
  $ CITY deliver CITY-1-1 --slot 1 --no-evidence "by mail" -m "First" >/dev/null
  $ CITY deliver CITY-1-1 --slot 2 --no-evidence "by mail" -m "Second" >/dev/null
  $ meet
  $ SASI accept CITY-1-1
  accord: 2 deliveries of CITY-1-1 wait: say which, --slot N or --claim FULL-ID (accord show CITY-1-1 --full)
  [2]
  $ RIVR dispute CITY-1-1 --reason quality -m "which?"
  accord: 2 deliveries of CITY-1-1 wait: say which, --slot N or --claim FULL-ID (accord show CITY-1-1 --full)
  [2]
  $ SASI accept CITY-1-1 --slot 3
  accord: no delivery of slot 3 of CITY-1-1 waits for an answer
  [1]
  $ SASI accept CITY-1-1 --claim 1234
  accord: "1234" is no full id: 64 hex digits, as accord show CITY-1-1 --full prints them. Nothing was written
  [5]
  $ SASI accept CITY-1-1 --slot 1 --reason quality
  accord: --reason goes with --reservations TEXT
  [2]
  $ SASI accept CITY-1-1 --slot 1 --json | hide
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ SASI accept CITY-1-1 --slot 1
  accord: no delivery of slot 1 of CITY-1-1 waits for an answer
  [1]
  $ RIVR accept CITY-1-1 --slot 1 --reservations "late" --reason timing --json | hide
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ RIVR dispute CITY-1-1 --slot 2 --reason quality -m "wrong figures" --heard "you were in a hurry" --json | hide
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ SASI dispute CITY-1-1 --slot 3 --reason not-delivered -m "nothing came" --json | hide
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ meet
  $ CITY respond CITY-1-1 -m "which?"
  accord: 2 disputes of CITY-1-1 stand: say which, --dispute FULL-ID (accord show CITY-1-1 --full)
  [2]
  $ for id in $(CITY log CITY-1-1 --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*"kind":"dispute".*/\1/p'); do CITY respond CITY-1-1 --dispute $id -m "we look into it" --json | hide; done
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ SASI retract CITY-1-1 --reason context-changed --dispute --json | hide
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ meet
  $ CITY resolve CITY-1-1
  accord: say how it ends: --outcome in-progress, accepted, released or withdrawn
  [2]
  $ CITY resolve CITY-1-1 --outcome in-progress
  accord: the text is missing: say it with --message TEXT (--message - reads standard input)
  [2]
  $ CITY resolve CITY-1-1 --outcome in-progress -m "measured again" --json 2>/dev/null | hide
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ meet
  $ RIVR resolve CITY-1-1
  accord: CITY-1-1: a way out waits for your signature. Read it first; to write another one, say --outcome
    try: accord sign CITY-1-1
  [1]
  $ for org in SASI RIVR; do $org sign CITY-1-1 --terms $(terms $org CITY-1-1) --json 2>/dev/null | hide; done
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ meet
  $ CITY list --json=ref,state,verdict,due
  {"schema":"accord.commitment/1","ref":"CITY-1-1","due":"2026-06-30","verdict":"partly-accepted","state":"in-progress"}
  {"schema":"accord.commitment/1","ref":"CITY-1-2","due":"2026-09-30","verdict":"none","state":"delivered"}

Resting, taking a delivery back, letting go.

  $ CITY suspend CITY-1-1 --reason dependency-late --until q3 --depends-on "the court's word" --json | hide
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ CITY log CITY-1-1 | tail -n 2 | head -n 1
  today 12:00  CITY 1  suspended                   CITY-1-1  something it depends on is late, until 2026-09-30 - the court's word
  $ CITY suspend CITY-1-1 --until q3
  accord: CITY-1-1: suspend would be without effect: the promise is suspended (who may, and when: either side, while it is agreed or in progress)
    try: accord show CITY-1-1
  [1]
  $ SASI resume CITY-1-1 >/dev/null 2>&1
  [1]
  $ CITY resume CITY-1-1 --json | hide
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ CITY suspend CITY-1-1
  accord: say why, as a code: --reason CODE, one of: funding, staffing, scope, timing, dependency-late, law-or-permit, safety, context-changed, quality, not-delivered, expired, other
  [2]
  $ CITY retract CITY-1-2 --delivery --reason timing
  ✓ CITY-1-2 the delivery is taken back
    in progress · your turn to deliver · saved here, not sent yet: accord sync
  $ CITY retract CITY-1-2 --delivery --reason timing --json | hide
  {"error":"not_possible_now","code":1,"hint":null,"message":"CITY-1-2 holds nothing of that kind of yours that could be taken back"}
  [1]
  $ SASI release CITY-1-2 --json | hide
  {"schema":"accord.change/1","ref":"CITY-1-2","id":"ID"}
  $ CITY withdraw CITY-1-1 --reason funding --json | hide
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ SASI note --about CITY-1-1 -m x --json | hide
  {"schema":"accord.note/1","ref":"SASI-1-p2","id":"ID"}
  $ SASI note --add-to SASI-1-p2 -m y --json | hide
  {"schema":"accord.note/1","ref":"SASI-1-p2","id":"ID"}
  $ SASI share SASI-1-p2 --yes --json | hide
  {"schema":"accord.note/1","ref":"SASI-1-1","id":"ID"}
  $ meet
  $ for org in SASI RIVR; do diff <(CITY list --json) <($org list --json) && echo the same; done
  the same
  the same
