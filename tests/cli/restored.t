A backup that was put back catches up and goes on by itself; a copy that wrote elsewhere stops.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY promise "First" --to SASI --due 2026-09-30 --check x >/dev/null
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  $ carry CITY SASI
  $ cp -r CITY backup
  $ CITY promise "Second" --to SASI --due 2026-10-31 --check x >/dev/null
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  $ carry CITY SASI
  $ rm -rf CITY; cp -r backup CITY
  $ CITY promise "Third" --to SASI --due 2026-11-30 --check x
  accord: this notebook is older than what left this laptop (a backup was put back). Writing waits until a partner has given the missing records back: accord sync
  [1]
  $ CITY list
            state     from - to    due         title
  CITY-1-1  proposed  CITY - SASI  2026-09-30  First
  $ CITY doctor 2>&1 | hide
  ✓ notebook: DIR/CITY, 9 records; the file is whole and its settings are as they must be
  ✓ key: for you alone (0600), opens without a passphrase
  ✗ mark: this notebook is older than what left this laptop (a backup was put back). Writing waits until a partner has given the missing records back: accord sync
    Next: accord sync
  accord: one thing is wrong (mark), see above
  [1]
  $ SASI export --for CITY --to back.accord >/dev/null

What SASI gives back is all it needs.

  $ SASI export --to all.accord --open >/dev/null
  $ CITY import all.accord
  ✓ 2 new (1 CITY, 1 SASI), 7 already here, 0 refused, every signature good. The file is unchanged.
    SASI will not know until you answer: accord export --for SASI --to DIR
  $ CITY promise "Third" --to SASI --due 2026-11-30 --check x | head -n 1
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  ✓ CITY-1-3 proposed to SASI: Third
  $ carry CITY SASI
  $ SASI audit --json | grep -o '"forks":\[\]'
  "forks":[]

Two copies of one laptop that both write: the second one to meet is told, and stops.

  $ cp -r CITY twin; cp -r CITY.state twin.state
  $ TWIN() { ACCORD_HOME=$PWD/twin ACCORD_STATE=$PWD/twin.state accord "$@"; }
  $ TWIN promise "By the twin" --to SASI --due 2026-12-31 --check x >/dev/null
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  $ TWIN export --for SASI --to t.accord >/dev/null; SASI import t.accord >/dev/null
  $ CITY promise "By the first" --to SASI --due 2026-12-31 --check x >/dev/null
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  $ SASI export --to all2.accord --open >/dev/null; CITY import all2.accord
  ✓ 2 new (1 CITY, 1 SASI), 10 already here, 0 refused, every signature good. The file is unchanged.
  accord: it holds records of this laptop that it never wrote, or has lost: accord doctor
    SASI will not know until you answer: accord export --for SASI --to DIR
  $ CITY promise "Again" --to SASI --due 2026-12-31 --check x
  accord: another copy of this notebook has written as this laptop. Writing stopped. If that copy is gone for good: accord device continue --yes. Else use this one as a new laptop
  [1]
  $ CITY device continue --no-input
  This notebook was restored or copied. To go on here is right only when the other copy is gone for good:
  broken, wiped, or never to be used again. If it still writes, the same numbers are written twice, which
  every partner sees.
  accord: "Is the other copy gone for good" cannot be asked here. Say it with --yes
  [2]
  $ CITY device continue --yes
  This notebook was restored or copied. To go on here is right only when the other copy is gone for good:
  broken, wiped, or never to be used again. If it still writes, the same numbers are written twice, which
  every partner sees.
  ✓ This laptop goes on. Next: accord sync
  $ CITY promise "Again" --to SASI --due 2026-12-31 --check x | head -n 1
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  ✓ CITY-1-5 proposed to SASI: Again
  $ CITY device continue --yes
  accord: writing is not stopped on this laptop: there is nothing to continue
  [1]
  $ carry CITY SASI
  $ SASI status | tail -n 3
  CITY  all        never     fits         unverified: accord partner verify CITY
  - CITY laptop 1 wrote record 8 twice (a copied or restored notebook); both are kept
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ SASI list --plain | cut -f1-3,8 | sed 's/~[0-9a-f]*//' | sort
  CITY-1-1\tproposed\tCITY\tproposed (esc)
  CITY-1-2\tproposed\tCITY\tproposed (esc)
  CITY-1-3\tproposed\tCITY\tproposed (esc)
  CITY-1-4\tproposed\tCITY\tproposed (esc)
  CITY-1-4\tproposed\tCITY\tproposed (esc)
  CITY-1-5\tproposed\tCITY\tproposed (esc)

A mark that was lost stops writing too.

  $ rm SASI.state/*.mark
  $ SASI note --shared -m "x"
  accord: the mark of this laptop is lost, so another copy of this notebook may be writing. Writing stopped. If there is no other copy any more: accord device continue --yes
  [1]
  $ SASI device continue --yes
  This notebook was restored or copied. To go on here is right only when the other copy is gone for good:
  broken, wiped, or never to be used again. If it still writes, the same numbers are written twice, which
  every partner sees.
  ✓ This laptop goes on. Next: accord sync
  $ SASI note --shared -m "x" | head -n 1
  ✓ SASI-1-1 reflection, for all partners of KRK.
