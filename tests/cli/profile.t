Profiles: what a partnership is for, said together; who each organisation is, in its own words.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY partnership show | tail -n 1
  Compare the number with whom you have not yet: accord partner verify SASI
  $ CITY partnership edit --why "None of us can renew the block alone" --rhythm 90 --phase building --aims "Homes" --aims "A yard"
  ✓ KRK changed: partnership profile. Saved here, not sent yet: accord sync
  $ CITY partnership edit --rhythm 0
  accord: --rhythm: a whole number from 1 to 3650 is expected
  [2]
  $ CITY partnership edit --stage soon
  accord: --stage takes scoping, managing, reviewing or sustaining, not "soon"
    try: accord partnership edit --help
  [2]
  $ CITY partnership edit --planned-end "31 feb 2027"
  accord: --planned-end: "31 feb 2027" is no day of the calendar: that month ends on 2027-02-28
  [2]
  $ CITY partnership edit --no-input
  accord: say what is to be changed in KRK, by its option
    try: accord partnership edit --help
  [2]
  $ carry CITY SASI

Both rename it at once: both titles are shown, with who wrote which, and a later change settles it.

  $ SASI partnership edit --title "Our block"
  ✓ KRK changed: partnership profile. Saved here, not sent yet: accord sync
  $ CITY partnership edit --title "Riverside quarter"
  ✓ KRK changed: partnership profile. Saved here, not sent yet: accord sync
  $ carry SASI CITY
  $ CITY partnership show | sed -n '/^WHAT/,$p' | grep -v "today 12:00"
  WHAT IT IS FOR (every partner may change it: accord partnership edit)
    title: clash, written without knowing of each other. To settle it: accord partnership edit
    why this partnership: None of us can renew the block alone
    aims, one a line:
       Homes
       A yard
    phase of the partnering cycle: building
    days between two reports: 90
  Compare the number with whom you have not yet: accord partner verify SASI
  $ CITY partnership show | grep "today 12:00" | sort
       CITY, today 12:00: Riverside quarter
       SASI, today 12:00, by its clock: Our block
  $ CITY partnership show --json=profile,profile_clash | sed 's/"title":"[^"]*"/"title":ONE/'
  {"schema":"accord.partnership/1","profile":{"aims":"Homes\nA yard","phase":"building","rhythm":90,"title":ONE,"why":"None of us can renew the block alone"},"profile_clash":["title"]}
  $ CITY partnership edit --title "Riverside quarter"
  ✓ KRK changed: partnership profile. Saved here, not sent yet: accord sync
  $ CITY partnership list --json=code,title
  {"schema":"accord.partnership/1","code":"KRK","title":"Riverside quarter"}
  $ CITY partnership show --json=profile_clash
  {"schema":"accord.partnership/1","profile_clash":[]}
  $ CITY partnership edit --clear why,aims
  ✓ KRK changed: partnership profile. Saved here, not sent yet: accord sync
  $ CITY partnership show | sed -n '/^WHAT/,$p'
  WHAT IT IS FOR (every partner may change it: accord partnership edit)
    title: Riverside quarter
    phase of the partnering cycle: building
    days between two reports: 90
  Compare the number with whom you have not yet: accord partner verify SASI
  $ CITY log | tail -n 6
  today 12:00  CITY 1  changed the profile      why this partnership: None of us can renew the block alone; aims, one a line: Homes; phase of the partnering cycle: building; days between two reports: 90
  today 12:00  CITY 1  changed the profile      title: Riverside quarter
  today 12:00  SASI 1  changed the profile      title: Our block
  today 12:00  CITY 1  changed the profile      title: Riverside quarter
  today 12:00  CITY 1  changed the profile      why this partnership; aims, one a line
  times: by the clock of who wrote it

An organisation says who it is itself; nobody says it for another. The founder's lies with the founding, the others' with
their joins.

  $ CITY partner profile
  CITY in KRK, in its own words
    nothing yet: accord partner profile --mission TEXT
  $ CITY partner profile --mission "Streets for all" --country PL --languages "pl, en" --works-as funding --iati-type 10
  ✓ CITY changed: organisation profile. Saved here, not sent yet: accord sync
  $ SASI partner profile SASI --mission "Homes that people can pay" --moving-on "RIVR keeps the drains" --moving-on-date 2027-03-31
  ✓ SASI changed: organisation profile. Saved here, not sent yet: accord sync
  $ carry SASI CITY
  $ carry CITY SASI
  $ SASI partner profile CITY
  CITY in KRK, in its own words
    mission: Streets for all
    country: PL
    languages it works in: pl, en
    IATI type of organisation: 10
    part in the partnership: funding
  $ CITY partner profile SASI
  SASI in KRK, in its own words
    mission: Homes that people can pay
    moving on: when, and who takes over: RIVR keeps the drains
    moves on on: Wed 31 Mar 2027 (in 274 days)
  $ CITY partner show SASI | sed -n '/^IN ITS/,$p'
  IN ITS OWN WORDS
    mission: Homes that people can pay
    moving on: when, and who takes over: RIVR keeps the drains
    moves on on: Wed 31 Mar 2027 (in 274 days)
  $ CITY partner profile SASI --json
  {"schema":"accord.profile/1","org":"SASI","partnership":"KRK","profile":{"org-mission":"Homes that people can pay","org-moving-on":"RIVR keeps the drains","org-moving-on-date":"2027-03-31"},"profile_clash":[]}
  $ CITY partner profile SASI --mission "they clap"
  accord: the profile of SASI is written by SASI alone. What you know of it belongs into a question or a reflection
    try: accord question TEXT --of SASI
  [7]
  $ CITY partner profile --iati-type 5
  accord: --iati-type: a whole number from 10 to 90 is expected
  [2]
  $ CITY partner profile --works-as boss
  accord: --works-as takes funding, accountable, extending, implementing or broker, not "boss"
    try: accord partner profile --help
  [2]
  $ CITY partner profile HERI
  accord: there is no partner "HERI" in KRK. There are: SASI
  [5]
  $ CITY partner profile --clear works-as --json | hide
  {"schema":"accord.profile/1","org":"CITY","partnership":"KRK","id":"ID","type":"organisation"}
  $ CITY partner profile | grep -c part
  0
  [1]

Whoever may only read writes nothing, and is told so before it is asked anything.

  $ office EURF "Urban Fund desk" international-agency
  $ CITY invite --file e.invite --role observer >/dev/null
  $ EURF join e.invite --by-file --yes >/dev/null
  $ CITY import e.invite.reply >/dev/null
  $ carry CITY EURF
  $ EURF partner profile CITY | head -n 2
  CITY in KRK, in its own words
    mission: Streets for all
  $ for c in "bring Money --kind cash" "gain Fame" "outcome Change" "decide Yes --date today" "risk Late --kind risk" \
  >   "question Why --of CITY" "partner profile --mission x" "partnership edit --why x"; do EURF $c || echo "[$?]"; done
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
  $ EURF why "We fund what lasts" --driver innovate
  ✓ EURF-1-p2 reason to partner. Private: it stays with EURF.
    To show it: accord share EURF-1-p2      (to all partners; cannot be taken back)
  $ EURF share EURF-1-p2 --yes
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
