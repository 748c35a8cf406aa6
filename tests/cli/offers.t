Offers: who they are from and to, what they say, how they are changed before and after everybody has signed.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ office RIVR "Riverside Property Partners" business
  $ office EURF "European Urban Fund desk" international-agency
  $ enter RIVR
  $ CITY invite --file e.invite --role observer >/dev/null && EURF join e.invite --by-file --yes >/dev/null && CITY import e.invite.reply >/dev/null
  $ carry CITY EURF; carry EURF CITY; carry CITY SASI; carry CITY RIVR

"all" is all partners; who may only read is not counted, and is no party.

  $ CITY promise "Publish the ownership map" --to all --due 2026-09-30 --target "1 map" --baseline 0 -q 2>/dev/null
  ✓ CITY-1-1 proposed to SASI, RIVR: Publish the ownership map
    due Wed 30 Sep 2026 (in 92 days) · target 1 map
    proposed · waiting for RIVR and SASI to sign · saved here, not sent yet: accord sync
  $ CITY promise "X" --to EURF --due 2026-09-30
  accord: EURF is an observer: it may read, and is no party of a promise
  [2]
  $ CITY promise "X" --to " sasi , rivr " --due 2026-09-30 --need 1 --check x --json=ref 2>/dev/null
  {"schema":"accord.commitment/1","ref":"CITY-1-2"}
  $ CITY promise "X" --to SASI --due 2026-09-30 2>&1 >/dev/null
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
    Hint, not required: how will SASI know that it is done? (--check "…", --target "…")
  $ CITY promise "Yesterday's news" --to SASI --due yesterday --start tomorrow --check "call a.b@example.org" 2>&1 >/dev/null
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
    Hint: this text holds an e-mail address, and a signed record forgets nothing. Roles are enough
    Hint: the due date has passed already
    Hint: it would begin after it is due

What is asked for binds when the partner asked has signed it. Who asks is among those it is promised to.

  $ SASI ask "Open the archive" --of CITY --due q3 --check "we were in it" 2>/dev/null
  ✓ SASI-1-1 asked of CITY: Open the archive
    due Wed 30 Sep 2026 (in 92 days)
    proposed · waiting for CITY to sign · saved here, not sent yet: accord sync
  $ SASI ask "For others" --of CITY --to RIVR --due q3
  accord: what you ask for is promised to you too: add SASI to --to
  [2]
  $ SASI ask "For all" --of CITY --to all --due q3 --check x --json 2>/dev/null | hide
  {"schema":"accord.commitment/1","ref":"SASI-1-2","id":"ID"}
  $ SASI list --json=ref,promisor,promisees,turn | sed 's/"RIVR","SASI"/"SASI","RIVR"/'
  {"schema":"accord.commitment/1","ref":"SASI-1-1","promisor":"CITY","promisees":["SASI"],"turn":["CITY:sign"]}
  {"schema":"accord.commitment/1","ref":"SASI-1-2","promisor":"CITY","promisees":["SASI","RIVR"],"turn":["CITY:sign","RIVR:sign"]}
  $ SASI ask "Nobody" --due q3
  accord: "Who is asked (its code)" cannot be asked here. Say it with --of CODE
  [2]

A counter-offer before anybody agreed; a change afterwards repeats every term that is not typed.

  $ carry SASI CITY
  $ CITY amend SASI-1-1 --title "Open the archive on Fridays" --due 2026-12-31 --why "we move house" 2>/dev/null
  What changes:
    title: Open the archive on Fridays (was: Open the archive)
    due: Thu 31 Dec 2026 (was: Wed 30 Sep 2026)
  ✓ SASI-1-1 another text was proposed in place of the offer
    proposed · waiting for SASI to sign · saved here, not sent yet: accord sync
  $ carry CITY SASI
  $ SASI sign SASI-1-1 --terms $(SASI list --json=ref,open | sed -n 's/.*SASI-1-1.*\["\([0-9a-f]*\)".*/\1/p') 2>/dev/null | grep Agreed
  ✓ Agreed. SASI-1-1 carries the signatures of CITY and SASI on the same text.
  $ SASI amend SASI-1-1 --level 2 --principle equity --clear check --reason scope 2>/dev/null | head -n 4
  What changes:
    done when: nothing (was: we were in it)
    level: 2, influences behaviour and systems (was: nothing)
    principles: equity (was: nothing)
  $ SASI amend SASI-1-1 --due 2026-12-31 2>&1 | tail -n 1
  accord: that is what the text says already: nothing would change
  [2]
  $ SASI amend SASI-1-1
  accord: say what changes: --due DATE, --title TEXT, -m TEXT, ... (accord help amend)
  [2]
  $ SASI amend SASI-1-1 --need 2 2>&1 | tail -n 1
  accord: --need 2, but it is promised to 1
  [2]
  $ SASI amend SASI-1-1 --to SASI,RIVR --need 2 2>&1 | grep -v unverified
  What changes:
    promised to: SASI, RIVR (was: SASI)
    must be accepted by: 2 (was: nothing)
  ✓ SASI-1-1 another text was proposed; the one in force stands until all have signed
    agreed · waiting for CITY to deliver · waiting for CITY and RIVR to sign · saved here, not sent yet: accord sync
  $ SASI amend SASI-1-1 --from SASI 2>&1 | tail -n 1
  accord: with that --from nobody is left to promise to: say --to CODE too
  [2]
  $ SASI amend SASI-1-1 --clear due
  accord: a promise always has a due date: give another one instead
  [2]
  $ carry CITY RIVR; carry CITY EURF
  $ RIVR amend CITY-1-1 --due 2027-01-31 --json 2>/dev/null | hide
  {"schema":"accord.change/1","ref":"CITY-1-1","id":"ID"}
  $ EURF amend CITY-1-1 --due 2027-01-31 2>/dev/null
  [7]

Taking back and declining, where several texts wait.

  $ carry SASI CITY
  $ CITY decline SASI-1-1 --reason scope 2>&1 | tail -n 1
  accord: 2 texts of SASI-1-1 wait: read them, and say which: --terms FULL-ID
  [2]
  $ first=$(CITY list --json=ref,open | sed -n 's/.*SASI-1-1.*\["\([0-9a-f]*\)".*/\1/p')
  $ CITY decline SASI-1-1 --reason scope --terms $first -m "not now" | head -n 1
  ✓ SASI-1-1 declined: that text is closed for all
  $ SASI retract SASI-1-1 --reason scope 2>&1 | tail -n 1
  accord: 2 things of yours could be taken back: say --delivery [--slot N], --dispute, or --text FULL-ID (accord show SASI-1-1 --full)
  [2]
  $ SASI retract SASI-1-1 --delivery --reason scope
  accord: SASI-1-1 holds nothing of that kind of yours that could be taken back
  [1]
  $ SASI retract SASI-1-1 --text $first --reason other | head -n 1
  ✓ SASI-1-1 taken back

A promise that follows an ended one says so.

  $ CITY retract CITY-1-2 --reason scope >/dev/null
  $ CITY promise "X again" --to SASI --due 2026-12-31 --follows CITY-1-2 --check x --json=ref 2>/dev/null
  {"schema":"accord.commitment/1","ref":"CITY-1-5"}
  $ CITY promise "X again" --to SASI --due 2026-12-31 --follows CITY-1-99
  accord: there is no commitment "CITY-1-99" here; accord list shows them all
  [5]
  $ carry CITY SASI; carry SASI CITY; carry CITY SASI
  $ diff <(CITY list --json) <(SASI list --json) && echo the same
  the same
