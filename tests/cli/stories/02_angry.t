"I was angry; I need to write it without them reading it - maybe ever." Private stays private, byte for byte; sharing asks
once and cannot be undone; an addendum shows both dates; the first text cannot be changed.

  $ . $TESTS/cli/offices.sh
  $ two_offices 2>/dev/null
  $ SASI note --kind concern --principle equity -m "We were asked to clap."
  ✓ SASI-1-p2 reflection. Private: it stays with SASI.
    To show it: accord share SASI-1-p2      (to all partners; cannot be taken back)
  $ SASI export --open --to all.accord >/dev/null; SASI export --for CITY --to city.accord >/dev/null
  $ cat all.accord city.accord | grep -c 'asked to clap'
  0
  [1]
  $ SASI report --html report.html >/dev/null; grep -c 'asked to clap' report.html
  0
  [1]
  $ SASI list notes
             kind     date        who sees it  about  text
  SASI-1-p2  concern  2026-06-30  private             We were asked to clap.
  $ SASI share SASI-1-p2
  accord: what is shared cannot be taken back: say --yes
  [2]
  $ ACCORD_NOW=2026-07-01T09:00:00Z SASI note --add-to SASI-1-p2 -m "On reflection: we came late, too."
  ✓ Added to SASI-1-p2. The first text stays as it was.
  $ SASI show SASI-1-p2 | sed 's/^/  /'
    SASI-1-p2  concern by SASI, private: it stays with you
      written today 12:00
    
      We were asked to clap.
    
    ADDED by SASI, Wed 1 Jul 09:00
      On reflection: we came late, too.
    
    To show it to all partners: accord share SASI-1-p2 (cannot be taken back)
  $ SASI amend SASI-1-p2 --title "Another" --reason other
  accord: there is no commitment "SASI-1-p2" here
  [5]
  $ SASI share SASI-1-p2 --with-addenda --yes
  ✓ SASI-1-1 is now for all partners of KRK. It cannot be taken back.
    Saved here, not sent yet: accord sync
  $ carry SASI CITY; CITY list notes
            kind     date        who sees it  about  text
  SASI-1-1  concern  2026-06-30  partners            We were asked to clap.
  $ CITY search "asked to clap" | head -n 2
  SASI-1-1 · reflection · SASI reflected · today 12:00
      We were [asked to clap].
