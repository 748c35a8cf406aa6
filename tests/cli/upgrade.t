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
