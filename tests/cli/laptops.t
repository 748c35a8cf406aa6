A second laptop of one organisation, by files alone.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY promise "Land map" --to SASI --due 2026-09-30 --check x >/dev/null
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  $ CITY note -m "only for us" >/dev/null
  $ CITY2() { ACCORD_HOME=$PWD/CITY2 ACCORD_STATE=$PWD/CITY2.state accord "$@"; }
  $ CITY device invite --file laptop.invite
  ✓ laptop.invite: for one further laptop of CITY.
    Whoever holds this file becomes CITY: carry it yourself, remove it when it has been used.
    On the other laptop: accord device join FILE
  $ CITY2 join laptop.invite 2>&1 | hide
  accord: no notebook found (looked in DIR/CITY2). Start: accord init   Try: accord demo
  [10]
  $ CITY2 device join laptop.invite --label "Field laptop" --no-passphrase --yes | hide
  A further laptop of CITY, City Office.
  Compare with the other laptop: NUMBER
  ✓ Reply written: laptop.invite.reply
    On the other laptop: accord import FILE, then accord export --for CITY --to FILE
    and for each partnership accord export --to FILE. Here: accord import FILE, that one first
  $ CITY2 board
  City Office · no partnership yet
    This laptop waits for the other one of CITY: accord device join FILE once more, or its file: accord import FILE
  $ CITY import laptop.invite.reply | tee said | hide
  ✓ A further laptop of CITY is in: Field laptop.
    Compare with it: NUMBER
    What it needs now: accord export --for CITY --to DIR
  $ grep -c "$(CITY2 device join laptop.invite --yes | sed -n 's/Compare with the other laptop: //p')" said
  1
  $ CITY export --for CITY --to own.accord
  ✓ own.accord · 5 records · 5134 bytes · sealed for your other laptops, altered copies are refused
  $ CITY export --to all.accord >/dev/null
  $ CITY2 import own.accord
  ✓ 5 new (5 CITY), 0 already here, 0 refused, every signature good. The file is unchanged.
  ✓ This laptop now belongs to CITY, City Office.
    Its partnerships come next: accord sync   By file, on the other laptop: accord export --to DIR
  $ CITY2 import all.accord
  ✓ 8 new (6 CITY, 2 SASI), 0 already here, 0 refused, every signature good. The file is unchanged.
  ✓ You are in KRK: Riverside block. See it: accord board
  $ CITY2 device list
  org   no  state                 label
  CITY  1   goes on               device 1
  CITY  1a  goes on  this laptop  Field laptop
  SASI  1   goes on               device 1
  $ CITY2 list
            state     from - to    due         title
  CITY-1-1  proposed  CITY - SASI  2026-09-30  Land map
  $ CITY2 search only
  CITY-1-p2 · reflection · CITY reflected · today 12:00 · private
      [only] for us
  1 found
  $ SASI import own.accord
  accord: own.accord is sealed for somebody else. Nothing was taken; ask for one for your organisation
  [1]
  $ CITY2 promise "Second map" --to SASI --due 2026-10-31 --check x | head -n 1
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  ✓ CITY-1a-1 proposed to SASI: Second map
  $ CITY2 export --for SASI --to c2.accord >/dev/null; SASI import c2.accord
  ✓ 3 new (3 CITY), 0 already here, 0 refused, every signature good. The file is unchanged.
    CITY will not know until you answer: accord export --for CITY --to DIR
  $ SASI list
             state     from - to    due         title
  CITY-1-1   proposed  CITY - SASI  2026-09-30  Land map
  CITY-1a-1  proposed  CITY - SASI  2026-10-31  Second map
  $ CITY2 device join laptop.invite --no-passphrase --yes
  accord: this notebook belongs to CITY already; nothing was changed. Another one: accord -N DIR device join FILE
  [1]
  $ CITY2 init --org X --code XYZ --sector other --no-passphrase --no-input 2>&1 | hide
  accord: there is a notebook in DIR/CITY2 already. Another one: accord -N DIR init
    try: accord board
  [1]
