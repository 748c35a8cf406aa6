The life of a promise, on two notebooks that never meet but by files.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY promise "Publish the land map" --to SASI --due "end of september" --level 1 --target "1 map"
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  ✓ CITY-1-1 proposed to SASI: Publish the land map
    due Wed 30 Sep 2026 (in 92 days) · target 1 map
    proposed · waiting for SASI to sign · saved here, not sent yet: accord sync
  $ CITY promise "Publish the land map" --to SASI --due 2026-09-30 --json=ref
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
    Hint, not required: how will SASI know that it is done? (--check "…", --target "…")
  {"schema":"accord.commitment/1","ref":"CITY-1-2"}
  $ carry CITY SASI
  $ SASI list
            state     from - to    due         title
  CITY-1-1  proposed  CITY - SASI  2026-09-30  Publish the land map
  CITY-1-2  proposed  CITY - SASI  2026-09-30  Publish the land map
  $ SASI show 1 | head -n 1
  CITY-1-1  proposed
  $ SASI sign CITY-1-1 --no-input 2>&1 | hide
    unverified: you have not compared the number with CITY yet: accord partner verify CITY
  The exact text, terms CODE:
     CITY promises SASI: Publish the land map
     due Wed 30 Sep 2026 | target 1 map | level 1, practical solutions
     written by CITY on Tue 30 Jun 2026
  accord: nobody can be asked here whether to sign. Say that it was read, with its full id: --terms ID
  [2]
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) -m "We need it." 2>&1 | hide
    unverified: you have not compared the number with CITY yet: accord partner verify CITY
  The exact text, terms CODE:
     CITY promises SASI: Publish the land map
     due Wed 30 Sep 2026 | target 1 map | level 1, practical solutions
     written by CITY on Tue 30 Jun 2026
  ✓ Agreed. CITY-1-1 carries the signatures of CITY and SASI on the same text.
    agreed · waiting for CITY to deliver · saved here, not sent yet: accord sync
    CITY does not know yet.
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) 2>&1 | hide
  accord: CITY-1-1: your organisation has said so already (sign). Nothing more is to be done
    try: accord show CITY-1-1
  [1]
  $ carry SASI CITY
  $ CITY progress CITY-1-1 --completion limited --actual 1 -m "Half of it is drawn."
  ✓ CITY-1-1 progress reported
    in progress · your turn to deliver · saved here, not sent yet: accord sync
    1 of 1 map (100 %)
  $ echo map > map.txt
  $ CITY deliver CITY-1-1 -m "Here it is." --no-input
  accord: name a file that shows it, or say why there is none: --evidence FILE or --no-evidence WHY
  [2]
  $ CITY deliver CITY-1-1 --evidence map.txt -m "Here it is."
  ✓ CITY-1-1 delivery claimed
    delivered · waiting for SASI to accept or dispute it · saved here, not sent yet: accord sync
    map.txt (4 bytes) stays here; its fingerprint travels.
  $ carry CITY SASI
  $ SASI dispute CITY-1-1 --reason quality -m "The yards are missing." --remedy "draw them"
  ✓ CITY-1-1 disputed: that delivery
    disputed · waiting for CITY to answer · saved here, not sent yet: accord sync
  $ carry SASI CITY
  $ CITY respond CITY-1-1 -m "They follow in a week."
  ✓ CITY-1-1 answered
    disputed · waiting for SASI to resolve it · saved here, not sent yet: accord sync
  $ CITY resolve CITY-1-1 --outcome in-progress -m "The yards are drawn until 15 October." --due 2026-10-15
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  ✓ CITY-1-1 a way out is proposed; it counts when all have signed it
    disputed · waiting for SASI to sign · saved here, not sent yet: accord sync
  $ carry CITY SASI
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) 2>&1 | hide
    unverified: you have not compared the number with CITY yet: accord partner verify CITY
  The exact text, terms CODE:
     CITY promises SASI: Publish the land map
     due Thu 15 Oct 2026 | target 1 map | level 1, practical solutions
     the dispute ends: in progress
     what is agreed: The yards are drawn until 15 October.
     written by CITY on Tue 30 Jun 2026
     It would end the dispute. What differs from the text in force:
       due: Thu 15 Oct 2026 (was: Wed 30 Sep 2026)
  ✓ Agreed. CITY-1-1 carries the signatures of CITY and SASI on the same text.
    in progress · waiting for CITY to deliver · saved here, not sent yet: accord sync
    CITY does not know yet.
  $ carry SASI CITY
  $ CITY deliver CITY-1-1 --no-evidence "it is on the portal" -m "With yards."
  ✓ CITY-1-1 delivery claimed
    delivered · waiting for SASI to accept or dispute it · saved here, not sent yet: accord sync
  $ carry CITY SASI
  $ SASI accept CITY-1-1 --reservations "two yards are wrong" --reason quality
  ✓ CITY-1-1 accepted, with reservations
    accepted · saved here, not sent yet: accord sync
  $ carry SASI CITY
  $ CITY list --json | hide
  {"schema":"accord.commitment/1","ref":"CITY-1-1","id":"ID","title":"Publish the land map","promisor":"CITY","promisees":["SASI"],"due":"2026-10-15","level":1,"agreement":"agreed","delivery":"claimed","verdict":"accepted-with-reservations","state":"accepted","terms":"ID","clash":false,"open":[],"contested":false,"flags":[],"counted":true,"crossed":false,"turn":[],"principles":[],"clock":null,"partnership":"KRK"}
  {"schema":"accord.commitment/1","ref":"CITY-1-2","id":"ID","title":"Publish the land map","promisor":"CITY","promisees":["SASI"],"due":"2026-09-30","level":null,"agreement":"proposed","delivery":"not-started","verdict":"none","state":"proposed","terms":"ID","clash":false,"open":[],"contested":false,"flags":[],"counted":true,"crossed":false,"turn":["SASI:sign"],"principles":[],"clock":null,"partnership":"KRK"}
  $ diff <(CITY list --json) <(SASI list --json) && echo the same
  the same
  $ CITY audit --json > city.json; SASI audit --json > sasi.json
  $ for key in changes history view; do diff <(grep -o "\"$key\":[^,]*" city.json) <(grep -o "\"$key\":[^,]*" sasi.json) && echo $key; done
  changes
  history
  view

It can be opened again when both sign, and be let go in other ways.

  $ CITY reopen CITY-1-1 --reason scope -m "a street was left out"
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  ✓ CITY-1-1 proposed to open again; it counts when all have signed
    accepted · waiting for SASI to sign · saved here, not sent yet: accord sync
  $ carry CITY SASI
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) 2>&1 | hide
    unverified: you have not compared the number with CITY yet: accord partner verify CITY
  The exact text, terms CODE:
     CITY promises SASI: Publish the land map
     due Thu 15 Oct 2026 | target 1 map | level 1, practical solutions
     reason: scope
     with it: a street was left out
     written by CITY on Tue 30 Jun 2026
     It would open the finished promise again, on the same terms.
  ✓ Agreed. CITY-1-1 carries the signatures of CITY and SASI on the same text.
    in progress · waiting for CITY to deliver · saved here, not sent yet: accord sync
    CITY does not know yet.
  $ SASI suspend CITY-1-1 --reason timing -m "holidays"
  ✓ CITY-1-1 put on hold
    suspended · your turn to go on · saved here, not sent yet: accord sync
  $ SASI resume CITY-1-1
  ✓ CITY-1-1 on again
    in progress · waiting for CITY to deliver · saved here, not sent yet: accord sync
  $ carry SASI CITY
  $ CITY withdraw CITY-1-1 --reason funding --yes
  ✓ CITY-1-1 withdrawn
    withdrawn · saved here, not sent yet: accord sync
  $ CITY show CITY-1-1 | head -n 1
  CITY-1-1  withdrawn
  $ CITY ask "Open the archive" --of SASI --due 2026-12-31
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
    Hint, not required: how will you know that it is done? (--check "…", --target "…")
  ✓ CITY-1-3 asked of SASI: Open the archive
    due Thu 31 Dec 2026 (in 184 days)
    proposed · waiting for SASI to sign · saved here, not sent yet: accord sync
  $ CITY amend CITY-1-3 --due 2027-01-31 --reason timing --why "winter"
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
    Hint, not required: how will the others know that it is done? (--check "…", --target "…")
  What changes:
    due: Sun 31 Jan 2027 (was: Thu 31 Dec 2026)
  ✓ CITY-1-3 another text was proposed in place of the offer
    proposed · waiting for SASI to sign · saved here, not sent yet: accord sync
  $ CITY retract CITY-1-3 --reason scope --yes
  accord: 2 things of yours could be taken back: say --delivery [--slot N], --dispute, or --text FULL-ID (accord show CITY-1-3 --full)
  [2]
  $ CITY retract CITY-1-3 --text $(CITY show CITY-1-3 --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p') --reason scope --yes
  ✓ CITY-1-3 taken back
    proposed · waiting for SASI to sign · saved here, not sent yet: accord sync
  $ carry CITY SASI
  $ SASI decline CITY-1-2 --reason staffing -m "nobody free"
  ✓ CITY-1-2 declined: that text is closed for all
    declined · saved here, not sent yet: accord sync
  $ SASI list
            state      from - to    due         title
  CITY-1-1  withdrawn  CITY - SASI  2026-10-15  Publish the land map
  CITY-1-2  declined   CITY - SASI  2026-09-30  Publish the land map
  CITY-1-3  proposed   SASI - CITY  2026-12-31  Open the archive
