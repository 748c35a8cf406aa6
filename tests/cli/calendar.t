The dates of promises for a calendar: reading the next file updates, and never doubles.

  $ . "$TESTS/cli/offices.sh"
  $ two_offices
  $ CITY promise "Council draft rule, read; twice" --to SASI --due 2026-09-30 --expires 2026-07-31 -m "Bring it before the council." >/dev/null 2>&1
  $ CITY promise "Readings" --to SASI --slot 2026-07-15 --slot 2026-08-15 --slot 2026-09-15 >/dev/null 2>&1
  $ CITY promise "Archive" --to SASI --due 2026-08-01 >/dev/null 2>&1
  $ carry CITY SASI
  $ events() { tr -d '\r' <$1 | sed -e ':a;N;$!ba;s/\n //g' | hide | grep -E '^(UID|SEQUENCE|DTSTART|SUMMARY|STATUS|TRIGGER)'; }

  $ CITY calendar --out due.ics
  ✓ due.ics · dates: 6 · reading it again updates, never doubles
  $ events due.ics
  UID:ID-due@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20260930
  SUMMARY:Due: Council draft rule\, read\; twice (CITY to SASI)
  STATUS:TENTATIVE
  UID:ID-offer@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20260731
  SUMMARY:Offer ends: Council draft rule\, read\; twice (CITY to SASI)
  STATUS:TENTATIVE
  UID:ID-slot-1@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20260715
  SUMMARY:Due\, 1 of 3: Readings (CITY to SASI)
  STATUS:TENTATIVE
  UID:ID-slot-2@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20260815
  SUMMARY:Due\, 2 of 3: Readings (CITY to SASI)
  STATUS:TENTATIVE
  UID:ID-slot-3@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20260915
  SUMMARY:Due\, 3 of 3: Readings (CITY to SASI)
  STATUS:TENTATIVE
  UID:ID-due@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20260801
  SUMMARY:Due: Archive (CITY to SASI)
  STATUS:TENTATIVE
  $ CITY calendar --out - | hide | head -n 23 | tr -d '\r'
  BEGIN:VCALENDAR
  VERSION:2.0
  PRODID:-//accord//accord//EN
  CALSCALE:GREGORIAN
  METHOD:PUBLISH
  X-WR-CALNAME:Riverside block
  BEGIN:VEVENT
  UID:ID-due@ac
   cord
  DTSTAMP:20260630T120000Z
  SEQUENCE:0
  DTSTART;VALUE=DATE:20260930
  DTEND;VALUE=DATE:20261001
  SUMMARY:Due: Council draft rule\, read\; twice (CITY to SASI)
  DESCRIPTION:CITY-1-1\, Riverside block: proposed\nWhose turn: SASI: sign\nB
   ring it before the council.\naccord show CITY-1-1
  CATEGORIES:accord,KRK,due
  STATUS:TENTATIVE
  TRANSP:TRANSPARENT
  END:VEVENT
  BEGIN:VEVENT
  UID:ID-offer@
   accord

The other side says the same of all that both hold.

  $ SASI calendar --out sasi.ics >/dev/null && events sasi.ics | cmp - <(events due.ics)

What is agreed is no offer any more; a slot that falls away is cancelled; a date that moves keeps its name.

  $ for n in 1 2; do SASI sign CITY-1-$n --terms "$(terms SASI CITY-1-$n)" >/dev/null 2>&1; done
  $ SASI decline CITY-1-3 --reason scope --yes >/dev/null
  $ carry SASI CITY
  $ CITY amend CITY-1-1 --due 2026-10-15 --clear expires --reason timing >/dev/null 2>&1
  $ CITY amend CITY-1-2 --slot 2026-07-15 --slot 2026-08-20 --reason timing >/dev/null 2>&1
  $ carry CITY SASI
  $ for n in 1 2; do SASI sign CITY-1-$n --terms "$(terms SASI CITY-1-$n)" >/dev/null 2>&1; done
  $ carry SASI CITY
  $ CITY calendar --out due.ics
  ✓ due.ics · dates: 6, of them cancelled: 3 · reading it again updates, never doubles
  $ events due.ics
  UID:ID-due@accord
  SEQUENCE:3
  DTSTART;VALUE=DATE:20261015
  SUMMARY:Due: Council draft rule\, read\; twice (CITY to SASI)
  STATUS:CONFIRMED
  UID:ID-offer@accord
  SEQUENCE:3
  DTSTART;VALUE=DATE:20260731
  SUMMARY:Offer ends: Council draft rule\, read\; twice (CITY to SASI)
  STATUS:CANCELLED
  UID:ID-slot-1@accord
  SEQUENCE:3
  DTSTART;VALUE=DATE:20260715
  SUMMARY:Due\, 1 of 2: Readings (CITY to SASI)
  STATUS:CONFIRMED
  UID:ID-slot-2@accord
  SEQUENCE:3
  DTSTART;VALUE=DATE:20260820
  SUMMARY:Due\, 2 of 2: Readings (CITY to SASI)
  STATUS:CONFIRMED
  UID:ID-slot-3@accord
  SEQUENCE:3
  DTSTART;VALUE=DATE:20260915
  SUMMARY:Due\, 3 of 3: Readings (CITY to SASI)
  STATUS:CANCELLED
  UID:ID-due@accord
  SEQUENCE:1
  DTSTART;VALUE=DATE:20260801
  SUMMARY:Due: Archive (CITY to SASI)
  STATUS:CANCELLED

Nothing of the moment of writing is in it: the same again is the same.

  $ cp due.ics was.ics
  $ ACCORD_NOW=2027-01-01T00:00:00Z CITY calendar --out due.ics >/dev/null
  $ cmp due.ics was.ics

Filters are those of the lists; reminders are asked for.

  $ CITY calendar --out some.ics --state agreed --until 2026-08-31 --remind 7 --json
  {"schema":"accord.calendar/1","file":"some.ics","events":3,"cancelled":1}
  $ events some.ics
  UID:ID-slot-1@accord
  SEQUENCE:3
  DTSTART;VALUE=DATE:20260715
  SUMMARY:Due\, 1 of 2: Readings (CITY to SASI)
  STATUS:CONFIRMED
  TRIGGER:-P7D
  UID:ID-slot-2@accord
  SEQUENCE:3
  DTSTART;VALUE=DATE:20260820
  SUMMARY:Due\, 2 of 2: Readings (CITY to SASI)
  STATUS:CONFIRMED
  TRIGGER:-P7D
  UID:ID-slot-3@accord
  SEQUENCE:3
  DTSTART;VALUE=DATE:20260915
  SUMMARY:Due\, 3 of 3: Readings (CITY to SASI)
  STATUS:CANCELLED
  $ SASI calendar --out - --mine
  No dates fit: nothing was written.
  $ SASI calendar --out none.ics --mine --json; ls none.ics
  {"schema":"accord.calendar/1","file":null,"events":0,"cancelled":0}
  ls: cannot access 'none.ics': No such file or directory
  [2]
  $ CITY calendar --out x.ics --state done
  accord: unknown state "done". By what was done: proposed, crossed, retracted, declined, accepted, released, disputed, withdrawn, delivered, suspended, in-progress, agreed. By the clock: overdue, due-soon, lapsed, stale; also clash
  [2]
  $ CITY calendar --out x.ics --remind soon
  accord: --remind takes a whole number, not "soon"
    try: accord calendar --help
  [2]
  $ CITY calendar --out x.ics --remind 999
  accord: --remind takes a number from 0 to 365, not "999"
  [2]

The practice has dates too: they move, are reached, and fall with the promise they belong to.

  $ CITY milestone CITY-1-1 "First reading" --due 2026-08-31 >/dev/null 2>&1
  $ CITY milestone CITY-1-3 "Shelves" --due 2026-07-20 >/dev/null 2>&1
  $ CITY risk "The council dissolves" --kind risk --due 2026-09-01 >/dev/null 2>&1
  $ CITY question "Who pays for the hall?" --of SASI --due 2026-07-10 >/dev/null 2>&1
  $ CITY calendar --out practice.ics --from 2026-07-10 --until 2026-09-10 >/dev/null
  $ events practice.ics | grep -A 4 -E 'UID:ID-(milestone|risk|question)'
  UID:ID-milestone@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20260831
  SUMMARY:Milestone: First reading
  STATUS:CONFIRMED
  UID:ID-milestone@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20260720
  SUMMARY:Milestone: Shelves
  STATUS:CANCELLED
  UID:ID-risk@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20260901
  SUMMARY:Risk\, look at it again: The council dissolves
  STATUS:CONFIRMED
  UID:ID-question@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20260710
  SUMMARY:Question\, reply wanted: Who pays for the hall?
  STATUS:CONFIRMED
  $ CITY milestone CITY-1-4 --due 2026-09-05 --completion complete >/dev/null
  $ CITY calendar --out - --mine --from 2026-09-05 --until 2026-09-05 | tr -d '\r' | hide | sed -n '/^BEGIN:VEVENT/,/^END:VEVENT/p'
  BEGIN:VEVENT
  UID:ID-milest
   one@accord
  DTSTAMP:20260630T120000Z
  SEQUENCE:1
  DTSTART;VALUE=DATE:20260905
  DTEND;VALUE=DATE:20260906
  SUMMARY:Milestone reached: First reading
  DESCRIPTION:CITY-1-4\, Riverside block\, by CITY\naccord show CITY-1-4
  CATEGORIES:accord,KRK,milestone
  STATUS:CONFIRMED
  TRANSP:TRANSPARENT
  END:VEVENT
  $ CITY risk CITY-1-6 --clear due >/dev/null
  $ CITY calendar --out practice.ics --from 2026-09-01 --until 2026-09-01 >/dev/null; events practice.ics
  UID:ID-risk@accord
  SEQUENCE:1
  DTSTART;VALUE=DATE:20260901
  SUMMARY:Risk\, look at it again: The council dissolves
  STATUS:CANCELLED

  $ quiet() { "$@" >/dev/null 2>&1; }
  $ quiet CITY review reviewing --date 2027-02-01 --title "Second year"
  $ quiet CITY check "Before the review" --due 2027-01-20
  $ quiet CITY partnership edit --planned-end 2028-12-31 --why "Nobody can do it alone"
  $ quiet SASI partner profile --moving-on "CITY keeps the archive" --moving-on-date 2028-06-30
  $ quiet carry SASI CITY
  $ CITY calendar --out practice.ics --from 2027-01-01 >/dev/null; events practice.ics
  UID:ID-review@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20270201
  SUMMARY:Review: Second year
  STATUS:CONFIRMED
  UID:ID-check@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20270120
  SUMMARY:Health check\, answers until today: Before the review
  STATUS:CONFIRMED
  UID:ID-planned-end@accord
  SEQUENCE:1
  DTSTART;VALUE=DATE:20281231
  SUMMARY:Planned end of the partnership: Riverside block
  STATUS:CONFIRMED
  UID:ID-moving-on@accord
  SEQUENCE:0
  DTSTART;VALUE=DATE:20280630
  SUMMARY:Sąsiedzi moves on
  STATUS:CONFIRMED
  $ tr -d '\r' <practice.ics | grep CATEGORIES
  CATEGORIES:accord,KRK,review
  CATEGORIES:accord,KRK,check
  CATEGORIES:accord,KRK,planned-end
  CATEGORIES:accord,KRK,moving-on
  $ review=$(CITY list reviews --json=ref | sed 's/.*"ref":"\([^"]*\)".*/\1/')
  $ quiet CITY review $review --close
  $ quiet CITY partnership edit --clear planned-end
  $ CITY calendar --out practice.ics --from 2027-02-01 >/dev/null; events practice.ics | grep -E "SUMMARY|STATUS"
  SUMMARY:Review held: Second year
  STATUS:CONFIRMED
  SUMMARY:Planned end of the partnership: Riverside block
  STATUS:CANCELLED
  SUMMARY:Sąsiedzi moves on
  STATUS:CONFIRMED

A step of a promise that was kept is over, for the board as well.

  $ quiet CITY milestone CITY-1-2 "Points marked" --due 2026-06-15
  $ CITY board | grep "Points marked"
    CITY-1-10  milestone  CITY, 15 days late        accord milestone CITY-1-10  Points marked
  $ for n in 1 2; do quiet CITY deliver CITY-1-2 --slot $n --no-evidence "seen" -m "Read."; done
  $ quiet carry CITY SASI
  $ for n in 1 2; do quiet SASI accept CITY-1-2 --slot $n --yes; done
  $ quiet carry SASI CITY
  $ CITY board | grep "Points marked"
  [1]
  $ CITY calendar --out steps.ics --from 2026-06-15 --until 2026-06-15 >/dev/null; events steps.ics | grep -E "SUMMARY|STATUS"
  SUMMARY:Milestone reached: Points marked
  STATUS:CONFIRMED

It writes over its own files and no others.

  $ echo "my thoughts" >thoughts.ics
  $ CITY calendar --out thoughts.ics
  accord: thoughts.ics is there already and was not written by this command: it stays as it is. Name another file
  [1]
  $ cat thoughts.ics
  my thoughts
  $ CITY calendar
  accord: which file? --out FILE, or --out - for standard output
  [2]
  $ CITY calendar --out - --json
  {"error":"usage","code":2,"hint":null,"message":"--json and --out - both write to standard output: name a file"}
  [2]
  $ CITY calendar --out nowhere/due.ics
  accord: nowhere/due.ics could not be written: its directory is not there
  [1]
