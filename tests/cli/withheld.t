Answers that are kept back: no file, page or drive says them before they are opened; then they come by every way.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ office RIVR "River Office" government; enter RIVR
  $ carry CITY SASI; carry SASI CITY
  $ said() { if grep -rqa "told too late" "$@"; then echo said; else echo "not said"; fi; }
  $ CITY check "Before the October meeting" --due 2026-10-10
  ✓ CITY-1-1 health check, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY check CITY-1-1 --mark heard=red -m "We are told too late"
  ✓ CITY-1-2 answer to a health check. Saved here; its words stay with CITY until they are opened.
    That you have answered travels. What you answered goes nowhere until you open it: accord check CITY-1-1 --open
  $ CITY search late
  CITY-1-2 · answer to a health check · CITY answered a health check · today 12:00 · not opened for others yet
      We are told too [late]
  1 found

Whoever writes it has it; what leaves has not.

  $ CITY export --open --to open.accord >/dev/null; said open.accord
  not said
  $ carry CITY SASI; mkdir drive; CITY sync --folder drive >/dev/null; RIVR sync --folder drive >/dev/null
  $ said SASI RIVR drive
  not said
  $ CITY report --html page.html >/dev/null; CITY list all --json >all.jsonl; CITY calendar --out dates.ics >/dev/null
  $ CITY show CITY-1-2 --markdown >answer.md
  $ said page.html all.jsonl dates.ics answer.md
  not said
  $ CITY show CITY-1-2 >ours; said ours; said CITY
  said
  said
  $ SASI search late
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ SASI check CITY-1-1
  CITY-1-1  Before the October meeting
    SASI  CITY    RIVR  aspect
    -     closed  -     we share one purpose
    -     closed  -     everybody knows who does what
    -     closed  -     decisions are taken together
    -     closed  -     we are heard
    -     closed  -     what is not cash counts too
    -     closed  -     we learn bad news early
    -     closed  -     we trust each other's word
    -     closed  -     what was promised is there when it is needed
    -     closed  -     we deliver what we promise
    -     closed  -     it is worth what we put in
    No answer yet: SASI, RIVR
    Your answer: accord check CITY-1-1 --mark heard=amber --mark trust=green -m TEXT
  $ SASI audit | grep -v Fingerprint
  KRK · Riverside block
  CITY 8  SASI 3  RIVR 2  all signatures good, no gaps, no forks
  ✓ 13 records: none changed, removed or inserted.
    Kept back until they are revealed: the words of 1 record.
    Not proved: that clocks were right, or that nobody holds records back.
  ✓ Your own space: 2 records, all good, counted here and shown to nobody.
  $ SASI audit --json | grep -o '"missing_words":[0-9]*,"withheld":[0-9]*'
  "missing_words":0,"withheld":1

Opened: the reveal and the words go the same ways.

  $ SASI check CITY-1-1 --mark heard=green -m "All is well" >/dev/null; carry SASI CITY
  $ CITY check CITY-1-1 --open --yes
  ✓ Your answer to CITY-1-1 is open: the others get it when you next meet. accord sync
  $ CITY export --for SASI --to more.accord >/dev/null; SASI import more.accord
  ✓ 1 new (1 CITY), 2 already here, 0 refused, every signature good. The file is unchanged.
    The words of 1 record that was here without them came with it.
    CITY will not know until you answer: accord export --for CITY --to DIR
  $ SASI search late
  CITY-1-2 · answer to a health check · CITY answered a health check · today 12:00
      We are told too [late]
  1 found
  $ SASI log | grep opened
  today 12:00  CITY 1  opened what was withheld            CITY-1-2
  $ SASI check CITY-1-1
  CITY-1-1  Before the October meeting
    SASI   CITY  RIVR  aspect
    -      -     -     we share one purpose
    -      -     -     everybody knows who does what
    -      -     -     decisions are taken together
    green  red   -     we are heard
    -      -     -     what is not cash counts too
    -      -     -     we learn bad news early
    -      -     -     we trust each other's word
    -      -     -     what was promised is there when it is needed
    -      -     -     we deliver what we promise
    -      -     -     it is worth what we put in
    SASI
      All is well
    CITY
      We are told too late
    No answer yet: RIVR
    Your answer stays here until you open it, best when all have answered.
  $ CITY sync --folder drive >/dev/null; RIVR sync --folder drive >/dev/null; RIVR search late
  CITY-1-2 · answer to a health check · CITY answered a health check · today 12:00
      We are told too [late]
  1 found
  $ CITY export --open --to opened.accord >/dev/null; said opened.accord
  said
  $ CITY list all --json >all.jsonl; CITY show CITY-1-2 --markdown >answer.md; said all.jsonl; said answer.md
  said
  said
  $ SASI audit --json | grep -o '"missing_words":[0-9]*,"withheld":[0-9]*'
  "missing_words":0,"withheld":1
