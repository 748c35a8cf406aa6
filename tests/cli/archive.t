A file that everybody may read proves itself on a laptop without a notebook; altered, cut short or sealed it is refused.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY promise "Land map" --to SASI --due 2026-09-30 --check x >/dev/null 2>&1
  $ CITY export --open --to all.accord >/dev/null
  $ accord -N nowhere audit all.accord > alone; tail -n 3 alone | head -n 1
  ✓ 7 records: none changed, removed or inserted.
  $ test "$(grep Fingerprint alone)" = "$(CITY audit | grep Fingerprint)" && echo the same fingerprint
  the same fingerprint
  $ accord -N nowhere audit --json all.accord | grep -o '"ok":true'
  "ok":true
  $ python3 -c "b=bytearray(open('all.accord','rb').read()); b[len(b)//2]^=1; open('bent.accord','wb').write(b)"
  $ accord -N nowhere audit bent.accord
  accord: bent.accord was refused: it was altered. Nothing was taken; ask for the file again
  [1]
  $ head -c 2000 all.accord > short.accord; accord -N nowhere audit short.accord
  accord: short.accord was refused: it is cut short. Nothing was taken; ask for the file again
  [1]
  $ CITY export --for SASI --to sealed.accord >/dev/null
  $ accord -N nowhere audit sealed.accord
  accord: sealed.accord is sealed: only those it is for can read it. Ask for one that is readable: accord export --open --to FILE
  [1]
  $ accord -N nowhere audit /dev/null
  accord: /dev/null is not a plain file
  [1]
  $ accord -N nowhere audit
  accord: no notebook found (looked in nowhere). Start: accord init   Try: accord demo
  [10]

Closing says what is still open; an archive is proved before anybody is told that it was kept.

  $ CITY partnership close --as closed-achieved
    CITY-1-1  proposed · Land map
  accord: 1 promise is still open (CITY-1-1): settle it by accord release, accord withdraw or accord amend, or close all the same with --yes
  [1]
  $ CITY partnership close --as handed-over --yes
  accord: handed over to whom? --successor TEXT
  [2]
  $ CITY partnership close --as closed-achieved -m "The map is law now" --yes
    CITY-1-1  proposed · Land map
  ✓ KRK changed: partnership profile. Saved here, not sent yet: accord sync
    When the others have it, keep the whole for later: accord archive --to DIR
  $ CITY partnership show | grep -i state
    state: closed: it achieved what it was for
  $ CITY archive --to kept | sed 's/[0-9]* kB/N kB/; s/Fingerprint [^,]*/Fingerprint F/'
  ✓ report.html (one file, no links out, prints on A4): 1 promise, N kB
    Fingerprint F, the same that accord audit prints
  ✓ The history of KRK is kept in kept and was proved there. Anybody who has it can do so: accord audit kept/KRK.accord
  $ ls kept; sed 's/Fingerprint .*/Fingerprint F/; s/on [0-9-]* by/on DAY by/' kept/READ-ME.txt
  KRK.accord
  READ-ME.txt
  report.html
  Riverside block, kept on DAY by City Office
  
  KRK.accord
    the whole history: 8 signed records
    Fingerprint F
  report.html
    the same for people: opens in any browser
  
  To prove it, on any computer with accord, without a notebook or a network: accord audit KRK.accord
  It prints the fingerprint above, or says what is wrong. What partners kept private was never in it.
  $ accord -N nowhere audit kept/KRK.accord | grep ✓
  ✓ 8 records: none changed, removed or inserted.
  $ CITY archive --to kept
  accord: kept is not empty; nothing was written. Name a new directory: --to DIR
  [1]
  $ CITY archive
  accord: say where: --to DIR
  [2]

Whoever comes later is told that it is over; nothing is locked.

  $ CITY | grep closed
  - KRK · closed: it achieved what it was for
  $ CITY promise "One more thing" --to SASI --due +1m --no-input 2>&1 | sed -n 1p
    KRK · closed: it achieved what it was for. Is this meant for it?
  $ CITY audit .
  accord: . is a directory: name the file in it that is to be proved
    try: accord audit ./all.accord
  [2]
