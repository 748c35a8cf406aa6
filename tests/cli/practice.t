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
  accord: amount: "600,000" is no amount. Write it as 600000 or 600000.50, with at most 15 digits
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
