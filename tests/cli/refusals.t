What would be without effect is refused with its sentence, and nothing is half done.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY promise "Land map" --to SASI --due 2026-09-30 >/dev/null 2>&1
  $ carry CITY SASI
  $ SASI accept CITY-1-1 --yes
  accord: CITY-1-1: nothing waits for accept now (who may, and when: who was promised it, while a delivery waits)
    try: accord show CITY-1-1
  [1]
  $ SASI deliver CITY-1-1 --no-evidence x -m x
  accord: CITY-1-1: deliver would be without effect: that is for the other side to do (who may, and when: who promised, once it is agreed and until it ends)
    try: accord show CITY-1-1
  [7]
  $ CITY sign CITY-1-1 --terms $(terms CITY CITY-1-1)
  accord: CITY-1-1: your organisation has said so already (sign). Nothing more is to be done
    try: accord show CITY-1-1
  [1]
  $ CITY accept CITY-1-1 --yes
  accord: CITY-1-1: accept is not for you to do (who may, and when: who was promised it, while a delivery waits)
    try: accord show CITY-1-1
  [7]
  $ CITY withdraw CITY-1-1 --reason funding --yes
  accord: CITY-1-1: withdraw would be without effect: the promise is proposed (who may, and when: who promised, once it is agreed, while no delivery waits and nothing is disputed)
    try: accord show CITY-1-1
  [1]
  $ SASI retract CITY-1-1 --reason scope --yes
  accord: CITY-1-1: retract would be without effect: only the organisation that wrote it may do that (who may, and when: who wrote it: a text that waits, a delivery nobody has answered, a dispute)
    try: accord show CITY-1-1
  [7]
  $ SASI respond CITY-1-1 -m x
  accord: CITY-1-1: respond is not for you to do (who may, and when: who promised, while a dispute stands)
    try: accord show CITY-1-1
  [7]
  $ SASI resolve CITY-1-1 --outcome accepted -m x
  accord: CITY-1-1: resolve would be without effect: the promise is proposed (who may, and when: any party, while a dispute stands)
    try: accord show CITY-1-1
  [1]
  $ SASI resume CITY-1-1
  accord: CITY-1-1: nothing waits for resume now (who may, and when: who put it on hold, while it rests)
    try: accord show CITY-1-1
  [1]
  $ SASI reopen CITY-1-1 --reason scope
  accord: CITY-1-1: reopen would be without effect: the promise is proposed (who may, and when: any party, when it was accepted)
    try: accord show CITY-1-1
  [1]
  $ SASI sign CITY-1-1 --terms 1234
  accord: "1234" is no full id: 64 hex digits, as accord show CITY-1-1 --full prints them. Nothing was written
  [5]
  $ SASI sign CITY-1-1 --terms 0000000000000000000000000000000000000000000000000000000000000000
  accord: CITY-1-1 holds nothing with that id: it differs from what you read. Nothing was written; read it again: accord show CITY-1-1
  [5]
  $ SASI sign CITY-1-1 --yes --no-input 2>&1 | hide
    unverified: you have not compared the number with CITY yet: accord partner verify CITY
  The exact text, terms CODE:
     CITY promises SASI: Land map
     due Wed 30 Sep 2026
     written by CITY on Tue 30 Jun 2026
  accord: nobody can be asked here whether to sign. Say that it was read, with its full id: --terms ID
  [2]
  $ SASI sign CITY-1-9 --terms x
  accord: there is no commitment "CITY-1-9" here; accord list shows them all
  [5]
  $ SASI sign nonsense --terms x
  accord: "nonsense" is no reference: they look like CITY-1-31
  [5]

Codes come with their list, dates with what to write.

  $ CITY promise "X" --to SASI --due 2026-02-31
  accord: --due: "2026-02-31" is no day of the calendar: that month ends on 2026-02-28
  [2]
  $ CITY promise "X" --to SASI --due 03/04/2026
  accord: --due: 03/04/2026 can be 3 April or 4 March. Write 2026-04-03 or 2026-03-04
  [2]
  $ CITY promise "X" --to SASI
  accord: "Due when (30 sep 2026, end of september, +2w)" cannot be asked here. Say it with --due DATE
  [2]
  $ CITY promise "X" --due 2026-09-30
  accord: "To whom (SASI, or all)" cannot be asked here. Say it with --to CODE
  [2]
  $ CITY promise "X" --to MARS --due 2026-09-30
  accord: there is no partner "MARS" in KRK. There are: SASI
  [5]
  $ CITY promise "X" --to CITY --due 2026-09-30
  accord: nobody promises to himself: leave CITY out of --to
  [2]
  $ CITY promise "X" --to SASI,SASI --due 2026-09-30
  accord: SASI is named twice
  [2]
  $ CITY promise "X" --to SASI --due 2026-09-30 --level 4
  accord: --level "4": write a number from 1 to 3
  [2]
  $ CITY promise "X" --to SASI --due 2026-09-30 --principle fairness
  accord: --principle takes equity, transparency or mutual-benefit, not "fairness"
    try: accord promise --help
  [2]
  $ CITY promise "X" --to SASI --due 2026-09-30 --need 2
  accord: --need 2, but it is promised to 1
  [2]
  $ CITY promise "X" --to SASI --due 2026-09-30 --every month
  accord: --every needs the day of the last slot: --until DATE
  [2]
  $ CITY promise --to SASI --due 2026-09-30 --no-input
  accord: "What do you promise, in one line" cannot be asked here. Say it with TITLE
  [2]
  $ CITY ask "X" --of CITY --due 2026-09-30
  accord: you ask others; what you do yourself is: accord promise
  [2]
  $ CITY decline CITY-1-1
  accord: CITY-1-1: decline would be without effect: its organisation wrote it: writing is signing, and taking back is retract (who may, and when: a party that did not write the text, while it waits)
    try: accord show CITY-1-1
  [7]
  $ CITY withdraw CITY-1-1 --reason money
  accord: --reason takes funding, staffing, scope, timing, dependency-late, law-or-permit, safety, context-changed, quality, not-delivered, expired or other, not "money"
    try: accord withdraw --help
  [2]
  $ CITY note --kind diary -m x
  accord: --kind takes journal, aar, story, outcome-note, vision, listening, concern or appreciation, not "diary"
    try: accord note --help
  [2]
  $ CITY note -m ""
  accord: the text was empty: nothing was saved
  [2]
  $ CITY note --about CITY-1-9 -m x
  accord: there is no record "CITY-1-9" here; accord list shows them all
  [5]
  $ CITY note --add-to CITY-1-1 -m x
  accord: there is no reflection "CITY-1-1" here
  [5]

Titles that are not what they seem.

  $ CITY promise $'red \e[31m' --to SASI --due 2026-09-30
  accord: the title holds characters that cannot be seen or that change how it is read (such as terminal codes or marks of direction): type it again without them. Nothing was saved
  [2]
  $ CITY promise $'turned \u202e' --to SASI --due 2026-09-30
  accord: the title holds characters that cannot be seen or that change how it is read (such as terminal codes or marks of direction): type it again without them. Nothing was saved
  [2]
  $ CITY promise $'broken \xff' --to SASI --due 2026-09-30
  accord: the title is not readable text (not UTF-8). Nothing was saved
  [2]
  $ CITY promise $'two\nlines' --to SASI --due 2026-09-30
  accord: the title must be one line. Nothing was saved
  [2]
  $ CITY promise "" --to SASI --due 2026-09-30
  accord: the title is empty
  [2]
  $ CITY promise "$(printf 'ą%.0s' $(seq 201))" --to SASI --due 2026-09-30
  accord: the title has 201 characters; 200 is the most. Say the rest with -m
  [2]
  $ CITY promise "$(printf 'ą%.0s' $(seq 200))" --to SASI --due 2026-09-30 --check x --json=ref
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  {"schema":"accord.commitment/1","ref":"CITY-1-2"}
  $ printf 'zero \0 here' | CITY note -m -
  accord: the text holds letters that are no UTF-8; save it as UTF-8 and try again
  [2]
  $ CITY note -m "$(printf 'x%.0s' $(seq 16001))"
  accord: the text has 16001 characters; 16000 is the most. A longer text is a file: accord deliver --evidence
  [2]

Nothing of all that was kept.

  $ CITY list | wc -l
  3
  $ CITY audit --json | grep -o '"ok":true'
  "ok":true
