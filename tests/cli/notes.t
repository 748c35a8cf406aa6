Reflections: private first, added to and never rewritten, shared once and for good.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ SASI promise "Open evenings" --to CITY --due 2026-09-30 --check "three were held" >/dev/null
    unverified: you have not compared the number with CITY yet: accord partner verify CITY
  $ SASI note --about SASI-1-1 --kind concern --date yesterday --title "Invited last" -m "We were asked to clap." --principle equity
  ✓ SASI-1-p2 reflection. Private: it stays with SASI.
    To show it: accord share SASI-1-p2      (to all partners; cannot be taken back)
  $ SASI note --add-to SASI-1-p2 -m "It was the second week of June."
  ✓ Added to SASI-1-p2. The first text stays as it was.
  $ SASI show SASI-1-p2
  SASI-1-p2  concern by SASI, private: it stays with you
    of Mon 29 Jun 2026, written today 12:00
    about KRK:SASI-1-1
  
    Invited last
    We were asked to clap.
  
  ADDED by SASI, today 12:00
    It was the second week of June.
  
  To show it to all partners: accord share SASI-1-p2 (cannot be taken back)
  $ SASI list notes
             kind     date        who sees it  about         text
  SASI-1-p2  concern  2026-06-29  private      KRK:SASI-1-1  Invited last
  $ carry SASI CITY
  $ CITY list notes
  No reflections yet: accord note -m "..."
  $ SASI search clap | head -n 2
  SASI-1-p2 · reflection · SASI reflected · today 12:00 · private
      We were asked to [clap].
  $ CITY search clap
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ SASI export --to all.accord --open >/dev/null
  $ grep -ac "asked to clap" all.accord
  0
  [1]
  $ SASI share SASI-1-p2 --no-input
  accord: what is shared cannot be taken back: say --yes
  [2]
  $ SASI share SASI-1-p2 --yes
  ✓ SASI-1-2 is now for all partners of KRK. It cannot be taken back.
    What was added to SASI-1-p2 stays private (1).
    Saved here, not sent yet: accord sync
  $ SASI share SASI-1-2 --yes
  accord: SASI-1-2 is no private reflection: all partners see it already
  [1]
  $ carry SASI CITY
  $ CITY show SASI-1-2
  SASI-1-2  concern by SASI, shared with all partners
    of Mon 29 Jun 2026, written today 12:00, by its clock
    about SASI-1-1
  
    Invited last
    We were asked to clap.
  $ CITY note --add-to SASI-1-2 -m "We hear you."
  accord: SASI-1-2 is a reflection of SASI: only SASI adds to it. Write one of your own about it
    try: accord note --shared --about SASI-1-2 -m TEXT
  [7]
  $ CITY list notes --csv | cut -d, -f1-10
  ref,kind,date,visibility,org,about,addenda,partnership,title,text
  SASI-1-2,concern,2026-06-29,partners,SASI,SASI-1-1,0,KRK,Invited last,We were asked to clap.

What a private reflection is about can lie in any partnership of the notebook: it is found from there, and shared there.

  $ SASI partnership start "River basin" --code MIN --no-input >/dev/null 2>&1
  $ SASI partnership use KRK >/dev/null
  $ SASI note -P MIN --kind vision --shared -m "A clean river" | head -n 1
  ✓ MIN:SASI-1-1 reflection, for all partners of MIN.
  $ SASI note --about MIN:SASI-1-1 --about SASI-1-1 -m "Two at once" >/dev/null
  $ SASI note --about MIN:SASI-1-1 --about SASI-1-p4 -m "Only the river" --date 2026-05-03 >/dev/null
  $ SASI list notes --json=ref,about
  {"schema":"accord.note/1","ref":"SASI-1-p2","about":["KRK:SASI-1-1"]}
  {"schema":"accord.note/1","ref":"SASI-1-2","about":["SASI-1-1"]}
  {"schema":"accord.note/1","ref":"SASI-1-1","about":[]}
  {"schema":"accord.note/1","ref":"SASI-1-p4","about":["MIN:SASI-1-1","KRK:SASI-1-1"]}
  {"schema":"accord.note/1","ref":"SASI-1-p5","about":["SASI-1-p4","MIN:SASI-1-1"]}
  $ SASI show SASI-1-1 | sed -n '/REFLECTIONS/,$p'
  REFLECTIONS
    SASI-1-2  concern  Invited last
    SASI-1-p2  private, concern  Invited last
    SASI-1-p4  private, journal  Two at once
  $ SASI search MIN:SASI-1-1 | head -n 4
  SASI-1-p5 · reflection · SASI reflected · today 12:00 · private
      [MIN:SASI-1-1]
  SASI-1-p4 · reflection · SASI reflected · today 12:00 · private
      [MIN:SASI-1-1]
  $ SASI share SASI-1-p4 --yes
  accord: SASI-1-p4 is about records of MIN and of KRK: say with whose partners to share it, -P CODE
  [2]
  $ SASI share SASI-1-p4 --yes -P KRK
    It is about MIN:SASI-1-1, which the partners of KRK do not have: that is left out.
  ✓ SASI-1-3 is now for all partners of KRK. It cannot be taken back.
    Saved here, not sent yet: accord sync
  $ SASI share SASI-1-p5 --yes
  ✓ MIN:SASI-1-2 is now for all partners of MIN. It cannot be taken back.
    Saved here, not sent yet: accord sync
  $ SASI share SASI-1-p5 --yes
  accord: SASI-1-p5 was shared already, as MIN:SASI-1-2: all partners of MIN see it. Add to that one
    try: accord note --add-to MIN:SASI-1-2 -m TEXT
  [1]
  $ SASI note --shared --about MIN:SASI-1-1 -m "in the wrong room"
  accord: SASI-1-1 does not belong to KRK, so a reflection for its partners cannot be about it
  [2]
  $ SASI note --add-to SASI-1-p5 --principle equity -m x
  accord: an addendum belongs to its reflection as it is: leave --principle out
  [2]
  $ CITY note --shared --about SASI-1-2 --kind listening -m "We hear you." | head -n 1
  ✓ CITY-1-1 reflection, for all partners of KRK.
  $ CITY note --shared --about SASI-1-2 --about SASI-1-2 $(printf -- '--about SASI-1-2 %.0s' $(seq 7)) -m "too many"
  accord: a reflection is about 8 records at most
  [2]

Several additions go along with a copy, in their order, all or nothing.

  $ SASI note -m "First thought" --json=ref
  {"schema":"accord.note/1","ref":"SASI-1-p6"}
  $ SASI note --add-to SASI-1-p6 -m "Second thought" >/dev/null; SASI note --add-to SASI-1-p6 -m "Third thought" >/dev/null
  $ SASI share SASI-1-p6 --with-addenda --yes
  ✓ SASI-1-4 is now for all partners of KRK. It cannot be taken back.
    Saved here, not sent yet: accord sync
  $ carry SASI CITY
  $ CITY show SASI-1-4 | grep thought
    First thought
    Second thought
    Third thought
