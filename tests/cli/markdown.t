What is read on a screen, as Markdown for a wiki or an e-mail.

  $ "$BUILD/tests/tool_scene" scene >/dev/null 2>&1
  $ cd scene
  $ export ACCORD_NOW=2026-06-30T12:00:00Z

  $ accord -N CITY board --markdown
  # Clean Air · CITY · Tue 30 Jun 2026 · 2 records not yet sent
  
  ## YOUR TURN (7)
  
  - `RIVR-1-1` · **clash** · 2 texts since Sat 27 Jun · `accord resolve RIVR-1-1` · 600 000 PLN for courtyard drains
  - `CITY-1-1` · **overdue** · 91 days, promised to SASI · `accord progress CITY-1-1` · Council draft rule on rents
  - `SASI-1-2` · sign · by SASI since Wed 10 Jun · `accord sign SASI-1-2` · Neighbours' panel \\u\{202e}
  - `SASI-1-1` · accept · delivered by SASI Wed 10 Jun · `accord accept SASI-1-1` · Three open evenings
  - `SASI-1-3` · accept · delivered by SASI Sun 28 Jun · `accord accept SASI-1-3` · Quarterly reading
  - `CITY-1-3` · due soon · in 5 days, promised to SASI · `accord deliver CITY-1-3` · Publish the land map again
  - `CITY-1-4` · lapsed · the offer's date is past · `accord retract CITY-1-4` · An old offer
  
  ## WAITING ON OTHERS (4)
  
  - `RIVR-1-4` · answer · RIVR since Sun 28 Jun · Reply to permits
  - `RIVR-1-2` · deliver · RIVR, 29 days late · Bank guarantee for the second tranche
  - `CITY-1-6` · sign · RIVR, SASI since today · Something new
  - `CITY-1-5` · decline · SASI since Sat 27 Jun · A common archive
  
  ## OVERDUE (1)
  
  - `RIVR-1-3` · **overdue** · RIVR, 60 days late · No eviction during works
  
  since: by the clock of who wrote it  
  \- the recovery sheet has not been printed (a lost key cannot be made again): `accord key sheet`
  $ accord -N CITY list --state overdue --markdown
  # Clean Air · CITY · Tue 30 Jun 2026
  
  - `CITY-1-1` · **in progress, overdue 91 days** · CITY - SASI · 2026-03-31 · Council draft rule on rents
  - `RIVR-1-2` · **agreed, overdue 29 days** · RIVR - CITY · 2026-06-01 · Bank guarantee for the second tranche
  - `RIVR-1-3` · **agreed, overdue 60 days** · RIVR - SASI · 2026-05-01 · No eviction during works
  - `RIVR-1-4` · **disputed, overdue 20 days** · RIVR - CITY · 2026-06-10 · Reply to permits
  $ accord -N CITY show RIVR-1-1 --markdown
  # `RIVR-1-1`  agreed, clash
  
  ## IN FORCE, terms 4RTP-G9AP
  
  - RIVR promises CITY: 600 000 PLN for courtyard drains
  - due Wed 30 Sep 2026 \| target 2 tranches \| money 600000 PLN \| level 1, practical solutions
  
  ## SIGNED
  
  - written and signed by RIVR, Fri 27 Mar 13:00, by its clock
  - signed by CITY, Wed 1 Apr 12:00
  
  ## TEXTS THAT CLASH (neither counts until every party signs one)
  
  - A  terms 23XC-REMR, by RIVR, Sat 27 Jun 13:00, by its clock: funding
    - "cash flow"
    - due: Sun 31 Jan 2027 (was: Wed 30 Sep 2026)
    - money: 2 x 300000 PLN (was: 600000 PLN)
    - written and signed by RIVR, Sat 27 Jun 13:00, by its clock
    - not signed by CITY
  - B  terms A0F9-23BC, by CITY, Sat 27 Jun 12:00: timing
    - "council vote moved"
    - due: Tue 15 Dec 2026 (was: Wed 30 Sep 2026)
    - target: 1 (was: 2)
    - unit: payment (was: tranches)
    - not signed by RIVR
    - written and signed by CITY, Sat 27 Jun 12:00
  - choose: `accord resolve RIVR-1-1`
  
  ## WAITS
  
  - for you to sign: `accord resolve RIVR-1-1`
  - for RIVR to sign
  - for RIVR to deliver
  
  ## WHAT CROSSED (written by people who did not know of each other's words)
  
  - two texts wait; sign one or write a third
  
  ## HISTORY
  
  - Fri 27 Mar 13:00  RIVR proposed (terms 4RTP-G9AP): 600 000 PLN for courtyard drains
  - Wed 1 Apr 12:00  CITY signed terms 4RTP-G9AP
  - Sat 27 Jun 13:00  RIVR proposed a change (terms 23XC-REMR): funding - cash flow
  - Sat 27 Jun 12:00  CITY proposed a change (terms A0F9-23BC): timing - council vote moved
  - times: by the clock of who wrote it
  
  ## WHO HAS SEEN THIS (by their signed receipts)
  
  - SASI has all of it
  - RIVR has all of it
  $ accord -N CITY show SASI-1-4 --markdown
  # `SASI-1-4`  journal by SASI, shared with all partners
  
  - of Sun 28 Jun 2026, written Mon 29 Jun 12:00, by its clock
  - about CITY-1-1
  
  We were invited last, asked to clap.  
  It was about the drains, too.
  
  ## ADDED by SASI, Mon 29 Jun 12:00, by its clock
  
  - They called the next day.

It is UTF-8 wherever it is written, and begins no markup that is not ours.

  $ accord -N SASI note --title "# [x](http://x.example) <b>łódź</b>" -m $'1. one\n- two\n> three\n```' >/dev/null
  $ LC_ALL=C accord -N SASI show SASI-1-p1 --markdown
  # `SASI-1-p1`  journal by SASI, private: it stays with you
  
  - written today 12:00
  
  \# \[x\](http\://x.example) \<b\>łódź\</b\>  
  1\. one  
  \- two  
  \> three  
  \`\`\`
  
  To show it to all partners: `accord share SASI-1-p1` (cannot be taken back)
  $ accord -N SASI show SASI-1-p1 --markdown | cmark --unsafe
  <h1><code>SASI-1-p1</code>  journal by SASI, private: it stays with you</h1>
  <ul>
  <li>written today 12:00</li>
  </ul>
  <p># [x](http://x.example) &lt;b&gt;łódź&lt;/b&gt;<br />
  1. one<br />
  - two<br />
  &gt; three<br />
  ```</p>
  <p>To show it to all partners: <code>accord share SASI-1-p1</code> (cannot be taken back)</p>

Pages alone have it, and one form at a time; nothing of a page that failed.

  $ accord -N CITY board --markdown --json
  {"error":"usage","code":2,"hint":null,"message":"--markdown and --json, --csv or --plain exclude each other"}
  [2]
  $ accord -N CITY list --markdown --csv
  accord: --markdown and --json, --csv or --plain exclude each other
  [2]
  $ accord -N CITY status --markdown
  accord: accord status has no page to write as Markdown
  [2]
  $ accord -N CITY show CITY-1-99 --markdown
  accord: there is no record "CITY-1-99" here; accord list shows them all
  [5]
  $ accord -N CITY list --state overdue --exit-code --markdown >/dev/null
  [4]
