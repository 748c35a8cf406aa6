The three principles on one page: what partners mean, what the history says, what they felt. Then the agreement as a whole,
and a health check that is opened together.

  $ . $TESTS/cli/offices.sh
  $ two_offices 2>/dev/null
  $ CITY bring "The register" --kind authority --form in-kind >/dev/null; SASI bring "Trust" --kind credibility --form in-kind >/dev/null; CITY bring "Drains" --kind cash --amount "9000 PLN" >/dev/null
  $ CITY promise "Land map" --to SASI --due 2026-05-30 --principle transparency --check x >/dev/null 2>&1; carry CITY SASI
  $ export ACCORD_NOW=2026-07-04T12:00:00Z
  $ SASI sign CITY-1-3 --terms $(terms SASI CITY-1-3) >/dev/null 2>&1; carry SASI CITY
  $ CITY deliver CITY-1-3 --no-evidence "a map on a wall" -m done >/dev/null 2>&1
  $ SASI note --shared --kind concern --principle equity -m "We were told, not asked." >/dev/null
  $ SASI agree --principle equity -m "We are there before the drawing is." >/dev/null
  $ CITY gain "A block to show" >/dev/null; CITY outcome "A yard is dry" --level 1 --inheritor SASI >/dev/null
  $ CITY question "Which yard?" --of SASI >/dev/null; carry CITY SASI; SASI reply CITY-1-6 -m "The wettest." >/dev/null; carry SASI CITY
  $ CITY check "Before the summer" --due 2026-07-10 | head -n 1; carry CITY SASI
  ✓ CITY-1-7 health check, for all partners of KRK. Saved here, not sent yet: accord sync

Answers are held back; that one has answered is seen, what it answered is not.

  $ CITY check CITY-1-7 --mark heard=green --mark worth=amber -m "Rather well." | head -n 1
  ✓ CITY-1-8 answer to a health check. Saved here; its words stay with CITY until they are opened.
  $ carry CITY SASI; SASI check CITY-1-7 | grep -E 'CITY|heard'
  CITY-1-7  Before the summer
    SASI  CITY      aspect
    -     not open  we are heard
    Your answer: accord check CITY-1-7 --mark heard=amber --mark trust=green -m TEXT
  $ SASI search "Rather well"; grep -c 'Rather well' SASI/notebook.db
  Nothing found. Words are looked for by how they begin, in all that was written.
  0
  [1]
  $ CITY check CITY-1-7 --open
  Not answered yet, as far as is known here: SASI. An answer that is opened early may sway theirs; it will be shown as early.
  accord: "Open yours all the same?" cannot be asked here. Say it with --yes
  [2]
  $ SASI check CITY-1-7 --mark heard=red --mark non-cash=red --mark warmth=red
  accord: --mark "warmth=red": write ASPECT=green, amber or red. The aspects are purpose, roles, decisions, heard, non-cash, bad-news, trust, resources, delivery, worth
  [2]
  $ SASI check CITY-1-7 --mark heard=red --mark non-cash=red | head -n 1; carry SASI CITY
  ✓ SASI-1-5 answer to a health check. Saved here; its words stay with SASI until they are opened.
  $ CITY check CITY-1-7 --open; SASI check CITY-1-7 --open; carry CITY SASI; carry SASI CITY
  ✓ Your answer to CITY-1-7 is open: the others get it when you next meet. accord sync
  ✓ Your answer to CITY-1-7 is open: the others get it when you next meet. accord sync
  $ CITY check CITY-1-7 --json
  {"schema":"accord.answer/1","ref":"CITY-1-7","org":"CITY","answered":true,"opened":true,"early":false,"marks":[{"aspect":"heard","mark":"green"},{"aspect":"worth","mark":"amber"}],"text":"Rather well."}
  {"schema":"accord.answer/1","ref":"CITY-1-7","org":"SASI","answered":true,"opened":true,"early":false,"marks":[{"aspect":"heard","mark":"red"},{"aspect":"non-cash","mark":"red"}],"text":""}
  $ SASI check CITY-1-7 --mark heard=green
  accord: your answer to CITY-1-7 is open already, and stays as it is. What you think now goes into a reflection: accord note --about CITY-1-7
  [1]
  $ CITY principles
  Riverside block · the three principles: prompts for a talk, not a ranking
  
  EQUITY leads to mutual respect
    What it means to the partners:
      SASI
        We are there before the drawing is.
    What the history says:
            brings: cash / in kind  promised / was promised  waits for signatures  takes to sign  changes proposed / adopted  asked / was asked / replied
      CITY  1 / 1                   1 / 0                    4 days                -              0 / 0                       1 / 0 / 0
      SASI  0 / 1                   0 / 1                    -                     4 days         0 / 0                       0 / 1 / 1
    What they felt (health check CITY-1-7):
      "we are heard":  CITY green  SASI red
      "what is not cash counts too":  SASI red
    Marked with it (? = somebody felt the opposite):
      SASI-1-2  SASI ?  We were told, not asked.
    To talk about:
      - Who has not been at the table lately, and what would bring them back?
      - What is brought that is not money, and where is it counted?
      - Who waits longest for the others, and what stands behind it?
  
  TRANSPARENCY leads to trust
    Nobody has said yet what it means to them: accord agree --principle transparency -m TEXT
    What the history says:
            open promises / in rhythm  deliveries / with evidence  until all others have it  changes / explained
      CITY  0 / 0                      1 / 0                       0 days                    0 / 0
      SASI  0 / 0                      0 / 0                       -                         0 / 0
    What they felt (health check CITY-1-7):
      "we learn bad news early":  nobody has said
    Marked with it (? = somebody felt the opposite):
      CITY-1-3  CITY  Land map
    To talk about:
      - Which bad news came late, and what made it hard to say?
      - What would you like to see that you cannot see today?
      - Which change was made without a reason that you understood?
  
  MUTUAL BENEFIT leads to sustainability
    Nobody has said yet what it means to them: accord agree --principle mutual-benefit -m TEXT
    What the history says:
            benefits wanted / come  outcomes / with an inheritor
      CITY  1 / 0                   1 / 1
      SASI  0 / 0                   0 / 0
    What they felt (health check CITY-1-7):
      "it is worth what we put in":  CITY amber
    To talk about:
      - What does each of you get out of it that it could not get alone?
      - Whose benefit has not come yet, and what is in the way?
      - Who keeps it going when the partnership is over?
  $ CITY principles --json=org,waited,waited_days,received,replied,heard,non_cash
  {"schema":"accord.principles/1","org":"CITY","received":0,"waited":1,"waited_days":4,"replied":0,"heard":"green","non_cash":null}
  {"schema":"accord.principles/1","org":"SASI","received":1,"waited":0,"waited_days":-1,"replied":1,"heard":"red","non_cash":"red"}

An observer is asked nothing, and answers nothing.

  $ office EURF "The fund" international-agency
  $ CITY invite --file f.invite --role observer >/dev/null; EURF join f.invite --by-file --yes >/dev/null; CITY import f.invite.reply >/dev/null; carry CITY EURF; carry EURF CITY
  $ EURF check CITY-1-7 --mark heard=green
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
  $ EURF review tracking
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
  $ EURF agree --clause purpose -m x
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]

The agreement is signed as it stands, and asked for again when it changes.

  $ CITY agree --clause purpose -m "To renew the block so that people stay" --mark fully | head -n 1
  ✓ CITY-1-10 clause of the agreement, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY agree --sign
  accord: a signature is for a text that was read: --terms FULL-ID, as accord agree --json says it
  [2]
  $ whole() { $1 agree --json | sed 's/.*"terms":"\([0-9a-f]*\)".*/\1/'; }
  $ CITY agree --sign --terms $(whole CITY); carry CITY SASI
  ✓ CITY-1-11 the agreement is signed for CITY. Saved here, not sent yet: accord sync
  You have signed this. It waits for SASI.
  $ SASI agree --sign --terms 0000000000000000000000000000000000000000000000000000000000000000
  accord: the agreement differs from --terms. Nothing was signed; read it: accord agree
  [5]
  $ SASI agree --sign --terms $(whole SASI) | head -n 1; SASI agree | tail -n 4
  ✓ SASI-1-7 the agreement is signed for SASI. Saved here, not sent yet: accord sync
  Scorecard:  not relevant 0  not in place 0  partially in place 0  fully in place 1
    CITY signed what stands now, today
    SASI signed what stands now, today
  ✓ In force: every partner has signed exactly this.
  $ SASI agree --clause purpose --mark partially | head -n 1; SASI agree --json=in_force,missing
  ✓ CITY-1-10 changed: clause of the agreement. Saved here, not sent yet: accord sync
  {"schema":"accord.agreement/1","in_force":true,"missing":[]}
  $ SASI agree --clause purpose -m "To renew the block with those who live there" | head -n 1; SASI agree --json=in_force,missing
  ✓ CITY-1-10 changed: clause of the agreement. Saved here, not sent yet: accord sync
  {"schema":"accord.agreement/1","in_force":false,"missing":["CITY"]}
  $ SASI agree --clause purposes -m x
  accord: --clause takes partners, representatives, others-concerned, purpose, own-interests, principles, context, objectives, activities, contributions, roles, timing, decisions, governance, money, communication, measuring, review, disagreement, changes, intellectual-property, confidentiality, risks or moving-on, not "purposes". Did you mean: purpose
    try: accord agree --help
  [2]
  $ carry SASI CITY; CITY board | grep agreement
    agreement  changed since today  accord agree  The partnering agreement

Two began the same clause without knowing of each other: it is a clash, nobody signs it, and a third text settles both.

  $ carry CITY SASI; carry SASI CITY
  $ CITY agree --clause money -m "City pays" --mark fully >/dev/null; SASI agree --clause money -m "Half each" >/dev/null
  $ carry CITY SASI; carry SASI CITY
  $ CITY agree --json=clash; CITY agree | tail -n 1
  {"schema":"accord.agreement/1","clash":true}
  Two texts stand side by side. Settle them by a third: accord agree --clause CODE -m TEXT
  $ SASI board | grep agree
              clash   two values stand side by side  accord agree            The partnering agreement
  $ SASI agree --sign --terms $(whole SASI)
  accord: a clause has two texts side by side: settle it first, then sign
  [1]
  $ CITY agree | grep -A 1 "^[A-Z].*money"
  CITY-1-12  money and how it is accounted for · fully in place
     City pays
  SASI-1-8  money and how it is accounted for · not marked yet
     Half each
  $ SASI agree --clause money -m "Two thirds, one third"
  SASI-1-8 spoke of the same: its text gives way to this one.
  ✓ CITY-1-12 changed: clause of the agreement. Saved here, not sent yet: accord sync
  ✓ SASI-1-8 changed: clause of the agreement. Saved here, not sent yet: accord sync
  $ carry SASI CITY; CITY agree --json=clash; CITY agree | grep -A 1 "^[A-Z].*money"
  {"schema":"accord.agreement/1","clash":false}
  CITY-1-12  money and how it is accounted for · fully in place
     Two thirds, one third
  $ CITY agree --clause money -m "City, all of it" >/dev/null; SASI agree --clause money -m "In three parts" >/dev/null
  $ carry CITY SASI; carry SASI CITY; CITY agree --json=clash
  {"schema":"accord.agreement/1","clash":true}
  $ CITY agree --clause money -m "In three parts"; CITY agree --json=clash
  ✓ CITY-1-12 changed: clause of the agreement. Saved here, not sent yet: accord sync
  {"schema":"accord.agreement/1","clash":false}

Who may only read is asked nothing.

  $ CITY question "What does the fund want to see?" --of EURF
  accord: EURF is an observer: it reads what is asked, and could not reply here
  [2]

In another language the words between are its own too, and stand as it sets them.

  $ CITY --lang fr principles | grep "orange\|rouge"
      « nous sommes entendus » :  CITY vert  SASI rouge
      « ce qui n'est pas de l'argent compte aussi » :  SASI rouge
      « cela vaut ce que nous y mettons » :  CITY orange
  $ CITY --lang fr risk x --likelihood often
  accord: --likelihood prend low, medium ou high, pas « often »
    essayez : accord risk --help
  [2]
  $ CITY --lang fr promise x --to SASI --due 2026-13-40
  accord: --due : « 2026-13-40 » : ce mois n'existe pas, il y en a 12. Écrivez année-mois-jour
  [2]
  $ CITY --lang fr doctor SASI 2>&1 | tail -n 1
  accord: une chose ne va pas (adresse), voir ci-dessus
  [9]
