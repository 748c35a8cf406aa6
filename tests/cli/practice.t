The practice: what partners want, bring, find out, decide and ask, each command in the field's words.

  $ . $TESTS/cli/offices.sh
  $ two_offices

Why we are here stays with us until we share it; an argument that is a reference means change it.

  $ CITY why "Alone we dig up what others have just paved" --driver cannot-alone --gain reform --gain impact
  ✓ CITY-1-p2 reason to partner. Private: it stays with CITY.
    To show it: accord share CITY-1-p2      (to all partners; cannot be taken back)
  $ CITY why CITY-1-p2 --gain scale
  ✓ CITY-1-p2 changed: reason to partner. Private: it stays with CITY.

What we bring, in cash and otherwise. What is missing is named, all of it at once.

  $ CITY bring "Survey team" --kind people --form in-kind
  ✓ CITY-1-1 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY bring "Drains" --kind cash --amount "600000 PLN" --json | hide
  {"schema":"accord.entry/1","ref":"CITY-1-2","id":"ID","type":"contribution"}
  $ CITY bring "Drains" --kind cash --amount "600,000 PLN"
  accord: --amount: "600,000" is no amount. Write it as 600000 or 600000.50, with at most 15 digits
  [2]
  $ CITY bring "Drains" --kind cash --amount "6"
  accord: amount: an amount needs its currency: PLN, USD
  [2]
  $ CITY bring "Drains" --kind gold
  accord: --kind takes skills, knowledge, credibility, experience, reputation, authority, diversity, cash, people, premises-equipment, data, access-networks or other, not "gold"
    try: accord bring --help
  [2]
  $ CITY bring "Drains" --no-input
  accord: this is missing: --kind (kind)
    try: accord bring --help
  [2]
  $ CITY bring --no-input
  accord: this is missing: TITLE, --kind (kind)
    try: accord bring --help
  [2]
  $ carry CITY SASI
  $ SASI bring CITY-1-1 --state given
  accord: CITY-1-1 belongs to CITY: only CITY changes it. Ask about it, or write one of your own
    try: accord question TEXT --of CITY --about CITY-1-1
  [7]

What each wants for itself, and whether it came; outcomes, and whether they still run.

  $ SASI gain "Interns" --kind sustainability
  ✓ SASI-1-1 benefit, for all partners of KRK. Saved here, not sent yet: accord sync
  $ SASI gain SASI-1-1 --state realised --evidence "four" --date june
  ✓ SASI-1-1 changed: benefit. Saved here, not sent yet: accord sync
  $ SASI outcome "The city plans with residents" --who "planning office" --date 2026-05-02 --level 2 --began 2021-02-01
  ✓ SASI-1-2 outcome, for all partners of KRK. Saved here, not sent yet: accord sync
  $ SASI outcome SASI-1-2 --still-running yes -m "full again"
  ✓ SASI-1-3 confirmation that it still runs, for all partners of KRK. Saved here, not sent yet: accord sync
    It still runs, in its 6th year.

Decisions with their dissent, risks that any partner may change.

  $ SASI decide "Two yards first" --date yesterday --roles council --dissent "HERI" --action a --action b
  ✓ SASI-1-4 decision, for all partners of KRK. Saved here, not sent yet: accord sync
  $ SASI risk "Grant late" --kind risk --owner CITY --due +3m
  ✓ SASI-1-5 risk, for all partners of KRK. Saved here, not sent yet: accord sync
  $ SASI risk SASI-1-5 --state closed
  ✓ SASI-1-5 changed: risk. Saved here, not sent yet: accord sync

Questions and replies. What a record belongs to is checked.

  $ CITY question "Who pays?" --of SASI --own-answer "share"
  ✓ CITY-1-3 question, for all partners of KRK. Saved here, not sent yet: accord sync
  $ carry CITY SASI
  $ SASI reply CITY-1-3 -m "Half each"
  ✓ SASI-1-6 reply, for all partners of KRK. Saved here, not sent yet: accord sync
  $ SASI reply SASI-1-1 -m "Half each"
  accord: SASI-1-1 cannot be what it is about. What is wanted here is this: question
  [2]
  $ SASI milestone CITY-1-1 "x" --due 2026-08-01
  accord: CITY-1-1 cannot be what it is about. What is wanted here is this: commitment
  [2]

A word that looks like a reference is a title, unless it names a partner.

  $ SASI decide "COVID-19" --date today
  ✓ SASI-1-7 decision, for all partners of KRK. Saved here, not sent yet: accord sync
  $ SASI decide "CITY-9" --date today
  accord: there is no record "CITY-9" here; accord list shows them all
  [5]
  $ SASI risk SASI-1-5 --clear response,owner
  ✓ SASI-1-5 changed: risk. Saved here, not sent yet: accord sync
  $ SASI risk SASI-1-5
  accord: say what is to be changed in SASI-1-5, by its option
    try: accord risk --help
  [2]

Lists of every kind, narrowed by one grammar.

  $ SASI list contributions
            by    kind    form     amount      state  date        who sees it  title
  CITY-1-1  CITY  people  in kind                     2026-06-30  partners     Survey team
  CITY-1-2  CITY  cash             600000 PLN         2026-06-30  partners     Drains
  $ SASI list contributions --csv | cut -d, -f1-19
  ref,org,written,visibility,about,source,clash,partnership,kind,text,form,amount,currency,state,from,until,principles,language,title
  CITY-1-1,CITY,2026-06-30,partners,,,no,KRK,people,,in-kind,,,,,,,,Survey team
  CITY-1-2,CITY,2026-06-30,partners,,,no,KRK,cash,,,600000,PLN,,,,,,Drains
  $ SASI list contributions --kind cash --json=ref,fields
  {"schema":"accord.entry/1","ref":"CITY-1-2","fields":{"amount":"600000","currency":"PLN","kind":"cash","title":"Drains"}}
  $ SASI list contributions --text SURVEY --plain
  CITY-1-1\tCITY\t2026-06-30\tpartners\t\t\tno\tKRK\tpeople\t\tin-kind\t\t\t\t\t\t\t\tSurvey team (esc)
  $ SASI list contributions --kind gold
  accord: unknown kind "gold" for contributions. There are: skills, knowledge, credibility, experience, reputation, authority, diversity, cash, people, premises-equipment, data, access-networks, other
  [2]
  $ SASI list contributions --level 2
  accord: --level means nothing for contributions
  [2]
  $ SASI list contributions --state closed
  accord: unknown state "closed" for contributions. There are: offered, confirmed, given
  [2]
  $ SASI list outcomes --level 2
            by    level  result  early  date        who sees it  title
  SASI-1-2  SASI  2                     2026-05-02  partners     The city plans with residents
  $ SASI list benefits --from 2026-06-01 --until 2026-06-30
            by    gains           state     date        who sees it  title
  SASI-1-1  SASI  sustainability  has come  2026-06-01  partners     Interns
  $ SASI list questions --partner SASI
            by    asked  date        who sees it  text
  CITY-1-3  CITY  SASI   2026-06-30  partners     Who pays?
  $ SASI list whys
  None yet (whys).
  $ CITY list whys
             by    driver                           gains  date        who sees it  text
  CITY-1-p2  CITY  we cannot reach our goals alone  scale  2026-06-30  private      Alone we dig up what others have just paved
  $ SASI list nothing
  accord: "nothing" cannot be listed. These can: commitments, notes, whys, contributions, benefits, clauses, assents, meanings, milestones, evidences, outcomes, confirmations, reviews, sheets, checks, answers, decisions, risks, questions, replies. One record: accord show REF
  [2]
  $ SASI list partnerships
  accord: another command shows what you mean by "partnerships"
    try: accord partnership list
  [2]

One of them whole; two partners who changed it without knowing of each other see both, until a later change settles it.

  $ carry SASI CITY
  $ CITY risk SASI-1-5 --state watching --due 2026-08-01 --likelihood high
  ✓ SASI-1-5 changed: risk. Saved here, not sent yet: accord sync
  $ SASI risk SASI-1-5 --state happened
  ✓ SASI-1-5 changed: risk. Saved here, not sent yet: accord sync
  $ carry CITY SASI
  $ SASI show SASI-1-5 >seen
  $ head -n 9 seen
  SASI-1-5  risk by SASI, for all partners
    written by SASI, today 12:00
    every partner may change it
  
    what it is: Grant late
    risk, assumption, issue or dependency: risk
    likelihood: high
    look at it again on: Sat 1 Aug 2026 (in 32 days)
    state: clash, written without knowing of each other. To settle it: accord risk SASI-1-5
  $ grep "its clock: \|12:00: " seen | sort
       CITY, today 12:00, by its clock: being watched
       SASI, today 12:00: has happened
  $ SASI list risks --json=ref,clash
  {"schema":"accord.entry/1","ref":"SASI-1-5","clash":["state"]}
  $ SASI risk SASI-1-5 --state closed
  ✓ SASI-1-5 changed: risk. Saved here, not sent yet: accord sync
  $ SASI show SASI-1-5 | grep state
    state: closed
    today 12:00  SASI changed a risk: state: closed
    today 12:00  SASI changed a risk: state: has happened
    today 12:00  CITY changed a risk: likelihood: high; look at it again on: 2026-08-01; state: being watched
    today 12:00  SASI changed a risk: state: closed
  $ SASI list risks --json=ref,clash
  {"schema":"accord.entry/1","ref":"SASI-1-5","clash":[]}
  $ SASI show CITY-1-3
  CITY-1-3  question by CITY, for all partners
    written by CITY, today 12:00, by its clock
  
    question: Who pays?
    who is asked: SASI
    the asker's own answer: share
  
  REPLIES
    SASI-1-6  reply by SASI: Half each
  
  HISTORY
    today 12:00  CITY asked a question: Who pays?
    times: by the clock of who wrote it
  $ SASI show SASI-1-2 --as-of 2026-06-01
  accord: --as-of is for commitments. What changed in SASI-1-2, and when, stands in its history: accord show SASI-1-2
  [2]
  $ SASI log | tail -n 8
  today 12:00  CITY 1  asked a question              CITY-1-3  Who pays?
  today 12:00  SASI 1  replied                       SASI-1-6  Half each
  today 12:00  SASI 1  wrote down a decision         SASI-1-7  COVID-19
  today 12:00  SASI 1  changed a risk                SASI-1-5  response; who looks after it
  today 12:00  SASI 1  changed a risk                SASI-1-5  state: has happened
  today 12:00  CITY 1  changed a risk                SASI-1-5  likelihood: high; look at it again on: 2026-08-01; state: being watched
  today 12:00  SASI 1  changed a risk                SASI-1-5  state: closed
  times: by the clock of who wrote it
  $ CITY show CITY-1-p2 | head -n 6
  CITY-1-p2  reason to partner by CITY, private: it stays with you
    written by CITY, today 12:00
  
    driver: we cannot reach our goals alone
    in its own words: Alone we dig up what others have just paved
    hoped gains: scale

A private one is shown to all partners as it stands, once and for good.

  $ CITY share CITY-1-p2 --no-input
  accord: what is shared cannot be taken back: say --yes
  [2]
  $ CITY share CITY-1-p2 --yes
  ✓ CITY-1-4 is now for all partners of KRK. It cannot be taken back.
    Saved here, not sent yet: accord sync
  $ CITY share CITY-1-p2 --yes
  accord: CITY-1-p2 was shared already, as CITY-1-4: all partners of KRK see it. Change that one
  [1]
  $ CITY share CITY-1-1 --yes
  accord: CITY-1-1 is not private: all partners see it already
  [1]
  $ carry CITY SASI
  $ SASI list whys --json=ref,fields,visibility
  {"schema":"accord.entry/1","ref":"CITY-1-4","visibility":"partners","fields":{"driver":"cannot-alone","gains":["scale"],"text":"Alone we dig up what others have just paved"}}
  $ CITY bring "Money" --kind cash --private --about CITY-1-1
  accord: CITY-1-1 lies before all partners, so what is private cannot hang on it. Leave --about out, or write it for all partners
  [2]
  $ CITY bring "Money" --kind cash --private
  ✓ CITY-1-p3 contribution. Private: it stays with CITY.
    To show it: accord share CITY-1-p3      (to all partners; cannot be taken back)

What comes from a table says everywhere that it was not written when it happened.

  $ printf 'title,kind,state\nOld bridge,other,given\n' >old.csv
  $ CITY import old.csv | head -n 1
  ✓ 1 row imported as contributions, marked "imported, not contemporaneous": CITY-1-5
  $ printf 'kind,date,title,text\naar,2021-06-01,The yard,Nine came\n' >notes.csv
  $ CITY import notes.csv | head -n 1
  ✓ 1 row imported as notes, marked "imported, not contemporaneous": CITY-1-p4
  $ CITY list contributions --text bridge
            by    kind   form  amount  state  date        who sees it  title
  CITY-1-5  CITY  other                given  2026-06-30  partners     [imported, not contemporaneous] Old bridge
  $ CITY show CITY-1-5 | head -n 4
  CITY-1-5  contribution by CITY, for all partners
    written by CITY, today 12:00
    imported, not contemporaneous
  
  $ CITY list notes --from 2021-01-01 --until 2021-12-31
             kind                 date        who sees it  about  text
  CITY-1-p4  after-action review  2021-06-01  private             [imported, not contemporaneous] The yard
  $ CITY log --all | grep import
  today 12:00  CITY 1  wrote down a contribution     CITY-1-5   [imported, not contemporaneous] Old bridge
  today 12:00  CITY 1  reflected                     CITY-1-p4  imported, not contemporaneous - The yard

Bad input names the option; nothing is half done.

  $ count() { CITY list contributions --json | wc -l; }
  $ count
  4
  $ CITY bring "$(printf 'two\nlines')" --kind cash
  accord: the title must be one line. Nothing was saved
  [2]
  $ CITY bring "$(printf 'right \xe2\x80\xaeot left')" --kind cash
  accord: the title holds characters that cannot be seen or that change how it is read (such as terminal codes or marks of direction): type it again without them. Nothing was saved
  [2]
  $ CITY bring "$(head -c 201 /dev/zero | tr '\0' x)" --kind cash
  accord: the title has 201 characters; 200 is the most. Say the rest with -m
  [2]
  $ CITY bring "Long" --kind cash -m "$(head -c 65537 /dev/zero | tr '\0' x)"
  accord: --message has 65537 characters; 16000 is the most. A longer text is a file: accord deliver --evidence
  [2]
  $ CITY bring "Drains" --kind cash --amount "12345678901234567 PLN"
  accord: --amount: "12345678901234567" is no amount. Write it as 600000 or 600000.50, with at most 15 digits
  [2]
  $ CITY bring "Drains" --kind cash --amount "5 zloty"
  accord: --amount "5 zloty" is no amount: write the figure without gaps, then the currency, as in "600000 PLN"
  [2]
  $ CITY bring "Drains" --kind cash --from 03/04/2026
  accord: --from: 03/04/2026 can be 3 April or 4 March. Write 2026-04-03 or 2026-03-04
  [2]
  $ CITY bring "Drains" --kind cash --until "30 feb 2027"
  accord: --until: "30 feb 2027" is no day of the calendar: that month ends on 2027-02-28
  [2]
  $ CITY bring "Drains" --kind cash --language "pl pl"
  accord: "pl pl" is not a language: write en, fr, ar or pt-BR
  [2]
  $ CITY bring "Drains" --kind cash -m ""
  accord: --message is empty: nothing was saved
  [2]
  $ CITY bring "Drains" --kind cash --about CITY-9-9
  accord: there is no record "CITY-9-9" here; accord list shows them all
  [5]
  $ CITY bring CITY-1-1 --clear kind
  accord: --clear kind: that cannot be left empty. Say another one instead
  [2]
  $ CITY bring CITY-1-1 --clear colour
  accord: --clear "colour": there is no such field. They are named like their options
  [2]
  $ CITY bring CITY-1-1 --about CITY-1-2
  accord: what CITY-1-1 belongs to was said when it was written, and stays: leave --about out
  [2]
  $ CITY bring CITY-1-3 --state given
  accord: CITY-1-3 is this: question. What is wanted here is this: contribution
  [5]
  $ CITY bring CITY-1-1 --private
  accord: who sees CITY-1-1 was said when it was written. To show a private one to all partners: accord share CITY-1-1
  [2]
  $ CITY risk "Late" --kind risk --owner HERI
  accord: there is no partner "HERI" in KRK. There are: SASI
  [5]
  $ CITY outcome "Change" -m "text"
  accord: -m goes with --still-running. What changed, and why it matters, have options of their own: --significance, --our-part
  [2]
  $ CITY outcome "Change" --still-running yes
  accord: "Change" is no reference: they look like CITY-1-31
  [5]
  $ CITY outcome SASI-1-2 --still-running yes --level 2
  accord: --still-running writes a confirmation of its own: say --level in another command
  [2]
  $ CITY question "Why?" --of CITY --clear text
  accord: --clear is for one that is there already: name it first, as CITY-1-31
  [2]
  $ CITY bring "سوق الحي" --kind premises-equipment --language ar
  ✓ CITY-1-6 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  $ echo "Zażółć gęślą jaźń" | CITY bring "日本語" --kind other -m -
  ✓ CITY-1-7 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  $ count
  6
  $ CITY list contributions --text "zazolc gesla" --json=ref,fields
  {"schema":"accord.entry/1","ref":"CITY-1-7","fields":{"kind":"other","text":"Zażółć gęślą jaźń","title":"日本語"}}
  $ CITY list contributions --text 日本 --json=ref
  {"schema":"accord.entry/1","ref":"CITY-1-7"}
  $ CITY list contributions --text "الحي" --json=ref
  {"schema":"accord.entry/1","ref":"CITY-1-6"}
  $ CITY list contributions --text "--" --json=ref
  {"error":"usage","code":2,"hint":null,"message":"--text is empty: say what the text shall hold"}
  [2]
  $ CITY question "Why?" --of CITY
  accord: you ask others; a question to yourselves is a reflection: accord note
  [2]

What others wrote about one, reflections too, stands with it.

  $ CITY note --about CITY-1-3 -m "They ask this each year." >/dev/null
  $ CITY show CITY-1-3 | sed -n '/^REPLIES/,/^HISTORY/p;/^REFLECTIONS/,$p'
  REPLIES
    SASI-1-6  reply by SASI: Half each
  
  HISTORY
  REFLECTIONS
    CITY-1-p5  private, journal  They ask this each year.
  $ accord answer
  accord: unknown command "answer". Did you mean: reply or respond
  [2]

Money that cannot be, days that cannot be.

  $ CITY bring "Drains" --kind cash --amount "-1 PLN"
  accord: --amount "-1 PLN" is below zero: an amount says how much
  [2]
  $ CITY bring "Drains" --kind cash --amount "100 XXQ"
  accord: XXQ is no currency of ISO 4217. Write its three letters, as PLN, EUR, USD or KES
  [2]
  $ CITY bring "Drains" --kind cash --amount "100 zmw" --from 2026-09-01 --until 2026-09-01 | cut -d' ' -f1
  ✓
  $ CITY bring "Drains" --kind cash --from 2026-09-01 --until 2026-08-31
  accord: --until 2026-08-31 lies before --from 2026-09-01
  [2]
  $ CITY bring CITY-1-1 --from 2026-09-01 | cut -d' ' -f1; CITY bring CITY-1-1 --until 2026-08-31
  ✓
  accord: --until 2026-08-31 lies before --from 2026-09-01
  [2]
  $ CITY promise "Drains" --to SASI --due +1m --amounts "-5 PLN" --no-input
  accord: --amounts "-5 PLN" is below zero: an amount says how much
  [2]
  $ CITY promise "Drains" --to SASI --due +1m --amounts "5 XXQ" --no-input
  accord: --amounts "5 XXQ": XXQ is no currency of ISO 4217. Write its three letters, as PLN, EUR, USD or KES
  [2]
  $ CITY promise "Drains" --to SASI --due +1m --amounts "ABC: 2 x 5 PLN, 2026-2027" --no-input | cut -d' ' -f1
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
    Hint, not required: how will SASI know that it is done? (--check "…", --target "…")
  ✓
  
  
  $ CITY decide "Later" --date tomorrow
  accord: --date: 2026-07-01 lies ahead, and this tells of what has happened. Is the year right?
  [2]
  $ CITY decide "Now" --date today | cut -d' ' -f1
  ✓
  $ CITY outcome "It works" --date 2030-01-01
  accord: --date: 2030-01-01 lies ahead, and this tells of what has happened. Is the year right?
  [2]

A period in one word; what was typed twice is not dropped, what cannot be is not answered by nothing. A risk is open until
something else is said.

  $ CITY list --period 2026-q3 --json | wc -l; CITY list --from 2026-07-01 --until 2026-09-30 --json | wc -l
  1
  1
  $ CITY list --period 2026-q3 --from 2026-07-01
  accord: say --period, or --from and --until, not both
  [2]
  $ CITY list --period winter
  accord: --period: "winter" is not a date. Write 2026-09-30, 30 sep 2026, tomorrow, friday, +2w or end of september
  [2]
  $ CITY list --from 2026-09-30 --until 2026-07-01
  accord: --until lies before --from: nothing can lie between them
  [2]
  $ CITY list --state agreed --state proposed
  accord: --state is said twice, and takes one word
    try: accord list --help
  [2]
  $ CITY risk "The grant may come late" --kind risk >/dev/null; CITY list risks --state open | cut -d" " -f1-4
     
  CITY-1-11  CITY 
  $ CITY list risks --state closed
  Nothing fits.
  $ for w in profile organisation relations agreement health; do CITY list $w; done
  accord: another command shows what you mean by "profile"
    try: accord partnership show
  accord: another command shows what you mean by "organisation"
    try: accord partner list
  accord: another command shows what you mean by "relations"
    try: accord partner list
  accord: another command shows what you mean by "agreement"
    try: accord agree
  accord: another command shows what you mean by "health"
    try: accord list checks
  [2]
  $ CITY resolve "$(CITY list risks --json | grep -o 'CITY-1-[0-9]*' | sed -n 1p)"
  accord: CITY-1-11 is no promise. Where two values of it stand side by side, whoever may change it says the one that counts
    try: accord show CITY-1-11
  [5]

A code of no list, an outcome looked at before its day: refused.

  $ CITY partner profile --iati-type 12
  accord: --iati-type: "12" is no code that it takes. It takes 10 11 15 21 22 23 24 30 40 60 70 71 72 73 80 90
  [2]
  $ CITY partner profile --iati-type 11
  ✓ CITY changed: organisation profile. Saved here, not sent yet: accord sync
  $ SASI outcome SASI-1-2 --still-running yes --date 2027-05-02
  accord: --date: 2027-05-02 lies ahead, and this tells of what has happened. Is the year right?
  [2]
  $ SASI outcome SASI-1-2 --still-running yes --date 2020-05-02
  accord: --date: Sat 2 May 2020 lies before it began (2021-02-01)
  [2]
  $ SASI list confirmations --json | wc -l
  1

What was seen to run no more is not asked for again.

  $ SASI outcome "A night bus" --who "tram office" --date 2023-05-02 --began 2023-05-02 >/dev/null; SASI board | grep confirm
    SASI-1-8  confirm  nobody has looked for 1155 days  accord outcome SASI-1-8 --still-running yes  A night bus
  $ bus=$(SASI list outcomes --text bus --json=ref | sed 's/.*"ref":"\([^"]*\)".*/\1/')
  $ SASI outcome $bus --still-running no --date 2024-05-02 | tail -n 1; SASI board | grep -c confirm
    It no longer runs; it had come to its 2nd year.
  0
  [1]

A table keeps the same order of days. A review without a title is called by its kind.

  $ printf 'title,kind,from,until\nYard,cash,2026-09-01,2026-08-01\n' >span.csv; CITY import span.csv
  row 2, until: 2026-08-01 lies before 2026-09-01 (from)
  accord: span.csv: 1 of 1 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template contribution
  [1]
  $ CITY review impact --date 2026-06-29 >/dev/null; CITY board | grep impact | sed 's/CITY-1-[0-9]*/REF/g'; CITY case | grep impact | sed 's/CITY-1-[0-9]*/REF/'
    REF  review  CITY since today  accord review REF  assessing impacts
      2026-06-30  CITY   reviewed: assessing impacts  REF
