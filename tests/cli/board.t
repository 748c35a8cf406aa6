The board: what waits for you, for others, and what is late. Each line with what to type.

  $ "$BUILD/tests/tool_scene" scene >/dev/null 2>&1
  $ cd scene
  $ export ACCORD_NOW=2026-06-30T12:00:00Z

  $ accord -N CITY
  Clean Air · CITY · Tue 30 Jun 2026 · 2 records not yet sent
  YOUR TURN (7)
    RIVR-1-1  clash     2 texts since Sat 27 Jun      accord resolve RIVR-1-1   600 000 PLN for courtyard drains
    CITY-1-1  overdue   91 days, promised to SASI     accord progress CITY-1-1  Council draft rule on rents
    SASI-1-2  sign      by SASI since Wed 10 Jun      accord sign SASI-1-2      Neighbours' panel \u{202e}
    SASI-1-1  accept    delivered by SASI Wed 10 Jun  accord accept SASI-1-1    Three open evenings
    SASI-1-3  accept    delivered by SASI Sun 28 Jun  accord accept SASI-1-3    Quarterly reading
    CITY-1-3  due soon  in 5 days, promised to SASI   accord deliver CITY-1-3   Publish the land map again
    CITY-1-4  lapsed    the offer's date is past      accord retract CITY-1-4   An old offer
  WAITING ON OTHERS (4)
    RIVR-1-4  answer   RIVR since Sun 28 Jun   Reply to permits
    RIVR-1-2  deliver  RIVR, 29 days late      Bank guarantee for the second tranche
    CITY-1-6  sign     RIVR, SASI since today  Something new
    CITY-1-5  decline  SASI since Sat 27 Jun   A common archive
  OVERDUE (1)
    RIVR-1-3  overdue  RIVR, 60 days late  No eviction during works
  since: by the clock of who wrote it
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ accord -N SASI board
  Clean Air · SASI · Tue 30 Jun 2026
  YOUR TURN (1)
    CITY-1-5  crossed  since Sat 27 Jun  accord decline CITY-1-5  A common archive
  WAITING ON OTHERS (6)
    RIVR-1-1  clash    2 texts, CITY, RIVR, since Sat 27 Jun  600 000 PLN for courtyard drains
    CITY-1-1  deliver  CITY, 91 days late                     Council draft rule on rents
    RIVR-1-3  deliver  RIVR, 60 days late                     No eviction during works
    SASI-1-2  sign     CITY since Wed 10 Jun                  Neighbours' panel \u{202e}
    SASI-1-1  accept   CITY since Wed 10 Jun                  Three open evenings
    SASI-1-3  accept   CITY since Sun 28 Jun                  Quarterly reading
  OVERDUE (1)
    RIVR-1-2  overdue  RIVR, 29 days late  Bank guarantee for the second tranche
  since: by the clock of who wrote it
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ accord -N RIVR board
  Clean Air · RIVR · Tue 30 Jun 2026
  YOUR TURN (5)
    RIVR-1-1  clash    2 texts since Sat 27 Jun                  accord resolve RIVR-1-1   600 000 PLN for courtyard drains
    RIVR-1-4  answer   since Sun 28 Jun                          accord respond RIVR-1-4   Reply to permits
    RIVR-1-3  overdue  60 days, promised to SASI                 accord progress RIVR-1-3  No eviction during works
    RIVR-1-2  overdue  29 days, promised to CITY                 accord progress RIVR-1-2  Bank guarantee for the second tranche
    CITY-1-4  sign     by CITY, past its date, since Wed 10 Jun  accord sign CITY-1-4      An old offer
  WAITING ON OTHERS (1)
    SASI-1-1  accept  CITY since Wed 10 Jun  Three open evenings
  OVERDUE (1)
    CITY-1-1  overdue  CITY, 91 days late  Council draft rule on rents
  since: by the clock of who wrote it
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet

A line never hangs on colour, on a wide screen or on letters beyond ASCII.

  $ accord -N CITY --plain | head -n 3
  AIR\tyour-turn\tRIVR-1-1\tclash\t2 texts since Sat 27 Jun\taccord resolve RIVR-1-1\t600 000 PLN for courtyard drains (esc)
  AIR\tyour-turn\tCITY-1-1\toverdue\t91 days, promised to SASI\taccord progress CITY-1-1\tCouncil draft rule on rents (esc)
  AIR\tyour-turn\tSASI-1-2\tsign\tby SASI since Wed 10 Jun\taccord sign SASI-1-2\tNeighbours' panel \\u{202e} (esc)
  $ LC_ALL=C accord -N CITY board | head -n 2
  Clean Air - CITY - Tue 30 Jun 2026 - 2 records not yet sent
  YOUR TURN (7)
  $ accord -N CITY board --color=always | head -n 3 | tr '\033' '^'
  Clean Air · CITY · Tue 30 Jun 2026 · 2 records not yet sent
  YOUR TURN (7)
    ^[36mRIVR-1-1^[0m  ^[1;31mclash^[0m     2 texts since Sat 27 Jun      ^[36maccord resolve RIVR-1-1^[0m   600 000 PLN for courtyard drains
  $ NO_COLOR=1 script -qec "COLUMNS=40 accord -N CITY board --no-pager" /dev/null </dev/null | tr -d '\r' | head -n 10
  Clean A… · CITY · Tue 30 Jun 2026 · 2 records not yet sent
  YOUR TURN (7)
    RIVR-1-1  clash
        2 texts since Sat 27 Jun
        accord resolve RIVR-1-1
        600 000 PLN for courtyard drains
    CITY-1-1  overdue
        91 days, promised to SASI
        accord progress CITY-1-1
        Council draft rule on rents

For programs: one line each, and an exit status that says that something needs attention.

  $ accord -N CITY board --json | head -n 2
  {"schema":"accord.board/1","partnership":"AIR","group":"your-turn","ref":"RIVR-1-1","what":"clash","detail":"2 texts since Sat 27 Jun","command":"accord resolve RIVR-1-1","title":"600 000 PLN for courtyard drains"}
  {"schema":"accord.board/1","partnership":"AIR","group":"your-turn","ref":"CITY-1-1","what":"overdue","detail":"91 days, promised to SASI","command":"accord progress CITY-1-1","title":"Council draft rule on rents"}
  $ accord -N CITY board --exit-code >/dev/null
  [4]
  $ accord -N CITY board -P AIR | head -n 1
  Clean Air · CITY · Tue 30 Jun 2026 · 2 records not yet sent
  $ accord -N CITY board -P KRK
  accord: there is no partnership "KRK" here: accord partnership list
  [5]

Looking never writes.

  $ before=$(cat CITY/notebook.db | sha256sum)
  $ accord -N CITY >/dev/null; accord -N CITY status >/dev/null; accord -N CITY show RIVR-1-1 >/dev/null
  $ test "$before" = "$(cat CITY/notebook.db | sha256sum)" && ls CITY
  device.key
  evidence
  notebook.db
  notebook.db-journal
  turn
