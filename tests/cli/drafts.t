Drafts: begun on this laptop, changed at will, signed as they are or dropped without a trace.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY draft list
  No drafts. With --draft a promise, a note and most others are kept as one.
  $ CITY promise "Land map" --draft --quiet
  ✓ Draft 1 is kept on this laptop: not signed, not sent.
    Go on: accord draft edit 1   When it is ready: accord draft sign 1
  $ CITY note --draft -m "They asked to wait." --about SASI-1-1 2>&1
  accord: there is no record "SASI-1-1" here
  [5]
  $ SASI promise "Open evenings" --to CITY --due 2026-09-30 --check "three were held" --draft
    Hint, not required: What exactly will be done, where, and by whom? (-m)
    Hint, not required: What must be given for it to come true? (--conditions)
    Hint, not required: Which reason for the partnership does it serve? (--driver)
  ✓ Draft 1 is kept on this laptop: not signed, not sent.
    Go on: accord draft edit 1   When it is ready: accord draft sign 1
  $ SASI list
  No commitments yet: accord promise "TITLE" --to CODE --due DATE
  $ CITY draft list
  draft  changed  for      where  text
  1      today    promise  KRK    Land map
  $ CITY board | tail -n 1
  - 1 draft waits: accord draft list
  $ CITY draft show 1
  Draft 1: promise, for KRK, changed today 12:00
     CITY promises ?: Land map
     written by CITY on Tue 30 Jun 2026

A draft says as much as it says; what it lacks is asked for before it is signed.

  $ CITY draft sign 1 --yes
  accord: draft 1 does not say to whom it is promised
    try: accord draft edit 1 --to CODE
  [2]
  $ CITY draft edit 1 --to SASI --check "it can be bought"
  ✓ Draft 1 changed. When it is ready: accord draft sign 1
  $ CITY draft sign 1 --yes
  accord: draft 1 does not say when it will be done
    try: accord draft edit 1 --due DATE
  [2]
  $ CITY draft edit 1 "Land and ownership map" --due 31/12/2026 --level 2
  ✓ Draft 1 changed. When it is ready: accord draft sign 1
  $ CITY draft edit 1 --due 31/02/2027
  accord: --due: "31/02/2027" is no day of the calendar: that month ends on 2027-02-28
  [2]
  $ CITY draft edit 1 --kind aar
  accord: accord promise has no option --kind
    try: accord promise --help
  [2]
  $ CITY draft edit 1 --evidence map.pdf
  accord: accord promise has no option --evidence
    try: accord promise --help
  [2]
  $ CITY draft edit 1
  accord: say what changes, by the options of accord promise (without any, the editor opens on a terminal)
    try: accord help promise
  [2]
  $ CITY draft show 1
  Draft 1: promise, for KRK, changed today 12:00
     CITY promises SASI: Land and ownership map
     due Thu 31 Dec 2026 | level 2, influences behaviour and systems
     done when: it can be bought
     written by CITY on Tue 30 Jun 2026
  $ CITY draft sign 1
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  Draft 1: promise, for KRK, changed today 12:00
     CITY promises SASI: Land and ownership map
     due Thu 31 Dec 2026 | level 2, influences behaviour and systems
     done when: it can be bought
     written by CITY on Tue 30 Jun 2026
  accord: "Sign it? It becomes a record that is never changed" cannot be asked here. Say it with --yes
  [2]
  $ CITY draft sign 1 --yes 2>/dev/null
  Draft 1: promise, for KRK, changed today 12:00
     CITY promises SASI: Land and ownership map
     due Thu 31 Dec 2026 | level 2, influences behaviour and systems
     done when: it can be bought
     written by CITY on Tue 30 Jun 2026
  ✓ CITY-1-1 signed by you and offered: Land and ownership map
    proposed · waiting for SASI to sign · saved here, not sent yet: accord sync
  $ CITY draft show 1
  accord: there is no draft 1 (it was signed or dropped, or never was)
    try: accord draft list
  [5]
  $ CITY draft sign 1 --yes
  accord: there is no draft 1 (it was signed or dropped, or never was)
    try: accord draft list
  [5]
  $ CITY list
            state     from - to    due         title
  CITY-1-1  proposed  CITY - SASI  2026-12-31  Land and ownership map
  $ CITY note --draft -m "They asked to wait, twice."
  ✓ Draft 2 is kept on this laptop: not signed, not sent.
    Go on: accord draft edit 2   When it is ready: accord draft sign 2
  $ CITY draft list --plain
  2\t2026-06-30\tnote\tprivate\tThey asked to wait, twice. (esc)
  $ CITY draft drop 2 --yes
  ✓ Draft 2 is gone. No other draft gets its number.
  $ CITY draft drop 2 --yes
  accord: there is no draft 2 (it was signed or dropped, or never was)
    try: accord draft list
  [5]
  $ CITY draft drop two --yes
  accord: "two" is no draft: drafts are named by their number, as 3 (or text-2, a text from the editor)
    try: accord draft list
  [5]
  $ CITY draft drop 1 --yes --no-input --json
  {"error":"no_such_reference","code":5,"hint":"accord draft list","message":"there is no draft 1 (it was signed or dropped, or never was)"}
  [5]

Nobody else has it, and it counts nowhere.

  $ SASI draft sign 1 --yes >/dev/null 2>&1; carry SASI CITY; carry CITY SASI
  $ CITY list notes
  No reflections yet: accord note -m "..."
  $ CITY audit | grep "records:"
  ✓ 9 records: none changed, removed or inserted.
  $ SASI sign CITY-1-1 --terms "$(terms SASI CITY-1-1)" >/dev/null 2>&1; carry SASI CITY

An amendment is of the text it was begun on. When that has moved it is refused, and stays.

  $ CITY amend CITY-1-1 --due 2027-03-31 --reason timing --why "the court sits in spring" --draft
    Hint, not required: What exactly will be done, where, and by whom? (-m)
    Hint, not required: What must be given for it to come true? (--conditions)
  What changes:
    due: Wed 31 Mar 2027 (was: Thu 31 Dec 2026)
  ✓ Draft 3 is kept on this laptop: not signed, not sent.
    Go on: accord draft edit 3   When it is ready: accord draft sign 3
  $ CITY draft show 3
  Draft 3: amend CITY-1-1, for KRK, changed today 12:00
     CITY promises SASI: Land and ownership map
     due Wed 31 Mar 2027 | level 2, influences behaviour and systems
     done when: it can be bought
     reason: timing
     why: the court sits in spring
     written by CITY on Tue 30 Jun 2026
     It would replace the text in force. What differs from it:
       due: Wed 31 Mar 2027 (was: Thu 31 Dec 2026)
  $ SASI amend CITY-1-1 --target "2 maps" --reason scope >/dev/null 2>&1; carry SASI CITY
  $ CITY draft edit 3 --amounts "40000 PLN" 2>/dev/null | tail -n 1
  ✓ Draft 3 changed. When it is ready: accord draft sign 3
  $ CITY sign CITY-1-1 --terms "$(terms CITY CITY-1-1)" >/dev/null 2>&1
  $ CITY draft sign 3 --yes 2>&1 >/dev/null
  accord: another text of CITY-1-1 came into force since draft 3 was begun, so it is not signed. The draft stays: take from it what still fits, with accord amend CITY-1-1
    try: accord show CITY-1-1
  [1]
  $ CITY draft show 3 | tail -n 4
     written by CITY on Tue 30 Jun 2026
     moved: the text it would replace is no longer the one in force. What it would have changed:
       due: Wed 31 Mar 2027 (was: Thu 31 Dec 2026)
       money: 40000 PLN (was: nothing)
  $ CITY amend CITY-1-1 --due 2027-03-31 --reason timing --draft >/dev/null 2>&1
  $ CITY draft sign 4 --yes 2>/dev/null | tail -n 2
  ✓ CITY-1-1 another text was proposed, and you signed it
    agreed · your turn to deliver · waiting for SASI to sign · saved here, not sent yet: accord sync
  $ CITY draft list
  draft  changed  for             where  text
  3      today    amend CITY-1-1  KRK    Land and ownership map

A record that ended takes no draft any more.

  $ SASI amend SASI-1-1 --due 2026-10-31 --reason timing --draft 2>&1 | tail -n 2
  ✓ Draft 2 is kept on this laptop: not signed, not sent.
    Go on: accord draft edit 2   When it is ready: accord draft sign 2
  $ SASI retract SASI-1-1 --reason scope --yes >/dev/null 2>&1
  $ SASI draft sign 2 --yes 2>&1 >/dev/null
  accord: draft 2 stays a draft: amend would be without effect: the promise is retracted (who may, and when: any party, until it has ended)
    try: accord draft show 2
  [1]
  $ SASI draft list
  draft  changed  for             where  text
  2      today    amend SASI-1-1  KRK    Open evenings

Others of one's own drafts: an addition, a request, a reflection for all. An option that takes it elsewhere works too.

  $ SASI note -m "We were asked to clap." >/dev/null
  $ SASI note --add-to SASI-1-p2 -m "It was June." --draft >/dev/null; SASI draft edit 3 -m "It was the second week of June."
  ✓ Draft 3 changed. When it is ready: accord draft sign 3
  $ SASI draft sign 3 --yes
  Draft 3: note SASI-1-p2, private, changed today 12:00
     text: It was the second week of June.
  ✓ Added to SASI-1-p2. The first text stays as it was.
  $ SASI show SASI-1-p2 | tail -n 4 | head -n 2
  ADDED by SASI, today 12:00
    It was the second week of June.
  $ SASI note -m "Better heard now." --kind appreciation --draft >/dev/null; SASI draft edit 4 --shared --about CITY-1-1
  ✓ Draft 4 changed. When it is ready: accord draft sign 4
  $ SASI draft sign 4 --yes
  Draft 4: note, for KRK, changed today 12:00
     about: CITY-1-1
     kind: appreciation
     text: Better heard now.
  ✓ SASI-1-2 reflection, for all partners of KRK.
    Saved here, not sent yet: accord sync
  $ SASI note -m "Heard." --about SASI-1-p2 --about CITY-1-1 --draft >/dev/null; SASI draft edit 5 --shared
  accord: for all partners it must be about records they have: say --about REF again
  [2]
  $ SASI draft edit 5 --about CITY-1-1 --principle transparency; SASI draft show 5 --json=facts,words
  ✓ Draft 5 changed. When it is ready: accord draft sign 5
  {"schema":"accord.draft/1","facts":{"principles":["transparency"],"type":"journal"},"words":{"about":["KRK:CITY-1-1"],"text":"Heard."}}
  $ SASI draft drop 5 --yes
  ✓ Draft 5 is gone. No other draft gets its number.
  $ SASI ask "Reply to permits" --of CITY --due +2w --draft >/dev/null 2>&1; SASI draft edit 6 --of SASI
  accord: you ask others; what you do yourself is: accord promise
  [2]
  $ SASI draft sign 6 --yes 2>/dev/null
  Draft 6: ask, for KRK, changed today 12:00
     CITY promises SASI: Reply to permits
     due Tue 14 Jul 2026
     written by SASI on Tue 30 Jun 2026
  ✓ SASI-1-3 signed by you and offered: Reply to permits
    proposed · waiting for CITY to sign · saved here, not sent yet: accord sync
  $ SASI draft list -P KRK --json
  {"schema":"accord.draft/1","draft":2,"for":"amend","ref":"SASI-1-1","partnership":"KRK","written_ms":1782820800000,"changed_ms":1782820800000,"text":"Open evenings"}
  $ SASI draft list --csv
  draft,changed,for,where,text\r (esc)
  2,2026-06-30,amend SASI-1-1,KRK,Open evenings\r (esc)

A draft needs no key, signing does. A text that an editor left unsaved can be taken up.

  $ printf 'four words or more\n' | ACCORD_HOME=$PWD/LOCK ACCORD_STATE=$PWD/LOCK.state accord init --org Lock --code LOCK --sector other --passphrase-fd 0 >/dev/null
  $ LOCK() { ACCORD_HOME=$PWD/LOCK ACCORD_STATE=$PWD/LOCK.state accord "$@"; }
  $ LOCK note -m "Not yet." --draft --no-input | head -n 1
  ✓ Draft 1 is kept on this laptop: not signed, not sent.
  $ LOCK draft edit 1 -m "Perhaps." --no-input
  ✓ Draft 1 changed. When it is ready: accord draft sign 1
  $ LOCK draft sign 1 --yes --no-input
  accord: the signing key is locked, and nobody can be asked for the passphrase here. Say it with --passphrase-fd N or --passphrase-command CMD, or unlock the key for a while
    try: accord key unlock --for 1h
  [7]
  $ printf 'The bus left.\nNobody came.\n# What happened, and what do you think of it?\n' >LOCK.state/draft-7.txt; TZ=UTC touch -d 2026-06-29T10:00:00Z LOCK.state/draft-7.txt
  $ LOCK draft list
  draft   changed     for                        where    text
  1       today       note                       private  Perhaps.
  text-7  Mon 29 Jun  a text that was not saved  private  The bus left.
  A text that was not saved becomes a draft again by: accord draft edit text-7
  $ LOCK draft show text-7
  The bus left.
  Nobody came.
  $ LOCK draft sign text-7 --yes --no-input
  accord: the signing key is locked, and nobody can be asked for the passphrase here. Say it with --passphrase-fd N or --passphrase-command CMD, or unlock the key for a while
    try: accord key unlock --for 1h
  [7]
  $ LOCK draft edit text-7 --kind concern
  ✓ Draft 2 is kept on this laptop: not signed, not sent.
    Go on: accord draft edit 2   When it is ready: accord draft sign 2
  $ LOCK draft list 2>&1
  draft  changed  for   where    text
  1      today    note  private  Perhaps.
  2      today    note  private  The bus left.
  $ LOCK draft show 2
  Draft 2: note, private, changed today 12:00
     kind: concern
     text:
       The bus left.
       Nobody came.
  $ printf 'Again\n' >LOCK.state/draft-1.txt; LOCK draft drop text-1 --yes; ls LOCK.state | grep -c draft
  ✓ text-1 is gone.
  0
  [1]

As much as one record holds, title and texts, and no more.

  $ LOCK partnership start Block --code BLK --passphrase-command "echo four words or more" >/dev/null
  $ letters() { printf "%$1s" | sed "s/ /$2/g"; }
  $ LOCK promise "$(letters 200 ł)" --draft -q 2>/dev/null | head -n 1
  ✓ Draft 3 is kept on this laptop: not signed, not sent.
  $ LOCK promise "$(letters 201 ł)" --draft
  accord: the title has 201 characters; 200 is the most. Say the rest with -m
  [2]
  $ LOCK promise Long -m "$(letters 16000 𐍈)" --draft 2>/dev/null | head -n 1
  ✓ Draft 4 is kept on this laptop: not signed, not sent.
  $ LOCK promise Long -m "$(letters 16001 𐍈)" --draft
  accord: the text has 16001 characters; 16000 is the most. A longer text is a file: accord deliver --evidence
  [2]
  $ LOCK promise Long -m "$(letters 16000 𐍈)" --how "$(letters 400 𐍈)" --draft
  accord: the text is 65637 bytes long; 65536 is the most
  [2]
  $ LOCK draft list --plain | cut -f 1,3,4
  1\tnote\tprivate (esc)
  2\tnote\tprivate (esc)
  3\tpromise\tBLK (esc)
  4\tpromise\tBLK (esc)

What waits for weeks is judged by the day it is signed: a date that has passed is said, a partner who has left is none any more.

  $ CITY promise "Two benches" --to SASI --due 2026-07-05 --check "they stand" --draft >/dev/null 2>&1
  $ CITY draft sign 5 --yes --now 2026-07-10T12:00:00Z 2>&1 >/dev/null
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
    Hint: the due date has passed already
  $ CITY promise "Two trees" --to SASI --due 2026-09-05 --check "they stand" --draft >/dev/null 2>&1
  $ SASI partnership leave KRK --yes >/dev/null; carry SASI CITY
  $ CITY draft sign 6 --yes
  accord: draft 6 stays a draft: SASI does not belong to KRK any more
  [1]
  $ CITY draft list --plain | cut -f 1,5
  3\tLand and ownership map (esc)
  6\tTwo trees (esc)
