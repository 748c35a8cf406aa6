Two changes to one text: nothing is lost, nobody is held up, and all choose one.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY promise "Courtyard drains" --to SASI --due 2026-09-30 --amounts "600000 PLN" --check x >/dev/null 2>&1
  $ carry CITY SASI
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) >/dev/null 2>&1
  $ carry SASI CITY
  $ CITY resolve CITY-1-1 --take A
  accord: there is nothing to choose: no text of CITY-1-1 waits
    try: accord show CITY-1-1
  [1]
  $ CITY amend CITY-1-1 --due 2026-12-15 --amounts "600000 PLN at once" --reason timing --why "council vote moved" 2>/dev/null
  What changes:
    due: Tue 15 Dec 2026 (was: Wed 30 Sep 2026)
    money: 600000 PLN at once (was: 600000 PLN)
  ✓ CITY-1-1 another text was proposed; the one in force stands until all have signed
    agreed · your turn to deliver · waiting for SASI to sign · saved here, not sent yet: accord sync
  $ CITY resolve CITY-1-1 --take A
  accord: there is nothing to choose: one text of CITY-1-1 waits
    try: accord sign CITY-1-1
  [1]
  $ ACCORD_NOW=2026-06-30T12:05:00Z SASI amend CITY-1-1 --amounts "2 x 300000 PLN" --reason funding --why "cash flow" >/dev/null 2>&1
  $ carry CITY SASI; carry SASI CITY
  $ CITY list --json=ref,clash,state
  {"schema":"accord.commitment/1","ref":"CITY-1-1","state":"agreed","clash":true}
  $ CITY show CITY-1-1 --json=open | hide
  {"schema":"accord.commitment/1","open":["ID","ID"]}

Which text is called A is the same on both notebooks; here its terms tell them apart.

  $ letter() { "$1" resolve CITY-1-1 2>/dev/null | sed -n '/^  [A-Z]  /{s/^  \([A-Z]\).*/\1/;h};/'"$2"'/{g;p;q}'; } # CODE WORDS
  $ test "$(letter CITY 'cash flow')" = "$(letter SASI 'cash flow')" && test -n "$(letter CITY 'cash flow')" && echo the same
  the same
  $ CITY resolve CITY-1-1 2>/dev/null | sed 's/^  [AB] /  X /' | sort
              CITY promises SASI: Courtyard drains
              done when: x
              due Wed 30 Sep 2026 | money 600000 PLN
              due: Tue 15 Dec 2026 (was: Wed 30 Sep 2026)
              money: 2 x 300000 PLN (was: 600000 PLN)
              money: 600000 PLN at once (was: 600000 PLN)
              reason: funding
              reason: timing
              why: cash flow
              why: council vote moved
              written by CITY on Tue 30 Jun 2026
    X         CITY  today 12:00, signed by you
    X         SASI  today 12:05, by its clock, signed by SASI
    in force  CITY  today 12:00, signed by you and SASI
  2 changes to the same text. None counts until every party signs one. Nothing is lost.
  [2]
  $ CITY resolve CITY-1-1 2>&1 >/dev/null
  accord: "Choose" cannot be asked here. Say it with --take LETTER
  [2]
  $ CITY sign CITY-1-1 2>&1 >/dev/null | hide
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
    Another text waits too: a signature chooses this one. Both, side by side: accord resolve CITY-1-1
  accord: nobody can be asked here whether to sign. Say that it was read, with its full id: --terms ID
  [2]
  $ CITY sign CITY-1-1 --yes --no-input >/dev/null 2>&1
  [2]
  $ CITY resolve CITY-1-1 --take C 2>&1 >/dev/null
  accord: no text of CITY-1-1 is called "C": those that wait are A to B
  [5]
  $ CITY resolve CITY-1-1 --take "$(letter CITY 'cash flow')" --outcome accepted -m x
  accord: --take signs a text that waits, --outcome writes a way out of a dispute: name one of them
  [2]

Each takes the other's text: still a clash. One of them says so again, and it is settled.

  $ CITY resolve CITY-1-1 --take "$(letter CITY 'cash flow')" 2>/dev/null | tail -n 4 | sed 's/  A stays\(.*\) B\.$/  B stays\1 A./'
  ✓ Agreed. CITY-1-1 carries the signatures of CITY and SASI on the same text.
    agreed · your turn to deliver · saved here, not sent yet: accord sync
    SASI does not know yet.
    B stays in the history as not chosen by CITY, who took A.
  $ SASI resolve CITY-1-1 --take "$(letter SASI 'council vote')" -m "December is fine" --json 2>/dev/null | hide
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ carry CITY SASI; carry SASI CITY
  $ CITY list --json=ref,clash,crossed
  {"schema":"accord.commitment/1","ref":"CITY-1-1","clash":true,"crossed":false}
  $ SASI list --json > sasi; CITY list --json | diff sasi -
  $ SASI resolve CITY-1-1 --take "$(letter SASI 'cash flow')" 2>/dev/null | grep Agreed
  ✓ Agreed. CITY-1-1 carries the signatures of CITY and SASI on the same text.
  $ carry SASI CITY
  $ CITY list --json=ref,clash,crossed,state,due
  {"schema":"accord.commitment/1","ref":"CITY-1-1","due":"2026-09-30","state":"agreed","clash":false,"crossed":false}

A text that was replaced is another one than that in force: a script that read it is told so.

  $ SASI sign CITY-1-1 --terms $(CITY log CITY-1-1 --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*"kind":"amend".*/\1/p' | head -n 1)
  accord: the text differs: that one fell away, and another is in force now. Nothing was signed; read it: accord show CITY-1-1
  [5]
