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
  SASI-1-p2  SASI reflected (private)  today 12:00  We were asked to clap.
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
  $ CITY list notes --csv
  ref,kind,date,visibility,org,about,addenda,partnership,title,text\r (esc)
  SASI-1-2,concern,2026-06-29,partners,SASI,SASI-1-1,0,KRK,Invited last,We were asked to clap.\r (esc)
