Drafts of the records of the practice: a new one, and a change of one that is there.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY bring "Two rooms" --kind premises-equipment --draft
  ✓ Draft 1 is kept on this laptop: not signed, not sent.
    Go on: accord draft edit 1   When it is ready: accord draft sign 1
  $ CITY draft edit 1 --amount "400 PLN" --from 2026-09-01
  ✓ Draft 1 changed. When it is ready: accord draft sign 1
  $ CITY draft edit 1 --kind nonsense
  accord: --kind takes skills, knowledge, credibility, experience, reputation, authority, diversity, cash, people, premises-equipment, data, access-networks or other, not "nonsense"
  [2]
  $ CITY draft edit 1 --amount 400
  ✓ Draft 1 changed. When it is ready: accord draft sign 1
  $ CITY draft edit 1 --private
  accord: who will see it was said when the draft was begun, and stays: begin another one
  [2]
  $ CITY draft edit 1 "Three rooms" -m "On the ground floor."
  ✓ Draft 1 changed. When it is ready: accord draft sign 1
  $ CITY draft show 1
  Draft 1: bring, for KRK, changed today 12:00
     contribution
     kind: premises and equipment
     currency: PLN
     from: 2026-09-01
     amount: 400
     what is brought: Three rooms
     details: On the ground floor.
  $ CITY list contributions
  None yet (contributions).
  $ CITY draft sign 1 --yes | tail -n 1
  ✓ CITY-1-1 contribution. Draft 1 was signed, and is gone.
  $ CITY list contributions
            by    kind                    form  amount   state  date        who sees it  title
  CITY-1-1  CITY  premises and equipment        400 PLN         2026-09-01  partners     Three rooms
  $ CITY bring CITY-1-1 --state given --draft
  ✓ Draft 2 is kept on this laptop: not signed, not sent.
    Go on: accord draft edit 2   When it is ready: accord draft sign 2
  $ CITY draft edit 2 --until 2027-01-01 --clear amount; CITY draft show 2
  ✓ Draft 2 changed. When it is ready: accord draft sign 2
  Draft 2: bring CITY-1-1, for KRK, changed today 12:00
     contribution
     offered, confirmed or given: given
     until: 2027-01-01
     amount: (left empty)
  $ CITY draft sign 2 --yes | tail -n 1
  ✓ CITY-1-1 changed: contribution. Draft 2 was signed, and is gone.

What is private stays private; what belongs to another record goes on belonging to it.

  $ CITY why --driver innovate -m "We want to." --draft >/dev/null; CITY draft edit 3 --gain scale
  ✓ Draft 3 changed. When it is ready: accord draft sign 3
  $ CITY draft list
  draft  changed  for  where    text
  3      today    why  private  We want to.
  $ CITY draft sign 3 --yes --json=ref,type
  {"schema":"accord.entry/1","ref":"CITY-1-p2","type":"why"}
  $ CITY question "Who pays?" --of SASI --about CITY-1-1 --draft >/dev/null; CITY draft edit 4 --due +2w >/dev/null; CITY draft show 4
  Draft 4: question, for KRK, changed today 12:00
     about: CITY-1-1
     question
     question: Who pays?
     who is asked: SASI
     wanted by: 2026-07-14
  $ CITY draft sign 4 --yes | tail -n 1
  ✓ CITY-1-2 question. Draft 4 was signed, and is gone.
  $ CITY outcome "A panel meets" --who "the city" --draft >/dev/null; CITY draft sign 5 --yes >/dev/null
  $ CITY outcome CITY-1-3 --still-running yes --draft >/dev/null; CITY draft edit 6 --date yesterday -m "minutes seen" >/dev/null
  $ CITY draft show 6
  Draft 6: outcome, for KRK, changed today 12:00
     about: CITY-1-3
     confirmation that it still runs
     still running?: yes
     on: 2026-06-29
     details: minutes seen
  $ CITY draft sign 6 --yes | tail -n 1
  ✓ CITY-1-4 confirmation that it still runs. Draft 6 was signed, and is gone.
  $ CITY draft list
  No drafts. With --draft a promise, a note and most others are kept as one.

Another organisation's record is not changed by a draft either.

  $ carry CITY SASI
  $ SASI bring CITY-1-1 --state confirmed --draft
  accord: CITY-1-1 belongs to CITY: only CITY changes it. Ask about it, or write one of your own
    try: accord question TEXT --of CITY --about CITY-1-1
  [7]
