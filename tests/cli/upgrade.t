What was computed by another version of accord is computed anew; until then an audit says so, and proves the rest.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY promise "Land map" --to SASI --due 2026-09-30 --check x >/dev/null
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  $ sqlite3 CITY/notebook.db "UPDATE commitment SET state = 4; UPDATE setting SET value = '0' WHERE key = 'view-version'"
  $ CITY list
            state     from - to    due         title
  CITY-1-1  accepted  CITY - SASI  2026-09-30  Land map
  $ CITY audit | grep -v Fingerprint
  KRK · Riverside block
  CITY 5  SASI 2  all signatures good, no gaps, no forks
  ✓ 7 records: none changed, removed or inserted.
    Not proved: that clocks were right, or that nobody holds records back.
  ✓ Your own space: 2 records, all good, counted here and shown to nobody.
    Lists and boards here were computed by another version of accord; the next command that writes computes them anew.
  $ CITY partnership use KRK
  ✓ From now on commands mean KRK, Riverside block.
  $ CITY list
            state     from - to    due         title
  CITY-1-1  proposed  CITY - SASI  2026-09-30  Land map
  $ CITY audit | grep -c "another version"
  0
  [1]
  $ sqlite3 CITY/notebook.db "UPDATE commitment SET state = 4"
  $ CITY audit 2>&1 | grep ✗
  ✗ commitments on this notebook are not what the history says.
  [6]
  $ sqlite3 CITY/notebook.db "PRAGMA user_version = 99"
  $ CITY list 2>&1 | hide
  accord: this notebook belongs to a newer accord (format 99, this one knows N): install that version. Nothing was changed
  [10]
  $ CITY promise "X" --to SASI --due 2026-09-30 2>&1 | hide
  accord: this notebook belongs to a newer accord (format 99, this one knows N): install that version. Nothing was changed
  [10]
  $ echo "not a notebook, though it has its name" > SASI/notebook.db; SASI list 2>&1 | hide
  accord: the file is not an accord notebook
  [1]

A notebook of an earlier release is brought up to date by whatever command opens it first. A copy is kept, its history is
the same, and what is new works on it.

  $ tar xzf $TESTS/corpus/notebooks/format-2.tar.gz -C . --one-top-level=old
  $ OLD() { ACCORD_HOME=$PWD/old/CITY ACCORD_STATE=$PWD/old/CITY.state accord "$@"; }
  $ OLD list
  This notebook was written by an older accord and has been brought up to date. A copy of the earlier file lies beside it.
            state   from - to    due         title
  CITY-1-1  agreed  CITY - SASI  2026-09-30  Land map
  $ OLD list
            state   from - to    due         title
  CITY-1-1  agreed  CITY - SASI  2026-09-30  Land map
  $ ls old/CITY | grep before | tr 0-9 N
  notebook-before-N.db
  $ OLD audit --json=ok,history,view
  {"schema":"accord.audit/1","ok":true,"history":"35b3ef065fddfd457bc498ca3827223ff08c8ee114368e4f20417b7199d47676","view":"6dfc0e9804ec8d3742f49b4121f4fabba113d282265cc677fb13c8bb7c969da0"}
  $ OLD search zazolc | head -n 1
  CITY-1-1 · commitment · CITY proposed · today 12:00
  $ OLD list notes --plain | wc -l
  2
  $ OLD bring "The register" --kind authority --form in-kind
  ✓ CITY-1-3 contribution, for all partners of KRK. Saved here, not sent yet: accord sync
  $ OLD promise "Rents" --to SASI --due 2026-10-30 --draft -q
  ✓ Draft 1 is kept on this laptop: not signed, not sent.
    Go on: accord draft edit 1   When it is ready: accord draft sign 1
  $ OLD doctor | tail -n 1
  Nothing wrong was found. The way to a partner: accord doctor CODE
