Each line of the text from which this grew has a command. The table is tests/SEED.md.

  $ . $TESTS/cli/offices.sh
  $ two_offices 2>/dev/null
  $ accord help | tail -n 4
        130 stopped by you
  The questions that accord asks grew out of "Why Partner?" by Ros Tennyson,
    Director of The Partnering Initiative: developing the art & science of
    cross-sector partnership. www.ThePartneringInitiative.org

Why partner? Six drivers in the partners' own words, and the one that is understood from experience; five hoped gains.

  $ for d in governance constrain-capitalism mechanism-failure desperation access-resources innovate; do CITY why --shared --driver $d -m "In our own words: $d" | head -n 1; done
  ✓ CITY-1-1 reason to partner, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ CITY-1-2 reason to partner, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ CITY-1-3 reason to partner, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ CITY-1-4 reason to partner, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ CITY-1-5 reason to partner, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ CITY-1-6 reason to partner, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY why --driver desperation -m "Out of desperation; not for their eyes"
  ✓ CITY-1-p2 reason to partner. Private: it stays with CITY.
    To show it: accord share CITY-1-p2      (to all partners; cannot be taken back)
  $ CITY why --shared --driver cannot-alone -m "We could not do it alone because the walls are not ours" --gain innovation --gain impact --gain scale --gain reform --gain sustainability | head -n 1
  ✓ CITY-1-7 reason to partner, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY list whys | cut -c1-60
             by    driver                                gains
  CITY-1-1   CITY  new and better governance structures       
  CITY-1-2   CITY  to constrain unleashed capitalism          
  CITY-1-3   CITY  other mechanisms failed                    
  CITY-1-4   CITY  out of desperation                         
  CITY-1-5   CITY  access to resources and competencies       
  CITY-1-6   CITY  to innovate                                
  CITY-1-7   CITY  we cannot reach our goals alone       impac
  CITY-1-p2  CITY  out of desperation                         

What does each sector bring? Each kind by its code.

  $ for k in skills knowledge credibility experience reputation authority diversity other; do SASI bring "Something of $k" --kind $k --form in-kind | head -n 1; done
  ✓ SASI-1-1 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ SASI-1-2 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ SASI-1-3 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ SASI-1-4 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ SASI-1-5 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ SASI-1-6 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ SASI-1-7 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ SASI-1-8 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  $ for s in government business academia civil-society international-agency; do office ORG$(echo $s | cut -c1 | tr a-z A-Z) "An office" $s; done
  $ SASI partner profile --relation programme-of --relation-to "the national network" | head -n 1
  ✓ SASI changed: organisation profile. Saved here, not sent yet: accord sync
  $ SASI partner profile --relation in-association-with --relation-to "the university" | head -n 1
  ✓ SASI changed: organisation profile. Saved here, not sent yet: accord sync
  $ SASI partner profile | head -n 8
  SASI in KRK, in its own words
    relation to another organisation: in association with
    the organisation it is related to: the university

Three principles, each with each partner's own meaning; what they lead to.

  $ for p in equity transparency mutual-benefit; do CITY agree --principle $p -m "What $p means to us" | head -n 1; done
  ✓ CITY-1-8 meaning of a principle, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ CITY-1-9 meaning of a principle, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ CITY-1-10 meaning of a principle, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY principles | grep 'leads to'
  EQUITY leads to mutual respect
  TRANSPARENCY leads to trust
  MUTUAL BENEFIT leads to sustainability

Levels of success, and what would lift one.

  $ CITY outcome "The first certificate of its kind" --level 3 --inheritor CITY --began 2021-01-15 | head -n 1
  ✓ CITY-1-11 outcome, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY outcome "Offices ask first" --level 2 | head -n 1
  ✓ CITY-1-12 outcome, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY outcome "A yard is dry" --level 1 | head -n 1
  ✓ CITY-1-13 outcome, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY list outcomes --json=ref,level
  {"schema":"accord.entry/1","ref":"CITY-1-11"}
  {"schema":"accord.entry/1","ref":"CITY-1-12"}
  {"schema":"accord.entry/1","ref":"CITY-1-13"}
  $ CITY pyramid
  Riverside block · hierarchy of success, level 3 on top
  Level 3: what changes the rules
    promises 0, of them accepted 0 · outcomes 1
      CITY-1-11  outcome · The first certificate of its kind
      What keeps the new rule alive when the partnership is over?
  Level 2: what changes how people, organisations and systems act
    promises 0, of them accepted 0 · outcomes 1
      CITY-1-12  outcome · Offices ask first
      What would lift one of these: which rule stands in the way, and who could change it?
  Level 1: projects and programmes that give practical solutions
    promises 0, of them accepted 0 · outcomes 1
      CITY-1-13  outcome · A yard is dry
      What would lift one of these: who else would have to do it as a matter of course?
  $ CITY outcome CITY-1-11 --still-running yes --date 2026-06-30
  ✓ CITY-1-14 confirmation that it still runs, for all partners of KRK. Saved here, not sent yet: accord sync
    It still runs, in its 6th year.

How do we know whether it works? Five ways; on a sheet, whether the Why is still true, and the three qualities.

  $ for k in tracking reflecting reviewing impact paradigm; do CITY review $k --title "The $k of it" | head -n 1; done
  ✓ CITY-1-15 review, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ CITY-1-16 review, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ CITY-1-17 review, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ CITY-1-18 review, for all partners of KRK. Saved here, not sent yet: accord sync
  ✓ CITY-1-19 review, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY review CITY-1-17 -m "We see further" --still-true yes --value "known faces" --potential "two more blocks" --verdict continue --innovative clearly --innovative-example a --inclusive partly --inclusive-example b --influential not-yet --influential-example c | head -n 1
  ✓ CITY-1-20 review sheet, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY review CITY-1-17
  CITY-1-17  reviewing the partnership  The reviewing of it
    CITY
      what we see:
        We see further
      is the Why still true?: yes
      value for us:
        known faces
      further potential for us:
        two more blocks
      continue, revise or move on: continue
      innovative?: clearly
      an example of innovation:
        a
      inclusive?: partly
      an example of inclusion:
        b
      influential?: not yet
      an example of influence:
        c
  $ CITY review CITY-1-19 --alternatives "a tender" --cost-days 40 --cost "9000 PLN" --alone "to be in the room" --is-better better --was-better worse | head -n 1
  ✓ CITY-1-21 review sheet, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY review --pack | grep -E '^[1-5] '
  1  tracking activity and performance
  2  reflecting the partnership
  3  reviewing the partnership
  4  assessing impacts
  5  evaluating the paradigm
  $ CITY check "Before the meeting" --due 2026-07-15 | head -n 1
  ✓ CITY-1-22 health check, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY value CITY
  Riverside block · what each partner wants for itself, and whether it came
    CITY  City Office
      it has not said what it wants for itself
      value for us:
        known faces
      further potential for us:
        two more blocks
      continue, revise or move on: continue
