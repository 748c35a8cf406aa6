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
    SASI  CITY      RIVR  aspect
    -     not open  -     we share one purpose
    -     not open  -     everybody knows who does what
    -     not open  -     decisions are taken together
    -     not open  -     we are heard
    -     not open  -     what is not cash counts too
    -     not open  -     we learn bad news early
    -     not open  -     we trust each other's word
    -     not open  -     what was promised is there when it is needed
    -     not open  -     we deliver what we promise
    -     not open  -     it is worth what we put in
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

A light that is none, and an aspect that is none, are told of in one sentence.

  $ RIVR check CITY-1-1 --mark heard=purple
  accord: --mark "heard=purple": write ASPECT=green, amber or red. The aspects are purpose, roles, decisions, heard, non-cash, bad-news, trust, resources, delivery, worth
  [2]
  $ RIVR check CITY-1-1 --mark nothing=red
  accord: --mark "nothing=red": write ASPECT=green, amber or red. The aspects are purpose, roles, decisions, heard, non-cash, bad-news, trust, resources, delivery, worth
  [2]
  $ RIVR check CITY-1-1 --mark heard
  accord: --mark "heard": write ASPECT=green, amber or red. The aspects are purpose, roles, decisions, heard, non-cash, bad-news, trust, resources, delivery, worth
  [2]

When all have answered, everybody is asked to open; who has, sees on whom it waits. Marks alone are told as marks.

  $ RIVR check CITY-1-1 --mark heard=amber >/dev/null; carry RIVR CITY; carry RIVR SASI; carry CITY SASI
  $ CITY board | head -n 3
  Riverside block · CITY · Tue 30 Jun 2026
  WAITING ON OTHERS (1)
    CITY-1-1  open answer  SASI, RIVR  Before the October meeting
  $ SASI board | head -n 3
  Riverside block · SASI · Tue 30 Jun 2026
  YOUR TURN (1)
    CITY-1-1  open answer  all have answered  accord check CITY-1-1 --open  Before the October meeting
  $ SASI check CITY-1-1 | tail -n 2
    Answered, and not opened yet: RIVR
    All have answered. Open yours for the others: accord check CITY-1-1 --open
  $ SASI check CITY-1-1 --open
  ✓ Your answer to CITY-1-1 is open: the others get it when you next meet. accord sync
  $ SASI board | grep open
    CITY-1-1  open answer  RIVR  Before the October meeting
  $ SASI check CITY-1-1 | tail -n 1
    Answered, and not opened yet: RIVR
  $ SASI show RIVR-1-1 | grep answered
    today 12:00  RIVR answered a health check: (not revealed yet)
  $ RIVR check CITY-1-1 --open >/dev/null; carry RIVR SASI; SASI show RIVR-1-1 | grep answered
    today 12:00  RIVR answered a health check: we are heard: amber: needs attention
  $ SASI board | grep -c open
  0
  [1]
  $ RIVR show RIVR-1-1 --markdown | grep answered
  - today 12:00  RIVR answered a health check: we are heard: amber: needs attention

One who never opens: nobody learns what it was, and whoever closes the check ends the waiting.

  $ CITY check "Before the May meeting" >/dev/null; carry CITY SASI; carry CITY RIVR
  $ CITY check CITY-1-4 --mark trust=red >/dev/null; SASI check CITY-1-4 --mark trust=green >/dev/null
  $ RIVR check CITY-1-4 --mark trust=green >/dev/null; carry RIVR CITY; carry SASI CITY
  $ CITY check CITY-1-4 --open; carry CITY SASI; carry RIVR SASI; SASI check CITY-1-4 --open
  ✓ Your answer to CITY-1-4 is open: the others get it when you next meet. accord sync
  ✓ Your answer to CITY-1-4 is open: the others get it when you next meet. accord sync
  $ carry SASI CITY; CITY board | grep open
    CITY-1-4  open answer  RIVR  Before the May meeting
  $ CITY check CITY-1-4 --close | head -n 1; CITY board | grep -c open
  ✓ CITY-1-4 changed: health check. Saved here, not sent yet: accord sync
  0
  [1]
  $ CITY check CITY-1-4 | tail -n 2
    Answered, and not opened yet: RIVR
    It is closed: no answers are taken any more.

A change that our other laptop wrote before it knew of the opening is opened by opening again.

  $ CITY device invite --file second.invite >/dev/null
  $ CITY2() { ACCORD_HOME=$PWD/CITY2 ACCORD_STATE=$PWD/CITY2.state accord "$@"; }
  $ CITY2 device join second.invite --by-file --no-passphrase --yes >/dev/null
  $ CITY import second.invite.reply >/dev/null; CITY export --for CITY --to own.accord >/dev/null; CITY2 import own.accord >/dev/null
  $ over() { "$1" export --to all.accord >/dev/null; "$2" import all.accord >/dev/null; rm all.accord; }
  $ CITY check "Before the July meeting"
  ✓ CITY-1-7 health check, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY check CITY-1-7 --mark trust=green >/dev/null; over CITY CITY2
  $ CITY check CITY-1-7 --open --yes >/dev/null; CITY2 check CITY-1-7 --mark worth=red -m "Too many forms" | head -n 1
  ✓ CITY-1-8 changed: answer to a health check. Saved here, not sent yet: accord sync
  $ over CITY2 CITY; carry CITY SASI; SASI check CITY-1-7 | grep forms
  [1]
  $ CITY check CITY-1-7 --open
  ✓ Your answer to CITY-1-7 is open: the others get it when you next meet. accord sync
  $ CITY check CITY-1-7 --open
  accord: your answer to CITY-1-7 is open already
  [1]
  $ over CITY CITY2; CITY2 export --for SASI --to late.accord >/dev/null; SASI import late.accord >/dev/null
  $ SASI check CITY-1-7 | grep forms
      Too many forms
