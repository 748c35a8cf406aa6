"Two of us changed the tranche while offline." Both texts are kept, the text in force stands, every notebook names who, when
and what differs; one text that all sign clears it, and the others stay in the history.

  $ . $TESTS/cli/offices.sh
  $ two_offices 2>/dev/null
  $ SASI promise "600 000 PLN for drains" --to CITY --due 2026-09-30 --amounts "600000 PLN" --check x >/dev/null 2>&1
  $ carry SASI CITY; CITY sign SASI-1-1 --terms $(terms CITY SASI-1-1) >/dev/null 2>&1; carry CITY SASI
  $ CITY amend SASI-1-1 --due 2026-12-15 --reason context-changed --why "council vote moved" >/dev/null 2>&1
  $ SASI amend SASI-1-1 --title "600 000 PLN for drains, in two payments" --reason funding --why "cash flow" >/dev/null 2>&1
  $ carry CITY SASI; carry SASI CITY
  $ CITY | head -n 3
  Riverside block · CITY · Tue 30 Jun 2026
  YOUR TURN (1)
    SASI-1-1  clash  2 texts since today  accord resolve SASI-1-1  600 000 PLN for drains
  $ SASI | head -n 3
  Riverside block · SASI · Tue 30 Jun 2026
  YOUR TURN (1)
    SASI-1-1  clash  2 texts since today  accord resolve SASI-1-1  600 000 PLN for drains
  $ CITY show SASI-1-1 | grep -E 'IN FORCE|promises|council vote moved|cash flow|was:' | hide | sort
         600 000 PLN for drains, in two payments (was: 600 000 PLN for drains)
       "cash flow"
       "council vote moved"
       due: Tue 15 Dec 2026 (was: Wed 30 Sep 2026)
    SASI promises CITY: 600 000 PLN for drains
    council vote moved
    today 12:00  SASI proposed a change (terms CODE): funding - cash flow
  IN FORCE, terms CODE
  $ letter=$(CITY show SASI-1-1 | sed -n 's/^  \([AB]\)  terms .* by SASI,.*/\1/p')
  $ CITY resolve SASI-1-1 --take $letter 2>/dev/null | grep Agreed
  ✓ Agreed. SASI-1-1 carries the signatures of SASI and CITY on the same text.
  $ carry CITY SASI; SASI list; SASI list --state clash
            state   from - to    due         title
  SASI-1-1  agreed  SASI - CITY  2026-09-30  600 000 PLN for drains, in two payments
  Nothing fits.
  $ SASI show SASI-1-1 --json | grep -o '"title":"[^"]*"' | sort -u
  "title":"600 000 PLN for drains, in two payments"
  $ SASI show SASI-1-1 | grep -c 'council vote moved'
  1
