One commitment: text in force, who signed it, what is open, whose turn it is, history, who has seen it.

  $ "$BUILD/tests/tool_scene" scene >/dev/null 2>&1
  $ cd scene
  $ export ACCORD_NOW=2026-06-30T12:00:00Z

  $ accord -N CITY show CITY-1-1
  CITY-1-1  in progress, overdue 91 days
  
  IN FORCE, terms BQPV-M1H8
    CITY promises SASI: Council draft rule on rents
    due Tue 31 Mar 2026 | level 3, changes the rules | principles transparency
    what:
      Bring a draft rule on ground-floor rents before the council.
      With a hearing.
  
  SIGNED
    written and signed by CITY, Fri 27 Mar 12:00
    signed by SASI, Wed 1 Apr 12:00, by its clock
  
  PROGRESS
    CITY, Wed 10 Jun 12:00: limited, actual 1
       First reading done. Zażółć.
       barriers: the summer break
    CITY, today 12:00
       second reading planned
  
  WAITS
    for you to deliver: accord deliver CITY-1-1
  
  HISTORY
    Fri 27 Mar 12:00  CITY proposed: Council draft rule on rents
    Wed 1 Apr 12:00  SASI signed: good
    Wed 10 Jun 12:00  CITY reported: limited, actual 1 - First reading done.
    Zażółć.
    today 12:00  CITY reported: second reading planned
    times: by the clock of who wrote it
  
  WHO HAS SEEN THIS (by their signed receipts)
    SASI has not confirmed 1 of 4 records of it; last met Mon 29 Jun 12:00
    RIVR has not confirmed 1 of 4 records of it; last met Mon 29 Jun 12:00
  
  REFLECTIONS
    SASI-1-4  journal  We were invited last, asked to clap.
  $ accord -N CITY show rivr-1-1
  RIVR-1-1  agreed, clash
  
  IN FORCE, terms 4RTP-G9AP
    RIVR promises CITY: 600 000 PLN for courtyard drains
    due Wed 30 Sep 2026 | target 2 tranches | money 600000 PLN | level 1,
    practical solutions
  
  SIGNED
    written and signed by RIVR, Fri 27 Mar 13:00, by its clock
    signed by CITY, Wed 1 Apr 12:00
  
  TEXTS THAT CLASH (neither counts until every party signs one)
    A  terms 23XC-REMR, by RIVR, Sat 27 Jun 13:00, by its clock: funding
       "cash flow"
       due: Sun 31 Jan 2027 (was: Wed 30 Sep 2026)
       money: 2 x 300000 PLN (was: 600000 PLN)
       written and signed by RIVR, Sat 27 Jun 13:00, by its clock
       not signed by CITY
    B  terms A0F9-23BC, by CITY, Sat 27 Jun 12:00: timing
       "council vote moved"
       due: Tue 15 Dec 2026 (was: Wed 30 Sep 2026)
       target: 1 (was: 2)
       unit: payment (was: tranches)
       not signed by RIVR
       written and signed by CITY, Sat 27 Jun 12:00
    choose: accord resolve RIVR-1-1
  
  WAITS
    for you to sign: accord resolve RIVR-1-1
    for RIVR to sign
    for RIVR to deliver
  
  WHAT CROSSED (written by people who did not know of each other's words)
    two texts wait; sign one or write a third
  
  HISTORY
    Fri 27 Mar 13:00  RIVR proposed (terms 4RTP-G9AP): 600 000 PLN for courtyard
    drains
    Wed 1 Apr 12:00  CITY signed terms 4RTP-G9AP
    Sat 27 Jun 13:00  RIVR proposed a change (terms 23XC-REMR): funding - cash
    flow
    Sat 27 Jun 12:00  CITY proposed a change (terms A0F9-23BC): timing - council
    vote moved
    times: by the clock of who wrote it
  
  WHO HAS SEEN THIS (by their signed receipts)
    SASI has all of it
    RIVR has all of it
  $ accord -N CITY show CITY-1-5
  CITY-1-5  crossed
  
  THE OFFER (nothing is in force), terms 8WA8-092H
    CITY promises SASI: A common archive
  
  SIGNED
    CITY had signed (Wed 10 Jun 12:00); that yes stands no more (see what crossed)
    signed by SASI, Sat 27 Jun 12:00, by its clock
  
  WAITS
    for SASI to decline, which closes it
  
  WHAT CROSSED (written by people who did not know of each other's words)
    crossed: SASI signed while CITY said no; propose again, or decline to close
  
  TO NOTE
    something here is without effect: see the history
  
  HISTORY
    Wed 10 Jun 12:00  CITY proposed: A common archive
    Sat 27 Jun 12:00  SASI signed
       without effect: the text was declined or taken back by somebody who did not
       know of it
    Sat 27 Jun 12:00  CITY took back: staffing
    times: by the clock of who wrote it
  
  WHO HAS SEEN THIS (by their signed receipts)
    SASI has all of it
    RIVR has all of it
  $ accord -N CITY show CITY-1-2 --full
  CITY-1-2  accepted
    id    61a703ac2cf4bafce7675a41c80867c6e78b93c3dac55c78652aa6e0e5140f89
    terms 61a703ac2cf4bafce7675a41c80867c6e78b93c3dac55c78652aa6e0e5140f89
    agreement agreed, delivery claimed, verdict accepted with reservations
  
  IN FORCE, terms C6KG-7B1C
    CITY promises RIVR: Publish land and ownership map
    due Thu 30 Apr 2026
  
  SIGNED
    written and signed by CITY, Fri 27 Mar 12:00
    signed by RIVR, Wed 1 Apr 13:00, by its clock
  
  DELIVERIES AND VERDICTS
    CITY delivered, Thu 30 Apr 12:00
       Published
       evidence: map.pdf (2100000 bytes) fingerprint
       00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
       id 54d9ddaadd3c9fcb31df6c7fbf4c25468b658ee3dff22e9cbf15cf90b37ccb58
       accepted with reservations by RIVR, Fri 1 May 13:00, by its clock
          reservations: two plots are missing
  
  HISTORY
    Fri 27 Mar 12:00  CITY proposed: Publish land and ownership map
       id 61a703ac2cf4bafce7675a41c80867c6e78b93c3dac55c78652aa6e0e5140f89
    Wed 1 Apr 13:00  RIVR signed
       id 3de4e4ec008a7c6803af87beb616d33eee2c58723422c9f10cbffa2f1b73bc09
    Thu 30 Apr 12:00  CITY delivered: Published
       id 54d9ddaadd3c9fcb31df6c7fbf4c25468b658ee3dff22e9cbf15cf90b37ccb58
    Fri 1 May 13:00  RIVR accepted with reservations: two plots are missing
       id d190ae73a1848e3625d7ce7d60b42357b84f4cc8a8ec3c5d999d96341314e17e
    times: by the clock of who wrote it
  
  WHO HAS SEEN THIS (by their signed receipts)
    SASI has all of it
    RIVR has all of it
  $ accord -N RIVR show RIVR-1-4
  RIVR-1-4  disputed, overdue 20 days
  
  IN FORCE, terms 86RX-Y0J7
    RIVR promises CITY: Reply to permits
    due Wed 10 Jun 2026
  
  SIGNED
    written and signed by RIVR, Wed 10 Jun 13:00
    signed by CITY, Sat 27 Jun 12:00, by its clock
  
  DISPUTES
    CITY disputed, Sun 28 Jun 12:00, by its clock: not delivered (without a
    delivery)
       what they heard you say: you are short of staff
       grounds: 41 days without a reply
       would put it right: a reply
  
  WAITS
    for you to answer the dispute: accord respond RIVR-1-4
  
  HISTORY
    Wed 10 Jun 13:00  RIVR proposed: Reply to permits
    Sat 27 Jun 12:00  CITY signed
    Sun 28 Jun 12:00  CITY disputed: not delivered - 41 days without a reply
    times: by the clock of who wrote it
  
  WHO HAS SEEN THIS (by their signed receipts)
    CITY has all of it
    SASI has all of it
  $ accord -N CITY show SASI-1-3 | sed -n '/SLOTS/,/WAITS/p'
  SLOTS
    1  Mon 1 Jun 2026 (29 days ago)  delivered
    2  Tue 1 Sep 2026 (in 63 days)  open
  
  DELIVERIES AND VERDICTS
    SASI delivered, slot 1, Sun 28 Jun 12:00, by its clock
       read
       no file, because: spoken
  
  WAITS

As it stood on a day.

  $ accord -N CITY show RIVR-1-1 --as-of 2026-06-20
  RIVR-1-1  agreed
  As it stood at the end of Sat 20 Jun 2026: only what had been written by then is
  looked at, by the clocks of those who wrote.
  
  IN FORCE, terms 4RTP-G9AP
    RIVR promises CITY: 600 000 PLN for courtyard drains
    due Wed 30 Sep 2026 | target 2 tranches | money 600000 PLN | level 1,
    practical solutions
  
  SIGNED
    written and signed by RIVR, Fri 27 Mar 13:00, by its clock
    signed by CITY, Wed 1 Apr 12:00
  
  WAITS
    for RIVR to deliver
  
  HISTORY
    Fri 27 Mar 13:00  RIVR proposed: 600 000 PLN for courtyard drains
    Wed 1 Apr 12:00  CITY signed
    times: by the clock of who wrote it
  $ accord -N CITY show RIVR-1-1 --as-of 2026-01-01
  accord: it had not been written by then
  [5]
  $ accord -N CITY show CITY-1-1 --as-of 2026-03-28 --json=ref,state,agreement
  {"schema":"accord.commitment/1","ref":"CITY-1-1","agreement":"proposed","state":"proposed"}

A reflection is never rewritten: what was added stands below it.

  $ accord -N CITY show SASI-1-4
  SASI-1-4  journal by SASI, shared with all partners
    of Sun 28 Jun 2026, written Mon 29 Jun 12:00, by its clock
    about CITY-1-1
  
    We were invited last, asked to clap.
    It was about the drains, too.
  
  ADDED by SASI, Mon 29 Jun 12:00, by its clock
    They called the next day.
  $ accord -N CITY show CITY-1-p2
  CITY-1-p2  after-action review by CITY, private: it stays with you
    written Mon 29 Jun 12:00
  
    Courtyard
    Three departments, no one owned the courtyard.
  
  To show it to all partners: accord share CITY-1-p2 (cannot be taken back)
  $ accord -N SASI show CITY-1-p2
  accord: there is no record "CITY-1-p2" here
  [5]
  $ accord -N CITY show SASI-1-4 --as-of yesterday
  accord: a reflection is never rewritten: accord show SASI-1-4 shows what was added, and when
  [2]

  $ accord -N CITY show CITY-1-99
  accord: there is no record "CITY-1-99" here; accord list shows them all
  [5]
  $ accord -N CITY show nonsense
  accord: "nonsense" is no reference: they look like CITY-1-31
  [5]
  $ accord -N CITY show RIVR-1-1 --json=crossings,slots
  {"schema":"accord.commitment/1","slots":[],"crossings":[{"code":"clash","text":"two texts wait; sign one or write a third","a":"10facc3a98392b588c5944a3048be27561df53f68b1a418b6bd2534883970955","b":"501e910d6c49d3f79d54a8a3133f63ab1b7b2f79c3f1e2aef4d773c82792d9d7"}]}
