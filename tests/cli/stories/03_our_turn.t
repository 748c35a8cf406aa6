"Is it our turn or theirs?" The board lists exactly: waiting on us, on whom, overdue, stale; each line says the next act in
words. A calendar that is taken in again moves its dates and doubles none (tests/sh/calendar.sh).

  $ . $TESTS/cli/offices.sh
  $ two_offices 2>/dev/null
  $ CITY partnership edit --rhythm 30 >/dev/null; carry CITY SASI
  $ export ACCORD_NOW=2026-03-01T12:00:00Z
  $ CITY promise "Land map" --to SASI --due 2026-05-30 --check x >/dev/null 2>&1
  $ SASI promise "Open evenings" --to CITY --due 2026-12-30 --check x >/dev/null 2>&1
  $ carry CITY SASI; carry SASI CITY
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) >/dev/null 2>&1; CITY sign SASI-1-1 --terms $(terms CITY SASI-1-1) >/dev/null 2>&1
  $ export ACCORD_NOW=2026-06-30T12:00:00Z
  $ SASI question "Which yard is first?" --of CITY --due 2026-07-05 >/dev/null
  $ CITY promise "Rent rule" --to SASI --due 2026-09-30 --check x >/dev/null 2>&1
  $ CITY agree --clause purpose -m "To renew the block so that people stay" >/dev/null
  $ CITY check "Before the summer" --due 2026-06-20 >/dev/null
  $ carry CITY SASI; carry SASI CITY
  $ CITY
  Riverside block · CITY · Tue 30 Jun 2026
  YOUR TURN (4)
    CITY-1-1  overdue    31 days, promised to SASI  accord progress CITY-1-1  Land map
    SASI-1-2  reply      SASI, by Sun 5 Jul 2026    accord reply SASI-1-2     Which yard is first?
    CITY-1-4  check      CITY, 10 days late         accord check CITY-1-4     Before the summer
              agreement  changed since today        accord agree              The partnering agreement
  WAITING ON OTHERS (1)
    CITY-1-2  sign  SASI since today  Rent rule
  STALE (1)
    SASI-1-1  stale  no report since Sun 1 Mar  Open evenings
  since: by the clock of who wrote it
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ SASI
  Riverside block · SASI · Tue 30 Jun 2026
  YOUR TURN (3)
    CITY-1-2  sign       by CITY since today  accord sign CITY-1-2   Rent rule
    CITY-1-4  check      CITY, 10 days late   accord check CITY-1-4  Before the summer
              agreement  changed since today  accord agree           The partnering agreement
  WAITING ON OTHERS (2)
    CITY-1-1  deliver  CITY, 31 days late       Land map
    SASI-1-2  reply    CITY, by Sun 5 Jul 2026  Which yard is first?
  STALE (1)
    SASI-1-1  stale  no report since Sun 1 Mar  accord progress SASI-1-1  Open evenings
  since: by the clock of who wrote it
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ SASI board --exit-code >/dev/null
  [4]
  $ SASI list --partner CITY --state overdue --json=ref
  {"schema":"accord.commitment/1","ref":"CITY-1-1"}
  $ CITY calendar --out due.ics
  ✓ due.ics · dates: 5 · reading it again updates, never doubles
  $ grep -c BEGIN:VEVENT due.ics
  5
  $ CITY calendar --out due.ics | head -n 1; grep -c BEGIN:VEVENT due.ics
  ✓ due.ics · dates: 5 · reading it again updates, never doubles
  5
